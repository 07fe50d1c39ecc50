// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! One turn of the server: serve who stands in line, accept, wait once.

use std::io;

use crate::exchange::NO_TIMEOUT;
use crate::server::event::Tale;
use crate::server::net::Net;
use crate::server::overload::TURNED_AWAY;
use crate::server::serve::Served;
use crate::server::slots::{Marks, NO_LISTENER, NONE, is_past};
use crate::server::stats::count;
use crate::server::{DOORS, Drain, Server, Taken};

/// Connections accepted in one poll.
const ACCEPTS: u32 = 16;

/// Reads made in one poll.
const READS: u32 = 1;

/// Turns that may go by without a look at the sockets: a peer that always has something does not keep the others from
/// being heard.
const TURNS: u32 = 16;

/// Milliseconds until another try to accept, when the system had no descriptor left.
const RETRY_MS: u32 = 100;

/// The farthest time ahead that a clock which wraps can tell from one that has passed.
pub(super) const FAR_MS: u32 = (1 << 31) - 1;

impl<N: Net> Server<N> {
    pub(super) fn next(&mut self, timeout_ms: i32) -> io::Result<Taken> {
        let of_nobody = |tale| Ok(Taken { tale, at: NONE });
        if let Some(at) = self.dying.take() {
            self.bury(at);
        }
        self.tell_time();
        let (mut reads, mut accepts, mut waited) = (READS, ACCEPTS, None);
        if self.turns >= TURNS {
            self.wait_for_all(0)?;
            self.accept(&mut accepts);
        }
        loop {
            self.overdue();
            while let Some(at) = self.slots.front() {
                match self.serve(at, &mut reads) {
                    Served::Told(tale) => {
                        // The others next.
                        if self.slots.front() == Some(at) {
                            self.slots.pop();
                            self.slots.queue(at);
                        }
                        self.turns = self.turns.saturating_add(1);
                        return Ok(Taken { tale, at });
                    }
                    Served::Bound => {
                        // The others first.
                        self.slots.pop();
                        self.slots.queue(at);
                        return of_nobody(Tale::More);
                    }
                    // What is buried stands in no line.
                    Served::Done if self.slots.front() == Some(at) => self.slots.pop(),
                    Served::Done => {}
                }
            }
            self.accept(&mut accepts);
            if let Some(drain) = self.drain
                && !drain.told
                && self.slots.open() == 0
            {
                self.drain = Some(Drain { told: true, ..drain });
                return of_nobody(Tale::Drained);
            }
            if std::mem::take(&mut self.woken) {
                return of_nobody(Tale::Nothing);
            }
            match waited {
                Some(true) => return of_nobody(Tale::More),
                Some(false) => return of_nobody(Tale::Nothing),
                None => waited = Some(self.wait_for_all(timeout_ms)?),
            }
        }
    }

    fn tell_time(&mut self) {
        let now = self.net.now();
        // A second cannot begin within a millisecond that was looked at.
        if now != self.now {
            self.now = now;
            self.stamp.tell_time(self.net.seconds());
        }
    }

    /// Waits; whether anything may have happened.
    fn wait_for_all(&mut self, timeout_ms: i32) -> io::Result<bool> {
        let due = self.due_in();
        let asked = u32::try_from(timeout_ms).ok();
        let wait = match (asked, due) {
            (Some(asked), Some(due)) => Some(asked.min(due)),
            (asked, due) => asked.or(due),
        };
        self.turns = 0;
        let (slots, doors) = (&mut self.slots, &mut self.doors);
        let mut happened = false;
        let woken = self.net.wait(wait, &mut |ready| {
            happened = true;
            if let Some(door) = ready.token.checked_sub(DOORS) {
                if let Some(door) = usize::try_from(door).ok().and_then(|door| doors.get_mut(door)) {
                    door.ready = true;
                }
            } else if let Some(slot) = slots.get_mut(ready.token)
                && slot.stream.is_some()
            {
                slot.marks
                    .set(Marks::READABLE, ready.readable || ready.ended || ready.failed || slot.has(Marks::READABLE));
                slot.marks.set(Marks::WRITABLE, ready.writable || slot.has(Marks::WRITABLE));
                slot.marks.set(Marks::ENDED, ready.ended || slot.has(Marks::ENDED));
                slot.marks.set(Marks::FAILED, ready.failed || slot.has(Marks::FAILED));
                slots.queue(ready.token);
            }
        })?;
        self.woken |= woken;
        self.tell_time();
        // The caller's time is not over when a deadline came first.
        let early = match (asked, due) {
            (Some(asked), Some(due)) => due < asked,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        Ok(happened || early)
    }

    /// Milliseconds until something is due although nothing happened.
    pub(super) fn due_in(&self) -> Option<u32> {
        let in_ms = |time: u32| if is_past(time, self.now) { 0 } else { time.wrapping_sub(self.now) };
        let doors = self.doors.iter().filter(|door| door.ready && door.listener.is_some() && self.may_accept());
        let door = doors.map(|door| door.retry.map_or(0, in_ms)).min();
        let drain = self.drain.filter(|drain| !drain.told).and_then(|drain| drain.by).map(in_ms);
        let slot = self.check.map(in_ms);
        [door, drain, slot].into_iter().flatten().min()
    }

    /// Puts those in line whose time is over.
    fn overdue(&mut self) {
        if let Some(Drain { by: Some(by), told: false }) = self.drain
            && is_past(by, self.now)
        {
            self.drain = Some(Drain { by: None, told: false });
            for at in 0..self.slots.len() {
                if self.slots.get(at).is_some_and(|slot| slot.stream.is_some()) {
                    self.sender_at(at).abort();
                }
            }
        }
        if !self.check.is_some_and(|check| is_past(check, self.now)) {
            return;
        }
        self.check = None;
        for at in 0..self.slots.len() {
            let Some(slot) = self.slots.get(at).filter(|slot| slot.has(Marks::TIMED)) else { continue };
            if slot.is_due(self.now) {
                self.slots.queue(at);
            } else {
                let deadline = slot.deadline;
                self.check_by(deadline);
            }
        }
    }

    pub(super) fn check_by(&mut self, time: u32) {
        let sooner = self.check.is_none_or(|check| !is_past(check, time));
        if sooner {
            self.check = Some(time);
        }
    }

    pub(super) fn set_deadline(&mut self, at: u32, wait_ms: u32) {
        // Half of the clock's range lies ahead; what is due later is asked again then.
        let deadline = self.now.wrapping_add(wait_ms.min(FAR_MS));
        if let Some(slot) = self.slots.get_mut(at) {
            slot.marks.set(Marks::TIMED, wait_ms != NO_TIMEOUT);
            slot.deadline = deadline;
            if slot.has(Marks::TIMED) {
                self.check_by(deadline);
            }
        }
    }

    /// Accepts whoever waits, within a bound.
    fn accept(&mut self, accepts: &mut u32) {
        for number in 0..self.doors.len() {
            loop {
                // Who might leave is looked for only when somebody waits.
                if !self.doors.get(number).is_some_and(|door| door.ready && door.listener.is_some()) {
                    break;
                }
                let at = self.slots.next_free();
                let leaving = if self.slots.open() < self.connections { None } else { self.oldest_idle() };
                let full = self.slots.open() >= self.connections && leaving.is_none();
                let Some(door) = self.doors.get_mut(number) else { break };
                let waits = door.retry.is_some_and(|retry| !is_past(retry, self.now));
                let Some(listener) = door.listener.as_mut().filter(|_| door.ready && !waits) else { break };
                let turns_away = full && self.retry_after > 0;
                if *accepts == 0 || at == NONE || full && !turns_away {
                    break;
                }
                *accepts = accepts.saturating_sub(1);
                match self.net.accept(listener, if turns_away { TURNED_AWAY } else { at }) {
                    Ok((stream, _)) if turns_away => {
                        door.retry = None;
                        self.turn_away(stream);
                    }
                    Ok((stream, peer)) => {
                        door.retry = None;
                        self.welcome(stream, peer, u16::try_from(number).unwrap_or(NO_LISTENER));
                        if let Some(leaving) = leaving {
                            self.make_place(leaving);
                        }
                    }
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => door.ready = false,
                    // The one that waited has left, or a signal came.
                    Err(error)
                        if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::Interrupted) =>
                    {
                        count(&mut self.stats.survived);
                    }
                    // No descriptor is left, for one: the edge is kept, and time may help.
                    Err(_) => {
                        door.retry = Some(self.now.wrapping_add(RETRY_MS));
                        count(&mut self.stats.survived);
                    }
                }
            }
        }
    }

    /// Whoever has been idle for longest: it makes place when all are taken and somebody waits.
    fn oldest_idle(&self) -> Option<u32> {
        let idle = self.slots.all().filter(|(_, slot)| {
            let rests = slot.entry == NONE && slot.has(Marks::TIMED) && slot.has(Marks::KNOWN);
            rests && !slot.has(Marks::READABLE.with(Marks::LEAVES))
        });
        idle.min_by_key(|(_, slot)| slot.deadline.wrapping_sub(self.now)).map(|(at, _)| at)
    }

    fn make_place(&mut self, leaving: u32) {
        if let Some(slot) = self.slots.get_mut(leaving) {
            slot.marks.set(Marks::LEAVES, true);
        }
        self.slots.queue(leaving);
    }

    fn may_accept(&self) -> bool {
        self.slots.open() < self.connections
            || self.retry_after > 0
            || self.slots.has_free() && self.oldest_idle().is_some()
    }
}
