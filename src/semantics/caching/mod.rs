// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Caching (RFC 9111): what may be stored, what a stored response may answer, and what becomes of it.
//!
//! Where responses lie, and under which key (RFC 9111, 2), is the caller's: each function is about one response that is
//! stored, or might be, under the target URI of the request at hand.

pub mod freshness;
pub mod head;
pub mod invalidation;
pub mod partial;
pub mod reuse;
pub mod store;
pub mod targeted;
pub mod update;
pub mod validation;
pub mod vary;
pub mod warned;

use crate::fields::cache_control::{self, CacheControl};
use crate::semantics::section;
use crate::syntax::field_line::{Field, Lines};

/// For whom a cache stores (RFC 9111, 1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// For one user, as that of a user agent.
    #[default]
    Private,
    /// For many, as that of a proxy.
    Shared,
}

/// What becomes of Set-Cookie. Texts before RFC 6265 had it passed on but not stored, lest one user get another's cookie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cookies {
    /// A shared cache does not store it, a private one does.
    #[default]
    ByKind,
    /// It is stored as any other field is (RFC 9111, 7.3).
    Stored,
    /// It is passed on, but not stored.
    Passed,
}

/// Whether the directives of requests count. They are advice (RFC 9111, 5.2.1), by which anyone can make a cache ask its
/// origin server at each request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Requests {
    /// They do.
    #[default]
    Heeded,
    /// They do not, but for `no-store`.
    Ignored,
}

/// A cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cache {
    /// For whom it stores.
    pub kind: Kind,
    /// It knows Range and Content-Range, and stores partial content (RFC 9111, 3.3).
    pub ranges: bool,
    /// What becomes of Set-Cookie.
    pub cookies: Cookies,
    /// Whether the directives of requests count.
    pub requests: Requests,
}

/// A response, and the request that it answers.
#[derive(Debug)]
pub struct Response<'s, Q: ?Sized, R: ?Sized> {
    /// The method of the request.
    pub method: &'s [u8],
    /// The fields of the request; of a stored response, those that its Vary names are enough.
    pub request: &'s Q,
    /// The status code.
    pub status: u16,
    /// The header section.
    pub fields: &'s R,
    /// When the request was made (RFC 9111, 4.2.3), in seconds since 1970-01-01 00:00:00 UTC, by the cache's clock.
    pub request_time: i64,
    /// When the response was received, likewise.
    pub response_time: i64,
    /// So many octets of content came before the connection broke; none of a response that is complete.
    pub incomplete: Option<u64>,
}

/// A request that is presented to a cache.
#[derive(Debug)]
pub struct Request<'q, Q: ?Sized> {
    /// Its method.
    pub method: &'q [u8],
    /// Its header section.
    pub fields: &'q Q,
}

/// What a request says to have every cache on its way ask the origin server, those of HTTP/1.0 too (RFC 9111, 5.2.1.4
/// and 5.4).
pub const RELOAD: [Field<'static>; 2] = [Field::new("Cache-Control", "no-cache"), Field::new("Pragma", "no-cache")];

/// The directives of all lines of Cache-Control.
pub fn control<L: Lines + ?Sized>(fields: &L) -> CacheControl {
    section::values(fields, b"Cache-Control").fold(CacheControl::default(), cache_control::gather)
}

/// The directives of a request. Without a Cache-Control, a Pragma that says no-cache is one (RFC 9111, 5.4).
pub fn request_control<L: Lines + ?Sized>(fields: &L) -> CacheControl {
    let mut control = control(fields);
    if !section::has(fields, b"Cache-Control") {
        control.no_cache = section::values(fields, b"Pragma").any(cache_control::pragma_says_no_cache);
    }
    control
}

impl Cache {
    /// The cache of one user, which stores no partial content.
    pub const PRIVATE: Cache =
        Cache { kind: Kind::Private, ranges: false, cookies: Cookies::ByKind, requests: Requests::Heeded };
    /// The cache of a proxy, which stores no partial content.
    pub const SHARED: Cache = Cache { kind: Kind::Shared, ..Cache::PRIVATE };

    /// Whether it stores for many.
    #[must_use]
    pub const fn is_shared(self) -> bool {
        matches!(self.kind, Kind::Shared)
    }

    /// The directives of a request, as far as they count.
    fn heeded<L: Lines + ?Sized>(self, fields: &L) -> CacheControl {
        let all = request_control(fields);
        match self.requests {
            Requests::Heeded => all,
            Requests::Ignored => CacheControl { no_store: all.no_store, ..CacheControl::default() },
        }
    }
}

/// Whether nothing stale may be made of a response, whatever else it or a request says (RFC 9111, 4.2.4).
const fn forbids_stale(cache: Cache, control: &CacheControl) -> bool {
    let for_shared = control.proxy_revalidate || control.s_maxage.is_some();
    control.no_cache || control.must_revalidate || (cache.is_shared() && for_shared)
}
