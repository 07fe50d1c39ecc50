// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a connection waits for that has nothing to tell: octets, room for its own, a time.

use std::io;

use crate::exchange::{NO_TIMEOUT, Wants};
use crate::server::Server;
use crate::server::hunger::is_lingering;
use crate::server::net::Net;
use crate::server::pool::Entry;
use crate::server::serve::{Next, Served, is_held, pair};
use crate::server::slots::{Marks, NONE};

impl<N: Net> Server<N> {
    /// Reads, ends our side, or leaves the connection until something happens.
    pub(super) fn wait(&mut self, at: u32, reads: &mut u32) -> Next {
        let Some(slot) = self.slots.get_mut(at) else { return Next::Leave(Served::Done) };
        let Some((entry, input, _)) = self.pool.open(slot.entry) else { return Next::Leave(Served::Done) };
        let held = is_held(slot, entry, self.now);
        let wants = entry.machine.wants(input);
        if wants.has(Wants::STEP) && !held {
            return Next::Again;
        }
        // An end in order would make what was broken off look whole.
        if wants.has(Wants::SHUTDOWN) && slot.has(Marks::CUT) {
            self.cut(at);
            return Next::Again;
        }
        if wants.has(Wants::SHUTDOWN) && !slot.has(Marks::SHUT) {
            slot.marks.set(Marks::SHUT, true);
            if let Some(stream) = &mut slot.stream {
                self.net.shutdown(stream);
            }
        }
        // Whoever lingers has its answer, and others wait for its buffers.
        if self.starving && is_lingering(slot, entry) {
            entry.machine.abort();
            return Next::Again;
        }
        // A pause keeps octets out, but not the peer's end behind the few that are left.
        let ends = slot.has(Marks::ENDED) && !entry.machine.room(input).is_empty();
        if slot.has(Marks::READABLE) && (wants.has(Wants::READ) || ends) && !held {
            if *reads == 0 {
                return Next::Leave(Served::Bound);
            }
            *reads = reads.saturating_sub(1);
            self.read(at);
            return Next::Again;
        }
        if slot.has(Marks::FAILED) {
            self.cut(at);
            return Next::Again;
        }
        // What is left of a file, though the socket would take more.
        if slot.has(Marks::WRITABLE) && entry.is_pending() {
            return Next::Leave(Served::Bound);
        }
        if entry.machine.is_idle() && !entry.is_pending() {
            return self.rest(at);
        }
        if held {
            // Nothing is read meanwhile, so nothing is late.
            entry.machine.wait_anew();
        }
        let wait_ms = entry.machine.wait_from(self.now);
        self.wait_for(at, held, wait_ms);
        self.part(at);
        if self.starving {
            self.yield_head(at);
        }
        Next::Leave(Served::Done)
    }

    /// Reads once.
    pub(super) fn read(&mut self, at: u32) {
        let Some(slot) = self.slots.get_mut(at) else { return };
        let Some((Entry { machine, .. }, input, _)) = self.pool.open(slot.entry) else { return };
        let Some(stream) = &mut slot.stream else { return };
        machine.note_time(self.now);
        let room = machine.room(input);
        let most = room.len();
        match self.net.read(stream, room) {
            Ok(0) => {
                slot.marks.set(Marks::READABLE, false);
                // It was not said before, for nothing is read after it.
                let _ = machine.ended();
            }
            Ok(read) => {
                // A short read is the last, unless the peer's end is behind it: they are told as one event.
                if read < most && !slot.has(Marks::ENDED) && !slot.has(Marks::FAILED) {
                    slot.marks.set(Marks::READABLE, false);
                }
                self.stats.add_received(read);
                let _ = machine.filled(input, read);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => slot.marks.set(Marks::READABLE, false),
            Err(_) => self.cut(at),
        }
    }

    /// Nothing is under way: the buffers go back, and the time for another request begins.
    pub(super) fn rest(&mut self, at: u32) -> Next {
        let closing = self.drain.is_some();
        let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) else {
            return Next::Leave(Served::Done);
        };
        let (asked, known) = (slot.has(Marks::ASKED), slot.has(Marks::KNOWN));
        slot.marks.set(Marks::ASKED, false);
        slot.offset = entry.machine.offset();
        let entry = std::mem::replace(&mut slot.entry, NONE);
        self.pool.give_back(entry);
        self.feed();
        if closing {
            return self.closed(at);
        }
        let patience = if known { self.times.idle_ms } else { self.times.head_ms };
        if asked {
            self.set_deadline(at, patience);
        }
        let Some(slot) = self.slots.get_mut(at) else { return Next::Leave(Served::Done) };
        // Empty lines alone buy no time.
        if asked {
            slot.idle_by = slot.deadline;
        }
        slot.deadline = slot.idle_by;
        let timed = patience != NO_TIMEOUT && !slot.has(Marks::PAUSED);
        slot.marks.set(Marks::TIMED, timed);
        let by = slot.deadline;
        if timed {
            self.check_by(by);
        }
        Next::Leave(Served::Done)
    }

    /// An idle connection that is paused waits for nothing; when it is resumed, the time for a request begins.
    pub(super) fn hold(&mut self, at: u32, paused: bool) {
        let (head_ms, idle_ms) = (self.times.head_ms, self.times.idle_ms);
        let Some(slot) = self.slots.get_mut(at) else { return };
        let held = slot.has(Marks::PAUSED);
        slot.marks.set(Marks::PAUSED, paused);
        if slot.entry != NONE || held == paused {
            return;
        }
        if paused {
            slot.marks.set(Marks::TIMED, false);
            self.sate(at);
            return;
        }
        let patience = if slot.has(Marks::KNOWN) { idle_ms } else { head_ms };
        self.set_deadline(at, patience);
        if let Some(slot) = self.slots.get_mut(at) {
            slot.idle_by = slot.deadline;
        }
    }

    /// It has to wait, for so long at most.
    fn wait_for(&mut self, at: u32, held: bool, wait_ms: u32) {
        let now = self.now;
        let Some((_, entry)) = pair(&mut self.slots, &mut self.pool, at) else { return };
        // What lies elsewhere, the machine does not see.
        let since = if entry.is_elsewhere() { entry.since } else { entry.machine.sent_since() };
        let send_ms = self.times.send_ms;
        let left = match send_ms {
            NO_TIMEOUT => NO_TIMEOUT,
            _ => send_ms.saturating_sub(now.wrapping_sub(since)),
        };
        let wait_ms = match (held, entry.is_elsewhere()) {
            (true, _) => left,
            (false, true) => wait_ms.min(left),
            (false, false) => wait_ms,
        };
        self.set_deadline(at, wait_ms);
    }
}
