// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Time is told: what is waited for, since when, and until when.

use crate::error::{Fault, Trouble};
use crate::exchange::config::{NO_TIMEOUT, Role};
use crate::exchange::event::{Interest, Wants};
use crate::exchange::flags::Flags;
use crate::exchange::lifecycle::State;
use crate::exchange::machine::Machine;
use crate::exchange::position::Position;

/// Milliseconds that a connection lingers for its peer to end (RFC 9112, 9.6).
const LINGER_MS: u32 = 2_000;

/// Milliseconds that a peer may lag behind `min_rate` when there is no `content_ms`.
const LAG_MS: u32 = 5_000;

const _: () = assert!(LINGER_MS < LAG_MS);

/// What the receiver waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    /// Nothing of the peer's.
    Nothing,
    /// The first octet of a head.
    Idle,
    /// The rest of a head.
    Head,
    /// Content.
    Content,
    /// The peer's end.
    End,
}

impl Machine {
    /// Tells the time: milliseconds from any beginning, which may wrap.
    ///
    /// A program may take its time between one call and the next: what it has begun to send, and what it waits
    /// for since it resumed, is counted from the first time told after that.
    pub fn tell_time(&mut self, now_ms: u32) {
        self.note_time(now_ms);
        if !self.flags.has(Flags::FRESH) && self.due_in() == Some(0) {
            self.flags.set(Flags::FRESH, true);
        }
    }

    /// The same, where it is asked later what is due by then.
    pub(crate) fn note_time(&mut self, now_ms: u32) {
        let begins = Flags::FIRST.with(Flags::SEND_BEGINS).with(Flags::WAIT_BEGINS);
        if now_ms == self.now && self.flags.has(Flags::FRESH) && !self.flags.any(begins) {
            return;
        }
        if self.flags.has(Flags::FIRST) && self.now == 0 && self.since == 0 {
            self.since = now_ms;
        }
        self.now = now_ms;
        if self.flags.has(Flags::SEND_BEGINS) {
            self.sent_since = now_ms;
        }
        if self.flags.has(Flags::WAIT_BEGINS) {
            self.since = now_ms;
        }
        self.flags.set(Flags::SEND_BEGINS.with(Flags::WAIT_BEGINS), false);
    }

    /// Tells the time, and says for how many milliseconds there is nothing to do.
    #[cfg(feature = "server")]
    pub(crate) fn wait_from(&mut self, now_ms: u32) -> u32 {
        self.tell_time(now_ms);
        self.wait_ms()
    }

    /// Octets arrived. A head's time runs from its first octet, content's from its last.
    pub(super) fn arrived(&mut self, count: usize) {
        match self.waiting() {
            // `filled` has counted them already, so a head that begins now is waited for by now.
            Waiting::Head if self.flags.has(Flags::FIRST) || self.inbox.filled == self.begun(count) => {
                self.since = self.now;
            }
            Waiting::Content => self.since = self.content_since(count),
            _ => {}
        }
        self.flags.set(Flags::FIRST, false);
    }

    /// Where the buffer would be filled to, had nothing been there before these octets.
    fn begun(&self, count: usize) -> u16 {
        let head = matches!(self.position, Position::StartLine { .. });
        let count = crate::exchange::inbox::count(count);
        if head { self.inbox.cursor.saturating_add(count) } else { u16::MAX }
    }

    /// The time up to which the peer has kept pace. Without a `min_rate` that is now; with one, each octet buys
    /// so much time, but none in advance.
    fn content_since(&mut self, count: usize) -> u32 {
        let rate = u64::from(self.settings.min_rate);
        let lag = u64::from(self.now.wrapping_sub(self.since));
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        // Rounded up: an octet that comes alone must not count for nothing.
        let bought = if rate == 0 { lag } else { count.saturating_mul(1000).div_ceil(rate) };
        match bought {
            bought if bought < lag => {
                self.flags.set(Flags::LAGS, true);
                self.since.wrapping_add(u32::try_from(bought).unwrap_or(0))
            }
            _ => {
                self.flags.set(Flags::LAGS, false);
                self.now
            }
        }
    }

    fn waiting(&self) -> Waiting {
        let server = self.settings.role() == Role::Server;
        let over = Flags::CLOSED.with(Flags::CUT);
        if self.flags.any(over) || self.outbox.is_pending() && self.position == Position::Ended {
            return Waiting::Nothing;
        }
        if matches!(self.position, Position::Ended) && self.is_lingering() && self.flags.has(Flags::LINGERS) {
            return Waiting::End;
        }
        // A caller that reads nothing cannot say that the peer is late.
        if self.flags.has(Flags::ENDED) || self.holds() {
            return Waiting::Nothing;
        }
        match self.position {
            // The time for another request runs when the response has left.
            Position::StartLine { .. } if server && !self.inbox.has_unread() && !self.outbox.is_empty() => {
                Waiting::Nothing
            }
            Position::StartLine { .. } if server && !self.inbox.has_unread() => Waiting::Idle,
            Position::StartLine { .. } | Position::HeaderSection { .. } if server => Waiting::Head,
            Position::StartLine { .. } if self.queue.is_empty() => Waiting::Idle,
            // The response's time runs when the request has left.
            Position::StartLine { .. } | Position::HeaderSection { .. } if self.ours == State::Content => {
                Waiting::Nothing
            }
            Position::StartLine { .. } | Position::HeaderSection { .. } => Waiting::Head,
            Position::Content { .. }
            | Position::UntilClose { .. }
            | Position::ChunkLine { .. }
            | Position::ChunkData { .. }
            | Position::ChunkEnd { .. }
            | Position::TrailerSection { .. } => Waiting::Content,
            _ => Waiting::Nothing,
        }
    }

    /// Whether the caller has paused, and what comes is not dropped anyway.
    pub(super) fn holds(&self) -> bool {
        self.flags.has(Flags::PAUSED) && !self.flags.has(Flags::DISCARDING) && !matches!(self.position, Position::Ended)
    }

    /// How long the receiver may wait.
    fn patience(&self) -> u32 {
        let settings = &self.settings;
        match self.waiting() {
            Waiting::Nothing => NO_TIMEOUT,
            Waiting::Idle if self.flags.has(Flags::FIRST) => settings.head_ms,
            Waiting::Idle => settings.idle_ms,
            Waiting::Head => settings.head_ms,
            Waiting::Content if settings.min_rate > 0 && settings.content_ms == NO_TIMEOUT => LAG_MS,
            Waiting::Content => settings.content_ms,
            Waiting::End => LINGER_MS,
        }
    }

    fn left(&self, since: u32, patience: u32) -> Option<u32> {
        (patience != NO_TIMEOUT).then(|| patience.saturating_sub(self.now.wrapping_sub(since)))
    }

    /// Milliseconds that the receiver still waits.
    fn receive_left(&self) -> Option<u32> {
        let since = if self.flags.has(Flags::WAIT_BEGINS) { self.now } else { self.since };
        self.left(since, self.patience())
    }

    /// Milliseconds that the peer still has to take something.
    fn send_left(&self) -> Option<u32> {
        if self.outbox.is_empty() {
            return None;
        }
        let since = if self.flags.has(Flags::SEND_BEGINS) { self.now } else { self.sent_since };
        self.left(since, self.settings.send_ms)
    }

    /// Milliseconds until something is overdue.
    fn due_in(&self) -> Option<u32> {
        match (self.receive_left(), self.send_left()) {
            (Some(receive), Some(send)) => Some(receive.min(send)),
            (receive, send) => receive.or(send),
        }
    }

    /// Whether the peer was waited for long enough.
    pub(super) fn lingered(&self) -> bool {
        self.waiting() == Waiting::End && self.receive_left() == Some(0)
    }

    /// A peer that takes nothing of what is sent to it is a fault.
    pub(super) fn taken_in_time(&self) -> Result<(), Fault> {
        match self.send_left() {
            Some(0) => Err(Fault::trouble(Trouble::TimeoutSend, self.received())),
            _ => Ok(()),
        }
    }

    /// What does not come in time is a fault; but a peer that asks for nothing more is just gone.
    pub(super) fn came_in_time(&mut self) -> Result<(), Fault> {
        // Nothing is waited for so short a time.
        let settings = &self.settings;
        let least = settings.head_ms.min(settings.idle_ms).min(settings.content_ms).min(LINGER_MS);
        if self.now.wrapping_sub(self.since) < least || self.receive_left() != Some(0) {
            return Ok(());
        }
        let late = |trouble| Err(Fault::trouble(trouble, self.received()));
        match self.waiting() {
            Waiting::Head => late(Trouble::TimeoutHead),
            Waiting::Content if self.flags.has(Flags::LAGS) => late(Trouble::TimeoutRate),
            Waiting::Content => late(Trouble::TimeoutContent),
            Waiting::Idle => {
                self.ours = State::Ended;
                self.position = Position::Ended;
                Ok(())
            }
            Waiting::End | Waiting::Nothing => Ok(()),
        }
    }

    /// Octets received since the connection began.
    fn received(&self) -> u64 {
        self.offset.saturating_add(u64::from(self.inbox.filled.saturating_sub(self.inbox.cursor)))
    }

    /// What the connection waits for.
    #[must_use]
    pub fn interest(&self, input: &[u8]) -> Interest {
        let wants = self.wants(input);
        let elsewhere = if self.outbox.is_pending() { 0 } else { self.outbox.gap };
        Interest { wants, wait_ms: self.wait_ms(), elsewhere }
    }

    /// What the connection waits for, but for the time.
    #[must_use]
    pub fn wants(&self, input: &[u8]) -> Wants {
        let closed = self.flags.has(Flags::CLOSED);
        let flags = self.flags;
        let has_room = self.inbox.filled < self.inbox.limit(input);
        let reads = !flags.any(Flags::ENDED.with(Flags::CUT)) && !self.holds() && has_room && !closed;
        let shut = self.is_lingering() && (flags.has(Flags::LINGERS) || matches!(self.position, Position::Tunnel));
        Wants::NONE
            .with(Wants::STEP, flags.has(Flags::FRESH) && !closed)
            .with(Wants::READ, reads)
            .with(Wants::WRITE, self.outbox.is_pending())
            .with(Wants::SHUTDOWN, shut && !closed)
            .with(Wants::CLOSE, closed)
    }

    /// Milliseconds until a step is due although nothing happens.
    #[must_use]
    pub fn wait_ms(&self) -> u32 {
        match self.flags {
            flags if flags.has(Flags::CLOSED) => NO_TIMEOUT,
            flags if flags.has(Flags::FRESH) => 0,
            _ => self.due_in().unwrap_or(NO_TIMEOUT),
        }
    }
}
