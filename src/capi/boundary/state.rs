// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
#![allow(clippy::cast_ptr_alignment, reason = "a pointer's alignment is checked before it is used")]
//! States of ours in structs of C's, which copies and drops them as it likes: none of them owns anything.

use core::slice;

use crate::capi::boundary::memory::{array, writable};
use crate::capi::values::oyez_cgi_line;
use crate::error::Misuse;
use crate::fields::cgi::Line;

/// A state, and the struct that holds it: behind a number that says that it does, eight octets from its start.
pub trait Held: Sized {
    /// C's struct.
    type Struct;
    /// The number; all zero is none.
    const KIND: u32;
}

/// Where the state lies in a struct.
const STATE: usize = 8;

/// Lays a state into a struct of C's.
pub fn hold<S: Held>(place: *mut S::Struct, state: S) -> Result<(), Misuse> {
    const { assert!(size_of::<S>() + STATE <= size_of::<S::Struct>()) };
    if !writable(place) {
        return Err(Misuse::Argument);
    }
    // SAFETY: a pointer that is not `const` points to one place to write, which begins with the number.
    unsafe { place.cast::<u32>().write(S::KIND) };
    // SAFETY: as above; there is room for the state behind the number.
    unsafe { place.cast::<u8>().wrapping_add(STATE).cast::<S>().write_unaligned(state) };
    Ok(())
}

/// The state that a struct holds, if it holds one.
pub fn held<S: Held>(place: *const S::Struct) -> Result<S, Misuse> {
    holds::<S>(place)?;
    // SAFETY: the number says that `hold` laid a state there, and nothing drops that twice: it owns nothing.
    Ok(unsafe { place.cast::<u8>().wrapping_add(STATE).cast::<S>().read_unaligned() })
}

/// The same where it is, to be changed and lent from.
pub fn held_in_place<'s, S: Held>(place: *mut S::Struct) -> Result<&'s mut S, Misuse> {
    const { assert!(align_of::<S>() <= STATE && align_of::<S::Struct>() == STATE) };
    holds::<S>(place)?;
    // SAFETY: the number says that `hold` laid a state there; "one at a time": nothing else refers to it now.
    Ok(unsafe { &mut *place.cast::<u8>().wrapping_add(STATE).cast::<S>() })
}

fn holds<S: Held>(place: *const S::Struct) -> Result<(), Misuse> {
    if place.is_null() || !place.is_aligned() {
        return Err(Misuse::Argument);
    }
    // SAFETY: a pointer points to one value, set by its caller, which begins with a number.
    if unsafe { place.cast::<u32>().read() } == S::KIND { Ok(()) } else { Err(Misuse::Argument) }
}

const _: () = assert!(size_of::<oyez_cgi_line>() == size_of::<Line<'_>>());
const _: () = assert!(align_of::<oyez_cgi_line>() == align_of::<Line<'_>>());

/// Lines that C lends to be filled.
pub fn cgi_lines<'l>(first: *mut oyez_cgi_line, count: usize) -> Result<&'l mut [Line<'l>], Misuse> {
    if count == 0 {
        return Ok(&mut []);
    }
    let place = first.cast_const();
    array(&place, count)?;
    let first = first.cast::<Line<'l>>();
    for number in 0..count {
        // SAFETY: "`line_count` lines", of which this is one.
        unsafe { first.wrapping_add(number).write(Line::EMPTY) };
    }
    // SAFETY: as many lines were just written; they are the library's until the last variable was told.
    Ok(unsafe { slice::from_raw_parts_mut(first, count) })
}

/// Lines that were filled.
pub fn cgi_lines_filled<'l>(first: *const oyez_cgi_line, count: usize) -> Result<&'l [Line<'l>], Misuse> {
    let filled = first.cast::<Line<'l>>();
    let lines = array(&filled, count)?;
    // SAFETY: lines are as long as `oyez_cgi_begin` says, which filled them.
    Ok(unsafe { slice::from_raw_parts(lines.as_ptr(), lines.len()) })
}
