// SPDX-License-Identifier: MIT OR Apache-2.0
//! Peers in processes of their own, and what the operating system says of ours.

#![allow(dead_code)] // Each test uses its part.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use socket2::SockRef;

use crate::dice::Dice;

/// Nothing on loopback takes longer.
pub const PATIENCE: Duration = Duration::from_secs(30);

pub const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/// A process of peers: it says "ready", does its part until its input ends, and says what it saw.
pub struct Crowd {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Crowd {
    /// `part` and its numbers, against a port; `entry` is the test that hands over to [`play`].
    pub fn gather(entry: &str, part: &str, port: u16, numbers: [usize; 2]) -> Self {
        let [count, seed] = numbers;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([entry, "--exact", "--nocapture", "--test-threads=1"])
            .env("OYEZ_CROWD", format!("{part} {port} {count} {seed}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let stdin = child.stdin.take();
        Crowd { child, stdin, stdout }
    }

    /// The rest of the next line that begins so.
    pub fn says(&mut self, start: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.stdout.read_line(&mut line).unwrap() > 0, "the crowd has left");
            // The test harness may have begun the line.
            if let Some((_, rest)) = line.split_once(start) {
                return rest.trim().to_string();
            }
        }
    }

    /// Tells it to end, and what it saw.
    pub fn ends(mut self) -> Vec<usize> {
        drop(self.stdin.take());
        let saw = self.says("saw ");
        assert!(self.child.wait().unwrap().success());
        saw.split(' ').map(|number| number.parse().unwrap()).collect()
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Plays a part, in a child; in no child there is none.
pub fn play() {
    let Ok(part) = std::env::var("OYEZ_CROWD") else { return };
    let words: Vec<&str> = part.split(' ').collect();
    let [part, port, count, seed] = words[..] else { panic!("{part}") };
    let [count, seed]: [usize; 2] = [count, seed].map(|number| number.parse().unwrap());
    let port = port.parse().unwrap();
    raise_limit();
    let saw = match part {
        "slow" => slow(port, count),
        "rude" => rude(port, count, seed),
        "busy" => busy(port, count),
        "waiting" => waiting(port, count),
        other => panic!("{other}"),
    };
    println!("saw {saw}");
}

pub fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// Reads one response with a length, and gives its content; an error tells how much of it came.
pub fn response(stream: &mut impl Read, left: &mut Vec<u8>) -> Result<Vec<u8>, (usize, ErrorKind)> {
    loop {
        if let Some(end) = left.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&left[..end]).to_ascii_lowercase();
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
            let length: usize = length.unwrap().parse().unwrap();
            if left.len() >= end + 4 + length {
                let content = left[end + 4..end + 4 + length].to_vec();
                left.drain(..end + 4 + length);
                return Ok(content);
            }
        }
        let mut octets = [0; 65_536];
        match stream.read(&mut octets) {
            Ok(0) => return Err((left.len(), ErrorKind::UnexpectedEof)),
            Ok(count) => left.extend_from_slice(&octets[..count]),
            Err(error) => return Err((left.len(), error.kind())),
        }
    }
}

/// Until the input ends.
fn wait_for_end() -> std::sync::mpsc::Receiver<()> {
    let (done, wait) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        drop(done);
    });
    wait
}

/// So many connections that send an octet a second of a head that never ends. Saw: those still open.
fn slow(port: u16, count: usize) -> String {
    let mut open: Vec<TcpStream> = (0..count).map(|_| connect(port)).collect();
    for stream in &open {
        stream.set_nonblocking(true).unwrap();
    }
    println!("ready");
    let end = wait_for_end();
    let started = Instant::now();
    let mut sent = 0;
    // A tenth of them each tenth of a second.
    while end.recv_timeout(Duration::from_millis(5)) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
        let due = usize::try_from(started.elapsed().as_millis() / 100).unwrap();
        while sent < due {
            for at in (sent % 10..open.len()).step_by(10) {
                let octet = GET.get(sent / 10).unwrap_or(&b'x');
                let octet = if sent / 10 >= GET.len() - 2 { b'x' } else { *octet };
                let _ = open[at].write(&[octet]);
            }
            sent += 1;
        }
    }
    let mut octet = [0];
    open.retain_mut(|stream| stream.read(&mut octet).is_err_and(|error| error.kind() == ErrorKind::WouldBlock));
    open.len().to_string()
}

/// So many requests over connections that are reset at any point. Saw: responses, connections.
fn rude(port: u16, count: usize, seed: usize) -> String {
    println!("ready");
    let mut dice = Dice(seed as u64);
    let (mut asked, mut answered, mut connections) = (0, 0, 0);
    while asked < count {
        let mut stream = connect(port);
        connections += 1;
        let (rounds, mut left) = (dice.below(12), Vec::new());
        for _ in 0..=rounds {
            let depth = 1 + dice.below(8);
            let octets = GET.repeat(depth);
            let whole = dice.below(10) > 0;
            let sent = if whole { octets.len() } else { dice.below(octets.len()) };
            if stream.write_all(&octets[..sent]).is_err() {
                break;
            }
            asked += sent / GET.len();
            let reads = if whole { depth } else { dice.below(depth) };
            for _ in 0..reads.min(sent / GET.len()) {
                answered += usize::from(response(&mut stream, &mut left).is_ok());
            }
            if !whole {
                break;
            }
        }
        if dice.below(3) > 0 {
            SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
        }
    }
    let _ = wait_for_end().recv();
    format!("{answered} {connections}")
}

/// So many connections that ask one request after another until the server closes. Saw: whole responses, ends before
/// any octet of one, resets before any octet of one, and responses broken off.
fn busy(port: u16, count: usize) -> String {
    let threads: Vec<_> = (0..count)
        .map(|_| {
            let mut stream = connect(port);
            std::thread::spawn(move || {
                let (mut whole, mut left) = (0, Vec::new());
                loop {
                    let written = stream.write_all(GET);
                    match response(&mut stream, &mut left) {
                        Ok(_) => whole += 1,
                        Err((0, ErrorKind::UnexpectedEof)) => return [whole, 1, 0, 0],
                        Err((0, _)) if written.is_err() => return [whole, 1, 0, 0],
                        Err((0, ErrorKind::ConnectionReset)) => return [whole, 0, 1, 0],
                        Err(_) => return [whole, 0, 0, 1],
                    }
                }
            })
        })
        .collect();
    println!("ready");
    let mut sum = [0; 4];
    for thread in threads {
        let saw = thread.join().unwrap();
        sum = std::array::from_fn(|at| sum[at] + saw[at]);
    }
    sum.map(|number: usize| number.to_string()).join(" ")
}

/// So many connections that ask once. Saw: whole responses.
fn waiting(port: u16, count: usize) -> String {
    let mut open: Vec<TcpStream> = (0..count).map(|_| connect(port)).collect();
    for stream in &mut open {
        stream.write_all(GET).unwrap();
    }
    println!("ready");
    let answered = open.iter_mut().filter_map(|stream| response(stream, &mut Vec::new()).ok()).count();
    answered.to_string()
}

/// The soft limit of descriptors, raised to the hard one.
pub fn raise_limit() -> usize {
    let (_, hard) = limits();
    set_limit(hard);
    usize::try_from(hard).unwrap_or(usize::MAX)
}

pub fn limits() -> (libc::rlim_t, libc::rlim_t) {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` may be written.
    assert_eq!(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) }, 0);
    (limit.rlim_cur, limit.rlim_max)
}

pub fn set_limit(soft: libc::rlim_t) {
    let limit = libc::rlimit { rlim_cur: soft, rlim_max: limits().1 };
    // SAFETY: `limit` may be read.
    assert_eq!(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) }, 0);
}

/// Descriptors that are open.
pub fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count() - 1
}

/// Octets of ours that are in memory.
pub fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

/// Processor time of this thread.
pub fn time_used() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` may be written.
    assert_eq!(unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) }, 0);
    Duration::new(u64::try_from(time.tv_sec).unwrap(), u32::try_from(time.tv_nsec).unwrap())
}

pub fn loopback(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}
