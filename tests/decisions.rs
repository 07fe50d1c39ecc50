// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every row of the tables in `tests/conformance/decisions/*.md`, through Rust, C and Python.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;
#[path = "support/decisions/mod.rs"]
mod decisions;

use c_library::root;
use decisions::doors::Door;
use decisions::tables::{self, Case};

fn all() -> Vec<Case> {
    tables::all(&root().join("tests/conformance/decisions"))
}

#[test]
fn every_decision_is_what_its_table_says() {
    let cases = all();
    let mut failures = Vec::new();
    for mut door in Door::all() {
        for case in &cases {
            if matches!(door, Door::Rust) && !decisions::is_built(&case.row.decision) {
                continue;
            }
            let (language, answer) = (door.language(), door.ask(&case.row));
            if answer != case.answer {
                let cells: Vec<_> = case.row.cells.iter().map(|(name, text)| format!("{name}: {text}")).collect();
                let (cells, expected) = (cells.join("\n  "), &case.answer);
                let (file, line, decision) = (&case.file, case.line, &case.row.decision);
                failures.push(format!("{file}:{line}: {decision}\n  {cells}\n{expected}\n{answer} in {language}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {} differ:\n\n{}", failures.len(), cases.len(), failures.join("\n\n"));
}

#[test]
fn every_decision_has_a_table() {
    let cases = all();
    let missing: Vec<_> =
        decisions::names().filter(|name| !cases.iter().any(|case| case.row.decision == *name)).collect();
    assert!(missing.is_empty(), "no table: {missing:?}");
}
