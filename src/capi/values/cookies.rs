// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Cookies

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Left, Written, flag, lent, option, optional};
use crate::capi::values::text::{oyez_members, oyez_word};
use crate::error::Misuse;
use crate::fields::cookie::{self, Cookie};
use crate::fields::cookie_match;
use crate::fields::cookie2::{self, SetCookie2};
use crate::fields::set_cookie::{self, SameSite, SetCookie};
use crate::grammar::pen::Pen;

/// In `oyez_set_cookie.flags`: `expires` is told.
pub const OYEZ_COOKIE_EXPIRES: u32 = 1 << 0;

/// In `.flags` of a cookie that is set: `max_age` is told.
pub const OYEZ_COOKIE_MAX_AGE: u32 = 1 << 1;

/// It goes over secure connections only.
pub const OYEZ_COOKIE_SECURE: u32 = 1 << 2;

/// It is not for scripts.
pub const OYEZ_COOKIE_HTTP_ONLY: u32 = 1 << 3;

/// It is kept apart for each site that embeds the one that set it.
pub const OYEZ_COOKIE_PARTITIONED: u32 = 1 << 4;

/// In `oyez_set_cookie2.flags`: it ends with the session, whatever its age.
pub const OYEZ_COOKIE_DISCARD: u32 = 1 << 5;

/// In `oyez_set_cookie2.flags`: it is for some ports only.
pub const OYEZ_COOKIE_PORT: u32 = 1 << 6;

/// Which requests that come from another site a cookie goes with
/// (RFC 6265bis, 5.6.7).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_same_site {
    /// Nothing was said: as OYEZ_SAME_SITE_LAX, or less strict.
    OYEZ_SAME_SITE_DEFAULT = 0,
    /// With all requests.
    OYEZ_SAME_SITE_NONE = 1,
    /// With those by which a user goes there, if the method is safe.
    OYEZ_SAME_SITE_LAX = 2,
    /// With none.
    OYEZ_SAME_SITE_STRICT = 3,
}

/// A cookie that a user agent returns (RFC 6265bis, 4.2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cookie {
    /// Case matters; empty where there was no "=".
    pub name: oyez_bytes,
    /// Quotes around it are part of it.
    pub value: oyez_bytes,
}

/// A cookie that a server sets (RFC 6265bis, 4.1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_set_cookie {
    /// Case matters; may be empty where the value is not.
    pub name: oyez_bytes,
    /// Quotes around it are part of it.
    pub value: oyez_bytes,
    /// The domain it is for, without a dot in front; a NULL `ptr`: the host
    /// alone.
    pub domain: oyez_bytes,
    /// The path it is for; a NULL `ptr`: that of the request.
    pub path: oyez_bytes,
    /// When it expires, in seconds since 1970, unless there is a `max_age`;
    /// with OYEZ_COOKIE_EXPIRES.
    pub expires: i64,
    /// In how many seconds it expires; at once if that is not more than 0.
    /// With OYEZ_COOKIE_MAX_AGE.
    pub max_age: i64,
    /// An `oyez_same_site`.
    pub same_site: u32,
    /// OYEZ_COOKIE_EXPIRES, _MAX_AGE, _SECURE, _HTTP_ONLY, _PARTITIONED.
    pub flags: u32,
}

/// A cookie of Set-Cookie2 (RFC 2965, 3.2.2), which nobody sends any more.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_set_cookie2 {
    /// In any case.
    pub name: oyez_bytes,
    /// Without quotes.
    pub value: oyez_word,
    /// What it is for, in UTF-8; this and the others may be missing.
    pub comment: oyez_word,
    /// A page about what it is for.
    pub comment_url: oyez_word,
    pub domain: oyez_word,
    pub path: oyez_word,
    /// Port numbers with commas between them.
    pub ports: oyez_word,
    /// Seconds, with OYEZ_COOKIE_MAX_AGE.
    pub max_age: u64,
    /// Of the RFC: 1.
    pub version: u64,
    /// OYEZ_COOKIE_MAX_AGE, _SECURE, _DISCARD, _PORT.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// Takes the next cookie of a Cookie. User agents return what they were given,
/// so only a control character is refused: `oyez_cookie_is_valid`.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: COOKIE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookies_next(
    members: *mut oyez_members,
    cookie: *mut oyez_cookie,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::take(members, cookie, verdict, |octets, _| {
        let mut left = cookie::cookies(octets);
        Left { member: left.next(), rest: left.rest(), at: left.at() }
    })
}

/// The value of the first cookie so named in a Cookie: the one with the
/// longest path (RFC 6265bis, 5.8.3).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  false when there is none (`*found` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookies_find(value: oyez_bytes, name: oyez_bytes, found: *mut oyez_bytes) -> bool {
    let (Ok(octets), Ok(name)) = (lent(value), lent(name)) else { return false };
    let value = cookie::cookies(octets).find(name);
    value.is_some_and(|value| boundary::write(found, oyez_bytes::of(value)).is_ok())
}

/// Writes a Cookie.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for one that is not valid
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookies_write(
    cookies: *const oyez_cookie,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        pass::separated(cookies, count, b"; ", pen, &|cookie, pen| Ok(cookie.given()?.write(pen)?))
    })
}

/// Whether name and value are what a server ought to have given
/// (RFC 6265bis, 4.1.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_is_valid(cookie: *const oyez_cookie) -> bool {
    boundary::read(cookie).and_then(oyez_cookie::given).is_ok_and(|cookie| cookie.is_valid())
}

/// The value without quotes around it, if there are two.
///
/// Borrow: as `cookie`
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_unquoted(cookie: *const oyez_cookie) -> oyez_bytes {
    option(boundary::read(cookie).and_then(oyez_cookie::given).ok().map(|cookie| cookie.unquoted()))
}

/// Reads a Set-Cookie as user agents do: what is wrong with an attribute makes
/// it be passed over (RFC 6265bis, 5.6).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, SET_COOKIE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_set_cookie_read(
    value: oyez_bytes,
    cookie: *mut oyez_set_cookie,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, cookie, verdict, set_cookie::set_cookie)
}

/// Writes a Set-Cookie as servers should (RFC 6265bis, 4.1.1).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for what user agents would refuse or read
///         as another, for a `max_age` below 1, and for a broken promise
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_set_cookie_write(
    cookie: *const oyez_set_cookie,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(cookie, room, written)
}

/// Whether a cookie has what the prefix of its name promises: with __Secure-,
/// Secure; with __Host-, Secure, Path=/ and no Domain (RFC 6265bis, 4.1.3).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_set_cookie_keeps_promise(cookie: *const oyez_set_cookie) -> bool {
    boundary::read(cookie).and_then(oyez_set_cookie::given).is_ok_and(|cookie| cookie.keeps_promise())
}

/// Takes the next cookie of a Set-Cookie2.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: COOKIE_OLD,
///         QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_set_cookies2_next(
    members: *mut oyez_members,
    cookie: *mut oyez_set_cookie2,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<SetCookie2<'_>, _>(members, cookie, verdict)
}

/// Reads a Cookie2: the version that a user agent knows (RFC 2965, 3.3.5).
///
/// Thread: any
/// Fails:  ARGUMENT, COOKIE_OLD, QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie2_read(
    value: oyez_bytes,
    version: *mut u64,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, version, verdict, cookie2::cookie2)
}

/// Writes a host as cookies know it: in lower case (RFC 6265bis, 5.1.2).
/// Without port; an IPv6 address in brackets.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for one that is not US-ASCII
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_host_write(host: oyez_bytes, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::put(room, written, &|pen| Ok(cookie_match::canonical_host(pen, lent(host)?)?))
}

/// Whether a host domain-matches a domain: it is the same, or ends in a dot
/// and the domain, and is no IP address (RFC 6265bis, 5.1.3).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_domain_matches(host: oyez_bytes, domain: oyez_bytes) -> bool {
    matches!((lent(host), lent(domain)), (Ok(host), Ok(domain)) if cookie_match::domain_matches(host, domain))
}

/// Whether the path of a request path-matches that of a cookie: it is the
/// same, or goes on behind a "/" (RFC 6265bis, 5.1.4).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_path_matches(path: oyez_bytes, of_cookie: oyez_bytes) -> bool {
    matches!((lent(path), lent(of_cookie)), (Ok(path), Ok(own)) if cookie_match::path_matches(path, own))
}

/// The path that a cookie is for which names none: that of the request up to
/// its last "/" (RFC 6265bis, 5.1.4).
///
/// Borrow: as `path`, or forever
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_default_path(path: oyez_bytes) -> oyez_bytes {
    option(lent(path).ok().map(cookie_match::default_path))
}

/// Whether a host is an IP address, as cookies see it.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_host_is_address(host: oyez_bytes) -> bool {
    lent(host).is_ok_and(cookie_match::is_ip_address)
}

/// In the order of their numbers.
pub(super) const SAME_SITES: [SameSite; 4] = [SameSite::Default, SameSite::None, SameSite::Lax, SameSite::Strict];

impl From<Cookie<'_>> for oyez_cookie {
    fn from(own: Cookie<'_>) -> Self {
        oyez_cookie { name: oyez_bytes::of(own.name), value: oyez_bytes::of(own.value) }
    }
}

impl oyez_cookie {
    fn given<'b>(self) -> Result<Cookie<'b>, Misuse> {
        Ok(Cookie { name: lent(self.name)?, value: lent(self.value)? })
    }
}

impl From<SetCookie<'_>> for oyez_set_cookie {
    fn from(own: SetCookie<'_>) -> Self {
        oyez_set_cookie {
            name: oyez_bytes::of(own.name),
            value: oyez_bytes::of(own.value),
            domain: option(own.domain),
            path: option(own.path),
            expires: own.expires.unwrap_or(0),
            max_age: own.max_age.unwrap_or(0),
            same_site: pass::number_of(&SAME_SITES, &own.same_site),
            flags: flag(own.expires.is_some(), OYEZ_COOKIE_EXPIRES)
                | flag(own.max_age.is_some(), OYEZ_COOKIE_MAX_AGE)
                | flag(own.secure, OYEZ_COOKIE_SECURE)
                | flag(own.http_only, OYEZ_COOKIE_HTTP_ONLY)
                | flag(own.partitioned, OYEZ_COOKIE_PARTITIONED),
        }
    }
}

impl oyez_set_cookie {
    pub(super) fn given<'b>(self) -> Result<SetCookie<'b>, Misuse> {
        let has = |bit| self.flags & bit != 0;
        Ok(SetCookie {
            name: lent(self.name)?,
            value: lent(self.value)?,
            expires: has(OYEZ_COOKIE_EXPIRES).then_some(self.expires),
            max_age: has(OYEZ_COOKIE_MAX_AGE).then_some(self.max_age),
            domain: optional(self.domain)?,
            path: optional(self.path)?,
            secure: has(OYEZ_COOKIE_SECURE),
            http_only: has(OYEZ_COOKIE_HTTP_ONLY),
            same_site: pass::of_number(&SAME_SITES, self.same_site)?,
            partitioned: has(OYEZ_COOKIE_PARTITIONED),
        })
    }
}

impl Written for oyez_set_cookie {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<SetCookie2<'_>> for oyez_set_cookie2 {
    fn from(own: SetCookie2<'_>) -> Self {
        oyez_set_cookie2 {
            name: oyez_bytes::of(own.name),
            value: own.value.into(),
            comment: oyez_word::option(own.comment),
            comment_url: oyez_word::option(own.comment_url),
            domain: oyez_word::option(own.domain),
            path: oyez_word::option(own.path),
            ports: oyez_word::option(own.ports),
            max_age: own.max_age.unwrap_or(0),
            version: own.version,
            flags: flag(own.max_age.is_some(), OYEZ_COOKIE_MAX_AGE)
                | flag(own.secure, OYEZ_COOKIE_SECURE)
                | flag(own.discard, OYEZ_COOKIE_DISCARD)
                | flag(own.has_port, OYEZ_COOKIE_PORT),
            reserved: 0,
        }
    }
}
