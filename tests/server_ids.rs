// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ids of a server's connections: one is never used again, and one that is not valid any more gives nothing.
#![cfg(feature = "server")]

use std::collections::HashSet;
use std::io::Write;
use std::os::unix::net::UnixStream;

use oyez::error::{Misuse, Reason};
use oyez::server::{Event, Server, ServerConfig};
use oyez::syntax::field_line::Field;

const NONE: [Field; 0] = [];
const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

fn server(connections: usize) -> Server {
    Server::open(&ServerConfig { connections, ..ServerConfig::default() }).unwrap()
}

fn joined(server: &mut Server) -> (UnixStream, u64) {
    let (ours, theirs) = UnixStream::pair().unwrap();
    (ours, server.adopt_connection(theirs.into()).unwrap())
}

/// Polls until nothing is left; the ids of those told closed.
fn settle(server: &mut Server) -> Vec<u64> {
    let mut closed = Vec::new();
    while let Some(turn) = server.poll(0).unwrap() {
        if matches!(turn.event, Event::Closed) {
            closed.push(turn.id);
        }
    }
    closed
}

/// Who is there?
fn all(server: &Server) -> Vec<u64> {
    std::iter::successors(server.next_id(0), |id| server.next_id(*id)).collect()
}

/// An id that is not valid gives nothing, does nothing, and ends nothing.
fn is_nobody(server: &mut Server, id: u64) {
    let before = all(server);
    assert!(server.sender(id).is_none() && server.request(id).is_none());
    assert!(server.peer(id).is_none() && server.listener(id).is_none());
    server.pause(id, true);
    assert_eq!(server.used(id, 0), Err(Misuse::State));
    assert_eq!(server.release(id, &mut [0; 8]).err(), Some(Reason::Misuse(Misuse::State)));
    assert_eq!(all(server), before);
}

#[test]
fn an_id_is_never_used_again_and_a_stale_one_gives_nothing() {
    let mut server = server(3);
    let mut known = HashSet::new();
    for round in 0..50 {
        let mut peers: Vec<_> = (0..3).map(|_| joined(&mut server)).collect();
        assert_eq!(all(&server).len(), 3);
        for (at, (peer, id)) in peers.iter_mut().enumerate() {
            assert!(known.insert(*id) && *id != 0);
            if at != round % 3 {
                peer.write_all(GET).unwrap();
            }
        }
        settle(&mut server);
        let ids: Vec<u64> = peers.iter().map(|(_, id)| *id).collect();
        // One by one they go, each by its own way, and the others are there.
        for (at, (peer, id)) in peers.into_iter().enumerate() {
            assert_eq!(server.request(id).is_some(), at != round % 3);
            match (at + round) % 3 {
                0 => drop(peer),
                1 => server.sender(id).unwrap().abort(),
                _ => drop(server.release(id, &mut []).map_err(|_| drop(peer))),
            }
            settle(&mut server);
            if let Some(mut sender) = server.sender(id) {
                // An answer is owed to a peer that has left.
                let _ = sender.reply(204, &NONE, b"");
                settle(&mut server);
            }
            is_nobody(&mut server, id);
            assert_eq!(all(&server).len(), 2 - at);
            assert!(ids[at + 1..].iter().all(|id| server.peer(*id).is_some()));
        }
    }
    assert_eq!(known.len(), 150);
    for id in known {
        is_nobody(&mut server, id);
    }
}

#[test]
fn a_number_that_was_never_an_id_gives_nothing() {
    let mut server = server(2);
    let (_peer, id) = joined(&mut server);
    for number in [0, 1, id + 1, id | 1 << 31, id + (1 << 32), id & 0xffff_ffff, u64::MAX, u64::from(u32::MAX), 1 << 63]
    {
        is_nobody(&mut server, number);
        // Not even as the one before the next does it lead astray.
        assert!(server.next_id(number).is_none_or(|next| next == id));
    }
    assert_eq!(server.peer(id), Some("unix"));
}

#[test]
fn an_answer_to_one_that_left_reaches_nobody_else() {
    let mut server = server(1);
    let (mut first, stale) = joined(&mut server);
    first.write_all(GET).unwrap();
    settle(&mut server);
    assert!(server.request(stale).is_some());
    server.sender(stale).unwrap().abort();
    assert_eq!(settle(&mut server), [stale]);
    drop(first);
    // The same place, another connection, and an answer that comes too late for the one before.
    let (mut second, id) = joined(&mut server);
    second.write_all(GET).unwrap();
    settle(&mut server);
    assert_eq!((stale & 0xffff_ffff, server.sender(stale).is_none()), (id & 0xffff_ffff, true));
    server.sender(id).unwrap().reply(200, &NONE, b"mine").unwrap();
    settle(&mut server);
    second.shutdown(std::net::Shutdown::Write).unwrap();
    settle(&mut server);
    let mut told = String::new();
    std::io::Read::read_to_string(&mut second, &mut told).unwrap();
    assert!(told.starts_with("HTTP/1.1 200") && told.ends_with("\r\n\r\nmine"), "{told}");
}
