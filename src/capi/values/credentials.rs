// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Credentials: challenges, Basic, Bearer

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Left, Written, flag, lent, option, optional};
use crate::capi::values::text::{oyez_members, oyez_parameters, oyez_word};
use crate::error::{Misuse, Refused};
use crate::fields::basic::{self, Basic, BasicChallenge, Unread};
use crate::fields::bearer::{self, Bearer, BearerChallenge};
use crate::fields::challenge::Challenge;
use crate::fields::credentials::{self, Credentials};
use crate::fields::members::Members;
use crate::grammar::pen::Pen;

/// In `oyez_basic_challenge.flags`: user-id and password are expected in
/// UTF-8 (RFC 7617, 2.1).
pub const OYEZ_BASIC_UTF8: u32 = 1 << 0;

/// A challenge, or credentials, of any scheme (RFC 9110, 11.3 and 11.4).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_auth {
    /// The scheme, a token; case does not matter.
    pub scheme: oyez_bytes,
    /// What stands behind it in place of parameters; a NULL `ptr`: nothing.
    pub token68: oyez_bytes,
    pub parameters: oyez_parameters,
}

/// A user-id and a password, as octets.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_basic {
    /// Without a colon.
    pub user_id: oyez_bytes,
    pub password: oyez_bytes,
}

/// A challenge of the Basic scheme.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_basic_challenge {
    pub realm: oyez_word,
    /// OYEZ_BASIC_UTF8, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// A challenge of the Bearer scheme (RFC 6750, 3); each of them may be
/// missing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_bearer_challenge {
    pub realm: oyez_word,
    /// The scope that a token needs: words with one space between two.
    pub scope: oyez_word,
    /// Why the token was declined, such as `invalid_token`.
    pub error: oyez_word,
    /// The same for a developer to read.
    pub error_description: oyez_word,
    /// A page about it.
    pub error_uri: oyez_word,
}

/// Takes the next challenge of a WWW-Authenticate or Proxy-Authenticate.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: CHALLENGE,
///         QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_challenges_next(
    members: *mut oyez_members,
    challenge: *mut oyez_auth,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::take(members, challenge, verdict, |octets, before| {
        let mut left = Members::<Challenge<'_>>::new(octets);
        let member = left.next().map(|one| one.map(|one| oyez_auth::from(one).behind(before)));
        Left { member, rest: left.rest(), at: left.at() }
    })
}

/// Writes a WWW-Authenticate or Proxy-Authenticate.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_challenges_write(
    challenges: *const oyez_auth,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        pass::separated(challenges, count, b", ", pen, &|one, pen| Ok(one.challenge()?.write(pen)?))
    })
}

/// Reads an Authorization or Proxy-Authorization of any scheme.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, CREDENTIALS, QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_credentials_read(
    value: oyez_bytes,
    credentials: *mut oyez_auth,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, credentials, verdict, credentials::credentials)
}

/// Writes an Authorization or Proxy-Authorization of any scheme.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_credentials_write(
    credentials: *const oyez_auth,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let Challenge { scheme, token68, parameters } = boundary::read(credentials)?.challenge()?;
        Ok(Credentials { scheme, token68, parameters }.write(pen)?)
    })
}

/// Reads Basic credentials from an Authorization into `room`: as much of it as
/// `value` has octets is always enough (RFC 7617, 2).
///
/// Borrow: as `room`
/// Thread: any
/// Fails:  ARGUMENT, BASIC for another scheme, too, BASE64, CREDENTIALS
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_basic_read(
    value: oyez_bytes,
    room: oyez_room,
    basic: *mut oyez_basic,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    let (Ok(octets), Ok(()), true) = (lent(value), boundary::lendable(room), boundary::writable(basic)) else {
        return oyez_error::OYEZ_ERR_ARGUMENT;
    };
    match basic::basic(octets, boundary::room(room.ptr, room.len)) {
        Ok(read) => boundary::write(basic, read.into()).into(),
        Err(Unread::Refused(refused)) => pass::refuse(refused, 0, verdict),
        Err(Unread::Room(_)) => oyez_error::OYEZ_ERR_ARGUMENT,
    }
}

/// Writes Basic credentials.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for a colon in the user-id, and for control
///         characters
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_basic_write(
    basic: *const oyez_basic,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(basic, room, written)
}

/// Reads what a challenge of the Basic scheme says.
///
/// Borrow: as `challenge`
/// Thread: any
/// Fails:  ARGUMENT, CHALLENGE for another scheme, too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_basic_challenge_read(
    challenge: *const oyez_auth,
    basic: *mut oyez_basic_challenge,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    challenged(challenge, basic, verdict, basic::basic_challenge)
}

/// Writes a challenge of the Basic scheme.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_basic_challenge_write(
    challenge: *const oyez_basic_challenge,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(challenge, room, written)
}

/// Reads a bearer token from an Authorization (RFC 6750, 2.1).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, BEARER for another scheme, too, CREDENTIALS
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_bearer_read(
    value: oyez_bytes,
    token: *mut oyez_bytes,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, token, verdict, bearer::bearer)
}

/// Writes an Authorization with a bearer token.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_bearer_write(token: oyez_bytes, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::put(room, written, &|pen| Ok(Bearer { token: lent(token)? }.write(pen)?))
}

/// Reads what a challenge of the Bearer scheme says.
///
/// Borrow: as `challenge`
/// Thread: any
/// Fails:  ARGUMENT, CHALLENGE for another scheme, too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_bearer_challenge_read(
    challenge: *const oyez_auth,
    bearer: *mut oyez_bearer_challenge,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    challenged(challenge, bearer, verdict, bearer::bearer_challenge)
}

/// Writes a challenge of the Bearer scheme.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_bearer_challenge_write(
    challenge: *const oyez_bearer_challenge,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(challenge, room, written)
}

/// Reads what a challenge of some scheme says.
pub(super) fn challenged<'b, V, C: From<V>>(
    challenge: *const oyez_auth,
    place: *mut C,
    verdict: *mut oyez_verdict,
    read: impl FnOnce(&Challenge<'b>) -> Result<V, Refused>,
) -> oyez_error {
    match boundary::read(challenge).and_then(oyez_auth::challenge) {
        Ok(challenge) if boundary::writable(place) => pass::tell(read(&challenge), place, verdict),
        Ok(_) => oyez_error::OYEZ_ERR_ARGUMENT,
        Err(misuse) => misuse.into(),
    }
}

impl oyez_auth {
    /// The same behind so many octets of the value.
    const fn behind(mut self, before: usize) -> Self {
        self.parameters.at = self.parameters.at.saturating_add(before);
        self
    }

    fn challenge<'b>(self) -> Result<Challenge<'b>, Misuse> {
        let (scheme, token68) = (lent(self.scheme)?, optional(self.token68)?);
        Ok(Challenge { scheme, token68, parameters: self.parameters.auth()? })
    }
}

impl From<Challenge<'_>> for oyez_auth {
    fn from(own: Challenge<'_>) -> Self {
        oyez_auth {
            scheme: oyez_bytes::of(own.scheme),
            token68: option(own.token68),
            parameters: own.parameters.into(),
        }
    }
}

impl From<Credentials<'_>> for oyez_auth {
    fn from(own: Credentials<'_>) -> Self {
        let Credentials { scheme, token68, parameters } = own;
        Challenge { scheme, token68, parameters }.into()
    }
}

impl From<Basic<'_>> for oyez_basic {
    fn from(own: Basic<'_>) -> Self {
        oyez_basic { user_id: oyez_bytes::of(own.user_id), password: oyez_bytes::of(own.password) }
    }
}

impl Written for oyez_basic {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(Basic { user_id: lent(self.user_id)?, password: lent(self.password)? }.write(pen)?)
    }
}

impl From<BasicChallenge<'_>> for oyez_basic_challenge {
    fn from(own: BasicChallenge<'_>) -> Self {
        oyez_basic_challenge { realm: own.realm.into(), flags: flag(own.is_utf8, OYEZ_BASIC_UTF8), reserved: 0 }
    }
}

impl oyez_basic_challenge {
    /// What C says.
    pub(in crate::capi) fn given<'b>(&self) -> Result<BasicChallenge<'b>, Misuse> {
        Ok(BasicChallenge { realm: self.realm.text()?, is_utf8: self.flags & OYEZ_BASIC_UTF8 != 0 })
    }
}

impl Written for oyez_basic_challenge {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<Bearer<'_>> for oyez_bytes {
    fn from(own: Bearer<'_>) -> Self {
        oyez_bytes::of(own.token)
    }
}

impl From<BearerChallenge<'_>> for oyez_bearer_challenge {
    fn from(own: BearerChallenge<'_>) -> Self {
        oyez_bearer_challenge {
            realm: oyez_word::option(own.realm),
            scope: oyez_word::option(own.scope),
            error: oyez_word::option(own.error),
            error_description: oyez_word::option(own.error_description),
            error_uri: oyez_word::option(own.error_uri),
        }
    }
}

impl Written for oyez_bearer_challenge {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let own = BearerChallenge {
            realm: self.realm.optional()?,
            scope: self.scope.optional()?,
            error: self.error.optional()?,
            error_description: self.error_description.optional()?,
            error_uri: self.error_uri.optional()?,
        };
        Ok(own.write(pen)?)
    }
}
