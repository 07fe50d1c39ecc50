// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Whether a stored response may answer a request (RFC 9111, 4), and what does if its validation fails (4.2.4 and 4.3.3).

use crate::fields::cache_control::CacheControl;
use crate::semantics::caching::freshness::{Freshness, freshness};
use crate::semantics::caching::partial::{self, Coverage};
use crate::semantics::caching::validation::validators;
use crate::semantics::caching::{Cache, Request, Response, control, forbids_stale, vary};
use crate::syntax::field_line::Lines;

/// What a cache does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Answers it with the stored response.
    Fresh,
    /// Answers it with the stored response, which is stale.
    Stale,
    /// The same, and validates the stored response meanwhile (RFC 5861, 3).
    StaleWhileRevalidate,
    /// Asks the origin server whether the stored response is still good: with its validators in the request (4.3.1).
    Validate,
    /// Passes it on as it came.
    Forward,
    /// Answers 504: nothing stored will do, and the request wants nothing else (5.2.1.7).
    GatewayTimeout,
}

/// Why a stored response is not reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It is.
    None,
    /// There is none.
    Miss,
    /// The method of the request: it is written through, or the stored response belongs to another.
    Method,
    /// The fields that Vary names differ (4.1). The request may ask about its entity tag nevertheless (4.3.1): the answer
    /// to it may be the same.
    Vary,
    /// What is stored is a part, and not the one asked for (3.3).
    Partial,
    /// It says `no-cache` (5.2.2.4).
    NoCache,
    /// The request does not want one as old (5.2.1).
    Request,
    /// It is stale, and nothing allows that.
    Stale,
}

/// What a cache does with a request, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reuse {
    /// What it does.
    pub outcome: Outcome,
    /// Why the stored response is not reused.
    pub reason: Reason,
    /// How fresh the stored response is; its age is what the Age of the answer says (RFC 9111, 4 and 5.1).
    pub freshness: Freshness,
}

/// Whether the stored response answers the request (RFC 9111, 4); without one, what becomes of the request.
///
/// Of several that are stored, ask for the one generated last that [`is_selected`](vary::is_selected).
#[must_use]
pub fn reuse<Q, R, P>(cache: Cache, stored: Option<&Response<'_, Q, R>>, request: &Request<'_, P>, now: i64) -> Reuse
where
    Q: Lines + ?Sized,
    R: Lines + ?Sized,
    P: Lines + ?Sized,
{
    let fresh = stored.map_or(Freshness::default(), |stored| freshness(cache, stored, now));
    let told = |outcome, reason| Reuse { outcome, reason, freshness: fresh };
    // 4: "A cache MUST write through requests with methods that are unsafe": all but those whose responses it stores.
    if !matches!(request.method, b"GET" | b"HEAD") {
        return told(Outcome::Forward, Reason::Method);
    }
    let wanted = cache.heeded(request.fields);
    let refused = if wanted.only_if_cached { Outcome::GatewayTimeout } else { Outcome::Forward };
    let Some(stored) = stored else { return told(refused, Reason::Miss) };
    // "The request method associated with the stored response allows it to be used for the presented request".
    if stored.method != b"GET" && stored.method != request.method {
        return told(refused, Reason::Method);
    }
    // "Request header fields nominated by the stored response (if any) match those presented".
    if !vary::is_selected(stored.fields, stored.request, request.fields) {
        return told(refused, Reason::Vary);
    }
    if partial::coverage(stored, request) == Coverage::None {
        return told(refused, Reason::Partial);
    }
    match reason(cache, &control(stored.fields), &wanted, fresh) {
        Ok(outcome) => told(outcome, Reason::None),
        Err(reason) if !wanted.only_if_cached && validators(stored.fields).are_some() => {
            told(Outcome::Validate, reason)
        }
        Err(reason) => told(refused, reason),
    }
}

/// "The stored response is one of the following: fresh, allowed to be served stale, or successfully validated".
fn reason(
    cache: Cache,
    control: &CacheControl,
    wanted: &CacheControl,
    freshness: Freshness,
) -> Result<Outcome, Reason> {
    let is_fresh = freshness.is_fresh();
    let allowed = |seconds: Option<u64>| seconds.is_some_and(|seconds| freshness.staleness() <= seconds);
    // "The stored response does not contain the no-cache directive".
    if control.no_cache {
        return Err(Reason::NoCache);
    }
    if wanted.no_cache {
        return Err(Reason::Request);
    }
    // RFC 8246, 2: what is immutable is not validated while it is fresh, merely because someone reloads.
    let too_old = wanted.max_age.is_some_and(|seconds| freshness.age > seconds) && !(control.immutable && is_fresh);
    let too_stale = wanted.min_fresh.is_some_and(|seconds| freshness.remaining() < seconds);
    match is_fresh {
        _ if too_old || too_stale => Err(Reason::Request),
        true => Ok(Outcome::Fresh),
        false if forbids_stale(cache, control) => Err(Reason::Stale),
        false if allowed(wanted.max_stale) => Ok(Outcome::Stale),
        // 5.2.1.1 and 5.2.1.2: who says max-age wants nothing stale, and who says max-stale nothing that is staler.
        false if wanted.max_age.is_some() || wanted.max_stale.is_some() => Err(Reason::Stale),
        // The same 2^31 seconds that are any staleness are no age that could not be exceeded.
        false if allowed(control.stale_while_revalidate) => Ok(Outcome::StaleWhileRevalidate),
        false => Err(Reason::Stale),
    }
}

/// What came of asking the origin server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// A final response with this status code.
    Status(u16),
    /// None: it could not be reached, or it went away.
    None,
}

/// What becomes of the stored response, and answers the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum After {
    /// The stored response that the 304 [`names`](crate::semantics::caching::update::names) is updated, and answers.
    Freshened,
    /// The new response answers; it takes the place of the stored one, if it may be stored.
    Replaced,
    /// The stored response answers, though stale. It is of this age.
    Stale(u64),
    /// The new response answers, which is an error; the stored one stays.
    Passed,
    /// A 504 answers (RFC 9110, 15.6.5; RFC 9111, 5.2.2.2).
    GatewayTimeout,
}

/// What answers a request, the stored response having been asked about (RFC 9111, 4.3.3; RFC 5861, 4).
///
/// On an error of the server, stale responses are used where `stale-if-error` allows it; without any answer wherever
/// nothing forbids it (4.2.4). Neither is done for a request that does not want one as old.
#[must_use]
pub fn after<Q, R, P>(
    cache: Cache,
    stored: &Response<'_, Q, R>,
    request: &Request<'_, P>,
    answer: (Answer, i64),
) -> After
where
    Q: Lines + ?Sized,
    R: Lines + ?Sized,
    P: Lines + ?Sized,
{
    let (answer, now) = answer;
    let freshness = freshness(cache, stored, now);
    let (control, wanted) = (control(stored.fields), cache.heeded(request.fields));
    let is_wanted = !wanted.no_cache
        && wanted.max_age.is_none_or(|seconds| freshness.age <= seconds)
        && wanted.min_fresh.is_none_or(|seconds| freshness.remaining() >= seconds);
    let may_be_stale = is_wanted
        && !forbids_stale(cache, &control)
        && matches!(request.method, b"GET" | b"HEAD")
        && (stored.method == b"GET" || stored.method == request.method)
        && vary::is_selected(stored.fields, stored.request, request.fields)
        && partial::coverage(stored, request) != Coverage::None;
    let on_error = [control.stale_if_error, wanted.stale_if_error, wanted.max_stale];
    let within = on_error.iter().flatten().any(|seconds| freshness.staleness() <= *seconds);
    match answer {
        Answer::Status(304) => After::Freshened,
        // RFC 5861, 4: an error is "any situation that would result in a 500, 502, 503, or 504".
        Answer::Status(500 | 502..=504) if may_be_stale && within => After::Stale(freshness.age),
        Answer::Status(500..=599) => After::Passed,
        Answer::Status(_) => After::Replaced,
        Answer::None if may_be_stale => After::Stale(freshness.age),
        Answer::None => After::GatewayTimeout,
    }
}

/// Whether a request may wait for the answer to another that is under way, and was made of the same target
/// (RFC 9111, 4): both are GET, and neither asks for something of its own. When the answer came and may be stored,
/// ask [`reuse`]; what that does not allow has to be sent on then.
#[must_use]
pub fn may_wait<P, O>(cache: Cache, under_way: &Request<'_, O>, request: &Request<'_, P>) -> bool
where
    P: Lines + ?Sized,
    O: Lines + ?Sized,
{
    is_plain(cache, under_way) && is_plain(cache, request) && !cache.heeded(request.fields).only_if_cached
}

fn is_plain<P: Lines + ?Sized>(cache: Cache, request: &Request<'_, P>) -> bool {
    const OWN: [&[u8]; 7] = [
        b"Authorization",
        b"Range",
        b"If-Match",
        b"If-None-Match",
        b"If-Modified-Since",
        b"If-Unmodified-Since",
        b"If-Range",
    ];
    let wanted = cache.heeded(request.fields);
    request.method == b"GET"
        && !wanted.no_cache
        && !wanted.no_store
        && !request.fields.lines().any(|field| OWN.iter().any(|name| field.is(name)))
}

#[cfg(test)]
mod tests;
