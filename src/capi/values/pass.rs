// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! How values go through the door: octets of C's to a reader and what it told to C's structs, C's structs to a writer
//! and what it wrote to C's room.
//!
//! Nothing here catches a panic, for none can happen: `tests/no_panic.rs` proves it of every function.

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_fault, oyez_room, oyez_verdict};
use crate::capi::values::text::oyez_members;
use crate::error::{Fault, Misuse, Reason, Refused};
use crate::fields::members::{Member, Members};
use crate::grammar::pen::{Pen, Unwritable};

/// A struct of C's that says what a value is to be.
pub trait Written: Copy {
    /// Writes the value.
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse>;
}

impl From<Unwritable> for Misuse {
    fn from(unwritable: Unwritable) -> Self {
        match unwritable {
            Unwritable::Room(_) => Misuse::Argument,
            Unwritable::Value => Misuse::FieldSyntax,
        }
    }
}

/// Octets that C lent for as long as the `Borrow:` line says.
pub fn lent<'b>(bytes: oyez_bytes) -> Result<&'b [u8], Misuse> {
    boundary::octets(&bytes).map(|octets| boundary::memory(bytes.ptr, octets.len()))
}

/// The same where NULL says that there are none.
pub fn optional<'b>(bytes: oyez_bytes) -> Result<Option<&'b [u8]>, Misuse> {
    if bytes.ptr.is_null() && bytes.len == 0 { Ok(None) } else { lent(bytes).map(Some) }
}

/// Octets for C, NULL for none.
pub const fn option(octets: Option<&[u8]>) -> oyez_bytes {
    match octets {
        Some(octets) => oyez_bytes::of(octets),
        None => oyez_bytes::NONE,
    }
}

/// A bit, if it is to be set.
pub const fn flag(set: bool, bit: u32) -> u32 {
    if set { bit } else { 0 }
}

/// A number that is there if its bit is set.
pub const fn numbered(flags: u32, bit: u32, number: u64) -> Option<u64> {
    if flags & bit == 0 { None } else { Some(number) }
}

/// The number of an enumerator, which is its place among `all`.
pub fn number_of<T: PartialEq>(all: &[T], one: &T) -> u32 {
    all.iter().zip(0..).find_map(|(other, number)| (other == one).then_some(number)).unwrap_or(0)
}

/// The enumerator with a number that C invented.
pub fn of_number<T: Copy>(all: &[T], number: u32) -> Result<T, Misuse> {
    usize::try_from(number).ok().and_then(|number| all.get(number)).copied().ok_or(Misuse::Argument)
}

/// Tells why a value was refused, if C wants to know: `before` is what stands before the octets that were read.
#[cold]
#[inline(never)]
pub fn refuse(refused: Refused, before: usize, verdict: *mut oyez_verdict) -> oyez_error {
    let refused = refused.after(before);
    let fault = Fault::violation(refused.violation, u64::try_from(refused.at).unwrap_or(u64::MAX));
    let _ = boundary::write(verdict, oyez_fault::from(fault).verdict);
    Reason::Violation(refused.violation).into()
}

/// Tells of a call that was wrong, where C is told of values.
#[cold]
pub fn misused(misuse: Misuse, verdict: *mut oyez_verdict) {
    let told = oyez_verdict { error: u32::from(misuse.number()), ..oyez_fault::NONE.verdict };
    let _ = boundary::write(verdict, told);
}

/// Reads a value into a struct of C's.
pub fn read<'b, V, C: From<V>>(
    value: oyez_bytes,
    place: *mut C,
    verdict: *mut oyez_verdict,
    read: impl FnOnce(&'b [u8]) -> Result<V, Refused>,
) -> oyez_error {
    match lent(value) {
        Ok(octets) if boundary::writable(place) => tell(read(octets), place, verdict),
        _ => oyez_error::OYEZ_ERR_ARGUMENT,
    }
}

/// Tells what was read, or why nothing was.
pub fn tell<V, C: From<V>>(told: Result<V, Refused>, place: *mut C, verdict: *mut oyez_verdict) -> oyez_error {
    match told {
        Ok(told) => boundary::write(place, told.into()).into(),
        Err(refused) => refuse(refused, 0, verdict),
    }
}

/// What a reader of members leaves when it has taken one.
pub struct Left<'b, M> {
    pub member: Option<Result<M, Refused>>,
    pub rest: &'b [u8],
    pub at: usize,
}

/// Takes the next member of a list into a struct of C's.
pub fn next<'b, M: Member<'b>, C: From<M>>(
    members: *mut oyez_members,
    member: *mut C,
    verdict: *mut oyez_verdict,
) -> bool {
    take(members, member, verdict, |octets, _| {
        let mut left = Members::<M>::new(octets);
        Left { member: left.next(), rest: left.rest(), at: left.at() }
    })
}

/// The same for what is no list of HTTP's. The reader is told how many octets stand before those that are left.
pub fn take<'b, M, C: From<M>>(
    members: *mut oyez_members,
    member: *mut C,
    verdict: *mut oyez_verdict,
    read: impl FnOnce(&'b [u8], usize) -> Left<'b, M>,
) -> bool {
    let Ok(before) = boundary::read(members) else { return false };
    let Ok(octets) = lent(before.rest) else { return false };
    if !boundary::writable(member) {
        return false;
    }
    let left = read(octets, before.at);
    let behind = oyez_members { rest: oyez_bytes::of(left.rest), at: before.at.saturating_add(left.at) };
    let _ = boundary::write(members, behind);
    match left.member {
        Some(Ok(told)) => boundary::write(member, told.into()).is_ok(),
        Some(Err(refused)) => {
            refuse(refused, before.at, verdict);
            false
        }
        None => {
            let _ = boundary::write(verdict, oyez_fault::NONE.verdict);
            false
        }
    }
}

/// Writes a value that a struct of C's says.
pub fn write<C: Written>(value: *const C, room: oyez_room, written: *mut usize) -> oyez_error {
    put(room, written, &|pen| boundary::read(value)?.write(pen))
}

/// Writes a list of them, a comma and a space between two.
pub fn write_list<C: Written>(first: *const C, count: usize, room: oyez_room, written: *mut usize) -> oyez_error {
    put(room, written, &|pen| separated(first, count, b", ", pen, &|value, pen| value.write(pen)))
}

/// What writes a name.
type WriteName<'w> = dyn Fn(&[u8], &mut Pen<'_>) -> Result<(), Unwritable> + 'w;

/// Writes a list of names, or of what else is merely octets.
pub fn write_names(
    first: *const oyez_bytes,
    count: usize,
    room: oyez_room,
    written: *mut usize,
    write: &WriteName<'_>,
) -> oyez_error {
    put(room, written, &|pen| {
        separated(first, count, b", ", pen, &|name, pen| Ok(write(boundary::octets(name)?, pen)?))
    })
}

/// Writes values, and something between two.
pub fn separated<C>(
    first: *const C,
    count: usize,
    separator: &[u8],
    pen: &mut Pen<'_>,
    write: &dyn Fn(&C, &mut Pen<'_>) -> Result<(), Misuse>,
) -> Result<(), Misuse> {
    let mut between: &[u8] = b"";
    for value in boundary::array(&first, count)? {
        write(value, pen.octets(between))?;
        between = separator;
    }
    Ok(())
}

/// Writes into a room of C's, and tells how much: all that it takes, where the room is too small; else, where nothing
/// is written, 0.
pub fn put(room: oyez_room, written: *mut usize, write: &dyn Fn(&mut Pen<'_>) -> Result<(), Misuse>) -> oyez_error {
    if boundary::lendable(room).is_err() || boundary::write(written, 0).is_err() {
        return oyez_error::OYEZ_ERR_ARGUMENT;
    }
    let mut pen = Pen::new(boundary::room(room.ptr, room.len));
    let done = write(&mut pen).and_then(|()| boundary::write(written, pen.len()));
    done.and(if pen.len() > room.len { Err(Misuse::Argument) } else { Ok(()) }).into()
}
