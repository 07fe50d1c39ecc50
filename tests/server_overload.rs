// SPDX-License-Identifier: MIT OR Apache-2.0
//! More peers than connections; what is counted of faults; a server that tells little.
#![cfg(feature = "server")]

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use oyez::error::{Reason, Trouble, Violation};
use oyez::server::{Event, Server, ServerConfig};
use oyez::syntax::field_line::Field;

const NONE: [Field; 0] = [];
const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

fn server(config: &ServerConfig<'_>) -> (Server, u16) {
    let mut server = Server::open(config).unwrap();
    let port = server.listen("", 0).unwrap();
    (server, port)
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

fn read_all(stream: &mut TcpStream) -> String {
    let mut octets = Vec::new();
    stream.read_to_end(&mut octets).unwrap();
    String::from_utf8(octets).unwrap()
}

/// Polls until nothing happens, and answers requests if told so; the names of the events.
fn settle(server: &mut Server, answers: bool) -> Vec<&'static str> {
    let mut told = Vec::new();
    while let Some(mut turn) = server.poll(50).unwrap() {
        told.push(match turn.event {
            Event::Request(_) => {
                if answers {
                    turn.sender.reply(200, &NONE, b"").unwrap();
                }
                "request"
            }
            Event::Content(_) => "content",
            Event::Complete(_) => "complete",
            Event::Sent => "sent",
            Event::Fault(_) => "fault",
            Event::Closed => "closed",
            _ => continue,
        });
    }
    told
}

#[test]
fn who_finds_all_connections_taken_is_asked_to_come_again() {
    let (mut server, port) = server(&ServerConfig { connections: 2, retry_after: 7, ..ServerConfig::default() });
    let mut served = [connect(port), connect(port)];
    served.iter_mut().for_each(|stream| stream.write_all(REQUEST).unwrap());
    assert_eq!(settle(&mut server, false).iter().filter(|told| **told == "request").count(), 2);
    for _ in 0..20 {
        let mut turned_away = connect(port);
        turned_away.write_all(REQUEST).unwrap();
        settle(&mut server, false);
        let answer = read_all(&mut turned_away);
        assert!(answer.starts_with("HTTP/1.1 503 Service Unavailable\r\nDate: "), "{answer}");
        assert!(
            answer.contains("\r\nServer: oyez\r\nRetry-After: 7\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        );
    }
    assert_eq!((server.stats().turned_away, server.stats().accepted, server.count()), (20, 2, 2));
    let first = server.next_id(0).unwrap();
    server.sender(first).unwrap().reply(200, &NONE, b"").unwrap();
    settle(&mut server, false);
    // An idle connection makes place.
    let mut other = connect(port);
    other.write_all(REQUEST).unwrap();
    assert!(settle(&mut server, true).contains(&"request"));
}

#[test]
fn without_retry_after_it_waits_until_a_connection_is_free() {
    let (mut server, port) = server(&ServerConfig { connections: 1, ..ServerConfig::default() });
    let (mut first, mut second) = (connect(port), connect(port));
    first.write_all(REQUEST).unwrap();
    second.write_all(REQUEST).unwrap();
    assert_eq!(settle(&mut server, false), ["request", "complete"]);
    assert_eq!(server.stats().accepted, 1);
    let id = server.next_id(0).unwrap();
    server.sender(id).unwrap().abort();
    second.shutdown(Shutdown::Write).unwrap();
    settle(&mut server, true);
    assert!(read_all(&mut second).starts_with("HTTP/1.1 200 OK\r\n"));
}

#[test]
fn a_terse_server_tells_a_request_and_nothing_of_how_it_went() {
    let (mut server, port) = server(&ServerConfig { terse: true, ..ServerConfig::default() });
    let mut stream = connect(port);
    stream.write_all(&REQUEST.repeat(3)).unwrap();
    assert_eq!(settle(&mut server, true), ["request"; 3]);
    stream.write_all(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx").unwrap();
    assert_eq!(settle(&mut server, true), ["request", "complete"]);
    stream.shutdown(Shutdown::Write).unwrap();
    assert_eq!(settle(&mut server, true), ["closed"]);
    assert_eq!(read_all(&mut stream).matches("HTTP/1.1 200 OK\r\n").count(), 4);
    assert_eq!(server.stats().responses, 4);
}

#[test]
fn faults_are_counted_by_their_reason() {
    let (mut server, port) = server(&ServerConfig::default());
    for request in ["GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"]
    {
        let mut stream = connect(port);
        stream.write_all(request.as_bytes()).unwrap();
        settle(&mut server, true);
    }
    let counted = |violation| server.faults(Reason::Violation(violation));
    assert_eq!((counted(Violation::HostMissing), counted(Violation::HostRepeated)), (2, 1));
    assert_eq!((counted(Violation::BareCr), server.faults(Reason::Trouble(Trouble::TimeoutHead))), (0, 0));
    assert_eq!(server.stats().violations, 3);
}
