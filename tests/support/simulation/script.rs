// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a peer says: requests of every kind, one after another, and perhaps what is no HTTP last.

use std::ops::Range;

use super::content_of;
use super::greeting::{self, Names};
use crate::dice::Dice;

/// A request, as the program is to be told it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: &'static str,
    pub target: String,
    pub version: u8,
    pub content: Vec<u8>,
    pub chunked: bool,
    pub expects: bool,
    /// Its content does not end as it should.
    pub broken: bool,
    /// It is for another host than the server's.
    pub misdirected: bool,
    /// Neither it nor its version says that it is the last.
    pub persists: bool,
    /// With a right answer, HTTP ends behind it.
    pub leaves: bool,
    /// Where its head stands.
    pub head: Range<usize>,
}

/// What kind of scenario it is part of.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// It comes through a proxy.
    pub proxied: bool,
    /// Nearly all wait for events.
    pub watching: bool,
}

/// All that a peer says.
#[derive(Clone, Debug, Default)]
pub struct Script {
    pub octets: Vec<u8>,
    pub asked: Vec<Asked>,
    /// Where it waits for a 100 (Continue), or for an answer, though not for ever.
    pub gates: Vec<usize>,
    /// Octets of the header of a proxy that it begins with, and whom that names.
    pub greeting: usize,
    pub names: Names,
    /// Where the octets begin that follow the end of HTTP.
    pub raw: Option<usize>,
    /// Where its requests end.
    pub ends: usize,
    /// There is nothing wrong in it.
    pub honest: bool,
}

impl Asked {
    /// What stands for no request.
    pub fn nonsense() -> Self {
        let (method, target) = ("GET", String::new());
        Asked {
            method,
            target,
            version: 11,
            content: Vec::new(),
            chunked: false,
            expects: false,
            broken: true,
            misdirected: false,
            persists: false,
            leaves: false,
            head: 0..0,
        }
    }
}

const METHODS: [&str; 6] = ["GET", "GET", "GET", "HEAD", "POST", "PUT"];

/// Hosts of the server, and of others.
pub const SERVED: [&[u8]; 2] = [b"b.example", b"a"];
const OURS: [&str; 4] = ["a", "a", "A:80", "b.example:8080"];
const OTHERS: [&str; 3] = ["", "c.example", "a.c.example:80"];

impl Script {
    pub fn new(dice: &mut Dice, peer: usize, setting: Setting) -> Self {
        let mut script = Script { honest: true, ..Script::default() };
        if setting.proxied {
            (script.octets, script.names) = greeting::greet(dice);
            script.greeting = script.octets.len();
            script.honest = !matches!(script.names, Names::Wrong | Names::CutOff);
            if script.names == Names::CutOff {
                return script;
            }
        }
        let most = dice.pick(&[1, 2, 3, 6]);
        let count = if setting.watching { 1 } else { dice.below(most + 1) };
        for number in 0..count {
            script.ask(dice, peer, number, setting.watching);
            if script.asked.last().is_some_and(|asked| asked.broken) {
                script.honest = false;
                return script;
            }
        }
        script.ends = script.octets.len();
        match dice.below(8) {
            0 | 1 => script.leave(dice, peer, count),
            2 | 3 => {
                script.octets.extend(nonsense(dice));
                script.honest = false;
            }
            _ => {}
        }
        script
    }

    fn ask(&mut self, dice: &mut Dice, peer: usize, number: usize, watching: bool) {
        let method = if watching { "GET" } else { dice.pick(&METHODS) };
        let version = if dice.below(6) == 0 { 10 } else { 11 };
        let carries = ["POST", "PUT"].contains(&method);
        let chunked = carries && version == 11 && dice.below(2) == 0;
        let most = dice.pick(&[0, 10, 300, 1_500]);
        let content = if carries { content_of(peer * 100 + number, dice.below(most + 1)) } else { Vec::new() };
        let expects = carries && version == 11 && dice.below(3) == 0 && !content.is_empty();
        let misdirected = dice.below(10) == 0;
        let host = if misdirected { dice.pick(&OTHERS) } else { dice.pick(&OURS) };
        // What the target says is what counts (RFC 9112, 3.2.2).
        let (target, host) = match dice.below(12) {
            0 if !host.is_empty() => (format!("http://{host}/{peer}/{number}"), "c.example"),
            _ => (format!("/{peer}/{number}"), host),
        };
        let ends = if version == 10 { "HTTP/1.0" } else { "HTTP/1.1" };
        let mut head = format!("{method} {target} {ends}\r\nHost: {host}\r\n");
        match (carries, chunked) {
            (true, true) => head += "Transfer-Encoding: chunked\r\n",
            (true, false) => head += &format!("Content-Length: {}\r\n", content.len()),
            _ => {}
        }
        if expects {
            head += "Expect: 100-continue\r\n";
        }
        let option = match (version, dice.below(8)) {
            (10, 0..4) => "Connection: keep-alive\r\n",
            (11, 0) => "Connection: close\r\n",
            _ => "",
        };
        let persists = (version == 10) != option.is_empty();
        let head = self.say(&[&head, option, "\r\n"].concat());
        if expects {
            self.gates.push(head.end);
        }
        let broken = chunked && dice.below(10) == 0;
        if chunked {
            self.octets.extend(in_chunks(dice, &content, broken));
        } else {
            self.octets.extend(&content);
        }
        let leaves = false;
        self.asked.push(Asked {
            method,
            target,
            version,
            content,
            chunked,
            expects,
            broken,
            misdirected,
            persists,
            leaves,
            head,
        });
    }

    /// A request that HTTP may end with, and octets of another protocol behind it, or behind the answer.
    fn leave(&mut self, dice: &mut Dice, peer: usize, number: usize) {
        let misdirected = dice.below(10) == 0;
        let host = if misdirected { dice.pick(&OTHERS[1..]) } else { dice.pick(&OURS) };
        let connects = dice.below(2) == 0;
        let content = if connects || dice.below(3) > 0 { Vec::new() } else { content_of(peer * 100 + number, 200) };
        let (method, target, head) = if connects {
            let authority = format!("{}:443", host.split(':').next().unwrap());
            let head = format!("CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n");
            ("CONNECT", authority, head)
        } else {
            let target = format!("/{peer}/{number}");
            let method = if content.is_empty() { "GET" } else { "POST" };
            let length =
                if content.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", content.len()) };
            let options = "Connection: Upgrade\r\nUpgrade: x\r\n\r\n";
            let head = format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n{length}{options}");
            (method, target, head)
        };
        let head = self.say(&head);
        self.octets.extend(&content);
        self.raw = Some(self.octets.len());
        if dice.below(2) == 0 {
            self.gates.push(self.octets.len());
        }
        let most = dice.pick(&[0, 10, 1_000, 5_000]);
        let mut raw = content_of(peer * 100 + 50, dice.below(most + 1));
        // If it is not let out of HTTP, that is no request.
        if let Some(first) = raw.first_mut() {
            *first = 0;
        }
        self.octets.extend(raw);
        self.asked.push(Asked {
            method,
            target,
            version: 11,
            content,
            chunked: false,
            expects: false,
            broken: false,
            misdirected,
            persists: true,
            leaves: true,
            head,
        });
    }

    fn say(&mut self, head: &str) -> Range<usize> {
        let start = self.octets.len();
        self.octets.extend(head.as_bytes());
        start..self.octets.len()
    }

    /// Where all is said of so many requests, and what follows begins.
    pub fn end_of(&self, asked: usize) -> usize {
        let next = self.asked.get(asked).map(|asked| asked.head.start);
        next.unwrap_or(self.raw.unwrap_or(self.ends))
    }

    /// What it sends behind the end of HTTP.
    pub fn raw(&self) -> &[u8] {
        self.raw.map_or(&[], |start| &self.octets[start..])
    }
}

fn in_chunks(dice: &mut Dice, content: &[u8], broken: bool) -> Vec<u8> {
    let mut octets = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        let size = 1 + dice.below(rest.len().min(200));
        let (chunk, after) = rest.split_at(size);
        octets.extend(format!("{size:x}{}\r\n", dice.pick(&["", "", ";a=b", ";q=\"x\""])).as_bytes());
        octets.extend(chunk);
        octets.extend(b"\r\n");
        rest = after;
    }
    let end =
        if broken { dice.pick(&["zz\r\n", "-1\r\n", "0\rx"]) } else { dice.pick(&["0\r\n\r\n", "0\r\nT: u\r\n\r\n"]) };
    octets.extend(end.as_bytes());
    octets
}

/// What is no request.
fn nonsense(dice: &mut Dice) -> Vec<u8> {
    let kinds: [&[u8]; 9] = [
        b"GET / HTTP/1.1\r\n\r\n",
        b"G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: cut off",
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03",
        b"PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\r\n",
        b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: ",
    ];
    let kind = dice.below(kinds.len());
    let mut octets = kinds[kind].to_vec();
    if kind == kinds.len() - 1 {
        octets.extend(std::iter::repeat_n(b'y', 3_000));
    }
    octets
}
