// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a recipient MAY tolerate, each bit with its clause. None of them touches framing.

/// A set of leniencies: allowed, or made use of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leniencies(u32);

impl Leniencies {
    /// None: strict.
    pub const NONE: Leniencies = Leniencies(0);
    /// A bare LF as line terminator of start-line and field lines (RFC 9112, 2.2: "MAY").
    pub const BARE_LF: Leniencies = Leniencies(1);
    /// obs-fold replaced by spaces (RFC 9112, 5.2).
    pub const OBS_FOLD: Leniencies = Leniencies(1 << 1);
    /// HTTP/0.9 simple requests (RFC 1945, 4.1).
    pub const HTTP09: Leniencies = Leniencies(1 << 2);
    /// A head whose last empty line is missing because the connection ended there, without content. Many old
    /// clients and servers leave it out, and after an end nothing can be smuggled.
    pub const UNENDED_HEAD: Leniencies = Leniencies(1 << 3);
    /// All four.
    pub const ALL: Leniencies = Leniencies(0xf);
    /// Reported only: fields were dropped that a trailer section may not hold (RFC 9110, 6.5.1).
    pub const TRAILER_DROPPED: Leniencies = Leniencies(1 << 16);

    /// The bits, as C has them.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set with these bits; `None` when a bit is no leniency.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Option<Self> {
        if bits & !Self::ALL.0 == 0 { Some(Leniencies(bits)) } else { None }
    }

    /// Whether all of `others` are in it.
    #[must_use]
    pub const fn has(self, others: Leniencies) -> bool {
        self.0 & others.0 == others.0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, others: Leniencies) -> Self {
        Leniencies(self.0 | others.0)
    }
}
