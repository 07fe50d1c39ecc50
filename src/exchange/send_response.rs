// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Response heads, sent: final ones, informational ones, and the 100 (Continue) that is owed.

use crate::error::{Misuse, Reason, Trouble};
use crate::exchange::compose::{Announced, Plan, bounded, check, option};
use crate::exchange::config::Role;
use crate::exchange::event::Length;
use crate::exchange::flags::Flags;
use crate::exchange::lifecycle::{Happening, State};
use crate::exchange::machine::Machine;
use crate::exchange::outbox::Outgoing;
use crate::exchange::position::Position;
use crate::messaging::framing::Asked;
use crate::messaging::reserved;
use crate::syntax::field_line::Lines;
use crate::syntax::version::Version;

impl Machine {
    /// Sends a whole response.
    ///
    /// # Errors
    /// As [`Machine::send_response`].
    pub fn reply(&mut self, output: &mut [u8], status: u16, fields: &impl Lines, content: &[u8]) -> Result<(), Reason> {
        let length = match status {
            // 9110, 15.4.5: an empty 304 announces nothing, rather than that the representation is empty.
            304 if content.is_empty() => Length::None,
            _ => Length::Exact(crate::exchange::receiver::offset(content.len())),
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

    pub(super) fn respond(
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
    pub(super) fn undo(&mut self, before: &Machine) {
        let blocked = self.flags.has(Flags::BLOCKED);
        *self = *before;
        self.flags.set(Flags::BLOCKED, blocked);
    }

    /// Sends a response head, if content of a whole response would fit behind it.
    pub(super) fn response_head(
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
        let switches = self.asked() == Asked::Connect && (200..=299).contains(&status);
        if switches && self.is_refusal() {
            return Err(Misuse::State.into());
        }
        let passed = check(fields, reserved::is_derived)?;
        let plan = self.response_plan(status, bounded(length)?)?;
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
        self.compose(output, follows, |pen| {
            if !simple {
                pen.put_status_line(status);
                pen.put_section(fields, plan.announced, &options);
            }
        })?;
        self.happen(if switches { Happening::Switch } else { Happening::Final })?;
        self.outbox.goes_on(plan.outgoing);
        if switches || closes {
            self.closes();
        }
        // The answer is begun, so no 100 (Continue) will be sent (RFC 9110, 10.1.1).
        self.flags.set(Flags::EXPECTS, false);
        Ok(())
    }

    pub(super) fn may_send(&self) -> Result<(), Reason> {
        if self.flags.any(Flags::CUT.with(Flags::CLOSED)) { Err(Trouble::PeerGone.into()) } else { Ok(()) }
    }

    pub(super) fn may_answer(&self) -> Result<(), Reason> {
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

    /// Whether an answer is one to a fault: no other protocol begins with that.
    fn is_refusal(&self) -> bool {
        self.flags.any(Flags::FAILED.with(Flags::REFUSED))
    }

    pub(super) fn asked(&self) -> Asked {
        self.queue.front().unwrap_or_default().asked
    }

    /// We close after this exchange. The peer may not expect it.
    pub(super) fn closes(&mut self) {
        if !self.flags.has(Flags::LAST) {
            self.flags.set(Flags::LAST.with(Flags::LINGERS), true);
        }
    }

    /// Whether the response must be the last: so it was asked, or the rest of the request cannot be passed over.
    pub(super) fn must_close(&self) -> bool {
        let too_much = match self.position {
            Position::Content { left } => left > u64::from(self.settings.max_discard),
            _ => false,
        };
        // 9110, 10.1.1: whoever waits for a 100 and gets a final response may send its content, or not.
        let waits = self.flags.has(Flags::EXPECTS) && self.position.is_within_content();
        self.flags.has(Flags::LAST) || too_much || waits
    }

    /// How a response goes out. The arms follow RFC 9112, 6.3.
    pub(super) fn response_plan(&self, status: u16, length: Length) -> Result<Plan, Misuse> {
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
        let unasked = switches && (!self.flags.has(Flags::UPGRADE) || self.is_refusal());
        if self.version < Version::HTTP_11.number() || unasked {
            return Err(Misuse::State.into());
        }
        // 9110, 7.8: a server MUST name the protocols it switches to.
        if switches && !passed.upgrade {
            return Err(Misuse::Argument.into());
        }
        let options = [option(passed.upgrade, b"Upgrade"), option(passed.te, b"TE")];
        self.compose(output, 0, |pen| {
            pen.put_status_line(status);
            pen.put_section(fields, Announced::Nothing, &options);
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
}
