// SPDX-License-Identifier: MIT OR Apache-2.0
//! The dates of other people's suites (`../shared/conformance/dev`), read in place. Where the folder is not there, the
//! tests say so and pass.

#[path = "support/corpus.rs"]
mod corpus;

use std::fs;

use oyez::fields::{cookie_date, date, expires};
use oyez::grammar::base64::{self, Reading};
use serde_json::Value;

/// Where what we read differs from what the case expects, and the clause for it.
const DEVIATIONS: [(&str, &str); 3] = [
    // That library tells times in 32 bits.
    ("Sun, 06 Nov 2044 08:49:37 GMT", "RFC 9110, 5.6.7"),
    // It knows no year before the Gregorian calendar.
    ("Thu, 01-Jan-1499 00:00:00 GMT", "RFC 9110, 5.6.7"),
    // Its -1 says that there is no date.
    ("Thu, 31-Dec-1969 23:59:59 GMT", "RFC 9110, 5.6.7"),
];

/// 2026-08-01 00:00:00.
const NOW: i64 = 1_785_542_400;

fn cases(source: &str) -> Vec<Value> {
    let Some(folder) = corpus::folder() else { return Vec::new() };
    let lines = fs::read_to_string(folder.join(source).with_extension("jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn of_kind(source: &str, kind: &str) -> Vec<Value> {
    let found: Vec<_> = cases(source).into_iter().filter(|case| case["kind"] == kind).collect();
    assert!(!found.is_empty() || corpus::folder().is_none(), "{source} has {kind}");
    found
}

fn input(case: &Value) -> Vec<u8> {
    let encoded = case["input_b64"].as_str().unwrap().as_bytes();
    base64::decoded(encoded, Reading::Strict).map(Result::unwrap).collect()
}

fn written(time: i64) -> String {
    String::from_utf8(date::imf_fixdate(time).unwrap().to_vec()).unwrap()
}

#[test]
fn a_date_that_another_reads_is_the_same_time_or_none_at_all() {
    for case in of_kind("sem-dates-curl", "date") {
        let value = input(&case);
        let shown = value.escape_ascii().to_string();
        let deviates = DEVIATIONS.iter().any(|(known, _)| *known == shown);
        let told = date::read(&value, NOW).ok();
        let expected = case["expect"]["unix"].as_i64();
        assert!(told.is_none() || (told == expected) != deviates, "{shown}: {told:?}");
        // What the grammar has, and what there is, is read.
        let must = case["rfc"] == "must_accept" && expected.is_some();
        assert!(told.is_some() || !must, "{shown} was refused");
        // A cache goes by the case of no letter.
        let in_any_case = date::read_in_any_case(&value.to_ascii_lowercase(), NOW).ok();
        assert!(told.is_none() || in_any_case == told, "{shown}: {in_any_case:?}");
    }
}

#[test]
fn what_another_refuses_as_a_date_is_refused() {
    for case in of_kind("sem-misc-go", "date") {
        let value = input(&case);
        let expected = case["expect"]["unix"].as_i64();
        assert_eq!(date::read(&value, NOW).ok(), expected, "{}", value.escape_ascii());
        let expected = expected.map_or(expires::Expires::Expired, expires::Expires::Time);
        assert_eq!(expires::read(&value, NOW), expected, "{}", value.escape_ascii());
    }
}

#[test]
fn cookie_dates_are_what_the_working_group_says() {
    for case in of_kind("sem-cookies-httpstate", "cookie-date") {
        let value = input(&case);
        let told = cookie_date::read(&value).ok().map(written);
        assert_eq!(told.as_deref(), case["expect"]["expected"].as_str(), "{}", value.escape_ascii());
    }
}

#[test]
fn the_expires_of_a_cookie_is_one_time_by_either_reader() {
    let mut seen = 0;
    for case in cases("sem-cookies-httpstate") {
        for line in case["set_cookie"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let attributes = line.split(';').filter_map(|pair| pair.trim().split_once('='));
            for (_, value) in attributes.filter(|(name, _)| name.eq_ignore_ascii_case("expires")) {
                if let Ok(time) = date::read(value.as_bytes(), NOW) {
                    seen += 1;
                    assert_eq!(cookie_date::read(value.as_bytes()), Ok(time), "{value}");
                }
            }
        }
    }
    assert!(seen > 5 || corpus::folder().is_none(), "{seen}");
}

#[test]
fn the_expires_of_a_cookie_is_read_and_written_as_another_does() {
    for case in cases("sem-cookie-go") {
        for cookie in case["expect"]["cookies"].as_array().into_iter().flatten() {
            let raw = cookie["raw_expires"].as_str().unwrap_or("");
            if !raw.is_empty() {
                assert_eq!(cookie_date::read(raw.as_bytes()).ok(), cookie["expires"].as_i64(), "{raw}");
                assert_eq!(date::read(raw.as_bytes(), NOW).ok(), cookie["expires"].as_i64(), "{raw}");
            }
        }
        let output = case["expect"]["output"].as_str().unwrap_or("");
        if let Some((_, behind)) = output.split_once("Expires=") {
            let value = behind.split(';').next().unwrap();
            let time = cookie_date::read(value.as_bytes()).unwrap();
            assert_eq!(written(time), value);
        }
    }
}
