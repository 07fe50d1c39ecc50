// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A machine and its memory: what a Rust program holds.

use crate::error::{Fault, Misuse, Reason};
use crate::exchange::config::Config;
use crate::exchange::event::{Event, Interest, Keep, Length, Request, Response};
use crate::exchange::machine::Machine;
use crate::syntax::field_line::Lines;
use crate::syntax::leniency::Leniencies;
use crate::syntax::section::Fields;

/// The memory a call works in.
pub struct Lent<'m> {
    /// The input buffer; its first 65,535 octets are used.
    pub input: &'m mut [u8],
    /// The output buffer.
    pub output: &'m mut [u8],
    /// The fields to keep.
    pub keep: Keep<'m>,
}

/// Who holds a connection's memory: the same octets at every call.
pub trait Memory {
    /// All of it.
    fn lent(&mut self) -> Lent<'_>;
    /// The input buffer.
    fn input(&self) -> &[u8];
    /// The output buffer.
    fn output(&self) -> &[u8];
}

/// Two slices, and the fields to keep.
pub struct Slices<'m> {
    input: &'m mut [u8],
    output: &'m mut [u8],
    keep: Keep<'m>,
}

impl Memory for Slices<'_> {
    fn lent(&mut self) -> Lent<'_> {
        Lent { input: self.input, output: self.output, keep: self.keep }
    }

    fn input(&self) -> &[u8] {
        self.input
    }

    fn output(&self) -> &[u8] {
        self.output
    }
}

/// One HTTP/1 connection, seen from one end.
///
/// Octets go in through [`room`](Connection::room) and [`filled`](Connection::filled), events come out of
/// [`step`](Connection::step), and what is to be sent lies in [`pending`](Connection::pending) until
/// [`sent`](Connection::sent) says that it left.
///
/// A head and its fields stay put until the exchange is over, content until the next step; the borrow
/// checker is stricter than that, and [`request`](Connection::request) lends a head again.
pub struct Connection<M> {
    machine: Machine,
    memory: M,
}

/// An event, and the right to answer it while holding it: they borrow from different buffers.
pub struct Step<'s> {
    /// What happened.
    pub event: Event<'s>,
    /// Sends.
    pub sender: Sender<'s>,
}

/// Sends on a connection. A call takes effect, or it returns an error and nothing changed; only
/// [`content`](Sender::content) may take a part.
pub struct Sender<'s> {
    machine: &'s mut Machine,
    output: &'s mut [u8],
}

impl<'m> Connection<Slices<'m>> {
    /// The server end of a connection.
    #[must_use]
    pub fn server(input: &'m mut [u8], output: &'m mut [u8]) -> Self {
        Self::with(&Config::default(), input, output, None)
    }

    /// The client end of a connection.
    #[must_use]
    pub fn client(input: &'m mut [u8], output: &'m mut [u8]) -> Self {
        let config = Config { role: crate::exchange::Role::Client, ..Config::default() };
        Self::with(&config, input, output, None)
    }

    /// A connection that behaves as `config` says and keeps the fields that `keep` names.
    #[must_use]
    pub fn with(config: &Config, input: &'m mut [u8], output: &'m mut [u8], keep: Keep<'m>) -> Self {
        Self::new(config, Slices { input, output, keep })
    }
}

impl<M: Memory> Connection<M> {
    /// A connection that behaves as `config` says, in any kind of memory.
    #[must_use]
    pub fn new(config: &Config, memory: M) -> Self {
        Connection { machine: Machine::new(config), memory }
    }

    /// Makes it as new, for another transport connection.
    pub fn reset(&mut self) {
        self.machine.reset();
    }

    /// The machine, and the memory it works in.
    pub fn parts(&mut self) -> (&mut Machine, &mut M) {
        (&mut self.machine, &mut self.memory)
    }

    /// The machine, to look at.
    pub const fn machine(&self) -> &Machine {
        &self.machine
    }

    /// The free part of the input buffer. Empty while the buffer is full: stop reading until a step is made.
    pub fn room(&mut self) -> &mut [u8] {
        self.machine.room(self.memory.lent().input)
    }

    /// Says that `count` octets were put at the start of the room.
    ///
    /// # Errors
    /// `Argument` when that is more than the room.
    pub fn filled(&mut self, count: usize) -> Result<(), Misuse> {
        self.machine.filled(self.memory.lent().input, count)
    }

    /// Says that the peer will send no more.
    ///
    /// # Errors
    /// `State` when said before.
    pub fn ended(&mut self) -> Result<(), Misuse> {
        self.machine.ended()
    }

    /// Takes the next event; `None` when there is nothing that needs no waiting.
    ///
    /// # Errors
    /// The fault that ends the connection, once; [`Event::Closed`] follows.
    pub fn step(&mut self) -> Result<Option<Step<'_>>, Fault> {
        let Connection { machine, memory } = self;
        let Lent { input, output, keep } = memory.lent();
        let told = machine.step(Lent { input, output, keep })?;
        let event = machine.event(input, told);
        Ok(event.map(|event| Step { event, sender: Sender { machine, output } }))
    }

    /// Sends, without an event in hand: an answer in a later frame.
    pub fn sender(&mut self) -> Sender<'_> {
        Sender { machine: &mut self.machine, output: self.memory.lent().output }
    }

    /// Pauses or resumes: a paused connection tells no content, reads nothing and sends no automatic 100.
    pub fn pause(&mut self, paused: bool) {
        self.machine.pause(paused);
    }

    /// Says that only the first `count` octets of the content told were taken; the rest is told again.
    ///
    /// # Errors
    /// `Argument` when that is more than was told, `State` when none was.
    pub fn used(&mut self, count: usize) -> Result<(), Misuse> {
        self.machine.used(count)
    }

    /// Gives up the head and its fields before the exchange is over.
    pub fn forget_head(&mut self) {
        self.machine.forget_head();
    }

    /// Tells the time: milliseconds from any beginning, which may wrap.
    pub fn tell_time(&mut self, now_ms: u32) {
        self.machine.tell_time(now_ms);
    }

    /// What the connection waits for.
    pub fn interest(&self) -> Interest {
        self.machine.interest(self.memory.input())
    }

    /// Output that waits to be written to the transport. Sending appends to it.
    pub fn pending(&self) -> &[u8] {
        self.machine.pending(self.memory.output())
    }

    /// Says that the first `count` octets pending were written.
    ///
    /// # Errors
    /// `Argument` when that is more than what is pending.
    pub fn sent(&mut self, count: usize) -> Result<(), Misuse> {
        self.machine.sent(self.memory.lent().output, count)
    }

    /// The request of the present exchange.
    pub fn request(&self) -> Option<Request<'_>> {
        self.machine.request(self.memory.input())
    }

    /// The response of the present exchange.
    pub fn response(&self) -> Option<Response<'_>> {
        self.machine.response(self.memory.input())
    }

    /// The trailer section, from [`Event::Complete`] on.
    pub fn trailers(&self) -> Fields<'_> {
        self.machine.trailers(self.memory.input())
    }

    /// The head as received, its last empty line included; empty under `keep` and after an unfolding.
    pub fn head(&self) -> &[u8] {
        self.machine.head(self.memory.input())
    }

    /// The content told last; empty when there is none.
    pub fn content(&self) -> &[u8] {
        self.machine.content(self.memory.input())
    }

    /// The leniencies that the message being received made use of.
    pub fn leniencies(&self) -> Leniencies {
        self.machine.leniencies()
    }
}

impl Sender<'_> {
    /// Sends a whole response: head, content, end.
    ///
    /// # Errors
    /// `State`, `Role`, `Answered`, `Argument`, `FieldSyntax`, `FieldReserved`, `OutputFull`, `OutputSize`, `PeerGone`.
    pub fn reply(&mut self, status: u16, fields: &(impl Lines + ?Sized), content: &[u8]) -> Result<(), Reason> {
        self.machine.reply(self.output, status, &fields, content)
    }

    /// Sends a final response head.
    ///
    /// # Errors
    /// As [`reply`](Sender::reply).
    pub fn response(&mut self, status: u16, length: Length, fields: &(impl Lines + ?Sized)) -> Result<(), Reason> {
        self.machine.send_response(self.output, status, length, &fields)
    }

    /// Sends a 1xx head: 100 to let content come, 103 for early hints, 101 to leave HTTP.
    ///
    /// # Errors
    /// As [`reply`](Sender::reply).
    pub fn informational(&mut self, status: u16, fields: &(impl Lines + ?Sized)) -> Result<(), Reason> {
        self.machine.send_informational(self.output, status, &fields)
    }

    /// Sends a request head. `fields` hold exactly one Host.
    ///
    /// # Errors
    /// As [`reply`](Sender::reply), and `HostNeeded`.
    pub fn request(
        &mut self,
        method: &[u8],
        target: &[u8],
        length: Length,
        fields: &(impl Lines + ?Sized),
    ) -> Result<(), Reason> {
        self.machine.send_request(self.output, method, target, length, &fields)
    }

    /// Sends as much of `content` as there is room for, and says how much that was.
    ///
    /// # Errors
    /// `State`, `ContentLength`, `PeerGone`; `OutputFull` when not one octet fits, `OutputSize` when it never will.
    pub fn content(&mut self, content: &[u8]) -> Result<usize, Reason> {
        self.machine.send_content(self.output, content, false)
    }

    /// Sends all of `content`, or nothing.
    ///
    /// # Errors
    /// As [`content`](Sender::content); `OutputFull` when not all of it fits.
    pub fn whole_content(&mut self, content: &[u8]) -> Result<(), Reason> {
        self.machine.send_content(self.output, content, true).map(|_| ())
    }

    /// The free part of the output buffer, to generate content straight into. It moves when something is sent, or has left.
    pub fn content_room(&mut self) -> &mut [u8] {
        self.machine.content_room(self.output)
    }

    /// Sends the first `count` octets put into the content room.
    ///
    /// # Errors
    /// `Argument` when that is more than the room, `State`, `ContentLength`, `PeerGone`.
    pub fn content_filled(&mut self, count: usize) -> Result<(), Reason> {
        self.machine.content_filled(self.output, count)
    }

    /// Sends the framing of `length` octets of content that the caller then writes to the transport itself,
    /// after all that is pending. Until [`sent_elsewhere`](Sender::sent_elsewhere) has closed this gap, what
    /// else is sent does not fit.
    ///
    /// # Errors
    /// As [`content`](Sender::content).
    pub fn elsewhere(&mut self, length: u64) -> Result<(), Reason> {
        self.machine.send_elsewhere(self.output, length)
    }

    /// Says that `count` octets of the gap were written.
    ///
    /// # Errors
    /// `Argument` when that is more than the gap, `State` while something is pending before it.
    pub fn sent_elsewhere(&mut self, count: u64) -> Result<(), Misuse> {
        self.machine.sent_elsewhere(self.output, count)
    }

    /// Ends the message, with a trailer section if it is chunked.
    ///
    /// # Errors
    /// `State`, `ContentLength`, `FieldSyntax`, `FieldReserved`, `OutputFull`, `OutputSize`, `PeerGone`.
    pub fn end(&mut self, trailers: &(impl Lines + ?Sized)) -> Result<(), Reason> {
        self.machine.send_end(self.output, &trailers)
    }

    /// Makes the message being sent, or the next, the last one.
    pub fn make_last(&mut self) {
        self.machine.make_last();
    }

    /// Drops what is pending and cuts the connection: a message broken off must look broken off.
    pub fn abort(&mut self) {
        self.machine.abort();
    }
}
