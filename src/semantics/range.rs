// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Ranges: which octets of a representation an answer holds (RFC 9110, 14).
//!
//! Here is what a server decides; [`byteranges`] writes several ranges as one content, [`partial`] is what a client
//! makes of them.

pub mod byteranges;
pub mod partial;

use crate::fields::content_range::ContentRange;
use crate::fields::range::{RangeSpec, range};
use crate::semantics::conditional::{Request, Rules, Validators, heeds_range};
use crate::semantics::section::values;
use crate::syntax::field_line::Lines;

/// Octets that stand one after the other in a representation. Positions count from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(C)]
pub struct Span {
    /// The first octet.
    pub first: u64,
    /// The last octet, which is included.
    pub last: u64,
}

/// What ranges are taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Representation<'b> {
    /// Its validators, for If-Range.
    pub validators: Validators<'b>,
    /// Octets of it.
    pub length: u64,
}

/// What a server does for a client that asks for ranges (RFC 9110, 14.2: it MAY ignore those that look like an attack).
///
/// Whoever asks for the same octets a thousand times, or for a thousand single ones, wants a server to send far more
/// than it has, or to seek far more than to send. The lent memory is a limit as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many ranges may be asked for.
    pub ranges: usize,
    /// How many of them may overlap another.
    pub overlapping: usize,
    /// How many of fewer than [`PART_OVERHEAD`] octets may begin before one that stands earlier in the list.
    pub scattered: usize,
    /// Ranges are sent as one that overlap, or with fewer octets than this between them; none sends each as it was
    /// asked for (RFC 9110, 15.3.7.2).
    pub gap: Option<u64>,
}

/// About what a part of a multipart/byteranges takes beside its octets (RFC 9110, 15.3.7.2).
pub const PART_OVERHEAD: u64 = 80;

impl Default for Limits {
    fn default() -> Self {
        Limits { ranges: 16, overlapping: 2, scattered: 4, gap: Some(PART_OVERHEAD) }
    }
}

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision<'c> {
    /// 200: all of it.
    Whole(Whole),
    /// 206 with a Content-Range: this range. So too where one is left of several: a part by itself needs no multipart.
    Single(Span),
    /// 206 with a multipart/byteranges: these ranges, in the order in which they were asked for.
    Multiple(&'c [Span]),
    /// 416 with a Content-Range that tells the length: none of them is there.
    Unsatisfiable,
}

/// Why all is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whole {
    /// There is no Range.
    NotAsked,
    /// The method is not GET, for which alone a Range has a meaning (RFC 9110, 14.2), or the answer is no 200.
    NotDefined,
    /// By the rules of RFC 1945, the client knows no 206.
    Rules,
    /// If-Range is false: the client's part is of another representation (RFC 9110, 13.1.5).
    Condition,
    /// The unit is not bytes (RFC 9110, 14.2).
    Unit,
    /// The Range is invalid, or there are two (RFC 9110, 14.2).
    Invalid,
    /// There is nothing to send a part of: no Content-Range can tell of it (RFC 9110, 14.2 and 14.4).
    Empty,
    /// More ranges than may be asked for, or than there is room for.
    TooMany,
    /// More ranges that overlap than may.
    Overlapping,
    /// More small ranges out of order than may be asked for.
    Scattered,
}

impl Decision<'_> {
    /// The status to answer with.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Decision::Whole(_) => 200,
            Decision::Single(_) | Decision::Multiple(_) => 206,
            Decision::Unsatisfiable => 416,
        }
    }

    /// The Content-Range of the answer about a representation of so many octets; none of a 200, nor beside a
    /// multipart/byteranges, whose parts have their own (RFC 9110, 15.3.7.2).
    #[must_use]
    pub const fn content_range(&self, length: u64) -> Option<ContentRange<'static>> {
        let range = match self {
            Decision::Single(Span { first, last }) => Some((*first, *last)),
            Decision::Unsatisfiable => None,
            Decision::Whole(_) | Decision::Multiple(_) => return None,
        };
        Some(ContentRange { unit: b"bytes", range, complete: Some(length) })
    }
}

impl Span {
    /// How many octets.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }

    /// Whether there are none, as only of [`Span::VOID`].
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.last < self.first
    }

    /// No octets.
    pub const VOID: Span = Span { first: 1, last: 0 };

    /// Whether both have octets, and one at least in common.
    #[must_use]
    pub const fn overlaps(&self, other: &Span) -> bool {
        !self.is_empty() && !other.is_empty() && self.first <= other.last && other.first <= self.last
    }

    /// Both as one, if no octet is missing between them.
    #[must_use]
    pub fn joined(&self, other: &Span) -> Option<Span> {
        if self.is_near(other, 1) { Some(self.around(other)) } else { None }
    }

    /// Whether both overlap, or have fewer octets than this between them.
    const fn is_near(&self, other: &Span, gap: u64) -> bool {
        !self.is_empty()
            && !other.is_empty()
            && self.first.saturating_sub(other.last) <= gap
            && other.first.saturating_sub(self.last) <= gap
    }

    fn around(&self, other: &Span) -> Span {
        Span { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// Decides what is sent of a representation, when the other conditions of the request were evaluated and let it proceed.
/// If-Range is looked at here.
///
/// Ranges are told in `chosen`, which is lent: one for each that may be asked for. That takes time with the square of
/// their number, so lend no more than a few dozen.
pub fn decide<'c, L>(
    request: &Request<'_, L>,
    current: &Representation<'_>,
    limits: &Limits,
    chosen: &'c mut [Span],
) -> Decision<'c>
where
    L: Lines + ?Sized,
{
    let Representation { ref validators, length } = *current;
    let mut lines = values(request.fields, b"Range");
    let Some(value) = lines.next() else { return Decision::Whole(Whole::NotAsked) };
    if request.method != b"GET" || request.status != 200 {
        return Decision::Whole(Whole::NotDefined);
    }
    if request.rules == Rules::Rfc1945 {
        return Decision::Whole(Whole::Rules);
    }
    let asked = match range(value) {
        Ok(asked) if lines.next().is_none() => asked,
        _ => return Decision::Whole(Whole::Invalid),
    };
    if !asked.is_bytes() {
        return Decision::Whole(Whole::Unit);
    }
    if !heeds_range(request, Some(validators)) {
        return Decision::Whole(Whole::Condition);
    }
    if length == 0 {
        return Decision::Whole(Whole::Empty);
    }
    match choose(asked.specs(), length, limits, chosen) {
        Err(whole) => Decision::Whole(whole),
        Ok(0) => Decision::Unsatisfiable,
        Ok(count) => match chosen.get(..count).unwrap_or(&[]) {
            [one] => Decision::Single(*one),
            several => Decision::Multiple(several),
        },
    }
}

/// Chooses those that are satisfiable (RFC 9110, 14.1.2), and tells how many there are.
fn choose(
    asked: impl Iterator<Item = RangeSpec>,
    length: u64,
    limits: &Limits,
    chosen: &mut [Span],
) -> Result<usize, Whole> {
    let (mut count, mut furthest, mut scattered) = (0usize, 0u64, 0usize);
    for (before, spec) in asked.enumerate() {
        if before >= limits.ranges {
            return Err(Whole::TooMany);
        }
        let Some((first, last)) = spec.resolve(length) else { continue };
        let span = Span { first, last };
        *chosen.get_mut(count).ok_or(Whole::TooMany)? = span;
        count = count.saturating_add(1);
        if first < furthest && span.len() < PART_OVERHEAD {
            scattered = scattered.saturating_add(1);
        }
        furthest = furthest.max(first);
    }
    let chosen = chosen.get_mut(..count).unwrap_or(&mut []);
    // Each overlaps itself.
    let overlaps_another = |span: &&Span| chosen.iter().filter(|other| span.overlaps(other)).count() > 1;
    if chosen.iter().filter(overlaps_another).count() > limits.overlapping {
        return Err(Whole::Overlapping);
    }
    if scattered > limits.scattered {
        return Err(Whole::Scattered);
    }
    Ok(limits.gap.map_or(count, |gap| coalesce(chosen, gap)))
}

/// Makes one of those that are near, in the place of the first of them (RFC 9110, 15.3.7.2); how many are left.
fn coalesce(chosen: &mut [Span], gap: u64) -> usize {
    let mut rest = &mut *chosen;
    while let [span, behind @ ..] = rest {
        while let Some(other) = behind.iter_mut().find(|other| span.is_near(other, gap)) {
            *span = span.around(other);
            *other = Span::VOID;
        }
        rest = behind;
    }
    let mut left = 0usize;
    for at in 0..chosen.len() {
        if let Some(span) = chosen.get(at).copied().filter(|span| !span.is_empty())
            && let Some(place) = chosen.get_mut(left)
        {
            *place = span;
            left = left.saturating_add(1);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::entity_tag::EntityTag;
    use crate::syntax::field_line::Field;

    const TAG: EntityTag<'static> = EntityTag { weak: false, opaque: b"a" };

    fn of(length: u64) -> Representation<'static> {
        let validators = Validators { tag: Some(TAG), modified: None, modified_is_strong: false };
        Representation { validators, length }
    }
    const AS_ASKED: Limits = Limits { ranges: 16, overlapping: 2, scattered: 4, gap: None };

    fn told(range: &str, length: u64, limits: &Limits) -> Result<Vec<(u64, u64)>, Result<Whole, u16>> {
        let fields = [Field::new("Range", range)];
        let mut chosen = [Span::VOID; 16];
        match decide(&Request::new(b"GET", &fields, 0), &of(length), limits, &mut chosen) {
            Decision::Whole(whole) => Err(Ok(whole)),
            Decision::Unsatisfiable => Err(Err(416)),
            Decision::Single(span) => Ok(vec![(span.first, span.last)]),
            Decision::Multiple(spans) => Ok(spans.iter().map(|span| (span.first, span.last)).collect()),
        }
    }

    #[test]
    fn the_examples_of_the_clause_are_chosen() {
        // RFC 9110, 14.1.2.
        let table: [(&str, &[(u64, u64)]); 7] = [
            ("bytes=0-499", &[(0, 499)]),
            ("bytes=500-999", &[(500, 999)]),
            ("bytes=-500", &[(9500, 9999)]),
            ("bytes=9500-", &[(9500, 9999)]),
            ("bytes=0-0,-1", &[(0, 0), (9999, 9999)]),
            ("bytes= 0-999, 4500-5499, -1000", &[(0, 999), (4500, 5499), (9000, 9999)]),
            ("bytes=500-600,601-999", &[(500, 600), (601, 999)]),
        ];
        for (range, spans) in table {
            assert_eq!(told(range, 10_000, &AS_ASKED).as_deref(), Ok(spans), "{range}");
        }
        assert_eq!(told("bytes=500-700,601-999", 10_000, &Limits::default()), Ok(vec![(500, 999)]));
    }

    #[test]
    fn ranges_are_one_that_are_near_in_the_place_of_the_first() {
        let near = |range| told(range, 1000, &Limits { gap: Some(10), ..Limits::default() });
        assert_eq!(near("bytes=500-509, 0-9, 519-529"), Ok(vec![(500, 529), (0, 9)]));
        assert_eq!(near("bytes=500-509, 520-529"), Ok(vec![(500, 509), (520, 529)]));
        assert_eq!(near("bytes=0-9, 30-39, 15-20, 25-26"), Ok(vec![(0, 39)]));
        let touching = |gap| told("bytes=0-9, 10-19", 1000, &Limits { gap: Some(gap), ..Limits::default() });
        assert_eq!((touching(1).map(|told| told.len()), touching(0).map(|told| told.len())), (Ok(1), Ok(2)));
    }

    #[test]
    fn what_looks_like_an_attack_is_not_heeded() {
        let many = format!("bytes={}", vec!["0-"; 17].join(","));
        assert_eq!(told(&many, 1000, &Limits::default()), Err(Ok(Whole::TooMany)));
        assert_eq!(told("bytes=0-,1-,2-,3-,4-", 11, &Limits::default()), Err(Ok(Whole::Overlapping)));
        assert_eq!(
            told("bytes=900-901,800-801,700-701,600-601,500-501,400-401", 1000, &Limits::default()),
            Err(Ok(Whole::Scattered))
        );
        assert_eq!(told("bytes=900-,0-499", 1000, &Limits::default()), Ok(vec![(900, 999), (0, 499)]));
        let fields = [Field::new("Range", "bytes=0-0,5-5")];
        let mut room = [Span::VOID];
        let little = decide(&Request::new(b"GET", &fields, 0), &of(9), &AS_ASKED, &mut room);
        assert_eq!(little, Decision::Whole(Whole::TooMany));
    }

    #[test]
    fn a_range_is_ignored_as_the_clause_says() {
        assert_eq!(told("lines=1-2", 9, &AS_ASKED), Err(Ok(Whole::Unit)));
        assert_eq!(told("bytes=2-1", 9, &AS_ASKED), Err(Ok(Whole::Invalid)));
        assert_eq!(told("bytes=-5", 0, &AS_ASKED), Err(Ok(Whole::Empty)));
        assert_eq!(told("bytes=9-, -0", 9, &AS_ASKED), Err(Err(416)));
        assert_eq!(told("bytes=9-, 0-0", 9, &AS_ASKED), Ok(vec![(0, 0)]));
        let ask = |method, name, value| {
            let fields = [Field::new("Range", "bytes=0-0"), Field::new(name, value)];
            decide(&Request::new(method, &fields, 0), &of(9), &AS_ASKED, &mut [Span::VOID; 2]).status()
        };
        assert_eq!([ask(b"GET", "If-Range", "\"a\""), ask(b"GET", "If-Range", "\"b\"")], [206, 200]);
        assert_eq!([ask(b"HEAD", "X", ""), ask(b"GET", "Range", "bytes=0-0")], [200, 200]);
    }

    #[test]
    fn a_content_range_tells_the_range_or_the_length() {
        let single = Decision::Single(Span { first: 1, last: 2 }).content_range(9).unwrap();
        assert_eq!((single.range, single.complete), (Some((1, 2)), Some(9)));
        assert_eq!(Decision::Unsatisfiable.content_range(9).unwrap().range, None);
        assert_eq!(Decision::Multiple(&[]).content_range(9), None);
    }
}
