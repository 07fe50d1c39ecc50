// SPDX-License-Identifier: MIT OR Apache-2.0
//! What other people's suite about ranges (Go's `net/http`) decides is decided here, through three doors.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;
#[path = "support/decisions/mod.rs"]
mod decisions;

use decisions::Row;
use decisions::agreement::{self, Asked, Deviations};
use oyez::grammar::base64::{self, Reading};
use serde_json::Value;

const DEVIATIONS: Deviations = &[(
    "RFC 9110, 14.2: Range may be ignored where there is nothing to send a part of; no Content-Range could tell of it",
    &["parse/6"],
)];

#[test]
fn ranges_are_chosen_as_elsewhere() {
    let mut asked = Vec::new();
    for case in agreement::cases("sem-range-go") {
        let encoded = case["input_b64"].as_str().unwrap().as_bytes();
        let value: Vec<u8> = base64::decoded(encoded, Reading::Strict).map(Result::unwrap).collect();
        let value = String::from_utf8(value).unwrap();
        let mut row = Row::new("ranges.decide").with("length", &case["size"]).with("apart", "yes");
        if !value.is_empty() {
            row = row.with("Range", value.trim());
        }
        let expected = if case["kind"] == "range-serve" {
            served(&case["expect"], &case["size"])
        } else {
            // It merely reads: what is sent of what it read is not asked.
            row = row.with("overlapping", 16).with("scattered", 16);
            read(&case["expect"], &case["size"])
        };
        // Why all is sent is nothing that the suite knows.
        let read = Box::new(|answer: &str| if answer.starts_with("200") { "200".into() } else { answer.to_string() });
        asked.push(Asked { id: case["id"].as_str().unwrap().into(), row, expected, read });
    }
    agreement::check(&asked, DEVIATIONS);
}

/// What a reader of Range says: an invalid one is to be ignored (RFC 9110, 14.2), which Go answers with 416.
fn read(expect: &Value, size: &Value) -> String {
    let spans = pairs(&expect["ranges_start_length"]).map(|(first, length)| (first, first + length)).collect();
    match expect["error"].as_str() {
        Some("invalid range: failed to overlap") => format!("416 bytes */{size}"),
        Some(_) => "200".into(),
        None => told(spans, size),
    }
}

fn served(expect: &Value, size: &Value) -> String {
    if expect["status"] == 416 {
        format!("416 bytes */{size}")
    } else {
        told(pairs(&expect["ranges_start_end"]).collect(), size)
    }
}

fn pairs(list: &Value) -> impl Iterator<Item = (u64, u64)> {
    list.as_array().unwrap().iter().map(|pair| (pair[0].as_u64().unwrap(), pair[1].as_u64().unwrap()))
}

/// Ranges, each told with what stands behind it. What is cut at the end Go's test tells uncut.
fn told(spans: Vec<(u64, u64)>, size: &Value) -> String {
    let size = size.as_u64().unwrap();
    let spans: Vec<_> = spans.iter().map(|(first, end)| format!("{first}-{}", end - 1)).collect();
    match &spans[..] {
        [] => "200".into(),
        [one] => format!("206 bytes {one}/{size}"),
        several => format!("206 {}", several.join(", ")),
    }
}
