// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A connection without its memory: what happens next (RFC 9112, 9).

use crate::error::{Fault, Misuse, Trouble};
use crate::exchange::config::{Config, Role, Settings};
use crate::exchange::connection::Lent;
use crate::exchange::event::{Event, Request, Response, Told, first};
use crate::exchange::flags::Flags;
use crate::exchange::inbox::{self, Inbox, part};
use crate::exchange::lifecycle::{self, Happening, Peer, State};
use crate::exchange::outbox::Outbox;
use crate::exchange::queue::Queue;
use crate::exchange::receiver::{NO_LENGTH, Position};
use crate::grammar::scan;
use crate::messaging::framing::Asked;
use crate::syntax::leniency::Leniencies;
use crate::syntax::section::Fields;
use crate::syntax::target::{self, Form};
use crate::syntax::version::Version;
use crate::syntax::{request_line, status_line};

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
            && !self.outbox.is_pending()
            && self.queue.is_empty()
            && !self.flags.any(Flags::ENDED.with(Flags::CUT).with(Flags::CLOSED).with(Flags::FAILED).with(Flags::LAST))
    }

    /// Whether an answer can be begun: a request was told, or refused, and no final response has begun.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        self.settings.role() == Role::Server && self.ours == State::Awaited && !self.flags.has(Flags::CUT)
    }

    /// Whether a final response was begun and is not complete.
    #[must_use]
    pub fn is_answering(&self) -> bool {
        self.ours == State::Content
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
            self.since = self.now;
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
        self.closes();
        self.flags.set(Flags::FRESH, true);
    }

    /// Drops what is pending and cuts the connection.
    pub fn abort(&mut self) {
        if !self.flags.has(Flags::CLOSED) {
            self.outbox = Outbox::default();
            self.ours = State::Ended;
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
        self.overdue()?;
        // Whatever fits the buffer at all fits an empty one.
        if self.flags.has(Flags::BLOCKED) && self.outbox.is_empty() {
            self.flags.set(Flags::BLOCKED, false);
            return Ok(Told::Writable);
        }
        self.unanswered();
        if self.position != Position::Ended
            && let Some(told) = self.receive(lent)?
        {
            return Ok(told);
        }
        if self.is_over(lent.input) {
            return Ok(self.closed());
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
        if self.flags.has(Flags::REFUSED) {
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
        }
        self.inbox.make_room(lent.input);
        if self.inbox.filled == 0 {
            self.inbox.table = inbox::reserve(lent.input);
        }
        if self.inbox.head == 0 {
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
        if self.flags.has(Flags::LAST) {
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
    fn is_over(&mut self, input: &[u8]) -> bool {
        let ended = self.flags.has(Flags::ENDED);
        let idle =
            matches!(self.position, Position::StartLine { .. }) && !self.inbox.unread(input).iter().any(|_| true);
        if ended && idle && matches!(self.ours, State::Idle | State::Complete) && self.queue.is_empty() {
            self.ours = State::Ended;
            self.position = Position::Ended;
        }
        if self.position == Position::Ended && self.ours == State::Complete {
            self.ours = State::Ended;
        }
        let done = self.position == Position::Ended && self.ours == State::Ended;
        if !done || self.outbox.is_pending() || self.outbox.gap > 0 {
            return false;
        }
        ended || !self.flags.has(Flags::LINGERS) || self.settings.role() == Role::Client || self.lingered()
    }

    /// Whether this end has sent everything, and waits for the peer to end (RFC 9112, 9.6).
    pub(super) fn is_lingering(&self) -> bool {
        let sent = self.ours == State::Ended && !self.outbox.is_pending() && self.outbox.gap == 0;
        sent && !self.flags.has(Flags::CLOSED)
            && (self.position == Position::Ended || self.position == Position::Tunnel)
    }

    /// The octets of the piece of content told last.
    #[must_use]
    pub fn content<'b>(&self, input: &'b [u8]) -> &'b [u8] {
        part(input, self.inbox.cursor.saturating_sub(self.piece), self.inbox.cursor)
    }

    /// An event, with what it lends.
    #[must_use]
    pub fn event<'b>(&self, input: &'b [u8], told: Told) -> Option<Event<'b>> {
        match told {
            Told::Nothing => None,
            Told::Request => self.request(input).map(Event::Request),
            Told::Response => self.response(input).map(Event::Response),
            Told::Informational => self.response(input).map(Event::Informational),
            Told::Content => Some(Event::Content(self.content(input))),
            Told::Complete => Some(Event::Complete(self.trailers(input))),
            Told::Tunnel => Some(Event::Tunnel),
            Told::Writable => Some(Event::Writable),
            Told::PeerEnded => Some(Event::PeerEnded),
            Told::More => Some(Event::More),
            Told::Closed => Some(Event::Closed),
        }
    }

    fn lent_head<'b>(&self, input: &'b [u8]) -> Option<&'b [u8]> {
        (self.flags.has(Flags::HEAD)).then(|| part(input, self.inbox.start, self.inbox.head))
    }

    /// The head as received.
    #[must_use]
    pub fn head<'b>(&self, input: &'b [u8]) -> &'b [u8] {
        let altered = self.flags.any(Flags::UNFOLDED.with(Flags::SIFTED));
        if altered { &[] } else { self.lent_head(input).unwrap_or(&[]) }
    }

    /// The header section of the message being received.
    #[must_use]
    pub fn fields<'b>(&self, input: &'b [u8]) -> Fields<'b> {
        let head = self.lent_head(input).unwrap_or(&[]);
        let first = inbox::count(scan::line_end(head).unwrap_or(0));
        let used = input.get(..usize::from(inbox::size(input))).unwrap_or(&[]);
        Fields::new(head, used, first, if head.is_empty() { 0 } else { self.indexed })
    }

    /// The trailer section, from [`Told::Complete`] on.
    #[must_use]
    pub fn trailers<'b>(&self, input: &'b [u8]) -> Fields<'b> {
        let whole = matches!(self.position, Position::Over { .. });
        let section = if whole { part(input, self.inbox.head, self.inbox.kept) } else { &[] };
        Fields::new(section, &[], 0, 0)
    }

    /// Octets of content to come, as far as they are known.
    fn length(&self) -> Option<u64> {
        match self.position {
            Position::Content { left } => Some(left),
            Position::End { .. } | Position::Over { .. } | Position::StartLine { .. } => Some(0),
            _ => None,
        }
    }

    /// What Content-Length said, as far as it is not received.
    fn announced(&self) -> Option<u64> {
        match self.position {
            Position::Content { left } => Some(left),
            Position::End { announced } | Position::Over { announced } => {
                Some(announced).filter(|length| *length != NO_LENGTH)
            }
            _ => None,
        }
    }

    /// The request of the present exchange.
    #[must_use]
    pub fn request<'b>(&self, input: &'b [u8]) -> Option<Request<'b>> {
        let head = self.lent_head(input)?;
        let fields = self.fields(input);
        let line = head.get(..scan::line_end(head)?)?;
        let line = request_line::read(without_end(line), Leniencies::ALL).ok()?;
        let target = target::read(line.method, line.target).ok();
        let host = || first(&fields, b"Host");
        let form = target.map_or(Form::Origin, |target| target.form);
        Some(Request {
            method: line.method,
            target: line.target,
            form,
            path: target.map_or(&[], |target| target.path),
            query: target.and_then(|target| target.query),
            authority: match target {
                Some(target) if !target.authority.is_empty() => target.authority,
                _ => host(),
            },
            upgrade: if self.flags.has(Flags::UPGRADE) { first(&fields, b"Upgrade") } else { &[] },
            length: self.length(),
            version: line.version,
            expects_continue: self.flags.has(Flags::EXPECTS),
            last: self.flags.has(Flags::LAST),
            dropped: u32::from(self.dropped),
            fields,
        })
        .filter(|_| self.settings.role() == Role::Server)
    }

    /// The response of the present exchange.
    #[must_use]
    pub fn response<'b>(&self, input: &'b [u8]) -> Option<Response<'b>> {
        if self.settings.role() == Role::Server || !self.flags.has(Flags::HEAD) {
            return None;
        }
        let head = self.lent_head(input)?;
        let fields = self.fields(input);
        let line = match scan::line_end(head) {
            Some(end) => status_line::read(without_end(head.get(..end)?)).ok()?,
            None => status_line::StatusLine { version: Version::HTTP_09, status: 200, reason: &[] },
        };
        let empty = matches!(line.status, 100..=199 | 204 | 304)
            || self.queue.front().is_some_and(|entry| entry.asked == Asked::Head);
        // 9110, 15.5.22: a 426 MUST say what it wants.
        let upgrade = line.status == 426 || (line.status == 101 && self.flags.has(Flags::UPGRADE));
        Some(Response {
            status: line.status,
            reason: line.reason,
            version: line.version,
            length: if empty { Some(0) } else { self.length() },
            announced: self.announced(),
            upgrade: if upgrade { first(&fields, b"Upgrade") } else { &[] },
            last: self.flags.has(Flags::LAST),
            dropped: u32::from(self.dropped),
            fields,
        })
    }

    /// The leniencies that the message being received made use of.
    #[must_use]
    pub fn leniencies(&self) -> Leniencies {
        self.flags.leniencies()
    }
}

fn without_end(line: &[u8]) -> &[u8] {
    match line {
        [text @ .., b'\r', b'\n'] | [text @ .., b'\n'] => text,
        text => text,
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
