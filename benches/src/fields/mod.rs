// SPDX-License-Identifier: MIT OR Apache-2.0
//! Values of fields, read and written by oyez and by the crate that others use for it: one value after the other, the
//! same found in each.

#![allow(clippy::unnecessary_wraps, reason = "one reader may refuse what another does not")]

mod cookies;
mod dates;
mod encodings;
mod media;
mod structured;

use crate::input::Octets;
use crate::measure::measure;
use crate::reader::{Candidate, Reader};

/// Reads or writes a value; a number made of what was found, the same for both; none where it was refused.
type Work = fn(&[u8]) -> Option<u64>;

pub struct Contest {
    /// As a line of output has it.
    name: &'static str,
    /// The crate.
    rival: &'static str,
    values: Vec<Octets>,
    oyez: Work,
    theirs: Work,
}

impl Contest {
    fn new<V: AsRef<[u8]>>(
        name: &'static str,
        values: &[V],
        oyez: Work,
        (rival, theirs): (&'static str, Work),
    ) -> Self {
        let values = values.iter().map(|value| Octets::new(value.as_ref())).collect();
        Contest { name, rival, values, oyez, theirs }
    }
}

/// Measures every contest whose name begins so.
pub fn compare(begin: &str) -> Result<(), String> {
    let groups =
        [dates::contests(), cookies::contests(), media::contests(), structured::contests(), encodings::contests()];
    let wanted = groups.into_iter().flatten().filter(|contest| contest.name.starts_with(begin));
    for Contest { name, rival, values, oyez, theirs } in wanted {
        for value in &values {
            let (own, other) = (oyez(value), theirs(value));
            if own.is_none() || own != other {
                return Err(format!("{name}: oyez found {own:?}, {rival} {other:?} in {}", value.escape_ascii()));
            }
        }
        let mut candidates = [
            Candidate::new("oyez", Value { work: oyez, found: 0 }),
            Candidate::new(rival, Value { work: theirs, found: 0 }),
        ];
        let samples = measure(name, &values, &mut candidates);
        println!(
            "fields {name} oyez_ns {:.1} rival_ns {:.1} ratio {:.3}",
            samples.nanoseconds("oyez"),
            samples.nanoseconds(rival),
            samples.ratio("oyez", rival)
        );
        let [low, high] = samples.middle_half("oyez", rival);
        eprintln!("  {name} beside {rival}, {} values: half of the ratios from {low:.3} to {high:.3}", values.len());
    }
    Ok(())
}

/// A value as the message of a [`Reader`].
struct Value {
    work: Work,
    found: u64,
}

impl Reader for Value {
    fn read(&mut self, message: &[u8]) -> usize {
        match (self.work)(message) {
            Some(found) => {
                self.found = self.found.wrapping_add(found);
                message.len()
            }
            None => 0,
        }
    }

    fn found(&self) -> usize {
        self.found as usize
    }
}

/// A value as the crates want it that read `str`, at no cost.
fn text(value: &[u8]) -> &str {
    debug_assert!(value.is_ascii());
    // SAFETY: the values here are ASCII.
    unsafe { std::str::from_utf8_unchecked(value) }
}

/// The number of octets found.
fn length(octets: &[u8]) -> u64 {
    octets.len() as u64
}
