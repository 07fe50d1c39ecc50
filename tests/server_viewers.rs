// SPDX-License-Identifier: MIT OR Apache-2.0
//! Streams of events that go on for hours hold no buffers while nothing happens.
#![cfg(feature = "server")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use oyez::error::{Misuse, Reason};
use oyez::exchange::{Config, Length};
use oyez::server::{Event, Server, ServerConfig};
use oyez::syntax::field_line::Field;

const NONE: [Field; 0] = [];
const VIEWERS: usize = 50;
const REQUEST: &[u8] = b"GET /events HTTP/1.1\r\nHost: a\r\n\r\n";

/// A server that has buffers for two exchanges.
fn server() -> (Server, u16) {
    let connection = Config { content_ms: 200, ..Config::default() };
    let config = ServerConfig { connections: 64, exchanges: 2, connection, ..ServerConfig::default() };
    let mut server = Server::open(&config).unwrap();
    let port = server.listen("", 0).unwrap();
    (server, port)
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// Polls until nothing happens; the ids of those whose refused output has room now.
fn settle(server: &mut Server, viewers: &mut Vec<u64>) -> Vec<u64> {
    let mut writable = Vec::new();
    while let Some(mut turn) = server.poll(20).unwrap() {
        match turn.event {
            Event::Request(request) if request.target == b"/events" => {
                turn.sender.response(200, Length::Unknown, &NONE).unwrap();
                turn.sender.forget_head();
                viewers.push(turn.id);
            }
            Event::Request(_) => turn.sender.reply(200, &NONE, b"now").unwrap(),
            Event::Writable => {
                turn.sender.whole_content(b"late").unwrap();
                writable.push(turn.id);
            }
            Event::Fault(fault) => panic!("{fault}"),
            _ => {}
        }
    }
    writable
}

fn read_until(stream: &mut TcpStream, end: &str) -> String {
    let (mut octets, mut octet) = (Vec::new(), [0]);
    while !octets.ends_with(end.as_bytes()) {
        assert_eq!(stream.read(&mut octet).unwrap(), 1, "{:?}", String::from_utf8_lossy(&octets));
        octets.push(octet[0]);
    }
    String::from_utf8(octets).unwrap()
}

#[test]
fn fifty_viewers_hold_no_buffers_and_miss_no_event() {
    let ((mut server, port), mut viewers) = (server(), Vec::new());
    let mut streams: Vec<_> = (0..VIEWERS).map(|_| connect(port)).collect();
    streams.iter_mut().for_each(|stream| stream.write_all(REQUEST).unwrap());
    settle(&mut server, &mut viewers);
    assert_eq!(viewers.len(), VIEWERS);
    for stream in &mut streams {
        read_until(stream, "\r\n\r\n");
    }

    let mut other = connect(port);
    other.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    settle(&mut server, &mut viewers);
    assert!(read_until(&mut other, "now").starts_with("HTTP/1.1 200"));

    // Two find buffers at once; the others are told when there are some.
    let sent: Vec<_> = viewers.iter().map(|id| server.sender(*id).unwrap().whole_content(b"early")).collect();
    let refused = sent.iter().filter(|result| **result == Err(Reason::Misuse(Misuse::OutputFull))).count();
    assert_eq!((refused, sent.iter().filter(|result| result.is_ok()).count()), (VIEWERS - 2, 2));
    assert_eq!(settle(&mut server, &mut Vec::new()).len(), VIEWERS - 2);
    let told = streams.iter_mut().map(|stream| read_until(stream, "\r\n").len() + read_until(stream, "\r\n").len());
    // "5 early" or "4 late", each of them on two lines.
    assert_eq!(told.sum::<usize>(), 2 * 10 + (VIEWERS - 2) * 9);
}

#[test]
fn a_viewer_that_leaves_is_noticed_and_one_that_asks_again_is_answered() {
    let ((mut server, port), mut viewers) = (server(), Vec::new());
    let (mut first, mut second) = (connect(port), connect(port));
    first.write_all(REQUEST).unwrap();
    second.write_all(REQUEST).unwrap();
    settle(&mut server, &mut viewers);
    assert_eq!(server.count(), 2);
    // What comes behind a request waits until it is answered.
    second.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    drop(first);
    settle(&mut server, &mut viewers);
    read_until(&mut second, "\r\n\r\n");
    let id =
        *viewers.iter().find(|id| server.sender(**id).is_some_and(|mut sender| sender.end(&NONE).is_ok())).unwrap();
    settle(&mut server, &mut viewers);
    assert!(read_until(&mut second, "now").contains("0\r\n\r\nHTTP/1.1 200"), "{id}");
}
