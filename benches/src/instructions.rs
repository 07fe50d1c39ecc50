// SPDX-License-Identifier: MIT OR Apache-2.0
//! Instructions a head, so that no clock matters. Each count is the difference of two, of a process that repeats the
//! work often and of one that repeats it more often: what is beside the work cancels out.

use std::process::Command;

use crate::contest::{self, CONNECTION, HTTPARSE, OYEZ, PICO};
use crate::input::{self, Kind};
use crate::path::{self, Path};
use crate::step;

/// Reads an input so many times: the work that is counted.
pub fn repeat(input: &str, candidate: &str, times: &str, between: fn()) -> Result<(), String> {
    let times = times.parse().map_err(|_| format!("{times} is no number"))?;
    let input = input::named(input).ok_or("no such input")?;
    let mut candidates = contest::candidates(&input);
    let candidate = candidates.iter_mut().find(|known| known.name == candidate).ok_or("no such candidate")?;
    if path::named().is_some() {
        path::wanted()?.iter().try_for_each(Path::choose)?;
    }
    between();
    candidate.pass(&input.messages, times);
    between();
    Ok(())
}

pub fn count_all() -> Result<(), String> {
    for input in input::all() {
        if input.messages.len() > 1 || matches!(input.kind, Kind::Chunked { .. }) {
            continue;
        }
        for candidate in contest::candidates(&input) {
            // valgrind knows no PCMPESTRI that looks for ranges: picohttpparser runs natively, step by step.
            let (suffix, count, times): (&str, Count, u64) = match candidate.name {
                OYEZ => ("", called, 1000),
                CONNECTION => ("_connection", called, 1000),
                HTTPARSE => ("_httparse", called, 1000),
                PICO => ("_pico", step::instructions, 4),
                _ => continue,
            };
            let between = count(input.name, candidate.name, 2 * times)? - count(input.name, candidate.name, times)?;
            println!("instructions {}{suffix} {}", input.name, (between + times / 2) / times);
        }
    }
    Ok(())
}

/// Instructions of a process in which a candidate reads an input so many times.
type Count = fn(&str, &str, u64) -> Result<u64, String>;

/// What valgrind's callgrind says it collected.
fn called(input: &str, candidate: &str, times: u64) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["repeat", input, candidate, &times.to_string()])
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    let line = told.lines().find_map(|line| line.split_once("Collected : "));
    let count = line.and_then(|(_, count)| count.trim().parse().ok());
    count.filter(|_| output.status.success()).ok_or_else(|| told.into_owned())
}
