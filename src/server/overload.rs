// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! All connections are taken, and somebody waits: told to come again, where the program wants it so.

use std::io::IoSlice;

use crate::grammar::number::Digits;
use crate::server::Server;
use crate::server::net::Net;
use crate::server::stats::count;

/// The token of those who were turned away: no slot has it, and nothing that happens to them matters.
pub(super) const TURNED_AWAY: u32 = super::DOORS - 1;

/// Octets of an unread request that are taken before its socket is closed.
const SCRATCH: usize = 4096;

impl<N: Net> Server<N> {
    /// Answers 503 at once, without a look at what is asked (RFC 9110, 15.6.4), and sends no more. The socket is held
    /// until the next is turned away: whoever is still sending would else see a reset, and perhaps no answer.
    pub(super) fn turn_away(&mut self, stream: N::Stream) {
        count(&mut self.stats.turned_away);
        let mut stream = stream;
        let seconds = Digits::decimal(self.retry_after.into());
        let pieces: [&[u8]; 5] = [
            b"HTTP/1.1 503 Service Unavailable\r\n",
            self.stamp.lines(),
            b"Retry-After: ",
            seconds.octets(),
            b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ];
        // A socket that has just been opened takes them; if not, its peer sees an end without an answer.
        let sent = self.net.write(&mut stream, &pieces.map(IoSlice::new));
        self.stats.add_sent(&sent.map(|count| u64::try_from(count).unwrap_or(0)));
        self.net.shutdown(&mut stream);
        self.let_turned_away_go();
        self.turned_away = Some(stream);
    }

    /// Closes the socket of whoever was turned away last.
    pub(super) fn let_turned_away_go(&mut self) {
        if let Some(mut stream) = self.turned_away.take() {
            // Octets that nobody has read would make the end a reset.
            let _ = self.net.read(&mut stream, &mut [0; SCRATCH]);
            self.net.close(stream, false);
        }
    }
}
