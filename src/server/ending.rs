// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! How a connection ends: cut, or closed, and its place given back.

use crate::exchange::Told;
use crate::server::Server;
use crate::server::event::Tale;
use crate::server::net::Net;
use crate::server::serve::{Next, Served, pair};
use crate::server::slots::{Marks, NONE};
use crate::server::stats::count;

impl<N: Net> Server<N> {
    /// The socket is no good any more.
    pub(super) fn cut(&mut self, at: u32) {
        if let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) {
            slot.marks.set(Marks::READABLE.with(Marks::WRITABLE).with(Marks::FAILED), false);
            slot.marks.set(Marks::CUT, true);
            entry.machine.abort();
            entry.part = None;
            self.spill.clear(&mut entry.spilt);
        }
        self.offer_room();
    }

    /// The connection is over: its socket is closed now, its place given back by the next turn.
    pub(super) fn closed(&mut self, at: u32) -> Next {
        let Some(slot) = self.slots.get_mut(at) else { return Next::Leave(Served::Done) };
        let known = slot.has(Marks::KNOWN);
        slot.marks.set(Marks::TIMED, false);
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

    /// The store may have room again for those who were refused.
    pub(super) fn offer_room(&mut self) {
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
}
