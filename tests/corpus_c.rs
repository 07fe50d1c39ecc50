// SPDX-License-Identifier: MIT OR Apache-2.0
//! The wire cases of other implementations through the C door, bindings/c/tests/doors.c, whole and octet by octet:
//! what C is told is what Rust is told.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_door.rs"]
mod c_door;
#[path = "support/c_library.rs"]
mod c_library;
#[path = "support/corpus.rs"]
mod corpus;
mod support;

use c_door::{Door, hex};
use corpus::{Asks, Told};
use support::cases;
use support::door::{Story, story};

/// The same case as the doors know it: a client sends its requests beforehand.
fn case(of: &corpus::Case) -> cases::Case {
    let client = of.role == oyez::exchange::Role::Client;
    let told = corpus::story(of, 0, [&of.input[..]]);
    let finals = told.iter().filter(|told| matches!(told, Told::Head(head) if !head.informational)).count();
    let method = if of.asks == Asks::Head { "HEAD" } else { "GET" };
    let upgrade = (of.asks == Asks::Upgrade).then(|| "offered".into());
    let sent = cases::Sent { method: method.into(), target: "/".into(), upgrade };
    let sends = if client { vec![sent; finals.clamp(1, 8)] } else { Vec::new() };
    let role = if client { cases::Role::Client } else { cases::Role::Server };
    let setup = cases::Setup { role, sends, input: corpus::ROOM, end: of.end, ..cases::Setup::default() };
    cases::Case { title: of.id.clone(), setup, input: of.input.clone(), ..cases::Case::default() }
}

/// Adjacent content joined.
fn joined(told: Vec<String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in told {
        match (line.strip_prefix("content \""), lines.last_mut()) {
            (Some(more), Some(last)) if last.starts_with("content ") => {
                last.pop();
                last.push_str(more);
            }
            _ => lines.push(line),
        }
    }
    lines
}

#[test]
fn c_is_told_of_the_corpus_what_rust_is_told() {
    let Some(folder) = corpus::folder() else { return };
    let cases = corpus::all(&folder);
    let stories = corpus::each(&cases, |of| {
        let case = case(of);
        // In how many pieces a request comes decides whether a 100 (Continue) is sent: each way has its output.
        let ways = [("whole", case.input.len().max(1)), ("each", 1)];
        let stories = ways.map(|(way, length)| {
            let Story { told, output } = story(&case, case.input.chunks(length));
            (way, joined(told), hex(&output))
        });
        (case, stories)
    });
    let sanitizers = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
    let (mut door, mut failures) = (Door::open("doors-corpus", &sanitizers), Vec::new());
    for (case, stories) in &stories {
        door.begin(case);
        for (way, told, output) in stories {
            let (in_c, sent) = door.story(way);
            let in_c = joined(in_c);
            if in_c != *told || sent != output.trim_matches('-') {
                failures.push(format!("{}, {way}: {in_c:#?}, not {told:#?}", case.title));
            }
        }
    }
    door.close();
    println!("{} cases, {} differ", stories.len(), failures.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
