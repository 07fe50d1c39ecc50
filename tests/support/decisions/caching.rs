// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about caching.
//!
//! The cells: what the cache is (`kind`, `ranges`, `cookies`, `requests`); a response that is stored, or may be (section
//! `stored`, section `answered` of the request that it answered, `stored method`, `stored status`, `requested`,
//! `received`, `incomplete`); the request at hand (its fields without a word before them, `method`), and `now`. A new
//! response has section `new`, another part section `other`. Lines are told with ` | ` between them.

use oyez::grammar::pen::Pen;
use oyez::semantics::caching::partial::{self, Coverage, Extent};
use oyez::semantics::caching::reuse::{self, After, Answer};
use oyez::semantics::caching::store::{self, Storing};
use oyez::semantics::caching::targeted::{self, Targeted};
use oyez::semantics::caching::update::{self, Naming};
use oyez::semantics::caching::warned::{self, Failure};
use oyez::semantics::caching::{Cache, Cookies, Kind, Request, Requests, Response};
use oyez::semantics::caching::{freshness, head, invalidation, validation, vary};
use oyez::syntax::field_line::{Field, Lines as _};

use super::Row;

pub const NAMES: &[&str] = &[
    "caching.store",
    "caching.fields",
    "caching.targeted",
    "caching.freshness",
    "caching.reuse",
    "caching.after",
    "caching.coverage",
    "caching.combine",
    "caching.selected",
    "caching.not_modified",
    "caching.validate",
    "caching.names",
    "caching.update",
    "caching.head",
    "caching.invalidates",
    "caching.also",
    "caching.wait",
    "caching.warnings",
];

type Pairs<'r> = Vec<Field<'r>>;

fn cache(row: &Row) -> Cache {
    let kind = if row.text("kind") == Some("private") { Kind::Private } else { Kind::Shared };
    let cookies = match row.text("cookies") {
        Some("stored") => Cookies::Stored,
        Some("passed") => Cookies::Passed,
        _ => Cookies::ByKind,
    };
    let requests = if row.text("requests") == Some("ignored") { Requests::Ignored } else { Requests::Heeded };
    Cache { kind, ranges: row.says("ranges"), cookies, requests }
}

/// A response of the section so named, and the request that it answered.
fn response<'r>(
    row: &'r Row,
    answered: &'r Pairs<'r>,
    fields: &'r Pairs<'r>,
) -> Response<'r, [Field<'r>], [Field<'r>]> {
    let requested = row.number("requested").unwrap_or(0);
    Response {
        method: row.text("stored method").unwrap_or("GET").as_bytes(),
        request: answered,
        status: u16::try_from(row.number("stored status").unwrap_or(200)).unwrap(),
        fields,
        request_time: requested,
        response_time: row.number("received").unwrap_or(requested),
        incomplete: row.number("incomplete").map(|octets| u64::try_from(octets).unwrap()),
    }
}

fn method(row: &Row) -> &[u8] {
    row.text("method").unwrap_or("GET").as_bytes()
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.into()
}

fn lines<'f>(lines: impl Iterator<Item = Field<'f>>) -> String {
    let text = |octets: &[u8]| String::from_utf8(octets.to_vec()).unwrap();
    lines.map(|line| format!("{}: {}", text(line.name), text(line.value))).collect::<Vec<_>>().join(" | ")
}

fn extent(extent: Option<Extent>) -> String {
    extent.map_or("None".into(), |Extent { first, last, complete }| {
        let complete = complete.map_or("*".into(), |complete| complete.to_string());
        format!("{first}-{last}/{complete}")
    })
}

pub fn ask(row: &Row) -> Option<String> {
    let cache = cache(row);
    let (answered, fields, presented) = (row.fields("answered"), row.fields("stored"), row.fields(""));
    let stored = response(row, &answered, &fields);
    let request = Request { method: method(row), fields: &presented[..] };
    let now = row.number("now").unwrap_or(stored.response_time);
    let new = row.fields("new");
    let status = || u16::try_from(row.number("status").unwrap()).unwrap();
    Some(match &*row.decision {
        "caching.store" => match store::may_store(cache, &stored) {
            Storing::Not(obstacle) => format!("Not {obstacle:?}"),
            storing => format!("{storing:?}"),
        },
        "caching.fields" => lines(store::stored(cache, &fields[..])),
        "caching.targeted" => {
            let governing = targeted::governing(&fields[..], [row.octets("target")]);
            lines(Targeted { fields: &fields[..], governing }.lines())
        }
        "caching.freshness" => {
            let told = freshness::freshness(cache, &stored, now);
            format!("{} {:?} {}", told.lifetime, told.source, told.age)
        }
        "caching.reuse" => {
            let told = reuse::reuse(cache, Some(&stored).filter(|_| !row.says("empty")), &request, now);
            format!("{:?} {:?} {}", told.outcome, told.reason, told.freshness.age)
        }
        "caching.after" => {
            let answer = row.number("answer").map_or(Answer::None, |code| Answer::Status(u16::try_from(code).unwrap()));
            match reuse::after(cache, &stored, &request, (answer, now)) {
                After::Stale(age) => format!("Stale {age}"),
                after => format!("{after:?}"),
            }
        }
        "caching.coverage" => match partial::coverage(&stored, &request) {
            Coverage::Part { first, last, complete } => extent(Some(Extent { first, last, complete })),
            coverage => format!("{coverage:?}"),
        },
        "caching.combine" => {
            let other = row.fields("other");
            let status = u16::try_from(row.number("other status").unwrap_or(206)).unwrap();
            extent(partial::combine(&stored, &Response { status, fields: &other[..], ..stored }))
        }
        "caching.selected" => yes(vary::is_selected(&fields[..], &answered[..], &presented[..])),
        "caching.not_modified" => yes(validation::is_not_modified(&stored, &request)),
        "caching.validate" => validating(&presented, &fields),
        "caching.names" => match update::names(&new[..], &fields[..]) {
            Naming::None => "None".into(),
            naming => format!("{naming:?}"),
        },
        "caching.update" => lines(update::updated(cache, &fields[..], &new[..])),
        "caching.head" => format!("{:?}", head::freshening(status(), &new[..], &fields[..])),
        "caching.invalidates" => yes(invalidation::invalidates(method(row), status())),
        "caching.also" => {
            let mut room = [0; 256];
            let told = invalidation::also(row.octets("target"), row.octets("value"), &mut room).unwrap();
            told.map_or("none".into(), |uri| String::from_utf8(uri.to_vec()).unwrap())
        }
        "caching.wait" => {
            let under_way =
                Request { method: row.text("stored method").unwrap_or("GET").as_bytes(), fields: &answered[..] };
            yes(reuse::may_wait(cache, &under_way, &request))
        }
        "caching.warnings" => {
            let failure = match row.text("failure") {
                Some("failed") => Failure::Failed,
                Some("disconnected") => Failure::Disconnected,
                _ => Failure::None,
            };
            let (mut room, told) = ([0; 256], freshness::freshness(cache, &stored, now));
            let mut pen = Pen::new(&mut room);
            warned::write(told, failure, b"-", &mut pen).unwrap();
            String::from_utf8(pen.written().unwrap().to_vec()).unwrap()
        }
        _ => return None,
    })
}

/// The lines of a request that validates a stored response.
fn validating(presented: &[Field<'_>], fields: &[Field<'_>]) -> String {
    let mut all: Vec<_> = presented.iter().copied().filter(|line| validation::is_forwarded(line.name)).collect();
    let validators = validation::validators(fields);
    let mut room = [0; 16384];
    let mut pen = Pen::new(&mut room);
    let written = validation::write_if_none_match(presented, validators.tag, &mut pen);
    if written.is_ok() {
        all.push(Field { name: b"If-None-Match", value: pen.written().unwrap() });
    }
    if let Some(value) = validators.last_modified {
        all.push(Field { name: b"If-Modified-Since", value });
    }
    lines(all.into_iter())
}
