// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The joint lifecycle of both peers of an exchange: one table, read by both ends.
//!
//! `docs/lifecycle.md` is printed from it by a test.

/// Who of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    /// Sends requests: the client.
    Requester,
    /// Sends responses: the server.
    Responder,
}

/// Where a peer's message of the present exchange stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No message is under way.
    Idle,
    /// A response is owed, and its final head has not begun.
    Awaited,
    /// The head has been sent; content may follow.
    Content,
    /// The message is complete.
    Complete,
    /// What is sent is no longer HTTP (RFC 9110, 7.8 and 9.3.6).
    Tunnel,
    /// This peer sends no more.
    Ended,
}

/// What moves a peer from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A request's head: the requester begins, and the responder owes.
    Request,
    /// A 1xx head but 101 (RFC 9110, 15.2).
    Informational,
    /// A final response's head.
    Final,
    /// A piece of content.
    Content,
    /// The end of the message.
    End,
    /// A 101, or a 2xx to CONNECT.
    Switch,
    /// Both messages are complete, and the connection persists (RFC 9112, 9.3).
    Next,
    /// This peer closes, or what it sent cannot be understood any more.
    Close,
}

/// The state after a happening; `None` where it cannot happen.
#[must_use]
pub const fn after(peer: Peer, state: State, happening: Happening) -> Option<State> {
    use {Happening as H, Peer::Requester, Peer::Responder, State as S};
    match (peer, state, happening) {
        (Requester, S::Idle, H::Request) => Some(S::Content),
        (Responder, S::Idle, H::Request) => Some(S::Awaited),
        // 9112, 9.3.2: a requester may send on while it waits; the responder owes one more.
        (Responder, S::Awaited | S::Content, H::Request) => Some(state),
        (Responder, S::Awaited, H::Informational) => Some(S::Awaited),
        (Responder, S::Awaited, H::Final) => Some(S::Content),
        (_, S::Content, H::Content) => Some(S::Content),
        (_, S::Content, H::End) => Some(S::Complete),
        (_, S::Tunnel, H::Content) => Some(S::Tunnel),
        (_, S::Tunnel, H::End) => Some(S::Ended),
        (Responder, S::Awaited, H::Switch) => Some(S::Tunnel),
        (Requester, S::Complete, H::Switch) => Some(S::Tunnel),
        (_, S::Complete, H::Next) => Some(S::Idle),
        (_, _, H::Close) => Some(S::Ended),
        _ => None,
    }
}

/// All states, in the order a message goes through them.
pub const STATES: [State; 6] =
    [State::Idle, State::Awaited, State::Content, State::Complete, State::Tunnel, State::Ended];

/// All happenings.
pub const HAPPENINGS: [Happening; 8] = [
    Happening::Request,
    Happening::Informational,
    Happening::Final,
    Happening::Content,
    Happening::End,
    Happening::Switch,
    Happening::Next,
    Happening::Close,
];
