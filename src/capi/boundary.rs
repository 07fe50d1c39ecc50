// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Where C's pointers become references, and the only place where they do.
//!
//! Each unsafe block is one operation, and rests on one promise of the header. No reference outlives the call
//! it was made for, and no two live ones to the same memory are made: what lies in a handle is reached through
//! [`with`] and [`look`] alone, and octets decoded in place through [`Overlap`].

#![allow(clippy::cast_ptr_alignment, reason = "a pointer's alignment is checked before it is used")]

#[cfg(feature = "server")]
pub mod slots;

use core::ffi::c_void;
use core::mem::{MaybeUninit, offset_of};
use core::ptr;
use core::slice;

use crate::capi::codes::{oyez_error, oyez_event};
use crate::capi::types::{
    OYEZ_CONN_STATE_SIZE, oyez_bytes, oyez_config, oyez_conn, oyez_fault, oyez_field, oyez_fields, oyez_request,
    oyez_response, oyez_room,
};
use crate::error::Misuse;
use crate::exchange::{Config, Interest, Lent, Machine, Names, Request, Response, Wants};
use crate::syntax::field_line::{Field, Lines};
use crate::syntax::section::{ENTRY, Fields};

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

/// The fields a server adds to a final response.
#[derive(Clone, Copy, Default)]
pub struct Stamp<'o> {
    pub date: Option<&'o [u8]>,
    pub server: Option<&'o [u8]>,
}

impl Lines for Stamp<'_> {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        let date = self.date.map(|value| Field { name: b"Date", value });
        date.into_iter().chain(self.server.map(|value| Field { name: b"Server", value }))
    }
}

/// A connection, taken apart for a call.
pub struct Open<'o> {
    pub machine: &'o mut Machine,
    pub lent: Lent<'o>,
    pub told: &'o mut View,
    pub user: &'o mut *mut c_void,
    pub stamp: Stamp<'o>,
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
        BARE => with_bare(conn.cast(), none, call),
        #[cfg(feature = "server")]
        SLOT => slots::with(conn, none, call),
        _ => none,
    }
}

/// The way in of a call that its loop makes: a server makes it by itself, so that it is `served` there.
pub fn with_own<R: Answer>(conn: *mut oyez_conn, none: R, served: R, call: impl FnOnce(Open<'_>) -> R) -> R {
    if kind(conn) == SLOT { served } else { with(conn, none, call) }
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

fn with_bare<R: Answer>(conn: *mut Bare, none: R, call: impl FnOnce(Open<'_>) -> R) -> R {
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
        let (input, output) = memory.buffers();
        call(Open { machine, lent: Lent { input, output, keep }, told, user, stamp: Stamp::default() })
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

    fn buffers(&mut self) -> (&mut [u8], &mut [u8]) {
        let output_size = usize::try_from(self.output_size).unwrap_or(0);
        (room(self.input, usize::from(self.input_size)), room(self.output, output_size))
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

/// The names to keep, as C gave them.
struct Kept<'k>(&'k [oyez_bytes]);

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
fn lendable(room: oyez_room) -> Result<(), Misuse> {
    let fits = room.len == 0 || (!room.ptr.is_null() && isize::try_from(room.len).is_ok());
    if fits { Ok(()) } else { Err(Misuse::Argument) }
}

/// Octets that C lent, or that an earlier call lent to C.
fn memory<'m>(start: *const u8, len: usize) -> &'m [u8] {
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
        self.0
            .iter()
            .map(|field| Field { name: octets(&field.name).unwrap_or(&[]), value: octets(&field.value).unwrap_or(&[]) })
    }
}

/// A section as C holds it, made whole again.
pub fn section(fields: &oyez_fields) -> Fields<'_> {
    let head = memory(fields.head, usize::from(fields.end));
    let size = usize::from(fields.indexed).saturating_mul(usize::from(ENTRY));
    // Entries grow down from where `index` points.
    let start = if fields.index.is_null() { ptr::null() } else { fields.index.wrapping_sub(size) };
    let index = memory(start, size);
    let indexed = if index.is_empty() { 0 } else { fields.indexed };
    Fields::new(head, index, fields.at, indexed).standing(fields.next)
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
    match bare.machine.is_idle() {
        _ if bare.flags & BROKEN != 0 => Err(Misuse::Bug),
        false => Err(Misuse::State),
        true => {
            bare.memory.lend(input, output);
            Ok(())
        }
    }
}

#[cfg(feature = "server")]
pub use heap::{boxed, own, owned, release, several, unboxed};

#[cfg(feature = "server")]
pub use hosted::{Lasting, close, descriptor, duplicate, reach, seen};

/// Memory from the system's allocator, for `oyez_conn_new`.
#[cfg(feature = "server")]
mod heap {
    use std::alloc::{Layout, alloc, dealloc};

    use super::{BARE, Bare, OWNED, kind};
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
        let start = unsafe { alloc(layout) };
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
}

/// What only a server needs of this place.
#[cfg(feature = "server")]
mod hosted {
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
}

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
