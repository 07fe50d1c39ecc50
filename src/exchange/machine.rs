// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A connection without its memory: what happens next (RFC 9112, 9).

use crate::error::{Fault, FieldName, Misuse, Trouble, Violation};
use crate::exchange::config::{Config, Role, Settings};
use crate::exchange::connection::Lent;
use crate::exchange::event::Told;
use crate::exchange::flags::Flags;
use crate::exchange::inbox::{self, Inbox};
use crate::exchange::lifecycle::{self, Happening, Peer, State};
use crate::exchange::outbox::Outbox;
use crate::exchange::position::Position;
use crate::exchange::queue::Queue;

/// One connection, either end, without its memory: every call is given that, the same octets each time.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    pub(super) position: Position,
    pub(super) offset: u64,
    pub(super) outbox: Outbox,
    pub(super) settings: Settings,
    pub(super) flags: Flags,
    pub(super) queue: Queue,
    pub(super) now: u32,
    /// When what the receiver waits for began.
    pub(super) since: u32,
    /// When the peer last took something, or the first octet became pending.
    pub(super) sent_since: u32,
    pub(super) inbox: Inbox,
    pub(super) lines: u16,
    pub(super) indexed: u16,
    /// Octets of the piece of content told last; it ends at the cursor.
    pub(super) piece: u16,
    pub(super) dropped: u16,
    /// The peer's version, as it was received last.
    pub(super) version: u8,
    pub(super) ours: State,
}

impl Machine {
    /// A machine that behaves as `config` says.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self::fresh(Settings::new(config))
    }

    fn fresh(settings: Settings) -> Self {
        Machine {
            position: Position::StartLine { empty: 0 },
            offset: 0,
            outbox: Outbox::default(),
            settings,
            flags: Flags::FIRST,
            queue: Queue::default(),
            now: 0,
            since: 0,
            sent_since: 0,
            inbox: Inbox::default(),
            lines: 0,
            indexed: 0,
            piece: 0,
            dropped: 0,
            version: settings.version().number(),
            ours: State::Idle,
        }
    }

    /// Makes it as new, for another transport connection. The time goes on.
    pub fn reset(&mut self) {
        let now = self.now;
        *self = Self::fresh(self.settings);
        (self.now, self.since) = (now, now);
    }

    /// Goes on with a connection of which so many octets were received before: its exchanges are over, and it
    /// waits for another.
    pub fn resume(&mut self, offset: u64) {
        self.reset();
        self.offset = offset;
        self.flags.set(Flags::FIRST, offset == 0);
    }

    /// Octets understood since the connection began.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.offset
    }

    /// Whether nothing is under way: no octet is buffered, none is pending, no exchange is open.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        matches!(self.position, Position::StartLine { .. })
            && self.ours == State::Idle
            && !self.inbox.has_unread()
            && self.outbox.is_empty()
            && self.queue.is_empty()
            && !self.flags.any(Flags::ENDED.with(Flags::CUT).with(Flags::CLOSED).with(Flags::FAILED).with(Flags::LAST))
    }

    /// Whether its buffers may be taken away: it is over, or nothing lies in them.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        let untouched = matches!(self.position, Position::StartLine { .. })
            && matches!(self.ours, State::Idle | State::Complete)
            && !self.inbox.has_unread()
            && self.queue.is_empty();
        self.flags.has(Flags::CLOSED) || untouched && self.outbox.is_empty()
    }

    /// Forgets where things lay in buffers that are taken away, or exchanged for others, while nothing lies in them.
    pub fn part_with_buffers(&mut self) {
        self.inbox = Inbox::default();
        // How a message goes on is not in its buffer.
        (self.outbox.start, self.outbox.end) = (0, 0);
        self.piece = 0;
        self.flags.set(Flags::HEAD.with(Flags::PASSING), false);
    }

    /// Whether an answer can be begun: a request was told, or refused, and no final response has begun.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        self.settings.role() == Role::Server && self.ours == State::Awaited && !self.flags.has(Flags::CUT)
    }

    /// Whether nothing lies in its buffers although an exchange is under way: the head was given up, and all that
    /// was received or sent has left.
    #[cfg(feature = "server")]
    pub(crate) fn is_bare(&self) -> bool {
        let beyond_head = !self.position.is_within_head() && !matches!(self.position, Position::Tunnel);
        let holds = self.flags.any(Flags::HEAD.with(Flags::PASSING)) || self.lines > 0;
        beyond_head && !holds && !self.inbox.has_unread() && self.outbox.is_empty()
    }

    /// Whether it would read, had it room.
    #[cfg(feature = "server")]
    pub(crate) fn would_read(&self) -> bool {
        !self.flags.any(Flags::ENDED.with(Flags::CUT).with(Flags::CLOSED)) && !self.holds()
    }

    /// Whether it tells when there is room for what was refused.
    #[cfg(feature = "server")]
    pub(crate) const fn is_blocked(&self) -> bool {
        self.flags.has(Flags::BLOCKED)
    }

    /// What was to be sent found no buffers at all; when there are some, that is told.
    #[cfg(feature = "server")]
    pub(crate) fn wait_for_buffers(&mut self) -> Misuse {
        self.flags.set(Flags::BLOCKED.with(Flags::FRESH), true);
        Misuse::OutputFull
    }

    /// Whether some output waits for the transport.
    #[cfg(feature = "server")]
    pub(crate) const fn has_pending(&self) -> bool {
        self.outbox.is_pending()
    }

    /// Whether a step may have something to tell.
    #[cfg(feature = "server")]
    pub(crate) const fn is_fresh(&self) -> bool {
        self.flags.has(Flags::FRESH)
    }

    /// Whether a final response was begun and is not complete.
    #[must_use]
    pub fn is_answering(&self) -> bool {
        self.ours == State::Content
    }

    /// Whether it stands before the end of a head.
    #[cfg(feature = "server")]
    pub(crate) fn is_reading_head(&self) -> bool {
        self.position.is_within_head()
    }

    /// Whether a fault was told that has no answer yet.
    #[cfg(feature = "server")]
    pub(crate) fn is_refused(&self) -> bool {
        self.flags.has(Flags::REFUSED) && self.is_awaited()
    }

    /// Whether this end has left HTTP, and may send raw octets.
    #[cfg(feature = "server")]
    pub(crate) fn has_switched(&self) -> bool {
        self.ours == State::Tunnel
    }

    /// When the peer last took something, or the first octet became pending.
    #[cfg(feature = "server")]
    pub(crate) const fn sent_since(&self) -> u32 {
        self.sent_since
    }

    /// Whether the peer's content is not complete.
    #[cfg(feature = "server")]
    pub(crate) fn is_receiving(&self) -> bool {
        self.position.is_within_content()
    }

    /// Says that nothing was read for a while: what is waited for is waited for from the next time told on.
    #[cfg(feature = "server")]
    pub(crate) fn wait_anew(&mut self) {
        self.flags.set(Flags::WAIT_BEGINS, true);
    }

    /// A refused call has been made good in another way, or its room is told by the caller.
    #[cfg(feature = "server")]
    pub(crate) fn forget_refusal(&mut self) {
        self.flags.set(Flags::BLOCKED, false);
    }

    /// The free part of the input buffer.
    pub fn room<'m>(&self, input: &'m mut [u8]) -> &'m mut [u8] {
        if self.flags.any(Flags::ENDED.with(Flags::CUT).with(Flags::CLOSED)) { &mut [] } else { self.inbox.room(input) }
    }

    /// Says that `count` octets were put at the start of the room.
    ///
    /// # Errors
    /// `Argument` when that is more than the room.
    pub fn filled(&mut self, input: &mut [u8], count: usize) -> Result<(), Misuse> {
        if count > self.room(input).len() || !self.inbox.fill(input, count) {
            return Err(Misuse::Argument);
        }
        if count > 0 {
            self.arrived(count);
            self.flags.set(Flags::FRESH, true);
        }
        Ok(())
    }

    /// Says that the peer will send no more.
    ///
    /// # Errors
    /// `State` when said before.
    pub fn ended(&mut self) -> Result<(), Misuse> {
        if self.flags.any(Flags::ENDED.with(Flags::CLOSED)) {
            return Err(Misuse::State);
        }
        self.flags.set(Flags::ENDED.with(Flags::FRESH), true);
        Ok(())
    }

    /// Pauses or resumes.
    pub fn pause(&mut self, paused: bool) {
        if !paused && self.flags.has(Flags::PAUSED) {
            self.flags.set(Flags::WAIT_BEGINS, true);
        }
        self.flags.set(Flags::PAUSED, paused);
        self.flags.set(Flags::FRESH, true);
    }

    /// Says that only the first `count` octets of the content told were taken.
    ///
    /// # Errors
    /// `Argument` when that is more than was told, `State` when none was.
    pub fn used(&mut self, count: usize) -> Result<(), Misuse> {
        match u16::try_from(count) {
            _ if self.piece == 0 => Err(Misuse::State),
            Ok(count) if count <= self.piece => {
                self.give_back(count);
                Ok(())
            }
            _ => Err(Misuse::Argument),
        }
    }

    /// Gives up the head and its fields before the exchange is over.
    pub fn forget_head(&mut self) {
        if self.flags.has(Flags::HEAD) && !self.flags.has(Flags::PASSING) {
            self.flags.set(Flags::HEAD, false);
            // Trailers that were read stay where they are.
            self.inbox.start = self.inbox.head;
            (self.lines, self.indexed) = (0, 0);
        }
    }

    /// Makes the message being sent, or the next, the last one.
    pub fn make_last(&mut self) {
        match (self.settings.role(), self.ours) {
            (Role::Server, _) => self.closes(),
            (Role::Client, State::Content) => self.queue.say_close(),
            (Role::Client, _) => self.flags.set(Flags::CLOSE_NEXT, true),
        }
        self.flags.set(Flags::FRESH, true);
    }

    /// Drops what is pending and cuts the connection.
    pub fn abort(&mut self) {
        if !self.flags.has(Flags::CLOSED) {
            self.outbox = Outbox::default();
            self.ours = State::Ended;
            self.flags.set(Flags::CRLF_DUE.with(Flags::END_DUE).with(Flags::BLOCKED), false);
            self.flags.set(Flags::CUT.with(Flags::FRESH), true);
        }
    }

    pub(super) fn peer(&self) -> Peer {
        match self.settings.role() {
            Role::Server => Peer::Responder,
            Role::Client => Peer::Requester,
        }
    }

    /// Moves our side of the lifecycle.
    pub(super) fn happen(&mut self, happening: Happening) -> Result<(), Misuse> {
        self.ours = lifecycle::after(self.peer(), self.ours, happening).ok_or(Misuse::State)?;
        self.flags.set(Flags::FRESH, true);
        Ok(())
    }

    /// Takes the next event.
    ///
    /// # Errors
    /// The fault that ends the connection, once; [`Told::Closed`] follows.
    pub fn step(&mut self, lent: Lent<'_>) -> Result<Told, Fault> {
        let mut lent = lent;
        self.piece = 0;
        let told = self.next(&mut lent);
        match told {
            Ok(told) => {
                self.flags.set(Flags::FRESH, told != Told::Nothing);
                Ok(told)
            }
            Err(fault) => Err(self.failed(fault)),
        }
    }

    fn next(&mut self, lent: &mut Lent<'_>) -> Result<Told, Fault> {
        if self.flags.has(Flags::CLOSED) {
            return Ok(Told::Nothing);
        }
        if self.flags.has(Flags::CUT) {
            return Ok(self.closed());
        }
        self.taken_in_time()?;
        // Whatever fits the buffer at all fits an empty one.
        if self.flags.has(Flags::BLOCKED) && self.outbox.is_empty() {
            self.flags.set(Flags::BLOCKED, false);
            return Ok(Told::Writable);
        }
        self.unanswered();
        if !matches!(self.position, Position::Ended)
            && let Some(told) = self.receive(lent)?
        {
            return Ok(told);
        }
        // Only what is not here can be late.
        self.came_in_time()?;
        if self.is_over() {
            return Ok(self.closed());
        }
        if self.position == Position::Ended {
            self.wait(lent);
        }
        if self.owes() && self.flags.has(Flags::ENDED) && !self.flags.has(Flags::END_TOLD) {
            self.flags.set(Flags::END_TOLD, true);
            return Ok(Told::PeerEnded);
        }
        Ok(Told::Nothing)
    }

    fn closed(&mut self) -> Told {
        self.flags.set(Flags::CLOSED, true);
        self.ours = State::Ended;
        Told::Closed
    }

    /// A fault that nobody answered before this step ends the connection.
    fn unanswered(&mut self) {
        // An answer that found no room is waited for: OYEZ_WRITABLE says when it will.
        let blocked = self.ours == State::Awaited && self.flags.has(Flags::BLOCKED);
        if self.flags.has(Flags::REFUSED) && !blocked {
            self.flags.set(Flags::REFUSED, false);
            if self.ours == State::Awaited || self.settings.role() == Role::Client {
                self.ours = State::Ended;
                self.give_up();
            }
        }
        if self.flags.has(Flags::FAILED) && self.ours == State::Content && self.settings.role() == Role::Client {
            self.ours = State::Ended;
        }
    }

    /// The peer is understood no more, or is to send no more: this exchange is the last.
    pub(super) fn give_up(&mut self) {
        self.flags.set(Flags::LAST.with(Flags::LINGERS).with(Flags::FRESH), true);
        self.position = Position::Ended;
    }

    fn failed(&mut self, fault: Fault) -> Fault {
        let server = self.settings.role() == Role::Server;
        let begun = !matches!(self.ours, State::Idle | State::Awaited);
        self.flags.set(Flags::FRESH.with(Flags::REFUSED), true);
        if server && !begun {
            self.ours = State::Awaited;
        }
        // A peer that takes nothing cannot be answered.
        if fault.reason == crate::error::Reason::Trouble(Trouble::TimeoutSend) {
            self.abort();
            return Fault { status: 0, may_continue: false, ..fault };
        }
        if fault.may_continue && server && !begun {
            self.flags.set(Flags::SILENT, true);
            self.discard();
        } else {
            self.flags.set(Flags::FAILED, true);
            self.give_up();
            if begun {
                // What was begun is broken off where it stands.
                self.ours = State::Ended;
            }
        }
        let status = if server && !begun { fault.status } else { 0 };
        Fault { status, may_continue: fault.may_continue && server && !begun, ..fault }
    }

    /// Refuses the request that was told last, as if its head had broken this rule: its content is passed over
    /// without a word, and the connection goes on if it can once the refusal is answered.
    pub fn refuse_request(&mut self, violation: Violation) -> Fault {
        let certain = !self.flags.any(Flags::LAST.with(Flags::EXPECTS));
        let fault = Fault { may_continue: certain, ..Fault::violation(violation, self.offset) };
        self.flags.set(Flags::HEAD, false);
        self.failed(Fault { field: FieldName::new(b"Host"), ..fault })
    }

    /// Reads on; what it told, or nothing.
    fn receive(&mut self, lent: &mut Lent<'_>) -> Result<Option<Told>, Fault> {
        loop {
            let told = match self.position {
                Position::StartLine { .. } | Position::HeaderSection { .. } => {
                    if self.flags.has(Flags::PASSING) {
                        self.pass_informational(lent.input);
                    }
                    match self.read_head(lent)? {
                        None if self.flags.has(Flags::ENDED) && self.is_within_head() => self.head_unended(lent)?,
                        told => told,
                    }
                }
                Position::End { .. } if self.flags.has(Flags::PASSING) => {
                    self.pass_informational(lent.input);
                    continue;
                }
                Position::End { announced } => {
                    self.position = Position::Over { announced };
                    if self.flags.has(Flags::SILENT) {
                        continue;
                    }
                    Some(Told::Complete)
                }
                Position::Over { .. } if self.ours == State::Tunnel => {
                    self.position = Position::Switching;
                    continue;
                }
                Position::Over { .. } => match self.exchange_over(lent) {
                    true => continue,
                    false => None,
                },
                Position::Switching => {
                    self.position = Position::Tunnel;
                    if self.settings.role() == Role::Client {
                        self.ours = State::Tunnel;
                    }
                    Some(Told::Tunnel)
                }
                Position::Tunnel => match self.read_content(lent)? {
                    None if self.flags.has(Flags::ENDED) && !self.inbox.has_unread() => {
                        self.position = Position::Ended;
                        Some(Told::Complete)
                    }
                    told => told,
                },
                Position::Ended => None,
                _ => {
                    self.answered_early();
                    self.send_continue(lent);
                    let before = self.position;
                    match self.read_content(lent)? {
                        None if matches!(self.position, Position::End { .. } | Position::Ended) => continue,
                        None if self.flags.has(Flags::ENDED) => {
                            self.content_unended(lent)?;
                            match self.position {
                                position if position == before => None,
                                Position::End { .. } => continue,
                                _ => None,
                            }
                        }
                        told => told,
                    }
                }
            };
            match told {
                Some(Told::Request) => {
                    self.ours = State::Awaited;
                    self.since = self.now;
                    if let Some(mut entry) = self.queue.front() {
                        entry.upgrade = self.flags.has(Flags::UPGRADE);
                        self.queue.pop();
                        self.queue.push(entry);
                    }
                }
                Some(Told::Content) => self.flags.set(Flags::EXPECTS, false),
                Some(Told::Response | Told::Informational) => self.since = self.now,
                None => self.wait(lent),
                _ => {}
            }
            return Ok(told);
        }
    }

    /// Nothing whole is left: make room for more.
    fn wait(&mut self, lent: &mut Lent<'_>) {
        if matches!(self.position, Position::Ended) {
            // What comes while the connection lingers is nobody's.
            self.offset = self.offset.saturating_add(u64::from(self.inbox.filled.saturating_sub(self.inbox.cursor)));
            self.inbox.cursor = self.inbox.filled;
            // Nor does a head stay in its way, though it fill the buffer.
            if self.is_lingering() {
                self.flags.set(Flags::HEAD, false);
                self.inbox.over(lent.input);
            }
        }
        let reading_head = self.position.is_within_head();
        let forgotten = !self.flags.has(Flags::HEAD) && self.position.is_within_content();
        if forgotten && self.inbox.start > 0 {
            self.inbox.come_to_front(lent.input);
        }
        self.inbox.make_room(lent.input, reading_head);
        if self.inbox.filled == 0 {
            self.inbox.table = inbox::reserve(lent.input);
        }
        if reading_head {
            self.indexed = self.indexed.min(self.inbox.table / crate::syntax::section::ENTRY);
        }
    }

    /// Octets of a head have come, or a response is owed by the peer.
    fn is_within_head(&self) -> bool {
        self.inbox.has_unread()
            || matches!(self.position, Position::HeaderSection { .. })
            || (self.settings.role() == Role::Client && !self.queue.is_empty())
    }

    fn pass_informational(&mut self, input: &[u8]) {
        self.flags.set(Flags::PASSING.with(Flags::HEAD), false);
        self.begin(input);
    }

    /// A message begins with what is unread.
    fn begin(&mut self, input: &[u8]) {
        self.inbox.over(input);
        (self.lines, self.indexed, self.dropped) = (0, 0, 0);
        self.flags.forget_leniencies();
        let of_message =
            Flags::HEAD.with(Flags::UNFOLDED).with(Flags::SIFTED).with(Flags::DISCARDING).with(Flags::SILENT);
        self.flags.set(of_message, false);
        self.position = Position::StartLine { empty: 0 };
        self.since = self.now;
    }

    /// A response was complete before the content that it answers: that is read, and dropped, within a bound.
    fn answered_early(&mut self) {
        let server = self.settings.role() == Role::Server;
        if server && self.ours == State::Complete && !self.flags.has(Flags::DISCARDING) {
            if self.flags.has(Flags::LAST) { self.give_up() } else { self.discard() }
        }
    }

    /// Both messages are complete: is there a next exchange? Whether there is.
    fn exchange_over(&mut self, lent: &mut Lent<'_>) -> bool {
        match self.settings.role() {
            Role::Server => {
                if self.ours != State::Complete {
                    return false;
                }
            }
            Role::Client => {
                // The response came before the request was whole (RFC 9112, 9.3): there is no other to send.
                if self.ours == State::Content && self.queue.len() == 1 && !self.flags.has(Flags::LAST) {
                    return false;
                }
            }
        }
        let answered = self.queue.said_close() && self.queue.len() == 1;
        if self.flags.has(Flags::LAST) || answered {
            self.position = Position::Ended;
            self.ours = State::Ended;
            return false;
        }
        self.queue.pop();
        if self.settings.role() == Role::Server {
            self.ours = State::Idle;
        }
        self.begin(lent.input);
        true
    }

    /// Whether a message of this end is owed, or under way.
    fn owes(&self) -> bool {
        matches!(self.ours, State::Awaited | State::Content)
    }

    /// Whether the connection is over: nothing is pending, and nothing can come that would matter.
    fn is_over(&mut self) -> bool {
        let ended = self.flags.has(Flags::ENDED);
        let idle = matches!(self.position, Position::StartLine { .. }) && !self.inbox.has_unread();
        if ended && idle && matches!(self.ours, State::Idle | State::Complete) && self.queue.is_empty() {
            self.ours = State::Ended;
            self.position = Position::Ended;
        }
        if matches!(self.position, Position::Ended) && self.ours == State::Complete {
            self.ours = State::Ended;
        }
        let done = matches!(self.position, Position::Ended) && self.ours == State::Ended;
        if !done || self.outbox.is_pending() || self.outbox.gap > 0 {
            return false;
        }
        ended || !self.flags.has(Flags::LINGERS) || self.settings.role() == Role::Client || self.lingered()
    }

    /// Whether this end has sent everything, and waits for the peer to end (RFC 9112, 9.6).
    pub(super) fn is_lingering(&self) -> bool {
        let sent = self.ours == State::Ended && !self.outbox.is_pending() && self.outbox.gap == 0;
        sent && !self.flags.has(Flags::CLOSED)
            && (matches!(self.position, Position::Ended) || matches!(self.position, Position::Tunnel))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_takes_little_room() {
        assert!(
            size_of::<Machine>() <= 136,
            "{} {} {} {}",
            size_of::<Machine>(),
            size_of::<Position>(),
            size_of::<Outbox>(),
            size_of::<Settings>()
        );
    }
}
