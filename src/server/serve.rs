// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What one connection has to do: read, step, write, wait.

use std::io;

use crate::error::{Fault, Reason, Trouble, Violation};
use crate::exchange::{Keep, Lent, NO_TIMEOUT, Told, Wants};
use crate::messaging::host;
use crate::server::Server;
use crate::server::event::Tale;
use crate::server::hunger::is_lingering;
use crate::server::net::Net;
use crate::server::pool::{Entry, Pool};
use crate::server::slots::{Marks, NONE, Slot, Slots, is_past};
use crate::server::stats::count;
use crate::syntax::field_line::Field;
use crate::syntax::status;

/// How far a connection came.
pub(super) enum Served {
    /// It told something, and may have more.
    Told(Tale),
    /// It has nothing that needs no waiting.
    Done,
    /// It has, but the turn's bound is reached.
    Bound,
}

/// What is done next.
enum Next {
    Again,
    Leave(Served),
}

impl<N: Net> Server<N> {
    /// Serves a connection until it has something to tell, or has to wait.
    pub(super) fn serve(&mut self, at: u32, reads: &mut u32) -> Served {
        loop {
            let idle = self.slots.get(at).is_none_or(|slot| slot.entry == NONE);
            let next = if idle { self.rouse(at, reads) } else { self.attend(at, reads) };
            if let Next::Leave(served) = next {
                return served;
            }
        }
    }

    /// An idle connection that stands in line: octets came, its time is over, or it is to be closed.
    fn rouse(&mut self, at: u32, reads: &mut u32) -> Next {
        let (now, closing) = (self.now, self.drain.is_some());
        let Some(slot) = self.slots.get_mut(at) else { return Next::Leave(Served::Done) };
        if slot.has(Marks::CLOSED) {
            return Next::Leave(Served::Done);
        }
        let due = slot.is_due(now);
        if due || slot.has(Marks::CUT.with(Marks::LEAVES)) || closing && !slot.has(Marks::READABLE) {
            if due {
                count(&mut self.stats.timeouts);
            }
            return self.closed(at);
        }
        if !slot.has(Marks::READABLE) {
            return Next::Leave(Served::Done);
        }
        if *reads == 0 {
            return Next::Leave(Served::Bound);
        }
        if slot.has(Marks::GREETS) {
            *reads = reads.saturating_sub(1);
            return if self.greet(at) { Next::Again } else { self.closed(at) };
        }
        if let Some(entry) = self.pool.lend(slot.offset, now, at) {
            slot.entry = entry;
            slot.timed = false;
            slot.marks.set(Marks::HUNGRY, false);
            Next::Again
        } else {
            self.starve(at);
            Next::Leave(Served::Done)
        }
    }

    /// A connection with an exchange under way.
    fn attend(&mut self, at: u32, reads: &mut u32) -> Next {
        self.answer_fault(at);
        self.note_response(at);
        if !self.furnish(at) {
            return Next::Leave(Served::Done);
        }
        if !self.is_held(at) {
            match self.step(at) {
                Ok(Told::Nothing) => {}
                Ok(told) => return self.told(at, told),
                Err(fault) => return self.refused(at, fault),
            }
        }
        if let Some(fault) = self.overdue_elsewhere(at) {
            return self.refused(at, fault);
        }
        if !self.flush(at) {
            self.cut(at);
            return Next::Again;
        }
        let held = self.is_held(at);
        let Some(slot) = self.slots.get_mut(at) else { return Next::Leave(Served::Done) };
        let Some((entry, input, _)) = self.pool.open(slot.entry) else { return Next::Leave(Served::Done) };
        if slot.has(Marks::SENT_DUE) && !entry.is_pending() {
            slot.marks.set(Marks::SENT_DUE, false);
            return Next::Leave(Served::Told(Tale::Sent));
        }
        if entry.wanted > 0 && !entry.is_elsewhere() && entry.wanted <= self.spill.room() {
            entry.wanted = 0;
            return Next::Leave(Served::Told(Tale::Told(Told::Writable)));
        }
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
        self.wait(at, held, wait_ms);
        self.part(at);
        Next::Leave(Served::Done)
    }

    fn step(&mut self, at: u32) -> Result<Told, Fault> {
        let (now, keep) = (self.now, self.keep);
        let Some(slot) = self.slots.get_mut(at) else { return Ok(Told::Nothing) };
        let Some((entry, input, output)) = self.pool.open(slot.entry) else { return Ok(Told::Nothing) };
        // A head that is given up for another is told that its time is over: 408.
        let expired = slot.has(Marks::EXPIRED);
        if !entry.machine.is_fresh() && !expired && !slot.is_due(now) {
            return Ok(Told::Nothing);
        }
        let keep: Keep<'_> = match keep {
            Some(names) => Some(names),
            None => None,
        };
        let machine = &mut entry.machine;
        slot.marks.set(Marks::EXPIRED, false);
        machine.tell_time(if expired { slot.deadline } else { now });
        let answering = machine.is_answering();
        let told = machine.step(Lent { input, output, keep });
        if expired {
            machine.tell_time(now);
        }
        // A response that a step has ended is not complete: nobody is to take it for that.
        if slot.has(Marks::OWES) && !machine.is_awaited() && !machine.is_answering() {
            slot.marks.set(Marks::OWES, false);
            slot.marks.set(Marks::CUT, answering || slot.has(Marks::CUT));
        }
        entry.told = *told.as_ref().unwrap_or(&Told::Nothing);
        told
    }

    /// Whether it is not asked for another request, since the response before still waits for the socket.
    fn is_held(&self, at: u32) -> bool {
        let Some(slot) = self.slots.get(at) else { return false };
        let Some(entry) = self.pool.get(slot.entry) else { return false };
        if !entry.is_elsewhere() && (slot.has(Marks::WRITABLE) || !entry.is_pending()) {
            return false;
        }
        // A peer may read nothing until all of its content was taken, though that be dropped.
        let within = slot.has(Marks::OWES.with(Marks::REFUSED).with(Marks::TUNNEL)) || entry.machine.is_receiving();
        let ending = slot.has(Marks::SHUT.with(Marks::CUT).with(Marks::FAILED));
        !within && !ending && !slot.is_due(self.now)
    }

    fn told(&mut self, at: u32, told: Told) -> Next {
        if told == Told::Closed {
            return self.closed(at);
        }
        let last = self.drain.is_some();
        let Some(slot) = self.slots.get_mut(at) else { return Next::Leave(Served::Done) };
        let Some((entry, input, _)) = self.pool.open(slot.entry) else { return Next::Leave(Served::Done) };
        slot.marks.set(Marks::KNOWN, true);
        match told {
            Told::Request => {
                slot.marks.set(Marks::OWES.with(Marks::ASKED), true);
                count(&mut self.stats.requests);
                if last {
                    entry.machine.make_last();
                }
                let served = self.hosts.is_empty()
                    || entry.machine.request(input).is_none_or(|request| {
                        self.hosts.iter().any(|served| host::is_served(request.authority, served))
                    });
                if !served {
                    slot.marks.set(Marks::OWES, false);
                    let fault = entry.machine.refuse_request(Violation::HostMisdirected);
                    return self.refused(at, fault);
                }
            }
            Told::Tunnel => slot.marks.set(Marks::TUNNEL, true),
            _ => {}
        }
        Next::Leave(Served::Told(Tale::Told(told)))
    }

    /// A fault is told; unless the program answers it, the next turn does.
    fn refused(&mut self, at: u32, fault: Fault) -> Next {
        self.stats.add_fault(fault.reason);
        if let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) {
            // The end of a connection has one reason: that its answer was not taken is none.
            if entry.fault.is_some_and(|told| !told.may_continue) {
                self.cut(at);
                return Next::Again;
            }
            slot.marks.set(Marks::KNOWN.with(Marks::REFUSED), true);
            // What a peer did not take must not be taken for the whole.
            let broken = fault.reason == Reason::Trouble(Trouble::TimeoutSend);
            slot.marks.set(Marks::CUT, broken || slot.has(Marks::CUT));
            slot.marks.set(Marks::OWES, entry.machine.is_awaited());
            entry.fault = Some(fault);
        }
        Next::Leave(Served::Told(Tale::Fault))
    }

    /// Answers a fault that the program did not.
    fn answer_fault(&mut self, at: u32) {
        let Some(slot) = self.slots.get_mut(at) else { return };
        if !slot.has(Marks::REFUSED) {
            return;
        }
        slot.marks.set(Marks::REFUSED, false);
        let Some(entry) = self.pool.get(slot.entry) else { return };
        let code = entry.fault.map_or(0, |fault| fault.status);
        if code == 0 || !entry.machine.is_awaited() {
            return;
        }
        let mut text = [0; 48];
        let text = explained(code, &mut text);
        let fields = [Field::new("Content-Type", "text/plain")];
        // Where there is no room for it, the connection ends without.
        let _ = self.sender_at(at).reply(code, &fields, text);
    }

    /// A response may have become complete since the turn before.
    fn note_response(&mut self, at: u32) {
        let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) else { return };
        let machine = &entry.machine;
        if slot.has(Marks::OWES) && !machine.is_awaited() && !machine.is_answering() {
            slot.marks.set(Marks::OWES, false);
            if !slot.has(Marks::TUNNEL) && !slot.has(Marks::CUT) {
                slot.marks.set(Marks::SENT_DUE, true);
                count(&mut self.stats.responses);
            }
        }
    }

    /// Sends what waits; whether the socket is still good.
    pub(super) fn flush(&mut self, at: u32) -> bool {
        let Some(slot) = self.slots.get_mut(at) else { return true };
        let Some((entry, _, output)) = self.pool.open(slot.entry) else { return true };
        if !entry.is_pending() {
            return true;
        }
        let sent = entry.flush(output, &mut self.net, slot, &mut self.spill, self.now);
        // What the socket did not take waits from here on.
        entry.machine.tell_time(self.now);
        self.stats.add_sent(&sent);
        self.offer_room();
        sent.is_ok()
    }

    /// The store may have room again for those who were refused.
    fn offer_room(&mut self) {
        if !std::mem::take(&mut self.spill.refused) {
            return;
        }
        for at in 0..self.slots.len() {
            let wanted = self.slots.get(at).and_then(|slot| self.pool.get(slot.entry)).map_or(0, |entry| entry.wanted);
            self.spill.refused |= wanted > 0;
            if wanted > 0 && wanted <= self.spill.room() {
                self.slots.queue_open(at);
            }
        }
    }

    /// Reads once.
    fn read(&mut self, at: u32) {
        let Some(slot) = self.slots.get_mut(at) else { return };
        let Some((Entry { machine, .. }, input, _)) = self.pool.open(slot.entry) else { return };
        let Some(stream) = &mut slot.stream else { return };
        machine.tell_time(self.now);
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

    /// The socket is no good any more.
    fn cut(&mut self, at: u32) {
        if let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) {
            slot.marks.set(Marks::READABLE.with(Marks::WRITABLE).with(Marks::FAILED), false);
            slot.marks.set(Marks::CUT, true);
            entry.machine.abort();
            entry.part = None;
            self.spill.clear(&mut entry.spilt);
        }
        self.offer_room();
    }

    /// A peer that takes nothing of what lies elsewhere: the machine does not see that.
    fn overdue_elsewhere(&mut self, at: u32) -> Option<Fault> {
        let patience = self.times.send_ms;
        let (slot, entry) = pair(&mut self.slots, &mut self.pool, at)?;
        let due = entry.is_elsewhere()
            && !slot.has(Marks::WRITABLE)
            && patience != NO_TIMEOUT
            && is_past(entry.since.wrapping_add(patience), self.now);
        if !due {
            return None;
        }
        let offset = entry.machine.offset();
        self.cut(at);
        Some(Fault { status: 0, ..Fault::trouble(Trouble::TimeoutSend, offset) })
    }

    /// Nothing is under way: the buffers go back, and the time for another request begins.
    fn rest(&mut self, at: u32) -> Next {
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
        (slot.deadline, slot.timed) = (slot.idle_by, patience != NO_TIMEOUT);
        let (by, timed) = (slot.deadline, slot.timed);
        if timed {
            self.check_by(by);
        }
        Next::Leave(Served::Done)
    }

    /// It has to wait, for so long at most.
    fn wait(&mut self, at: u32, held: bool, wait_ms: u32) {
        let now = self.now;
        let Some((_, entry)) = pair(&mut self.slots, &mut self.pool, at) else { return };
        let since = entry.since;
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

    /// The connection is over: its socket is closed now, its place given back by the next turn.
    fn closed(&mut self, at: u32) -> Next {
        let Some(slot) = self.slots.get_mut(at) else { return Next::Leave(Served::Done) };
        let known = slot.has(Marks::KNOWN);
        slot.timed = false;
        slot.marks.set(Marks::CLOSED, true);
        let cut = slot.has(Marks::CUT);
        if let Some(stream) = slot.stream.take() {
            self.net.close(stream, cut);
        }
        if let Some(entry) = self.pool.get_mut(slot.entry) {
            entry.part = None;
            entry.wanted = 0;
            self.spill.clear(&mut entry.spilt);
        }
        self.offer_room();
        // A descriptor is free again.
        for door in &mut self.doors {
            door.retry = None;
        }
        if known {
            self.dying = Some(at);
            count(&mut self.stats.closed);
            return Next::Leave(Served::Told(Tale::Told(Told::Closed)));
        }
        self.bury(at);
        Next::Leave(Served::Done)
    }

    /// Gives a place back, and the buffers that went with it.
    pub(super) fn bury(&mut self, at: u32) {
        let entry = self.slots.get(at).map_or(NONE, |slot| slot.entry);
        self.slots.give_back(at);
        if entry != NONE {
            self.pool.give_back(entry);
        }
        // Also if it was fed, and took nothing.
        self.feed();
    }
}

/// A connection, and the buffers lent to it.
pub(super) fn pair<'s, S>(
    slots: &'s mut Slots<S>,
    pool: &'s mut Pool,
    at: u32,
) -> Option<(&'s mut Slot<S>, &'s mut Entry)> {
    let slot = slots.get_mut(at)?;
    let entry = pool.get_mut(slot.entry)?;
    Some((slot, entry))
}

/// `400 Bad Request` and a line's end, as content.
fn explained(code: u16, text: &mut [u8; 48]) -> &[u8] {
    let digits = [code / 100, code / 10 % 10, code % 10];
    let digits = digits.map(|digit| b'0'.saturating_add(u8::try_from(digit).unwrap_or(0)));
    let octets = digits.iter().chain(b" ").chain(status::reason(code)).chain(b"\n");
    let mut count = 0usize;
    for (place, octet) in text.iter_mut().zip(octets) {
        *place = *octet;
        count = count.saturating_add(1);
    }
    text.get(..count).unwrap_or(&[])
}
