// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about ranges.

use oyez::fields::multipart::boundary::Boundary;
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::grammar::text::Text;
use oyez::semantics::range::byteranges::Byteranges;
use oyez::semantics::range::partial::{self, Enclosed};
use oyez::semantics::range::{self, Decision, Limits, Representation, Span};

use super::Row;
use super::conditions::{request, validators, yes};

pub const NAMES: &[&str] =
    &["ranges.decide", "ranges.byteranges", "ranges.enclosed", "ranges.may-combine", "ranges.join", "ranges.accepted"];

pub fn ask(row: &Row) -> Option<String> {
    match &*row.decision {
        "ranges.decide" => Some(decide(row)),
        "ranges.byteranges" => Some(byteranges(row).unwrap_or("refused".into())),
        "ranges.enclosed" => {
            let complete = |known: Option<u64>| known.map_or("*".into(), |complete| complete.to_string());
            let status = row.number("status").unwrap().try_into().unwrap();
            Some(match partial::enclosed(status, &row.fields("")[..]) {
                Enclosed::Whole => "whole".into(),
                Enclosed::Part(span, known) => format!("part {}/{}", told(&[span]), complete(known)),
                Enclosed::Parts => "parts".into(),
                Enclosed::Unsatisfied(known) => format!("unsatisfied {}", complete(known)),
                Enclosed::Unusable => "unusable".into(),
            })
        }
        "ranges.may-combine" => {
            Some(yes(partial::may_combine(&row.fields("")[..], &row.fields("other")[..], 784_111_777)))
        }
        "ranges.accepted" => Some(partial::accepts_ranges(&row.fields("")[..]).map_or("untold".into(), yes)),
        "ranges.join" => {
            let joined = spans(row, "one")[0].joined(&spans(row, "other")[0]);
            Some(joined.map_or("none".into(), |joined| told(&[joined])))
        }
        _ => None,
    }
}

fn decide(row: &Row) -> String {
    let fields = row.fields("");
    let number = |name, default| row.number(name).map_or(default, |number| usize::try_from(number).unwrap());
    let length = row.number("length").unwrap().try_into().unwrap();
    let default = Limits::default();
    let gap = row.number("gap").map_or(default.gap, |gap| Some(gap.try_into().unwrap()));
    let limits = Limits {
        ranges: number("ranges", default.ranges),
        overlapping: number("overlapping", default.overlapping),
        scattered: number("scattered", default.scattered),
        gap: gap.filter(|_| !row.says("apart")),
    };
    let mut chosen = vec![Span::VOID; number("room", 16)];
    let representation = Representation { validators: validators(row).unwrap(), length };
    let decision = range::decide(&request(row, &fields), &representation, &limits, &mut chosen);
    let behind = match decision {
        Decision::Whole(whole) => format!("{whole:?}"),
        Decision::Multiple(spans) => told(spans),
        Decision::Single(_) | Decision::Unsatisfiable => {
            let mut room = [0; 64];
            let mut pen = Pen::new(&mut room);
            decision.content_range(length).unwrap().write(&mut pen).unwrap();
            String::from_utf8(pen.written().unwrap().to_vec()).unwrap()
        }
    };
    format!("{} {behind}", decision.status())
}

/// The Content-Type, the length, and the head of the first part, its ends of lines as "~".
fn byteranges(row: &Row) -> Result<String, Unwritable> {
    let parts = Byteranges {
        boundary: Boundary::new(Text::plain(row.octets("boundary"))).map_err(|_| Unwritable::Value)?,
        content_type: row.text("type").map(str::as_bytes),
        complete: row.number("complete").unwrap().try_into().unwrap(),
    };
    let spans = spans(row, "spans");
    let mut room = [0; 512];
    let mut pen = Pen::new(&mut room);
    parts.write_type(&mut pen)?;
    let length = parts.length(&spans)?;
    parts.head(spans[0], pen.octets(b", ").decimal(length).octets(b", "))?;
    Ok(String::from_utf8_lossy(pen.written()?).replace("\r\n", "~"))
}

/// Spans as "0-9 20-29".
fn spans(row: &Row, name: &str) -> Vec<Span> {
    let span = |text: &str| {
        let (first, last) = text.split_once('-').unwrap();
        Span { first: first.parse().unwrap(), last: last.parse().unwrap() }
    };
    row.text(name).unwrap().split(' ').map(span).collect()
}

fn told(spans: &[Span]) -> String {
    spans.iter().map(|span| format!("{}-{}", span.first, span.last)).collect::<Vec<_>>().join(", ")
}
