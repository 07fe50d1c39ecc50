// SPDX-License-Identifier: MIT OR Apache-2.0
//! The load: connections to one server that ask, wait for the whole answer, and ask again. One thread, one epoll; a
//! bounded number of requests, and of seconds. Every octet of an answer is counted.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::time::{Duration, Instant};

use libc::{EPOLL_CTL_ADD, EPOLLIN, epoll_event};

pub struct Load {
    epoll: OwnedFd,
    connections: Vec<Connection>,
    /// What is sent at once: as many requests as are pipelined.
    requests: Vec<u8>,
    /// Octets that answer it.
    answers: usize,
    room: Vec<u8>,
}

struct Connection {
    stream: TcpStream,
    /// Octets still to come.
    owed: usize,
}

/// A server that takes longer has lost something.
const PATIENCE: Duration = Duration::from_secs(20);
const ROOM: usize = 256 << 10;
const EVENTS: usize = 256;
const WAIT_MS: i32 = 5000;

impl Load {
    /// Connects so many times, and asks twice on each, so that it is known how long an answer is, and that no server
    /// loses patience meanwhile.
    pub fn connect(port: u16, connections: usize, request: &[u8], pipelined: usize) -> Result<Self, String> {
        // SAFETY: it takes no pointer, and what it returns is nobody else's.
        let epoll = match unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) } {
            -1 => return Err(io::Error::last_os_error().to_string()),
            epoll => unsafe { OwnedFd::from_raw_fd(epoll) },
        };
        let mut load = Load {
            epoll,
            connections: Vec::new(),
            requests: request.repeat(pipelined),
            answers: 0,
            room: vec![0; ROOM],
        };
        for at in 0..connections {
            let asked = load.open(port, at).and_then(|()| load.ask(at, pipelined));
            let opened = asked.and_then(|()| load.ask(at, pipelined));
            opened.map_err(|error| format!("connection {at}: {error}"))?;
        }
        Ok(load)
    }

    fn open(&mut self, port: u16, at: usize) -> io::Result<()> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut event = epoll_event { events: EPOLLIN.cast_unsigned(), u64: at as u64 };
        // SAFETY: the event is there during the call.
        let added =
            unsafe { libc::epoll_ctl(self.epoll.as_raw_fd(), EPOLL_CTL_ADD, stream.as_raw_fd(), &raw mut event) };
        if added != 0 {
            return Err(io::Error::last_os_error());
        }
        self.connections.push(Connection { stream, owed: 0 });
        Ok(())
    }

    /// Asks on a connection that was just opened; all answers are as long as the first.
    fn ask(&mut self, at: usize, pipelined: usize) -> io::Result<()> {
        let stream = &mut self.connections[at].stream;
        stream.set_nonblocking(false)?;
        stream.write_all(&self.requests)?;
        let mut answer = Vec::new();
        let mut whole = None;
        while whole.is_none_or(|whole| answer.len() < whole) {
            match stream.read(&mut self.room)? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                count => answer.extend_from_slice(&self.room[..count]),
            }
            whole = length(&answer).map(|length| length * pipelined);
        }
        if at == 0 {
            self.answers = answer.len();
        }
        if answer.starts_with(OK) && whole == Some(answer.len()) && answer.len() == self.answers {
            return stream.set_nonblocking(true);
        }
        Err(io::Error::other(format!("not what was asked for: {}", answer[..answer.len().min(200)].escape_ascii())))
    }

    /// Sends the requests so many times, over all connections, and receives all answers.
    pub fn run(&mut self, times: usize) -> Result<(), String> {
        let begin = Instant::now();
        let (mut to_send, mut under_way) = (times, 0);
        for connection in self.connections.iter_mut().take(times) {
            connection.send(&self.requests, self.answers)?;
            (to_send, under_way) = (to_send - 1, under_way + 1);
        }
        let mut events = [epoll_event { events: 0, u64: 0 }; EVENTS];
        while under_way > 0 {
            // SAFETY: there is room for so many events.
            let count = unsafe {
                libc::epoll_wait(self.epoll.as_raw_fd(), events.as_mut_ptr(), EVENTS.try_into().unwrap_or(1), WAIT_MS)
            };
            if count == 0 || begin.elapsed() > PATIENCE {
                return Err(format!("stalls: {under_way} of {times} answers did not come"));
            }
            for event in events.iter().take(count.try_into().unwrap_or(0)) {
                let connection = &mut self.connections[event.u64 as usize];
                if !connection.receive(&mut self.room, self.answers)? {
                    continue;
                }
                if to_send == 0 {
                    under_way -= 1;
                } else {
                    to_send -= 1;
                    connection.send(&self.requests, self.answers)?;
                }
            }
        }
        Ok(())
    }
}

impl Connection {
    fn send(&mut self, requests: &[u8], answers: usize) -> Result<(), String> {
        self.owed = answers;
        match self.stream.write(requests) {
            Ok(count) if count == requests.len() => Ok(()),
            Ok(_) => Err("takes no more requests".to_owned()),
            Err(error) => Err(format!("takes no more requests: {error}")),
        }
    }

    /// Reads once; whether all answers are there.
    fn receive(&mut self, room: &mut [u8], answers: usize) -> Result<bool, String> {
        let count = match self.stream.read(room) {
            Ok(0) => return Err("closes".to_owned()),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
            Err(error) => return Err(format!("breaks off: {error}")),
        };
        if self.owed == answers && count >= OK.len() && !room.starts_with(OK) {
            return Err(format!("answers {}", room[..count.min(200)].escape_ascii()));
        }
        self.owed = self.owed.checked_sub(count).ok_or_else(|| "answers more than was asked".to_owned())?;
        Ok(self.owed == 0)
    }
}

/// Octets of a response, if its head is there.
fn length(answer: &[u8]) -> Option<usize> {
    let head = answer.windows(4).position(|octets| octets == b"\r\n\r\n")? + 4;
    let lines = String::from_utf8_lossy(&answer[..head]).to_ascii_lowercase();
    let content = lines.lines().find_map(|line| line.strip_prefix("content-length:"))?;
    Some(head + content.trim().parse::<usize>().ok()?)
}

const OK: &[u8] = b"HTTP/1.1 200 ";

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn a_length_is_known_when_the_head_is_there() {
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n";
        assert_eq!(length(answer), Some(answer.len() + 5));
        assert_eq!(length(&answer[..answer.len() - 1]), None);
    }
}
