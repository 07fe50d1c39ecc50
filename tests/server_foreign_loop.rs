// SPDX-License-Identifier: MIT OR Apache-2.0
//! The server under a loop that is not its own: it is polled when its descriptor is readable or its interest says so,
//! and never waits. Whatever there is to do, the two of them tell.
#![cfg(feature = "server")]

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use oyez::exchange::{Config, Length, NO_TIMEOUT, Wants};
use oyez::server::{Event, Server, ServerConfig};
use oyez::syntax::field_line::Field;

const NONE: [Field; 0] = [];

/// Nothing here has to be waited for so long: who waits longer was not told something.
const STALLED: Duration = Duration::from_secs(5);

/// Waits as a foreign loop does: for the descriptor, or until the server is due.
fn wait(server: &Server) {
    let interest = server.interest();
    let due = interest.wait_ms == 0;
    assert_eq!(interest.wants.has(Wants::STEP), due);
    let ms = if interest.wait_ms == NO_TIMEOUT { 60_000 } else { interest.wait_ms };
    let mut fd = libc::pollfd { fd: server.fd(), events: libc::POLLIN, revents: 0 };
    let start = Instant::now();
    // SAFETY: one descriptor of the server's, which is open, and one place.
    let ready = unsafe { libc::poll(&raw mut fd, 1, i32::try_from(ms).unwrap()) };
    assert!(ready >= 0);
    assert!(start.elapsed() < STALLED, "the server was not told of something, or did not say that it was due");
}

/// Serves under a foreign loop until so many connections are over; `handle` is told each event, and may keep what it
/// puts off in a list of ids, which is gone through after each poll.
fn serve(server: &mut Server, connections: u64, mut handle: impl FnMut(&mut Server, u64, &Told)) {
    while server.stats().accepted < connections || server.count() > 0 {
        wait(server);
        let told = server.poll(0).unwrap().and_then(|turn| {
            let told = match turn.event {
                Event::Request(request) => Told::Request(String::from_utf8_lossy(request.path).into_owned()),
                Event::Content(octets) => Told::Content(octets.len()),
                Event::Complete(_) => Told::Complete,
                Event::Writable => Told::Writable,
                _ => return None,
            };
            Some((turn.id, told))
        });
        if let Some((id, told)) = told {
            handle(server, id, &told);
        }
    }
}

/// What was told, without what it lends.
#[derive(Debug)]
enum Told {
    Request(String),
    Content(usize),
    Complete,
    Writable,
}

fn server(config: &ServerConfig<'_>) -> (Server, u16) {
    let mut server = Server::open(config).unwrap();
    let port = server.listen("", 0).unwrap();
    (server, port)
}

/// A client that sends this, and reads in pieces with so many microseconds between.
fn client(port: u16, octets: Vec<u8>, pause_us: u64) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(4 * STALLED)).unwrap();
        let mut half = stream.try_clone().unwrap();
        let writer = thread::spawn(move || {
            half.write_all(&octets).unwrap();
            half.shutdown(Shutdown::Write).unwrap();
        });
        let (mut told, mut piece) = (Vec::new(), vec![0; 64 << 10]);
        loop {
            match stream.read(&mut piece).unwrap() {
                0 => break,
                count => told.extend_from_slice(&piece[..count]),
            }
            thread::sleep(Duration::from_micros(pause_us));
        }
        writer.join().unwrap();
        told
    })
}

fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").into_bytes()
}

fn count(told: &[u8], what: &str) -> usize {
    String::from_utf8_lossy(told).matches(what).count()
}

#[test]
fn more_than_a_poll_accepts_reads_or_lends_is_served() {
    let (mut server, port) = server(&ServerConfig { exchanges: 2, ..ServerConfig::default() });
    let clients: Vec<_> = (0..50).map(|_| client(port, get("/").repeat(40), 0)).collect();
    serve(&mut server, 50, |server, id, told| {
        if let Told::Request(_) = told {
            server.sender(id).unwrap().reply(200, &NONE, b"fine").unwrap();
        }
    });
    for client in clients {
        assert_eq!(count(&client.join().unwrap(), "\r\n\r\nfine"), 40);
    }
}

#[test]
fn large_replies_to_slow_readers_are_sent_to_their_end() {
    const SIZE: usize = 4 << 20;
    let (mut server, port) = server(&ServerConfig { max_pending: SIZE, ..ServerConfig::default() });
    let clients: Vec<_> = (0..4).map(|_| client(port, get("/").repeat(2), 200)).collect();
    let content = vec![b'x'; SIZE];
    serve(&mut server, 4, |server, id, told| {
        if let Told::Request(_) | Told::Writable = told {
            // Where there is no room, it is told when there is.
            let _ = server.sender(id).unwrap().reply(200, &NONE, &content);
        }
    });
    for client in clients {
        let told = client.join().unwrap();
        assert_eq!(
            (count(&told, "HTTP/1.1 200 OK"), told.iter().filter(|octet| **octet == b'x').count()),
            (2, 2 * SIZE)
        );
    }
}

#[test]
fn what_is_done_outside_of_a_poll_makes_it_due() {
    // Answers, resumed reading and an end of connections, all a while after they were asked for.
    let (mut server, port) = server(&ServerConfig::default());
    let upload = b"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n".to_vec();
    let upload = [upload, vec![b'y'; 300_000]].concat();
    let clients: Vec<_> =
        [get("/late"), upload, get("/cut")].map(|octets| client(port, octets, 0)).into_iter().collect();
    let (mut put_off, mut received) = (VecDeque::new(), 0);
    let later = |told: &Told| matches!(told, Told::Request(_) | Told::Content(_));
    let mut due = Instant::now();
    while server.stats().accepted < 3 || server.count() > 0 {
        if put_off.is_empty() {
            wait(&server);
        } else if due.elapsed() > Duration::from_millis(2) {
            // Nothing happened meanwhile but this.
            let (id, told) = put_off.pop_front().unwrap();
            match told {
                Told::Request(path) if path == "/late" => {
                    server.sender(id).unwrap().reply(200, &NONE, b"late").unwrap();
                }
                Told::Request(path) if path == "/cut" => server.sender(id).unwrap().abort(),
                Told::Request(_) => server.sender(id).unwrap().response(200, Length::Exact(4), &NONE).unwrap(),
                _ => {}
            }
            server.pause(id, false);
            assert_eq!(server.interest().wait_ms, 0);
        }
        let Some(turn) = server.poll(0).unwrap() else { continue };
        let (id, told) = match turn.event {
            Event::Request(request) => (turn.id, Told::Request(String::from_utf8_lossy(request.path).into_owned())),
            Event::Content(octets) => (turn.id, Told::Content(octets.len())),
            Event::Complete(_) if received > 0 => {
                let mut sender = turn.sender;
                if sender.content(b"done").is_ok() {
                    sender.end(&NONE).unwrap();
                }
                continue;
            }
            _ => continue,
        };
        if let Told::Content(count) = told {
            received += count;
        }
        if later(&told) {
            server.pause(id, true);
            put_off.push_back((id, told));
            due = Instant::now();
        }
    }
    let told: Vec<_> = clients.into_iter().map(|client| thread::JoinHandle::join(client)).collect();
    assert!(told[0].as_ref().unwrap().ends_with(b"late"));
    assert!(told[1].as_ref().unwrap().ends_with(b"done"));
    assert_eq!(received, 300_000);
}

#[test]
fn deadlines_and_a_drain_are_told_of() {
    let connection = Config { head_ms: 60, idle_ms: 60, content_ms: 60, ..Config::default() };
    let (mut server, port) = server(&ServerConfig { connection, ..ServerConfig::default() });
    let begun = Instant::now();
    let silent: Vec<TcpStream> = (0..3).map(|_| TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
    (&silent[1]).write_all(b"GET / HT").unwrap();
    (&silent[2]).write_all(&get("/")).unwrap();
    serve(&mut server, 3, |server, id, told| {
        if let Told::Request(_) = told {
            server.sender(id).unwrap().reply(204, &NONE, b"").unwrap();
        }
    });
    assert!(begun.elapsed() >= Duration::from_millis(55) && server.stats().timeouts == 3);
    let idle = TcpStream::connect(("127.0.0.1", port)).unwrap();
    (&idle).write_all(&get("/")).unwrap();
    let mut asked = 0;
    while asked == 0 {
        wait(&server);
        if let Some(turn) = server.poll(0).unwrap()
            && matches!(turn.event, Event::Request(_))
        {
            asked = turn.id;
        }
    }
    // Nobody answers, so it is cut when its time is over.
    server.drain(60);
    let begun = Instant::now();
    loop {
        wait(&server);
        if let Some(turn) = server.poll(0).unwrap()
            && matches!(turn.event, Event::Drained)
        {
            break;
        }
    }
    assert!((Duration::from_millis(55)..STALLED).contains(&begun.elapsed()));
}
