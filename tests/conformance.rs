// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every case of `tests/conformance/*.md` through the Rust door: whole, octet by octet and at every split, the
//! same story each time.

mod support;

use std::path::Path;

use support::cases::{self, Case};
use support::door::story;

fn all() -> Vec<Case> {
    cases::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance"))
}

fn report(failures: &[String], count: usize) {
    assert!(failures.is_empty(), "{} of {count} cases differ:\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_case_tells_its_story() {
    let cases = all();
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let story = story(case, [&case.input[..]]);
            let told = cases::matches(case, &story.told);
            told.err().or_else(|| match &case.output {
                Some(output) if *output != story.output => Some(format!(
                    "{}:{}: {}\nsent {}\nnot  {}",
                    case.file,
                    case.line,
                    case.title,
                    cases::quoted(&story.output),
                    cases::quoted(output)
                )),
                _ => None,
            })
        })
        .collect();
    report(&failures, cases.len());
}

#[test]
fn the_story_is_the_same_octet_by_octet() {
    let cases = all();
    let failures: Vec<String> =
        cases.iter().filter_map(|case| cases::matches(case, &story(case, case.input.chunks(1)).told).err()).collect();
    report(&failures, cases.len());
}

#[test]
fn the_story_is_the_same_at_every_split() {
    let cases = all();
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            cases::splits(case.input.len()).find_map(|at| {
                let (before, after) = case.input.split_at(at);
                let told = cases::matches(case, &story(case, [before, after]).told);
                told.err().map(|diff| format!("cut at {at}: {diff}"))
            })
        })
        .collect();
    report(&failures, cases.len());
}
