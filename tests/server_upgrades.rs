// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where HTTP ends on a server's connection: octets flow raw through it, or the socket is taken over; nothing is lost.
#![cfg(feature = "server")]

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use oyez::error::{Misuse, Reason};
use oyez::server::{Event, Server, ServerConfig};
use oyez::syntax::field_line::Field;

const NONE: [Field; 0] = [];
const UPGRADE: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
const CONNECT: &[u8] = b"CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n";
const STATE: Reason = Reason::Misuse(Misuse::State);
const ARGUMENT: Reason = Reason::Misuse(Misuse::Argument);

/// A server, the client's end of a connection to it, and that connection's id.
fn joined() -> (Server, UnixStream, u64) {
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let (ours, id) = joined_to(&mut server);
    (server, ours, id)
}

fn joined_to(server: &mut Server) -> (UnixStream, u64) {
    let (ours, theirs) = UnixStream::pair().unwrap();
    ours.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let id = server.adopt_connection(theirs.into()).unwrap();
    (ours, id)
}

/// What was told, of any connection, and the content of it.
#[derive(Default)]
struct Heard {
    told: Vec<String>,
    content: Vec<u8>,
}

/// Polls until this is told, or else until nothing is left, and lets HTTP end where it is asked for.
fn hear(server: &mut Server, wanted: Option<&str>) -> Heard {
    let (start, mut heard) = (Instant::now(), Heard::default());
    loop {
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", heard.told);
        // What was written to the other end is here already.
        let Some(mut turn) = server.poll(if wanted.is_some() { 20 } else { 0 }).unwrap() else {
            if wanted.is_none() {
                return heard;
            }
            continue;
        };
        let name = format!("{:?}", turn.event).chars().take_while(char::is_ascii_alphabetic).collect::<String>();
        match turn.event {
            Event::Request(request) if request.method == b"CONNECT" => turn.sender.reply(200, &NONE, b"").unwrap(),
            Event::Request(_) => turn.sender.informational(101, &[Field::new("Upgrade", "x")]).unwrap(),
            Event::Content(octets) => heard.content.extend_from_slice(octets),
            Event::More => continue,
            _ => {}
        }
        let over = wanted == Some(&name);
        heard.told.push(name);
        if over {
            return heard;
        }
    }
}

fn stream(socket: OwnedFd) -> UnixStream {
    let stream = UnixStream::from(socket);
    stream.set_nonblocking(false).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Octets nobody would send by mistake.
fn pattern(len: usize) -> Vec<u8> {
    (0u32..).flat_map(u32::to_be_bytes).take(len).collect()
}

#[test]
fn a_socket_is_taken_over_at_every_split_and_nothing_is_lost() {
    for head in [UPGRADE, CONNECT] {
        let all = [head, b"raw \r\n\r\nGET octets"].concat();
        for split in 0..=all.len() {
            let (mut server, mut ours, id) = joined();
            ours.write_all(&all[..split]).unwrap();
            let mut heard = hear(&mut server, None);
            ours.write_all(&all[split..]).unwrap();
            if !heard.told.contains(&"Tunnel".to_string()) {
                // What is behind the head is here, and was not told.
                hear(&mut server, Some("Tunnel"));
            } else if split % 2 == 0 {
                heard.content.extend(hear(&mut server, None).content);
            }
            let mut room = [0; 64];
            let (socket, count) = server.release(id, &mut room).unwrap();
            let mut socket = stream(socket);
            socket.write_all(b"mine").unwrap();
            ours.write_all(b", more").unwrap();
            ours.shutdown(std::net::Shutdown::Write).unwrap();
            let mut rest = Vec::new();
            socket.read_to_end(&mut rest).unwrap();
            drop(socket);
            let raw = [&heard.content, &room[..count], &rest].concat();
            assert_eq!(raw, b"raw \r\n\r\nGET octets, more", "{split}");
            let mut told = String::new();
            ours.read_to_string(&mut told).unwrap();
            assert!(told.starts_with("HTTP/1.1 ") && told.ends_with("\r\n\r\nmine"), "{told}");
            assert_eq!((server.count(), server.sender(id).is_none()), (0, true));
            assert!(hear(&mut server, None).told.is_empty(), "one that was let go is told no more");
        }
    }
}

#[test]
fn what_was_told_in_part_is_handed_out_in_part() {
    for used in 0..=10 {
        let (mut server, mut ours, id) = joined();
        ours.write_all(&[UPGRADE, b"raw octets"].concat()).unwrap();
        hear(&mut server, Some("Content"));
        server.used(id, used).unwrap();
        let mut room = [0; 16];
        assert_eq!(server.release(id, &mut room).map(|(_, count)| count).unwrap(), 10 - used);
        assert_eq!(&room[..10 - used], &b"raw octets"[used..]);
    }
}

#[test]
fn a_socket_that_is_not_let_go_stays_what_it_was() {
    let (mut server, mut ours, id) = joined();
    assert_eq!(server.release(id + 1, &mut []).err(), Some(STATE), "no such id");
    ours.write_all(&UPGRADE[..20]).unwrap();
    hear(&mut server, None);
    assert_eq!(server.release(id, &mut [0; 64]).err(), Some(STATE), "within a head");
    ours.write_all(&UPGRADE[20..]).unwrap();
    ours.write_all(b"raw octets").unwrap();
    hear(&mut server, Some("Tunnel"));
    server.pause(id, true);
    assert_eq!(server.release(id, &mut [0; 9]).err(), Some(ARGUMENT), "too little room");
    assert_eq!(hear(&mut server, None).told, ["Sent"], "it is paused as it was");
    server.pause(id, false);
    assert_eq!(hear(&mut server, None).content, b"raw octets");
    // What the client does not read is pending, so the socket is not free.
    let octets = pattern(1 << 20);
    let mut sent = 0;
    while let Ok(count) = server.sender(id).unwrap().content(&octets[sent..]) {
        sent += count;
        server.poll(0).unwrap();
    }
    assert_eq!(server.release(id, &mut [0; 9]).err(), Some(STATE), "output pends");
    let reader = std::thread::spawn(move || {
        let mut told = Vec::new();
        ours.read_to_end(&mut told).unwrap();
        told
    });
    let start = Instant::now();
    let socket = loop {
        assert!(start.elapsed() < Duration::from_secs(20));
        server.poll(10).unwrap();
        match server.release(id, &mut []) {
            Ok((socket, 0)) => break socket,
            other => assert_eq!(other.err(), Some(STATE)),
        }
    };
    stream(socket).write_all(b"last").unwrap();
    let told = reader.join().unwrap();
    assert!(told.ends_with(&[&octets[..sent], b"last"].concat()));
}

#[test]
fn a_socket_goes_from_one_server_to_another_between_exchanges() {
    let (mut server, mut ours, mut id) = joined();
    for number in 0..5 {
        ours.write_all(format!("GET /{number} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).unwrap();
        let start = Instant::now();
        let mut sent = false;
        while !sent {
            assert!(start.elapsed() < Duration::from_secs(20));
            let Some(mut turn) = server.poll(100).unwrap() else { continue };
            match turn.event {
                Event::Request(request) => turn.sender.reply(200, &NONE, request.target).unwrap(),
                Event::Sent => sent = true,
                _ => {}
            }
        }
        let (socket, count) = server.release(id, &mut []).unwrap();
        assert_eq!(count, 0);
        let mut other = Server::open(&ServerConfig::default()).unwrap();
        id = other.adopt_connection(socket).unwrap();
        server = other;
    }
    drop(server);
    let mut told = String::new();
    ours.read_to_string(&mut told).unwrap();
    assert_eq!(told.matches("HTTP/1.1 200 OK").count(), 5, "{told}");
    assert!(told.ends_with("\r\n\r\n/4"), "{told}");
}

#[test]
fn a_proxys_header_that_is_to_come_is_handed_to_nobody() {
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let port = server.listen("", 0).unwrap();
    server.require_proxy(0).unwrap();
    let _client = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    while server.count() == 0 {
        server.poll(20).unwrap();
    }
    let id = server.next_id(0).unwrap();
    assert_eq!(server.release(id, &mut [0; 64]).err(), Some(STATE));
    assert_eq!(server.count(), 1);
}

#[test]
fn octets_flow_raw_through_a_tunnel_both_ways_and_each_way_ends_by_itself() {
    const SIZE: usize = 1 << 20;
    for head in [UPGRADE, CONNECT] {
        let (mut server, mut ours, _) = joined();
        let octets = pattern(SIZE);
        // As soon as it may, the client sends; the server sends all of it back, as fast as it is read.
        let mut half = ours.try_clone().unwrap();
        let sent = [head, &octets].concat();
        let writer = std::thread::spawn(move || {
            half.write_all(&sent).unwrap();
            half.shutdown(std::net::Shutdown::Write).unwrap();
        });
        let reader = std::thread::spawn(move || {
            let mut told = Vec::new();
            std::thread::sleep(Duration::from_millis(20));
            ours.read_to_end(&mut told).unwrap();
            told
        });
        let (start, mut tunnel, mut waited) = (Instant::now(), false, false);
        loop {
            assert!(start.elapsed() < Duration::from_secs(20));
            let Some(mut turn) = server.poll(1_000).unwrap() else { continue };
            let id = turn.id;
            match turn.event {
                Event::Request(_) if head == CONNECT => turn.sender.reply(200, &NONE, b"").unwrap(),
                Event::Request(_) => turn.sender.informational(101, &[Field::new("Upgrade", "x")]).unwrap(),
                Event::Tunnel => tunnel = true,
                Event::Content(octets) => {
                    let taken = turn.sender.content(octets).unwrap_or(0);
                    if taken < octets.len() {
                        waited = true;
                        server.pause(id, true);
                        server.used(id, taken).unwrap();
                    }
                }
                Event::Writable => server.pause(id, false),
                Event::Complete(_) if tunnel => {
                    server.sender(id).unwrap().whole_content(b"after the end").unwrap();
                    server.sender(id).unwrap().end(&NONE).unwrap();
                }
                Event::Fault(fault) => panic!("{fault:?}"),
                Event::Closed => break,
                _ => {}
            }
        }
        writer.join().unwrap();
        let back = reader.join().unwrap();
        let start = back.windows(4).position(|octets| octets == b"\r\n\r\n").unwrap() + 4;
        assert!(back[start..] == [&octets[..], b"after the end"].concat(), "{} octets", back.len());
        assert!(waited, "the client read slowly enough for some to wait");
    }
}
