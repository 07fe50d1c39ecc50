// SPDX-License-Identifier: MIT OR Apache-2.0
//! One run: a server, its program and its peers, until all is over; and what must hold meanwhile.

use std::cell::RefCell;
use std::fs::File;
use std::rc::Rc;

use oyez::error::{Reason, Trouble};
use oyez::exchange::{Config, NO_TIMEOUT};
use oyez::server::{Event, Server, ServerConfig};

use super::answer::Ways;
use super::fairness::{Case, Circumstances};
use super::greeting::Names;
use super::network::{Simulated, World};
use super::peer::{Leaving, Peer};
use super::program::{After, Program, Story};
use super::script::{SERVED, Setting};
use super::{Plant, Said, probe, verdict};
use crate::dice::Dice;

/// More polls than any run needs.
const POLLS: u32 = 30_000;

/// Polls in a row in which nothing happens, though they may wait.
const IN_VAIN: u32 = 100;

/// Milliseconds for a head, and for another request.
const HEAD_MS: u32 = 1_000;
const IDLE_MS: u32 = 800;

/// A run.
pub struct Scenario {
    pub net: Simulated,
    pub server: Server<Simulated>,
    pub program: Program,
    pub config: ServerConfig<'static>,
    /// It stands behind a proxy.
    pub proxied: bool,
    dice: Dice,
    /// The clock jumps.
    jumps: bool,
    drains: Option<u32>,
    /// What is left of a drain is cut.
    pub cuts: bool,
    drained: bool,
    in_vain: u32,
}

/// Runs a seed; why it failed, if it did.
pub fn run(seed: u64, plant: Plant, file: &File, tracing: bool) -> Said<()> {
    let mut scenario = Scenario::new(seed, plant, file.try_clone().unwrap(), tracing);
    while !scenario.is_over() {
        scenario.poll()?;
        if scenario.program.ways.polls > POLLS {
            return Err("it never ends".into());
        }
    }
    scenario.settle()
}

impl Scenario {
    fn new(seed: u64, plant: Plant, file: File, tracing: bool) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..4 {
            dice.below(2);
        }
        // Many who wait for events, and few buffers; or all sorts.
        let setting = Setting { proxied: dice.below(4) == 0, watching: dice.below(8) == 0 };
        let choosy = dice.below(3) == 0;
        let connections = if setting.watching { 12 } else { dice.pick(&[1, 2, 4, 8]) };
        let exchanges = dice.pick(&[connections, connections, 1, 2]).min(connections);
        let config = ServerConfig {
            connections,
            exchanges: if setting.watching { dice.pick(&[1, 1, 2]) } else { exchanges },
            max_pending: dice.pick(&[16_384, 32_768]),
            input_size: dice.pick(&[512, 700, 2_048]),
            output_size: dice.pick(&[512, 1_000, 4_096]),
            connection: Config {
                head_ms: HEAD_MS,
                content_ms: 1_200,
                idle_ms: IDLE_MS,
                send_ms: 1_500,
                max_content: dice.pick(&[0, 0, 700]),
                max_discard: dice.pick(&[0, 50]),
                ..Config::default()
            },
            retry_after: dice.pick(&[0, 0, 0, 5]),
            terse: dice.below(4) == 0,
            hosts: if choosy && plant != Plant::ServesAll { &SERVED } else { &[] },
            ..ServerConfig::default()
        };
        let most = if setting.watching { 9 } else { dice.pick(&[1, 3, 9]) };
        let peers: Vec<_> = (0..=dice.below(most)).map(|number| Peer::new(&mut dice, number, setting)).collect();
        // Some begin just before the clock wraps.
        let skew = dice.pick(&[0, u32::MAX - 700, (1 << 31) - 700]);
        let troubles = dice.pick(&[0, 0, 30, 200]);
        let own = |dice: &mut Dice| Dice(1 + dice.below(usize::MAX) as u64);
        let program = Program {
            dice: own(&mut dice),
            plant,
            scripts: peers.iter().map(|peer| Rc::clone(&peer.script)).collect(),
            ends: peers.iter().map(|peer| peer.leaving == Leaving::HalfCloses).collect(),
            stories: std::collections::BTreeMap::new(),
            ways: Ways { most: config.max_pending + 1, watching: setting.watching, polls: 0 },
            now: 0,
            sents: 0,
            requests: 0,
            file,
            choosy,
            terse: config.terse,
            draining: false,
            gone: false,
        };
        let mut world = World::new(own(&mut dice), plant, peers, skew, troubles, tracing);
        world.sends_files = dice.below(2) == 0;
        (world.places, world.buffers) = (connections, config.exchanges);
        let net = Simulated(Rc::new(RefCell::new(world)));
        let mut server = Server::new(net.clone(), &config).unwrap();
        server.listen("", 0).unwrap();
        if setting.proxied {
            server.require_proxy(0).unwrap();
        }
        let jumps = dice.below(6) == 0;
        net.0.borrow().trace(|| {
            let (buffers, input, output) = (config.exchanges, config.input_size, config.output_size);
            let sizes = format!("{connections} places, {buffers} buffers of {input} and {output}");
            format!("{setting:?}, {sizes}, troubles {troubles}, jumps {jumps}, {:?}", config.connection)
        });
        let drains = (dice.below(4) == 0).then(|| 1 + u32::try_from(dice.below(60)).unwrap());
        let proxied = setting.proxied;
        let (cuts, drained, in_vain) = (false, false, 0);
        Scenario { net, server, program, config, proxied, dice, jumps, drains, cuts, drained, in_vain }
    }

    fn is_over(&self) -> bool {
        let told = self.program.stories.values().all(|story| story.closed);
        let over = (self.drained || self.net.0.borrow().is_over()) && self.server.count() == 0 && told;
        over && (self.drained || self.drains.is_none_or(|at| at > self.program.ways.polls))
    }

    /// One poll, with what is done before and after it.
    fn poll(&mut self) -> Said<()> {
        self.program.ways.polls += 1;
        self.program.now = self.net.0.borrow().time;
        self.meddle()?;
        let timeout = match self.program.due().map(|due| due - self.program.now) {
            Some(0) => self.dice.pick(&[0, 1, 20]),
            Some(left) => i32::try_from(left).unwrap(),
            None => self.dice.pick(&[-1, -1, -1, 0, 30]),
        };
        let before = self.start_poll();
        let Some(mut turn) = self.server.poll(timeout).map_err(|error| format!("poll: {error}"))? else {
            return self.nothing_told(before, timeout);
        };
        let id = turn.id;
        self.net.0.borrow().trace(|| format!("{:x} {:.100}", id, format!("{:?}", turn.event)));
        match turn.event {
            Event::Drained if self.drained || self.drains.is_none() => return Err("drained of nothing".into()),
            Event::Drained => self.drained = true,
            Event::More => return self.nothing_told(before, timeout),
            event => {
                let token = u32::try_from(id & 0xffff_ffff).unwrap();
                let owner = self.net.0.borrow().owner_of(token).ok_or("an event of no peer")?;
                if let Event::Fault(fault) = event
                    && !self.jumps
                {
                    is_to_blame(&self.net.0.borrow(), &self.program, owner, fault.reason)?;
                }
                {
                    let world = self.net.0.borrow();
                    (self.program.now, self.program.gone) = (world.time, world.wires[owner].reset);
                }
                let over = matches!(event, Event::Closed);
                let after = self.program.take(&mut turn, owner)?;
                if !over {
                    self.is_named(id, owner)?;
                }
                if let Some(after) = after {
                    self.after(id, after)?;
                }
            }
        }
        self.in_vain = 0;
        self.counts_agree()
    }

    /// A connection's peer is whom the proxy names.
    fn is_named(&self, id: u64, owner: usize) -> Said<()> {
        let told = self.server.peer(id).ok_or("an event of nobody's")?;
        let right = match &self.program.scripts[owner].names {
            Names::Socket => told == format!("192.0.2.1:{owner}"),
            Names::Peer(name) => told == name,
            Names::Wrong | Names::CutOff => false,
        };
        if right { Ok(()) } else { Err(format!("peer {owner} is told as {told}")) }
    }

    fn start_poll(&self) -> u64 {
        let mut world = self.net.0.borrow_mut();
        world.calls = 0;
        world.progress
    }

    /// What the program and the world do between two polls.
    fn meddle(&mut self) -> Said<()> {
        if self.drains == Some(self.program.ways.polls) {
            let within = self.dice.pick(&[0, 40, 3_000, NO_TIMEOUT]);
            self.net.0.borrow().trace(|| format!("drain within {within}"));
            self.server.drain(within);
            (self.program.draining, self.cuts) = (true, within != NO_TIMEOUT);
        }
        if self.jumps && self.dice.below(50) == 0 {
            let by = self.dice.pick(&[500, 5_000, 3_600_000, 500u32.wrapping_neg(), 90_000u32.wrapping_neg()]);
            let mut world = self.net.0.borrow_mut();
            world.skew = world.skew.wrapping_add(by);
            world.trace(|| format!("the clock jumps by {}", by.cast_signed()));
        }
        let open: Vec<u64> =
            self.program.stories.iter().filter(|(_, story)| !story.closed).map(|(id, _)| *id).collect();
        for id in open {
            match self.program.stories[&id].paused {
                Some(until) if until <= self.program.ways.polls => self.after(id, After::Resume)?,
                None if self.dice.below(300) == 0 => {
                    let polls = u32::try_from(self.dice.below(30)).unwrap();
                    self.after(id, After::Pause(self.program.ways.polls + polls))?;
                }
                _ => {}
            }
            let begun = self.program.stories[&id].tunnel.as_ref().is_some_and(|tunnel| tunnel.begun);
            if self.dice.below(if begun { 30 } else { 300 }) == 0 {
                let size = self.dice.pick(&[0, 5, 2_048, 2_048]);
                self.take_over(id, size)?;
                if self.program.stories[&id].taken {
                    continue;
                }
            }
            // It may also be looked at, and nothing done.
            let story = &self.program.stories[&id];
            if !story.is_over() || story.tunnel.is_some() || self.dice.below(8) == 0 {
                let mut sender = self.server.sender(id).ok_or("gone without a word")?;
                self.program.go_on(&mut sender, id)?;
            }
        }
        Ok(())
    }

    fn after(&mut self, id: u64, after: After) -> Said<()> {
        let story = self.program.stories.get_mut(&id).unwrap();
        match after {
            After::Pause(until) => {
                story.paused = Some(until);
                self.server.pause(id, true);
            }
            After::Resume => {
                story.paused = None;
                self.server.pause(id, false);
            }
            After::Used(count) => self.server.used(id, count).map_err(|misuse| format!("used: {misuse}"))?,
        }
        Ok(())
    }

    /// A poll told nothing: something must have happened, or time must have passed.
    fn nothing_told(&mut self, before: u64, timeout: i32) -> Said<()> {
        let mut world = self.net.0.borrow_mut();
        let (open, waiting) = (self.server.count(), world.knocking.len());
        // With nobody there it may well wait for ever.
        if std::mem::take(&mut world.stuck) && open + waiting > 0 {
            return Err(format!("it waits for what never comes: {open} are open, {waiting} wait"));
        }
        let due = self.server.interest().wait_ms == 0;
        if world.progress != before || timeout == 0 && !due {
            self.in_vain = 0;
            return Ok(());
        }
        self.in_vain += 1;
        if self.in_vain > IN_VAIN { Err(format!("it spins, with a timeout of {timeout}")) } else { Ok(()) }
    }

    fn counts_agree(&self) -> Said<()> {
        let (world, stats) = (self.net.0.borrow(), self.server.stats());
        let open = world.open();
        if open != self.server.count() || open > self.config.connections + 1 {
            return Err(format!("{open} are open, {} are counted", self.server.count()));
        }
        let turned_away = world.wires.iter().filter(|wire| wire.turned_away).count();
        if stats.turned_away != turned_away as u64 {
            return Err(format!("{} are counted that were turned away, not {turned_away}", stats.turned_away));
        }
        let counted = (stats.received, stats.sent, stats.requests);
        if counted == (world.read, world.written, self.program.requests) {
            return Ok(());
        }
        Err(format!("counted {counted:?}, not {:?}", (world.read, world.written, self.program.requests)))
    }

    fn circumstances(&self) -> Circumstances {
        let config = &self.config.connection;
        Circumstances {
            jumps: self.jumps,
            drains: self.program.draining,
            cuts: self.cuts,
            head_ms: HEAD_MS.into(),
            idle_ms: IDLE_MS.into(),
            most: if config.max_content == 0 { usize::MAX } else { usize::try_from(config.max_content).unwrap() },
            discards: if config.max_discard == 0 { 65_536 } else { usize::try_from(config.max_discard).unwrap() },
        }
    }

    /// All is over: was everything right, and is everything free?
    fn settle(mut self) -> Said<()> {
        self.counts_agree()?;
        {
            let (world, unknown) = (self.net.0.borrow(), Story::default());
            let case = Case { world: &world, stories: &self.program.stories, under: self.circumstances() };
            for (number, wire) in world.wires.iter().enumerate() {
                let story = self.program.stories.values().find(|story| story.peer == number).unwrap_or(&unknown);
                let heard = verdict::judge(wire, story, &world.peers[number].script);
                let just = heard.and_then(|heard| case.judge(number, story, heard));
                just.map_err(|claim| format!("peer {number}: {claim}"))?;
            }
        }
        if self.server.stats().responses < self.program.sents {
            return Err("more was told sent than has left".into());
        }
        // Where a clock went back, the listener may have to wait for long.
        let taken = self.jumps && self.program.stories.values().any(|story| story.taken);
        let open = self.drains.is_none_or(|at| at > self.program.ways.polls);
        if open && !taken { probe::is_all_free(&mut self) } else { Ok(()) }
    }
}

/// A timeout must be the peer's doing, unless the clock jumped.
fn is_to_blame(world: &World, program: &Program, owner: usize, reason: Reason) -> Said<()> {
    let (wire, peer) = (&world.wires[owner], &world.peers[owner]);
    let paused = program.stories.values().any(|story| story.peer == owner && story.paused.is_some());
    if paused {
        return Ok(());
    }
    match reason {
        Reason::Trouble(Trouble::TimeoutHead | Trouble::TimeoutContent)
            if !wire.inbound.is_empty() && wire.since < world.time =>
        {
            Err(format!("{} while {} octets wait to be read", reason.name(), wire.inbound.len()))
        }
        Reason::Trouble(Trouble::TimeoutSend) if wire.buffered < peer.capacity => {
            Err("the peer would have taken more".into())
        }
        _ => Ok(()),
    }
}
