// SPDX-License-Identifier: MIT OR Apache-2.0
//! What happens where HTTP has ended: octets flow both ways, and each way ends by itself.

use oyez::error::Reason;
use oyez::server::Sender;

use super::network::Simulated;
use super::{Said, content_of};
use crate::dice::Dice;

/// A connection that has left HTTP, or is about to.
#[derive(Clone, Debug)]
pub struct Tunnel {
    /// That HTTP has ended was told.
    pub begun: bool,
    /// Octets of the peer's told, and whether its end was.
    pub told: usize,
    pub peer_ended: bool,
    /// What the program says, and how much of that was given.
    pub says: Vec<u8>,
    pub given: usize,
    pub ended: bool,
    /// It ends when the peer has.
    waits: bool,
    /// It says nothing before this poll.
    due: u32,
}

impl Tunnel {
    /// One that the program speaks first or last in; `ends` if the peer ends by itself.
    pub fn new(dice: &mut Dice, whose: usize, ends: bool) -> Self {
        let most = dice.pick(&[0, 20, 3_000, 10_000]);
        Tunnel {
            begun: false,
            told: 0,
            peer_ended: false,
            says: content_of(whose, dice.below(most + 1)),
            given: 0,
            ended: false,
            waits: ends && dice.below(2) == 0,
            due: 0,
        }
    }

    /// Octets have come; those of `raw` that the peer sends next.
    pub fn hear(&mut self, octets: &[u8], raw: &[u8]) -> Said<()> {
        let rest = &raw[self.told..];
        if !self.begun || self.peer_ended || octets.is_empty() || !rest.starts_with(octets) {
            return Err(format!("raw octets that were not sent, at {}", self.told));
        }
        self.told += octets.len();
        Ok(())
    }

    /// The peer has ended.
    pub fn end(&mut self, raw: &[u8]) -> Said<()> {
        if std::mem::replace(&mut self.peer_ended, true) || !self.begun || self.told != raw.len() {
            return Err(format!("the peer's end behind {} of {} raw octets", self.told, raw.len()));
        }
        Ok(())
    }

    /// Says what there is room for; whether some of it was taken in part.
    pub fn go_on(&mut self, sender: &mut Sender<'_, Simulated>, dice: &mut Dice, poll: u32) -> Result<bool, Reason> {
        let mut parted = false;
        while self.given < self.says.len() {
            if self.due > poll {
                return Ok(parted);
            }
            let rest = &self.says[self.given..];
            let offered = rest.len().min(1 + dice.below(3_000));
            let taken = sender.content(&rest[..offered])?;
            self.given += taken;
            parted |= taken < offered;
            if dice.below(3) == 0 {
                self.due = poll + u32::try_from(dice.below(20)).unwrap();
            }
        }
        if self.begun && !self.ended && (self.peer_ended || !self.waits) {
            sender.end(&[])?;
            self.ended = true;
        }
        Ok(parted)
    }

    /// Whether it has something to say without being asked.
    pub fn is_busy(&self) -> bool {
        self.given < self.says.len() || self.begun && !self.ended && (self.peer_ended || !self.waits)
    }

    /// Judges what the peer was sent behind the end of HTTP; all that was said, if the connection was `taken` over.
    pub fn judge(&self, got: &[u8], raw: &[u8], broken: bool, taken: bool) -> Said<()> {
        if !self.says[..self.given].starts_with(got) {
            return Err("other raw octets than were sent".into());
        }
        if taken {
            return if got.len() == self.given { Ok(()) } else { Err("what was pending is lost".into()) };
        }
        let over = self.ended && self.peer_ended && (got.len(), self.told) == (self.says.len(), raw.len());
        if broken || over {
            return Ok(());
        }
        let (says, sent) = (self.says.len(), raw.len());
        Err(format!("{} of {says} raw octets, and {} of {sent} told, and an end in order", got.len(), self.told))
    }
}
