// SPDX-License-Identifier: MIT OR Apache-2.0
//! Octets at a place that no vector is aligned to, as they stand in a buffer read from a socket.

use std::ops::Deref;

pub struct Octets {
    memory: Vec<u8>,
    start: usize,
    len: usize,
}

impl Octets {
    pub fn new(octets: &[u8]) -> Self {
        let mut memory = vec![0; octets.len() + LINE + OFF + SLACK];
        let start = memory.as_ptr().align_offset(LINE) + OFF;
        memory[start..start + octets.len()].copy_from_slice(octets);
        Octets { memory, start, len: octets.len() }
    }
}

impl Deref for Octets {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.memory[self.start..self.start + self.len]
    }
}

/// A cache line, and by how much its boundary is missed.
const LINE: usize = 64;
const OFF: usize = 3;

/// What comes behind it in a buffer.
const SLACK: usize = 64;
