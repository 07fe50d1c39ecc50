// SPDX-License-Identifier: MIT OR Apache-2.0
//! The stateless door and a connection tell the same story of every head: those of the corpus, of `tests/conformance`,
//! and of both with octets thrown about.
//!
//! What may differ, and why:
//!
//! * A connection judges governing fields line by line, the door when the grammar of the whole head is right. So
//!   where a head breaks both, or is not whole, the connection tells the first, and the door what breaks the grammar.
//! * A connection has a buffer, and refuses what does not fit; the door has what it is shown.
//! * A client end replaces obs-fold (RFC 9112, 5.2), which the door cannot: its input is not its own. So there a
//!   connection judges a line when it has seen what stands behind it.
//! * Of a response, the door judges framing alone: Connection is nobody's violation there.
//! * How much is passed over after a refusal is the connection's: `max_discard`.

#[path = "support/corpus.rs"]
mod corpus;
mod support;

use std::path::Path;

use oyez::error::{Fault, Reason, Violation};
use oyez::exchange::{Config, Connection, Event, Length, Role, Step};
use oyez::messaging::framing::{Asked, Framing, Message};
use oyez::messaging::judge::{self, Judged, Objection, Place};
use oyez::syntax::chunks::{Chunks, Position};
use oyez::syntax::field_line::Field;
use oyez::syntax::head::{self, RequestHead, Stop};
use oyez::syntax::leniency::Leniencies;
use support::cases;
use support::dice::Dice;

/// What is made of the octets shown.
#[derive(Debug, PartialEq, Eq)]
enum Made {
    /// More are needed.
    Nothing,
    /// A head: its parts, one after the other.
    Head(Vec<String>),
    Refused(Verdict),
}

#[derive(Debug, PartialEq, Eq)]
struct Verdict {
    violation: Violation,
    offset: u64,
    status: u16,
    field: Vec<u8>,
    may_continue: bool,
}

impl From<Fault> for Verdict {
    fn from(fault: Fault) -> Self {
        let Reason::Violation(violation) = fault.reason else { panic!("{fault:?}") };
        let Fault { offset, status, may_continue, .. } = fault;
        Verdict { violation, offset, status, field: fault.field.octets().to_vec(), may_continue }
    }
}

/// What the door makes of octets, and how many of them make a head and its content.
struct Door {
    made: Made,
    message: usize,
}

/// Field lines that every head is shorter than.
const ROOM: usize = 4096;

const STRICT: Leniencies = Leniencies::NONE;
const LENIENT: Leniencies = Leniencies::BARE_LF.with(Leniencies::HTTP09);
const ALLOWED: [Leniencies; 4] = [STRICT, Leniencies::BARE_LF, Leniencies::HTTP09, LENIENT];

fn described(fields: impl Iterator<Item = (Vec<u8>, Vec<u8>)>, parts: Vec<String>) -> Made {
    let fields = fields.map(|(name, value)| format!("{}: {}", name.escape_ascii(), value.escape_ascii()));
    Made::Head(parts.into_iter().chain(fields).collect())
}

fn owned(field: &Field<'_>) -> (Vec<u8>, Vec<u8>) {
    (field.name.to_vec(), field.value.to_vec())
}

fn length(framing: Framing) -> Option<u64> {
    match framing {
        Framing::Empty => Some(0),
        Framing::Length(length) => Some(length),
        _ => None,
    }
}

/// Makes of a request what a connection would.
fn request(input: &[u8], allow: Leniencies) -> Door {
    let mut table = vec![Field::new("", ""); ROOM];
    let head = match head::read_request(input, allow, &mut table[..]) {
        Ok(head) => head,
        Err(stop) => return stopped(&stop, input),
    };
    let lines = &table[..head.lines];
    match judge::judge(head.line.version, lines) {
        Ok(judged) => Door {
            made: described(lines.iter().map(owned), parts(&head, &judged)),
            message: head.octets.saturating_add(content(judged.conclusion.framing, &input[head.octets..])),
        },
        Err(objection) => {
            let offset = u64::try_from(offset(input, &head, &objection)).unwrap();
            Door { made: Made::Refused(objection.fault(offset).into()), message: usize::MAX }
        }
    }
}

fn stopped(stop: &Stop<'_>, input: &[u8]) -> Door {
    let made = match stop {
        Stop::Incomplete => Made::Nothing,
        Stop::Full(_) => panic!("the table is large enough"),
        Stop::Refused { .. } => Made::Refused(stop.fault(input).into()),
    };
    Door { made, message: usize::MAX }
}

fn offset(input: &[u8], head: &RequestHead<'_>, objection: &Objection<'_>) -> usize {
    match objection.place {
        Place::Name(field) => head::offset_of(input, &field, None),
        Place::Value(field, at) => head::offset_of(input, &field, Some(at)),
        // A connection stands before the empty line then.
        Place::End => head.octets - if input[..head.octets].ends_with(b"\r\n") { 2 } else { 1 },
    }
}

fn parts(head: &RequestHead<'_>, judged: &Judged<'_>) -> Vec<String> {
    let authority = if head.target.authority.is_empty() { judged.host } else { head.target.authority };
    let (line, target, conclusion) = (&head.line, &head.target, &judged.conclusion);
    vec![
        format!("{} {} {}", line.method.escape_ascii(), line.target.escape_ascii(), line.version.number()),
        format!("{:?} {:?} {:?} {:?}", target.form, target.path, target.query, authority),
        format!("{:?} {:?} {:?}", judged.upgrade, length(conclusion.framing), head.used),
        format!("{} {}", conclusion.expects, conclusion.last),
    ]
}

/// Makes of a response to a GET what a connection would.
fn response(input: &[u8], allow: Leniencies) -> Door {
    let mut table = vec![Field::new("", ""); ROOM];
    let head = match head::read_response(input, allow, &mut table[..]) {
        Ok(head) => head,
        Err(stop) => {
            let Door { made, message } = stopped(&stop, input);
            // A response is not answered.
            let Made::Refused(verdict) = made else { return Door { made, message } };
            return Door { made: Made::Refused(Verdict { status: 0, ..verdict }), message };
        }
    };
    let lines = &table[..head.lines];
    match judge::framing_of(Message::Response(head.line.status, Asked::Other), head.line.version, lines) {
        Ok(framing) => {
            let line = &head.line;
            let start = format!("{} {} {}", line.version.number(), line.status, line.reason.escape_ascii());
            let parts = vec![start, format!("{:?} {:?}", length(framing), head.used)];
            let message = head.octets.saturating_add(content(framing, &input[head.octets..]));
            Door { made: described(lines.iter().map(owned), parts), message }
        }
        Err(violation) => {
            let fault = Fault { status: 0, ..Fault::violation(violation, u64::MAX) };
            Door { made: Made::Refused(fault.into()), message: usize::MAX }
        }
    }
}

/// Octets that content takes; more than there are when it does not end.
fn content(framing: Framing, octets: &[u8]) -> usize {
    let Framing::Chunked = framing else {
        return length(framing).map_or(usize::MAX, |length| usize::try_from(length).unwrap());
    };
    let (mut chunks, mut rest) = (Chunks::new(), octets);
    while chunks.next(&mut rest).is_some() {}
    if chunks.position() == Position::End { octets.len() - rest.len() } else { usize::MAX }
}

/// What a connection makes of the octets, as the first of them it receives.
fn connection(role: Role, input: &[u8], allow: Leniencies) -> Made {
    let (mut memory, mut output) = (vec![0; 65_535], [0; 512]);
    let mut conn = Connection::with(&Config { role, allow, ..Config::default() }, &mut memory, &mut output, None);
    if role == Role::Client {
        let fields = [Field::new("Host", "a"), Field::new("Upgrade", "offered")];
        conn.sender().request(b"GET", b"/", Length::None, &fields).unwrap();
        conn.sender().end(&[]).unwrap();
        conn.sent(conn.pending().len()).unwrap();
    }
    let mut rest = input;
    let made = loop {
        let room = conn.room();
        let count = room.len().min(rest.len());
        room[..count].copy_from_slice(&rest[..count]);
        conn.filled(count).unwrap();
        rest = &rest[count..];
        match conn.step().map(|step| step.map(|Step { event, .. }| told(&event))) {
            Ok(Some(Some(parts))) => break Made::Head(parts),
            Err(fault) => break Made::Refused(fault.into()),
            Ok(_) if count == 0 => break Made::Nothing,
            Ok(_) => {}
        }
    };
    match made {
        Made::Head(mut parts) => {
            let place = &mut parts[if role == Role::Server { 2 } else { 1 }];
            *place = format!("{place} {:?}", conn.leniencies());
            Made::Head(parts)
        }
        made => made,
    }
}

fn told(event: &Event<'_>) -> Option<Vec<String>> {
    let (parts, fields) = match event {
        Event::Request(request) => {
            let (method, target) = (request.method.escape_ascii(), request.target.escape_ascii());
            let parts = vec![
                format!("{method} {target} {}", request.version.number()),
                format!("{:?} {:?} {:?} {:?}", request.form, request.path, request.query, request.authority),
                format!("{:?} {:?}", request.upgrade, request.length),
                format!("{} {}", request.expects_continue, request.last),
            ];
            (parts, request.fields)
        }
        Event::Response(response) | Event::Informational(response) => {
            let start = format!("{} {} {}", response.version.number(), response.status, response.reason.escape_ascii());
            (vec![start, format!("{:?}", response.length)], response.fields)
        }
        _ => return None,
    };
    let Made::Head(parts) = described(fields.map(|field| owned(&field)), parts) else { return None };
    Some(parts)
}

/// What a field line broke that says where a message ends: a connection refuses it at once.
fn is_governing(violation: Violation) -> bool {
    violation == Violation::Connection || (1060..=1070).contains(&violation.number())
}

/// The form of a target, which both refuse when the field lines were read.
fn is_of_target(violation: Violation) -> bool {
    (1003..=1008).contains(&violation.number())
}

fn is_of_buffer(violation: Violation) -> bool {
    (1100..=1103).contains(&violation.number())
}

/// Whether they may differ so, by the list above.
fn may_differ(role: Role, folds: bool, door: &Made, connection: &Made) -> bool {
    let client = role == Role::Client;
    match (door, connection) {
        (_, Made::Refused(heard)) if is_of_buffer(heard.violation) => true,
        (Made::Refused(told), _) if client && told.violation == Violation::ObsFold => true,
        // The line that the fold belongs to is another one without it.
        (Made::Refused(told), Made::Refused(heard)) if client && folds && told.violation != heard.violation => true,
        // And Connection is nobody's violation of a response.
        (Made::Refused(told), Made::Refused(heard)) if client && heard.violation == Violation::Connection => {
            is_governing(told.violation) || told.offset > heard.offset
        }
        // A 101 that nobody asked for is an HTTP/1.0 one here.
        (_, Made::Refused(heard)) if client && heard.violation == Violation::SwitchUnasked => true,
        (Made::Nothing, Made::Refused(heard)) => is_governing(heard.violation),
        (Made::Head(_), Made::Refused(heard)) => client && heard.violation == Violation::Connection,
        (Made::Refused(told), Made::Refused(heard)) if told.violation != heard.violation => {
            let later = is_of_target(told.violation) || told.offset > heard.offset;
            is_governing(heard.violation) && !is_governing(told.violation) && later
        }
        (Made::Refused(told), Made::Refused(heard)) if client => {
            is_governing(told.violation) && told.offset == u64::MAX && heard.status == told.status
        }
        (Made::Refused(told), Made::Refused(heard)) => {
            let place = |verdict: &Verdict| (verdict.offset, verdict.status, verdict.field.clone());
            place(told) == place(heard) && (is_of_target(told.violation) || told.may_continue)
        }
        _ => false,
    }
}

/// What the two make of a stream's heads, where they differ and may not.
fn differs(role: Role, stream: &[u8], allow: Leniencies) -> Option<String> {
    let mut rest = stream;
    loop {
        let door = match role {
            Role::Server => request(rest, allow),
            Role::Client => response(rest, allow),
        };
        let heard = match (connection(role, rest, allow), &door.made) {
            (Made::Nothing, Made::Refused(_)) if role == Role::Client => {
                connection(role, &[rest, b"\r\nx"].concat(), allow)
            }
            (heard, _) => heard,
        };
        let folds = rest.windows(2).any(|octets| matches!(octets, b"\n " | b"\n\t"));
        if door.made != heard && !may_differ(role, folds, &door.made, &heard) {
            let shown = rest[..rest.len().min(300)].escape_ascii();
            return Some(format!("{role:?} {allow:?} {shown}\n  door {:?}\n  connection {heard:?}", door.made));
        }
        match rest.get(door.message..) {
            Some(more) if door.message > 0 && !more.is_empty() => rest = more,
            _ => return None,
        }
    }
}

fn conformance() -> Vec<(Role, Vec<u8>)> {
    let cases = cases::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance"));
    let role = |role| if role == cases::Role::Client { Role::Client } else { Role::Server };
    cases.into_iter().map(|case| (role(case.setup.role), case.input)).collect()
}

fn corpus() -> Vec<(Role, Vec<u8>)> {
    let Some(folder) = corpus::folder() else { return Vec::new() };
    corpus::all(&folder).into_iter().map(|case| (case.role, case.input)).collect()
}

fn report(failures: &[String], count: usize) {
    let shown = failures.iter().take(20).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(failures.is_empty(), "{} of {count} differ:\n\n{shown}", failures.len());
}

#[test]
fn the_door_and_a_connection_make_the_same_of_every_head() {
    let cases = [conformance(), corpus()].concat();
    let mut failures = Vec::new();
    for (role, input) in &cases {
        failures.extend(ALLOWED.iter().filter_map(|allow| differs(*role, input, *allow)));
    }
    report(&failures, cases.len());
}

#[test]
fn an_end_of_either_is_where_a_head_is_cut() {
    let cases = conformance();
    let mut failures = Vec::new();
    for (role, input) in &cases {
        let input = &input[..input.len().min(600)];
        failures.extend((1..input.len()).filter_map(|at| differs(*role, &input[..at], STRICT)));
    }
    report(&failures, cases.len());
}

#[test]
fn they_agree_where_octets_are_thrown_about() {
    const PIECES: [&[u8]; 24] = [
        b"\r\n",
        b"\n",
        b"\r",
        b" ",
        b"\t",
        b":",
        b",",
        b"\0",
        b"\x80",
        b"?",
        b"#",
        b"*",
        b"Host: a\r\n",
        b"Host: b c\r\n",
        b"Content-Length: 3\r\n",
        b"Content-Length: x\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"Connection: close, upgrade\r\n",
        b"Connection: a b\r\n",
        b"Expect: 100-continue\r\n",
        b"Upgrade: p\r\n",
        b"Expect: x\r\n",
        b"HTTP/1.0",
        b"http://h",
    ];
    let mut cases = [conformance(), corpus()].concat();
    cases.retain(|(_, input)| input.len() < 1024);
    let (mut dice, mut failures) = (Dice(0x6f79_657a), Vec::new());
    for _ in 0..40_000 {
        let (role, input) = &cases[dice.below(cases.len())];
        let mut input = input.clone();
        for _ in 0..=dice.below(3) {
            let at = dice.below(input.len() + 1);
            let end = (at + dice.below(3)).min(input.len());
            match dice.below(4) {
                0 => drop(input.splice(at..end, dice.pick(&PIECES).iter().copied())),
                1 => drop(input.splice(at..at, dice.pick(&PIECES).iter().copied())),
                2 => drop(input.drain(at..end)),
                _ => {
                    let line_end =
                        input[at..].iter().position(|octet| *octet == b'\n').map_or(input.len(), |end| at + end + 1);
                    drop(input.splice(line_end..line_end, dice.pick(&PIECES).iter().copied()));
                }
            }
        }
        failures.extend(differs(*role, &input, dice.pick(&ALLOWED)));
    }
    report(&failures, 40_000);
}

#[test]
fn a_table_is_too_small_by_one_line_or_large_enough() {
    for (role, input) in conformance() {
        let room = |room| match role {
            Role::Server => {
                head::read_request(&input, LENIENT, &mut vec![Field::new("", ""); room][..]).map(|head| head.lines)
            }
            Role::Client => {
                head::read_response(&input, LENIENT, &mut vec![Field::new("", ""); room][..]).map(|head| head.lines)
            }
        };
        let Ok(lines) = room(ROOM) else { continue };
        assert_eq!(room(lines), Ok(lines));
        assert!(lines == 0 || matches!(room(lines - 1), Err(Stop::Full(_))));
    }
}
