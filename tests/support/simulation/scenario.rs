// SPDX-License-Identifier: MIT OR Apache-2.0
//! One run: a server, its program and its peers, until all is over; and what must hold meanwhile.

use std::cell::RefCell;
use std::fs::File;
use std::rc::Rc;

use oyez::error::{Reason, Trouble};
use oyez::exchange::{Config, NO_TIMEOUT};
use oyez::server::{Event, Server, ServerConfig};

use super::network::{Simulated, World};
use super::peer::Peer;
use super::program::{After, Program};
use super::{Plant, probe, verdict};
use crate::dice::Dice;

/// More polls than any run needs.
const POLLS: u32 = 30_000;

/// Polls in a row in which nothing happens, though they may wait.
const IN_VAIN: u32 = 100;

/// A run.
pub struct Scenario {
    pub net: Simulated,
    pub server: Server<Simulated>,
    pub program: Program,
    pub config: ServerConfig<'static>,
    dice: Dice,
    /// The clock jumps.
    jumps: bool,
    drains: Option<u32>,
    drained: bool,
    in_vain: u32,
}

/// Runs a seed; why it failed, if it did.
pub fn run(seed: u64, plant: Plant, file: &File, tracing: bool) -> Result<(), String> {
    let mut scenario = Scenario::new(seed, plant, file.try_clone().unwrap(), tracing);
    while !scenario.is_over() {
        scenario.poll()?;
        if scenario.program.polls > POLLS {
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
        let connections = dice.pick(&[1, 2, 4, 8]);
        let config = ServerConfig {
            connections,
            exchanges: dice.pick(&[connections, connections, 1, 2]).min(connections),
            max_pending: dice.pick(&[16_384, 32_768]),
            input_size: dice.pick(&[512, 700, 2_048]),
            output_size: dice.pick(&[512, 1_000, 4_096]),
            connection: Config {
                head_ms: 1_000,
                content_ms: 1_200,
                idle_ms: 800,
                send_ms: 1_500,
                max_content: dice.pick(&[0, 0, 700]),
                max_discard: dice.pick(&[0, 50]),
                ..Config::default()
            },
            ..ServerConfig::default()
        };
        let most = dice.pick(&[1, 3, 9]);
        let peers = (0..=dice.below(most)).map(|number| Peer::new(&mut dice, number)).collect();
        // Some begin just before the clock wraps.
        let skew = dice.pick(&[0, u32::MAX - 700, (1 << 31) - 700]);
        let troubles = dice.pick(&[0, 0, 30, 200]);
        let own = |dice: &mut Dice| Dice(1 + dice.below(usize::MAX) as u64);
        let world = World::new(own(&mut dice), plant, peers, skew, troubles, tracing);
        let net = Simulated(Rc::new(RefCell::new(world)));
        let mut server = Server::new(net.clone(), &config).unwrap();
        server.listen("", 0).unwrap();
        let jumps = dice.below(6) == 0;
        let program = Program {
            dice: own(&mut dice),
            plant,
            stories: std::collections::BTreeMap::new(),
            polls: 0,
            sents: 0,
            requests: 0,
            most: config.max_pending + 1,
            file,
            lenient: jumps || config.exchanges < config.connections,
        };
        let drains = (dice.below(4) == 0).then(|| 1 + u32::try_from(dice.below(60)).unwrap());
        Scenario { net, server, program, config, dice, jumps, drains, drained: false, in_vain: 0 }
    }

    fn is_over(&self) -> bool {
        let told = self.program.stories.values().all(|story| story.closed);
        let over = (self.drained || self.net.0.borrow().is_over()) && self.server.count() == 0 && told;
        over && (self.drained || self.drains.is_none_or(|at| at > self.program.polls))
    }

    /// One poll, with what is done before and after it.
    fn poll(&mut self) -> Result<(), String> {
        self.program.polls += 1;
        self.meddle()?;
        let timeout = match self.program.is_busy() {
            true => self.dice.pick(&[0, 1, 20]),
            false => self.dice.pick(&[-1, -1, -1, 0, 30]),
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
                if let Event::Fault(fault) = event {
                    is_to_blame(&self.net.0.borrow(), &self.program, owner, fault.reason)?;
                }
                let asked = self.net.0.borrow().peers[owner].script.asked.clone();
                if let Some(after) = self.program.take(&mut turn, owner, &asked)? {
                    self.after(id, after)?;
                }
            }
        }
        self.in_vain = 0;
        self.counts_agree()
    }

    fn start_poll(&self) -> u64 {
        let mut world = self.net.0.borrow_mut();
        world.calls = 0;
        world.progress
    }

    /// What the program and the world do between two polls.
    fn meddle(&mut self) -> Result<(), String> {
        if self.drains == Some(self.program.polls) {
            let within = self.dice.pick(&[0, 40, 3_000, NO_TIMEOUT]);
            self.net.0.borrow().trace(|| format!("drain within {within}"));
            self.server.drain(within);
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
            let paused = self.program.stories[&id].paused;
            if paused.is_some_and(|until| until <= self.program.polls) {
                self.after(id, After::Resume)?;
            }
            let mut sender = self.server.sender(id).ok_or("gone without a word")?;
            self.program.go_on(&mut sender, id)?;
        }
        Ok(())
    }

    fn after(&mut self, id: u64, after: After) -> Result<(), String> {
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
    fn nothing_told(&mut self, before: u64, timeout: i32) -> Result<(), String> {
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

    fn counts_agree(&self) -> Result<(), String> {
        let (world, stats) = (self.net.0.borrow(), self.server.stats());
        let open = world.wires.iter().filter(|wire| wire.token.is_some() && wire.closed.is_none()).count();
        if open != self.server.count() || open > self.config.connections + 1 {
            return Err(format!("{open} are open, {} are counted", self.server.count()));
        }
        let counted = (stats.received, stats.sent, stats.requests);
        if counted == (world.read, world.written, self.program.requests) {
            return Ok(());
        }
        Err(format!("counted {counted:?}, not {:?}", (world.read, world.written, self.program.requests)))
    }

    /// All is over: was everything right, and is everything free?
    fn settle(mut self) -> Result<(), String> {
        self.counts_agree()?;
        {
            let world = self.net.0.borrow();
            for (number, wire) in world.wires.iter().enumerate() {
                let story = self.program.stories.values().find(|story| story.peer == number);
                verdict::judge(wire, story).map_err(|claim| format!("peer {number}: {claim}"))?;
            }
        }
        if self.server.stats().responses < self.program.sents {
            return Err("more was told sent than has left".into());
        }
        if self.drains.is_none_or(|at| at > self.program.polls) { probe::is_all_free(&mut self) } else { Ok(()) }
    }
}

/// A timeout must be the peer's doing.
fn is_to_blame(world: &World, program: &Program, owner: usize, reason: Reason) -> Result<(), String> {
    let (wire, peer) = (&world.wires[owner], &world.peers[owner]);
    let paused = program.stories.values().any(|story| story.peer == owner && story.paused.is_some());
    if program.lenient || paused {
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
