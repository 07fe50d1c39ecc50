// SPDX-License-Identifier: MIT OR Apache-2.0
//! How a peer behaves: when it comes, how fast it sends and reads, how it leaves.

use std::rc::Rc;

use super::Plant;
use super::network::World;
use super::script::{Script, Setting};
use crate::dice::Dice;

/// How a peer leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// It sends no more once it has said all, and reads on.
    HalfCloses,
    /// It does so once the server sends no more.
    Follows,
    /// It stays until the server closes.
    Stays,
}

/// A peer.
#[derive(Debug)]
pub struct Peer {
    pub script: Rc<Script>,
    pub leaving: Leaving,
    pub sent: usize,
    pub ended: bool,
    /// Octets it sends at a time, and octets it reads at a time; it may read none.
    sends: usize,
    reads: usize,
    /// Milliseconds between what it does.
    pace: usize,
    /// Octets its socket holds for it.
    pub capacity: usize,
    /// When it does something next.
    pub next: Option<u64>,
    pub resets: Option<u64>,
    /// Gates that it has passed.
    passed: usize,
    /// At a gate, since when it waits, and how much it had been sent then.
    waits: Option<(u64, usize)>,
    /// When it came.
    pub knocked: Option<u64>,
    /// When it began the head that it sends.
    began: u64,
    /// When it last sent the end of a head.
    pub asked: u64,
    /// One of its heads took so long that a server might give it up.
    pub slow: bool,
}

/// How long it waits for a 100 (Continue), or for an answer.
const GATE_MS: u64 = 150;

/// A head that took so long might be given up.
const SLOW_MS: u64 = 900;

impl Peer {
    pub fn new(dice: &mut Dice, number: usize, setting: Setting) -> Self {
        let comes = dice.below(200) as u64;
        let script = Script::new(dice, number, setting);
        let leaving = match dice.below(6) {
            0..3 => Leaving::HalfCloses,
            // Where HTTP has ended, no time is set to whoever stays.
            3 if script.raw.is_none() => Leaving::Stays,
            _ => Leaving::Follows,
        };
        Peer {
            script: Rc::new(script),
            leaving,
            sent: 0,
            ended: false,
            sends: dice.pick(&[usize::MAX, usize::MAX, usize::MAX, usize::MAX, 1_000, 100, 20]),
            reads: dice.pick(&[usize::MAX, usize::MAX, usize::MAX, 5_000, 900, 0]),
            pace: dice.pick(&[0, 1, 10, 60]),
            capacity: dice.pick(&[usize::MAX, 60_000, 4_000, 300, 23]),
            next: Some(comes),
            resets: (dice.below(6) == 0).then(|| comes + dice.below(400) as u64),
            passed: 0,
            waits: None,
            knocked: None,
            began: 0,
            asked: 0,
            slow: false,
        }
    }

    /// One that says this, and takes so much of what it is sent every so many milliseconds.
    pub fn saying(octets: &[u8], reads: usize, pace: usize) -> Self {
        let script = Script { octets: octets.to_vec(), ..Script::default() };
        Peer {
            script: Rc::new(script),
            leaving: Leaving::Stays,
            sent: 0,
            ended: false,
            sends: usize::MAX,
            reads,
            pace,
            capacity: reads,
            next: Some(0),
            resets: None,
            passed: 0,
            waits: None,
            knocked: None,
            began: 0,
            asked: 0,
            slow: false,
        }
    }

    /// When something of it is due.
    pub fn due(&self) -> Option<u64> {
        match (self.next, self.resets) {
            (Some(next), Some(resets)) => Some(next.min(resets)),
            (next, resets) => next.or(resets),
        }
    }

    /// Whether it takes anything at all.
    pub fn is_reading(&self) -> bool {
        self.reads > 0
    }

    /// Notes how long heads take of which octets are sent now, the last of them up to `end`. Where others may want
    /// its buffers (`scarce`), a head is to come at once.
    fn time_heads(&mut self, end: usize, now: u64, scarce: bool) {
        let (start, knocked) = (self.sent, self.knocked.unwrap_or(0));
        let heads = self.script.asked.iter().map(|asked| &asked.head);
        for head in heads.filter(|head| head.start < end && start < head.end) {
            if head.start >= start {
                // The header of a proxy, and the first octet of the first head, are waited for from the beginning.
                let first = head.start == self.script.greeting;
                self.began = if first { knocked } else { now };
            }
            if head.end <= end {
                self.asked = now;
            }
            let whole = head.start >= start && head.end <= end;
            self.slow |= now - self.began >= SLOW_MS || scarce && !whole;
        }
    }
}

impl World {
    /// What a peer does now.
    pub fn act(&mut self, number: usize) {
        let now = self.time;
        if self.peers[number].resets.is_some_and(|at| at <= now) {
            self.peers[number].resets = None;
            if self.peers[number].knocked.is_some() && self.wires[number].closed.is_none() {
                self.trace(|| format!("peer {number} resets"));
                let wire = &mut self.wires[number];
                (wire.reset, wire.edge) = (true, true);
                wire.inbound.clear();
                self.peers[number].next = None;
            }
            return;
        }
        self.peers[number].next = None;
        if self.peers[number].knocked.is_none() {
            self.knock(number);
        } else if self.wires[number].closed.is_some() || self.wires[number].reset {
            return;
        }
        self.receive(number);
        let says_more = self.say(number);
        let held = self.wires[number].buffered > 0 && self.peers[number].is_reading();
        if says_more || held {
            let pace = self.peers[number].pace;
            let pause = 1 + self.dice.below(pace + 1) as u64;
            self.peers[number].next = Some(now + pause);
        }
    }

    /// Takes what was sent to it.
    fn receive(&mut self, number: usize) {
        let reads = self.peers[number].reads;
        let wire = &mut self.wires[number];
        let taken = wire.buffered.min(reads);
        wire.buffered -= taken;
        if taken > 0 && wire.full {
            wire.full = false;
            self.tell_room(number);
        }
    }

    /// Says some more; whether there is more to say.
    fn say(&mut self, number: usize) -> bool {
        let (now, scarce) = (self.time, self.is_scarce());
        let sent_to_it = self.wires[number].outbound.len();
        let peer = &mut self.peers[number];
        let script = Rc::clone(&peer.script);
        let left = script.octets.len() - peer.sent;
        if left == 0 {
            let ends = match peer.leaving {
                Leaving::HalfCloses => true,
                Leaving::Follows => self.wires[number].shut,
                Leaving::Stays => false,
            };
            if ends && !peer.ended {
                peer.ended = true;
                let wire = &mut self.wires[number];
                wire.ended = true;
                wire.edge |= self.plant != Plant::HidesEnds;
                self.trace(|| format!("peer {number} half-closes"));
            }
            return false;
        }
        let gate = script.gates.get(peer.passed).copied().unwrap_or(usize::MAX);
        if gate == peer.sent {
            let (since, before) = *peer.waits.get_or_insert((now, sent_to_it));
            if sent_to_it == before && now < since + GATE_MS {
                return true;
            }
            peer.passed += 1;
            peer.waits = None;
            return true;
        }
        let most = left.min(peer.sends).min(gate - peer.sent);
        let count = if peer.sends == usize::MAX { most } else { 1 + self.dice.below(most) };
        let from = peer.sent;
        peer.time_heads(from + count, now, scarce);
        peer.sent += count;
        let octets = &script.octets[from..from + count];
        self.trace(|| format!("peer {number} sends {:?}", String::from_utf8_lossy(&octets[..count.min(80)])));
        self.arrive(number, octets);
        if from < script.greeting && from + count >= script.greeting {
            self.wires[number].times.greeted = Some(now);
        }
        // Often the end comes with the last octets.
        if from + count == script.octets.len() && self.dice.below(2) == 0 {
            return self.say(number);
        }
        true
    }
}
