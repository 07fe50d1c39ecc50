// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What MIME has beside a media type: MIME-Version and Content-Transfer-Encoding (RFC 2045, 4 and 6; for HTTP,
//! RFC 9112, B).

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::number::{self, NotANumber};
use crate::grammar::pen::{Pen, Unwritable};

/// A MIME-Version: `1*DIGIT "." 1*DIGIT`. There is but 1.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MimeVersion {
    /// Before the point.
    pub major: u64,
    /// Behind it.
    pub minor: u64,
}

/// The mechanisms that have a number here (RFC 2045, 6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mechanism {
    /// A name that is none of these.
    Other,
    /// Short lines of ASCII, as they are.
    SevenBit,
    /// Short lines of octets, as they are.
    EightBit,
    /// Octets, as they are.
    Binary,
    /// RFC 2045, 6.7.
    QuotedPrintable,
    /// RFC 2045, 6.8.
    Base64,
}

/// A Content-Transfer-Encoding. HTTP has none (RFC 9112, B.5); parts of a form and messages of old gateways do.
#[derive(Clone, Copy, Debug)]
pub struct ContentTransferEncoding<'b> {
    /// Which mechanism it is.
    pub mechanism: Mechanism,
    /// Its name, as received.
    pub name: &'b [u8],
}

/// Reads a MIME-Version, over the comments in it.
///
/// # Errors
/// `MimeVersion`, at the octet that is none of it; `Number` beyond 63 bits; `Comment`.
pub fn mime_version(value: &[u8]) -> Result<MimeVersion, Refused> {
    let mut cursor = Cursor::new(value);
    skip_comments(&mut cursor)?;
    let major = take_number(&mut cursor)?;
    skip_comments(&mut cursor)?;
    cursor.expect(b'.', Violation::MimeVersion)?;
    skip_comments(&mut cursor)?;
    let minor = take_number(&mut cursor)?;
    skip_comments(&mut cursor)?;
    cursor.end(Violation::MimeVersion)?;
    Ok(MimeVersion { major, minor })
}

fn take_number(cursor: &mut Cursor<'_>) -> Result<u64, Refused> {
    let start = cursor.at();
    number::decimal(cursor.take_while(|octet| octet.is_ascii_digit())).map_err(|refused| match refused {
        NotANumber::Octet(at) => Refused::new(Violation::MimeVersion, start.saturating_add(at)),
        NotANumber::Overflow(at) => Refused::new(Violation::Number, start.saturating_add(at)),
    })
}

/// Reads a Content-Transfer-Encoding, over comments about it.
///
/// # Errors
/// `Token`, at the octet that is none of a token; `Comment`.
pub fn content_transfer_encoding(value: &[u8]) -> Result<ContentTransferEncoding<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    skip_comments(&mut cursor)?;
    let name = cursor.token(Violation::Token)?;
    skip_comments(&mut cursor)?;
    cursor.end(Violation::Token)?;
    Ok(ContentTransferEncoding::named(name))
}

/// Over whitespace and comments, which may stand between any two tokens (RFC 2045, 1 and 4).
fn skip_comments(cursor: &mut Cursor<'_>) -> Result<(), Refused> {
    cursor.ows();
    while cursor.peek() == Some(b'(') {
        cursor.comment()?;
        cursor.ows();
    }
    Ok(())
}

impl MimeVersion {
    /// Writes it.
    ///
    /// # Errors
    /// `Value` for a number that does not fit 63 bits.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if self.major.max(self.minor) > u64::MAX >> 1 {
            return Err(Unwritable::Value);
        }
        pen.decimal(self.major).octet(b'.').decimal(self.minor);
        Ok(())
    }
}

impl<'b> ContentTransferEncoding<'b> {
    /// The encoding with this name.
    #[must_use]
    pub fn named(name: &'b [u8]) -> Self {
        let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        ContentTransferEncoding { mechanism: known.map_or(Mechanism::Other, |(_, mechanism)| *mechanism), name }
    }

    /// Writes the name; for a mechanism with a number, its own.
    ///
    /// # Errors
    /// `Value` for what is no token.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let known = NAMES.iter().find(|(_, mechanism)| *mechanism == self.mechanism);
        pen.token(known.map_or(self.name, |(name, _)| name))?;
        Ok(())
    }
}

impl PartialEq for ContentTransferEncoding<'_> {
    /// Names are the same in any case (RFC 2045, 6.1).
    fn eq(&self, other: &Self) -> bool {
        self.mechanism == other.mechanism
            && (self.mechanism != Mechanism::Other || self.name.eq_ignore_ascii_case(other.name))
    }
}

impl Eq for ContentTransferEncoding<'_> {}

const NAMES: [(&[u8], Mechanism); 5] = [
    (b"7bit", Mechanism::SevenBit),
    (b"8bit", Mechanism::EightBit),
    (b"binary", Mechanism::Binary),
    (b"quoted-printable", Mechanism::QuotedPrintable),
    (b"base64", Mechanism::Base64),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_clause_are_one_version() {
        // RFC 2045, 4.
        for value in [
            &b"1.0"[..],
            b"1.0 (produced by MetaSend Vx.x)",
            b"(produced by MetaSend Vx.x) 1.0",
            b"1.(produced by MetaSend Vx.x)0",
            b" (a(b)) (c) 01 . (\\)) 0\t",
        ] {
            let version = mime_version(value).unwrap();
            assert_eq!(version, MimeVersion { major: 1, minor: 0 }, "{value:?}");
            let mut room = [0; 3];
            let mut pen = Pen::new(&mut room);
            version.write(&mut pen).unwrap();
            assert_eq!(pen.written().unwrap(), b"1.0");
        }
    }

    #[test]
    fn what_is_no_version_is_refused_where_it_breaks() {
        use Violation::{Comment, MimeVersion, Number};
        let table: [(&[u8], Violation, usize); 6] = [
            (b"", MimeVersion, 0),
            (b"1", MimeVersion, 1),
            (b"1.", MimeVersion, 2),
            (b"1.0.0", MimeVersion, 3),
            (b"1.0 (x", Comment, 6),
            (b"1.9223372036854775808", Number, 20),
        ];
        for (value, violation, at) in table {
            assert_eq!(mime_version(value), Err(Refused::new(violation, at)), "{value:?}");
        }
    }

    #[test]
    fn mechanisms_are_known_in_any_case() {
        let read = |value| content_transfer_encoding(value).unwrap();
        assert_eq!(read(b"Quoted-Printable").mechanism, Mechanism::QuotedPrintable);
        assert_eq!(read(b"BASE64 (as ever)"), read(b"base64"));
        assert_eq!((read(b"x-uuencode").mechanism, read(b"8bit").mechanism), (Mechanism::Other, Mechanism::EightBit));
        assert_eq!(content_transfer_encoding(b"7bit; a=b"), Err(Refused::new(Violation::Token, 4)));
        assert_eq!(content_transfer_encoding(b""), Err(Refused::new(Violation::Token, 0)));
    }
}
