// SPDX-License-Identifier: MIT OR Apache-2.0
//! The n-th allocation fails, for every n, while a server is made, serves and is freed, in Rust and through the C ABI.
//!
//! One is excepted: mio's list of events, which is made by `Vec::with_capacity` and so ends the process; and, where
//! assertions are compiled in, the `Arc` in which its `Poll` notes that a waker was made. They are known by their sizes.
//! That there is one of each, and nothing else that ends the process, is what these tests find.
#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/scarce.rs"]
mod scarce;

use std::ffi::c_int;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::os::fd::AsRawFd;
use std::path::Path;
use std::ptr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use oyez::capi::*;
use oyez::exchange::Length;
use oyez::server::{Event, Server, ServerConfig};
use oyez::syntax::field_line::Field;
use scarce::{Scarce, live, refuse, seen, watched};

#[global_allocator]
static ALLOCATOR: Scarce = Scarce;

/// The octets of mio's list of events, 256 of the kernel's; and of two counts and a flag behind an `Arc`.
const OF_MIO: [usize; 2] = [256 * size_of::<libc::epoll_event>(), 3 * size_of::<usize>()];

/// How many of these there are.
const EXCEPTED: u64 = if cfg!(debug_assertions) { 2 } else { 1 };

/// More allocations than a server makes.
const MANY: u64 = 200;

const LARGE: usize = 900_000;

const REQUESTS: [&[u8]; 5] = [
    b"GET /small HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET /file HTTP/1.1\r\nHost: a\r\n\r\n",
    b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    b"G@T / HTTP/1.1\r\n\r\n",
];

/// Descriptors are counted, so one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Descriptors that are open.
fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

fn file() -> File {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("out_of_memory");
    std::fs::write(&path, vec![b'f'; LARGE]).unwrap();
    File::open(path).unwrap()
}

/// Somebody who asks, and takes what comes a little at a time.
struct Asker {
    stream: TcpStream,
    got: Vec<u8>,
}

impl Asker {
    fn new(port: u16) -> Self {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.set_nonblocking(true).unwrap();
        Asker { stream, got: Vec::new() }
    }

    fn ask(&mut self, request: &[u8]) {
        self.got.clear();
        self.stream.write_all(request).unwrap();
    }

    /// Whether all has come: the content is told by its last octet.
    fn has_all(&mut self, size: usize, last: u8) -> bool {
        let mut octets = [0; 65_536];
        match self.stream.read(&mut octets) {
            Ok(count) => self.got.extend_from_slice(&octets[..count]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => panic!("{error}"),
        }
        self.got.len() > size && self.got.last() == Some(&last)
    }
}

/// What the answers to the requests have at least, and how they end.
const ANSWERS: [(usize, u8); 5] = [(20, b's'), (LARGE, b'l'), (LARGE, b'f'), (20, b'\n'), (20, b'\n')];

/// Polls a server until each request has its whole answer. While it serves, nothing is allocated.
fn serves(port: u16, mut poll: impl FnMut()) {
    let mut asker = Asker::new(port);
    let before = seen();
    for (request, (size, last)) in REQUESTS.into_iter().zip(ANSWERS) {
        asker.ask(request);
        for polls in 0.. {
            watched(&mut poll);
            if asker.has_all(size, last) {
                break;
            }
            assert!(polls < 5_000, "{}", String::from_utf8_lossy(&asker.got[..asker.got.len().min(300)]));
        }
        let status = if request.starts_with(b"G@T") { "HTTP/1.1 400 " } else { "HTTP/1.1 200 " };
        assert!(asker.got.starts_with(status.as_bytes()));
    }
    assert_eq!(seen(), before, "it allocates while it serves");
}

fn answer(server: &mut Server, large: &[u8], file: &File) -> std::io::Result<()> {
    let Some(mut turn) = server.poll(10)? else { return Ok(()) };
    match turn.event {
        Event::Request(request) => match request.target {
            b"/small" => turn.sender.reply(200, &[], b"s").unwrap(),
            b"/large" => turn.sender.reply(200, &[], large).unwrap(),
            b"/file" => {
                turn.sender.response(200, Length::Exact(large.len() as u64), &[]).unwrap();
                turn.sender.file(file.try_clone().unwrap(), 0, large.len() as u64).unwrap();
                turn.sender.end(&[]).unwrap();
            }
            _ => turn.sender.response(200, Length::Unknown, &[]).unwrap(),
        },
        Event::Content(octets) => turn.sender.whole_content(octets).unwrap(),
        Event::Complete(_) => drop(turn.sender.end(&[Field::new("T", "u")])),
        _ => {}
    }
    Ok(())
}

/// Runs `attempt` with the n-th allocation failing, for every n, until there are not so many.
fn for_every_allocation(mut attempt: impl FnMut() -> Result<(), Error>) -> u64 {
    refuse(0, &OF_MIO);
    attempt().unwrap();
    for number in 1..MANY {
        let before = (live(), descriptors());
        refuse(number, &OF_MIO);
        let result = attempt();
        let (allocations, excepted) = seen();
        assert_eq!((live(), descriptors()), before, "of {number}: something leaks");
        match result {
            Err(error) => assert_eq!(error.kind(), ErrorKind::OutOfMemory, "of {number}: {error}"),
            Ok(()) => {
                assert!(allocations < number, "of {number}: nobody noticed");
                assert_eq!(excepted, EXCEPTED, "what mio makes is not what it was");
                return number - 1;
            }
        }
    }
    panic!("so many");
}

fn large() -> Vec<u8> {
    vec![b'l'; LARGE]
}

#[test]
fn a_server_survives_each_failed_allocation() {
    let _alone = alone();
    let (large, file) = (large(), file());
    let hosts: [&[u8]; 2] = [b"a", b"b"];
    let config = ServerConfig { connections: 3, hosts: &hosts, ..ServerConfig::default() };
    let made = for_every_allocation(|| {
        let mut server = watched(|| Server::open(&config))?;
        let port = watched(|| server.listen("", 0))?;
        let waker = watched(|| server.waker())?;
        serves(port, || answer(&mut server, &large, &file).unwrap());
        watched(|| waker.wake());
        watched(|| drop((server, waker)));
        Ok(())
    });
    assert!((8..60).contains(&made), "{made}");
    println!("{made} allocations, and {EXCEPTED} that are mio's");
}

fn bytes(octets: &[u8]) -> oyez_bytes {
    oyez_bytes { ptr: octets.as_ptr(), len: octets.len() }
}

fn kind(error: oyez_error) -> Result<(), Error> {
    match error {
        oyez_error::OYEZ_OK => Ok(()),
        oyez_error::OYEZ_ERR_OUT_OF_MEMORY => Err(ErrorKind::OutOfMemory.into()),
        other => Err(Error::other(format!("{other:?}"))),
    }
}

/// Polls once through the C ABI, and answers.
fn answer_c(server: *mut oyez_server, large: &[u8], file: &File) {
    const WAIT_MS: c_int = 10;
    let mut conn = ptr::null_mut();
    let ok = |error| assert_eq!(error, oyez_error::OYEZ_OK);
    // SAFETY: the handles are those that the server gave, and every pointer outlives its call.
    unsafe {
        match oyez_server_poll(server, WAIT_MS, &raw mut conn) {
            oyez_event::OYEZ_REQUEST => {
                let target = &*oyez_conn_request(conn);
                let target = std::slice::from_raw_parts(target.target.ptr, target.target.len);
                match target {
                    b"/small" => ok(oyez_conn_reply(conn, 200, ptr::null(), 0, bytes(b"s"))),
                    b"/large" => ok(oyez_conn_reply(conn, 200, ptr::null(), 0, bytes(large))),
                    b"/file" => {
                        ok(oyez_conn_send_response(conn, 200, LARGE as u64, ptr::null(), 0));
                        ok(oyez_conn_send_file(conn, file.as_raw_fd() as isize, 0, LARGE as u64));
                        ok(oyez_conn_send_end(conn, ptr::null(), 0));
                    }
                    _ => ok(oyez_conn_reply(conn, 200, ptr::null(), 0, bytes(b"abc\n"))),
                }
            }
            oyez_event::OYEZ_FAULT => assert!(!conn.is_null()),
            _ => {}
        }
    }
}

#[test]
fn the_c_abi_survives_each_failed_allocation() {
    let _alone = alone();
    let (large, file) = (large(), file());
    let (hosts, names) = ([bytes(b"a")], [bytes(b"Host"), bytes(b"Accept")]);
    let made = for_every_allocation(|| {
        let (mut server, mut port) = (ptr::null_mut(), 0);
        // SAFETY: every pointer outlives its call, and the server is freed once.
        unsafe {
            let mut connection = oyez_config { size: size_of::<oyez_config>(), ..std::mem::zeroed() };
            (connection.keep, connection.keep_count) = (names.as_ptr(), 2);
            let mut config = oyez_server_config { size: size_of::<oyez_server_config>(), ..std::mem::zeroed() };
            (config.connections, config.hosts, config.host_count) = (3, hosts.as_ptr(), 1);
            config.connection = &raw const connection;
            let made = watched(|| oyez_server_new(&raw mut server, &raw const config));
            assert_eq!(made == oyez_error::OYEZ_OK, !server.is_null());
            kind(made)?;
            let listens = watched(|| oyez_server_listen(server, bytes(b""), 0, &raw mut port));
            if listens == oyez_error::OYEZ_OK {
                serves(port, || answer_c(server, &large, &file));
            }
            watched(|| oyez_server_free(server));
            kind(listens)
        }
    });
    println!("{made} allocations, and {EXCEPTED} that are mio's");
}

#[test]
fn a_connection_of_ones_own_survives_each_failed_allocation() {
    let mut refused = 0;
    for number in 0..MANY {
        let before = live();
        refuse(number, &[]);
        let mut conn = ptr::null_mut();
        // SAFETY: every pointer outlives its call, and the connection is freed once.
        unsafe {
            let config = oyez_config { size: size_of::<oyez_config>(), ..std::mem::zeroed() };
            let made = watched(|| oyez_conn_new(&raw mut conn, &raw const config));
            assert_eq!(made == oyez_error::OYEZ_OK, !conn.is_null());
            watched(|| oyez_conn_free(conn));
            assert_eq!(live(), before);
            refused += u32::from(made == oyez_error::OYEZ_ERR_OUT_OF_MEMORY);
            if number > 0 && made == oyez_error::OYEZ_OK {
                break;
            }
        }
    }
    assert!(refused > 0);
}

#[test]
fn a_client_that_is_slow_to_take_costs_no_allocation() {
    let _alone = alone();
    let large = large();
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let port = server.listen("", 0).unwrap();
    let mut asker = Asker::new(port);
    asker.ask(REQUESTS[1]);
    refuse(0, &[]);
    let file = file();
    for _ in 0..20 {
        watched(|| answer(&mut server, &large, &file)).unwrap();
    }
    std::thread::sleep(Duration::from_millis(20));
    while !asker.has_all(LARGE, b'l') {
        watched(|| answer(&mut server, &large, &file)).unwrap();
    }
    assert_eq!(seen(), (0, 0));
}
