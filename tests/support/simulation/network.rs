// SPDX-License-Identifier: MIT OR Apache-2.0
//! A network that does not exist. Readiness is told as edges, each with all that holds at the time, as epoll does.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, ErrorKind, IoSlice, Read};
use std::os::unix::fs::FileExt;
use std::rc::Rc;

use oyez::server::{Door, Net, Peer as Address, Ready};

use super::Plant;
use super::peer::Peer;
use super::wire::Wire;
use crate::dice::Dice;

/// Everything but the server and its program.
pub struct World {
    pub dice: Dice,
    pub plant: Plant,
    /// Milliseconds, and what the server's clock shows more.
    pub time: u64,
    pub skew: u32,
    pub wires: Vec<Wire>,
    pub peers: Vec<Peer>,
    pub knocking: VecDeque<usize>,
    door: Option<(u32, bool)>,
    /// Grows whenever anything happens.
    pub progress: u64,
    /// Calls on the network since the poll began.
    pub calls: u32,
    /// The server waits for ever for what will never come.
    pub stuck: bool,
    /// Octets the server has read and written.
    pub read: u64,
    pub written: u64,
    /// How often in a thousand calls something is in the way.
    pub troubles: usize,
    /// It sends files by itself.
    pub sends_files: bool,
    /// Connections that the server may have, and exchanges that it has buffers for.
    pub places: usize,
    pub buffers: usize,
    pub tracing: bool,
}

/// More calls than any poll needs.
const CALLS: u32 = 20_000;

/// The token of whoever was turned away.
const TURNED_AWAY: u32 = (1 << 31) - 1;

const ECONNRESET: i32 = 104;
const EPIPE: i32 = 32;
const EMFILE: i32 = 24;
const ECONNABORTED: i32 = 103;

impl World {
    pub fn new(dice: Dice, plant: Plant, peers: Vec<Peer>, skew: u32, troubles: usize, tracing: bool) -> Self {
        World {
            dice,
            plant,
            time: 0,
            skew,
            wires: peers.iter().map(|_| Wire::default()).collect(),
            peers,
            knocking: VecDeque::new(),
            door: None,
            progress: 0,
            calls: 0,
            stuck: false,
            read: 0,
            written: 0,
            troubles,
            sends_files: false,
            places: usize::MAX,
            buffers: usize::MAX,
            tracing,
        }
    }

    pub fn trace(&self, line: impl FnOnce() -> String) {
        if self.tracing {
            eprintln!("{:>6} {}", self.time, line());
        }
    }

    pub fn knock(&mut self, number: usize) {
        self.peers[number].knocked = Some(self.time);
        match &mut self.door {
            Some((_, edge)) => {
                *edge = true;
                self.knocking.push_back(number);
                self.trace(|| format!("peer {number} knocks"));
            }
            // Refused.
            None => self.leave(number),
        }
    }

    fn leave(&mut self, number: usize) {
        self.wires[number].closed = Some(true);
        self.peers[number].next = None;
    }

    pub fn arrive(&mut self, number: usize, octets: &[u8]) {
        let peer = &self.peers[number];
        let raw = peer.script.raw.is_some_and(|raw| raw < peer.sent);
        let dropped = usize::from(self.plant == Plant::DropsRaw && raw && self.dice.below(4) == 0);
        let wire = &mut self.wires[number];
        if wire.inbound.is_empty() {
            wire.since = self.time;
        }
        wire.inbound.extend(&octets[..octets.len() - dropped]);
        wire.edge |= self.plant != Plant::ForgetsOctets || self.dice.below(3) > 0;
    }

    pub fn tell_room(&mut self, number: usize) {
        let forgotten = self.plant == Plant::ForgetsRoom && self.dice.below(4) == 0;
        self.wires[number].edge |= !forgotten;
    }

    /// Whose connection a token stood for last.
    pub fn owner_of(&self, token: u32) -> Option<usize> {
        self.wires.iter().rposition(|wire| wire.token == Some(token))
    }

    /// Whether nobody comes any more, and everybody has gone.
    pub fn is_over(&self) -> bool {
        self.peers
            .iter()
            .zip(&self.wires)
            .all(|(peer, wire)| peer.knocked.is_some() && (wire.closed.is_some() || wire.turned_away))
    }

    /// Connections that are open, without those who were turned away.
    pub fn open(&self) -> usize {
        let open = |wire: &&Wire| wire.times.accepted.is_some() && wire.closed.is_none() && !wire.turned_away;
        self.wires.iter().filter(open).count()
    }

    /// Whether there are fewer buffers than connections.
    pub fn is_scarce(&self) -> bool {
        self.buffers < self.places
    }

    fn trouble(&mut self) -> bool {
        self.troubles > 0 && self.dice.below(1_000) < self.troubles
    }

    /// A socket takes octets, as many as it likes.
    fn take(&mut self, number: usize, pieces: &[&[u8]]) -> io::Result<usize> {
        self.called();
        let trouble = self.trouble();
        let way = self.dice.below(3);
        let (wire, peer) = (&mut self.wires[number], &mut self.peers[number]);
        assert!(wire.closed.is_none() && !wire.shut, "a write to what is closed");
        if trouble && way == 0 {
            return Err(ErrorKind::Interrupted.into());
        }
        if wire.reset {
            return Err(io::Error::from_raw_os_error(EPIPE));
        }
        let offered: usize = pieces.iter().map(|piece| piece.len()).sum();
        assert!(offered > 0, "a write of nothing");
        let mut count = offered.min(peer.capacity - wire.buffered);
        if trouble {
            // There is room again at once, and an edge that says so.
            count = if way == 1 { 0 } else { count.min(1 + self.dice.below(offered)) };
            wire.edge |= count < offered;
        }
        wire.full |= count < offered;
        let before = wire.outbound.len();
        let mut left = count;
        for piece in pieces {
            let taken = piece.len().min(left);
            wire.outbound.extend_from_slice(&piece[..taken]);
            left -= taken;
        }
        if self.plant == Plant::Garbles && count > 0 && self.dice.below(20) == 0 {
            wire.outbound[before] ^= 1;
        }
        wire.buffered += if peer.capacity == usize::MAX { 0 } else { count };
        if wire.buffered > 0 && peer.is_reading() && peer.next.is_none() {
            peer.next = Some(self.time + 1);
        }
        if count == 0 {
            return Err(ErrorKind::WouldBlock.into());
        }
        wire.times.active = self.time;
        self.progress += 1;
        self.written += count as u64;
        self.trace(|| format!("peer {number} is sent {count} of {offered}"));
        Ok(count)
    }

    fn called(&mut self) {
        self.calls += 1;
        assert!(self.calls < CALLS, "a poll that does not end");
    }

    fn act_if_due(&mut self) {
        for number in 0..self.peers.len() {
            if self.peers[number].due().is_some_and(|at| at <= self.time) {
                self.progress += 1;
                self.act(number);
            }
        }
    }

    fn has_edges(&self) -> bool {
        let door = self.door.is_some_and(|(_, edge)| edge);
        door || self.wires.iter().any(|wire| wire.edge && wire.token.is_some() && wire.closed.is_none())
    }

    /// Lets time go by until something is ready, or until then; false when that would be never.
    fn pass(&mut self, until: Option<u64>) -> bool {
        self.act_if_due();
        while !self.has_edges() {
            let next = self.peers.iter().filter_map(Peer::due).min();
            let to = match (next, until) {
                (Some(next), until) if until.is_none_or(|until| next <= until) => next,
                (_, Some(until)) => until,
                (_, None) => return false,
            };
            if to > self.time {
                self.progress += 1;
                let passed = u32::try_from(to - self.time).unwrap();
                self.time = to;
                match self.plant {
                    Plant::StopsTime => self.skew = self.skew.wrapping_sub(passed),
                    Plant::HastensTime => self.skew = self.skew.wrapping_add(passed),
                    _ => {}
                }
            }
            self.act_if_due();
            if Some(to) == until {
                break;
            }
        }
        true
    }

    fn edges(&mut self) -> Vec<Ready> {
        let mut ready = Vec::new();
        if let Some((token, edge)) = &mut self.door
            && std::mem::take(edge)
        {
            ready.push(Ready { token: *token, readable: true, writable: false, ended: false, failed: false });
        }
        for (wire, peer) in self.wires.iter_mut().zip(&self.peers) {
            let Some(token) = wire.token.filter(|_| wire.edge && wire.closed.is_none()) else { continue };
            wire.edge = false;
            ready.push(Ready {
                token,
                readable: !wire.inbound.is_empty() || wire.ended || wire.reset,
                writable: wire.buffered < peer.capacity || wire.reset,
                ended: wire.ended || wire.reset,
                failed: wire.reset,
            });
        }
        for at in (1..ready.len()).rev() {
            ready.swap(at, self.dice.below(at + 1));
        }
        self.progress += ready.len() as u64;
        ready
    }
}

/// The world, as a network.
#[derive(Clone)]
pub struct Simulated(pub Rc<RefCell<World>>);

/// One end of a wire.
pub struct Stream(usize);

impl Net for Simulated {
    type Listener = ();
    type Stream = Stream;

    fn listen(&mut self, _: Door<'_>, token: u32) -> io::Result<((), u16)> {
        self.0.borrow_mut().door = Some((token, false));
        Ok(((), 80))
    }

    fn accept(&mut self, (): &mut (), token: u32) -> io::Result<(Stream, Address)> {
        let world = &mut *self.0.borrow_mut();
        world.called();
        if world.trouble() {
            world.progress += 1;
            let kind = world.dice.below(3);
            return Err(match kind {
                0 => io::Error::from_raw_os_error(EMFILE),
                1 => ErrorKind::Interrupted.into(),
                _ => {
                    if let Some(number) = world.knocking.pop_front() {
                        world.leave(number);
                    }
                    io::Error::from_raw_os_error(ECONNABORTED)
                }
            });
        }
        let number = world.knocking.pop_front().ok_or(ErrorKind::WouldBlock)?;
        world.progress += 1;
        world.trace(|| format!("peer {number} is accepted as {token}"));
        let turned_away = token == TURNED_AWAY;
        assert!(!turned_away || world.open() >= world.places, "somebody is turned away, and there are places");
        for wire in world.wires.iter_mut().filter(|wire| wire.token == Some(token) && !turned_away) {
            assert!(wire.closed.is_some(), "a token is used twice");
            wire.token = None;
        }
        let now = world.time;
        let wire = &mut world.wires[number];
        (wire.token, wire.edge, wire.turned_away) = (Some(token), true, turned_away);
        (wire.times.accepted, wire.times.active) = (Some(now), now);
        let port = u16::try_from(number).unwrap();
        Ok((Stream(number), Address::ip(([192, 0, 2, 1], port).into())))
    }

    fn read(&mut self, stream: &mut Stream, room: &mut [u8]) -> io::Result<usize> {
        let world = &mut *self.0.borrow_mut();
        world.called();
        assert!(!room.is_empty(), "a read into no room");
        let trouble = world.trouble();
        let interrupted = trouble && world.dice.below(2) == 0;
        let wire = &mut world.wires[stream.0];
        assert!(wire.closed.is_none(), "a read of what is closed");
        if interrupted {
            return Err(ErrorKind::Interrupted.into());
        }
        if wire.reset {
            return Err(io::Error::from_raw_os_error(ECONNRESET));
        }
        if wire.inbound.is_empty() && !wire.ended {
            return Err(ErrorKind::WouldBlock.into());
        }
        world.progress += 1;
        let mut count = room.len().min(wire.inbound.len());
        if trouble && count > 1 {
            // What comes late comes with an edge of its own.
            count = 1 + world.dice.below(count - 1);
            (wire.edge, wire.short) = (true, true);
        }
        wire.inbound.read_exact(&mut room[..count]).unwrap();
        (wire.since, wire.times.active) = (world.time, world.time);
        // What is taken of whoever was turned away is nobody's.
        world.read += if wire.turned_away { 0 } else { count as u64 };
        world.trace(|| format!("{count} octets of peer {} are read", stream.0));
        Ok(count)
    }

    fn peek(&mut self, stream: &mut Stream, room: &mut [u8]) -> io::Result<usize> {
        let world = &mut *self.0.borrow_mut();
        world.called();
        let interrupted = world.trouble();
        let (number, plant) = (stream.0, world.plant);
        let wire = &mut world.wires[number];
        assert!(wire.closed.is_none() && !room.is_empty(), "a look at what is closed, or into no room");
        if interrupted {
            return Err(ErrorKind::Interrupted.into());
        }
        if wire.reset {
            return Err(io::Error::from_raw_os_error(ECONNRESET));
        }
        if wire.inbound.is_empty() && !wire.ended {
            return Err(ErrorKind::WouldBlock.into());
        }
        let (first, second) = wire.inbound.as_slices();
        let seen = first.iter().chain(second).zip(room).map(|(octet, place)| *place = *octet).count();
        if plant == Plant::TakesPeeked {
            wire.inbound.drain(..seen);
        }
        Ok(seen)
    }

    fn write(&mut self, stream: &mut Stream, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
        let pieces: Vec<&[u8]> = pieces.iter().map(|piece| &piece[..]).collect();
        self.0.borrow_mut().take(stream.0, &pieces)
    }

    fn send_file(&mut self, stream: &mut Stream, file: &File, at: u64, most: usize) -> io::Result<usize> {
        let world = &mut *self.0.borrow_mut();
        if !world.sends_files {
            return Err(ErrorKind::Unsupported.into());
        }
        if world.trouble() {
            return Err(ErrorKind::InvalidInput.into());
        }
        let mut octets = [0; 8_192];
        let room = most.min(octets.len());
        let count = file.read_at(&mut octets[..room], at)?;
        world.take(stream.0, &[&octets[..count]])
    }

    fn shutdown(&mut self, stream: &mut Stream) {
        let mut world = self.0.borrow_mut();
        world.progress += 1;
        world.trace(|| format!("peer {} is shut", stream.0));
        let wire = &mut world.wires[stream.0];
        assert!(!wire.shut && wire.closed.is_none(), "shut twice");
        wire.shut = true;
        let next = world.time + 1;
        world.peers[stream.0].next.get_or_insert(next);
    }

    fn close(&mut self, stream: Stream, cut: bool) {
        let mut world = self.0.borrow_mut();
        world.progress += 1;
        world.trace(|| format!("peer {} is closed, cut: {cut}", stream.0));
        let (hidden, now) = (world.plant == Plant::HidesCuts, world.time);
        let waited = !world.knocking.is_empty() || world.wires.iter().any(|wire| wire.times.accepted == Some(now));
        let displaced = waited && world.open() >= world.places;
        let wire = &mut world.wires[stream.0];
        assert!(wire.closed.is_none(), "closed twice");
        wire.closed = Some(cut && !hidden);
        (wire.times.closed, wire.displaced) = (now, displaced);
        world.peers[stream.0].next = None;
    }

    fn close_listener(&mut self, (): ()) {
        let mut world = self.0.borrow_mut();
        world.door = None;
        while let Some(number) = world.knocking.pop_front() {
            world.leave(number);
        }
    }

    fn wait(&mut self, wait_ms: Option<u32>, tell: &mut dyn FnMut(Ready)) -> io::Result<bool> {
        let mut world = self.0.borrow_mut();
        world.called();
        if world.trouble() {
            // A signal came.
            world.progress += 1;
            return Ok(true);
        }
        let until = wait_ms.map(|ms| world.time + u64::from(ms));
        if !world.pass(until) {
            world.stuck = true;
            return Ok(true);
        }
        let ready = world.edges();
        drop(world);
        ready.into_iter().for_each(tell);
        Ok(false)
    }

    fn wake(&self) {}

    fn now(&mut self) -> u32 {
        let world = self.0.borrow();
        let [a, b, c, d, ..] = world.time.to_le_bytes();
        u32::from_le_bytes([a, b, c, d]).wrapping_add(world.skew)
    }

    fn seconds(&mut self) -> i64 {
        784_111_777
    }
}
