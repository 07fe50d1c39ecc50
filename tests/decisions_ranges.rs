// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whatever is asked for, what is sent can be put together again, and a 304 carries no content's metadata.

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use oyez::fields::content_range::content_range;
use oyez::fields::entity_tag::EntityTag;
use oyez::fields::multipart::boundary::Boundary;
use oyez::fields::multipart::reader::{Event, Reader};
use oyez::grammar::pen::Pen;
use oyez::semantics::conditional::{Decision, Request, Validators, decide, not_modified};
use oyez::semantics::range::byteranges::{Byteranges, PART_END};
use oyez::semantics::range::partial::{Enclosed, enclosed};
use oyez::semantics::range::{self, Limits, Representation, Span};
use oyez::syntax::field_line::Field;

const RUNS: u32 = 20_000;

/// A Range of up to eight ranges, and which octets it asks for.
fn asked(dice: &mut Dice, length: usize) -> (String, Vec<bool>) {
    let (mut specs, mut octets) = (Vec::new(), vec![false; length]);
    for _ in 0..=dice.below(8) {
        let (first, count) = (dice.below(length + 4), dice.below(length + 4));
        let last = first + count;
        let (spec, from, to) = match dice.below(4) {
            0 => (format!("{first}-"), first, length),
            1 => (format!("-{count}"), length.saturating_sub(count), length),
            _ => (format!("{first}-{last}"), first, length.min(last + 1)),
        };
        specs.push(spec);
        octets.iter_mut().take(to).skip(from).for_each(|octet| *octet = true);
    }
    (format!("bytes={}", specs.join(",")), octets)
}

fn limits(dice: &mut Dice) -> Limits {
    let gap = [None, Some(0), Some(1), Some(5), Some(80)][dice.below(5)];
    Limits { ranges: 8, overlapping: 8, scattered: 8, gap }
}

fn written(write: impl Fn(&mut Pen<'_>)) -> Vec<u8> {
    let mut room = vec![0; 16_384];
    let mut pen = Pen::new(&mut room);
    write(&mut pen);
    pen.written().unwrap().to_vec()
}

/// The parts that a multipart/byteranges holds, each behind its position.
fn read(boundary: Boundary, body: &[u8]) -> Vec<(u64, Vec<u8>)> {
    let (mut reader, mut head, mut input) = (Reader::new(boundary, 100), [0; 256], body);
    let mut parts = Vec::new();
    while let Some(event) = reader.next(&mut input, &mut head).unwrap() {
        match event {
            Event::Part(head) => {
                let told = content_range(head.find(b"Content-Range").unwrap()).unwrap();
                parts.push((told.range.unwrap().0, Vec::new()));
            }
            Event::Data(octets) => parts.last_mut().unwrap().1.extend_from_slice(octets),
            _ => {}
        }
    }
    reader.finish().unwrap();
    parts
}

#[test]
fn what_is_sent_of_ranges_is_the_content_that_was_asked_for_and_as_long_as_was_said() {
    let mut dice = Dice(14);
    let (mut singles, mut several, mut none) = (0, 0, 0);
    for _ in 0..RUNS {
        let content = dice.octets(200);
        let length = content.len() as u64;
        let (value, wanted) = asked(&mut dice, content.len());
        let fields = [Field::new("Range", &value)];
        let mut chosen = [Span::VOID; 8];
        let representation = Representation { length, ..Representation::default() };
        let limits = limits(&mut dice);
        let request = Request::new(b"GET", &fields, 0);
        let decision = range::decide(&request, &representation, &limits, &mut chosen);
        let slice = |span: &Span| &content[usize::try_from(span.first).unwrap()..=usize::try_from(span.last).unwrap()];
        let parts = match decision {
            range::Decision::Whole(_) => {
                assert_eq!(length, 0, "{value}");
                continue;
            }
            range::Decision::Unsatisfiable => {
                none += 1;
                assert!(!wanted.contains(&true), "{value} of {length}");
                continue;
            }
            range::Decision::Single(span) => {
                singles += 1;
                let told = written(|pen| decision.content_range(length).unwrap().write(pen).unwrap());
                let fields = [Field { name: b"Content-Range", value: &told }];
                assert_eq!(enclosed(206, &fields), Enclosed::Part(span, Some(length)));
                vec![(span.first, slice(&span).to_vec())]
            }
            range::Decision::Multiple(spans) => {
                several += 1;
                let boundary = Boundary::random([7; 16]);
                let multipart = Byteranges { boundary, content_type: Some(b"a/b"), complete: length };
                let body = written(|pen| {
                    for span in spans {
                        multipart.head(*span, pen).unwrap();
                        pen.octets(slice(span)).octets(PART_END);
                    }
                    multipart.end(pen);
                });
                assert_eq!(multipart.length(spans), Ok(body.len() as u64));
                // Those that are near are one.
                for (at, one) in spans.iter().enumerate() {
                    assert!(
                        limits.gap.is_none() || !spans[at + 1..].iter().any(|other| one.overlaps(other)),
                        "{value}"
                    );
                }
                read(boundary, &body)
            }
        };
        // All that was asked for is there, and what is there is the content.
        let mut got = vec![None; content.len()];
        for (first, octets) in parts {
            let first = usize::try_from(first).unwrap();
            got.iter_mut().skip(first).zip(octets).for_each(|(place, octet)| *place = Some(octet));
        }
        for ((octet, got), wanted) in content.iter().zip(got).zip(wanted) {
            assert!(got.map_or(!wanted, |got| got == *octet), "{value} of {length}");
        }
    }
    assert!(singles > 1000 && several > 1000 && none > 100, "{singles} {several} {none}");
}

#[test]
fn a_304_carries_no_metadata_of_a_content() {
    const NAMES: [&str; 12] = [
        "ETag",
        "Date",
        "Vary",
        "Cache-Control",
        "Expires",
        "Content-Location",
        "Last-Modified",
        "Content-Type",
        "Content-Length",
        "content-encoding",
        "CONTENT-RANGE",
        "Transfer-Encoding",
    ];
    let mut dice = Dice(304);
    for _ in 0..RUNS {
        let fields: Vec<_> = (0..dice.below(8)).map(|_| Field::new(dice.pick(&NAMES), "x")).collect();
        let tagged = fields.iter().any(|field| field.is(b"ETag"));
        let left: Vec<_> = not_modified(&fields[..]).collect();
        assert!(left.iter().all(|field| !NAMES[7..].iter().any(|name| field.is(name.as_bytes()))));
        assert!(!tagged || left.iter().all(|field| !field.is(b"Last-Modified")));
        let must = |field: &&Field<'_>| NAMES[..6].iter().any(|name| field.is(name.as_bytes()));
        assert_eq!(fields.iter().filter(must).count(), left.iter().filter(must).count());
    }
}

#[test]
fn no_method_but_get_and_head_is_answered_with_a_304_and_none_proceeds_that_was_to_be_prevented() {
    const METHODS: [&[u8]; 6] = [b"GET", b"HEAD", b"PUT", b"POST", b"DELETE", b"PATCH"];
    const TAGS: [&str; 8] = ["\"a\"", "W/\"a\"", "\"b\"", "*", "", "\"b\", \"a\"", "a", "\"b\", \""];
    let mut dice = Dice(412);
    for _ in 0..RUNS {
        let (method, list) = (dice.pick(&METHODS), dice.pick(&TAGS));
        let name = dice.pick(&["If-Match", "If-None-Match"]);
        let fields = [Field::new(name, list)];
        let tag = EntityTag { weak: dice.below(2) == 0, opaque: b"a" };
        let current = Validators { tag: Some(tag), ..Validators::default() };
        let decision = decide(&Request::new(method, &fields, 0), Some(&current));
        let reads = matches!(method, b"GET" | b"HEAD");
        assert!(reads || !matches!(decision, Decision::NotModified(_)));
        let names_it = list == "*" || list.contains("\"a\"");
        match (name, decision) {
            ("If-Match", Decision::Proceed { .. }) => assert!(names_it && (list == "*" || !tag.weak), "{list}"),
            ("If-None-Match", Decision::Proceed { .. }) => assert!(!names_it, "{list}"),
            _ => {}
        }
    }
}
