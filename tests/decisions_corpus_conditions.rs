// SPDX-License-Identifier: MIT OR Apache-2.0
//! What other people's suite about conditional requests (`fresh`) decides is decided here, through three doors.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;
#[path = "support/decisions/mod.rs"]
mod decisions;

use decisions::Row;
use decisions::agreement::{self, Asked, Deviations};

const DEVIATIONS: Deviations = &[(
    "RFC 9110, 13.2.2: no-cache in a request is an order to caches on the way (RFC 9111, 5.2.1.4), no condition",
    &[
        "fresh-reqheaders-resheaders-when-requested-with-cache-control-no-cache-when-etags-match-sh",
        "fresh-reqheaders-resheaders-when-requested-with-cache-control-no-cache-when-unmodified-sin",
    ],
)];

#[test]
fn fresh_is_what_is_not_modified() {
    let mut asked = Vec::new();
    for case in agreement::cases("sem-js-fresh") {
        let mut row = Row::new("conditions.decide");
        for (name, value) in case["args"][0].as_object().unwrap() {
            let (first, rest) = name.split_at(1);
            row = row.with(&format!("{}{rest}", first.to_uppercase()), value.as_str().unwrap().trim());
        }
        let response = &case["args"][1];
        if let Some(tag) = response["etag"].as_str() {
            row = row.with("tag", tag);
        }
        // A Last-Modified that is no date is none that a server has.
        if let Some(modified) = response["last-modified"].as_str().filter(|text| text.ends_with("GMT")) {
            row = row.with("modified", modified);
        }
        let expected = case["expect"]["result"].to_string();
        let read = Box::new(|answer: &str| answer.starts_with("304").to_string());
        asked.push(Asked { id: case["id"].as_str().unwrap().into(), row, expected, read });
    }
    agreement::check(&asked, DEVIATIONS);
}
