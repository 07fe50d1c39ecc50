// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a connection must remember besides where it stands, a bit each.

use crate::syntax::leniency::Leniencies;

/// A set of such bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags(u32);

impl Flags {
    /// A step may have something to tell.
    pub const FRESH: Flags = Flags(1);
    /// The peer sends no more.
    pub const ENDED: Flags = Flags(1 << 1);
    /// And that was told, or needs no telling.
    pub const END_TOLD: Flags = Flags(1 << 2);
    /// The connection ends after this exchange.
    pub const LAST: Flags = Flags(1 << 3);
    /// The caller takes no content for now.
    pub const PAUSED: Flags = Flags(1 << 4);
    /// A 100 (Continue) is owed.
    pub const EXPECTS: Flags = Flags(1 << 5);
    /// Content is discarded: its answer is complete, or was a refusal.
    pub const DISCARDING: Flags = Flags(1 << 6);
    /// A fault was told after which nothing is understood any more.
    pub const FAILED: Flags = Flags(1 << 7);
    /// A fault was told by the step before.
    pub const REFUSED: Flags = Flags(1 << 8);
    /// The end was told.
    pub const CLOSED: Flags = Flags(1 << 9);
    /// A head is lent.
    pub const HEAD: Flags = Flags(1 << 10);
    /// The message received offers to upgrade, or chooses one.
    pub const UPGRADE: Flags = Flags(1 << 11);
    /// Nothing can be sent or received any more.
    pub const CUT: Flags = Flags(1 << 12);
    /// The end of a message waits for the gap before it to be closed.
    pub const END_DUE: Flags = Flags(1 << 13);
    /// The CRLF behind a chunk waits for the gap before it to be closed.
    pub const CRLF_DUE: Flags = Flags(1 << 14);
    /// Content has come more slowly than it should.
    pub const LAGS: Flags = Flags(1 << 15);
    /// The peer may still be sending when this end closes (RFC 9112, 9.6).
    pub const LINGERS: Flags = Flags(1 << 16);
    /// The informational head told last gives way to the next head.
    pub const PASSING: Flags = Flags(1 << 17);
    /// An obs-fold was replaced: the head is not as it was received.
    pub const UNFOLDED: Flags = Flags(1 << 18);
    /// Nothing has been received yet.
    pub const FIRST: Flags = Flags(1 << 19);
    /// No line of the trailer section has been read yet.
    pub const UNSEEN: Flags = Flags(1 << 20);
    /// Field lines were dropped since the head began.
    pub const SIFTED: Flags = Flags(1 << 21);

    /// Output was refused, or taken in part.
    pub const BLOCKED: Flags = Flags(1 << 22);
    /// Fields were dropped that a trailer section may not hold.
    pub const BARRED: Flags = Flags(1 << 23);
    /// The head was refused: its message is passed over without a word.
    pub const SILENT: Flags = Flags(1 << 28);
    /// The next request says that it is the last (RFC 9112, 9.6).
    pub const CLOSE_NEXT: Flags = Flags(1 << 31);
    /// What is pending waits since the time that is told next.
    pub const SEND_BEGINS: Flags = Flags(1 << 29);
    /// The receiver waits since the time that is told next.
    pub const WAIT_BEGINS: Flags = Flags(1 << 30);
    /// The lowest of the four leniencies that the message made use of.
    const LENIENCIES: u32 = 24;

    pub const fn has(self, others: Flags) -> bool {
        self.0 & others.0 == others.0
    }

    pub const fn any(self, others: Flags) -> bool {
        self.0 & others.0 != 0
    }

    pub fn set(&mut self, others: Flags, really: bool) {
        if really { self.0 |= others.0 } else { self.0 &= !others.0 }
    }

    /// The leniencies that the message made use of.
    pub fn leniencies(self) -> Leniencies {
        let used = Leniencies::from_bits(self.0 >> Self::LENIENCIES & 0xf).unwrap_or(Leniencies::NONE);
        if self.has(Flags::BARRED) { used.with(Leniencies::TRAILER_DROPPED) } else { used }
    }

    pub fn use_leniency(&mut self, leniency: Leniencies) {
        self.0 |= (leniency.bits() & 0xf) << Self::LENIENCIES;
    }

    /// Another message begins.
    pub fn forget_leniencies(&mut self) {
        self.0 &= !(0xf << Self::LENIENCIES | Flags::BARRED.0);
    }

    pub const fn with(self, others: Flags) -> Self {
        Flags(self.0 | others.0)
    }
}
