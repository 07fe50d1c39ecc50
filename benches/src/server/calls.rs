// SPDX-License-Identifier: MIT OR Apache-2.0
//! Counts the system calls of a server, by ptrace, so that no other tool is needed.

use std::collections::BTreeMap;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{io, mem, ptr, thread};

use libc::{
    PTRACE_GET_SYSCALL_INFO, PTRACE_O_EXITKILL, PTRACE_O_TRACESYSGOOD, PTRACE_SETOPTIONS, PTRACE_SYSCALL,
    PTRACE_SYSCALL_INFO_ENTRY, PTRACE_TRACEME, SIGKILL, SIGTRAP, c_int, c_uint, c_void, pid_t, ptrace_syscall_info,
};

use crate::server::load::Load;
use crate::server::process::await_port;

/// How often each was called, by its number.
type Calls = Arc<Mutex<BTreeMap<u64, u64>>>;

/// Requests that are counted.
const REQUESTS: usize = 2000;

/// System calls a request on one connection that is kept; and of each kind so many.
pub fn per_request(command: Command, port: u16, request: &[u8]) -> Result<(f64, String), String> {
    let calls = Calls::default();
    let (sender, receiver) = mpsc::channel();
    let counted = Arc::clone(&calls);
    // Only the thread that started it may trace it.
    let tracer = thread::spawn(move || trace(command, &counted, &sender));
    let Ok(pid) = receiver.recv() else {
        return match tracer.join() {
            Ok(Err(error)) => Err(format!("ptrace: {error}")),
            _ => Err("ptrace: nothing was traced".to_owned()),
        };
    };
    let counts = ask(port, request, &calls);
    // SAFETY: it takes no pointer, and the tracer waits for it.
    unsafe { libc::kill(pid, SIGKILL) };
    let _ = tracer.join();
    let [before, after] = counts?;
    let differences = after.iter().map(|(call, count)| (*call, count - before.get(call).unwrap_or(&0)));
    let differences: Vec<(u64, u64)> = differences.filter(|(_, count)| *count > 0).collect();
    let all: u64 = differences.iter().map(|(_, count)| count).sum();
    let each = |count: u64| count as f64 / REQUESTS as f64;
    let kinds = differences.iter().map(|(call, count)| format!(" {} {:.3}", name(*call), each(*count)));
    Ok((each(all), kinds.collect()))
}

/// What was counted before and after the requests.
fn ask(port: u16, request: &[u8], calls: &Calls) -> Result<[BTreeMap<u64, u64>; 2], String> {
    let count = || calls.lock().map(|calls| calls.clone()).map_err(|error| error.to_string());
    await_port(port, Duration::from_secs(5))?;
    let mut load = Load::connect(port, 1, request, 1)?;
    load.run(100)?;
    let before = count()?;
    load.run(REQUESTS)?;
    Ok([before, count()?])
}

/// Starts a program, and counts its calls until it is over.
fn trace(mut command: Command, calls: &Calls, started: &Sender<pid_t>) -> io::Result<()> {
    // SAFETY: between fork and exec, one system call.
    unsafe { command.pre_exec(|| demand(PTRACE_TRACEME, 0, 0, ptr::null_mut())) };
    let child = command.spawn()?;
    let pid = pid_t::try_from(child.id()).map_err(io::Error::other)?;
    wait(pid)?;
    let options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
    demand(PTRACE_SETOPTIONS, pid, 0, ptr::without_provenance_mut(options.cast_unsigned() as usize))?;
    let _ = started.send(pid);
    let mut signal = 0;
    loop {
        demand(PTRACE_SYSCALL, pid, 0, ptr::without_provenance_mut(signal))?;
        let Some(stopped_by) = wait(pid)? else { return Ok(()) };
        signal = 0;
        if stopped_by != SIGTRAP | 0x80 {
            signal = stopped_by.cast_unsigned() as usize;
        } else if let Some(call) = entered(pid)?
            && let Ok(mut calls) = calls.lock()
        {
            *calls.entry(call).or_default() += 1;
        }
    }
}

/// The call that the process is about to make; none when it comes back from one.
fn entered(pid: pid_t) -> io::Result<Option<u64>> {
    // SAFETY: integers, for which zero is a value.
    let mut told: ptrace_syscall_info = unsafe { mem::zeroed() };
    demand(PTRACE_GET_SYSCALL_INFO, pid, size_of_val(&told), (&raw mut told).cast())?;
    // SAFETY: integers all of them; on entry it is this one that is told.
    let call = unsafe { told.u.entry.nr };
    Ok((told.op == PTRACE_SYSCALL_INFO_ENTRY).then_some(call))
}

/// The signal that the process stopped at; none when it is over.
fn wait(pid: pid_t) -> io::Result<Option<c_int>> {
    let mut status = 0;
    // SAFETY: the status is there.
    match unsafe { libc::waitpid(pid, &raw mut status, 0) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(libc::WIFSTOPPED(status).then(|| libc::WSTOPSIG(status))),
    }
}

fn demand(request: c_uint, pid: pid_t, address: usize, data: *mut c_void) -> io::Result<()> {
    // SAFETY: the data is what the request wants: nothing, a number, or room for as many octets as the address says.
    match unsafe { libc::ptrace(request, pid, ptr::without_provenance_mut::<c_void>(address), data) } {
        -1 => Err(io::Error::last_os_error()),
        _ => Ok(()),
    }
}

fn name(call: u64) -> String {
    let known = [
        (libc::SYS_read, "read"),
        (libc::SYS_write, "write"),
        (libc::SYS_readv, "readv"),
        (libc::SYS_writev, "writev"),
        (libc::SYS_recvfrom, "recvfrom"),
        (libc::SYS_recvmsg, "recvmsg"),
        (libc::SYS_sendto, "sendto"),
        (libc::SYS_sendmsg, "sendmsg"),
        (libc::SYS_epoll_wait, "epoll_wait"),
        (libc::SYS_epoll_pwait, "epoll_pwait"),
        (libc::SYS_epoll_ctl, "epoll_ctl"),
        (libc::SYS_clock_gettime, "clock_gettime"),
    ];
    let known = known.into_iter().find(|(number, _)| u64::try_from(*number) == Ok(call));
    known.map_or_else(|| format!("call_{call}"), |(_, name)| name.to_owned())
}
