// SPDX-License-Identifier: MIT OR Apache-2.0
//! `oyez_chunks_next`: hands out where the content lies, and moves nothing.

use std::hint::black_box;
use std::{mem, ptr};

use oyez::capi::{oyez_bytes, oyez_chunks, oyez_chunks_next, oyez_chunks_position};

use crate::reader::Reader;
use crate::scratch::Scratch;

pub struct Chunks {
    next: unsafe extern "C" fn(*mut oyez_chunks, *mut oyez_bytes, *mut oyez_bytes) -> bool,
    scratch: Scratch,
    found: usize,
}

impl Chunks {
    pub fn new() -> Self {
        Chunks { next: black_box(oyez_chunks_next), scratch: Scratch::new(), found: 0 }
    }
}

impl Reader for Chunks {
    fn read(&mut self, message: &[u8]) -> usize {
        let copied = self.scratch.copy(message);
        let mut input = oyez_bytes { ptr: copied.as_ptr(), len: copied.len() };
        let mut content = oyez_bytes { ptr: ptr::null(), len: 0 };
        // SAFETY: "All zero is the beginning."
        let mut chunks: oyez_chunks = unsafe { mem::zeroed() };
        self.found = 0;
        // SAFETY: the three places are there, and the octets of `input` too.
        while unsafe { (self.next)(&raw mut chunks, &raw mut input, &raw mut content) } {
            self.found += content.len;
        }
        if chunks.position == END { message.len() - input.len } else { 0 }
    }

    fn found(&self) -> usize {
        self.found
    }
}

const END: u32 = oyez_chunks_position::OYEZ_CHUNKS_END as u32;
