// SPDX-License-Identifier: MIT OR Apache-2.0
//! How fast oyez reads heads and chunks, beside httparse and picohttpparser; values of fields, beside the crates for
//! them; what its server takes, beside other servers.
//! README.md says how to read what this says.

#![warn(clippy::pedantic)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts and times are small"
)]
#![allow(clippy::new_without_default, reason = "a candidate is made, not assumed")]

mod chart;
mod contest;
#[cfg(feature = "fields")]
mod fields;
mod heads;
mod input;
mod instructions;
mod machine;
mod measure;
mod path;
mod random;
mod reader;
mod report;
mod rival;
mod scratch;
mod server;
mod step;
mod subject;

use std::process::ExitCode;

use crate::server::Programs;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<(), String> {
    match words {
        ["parse"] => report::parse().map(|_| ()),
        ["parse", file] => {
            let rows = report::parse()?;
            if path::named().is_some() {
                eprintln!("OYEZ_SCAN names one path of several: {file} stays as it is");
                return Ok(());
            }
            let chart = heads::draw(&rows, &machine::processor());
            std::fs::write(file, chart).map_err(|error| format!("{file}: {error}"))
        }
        ["instructions"] => instructions::count_all(),
        ["instructions", servers] => {
            instructions::count_all()?;
            server::instructions::count_all(&Programs::at(servers))
        }
        ["server", servers] => server::compare(&Programs::at(servers)).map(|_| ()),
        ["server", servers, file] => {
            let chart = server::compare(&Programs::at(servers))?;
            std::fs::write(file, chart).map_err(|error| format!("{file}: {error}"))
        }
        ["server-instructions", servers] => server::instructions::count_all(&Programs::at(servers)),
        #[cfg(feature = "fields")]
        ["fields"] => fields::compare(""),
        #[cfg(feature = "fields")]
        ["fields", name] => fields::compare(name),
        #[cfg(feature = "hyper")]
        ["hyper", port, content, threads] => server::hyper::serve(port, content, threads),
        ["repeat", input, candidate, times] => instructions::repeat(input, candidate, times, || {}),
        ["stopping", input, candidate, times] => instructions::repeat(input, candidate, times, step::stop),
        _ => Err(USAGE.to_owned()),
    }
}

const USAGE: &str = "\
oyez-bench parse [CHART.svg]                compare, and draw
oyez-bench instructions [SERVERS]           count instructions a head, and a request of the server
oyez-bench server SERVERS [CHART.svg]       compare the servers in a folder, and draw
oyez-bench server-instructions SERVERS      the latter alone
oyez-bench fields [NAME]                    compare readers and writers of field values
oyez-bench repeat INPUT CANDIDATE TIMES     the work alone, for a profiler";
