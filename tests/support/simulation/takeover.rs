// SPDX-License-Identifier: MIT OR Apache-2.0
//! The program takes a connection over: behind the end of HTTP, or between two exchanges. Nothing is lost.

use oyez::error::{Misuse, Reason, Trouble};

use super::Said;
use super::program::Story;
use super::scenario::Scenario;
use super::script::Script;

const STATE: Reason = Reason::Misuse(Misuse::State);
const ARGUMENT: Reason = Reason::Misuse(Misuse::Argument);
const GONE: Reason = Reason::Trouble(Trouble::PeerGone);

impl Scenario {
    /// Asks for a connection, which the server may have to keep.
    pub fn take_over(&mut self, id: u64, size: usize) -> Said<()> {
        let mut room = vec![0; size];
        let let_go = self.server.let_go(id, &mut room);
        let world = &mut *self.net.0.borrow_mut();
        let story = self.program.stories.get_mut(&id).unwrap();
        let number = story.peer;
        let (wire, peer) = (&mut world.wires[number], &world.peers[number]);
        let begun = story.tunnel.as_ref().is_some_and(|tunnel| tunnel.begun);
        match let_go {
            // What was not read went with a reset.
            Ok(_) if wire.reset => {
                (story.closed, story.taken, wire.closed) = (true, true, Some(true));
                Ok(())
            }
            Ok((_, count)) => {
                let sent = &peer.script.octets[..peer.sent];
                let (taken, left) = sent.split_at(peer.sent - wire.inbound.len());
                if wire.inbound != left {
                    return Err("what was not read is lost".into());
                }
                is_all_there(story, &peer.script, taken, &room[..count])?;
                (story.closed, story.taken) = (true, true);
                wire.closed = Some(false);
                wire.times.closed = world.time;
                world.peers[number].next = None;
                world.trace(|| format!("peer {number} is taken over, and {count} octets with it"));
                Ok(())
            }
            Err(GONE) if wire.reset || story.aborted || story.is_faulty() || self.cuts => Ok(()),
            // No more can be unread than fits an input buffer.
            Err(ARGUMENT) if begun && size < self.config.input_size => Ok(()),
            // Something may be pending, if the socket does not take it.
            Err(STATE) if !begun || world.troubles > 0 || wire.buffered >= peer.capacity => Ok(()),
            Err(other) => Err(format!("it is not let go: {}", other.name())),
        }
    }
}

/// Whether all that was taken of the peer was told, or is handed out now.
fn is_all_there(story: &Story, script: &Script, taken: &[u8], handed: &[u8]) -> Said<()> {
    if let Some(tunnel) = &story.tunnel {
        let raw = &taken[script.raw.unwrap_or(0)..];
        let all = tunnel.told + handed.len() == raw.len() && raw.ends_with(handed);
        return if all { Ok(()) } else { Err("raw octets are lost where a connection is taken over".into()) };
    }
    let end = script.end_of(story.exchanges.len());
    // Empty lines before a request are nobody's.
    let rest = taken.get(end..).ok_or("it is let go within an exchange")?;
    let nonsense = story.exchanges.len() > script.asked.len();
    let nothing = handed.is_empty() && (nonsense || rest.iter().all(|octet| b"\r\n".contains(octet)));
    if nothing && story.is_over() { Ok(()) } else { Err("it is let go within an exchange".into()) }
}
