// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A server's connections by their ids: an answer in a later frame, who is there, a socket handed out.

use crate::error::{Misuse, Reason, Trouble};
use crate::exchange::Request;
use crate::server::Server;
use crate::server::net::Net;
use crate::server::sender::Sender;
use crate::server::serve::pair;
use crate::server::slots::{Marks, NO_LISTENER, NONE};

impl<N: Net> Server<N> {
    /// The id of the connection after `previous`, the first after 0: who is there?
    #[must_use]
    pub fn next_id(&self, previous: u64) -> Option<u64> {
        let after = match previous {
            0 => 0,
            id => u32::try_from(id & 0xffff_ffff).unwrap_or(NONE).saturating_add(1),
        };
        (after..self.slots.len()).map(|at| self.slots.id(at)).find(|id| self.slots.find(*id).is_some())
    }

    /// Sends on a connection, without an event in hand: an answer in a later frame. `None` when it is over.
    pub fn sender(&mut self, id: u64) -> Option<Sender<'_, N>> {
        self.slots.find(id).map(|at| self.sender_at(at))
    }

    pub(crate) fn sender_at(&mut self, at: u32) -> Sender<'_, N> {
        let Server { net, slots, pool, spill, stamp, stats, now, .. } = self;
        let number = slots.get(at).filter(|slot| slot.stream.is_some()).map_or(NONE, |slot| slot.entry);
        if pool.get(number).is_some_and(|entry| entry.buffers == NONE) && pool.furnish(number) {
            // Whether it uses them or not, the next turn looks whether it still needs them.
            slots.queue(at);
            if let Some(slot) = slots.get_mut(at) {
                slot.marks.set(Marks::HUNGRY, false);
            }
        }
        let (out, output) = match pool.open(number) {
            Some((entry, _, output)) => (Some(entry), output),
            None => (None, [].as_mut_slice()),
        };
        Sender { at, out, output, slots, net, spill, stamp, stats, now: *now }
    }

    /// The request of a connection's present exchange.
    #[must_use]
    pub fn request(&self, id: u64) -> Option<Request<'_>> {
        let entry = self.pool.get(self.slots.get(self.slots.find(id)?)?.entry)?;
        entry.machine.request(self.pool.buffers.show(entry.buffers).0)
    }

    /// The peer's address as text, such as `192.0.2.1:49152`.
    #[must_use]
    pub fn peer(&self, id: u64) -> Option<&str> {
        self.slots.find(id).and_then(|at| self.slots.get(at)).map(|slot| slot.peer.text())
    }

    /// Which listener accepted it, counted from 0 in the order they were made; `None` for none.
    #[must_use]
    pub fn listener(&self, id: u64) -> Option<u32> {
        let slot = self.slots.get(self.slots.find(id)?)?;
        Some(slot.listener).filter(|listener| *listener != NO_LISTENER).map(u32::from)
    }

    /// Pauses or resumes: a paused connection tells no content and reads nothing, though its exchange be over.
    pub fn pause(&mut self, id: u64, paused: bool) {
        let Some(at) = self.slots.find(id) else { return };
        if let Some((_, entry)) = pair(&mut self.slots, &mut self.pool, at) {
            entry.machine.tell_time(self.now);
            entry.machine.pause(paused);
        }
        self.hold(at, paused);
        self.slots.queue(at);
    }

    /// Gives up the head of a connection's request, and its buffers when nothing is left in them: a stream of events
    /// that goes on for hours needs neither.
    pub fn forget_head(&mut self, id: u64) {
        if let Some(at) = self.slots.find(id)
            && let Some((_, entry)) = pair(&mut self.slots, &mut self.pool, at)
        {
            entry.machine.forget_head();
            self.slots.queue(at);
        }
    }

    /// Says that only the first `count` octets of the content told were taken; the rest is told again.
    ///
    /// # Errors
    /// `Argument` when that is more than was told, `State` when none was.
    pub fn used(&mut self, id: u64, count: usize) -> Result<(), Misuse> {
        let at = self.slots.find(id).ok_or(Misuse::State)?;
        let (_, entry) = pair(&mut self.slots, &mut self.pool, at).ok_or(Misuse::State)?;
        entry.machine.used(count)?;
        self.slots.queue(at);
        Ok(())
    }

    /// What was received behind the end of HTTP and not told: what [`release`](Server::release) puts into its room.
    pub(crate) fn unseen(&self, at: u32) -> &[u8] {
        // Before that end, what is received is a request's, and the connection is not let go.
        let tunnel = self.slots.get(at).filter(|slot| slot.has(Marks::TUNNEL));
        let entry = tunnel.and_then(|slot| self.pool.get(slot.entry));
        entry.map_or(&[], |entry| entry.machine.unread(self.pool.buffers.show(entry.buffers).0))
    }

    /// Hands a connection out of any network, as [`release`](Server::release) does with a socket: its stream is not
    /// this server's any more. Octets received and not told are put into `room`; how many there are.
    ///
    /// # Errors
    /// As [`release`](Server::release), and `PeerGone`.
    pub fn let_go(&mut self, id: u64, room: &mut [u8]) -> Result<(N::Stream, usize), Reason> {
        let state = Reason::Misuse(Misuse::State);
        let at = self.slots.find(id).ok_or(state)?;
        // What waits goes first, if the socket takes it; if it does not, the connection stays what it was. What was
        // dropped since a peer takes nothing cannot go.
        if self.slots.get(at).is_some_and(|slot| slot.has(Marks::CUT)) || !self.flush(at) {
            return Err(Trouble::PeerGone.into());
        }
        if let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) {
            let over = slot.has(Marks::TUNNEL) || entry.machine.is_idle();
            if entry.is_pending() || !over {
                return Err(state);
            }
        }
        // A proxy's header that is still to come is nobody else's.
        if self.slots.get(at).is_none_or(|slot| slot.has(Marks::GREETS)) {
            return Err(state);
        }
        let unseen = self.unseen(at);
        let count = unseen.len();
        room.get_mut(..count).ok_or(Misuse::Argument)?.copy_from_slice(unseen);
        let stream = self.slots.get_mut(at).and_then(|slot| slot.stream.take()).ok_or(state)?;
        self.bury(at);
        Ok((stream, count))
    }
}
