// SPDX-License-Identifier: MIT OR Apache-2.0
//! Leniency is an instrument: every case under all sixteen sets.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use oyez::exchange::Config;
use oyez::syntax::leniency::Leniencies;
use support::cases::{self, Case};
use support::door::{Story, config, story_in};

const NAMES: [&str; 4] = ["bare_lf", "obs_fold", "http09", "unended_head"];

fn all() -> Vec<Case> {
    let mut cases = cases::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance"));
    cases.retain(|case| case.input.len() < 4000);
    cases
}

fn under(case: &Case, bits: u32) -> Story {
    let config = Config { allow: Leniencies::from_bits(bits).unwrap(), ..config(case) };
    story_in(case, [&case.input[..]], case.setup.input, &config)
}

fn fault(story: &Story) -> Option<&String> {
    story.told.iter().find(|line| line.starts_with("fault "))
}

/// The leniencies that a story reports.
fn reported(story: &Story) -> u32 {
    let heads = story.told.iter().filter_map(|line| line.split_once(" lenient="));
    let names: BTreeSet<&str> = heads.flat_map(|(_, names)| names.split(' ').next().unwrap().split(',')).collect();
    names.iter().map(|name| 1 << NAMES.iter().position(|known| known == name).unwrap()).sum()
}

#[test]
fn what_strict_accepts_is_the_same_under_every_set() {
    for case in all() {
        let strict = under(&case, 0);
        if fault(&strict).is_none() {
            for bits in 1..16 {
                assert_eq!(under(&case, bits), strict, "{}:{} under {bits}", case.file, case.line);
            }
        }
    }
}

#[test]
fn what_is_accepted_leniently_reports_just_the_bits_it_used() {
    let mut seen = 0;
    for case in all() {
        if fault(&under(&case, 0)).is_none() {
            continue;
        }
        for bits in 1..16 {
            let story = under(&case, bits);
            if fault(&story).is_some() {
                continue;
            }
            let used = reported(&story);
            seen |= used;
            assert!(used != 0 && used & !bits == 0, "{}:{} under {bits} used {used}", case.file, case.line);
            assert_eq!(under(&case, used), story, "{}:{}", case.file, case.line);
            for bit in [1, 2, 4, 8].into_iter().filter(|bit| used & bit != 0) {
                let story = under(&case, bits & !bit);
                assert!(fault(&story).is_some(), "{}:{} under {bits} without {bit}", case.file, case.line);
            }
        }
    }
    assert_eq!(seen, 15, "each leniency has a case");
}

#[test]
fn framing_is_refused_under_every_set() {
    let framing = ["LENGTH_", "CODING_", "CHUNK_", "TRAILER", "TRUNCATED_LENGTH", "TRUNCATED_CHUNKED"];
    let mut count = 0;
    for case in all() {
        let is_framing = |line: &String| framing.iter().any(|name| line.starts_with(&format!("fault {name}")));
        if fault(&under(&case, 0)).is_some_and(is_framing) {
            count += 1;
            for bits in 1..16 {
                assert!(fault(&under(&case, bits)).is_some(), "{}:{} under {bits}", case.file, case.line);
            }
        }
    }
    assert!(count > 40, "{count}");
}
