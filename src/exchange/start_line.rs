// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Start-lines, received (RFC 9112, 2.2, 3 and 4; RFC 1945, 4.1 and 6.1).

use crate::error::{Fault, Refused, Violation};
use crate::exchange::config::Role;
use crate::exchange::connection::Lent;
use crate::exchange::flags::Flags;
use crate::exchange::inbox::{Line, part};
use crate::exchange::machine::Machine;
use crate::exchange::position::{NO_LENGTH, Position, Said, Within};
use crate::exchange::queue::Entry as Asking;
use crate::exchange::receiver::{offset, text};
use crate::messaging::framing::Asked;
use crate::syntax::head::EMPTY_LINES;
use crate::syntax::leniency::Leniencies;
use crate::syntax::request_line;
use crate::syntax::status_line;
use crate::syntax::target;
use crate::syntax::version::Version;

/// Where the status code stands in a status-line.
const STATUS_CODE: usize = 9;

impl Machine {
    /// Reads the start-line; whether it was there.
    pub(super) fn start_line(&mut self, lent: &mut Lent<'_>) -> Result<bool, Fault> {
        let role = self.settings.role();
        if role == Role::Client && self.settings.version() == Version::HTTP_09 && !self.queue.is_empty() {
            return Ok(self.simple_response());
        }
        // Between a request and its response no empty line is tolerated.
        if (role == Role::Server || self.queue.is_empty()) && !self.empty_lines(lent)? {
            return Ok(false);
        }
        // 9112, 9.2: a response that no request asked for is no response.
        if role == Role::Client && self.queue.is_empty() {
            return Err(self.refuse(Refused::new(Violation::ResponseUnasked, 0)));
        }
        self.plain_head(lent);
        if let Position::HeaderSection { .. } = self.position {
            return Ok(true);
        }
        let most = self.left_for_head(lent.input);
        match self.inbox.line(lent.input, most) {
            Line::Partial => Ok(false),
            Line::TooLong => Err(self.refuse(Refused::new(
                if role == Role::Server { Violation::TargetTooLong } else { Violation::HeadTooLarge },
                usize::from(most),
            ))),
            Line::Whole(count) => {
                let line = part(lent.input, self.inbox.cursor, self.inbox.cursor.saturating_add(count));
                let (text, bare) = text(line);
                let said = match role {
                    Role::Server => self.request_line(text),
                    Role::Client => self.status_line(text),
                };
                let said = self.terminated(said, text.len(), bare).map_err(|refused| self.refuse(refused))?;
                self.keep_octets(lent, count);
                if self.version == Version::HTTP_09.number() {
                    self.simple_request();
                } else {
                    self.position = Position::HeaderSection { said, within: Within::LineStart };
                }
                Ok(true)
            }
        }
    }

    /// Passes over empty lines before a start-line (RFC 9112, 2.2: a server SHOULD ignore at least one; 9.2: a
    /// client can discard them); whether something else follows.
    pub(super) fn empty_lines(&mut self, lent: &Lent<'_>) -> Result<bool, Fault> {
        loop {
            let bare = match self.inbox.unread(lent.input) {
                [b'\r', b'\n', ..] => false,
                [b'\n', ..] => true,
                [] => return Ok(false),
                [b'\r'] if self.left_for_head(lent.input) > 1 => return Ok(false),
                _ => return Ok(true),
            };
            let Position::StartLine { empty } = self.position else { return Ok(true) };
            if bare && !self.settings.allows(Leniencies::BARE_LF) {
                return Err(self.refuse(Refused::new(Violation::BareLf, 0)));
            }
            if empty == EMPTY_LINES {
                return Err(self.refuse(Refused::new(Violation::RequestLine, 0)));
            }
            if bare {
                self.use_leniency(Leniencies::BARE_LF);
            }
            self.drop_octets(if bare { 1 } else { 2 });
            (self.inbox.start, self.inbox.kept) = (self.inbox.cursor, self.inbox.cursor);
            self.position = Position::StartLine { empty: empty.saturating_add(1) };
        }
    }

    /// What was read of a line, if its terminator may stand there.
    pub(super) fn terminated<T>(&mut self, read: Result<T, Refused>, end: usize, bare: bool) -> Result<T, Refused> {
        match read {
            Err(refused) if !bare || refused.at < end => Err(refused),
            // 9112, 2.2: a recipient MAY recognise a single LF as a line terminator; we do if allowed.
            _ if bare && !self.settings.allows(Leniencies::BARE_LF) => Err(Refused::new(Violation::BareLf, end)),
            read => {
                if bare {
                    self.use_leniency(Leniencies::BARE_LF);
                }
                read
            }
        }
    }

    pub(super) fn request_line(&mut self, text: &[u8]) -> Result<Said, Refused> {
        let line = request_line::read(text, self.settings.leniencies())?;
        self.version = line.version.number();
        self.queue.pop();
        self.queue.push(Asking { asked: Asked::of(line.method), upgrade: false });
        let begin = line.method.len().saturating_add(1);
        match target::read(line.method, line.target) {
            Ok(_) => Ok(Said::NOTHING),
            // 0.9 knows no other form, and nothing follows that could be framed.
            Err(refused) if line.version == Version::HTTP_09 => Err(refused.after(begin)),
            Err(refused) => {
                let at = self.offset.saturating_add(offset(begin)).saturating_add(offset(refused.at));
                Ok(Said::NOTHING.refuse(refused.violation, at))
            }
        }
    }

    pub(super) fn status_line(&mut self, text: &[u8]) -> Result<Said, Refused> {
        let line = status_line::read(text)?;
        self.version = line.version.number();
        // 9110, 7.8: a client that gets a 101 which it did not ask for cannot know what follows.
        if line.status == 101 && !self.queue.front().unwrap_or_default().upgrade {
            return Err(Refused::new(Violation::SwitchUnasked, STATUS_CODE));
        }
        Ok(Said::NOTHING)
    }

    /// RFC 1945, 4.1: a Simple-Request is its line, and nothing is read after it.
    pub(super) fn simple_request(&mut self) {
        self.use_leniency(Leniencies::HTTP09);
        self.inbox.head = self.inbox.kept;
        self.flags.set(Flags::LAST, true);
        self.position = Position::End { announced: NO_LENGTH };
    }

    /// RFC 1945, 6.1: a Simple-Response is its content. It begins with the first octet, or with the end.
    pub(super) fn simple_response(&mut self) -> bool {
        let begins = !self.queue.is_empty() && (self.inbox.has_unread() || self.flags.has(Flags::ENDED));
        if begins {
            self.version = Version::HTTP_09.number();
            self.inbox.head = self.inbox.kept;
            self.flags.set(Flags::LAST, true);
            self.position = Position::UntilClose { total: 0 };
        }
        begins
    }
}
