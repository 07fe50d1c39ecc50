// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about status codes.

use oyez::semantics::status::{self, Answer, Class, Finding};

use super::Row;
use super::methods::{version, yes};

pub const NAMES: &[&str] = &["status.class", "status.treated_as", "status.known", "status.content", "status.check"];

pub fn ask(row: &Row) -> Option<String> {
    let status = || u16::try_from(row.number("status").unwrap()).unwrap();
    match &*row.decision {
        "status.class" => Some(Class::of(status()).map_or("none".into(), |class| format!("{class:?}"))),
        "status.treated_as" => Some(status::treated_as(status()).to_string()),
        "status.known" => Some(status::find(status()).map_or("unknown".into(), |entry| {
            let reason = String::from_utf8_lossy(entry.reason());
            let word = |says, word| if says { word } else { "" };
            let never = word(status::is_never_stored(entry.status), " never-stored");
            let words = [word(entry.cacheable, " cacheable"), word(entry.unused, " unused"), never].concat();
            format!("{reason} ({}){words}", entry.clause)
        })),
        "status.content" => yes(status::allows_content(row.octets("method"), status())),
        "status.check" => {
            let answer =
                Answer { status: status(), method: row.octets("method"), version: version(row, "version").unwrap() };
            let fields = row.fields("");
            let told: Vec<_> = status::check(answer, fields.as_slice()).map(told).collect();
            Some(if told.is_empty() { "fine".into() } else { told.join("; ") })
        }
        _ => None,
    }
}

fn told(finding: Finding) -> String {
    let kind = match finding {
        Finding::NoStatus => "NoStatus",
        Finding::Unused(_) => "Unused",
        Finding::InformationalTo10 => "InformationalTo10",
        Finding::Missing { .. } => "Missing",
        Finding::Barred { .. } => "Barred",
    };
    let (force, field, clause) = (finding.force(), finding.field().unwrap_or("-"), finding.clause());
    format!("{kind} {force:?} {field} ({clause})")
}
