// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every case of `tests/conformance/values/*.md` through the C door, bindings/c/tests/values: one process reads them all,
//! under the sanitizers.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;
mod support;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use c_library::{compiled, hosted, root};
use support::values::cases::{self, Case, Written};
use support::values::reader;
use support::values::told::Told;

const SOURCES: [&str; 5] = [
    "bindings/c/tests/values/tell.c",
    "bindings/c/tests/values/content.c",
    "bindings/c/tests/values/peers.c",
    "bindings/c/tests/values/routes.c",
    "bindings/c/tests/values/pieces.c",
];

/// What C does not offer as such: it tells no segments, and not where percent-encoding breaks.
const ELSEWHERE: [&str; 2] = ["percent", "segments"];

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// How a value is written, as the door tells it.
fn fate(case: &Case, value: &[u8]) -> String {
    match &case.written {
        Written::Octets(octets) => format!("written {}", hex(octets)),
        Written::Never => "unwritten".into(),
        // What nothing writes is never written; else it is written as it came.
        Written::Same => match Told::by(reader(&case.reader).expect("it has one"), value).written {
            Some(_) => format!("written {}", hex(value)),
            None => "never written".into(),
        },
    }
}

#[test]
fn every_value_is_read_and_written_in_c_as_its_case_says() {
    let flags = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
    let program = compiled("values-sanitized", hosted(), &SOURCES, &flags);
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let (mut lines, mut failures, mut count) = (from.lines(), Vec::new(), 0);
    for case in cases::all(&root().join("tests/conformance/values")) {
        if ELSEWHERE.contains(&&*case.reader) {
            continue;
        }
        for value in &case.values {
            let octets = if value.is_empty() { "-".into() } else { hex(value) };
            writeln!(to, "{} {octets}", case.reader).unwrap();
            let mut told: Vec<String> =
                lines.by_ref().map(|line| line.expect("the door stays open")).take_while(|line| line != ".").collect();
            let written = told.pop().unwrap_or_default();
            if told != case.read || written != fate(&case, value) {
                let (file, line, title) = (&case.file, case.line, &case.title);
                failures.push(format!("{file}:{line}: {title}\n{}\n{written}", told.join("\n")));
            }
            count += 1;
        }
    }
    drop(to);
    assert!(child.wait().unwrap().success());
    assert!(failures.is_empty(), "{} of {count} differ:\n\n{}", failures.len(), failures.join("\n\n"));
    assert!(count > 300, "{count} values");
}
