// SPDX-License-Identifier: MIT OR Apache-2.0
//! The instructions that oyez may scan octets with, of which a machine has some.

use oyez::grammar::scan::choice::{Instructions, insist};

pub struct Path {
    /// As `OYEZ_SCAN` and a line of output have it.
    pub name: &'static str,
    /// As a reader of the chart understands it.
    pub title: &'static str,
    instructions: Instructions,
    /// Whether rivals without vector instructions are a measure of it.
    is_plain: bool,
}

/// Fastest first.
const ALL: [Path; 4] = [
    Path { name: "avx512", title: "oyez, AVX-512", instructions: Instructions::Avx512, is_plain: false },
    Path { name: "avx2", title: "oyez, AVX2", instructions: Instructions::Avx2, is_plain: false },
    Path { name: "sse2", title: "oyez, SSE2", instructions: Instructions::Sse2, is_plain: true },
    Path { name: "portable", title: "oyez, no vectors", instructions: Instructions::Portable, is_plain: true },
];

/// The paths to measure: the one that `OYEZ_SCAN` names, else every one that this machine has.
pub fn wanted() -> Result<Vec<Path>, String> {
    let there = ALL.into_iter().filter(|path| path.instructions.are_there());
    let Some(named) = named() else {
        return Ok(there.filter(|path| path.is_plain || cfg!(feature = "vectors")).collect());
    };
    let path = there.into_iter().find(|path| path.name == named);
    Ok(vec![path.ok_or_else(|| format!("OYEZ_SCAN={named} is no path of this machine"))?])
}

/// What `OYEZ_SCAN` says.
pub fn named() -> Option<String> {
    std::env::var("OYEZ_SCAN").ok()
}

impl Path {
    /// Makes the library take it.
    pub fn choose(&self) -> Result<(), String> {
        if insist(self.instructions) { Ok(()) } else { Err(format!("{} cannot be chosen", self.name)) }
    }
}
