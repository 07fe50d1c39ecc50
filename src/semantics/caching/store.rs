// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Whether a response may be stored, and which of its fields (RFC 9111, 3).

use crate::fields::cache_control::{Directive, directives};
use crate::fields::connection::ConnectionOption;
use crate::fields::content_range::content_range;
use crate::semantics::caching::{Cache, Cookies, Kind, Response, control, request_control};
use crate::semantics::section;
use crate::semantics::status::{is_cacheable_by_default, is_never_stored};
use crate::syntax::field_line::{Field, Lines};

/// Whether a response may be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Storing {
    /// It may.
    Whole,
    /// It may, as the part that it is: it must not be used but for that part, until it was made complete (3.3).
    Partial,
    /// It must not.
    Not(Obstacle),
}

/// Why a response must not be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Obstacle {
    /// The method is none whose responses are stored here: GET and HEAD are. (That of a POST may be, RFC 9110, 9.3.3.)
    Method,
    /// It is no final response.
    Interim,
    /// Its status code must be understood, and is not; or it is a 304, which updates what is stored, or one that is
    /// never stored (RFC 6585, 3 to 6).
    Status,
    /// The request or the response says `no-store` (5.2.1.5 and 5.2.2.5).
    NoStore,
    /// It is `private`, and the cache is not (5.2.2.7).
    Private,
    /// The request had Authorization, and the response does not say that others may have it (3.5).
    Authorization,
    /// Nothing says that it may be stored: no directive, no Expires, not its status code.
    Unmarked,
    /// It is partial or incomplete, and the cache cannot keep the part (3.3).
    Partial,
    /// Its Connection names a field that says how long it may be kept, or for whom; or it is no list of names; or that
    /// and Cache-Control have more than 4096 octets, in which each field would have to be looked up.
    Connection,
}

/// Whether a response may be stored (RFC 9111, 3). The items are the list of that section, in its order.
#[must_use]
pub fn may_store<Q, R>(cache: Cache, response: &Response<'_, Q, R>) -> Storing
where
    Q: Lines + ?Sized,
    R: Lines + ?Sized,
{
    let (fields, status) = (response.fields, response.status);
    let (control, shared) = (control(fields), cache.is_shared());
    let is_partial = status == 206 || response.incomplete.is_some();
    let must_understand = control.must_understand;
    let may_be_shared = control.must_revalidate || control.public || control.s_maxage.is_some();
    let is_marked = control.public
        || (!shared && (control.private || control.private_fields))
        || section::has(fields, b"Expires")
        || control.max_age.is_some()
        || (shared && control.s_maxage.is_some())
        || is_cacheable_by_default(status);
    let obstacles = [
        // "the request method is understood by the cache"
        (!matches!(response.method, b"GET" | b"HEAD"), Obstacle::Method),
        // "the response status code is final"
        (!(200..=599).contains(&status), Obstacle::Interim),
        // "if the response status code is 206 or 304, or the must-understand cache directive is present: the cache
        // understands the response status code"
        // RFC 6585, 3 to 6: some are never stored, lest one client's limits be told to others.
        (status == 304 || is_never_stored(status) || (must_understand && !is_understood(status)), Obstacle::Status),
        (is_partial && !is_kept_in_part(cache, response), Obstacle::Partial),
        // "the no-store cache directive is not present in the response"; 5.2.2.3 has it ignored beside must-understand.
        (control.no_store && !must_understand, Obstacle::NoStore),
        (request_control(response.request).no_store, Obstacle::NoStore),
        (shared && control.private, Obstacle::Private),
        (shared && section::has(response.request, b"Authorization") && !may_be_shared, Obstacle::Authorization),
        (!is_marked, Obstacle::Unmarked),
        // Poisoning: whoever can add to Connection would have a cache forget that a response is not for all.
        (GOVERNING.iter().any(|name| connection_lists(fields, name)), Obstacle::Connection),
        // 3.1: of one that is no list, nobody knows what it names and is not to be stored.
        (
            section::members::<ConnectionOption<'_>, _>(fields, b"Connection").any(|one| one.is_err()),
            Obstacle::Connection,
        ),
        // Exhaustion: many names, looked up for many fields.
        (octets_of_lists(fields) > MOST_OCTETS, Obstacle::Connection),
    ];
    match obstacles.into_iter().find(|(stands, _)| *stands) {
        Some((_, obstacle)) => Storing::Not(obstacle),
        None if is_partial => Storing::Partial,
        None => Storing::Whole,
    }
}

/// Whether a field of a response is to be stored with it (RFC 9111, 3.1). It takes the time that the section is long:
/// for all of it, that of its lines squared and of each looked up in 4096 octets, as [`may_store`] has made sure.
pub fn is_stored<R: Lines + ?Sized>(cache: Cache, fields: &R, name: &[u8]) -> bool {
    let is = |known: &&[u8]| known.eq_ignore_ascii_case(name);
    let stores_cookies = match cache.cookies {
        Cookies::ByKind => cache.kind == Kind::Private,
        Cookies::Stored => true,
        Cookies::Passed => false,
    };
    let is_cookie = [&b"Set-Cookie"[..], b"Set-Cookie2"].iter().any(is);
    !(UNSTORED.iter().any(is)
        || (is_cookie && !stores_cookies)
        || connection_lists(fields, name)
        || is_withheld(cache, fields, name))
}

/// Whether a directive of the response keeps a field out of what is stored (RFC 9111, 5.2.2.4 and 5.2.2.7).
pub(super) fn is_withheld<R: Lines + ?Sized>(cache: Cache, fields: &R, name: &[u8]) -> bool {
    // 5.2.2.4: a cache that would store it could use it without validation.
    qualified(fields, b"no-cache", name) || (cache.is_shared() && qualified(fields, b"private", name))
}

/// The field lines to store, in order.
pub fn stored<R: Lines + ?Sized>(cache: Cache, fields: &R) -> impl Iterator<Item = Field<'_>> {
    fields.lines().filter(move |field| is_stored(cache, fields, field.name))
}

/// 3.3: a 206 of one range of octets, or what came of a 200 that was cut short, in answer to a GET.
fn is_kept_in_part<Q: ?Sized, R: Lines + ?Sized>(cache: Cache, response: &Response<'_, Q, R>) -> bool {
    let has_range = || {
        let range = section::only(response.fields, b"Content-Range").and_then(|value| content_range(value).ok());
        range.is_some_and(|range| range.is_bytes() && range.range.is_some())
    };
    cache.ranges
        && response.method == b"GET"
        && match response.status {
            206 => response.incomplete.is_none() && has_range(),
            status => status == 200,
        }
}

/// Whether a status code is one whose meaning for caches is known here (RFC 9110, 15).
const fn is_understood(status: u16) -> bool {
    matches!(status, 200..=206 | 300..=303 | 305 | 307 | 308 | 400..=417 | 421 | 422 | 426 | 500..=505)
}

fn octets_of_lists<R: Lines + ?Sized>(fields: &R) -> usize {
    let lists = fields.lines().filter(|field| field.is(b"Connection") || field.is(b"Cache-Control"));
    lists.map(|field| field.value.len()).fold(0, usize::saturating_add)
}

fn connection_lists<R: Lines + ?Sized>(fields: &R, name: &[u8]) -> bool {
    section::members::<ConnectionOption<'_>, _>(fields, b"Connection").flatten().any(|option| option.is(name))
}

/// Whether a directive with an argument lists the name.
fn qualified<R: Lines + ?Sized>(fields: &R, directive: &[u8], name: &[u8]) -> bool {
    let values = section::values(fields, b"Cache-Control");
    values.flat_map(readable).any(|one| one.is(directive) && one.lists(name))
}

/// The directives of a line. What is none is passed over up to the next comma, and hides none behind it: as where all
/// of them are gathered.
fn readable(line: &[u8]) -> impl Iterator<Item = Directive<'_>> {
    let mut rest = line;
    core::iter::from_fn(move || {
        loop {
            let mut left = directives(rest);
            if let Ok(directive) = left.next()? {
                rest = left.rest();
                return Some(directive);
            }
            let mut behind = rest.trim_ascii_start();
            while let [b',', more @ ..] = behind {
                behind = more.trim_ascii_start();
            }
            let comma = behind.iter().position(|octet| *octet == b',')?;
            rest = behind.get(comma..)?;
        }
    })
}

/// Octets of Connection and Cache-Control that a stored response may have.
const MOST_OCTETS: usize = 4096;

/// What is for one connection (RFC 9110, 7.6.1), or for the proxy asked (RFC 9111, 3.1).
const UNSTORED: [&[u8]; 9] = [
    b"Connection",
    b"Keep-Alive",
    b"Proxy-Connection",
    b"TE",
    b"Transfer-Encoding",
    b"Upgrade",
    b"Proxy-Authenticate",
    b"Proxy-Authentication-Info",
    b"Proxy-Authorization",
];

/// What says how long a response may be kept, and for whom.
const GOVERNING: [&[u8]; 5] = [b"Cache-Control", b"Vary", b"Expires", b"Date", b"Age"];

#[cfg(test)]
mod tests {
    use super::*;

    type Pairs<'p> = &'p [Field<'p>];

    fn storing(cache: Cache, request: Pairs<'_>, status: u16, fields: Pairs<'_>) -> Storing {
        let response =
            Response { method: b"GET", request, status, fields, request_time: 0, response_time: 0, incomplete: None };
        may_store(cache, &response)
    }

    fn with(control: &str) -> [Field<'_>; 1] {
        [Field::new("Cache-Control", control)]
    }

    #[test]
    fn a_response_is_stored_unless_something_forbids_it() {
        use Storing::{Not, Whole};
        for (status, said, private, shared) in [
            (200, "", Whole, Whole),
            (201, "", Not(Obstacle::Unmarked), Not(Obstacle::Unmarked)),
            (201, "max-age=1", Whole, Whole),
            (201, "s-maxage=1", Not(Obstacle::Unmarked), Whole),
            (201, "private", Whole, Not(Obstacle::Private)),
            (200, "private=\"a\"", Whole, Whole),
            (200, "no-store", Not(Obstacle::NoStore), Not(Obstacle::NoStore)),
            (200, "no-store, must-understand", Whole, Whole),
            (599, "no-store, must-understand, max-age=1", Not(Obstacle::Status), Not(Obstacle::Status)),
            (304, "max-age=1", Not(Obstacle::Status), Not(Obstacle::Status)),
            (103, "max-age=1", Not(Obstacle::Interim), Not(Obstacle::Interim)),
            (206, "max-age=1", Not(Obstacle::Partial), Not(Obstacle::Partial)),
        ] {
            assert_eq!(storing(Cache::PRIVATE, &[], status, &with(said)), private, "{status} {said}");
            assert_eq!(storing(Cache::SHARED, &[], status, &with(said)), shared, "{status} {said}");
        }
    }

    #[test]
    fn what_was_asked_for_with_credentials_is_stored_where_it_says_so() {
        let request = [Field::new("Authorization", "Basic Og==")];
        for (said, expected) in [
            ("max-age=5", Storing::Not(Obstacle::Authorization)),
            ("public", Storing::Whole),
            ("must-revalidate", Storing::Whole),
            ("s-maxage=5", Storing::Whole),
        ] {
            assert_eq!(storing(Cache::SHARED, &request, 200, &with(said)), expected, "{said}");
            assert_eq!(storing(Cache::PRIVATE, &request, 200, &with(said)), Storing::Whole, "{said}");
        }
        assert_eq!(storing(Cache::PRIVATE, &with("no-store"), 200, &[]), Storing::Not(Obstacle::NoStore));
    }

    #[test]
    fn parts_are_stored_by_those_who_know_them() {
        let cache = Cache { ranges: true, ..Cache::SHARED };
        let part = [Field::new("Content-Range", "bytes 0-4/10"), Field::new("Cache-Control", "max-age=5")];
        assert_eq!(storing(cache, &[], 206, &part), Storing::Partial);
        assert_eq!(storing(cache, &[], 206, &with("max-age=5")), Storing::Not(Obstacle::Partial));
    }

    #[test]
    fn connection_hides_no_directive() {
        let fields = [Field::new("Cache-Control", "max-age=5"), Field::new("Connection", "close, cache-control")];
        assert_eq!(storing(Cache::SHARED, &[], 200, &fields), Storing::Not(Obstacle::Connection));
        let long = "a,".repeat(2044);
        let fields = [Field::new("Cache-Control", "public"), Field::new("Connection", &long)];
        assert_eq!(storing(Cache::SHARED, &[], 200, &fields), Storing::Whole);
        let fields = [Field::new("Cache-Control", "max-age=5"), fields[1]];
        assert_eq!(storing(Cache::SHARED, &[], 200, &fields), Storing::Not(Obstacle::Connection));
    }

    #[test]
    fn fields_for_others_are_not_stored() {
        let fields = [
            Field::new("Connection", "close, X-A"),
            Field::new("Cache-Control", "private=\"X-B\", no-cache=\"x-c, x-d\""),
            Field::new("X-A", "1"),
            Field::new("x-b", "1"),
            Field::new("X-C", "1"),
            Field::new("Set-Cookie", "a=b"),
            Field::new("Date", "1"),
            Field::new("Proxy-Authenticate", "Basic"),
        ];
        let kept = |cache: Cache| stored(cache, &fields[..]).map(|field| field.name.to_vec()).collect::<Vec<_>>();
        assert_eq!(kept(Cache::SHARED), [&b"Cache-Control"[..], b"Date"]);
        assert_eq!(kept(Cache::PRIVATE), [&b"Cache-Control"[..], b"x-b", b"Set-Cookie", b"Date"]);
        let cookies = |kind, cookies| is_stored(Cache { kind, cookies, ..Cache::SHARED }, &fields[..], b"set-cookie");
        assert!(cookies(Kind::Shared, Cookies::Stored) && !cookies(Kind::Private, Cookies::Passed));
    }
}
