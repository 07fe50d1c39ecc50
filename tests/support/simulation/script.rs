// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a peer says: requests of every kind, one after another, and perhaps nonsense last.

use super::content_of;
use crate::dice::Dice;

/// A request, as the program is to be told it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: &'static str,
    pub target: String,
    pub version: u8,
    pub content: Vec<u8>,
    pub expects: bool,
    /// Its content does not end as it should.
    pub broken: bool,
}

/// All that a peer says.
#[derive(Clone, Debug, Default)]
pub struct Script {
    pub octets: Vec<u8>,
    pub asked: Vec<Asked>,
    /// Where it waits for a 100 (Continue), though not for ever.
    pub gates: Vec<usize>,
}

impl Asked {
    /// What stands for no request.
    pub fn nonsense() -> Self {
        let (method, target) = ("GET", String::new());
        Asked { method, target, version: 11, content: Vec::new(), expects: false, broken: true }
    }
}

const METHODS: [&str; 6] = ["GET", "GET", "GET", "HEAD", "POST", "PUT"];

impl Script {
    pub fn new(dice: &mut Dice, peer: usize) -> Self {
        let mut script = Script::default();
        let most = dice.pick(&[1, 2, 3, 6]);
        for number in 0..dice.below(most + 1) {
            script.ask(dice, peer, number);
            if script.asked.last().is_some_and(|asked| asked.broken) {
                return script;
            }
        }
        if dice.below(4) == 0 {
            script.octets.extend(nonsense(dice));
        }
        script
    }

    fn ask(&mut self, dice: &mut Dice, peer: usize, number: usize) {
        let method = dice.pick(&METHODS);
        let version = if dice.below(6) == 0 { 10 } else { 11 };
        let carries = ["POST", "PUT"].contains(&method);
        let chunked = carries && version == 11 && dice.below(2) == 0;
        let most = dice.pick(&[0, 10, 300, 1_500]);
        let content = if carries { content_of(peer * 100 + number, dice.below(most + 1)) } else { Vec::new() };
        let expects = carries && version == 11 && dice.below(3) == 0 && !content.is_empty();
        let target = format!("/{peer}/{number}");
        let ends = if version == 10 { "HTTP/1.0" } else { "HTTP/1.1" };
        let mut head = format!("{method} {target} {ends}\r\nHost: a\r\n");
        match (carries, chunked) {
            (true, true) => head += "Transfer-Encoding: chunked\r\n",
            (true, false) => head += &format!("Content-Length: {}\r\n", content.len()),
            _ => {}
        }
        if expects {
            head += "Expect: 100-continue\r\n";
        }
        head += match (version, dice.below(8)) {
            (10, 0..4) => "Connection: keep-alive\r\n",
            (11, 0) => "Connection: close\r\n",
            _ => "",
        };
        head += "\r\n";
        self.octets.extend(head.as_bytes());
        if expects {
            self.gates.push(self.octets.len());
        }
        let broken = chunked && dice.below(10) == 0;
        if chunked {
            self.octets.extend(in_chunks(dice, &content, broken));
        } else {
            self.octets.extend(&content);
        }
        self.asked.push(Asked { method, target, version, content, expects, broken });
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
    let long = [b"GET / HTTP/1.1\r\nHost: a\r\nX: ", "y".repeat(3_000).as_bytes(), b"\r\n\r\n"].concat();
    let kinds: [&[u8]; 8] = [
        b"GET / HTTP/1.1\r\n\r\n",
        b"G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: cut off",
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03",
        b"\r\n\r\n",
        &long,
    ];
    dice.pick(&kinds).to_vec()
}
