// SPDX-License-Identifier: MIT OR Apache-2.0
//! A program that answers in every way there is, and watches that what it is told is legal.

use std::collections::BTreeMap;
use std::fs::File;
use std::rc::Rc;

use oyez::error::{Fault, Misuse, Reason, Trouble, Violation};
use oyez::exchange::Request;
use oyez::server::{Event, Sender, Turn};
use oyez::syntax::field_line::Field;

use super::answer::{Answer, FULL, Manner, Stage, Ways};
use super::network::Simulated;
use super::script::{Asked, Script};
use super::tunnel::Tunnel;
use super::{Plant, Said};
use crate::dice::Dice;

/// A request and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub asked: Asked,
    pub answer: Answer,
    /// Octets of content told.
    pub told: usize,
    pub complete: bool,
    pub sent: bool,
}

/// What was told of a connection.
#[derive(Clone, Debug, Default)]
pub struct Story {
    pub peer: usize,
    pub exchanges: Vec<Exchange>,
    /// It leaves HTTP, or has left.
    pub tunnel: Option<Tunnel>,
    pub faults: Vec<Fault>,
    /// The answer to a fault was told sent.
    pub refusal: bool,
    pub aborted: bool,
    pub peer_ended: bool,
    pub closed: bool,
    /// The program has taken the connection over.
    pub taken: bool,
    /// Something was refused, so that room is to be told.
    pub refused: bool,
    /// Something was taken in part, so that room may be told.
    pub parted: bool,
    /// How often in a row that room was none.
    pub in_vain: u32,
    /// Paused until this poll.
    pub paused: Option<u32>,
    /// When something was under way last.
    pub busy: u64,
}

/// What is to be done once the turn is over.
#[derive(Clone, Copy, Debug)]
pub enum After {
    Pause(u32),
    Used(usize),
    Resume,
}

/// The program.
pub struct Program {
    pub dice: Dice,
    pub plant: Plant,
    pub scripts: Vec<Rc<Script>>,
    /// The peers that end by themselves.
    pub ends: Vec<bool>,
    pub stories: BTreeMap<u64, Story>,
    pub ways: Ways,
    pub now: u64,
    pub sents: u64,
    pub requests: u64,
    pub file: File,
    /// The server looks at hosts.
    pub choosy: bool,
    /// It tells only what there is something to do about.
    pub terse: bool,
    /// The server was told to drain.
    pub draining: bool,
    /// The peer that is told of has reset.
    pub gone: bool,
}

const GONE: Reason = Reason::Trouble(Trouble::PeerGone);
const MISDIRECTED: Reason = Reason::Violation(Violation::HostMisdirected);

impl Program {
    /// Takes an event, and says what is to be done after it.
    pub fn take(&mut self, turn: &mut Turn<'_, Simulated>, peer: usize) -> Said<Option<After>> {
        let new = !self.stories.contains_key(&turn.id);
        let script = Rc::clone(&self.scripts[peer]);
        let later = self.ways.polls + 1 + u32::try_from(self.dice.below(30)).unwrap();
        let story = self.stories.entry(turn.id).or_insert_with(|| Story { peer, ..Story::default() });
        if story.closed || story.peer != peer {
            return Err(format!("{:?} of what was told closed", turn.event));
        }
        story.busy = self.now;
        match turn.event {
            Event::Request(request) => {
                let asked = script.asked.get(story.exchanges.len()).ok_or("a request that nobody sent")?;
                if !story.is_over() || story.is_faulty() || story.tunnel.is_some() {
                    return Err("a request within another".into());
                }
                if self.choosy && asked.misdirected {
                    return Err("a request for another's host is told".into());
                }
                is_the_same(&request, asked)?;
                self.requests += 1;
                let whose = peer * 100 + story.exchanges.len() + 1;
                let answer = Answer::new(&mut self.dice, asked, whose, &self.ways);
                let complete = self.terse && asked.content.is_empty() && !asked.chunked;
                story.exchanges.push(Exchange { asked: asked.clone(), answer, told: 0, complete, sent: false });
                self.go_on(&mut turn.sender, turn.id)?;
                if self.dice.below(12) == 0 {
                    return Ok(Some(After::Pause(later)));
                }
            }
            Event::Content(_) if story.paused.is_some() => return Err("content though it is paused".into()),
            Event::Content(octets) => {
                let used = if self.dice.below(8) == 0 { self.dice.below(octets.len() + 1) } else { octets.len() };
                story.hear(octets, used, script.raw())?;
                match self.dice.below(12) {
                    _ if used < octets.len() => return Ok(Some(After::Used(used))),
                    0 if story.tunnel.is_some() => return Ok(Some(After::Pause(later))),
                    _ => {}
                }
            }
            Event::Complete(_) => {
                match &mut story.tunnel {
                    Some(tunnel) if tunnel.begun => tunnel.end(script.raw())?,
                    _ => story.complete()?,
                }
                self.go_on(&mut turn.sender, turn.id)?;
            }
            Event::Tunnel => {
                let complete = story.exchanges.last().is_some_and(|exchange| exchange.complete);
                let tunnel = story.tunnel.as_mut().filter(|_| complete).ok_or("HTTP ends too early")?;
                if std::mem::replace(&mut tunnel.begun, true) {
                    return Err("HTTP ends twice".into());
                }
                self.go_on(&mut turn.sender, turn.id)?;
            }
            Event::Writable => {
                let (refused, parted) = (std::mem::take(&mut story.refused), std::mem::take(&mut story.parted));
                if !refused && !parted {
                    return Err("room for nothing".into());
                }
                let before = story.stage();
                self.go_on(&mut turn.sender, turn.id)?;
                self.stories.get_mut(&turn.id).unwrap().has_room(before, self.gone)?;
            }
            Event::PeerEnded => {
                if std::mem::replace(&mut story.peer_ended, true) {
                    return Err("two ends of a peer".into());
                }
            }
            Event::Fault(fault) => {
                let misdirected = fault.reason == MISDIRECTED;
                story.fail(fault, &script, misdirected && !self.draining)?;
                if misdirected {
                    // It is counted, though it is told as a fault.
                    self.requests += 1;
                }
                if fault.status != 0 && self.dice.below(3) == 0 {
                    let _ = turn.sender.reply(fault.status, &[Field::new("X-Refusal", "1")], b"no\n");
                }
                // Whoever is paused is not told how it ends.
                return Ok(story.paused.map(|_| After::Resume));
            }
            Event::Sent if self.terse => return Err("what there is nothing to do about is told".into()),
            Event::Sent => {
                story.leave()?;
                self.sents += 1;
            }
            Event::Closed => {
                if new {
                    return Err("the first told of a connection is its end".into());
                }
                story.closed = true;
            }
            ref other => return Err(format!("{other:?} of a connection")),
        }
        Ok(None)
    }

    /// Gives what can be given of a connection's present answer, or says more where HTTP has ended.
    pub fn go_on(&mut self, sender: &mut Sender<'_, Simulated>, id: u64) -> Said<()> {
        let Some(story) = self.stories.get_mut(&id).filter(|story| !story.refused) else { return Ok(()) };
        if !story.is_over() || story.tunnel.is_some() {
            story.busy = self.now;
        }
        let (broken, number) = (story.is_faulty() || story.aborted, story.exchanges.len());
        if let Some(tunnel) = story.tunnel.as_mut().filter(|_| !broken) {
            if self.dice.below(100) == 0 {
                sender.abort();
                story.aborted = true;
                return Ok(());
            }
            let given = tunnel.go_on(sender, &mut self.dice, self.ways.polls);
            story.parted |= given == Ok(true);
            story.refused |= given == Err(FULL);
            return match given {
                Ok(_) | Err(FULL | GONE) => Ok(()),
                Err(other) => Err(format!("raw octets are refused: {}", other.name())),
            };
        }
        let Some(exchange) = story.exchanges.last_mut() else { return Ok(()) };
        if let Stage::Due { poll, complete } = exchange.answer.stage
            && (poll > self.ways.polls || complete && !exchange.complete)
        {
            // It would wait for a 100, and we for its content.
            if exchange.asked.expects && self.dice.below(2) == 0 {
                story.parted |= sender.informational(100, &[]) == Err(FULL);
            }
            return Ok(());
        }
        if matches!(exchange.answer.stage, Stage::Ended | Stage::Broken | Stage::Refused(_)) {
            return Ok(());
        }
        if self.plant == Plant::Forgets && number == 3 {
            return Ok(());
        }
        if self.dice.below(60) == 0 {
            sender.abort();
            (story.aborted, exchange.answer.stage) = (true, Stage::Broken);
            return Ok(());
        }
        let name = format!("{}/{}", story.peer, number - 1);
        let given = exchange.answer.give(sender, &name, &self.file, (&mut self.dice, self.now));
        story.parted |= matches!(exchange.answer.manner, Manner::Streamed(_));
        match given {
            Err(FULL) if self.plant == Plant::ForgetsEvents => exchange.answer.forget_event(),
            Err(FULL) => story.refused = true,
            Ok(()) if self.plant == Plant::Confuses && exchange.is_answered() && self.dice.below(20) == 0 => {
                exchange.answer.content.push(b'!');
            }
            Ok(()) if exchange.is_answered() && exchange.answer.manner == Manner::Switched => {
                let whose = story.peer * 100 + 60;
                story.tunnel = Some(Tunnel::new(&mut self.dice, whose, self.ends[story.peer]));
            }
            Ok(()) => {}
            Err(_) if broken => exchange.answer.stage = Stage::Broken,
            // What was discarded for the answer has ended the connection, or the peer has.
            Err(GONE | Reason::Misuse(Misuse::State)) => exchange.answer.stage = Stage::Broken,
            Err(other) => return Err(format!("an answer is refused: {}", other.name())),
        }
        Ok(())
    }

    /// When it has something to do but wait for the server; now, if it cannot tell.
    pub fn due(&self) -> Option<u64> {
        let open = self.stories.values().filter(|story| !story.closed);
        open.filter_map(|story| story.due(self.now)).min()
    }
}

impl Exchange {
    pub fn is_answered(&self) -> bool {
        matches!(self.answer.stage, Stage::Ended | Stage::Refused(_))
    }
}

impl Story {
    /// Whether a fault has ended the connection.
    pub fn is_faulty(&self) -> bool {
        self.faults.iter().any(|fault| !fault.may_continue)
    }

    /// Whether no exchange is under way.
    pub fn is_over(&self) -> bool {
        self.exchanges.last().is_none_or(|exchange| exchange.complete && exchange.is_answered())
    }

    fn stage(&self) -> Option<Stage> {
        self.exchanges.last().map(|exchange| exchange.answer.stage)
    }

    /// When there is something to do for it, though nothing happens.
    pub fn due(&self, now: u64) -> Option<u64> {
        let busy = self.tunnel.as_ref().is_some_and(|tunnel| tunnel.is_busy() && !self.aborted && !self.is_faulty());
        if self.paused.is_some() || busy && !self.refused {
            return Some(now);
        }
        let exchange = self.exchanges.last().filter(|_| !self.refused)?;
        exchange.answer.due(now)
    }

    /// Content has come, of which so much is used.
    fn hear(&mut self, octets: &[u8], used: usize, raw: &[u8]) -> Said<()> {
        if let Some(tunnel) = self.tunnel.as_mut().filter(|tunnel| tunnel.begun) {
            tunnel.hear(octets, raw)?;
            tunnel.told -= octets.len() - used;
            return Ok(());
        }
        let exchange =
            self.exchanges.last_mut().filter(|exchange| !exchange.complete).ok_or("content of no request")?;
        let rest = &exchange.asked.content[exchange.told..];
        if octets.is_empty() || !rest.starts_with(octets) {
            return Err(format!("content that was not sent, at {}", exchange.told));
        }
        exchange.told += used;
        Ok(())
    }

    /// A request is complete.
    fn complete(&mut self) -> Said<()> {
        let exchange =
            self.exchanges.last_mut().filter(|exchange| !exchange.complete).ok_or("the end of no request")?;
        let discarded = exchange.is_answered() && exchange.answer.manner != Manner::Switched;
        if exchange.asked.broken || !discarded && exchange.told != exchange.asked.content.len() {
            return Err(format!("complete, after {} octets", exchange.told));
        }
        exchange.complete = true;
        Ok(())
    }

    /// An answer has left.
    fn leave(&mut self) -> Said<()> {
        let refused = self.is_faulty() && !self.refusal;
        match self.exchanges.iter_mut().find(|exchange| exchange.is_answered() && !exchange.sent) {
            Some(exchange) => exchange.sent = true,
            None if refused => self.refusal = true,
            None => return Err("an answer has left that nobody gave".into()),
        }
        Ok(())
    }

    /// It was told that there is room, and has used it; or its peer is gone.
    fn has_room(&mut self, before: Option<Stage>, gone: bool) -> Said<()> {
        let manner = self.exchanges.last().map(|exchange| exchange.answer.manner);
        if self.refused && self.stage() == before && !gone && matches!(manner, Some(Manner::Events { .. })) {
            return Err("room that is none for an event".into());
        }
        self.in_vain = if self.refused && manner == Some(Manner::Whole) { self.in_vain + 1 } else { 0 };
        if self.in_vain > 20 { Err("room that is none, again and again".into()) } else { Ok(()) }
    }

    /// A fault was told; one of a request for another's host, which does not end the connection if `certain`.
    fn fail(&mut self, fault: Fault, script: &Script, certain: bool) -> Said<()> {
        if self.is_faulty() {
            return Err("two faults".into());
        }
        if fault.reason == MISDIRECTED {
            let asked = script.asked.get(self.exchanges.len()).filter(|asked| asked.misdirected && self.is_over());
            let asked = asked.ok_or("nobody asked for another's host")?;
            if certain && asked.persists && !asked.expects && !fault.may_continue {
                return Err("a request for another's host ends the connection".into());
            }
        }
        self.faults.push(fault);
        // The server's own answer, or ours, may find no room.
        self.parted = true;
        if fault.may_continue { self.refused_by(fault.status, &script.asked) } else { Ok(()) }
    }

    /// A request was refused, perhaps before it was told.
    fn refused_by(&mut self, status: u16, asked: &[Asked]) -> Said<()> {
        let answer = Answer::refusal(status);
        match self.exchanges.last_mut().filter(|exchange| !exchange.complete) {
            Some(exchange) => (exchange.answer, exchange.complete) = (answer, true),
            None => {
                let asked = match asked.get(self.exchanges.len()) {
                    Some(asked) => asked.clone(),
                    None if self.exchanges.len() == asked.len() => Asked::nonsense(),
                    None => return Err("a refusal of nothing".into()),
                };
                self.exchanges.push(Exchange { asked, answer, told: 0, complete: true, sent: false });
            }
        }
        Ok(())
    }
}

fn is_the_same(request: &Request<'_>, asked: &Asked) -> Said<()> {
    let length = if asked.content.is_empty() { request.length } else { Some(asked.content.len() as u64) };
    let same = request.method == asked.method.as_bytes()
        && request.target == asked.target.as_bytes()
        && request.expects_continue == asked.expects
        && request.upgrade.is_empty() != (asked.leaves && asked.method != "CONNECT")
        && (request.length.is_none() || request.length == length);
    if same { Ok(()) } else { Err(format!("another request than was sent: {request:?}")) }
}
