// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Out of the buffers, into the socket.

use std::io::{self, IoSlice};
use std::os::unix::fs::FileExt;

use crate::server::net::Net;
use crate::server::pool::{Entry, Part};
use crate::server::slots::{Marks, Slot};
use crate::server::spill::{Chain, Spill};

/// Pieces given to the socket at once: what is pending, and blocks behind it.
const PIECES: usize = 33;

/// Octets of a file read at once, and sent in one go.
const FILE_PIECE: usize = 16_384;
const FILE_PART: usize = 262_144;

impl Entry {
    /// Sends what is pending, and what lies elsewhere behind it, as far as the socket takes it. Of a file, it
    /// sends a bounded part.
    pub fn flush<N: Net>(
        &mut self,
        output: &mut [u8],
        net: &mut N,
        slot: &mut Slot<N::Stream>,
        spill: &mut Spill,
        now: u32,
    ) -> io::Result<u64> {
        let mut sent = 0u64;
        let mut of_file = 0usize;
        while slot.has(Marks::WRITABLE) && of_file < FILE_PART {
            let waiting = self.machine.pending(output).len();
            let (offered, taken) = if let Some(part) = &self.part {
                let pending = self.machine.pending(output);
                let (offered, taken) = send_file(net, slot, pending, part, FILE_PART.saturating_sub(of_file))?;
                of_file = of_file.saturating_add(taken);
                (offered, taken)
            } else {
                send_pieces(net, slot, self.machine.pending(output), spill, &self.spilt)?
            };
            if offered == 0 {
                break;
            }
            if taken < offered {
                slot.marks.set(Marks::WRITABLE, false);
            }
            if taken > 0 {
                self.taken(output, spill, waiting, taken, now);
                sent = sent.saturating_add(u64::try_from(taken).unwrap_or(0));
            }
            if !self.is_pending() {
                break;
            }
        }
        Ok(sent)
    }

    /// The socket took so many octets, of which up to `waiting` were pending.
    fn taken(&mut self, output: &mut [u8], spill: &mut Spill, waiting: usize, taken: usize, now: u32) {
        self.since = now;
        let of_pending = taken.min(waiting);
        // It was pending, so it can be sent.
        let _ = self.machine.sent(output, of_pending);
        let beyond = taken.saturating_sub(of_pending);
        if beyond > 0 {
            self.elsewhere(output, beyond);
            match &mut self.part {
                Some(part) => {
                    let count = u64::try_from(beyond).unwrap_or(0);
                    (part.at, part.left) = (part.at.saturating_add(count), part.left.saturating_sub(count));
                    if part.left == 0 {
                        self.part = None;
                    }
                }
                None => spill.sent(&mut self.spilt, beyond),
            }
        }
    }

    /// So many octets of the gap were written.
    fn elsewhere(&mut self, output: &mut [u8], count: usize) {
        let count = u64::try_from(count).unwrap_or(0);
        // Nothing is pending before it, and the gap was made for these octets.
        let _ = self.machine.sent_elsewhere(output, count);
    }

    /// Sends what is pending and then `content`, for which the gap was made, straight from the caller's memory;
    /// what the socket does not take is copied to the store, which has room for it.
    pub fn send_through<N: Net>(
        &mut self,
        output: &mut [u8],
        net: &mut N,
        slot: &mut Slot<N::Stream>,
        spill: &mut Spill,
        content: &[u8],
        now: u32,
    ) -> io::Result<u64> {
        let mut sent = 0u64;
        let mut rest = content;
        while slot.has(Marks::WRITABLE) && !rest.is_empty() {
            let pending = self.machine.pending(output);
            let waiting = pending.len();
            let taken = write(net, slot, &[IoSlice::new(pending), IoSlice::new(rest)])?;
            if taken < waiting.saturating_add(rest.len()) {
                slot.marks.set(Marks::WRITABLE, false);
            }
            let of_pending = taken.min(waiting);
            let _ = self.machine.sent(output, of_pending);
            let beyond = taken.saturating_sub(of_pending);
            if beyond > 0 {
                self.elsewhere(output, beyond);
                rest = rest.get(beyond..).unwrap_or(&[]);
            }
            sent = sent.saturating_add(u64::try_from(taken).unwrap_or(0));
        }
        self.since = now;
        spill.put(&mut self.spilt, rest);
        Ok(sent)
    }
}

/// Offers what is pending and the next octets of a file, or those alone; how much that is, and how much was taken.
fn send_file<N: Net>(
    net: &mut N,
    slot: &mut Slot<N::Stream>,
    pending: &[u8],
    part: &Part,
    most: usize,
) -> io::Result<(usize, usize)> {
    if pending.is_empty()
        && let Some(taken) = send_straight(net, slot, part, most)?
    {
        // The system takes as much as it likes at a time: only when it takes nothing, the socket is full.
        return Ok((taken.max(1), taken));
    }
    let mut octets = [0; FILE_PIECE];
    let octets = read(part, &mut octets)?;
    let taken = write(net, slot, &[IoSlice::new(pending), IoSlice::new(octets)])?;
    Ok((pending.len().saturating_add(octets.len()), taken))
}

/// Sends octets of a file without looking at them; `None` where the network cannot, or the file's kind.
fn send_straight<N: Net>(
    net: &mut N,
    slot: &mut Slot<N::Stream>,
    part: &Part,
    most: usize,
) -> io::Result<Option<usize>> {
    let Some(stream) = &mut slot.stream else { return Ok(Some(0)) };
    let most = usize::try_from(part.left).unwrap_or(usize::MAX).min(most);
    loop {
        match net.send_file(stream, &part.file, part.at, most) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => return Ok(Some(count)),
            Err(error) => match error.kind() {
                io::ErrorKind::Interrupted => {}
                io::ErrorKind::WouldBlock => return Ok(Some(0)),
                io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput => return Ok(None),
                _ => return Err(error),
            },
        }
    }
}

/// Offers what is pending, and what is stored behind it; how much that is, and how much was taken.
fn send_pieces<N: Net>(
    net: &mut N,
    slot: &mut Slot<N::Stream>,
    pending: &[u8],
    spill: &Spill,
    chain: &Chain,
) -> io::Result<(usize, usize)> {
    if chain.len() == 0 {
        let taken = if pending.is_empty() { 0 } else { write(net, slot, &[IoSlice::new(pending)])? };
        return Ok((pending.len(), taken));
    }
    let mut pieces = [IoSlice::new(&[]); PIECES];
    let [first, rest @ ..] = &mut pieces;
    *first = IoSlice::new(pending);
    spill.pieces(chain, rest);
    let offered = pieces.iter().fold(0usize, |sum, piece| sum.saturating_add(piece.len()));
    let last = pieces.iter().rposition(|piece| !piece.is_empty()).unwrap_or(0);
    Ok((offered, write(net, slot, pieces.get(..=last).unwrap_or(&pieces))?))
}

/// Writes, and tells a socket that takes nothing by 0.
fn write<N: Net>(net: &mut N, slot: &mut Slot<N::Stream>, pieces: &[IoSlice<'_>]) -> io::Result<usize> {
    let Some(stream) = &mut slot.stream else { return Ok(0) };
    loop {
        match net.write(stream, pieces) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(0),
            other => return other,
        }
    }
}

/// The next octets of a part of a file. One that is shorter than was promised cannot be sent.
fn read<'o>(part: &Part, octets: &'o mut [u8; FILE_PIECE]) -> io::Result<&'o [u8]> {
    let most = usize::try_from(part.left).unwrap_or(usize::MAX).min(FILE_PIECE);
    let room = octets.get_mut(..most).unwrap_or(&mut []);
    loop {
        match part.file.read_at(room, part.at) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => return Ok(octets.get(..count).unwrap_or(&[])),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
