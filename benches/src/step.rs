// SPDX-License-Identifier: MIT OR Apache-2.0
//! Counts instructions by stepping through a process, one after the other: slow, but it knows every instruction that
//! the processor knows. Linux only.

use std::os::unix::process::CommandExt;
use std::process::Command;
use std::{io, ptr};

use libc::{PTRACE_CONT, PTRACE_SINGLESTEP, PTRACE_TRACEME, SIGSTOP, c_int, c_uint, pid_t};

/// Instructions between two stops of `repeat`.
pub fn instructions(input: &str, candidate: &str, times: u64) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.args(["stopping", input, candidate, &times.to_string()]);
    // SAFETY: between fork and exec, one system call.
    unsafe { command.pre_exec(|| trace(PTRACE_TRACEME, 0)) };
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let counted = counted(child.id().try_into().unwrap_or(pid_t::MAX));
    child.kill().and_then(|()| child.wait()).map_err(|error| error.to_string())?;
    counted.map_err(|error| format!("ptrace: {error}"))
}

/// Asks for a stop, which the tracer sees.
pub fn stop() {
    // SAFETY: it takes no pointer.
    unsafe { libc::raise(SIGSTOP) };
}

fn counted(pid: pid_t) -> io::Result<u64> {
    while wait(pid)? != SIGSTOP {
        trace(PTRACE_CONT, pid)?;
    }
    let mut count = 0;
    loop {
        trace(PTRACE_SINGLESTEP, pid)?;
        if wait(pid)? == SIGSTOP {
            return Ok(count);
        }
        count += 1;
    }
}

/// The signal that the process stopped at.
fn wait(pid: pid_t) -> io::Result<c_int> {
    let mut status = 0;
    // SAFETY: the status is there.
    let waited = unsafe { libc::waitpid(pid, &raw mut status, 0) };
    match waited {
        -1 => Err(io::Error::last_os_error()),
        _ if libc::WIFSTOPPED(status) => Ok(libc::WSTOPSIG(status)),
        _ => Err(io::Error::other("the process is over")),
    }
}

fn trace(request: c_uint, pid: pid_t) -> io::Result<()> {
    let nothing = ptr::null_mut::<libc::c_void>();
    // SAFETY: these requests read neither address nor data, but for a signal to pass on, which is none.
    match unsafe { libc::ptrace(request, pid, nothing, nothing) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}
