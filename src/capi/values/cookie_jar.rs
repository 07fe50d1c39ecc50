// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! A jar of cookies for a client, in lent memory (RFC 6265bis, 5.7 and 5.8)

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room};
use crate::capi::values::cookies::{
    OYEZ_COOKIE_EXPIRES, OYEZ_COOKIE_HTTP_ONLY, OYEZ_COOKIE_SECURE, SAME_SITES, oyez_set_cookie,
};
use crate::capi::values::pass::{self, flag, lent};
use crate::error::{Misuse, Reason};
use crate::fields::cookie_jar::{CookieRequest, Jar, Limits, Site, Standing};
use crate::fields::cookie_store::{All, Kept};

/// Cookies in memory of yours. Set `memory`, and the limits that you want;
/// all else zero is an empty jar. A cookie takes 53 octets beside its texts.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cookie_jar {
    pub memory: oyez_room,
    /// Octets of name and value of a cookie at most; 0 means 4096.
    pub cookie_size: usize,
    /// Cookies of a domain at most; 0 means 50.
    pub per_domain: usize,
    /// Cookies at most; 0 means 3000.
    pub all: usize,
    /// Octets of memory that are used. This and the next are the library's:
    /// keep them with the memory to keep the jar.
    pub used: usize,
    pub next: u64,
}

/// Where a request comes from, as seen from where it goes
/// (RFC 6265bis, 5.2).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_site {
    /// From the same site, or from none, as those of most clients that are no
    /// browsers.
    OYEZ_SITE_SAME = 0,
    /// From another site, as the user goes from there to here, by a safe
    /// method.
    OYEZ_SITE_SAFE_NAVIGATION = 1,
    /// The same by another method.
    OYEZ_SITE_UNSAFE_NAVIGATION = 2,
    /// From another site.
    OYEZ_SITE_CROSS = 3,
}

/// In `oyez_cookie_request.flags`: the connection is secure.
pub const OYEZ_REQUEST_SECURE: u32 = 1 << 0;

/// In `oyez_cookie_request.flags`: a script asks, not HTTP.
pub const OYEZ_REQUEST_SCRIPT: u32 = 1 << 1;

/// In `oyez_kept_cookie.flags`: it is for no host below its domain.
pub const OYEZ_COOKIE_HOST_ONLY: u32 = 1 << 7;

/// The request that cookies came with a response to, or are to go with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cookie_request {
    /// The host of its URI, as `oyez_cookie_host_write` writes it.
    pub host: oyez_bytes,
    /// The path of its URI, without query.
    pub path: oyez_bytes,
    /// The site on top that embeds the one asked, for partitioned cookies;
    /// may be empty.
    pub partition: oyez_bytes,
    /// An `oyez_site`.
    pub site: u32,
    /// OYEZ_REQUEST_SECURE, OYEZ_REQUEST_SCRIPT.
    pub flags: u32,
}

/// A cookie as a jar keeps it. Times are in seconds since 1970.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_kept_cookie {
    pub name: oyez_bytes,
    pub value: oyez_bytes,
    pub domain: oyez_bytes,
    pub path: oyez_bytes,
    /// The site it is kept apart for; empty for all.
    pub partition: oyez_bytes,
    /// With OYEZ_COOKIE_EXPIRES; else it ends with the session.
    pub expires: i64,
    /// When a cookie of its name, domain and path was set first.
    pub created: i64,
    /// When it was set or sent last.
    pub accessed: i64,
    /// Which in order of creation; no two have the same.
    pub sequence: u64,
    /// An `oyez_same_site`.
    pub same_site: u32,
    /// OYEZ_COOKIE_EXPIRES, _SECURE, _HTTP_ONLY, _HOST_ONLY.
    pub flags: u32,
}

/// Keeps a cookie, in place of one of the same name, domain and path, or
/// forgets that one, if the new one has expired. Where there are too many,
/// others go. `is_public_suffix` says whether the cookie's `domain` is one
/// under which anybody may register: the list of those is yours.
///
/// Thread: one at a time, on the same jar
/// Fails:  ARGUMENT, SET_COOKIE, COOKIE_SIZE, COOKIE_DOMAIN, COOKIE_PREFIX,
///         COOKIE_ROOM (the cookie is ignored then)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_jar_store(
    jar: *mut oyez_cookie_jar,
    cookie: *const oyez_set_cookie,
    request: *const oyez_cookie_request,
    is_public_suffix: bool,
    now: i64,
) -> oyez_error {
    let stored = with(jar, |jar| {
        let (cookie, request) = (boundary::read(cookie)?.given()?, boundary::read(request)?.given()?);
        Ok(jar.store(&cookie, &request, is_public_suffix, now))
    });
    match stored {
        Ok(stored) => stored.map_err(Reason::Violation).into(),
        Err(misuse) => misuse.into(),
    }
}

/// Writes the Cookie that goes with a request; when nothing is written, none is
/// to be sent.
///
/// Thread: one at a time, on the same jar
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_jar_write(
    jar: *mut oyez_cookie_jar,
    request: *const oyez_cookie_request,
    now: i64,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        with(jar, |jar| {
            jar.write(pen, &boundary::read(request)?.given()?, now);
            Ok(())
        })
    })
}

/// The cookie at `*at`, 0 for the first, in the order in which they are sent;
/// `*at` is then where the next one is.
///
/// Borrow: until the jar changes
/// Thread: shared, on the same jar
/// Fails:  false behind the last
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_jar_next(
    jar: *const oyez_cookie_jar,
    at: *mut usize,
    cookie: *mut oyez_kept_cookie,
) -> bool {
    let (Ok(jar), Ok(from)) = (boundary::read(jar), boundary::read(at)) else { return false };
    if boundary::lendable(jar.memory).is_err() || jar.used > jar.memory.len {
        return false;
    }
    let used = boundary::memory(jar.memory.ptr, jar.used);
    let mut left = All::of(used.get(from..).unwrap_or(&[]));
    let Some(kept) = left.next() else { return false };
    let behind = used.len().saturating_sub(left.rest().len());
    boundary::write(cookie, kept.into()).is_ok() && boundary::write(at, behind).is_ok()
}

/// Forgets the cookie with this `sequence`.
///
/// Thread: one at a time, on the same jar
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_jar_remove(jar: *mut oyez_cookie_jar, sequence: u64) -> oyez_error {
    with(jar, |jar| {
        jar.retain(|kept| kept.sequence != sequence);
        Ok(())
    })
    .into()
}

/// Forgets the cookies that have expired.
///
/// Thread: one at a time, on the same jar
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_jar_expire(jar: *mut oyez_cookie_jar, now: i64) -> oyez_error {
    with(jar, |jar| {
        jar.expire(now);
        Ok(())
    })
    .into()
}

/// The session is over: forgets the cookies that do not outlive it.
///
/// Thread: one at a time, on the same jar
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_jar_end_session(jar: *mut oyez_cookie_jar) -> oyez_error {
    with(jar, |jar| {
        jar.end_session();
        Ok(())
    })
    .into()
}

/// Does something with a jar, and keeps what is left of it.
fn with<R>(place: *mut oyez_cookie_jar, call: impl FnOnce(&mut Jar<'_>) -> Result<R, Misuse>) -> Result<R, Misuse> {
    let own = boundary::read(place)?;
    boundary::lendable(own.memory)?;
    let or = |limit, default| if limit == 0 { default } else { limit };
    let limits = Limits {
        cookie_size: or(own.cookie_size, Limits::TODAY.cookie_size),
        per_domain: or(own.per_domain, Limits::TODAY.per_domain),
        all: or(own.all, Limits::TODAY.all),
    };
    let memory = boundary::room(own.memory.ptr, own.memory.len);
    let mut jar = Jar::resume(memory, limits, Standing { used: own.used, next: own.next });
    let done = call(&mut jar)?;
    let Standing { used, next } = jar.standing();
    boundary::write(place, oyez_cookie_jar { used, next, ..own })?;
    Ok(done)
}

/// In the order of their numbers.
const SITES: [Site; 4] = [Site::Same, Site::SafeNavigation, Site::UnsafeNavigation, Site::Cross];

impl oyez_cookie_request {
    fn given<'b>(self) -> Result<CookieRequest<'b>, Misuse> {
        Ok(CookieRequest {
            host: lent(self.host)?,
            path: lent(self.path)?,
            is_secure: self.flags & OYEZ_REQUEST_SECURE != 0,
            is_http: self.flags & OYEZ_REQUEST_SCRIPT == 0,
            site: pass::of_number(&SITES, self.site)?,
            partition: lent(self.partition)?,
        })
    }
}

impl From<Kept<'_>> for oyez_kept_cookie {
    fn from(own: Kept<'_>) -> Self {
        oyez_kept_cookie {
            name: oyez_bytes::of(own.name),
            value: oyez_bytes::of(own.value),
            domain: oyez_bytes::of(own.domain),
            path: oyez_bytes::of(own.path),
            partition: oyez_bytes::of(own.partition),
            expires: own.expires.unwrap_or(0),
            created: own.created,
            accessed: own.accessed,
            sequence: own.sequence,
            same_site: pass::number_of(&SAME_SITES, &own.same_site),
            flags: flag(own.expires.is_some(), OYEZ_COOKIE_EXPIRES)
                | flag(own.secure, OYEZ_COOKIE_SECURE)
                | flag(own.http_only, OYEZ_COOKIE_HTTP_ONLY)
                | flag(own.host_only, OYEZ_COOKIE_HOST_ONLY),
        }
    }
}
