// SPDX-License-Identifier: MIT OR Apache-2.0
//! The server over a network that does not exist: sockets that take an octet at a time, an operating system
//! without descriptors, a clock that wraps. Nothing waits, and every run is the same.
#![cfg(feature = "server")]

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, ErrorKind, IoSlice};
use std::rc::Rc;

use oyez::error::{Reason, Trouble};
use oyez::exchange::{Config, Length};
use oyez::server::{Door, Event, Net, Peer, Ready, Server, ServerConfig};
use oyez::syntax::field_line::Field;

const NONE: [Field; 0] = [];

/// A peer: what it has sent, what it was sent, and what its socket does.
#[derive(Default)]
struct Wire {
    token: u32,
    inbound: VecDeque<u8>,
    ended: bool,
    outbound: Vec<u8>,
    /// Octets a write takes, and how many the socket has room for.
    taken: usize,
    room: usize,
    shut: bool,
    closed: bool,
    cut: bool,
}

#[derive(Default)]
struct World {
    now: u32,
    /// Who knocks: a wire, or an error of accept.
    knocking: VecDeque<Result<Rc<RefCell<Wire>>, i32>>,
    ready: VecDeque<Ready>,
    waits: Vec<Option<u32>>,
}

/// The world, as a network.
#[derive(Clone, Default)]
struct Simulated(Rc<RefCell<World>>);

impl Net for Simulated {
    type Listener = ();
    type Stream = Rc<RefCell<Wire>>;

    fn listen(&mut self, door: Door<'_>, token: u32) -> io::Result<((), u16)> {
        assert!(matches!(door, Door::Ip(_)));
        let ready = Ready { token, readable: true, writable: false, ended: false, failed: false };
        self.0.borrow_mut().ready.push_back(ready);
        Ok(((), 80))
    }

    fn accept(&mut self, (): &mut (), token: u32) -> io::Result<(Self::Stream, Peer)> {
        let mut world = self.0.borrow_mut();
        let wire = world.knocking.pop_front().ok_or(ErrorKind::WouldBlock)?.map_err(io::Error::from_raw_os_error)?;
        wire.borrow_mut().token = token;
        world.ready.push_back(Ready { token, readable: true, writable: true, ended: false, failed: false });
        Ok((wire, Peer::ip("192.0.2.1:1".parse().unwrap())))
    }

    fn read(&mut self, stream: &mut Self::Stream, room: &mut [u8]) -> io::Result<usize> {
        let mut wire = stream.borrow_mut();
        let count = room.len().min(wire.inbound.len());
        if count == 0 && !wire.ended {
            return Err(ErrorKind::WouldBlock.into());
        }
        for (place, octet) in room.iter_mut().zip(wire.inbound.drain(..count)) {
            *place = octet;
        }
        Ok(count)
    }

    fn peek(&mut self, stream: &mut Self::Stream, room: &mut [u8]) -> io::Result<usize> {
        let wire = stream.borrow();
        if wire.inbound.is_empty() && !wire.ended {
            return Err(ErrorKind::WouldBlock.into());
        }
        Ok(room.iter_mut().zip(&wire.inbound).map(|(place, octet)| *place = *octet).count())
    }

    fn write(&mut self, stream: &mut Self::Stream, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
        let mut wire = stream.borrow_mut();
        let most = wire.taken.min(wire.room);
        let octets: Vec<u8> = pieces.iter().flat_map(|piece| piece.iter().copied()).take(most).collect();
        if octets.is_empty() {
            return Err(ErrorKind::WouldBlock.into());
        }
        wire.room -= octets.len();
        wire.outbound.extend_from_slice(&octets);
        Ok(octets.len())
    }

    fn shutdown(&mut self, stream: &mut Self::Stream) {
        stream.borrow_mut().shut = true;
    }

    fn close(&mut self, stream: Self::Stream, cut: bool) {
        let mut wire = stream.borrow_mut();
        (wire.closed, wire.cut) = (true, cut);
    }

    fn close_listener(&mut self, (): ()) {}

    fn wait(&mut self, wait_ms: Option<u32>, tell: &mut dyn FnMut(Ready)) -> io::Result<bool> {
        let mut world = self.0.borrow_mut();
        world.waits.push(wait_ms);
        let ready: Vec<Ready> = world.ready.drain(..).collect();
        if ready.is_empty() {
            world.now = world.now.wrapping_add(wait_ms.unwrap_or(0));
        }
        drop(world);
        ready.into_iter().for_each(tell);
        Ok(false)
    }

    fn wake(&self) {}

    fn now(&mut self) -> u32 {
        self.0.borrow().now
    }

    fn seconds(&mut self) -> i64 {
        784_111_777
    }
}

/// Somebody who knocks, and sends this.
fn knock(net: &Simulated, octets: &[u8]) -> Rc<RefCell<Wire>> {
    let inbound = octets.iter().copied().collect();
    let wire = Wire { inbound, taken: usize::MAX, room: usize::MAX, ..Wire::default() };
    let wire = Rc::new(RefCell::new(wire));
    net.0.borrow_mut().knocking.push_back(Ok(Rc::clone(&wire)));
    wire
}

/// Something happens to a socket that is known.
fn edge(net: &Simulated, wire: &Rc<RefCell<Wire>>) {
    let (token, ended) = (wire.borrow().token, wire.borrow().ended);
    net.0.borrow_mut().ready.push_back(Ready { token, readable: true, writable: true, ended, failed: false });
}

fn serving(config: &ServerConfig<'_>, now: u32) -> (Simulated, Server<Simulated>) {
    let net = Simulated::default();
    net.0.borrow_mut().now = now;
    let mut server = Server::new(net.clone(), config).unwrap();
    server.listen("", 0).unwrap();
    (net, server)
}

/// Polls so often, answers every request with `content`, and says what was told.
fn run(server: &mut Server<Simulated>, polls: usize, timeout_ms: i32, content: &[u8]) -> Vec<String> {
    let mut told = Vec::new();
    for _ in 0..polls {
        let Some(mut turn) = server.poll(timeout_ms).unwrap() else { continue };
        match turn.event {
            Event::Request(_) => turn.sender.reply(200, &NONE, content).unwrap(),
            Event::Fault(fault) => told.push(fault.reason.name().to_string()),
            Event::More => continue,
            _ => {}
        }
        told.push(format!("{:?}", turn.event).chars().take_while(char::is_ascii_alphabetic).collect());
    }
    told
}

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

#[test]
fn a_socket_that_takes_little_gets_all() {
    let content: Vec<u8> = (0..100_000u32).map(|at| at.to_le_bytes()[0]).collect();
    for taken in [1_000, 16_384, 16_385, 99_999] {
        let (net, mut server) = serving(&ServerConfig::default(), 0);
        let wire = knock(&net, &[GET, GET].concat());
        wire.borrow_mut().taken = taken;
        wire.borrow_mut().room = taken;
        let mut told = Vec::new();
        for _ in 0..400 {
            told.extend(run(&mut server, 1, 0, &content));
            if wire.borrow().room == 0 {
                wire.borrow_mut().room = taken;
                edge(&net, &wire);
            }
        }
        let wire = wire.borrow();
        assert!(wire.outbound.ends_with(&content), "{taken}");
        assert!(wire.outbound.windows(content.len()).position(|octets| octets == content).is_some_and(|at| at < 300));
        assert_eq!(told.iter().filter(|told| *told == "Request").count(), 2, "{told:?}");
        assert_eq!(told.iter().filter(|told| *told == "Sent").count(), 2, "{told:?}");
        let text = String::from_utf8_lossy(&wire.outbound);
        assert_eq!(text.matches("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n").count(), 2);
    }
}

#[test]
fn trouble_of_accept_is_survived_and_counted() {
    const ECONNABORTED: i32 = 103;
    const EMFILE: i32 = 24;
    let (net, mut server) = serving(&ServerConfig::default(), 0);
    for error in [ECONNABORTED, EMFILE, EMFILE] {
        net.0.borrow_mut().knocking.push_back(Err(error));
    }
    let wire = knock(&net, GET);
    // No edge comes again: the server tries by itself, but not without pause.
    let told = run(&mut server, 12, -1, b"fine");
    assert!(told.contains(&"Request".to_string()), "{told:?}");
    assert!(wire.borrow().outbound.ends_with(b"fine"));
    assert_eq!(server.stats().survived, 3);
    assert!(net.0.borrow().waits.iter().filter(|wait| **wait == Some(100)).count() >= 2, "{:?}", net.0.borrow().waits);
}

#[test]
fn time_may_wrap_in_every_wait() {
    let connection = Config { head_ms: 100, idle_ms: 200, content_ms: 300, send_ms: 400, ..Config::default() };
    let config = ServerConfig { connection, ..ServerConfig::default() };
    for before in (0..500).step_by(50) {
        let now = u32::MAX - before;
        // One that never asks, one that asks and falls silent, one within a head, one within content.
        let (net, mut server) = serving(&config, now);
        let silent = knock(&net, b"");
        let idle = knock(&net, GET);
        let head = knock(&net, b"GET /");
        let content = knock(&net, b"POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\n1");
        let mut told = Vec::new();
        while server.count() > 0 || net.0.borrow().waits.len() < 3 {
            let Some(mut turn) = server.poll(-1).unwrap() else { continue };
            match turn.event {
                Event::Request(request) if request.method == b"GET" => turn.sender.reply(204, &NONE, b"").unwrap(),
                Event::Fault(fault) => told.push(fault.reason),
                _ => {}
            }
        }
        assert_eq!(told, [Trouble::TimeoutHead, Trouble::TimeoutContent].map(Reason::Trouble));
        let passed = net.0.borrow().now.wrapping_sub(now);
        assert!((300..3_000).contains(&passed), "{passed}");
        for (wire, answer) in
            [(silent, ""), (idle, "HTTP/1.1 204 "), (head, "HTTP/1.1 408 "), (content, "HTTP/1.1 408 ")]
        {
            let wire = wire.borrow();
            assert!(wire.closed && wire.outbound.starts_with(answer.as_bytes()), "{answer}");
            assert_eq!(wire.outbound.is_empty(), answer.is_empty());
        }
        assert_eq!(server.stats().timeouts, 4);
    }
}

#[test]
fn the_end_behind_the_last_octets_is_not_missed() {
    // Data and end are one edge, and the read is short.
    let (net, mut server) = serving(&ServerConfig::default(), 0);
    let wire = knock(&net, b"");
    run(&mut server, 3, 0, b"");
    wire.borrow_mut().inbound.extend(GET);
    wire.borrow_mut().ended = true;
    edge(&net, &wire);
    assert_eq!(run(&mut server, 10, 0, b"x"), ["Request", "Complete", "Sent", "Closed"]);
    assert!(wire.borrow().closed && !wire.borrow().cut);
}

#[test]
fn a_paused_connection_tells_the_peers_end_and_no_content() {
    let (net, mut server) = serving(&ServerConfig::default(), 0);
    let wire = knock(&net, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n");
    let mut asked = 0;
    while asked == 0 {
        asked = server.poll(0).unwrap().map_or(0, |turn| turn.id);
    }
    server.pause(asked, true);
    assert!(run(&mut server, 9, 0, b"").is_empty());
    wire.borrow_mut().inbound.extend(b"abc");
    edge(&net, &wire);
    assert!(run(&mut server, 9, 0, b"").is_empty());
    assert_eq!(wire.borrow().inbound.len(), 3, "it reads nothing");
    wire.borrow_mut().ended = true;
    edge(&net, &wire);
    assert_eq!(run(&mut server, 9, 0, b""), ["PeerEnded"]);
    server.pause(asked, false);
    assert_eq!(run(&mut server, 9, 0, b""), ["Content", "Complete"]);
    server.sender(asked).unwrap().reply(204, &NONE, b"").unwrap();
    assert_eq!(run(&mut server, 9, 0, b""), ["Sent", "Closed"]);
}

#[test]
fn pipelined_replies_leave_in_one_write() {
    let (net, mut server) = serving(&ServerConfig::default(), 0);
    let wire = knock(&net, &GET.repeat(20));
    let mut sizes = Vec::new();
    for _ in 0..60 {
        run(&mut server, 1, 0, b"x");
        sizes.push(wire.borrow().outbound.len());
    }
    sizes.dedup();
    assert_eq!(sizes.len(), 2, "{sizes:?}");
    assert_eq!(server.stats().responses, 20);
}

#[test]
fn a_peer_that_never_reads_costs_its_own_time_only() {
    let connection = Config { send_ms: 1_000, ..Config::default() };
    let config = ServerConfig { connection, ..ServerConfig::default() };
    let (net, mut server) = serving(&config, 0);
    let stuck = knock(&net, GET);
    stuck.borrow_mut().room = 10;
    let told = run(&mut server, 4, 0, &[b'x'; 200_000]);
    assert_eq!(told, ["Request"]);
    let fine = knock(&net, GET);
    net.0.borrow_mut().ready.push_back(Ready {
        token: 1 << 31,
        readable: true,
        writable: false,
        ended: false,
        failed: false,
    });
    run(&mut server, 6, 0, b"fine");
    assert!(fine.borrow().outbound.ends_with(b"fine"));
    let told = run(&mut server, 6, -1, b"");
    assert!(told.starts_with(&["TIMEOUT_SEND".into(), "Fault".into(), "Closed".into()]), "{told:?}");
    assert!(stuck.borrow().cut);
}

#[test]
fn content_flows_while_the_program_writes() {
    let (net, mut server) = serving(&ServerConfig::default(), 0);
    let wire = knock(&net, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
    let mut got = 0;
    for _ in 0..60 {
        if wire.borrow().token == 0 && got < 100_000 {
            wire.borrow_mut().inbound.extend([0xff; 5_000]);
            edge(&net, &wire);
        }
        let Some(mut turn) = server.poll(0).unwrap() else { continue };
        match turn.event {
            Event::Request(request) => {
                let length = request.length.unwrap();
                turn.sender.response(200, Length::Exact(length), &NONE).unwrap();
            }
            Event::Content(octets) => {
                got += octets.len();
                turn.sender.whole_content(octets).unwrap();
            }
            Event::Complete(_) => turn.sender.end(&NONE).unwrap(),
            _ => {}
        }
    }
    assert_eq!(got, 100_000);
    assert_eq!(wire.borrow().outbound.iter().filter(|octet| **octet == 0xff).count(), 100_000);
}

#[test]
fn a_peer_that_always_has_something_starves_nobody() {
    let (net, mut server) = serving(&ServerConfig::default(), 0);
    let busy = knock(&net, b"");
    let other = knock(&net, b"");
    for _ in 0..10 {
        server.poll(0).unwrap();
    }
    edge(&net, &busy);
    for turns in 0..2_000 {
        while busy.borrow().inbound.len() < 40_000 {
            busy.borrow_mut().inbound.extend(GET);
        }
        if turns == 100 {
            other.borrow_mut().inbound.extend(b"GET /other HTTP/1.1\r\nHost: a\r\n\r\n");
            edge(&net, &other);
        }
        let Some(mut turn) = server.poll(0).unwrap() else { continue };
        if let Event::Request(request) = turn.event {
            if request.target == b"/other" {
                return;
            }
            turn.sender.reply(200, &NONE, b"").unwrap();
        }
    }
    panic!("the other was never heard");
}

#[test]
fn empty_lines_buy_no_time() {
    let connection = Config { head_ms: 100, idle_ms: 200, ..Config::default() };
    let (net, mut server) = serving(&ServerConfig { connection, ..ServerConfig::default() }, 0);
    let wire = knock(&net, b"\r\n");
    for _ in 0..20 {
        for _ in 0..5 {
            server.poll(0).unwrap();
        }
        if wire.borrow().token == 0 || server.count() == 0 {
            return;
        }
        net.0.borrow_mut().now += 20;
        wire.borrow_mut().inbound.extend(b"\r\n");
        edge(&net, &wire);
    }
    panic!("400 ms and 20 empty lines later it is still there");
}

#[test]
fn a_month_is_not_over_at_once() {
    let month = 30 * 24 * 3_600_000;
    let connection = Config { head_ms: month, idle_ms: month, ..Config::default() };
    let (net, mut server) = serving(&ServerConfig { connection, ..ServerConfig::default() }, 0);
    knock(&net, b"");
    for _ in 0..20 {
        server.poll(0).unwrap();
        net.0.borrow_mut().now += 1;
    }
    assert_eq!(server.count(), 1);
}

#[test]
fn a_misdirected_request_is_refused_without_a_word_of_its_content() {
    let hosts: [&[u8]; 1] = [b"good"];
    let (net, mut server) = serving(&ServerConfig { hosts: &hosts, ..ServerConfig::default() }, 0);
    let wire = knock(
        &net,
        b"PUT / HTTP/1.1\r\nHost: evil\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\nHost: good\r\n\r\n",
    );
    let told = run(&mut server, 20, 0, b"");
    assert!(!told.contains(&"Content".to_string()), "{told:?}");
    assert_eq!(told.iter().filter(|told| *told == "Complete").count(), 1, "{told:?}");
    assert!(wire.borrow().outbound.starts_with(b"HTTP/1.1 421 "));
}

const PROXIED: &[u8] = b"PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\r\n";

#[test]
fn a_proxys_header_may_come_in_any_two_pieces() {
    let all = [PROXIED, GET].concat();
    for split in 0..=all.len() {
        let (net, mut server) = serving(&ServerConfig::default(), 0);
        server.require_proxy(0).unwrap();
        let wire = knock(&net, &all[..split]);
        run(&mut server, 9, 0, b"fine");
        if split < PROXIED.len() {
            assert_eq!(wire.borrow().inbound.len(), split, "it stays in the socket until it is whole");
        }
        wire.borrow_mut().inbound.extend(&all[split..]);
        edge(&net, &wire);
        run(&mut server, 9, 0, b"fine");
        assert!(wire.borrow().outbound.ends_with(b"fine"), "{split}");
        assert_eq!(server.peer(server.next_id(0).unwrap()), Some("203.0.113.7:1234"));
        assert_eq!(server.stats().received, all.len() as u64);
    }
}

#[test]
fn a_proxy_that_takes_too_long_is_closed_however_often_it_sends() {
    let connection = Config { head_ms: 100, ..Config::default() };
    let (net, mut server) = serving(&ServerConfig { connection, ..ServerConfig::default() }, 0);
    server.require_proxy(0).unwrap();
    let wire = knock(&net, &PROXIED[..5]);
    for octet in &PROXIED[5..] {
        run(&mut server, 5, 0, b"");
        if wire.borrow().closed {
            break;
        }
        net.0.borrow_mut().now += 10;
        wire.borrow_mut().inbound.push_back(*octet);
        edge(&net, &wire);
    }
    let wire = wire.borrow();
    assert!(wire.closed && wire.outbound.is_empty() && wire.inbound.len() < 20);
    assert_eq!((server.stats().timeouts, server.stats().violations), (1, 0));
}

#[test]
fn a_proxy_that_says_nothing_or_half_of_it_is_closed_without_a_word() {
    for (octets, violations) in [(&b""[..], 0), (&PROXIED[..20], 0), (GET, 1), (b"PROXY TCP4 x\r\n", 1)] {
        let (net, mut server) = serving(&ServerConfig::default(), 0);
        server.require_proxy(0).unwrap();
        let wire = knock(&net, octets);
        wire.borrow_mut().ended = true;
        let told = [run(&mut server, 5, 0, b""), {
            edge(&net, &wire);
            run(&mut server, 5, 0, b"")
        }]
        .concat();
        assert!(told.is_empty() && wire.borrow().closed && wire.borrow().outbound.is_empty(), "{told:?}");
        assert_eq!(server.stats().violations, violations);
        assert_eq!(server.count(), 0);
    }
}

#[test]
fn a_drain_waits_for_no_proxy() {
    let (net, mut server) = serving(&ServerConfig::default(), 0);
    server.require_proxy(0).unwrap();
    let waiting = knock(&net, &PROXIED[..7]);
    run(&mut server, 5, 0, b"");
    server.drain(10_000);
    assert_eq!(run(&mut server, 5, 0, b""), ["Drained"]);
    assert!(waiting.borrow().closed);
}
