// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The walk without vectors: a table for names, eight octets at a time for the rest.

use crate::grammar::octet;
use crate::grammar::scan::{Extent, Lines, Word};

/// Reads a plain section: its length, and the lines told.
#[inline(never)]
pub(super) fn read<'b, L: Lines<'b>>(octets: &'b [u8], mut lines: L) -> Option<(Extent, L)> {
    let mut rest = octets;
    if L::START_LINE {
        let (token, word) = words(rest);
        let (line, behind) = line(rest, token)?;
        if !lines.start(line, token, word) {
            return None;
        }
        rest = behind;
    }
    let mut number = 0usize;
    loop {
        if let [b'\r', b'\n', behind @ ..] = rest {
            return Some((Extent { octets: octets.len().checked_sub(behind.len())?, lines: number }, lines));
        }
        let token = tchars(rest);
        let (line, behind) = line(rest, token)?;
        let Some((name @ [_, ..], [b':', value @ ..])) = line.split_at_checked(token) else { return None };
        if !lines.field(number, name, octet::trim(value)) {
            return None;
        }
        number = number.saturating_add(1);
        rest = behind;
    }
}

/// How many tchars there are at the start, and the word behind them.
pub(super) fn words(octets: &[u8]) -> (usize, Word) {
    let token = tchars(octets);
    let begin = token.saturating_add(1);
    let rest = octets.get(begin..).unwrap_or(&[]);
    let count = octet::run(rest, |octet| octet::is_visible(octet) && octet != b'#');
    let question = octet::run(rest.get(..count).unwrap_or(rest), |octet| octet != b'?');
    (token, Word { end: begin.saturating_add(count), question: begin.saturating_add(question) })
}

/// Splits off a line whose terminator is the first control at `from` or behind it.
fn line(rest: &[u8], from: usize) -> Option<(&[u8], &[u8])> {
    let end = from.checked_add(controls(rest.get(from..)?))?;
    match rest.split_at_checked(end) {
        Some((line, [b'\r', b'\n', behind @ ..])) => Some((line, behind)),
        _ => None,
    }
}

/// How many octets come before the first control.
fn controls(octets: &[u8]) -> usize {
    let mut before = 0usize;
    let mut rest = octets;
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*eight);
        // Below SP, or 0 once DEL is flipped. A borrow may mark octets behind the first that is meant: never that one.
        let below = word.wrapping_sub(EACH.wrapping_mul(0x20)) & !word;
        let flipped = word ^ EACH.wrapping_mul(0x7f);
        let del = flipped.wrapping_sub(EACH) & !flipped;
        let found = (below | del) & EACH.wrapping_mul(0x80);
        if found != 0 {
            return before.saturating_add(usize::try_from(found.trailing_zeros() / 8).unwrap_or(0));
        }
        before = before.saturating_add(8);
        rest = behind;
    }
    before.saturating_add(octet::run(rest, |octet| !(octet < b' ' || octet == 0x7f)))
}

/// One in each octet of a word.
const EACH: u64 = 0x0101_0101_0101_0101;

/// How many tchars there are at the start.
fn tchars(octets: &[u8]) -> usize {
    octet::run(octets, |octet| TCHARS.get(usize::from(octet)).copied().unwrap_or(false))
}

/// Which octets are tchars.
static TCHARS: [bool; 256] = {
    let mut table = [false; 256];
    let mut rest: &mut [bool] = &mut table;
    let mut octet = 0u8;
    while let [entry, behind @ ..] = rest {
        *entry = octet::is_tchar(octet);
        octet = octet.wrapping_add(1);
        rest = behind;
    }
    table
};
