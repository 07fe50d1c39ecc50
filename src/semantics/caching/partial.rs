// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Parts: what they may answer (RFC 9111, 3.3), and which go together (3.4; RFC 9110, 15.3.7.3).

use crate::fields::content_range::{ContentRange, content_range};
use crate::fields::entity_tag::{EntityTag, entity_tag};
use crate::fields::range::{RangeSpec, range};
use crate::grammar::number;
use crate::semantics::caching::{Request, Response};
use crate::semantics::conditional::{self, Validators};
use crate::semantics::section;
use crate::syntax::field_line::Lines;

/// What a stored response has of what a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coverage {
    /// All of it: it is complete. A Range is then for the decision about ranges (RFC 9110, 14.2).
    Whole,
    /// The one range that is asked for: from the first octet to the last, of so many, if that is known. It answers
    /// as a 206.
    Part {
        /// The first octet.
        first: u64,
        /// The last.
        last: u64,
        /// How many the whole has.
        complete: Option<u64>,
    },
    /// Not what is asked for.
    None,
}

/// What a stored response has of what a request asks for (RFC 9111, 3.3: an incomplete response answers no request but
/// for a range "wholly within the incomplete response").
#[must_use]
pub fn coverage<Q, R, P>(stored: &Response<'_, Q, R>, request: &Request<'_, P>) -> Coverage
where
    Q: ?Sized,
    R: Lines + ?Sized,
    P: Lines + ?Sized,
{
    if stored.status != 206 && stored.incomplete.is_none() {
        return Coverage::Whole;
    }
    part_of(stored, request).unwrap_or(Coverage::None)
}

fn part_of<Q: ?Sized, R: Lines + ?Sized, P: Lines + ?Sized>(
    stored: &Response<'_, Q, R>,
    request: &Request<'_, P>,
) -> Option<Coverage> {
    let extent = extent(stored)?;
    let asked = range(section::only(request.fields, b"Range").filter(|_| request.method == b"GET")?).ok()?;
    let mut specs = asked.specs();
    let spec = specs.next()?;
    // Without a length, only what has both ends can be told to lie within.
    let length = extent.complete.unwrap_or(u64::MAX);
    let (first, last) = spec.resolve(length)?;
    let is_one = specs.next().is_none() && holds_if_range(stored, request);
    let is_known = extent.complete.is_some() || matches!(spec, RangeSpec::Between { .. });
    let is_within = extent.first <= first && last <= extent.last;
    (is_one && is_known && is_within).then_some(Coverage::Part { first, last, complete: extent.complete })
}

/// An If-Range that does not hold asks for all there is (RFC 9110, 13.1.5).
fn holds_if_range<Q: ?Sized, R: Lines + ?Sized, P: Lines + ?Sized>(
    stored: &Response<'_, Q, R>,
    request: &Request<'_, P>,
) -> bool {
    // A date is strong only where the Date is sure to be later (8.8.2.2), which a cache cannot tell.
    let current = Validators { tag: tag_of(stored.fields), ..Validators::default() };
    let asked = conditional::Request::new(request.method, request.fields, stored.response_time);
    conditional::heeds_range(&asked, Some(&current))
}

/// The octets that a response has of a representation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Extent {
    /// The first.
    pub first: u64,
    /// The last.
    pub last: u64,
    /// How many the whole has, if that is known.
    pub complete: Option<u64>,
}

impl Extent {
    /// Whether it is the whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.first == 0 && self.complete.is_some_and(|complete| self.last.checked_add(1) == Some(complete))
    }
}

/// The octets that a response has: those that a 206 says, or those that came of another before the connection broke.
/// None that can be told of what is complete without a length, and of several ranges.
#[must_use]
pub fn extent<Q: ?Sized, R: Lines + ?Sized>(response: &Response<'_, Q, R>) -> Option<Extent> {
    if response.status == 206 {
        let range =
            content_range(section::only(response.fields, b"Content-Range")?).ok().filter(ContentRange::is_bytes)?;
        let (first, last) = range.range?;
        return Some(Extent { first, last, complete: range.complete });
    }
    let length = section::only(response.fields, b"Content-Length").and_then(|value| number::decimal(value).ok());
    let received = response.incomplete.or(length)?;
    let complete = length.filter(|length| received <= *length);
    Some(Extent { first: 0, last: received.checked_sub(1)?, complete })
}

/// What two parts of a representation come to, if they go together (RFC 9111, 3.4): both have the same strong entity
/// tag, neither gainsays the other's length, and there is no gap. Splicing what a tag does not prove to be of one
/// representation would let two of them be mixed.
#[must_use]
pub fn combine<Q, R, P, S>(one: &Response<'_, Q, R>, other: &Response<'_, P, S>) -> Option<Extent>
where
    Q: ?Sized,
    R: Lines + ?Sized,
    P: ?Sized,
    S: Lines + ?Sized,
{
    let same = tag_of(one.fields)?.strongly_matches(&tag_of(other.fields)?);
    let (one, other) = (extent(one)?, extent(other)?);
    let complete = one.complete.or(other.complete);
    let agree = [one.complete, other.complete].into_iter().flatten().all(|length| Some(length) == complete);
    let touch = one.first <= other.last.saturating_add(1) && other.first <= one.last.saturating_add(1);
    let union = Extent { first: one.first.min(other.first), last: one.last.max(other.last), complete };
    (same && agree && touch).then_some(union)
}

fn tag_of<R: Lines + ?Sized>(fields: &R) -> Option<EntityTag<'_>> {
    entity_tag(section::only(fields, b"ETag")?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    type Pairs<'p> = &'p [Field<'p>];

    fn part<'p>(fields: &'p [Field<'p>]) -> Response<'p, [Field<'p>], [Field<'p>]> {
        let request: Pairs<'_> = &[];
        Response { method: b"GET", request, status: 206, fields, request_time: 0, response_time: 0, incomplete: None }
    }

    #[test]
    fn a_part_answers_what_lies_within() {
        for (stored, asked, expected) in [
            ("bytes 4-9/10", "bytes=-5", Some((5, 9))),
            ("bytes 4-9/10", "bytes=6-8", Some((6, 8))),
            ("bytes 4-9/10", "bytes=6-", Some((6, 9))),
            ("bytes 4-9/10", "bytes=3-8", None),
            ("bytes 4-8/10", "bytes=6-", None),
            ("bytes 4-9/10", "bytes=6-7, 8-9", None),
            ("bytes 4-9/*", "bytes=6-8", Some((6, 8))),
            ("bytes 4-9/*", "bytes=6-", None),
            ("bytes 4-9/*", "bytes=-2", None),
            ("bytes */10", "bytes=6-8", None),
            ("pages 4-9/10", "bytes=6-8", None),
        ] {
            let (fields, asked) = ([Field::new("Content-Range", stored)], [Field::new("Range", asked)]);
            let told = match coverage(&part(&fields), &Request { method: b"GET", fields: &asked }) {
                Coverage::Part { first, last, .. } => Some((first, last)),
                other => Some(other).filter(|other| *other != Coverage::None).map(|_| (0, 0)),
            };
            assert_eq!(told, expected, "{stored} {asked:?}");
        }
    }

    #[test]
    fn a_part_answers_no_other_request() {
        let fields = [Field::new("Content-Range", "bytes 4-9/10"), Field::new("ETag", "\"a\"")];
        for (asked, expected) in [
            (&[][..], false),
            (&[Field::new("Range", "bytes=6-8")], true),
            (&[Field::new("Range", "bytes=6-8"), Field::new("If-Range", "\"a\"")], true),
            (&[Field::new("Range", "bytes=6-8"), Field::new("If-Range", "\"b\"")], false),
            (&[Field::new("Range", "bytes=6-8"), Field::new("If-Range", "W/\"a\"")], false),
        ] {
            let told = coverage(&part(&fields), &Request { method: b"GET", fields: asked });
            assert_eq!(told != Coverage::None, expected, "{asked:?}");
        }
    }

    #[test]
    fn parts_go_together_where_a_tag_proves_it() {
        let combined = |one: (&str, &str), other: (&str, &str)| {
            let fields = |(range, tag)| [Field::new("Content-Range", range), Field::new("ETag", tag)];
            let (one, other) = (fields(one), fields(other));
            combine(&part(&one), &part(&other)).map(|extent| (extent.first, extent.last, extent.is_whole()))
        };
        let one = ("bytes 0-4/10", "\"a\"");
        for (other, expected) in [
            (("bytes 5-9/10", "\"a\""), Some((0, 9, true))),
            (("bytes 3-7/10", "\"a\""), Some((0, 7, false))),
            (("bytes 5-9/*", "\"a\""), Some((0, 9, true))),
            (("bytes 6-9/10", "\"a\""), None),
            (("bytes 5-9/11", "\"a\""), None),
            (("bytes 5-9/10", "\"b\""), None),
            (("bytes 5-9/10", "W/\"a\""), None),
        ] {
            assert_eq!(combined(one, other), expected, "{other:?}");
        }
    }
}
