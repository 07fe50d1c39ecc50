// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! HTTP-date (RFC 9110, 5.6.7): written as IMF-fixdate, read in each of its three formats.
//!
//! A time is a number of seconds since 1970-01-01 00:00:00 UTC, of which leap seconds are none: 23:59:60 is the second
//! that follows.

pub(in crate::fields) mod calendar;

use crate::error::{Refused, Violation};
use crate::fields::date::calendar::{DAY, MONTHS};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// Octets of an IMF-fixdate.
pub const SIZE: usize = 29;

/// A time taken apart, in UTC, by the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Civil {
    /// From 0 to 9999.
    pub year: u32,
    /// From 1 to 12.
    pub month: u32,
    /// From 1 to 31.
    pub day: u32,
    /// From 0 to 23.
    pub hour: u32,
    /// From 0 to 59.
    pub minute: u32,
    /// From 0 to 59.
    pub second: u32,
}

/// Takes a time apart, in seconds since 1970-01-01 00:00:00 UTC.
///
/// `None` outside the years 0000 to 9999.
#[must_use]
pub fn civil(unix_seconds: i64) -> Option<Civil> {
    let second_of_day = u32::try_from(unix_seconds.rem_euclid(DAY)).ok()?;
    let (year, month, day) = calendar::civil(unix_seconds.div_euclid(DAY))?;
    let (hour, minute, second) = (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
    Some(Civil { year, month: month.saturating_add(1), day, hour, minute, second })
}

/// Writes a time, in seconds since 1970-01-01 00:00:00 UTC, as `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// `None` outside the years 0000 to 9999, for a year has four digits.
#[must_use]
pub fn imf_fixdate(unix_seconds: i64) -> Option<[u8; SIZE]> {
    let days = unix_seconds.div_euclid(DAY);
    let second_of_day = u32::try_from(unix_seconds.rem_euclid(DAY)).ok()?;
    let (year, month, day) = calendar::civil(days)?;
    // 1970-01-01 was a Thursday.
    let [a, b, c] = *DAY_NAMES.get(usize::try_from(days.checked_add(4)?.rem_euclid(7)).ok()?)?;
    let [d, e] = two_digits(day)?;
    let [f, g, h] = *MONTHS.get(usize::try_from(month).ok()?)?;
    let [[i, j], [k, l]] = [two_digits(year / 100)?, two_digits(year % 100)?];
    let [m, n] = two_digits(second_of_day / 3600)?;
    let [[o, p], [q, r]] = [two_digits(second_of_day / 60 % 60)?, two_digits(second_of_day % 60)?];
    #[rustfmt::skip]
    let octets = [
        a, b, c, b',', b' ', d, e, b' ', f, g, h, b' ', i, j, k, l, b' ', m, n, b':', o, p, b':', q, r, b' ', b'G', b'M', b'T',
    ];
    Some(octets)
}

/// Writes a time as an IMF-fixdate, as [`imf_fixdate`] has it.
///
/// # Errors
/// `Value` outside the years 0000 to 9999.
pub fn write(unix_seconds: i64, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    pen.octets(&imf_fixdate(unix_seconds).ok_or(Unwritable::Value)?);
    Ok(())
}

/// Reads an HTTP-date; the time, in seconds since 1970-01-01 00:00:00 UTC. `now` is the present time, counted alike: it
/// says which century the two digits of an rfc850-date are of.
///
/// Read are `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`, by the
/// letter: the case of letters matters and no other whitespace does. With hyphens, the day may be `Sun` or `Sunday` and
/// the year may have four digits, as cookies have had them (5.6.7 encourages recipients to be robust). A day name is
/// not held against the date, for it says nothing that the date does not, and whether it agrees would change with `now`.
///
/// # Errors
/// `Date`, where it is in none of these formats, or at a day, hour, minute or second that there is not. A second 60 is
/// a leap second, which only 23:59 has.
pub fn read(value: &[u8], now: i64) -> Result<i64, Refused> {
    match imf_fixdate_at_once(value).or_else(|| rfc850_date_at_once(value, now)) {
        Some(time) => Ok(time),
        None => Reader { cursor: Cursor::new(value), any_case: false }.read(now),
    }
}

/// As [`read`], in upper or lower case: as caches should read a date (RFC 9111, 4.2).
///
/// # Errors
/// As [`read`].
pub fn read_in_any_case(value: &[u8], now: i64) -> Result<i64, Refused> {
    Reader { cursor: Cursor::new(value), any_case: true }.read(now)
}

/// An IMF-fixdate without a leap second, as nearly all dates are; `None` for whatever else, valid or not.
fn imf_fixdate_at_once(value: &[u8]) -> Option<i64> {
    let (day_name, rest) = value.split_first_chunk()?;
    let (day, rest) = rest.split_first_chunk()?;
    let (month, rest) = rest.split_first_chunk()?;
    let (hundreds, rest) = rest.split_first_chunk()?;
    let (years, rest) = rest.split_first_chunk()?;
    let [b' ', h, i, b':', j, k, b':', l, m, b' ', b'G', b'M', b'T'] = rest else { return None };
    let [b' ', capital, small, last, b' '] = month else { return None };

    let is_day_name = matches!(day_name, b"Sun, " | b"Mon, " | b"Tue, " | b"Wed, " | b"Thu, " | b"Fri, " | b"Sat, ");
    let month = month_at_once([*capital, *small, *last]).filter(|_| is_day_name)?;
    let year = of_two(*hundreds)?.wrapping_mul(100).wrapping_add(of_two(*years)?);
    let seconds = clock_at_once([[*h, *i], [*j, *k], [*l, *m]])?;
    Some(calendar::days(year, month, of_two(*day)?)?.wrapping_mul(DAY).wrapping_add(seconds))
}

/// An rfc850-date, likewise.
fn rfc850_date_at_once(value: &[u8], now: i64) -> Option<i64> {
    let (day_name, rest) = value.split_at_checked(value.len().checked_sub(b", 06-Nov-94 08:49:37 GMT".len())?)?;
    let (day, rest) = rest.split_first_chunk()?;
    let (month, clock) = rest.split_first_chunk()?;
    let [b',', b' ', day, ones] = day else { return None };
    let [b'-', capital, small, last, b'-', year, of_year] = month else { return None };
    let [b' ', h, i, b':', j, k, b':', l, m, b' ', b'G', b'M', b'T'] = clock else { return None };

    let is_day_name =
        matches!(day_name, b"Monday" | b"Friday" | b"Sunday" | b"Tuesday" | b"Thursday" | b"Saturday" | b"Wednesday");
    let (day, year) = (of_two([*day, *ones])?, of_two([*year, *of_year])?);
    let month = month_at_once([*capital, *small, *last]).filter(|_| is_day_name)?;
    let seconds = clock_at_once([[*h, *i], [*j, *k], [*l, *m]])?;
    let year = full_year(year, (month, day, seconds), now)?;
    Some(calendar::days(year, month, day)?.wrapping_mul(DAY).wrapping_add(seconds))
}

/// The name of a month, as it is to be written.
fn month_at_once([capital, small, last]: [u8; 3]) -> Option<u32> {
    let is_cased = capital.is_ascii_uppercase() && small.is_ascii_lowercase() && last.is_ascii_lowercase();
    calendar::month([capital, small, last]).filter(|_| is_cased)
}

/// Hours, minutes and seconds of a day that has no leap second.
fn clock_at_once([hour, minute, second]: [[u8; 2]; 3]) -> Option<i64> {
    match (of_two(hour)?, of_two(minute)?, of_two(second)?) {
        (hour @ ..24, minute @ ..60, second @ ..60) => Some(calendar::seconds(hour, minute, second)),
        _ => None,
    }
}

/// A date being read.
struct Reader<'b> {
    cursor: Cursor<'b>,
    any_case: bool,
}

/// A number of some digits, and where it stands.
#[derive(Clone, Copy)]
struct Number {
    number: u32,
    at: usize,
}

impl Reader<'_> {
    fn read(mut self, now: i64) -> Result<i64, Refused> {
        self.cursor.ows();
        let is_short = self.day_name()?;
        let seconds = match self.cursor.peek() {
            Some(b' ') if is_short => self.asctime()?,
            _ => self.with_comma(is_short, now)?,
        };
        self.cursor.end(Violation::Date)?;
        Ok(seconds)
    }

    /// `, 06 Nov 1994 08:49:37 GMT` or `, 06-Nov-94 08:49:37 GMT`, behind the day name.
    fn with_comma(&mut self, is_short: bool, now: i64) -> Result<i64, Refused> {
        self.expect(b',')?;
        self.expect(b' ')?;
        let day = self.pair()?;
        if is_short && self.cursor.take(b' ') {
            let month = self.month()?;
            self.expect(b' ')?;
            let year = self.year()?;
            let (date, clock) = (date(year.number, month, day)?, self.clock_in_gmt()?);
            return Ok(date.wrapping_add(clock));
        }
        self.expect(b'-')?;
        let month = self.month()?;
        self.expect(b'-')?;
        let year = match self.cursor.rest() {
            [_, _, b' ', ..] => self.pair()?,
            _ => return self.in_full_year(month, day),
        };
        let clock = self.clock_in_gmt()?;
        let year = full_year(year.number, (month, day.number, clock), now).ok_or(refused(year))?;
        Ok(date(year, month, day)?.wrapping_add(clock))
    }

    /// `1994 08:49:37 GMT`, behind the hyphen.
    fn in_full_year(&mut self, month: u32, day: Number) -> Result<i64, Refused> {
        let year = self.year()?;
        let (date, clock) = (date(year.number, month, day)?, self.clock_in_gmt()?);
        Ok(date.wrapping_add(clock))
    }

    /// ` Nov  6 08:49:37 1994`, behind the day name.
    fn asctime(&mut self) -> Result<i64, Refused> {
        self.expect(b' ')?;
        let month = self.month()?;
        self.expect(b' ')?;
        let day = if self.cursor.take(b' ') { self.digit()? } else { self.pair()? };
        let clock = self.clock()?;
        self.expect(b' ')?;
        let year = self.year()?;
        Ok(date(year.number, month, day)?.wrapping_add(clock))
    }

    /// ` 08:49:37 GMT`: the seconds of the day.
    fn clock_in_gmt(&mut self) -> Result<i64, Refused> {
        let clock = self.clock()?;
        self.expect(b' ')?;
        let start = self.cursor;
        match self.cursor.skip(3) {
            b"GMT" => Ok(clock),
            zone if self.any_case && zone.eq_ignore_ascii_case(b"GMT") => Ok(clock),
            _ => Err(start.refuse(Violation::Date)),
        }
    }

    /// ` 08:49:37`: the seconds of the day.
    fn clock(&mut self) -> Result<i64, Refused> {
        self.expect(b' ')?;
        let hour = self.pair()?;
        self.expect(b':')?;
        let minute = self.pair()?;
        self.expect(b':')?;
        let second = self.pair()?;
        match (hour.number, minute.number, second.number) {
            (24.., ..) => Err(refused(hour)),
            (_, 60.., _) => Err(refused(minute)),
            // RFC 5322, 3.3: up to 23:59:60, "allowing for a leap second".
            (23, 59, 60) => Ok(DAY),
            (_, _, 60..) => Err(refused(second)),
            (hour, minute, second) => Ok(calendar::seconds(hour, minute, second)),
        }
    }

    /// A day name; whether it is a short one.
    fn day_name(&mut self) -> Result<bool, Refused> {
        let start = self.cursor;
        let name = self.cursor.take_while(|octet| octet.is_ascii_alphabetic());
        let long: &[u8] = match name.first_chunk().copied().map(calendar::lower) {
            Some([b's', b'u', b'n']) => b"Sunday",
            Some([b'm', b'o', b'n']) => b"Monday",
            Some([b't', b'u', b'e']) => b"Tuesday",
            Some([b'w', b'e', b'd']) => b"Wednesday",
            Some([b't', b'h', b'u']) => b"Thursday",
            Some([b'f', b'r', b'i']) => b"Friday",
            Some([b's', b'a', b't']) => b"Saturday",
            _ => return Err(start.refuse(Violation::Date)),
        };
        let is_short = name.len() == 3;
        let is_one = self.has_case(name) && (is_short || long.eq_ignore_ascii_case(name));
        if is_one { Ok(is_short) } else { Err(start.refuse(Violation::Date)) }
    }

    /// The name of a month; its number from 0.
    fn month(&mut self) -> Result<u32, Refused> {
        let start = self.cursor;
        let name = self.cursor.skip(3);
        let month = name.first_chunk().copied().and_then(calendar::month).filter(|_| self.has_case(name));
        month.ok_or(start.refuse(Violation::Date))
    }

    /// Whether a day or a month begins with its only capital, if that matters.
    fn has_case(&self, name: &[u8]) -> bool {
        match name {
            _ if self.any_case => true,
            [first, rest @ ..] => first.is_ascii_uppercase() && rest.iter().all(u8::is_ascii_lowercase),
            [] => false,
        }
    }

    /// Four digits.
    fn year(&mut self) -> Result<Number, Refused> {
        let Number { number: hundreds, at } = self.pair()?;
        let years = self.pair()?.number;
        Ok(Number { number: hundreds.wrapping_mul(100).wrapping_add(years), at })
    }

    /// Two digits.
    fn pair(&mut self) -> Result<Number, Refused> {
        let at = self.cursor.at();
        let Some(number) = self.cursor.rest().first_chunk().copied().and_then(of_two) else {
            self.digit()?;
            return Err(self.cursor.refuse(Violation::Date));
        };
        self.cursor.skip(2);
        Ok(Number { number, at })
    }

    fn digit(&mut self) -> Result<Number, Refused> {
        let at = self.cursor.at();
        let digit = self.cursor.peek().filter(u8::is_ascii_digit).ok_or(self.cursor.refuse(Violation::Date))?;
        self.cursor.skip(1);
        Ok(Number { number: u32::from(digit & 0x0f), at })
    }

    fn expect(&mut self, octet: u8) -> Result<(), Refused> {
        self.cursor.expect(octet, Violation::Date)
    }
}

/// The number that two digits are.
fn of_two([tens, ones]: [u8; 2]) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u32::from(tens).wrapping_mul(10).wrapping_add(u32::from(ones)))
}

const fn refused(number: Number) -> Refused {
    Refused::new(Violation::Date, number.at)
}

/// The first second of a date.
fn date(year: u32, month: u32, day: Number) -> Result<i64, Refused> {
    calendar::days(year, month, day.number).map(|days| days.wrapping_mul(DAY)).ok_or(refused(day))
}

/// The year that ends in these two digits: the last that makes the time - month, day, second of the day - no more than
/// fifty years later than now. RFC 9110, 5.6.7: one "that appears to be more than 50 years in the future" is of "the
/// most recent year in the past".
fn full_year(digits: u32, time: (u32, u32, i64), now: i64) -> Option<u32> {
    // So that the year has four digits.
    let now = now.clamp(EARLIEST_NOW, LATEST_NOW);
    let (year, month, day) = calendar::civil(now.div_euclid(DAY))?;
    let limit = year.checked_add(50)?;
    let latest = limit.checked_sub(limit % 100)?.checked_add(digits)?;
    let is_later = (latest, time) > (limit, (month, day, now.rem_euclid(DAY)));
    if is_later { latest.checked_sub(100) } else { Some(latest) }
}

/// 0050-01-01 00:00:00.
const EARLIEST_NOW: i64 = -60_589_296_000;

/// 9949-12-31 23:59:59.
const LATEST_NOW: i64 = 251_824_463_999;

fn two_digits(number: u32) -> Option<[u8; 2]> {
    let number = u8::try_from(number).ok()?;
    Some([b'0'.checked_add(number / 10)?, b'0'.checked_add(number % 10)?])
}

const DAY_NAMES: [[u8; 3]; 7] = [*b"Sun", *b"Mon", *b"Tue", *b"Wed", *b"Thu", *b"Fri", *b"Sat"];

#[cfg(test)]
mod tests;
