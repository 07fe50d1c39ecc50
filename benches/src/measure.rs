// SPDX-License-Identifier: MIT OR Apache-2.0
//! Times on a machine that others use too. Candidates take turns in one run, the first of each round another; a sample
//! is the best of a few short slices; what is compared are the ratios within a round, and of them the median.

use std::time::{Duration, Instant};

use crate::input::Octets;
use crate::reader::Candidate;

const ROUNDS: usize = 101;
const SLICES: usize = 5;
const SLICE: Duration = Duration::from_micros(120);

/// Nanoseconds a message, of each candidate in each round.
pub struct Samples {
    names: Vec<&'static str>,
    rounds: Vec<Vec<f64>>,
}

/// Measures readers of the messages of an input with this name.
pub fn measure(name: &str, messages: &[Octets], candidates: &mut [Candidate]) -> Samples {
    let times: Vec<usize> = candidates.iter_mut().map(|candidate| times(messages, candidate)).collect();
    let mut rounds = vec![vec![f64::MAX; candidates.len()]; ROUNDS];
    for (round, samples) in rounds.iter_mut().enumerate() {
        for turn in 0..candidates.len() {
            let at = (turn + round) % candidates.len();
            for _ in 0..SLICES {
                samples[at] = samples[at].min(slice(name, messages, &mut candidates[at], times[at]));
            }
        }
    }
    Samples { names: candidates.iter().map(|candidate| candidate.name).collect(), rounds }
}

impl Samples {
    /// What each took in each round; all had as many.
    pub fn of(taken: Vec<(&'static str, Vec<f64>)>) -> Self {
        let count = taken.iter().map(|(_, samples)| samples.len()).min().unwrap_or(0);
        let rounds = (0..count).map(|round| taken.iter().map(|(_, samples)| samples[round]).collect()).collect();
        Samples { names: taken.into_iter().map(|(name, _)| name).collect(), rounds }
    }

    pub fn nanoseconds(&self, name: &str) -> f64 {
        let at = self.place(name);
        median(self.rounds.iter().map(|round| round[at]))
    }

    pub fn ratio(&self, name: &str, to: &str) -> f64 {
        let (at, to) = (self.place(name), self.place(to));
        median(self.rounds.iter().map(|round| round[at] / round[to]))
    }

    /// Between which the middle half of the ratios lies.
    pub fn middle_half(&self, name: &str, to: &str) -> [f64; 2] {
        let (at, to) = (self.place(name), self.place(to));
        let ratios = sorted(self.rounds.iter().map(|round| round[at] / round[to]));
        [ratios[ratios.len() / 4], ratios[ratios.len() * 3 / 4]]
    }

    pub fn difference(&self, name: &str, to: &str) -> f64 {
        let (at, to) = (self.place(name), self.place(to));
        median(self.rounds.iter().map(|round| round[at] - round[to]))
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.contains(&name)
    }

    pub fn names(&self) -> &[&'static str] {
        &self.names
    }

    fn place(&self, name: &str) -> usize {
        self.names.iter().position(|other| *other == name).expect("a candidate's name")
    }
}

/// How often all messages are read in a slice.
fn times(messages: &[Octets], candidate: &mut Candidate) -> usize {
    let mut times = 1;
    loop {
        let begin = Instant::now();
        candidate.pass(messages, times);
        if begin.elapsed() >= SLICE {
            return times;
        }
        times *= 2;
    }
}

fn slice(name: &str, messages: &[Octets], candidate: &mut Candidate, times: usize) -> f64 {
    let begin = Instant::now();
    let taken = candidate.pass(messages, times);
    let nanoseconds = begin.elapsed().as_nanos() as f64;
    let expected = messages.iter().map(|message| message.len()).sum::<usize>() * times;
    assert_eq!(taken, expected, "{} did not read all of {name}", candidate.name);
    nanoseconds / (times * messages.len()) as f64
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let values = sorted(values);
    values[values.len() / 2]
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}
