// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! A connection's life: its memory, its time, and what it waits for.

use core::ffi::c_void;
use core::ptr;

use crate::capi::boundary::{self, Open};
use crate::capi::codes::{oyez_error, oyez_role};
use crate::capi::types::{OYEZ_CONN_STATE_SIZE, OYEZ_NO_BUFFER, oyez_config, oyez_conn, oyez_interest, oyez_room};
use crate::error::Misuse;
use crate::exchange::{Config, Role};
use crate::syntax::leniency::Leniencies;

/// Octets of memory `oyez_conn_init` needs for `config`. For a constant, use
/// OYEZ_CONN_SIZE(input, output).
///
/// Thread: any
/// Fails:  0 when `config` is wrong
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_size(config: *const oyez_config) -> usize {
    boundary::enter(0, || boundary::config(config).and_then(|config| size(&config)).unwrap_or(0))
}

/// Builds a connection, its buffers included, in `memory`, which must be
/// aligned to 8. Allocates nothing.
///
/// Borrow: `memory` is the library's until you stop using `*conn`; there is
///         nothing to free. `config` may go at once, the names it keeps not.
/// Thread: any
/// Fails:  ARGUMENT, MEMORY_SIZE (`*conn` is then NULL)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_init(
    conn: *mut *mut oyez_conn,
    config: *const oyez_config,
    memory: oyez_room,
) -> oyez_error {
    boundary::enter(oyez_error::OYEZ_ERR_BUG, || {
        let result = boundary::write(conn, ptr::null_mut()).and_then(|()| init(config, memory));
        made(conn, result)
    })
}

/// Like `oyez_conn_init`, in memory from the system's allocator.
///
/// Owner:  you, until `oyez_conn_free`
/// Thread: any
/// Fails:  ARGUMENT, OUT_OF_MEMORY (`*conn` is then NULL)
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_new(conn: *mut *mut oyez_conn, config: *const oyez_config) -> oyez_error {
    boundary::enter(oyez_error::OYEZ_ERR_BUG, || {
        let nothing = boundary::write(conn, ptr::null_mut());
        let size = match nothing.and_then(|()| boundary::config(config)).and_then(|config| size(&config)) {
            Ok(size) => size,
            Err(misuse) => return misuse.into(),
        };
        let Some(memory) = boundary::owned(size) else { return oyez_error::OYEZ_ERR_OUT_OF_MEMORY };
        made(conn, init(config, memory).inspect(|made| boundary::own(*made)))
    })
}

/// Frees a connection made by `oyez_conn_new`; for any other, and for NULL,
/// does nothing.
///
/// Thread: one at a time
/// Fails:  never
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_free(conn: *mut oyez_conn) {
    boundary::release(conn);
}

/// Makes the connection as new, for another transport connection.
///
/// Thread: one at a time
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_reset(conn: *mut oyez_conn) -> oyez_error {
    let none = oyez_error::OYEZ_ERR_ARGUMENT;
    boundary::with_own(conn, none, none, |Open { machine, told, .. }| {
        machine.reset();
        *told = boundary::View::EMPTY;
        oyez_error::OYEZ_OK
    })
}

/// Lends the connection its two buffers; empty rooms take them back. An idle
/// connection of your own loop needs none.
///
/// Borrow: `input` and `output` are the library's until taken back
/// Thread: one at a time
/// Fails:  ARGUMENT, STATE while an exchange is under way or output pends
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_lend_buffers(
    conn: *mut oyez_conn,
    input: oyez_room,
    output: oyez_room,
) -> oyez_error {
    boundary::enter(oyez_error::OYEZ_ERR_BUG, || boundary::lend(conn, input, output).into())
}

/// Keeps a pointer of yours with the connection. The library never reads it.
///
/// Thread: one at a time
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_set_user(conn: *mut oyez_conn, user: *mut c_void) {
    boundary::with(conn, (), |open| *open.user = user);
}

/// The pointer last given to `oyez_conn_set_user`, else NULL.
///
/// Thread: shared
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_user(conn: *const oyez_conn) -> *mut c_void {
    boundary::look(conn, ptr::null_mut(), |shown| shown.user)
}

/// Tells a bare connection the time: milliseconds from any beginning, which
/// may wrap. A server does this by itself.
///
/// Thread: one at a time
/// Fails:  ARGUMENT, STATE on a server's connection
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_tell_time(conn: *mut oyez_conn, now_ms: u32) -> oyez_error {
    boundary::with_own(conn, oyez_error::OYEZ_ERR_ARGUMENT, oyez_error::OYEZ_ERR_STATE, |open| {
        open.machine.tell_time(now_ms);
        oyez_error::OYEZ_OK
    })
}

/// What the connection waits for.
///
/// Thread: shared
/// Fails:  never (nothing, for ever)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_interest(conn: *const oyez_conn) -> oyez_interest {
    boundary::look(conn, oyez_interest::NONE, |shown| shown.machine.interest(shown.input).into())
}

/// Hands out what was made.
fn made(conn: *mut *mut oyez_conn, result: Result<*mut oyez_conn, Misuse>) -> oyez_error {
    result.and_then(|made| boundary::write(conn, made)).into()
}

/// Lays a connection into memory that is measured first.
fn init(config: *const oyez_config, memory: oyez_room) -> Result<*mut oyez_conn, Misuse> {
    let config = boundary::config(config)?;
    let size = size(&config)?;
    if memory.ptr.is_null() || !memory.ptr.addr().is_multiple_of(8) {
        return Err(Misuse::Argument);
    }
    if memory.len < size {
        return Err(Misuse::MemorySize);
    }
    Ok(boundary::lay(&config, &understood(&config)?, memory, sizes(&config)?))
}

/// Octets of state and buffers together.
fn size(config: &oyez_config) -> Result<usize, Misuse> {
    understood(config)?;
    let (input, output) = sizes(config)?;
    let whole = OYEZ_CONN_STATE_SIZE.checked_add(input).and_then(|size| size.checked_add(output));
    whole.filter(|size| isize::try_from(*size).is_ok()).ok_or(Misuse::Argument)
}

/// Octets of either buffer.
pub(super) fn sizes(config: &oyez_config) -> Result<(usize, usize), Misuse> {
    let size = |given| match given {
        0 => 16_384,
        OYEZ_NO_BUFFER => 0,
        given => given,
    };
    let (input, output) = (size(config.input_size), size(config.output_size));
    if input > MOST_INPUT || output > MOST_OUTPUT { Err(Misuse::Argument) } else { Ok((input, output)) }
}

/// A cursor into the input buffer takes two octets, one into the output buffer four.
const MOST_INPUT: usize = 0xffff;
const MOST_OUTPUT: usize = 0xffff_fffe;

/// A configuration, each of its members looked at.
pub(super) fn understood(config: &oyez_config) -> Result<Config, Misuse> {
    let role = match config.role {
        role if role == oyez_role::OYEZ_SERVER_END.number() => Role::Server,
        role if role == oyez_role::OYEZ_CLIENT_END.number() => Role::Client,
        _ => return Err(Misuse::Argument),
    };
    if !matches!(config.version, 0 | 9 | 10 | 11) || config.reserved != 0 {
        return Err(Misuse::Argument);
    }
    let names = usize::from(u16::try_from(config.keep_count).map_err(|_| Misuse::Argument)?);
    for name in boundary::array(&config.keep, names)? {
        boundary::octets(name)?;
    }
    Ok(Config {
        role,
        allow: Leniencies::from_bits(config.allow).ok_or(Misuse::Argument)?,
        version: u8::try_from(config.version).map_err(|_| Misuse::Argument)?,
        content_size: u16::try_from(config.content_size).map_err(|_| Misuse::Argument)?,
        max_content: config.max_content,
        // Nobody waits while four gigabytes are thrown away: such a connection is closed before.
        max_discard: u32::try_from(config.max_discard).unwrap_or(u32::MAX),
        head_ms: config.head_ms,
        content_ms: config.content_ms,
        idle_ms: config.idle_ms,
        send_ms: config.send_ms,
        min_rate: config.min_rate,
    })
}
