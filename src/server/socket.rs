// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The operating system's sockets and clock: mio for readiness, socket2 for what std lacks.

#[cfg(target_os = "linux")]
use std::fs::File;
use std::io::{self, IoSlice, Read};
use std::net::SocketAddr;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use mio::event::Source;
use mio::net::{TcpListener, TcpStream, UnixListener};
use mio::{Events, Interest, Poll, Token};
use socket2::{Domain, SockAddr, SockRef, Socket, Type};

use crate::server::net::{Door, Net, Peer, Ready};
#[cfg(target_os = "linux")]
use crate::server::straight;

/// Events taken in one wait.
const EVENTS: usize = 256;

/// Connections that may wait to be accepted.
const BACKLOG: i32 = 1024;

const WAKER: Token = Token(usize::MAX);

/// The operating system's sockets and clock.
pub struct Sockets {
    poll: Poll,
    events: Events,
    /// The end that is waited on, and the end that wakes.
    woken: TcpStream,
    waker: Waker,
    start: Instant,
}

/// A listening socket.
pub enum Listener {
    /// Of TCP, over IPv4, IPv6 or both.
    Ip(TcpListener),
    /// Of the Unix domain.
    Unix(UnixListener),
}

/// Wakes a server out of its wait, from any thread and from a signal handler.
pub struct Waker {
    socket: Socket,
}

impl Waker {
    /// Makes a poll in progress, or the next one, return nothing.
    pub fn wake(&self) {
        // A socket that is full has woken already, and there is nobody to tell anything else.
        let _ = self.socket.send_with_flags(&[0], libc::MSG_NOSIGNAL);
    }

    /// Another one for the same server.
    ///
    /// # Errors
    /// What the system says, when it has no descriptor left.
    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(Waker { socket: self.socket.try_clone()? })
    }
}

impl Sockets {
    /// Nothing is open yet.
    ///
    /// # Errors
    /// What the system says, when it has no descriptor left.
    pub fn new() -> io::Result<Self> {
        let poll = Poll::new()?;
        let (woken, waker) = Socket::pair(Domain::UNIX, Type::STREAM, None)?;
        woken.set_nonblocking(true)?;
        waker.set_nonblocking(true)?;
        keep_quiet(&waker)?;
        let mut woken = stream_of(woken.into());
        poll.registry().register(&mut woken, WAKER, Interest::READABLE)?;
        Ok(Sockets {
            poll,
            events: Events::with_capacity(EVENTS),
            woken,
            waker: Waker { socket: waker },
            start: Instant::now(),
        })
    }

    /// Something that wakes the wait.
    ///
    /// # Errors
    /// What the system says, when it has no descriptor left.
    pub fn waker(&self) -> io::Result<Waker> {
        self.waker.try_clone()
    }

    /// The descriptor that is readable when something is ready.
    #[must_use]
    pub fn fd(&self) -> RawFd {
        self.poll.as_raw_fd()
    }

    /// Takes over a listening socket, and says on which port it listens.
    ///
    /// # Errors
    /// `InvalidInput` for one that does not listen; else what the system says.
    pub fn adopt(&mut self, socket: OwnedFd, token: u32) -> io::Result<(Listener, u16)> {
        let options = SockRef::from(&socket);
        let address = options.local_addr()?;
        if !listens(&options)? {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        options.set_nonblocking(true)?;
        let listener = if address.is_unix() {
            let mut listener = UnixListener::from(socket);
            self.register(&mut listener, token, Interest::READABLE)?;
            Listener::Unix(listener)
        } else {
            options.set_tcp_nodelay(true)?;
            let mut listener = TcpListener::from(socket);
            self.register(&mut listener, token, Interest::READABLE)?;
            Listener::Ip(listener)
        };
        Ok((listener, address.as_socket().map_or(0, |address| address.port())))
    }

    /// Takes over a connected socket.
    ///
    /// # Errors
    /// What the system says, as `NotConnected`.
    pub fn adopt_connection(&mut self, socket: OwnedFd, token: u32) -> io::Result<(TcpStream, Peer)> {
        let options = SockRef::from(&socket);
        let address = options.peer_addr()?;
        options.set_nonblocking(true)?;
        keep_quiet(&options)?;
        let peer = match address.as_socket() {
            Some(address) => {
                options.set_tcp_nodelay(true)?;
                Peer::ip(address)
            }
            None => Peer::unix(),
        };
        let mut stream = stream_of(socket);
        self.register(&mut stream, token, Interest::READABLE | Interest::WRITABLE)?;
        Ok((stream, peer))
    }

    /// Hands a connection's socket out again.
    ///
    /// # Errors
    /// What the system says.
    pub fn release(&mut self, stream: TcpStream) -> io::Result<OwnedFd> {
        let mut stream = stream;
        self.poll.registry().deregister(&mut stream)?;
        Ok(stream.into())
    }

    fn register(&self, source: &mut impl Source, token: u32, interest: Interest) -> io::Result<()> {
        let token = usize::try_from(token).map_err(|_| io::ErrorKind::InvalidInput)?;
        self.poll.registry().register(source, Token(token), interest)
    }

    /// Takes the wakes out, so that their socket never fills.
    fn drain_wakes(&self) {
        let mut octets = [0; 64];
        while (&self.woken).read(&mut octets).is_ok_and(|count| count == octets.len()) {}
    }
}

/// A connected socket of any family: what is done with it does not depend on that.
fn stream_of(socket: OwnedFd) -> TcpStream {
    TcpStream::from(socket)
}

impl Net for Sockets {
    type Listener = Listener;
    type Stream = TcpStream;

    fn listen(&mut self, door: Door<'_>, token: u32) -> io::Result<(Listener, u16)> {
        let socket = match door {
            Door::Ip(address) => bound(address, false)?,
            Door::Shared(address) => bound(address, true)?,
            Door::Unix(path) => bound_unix(path)?,
        };
        socket.listen(BACKLOG)?;
        self.adopt(socket.into(), token)
    }

    fn accept(&mut self, listener: &mut Listener, token: u32) -> io::Result<(TcpStream, Peer)> {
        let (mut stream, peer) = match listener {
            Listener::Ip(listener) => {
                let (stream, address) = listener.accept()?;
                (stream, Peer::ip(address))
            }
            Listener::Unix(listener) => (stream_of(listener.accept()?.0.into()), Peer::unix()),
        };
        keep_quiet(&SockRef::from(&stream))?;
        self.register(&mut stream, token, Interest::READABLE | Interest::WRITABLE)?;
        Ok((stream, peer))
    }

    fn read(&mut self, stream: &mut TcpStream, room: &mut [u8]) -> io::Result<usize> {
        stream.read(room)
    }

    fn peek(&mut self, stream: &mut TcpStream, room: &mut [u8]) -> io::Result<usize> {
        stream.peek(room)
    }

    fn write(&mut self, stream: &mut TcpStream, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
        SockRef::from(&*stream).send_vectored_with_flags(pieces, libc::MSG_NOSIGNAL)
    }

    #[cfg(target_os = "linux")]
    fn send_file(&mut self, stream: &mut TcpStream, file: &File, at: u64, most: usize) -> io::Result<usize> {
        straight::send_file(stream, file, at, most)
    }

    fn shutdown(&mut self, stream: &mut TcpStream) {
        // A peer that has left needs no shutdown.
        let _ = SockRef::from(&*stream).shutdown(std::net::Shutdown::Write);
    }

    fn close(&mut self, stream: TcpStream, cut: bool) {
        if cut {
            // An end that is no end is a reset: without a length, content would else look whole.
            let _ = SockRef::from(&stream).set_linger(Some(Duration::ZERO));
        }
        drop(stream);
    }

    fn close_listener(&mut self, listener: Listener) {
        drop(listener);
    }

    fn wait(&mut self, wait_ms: Option<u32>, tell: &mut dyn FnMut(Ready)) -> io::Result<bool> {
        let wait = wait_ms.map(|ms| Duration::from_millis(ms.into()));
        match self.poll.poll(&mut self.events, wait) {
            // A signal: its handler may want the loop to look at something.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(true),
            other => other?,
        }
        let mut woken = false;
        for event in &self.events {
            match u32::try_from(event.token().0) {
                Ok(token) if event.token() != WAKER => tell(Ready {
                    token,
                    readable: event.is_readable(),
                    writable: event.is_writable(),
                    ended: event.is_read_closed(),
                    failed: event.is_error(),
                }),
                _ => woken = true,
            }
        }
        if woken {
            self.drain_wakes();
        }
        Ok(woken)
    }

    fn wake(&self) {
        self.waker.wake();
    }

    fn now(&mut self) -> u32 {
        // The lowest 32 bits: time wraps.
        let since = self.start.elapsed();
        let [a, b, c, d, ..] = since.as_secs().to_le_bytes();
        u32::from_le_bytes([a, b, c, d]).wrapping_mul(1000).wrapping_add(since.subsec_millis())
    }

    fn seconds(&mut self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        i64::try_from(since.as_secs()).unwrap_or(0)
    }
}

fn bound(address: SocketAddr, shared: bool) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
    if address.is_ipv6() {
        // "::" is every address of the machine, and only it may stand for both families.
        socket.set_only_v6(!address.ip().is_unspecified())?;
    }
    // A server that comes back must not wait for the old one's connections to be forgotten.
    socket.set_reuse_address(true)?;
    if shared {
        socket.set_reuse_port(true)?;
    }
    socket.bind(&SockAddr::from(address))?;
    Ok(socket)
}

fn bound_unix(path: &[u8]) -> io::Result<Socket> {
    let address = SockAddr::unix(std::ffi::OsStr::from_bytes(path))?;
    let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    match socket.bind(&address) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && is_left_behind(&address) => {
            std::fs::remove_file(std::ffi::OsStr::from_bytes(path))?;
            socket.bind(&address)?;
        }
        other => other?,
    }
    Ok(socket)
}

/// Whether nobody listens at this path any more: whoever did has died.
fn is_left_behind(address: &SockAddr) -> bool {
    let connected = Socket::new(Domain::UNIX, Type::STREAM, None).and_then(|socket| socket.connect(address));
    connected.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused)
}

#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
fn listens(socket: &Socket) -> io::Result<bool> {
    socket.is_listener()
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd")))]
fn listens(_: &Socket) -> io::Result<bool> {
    Ok(true)
}

/// No SIGPIPE, where a flag on each call does not say so.
#[cfg(target_vendor = "apple")]
fn keep_quiet(socket: &Socket) -> io::Result<()> {
    socket.set_nosigpipe(true)
}

#[cfg(not(target_vendor = "apple"))]
#[allow(clippy::unnecessary_wraps)]
fn keep_quiet(_: &Socket) -> io::Result<()> {
    Ok(())
}
