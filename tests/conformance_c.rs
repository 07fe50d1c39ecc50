// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every case of `tests/conformance/*.md` through the C door, bindings/c/tests/doors.c: whole, octet by octet and at
//! every split, the same story each time. One process tells them all.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;
#[path = "support/cases.rs"]
mod cases;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use c_library::{compiled, hosted, root};
use cases::{Case, Reply, Role};

/// The process at the other side of the door.
struct Door {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Door {
    fn open(name: &str, flags: &[&str]) -> Self {
        let program = compiled(name, hosted(), &["bindings/c/tests/doors.c"], flags);
        let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Door { child, to, from }
    }

    fn begin(&mut self, case: &Case) {
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
    fn story(&mut self, pieces: &str) -> (Vec<String>, String) {
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
    fn close(mut self) {
        drop(self.to);
        assert!(self.child.wait().unwrap().success());
    }
}

fn hex(octets: &[u8]) -> String {
    if octets.is_empty() {
        return "-".into();
    }
    octets.iter().fold(String::new(), |mut text, octet| {
        let _ = write!(text, "{octet:02x}");
        text
    })
}

fn all() -> Vec<Case> {
    cases::all(&root().join("tests/conformance"))
}

fn report(failures: &[String], count: usize) {
    assert!(count > 100, "the cases were found");
    assert!(failures.is_empty(), "{} of {count} cases differ:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_case_tells_its_story_in_c() {
    let (cases, mut failures) = (all(), Vec::new());
    let sanitizers = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
    let mut door = Door::open("doors-sanitized", &sanitizers);
    for case in &cases {
        door.begin(case);
        let (told, sent) = door.story("whole");
        failures.extend(cases::matches(case, &told).err());
        if case.output.as_ref().is_some_and(|output| hex(output).trim_matches('-') != sent) {
            failures.push(format!("{}:{}: {}\nsent {sent}", case.file, case.line, case.title));
        }
        failures
            .extend(cases::matches(case, &door.story("each").0).err().map(|diff| format!("octet by octet: {diff}")));
    }
    door.close();
    report(&failures, cases.len());
}

#[test]
fn the_story_is_the_same_at_every_split_in_c() {
    let (cases, mut failures) = (all(), Vec::new());
    let mut door = Door::open("doors", &["-O2"]);
    for case in &cases {
        door.begin(case);
        let differs = cases::splits(case.input.len()).find_map(|at| {
            let told = door.story(&format!("cut {at}")).0;
            cases::matches(case, &told).err().map(|diff| format!("cut at {at}: {diff}"))
        });
        failures.extend(differs);
    }
    door.close();
    report(&failures, cases.len());
}
