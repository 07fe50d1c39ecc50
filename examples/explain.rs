// SPDX-License-Identifier: MIT OR Apache-2.0
//! Says what a message is, and what is wrong with it: `cargo run --example explain [FILE]`, or from standard input.
//!
//! Whether they are requests or responses shows itself. Each line is named; the octet that broke a rule has a caret
//! under it, the rule in a sentence, its clause, and what a server would answer.

use std::io::{IsTerminal, Read, Write};
use std::process::ExitCode;

use oyez::error::Fault;
use oyez::exchange::{Config, Connection, Event, Length, Request, Response, Role, Slices, Step};
use oyez::syntax::field_line::Field;

fn main() -> ExitCode {
    let mut octets = Vec::new();
    let read = match std::env::args_os().nth(1) {
        Some(path) => std::fs::read(path).map(|file| octets = file),
        None => std::io::stdin().read_to_end(&mut octets).map(drop),
    };
    if let Err(error) = read {
        eprintln!("explain: {error}");
        return ExitCode::from(2);
    }
    let story = Story::of(&octets);
    let out = story.shown(&Ink(std::io::stdout().is_terminal()));
    // A reader that has seen enough, such as head, is no error.
    let _ = std::io::stdout().write_all(out.as_bytes());
    if story.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What an octet belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Head,
    Framing,
    Content,
    PassedOver,
    NotRead,
}

/// What the engine told, octet by octet.
struct Story<'o> {
    octets: &'o [u8],
    role: Role,
    parts: Vec<Part>,
    /// What is said behind the octets up to some place.
    notes: Vec<(usize, String)>,
    faults: Vec<(Fault, String)>,
}

impl<'o> Story<'o> {
    /// Feeds the engine one octet after the other, so that each event tells what the octets before it were.
    fn of(octets: &'o [u8]) -> Self {
        // A message that begins with a version is a response (RFC 9112, 4).
        let role = if octets.trim_ascii_start().starts_with(b"HTTP/") { Role::Client } else { Role::Server };
        let parts = vec![Part::NotRead; octets.len()];
        let mut story = Story { octets, role, parts, notes: Vec::new(), faults: Vec::new() };
        let (mut input, mut output) = (vec![0; 0xffff], vec![0; 4096]);
        let config = Config { role: story.role, ..Config::default() };
        let mut conn = Connection::with(&config, &mut input, &mut output, None);
        // Whether a client is to ask for the response that comes next.
        let mut owed = true;
        // Since where no event has told what octets are, and what they are if none does.
        let (mut begin, mut part) = (0, Part::Head);
        for at in 0..=octets.len() {
            if owed && at < octets.len() {
                ask(&mut conn);
                owed = false;
            }
            match (octets.get(at), conn.room()) {
                (Some(octet), [place, ..]) => {
                    *place = *octet;
                    let _ = conn.filled(1);
                }
                (Some(_), []) => break,
                (None, _) => drop(conn.ended()),
            }
            let end = octets.len().min(at + 1);
            loop {
                let (from, is, next) = match conn.step() {
                    Ok(None) => break,
                    Err(fault) if fault.may_continue => {
                        story.fault(fault, &mut conn);
                        (begin, part, Part::PassedOver)
                    }
                    Err(fault) => {
                        let behind = usize::try_from(fault.offset + 1).unwrap_or(end).clamp(begin, end);
                        story.parts[begin..behind].fill(part);
                        begin = end;
                        story.fault(fault, &mut conn);
                        (end, Part::NotRead, Part::NotRead)
                    }
                    Ok(Some(Step { event, mut sender })) => match event {
                        Event::Request(request) => {
                            story.notes.push((end, asked(&request)));
                            (end - request.fields.octets().0.len(), Part::Head, Part::Framing)
                        }
                        Event::Response(response) | Event::Informational(response) => {
                            story.notes.push((end, answered(&response)));
                            (begin, Part::Head, if response.status < 200 { Part::Head } else { Part::Framing })
                        }
                        Event::Content(content) => (end - content.len().min(end), Part::Content, part),
                        Event::Complete(_) => {
                            let _ = sender.reply(200, &[], b"");
                            owed = true;
                            (begin, part, Part::Head)
                        }
                        Event::Tunnel => {
                            story.notes.push((end, "what follows is no longer HTTP".into()));
                            (begin, part, part)
                        }
                        _ => continue,
                    },
                };
                let from = from.max(begin);
                story.parts[begin..from].fill(part);
                story.parts[from..end].fill(is);
                (begin, part) = (end, next);
            }
            let pending = conn.pending().len();
            let _ = conn.sent(pending);
        }
        if part == Part::PassedOver {
            story.parts[begin..].fill(part);
        }
        story
    }

    fn fault(&mut self, fault: Fault, conn: &mut Connection<Slices<'_>>) {
        let before = conn.pending().len();
        let answered = fault.status > 0 && conn.sender().reply(fault.status, &[], b"").is_ok();
        let line = conn.pending()[before..].split(|octet| *octet == b'\r').next().unwrap_or_default();
        let then = if fault.may_continue { "goes on" } else { "closes" };
        let answer = match answered {
            true => format!("a server answers {}, and {then}", visible(line)),
            false => "no answer is called for: the connection is over".into(),
        };
        self.faults.push((fault, answer));
    }

    /// All of it, line by line, as a person reads it.
    fn shown(&self, ink: &Ink) -> String {
        let mut out = String::new();
        let (mut at, mut first, mut trailers) = (0, true, false);
        while at < self.octets.len() {
            let (part, end) = self.line(at);
            let line = &self.octets[at..end];
            let empty = line.trim_ascii().is_empty();
            let before = at.checked_sub(1).map(|at| self.parts[at]);
            let name = match part {
                Part::Head if empty && first => "empty line",
                Part::Head if empty => "end of head",
                Part::Head if first && self.role == Role::Server => "request-line",
                Part::Head if first => "status-line",
                Part::Head if line[0].is_ascii_whitespace() => "obs-fold",
                Part::Head => "field line",
                Part::Framing if empty && trailers => "end of chunks",
                Part::Framing if empty || before == Some(Part::Content) => "end of chunk",
                Part::Framing if trailers => "trailer",
                Part::Framing => "chunk size",
                Part::Content => "content",
                Part::PassedOver => "passed over",
                Part::NotRead => "not read",
            };
            first = part != Part::Head || empty;
            trailers = part == Part::Framing && !empty && (trailers || line.starts_with(b"0"));
            self.row(&mut out, ink, name, at, end);
            for (_, note) in self.notes.iter().filter(|(place, _)| (at + 1..=end).contains(place)) {
                out += &format!("{:14}{}\n", "", ink.paint("32", &format!("= {note}")));
            }
            at = end;
        }
        if self.faults.iter().any(|(fault, _)| fault.offset >= at as u64) {
            self.row(&mut out, ink, "the end", at, at + 1);
        }
        let verdict = match self.faults.len() {
            _ if at == 0 => "nothing came".into(),
            0 => ink.paint("1;32", "nothing is wrong with it"),
            count => ink.paint("1;31", &format!("rules broken: {count}")),
        };
        out + "\n" + &verdict + "\n"
    }

    /// What the line at an octet is, and where it ends. One that is refused stands whole, whatever was read of it.
    fn line(&self, at: usize) -> (Part, usize) {
        let part = self.parts[at];
        let rest = &self.octets[at..];
        let line = rest.iter().position(|octet| *octet == b'\n').map_or(rest.len(), |end| end + 1);
        let same = self.parts[at..].iter().take_while(|other| **other == part).count();
        let broken = self.faults.iter().any(|(fault, _)| (at..at + line).contains(&(fault.offset as usize)));
        (part, at + if broken && part != Part::Content { line } else { line.min(same) })
    }

    /// One line, and what is wrong with it.
    fn row(&self, out: &mut String, ink: &Ink, name: &str, at: usize, end: usize) {
        let octets = self.octets.get(at..end).unwrap_or_default();
        let faults = self.faults.iter().map(|(fault, answer)| (fault, fault.offset as usize, answer));
        let here = faults.filter(|(_, offset, _)| (at..end).contains(offset));
        // Of a long line, what is around the octet to be seen, else its beginning.
        let middle = here.clone().next().map_or(0, |(_, offset, _)| offset - at);
        let from = middle.saturating_sub(WIDTH / 2).min(octets.len().saturating_sub(WIDTH));
        let shown = &octets[from..octets.len().min(from + WIDTH)];
        let more = octets.len() - from - shown.len();
        let more = if more > 0 { format!("… {more} more octets") } else { String::new() };
        let before = if from > 0 { "…" } else { "" };
        let name_shown = ink.paint("2", &format!("{name:14}"));
        out.extend([&name_shown, before, &ink.line(name, shown), &ink.paint("2", &more), "\n"]);
        for (fault, offset, answer) in here {
            let column = visible(&shown[..offset - at - from]).chars().count() + usize::from(from > 0);
            let indent = " ".repeat(14 + column);
            let (sentence, clause) = (ink.paint("1;31", fault.reason.text()), ink.paint("1", fault.reason.clause()));
            let field = match fault.field.octets() {
                [] => String::new(),
                name => format!(", in {}", visible(name)),
            };
            *out += &format!("{indent}{} {sentence}\n", ink.paint("1;31", "^"));
            *out += &format!("{indent}  {clause}, at octet {offset}{field}\n{indent}  {answer}\n");
        }
    }
}

/// Octets of a line that are shown.
const WIDTH: usize = 96;

/// The client end asks for whatever comes, a protocol to switch to included.
fn ask(conn: &mut Connection<Slices<'_>>) {
    let fields = [Field::new("Host", "a"), Field::new("Upgrade", "any")];
    let mut sender = conn.sender();
    if sender.request(b"GET", b"/", Length::None, &fields).is_ok() {
        let _ = sender.end(&[]);
    }
}

fn asked(request: &Request<'_>) -> String {
    let (method, target) = (visible(request.method), visible(request.target));
    let form = format!("{:?}", request.form).to_lowercase();
    format!("a request: {method} {target} in {form}-form; {}", behind(request.length, request.last))
}

fn answered(response: &Response<'_>) -> String {
    let kind = if response.status < 200 { "an informational response" } else { "a response" };
    format!("{kind}: {}; {}", response.status, behind(response.length, response.last))
}

/// What comes behind a head.
fn behind(length: Option<u64>, last: bool) -> String {
    let content = match length {
        Some(0) => "no content".into(),
        Some(count) => format!("{count} octets of content"),
        None => "content of a length not known beforehand".into(),
    };
    content + if last { "; the connection ends behind it" } else { "; the connection goes on" }
}

/// Octets with their control characters made visible; what is no ASCII as \xNN.
fn visible(octets: &[u8]) -> String {
    let shown = |octet: &u8| match octet {
        0..=0x1f => char::from_u32(0x2400 + u32::from(*octet)).unwrap_or('?').to_string(),
        b' '..=b'~' => char::from(*octet).to_string(),
        _ => format!("\\x{octet:02x}"),
    };
    octets.iter().map(shown).collect()
}

/// Colours, on a terminal.
struct Ink(bool);

impl Ink {
    fn paint(&self, colour: &str, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.into() }
    }

    /// A line, its parts coloured: words of a start-line, name and value of a field.
    fn line(&self, name: &str, octets: &[u8]) -> String {
        let (separator, colours): (&str, &[&str]) = match name {
            "request-line" => (" ", &["1;32", "36", "35"]),
            "status-line" => (" ", &["35", "1;32", "36"]),
            "field line" | "trailer" => (":", &["34", "0"]),
            "chunk size" => (";", &["33", "0"]),
            "content" => ("\n", &["0"]),
            _ => ("\n", &["2"]),
        };
        let end = octets.iter().rposition(|octet| !matches!(octet, b'\r' | b'\n')).map_or(0, |last| last + 1);
        let text = visible(&octets[..end]);
        let words = text.splitn(colours.len(), separator).zip(colours);
        let words: Vec<String> = words.map(|(word, colour)| self.paint(colour, word)).collect();
        words.join(separator) + &self.paint("2", &visible(&octets[end..]))
    }
}
