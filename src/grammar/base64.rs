// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! base64 (RFC 4648, 4), undone octet by octet and written.
//!
//! It is our own, where a crate would decode into room of its own size: a reader of fields has no heap, and pulls what
//! a value says without knowing how long it is. As in the crates for secrets, no table is looked into and no branch
//! depends on which digit stands where: time tells of credentials only how long they are.

use crate::error::{Refused, Violation};
use crate::grammar::octet::within;
use crate::grammar::pen::Pen;

/// What is read beside the one way of writing octets in base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing: padding is there, and the bits before it are zero (RFC 4648, 3.2 and 3.5).
    Strict,
    /// Padding may be missing, and the bits before it may be set (RFC 9651, 4.2.7).
    Lenient,
}

/// The octets that base64 stands for, one after the other; fused behind a refusal.
#[derive(Clone, Copy, Debug)]
pub struct Decoded<'b> {
    rest: &'b [u8],
    at: usize,
    reading: Reading,
    /// The bits of digits taken that no octet has yet, the lowest ones.
    bits: u32,
    /// How many those are: at the end of digits 0, 2, 4 or 6.
    held: u8,
}

/// Undoes the base64 of `octets`; a refusal is `Base64` at the octet that broke it.
#[must_use]
pub const fn decoded(octets: &[u8], reading: Reading) -> Decoded<'_> {
    Decoded { rest: octets, at: 0, reading, bits: 0, held: 0 }
}

/// Writes what base64 stands for; how many octets that were.
///
/// # Errors
/// `Base64`, at the octet that broke it. What stood before it was written.
pub fn decode(octets: &[u8], reading: Reading, pen: &mut Pen<'_>) -> Result<usize, Refused> {
    let before = pen.len();
    let mut rest = octets;
    while let Some((block, behind)) = rest.split_first_chunk()
        && let Some(decoded) = block_of_octets(block)
    {
        pen.octets(&decoded);
        rest = behind;
    }
    if let Some((decoded, count)) = last_octets(rest, reading) {
        pen.octets(decoded.get(..count).unwrap_or(&[]));
        rest = &[];
    }
    // What is left is not valid, and nobody minds how long it takes to say where.
    let at = octets.len().saturating_sub(rest.len());
    for octet in decoded(rest, reading) {
        pen.octet(octet.map_err(|refused| refused.after(at))?);
    }
    Ok(pen.len().saturating_sub(before))
}

/// Writes octets in base64, with padding.
pub fn encode<I: IntoIterator<Item = u8>>(octets: I, pen: &mut Pen<'_>) {
    let mut octets = octets.into_iter();
    loop {
        let (mut block, mut count) = ([0; OCTETS], 0usize);
        for (place, octet) in block.iter_mut().zip(octets.by_ref()) {
            *place = octet;
            count = count.saturating_add(1);
        }
        encode_block(&block, count, pen);
        if count < OCTETS {
            return;
        }
    }
}

/// Writes octets in base64, with padding: pieces of one text, one behind the other.
pub fn encode_pieces(pieces: &[&[u8]], pen: &mut Pen<'_>) {
    let (mut block, mut count) = ([0; OCTETS], 0usize);
    for piece in pieces {
        let mut piece = *piece;
        while !piece.is_empty() {
            let room = block.get_mut(count..).unwrap_or(&mut []);
            let taken = room.len().min(piece.len());
            if let (Some(place), Some((octets, rest))) = (room.get_mut(..taken), piece.split_at_checked(taken)) {
                place.copy_from_slice(octets);
                piece = rest;
            }
            count = count.saturating_add(taken);
            if count == OCTETS {
                encode_block(&block, count, pen);
                (block, count) = ([0; OCTETS], 0);
            }
        }
    }
    encode_block(&block, count, pen);
}

/// Octets, and the digits that stand for them, of which a whole block is done at once: so many that vectors take them.
const OCTETS: usize = 24;
const BLOCK: usize = 32;

/// What digits stand for; none if one of them is none.
fn block_of_octets(digits: &[u8; BLOCK]) -> Option<[u8; OCTETS]> {
    let (mut values, mut all) = ([0; BLOCK], 0u8);
    for (value, octet) in values.iter_mut().zip(digits) {
        *value = digit(*octet);
        all |= *value;
    }
    if all > DIGITS {
        return None;
    }
    let mut groups = [0; BLOCK / 4];
    for (group, four) in groups.iter_mut().zip(values.as_chunks().0) {
        *group = joined(u32::from_le_bytes(*four));
    }
    let mut octets = [0; OCTETS];
    for (place, group) in octets.as_chunks_mut().0.iter_mut().zip(groups) {
        let [first, second, third, _] = group.to_le_bytes();
        *place = [first, second, third];
    }
    Some(octets)
}

/// What the last digits stand for, if they are less than a block, and valid; how many octets that are.
fn last_octets(octets: &[u8], reading: Reading) -> Option<([u8; OCTETS], usize)> {
    let digits = match octets {
        [digits @ .., b'=', b'='] | [digits @ .., b'='] | digits => digits,
    };
    // An A is all zeros.
    let mut block = [b'A'; BLOCK];
    block.get_mut(..digits.len())?.copy_from_slice(digits);
    let decoded = block_of_octets(&block)?;
    let (wholes, more) = (digits.len() / 4, digits.len() % 4);
    let count = wholes.saturating_mul(3).saturating_add(more.saturating_sub(1));
    let padding = octets.len().saturating_sub(digits.len());
    let has_bits = decoded.get(count).is_some_and(|bits| *bits != 0);
    let valid = match (more, reading) {
        (0, _) => padding == 0,
        (1, _) => false,
        (_, Reading::Strict) => padding.saturating_add(more) == 4 && !has_bits,
        (_, Reading::Lenient) => padding == 0 || padding.saturating_add(more) == 4,
    };
    valid.then_some((decoded, count))
}

/// Four values of six bits, the first the lowest octet, are three octets, the first the lowest: so written that it can
/// be done to several at once.
const fn joined(values: u32) -> u32 {
    (values << 2 & 0x0000_00fc | values >> 12 & 0x0000_0003)
        | (values << 4 & 0x0000_f000 | values >> 10 & 0x0000_0f00)
        | (values << 6 & 0x00c0_0000 | values >> 8 & 0x003f_0000)
}

/// Writes the first `count` octets of a block.
fn encode_block(octets: &[u8; OCTETS], count: usize, pen: &mut Pen<'_>) {
    let mut letters = [0; BLOCK];
    let mut groups = [0; BLOCK / 4];
    for (group, [first, second, third]) in groups.iter_mut().zip(octets.as_chunks().0) {
        *group = u32::from_le_bytes([*first, *second, *third, 0]);
    }
    for (place, group) in letters.as_chunks_mut().0.iter_mut().zip(groups) {
        *place = parted(group).to_le_bytes();
    }
    for value in &mut letters {
        *value = letter(*value);
    }
    // One octet more than whole groups has two digits, two have three.
    let (wholes, more) = (count / 3, count % 3);
    let groups = wholes.saturating_add(usize::from(more > 0)).saturating_mul(4);
    let digits = groups.saturating_sub(if more > 0 { 3usize.saturating_sub(more) } else { 0 });
    if let Some(padding) = letters.get_mut(digits..groups) {
        padding.fill(b'=');
    }
    pen.octets(letters.get(..groups).unwrap_or(&letters));
}

/// Three octets are four values of six bits, as in [`joined`].
const fn parted(octets: u32) -> u32 {
    octets >> 2 & 0x0000_003f
        | (octets << 12 & 0x0000_3000 | octets >> 4 & 0x0000_0f00)
        | (octets << 10 & 0x003c_0000 | octets >> 6 & 0x0003_0000)
        | octets << 8 & 0x3f00_0000
}

impl Decoded<'_> {
    fn take(&mut self) -> Option<u8> {
        let (octet, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.at = self.at.saturating_add(1);
        Some(*octet)
    }

    fn refuse(&mut self, at: usize) -> Refused {
        (self.rest, self.held) = (&[], 0);
        Refused::new(Violation::Base64, at)
    }

    /// The end, or the padding at `at` before it.
    fn end(&mut self, padding: Option<usize>) -> Option<Refused> {
        let (held, lenient) = (self.held, self.reading == Reading::Lenient);
        let last = padding.unwrap_or(self.at).saturating_sub(1);
        self.held = 0;
        match (held, padding, self.rest) {
            (0, None, _) => None,
            // Two digits are padded by two, three by one; one digit is no octet.
            (2 | 4, Some(_), _) if !lenient && self.bits.trailing_zeros() < u32::from(held) => Some(self.refuse(last)),
            (2, Some(_), []) => None,
            (2, Some(_), _) => Some(self.refuse(self.at)),
            (4, Some(_), [b'=']) => {
                self.take();
                None
            }
            (4, Some(_), [b'=', ..]) => Some(self.refuse(self.at.saturating_add(1))),
            (4, Some(_), _) => Some(self.refuse(self.at)),
            (2 | 4, None, _) if lenient => None,
            (_, Some(at), _) => Some(self.refuse(at)),
            (_, None, _) => Some(self.refuse(self.at)),
        }
    }
}

impl Iterator for Decoded<'_> {
    type Item = Result<u8, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(held) = self.held.checked_sub(8) {
                self.held = held;
                let [.., octet] = (self.bits >> held.min(16)).to_be_bytes();
                return Some(Ok(octet));
            }
            if let (0, [a, b, c, d, rest @ ..]) = (self.held, self.rest)
                && let four = [digit(*a), digit(*b), digit(*c), digit(*d)]
                && four.iter().fold(0, |all, value| all | value) <= DIGITS
            {
                let [a, b, c, _] = joined(u32::from_le_bytes(four)).to_le_bytes();
                (self.bits, self.held, self.rest) = (u32::from_be_bytes([0, a, b, c]), 24, rest);
                self.at = self.at.saturating_add(4);
                continue;
            }
            let at = self.at;
            let value = match self.take() {
                None => return self.end(None).map(Err),
                Some(b'=') => return self.end(Some(at)).map(Err),
                Some(octet) => digit(octet),
            };
            if value > DIGITS {
                return Some(Err(self.refuse(at)));
            }
            self.bits = self.bits << 6 | u32::from(value);
            self.held = self.held.saturating_add(6);
        }
    }
}

/// The greatest value of a digit.
const DIGITS: u8 = 63;

/// The value of a base64 digit; more than 63 for an octet that is none. By arithmetic, not by a table.
fn digit(octet: u8) -> u8 {
    let upper = within(octet, b'A', b'Z');
    let lower = within(octet, b'a', b'z');
    let number = within(octet, b'0', b'9');
    let plus = within(octet, b'+', b'+');
    let slash = within(octet, b'/', b'/');
    upper & octet.wrapping_sub(65)
        | lower & octet.wrapping_sub(71)
        | number & octet.wrapping_add(4)
        | plus & 0x3e
        | slash & 0x3f
        | !(upper | lower | number | plus | slash) & 0x40
}

/// The base64 digit for the lowest six bits.
fn letter(bits: u8) -> u8 {
    let value = bits & DIGITS;
    within(value, 0, 25) & value.wrapping_add(65)
        | within(value, 26, 51) & value.wrapping_add(71)
        | within(value, 52, 61) & value.wrapping_sub(4)
        | within(value, 62, 62) & b'+'
        | within(value, 63, 63) & b'/'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(octets: &[u8], reading: Reading) -> Result<Vec<u8>, usize> {
        let pulled: Result<Vec<u8>, Refused> = decoded(octets, reading).collect();
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        let decoded = decode(octets, reading, &mut pen);
        assert_eq!(decoded.map(|_| pen.written().unwrap().to_vec()), pulled);
        pulled.map_err(|refused| refused.at)
    }

    fn written(octets: &[u8]) -> Vec<u8> {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        encode(octets.iter().copied(), &mut pen);
        let (whole, at) = (pen.written().unwrap().to_vec(), octets.len() / 3);
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        encode_pieces(&[&octets[..at], b"", &octets[at..]], &mut pen);
        assert_eq!(pen.written().unwrap(), whole);
        whole
    }

    #[test]
    fn the_examples_of_the_clause_are_read_and_written() {
        let examples: [(&[u8], &[u8]); 7] = [
            (b"", b""),
            (b"f", b"Zg=="),
            (b"fo", b"Zm8="),
            (b"foo", b"Zm9v"),
            (b"foob", b"Zm9vYg=="),
            (b"fooba", b"Zm9vYmE="),
            (b"foobar", b"Zm9vYmFy"),
        ];
        for (octets, base64) in examples {
            assert_eq!(read(base64, Reading::Strict).as_deref(), Ok(octets));
            assert_eq!(written(octets), base64);
        }
    }

    #[test]
    fn what_is_no_base64_is_refused_at_its_octet() {
        let refused: [(&[u8], usize); 14] = [
            (b"Z", 1),
            (b"Zg", 2),
            (b"Zg=", 3),
            (b"Zg=x", 3),
            (b"Zg===", 4),
            (b"Zm8", 3),
            (b"Zm8=Zm8=", 4),
            (b"Zm9v=", 4),
            (b"=", 0),
            (b"Z===", 1),
            (b"Zm 9", 2),
            (b"Zm9vZm9v\n", 8),
            (b"Zm9-Zm9v", 3),
            (b"Zh==", 1),
        ];
        for (octets, at) in refused {
            assert_eq!(read(octets, Reading::Strict), Err(at), "{octets:?}");
        }
    }

    #[test]
    fn a_lenient_reader_needs_no_padding_and_minds_no_bits_before_it() {
        for octets in [&b"Zg"[..], b"Zg==", b"Zh", b"Zh=="] {
            assert_eq!(read(octets, Reading::Lenient).as_deref(), Ok(&b"f"[..]));
        }
        for (octets, at) in [(&b"Z"[..], 1), (b"Zg=", 3), (b"Zm8==", 4), (b"Zg==Zg", 4)] {
            assert_eq!(read(octets, Reading::Lenient), Err(at), "{octets:?}");
        }
    }

    #[test]
    fn each_digit_has_its_value() {
        let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for octet in 0..=255u8 {
            let value = digits.iter().position(|digit| *digit == octet);
            assert_eq!(usize::from(digit(octet)), value.unwrap_or(64));
        }
        for (value, octet) in (0u8..).zip(digits) {
            assert_eq!(letter(value), *octet);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(octets in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(read(&written(&octets), Reading::Strict), Ok(octets));
        }

        #[test]
        fn what_is_read_is_written_the_same(octets in "[A-Za-d0-9+/]{0,9}={0,2}") {
            if let Ok(said) = read(octets.as_bytes(), Reading::Strict) {
                prop_assert_eq!(written(&said), octets.as_bytes());
            }
        }
    }
}
