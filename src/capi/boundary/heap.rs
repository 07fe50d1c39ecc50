// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
#![allow(clippy::cast_ptr_alignment, reason = "the allocator aligns")]
//! Memory from the system's allocator: a connection's, and that of a server's parts.

use std::alloc::{Layout, alloc, alloc_zeroed, dealloc};

use super::{BARE, Bare, OWNED, View, kind};
use crate::capi::types::{oyez_conn, oyez_room};

/// Before the state lies the size of it all, and so that the state keeps its alignment, nothing more.
const BEFORE: usize = 16;

fn layout(size: usize) -> Option<Layout> {
    Layout::from_size_align(size.checked_add(BEFORE)?, BEFORE).ok()
}

/// Memory for a connection; `None` when there is none.
pub fn owned(size: usize) -> Option<oyez_room> {
    let layout = layout(size)?;
    // SAFETY: the layout is not empty.
    let start = unsafe { alloc_zeroed(layout) };
    if start.is_null() {
        return None;
    }
    // SAFETY: the layout has room for it, and its alignment.
    unsafe { start.cast::<usize>().write(size) };
    Some(oyez_room { ptr: start.wrapping_add(BEFORE), len: size })
}

/// Puts a value, which is not empty, into memory of its own; `None` when there is none.
pub fn boxed<T>(value: T) -> Option<*mut T> {
    const { assert!(size_of::<T>() > 0) };
    // SAFETY: the layout is not empty.
    let place = unsafe { alloc(Layout::new::<T>()) }.cast::<T>();
    if place.is_null() {
        return None;
    }
    // SAFETY: the memory has the type's layout, and nobody else has it.
    unsafe { place.write(value) };
    Some(place)
}

/// Takes a value out of memory that `boxed` gave; once.
pub fn unboxed<T>(place: *mut T) -> Option<T> {
    if place.is_null() {
        return None;
    }
    // SAFETY: `boxed` put a value there, and the header says: freed once.
    let value = unsafe { place.read() };
    // SAFETY: `boxed` took the memory with this layout.
    unsafe { dealloc(place.cast(), Layout::new::<T>()) };
    Some(value)
}

/// Values one after the other in memory of their own, as their owner and where the first lies.
pub fn several<T>(count: usize, value: impl Fn(u32) -> T) -> Option<(Vec<T>, *mut T)> {
    let mut values = Vec::new();
    values.try_reserve_exact(count).ok()?;
    values.extend((0..).take(count).map(value));
    let first = values.as_mut_ptr();
    Some((values, first))
}

/// What C was shown of the connection that has an entry of the pool.
#[repr(C)]
pub struct Seen {
    pub id: u64,
    pub view: View,
}

/// So many of them, of nobody, in memory that costs nothing until it is touched.
pub fn blank(count: usize) -> Option<(Vec<Seen>, *mut Seen)> {
    let layout = Layout::array::<Seen>(count).ok().filter(|layout| layout.size() > 0)?;
    // SAFETY: the layout is not empty.
    let first = unsafe { alloc_zeroed(layout) }.cast::<Seen>();
    if first.is_null() {
        return None;
    }
    let values = std::ptr::slice_from_raw_parts_mut(first, count);
    // SAFETY: the memory has the layout of so many, and all of a blank one is numbers, lengths and addresses that
    // may be zero: `View::EMPTY` is.
    let mut values = unsafe { Box::from_raw(values) }.into_vec();
    let first = values.as_mut_ptr();
    Some((values, first))
}

/// Marks a connection as lying in such memory.
pub fn own(conn: *mut oyez_conn) {
    // SAFETY: the handle was made a moment ago, and nobody else has it.
    unsafe { (*conn.cast::<Bare>()).flags |= OWNED };
}

/// Frees the memory of a connection that lies in such.
pub fn release(conn: *mut oyez_conn) {
    if kind(conn) != BARE {
        return;
    }
    // SAFETY: "one at a time": no other call on this handle runs now.
    let flags = unsafe { (*conn.cast::<Bare>()).flags };
    if flags & OWNED == 0 {
        return;
    }
    let start = conn.cast::<u8>().wrapping_sub(BEFORE);
    // SAFETY: `owned` wrote the size there.
    let size = unsafe { start.cast::<usize>().read() };
    if let Some(layout) = layout(size) {
        // SAFETY: `owned` took it with this layout, and the header says: freed once.
        unsafe { dealloc(start, layout) };
    }
}
