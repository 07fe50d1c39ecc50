// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! How long a response is fresh, and how old it is (RFC 9111, 4.2).

use crate::fields::expires::{self, Expires};
use crate::fields::{age, date};
use crate::semantics::caching::{Cache, Response, control};
use crate::semantics::section;
use crate::semantics::status::is_cacheable_by_default;
use crate::syntax::field_line::Lines;

/// What a freshness lifetime was told by (RFC 9111, 4.2.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Source {
    /// Nothing: there is no lifetime.
    #[default]
    None,
    /// `s-maxage`, of a shared cache.
    SMaxage,
    /// `max-age`.
    MaxAge,
    /// Expires.
    Expires,
    /// A tenth of the time since Last-Modified (4.2.2).
    Heuristic,
}

/// How long a response is fresh, and how old it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Freshness {
    /// The freshness lifetime, in seconds.
    pub lifetime: u64,
    /// What told it.
    pub source: Source,
    /// The current age, in seconds.
    pub age: u64,
}

impl Freshness {
    /// `response_is_fresh = (freshness_lifetime > current_age)` (RFC 9111, 4.2).
    #[must_use]
    pub const fn is_fresh(&self) -> bool {
        self.lifetime > self.age
    }

    /// For how long it will be fresh yet, in seconds.
    #[must_use]
    pub const fn remaining(&self) -> u64 {
        self.lifetime.saturating_sub(self.age)
    }

    /// For how long it has been stale, in seconds.
    #[must_use]
    pub const fn staleness(&self) -> u64 {
        self.age.saturating_sub(self.lifetime)
    }
}

/// How long a response is fresh and how old it is, by the cache's clock.
#[must_use]
pub fn freshness<Q, R>(cache: Cache, response: &Response<'_, Q, R>, now: i64) -> Freshness
where
    Q: ?Sized,
    R: Lines + ?Sized,
{
    let (lifetime, source) = lifetime(cache, response);
    Freshness { lifetime, source, age: current_age(response, now) }
}

/// The freshness lifetime, and what told it (RFC 9111, 4.2.1). The items are the list of that section, in its order.
fn lifetime<Q: ?Sized, R: Lines + ?Sized>(cache: Cache, response: &Response<'_, Q, R>) -> (u64, Source) {
    let control = control(response.fields);
    let date = date_value(response);
    match (control.s_maxage, control.max_age) {
        (Some(seconds), _) if cache.is_shared() => (seconds, Source::SMaxage),
        (_, Some(seconds)) => (seconds, Source::MaxAge),
        _ if section::has(response.fields, b"Expires") => {
            // 4.2.1 has a response considered stale whose Expires differ; 5.3 one whose Expires is no date.
            let value =
                section::only(response.fields, b"Expires").filter(|value| !is_half_a_date(value)).unwrap_or(b"0");
            match expires::read(value, response.response_time) {
                Expires::Time(expires) => (seconds_between(date, expires), Source::Expires),
                Expires::Expired => (0, Source::Expires),
            }
        }
        // 4.2.2: not where the status code does not allow it, unless the response is marked as public.
        _ if is_cacheable_by_default(response.status) || control.public => {
            let modified = time_of(response, b"Last-Modified");
            modified.map_or((0, Source::None), |modified| (seconds_between(modified, date) / 10, Source::Heuristic))
        }
        _ => (0, Source::None),
    }
}

/// Whether a date with hyphens has the day name or the year of one without: which is read where that does no harm, but
/// is no HTTP-date, and so lies in the past (5.3: "MUST interpret invalid date formats").
fn is_half_a_date(value: &[u8]) -> bool {
    let comma = value.iter().position(|octet| *octet == b',');
    let date = comma.and_then(|comma| value.get(comma.saturating_add(2)..)).unwrap_or(&[]);
    // 06-Nov-94 is of nine octets.
    value.contains(&b'-') && (comma == Some(3) || date.get(9) != Some(&b' '))
}

/// The current age, by the formulas of RFC 9111, 4.2.3. A clock that was set back makes nothing younger than it came.
#[must_use]
pub fn current_age<Q: ?Sized, R: Lines + ?Sized>(response: &Response<'_, Q, R>, now: i64) -> u64 {
    // 5.1: what is no Age is ignored.
    let age_value = section::first(response.fields, b"Age").and_then(|value| age::read(value).ok()).unwrap_or(0);
    let apparent_age = seconds_between(date_value(response), response.response_time);
    let response_delay = seconds_between(response.request_time, response.response_time);
    let corrected_age_value = age_value.saturating_add(response_delay);
    let corrected_initial_age = apparent_age.max(corrected_age_value);
    let resident_time = seconds_between(response.response_time, now);
    corrected_initial_age.saturating_add(resident_time)
}

/// When a response was generated: its Date, or without a valid one the time it came (RFC 9110, 6.6.1). Of several that
/// a request could get, the one generated last is to be used (RFC 9111, 4).
#[must_use]
pub fn date_value<Q: ?Sized, R: Lines + ?Sized>(response: &Response<'_, Q, R>) -> i64 {
    time_of(response, b"Date").unwrap_or(response.response_time)
}

fn time_of<Q: ?Sized, R: Lines + ?Sized>(response: &Response<'_, Q, R>, name: &[u8]) -> Option<i64> {
    date::read_in_any_case(section::only(response.fields, name)?, response.response_time).ok()
}

/// The seconds from one time to a later; 0 if it is none.
fn seconds_between(earlier: i64, later: i64) -> u64 {
    u64::try_from(later.saturating_sub(earlier)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    /// Sun, 06 Nov 1994 08:49:37 GMT.
    const DATE: i64 = 784_111_777;

    fn told(cache: Cache, status: u16, fields: &[(&'static str, &'static str)], age: i64) -> (u64, Source, u64) {
        let fields: Vec<_> = fields.iter().map(|(name, value)| Field::new(name, value)).collect();
        let request: &[Field<'_>] = &[];
        let times = (DATE, DATE + 2);
        let (request_time, response_time) = times;
        let response = Response {
            method: b"GET",
            request,
            status,
            fields: &fields[..],
            request_time,
            response_time,
            incomplete: None,
        };
        let Freshness { lifetime, source, age } = freshness(cache, &response, response_time + age);
        (lifetime, source, age)
    }

    const NOW: (&str, &str) = ("Date", "Sun, 06 Nov 1994 08:49:37 GMT");

    #[test]
    fn a_lifetime_is_the_first_that_is_told() {
        let later = ("Expires", "Sun, 06 Nov 1994 08:50:37 GMT");
        let modified = ("Last-Modified", "Sun, 06 Nov 1994 08:32:57 GMT");
        for (fields, status, shared, private) in [
            (&[("Cache-Control", "s-maxage=3, max-age=5"), later][..], 200, (3, Source::SMaxage), (5, Source::MaxAge)),
            (&[NOW, ("Expires", "Sunday, 06-Nov-94 08:50:37 GMT")], 200, (60, Source::Expires), (60, Source::Expires)),
            (&[NOW, ("Expires", "Sun, 06-Nov-94 08:50:37 GMT")], 200, (0, Source::Expires), (0, Source::Expires)),
            (&[NOW, ("Expires", "Sunday, 06-Nov-1994 08:50:37 GMT")], 200, (0, Source::Expires), (0, Source::Expires)),
            (&[NOW, later, modified], 200, (60, Source::Expires), (60, Source::Expires)),
            (&[NOW, ("Expires", "0"), modified], 200, (0, Source::Expires), (0, Source::Expires)),
            (&[NOW, later, ("Expires", "0")], 200, (0, Source::Expires), (0, Source::Expires)),
            (&[NOW, modified], 200, (100, Source::Heuristic), (100, Source::Heuristic)),
            (&[NOW, modified], 201, (0, Source::None), (0, Source::None)),
            (&[NOW, modified, ("Cache-Control", "public")], 201, (100, Source::Heuristic), (100, Source::Heuristic)),
            (&[NOW], 200, (0, Source::None), (0, Source::None)),
        ] {
            let of = |cache| Some(told(cache, status, fields, 0)).map(|(lifetime, source, _)| (lifetime, source));
            assert_eq!((of(Cache::SHARED), of(Cache::PRIVATE)), (Some(shared), Some(private)), "{fields:?}");
        }
    }

    #[test]
    fn an_age_is_computed_by_the_formulas() {
        let earlier = ("Date", "Sun, 06 Nov 1994 08:48:37 GMT");
        for (fields, expected) in [
            // apparent_age 2, response_delay 2
            (&[NOW][..], 12),
            (&[], 12),
            (&[NOW, ("Age", "30")], 42),
            (&[earlier, ("Age", "30")], 72),
            (&[earlier, ("Age", "70, 5")], 82),
            (&[NOW, ("Age", "x")], 12),
            (&[NOW, ("Age", "30"), ("Age", "50")], 42),
            (&[("Date", "x")], 12),
        ] {
            assert_eq!(told(Cache::SHARED, 200, fields, 10).2, expected, "{fields:?}");
        }
        assert_eq!(told(Cache::SHARED, 200, &[NOW, ("Age", "30")], -100).2, 32);
    }

    #[test]
    fn an_age_never_wraps() {
        let request: &[Field<'_>] = &[];
        let response = Response {
            method: b"GET",
            request,
            status: 200,
            fields: request,
            request_time: i64::MIN,
            response_time: i64::MAX,
            incomplete: None,
        };
        assert!(current_age(&response, i64::MAX) >= current_age(&response, 0));
    }
}
