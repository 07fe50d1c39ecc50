// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Heads, composed: counted and checked first, then written. Framing is ours: it is derived from length,
//! version, method and persistence, so it cannot contradict itself (RFC 9112, 6).

use crate::error::Misuse;
use crate::exchange::event::Length;
use crate::exchange::flags::Flags;
use crate::exchange::machine::Machine;
use crate::exchange::outbox::Outgoing;
use crate::grammar::number::Digits;
use crate::messaging::host;
use crate::syntax::field_line::{self, Field, Lines};
use crate::syntax::field_name::Known;
use crate::syntax::status_line;

/// What a head says of the content behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announced {
    Nothing,
    Length(u64),
    Chunked,
}

/// How a message goes out: what its head announces, how its content is framed, how much of it there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    pub announced: Announced,
    pub outgoing: Outgoing,
    pub closes: bool,
}

impl Plan {
    pub const fn new(announced: Announced, outgoing: Outgoing) -> Self {
        Plan { announced, outgoing, closes: matches!(outgoing, Outgoing::UntilClose) }
    }
}

/// What the fields passed say that matters here.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Passed {
    pub upgrade: bool,
    pub te: bool,
    pub hosts: u8,
}

/// Checks fields to send.
pub(super) fn check(fields: &impl Lines, barred: fn(Known, &[u8]) -> bool) -> Result<Passed, Misuse> {
    let mut passed = Passed::default();
    for field in fields.passed() {
        field_line::check(&field)?;
        let known = Known::of(field.name);
        if barred(known, field.name) {
            return Err(Misuse::FieldReserved);
        }
        match known {
            Known::UPGRADE => passed.upgrade = true,
            Known::TE => passed.te = true,
            Known::HOST if host::check(field.value).is_err() => return Err(Misuse::FieldSyntax),
            Known::HOST => passed.hosts = passed.hosts.saturating_add(1),
            _ => {}
        }
    }
    Ok(passed)
}

/// A length that every reader can hold: 63 bits.
pub(super) const fn bounded(length: Length) -> Result<Length, Misuse> {
    match length {
        Length::Exact(octets) if octets >> 63 != 0 => Err(Misuse::Argument),
        length => Ok(length),
    }
}

/// Writes behind what is pending as much as there is room for, and counts all of it.
pub(super) struct Pen<'o> {
    room: &'o mut [u8],
    count: usize,
}

impl Pen<'_> {
    #[inline]
    pub fn put(&mut self, octets: &[u8]) {
        let place = self.room.get_mut(self.count..).and_then(|room| room.get_mut(..octets.len()));
        if let Some(place) = place {
            place.copy_from_slice(octets);
        }
        self.count = self.count.saturating_add(octets.len());
    }

    #[inline]
    pub fn put_all<const COUNT: usize>(&mut self, pieces: [&[u8]; COUNT]) {
        for piece in pieces {
            self.put(piece);
        }
    }

    /// A field line, in one go where there is room for all of it.
    #[inline]
    fn put_line(&mut self, field: &Field<'_>) {
        let Field { name, value } = field;
        let len = name.len().saturating_add(value.len()).saturating_add(4);
        let place = self.room.get_mut(self.count..).and_then(|room| room.get_mut(..len));
        if let Some((into, rest)) = place.and_then(|place| place.split_at_mut_checked(name.len()))
            && let [colon, space, rest @ ..] = rest
            && let Some((value_into, [cr, lf])) = rest.split_at_mut_checked(value.len())
        {
            into.copy_from_slice(name);
            (*colon, *space) = (b':', b' ');
            value_into.copy_from_slice(value);
            (*cr, *lf) = (b'\r', b'\n');
        }
        self.count = self.count.saturating_add(len);
    }

    #[inline]
    pub fn put_status_line(&mut self, status: u16) {
        let (line, reason) = status_line::written(status);
        self.put(&line);
        self.put(reason);
        self.put(b"\r\n");
    }

    /// The header section: the fields passed, then those derived, then the empty line.
    pub fn put_section(&mut self, fields: &impl Lines, announced: Announced, options: &[&[u8]]) {
        self.put(fields.written());
        for field in fields.lines() {
            self.put_line(&field);
        }
        match announced {
            Announced::Nothing => {}
            Announced::Length(length) => {
                self.put(b"Content-Length: ");
                self.put(Digits::decimal(length).octets());
                self.put(b"\r\n");
            }
            Announced::Chunked => self.put(b"Transfer-Encoding: chunked\r\n"),
        }
        let mut separator: &[u8] = b"Connection: ";
        for option in options.iter().filter(|option| !option.is_empty()) {
            self.put(separator);
            self.put(option);
            separator = b", ";
        }
        let end: &[u8] = if separator.len() == 2 { b"\r\n\r\n" } else { b"\r\n" };
        self.put(end);
    }
}

pub(super) const fn option(really: bool, name: &[u8]) -> &[u8] {
    if really { name } else { &[] }
}

impl Machine {
    /// Writes what is composed, if there is room for it and for what `follows`. If not, octets behind the pending
    /// ones were written, which mean nothing.
    pub(super) fn compose(
        &mut self,
        output: &mut [u8],
        follows: usize,
        write: impl FnOnce(&mut Pen<'_>),
    ) -> Result<(), Misuse> {
        let mut pen = Pen { room: self.outbox.room(output), count: 0 };
        write(&mut pen);
        let count = pen.count;
        self.fits(output, count.saturating_add(follows))?;
        let first = !self.outbox.is_pending();
        self.outbox.extend(count);
        self.appended(first);
        Ok(())
    }

    /// Something was appended to what was pending, or is the first to pend.
    pub(super) fn appended(&mut self, first: bool) {
        if first {
            self.flags.set(Flags::SEND_BEGINS, true);
        }
        self.flags.set(Flags::FRESH, true);
    }

    pub(super) fn fits(&mut self, output: &[u8], count: usize) -> Result<(), Misuse> {
        if count > output.len() {
            return Err(Misuse::OutputSize);
        }
        if count > self.outbox.free(output) {
            self.flags.set(Flags::BLOCKED, true);
            return Err(Misuse::OutputFull);
        }
        Ok(())
    }
}
