// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Versions as RFC 1945, 3.1, reads them, for tools and intermediaries: "2.4 is a lower version than 2.13, which in turn
//! is lower than 12.3". The engine keeps to the single digits of RFC 9112, 2.3.

use core::cmp::Ordering;

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A version: two numbers of any width. Leading zeros say nothing.
#[derive(Clone, Copy, Debug)]
pub struct VersionNumber<'b> {
    /// The digits of the major version; read, without leading zeros.
    pub major: &'b [u8],
    /// The digits of the minor version; read, without leading zeros.
    pub minor: &'b [u8],
}

/// Reads `"HTTP" "/" 1*DIGIT "." 1*DIGIT`, the name in any case, as that text has it of all literals (RFC 1945, 2.1).
///
/// # Errors
/// `HttpVersion`, at the octet that is none of it.
pub fn read(value: &[u8]) -> Result<VersionNumber<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    for octet in b"HTTP" {
        if !cursor.take(*octet) {
            cursor.expect(octet.to_ascii_lowercase(), Violation::HttpVersion)?;
        }
    }
    cursor.expect(b'/', Violation::HttpVersion)?;
    take(cursor)
}

/// Reads `1*DIGIT "." 1*DIGIT`, as it stands in a Via (RFC 9110, 7.6.3).
///
/// # Errors
/// As [`read`].
pub fn numbers(value: &[u8]) -> Result<VersionNumber<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    take(cursor)
}

fn take(mut cursor: Cursor<'_>) -> Result<VersionNumber<'_>, Refused> {
    let major = number(&mut cursor)?;
    cursor.expect(b'.', Violation::HttpVersion)?;
    let minor = number(&mut cursor)?;
    cursor.end(Violation::HttpVersion)?;
    Ok(VersionNumber { major, minor })
}

fn number<'b>(cursor: &mut Cursor<'b>) -> Result<&'b [u8], Refused> {
    match cursor.take_while(|octet| octet.is_ascii_digit()) {
        [] => Err(cursor.refuse(Violation::HttpVersion)),
        digits => Ok(significant(digits)),
    }
}

/// Digits without leading zeros; one digit at least.
const fn significant(digits: &[u8]) -> &[u8] {
    let mut rest = digits;
    while let [b'0', after @ ..] = rest
        && !after.is_empty()
    {
        rest = after;
    }
    rest
}

impl VersionNumber<'_> {
    /// Writes it, without leading zeros.
    ///
    /// # Errors
    /// `Value` for what is not made of digits.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        for digits in [self.major, self.minor] {
            if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
                return Err(Unwritable::Value);
            }
        }
        pen.octets(b"HTTP/").octets(significant(self.major)).octet(b'.').octets(significant(self.minor));
        Ok(())
    }
}

impl Ord for VersionNumber<'_> {
    /// By the major number, then by the minor.
    fn cmp(&self, other: &Self) -> Ordering {
        // Of numbers without leading zeros, the longer is the greater.
        let compare = |one, other| {
            let (one, other) = (significant(one), significant(other));
            one.len().cmp(&other.len()).then_with(|| one.cmp(other))
        };
        compare(self.major, other.major).then_with(|| compare(self.minor, other.minor))
    }
}

impl PartialOrd for VersionNumber<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for VersionNumber<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for VersionNumber<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_clause_are_in_order() {
        let versions =
            ["HTTP/2.4", "HTTP/2.13", "HTTP/12.3", "http/12.99999999999999999999", "HTTP/99999999999999999999.0"];
        for (lower, higher) in versions.iter().zip(versions.iter().skip(1)) {
            assert!(read(lower.as_bytes()).unwrap() < read(higher.as_bytes()).unwrap(), "{lower} {higher}");
        }
    }

    #[test]
    fn leading_zeros_say_nothing() {
        assert_eq!(read(b"HTTP/01.000").unwrap(), numbers(b"1.0").unwrap());
        let version = read(b"HTTP/01.000").unwrap();
        assert_eq!((version.major, version.minor), (&b"1"[..], &b"0"[..]));
        assert_eq!(VersionNumber { major: b"001", minor: b"00" }, version);
    }

    #[test]
    fn a_version_is_refused_where_it_breaks() {
        for (value, at) in [
            ("", 0),
            ("HTTP", 4),
            ("HTTPS/1.0", 4),
            ("HTTP/", 5),
            ("HTTP/1", 6),
            ("HTTP/1.", 7),
            ("HTTP/.1", 5),
            ("HTTP/1.1.1", 8),
            ("HTTP/-1.1", 5),
            ("HTTP/1 .1", 6),
            ("HTCPCP/1.0", 2),
        ] {
            assert_eq!(read(value.as_bytes()), Err(Refused::new(Violation::HttpVersion, at)), "{value}");
        }
    }

    proptest::proptest! {
        #[test]
        fn versions_are_in_the_order_of_their_numbers(one: (u64, u64), other: (u64, u64), zeros in "0{0,3}") {
            let text = |(major, minor): (u64, u64)| format!("HTTP/{zeros}{major}.{zeros}{minor}");
            let (first, second) = (text(one), text(other));
            let (first, second) = (read(first.as_bytes()).unwrap(), read(second.as_bytes()).unwrap());
            proptest::prop_assert_eq!(first.cmp(&second), one.cmp(&other));
            let mut room = [0; 64];
            let mut pen = Pen::new(&mut room);
            first.write(&mut pen).unwrap();
            let written = pen.written().unwrap();
            let expected = format!("HTTP/{}.{}", one.0, one.1);
            proptest::prop_assert_eq!(written, expected.as_bytes());
            proptest::prop_assert_eq!(read(written), Ok(first));
        }
    }
}
