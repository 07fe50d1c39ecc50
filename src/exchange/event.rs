// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a connection tells, and what goes with it.

use crate::grammar::octet::trim;
use crate::syntax::section::Fields;
use crate::syntax::target::Form;
use crate::syntax::version::Version;

/// What a step told, without what it lends.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing that needs no waiting.
    Nothing,
    /// A request head.
    Request,
    /// A final response head.
    Response,
    /// An informational response head.
    Informational,
    /// Some content.
    Content,
    /// The peer's message is complete.
    Complete,
    /// What follows is no longer HTTP.
    Tunnel,
    /// Output that was refused or taken in part now has room.
    Writable,
    /// The peer sends no more, though an answer may be owed.
    PeerEnded,
    /// This call's bound was reached.
    More,
    /// The connection is over.
    Closed,
}

/// What the peer said, borrowed from the input buffer.
#[non_exhaustive]
#[derive(Clone, Copy, Debug)]
pub enum Event<'b> {
    /// A request head, complete and valid.
    Request(Request<'b>),
    /// A final response head, complete and valid.
    Response(Response<'b>),
    /// An informational (1xx) response head.
    Informational(Response<'b>),
    /// Some content, free of transfer coding; never empty. After [`Event::Tunnel`], raw octets.
    Content(&'b [u8]),
    /// The peer's message is complete; with its trailer section. After [`Event::Tunnel`], the peer's end.
    Complete(Fields<'b>),
    /// What follows is no longer HTTP. It is told as content, and content is sent raw.
    Tunnel,
    /// Output that was refused or taken in part now has room.
    Writable,
    /// The peer sends no more, though an answer may be owed: it may still read.
    PeerEnded,
    /// This call's bound was reached: call again when you like.
    More,
    /// The connection is over: told once, last, when nothing is pending.
    Closed,
}

/// The control data of a request, and what was concluded from it. Lives until the exchange is over.
#[derive(Clone, Copy, Debug)]
pub struct Request<'b> {
    /// A token; case matters (RFC 9110, 9.1).
    pub method: &'b [u8],
    /// As received.
    pub target: &'b [u8],
    /// Which form the target has (RFC 9112, 3.2).
    pub form: Form,
    /// Still encoded; `/` for an absolute-form without one.
    pub path: &'b [u8],
    /// Without its `?`.
    pub query: Option<&'b [u8]>,
    /// From the target, else from Host (RFC 9112, 3.3).
    pub authority: &'b [u8],
    /// The protocols offered; empty unless Connection names Upgrade and the version is 1.1 (RFC 9110, 7.8).
    pub upgrade: &'b [u8],
    /// Octets of content to come; `None` when unknown.
    pub length: Option<u64>,
    /// As received.
    pub version: Version,
    /// The sender waits for a 100 (Continue) before its content (RFC 9110, 10.1.1).
    pub expects_continue: bool,
    /// The connection ends after this exchange (RFC 9112, 9.3).
    pub last: bool,
    /// Field lines dropped because nobody subscribed to them.
    pub dropped: u32,
    /// The header section.
    pub fields: Fields<'b>,
}

/// The control data of a response. Lives until the exchange is over; an informational one until the next step.
#[derive(Clone, Copy, Debug)]
pub struct Response<'b> {
    /// 100 to 599.
    pub status: u16,
    /// For people only; may be empty.
    pub reason: &'b [u8],
    /// As received.
    pub version: Version,
    /// Octets of content to come; `None` when unknown.
    pub length: Option<u64>,
    /// What Content-Length says, also where no content comes (HEAD, 304).
    pub announced: Option<u64>,
    /// The protocols chosen, of a 101; those offered, of a 426.
    pub upgrade: &'b [u8],
    /// The connection ends after this exchange (RFC 9112, 9.3).
    pub last: bool,
    /// Field lines dropped because nobody subscribed to them.
    pub dropped: u32,
    /// The header section.
    pub fields: Fields<'b>,
}

/// How much content a message to send has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// So many octets.
    Exact(u64),
    /// Not known beforehand: chunked to a 1.1 peer, until close to a 1.0 one.
    Unknown,
    /// None is announced: a response to HEAD, a 304.
    None,
}

/// What a connection waits for, a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wants(u32);

impl Wants {
    /// Nothing.
    pub const NONE: Wants = Wants(0);
    /// A step: it has something to tell without more input.
    pub const STEP: Wants = Wants(1);
    /// Read from the transport.
    pub const READ: Wants = Wants(1 << 1);
    /// Write what is pending to the transport.
    pub const WRITE: Wants = Wants(1 << 2);
    /// Shut the transport's sending side, and go on reading (RFC 9112, 9.6).
    pub const SHUTDOWN: Wants = Wants(1 << 3);
    /// Close the transport.
    pub const CLOSE: Wants = Wants(1 << 4);

    /// The bits, as C has them.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether all of `others` are in it.
    #[must_use]
    pub const fn has(self, others: Wants) -> bool {
        self.0 & others.0 == others.0
    }

    pub(crate) fn with(self, others: Wants, really: bool) -> Self {
        if really { Wants(self.0 | others.0) } else { self }
    }
}

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interest {
    /// What it waits for.
    pub wants: Wants,
    /// Milliseconds until a step is due although nothing happened: 0 means now, [`crate::exchange::NO_TIMEOUT`] never.
    pub wait_ms: u32,
    /// Octets owed to the transport now, after what is pending ([`crate::exchange::Sender::elsewhere`]).
    pub elsewhere: u64,
}

/// The names of the fields to keep, for whoever subscribes.
pub trait Names {
    /// Whether this name, in any case, is among them.
    fn hold(&self, name: &[u8]) -> bool;
    /// Octets of the longest.
    fn longest(&self) -> usize;
}

/// The fields to keep; `None` keeps all.
pub type Keep<'k> = Option<&'k dyn Names>;

impl Names for [&str] {
    fn hold(&self, name: &[u8]) -> bool {
        self.iter().any(|kept| name.eq_ignore_ascii_case(kept.as_bytes()))
    }

    fn longest(&self) -> usize {
        self.iter().map(|name| name.len()).max().unwrap_or(0)
    }
}

impl<const COUNT: usize> Names for [&str; COUNT] {
    fn hold(&self, name: &[u8]) -> bool {
        self.as_slice().hold(name)
    }

    fn longest(&self) -> usize {
        self.as_slice().longest()
    }
}

/// The value of the first field so named that is not empty.
pub(crate) fn first<'b>(fields: &Fields<'b>, name: &[u8]) -> &'b [u8] {
    fields.find(name).map_or(&[], trim)
}
