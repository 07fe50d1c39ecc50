// SPDX-License-Identifier: MIT OR Apache-2.0
//! The stateless door: octets in, a head out.

use std::hint::black_box;
use std::mem::{self, MaybeUninit};

use oyez::capi::{
    oyez_bytes, oyez_error, oyez_field, oyez_read_request, oyez_read_response, oyez_request, oyez_response,
    oyez_verdict,
};

use crate::reader::{FIELDS, Reader};
use crate::scratch::Scratch;

/// `oyez_read_request` and `oyez_read_response` differ in what they tell.
type Read<T> = unsafe extern "C" fn(
    oyez_bytes,
    u32,
    *mut T,
    *mut oyez_field,
    *mut usize,
    *mut oyez_verdict,
    *mut usize,
) -> oyez_error;

pub struct Heads<T> {
    read: Read<T>,
    head: T,
    fields: Box<[MaybeUninit<oyez_field>; FIELDS]>,
    verdict: oyez_verdict,
    found: usize,
}

impl Heads<oyez_request> {
    pub fn requests() -> Self {
        // SAFETY: integers and pointers, for which zero is a value: `oyez_request_empty()`.
        let head = oyez_request { size: size_of::<oyez_request>(), ..unsafe { mem::zeroed() } };
        Heads::new(oyez_read_request, head)
    }
}

impl Heads<oyez_response> {
    pub fn responses() -> Self {
        // SAFETY: as above: `oyez_response_empty()`.
        let head = oyez_response { size: size_of::<oyez_response>(), ..unsafe { mem::zeroed() } };
        Heads::new(oyez_read_response, head)
    }
}

impl<T> Heads<T> {
    fn new(read: Read<T>, head: T) -> Self {
        // SAFETY: integers.
        let verdict = unsafe { mem::zeroed() };
        Heads { read: black_box(read), head, fields: Box::new([MaybeUninit::uninit(); FIELDS]), verdict, found: 0 }
    }
}

impl<T> Reader for Heads<T> {
    fn read(&mut self, message: &[u8]) -> usize {
        let input = oyez_bytes { ptr: message.as_ptr(), len: message.len() };
        let mut consumed = 0;
        self.found = FIELDS;
        // SAFETY: every pointer is to a place of its type, `fields` to as many as `found` says.
        let error = unsafe {
            (self.read)(
                input,
                0,
                &raw mut self.head,
                self.fields.as_mut_ptr().cast(),
                &raw mut self.found,
                &raw mut self.verdict,
                &raw mut consumed,
            )
        };
        if error == oyez_error::OYEZ_OK { consumed } else { 0 }
    }

    fn found(&self) -> usize {
        self.found
    }
}

/// The door, behind a copy of the head: what a connection would cost at least.
pub struct Copied {
    scratch: Scratch,
    door: Heads<oyez_request>,
}

impl Copied {
    pub fn requests() -> Self {
        Copied { scratch: Scratch::new(), door: Heads::requests() }
    }
}

impl Reader for Copied {
    fn read(&mut self, message: &[u8]) -> usize {
        self.door.read(self.scratch.copy(message))
    }

    fn found(&self) -> usize {
        self.door.found()
    }
}
