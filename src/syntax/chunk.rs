// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The line before a chunk (RFC 9112, 7.1 and 7.1.1): `chunk-size [ chunk-ext ] CRLF`.
//!
//! ```text
//! chunk-size = 1*HEXDIG
//! chunk-ext  = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
//! ```
//!
//! It is read an octet at a time, so that it needs no room: extensions stream past, however they arrive.

use crate::error::Violation;
use crate::grammar::number::{self, Digits};
use crate::grammar::octet::{is_field_octet, is_tchar};

/// Octets of extension that a chunk may have.
pub const MAX_EXTENSION: u16 = 256;

/// Octets of extension that a message may have.
pub const MAX_EXTENSIONS: u16 = 16_384;

/// Digits that a chunk size may have: leading zeros are in the grammar, without end they are an attack.
pub const MAX_DIGITS: u16 = 256;

/// Where in the line a reader stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first digit.
    Start,
    /// Behind a digit.
    Size,
    /// In BWS before a ";".
    BeforeExtension,
    /// Before the first octet of a name.
    BeforeName,
    /// In a name.
    Name,
    /// In BWS behind a name.
    AfterName,
    /// Before a value.
    BeforeValue,
    /// In a value that is a token.
    Token,
    /// In a value that is a quoted-string.
    Quoted,
    /// Behind a backslash in a quoted-string.
    Escaped,
    /// Behind a quoted-string.
    AfterQuoted,
    /// Between CR and LF.
    End,
    /// Behind the line.
    Past,
}

/// The place behind one more octet.
///
/// # Errors
/// `CHUNK_SIZE`, `CHUNK_EXTENSION`, `BARE_LF`, and `BARE_CR` at the octet behind the CR.
pub const fn after(place: Place, octet: u8) -> Result<Place, Violation> {
    match (place, octet) {
        (Place::Start | Place::Size, octet) if number::hex_digit(octet).is_some() => Ok(Place::Size),
        (Place::Size | Place::BeforeExtension, b';') => Ok(Place::BeforeName),
        (Place::Size | Place::BeforeExtension, b' ' | b'\t') => Ok(Place::BeforeExtension),
        (Place::BeforeName, b' ' | b'\t') => Ok(Place::BeforeName),
        (Place::BeforeName | Place::Name, octet) if is_tchar(octet) => Ok(Place::Name),
        (Place::Name | Place::AfterName, b' ' | b'\t') => Ok(Place::AfterName),
        (Place::Name | Place::AfterName, b'=') => Ok(Place::BeforeValue),
        (Place::Name | Place::AfterName, b';') => Ok(Place::BeforeName),
        (Place::BeforeValue, b' ' | b'\t') => Ok(Place::BeforeValue),
        (Place::BeforeValue, b'"') => Ok(Place::Quoted),
        (Place::BeforeValue | Place::Token, octet) if is_tchar(octet) => Ok(Place::Token),
        (Place::Token | Place::AfterQuoted, b';') => Ok(Place::BeforeName),
        (Place::Token | Place::AfterQuoted, b' ' | b'\t') => Ok(Place::BeforeExtension),
        (Place::Quoted, b'"') => Ok(Place::AfterQuoted),
        (Place::Quoted, b'\\') => Ok(Place::Escaped),
        (Place::Quoted | Place::Escaped, octet) if is_field_octet(octet) => Ok(Place::Quoted),
        (Place::Size | Place::Name | Place::Token | Place::AfterQuoted, b'\r') => Ok(Place::End),
        (Place::End, b'\n') => Ok(Place::Past),
        (Place::End, _) => Err(Violation::BareCr),
        // A bare LF is never tolerated here: two readers would find two ends of the line.
        (Place::Start, b'\n') => Err(Violation::ChunkSize),
        (_, b'\n') => Err(Violation::BareLf),
        (Place::Start | Place::Size, _) => Err(Violation::ChunkSize),
        _ => Err(Violation::ChunkExtension),
    }
}

/// A size with one more digit.
///
/// # Errors
/// `CHUNK_SIZE_OVERFLOW`: the recipient MUST anticipate large numerals (RFC 9112, 7.1).
pub fn longer(size: u64, digit: u8) -> Result<u64, Violation> {
    let digit = number::hex_digit(digit).ok_or(Violation::ChunkSize)?;
    number::next_digit(size, 16, digit).ok_or(Violation::ChunkSizeOverflow)
}

/// The size of a line that is nothing but up to eight digits and CRLF, and its length: the common case.
#[must_use]
pub fn plain(octets: &[u8]) -> Option<(u64, usize)> {
    let mut rest = octets;
    let mut size = 0u64;
    let mut count = 0usize;
    while let [digit, after @ ..] = rest
        && let Some(value) = number::hex_digit(*digit)
        && count < 8
    {
        size = (size << 4) | u64::from(value);
        count = count.saturating_add(1);
        rest = after;
    }
    match rest {
        [b'\r', b'\n', ..] if count > 0 => Some((size, count.saturating_add(2))),
        _ => None,
    }
}

/// The digits of a chunk's size to send.
#[must_use]
pub fn written(size: u64) -> Digits {
    Digits::hexadecimal(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &[u8]) -> Result<Place, (Violation, usize)> {
        let mut place = Place::Start;
        for (at, octet) in line.iter().enumerate() {
            place = after(place, *octet).map_err(|violation| (violation, at))?;
        }
        Ok(place)
    }

    #[test]
    fn extensions_are_read_as_the_grammar_has_them() {
        for line in ["5\r\n", "0005\r\n", "5;a\r\n", "5 ; a = b\t;c=\"d;\\\"e\"\r\n", "5;a=\"\" ;b\r\n"] {
            assert_eq!(read(line.as_bytes()), Ok(Place::Past), "{line:?}");
        }
    }

    #[test]
    fn the_octet_that_does_not_fit_is_told() {
        let cases: [(&[u8], Violation, usize); 11] = [
            (b"\r\n", Violation::ChunkSize, 0),
            (b"x", Violation::ChunkSize, 0),
            (b"0x5", Violation::ChunkSize, 1),
            (b"5\n", Violation::BareLf, 1),
            (b"5 \r\n", Violation::ChunkExtension, 2),
            (b"5;\r\n", Violation::ChunkExtension, 2),
            (b"5;a\n", Violation::BareLf, 3),
            (b"5;a=\r\n", Violation::ChunkExtension, 4),
            (b"5;a\rb", Violation::BareCr, 4),
            (b"5;a=\"\x00\"", Violation::ChunkExtension, 5),
            (b"5;a b", Violation::ChunkExtension, 4),
        ];
        for (line, violation, at) in cases {
            assert_eq!(read(line), Err((violation, at)), "{line:?}");
        }
    }

    #[test]
    fn a_plain_line_is_read_at_once() {
        assert_eq!(plain(b"1aF\r\nx"), Some((0x1af, 5)));
        assert_eq!(plain(b"123456789\r\n"), None);
        assert_eq!(plain(b"\r\n"), None);
        assert_eq!(plain(b"5;a\r\n"), None);
    }
}
