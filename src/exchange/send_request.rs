// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Request heads, sent.

use crate::error::{Misuse, Reason, Trouble};
use crate::exchange::compose::{Announced, Plan, bounded, check, option};
use crate::exchange::config::Role;
use crate::exchange::event::Length;
use crate::exchange::flags::Flags;
use crate::exchange::lifecycle::{Happening, State};
use crate::exchange::machine::Machine;
use crate::exchange::outbox::Outgoing;
use crate::exchange::position::Position;
use crate::exchange::queue::{Entry, MOST};
use crate::grammar::octet;
use crate::messaging::framing::Asked;
use crate::messaging::reserved;
use crate::syntax::field_line::Lines;
use crate::syntax::request_line::{self, RequestLine};
use crate::syntax::target;
use crate::syntax::version::Version;

impl Machine {
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
        let plan = Self::request_plan(version, method, bounded(length)?)?;
        match (version, passed.hosts) {
            (Version::HTTP_09, _) if method != b"GET" || fields.lines().next().is_some() => {
                return Err(Misuse::Argument.into());
            }
            (Version::HTTP_09, _) | (_, 1) => {}
            // 9112, 3.2: a client MUST send a Host in all HTTP/1.1 requests, and one only.
            _ => return Err(Misuse::HostNeeded.into()),
        }
        let last = self.flags.has(Flags::CLOSE_NEXT) || version < Version::HTTP_11;
        let options = [
            option(last && version > Version::HTTP_09, b"close"),
            option(passed.upgrade, b"Upgrade"),
            option(passed.te, b"TE"),
        ];
        let line = RequestLine { method, target, version };
        self.compose(output, 0, |pen| {
            pen.put_all(request_line::written(&line));
            if version > Version::HTTP_09 {
                pen.put_section(fields, plan.announced, &options);
            }
        })?;
        if self.ours == State::Complete {
            self.happen(Happening::Next)?;
        }
        self.happen(Happening::Request)?;
        self.queue.push(Entry { asked: Asked::of(method), upgrade: passed.upgrade });
        if last {
            self.queue.say_close();
        }
        self.outbox.goes_on(plan.outgoing);
        Ok(())
    }

    pub(super) fn may_ask(&self) -> Result<(), Reason> {
        if self.settings.role() != Role::Client {
            return Err(Misuse::Role.into());
        }
        self.may_send()?;
        if self.flags.any(Flags::ENDED.with(Flags::FAILED)) {
            return Err(Trouble::PeerGone.into());
        }
        match self.ours {
            // 9112, 9.6: a client that sent "close" MUST NOT send further requests.
            _ if self.flags.has(Flags::LAST) || self.queue.said_close() => Err(Misuse::State.into()),
            // 9110, 9.3.6: what is sent behind a CONNECT might go through the tunnel.
            _ if self.queue.connects() => Err(Misuse::State.into()),
            State::Idle | State::Complete if self.queue.len() < MOST && !matches!(self.position, Position::Ended) => {
                Ok(())
            }
            _ => Err(Misuse::State.into()),
        }
    }

    pub(super) fn request_plan(version: Version, method: &[u8], length: Length) -> Result<Plan, Misuse> {
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
}
