// SPDX-License-Identifier: MIT OR Apache-2.0
//! The same events, wherever the input is cut.

use super::plan;
use super::support::door::{self, Story};

/// Tells a plan's story whole, octet by octet and cut in two: it is the same each time.
pub fn split(octets: &[u8]) {
    let Some((case, cut)) = plan::read(octets) else { return };
    let story = |size: usize| joined(&door::story(&case, case.input.chunks(size)));
    let whole = story(case.input.len().max(1));
    let (before, after) = case.input.split_at(usize::from(cut) % (case.input.len() + 1));
    let halves = joined(&door::story(&case, [before, after]));
    assert_eq!(whole, halves, "cut at {}: {case:#?}", before.len());
    assert_eq!(whole, story(1), "octet by octet: {case:#?}");
}

/// Adjacent content joined: where it is cut is the reader's affair.
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
