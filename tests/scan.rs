// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whatever instructions look at a head, the outcome is that of the reader that goes line by line: for every octet at
//! every place, every length, every alignment, and for heads with octets thrown about; and no octet behind the last is
//! looked at, for there a page begins that may not be read.
//!
//! `OYEZ_HEADS=10000000 cargo test --release --test scan` throws longer.

#[path = "support/dice.rs"]
mod dice;

use std::sync::Mutex;

use dice::Dice;
use oyez::grammar::scan::choice::{Instructions, insist};
use oyez::grammar::scan::{self, Lines, Word};
use oyez::syntax::field_line::Field;
use oyez::syntax::head;
use oyez::syntax::leniency::Leniencies;

/// The choice of instructions is the process's: one test at a time.
static CHOICE: Mutex<()> = Mutex::new(());

/// Memory whose last octet is followed by a page that may not be read.
struct Guarded {
    start: *mut u8,
}

const ROOM: usize = 1 << 16;
const PAGE: usize = 4096;

impl Guarded {
    fn new() -> Self {
        let both = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a mapping of its own.
        let start = unsafe {
            libc::mmap(std::ptr::null_mut(), ROOM + PAGE, both, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1, 0)
        };
        assert_ne!(start, libc::MAP_FAILED);
        let start = start.cast::<u8>();
        // SAFETY: the last page of that mapping.
        assert_eq!(unsafe { libc::mprotect(start.add(ROOM).cast(), PAGE, libc::PROT_NONE) }, 0);
        Guarded { start }
    }

    /// The octets, where they end at the page, or so many octets before it.
    fn ending<'g>(&'g mut self, octets: &[u8], before: usize) -> &'g [u8] {
        // SAFETY: they fit before the last page.
        let place = unsafe {
            let place = self.start.add(ROOM - before - octets.len());
            std::slice::from_raw_parts_mut(place, octets.len())
        };
        place.copy_from_slice(octets);
        place
    }
}

const REQUEST: &[u8] = b"GET /a/path/that-is-longer/than-a-window?q=1&r=x%20y&s HTTP/1.1\r\nHost: www.example.org:8080\r\n\
User-Agent: Mozilla/5.0 (X11; \"caf\xc3\xa9\")\r\nAccept: text/html,*/*;q=0.8\r\nX-A-Name-That-Is-Longer-Than-A-Window-Has-Octets: v\r\n\
E:\r\nX:  two  \r\nCookie: a=b; c=0123456789012345678901234567890123456789012345678901234567890123456789\r\n\
Connection: keep-alive\r\n\r\n";
const SHORT: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const MIDDLE: &[u8] = b"PUT /?x HTTP/1.0\r\nHost: a.example\r\nAccept: *\r\n\r\n";
const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\nDate: Mon, 09 Sep 2024 12:34:56 GMT\r\nContent-Type: text/html\r\n\
Content-Length: 18342\r\nETag: W/\"47a6\"\r\nX-Request-Id: 7f3c2b1a-9d8e-4c5f-b6a7-0123456789ab\r\n\r\n";
const NO_REASON: &[u8] = b"HTTP/1.0 404 \r\nA: b\r\n\r\n";

fn there() -> Vec<Instructions> {
    Instructions::ALL.into_iter().filter(|instructions| instructions.are_there()).collect()
}

const EMPTY: Field<'static> = Field { name: &[], value: &[] };

/// Whether all instructions make of this what the reader makes of it; how many took it by themselves.
fn all_agree(octets: &[u8]) -> usize {
    let mut expected = [EMPTY; 40];
    let response = octets.starts_with(b"HTTP");
    let (request_told, response_told) = (
        head::read_request_by_line(octets, Leniencies::NONE, &mut expected[..]),
        head::read_response_by_line(octets, Leniencies::NONE, &mut if response { expected } else { [EMPTY; 40] }[..]),
    );
    let mut plain = 0;
    for instructions in there() {
        assert!(insist(instructions));
        let mut table = [EMPTY; 40];
        let case = || format!("{instructions:?}: {}", octets.escape_ascii());
        if response {
            let mut expected = [EMPTY; 40];
            let _ = head::read_response_by_line(octets, Leniencies::NONE, &mut expected[..]);
            assert_eq!(head::read_response(octets, Leniencies::NONE, &mut table[..]), response_told, "{}", case());
            assert!(response_told.is_err() || table == expected, "{}", case());
        } else {
            assert_eq!(head::read_request(octets, Leniencies::NONE, &mut table[..]), request_told, "{}", case());
            assert!(request_told.is_err() || table == expected, "{}", case());
        }
        plain += usize::from(is_plain(octets));
    }
    plain
}

struct Anything;

impl<'b> Lines<'b> for Anything {
    const START_LINE: bool = true;

    fn start(&mut self, _: &'b [u8], _: usize, _: Word) -> bool {
        true
    }

    fn field(&mut self, _: usize, _: &'b [u8], _: &'b [u8]) -> bool {
        true
    }
}

fn is_plain(octets: &[u8]) -> bool {
    scan::plain(octets, Anything).is_some()
}

#[test]
fn heads_as_people_send_them_are_plain_to_all_instructions() {
    let _choice = CHOICE.lock();
    for head in [REQUEST, SHORT, MIDDLE, RESPONSE, NO_REASON] {
        for instructions in there() {
            assert!(insist(instructions) && is_plain(head), "{instructions:?}: {}", head.escape_ascii());
        }
    }
}

#[test]
fn every_octet_at_every_place_is_judged_alike() {
    let _choice = CHOICE.lock();
    let mut memory = Guarded::new();
    for base in [REQUEST, SHORT, MIDDLE, RESPONSE, NO_REASON] {
        let mut head = base.to_vec();
        for at in 0..base.len() {
            for octet in 0..=255 {
                head[at] = octet;
                all_agree(memory.ending(&head, 0));
            }
            head[at] = base[at];
        }
    }
}

#[test]
fn every_length_is_judged_alike_at_every_alignment() {
    let _choice = CHOICE.lock();
    let mut memory = Guarded::new();
    for base in [REQUEST, SHORT, MIDDLE, RESPONSE, NO_REASON] {
        for length in 0..=base.len() {
            all_agree(memory.ending(&base[..length], 0));
        }
        for before in 0..128 {
            all_agree(memory.ending(base, before));
            all_agree(memory.ending(&[base, &vec![b'x'; before][..]].concat(), 0));
        }
    }
    // Values of every length shift what follows over every place of a block.
    for length in 0..300 {
        for (open, close) in
            [("GET / HTTP/1.1\r\nA: ", "\r\nBc: d\r\nEf: g\r\n\r\n"), ("GET /", " HTTP/1.1\r\nA: b\r\n\r\n")]
        {
            let head = [open.as_bytes(), &vec![b'v'; length], close.as_bytes()].concat();
            all_agree(memory.ending(&head, 0));
        }
    }
}

#[test]
fn heads_with_octets_thrown_about_are_judged_alike() {
    let _choice = CHOICE.lock();
    let heads = std::env::var("OYEZ_HEADS").ok().and_then(|heads| heads.parse().ok()).unwrap_or(60_000);
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x9e37_79b9_7f4a_7c15);
    let (mut memory, mut dice) = (Guarded::new(), Dice(seed));
    let mut plain = 0;
    for _ in 0..heads {
        let mut head = dice.pick(&[REQUEST, SHORT, MIDDLE, RESPONSE, NO_REASON]).to_vec();
        for _ in 0..dice.below(4) {
            throw(&mut head, &mut dice);
        }
        if dice.below(4) == 0 {
            head.extend(dice.octets(100));
        }
        plain += all_agree(memory.ending(&head, 0));
    }
    println!("{heads} heads, by {:?}: all judged alike, {plain} times by the scan", there());
    assert!(plain > heads / 2, "most of the work is the scan's: {plain}");
}

/// Changes, removes or inserts octets somewhere.
fn throw(head: &mut Vec<u8>, dice: &mut Dice) {
    const PIECES: [&[u8]; 21] = [
        b"\r\n",
        b"\n",
        b" ",
        b"\t",
        b":",
        b"\r",
        b"\x80",
        b"\x7f",
        b"_",
        b"~",
        b"\r\n ",
        b"\r\n\r\n",
        b"HTTP/1.1",
        b"\0",
        b"@",
        b"\"",
        b"  ",
        b"a: b\r\n",
        b":\r\n",
        b": \t x \t\r\n",
        b"\x0e\x0f",
    ];
    let at = dice.below(head.len());
    match dice.below(6) {
        0 if at < head.len() => head[at] = u8::try_from(dice.below(256)).unwrap(),
        1 if at < head.len() => head[at] ^= 1 << dice.below(8),
        2 => drop(head.drain(at..(at + dice.below(40)).min(head.len()))),
        3 | 4 => drop(head.splice(at..at, dice.pick(&PIECES).iter().copied())),
        _ if dice.below(4) == 0 => head.truncate(at),
        _ => {
            let long: Vec<u8> =
                (0..dice.below(120)).map(|_| dice.pick(b"abcdefghijklmnopqrstuvwxyz0123456789-")).collect();
            drop(head.splice(at..at, long));
        }
    }
}
