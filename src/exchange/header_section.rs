// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Header sections, received line by line (RFC 9112, 5): kept, or dropped as they stream.

use crate::error::{Fault, FieldName, Refused, Violation};
use crate::exchange::config::Role;
use crate::exchange::connection::Lent;
use crate::exchange::event::Keep;
use crate::exchange::flags::Flags;
use crate::exchange::inbox::{self, Line, part};
use crate::exchange::machine::Machine;
use crate::exchange::position::{Position, Said, Within};
use crate::exchange::receiver::{offset, text};
use crate::grammar::{octet, scan};
use crate::messaging::governing::{self, Governing, Head};
use crate::syntax::field_line;
use crate::syntax::field_name::{Known, LONGEST_GOVERNING};
use crate::syntax::leniency::Leniencies;
use crate::syntax::section::Entry;

impl Machine {
    /// Reads field lines; whether the section has ended.
    pub(super) fn header_section(&mut self, lent: &mut Lent<'_>) -> Result<bool, Fault> {
        self.plain_rest(lent);
        loop {
            let Position::HeaderSection { said, within } = self.position else { return Ok(false) };
            if within != Within::LineStart {
                match self.dropped_line(lent, within)? {
                    Some(within) => self.position = Position::HeaderSection { said, within },
                    None => return Ok(false),
                }
                continue;
            }
            let most = self.left_for_head(lent.input);
            if let [b'\r', b'\n', ..] = self.inbox.unread(lent.input)
                && most >= 2
            {
                return Ok(true);
            }
            if let [b' ' | b'\t', ..] = self.inbox.unread(lent.input) {
                let violation = if self.lines == 0 && !self.flags.has(Flags::SIFTED) {
                    Violation::SpaceBeforeFields
                } else {
                    Violation::ObsFold
                };
                return Err(self.refuse(Refused::new(violation, 0)));
            }
            match self.whole_line(lent, most) {
                Line::Partial => return Ok(false),
                Line::TooLong => {
                    let within = self.dropping(lent, most, Violation::HeadTooLarge)?;
                    self.drop_line();
                    self.position = Position::HeaderSection { said, within };
                }
                Line::Whole(count) => {
                    let line = part(lent.input, self.inbox.cursor, self.inbox.cursor.saturating_add(count));
                    let (text, bare) = text(line);
                    if text.is_empty() {
                        self.terminated(Ok(()), 0, bare).map_err(|refused| self.refuse(refused))?;
                        return Ok(true);
                    }
                    let (said, within) = self.field_line(lent, said, count)?;
                    self.position = Position::HeaderSection { said, within };
                }
            }
        }
    }

    /// Finds the line at the cursor, with the lines folded into it when obs-fold is allowed: it is whole only
    /// when the octet behind it is seen.
    fn whole_line(&mut self, lent: &mut Lent<'_>, most: u16) -> Line {
        let mut folded = self.flags.has(Flags::UNFOLDED);
        loop {
            let count = match self.inbox.line(lent.input, most) {
                Line::Whole(count) if self.settings.allows(Leniencies::OBS_FOLD) => count,
                line => return line,
            };
            let end = self.inbox.cursor.saturating_add(count);
            let (text, bare) = text(part(lent.input, self.inbox.cursor, end));
            let refused = bare && !self.settings.allows(Leniencies::BARE_LF);
            match part(lent.input, end, self.inbox.filled) {
                [] if !text.is_empty() && !refused && count < most && !self.flags.has(Flags::ENDED) => {
                    // Its LF will be found again at once.
                    self.inbox.examined = count.saturating_sub(1);
                    return Line::Partial;
                }
                [b' ' | b'\t', ..] if !text.is_empty() && !refused => {
                    self.unfolded(bare);
                    folded = true;
                    self.inbox.examined = count;
                }
                _ => {
                    let line = lent.input.get_mut(usize::from(self.inbox.cursor)..usize::from(end));
                    if folded && let Some(line) = line {
                        unfold(line);
                    }
                    return Line::Whole(count);
                }
            }
        }
    }

    /// An obs-fold was replaced. At a client end that is no leniency: 9112, 5.2 demands it of user agents.
    pub(super) fn unfolded(&mut self, bare: bool) {
        self.flags.set(Flags::UNFOLDED, true);
        if self.settings.role() == Role::Server {
            self.use_leniency(Leniencies::OBS_FOLD);
        }
        if bare {
            self.use_leniency(Leniencies::BARE_LF);
        }
    }

    /// Whether a field is kept: all are, or it is subscribed, or needed here.
    pub(super) fn is_kept(keep: Keep<'_>, name: &[u8], known: Known) -> bool {
        keep.is_none_or(|names| matches!(known, Known::HOST | Known::UPGRADE) || names.hold(name))
    }

    pub(super) fn drop_line(&mut self) {
        self.dropped = self.dropped.saturating_add(1);
        self.flags.set(Flags::SIFTED, true);
    }

    /// Takes one whole field line.
    pub(super) fn field_line(&mut self, lent: &mut Lent<'_>, said: Said, count: u16) -> Result<(Said, Within), Fault> {
        let line = part(lent.input, self.inbox.cursor, self.inbox.cursor.saturating_add(count));
        let (text, bare) = text(line);
        let read = self.terminated(field_line::read(text), text.len(), bare);
        let field = read.map_err(|refused| self.refuse_field(refused, text))?;
        let known = Known::of(field.name);
        let value = offset_of(text, &field);
        let said = if known.governs() { self.govern(said, known, &field, value)? } else { said };
        if Self::is_kept(lent.keep, field.name, known) {
            let start = self.inbox.kept.saturating_sub(self.inbox.start);
            let entry = Entry {
                start,
                name: inbox::count(field.name.len()),
                value: start.saturating_add(inbox::count(value)),
                len: inbox::count(field.value.len()),
                known,
            };
            if self.indexed == self.lines && self.inbox.index(lent.input, self.indexed, &entry) {
                self.indexed = self.indexed.saturating_add(1);
            }
            self.lines = self.lines.saturating_add(1);
            self.keep_octets(lent, count);
            Ok((said, Within::LineStart))
        } else {
            self.drop_line();
            self.drop_octets(count);
            // A line that fills the buffer is whole before the octet behind it is seen.
            let folds = self.settings.allows(Leniencies::OBS_FOLD);
            Ok((said, if folds { Within::DroppedLine } else { Within::LineStart }))
        }
    }

    /// A violation in a field line, with the field's name where it can be read.
    pub(super) fn refuse_field(&self, refused: Refused, text: &[u8]) -> Fault {
        let field = match refused.violation {
            Violation::FieldValue | Violation::FieldColonSpace => FieldName::new(field_line::name_of(text)),
            _ => FieldName::NONE,
        };
        Fault { field, ..self.refuse(refused) }
    }

    /// Notes what a governing field says.
    pub(super) fn govern(
        &self,
        said: Said,
        known: Known,
        field: &field_line::Field<'_>,
        value: usize,
    ) -> Result<Said, Fault> {
        let head = match self.settings.role() {
            Role::Server => Head::Request,
            Role::Client => Head::Response,
        };
        match governing::note(said.governing(), head, known, field) {
            Ok(governing) => Ok(said.with(&governing)),
            Err(refused) if governing::leaves_framing_certain(refused.violation) => {
                let begin = if refused.violation == Violation::HostRepeated { 0 } else { value };
                let at = self.offset.saturating_add(offset(begin.saturating_add(refused.at)));
                // A Host that is wrong was there: it is not missing too.
                let governing = Governing { host: said.governing().host || known == Known::HOST, ..said.governing() };
                Ok(said.with(&governing).refuse(refused.violation, at))
            }
            Err(refused) => Err(Fault { field: FieldName::new(field.name), ..self.refuse(refused.after(value)) }),
        }
    }

    /// A line fills the memory. May it be dropped unseen?
    pub(super) fn dropping(&self, lent: &Lent<'_>, most: u16, too_large: Violation) -> Result<Within, Fault> {
        let refused = |violation| self.refuse(Refused::new(violation, usize::from(most)));
        let Some(names) = lent.keep else { return Err(refused(too_large)) };
        let unread = self.inbox.unread(lent.input);
        let line = unread.get(..usize::from(most)).unwrap_or(unread);
        let count = octet::tchars(line);
        match line.split_at_checked(count) {
            Some((name, [b':', ..])) if count > 0 => {
                let known = Known::of(name);
                if known.governs() || Self::is_kept(Some(names), name, known) {
                    return Err(Fault { field: FieldName::new(name), ..refused(Violation::FieldTooLarge) });
                }
                Ok(Within::DroppedName)
            }
            Some((_, [])) if count > names.longest().max(LONGEST_GOVERNING) => Ok(Within::DroppedName),
            // The empty line that would end the section does not fit.
            Some(([], [] | [b'\r'])) => Err(refused(too_large)),
            Some((_, [])) => Err(refused(Violation::FieldTooLarge)),
            _ => match field_line::read(line) {
                Err(refused) => Err(self.refuse_field(refused, line)),
                Ok(_) => Err(refused(too_large)),
            },
        }
    }

    /// Reads on in a line that is dropped as it comes; where it then stands, or nothing when octets are missing.
    pub(super) fn dropped_line(&mut self, lent: &Lent<'_>, within: Within) -> Result<Option<Within>, Fault> {
        let class: fn(u8) -> bool = match within {
            Within::DroppedName => octet::is_tchar,
            Within::DroppedValue => octet::is_field_octet,
            _ => |_| false,
        };
        let run = octet::run(self.inbox.unread(lent.input), class);
        self.drop_octets(inbox::count(run));
        let refuse = |violation| Err(self.refuse(Refused::new(violation, 0)));
        let in_trailers = matches!(self.position, Position::TrailerSection { .. });
        let bare = !in_trailers && self.settings.allows(Leniencies::BARE_LF);
        let fold = !in_trailers && self.settings.allows(Leniencies::OBS_FOLD);
        let unread = self.inbox.unread(lent.input);
        let next = match (within, unread) {
            (Within::DroppedLine, [b' ' | b'\t', ..]) if fold => {
                self.unfolded(false);
                return Ok(Some(Within::DroppedValue));
            }
            (Within::DroppedLine, [_, ..]) => return Ok(Some(Within::LineStart)),
            (Within::DroppedLine, []) if self.flags.has(Flags::ENDED) => return Ok(Some(Within::LineStart)),
            (_, []) => return Ok(None),
            (Within::DroppedName, [b':', ..]) => Within::DroppedValue,
            (Within::DroppedName, [b'\r', ..]) => return refuse(Violation::BareCr),
            (Within::DroppedName, [b' ' | b'\t', ..]) => return refuse(Violation::FieldColonSpace),
            (Within::DroppedName, _) => return refuse(Violation::FieldName),
            (Within::DroppedValue, [b'\r', b'\n', ..]) => Within::DroppedEnd,
            (Within::DroppedValue, [b'\r']) => return Ok(None),
            (Within::DroppedValue, [b'\r', ..]) => return refuse(Violation::BareCr),
            (Within::DroppedValue, [b'\n', ..]) if !bare => return refuse(Violation::BareLf),
            (Within::DroppedValue, [b'\n', ..]) => {
                self.use_leniency(Leniencies::BARE_LF);
                Within::DroppedLine
            }
            (Within::DroppedValue, _) => return refuse(Violation::FieldValue),
            (Within::DroppedEnd, _) => Within::DroppedLine,
            (Within::LineStart, _) => return Ok(Some(Within::LineStart)),
        };
        self.drop_octets(1);
        match next {
            Within::DroppedLine if !fold => Ok(Some(Within::LineStart)),
            next => Ok(Some(next)),
        }
    }
}

/// Where in a line its field's value begins.
fn offset_of(text: &[u8], field: &field_line::Field<'_>) -> usize {
    let after = field.name.len().saturating_add(1);
    let spaces = octet::run(text.get(after..).unwrap_or(&[]), octet::is_space);
    after.saturating_add(if field.value.is_empty() { 0 } else { spaces })
}

/// Replaces each obs-fold within a line by SP octets (RFC 9112, 5.2). `obs-fold = OWS CRLF RWS`.
fn unfold(line: &mut [u8]) {
    let end = line.len().saturating_sub(1);
    let mut rest = line.get_mut(..end).unwrap_or(&mut []);
    while let Some(at) = scan::position(b'\n', rest) {
        let Some((before, behind)) = rest.split_at_mut_checked(at.saturating_add(1)) else { return };
        // One CR belongs to the CRLF. One before that is bare, and stays to be refused (RFC 9112, 2.2).
        let count = text(before).0.len();
        let Some((text, terminator)) = before.split_at_mut_checked(count) else { return };
        terminator.fill(b' ');
        text.iter_mut().rev().take_while(|octet| octet::is_space(**octet)).for_each(|octet| *octet = b' ');
        let spaces = octet::run(behind, octet::is_space);
        behind.iter_mut().take(spaces).for_each(|octet| *octet = b' ');
        rest = behind.get_mut(spaces..).unwrap_or(&mut []);
    }
}
