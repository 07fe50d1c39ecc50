// SPDX-License-Identifier: MIT OR Apache-2.0
//! Structured fields as the working group's suite has them (`../shared/conformance/dev`), read in place: read, written
//! as they were read, and written from what the suite says they are. Where the folder is not there, the tests say so and
//! pass. Nothing deviates.

#[path = "support/corpus.rs"]
mod corpus;

use std::fs;
use std::time::Instant;

use oyez::fields::structured::{
    BareItem, Bytes, Decimal, DisplayString, Member, SfParameters, Writer, dictionary, item, list,
};
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::grammar::text::Text;
use serde_json::{Value, json};

fn of_kind(kind: &str) -> Vec<Value> {
    let Some(folder) = corpus::folder() else { return Vec::new() };
    let lines = fs::read_to_string(folder.join("sem-structured-fields.jsonl")).unwrap();
    let cases = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found: Vec<_> = cases.filter(|case| case["kind"] == kind).collect();
    assert!(!found.is_empty(), "there is {kind}");
    found
}

fn text(octets: impl IntoIterator<Item = u8>) -> String {
    String::from_utf8(octets.into_iter().collect()).unwrap()
}

fn typed(name: &str, value: Value) -> Value {
    json!({ "__type": name, "value": value })
}

fn told_bare(bare: &BareItem<'_>) -> Value {
    match bare {
        BareItem::Integer(number) => json!(number),
        BareItem::Decimal(Decimal { thousandths }) => {
            json!(format!("{thousandths}e-3").parse::<f64>().unwrap())
        }
        BareItem::String(string) => json!(text(string.octets())),
        BareItem::Token(token) => typed("token", json!(text(token.iter().copied()))),
        BareItem::Bytes(bytes) => typed("binary", json!(base32(&bytes.octets().collect::<Vec<_>>()))),
        BareItem::Boolean(is_true) => json!(is_true),
        BareItem::Date(seconds) => typed("date", json!(seconds)),
        BareItem::DisplayString(string) => typed("displaystring", json!(text(string.octets()))),
    }
}

/// As a map has them.
fn map<'b, T>(pairs: impl Iterator<Item = (&'b [u8], T)>, tell: impl Fn(T) -> Value) -> Value {
    let mut all: Vec<(String, Value)> = Vec::new();
    for (key, value) in pairs {
        let (key, value) = (text(key.iter().copied()), tell(value));
        match all.iter_mut().find(|(known, _)| *known == key) {
            Some((_, place)) => *place = value,
            None => all.push((key, value)),
        }
    }
    json!(all)
}

fn told_parameters(parameters: SfParameters<'_>) -> Value {
    map(parameters.map(|parameter| (parameter.key, parameter.value)), |value| told_bare(&value))
}

fn told_member(member: Member<'_>) -> Value {
    match member {
        Member::Item(item) => json!([told_bare(&item.bare), told_parameters(item.parameters)]),
        Member::InnerList(inner) => {
            let items: Vec<_> =
                inner.items.map(|item| json!([told_bare(&item.bare), told_parameters(item.parameters)])).collect();
            json!([items, told_parameters(inner.parameters)])
        }
    }
}

fn base32(octets: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let group = |octets: &[u8]| {
        let bits = octets.iter().chain(&[0; 5]).take(5).fold(0u64, |bits, octet| bits << 8 | u64::from(*octet));
        let digits = (octets.len() * 8).div_ceil(5);
        let digit = |place: usize| {
            if place < digits {
                char::from(ALPHABET[usize::try_from(bits >> (35 - 5 * place) & 31).unwrap()])
            } else {
                '='
            }
        };
        (0..8).map(digit).collect::<String>()
    };
    octets.chunks(5).map(group).collect()
}

fn base32_undone(digits: &str) -> Vec<u8> {
    let mut octets = Vec::new();
    let (mut bits, mut held) = (0u32, 0);
    for digit in digits.bytes().filter(|digit| *digit != b'=') {
        let value = if digit.is_ascii_uppercase() { digit - b'A' } else { digit - b'2' + 26 };
        bits = bits << 5 | u32::from(value);
        held += 5;
        if held >= 8 {
            held -= 8;
            octets.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    octets
}

/// What is told of a field, and how it is written again; nothing if it is refused.
fn read(kind: &str, value: &[u8]) -> Option<(Value, String)> {
    let mut room = vec![0; 100_000];
    let mut pen = Pen::new(&mut room);
    let told = match kind {
        "item" => {
            let item = item(value).ok()?;
            item.write(&mut pen).unwrap();
            told_member(Member::Item(item))
        }
        "list" => {
            let list = list(value).ok()?;
            list.write(&mut pen).unwrap();
            json!(list.map(told_member).collect::<Vec<_>>())
        }
        _ => {
            let dictionary = dictionary(value).ok()?;
            dictionary.write(&mut pen).unwrap();
            map(dictionary.map(|entry| (entry.key, entry.member)), told_member)
        }
    };
    Some((told, text(pen.written().unwrap().iter().copied())))
}

fn write_bare(value: &Value, write: &mut dyn FnMut(&BareItem<'_>) -> Result<(), Unwritable>) -> Result<(), Unwritable> {
    let said = value["value"].as_str().unwrap_or("");
    match (value, value["__type"].as_str()) {
        (_, Some("token")) => write(&BareItem::Token(said.as_bytes())),
        (_, Some("binary")) => write(&BareItem::Bytes(Bytes::plain(&base32_undone(said)))),
        (_, Some("displaystring")) => write(&BareItem::DisplayString(DisplayString::plain(said.as_bytes()))),
        (_, Some(_)) => write(&BareItem::Date(value["value"].as_i64().unwrap())),
        (Value::Bool(is_true), _) => write(&BareItem::Boolean(*is_true)),
        (Value::String(string), _) => write(&BareItem::String(Text::plain(string.as_bytes()))),
        (Value::Number(number), _) if number.is_f64() => {
            let shown = number.to_string();
            let (whole, behind) = shown.split_once('.').unwrap();
            let decimal =
                Decimal::rounded(format!("{whole}{behind}").parse().unwrap(), behind.len().try_into().unwrap());
            write(&BareItem::Decimal(decimal.ok_or(Unwritable::Value)?))
        }
        (Value::Number(number), _) => write(&BareItem::Integer(number.as_i64().unwrap())),
        _ => panic!("{value}"),
    }
}

fn write_member(writer: &mut Writer, pen: &mut Pen<'_>, member: &Value) -> Result<(), Unwritable> {
    match &member[0] {
        Value::Array(items) => {
            writer.open(pen)?;
            for item in items {
                write_member(writer, pen, item)?;
            }
            writer.close(pen)?;
        }
        bare => write_bare(bare, &mut |bare| writer.bare(pen, bare))?,
    }
    for parameter in member[1].as_array().unwrap() {
        let key = parameter[0].as_str().unwrap().as_bytes();
        write_bare(&parameter[1], &mut |bare| writer.parameter(pen, key, bare))?;
    }
    Ok(())
}

/// The field that the suite says there is.
fn written(kind: &str, value: &Value) -> Result<String, Unwritable> {
    let mut room = vec![0; 100_000];
    let mut pen = Pen::new(&mut room);
    let writer = &mut match kind {
        "item" => Writer::ITEM,
        "list" => Writer::LIST,
        _ => Writer::DICTIONARY,
    };
    match kind {
        "item" => write_member(writer, &mut pen, value)?,
        "list" => value.as_array().unwrap().iter().try_for_each(|member| write_member(writer, &mut pen, member))?,
        _ => value.as_array().unwrap().iter().try_for_each(|entry| {
            writer.key(&mut pen, entry[0].as_str().unwrap().as_bytes())?;
            write_member(writer, &mut pen, &entry[1])
        })?,
    }
    writer.finish()?;
    Ok(text(pen.written()?.iter().copied()))
}

fn joined(lines: &Value) -> Option<String> {
    let lines: Vec<_> = lines.as_array()?.iter().map(|line| line.as_str().unwrap()).collect();
    Some(lines.join(", "))
}

#[test]
fn fields_are_read_and_written_as_the_working_group_says() {
    for case in of_kind("structured-field-parse") {
        let (id, kind, expect) = (&case["id"], case["header_type"].as_str().unwrap(), &case["expect"]);
        let raw = joined(&case["raw"]).unwrap();
        let told = read(kind, raw.as_bytes());
        if expect["must_fail"] == true {
            assert_eq!(told, None, "{id}");
            continue;
        }
        let (told, rewritten) = told.unwrap_or_else(|| panic!("{id} was refused"));
        assert_eq!(told, expect["expected"], "{id}");
        let canonical = joined(&expect["canonical"]).unwrap_or(raw);
        assert_eq!(rewritten, canonical, "{id}");
        assert_eq!(written(kind, &expect["expected"]).unwrap(), canonical, "{id}");
    }
}

#[test]
fn what_is_no_field_is_not_written() {
    for case in of_kind("structured-field-serialise") {
        let (kind, expect) = (case["header_type"].as_str().unwrap(), &case["expect"]);
        assert_eq!(expect["must_fail"], true);
        assert_eq!(written(kind, &expect["expected"]), Err(Unwritable::Value), "{}", case["id"]);
    }
}

#[test]
fn reading_and_writing_take_time_in_line_with_the_length() {
    let many = |count: u32| (0..count).map(|number| format!("k{number}")).collect::<Vec<_>>();
    let values = [
        many(10_000).join(", "),
        vec!["a"; 10_000].join(", "),
        many(2048).join(", ") + &", k0".repeat(10_000),
        many(10_000).join(";"),
        format!("a=({})", "b ".repeat(10_000)),
        format!("a=\"{}\"", "\\\"".repeat(10_000)),
        format!("a=%\"{}\"", "%c3%bc".repeat(10_000)),
    ];
    for value in values {
        let started = Instant::now();
        let mut room = vec![0; value.len() * 2];
        let read = dictionary(value.as_bytes()).unwrap();
        read.write(&mut Pen::new(&mut room)).ok();
        assert_eq!(read.find(b"absent"), None);
        assert!(started.elapsed().as_secs() < 5, "{}... takes long", &value[..20]);
    }
}
