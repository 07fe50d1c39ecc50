// SPDX-License-Identifier: MIT OR Apache-2.0
//! picohttpparser: C, built by its crate with SSE4.2 or without.

use std::ffi::{c_char, c_int};
use std::hint::black_box;
use std::{mem, ptr};

use picohttpparser_sys::{phr_chunked_decoder, phr_decode_chunked, phr_header, phr_parse_request, phr_parse_response};

use crate::reader::{FIELDS, Reader};
use crate::scratch::Scratch;

type ParseRequest = unsafe extern "C" fn(
    *const c_char,
    usize,
    *mut *const c_char,
    *mut usize,
    *mut *const c_char,
    *mut usize,
    *mut c_int,
    *mut phr_header,
    *mut usize,
    usize,
) -> c_int;

type ParseResponse = unsafe extern "C" fn(
    *const c_char,
    usize,
    *mut c_int,
    *mut c_int,
    *mut *const c_char,
    *mut usize,
    *mut phr_header,
    *mut usize,
    usize,
) -> c_int;

type DecodeChunked = unsafe extern "C" fn(*mut phr_chunked_decoder, *mut c_char, *mut usize) -> isize;

/// Where its machine code lies: an address in each function.
pub fn code() -> [usize; 3] {
    [
        phr_parse_request as *const () as usize,
        phr_parse_response as *const () as usize,
        phr_decode_chunked as *const () as usize,
    ]
}

pub struct Requests {
    parse: ParseRequest,
    fields: [phr_header; FIELDS],
    found: usize,
}

impl Requests {
    pub fn new() -> Self {
        Requests { parse: black_box(phr_parse_request), fields: [phr_header::default(); FIELDS], found: 0 }
    }
}

impl Reader for Requests {
    fn read(&mut self, message: &[u8]) -> usize {
        let (mut method, mut method_len, mut target, mut target_len) = (ptr::null(), 0, ptr::null(), 0);
        let mut version = 0;
        self.found = FIELDS;
        // SAFETY: every pointer is to a place of the type and count that the function's comment names.
        let taken = unsafe {
            (self.parse)(
                message.as_ptr().cast(),
                message.len(),
                &raw mut method,
                &raw mut method_len,
                &raw mut target,
                &raw mut target_len,
                &raw mut version,
                self.fields.as_mut_ptr(),
                &raw mut self.found,
                0,
            )
        };
        usize::try_from(taken).unwrap_or(0)
    }

    fn found(&self) -> usize {
        self.found
    }
}

pub struct Responses {
    parse: ParseResponse,
    fields: [phr_header; FIELDS],
    found: usize,
}

impl Responses {
    pub fn new() -> Self {
        Responses { parse: black_box(phr_parse_response), fields: [phr_header::default(); FIELDS], found: 0 }
    }
}

impl Reader for Responses {
    fn read(&mut self, message: &[u8]) -> usize {
        let (mut reason, mut reason_len) = (ptr::null(), 0);
        let (mut version, mut status) = (0, 0);
        self.found = FIELDS;
        // SAFETY: every pointer is to a place of the type and count that the function's comment names.
        let taken = unsafe {
            (self.parse)(
                message.as_ptr().cast(),
                message.len(),
                &raw mut version,
                &raw mut status,
                &raw mut reason,
                &raw mut reason_len,
                self.fields.as_mut_ptr(),
                &raw mut self.found,
                0,
            )
        };
        usize::try_from(taken).unwrap_or(0)
    }

    fn found(&self) -> usize {
        self.found
    }
}

/// Moves content together in place, so it needs a copy that it may change.
pub struct Chunks {
    decode: DecodeChunked,
    scratch: Scratch,
    found: usize,
}

impl Chunks {
    pub fn new() -> Self {
        Chunks { decode: black_box(phr_decode_chunked), scratch: Scratch::new(), found: 0 }
    }
}

impl Reader for Chunks {
    fn read(&mut self, message: &[u8]) -> usize {
        let copied = self.scratch.copy(message);
        self.found = copied.len();
        // SAFETY: integers, which "should be zero-filled before start".
        let mut decoder: phr_chunked_decoder = unsafe { mem::zeroed() };
        decoder.consume_trailer = 1;
        // SAFETY: the buffer is writable, and as long as `found` says.
        let left = unsafe { (self.decode)(&raw mut decoder, copied.as_mut_ptr().cast(), &raw mut self.found) };
        usize::try_from(left).map_or(0, |left| message.len() - left)
    }

    fn found(&self) -> usize {
        self.found
    }
}
