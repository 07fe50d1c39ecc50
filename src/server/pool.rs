// SPDX-License-Identifier: MIT OR Apache-2.0
//! Machines and buffers, lent to a connection while an exchange is under way.

use std::alloc::{Layout, alloc_zeroed};
use std::collections::TryReserveError;
use std::fs::File;

use crate::error::Fault;
use crate::exchange::{Config, Machine, Told};
use crate::server::slots::NONE;
use crate::server::spill::Chain;

/// The system's allocator gave no memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OutOfMemory;

impl From<TryReserveError> for OutOfMemory {
    fn from(_: TryReserveError) -> Self {
        OutOfMemory
    }
}

/// A part of a file that is sent as content.
pub(crate) struct Part {
    pub file: File,
    pub at: u64,
    pub left: u64,
}

/// What a connection needs while an exchange is under way.
pub(crate) struct Entry {
    pub machine: Machine,
    /// Content that lies elsewhere than in the output buffer, behind what is pending there.
    pub spilt: Chain,
    pub part: Option<Part>,
    /// Octets of a reply for which there was no room in the store.
    pub wanted: usize,
    /// When the peer last took something, or when it began to lie there.
    pub since: u32,
    /// What was told last.
    pub told: Told,
    pub fault: Option<Fault>,
    /// The slot of the connection that it was lent to last.
    pub holder: u32,
    /// Its buffers, or `NONE`: an exchange whose head was given up may have nothing to lie there.
    pub buffers: u32,
    /// The next free entry.
    next: u32,
}

impl Entry {
    /// Whether something waits for the socket.
    pub fn is_pending(&self) -> bool {
        self.machine.has_pending() || self.is_elsewhere()
    }

    /// Whether some of it lies elsewhere.
    pub fn is_elsewhere(&self) -> bool {
        self.spilt.len() > 0 || self.part.is_some()
    }
}

/// All buffers, in one piece of memory: an input buffer and an output buffer, and so on.
pub(crate) struct Buffers {
    octets: Box<[u8]>,
    input: usize,
    output: usize,
    /// The entry that each was lent to last.
    holders: Vec<u32>,
    /// Those given back, the last on top. None of those beyond `begun` was ever lent.
    free: Vec<u32>,
    begun: u32,
}

impl Buffers {
    fn new(count: usize, input: usize, output: usize) -> Result<Self, OutOfMemory> {
        let both = input.checked_add(output).ok_or(OutOfMemory)?;
        let octets = zeroed(both.checked_mul(count).ok_or(OutOfMemory)?)?;
        let (mut holders, mut free) = (Vec::new(), Vec::new());
        holders.try_reserve_exact(count)?;
        free.try_reserve_exact(count)?;
        holders.resize(count, NONE);
        Ok(Buffers { octets, input, output, holders, free, begun: 0 })
    }

    /// An input buffer and an output buffer; empty for `NONE`.
    pub fn of(&mut self, buffers: u32) -> (&mut [u8], &mut [u8]) {
        let start = self.start(buffers);
        let both = start.and_then(|start| self.octets.get_mut(start..)).unwrap_or(&mut []);
        let both = both.split_at_mut_checked(self.input);
        let both = both.and_then(|(input, rest)| Some((input, rest.get_mut(..self.output)?)));
        both.unwrap_or((&mut [], &mut []))
    }

    /// The same, to look at.
    pub fn show(&self, buffers: u32) -> (&[u8], &[u8]) {
        let both = self.start(buffers).and_then(|start| self.octets.get(start..)).unwrap_or(&[]);
        let both = both.split_at_checked(self.input);
        both.and_then(|(input, rest)| Some((input, rest.get(..self.output)?))).unwrap_or((&[], &[]))
    }

    fn start(&self, buffers: u32) -> Option<usize> {
        if buffers == NONE {
            return None;
        }
        usize::try_from(buffers).ok()?.checked_mul(self.input.saturating_add(self.output))
    }

    fn lend(&mut self, to: u32) -> Option<u32> {
        let buffers = self.free.pop().or_else(|| {
            let next = self.begun;
            let is_there = usize::try_from(next).is_ok_and(|next| next < self.holders.len());
            is_there.then(|| {
                self.begun = next.saturating_add(1);
                next
            })
        })?;
        if let Some(holder) = usize::try_from(buffers).ok().and_then(|at| self.holders.get_mut(at)) {
            *holder = to;
        }
        Some(buffers)
    }

    fn give_back(&mut self, buffers: u32) {
        // There is a place for each of them.
        if buffers != NONE && self.free.len() < self.free.capacity() {
            self.free.push(buffers);
        }
    }
}

/// All entries, and all buffers.
pub(crate) struct Pool {
    entries: Vec<Entry>,
    pub buffers: Buffers,
    free: u32,
    /// How many entries there may be: one for each connection.
    most: usize,
    config: Config,
}

impl Pool {
    /// So many buffers, and at most so many entries.
    pub fn new(
        entries: usize,
        count: usize,
        config: &Config,
        input: usize,
        output: usize,
    ) -> Result<Self, OutOfMemory> {
        let mut all = Vec::new();
        // Nobody has touched them before they are lent.
        all.try_reserve_exact(entries)?;
        let buffers = Buffers::new(count, input, output)?;
        Ok(Pool { entries: all, buffers, free: NONE, most: entries, config: *config })
    }

    /// How many entries there may be.
    pub fn most(&self) -> usize {
        self.most
    }

    pub fn get(&self, at: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(at).ok()?)
    }

    pub fn get_mut(&mut self, at: u32) -> Option<&mut Entry> {
        self.entries.get_mut(usize::try_from(at).ok()?)
    }

    /// The entries that have buffers.
    pub fn holding(&self) -> impl Iterator<Item = (u32, &Entry)> {
        (0..).zip(&self.buffers.holders).filter_map(|(buffers, holder)| {
            let entry = self.get(*holder)?;
            (entry.buffers == buffers).then_some((*holder, entry))
        })
    }

    /// An entry and its buffers.
    pub fn open(&mut self, at: u32) -> Option<(&mut Entry, &mut [u8], &mut [u8])> {
        let entry = self.entries.get_mut(usize::try_from(at).ok()?)?;
        let (input, output) = self.buffers.of(entry.buffers);
        Some((entry, input, output))
    }

    /// Lends an entry to the connection in a slot, that `offset` octets of were understood.
    pub fn lend(&mut self, offset: u64, now: u32, holder: u32) -> Option<u32> {
        let at = match self.free {
            NONE if self.entries.len() < self.most => u32::try_from(self.entries.len()).ok()?,
            free => free,
        };
        let buffers = self.buffers.lend(at)?;
        let mut machine = match self.get(at) {
            Some(entry) => {
                let machine = entry.machine;
                self.free = entry.next;
                machine
            }
            None => Machine::new(&self.config),
        };
        // The time first: what is waited for begins now.
        machine.note_time(now);
        machine.resume(offset);
        let entry = Entry {
            machine,
            spilt: Chain::EMPTY,
            part: None,
            wanted: 0,
            since: now,
            told: Told::Nothing,
            fault: None,
            holder,
            buffers,
            next: NONE,
        };
        match self.get_mut(at) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
        Some(at)
    }

    /// Takes an entry back, of which nothing pends.
    pub fn give_back(&mut self, at: u32) {
        self.part(at);
        let free = self.free;
        if let Some(entry) = self.get_mut(at) {
            entry.part = None;
            entry.next = free;
            self.free = at;
        }
    }

    /// Takes an entry's buffers back, in which nothing lies.
    pub fn part(&mut self, at: u32) {
        if let Some(entry) = self.get_mut(at) {
            let buffers = std::mem::replace(&mut entry.buffers, NONE);
            self.buffers.give_back(buffers);
        }
    }

    /// Lends buffers to an entry that has none; whether it has them now.
    pub fn furnish(&mut self, at: u32) -> bool {
        match self.get(at) {
            Some(entry) if entry.buffers != NONE => return true,
            Some(_) => {}
            None => return false,
        }
        let Some(buffers) = self.buffers.lend(at) else { return false };
        if let Some(entry) = self.get_mut(at) {
            entry.buffers = buffers;
        }
        true
    }
}

/// Zeroed octets. Pages that nobody touches cost nothing, so ten thousand buffers may wait for their first use.
pub(crate) fn zeroed(len: usize) -> Result<Box<[u8]>, OutOfMemory> {
    let layout = Layout::array::<u8>(len).map_err(|_| OutOfMemory)?;
    if len == 0 {
        return Ok(Box::default());
    }
    // SAFETY: the layout's size is not zero.
    #[allow(unsafe_code)]
    let octets = unsafe { alloc_zeroed(layout) };
    if octets.is_null() {
        return Err(OutOfMemory);
    }
    let octets = std::ptr::slice_from_raw_parts_mut(octets, len);
    // SAFETY: the global allocator gave these octets, initialised, for the layout of a slice of `len`.
    #[allow(unsafe_code)]
    Ok(unsafe { Box::from_raw(octets) })
}
