// SPDX-License-Identifier: MIT OR Apache-2.0
//! A server in a process of its own: started on its core, asked what it took, and stopped.

use std::fs;
use std::io::{self, Read};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use libc::{clockid_t, pid_t, timespec};

use crate::server::core::stay_on;

pub struct Process {
    child: Child,
}

/// A port that nobody listens on.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Makes it start on a core.
pub fn pin(command: &mut Command, core: usize) {
    // SAFETY: between fork and exec, one system call.
    unsafe { command.pre_exec(move || stay_on(core)) };
}

/// Waits until somebody listens.
pub fn await_port(port: u16, patience: Duration) -> Result<(), String> {
    let begin = Instant::now();
    while begin.elapsed() < patience {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        sleep(Duration::from_millis(5));
    }
    Err(format!("nobody listens on port {port}"))
}

impl Process {
    /// Starts it, and returns when it listens.
    pub fn start(command: Command, port: u16, core: usize) -> Result<Self, String> {
        let process = Self::start_only(command, core)?;
        await_port(port, Duration::from_secs(30))?;
        Ok(process)
    }

    /// Starts it.
    pub fn start_only(mut command: Command, core: usize) -> Result<Self, String> {
        pin(&mut command, core);
        let child = command.stdin(Stdio::null()).spawn().map_err(|error| format!("{command:?}: {error}"))?;
        Ok(Process { child })
    }

    /// Processor time of all its threads and children, in nanoseconds.
    pub fn cpu(&self) -> Result<u64, String> {
        let mut all = 0;
        for pid in self.pids() {
            let mut clock: clockid_t = 0;
            let mut time = timespec { tv_sec: 0, tv_nsec: 0 };
            // SAFETY: there is room for what they tell.
            let told = unsafe {
                libc::clock_getcpuclockid(pid, &raw mut clock) == 0 && libc::clock_gettime(clock, &raw mut time) == 0
            };
            if !told {
                return Err(format!("process {pid} is over"));
            }
            all += time.tv_sec.cast_unsigned() * 1_000_000_000 + time.tv_nsec.cast_unsigned();
        }
        Ok(all)
    }

    fn pids(&self) -> Vec<pid_t> {
        let pid = self.child.id();
        let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
        let children = children.split_ascii_whitespace().filter_map(|child| child.parse().ok());
        pid_t::try_from(pid).into_iter().chain(children).collect()
    }

    /// Octets of memory it holds.
    pub fn resident(&self) -> Result<u64, String> {
        let told =
            fs::read_to_string(format!("/proc/{}/status", self.child.id())).map_err(|error| error.to_string())?;
        let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_ascii_whitespace().next()?.parse::<u64>().ok());
        kib.map(|kib| kib * 1024).ok_or_else(|| "the process says nothing of its memory".to_owned())
    }

    /// Stops it; what it said on its standard error, if that was kept.
    pub fn stop(&mut self) -> String {
        let mut said = String::new();
        // SAFETY: it takes no pointer, and the child has not been waited for.
        unsafe { libc::kill(self.child.id().try_into().unwrap_or(pid_t::MAX), libc::SIGTERM) };
        if let Some(mut errors) = self.child.stderr.take() {
            let _ = errors.read_to_string(&mut said);
        }
        let begin = Instant::now();
        while let Ok(None) = self.child.try_wait() {
            if begin.elapsed() > Duration::from_secs(5) {
                let _ = self.child.kill();
            }
            sleep(Duration::from_millis(1));
        }
        said
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            self.stop();
        }
    }
}
