// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Sending: messages in, octets out.

use crate::capi::boundary::{self, Given, Open};
use crate::capi::codes::oyez_error;
use crate::capi::types::{OYEZ_LENGTH_NONE, OYEZ_LENGTH_UNKNOWN, oyez_bytes, oyez_conn, oyez_field, oyez_room};
use crate::error::{Misuse, Reason};
use crate::exchange::Length;
use crate::syntax::field_line::{Field, Lines};

/// Sends a whole response: head, content, end. The common case.
///
/// Borrow: `fields` and `content` may go at once
/// Thread: one at a time
/// Fails:  STATE, ROLE, ANSWERED, ARGUMENT, FIELD_SYNTAX, FIELD_RESERVED,
///         OUTPUT_FULL, OUTPUT_SIZE, PEER_GONE (nothing is sent then)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_reply(
    conn: *mut oyez_conn,
    status: u32,
    fields: *const oyez_field,
    field_count: usize,
    content: oyez_bytes,
) -> oyez_error {
    #[cfg(feature = "server")]
    if let Some(error) = crate::capi::server::reply(conn, status, fields, field_count, content) {
        return error;
    }
    send(conn, |open| {
        let fields = Stamped::new(&open, Given::new(&fields, field_count)?);
        let content = boundary::octets(&content)?;
        open.machine.reply(open.lent.output, short(status)?, &fields, content)
    })
}

/// Sends a final response head. `length` is exact; or OYEZ_LENGTH_UNKNOWN:
/// then chunked to a 1.1 peer, until close to a 1.0 one; or
/// OYEZ_LENGTH_NONE. The registered reason phrase is sent.
///
/// Borrow: `fields` may go at once
/// Thread: one at a time
/// Fails:  STATE, ROLE, ANSWERED, ARGUMENT, FIELD_SYNTAX, FIELD_RESERVED,
///         OUTPUT_FULL, OUTPUT_SIZE, PEER_GONE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_send_response(
    conn: *mut oyez_conn,
    status: u32,
    length: u64,
    fields: *const oyez_field,
    field_count: usize,
) -> oyez_error {
    send(conn, |open| {
        let fields = Stamped::new(&open, Given::new(&fields, field_count)?);
        open.machine.send_response(open.lent.output, short(status)?, self::length(length), &fields)
    })
}

/// Sends a 1xx head: 100 to let content come, 103 for early hints, 101 to
/// leave HTTP.
///
/// Borrow: `fields` may go at once
/// Thread: one at a time
/// Fails:  as `oyez_conn_send_response`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_send_informational(
    conn: *mut oyez_conn,
    status: u32,
    fields: *const oyez_field,
    field_count: usize,
) -> oyez_error {
    send(conn, |Open { machine, lent, .. }| {
        let fields = Given::new(&fields, field_count)?;
        machine.send_informational(lent.output, short(status)?, &fields)
    })
}

/// Sends a request head (client end). `fields` hold exactly one Host.
///
/// Borrow: `method`, `target` and `fields` may go at once
/// Thread: one at a time
/// Fails:  as `oyez_conn_send_response`, but for ANSWERED; HOST_NEEDED
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_send_request(
    conn: *mut oyez_conn,
    method: oyez_bytes,
    target: oyez_bytes,
    length: u64,
    fields: *const oyez_field,
    field_count: usize,
) -> oyez_error {
    send(conn, |Open { machine, lent, .. }| {
        let fields = Given::new(&fields, field_count)?;
        let (method, target) = (boundary::octets(&method)?, boundary::octets(&target)?);
        machine.send_request(lent.output, method, target, self::length(length), &fields)
    })
}

/// Sends as much of `content` as there is room for; `*taken` says how much
/// that was. With `taken` NULL: all or nothing.
///
/// Borrow: `content` may go at once
/// Thread: one at a time
/// Fails:  STATE, CONTENT_LENGTH, PEER_GONE, OUTPUT_FULL when not one octet
///         fits (`taken` NULL: not all), OUTPUT_SIZE when it never will
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_send_content(
    conn: *mut oyez_conn,
    content: oyez_bytes,
    taken: *mut usize,
) -> oyez_error {
    send(conn, |Open { machine, lent, .. }| {
        let content = boundary::octets(&content)?;
        if !taken.is_null() && !boundary::writable(taken) {
            return Err(Misuse::Argument.into());
        }
        let count = machine.send_content(lent.output, content, taken.is_null())?;
        if !taken.is_null() {
            boundary::write(taken, count)?;
        }
        Ok(())
    })
}

/// The free part of the output buffer, to generate content straight into.
///
/// Borrow: until the next call that sends, `oyez_conn_sent` or a step
/// Thread: one at a time
/// Fails:  never (an empty room)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_content_room(conn: *mut oyez_conn) -> oyez_room {
    boundary::with(conn, oyez_room::NONE, |open| oyez_room::of(open.machine.content_room(open.lent.output)))
}

/// Sends the first `count` octets put into the content room.
///
/// Thread: one at a time
/// Fails:  ARGUMENT when `count` exceeds the room, STATE, CONTENT_LENGTH,
///         PEER_GONE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_content_filled(conn: *mut oyez_conn, count: usize) -> oyez_error {
    send(conn, |open| open.machine.content_filled(open.lent.output, count))
}

/// Sends the framing of `length` octets of content which you then write to
/// the transport yourself, after all that is pending: sendfile, DMA. Pending
/// stops at the gap until `oyez_conn_sent_elsewhere` has closed it.
///
/// Thread: one at a time
/// Fails:  as `oyez_conn_send_content`; STATE on a server's connection
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_send_elsewhere(conn: *mut oyez_conn, length: u64) -> oyez_error {
    boundary::with_own(conn, oyez_error::OYEZ_ERR_ARGUMENT, oyez_error::OYEZ_ERR_STATE, |open| {
        open.machine.send_elsewhere(open.lent.output, length).into()
    })
}

/// Says that `count` octets of the gap were written.
///
/// Thread: one at a time
/// Fails:  ARGUMENT when `count` exceeds the gap, STATE when something is
///         still pending before it
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_sent_elsewhere(conn: *mut oyez_conn, count: u64) -> oyez_error {
    boundary::with_own(conn, oyez_error::OYEZ_ERR_ARGUMENT, oyez_error::OYEZ_ERR_STATE, |open| {
        open.machine.sent_elsewhere(open.lent.output, count).into()
    })
}

/// Ends the message, with a trailer section if it is chunked. Always
/// required, except after `oyez_conn_reply`.
///
/// Borrow: `trailers` may go at once
/// Thread: one at a time
/// Fails:  STATE, CONTENT_LENGTH, FIELD_SYNTAX, FIELD_RESERVED, OUTPUT_FULL,
///         OUTPUT_SIZE, PEER_GONE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_send_end(
    conn: *mut oyez_conn,
    trailers: *const oyez_field,
    trailer_count: usize,
) -> oyez_error {
    send(conn, |Open { machine, lent, .. }| {
        let trailers = Given::new(&trailers, trailer_count)?;
        machine.send_end(lent.output, &trailers)
    })
}

/// Makes the message being sent, or the next, the last one.
///
/// Thread: one at a time
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_make_last(conn: *mut oyez_conn) {
    boundary::with(conn, (), |open| open.machine.make_last());
}

/// Drops what is pending and cuts the connection: a message broken off must
/// look broken off. OYEZ_CLOSED follows.
///
/// Thread: one at a time
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_abort(conn: *mut oyez_conn) {
    #[cfg(feature = "server")]
    if crate::capi::server::abort(conn) {
        return;
    }
    boundary::with(conn, (), |open| open.machine.abort());
}

/// Output that waits to be written to the transport. Sending appends to it;
/// it does not move.
///
/// Borrow: until `oyez_conn_sent` has said so
/// Thread: shared
/// Fails:  empty when there is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_pending(conn: *const oyez_conn) -> oyez_bytes {
    boundary::look(conn, oyez_bytes::NONE, |shown| oyez_bytes::some(shown.machine.pending(shown.output)))
}

/// Says that the first `count` octets pending were written.
///
/// Thread: one at a time
/// Fails:  ARGUMENT when `count` exceeds what is pending
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_sent(conn: *mut oyez_conn, count: usize) -> oyez_error {
    boundary::with_own(conn, oyez_error::OYEZ_ERR_ARGUMENT, oyez_error::OYEZ_ERR_STATE, |open| {
        open.machine.sent(open.lent.output, count).into()
    })
}

fn send(conn: *mut oyez_conn, call: impl FnOnce(Open<'_>) -> Result<(), Reason>) -> oyez_error {
    boundary::with(conn, oyez_error::OYEZ_ERR_ARGUMENT, |open| call(open).into())
}

/// What a server adds, and then what the caller said.
struct Stamped<'s> {
    ours: &'s [u8],
    fields: Given<'s>,
}

impl<'s> Stamped<'s> {
    #[cfg(feature = "server")]
    fn new(open: &Open<'s>, fields: Given<'s>) -> Self {
        Stamped { ours: open.stamp.map_or(&[], |stamp| stamp.beside(&fields)), fields }
    }

    #[cfg(not(feature = "server"))]
    fn new(_: &Open<'s>, fields: Given<'s>) -> Self {
        Stamped { ours: &[], fields }
    }
}

impl Lines for Stamped<'_> {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        self.fields.lines()
    }

    fn written(&self) -> &[u8] {
        self.ours
    }
}

pub(super) fn short(status: u32) -> Result<u16, Misuse> {
    u16::try_from(status).map_err(|_| Misuse::Argument)
}

fn length(length: u64) -> Length {
    match length {
        OYEZ_LENGTH_UNKNOWN => Length::Unknown,
        OYEZ_LENGTH_NONE => Length::None,
        length => Length::Exact(length),
    }
}
