// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every case in buffers of every size from one octet: the limits are the memory, and what does not fit is told by
//! its own violation, whatever the pieces it arrived in.

mod support;

use std::path::Path;

use support::cases::{self, Case};
use support::door::{Story, config, story_in};

const LIMITS: [&str; 6] = [
    "TARGET_TOO_LONG",
    "HEAD_TOO_LARGE",
    "FIELD_TOO_LARGE",
    "TRAILER_TOO_LARGE",
    "CHUNK_EXTENSION_TOO_LONG",
    "CONTENT_TOO_LARGE",
];

fn all() -> Vec<Case> {
    let mut cases = cases::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance"));
    cases.retain(|case| case.input.len() <= 512);
    cases
}

/// Adjacent content joined.
fn joined(story: &Story) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in &story.told {
        match (line.strip_prefix("content \""), lines.last_mut()) {
            (Some(more), Some(last)) if last.starts_with("content ") => {
                last.pop();
                last.push_str(more);
            }
            _ => lines.push(line.clone()),
        }
    }
    lines
}

/// A fault without its field: of a line that streamed past, the name is gone.
fn nameless(line: &str) -> String {
    let words = line.split(' ').filter(|word| !word.starts_with("field="));
    if line.starts_with("fault ") { words.collect::<Vec<_>>().join(" ") } else { line.into() }
}

fn is_limit(line: &str) -> bool {
    line.strip_prefix("fault ").is_some_and(|fault| LIMITS.iter().any(|limit| fault.starts_with(limit)))
}

#[test]
fn a_small_buffer_tells_the_same_story_or_its_limit() {
    for case in all() {
        let wide = joined(&story_in(&case, [&case.input[..]], 8192, &config(&case)));
        for size in (1..=128).chain([160, 200, 255, 256, 300, 400, 512]) {
            let narrow = joined(&story_in(&case, [&case.input[..]], size, &config(&case)));
            let alike = |(wide, narrow): &(&String, &String)| wide == narrow || nameless(wide) == **narrow;
            let same = wide.iter().zip(&narrow).take_while(alike).count();
            let limited = narrow.get(same).is_some_and(|line| is_limit(line));
            // A refusal may come in the place of another one: a line that is wrong, and too long to be seen to be.
            assert!(same == wide.len() || limited, "{}:{} in {size}\n{wide:#?}\n{narrow:#?}", case.file, case.line);
        }
    }
}

#[test]
fn a_limit_does_not_depend_on_how_octets_arrive() {
    for case in all() {
        for size in (1..=100).chain([128, 160, 200, 256, 300]) {
            let whole = joined(&story_in(&case, [&case.input[..]], size, &config(&case)));
            let octets = joined(&story_in(&case, case.input.chunks(1), size, &config(&case)));
            assert_eq!(whole, octets, "{}:{} in {size}", case.file, case.line);
            let pieces = joined(&story_in(&case, case.input.chunks(7), size, &config(&case)));
            assert_eq!(whole, pieces, "{}:{} in {size}, by seven", case.file, case.line);
        }
    }
}
