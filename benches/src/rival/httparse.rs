// SPDX-License-Identifier: MIT OR Apache-2.0
//! httparse, behind C functions of the kind that the others have: uninitialised fields in, its fastest way.

use std::hint::black_box;
use std::mem::MaybeUninit;
use std::{ptr, slice};

use httparse::{Header, ParserConfig, Request, Response, Status};

use crate::reader::{FIELDS, Reader};
use crate::scratch::Scratch;

/// What is found, but for the fields: method and target, or a reason in place of the method.
#[repr(C)]
struct Head {
    first: *const u8,
    first_len: usize,
    target: *const u8,
    target_len: usize,
    version: u8,
    status: u16,
    fields: usize,
}

type Fields = [MaybeUninit<Header<'static>>; FIELDS];
type Parse = unsafe extern "C" fn(*const u8, usize, *mut Head, *mut Fields) -> usize;

/// SAFETY: as the pointers of the caller.
unsafe extern "C" fn parse_request(octets: *const u8, len: usize, head: *mut Head, fields: *mut Fields) -> usize {
    let octets: &'static [u8] = unsafe { slice::from_raw_parts(octets, len) };
    let mut request = Request::new(&mut []);
    let Ok(Status::Complete(taken)) = request.parse_with_uninit_headers(octets, unsafe { &mut *fields }) else {
        return 0;
    };
    let (method, target) = (request.method.unwrap_or_default(), request.path.unwrap_or_default());
    let found = Head {
        first: method.as_ptr(),
        first_len: method.len(),
        target: target.as_ptr(),
        target_len: target.len(),
        version: request.version.unwrap_or_default(),
        status: 0,
        fields: request.headers.len(),
    };
    unsafe { head.write(found) };
    taken
}

/// SAFETY: as the pointers of the caller.
unsafe extern "C" fn parse_response(octets: *const u8, len: usize, head: *mut Head, fields: *mut Fields) -> usize {
    let octets: &'static [u8] = unsafe { slice::from_raw_parts(octets, len) };
    let mut response = Response::new(&mut []);
    let parsed =
        ParserConfig::default().parse_response_with_uninit_headers(&mut response, octets, unsafe { &mut *fields });
    let Ok(Status::Complete(taken)) = parsed else { return 0 };
    let reason = response.reason.unwrap_or_default();
    let found = Head {
        first: reason.as_ptr(),
        first_len: reason.len(),
        target: ptr::null(),
        target_len: 0,
        version: response.version.unwrap_or_default(),
        status: response.code.unwrap_or_default(),
        fields: response.headers.len(),
    };
    unsafe { head.write(found) };
    taken
}

pub struct Heads {
    parse: Parse,
    head: Head,
    fields: Box<Fields>,
}

impl Heads {
    pub fn requests() -> Self {
        Self::new(parse_request)
    }

    pub fn responses() -> Self {
        Self::new(parse_response)
    }

    fn new(parse: Parse) -> Self {
        let head = Head {
            first: ptr::null(),
            first_len: 0,
            target: ptr::null(),
            target_len: 0,
            version: 0,
            status: 0,
            fields: 0,
        };
        Heads { parse: black_box(parse), head, fields: Box::new([MaybeUninit::uninit(); FIELDS]) }
    }
}

impl Reader for Heads {
    fn read(&mut self, message: &[u8]) -> usize {
        // SAFETY: the message is there for the call, and nobody reads what `head` and `fields` point to after it.
        unsafe { (self.parse)(message.as_ptr(), message.len(), &raw mut self.head, &raw mut *self.fields) }
    }

    fn found(&self) -> usize {
        self.head.fields
    }
}

/// It reads chunk sizes; the way from one to the next is what its callers write.
unsafe extern "C" fn next_chunk(octets: *const u8, len: usize, size: *mut usize) -> usize {
    let octets = unsafe { slice::from_raw_parts(octets, len) };
    let Ok(Status::Complete((start, length))) = httparse::parse_chunk_size(octets) else { return 0 };
    let Ok(length) = usize::try_from(length) else { return 0 };
    let Some([b'\r', b'\n', ..]) = octets.get(start + length..) else { return 0 };
    unsafe { size.write(length) };
    start + length + 2
}

pub struct Chunks {
    next: unsafe extern "C" fn(*const u8, usize, *mut usize) -> usize,
    scratch: Scratch,
    found: usize,
}

impl Chunks {
    pub fn new() -> Self {
        Chunks { next: black_box(next_chunk), scratch: Scratch::new(), found: 0 }
    }
}

impl Reader for Chunks {
    fn read(&mut self, message: &[u8]) -> usize {
        let mut rest: &[u8] = self.scratch.copy(message);
        self.found = 0;
        loop {
            let mut size = 0;
            // SAFETY: the octets are there, and so is the size.
            let taken = unsafe { (self.next)(rest.as_ptr(), rest.len(), &raw mut size) };
            rest = &rest[taken..];
            self.found += size;
            if taken == 0 || size == 0 {
                return if taken == 0 { 0 } else { message.len() - rest.len() };
            }
        }
    }

    fn found(&self) -> usize {
        self.found
    }
}
