// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A server as C holds it, and its connections: the part of the boundary that has an operating system.
//!
//! A handle of a connection points at its [`Identity`], which stays where it is as long as the server. What C is
//! shown by pointer lies beside the server, not in it, so that a call on the server does not touch it. Parts of a
//! handle are reached one by one, never as a whole: so `wake` may run beside a poll.

use core::ffi::c_void;
use core::mem::offset_of;
use core::ptr;

use super::{
    Answer, BROKEN, Lasting, Open, Place, SLOT, Seen, Shown, View, blank, boxed, caught, reach, seen, several, unboxed,
};
use crate::capi::server_types::{oyez_server, oyez_stats};
use crate::capi::types::{oyez_bytes, oyez_conn, oyez_fault};
use crate::error::{Reason, Trouble};
use crate::exchange::{Config, Lent, Machine, Names};
use crate::server::{Server, Sockets, Waker};

/// What `oyez_server *` points to.
struct Held {
    fixed: Fixed,
    told: Told,
    core: Core,
}

/// What is not changed as long as the handle lives.
struct Fixed {
    waker: Waker,
    identities: (Vec<Identity>, *mut Identity),
    views: (Vec<Seen>, *mut Seen),
    keep: *mut Lasting,
    /// What is shown of a connection of which nothing is.
    nothing: View,
}

/// What C is shown of the server, and its pointer.
struct Told {
    fault: oyez_fault,
    user: *mut c_void,
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
struct Identity {
    /// `SLOT`; the first member of every kind of connection.
    kind: u32,
    /// Of which connection in this place what the program keeps is: the upper half of its id.
    generation: u32,
    held: *mut Held,
    /// What the program keeps with it.
    user: *mut c_void,
}

fn part<T, P>(whole: *const T, at: usize) -> *mut P {
    whole.cast_mut().cast::<u8>().wrapping_add(at).cast()
}

fn core(held: *const Held) -> *mut Core {
    part(held, offset_of!(Held, core))
}

fn fixed<'f>(held: *const Held) -> &'f Fixed {
    seen(part(held, offset_of!(Held, fixed)))
}

fn told(held: *const Held) -> *mut Told {
    part(held, offset_of!(Held, told))
}

fn generation(identity: *const Identity) -> *mut u32 {
    part(identity, offset_of!(Identity, generation))
}

fn user_of(identity: *const Identity) -> *mut *mut c_void {
    part(identity, offset_of!(Identity, user))
}

/// Which connection of those that have a place one after the other.
fn generation_of(id: u64) -> u32 {
    u32::try_from(id >> 32).unwrap_or(0)
}

/// The server that a handle points to.
fn held(server: *const oyez_server) -> Option<*mut Held> {
    (!server.is_null()).then(|| server.cast_mut().cast())
}

/// The names to keep, if there are any: `config.keep` and how many.
pub struct Keeping(*mut Lasting);

impl Keeping {
    pub fn new(first: *const oyez_bytes, count: usize) -> Result<Self, Reason> {
        if first.is_null() {
            return Ok(Keeping(ptr::null_mut()));
        }
        Ok(Keeping(boxed(Lasting::new(first, count)?).ok_or(Trouble::OutOfMemory)?))
    }

    /// The names.
    pub fn names(&self) -> Option<&'static (dyn Names + Sync)> {
        let names = (!self.0.is_null()).then(|| seen(self.0));
        names.map(|names: &'static Lasting| -> &'static (dyn Names + Sync) { names })
    }

    /// Gives them up, where no server took them.
    pub fn free(self) {
        unboxed(self.0);
    }
}

/// Makes a handle of a server.
pub fn hold(server: Server<Sockets>, keep: &Keeping) -> Result<*mut oyez_server, Trouble> {
    let waker = server.waker().map_err(|_| Trouble::Os)?;
    let (slots, entries) = server.sizes();
    let identity = |_| Identity { kind: SLOT, generation: 0, held: ptr::null_mut(), user: ptr::null_mut() };
    let fixed = Fixed {
        waker,
        identities: several(slots, identity).ok_or(Trouble::OutOfMemory)?,
        views: blank(entries).ok_or(Trouble::OutOfMemory)?,
        keep: keep.0,
        nothing: View::EMPTY,
    };
    let told = Told { fault: oyez_fault::NONE, user: ptr::null_mut() };
    let core = Core { server, flags: 0, idle: Machine::new(&Config::default()) };
    let first = fixed.identities.1;
    let held = boxed(Held { fixed, told, core }).ok_or(Trouble::OutOfMemory)?;
    for at in 0..slots {
        reach(first.wrapping_add(at)).held = held;
    }
    Ok(held.cast())
}

/// Frees a server and all that is its own.
pub fn free(server: *mut oyez_server) {
    let Some(Held { fixed, core, .. }) = held(server).and_then(unboxed) else { return };
    // The server looks at the names as long as it lives.
    drop(core);
    unboxed(fixed.keep);
}

/// The way in of every call on a server: why it failed is shown after it.
pub fn on<R>(server: *mut oyez_server, none: R, broken: R, call: impl FnOnce(&mut Core) -> R) -> R {
    let Some(held) = held(server) else { return none };
    let core = reach(core(held));
    if core.flags & BROKEN != 0 {
        return broken;
    }
    let answer = caught(|| call(&mut *core));
    let fault = if answer.is_some() {
        core.server.fault().map(|fault| oyez_fault::from(*fault))
    } else {
        core.flags |= BROKEN;
        Some(oyez_fault::bug(0))
    };
    match fault {
        Some(fault) => reach(told(held)).fault = fault,
        None => reach(told(held)).fault.verdict.error = 0,
    }
    answer.unwrap_or(broken)
}

/// The way in of a call that only looks.
pub fn peek<R>(server: *const oyez_server, none: R, call: impl FnOnce(&Core) -> R) -> R {
    let Some(held) = held(server) else { return none };
    let core: &Core = seen(core(held));
    if core.flags & BROKEN != 0 {
        return none;
    }
    caught(|| call(core)).unwrap_or(none)
}

/// Wakes a server, beside whatever is under way on it.
pub fn wake(server: *const oyez_server) {
    if let Some(held) = held(server) {
        fixed(held).waker.wake();
    }
}

/// The counters, or NULL.
pub fn stats(server: *const oyez_server) -> *const oyez_stats {
    // Beside a call that only looks, nobody writes them.
    let counted = offset_of!(Core, server).saturating_add(Server::<Sockets>::STATS);
    held(server).map_or(ptr::null(), |held| part::<Core, oyez_stats>(core(held), counted))
}

/// Why the server cannot go on, or why the last call failed; or NULL.
pub fn fault(server: *const oyez_server) -> *const oyez_fault {
    let fault = held(server).map(|held| part::<Told, oyez_fault>(told(held), offset_of!(Told, fault)).cast_const());
    fault.filter(|fault| seen(*fault).verdict.error != 0).unwrap_or(ptr::null())
}

/// Keeps the pointer of the user.
pub fn set_user(server: *mut oyez_server, user: *mut c_void) {
    if let Some(held) = held(server) {
        reach(told(held)).user = user;
    }
}

/// The pointer of the user.
pub fn user(server: *const oyez_server) -> *mut c_void {
    held(server).map_or(ptr::null_mut(), |held| seen(told(held)).user)
}

/// The handle of the connection in a slot; NULL for none.
pub fn handle(server: *const oyez_server, slot: Option<u32>) -> *mut oyez_conn {
    let (Some(slot), Some(held)) = (slot, held(server)) else { return ptr::null_mut() };
    let (all, first) = &fixed(held).identities;
    match usize::try_from(slot) {
        Ok(at) if at < all.len() => first.wrapping_add(at).cast(),
        _ => ptr::null_mut(),
    }
}

/// A connection that is new in its slot has no pointer of the user yet.
fn renew(identity: *const Identity, id: u64) {
    if *seen(generation(identity)) != generation_of(id) {
        *reach(generation(identity)) = generation_of(id);
        *reach(user_of(identity)) = ptr::null_mut();
    }
}

/// The server of a connection, and its slot; `None` for one that no server made.
pub fn place_of(conn: *const oyez_conn) -> Option<(*mut oyez_server, u32)> {
    if super::kind(conn) != SLOT {
        return None;
    }
    let (held, slot) = place(conn.cast());
    Some((held.cast(), slot))
}

fn place(identity: *const Identity) -> (*mut Held, u32) {
    let held: *mut *mut Held = part(identity, offset_of!(Identity, held));
    let held = *seen(held);
    let before = identity.addr().saturating_sub(fixed(held).identities.1.addr());
    (held, u32::try_from(before.checked_div(size_of::<Identity>()).unwrap_or(usize::MAX)).unwrap_or(u32::MAX))
}

/// What goes with an entry of the pool.
fn seen_of(held: *const Held, entry: Option<u32>) -> Option<*mut Seen> {
    let (all, first) = &fixed(held).views;
    let at = usize::try_from(entry?).ok()?;
    (at < all.len()).then(|| first.wrapping_add(at))
}

/// The view that goes with an entry of the pool, emptied if it was of another connection.
fn view<'v>(held: *const Held, entry: Option<u32>, id: u64) -> Option<&'v mut View> {
    let seen = reach(seen_of(held, entry)?);
    if seen.id != id {
        *seen = Seen { id, view: View::EMPTY };
    }
    Some(&mut seen.view)
}

/// The half of [`super::with`] for a server's connections.
pub fn with<R: Answer>(conn: *mut oyez_conn, none: R, call: impl FnOnce(Open<'_>) -> R) -> R {
    let (held, slot) = place(conn.cast());
    let core = reach(core(held));
    if core.flags & BROKEN != 0 {
        return broken(none);
    }
    let id = core.server.id_at(slot);
    let view = view(held, core.server.entry_of(slot), id);
    renew(conn.cast(), id);
    let user = reach(user_of(conn.cast()));
    let answer = caught(|| {
        let mut idle = core.idle;
        let mut nothing = View::EMPTY;
        if let (Some(taken), Some(told)) = (core.server.take_apart(slot), view) {
            call(Open { machine: taken.machine, lent: taken.lent, told, user, stamp: Some(taken.stamp) })
        } else {
            let lent = Lent { input: &mut [], output: &mut [], keep: None };
            call(Open { machine: &mut idle, lent, told: &mut nothing, user, stamp: None })
        }
    });
    match answer {
        Some(answer) if core.server.is_bare(slot) => {
            let (answer, wanted) = answer.without_buffers();
            if wanted {
                core.server.wait_for_buffers(slot);
            }
            answer
        }
        Some(answer) => answer,
        None => {
            core.flags |= BROKEN;
            broken(none)
        }
    }
}

/// What a call gives on a connection of a server that a bug has broken: its events are told by the server.
fn broken<R: Answer>(none: R) -> R {
    let mut all_told = u32::MAX;
    R::broken(none, &mut all_told)
}

/// The half of [`super::look`] for a server's connections.
pub fn look<R: Answer>(conn: *const oyez_conn, none: R, call: impl FnOnce(Shown<'_>) -> R) -> R {
    let (held, slot) = place(conn.cast());
    let core: &Core = seen(core(held));
    if core.flags & BROKEN != 0 {
        return broken(none);
    }
    let id = core.server.id_at(slot);
    let is_his = *seen(generation(conn.cast())) == generation_of(id);
    let user = if is_his { *seen(user_of(conn.cast())) } else { ptr::null_mut() };
    let shown = seen_of(held, core.server.entry_of(slot)).map(|shown| -> &Seen { seen(shown) });
    let told = shown.filter(|shown| shown.id == id).map_or(&fixed(held).nothing, |shown| &shown.view);
    let place = Place(told);
    caught(|| {
        let (machine, input, output) = core.server.show(slot).unwrap_or((&core.idle, &[], &[]));
        call(Shown { machine, input, output, told, place, user })
    })
    .unwrap_or(none)
}

/// Keeps the request or the fault that a turn told, for C to look at.
pub fn keep_view(server: *mut oyez_server, core: &Core, slot: u32, failed: bool) {
    let view = held(server).and_then(|held| view(held, core.server.entry_of(slot), core.server.id_at(slot)));
    let Some(view) = view else { return };
    if let Some((machine, input, _)) = core.server.show(slot) {
        view.keep(machine.request(input), None);
    }
    if let Some(fault) = core.server.fault_at(slot).filter(|_| failed) {
        view.fail(fault.into());
    }
}
