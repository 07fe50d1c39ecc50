// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
#![allow(clippy::cast_ptr_alignment, reason = "a pointer's alignment is checked before it is used")]
//! Pointers that C passes, as what they point to: octets, arrays, structs, rooms, sections.

use core::mem::MaybeUninit;
use core::ptr;
use core::slice;

use crate::capi::types::{oyez_bytes, oyez_config, oyez_field, oyez_fields, oyez_room};
use crate::error::Misuse;
use crate::exchange::Names;
use crate::syntax::field_line::{Field, Lines};
use crate::syntax::field_name::Known;
use crate::syntax::section::{ENTRY, Fields, line_of};

/// The names to keep, as C gave them.
pub struct Kept<'k>(pub &'k [oyez_bytes]);

impl Names for Kept<'_> {
    fn hold(&self, name: &[u8]) -> bool {
        self.0.iter().any(|kept| octets(kept).is_ok_and(|kept| kept.eq_ignore_ascii_case(name)))
    }

    fn longest(&self) -> usize {
        self.0.iter().map(|kept| kept.len).max().unwrap_or(0)
    }
}

/// Octets that C lent to be written.
pub fn room<'m>(start: *mut u8, len: usize) -> &'m mut [u8] {
    if start.is_null() || len == 0 {
        return &mut [];
    }
    // SAFETY: "`memory` is the library's until you stop using `*conn`", and buffers lent until taken back.
    unsafe { slice::from_raw_parts_mut(start, len) }
}

/// Whether C may have lent this: NULL is no memory, and no memory is that large.
pub fn lendable(room: oyez_room) -> Result<(), Misuse> {
    let fits = room.len == 0 || (!room.ptr.is_null() && isize::try_from(room.len).is_ok());
    if fits { Ok(()) } else { Err(Misuse::Argument) }
}

/// Octets that C lent, or that an earlier call lent to C.
pub fn memory<'m>(start: *const u8, len: usize) -> &'m [u8] {
    if start.is_null() || len == 0 {
        return &[];
    }
    // SAFETY: as the `Borrow:` line of the function says that gave or takes it.
    unsafe { slice::from_raw_parts(start, len) }
}

/// Octets that C shows for the time of a call.
pub fn octets(bytes: &oyez_bytes) -> Result<&[u8], Misuse> {
    array(&bytes.ptr, bytes.len)
}

/// An array that C shows for the time of a call.
pub fn array<T>(first: &*const T, count: usize) -> Result<&[T], Misuse> {
    if count == 0 {
        return Ok(&[]);
    }
    let size = count.checked_mul(size_of::<T>()).and_then(|size| isize::try_from(size).ok());
    if first.is_null() || !first.is_aligned() || size.is_none() {
        return Err(Misuse::Argument);
    }
    // SAFETY: a pointer with a count, or with a `len`, points to so many, until the call returns.
    Ok(unsafe { slice::from_raw_parts(*first, count) })
}

/// An array of C's to be written.
pub fn places<'m, T>(first: *mut T, count: usize) -> Result<&'m mut [T], Misuse> {
    if count == 0 {
        return Ok(&mut []);
    }
    let size = count.checked_mul(size_of::<T>()).and_then(|size| isize::try_from(size).ok());
    if !writable(first) || size.is_none() {
        return Err(Misuse::Argument);
    }
    // SAFETY: a pointer that is not `const` with a count points to so many places to write, until the call returns.
    Ok(unsafe { slice::from_raw_parts_mut(first, count) })
}

/// Field lines that C shows for the time of a call.
pub struct Given<'g>(&'g [oyez_field]);

impl<'g> Given<'g> {
    /// The fields of an array of which every pointer was looked at.
    pub fn new(first: &'g *const oyez_field, count: usize) -> Result<Self, Misuse> {
        let fields = array(first, count)?;
        for field in fields {
            octets(&field.name)?;
            octets(&field.value)?;
        }
        Ok(Given(fields))
    }
}

impl Lines for Given<'_> {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        self.0.iter().map(line)
    }
}

/// The lines of a section from where C stands: received ones, or an array.
#[derive(Clone, Copy)]
pub enum Section<'s> {
    Received(Fields<'s>),
    Array { fields: &'s [oyez_field], next: u16 },
}

/// A section as C holds it, made whole again.
pub fn section(fields: &oyez_fields) -> Section<'_> {
    if fields.head.is_null() {
        Section::Array { fields: shown(fields), next: fields.next }
    } else {
        Section::Received(received(fields))
    }
}

impl<'s> Section<'s> {
    /// The value of the next line so named; the section then stands behind it.
    pub fn find_next(&mut self, name: &[u8]) -> Option<&'s [u8]> {
        match self {
            Section::Received(fields) => fields.find_next(name),
            Section::Array { .. } => self.find(|field| field.is(name)).map(|field| field.value),
        }
    }

    /// The value of the next line of a name known by number.
    pub fn find_known(&self, known: Known) -> Option<&'s [u8]> {
        match self {
            Section::Received(fields) => fields.find_known(known),
            Section::Array { .. } if known == Known::OTHER => None,
            Section::Array { .. } => { *self }.find_next(known.name()),
        }
    }

    /// The same section for C, standing where it stands now.
    pub fn left(&self, before: oyez_fields) -> oyez_fields {
        let (at, next) = match self {
            Section::Received(fields) => (fields.position().0, fields.position().1),
            Section::Array { next, .. } => (0, *next),
        };
        oyez_fields { at, next, ..before }
    }
}

impl<'s> Iterator for Section<'s> {
    type Item = Field<'s>;

    fn next(&mut self) -> Option<Field<'s>> {
        match self {
            Section::Received(fields) => fields.next(),
            Section::Array { fields, next } => {
                let field = fields.get(usize::from(*next))?;
                *next = next.saturating_add(1);
                Some(line(field))
            }
        }
    }
}

impl Lines for Section<'_> {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        *self
    }
}

/// A field line as C has it. What no pointer can be is empty.
fn line(field: &oyez_field) -> Field<'_> {
    Field { name: octets(&field.name).unwrap_or(&[]), value: octets(&field.value).unwrap_or(&[]) }
}

/// The array that a section was made of: `index` points to it.
fn shown(fields: &oyez_fields) -> &[oyez_field] {
    let first = fields.index.cast::<oyez_field>();
    if first.is_null() || !first.is_aligned() {
        return &[];
    }
    // SAFETY: "as `fields`": the array is there as long as a section made of it is used.
    unsafe { slice::from_raw_parts(first, usize::from(fields.indexed)) }
}

fn received(fields: &oyez_fields) -> Fields<'_> {
    let head = memory(fields.head, usize::from(fields.end));
    let size = usize::from(fields.indexed).saturating_mul(usize::from(ENTRY));
    // Entries grow down from where `index` points.
    let start = if fields.index.is_null() { ptr::null() } else { fields.index.wrapping_sub(size) };
    let index = memory(start, size);
    let indexed = if index.is_empty() { 0 } else { fields.indexed };
    Fields::new(head, index, fields.at, indexed).standing(fields.next)
}

/// The line at the cursor, if it has an entry, and is not the last one that does.
pub fn next_indexed(fields: &oyez_fields) -> Option<Field<'_>> {
    if fields.index.is_null() || fields.head.is_null() || fields.next.saturating_add(1) >= fields.indexed {
        return None;
    }
    let back = usize::from(fields.next).wrapping_add(1).wrapping_mul(usize::from(ENTRY));
    let entry = memory(fields.index.wrapping_sub(back), usize::from(ENTRY));
    line_of(memory(fields.head, usize::from(fields.end)), *entry.first_chunk()?)
}

/// Whether there is a place to write to.
pub fn writable<T>(to: *mut T) -> bool {
    !to.is_null() && to.is_aligned()
}

/// Writes what a call reports, if there is a place for it.
pub fn write<T>(to: *mut T, value: T) -> Result<(), Misuse> {
    if !writable(to) {
        return Err(Misuse::Argument);
    }
    // SAFETY: a pointer that is not `const` points to one place to write.
    unsafe { to.write(value) };
    Ok(())
}

/// Reads what a call is to change.
pub fn read<T: Copy>(from: *const T) -> Result<T, Misuse> {
    if from.is_null() || !from.is_aligned() {
        return Err(Misuse::Argument);
    }
    // SAFETY: a pointer points to one value, set by its caller.
    Ok(unsafe { from.read() })
}

/// A configuration, whatever the version of the header it was compiled against.
pub fn config(from: *const oyez_config) -> Result<oyez_config, Misuse> {
    sized(from)
}

/// A struct that C gives, and that begins with its size. A shorter one leaves the defaults; a longer one is
/// understood when what is not known here is zero.
pub fn sized<T: Copy>(from: *const T) -> Result<T, Misuse> {
    let size = read(from.cast::<usize>())?;
    let known = size_of::<T>();
    if size < size_of::<usize>() || size > MOST_CONFIG {
        return Err(Misuse::Argument);
    }
    let beyond = memory(from.cast::<u8>().wrapping_add(known), size.saturating_sub(known));
    if beyond.iter().any(|octet| *octet != 0) {
        return Err(Misuse::Argument);
    }
    let mut config = MaybeUninit::<T>::zeroed();
    // SAFETY: "`size`: octets of this struct", of which no more is written than there is place for.
    unsafe { ptr::copy_nonoverlapping(from.cast::<u8>(), config.as_mut_ptr().cast(), size.min(known)) };
    // SAFETY: every member is a number or a pointer, for which zeros are a value.
    Ok(unsafe { config.assume_init() })
}

/// Octets no configuration will ever take: `size` was not set.
const MOST_CONFIG: usize = 4096;

/// Octets to read and a room to write, which may be the same memory: reached an octet at a time, so that no
/// reference to it is ever held.
#[derive(Clone, Copy)]
pub struct Overlap {
    from: oyez_bytes,
    to: oyez_room,
}

impl Overlap {
    /// The pair, if every octet is read before it is written: a room that begins within the octets, but not
    /// with them, would not do.
    pub fn new(from: oyez_bytes, to: oyez_room) -> Result<Self, Misuse> {
        octets(&from)?;
        lendable(to)?;
        let (first, room) = (from.ptr.addr(), to.ptr.addr());
        if to.len > 0 && room > first && room.wrapping_sub(first) < from.len {
            return Err(Misuse::Argument);
        }
        Ok(Overlap { from, to })
    }

    /// The octet to read at a place.
    pub fn read(&self, at: usize) -> Option<u8> {
        if at >= self.from.len {
            return None;
        }
        // SAFETY: `len` octets may be read at `ptr`, until the call returns.
        Some(unsafe { self.from.ptr.wrapping_add(at).read() })
    }

    /// The octet that was written at a place.
    pub fn written(&self, at: usize) -> Option<u8> {
        if at >= self.to.len {
            return None;
        }
        // SAFETY: `len` octets may be written at `ptr`, and this one was.
        Some(unsafe { self.to.ptr.wrapping_add(at).read() })
    }

    /// Writes an octet; one that has no room is left out.
    pub fn write(&self, at: usize, octet: u8) {
        if at < self.to.len {
            // SAFETY: `len` octets may be written at `ptr`, until the call returns.
            unsafe { self.to.ptr.wrapping_add(at).write(octet) };
        }
    }
}
