// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about conditional requests.

use oyez::fields::date;
use oyez::fields::entity_tag::entity_tag;
use oyez::semantics::conditional::{self, Decision, Recipient, Request, Rules, Validators};
use oyez::syntax::field_line::Field;

use super::Row;

pub const NAMES: &[&str] = &[
    "conditions.decide",
    "conditions.keeps-in-304",
    "conditions.304",
    "conditions.date-is-strong",
    "conditions.last-modified",
];

pub fn ask(row: &Row) -> Option<String> {
    match &*row.decision {
        "conditions.decide" => {
            let fields = row.fields("");
            Some(match conditional::decide(&request(row, &fields), validators(row).as_ref()) {
                Decision::Proceed { heeds_range: false } => "proceed".into(),
                Decision::Proceed { heeds_range: true } => "proceed, heed Range".into(),
                Decision::NotModified(condition) => format!("304 {condition:?}"),
                Decision::Failed(condition) => format!("412 {condition:?}"),
            })
        }
        "conditions.keeps-in-304" => Some(yes(conditional::is_kept_in_304(row.octets("name")))),
        "conditions.304" => {
            let fields = row.fields("");
            let names =
                conditional::not_modified(&fields[..]).map(|field| String::from_utf8_lossy(field.name).into_owned());
            Some(names.collect::<Vec<_>>().join(", "))
        }
        "conditions.last-modified" => {
            let sent = conditional::last_modified(time(row, "modified").unwrap(), time(row, "now").unwrap());
            Some(String::from_utf8(date::imf_fixdate(sent).unwrap().to_vec()).unwrap())
        }
        "conditions.date-is-strong" => {
            Some(yes(conditional::is_strong(time(row, "modified").unwrap(), time(row, "date").unwrap())))
        }
        _ => None,
    }
}

/// The request of a row: GET at the time `now`, by the rules of RFC 9110, unless it says otherwise.
pub fn request<'r>(row: &'r Row, fields: &'r [Field<'r>]) -> Request<'r, [Field<'r>]> {
    Request {
        method: row.text("method").unwrap_or("GET").as_bytes(),
        fields,
        now: time(row, "now").unwrap_or(784_111_877),
        status: row.number("status").map_or(200, |status| status.try_into().unwrap()),
        recipient: if row.says("cache") { Recipient::Cache } else { Recipient::Origin },
        rules: if row.says("http10") { Rules::Rfc1945 } else { Rules::Rfc9110 },
    }
}

/// The validators of a row; none where `exists` says no.
pub fn validators(row: &Row) -> Option<Validators<'_>> {
    let tag = row.text("tag").map(|tag| entity_tag(tag.as_bytes()).unwrap());
    let validators = Validators { tag, modified: time(row, "modified"), modified_is_strong: row.says("strong") };
    (row.text("exists") != Some("no")).then_some(validators)
}

/// What an HTTP-date says.
fn time(row: &Row, name: &str) -> Option<i64> {
    row.text(name).map(|text| date::read(text.as_bytes(), 784_111_777).unwrap())
}

pub fn yes(is: bool) -> String {
    if is { "yes".into() } else { "no".into() }
}
