// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The end of a head: what it says about what follows (RFC 9112, 6.3 and 9.3).

use crate::error::{Fault, FieldName, Refused, Violation};
use crate::exchange::config::Role;
use crate::exchange::connection::Lent;
use crate::exchange::event::Told;
use crate::exchange::flags::Flags;
use crate::exchange::inbox::{self, part};
use crate::exchange::machine::Machine;
use crate::exchange::position::{NO_LENGTH, Position, Within, whole};
use crate::exchange::receiver::text;
use crate::grammar::scan;
use crate::messaging::framing::{Asked, Framing, Message, framing};
use crate::messaging::judge::{self, Conclusion};
use crate::syntax::leniency::Leniencies;
use crate::syntax::status_line;
use crate::syntax::version::Version;

impl Machine {
    /// The head is whole: what does it say about what follows?
    pub(super) fn head_ends(&mut self, lent: &mut Lent<'_>) -> Result<Told, Fault> {
        let Position::HeaderSection { said, .. } = self.position else { return Ok(Told::Nothing) };
        let governing = said.governing();
        let version = Version::from_number(self.version);
        let message = self.message(lent.input);
        let conclusion = judge::conclude(message, version, &governing).map_err(|violation| {
            let field = FieldName::new(judge::concerned(violation).name());
            Fault { field, ..self.refuse(Refused::new(violation, 0)) }
        })?;
        let framing = conclusion.framing;
        let mut refused = said;
        if judge::lacks_host(message, version, &governing) {
            refused = refused.refuse(Violation::HostMissing, self.offset);
        }
        if matches!(framing, Framing::Length(length) if length > self.settings.max_content()) {
            refused = refused.refuse(Violation::ContentTooLarge, self.offset);
        }
        let ending = self.empty_line(lent);
        // What follows a head that may leave HTTP needs room as content does.
        let connects = self.queue.front().unwrap_or_default().asked == Asked::Connect;
        let switches = matches!(message, Message::Response(101, _));
        let flows = framing != Framing::Empty || conclusion.upgrade || connects || switches;
        if flows {
            self.has_room(lent.input)?;
        }
        self.keep_octets(lent, ending);
        self.note_head(&conclusion);
        self.inbox.head = self.inbox.kept;
        self.stand_behind_head(framing, governing.length.unwrap_or(NO_LENGTH));
        if flows {
            self.settle_head(lent.input, framing);
        }
        match refused.refused {
            Some(violation) => Err(self.refuse_head(violation, whole(refused.refused_at), &conclusion)),
            None if message == Message::Request => Ok(self.head_told()),
            None => Ok(self.response_told(message)),
        }
    }

    pub(super) fn message(&self, input: &[u8]) -> Message {
        if self.settings.role() == Role::Server {
            return Message::Request;
        }
        let head = part(input, self.inbox.start, self.inbox.kept);
        let line = head.get(..scan::line_end(head).unwrap_or(head.len())).unwrap_or(&[]);
        let status = status_line::read(text(line).0).map_or(0, |line| line.status);
        Message::Response(status, self.queue.front().unwrap_or_default().asked)
    }

    /// Octets of the empty line at the cursor; none when the connection ended before it.
    pub(super) fn empty_line(&self, lent: &Lent<'_>) -> u16 {
        match self.inbox.unread(lent.input) {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => 0,
        }
    }

    /// A head with content must leave room for it.
    pub(super) fn has_room(&self, input: &[u8]) -> Result<(), Fault> {
        let size = self.inbox.kept.saturating_sub(self.inbox.start).saturating_add(2);
        let left = inbox::size(input).saturating_sub(size);
        if left < inbox::least(input, self.settings.content_size) {
            return Err(self.refuse(Refused::new(Violation::HeadTooLarge, 0)));
        }
        Ok(())
    }

    /// Notes what a head says about the connection.
    pub(super) fn note_head(&mut self, conclusion: &Conclusion) {
        if conclusion.last {
            self.flags.set(Flags::LAST, true);
        }
        self.flags.set(Flags::EXPECTS, conclusion.expects);
        self.flags.set(Flags::UPGRADE, conclusion.upgrade);
        self.flags.set(Flags::UNSEEN, true);
    }

    pub(super) fn stand_behind_head(&mut self, framing: Framing, announced: u64) {
        self.position = match framing {
            Framing::Empty => Position::End { announced },
            Framing::Length(left) => Position::Content { left },
            Framing::Chunked => Position::next_chunk(0, 0),
            Framing::UntilClose => Position::UntilClose { total: 0 },
            Framing::Tunnel => Position::Switching,
        };
    }

    /// Where a head lies that content follows.
    pub(super) fn settle_head(&mut self, input: &mut [u8], framing: Framing) {
        // Nobody has seen the head yet: it may move. Afterwards it may not.
        let here = u64::from(self.inbox.filled.saturating_sub(self.inbox.cursor));
        let size = inbox::size(input);
        let behind = size.saturating_sub(self.inbox.kept);
        let roomy = matches!(framing, Framing::Length(left) if left <= here || behind >= size / 2);
        if self.inbox.start > 0 && !roomy {
            self.inbox.come_to_front(input);
        }
        let head = self.inbox.head.saturating_sub(self.inbox.start);
        let most = size.saturating_sub(head).saturating_sub(self.rest(input));
        // Where the content is not all here, it needs room as well.
        let here = matches!(framing, Framing::Length(left) if left <= here);
        let behind = size.saturating_sub(self.inbox.kept);
        let least = inbox::least(input, self.settings.content_size);
        let most = if here { most } else { most.min(behind.saturating_sub(least)) };
        self.inbox.table = self.inbox.table.min(most);
        self.indexed = self.indexed.min(self.inbox.table / crate::syntax::section::ENTRY);
    }

    /// What a trailer section may take: reckoned from the head alone, however its octets arrived.
    pub(super) fn rest(&self, input: &[u8]) -> u16 {
        let head = self.inbox.head.saturating_sub(self.inbox.start);
        let left = inbox::size(input).saturating_sub(head);
        let table = self.lines.saturating_mul(crate::syntax::section::ENTRY).max(inbox::reserve(input));
        inbox::least(input, self.settings.content_size).max(left.saturating_sub(table))
    }

    /// A head that is understood, but refused: the connection may go on if what follows can be passed over.
    pub(super) fn refuse_head(&mut self, violation: Violation, at: u64, conclusion: &Conclusion) -> Fault {
        let bound = u64::from(self.settings.max_discard);
        let passable = match conclusion.framing {
            Framing::Length(length) => length <= bound,
            _ => violation != Violation::ContentTooLarge,
        };
        let may_continue = passable && judge::may_go_on(conclusion) && !self.flags.has(Flags::LAST);
        let field = FieldName::new(judge::concerned(violation).name());
        Fault { may_continue, field, ..Fault::violation(violation, at) }
    }

    pub(super) fn head_told(&mut self) -> Told {
        self.flags.set(Flags::HEAD, true);
        if self.settings.role() == Role::Server { Told::Request } else { Told::Response }
    }

    pub(super) fn response_told(&mut self, message: Message) -> Told {
        self.flags.set(Flags::HEAD, true);
        match message {
            Message::Response(101, _) => {
                self.position = Position::Switching;
                Told::Informational
            }
            Message::Response(100..=199, _) => {
                self.flags.set(Flags::PASSING, true);
                Told::Informational
            }
            _ => Told::Response,
        }
    }

    /// The connection ended within a head: whole but for its last empty line, and without content?
    pub(super) fn head_unended(&mut self, lent: &mut Lent<'_>) -> Result<Option<Told>, Fault> {
        let unread = self.inbox.unread(lent.input).len();
        let truncated = self.refuse(Refused::new(Violation::TruncatedHead, unread));
        let Position::HeaderSection { said, within } = self.position else { return Err(truncated) };
        let governing = said.governing();
        let framing =
            framing(self.message(lent.input), Version::from_number(self.version), governing.coding, governing.length);
        let bare_of_content = matches!(framing, Ok(Framing::Empty | Framing::UntilClose));
        let whole = within == Within::LineStart && unread == 0;
        if !whole || !bare_of_content || !self.settings.allows(Leniencies::UNENDED_HEAD) {
            return Err(truncated);
        }
        self.use_leniency(Leniencies::UNENDED_HEAD);
        self.head_ends(lent).map(Some)
    }
}
