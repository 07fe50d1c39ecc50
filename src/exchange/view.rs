// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a connection lends: heads, fields, content, made out of positions when they are asked for.

use crate::exchange::config::Role;
use crate::exchange::event::{Event, Request, Response, Told, first};
use crate::exchange::flags::Flags;
use crate::exchange::inbox::{self, part};
use crate::exchange::machine::Machine;
use crate::exchange::position::{NO_LENGTH, Position};
use crate::grammar::octet::trim;
use crate::grammar::scan;
use crate::messaging::framing::Asked;
use crate::syntax::field_name::Known;
use crate::syntax::leniency::Leniencies;
use crate::syntax::request_line::{self, RequestLine};
use crate::syntax::section::Fields;
use crate::syntax::status_line;
use crate::syntax::target::{self, Form, Target};
use crate::syntax::version::Version;

impl Machine {
    /// The octets of the piece of content told last.
    #[must_use]
    pub fn content<'b>(&self, input: &'b [u8]) -> &'b [u8] {
        part(input, self.inbox.cursor.saturating_sub(self.piece), self.inbox.cursor)
    }

    /// The octets that were received and not understood yet: behind the end of HTTP, all that were not told.
    #[must_use]
    pub fn unread<'b>(&self, input: &'b [u8]) -> &'b [u8] {
        self.inbox.unread(input)
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

    pub(super) fn lent_head<'b>(&self, input: &'b [u8]) -> Option<&'b [u8]> {
        (self.flags.has(Flags::HEAD)).then(|| part(input, self.inbox.start, self.inbox.head))
    }

    /// Whether a head is lent: there is a request, or a response, that was not forgotten.
    #[must_use]
    pub fn has_head(&self) -> bool {
        self.flags.has(Flags::HEAD)
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
        let used = input.get(..usize::from(inbox::size(input))).unwrap_or(&[]);
        Fields::behind_start_line(head, used, if head.is_empty() { 0 } else { self.indexed })
    }

    /// The trailer section, from [`Told::Complete`] on.
    #[must_use]
    pub fn trailers<'b>(&self, input: &'b [u8]) -> Fields<'b> {
        let whole = matches!(self.position, Position::Over { .. });
        let section = if whole { part(input, self.inbox.head, self.inbox.kept) } else { &[] };
        Fields::new(section, &[], 0, 0)
    }

    /// Octets of content to come, as far as they are known.
    pub(super) fn length(&self) -> Option<u64> {
        match self.position {
            Position::Content { left } => Some(left),
            Position::End { .. } | Position::Over { .. } | Position::StartLine { .. } => Some(0),
            _ => None,
        }
    }

    /// What Content-Length said, as far as it is not received.
    pub(super) fn announced(&self) -> Option<u64> {
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
        let (line, target) = start_line(head, fields.first_line())?;
        let host = || fields.find_known(Known::HOST).map_or(&[][..], trim);
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

/// A request-line that was read before, and its target, if that can be had.
fn start_line(head: &[u8], count: usize) -> Option<(RequestLine<'_>, Option<Target<'_>>)> {
    let line = without_end(head.get(..count)?);
    let (token, word) = scan::words(head);
    if let Some(line) = request_line::plain(line, token, word) {
        return Some((line, target::plain(line.method, line.target, word.within(line.target.len()))));
    }
    let line = request_line::read(line, Leniencies::ALL).ok()?;
    Some((line, target::read(line.method, line.target).ok()))
}

fn without_end(line: &[u8]) -> &[u8] {
    match line {
        [text @ .., b'\r', b'\n'] | [text @ .., b'\n'] => text,
        text => text,
    }
}
