// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What the functions of a server take and show: how it behaves, what it counted.

use core::mem::offset_of;
use core::ptr;

use crate::capi::types::{oyez_bytes, oyez_config};
use crate::server::Stats;

/// How a server behaves. Start from `oyez_server_config_default()`; zero is
/// the default of every member but `size`.
#[cfg(feature = "server")]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_server_config {
    pub size: usize,
    /// Connections served at once; 0 means 64. All memory is taken at the
    /// start: none is allocated or freed between `_new` and `_free`.
    pub connections: usize,
    /// Exchanges under way at once, each with buffers of the pool; 0 means
    /// as many as connections. An idle connection holds none.
    pub exchanges: usize,
    /// Octets of replies kept for peers that read slowly; 0 means 2 MiB.
    pub max_pending: usize,
    /// For each connection, its times too; NULL means the defaults. Read
    /// during the call, but for the names it keeps.
    pub connection: *const oyez_config,
    /// The hosts served; a request for another, or for none, is refused with
    /// 421, against DNS rebinding. An IPv6 address stands in brackets. NULL
    /// serves all. Read during the call.
    pub hosts: *const oyez_bytes,
    /// Names in `hosts`.
    pub host_count: usize,
    /// Any of OYEZ_REUSE_PORT, OYEZ_TERSE.
    pub flags: u32,
    /// Seconds after which a peer that finds all connections taken is asked to
    /// come again, by a 503; 0 leaves it in the listener's backlog until a
    /// connection is free.
    pub retry_after: u32,
}

/// Others that say so may listen on the same ports: a server for each thread,
/// among which the system shares the connections out.
#[cfg(feature = "server")]
pub const OYEZ_REUSE_PORT: u32 = 1 << 0;

/// Tells only what a program has something to do about: neither OYEZ_COMPLETE
/// of a request without content, nor OYEZ_SENT. A poll a request is enough
/// then.
#[cfg(feature = "server")]
pub const OYEZ_TERSE: u32 = 1 << 1;

/// What a server has counted since it was made. Owned by the server. Later
/// versions may add members at the end.
#[cfg(feature = "server")]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_stats {
    /// Connections accepted or adopted.
    pub accepted: u64,
    /// Connections that were told closed.
    pub closed: u64,
    /// Requests told.
    pub requests: u64,
    /// Final responses that have left.
    pub responses: u64,
    /// Connections that faulted because of the peer.
    pub violations: u64,
    /// Connections that timed out, idle ones included.
    pub timeouts: u64,
    /// Heads refused because the pool was empty.
    pub pool_refusals: u64,
    /// Trouble of the platform that was survived: EMFILE, ECONNABORTED.
    pub survived: u64,
    /// Octets received.
    pub received: u64,
    /// Octets sent.
    pub sent: u64,
    /// Connections answered 503 because all were taken.
    pub turned_away: u64,
}

/// Sockets, and a connection for each. Opaque. A call on one of its
/// connections counts as a call on the server.
#[cfg(feature = "server")]
pub struct oyez_server {
    _private: [u8; 0],
}

impl oyez_server_config {
    /// Every default.
    pub(super) const DEFAULT: oyez_server_config = oyez_server_config {
        size: size_of::<oyez_server_config>(),
        connections: 0,
        exchanges: 0,
        max_pending: 0,
        connection: ptr::null(),
        hosts: ptr::null(),
        host_count: 0,
        flags: 0,
        retry_after: 0,
    };
}

// C looks at what the server counts where it counts it: the members are the same, in the same order.
const _: () = assert!(size_of::<oyez_stats>() == size_of::<Stats>() && align_of::<oyez_stats>() == align_of::<Stats>());
const _: () = assert!(offset_of!(oyez_stats, accepted) == offset_of!(Stats, accepted));
const _: () = assert!(offset_of!(oyez_stats, timeouts) == offset_of!(Stats, timeouts));
const _: () = assert!(offset_of!(oyez_stats, turned_away) == offset_of!(Stats, turned_away));
