// SPDX-License-Identifier: MIT OR Apache-2.0
//! Any sequence of C calls on a bare connection: none finds a bug, one that fails changes nothing that waits to be
//! sent, what is lent may be read, a head stays put, and CLOSED comes once and last.

use std::ffi::CStr;
use std::ptr;

use oyez::capi::*;

use super::choices::Choices;

/// Makes a connection and calls what the octets choose.
pub fn capi(octets: &[u8]) {
    let mut choices = Choices(octets);
    let names = [bytes(b"Cookie"), bytes(b"X")];
    let pick_size = |choices: &mut Choices<'_>| match choices.below(16) {
        0 => OYEZ_NO_BUFFER,
        1 => 1 + choices.below(40),
        _ => 64 + choices.below(1000),
    };
    let keeps = choices.below(4) == 3;
    let config = oyez_config {
        size: size_of::<oyez_config>(),
        role: choices.below(2) as u32,
        allow: choices.below(16) as u32,
        version: choices.pick(&[0, 11, 10, 9]),
        keep_count: if keeps { names.len() as u32 } else { 0 },
        keep: if keeps { names.as_ptr() } else { ptr::null() },
        input_size: pick_size(&mut choices),
        output_size: pick_size(&mut choices),
        content_size: choices.pick(&[0, 0, 1, 100]),
        max_content: choices.pick(&[0, 0, 5, 100]),
        max_discard: choices.pick(&[0, 0, 5]),
        head_ms: 50,
        content_ms: 40,
        idle_ms: 60,
        send_ms: 70,
        min_rate: choices.pick(&[0, 0, 1000]),
        reserved: 0,
    };
    // SAFETY: the configuration lives until the call returns.
    let size = unsafe { oyez_conn_size(&raw const config) };
    assert!(size >= OYEZ_CONN_STATE_SIZE, "a configuration of these parts is right");
    let mut memory = vec![0u64; size.div_ceil(8)];
    let (mut input, mut output) = (vec![0; 64 + choices.below(300)], vec![0; 64 + choices.below(300)]);
    let mut conn = ptr::null_mut();
    let room = oyez_room { ptr: memory.as_mut_ptr().cast(), len: size };
    // SAFETY: memory, its buffers lent below, and the names kept live until the connection is no longer used.
    let made = unsafe { oyez_conn_init(&raw mut conn, &raw const config, room) };
    assert_eq!(made, oyez_error::OYEZ_OK);
    let mut caller = Caller { conn, now: u32::MAX - 100, rest: &[], closed: false, head: None };
    let lent = [lendable(&mut input), lendable(&mut output)];
    while !choices.are_over() {
        caller.call(&mut choices, lent);
        caller.look();
    }
    // Whatever was going on: a cut ends it.
    // SAFETY: here and below, the handle lives.
    unsafe { oyez_conn_abort(conn) };
    caller.steps();
    assert!(caller.closed, "a cut ends everything");
}

fn bytes(octets: &[u8]) -> oyez_bytes {
    oyez_bytes { ptr: octets.as_ptr(), len: octets.len() }
}

fn lendable(octets: &mut [u8]) -> oyez_room {
    oyez_room { ptr: octets.as_mut_ptr(), len: octets.len() }
}

/// Octets that were lent, read each: a sanitizer sees where they may not be.
fn read(lent: oyez_bytes) -> Vec<u8> {
    assert!(!lent.ptr.is_null() || lent.len == 0, "only nothing is at NULL");
    // SAFETY: what is lent may be read until the next call that ends the borrow.
    if lent.len == 0 { Vec::new() } else { unsafe { std::slice::from_raw_parts(lent.ptr, lent.len) }.to_vec() }
}

fn read_each(lent: &[oyez_bytes]) {
    for octets in lent {
        read(*octets);
    }
}

struct Caller<'o> {
    conn: *mut oyez_conn,
    now: u32,
    /// What the peer sends next.
    rest: &'o [u8],
    closed: bool,
    /// Method and target of the request told last.
    head: Option<[Vec<u8>; 2]>,
}

impl<'o> Caller<'o> {
    fn pending(&self) -> Vec<u8> {
        // SAFETY: the handle lives.
        read(unsafe { oyez_conn_pending(self.conn) })
    }

    /// One call, of any function, with arguments that may be wrong.
    fn call(&mut self, choices: &mut Choices<'o>, lent: [oyez_room; 2]) {
        let conn = if choices.below(64) == 63 { ptr::null_mut() } else { self.conn };
        let before = self.pending();
        let fields = [("Host", "a"), ("X", "y"), ("Upgrade", "p"), ("Date", "")]
            .map(|(name, value)| oyez_field { name: bytes(name.as_bytes()), value: bytes(value.as_bytes()) });
        let count = choices.pick(&[0, 1, 2, 3, 4]);
        let some = if choices.below(32) == 31 { ptr::null() } else { fields.as_ptr() };
        let status = choices.pick(&[200, 204, 304, 404, 100, 101, 103, 205, 600, 65_736]);
        let length = choices.pick(&[OYEZ_LENGTH_UNKNOWN, OYEZ_LENGTH_NONE, 0, 5, 1 << 63]);
        let nothing = oyez_bytes { ptr: ptr::null(), len: 0 };
        let mut taken = 0;
        // SAFETY: the handle is NULL or lives, and pointers are NULL or to as much as is said beside them.
        let error = unsafe {
            match choices.below(32) {
                0..4 => {
                    self.receive(choices);
                    return;
                }
                4..7 => {
                    self.steps();
                    return;
                }
                7 => oyez_conn_reply(conn, status, some, count, bytes(choices.octets(40))),
                8 => oyez_conn_reply(conn, 200, ptr::null(), 0, nothing),
                9 => oyez_conn_send_response(conn, status, length, some, count),
                10 => oyez_conn_send_informational(conn, status, some, count),
                11 => {
                    let method = choices.pick(&[&b"GET"[..], b"HEAD", b"CONNECT", b"POST", b"", b"G T"]);
                    let target = choices.pick(&[&b"/"[..], b"a:443", b"*", b""]);
                    oyez_conn_send_request(conn, bytes(method), bytes(target), length, some, count)
                }
                12 => oyez_conn_send_content(conn, bytes(choices.octets(80)), &raw mut taken),
                13 => oyez_conn_send_content(conn, bytes(choices.octets(80)), ptr::null_mut()),
                14 => {
                    let room = oyez_conn_content_room(conn);
                    for at in 0..room.len {
                        room.ptr.wrapping_add(at).write(b'c');
                    }
                    oyez_conn_content_filled(conn, choices.below(room.len + 2))
                }
                15 => oyez_conn_send_elsewhere(conn, choices.pick(&[0, 5, 100, u64::MAX])),
                16 => oyez_conn_sent_elsewhere(conn, choices.pick(&[0, 1, 5, 100])),
                17 | 18 => oyez_conn_send_end(conn, some, choices.pick(&[0, count])),
                19 | 20 => {
                    self.sent(choices);
                    return;
                }
                21 => {
                    oyez_conn_pause(conn, choices.below(2) == 1);
                    oyez_error::OYEZ_OK
                }
                22 => oyez_conn_used(conn, choices.below(40)),
                23 => {
                    oyez_conn_forget_head(conn);
                    if !conn.is_null() {
                        self.head = None;
                    }
                    oyez_error::OYEZ_OK
                }
                24 => oyez_conn_ended(conn),
                25 => {
                    self.now = self.now.wrapping_add(choices.below(30) as u32);
                    oyez_conn_tell_time(conn, self.now)
                }
                26 => {
                    oyez_conn_make_last(conn);
                    oyez_error::OYEZ_OK
                }
                27 => {
                    let rooms = choices.pick(&[lent, [oyez_room { ptr: ptr::null_mut(), len: 0 }; 2]]);
                    oyez_conn_lend_buffers(conn, rooms[0], rooms[1])
                }
                28 => {
                    oyez_conn_set_user(conn, lent[0].ptr.cast());
                    assert!(conn.is_null() || oyez_conn_user(conn) == lent[0].ptr.cast());
                    oyez_error::OYEZ_OK
                }
                29 if choices.below(8) == 7 && !conn.is_null() => {
                    oyez_conn_abort(conn);
                    return;
                }
                30 if choices.below(4) == 3 && !conn.is_null() => {
                    assert_eq!(oyez_conn_reset(conn), oyez_error::OYEZ_OK);
                    (self.closed, self.head) = (false, None);
                    return;
                }
                _ => oyez_conn_filled(conn, usize::MAX),
            }
        };
        assert_ne!(error, oyez_error::OYEZ_ERR_BUG);
        let after = self.pending();
        assert!(after.starts_with(&before), "what is pending does not move");
        assert!(error == oyez_error::OYEZ_OK || after.len() == before.len(), "{error:?}, but something was written");
    }

    /// The peer sends more: what the choices hold, in pieces.
    fn receive(&mut self, choices: &mut Choices<'o>) {
        if self.rest.is_empty() {
            self.rest = match choices.below(8) {
                0 => b"GET / HTTP/1.1\r\nHost: a\r\nCookie: b\r\n\r\n",
                1 => b"POST /x?y HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n",
                2 => b"5\r\nhello\r\n3;a=b\r\nabc\r\n0\r\nX: y\r\n\r\n",
                3 => b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                4 => b"HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                5 => b"GET /c HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: p\r\n\r\n",
                _ => choices.octets(300),
            };
        }
        // SAFETY: the handle lives, and the room is ours to fill until the next call.
        unsafe {
            let room = oyez_conn_room(self.conn);
            let count = room.len.min(self.rest.len()).min(1 + choices.below(80));
            for (at, octet) in self.rest[..count].iter().enumerate() {
                room.ptr.wrapping_add(at).write(*octet);
            }
            assert_eq!(oyez_conn_filled(self.conn, count), oyez_error::OYEZ_OK);
            // What finds no room is never sent.
            self.rest = if room.len == 0 { &[] } else { &self.rest[count..] };
        }
    }

    /// `while ((event = oyez_conn_step(conn)))`: such a loop always ends.
    fn steps(&mut self) {
        for count in 0.. {
            assert!(count < 10_000, "a loop of steps ends");
            // SAFETY: the handle lives.
            let event = unsafe { oyez_conn_step(self.conn) };
            assert!(!self.closed || event == oyez_event::OYEZ_NOTHING, "{event:?} behind CLOSED");
            match event {
                oyez_event::OYEZ_NOTHING => return,
                oyez_event::OYEZ_REQUEST => self.head = Some(self.request().expect("a request was told")),
                oyez_event::OYEZ_CLOSED => {
                    self.closed = true;
                    assert!(self.pending().is_empty(), "CLOSED comes when nothing is pending");
                }
                oyez_event::OYEZ_FAULT => self.fault(),
                _ => {}
            }
            self.look();
        }
    }

    fn request(&self) -> Option<[Vec<u8>; 2]> {
        // SAFETY: the handle lives, and what it lends does until the next call.
        let request = unsafe { oyez_conn_request(self.conn).as_ref() }?;
        assert_eq!(request.size, size_of::<oyez_request>());
        read_each(&[request.path, request.query, request.authority, request.upgrade]);
        Some([read(request.method), read(request.target)])
    }

    fn fault(&self) {
        // SAFETY: the handle lives; names and sentences are static.
        unsafe {
            let verdict = oyez_conn_fault(self.conn).as_ref().expect("a fault was told").verdict;
            assert_ne!(verdict.error, oyez_error::OYEZ_ERR_BUG as u32);
            for text in [oyez_error_name(verdict.error), oyez_error_text(verdict.error)] {
                assert!(!CStr::from_ptr(text).is_empty());
            }
            assert!(verdict.field_len as usize <= OYEZ_VERDICT_FIELD_SIZE);
        }
    }

    /// Writes to the transport what is pending, or a part of it, or more than there is.
    fn sent(&self, choices: &mut Choices<'_>) {
        let pending = self.pending().len();
        let count = if choices.below(4) == 0 { choices.below(pending + 2) } else { pending };
        // SAFETY: the handle lives.
        let error = unsafe { oyez_conn_sent(self.conn, count) };
        assert_eq!(error == oyez_error::OYEZ_OK, count <= pending);
        let left = self.pending().len();
        assert!(if count <= pending { left >= pending - count } else { left == pending });
    }

    /// Reads everything that is lent.
    fn look(&self) {
        // SAFETY: the handle lives, and what it lends does until the next call that is not shared.
        unsafe {
            let conn = self.conn;
            let request = self.request();
            if let (Some(request), Some(told)) = (&request, &self.head) {
                assert_eq!(request, told, "a head stays put");
            }
            if let Some(response) = oyez_conn_response(conn).as_ref() {
                read_each(&[response.reason, response.upgrade]);
            }
            for section in [oyez_conn_fields(conn), oyez_conn_trailers(conn)] {
                let (mut cursor, mut field) = (section, oyez_field { name: bytes(b""), value: bytes(b"") });
                let mut count = 0;
                while oyez_fields_next(&raw mut cursor, &raw mut field) {
                    count += 1;
                    let mut value = bytes(b"");
                    assert!(oyez_fields_find(section, field.name, &raw mut value), "it is found by its name");
                    read_each(&[field.name, field.value, value]);
                }
                assert_eq!(oyez_fields_count(section), count);
            }
            read_each(&[oyez_conn_head(conn), oyez_conn_content(conn)]);
            let interest = oyez_conn_interest(conn);
            assert_eq!(interest.wants & OYEZ_WANT_CLOSE != 0, self.closed);
            assert_eq!(interest.wants & OYEZ_WANT_WRITE != 0, !self.pending().is_empty());
        }
    }
}
