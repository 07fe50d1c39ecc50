// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about methods.

use oyez::grammar::pen::{Pen, Unwritable};
use oyez::semantics::method::{self, Decision, Resource, trace};
use oyez::syntax::version::Version;

use super::Row;

pub const NAMES: &[&str] = &["method.promises", "method.decide", "method.trace"];

pub fn ask(row: &Row) -> Option<String> {
    let method = row.octets("method");
    match &*row.decision {
        "method.promises" => {
            let safe = if method::is_safe(method) { "safe" } else { "unsafe" };
            let idempotent = if method::is_idempotent(method) { "idempotent" } else { "not" };
            let clause = method::find(method).map_or("unknown", |entry| entry.clause);
            let (cacheable, content) = (method::cacheable(method), method::content(method));
            Some(format!("{safe} {idempotent} {cacheable:?} {content:?} ({clause})"))
        }
        "method.decide" => {
            let (allowed, implemented) = (row.octets("allowed"), row.octets("implemented"));
            let resource = Resource { allowed, implemented, traces: row.says("traces") };
            let decision = method::decide(&resource, method, row.octets("target"));
            let allow = match decision {
                Decision::ServerOptions => written(|pen| resource.write_server_allow(pen)),
                _ => written(|pen| resource.write_allow(pen)),
            };
            let allow = if decision.needs_allow() { format!(" Allow: {allow}") } else { String::new() };
            Some(match decision.status() {
                None => format!("{decision:?}"),
                Some(status) => format!("{status}{allow}"),
            })
        }
        "method.trace" => {
            let (target, fields) = (row.octets("target"), row.fields(""));
            let version = version(row, "version").unwrap();
            let content = written(|pen| trace::write(target, version, fields.as_slice(), pen));
            Some(content.trim_end().replace("\r\n", "; "))
        }
        _ => None,
    }
}

/// What is written, or that it is refused.
pub fn written(write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> String {
    let mut room = [0; 16384];
    let mut pen = Pen::new(&mut room);
    match write(&mut pen) {
        Ok(()) => String::from_utf8(pen.written().unwrap().to_vec()).unwrap(),
        Err(_) => "refused".into(),
    }
}

/// A version, as 10 * major + minor.
pub fn version(row: &Row, name: &str) -> Option<Version> {
    row.number(name).map(|number| Version::from_number(number.try_into().unwrap()))
}

pub fn yes(yes: bool) -> Option<String> {
    Some(if yes { "yes" } else { "no" }.into())
}
