// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about redirects and retries.

use oyez::semantics::redirect::{self, Decision, Follow, Policy};
use oyez::semantics::retry::{self, Again, Attempt};

use super::Row;
use super::methods::yes;

pub const NAMES: &[&str] = &["redirect.decide", "redirect.keeps", "retry.lost", "retry.again"];

pub fn ask(row: &Row) -> Option<String> {
    let fields = row.fields("");
    let fields = fields.as_slice();
    let method = row.octets("method");
    let before = row.number("before").unwrap_or(0).try_into().unwrap();
    let status = || row.number("status").unwrap().try_into().unwrap();
    match &*row.decision {
        "redirect.decide" => {
            let answered = redirect::Answered { status: status(), method, uri: row.octets("uri"), before };
            let policy = Policy {
                most: row.number("most").map(|most| most.try_into().unwrap()),
                keep_post: row.says("keep_post"),
                follow_choices: row.says("follow_choices"),
                ask_if_unsafe: row.says("ask_if_unsafe"),
            };
            let mut room = [0; 16384];
            Some(match redirect::decide(&answered, fields, policy, &mut room) {
                Ok(Decision::Answer) => "Answer".into(),
                Ok(Decision::Stop(reason)) => format!("Stop {reason:?}"),
                Ok(Decision::Follow(Follow { uri, becomes_get, keeps_content, same_origin })) => {
                    let method = if becomes_get { "GET" } else { row.text("method").unwrap() };
                    let content = if keeps_content { "with" } else { "without" };
                    let origin = if same_origin { "same" } else { "other" };
                    format!("{method} {} {content} content, {origin} origin", uri.escape_ascii())
                }
                Err(_) => "refused".into(),
            })
        }
        "redirect.keeps" => {
            let follow = Follow {
                uri: b"",
                becomes_get: false,
                keeps_content: row.says("keeps_content"),
                same_origin: row.says("same_origin"),
            };
            yes(follow.keeps(row.octets("name")))
        }
        "retry.lost" => {
            let attempt = Attempt {
                method,
                before,
                idempotent: row.says("idempotent"),
                unsent: row.says("unsent"),
                answering: row.says("answering"),
                spent: row.says("spent"),
                by_proxy: row.says("by_proxy"),
            };
            Some(format!("{:?}", retry::lost(&attempt)))
        }
        "retry.again" => {
            let answered = retry::Answered {
                status: status(),
                method,
                before,
                patience: row.number("patience").unwrap_or(0).try_into().unwrap(),
                expected: row.says("expected"),
                early: row.says("early"),
            };
            Some(match retry::again(&answered, fields, row.number("now").unwrap_or(0)) {
                Again::After(seconds) => format!("After {seconds}"),
                other => format!("{other:?}"),
            })
        }
        _ => None,
    }
}
