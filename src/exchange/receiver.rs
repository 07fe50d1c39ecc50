// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Heads, received: start-line and header section, line by line (RFC 9112, 2.2 to 5).

use crate::error::{Fault, FieldName, Refused, Violation};
use crate::exchange::config::Role;
use crate::exchange::connection::Lent;
use crate::exchange::event::{Keep, Told};
use crate::exchange::flags::Flags;
use crate::exchange::inbox::{self, Line, part};
use crate::exchange::machine::Machine;
use crate::exchange::queue::Entry as Asking;
use crate::grammar::{octet, scan};
use crate::messaging::framing::{Asked, Framing, Message, framing};
use crate::messaging::governing::{self, Governing, Head};
use crate::messaging::persistence::{self, Options};
use crate::messaging::transfer_encoding::Coding;
use crate::messaging::upgrade;
use crate::syntax::chunk;
use crate::syntax::field_line;
use crate::syntax::field_name::{Known, LONGEST_GOVERNING};
use crate::syntax::leniency::Leniencies;
use crate::syntax::request_line;
use crate::syntax::section::Entry;
use crate::syntax::status_line;
use crate::syntax::target;
use crate::syntax::version::Version;

/// Empty lines that may stand before a request-line (RFC 9112, 2.2: "at least one").
const EMPTY_LINES: u8 = 8;

/// Where the status code stands in a status-line.
const STATUS_CODE: usize = 9;

/// Where in the grammar the receiver stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// Before a start-line, behind so many empty lines.
    StartLine { empty: u8 },
    /// In a header section.
    HeaderSection { said: Said, within: Within },
    /// In content of a known length.
    Content { left: u64 },
    /// In content that ends with the connection.
    UntilClose { total: u64 },
    /// In the line before a chunk; `line` counts its digits, then the octets of its extensions.
    ChunkLine { size: u64, total: u64, extensions: u16, line: u16, place: chunk::Place },
    /// In a chunk's data.
    ChunkData { left: u64, total: u64, extensions: u16 },
    /// Before the CRLF behind a chunk's data.
    ChunkEnd { total: u64, extensions: u16 },
    /// In a trailer section.
    TrailerSection { within: Within },
    /// Behind the message, which has not been told complete.
    End { announced: u64 },
    /// Nothing more of this exchange is received.
    Over { announced: u64 },
    /// HTTP has ended, which has not been told.
    Switching,
    /// Behind the end of HTTP.
    Tunnel,
    /// Behind everything.
    Ended,
}

/// Where within a section: at the start of a line, or inside one that nobody subscribed to and that is dropped
/// as it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    LineStart,
    DroppedName,
    DroppedValue,
    /// Behind the CR of a dropped line.
    DroppedEnd,
    /// Behind a dropped line, which the next one may unfold into.
    DroppedLine,
}

impl Position {
    /// Before the line of the next chunk.
    pub fn next_chunk(total: u64, extensions: u16) -> Self {
        Position::ChunkLine { size: 0, total, extensions, line: 0, place: chunk::Place::Start }
    }
}

/// What the governing fields have said, and the first violation that leaves the framing certain, packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    length: [u32; 2],
    refused_at: [u32; 2],
    refused: Option<Violation>,
    bits: u16,
}

/// There was no Content-Length.
pub(super) const NO_LENGTH: u64 = u64::MAX;

fn halves(number: u64) -> [u32; 2] {
    let half = |number| u32::try_from(number & 0xffff_ffff).unwrap_or(0);
    [half(number), half(number >> 32)]
}

fn whole([low, high]: [u32; 2]) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

impl Said {
    pub const NOTHING: Said = Said { length: [u32::MAX; 2], refused_at: [0; 2], refused: None, bits: 0 };

    fn governing(&self) -> Governing {
        let bit = |at: u16| self.bits >> at & 1 == 1;
        Governing {
            length: Some(whole(self.length)).filter(|length| *length != NO_LENGTH),
            coding: match self.bits & 7 {
                1 => Coding::Chunked,
                2 => Coding::Unknown,
                3 => Coding::UnknownChunked,
                4 => Coding::ChunkedNotLast,
                _ => Coding::Absent,
            },
            options: Options { close: bit(3), keep_alive: bit(4), upgrade: bit(5) },
            host: bit(6),
            upgrade: bit(7),
            expects: bit(8),
        }
    }

    fn with(self, said: &Governing) -> Self {
        let coding = match said.coding {
            Coding::Absent => 0,
            Coding::Chunked => 1,
            Coding::Unknown => 2,
            Coding::UnknownChunked => 3,
            Coding::ChunkedNotLast => 4,
        };
        let bits = [
            (said.options.close, 3),
            (said.options.keep_alive, 4),
            (said.options.upgrade, 5),
            (said.host, 6),
            (said.upgrade, 7),
            (said.expects, 8),
        ];
        let bits = bits.iter().fold(coding, |bits, (bit, at)| bits | u16::from(*bit) << at);
        Said { length: halves(said.length.unwrap_or(NO_LENGTH)), bits, ..self }
    }

    /// Remembers a violation that leaves the framing certain, unless there was one before.
    fn refuse(self, violation: Violation, offset: u64) -> Self {
        match self.refused {
            Some(_) => self,
            None => Said { refused: Some(violation), refused_at: halves(offset), ..self },
        }
    }
}

/// What stands before a line's terminator, and whether that is a bare LF.
fn text(line: &[u8]) -> (&[u8], bool) {
    match line {
        [text @ .., b'\r', b'\n'] => (text, false),
        [text @ .., b'\n'] => (text, true),
        text => (text, false),
    }
}

impl Machine {
    /// Reads on in a head; what it told, or nothing when octets are missing.
    pub(super) fn read_head(&mut self, lent: &mut Lent<'_>) -> Result<Option<Told>, Fault> {
        if let Position::StartLine { .. } = self.position {
            if !self.start_line(lent)? {
                return Ok(None);
            }
            // A simple request or response has no header section.
            let Position::HeaderSection { .. } = self.position else { return Ok(Some(self.head_told())) };
        }
        match self.header_section(lent)? {
            true => self.head_ends(lent).map(Some),
            false => Ok(None),
        }
    }

    pub(super) fn drop_octets(&mut self, count: u16) {
        self.inbox.drop(count);
        self.offset = self.offset.saturating_add(u64::from(count));
    }

    fn keep_octets(&mut self, lent: &mut Lent<'_>, count: u16) {
        self.inbox.keep(lent.input, count);
        self.offset = self.offset.saturating_add(u64::from(count));
    }

    pub(super) fn use_leniency(&mut self, leniency: Leniencies) {
        self.flags.use_leniency(leniency);
    }

    /// A violation so many octets behind the cursor.
    pub(super) fn refuse(&self, refused: Refused) -> Fault {
        Fault::violation(refused.violation, self.offset.saturating_add(offset(refused.at)))
    }

    /// The octets a line may take: what the head, or head and trailers, leaves of the buffer.
    fn left_for_head(&self, memory: &[u8]) -> u16 {
        inbox::size(memory).saturating_sub(self.inbox.kept.saturating_sub(self.inbox.start))
    }

    /// Reads the start-line; whether it was there.
    fn start_line(&mut self, lent: &mut Lent<'_>) -> Result<bool, Fault> {
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
    fn empty_lines(&mut self, lent: &Lent<'_>) -> Result<bool, Fault> {
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
    fn terminated<T>(&mut self, read: Result<T, Refused>, end: usize, bare: bool) -> Result<T, Refused> {
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

    fn request_line(&mut self, text: &[u8]) -> Result<Said, Refused> {
        let line = request_line::read(text, self.settings.leniencies())?;
        self.version = line.version.number();
        let asked = match line.method {
            b"HEAD" => Asked::Head,
            b"CONNECT" => Asked::Connect,
            _ => Asked::Other,
        };
        self.queue.pop();
        self.queue.push(Asking { asked, upgrade: false });
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

    fn status_line(&mut self, text: &[u8]) -> Result<Said, Refused> {
        let line = status_line::read(text)?;
        self.version = line.version.number();
        // 9110, 7.8: a client that gets a 101 which it did not ask for cannot know what follows.
        if line.status == 101 && !self.queue.front().unwrap_or_default().upgrade {
            return Err(Refused::new(Violation::SwitchUnasked, STATUS_CODE));
        }
        Ok(Said::NOTHING)
    }

    /// RFC 1945, 4.1: a Simple-Request is its line, and nothing is read after it.
    fn simple_request(&mut self) {
        self.use_leniency(Leniencies::HTTP09);
        self.inbox.head = self.inbox.kept;
        self.flags.set(Flags::LAST, true);
        self.position = Position::End { announced: NO_LENGTH };
    }

    /// RFC 1945, 6.1: a Simple-Response is its content. It begins with the first octet, or with the end.
    fn simple_response(&mut self) -> bool {
        let begins = !self.queue.is_empty() && (self.inbox.has_unread() || self.flags.has(Flags::ENDED));
        if begins {
            self.version = Version::HTTP_09.number();
            self.inbox.head = self.inbox.kept;
            self.flags.set(Flags::LAST, true);
            self.position = Position::UntilClose { total: 0 };
        }
        begins
    }

    /// Reads field lines; whether the section has ended.
    fn header_section(&mut self, lent: &mut Lent<'_>) -> Result<bool, Fault> {
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
                    let said = self.field_line(lent, said, count)?;
                    self.position = Position::HeaderSection { said, within: Within::LineStart };
                }
            }
        }
    }

    /// Finds the line at the cursor, with the lines folded into it when obs-fold is allowed: it is whole only
    /// when the octet behind it is seen.
    fn whole_line(&mut self, lent: &mut Lent<'_>, most: u16) -> Line {
        loop {
            let count = match self.inbox.line(lent.input, most) {
                Line::Whole(count) if self.settings.allows(Leniencies::OBS_FOLD) => count,
                line => return line,
            };
            let end = self.inbox.cursor.saturating_add(count);
            let (text, bare) = text(part(lent.input, self.inbox.cursor, end));
            let behind = part(lent.input, end, self.inbox.filled);
            let spaces = octet::run(behind, octet::is_space);
            let refused = bare && !self.settings.allows(Leniencies::BARE_LF);
            match behind.get(spaces) {
                _ if text.is_empty() || refused || count >= most => return Line::Whole(count),
                // The fold goes on beyond what fits.
                None if spaces > 0 && usize::from(count).saturating_add(spaces) >= usize::from(most) => {
                    return Line::TooLong;
                }
                None if !self.flags.has(Flags::ENDED) => {
                    // Its LF will be found again at once.
                    self.inbox.examined = count.saturating_sub(1);
                    return Line::Partial;
                }
                _ if spaces == 0 => return Line::Whole(count),
                // 9112, 5.2: obs-fold is replaced with SP octets before the value is interpreted.
                _ => {
                    let before = text.iter().rev().take_while(|octet| octet::is_space(**octet)).count();
                    let from = usize::from(self.inbox.cursor).saturating_add(text.len().saturating_sub(before));
                    let to = usize::from(end).saturating_add(spaces);
                    if let Some(fold) = lent.input.get_mut(from..to) {
                        fold.fill(b' ');
                    }
                    self.unfolded(bare);
                    self.inbox.examined = count;
                }
            }
        }
    }

    /// An obs-fold was replaced. At a client end that is no leniency: 9112, 5.2 demands it of user agents.
    fn unfolded(&mut self, bare: bool) {
        self.flags.set(Flags::UNFOLDED, true);
        if self.settings.role() == Role::Server {
            self.use_leniency(Leniencies::OBS_FOLD);
        }
        if bare {
            self.use_leniency(Leniencies::BARE_LF);
        }
    }

    /// Whether a field is kept: all are, or it is subscribed, or needed here.
    fn is_kept(keep: Keep<'_>, name: &[u8], known: Known) -> bool {
        keep.is_none_or(|names| matches!(known, Known::HOST | Known::UPGRADE) || names.hold(name))
    }

    fn drop_line(&mut self) {
        self.dropped = self.dropped.saturating_add(1);
        self.flags.set(Flags::SIFTED, true);
    }

    /// Takes one whole field line.
    fn field_line(&mut self, lent: &mut Lent<'_>, said: Said, count: u16) -> Result<Said, Fault> {
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
        } else {
            self.drop_line();
            self.drop_octets(count);
        }
        Ok(said)
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
    fn govern(&self, said: Said, known: Known, field: &field_line::Field<'_>, value: usize) -> Result<Said, Fault> {
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
        let count = octet::run(line, octet::is_tchar);
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

    /// The head is whole: what does it say about what follows?
    fn head_ends(&mut self, lent: &mut Lent<'_>) -> Result<Told, Fault> {
        let Position::HeaderSection { said, .. } = self.position else { return Ok(Told::Nothing) };
        let governing = said.governing();
        let version = Version::from_number(self.version);
        let message = self.message(lent.input);
        let framing = framing(message, version, governing.coding, governing.length)
            .map_err(|violation| self.refuse_framing(violation))?;
        let mut refused = said;
        if message == Message::Request && version >= Version::HTTP_11 && !governing.host {
            refused = refused.refuse(Violation::HostMissing, self.offset);
        }
        if matches!(framing, Framing::Length(length) if length > self.settings.max_content()) {
            refused = refused.refuse(Violation::ContentTooLarge, self.offset);
        }
        let ending = self.empty_line(lent);
        let upgrade = governing.upgrade && upgrade::counts(version, governing.options);
        // What follows a head that may leave HTTP needs room as content does.
        let flows =
            framing != Framing::Empty || upgrade || self.queue.front().unwrap_or_default().asked == Asked::Connect;
        if flows {
            self.has_room(lent.input)?;
        }
        self.keep_octets(lent, ending);
        self.note_head(message, version, &governing, framing);
        self.flags.set(Flags::UPGRADE, upgrade);
        self.inbox.head = self.inbox.kept;
        self.stand_behind_head(framing, governing.length.unwrap_or(NO_LENGTH));
        if flows {
            self.settle_head(lent.input, framing);
        }
        match refused.refused {
            Some(violation) => Err(self.refuse_head(violation, whole(refused.refused_at), framing)),
            None if message == Message::Request => Ok(self.head_told()),
            None => Ok(self.response_told(message)),
        }
    }

    fn message(&self, input: &[u8]) -> Message {
        if self.settings.role() == Role::Server {
            return Message::Request;
        }
        let head = part(input, self.inbox.start, self.inbox.kept);
        let line = head.get(..scan::line_end(head).unwrap_or(head.len())).unwrap_or(&[]);
        let status = status_line::read(text(line).0).map_or(0, |line| line.status);
        Message::Response(status, self.queue.front().unwrap_or_default().asked)
    }

    /// Octets of the empty line at the cursor; none when the connection ended before it.
    fn empty_line(&self, lent: &Lent<'_>) -> u16 {
        match self.inbox.unread(lent.input) {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => 0,
        }
    }

    fn refuse_framing(&self, violation: Violation) -> Fault {
        let field = match violation {
            Violation::LengthForbidden => Known::CONTENT_LENGTH,
            _ => Known::TRANSFER_ENCODING,
        };
        Fault { field: FieldName::new(field.name()), ..self.refuse(Refused::new(violation, 0)) }
    }

    /// A head with content must leave room for it.
    fn has_room(&self, input: &[u8]) -> Result<(), Fault> {
        let size = self.inbox.kept.saturating_sub(self.inbox.start).saturating_add(2);
        let left = inbox::size(input).saturating_sub(size);
        if left < inbox::least(input, self.settings.content_size) {
            return Err(self.refuse(Refused::new(Violation::HeadTooLarge, 0)));
        }
        Ok(())
    }

    /// Notes what a head says about the connection.
    fn note_head(&mut self, message: Message, version: Version, governing: &Governing, framing: Framing) {
        let has_content = framing != Framing::Empty;
        let closes = !persistence::persists(version, governing.options) || framing == Framing::UntilClose;
        let informational = matches!(message, Message::Response(100..=199, _));
        if closes && !informational {
            self.flags.set(Flags::LAST, true);
        }
        // 9110, 10.1.1: a server MUST NOT send a 100 to an HTTP/1.0 client, and none without content to come.
        self.flags.set(Flags::EXPECTS, governing.expects && version >= Version::HTTP_11 && has_content);
        self.flags.set(Flags::UNSEEN, true);
    }

    fn stand_behind_head(&mut self, framing: Framing, announced: u64) {
        self.position = match framing {
            Framing::Empty => Position::End { announced },
            Framing::Length(left) => Position::Content { left },
            Framing::Chunked => Position::next_chunk(0, 0),
            Framing::UntilClose => Position::UntilClose { total: 0 },
            Framing::Tunnel => Position::Switching,
        };
    }

    /// Where a head lies that content follows.
    fn settle_head(&mut self, input: &mut [u8], framing: Framing) {
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
    fn refuse_head(&mut self, violation: Violation, at: u64, framing: Framing) -> Fault {
        let bound = u64::from(self.settings.max_discard);
        let may_continue = match framing {
            Framing::Length(length) => length <= bound,
            _ => violation != Violation::ContentTooLarge,
        };
        let field = match violation {
            Violation::HostMissing | Violation::HostRepeated | Violation::HostInvalid => Known::HOST,
            Violation::Expectation => Known::EXPECT,
            Violation::ContentTooLarge => Known::CONTENT_LENGTH,
            _ => Known::OTHER,
        };
        Fault { field: FieldName::new(field.name()), may_continue, ..Fault::violation(violation, at) }
    }

    fn head_told(&mut self) -> Told {
        self.flags.set(Flags::HEAD, true);
        if self.settings.role() == Role::Server { Told::Request } else { Told::Response }
    }

    fn response_told(&mut self, message: Message) -> Told {
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

pub(super) fn offset(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Where in a line its field's value begins.
fn offset_of(text: &[u8], field: &field_line::Field<'_>) -> usize {
    let after = field.name.len().saturating_add(1);
    let spaces = octet::run(text.get(after..).unwrap_or(&[]), octet::is_space);
    after.saturating_add(if field.value.is_empty() { 0 } else { spaces })
}
