// SPDX-License-Identifier: MIT OR Apache-2.0
//! How a peer behaves: when it comes, how fast it sends and reads, how it leaves.

use super::network::World;
use super::script::Script;
use crate::dice::Dice;

/// How a peer leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// It sends no more once it has said all, and reads on.
    HalfCloses,
    /// It stays until the server closes.
    Stays,
}

/// A peer.
#[derive(Debug)]
pub struct Peer {
    pub script: Script,
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
    /// At a gate, since when it waits, and how much it had been sent then.
    waits: Option<(u64, usize)>,
    pub knocked: bool,
}

/// How long it waits for a 100 (Continue).
const GATE_MS: u64 = 150;

impl Peer {
    pub fn new(dice: &mut Dice, number: usize) -> Self {
        let comes = dice.below(200) as u64;
        Peer {
            script: Script::new(dice, number),
            leaving: dice.pick(&[Leaving::HalfCloses, Leaving::HalfCloses, Leaving::Stays]),
            sent: 0,
            ended: false,
            sends: dice.pick(&[usize::MAX, usize::MAX, 1_000, 100, 20]),
            reads: dice.pick(&[usize::MAX, usize::MAX, usize::MAX, 5_000, 900, 0]),
            pace: dice.pick(&[0, 1, 10, 60]),
            capacity: dice.pick(&[usize::MAX, 60_000, 4_000, 300, 23]),
            next: Some(comes),
            resets: (dice.below(6) == 0).then(|| comes + dice.below(400) as u64),
            waits: None,
            knocked: false,
        }
    }

    /// One that says this, and takes so much of what it is sent every so many milliseconds.
    pub fn saying(octets: &[u8], reads: usize, pace: usize) -> Self {
        let script = Script { octets: octets.to_vec(), ..Script::default() };
        let (leaving, capacity) = (Leaving::Stays, reads);
        let sends = usize::MAX;
        let (next, resets, waits) = (Some(0), None, None);
        Peer {
            script,
            leaving,
            sent: 0,
            ended: false,
            sends,
            reads,
            pace,
            capacity,
            next,
            resets,
            waits,
            knocked: false,
        }
    }

    /// When something of it is due.
    pub fn due(&self) -> Option<u64> {
        [self.next, self.resets].into_iter().flatten().min()
    }

    /// Whether it takes anything at all.
    pub fn is_reading(&self) -> bool {
        self.reads > 0
    }
}

impl World {
    /// What a peer does now.
    pub fn act(&mut self, number: usize) {
        let now = self.time;
        if self.peers[number].resets.is_some_and(|at| at <= now) {
            self.peers[number].resets = None;
            if self.peers[number].knocked && self.wires[number].closed.is_none() {
                self.trace(|| format!("peer {number} resets"));
                let wire = &mut self.wires[number];
                (wire.reset, wire.edge) = (true, true);
                wire.inbound.clear();
                self.peers[number].next = None;
            }
            return;
        }
        self.peers[number].next = None;
        if !self.peers[number].knocked {
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
        let now = self.time;
        let sent_to_it = self.wires[number].outbound.len();
        let peer = &mut self.peers[number];
        let left = peer.script.octets.len() - peer.sent;
        if left == 0 {
            if peer.leaving == Leaving::HalfCloses && !peer.ended {
                peer.ended = true;
                let wire = &mut self.wires[number];
                (wire.ended, wire.edge) = (true, true);
                self.trace(|| format!("peer {number} half-closes"));
            }
            return false;
        }
        let gate = peer.script.gates.iter().copied().find(|gate| *gate >= peer.sent).unwrap_or(usize::MAX);
        if gate == peer.sent {
            let (since, before) = *peer.waits.get_or_insert((now, sent_to_it));
            if sent_to_it == before && now < since + GATE_MS {
                return true;
            }
            peer.script.gates.retain(|other| *other != gate);
            peer.waits = None;
            return true;
        }
        let most = left.min(peer.sends).min(gate - peer.sent);
        let count = if peer.sends == usize::MAX { most } else { 1 + self.dice.below(most) };
        let octets = peer.script.octets[peer.sent..peer.sent + count].to_vec();
        peer.sent += count;
        self.trace(|| format!("peer {number} sends {:?}", String::from_utf8_lossy(&octets[..count.min(80)])));
        self.arrive(number, &octets);
        // Often the end comes with the last octets.
        if peer_is_done(&self.peers[number]) && self.dice.below(2) == 0 {
            return self.say(number);
        }
        true
    }
}

fn peer_is_done(peer: &Peer) -> bool {
    peer.sent == peer.script.octets.len()
}
