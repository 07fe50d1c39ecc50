// SPDX-License-Identifier: MIT OR Apache-2.0
//! How requests are answered: whole, in pieces, from a file, event after event, or by leaving HTTP.

use std::fs::File;

use oyez::error::{Misuse, Reason};
use oyez::exchange::Length;
use oyez::server::Sender;
use oyez::syntax::field_line::Field;

use super::content_of;
use super::network::Simulated;
use super::script::Asked;
use crate::dice::Dice;

/// How an answer is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Whole,
    Streamed(Length),
    OfFile,
    /// A piece now and then, each whole; meanwhile the head is forgotten, or kept.
    Events {
        forgets: bool,
    },
    /// What follows is no longer HTTP.
    Switched,
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
    /// When the next event is due.
    pub next: u64,
}

/// What answers are chosen by.
#[derive(Clone, Copy, Debug)]
pub struct Ways {
    /// How large one may be.
    pub most: usize,
    /// Nearly all wait for events.
    pub watching: bool,
    /// How many polls there were.
    pub polls: u32,
}

pub const FULL: Reason = Reason::Misuse(Misuse::OutputFull);
const SIZE: Reason = Reason::Misuse(Misuse::OutputSize);

/// Octets of the largest event: with its framing it fits the smallest output buffer.
const EVENT: usize = 200;

impl Answer {
    /// An answer to this, with content that tells whose it is.
    pub fn new(dice: &mut Dice, asked: &Asked, whose: usize, ways: &Ways) -> Self {
        let size = dice.pick(&[0, 5, 400, 400, 3_000, 20_000]).min(ways.most);
        let mut content = content_of(whose, dice.below(size + 1));
        let connects = asked.method == "CONNECT";
        // Any 2xx would let it out.
        let mut status = if connects { 403 } else { 200 };
        let manner = match dice.below(10) {
            _ if asked.method == "HEAD" => Manner::Whole,
            0..8 if asked.leaves => Manner::Switched,
            3..8 if ways.watching => Manner::Events { forgets: true },
            0 => Manner::Streamed(Length::Exact(content.len() as u64)),
            1 | 2 => Manner::Streamed(Length::Unknown),
            3 => {
                content = content_of(0, content.len());
                Manner::OfFile
            }
            4 if !connects => {
                (status, content) = (204, Vec::new());
                Manner::Whole
            }
            5 => Manner::Events { forgets: dice.below(4) > 0 },
            _ => Manner::Whole,
        };
        match manner {
            Manner::Switched => (status, content) = (if connects { 200 } else { 101 }, Vec::new()),
            Manner::Events { .. } => content.truncate(dice.pick(&[EVENT, 1_000])),
            _ => {}
        }
        let stage = match dice.below(6) {
            0 => Stage::Due { poll: ways.polls + u32::try_from(dice.below(40)).unwrap(), complete: false },
            1 | 2 => Stage::Due { poll: 0, complete: true },
            _ => Stage::Due { poll: 0, complete: false },
        };
        let informational = asked.version == 11 && dice.below(4) == 0;
        Answer { status, content, manner, stage, informational, next: 0 }
    }

    /// What the server says to a request that it refuses.
    pub fn refusal(status: u16) -> Self {
        let (content, manner, stage) = (Vec::new(), Manner::Whole, Stage::Refused(status));
        Answer { status, content, manner, stage, informational: false, next: 0 }
    }

    /// Goes on until it ends, or there is no room, or it makes a pause of its own.
    pub fn give(
        &mut self,
        sender: &mut Sender<'_, Simulated>,
        name: &str,
        file: &File,
        (dice, now): (&mut Dice, u64),
    ) -> Result<(), Reason> {
        if matches!(self.stage, Stage::Due { .. }) {
            self.begin(sender, name)?;
            if matches!(self.manner, Manner::Events { .. }) {
                self.next = now + pause(dice);
            }
        }
        let Stage::Begun { mut given } = self.stage else { return Ok(()) };
        while given < self.content.len() {
            if now < self.next {
                return Ok(());
            }
            let rest = &self.content[given..];
            given += match self.manner {
                Manner::OfFile => {
                    sender.file(file.try_clone().unwrap(), given as u64, rest.len() as u64)?;
                    rest.len()
                }
                Manner::Events { .. } => {
                    let count = event(rest);
                    sender.whole_content(&rest[..count])?;
                    self.next = now + pause(dice);
                    count
                }
                // Now and then it makes a pause of its own.
                _ => sender.content(&rest[..rest.len().min(1 + dice.below(3_000))])?,
            };
            self.stage = Stage::Begun { given };
            if dice.below(4) == 0 {
                return Ok(());
            }
        }
        if now < self.next {
            return Ok(());
        }
        let chunked = self.manner == Manner::Streamed(Length::Unknown) && dice.below(3) == 0;
        let trailers = [Field::new("X-Trailer", "t")];
        sender.end(if chunked { &trailers[..] } else { &[] })?;
        self.stage = Stage::Ended;
        Ok(())
    }

    /// Sends the head, or all.
    fn begin(&mut self, sender: &mut Sender<'_, Simulated>, name: &str) -> Result<(), Reason> {
        let fields = [Field::new("X-Answer", name), Field::new("Upgrade", "x")];
        let (plain, upgrading) = (&fields[..1], &fields[..]);
        if std::mem::take(&mut self.informational) {
            sender.informational(103, plain)?;
        }
        let status = self.status;
        match self.manner {
            Manner::Whole => match sender.reply(status, plain, &self.content) {
                Err(SIZE) => {
                    (self.status, self.content) = (500, Vec::new());
                    sender.reply(500, plain, &[])?;
                }
                other => other?,
            },
            Manner::Switched if status == 101 => sender.informational(101, upgrading)?,
            Manner::Switched => sender.reply(status, plain, &[])?,
            Manner::Streamed(length) => sender.response(status, length, plain)?,
            Manner::OfFile => sender.response(status, Length::Exact(self.content.len() as u64), plain)?,
            Manner::Events { .. } => sender.response(status, Length::Unknown, plain)?,
        }
        if self.manner == (Manner::Events { forgets: true }) {
            sender.forget_head();
        }
        let whole = matches!(self.manner, Manner::Whole | Manner::Switched);
        self.stage = if whole { Stage::Ended } else { Stage::Begun { given: 0 } };
        Ok(())
    }

    /// Takes an event that was refused for one that was sent.
    pub fn forget_event(&mut self) {
        if let (Manner::Events { .. }, Stage::Begun { given }) = (self.manner, &mut self.stage)
            && *given < self.content.len()
        {
            *given += event(&self.content[*given..]);
        }
    }

    /// When there is something to give, though nothing happens: `None` if not by itself.
    pub fn due(&self, now: u64) -> Option<u64> {
        match self.stage {
            Stage::Due { poll, complete } => (poll > 0 && !complete).then_some(now),
            Stage::Begun { .. } => Some(self.next.max(now)),
            _ => None,
        }
    }
}

/// Octets of the next event: it follows from them, so one that was refused is sent again as it was.
fn event(rest: &[u8]) -> usize {
    rest.len().min(1 + usize::from(rest[0]) % EVENT)
}

/// Milliseconds until the next event.
fn pause(dice: &mut Dice) -> u64 {
    dice.pick(&[0, 1, 40, 300, 1_000])
}
