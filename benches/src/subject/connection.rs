// SPDX-License-Identifier: MIT OR Apache-2.0
//! The whole way of a request through a server's connection in lent memory: octets copied in, the request told, every
//! field looked at, a reply written and taken, and the connection idle again.

use std::hint::black_box;
use std::{mem, ptr};

use oyez::capi::{
    OYEZ_CONN_STATE_SIZE, oyez_bytes, oyez_config, oyez_conn, oyez_conn_fields, oyez_conn_filled, oyez_conn_init,
    oyez_conn_pending, oyez_conn_reply, oyez_conn_request, oyez_conn_room, oyez_conn_sent, oyez_conn_step, oyez_error,
    oyez_event, oyez_field, oyez_fields, oyez_fields_next, oyez_request, oyez_room,
};

use crate::reader::Reader;

pub struct Connection {
    conn: *mut oyez_conn,
    calls: Calls,
    found: usize,
    /// Where it lives.
    _memory: Vec<u64>,
}

/// Each function behind a pointer, as a program has it that links the shared library.
struct Calls {
    room: unsafe extern "C" fn(*mut oyez_conn) -> oyez_room,
    filled: unsafe extern "C" fn(*mut oyez_conn, usize) -> oyez_error,
    step: unsafe extern "C" fn(*mut oyez_conn) -> oyez_event,
    request: unsafe extern "C" fn(*const oyez_conn) -> *const oyez_request,
    fields: unsafe extern "C" fn(*const oyez_conn) -> oyez_fields,
    next: unsafe extern "C" fn(*mut oyez_fields, *mut oyez_field) -> bool,
    reply: unsafe extern "C" fn(*mut oyez_conn, u32, *const oyez_field, usize, oyez_bytes) -> oyez_error,
    pending: unsafe extern "C" fn(*const oyez_conn) -> oyez_bytes,
    sent: unsafe extern "C" fn(*mut oyez_conn, usize) -> oyez_error,
}

impl Connection {
    pub fn server() -> Self {
        const INPUT: usize = 16_384;
        const OUTPUT: usize = 1024;
        let mut memory = vec![0u64; (OYEZ_CONN_STATE_SIZE + INPUT + OUTPUT) / 8];
        // SAFETY: integers and a pointer, for which zero is the default: `oyez_config_default()`.
        let config = oyez_config {
            size: size_of::<oyez_config>(),
            input_size: INPUT,
            output_size: OUTPUT,
            ..unsafe { mem::zeroed() }
        };
        let room = oyez_room { ptr: memory.as_mut_ptr().cast(), len: memory.len() * 8 };
        let mut conn = ptr::null_mut();
        // SAFETY: the memory is lent for as long as the connection is there.
        let error = unsafe { oyez_conn_init(&raw mut conn, &raw const config, room) };
        assert_eq!(error, oyez_error::OYEZ_OK);
        let calls = Calls {
            room: oyez_conn_room,
            filled: oyez_conn_filled,
            step: oyez_conn_step,
            request: oyez_conn_request,
            fields: oyez_conn_fields,
            next: oyez_fields_next,
            reply: oyez_conn_reply,
            pending: oyez_conn_pending,
            sent: oyez_conn_sent,
        };
        Connection { conn, calls: black_box(calls), found: 0, _memory: memory }
    }

    /// SAFETY, here and below: the connection is there, and so is what it lends until its next step.
    fn receive(&mut self, message: &[u8]) -> bool {
        let room = unsafe { (self.calls.room)(self.conn) };
        if room.len < message.len() {
            return false;
        }
        unsafe { ptr::copy_nonoverlapping(message.as_ptr(), room.ptr, message.len()) };
        unsafe { (self.calls.filled)(self.conn, message.len()) == oyez_error::OYEZ_OK }
    }

    fn look_at_fields(&mut self) {
        let mut fields = unsafe { (self.calls.fields)(self.conn) };
        let mut field = oyez_field { name: NOTHING, value: NOTHING };
        self.found = 0;
        while unsafe { (self.calls.next)(&raw mut fields, &raw mut field) } {
            self.found += 1;
        }
    }

    fn reply(&mut self) -> bool {
        let content = oyez_bytes { ptr: CONTENT.as_ptr(), len: CONTENT.len() };
        unsafe { (self.calls.reply)(self.conn, 200, ptr::null(), 0, content) == oyez_error::OYEZ_OK }
    }

    fn send(&mut self) -> bool {
        let pending = unsafe { (self.calls.pending)(self.conn) };
        unsafe { (self.calls.sent)(self.conn, pending.len) == oyez_error::OYEZ_OK }
    }
}

impl Reader for Connection {
    fn read(&mut self, message: &[u8]) -> usize {
        let mut method = 0;
        if !self.receive(message) {
            return 0;
        }
        loop {
            match unsafe { (self.calls.step)(self.conn) } {
                oyez_event::OYEZ_REQUEST => {
                    method = unsafe { (*(self.calls.request)(self.conn)).method.len };
                    self.look_at_fields();
                    if !self.reply() || !self.send() {
                        return 0;
                    }
                }
                oyez_event::OYEZ_NOTHING => break,
                oyez_event::OYEZ_FAULT | oyez_event::OYEZ_CLOSED => return 0,
                _ => {}
            }
        }
        if method == 0 { 0 } else { message.len() }
    }

    fn found(&self) -> usize {
        self.found
    }
}

const NOTHING: oyez_bytes = oyez_bytes { ptr: ptr::null(), len: 0 };
const CONTENT: &[u8] = b"Oyez!\n";
