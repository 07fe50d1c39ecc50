// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Where C's pointers become references, this file and its folder: the only place where they do.
//!
//! Each unsafe block is one operation, and rests on one promise of the header. No reference outlives the call
//! it was made for, and no two live ones to the same memory are made: what lies in a handle is reached through
//! [`with`] and [`look`] alone, and octets decoded in place through `Overlap`.

#![allow(clippy::cast_ptr_alignment, reason = "a pointer's alignment is checked before it is used")]

mod door;
#[cfg(feature = "server")]
mod heap;
#[cfg(feature = "server")]
mod hosted;
mod memory;
#[cfg(feature = "server")]
pub mod slots;
mod state;

use core::ffi::c_void;
use core::mem::offset_of;
use core::ptr;

use crate::capi::codes::{oyez_error, oyez_event};
use crate::capi::types::{
    OYEZ_CONN_STATE_SIZE, oyez_bytes, oyez_config, oyez_conn, oyez_fault, oyez_fields, oyez_request, oyez_response,
    oyez_room,
};
use crate::error::Misuse;
use crate::exchange::{Config, Interest, Lent, Machine, Names, Request, Response, Wants};

pub use door::{Form, Passed, Rows, Taking, Telling};
#[cfg(feature = "server")]
pub use heap::{Seen, blank, boxed, own, owned, release, several, unboxed};
#[cfg(feature = "server")]
pub use hosted::{Lasting, close, descriptor, duplicate, reach, seen};
pub use memory::{
    Given, Kept, Overlap, Section, array, config, lendable, memory, next_indexed, octets, places, read, room, section,
    sized, writable, write,
};
pub use state::{Held, cgi_lines, cgi_lines_filled, held, held_in_place, hold};

/// A connection in memory that C lent: what `oyez_conn *` points to, where no server made it.
#[repr(C)]
pub struct Bare {
    /// `BARE`; the first member of every kind of connection.
    kind: u32,
    flags: u32,
    memory: Block,
    user: *mut c_void,
    told: View,
    machine: Machine,
}

/// The memory a bare connection works in. A NULL `keep` keeps all fields.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Block {
    input: *mut u8,
    output: *mut u8,
    keep: *const oyez_bytes,
    output_size: u32,
    input_size: u16,
    keep_count: u16,
}

const _: () = assert!(size_of::<Bare>() <= OYEZ_CONN_STATE_SIZE);
const _: () = assert!(align_of::<Bare>() <= 8);

/// What kind of connection a handle points to.
pub const BARE: u32 = 0x6f79_657a;
/// A connection that a server made.
pub const SLOT: u32 = 0x6f79_7376;

/// The memory is ours to free.
#[cfg(feature = "server")]
const OWNED: u32 = 1;
/// A bug was caught in a call on this handle.
const BROKEN: u32 = 1 << 1;
/// That was told as a fault.
const FAULT_TOLD: u32 = 1 << 2;
/// And the end was told.
const CLOSED_TOLD: u32 = 1 << 3;

/// What C is shown by pointer: the head told last, and the fault.
#[repr(C)]
pub struct View {
    head: Head,
    fault: oyez_fault,
}

/// A request or a response; `size`, which both begin with, tells them apart.
#[repr(C)]
#[derive(Clone, Copy)]
union Head {
    size: usize,
    request: oyez_request,
    response: oyez_response,
}

const _: () = assert!(size_of::<oyez_request>() != size_of::<oyez_response>());

impl View {
    /// Nothing was told.
    pub const EMPTY: View = View { head: Head { size: 0 }, fault: oyez_fault::NONE };

    /// Keeps what was told for C to look at.
    pub fn keep(&mut self, request: Option<Request<'_>>, response: Option<Response<'_>>) {
        match (request, response) {
            (Some(request), _) => self.head.request = oyez_request::from(request),
            (_, Some(response)) => self.head.response = oyez_response::from(response),
            (None, None) => self.head.size = 0,
        }
    }

    /// Keeps the fault.
    pub fn fail(&mut self, fault: oyez_fault) {
        self.fault = fault;
    }

    fn size(&self) -> usize {
        // SAFETY: each member of the union begins with its size, and one of them was always written.
        unsafe { self.head.size }
    }

    /// Whether a request was told last.
    pub fn holds_request(&self) -> bool {
        self.size() == size_of::<oyez_request>()
    }

    /// Whether a response was told last.
    pub fn holds_response(&self) -> bool {
        self.size() == size_of::<oyez_response>()
    }

    /// Whether a fault was told.
    pub fn holds_fault(&self) -> bool {
        self.fault.verdict.error != 0
    }
}

/// Where a view lies, with the right to read it as long as the handle lives.
#[derive(Clone, Copy)]
pub struct Place(*const View);

impl Place {
    /// The place of a view, reached by a pointer that C's handle leads to.
    pub fn of(view: *const View) -> Self {
        Place(view)
    }

    pub fn request(self) -> *const oyez_request {
        self.0.cast()
    }

    pub fn response(self) -> *const oyez_response {
        self.0.cast()
    }

    pub fn fault(self) -> *const oyez_fault {
        self.0.cast::<u8>().wrapping_add(offset_of!(View, fault)).cast()
    }
}

/// A connection, taken apart for a call.
pub struct Open<'o> {
    pub machine: &'o mut Machine,
    pub lent: Lent<'o>,
    pub told: &'o mut View,
    pub user: &'o mut *mut c_void,
    /// What a server adds to a final response.
    #[cfg(feature = "server")]
    pub stamp: Option<&'o crate::server::Stamp>,
}

/// A connection, to look at.
pub struct Shown<'o> {
    pub machine: &'o Machine,
    pub input: &'o [u8],
    pub output: &'o [u8],
    pub told: &'o View,
    pub place: Place,
    pub user: *mut c_void,
}

/// What a call gives on a handle that a bug has broken.
pub trait Answer: Sized {
    /// The answer, given the one to a NULL handle. `said` is how much was told of the end.
    fn broken(none: Self, _said: &mut u32) -> Self {
        none
    }

    /// The answer of a call on a connection that has no buffers now, and whether it wants some.
    #[cfg(feature = "server")]
    fn without_buffers(self) -> (Self, bool) {
        (self, false)
    }
}

impl Answer for bool {}
impl Answer for u32 {}
impl Answer for usize {}
impl Answer for () {}
impl<T> Answer for *const T {}
impl<T> Answer for *mut T {}
impl Answer for oyez_bytes {}
impl Answer for oyez_room {}
impl Answer for oyez_fields {}

impl Answer for crate::capi::types::oyez_interest {
    fn broken(_none: Self, _said: &mut u32) -> Self {
        Interest { wants: Wants::CLOSE, wait_ms: crate::exchange::NO_TIMEOUT, elsewhere: 0 }.into()
    }
}

impl Answer for oyez_error {
    fn broken(_none: Self, _said: &mut u32) -> Self {
        oyez_error::OYEZ_ERR_BUG
    }

    #[cfg(feature = "server")]
    fn without_buffers(self) -> (Self, bool) {
        // What never fits no buffers fits those that it gets.
        match self {
            oyez_error::OYEZ_ERR_OUTPUT_SIZE => (oyez_error::OYEZ_ERR_OUTPUT_FULL, true),
            answer => (answer, false),
        }
    }
}

impl Answer for oyez_event {
    /// The end is told once, and last, whatever ended the connection.
    fn broken(_none: Self, said: &mut u32) -> Self {
        if *said & FAULT_TOLD == 0 {
            *said |= FAULT_TOLD;
            oyez_event::OYEZ_FAULT
        } else if *said & CLOSED_TOLD == 0 {
            *said |= CLOSED_TOLD;
            oyez_event::OYEZ_CLOSED
        } else {
            oyez_event::OYEZ_NOTHING
        }
    }
}

/// Runs a call; `None` when it met a bug of ours.
#[cfg(feature = "std")]
fn caught<R>(call: impl FnOnce() -> R) -> Option<R> {
    // What the call held is not looked at again: the handle is marked as broken.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).ok()
}

/// Runs a call. Where nothing unwinds, there is nothing to catch.
#[cfg(not(feature = "std"))]
#[allow(clippy::unnecessary_wraps, reason = "as the one that catches")]
fn caught<R>(call: impl FnOnce() -> R) -> Option<R> {
    Some(call())
}

/// The way in of every call that takes no handle.
pub fn enter<R: Answer>(none: R, call: impl FnOnce() -> R) -> R {
    caught(call).unwrap_or_else(|| R::broken(none, &mut 0))
}

/// The way in of every call on a connection: takes it apart, whoever made it.
pub fn with<R: Answer>(conn: *mut oyez_conn, none: R, call: impl FnOnce(Open<'_>) -> R) -> R {
    match kind(conn) {
        BARE => with_bare(conn.cast(), false, none, call),
        #[cfg(feature = "server")]
        SLOT => slots::with(conn, none, call),
        _ => none,
    }
}

/// The way in of a call that its loop makes: a server makes it by itself, so that it is `served` there.
pub fn with_own<R: Answer>(conn: *mut oyez_conn, none: R, served: R, call: impl FnOnce(Open<'_>) -> R) -> R {
    match kind(conn) {
        BARE => with_bare(conn.cast(), true, none, call),
        SLOT => served,
        _ => none,
    }
}

/// The same as [`with`] for a call that only looks, and may run beside others that do.
pub fn look<R: Answer>(conn: *const oyez_conn, none: R, call: impl FnOnce(Shown<'_>) -> R) -> R {
    match kind(conn) {
        BARE => look_bare(conn.cast(), none, call),
        #[cfg(feature = "server")]
        SLOT => slots::look(conn, none, call),
        _ => none,
    }
}

/// What kind of connection this is; 0 for NULL.
pub fn kind(conn: *const oyez_conn) -> u32 {
    if conn.is_null() {
        return 0;
    }
    // SAFETY: a handle that is not NULL is one we made, and every kind begins with this number.
    unsafe { conn.cast::<u32>().read() }
}

fn with_bare<R: Answer>(conn: *mut Bare, receives: bool, none: R, call: impl FnOnce(Open<'_>) -> R) -> R {
    // SAFETY: "one at a time": no other call on this handle runs now, so nothing else refers to it.
    let bare = unsafe { &mut *conn };
    if bare.flags & BROKEN != 0 {
        return R::broken(none, &mut bare.flags);
    }
    let Bare { memory, user, told, machine, .. } = bare;
    let answer = caught(|| {
        let names = *memory;
        let kept = names.kept();
        let keep = kept.as_ref().map(|kept| -> &dyn Names { kept });
        let (input, output) = memory.buffers(receives);
        call(Open {
            machine,
            lent: Lent { input, output, keep },
            told,
            user,
            #[cfg(feature = "server")]
            stamp: None,
        })
    });
    answer.unwrap_or_else(|| {
        bare.flags |= BROKEN;
        bare.told.fail(oyez_fault::bug(bare.machine.offset()));
        R::broken(none, &mut bare.flags)
    })
}

fn look_bare<R: Answer>(conn: *const Bare, none: R, call: impl FnOnce(Shown<'_>) -> R) -> R {
    let place = Place::of(conn.cast::<u8>().wrapping_add(offset_of!(Bare, told)).cast());
    // SAFETY: "shared": only calls that look run beside this one.
    let bare = unsafe { &*conn };
    let Bare { memory, user, told, machine, .. } = bare;
    if bare.flags & BROKEN != 0 {
        return R::broken(none, &mut 0);
    }
    caught(|| {
        let (input, output) = memory.octets();
        call(Shown { machine, input, output, told, place, user: *user })
    })
    .unwrap_or(none)
}

/// Why the connection failed, or NULL; also of a handle that a bug has broken.
pub fn fault(conn: *const oyez_conn) -> *const oyez_fault {
    if kind(conn) != BARE {
        return look(
            conn,
            ptr::null(),
            |shown| if shown.told.holds_fault() { shown.place.fault() } else { ptr::null() },
        );
    }
    let bare = conn.cast::<Bare>();
    let place = Place::of(bare.cast::<u8>().wrapping_add(offset_of!(Bare, told)).cast());
    // SAFETY: "shared": only calls that look run beside this one.
    let bare = unsafe { &*bare };
    if bare.told.holds_fault() { place.fault() } else { ptr::null() }
}

impl Block {
    /// The two buffers, and all the names to keep.
    pub fn new(input: oyez_room, output: oyez_room, config: &oyez_config) -> Self {
        let mut block = Block {
            input: ptr::null_mut(),
            output: ptr::null_mut(),
            keep: config.keep,
            output_size: 0,
            input_size: 0,
            keep_count: u16::try_from(config.keep_count).unwrap_or(u16::MAX),
        };
        block.lend(input, output);
        block
    }

    /// Takes two buffers, or gives them back for empty ones. Of larger ones, as much is used as can be counted.
    fn lend(&mut self, input: oyez_room, output: oyez_room) {
        self.input = input.ptr;
        self.input_size = u16::try_from(input.len).unwrap_or(u16::MAX);
        self.output = output.ptr;
        self.output_size = u32::try_from(output.len).unwrap_or(u32::MAX);
    }

    /// The buffers; of the input nothing for a call that receives nothing, for what it is given to send may lie
    /// there.
    fn buffers(&mut self, receives: bool) -> (&mut [u8], &mut [u8]) {
        let output_size = usize::try_from(self.output_size).unwrap_or(0);
        let input_size = if receives { usize::from(self.input_size) } else { 0 };
        (room(self.input, input_size), room(self.output, output_size))
    }

    fn octets(&self) -> (&[u8], &[u8]) {
        let output_size = usize::try_from(self.output_size).unwrap_or(0);
        (memory(self.input, usize::from(self.input_size)), memory(self.output, output_size))
    }

    fn kept(&self) -> Option<Kept<'_>> {
        if self.keep.is_null() {
            return None;
        }
        array(&self.keep, usize::from(self.keep_count)).ok().map(Kept)
    }
}

/// Lays a connection into memory that `oyez_conn_init` has measured; its handle.
pub fn lay(config: &oyez_config, machine: &Config, memory: oyez_room, sizes: (usize, usize)) -> *mut oyez_conn {
    let (input_size, output_size) = sizes;
    let part = |at: usize, len: usize| oyez_room {
        ptr: if len == 0 { ptr::null_mut() } else { memory.ptr.wrapping_add(at) },
        len,
    };
    let input = part(OYEZ_CONN_STATE_SIZE, input_size);
    let output = part(OYEZ_CONN_STATE_SIZE.saturating_add(input_size), output_size);
    let bare = Bare {
        kind: BARE,
        flags: 0,
        memory: Block::new(input, output, config),
        user: ptr::null_mut(),
        told: View::EMPTY,
        machine: Machine::new(machine),
    };
    let place = memory.ptr.cast::<Bare>();
    // SAFETY: "in `memory`, which must be aligned to 8"; that, and its size, were checked.
    unsafe { place.write(bare) };
    place.cast()
}

/// Lends a bare connection its buffers.
pub fn lend(conn: *mut oyez_conn, input: oyez_room, output: oyez_room) -> Result<(), Misuse> {
    if kind(conn) != BARE {
        return Err(if conn.is_null() { Misuse::Argument } else { Misuse::State });
    }
    lendable(input).and_then(|()| lendable(output))?;
    // SAFETY: "one at a time": no other call on this handle runs now, so nothing else refers to it.
    let bare = unsafe { &mut *conn.cast::<Bare>() };
    match bare.machine.is_at_rest() {
        _ if bare.flags & BROKEN != 0 => Err(Misuse::Bug),
        false => Err(Misuse::State),
        true => {
            bare.machine.part_with_buffers();
            bare.memory.lend(input, output);
            Ok(())
        }
    }
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::*;
    use crate::capi::{
        oyez_conn_fault, oyez_conn_free, oyez_conn_interest, oyez_conn_new, oyez_conn_pending, oyez_conn_reply,
        oyez_conn_reset, oyez_conn_step, oyez_conn_user,
    };
    use crate::error::Misuse;

    fn made() -> *mut oyez_conn {
        let mut conn = ptr::null_mut();
        // SAFETY: all zero but for its size is the default.
        let config = oyez_config { size: size_of::<oyez_config>(), ..unsafe { core::mem::zeroed() } };
        // SAFETY: both pointers are to values that live.
        assert_eq!(unsafe { oyez_conn_new(&raw mut conn, &raw const config) }, oyez_error::OYEZ_OK);
        conn
    }

    #[test]
    fn a_bug_is_caught_and_breaks_the_handle() {
        let conn = made();
        let caught = with(conn, oyez_error::OYEZ_ERR_ARGUMENT, |_| panic!("a bug, for the test"));
        assert_eq!(caught, oyez_error::OYEZ_ERR_BUG);
        // SAFETY: the handle lives until it is freed.
        unsafe {
            let nothing = oyez_bytes { ptr: ptr::null(), len: 0 };
            assert_eq!(oyez_conn_reply(conn, 200, ptr::null(), 0, nothing), oyez_error::OYEZ_ERR_BUG);
            assert_eq!(oyez_conn_reset(conn), oyez_error::OYEZ_ERR_BUG);
            assert_eq!((*oyez_conn_fault(conn)).verdict.error, u32::from(Misuse::Bug.number()));
            assert_eq!(oyez_conn_step(conn), oyez_event::OYEZ_FAULT);
            assert_eq!(oyez_conn_step(conn), oyez_event::OYEZ_CLOSED);
            assert_eq!(oyez_conn_step(conn), oyez_event::OYEZ_NOTHING);
            assert_eq!(oyez_conn_interest(conn).wants, Wants::CLOSE.bits());
            assert_eq!(oyez_conn_pending(conn).len, 0);
            assert!(oyez_conn_user(conn).is_null());
            oyez_conn_free(conn);
        }
    }

    #[test]
    fn a_bug_in_a_step_is_told_as_a_fault() {
        let conn = made();
        assert_eq!(with(conn, oyez_event::OYEZ_NOTHING, |_| panic!("a bug, for the test")), oyez_event::OYEZ_FAULT);
        // SAFETY: the handle lives until it is freed.
        unsafe {
            assert_eq!(oyez_conn_step(conn), oyez_event::OYEZ_CLOSED);
            oyez_conn_free(conn);
        }
        assert!(!enter(false, || panic!("a bug, for the test")));
    }

    #[test]
    fn the_state_fits_what_the_header_promises() {
        assert!(size_of::<Bare>() <= OYEZ_CONN_STATE_SIZE, "{}", size_of::<Bare>());
    }
}
