// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! A server as C holds it, and its connections: the part of the boundary that has an operating system.
//!
//! A handle of a connection points at its [`Identity`], which stays where it is as long as the server. What C is
//! shown by pointer lies beside the server, not in it, so that a call on the server does not touch it.

use core::ffi::c_void;
use core::mem::MaybeUninit;
use core::ptr;
use core::slice;
use std::alloc::{Layout, alloc, dealloc};
use std::fs::File;
use std::os::fd::{BorrowedFd, FromRawFd, OwnedFd, RawFd};

use super::{Answer, BROKEN, Kept, MOST_CONFIG, Open, Place, SLOT, Shown, Stamp, View, array, caught, memory, read};
use crate::capi::server_types::{oyez_server, oyez_stats};
use crate::capi::types::{oyez_bytes, oyez_conn, oyez_fault};
use crate::error::{Misuse, Trouble};
use crate::exchange::{Config, Lent, Machine, Names};
use crate::server::{Server, Sockets, Waker};

/// What `oyez_server *` points to.
struct Held {
    /// Reached beside a poll that is under way.
    waker: Waker,
    identities: *mut Identity,
    views: *mut Seen,
    slots: usize,
    entries: usize,
    keep: *mut Names_,
    stats: oyez_stats,
    fault: oyez_fault,
    user: *mut c_void,
    core: Core,
}

/// The server itself.
pub struct Core {
    pub server: Server<Sockets>,
    flags: u32,
    /// A machine of which nothing can be asked: of a connection without buffers.
    idle: Machine,
}

/// What `oyez_conn *` points to, where a server made it.
#[repr(C)]
#[derive(Clone, Copy)]
struct Identity {
    /// `SLOT`; the first member of every kind of connection.
    kind: u32,
    slot: u32,
    held: *mut Held,
    user: *mut c_void,
    /// Of which connection the pointer of the user is.
    id: u64,
}

/// What C was shown of the connection that has these buffers.
struct Seen {
    id: u64,
    view: View,
}

/// What is shown of a connection of which nothing is.
static NOTHING: Shared<View> = Shared(View::EMPTY);

/// A value that nobody writes.
struct Shared<T>(T);

// SAFETY: it is never written, and its pointers are NULL.
unsafe impl Sync for Shared<View> {}

/// The names to keep, for as long as the server.
struct Names_(Kept<'static>);

// SAFETY: "borrowed for the connection's life": nobody writes them meanwhile, whatever the thread.
unsafe impl Sync for Names_ {}

impl Names for Names_ {
    fn hold(&self, name: &[u8]) -> bool {
        self.0.hold(name)
    }

    fn longest(&self) -> usize {
        self.0.longest()
    }
}

/// Puts a value into memory of its own.
fn boxed<T>(value: T) -> Result<*mut T, Trouble> {
    let layout = Layout::new::<T>();
    // SAFETY: none of the types laid down here is empty.
    let place = unsafe { alloc(layout) }.cast::<T>();
    if place.is_null() {
        return Err(Trouble::OutOfMemory);
    }
    // SAFETY: the memory has the type's layout, and nobody else has it.
    unsafe { place.write(value) };
    Ok(place)
}

/// Takes a value out of memory that `boxed` gave.
fn unboxed<T>(place: *mut T) -> Option<T> {
    if place.is_null() {
        return None;
    }
    // SAFETY: `boxed` put a value there, and this is called once for it.
    let value = unsafe { place.read() };
    // SAFETY: `boxed` took the memory with this layout.
    unsafe { dealloc(place.cast(), Layout::new::<T>()) };
    Some(value)
}

/// Values one after the other, in memory of their own.
fn several<T>(count: usize, value: impl Fn(u32) -> T) -> Result<*mut T, Trouble> {
    let mut values = Vec::new();
    values.try_reserve_exact(count).map_err(|_| Trouble::OutOfMemory)?;
    values.extend((0..).take(count).map(value));
    Ok(Box::into_raw(values.into_boxed_slice()).cast())
}

/// Frees what `several` made.
fn free_several<T>(first: *mut T, count: usize) {
    if !first.is_null() {
        // SAFETY: `several` gave it up with this count, and this is called once for it.
        drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(first, count)) });
    }
}

/// The names to keep, if there are any: `config.keep` and how many.
pub struct Keeping(*mut Names_);

impl Keeping {
    pub fn new(first: *const oyez_bytes, count: usize) -> Result<Self, crate::error::Reason> {
        if first.is_null() {
            return Ok(Keeping(ptr::null_mut()));
        }
        array(&first, count)?;
        // SAFETY: "borrowed for the connection's life", which for a server's is that of the server.
        let names: &'static [oyez_bytes] = unsafe { slice::from_raw_parts(first, count) };
        Ok(Keeping(boxed(Names_(Kept(names)))?))
    }

    pub fn names(&self) -> Option<&'static (dyn Names + Sync)> {
        // SAFETY: `boxed` made it, and it is freed after the server.
        unsafe { self.0.as_ref() }.map(|names| -> &'static (dyn Names + Sync) { names })
    }

    /// Gives them up, where no server took them.
    pub fn free(self) {
        unboxed(self.0);
    }
}

/// Makes a handle of a server.
pub fn hold(server: Server<Sockets>, keep: Keeping) -> Result<*mut oyez_server, Trouble> {
    let waker = server.waker().map_err(|_| Trouble::Os)?;
    let (slots, entries) = server.sizes();
    let idle = Machine::new(&Config::default());
    let held = boxed(Held {
        waker,
        identities: ptr::null_mut(),
        views: ptr::null_mut(),
        slots,
        entries,
        keep: keep.0,
        stats: oyez_stats::NONE,
        fault: oyez_fault::NONE,
        user: ptr::null_mut(),
        core: Core { server, flags: 0, idle },
    })?;
    let identities = several(slots, |slot| Identity { kind: SLOT, slot, held, user: ptr::null_mut(), id: 0 });
    let views = several(entries, |_| Seen { id: 0, view: View::EMPTY });
    match (identities, views) {
        (Ok(identities), Ok(views)) => {
            // SAFETY: it was made a moment ago, and nobody else has it.
            unsafe { (*held).identities = identities };
            // SAFETY: the same.
            unsafe { (*held).views = views };
            Ok(held.cast())
        }
        (identities, views) => {
            free_several(identities.unwrap_or(ptr::null_mut()), slots);
            free_several(views.unwrap_or(ptr::null_mut()), entries);
            unboxed(held);
            Err(Trouble::OutOfMemory)
        }
    }
}

/// Frees a server and all that is its own.
pub fn free(server: *mut oyez_server) {
    let Some(held) = unboxed(server.cast::<Held>()) else { return };
    let Held { identities, views, slots, entries, keep, core, .. } = held;
    drop(core);
    free_several(identities, slots);
    free_several(views, entries);
    unboxed(keep);
}

/// The way in of every call on a server: what it counted, and why it failed, are shown after it.
pub fn on<R>(server: *mut oyez_server, none: R, broken: R, call: impl FnOnce(&mut Core) -> R) -> R {
    let held = server.cast::<Held>();
    if held.is_null() {
        return none;
    }
    // SAFETY: "one at a time": no other call on this server runs now, but `wake`, which does not come here.
    let core = unsafe { &mut (*held).core };
    if core.flags & BROKEN != 0 {
        return broken;
    }
    let answer = caught(|| call(&mut *core));
    let (stats, fault) = match answer {
        Some(_) => (core.server.counted(), core.server.fault().map(|fault| oyez_fault::from(*fault))),
        None => {
            core.flags |= BROKEN;
            (core.server.counted(), Some(oyez_fault::bug(0)))
        }
    };
    // SAFETY: "one at a time", as above.
    unsafe { (*held).stats = stats.into() };
    // SAFETY: "one at a time", as above.
    unsafe { (*held).fault = fault.unwrap_or(oyez_fault::NONE) };
    answer.unwrap_or(broken)
}

/// The way in of a call that only looks.
pub fn peek<R>(server: *const oyez_server, none: R, call: impl FnOnce(&Core) -> R) -> R {
    let held = server.cast::<Held>();
    if held.is_null() {
        return none;
    }
    // SAFETY: "shared": only calls that look run beside this one.
    let core = unsafe { &(*held).core };
    if core.flags & BROKEN != 0 {
        return none;
    }
    caught(|| call(core)).unwrap_or(none)
}

/// Wakes a server, beside whatever is under way on it.
pub fn wake(server: *const oyez_server) {
    let held = server.cast::<Held>();
    if !held.is_null() {
        // SAFETY: the waker is not changed as long as the server lives, and no other call refers to it.
        let waker = unsafe { &(*held).waker };
        waker.wake();
    }
}

/// The counters, or NULL.
pub fn stats(server: *const oyez_server) -> *const oyez_stats {
    let held = server.cast::<Held>();
    // SAFETY: the handle is not NULL, so it is one that `hold` made.
    if held.is_null() { ptr::null() } else { unsafe { &raw const (*held).stats } }
}

/// Why the server cannot go on, or why the last call failed; or NULL.
pub fn fault(server: *const oyez_server) -> *const oyez_fault {
    let held = server.cast::<Held>();
    if held.is_null() {
        return ptr::null();
    }
    // SAFETY: "shared": nobody writes it now.
    let failed = unsafe { (*held).fault.verdict.error } != 0;
    // SAFETY: the handle is not NULL, so it is one that `hold` made.
    if failed { unsafe { &raw const (*held).fault } } else { ptr::null() }
}

/// Keeps the pointer of the user.
pub fn set_user(server: *mut oyez_server, user: *mut c_void) {
    let held = server.cast::<Held>();
    if !held.is_null() {
        // SAFETY: "one at a time": nobody else reads or writes it now.
        unsafe { (*held).user = user };
    }
}

/// The pointer of the user.
pub fn user(server: *const oyez_server) -> *mut c_void {
    let held = server.cast::<Held>();
    // SAFETY: "shared": nobody writes it now.
    if held.is_null() { ptr::null_mut() } else { unsafe { (*held).user } }
}

/// The handle of the connection in a slot, with the id it has; NULL for none.
pub fn handle(server: *const oyez_server, slot: Option<u32>, id: u64) -> *mut oyez_conn {
    let held = server.cast::<Held>();
    let (Some(slot), false) = (slot, held.is_null()) else { return ptr::null_mut() };
    // SAFETY: the handle is not NULL, so it is one that `hold` made.
    let (identities, slots) = unsafe { ((*held).identities, (*held).slots) };
    match usize::try_from(slot) {
        Ok(at) if at < slots => {
            let identity = identities.wrapping_add(at);
            renew(identity, id);
            identity.cast()
        }
        _ => ptr::null_mut(),
    }
}

/// A connection that is new in its slot has no pointer of the user yet.
fn renew(identity: *mut Identity, id: u64) {
    // SAFETY: identities live as long as the server; only calls that give out a new connection write.
    let before = unsafe { (*identity).id };
    if before != id {
        // SAFETY: nobody has a handle of the new connection yet, and the old one is over.
        unsafe { (*identity).id = id };
        // SAFETY: the same.
        unsafe { (*identity).user = ptr::null_mut() };
    }
}

/// The slot of a connection, and its server; `None` for one that no server made.
pub fn place_of(conn: *const oyez_conn) -> Option<(*mut oyez_server, u32)> {
    if super::kind(conn) != SLOT {
        return None;
    }
    let Identity { slot, held, .. } = identity(conn);
    Some((held.cast(), slot))
}

fn identity(conn: *const oyez_conn) -> Identity {
    // SAFETY: it begins with `SLOT`, so it is an identity; they live as long as the server.
    unsafe { conn.cast::<Identity>().read() }
}

/// The view that goes with an entry of the pool, emptied if it was of another connection.
fn view(held: *mut Held, entry: Option<u32>, id: u64) -> Option<*mut View> {
    let seen = seen(held, entry)?;
    // SAFETY: "one at a time": nobody else reads or writes it now.
    let seen = unsafe { &mut *seen };
    if seen.id != id {
        *seen = Seen { id, view: View::EMPTY };
    }
    Some(&raw mut seen.view)
}

fn seen(held: *mut Held, entry: Option<u32>) -> Option<*mut Seen> {
    // SAFETY: an identity points to the server that made it.
    let (views, entries) = unsafe { ((*held).views, (*held).entries) };
    let at = usize::try_from(entry?).ok()?;
    (at < entries).then(|| views.wrapping_add(at))
}

/// The half of [`super::with`] for a server's connections.
pub fn with<R: Answer>(conn: *mut oyez_conn, none: R, call: impl FnOnce(Open<'_>) -> R) -> R {
    let Identity { slot, held, .. } = identity(conn);
    // SAFETY: "a call on a server's connection is a call on the server", one at a time.
    let core = unsafe { &mut (*held).core };
    if core.flags & BROKEN != 0 {
        return R::broken(none, &mut u32::MAX.clone());
    }
    let id = core.server.id_at(slot);
    let view = view(held, core.server.entry_of(slot), id);
    renew(conn.cast(), id);
    // SAFETY: "one at a time": nobody else reads or writes it now.
    let user = unsafe { &mut (*conn.cast::<Identity>()).user };
    let answer = caught(|| {
        let mut idle = core.idle;
        let mut nothing = View::EMPTY;
        match (core.server.take_apart(slot), view) {
            (Some(taken), Some(view)) => {
                // SAFETY: "one at a time": nobody else reads or writes it now.
                let told = unsafe { &mut *view };
                let stamp = Stamp { date: Some(taken.date), server: Some(b"oyez") };
                call(Open { machine: taken.machine, lent: taken.lent, told, user, stamp })
            }
            _ => {
                let lent = Lent { input: &mut [], output: &mut [], keep: None };
                call(Open { machine: &mut idle, lent, told: &mut nothing, user, stamp: Stamp::default() })
            }
        }
    });
    answer.unwrap_or_else(|| {
        core.flags |= BROKEN;
        R::broken(none, &mut u32::MAX.clone())
    })
}

/// The half of [`super::look`] for a server's connections.
pub fn look<R: Answer>(conn: *const oyez_conn, none: R, call: impl FnOnce(Shown<'_>) -> R) -> R {
    let Identity { slot, held, user, id } = Identity { ..identity(conn) }.taken();
    // SAFETY: "shared": only calls that look run beside this one.
    let core = unsafe { &(*held).core };
    if core.flags & BROKEN != 0 {
        return R::broken(none, &mut u32::MAX.clone());
    }
    let now = core.server.id_at(slot);
    let user = if id == now { user } else { ptr::null_mut() };
    // SAFETY: "shared": nobody writes it now.
    let seen = seen(held, core.server.entry_of(slot)).map(|seen| unsafe { &*seen }).filter(|seen| seen.id == now);
    let told = seen.map_or(&NOTHING.0, |seen| &seen.view);
    let place = Place(told);
    caught(|| {
        let (machine, input, output) = core.server.show(slot).unwrap_or((&core.idle, &[], &[]));
        call(Shown { machine, input, output, told, place, user })
    })
    .unwrap_or(none)
}

/// Keeps what a turn told for C to look at.
pub fn keep_view(server: *mut oyez_server, core: &Core, slot: u32, request: bool, failed: bool) {
    let Some(view) = view(server.cast(), core.server.entry_of(slot), core.server.id_at(slot)) else { return };
    // SAFETY: "one at a time": nobody else reads or writes it now.
    let view = unsafe { &mut *view };
    if let Some((machine, input, _)) = core.server.show(slot).filter(|_| request) {
        view.keep(machine.request(input), None);
    }
    if let Some(fault) = core.server.fault_at(slot).filter(|_| failed) {
        view.fail(fault.into());
    }
}

/// Takes over a descriptor.
pub fn owned(descriptor: isize) -> Result<OwnedFd, Misuse> {
    let descriptor = RawFd::try_from(descriptor).ok().filter(|descriptor| *descriptor >= 0).ok_or(Misuse::Argument)?;
    // SAFETY: "Owner: the server, on success": it is open, and its holder does not use it during the call.
    Ok(unsafe { OwnedFd::from_raw_fd(descriptor) })
}

/// A descriptor of one's own for a file that somebody else goes on holding.
pub fn duplicate(descriptor: isize) -> Result<std::io::Result<File>, Misuse> {
    let descriptor = RawFd::try_from(descriptor).ok().filter(|descriptor| *descriptor >= 0).ok_or(Misuse::Argument)?;
    // SAFETY: the caller's file is open until the call returns.
    let file = unsafe { BorrowedFd::borrow_raw(descriptor) };
    Ok(file.try_clone_to_owned().map(File::from))
}

/// A struct that begins with its size, as [`super::config`] reads it.
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
    let mut value = MaybeUninit::<T>::zeroed();
    // SAFETY: "`size`: octets of this struct", of which no more is written than there is place for.
    unsafe { ptr::copy_nonoverlapping(from.cast::<u8>(), value.as_mut_ptr().cast(), size.min(known)) };
    // SAFETY: every member is a number or a pointer, for which zeros are a value.
    Ok(unsafe { value.assume_init() })
}
