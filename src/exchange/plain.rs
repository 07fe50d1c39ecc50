// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Heads as nearly all are: the scan reads them at once, where they lie, and the index is made on the way.
//!
//! It counts only if the whole head was plain, and nothing in it was refused; else the machine is as it was, and
//! reads line by line. A head is scanned at the start of a line that was not searched for its end yet, so however
//! its octets arrive, the work is linear.

use crate::exchange::config::Role;
use crate::exchange::connection::Lent;
use crate::exchange::inbox::{self, part};
use crate::exchange::machine::Machine;
use crate::exchange::position::{Position, Said, Within};
use crate::exchange::queue::Entry as Asking;
use crate::grammar::scan::{self, Lines, Word};
use crate::messaging::framing::Asked;
use crate::messaging::governing::{self, Governing, Head};
use crate::syntax::field_line::Field;
use crate::syntax::field_name::Known;
use crate::syntax::request_line;
use crate::syntax::section::{ENTRY, Entry};
use crate::syntax::status_line;
use crate::syntax::target;

impl Machine {
    /// Reads all of a plain head but its empty line, if it is here.
    pub(super) fn plain_head(&mut self, lent: &mut Lent<'_>) {
        let mut asked = Asked::Other;
        let mut version = self.version;
        if let Some(said) = self.plain_lines::<true>(lent, Said::NOTHING, &mut asked, &mut version) {
            self.version = version;
            if self.settings.role() == Role::Server {
                self.queue.pop();
                self.queue.push(Asking { asked, upgrade: false });
            }
            self.position = Position::HeaderSection { said, within: Within::LineStart };
        }
    }

    /// Reads what is left of a header section, if it is plain and here.
    pub(super) fn plain_rest(&mut self, lent: &mut Lent<'_>) {
        let Position::HeaderSection { said, within: Within::LineStart } = self.position else { return };
        if let [b'\r', ..] = self.inbox.unread(lent.input) {
            return;
        }
        if let Some(said) = self.plain_lines::<false>(lent, said, &mut Asked::Other, &mut 0) {
            self.position = Position::HeaderSection { said, within: Within::LineStart };
        }
    }

    fn plain_lines<const START_LINE: bool>(
        &mut self,
        lent: &mut Lent<'_>,
        said: Said,
        asked: &mut Asked,
        version: &mut u8,
    ) -> Option<Said> {
        // What is searched already, or would have to move, or may be dropped, is read line by line.
        if self.inbox.examined > 0 || self.inbox.kept != self.inbox.cursor || lent.keep.is_some() {
            return None;
        }
        let roomy = self.inbox.table >= inbox::reserve(lent.input);
        let from = if roomy { self.inbox.filled } else { self.inbox.limit(lent.input) };
        let used = lent.input.get_mut(..usize::from(inbox::size(lent.input)))?;
        let (octets, index) = used.split_at_mut_checked(usize::from(from))?;
        let known = usize::from(self.indexed).checked_mul(usize::from(ENTRY))?;
        let index = index.get_mut(..index.len().checked_sub(known)?)?;
        let unread = part(octets, self.inbox.cursor, self.inbox.filled);
        let reading = Reading::<START_LINE> {
            first: octets.as_ptr().addr().wrapping_add(usize::from(self.inbox.start)),
            role: self.settings.role(),
            switch_asked: self.queue.front().unwrap_or_default().upgrade,
            entries: index.rchunks_exact_mut(usize::from(ENTRY)),
            indexed: 0,
            is_indexed: self.indexed == self.lines,
            governing: said.governing(),
            asked,
            version,
        };
        let (extent, reading) = scan::plain(unread, reading)?;
        let (indexed, governing) = (reading.indexed, reading.governing);
        let count = inbox::count(extent.octets.checked_sub(EMPTY_LINE)?);
        self.lines = self.lines.checked_add(inbox::count(extent.lines))?;
        self.indexed = self.indexed.saturating_add(indexed);
        self.inbox.table = self.inbox.table.max(self.indexed.saturating_mul(ENTRY));
        self.inbox.kept = self.inbox.kept.saturating_add(count);
        self.drop_octets(count);
        Some(said.with(&governing))
    }
}

/// Octets of the line that ends a section.
const EMPTY_LINE: usize = 2;

/// What is learnt while a head is scanned.
struct Reading<'t, const START_LINE: bool> {
    /// Where the head begins: an address, to count from.
    first: usize,
    role: Role,
    switch_asked: bool,
    entries: core::slice::RChunksExactMut<'t, u8>,
    indexed: u16,
    is_indexed: bool,
    governing: Governing,
    asked: &'t mut Asked,
    version: &'t mut u8,
}

impl<'b, const START_LINE: bool> Lines<'b> for Reading<'_, START_LINE> {
    const START_LINE: bool = START_LINE;

    #[inline]
    fn start(&mut self, line: &'b [u8], token: usize, word: Word) -> bool {
        match self.role {
            Role::Server => self.request_line(line, token, word).is_some(),
            Role::Client => self.status_line(line).is_some(),
        }
    }

    #[inline]
    fn field(&mut self, _: usize, name: &'b [u8], value: &'b [u8]) -> bool {
        let known = Known::of(name);
        self.is_indexed = self.is_indexed && self.index(name, value, known);
        !known.governs() || self.govern(known, &Field { name, value })
    }
}

impl<const START_LINE: bool> Reading<'_, START_LINE> {
    fn request_line(&mut self, line: &[u8], token: usize, word: Word) -> Option<()> {
        let line = request_line::plain(line, token, word)?;
        target::plain(line.method, line.target, word.within(line.target.len()))?;
        *self.version = line.version.number();
        *self.asked = Asked::of(line.method);
        Some(())
    }

    fn status_line(&mut self, line: &[u8]) -> Option<()> {
        let line = status_line::plain(line)?;
        *self.version = line.version.number();
        (line.status != 101 || self.switch_asked).then_some(())
    }

    #[inline]
    fn index(&mut self, name: &[u8], value: &[u8], known: Known) -> bool {
        // All lies in a buffer of 65,535 octets at most.
        let count = |octets: usize| u16::try_from(octets & 0xffff).unwrap_or(0);
        let place = |octets: &[u8]| count(octets.as_ptr().addr().wrapping_sub(self.first));
        let (start, value, len) = (place(name), place(value), count(value.len()));
        let entry = Entry { start, name: count(name.len()), value, len, known };
        let slot = self.entries.next().and_then(|slot| slot.first_chunk_mut());
        self.indexed = self.indexed.wrapping_add(u16::from(slot.is_some()));
        slot.map(|slot| *slot = entry.packed()).is_some()
    }

    fn govern(&mut self, known: Known, field: &Field<'_>) -> bool {
        let head = match self.role {
            Role::Server => Head::Request,
            Role::Client => Head::Response,
        };
        let noted = governing::note(self.governing, head, known, field);
        noted.map(|governing| self.governing = governing).is_ok()
    }
}
