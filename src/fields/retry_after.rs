// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Retry-After (RFC 9110, 10.2.3): a time, or seconds to wait.

use crate::error::{Refused, Violation};
use crate::fields::{date, number};
use crate::grammar::octet::{is_space, run};
use crate::grammar::pen::{Pen, Unwritable};

/// How long to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// So many seconds from when the response was received.
    Seconds(u64),
    /// Until this time, in seconds since 1970-01-01 00:00:00 UTC.
    Time(i64),
}

/// Reads a Retry-After. `now` is the present time, in seconds since 1970-01-01 00:00:00 UTC.
///
/// # Errors
/// `RetryAfter` for digits and something else, or more than 63 bits of them; else `Date`, as
/// [`date::read`].
pub fn read(value: &[u8], now: i64) -> Result<RetryAfter, Refused> {
    let start = run(value, is_space);
    match value.get(start) {
        Some(b'0'..=b'9') => match number::decimal(value) {
            Ok(seconds) => Ok(RetryAfter::Seconds(seconds)),
            Err(at) => Err(Refused::new(Violation::RetryAfter, at)),
        },
        _ => date::read(value, now).map(RetryAfter::Time),
    }
}

impl RetryAfter {
    /// Seconds to wait from `now`, when the response was received; 0 if the time is past.
    #[must_use]
    pub fn seconds(self, now: i64) -> u64 {
        match self {
            RetryAfter::Seconds(seconds) => seconds,
            RetryAfter::Time(time) => u64::try_from(time.saturating_sub(now)).unwrap_or(0),
        }
    }

    /// Writes the time as an IMF-fixdate, or the seconds.
    ///
    /// # Errors
    /// `Value` for a time outside the years 0000 to 9999, or more than 2^63 - 1 seconds.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match *self {
            RetryAfter::Seconds(seconds) => number::write(seconds, pen),
            RetryAfter::Time(time) => date::write(time, pen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 946_684_790;

    #[test]
    fn the_examples_of_the_clause_are_read() {
        let time = read(b"Fri, 31 Dec 1999 23:59:59 GMT", NOW).unwrap();
        assert_eq!((time, time.seconds(NOW), time.seconds(NOW + 60)), (RetryAfter::Time(946_684_799), 9, 0));
        let seconds = read(b"120", NOW).unwrap();
        assert_eq!((seconds, seconds.seconds(NOW)), (RetryAfter::Seconds(120), 120));
    }

    #[test]
    fn what_is_neither_is_refused_where_it_breaks() {
        use Violation::{Date, RetryAfter};
        for (value, violation, at) in [
            ("", Date, 0),
            ("-1", Date, 0),
            ("soon", Date, 0),
            (" 1.5", RetryAfter, 2),
            ("120 seconds", RetryAfter, 3),
            ("9223372036854775808", RetryAfter, 18),
            ("Fri, 31 Dec 1999 23:59:59", Date, 25),
        ] {
            assert_eq!(read(value.as_bytes(), NOW), Err(Refused::new(violation, at)), "{value}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(seconds in 0..=number::MAX, time in -62_167_219_200i64..253_402_300_800) {
            for value in [RetryAfter::Seconds(seconds), RetryAfter::Time(time)] {
                let mut room = [0; 29];
                let mut pen = Pen::new(&mut room);
                value.write(&mut pen).unwrap();
                proptest::prop_assert_eq!(read(pen.written().unwrap(), NOW), Ok(value));
            }
        }
    }
}
