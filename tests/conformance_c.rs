// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every case of `tests/conformance/*.md` through the C door, bindings/c/tests/doors.c: whole, octet by octet and at
//! every split, the same story each time. One process tells them all.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_door.rs"]
mod c_door;
#[path = "support/c_library.rs"]
mod c_library;
#[path = "support/cases.rs"]
mod cases;

use c_door::{Door, hex};
use c_library::root;
use cases::Case;

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
