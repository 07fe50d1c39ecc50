// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which instructions look at octets: found out once where there is an operating system, else when compiling.

#![allow(unsafe_code, reason = "instructions are used once it is known that they are there")]

#[cfg(target_arch = "aarch64")]
use crate::grammar::scan::arm;
#[cfg(target_arch = "x86_64")]
use crate::grammar::scan::x86;
use crate::grammar::scan::{Extent, Lines, Word, portable};

/// The instructions there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Instructions {
    /// None but the ordinary ones.
    Portable = 1,
    /// Those of every x86-64.
    Sse2 = 2,
    /// AVX2, and the bit instructions that came with it.
    Avx2 = 3,
    /// AVX-512 with VBMI2.
    Avx512 = 4,
    /// Those of every 64-bit ARM.
    Neon = 5,
}

impl Instructions {
    /// All, the best of each kind of processor last.
    pub const ALL: [Instructions; 5] =
        [Instructions::Portable, Instructions::Sse2, Instructions::Avx2, Instructions::Avx512, Instructions::Neon];

    /// Whether this processor has them.
    #[must_use]
    pub fn are_there(self) -> bool {
        match self {
            Instructions::Portable => true,
            Instructions::Sse2 => cfg!(target_arch = "x86_64"),
            Instructions::Neon => cfg!(target_arch = "aarch64"),
            #[cfg(all(target_arch = "x86_64", feature = "std"))]
            Instructions::Avx2 => {
                is_x86_feature_detected!("avx2")
                    && is_x86_feature_detected!("bmi1")
                    && is_x86_feature_detected!("bmi2")
                    && is_x86_feature_detected!("lzcnt")
                    && is_x86_feature_detected!("popcnt")
            }
            #[cfg(all(target_arch = "x86_64", feature = "std"))]
            Instructions::Avx512 => {
                Instructions::Avx2.are_there()
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vbmi")
                    && is_x86_feature_detected!("avx512vbmi2")
            }
            #[cfg(not(all(target_arch = "x86_64", feature = "std")))]
            Instructions::Avx2 => cfg!(all(
                target_feature = "avx2",
                target_feature = "bmi1",
                target_feature = "bmi2",
                target_feature = "lzcnt",
                target_feature = "popcnt"
            )),
            #[cfg(not(all(target_arch = "x86_64", feature = "std")))]
            Instructions::Avx512 => {
                Instructions::Avx2.are_there()
                    && cfg!(all(
                        target_feature = "avx512bw",
                        target_feature = "avx512vl",
                        target_feature = "avx512vbmi",
                        target_feature = "avx512vbmi2"
                    ))
            }
        }
    }
}

/// The best there are.
fn best() -> Instructions {
    let there = Instructions::ALL.iter().rev().find(|instructions| instructions.are_there());
    there.copied().unwrap_or(Instructions::Portable)
}

#[cfg(feature = "std")]
mod chosen {
    use core::sync::atomic::{AtomicU8, Ordering};

    use super::{Instructions, best};

    /// What was found, or 0. Whoever reads 0 finds the same as everybody else.
    static CHOSEN: AtomicU8 = AtomicU8::new(0);

    #[inline]
    pub(super) fn instructions() -> Instructions {
        match CHOSEN.load(Ordering::Relaxed) {
            4 => Instructions::Avx512,
            3 => Instructions::Avx2,
            other => seldom(other),
        }
    }

    #[cold]
    #[inline(never)]
    fn seldom(number: u8) -> Instructions {
        match number {
            1 => Instructions::Portable,
            2 => Instructions::Sse2,
            5 => Instructions::Neon,
            _ => choose(best()),
        }
    }

    #[cold]
    pub(super) fn choose(instructions: Instructions) -> Instructions {
        let number = match instructions {
            Instructions::Portable => 1,
            Instructions::Sse2 => 2,
            Instructions::Avx2 => 3,
            Instructions::Avx512 => 4,
            Instructions::Neon => 5,
        };
        CHOSEN.store(number, Ordering::Relaxed);
        instructions
    }
}

#[cfg(not(feature = "std"))]
mod chosen {
    #[inline]
    pub(super) fn instructions() -> super::Instructions {
        super::best()
    }
}

/// Scans with these instructions from now on, all over the process, for tests and measurements; whether they are
/// there.
#[doc(hidden)]
#[cfg(feature = "std")]
#[must_use]
pub fn insist(instructions: Instructions) -> bool {
    let there = instructions.are_there();
    if there {
        chosen::choose(instructions);
    }
    there
}

/// Reads a plain section with the best instructions there are.
#[inline]
pub(super) fn read<'b, L: Lines<'b>>(octets: &'b [u8], lines: L) -> Option<(Extent, L)> {
    match chosen::instructions() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: they are there.
        Instructions::Avx512 => unsafe { x86::avx512(octets, lines) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: they are there.
        Instructions::Avx2 => unsafe { x86::avx2(octets, lines) },
        #[cfg(target_arch = "x86_64")]
        Instructions::Sse2 => x86::sse2(octets, lines),
        #[cfg(target_arch = "aarch64")]
        Instructions::Neon => arm::neon(octets, lines),
        _ => portable::read(octets, lines),
    }
}

/// How many tchars octets begin with, and the word behind them.
#[inline]
pub(super) fn words(octets: &[u8]) -> (usize, Word) {
    match chosen::instructions() {
        _ if octets.len() < 32 => portable::words(octets),
        #[cfg(target_arch = "x86_64")]
        // SAFETY: they are there, and so are 32 octets.
        Instructions::Avx512 | Instructions::Avx2 => unsafe { x86::words_avx2(octets) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: there are 32 octets.
        Instructions::Sse2 => unsafe { x86::words_sse2(octets) },
        #[cfg(target_arch = "aarch64")]
        // SAFETY: there are 32 octets.
        Instructions::Neon => unsafe { arm::words(octets) },
        _ => portable::words(octets),
    }
}
