// SPDX-License-Identifier: MIT OR Apache-2.0
//! A server: sockets, a clock, and a connection for each peer, driven by one call, [`Server::poll`].
//!
//! All memory is taken when the server is made. A connection has a small slot; a machine and its buffers are
//! lent to it out of a pool while an exchange is under way.

mod config;
mod event;
mod lend;
mod net;
mod pool;
mod sender;
mod serve;
mod slots;
mod socket;
mod spill;
mod stamp;
mod stats;
mod transmit;

pub use config::ServerConfig;
pub use event::{Event, Tale, Turn};
pub use net::{Door, Net, Peer, Ready};
pub use sender::Sender;
pub use socket::{Listener, Sockets, Waker};
pub use stats::Stats;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::fd::{OwnedFd, RawFd};

use crate::error::{Fault, Misuse, Reason, Trouble};
use crate::exchange::{Config, Interest, Lent, NO_TIMEOUT, Names, Request, Told, Wants};
use crate::server::pool::{Entry, OutOfMemory, Pool};
use crate::server::serve::{Served, pair};
use crate::server::slots::{Marks, NONE, Slots, is_past};
use crate::server::spill::Spill;
use crate::server::stamp::Stamp;
use crate::server::stats::count;

/// Connections accepted in one poll.
const ACCEPTS: u32 = 16;

/// Reads made in one poll.
const READS: u32 = 1;

/// Milliseconds until another try to accept, when the system had no descriptor left.
const RETRY_MS: u32 = 100;

/// The tokens of listeners begin here; those of connections are their slots.
const DOORS: u32 = 1 << 31;

/// A listener.
struct Opened<L> {
    listener: Option<L>,
    /// Somebody may wait to be accepted.
    ready: bool,
    /// Not before this time.
    retry: Option<u32>,
}

/// A drain in progress.
#[derive(Clone, Copy, Debug)]
struct Drain {
    /// When what is left is cut.
    by: Option<u32>,
    told: bool,
}

/// What a turn told, and of whom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    pub tale: Tale,
    /// The slot, or `NONE`.
    pub at: u32,
}

/// Sockets, and a connection for each.
///
/// ```no_run
/// use oyez::server::{Event, Server, ServerConfig};
///
/// let mut server = Server::open(&ServerConfig::default())?;
/// server.listen("127.0.0.1", 8080)?;
/// while let Some(mut turn) = server.poll(-1)? {
///     if let Event::Request(_) = turn.event {
///         let _ = turn.sender.reply(200, &[], b"Oyez!\n");
///     }
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Server<N: Net = Sockets> {
    net: N,
    slots: Slots<N::Stream>,
    pool: Pool,
    spill: Spill,
    doors: Vec<Opened<N::Listener>>,
    stamp: Stamp,
    stats: Stats,
    hosts: Vec<Box<[u8]>>,
    keep: Option<&'static (dyn Names + Sync)>,
    times: Config,
    connections: usize,
    now: u32,
    /// When the next slot may be due; none before it is.
    check: Option<u32>,
    drain: Option<Drain>,
    /// Told closed by the turn before.
    dying: Option<u32>,
    /// A connection found no buffers.
    starving: bool,
    woken: bool,
    /// The last turn did not say that nothing is left.
    unfinished: bool,
    failed: Option<Fault>,
}

impl Server<Sockets> {
    /// A server over the operating system's sockets, that listens nowhere yet.
    ///
    /// # Errors
    /// `OutOfMemory`; what the system says, when it has no descriptor left.
    pub fn open(config: &ServerConfig<'_>) -> io::Result<Self> {
        Self::new(Sockets::new()?, config)
    }

    /// Listens on a Unix socket.
    ///
    /// # Errors
    /// What the system says.
    pub fn listen_unix(&mut self, path: &[u8]) -> io::Result<()> {
        self.open_door(|net, token| net.listen(Door::Unix(path), token)).map(|_| ())
    }

    /// Takes over a listening socket: of systemd, of a test, of a time before privileges were dropped.
    ///
    /// # Errors
    /// `InvalidInput` for one that does not listen; else what the system says.
    pub fn adopt(&mut self, listener: OwnedFd) -> io::Result<u16> {
        self.open_door(|net, token| net.adopt(listener, token))
    }

    /// Takes over a connected socket, and says which id it has.
    ///
    /// # Errors
    /// `OutOfMemory` when no slot is free; what the system says.
    pub fn adopt_connection(&mut self, socket: OwnedFd) -> io::Result<u64> {
        let adopted = if self.slots.open() < self.connections {
            self.net.adopt_connection(socket, self.slots.next_free())
        } else {
            Err(io::ErrorKind::OutOfMemory.into())
        };
        let taken = adopted.map(|(stream, peer)| self.welcome(stream, peer, NONE));
        self.noted(taken)
    }

    /// Hands a connection's socket out, after [`Event::Tunnel`] or between exchanges. Octets received and not
    /// told are put into `room`; how many there are. The id is not valid any more.
    ///
    /// # Errors
    /// `State` while output pends, within an exchange, and for an id that is not valid; `Argument` when `room`
    /// is too small.
    pub fn release(&mut self, id: u64, room: &mut [u8]) -> Result<(OwnedFd, usize), Reason> {
        let (stream, count) = self.let_go(id, room)?;
        self.net.release(stream).map(|stream| (stream, count)).map_err(|_| Reason::Trouble(Trouble::Os))
    }

    /// Something that wakes this server from another thread, or from a signal handler.
    ///
    /// # Errors
    /// What the system says, when it has no descriptor left.
    pub fn waker(&self) -> io::Result<Waker> {
        self.net.waker()
    }

    /// One descriptor to wait on, under a loop of your own: poll when it is readable, or when
    /// [`interest`](Server::interest) says so.
    #[must_use]
    pub fn fd(&self) -> RawFd {
        self.net.fd()
    }
}

impl<N: Net> Server<N> {
    /// A server over any network, that listens nowhere yet.
    ///
    /// # Errors
    /// `OutOfMemory`.
    pub fn new(mut net: N, config: &ServerConfig<'_>) -> io::Result<Self> {
        let config = config.filled();
        let (now, seconds) = (net.now(), net.seconds());
        let made = || -> Result<_, OutOfMemory> {
            let mut hosts = Vec::new();
            hosts.try_reserve_exact(config.hosts.len())?;
            for host in config.hosts {
                let mut octets = pool::zeroed(host.len())?;
                octets.copy_from_slice(host);
                hosts.push(octets);
            }
            let pool = Pool::new(config.exchanges, &config.connection, config.input_size, config.output_size)?;
            // One more, for whoever is accepted before another leaves.
            let slots = Slots::new(config.connections.saturating_add(1))?;
            Ok((slots, pool, Spill::new(config.max_pending)?, hosts))
        };
        let (slots, pool, spill, hosts) = made().map_err(|_| io::ErrorKind::OutOfMemory)?;
        Ok(Server {
            net,
            slots,
            pool,
            spill,
            doors: Vec::new(),
            stamp: Stamp::new(seconds),
            stats: Stats::default(),
            hosts,
            keep: config.keep,
            times: config.connection,
            connections: config.connections,
            now,
            check: None,
            drain: None,
            dying: None,
            starving: false,
            woken: false,
            unfinished: true,
            failed: None,
        })
    }

    /// Listens on a numeric address, and says on which port: empty is 127.0.0.1, `::` is dual-stack, port 0 lets
    /// the system choose.
    ///
    /// # Errors
    /// `InvalidInput` for what is no address; else what the system says: `AddrInUse` …
    pub fn listen(&mut self, address: &str, port: u16) -> io::Result<u16> {
        let ip = if address.is_empty() { Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)) } else { address.parse() };
        match ip {
            Ok(ip) => self.open_door(|net, token| net.listen(Door::Ip(SocketAddr::new(ip, port)), token)),
            Err(_) => self.noted(Err(io::ErrorKind::InvalidInput.into())),
        }
    }

    fn open_door(&mut self, open: impl FnOnce(&mut N, u32) -> io::Result<(N::Listener, u16)>) -> io::Result<u16> {
        let number = u32::try_from(self.doors.len()).unwrap_or(u32::MAX);
        let opened = match self.doors.try_reserve(1) {
            Ok(()) => open(&mut self.net, DOORS.saturating_add(number)),
            Err(_) => Err(io::ErrorKind::OutOfMemory.into()),
        };
        let port = opened.map(|(listener, port)| {
            self.doors.push(Opened { listener: Some(listener), ready: true, retry: None });
            port
        });
        self.noted(port)
    }

    /// Remembers why a call failed, for [`fault`](Server::fault).
    fn noted<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        self.failed = result.as_ref().err().map(|error| {
            let reason = match (error.kind(), error.raw_os_error()) {
                (_, Some(_)) => Trouble::Os.into(),
                (io::ErrorKind::OutOfMemory, None) => Trouble::OutOfMemory.into(),
                (io::ErrorKind::InvalidInput, None) => Misuse::Argument.into(),
                _ => Trouble::Os.into(),
            };
            Fault { reason, os_error: error.raw_os_error().unwrap_or(0), ..Fault::trouble(Trouble::Os, 0) }
        });
        result
    }

    /// Why the server cannot go on, or why the last call on it failed.
    #[must_use]
    pub fn fault(&self) -> Option<&Fault> {
        self.failed.as_ref()
    }

    fn welcome(&mut self, stream: N::Stream, peer: Peer, door: u32) -> u64 {
        count(&mut self.stats.accepted);
        let taken = self.slots.take(stream, peer, door);
        taken.map_or(0, |at| {
            self.set_deadline(at, self.times.head_ms);
            self.slots.id(at)
        })
    }

    /// Waits up to `timeout_ms` (0: not at all, -1: for ever) and takes one event of one connection. `None` when
    /// the time is over, or somebody woke the server, and nothing is left.
    ///
    /// Bounded: at most one wait, some accepts, one read of one buffer.
    ///
    /// # Errors
    /// What the system says, when the server cannot go on.
    pub fn poll(&mut self, timeout_ms: i32) -> io::Result<Option<Turn<'_, N>>> {
        let Taken { tale, at } = self.turn(timeout_ms)?;
        let id = self.slots.id(at);
        let Server { net, slots, pool, spill, stamp, stats, now, .. } = self;
        let entry = slots.get(at).and_then(|slot| pool.get_mut(slot.entry));
        let (event, out) = match (tale, entry) {
            (Tale::Nothing, _) => return Ok(None),
            (tale, Some(entry)) => {
                let Entry { input, out, fault, .. } = entry;
                let event = match (tale, fault) {
                    (Tale::Told(told), _) => out.machine.event(input, told).map_or(Event::More, Event::of),
                    (Tale::Fault, Some(fault)) => Event::Fault(*fault),
                    (Tale::Sent, _) => Event::Sent,
                    _ => Event::More,
                };
                (event, Some(out))
            }
            (Tale::Told(_), None) => (Event::Closed, None),
            (Tale::Drained, None) => (Event::Drained, None),
            _ => (Event::More, None),
        };
        let sender = Sender { at, out, slots, net, spill, stamp, stats, now: *now };
        Ok(Some(Turn { id, event, sender }))
    }

    /// One turn: what [`poll`](Server::poll) tells, without what it lends.
    pub(crate) fn turn(&mut self, timeout_ms: i32) -> io::Result<Taken> {
        let taken = self.next(timeout_ms);
        self.unfinished = !matches!(taken, Ok(Taken { tale: Tale::Nothing, .. }));
        self.noted(taken)
    }

    fn next(&mut self, timeout_ms: i32) -> io::Result<Taken> {
        let of_nobody = |tale| Ok(Taken { tale, at: NONE });
        if let Some(at) = self.dying.take() {
            self.bury(at);
        }
        self.tell_time();
        let (mut reads, mut accepts, mut waited) = (READS, ACCEPTS, None);
        loop {
            self.overdue();
            while let Some(at) = self.slots.front() {
                match self.serve(at, &mut reads) {
                    Served::Told(tale) => return Ok(Taken { tale, at }),
                    Served::Bound => {
                        // The others first.
                        self.slots.pop();
                        self.slots.queue(at);
                        return of_nobody(Tale::More);
                    }
                    // What is buried stands in no line.
                    Served::Done if self.slots.front() == Some(at) => self.slots.pop(),
                    Served::Done => {}
                }
            }
            self.accept(&mut accepts);
            if let Some(drain) = self.drain
                && !drain.told
                && self.slots.open() == 0
            {
                self.drain = Some(Drain { told: true, ..drain });
                return of_nobody(Tale::Drained);
            }
            if std::mem::take(&mut self.woken) {
                return of_nobody(Tale::Nothing);
            }
            match waited {
                Some(true) => return of_nobody(Tale::More),
                Some(false) => return of_nobody(Tale::Nothing),
                None => waited = Some(self.wait_for_all(timeout_ms)?),
            }
        }
    }

    fn tell_time(&mut self) {
        self.now = self.net.now();
        self.stamp.tell_time(self.net.seconds());
    }

    /// Waits; whether anything may have happened.
    fn wait_for_all(&mut self, timeout_ms: i32) -> io::Result<bool> {
        let due = self.due_in();
        let asked = u32::try_from(timeout_ms).ok();
        let wait = match (asked, due) {
            (Some(asked), Some(due)) => Some(asked.min(due)),
            (asked, due) => asked.or(due),
        };
        let (slots, doors) = (&mut self.slots, &mut self.doors);
        let mut happened = false;
        let woken = self.net.wait(wait, &mut |ready| {
            happened = true;
            if let Some(door) = ready.token.checked_sub(DOORS) {
                if let Some(door) = usize::try_from(door).ok().and_then(|door| doors.get_mut(door)) {
                    door.ready = true;
                }
            } else if let Some(slot) = slots.get_mut(ready.token)
                && slot.stream.is_some()
            {
                slot.marks.set(Marks::READABLE, ready.readable || ready.ended || ready.failed || slot.has(Marks::READABLE));
                slot.marks.set(Marks::WRITABLE, ready.writable || slot.has(Marks::WRITABLE));
                slot.marks.set(Marks::ENDED, ready.ended || slot.has(Marks::ENDED));
                slot.marks.set(Marks::FAILED, ready.failed || slot.has(Marks::FAILED));
                slots.queue(ready.token);
            }
        })?;
        self.woken |= woken;
        self.tell_time();
        // The caller's time is not over when a deadline came first.
        let early = match (asked, due) {
            (Some(asked), Some(due)) => due < asked,
            (None, Some(_)) => true,
            (_, None) => false,
        };
        Ok(happened || early)
    }

    /// Milliseconds until something is due although nothing happened.
    fn due_in(&self) -> Option<u32> {
        let in_ms = |time: u32| if is_past(time, self.now) { 0 } else { time.wrapping_sub(self.now) };
        let doors = self.doors.iter().filter(|door| door.ready && door.listener.is_some() && self.may_accept());
        let door = doors.map(|door| door.retry.map_or(0, in_ms)).min();
        let drain = self.drain.filter(|drain| !drain.told).and_then(|drain| drain.by).map(in_ms);
        let slot = self.check.map(in_ms);
        [door, drain, slot].into_iter().flatten().min()
    }

    /// Puts those in line whose time is over.
    fn overdue(&mut self) {
        if let Some(Drain { by: Some(by), told: false }) = self.drain
            && is_past(by, self.now)
        {
            self.drain = Some(Drain { by: None, told: false });
            for at in 0..self.slots.len() {
                if self.slots.get(at).is_some_and(|slot| slot.stream.is_some()) {
                    self.sender_at(at).abort();
                }
            }
        }
        if !self.check.is_some_and(|check| is_past(check, self.now)) {
            return;
        }
        self.check = None;
        for at in 0..self.slots.len() {
            let Some(slot) = self.slots.get(at).filter(|slot| slot.timed) else { continue };
            if slot.is_due(self.now) {
                self.slots.queue(at);
            } else {
                let deadline = slot.deadline;
                self.check_by(deadline);
            }
        }
    }

    fn check_by(&mut self, time: u32) {
        let sooner = self.check.is_none_or(|check| !is_past(check, time));
        if sooner {
            self.check = Some(time);
        }
    }

    fn set_deadline(&mut self, at: u32, wait_ms: u32) {
        let deadline = self.now.wrapping_add(wait_ms);
        if let Some(slot) = self.slots.get_mut(at) {
            slot.timed = wait_ms != NO_TIMEOUT;
            slot.deadline = deadline;
            if slot.timed {
                self.check_by(deadline);
            }
        }
    }

    /// Accepts whoever waits, within a bound.
    fn accept(&mut self, accepts: &mut u32) {
        for number in 0..self.doors.len() {
            loop {
                let at = self.slots.next_free();
                let leaving = if self.slots.open() < self.connections { None } else { self.oldest_idle() };
                let full = self.slots.open() >= self.connections && leaving.is_none();
                let Some(door) = self.doors.get_mut(number) else { break };
                let waits = door.retry.is_some_and(|retry| !is_past(retry, self.now));
                let Some(listener) = door.listener.as_mut().filter(|_| door.ready && !waits) else { break };
                if *accepts == 0 || at == NONE || full {
                    break;
                }
                *accepts = accepts.saturating_sub(1);
                match self.net.accept(listener, at) {
                    Ok((stream, peer)) => {
                        door.retry = None;
                        self.welcome(stream, peer, u32::try_from(number).unwrap_or(NONE));
                        if let Some(leaving) = leaving {
                            self.make_place(leaving);
                        }
                    }
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => door.ready = false,
                    // The one that waited has left, or a signal came.
                    Err(error)
                        if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::Interrupted) =>
                    {
                        count(&mut self.stats.survived);
                    }
                    // No descriptor is left, for one: the edge is kept, and time may help.
                    Err(_) => {
                        door.retry = Some(self.now.wrapping_add(RETRY_MS));
                        count(&mut self.stats.survived);
                    }
                }
            }
        }
    }

    /// Whoever has been idle for longest: it makes place when all are taken and somebody waits.
    fn oldest_idle(&self) -> Option<u32> {
        let idle = self.slots.all().filter(|(_, slot)| {
            let rests = slot.entry == NONE && slot.timed && slot.has(Marks::KNOWN);
            rests && !slot.has(Marks::READABLE.with(Marks::LEAVES))
        });
        idle.min_by_key(|(_, slot)| slot.deadline.wrapping_sub(self.now)).map(|(at, _)| at)
    }

    fn make_place(&mut self, leaving: u32) {
        if let Some(slot) = self.slots.get_mut(leaving) {
            slot.marks.set(Marks::LEAVES, true);
        }
        self.slots.queue(leaving);
    }

    fn may_accept(&self) -> bool {
        self.slots.open() < self.connections || self.slots.has_free() && self.oldest_idle().is_some()
    }

    /// Makes a poll in progress, or the next one, return nothing. From another thread: [`Server::waker`].
    pub fn wake(&self) {
        self.net.wake();
    }

    /// Stops listening, lets the exchanges in progress finish for `within_ms` ([`NO_TIMEOUT`]: for ever), and
    /// then cuts. Ends with [`Event::Drained`].
    pub fn drain(&mut self, within_ms: u32) {
        for door in &mut self.doors {
            if let Some(listener) = door.listener.take() {
                self.net.close_listener(listener);
            }
        }
        self.now = self.net.now();
        let by = (within_ms != NO_TIMEOUT).then(|| self.now.wrapping_add(within_ms));
        self.drain = Some(Drain { by, told: false });
        self.unfinished = true;
        for at in 0..self.slots.len() {
            let Some(slot) = self.slots.get_mut(at).filter(|slot| slot.stream.is_some()) else { continue };
            if slot.entry == NONE {
                // What has arrived is read before it closes.
                slot.marks.set(Marks::READABLE, true);
            } else if slot.has(Marks::OWES) {
                self.sender_at(at).make_last();
            }
            self.slots.queue(at);
        }
    }

    /// Connections open now.
    #[must_use]
    pub fn count(&self) -> usize {
        self.slots.open().saturating_sub(usize::from(self.dying.is_some()))
    }

    /// What was counted so far.
    #[must_use]
    pub const fn stats(&self) -> &Stats {
        &self.stats
    }

    /// What the server waits for: until a poll gave nothing, due now.
    #[must_use]
    pub fn interest(&self) -> Interest {
        let due = self.unfinished || self.woken || self.slots.front().is_some();
        let wait_ms = if due { 0 } else { self.due_in().unwrap_or(NO_TIMEOUT) };
        let wants = Wants::READ.with(Wants::STEP, due);
        Interest { wants, wait_ms, elsewhere: 0 }
    }

    /// The id of the connection after `previous`, the first after 0: who is there?
    #[must_use]
    pub fn next_id(&self, previous: u64) -> Option<u64> {
        let after = match previous {
            0 => 0,
            id => u32::try_from(id & 0xffff_ffff).unwrap_or(NONE).saturating_add(1),
        };
        (after..self.slots.len()).map(|at| self.slots.id(at)).find(|id| self.slots.find(*id).is_some())
    }

    /// Sends on a connection, without an event in hand: an answer in a later frame. `None` when it is over.
    pub fn sender(&mut self, id: u64) -> Option<Sender<'_, N>> {
        self.slots.find(id).map(|at| self.sender_at(at))
    }

    pub(crate) fn sender_at(&mut self, at: u32) -> Sender<'_, N> {
        let Server { net, slots, pool, spill, stamp, stats, now, .. } = self;
        let out = slots.get(at).filter(|slot| slot.stream.is_some());
        let out = out.and_then(|slot| pool.get_mut(slot.entry)).map(|entry| &mut entry.out);
        Sender { at, out, slots, net, spill, stamp, stats, now: *now }
    }

    /// The request of a connection's present exchange.
    #[must_use]
    pub fn request(&self, id: u64) -> Option<Request<'_>> {
        let entry = self.pool.get(self.slots.get(self.slots.find(id)?)?.entry)?;
        entry.out.machine.request(&entry.input)
    }

    /// The peer's address as text, such as `192.0.2.1:49152`.
    #[must_use]
    pub fn peer(&self, id: u64) -> Option<&str> {
        self.slots.find(id).and_then(|at| self.slots.get(at)).map(|slot| slot.peer.text())
    }

    /// Which listener accepted it, counted from 0 in the order they were made; `None` for none.
    #[must_use]
    pub fn listener(&self, id: u64) -> Option<u32> {
        let slot = self.slots.get(self.slots.find(id)?)?;
        Some(slot.listener).filter(|listener| *listener != NONE)
    }

    /// Pauses or resumes: a paused connection tells no content and reads nothing.
    pub fn pause(&mut self, id: u64, paused: bool) {
        if let Some(at) = self.slots.find(id)
            && let Some((_, entry)) = pair(&mut self.slots, &mut self.pool, at)
        {
            entry.out.machine.tell_time(self.now);
            entry.out.machine.pause(paused);
            self.slots.queue(at);
        }
    }

    /// Says that only the first `count` octets of the content told were taken; the rest is told again.
    ///
    /// # Errors
    /// `Argument` when that is more than was told, `State` when none was.
    pub fn used(&mut self, id: u64, count: usize) -> Result<(), Misuse> {
        let at = self.slots.find(id).ok_or(Misuse::State)?;
        let (_, entry) = pair(&mut self.slots, &mut self.pool, at).ok_or(Misuse::State)?;
        entry.out.machine.used(count)?;
        self.slots.queue(at);
        Ok(())
    }

    fn let_go(&mut self, id: u64, room: &mut [u8]) -> Result<(N::Stream, usize), Reason> {
        let state = Reason::Misuse(Misuse::State);
        let at = self.slots.find(id).ok_or(state)?;
        let mut count = 0usize;
        if let Some((slot, entry)) = pair(&mut self.slots, &mut self.pool, at) {
            let Entry { input, out, .. } = entry;
            // What waits goes first, if the socket takes it; if it does not, the connection stays what it was.
            let sent = out.flush(&mut self.net, slot, &mut self.spill, self.now);
            self.stats.add_sent(&sent);
            if out.is_pending() || !slot.has(Marks::TUNNEL) && !out.machine.is_idle() {
                return Err(state);
            }
            if slot.has(Marks::TUNNEL) {
                // What was told last has been seen; what is behind it has not.
                out.machine.pause(false);
                let told = out.machine.step(Lent { input, output: &mut out.output, keep: None });
                if told == Ok(Told::Content) {
                    let content = out.machine.content(input);
                    let Some(place) = room.get_mut(..content.len()) else {
                        let _ = out.machine.used(0);
                        return Err(Misuse::Argument.into());
                    };
                    place.copy_from_slice(content);
                    count = content.len();
                }
            }
        }
        let stream = self.slots.get_mut(at).and_then(|slot| slot.stream.take()).ok_or(state)?;
        self.bury(at);
        Ok((stream, count))
    }
}

impl<N: Net> Drop for Server<N> {
    fn drop(&mut self) {
        for at in 0..self.slots.len() {
            if let Some(stream) = self.slots.get_mut(at).and_then(|slot| slot.stream.take()) {
                self.net.close(stream, false);
            }
        }
    }
}
