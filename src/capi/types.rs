// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The structs and constants of the header.

use core::ptr;

use crate::error::{Fault, Misuse, Reason};
use crate::exchange::{Interest, Request, Response};
use crate::syntax::field_line::Field;
use crate::syntax::section::Fields;

use crate::capi::codes::oyez_target_form;

/// Octets somebody else owns. `ptr` may be NULL only when `len` is 0.
///
/// Never NUL-terminated; print with `printf("%.*s", OYEZ_ARG(octets))`.
/// The function that hands one out says, on its `Borrow:` line, until when
/// it may be read.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_bytes {
    pub ptr: *const u8,
    pub len: usize,
}

/// Octets the holder may write: memory lent to the library, or space in a
/// buffer lent to the caller.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_room {
    pub ptr: *mut u8,
    pub len: usize,
}

/// One field line (RFC 9110, 5). Of a received field, the value has its
/// surrounding whitespace removed and may hold obs-text, so it need not be
/// UTF-8.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_field {
    pub name: oyez_bytes,
    pub value: oyez_bytes,
}

/// A cursor over the field lines of one section, in the order received.
///
/// A plain value: copy it to remember a position. Owns nothing. Its members
/// are the library's; the index is a cache, no answer depends on it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_fields {
    pub head: *const u8,
    pub index: *const u8,
    pub at: u16,
    pub end: u16,
    pub next: u16,
    pub indexed: u16,
}

/// What a connection or a server waits for.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_interest {
    /// `OYEZ_WANT_*` bits.
    pub wants: u32,
    /// Milliseconds until a step or poll is due although nothing happened;
    /// 0 means now, OYEZ_NO_TIMEOUT never.
    pub wait_ms: u32,
    /// Octets you owe the transport now, after what is pending:
    /// `oyez_conn_send_elsewhere`.
    pub elsewhere: u64,
}

/// Call `oyez_conn_step`: it has something to tell without more input.
pub const OYEZ_WANT_STEP: u32 = 1 << 0;

/// Read from the transport.
pub const OYEZ_WANT_READ: u32 = 1 << 1;

/// Write what is pending to the transport.
pub const OYEZ_WANT_WRITE: u32 = 1 << 2;

/// Shut the transport's sending side, and go on reading (RFC 9112, 9.6).
pub const OYEZ_WANT_SHUTDOWN: u32 = 1 << 3;

/// Close the transport.
pub const OYEZ_WANT_CLOSE: u32 = 1 << 4;

/// Accept a bare LF as line terminator (RFC 9112, 2.2 "MAY").
pub const OYEZ_ALLOW_BARE_LF: u32 = 1 << 0;

/// Replace obs-fold by spaces instead of refusing it (RFC 9112, 5.2).
pub const OYEZ_ALLOW_OBS_FOLD: u32 = 1 << 1;

/// Answer HTTP/0.9 simple requests (RFC 1945, 4.1).
pub const OYEZ_ALLOW_HTTP09: u32 = 1 << 2;

/// Accept a head whose last empty line is missing because the connection
/// ended, if the message has no content.
pub const OYEZ_ALLOW_UNENDED_HEAD: u32 = 1 << 3;

/// In `oyez_conn_leniencies`: fields were dropped that a trailer section may
/// not hold (RFC 9110, 6.5.1).
pub const OYEZ_NOTE_TRAILER_DROPPED: u32 = 1 << 16;

/// The length of content that is not known beforehand.
pub const OYEZ_LENGTH_UNKNOWN: u64 = 0xFFFF_FFFF_FFFF_FFFF;

/// Announce no length: a response to HEAD, a 304.
pub const OYEZ_LENGTH_NONE: u64 = 0xFFFF_FFFF_FFFF_FFFE;

/// A time that never comes, for every member that ends in `_ms`.
pub const OYEZ_NO_TIMEOUT: u32 = 0xFFFF_FFFF;

/// A buffer size of a connection that starts without one:
/// `oyez_conn_lend_buffers`.
pub const OYEZ_NO_BUFFER: usize = 0xFFFF_FFFF;

/// Octets of `oyez_conn` state, apart from its two buffers: an upper bound
/// for this soname.
pub const OYEZ_CONN_STATE_SIZE: usize = 384;

/// Octets of a field name that a verdict keeps.
pub const OYEZ_VERDICT_FIELD_SIZE: usize = 40;

/// In `oyez_request.flags`: the sender waits for a 100 (Continue) before its
/// content (RFC 9110, 10.1.1).
pub const OYEZ_EXPECTS_CONTINUE: u32 = 1 << 0;

/// In `.flags` of a request or response: the connection ends after this
/// exchange (RFC 9112, 9.3).
pub const OYEZ_LAST: u32 = 1 << 1;

/// In `oyez_verdict.flags`: the framing is certain. Once a final response is
/// sent, the connection goes on.
pub const OYEZ_MAY_CONTINUE: u32 = 1 << 0;

/// How a connection behaves. Start from `oyez_config_default()`; zero is
/// the default of every member but `size`, in every version.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_config {
    pub size: usize,
    /// An `oyez_role`.
    pub role: u32,
    /// `OYEZ_ALLOW_*` bits. None of them relaxes a MUST.
    pub allow: u32,
    /// The version a client speaks: 9, 10 or 11; 0 means 11.
    pub version: u32,
    /// Names in `keep`.
    pub keep_count: u32,
    /// The fields to keep; all others are checked, dropped as they stream,
    /// however long, and counted. NULL keeps all. Governing fields are
    /// always understood, Host is always kept. Borrowed for the
    /// connection's life.
    pub keep: *const oyez_bytes,
    /// Octets of input buffer, at most 65535. It bounds a head and a trailer
    /// section: there is no other limit to set. 0 means 16384.
    pub input_size: usize,
    /// Octets of output buffer. It bounds a head sent. 0 means 16384.
    pub output_size: usize,
    /// Octets of the input buffer that a head never takes; 0 means 64 or a
    /// quarter of it, whichever is less.
    pub content_size: usize,
    /// Octets of content accepted per message; 0 means no limit.
    pub max_content: u64,
    /// Octets of content discarded after an answer that came early, rather
    /// than closing; 0 means 65536.
    pub max_discard: u64,
    /// Milliseconds for a head to arrive. Of this and the other times, 0
    /// means the default: none on a bare connection, 10000 on a server.
    pub head_ms: u32,
    /// Milliseconds without an octet of content; 30000 on a server.
    pub content_ms: u32,
    /// Milliseconds to wait for another request; 60000 on a server.
    pub idle_ms: u32,
    /// Milliseconds in which the peer takes nothing; 30000 on a server.
    pub send_ms: u32,
    /// Octets of content a second that a peer must send; 0 means no bound.
    pub min_rate: u32,
    /// 0.
    pub reserved: u32,
}

/// The control data of a request, and what the library concluded from it.
/// Later versions may add members at the end.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_request {
    /// Octets of this struct. You set it only for `oyez_read_request`:
    /// `oyez_request_empty()`.
    pub size: usize,
    pub method: oyez_bytes,
    /// The request-target as received.
    pub target: oyez_bytes,
    pub path: oyez_bytes,
    /// Without its '?'. `ptr` is NULL when there was none.
    pub query: oyez_bytes,
    /// From the target, else from Host.
    pub authority: oyez_bytes,
    /// The protocols offered; empty unless Connection names Upgrade and the
    /// version is 1.1 (RFC 9110, 7.8).
    pub upgrade: oyez_bytes,
    /// Octets of content to come, or OYEZ_LENGTH_UNKNOWN.
    pub length: u64,
    /// An `oyez_target_form`.
    pub target_form: u32,
    /// As received, 10 * major + minor: 9, 10, 11, or 12 and more, served
    /// as 11.
    pub version: u32,
    /// OYEZ_EXPECTS_CONTINUE, OYEZ_LAST.
    pub flags: u32,
    /// Field lines dropped because `keep` does not name them.
    pub dropped: u32,
}

/// The control data of a response. Later versions may add members at the
/// end.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_response {
    /// Octets of this struct. You set it only for `oyez_read_response`:
    /// `oyez_response_empty()`.
    pub size: usize,
    pub reason: oyez_bytes,
    /// The protocols chosen, of a 101; those offered, of a 426.
    pub upgrade: oyez_bytes,
    /// Octets of content to come, or OYEZ_LENGTH_UNKNOWN.
    pub length: u64,
    /// What Content-Length says, also where no content comes (HEAD, 304);
    /// else OYEZ_LENGTH_NONE.
    pub announced_length: u64,
    pub status: u32,
    /// As `oyez_request.version`.
    pub version: u32,
    /// OYEZ_LAST.
    pub flags: u32,
    /// Field lines dropped because `keep` does not name them.
    pub dropped: u32,
}

/// What is wrong, and what to do about it. The same type from a connection,
/// a server and the stateless door.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_verdict {
    /// An `oyez_error`.
    pub error: u32,
    /// The status to answer with, or 0 when no answer is called for.
    pub status: u32,
    /// OYEZ_MAY_CONTINUE, or 0.
    pub flags: u32,
    /// `errno`, or GetLastError(), when `error` is OYEZ_ERR_OS; else 0.
    pub os_error: i32,
    /// Octets from the beginning of the connection, or of the input, to the
    /// offending one.
    pub offset: u64,
    /// Octets used in `field`.
    pub field_len: u32,
    /// The name of the field concerned, cut where it is too long.
    pub field: [u8; OYEZ_VERDICT_FIELD_SIZE],
    /// 0.
    pub reserved: u32,
}

/// Why a connection failed. Owned by the connection or server. Later
/// versions may add members at the end.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_fault {
    pub verdict: oyez_verdict,
}

/// One HTTP/1 connection, seen from one end. Opaque.
pub struct oyez_conn {
    _private: [u8; 0],
}

impl oyez_bytes {
    /// No octets.
    pub(super) const NONE: oyez_bytes = oyez_bytes { ptr: ptr::null(), len: 0 };

    /// Octets that stay where they are for as long as the header says.
    pub(super) const fn of(octets: &[u8]) -> Self {
        oyez_bytes { ptr: octets.as_ptr(), len: octets.len() }
    }

    /// The same, NULL where there are none.
    pub(super) const fn some(octets: &[u8]) -> Self {
        if octets.is_empty() { Self::NONE } else { Self::of(octets) }
    }
}

impl oyez_room {
    /// No room.
    pub(super) const NONE: oyez_room = oyez_room { ptr: ptr::null_mut(), len: 0 };

    /// Room that stays where it is for as long as the header says.
    pub(super) const fn of(octets: &mut [u8]) -> Self {
        if octets.is_empty() { Self::NONE } else { oyez_room { ptr: octets.as_mut_ptr(), len: octets.len() } }
    }
}

impl oyez_fields {
    /// No section.
    pub(super) const NONE: oyez_fields =
        oyez_fields { head: ptr::null(), index: ptr::null(), at: 0, end: 0, next: 0, indexed: 0 };
}

impl From<Field<'_>> for oyez_field {
    fn from(field: Field<'_>) -> Self {
        oyez_field { name: oyez_bytes::of(field.name), value: oyez_bytes::of(field.value) }
    }
}

impl From<Fields<'_>> for oyez_fields {
    fn from(fields: Fields<'_>) -> Self {
        let ((head, index), (at, next, indexed)) = (fields.octets(), fields.position());
        if head.is_empty() {
            return Self::NONE;
        }
        let end = u16::try_from(head.len()).unwrap_or(u16::MAX);
        // Entries grow down from one past the end of the index.
        oyez_fields { head: head.as_ptr(), index: index.as_ptr_range().end, at, end, next, indexed }
    }
}

impl oyez_interest {
    /// Nothing, for ever.
    pub(super) const NONE: oyez_interest = oyez_interest { wants: 0, wait_ms: OYEZ_NO_TIMEOUT, elsewhere: 0 };
}

impl From<Interest> for oyez_interest {
    fn from(interest: Interest) -> Self {
        oyez_interest { wants: interest.wants.bits(), wait_ms: interest.wait_ms, elsewhere: interest.elsewhere }
    }
}

impl From<Request<'_>> for oyez_request {
    fn from(request: Request<'_>) -> Self {
        oyez_request {
            size: size_of::<oyez_request>(),
            method: oyez_bytes::some(request.method),
            target: oyez_bytes::some(request.target),
            path: oyez_bytes::some(request.path),
            // An empty query is there, and its pointer says so.
            query: request.query.map_or(oyez_bytes::NONE, oyez_bytes::of),
            authority: oyez_bytes::some(request.authority),
            upgrade: oyez_bytes::some(request.upgrade),
            length: request.length.unwrap_or(OYEZ_LENGTH_UNKNOWN),
            target_form: oyez_target_form::from(request.form).number(),
            version: u32::from(request.version.number()),
            flags: flag(request.expects_continue, OYEZ_EXPECTS_CONTINUE) | flag(request.last, OYEZ_LAST),
            dropped: request.dropped,
        }
    }
}

impl From<Response<'_>> for oyez_response {
    fn from(response: Response<'_>) -> Self {
        oyez_response {
            size: size_of::<oyez_response>(),
            reason: oyez_bytes::some(response.reason),
            upgrade: oyez_bytes::some(response.upgrade),
            length: response.length.unwrap_or(OYEZ_LENGTH_UNKNOWN),
            announced_length: response.announced.unwrap_or(OYEZ_LENGTH_NONE),
            status: u32::from(response.status),
            version: u32::from(response.version.number()),
            flags: flag(response.last, OYEZ_LAST),
            dropped: response.dropped,
        }
    }
}

impl oyez_fault {
    /// None has happened.
    pub(super) const NONE: oyez_fault = oyez_fault {
        verdict: oyez_verdict {
            error: 0,
            status: 0,
            flags: 0,
            os_error: 0,
            offset: 0,
            field_len: 0,
            field: [0; OYEZ_VERDICT_FIELD_SIZE],
            reserved: 0,
        },
    };

    /// A bug of ours was caught.
    pub(super) fn bug(offset: u64) -> Self {
        let verdict = oyez_verdict { error: u32::from(Misuse::Bug.number()), offset, ..Self::NONE.verdict };
        oyez_fault { verdict }
    }
}

impl From<Fault> for oyez_fault {
    fn from(fault: Fault) -> Self {
        let mut verdict = oyez_verdict {
            error: u32::from(Reason::number(fault.reason)),
            status: u32::from(fault.status),
            flags: flag(fault.may_continue, OYEZ_MAY_CONTINUE),
            os_error: fault.os_error,
            offset: fault.offset,
            ..Self::NONE.verdict
        };
        for (place, octet) in verdict.field.iter_mut().zip(fault.field.octets()) {
            *place = *octet;
            verdict.field_len = verdict.field_len.saturating_add(1);
        }
        oyez_fault { verdict }
    }
}

const fn flag(set: bool, bit: u32) -> u32 {
    if set { bit } else { 0 }
}
