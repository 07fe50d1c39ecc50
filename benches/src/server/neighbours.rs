// SPDX-License-Identifier: MIT OR Apache-2.0
//! How much of the processors others had: who reads figures should know.

use std::fs;
use std::mem;

use libc::{RUSAGE_CHILDREN, RUSAGE_SELF, rusage, timeval};

/// What all had, what this process and its children had, and what there was, in ticks.
pub struct Neighbours {
    busy: u64,
    ours: f64,
    all: u64,
}

impl Neighbours {
    pub fn look() -> Self {
        let told = fs::read_to_string("/proc/stat").unwrap_or_default();
        let line = told.lines().next().unwrap_or_default();
        let ticks: Vec<u64> =
            line.split_ascii_whitespace().skip(1).take(8).filter_map(|word| word.parse().ok()).collect();
        let all = ticks.iter().sum();
        // user nice system idle iowait irq softirq steal
        let idle: u64 = ticks.iter().skip(3).take(2).sum();
        // SAFETY: it takes no pointer.
        let second = unsafe { libc::sysconf(libc::_SC_CLK_TCK) } as f64;
        Neighbours { busy: all - idle, ours: (used(RUSAGE_SELF) + used(RUSAGE_CHILDREN)) * second, all }
    }

    /// Their share since; children count once they are over.
    pub fn share(&self) -> f64 {
        let now = Self::look();
        let theirs = (now.busy - self.busy) as f64 - (now.ours - self.ours);
        (theirs / ((now.all - self.all).max(1)) as f64).max(0.0)
    }
}

/// Seconds of processor.
fn used(who: i32) -> f64 {
    // SAFETY: integers, for which zero is a value.
    let mut usage: rusage = unsafe { mem::zeroed() };
    // SAFETY: there is room for what it tells.
    unsafe { libc::getrusage(who, &raw mut usage) };
    let seconds = |time: timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
