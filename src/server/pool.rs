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
    pub input: Box<[u8]>,
    pub out: Out,
    /// What was told last.
    pub told: Told,
    pub fault: Option<Fault>,
    /// The slot of the connection that it was lent to last.
    pub holder: u32,
    /// The next free entry.
    next: u32,
}

/// The part of it that sends: it may be borrowed beside the input.
pub(crate) struct Out {
    pub machine: Machine,
    pub output: Box<[u8]>,
    /// Content that lies elsewhere than in the output buffer, behind what is pending there.
    pub spilt: Chain,
    pub part: Option<Part>,
    /// Octets of a reply for which there was no room in the store.
    pub wanted: usize,
    /// When the peer last took something, or when it began to lie there.
    pub since: u32,
}

impl Out {
    /// Whether something waits for the socket.
    pub fn is_pending(&self) -> bool {
        !self.machine.pending(&self.output).is_empty() || self.is_elsewhere()
    }

    /// Whether some of it lies elsewhere.
    pub fn is_elsewhere(&self) -> bool {
        self.spilt.len() > 0 || self.part.is_some()
    }
}

/// All entries.
pub(crate) struct Pool {
    entries: Vec<Entry>,
    free: u32,
}

impl Pool {
    pub fn new(count: usize, config: &Config, input: usize, output: usize) -> Result<Self, OutOfMemory> {
        let mut entries = Vec::new();
        entries.try_reserve_exact(count)?;
        for next in 1..=count {
            entries.push(Entry {
                input: zeroed(input)?,
                out: Out {
                    machine: Machine::new(config),
                    output: zeroed(output)?,
                    spilt: Chain::EMPTY,
                    part: None,
                    wanted: 0,
                    since: 0,
                },
                told: Told::Nothing,
                fault: None,
                holder: NONE,
                next: if next == count { NONE } else { u32::try_from(next).unwrap_or(NONE) },
            });
        }
        Ok(Pool { entries, free: if count == 0 { NONE } else { 0 } })
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn get(&self, at: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(at).ok()?)
    }

    pub fn get_mut(&mut self, at: u32) -> Option<&mut Entry> {
        self.entries.get_mut(usize::try_from(at).ok()?)
    }

    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Lends an entry to the connection in a slot, that `offset` octets of were understood.
    pub fn lend(&mut self, offset: u64, now: u32, holder: u32) -> Option<u32> {
        let at = self.free;
        let entry = self.get_mut(at)?;
        // The time first: what is waited for begins now.
        entry.out.machine.tell_time(now);
        entry.out.machine.resume(offset);
        entry.out.since = now;
        entry.out.wanted = 0;
        entry.told = Told::Nothing;
        entry.fault = None;
        entry.holder = holder;
        self.free = entry.next;
        Some(at)
    }

    /// Takes an entry back, of which nothing pends.
    pub fn give_back(&mut self, at: u32) {
        let free = self.free;
        if let Some(entry) = self.get_mut(at) {
            entry.out.part = None;
            entry.next = free;
            self.free = at;
        }
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
