// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! When all buffers are lent: who gives theirs up, and who gets them.

use crate::exchange::NO_TIMEOUT;
use crate::server::Server;
use crate::server::net::Net;
use crate::server::pool::Entry;
use crate::server::serve::pair;
use crate::server::slots::{Marks, NONE, Slot};
use crate::server::stats::count;

impl<N: Net> Server<N> {
    /// Buffers for an exchange under way that has given its own back, if it needs some now. Whether it can go on.
    pub(super) fn furnish(&mut self, at: u32) -> bool {
        let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) else { return true };
        let over = slot.has(Marks::CUT.with(Marks::FAILED).with(Marks::CLOSED));
        let reads = slot.has(Marks::READABLE) && entry.machine.would_read();
        if entry.buffers != NONE || over || !reads && !entry.machine.is_blocked() {
            self.sate(at);
            return true;
        }
        let number = slot.entry;
        // Without them it neither sends nor receives, so nothing of it is late.
        entry.machine.wait_anew();
        let furnished = self.pool.furnish(number);
        if let Some(slot) = self.slots.get_mut(at) {
            slot.marks.set(Marks::HUNGRY, false);
        }
        if !furnished {
            self.set_deadline(at, NO_TIMEOUT);
            self.starve(at);
        }
        furnished
    }

    /// It needs no buffers after all: those that it would be lent, another may have.
    pub(super) fn sate(&mut self, at: u32) {
        if let Some(slot) = self.slots.get_mut(at).filter(|slot| slot.has(Marks::HUNGRY)) {
            slot.marks.set(Marks::HUNGRY, false);
            self.feed();
        }
    }

    /// Takes the buffers of an exchange in which nothing lies: 50 viewers of a stream of events need none while
    /// nothing happens.
    pub(super) fn part(&mut self, at: u32) {
        let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) else { return };
        if entry.buffers == NONE || !entry.machine.is_bare() || entry.is_pending() || slot.has(Marks::REFUSED) {
            return;
        }
        entry.machine.part_with_buffers();
        let number = slot.entry;
        self.pool.part(number);
        self.feed();
    }

    /// No buffers are left. Whoever lingers gives up theirs; else the head that has been coming for longest is given
    /// up. If none is coming, the connection waits until an exchange is over.
    pub(super) fn starve(&mut self, at: u32) {
        self.starving = true;
        if let Some(slot) = self.slots.get_mut(at) {
            slot.marks.set(Marks::HUNGRY, true);
        }
        let lingering = self.holders().find(|(_, slot, entry)| is_lingering(slot, entry) && !slot.has(Marks::EXPIRED));
        let lingering = lingering.map(|(lingering, ..)| lingering);
        if let Some(lingering) = lingering {
            if let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, lingering) {
                slot.marks.set(Marks::EXPIRED, true);
                entry.machine.abort();
            }
            self.slots.queue(lingering);
            return;
        }
        let heads = self.holders().filter(|(other, slot, entry)| *other != at && is_coming(slot, entry));
        let oldest = heads.min_by_key(|(_, slot, _)| slot.deadline.wrapping_sub(self.now)).map(|(oldest, ..)| oldest);
        let Some(oldest) = oldest else { return };
        count(&mut self.stats.pool_refusals);
        if let Some(slot) = self.slots.get_mut(oldest) {
            slot.marks.set(Marks::EXPIRED, true);
        }
        self.slots.queue(oldest);
    }

    /// A head is still not whole although all that has come of it was read: others may want its buffers.
    pub(super) fn yield_head(&mut self, at: u32) {
        let coming = pair(&mut self.slots, &mut self.pool, at).is_some_and(|(slot, entry)| is_coming(slot, entry));
        if coming {
            self.feed();
        }
    }

    /// The connections that buffers are lent to: so many as there are buffers, however many connections there are.
    fn holders(&self) -> impl Iterator<Item = (u32, &Slot<N::Stream>, &Entry)> {
        self.pool.holding().filter_map(|(number, entry)| {
            let slot = self.slots.get(entry.holder)?;
            (slot.entry == number).then_some((entry.holder, slot, entry))
        })
    }

    /// Buffers are free again: one that had none tries once more, the others when their turn comes.
    pub(super) fn feed(&mut self) {
        if !self.starving {
            return;
        }
        let waits = |at: &u32| self.slots.get(*at).is_some_and(|slot| slot.has(Marks::HUNGRY));
        let after = self.fed.saturating_add(1);
        let mut waiting = (after..self.slots.len()).chain(0..after.min(self.slots.len())).filter(waits);
        let (first, second) = (waiting.next(), waiting.next());
        drop(waiting);
        let Some(first) = first else {
            self.starving = false;
            return;
        };
        self.fed = first;
        self.slots.queue(first);
        // Where all buffers hold heads that may never be whole, nobody gives any back by himself.
        if let Some(second) = second
            && self.holders().all(|(_, slot, entry)| is_coming(slot, entry))
        {
            self.starve(second);
        }
    }
}

/// Whether a head is on its way, and nothing else.
fn is_coming<S>(slot: &Slot<S>, entry: &Entry) -> bool {
    let over = Marks::OWES.with(Marks::REFUSED).with(Marks::CUT).with(Marks::CLOSED).with(Marks::SHUT);
    // What has come and was not read may be the rest of it.
    let over = over.with(Marks::READABLE);
    let refused = entry.fault.is_some_and(|fault| !fault.may_continue);
    // Content that is passed over, and what follows the end of HTTP, are no head.
    let coming = entry.machine.is_reading_head() && !entry.is_pending() && !entry.machine.is_awaited() && !refused;
    coming && slot.has(Marks::TIMED) && !slot.has(over.with(Marks::EXPIRED))
}

/// Whether a connection has got everything, and waits for its peer's end alone.
pub(super) fn is_lingering<S>(slot: &Slot<S>, entry: &Entry) -> bool {
    let lingers = slot.has(Marks::SHUT) && !slot.has(Marks::TUNNEL.with(Marks::CLOSED).with(Marks::SENT_DUE));
    lingers && !entry.is_pending()
}
