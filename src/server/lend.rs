// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What the C boundary reaches of a server: its connections by slot, taken apart for a call.

use std::mem::offset_of;

use crate::exchange::{Lent, Machine};
use crate::server::net::Net;
use crate::server::serve::pair;
use crate::server::slots::{NO_LISTENER, NONE};
use crate::server::{Server, Stamp};

/// A connection with buffers, taken apart, and what is added to its responses.
pub(crate) struct Taken<'s> {
    pub machine: &'s mut Machine,
    pub lent: Lent<'s>,
    pub stamp: &'s Stamp,
}

impl<N: Net> Server<N> {
    /// A connection taken apart for a call, after which it stands in line; `None` while it has no buffers. The
    /// server alone receives: what a call is given to send may lie in the input, so that is not lent.
    pub(crate) fn take_apart(&mut self, at: u32) -> Option<Taken<'_>> {
        self.slots.queue_open(at);
        let keep = self.keep;
        let number = self.slots.get(at)?.entry;
        self.pool.furnish(number);
        let (entry, _, output) = self.pool.open(number)?;
        let lent = Lent {
            input: &mut [],
            output,
            keep: match keep {
                Some(names) => Some(names),
                None => None,
            },
        };
        Some(Taken { machine: &mut entry.machine, lent, stamp: &self.stamp })
    }

    /// Whether a connection has an exchange under way, and no buffers.
    pub(crate) fn is_bare(&self, at: u32) -> bool {
        let entry = self.slots.get(at).and_then(|slot| self.pool.get(slot.entry));
        entry.is_some_and(|entry| entry.buffers == NONE)
    }

    /// What was to be sent on it found none: it is told when there are some.
    pub(crate) fn wait_for_buffers(&mut self, at: u32) {
        if let Some((_, entry)) = pair(&mut self.slots, &mut self.pool, at) {
            let _ = entry.machine.wait_for_buffers();
        }
    }

    /// A connection with buffers, to look at: machine, input, output.
    pub(crate) fn show(&self, at: u32) -> Option<(&Machine, &[u8], &[u8])> {
        let entry = self.pool.get(self.slots.get(at)?.entry)?;
        let (input, output) = self.pool.buffers.show(entry.buffers);
        Some((&entry.machine, input, output))
    }

    /// Which entry of the pool a connection has.
    pub(crate) fn entry_of(&self, at: u32) -> Option<u32> {
        self.slots.get(at).map(|slot| slot.entry).filter(|entry| *entry != NONE)
    }

    /// Slots there are, and entries there may be.
    pub(crate) fn sizes(&self) -> (usize, usize) {
        (usize::try_from(self.slots.len()).unwrap_or(0), self.pool.most())
    }

    /// The id of the connection in a slot, also of one told closed by the last turn; 0 for none.
    pub(crate) fn id_at(&self, at: u32) -> u64 {
        self.slots.id(at)
    }

    /// The slot of a connection that is not over.
    pub(crate) fn slot_of(&self, id: u64) -> Option<u32> {
        self.slots.find(id)
    }

    /// The first slot from `at` on that holds a connection.
    pub(crate) fn open_from(&self, at: u32) -> Option<u32> {
        (at..self.slots.len()).find(|at| self.slots.get(*at).is_some_and(|slot| slot.stream.is_some()))
    }

    /// Where the text of a peer's address lies as long as the server.
    pub(crate) fn peer_at(&self, at: u32) -> &[u8] {
        self.slots.get(at).map_or(&[], |slot| slot.peer.text().as_bytes())
    }

    /// Which listener accepted the connection in a slot.
    pub(crate) fn listener_at(&self, at: u32) -> u32 {
        let listener = self.slots.get(at).map(|slot| slot.listener).filter(|listener| *listener != NO_LISTENER);
        listener.map_or(u32::MAX, u32::from)
    }

    /// Where in it the counters lie, to be shown.
    pub(crate) const STATS: usize = offset_of!(Self, stats);

    /// Whether the program has a connection's fault to look at.
    pub(crate) fn fault_at(&self, at: u32) -> Option<crate::error::Fault> {
        self.pool.get(self.slots.get(at)?.entry)?.fault
    }
}
