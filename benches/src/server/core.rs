// SPDX-License-Identifier: MIT OR Apache-2.0
//! Which core does what: the load one, the servers another.

use std::{io, mem};

#[derive(Clone, Copy)]
pub struct Cores {
    pub load: usize,
    pub server: usize,
}

impl Cores {
    /// The first and the last of those that this process may use.
    pub fn choose() -> Result<Self, String> {
        // SAFETY: a set of bits, for which zero is empty.
        let mut set: libc::cpu_set_t = unsafe { mem::zeroed() };
        // SAFETY: the set is there, and as long as it is said to be.
        if unsafe { libc::sched_getaffinity(0, size_of_val(&set), &raw mut set) } != 0 {
            return Err(format!("sched_getaffinity: {}", io::Error::last_os_error()));
        }
        let most = usize::try_from(libc::CPU_SETSIZE).unwrap_or(0);
        // SAFETY: the number is below the set's size.
        let mut cores = (0..most).filter(|core| unsafe { libc::CPU_ISSET(*core, &set) });
        match (cores.next(), cores.next_back()) {
            (Some(load), Some(server)) => Ok(Cores { load, server }),
            _ => Err("two cores are needed: one for the servers, another for the load".to_owned()),
        }
    }
}

/// Keeps this thread, and what it starts, on one core. Only a system call: it may stand between fork and exec.
pub fn stay_on(core: usize) -> io::Result<()> {
    // SAFETY: as above.
    let mut set: libc::cpu_set_t = unsafe { mem::zeroed() };
    // SAFETY: the number came out of such a set.
    unsafe { libc::CPU_SET(core, &mut set) };
    // SAFETY: the set is there, and as long as it is said to be.
    match unsafe { libc::sched_setaffinity(0, size_of_val(&set), &raw const set) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
