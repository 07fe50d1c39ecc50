// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Heads and content, sent. A call takes effect, or returns an error and nothing changed. Framing is ours: it
//! is derived from length, version, method and persistence, so it cannot contradict itself (RFC 9112, 6).

use crate::error::{Misuse, Reason, Trouble};
use crate::exchange::config::Role;
use crate::exchange::event::Length;
use crate::exchange::flags::Flags;
use crate::exchange::lifecycle::{Happening, State};
use crate::exchange::machine::Machine;
use crate::exchange::outbox::Outgoing;
use crate::exchange::queue::{Entry, MOST};
use crate::exchange::receiver::Position;
use crate::grammar::number::Digits;
use crate::grammar::octet;
use crate::messaging::framing::Asked;
use crate::messaging::{host, reserved};
use crate::syntax::field_line::{self, Field, Lines};
use crate::syntax::field_name::Known;
use crate::syntax::request_line::{self, RequestLine};
use crate::syntax::version::Version;
use crate::syntax::{chunk, status_line, target};

/// What a head says of the content behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Announced {
    Nothing,
    Length(u64),
    Chunked,
}

/// How a message goes out: what its head announces, how its content is framed, how much of it there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plan {
    announced: Announced,
    outgoing: Outgoing,
    closes: bool,
}

impl Plan {
    const fn new(announced: Announced, outgoing: Outgoing) -> Self {
        Plan { announced, outgoing, closes: matches!(outgoing, Outgoing::UntilClose) }
    }
}

/// What the fields passed say that matters here.
#[derive(Clone, Copy, Debug, Default)]
struct Passed {
    upgrade: bool,
    te: bool,
    hosts: u8,
}

/// Checks fields to send.
fn check(fields: &impl Lines, barred: fn(&[u8]) -> bool) -> Result<Passed, Misuse> {
    let mut passed = Passed::default();
    for field in fields.lines() {
        field_line::check(&field)?;
        if barred(field.name) {
            return Err(Misuse::FieldReserved);
        }
        match Known::of(field.name) {
            Known::UPGRADE => passed.upgrade = true,
            Known::TE => passed.te = true,
            Known::HOST if host::check(field.value).is_err() => return Err(Misuse::FieldSyntax),
            Known::HOST => passed.hosts = passed.hosts.saturating_add(1),
            _ => {}
        }
    }
    Ok(passed)
}

/// Where composed octets go.
type Put<'p> = &'p mut dyn FnMut(&[u8]);

fn put_field(put: Put<'_>, field: &Field<'_>) {
    for piece in field_line::written(field) {
        put(piece);
    }
}

/// The header section: the fields passed, then those derived, then the empty line.
fn put_section(put: Put<'_>, fields: &impl Lines, announced: Announced, options: &[&[u8]]) {
    for field in fields.lines() {
        put_field(put, &field);
    }
    match announced {
        Announced::Nothing => {}
        Announced::Length(length) => {
            put_field(put, &Field { name: b"Content-Length", value: Digits::decimal(length).octets() });
        }
        Announced::Chunked => put_field(put, &Field { name: b"Transfer-Encoding", value: b"chunked" }),
    }
    let mut separator: &[u8] = b"Connection: ";
    for option in options.iter().filter(|option| !option.is_empty()) {
        put(separator);
        put(option);
        separator = b", ";
    }
    if separator == b", " {
        put(b"\r\n");
    }
    put(b"\r\n");
}

const fn option(really: bool, name: &[u8]) -> &[u8] {
    if really { name } else { &[] }
}

impl Machine {
    /// Sends a whole response.
    ///
    /// # Errors
    /// As [`Machine::send_response`].
    pub fn reply(&mut self, output: &mut [u8], status: u16, fields: &impl Lines, content: &[u8]) -> Result<(), Reason> {
        let length = match status {
            // 9110, 15.4.5: an empty 304 announces nothing, rather than that the representation is empty.
            304 if content.is_empty() => Length::None,
            _ => Length::Exact(super::receiver::offset(content.len())),
        };
        let before = *self;
        self.respond(output, status, length, fields, content).inspect_err(|_| self.undo(&before))
    }

    /// Sends a final response head.
    ///
    /// # Errors
    /// `State`, `Role`, `Answered`, `Argument`, `FieldSyntax`, `FieldReserved`, `OutputFull`, `OutputSize`, `PeerGone`.
    pub fn send_response(
        &mut self,
        output: &mut [u8],
        status: u16,
        length: Length,
        fields: &impl Lines,
    ) -> Result<(), Reason> {
        self.response_head(output, status, length, fields, 0)
    }

    fn respond(
        &mut self,
        output: &mut [u8],
        status: u16,
        length: Length,
        fields: &impl Lines,
        content: &[u8],
    ) -> Result<(), Reason> {
        self.response_head(output, status, length, fields, content.len())?;
        if self.ours == State::Tunnel {
            return if content.is_empty() { Ok(()) } else { Err(Misuse::ContentLength.into()) };
        }
        self.send_content(output, content, true)?;
        self.send_end(output, &[])
    }

    /// What a failed call did to the state is undone; octets behind `end` mean nothing. That room was wanted
    /// is remembered.
    fn undo(&mut self, before: &Machine) {
        let blocked = self.flags.has(Flags::BLOCKED);
        *self = *before;
        self.flags.set(Flags::BLOCKED, blocked);
    }

    /// Sends a response head, if content of a whole response would fit behind it.
    fn response_head(
        &mut self,
        output: &mut [u8],
        status: u16,
        length: Length,
        fields: &impl Lines,
        content: usize,
    ) -> Result<(), Reason> {
        self.may_answer()?;
        if !(200..=599).contains(&status) {
            return Err(Misuse::Argument.into());
        }
        let passed = check(fields, reserved::is_derived)?;
        let plan = self.response_plan(status, length)?;
        let code = Digits::decimal(u64::from(status));
        let simple = self.version == Version::HTTP_09.number();
        let closes = plan.closes || self.must_close();
        let persists_by_consent = !closes && self.version == Version::HTTP_10.number();
        let options = [
            option(closes, b"close"),
            option(persists_by_consent, b"keep-alive"),
            option(passed.upgrade, b"Upgrade"),
            option(passed.te, b"TE"),
        ];
        let follows = if plan.outgoing == Outgoing::Announced { 0 } else { content };
        self.compose(output, follows, |put| {
            if !simple {
                status_line::written(code.octets(), status).into_iter().for_each(&mut *put);
                put_section(put, fields, plan.announced, &options);
            }
        })?;
        let switches = self.asked() == Asked::Connect && (200..=299).contains(&status);
        self.happen(if switches { Happening::Switch } else { Happening::Final })?;
        self.outbox.goes_on(plan.outgoing);
        if switches || closes {
            self.closes();
        }
        // The answer is begun, so no 100 (Continue) will be sent (RFC 9110, 10.1.1).
        self.flags.set(Flags::EXPECTS, false);
        Ok(())
    }

    fn may_send(&self) -> Result<(), Reason> {
        if self.flags.any(Flags::CUT.with(Flags::CLOSED)) { Err(Trouble::PeerGone.into()) } else { Ok(()) }
    }

    fn may_answer(&self) -> Result<(), Reason> {
        if self.settings.role() != Role::Server {
            return Err(Misuse::Role.into());
        }
        self.may_send()?;
        match self.ours {
            State::Awaited => Ok(()),
            State::Content | State::Complete | State::Tunnel => Err(Misuse::Answered.into()),
            State::Idle | State::Ended => Err(Misuse::State.into()),
        }
    }

    fn asked(&self) -> Asked {
        self.queue.front().unwrap_or_default().asked
    }

    /// We close after this exchange. The peer may not expect it.
    pub(super) fn closes(&mut self) {
        if !self.flags.has(Flags::LAST) {
            self.flags.set(Flags::LAST.with(Flags::LINGERS), true);
        }
    }

    /// Whether the response must be the last: so it was asked, or the rest of the request cannot be passed over.
    fn must_close(&self) -> bool {
        let too_much = match self.position {
            Position::Content { left } => left > u64::from(self.settings.max_discard),
            _ => false,
        };
        // 9110, 10.1.1: whoever waits for a 100 and gets a final response may send its content, or not.
        let waits = self.flags.has(Flags::EXPECTS) && !self.flags.has(Flags::DISCARDING);
        self.flags.has(Flags::LAST) || too_much || waits
    }

    /// How a response goes out. The arms follow RFC 9112, 6.3.
    fn response_plan(&self, status: u16, length: Length) -> Result<Plan, Misuse> {
        let chunks = self.version >= Version::HTTP_11.number();
        let nothing = Plan::new(Announced::Nothing, Outgoing::Length(0));
        let announced = |announced| Ok(Plan::new(announced, Outgoing::Announced));
        match (status, self.asked(), length) {
            _ if self.version == Version::HTTP_09.number() => Ok(Plan::new(Announced::Nothing, Outgoing::UntilClose)),
            (204 | 205, _, Length::Exact(1..)) => Err(Misuse::ContentLength),
            // 9110, 15.3.6: a 205 has no content, and says so.
            (205, _, _) => Ok(Plan::new(Announced::Length(0), Outgoing::Length(0))),
            (204, _, _) => Ok(nothing),
            (200..=299, Asked::Connect, Length::Exact(1..)) => Err(Misuse::ContentLength),
            (200..=299, Asked::Connect, _) => Ok(nothing),
            (304, _, Length::Exact(length)) | (_, Asked::Head, Length::Exact(length)) => {
                announced(Announced::Length(length))
            }
            (_, Asked::Head, Length::Unknown) if chunks && status != 304 => announced(Announced::Chunked),
            (304, _, _) | (_, Asked::Head, _) => announced(Announced::Nothing),
            (_, _, Length::Exact(length)) => Ok(Plan::new(Announced::Length(length), Outgoing::Length(length))),
            (_, _, Length::Unknown) if chunks => Ok(Plan::new(Announced::Chunked, Outgoing::Chunked)),
            (_, _, Length::Unknown) => Ok(Plan::new(Announced::Nothing, Outgoing::UntilClose)),
            (_, _, Length::None) => Err(Misuse::Argument),
        }
    }

    /// Sends a 1xx head.
    ///
    /// # Errors
    /// As [`Machine::send_response`]; `State` to an HTTP/1.0 peer, which knows no 1xx (RFC 9110, 15.2), and for
    /// a 101 that no Upgrade asked for.
    pub fn send_informational(&mut self, output: &mut [u8], status: u16, fields: &impl Lines) -> Result<(), Reason> {
        self.may_answer()?;
        if !(100..=199).contains(&status) {
            return Err(Misuse::Argument.into());
        }
        let passed = check(fields, reserved::is_derived)?;
        let switches = status == 101;
        let unasked = switches && !self.flags.has(Flags::UPGRADE);
        if self.version < Version::HTTP_11.number() || unasked {
            return Err(Misuse::State.into());
        }
        // 9110, 7.8: a server MUST name the protocols it switches to.
        if switches && !passed.upgrade {
            return Err(Misuse::Argument.into());
        }
        let code = Digits::decimal(u64::from(status));
        let options = [option(passed.upgrade, b"Upgrade"), option(passed.te, b"TE")];
        self.compose(output, 0, |put| {
            status_line::written(code.octets(), status).into_iter().for_each(&mut *put);
            put_section(put, fields, Announced::Nothing, &options);
        })?;
        if status == 100 {
            self.flags.set(Flags::EXPECTS, false);
        }
        if switches {
            self.closes();
        }
        self.happen(if switches { Happening::Switch } else { Happening::Informational }).map_err(Reason::from)
    }

    /// Sends a 100 (Continue) where one is owed: no answer has begun, no content has come, the caller takes some.
    pub(super) fn send_continue(&mut self, lent: &mut crate::exchange::Lent<'_>) {
        let owed = self.flags.has(Flags::EXPECTS) && self.ours == State::Awaited;
        let held = self.flags.any(Flags::PAUSED.with(Flags::DISCARDING).with(Flags::ENDED));
        if owed && !held && !self.inbox.has_unread() && self.settings.role() == Role::Server {
            // When there is no room, the next step tries again: that is no error of the caller's.
            let before = *self;
            if self.send_informational(lent.output, 100, &[]).is_err() {
                *self = before;
            }
        }
    }

    /// Sends a request head.
    ///
    /// # Errors
    /// `State`, `Role`, `Argument`, `FieldSyntax`, `FieldReserved`, `HostNeeded`, `OutputFull`, `OutputSize`, `PeerGone`.
    pub fn send_request(
        &mut self,
        output: &mut [u8],
        method: &[u8],
        target: &[u8],
        length: Length,
        fields: &impl Lines,
    ) -> Result<(), Reason> {
        self.may_ask()?;
        let visible = !target.is_empty() && octet::run(target, octet::is_visible) == target.len();
        if !octet::is_token(method) || !visible || target::read(method, target).is_err() {
            return Err(Misuse::Argument.into());
        }
        let passed = check(fields, reserved::is_derived)?;
        let version = self.settings.version();
        let plan = Self::request_plan(version, method, length)?;
        match (version, passed.hosts) {
            (Version::HTTP_09, _) if method != b"GET" || fields.lines().next().is_some() => {
                return Err(Misuse::Argument.into());
            }
            (Version::HTTP_09, _) | (_, 1) => {}
            // 9112, 3.2: a client MUST send a Host in all HTTP/1.1 requests, and one only.
            _ => return Err(Misuse::HostNeeded.into()),
        }
        let last = self.flags.has(Flags::LAST) || version < Version::HTTP_11;
        let options = [
            option(last && version > Version::HTTP_09, b"close"),
            option(passed.upgrade, b"Upgrade"),
            option(passed.te, b"TE"),
        ];
        let line = RequestLine { method, target, version };
        self.compose(output, 0, |put| {
            request_line::written(&line).into_iter().for_each(&mut *put);
            if version > Version::HTTP_09 {
                put_section(put, fields, plan.announced, &options);
            }
        })?;
        if self.ours == State::Complete {
            self.happen(Happening::Next)?;
        }
        self.happen(Happening::Request)?;
        let asked = match method {
            b"HEAD" => Asked::Head,
            b"CONNECT" => Asked::Connect,
            _ => Asked::Other,
        };
        self.queue.push(Entry { asked, upgrade: passed.upgrade });
        self.flags.set(Flags::LAST, last);
        self.outbox.goes_on(plan.outgoing);
        self.since = self.now;
        Ok(())
    }

    fn may_ask(&self) -> Result<(), Reason> {
        if self.settings.role() != Role::Client {
            return Err(Misuse::Role.into());
        }
        self.may_send()?;
        if self.flags.any(Flags::ENDED.with(Flags::FAILED)) {
            return Err(Trouble::PeerGone.into());
        }
        match self.ours {
            // 9112, 9.6: a client that sent "close" MUST NOT send further requests.
            State::Complete if self.flags.has(Flags::LAST) => Err(Misuse::State.into()),
            State::Idle | State::Complete if self.queue.len() < MOST && self.position != Position::Ended => Ok(()),
            _ => Err(Misuse::State.into()),
        }
    }

    fn request_plan(version: Version, method: &[u8], length: Length) -> Result<Plan, Misuse> {
        let nothing = Plan::new(Announced::Nothing, Outgoing::Length(0));
        let bare = version == Version::HTTP_09 || method == b"CONNECT" || method == b"TRACE";
        match length {
            Length::None | Length::Exact(0) if bare => Ok(nothing),
            _ if bare => Err(Misuse::Argument),
            // 9110, 8.6: a user agent SHOULD say 0 where the method anticipates content.
            Length::Exact(0) if matches!(method, b"POST" | b"PUT" | b"PATCH") => {
                Ok(Plan::new(Announced::Length(0), Outgoing::Length(0)))
            }
            Length::None | Length::Exact(0) => Ok(nothing),
            Length::Exact(length) => Ok(Plan::new(Announced::Length(length), Outgoing::Length(length))),
            Length::Unknown if version >= Version::HTTP_11 => Ok(Plan::new(Announced::Chunked, Outgoing::Chunked)),
            // A request cannot end with the connection, for then no response could come.
            Length::Unknown => Err(Misuse::Argument),
        }
    }

    /// Counts what is composed, finds room for that and what `follows`, then writes it.
    fn compose(&mut self, output: &mut [u8], follows: usize, write: impl Fn(Put<'_>)) -> Result<(), Misuse> {
        let mut count = follows;
        write(&mut |octets| count = count.saturating_add(octets.len()));
        self.fits(output, count)?;
        let outbox = &mut self.outbox;
        let first = !outbox.is_pending();
        write(&mut |octets| outbox.put(output, octets));
        self.appended(first);
        Ok(())
    }

    /// Something was appended to what was pending, or is the first to pend.
    fn appended(&mut self, first: bool) {
        if first {
            self.sent_since = self.now;
        }
        self.flags.set(Flags::FRESH, true);
    }

    fn fits(&mut self, output: &[u8], count: usize) -> Result<(), Misuse> {
        if count > output.len() {
            return Err(Misuse::OutputSize);
        }
        if count > self.outbox.free(output) {
            self.flags.set(Flags::BLOCKED, true);
            return Err(Misuse::OutputFull);
        }
        Ok(())
    }

    /// How content goes out now.
    fn going_out(&self) -> Result<Outgoing, Reason> {
        self.may_send()?;
        match self.ours {
            State::Content => Ok(self.outbox.outgoing()),
            State::Tunnel => Ok(Outgoing::UntilClose),
            _ => Err(Misuse::State.into()),
        }
    }

    /// Sends as much of `content` as there is room for, or all of it or nothing; says how much that was.
    ///
    /// # Errors
    /// `State`, `ContentLength`, `PeerGone`; `OutputFull`, `OutputSize` when nothing fits.
    pub fn send_content(&mut self, output: &mut [u8], content: &[u8], whole: bool) -> Result<usize, Reason> {
        let outgoing = self.going_out()?;
        let wanted = super::receiver::offset(content.len());
        if matches!(outgoing, Outgoing::Length(left) if wanted > left) {
            return Err(Misuse::ContentLength.into());
        }
        if outgoing == Outgoing::Announced || content.is_empty() {
            return Ok(content.len());
        }
        let free = self.outbox.free(output);
        let least = if whole { content.len() } else { 1 };
        let overhead = if outgoing == Outgoing::Chunked { chunk_overhead(free) } else { 0 };
        let count = content.len().min(free.saturating_sub(overhead));
        if count < least {
            let overhead = if outgoing == Outgoing::Chunked { chunk_overhead(output.len()) } else { 0 };
            let ever = output.len().saturating_sub(overhead);
            if least > ever {
                return Err(Misuse::OutputSize.into());
            }
            self.flags.set(Flags::BLOCKED, true);
            return Err(Misuse::OutputFull.into());
        }
        let first = !self.outbox.is_pending();
        let piece = content.get(..count).unwrap_or(content);
        if outgoing == Outgoing::Chunked {
            self.outbox.put(output, chunk::written(super::receiver::offset(count)).octets());
            self.outbox.put(output, b"\r\n");
        }
        self.outbox.put(output, piece);
        if outgoing == Outgoing::Chunked {
            self.outbox.put(output, b"\r\n");
        }
        self.outbox.passed(super::receiver::offset(count));
        if count < content.len() {
            self.flags.set(Flags::BLOCKED, true);
        }
        self.appended(first);
        Ok(count)
    }

    /// The free part of the output buffer, to generate content straight into.
    pub fn content_room<'o>(&self, output: &'o mut [u8]) -> &'o mut [u8] {
        let Ok(outgoing) = self.going_out() else { return &mut [] };
        let free = self.outbox.free(output);
        let room = self.outbox.room(output);
        let (before, behind) = if outgoing == Outgoing::Chunked { chunk_margins(free) } else { (0, 0) };
        let most = match outgoing {
            Outgoing::Length(left) => usize::try_from(left).unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        let end = free.saturating_sub(behind).min(before.saturating_add(most));
        room.get_mut(before..end).unwrap_or(&mut [])
    }

    /// Sends the first `count` octets put into the content room.
    ///
    /// # Errors
    /// `Argument` when that is more than the room, `State`, `PeerGone`.
    pub fn content_filled(&mut self, output: &mut [u8], count: usize) -> Result<(), Reason> {
        let outgoing = self.going_out()?;
        if count > self.content_room(output).len() {
            return Err(Misuse::Argument.into());
        }
        if count == 0 || outgoing == Outgoing::Announced {
            return Ok(());
        }
        let first = !self.outbox.is_pending();
        if outgoing == Outgoing::Chunked {
            // The size line was left as much room as the largest size takes: leading zeros fill it.
            let (before, _) = chunk_margins(self.outbox.free(output));
            let digits = chunk::written(super::receiver::offset(count));
            let zeros = before.saturating_sub(2).saturating_sub(digits.octets().len());
            for zero in core::iter::repeat_n(b"0", zeros) {
                self.outbox.put(output, zero);
            }
            self.outbox.put(output, digits.octets());
            self.outbox.put(output, b"\r\n");
            self.outbox.extend(count);
            self.outbox.put(output, b"\r\n");
        } else {
            self.outbox.extend(count);
        }
        self.outbox.passed(super::receiver::offset(count));
        self.appended(first);
        Ok(())
    }

    /// Sends the framing of `length` octets that the caller writes to the transport itself.
    ///
    /// # Errors
    /// As [`Machine::send_content`].
    pub fn send_elsewhere(&mut self, output: &mut [u8], length: u64) -> Result<(), Reason> {
        let outgoing = self.going_out()?;
        if matches!(outgoing, Outgoing::Length(left) if length > left) {
            return Err(Misuse::ContentLength.into());
        }
        if length == 0 || outgoing == Outgoing::Announced {
            return Ok(());
        }
        if self.outbox.gap > 0 {
            self.flags.set(Flags::BLOCKED, true);
            return Err(Misuse::OutputFull.into());
        }
        let first = !self.outbox.is_pending();
        if outgoing == Outgoing::Chunked {
            let size = chunk::written(length);
            // Behind the gap come the chunk's CRLF and, perhaps, the last chunk.
            self.fits(output, size.octets().len().saturating_add(9))?;
            self.outbox.put(output, size.octets());
            self.outbox.put(output, b"\r\n");
            self.flags.set(Flags::CRLF_DUE, true);
        }
        self.outbox.passed(length);
        self.outbox.gap = length;
        self.appended(first);
        Ok(())
    }

    /// Says that `count` octets of the gap were written.
    ///
    /// # Errors
    /// `Argument` when that is more than the gap, `State` while something is pending before it.
    pub fn sent_elsewhere(&mut self, output: &mut [u8], count: u64) -> Result<(), Misuse> {
        if self.outbox.is_pending() && self.outbox.gap > 0 {
            return Err(Misuse::State);
        }
        self.outbox.gap = self.outbox.gap.checked_sub(count).ok_or(Misuse::Argument)?;
        self.flags.set(Flags::FRESH, true);
        self.sent_since = self.now;
        if self.outbox.gap == 0 {
            if self.flags.has(Flags::CRLF_DUE) {
                self.outbox.put(output, b"\r\n");
            }
            if self.flags.has(Flags::END_DUE) {
                self.outbox.put(output, b"0\r\n\r\n");
            }
            self.flags.set(Flags::CRLF_DUE.with(Flags::END_DUE), false);
        }
        Ok(())
    }

    /// Ends the message, with a trailer section if it is chunked.
    ///
    /// # Errors
    /// `State`, `ContentLength`, `FieldSyntax`, `FieldReserved`, `OutputFull`, `OutputSize`, `PeerGone`.
    pub fn send_end(&mut self, output: &mut [u8], trailers: &impl Lines) -> Result<(), Reason> {
        let outgoing = self.going_out()?;
        check(trailers, reserved::is_barred_from_trailers)?;
        if matches!(outgoing, Outgoing::Length(1..)) {
            return Err(Misuse::ContentLength.into());
        }
        if outgoing == Outgoing::Chunked {
            if self.outbox.gap > 0 && trailers.lines().next().is_none() {
                self.flags.set(Flags::END_DUE, true);
            } else {
                self.compose(output, 0, |put| {
                    put(b"0\r\n");
                    put_section(put, trailers, Announced::Nothing, &[]);
                })?;
            }
        }
        self.since = self.now;
        self.happen(Happening::End).map_err(Reason::from)
    }

    /// Output that waits to be written to the transport.
    #[must_use]
    pub fn pending<'o>(&self, output: &'o [u8]) -> &'o [u8] {
        self.outbox.pending(output)
    }

    /// Says that the first `count` octets pending were written.
    ///
    /// # Errors
    /// `Argument` when that is more than what is pending.
    pub fn sent(&mut self, output: &mut [u8], count: usize) -> Result<(), Misuse> {
        if count > self.outbox.pending(output).len() {
            return Err(Misuse::Argument);
        }
        if count > 0 {
            self.outbox.sent(output, count);
            self.sent_since = self.now;
            if self.is_lingering() {
                self.since = self.now;
            }
            self.flags.set(Flags::FRESH, true);
        }
        Ok(())
    }
}

/// Octets that the framing of a chunk takes, in so much room.
fn chunk_overhead(room: usize) -> usize {
    let (before, behind) = chunk_margins(room);
    before.saturating_add(behind)
}

/// Octets before and behind a chunk's data, in so much room: digits, CRLF; CRLF.
fn chunk_margins(room: usize) -> (usize, usize) {
    (chunk::written(super::receiver::offset(room)).octets().len().saturating_add(2), 2)
}
