// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Who is connected: a slot for each connection, and the line of those that have something to do.

use std::collections::TryReserveError;

use crate::server::net::Peer;

/// The end of a chain of slots; no entry of the pool.
pub(crate) const NONE: u32 = u32::MAX;

/// No listener.
pub(crate) const NO_LISTENER: u16 = u16::MAX;

/// What is known of a socket, and what was done about it, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u32);

impl Marks {
    /// Octets, or the peer's end, may be waiting to be read.
    pub const READABLE: Marks = Marks(1);
    /// It took all that was given to it last.
    pub const WRITABLE: Marks = Marks(1 << 1);
    /// The peer's end is behind what waits to be read: a short read is not the last.
    pub const ENDED: Marks = Marks(1 << 2);
    /// It failed.
    pub const FAILED: Marks = Marks(1 << 3);
    /// It stands in line.
    pub const QUEUED: Marks = Marks(1 << 4);
    /// Something of it was told, so its end will be.
    pub const KNOWN: Marks = Marks(1 << 5);
    /// Our side is shut.
    pub const SHUT: Marks = Marks(1 << 6);
    /// A fault was told that waits for an answer.
    pub const REFUSED: Marks = Marks(1 << 7);
    /// A request was told whose response is not complete.
    pub const OWES: Marks = Marks(1 << 8);
    /// A response is complete and has not been told sent.
    pub const SENT_DUE: Marks = Marks(1 << 9);
    /// It is to be cut, not ended in order.
    pub const CUT: Marks = Marks(1 << 10);
    /// It was told closed.
    pub const CLOSED: Marks = Marks(1 << 11);
    /// It was told that HTTP has ended on it.
    pub const TUNNEL: Marks = Marks(1 << 12);
    /// Its head is given up for another connection's.
    pub const EXPIRED: Marks = Marks(1 << 13);
    /// A request was told since it had nothing under way.
    pub const ASKED: Marks = Marks(1 << 15);
    /// It is idle, and makes place for another.
    pub const LEAVES: Marks = Marks(1 << 14);
    /// The header of a proxy is to come before HTTP begins; `offset` says how much of it is left, once it is known.
    pub const GREETS: Marks = Marks(1 << 16);
    /// Its deadline counts.
    pub const TIMED: Marks = Marks(1 << 19);
    /// The request told last has no content.
    pub const EMPTY: Marks = Marks(1 << 18);
    /// It needs buffers, and there are none.
    pub const HUNGRY: Marks = Marks(1 << 17);
    /// The program has paused it.
    pub const PAUSED: Marks = Marks(1 << 20);

    pub const fn has(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn with(self, other: Marks) -> Self {
        Marks(self.0 | other.0)
    }

    pub fn set(&mut self, other: Marks, really: bool) {
        if really { self.0 |= other.0 } else { self.0 &= !other.0 }
    }
}

/// One connection, as far as it needs no buffers.
pub(crate) struct Slot<S> {
    /// Octets understood before the machine at work, if any, took over.
    pub offset: u64,
    pub stream: Option<S>,
    generation: u32,
    /// When something is due although nothing happened; with `TIMED`.
    pub deadline: u32,
    /// When its wait for a request is over, however many empty lines come meanwhile.
    pub idle_by: u32,
    /// Its machine and buffers, or `NONE`.
    pub entry: u32,
    /// The next free slot, or the next in line.
    next: u32,
    /// Which listener accepted it; `NO_LISTENER` for none.
    pub listener: u16,
    pub marks: Marks,
    pub peer: Peer,
}

impl<S> Slot<S> {
    fn empty(next: u32) -> Self {
        Slot {
            offset: 0,
            stream: None,
            generation: 1,
            deadline: 0,
            idle_by: 0,
            entry: NONE,
            next,
            listener: NO_LISTENER,
            marks: Marks::default(),
            peer: Peer::NONE,
        }
    }

    pub fn has(&self, mark: Marks) -> bool {
        self.marks.has(mark)
    }

    /// Whether it is a connection: open, or told closed by the turn before.
    pub fn is_taken(&self) -> bool {
        self.stream.is_some() || self.has(Marks::CLOSED)
    }

    pub fn is_due(&self, now: u32) -> bool {
        self.has(Marks::TIMED) && is_past(self.deadline, now)
    }
}

/// Whether a time has come, of a clock that wraps.
pub(crate) fn is_past(time: u32, now: u32) -> bool {
    now.wrapping_sub(time) < 1 << 31
}

/// Every slot there is.
pub(crate) struct Slots<S> {
    all: Vec<Slot<S>>,
    free: u32,
    first: u32,
    last: u32,
    open: usize,
}

impl<S> Slots<S> {
    pub fn new(count: usize) -> Result<Self, TryReserveError> {
        let mut slots = Vec::new();
        slots.try_reserve_exact(count)?;
        for next in 1..=count {
            let next = if next == count { NONE } else { u32::try_from(next).unwrap_or(NONE) };
            slots.push(Slot::empty(next));
        }
        Ok(Slots { all: slots, free: if count == 0 { NONE } else { 0 }, first: NONE, last: NONE, open: 0 })
    }

    pub fn get(&self, at: u32) -> Option<&Slot<S>> {
        self.all.get(usize::try_from(at).ok()?)
    }

    pub fn get_mut(&mut self, at: u32) -> Option<&mut Slot<S>> {
        self.all.get_mut(usize::try_from(at).ok()?)
    }

    pub fn all(&self) -> impl Iterator<Item = (u32, &Slot<S>)> {
        (0..).zip(&self.all)
    }

    pub fn len(&self) -> u32 {
        u32::try_from(self.all.len()).unwrap_or(NONE)
    }

    /// Slots taken.
    pub fn open(&self) -> usize {
        self.open
    }

    pub fn has_free(&self) -> bool {
        self.free != NONE
    }

    /// The slot that `take` would give.
    pub fn next_free(&self) -> u32 {
        self.free
    }

    /// Takes the next free slot for a connection.
    pub fn take(&mut self, stream: S, peer: Peer, listener: u16) -> Option<u32> {
        let at = self.free;
        let slot = self.get_mut(at)?;
        let after = slot.next;
        slot.next = NONE;
        slot.stream = Some(stream);
        slot.peer = peer;
        slot.listener = listener;
        slot.offset = 0;
        slot.marks = Marks::WRITABLE;
        self.free = after;
        self.open = self.open.saturating_add(1);
        Some(at)
    }

    /// Gives a slot back; its id is never valid again.
    pub fn give_back(&mut self, at: u32) {
        self.leave(at);
        let free = self.free;
        if let Some(slot) = self.get_mut(at) {
            let generation = slot.generation.wrapping_add(1).max(1);
            *slot = Slot { generation, ..Slot::empty(free) };
            self.free = at;
            self.open = self.open.saturating_sub(1);
        }
    }

    /// A number for the connection in a slot: never 0, and not used again for another.
    pub fn id(&self, at: u32) -> u64 {
        match self.get(at) {
            Some(slot) if slot.is_taken() => u64::from(slot.generation) << 32 | u64::from(at),
            _ => 0,
        }
    }

    /// The slot of a connection that is not over.
    pub fn find(&self, id: u64) -> Option<u32> {
        let at = u32::try_from(id & 0xffff_ffff).ok()?;
        let open = self.get(at).is_some_and(|slot| slot.stream.is_some());
        (open && self.id(at) == id).then_some(at)
    }

    /// The first in line.
    pub fn front(&self) -> Option<u32> {
        (self.first != NONE).then_some(self.first)
    }

    /// Puts a slot at the end of the line, if it does not stand there.
    pub fn queue(&mut self, at: u32) {
        let last = self.last;
        match self.get_mut(at) {
            Some(slot) if !slot.has(Marks::QUEUED) => {
                slot.marks.set(Marks::QUEUED, true);
                slot.next = NONE;
            }
            _ => return,
        }
        match self.get_mut(last) {
            Some(before) if last != NONE => before.next = at,
            _ => self.first = at,
        }
        self.last = at;
    }

    /// The same, if there is a connection in it.
    pub fn queue_open(&mut self, at: u32) {
        if self.get(at).is_some_and(|slot| slot.stream.is_some()) {
            self.queue(at);
        }
    }

    /// Takes the first out of the line.
    pub fn pop(&mut self) {
        if let Some(slot) = self.get_mut(self.first) {
            let next = slot.next;
            slot.marks.set(Marks::QUEUED, false);
            slot.next = NONE;
            self.first = next;
            if next == NONE {
                self.last = NONE;
            }
        }
    }

    /// Takes a slot out of the line, wherever it stands.
    fn leave(&mut self, at: u32) {
        if !self.get(at).is_some_and(|slot| slot.has(Marks::QUEUED)) {
            return;
        }
        if self.first == at {
            return self.pop();
        }
        let next = self.get(at).map_or(NONE, |slot| slot.next);
        let mut before = self.first;
        while let Some(slot) = self.get_mut(before) {
            if slot.next == at {
                slot.next = next;
                break;
            }
            before = slot.next;
        }
        if self.last == at {
            self.last = before;
        }
        if let Some(slot) = self.get_mut(at) {
            slot.marks.set(Marks::QUEUED, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(count: usize) -> Slots<i32> {
        Slots::new(count).unwrap()
    }

    #[test]
    fn a_slot_is_small() {
        assert!(size_of::<Slot<std::os::fd::OwnedFd>>() <= 88, "{}", size_of::<Slot<std::os::fd::OwnedFd>>());
    }

    #[test]
    fn an_id_is_not_used_again() {
        let mut slots = slots(1);
        let at = slots.take(7, Peer::NONE, 0).unwrap();
        let id = slots.id(at);
        assert_ne!(id, 0);
        assert!(!slots.has_free());
        assert_eq!(slots.find(id), Some(at));
        slots.give_back(at);
        assert_eq!(slots.find(id), None);
        assert_eq!(slots.take(8, Peer::NONE, 0), Some(at));
        assert_eq!(slots.find(id), None);
        assert_ne!(slots.id(at), id);
    }

    #[test]
    fn the_line_keeps_its_order_whoever_leaves() {
        for leaving in 0..4 {
            let mut slots = slots(4);
            for at in 0..4 {
                slots.take(0, Peer::NONE, 0).unwrap();
                slots.queue(at);
                slots.queue(at);
            }
            slots.give_back(leaving);
            let mut seen = Vec::new();
            while let Some(at) = slots.front() {
                seen.push(at);
                slots.pop();
            }
            assert_eq!(seen, (0..4).filter(|at| *at != leaving).collect::<Vec<_>>());
        }
    }

    #[test]
    fn time_wraps() {
        assert!(is_past(5, 5));
        assert!(is_past(u32::MAX, 3));
        assert!(!is_past(3, u32::MAX));
    }
}
