// SPDX-License-Identifier: MIT OR Apache-2.0
//! The server over real sockets on loopback. Every wait is bounded, and no port is chosen by hand.
#![cfg(feature = "server")]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use oyez::error::{Misuse, Reason, Trouble, Violation};
use oyez::exchange::{Config, Length};
use oyez::server::{Event, Server, ServerConfig, Sockets, Stats, Turn, Waker};
use oyez::syntax::field_line::Field;

const NONE: [Field; 0] = [];

/// Nothing here takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server in a thread of its own, stopped when it is dropped.
struct Running {
    port: u16,
    waker: Waker,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<Stats>>,
}

impl Running {
    fn start(config: &ServerConfig<'_>, handle: impl FnMut(&mut Turn<'_, Sockets>) + Send + 'static) -> Self {
        let mut server = Server::open(config).unwrap();
        let port = server.listen("", 0).unwrap();
        Self::run(server, port, handle)
    }

    fn run(mut server: Server, port: u16, mut handle: impl FnMut(&mut Turn<'_, Sockets>) + Send + 'static) -> Self {
        let waker = server.waker().unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            while !stopped.load(Ordering::SeqCst) {
                if let Some(mut turn) = server.poll(-1).unwrap() {
                    handle(&mut turn);
                }
            }
            *server.stats()
        });
        Running { port, waker, stop, thread: Some(thread) }
    }

    fn connect(&self) -> TcpStream {
        connect(self.port)
    }

    /// What comes back until the server closes, for octets sent before our side is shut.
    fn ask(&self, octets: &[u8]) -> String {
        let mut stream = self.connect();
        stream.write_all(octets).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        read_all(&mut stream)
    }

    fn stop(&mut self) -> Option<Stats> {
        self.stop.store(true, Ordering::SeqCst);
        self.waker.wake();
        self.thread.take().map(|thread| thread.join().unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.stop();
        }
    }
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

fn read_all(stream: &mut impl Read) -> String {
    let mut octets = Vec::new();
    stream.read_to_end(&mut octets).unwrap();
    String::from_utf8(octets).unwrap()
}

/// Reads until the octets read end so.
fn read_until(stream: &mut impl Read, end: &str) -> String {
    let (mut octets, mut octet) = (Vec::new(), [0]);
    while !octets.ends_with(end.as_bytes()) {
        assert_eq!(stream.read(&mut octet).unwrap(), 1, "{:?}", String::from_utf8_lossy(&octets));
        octets.push(octet[0]);
    }
    String::from_utf8(octets).unwrap()
}

/// Whether the server closes, without a word.
fn closes(stream: &mut impl Read) -> bool {
    match stream.read(&mut [0; 64]) {
        Ok(count) => count == 0,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

/// Says hello to everybody.
fn hello(turn: &mut Turn<'_, Sockets>) {
    if let Event::Request(request) = turn.event {
        turn.sender.reply(200, &NONE, request.target).unwrap();
    }
}

/// Sends content back as it comes, of whatever framing.
fn echo(turn: &mut Turn<'_, Sockets>) {
    match turn.event {
        Event::Request(_) => turn.sender.response(200, Length::Unknown, &NONE).unwrap(),
        Event::Content(octets) => turn.sender.whole_content(octets).unwrap(),
        Event::Complete(_) => turn.sender.end(&NONE).unwrap(),
        _ => {}
    }
}

fn get(target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n")
}

fn short() -> ServerConfig<'static> {
    let connection = Config { head_ms: 80, content_ms: 80, idle_ms: 80, send_ms: 150, ..Config::default() };
    ServerConfig { connection, ..ServerConfig::default() }
}

#[test]
fn a_request_is_answered_with_date_and_server() {
    let server = Running::start(&ServerConfig::default(), hello);
    let answer = server.ask(get("/there").as_bytes());
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\r\nServer: oyez\r\n"), "{answer}");
    assert!(answer.contains(" GMT\r\n"), "{answer}");
    assert!(answer.ends_with("\r\nContent-Length: 6\r\n\r\n/there"), "{answer}");
}

#[test]
fn a_date_of_the_programs_own_is_not_doubled() {
    let server = Running::start(&ServerConfig::default(), |turn| {
        if let Event::Request(_) = turn.event {
            let fields = [Field::new("date", "Thu, 01 Jan 1970 00:00:00 GMT"), Field::new("SERVER", "mine")];
            turn.sender.reply(204, &fields, b"").unwrap();
        }
    });
    let answer = server.ask(get("/").as_bytes()).to_lowercase();
    assert_eq!(answer.matches("\r\ndate:").count(), 1, "{answer}");
    assert_eq!(answer.matches("\r\nserver:").count(), 1, "{answer}");
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let mut server = Running::start(&ServerConfig::default(), hello);
    let mut stream = server.connect();
    let asked: String = (0..500).map(|at| get(&format!("/{at}"))).collect();
    stream.write_all(asked.as_bytes()).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let answers = read_all(&mut stream);
    let told: Vec<&str> = answers.split("\r\n\r\n/").skip(1).collect();
    assert_eq!(told.len(), 500);
    for (at, content) in told.iter().enumerate() {
        assert_eq!(content.split("HTTP").next(), Some(at.to_string().as_str()));
    }
    let stats = server.stop().unwrap();
    assert_eq!((stats.requests, stats.responses, stats.closed, stats.accepted), (500, 500, 1, 1));
    assert_eq!(stats.received, asked.len() as u64);
    assert_eq!(stats.sent, answers.len() as u64);
}

#[test]
fn pipelined_requests_of_a_peer_that_reads_late_lose_nothing() {
    let server = Running::start(&ServerConfig::default(), |turn| {
        if let Event::Request(_) = turn.event {
            turn.sender.reply(200, &NONE, &[b'x'; 9_000]).unwrap();
        }
    });
    let mut stream = server.connect();
    let mut writer = stream.try_clone().unwrap();
    let writes = thread::spawn(move || {
        writer.write_all(get("/").repeat(1_500).as_bytes()).unwrap();
        writer.shutdown(Shutdown::Write).unwrap();
    });
    // The socket's buffers fill meanwhile.
    thread::sleep(Duration::from_millis(100));
    let answers = read_all(&mut stream);
    writes.join().unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 1_500);
    assert_eq!(answers.matches('x').count(), 1_500 * 9_000);
}

#[test]
fn the_answer_to_head_has_no_content() {
    let server = Running::start(&ServerConfig::default(), hello);
    let answer = server.ask(b"HEAD /there HTTP/1.1\r\nHost: a\r\n\r\n");
    assert!(answer.ends_with("\r\nContent-Length: 6\r\n\r\n"), "{answer}");
}

#[test]
fn chunks_are_echoed() {
    let server = Running::start(&ServerConfig::default(), echo);
    let answer = server.ask(
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nA: b\r\n\r\n",
    );
    let content = answer.split_once("\r\n\r\n").unwrap().1;
    assert_eq!(content, "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "{answer}");
}

#[test]
fn a_request_that_comes_octet_by_octet_is_understood() {
    let server = Running::start(&ServerConfig::default(), echo);
    let mut stream = server.connect();
    for octet in b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" {
        stream.write_all(&[*octet]).unwrap();
    }
    stream.shutdown(Shutdown::Write).unwrap();
    let answer = read_all(&mut stream);
    assert!(answer.ends_with("0\r\n\r\n"), "{answer}");
    for octet in ["a", "b", "c"] {
        assert!(answer.split_once("\r\n\r\n").unwrap().1.contains(octet), "{answer}");
    }
}

#[test]
fn what_breaks_a_rule_is_told_answered_and_closed() {
    let faults = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&faults);
    let mut server = Running::start(&ServerConfig::default(), move |turn| {
        hello(turn);
        match turn.event {
            Event::Fault(fault) => seen.lock().unwrap().push(fault),
            Event::Closed => assert!(!seen.lock().unwrap().is_empty()),
            _ => {}
        }
    });
    let mut stream = server.connect();
    stream.write_all(get("/a").as_bytes()).unwrap();
    read_until(&mut stream, "\r\n\r\n/a");
    // The offset counts from the beginning of the connection, whoever held the buffers meanwhile.
    stream.write_all(b"GET / HTTP/1.1\r\nHost : a\r\n\r\n").unwrap();
    let answer = read_all(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{answer}");
    assert!(answer.contains("\r\nConnection: close\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n400 Bad Request\n"), "{answer}");
    drop(stream);
    let fault = faults.lock().unwrap()[0];
    assert_eq!(fault.reason, Reason::Violation(Violation::FieldColonSpace));
    assert_eq!(fault.offset, get("/a").len() as u64 + 20);
    let stats = server.stop().unwrap();
    assert_eq!((stats.violations, stats.responses), (1, 2));
}

#[test]
fn a_program_may_answer_a_fault_itself() {
    let server = Running::start(&ServerConfig::default(), |turn| {
        if let Event::Fault(fault) = turn.event {
            turn.sender.reply(fault.status, &NONE, b"no").unwrap();
        }
    });
    let answer = server.ask(b"GET / HTTP/9.1\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 505 "), "{answer}");
    assert!(answer.ends_with("\r\n\r\nno"), "{answer}");
}

#[test]
fn a_peer_that_never_sends_is_closed_without_a_word() {
    let mut server = Running::start(&short(), hello);
    let start = Instant::now();
    assert!(closes(&mut server.connect()));
    assert!(start.elapsed() >= Duration::from_millis(75), "{:?}", start.elapsed());
    assert_eq!(server.stop().unwrap().timeouts, 1);
}

#[test]
fn a_peer_that_asks_for_nothing_more_is_closed_without_a_word() {
    let mut server = Running::start(&short(), hello);
    let mut stream = server.connect();
    stream.write_all(get("/").as_bytes()).unwrap();
    let answer = read_all(&mut stream);
    assert_eq!(answer.matches("HTTP").count(), 1);
    let stats = server.stop().unwrap();
    assert_eq!((stats.timeouts, stats.closed), (1, 1));
}

#[test]
fn a_head_that_takes_too_long_is_answered_with_408() {
    let server = Running::start(&short(), hello);
    let mut stream = server.connect();
    stream.write_all(b"GET / HT").unwrap();
    let answer = read_all(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[test]
fn content_that_stops_is_answered_with_408() {
    let faults = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&faults);
    let server = Running::start(&short(), move |turn| {
        if let Event::Fault(fault) = turn.event {
            seen.lock().unwrap().push(fault.reason);
        }
    });
    let mut stream = server.connect();
    stream.write_all(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc").unwrap();
    let answer = read_all(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert_eq!(*faults.lock().unwrap(), [Reason::Trouble(Trouble::TimeoutContent)]);
}

#[test]
fn a_peer_that_takes_nothing_is_cut() {
    let faults = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&faults);
    let config = ServerConfig { max_pending: 32 << 20, ..short() };
    let mut server = Running::start(&config, move |turn| match turn.event {
        Event::Request(_) => turn.sender.reply(200, &NONE, &vec![b'x'; 24 << 20]).unwrap(),
        Event::Fault(fault) => seen.lock().unwrap().push(fault.reason),
        _ => {}
    });
    let mut stream = server.connect();
    stream.write_all(get("/").as_bytes()).unwrap();
    let start = Instant::now();
    while faults.lock().unwrap().is_empty() {
        assert!(start.elapsed() < PATIENCE);
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(*faults.lock().unwrap(), [Reason::Trouble(Trouble::TimeoutSend)]);
    assert_eq!(server.stop().unwrap().timeouts, 1);
}

#[test]
fn a_peer_may_hang_up_anywhere() {
    let mut server = Running::start(&ServerConfig::default(), echo);
    let request = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    for count in 0..=request.len() {
        for reset in [false, true] {
            let mut stream = server.connect();
            stream.write_all(&request[..count]).unwrap();
            if reset {
                socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
            }
            drop(stream);
        }
    }
    // And at every point of a response.
    let length = server.ask(request).len();
    for count in (0..length).step_by(7) {
        let mut stream = server.connect();
        stream.write_all(request).unwrap();
        stream.read_exact(&mut vec![0; count]).unwrap();
    }
    // It serves on, and everything comes to an end.
    assert!(server.ask(request).ends_with("0\r\n\r\n"));
    let start = Instant::now();
    let stats = loop {
        let running = server.stop().unwrap();
        if start.elapsed() < PATIENCE {
            break running;
        }
    };
    assert!(stats.accepted >= 2 * request.len() as u64);
}

#[test]
fn everything_that_was_told_is_told_closed_once() {
    let open = Arc::new(Mutex::new(std::collections::HashMap::new()));
    let seen = Arc::clone(&open);
    let mut server = Running::start(&ServerConfig::default(), move |turn| {
        let mut seen = seen.lock().unwrap();
        match turn.event {
            Event::More | Event::Drained => assert_eq!(turn.id, 0),
            Event::Closed => assert_eq!(seen.insert(turn.id, true), Some(false), "told closed, and first or again"),
            _ => assert_ne!(seen.insert(turn.id, false), Some(true), "told after its end"),
        }
        drop(seen);
        hello(turn);
    });
    for octets in [
        "",
        "G",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab",
    ] {
        for _ in 0..4 {
            let mut stream = server.connect();
            stream.write_all(octets.as_bytes()).unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
            read_all(&mut stream);
        }
    }
    server.stop();
    let open = open.lock().unwrap();
    assert!(open.len() >= 8);
    assert!(open.values().all(|closed| *closed), "{open:?}");
}

#[test]
fn a_peer_that_shut_its_side_reads_on() {
    let late = Arc::new(Mutex::new(None));
    let (asked, told) = (Arc::clone(&late), Arc::new(AtomicBool::new(false)));
    let ended = Arc::clone(&told);
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let port = server.listen("", 0).unwrap();
    let client = thread::spawn(move || {
        let mut stream = connect(port);
        stream.write_all(get("/").as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        read_all(&mut stream)
    });
    while !ended.load(Ordering::SeqCst) {
        if let Some(turn) = server.poll(-1).unwrap() {
            match turn.event {
                Event::Request(_) => *asked.lock().unwrap() = Some(turn.id),
                Event::PeerEnded => ended.store(true, Ordering::SeqCst),
                _ => {}
            }
        }
    }
    // The answer comes in a later frame.
    let id = late.lock().unwrap().unwrap();
    assert_eq!(server.request(id).unwrap().target, b"/");
    assert!(server.peer(id).unwrap().starts_with("127.0.0.1:"));
    assert_eq!(server.listener(id), Some(0));
    server.sender(id).unwrap().reply(200, &NONE, b"late").unwrap();
    let mut told = Vec::new();
    while server.count() > 0 {
        if let Some(turn) = server.poll(-1).unwrap() {
            told.push(format!("{:?}", turn.event));
        }
    }
    assert_eq!(told, ["Sent", "Closed"]);
    assert!(client.join().unwrap().ends_with("late"));
    assert!(server.sender(id).is_none(), "a stale id gives nothing");
    assert_eq!(server.next_id(0), None);
}

#[test]
fn sixty_four_connections_are_served_at_once() {
    let mut server = Running::start(&ServerConfig::default(), hello);
    let mut streams: Vec<TcpStream> = (0..64).map(|_| server.connect()).collect();
    for round in 0..3 {
        for (at, stream) in streams.iter_mut().enumerate() {
            stream.write_all(get(&format!("/{round}/{at}")).as_bytes()).unwrap();
        }
        for (at, stream) in streams.iter_mut().enumerate() {
            read_until(stream, &format!("\r\n\r\n/{round}/{at}"));
        }
    }
    // One more takes the place of whoever has been idle for longest.
    let mut more = server.connect();
    more.write_all(get("/more").as_bytes()).unwrap();
    read_until(&mut more, "/more");
    drop((streams, more));
    let stats = server.stop().unwrap();
    assert_eq!((stats.accepted, stats.requests, stats.responses), (65, 193, 193));
}

#[test]
fn idle_connections_need_no_buffers() {
    let config = ServerConfig { connections: 32, exchanges: 1, ..ServerConfig::default() };
    let server = Running::start(&config, hello);
    let mut streams: Vec<TcpStream> = (0..32).map(|_| server.connect()).collect();
    for round in 0..3 {
        for stream in &mut streams {
            stream.write_all(get(&format!("/{round}")).as_bytes()).unwrap();
            read_until(stream, &format!("\r\n\r\n/{round}"));
        }
    }
}

#[test]
fn an_empty_pool_gives_up_the_oldest_head() {
    let config = ServerConfig { connections: 8, exchanges: 1, ..ServerConfig::default() };
    let mut server = Running::start(&config, hello);
    let mut slow = server.connect();
    slow.write_all(b"GET / HTT").unwrap();
    thread::sleep(Duration::from_millis(30));
    let mut quick = server.connect();
    quick.write_all(get("/quick").as_bytes()).unwrap();
    let answer = read_all(&mut slow);
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    drop(slow);
    read_until(&mut quick, "/quick");
    drop(quick);
    assert_eq!(server.stop().unwrap().pool_refusals, 1);
}

#[test]
fn curl_is_served() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("skipped: there is no curl here");
        return;
    }
    let server = Running::start(&ServerConfig::default(), echo);
    let url = format!("http://127.0.0.1:{}/", server.port);
    let content = "x".repeat(200_000);
    let path = std::env::temp_dir().join(format!("oyez-curl-{}", std::process::id()));
    std::fs::write(&path, &content).unwrap();
    let file = format!("@{}", path.display());
    for more in
        [&["-H", "Transfer-Encoding: chunked"][..], &["-H", "Expect: 100-continue"], &["-0"], &["-H", "Expect:"]]
    {
        let output = Command::new("curl")
            .args(["-sS", "--max-time", "20", "--data-binary", &file, &url])
            .args(more)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(String::from_utf8(output.stdout).unwrap().len(), content.len(), "{more:?} {errors}");
        assert!(output.status.success(), "{more:?} {errors}");
    }
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_wake_from_a_thread_ends_a_poll() {
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let waker = server.waker().unwrap();
    let start = Instant::now();
    let wakes = thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        waker.wake();
        waker
    });
    assert!(server.poll(20_000).unwrap().is_none());
    assert!(start.elapsed() < Duration::from_secs(10));
    let waker = wakes.join().unwrap();
    // The next one, when none is in progress; and many are as one.
    for _ in 0..100_000 {
        waker.wake();
    }
    assert!(server.poll(20_000).unwrap().is_none());
    assert!(start.elapsed() < Duration::from_secs(10));
    let start = Instant::now();
    assert!(server.poll(30).unwrap().is_none());
    assert!(start.elapsed() >= Duration::from_millis(30));
}

#[test]
fn a_drain_finishes_what_was_begun() {
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let port = server.listen("", 0).unwrap();
    let mut idle = connect(port);
    let mut asking = connect(port);
    idle.write_all(get("/idle").as_bytes()).unwrap();
    let mut asked = None;
    while asked.is_none() {
        if let Some(mut turn) = server.poll(-1).unwrap() {
            match turn.event {
                Event::Request(request) if request.target == b"/idle" => {
                    turn.sender.reply(200, &NONE, b"idle").unwrap();
                }
                Event::Request(_) => asked = Some(turn.id),
                Event::Sent => asking.write_all(get("/asking").as_bytes()).unwrap(),
                _ => {}
            }
        }
    }
    server.drain(10_000);
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "it listens no more");
    while server.count() > 1 {
        server.poll(1_000).unwrap();
    }
    assert!(read_all(&mut idle).ends_with("idle"));
    server.sender(asked.unwrap()).unwrap().reply(200, &NONE, b"begun").unwrap();
    let mut told = Vec::new();
    let start = Instant::now();
    while !told.contains(&"Drained".to_string()) {
        assert!(start.elapsed() < PATIENCE, "{told:?}");
        if let Some(turn) = server.poll(1_000).unwrap() {
            told.push(format!("{:?}", turn.event));
        }
        if told.contains(&"Sent".to_string()) {
            let _ = asking.shutdown(Shutdown::Write);
        }
    }
    let answer = read_all(&mut asking);
    assert!(answer.contains("\r\nConnection: close\r\n") && answer.ends_with("begun"), "{answer}");
    assert_eq!(server.count(), 0);
    assert!(server.poll(0).unwrap().is_none());
}

#[test]
fn a_drain_cuts_what_takes_too_long() {
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let port = server.listen("", 0).unwrap();
    let mut stream = connect(port);
    stream.write_all(get("/").as_bytes()).unwrap();
    while !matches!(server.poll(-1).unwrap(), Some(Turn { event: Event::Request(_), .. })) {}
    let start = Instant::now();
    server.drain(50);
    while !matches!(server.poll(-1).unwrap(), Some(Turn { event: Event::Drained, .. })) {}
    assert!(start.elapsed() >= Duration::from_millis(45) && start.elapsed() < Duration::from_secs(10));
    assert!(closes(&mut stream));
}

#[test]
fn a_port_that_is_taken_is_told_by_the_call_that_binds() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let error = server.listen("127.0.0.1", port).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
    let fault = server.fault().unwrap();
    assert_eq!(fault.reason, Reason::Trouble(Trouble::Os));
    assert_eq!(Some(fault.os_error), error.raw_os_error());
    assert_eq!(server.listen("localhost", 0).unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(server.fault().unwrap().reason, Reason::Misuse(Misuse::Argument));
    assert_ne!(server.listen("", 0).unwrap(), 0);
    assert!(server.fault().is_none());
}

#[test]
fn two_families_come_in_by_one_door() {
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let Ok(port) = server.listen("::", 0) else {
        eprintln!("skipped: there is no IPv6 here");
        return;
    };
    let server = Running::run(server, port, hello);
    assert!(server.ask(get("/four").as_bytes()).ends_with("/four"));
    let Ok(mut six) = TcpStream::connect(("::1", port)) else { return };
    six.write_all(get("/six").as_bytes()).unwrap();
    read_until(&mut six, "/six");
}

/// Octets nobody would send by mistake.
fn pattern(len: usize) -> Vec<u8> {
    (0u32..).flat_map(u32::to_be_bytes).take(len).collect()
}

#[test]
fn a_large_reply_reaches_a_slow_reader_whole() {
    const SIZE: usize = 8 << 20;
    let config = ServerConfig { max_pending: SIZE, ..ServerConfig::default() };
    let mut server = Running::start(&config, |turn| {
        if let Event::Request(request) = turn.event {
            let size = if request.target == b"/large" { SIZE } else { 5 };
            turn.sender.reply(200, &NONE, &pattern(size)).unwrap();
        }
    });
    let mut stream = server.connect();
    // What is pipelined behind it keeps its place.
    stream.write_all(format!("{}{}{}", get("/"), get("/large"), get("/")).as_bytes()).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let (mut octets, mut piece) = (Vec::new(), vec![0; 64 << 10]);
    loop {
        let count = stream.read(&mut piece).unwrap();
        if count == 0 {
            break;
        }
        octets.extend_from_slice(&piece[..count]);
        thread::sleep(Duration::from_micros(300));
    }
    let mut rest = octets.as_slice();
    for size in [5, SIZE, 5] {
        let end = rest.windows(4).position(|octets| octets == b"\r\n\r\n").unwrap() + 4;
        assert!(rest[end..end + size] == pattern(size)[..], "{size}");
        rest = &rest[end + size..];
    }
    assert!(rest.is_empty());
    let stats = server.stop().unwrap();
    assert_eq!((stats.responses, stats.sent), (3, octets.len() as u64));
}

#[test]
fn a_reply_beyond_max_pending_is_refused_and_nothing_is_sent() {
    let config = ServerConfig { max_pending: 1 << 20, ..ServerConfig::default() };
    let server = Running::start(&config, |turn| {
        if let Event::Request(_) = turn.event {
            let refused = turn.sender.reply(200, &NONE, &vec![0; (1 << 20) + 1]).unwrap_err();
            assert_eq!(refused, Reason::Misuse(Misuse::OutputSize));
            turn.sender.reply(500, &NONE, b"too large").unwrap();
        }
    });
    let answer = server.ask(get("/").as_bytes());
    assert!(answer.starts_with("HTTP/1.1 500 ") && answer.ends_with("too large"), "{answer}");
}

#[test]
fn a_reply_that_found_no_room_is_told_when_there_is_some() {
    const SIZE: usize = 12 << 20;
    let refusals = Arc::new(Mutex::new((0, 0)));
    let seen = Arc::clone(&refusals);
    let config = ServerConfig { max_pending: SIZE, ..ServerConfig::default() };
    let server = Running::start(&config, move |turn| {
        let mut seen = seen.lock().unwrap();
        match turn.event {
            Event::Request(_) if turn.sender.reply(200, &NONE, &pattern(SIZE)).is_err() => seen.0 += 1,
            Event::Writable => {
                seen.1 += 1;
                turn.sender.reply(200, &NONE, &pattern(SIZE)).unwrap();
            }
            _ => {}
        }
    });
    let mut streams = [server.connect(), server.connect(), server.connect()];
    for stream in &mut streams {
        stream.write_all(get("/").as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        thread::sleep(Duration::from_millis(50));
    }
    for stream in &mut streams {
        let mut octets = Vec::new();
        stream.read_to_end(&mut octets).unwrap();
        assert!(octets.ends_with(&pattern(SIZE)));
    }
    assert_eq!(*refusals.lock().unwrap(), (2, 2));
}

#[test]
fn a_response_broken_off_by_a_fault_looks_broken_off() {
    let server = Running::start(&short(), |turn| {
        if let Event::Request(_) = turn.event {
            turn.sender.response(200, Length::Unknown, &NONE).unwrap();
            turn.sender.whole_content(b"half").unwrap();
        }
    });
    let mut stream = server.connect();
    // To a 1.0 peer, the end of the connection is the end of the content.
    stream.write_all(b"POST / HTTP/1.0\r\nContent-Length: 9\r\n\r\nabc").unwrap();
    let mut octets = Vec::new();
    assert_eq!(stream.read_to_end(&mut octets).unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[test]
fn a_file_is_sent() {
    use std::fs::File;
    let path = std::env::temp_dir().join(format!("oyez-file-{}", std::process::id()));
    let content = pattern(3 << 20);
    std::fs::write(&path, &content).unwrap();
    let file = File::open(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let server = Running::start(&ServerConfig::default(), move |turn| {
        if let Event::Request(request) = turn.event {
            let file = file.try_clone().unwrap();
            let (from, size) = (100, (3 << 20) - 200);
            let length = if request.target == b"/chunked" { Length::Unknown } else { Length::Exact(size) };
            turn.sender.response(200, length, &NONE).unwrap();
            turn.sender.file(file, from, size).unwrap();
            turn.sender.end(&NONE).unwrap();
        }
    });
    for (target, ends) in [("/", &b""[..]), ("/chunked", b"\r\n0\r\n\r\n")] {
        let mut stream = server.connect();
        stream.write_all(get(target).as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut octets = Vec::new();
        stream.read_to_end(&mut octets).unwrap();
        let octets = octets.strip_suffix(ends).unwrap();
        assert!(octets.ends_with(&content[100..content.len() - 100]), "{target}");
    }
}

#[test]
fn a_file_that_is_too_short_is_seen_to_be_broken_off() {
    let path = std::env::temp_dir().join(format!("oyez-short-{}", std::process::id()));
    std::fs::write(&path, b"short").unwrap();
    let file = std::fs::File::open(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let server = Running::start(&ServerConfig::default(), move |turn| {
        if let Event::Request(_) = turn.event {
            turn.sender.response(200, Length::Unknown, &NONE).unwrap();
            turn.sender.file(file.try_clone().unwrap(), 0, 100).unwrap();
            turn.sender.end(&NONE).unwrap();
        }
    });
    let mut stream = server.connect();
    stream.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
    let mut octets = Vec::new();
    assert_eq!(stream.read_to_end(&mut octets).unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[test]
fn a_unix_socket_is_served_and_one_left_behind_replaced() {
    let path = std::env::temp_dir().join(format!("oyez-unix-{}", std::process::id()));
    let name = path.to_str().unwrap().as_bytes();
    for _ in 0..2 {
        let mut server = Server::open(&ServerConfig::default()).unwrap();
        server.listen_unix(name).unwrap();
        let mut second = Server::open(&ServerConfig::default()).unwrap();
        assert_eq!(second.listen_unix(name).unwrap_err().kind(), ErrorKind::AddrInUse);
        let server = Running::run(server, 0, hello);
        let mut stream = UnixStream::connect(&path).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(get("/unix").as_bytes()).unwrap();
        read_until(&mut stream, "/unix");
        drop(server);
    }
    std::fs::remove_file(path).unwrap();
}

#[test]
fn a_host_that_is_not_served_is_refused() {
    let config = ServerConfig { hosts: &[b"localhost", b"[::1]"], ..ServerConfig::default() };
    let mut server = Running::start(&config, hello);
    let asked = "GET /a HTTP/1.1\r\nHost: evil.example\r\n\r\nGET /b HTTP/1.1\r\nHost: LocalHost:80\r\n\r\n";
    let answer = server.ask(asked.as_bytes());
    assert!(answer.starts_with("HTTP/1.1 421 Misdirected Request\r\n"), "{answer}");
    assert!(answer.ends_with("/b"), "{answer}");
    assert_eq!(server.stop().unwrap().violations, 1);
}

#[test]
fn sockets_are_adopted_and_released() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    assert_eq!(server.adopt(listener.into()).unwrap(), port);
    let plain = connect(port);
    assert!(server.adopt(plain.try_clone().unwrap().into()).is_err(), "one that does not listen");
    let (ours, theirs) = std::os::unix::net::UnixStream::pair().unwrap();
    let adopted = server.adopt_connection(theirs.into()).unwrap();
    assert_eq!((server.listener(adopted), server.peer(adopted)), (None, Some("unix")));
    (&ours).write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nraw octets").unwrap();
    loop {
        let Some(mut turn) = server.poll(-1).unwrap() else { continue };
        match turn.event {
            Event::Request(_) => turn.sender.informational(101, &[Field::new("Upgrade", "x")]).unwrap(),
            Event::Tunnel => break,
            _ => {}
        }
    }
    let mut room = [0; 64];
    let released = server.release(adopted, &mut room);
    let (socket, count) = released.unwrap();
    assert_eq!(&room[..count], b"raw octets");
    assert!(server.sender(adopted).is_none());
    let mut socket = UnixStream::from(socket);
    socket.set_nonblocking(false).unwrap();
    socket.write_all(b"mine now").unwrap();
    ours.set_read_timeout(Some(PATIENCE)).unwrap();
    assert!(read_until(&mut &ours, "mine now").starts_with("HTTP/1.1 101 "));
}

#[test]
fn a_poll_that_does_not_wait_is_bounded() {
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    assert!(server.poll(0).unwrap().is_none());
    let port = server.listen("", 0).unwrap();
    let mut stream = connect(port);
    stream.write_all(get("/").as_bytes()).unwrap();
    let mut told = Vec::new();
    let start = Instant::now();
    while told.last().is_none_or(|last| last != "Sent") {
        assert!(start.elapsed() < PATIENCE, "{told:?}");
        if let Some(mut turn) = server.poll(0).unwrap() {
            hello(&mut turn);
            let name = format!("{:?}", turn.event);
            let name: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
            if name != "More" {
                told.push(name);
            }
            assert_eq!(server.interest().wait_ms, 0, "due until nothing was told");
        }
    }
    assert_eq!(told, ["Request", "Complete", "Sent"]);
    while server.poll(0).unwrap().is_some() {}
    let wait_ms = server.interest().wait_ms;
    // Deadlines are looked at lazily: the one of the head that came in time may still stand.
    assert!((9_000..=60_000).contains(&wait_ms), "{wait_ms}");
}
