// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether a peer got what it was promised: a parser of responses that shares nothing with the one under test.

use super::Said;
use super::answer::{Manner, Stage};
use super::program::{Exchange, Story};
use super::script::Script;
use super::wire::Wire;

/// A response, as far as it is there.
#[derive(Debug)]
struct Got {
    status: u16,
    answers: Option<String>,
    /// It says that it is the last.
    last: bool,
    content: Vec<u8>,
    whole: bool,
    octets: usize,
}

/// What a peer got.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heard {
    /// Requests that were answered.
    pub answered: usize,
    /// An answer said that it is the last.
    pub last: bool,
}

/// Reads a response to `method` from the start of `octets`; `None` when not even its head is whole.
fn read(octets: &[u8], method: &str) -> Said<Option<Got>> {
    let Some(end) = octets.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&octets[..end]).map_err(|_| "a head that is no text")?;
    let mut lines = head.split("\r\n");
    let status_line = lines.next().unwrap_or("");
    let status =
        status_line.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|code| code.parse().ok());
    let status: u16 = status.ok_or_else(|| format!("no status-line: {status_line:?}"))?;
    let (mut answers, mut length, mut chunked, mut last) = (None, None, false, false);
    for line in lines {
        let (name, value) = line.split_once(": ").ok_or_else(|| format!("no field line: {line:?}"))?;
        match name.to_ascii_lowercase().as_str() {
            "x-answer" => answers = Some(value.to_string()),
            "content-length" if length.is_some() => return Err("two lengths".into()),
            "content-length" => length = Some(value.parse::<usize>().map_err(|_| "no length")?),
            "transfer-encoding" => chunked = value == "chunked",
            "connection" => last |= value.contains("close"),
            _ => {}
        }
    }
    if chunked && length.is_some() {
        return Err("a length beside a coding".into());
    }
    let rest = &octets[end + 4..];
    let switched = method == "CONNECT" && (200..300).contains(&status);
    let empty = method == "HEAD" || status < 200 || status == 204 || status == 304 || switched;
    if (length.is_some() || chunked) && (status < 200 || status == 204 || switched) {
        return Err("framing of what has no content".into());
    }
    let (content, used, whole) = match (empty, chunked, length) {
        (true, ..) => (Vec::new(), 0, true),
        (_, true, _) => dechunked(rest)?,
        (_, _, Some(length)) => (rest[..rest.len().min(length)].to_vec(), rest.len().min(length), rest.len() >= length),
        (_, _, None) => (rest.to_vec(), rest.len(), true),
    };
    Ok(Some(Got { status, answers, last, content, whole, octets: end + 4 + used }))
}

fn dechunked(octets: &[u8]) -> Said<(Vec<u8>, usize, bool)> {
    let (mut content, mut at) = (Vec::new(), 0);
    let line_of = |at: usize| {
        let rest = &octets[at..];
        rest.windows(2).position(|two| two == b"\r\n").map(|end| (&rest[..end], at + end + 2))
    };
    loop {
        let Some((line, after)) = line_of(at) else { return Ok((content, octets.len(), false)) };
        let size = std::str::from_utf8(line).ok().and_then(|line| usize::from_str_radix(line, 16).ok());
        let size = size.ok_or_else(|| format!("no chunk-size: {:?}", String::from_utf8_lossy(line)))?;
        at = after;
        if size == 0 {
            break;
        }
        let chunk = &octets[at..octets.len().min(at + size)];
        content.extend(chunk);
        if octets.len() < at + size + 2 {
            return Ok((content, octets.len(), false));
        }
        if &octets[at + size..at + size + 2] != b"\r\n" {
            return Err("a chunk without an end".into());
        }
        at += size + 2;
    }
    loop {
        let Some((line, after)) = line_of(at) else { return Ok((content, octets.len(), false)) };
        at = after;
        if line.is_empty() {
            return Ok((content, at, true));
        }
    }
}

/// Judges what a peer was sent, once its connection is over. `story` is what the program was told of it.
pub fn judge(wire: &Wire, story: &Story, script: &Script) -> Said<Heard> {
    // What an end in order does not excuse.
    let broken = wire.reset || wire.closed == Some(true);
    if wire.turned_away {
        return is_told_to_come_again(wire);
    }
    let (mut rest, mut heard) = (wire.outbound.as_slice(), Heard::default());
    for (at, exchange) in story.exchanges.iter().enumerate() {
        let Some(got) = final_response(&mut rest, exchange)? else {
            return match missing(rest, exchange, story, broken) {
                Ok(()) => Ok(heard),
                Err(claim) => Err(format!("{claim} (of {at})")),
            };
        };
        heard = Heard { answered: at + 1, last: got.last };
        if got.answers.is_none() {
            if exchange.answer.stage == Stage::Refused(got.status) {
                continue;
            }
            // The server's own word, or the program's about a fault: the last one.
            let refused = story.faults.iter().any(|fault| fault.status == got.status);
            return if refused && rest.is_empty() { Ok(heard) } else { Err(format!("an answer of nobody's: {got:?}")) };
        }
        compare(&got, exchange, &format!("{}/{at}", story.peer), broken)?;
    }
    if let Some(tunnel) = &story.tunnel {
        tunnel.judge(rest, script.raw(), broken, story.taken)?;
        return Ok(heard);
    }
    if rest.is_empty() {
        return Ok(heard);
    }
    let refusal = read(rest, "GET")?;
    let statuses: Vec<u16> = story.faults.iter().map(|fault| fault.status).collect();
    match refusal {
        Some(got) if statuses.contains(&got.status) && got.answers.is_none() && got.octets == rest.len() => {
            Ok(Heard { last: got.last, ..heard })
        }
        None if broken => Ok(heard),
        other => Err(format!("octets that answer nothing: {other:?}, faults {statuses:?}")),
    }
}

/// Whoever found no place is told so, if its socket took that.
fn is_told_to_come_again(wire: &Wire) -> Said<Heard> {
    match read(&wire.outbound, "GET")? {
        None => Ok(Heard::default()),
        Some(got) if got.status == 503 && got.last && got.whole && got.octets == wire.outbound.len() => {
            Ok(Heard::default())
        }
        Some(got) => Err(format!("whoever is turned away is told {got:?}")),
    }
}

/// Takes the next final response, past the informational ones.
fn final_response(rest: &mut &[u8], exchange: &Exchange) -> Said<Option<Got>> {
    loop {
        let Some(got) = read(rest, exchange.asked.method)? else { return Ok(None) };
        *rest = &rest[got.octets..];
        match got.status {
            100 if !exchange.asked.expects => return Err("a 100 that nobody waited for".into()),
            100 | 103 if exchange.asked.version == 11 => {}
            101 if exchange.answer.manner == Manner::Switched => return Ok(Some(got)),
            100..200 => return Err(format!("a {} to a peer that knows none", got.status)),
            _ => return Ok(Some(got)),
        }
    }
}

/// An answer of which the head is not whole.
fn missing(rest: &[u8], exchange: &Exchange, story: &Story, broken: bool) -> Said<()> {
    match exchange.answer.stage {
        _ if broken => Ok(()),
        _ if !rest.is_empty() => Err("half a head, and an end in order".into()),
        Stage::Ended => Err(format!("an answer is lost; faults {:?}", story.faults)),
        Stage::Begun { .. } => Err("an answer begun is lost".into()),
        Stage::Refused(status) => Err(format!("a {status} is lost")),
        Stage::Due { .. } | Stage::Broken if story.is_faulty() || story.aborted => Ok(()),
        stage => Err(format!("a request is lost, {stage:?}")),
    }
}

fn compare(got: &Got, exchange: &Exchange, name: &str, broken: bool) -> Said<()> {
    let answer = &exchange.answer;
    if got.answers.as_deref() != Some(name) || got.status != answer.status {
        return Err(format!("{name} is answered by {:?} with {}", got.answers, got.status));
    }
    let expected: &[u8] = if exchange.asked.method == "HEAD" { &[] } else { &answer.content };
    if !expected.starts_with(&got.content) {
        return Err(format!("other content than was sent, to {name}"));
    }
    if broken || got.whole && got.content.len() == expected.len() && answer.stage == Stage::Ended {
        return Ok(());
    }
    Err(format!("{name}: {} octets of {}, {:?}, and an end in order", got.content.len(), expected.len(), answer.stage))
}
