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
        let token = octet::tchars(rest);
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
    let token = octet::tchars(octets);
    let begin = token.saturating_add(1);
    let rest = octets.get(begin..).unwrap_or(&[]);
    let count = before(rest, |word| below(word, 0x21) | same(word, 0x7f) | same(word, b'#') | word);
    let question = before(rest.get(..count).unwrap_or(rest), |word| same(word, b'?'));
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
#[inline]
fn controls(octets: &[u8]) -> usize {
    before(octets, |word| below(word, b' ') | same(word, 0x7f))
}

/// How many octets come before the first that is marked: `mark` is shown eight at a time, the first of them lowest,
/// and sets the highest bit of those it means. It may set that of others behind the first that it means.
#[inline]
fn before(octets: &[u8], mark: impl Fn(u64) -> u64) -> usize {
    let found = |word: &[u8; 8]| mark(u64::from_le_bytes(*word)) & HIGHEST;
    let place = |found: u64| usize::try_from(found.trailing_zeros() / 8).unwrap_or(0);
    let mut count = 0usize;
    let mut rest = octets;
    while let Some((a, behind)) = rest.split_first_chunk::<8>()
        && let Some((b, behind)) = behind.split_first_chunk::<8>()
        && found(a) | found(b) == 0
    {
        count = count.wrapping_add(16);
        rest = behind;
    }
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        match found(eight) {
            0 => count = count.wrapping_add(8),
            found => return count.wrapping_add(place(found)),
        }
        rest = behind;
    }
    // The last octets once more, with those before them; what is shorter than a word is made up to one.
    let mut last = [b'a'; 8];
    let known = match (octets.last_chunk::<8>(), last.get_mut(..rest.len())) {
        (Some(eight), _) => {
            last = *eight;
            8usize.wrapping_sub(rest.len())
        }
        (None, Some(place)) => {
            place.iter_mut().zip(rest).for_each(|(place, octet)| *place = *octet);
            0
        }
        (None, None) => 0,
    };
    match found(&last) {
        0 => octets.len(),
        found => count.wrapping_add(place(found)).wrapping_sub(known).min(octets.len()),
    }
}

/// Marks octets below a bound of at most 0x80. A borrow may mark one behind another that is meant.
#[inline]
#[allow(clippy::as_conversions, reason = "widening")]
const fn below(word: u64, bound: u8) -> u64 {
    word.wrapping_sub(EACH.wrapping_mul(bound as u64)) & !word
}

/// Marks octets that are this one, of at most 0x7f. A borrow may mark one behind another that is meant.
#[inline]
#[allow(clippy::as_conversions, reason = "widening")]
const fn same(word: u64, octet: u8) -> u64 {
    let other = word ^ EACH.wrapping_mul(octet as u64);
    other.wrapping_sub(EACH) & !other
}

/// One in each octet of a word.
const EACH: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each octet of a word.
const HIGHEST: u64 = 0x8080_8080_8080_8080;
