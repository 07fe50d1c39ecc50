// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Content, sent: by length, in chunks, until the connection closes, or raw (RFC 9112, 6 and 7).

use crate::error::{Misuse, Reason};
use crate::exchange::compose::{Announced, check};
use crate::exchange::config::Role;
use crate::exchange::flags::Flags;
use crate::exchange::lifecycle::{Happening, State};
use crate::exchange::machine::Machine;
use crate::exchange::outbox::Outgoing;
use crate::exchange::position::Position;
use crate::messaging::reserved;
use crate::syntax::chunk;
use crate::syntax::field_line::Lines;

impl Machine {
    /// How content goes out now.
    pub(super) fn going_out(&self) -> Result<Outgoing, Reason> {
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
        let wanted = crate::exchange::receiver::offset(content.len());
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
            self.outbox.put(output, chunk::written(crate::exchange::receiver::offset(count)).octets());
            self.outbox.put(output, b"\r\n");
        }
        self.outbox.put(output, piece);
        if outgoing == Outgoing::Chunked {
            self.outbox.put(output, b"\r\n");
        }
        self.outbox.passed(crate::exchange::receiver::offset(count));
        if count < content.len() {
            self.flags.set(Flags::BLOCKED, true);
        }
        self.appended(first);
        Ok(count)
    }

    /// The free part of the output buffer, to generate content straight into. It moves when something is sent, or has left.
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
            let digits = chunk::written(crate::exchange::receiver::offset(count));
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
        self.outbox.passed(crate::exchange::receiver::offset(count));
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
        if self.outbox.gap == 0 {
            if self.flags.has(Flags::CRLF_DUE) {
                self.outbox.put(output, b"\r\n");
            }
            if self.flags.has(Flags::END_DUE) {
                self.outbox.put(output, b"0\r\n\r\n");
            }
            self.flags.set(Flags::CRLF_DUE.with(Flags::END_DUE), false);
        }
        self.some_left();
        Ok(())
    }

    /// Something has left. The peer's time, for another request or for its end, begins when all has.
    fn some_left(&mut self) {
        let idle = matches!(self.position, Position::StartLine { .. }) && !self.inbox.has_unread();
        if self.is_lingering() || idle && self.outbox.is_empty() {
            self.flags.set(Flags::WAIT_BEGINS, true);
        }
        self.flags.set(Flags::SEND_BEGINS, true);
        // Between two exchanges there is nothing to tell of it.
        if !self.is_idle() || self.flags.has(Flags::BLOCKED) {
            self.flags.set(Flags::FRESH, true);
        }
    }

    /// Ends the message, with a trailer section if it is chunked.
    ///
    /// # Errors
    /// `State`, `ContentLength`, `FieldSyntax`, `FieldReserved`, `OutputFull`, `OutputSize`, `PeerGone`.
    pub fn send_end(&mut self, output: &mut [u8], trailers: &impl Lines) -> Result<(), Reason> {
        let outgoing = self.going_out()?;
        // A response that switched has ended with its head; what ends a tunnel comes after it was told.
        if self.ours == State::Tunnel && !matches!(self.position, Position::Tunnel | Position::Ended) {
            return Ok(());
        }
        check(trailers, reserved::is_barred_from_trailers)?;
        if matches!(outgoing, Outgoing::Length(1..)) {
            return Err(Misuse::ContentLength.into());
        }
        if outgoing == Outgoing::Chunked {
            if self.outbox.gap > 0 && trailers.lines().next().is_none() {
                self.flags.set(Flags::END_DUE, true);
            } else {
                self.compose(output, 0, |pen| {
                    pen.put(b"0\r\n");
                    pen.put_section(trailers, Announced::Nothing, &[]);
                })?;
            }
        }
        // A client waits for the response from here on.
        if self.settings.role() == Role::Client {
            self.flags.set(Flags::WAIT_BEGINS, true);
        }
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
            self.flags.set(Flags::SEND_BEGINS, true);
            self.some_left();
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
    (chunk::written(crate::exchange::receiver::offset(room)).octets().len().saturating_add(2), 2)
}
