// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a client makes of parts: which one came (RFC 9110, 15.3.7), and whether it goes with another (15.3.7.3).

use crate::fields::accept::RangeUnit;
use crate::fields::content_range::{ContentRange, content_range};
use crate::fields::date;
use crate::fields::entity_tag::{EntityTag, entity_tag};
use crate::fields::media_type::media_type;
use crate::grammar::number;
use crate::semantics::conditional::is_strong;
use crate::semantics::range::Span;
use crate::semantics::section::{has, members, only};
use crate::syntax::field_line::Lines;

/// What the content of a response is of what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Enclosed {
    /// All of a representation, or no representation at all: the status says which.
    Whole,
    /// These octets, of so many if that is known.
    Part(Span, Option<u64>),
    /// A multipart/byteranges, whose parts say which they are.
    Parts,
    /// Nothing: of a representation of so many octets, if that is known, no range is there that was asked for.
    Unsatisfied(Option<u64>),
    /// A part that nothing can be made of: its Content-Range is missing, invalid or not in bytes, or does not go with
    /// the Content-Length. A recipient must not combine it with another (RFC 9110, 14.4).
    Unusable,
}

/// Which part of a representation a response holds.
pub fn enclosed<L: Lines + ?Sized>(status: u16, fields: &L) -> Enclosed {
    let told = only(fields, b"Content-Range").and_then(|value| content_range(value).ok());
    match (status, told.filter(ContentRange::is_bytes)) {
        (206, Some(told)) => match told.range {
            Some((first, last)) if goes_with_length(fields, told.len()) => {
                Enclosed::Part(Span { first, last }, told.complete)
            }
            _ => Enclosed::Unusable,
        },
        // 15.3.7.2: a server must not send a Content-Range beside the parts that have their own.
        (206, None) if !has(fields, b"Content-Range") && is_byteranges(fields) => Enclosed::Parts,
        (206, None) => Enclosed::Unusable,
        (416, told) => Enclosed::Unsatisfied(told.filter(|told| told.range.is_none()).and_then(|told| told.complete)),
        _ => Enclosed::Whole,
    }
}

/// Whether a server says that it serves ranges of octets; none where it says nothing, so that one may ask
/// (RFC 9110, 14.3).
pub fn accepts_ranges<L: Lines + ?Sized>(fields: &L) -> Option<bool> {
    let mut told = None;
    for unit in members::<RangeUnit<'_>, L>(fields, b"Accept-Ranges").flatten() {
        told = Some(told == Some(true) || unit.is(b"bytes"));
    }
    told
}

/// Whether two responses hold parts of one representation: they share a strong validator (RFC 9110, 15.3.7.3).
///
/// Parts of two that were put together are what nobody ever sent: a weak validator does not tell them apart. `now`, in
/// seconds since 1970, tells the century of a year of two digits.
pub fn may_combine<A, B>(one: &A, other: &B, now: i64) -> bool
where
    A: Lines + ?Sized,
    B: Lines + ?Sized,
{
    match (has(one, b"ETag"), has(other, b"ETag")) {
        (true, true) => matches!((tag(one), tag(other)), (Some(one), Some(other)) if one.strongly_matches(&other)),
        // What only one has does not say that they differ, but then the other must say that they do not.
        _ => matches!((modified(one, now), modified(other, now)), (Some(one), Some(other)) if one == other),
    }
}

fn tag<L: Lines + ?Sized>(fields: &L) -> Option<EntityTag<'_>> {
    entity_tag(only(fields, b"ETag")?).ok()
}

/// The Last-Modified of a response, if it is a strong validator (RFC 9110, 8.8.2.2).
fn modified<L: Lines + ?Sized>(fields: &L, now: i64) -> Option<i64> {
    let read = |name: &'static [u8]| date::read(only(fields, name)?, now).ok();
    let modified = read(b"Last-Modified")?;
    is_strong(modified, read(b"Date")?).then_some(modified)
}

fn is_byteranges<L: Lines + ?Sized>(fields: &L) -> bool {
    let value = only(fields, b"Content-Type").and_then(|value| media_type(value).ok());
    value.is_some_and(|value| value.is(b"multipart", b"byteranges"))
}

fn goes_with_length<L: Lines + ?Sized>(fields: &L, length: Option<u64>) -> bool {
    !has(fields, b"Content-Length")
        || only(fields, b"Content-Length").is_some_and(|told| number::decimal(told).ok() == length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    #[test]
    fn a_part_is_what_its_content_range_says() {
        let told = |status, fields: &[(&'static str, &'static str)]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| Field::new(name, value)).collect();
            enclosed(status, &fields[..])
        };
        let range = |value| told(206, &[("Content-Range", value)]);
        assert_eq!(range("bytes 2-4/9"), Enclosed::Part(Span { first: 2, last: 4 }, Some(9)));
        assert_eq!(range("bytes 2-4/*"), Enclosed::Part(Span { first: 2, last: 4 }, None));
        for value in ["bytes */9", "bytes 4-2/9", "lines 1-2/9", "bytes 0-9/9", ""] {
            assert_eq!(range(value), Enclosed::Unusable, "{value}");
        }
        assert_eq!(told(206, &[]), Enclosed::Unusable);
        assert_eq!(told(206, &[("Content-Type", "multipart/byteranges; boundary=a")]), Enclosed::Parts);
        let short = [("Content-Range", "bytes 2-4/9"), ("Content-Length", "2")];
        assert_eq!(told(206, &short), Enclosed::Unusable);
        assert_eq!(told(416, &[("Content-Range", "bytes */9")]), Enclosed::Unsatisfied(Some(9)));
        assert_eq!((told(416, &[]), told(200, &short)), (Enclosed::Unsatisfied(None), Enclosed::Whole));
    }

    #[test]
    fn a_server_says_whether_ranges_are_served() {
        let told = |value| accepts_ranges(&[Field::new("Accept-Ranges", value)]);
        assert_eq!([told("Bytes"), told("lines, bytes")], [Some(true); 2]);
        assert_eq!([told("none"), told("lines")], [Some(false); 2]);
        assert_eq!([told(""), told("\""), accepts_ranges(&[])], [None; 3]);
    }

    #[test]
    fn parts_go_together_that_share_a_strong_validator() {
        const DATES: [Field<'static>; 2] = [
            Field::new("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT"),
            Field::new("Date", "Sun, 06 Nov 1994 08:49:38 GMT"),
        ];
        let tags = [Field::new("ETag", "\"a\""), Field::new("ETag", "\"b\""), Field::new("ETag", "W/\"a\"")];
        assert!(may_combine(&tags[..1], &tags[..1], 0));
        assert!(!may_combine(&tags[..1], &tags[1..2], 0) && !may_combine(&tags[2..], &tags[2..], 0));
        assert!(may_combine(&DATES, &DATES, 0) && !may_combine(&DATES, &DATES[..1], 0));
        assert!(may_combine(&(&DATES[..], &tags[..1]), &DATES, 0) && !may_combine(&tags[..1], &DATES, 0));
        assert!(!may_combine(&(&DATES[..], &tags[..1]), &(&DATES[..], &tags[1..2]), 0));
    }
}
