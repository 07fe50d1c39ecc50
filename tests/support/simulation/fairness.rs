// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether whoever did nothing wrong was served, and whoever did was not.

use std::collections::BTreeMap;

use oyez::error::{Reason, Violation};

use super::Said;
use super::greeting::Names;
use super::network::World;
use super::program::Story;
use super::script::Script;
use super::verdict::Heard;
use super::wire::Wire;

/// What a server may do for reasons of its own.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances {
    /// The clock jumped.
    pub jumps: bool,
    /// It was told to drain, and perhaps to cut after a while.
    pub drains: bool,
    pub cuts: bool,
    /// How long it waits for a first request, and for another; so long it may also keep who has asked waiting.
    pub head_ms: u64,
    pub idle_ms: u64,
    /// Octets of content that it takes, and that it drops.
    pub most: usize,
    pub discards: usize,
}

/// A run that is over, and what a peer is judged by.
pub struct Case<'c> {
    pub world: &'c World,
    pub stories: &'c BTreeMap<u64, Story>,
    pub under: Circumstances,
}

impl Case<'_> {
    /// Judges whether a peer was heard to its end.
    pub fn judge(&self, number: usize, story: &Story, heard: Heard) -> Said<()> {
        let (world, under) = (self.world, &self.under);
        let (wire, peer) = (&world.wires[number], &world.peers[number]);
        let script = &*peer.script;
        let Some(accepted) = wire.times.accepted.filter(|_| !wire.turned_away) else { return Ok(()) };
        if matches!(script.names, Names::Wrong | Names::CutOff) {
            return is_turned_away(wire, script, accepted, under);
        }
        let wanting = !script.honest || peer.slow || !peer.is_reading() || wire.reset;
        let unlucky = story.aborted || story.taken || under.jumps || world.is_scarce() && wire.short;
        if wanting || unlucky || under.is_too_much(script) {
            return Ok(());
        }
        if wire.closed == Some(true) && !under.cuts {
            return Err("an honest peer is cut".into());
        }
        let due = script.asked.iter().position(|asked| !asked.persists).map_or(script.asked.len(), |last| last + 1);
        let raw = heard.answered == due && script.raw.is_some();
        let mut faults = story.faults.iter().filter(|fault| fault.reason != MISDIRECTED && !raw && !under.cuts);
        if let Some(fault) = faults.next() {
            return Err(format!("an honest peer is at fault: {fault}"));
        }
        if heard.answered >= due || heard.last || story.tunnel.is_some() || under.drains {
            return Ok(());
        }
        // Between exchanges it may be closed because its time is over; before one, because the others had all buffers.
        let times = wire.times;
        let patient = match story.exchanges.is_empty() {
            true => times.closed < accepted + under.head_ms,
            false => times.closed < times.active + under.idle_ms,
        };
        let asked = Some(peer.asked).filter(|_| script.asked[heard.answered].head.end <= peer.sent);
        match asked {
            _ if patient && !wire.displaced => Err(format!("an honest peer got {} answers of {due}", heard.answered)),
            Some(asked) if patient && asked < times.closed && world.troubles == 0 => {
                Err("an honest peer that has asked makes place for another".into())
            }
            Some(asked) if !patient && asked + A_WHILE_MS < times.closed && !self.are_lent(number) => {
                Err("an honest peer is given up, and there are buffers".into())
            }
            _ => Ok(()),
        }
    }

    /// Whether all buffers may have been lent to others for a while before a connection was closed.
    fn are_lent(&self, number: usize) -> bool {
        let closed = self.world.wires[number].times.closed;
        let since = closed.saturating_sub(A_WHILE_MS);
        let holders = self.world.wires.iter().enumerate().filter(|(other, wire)| {
            let times = wire.times;
            let there =
                !wire.turned_away && times.accepted.is_some_and(|accepted| accepted <= closed) && times.closed >= since;
            *other != number && there && !self.is_idle(*other, since)
        });
        holders.count() >= self.world.buffers
    }

    /// Whether a connection had nothing under way from then on until it was closed.
    fn is_idle(&self, number: usize, since: u64) -> bool {
        let (wire, peer) = (&self.world.wires[number], &self.world.peers[number]);
        let story = self.stories.values().find(|story| story.peer == number);
        let over = story.is_none_or(|story| story.is_over() && story.busy < since && story.faults.is_empty());
        let taken = peer.sent - wire.inbound.len();
        let all = peer.script.end_of(story.map_or(0, |story| story.exchanges.len()));
        over && wire.times.active < since && taken <= all
    }
}

impl Circumstances {
    /// Whether more content is sent than is taken, or dropped: with chunks, that shows too late to be said.
    fn is_too_much(&self, script: &Script) -> bool {
        script.asked.iter().any(|asked| {
            let len = asked.content.len();
            len > self.most || asked.chunked && len + TRAILERS > self.discards
        })
    }
}

/// Buffers that are given back are lent again within this time.
const A_WHILE_MS: u64 = 100;

/// Octets of a trailer section.
const TRAILERS: usize = 8;

const MISDIRECTED: Reason = Reason::Violation(Violation::HostMisdirected);

/// Whoever does not come through a proxy as it should gets no answer, and no time.
fn is_turned_away(wire: &Wire, script: &Script, accepted: u64, under: &Circumstances) -> Said<()> {
    let times = wire.times;
    if !wire.outbound.is_empty() {
        return Err("who does not say whose connection it is gets an answer".into());
    }
    if wire.closed == Some(true) && !under.cuts {
        return Err("who does not say whose connection it is, is cut".into());
    }
    let due = match times.greeted {
        Some(greeted) if script.names == Names::Wrong => accepted.max(greeted),
        _ if under.jumps => u64::MAX,
        _ => accepted + under.head_ms,
    };
    if times.closed > due { Err("who does not say whose connection it is may stay".into()) } else { Ok(()) }
}
