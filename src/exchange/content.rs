// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Content, received: free of transfer coding, in place (RFC 9112, 6 to 8).

use crate::error::{Fault, Refused, Violation};
use crate::exchange::connection::Lent;
use crate::exchange::event::Told;
use crate::exchange::flags::Flags;
use crate::exchange::inbox::{self, Line, part};
use crate::exchange::machine::Machine;
use crate::exchange::position::{NO_LENGTH, Position, Within};
use crate::exchange::receiver::offset;
use crate::messaging::reserved;
use crate::syntax::chunk::{self, Place};
use crate::syntax::field_line;
use crate::syntax::field_name::Known;

impl Machine {
    /// Reads on behind a head; what it told, or nothing when octets are missing or not wanted.
    pub(super) fn read_content(&mut self, lent: &mut Lent<'_>) -> Result<Option<Told>, Fault> {
        loop {
            let taken = match self.position {
                Position::Content { left: 0 } => {
                    self.position = Position::End { announced: NO_LENGTH };
                    return Ok(None);
                }
                Position::Content { left } => self.take(lent.input, left),
                Position::UntilClose { total } => {
                    let discarding = self.flags.has(Flags::DISCARDING);
                    let most = if discarding { u64::MAX } else { self.settings.max_content().saturating_sub(total) };
                    if most == 0 && self.inbox.has_unread() {
                        return Err(self.refuse(Refused::new(Violation::ContentTooLarge, 0)));
                    }
                    self.take(lent.input, most)
                }
                Position::Tunnel => self.take(lent.input, u64::MAX),
                Position::ChunkData { left: 0, total, extensions } => {
                    self.position = Position::ChunkEnd { total, extensions };
                    continue;
                }
                Position::ChunkData { left, .. } => self.take(lent.input, left),
                Position::ChunkLine { .. } => match self.chunk_line(lent.input)? {
                    true => continue,
                    false => return Ok(None),
                },
                Position::ChunkEnd { total, extensions } => match self.inbox.unread(lent.input) {
                    [b'\r', b'\n', ..] => {
                        self.drop_octets(2);
                        self.position = Position::next_chunk(total, extensions);
                        continue;
                    }
                    [] | [b'\r'] => return Ok(None),
                    [b'\r', ..] => return Err(self.refuse(Refused::new(Violation::ChunkEnd, 1))),
                    _ => return Err(self.refuse(Refused::new(Violation::ChunkEnd, 0))),
                },
                Position::TrailerSection { .. } => match self.trailer_section(lent)? {
                    true => {
                        self.position = Position::End { announced: NO_LENGTH };
                        return Ok(None);
                    }
                    false => return Ok(None),
                },
                _ => return Ok(None),
            };
            match taken {
                0 => return Ok(None),
                _ if self.flags.has(Flags::DISCARDING) => {
                    self.piece = 0;
                    self.discarded();
                }
                _ => return Ok(Some(Told::Content)),
            }
        }
    }

    /// Takes as much of `most` octets of content as is here.
    fn take(&mut self, input: &[u8], most: u64) -> u16 {
        if self.holds() {
            return 0;
        }
        let here = inbox::count(self.inbox.unread(input).len());
        let count = u16::try_from(most).unwrap_or(u16::MAX).min(here);
        self.drop_octets(count);
        self.piece = count;
        self.move_on(count, false);
        count
    }

    /// Content came, or goes back to be told again.
    fn move_on(&mut self, count: u16, back: bool) {
        let by = u64::from(count);
        let less = |left: u64| if back { left.saturating_add(by) } else { left.saturating_sub(by) };
        let more = |total: u64| if back { total.saturating_sub(by) } else { total.saturating_add(by) };
        self.position = match self.position {
            Position::Content { left } => Position::Content { left: less(left) },
            Position::UntilClose { total } => Position::UntilClose { total: more(total) },
            Position::ChunkData { left, total, extensions } => {
                Position::ChunkData { left: less(left), total: more(total), extensions }
            }
            other => other,
        };
    }

    /// Gives back all but the first `count` octets of the piece told.
    pub(super) fn give_back(&mut self, count: u16) {
        let back = self.piece.saturating_sub(count);
        self.inbox.cursor = self.inbox.cursor.saturating_sub(back);
        self.offset = self.offset.saturating_sub(u64::from(back));
        self.piece = count;
        self.move_on(back, true);
    }

    /// Content was discarded. Beyond the bound, the connection is given up instead.
    fn discarded(&mut self) {
        let bound = u64::from(self.settings.max_discard);
        let beyond = match self.position {
            Position::ChunkData { total, .. }
            | Position::UntilClose { total }
            | Position::TrailerSection { total, .. } => total > bound,
            _ => false,
        };
        if beyond {
            self.give_up();
        }
    }

    /// Content that comes now is nobody's.
    pub(super) fn discard(&mut self) {
        self.flags.set(Flags::DISCARDING, true);
        self.position = match self.position {
            Position::Content { left } if left > u64::from(self.settings.max_discard) => {
                self.give_up();
                return;
            }
            Position::UntilClose { .. } => Position::UntilClose { total: 0 },
            Position::ChunkLine { size, extensions, line, place, .. } => {
                Position::ChunkLine { size, total: 0, extensions, line, place }
            }
            Position::ChunkData { left, extensions, .. } => Position::ChunkData { left, total: 0, extensions },
            Position::ChunkEnd { extensions, .. } => Position::ChunkEnd { total: 0, extensions },
            other => other,
        };
    }

    /// Reads on in the line before a chunk (RFC 9112, 7.1); whether it has ended.
    fn chunk_line(&mut self, input: &[u8]) -> Result<bool, Fault> {
        let Position::ChunkLine { size, total, extensions, line: count, place } = self.position else {
            return Ok(false);
        };
        let mut line = chunk::Line { size, extensions, count, place };
        let unread = self.inbox.unread(input);
        let mut read = 0usize;
        if place == Place::Start
            && let Some((size, count)) = chunk::plain(unread)
        {
            (line.size, line.place, read) = (size, Place::Past, count);
            self.content_fits(total, size, 0, 0)?;
        }
        for octet in unread.get(read..).unwrap_or(&[]) {
            if line.place == Place::Past {
                break;
            }
            let before = line.count;
            line = line.after(*octet).map_err(|violation| at_the_cr(self.refuse(Refused::new(violation, read))))?;
            if line.place == Place::Size {
                self.content_fits(total, line.size, read, before)?;
            }
            read = read.saturating_add(1);
        }
        self.drop_octets(inbox::count(read));
        let chunk::Line { size, extensions, count, place } = line;
        self.position = match (place, size) {
            (Place::Past, 0) => Position::TrailerSection { total, within: Within::LineStart },
            (Place::Past, left) => Position::ChunkData { left, total, extensions },
            _ => Position::ChunkLine { size, total, extensions, line: count, place },
        };
        Ok(place == Place::Past)
    }

    /// Whether a chunk keeps within `max_content`; its line began `line` digits before what was `read`.
    fn content_fits(&self, total: u64, size: u64, read: usize, line: u16) -> Result<(), Fault> {
        let fits = total.checked_add(size).is_some_and(|sum| sum <= self.settings.max_content());
        if fits || self.flags.has(Flags::DISCARDING) {
            return Ok(());
        }
        let at = self.offset.saturating_add(offset(read)).saturating_sub(u64::from(line));
        Err(Fault::violation(Violation::ContentTooLarge, at))
    }

    /// Reads the trailer section (RFC 9112, 7.1.2); whether it has ended.
    fn trailer_section(&mut self, lent: &mut Lent<'_>) -> Result<bool, Fault> {
        loop {
            let Position::TrailerSection { total, within } = self.position else { return Ok(true) };
            if within != Within::LineStart {
                match self.dropped_line(lent, within)? {
                    Some(within) => self.position = Position::TrailerSection { total, within },
                    None => return Ok(false),
                }
                continue;
            }
            let taken = self.inbox.kept.saturating_sub(self.inbox.head);
            let most = self.rest(lent.input).saturating_sub(taken);
            if let [b' ' | b'\t', ..] = self.inbox.unread(lent.input) {
                let violation = if self.flags.has(Flags::UNSEEN) { Violation::Trailer } else { Violation::ObsFold };
                return Err(self.refuse(Refused::new(violation, 0)));
            }
            match self.inbox.line(lent.input, most) {
                Line::Partial => return Ok(false),
                Line::TooLong => {
                    let within = self.dropping(lent, most, Violation::TrailerTooLarge)?;
                    self.position = Position::TrailerSection { total, within };
                }
                Line::Whole(count) => {
                    let line = part(lent.input, self.inbox.cursor, self.inbox.cursor.saturating_add(count));
                    if line == b"\r\n" {
                        self.drop_octets(2);
                        return Ok(true);
                    }
                    self.trailer_line(lent, count)?;
                    let total = total.saturating_add(u64::from(count));
                    self.position = Position::TrailerSection { total, within };
                    if self.flags.has(Flags::DISCARDING) {
                        self.discarded();
                    }
                }
            }
        }
    }

    /// Takes one whole field line of a trailer section. Nothing is tolerated here: it is framing.
    fn trailer_line(&mut self, lent: &mut Lent<'_>, count: u16) -> Result<(), Fault> {
        let line = part(lent.input, self.inbox.cursor, self.inbox.cursor.saturating_add(count));
        let field = field_line::read_ended(line).map_err(|refused| self.refuse_field(refused, line))?;
        self.flags.set(Flags::UNSEEN, false);
        let barred = reserved::is_barred_from_trailers(Known::of(field.name), field.name);
        let kept = lent.keep.is_none_or(|names| names.hold(field.name));
        if barred {
            self.flags.set(Flags::BARRED, true);
        }
        let discarding = self.flags.has(Flags::DISCARDING);
        if barred || !kept || discarding {
            self.drop_octets(count);
        } else {
            self.inbox.keep(lent.input, count);
            self.offset = self.offset.saturating_add(u64::from(count));
        }
        Ok(())
    }

    /// The connection ended where content was to come.
    pub(super) fn content_unended(&mut self, lent: &Lent<'_>) -> Result<(), Fault> {
        let unread = self.inbox.unread(lent.input);
        // A paused connection has not taken what is here.
        if !unread.is_empty() && self.flags.has(Flags::PAUSED) {
            return Ok(());
        }
        let violation = match self.position {
            Position::Content { left: 1.. } => Violation::TruncatedLength,
            Position::ChunkLine { .. }
            | Position::ChunkData { .. }
            | Position::ChunkEnd { .. }
            | Position::TrailerSection { .. } => Violation::TruncatedChunked,
            Position::UntilClose { .. } => {
                self.position = Position::End { announced: NO_LENGTH };
                return Ok(());
            }
            _ => return Ok(()),
        };
        Err(self.refuse(Refused::new(violation, unread.len())))
    }
}

/// A bare CR is seen at the octet behind it, but it is the CR that is wrong.
fn at_the_cr(fault: Fault) -> Fault {
    let bare = fault.reason == crate::error::Reason::Violation(Violation::BareCr);
    Fault { offset: fault.offset.saturating_sub(u64::from(bare)), ..fault }
}
