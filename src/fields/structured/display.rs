// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Display Strings (RFC 9651, 3.3.8).

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::number::hex_digit;
use crate::grammar::pen::{Pen, Unwritable};

/// What a Display String says: UTF-8, as it is or in percent-encoding.
#[derive(Clone, Copy, Debug)]
pub struct DisplayString<'b> {
    raw: &'b [u8],
    is_encoded: bool,
}

impl<'b> DisplayString<'b> {
    /// This text. Octets, of which it is seen in writing whether they are UTF-8.
    #[must_use]
    pub const fn plain(text: &'b [u8]) -> Self {
        DisplayString { raw: text, is_encoded: false }
    }

    /// What percent-encoding says, which was found to be valid: as [`raw`](Self::raw) is of one that was read.
    #[must_use]
    pub const fn of_checked(encoded: &'b [u8]) -> Self {
        DisplayString { raw: encoded, is_encoded: true }
    }

    /// As given: as received, between the DQUOTEs, or plain.
    #[must_use]
    pub const fn raw(&self) -> &'b [u8] {
        self.raw
    }

    /// The octets of its UTF-8.
    #[must_use]
    pub const fn octets(&self) -> Octets<'b> {
        Octets { rest: self.raw, is_encoded: self.is_encoded }
    }

    /// `"%" DQUOTE` UTF-8 in lower-case percent-encoding `DQUOTE` (RFC 9651, 4.2.10).
    pub(super) fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        const REFUSED: Violation = Violation::SfDisplay;
        cursor.expect(b'%', REFUSED)?;
        cursor.expect(b'"', REFUSED)?;
        let start = cursor.at();
        let mut utf8 = Utf8::default();
        loop {
            let refused = cursor.refuse(REFUSED);
            let octet = match cursor.peek() {
                Some(b'"') => break,
                Some(b'%') => {
                    cursor.skip(1);
                    (lower_digit(cursor)? << 4) | lower_digit(cursor)?
                }
                Some(octet @ b' '..=b'~') => {
                    cursor.skip(1);
                    octet
                }
                _ => return Err(refused),
            };
            if !utf8.take(octet) {
                return Err(refused);
            }
        }
        if !utf8.is_whole() {
            return Err(cursor.refuse(REFUSED));
        }
        let raw = cursor.since(start);
        cursor.skip(1);
        Ok(DisplayString { raw, is_encoded: true })
    }

    /// Writes it (RFC 9651, 4.1.11): percent-encoded is what is not ASCII, a control character, "%" or DQUOTE.
    pub(super) fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let mut utf8 = Utf8::default();
        pen.octets(b"%\"");
        for octet in self.octets() {
            if !utf8.take(octet) {
                return Err(Unwritable::Value);
            }
            match octet {
                b'%' | b'"' | ..b' ' | 0x7f.. => pen.octets(&[b'%', lower_hex(octet >> 4), lower_hex(octet & 0x0f)]),
                _ => pen.octet(octet),
            };
        }
        pen.octet(b'"');
        if utf8.is_whole() { Ok(()) } else { Err(Unwritable::Value) }
    }
}

impl PartialEq for DisplayString<'_> {
    /// Two are the same that say the same.
    fn eq(&self, other: &Self) -> bool {
        self.octets().eq(other.octets())
    }
}

impl Eq for DisplayString<'_> {}

/// The octets of a Display String.
#[derive(Clone, Copy, Debug)]
pub struct Octets<'b> {
    rest: &'b [u8],
    is_encoded: bool,
}

impl Iterator for Octets<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let (octet, rest) = match self.rest {
            [b'%', high, low, rest @ ..] if self.is_encoded => ((hex_digit(*high)? << 4) | hex_digit(*low)?, rest),
            [octet, rest @ ..] => (*octet, rest),
            [] => return None,
        };
        self.rest = rest;
        Some(octet)
    }
}

/// Whether octets, as they come, are UTF-8 (RFC 3629, 4).
#[derive(Clone, Copy, Debug)]
pub struct Utf8 {
    /// How many octets the character still wants, and between which the next must lie.
    wanted: u8,
    from: u8,
    to: u8,
}

impl Default for Utf8 {
    fn default() -> Self {
        Utf8 { wanted: 0, from: 0x80, to: 0xbf }
    }
}

impl Utf8 {
    /// Takes an octet; whether it may stand there.
    pub fn take(&mut self, octet: u8) -> bool {
        if self.wanted > 0 {
            let fits = (self.from..=self.to).contains(&octet);
            *self = Utf8 { wanted: self.wanted.saturating_sub(1), ..Utf8::default() };
            return fits;
        }
        let (wanted, from, to) = match octet {
            0x00..=0x7f => (0, 0x80, 0xbf),
            0xc2..=0xdf => (1, 0x80, 0xbf),
            0xe0 => (2, 0xa0, 0xbf),
            0xed => (2, 0x80, 0x9f),
            0xe1..=0xef => (2, 0x80, 0xbf),
            0xf0 => (3, 0x90, 0xbf),
            0xf1..=0xf3 => (3, 0x80, 0xbf),
            0xf4 => (3, 0x80, 0x8f),
            _ => return false,
        };
        *self = Utf8 { wanted, from, to };
        true
    }

    /// Whether no character is left half.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.wanted == 0
    }
}

fn lower_digit(cursor: &mut Cursor<'_>) -> Result<u8, Refused> {
    let digit = cursor.peek().filter(|octet| !octet.is_ascii_uppercase()).and_then(hex_digit);
    let digit = digit.ok_or(cursor.refuse(Violation::SfDisplay))?;
    cursor.skip(1);
    Ok(digit)
}

const fn lower_hex(half: u8) -> u8 {
    if half < 10 { b'0' | half } else { half.wrapping_add(b'a' - 10) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_the_rfc_is_read_and_written() {
        let value = b"%\"This is intended for display to %c3%bcsers.\"";
        let read = DisplayString::take(&mut Cursor::new(value)).unwrap();
        let text: Vec<u8> = read.octets().collect();
        assert_eq!(String::from_utf8(text).unwrap(), "This is intended for display to \u{fc}sers.");
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        read.write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), value);
    }

    #[test]
    fn what_is_none_is_refused_where_it_breaks() {
        for (value, at) in [
            (&b"\"a\""[..], 0),
            (b"%a", 1),
            (b"%\"a", 3),
            (b"%\"%C3%BC\"", 3),
            (b"%\"%c\"", 4),
            (b"%\"%c3\"", 5),
            (b"%\"%ff\"", 2),
            (b"%\"%c3%c3\"", 5),
            (b"%\"\xc3\xbc\"", 2),
            (b"%\"\t\"", 2),
        ] {
            assert_eq!(DisplayString::take(&mut Cursor::new(value)), Err(Refused::new(Violation::SfDisplay, at)));
        }
        assert!(DisplayString::plain(b"\xff").write(&mut Pen::new(&mut [0; 9])).is_err());
        assert!(DisplayString::plain(b"\xc3").write(&mut Pen::new(&mut [0; 9])).is_err());
    }

    proptest! {
        #[test]
        fn utf8_is_what_the_standard_library_says(octets in proptest::collection::vec(any::<u8>(), 0..6)) {
            let mut utf8 = Utf8::default();
            let told = octets.iter().all(|octet| utf8.take(*octet)) && utf8.is_whole();
            prop_assert_eq!(told, std::str::from_utf8(&octets).is_ok());
        }

        #[test]
        fn what_is_written_is_read_back(text in ".{0,20}") {
            let mut room = [0; 300];
            let mut pen = Pen::new(&mut room);
            let plain = DisplayString::plain(text.as_bytes());
            plain.write(&mut pen).unwrap();
            prop_assert_eq!(DisplayString::take(&mut Cursor::new(pen.written().unwrap())), Ok(plain));
        }
    }
}
