// SPDX-License-Identifier: MIT OR Apache-2.0
//! An allocator that counts, and that refuses the n-th allocation of whoever asks for it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The system's allocator, or none.
pub struct Scarce;

thread_local! {
    static WATCHED: Cell<bool> = const { Cell::new(false) };
    static SEEN: Cell<u64> = const { Cell::new(0) };
    static REFUSED: Cell<u64> = const { Cell::new(0) };
    static EXCEPT: Cell<&'static [usize]> = const { Cell::new(&[]) };
    static EXCEPTED: Cell<u64> = const { Cell::new(0) };
    static LIVE: Cell<i64> = const { Cell::new(0) };
}

/// Whether this allocation is refused.
fn refuses(layout: Layout) -> bool {
    if !WATCHED.get() {
        return false;
    }
    if EXCEPT.get().contains(&layout.size()) {
        EXCEPTED.set(EXCEPTED.get() + 1);
        return false;
    }
    SEEN.set(SEEN.get() + 1);
    SEEN.get() == REFUSED.get()
}

fn count(by: i64) {
    LIVE.set(LIVE.get() + by);
}

// SAFETY: it is the system's allocator, or it gives nothing.
unsafe impl GlobalAlloc for Scarce {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if refuses(layout) {
            return std::ptr::null_mut();
        }
        count(1);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if refuses(layout) {
            return std::ptr::null_mut();
        }
        count(1);
        // SAFETY: the caller keeps the contract of `alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if refuses(layout) {
            return std::ptr::null_mut();
        }
        // SAFETY: `memory` came from here, and the caller keeps the contract of `realloc`.
        unsafe { System.realloc(memory, layout, size) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(-1);
        // SAFETY: `memory` came from here.
        unsafe { System.dealloc(memory, layout) }
    }
}

/// Refuses the n-th allocation of this thread from now on (0: none), but none of these sizes.
pub fn refuse(number: u64, except: &'static [usize]) {
    SEEN.set(0);
    EXCEPTED.set(0);
    REFUSED.set(number);
    EXCEPT.set(except);
}

/// What a call of this thread gives while its allocations are watched.
pub fn watched<T>(call: impl FnOnce() -> T) -> T {
    WATCHED.set(true);
    let result = call();
    WATCHED.set(false);
    result
}

/// Allocations seen, and those excepted.
pub fn seen() -> (u64, u64) {
    (SEEN.get(), EXCEPTED.get())
}

/// Blocks this thread has allocated and not freed.
pub fn live() -> i64 {
    LIVE.get()
}
