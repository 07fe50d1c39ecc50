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
use crate::grammar::octet::{self, is_field_octet, is_tchar};

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

/// A size line, as far as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What its digits make.
    pub size: u64,
    /// Octets of extension in the message.
    pub extensions: u16,
    /// Its digits, then the octets of its extension.
    pub count: u16,
    /// Where the next octet stands.
    pub place: Place,
}

impl Line {
    /// A line of which nothing was read, in a message that had so many octets of extension.
    #[must_use]
    pub const fn new(extensions: u16) -> Self {
        Line { size: 0, extensions, count: 0, place: Place::Start }
    }

    /// The line with one more octet.
    ///
    /// # Errors
    /// As [`after`] and [`longer`]; `CHUNK_SIZE_OVERFLOW` and `CHUNK_EXTENSION_TOO_LONG` beyond the bounds above.
    pub fn after(self, octet: u8) -> Result<Line, Violation> {
        let line = Line { place: after(self.place, octet)?, ..self };
        match line.place {
            Place::Size => {
                let size = longer(self.size, octet)?;
                let count = self.count.saturating_add(1);
                if count > MAX_DIGITS { Err(Violation::ChunkSizeOverflow) } else { Ok(Line { size, count, ..line }) }
            }
            Place::End | Place::Past => Ok(line),
            _ => {
                let count = if self.place == Place::Size { 1 } else { self.count.saturating_add(1) };
                let extensions = self.extensions.saturating_add(1);
                if count > MAX_EXTENSION || extensions > MAX_EXTENSIONS {
                    return Err(Violation::ChunkExtensionTooLong);
                }
                Ok(Line { extensions, count, ..line })
            }
        }
    }
}

/// The size of a line that is nothing but up to eight digits and CRLF, and its length: the common case, in which
/// all digits are looked at together, as one number of eight octets.
#[must_use]
pub fn plain(octets: &[u8]) -> Option<(u64, usize)> {
    let Some(word) = octets.first_chunk().map(|eight| u64::from_le_bytes(*eight)) else { return plain_digits(octets) };
    let cr = word ^ each(b'\r');
    // The lowest octet in which a bit is left is the first CR.
    let found = cr.wrapping_sub(each(1)) & !cr & each(0x80);
    let bits = found.trailing_zeros() & !7;
    match bits {
        0 => None,
        8..=56 => {
            let digits = word.wrapping_shl(64u32.wrapping_sub(bits)) | each(b'0') >> bits;
            let count = usize::try_from(bits / 8).ok()?;
            let size = eight_digits(digits.swap_bytes())?;
            let end = count.wrapping_add(1);
            (octets.get(end) == Some(&b'\n')).then_some((size, end.wrapping_add(1)))
        }
        _ => plain_digits(octets),
    }
}

/// A number of eight octets, all the same.
const fn each(octet: u8) -> u64 {
    u64::from_ne_bytes([octet; 8])
}

/// Reads `8HEXDIG`, the first in the highest octet.
fn eight_digits(octets: u64) -> Option<u64> {
    // An octet below 0x80 that is at least `first` has its highest bit set when 0x80 - first is added.
    let from = |octets: u64, first: u8| octets.wrapping_add(each(0x80u8.wrapping_sub(first)));
    let lower = octets | each(0x20);
    let decimal = from(octets, b'0') & !from(octets, b'9'.wrapping_add(1));
    let letter = from(lower, b'a') & !from(lower, b'f'.wrapping_add(1)) & each(0x80);
    if (decimal | letter) & !octets & each(0x80) != each(0x80) {
        return None;
    }
    let digits = (octets & each(0x0f)).wrapping_add((letter >> 7).wrapping_mul(9));
    let pairs = (digits | digits >> 4) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs | pairs >> 8) & 0x0000_ffff_0000_ffff;
    Some((fours | fours >> 16) & 0xffff_ffff)
}

/// The same digit by digit.
#[cold]
fn plain_digits(octets: &[u8]) -> Option<(u64, usize)> {
    let count = octet::run(octets.get(..8).unwrap_or(octets), |octet| octet.is_ascii_hexdigit());
    let (digits, rest) = octets.split_at_checked(count)?;
    match (digits, rest) {
        ([_, ..], [b'\r', b'\n', ..]) => {
            let size = digits.iter().filter_map(|digit| number::hex_digit(*digit));
            Some((size.fold(0, |size, digit| size << 4 | u64::from(digit)), count.saturating_add(2)))
        }
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

    /// What the octets of a line make one by one, if it is plain and whole.
    fn one_by_one(octets: &[u8]) -> Option<(u64, usize)> {
        let mut line = Line::new(0);
        for (at, octet) in octets.iter().enumerate() {
            line = line.after(*octet).ok()?;
            if line.place == Place::Past {
                return (line.extensions == 0 && at < 10).then_some((line.size, at + 1));
            }
        }
        None
    }

    #[test]
    fn a_plain_line_is_read_at_once() {
        assert_eq!(plain(b"1aF\r\nx"), Some((0x1af, 5)));
        for line in ["\r\n", "5;a\r\n", "123456789\r\n", "1\r", "1\rx\n", "\r\n345678", "g\r\n45678", "1234567\r"] {
            assert_eq!(plain(line.as_bytes()), None, "{line:?}");
        }
        for size in ["0", "10", "aF3", "FfFf", "89abc", "DEF012", "7654321", "ffffffff"] {
            let line = format!("{size}\r\n");
            let expected = Some((u64::from_str_radix(size, 16).unwrap(), line.len()));
            for more in 0..9 {
                let line = line.clone() + &"\r"[..usize::from(more > 0)] + &"x".repeat(more);
                assert_eq!(plain(line.as_bytes()), expected, "{line:?}");
            }
        }
    }

    #[test]
    fn every_octet_at_every_place_of_a_plain_line_is_judged_as_one_by_one() {
        for line in ["1234567\r\n", "9aBf\r\n12", "A\r\nbcdef0", "00000000\r\n", "1\r\n"] {
            for at in 0..line.len() {
                for octet in 0..=255 {
                    let mut line = line.as_bytes().to_vec();
                    line[at] = octet;
                    assert_eq!(plain(&line), one_by_one(&line), "{line:?}");
                }
            }
        }
    }

    #[test]
    fn a_line_is_bounded() {
        let read = |octets: &[u8]| {
            let whole = octets.iter().try_fold(Line::new(0), |line, octet| line.after(*octet));
            whole.map(|line| (line.size, line.extensions))
        };
        assert_eq!(read(&[b'0'; 256]), Ok((0, 0)));
        assert_eq!(read(&[b'0'; 257]), Err(Violation::ChunkSizeOverflow));
        assert_eq!(read(b"8000000000000000"), Err(Violation::ChunkSizeOverflow));
        let extension = [b"1;", &[b'a'; 255][..]].concat();
        assert_eq!(read(&extension), Ok((1, 256)));
        assert_eq!(read(&[&extension[..], b"a"].concat()), Err(Violation::ChunkExtensionTooLong));
        assert_eq!(Line { place: Place::Name, ..Line::new(16_384) }.after(b'a'), Err(Violation::ChunkExtensionTooLong));
    }
}
