// SPDX-License-Identifier: MIT OR Apache-2.0
//! The Rust door: a case driven through `oyez::exchange::Connection`, its events as lines.

use oyez::error::{Fault, Reason};
use oyez::exchange::{Config, Connection, Event, Length, Names, Request, Response, Role, Sender, Slices, Step};
use oyez::syntax::field_line::Field;
use oyez::syntax::leniency::Leniencies;
use oyez::syntax::section::Fields;
use oyez::syntax::target::Form;
use oyez::syntax::version::Version;

use super::cases::{self, Case, Reply, escaped, quoted};

/// What a case told, and what the connection sent.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Story {
    pub told: Vec<String>,
    pub output: Vec<u8>,
}

struct Kept<'k>(&'k [String]);

impl Names for Kept<'_> {
    fn hold(&self, name: &[u8]) -> bool {
        self.0.iter().any(|kept| name.eq_ignore_ascii_case(kept.as_bytes()))
    }

    fn longest(&self) -> usize {
        self.0.iter().map(String::len).max().unwrap_or(0)
    }
}

/// How a case's connection behaves.
pub fn config(case: &Case) -> Config {
    let setup = &case.setup;
    Config {
        role: if setup.role == cases::Role::Client { Role::Client } else { Role::Server },
        allow: Leniencies::from_bits(setup.allow).expect("leniencies"),
        version: u8::try_from(setup.version).expect("a version"),
        max_content: setup.max_content.unwrap_or(0),
        max_discard: u32::try_from(setup.max_discard.unwrap_or(0)).expect("a bound"),
        ..Config::default()
    }
}

/// Tells a case's story, its input arriving in the pieces given.
pub fn story<'p>(case: &Case, pieces: impl IntoIterator<Item = &'p [u8]>) -> Story {
    story_in(case, pieces, case.setup.input, &config(case))
}

/// The same, with an input buffer of any size and another configuration.
pub fn story_in<'p>(case: &Case, pieces: impl IntoIterator<Item = &'p [u8]>, size: usize, config: &Config) -> Story {
    let (mut input, mut output) = (vec![0; size], vec![0; 4096]);
    let names = case.setup.keep.as_deref().map(Kept);
    let keep = names.as_ref().map(|names| -> &dyn Names { names });
    let mut teller =
        Teller { case, conn: Connection::with(config, &mut input, &mut output, keep), story: Story::default() };
    teller.begin();
    for piece in pieces {
        teller.feed(piece);
    }
    if case.setup.end {
        let _ = teller.conn.ended();
        teller.steps();
    }
    teller.steps();
    teller.story
}

struct Teller<'c, 'm> {
    case: &'c Case,
    conn: Connection<Slices<'m>>,
    story: Story,
}

impl Teller<'_, '_> {
    fn begin(&mut self) {
        let setup = &self.case.setup;
        if setup.last {
            self.conn.sender().make_last();
        }
        for sent in &setup.sends {
            let mut fields = vec![Field::new("Host", "a")];
            if setup.version == 9 {
                fields.clear();
            }
            if let Some(protocol) = &sent.upgrade {
                fields.push(Field::new("Upgrade", protocol));
            }
            let mut sender = self.conn.sender();
            let (method, target) = (sent.method.as_bytes(), sent.target.as_bytes());
            sender.request(method, target, Length::None, fields.as_slice()).expect("the request is sent");
            sender.end(&[]).expect("the request ends");
            self.flush();
        }
    }

    /// Feeds octets as room is made for them; what no room is ever made for is left.
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

    /// Steps until there is nothing left that needs no waiting.
    fn steps(&mut self) {
        loop {
            let before = self.story.told.len();
            self.events();
            self.flush();
            if self.story.told.len() == before {
                return;
            }
        }
    }

    fn events(&mut self) {
        loop {
            match self.conn.step() {
                Ok(None) => return,
                Ok(Some(Step { event, mut sender })) => {
                    let mut lines = lines(&event);
                    answer(self.case, &event, &mut sender);
                    let used = self.conn.leniencies();
                    if let Some(first) = lines.first_mut() {
                        note_leniencies(first, used);
                    }
                    self.story.told.append(&mut lines);
                }
                Err(fault) => {
                    self.story.told.push(fault_line(&fault));
                    if fault.status > 0 && self.case.setup.reply != Reply::Never {
                        self.conn.sender().reply(fault.status, &[], b"").expect("a fault can be answered");
                    }
                }
            }
        }
    }

    /// The transport takes all that is pending.
    fn flush(&mut self) {
        let pending = self.conn.pending().to_vec();
        self.conn.sent(pending.len()).expect("it was pending");
        self.story.output.extend(pending);
    }
}

fn answer(case: &Case, event: &Event<'_>, sender: &mut Sender<'_>) {
    let setup = &case.setup;
    match (event, setup.reply, &setup.switch) {
        (Event::Request(_), Reply::AtHead, _) => sender.reply(200, &[], b"").expect("it can be answered"),
        (Event::Complete(_), _, Some(protocol)) => {
            // The end of a tunnel is told as complete too, and is answered by nothing.
            let _ = sender.informational(101, &[Field::new("Upgrade", protocol)]);
        }
        (Event::Complete(_), Reply::AtEnd(status), None) => {
            let _ = sender.reply(status, &[], b"");
        }
        _ => {}
    }
}

fn text(octets: &[u8]) -> String {
    escaped(octets)
}

fn version(version: Version) -> String {
    format!("{}.{}", version.number() / 10, version.number() % 10)
}

fn length(length: Option<u64>) -> String {
    length.map_or("unknown".into(), |length| length.to_string())
}

fn lines(event: &Event<'_>) -> Vec<String> {
    match event {
        Event::Request(request) => head(request_line(request), &request.fields),
        Event::Response(response) => head(response_line(response), &response.fields),
        Event::Informational(response) => {
            let mut line = format!("informational {} {}", response.status, version(response.version));
            if !response.reason.is_empty() {
                line += &format!(" reason={}", quoted(response.reason));
            }
            if !response.upgrade.is_empty() {
                line += &format!(" upgrade={}", text(response.upgrade));
            }
            head(line, &response.fields)
        }
        Event::Content(octets) => vec![format!("content {}", quoted(octets))],
        Event::Complete(trailers) => {
            let mut lines = vec!["complete".to_string()];
            lines.extend(trailers.map(|field| format!("trailer {}: {}", text(field.name), text(field.value))));
            lines
        }
        Event::Tunnel => vec!["tunnel".into()],
        Event::PeerEnded => vec!["peer-ended".into()],
        Event::Closed => vec!["closed".into()],
        _ => vec![],
    }
}

fn head(line: String, fields: &Fields<'_>) -> Vec<String> {
    let mut lines = vec![line];
    lines.extend(fields.map(|field| format!("field {}: {}", text(field.name), text(field.value))));
    lines
}

fn request_line(request: &Request<'_>) -> String {
    let mut line = format!(
        "request {} {} {} length={}",
        String::from_utf8_lossy(request.method),
        String::from_utf8_lossy(request.target),
        version(request.version),
        length(request.length)
    );
    let form = match request.form {
        Form::Origin => None,
        Form::Absolute => Some("absolute"),
        Form::Authority => Some("authority"),
        Form::Asterisk => Some("asterisk"),
    };
    if let Some(form) = form {
        line += &format!(" form={form} authority={}", text(request.authority));
    }
    if request.expects_continue {
        line += " expects-continue";
    }
    if !request.upgrade.is_empty() {
        line += &format!(" upgrade={}", text(request.upgrade));
    }
    if request.last {
        line += " last";
    }
    if request.dropped > 0 {
        line += &format!(" dropped={}", request.dropped);
    }
    line
}

fn response_line(response: &Response<'_>) -> String {
    let mut line =
        format!("response {} {} length={}", response.status, version(response.version), length(response.length));
    if !response.reason.is_empty() {
        line += &format!(" reason={}", quoted(response.reason));
    }
    if let Some(announced) = response.announced.filter(|announced| Some(*announced) != response.length) {
        line += &format!(" announced={announced}");
    }
    if !response.upgrade.is_empty() {
        line += &format!(" upgrade={}", text(response.upgrade));
    }
    if response.last {
        line += " last";
    }
    if response.dropped > 0 {
        line += &format!(" dropped={}", response.dropped);
    }
    line
}

fn note_leniencies(line: &mut String, used: Leniencies) {
    let kind = line.split(' ').next().unwrap_or_default().to_string();
    if matches!(kind.as_str(), "request" | "response" | "informational") {
        let names = ["bare_lf", "obs_fold", "http09", "unended_head"];
        let used: Vec<_> = (0..4).filter(|bit| used.bits() >> bit & 1 == 1).map(|bit| names[bit]).collect();
        if !used.is_empty() {
            *line += &format!(" lenient={}", used.join(","));
        }
    }
    if kind == "complete" && used.has(Leniencies::TRAILER_DROPPED) {
        *line += " trailer-dropped";
    }
}

/// A fault as a line.
pub fn fault_line(fault: &Fault) -> String {
    let name = match fault.reason {
        Reason::Violation(violation) => Reason::Violation(violation).name(),
        reason => reason.name(),
    };
    let mut line = format!("fault {name} offset={} status={}", fault.offset, fault.status);
    if !fault.field.octets().is_empty() {
        line += &format!(" field={}", text(fault.field.octets()));
    }
    if fault.may_continue {
        line += " continue";
    }
    line
}
