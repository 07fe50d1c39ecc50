// SPDX-License-Identifier: MIT OR Apache-2.0
//! What oyez holds of memory, as the system sees it.

use std::thread::sleep;
use std::time::Duration;

use crate::server::contender::{OYEZ, Programs};
use crate::server::core::Cores;
use crate::server::load::Load;
use crate::server::process::{Process, free_port};
use crate::server::row::GET64;

const CONNECTIONS: usize = 10_000;
/// Exchanges at once, in both servers that are compared.
const EXCHANGES: usize = 64;
/// Descriptors that are needed beside the connections.
const OTHERS: u64 = 64;

/// Octets right after the start, with the default configuration.
pub fn at_start(programs: &Programs, cores: Cores) -> Result<u64, String> {
    let port = free_port().map_err(|error| error.to_string())?;
    let process = Process::start_only(programs.command(OYEZ, &GET64, port, &[])?, cores.server)?;
    sleep(Duration::from_millis(300));
    process.resident()
}

/// Octets a connection that is idle after two requests, and how many connections there were. The other server is made
/// for 64 connections and has one: whatever is taken for connections counts, be it at the start or later.
pub fn per_idle_connection(programs: &Programs, cores: Cores) -> Result<(f64, usize), String> {
    let allowed = raise_limit()?.saturating_sub(OTHERS);
    let count = CONNECTIONS.min(allowed.try_into().unwrap_or(CONNECTIONS));
    let many = held(programs, cores, count + 8, count)?;
    let one = held(programs, cores, EXCHANGES, 1)?;
    Ok(((many as f64 - one as f64) / (count - 1) as f64, count))
}

/// Octets of a server made for `most` connections, of which so many have asked twice.
fn held(programs: &Programs, cores: Cores, most: usize, connections: usize) -> Result<u64, String> {
    let port = free_port().map_err(|error| error.to_string())?;
    let command = programs.command(OYEZ, &GET64, port, &[most, EXCHANGES])?;
    let process = Process::start(command, port, cores.server)?;
    let _load = Load::connect(port, connections, GET64.request, 1)?;
    sleep(Duration::from_millis(200));
    process.resident()
}

/// Asks for as many descriptors as are allowed.
fn raise_limit() -> Result<u64, String> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the limit is there.
    let raised = unsafe {
        libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) == 0 && {
            limit.rlim_cur = limit.rlim_max;
            libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) == 0
        }
    };
    if raised { Ok(limit.rlim_cur) } else { Err("RLIMIT_NOFILE cannot be raised".to_owned()) }
}
