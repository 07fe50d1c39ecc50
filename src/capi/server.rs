// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! The server, and what a connection has only where a server made it.
//!
//! Every item says that it needs one, for the header is written from this file, and the one with its types, alone.

use core::ffi::{c_int, c_void};
use core::ptr;
use std::fs::File;
use std::io;

use crate::capi::boundary::slots::{self, Core, Keeping};
use crate::capi::boundary::{self, Given};
use crate::capi::codes::{oyez_error, oyez_event};
use crate::capi::life::{sizes, understood};
use crate::capi::sending::short;
use crate::capi::server_types::{OYEZ_REUSE_PORT, OYEZ_TERSE, oyez_server, oyez_server_config, oyez_stats};
use crate::capi::types::{
    OYEZ_NO_BUFFER, oyez_bytes, oyez_config, oyez_conn, oyez_fault, oyez_field, oyez_interest, oyez_room,
};
use crate::error::{Misuse, Reason, Trouble};
use crate::exchange::{Config, Role, Told};
use crate::server::{Server, ServerConfig, Tale};

/// Makes a server that listens nowhere yet.
///
/// Owner:  you, until `oyez_server_free`
/// Thread: any
/// Fails:  ARGUMENT, OUT_OF_MEMORY, OS (`*server` is then NULL)
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_new(
    server: *mut *mut oyez_server,
    config: *const oyez_server_config,
) -> oyez_error {
    boundary::enter(oyez_error::OYEZ_ERR_BUG, || {
        let nothing = boundary::write(server, ptr::null_mut()).map_err(Reason::from);
        let made = nothing.and_then(|()| made(config));
        made.and_then(|made| Ok(boundary::write(server, made)?)).into()
    })
}

/// Closes every socket and frees every connection. NULL is allowed.
///
/// Thread: one at a time
/// Fails:  never
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_free(server: *mut oyez_server) {
    boundary::enter((), || slots::free(server));
}

/// Listens on a numeric address: empty is 127.0.0.1, "::" is dual-stack.
/// Port 0 lets the system choose. `*bound` (may be NULL) receives the port.
///
/// Thread: one at a time
/// Fails:  ARGUMENT, OS
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_listen(
    server: *mut oyez_server,
    address: oyez_bytes,
    port: u16,
    bound: *mut u16,
) -> oyez_error {
    on(server, |core| {
        let address = core::str::from_utf8(boundary::octets(&address)?).unwrap_or("?");
        let port = core.server.listen(address, port).map_err(|error| reason(&error))?;
        if bound.is_null() { Ok(()) } else { Ok(boundary::write(bound, port)?) }
    })
}

/// Listens on a Unix socket.
///
/// Thread: one at a time
/// Fails:  ARGUMENT, OS
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_listen_unix(server: *mut oyez_server, path: oyez_bytes) -> oyez_error {
    on(server, |core| {
        let path = boundary::octets(&path)?;
        core.server.listen_unix(path).map_err(|error| reason(&error))
    })
}

/// Takes over a listening socket: systemd, tests, privilege dropping.
///
/// Owner:  the server, on success; closed by `oyez_server_free`
/// Thread: one at a time
/// Fails:  ARGUMENT, OS
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_adopt(server: *mut oyez_server, listener: isize) -> oyez_error {
    on(server, |core| {
        let ours = boundary::duplicate(listener)?.map_err(|error| reason(&error))?;
        core.server.adopt(ours).map_err(|error| reason(&error))?;
        boundary::close(listener);
        Ok(())
    })
}

/// Makes a listener, the number that `oyez_conn_listener` gives, require the
/// PROXY protocol, version 1 or 2, of connections accepted from now on: one
/// that does not begin with its header is closed, and `oyez_conn_peer` is
/// whom the header names. Only where none but the proxy can connect: whoever
/// can, says who he is.
///
/// Thread: one at a time
/// Fails:  ARGUMENT when there is no such listener
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_require_proxy(server: *mut oyez_server, listener: u32) -> oyez_error {
    on(server, |core| Ok(core.server.require_proxy(listener)?))
}

/// Takes over a connected socket. `*conn` (may be NULL) receives its
/// connection.
///
/// Borrow: `*conn` as `oyez_server_poll` gives it
/// Owner:  the server, on success: it closes the socket
/// Thread: one at a time
/// Fails:  ARGUMENT, OS, OUT_OF_MEMORY when no connection is free
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_adopt_connection(
    server: *mut oyez_server,
    socket: isize,
    conn: *mut *mut oyez_conn,
) -> oyez_error {
    on(server, |core| {
        let ours = boundary::duplicate(socket)?.map_err(|error| reason(&error))?;
        let id = core.server.adopt_connection(ours).map_err(|error| reason(&error))?;
        boundary::close(socket);
        let handle = slots::handle(server, core.server.slot_of(id));
        if conn.is_null() { Ok(()) } else { Ok(boundary::write(conn, handle)?) }
    })
}

/// Hands a connection's socket to you, after OYEZ_TUNNEL or between
/// exchanges. Octets received and not told are put into `room`.
///
/// Owner:  you own `*socket`, on success; `conn` is over
/// Thread: one at a time
/// Fails:  STATE while output pends or within an exchange, ARGUMENT when
///         `room` is too small (`*written` is then what it takes)
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_release(
    server: *mut oyez_server,
    conn: *mut oyez_conn,
    socket: *mut isize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    on(server, |core| {
        let (_, slot) = slots::place_of(conn).filter(|(made, _)| *made == server).ok_or(Misuse::Argument)?;
        boundary::write(written, 0)?;
        boundary::write(socket, -1)?;
        let needed = core.server.unseen(slot).len();
        if needed > room.len {
            boundary::write(written, needed)?;
            return Err(Misuse::Argument.into());
        }
        let id = core.server.id_at(slot);
        let (stream, count) = core.server.release(id, boundary::room(room.ptr, room.len))?;
        boundary::write(written, count)?;
        Ok(boundary::write(socket, boundary::descriptor(stream))?)
    })
}

/// Waits up to `timeout_ms` (0: not at all, -1: for ever) and takes one
/// event, an `oyez_event`, of one connection. Moves octets between sockets
/// and buffers; bounded: at most one wait, some accepts, one read of one
/// buffer. Never calls you back.
///
/// Borrow: `*conn` until the poll after the one that gave OYEZ_CLOSED for
///         it; so it may be answered in a later frame
/// Thread: one at a time
/// Fails:  OYEZ_FAULT with `*conn` NULL when the server cannot go on:
///         `oyez_server_fault` says why
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_poll(
    server: *mut oyez_server,
    timeout_ms: c_int,
    conn: *mut *mut oyez_conn,
) -> oyez_event {
    let (event, handle) = slots::on(server, nobody(oyez_event::OYEZ_NOTHING), nobody(oyez_event::OYEZ_FAULT), |core| {
        match core.server.turn(timeout_ms) {
            Ok(taken) => {
                let event = told(taken.tale);
                let request = event == oyez_event::OYEZ_REQUEST;
                let failed = event == oyez_event::OYEZ_FAULT;
                if request || failed {
                    slots::keep_view(server, core, taken.at, failed);
                }
                let id = core.server.id_at(taken.at);
                (event, slots::handle(server, Some(taken.at).filter(|_| id != 0)))
            }
            Err(_) => nobody(oyez_event::OYEZ_FAULT),
        }
    });
    // A program that wants no connection wants no answer to give.
    let _ = boundary::write(conn, handle);
    event
}

/// Makes a poll in progress, or the next one, return OYEZ_NOTHING.
///
/// Thread: any, and signal handlers
/// Fails:  never
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_wake(server: *const oyez_server) {
    slots::wake(server);
}

/// One descriptor to wait on, under a loop of your own; poll when it is
/// readable or `oyez_server_interest` says so.
///
/// Owner:  the server
/// Thread: shared
/// Fails:  -1 where the platform has none
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_fd(server: *const oyez_server) -> isize {
    slots::peek(server, -1, |core| isize::try_from(core.server.fd()).unwrap_or(-1))
}

/// What the server waits for: until a poll gave OYEZ_NOTHING, due now.
///
/// Thread: shared
/// Fails:  never (nothing, for ever)
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_interest(server: *const oyez_server) -> oyez_interest {
    slots::peek(server, oyez_interest::NONE, |core| core.server.interest().into())
}

/// Stops listening, lets the exchanges in progress finish for `within_ms`
/// (OYEZ_NO_TIMEOUT: for ever), and then cuts. Ends with OYEZ_DRAINED.
///
/// Thread: one at a time
/// Fails:  never
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_drain(server: *mut oyez_server, within_ms: u32) {
    slots::on(server, (), (), |core| core.server.drain(within_ms));
}

/// Connections open now.
///
/// Thread: shared
/// Fails:  never
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_count(server: *const oyez_server) -> usize {
    slots::peek(server, 0, |core| core.server.count())
}

/// What was counted so far.
///
/// Borrow: as long as the server; the numbers move at each poll
/// Thread: shared
/// Fails:  NULL when `server` is
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_stats(server: *const oyez_server) -> *const oyez_stats {
    slots::stats(server)
}

/// How many faults had this reason, of 1000 to 1999 or 200 to 299, since the
/// server was made.
///
/// Thread: shared
/// Fails:  0 for any other number
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_faults(server: *const oyez_server, error: u32) -> u64 {
    slots::peek(server, 0, |core| Reason::from_number(error).map_or(0, |reason| core.server.faults(reason)))
}

/// Why the server cannot go on, or why the last call on it failed.
///
/// Borrow: until the next call on the server
/// Thread: shared
/// Fails:  NULL when none failed
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_fault(server: *const oyez_server) -> *const oyez_fault {
    slots::fault(server)
}

/// Keeps a pointer of yours with the server. The library never reads it.
///
/// Thread: one at a time
/// Fails:  never
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_set_user(server: *mut oyez_server, user: *mut c_void) {
    slots::set_user(server, user);
}

/// The pointer last given to `oyez_server_set_user`, else NULL.
///
/// Thread: shared
/// Fails:  never
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_user(server: *const oyez_server) -> *mut c_void {
    slots::user(server)
}

/// The connection that has this id.
///
/// Borrow: as `oyez_server_poll` gives it
/// Thread: shared
/// Fails:  NULL when it is over, though its place be taken again
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_conn(server: *const oyez_server, id: u64) -> *mut oyez_conn {
    slots::peek(server, ptr::null_mut(), |core| slots::handle(server, core.server.slot_of(id)))
}

/// The connection after `previous`, the first after NULL: who is there?
///
/// Borrow: as `oyez_server_poll` gives it
/// Thread: shared
/// Fails:  NULL at the end
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_server_next(server: *const oyez_server, previous: *const oyez_conn) -> *mut oyez_conn {
    slots::peek(server, ptr::null_mut(), |core| {
        let from = slots::place_of(previous).map_or(0, |(_, slot)| slot.saturating_add(1));
        let next = core.server.open_from(from);
        slots::handle(server, next)
    })
}

/// A number for the connection that is never 0 and never used again by the
/// same server: keep it instead of the handle.
///
/// Thread: shared
/// Fails:  0 for a connection no server made
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_id(conn: *const oyez_conn) -> u64 {
    seen(conn, 0, |core, slot| core.server.id_at(slot))
}

/// Which door it came in by: 0 for the first listener made or adopted, 1 for
/// the second.
///
/// Thread: shared
/// Fails:  4294967295 for a connection no listener accepted
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_listener(conn: *const oyez_conn) -> u32 {
    seen(conn, u32::MAX, |core, slot| core.server.listener_at(slot))
}

/// The peer's address as text, such as "192.0.2.1:49152"; behind a proxy that
/// `oyez_server_require_proxy` expects, the address it names.
///
/// Borrow: as the connection
/// Thread: shared
/// Fails:  empty for a connection no server made
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_peer(conn: *const oyez_conn) -> oyez_bytes {
    seen(conn, oyez_bytes::NONE, |core, slot| oyez_bytes::of(core.server.peer_at(slot)))
}

/// Sends a part of a file as content. The descriptor is duplicated: close
/// yours at once.
///
/// Thread: one at a time
/// Fails:  as `oyez_conn_send_content`; OS; STATE on a bare connection
#[cfg(feature = "server")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conn_send_file(
    conn: *mut oyez_conn,
    file: isize,
    offset: u64,
    length: u64,
) -> oyez_error {
    match slots::place_of(conn) {
        Some((server, slot)) => on(server, |core| {
            let file = boundary::duplicate(file)?.map_err(|error| reason(&error))?;
            core.server.sender_at(slot).file(File::from(file), offset, length)
        }),
        None if conn.is_null() => oyez_error::OYEZ_ERR_ARGUMENT,
        None => oyez_error::OYEZ_ERR_STATE,
    }
}

/// The half of `oyez_conn_reply` for a server's connections: a large reply goes out at once.
pub(super) fn reply(
    conn: *mut oyez_conn,
    status: u32,
    fields: *const oyez_field,
    field_count: usize,
    content: oyez_bytes,
) -> Option<oyez_error> {
    let (server, slot) = slots::place_of(conn)?;
    Some(on(server, |core| {
        let fields = Given::new(&fields, field_count)?;
        let content = boundary::octets(&content)?;
        core.server.sender_at(slot).reply(short(status)?, &fields, content)
    }))
}

/// The half of `oyez_conn_pause` for a server's connections.
pub(super) fn pause(conn: *mut oyez_conn, paused: bool) -> bool {
    let place = slots::place_of(conn);
    if let Some((server, slot)) = place {
        slots::on(server, (), (), |core| core.server.pause(core.server.id_at(slot), paused));
    }
    place.is_some()
}

/// The half of `oyez_conn_abort` for a server's connections: the peer is to see it.
pub(super) fn abort(conn: *mut oyez_conn) -> bool {
    let place = slots::place_of(conn);
    if let Some((server, slot)) = place {
        slots::on(server, (), (), |core| core.server.sender_at(slot).abort());
    }
    place.is_some()
}

fn on(server: *mut oyez_server, call: impl FnOnce(&mut Core) -> Result<(), Reason>) -> oyez_error {
    let (none, broken) = (oyez_error::OYEZ_ERR_ARGUMENT, oyez_error::OYEZ_ERR_BUG);
    slots::on(server, none, broken, |core| call(core).into())
}

fn seen<R>(conn: *const oyez_conn, none: R, call: impl FnOnce(&Core, u32) -> R) -> R {
    match slots::place_of(conn) {
        Some((server, slot)) => slots::peek(server, none, |core| call(core, slot)),
        None => none,
    }
}

/// An event of no connection.
fn nobody(event: oyez_event) -> (oyez_event, *mut oyez_conn) {
    (event, ptr::null_mut())
}

fn told(tale: Tale) -> oyez_event {
    match tale {
        Tale::Told(told) => told.into(),
        Tale::Fault => oyez_event::OYEZ_FAULT,
        Tale::Sent => oyez_event::OYEZ_SENT,
        Tale::Drained => oyez_event::OYEZ_DRAINED,
        Tale::More => Told::More.into(),
        Tale::Nothing => Told::Nothing.into(),
    }
}

/// Why a call on the operating system failed.
fn reason(error: &io::Error) -> Reason {
    match (error.raw_os_error(), error.kind()) {
        (None, io::ErrorKind::OutOfMemory) => Trouble::OutOfMemory.into(),
        (None, io::ErrorKind::InvalidInput) => Misuse::Argument.into(),
        _ => Trouble::Os.into(),
    }
}

/// A server as `config` says.
fn made(config: *const oyez_server_config) -> Result<*mut oyez_server, Reason> {
    let config = if config.is_null() { oyez_server_config::DEFAULT } else { boundary::sized(config)? };
    if config.flags & !(OYEZ_REUSE_PORT | OYEZ_TERSE) != 0 {
        return Err(Misuse::Argument.into());
    }
    let connection = if config.connection.is_null() { None } else { Some(boundary::config(config.connection)?) };
    let out_of_memory = |_| Reason::from(Trouble::OutOfMemory);
    let given = boundary::array(&config.hosts, if config.hosts.is_null() { 0 } else { config.host_count })?;
    let mut hosts = Vec::new();
    hosts.try_reserve_exact(given.len()).map_err(out_of_memory)?;
    for host in given {
        hosts.push(boundary::octets(host)?);
    }
    let (behaviour, (input_size, output_size)) = match &connection {
        Some(connection) => each(connection)?,
        None => (Config::default(), (0, 0)),
    };
    let keep = match &connection {
        Some(connection) => Keeping::new(connection.keep, usize::try_from(connection.keep_count).unwrap_or(0))?,
        None => Keeping::new(ptr::null(), 0)?,
    };
    let server = Server::open(&ServerConfig {
        connections: config.connections,
        exchanges: config.exchanges,
        max_pending: config.max_pending,
        input_size,
        output_size,
        connection: behaviour,
        keep: keep.names(),
        hosts: &hosts,
        reuse_port: config.flags & OYEZ_REUSE_PORT != 0,
        retry_after: config.retry_after,
        terse: config.flags & OYEZ_TERSE != 0,
    });
    match server {
        Ok(server) => slots::hold(server, &keep).map_err(|trouble| {
            keep.free();
            trouble.into()
        }),
        Err(error) => {
            keep.free();
            Err(reason(&error))
        }
    }
}

/// How each connection of a server behaves.
fn each(config: &oyez_config) -> Result<(Config, (usize, usize)), Misuse> {
    let behaviour = understood(config)?;
    let without = config.input_size == OYEZ_NO_BUFFER || config.output_size == OYEZ_NO_BUFFER;
    if behaviour.role != Role::Server || without {
        return Err(Misuse::Argument);
    }
    Ok((behaviour, sizes(config)?))
}
