// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! cookie-date, as user agents read the Expires of a cookie (RFC 6265bis, 5.1.1). It is written as any other date.

use core::ops::RangeInclusive;

use crate::error::{Refused, Violation};
use crate::fields::date::calendar::{self, DAY};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::run;

/// Reads a cookie-date; the time, in seconds since 1970-01-01 00:00:00 UTC.
///
/// The first time, day, month and year are taken, wherever they stand, and all else is passed over, zones too. Two
/// digits are a year from 1970 to 2069.
///
/// # Errors
/// `CookieDate`, at the end if one of the four is missing, or at the one that there is not.
pub fn read(value: &[u8]) -> Result<i64, Refused> {
    let mut found = Found::default();
    let mut cursor = Cursor::new(value);
    // 1. and 2.
    while !cursor.is_at_end() {
        cursor.take_while(is_delimiter);
        let at = cursor.at();
        found.take(cursor.take_while(|octet| !is_delimiter(octet)), at);
    }
    let missing = Refused::new(Violation::CookieDate, value.len());
    let ([hour, minute, second], clock_at) = found.clock.ok_or(missing)?;
    let (day, day_at) = found.day.ok_or(missing)?;
    let month = found.month.ok_or(missing)?;
    let (year, year_at) = found.year.ok_or(missing)?;

    let year = match year {
        // 3.
        70..=99 => year.wrapping_add(1900),
        // 4.
        0..=69 => year.wrapping_add(2000),
        _ => year,
    };
    // 5.
    let refused = |at| Err(Refused::new(Violation::CookieDate, at));
    match (year, hour, minute, second) {
        (..1601, ..) => refused(year_at),
        (_, 24.., ..) | (_, _, 60.., _) | (.., 60..) => refused(clock_at),
        // 6.
        _ => match calendar::days(year, month, day) {
            Some(days) => Ok(days.wrapping_mul(DAY).wrapping_add(calendar::seconds(hour, minute, second))),
            None => refused(day_at),
        },
    }
}

/// What was found, and where.
#[derive(Default)]
struct Found {
    clock: Option<([u32; 3], usize)>,
    day: Option<(u32, usize)>,
    month: Option<u32>,
    year: Option<(u32, usize)>,
}

impl Found {
    /// Takes a token for the first of the four that it fits and that was not found before.
    fn take(&mut self, token: &[u8], at: usize) {
        if self.clock.is_none()
            && let Some(clock) = clock(token)
        {
            self.clock = Some((clock, at));
        } else if self.day.is_none()
            && let Some((day, _)) = number(token, 1..=2)
        {
            self.day = Some((day, at));
        } else if self.month.is_none()
            && let Some(month) = token.first_chunk().copied().and_then(calendar::month)
        {
            self.month = Some(month);
        } else if self.year.is_none()
            && let Some((year, _)) = number(token, 2..=4)
        {
            self.year = Some((year, at));
        }
    }
}

/// `hms-time [ non-digit *OCTET ]`
fn clock(token: &[u8]) -> Option<[u32; 3]> {
    let (hour, rest) = number(token, 1..=2)?;
    let (minute, rest) = number(rest.strip_prefix(b":")?, 1..=2)?;
    let (second, _) = number(rest.strip_prefix(b":")?, 1..=2)?;
    Some([hour, minute, second])
}

/// So many digits, of which no other is next, and what is.
fn number(octets: &[u8], counts: RangeInclusive<usize>) -> Option<(u32, &[u8])> {
    let (digits, rest) = octets.split_at_checked(run(octets, |octet| octet.is_ascii_digit()))?;
    let add = |number: u32, digit: &u8| number.wrapping_mul(10).wrapping_add(u32::from(digit & 0x0f));
    counts.contains(&digits.len()).then(|| (digits.iter().fold(0, add), rest))
}

const fn is_delimiter(octet: u8) -> bool {
    matches!(octet, b'\t' | b' '..=b'/' | b';'..=b'@' | b'['..=b'`' | b'{'..=b'~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::date;

    fn told(value: &str) -> Result<i64, usize> {
        read(value.as_bytes()).map_err(|refused| refused.at)
    }

    #[test]
    fn the_parts_stand_in_any_order() {
        for value in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "08:49:37 1994.november.6",
            "6\"NOV\"94;8:49:37x UTC-5",
            "6th nov. 1994th 08:49:37.5 7 8 dec 9:9:9",
        ] {
            assert_eq!(told(value), Ok(784_111_777), "{value}");
        }
    }

    #[test]
    fn a_cookie_date_is_refused_where_it_is_none() {
        for (value, at) in [
            ("", 0),
            ("06 Nov 1994", 11),
            ("08:49:37 Nov 1994 ", 18),
            ("08:49 06 Nov 1994", 17),
            ("08:49:370 06 Nov 1994", 21),
            ("006 Nov 1994 08:49:37", 21),
            ("06 Nov 19945 08:49:37", 21),
            ("06 Nov 1600 08:49:37", 7),
            ("31 Nov 1994 08:49:37", 0),
            ("00 Nov 1994 08:49:37", 0),
            ("06 Nov 1994 24:00:00", 12),
            ("06 Nov 1994 23:60:00", 12),
            ("06 Nov 1994 23:59:60", 12),
            ("29 Feb 2023 08:49:37", 0),
        ] {
            assert_eq!(told(value), Err(at), "{value}");
        }
    }

    #[test]
    fn two_digits_are_a_year_from_1970_to_2069() {
        let year = |digits: &str| {
            let time = told(&format!("01 Jan {digits} 00:00:00"));
            time.ok().and_then(date::imf_fixdate).map(|date| String::from_utf8(date[12..16].to_vec()).unwrap())
        };
        for (digits, expected) in [("70", "1970"), ("99", "1999"), ("00", "2000"), ("69", "2069"), ("070", "1970")] {
            assert_eq!(year(digits).as_deref(), Some(expected), "{digits}");
        }
        assert_eq!(year("100"), None);
    }

    proptest::proptest! {
        #[test]
        fn every_date_that_is_written_is_a_cookie_date(time in -11_644_473_600i64..253_402_300_800) {
            proptest::prop_assert_eq!(read(&date::imf_fixdate(time).unwrap()), Ok(time));
        }
    }
}
