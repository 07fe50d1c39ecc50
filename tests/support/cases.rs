// SPDX-License-Identifier: MIT OR Apache-2.0
//! The conformance cases, read from `tests/conformance/*.md`.
//!
//! The format is described in `tests/conformance/README.md`; `bindings/python/tests/cases.py` reads it in the same
//! way. What is not understood is refused with its file and line: a case that is skipped unseen proves nothing.

#![allow(dead_code)] // Each runner uses its part.

use std::path::Path;
use std::{fmt::Write, fs, iter, str::FromStr};

/// A claim, what the peer sends, and what the connection tells about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    pub file: String,
    pub line: usize,
    pub title: String,
    pub setup: Setup,
    pub input: Vec<u8>,
    pub events: Vec<String>,
    pub output: Option<Vec<u8>>,
}

/// How the connection is made, and what the runner does with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    pub role: Role,
    /// The requests sent before any input, in their order.
    pub sends: Vec<Sent>,
    /// What a client speaks: 9, 10 or 11, as in `oyez_config`.
    pub version: u32,
    /// `OYEZ_ALLOW_*` bits.
    pub allow: u32,
    /// Octets of input buffer.
    pub input: usize,
    /// The names subscribed; `None` keeps all fields.
    pub keep: Option<Vec<String>>,
    pub max_content: Option<u64>,
    pub max_discard: Option<u64>,
    /// The peer ends after the input.
    pub end: bool,
    pub reply: Reply,
    /// The protocol to switch to, with a 101 at a request's end.
    pub switch: Option<String>,
    /// The connection is made the last before any input.
    pub last: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Server,
    Client,
}

/// A request that a client sends beforehand, with `Host: a` and no content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub method: String,
    pub target: String,
    pub upgrade: Option<String>,
}

/// What a server answers, without content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// This status at the request's end; to a fault, the status it suggests.
    AtEnd(u16),
    /// 200 at the request's head; to a fault, the status it suggests.
    AtHead,
    /// Nothing, to a fault neither.
    Never,
}

impl Default for Setup {
    fn default() -> Self {
        let (sends, reply) = (Vec::new(), Reply::AtEnd(200));
        let (keep, max_content, max_discard, switch) = (None, None, None, None);
        let (role, version, allow, input, end, last) = (Role::Server, 11, 0, 4096, false, false);
        Self { role, sends, version, allow, input, keep, max_content, max_discard, end, reply, switch, last }
    }
}

/// The cases of every file in `folder` but its README, in the order of their names. Panics where a file cannot be read,
/// or holds what is not understood.
pub fn all(folder: &Path) -> Vec<Case> {
    files(folder).iter().flat_map(|(file, text)| parse(file, text)).collect()
}

/// The name and the text of every file in `folder` but its README.
pub fn files(folder: &Path) -> Vec<(String, String)> {
    let listing = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = listing.map(|entry| entry.expect("an entry of the folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "md") && !path.ends_with("README.md"));
    paths.sort();
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = |path: &Path| path.file_name().expect("a file's name").to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), read(path))).collect()
}

/// Compares what a connection told with what the case expects.
///
/// Adjacent content is joined, and fields and trailers are left out where the case names none.
pub fn matches(case: &Case, told: &[String]) -> Result<(), String> {
    let named = |line: &&String| {
        let kind = kind(line);
        !["field", "trailer"].contains(&kind) || case.events.iter().any(|event| self::kind(event) == kind)
    };
    let mut heard: Vec<String> = Vec::new();
    for line in told.iter().filter(named) {
        match (line.strip_prefix("content \""), heard.last_mut()) {
            (Some(more), Some(last)) if kind(last) == "content" => {
                last.pop();
                last.push_str(more);
            }
            _ => heard.push(line.trim_end().to_owned()),
        }
    }
    if heard == case.events {
        return Ok(());
    }
    let same = iter::zip(&case.events, &heard).take_while(|(expected, told)| expected == told).count();
    let mut diff = format!("{}:{}: {}\n", case.file, case.line, case.title);
    for (mark, lines) in [(' ', &case.events[..same]), ('-', &case.events[same..]), ('+', &heard[same..])] {
        diff += &lines.iter().map(|line| format!("{mark} {line}\n")).collect::<String>();
    }
    Err(diff + "(- expected, + told)")
}

/// Where to cut an input of `len` octets in two: everywhere, but of a very long one the ends and every 61st place.
pub fn splits(len: usize) -> impl Iterator<Item = usize> {
    (1..len).filter(move |at| len <= 4096 || *at < 512 || len - *at < 512 || at % 61 == 0)
}

/// Octets as events show content and a reason, in quotation marks.
pub fn quoted(octets: &[u8]) -> String {
    format!("\"{}\"", escaped(octets))
}

/// Octets as events show a field's value: as `quoted`, without the marks.
pub fn escaped(octets: &[u8]) -> String {
    let mut text = String::new();
    for &octet in octets {
        match octet {
            b'\\' | b'"' => text.extend(['\\', char::from(octet)]),
            b'\r' => text.push_str("\\r"),
            b'\n' => text.push_str("\\n"),
            b'\t' => text.push_str("\\t"),
            b' '..=b'~' => text.push(char::from(octet)),
            _ => write!(text, "\\x{octet:02x}").expect("a String takes all"),
        }
    }
    text
}

/// Reads the cases of one file.
fn parse(file: &str, text: &str) -> Vec<Case> {
    let (mut cases, mut blocks, mut cited) = (Vec::<Case>::new(), Vec::new(), true);
    let lines: Vec<_> = text.lines().zip(1..).map(|(text, number)| Line { file, number, text }).collect();
    let mut rest = &lines[..];
    while let [line, after @ ..] = rest {
        rest = after;
        if let Some(title) = line.text.strip_prefix("## ") {
            finish(line, cited, cases.last(), &blocks);
            line.check(cases.iter().all(|case| case.title != title), "this title stands twice");
            cases.push(Case { file: file.into(), line: line.number, title: title.into(), ..Case::default() });
            (cited, blocks) = (false, Vec::new());
        } else if let Some(name) = line.text.strip_prefix("```") {
            let end = after.iter().position(|line| line.text == "```").unwrap_or_else(|| line.refuse("no end"));
            let Some(case) = cases.last_mut() else { line.refuse("a block before any case") };
            line.check(!blocks.contains(&name), "a second block of this name");
            match name {
                "setup" => case.setup = setup(&after[..end]),
                "http" => case.input = octets(&after[..end]),
                "events" => case.events = events(&after[..end]),
                "output" => case.output = Some(octets(&after[..end])),
                _ => line.refuse("an unknown block"),
            }
            blocks.push(name);
            rest = &after[end + 1..];
        } else {
            line.check(!line.text.starts_with('#') || line.number == 1, "a heading of another level");
            cited |= line.text.contains("RFC ");
        }
    }
    if let Some(line) = lines.last() {
        finish(line, cited, cases.last(), &blocks);
    }
    cases
}

/// Checks, at `line`, that the case before it is whole.
fn finish(line: &Line, cited: bool, case: Option<&Case>, blocks: &[&str]) {
    let Some(case) = case else { return };
    let title = Line { number: case.line, text: &case.title, ..*line };
    title.check(cited, "a case without a clause");
    title.check(blocks.contains(&"http"), "a case without input");
    title.check(blocks.contains(&"events"), "a case without events");
}

/// A line, and where it stands.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    pub file: &'a str,
    pub number: usize,
    pub text: &'a str,
}

impl Line<'_> {
    pub fn refuse(&self, what: &str) -> ! {
        panic!("{}:{}: {what}: {:?}", self.file, self.number, self.text)
    }

    pub fn check(&self, holds: bool, what: &str) {
        if !holds {
            self.refuse(what)
        }
    }

    fn number<T: FromStr>(&self, digits: &str) -> T {
        self.check(digits.bytes().all(|octet| octet.is_ascii_digit()), "no number");
        digits.parse().unwrap_or_else(|_| self.refuse("no number"))
    }
}

fn setup(block: &[Line]) -> Setup {
    let mut setup = Setup::default();
    let mut seen: Vec<(&str, &Line)> = Vec::new();
    for line in block {
        let words: Vec<&str> = line.text.split(' ').collect();
        match words[..] {
            ["role", "client"] => setup.role = Role::Client,
            ["send", method, target, ref offer @ ..] if offer.len() < 2 => {
                let protocol = |word: &&str| word.strip_prefix("upgrade=").map(String::from);
                let upgrade = offer.first().map(|word| protocol(word).unwrap_or_else(|| line.refuse("no upgrade")));
                setup.sends.push(Sent { method: method.into(), target: target.into(), upgrade });
            }
            ["version", digits @ ("0.9" | "1.0" | "1.1")] => setup.version = line.number(&digits.replace('.', "")),
            ["allow", first, ref others @ ..] => {
                for bit in iter::once(&first).chain(others) {
                    let position = ALLOW.iter().position(|name| name == bit);
                    setup.allow |= 1 << position.unwrap_or_else(|| line.refuse("an unknown leniency"));
                }
            }
            ["input", count] => setup.input = line.number(count),
            ["keep", _, ..] => setup.keep = Some(words[1..].iter().map(|name| (*name).into()).collect()),
            ["max_content", count] => setup.max_content = Some(line.number(count)),
            ["max_discard", count] => setup.max_discard = Some(line.number(count)),
            ["end"] => setup.end = true,
            ["reply", "request"] => setup.reply = Reply::AtHead,
            ["reply", "never"] => setup.reply = Reply::Never,
            ["reply", status] if status.len() == 3 => setup.reply = Reply::AtEnd(line.number(status)),
            ["switch", protocol] => setup.switch = Some(protocol.into()),
            ["last"] => setup.last = true,
            _ => line.refuse("an unknown directive"),
        }
        line.check(words[0] == "send" || seen.iter().all(|(word, _)| *word != words[0]), "a second directive");
        seen.push((words[0], line));
    }
    for (word, line) in seen {
        let own = if setup.role == Role::Client { ["reply", "switch"] } else { ["send", "version"] };
        line.check(!own.contains(&word), "a directive for the other end");
    }
    setup
}

fn events(block: &[Line]) -> Vec<String> {
    for (position, line) in block.iter().enumerate() {
        line.check(KINDS.contains(&kind(line.text)), "an unknown event");
        line.check(line.text == line.text.trim_end(), "a space ends the line");
        let joined = kind(line.text) != "content" || position == 0 || kind(block[position - 1].text) != "content";
        line.check(joined, "content beside content");
    }
    block.iter().map(|line| line.text.into()).collect()
}

/// The first word of an event.
fn kind(event: &str) -> &str {
    event.split(' ').next().unwrap_or_default()
}

/// The octets that the lines of a block stand for.
pub fn octets(block: &[Line]) -> Vec<u8> {
    let mut octets = Vec::new();
    for line in block {
        line.check(!line.text.ends_with(' '), "a space ends the line: write \\x20");
        let mut rest = line.text.as_bytes();
        loop {
            rest = match rest {
                [] => break octets.extend(b"\r\n"),
                [b'\\'] => break,
                [b'\\', b'x', high, low, rest @ ..] => {
                    let digit = |octet: u8| (octet as char).to_digit(16).unwrap_or_else(|| line.refuse("no HEXDIG"));
                    octets.push((digit(*high) << 4 | digit(*low)) as u8);
                    rest
                }
                [b'\\', b'{', run @ ..] => {
                    let star = run.iter().position(|octet| *octet == b'*').unwrap_or_else(|| line.refuse("no run"));
                    let [octet @ b' '..=b'~', b'}', rest @ ..] = &run[star + 1..] else { line.refuse("no run") };
                    let count = line.number(&String::from_utf8_lossy(&run[..star]));
                    octets.extend(iter::repeat_n(*octet, count));
                    rest
                }
                [b'\\', escape, rest @ ..] => {
                    let position = b"rnt\\".iter().position(|known| known == escape);
                    octets.push(b"\r\n\t\\"[position.unwrap_or_else(|| line.refuse("an unknown escape"))]);
                    rest
                }
                [octet @ b' '..=b'~', rest @ ..] => {
                    octets.push(*octet);
                    rest
                }
                _ => line.refuse("an octet to be escaped"),
            };
        }
    }
    octets
}

/// The leniencies, in the order of their bits.
const ALLOW: [&str; 4] = ["bare_lf", "obs_fold", "http09", "unended_head"];

#[rustfmt::skip]
const KINDS: [&str; 11] = [
    "request", "response", "informational", "field", "content", "complete", "trailer", "tunnel", "peer-ended", "fault",
    "closed",
];

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "# T\n\n## A claim\n\nRFC 1, 2: so.\n\n```setup\nrole client\nsend GET / upgrade=p\n\
        allow obs_fold http09\nkeep A b\nend\n```\n```http\nA \\\nB\\x00\\r\\{3*}}\\\\\n\n```\n```events\n\
        response 200\ncontent \"ab\"\ncomplete\n```\n```output\n```\n";

    fn refusal(text: &str) -> String {
        let text = text.to_owned();
        let refused = std::panic::catch_unwind(move || parse("f", &text)).expect_err("this is to be refused");
        refused.downcast_ref::<String>().expect("a message").clone()
    }

    fn told(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).into()).collect()
    }

    #[test]
    fn a_case_is_read_whole() {
        let cases = parse("f", WHOLE);
        let [case] = &cases[..] else { panic!("{cases:?}") };
        assert_eq!((case.file.as_str(), case.line, case.title.as_str()), ("f", 3, "A claim"));
        assert_eq!(case.input, b"A B\0\r}}}\\\r\n\r\n");
        assert_eq!(case.events, told(&["response 200", "content \"ab\"", "complete"]));
        assert_eq!(case.output.as_deref(), Some(&b""[..]));
        let sends = vec![Sent { method: "GET".into(), target: "/".into(), upgrade: Some("p".into()) }];
        let keep = Some(told(&["A", "b"]));
        let setup = Setup { role: Role::Client, sends, allow: 6, keep, end: true, ..Setup::default() };
        assert_eq!(case.setup, setup);
    }

    #[test]
    fn what_is_not_understood_is_refused_where_it_stands() {
        for (from, to, place) in [
            ("role client", "role server", "f:8: "),
            ("role client", "last", "f:9: "),
            ("keep A b", "keep", "f:11: "),
            ("keep A b", "input +1", "f:11: "),
            ("keep A b", "end", "f:12: "),
            ("```events", "```event", "f:19: "),
            ("```events", "```http", "f:19: "),
            ("complete", "content \"c\"", "f:22: "),
            ("\\x00", "\\y", "f:16: "),
            ("\\{3*}}", "\\{3*ab}", "f:16: "),
            ("\\\\\n", "\u{e9}\n", "f:16: "),
            ("A \\\n", "A \n", "f:15: "),
            ("RFC", "rfc", "f:3: "),
            ("```output\n```", "```output", "f:24: "),
            ("# T", "```http\n```", "f:1: "),
        ] {
            let refusal = refusal(&WHOLE.replacen(from, to, 1));
            assert!(refusal.starts_with(place), "{to}: {refusal}");
        }
        assert!(refusal("## T\nRFC 1\n```http\n```\n").starts_with("f:1: a case without events"));
    }

    #[test]
    fn a_story_is_compared_without_the_fields_nobody_named() {
        let case = &parse("f", WHOLE)[0];
        let story = ["response 200", "field A: b", "content \"a\"", "content \"b\"", "complete", "trailer C: d"];
        assert_eq!(matches(case, &told(&story)), Ok(()));
        let diff = matches(case, &told(&story[..2])).unwrap_err();
        assert_eq!(diff, "f:3: A claim\n  response 200\n- content \"ab\"\n- complete\n(- expected, + told)");
    }

    #[test]
    fn octets_are_shown_and_split() {
        assert_eq!(quoted(b"a \"\\\r\n\t\0\xff"), r#""a \"\\\r\n\t\x00\xff""#);
        assert_eq!((splits(0).count(), splits(1).count(), splits(3).collect()), (0, 0, vec![1, 2]));
        assert!(splits(4096).count() == 4095 && (1000..2000).contains(&splits(20_000).count()));
    }
}
