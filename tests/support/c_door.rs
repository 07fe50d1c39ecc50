// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C door: a process, bindings/c/tests/doors.c, that drives the connections of cases and prints what they tell.

#![allow(dead_code)] // Each test uses its part.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::c_library::{compiled, hosted};
use super::cases::{Case, Reply, Role};

/// The process at the other side of the door.
pub struct Door {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Door {
    pub fn open(name: &str, flags: &[&str]) -> Self {
        let program = compiled(name, hosted(), &["bindings/c/tests/doors.c"], flags);
        let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Door { child, to, from }
    }

    pub fn begin(&mut self, case: &Case) {
        let setup = &case.setup;
        let reply = match setup.reply {
            Reply::AtEnd(status) => status,
            Reply::AtHead => 0,
            Reply::Never => 1,
        };
        let role = u8::from(setup.role == Role::Client);
        let (content, discard) = (setup.max_content.unwrap_or(0), setup.max_discard.unwrap_or(0));
        let (last, end) = (u8::from(setup.last), u8::from(setup.end));
        let (version, allow, input) = (setup.version, setup.allow, setup.input);
        let mut text = format!("case {role} {version} {allow} {input} {content} {discard} {reply} {last} {end}\n");
        for name in setup.keep.iter().flatten() {
            let _ = writeln!(text, "keep {}", hex(name.as_bytes()));
        }
        if let Some(protocol) = &setup.switch {
            let _ = writeln!(text, "switch {}", hex(protocol.as_bytes()));
        }
        for sent in &setup.sends {
            let protocol = sent.upgrade.as_deref().unwrap_or("");
            let [method, target, protocol] = [&sent.method, &sent.target, protocol].map(|text| hex(text.as_bytes()));
            let _ = writeln!(text, "send {method} {target} {protocol}");
        }
        let _ = writeln!(text, "input {}", hex(&case.input));
        self.to.write_all(text.as_bytes()).unwrap();
    }

    /// The story with the input in pieces: what was told, and what was sent, in hexadecimal digits.
    pub fn story(&mut self, pieces: &str) -> (Vec<String>, String) {
        writeln!(self.to, "{pieces}").unwrap();
        let mut told = Vec::new();
        loop {
            let mut line = String::new();
            assert!(self.from.read_line(&mut line).unwrap() > 0, "the door stays open");
            match line.trim_end_matches('\n') {
                "." => break,
                line => told.push(line.to_string()),
            }
        }
        let sent = told.pop().and_then(|line| line.strip_prefix("sent ").map(String::from)).expect("what was sent");
        (told, sent)
    }

    /// Closes the door; the process has leaked nothing and met nothing undefined.
    pub fn close(mut self) {
        drop(self.to);
        assert!(self.child.wait().unwrap().success());
    }
}

/// Octets as the door writes them.
pub fn hex(octets: &[u8]) -> String {
    if octets.is_empty() {
        return "-".into();
    }
    octets.iter().fold(String::new(), |mut text, octet| {
        let _ = write!(text, "{octet:02x}");
        text
    })
}
