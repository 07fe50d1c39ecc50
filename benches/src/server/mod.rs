// SPDX-License-Identifier: MIT OR Apache-2.0
//! What servers take of the processor a request, beside a loop that only reads and writes.

mod calls;
mod contender;
mod contest;
mod core;
mod figure;
#[cfg(feature = "hyper")]
pub mod hyper;
pub mod instructions;
mod load;
mod memory;
mod neighbours;
mod process;
mod request;
mod row;

pub use contender::Programs;

use crate::measure::Samples;
use crate::server::contender::{ALONE, OYEZ, RAW};
use crate::server::core::{Cores, stay_on};
use crate::server::neighbours::Neighbours;
use crate::server::process::free_port;
use crate::server::row::{GET64, Row};

/// Measures every server at every row, and oyez' memory and system calls; the chart of it.
pub fn compare(programs: &Programs) -> Result<String, String> {
    let cores = Cores::choose()?;
    stay_on(cores.load).map_err(|error| error.to_string())?;
    let contenders = contender::all(programs);
    let neighbours = Neighbours::look();
    let mut rows = Vec::new();
    for row in row::ALL {
        let mut contenders = contenders.clone();
        if row.threads > 1 {
            contenders.push(contender::alone());
        }
        let samples = contest::hold(&contenders, programs, &row, cores)?;
        tell(&row, &samples);
        rows.push((row, samples));
    }
    eprintln!("others had {:.0} % of the processors meanwhile", neighbours.share() * 100.0);
    tell_memory(programs, cores);
    tell_calls(programs);
    Ok(figure::draw(&rows))
}

fn tell(row: &Row, samples: &Samples) {
    for name in samples.names().iter().filter(|name| **name != ALONE) {
        println!("server {name} {} cpu_ratio_to_raw {:.3}", row.name, samples.ratio(name, RAW));
    }
    if samples.has(ALONE) && samples.has(OYEZ) {
        println!("server {OYEZ} {} cpu_ratio_to_alone {:.3}", row.name, samples.ratio(OYEZ, ALONE));
    }
    eprintln!("  {}, µs a request and the middle half of the ratios:", row.name);
    for name in samples.names() {
        let [low, high] = samples.middle_half(name, RAW);
        eprintln!("    {name} {:.2}, {low:.3} to {high:.3}", samples.nanoseconds(name) / 1000.0);
    }
}

/// What fails here is said, and nothing else is lost by it.
fn tell_memory(programs: &Programs, cores: Cores) {
    match memory::per_idle_connection(programs, cores) {
        Ok((octets, count)) => {
            println!("server {OYEZ} idle_octets_per_connection {octets:.0}");
            eprintln!("  with {count} connections open");
        }
        Err(why) => eprintln!("idle_octets_per_connection: {why}"),
    }
    match memory::at_start(programs, cores) {
        Ok(octets) => println!("server {OYEZ} resident_at_start_kib {}", octets / 1024),
        Err(why) => eprintln!("resident_at_start_kib: {why}"),
    }
}

fn tell_calls(programs: &Programs) {
    let counted = free_port().map_err(|error| error.to_string()).and_then(|port| {
        let command = programs.command(OYEZ, &GET64, port, &[])?;
        calls::per_request(command, port, GET64.request)
    });
    match counted {
        Ok((calls, kinds)) => {
            println!("server {OYEZ} syscalls_per_request {calls:.2}");
            eprintln!(" {kinds}");
        }
        Err(why) => eprintln!("syscalls_per_request: {why}"),
    }
}
