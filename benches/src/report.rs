// SPDX-License-Identifier: MIT OR Apache-2.0
//! Measures, and says what was measured: one line an input on the standard output, for machines and people; all
//! candidates' times on the standard error, for people.

use crate::contest::{self, CONNECTION, DOOR_AND_COPY, HTTPARSE, MEMCPY, OYEZ, PICO};
use crate::heads::{Row, Times};
use crate::input::{self, Input, Kind};
use crate::machine;
use crate::measure::{Samples, measure};
use crate::path;

/// Measures every input on every path; what the chart shows of it.
pub fn parse() -> Result<Vec<Row>, String> {
    machine::check_pico()?;
    let mut rows: Vec<Row> = Vec::new();
    for path in path::wanted()? {
        println!("# {}", path.name);
        path.choose()?;
        for (at, input) in input::all().iter().enumerate() {
            let mut candidates = contest::candidates(input);
            contest::check(input, &mut candidates)?;
            let samples = measure(input.name, &input.messages, &mut candidates);
            tell(input, &samples);
            if rows.len() == at {
                rows.push(Row::new(input));
            }
            rows[at].add(Times {
                path: path.title,
                pico: samples.nanoseconds(PICO),
                httparse_to_pico: samples.ratio(HTTPARSE, PICO),
                oyez_to_pico: samples.ratio(OYEZ, PICO),
            });
        }
    }
    Ok(rows)
}

fn tell(input: &Input, samples: &Samples) {
    let name = input.name;
    print!(
        "bench {name} ratio_to_httparse {:.3} ratio_to_pico {:.3} ns {:.1}",
        samples.ratio(OYEZ, HTTPARSE),
        samples.ratio(OYEZ, PICO),
        samples.nanoseconds(OYEZ),
    );
    if let Kind::Chunked { chunks } = input.kind {
        print!(" ns_beyond_copying_per_chunk {:.3}", samples.difference(OYEZ, MEMCPY) / chunks as f64);
    }
    println!();
    if samples.has(CONNECTION) {
        let (ratio, time) = (samples.ratio(CONNECTION, DOOR_AND_COPY), samples.nanoseconds(CONNECTION));
        println!("bench {name}_connection ratio_to_door_and_copy {ratio:.3} ns {time:.1}");
    }
    if samples.has(MEMCPY) {
        println!("bench {name}_memcpy ns {:.1}", samples.nanoseconds(MEMCPY));
    }
    let times = samples.names().iter().map(|name| format!("  {name} {:.1}", samples.nanoseconds(name)));
    eprintln!("  {name}, ns:{}", times.collect::<String>());
}
