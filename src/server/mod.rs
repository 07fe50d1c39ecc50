// SPDX-License-Identifier: MIT OR Apache-2.0
//! A server: sockets, a clock, and a connection for each peer, driven by one call, [`Server::poll`].
//!
//! All memory is taken when the server is made. A connection has a small slot; a machine and its buffers are
//! lent to it out of a pool while an exchange is under way.

mod config;
mod connections;
mod ending;
mod event;
mod greeting;
mod hunger;
mod lend;
mod net;
mod overload;
mod pool;
mod proxy;
mod sender;
mod serve;
mod slots;
mod socket;
mod spill;
mod stamp;
mod stats;
#[cfg(target_os = "linux")]
mod straight;
mod transmit;
mod turn;
mod wait;

pub use config::ServerConfig;
pub use event::{Event, Tale, Turn};
pub use net::{Door, Net, Peer, Ready};
pub use sender::Sender;
pub use socket::{Listener, Sockets, Waker};
pub(crate) use stamp::Stamp;
pub use stats::Stats;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::fd::{OwnedFd, RawFd};

use crate::error::{Fault, Misuse, Reason, Trouble};
use crate::exchange::{Config, Interest, NO_TIMEOUT, Names, Wants};
use crate::messaging::host;
use crate::server::pool::{OutOfMemory, Pool};
use crate::server::slots::{Marks, NO_LISTENER, NONE, Slots};
use crate::server::spill::Spill;
use crate::server::stats::{Faults, count};

/// The tokens of listeners begin here; those of connections are their slots.
const DOORS: u32 = 1 << 31;

/// A listener.
struct Opened<L> {
    listener: Option<L>,
    /// Somebody may wait to be accepted.
    ready: bool,
    /// Not before this time.
    retry: Option<u32>,
    /// A proxy stands before it, and says whose each connection is.
    proxied: bool,
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
#[allow(clippy::struct_excessive_bools, reason = "each may be with any other")]
pub struct Server<N: Net = Sockets> {
    net: N,
    slots: Slots<N::Stream>,
    pool: Pool,
    spill: Spill,
    doors: Vec<Opened<N::Listener>>,
    stamp: Stamp,
    stats: Stats,
    faults: Faults,
    hosts: Vec<Box<[u8]>>,
    keep: Option<&'static (dyn Names + Sync)>,
    times: Config,
    connections: usize,
    /// How it listens on an address: alone, or as one of several.
    door: fn(SocketAddr) -> Door<'static>,
    /// Seconds after which whoever finds all connections taken is to come again; 0 lets it wait.
    retry_after: u32,
    /// Whoever was turned away last.
    turned_away: Option<N::Stream>,
    /// Only what a program has something to do about is told.
    terse: bool,
    now: u32,
    /// When the next slot may be due; none before it is.
    check: Option<u32>,
    drain: Option<Drain>,
    /// Told closed by the turn before.
    dying: Option<u32>,
    /// A connection found no buffers.
    starving: bool,
    /// The slot that tried last when buffers were free again.
    fed: u32,
    woken: bool,
    /// Turns since the sockets were looked at.
    turns: u32,
    /// The last turn did not say that nothing is left.
    unfinished: bool,
    failed: Option<Fault>,
}

impl Server<Sockets> {
    /// A server over the operating system's sockets, that listens nowhere yet.
    ///
    /// # Errors
    /// As [`new`](Server::new); what the system says, when it has no descriptor left.
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
        let taken = adopted.map(|(stream, peer)| self.welcome(stream, peer, NO_LISTENER));
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
    /// `OutOfMemory`; `InvalidInput` when one of the hosts is no host, such as an IPv6 address without brackets.
    pub fn new(mut net: N, config: &ServerConfig<'_>) -> io::Result<Self> {
        if config.hosts.iter().any(|served| host::check(served).is_err()) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
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
            // One more, for whoever is accepted before another leaves.
            let places = config.connections.saturating_add(1);
            let slots = Slots::new(places)?;
            let (input, output) = (config.input_size, config.output_size);
            let pool = Pool::new(places, config.exchanges, &config.connection, input, output)?;
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
            faults: Faults::default(),
            hosts,
            keep: config.keep,
            times: config.connection,
            connections: config.connections,
            door: if config.reuse_port { Door::Shared } else { Door::Ip },
            retry_after: config.retry_after,
            turned_away: None,
            terse: config.terse,
            now,
            check: None,
            drain: None,
            dying: None,
            starving: false,
            fed: 0,
            turns: 0,
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
            Ok(ip) => {
                let door = (self.door)(SocketAddr::new(ip, port));
                self.open_door(|net, token| net.listen(door, token))
            }
            Err(_) => self.noted(Err(io::ErrorKind::InvalidInput.into())),
        }
    }

    fn open_door(&mut self, open: impl FnOnce(&mut N, u32) -> io::Result<(N::Listener, u16)>) -> io::Result<u16> {
        let number = u32::try_from(self.doors.len()).unwrap_or(u32::MAX);
        let opened = match self.doors.try_reserve(1) {
            // A slot has two octets for the number of its listener.
            Ok(()) if number < NO_LISTENER.into() => open(&mut self.net, DOORS.saturating_add(number)),
            _ => Err(io::ErrorKind::OutOfMemory.into()),
        };
        let port = opened.map(|(listener, port)| {
            self.doors.push(Opened { listener: Some(listener), ready: true, retry: None, proxied: false });
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

    fn welcome(&mut self, stream: N::Stream, peer: Peer, door: u16) -> u64 {
        count(&mut self.stats.accepted);
        let taken = self.slots.take(stream, peer, door);
        let proxied = self.doors.get(usize::from(door)).is_some_and(|door| door.proxied);
        taken.map_or(0, |at| {
            self.set_deadline(at, self.times.head_ms);
            if let Some(slot) = self.slots.get_mut(at) {
                slot.marks.set(Marks::GREETS, proxied);
                slot.idle_by = slot.deadline;
            }
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
        let entry = slots.get(at).map_or(NONE, |slot| slot.entry);
        pool.furnish(entry);
        let (event, out, output) = match (tale, pool.open(entry)) {
            (Tale::Nothing, _) => return Ok(None),
            (tale, Some((entry, input, output))) => {
                let event = match (tale, entry.fault) {
                    (Tale::Told(told), _) => entry.machine.event(input, told).map_or(Event::More, Event::of),
                    (Tale::Fault, Some(fault)) => Event::Fault(fault),
                    (Tale::Sent, _) => Event::Sent,
                    _ => Event::More,
                };
                (event, Some(entry), output)
            }
            (Tale::Told(_), None) => (Event::Closed, None, [].as_mut_slice()),
            (Tale::Drained, None) => (Event::Drained, None, [].as_mut_slice()),
            _ => (Event::More, None, [].as_mut_slice()),
        };
        let sender = Sender { at, out, output, slots, net, spill, stamp, stats, now: *now };
        Ok(Some(Turn { id, event, sender }))
    }

    /// One turn: what [`poll`](Server::poll) tells, without what it lends.
    pub(crate) fn turn(&mut self, timeout_ms: i32) -> io::Result<Taken> {
        let taken = self.next(timeout_ms);
        self.unfinished = !matches!(taken, Ok(Taken { tale: Tale::Nothing, .. }));
        if taken.is_ok() && self.failed.is_none() { taken } else { self.noted(taken) }
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
        self.let_turned_away_go();
        self.now = self.net.now();
        let by = (within_ms != NO_TIMEOUT).then(|| self.now.wrapping_add(within_ms.min(turn::FAR_MS)));
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

    /// How many faults had this reason.
    #[must_use]
    pub fn faults(&self, reason: Reason) -> u64 {
        self.faults.of(reason)
    }

    /// What the server waits for: until a poll gave nothing, due now.
    #[must_use]
    pub fn interest(&self) -> Interest {
        let due = self.unfinished || self.woken || self.slots.front().is_some();
        let wait_ms = if due { 0 } else { self.due_in().unwrap_or(NO_TIMEOUT) };
        let wants = Wants::READ.with(Wants::STEP, due);
        Interest { wants, wait_ms, elsewhere: 0 }
    }
}

impl<N: Net> Drop for Server<N> {
    fn drop(&mut self) {
        self.let_turned_away_go();
        for at in 0..self.slots.len() {
            if let Some(stream) = self.slots.get_mut(at).and_then(|slot| slot.stream.take()) {
                self.net.close(stream, false);
            }
        }
    }
}
