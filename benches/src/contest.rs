// SPDX-License-Identifier: MIT OR Apache-2.0
//! Who reads what, and that all of them find the same in it before anybody is timed.

use crate::input::{Input, Kind};
use crate::reader::Candidate;
use crate::rival::{httparse, pico};
use crate::scratch::Scratch;
use crate::subject::{chunks, connection, door};

pub const HTTPARSE: &str = "httparse";
pub const PICO: &str = "pico";
pub const OYEZ: &str = "oyez";
pub const CONNECTION: &str = "connection";
pub const DOOR_AND_COPY: &str = "door_and_copy";
pub const MEMCPY: &str = "memcpy";

pub fn candidates(input: &Input) -> Vec<Candidate> {
    match input.kind {
        Kind::Request => vec![
            Candidate::new(HTTPARSE, httparse::Heads::requests()),
            Candidate::new(PICO, pico::Requests::new()),
            Candidate::new(OYEZ, door::Heads::requests()),
            Candidate::new(DOOR_AND_COPY, door::Copied::requests()),
            Candidate::new(CONNECTION, connection::Connection::server()),
        ],
        Kind::Response => vec![
            Candidate::new(HTTPARSE, httparse::Heads::responses()),
            Candidate::new(PICO, pico::Responses::new()),
            Candidate::new(OYEZ, door::Heads::responses()),
        ],
        Kind::Chunked { .. } => vec![
            Candidate::new(HTTPARSE, httparse::Chunks::new()),
            Candidate::new(PICO, pico::Chunks::new()),
            Candidate::new(OYEZ, chunks::Chunks::new()),
            Candidate::new(MEMCPY, Scratch::new()),
        ],
    }
}

/// Fails where a candidate refuses a message, or finds another number of field lines or octets in it.
pub fn check(input: &Input, candidates: &mut [Candidate]) -> Result<(), String> {
    for message in &input.messages {
        let mut agreed = None;
        for candidate in candidates.iter_mut().filter(|candidate| candidate.name != MEMCPY) {
            let (taken, found) = candidate.look(message);
            let name = candidate.name;
            if taken != message.len() {
                let text = message.escape_ascii();
                return Err(format!("{name} took {taken} of {} octets of {}: {text}", message.len(), input.name));
            }
            match agreed {
                Some((other, count)) if count != found => {
                    return Err(format!("{name} found {found} in {}, {other} found {count}", input.name));
                }
                _ => agreed = Some((name, found)),
            }
        }
    }
    Ok(())
}
