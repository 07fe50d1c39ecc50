// SPDX-License-Identifier: MIT OR Apache-2.0
//! The lifecycle table, printed to `docs/lifecycle.md`. `OYEZ_WRITE=1 cargo test --test lifecycle` writes it.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use oyez::exchange::lifecycle::{HAPPENINGS, Peer, STATES, State, after};

fn printed() -> String {
    let mut text = String::from(
        "# The lifecycle of an exchange\n\nPrinted from `src/exchange/lifecycle.rs` by `tests/lifecycle.rs`; do not edit.\n\
         A column is where a peer's message stands, a row is what happens; an empty place cannot happen, and a call that\n\
         would make it happen is a misuse.\n",
    );
    for (peer, who) in [
        (Peer::Requester, "The requester: who sends requests"),
        (Peer::Responder, "The responder: who sends responses"),
    ] {
        let states: Vec<State> =
            STATES.into_iter().filter(|state| peer == Peer::Responder || *state != State::Awaited).collect();
        let names: Vec<String> = states.iter().map(|state| format!("{state:?}")).collect();
        writeln!(text, "\n## {who}\n\n| | {} |\n|---|{}", names.join(" | "), "---|".repeat(names.len())).unwrap();
        for happening in HAPPENINGS {
            let row: Vec<String> = states
                .iter()
                .map(|state| after(peer, *state, happening).map_or(String::new(), |next| format!("{next:?}")))
                .collect();
            if row.iter().any(|next| !next.is_empty()) {
                writeln!(text, "| **{happening:?}** | {} |", row.join(" | ")).unwrap();
            }
        }
    }
    text
}

#[test]
fn the_table_in_the_documentation_is_the_one_that_runs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/lifecycle.md");
    if std::env::var_os("OYEZ_WRITE").is_some() {
        fs::write(&path, printed()).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), printed(), "run it with OYEZ_WRITE=1");
}

#[test]
fn nobody_leaves_an_end() {
    for peer in [Peer::Requester, Peer::Responder] {
        for happening in HAPPENINGS {
            assert!(matches!(after(peer, State::Ended, happening), None | Some(State::Ended)));
        }
    }
}
