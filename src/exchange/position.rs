// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Where in the grammar a receiver stands, and what a head has said so far.

use crate::error::Violation;
use crate::messaging::governing::Governing;
use crate::messaging::persistence::Options;
use crate::messaging::transfer_encoding::Coding;
use crate::syntax::chunk;

/// Where in the grammar the receiver stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// Before a start-line, behind so many empty lines.
    StartLine { empty: u8 },
    /// In a header section.
    HeaderSection { said: Said, within: Within },
    /// In content of a known length.
    Content { left: u64 },
    /// In content that ends with the connection.
    UntilClose { total: u64 },
    /// In the line before a chunk; `line` counts its digits, then the octets of its extensions.
    ChunkLine { size: u64, total: u64, extensions: u16, line: u16, place: chunk::Place },
    /// In a chunk's data.
    ChunkData { left: u64, total: u64, extensions: u16 },
    /// Before the CRLF behind a chunk's data.
    ChunkEnd { total: u64, extensions: u16 },
    /// In a trailer section.
    TrailerSection { total: u64, within: Within },
    /// Behind the message, which has not been told complete.
    End { announced: u64 },
    /// Nothing more of this exchange is received.
    Over { announced: u64 },
    /// HTTP has ended, which has not been told.
    Switching,
    /// Behind the end of HTTP.
    Tunnel,
    /// Behind everything.
    Ended,
}

/// Where within a section: at the start of a line, or inside one that nobody subscribed to and that is dropped
/// as it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    LineStart,
    DroppedName,
    DroppedValue,
    /// Behind the CR of a dropped line.
    DroppedEnd,
    /// Behind a dropped line, which the next one may unfold into.
    DroppedLine,
}

impl Position {
    /// Behind a head and before the end of its message.
    pub fn is_within_content(&self) -> bool {
        !self.is_within_head()
            && !matches!(self, Position::End { .. } | Position::Over { .. } | Position::Switching | Position::Ended)
    }

    /// Before the end of a head.
    pub fn is_within_head(&self) -> bool {
        matches!(self, Position::StartLine { .. } | Position::HeaderSection { .. })
    }

    /// Before the line of the next chunk.
    pub fn next_chunk(total: u64, extensions: u16) -> Self {
        Position::ChunkLine { size: 0, total, extensions, line: 0, place: chunk::Place::Start }
    }
}

/// What the governing fields have said, and the first violation that leaves the framing certain, packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    length: [u32; 2],
    pub refused_at: [u32; 2],
    pub refused: Option<Violation>,
    bits: u16,
}

/// There was no Content-Length.
pub(super) const NO_LENGTH: u64 = u64::MAX;

fn halves(number: u64) -> [u32; 2] {
    let half = |number| u32::try_from(number & 0xffff_ffff).unwrap_or(0);
    [half(number), half(number >> 32)]
}

pub(super) fn whole([low, high]: [u32; 2]) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

impl Said {
    pub const NOTHING: Said = Said { length: [u32::MAX; 2], refused_at: [0; 2], refused: None, bits: 0 };

    pub fn governing(&self) -> Governing {
        let bit = |at: u16| self.bits >> at & 1 == 1;
        Governing {
            length: Some(whole(self.length)).filter(|length| *length != NO_LENGTH),
            coding: match self.bits & 7 {
                1 => Coding::Chunked,
                2 => Coding::Unknown,
                3 => Coding::UnknownChunked,
                4 => Coding::ChunkedNotLast,
                _ => Coding::Absent,
            },
            options: Options { close: bit(3), keep_alive: bit(4), upgrade: bit(5) },
            host: bit(6),
            upgrade: bit(7),
            expects: bit(8),
        }
    }

    pub fn with(self, said: &Governing) -> Self {
        let coding = match said.coding {
            Coding::Absent => 0,
            Coding::Chunked => 1,
            Coding::Unknown => 2,
            Coding::UnknownChunked => 3,
            Coding::ChunkedNotLast => 4,
        };
        let bits = [
            (said.options.close, 3),
            (said.options.keep_alive, 4),
            (said.options.upgrade, 5),
            (said.host, 6),
            (said.upgrade, 7),
            (said.expects, 8),
        ];
        let bits = bits.iter().fold(coding, |bits, (bit, at)| bits | u16::from(*bit) << at);
        Said { length: halves(said.length.unwrap_or(NO_LENGTH)), bits, ..self }
    }

    /// Remembers a violation that leaves the framing certain, unless there was one before.
    pub fn refuse(self, violation: Violation, offset: u64) -> Self {
        match self.refused {
            Some(_) => self,
            None => Said { refused: Some(violation), refused_at: halves(offset), ..self },
        }
    }
}
