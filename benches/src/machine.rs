// SPDX-License-Identifier: MIT OR Apache-2.0
//! What kind of machine this is, and what code was built for it.

use std::fs;

use crate::rival::pico;

/// The processor, in the words of its maker.
pub fn processor() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told.lines().find_map(|line| line.strip_prefix("model name")).and_then(|line| line.split_once(':'));
    model.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, model)| model.trim().to_owned())
}

/// Fails unless picohttpparser was built as this program says it was: a comparison with less than its best would
/// flatter us, and nobody would see it in the figures.
pub fn check_pico() -> Result<(), String> {
    match (pico_has_pcmpestri(), cfg!(feature = "vectors")) {
        (Some(true), true) | (Some(false), false) => Ok(()),
        (Some(false), true) => Err("picohttpparser was built without SSE4.2: nothing is reported".to_owned()),
        (Some(true), false) => Err("picohttpparser was built with SSE4.2: nothing is reported".to_owned()),
        (None, _) => Err("cannot read this program's machine code (Linux does): nothing is reported".to_owned()),
    }
}

/// Whether there is a PCMPESTRI, the instruction that SSE4.2 is to picohttpparser, around its functions.
fn pico_has_pcmpestri() -> Option<bool> {
    let program = fs::read("/proc/self/exe").ok()?;
    let maps = fs::read_to_string("/proc/self/maps").ok()?;
    let mut offsets = Vec::new();
    for address in pico::code() {
        offsets.push(maps.lines().find_map(|line| offset(line, address))?);
    }
    let start = offsets.iter().min()?.saturating_sub(MARGIN);
    let end = (offsets.iter().max()? + MARGIN).min(program.len());
    Some(program.get(start..end)?.windows(PCMPESTRI.len()).any(|octets| octets == PCMPESTRI))
}

/// Where in its file an address lies, if this line of /proc/self/maps is about it:
/// `start-end permissions offset device inode path`.
fn offset(line: &str, address: usize) -> Option<usize> {
    let mut words = line.split_ascii_whitespace();
    let (start, end) = words.next()?.split_once('-')?;
    let offset = words.nth(1)?;
    let [start, end, offset] = [start, end, offset].map(|word| usize::from_str_radix(word, 16).ok());
    let (start, end) = (start?, end?);
    (start..end).contains(&address).then_some(offset? + address.wrapping_sub(start))
}

const PCMPESTRI: [u8; 4] = [0x66, 0x0f, 0x3a, 0x61];

/// The compiler may put a part of a function before or behind it.
const MARGIN: usize = 4096;
