// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Conditional requests (RFC 9110, 13), and which fields a 304 carries (15.4.5).

use crate::fields::date;
use crate::fields::entity_tag::{EntityTag, entity_tag_list};
use crate::fields::if_range::{IfRange, if_range};
use crate::fields::registry::{self, Class};
use crate::semantics::section::{first, has, only, values};
use crate::syntax::field_line::{Field, Lines};

/// What a server asks: a request, and what it would be answered without its conditions.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r, L: ?Sized> {
    /// The method.
    pub method: &'r [u8],
    /// The field lines.
    pub fields: &'r L,
    /// The present time, in seconds since 1970.
    pub now: i64,
    /// The status of the answer without conditions, before the content is looked at. Of others than 2xx and 412, they
    /// change nothing (RFC 9110, 13.2.1).
    pub status: u16,
    /// Who asks.
    pub recipient: Recipient,
    /// By which text.
    pub rules: Rules,
}

impl<'r, L: ?Sized> Request<'r, L> {
    /// A request to an origin server that would answer it with 200, by the rules of RFC 9110.
    #[must_use]
    pub const fn new(method: &'r [u8], fields: &'r L, now: i64) -> Self {
        Request { method, fields, now, status: 200, recipient: Recipient::Origin, rules: Rules::Rfc9110 }
    }
}

/// Who evaluates conditions; whoever is neither must not (RFC 9110, 13.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// The origin server.
    Origin,
    /// A cache with a stored response: If-Match and If-Unmodified-Since are not for it (RFC 9110, 13.1.1 and 13.1.4), nor
    /// is any of another method than GET and HEAD, which no stored response answers (RFC 9111, 4.3.2).
    Cache,
}

/// The rules of two texts that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rules {
    /// Those of RFC 9110, whatever the version of the request.
    Rfc9110,
    /// Those that a client of HTTP/1.0 was told: HEAD is never conditional, a date that is yet to come is invalid
    /// (RFC 1945, 8.2 and 10.9), and no Range is heeded, for it knows no 206.
    Rfc1945,
}

/// What is compared with: the validators of the selected representation (RFC 9110, 8.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validators<'b> {
    /// Its `ETag`.
    pub tag: Option<EntityTag<'b>>,
    /// When it was last modified, in seconds since 1970.
    pub modified: Option<i64>,
    /// It is known not to have changed twice in that second: [`is_strong`] (RFC 9110, 8.8.2.2).
    pub modified_is_strong: bool,
}

/// The field that a condition stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// If-Match (RFC 9110, 13.1.1).
    IfMatch,
    /// If-Unmodified-Since (RFC 9110, 13.1.4).
    IfUnmodifiedSince,
    /// If-None-Match (RFC 9110, 13.1.2).
    IfNoneMatch,
    /// If-Modified-Since (RFC 9110, 13.1.3).
    IfModifiedSince,
}

/// What conditions come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// The method is performed.
    Proceed {
        /// There is a Range, and If-Range does not forbid to heed it: `range::decide` says what it comes to.
        heeds_range: bool,
    },
    /// 304: a representation that the client has is current. [`not_modified`] tells the fields it carries.
    NotModified(Condition),
    /// 412: the method is not performed. Where If-Match or If-Unmodified-Since failed because the very change was made
    /// before, the answer may be that of success (RFC 9110, 13.1.1).
    Failed(Condition),
}

impl Decision {
    /// The status to answer with, unless the method is performed.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self {
            Decision::Proceed { .. } => None,
            Decision::NotModified(_) => Some(304),
            Decision::Failed(_) => Some(412),
        }
    }
}

/// Evaluates conditions in the order of RFC 9110, 13.2.2; `current` is none where the target has no representation.
///
/// A list of entity tags that is broken somewhere is what can be read of it. Where none of that decides, the broken
/// rest does: GET and HEAD are answered in full; of other methods, what the client meant to prevent is not done.
#[must_use]
pub fn decide<L>(request: &Request<'_, L>, current: Option<&Validators<'_>>) -> Decision
where
    L: Lines + ?Sized,
{
    use Condition::{IfMatch, IfModifiedSince, IfNoneMatch, IfUnmodifiedSince};
    let Request { method, fields, recipient, .. } = *request;
    if !is_evaluated(request) {
        return Decision::Proceed { heeds_range: false };
    }
    let reads = matches!(method, b"GET" | b"HEAD");
    if recipient == Recipient::Origin {
        // 1.
        if has(fields, b"If-Match") {
            if !matches_any(fields, current) {
                return Decision::Failed(IfMatch);
            }
        // 2.
        } else if let Some(true) = is_modified_since(request, b"If-Unmodified-Since", current) {
            return Decision::Failed(IfUnmodifiedSince);
        }
    }
    // 3.
    if has(fields, b"If-None-Match") {
        match (matches_none(fields, current, reads), reads) {
            (true, _) => {}
            (false, true) => return Decision::NotModified(IfNoneMatch),
            (false, false) => return Decision::Failed(IfNoneMatch),
        }
    // 4.
    } else if reads && is_modified_since(request, b"If-Modified-Since", current) == Some(false) {
        return Decision::NotModified(IfModifiedSince);
    }
    // 5. and 6.
    Decision::Proceed { heeds_range: heeds_range(request, current) }
}

/// Whether there is a Range that may be heeded: step 5 of RFC 9110, 13.2.2.
#[must_use]
pub fn heeds_range<L>(request: &Request<'_, L>, current: Option<&Validators<'_>>) -> bool
where
    L: Lines + ?Sized,
{
    // 14.2: of other methods than GET, none defines what a Range would mean.
    request.method == b"GET"
        && request.rules == Rules::Rfc9110
        && has(request.fields, b"Range")
        && current.is_some_and(|current| satisfies_if_range(request, current))
}

/// Whether a date of Last-Modified is a strong validator, `date` being that of the message it came in: nothing that was
/// modified in that second can have been missed if it was over by then (RFC 9110, 8.8.2.2).
#[must_use]
pub const fn is_strong(modified: i64, date: i64) -> bool {
    modified < date
}

/// The Last-Modified to send of what was modified at a time: none that is yet to come, which no condition would ever find
/// changed (RFC 9110, 8.8.2.1).
#[must_use]
pub const fn last_modified(modified: i64, now: i64) -> i64 {
    if modified < now { modified } else { now }
}

/// Whether a 304 carries a field of the 200 that it stands for (RFC 9110, 15.4.5).
///
/// Of representation metadata it carries only what a cache is brought up to date with, and nothing that tells of content
/// or its framing. Last-Modified is left out: [`not_modified`] keeps it where there is no `ETag`.
#[must_use]
pub fn is_kept_in_304(name: &[u8]) -> bool {
    const KEPT: [&[u8]; 7] = [b"Content-Location", b"Date", b"ETag", b"Vary", b"Cache-Control", b"Expires", b"Allow"];
    // What the registry does not sort among metadata, since RFC 2616 did not know it.
    const LEFT_OUT: [&[u8]; 11] = [
        b"Content-Disposition",
        b"Content-Transfer-Encoding",
        b"Content-Digest",
        b"Content-DPR",
        b"Content-ID",
        b"Content-Script-Type",
        b"Content-Style-Type",
        b"Digest",
        b"Repr-Digest",
        b"Trailer",
        b"Transfer-Encoding",
    ];
    let is = |known: &&[u8]| known.eq_ignore_ascii_case(name);
    // Link guides whoever reads the response, cached or not (RFC 8288, 3).
    let is_metadata = |class| class == Class::Entity && !name.eq_ignore_ascii_case(b"Link");
    KEPT.iter().any(is)
        || !(LEFT_OUT.iter().any(is) || registry::find(name).is_some_and(|entry| is_metadata(entry.class)))
}

/// The field lines of a 304, of those that the 200 would have (RFC 9110, 15.4.5).
pub fn not_modified<L: Lines + ?Sized>(fields: &L) -> impl Iterator<Item = Field<'_>> {
    // "Last-Modified might be useful if the response does not have an ETag field".
    let keeps_date = !has(fields, b"ETag");
    fields.lines().filter(move |field| is_kept_in_304(field.name) || (keeps_date && field.is(b"Last-Modified")))
}

/// Whether conditions mean anything here (RFC 9110, 13.2.1).
fn is_evaluated<L: ?Sized>(request: &Request<'_, L>) -> bool {
    // "such as CONNECT, OPTIONS, or TRACE": no representation is selected or modified.
    let selects = !matches!(request.method, b"CONNECT" | b"OPTIONS" | b"TRACE");
    // RFC 9111, 4 and 4.3.2: a cache writes through what no stored response answers, and has no 412 of its own for it.
    let is_asked = request.recipient == Recipient::Origin || matches!(request.method, b"GET" | b"HEAD");
    selects && is_asked && matches!(request.status, 200..=299 | 412)
}

/// Whether If-Match is true (RFC 9110, 13.1.1). What cannot be read matches nothing.
fn matches_any<L: Lines + ?Sized>(fields: &L, current: Option<&Validators<'_>>) -> bool {
    current.is_some_and(|current| listed(fields, b"If-Match", current, Comparison::Strong).is_listed)
}

/// Whether If-None-Match is true (RFC 9110, 13.1.2).
fn matches_none<L: Lines + ?Sized>(fields: &L, current: Option<&Validators<'_>>, reads: bool) -> bool {
    let Some(current) = current else { return true };
    let listed = listed(fields, b"If-None-Match", current, Comparison::Weak);
    !listed.is_listed && (reads || !listed.is_broken)
}

/// Which comparison (RFC 9110, 8.8.3.2).
#[derive(Clone, Copy)]
enum Comparison {
    Strong,
    Weak,
}

/// What a list of entity tags says of a representation.
struct Listed {
    is_listed: bool,
    is_broken: bool,
}

fn listed<L: Lines + ?Sized>(fields: &L, name: &[u8], current: &Validators<'_>, comparison: Comparison) -> Listed {
    // 5.3: lines are one list, in which "*" is no member beside others.
    let is_any = only(fields, name).is_some_and(|value| entity_tag_list(value).any);
    let mut found = Listed { is_listed: is_any, is_broken: false };
    for value in values(fields, name) {
        let list = entity_tag_list(value);
        found.is_broken |= list.any && !is_any;
        for tag in list.tags {
            match (tag, current.tag) {
                (Ok(tag), Some(own)) => {
                    found.is_listed |= match comparison {
                        Comparison::Strong => tag.strongly_matches(&own),
                        Comparison::Weak => tag.weakly_matches(&own),
                    };
                }
                (Ok(_), None) => {}
                (Err(_), _) => found.is_broken = true,
            }
        }
    }
    found
}

/// Whether the representation was modified after the date of this field; none where the field is to be ignored: there
/// are two, or it is no date, or no modification is known (RFC 9110, 13.1.3 and 13.1.4).
fn is_modified_since<L: Lines + ?Sized>(
    request: &Request<'_, L>,
    name: &[u8],
    current: Option<&Validators<'_>>,
) -> Option<bool> {
    let mut values = values(request.fields, name);
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let read = match request.recipient {
        Recipient::Origin => date::read,
        // RFC 9111, 4.2: a cache "SHOULD match the field value case-insensitively".
        Recipient::Cache => date::read_in_any_case,
    };
    let since = read(value, request.now).ok()?;
    let modified = current?.modified?;
    // RFC 1945, 8.2 and 10.9.
    let by_old_rules = request.rules == Rules::Rfc1945 && name == b"If-Modified-Since";
    if by_old_rules && (request.method == b"HEAD" || since > request.now) { None } else { Some(modified > since) }
}

/// Whether If-Range is true, or not there (RFC 9110, 13.1.5). One that cannot be read is not.
fn satisfies_if_range<L: Lines + ?Sized>(request: &Request<'_, L>, current: &Validators<'_>) -> bool {
    let Some(value) = first(request.fields, b"If-Range") else { return true };
    if values(request.fields, b"If-Range").nth(1).is_some() {
        return false;
    }
    match if_range(value, request.now) {
        Ok(IfRange::Date(date)) => current.modified_is_strong && current.modified == Some(date),
        Ok(IfRange::Tag(tag)) => current.tag.is_some_and(|own| own.strongly_matches(&tag)),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEN: i64 = 784_111_777; // Sun, 06 Nov 1994 08:49:37 GMT
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const LATER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";
    const EARLIER: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
    const PROCEEDS: Decision = Decision::Proceed { heeds_range: false };

    fn current() -> Validators<'static> {
        let tag = EntityTag { weak: false, opaque: b"a" };
        Validators { tag: Some(tag), modified: Some(THEN), modified_is_strong: true }
    }

    fn decided(method: &str, fields: &[(&'static str, &'static str)]) -> Decision {
        let fields: Vec<_> = fields.iter().map(|(name, value)| Field::new(name, value)).collect();
        decide(&Request::new(method.as_bytes(), &fields[..], THEN + 100), Some(&current()))
    }

    #[test]
    fn the_first_condition_of_the_order_that_fails_decides() {
        use Condition::{IfMatch, IfModifiedSince, IfNoneMatch, IfUnmodifiedSince};
        let both = [("If-None-Match", "\"a\""), ("If-Match", "\"b\"")];
        assert_eq!(decided("GET", &both), Decision::Failed(IfMatch));
        assert_eq!(decided("GET", &both[..1]), Decision::NotModified(IfNoneMatch));
        assert_eq!(decided("PUT", &both[..1]), Decision::Failed(IfNoneMatch));
        assert_eq!(decided("PUT", &[("If-Unmodified-Since", EARLIER)]), Decision::Failed(IfUnmodifiedSince));
        assert_eq!(decided("PUT", &[("If-Unmodified-Since", EARLIER), ("If-Match", "\"a\"")]), PROCEEDS);
        assert_eq!(decided("HEAD", &[("If-Modified-Since", DATE)]), Decision::NotModified(IfModifiedSince));
        assert_eq!(decided("GET", &[("If-Modified-Since", DATE), ("If-None-Match", "\"b\"")]), PROCEEDS);
        assert_eq!(decided("POST", &[("If-Modified-Since", DATE)]), PROCEEDS);
    }

    #[test]
    fn what_cannot_be_read_never_lets_a_change_pass_that_a_condition_was_to_prevent() {
        for value in ["a", "\"b\", c", "*, \"b\""] {
            assert_eq!(decided("PUT", &[("If-Match", value)]), Decision::Failed(Condition::IfMatch), "{value}");
            assert_eq!(decided("PUT", &[("If-None-Match", value)]), Decision::Failed(Condition::IfNoneMatch));
            assert_eq!(decided("GET", &[("If-None-Match", value)]), PROCEEDS);
        }
        assert_eq!(decided("GET", &[("If-None-Match", "\"a\", c")]).status(), Some(304));
    }

    #[test]
    fn a_date_that_is_none_or_stands_beside_another_is_ignored() {
        for name in ["If-Modified-Since", "If-Unmodified-Since"] {
            let date = if name == "If-Modified-Since" { LATER } else { EARLIER };
            assert_ne!(decided("GET", &[(name, date)]), PROCEEDS);
            assert_eq!(decided("GET", &[(name, "yesterday")]), PROCEEDS);
            assert_eq!(decided("GET", &[(name, date), (name, date)]), PROCEEDS);
        }
    }

    #[test]
    fn the_rules_of_http_1_0_apply_where_they_are_asked_for() {
        let fields = [Field::new("If-Modified-Since", LATER)];
        let asked = |method, now, rules| {
            decide(&Request { rules, ..Request::new(method, &fields, now) }, Some(&current())).status()
        };
        assert_eq!(asked(b"HEAD", THEN + 9, Rules::Rfc9110), Some(304));
        assert_eq!(asked(b"HEAD", THEN + 9, Rules::Rfc1945), None);
        assert_eq!(asked(b"GET", THEN + 9, Rules::Rfc1945), Some(304));
        assert_eq!(asked(b"GET", THEN, Rules::Rfc9110), Some(304));
        assert_eq!(asked(b"GET", THEN, Rules::Rfc1945), None);
    }

    #[test]
    fn conditions_are_ignored_where_nothing_is_selected_or_the_answer_is_an_error() {
        let fields = [Field::new("If-Match", "\"b\"")];
        for method in [&b"CONNECT"[..], b"OPTIONS", b"TRACE"] {
            assert_eq!(decide(&Request::new(method, &fields, 0), Some(&current())), PROCEEDS);
        }
        for (status, ignored) in [(200, false), (204, false), (412, false), (404, true), (301, true), (500, true)] {
            let decision = decide(&Request { status, ..Request::new(b"PUT", &fields, 0) }, Some(&current()));
            assert_eq!(decision == PROCEEDS, ignored, "{status}");
        }
        let cache = Request { recipient: Recipient::Cache, ..Request::new(b"GET", &fields, 0) };
        assert_eq!(decide(&cache, Some(&current())), PROCEEDS);
    }

    #[test]
    fn a_304_carries_what_brings_a_cache_up_to_date() {
        let kept = ["ETag", "date", "Vary", "Cache-Control", "Expires", "Content-Location", "Server", "Set-Cookie"];
        assert!(kept.iter().all(|name| is_kept_in_304(name.as_bytes())));
        assert!(is_kept_in_304(b"Content-Security-Policy") && is_kept_in_304(b"Link"));
        let left = ["Content-Type", "content-length", "Content-Encoding", "Content-Range", "Last-Modified", "Trailer"];
        assert!(!left.iter().any(|name| is_kept_in_304(name.as_bytes())));
        let fields =
            [Field::new("Last-Modified", DATE), Field::new("Content-Type", "a/b"), Field::new("ETag", "\"a\"")];
        assert!(not_modified(&fields).eq([fields[2]]));
        assert!(not_modified(&fields[..2]).eq([fields[0]]));
    }

    #[test]
    fn a_date_is_strong_when_its_second_was_over() {
        assert_eq!([last_modified(THEN, THEN + 1), last_modified(THEN + 1, THEN)], [THEN, THEN]);
        assert!(is_strong(THEN, THEN + 1) && !is_strong(THEN, THEN) && !is_strong(THEN, THEN - 1));
    }
}
