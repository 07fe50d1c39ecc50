// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What one connection has to do: read, step, write, wait.

use crate::error::{Fault, Misuse, Reason, Trouble, Violation};
use crate::exchange::{Keep, Lent, NO_TIMEOUT, Told};
use crate::messaging::host;
use crate::server::Server;
use crate::server::event::Tale;
use crate::server::net::Net;
use crate::server::pool::{Entry, Pool};
use crate::server::slots::{Marks, NONE, Slot, Slots};
use crate::server::stats::{Stats, count};
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
pub(super) enum Next {
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
        // What has arrived is read before it closes, unless the program does not want it read.
        let unread = slot.has(Marks::READABLE) && !slot.has(Marks::PAUSED);
        if due || slot.has(Marks::CUT.with(Marks::LEAVES)) || closing && !unread {
            if due {
                count(&mut self.stats.timeouts);
            }
            return self.closed(at);
        }
        if !slot.has(Marks::READABLE) || slot.has(Marks::PAUSED) {
            // It was in line because its time was over, and a clock went back.
            let (deadline, timed) = (slot.deadline, slot.has(Marks::TIMED));
            if timed {
                self.check_by(deadline);
            }
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
            slot.marks.set(Marks::TIMED, false);
            slot.marks.set(Marks::HUNGRY, false);
            *reads = reads.saturating_sub(1);
            self.read(at);
            Next::Again
        } else {
            self.starve(at);
            Next::Leave(Served::Done)
        }
    }

    /// A connection with an exchange under way.
    fn attend(&mut self, at: u32, reads: &mut u32) -> Next {
        let now = self.now;
        let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) else { return Next::Leave(Served::Done) };
        if slot.has(Marks::REFUSED) {
            self.answer_fault(at);
            return Next::Again;
        }
        note_response(slot, entry, &mut self.stats);
        let steps = entry.machine.is_fresh() || slot.has(Marks::EXPIRED) || slot.is_due(now);
        let held = is_held(slot, entry, now);
        if entry.buffers == NONE && !self.furnish(at) {
            return Next::Leave(Served::Done);
        }
        if steps && !held {
            loop {
                match self.step(at) {
                    Ok(Told::Nothing) => break,
                    Ok(Told::Complete) if self.is_unsaid(at) => {}
                    Ok(told) => return self.told(at, told),
                    Err(fault) => return self.refused(at, fault),
                }
            }
        }
        let Some(slot) = self.slots.get_mut(at) else { return Next::Leave(Served::Done) };
        let Some((entry, _, output)) = self.pool.open(slot.entry) else { return Next::Leave(Served::Done) };
        if is_overdue_elsewhere(slot, entry, self.times.send_ms, now) {
            let offset = entry.machine.offset();
            self.cut(at);
            return self.refused(at, Fault { status: 0, ..Fault::trouble(Trouble::TimeoutSend, offset) });
        }
        if entry.is_pending() {
            let sent = entry.flush(output, &mut self.net, slot, &mut self.spill, now);
            // What the socket did not take waits from here on.
            entry.machine.note_time(now);
            self.stats.add_sent(&sent);
            match sent {
                Err(_) => {
                    self.cut(at);
                    return Next::Again;
                }
                Ok(1..) if self.spill.refused => {
                    self.offer_room();
                    return Next::Again;
                }
                Ok(_) => {}
            }
        }
        if slot.has(Marks::SENT_DUE) && !entry.is_pending() {
            slot.marks.set(Marks::SENT_DUE, false);
            if !self.terse {
                return Next::Leave(Served::Told(Tale::Sent));
            }
        }
        if entry.wanted > 0 && !entry.is_elsewhere() && entry.wanted <= self.spill.room() {
            entry.wanted = 0;
            return Next::Leave(Served::Told(Tale::Told(Told::Writable)));
        }
        let calm = !slot.has(Marks::READABLE.with(Marks::FAILED)) && !entry.machine.is_fresh() && !entry.is_pending();
        if calm && entry.machine.is_idle() {
            return self.rest(at);
        }
        self.wait(at, reads)
    }

    fn step(&mut self, at: u32) -> Result<Told, Fault> {
        let (now, keep) = (self.now, self.keep);
        let Some(slot) = self.slots.get_mut(at) else { return Ok(Told::Nothing) };
        let Some((entry, input, output)) = self.pool.open(slot.entry) else { return Ok(Told::Nothing) };
        // A head that is given up for another is told that its time is over: 408.
        let expired = slot.has(Marks::EXPIRED);
        let keep: Keep<'_> = match keep {
            Some(names) => Some(names),
            None => None,
        };
        let machine = &mut entry.machine;
        slot.marks.set(Marks::EXPIRED, false);
        machine.tell_time(if expired { slot.deadline } else { now });
        let (answering, switched) = (machine.is_answering(), machine.has_switched());
        let told = machine.step(Lent { input, output, keep });
        if expired {
            machine.tell_time(now);
        }
        // A response that a step has ended is not complete: nobody is to take it for that.
        if slot.has(Marks::OWES) && !machine.is_awaited() && !machine.is_answering() {
            slot.marks.set(Marks::OWES, false);
            slot.marks.set(Marks::CUT, answering || slot.has(Marks::CUT));
        }
        // What was sent behind the end of HTTP says of no octet that it is the last: the end must.
        slot.marks.set(Marks::CUT, switched && told.is_err() || slot.has(Marks::CUT));
        entry.told = *told.as_ref().unwrap_or(&Told::Nothing);
        told
    }

    /// Whether the end of a request goes without saying: it has no content.
    fn is_unsaid(&self, at: u32) -> bool {
        self.terse && self.slots.get(at).is_some_and(|slot| slot.has(Marks::EMPTY) && !slot.has(Marks::TUNNEL))
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
                slot.marks.set(Marks::EMPTY, !entry.machine.is_receiving());
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
            Told::Writable if entry.machine.is_refused() => slot.marks.set(Marks::REFUSED, true),
            _ => {}
        }
        Next::Leave(Served::Told(Tale::Told(told)))
    }

    /// A fault is told; unless the program answers it, the next turn does.
    fn refused(&mut self, at: u32, fault: Fault) -> Next {
        self.stats.add_fault(fault.reason);
        self.faults.add(fault.reason);
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
        slot.marks.set(Marks::REFUSED, false);
        let Some(entry) = self.pool.get(slot.entry) else { return };
        let code = entry.fault.map_or(0, |fault| fault.status);
        if code == 0 || !entry.machine.is_awaited() {
            return;
        }
        let mut text = [0; 48];
        let text = explained(code, &mut text);
        let fields = [Field::new("Content-Type", "text/plain")];
        if self.sender_at(at).reply(code, &fields, text) == Err(Misuse::OutputFull.into())
            && let Some((_, entry)) = pair(&mut self.slots, &mut self.pool, at)
        {
            // When there is room, that is told, and the next turn tries again.
            entry.wanted = 0;
            let _ = entry.machine.wait_for_buffers();
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

/// A response may have become complete since the turn before.
fn note_response<S>(slot: &mut Slot<S>, entry: &Entry, stats: &mut Stats) {
    if slot.has(Marks::OWES) && !entry.machine.is_awaited() && !entry.machine.is_answering() {
        slot.marks.set(Marks::OWES, false);
        if !slot.has(Marks::TUNNEL.with(Marks::CUT)) {
            slot.marks.set(Marks::SENT_DUE, true);
            count(&mut stats.responses);
        }
    }
}

/// Whether it is not asked for another request, since the response before still waits for the socket.
pub(super) fn is_held<S>(slot: &Slot<S>, entry: &Entry, now: u32) -> bool {
    if !entry.is_elsewhere() && (slot.has(Marks::WRITABLE) || !entry.is_pending()) {
        return false;
    }
    // A peer may read nothing until all of its content was taken, though that be dropped.
    let within = slot.has(Marks::OWES.with(Marks::REFUSED).with(Marks::TUNNEL)) || entry.machine.is_receiving();
    let ending = slot.has(Marks::SHUT.with(Marks::CUT).with(Marks::FAILED));
    !within && !ending && !slot.is_due(now)
}

/// A peer that takes nothing of what lies elsewhere: the machine does not see that.
fn is_overdue_elsewhere<S>(slot: &Slot<S>, entry: &Entry, patience: u32, now: u32) -> bool {
    entry.is_elsewhere()
        && !slot.has(Marks::WRITABLE)
        && patience != NO_TIMEOUT
        && now.wrapping_sub(entry.since) >= patience
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
