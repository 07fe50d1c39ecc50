// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is compared: readers of messages, each one C call a message, through a pointer that the compiler cannot
//! look behind.

use std::hint::black_box;

use crate::input::Octets;

/// Fields that every reader has room for.
pub const FIELDS: usize = 64;

pub trait Reader {
    /// Octets of the message taken; 0 when it was refused.
    fn read(&mut self, message: &[u8]) -> usize;

    /// How many field lines, or octets of content, the last read found.
    fn found(&self) -> usize;
}

pub struct Candidate {
    /// As a line of output has it.
    pub name: &'static str,
    reader: Box<dyn Pass>,
}

impl Candidate {
    pub fn new(name: &'static str, reader: impl Reader + 'static) -> Self {
        Candidate { name, reader: Box::new(reader) }
    }

    /// Reads all messages, so many times over; the octets taken.
    pub fn pass(&mut self, messages: &[Octets], times: usize) -> usize {
        self.reader.pass(messages, times)
    }

    /// Reads one message, and says what [`Reader::read`] and [`Reader::found`] say.
    pub fn look(&mut self, message: &Octets) -> (usize, usize) {
        self.reader.look(message)
    }
}

/// A reader behind one virtual call a pass, not one a message.
trait Pass {
    fn pass(&mut self, messages: &[Octets], times: usize) -> usize;
    fn look(&mut self, message: &Octets) -> (usize, usize);
}

impl<R: Reader> Pass for R {
    fn pass(&mut self, messages: &[Octets], times: usize) -> usize {
        let mut taken = 0;
        for _ in 0..times {
            for message in messages {
                taken += self.read(black_box(message));
            }
        }
        taken
    }

    fn look(&mut self, message: &Octets) -> (usize, usize) {
        (self.read(message), self.found())
    }
}
