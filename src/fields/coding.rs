// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Content codings (RFC 9110, 8.4.1) and transfer codings (RFC 9110, 10.1.4; RFC 9112, 7), by their names.

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::fields::parameters::Parameter;
use crate::fields::spaced_parameters::{self, SpacedParameters};
use crate::fields::weight;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// The content codings that have a number here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    /// A name that is none of these.
    Other,
    /// No encoding; in Accept-Encoding only (RFC 9110, 12.5.3).
    Identity,
    /// `gzip` or `x-gzip` (RFC 9110, 8.4.1.3).
    Gzip,
    /// `compress` or `x-compress` (RFC 9110, 8.4.1.1).
    Compress,
    /// The zlib format (RFC 9110, 8.4.1.2).
    Deflate,
    /// Brotli (RFC 7932).
    Br,
    /// Zstandard (RFC 9659).
    Zstd,
}

/// A content coding.
#[derive(Clone, Copy, Debug)]
pub struct ContentCoding<'b> {
    /// Which it is; an alias is told as what it stands for.
    pub coding: Coding,
    /// Its name, as received.
    pub name: &'b [u8],
}

/// The members of a Content-Encoding, in the order in which they were applied.
pub type ContentEncoding<'b> = Members<'b, ContentCoding<'b>>;

/// Reads a Content-Encoding, `#content-coding` (RFC 9110, 8.4), member by member.
#[must_use]
pub const fn content_encoding(value: &[u8]) -> ContentEncoding<'_> {
    ContentEncoding::new(value)
}

impl<'b> ContentCoding<'b> {
    /// The coding with this name.
    #[must_use]
    pub fn named(name: &'b [u8]) -> Self {
        let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        ContentCoding { coding: known.map_or(Coding::Other, |(_, coding)| *coding), name }
    }

    /// Writes the name; that of the coding itself for an alias.
    ///
    /// # Errors
    /// `Value` for what is no token.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let known = NAMES.iter().find(|(_, coding)| *coding == self.coding);
        pen.token(known.map_or(self.name, |(name, _)| name))?;
        Ok(())
    }
}

impl PartialEq for ContentCoding<'_> {
    /// Names are the same in any case, aliases and what they stand for as well (RFC 9110, 8.4.1).
    fn eq(&self, other: &Self) -> bool {
        match self.coding {
            Coding::Other => other.coding == Coding::Other && self.name.eq_ignore_ascii_case(other.name),
            known => known == other.coding,
        }
    }
}

impl Eq for ContentCoding<'_> {}

impl<'b> Member<'b> for ContentCoding<'b> {
    const VIOLATION: Violation = Violation::ContentCoding;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        Ok(ContentCoding::named(cursor.token(Violation::ContentCoding)?))
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

/// The transfer codings that have a number here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transfer {
    /// A name that is none of these.
    Other,
    /// Chunks (RFC 9112, 7.1).
    Chunked,
    /// `gzip` or `x-gzip` (RFC 9112, 7.2).
    Gzip,
    /// `compress` or `x-compress` (RFC 9112, 7.2).
    Compress,
    /// The zlib format (RFC 9112, 7.2).
    Deflate,
    /// No coding, but the word of TE for a client that keeps trailer fields (RFC 9110, 10.1.4).
    Trailers,
}

/// A transfer coding, as a member of Transfer-Encoding or of TE.
#[derive(Clone, Copy, Debug)]
pub struct TransferCoding<'b> {
    /// Which it is; an alias is told as what it stands for.
    pub coding: Transfer,
    /// Its name, as received.
    pub name: &'b [u8],
    /// The parameters before the weight.
    pub parameters: SpacedParameters<'b>,
    /// In TE, its weight in thousandths; in Transfer-Encoding always 1000.
    pub weight: u16,
}

/// A member of Transfer-Encoding, which has no weight.
#[derive(Clone, Copy, Debug)]
pub struct AppliedCoding<'b>(pub TransferCoding<'b>);

/// The members of a Transfer-Encoding, in the order in which they were applied.
pub type TransferEncoding<'b> = Members<'b, AppliedCoding<'b>>;

/// The members of a TE.
pub type Te<'b> = Members<'b, TransferCoding<'b>>;

/// Reads a Transfer-Encoding, `#transfer-coding` (RFC 9112, 6.1), member by member.
///
/// It is for tools: what framing asks is `messaging::transfer_encoding`, and an engine asks that.
#[must_use]
pub const fn transfer_encoding(value: &[u8]) -> TransferEncoding<'_> {
    TransferEncoding::new(value)
}

/// Reads a TE, `#( "trailers" / ( transfer-coding [ weight ] ) )` (RFC 9110, 10.1.4), member by member.
#[must_use]
pub const fn te(value: &[u8]) -> Te<'_> {
    Te::new(value)
}

impl<'b> TransferCoding<'b> {
    /// The coding with this name, without parameters, with the full weight.
    #[must_use]
    pub fn named(name: &'b [u8]) -> Self {
        let known = TRANSFER_NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let coding = known.map_or(Transfer::Other, |(_, coding)| *coding);
        TransferCoding { coding, name, parameters: SpacedParameters::NONE, weight: weight::FULL }
    }

    /// Writes name, parameters, and the weight if it is not 1; the name of the coding itself for an alias.
    ///
    /// # Errors
    /// `Value` for a name that is no token, or a weight above 1000.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let known = TRANSFER_NAMES.iter().find(|(_, coding)| *coding == self.coding);
        pen.token(known.map_or(self.name, |(name, _)| name))?;
        self.parameters.write(pen)?;
        weight::write(pen, self.weight)
    }

    fn take(cursor: &mut Cursor<'b>, weighed: bool) -> Result<Self, Refused> {
        let named = TransferCoding::named(cursor.token(Violation::TransferCoding)?);
        let start = cursor.at();
        while !(weighed && is_weight_ahead(cursor)) {
            let before = *cursor;
            match spaced_parameters::next(cursor, Violation::TransferCoding)? {
                // RFC 9112, 7.3: a parameter named q would be taken for a weight.
                Some(Parameter { name: b"q" | b"Q", .. }) if weighed => return Err(before.refuse(Violation::Weight)),
                Some(_) => {}
                None => break,
            }
        }
        let parameters = SpacedParameters::since(cursor, start);
        let weight = if weighed { weight::take(cursor)? } else { weight::FULL };
        Ok(TransferCoding { parameters, weight, ..named })
    }
}

/// Whether `OWS ";" OWS "q="` stands next.
fn is_weight_ahead(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.ows();
    let parameter = ahead.take(b';');
    ahead.ows();
    parameter && matches!(ahead.rest(), [b'q' | b'Q', b'=', ..])
}

impl<'b> Member<'b> for TransferCoding<'b> {
    const VIOLATION: Violation = Violation::TransferCoding;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        TransferCoding::take(cursor, true)
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

impl<'b> Member<'b> for AppliedCoding<'b> {
    const VIOLATION: Violation = Violation::TransferCoding;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        TransferCoding::take(cursor, false).map(AppliedCoding)
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        TransferCoding { weight: weight::FULL, ..self.0 }.write(pen)
    }
}

/// The first name of a coding is the one to write.
const NAMES: [(&[u8], Coding); 8] = [
    (b"gzip", Coding::Gzip),
    (b"br", Coding::Br),
    (b"deflate", Coding::Deflate),
    (b"zstd", Coding::Zstd),
    (b"identity", Coding::Identity),
    (b"compress", Coding::Compress),
    (b"x-gzip", Coding::Gzip),
    (b"x-compress", Coding::Compress),
];

const TRANSFER_NAMES: [(&[u8], Transfer); 7] = [
    (b"chunked", Transfer::Chunked),
    (b"trailers", Transfer::Trailers),
    (b"gzip", Transfer::Gzip),
    (b"deflate", Transfer::Deflate),
    (b"compress", Transfer::Compress),
    (b"x-gzip", Transfer::Gzip),
    (b"x-compress", Transfer::Compress),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn content(value: &[u8]) -> Result<Vec<Coding>, Refused> {
        content_encoding(value).map(|coding| coding.map(|coding| coding.coding)).collect()
    }

    fn transfer(value: &[u8]) -> Result<Vec<(Transfer, usize, u16)>, Refused> {
        te(value).map(|coding| coding.map(|c| (c.coding, c.parameters.count(), c.weight))).collect()
    }

    fn written<'b, M: Member<'b>>(list: &Members<'b, M>) -> String {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        list.write(&mut pen).unwrap();
        String::from_utf8(pen.written().unwrap().to_vec()).unwrap()
    }

    #[test]
    fn an_alias_is_the_coding_it_stands_for() {
        use Coding::{Br, Compress, Deflate, Gzip, Other, Zstd};
        let told = content(b"gzip, X-GZIP,compress ,x-compress,deflate,br,zstd,dcb").unwrap();
        assert_eq!(told, [Gzip, Gzip, Compress, Compress, Deflate, Br, Zstd, Other]);
        assert_eq!(ContentCoding::named(b"x-gzip"), ContentCoding::named(b"GZip"));
        assert_eq!(ContentCoding::named(b"dcb"), ContentCoding::named(b"DCB"));
        assert_ne!(ContentCoding::named(b"dcb"), ContentCoding::named(b"dcz"));
        assert_eq!(written(&content_encoding(b"x-gzip,,DCB")), "gzip, DCB");
    }

    #[test]
    fn a_content_coding_is_a_token() {
        for (value, at) in [(&b"gzip;q=1"[..], 4), (b"gzip deflate", 5), (b"\"gzip\"", 0), (b"br, (x)", 4)] {
            assert_eq!(content(value), Err(Refused::new(Violation::ContentCoding, at)), "{value:?}");
        }
    }

    #[test]
    fn the_examples_of_te_are_read() {
        // RFC 9110, 10.1.4, and RFC 9112, 7.4.
        use Transfer::{Deflate, Gzip, Trailers};
        assert_eq!(transfer(b"deflate").unwrap(), [(Deflate, 0, 1000)]);
        assert_eq!(transfer(b"").unwrap(), []);
        assert_eq!(transfer(b"trailers, deflate;q=0.5").unwrap(), [(Trailers, 0, 1000), (Deflate, 0, 500)]);
        assert_eq!(transfer(b"gzip;a = \"b,c\" ; Q=0").unwrap(), [(Gzip, 1, 0)]);
    }

    #[test]
    fn a_member_of_te_is_refused_where_it_breaks() {
        use Violation::{TransferCoding, Weight};
        let table: [(&[u8], Violation, usize); 6] = [
            (b"gzip;q=2", Weight, 7),
            (b"gzip;q =1", Weight, 4),
            (b"gzip;q=1;a=b", TransferCoding, 8),
            (b"gzip;a", TransferCoding, 6),
            (b"gzip;", TransferCoding, 5),
            (b"gzip deflate", TransferCoding, 5),
        ];
        for (value, violation, at) in table {
            assert_eq!(transfer(value), Err(Refused::new(violation, at)), "{value:?}");
        }
    }

    #[test]
    fn a_transfer_encoding_has_no_weights() {
        let applied = transfer_encoding(b"gzip;q=0.5, chunked").next().unwrap().unwrap();
        assert!(applied.0.parameters.find(b"q").unwrap().is(b"0.5"));
        assert_eq!(written(&transfer_encoding(b"X-gzip ; a= \"b\" ,Chunked")), "gzip;a=b, chunked");
        assert_eq!(written(&te(b"gzip ; a =\"b c\"; q=0.50,trailers")), "gzip;a=\"b c\";q=0.5, trailers");
    }
}
