// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Retries: which requests are sent again when the connection was lost, or the answer says so (RFC 9110, 9.2.2;
//! RFC 9112, 9.3.1).

use crate::fields::retry_after;
use crate::semantics::method::is_idempotent;
use crate::semantics::section::only;
use crate::syntax::field_line::Lines;

/// A request whose connection was lost before it was answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact by itself")]
pub struct Attempt<'b> {
    /// Its method.
    pub method: &'b [u8],
    /// How often it was sent again before.
    pub before: u32,
    /// A client knows that this request may be repeated, whatever its method.
    pub idempotent: bool,
    /// It is known that the server never had it: nothing of it was sent.
    pub unsent: bool,
    /// Something of a response was received.
    pub answering: bool,
    /// Its content cannot be sent once more.
    pub spent: bool,
    /// It is a proxy's, which does not know what a client may.
    pub by_proxy: bool,
}

/// Whether a request is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lost {
    /// It is, on another connection.
    Retry,
    /// It is not: it was tried again before, and a second time will do no better (RFC 9110, 9.2.2).
    Tried,
    /// It is not: the server was answering, so it was processed.
    Answering,
    /// It is not: its content is gone.
    Spent,
    /// It is not: it may have been processed, and twice is not the same as once.
    NotIdempotent,
}

/// Decides whether a request whose connection was lost is sent again, without asking anybody.
#[must_use]
pub fn lost(attempt: &Attempt<'_>) -> Lost {
    let known = attempt.idempotent && !attempt.by_proxy;
    match attempt {
        Attempt { before: 1.., .. } => Lost::Tried,
        Attempt { answering: true, .. } => Lost::Answering,
        Attempt { spent: true, .. } => Lost::Spent,
        Attempt { unsent: true, .. } => Lost::Retry,
        // 9.2.2: a client should not, and a proxy MUST NOT, retry what is not idempotent.
        Attempt { method, .. } if is_idempotent(method) || known => Lost::Retry,
        _ => Lost::NotIdempotent,
    }
}

/// A request that was answered by a status that may ask for it once more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answered<'b> {
    /// The status.
    pub status: u16,
    /// The method.
    pub method: &'b [u8],
    /// How often it was sent again before.
    pub before: u32,
    /// The longest time to wait, in seconds.
    pub patience: u64,
    /// It expected a 100.
    pub expected: bool,
    /// It was sent as early data of TLS (RFC 8470).
    pub early: bool,
}

/// What becomes of such a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Again {
    /// It is not sent again.
    No,
    /// It is sent again after so many seconds.
    After(u64),
    /// It is sent again on another connection.
    OtherConnection,
    /// It is sent again without Expect.
    WithoutExpect,
    /// It is sent again when the handshake is over.
    WithoutEarlyData,
}

/// Decides whether a request is sent again that was answered so. `now` is when the answer was received, in seconds since
/// 1970.
pub fn again<L: Lines + ?Sized>(answered: &Answered<'_>, fields: &L, now: i64) -> Again {
    let after = || {
        let read = only(fields, b"Retry-After").and_then(|value| retry_after::read(value, now).ok());
        let seconds = read.map(|read| read.seconds(now)).filter(|seconds| *seconds <= answered.patience);
        seconds.map_or(Again::No, Again::After)
    };
    match (answered.status, answered) {
        (_, Answered { before: 1.., .. }) => Again::No,
        // 15.5.9: the server gave up on the connection, and perhaps on a request that it had not read.
        (408, _) if is_idempotent(answered.method) => Again::OtherConnection,
        // 15.5.14 and RFC 6585, 4: it was refused, so nothing was done; when it will not be is for the server to say.
        (413 | 429, _) => after(),
        // 10.1.1
        (417, Answered { expected: true, .. }) => Again::WithoutExpect,
        // 15.5.20: whether or not the method is idempotent.
        (421, _) => Again::OtherConnection,
        // RFC 8470, 5.2
        (425, Answered { early: true, .. }) => Again::WithoutEarlyData,
        // 15.6.4: part of it may have been done.
        (503, _) if is_idempotent(answered.method) => after(),
        _ => Again::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    #[test]
    fn what_may_have_been_done_is_not_done_twice() {
        let get = Attempt { method: b"GET", ..Attempt::default() };
        let post = Attempt { method: b"POST", ..get };
        assert_eq!((lost(&get), lost(&post)), (Lost::Retry, Lost::NotIdempotent));
        assert_eq!(lost(&Attempt { unsent: true, by_proxy: true, ..post }), Lost::Retry);
        assert_eq!(lost(&Attempt { idempotent: true, ..post }), Lost::Retry);
        assert_eq!(lost(&Attempt { idempotent: true, by_proxy: true, ..post }), Lost::NotIdempotent);
        assert_eq!(lost(&Attempt { answering: true, ..get }), Lost::Answering);
        assert_eq!(lost(&Attempt { spent: true, ..get }), Lost::Spent);
        assert_eq!(lost(&Attempt { before: 1, unsent: true, ..get }), Lost::Tried);
    }

    #[test]
    fn an_answer_may_ask_for_the_request_once_more() {
        let again = |status: u16, method: &str, value: &str| {
            let answered =
                Answered { status, method: method.as_bytes(), patience: 60, expected: true, early: true, before: 0 };
            super::again(&answered, &[Field::new("Retry-After", value)], 0)
        };
        for (status, method, value, expected) in [
            (408, "GET", "", Again::OtherConnection),
            (408, "POST", "", Again::No),
            (417, "POST", "", Again::WithoutExpect),
            (421, "POST", "", Again::OtherConnection),
            (425, "GET", "", Again::WithoutEarlyData),
            (429, "POST", "60", Again::After(60)),
            (429, "POST", "61", Again::No),
            (429, "POST", "soon", Again::No),
            (503, "GET", "Thu, 01 Jan 1970 00:00:30 GMT", Again::After(30)),
            (503, "POST", "1", Again::No),
            (503, "GET", "", Again::No),
            (500, "GET", "1", Again::No),
        ] {
            assert_eq!(again(status, method, value), expected, "{status} {method} {value}");
        }
        let tried = Answered { status: 421, before: 1, ..Answered::default() };
        assert_eq!(super::again(&tried, &[], 0), Again::No);
    }
}
