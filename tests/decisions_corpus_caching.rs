// SPDX-License-Identifier: MIT OR Apache-2.0
//! The scenarios of http-tests/cache-tests, played by a cache that is nothing but the decisions, through every door.
//!
//! Their kinds: `required` says what a clause demands, `optimal` what a good cache does, `check` merely asks.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;
#[path = "support/decisions/cache.rs"]
mod cache;
#[path = "support/decisions/mod.rs"]
mod decisions;

use std::collections::BTreeSet;
use std::fs;

use c_library::root;
use cache::Scenario;
use decisions::doors::Door;
use serde_json::Value;

/// Those that come out otherwise: why, and which.
const DEVIATIONS: &[(&str, &[&str])] = &[
    (
        "optimal: the order of Accept-Language may be a preference, and whether another list has the same choice is the \
         origin server's to know (RFC 9111, 4.1: \"known to have identical semantics\")",
        &["vary-normalise-lang-order", "vary-normalise-lang-select"],
    ),
    (
        "optimal: five octets of content where Content-Range says six (RFC 9110, 14.4)",
        &["partial-store-partial-reuse-partial", "partial-store-partial-reuse-partial-suffix"],
    ),
    (
        "optimal: without an entity tag, nothing proves that what is asked for belongs to what is stored (RFC 9111, 3.4)",
        &["partial-store-partial-complete"],
    ),
    (
        "check: directives with an argument that is no number, or with two, make a response stale (RFC 9111, 4.2.1)",
        &[
            "freshness-max-age-two-fresh-stale-sameline",
            "freshness-max-age-decimal-zero",
            "freshness-max-age-decimal-five",
            "freshness-max-age-a100",
            "freshness-max-age-100a",
        ],
    ),
    (
        "check: an Age that is no number is ignored (RFC 9111, 5.1)",
        &["age-parse-parameter", "age-parse-numeric-parameter"],
    ),
    (
        "check: an error of the server is passed on unless stale-if-error allows to hide it (RFC 5861, 4)",
        &["stale-503"],
    ),
    (
        "check: Warning is obsolete (RFC 9111, 5.5); who wants it asks for it",
        &["stale-warning-stored", "stale-warning-become"],
    ),
    (
        "check: a tenth of so short a time is over already (RFC 9111, 4.2.2)",
        &["heuristic-delta-5", "heuristic-delta-10", "heuristic-delta-30"],
    ),
    ("check: no-store in a request forbids to store, not to reuse (RFC 9111, 5.2.1.5)", &["ccreq-no-store"]),
    (
        "check: Pragma without Cache-Control is no-cache (RFC 9111, 5.4); their client sends one",
        &["pragma-request-no-cache"],
    ),
    (
        "check: what is no entity tag matches nothing (RFC 9110, 8.8.3), and is passed on as it is",
        &[
            "conditional-etag-quoted-respond-unquoted",
            "conditional-etag-unquoted-respond-unquoted",
            "conditional-etag-unquoted-respond-quoted",
            "conditional-etag-weak-respond-lowercase",
            "conditional-etag-weak-respond-backslash",
            "conditional-etag-weak-respond-omit-slash",
            "conditional-etag-forward-unquoted",
        ],
    ),
    (
        "check: the play asks about a stored response only if the request selects it (RFC 9111, 4.3.1 allows both)",
        &["conditional-etag-vary-headers-mismatch"],
    ),
    ("check: Content-Range says which part is stored (RFC 9111, 3.2)", &["304-etag-update-response-Content-Range"]),
    (
        "check: a 304 with another strong tag is about another response (RFC 9111, 4.3.4)",
        &["304-etag-update-response-ETag"],
    ),
    (
        "check: the keys of a Dictionary are in lower case (RFC 9213, 2.1; RFC 9651, 3.2)",
        &["cdn-max-age-case-insensitive"],
    ),
    ("check: a HEAD is answered by the origin server, and by nothing else", &["head-200-retain"]),
    ("check: only a HEAD that is answered by 200 says something of GET (RFC 9111, 4.3.5)", &["head-410-update"]),
];

#[test]
fn every_scenario_comes_out_as_it_should_or_is_listed() {
    let path = root().join("../shared/conformance/dev/sem-cache-tests.jsonl");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("{} is not there: skipped", path.display());
        return;
    };
    let cases: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(cases.len(), 286);
    let listed: BTreeSet<_> = DEVIATIONS.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    for mut door in Door::all() {
        let mut unexpected = Vec::new();
        for case in &cases {
            let scenario = &case["scenario"];
            let id = scenario["id"].as_str().unwrap();
            let failures = Scenario::new(scenario).play(&mut door);
            let kind = case["expect"]["kind"].as_str().unwrap();
            match (failures.is_empty(), listed.contains(id)) {
                (true, true) => unexpected.push(format!("{id} ({kind}) agrees")),
                (false, false) => unexpected.push(format!("{id} ({kind}): {}", failures.join("; "))),
                _ => {}
            }
        }
        let language = door.language();
        assert!(unexpected.is_empty(), "{} in {language}:\n{}", unexpected.len(), unexpected.join("\n"));
    }
}
