// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Content-Range: which octets of a representation are enclosed (RFC 9110, 14.4).

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::number::{self, NotANumber};
use crate::grammar::pen::{Pen, Unwritable};

/// A Content-Range: `range-unit SP ( first "-" last "/" ( length / "*" ) / "*/" length )`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentRange<'b> {
    /// The unit, as received; case does not matter.
    pub unit: &'b [u8],
    /// The first and the last octet enclosed, which is not before the first; `None` for `*`, of a range that was
    /// not satisfiable.
    pub range: Option<(u64, u64)>,
    /// How long the whole is, which is more than the last octet's position; `None` for `*`, where that is not known.
    pub complete: Option<u64>,
}

/// Reads a Content-Range.
///
/// # Errors
/// `ContentRange`, at the octet that broke the rule; `Number`, where a number does not fit 63 bits.
pub fn content_range(value: &[u8]) -> Result<ContentRange<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let unit = cursor.token(Violation::ContentRange)?;
    cursor.expect(b' ', Violation::ContentRange)?;
    let range = take_range(&mut cursor)?;
    cursor.expect(b'/', Violation::ContentRange)?;
    let start = cursor.at();
    let complete = match range {
        Some(_) if cursor.take(b'*') => None,
        _ => Some(take_number(&mut cursor)?),
    };
    // RFC 9110, 14.4: it is invalid if its complete-length is not more than its last-pos.
    match (range, complete) {
        (Some((_, last)), Some(complete)) if complete <= last => Err(Refused::new(Violation::ContentRange, start)),
        _ => Ok(()),
    }?;
    cursor.end(Violation::ContentRange)?;
    Ok(ContentRange { unit, range, complete })
}

fn take_range(cursor: &mut Cursor<'_>) -> Result<Option<(u64, u64)>, Refused> {
    if cursor.take(b'*') {
        return Ok(None);
    }
    let first = take_number(cursor)?;
    cursor.expect(b'-', Violation::ContentRange)?;
    let start = cursor.at();
    let last = take_number(cursor)?;
    // RFC 9110, 14.4: it is invalid if its last-pos is less than its first-pos.
    if last < first { Err(Refused::new(Violation::ContentRange, start)) } else { Ok(Some((first, last))) }
}

fn take_number(cursor: &mut Cursor<'_>) -> Result<u64, Refused> {
    let start = cursor.at();
    number::decimal(cursor.take_while(|octet| octet.is_ascii_digit())).map_err(|refused| match refused {
        NotANumber::Octet(at) => Refused::new(Violation::ContentRange, start.saturating_add(at)),
        NotANumber::Overflow(at) => Refused::new(Violation::Number, start.saturating_add(at)),
    })
}

impl ContentRange<'_> {
    /// Whether the unit is bytes.
    #[must_use]
    pub const fn is_bytes(&self) -> bool {
        self.unit.eq_ignore_ascii_case(b"bytes")
    }

    /// How many octets are enclosed; `None` for `*`, or what 64 bits cannot hold.
    #[must_use]
    pub fn len(&self) -> Option<u64> {
        let (first, last) = self.range?;
        last.checked_sub(first)?.checked_add(1)
    }

    /// Whether no range is enclosed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.range.is_none()
    }

    /// Writes it.
    ///
    /// # Errors
    /// `Value` if the unit is no token, last lies before first, the length is not more than last, or neither a range
    /// nor a length is given.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let largest = u64::MAX >> 1;
        pen.token(self.unit)?.octet(b' ');
        match (self.range, self.complete) {
            (Some((first, last)), complete)
                if first <= last && last <= largest && complete.is_none_or(|complete| last < complete) =>
            {
                pen.decimal(first).octet(b'-').decimal(last)
            }
            (None, Some(_)) => pen.octet(b'*'),
            _ => return Err(Unwritable::Value),
        };
        pen.octet(b'/');
        match self.complete {
            Some(complete) if complete > largest => return Err(Unwritable::Value),
            Some(complete) => pen.decimal(complete),
            None => pen.octet(b'*'),
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row = (&'static [u8], Option<(u64, u64)>, Option<u64>);

    const EXAMPLES: [Row; 7] = [
        // RFC 9110, 14.4 and 15.5.17.
        (b"bytes 42-1233/1234", Some((42, 1233)), Some(1234)),
        (b"bytes 42-1233/*", Some((42, 1233)), None),
        (b"bytes */1234", None, Some(1234)),
        (b"bytes 0-499/1234", Some((0, 499)), Some(1234)),
        (b"bytes 734-1233/1234", Some((734, 1233)), Some(1234)),
        (b"bytes */47022", None, Some(47022)),
        (b"bytes 21010-47021/47022", Some((21010, 47021)), Some(47022)),
    ];

    #[test]
    fn the_examples_of_the_clause_are_read_and_written() {
        for (value, range, complete) in EXAMPLES {
            let told = content_range(value).unwrap();
            assert_eq!(told, ContentRange { unit: b"bytes", range, complete });
            let mut room = [0; 40];
            let mut pen = Pen::new(&mut room);
            told.write(&mut pen).unwrap();
            assert_eq!(pen.written().unwrap(), value);
        }
        assert_eq!(content_range(b"bytes 42-1233/*").unwrap().len(), Some(1192));
    }

    #[test]
    fn a_content_range_is_refused_where_it_breaks() {
        use Violation::{ContentRange, Number};
        let table: [(&[u8], Violation, usize); 12] = [
            (b"", ContentRange, 0),
            (b"bytes=0-1/2", ContentRange, 5),
            (b"bytes  0-1/2", ContentRange, 6),
            (b"bytes 0-1", ContentRange, 9),
            (b"bytes 0-/2", ContentRange, 8),
            (b"bytes -1/2", ContentRange, 6),
            (b"bytes 2-1/9", ContentRange, 8),
            (b"bytes 0-9/9", ContentRange, 10),
            (b"bytes */*", ContentRange, 8),
            (b"bytes 0-1/2x", ContentRange, 11),
            (b"bytes 0 - 1/2", ContentRange, 7),
            (b"bytes 0-9223372036854775808/*", Number, 26),
        ];
        for (value, violation, at) in table {
            assert_eq!(content_range(value), Err(Refused::new(violation, at)), "{value:?}");
        }
    }

    #[test]
    fn only_what_is_valid_is_written() {
        let write = |unit, range, complete| {
            crate::fields::content_range::ContentRange { unit, range, complete }.write(&mut Pen::new(&mut [0; 64]))
        };
        assert_eq!(write(b"bytes", Some((0, 9)), Some(10)), Ok(()));
        assert_eq!(write(b"bytes", None, None), Err(Unwritable::Value));
        assert_eq!(write(b"bytes", Some((1, 0)), None), Err(Unwritable::Value));
        assert_eq!(write(b"bytes", Some((0, 9)), Some(9)), Err(Unwritable::Value));
        assert_eq!(write(b"bytes", Some((0, 9)), Some(u64::MAX)), Err(Unwritable::Value));
        assert_eq!(write(b"by tes", Some((0, 9)), None), Err(Unwritable::Value));
    }
}
