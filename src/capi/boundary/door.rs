// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
#![allow(clippy::cast_ptr_alignment, reason = "a pointer's alignment is checked before it is used")]
//! What the stateless door is lent: an array to fill with field lines, and structs of any version to fill.

use core::mem::{MaybeUninit, offset_of};
use core::ptr;
use core::slice;

use crate::capi::door::oyez_chunks;
use crate::capi::types::{oyez_bytes, oyez_field, oyez_verdict};
use crate::error::Misuse;
use crate::syntax::chunks::Chunks;
use crate::syntax::head::Table;

/// An array of C's that takes field lines as they are read. What it held before is never looked at.
#[derive(Clone, Copy)]
pub struct Rows {
    first: *mut oyez_field,
    room: usize,
}

impl<'b> Table<'b> for Rows {
    #[inline]
    fn put(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool {
        if number >= self.room {
            return false;
        }
        let field = oyez_field { name: oyez_bytes::of(name), value: oyez_bytes::of(value) };
        // SAFETY: "set `*field_count` to the capacity of `fields`", which this number is below.
        unsafe { self.first.wrapping_add(number).write(field) };
        true
    }
}

const _: () = assert!(size_of::<Chunks>() == size_of::<oyez_chunks>());
const _: () = assert!(align_of::<Chunks>() == align_of::<oyez_chunks>());
const _: () = assert!(offset_of!(oyez_chunks, left) == Chunks::LEFT && offset_of!(oyez_chunks, again) == Chunks::AGAIN);

/// What C passed to a call that reads a head. `H` is the struct of the control data, and begins with its size.
pub struct Passed<H> {
    pub head: *mut H,
    pub fields: *mut oyez_field,
    pub field_count: *mut usize,
    pub verdict: *mut oyez_verdict,
    pub consumed: *mut usize,
}

impl<H: Copy> Passed<H> {
    /// The octets to read, the array that takes their field lines, and where to tell what was found; in as few
    /// comparisons as will do, for heads may be small.
    #[inline]
    pub fn looked_at<'i>(self, input: oyez_bytes) -> Result<(&'i [u8], Rows, Telling<H>), Misuse> {
        let odd = odd(self.head) | odd(self.fields) | odd(self.field_count) | odd(self.verdict) | odd(self.consumed);
        let there = !self.head.is_null() && !self.verdict.is_null() && !self.consumed.is_null();
        if odd != 0 || !there || self.field_count.is_null() {
            return Err(Misuse::Argument);
        }
        // SAFETY: "set `*field_count`", which was looked at.
        let room = unsafe { self.field_count.read() };
        let rows = Rows { first: self.fields, room };
        let telling = Telling(self);
        let fits = room <= MOST_FIELDS && (!rows.first.is_null() || room == 0);
        if !fits || telling.form().size() < size_of::<usize>() || input.len > isize::MAX.unsigned_abs() {
            return Err(Misuse::Argument);
        }
        if input.len == 0 {
            return Ok((&[], rows, telling));
        }
        if input.ptr.is_null() {
            return Err(Misuse::Argument);
        }
        // SAFETY: `len` octets may be read at `ptr`, for as long as the `Borrow:` line says.
        Ok((unsafe { slice::from_raw_parts(input.ptr, input.len) }, rows, telling))
    }
}

/// By how much a pointer is not aligned; 0 when it is.
fn odd<T>(place: *mut T) -> usize {
    place.addr() & align_of::<T>().wrapping_sub(1)
}

/// Where a call that reads a head tells what it found: places that were looked at.
pub struct Telling<H>(Passed<H>);

impl<H: Copy> Telling<H> {
    /// The struct that takes what a head says.
    #[inline]
    pub fn form(&self) -> Form<H> {
        Form(self.0.head)
    }

    /// Tells how far a head that was read reaches.
    #[inline]
    pub fn tell(&self, lines: usize, octets: usize) {
        // SAFETY: a pointer that is not `const` points to one place to write; it was looked at.
        unsafe { self.0.field_count.write(lines) };
        // SAFETY: as above.
        unsafe { self.0.consumed.write(octets) };
    }

    /// Tells why there is none.
    pub fn refuse(&self, verdict: oyez_verdict) {
        // SAFETY: a pointer that is not `const` points to one place to write; it was looked at.
        unsafe { self.0.verdict.write(verdict) };
    }
}

/// A struct of C's that begins with its size, to be filled in: a place that was looked at.
pub struct Form<H>(*mut H);

impl<H> Clone for Form<H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Form<H> {}

impl<H: Copy> Form<H> {
    /// The struct, if it is no shorter than the one that is known here.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "else what is set would go through memory")]
    pub fn whole<'h>(self) -> Option<&'h mut H> {
        // SAFETY: "`size`: octets of this struct", which the caller made; nothing else refers to it now.
        (self.size() >= size_of::<H>()).then(|| unsafe { &mut *self.0 })
    }

    /// Sets members of a shorter struct, which an earlier version of the header has: those that it has.
    pub fn set_shorter(self, set: impl FnOnce(&mut H)) {
        let mut apart = MaybeUninit::uninit();
        // SAFETY: a struct of ours; nothing else refers to it.
        set(unsafe { &mut *self.longer(&mut apart) });
        self.shorten(&apart);
    }

    /// The struct with zeros behind what the caller has of it, apart.
    #[cold]
    #[inline(never)]
    fn longer(self, apart: &mut MaybeUninit<H>) -> *mut H {
        *apart = MaybeUninit::zeroed();
        // SAFETY: "`size`: octets of this struct", which are fewer than there is place for.
        unsafe { ptr::copy_nonoverlapping(self.0.cast::<u8>(), apart.as_mut_ptr().cast(), self.size()) };
        apart.as_mut_ptr()
    }

    /// What the caller has of it, back to where it came from.
    #[cold]
    #[inline(never)]
    fn shorten(self, apart: &MaybeUninit<H>) {
        // SAFETY: as above; the size among them is as it was.
        unsafe { ptr::copy_nonoverlapping(apart.as_ptr().cast::<u8>(), self.0.cast(), self.size()) };
    }

    fn size(self) -> usize {
        // SAFETY: the struct begins with its size, which the caller set; it was looked at.
        unsafe { self.0.cast::<usize>().read() }
    }
}

/// Field lines that an array can hold.
const MOST_FIELDS: usize = isize::MAX.unsigned_abs() / size_of::<oyez_field>();

/// A reader of chunks, what it reads and where content goes, each looked at.
#[derive(Clone, Copy)]
pub struct Taking {
    chunks: *mut oyez_chunks,
    input: *mut oyez_bytes,
    content: *mut oyez_bytes,
}

impl Taking {
    /// What C passed for a chunk, in as few comparisons as will do: chunks may be small.
    pub fn new(chunks: *mut oyez_chunks, input: *mut oyez_bytes, content: *mut oyez_bytes) -> Option<Self> {
        let aligned = odd(chunks) | odd(input) | odd(content) == 0;
        let there = !chunks.is_null() && !input.is_null() && !content.is_null();
        (aligned && there).then_some(Taking { chunks, input, content })
    }

    /// The octets to read, if there are any.
    pub fn octets<'i>(self) -> Option<&'i [u8]> {
        // SAFETY: a pointer points to one value, set by its caller; it was looked at.
        let oyez_bytes { ptr, len } = unsafe { self.input.read() };
        if ptr.is_null() || len.wrapping_sub(1) >= isize::MAX.unsigned_abs() {
            return None;
        }
        // SAFETY: `len` octets may be read at `ptr`, for as long as the `Borrow:` line says.
        Some(unsafe { slice::from_raw_parts(ptr, len) })
    }

    /// The reader of chunks, which is the core's own: numbers, of which any will do.
    pub fn with<R>(self, call: impl FnOnce(&mut Chunks) -> R) -> R {
        // SAFETY: "a reader of chunks", which the caller made and which was looked at; nothing else refers to it now.
        call(unsafe { &mut *self.chunks.cast::<Chunks>() })
    }

    /// Tells what was not read.
    pub fn leave(self, rest: &[u8]) {
        // SAFETY: a pointer that is not `const` points to one place to write; it was looked at.
        unsafe { self.input.write(oyez_bytes::of(rest)) };
    }

    /// Tells the content that was taken.
    pub fn give(self, content: &[u8]) {
        // SAFETY: a pointer that is not `const` points to one place to write; it was looked at.
        unsafe { self.content.write(oyez_bytes::of(content)) };
    }
}
