// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Sending on a server's connection: as on any other, with Date and Server added, and large replies sent
//! straight from the caller's memory.

use std::fs::File;

use crate::error::{Misuse, Reason, Trouble};
use crate::exchange::Length;
use crate::server::net::Net;
use crate::server::pool::{Entry, Part};
use crate::server::slots::{Marks, NONE, Slots};
use crate::server::spill::Spill;
use crate::server::stamp::Stamp;
use crate::server::stats::Stats;
use crate::syntax::field_line::{Field, Lines};

/// Sends on a connection. A call takes effect, or it returns an error and nothing changed; only
/// [`content`](Sender::content) may take a part.
pub struct Sender<'s, N: Net> {
    pub(super) at: u32,
    /// None while the connection is idle, or over.
    pub(super) out: Option<&'s mut Entry>,
    /// Its output buffer: empty while it has none.
    pub(super) output: &'s mut [u8],
    pub(super) slots: &'s mut Slots<N::Stream>,
    pub(super) net: &'s mut N,
    pub(super) spill: &'s mut Spill,
    pub(super) stamp: &'s Stamp,
    pub(super) stats: &'s mut Stats,
    pub(super) now: u32,
}

const STATE: Reason = Reason::Misuse(Misuse::State);
const FULL: Reason = Reason::Misuse(Misuse::OutputFull);
const SIZE: Reason = Reason::Misuse(Misuse::OutputSize);
const GONE: Reason = Reason::Trouble(Trouble::PeerGone);

impl<N: Net> Sender<'_, N> {
    /// A call on the machine, after which the connection stands in line to be flushed.
    fn send<T>(&mut self, call: impl FnOnce(&mut Entry, &mut [u8]) -> Result<T, Reason>) -> Result<T, Reason> {
        let out = self.out.as_mut().ok_or(STATE)?;
        let result = call(out, self.output);
        self.slots.queue_open(self.at);
        match result {
            Err(SIZE) if out.buffers == NONE => Err(out.machine.wait_for_buffers().into()),
            result => result,
        }
    }

    /// Sends a whole response: head, content, end. What does not fit the output buffer goes straight to the
    /// socket, and what that does not take is kept, up to `max_pending`.
    ///
    /// # Errors
    /// `State`, `Role`, `Answered`, `Argument`, `FieldSyntax`, `FieldReserved`, `OutputFull`, `OutputSize`, `PeerGone`.
    pub fn reply<L: Lines + ?Sized>(&mut self, status: u16, fields: &L, content: &[u8]) -> Result<(), Reason> {
        let stamp = self.stamp;
        let lines = stamp.with(&fields);
        match self.send(|out, output| out.machine.reply(output, status, &lines, content)) {
            Err(FULL | SIZE) => self.large(status, &lines, content),
            result => result,
        }
    }

    /// A reply that does not fit behind what is pending.
    fn large<L: Lines>(&mut self, status: u16, lines: &L, content: &[u8]) -> Result<(), Reason> {
        let (Some(out), Some(slot)) = (self.out.as_mut(), self.slots.get_mut(self.at)) else { return Err(STATE) };
        if out.buffers == NONE {
            return Err(FULL);
        }
        // Earlier replies go first; without them, it may fit.
        let flushed = out.flush(self.output, self.net, slot, self.spill, self.now);
        self.stats.add_sent(&flushed);
        if flushed.is_err() {
            out.machine.abort();
            return Err(GONE);
        }
        let again = out.machine.reply(self.output, status, lines, content);
        // Room in the output buffer is not what it waits for.
        out.machine.forget_refusal();
        if !matches!(again, Err(FULL | SIZE)) {
            return again;
        }
        if content.len() > self.spill.size() {
            return Err(SIZE);
        }
        if out.is_elsewhere() || content.len() > self.spill.room() {
            // It is told when there is room for it: without content, when nothing lies elsewhere.
            out.wanted = content.len().max(1);
            self.spill.refused = true;
            return Err(FULL);
        }
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        out.machine.send_response(self.output, status, Length::Exact(length), lines)?;
        let framed = out.machine.send_elsewhere(self.output, length);
        let ended = out.machine.send_end(self.output, &NO_FIELDS);
        let sent = out.send_through(self.output, self.net, slot, self.spill, content, self.now);
        self.stats.add_sent(&sent);
        if sent.is_err() || framed.is_err() || ended.is_err() {
            out.machine.abort();
            return Err(GONE);
        }
        Ok(())
    }

    /// Sends a final response head.
    ///
    /// # Errors
    /// As [`reply`](Sender::reply).
    pub fn response<L: Lines + ?Sized>(&mut self, status: u16, length: Length, fields: &L) -> Result<(), Reason> {
        let stamp = self.stamp;
        let lines = stamp.with(&fields);
        self.send(|out, output| out.machine.send_response(output, status, length, &lines))
    }

    /// Sends a 1xx head: 100 to let content come, 103 for early hints, 101 to leave HTTP.
    ///
    /// # Errors
    /// As [`reply`](Sender::reply).
    pub fn informational<L: Lines + ?Sized>(&mut self, status: u16, fields: &L) -> Result<(), Reason> {
        self.send(|out, output| out.machine.send_informational(output, status, &fields))
    }

    /// Sends as much of `content` as there is room for, and says how much that was.
    ///
    /// # Errors
    /// `State`, `ContentLength`, `PeerGone`; `OutputFull` when not one octet fits, `OutputSize` when it never will.
    pub fn content(&mut self, content: &[u8]) -> Result<usize, Reason> {
        self.send(|out, output| out.machine.send_content(output, content, false))
    }

    /// Sends all of `content`, or nothing.
    ///
    /// # Errors
    /// As [`content`](Sender::content); `OutputFull` when not all of it fits.
    pub fn whole_content(&mut self, content: &[u8]) -> Result<(), Reason> {
        self.send(|out, output| out.machine.send_content(output, content, true)).map(|_| ())
    }

    /// Sends a part of a file as content.
    ///
    /// # Errors
    /// As [`content`](Sender::content).
    pub fn file(&mut self, file: File, offset: u64, length: u64) -> Result<(), Reason> {
        let now = self.now;
        self.send(|out, output| {
            if out.is_elsewhere() {
                return Err(FULL);
            }
            out.machine.send_elsewhere(output, length)?;
            out.since = now;
            out.part = (length > 0).then_some(Part { file, at: offset, left: length });
            Ok(())
        })
    }

    /// The free part of the output buffer, to generate content straight into.
    pub fn content_room(&mut self) -> &mut [u8] {
        match &mut self.out {
            Some(out) => out.machine.content_room(self.output),
            None => &mut [],
        }
    }

    /// Sends the first `count` octets put into the content room.
    ///
    /// # Errors
    /// `Argument` when that is more than the room, `State`, `ContentLength`, `PeerGone`.
    pub fn content_filled(&mut self, count: usize) -> Result<(), Reason> {
        self.send(|out, output| out.machine.content_filled(output, count))
    }

    /// Ends the message, with a trailer section if it is chunked.
    ///
    /// # Errors
    /// `State`, `ContentLength`, `FieldSyntax`, `FieldReserved`, `OutputFull`, `OutputSize`, `PeerGone`.
    pub fn end<L: Lines + ?Sized>(&mut self, trailers: &L) -> Result<(), Reason> {
        self.send(|out, output| out.machine.send_end(output, &trailers))
    }

    /// Gives up the head of the request, and the connection's buffers once nothing is left in them: a stream of
    /// events that goes on for hours needs neither.
    pub fn forget_head(&mut self) {
        if let Some(out) = &mut self.out {
            out.machine.forget_head();
            self.slots.queue_open(self.at);
        }
    }

    /// Makes the message being sent, or the next, the last one.
    pub fn make_last(&mut self) {
        if let Some(out) = &mut self.out {
            out.machine.make_last();
            self.slots.queue_open(self.at);
        }
    }

    /// Drops what is pending and cuts the connection: a message broken off must look broken off.
    pub fn abort(&mut self) {
        if let Some(slot) = self.slots.get_mut(self.at) {
            slot.marks.set(Marks::CUT, true);
        }
        if let Some(out) = &mut self.out {
            out.machine.abort();
        }
        self.slots.queue_open(self.at);
    }
}

const NO_FIELDS: [Field<'static>; 0] = [];
