// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The field lines of a section that was checked (RFC 9112, 5; RFC 9112, 7.1.2).
//!
//! An index of eight octets a line may go with it. It is a cache: its entries are a prefix of the lines, it
//! grows down from its end, and a line without an entry is read again. No answer depends on it, so what it
//! holds is never trusted.

use crate::grammar::octet;
use crate::grammar::scan;
use crate::syntax::field_line::{Field, Lines};
use crate::syntax::field_name::Known;

/// Octets of an index entry.
pub const ENTRY: u16 = 8;

/// Where one line lies, counted from the start of its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where the line starts.
    pub start: u16,
    /// Octets of its name.
    pub name: u16,
    /// Where its value starts.
    pub value: u16,
    /// Octets of its value.
    pub len: u16,
    /// The number of its name.
    pub known: Known,
}

impl Entry {
    /// As it lies in memory. A name of 255 octets or more is searched for again.
    #[must_use]
    pub fn packed(&self) -> [u8; 8] {
        let [a, b] = self.start.to_le_bytes();
        let [c, d] = self.value.to_le_bytes();
        let [e, f] = self.len.to_le_bytes();
        [a, b, u8::try_from(self.name).unwrap_or(u8::MAX), self.known.number(), c, d, e, f]
    }
}

/// A cursor over the field lines of one section, in the order received. A plain value: copy it to remember
/// a position.
#[derive(Clone, Copy, Default)]
pub struct Fields<'b> {
    /// The head, or the trailer section, that the lines lie in.
    head: &'b [u8],
    /// Its index, which grows down from the end.
    index: &'b [u8],
    /// Where the next line without an entry starts, in `head`.
    at: u16,
    /// The number of the next line.
    next: u16,
    /// Lines that have an entry.
    indexed: u16,
}

impl<'b> Fields<'b> {
    /// The lines of `head` from `at` on, of which the first `indexed` have an entry at the end of `index`.
    #[must_use]
    pub const fn new(head: &'b [u8], index: &'b [u8], at: u16, indexed: u16) -> Self {
        Fields { head, index, at, next: 0, indexed }
    }

    /// The lines of a head behind its start-line. Where that ends, the first entry tells.
    #[must_use]
    pub fn behind_start_line(head: &'b [u8], index: &'b [u8], indexed: u16) -> Self {
        let fields = Fields::new(head, index, 0, indexed);
        let start = fields.entry(0).filter(|_| indexed > 0).map(|[a, b, ..]| u16::from_le_bytes([a, b]));
        let at = start.or_else(|| u16::try_from(scan::line_end(head).unwrap_or(0)).ok());
        Fields { at: at.unwrap_or(0), ..fields }
    }

    /// Octets of the start-line that it stands behind, before any line was taken.
    #[must_use]
    pub fn first_line(&self) -> usize {
        usize::from(self.at)
    }

    /// The same, standing before the line number `next`.
    #[must_use]
    pub const fn standing(self, next: u16) -> Self {
        Fields { next, ..self }
    }

    /// Where it stands: the start of the next line without an entry, the next line's number, lines indexed.
    #[must_use]
    pub const fn position(&self) -> (u16, u16, u16) {
        (self.at, self.next, self.indexed)
    }

    /// The head, and the index.
    #[must_use]
    pub const fn octets(&self) -> (&'b [u8], &'b [u8]) {
        (self.head, self.index)
    }

    /// The value of the first line so named, without regard to case.
    #[must_use]
    pub fn find(&self, name: &[u8]) -> Option<&'b [u8]> {
        let mut cursor = *self;
        cursor.find_next(name)
    }

    /// The value of the next line so named; the cursor then stands behind it.
    pub fn find_next(&mut self, name: &[u8]) -> Option<&'b [u8]> {
        match Known::of(name) {
            Known::OTHER => self.by_ref().find(|field| field.is(name)).map(|field| field.value),
            known => self.find_known_next(known),
        }
    }

    /// The value of the first line of a name known by number.
    #[must_use]
    pub fn find_known(&self, known: Known) -> Option<&'b [u8]> {
        let mut cursor = *self;
        cursor.find_known_next(known)
    }

    fn find_known_next(&mut self, known: Known) -> Option<&'b [u8]> {
        if known == Known::OTHER {
            return None;
        }
        while self.next < self.indexed {
            let entry = self.entry(self.next);
            if entry.is_some_and(|[_, _, _, number, ..]| number == known.number()) {
                return self.next().map(|field| field.value);
            }
            self.pass();
        }
        self.find(|field| field.is(known.name())).map(|field| field.value)
    }

    /// The line at a position counted from 0, wherever the cursor stands.
    #[must_use]
    pub fn line(&self, position: u16, first: u16) -> Option<Field<'b>> {
        let mut cursor = Fields { next: 0, at: first, ..*self };
        if position < self.indexed {
            cursor.next = position;
            return cursor.next();
        }
        cursor.nth(usize::from(position))
    }

    #[inline]
    fn entry(&self, number: u16) -> Option<[u8; 8]> {
        let back = usize::from(number).wrapping_add(1).wrapping_mul(usize::from(ENTRY));
        // An entry that is not there would begin beyond the end.
        self.index.get(self.index.len().wrapping_sub(back)..)?.first_chunk().copied()
    }

    /// Reads a line from its entry.
    #[inline]
    fn indexed(&self, number: u16) -> Option<Field<'b>> {
        line_of(self.head, self.entry(number)?)
    }

    /// Stands behind the next line, which has an entry.
    #[inline]
    fn pass(&mut self) {
        self.next = self.next.wrapping_add(1);
        if self.next == self.indexed {
            self.settle();
        }
    }

    /// Behind the last line that has an entry: find where the next one starts.
    fn settle(&mut self) {
        let last = self.indexed.checked_sub(1).and_then(|last| self.entry(last));
        if let Some([_, _, _, _, c, d, e, f]) = last {
            let end = usize::from(u16::from_le_bytes([c, d])).saturating_add(usize::from(u16::from_le_bytes([e, f])));
            let count = match self.head.get(end..).unwrap_or(&[]) {
                [b'\r', b'\n', ..] => 2,
                rest => scan::line_end(rest).unwrap_or(rest.len()),
            };
            let next = end.saturating_add(count);
            self.at = u16::try_from(next).unwrap_or(u16::MAX);
        }
    }

    /// Reads the line at `at` again.
    fn again(&mut self) -> Option<Field<'b>> {
        let rest = self.head.get(usize::from(self.at)..)?;
        if let [b'\r', b'\n', ..] | [] = rest {
            return None;
        }
        let (line, _) = rest.split_at_checked(scan::line_end(rest)?)?;
        let (name, value) = line.split_at_checked(scan::position(b':', line)?)?;
        let value = match value {
            [b':', value @ .., b'\r', b'\n'] | [b':', value @ .., b'\n'] => octet::trim(value),
            _ => return None,
        };
        self.at = u16::try_from(usize::from(self.at).saturating_add(line.len())).unwrap_or(u16::MAX);
        self.next = self.next.saturating_add(1);
        Some(Field { name, value })
    }
}

/// The line of a head that an entry stands for.
#[inline]
#[must_use]
pub fn line_of(head: &[u8], entry: [u8; 8]) -> Option<Field<'_>> {
    let [a, b, name, _, c, d, e, f] = entry;
    let line = head.get(usize::from(u16::from_le_bytes([a, b]))..)?;
    let name = match name {
        u8::MAX => scan::position(b':', line)?,
        name => usize::from(name),
    };
    let value = head.get(usize::from(u16::from_le_bytes([c, d]))..)?;
    Some(Field { name: line.get(..name)?, value: value.get(..usize::from(u16::from_le_bytes([e, f])))? })
}

impl<'b> Iterator for Fields<'b> {
    type Item = Field<'b>;

    #[inline]
    fn next(&mut self) -> Option<Field<'b>> {
        if self.next >= self.indexed {
            return self.again();
        }
        let field = self.indexed(self.next);
        self.pass();
        field
    }
}

impl core::fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(*self).finish()
    }
}

impl Lines for Fields<'_> {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        *self
    }
}
