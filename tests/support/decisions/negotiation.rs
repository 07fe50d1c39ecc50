// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about negotiation.

use oyez::grammar::pen::{Pen, Unwritable};
use oyez::semantics::negotiation::content::{self, Kind};
use oyez::semantics::negotiation::preferred::{self, Ranked};
use oyez::semantics::negotiation::quality::{self, Dimension, Languages};
use oyez::semantics::negotiation::{self, Outcome, Rules, Variant};

use super::Row;

pub const NAMES: &[&str] = &[
    "negotiation.choose",
    "negotiation.links",
    "negotiation.weight",
    "negotiation.offered",
    "negotiation.preferred",
    "content.is",
    "content.decide",
    "content.accept",
];

pub fn ask(row: &Row) -> Option<String> {
    let fields = row.fields("");
    match &*row.decision {
        "negotiation.choose" => Some(choose(row)),
        "negotiation.links" => Some(written(|pen| negotiation::write_links(variants(row), pen))),
        "negotiation.weight" => {
            let told = quality::quality(&fields[..], dimension(row), row.octets("value"), languages(row));
            Some(told.map_or(0, |told| told.weight).to_string())
        }
        "negotiation.offered" => {
            let told = preferred::offered(&fields[..], dimension(row));
            let told = told.map(|one| format!("{} {}", String::from_utf8_lossy(one.name), one.weight));
            Some(none_if_empty(told.collect::<Vec<_>>().join(", ")))
        }
        "negotiation.preferred" => {
            let mut ranked = vec![Ranked::default(); row.number("room").unwrap_or(32).try_into().unwrap()];
            let asked = (dimension(row), languages(row));
            let told = preferred::preferred(&fields[..], asked, all(row, "value"), &mut ranked);
            let told = told.iter().map(|one| format!("{} {}", one.index, one.weight));
            Some(none_if_empty(told.collect::<Vec<_>>().join(", ")))
        }
        "content.is" => {
            let found = content::type_is(row.octets("value"), all(row, "pattern"));
            Some(found.map_or("none".into(), |index| index.to_string()))
        }
        "content.decide" => {
            Some(match content::decide(&fields[..], all(row, "pattern"), all(row, "coding").collect::<Vec<_>>()) {
                Kind::Taken(index) => format!("taken {index}"),
                Kind::OtherType => "415 type".into(),
                Kind::OtherCoding => "415 coding".into(),
            })
        }
        "content.accept" => Some(written(|pen| content::write_accept(all(row, "pattern"), pen))),
        _ => None,
    }
}

fn choose(row: &Row) -> String {
    let rules =
        Rules { languages: languages(row), strict_languages: row.says("strict"), reactive: row.says("reactive") };
    let choice = negotiation::choose(&row.fields("")[..], variants(row), rules);
    let outcome = match choice.outcome {
        Outcome::Chosen(index) => index.to_string(),
        Outcome::Multiple(index) => format!("300 {index}"),
        Outcome::NotAcceptable => "406".into(),
    };
    let vary = written(|pen| {
        choice.vary.write(pen);
        Ok(())
    });
    if vary.is_empty() { outcome } else { format!("{outcome}, vary {vary}") }
}

/// The variants of a row: `text/html coding=gzip language=en charset=utf-8 quality=900 location=/a`, a "-" for no type.
fn variants(row: &Row) -> Vec<Variant<'_>> {
    all_text(row, "variant")
        .map(|text| {
            let mut words = text.split(' ');
            let mut variant = Variant {
                content_type: words.next().filter(|word| *word != "-").map(str::as_bytes),
                ..Variant::default()
            };
            for word in words {
                let (name, value) = word.split_once('=').unwrap();
                let octets = Some(value.as_bytes());
                match name {
                    "coding" => variant.coding = octets,
                    "language" => variant.language = octets,
                    "charset" => variant.charset = octets,
                    "location" => variant.location = octets,
                    "quality" => variant.quality = value.parse().unwrap(),
                    _ => panic!("{name} is nothing of a variant"),
                }
            }
            variant
        })
        .collect()
}

fn all_text<'r>(row: &'r Row, name: &'r str) -> impl Iterator<Item = &'r str> {
    row.cells.iter().filter(move |(known, _)| known == name).map(|(_, text)| text.as_str())
}

/// What every cell so named says.
fn all<'r>(row: &'r Row, name: &'r str) -> impl Iterator<Item = &'r [u8]> {
    all_text(row, name).map(str::as_bytes)
}

fn dimension(row: &Row) -> Dimension {
    match row.text("dimension").unwrap() {
        "media type" => Dimension::MediaType,
        "charset" => Dimension::Charset,
        "coding" => Dimension::Coding,
        "language" => Dimension::Language,
        other => panic!("{other} is no dimension"),
    }
}

fn languages(row: &Row) -> Languages {
    match row.text("languages") {
        None | Some("filtering") => Languages::Filtering,
        Some("lookup") => Languages::Lookup,
        Some("either") => Languages::Either,
        Some(other) => panic!("{other} is no way to match languages"),
    }
}

fn written(write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> String {
    let mut room = [0; 16384];
    let mut pen = Pen::new(&mut room);
    match write(&mut pen).and_then(|()| pen.written()) {
        Ok(octets) => String::from_utf8_lossy(octets).into_owned(),
        Err(_) => "refused".into(),
    }
}

fn none_if_empty(told: String) -> String {
    if told.is_empty() { "none".into() } else { told }
}
