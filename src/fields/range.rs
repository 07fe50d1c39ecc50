// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Range: which octets of a representation are asked for (RFC 9110, 14.1 and 14.2).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::number;
use crate::grammar::octet::trim;
use crate::grammar::pen::{Pen, Unwritable};

/// A Range that was found to be valid: `range-unit "=" range-set`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range<'b> {
    /// The unit, as received; case does not matter.
    pub unit: &'b [u8],
    /// What stands behind the "=": for another unit than bytes, it is for those who know the unit.
    pub set: &'b [u8],
}

/// One range of octets that is asked for (RFC 9110, 14.1.1).
///
/// Positions count from 0. One of more than 63 bits is told as the largest of 63, which lies behind the end of any
/// representation as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeSpec {
    /// `first-last`: last is included, and not before first.
    Between {
        /// The first octet.
        first: u64,
        /// The last octet.
        last: u64,
    },
    /// `first-`: to the end.
    From {
        /// The first octet.
        first: u64,
    },
    /// `-length`: so many octets at the end.
    Suffix {
        /// How many octets.
        length: u64,
    },
}

/// The ranges of a Range in bytes, in order.
#[derive(Clone, Copy, Debug)]
pub struct RangeSpecs<'b> {
    members: Members<'b, RangeSpec>,
}

/// Reads a Range, and checks the whole of it: an invalid one is to be ignored as a whole (RFC 9110, 14.2).
///
/// # Errors
/// `Range`, at the octet that broke the rule: where a last position lies before its first, at that.
pub fn range(value: &[u8]) -> Result<Range<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let unit = cursor.token(Violation::Range)?;
    cursor.expect(b'=', Violation::Range)?;
    let range = Range { unit, set: cursor.rest() };
    match range.is_bytes() {
        true => check::<RangeSpec>(range.set),
        false => check::<OtherRange>(range.set),
    }
    .map_err(|refused| refused.after(cursor.at()))?;
    Ok(Range { unit, set: trim(range.set) })
}

/// `1#range-spec`.
fn check<'b, M: Member<'b>>(set: &'b [u8]) -> Result<(), Refused> {
    let mut count = 0usize;
    for member in Members::<M>::new(set) {
        member?;
        count = count.saturating_add(1);
    }
    if count == 0 { Err(Refused::new(Violation::Range, set.len())) } else { Ok(()) }
}

impl<'b> Range<'b> {
    /// Whether the unit is bytes.
    #[must_use]
    pub const fn is_bytes(&self) -> bool {
        self.unit.eq_ignore_ascii_case(b"bytes")
    }

    /// The ranges; none if the unit is not bytes.
    #[must_use]
    pub const fn specs(&self) -> RangeSpecs<'b> {
        RangeSpecs { members: Members::new(if self.is_bytes() { self.set } else { b"" }) }
    }

    /// Writes it, commas without whitespace.
    ///
    /// # Errors
    /// `Value` if the unit is no token, or the set is none.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.unit)?.octet(b'=');
        match self.is_bytes() {
            true => write_all(pen, Members::<RangeSpec>::new(self.set)),
            false => write_all(pen, Members::<OtherRange>::new(self.set)),
        }
    }
}

impl<'b> RangeSpecs<'b> {
    /// What has not been taken yet.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.members.rest()
    }

    /// Octets taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.members.at()
    }
}

impl Iterator for RangeSpecs<'_> {
    type Item = RangeSpec;

    fn next(&mut self) -> Option<RangeSpec> {
        self.members.next()?.ok()
    }
}

impl RangeSpec {
    /// The first and the last octet that it asks for in a representation of so many octets.
    ///
    /// `None` if it is unsatisfiable (RFC 9110, 14.1.2), and for an empty representation, of which there is no
    /// first octet.
    #[must_use]
    pub fn resolve(&self, length: u64) -> Option<(u64, u64)> {
        let end = length.checked_sub(1)?;
        let (first, last) = match *self {
            RangeSpec::Between { first, last } => (first, last.min(end)),
            RangeSpec::From { first } => (first, end),
            RangeSpec::Suffix { length: 0 } => return None,
            RangeSpec::Suffix { length: suffix } => (length.saturating_sub(suffix), end),
        };
        (first <= last).then_some((first, last))
    }

    /// Writes it.
    ///
    /// # Errors
    /// `Value` if last lies before first, or a position does not fit 63 bits.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match *self {
            RangeSpec::Between { first, last } if first <= last && last <= LARGEST => {
                pen.decimal(first).octet(b'-').decimal(last)
            }
            RangeSpec::From { first } if first <= LARGEST => pen.decimal(first).octet(b'-'),
            RangeSpec::Suffix { length } if length <= LARGEST => pen.octet(b'-').decimal(length),
            _ => return Err(Unwritable::Value),
        };
        Ok(())
    }
}

/// Writes a Range in bytes.
///
/// # Errors
/// `Value` for no range at all, or as [`RangeSpec::write`].
pub fn write(pen: &mut Pen<'_>, specs: &[RangeSpec]) -> Result<(), Unwritable> {
    write_all(pen.octets(b"bytes="), specs.iter().map(|spec| Ok(*spec)))
}

fn write_all<'b, M: Member<'b>>(
    pen: &mut Pen<'_>,
    members: impl Iterator<Item = Result<M, Refused>>,
) -> Result<(), Unwritable> {
    let start = pen.len();
    for member in members {
        if pen.len() > start {
            pen.octet(b',');
        }
        member.map_err(|_| Unwritable::Value)?.write(pen)?;
    }
    if pen.len() > start { Ok(()) } else { Err(Unwritable::Value) }
}

impl<'b> Member<'b> for RangeSpec {
    const VIOLATION: Violation = Violation::Range;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        if cursor.take(b'-') {
            return Ok(RangeSpec::Suffix { length: value(take_digits(cursor)?) });
        }
        let first = take_digits(cursor)?;
        cursor.expect(b'-', Violation::Range)?;
        let start = cursor.at();
        if !cursor.peek().is_some_and(|octet| octet.is_ascii_digit()) {
            return Ok(RangeSpec::From { first: value(first) });
        }
        let last = take_digits(cursor)?;
        // RFC 9110, 14.1.1: it is invalid if last-pos is less than first-pos. Numbers without leading zeros
        // compare as their lengths do, and then as their digits.
        if (last.len(), last) < (first.len(), first) {
            return Err(Refused::new(Violation::Range, start));
        }
        Ok(RangeSpec::Between { first: value(first), last: value(last) })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

/// Takes `1*DIGIT`, and tells it without leading zeros.
fn take_digits<'b>(cursor: &mut Cursor<'b>) -> Result<&'b [u8], Refused> {
    let mut digits = cursor.take_while(|octet| octet.is_ascii_digit());
    if digits.is_empty() {
        return Err(cursor.refuse(Violation::Range));
    }
    while let [b'0', rest @ ..] = digits
        && !rest.is_empty()
    {
        digits = rest;
    }
    Ok(digits)
}

/// What the digits say, up to 63 bits.
fn value(digits: &[u8]) -> u64 {
    number::decimal(digits).unwrap_or(LARGEST)
}

/// The largest position that is told.
const LARGEST: u64 = u64::MAX >> 1;

/// A range of another unit: `1*( %x21-2B / %x2D-7E )`.
#[derive(Clone, Copy, Debug)]
struct OtherRange<'b> {
    octets: &'b [u8],
}

impl<'b> Member<'b> for OtherRange<'b> {
    const VIOLATION: Violation = Violation::Range;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let octets = cursor.take_while(|octet| matches!(octet, b'!'..=b'+' | b'-'..=b'~'));
        if octets.is_empty() { Err(cursor.refuse(Violation::Range)) } else { Ok(OtherRange { octets }) }
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.octets(self.octets);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::RangeSpec::{Between, From, Suffix};
    use super::*;

    fn specs(value: &[u8]) -> Result<Vec<RangeSpec>, usize> {
        range(value).map(|range| range.specs().collect()).map_err(|refused| refused.at)
    }

    #[test]
    fn the_examples_of_the_clauses_are_read() {
        // RFC 9110, 14.1.2.
        let table: [(&[u8], &[RangeSpec]); 8] = [
            (b"bytes=0-499", &[Between { first: 0, last: 499 }]),
            (b"bytes=500-999", &[Between { first: 500, last: 999 }]),
            (b"bytes=-500", &[Suffix { length: 500 }]),
            (b"bytes=9500-", &[From { first: 9500 }]),
            (b"bytes=0-0,-1", &[Between { first: 0, last: 0 }, Suffix { length: 1 }]),
            (
                b"bytes= 0-999, 4500-5499, -1000",
                &[Between { first: 0, last: 999 }, Between { first: 4500, last: 5499 }, Suffix { length: 1000 }],
            ),
            (b"Bytes=500-600,,601-999,", &[Between { first: 500, last: 600 }, Between { first: 601, last: 999 }]),
            (b"bytes=007-07", &[Between { first: 7, last: 7 }]),
        ];
        for (value, told) in table {
            assert_eq!(specs(value).as_deref(), Ok(told), "{value:?}");
        }
    }

    #[test]
    fn a_range_is_refused_as_a_whole_where_it_breaks() {
        let table: [(&[u8], usize); 13] = [
            (b"", 0),
            (b"bytes", 5),
            (b"bytes 0-1", 5),
            (b"bytes=", 6),
            (b"bytes= , ", 9),
            (b"bytes=7", 7),
            (b"bytes=-", 7),
            (b"bytes=5-4", 8),
            (b"bytes=0-1,9-8", 12),
            (b"bytes=0-1 2-3", 10),
            (b"bytes=0 -1", 7),
            (b"bytes=a-", 6),
            (b"pages=1\x7f", 7),
        ];
        for (value, at) in table {
            assert_eq!(range(value), Err(Refused::new(Violation::Range, at)), "{value:?}");
        }
    }

    #[test]
    fn numbers_of_any_width_are_compared_and_told_as_the_largest() {
        assert_eq!(specs(b"bytes=0-99999999999999999999"), Ok(vec![Between { first: 0, last: LARGEST }]));
        assert_eq!(specs(b"bytes=99999999999999999999-99999999999999999998"), Err(27));
        assert_eq!(specs(b"bytes=99999999999999999999-099999999999999999999").unwrap()[0].resolve(10), None);
        assert_eq!(specs(b"bytes=-99999999999999999999").unwrap()[0].resolve(10), Some((0, 9)));
    }

    #[test]
    fn a_range_resolves_to_octets_that_are_there() {
        let table = [
            (Between { first: 0, last: 499 }, 10_000, Some((0, 499))),
            (Between { first: 5, last: 1000 }, 11, Some((5, 10))),
            (Between { first: 11, last: 12 }, 11, None),
            (From { first: 9500 }, 10_000, Some((9500, 9999))),
            (From { first: 10 }, 10, None),
            (Suffix { length: 500 }, 10_000, Some((9500, 9999))),
            (Suffix { length: 15 }, 10, Some((0, 9))),
            (Suffix { length: 0 }, 10, None),
            (Suffix { length: 1 }, 0, None),
            (From { first: 0 }, 0, None),
        ];
        for (spec, length, octets) in table {
            assert_eq!(spec.resolve(length), octets, "{spec:?} of {length}");
        }
    }

    #[test]
    fn other_units_are_kept() {
        let range = range(b"pages=1-x, z ").unwrap();
        assert_eq!((range.unit, range.set, range.specs().count()), (&b"pages"[..], &b"1-x, z"[..], 0));
        let mut room = [0; 16];
        let mut pen = Pen::new(&mut room);
        range.write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"pages=1-x,z");
    }

    #[test]
    fn only_ranges_are_written() {
        let mut room = [0; 32];
        let mut pen = Pen::new(&mut room);
        write(&mut pen, &[Between { first: 0, last: 9 }, From { first: 20 }, Suffix { length: 5 }]).unwrap();
        assert_eq!(pen.written().unwrap(), b"bytes=0-9,20-,-5");
        for specs in [&[][..], &[Between { first: 1, last: 0 }], &[From { first: u64::MAX }]] {
            assert_eq!(write(&mut Pen::new(&mut [0; 9]), specs), Err(Unwritable::Value));
        }
    }
}
