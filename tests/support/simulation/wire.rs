// SPDX-License-Identifier: MIT OR Apache-2.0
//! What lies between a server and a peer.

use std::collections::VecDeque;

/// The sockets of a connection, and what lies in them.
#[derive(Debug, Default)]
pub struct Wire {
    pub token: Option<u32>,
    pub inbound: VecDeque<u8>,
    /// When the oldest octet in it came.
    pub since: u64,
    pub ended: bool,
    pub reset: bool,
    pub outbound: Vec<u8>,
    pub buffered: usize,
    pub full: bool,
    pub edge: bool,
    pub shut: bool,
    /// Whether the server has closed, and if so, whether it cut.
    pub closed: Option<bool>,
    pub times: Times,
    /// A read gave less than was there: who was to be waited for is not the peer.
    pub short: bool,
    /// All places were taken when it was closed, and another waited for one, or had just taken one.
    pub displaced: bool,
    /// All places were taken when it was accepted, and it is told so.
    pub turned_away: bool,
}

/// When things happened on a wire.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    pub accepted: Option<u64>,
    /// The header of a proxy, or what was in its place, has come whole.
    pub greeted: Option<u64>,
    /// The server last took or gave something.
    pub active: u64,
    pub closed: u64,
}
