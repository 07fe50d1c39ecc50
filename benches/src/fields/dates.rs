// SPDX-License-Identifier: MIT OR Apache-2.0
//! Dates: httpdate.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use httpdate::HttpDate;
use oyez::fields::date;

use super::{Contest, text};
use crate::random::Random;

pub fn contests() -> Vec<Contest> {
    let mut random = Random::from_seed(1994);
    // From 1994 to 2056, and of rfc850-dates to 2037, that both take their years for the same.
    let times: Vec<i64> =
        (0..64).map(|_| i64::try_from(760_000_000 + random.below(1_360_000_000)).unwrap_or(0)).collect();
    let fixed: Vec<String> = times.iter().map(|time| written(*time)).collect();
    let (rfc850, asctime): (Vec<String>, Vec<String>) = fixed.iter().map(|date| (rfc850(date), asctime(date))).unzip();
    let seconds: Vec<[u8; 8]> = times.iter().map(|time| time.to_le_bytes()).collect();
    let rival = "httpdate";
    vec![
        Contest::new("date_read", &fixed, read, (rival, read_by_httpdate)),
        Contest::new("date_rfc850_read", &rfc850, read, (rival, read_by_httpdate)),
        Contest::new("date_asctime_read", &asctime, read, (rival, read_by_httpdate)),
        Contest::new("date_write", &seconds, write, (rival, write_by_httpdate)),
    ]
}

fn written(time: i64) -> String {
    String::from_utf8(date::imf_fixdate(time).expect("a date").to_vec()).expect("ASCII")
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` as `Sunday, 06-Nov-94 08:49:37 GMT`.
fn rfc850(date: &str) -> String {
    const NAMES: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    let name = NAMES.iter().find(|name| name[..3] == date[..3]).expect("a day");
    format!("{name}, {}-{}-{} {}", &date[5..7], &date[8..11], &date[14..16], &date[17..])
}

/// The same as `Sun Nov  6 08:49:37 1994`.
fn asctime(date: &str) -> String {
    let day = date[5..7].trim_start_matches('0');
    format!("{} {} {day:>2} {} {}", &date[..3], &date[8..11], &date[17..25], &date[12..16])
}

fn read(value: &[u8]) -> Option<u64> {
    date::read(value, 1_700_000_000).ok().map(i64::cast_unsigned)
}

fn read_by_httpdate(value: &[u8]) -> Option<u64> {
    let time = httpdate::parse_http_date(text(value)).ok()?;
    time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
}

/// A number that all octets of a date count for.
fn sum(octets: &[u8; date::SIZE]) -> u64 {
    black_box(octets);
    u64::from(octets[6]) + u64::from(octets[24])
}

fn write(value: &[u8]) -> Option<u64> {
    date::imf_fixdate(i64::from_le_bytes(value.try_into().ok()?)).map(|date| sum(&date))
}

/// Into an array, as its fastest users do.
fn write_by_httpdate(value: &[u8]) -> Option<u64> {
    let seconds = u64::from_le_bytes(value.try_into().ok()?);
    let time: SystemTime = UNIX_EPOCH + Duration::from_secs(seconds);
    let mut place = Place { octets: [0; date::SIZE], len: 0 };
    write!(place, "{}", HttpDate::from(time)).ok()?;
    Some(sum(&place.octets))
}

struct Place {
    octets: [u8; date::SIZE],
    len: usize,
}

impl Write for Place {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.len + text.len();
        self.octets.get_mut(self.len..end).ok_or(std::fmt::Error)?.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}
