// SPDX-License-Identifier: MIT OR Apache-2.0
//! A program that answers in every way there is, and watches that what it is told is legal.

use std::collections::BTreeMap;
use std::fs::File;

use oyez::error::{Fault, Misuse, Reason, Trouble};
use oyez::exchange::{Length, Request};
use oyez::server::{Event, Sender, Turn};
use oyez::syntax::field_line::Field;

use super::network::Simulated;
use super::script::Asked;
use super::{Plant, content_of};
use crate::dice::Dice;

/// When an answer begins, or how it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Whole,
    Streamed(Length),
    OfFile,
}

/// Where an answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Not before so many polls, or not before the request is complete.
    Due {
        poll: u32,
        complete: bool,
    },
    Begun {
        given: usize,
    },
    Ended,
    /// It cannot be given any more.
    Broken,
    /// The request was refused with this status, and the connection goes on.
    Refused(u16),
}

/// What the program says to a request.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub content: Vec<u8>,
    pub manner: Manner,
    pub stage: Stage,
    pub informational: bool,
}

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
    pub faults: Vec<Fault>,
    /// The answer to a fault was told sent.
    pub refusal: bool,
    pub aborted: bool,
    pub peer_ended: bool,
    pub closed: bool,
    /// Something was refused, so that room is to be told.
    pub refused: bool,
    /// Something was taken in part, so that room may be told.
    pub parted: bool,
    /// How often in a row that room was none.
    pub in_vain: u32,
    /// Paused until this poll.
    pub paused: Option<u32>,
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
    pub stories: BTreeMap<u64, Story>,
    pub polls: u32,
    pub sents: u64,
    pub requests: u64,
    /// How large an answer may be.
    pub most: usize,
    pub file: File,
    /// A timeout may be another's doing than the peer's: no buffers were free, or the clock jumped.
    pub lenient: bool,
}

type Said<T> = Result<T, String>;

const FULL: Reason = Reason::Misuse(Misuse::OutputFull);
const SIZE: Reason = Reason::Misuse(Misuse::OutputSize);
const GONE: Reason = Reason::Trouble(Trouble::PeerGone);

impl Program {
    /// Takes an event, and says what is to be done after it.
    pub fn take(&mut self, turn: &mut Turn<'_, Simulated>, peer: usize, asked: &[Asked]) -> Said<Option<After>> {
        let new = !self.stories.contains_key(&turn.id);
        let story = self.stories.entry(turn.id).or_insert_with(|| Story { peer, ..Story::default() });
        if story.closed || story.peer != peer {
            return Err(format!("{:?} of what was told closed", turn.event));
        }
        let over = story.exchanges.last().is_none_or(|exchange| exchange.complete && exchange.is_answered());
        match turn.event {
            Event::Request(request) => {
                if !over || story.is_faulty() {
                    return Err("a request within another".into());
                }
                let asked = asked.get(story.exchanges.len()).ok_or("a request that nobody sent")?;
                is_the_same(&request, asked)?;
                self.requests += 1;
                let answer = self.answer(asked, peer * 100 + self.stories[&turn.id].exchanges.len());
                let exchange = Exchange { asked: asked.clone(), answer, told: 0, complete: false, sent: false };
                let story = self.stories.get_mut(&turn.id).unwrap();
                story.exchanges.push(exchange);
                self.go_on(&mut turn.sender, turn.id)?;
                if self.dice.below(12) == 0 {
                    return Ok(Some(After::Pause(self.polls + 1 + u32::try_from(self.dice.below(30)).unwrap())));
                }
            }
            Event::Content(octets) => {
                let exchange = story.exchanges.last_mut().filter(|exchange| !exchange.complete);
                let exchange = exchange.ok_or("content of no request")?;
                let expected = exchange.asked.content.get(exchange.told..).and_then(|rest| rest.get(..octets.len()));
                if expected != Some(octets) || octets.is_empty() {
                    return Err(format!("content that was not sent, at {}", exchange.told));
                }
                if self.dice.below(8) == 0 {
                    let used = self.dice.below(octets.len() + 1);
                    exchange.told += used;
                    return Ok(Some(After::Used(used)));
                }
                exchange.told += octets.len();
            }
            Event::Complete(_) => {
                let exchange = story.exchanges.last_mut().filter(|exchange| !exchange.complete);
                let exchange = exchange.ok_or("the end of no request")?;
                if exchange.asked.broken || !exchange.is_answered() && exchange.told != exchange.asked.content.len() {
                    return Err(format!("complete, after {} octets", exchange.told));
                }
                exchange.complete = true;
                self.go_on(&mut turn.sender, turn.id)?;
            }
            Event::Writable => {
                let (refused, parted) = (std::mem::take(&mut story.refused), std::mem::take(&mut story.parted));
                if !refused && !parted {
                    return Err("room for nothing".into());
                }
                self.go_on(&mut turn.sender, turn.id)?;
                let story = self.stories.get_mut(&turn.id).unwrap();
                let whole = story.exchanges.last().is_some_and(|exchange| exchange.answer.manner == Manner::Whole);
                story.in_vain = if story.refused && whole { story.in_vain + 1 } else { 0 };
                if story.in_vain > 20 {
                    return Err("room that is none, again and again".into());
                }
            }
            Event::PeerEnded => {
                if std::mem::replace(&mut story.peer_ended, true) {
                    return Err("two ends of a peer".into());
                }
            }
            Event::Fault(fault) => {
                if story.is_faulty() {
                    return Err("two faults".into());
                }
                story.faults.push(fault);
                // The server's own answer, or ours, may find no room.
                story.parted = true;
                if fault.may_continue {
                    story.refused_by(fault.status, asked)?;
                }
                if fault.status != 0 && self.dice.below(3) == 0 {
                    let _ = turn.sender.reply(fault.status, &[Field::new("X-Refusal", "1")], b"no\n");
                }
                // Whoever is paused is not told how it ends.
                return Ok(story.paused.map(|_| After::Resume));
            }
            Event::Sent => {
                let refused = story.is_faulty() && !story.refusal;
                let unsent = story.exchanges.iter_mut().find(|exchange| exchange.is_answered() && !exchange.sent);
                match unsent {
                    Some(exchange) => exchange.sent = true,
                    None if refused => story.refusal = true,
                    None => return Err("an answer has left that nobody gave".into()),
                }
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

    fn answer(&mut self, asked: &Asked, whose: usize) -> Answer {
        let whole = asked.method == "HEAD";
        let size = self.dice.pick(&[0, 5, 400, 400, 3_000, 20_000]).min(self.most);
        let mut content = content_of(whose, self.dice.below(size + 1));
        let mut status = 200;
        let manner = match self.dice.below(8) {
            _ if whole => Manner::Whole,
            0 => Manner::Streamed(Length::Exact(content.len() as u64)),
            1 | 2 => Manner::Streamed(Length::Unknown),
            3 => {
                content = content_of(0, content.len());
                Manner::OfFile
            }
            4 => {
                (status, content) = (204, Vec::new());
                Manner::Whole
            }
            _ => Manner::Whole,
        };
        let stage = match self.dice.below(6) {
            0 => Stage::Due { poll: self.polls + u32::try_from(self.dice.below(40)).unwrap(), complete: false },
            1 | 2 => Stage::Due { poll: 0, complete: true },
            _ => Stage::Due { poll: 0, complete: false },
        };
        let informational = asked.version == 11 && self.dice.below(4) == 0;
        Answer { status, content, manner, stage, informational }
    }

    /// Gives what can be given of a connection's present answer.
    pub fn go_on(&mut self, sender: &mut Sender<'_, Simulated>, id: u64) -> Said<()> {
        let Some(story) = self.stories.get_mut(&id) else { return Ok(()) };
        let (broken, number) = (story.is_faulty() || story.aborted, story.exchanges.len());
        let Some(exchange) = story.exchanges.last_mut() else { return Ok(()) };
        if let Stage::Due { poll, complete } = exchange.answer.stage
            && (poll > self.polls || complete && !exchange.complete)
        {
            // It would wait for a 100, and we for its content.
            if exchange.asked.expects && self.dice.below(2) == 0 {
                story.parted |= sender.informational(100, &[]) == Err(FULL);
            }
            return Ok(());
        }
        if matches!(exchange.answer.stage, Stage::Ended | Stage::Broken | Stage::Refused(_)) || story.refused {
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
        let given = give(sender, &mut exchange.answer, &name, &self.file, &mut self.dice);
        story.parted |= matches!(exchange.answer.manner, Manner::Streamed(_));
        match given {
            Err(FULL) => story.refused = true,
            Ok(()) if self.plant == Plant::Confuses && exchange.is_answered() && self.dice.below(20) == 0 => {
                exchange.answer.content.push(b'!');
            }
            Ok(()) => {}
            Err(_) if broken => exchange.answer.stage = Stage::Broken,
            // What was discarded for the answer has ended the connection, or the peer has.
            Err(GONE | Reason::Misuse(Misuse::State)) => exchange.answer.stage = Stage::Broken,
            Err(other) => return Err(format!("an answer is refused: {}", other.name())),
        }
        Ok(())
    }

    /// Whether it has anything to do but wait for the server.
    pub fn is_busy(&self) -> bool {
        self.stories.values().filter(|story| !story.closed).any(|story| {
            let due = story.exchanges.last().is_some_and(|exchange| {
                matches!(exchange.answer.stage, Stage::Due { poll, complete } if poll > 0 && !complete)
                    || matches!(exchange.answer.stage, Stage::Begun { .. }) && !story.refused
            });
            due || story.paused.is_some()
        })
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

    /// A request was refused, perhaps before it was told.
    fn refused_by(&mut self, status: u16, asked: &[Asked]) -> Said<()> {
        let answer = Answer {
            status,
            content: Vec::new(),
            manner: Manner::Whole,
            stage: Stage::Refused(status),
            informational: false,
        };
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
        && (request.length.is_none() || request.length == length);
    if same { Ok(()) } else { Err(format!("another request than was sent: {request:?}")) }
}

/// Goes on with an answer until it ends, or there is no room.
fn give(
    sender: &mut Sender<'_, Simulated>,
    answer: &mut Answer,
    name: &str,
    file: &File,
    dice: &mut Dice,
) -> Result<(), Reason> {
    let fields = [Field::new("X-Answer", name)];
    if matches!(answer.stage, Stage::Due { .. }) {
        if std::mem::take(&mut answer.informational) {
            sender.informational(103, &fields)?;
        }
        match answer.manner {
            Manner::Whole => {
                match sender.reply(answer.status, &fields, &answer.content) {
                    Err(SIZE) => {
                        (answer.status, answer.content) = (500, Vec::new());
                        sender.reply(500, &fields, &[])?;
                    }
                    other => other?,
                }
                answer.stage = Stage::Ended;
                return Ok(());
            }
            Manner::Streamed(length) => sender.response(answer.status, length, &fields)?,
            Manner::OfFile => sender.response(answer.status, Length::Exact(answer.content.len() as u64), &fields)?,
        }
        answer.stage = Stage::Begun { given: 0 };
    }
    let Stage::Begun { mut given } = answer.stage else { return Ok(()) };
    while given < answer.content.len() {
        let rest = &answer.content[given..];
        given += match answer.manner {
            Manner::OfFile => {
                sender.file(file.try_clone().unwrap(), given as u64, rest.len() as u64)?;
                rest.len()
            }
            _ => {
                // Now and then it makes a pause of its own.
                let count = rest.len().min(1 + dice.below(3_000));
                sender.content(&rest[..count])?
            }
        };
        answer.stage = Stage::Begun { given };
        if dice.below(4) == 0 {
            return Ok(());
        }
    }
    let chunked = answer.manner == Manner::Streamed(Length::Unknown) && dice.below(3) == 0;
    let trailers = [Field::new("X-Trailer", "t")];
    sender.end(if chunked { &trailers[..] } else { &[] })?;
    answer.stage = Stage::Ended;
    Ok(())
}
