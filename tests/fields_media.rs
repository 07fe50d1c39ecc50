// SPDX-License-Identifier: MIT OR Apache-2.0
//! Media types, preferences, entity tags and ranges of other people's suites (`../shared/conformance/dev`), read in
//! place. Where the folder is not there, the tests say so and pass.
//!
//! Asked is what the values say. What is made of them - which representation is chosen, whether it is sent - is not.

#[path = "support/corpus.rs"]
mod corpus;

use std::fs;

use oyez::fields::accept::{self, RangeUnit};
use oyez::fields::date;
use oyez::fields::entity_tag::{entity_tag, entity_tag_list};
use oyez::fields::media_type::{self, media_type};
use oyez::fields::members::Members;
use oyez::fields::parameters::{Parameter, Parameters};
use oyez::fields::range::range;
use oyez::grammar::base64::{self, Reading};
use oyez::grammar::pen::Pen;
use oyez::grammar::text::Text;
use serde_json::Value;

/// Where what we read differs from what the case expects: its id, to the end or to a `*`, and the clause for it.
const DEVIATIONS: [(&str, &str); 32] = [
    // Of the spellings of a media type the RFC prefers the one without whitespace, and so it is written.
    ("sem-js-content-type/format-obj-should-keep-parameter-case", "RFC 9110, 8.3.1"),
    ("sem-js-content-type/format-obj-should-format-type-with-parameter*", "RFC 9110, 8.3.1"),
    ("sem-js-content-type/format-obj-should-format-type-with-multiple-parameters", "RFC 9110, 8.3.1"),
    // That library never refuses. A type and a subtype are tokens, and a comma is not of them.
    ("sem-js-content-type/parse-string-should-parse-empty-string", "RFC 9110, 8.3.1"),
    ("sem-js-content-type/parse-string-should-accept-invalid-types*", "RFC 9110, 8.3.1"),
    ("sem-js-content-type/parse-string-should-preserve-commas-by-default", "RFC 9110, 8.3.1"),
    // A value is a token or a quoted-string: neither empty nor followed by anything; no whitespace about "=".
    ("sem-js-content-type/parse-string-should-parse-empty-parameter-value*", "RFC 9110, 5.6.6"),
    ("sem-js-content-type/parse-string-should-parse-parameters-with-ows-around-equals", "RFC 9110, 5.6.6"),
    ("sem-js-content-type/parse-string-should-unquote-parameter-values-with-escapes", "RFC 9110, 5.6.6"),
    ("sem-js-content-type/parse-string-should-continue-parsing-after-non-ows", "RFC 9110, 5.6.6"),
    ("sem-js-content-type/parse-string-should-allow-quotes-in-unquoted-parameter-values", "RFC 9110, 5.6.6"),
    ("sem-js-content-type/parse-string-should-allow-equals-in-unquoted-parameter-values", "RFC 9110, 5.6.6"),
    // A quoted-string ends.
    ("sem-js-content-type/parse-string-should-ignore-unterminated-quoted-parameter*", "RFC 9110, 5.6.4"),
    // The MIME Sniffing Standard is for browsers, and drops or mends what is invalid: values that are no tokens,
    ("wpt/mime/2", "RFC 9110, 5.6.6"),
    ("wpt/mime/3", "RFC 9110, 5.6.6"),
    ("wpt/mime/20", "RFC 9110, 5.6.6"),
    ("wpt/mime/24", "RFC 9110, 5.6.6"),
    ("wpt/mime/25", "RFC 9110, 5.6.6"),
    ("wpt/mime/28", "RFC 9110, 5.6.6"),
    // whitespace about "=",
    ("wpt/mime/5", "RFC 9110, 5.6.6"),
    ("wpt/mime/8", "RFC 9110, 5.6.6"),
    // parameters without a name or a value,
    ("wpt/mime/12", "RFC 9110, 5.6.6"),
    ("wpt/mime/13", "RFC 9110, 5.6.6"),
    ("wpt/mime/15", "RFC 9110, 5.6.6"),
    ("wpt/mime/26", "RFC 9110, 5.6.6"),
    // and quotes that do not end.
    ("wpt/mime/19", "RFC 9110, 5.6.4"),
    ("wpt/mime/27", "RFC 9110, 5.6.4"),
    // Only a media range has parameters beside its weight.
    ("sem-js-negotiator/negotiator-charsets-when-accept-charset-utf-8-foo-bar-*", "RFC 9110, 12.5.2"),
    ("sem-js-negotiator/negotiator-encodings-when-accept-encoding-gzip-foo-bar-*", "RFC 9110, 12.5.3"),
    ("sem-js-negotiator/negotiator-languages-when-accept-language-en-us-foo-bar-*", "RFC 9110, 12.5.4"),
    // A range-set is 1#range-spec: there is at least one.
    ("sem-range-go/parse/3", "RFC 9110, 14.1.1"),
    ("sem-range-go/parse/18", "RFC 9110, 14.1.1"),
];

/// Ids that disagree and are not listed, and lines of the list that nothing needs.
fn judge(source: &str, agrees: fn(&Value) -> Option<bool>) {
    let Some(folder) = corpus::folder() else { return };
    let text = fs::read_to_string(folder.join(source).with_extension("jsonl")).unwrap();
    let cases: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let asked: Vec<_> = cases.iter().filter_map(|case| Some((text_of(&case["id"]), agrees(case)?))).collect();
    assert!(asked.len() > 10, "{source}: {} cases were asked", asked.len());

    let is_of = |deviation: &str, id: &str| match deviation.strip_suffix('*') {
        Some(start) => id.starts_with(start),
        None => id == deviation,
    };
    let listed = DEVIATIONS.iter().filter(|(id, _)| id.starts_with(&format!("{source}/")));
    let wrong: Vec<_> = asked.iter().filter(|(_, agreed)| !agreed).map(|(id, _)| *id).collect();
    let unlisted: Vec<_> = wrong.iter().filter(|id| !listed.clone().any(|(known, _)| is_of(known, id))).collect();
    let needless: Vec<_> = listed.clone().filter(|(known, _)| !wrong.iter().any(|id| is_of(known, id))).collect();
    assert!(unlisted.is_empty() && needless.is_empty(), "{source}: unlisted {unlisted:#?}, needless {needless:#?}");
    println!("{source}: {} cases, {} deviations", asked.len(), wrong.len());
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// Octets that a suite wrote as characters, one each.
fn octets(value: &Value) -> Vec<u8> {
    text_of(value).chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

fn input(case: &Value) -> Vec<u8> {
    let encoded = text_of(&case["input_b64"]).as_bytes();
    base64::decoded(encoded, Reading::Strict).map(Result::unwrap).collect()
}

fn lower(octets: &[u8]) -> String {
    octets.iter().map(|octet| char::from(octet.to_ascii_lowercase())).collect()
}

fn said(text: Text<'_>) -> String {
    text.octets().map(char::from).collect()
}

/// Names in lower case and values, the first of each name.
fn told(parameters: Parameters<'_>) -> Vec<(String, String)> {
    let mut told: Vec<(String, String)> = Vec::new();
    for parameter in parameters {
        let name = lower(parameter.name);
        if told.iter().all(|(before, _)| *before != name) {
            told.push((name, said(parameter.value)));
        }
    }
    told
}

fn names(pairs: &Value) -> Vec<(String, String)> {
    let pairs = pairs.as_object().into_iter().flatten();
    pairs.map(|(name, value)| (name.clone(), text_of(value).to_owned())).collect()
}

fn sorted(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.sort();
    pairs
}

fn written(type_name: &[u8], subtype_name: &[u8], parameters: &[Parameter<'_>]) -> Option<Vec<u8>> {
    let mut room = [0; 256];
    let mut pen = Pen::new(&mut room);
    media_type::write(&mut pen, type_name, subtype_name, parameters).ok()?;
    Some(pen.written().unwrap().to_vec())
}

#[test]
fn content_types_are_read_and_written() {
    judge("sem-js-content-type", |case| match text_of(&case["kind"]) {
        "call:content-type.format" => {
            let names = octets(&case["args"][0]["type"]);
            let (type_name, subtype_name) = names.split_at(names.iter().position(|octet| *octet == b'/')?);
            let pairs: Vec<_> = case["args"][0]["parameters"].as_object().into_iter().flatten().collect();
            let pairs: Vec<_> = pairs.into_iter().map(|(name, value)| (name.as_bytes(), octets(value))).collect();
            let parameters: Vec<_> =
                pairs.iter().map(|(name, value)| Parameter { name, value: Text::plain(value) }).collect();
            let expected = case["expect"]["result"].as_str().map(|text| text.as_bytes().to_vec());
            Some(written(type_name, &subtype_name[1..], &parameters) == expected)
        }
        _ => {
            let (value, options) = (octets(&case["args"][0]), &case["args"][1]);
            let start = usize::try_from(options["start"].as_u64().unwrap_or(0)).unwrap();
            let read =
                match options["comma"].as_bool() {
                    Some(true) => accept::accept(&value[start..]).next().unwrap().ok().map(|range| {
                        (lower(range.type_name) + "/" + &lower(range.subtype_name), told(range.parameters))
                    }),
                    _ => media_type(&value[start..])
                        .ok()
                        .map(|read| (lower(read.type_name) + "/" + &lower(read.subtype_name), told(read.parameters))),
                };
            let expected = &case["expect"]["result"];
            let heeded = options["parameters"].as_bool().unwrap_or(true);
            Some(read.is_some_and(|(essence, parameters)| {
                essence == text_of(&expected["type"])
                    && (!heeded || sorted(parameters) == sorted(names(&expected["parameters"])))
            }))
        }
    });
}

#[test]
fn media_types_are_found_in_ranges() {
    judge("sem-js-type-is", |case| {
        let (args, result) = (&case["args"], &case["expect"]["result"]);
        let (value, patterns): (_, Vec<&Value>) = match text_of(&case["kind"]) {
            "call:type-is.match" => (&args[1], vec![&args[0]]),
            "call:type-is.is" => (&args[0], args[1].as_array()?.iter().collect()),
            // A request without content is asked for something else.
            "call:type-is.request" if args[0]["headers"]["transfer-encoding"].is_string() => {
                (&args[0]["headers"]["content-type"], args[1].as_array()?.iter().collect())
            }
            _ => return None,
        };
        let value = octets(value);
        let media_type = media_type(&value).ok();
        let patterns: Vec<_> = patterns.into_iter().map(octets).collect();
        // Extensions of files, suffixes and "*" within a name are patterns of that library, no ranges.
        let is_range = |pattern: &Vec<u8>| !pattern.contains(&b'+') && accept::accept(pattern).all(|one| one.is_ok());
        if !patterns.iter().all(is_range) {
            return Some(result.is_boolean() || media_type.is_some());
        }
        let matches = |pattern: &Vec<u8>| {
            let range = accept::accept(pattern).next().unwrap().unwrap();
            media_type.as_ref().is_some_and(|media_type| range.matches(media_type))
        };
        Some(patterns.iter().any(matches) == (result != &Value::Bool(false)))
    });
}

/// The members that are acceptable, those with the larger weight first; `Err` if one is none.
type Preferred = Result<Vec<String>, ()>;

fn preferred<T>(
    members: impl Iterator<Item = Result<T, oyez::error::Refused>>,
    tell: fn(&T) -> (String, u16),
) -> Preferred {
    let told: Result<Vec<_>, ()> = members.map(|one| one.map(|one| tell(&one)).map_err(|_| ())).collect();
    let mut told: Vec<_> = told?.into_iter().filter(|(_, weight)| *weight > 0).collect();
    told.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    Ok(told.into_iter().map(|(name, _)| name).collect())
}

fn text(octets: &[u8]) -> String {
    octets.iter().map(|octet| char::from(*octet)).collect()
}

fn preferences(name: &str, value: &[u8]) -> Preferred {
    match name {
        "accept" => {
            preferred(accept::accept(value), |one| (text(one.type_name) + "/" + &text(one.subtype_name), one.weight))
        }
        "accept-charset" => preferred(accept::accept_charset(value), |one| (text(one.name), one.weight)),
        "accept-encoding" => preferred(accept::accept_encoding(value), |one| (text(one.coding.name), one.weight)),
        "accept-language" => preferred(accept::accept_language(value), |one| (text(one.range.range), one.weight)),
        _ => panic!("{name}"),
    }
}

/// What is acceptable, by the case, if it is not asked about something in particular.
fn expected(case: &Value) -> Option<Vec<String>> {
    let is_open = case["args"].as_array().is_none_or(Vec::is_empty);
    let one = |value: &Value| value.as_str().map(str::to_owned);
    match &case["expect"]["result"] {
        Value::Array(all) => is_open.then(|| all.iter().filter_map(one).collect()),
        value => is_open.then(|| one(value).into_iter().collect()),
    }
}

fn prefers(case: &Value) -> Option<bool> {
    let (name, value) = case["ctor"][0]["headers"].as_object()?.iter().next()?;
    let read = preferences(name, &octets(value.as_str().map(|_| value)?));
    let Some(expected) = expected(case) else { return Some(read.is_ok()) };
    let is_one = !case["expect"]["result"].is_array();
    Some(read.is_ok_and(|mut told| {
        // Content that is not encoded is acceptable unasked (RFC 9110, 12.5.3), and these libraries say so.
        let unasked =
            name == "accept-encoding" && !text_of(value).contains('*') && !text_of(value).contains("identity");
        told.extend(unasked.then(|| "identity".to_owned()));
        let mut seen = Vec::new();
        told.retain(|one| {
            !seen.contains(one) && {
                seen.push(one.clone());
                true
            }
        });
        if is_one { told.first() == expected.first() } else { told == expected }
    }))
}

#[test]
fn preferences_are_read_with_their_weights() {
    judge("sem-js-negotiator", prefers);
    judge("sem-js-accepts", prefers);
}

#[test]
fn ranges_resolve_to_octets() {
    judge("sem-range-go", |case| {
        let value = input(case);
        let size = case["size"].as_u64().unwrap();
        // To that suite, an empty value is a request without the field.
        let read = (!value.is_empty()).then(|| range(&value))?;
        let resolved: Option<Vec<_>> =
            read.ok().map(|range| range.specs().filter_map(|spec| spec.resolve(size)).collect());
        let pairs = |list: &Value, end: fn(u64, u64) -> u64| -> Vec<(u64, u64)> {
            let pairs = list.as_array().into_iter().flatten();
            pairs
                .map(|pair| (pair[0].as_u64().unwrap(), end(pair[0].as_u64().unwrap(), pair[1].as_u64().unwrap())))
                .collect()
        };
        let expect = &case["expect"];
        Some(match (text_of(&case["kind"]), resolved) {
            ("range", None) => text_of(&expect["error"]) == "invalid range",
            ("range", Some(told)) if expect["error"].is_string() => {
                text_of(&expect["error"]).ends_with("overlap") && told.is_empty()
            }
            ("range", Some(told)) => told == pairs(&expect["ranges_start_length"], |first, length| first + length - 1),
            (_, None) => false,
            (_, Some(told)) => match expect["status"].as_u64() {
                Some(206) => told == pairs(&expect["ranges_start_end"], |_, end| end - 1),
                Some(416) => told.is_empty(),
                // More is asked for than there is, and that server sends all of it once.
                _ => !told.is_empty(),
            },
        })
    });
}

#[test]
fn entity_tags_and_dates_are_compared() {
    judge("sem-js-fresh", |case| {
        let (asked, had) = (&case["args"][0], &case["args"][1]);
        // What a cache makes of no-cache is another matter.
        let of = |fields: &Value, name| fields[name].is_string().then(|| octets(&fields[name]));
        let fresh = match (of(asked, "if-none-match"), of(asked, "if-modified-since")) {
            _ if asked["cache-control"].is_string() => return None,
            // RFC 9110, 13.2.2: where there is an If-None-Match, nobody asks for the date.
            (Some(list), _) => {
                let tag = of(had, "etag");
                let list = entity_tag_list(&list);
                tag.is_some_and(|tag| list.lists_weakly(&entity_tag(&tag).unwrap()).unwrap())
            }
            (None, Some(since)) => {
                let since = date::read(&since, 0).unwrap();
                of(had, "last-modified").is_some_and(|time| date::read(&time, 0).is_ok_and(|time| time <= since))
            }
            (None, None) => return None,
        };
        Some(Value::Bool(fresh) == case["expect"]["result"])
    });
}

#[test]
fn tokens_are_found_in_lists() {
    judge("sem-misc-go", |case| {
        let (value, token) = (input(case), text_of(&case["token"]).as_bytes());
        let is_list = text_of(&case["kind"]) == "token-list-contains";
        let mut list = Members::<RangeUnit<'_>>::new(&value);
        is_list.then(|| Value::Bool(list.any(|one| one.is_ok_and(|one| one.is(token)))) == case["expect"]["contains"])
    });
}

/// A media type as the MIME Sniffing Standard writes it.
fn serialised(value: &[u8]) -> Option<String> {
    let read = media_type(value).ok()?;
    let parameters = told(read.parameters);
    let parameters: Vec<_> =
        parameters.iter().map(|(name, value)| (name, octets(&Value::from(value.as_str())))).collect();
    let parameters: Vec<_> =
        parameters.iter().map(|(name, value)| Parameter { name: name.as_bytes(), value: Text::plain(value) }).collect();
    let written = written(lower(read.type_name).as_bytes(), lower(read.subtype_name).as_bytes(), &parameters)?;
    Some(text(&written))
}

#[test]
fn media_types_are_serialised() {
    judge("wpt", |case| match text_of(&case["kind"]) {
        "mime-type" => Some(serialised(&input(case)).as_deref() == case["expect"]["serialised"].as_str()),
        // Fetch chooses among repeated lines. To HTTP they are one line, and that is no media type (RFC 9110, 8.3).
        "content-type-list" => {
            let lines: Vec<_> = case["header"].as_array()?.iter().map(octets).collect();
            Some(media_type(&lines.join(&b", "[..])).is_err())
        }
        _ => None,
    });
}
