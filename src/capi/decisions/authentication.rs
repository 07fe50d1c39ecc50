// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Authentication
//!
//! What a server makes of credentials, and a client of challenges
//! (RFC 9110, 11). What Digest needs is in `oyez_guard_check` and the like,
//! with the feature `authentication`.

use crate::capi::boundary;
use crate::capi::types::{oyez_bytes, oyez_fields, oyez_room};
use crate::capi::values::credentials::oyez_basic_challenge;
use crate::capi::values::digest::oyez_digest_challenge;
use crate::capi::values::pass::{self, lent, optional};
use crate::error::Misuse;
use crate::fields::basic::Basic;
use crate::semantics::authentication::choice::{self, Choice, Next, Sent, Willing};
use crate::semantics::authentication::{self, Asker, Verdict, basic, space};

/// Who wants to know who asks.
#[repr(u32)]
pub enum oyez_asker {
    /// The origin server: 401, WWW-Authenticate, Authorization,
    /// Authentication-Info.
    OYEZ_ASKER_ORIGIN = 0,
    /// A proxy: 407, and the same with Proxy before it.
    OYEZ_ASKER_PROXY = 1,
}

/// What a server makes of credentials.
#[repr(u32)]
pub enum oyez_auth_verdict {
    /// The call was wrong.
    OYEZ_AUTH_MISUSED = 0,
    /// They are good.
    OYEZ_AUTH_GRANTED = 1,
    /// There are none, or of another scheme.
    OYEZ_AUTH_MISSING = 2,
    /// They are wrong.
    OYEZ_AUTH_WRONG = 3,
    /// They are right, but for a nonce that is too old or not the server's.
    OYEZ_AUTH_STALE = 4,
    /// They are right, but were used before.
    OYEZ_AUTH_REPLAYED = 5,
    /// They cannot be read.
    OYEZ_AUTH_MALFORMED = 6,
    /// They are for another target.
    OYEZ_AUTH_ELSEWHERE = 7,
    /// They cover the content: ask again with its digest.
    OYEZ_AUTH_CONTENT = 8,
    /// They are right, but the memory to remember them is full.
    OYEZ_AUTH_FULL = 9,
}

/// Which challenge was chosen.
#[repr(u32)]
pub enum oyez_auth_choice {
    OYEZ_AUTH_CHOICE_NONE = 0,
    OYEZ_AUTH_CHOICE_BASIC = 1,
    OYEZ_AUTH_CHOICE_DIGEST = 2,
}

/// What a client does about a challenge.
#[repr(u32)]
pub enum oyez_auth_next {
    /// It answers it with the credentials of its realm.
    OYEZ_AUTH_NEXT_ANSWER = 0,
    /// It repeats the request for the new nonce, and asks nobody.
    OYEZ_AUTH_NEXT_REPEAT = 1,
    /// It drops the credentials, which are wrong.
    OYEZ_AUTH_NEXT_DROP = 2,
}

/// A client is willing to send the password itself (RFC 7617, 4).
pub const OYEZ_WILLING_BASIC: u32 = 1 << 0;

/// A client is willing to answer Digest by MD5 (RFC 7616, 5.9).
pub const OYEZ_WILLING_MD5: u32 = 1 << 1;

/// A client is willing to answer Digest without a qop (RFC 2069).
pub const OYEZ_WILLING_UNPROTECTED: u32 = 1 << 2;

/// A client is willing to compute the digest of the content, for auth-int.
pub const OYEZ_WILLING_CONTENT: u32 = 1 << 3;

/// The status to answer a verdict with, 0 where the credentials are good and
/// nowhere else: 500 for a call that was wrong. `asker` is an `oyez_asker`.
///
/// Thread: any
/// Fails:  500
#[unsafe(no_mangle)]
pub extern "C" fn oyez_auth_status(verdict: u32, asker: u32) -> u32 {
    let told = pass::of_number(&VERDICTS, verdict).ok().flatten().zip(named(asker).ok());
    told.map_or(500, |(verdict, asker)| verdict.status(asker).map_or(0, u32::from))
}

/// Whether a secret that was given is the one that is kept, in a time that
/// does not say how much of it is right. NULL is no secret, and none that is
/// empty.
///
/// Thread: any
/// Fails:  false
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_auth_is_same(given: oyez_bytes, kept: oyez_bytes) -> bool {
    matches!((there(given), there(kept)), (Ok(given), Ok(kept)) if authentication::are_same(given, kept))
}

/// What is there: whoever passes on that there was no secret is not to let in whoever has none.
fn there<'b>(secret: oyez_bytes) -> Result<&'b [u8], Misuse> {
    pass::optional(secret)?.ok_or(Misuse::Argument)
}

/// Checks the Basic credentials of a request against those of the one user
/// there is, an `oyez_auth_verdict`. `room` is for what they say: as many
/// octets as the field has are enough.
///
/// Thread: any
/// Fails:  OYEZ_AUTH_MISUSED, for a user or a password that is NULL too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_auth_check_basic(
    fields: oyez_fields,
    asker: u32,
    user_id: oyez_bytes,
    password: oyez_bytes,
    room: oyez_room,
) -> u32 {
    let told = || {
        boundary::lendable(room)?;
        let kept = Basic { user_id: there(user_id)?, password: there(password)? };
        let room = boundary::room(room.ptr, room.len);
        Ok::<_, Misuse>(basic::check(&boundary::section(&fields), named(asker)?, &kept, room))
    };
    told().map_or(0, number)
}

/// The strongest challenge that a client understands and is willing to answer,
/// an `oyez_auth_choice`, told in `basic` or `digest` (RFC 9110, 11.4).
/// `willing` is of OYEZ_WILLING_ bits.
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  OYEZ_AUTH_CHOICE_NONE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_auth_choose(
    fields: oyez_fields,
    asker: u32,
    willing: u32,
    basic: *mut oyez_basic_challenge,
    digest: *mut oyez_digest_challenge,
) -> u32 {
    let has = |bit| willing & bit != 0;
    let willing = Willing {
        basic: has(OYEZ_WILLING_BASIC),
        md5: has(OYEZ_WILLING_MD5),
        unprotected: has(OYEZ_WILLING_UNPROTECTED),
        content: has(OYEZ_WILLING_CONTENT),
    };
    let Ok(asker) = named(asker) else { return 0 };
    match choice::choose(&boundary::section(&fields), asker, willing) {
        Some(Choice::Basic(told)) if boundary::write(basic, told.into()).is_ok() => 1,
        Some(Choice::Digest(told)) if boundary::write(digest, told.into()).is_ok() => 2,
        _ => 0,
    }
}

/// What a client does about the challenge that it chose, the one of `basic`
/// and `digest` that is not NULL: an `oyez_auth_next`. The credentials that it
/// sent were for `sent_realm`, which is NULL if it sent none, and of
/// `sent_nonce`, which is NULL for Basic; `before` is how often the request
/// was challenged and sent again before that, which it is 4 times at most.
///
/// Thread: any
/// Fails:  OYEZ_AUTH_NEXT_DROP
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_auth_next_of(
    basic: *const oyez_basic_challenge,
    digest: *const oyez_digest_challenge,
    sent_realm: oyez_bytes,
    sent_nonce: oyez_bytes,
    before: u32,
) -> u32 {
    let told = || {
        let choice = match digest.is_null() {
            true => Choice::Basic(boundary::read(basic)?.given()?),
            false => Choice::Digest(boundary::read(digest)?.given()?),
        };
        let nonce = optional(sent_nonce)?;
        let sent = optional(sent_realm)?.map(|realm| Sent { realm, nonce, before });
        Ok::<_, Misuse>(choice::next(&choice, sent.as_ref()))
    };
    pass::number_of(&[Next::Answer, Next::Repeat, Next::Drop], &told().unwrap_or(Next::Drop))
}

/// Whether Basic credentials that were taken for one URI may be sent for
/// another, unasked; both are absolute (RFC 7617, 2.2).
///
/// Thread: any
/// Fails:  false
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_auth_in_basic_space(taken: oyez_bytes, other: oyez_bytes) -> bool {
    matches!((lent(taken), lent(other)), (Ok(taken), Ok(other)) if space::is_in_basic_space(taken, other))
}

/// Whether Digest credentials may be sent for a URI, unasked. `challenged` is
/// the URI of the request that was challenged, with this domain, or NULL for
/// none; both are absolute (RFC 7616, 3.3).
///
/// Thread: any
/// Fails:  false
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_auth_in_digest_space(
    domain: oyez_bytes,
    challenged: oyez_bytes,
    other: oyez_bytes,
) -> bool {
    let told = || Ok::<_, Misuse>(space::is_in_digest_space(optional(domain)?, lent(challenged)?, lent(other)?));
    told().unwrap_or(false)
}

/// The asker with a number that C invented.
pub(super) fn named(asker: u32) -> Result<Asker, Misuse> {
    pass::of_number(&[Asker::Origin, Asker::Proxy], asker)
}

/// The number of a verdict.
pub(super) fn number(verdict: Verdict) -> u32 {
    pass::number_of(&VERDICTS, &Some(verdict))
}

const VERDICTS: [Option<Verdict>; 10] = [
    None,
    Some(Verdict::Granted),
    Some(Verdict::Missing),
    Some(Verdict::Wrong),
    Some(Verdict::Stale),
    Some(Verdict::Replayed),
    Some(Verdict::Malformed),
    Some(Verdict::Elsewhere),
    Some(Verdict::Content),
    Some(Verdict::Full),
];
