// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a server needs of the world: sockets, a clock, and a way to be woken.

use std::fs::File;
use std::io;
use std::io::{IoSlice, Write};
use std::net::{IpAddr, SocketAddr};

/// Where to listen.
#[derive(Clone, Copy, Debug)]
pub enum Door<'d> {
    /// An address and a port; port 0 lets the system choose.
    Ip(SocketAddr),
    /// The same, where others that say so listen too: each connection is one server's.
    Shared(SocketAddr),
    /// A Unix socket's path.
    Unix(&'d [u8]),
}

/// What happened to a socket: an edge, told once.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each may come with any other")]
pub struct Ready {
    /// The number it was registered under.
    pub token: u32,
    /// It may be read from, or accepted from.
    pub readable: bool,
    /// It may be written to.
    pub writable: bool,
    /// The peer sends no more; this may come together with the last octets.
    pub ended: bool,
    /// It failed: nothing can be received or sent any more.
    pub failed: bool,
}

/// Sockets and a clock. One implementation is the operating system, another a simulated network.
///
/// No call but [`wait`](Net::wait) blocks. A socket is registered once, when it is made, and its readiness is told
/// once for each change.
pub trait Net {
    /// What accepts connections.
    type Listener;
    /// A connection.
    type Stream;

    /// Listens, and says on which port.
    ///
    /// # Errors
    /// What the system says: `AddrInUse`, `PermissionDenied` …
    fn listen(&mut self, door: Door<'_>, token: u32) -> io::Result<(Self::Listener, u16)>;

    /// Accepts a connection and registers it.
    ///
    /// # Errors
    /// `WouldBlock` when nobody waits; else what the system says.
    fn accept(&mut self, listener: &mut Self::Listener, token: u32) -> io::Result<(Self::Stream, Peer)>;

    /// Receives octets; 0 at the peer's end.
    ///
    /// # Errors
    /// `WouldBlock` when there are none; else what the system says.
    fn read(&mut self, stream: &mut Self::Stream, room: &mut [u8]) -> io::Result<usize>;

    /// Copies octets that have come and leaves them there, as many as there are and fit; 0 at the peer's end. Only what
    /// comes behind a proxy is looked at so.
    ///
    /// # Errors
    /// As [`read`](Net::read); `Unsupported` where the network cannot.
    fn peek(&mut self, _stream: &mut Self::Stream, _room: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Sends octets of one piece after the other. Never raises SIGPIPE.
    ///
    /// # Errors
    /// `WouldBlock` when the socket takes none; else what the system says.
    fn write(&mut self, stream: &mut Self::Stream, pieces: &[IoSlice<'_>]) -> io::Result<usize>;

    /// Sends up to `most` octets of a file from `at` on, without a copy; 0 at the file's end.
    ///
    /// # Errors
    /// As [`write`](Net::write); `Unsupported` where the network cannot, `InvalidInput` for a file that it cannot send
    /// so: it is read and written then.
    fn send_file(&mut self, _stream: &mut Self::Stream, _file: &File, _at: u64, _most: usize) -> io::Result<usize> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Sends no more, but goes on receiving (RFC 9112, 9.6).
    fn shutdown(&mut self, stream: &mut Self::Stream);

    /// Closes, in order or, if `cut`, so that the peer sees that something was broken off.
    fn close(&mut self, stream: Self::Stream, cut: bool);

    /// Stops listening.
    fn close_listener(&mut self, listener: Self::Listener);

    /// Waits until something is ready, a wake comes or the time is over (`None`: for ever), and says whether it was
    /// woken.
    ///
    /// # Errors
    /// What the system says, when waiting is impossible.
    fn wait(&mut self, wait_ms: Option<u32>, tell: &mut dyn FnMut(Ready)) -> io::Result<bool>;

    /// Makes the wait in progress, or the next one, end.
    fn wake(&self);

    /// Milliseconds from any beginning, which may wrap.
    fn now(&mut self) -> u32;

    /// Seconds since 1970, for Date.
    fn seconds(&mut self) -> i64;
}

/// Octets of the longest address: an IPv6 address in brackets and a port.
const PEER_SIZE: usize = 47;

/// A peer's address as text, such as `192.0.2.1:49152`.
#[derive(Clone, Copy)]
pub struct Peer {
    octets: [u8; PEER_SIZE],
    len: u8,
}

impl Peer {
    /// Nobody.
    pub const NONE: Peer = Peer { octets: [0; PEER_SIZE], len: 0 };

    /// The peer of an IP socket. One that came by IPv4 to a dual-stack socket is told by its IPv4 address.
    #[must_use]
    pub fn ip(address: SocketAddr) -> Self {
        let canonical = SocketAddr::new(address.ip().to_canonical(), address.port());
        let mut peer = Self::NONE;
        let mut room = peer.octets.as_mut_slice();
        let written = match canonical.ip() {
            IpAddr::V4(ip) => write!(room, "{ip}:{}", canonical.port()),
            IpAddr::V6(ip) => write!(room, "[{ip}]:{}", canonical.port()),
        };
        let left = room.len();
        if written.is_ok() {
            peer.len = u8::try_from(PEER_SIZE.saturating_sub(left)).unwrap_or(0);
        }
        peer
    }

    /// The peer of a Unix socket, which has no name.
    #[must_use]
    pub fn unix() -> Self {
        let mut peer = Self::NONE;
        for (place, octet) in peer.octets.iter_mut().zip(b"unix") {
            *place = *octet;
            peer.len = peer.len.saturating_add(1);
        }
        peer
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> &str {
        let octets = self.octets.get(..usize::from(self.len)).unwrap_or(&[]);
        std::str::from_utf8(octets).unwrap_or("")
    }
}

impl std::fmt::Debug for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_address_fits() {
        let longest = "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535";
        assert_eq!(Peer::ip(longest.parse().unwrap()).text(), longest);
        assert_eq!(Peer::ip("[::ffff:192.0.2.1]:80".parse().unwrap()).text(), "192.0.2.1:80");
        assert_eq!(Peer::ip("127.0.0.1:8080".parse().unwrap()).text(), "127.0.0.1:8080");
        assert_eq!(Peer::unix().text(), "unix");
    }
}
