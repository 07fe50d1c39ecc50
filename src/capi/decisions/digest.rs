// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Authentication by Digest
//!
//! Needs a library with the feature `authentication`. A guard is a plain
//! value, and so is the memory of nonces that were used: all zero at first.

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::decisions::authentication::{named, number};
use crate::capi::types::{oyez_bytes, oyez_fields, oyez_room};
use crate::capi::values::digest::{
    OYEZ_DIGEST_AUTH, OYEZ_DIGEST_AUTH_INT, OYEZ_DIGEST_STALE, OYEZ_DIGEST_USERHASH, OYEZ_DIGEST_UTF8, algorithm,
    oyez_digest_challenge,
};
use crate::capi::values::pass::{self, lent, optional};
use crate::error::Misuse;
use crate::fields::authentication_info::authentication_info;
use crate::fields::digest::Algorithm;
use crate::semantics::authentication::client::{self, Confirmation, Own};
use crate::semantics::authentication::nonce::{Maker, Nonce};
use crate::semantics::authentication::proof::{Asked, Proof, User};
use crate::semantics::authentication::server::{self, Guard};
use crate::semantics::authentication::window::Window;

/// What a server has proved (RFC 7616, 3.5).
#[repr(u32)]
pub enum oyez_auth_confirmation {
    /// The call was wrong, or what the server says is no such field.
    OYEZ_CONFIRMATION_NONE = 0,
    /// It knows the secret.
    OYEZ_CONFIRMATION_RIGHT = 1,
    /// It does not.
    OYEZ_CONFIRMATION_WRONG = 2,
    /// It has not proved anything.
    OYEZ_CONFIRMATION_ABSENT = 3,
}

/// What stands guard over a protection space.
#[cfg(feature = "authentication")]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_guard {
    /// The protection space.
    pub realm: oyez_bytes,
    /// URIs with spaces between them, or NULL for all of the server.
    pub domain: oyez_bytes,
    /// The server's secret, of 32 octets or more that nobody can guess.
    pub key: oyez_bytes,
    /// What the nonces are for, if not for everything.
    pub tag: oyez_bytes,
    /// For how long a nonce is good, in seconds.
    pub lifetime: u64,
    /// An `oyez_digest_algorithm`.
    pub algorithm: u32,
    /// OYEZ_DIGEST_AUTH, OYEZ_DIGEST_AUTH_INT, OYEZ_DIGEST_UTF8,
    /// OYEZ_DIGEST_USERHASH; for a challenge OYEZ_DIGEST_STALE.
    pub flags: u32,
}

/// What makes a nonce another than all others.
#[cfg(feature = "authentication")]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_nonce {
    /// The present time, in seconds since 1970.
    pub time: i64,
    /// What no other nonce of that time has: a count, or a random number.
    pub salt: u64,
}

/// A user, and what proves it.
#[cfg(feature = "authentication")]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_auth_user {
    pub name: oyez_bytes,
    pub password: oyez_bytes,
    /// What `oyez_digest_secret` wrote, in place of the password; or NULL.
    pub secret: oyez_bytes,
}

/// What credentials are given for.
#[cfg(feature = "authentication")]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_auth_asked {
    pub method: oyez_bytes,
    /// The request target, as it is sent.
    pub target: oyez_bytes,
    /// The digest of the content, or NULL where that is not known.
    pub content: oyez_bytes,
}

/// Writes a challenge, with a new nonce (RFC 7616, 3.3).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_guard_challenge_write(
    guard: *const oyez_guard,
    nonce: *const oyez_nonce,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let own = boundary::read(guard)?;
        let stale = own.flags & OYEZ_DIGEST_STALE != 0;
        Ok(own.given()?.write_challenge(boundary::read(nonce)?.given(), stale, pen)?)
    })
}

/// Checks the Digest credentials of a request: an `oyez_auth_verdict`. `user`
/// is the one that they name (`oyez_digest_credentials_username`); NULL if
/// there is no such user, which takes as long. `window` is memory to remember
/// nonces in, 32 octets for each; an empty one remembers nothing.
///
/// Thread: one at a time, on the same window
/// Fails:  OYEZ_AUTH_MISUSED
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_guard_check(
    guard: *const oyez_guard,
    fields: oyez_fields,
    asker: u32,
    user: *const oyez_auth_user,
    request: *const oyez_auth_asked,
    now: i64,
    window: oyez_room,
) -> u32 {
    let told = || {
        boundary::lendable(window)?;
        let own = boundary::read(guard)?;
        let user = if user.is_null() { None } else { Some(boundary::read(user)?.given()?) };
        let request = boundary::read(request)?.given()?;
        let mut memory = (window.len > 0).then(|| Window::new(boundary::room(window.ptr, window.len)));
        Ok::<_, Misuse>(match server::presented(&boundary::section(&fields), named(asker)?) {
            Ok(credentials) => own.given()?.check(&credentials, user.as_ref(), &request, (now, memory.as_mut())),
            Err(verdict) => verdict,
        })
    };
    told().map_or(0, number)
}

/// Writes the Authentication-Info of a response to credentials that were
/// granted. `content` is the digest of the response's content, or NULL; so is
/// `next`, without a next nonce (RFC 7616, 3.5).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_guard_info_write(
    guard: *const oyez_guard,
    fields: oyez_fields,
    asker: u32,
    user: *const oyez_auth_user,
    content: oyez_bytes,
    next: *const oyez_nonce,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let (own, user) = (boundary::read(guard)?, boundary::read(user)?.given()?);
        let next = if next.is_null() { None } else { Some(boundary::read(next)?.given()) };
        let section = boundary::section(&fields);
        let credentials = server::presented(&section, named(asker)?).map_err(|_| Misuse::FieldSyntax)?;
        Ok(own.given()?.write_info(&credentials, &user, optional(content)?, next, pen)?)
    })
}

/// Writes the credentials that answer a challenge. `nc` counts the uses of the
/// server's nonce, this one included (RFC 7616, 3.4).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_answer_write(
    challenge: *const oyez_digest_challenge,
    user: *const oyez_auth_user,
    request: *const oyez_auth_asked,
    cnonce: oyez_bytes,
    nc: u32,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let (user, request) = (boundary::read(user)?.given()?, boundary::read(request)?.given()?);
        let own = Own { cnonce: lent(cnonce)?, nc };
        Ok(client::answer(&boundary::read(challenge)?.given()?, &user, &request, &own, pen)?)
    })
}

/// Checks what a server says in Authentication-Info of credentials that
/// answered a challenge, an `oyez_auth_confirmation`. All is as it was for
/// these, but the content is that of the response (RFC 7616, 3.5).
///
/// Thread: any
/// Fails:  OYEZ_CONFIRMATION_NONE
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_confirm(
    info: oyez_bytes,
    challenge: *const oyez_digest_challenge,
    user: *const oyez_auth_user,
    request: *const oyez_auth_asked,
    cnonce: oyez_bytes,
    nc: u32,
) -> u32 {
    let told = || {
        let (user, request) = (boundary::read(user)?.given()?, boundary::read(request)?.given()?);
        let own = Own { cnonce: lent(cnonce)?, nc };
        let info = authentication_info(lent(info)?).map_err(|_| Misuse::FieldSyntax)?;
        Ok::<_, Misuse>(client::confirm(&info, &boundary::read(challenge)?.given()?, &user, &request, &own)?)
    };
    let all = [None, Some(Confirmation::Right), Some(Confirmation::Wrong), Some(Confirmation::Absent)];
    pass::number_of(&all, &told().ok())
}

impl oyez_guard {
    fn given<'b>(&self) -> Result<Guard<'b>, Misuse> {
        let has = |bit| self.flags & bit != 0;
        Ok(Guard {
            realm: lent(self.realm)?,
            domain: optional(self.domain)?,
            nonces: Maker { key: lent(self.key)?, tag: lent(self.tag)? },
            lifetime: self.lifetime,
            algorithm: algorithm(self.algorithm)?.unwrap_or(Algorithm::Md5),
            auth: has(OYEZ_DIGEST_AUTH),
            auth_int: has(OYEZ_DIGEST_AUTH_INT),
            is_utf8: has(OYEZ_DIGEST_UTF8),
            userhash: has(OYEZ_DIGEST_USERHASH),
        })
    }
}

impl oyez_nonce {
    const fn given(self) -> Nonce {
        Nonce { time: self.time, salt: self.salt }
    }
}

impl oyez_auth_user {
    fn given<'b>(&self) -> Result<User<'b>, Misuse> {
        let proof = match optional(self.secret)? {
            Some(secret) => Proof::Secret(secret),
            None => Proof::Password(lent(self.password)?),
        };
        Ok(User { name: lent(self.name)?, proof })
    }
}

impl oyez_auth_asked {
    fn given<'b>(&self) -> Result<Asked<'b>, Misuse> {
        Ok(Asked { method: lent(self.method)?, target: lent(self.target)?, content: optional(self.content)? })
    }
}
