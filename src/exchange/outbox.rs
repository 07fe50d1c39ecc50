// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Where things lie in the output buffer: `start` to `end` is pending.

/// Positions in the output buffer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outbox {
    /// Octets of the gap behind what is pending, which the caller writes to the transport itself.
    pub gap: u64,
    /// How the message being sent goes on, packed: see [`Outgoing`].
    going: u64,
    pub start: u32,
    pub end: u32,
}

/// How the content of a message being sent is framed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outgoing {
    /// So many octets are left of what the head said.
    Length(u64),
    /// In chunks.
    Chunked,
    /// Until the connection closes.
    UntilClose,
    /// Announced and not sent: a response to HEAD, a 304.
    Announced,
}

fn at(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

impl Outbox {
    pub fn outgoing(&self) -> Outgoing {
        match self.going {
            u64::MAX => Outgoing::Chunked,
            0xffff_ffff_ffff_fffe => Outgoing::UntilClose,
            0xffff_ffff_ffff_fffd => Outgoing::Announced,
            left => Outgoing::Length(left),
        }
    }

    pub fn goes_on(&mut self, outgoing: Outgoing) {
        self.going = match outgoing {
            Outgoing::Chunked => u64::MAX,
            Outgoing::UntilClose => u64::MAX - 1,
            Outgoing::Announced => u64::MAX - 2,
            // 63 bits are as many as every language has.
            Outgoing::Length(left) => left.min(u64::MAX >> 1),
        };
    }

    /// So many octets of content have gone out.
    pub fn passed(&mut self, count: u64) {
        if let Outgoing::Length(left) = self.outgoing() {
            self.goes_on(Outgoing::Length(left.saturating_sub(count)));
        }
    }

    pub fn pending<'o>(&self, output: &'o [u8]) -> &'o [u8] {
        output.get(at(self.start)..at(self.end)).unwrap_or(&[])
    }

    pub const fn is_pending(&self) -> bool {
        self.start < self.end
    }

    /// Octets that can be appended now. None behind a gap.
    pub fn free(&self, output: &[u8]) -> usize {
        if self.gap > 0 { 0 } else { output.len().saturating_sub(at(self.end)) }
    }

    pub fn room<'o>(&self, output: &'o mut [u8]) -> &'o mut [u8] {
        if self.gap > 0 { &mut [] } else { output.get_mut(at(self.end)..).unwrap_or(&mut []) }
    }

    /// Appends octets that were found to fit.
    pub fn put(&mut self, output: &mut [u8], octets: &[u8]) {
        let place = output.get_mut(at(self.end)..).and_then(|room| room.get_mut(..octets.len()));
        if let Some(place) = place {
            place.copy_from_slice(octets);
            self.extend(octets.len());
        }
    }

    /// Octets were put behind the pending ones.
    pub fn extend(&mut self, count: usize) {
        self.end = self.end.saturating_add(u32::try_from(count).unwrap_or(0));
    }

    /// The first `count` octets left. What remains is moved to the front when that costs less than what left.
    pub fn sent(&mut self, output: &mut [u8], count: usize) {
        self.start = self.start.saturating_add(u32::try_from(count).unwrap_or(u32::MAX)).min(self.end);
        let rest = self.end.saturating_sub(self.start);
        if rest <= self.start {
            let (before, after) = output.split_at_mut_checked(at(self.start)).unwrap_or((&mut [], &mut []));
            if let (Some(into), Some(out_of)) = (before.get_mut(..at(rest)), after.get(..at(rest))) {
                into.copy_from_slice(out_of);
                (self.start, self.end) = (0, rest);
            }
        }
    }

    /// Whether nothing is pending, so that whatever fits the buffer at all fits now.
    pub fn is_empty(&self) -> bool {
        !self.is_pending() && self.gap == 0
    }
}
