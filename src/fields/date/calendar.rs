// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
#![allow(
    clippy::arithmetic_side_effects,
    reason = "a year has four digits or five, all else is bounded by a remainder"
)]
//! Days since 1970-01-01, and the dates of the Gregorian calendar they are (RFC 5322, 3.3).

/// The months, as every date of HTTP writes them.
#[rustfmt::skip]
pub const MONTHS: [[u8; 3]; 12] = [
    *b"Jan", *b"Feb", *b"Mar", *b"Apr", *b"May", *b"Jun", *b"Jul", *b"Aug", *b"Sep", *b"Oct", *b"Nov", *b"Dec",
];

/// These letters in lower case; no other octet becomes a letter.
pub const fn lower(letters: [u8; 3]) -> [u8; 3] {
    let [first, second, third] = letters;
    [first | 0x20, second | 0x20, third | 0x20]
}

/// The month that begins with these letters, whatever their case; its number from 0.
pub const fn month(letters: [u8; 3]) -> Option<u32> {
    Some(match &lower(letters) {
        b"jan" => 0,
        b"feb" => 1,
        b"mar" => 2,
        b"apr" => 3,
        b"may" => 4,
        b"jun" => 5,
        b"jul" => 6,
        b"aug" => 7,
        b"sep" => 8,
        b"oct" => 9,
        b"nov" => 10,
        b"dec" => 11,
        _ => return None,
    })
}

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// The year from 0 to 9999, the month from 0, and the day of the month from 1.
///
/// Reckoned in years that begin in March, so that the leap day is the last day of a year, and in eras of 400
/// years, after which the calendar repeats.
pub fn civil(days: i64) -> Option<(u32, u32, u32)> {
    if !(FIRST..=LAST).contains(&days) {
        return None;
    }
    let since_march = u32::try_from(days.wrapping_add(BEFORE_1970)).ok()?;
    let (era, day_of_era) = (since_march / ERA, since_march % ERA);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 2 } else { from_march - 10 };
    let year = 400 * era + year_of_era + u32::from(month < 2) - 400;
    Some((year, month, day))
}

/// The days from 1970-01-01 to a date: the year from 0 to 9999, the month from 0, the day from 1. `None` if there is
/// no such date.
pub fn days(year: u32, month: u32, day: u32) -> Option<i64> {
    if year > 9999 || day == 0 || day > length(year, month)? {
        return None;
    }
    let year_from_march = year + 400 - u32::from(month < 2);
    let from_march = if month < 2 { month + 10 } else { month - 2 };
    let (era, year_of_era) = (year_from_march / 400, year_from_march % 400);
    let day_of_year = (153 * from_march + 2) / 5 + day - 1;
    let day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
    i64::from(ERA * era + day_of_era).checked_sub(BEFORE_1970)
}

/// The seconds from midnight to a time of the day.
pub fn seconds(hour: u32, minute: u32, second: u32) -> i64 {
    i64::from(hour * 3600 + minute * 60 + second)
}

/// Days of 400 years.
const ERA: u32 = 146_097;

/// Days before 1970-01-01 since the March of the year -400, so that none of the year 0 lies before.
const BEFORE_1970: i64 = 719_468 + 146_097;

/// 0000-01-01.
const FIRST: i64 = -719_528;

/// 9999-12-31.
const LAST: i64 = 2_932_896;

/// The days of a month.
fn length(year: u32, month: u32) -> Option<u32> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 => Some(28 + u32::from(is_leap)),
        3 | 5 | 8 | 10 => Some(30),
        0..=11 => Some(31),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_ten_thousand_years_is_the_date_it_came_from() {
        for day in (FIRST..=LAST).step_by(7) {
            let (year, month, of_month) = civil(day).unwrap();
            assert_eq!(days(year, month, of_month), Some(day));
        }
        assert_eq!((civil(FIRST - 1), civil(LAST + 1)), (None, None));
        assert_eq!((days(0, 0, 1), days(9999, 11, 31)), (Some(FIRST), Some(LAST)));
    }

    #[test]
    fn the_29th_of_february_is_there_in_leap_years_only() {
        for (year, there) in [(1996, true), (2000, true), (2400, true), (1900, false), (2100, false), (2023, false)] {
            assert_eq!(days(year, 1, 29).is_some(), there, "{year}");
        }
    }

    #[test]
    fn what_is_no_date_has_no_days() {
        for (year, month, day) in [(2024, 3, 31), (2024, 0, 32), (2024, 0, 0), (2024, 12, 1), (10_000, 0, 1)] {
            assert_eq!(days(year, month, day), None, "{year} {month} {day}");
        }
    }
}
