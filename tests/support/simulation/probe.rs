// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whether a server that has served everybody still has all its places, buffers and blocks.

use oyez::server::Event;

use super::network::{Simulated, World};
use super::peer::Peer;
use super::scenario::Scenario;
use super::wire::Wire;

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/// A proxy's, that speaks for itself.
const HELLO: &[u8] = b"PROXY UNKNOWN\r\n";

/// Polls until all are asked, and some; but so few that nobody is late.
const POLLS: usize = 60;

/// As many connect as may, as many ask as may at once, and one reply takes the whole store.
pub fn is_all_free(scenario: &mut Scenario) -> Result<(), String> {
    let (connections, exchanges) = (scenario.config.connections, scenario.config.exchanges);
    {
        let mut world = scenario.net.0.borrow_mut();
        world.troubles = 0;
        world.plant = super::Plant::Nothing;
        for number in 0..connections {
            let hello = if scenario.proxied { HELLO } else { b"" };
            add(&mut world, &[hello, if number < exchanges { GET } else { b"" }].concat());
        }
    }
    let mut asked = Vec::new();
    for _ in 0..POLLS {
        if (scenario.server.count(), asked.len()) == (connections, exchanges) {
            break;
        }
        start(&scenario.net);
        match scenario.server.poll(10).map_err(|error| error.to_string())? {
            Some(turn) if matches!(turn.event, Event::Request(_)) => asked.push(turn.id),
            _ => {}
        }
    }
    if (scenario.server.count(), asked.len()) != (connections, exchanges) {
        let count = scenario.server.count();
        return Err(format!("{count} of {connections} places are left, {} of {exchanges} buffers", asked.len()));
    }
    let all = vec![b'x'; scenario.config.max_pending];
    let mut sender = scenario.server.sender(asked[0]).ok_or("gone")?;
    sender.reply(200, &[], &all).map_err(|reason| format!("blocks of the store are lost: {}", reason.name()))
}

fn start(net: &Simulated) {
    net.0.borrow_mut().calls = 0;
}

/// Somebody who says this and takes nothing.
fn add(world: &mut World, octets: &[u8]) {
    let number = world.peers.len();
    let mut silent = Peer::saying(b"", 0, 0);
    silent.next = None;
    world.peers.push(silent);
    world.wires.push(Wire::default());
    world.knock(number);
    world.arrive(number, octets);
}
