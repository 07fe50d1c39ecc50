// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Redirects and retries

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_fields, oyez_room};
use crate::capi::values::pass::{self, flag, lent};
use crate::error::Misuse;
use crate::grammar::pen::Unwritable;
use crate::semantics::redirect::{self, Answered, Decision, Follow, Policy, Reason};
use crate::semantics::retry::{self, Again, Attempt, Lost};

/// In `oyez_redirected.policy`: a POST stays one after a 301 or a 302.
pub const OYEZ_REDIRECT_KEEP_POST: u32 = 1 << 0;

/// In `oyez_redirected.policy`: a 300 that names what the server prefers is
/// followed.
pub const OYEZ_REDIRECT_FOLLOW_CHOICES: u32 = 1 << 1;

/// In `oyez_redirected.policy`: a redirect that would repeat an unsafe method
/// is told to the user first.
pub const OYEZ_REDIRECT_ASK_IF_UNSAFE: u32 = 1 << 2;

/// In `oyez_redirect.flags`: the method is GET from here on.
pub const OYEZ_REDIRECT_BECOMES_GET: u32 = 1 << 0;

/// In `oyez_redirect.flags`: the content is sent again.
pub const OYEZ_REDIRECT_KEEPS_CONTENT: u32 = 1 << 1;

/// In `oyez_redirect.flags`: scheme, host and port are the same.
pub const OYEZ_REDIRECT_SAME_ORIGIN: u32 = 1 << 2;

/// In `oyez_attempt.flags`: the client knows that the request may be
/// repeated, whatever its method.
pub const OYEZ_ATTEMPT_IDEMPOTENT: u32 = 1 << 0;

/// In `oyez_attempt.flags`: nothing of the request was sent.
pub const OYEZ_ATTEMPT_UNSENT: u32 = 1 << 1;

/// In `oyez_attempt.flags`: something of a response was received.
pub const OYEZ_ATTEMPT_ANSWERING: u32 = 1 << 2;

/// In `oyez_attempt.flags`: the content cannot be sent once more.
pub const OYEZ_ATTEMPT_SPENT: u32 = 1 << 3;

/// In `oyez_attempt.flags`: the request is a proxy's.
pub const OYEZ_ATTEMPT_BY_PROXY: u32 = 1 << 4;

/// In `oyez_retried.flags`: the request expected a 100.
pub const OYEZ_RETRIED_EXPECTED: u32 = 1 << 0;

/// In `oyez_retried.flags`: it was sent as early data of TLS (RFC 8470).
pub const OYEZ_RETRIED_EARLY: u32 = 1 << 1;

/// What a client does about an answer (RFC 9110, 15.4).
#[repr(u32)]
pub enum oyez_redirect_decision {
    /// It is no redirect: the answer is the answer.
    OYEZ_REDIRECT_ANSWER = 0,
    /// The request is made again.
    OYEZ_REDIRECT_FOLLOW = 1,
    /// It is not followed: its Location is no reference, or there are
    /// several that differ.
    OYEZ_REDIRECT_LOCATION = 2,
    /// It is not followed: it leads out of http and https.
    OYEZ_REDIRECT_SCHEME = 3,
    /// It is not followed: it names a user.
    OYEZ_REDIRECT_USERINFO = 4,
    /// It is not followed: there were as many before as are followed.
    OYEZ_REDIRECT_TOO_MANY = 5,
    /// The user is to be asked, for the method is not safe.
    OYEZ_REDIRECT_UNSAFE = 6,
}

/// Whether a request whose connection was lost is sent again.
#[repr(u32)]
pub enum oyez_lost {
    /// It is, on another connection.
    OYEZ_LOST_RETRY = 0,
    /// It was tried again before.
    OYEZ_LOST_TRIED = 1,
    /// The server was answering, so it was processed.
    OYEZ_LOST_ANSWERING = 2,
    /// Its content is gone.
    OYEZ_LOST_SPENT = 3,
    /// It may have been processed, and twice is not the same as once.
    OYEZ_LOST_NOT_IDEMPOTENT = 4,
}

/// What becomes of a request that was answered by a status that may ask for
/// it once more.
#[repr(u32)]
pub enum oyez_again {
    /// It is not sent again.
    OYEZ_AGAIN_NO = 0,
    /// It is sent again after some seconds.
    OYEZ_AGAIN_AFTER = 1,
    /// It is sent again on another connection.
    OYEZ_AGAIN_OTHER_CONNECTION = 2,
    /// It is sent again without Expect.
    OYEZ_AGAIN_WITHOUT_EXPECT = 3,
    /// It is sent again when the handshake of TLS is over.
    OYEZ_AGAIN_WITHOUT_EARLY_DATA = 4,
}

/// A request that was answered, and what its client makes of redirects.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_redirected {
    /// The method of the request.
    pub method: oyez_bytes,
    /// The URI that was asked for: an absolute one.
    pub uri: oyez_bytes,
    /// The status of the answer.
    pub status: u32,
    /// How many redirects led to it.
    pub before: u32,
    /// How many are followed in a row; 0 means 20.
    pub most: u32,
    /// OYEZ_REDIRECT_KEEP_POST and the others.
    pub policy: u32,
}

/// What a client does about an answer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_redirect {
    /// The URI to ask for, and behind it the fragment to look for in the
    /// answer; it lies in the room.
    pub uri: oyez_bytes,
    /// An `oyez_redirect_decision`.
    pub decision: u32,
    /// OYEZ_REDIRECT_BECOMES_GET and the others.
    pub flags: u32,
}

/// A request whose connection was lost before it was answered.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_attempt {
    pub method: oyez_bytes,
    /// How often it was sent again before.
    pub before: u32,
    /// OYEZ_ATTEMPT_IDEMPOTENT and the others.
    pub flags: u32,
}

/// A request that was answered by a status that may ask for it once more.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_retried {
    pub method: oyez_bytes,
    /// The longest time to wait, in seconds.
    pub patience: u64,
    pub status: u32,
    /// How often it was sent again before.
    pub before: u32,
    /// OYEZ_RETRIED_EXPECTED, OYEZ_RETRIED_EARLY.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// Decides what a client does about an answer with these fields. The room
/// takes the URI; where that is too small, `redirect->uri.len` says what it
/// takes.
///
/// Borrow: `redirect->uri` as the room
/// Thread: any
/// Fails:  ARGUMENT when the room is too small; FIELD_SYNTAX when the URI that
///         was asked for is no absolute one of http or https
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_redirect_decide(
    redirected: *const oyez_redirected,
    fields: oyez_fields,
    room: oyez_room,
    redirect: *mut oyez_redirect,
) -> oyez_error {
    decided(redirected, fields, room, redirect).into()
}

fn decided(
    redirected: *const oyez_redirected,
    fields: oyez_fields,
    room: oyez_room,
    redirect: *mut oyez_redirect,
) -> Result<(), Misuse> {
    let given = boundary::read(redirected)?;
    boundary::lendable(room)?;
    let answered = Answered {
        status: u16::try_from(given.status).unwrap_or(0),
        method: lent(given.method)?,
        uri: lent(given.uri)?,
        before: given.before,
    };
    let policy = Policy {
        most: (given.most > 0).then_some(given.most),
        keep_post: given.policy & OYEZ_REDIRECT_KEEP_POST != 0,
        follow_choices: given.policy & OYEZ_REDIRECT_FOLLOW_CHOICES != 0,
        ask_if_unsafe: given.policy & OYEZ_REDIRECT_ASK_IF_UNSAFE != 0,
    };
    let none = oyez_redirect { uri: oyez_bytes::NONE, decision: 0, flags: 0 };
    let memory = boundary::room(room.ptr, room.len);
    let told = match redirect::decide(&answered, &boundary::section(&fields), policy, memory) {
        Ok(Decision::Answer) => none,
        Ok(Decision::Follow(follow)) => follow.into(),
        Ok(Decision::Stop(reason)) => oyez_redirect { decision: number(reason), ..none },
        Err(Unwritable::Room(len)) => {
            boundary::write(redirect, oyez_redirect { uri: oyez_bytes { len, ..oyez_bytes::NONE }, ..none })?;
            return Err(Misuse::Argument);
        }
        Err(Unwritable::Value) => return Err(Misuse::FieldSyntax),
    };
    boundary::write(redirect, told)
}

/// Whether a field of the request before goes into the next one as it is.
/// What does not is left out, or written anew by who made it
/// (RFC 9110, 15.4).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_redirect_keeps(redirect: *const oyez_redirect, name: oyez_bytes) -> bool {
    let (Ok(redirect), Ok(name)) = (boundary::read(redirect), lent(name)) else { return false };
    let has = |bit| redirect.flags & bit != 0;
    let follow = Follow {
        uri: &[],
        becomes_get: has(OYEZ_REDIRECT_BECOMES_GET),
        keeps_content: has(OYEZ_REDIRECT_KEEPS_CONTENT),
        same_origin: has(OYEZ_REDIRECT_SAME_ORIGIN),
    };
    follow.keeps(name)
}

/// Decides whether a request whose connection was lost is sent again, without
/// asking anybody: an `oyez_lost` (RFC 9110, 9.2.2).
///
/// Thread: any
/// Fails:  as if it had been tried, when it cannot be read
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_retry_lost(attempt: *const oyez_attempt) -> u32 {
    let given = || {
        let attempt = boundary::read(attempt)?;
        let has = |bit| attempt.flags & bit != 0;
        Ok::<_, Misuse>(Attempt {
            method: lent(attempt.method)?,
            before: attempt.before,
            idempotent: has(OYEZ_ATTEMPT_IDEMPOTENT),
            unsent: has(OYEZ_ATTEMPT_UNSENT),
            answering: has(OYEZ_ATTEMPT_ANSWERING),
            spent: has(OYEZ_ATTEMPT_SPENT),
            by_proxy: has(OYEZ_ATTEMPT_BY_PROXY),
        })
    };
    pass::number_of(&LOST, &given().map_or(Lost::Tried, |attempt| retry::lost(&attempt)))
}

/// Decides whether a request is sent again that was answered so: an
/// `oyez_again`; with OYEZ_AGAIN_AFTER, `*seconds` is how long to wait. `now`
/// is when the answer was received, in seconds since 1970.
///
/// Thread: any
/// Fails:  as if it were not, when it cannot be read
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_retry_again(
    retried: *const oyez_retried,
    fields: oyez_fields,
    now: i64,
    seconds: *mut u64,
) -> u32 {
    let given = || {
        let retried = boundary::read(retried)?;
        Ok::<_, Misuse>(retry::Answered {
            status: u16::try_from(retried.status).unwrap_or(0),
            method: lent(retried.method)?,
            before: retried.before,
            patience: retried.patience,
            expected: retried.flags & OYEZ_RETRIED_EXPECTED != 0,
            early: retried.flags & OYEZ_RETRIED_EARLY != 0,
        })
    };
    match given().map_or(Again::No, |answered| retry::again(&answered, &boundary::section(&fields), now)) {
        Again::No => 0,
        Again::After(wait) => {
            let _ = boundary::write(seconds, wait);
            1
        }
        Again::OtherConnection => 2,
        Again::WithoutExpect => 3,
        Again::WithoutEarlyData => 4,
    }
}

const LOST: [Lost; 5] = [Lost::Retry, Lost::Tried, Lost::Answering, Lost::Spent, Lost::NotIdempotent];

const fn number(reason: Reason) -> u32 {
    match reason {
        Reason::Location => 2,
        Reason::Scheme => 3,
        Reason::Userinfo => 4,
        Reason::TooMany => 5,
        Reason::Unsafe => 6,
    }
}

impl From<Follow<'_>> for oyez_redirect {
    fn from(follow: Follow<'_>) -> Self {
        oyez_redirect {
            uri: oyez_bytes::of(follow.uri),
            decision: 1,
            flags: flag(follow.becomes_get, OYEZ_REDIRECT_BECOMES_GET)
                | flag(follow.keeps_content, OYEZ_REDIRECT_KEEPS_CONTENT)
                | flag(follow.same_origin, OYEZ_REDIRECT_SAME_ORIGIN),
        }
    }
}
