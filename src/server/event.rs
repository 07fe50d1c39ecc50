// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a poll tells.

use crate::error::Fault;
use crate::exchange::{self, Request, Told};
use crate::server::net::Net;
use crate::server::sender::Sender;
use crate::syntax::section::Fields;

/// What a turn told, without what it lends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tale {
    /// What a connection told by itself.
    Told(Told),
    /// What ended a connection; its fault says why.
    Fault,
    /// A response has left.
    Sent,
    /// A drain is over: no connection is left.
    Drained,
    /// The bound of a turn was reached.
    More,
    /// Nothing that needs no waiting.
    Nothing,
}

/// What happened on a connection, or to the server.
#[non_exhaustive]
#[derive(Clone, Copy, Debug)]
pub enum Event<'b> {
    /// A request head, complete and valid.
    Request(Request<'b>),
    /// Some content, free of transfer coding; never empty. After [`Event::Tunnel`], raw octets.
    Content(&'b [u8]),
    /// The request is complete; with its trailer section. After [`Event::Tunnel`], the peer's end.
    Complete(Fields<'b>),
    /// What follows is no longer HTTP.
    Tunnel,
    /// Output that was refused or taken in part now has room.
    Writable,
    /// The peer sends no more, though an answer may be owed: it may still read.
    PeerEnded,
    /// What ended the connection. Unless it is answered, the next poll does so.
    Fault(Fault),
    /// The response has left.
    Sent,
    /// The connection is over: told once, last.
    Closed,
    /// A drain is over: no connection is left. Of no connection.
    Drained,
    /// The bound of this poll was reached: call again when you like. Of no connection.
    More,
}

impl<'b> Event<'b> {
    pub(super) fn of(event: exchange::Event<'b>) -> Self {
        match event {
            exchange::Event::Request(request) => Event::Request(request),
            exchange::Event::Content(octets) => Event::Content(octets),
            exchange::Event::Complete(trailers) => Event::Complete(trailers),
            exchange::Event::Tunnel => Event::Tunnel,
            exchange::Event::Writable => Event::Writable,
            exchange::Event::PeerEnded => Event::PeerEnded,
            exchange::Event::Closed => Event::Closed,
            // A server receives no responses.
            exchange::Event::More | exchange::Event::Response(_) | exchange::Event::Informational(_) => Event::More,
        }
    }
}

/// An event of one connection, and the right to answer it while holding it.
pub struct Turn<'s, N: Net> {
    /// The connection's id; 0 with [`Event::Drained`] and [`Event::More`].
    pub id: u64,
    /// What happened.
    pub event: Event<'s>,
    /// Sends.
    pub sender: Sender<'s, N>,
}
