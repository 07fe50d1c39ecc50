// SPDX-License-Identifier: MIT OR Apache-2.0
//! The cases of other implementations, read in place from `../shared/conformance/dev`, and a connection that tells
//! what it makes of them. Nothing of that folder is ours to copy; where it is not there, its tests say so and pass.

#![allow(dead_code)] // Each test uses its part.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use oyez::error::Violation;
use oyez::exchange::{Config, Connection, Event, Length, Role, Slices, Step};
use oyez::syntax::field_line::Field;
use oyez::syntax::leniency::Leniencies;
use oyez::syntax::section::Fields;
use serde_json::Value;

/// Octets of input buffer: what the longest head that is to be accepted takes, and less than the shortest that
/// is meant to be too long.
pub const ROOM: usize = 17 * 1024;

/// A case: what the peer sends, and what is to be made of it.
#[derive(Debug)]
pub struct Case {
    pub id: String,
    pub source: String,
    pub role: Role,
    pub input: Vec<u8>,
    /// The stream ends behind the input.
    pub end: bool,
    pub scope: Scope,
    pub rule: Rule,
    /// What the sections named say of the input, in any of them.
    pub sections: Vec<Section>,
    /// The status to refuse with; 0 where any will do.
    pub status: u16,
    /// What a second reader makes of it, where it was asked.
    pub messages: Option<Vec<Message>>,
    /// The requests that a client sends, one before each response.
    pub asks: Asks,
}

impl Case {
    /// Octets of input, as offsets count.
    pub fn len(&self) -> u64 {
        u64::try_from(self.input.len()).expect("an input")
    }
}

/// How much of the input the verdict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    All,
    /// The first head.
    Head,
    /// Up to the trailer section, which need not have ended.
    Content,
}

/// What is to be made of a case, and by whose word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    MustReject,
    MustAccept,
    MayReject,
    MayAccept,
    Incomplete,
}

impl Rule {
    pub fn rejects(self) -> bool {
        matches!(self, Rule::MustReject | Rule::MayReject)
    }
}

/// A section of an RFC: `(9112, [6, 3])`.
pub type Section = (u16, Vec<u16>);

/// A field line.
pub type Line = (Vec<u8>, Vec<u8>);

/// A message as a second reader understood it.
#[derive(Debug, Default)]
pub struct Message {
    pub start: String,
    pub fields: Vec<Line>,
    pub content: Vec<u8>,
    pub trailers: Vec<Line>,
    /// Its end is to be told.
    pub whole: bool,
}

/// What a client asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    Get,
    Head,
    Upgrade,
}

/// What a connection told, with adjacent content joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    Head(Head),
    Content(Vec<u8>),
    Complete { trailers: Vec<Line>, dropped: bool },
    Tunnel,
    PeerEnded,
    Fault(Refusal),
    Closed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub start: String,
    pub fields: Vec<Line>,
    /// What was concluded from it.
    pub length: Option<u64>,
    pub last: bool,
    pub informational: bool,
    /// `OYEZ_ALLOW_*` bits.
    pub used: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub violation: Violation,
    pub offset: u64,
    pub status: u16,
    pub field: Vec<u8>,
    pub may_continue: bool,
}

/// The folder, if it is there; says so if it is not.
pub fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/dev");
    let there = folder.is_dir();
    if !there {
        println!("skipped: {} is not there", folder.display());
    }
    there.then_some(folder)
}

/// Every case of the wire, source by source.
pub fn all(folder: &Path) -> Vec<Case> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "jsonl"));
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let source = path.file_stem().unwrap().to_string_lossy().into_owned();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{source}: {error}"));
            cases.extend(case(&source, &value));
        }
    }
    cases
}

/// Does something with every case, in as many threads as there are cores; what came of it, in their order.
pub fn each<T: Send>(cases: &[Case], act: impl Fn(&Case) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, Into::into) {
            scope.spawn(|| {
                while let position = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(case) = cases.get(position)
                {
                    let came = act(case);
                    done.lock().unwrap().push((position, came));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, came)| came).collect()
}

/// Where to cut an input: everywhere up to 2 KiB; beyond, about the ends of lines and at 2,048 other places.
pub fn splits(input: &[u8]) -> Vec<usize> {
    const SHORT: usize = 2048;
    if input.len() <= SHORT {
        return (1..input.len()).collect();
    }
    let mut places: Vec<usize> = (0..SHORT).map(|part| 1 + part * (input.len() - 1) / SHORT).collect();
    let line_ends = input.iter().enumerate().filter(|(_, octet)| **octet == b'\n').map(|(at, _)| at + 1);
    // What is many times longer than any buffer has most of its lines behind its refusal.
    places.extend(line_ends.take(SHORT).flat_map(|at| at.saturating_sub(2)..=at + 2));
    places.retain(|at| (1..input.len()).contains(at));
    places.sort_unstable();
    places.dedup();
    places
}

fn case(source: &str, value: &Value) -> Option<Case> {
    let kind = text(&value["kind"]);
    let mut case = Case {
        id: text(&value["id"]).to_owned(),
        source: source.to_owned(),
        role: if kind == "response" { Role::Client } else { Role::Server },
        input: base64(text(&value["input_b64"])),
        end: value["eof"] == true,
        scope: if value["scope"] == "head only" { Scope::Head } else { Scope::All },
        rule: Rule::Incomplete,
        sections: Vec::new(),
        status: 0,
        messages: None,
        asks: Asks::Get,
    };
    let expect = &value["expect"];
    match kind {
        "request" | "response" if source == "verdict-matrix" => {
            let default = text(&expect["default"]);
            let (digits, rest) = default.split_at(3.min(default.len()));
            let refuses = !digits.starts_with('1') && !rest.starts_with(" for");
            case.status = digits.parse().ok().filter(|_| refuses).unwrap_or(0);
            case.rule = rule(text(&value["rfc"]), if case.status > 0 { "reject" } else { "accept" });
            case.sections = sections(text(&value["section"]));
        }
        "request" | "response" => {
            case.rule = rule(text(&value["rfc"]), text(&value["recommend"]));
            let reasons = value["rfc_reasons"].as_array().into_iter().flatten();
            case.sections = reasons.flat_map(|reason| sections(text(&reason["section"]))).collect();
            let messages = value["rfc_messages"].as_array();
            case.messages = messages.map(|all| all.iter().map(|one| message(one, case.end)).collect());
            let switches = case.input.windows(13).any(|octets| octets == b"HTTP/1.1 101 ");
            case.asks = match &value["ops"][0] {
                _ if switches => Asks::Upgrade,
                sent if sent[1]["method"] == "HEAD" => Asks::Head,
                _ => Asks::Get,
            };
        }
        // Parts of messages have no verdict but their source's.
        "chunked-body" => {
            let source_says = text(&expect["expected_src"]);
            case.rule = match text(&expect["verdict"]) {
                _ if source_says.contains("Error") => Rule::MayReject,
                "reject" => Rule::MayReject,
                "accept" => Rule::MayAccept,
                _ => Rule::Incomplete,
            };
            case.scope = if case.scope == Scope::Head { Scope::Content } else { Scope::All };
            let fields = [("Host", "a"), ("Transfer-Encoding", "chunked")];
            let fields = fields.map(|(name, value)| (name.into(), value.into())).to_vec();
            let content = match expect["body"].as_str() {
                Some(body) => latin1(body),
                None => {
                    source_says.split('\'').nth(1).filter(|_| source_says.starts_with("[Data")).unwrap_or("").into()
                }
            };
            if !source_says.contains(" * ") && !source_says.contains("headers=") {
                let start = "POST / HTTP/1.1".into();
                case.messages = Some(vec![Message { start, fields, content, ..Message::default() }]);
            }
            let head = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
            case.input = [head, &case.input[..]].concat();
        }
        "header-block" => {
            case.rule = if expect["verdict"] == "accept" { Rule::MayAccept } else { Rule::Incomplete };
            let fields = lines(&expect["messages"][0]["headers"]);
            let start = "GET / HTTP/1.1".into();
            case.messages = Some(vec![Message { start, fields, ..Message::default() }]);
            case.input = [b"GET / HTTP/1.1\r\n", &case.input[..]].concat();
        }
        _ => return None,
    }
    Some(case)
}

fn rule(rfc: &str, recommended: &str) -> Rule {
    match (rfc, recommended) {
        ("must_reject", _) => Rule::MustReject,
        ("must_accept", _) => Rule::MustAccept,
        ("may", "accept") => Rule::MayAccept,
        ("may", _) => Rule::MayReject,
        _ => Rule::Incomplete,
    }
}

fn message(value: &Value, end: bool) -> Message {
    let version = text(&value["version"]);
    let start = match value["status"].as_u64() {
        Some(status) => format!("{version} {status} {}", text(&value["reason"])),
        None => format!("{} {} {version}", text(&value["method"]), text(&value["target"])),
    };
    let open = value["until_close"] == true && !end || value["status"] == 101;
    Message {
        start,
        fields: lines(&value["headers"]),
        content: latin1(text(&value["body"])),
        trailers: lines(&value["trailers"]),
        whole: !open,
    }
}

fn lines(value: &Value) -> Vec<Line> {
    let lines = value.as_array().into_iter().flatten();
    lines.map(|line| (latin1(text(&line[0])), latin1(text(&line[1])))).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// Octets that were written as characters, one each.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect()
}

/// `9112 6.1, 6.3 (3); 9110 8.6`: an RFC, its sections, and remarks in parentheses that do not matter here.
pub fn sections(text: &str) -> Vec<Section> {
    let mut depth = 0i32;
    let plain: String = text
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0 && *c != ')'
        })
        .collect();
    let mut all = Vec::new();
    for part in plain.split(';') {
        let (rfc, numbers) = part.trim().split_once(' ').unwrap_or_default();
        let Ok(rfc) = rfc.parse() else { continue };
        all.extend(numbers.split(',').map(|number| (rfc, dotted(number))));
    }
    all
}

/// `RFC 9112, 6.3`, as the table of violations has it.
pub fn clause(text: &str) -> Section {
    let (rfc, number) = text.strip_prefix("RFC ").unwrap_or(text).split_once(',').unwrap_or_default();
    (rfc.parse().unwrap_or(0), dotted(number))
}

fn dotted(text: &str) -> Vec<u16> {
    text.trim().split('.').map_while(|digits| digits.parse().ok()).collect()
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut octets, mut bits, mut held) = (Vec::new(), 0usize, 0u32);
    for digit in text.bytes().filter(|digit| *digit != b'=') {
        bits = bits << 6 | ALPHABET.iter().position(|known| *known == digit).expect("base64");
        held += 6;
        if held >= 8 {
            held -= 8;
            octets.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    octets
}

thread_local! {
    static BUFFERS: RefCell<(Vec<u8>, Vec<u8>)> = RefCell::new((vec![0; ROOM], vec![0; 4096]));
}

/// What a connection tells of a case whose input comes in the pieces given, with the leniencies given.
pub fn story<'p>(case: &Case, allow: u32, pieces: impl IntoIterator<Item = &'p [u8]>) -> Vec<Told> {
    story_and_use(case, allow, pieces).0
}

/// The same, and the leniencies that its messages made use of, the one that has not ended included.
pub fn story_and_use<'p>(case: &Case, allow: u32, pieces: impl IntoIterator<Item = &'p [u8]>) -> (Vec<Told>, u32) {
    let allow = Leniencies::from_bits(allow).expect("leniencies");
    let config = Config { role: case.role, allow, ..Config::default() };
    BUFFERS.with_borrow_mut(|(input, output)| {
        let conn = Connection::with(&config, input, output, None);
        let mut teller = Teller { role: case.role, total: case.len(), conn, asks: case.asks, told: Vec::new() };
        if case.role == Role::Client {
            teller.ask();
        }
        for piece in pieces {
            teller.feed(piece);
        }
        if case.end {
            let _ = teller.conn.ended();
        }
        teller.steps();
        let told = teller.told.iter().map(|told| if let Told::Head(head) = told { head.used } else { 0 });
        let used = told.fold(teller.conn.leniencies().bits() & 0xf, |all, used| all | used);
        (teller.told, used)
    })
}

/// The first thing a story refuses.
pub fn refusal(story: &[Told]) -> Option<&Refusal> {
    story.iter().find_map(|told| if let Told::Fault(refusal) = told { Some(refusal) } else { None })
}

struct Teller<'m> {
    role: Role,
    /// Octets of the input.
    total: u64,
    conn: Connection<Slices<'m>>,
    asks: Asks,
    told: Vec<Told>,
}

impl Teller<'_> {
    /// A client asks once, and anew when it was answered.
    fn ask(&mut self) {
        let fields = [Field::new("Host", "a"), Field::new("Upgrade", "offered")];
        let fields = if self.asks == Asks::Upgrade { &fields[..] } else { &fields[..1] };
        let method: &[u8] = if self.asks == Asks::Head { b"HEAD" } else { b"GET" };
        let mut sender = self.conn.sender();
        // After the last response there is nothing to ask.
        if sender.request(method, b"/", Length::None, fields).is_ok() {
            sender.end(&[]).expect("the request ends");
        }
    }

    fn feed(&mut self, octets: &[u8]) {
        let mut rest = octets;
        while !rest.is_empty() {
            let room = self.conn.room();
            let count = room.len().min(rest.len());
            room[..count].copy_from_slice(&rest[..count]);
            self.conn.filled(count).expect("the room was that large");
            rest = &rest[count..];
            self.steps();
            if count == 0 && self.conn.room().is_empty() {
                return;
            }
        }
    }

    /// Steps until nothing is told, and the transport has taken all that is pending.
    fn steps(&mut self) {
        loop {
            while self.step() {}
            let pending = self.conn.pending().len();
            if pending == 0 {
                return;
            }
            self.conn.sent(pending).expect("it was pending");
        }
    }

    fn step(&mut self) -> bool {
        match self.conn.step() {
            Ok(None) => return false,
            Ok(Some(Step { event, mut sender })) => {
                let told = told(&event);
                if let Event::Complete(_) = event {
                    // The end of a tunnel is told as complete too, and is answered by nothing.
                    let _ = sender.reply(200, &[], b"");
                }
                self.tell(told);
            }
            Err(fault) => {
                let oyez::error::Reason::Violation(violation) = fault.reason else { panic!("{fault:?}") };
                let field = fault.field.octets().to_vec();
                let (offset, status, may_continue) = (fault.offset, fault.status, fault.may_continue);
                self.told.push(Told::Fault(Refusal { violation, offset, status, field, may_continue }));
                if fault.status > 0 {
                    self.conn.sender().reply(fault.status, &[], b"").expect("a fault can be answered");
                }
            }
        }
        true
    }

    fn tell(&mut self, told: Option<Told>) {
        let used = self.conn.leniencies();
        match (told, self.told.last_mut()) {
            (Some(Told::Content(more)), Some(Told::Content(octets))) => octets.extend(more),
            (Some(Told::Head(head)), _) => self.told.push(Told::Head(Head { used: used.bits() & 0xf, ..head })),
            (Some(Told::Complete { trailers, .. }), _) => {
                let dropped = used.has(Leniencies::TRAILER_DROPPED);
                self.told.push(Told::Complete { trailers, dropped });
                // Asked anew only where something is left to answer: an end before it would cut a response short.
                if self.role == Role::Client && self.conn.machine().offset() < self.total {
                    self.ask();
                }
            }
            (Some(told), _) => self.told.push(told),
            (None, _) => {}
        }
    }
}

fn told(event: &Event<'_>) -> Option<Told> {
    let text = |octets: &[u8]| octets.iter().map(|octet| char::from(*octet)).collect::<String>();
    let section = |fields: &Fields<'_>| fields.map(|field| (field.name.to_vec(), field.value.to_vec())).collect();
    Some(match event {
        Event::Request(request) => Told::Head(Head {
            start: format!("{} {} HTTP/{}", text(request.method), text(request.target), version(request.version)),
            fields: section(&request.fields),
            length: request.length,
            last: request.last,
            informational: false,
            used: 0,
        }),
        Event::Response(response) | Event::Informational(response) => Told::Head(Head {
            start: format!("HTTP/{} {} {}", version(response.version), response.status, text(response.reason)),
            fields: section(&response.fields),
            length: response.length,
            last: response.last,
            informational: matches!(event, Event::Informational(_)),
            used: 0,
        }),
        Event::Content(octets) => Told::Content(octets.to_vec()),
        Event::Complete(trailers) => Told::Complete { trailers: section(trailers), dropped: false },
        Event::Tunnel => Told::Tunnel,
        Event::PeerEnded => Told::PeerEnded,
        Event::Closed => Told::Closed,
        _ => return None,
    })
}

fn version(version: oyez::syntax::version::Version) -> String {
    format!("{}.{}", version.number() / 10, version.number() % 10)
}
