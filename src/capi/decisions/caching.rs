// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Caching: decisions
//!
//! Where responses lie, and under which key, is yours: each function is about
//! one response that is stored, or might be, under the target URI of the
//! request at hand (RFC 9111). What a cache is, is said by OYEZ_CACHING_ bits.

use crate::capi::boundary::{self, Section};
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_field, oyez_fields};
use crate::capi::values::pass::{self, lent};
use crate::error::Misuse;
use crate::semantics::caching::freshness::{self, Freshness, Source};
use crate::semantics::caching::partial::{self, Coverage, Extent};
use crate::semantics::caching::reuse::{self, After, Answer, Outcome, Reason, Reuse};
use crate::semantics::caching::store::{self, Obstacle, Storing};
use crate::semantics::caching::{Cache, Cookies, Kind, Request, Requests, Response, targeted, vary};

/// A cache stores for many users, as that of a proxy; else for one.
pub const OYEZ_CACHING_SHARED: u32 = 1 << 0;

/// A cache knows Range and Content-Range, and stores partial content
/// (RFC 9111, 3.3).
pub const OYEZ_CACHING_RANGES: u32 = 1 << 1;

/// A cache stores Set-Cookie as any other field. Without this, a shared one
/// does not (RFC 9111, 7.3).
pub const OYEZ_CACHING_COOKIES_STORED: u32 = 1 << 2;

/// A cache passes Set-Cookie on, but does not store it. Without this, a
/// private one does.
pub const OYEZ_CACHING_COOKIES_PASSED: u32 = 1 << 3;

/// A cache does not heed the directives of requests, which are advice
/// (RFC 9111, 5.2.1), but for no-store.
pub const OYEZ_CACHING_REQUESTS_IGNORED: u32 = 1 << 4;

/// In `oyez_cache_response.flags`: only `received` octets of content came
/// before the connection broke.
pub const OYEZ_CACHING_INCOMPLETE: u32 = 1 << 0;

/// In `oyez_extent.flags`: how many the whole has is known.
pub const OYEZ_EXTENT_COMPLETE: u32 = 1 << 0;

/// Whether a response may be stored (RFC 9111, 3).
#[repr(u32)]
pub enum oyez_storing {
    /// Nothing was asked: a pointer was NULL.
    OYEZ_STORING_NOTHING = 0,
    /// It may.
    OYEZ_STORING_WHOLE = 1,
    /// It may, as the part that it is.
    OYEZ_STORING_PARTIAL = 2,
    /// It must not: GET and HEAD are the methods whose responses are.
    OYEZ_STORING_NOT_METHOD = 3,
    /// It must not: it is no final response.
    OYEZ_STORING_NOT_INTERIM = 4,
    /// It must not: its status code must be understood and is not, or is 304
    /// or one that is never stored (RFC 6585, 3 to 6).
    OYEZ_STORING_NOT_STATUS = 5,
    /// It must not: the request or the response says no-store.
    OYEZ_STORING_NOT_NO_STORE = 6,
    /// It must not: it is private, and the cache is not.
    OYEZ_STORING_NOT_PRIVATE = 7,
    /// It must not: the request had Authorization, and the response does not
    /// say that others may have it.
    OYEZ_STORING_NOT_AUTHORIZATION = 8,
    /// It must not: nothing says that it may be.
    OYEZ_STORING_NOT_UNMARKED = 9,
    /// It must not: it is a part, and the cache cannot keep that.
    OYEZ_STORING_NOT_PARTIAL = 10,
    /// It must not: Connection names what says how long it may be kept, or is
    /// no list of names.
    OYEZ_STORING_NOT_CONNECTION = 11,
}

/// What a freshness lifetime was told by (RFC 9111, 4.2.1).
#[repr(u32)]
pub enum oyez_freshness_source {
    /// Nothing: there is no lifetime.
    OYEZ_FRESHNESS_NONE = 0,
    /// s-maxage, of a shared cache.
    OYEZ_FRESHNESS_S_MAXAGE = 1,
    OYEZ_FRESHNESS_MAX_AGE = 2,
    OYEZ_FRESHNESS_EXPIRES = 3,
    /// A tenth of the time since Last-Modified (4.2.2).
    OYEZ_FRESHNESS_HEURISTIC = 4,
}

/// What a cache does with a request (RFC 9111, 4).
#[repr(u32)]
pub enum oyez_reuse_outcome {
    /// Answers it with the stored response.
    OYEZ_REUSE_FRESH = 0,
    /// Answers it with the stored response, which is stale.
    OYEZ_REUSE_STALE = 1,
    /// The same, and validates that meanwhile (RFC 5861, 3).
    OYEZ_REUSE_STALE_WHILE_REVALIDATE = 2,
    /// Asks the origin server whether the stored response is still good.
    OYEZ_REUSE_VALIDATE = 3,
    /// Passes it on as it came.
    OYEZ_REUSE_FORWARD = 4,
    /// Answers 504: nothing stored will do, and the request wants nothing else.
    OYEZ_REUSE_GATEWAY_TIMEOUT = 5,
}

/// Why a stored response is not reused (RFC 9111, 4).
#[repr(u32)]
pub enum oyez_reuse_reason {
    /// It is.
    OYEZ_REUSE_BECAUSE_NONE = 0,
    /// There is none.
    OYEZ_REUSE_BECAUSE_MISS = 1,
    /// The method is written through, or the response belongs to another.
    OYEZ_REUSE_BECAUSE_METHOD = 2,
    /// The fields that Vary names differ.
    OYEZ_REUSE_BECAUSE_VARY = 3,
    /// What is stored is a part, and not the one asked for.
    OYEZ_REUSE_BECAUSE_PARTIAL = 4,
    /// It says no-cache.
    OYEZ_REUSE_BECAUSE_NO_CACHE = 5,
    /// The request does not want one as old.
    OYEZ_REUSE_BECAUSE_REQUEST = 6,
    /// It is stale, and nothing allows that.
    OYEZ_REUSE_BECAUSE_STALE = 7,
}

/// What becomes of a stored response that was asked about, and answers the
/// request (RFC 9111, 4.3.3).
#[repr(u32)]
pub enum oyez_after_outcome {
    /// The stored response that the 304 names is updated, and answers.
    OYEZ_AFTER_FRESHENED = 0,
    /// The new response answers, and takes the place of the stored one, if it
    /// may be stored.
    OYEZ_AFTER_REPLACED = 1,
    /// The stored response answers, though stale.
    OYEZ_AFTER_STALE = 2,
    /// The new response answers, which is an error; the stored one stays.
    OYEZ_AFTER_PASSED = 3,
    /// A 504 answers.
    OYEZ_AFTER_GATEWAY_TIMEOUT = 4,
}

/// What a stored response has of what is asked for (RFC 9111, 3.3).
#[repr(u32)]
pub enum oyez_coverage {
    /// Not what is asked for.
    OYEZ_COVERAGE_NONE = 0,
    /// All of it. A Range is then for the decision about ranges.
    OYEZ_COVERAGE_WHOLE = 1,
    /// The one range asked for. It answers as a 206.
    OYEZ_COVERAGE_PART = 2,
}

/// A response, and the request that it answers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cache_response {
    /// The method of the request.
    pub method: oyez_bytes,
    /// The fields of the request; of a stored response, those that its Vary
    /// names are enough.
    pub request: oyez_fields,
    /// The header section.
    pub fields: oyez_fields,
    /// When the request was made, in seconds since 1970, by the cache's clock.
    pub request_time: i64,
    /// When the response was received, likewise.
    pub response_time: i64,
    /// With OYEZ_CACHING_INCOMPLETE, how many octets of content came.
    pub received: u64,
    /// The status code.
    pub status: u32,
    /// OYEZ_CACHING_INCOMPLETE, or 0.
    pub flags: u32,
}

/// A request that is presented to a cache.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cache_request {
    pub method: oyez_bytes,
    pub fields: oyez_fields,
}

/// How long a response is fresh, and how old it is, in seconds
/// (RFC 9111, 4.2). It is fresh if `lifetime > age`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_freshness {
    pub lifetime: u64,
    pub age: u64,
    /// An `oyez_freshness_source`.
    pub source: u32,
    /// 0.
    pub reserved: u32,
}

/// What a cache does with a request, and why.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_reuse {
    /// Of the stored response; the Age of the answer says its age.
    pub freshness: oyez_freshness,
    /// An `oyez_reuse_outcome`.
    pub outcome: u32,
    /// An `oyez_reuse_reason`.
    pub reason: u32,
}

/// What came of asking the origin server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_after {
    /// With OYEZ_AFTER_STALE, what the Age of the answer says.
    pub age: u64,
    /// An `oyez_after_outcome`.
    pub outcome: u32,
    /// 0.
    pub reserved: u32,
}

/// The octets of a representation that are there.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_extent {
    pub first: u64,
    pub last: u64,
    /// With OYEZ_EXTENT_COMPLETE, how many the whole has.
    pub complete: u64,
    /// OYEZ_EXTENT_COMPLETE, or 0.
    pub flags: u32,
    /// An `oyez_coverage`.
    pub coverage: u32,
}

/// Whether a response may be stored, an `oyez_storing` (RFC 9111, 3).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_may_store(cache: u32, response: *const oyez_cache_response) -> u32 {
    let told = asked(response, &mut |response| store::may_store(caching(cache), response));
    told.map_or(0, |told| pass::number_of(&STORINGS, &Some(told)))
}

/// Whether a field of a response is to be stored with it (RFC 9111, 3.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_stores_field(cache: u32, fields: oyez_fields, name: oyez_bytes) -> bool {
    lent(name).is_ok_and(|name| store::is_stored(caching(cache), &boundary::section(&fields), name))
}

/// How long a response is fresh, and how old it is (RFC 9111, 4.2).
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_freshness(
    cache: u32,
    response: *const oyez_cache_response,
    now: i64,
    freshness: *mut oyez_freshness,
) -> oyez_error {
    let told = asked(response, &mut |response| freshness::freshness(caching(cache), response, now));
    told.and_then(|told| boundary::write(freshness, told.into())).into()
}

/// When a response was generated: by its Date, or the time that it came. Of
/// several that a request could get, the latest is to be used (RFC 9111, 4).
///
/// Thread: any
/// Fails:  0
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_date(response: *const oyez_cache_response) -> i64 {
    asked(response, &mut |response| freshness::date_value(response)).unwrap_or(0)
}

/// Whether a stored response is selected by a request: the fields that its
/// Vary names are those of the request that it answered (RFC 9111, 4.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_cache_selects(stored: oyez_fields, answered: oyez_fields, presented: oyez_fields) -> bool {
    let [stored, answered, presented] = [&stored, &answered, &presented].map(boundary::section);
    vary::is_selected(&stored, &answered, &presented)
}

/// Whether the stored response answers the request (RFC 9111, 4). A NULL
/// `stored`: nothing is stored.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_reuse(
    cache: u32,
    stored: *const oyez_cache_response,
    request: *const oyez_cache_request,
    now: i64,
    reuse: *mut oyez_reuse,
) -> oyez_error {
    let cache = caching(cache);
    let told = presented(request, &mut |request| {
        if stored.is_null() {
            let none: Option<&Response<'_, Section<'_>, Section<'_>>> = None;
            return Ok(reuse::reuse(cache, none, request, now));
        }
        asked(stored, &mut |stored| reuse::reuse(cache, Some(stored), request, now))
    });
    told.and_then(|told| told).and_then(|told| boundary::write(reuse, told.into())).into()
}

/// What answers a request, the origin server having been asked about the
/// stored response: with this status code, or 0 where no answer came
/// (RFC 9111, 4.3.3; RFC 5861, 4).
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_after(
    cache: u32,
    stored: *const oyez_cache_response,
    request: *const oyez_cache_request,
    status: u32,
    now: i64,
    after: *mut oyez_after,
) -> oyez_error {
    let answer = || match u16::try_from(status).map_err(|_| Misuse::Argument)? {
        0 => Ok(Answer::None),
        status => Ok(Answer::Status(status)),
    };
    let told = answer().and_then(|answer| {
        both(stored, request, &mut |stored, request| reuse::after(caching(cache), stored, request, (answer, now)))
    });
    told.and_then(|told| boundary::write(after, told.into())).into()
}

/// Whether a request may wait for the answer to another one that is under way
/// for the same target (RFC 9111, 4).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_may_wait(
    cache: u32,
    under_way: *const oyez_cache_request,
    request: *const oyez_cache_request,
) -> bool {
    let told = presented(under_way, &mut |under_way| {
        presented(request, &mut |request| reuse::may_wait(caching(cache), under_way, request)).unwrap_or(false)
    });
    told.unwrap_or(false)
}

/// What a stored response has of what a request asks for (RFC 9111, 3.3).
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_coverage(
    stored: *const oyez_cache_response,
    request: *const oyez_cache_request,
    extent: *mut oyez_extent,
) -> oyez_error {
    let told = both(stored, request, &mut |stored, request| partial::coverage(stored, request));
    told.and_then(|told| boundary::write(extent, told.into())).into()
}

/// What two parts of a representation come to (RFC 9111, 3.4); false if they
/// do not go together.
///
/// Thread: any
/// Fails:  false
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_combine(
    one: *const oyez_cache_response,
    other: *const oyez_cache_response,
    extent: *mut oyez_extent,
) -> bool {
    let told = asked(one, &mut |one| asked(other, &mut |other| partial::combine(one, other)));
    let told = told.and_then(|told| told).ok().flatten();
    told.is_some_and(|Extent { first, last, complete }| {
        boundary::write(extent, Coverage::Part { first, last, complete }.into()).is_ok()
    })
}

/// The field that tells a cache what to do, of those that it is a target of,
/// as CDN-Cache-Control, the first the most particular: its place among
/// `targets`, or `count` if Cache-Control does (RFC 9213, 2.2).
///
/// Thread: any
/// Fails:  `count`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_governing(fields: oyez_fields, targets: *const oyez_bytes, count: usize) -> usize {
    let section = boundary::section(&fields);
    let Ok(all) = boundary::array(&targets, count) else { return count };
    let governs =
        |target: &oyez_bytes| lent(*target).is_ok_and(|target| targeted::governing(&section, [target]).is_some());
    all.iter().position(governs).unwrap_or(count)
}

/// Takes the next line from `fields` as a cache sees it for which this field
/// governs: in the place of Cache-Control and Expires (RFC 9213, 2.2).
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_targeted_next(
    fields: *mut oyez_fields,
    governing: oyez_bytes,
    line: *mut oyez_field,
) -> bool {
    let Ok(before) = boundary::read(fields) else { return false };
    let Ok(governing) = lent(governing) else { return false };
    let mut cursor = boundary::section(&before);
    let found = cursor.by_ref().find_map(|field| targeted::seen(field, Some(governing)));
    let is_told = found.is_some_and(|found| boundary::write(line, found.into()).is_ok());
    is_told && boundary::write(fields, cursor.left(before)).is_ok()
}

/// What C's response is in Rust.
pub(super) type Told<'t> = Response<'t, Section<'t>, Section<'t>>;

/// What C's bits say of a cache.
pub(super) const fn caching(bits: u32) -> Cache {
    let cookies = match bits & (OYEZ_CACHING_COOKIES_STORED | OYEZ_CACHING_COOKIES_PASSED) {
        0 => Cookies::ByKind,
        OYEZ_CACHING_COOKIES_STORED => Cookies::Stored,
        // Of both, the one that keeps less.
        _ => Cookies::Passed,
    };
    Cache {
        kind: if bits & OYEZ_CACHING_SHARED == 0 { Kind::Private } else { Kind::Shared },
        ranges: bits & OYEZ_CACHING_RANGES != 0,
        cookies,
        requests: if bits & OYEZ_CACHING_REQUESTS_IGNORED == 0 { Requests::Heeded } else { Requests::Ignored },
    }
}

/// Asks about a response.
pub(super) fn asked<T>(response: *const oyez_cache_response, ask: &mut dyn FnMut(&Told<'_>) -> T) -> Result<T, Misuse> {
    let own = boundary::read(response)?;
    Ok(ask(&Response {
        method: lent(own.method)?,
        request: &boundary::section(&own.request),
        status: u16::try_from(own.status).map_err(|_| Misuse::Argument)?,
        fields: &boundary::section(&own.fields),
        request_time: own.request_time,
        response_time: own.response_time,
        incomplete: pass::numbered(own.flags, OYEZ_CACHING_INCOMPLETE, own.received),
    }))
}

/// Asks about a request.
pub(super) fn presented<T>(
    request: *const oyez_cache_request,
    ask: &mut dyn FnMut(&Request<'_, Section<'_>>) -> T,
) -> Result<T, Misuse> {
    let own = boundary::read(request)?;
    Ok(ask(&Request { method: lent(own.method)?, fields: &boundary::section(&own.fields) }))
}

/// Asks about both.
pub(super) fn both<T>(
    stored: *const oyez_cache_response,
    request: *const oyez_cache_request,
    ask: &mut dyn FnMut(&Told<'_>, &Request<'_, Section<'_>>) -> T,
) -> Result<T, Misuse> {
    asked(stored, &mut |stored| presented(request, &mut |request| ask(stored, request)))?
}

const STORINGS: [Option<Storing>; 12] = [
    None,
    Some(Storing::Whole),
    Some(Storing::Partial),
    Some(Storing::Not(Obstacle::Method)),
    Some(Storing::Not(Obstacle::Interim)),
    Some(Storing::Not(Obstacle::Status)),
    Some(Storing::Not(Obstacle::NoStore)),
    Some(Storing::Not(Obstacle::Private)),
    Some(Storing::Not(Obstacle::Authorization)),
    Some(Storing::Not(Obstacle::Unmarked)),
    Some(Storing::Not(Obstacle::Partial)),
    Some(Storing::Not(Obstacle::Connection)),
];

pub(super) const SOURCES: [Source; 5] =
    [Source::None, Source::SMaxage, Source::MaxAge, Source::Expires, Source::Heuristic];

const OUTCOMES: [Outcome; 6] = [
    Outcome::Fresh,
    Outcome::Stale,
    Outcome::StaleWhileRevalidate,
    Outcome::Validate,
    Outcome::Forward,
    Outcome::GatewayTimeout,
];

const REASONS: [Reason; 8] = [
    Reason::None,
    Reason::Miss,
    Reason::Method,
    Reason::Vary,
    Reason::Partial,
    Reason::NoCache,
    Reason::Request,
    Reason::Stale,
];

impl From<Freshness> for oyez_freshness {
    fn from(told: Freshness) -> Self {
        let source = pass::number_of(&SOURCES, &told.source);
        oyez_freshness { lifetime: told.lifetime, age: told.age, source, reserved: 0 }
    }
}

impl From<Reuse> for oyez_reuse {
    fn from(told: Reuse) -> Self {
        oyez_reuse {
            freshness: told.freshness.into(),
            outcome: pass::number_of(&OUTCOMES, &told.outcome),
            reason: pass::number_of(&REASONS, &told.reason),
        }
    }
}

impl From<After> for oyez_after {
    fn from(told: After) -> Self {
        let (outcome, age) = match told {
            After::Freshened => (0, 0),
            After::Replaced => (1, 0),
            After::Stale(age) => (2, age),
            After::Passed => (3, 0),
            After::GatewayTimeout => (4, 0),
        };
        oyez_after { age, outcome, reserved: 0 }
    }
}

impl From<Coverage> for oyez_extent {
    fn from(told: Coverage) -> Self {
        let nothing = oyez_extent { first: 0, last: 0, complete: 0, flags: 0, coverage: 0 };
        match told {
            Coverage::None => nothing,
            Coverage::Whole => oyez_extent { coverage: 1, ..nothing },
            Coverage::Part { first, last, complete } => oyez_extent {
                first,
                last,
                complete: complete.unwrap_or(0),
                flags: pass::flag(complete.is_some(), OYEZ_EXTENT_COMPLETE),
                coverage: 2,
            },
        }
    }
}
