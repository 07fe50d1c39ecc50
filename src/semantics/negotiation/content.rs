// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Whether the content of a request is of a kind that the target takes (RFC 9110, 15.5.16).

use crate::fields::accept::accept;
use crate::fields::coding::{Coding, ContentCoding, content_encoding};
use crate::fields::media_type::{MediaType, media_type};
use crate::fields::weight::FULL;
use crate::grammar::pen::{Pen, Unwritable};
use crate::semantics::section::{has, only, values};
use crate::syntax::field_line::Lines;

/// What becomes of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It is of this pattern, counted from 0.
    Taken(usize),
    /// 415 with an Accept, or an Accept-Patch or Accept-Post: of no such media type.
    OtherType,
    /// 415 with an Accept-Encoding: in a coding that is not known (RFC 9110, 12.5.3).
    OtherCoding,
}

/// Decides about a request with content: its media type is one of the patterns of [`type_is`], and each of its codings
/// one of those known.
///
/// Without a Content-Type it is taken for `application/octet-stream` (RFC 9110, 8.3).
pub fn decide<'p, L: Lines + ?Sized>(
    fields: &L,
    patterns: impl IntoIterator<Item = &'p [u8]>,
    codings: impl IntoIterator<Item = &'p [u8], IntoIter: Clone>,
) -> Kind {
    let known = codings.into_iter();
    let is_known = |coding: &ContentCoding<'_>| {
        coding.coding == Coding::Identity || known.clone().any(|known| ContentCoding::named(known) == *coding)
    };
    let mut applied = values(fields, b"Content-Encoding").flat_map(content_encoding);
    if !applied.all(|coding| coding.is_ok_and(|coding| is_known(&coding))) {
        return Kind::OtherCoding;
    }
    let value = match has(fields, b"Content-Type") {
        true => only(fields, b"Content-Type"),
        false => Some(&b"application/octet-stream"[..]),
    };
    value.and_then(|value| type_is(value, patterns)).map_or(Kind::OtherType, Kind::Taken)
}

/// Which of some patterns a Content-Type is of first, whatever its parameters: `text/html`; `text/*`, `*/png`, `*/*`;
/// `application/*+json`, or `+json` for the suffix of any type (RFC 6838, 4.2.8).
pub fn type_is<'p>(value: &[u8], patterns: impl IntoIterator<Item = &'p [u8]>) -> Option<usize> {
    let value = media_type(value).ok()?;
    patterns.into_iter().position(|pattern| is_of(&value, pattern))
}

fn is_of(value: &MediaType<'_>, pattern: &[u8]) -> bool {
    if let [b'+', suffix @ ..] = pattern {
        return has_suffix(value, suffix);
    }
    let mut parts = pattern.splitn(2, |octet| *octet == b'/');
    let (Some(type_name), Some(subtype_name)) = (parts.next(), parts.next()) else { return false };
    let is_type = type_name == b"*" || type_name.eq_ignore_ascii_case(value.type_name);
    is_type
        && match subtype_name {
            b"*" => true,
            [b'*', b'+', suffix @ ..] => has_suffix(value, suffix),
            subtype_name => subtype_name.eq_ignore_ascii_case(value.subtype_name),
        }
}

fn has_suffix(value: &MediaType<'_>, suffix: &[u8]) -> bool {
    value.suffix().is_some_and(|own| own.eq_ignore_ascii_case(suffix))
}

/// Writes what is taken: the Accept of a 415, an Accept-Patch (RFC 5789, 3.1), an Accept-Post.
///
/// # Errors
/// `Value` for a pattern that is no media range: one with a suffix alone, or of any type with a subtype.
pub fn write_accept<'p>(patterns: impl IntoIterator<Item = &'p [u8]>, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    let mut between: &[u8] = b"";
    for pattern in patterns {
        let mut ranges = accept(pattern);
        match (ranges.next(), ranges.next()) {
            // "*+json" would be read as a subtype of that name.
            (Some(Ok(range)), None) if range.weight == FULL && !range.subtype_name.starts_with(b"*+") => {
                range.write(pen.octets(between))?;
            }
            _ => return Err(Unwritable::Value),
        }
        between = b", ";
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    #[test]
    fn a_media_type_is_of_a_pattern() {
        for (value, pattern, is) in [
            ("text/html; charset=utf-8", "text/*", true),
            ("text/HTML", "Text/html", true),
            ("text/html", "text/html/", false),
            ("image/png", "*/png", true),
            ("application/vnd+json", "+json", true),
            ("application/vnd+JSON", "application/*+json", true),
            ("application/vnd+json", "text/*+json", false),
            ("application/json", "+json", false),
            ("application/vnd+json", "application/json", false),
            ("bogus", "*/*", false),
            ("image/png", "png", false),
        ] {
            assert_eq!(type_is(value.as_bytes(), [pattern.as_bytes()]).is_some(), is, "{value} {pattern}");
        }
        assert_eq!(type_is(b"a/b", [&b"c/*"[..], b"a/*", b"a/b"]), Some(1));
    }

    #[test]
    fn a_content_is_refused_for_its_type_or_its_coding() {
        let decided =
            |fields: &[Field<'static>]| decide(fields, [&b"text/*"[..], b"application/octet-stream"], [&b"gzip"[..]]);
        let plain = Field::new("Content-Type", "text/plain");
        assert_eq!(decided(&[plain]), Kind::Taken(0));
        assert_eq!(decided(&[]), Kind::Taken(1));
        assert_eq!(decided(&[Field::new("Content-Type", "a/b")]), Kind::OtherType);
        assert_eq!(decided(&[Field::new("Content-Type", "text")]), Kind::OtherType);
        assert_eq!(decided(&[plain, Field::new("Content-Encoding", "identity, x-gzip")]), Kind::Taken(0));
        assert_eq!(decided(&[plain, Field::new("Content-Encoding", "gzip, br")]), Kind::OtherCoding);
        assert_eq!(decided(&[plain, Field::new("Content-Encoding", "gzip br")]), Kind::OtherCoding);
    }

    #[test]
    fn what_is_taken_is_told_in_media_ranges() {
        let mut room = [0; 40];
        let mut pen = Pen::new(&mut room);
        write_accept([&b"text/*"[..], b"a/b;c=d"], &mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"text/*, a/b;c=d");
        for pattern in [&b"+json"[..], b"*/png", b"a/*+json", b"a/b, c/d", b"a/b;q=0.5", b""] {
            assert_eq!(write_accept([pattern], &mut Pen::new(&mut [])), Err(Unwritable::Value));
        }
    }
}
