// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! What only a server needs of the boundary: parts of its handle, names that last, descriptors.

use std::io;
use std::os::fd::{BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};

use super::{Kept, array};
use crate::capi::types::oyez_bytes;
use crate::error::Misuse;
use crate::exchange::Names;

/// The names to keep, for as long as a server lives.
pub struct Lasting(Kept<'static>);

// SAFETY: "borrowed for the connection's life": nobody writes them meanwhile, whatever the thread.
unsafe impl Sync for Lasting {}

impl Lasting {
    pub fn new(first: *const oyez_bytes, count: usize) -> Result<Self, Misuse> {
        array(&first, count)?;
        // SAFETY: "borrowed for the connection's life", which is the server's for all of its connections.
        Ok(Lasting(Kept(unsafe { std::slice::from_raw_parts(first, count) })))
    }
}

impl Names for Lasting {
    fn hold(&self, name: &[u8]) -> bool {
        self.0.hold(name)
    }

    fn longest(&self) -> usize {
        self.0.longest()
    }
}

/// A part of a server's handle, for a call that is the only one on it.
pub fn reach<'r, T>(place: *mut T) -> &'r mut T {
    // SAFETY: "one at a time": the part is there as long as the handle, and nobody else refers to it.
    unsafe { &mut *place }
}

/// A part of a server's handle, for a call that only looks, or that no call changes.
pub fn seen<'r, T>(place: *const T) -> &'r T {
    // SAFETY: "shared": the part is there as long as the handle, and only calls that look run beside this one.
    unsafe { &*place }
}

fn number(descriptor: isize) -> Result<RawFd, Misuse> {
    RawFd::try_from(descriptor).ok().filter(|descriptor| *descriptor >= 0).ok_or(Misuse::Argument)
}

/// A descriptor of one's own beside the caller's.
pub fn duplicate(descriptor: isize) -> Result<io::Result<OwnedFd>, Misuse> {
    let descriptor = number(descriptor)?;
    // SAFETY: the caller's descriptor is open until the call returns.
    let borrowed = unsafe { BorrowedFd::borrow_raw(descriptor) };
    Ok(borrowed.try_clone_to_owned())
}

/// Closes the caller's descriptor, of which one was duplicated.
pub fn close(descriptor: isize) {
    if let Ok(descriptor) = number(descriptor) {
        // SAFETY: "Owner: the server, on success": it was open a moment ago, and is the library's now.
        drop(unsafe { OwnedFd::from_raw_fd(descriptor) });
    }
}

/// Hands a descriptor to the caller.
pub fn descriptor(socket: OwnedFd) -> isize {
    isize::try_from(socket.into_raw_fd()).unwrap_or(-1)
}
