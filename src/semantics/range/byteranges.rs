// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! multipart/byteranges: several ranges as one content (RFC 9110, 14.6). Its length is known before any of it is
//! written.

use crate::fields::multipart::boundary::Boundary;
use crate::fields::multipart::writer::{self, RangeFields};
use crate::grammar::pen::{Pen, Unwritable};
use crate::semantics::range::Span;

pub use crate::fields::multipart::writer::PART_END;

/// A content of several ranges: for each [`head`](Byteranges::head), the octets, [`PART_END`]; then
/// [`end`](Byteranges::end).
#[derive(Clone, Copy, Debug)]
pub struct Byteranges<'b> {
    /// What stands between the parts, and in none of them.
    pub boundary: Boundary,
    /// The media type of the representation.
    pub content_type: Option<&'b [u8]>,
    /// Octets of all of it.
    pub complete: u64,
}

impl Byteranges<'_> {
    /// Writes the Content-Type of the answer.
    ///
    /// # Errors
    /// None: whatever a boundary has can be written.
    pub fn write_type(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.boundary.write(pen.octets(b"multipart/byteranges; "))
    }

    /// Writes what stands before the octets of a range.
    ///
    /// # Errors
    /// `Value` for a media type that no field line holds, or a range that is none of the representation.
    pub fn head(&self, span: Span, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        writer::head(&self.boundary, &self.fields(span), pen)
    }

    /// Writes what stands behind the last part.
    pub fn end(&self, pen: &mut Pen<'_>) {
        writer::end(&self.boundary, pen);
    }

    /// How many octets all of it has: the Content-Length of the answer.
    ///
    /// # Errors
    /// As [`head`](Byteranges::head); `Value` for more than 64 bits can hold.
    pub fn length(&self, spans: &[Span]) -> Result<u64, Unwritable> {
        let around = writer::length::<RangeFields<'_>>(&self.boundary, &[])?;
        spans.iter().try_fold(around, |length, span| {
            let with_end = writer::length(&self.boundary, &[(self.fields(*span), span.len())])?;
            let part = with_end.checked_sub(around);
            part.and_then(|part| length.checked_add(part)).ok_or(Unwritable::Value)
        })
    }

    const fn fields(&self, span: Span) -> RangeFields<'_> {
        RangeFields {
            content_type: self.content_type,
            first: span.first,
            last: span.last,
            complete: Some(self.complete),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::text::Text;

    #[test]
    fn the_example_of_the_clause_is_written_and_as_long_as_was_said() {
        // RFC 9110, 14.6.
        let boundary = Boundary::new(Text::plain(b"THIS_STRING_SEPARATES")).unwrap();
        let content_type = Some(&b"application/pdf"[..]);
        let parts = Byteranges { boundary, content_type, complete: 8 };
        let spans = [Span { first: 2, last: 3 }, Span { first: 7, last: 7 }];
        let mut room = [0; 400];
        let mut pen = Pen::new(&mut room);
        parts.head(spans[0], &mut pen).unwrap();
        parts.head(spans[1], pen.octets(b"cd").octets(PART_END)).unwrap();
        parts.end(pen.octets(b"h").octets(PART_END));
        let expected = "--THIS_STRING_SEPARATES\r\nContent-Type: application/pdf\r\nContent-Range: bytes 2-3/8\r\n\r\n\
            cd\r\n--THIS_STRING_SEPARATES\r\nContent-Type: application/pdf\r\nContent-Range: bytes 7-7/8\r\n\r\n\
            h\r\n--THIS_STRING_SEPARATES--\r\n";
        assert_eq!(pen.written().unwrap(), expected.as_bytes());
        assert_eq!(parts.length(&spans), Ok(expected.len() as u64));
        assert_eq!(parts.length(&[Span { first: 8, last: 8 }]), Err(Unwritable::Value));
        let mut pen = Pen::new(&mut room);
        parts.write_type(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"multipart/byteranges; boundary=THIS_STRING_SEPARATES");
    }
}
