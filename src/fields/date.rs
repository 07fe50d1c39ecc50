// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
#![allow(clippy::arithmetic_side_effects, reason = "days are bounded by their quotient, all else by a remainder")]
//! HTTP-date (RFC 9110, 5.6.7), as it is written: IMF-fixdate.

/// Octets of an IMF-fixdate.
pub const SIZE: usize = 29;

/// Writes a time, in seconds since 1970-01-01 00:00:00 UTC, as `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// `None` outside the years 0000 to 9999, for a year has four digits.
#[must_use]
pub fn imf_fixdate(unix_seconds: i64) -> Option<[u8; SIZE]> {
    let days = unix_seconds.div_euclid(86_400);
    let second_of_day = unix_seconds.rem_euclid(86_400);
    let (year, month, day) = civil(days)?;
    // 1970-01-01 was a Thursday.
    let day_name = *DAY_NAMES.get(usize::try_from(days.checked_add(4)?.rem_euclid(7)).ok()?)?;
    let month_name = *MONTHS.get(usize::try_from(month).ok()?)?;

    let [thousands, hundreds] = two_digits(year.div_euclid(100))?;
    let [tens, ones] = two_digits(year.rem_euclid(100))?;
    let pieces: [&[u8]; 13] = [
        day_name,
        b", ",
        &two_digits(day)?,
        b" ",
        month_name,
        &[b' ', thousands, hundreds, tens, ones, b' '],
        &two_digits(second_of_day.div_euclid(3600))?,
        b":",
        &two_digits(second_of_day.div_euclid(60).rem_euclid(60))?,
        b":",
        &two_digits(second_of_day.rem_euclid(60))?,
        b" ",
        b"GMT",
    ];
    let mut date = [0; SIZE];
    for (place, octet) in date.iter_mut().zip(pieces.into_iter().flatten()) {
        *place = *octet;
    }
    Some(date)
}

/// The year from 0 to 9999, the month from 0, and the day of the month from 1.
///
/// Reckoned in years that begin in March, so that the leap day is the last day of a year, and in eras of 400
/// years, after which the calendar repeats.
fn civil(days: i64) -> Option<(i64, i64, i64)> {
    let since_march = days.checked_add(719_468)?;
    let era = since_march.div_euclid(146_097);
    let day_of_era = since_march.rem_euclid(146_097);
    let leap_days = day_of_era.div_euclid(1_460) - day_of_era.div_euclid(36_524) + day_of_era.div_euclid(146_096);
    let year_of_era = (day_of_era - leap_days).div_euclid(365);
    let before_year = 365 * year_of_era + year_of_era.div_euclid(4) - year_of_era.div_euclid(100);
    let day_of_year = day_of_era - before_year;
    let from_march = (5 * day_of_year + 2).div_euclid(153);
    let day = day_of_year - (153 * from_march + 2).div_euclid(5) + 1;
    let month = (from_march + 2).rem_euclid(12);
    let year = era.checked_mul(400)?.checked_add(year_of_era)?.checked_add(i64::from(month < 2))?;
    (0..=9999).contains(&year).then_some((year, month, day))
}

fn two_digits(number: i64) -> Option<[u8; 2]> {
    let number = u8::try_from(number).ok()?;
    Some([number.checked_div(10)?.checked_add(b'0')?, number.checked_rem(10)?.checked_add(b'0')?])
}

const DAY_NAMES: [&[u8; 3]; 7] = [b"Sun", b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat"];

const MONTHS: [&[u8; 3]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

#[cfg(test)]
mod tests {
    use super::*;

    fn written(unix_seconds: i64) -> Option<String> {
        imf_fixdate(unix_seconds).map(|date| String::from_utf8(date.to_vec()).unwrap())
    }

    #[test]
    fn the_example_of_the_clause_is_written() {
        assert_eq!(written(784_111_777).as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    }

    #[test]
    fn leap_days_and_the_ends_of_years_are_right() {
        assert_eq!(written(0).as_deref(), Some("Thu, 01 Jan 1970 00:00:00 GMT"));
        assert_eq!(written(-1).as_deref(), Some("Wed, 31 Dec 1969 23:59:59 GMT"));
        assert_eq!(written(951_782_400).as_deref(), Some("Tue, 29 Feb 2000 00:00:00 GMT"));
        assert_eq!(written(4_107_542_400).as_deref(), Some("Mon, 01 Mar 2100 00:00:00 GMT"));
        assert_eq!(written(253_402_300_799).as_deref(), Some("Fri, 31 Dec 9999 23:59:59 GMT"));
    }

    #[test]
    fn a_year_has_four_digits() {
        assert_eq!(written(253_402_300_800), None);
        assert_eq!(written(-62_167_219_200).as_deref(), Some("Sat, 01 Jan 0000 00:00:00 GMT"));
        assert_eq!(written(-62_167_219_201), None);
        assert_eq!(written(i64::MAX), None);
        assert_eq!(written(i64::MIN), None);
    }

    #[test]
    fn every_day_of_four_centuries_follows_the_one_before() {
        let mut last = written(0).unwrap();
        for day in 1..146_097 {
            let date = written(day * 86_400).unwrap();
            let number: u32 = date[5..7].parse().unwrap();
            let before: u32 = last[5..7].parse().unwrap();
            assert!(number == before + 1 || (number == 1 && before >= 28 && date[8..11] != last[8..11]), "{date}");
            last = date;
        }
    }
}
