// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Octets of a file straight into a socket: two thirds of the processor's time that reading and writing take.
//!
//! The call knows no flag against SIGPIPE, which ends a program that does not expect it: the signal is held back in
//! this thread meanwhile, and taken away if the call raised it.

use std::fs::File;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::AsRawFd;
use std::ptr;

/// Sends up to `most` octets of a file from `at` on; 0 at its end.
///
/// # Errors
/// What the system says; `InvalidInput` for a file that it cannot send so.
pub(super) fn send_file(socket: &impl AsRawFd, file: &File, at: u64, most: usize) -> io::Result<usize> {
    let mut at = libc::off64_t::try_from(at).map_err(|_| io::ErrorKind::InvalidInput)?;
    let held = Held::back()?;
    // SAFETY: both descriptors are open as long as they are borrowed, and `at` is used up before the call returns.
    let sent = unsafe { libc::sendfile64(socket.as_raw_fd(), file.as_raw_fd(), &raw mut at, most) };
    let sent = usize::try_from(sent).map_err(|_| io::Error::last_os_error());
    held.release(sent.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe));
    sent
}

/// SIGPIPE, held back in this thread.
struct Held {
    pipe: libc::sigset_t,
    before: libc::sigset_t,
    /// One was on its way already: it is not ours.
    pending: bool,
}

impl Held {
    fn back() -> io::Result<Self> {
        let pipe = only_pipe();
        let pending = is_member(&pending());
        let mut before = pipe;
        // SAFETY: both sets are set, and the second is only written.
        match unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, &raw const pipe, &raw mut before) } {
            0 => Ok(Held { pipe, before, pending }),
            error => Err(io::Error::from_raw_os_error(error)),
        }
    }

    fn release(self, raised: bool) {
        if raised && !self.pending {
            let at_once = libc::timespec { tv_sec: 0, tv_nsec: 0 };
            // SAFETY: the set and the time are only read, and nobody asks what the signal said.
            unsafe { libc::sigtimedwait(&raw const self.pipe, ptr::null_mut(), &raw const at_once) };
        }
        // SAFETY: the set is what it was before, and only read.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &raw const self.before, ptr::null_mut()) };
    }
}

fn only_pipe() -> libc::sigset_t {
    let mut set = MaybeUninit::uninit();
    // SAFETY: the call sets all of it.
    unsafe { libc::sigemptyset(set.as_mut_ptr()) };
    // SAFETY: it was set a moment ago.
    let mut set = unsafe { set.assume_init() };
    // SAFETY: the set is set, and there is such a signal.
    unsafe { libc::sigaddset(&raw mut set, libc::SIGPIPE) };
    set
}

fn pending() -> libc::sigset_t {
    let mut set = only_pipe();
    // SAFETY: the set is set, and is written over.
    unsafe { libc::sigpending(&raw mut set) };
    set
}

fn is_member(set: &libc::sigset_t) -> bool {
    // SAFETY: the set is set, and only read.
    unsafe { libc::sigismember(set, libc::SIGPIPE) == 1 }
}
