// SPDX-License-Identifier: MIT OR Apache-2.0
//! User instructions a request, so that neither a clock nor the kernel matters: the difference between a server that was
//! asked so often, and one that was asked twice as often. The load runs outside valgrind.

use std::process::{Command, Stdio};

use crate::server::contender::{OYEZ, Programs, RAW};
use crate::server::core::Cores;
use crate::server::load::Load;
use crate::server::process::{Process, free_port};
use crate::server::request::{BROWSER, GET, post};
use crate::server::row::GET64;

const REQUESTS: usize = 4000;

pub fn count_all(programs: &Programs) -> Result<(), String> {
    let cores = Cores::choose()?;
    for (name, request) in [("get", GET), ("browser", BROWSER), ("post", &post())] {
        for (server, suffix) in [(OYEZ, ""), (RAW, "_raw")] {
            let [once, twice] =
                [REQUESTS, 2 * REQUESTS].map(|times| collected(programs, server, request, times, cores));
            let between = twice?.saturating_sub(once?);
            println!("instructions server-{name}{suffix} {}", (between + REQUESTS as u64 / 2) / REQUESTS as u64);
        }
    }
    Ok(())
}

/// What callgrind says of a server that was asked so often.
fn collected(programs: &Programs, server: &str, request: &[u8], times: usize, cores: Cores) -> Result<u64, String> {
    let port = free_port().map_err(|error| error.to_string())?;
    let inner = programs.command(server, &GET64, port, &[])?;
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(inner.get_program())
        .args(inner.get_args());
    command.stderr(Stdio::piped());
    let mut process = Process::start(command, port, cores.server)?;
    Load::connect(port, 1, request, 1)?.run(times)?;
    let told = process.stop();
    let line = told.lines().find_map(|line| line.split_once("Collected : "));
    line.and_then(|(_, count)| count.trim().parse().ok()).ok_or(told)
}
