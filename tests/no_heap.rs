// SPDX-License-Identifier: MIT OR Apache-2.0
//! The engine runs under an allocator that aborts.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use oyez::exchange::{Connection, Event, Length, Step};
use oyez::messaging::judge;
use oyez::syntax::chunks::{Chunks, Position};
use oyez::syntax::field_line::Field;
use oyez::syntax::head;
use oyez::syntax::leniency::Leniencies;
use oyez::syntax::version::Version;

struct Guarded;

thread_local! {
    static FORBIDDEN: Cell<bool> = const { Cell::new(false) };
}

// SAFETY: it is the system's allocator, or it ends the process.
unsafe impl GlobalAlloc for Guarded {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if FORBIDDEN.get() {
            std::process::abort();
        }
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: `memory` came from `alloc` above.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Guarded = Guarded;

const REQUESTS: &[u8] = b"POST /a?b HTTP/1.1\r\nHost: a\r\nCookie: c\r\nTransfer-Encoding: chunked\r\n\r\n\
    3;x=\"y\"\r\nabc\r\n0\r\nT: u\r\n\r\nGET http://h/ HTTP/1.1\r\nHost: h\r\n\r\nGET * HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost : a\r\n\r\n";

#[test]
fn both_ends_run_without_a_heap() {
    let (mut input, mut output, mut back, mut out) = ([0; 512], [0; 1024], [0; 1024], [0; 256]);
    FORBIDDEN.set(true);
    let mut server = Connection::server(&mut input, &mut output);
    let mut events = 0;
    for octet in REQUESTS {
        if let Some(place) = server.room().first_mut() {
            *place = *octet;
            server.filled(1).ok();
        }
        loop {
            match server.step() {
                Ok(None) => break,
                Ok(Some(Step { event, mut sender })) => {
                    events += 1;
                    if let Event::Complete(trailers) = event {
                        let fields = [Field::new("X", "y")];
                        sender.response(200, Length::Unknown, &fields).ok();
                        sender.content(trailers.find(b"T").unwrap_or(b"none")).ok();
                        sender.end(&fields).ok();
                    }
                }
                Err(fault) => {
                    events += 100;
                    server.sender().reply(fault.status, &[], b"").ok();
                }
            }
        }
    }
    let mut client = Connection::client(&mut back, &mut out);
    client.sender().request(b"GET", b"/", Length::None, &[Field::new("Host", "a")]).ok();
    client.sender().end(&[]).ok();
    for (place, octet) in client.room().iter_mut().zip(server.pending()) {
        *place = *octet;
    }
    client.filled(server.pending().len().min(1000)).ok();
    let mut told = 0;
    while let Ok(Some(_)) = client.step() {
        told += 1;
    }
    FORBIDDEN.set(false);
    assert_eq!((events, told), (207, 3), "{}", String::from_utf8_lossy(server.pending()));
}

#[test]
fn the_stateless_door_needs_none_either() {
    let mut table = [Field::new("", ""); 8];
    FORBIDDEN.set(true);
    let head = head::read_request(REQUESTS, Leniencies::NONE, &mut table[..]);
    let lines = head.map_or(0, |head| head.lines);
    let judged = judge::judge(Version::HTTP_11, &table[..lines]).is_ok();
    let mut rest = head.ok().and_then(|head| REQUESTS.get(head.octets..)).unwrap_or(&[]);
    let mut chunks = Chunks::new();
    let content = chunks.next(&mut rest);
    let ended = chunks.next(&mut rest).is_none() && chunks.position() == Position::End;
    FORBIDDEN.set(false);
    assert_eq!((lines, judged, content, ended), (3, true, Some(&b"abc"[..]), true));
}
