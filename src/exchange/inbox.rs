// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Where things lie in the input buffer. Only a step moves octets, and a head only before it is lent.
//!
//! ```text
//! 0 ──── start ──── head ──── kept ──── cursor ──── filled ──── limit ──── len
//!  spent  │  head    │ trailers │ spent   │ unread    │  room     │  index │
//! ```

use crate::grammar::scan;
use crate::syntax::section::{ENTRY, Entry};

/// Positions, counted from the start of the buffer; 65,535 octets of it are used at most.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Inbox {
    /// The head of the exchange under way begins here.
    pub start: u16,
    /// It ends here; 0 while it is being read (then `kept` tells how far it is).
    pub head: u16,
    /// What must stay ends here: the head, and the trailers that were read.
    pub kept: u16,
    /// The first octet not yet understood.
    pub cursor: u16,
    /// The first octet not yet received.
    pub filled: u16,
    /// Unread octets that were searched for a line's end in vain.
    pub examined: u16,
    /// Octets at the end of the buffer that hold, or are kept for, the index.
    pub table: u16,
}

/// The outcome of looking for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// So many octets, its LF included.
    Whole(u16),
    /// Its end has not come.
    Partial,
    /// It does not fit.
    TooLong,
}

/// The octets from one position to another; none if there are no such.
pub(crate) fn part(memory: &[u8], from: u16, to: u16) -> &[u8] {
    memory.get(usize::from(from)..usize::from(to)).unwrap_or(&[])
}

/// Octets of a buffer that are used.
pub(crate) fn size(memory: &[u8]) -> u16 {
    u16::try_from(memory.len()).unwrap_or(u16::MAX)
}

/// A count of octets within a buffer.
pub(crate) fn count(octets: usize) -> u16 {
    u16::try_from(octets).unwrap_or(u16::MAX)
}

/// Octets that a head leaves to content, to a trailer section, at least.
pub(crate) fn least(memory: &[u8], content_size: u16) -> u16 {
    let least = (size(memory) / 4).min(64);
    if content_size == 0 { least } else { content_size.min(size(memory)) }
}

/// Octets kept for the index while nobody needs them more: a thirty-second of the buffer.
pub(crate) fn reserve(memory: &[u8]) -> u16 {
    (size(memory) / 32).saturating_sub(size(memory) / 32 % ENTRY)
}

/// Moves `from..to` down to `target`. Nothing can go wrong but by a bug, and then nothing is done.
/// (`copy_within` keeps a path to a panic that the proof finds; this loop is vectorised as well.)
fn slide(memory: &mut [u8], from: u16, to: u16, target: u16) {
    let (from, to, target) = (usize::from(from), usize::from(to), usize::from(target));
    if target < from
        && let Some(octets) = memory.get_mut(..to)
    {
        let cells = core::cell::Cell::from_mut(octets).as_slice_of_cells();
        if let (Some(into), Some(out_of)) = (cells.get(target..), cells.get(from..)) {
            for (place, octet) in into.iter().zip(out_of) {
                place.set(octet.get());
            }
        }
    }
}

impl Inbox {
    pub fn limit(&self, memory: &[u8]) -> u16 {
        size(memory).saturating_sub(self.table)
    }

    pub fn room<'m>(&self, memory: &'m mut [u8]) -> &'m mut [u8] {
        let limit = self.limit(memory);
        memory.get_mut(usize::from(self.filled)..usize::from(limit)).unwrap_or(&mut [])
    }

    /// Whether there was that much room.
    pub fn fill(&mut self, memory: &[u8], count: usize) -> bool {
        let room = self.limit(memory).saturating_sub(self.filled);
        let fits = count <= usize::from(room);
        if fits {
            let first = self.filled == 0;
            self.filled = self.filled.saturating_add(self::count(count));
            if first {
                self.table = reserve(memory).min(size(memory).saturating_sub(self.filled));
            }
        }
        fits
    }

    pub fn unread<'m>(&self, memory: &'m [u8]) -> &'m [u8] {
        part(memory, self.cursor, self.filled)
    }

    pub fn has_unread(&self) -> bool {
        self.cursor < self.filled
    }

    /// Looks for the end of the line at the cursor, which may take `most` octets. No octet is searched twice.
    pub fn line(&mut self, memory: &[u8], most: u16) -> Line {
        let unread = self.unread(memory);
        let window = unread.get(..usize::from(most)).unwrap_or(unread);
        let fresh = window.get(usize::from(self.examined)..).unwrap_or(&[]);
        if let Some(end) = scan::line_end(fresh) {
            return Line::Whole(self.examined.saturating_add(count(end)));
        }
        self.examined = count(window.len());
        if self.examined >= most { Line::TooLong } else { Line::Partial }
    }

    /// The octets at the cursor are understood, and needed no more.
    pub fn drop(&mut self, count: u16) {
        self.cursor = self.cursor.saturating_add(count).min(self.filled);
        self.examined = 0;
    }

    /// The octets at the cursor join what stays.
    pub fn keep(&mut self, memory: &mut [u8], count: u16) {
        slide(memory, self.cursor, self.cursor.saturating_add(count), self.kept);
        self.kept = self.kept.saturating_add(count);
        self.drop(count);
    }

    /// Forgets the exchange: what is unread becomes the start, where it lies.
    pub fn over(&mut self, memory: &[u8]) {
        if !self.has_unread() {
            (self.cursor, self.filled) = (0, 0);
        }
        (self.start, self.kept, self.head) = (self.cursor, self.cursor, 0);
        self.table = reserve(memory).min(size(memory).saturating_sub(self.filled));
    }

    /// Moves a head that nobody has seen yet to the front, and what follows after it.
    pub fn come_to_front(&mut self, memory: &mut [u8]) {
        slide(memory, self.start, self.kept, 0);
        let by = self.start;
        (self.start, self.kept) = (0, self.kept.saturating_sub(by));
        self.head = self.head.saturating_sub(by);
        self.close_gap(memory);
    }

    fn close_gap(&mut self, memory: &mut [u8]) {
        slide(memory, self.cursor, self.filled, self.kept);
        let by = self.cursor.saturating_sub(self.kept);
        (self.cursor, self.filled) = (self.kept, self.filled.saturating_sub(by));
    }

    /// Nothing whole is left. Makes room if it became scarce; an octet is moved at most once for each line or
    /// head it is a part of.
    pub fn make_room(&mut self, memory: &mut [u8], reading_head: bool) {
        if reading_head && self.kept == self.start && !self.has_unread() {
            (self.start, self.kept, self.cursor, self.filled) = (0, 0, 0, 0);
        } else if !self.has_unread() {
            (self.cursor, self.filled) = (self.kept, self.kept);
        }
        if self.limit(memory).saturating_sub(self.filled) >= (size(memory) / 4).max(1) {
            return;
        }
        if reading_head && self.start > 0 {
            self.come_to_front(memory);
        } else if self.cursor > self.kept {
            self.close_gap(memory);
        }
        // The index is only a cache: a head that needs its place gets it.
        if reading_head && self.filled >= self.limit(memory) {
            self.table = 0;
        }
    }

    /// Makes an entry of the index, if there is room for it.
    pub fn index(&mut self, memory: &mut [u8], number: u16, entry: &Entry) -> bool {
        let Some(wanted) = number.checked_add(1).and_then(|count| count.checked_mul(ENTRY)) else { return false };
        if wanted > self.table && self.table >= reserve(memory) && size(memory).saturating_sub(wanted) >= self.filled {
            self.table = wanted;
        }
        let place = memory.get_mut(..usize::from(size(memory)));
        let place = place.and_then(|used| used.len().checked_sub(usize::from(wanted)).map(|at| (used, at)));
        match place {
            Some((used, at)) if wanted <= self.table => {
                if let Some(slot) = used.get_mut(at..).and_then(|tail| tail.first_chunk_mut()) {
                    *slot = entry.packed();
                }
                true
            }
            _ => false,
        }
    }
}
