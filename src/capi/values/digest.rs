// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! The Digest scheme
//!
//! What a response is computed from needs a library with the feature
//! `authentication`: `oyez_digest_response`.

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::credentials::{challenged, oyez_auth};
use crate::capi::values::disposition::oyez_ext_value;
use crate::capi::values::pass::{self, Written, flag};
use crate::capi::values::text::{oyez_parameters, oyez_word};
use crate::error::Misuse;
use crate::fields::authentication_info::{self, AuthenticationInfo};
use crate::fields::digest::{self, Algorithm, DigestChallenge, Qop};
use crate::fields::digest_credentials::{self, DigestCredentials};
use crate::grammar::pen::Pen;

/// What computes digests (RFC 7616, 6.1).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_digest_algorithm {
    /// None is named, which means MD5.
    OYEZ_DIGEST_UNNAMED = 0,
    OYEZ_DIGEST_MD5 = 1,
    /// MD5, over a session.
    OYEZ_DIGEST_MD5_SESS = 2,
    OYEZ_DIGEST_SHA_256 = 3,
    OYEZ_DIGEST_SHA_256_SESS = 4,
    /// SHA-512/256.
    OYEZ_DIGEST_SHA_512_256 = 5,
    OYEZ_DIGEST_SHA_512_256_SESS = 6,
    /// One not known here: the challenge is to be passed over.
    OYEZ_DIGEST_UNKNOWN = 7,
}

/// The quality of protection (RFC 7616, 3.3).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_digest_qop {
    /// None, as in RFC 2069.
    OYEZ_QOP_NONE = 0,
    /// Of method and target.
    OYEZ_QOP_AUTH = 1,
    /// Of the content as well.
    OYEZ_QOP_AUTH_INT = 2,
}

/// In `oyez_digest_challenge.flags`: the nonce was too old, not the password
/// wrong.
pub const OYEZ_DIGEST_STALE: u32 = 1 << 0;

/// In `oyez_digest_challenge.flags`: there is a qop; without one the
/// challenge is of RFC 2069.
pub const OYEZ_DIGEST_HAS_QOP: u32 = 1 << 1;

/// In `oyez_digest_challenge.flags`: a qop is `auth`.
pub const OYEZ_DIGEST_AUTH: u32 = 1 << 2;

/// In `oyez_digest_challenge.flags`: a qop is `auth-int`.
pub const OYEZ_DIGEST_AUTH_INT: u32 = 1 << 3;

/// In `oyez_digest_challenge.flags`: name and password are expected in UTF-8
/// (RFC 7616, 4).
pub const OYEZ_DIGEST_UTF8: u32 = 1 << 4;

/// In `.flags` of a challenge: names are known by their hashes; of
/// credentials: `username` is one (RFC 7616, 3.4.4).
pub const OYEZ_DIGEST_USERHASH: u32 = 1 << 5;

/// In `.flags` of credentials and Authentication-Info: `nc` is told.
pub const OYEZ_DIGEST_NC: u32 = 1 << 6;

/// A challenge of the Digest scheme (RFC 7616, 3.3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_digest_challenge {
    pub realm: oyez_word,
    /// Where the credentials are good for, URI-references with spaces
    /// between them; may be missing.
    pub domain: oyez_word,
    pub nonce: oyez_word,
    /// What is to be sent back; may be missing.
    pub opaque: oyez_word,
    /// An `oyez_digest_algorithm`.
    pub algorithm: u32,
    /// OYEZ_DIGEST_STALE, _HAS_QOP, _AUTH, _AUTH_INT, _UTF8, _USERHASH.
    pub flags: u32,
}

/// Credentials of the Digest scheme (RFC 7616, 3.4). How often a nonce was
/// used, and whether the response is right, is for you to check.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_digest_credentials {
    /// The user's name; missing where `username_ext` is there.
    pub username: oyez_word,
    /// The same in UTF-8.
    pub username_ext: oyez_ext_value,
    pub realm: oyez_word,
    pub nonce: oyez_word,
    /// The target of the request.
    pub uri: oyez_word,
    /// 32 or 64 hexadecimal digits, in lower case.
    pub response: oyez_word,
    /// The client's nonce; there is one with a qop.
    pub cnonce: oyez_word,
    /// As in the challenge; may be missing.
    pub opaque: oyez_word,
    /// An `oyez_digest_algorithm`.
    pub algorithm: u32,
    /// An `oyez_digest_qop`.
    pub qop: u32,
    /// How often the client has used the nonce, this time included.
    pub nc: u32,
    /// OYEZ_DIGEST_NC, OYEZ_DIGEST_USERHASH.
    pub flags: u32,
}

/// What a server says about credentials that it took (RFC 7616, 3.5); each
/// of it may be missing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_authentication_info {
    /// The nonce to use from now on.
    pub next_nonce: oyez_word,
    /// The digest by which the server proves itself.
    pub rspauth: oyez_word,
    pub cnonce: oyez_word,
    /// An `oyez_digest_qop`.
    pub qop: u32,
    pub nc: u32,
    /// OYEZ_DIGEST_NC, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// Reads what a challenge of the Digest scheme says.
///
/// Borrow: as `challenge`
/// Thread: any
/// Fails:  ARGUMENT, DIGEST for another scheme, too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_challenge_read(
    challenge: *const oyez_auth,
    digest: *mut oyez_digest_challenge,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    challenged(challenge, digest, verdict, digest::digest_challenge)
}

/// Writes a challenge of the Digest scheme.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for an algorithm that is not known, too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_challenge_write(
    challenge: *const oyez_digest_challenge,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(challenge, room, written)
}

/// Reads Digest credentials from an Authorization.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, DIGEST for another scheme, too, CREDENTIALS,
///         QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_credentials_read(
    value: oyez_bytes,
    credentials: *mut oyez_digest_credentials,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, credentials, verdict, digest_credentials::digest)
}

/// Writes Digest credentials.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX where parameters do not agree, too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_credentials_write(
    credentials: *const oyez_digest_credentials,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(credentials, room, written)
}

/// Writes the name of the user, or with OYEZ_DIGEST_USERHASH its hash,
/// whichever parameter says it.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX where none does
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_credentials_username(
    credentials: *const oyez_digest_credentials,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| Ok(boundary::read(credentials)?.given()?.write_username(pen)?))
}

/// Reads an Authentication-Info of the Digest scheme (RFC 7616, 3.5).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, DIGEST, PARAMETER, QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_authentication_info_read(
    value: oyez_bytes,
    info: *mut oyez_authentication_info,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, info, verdict, authentication_info::authentication_info)
}

/// Writes an Authentication-Info of the Digest scheme.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX where it says nothing, too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_authentication_info_write(
    info: *const oyez_authentication_info,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(info, room, written)
}

/// Reads the parameters of an Authentication-Info of any scheme
/// (RFC 7615, 3).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, PARAMETER, QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_authentication_info_parameters(
    value: oyez_bytes,
    parameters: *mut oyez_parameters,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, parameters, verdict, authentication_info::authentication_info_parameters)
}

/// In the order of their numbers.
const ALGORITHMS: [Option<Algorithm>; 8] = [
    None,
    Some(Algorithm::Md5),
    Some(Algorithm::Md5Sess),
    Some(Algorithm::Sha256),
    Some(Algorithm::Sha256Sess),
    Some(Algorithm::Sha512Trunc256),
    Some(Algorithm::Sha512Trunc256Sess),
    Some(Algorithm::Unknown),
];

/// In the order of their numbers.
const QOPS: [Option<Qop>; 3] = [None, Some(Qop::Auth), Some(Qop::AuthInt)];

/// The algorithm with a number that C invented.
pub(in crate::capi) fn algorithm(number: u32) -> Result<Option<Algorithm>, Misuse> {
    pass::of_number(&ALGORITHMS, number)
}

/// The quality of protection with a number that C invented.
pub(super) fn qop(number: u32) -> Result<Option<Qop>, Misuse> {
    pass::of_number(&QOPS, number)
}

impl From<DigestChallenge<'_>> for oyez_digest_challenge {
    fn from(own: DigestChallenge<'_>) -> Self {
        oyez_digest_challenge {
            realm: own.realm.into(),
            domain: oyez_word::option(own.domain),
            nonce: own.nonce.into(),
            opaque: oyez_word::option(own.opaque),
            algorithm: pass::number_of(&ALGORITHMS, &own.algorithm),
            flags: flag(own.stale, OYEZ_DIGEST_STALE)
                | flag(own.has_qop, OYEZ_DIGEST_HAS_QOP)
                | flag(own.auth, OYEZ_DIGEST_AUTH)
                | flag(own.auth_int, OYEZ_DIGEST_AUTH_INT)
                | flag(own.is_utf8, OYEZ_DIGEST_UTF8)
                | flag(own.userhash, OYEZ_DIGEST_USERHASH),
        }
    }
}

impl oyez_digest_challenge {
    /// What C says.
    pub(in crate::capi) fn given<'b>(&self) -> Result<DigestChallenge<'b>, Misuse> {
        let has = |bit| self.flags & bit != 0;
        Ok(DigestChallenge {
            realm: self.realm.text()?,
            domain: self.domain.optional()?,
            nonce: self.nonce.text()?,
            opaque: self.opaque.optional()?,
            stale: has(OYEZ_DIGEST_STALE),
            algorithm: algorithm(self.algorithm)?,
            has_qop: has(OYEZ_DIGEST_HAS_QOP),
            auth: has(OYEZ_DIGEST_AUTH),
            auth_int: has(OYEZ_DIGEST_AUTH_INT),
            is_utf8: has(OYEZ_DIGEST_UTF8),
            userhash: has(OYEZ_DIGEST_USERHASH),
        })
    }
}

impl Written for oyez_digest_challenge {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<DigestCredentials<'_>> for oyez_digest_credentials {
    fn from(own: DigestCredentials<'_>) -> Self {
        oyez_digest_credentials {
            username: oyez_word::option(own.username),
            username_ext: oyez_ext_value::option(own.username_ext),
            realm: own.realm.into(),
            nonce: own.nonce.into(),
            uri: own.uri.into(),
            response: own.response.into(),
            cnonce: oyez_word::option(own.cnonce),
            opaque: oyez_word::option(own.opaque),
            algorithm: pass::number_of(&ALGORITHMS, &own.algorithm),
            qop: pass::number_of(&QOPS, &own.qop),
            nc: own.nc.unwrap_or(0),
            flags: flag(own.nc.is_some(), OYEZ_DIGEST_NC) | flag(own.userhash, OYEZ_DIGEST_USERHASH),
        }
    }
}

impl oyez_digest_credentials {
    fn given<'b>(self) -> Result<DigestCredentials<'b>, Misuse> {
        Ok(DigestCredentials {
            username: self.username.optional()?,
            username_ext: self.username_ext.optional()?,
            realm: self.realm.text()?,
            nonce: self.nonce.text()?,
            uri: self.uri.text()?,
            response: self.response.text()?,
            algorithm: algorithm(self.algorithm)?,
            cnonce: self.cnonce.optional()?,
            opaque: self.opaque.optional()?,
            qop: qop(self.qop)?,
            nc: nc(self.flags, self.nc),
            userhash: self.flags & OYEZ_DIGEST_USERHASH != 0,
        })
    }
}

impl Written for oyez_digest_credentials {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<AuthenticationInfo<'_>> for oyez_authentication_info {
    fn from(own: AuthenticationInfo<'_>) -> Self {
        oyez_authentication_info {
            next_nonce: oyez_word::option(own.next_nonce),
            rspauth: oyez_word::option(own.rspauth),
            cnonce: oyez_word::option(own.cnonce),
            qop: pass::number_of(&QOPS, &own.qop),
            nc: own.nc.unwrap_or(0),
            flags: flag(own.nc.is_some(), OYEZ_DIGEST_NC),
            reserved: 0,
        }
    }
}

impl Written for oyez_authentication_info {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let own = AuthenticationInfo {
            next_nonce: self.next_nonce.optional()?,
            qop: qop(self.qop)?,
            rspauth: self.rspauth.optional()?,
            cnonce: self.cnonce.optional()?,
            nc: nc(self.flags, self.nc),
        };
        Ok(own.write(pen)?)
    }
}

/// A count that is there if its bit is set.
const fn nc(flags: u32, count: u32) -> Option<u32> {
    if flags & OYEZ_DIGEST_NC == 0 { None } else { Some(count) }
}
