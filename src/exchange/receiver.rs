// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Heads, received: what start-line and header section share.

use crate::error::{Fault, Refused};
use crate::exchange::connection::Lent;
use crate::exchange::event::Told;
use crate::exchange::inbox::{self};
use crate::exchange::machine::Machine;
use crate::exchange::position::Position;
use crate::syntax::leniency::Leniencies;

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

    pub(super) fn keep_octets(&mut self, lent: &mut Lent<'_>, count: u16) {
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
    pub(super) fn left_for_head(&self, memory: &[u8]) -> u16 {
        inbox::size(memory).saturating_sub(self.inbox.kept.saturating_sub(self.inbox.start))
    }
}

/// What stands before a line's terminator, and whether that is a bare LF.
pub(super) fn text(line: &[u8]) -> (&[u8], bool) {
    match line {
        [text @ .., b'\r', b'\n'] => (text, false),
        [text @ .., b'\n'] => (text, true),
        text => (text, false),
    }
}
pub(super) fn offset(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
