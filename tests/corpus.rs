// SPDX-License-Identifier: MIT OR Apache-2.0
//! The wire cases of other implementations (`../shared/conformance/dev`), each whole, octet by octet and at every
//! split: verdict, clause, fields, content and trailers.
//!
//! The pass rule is that folder's: what MUST be refused is refused by a rule of a section that the case names; what
//! MUST be accepted is accepted, and understood as a second reader did; where the RFC leaves it open, we do as is
//! recommended. Where we do not, `corpus/deviations.txt` says so, and why; a line of it that nothing needs is an
//! error too.
//!
//! A clause is among the sections named when it is one of them, lies within one, or is the one around it: a bad
//! origin-form (9112, 3.2.1) is a bad request-target (3.2), and a field line without a colon (5) breaks 5.1. Where a
//! message breaks several rules, any will do: what makes its framing doubtful is told before a missing Host.

#[path = "support/corpus.rs"]
mod corpus;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use oyez::error::Violation;

use corpus::{Case, Message, Refusal, Rule, Scope, Section, Told, refusal, story};

const DEVIATIONS: &str = include_str!("corpus/deviations.txt");

/// Rules that two sections state: where the one is named, the other will do.
const TWICE: [(&str, &str); 7] = [
    // A method, a status code, a version are parts of a start-line.
    ("RFC 9112, 3.1", "RFC 9110, 9.1"),
    ("RFC 9112, 2.3", "RFC 9112, 4"),
    ("RFC 9110, 15", "RFC 9112, 4"),
    ("RFC 9110, 15.5.15", "RFC 9112, 3"),
    // What CONNECT asks for, an invalid length, a length beside a coding.
    ("RFC 9112, 3.2.3", "RFC 9110, 9.3.6"),
    ("RFC 9112, 6.3", "RFC 9110, 8.6"),
    ("RFC 9112, 6.3", "RFC 9112, 6.1"),
];

/// A line of `corpus/deviations.txt`: the ids it is about, by their beginning if it ends in `*`.
struct Deviation {
    pattern: &'static str,
    /// The verdict is the case's, but by this clause, which the input breaks too.
    also: bool,
    clause: &'static str,
    reason: &'static str,
}

impl Deviation {
    fn covers(&self, id: &str) -> bool {
        self.pattern.strip_suffix('*').map_or(self.pattern == id, |start| id.starts_with(start))
    }
}

/// What a case's story is worth, and the line of `corpus/deviations.txt` that says so.
enum Verdict {
    Agreed(Option<usize>),
    Listed(usize),
    Disagreed(String),
}

#[test]
fn every_case_of_the_corpus_is_read_as_the_rfc_has_it() {
    let Some(folder) = corpus::folder() else { return };
    let (cases, deviations) = (corpus::all(&folder), deviations());
    let judged = corpus::each(&cases, |case| {
        let told = story(case, 0, [&case.input[..]]);
        (verdict(case, &told, &deviations), depends_on_cuts(case, &told))
    });
    let (mut tallies, mut failures, mut needed) = (BTreeMap::<&str, [usize; 3]>::new(), String::new(), BTreeSet::new());
    for (case, (verdict, depends)) in cases.iter().zip(judged) {
        let [agreed, listed, disagreed] = tallies.entry(&case.source).or_default();
        match verdict {
            Verdict::Agreed(line) => {
                needed.extend(line);
                *agreed += 1;
            }
            Verdict::Listed(line) => {
                needed.insert(line);
                *listed += 1;
            }
            Verdict::Disagreed(what) => {
                *disagreed += 1;
                let start = String::from_utf8_lossy(&case.input[..case.input.len().min(400)]);
                let _ = writeln!(failures, "{} ({:?}): {what}\n  {start:?}", case.id, case.rule);
            }
        }
        if let Some(what) = depends {
            let _ = writeln!(failures, "{}: {what}", case.id);
        }
    }
    for (source, [agreed, listed, disagreed]) in &tallies {
        println!("{source:20} {agreed:5} agreed {listed:3} listed deviations {disagreed:3} disagreements");
    }
    for (_, listed) in deviations.iter().enumerate().filter(|(position, _)| !needed.contains(position)) {
        let Deviation { pattern, clause, reason, .. } = listed;
        let _ = writeln!(failures, "nothing needs this line: {pattern} | {clause} | {reason}");
    }
    assert!(cases.len() > 4000, "the cases were found");
    assert!(failures.is_empty(), "{failures}");
}

fn deviations() -> Vec<Deviation> {
    let lines = DEVIATIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let read = |line: &'static str| {
        let parts: Vec<_> = line.splitn(3, '|').map(str::trim).collect();
        let [pattern, clause, reason] = parts[..] else { panic!("three parts: {line:?}") };
        let (also, clause) = clause.strip_prefix("also ").map_or((false, clause), |clause| (true, clause));
        assert!(clause.starts_with("RFC ") && !reason.is_empty(), "a clause and a reason: {line:?}");
        Deviation { pattern, also, clause, reason }
    };
    lines.map(read).collect()
}

fn verdict(case: &Case, told: &[Told], deviations: &[Deviation]) -> Verdict {
    let Some(what) = disagreement(case, told, None) else { return Verdict::Agreed(None) };
    let covering = |also| deviations.iter().position(|listed| listed.also == also && listed.covers(&case.id));
    let agrees = |listed: &usize| disagreement(case, told, Some(deviations[*listed].clause)).is_none();
    match (covering(true).filter(agrees), covering(false)) {
        (Some(listed), _) => Verdict::Agreed(Some(listed)),
        (None, Some(listed)) => Verdict::Listed(listed),
        (None, None) => Verdict::Disagreed(what),
    }
}

/// What is to be said against what the connection made of a case, which may break one more clause than it names.
fn disagreement(case: &Case, told: &[Told], also: Option<&str>) -> Option<String> {
    let refused = refusal(told);
    if case.rule.rejects() {
        return match refused {
            None => Some("accepted".into()),
            Some(refused) => wrong_reason(case, refused, also),
        };
    }
    match (case.rule, refused) {
        // Whatever follows the part in question is nobody's.
        (_, Some(_)) if case.scope == Scope::Head && matches!(told.first(), Some(Told::Head(_))) => {}
        (_, Some(_))
            if case.scope == Scope::Content && told.iter().any(|told| matches!(told, Told::Complete { .. })) => {}
        (Rule::Incomplete, Some(refused)) if case.end && is_truncation(refused) => {}
        // The final response behind an informational one is missing, which is no fault of that.
        (_, Some(refused)) if refused.violation == Violation::TruncatedHead && refused.offset == case.len() => {}
        (_, Some(refused)) => return Some(format!("refused: {refused:?}")),
        (_, None) => {}
    }
    misread(case, told)
}

fn is_truncation(refused: &Refusal) -> bool {
    oyez::error::Reason::Violation(refused.violation).name().starts_with("TRUNCATED_")
}

fn wrong_reason(case: &Case, refused: &Refusal, also: Option<&str>) -> Option<String> {
    let clause = refused.violation.clause();
    let named = case.sections.is_empty() || is_among(&corpus::clause(clause), &case.sections);
    if !named && also != Some(clause) {
        return Some(format!("refused by {clause}, not by any of {:?}: {refused:?}", case.sections));
    }
    let other = case.status > 0 && refused.status != case.status;
    other.then(|| format!("refused with {}, not {}", refused.status, case.status))
}

/// Whether a rule of this section is among those named.
fn is_among(clause: &Section, named: &[Section]) -> bool {
    let (rfc, number) = clause;
    let near = named.iter().any(|(other, section)| {
        let around = section.starts_with(number) && number.len() + 1 == section.len();
        rfc == other && (number.starts_with(section) || around)
    });
    let twice = || TWICE.map(|(one, other)| (corpus::clause(one), corpus::clause(other)));
    let stands = |(one, other): (Section, Section)| {
        *clause == one && named.contains(&other) || *clause == other && named.contains(&one)
    };
    near || twice().into_iter().any(stands)
}

/// Where the messages told differ from those that a second reader saw.
fn misread(case: &Case, told: &[Told]) -> Option<String> {
    let expected = case.messages.as_ref()?;
    let heard = messages(told, expected);
    let count = if case.scope == Scope::All { expected.len().max(heard.len()) } else { 1 };
    (0..count).find_map(|position| match (expected.get(position), heard.get(position)) {
        (Some(expected), Some(heard)) => differs(case, expected, heard),
        // Of a head that has not ended, a second reader may have told what there is.
        (Some(_), None) if case.rule == Rule::Incomplete => None,
        (Some(expected), None) => Some(format!("not told: {expected:?}")),
        (None, Some(heard)) => Some(format!("one too many: {heard:?}")),
        (None, None) => None,
    })
}

fn messages(told: &[Told], expected: &[Message]) -> Vec<Message> {
    let mut read: Vec<Message> = Vec::new();
    for told in told {
        let position = read.len().wrapping_sub(1);
        match (told, read.last_mut()) {
            (Told::Head(head), _) => read.push(Message {
                start: head.start.clone(),
                fields: head.fields.clone(),
                whole: head.informational && !head.start.contains(" 101 "),
                ..Message::default()
            }),
            (Told::Content(octets), Some(last)) => last.content.extend(octets),
            (Told::Complete { trailers, dropped }, Some(last)) => {
                // 9110, 6.5.1: what a trailer section may not hold is no part of the message.
                let expected = expected.get(position).map_or(&[][..], |message| &message.trailers);
                let sifted = *dropped && trailers.iter().all(|trailer| expected.contains(trailer));
                last.trailers = if sifted { expected.to_vec() } else { trailers.clone() };
                last.whole = true;
            }
            (Told::Tunnel, _) => break,
            _ => {}
        }
    }
    read
}

fn differs(case: &Case, expected: &Message, read: &Message) -> Option<String> {
    let head = (&expected.start, &expected.fields) != (&read.start, &read.fields);
    let content = case.scope != Scope::Head && expected.content != read.content;
    let open = case.scope != Scope::All || case.rule == Rule::Incomplete;
    let end = !open && (expected.trailers != read.trailers || expected.whole && !read.whole);
    // Whether a CONNECT may have content is told in two ways (RFC 9110, 9.3.6; RFC 9112, 6.3).
    let connects = expected.start.starts_with("CONNECT ");
    (head || !connects && (content || end)).then(|| format!("{read:?}, not {expected:?}"))
}

/// Whether the story is another where the input is cut.
fn depends_on_cuts(case: &Case, whole: &[Told]) -> Option<String> {
    if story(case, 0, case.input.chunks(1)) != whole {
        return Some("another story octet by octet".into());
    }
    let cut = corpus::splits(&case.input).into_iter().find(|at| {
        let (before, after) = case.input.split_at(*at);
        story(case, 0, [before, after]) != whole
    });
    cut.map(|at| format!("another story cut at {at}"))
}
