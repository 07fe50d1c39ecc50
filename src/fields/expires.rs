// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Expires (RFC 9111, 5.3). It is written as any other [`date`](crate::fields::date::write).

use crate::fields::date;

/// Until when a response is fresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expires {
    /// Until this time, in seconds since 1970-01-01 00:00:00 UTC.
    Time(i64),
    /// It never was: the value is no date, "especially the value \"0\"".
    Expired,
}

/// Reads an Expires, in any case of letters, as a cache should (RFC 9111, 4.2). `now` is the present time, in seconds
/// since 1970-01-01 00:00:00 UTC. It never fails: what is no date lies in the past (5.3).
#[must_use]
pub fn read(value: &[u8], now: i64) -> Expires {
    date::read_in_any_case(value, now).map_or(Expires::Expired, Expires::Time)
}

impl Expires {
    /// Whether this time is later.
    #[must_use]
    pub const fn is_before(self, time: i64) -> bool {
        match self {
            Expires::Time(expires) => expires < time,
            Expires::Expired => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 784_111_777;

    #[test]
    fn the_example_of_the_clause_is_read() {
        let expires = read(b"Thu, 01 Dec 1994 16:00:00 GMT", NOW);
        assert_eq!(expires, Expires::Time(786_297_600));
        assert!(!expires.is_before(NOW) && expires.is_before(NOW + 2_592_000));
        assert_eq!(read(b"thu, 01 dec 1994 16:00:00 gmt", NOW), expires);
    }

    #[test]
    fn what_is_no_date_has_expired() {
        for value in ["0", "-1", "", "Thu, 01 Dec 1994 16:00:00 PST", "Thu, 01 Dec 1994 16:00:00 UTC", "1994-12-01"] {
            assert!(read(value.as_bytes(), NOW) == Expires::Expired && Expires::Expired.is_before(i64::MIN), "{value}");
        }
    }
}
