// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a stored response may answer.

use super::*;
use crate::syntax::field_line::Field;

/// A response of a lifetime of 60 seconds, so old, that says this.
fn told(cache: Cache, age: i64, said: &str, wanted: &str) -> (Outcome, Reason) {
    let control = format!("max-age=60, {said}");
    let fields = [Field::new("Cache-Control", &control), Field::new("ETag", "\"a\"")];
    let request: &[Field<'_>] = &[];
    let stored = Response {
        method: b"GET",
        request,
        status: 200,
        fields: &fields[..],
        request_time: 0,
        response_time: 0,
        incomplete: None,
    };
    let wanted = [Field::new("Cache-Control", wanted)];
    let Reuse { outcome, reason, freshness } =
        reuse(cache, Some(&stored), &Request { method: b"GET", fields: &wanted }, age);
    assert_eq!(freshness.age, u64::try_from(age).unwrap());
    (outcome, reason)
}

#[test]
fn a_response_is_reused_while_it_is_fresh_or_may_be_stale() {
    use Outcome::{Fresh, GatewayTimeout, Stale, StaleWhileRevalidate, Validate};
    for (age, said, wanted, outcome, reason) in [
        (59, "", "", Fresh, Reason::None),
        (60, "", "", Validate, Reason::Stale),
        (5, "no-cache", "", Validate, Reason::NoCache),
        (5, "no-cache=\"a\"", "", Fresh, Reason::None),
        (5, "", "no-cache", Validate, Reason::Request),
        (5, "", "no-store", Fresh, Reason::None),
        (5, "", "max-age=5", Fresh, Reason::None),
        (5, "", "max-age=4", Validate, Reason::Request),
        (5, "immutable", "max-age=0", Fresh, Reason::None),
        (5, "immutable", "no-cache", Validate, Reason::Request),
        (65, "immutable", "max-age=0", Validate, Reason::Request),
        (5, "", "min-fresh=55", Fresh, Reason::None),
        (5, "", "min-fresh=56", Validate, Reason::Request),
        (65, "", "max-stale=5", Stale, Reason::None),
        (66, "", "max-stale=5", Validate, Reason::Stale),
        (66, "", "max-stale", Stale, Reason::None),
        (65, "must-revalidate", "max-stale", Validate, Reason::Stale),
        (65, "stale-while-revalidate=5", "", StaleWhileRevalidate, Reason::None),
        (66, "stale-while-revalidate=5", "", Validate, Reason::Stale),
        (65, "stale-while-revalidate=5, must-revalidate", "", Validate, Reason::Stale),
        (65, "stale-if-error=5", "", Validate, Reason::Stale),
        (5, "", "only-if-cached", Fresh, Reason::None),
        (65, "", "only-if-cached", GatewayTimeout, Reason::Stale),
        (65, "", "only-if-cached, max-stale", Stale, Reason::None),
    ] {
        for cache in [Cache::SHARED, Cache::PRIVATE] {
            assert_eq!(told(cache, age, said, wanted), (outcome, reason), "{age} {said} {wanted}");
        }
    }
}

#[test]
fn some_directives_are_for_shared_caches() {
    for said in ["proxy-revalidate", "s-maxage=60"] {
        assert_eq!(told(Cache::SHARED, 65, said, "max-stale").0, Outcome::Validate);
        assert_eq!(told(Cache::PRIVATE, 65, said, "max-stale").0, Outcome::Stale);
    }
}

#[test]
fn requests_need_not_be_heeded() {
    let cache = Cache { requests: crate::semantics::caching::Requests::Ignored, ..Cache::SHARED };
    for wanted in ["no-cache", "max-age=0", "min-fresh=100"] {
        assert_eq!(told(cache, 5, "", wanted), (Outcome::Fresh, Reason::None));
    }
}

#[test]
fn a_failure_is_hidden_where_that_is_allowed() {
    use After::{Freshened, GatewayTimeout, Passed, Replaced, Stale};
    for (said, wanted, answer, expected) in [
        ("", "", Answer::Status(304), Freshened),
        ("", "", Answer::Status(200), Replaced),
        ("", "", Answer::Status(404), Replaced),
        ("", "", Answer::Status(503), Passed),
        ("stale-if-error=5", "", Answer::Status(503), Stale(65)),
        ("stale-if-error=5", "", Answer::Status(501), Passed),
        ("stale-if-error=4", "", Answer::Status(503), Passed),
        ("", "stale-if-error=5", Answer::Status(503), Stale(65)),
        ("stale-if-error=5, must-revalidate", "", Answer::Status(503), Passed),
        ("stale-if-error=5", "no-cache", Answer::Status(503), Passed),
        ("", "", Answer::None, Stale(65)),
        ("must-revalidate", "", Answer::None, GatewayTimeout),
        ("no-cache", "", Answer::None, GatewayTimeout),
        ("", "max-age=5", Answer::None, GatewayTimeout),
    ] {
        let control = format!("max-age=60, {said}");
        let (fields, request) = ([Field::new("Cache-Control", &control)], [Field::new("Cache-Control", wanted)]);
        let none: &[Field<'_>] = &[];
        let stored = Response {
            method: b"GET",
            request: none,
            status: 200,
            fields: &fields,
            request_time: 0,
            response_time: 0,
            incomplete: None,
        };
        let request = Request { method: b"GET", fields: &request };
        assert_eq!(after(Cache::SHARED, &stored, &request, (answer, 65)), expected, "{said} {wanted} {answer:?}");
    }
}

#[test]
fn what_is_not_stored_for_a_request_does_not_answer_it() {
    let (fields, request) =
        ([Field::new("Cache-Control", "max-age=60"), Field::new("Vary", "A")], [Field::new("A", "1")]);
    for (method, asked, presented, expected) in [
        ("GET", "GET", "1", (Outcome::Fresh, Reason::None)),
        ("GET", "HEAD", "1", (Outcome::Fresh, Reason::None)),
        ("HEAD", "HEAD", "1", (Outcome::Fresh, Reason::None)),
        ("HEAD", "GET", "1", (Outcome::Forward, Reason::Method)),
        ("GET", "POST", "1", (Outcome::Forward, Reason::Method)),
        ("GET", "GET", "2", (Outcome::Forward, Reason::Vary)),
    ] {
        let stored = Response {
            method: method.as_bytes(),
            request: &request,
            status: 200,
            fields: &fields,
            request_time: 0,
            response_time: 0,
            incomplete: None,
        };
        let presented = [Field::new("A", presented)];
        let asked = Request { method: asked.as_bytes(), fields: &presented };
        let told = reuse(Cache::SHARED, Some(&stored), &asked, 5);
        assert_eq!((told.outcome, told.reason), expected, "{method} {asked:?}");
    }
    let none: Option<&Response<'_, [Field<'_>], [Field<'_>]>> = None;
    let asked = |wanted| {
        reuse(Cache::SHARED, none, &Request { method: b"GET", fields: &[Field::new("Cache-Control", wanted)] }, 5)
    };
    assert_eq!((asked("").outcome, asked("only-if-cached").outcome), (Outcome::Forward, Outcome::GatewayTimeout));
}

#[test]
fn plain_requests_wait_for_one_answer() {
    let get = |fields| Request { method: b"GET", fields };
    let none: &[Field<'_>] = &[];
    assert!(may_wait(Cache::SHARED, &get(none), &get(none)));
    assert!(!may_wait(Cache::SHARED, &Request { method: b"HEAD", fields: none }, &get(none)));
    for own in
        [Field::new("Range", "bytes=0-1"), Field::new("authorization", "x"), Field::new("Cache-Control", "no-cache")]
    {
        let own = Request { method: b"GET", fields: &[own][..] };
        assert!(!may_wait(Cache::SHARED, &own, &get(none)), "{own:?}");
        assert!(!may_wait(Cache::SHARED, &get(none), &own), "{own:?}");
    }
}
