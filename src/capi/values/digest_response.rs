// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! What a Digest response is computed from (RFC 7616, 3.4)
//!
//! A digest is 32 or 64 hexadecimal digits, in lower case; for an algorithm
//! that is not known, nothing is written.

use crate::capi::boundary::{self, Held};
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room};
use crate::capi::values::digest::{algorithm, qop};
use crate::capi::values::pass::{self, lent};
use crate::capi::values::text::oyez_word;
use crate::error::Misuse;
use crate::fields::digest::Algorithm;
use crate::fields::digest_response::{self, Hash, Hasher, Parts};

/// A digest of octets as they come. Its members are the library's; it owns
/// nothing.
#[cfg(feature = "authentication")]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_hasher {
    pub kind: u32,
    pub reserved: u32,
    pub state: [u64; 32],
}

/// What a response is computed from (RFC 7616, 3.4.1).
#[cfg(feature = "authentication")]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_digest_parts {
    /// What `oyez_digest_secret` wrote, or with an algorithm over a session
    /// `oyez_digest_session`.
    pub secret: oyez_bytes,
    /// Of the challenge.
    pub nonce: oyez_word,
    /// Of the client; not looked at without a qop.
    pub cnonce: oyez_word,
    /// The target of the request, as in the credentials.
    pub uri: oyez_word,
    /// Empty for `rspauth` (RFC 7616, 3.5).
    pub method: oyez_bytes,
    /// With OYEZ_QOP_AUTH_INT, the digest of the content.
    pub content: oyez_bytes,
    /// An `oyez_digest_algorithm`.
    pub algorithm: u32,
    /// An `oyez_digest_qop`; OYEZ_QOP_NONE for the response of RFC 2069.
    pub qop: u32,
    /// How often the client has used the nonce.
    pub nc: u32,
    /// 0.
    pub reserved: u32,
}

/// Makes a digest of no octets yet, by an `oyez_digest_algorithm`.
///
/// Thread: any
/// Fails:  ARGUMENT
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_hasher_init(hasher: *mut oyez_hasher, by: u32) -> oyez_error {
    named(by).and_then(|by| boundary::hold(hasher, Hasher::new(by))).into()
}

/// Goes on with these octets.
///
/// Thread: one at a time, on the same hasher
/// Fails:  ARGUMENT
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_hasher_update(hasher: *mut oyez_hasher, octets: oyez_bytes) -> oyez_error {
    let updated = || -> Result<(), Misuse> {
        let mut own = boundary::held::<Hasher>(hasher)?;
        own.update(lent(octets)?);
        boundary::hold(hasher, own)
    };
    updated().into()
}

/// Writes the digest of all octets so far.
///
/// Thread: shared, on the same hasher
/// Fails:  ARGUMENT
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_hasher_finish(
    hasher: *const oyez_hasher,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    put(room, written, &|| Ok(boundary::held::<Hasher>(hasher)?.finish()))
}

/// Writes the secret that a user's name and password make in a realm. A server
/// can keep it in place of the password (RFC 7616, 3.4.2).
///
/// Thread: any
/// Fails:  ARGUMENT
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_secret(
    by: u32,
    username: oyez_bytes,
    realm: oyez_bytes,
    password: oyez_bytes,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    put(room, written, &|| Ok(digest_response::secret(named(by)?, lent(username)?, lent(realm)?, lent(password)?)))
}

/// Writes the secret of a session, of the nonces with which it began; for an
/// algorithm without sessions, the secret itself (RFC 7616, 3.4.2).
///
/// Thread: any
/// Fails:  ARGUMENT, for a secret that is no digest, too
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_session(
    by: u32,
    secret: oyez_bytes,
    nonce: oyez_word,
    cnonce: oyez_word,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    put(room, written, &|| {
        let secret = Hash::of_digits(lent(secret)?).ok_or(Misuse::Argument)?;
        Ok(digest_response::session(named(by)?, &secret, nonce.text()?, cnonce.text()?))
    })
}

/// Writes the hash that stands for a user's name with OYEZ_DIGEST_USERHASH
/// (RFC 7616, 3.4.4).
///
/// Thread: any
/// Fails:  ARGUMENT
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_user_hash(
    by: u32,
    username: oyez_bytes,
    realm: oyez_bytes,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    put(room, written, &|| Ok(digest_response::user_hash(named(by)?, lent(username)?, lent(realm)?)))
}

/// Writes the response to a challenge, and what proves a server's knowledge of
/// the secret (RFC 7616, 3.4.1).
///
/// Thread: any
/// Fails:  ARGUMENT
#[cfg(feature = "authentication")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_digest_response(
    parts: *const oyez_digest_parts,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    put(room, written, &|| {
        let own = boundary::read(parts)?;
        let parts = Parts {
            algorithm: named(own.algorithm)?,
            secret: lent(own.secret)?,
            nonce: own.nonce.text()?,
            cnonce: own.cnonce.text()?,
            nc: own.nc,
            qop: qop(own.qop)?,
            method: lent(own.method)?,
            uri: own.uri.text()?,
            content: lent(own.content)?,
        };
        Ok(digest_response::response(&parts))
    })
}

/// The algorithm with a number that C invented; MD5 where none is named.
fn named(number: u32) -> Result<Algorithm, Misuse> {
    Ok(algorithm(number)?.unwrap_or(Algorithm::Md5))
}

/// Writes a digest.
fn put(room: oyez_room, written: *mut usize, digest: &dyn Fn() -> Result<Hash, Misuse>) -> oyez_error {
    pass::put(room, written, &|pen| {
        pen.octets(digest()?.octets());
        Ok(())
    })
}

impl Held for Hasher {
    type Struct = oyez_hasher;
    const KIND: u32 = 0x6f79_6861;
}
