// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What the dates of HTTP say, and what is none.

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

/// 2026-08-01 00:00:00.
const NOW: i64 = 1_785_542_400;

fn told(value: &str) -> Result<i64, usize> {
    read(value.as_bytes(), NOW).map_err(|refused| {
        assert_eq!(refused.violation, Violation::Date);
        refused.at
    })
}

#[test]
fn the_examples_of_the_clause_are_one_time() {
    for value in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        " Sun Nov 06 08:49:37 1994\t",
    ] {
        assert_eq!(told(value), Ok(784_111_777), "{value}");
    }
}

#[test]
fn dates_of_old_cookies_have_a_full_year_or_a_short_day() {
    for value in ["Sunday, 06-Nov-1994 08:49:37 GMT", "Sun, 06-Nov-1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT"] {
        assert_eq!(told(value), Ok(784_111_777), "{value}");
    }
}

#[test]
fn the_day_name_is_not_held_against_the_date() {
    assert_eq!(told("Mon, 06 Nov 1994 08:49:37 GMT"), Ok(784_111_777));
    assert_eq!(told("Wednesday, 01-Jan-10 00:00:00 GMT"), Ok(1_262_304_000));
}

#[test]
fn a_date_is_refused_where_it_breaks() {
    for (value, at) in [
        ("", 0),
        ("0", 0),
        ("Son, 06 Nov 1994 08:49:37 GMT", 0),
        ("sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("Sun, 06 nov 1994 08:49:37 GMT", 8),
        ("Sun, 06 Nov 1994 08:49:37 gmt", 26),
        ("Sun, 06 Nov 1994 08:49:37 UTC", 26),
        ("Sun, 06 Nov 1994 08:49:37 GMT+1", 29),
        ("Sun, 06 Nov 1994 08:49:37", 25),
        ("Sun,06 Nov 1994 08:49:37 GMT", 4),
        ("Sun,  06 Nov 1994 08:49:37 GMT", 5),
        ("Sun, 6 Nov 1994 08:49:37 GMT", 6),
        ("Sun, 06 Nov 94 08:49:37 GMT", 14),
        ("Sunday, 06 Nov 1994 08:49:37 GMT", 10),
        ("Sunday Nov  6 08:49:37 1994", 6),
        ("Sun Nov 6 08:49:37 1994", 9),
        ("Sun Nov  6 08:49:37 1994 GMT", 25),
        ("Sun, 06-Nov-194 08:49:37 GMT", 15),
        ("Sun, 06-Nov-94", 14),
        ("Sun, 00 Nov 1994 08:49:37 GMT", 5),
        ("Sun, 31 Nov 1994 08:49:37 GMT", 5),
        ("Sun, 29 Feb 2023 08:49:37 GMT", 5),
        ("Sun Feb 29 08:49:37 2023", 8),
        ("Sun, 06 Nov 1994 24:00:00 GMT", 17),
        ("Sun, 06 Nov 1994 08:60:00 GMT", 20),
        ("Sun, 06 Nov 1994 08:49:60 GMT", 23),
        ("Sun, 06 Nov 1994 23:59:61 GMT", 23),
    ] {
        assert_eq!(told(value), Err(at), "{value}");
    }
}

#[test]
fn a_leap_second_is_the_second_that_follows() {
    assert_eq!(told("Wed, 31 Dec 2008 23:59:60 GMT"), Ok(1_230_768_000));
    assert_eq!(told("Thu, 29 Feb 2024 00:00:00 GMT"), Ok(1_709_164_800));
}

#[test]
fn caches_read_dates_in_any_case() {
    for value in ["sun, 06 nov 1994 08:49:37 gmt", "SUNDAY, 06-NOV-94 08:49:37 GMT", "sUN nOV  6 08:49:37 1994"] {
        assert_eq!(read_in_any_case(value.as_bytes(), NOW), Ok(784_111_777), "{value}");
    }
    assert!(read_in_any_case(b"Sun, 06 Nov 1994 08:49:37 UTC", NOW).is_err());
}

#[test]
fn two_digits_are_a_year_at_most_fifty_years_ahead() {
    let year = |date: &str, now: &str| {
        let now = told(now).unwrap();
        read(date.as_bytes(), now).ok().and_then(written).map(|date| date[12..16].to_owned())
    };
    for (date, now, expected) in [
        ("Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "1994"),
        ("Sunday, 06-Nov-00 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "2000"),
        ("Sunday, 06-Nov-44 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "2044"),
        ("Sunday, 06-Nov-44 08:49:38 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "1944"),
        ("Sunday, 07-Nov-44 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "1944"),
        ("Sunday, 01-Jan-45 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "1945"),
        ("Sunday, 01-Jan-76 00:00:00 GMT", "Sat, 01 Aug 2026 00:00:00 GMT", "2076"),
        ("Sunday, 01-Dec-76 00:00:00 GMT", "Sat, 01 Aug 2026 00:00:00 GMT", "1976"),
        ("Sunday, 01-Jan-10 00:00:00 GMT", "Sat, 01 Aug 2080 00:00:00 GMT", "2110"),
        ("Sunday, 29-Feb-00 00:00:00 GMT", "Sat, 01 Aug 2026 00:00:00 GMT", "2000"),
    ] {
        assert_eq!(year(date, now).as_deref(), Some(expected), "{date} {now}");
    }
    // 2100 has no 29th of February.
    assert_eq!(year("Sunday, 29-Feb-00 00:00:00 GMT", "Sat, 01 Aug 2080 00:00:00 GMT"), None);
    for now in [i64::MIN, i64::MAX] {
        assert!(read(b"Sunday, 06-Nov-94 08:49:37 GMT", now).ok().and_then(written).is_some());
    }
}

proptest::proptest! {
    #[test]
    fn what_is_written_is_read_back(time in -62_167_219_200i64..253_402_300_800) {
        let mut room = [0; SIZE];
        let mut pen = Pen::new(&mut room);
        write(time, &mut pen).unwrap();
        proptest::prop_assert_eq!(read(pen.written().unwrap(), NOW), Ok(time));
    }

    /// What is read at once is what is read octet by octet, which is how dates in any case are.
    #[test]
    fn haste_changes_nothing(
        day in "(Sun|Sunday|Wednesday|sunday|Sat), [0-3][0-9]",
        month in "[ -](Jan|Feb|Nov|nov|Xxx)[ -]",
        year in "(19|20)?[0-9][0-9]",
        clock in " [0-2][0-9]:[0-6][0-9]:[0-6][0-9] (GMT|gmt|UTC)",
        now in -4_000_000_000i64..8_000_000_000,
    ) {
        let date = format!("{day}{month}{year}{clock}");
        let slowly = Reader { cursor: Cursor::new(date.as_bytes()), any_case: false }.read(now);
        proptest::prop_assert_eq!(read(date.as_bytes(), now), slowly);
    }

    #[test]
    fn whatever_is_read_is_no_panic(value in "[A-Za-z]{0,9}[, ]{0,2}[0-9A-Za-z:, -]{0,24}", now: i64) {
        let _ = read(value.as_bytes(), now);
        let _ = read_in_any_case(value.as_bytes(), now);
    }
}
