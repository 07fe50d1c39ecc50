// SPDX-License-Identifier: MIT OR Apache-2.0
//! Servers take turns at a row: all are there at once, connections stay open, and each is asked in each round.

use crate::measure::Samples;
use crate::server::contender::{Contender, Programs, RAW};
use crate::server::core::Cores;
use crate::server::load::Load;
use crate::server::process::{Process, free_port};
use crate::server::row::Row;

/// One that is under way.
struct Turn {
    name: &'static str,
    load: Load,
    process: Process,
    /// Nanoseconds of its processor a request, in each round.
    samples: Vec<f64>,
}

/// Processor time a request in each round, of all that answered everything.
pub fn hold(contenders: &[Contender], programs: &Programs, row: &Row, cores: Cores) -> Result<Samples, String> {
    let mut turns = Vec::new();
    for contender in contenders {
        match Turn::begin(contender, programs, row, cores) {
            Ok(turn) => turns.push(turn),
            Err(why) => give_up(contender.name, row, &why)?,
        }
    }
    for round in 0..rounds() {
        let mut at = 0;
        while at < turns.len() {
            // Another begins each round; whoever fails leaves.
            let count = turns.len();
            let turn = &mut turns[(at + round) % count];
            match turn.take(row) {
                Ok(()) => at += 1,
                Err(why) => {
                    give_up(turn.name, row, &why)?;
                    turns.remove((at + round) % count);
                }
            }
        }
    }
    Ok(Samples::of(turns.into_iter().map(|turn| (turn.name, turn.samples)).collect()))
}

fn give_up(name: &str, row: &Row, why: &str) -> Result<(), String> {
    eprintln!("{name} is left out of {}: {why}", row.name);
    if name == RAW { Err(format!("nothing to compare with: {why}")) } else { Ok(()) }
}

/// `OYEZ_ROUNDS`, for a short run.
fn rounds() -> usize {
    std::env::var("OYEZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS).max(1)
}

impl Turn {
    fn begin(contender: &Contender, programs: &Programs, row: &Row, cores: Cores) -> Result<Self, String> {
        let port = free_port().map_err(|error| error.to_string())?;
        let process = Process::start(contender.command(programs, row, port)?, port, cores.server)?;
        let mut load = Load::connect(port, row.connections, row.request, row.pipelined)?;
        load.run(row.times / 4)?;
        Ok(Turn { name: contender.name, load, process, samples: Vec::new() })
    }

    fn take(&mut self, row: &Row) -> Result<(), String> {
        let before = self.process.cpu()?;
        self.load.run(row.times)?;
        let taken = self.process.cpu()? - before;
        self.samples.push(taken as f64 / (row.times * row.pipelined) as f64);
        Ok(())
    }
}

const ROUNDS: usize = 21;
