// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What comes before HTTP where a proxy stands before the server: the header that says whose connection it is.

use std::io;

use crate::error::Misuse;
use crate::server::Server;
use crate::server::net::{Net, Peer};
use crate::server::proxy::{self, Header, Named, Stop};
use crate::server::slots::{Marks, Slot};
use crate::server::stats::count;

impl<N: Net> Server<N> {
    /// Makes a listener, counted from 0 in the order they were made, require the PROXY protocol, version 1 or 2: a
    /// connection that does not begin with its header is closed, and the peer is whom the header names.
    ///
    /// Only a listener that nobody but the proxy can reach: whoever can, says who he is.
    ///
    /// # Errors
    /// `Argument` when there is no such listener.
    pub fn require_proxy(&mut self, listener: u32) -> Result<(), Misuse> {
        let door = usize::try_from(listener).ok().and_then(|at| self.doors.get_mut(at));
        door.map(|door| door.proxied = true).ok_or(Misuse::Argument)
    }

    /// Reads the header that a connection begins with; whether the connection is still good. Until all of the header
    /// has come it stays in the socket, so that nothing behind it is taken, and no buffer is needed.
    pub(super) fn greet(&mut self, at: u32) -> bool {
        let Some(slot) = self.slots.get_mut(at) else { return false };
        let mut octets = [0; proxy::MOST];
        let net = &mut self.net;
        let seen = if slot.offset == 0 { look(net, slot, &mut octets) } else { Ok(()) };
        match seen.and_then(|()| pass(net, slot, &mut octets)) {
            Ok(read) => {
                self.stats.add_received(read);
                true
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => true,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                slot.marks.set(Marks::READABLE, false);
                // Behind the end, nothing comes that would complete it.
                !slot.has(Marks::ENDED.with(Marks::FAILED))
            }
            Err(error) => {
                if error.kind() == io::ErrorKind::InvalidData {
                    count(&mut self.stats.violations);
                }
                false
            }
        }
    }
}

/// Looks at what has come, and notes whom the header names and how long it is.
fn look<N: Net>(net: &mut N, slot: &mut Slot<N::Stream>, octets: &mut [u8]) -> io::Result<()> {
    let stream = slot.stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
    let came = net.peek(stream, octets)?;
    if came == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    match proxy::header(octets.get(..came).unwrap_or(&[])) {
        Ok(Header { named, len }) => {
            match named {
                Named::Socket => {}
                Named::Ip(address) => slot.peer = Peer::ip(address),
                Named::Unix => slot.peer = Peer::unix(),
            }
            slot.offset = u64::try_from(len).unwrap_or(0);
            Ok(())
        }
        Err(Stop::Incomplete) => Err(io::ErrorKind::WouldBlock.into()),
        Err(Stop::Refused) => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Takes the header out of the socket, and not an octet more: `offset` says how much of it is left, and counts from
/// the beginning of HTTP afterwards.
fn pass<N: Net>(net: &mut N, slot: &mut Slot<N::Stream>, octets: &mut [u8]) -> io::Result<usize> {
    let stream = slot.stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
    let left = usize::try_from(slot.offset).unwrap_or(0).min(octets.len());
    let read = net.read(stream, octets.get_mut(..left).unwrap_or(&mut []))?;
    if read == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    slot.offset = slot.offset.saturating_sub(u64::try_from(read).unwrap_or(0));
    slot.marks.set(Marks::GREETS, slot.offset > 0);
    Ok(read)
}
