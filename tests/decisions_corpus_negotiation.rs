// SPDX-License-Identifier: MIT OR Apache-2.0
//! What other people's suites about negotiation (`negotiator`, `accepts`, `type-is`) decide is decided here, through
//! three doors.
//!
//! Of `type-is`, two kinds of cases are not asked: `hasBody`, which framing decides (RFC 9112, 6.3), and `normalize`,
//! which is a table of file names.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;
#[path = "support/decisions/mod.rs"]
mod decisions;

use decisions::Row;
use decisions::agreement::{self, Asked, Deviations};
use serde_json::Value;

const PREFERENCES: Deviations = &[
    (
        "RFC 9110, 12.5.2 to 12.5.4: a charset, a coding or a language has no parameter but its weight",
        &[
            "negotiator-charsets-when-accept-charset-utf-8-foo-bar-q-1-iso-8859-1-q-1-should-return-cli",
            "negotiator-charsets-when-accept-charset-utf-8-foo-bar-baz-iso-8859-1-should-handle-commas-",
            "negotiator-encodings-when-accept-encoding-gzip-foo-bar-q-1-deflate-q-1-should-return-clien",
            "negotiator-encodings-when-accept-encoding-gzip-foo-bar-baz-deflate-should-handle-commas-in",
            "negotiator-languages-when-accept-language-en-us-foo-bar-q-1-en-gb-q-1-should-return-en-us-",
            "negotiator-languages-when-accept-language-en-us-foo-bar-baz-en-gb-should-handle-commas-in-",
        ],
    ),
    (
        "RFC 9110, 12.5.3, item 1: without the field, any coding is acceptable",
        &[
            "negotiator-encodings-when-no-accept-encoding-should-return-identity",
            "accepts-encodings-with-no-arguments-when-accept-encoding-is-not-in-request-when-identity-i",
        ],
    ),
    (
        "RFC 9110, 12.5.1: a media type is in a range that has each of the parameters",
        &["negotiator-mediatypes-array-when-accept-text-html-level-1-level-2-should-accept-the-first-"],
    ),
    (
        "an order of the server's beside that of the client: the place among the variants of a choice is one",
        &[
            "negotiator-encoding-array-when-accept-encoding-gzip-deflate-should-return-developer-prefer",
            "negotiator-encoding-array-when-accept-encoding-gzip-deflate-should-return-developer-prefer~2",
            "negotiator-encodings-array-when-accept-encoding-gzip-deflate-should-return-developer-prefe",
        ],
    ),
    (
        "a name that is no media type: a table of file names is no matter of HTTP (RFC 9110, 8.3.1)",
        &[
            "accepts-types-when-extensions-are-given-should-convert-to-mime-types~3",
            "accepts-types-when-an-array-is-given-should-return-the-first-match~2",
            "accepts-types-when-an-array-is-given-should-return-the-first-match~3",
            "accepts-types-when-multiple-arguments-are-given-should-return-the-first-match",
            "accepts-types-when-multiple-arguments-are-given-should-return-the-first-match~2",
        ],
    ),
];

const TYPES: Deviations = &[(
    "a name that is no media type: a table of file names is no matter of HTTP (RFC 9110, 8.3.1)",
    &[
        "request-req-types-given-one-type-should-return-the-type-or-false",
        "request-req-types-given-one-type-should-return-the-type-or-false~2",
        "request-req-types-when-content-type-application-x-www-form-urlencoded-should-match-urlenco",
        "request-req-types-when-content-type-application-x-www-form-urlencoded-should-match-urlenco~3",
        "request-req-types-when-content-type-multipart-form-data-should-match-multipart~2",
        "is-mediatype-types-given-one-type-should-return-the-type-or-false~2",
        "is-mediatype-types-when-media-type-is-application-x-www-form-urlencoded-should-match-urlen~3",
        "is-mediatype-types-when-media-type-is-multipart-form-data-should-match-multipart~2",
    ],
)];

/// One test, for two would write one program at once.
#[test]
fn what_is_preferred_and_what_is_taken_is_decided_as_elsewhere() {
    let suites = ["sem-js-negotiator", "sem-js-accepts"].map(agreement::cases);
    let asked: Vec<_> = suites.iter().flatten().map(preference).collect();
    agreement::check(&asked, PREFERENCES);
    let asked: Vec<_> = agreement::cases("sem-js-type-is").iter().filter_map(media_type).collect();
    agreement::check(&asked, TYPES);
}

/// `negotiator.main.languages` and the like: what is offered, or what of the arguments is preferred; one or all of it.
fn preference(case: &Value) -> Asked {
    let kind = case["kind"].as_str().unwrap();
    let (suite, asked) = (kind.contains(":accepts"), kind.rsplit('.').next().unwrap());
    let (dimension, field) = match asked {
        "charset" | "charsets" => ("charset", "Accept-Charset"),
        "encoding" | "encodings" => ("coding", "Accept-Encoding"),
        "language" | "languages" => ("language", "Accept-Language"),
        _ => ("media type", "Accept"),
    };
    let arguments = case["args"].as_array().unwrap();
    // An array, beside which options may stand; accepts takes one by one as well.
    let values: Vec<String> = match arguments.first() {
        Some(Value::Array(values)) => values.iter().map(|value| value.as_str().unwrap().into()).collect(),
        _ => arguments.iter().filter_map(Value::as_str).map(String::from).collect(),
    };
    let offered = arguments.is_empty();
    let mut row = Row::new(if offered { "negotiation.offered" } else { "negotiation.preferred" });
    row = row.with("dimension", dimension).with("languages", "either");
    if let Some(value) = case["ctor"][0]["headers"][field.to_lowercase()].as_str() {
        row = row.with(field, value);
    }
    for value in &values {
        row = row.with("value", value);
    }
    let one = if suite { !offered } else { !asked.ends_with('s') };
    let expected = match &case["expect"]["result"] {
        Value::Array(all) if all.is_empty() => "none".into(),
        Value::Array(all) => all.iter().map(|name| name.as_str().unwrap()).collect::<Vec<_>>().join(", "),
        Value::String(one) => one.clone(),
        _ => "none".into(),
    };
    let read = move |answer: &str| {
        let name = |told: &str| {
            let name = told.rsplit_once(' ').map_or(told, |(name, _)| name);
            let index = name.parse::<usize>().ok().filter(|_| !offered);
            index.map_or(name.to_string(), |index| values[index].clone())
        };
        let names: Vec<_> = answer.split(", ").take(if one { 1 } else { usize::MAX }).map(name).collect();
        names.join(", ")
    };
    Asked { id: case["id"].as_str().unwrap().into(), row, expected, read: Box::new(read) }
}

fn media_type(case: &Value) -> Option<Asked> {
    let arguments = &case["args"];
    let (value, patterns) = match case["kind"].as_str().unwrap() {
        "call:type-is.is" => (&arguments[0], &arguments[1]),
        "call:type-is.match" => (&arguments[1], &arguments[0]),
        "call:type-is.request" => {
            let headers = &arguments[0]["headers"];
            // Without content there is nothing to ask about.
            let has_content = headers.get("transfer-encoding").or(headers.get("content-length")).is_some();
            (Some(&headers["content-type"]).filter(|_| has_content)?, &arguments[1])
        }
        _ => return None,
    };
    let value = value.as_str().unwrap_or("").to_string();
    let patterns: Vec<String> = match patterns {
        Value::Array(all) => all.iter().map(|one| one.as_str().unwrap().into()).collect(),
        Value::String(one) => vec![one.clone()],
        _ => vec!["*/*".into()],
    };
    let mut row = Row::new("content.is").with("value", &value);
    for pattern in &patterns {
        row = row.with("pattern", pattern);
    }
    let expected = case["expect"]["result"].to_string().replace('"', "");
    let is_match = case["kind"] == "call:type-is.match";
    // It tells the pattern, and for one that is open the type without parameters.
    let read = move |answer: &str| match answer.parse::<usize>() {
        Err(_) => "false".into(),
        Ok(_) if is_match => "true".into(),
        Ok(index) if patterns[index].contains(['*', '+']) => {
            value.split(';').next().unwrap().trim().to_ascii_lowercase()
        }
        Ok(index) => patterns[index].clone(),
    };
    Some(Asked { id: case["id"].as_str().unwrap().into(), row, expected, read: Box::new(read) })
}
