// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The registry of status codes (RFC 9110, 16.2.1), with those that older texts and custom know.

use crate::syntax::status::reason;

/// What is known of a status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusEntry {
    /// Three digits.
    pub status: u16,
    /// A cache may guess how long what has it is fresh (RFC 9110, 15.1).
    pub cacheable: bool,
    /// It is no longer sent, reserved for later, or was never registered.
    pub unused: bool,
    /// Where it is defined; empty if it is merely in use.
    pub clause: &'static str,
}

impl StatusEntry {
    /// Its reason phrase.
    #[must_use]
    pub const fn reason(&self) -> &'static [u8] {
        reason(self.status)
    }
}

/// What is known of a status code; nothing of most of them.
#[must_use]
pub fn find(status: u16) -> Option<&'static StatusEntry> {
    let at = ENTRIES.binary_search_by_key(&status, |entry| entry.status).ok()?;
    ENTRIES.get(at)
}

/// Every code of which something is known, in order.
#[must_use]
pub fn all() -> &'static [StatusEntry] {
    &ENTRIES
}

/// Whether a cache may store a response with this code without being told so, and guess how long it is fresh
/// (RFC 9110, 15.1; RFC 9111, 4.2.2).
#[must_use]
pub fn is_cacheable_by_default(status: u16) -> bool {
    find(status).is_some_and(|entry| entry.cacheable)
}

/// Whether a cache must not store a response with this code, whatever it says (RFC 6585, 3 to 6).
#[must_use]
pub const fn is_never_stored(status: u16) -> bool {
    matches!(status, 428 | 429 | 431 | 511)
}

/// Whether the response with this code to a request of this method has content (RFC 9110, 6.4.1).
#[must_use]
pub fn allows_content(method: &[u8], status: u16) -> bool {
    match (method, status) {
        (b"HEAD", _) => false,
        // What follows is the tunnel's.
        (b"CONNECT", 200..=299) => false,
        // 15.3.6: a server MUST NOT generate content in a 205.
        (_, 100..=199 | 204 | 205 | 304) => false,
        _ => true,
    }
}

const CACHEABLE: bool = true;
const NOT: bool = false;

const fn row(status: u16, cacheable: bool, clause: &'static str) -> StatusEntry {
    StatusEntry { status, cacheable, unused: false, clause }
}

const fn unused(status: u16, clause: &'static str) -> StatusEntry {
    StatusEntry { status, cacheable: false, unused: true, clause }
}

#[rustfmt::skip]
static ENTRIES: [StatusEntry; 66] = [
    row(100, NOT, "RFC 9110, 15.2.1"),
    row(101, NOT, "RFC 9110, 15.2.2"),
    row(102, NOT, "RFC 2518, 10.1"),
    row(103, NOT, "RFC 8297, 2"),
    row(104, NOT, "draft-ietf-httpbis-resumable-upload, 5"),
    row(200, CACHEABLE, "RFC 9110, 15.3.1"),
    row(201, NOT, "RFC 9110, 15.3.2"),
    row(202, NOT, "RFC 9110, 15.3.3"),
    row(203, CACHEABLE, "RFC 9110, 15.3.4"),
    row(204, CACHEABLE, "RFC 9110, 15.3.5"),
    row(205, NOT, "RFC 9110, 15.3.6"),
    row(206, CACHEABLE, "RFC 9110, 15.3.7"),
    row(207, NOT, "RFC 4918, 11.1"),
    row(208, NOT, "RFC 5842, 7.1"),
    row(226, NOT, "RFC 3229, 10.4.1"),
    row(300, CACHEABLE, "RFC 9110, 15.4.1"),
    row(301, CACHEABLE, "RFC 9110, 15.4.2"),
    row(302, NOT, "RFC 9110, 15.4.3"),
    row(303, NOT, "RFC 9110, 15.4.4"),
    row(304, NOT, "RFC 9110, 15.4.5"),
    unused(305, "RFC 9110, 15.4.6"),
    unused(306, "RFC 9110, 15.4.7"),
    row(307, NOT, "RFC 9110, 15.4.8"),
    row(308, CACHEABLE, "RFC 9110, 15.4.9"),
    row(400, NOT, "RFC 9110, 15.5.1"),
    row(401, NOT, "RFC 9110, 15.5.2"),
    row(402, NOT, "RFC 9110, 15.5.3"),
    row(403, NOT, "RFC 9110, 15.5.4"),
    row(404, CACHEABLE, "RFC 9110, 15.5.5"),
    row(405, CACHEABLE, "RFC 9110, 15.5.6"),
    row(406, NOT, "RFC 9110, 15.5.7"),
    row(407, NOT, "RFC 9110, 15.5.8"),
    row(408, NOT, "RFC 9110, 15.5.9"),
    row(409, NOT, "RFC 9110, 15.5.10"),
    row(410, CACHEABLE, "RFC 9110, 15.5.11"),
    row(411, NOT, "RFC 9110, 15.5.12"),
    row(412, NOT, "RFC 9110, 15.5.13"),
    row(413, NOT, "RFC 9110, 15.5.14"),
    row(414, CACHEABLE, "RFC 9110, 15.5.15"),
    row(415, NOT, "RFC 9110, 15.5.16"),
    row(416, NOT, "RFC 9110, 15.5.17"),
    row(417, NOT, "RFC 9110, 15.5.18"),
    unused(418, "RFC 9110, 15.5.19"),
    row(421, NOT, "RFC 9110, 15.5.20"),
    row(422, NOT, "RFC 9110, 15.5.21"),
    row(423, NOT, "RFC 4918, 11.3"),
    row(424, NOT, "RFC 4918, 11.4"),
    row(425, NOT, "RFC 8470, 5.2"),
    row(426, NOT, "RFC 9110, 15.5.22"),
    row(428, NOT, "RFC 6585, 3"),
    row(429, NOT, "RFC 6585, 4"),
    row(431, NOT, "RFC 6585, 5"),
    unused(449, ""),
    row(451, CACHEABLE, "RFC 7725, 3"),
    row(500, NOT, "RFC 9110, 15.6.1"),
    row(501, CACHEABLE, "RFC 9110, 15.6.2"),
    row(502, NOT, "RFC 9110, 15.6.3"),
    row(503, NOT, "RFC 9110, 15.6.4"),
    row(504, NOT, "RFC 9110, 15.6.5"),
    row(505, NOT, "RFC 9110, 15.6.6"),
    row(506, NOT, "RFC 2295, 8.1"),
    row(507, NOT, "RFC 4918, 11.5"),
    row(508, NOT, "RFC 5842, 7.2"),
    unused(509, ""),
    unused(510, "RFC 2774, 7"),
    row(511, NOT, "RFC 6585, 6"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_in_order_and_has_a_reason() {
        assert!(ENTRIES.windows(2).all(|pair| pair[0].status < pair[1].status));
        assert!(ENTRIES.iter().all(|entry| !entry.reason().is_empty()));
        for status in 0..=u16::MAX {
            assert_eq!(find(status).is_some(), !reason(status).is_empty(), "{status}");
        }
    }

    #[test]
    fn what_is_cacheable_by_default_is_what_the_texts_list() {
        // 9110, 15.1, and RFC 7725, 3.
        let listed = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501];
        assert!((0..1000).filter(|status| is_cacheable_by_default(*status)).eq(listed));
    }

    #[test]
    fn some_responses_have_no_content() {
        for (method, status, allowed) in [
            ("GET", 200, true),
            ("HEAD", 200, false),
            ("CONNECT", 200, false),
            ("CONNECT", 407, true),
            ("GET", 103, false),
            ("POST", 204, false),
            ("POST", 205, false),
            ("GET", 304, false),
            ("GET", 404, true),
        ] {
            assert_eq!(allows_content(method.as_bytes(), status), allowed, "{method} {status}");
        }
    }
}
