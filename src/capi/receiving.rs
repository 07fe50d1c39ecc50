// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Receiving: octets in, events out, and what goes with an event.

use core::ptr;

use crate::capi::boundary::{self, Open};
use crate::capi::codes::{oyez_error, oyez_event};
use crate::capi::types::{oyez_bytes, oyez_conn, oyez_fault, oyez_fields, oyez_request, oyez_response, oyez_room};
use crate::exchange::{Lent, Told};

/// The free part of the input buffer, for you to fill. Empty while the
/// buffer is full: stop reading from the transport until a step is made.
///
/// Borrow: until the next `oyez_conn_filled`, `_room` or `_step`
/// Thread: one at a time
/// Fails:  never (an empty room)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_room(conn: *mut oyez_conn) -> oyez_room {
    let none = oyez_room::NONE;
    boundary::with_own(conn, none, none, |open| oyez_room::of(open.machine.room(open.lent.input)))
}

/// Says that `count` octets were put at the start of the room.
///
/// Thread: one at a time
/// Fails:  ARGUMENT when `count` exceeds the room
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_filled(conn: *mut oyez_conn, count: usize) -> oyez_error {
    boundary::with_own(conn, oyez_error::OYEZ_ERR_ARGUMENT, oyez_error::OYEZ_ERR_STATE, |open| {
        open.machine.filled(open.lent.input, count).into()
    })
}

/// Says that the peer will send no more.
///
/// Thread: one at a time
/// Fails:  STATE when said before
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_ended(conn: *mut oyez_conn) -> oyez_error {
    boundary::with_own(conn, oyez_error::OYEZ_ERR_ARGUMENT, oyez_error::OYEZ_ERR_STATE, |open| {
        open.machine.ended().into()
    })
}

/// Takes the next event. Whether a step ends a borrow is said by each
/// accessor below. Sending never ends one.
///
/// Thread: one at a time
/// Fails:  OYEZ_FAULT, once; OYEZ_CLOSED follows
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_step(conn: *mut oyez_conn) -> oyez_event {
    let none = oyez_event::OYEZ_NOTHING;
    boundary::with_own(conn, none, none, |Open { machine, lent: Lent { input, output, keep }, told, .. }| {
        let step = machine.step(Lent { input, output, keep });
        if matches!(step, Ok(Told::Request | Told::Response | Told::Informational) | Err(_)) {
            told.keep(machine.request(input), machine.response(input));
        }
        match step {
            Ok(event) => event.into(),
            Err(fault) => {
                told.fail(fault.into());
                oyez_event::OYEZ_FAULT
            }
        }
    })
}

/// Pauses or resumes. A paused connection tells no OYEZ_CONTENT, reads
/// nothing and sends no automatic 100 (Continue); OYEZ_PEER_ENDED,
/// OYEZ_FAULT and OYEZ_CLOSED still come.
///
/// Thread: one at a time
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_pause(conn: *mut oyez_conn, paused: bool) {
    // A server's connection may be paused between two exchanges, when it has no machine.
    #[cfg(feature = "server")]
    if crate::capi::server::pause(conn, paused) {
        return;
    }
    boundary::with(conn, (), |open| open.machine.pause(paused));
}

/// Says that only the first `count` octets of the content told were taken;
/// the rest is told again.
///
/// Thread: one at a time
/// Fails:  ARGUMENT when `count` exceeds it, STATE when none was told
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_used(conn: *mut oyez_conn, count: usize) -> oyez_error {
    boundary::with(conn, oyez_error::OYEZ_ERR_ARGUMENT, |open| open.machine.used(count).into())
}

/// Gives up the head and its fields before the exchange is over: their room
/// is for content then.
///
/// Thread: one at a time
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_forget_head(conn: *mut oyez_conn) {
    boundary::with(conn, (), |open| open.machine.forget_head());
}

/// The request of the present exchange, from OYEZ_REQUEST on.
///
/// Borrow: until the exchange is over or `oyez_conn_forget_head`: heads stay
///         put while content flows
/// Thread: shared
/// Fails:  NULL when there is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_request(conn: *const oyez_conn) -> *const oyez_request {
    boundary::look(conn, ptr::null(), |shown| {
        let there = shown.told.holds_request() && shown.machine.has_head();
        if there { shown.place.request() } else { ptr::null() }
    })
}

/// The response of the present exchange, after OYEZ_RESPONSE or
/// OYEZ_INFORMATIONAL.
///
/// Borrow: until the exchange is over or `oyez_conn_forget_head`
///         (informational: until the next step)
/// Thread: shared
/// Fails:  NULL when there is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_response(conn: *const oyez_conn) -> *const oyez_response {
    boundary::look(conn, ptr::null(), |shown| {
        let there = shown.told.holds_response() && shown.machine.has_head();
        if there { shown.place.response() } else { ptr::null() }
    })
}

/// The header section of the message being received.
///
/// Borrow: as its request or response
/// Thread: shared
/// Fails:  an empty section when there is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_fields(conn: *const oyez_conn) -> oyez_fields {
    boundary::look(conn, oyez_fields::NONE, |shown| shown.machine.fields(shown.input).into())
}

/// The trailer section, from OYEZ_COMPLETE on. Kept apart from the header
/// section, as RFC 9110, 6.5.1 demands.
///
/// Borrow: until the exchange is over
/// Thread: shared
/// Fails:  an empty section when there is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_trailers(conn: *const oyez_conn) -> oyez_fields {
    boundary::look(conn, oyez_fields::NONE, |shown| shown.machine.trailers(shown.input).into())
}

/// The head as received, its last empty line included: for TRACE,
/// signatures, logs.
///
/// Borrow: as its request or response
/// Thread: shared
/// Fails:  empty when there is none, under `keep`, and after an unfolding
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_head(conn: *const oyez_conn) -> oyez_bytes {
    boundary::look(conn, oyez_bytes::NONE, |shown| oyez_bytes::some(shown.machine.head(shown.input)))
}

/// Content, after OYEZ_CONTENT; never empty.
///
/// Borrow: until the next step
/// Thread: shared
/// Fails:  empty when there is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_content(conn: *const oyez_conn) -> oyez_bytes {
    boundary::look(conn, oyez_bytes::NONE, |shown| oyez_bytes::some(shown.machine.content(shown.input)))
}

/// The leniencies this message made use of: `OYEZ_ALLOW_*` bits, and
/// OYEZ_NOTE_TRAILER_DROPPED.
///
/// Thread: shared
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_leniencies(conn: *const oyez_conn) -> u32 {
    boundary::look(conn, 0, |shown| shown.machine.leniencies().bits())
}

/// Why the connection failed.
///
/// Borrow: as long as the connection, or until it is reset
/// Thread: shared
/// Fails:  NULL before OYEZ_FAULT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_fault(conn: *const oyez_conn) -> *const oyez_fault {
    boundary::fault(conn)
}
