// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is true of a cache whatever it is told.

use oyez::semantics::caching::freshness::{current_age, freshness};
use oyez::semantics::caching::reuse::{After, Answer, Outcome, after, reuse};
use oyez::semantics::caching::store::{Storing, is_stored, may_store, stored};
use oyez::semantics::caching::update::updated;
use oyez::semantics::caching::validation::{validators, write_if_none_match};
use oyez::semantics::caching::vary::is_selected;
use oyez::semantics::caching::{Cache, Request, Response, control, request_control};
use oyez::syntax::field_line::{Field, Lines};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// What a response may say, one line each.
const SAID: &[(&str, &str)] = &[
    ("Cache-Control", "max-age=60"),
    ("Cache-Control", "max-age=0"),
    ("Cache-Control", "s-maxage=30"),
    ("Cache-Control", "no-store"),
    ("Cache-Control", "no-cache"),
    ("Cache-Control", "private"),
    ("Cache-Control", "public"),
    ("Cache-Control", "must-revalidate"),
    ("Cache-Control", "proxy-revalidate, stale-if-error=100"),
    ("Cache-Control", "stale-while-revalidate=20"),
    ("Cache-Control", "must-understand"),
    ("Cache-Control", "no-cache=\"Set-Cookie\", private=\"X-Own\""),
    ("Expires", "Thu, 01 Jan 1970 00:01:00 GMT"),
    ("Expires", "0"),
    ("Date", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("Last-Modified", "Wed, 31 Dec 1969 23:00:00 GMT"),
    ("Age", "10"),
    ("ETag", "\"a\""),
    ("Vary", "Accept"),
    ("Vary", "*"),
    ("Set-Cookie", "a=b"),
    ("X-Own", "1"),
    ("Connection", "close, X-Hop"),
    ("X-Hop", "1"),
    ("Content-Length", "5"),
];

/// What a request may say.
const WANTED: &[(&str, &str)] = &[
    ("Cache-Control", "no-cache"),
    ("Cache-Control", "no-store"),
    ("Cache-Control", "max-age=20"),
    ("Cache-Control", "min-fresh=20"),
    ("Cache-Control", "max-stale"),
    ("Cache-Control", "only-if-cached"),
    ("Pragma", "no-cache"),
    ("Authorization", "Basic Og=="),
    ("Accept", "a/b"),
    ("Range", "bytes=0-1"),
];

fn lines(all: &'static [(&str, &str)]) -> impl Strategy<Value = Vec<Field<'static>>> {
    let some = subsequence(all, 0..=all.len().min(7));
    some.prop_map(|some| some.into_iter().map(|(name, value)| Field::new(name, value)).collect())
}

fn cache() -> impl Strategy<Value = Cache> {
    (select(vec![Cache::SHARED, Cache::PRIVATE]), any::<bool>()).prop_map(|(cache, ranges)| Cache { ranges, ..cache })
}

fn response<'r>(
    status: u16,
    request: &'r [Field<'r>],
    fields: &'r [Field<'r>],
) -> Response<'r, [Field<'r>], [Field<'r>]> {
    Response { method: b"GET", request, status, fields, request_time: 0, response_time: 2, incomplete: None }
}

proptest! {
    #[test]
    fn nothing_grows_younger_or_fresh_again(cache in cache(), said in lines(SAID), now in 0..200i64, later in 0..200i64) {
        let response = response(200, &[], &said);
        prop_assert!(current_age(&response, now) <= current_age(&response, now + later));
        let [one, other] = [now, now + later].map(|now| freshness(cache, &response, now));
        prop_assert_eq!(one.lifetime, other.lifetime);
        prop_assert!(one.is_fresh() || !other.is_fresh());
    }

    #[test]
    fn what_may_not_be_stored_or_reused_is_not(
        cache in cache(),
        answered in lines(WANTED),
        said in lines(SAID),
        wanted in lines(WANTED),
        status in select(vec![200, 206, 301, 302, 404, 500]),
        now in 0..200i64,
    ) {
        let new = response(status, &answered, &said);
        let storing = may_store(cache, &new);
        let kept: Vec<_> = stored(cache, &said[..]).collect();
        let control = control(&kept[..]);
        if matches!(storing, Storing::Not(_)) {
            return Ok(());
        }
        prop_assert!(!control.no_store || control.must_understand);
        prop_assert!(!request_control(&answered[..]).no_store);
        prop_assert!(!cache.is_shared() || !control.private);
        let old = response(status, &answered, &kept);
        let request = Request { method: b"GET", fields: &wanted[..] };
        let told = reuse(cache, Some(&old), &request, now);
        let is_reused = matches!(told.outcome, Outcome::Fresh | Outcome::Stale | Outcome::StaleWhileRevalidate);
        let asked = request_control(&wanted[..]);
        if is_reused {
            prop_assert!(is_selected(&kept[..], &answered[..], &wanted[..]));
            prop_assert!(!control.no_cache && !asked.no_cache);
            prop_assert_eq!(told.outcome == Outcome::Fresh, told.freshness.is_fresh());
            prop_assert!(told.freshness.is_fresh() || !control.must_revalidate);
        }
        prop_assert!(is_reused || !asked.only_if_cached || told.outcome == Outcome::GatewayTimeout);
        prop_assert!(told.outcome != Outcome::Validate || validators(&kept[..]).are_some());
        if let After::Stale(age) = after(cache, &old, &request, (Answer::None, now)) {
            prop_assert_eq!(age, told.freshness.age);
            prop_assert!(!control.must_revalidate && !control.no_cache && !asked.no_cache);
        }
        prop_assert_eq!(after(cache, &old, &request, (Answer::Status(304), now)), After::Freshened);
    }

    #[test]
    fn an_update_brings_in_nothing_that_is_not_stored(cache in cache(), old in lines(SAID), new in lines(SAID)) {
        let kept: Vec<_> = stored(cache, &old[..]).collect();
        let all: Vec<_> = updated(cache, &kept[..], &new[..]).collect();
        for field in &all {
            prop_assert!(kept.contains(field) || is_stored(cache, &new[..], field.name));
        }
        let length = |lines: &[Field<'_>]| lines.lines().filter(|field| field.is(b"Content-Length")).count();
        prop_assert_eq!(length(&all), length(&kept));
        let stored_of_new = new.iter().filter(|field| is_stored(cache, &new[..], field.name));
        for field in stored_of_new.filter(|field| !field.is(b"Content-Length")) {
            prop_assert!(all.contains(field));
        }
    }

    #[test]
    fn whatever_is_received_is_no_panic(
        name in select(vec!["Cache-Control", "Vary", "Age", "Expires", "ETag", "Content-Range", "Warning", "Range"]),
        value: Vec<u8>,
        other: Vec<u8>,
        times: (i64, i64, i64),
    ) {
        let lines = [Field { name: name.as_bytes(), value: &value }, Field { name: name.as_bytes(), value: &other }];
        let response = Response {
            method: b"GET",
            request: &lines,
            status: 206,
            fields: &lines,
            request_time: times.0,
            response_time: times.1,
            incomplete: None,
        };
        let request = Request { method: b"GET", fields: &lines };
        let cache = Cache { ranges: true, ..Cache::SHARED };
        let _ = may_store(cache, &response);
        let _ = reuse(cache, Some(&response), &request, times.2);
        let _ = after(cache, &response, &request, (Answer::Status(500), times.2));
        let _ = updated(cache, &lines, &lines).count();
        let mut pen = oyez::grammar::pen::Pen::new(&mut []);
        let _ = write_if_none_match(&lines, validators(&lines).tag, &mut pen);
    }
}
