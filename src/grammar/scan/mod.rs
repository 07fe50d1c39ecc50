// SPDX-License-Identifier: MIT OR Apache-2.0
//! Searching octets; and a scan over all the lines of a section at once.
//!
//! # The scan
//!
//! Nearly every section that is ever received is *plain*: lines that end with CRLF, each a name of tchars, a colon,
//! a SP, and a value without a control; then an empty line. [`plain`] reads such a section several times faster than
//! a reader that goes octet by octet, and only such a section. Of any other it says nothing at all, and the reader
//! decides, and says which octet broke which clause. So the scan has nothing to explain, and the reader is the one
//! truth that it is tested against.
//!
//! It looks at the octets twice, never octet by octet.
//!
//! **First, where do lines end?** In blocks of 64 octets, one comparison tells which octets are controls: a mask of
//! 64 bits, bit n for octet n. In a plain section they come in pairs only, a CR and a LF. With `controls` the mask:
//!
//! ```text
//! octets     H o s t :   a \r\n E T : 1 \r\n\r\n
//! controls   0 0 0 0 0 0 0 1 1  0 0 0 0 1 1 1 1
//! ends       0 0 0 0 0 0 0 0 1  0 0 0 0 0 1 1 1    controls & controls << 1: the second of a pair
//! starts     1 0 0 0 0 0 0 0 0  1 0 0 0 0 0 1 1    ends << 1
//! empty      0 0 0 0 0 0 0 0 0  0 0 0 0 0 0 1 1    starts & controls: the lowest is where the section ends
//! ```
//!
//! What a block hands to the next one is two bits: was its last octet a control, does a line start behind it? So
//! blocks are all but independent, and a processor works on several at once, where a search for each line's end
//! would wait for the one before. The places of the `ends` are noted without asking how many there are (a step or
//! two too many is cheaper than a branch that goes wrong). In the end there must be two controls for each line, or
//! one stood alone somewhere, and the section is not plain.
//!
//! **Then, line by line:** the 32 octets at its start are looked up, all at once, in a table of tchars; the first
//! that is none ends the name. There must stand `": "`, then a visible octet; and before the noted end a visible
//! octet, CR, LF. (The masks did not look whether a pair is a CR and a LF: `\r\x0e` is one too.) A line that is
//! only a little odd, with an empty value or more white space, goes to a slower function of its own.
//!
//! A section of at most 64 octets is one block whose masks stay in registers, for its names too.
//!
//! [`blocks`] is that walk, for whatever looks at the octets; `x86` and `arm` are the vector instructions that do;
//! [`portable`] does the same line by line with none; [`choice`] finds out which there are.

use memchr::memchr;

#[cfg(target_arch = "aarch64")]
mod arm;
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod blocks;
pub mod choice;
mod portable;
#[cfg(target_arch = "x86_64")]
mod x86;

/// Octets up to and with the first LF, if there is one.
#[must_use]
pub fn line_end(octets: &[u8]) -> Option<usize> {
    memchr(b'\n', octets).map(|at| at.saturating_add(1))
}

/// Where an octet first stands.
#[must_use]
pub fn position(octet: u8, octets: &[u8]) -> Option<usize> {
    memchr(octet, octets)
}

/// The word behind a start-line's first token and one octet more: visible octets other than "#", counted from the
/// start of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it ends.
    pub end: usize,
    /// Where its first "?" stands; where it ends, if it has none.
    pub question: usize,
}

impl Word {
    /// Where its first "?" stands, counted from its start: it has so many octets.
    #[inline]
    #[must_use]
    pub const fn within(&self, count: usize) -> usize {
        self.question.wrapping_sub(self.end.wrapping_sub(count))
    }
}

/// Who is told the lines of a plain section, in order. What was told counts only once the whole section was read.
pub trait Lines<'b> {
    /// Whether the first line is a start-line.
    const START_LINE: bool;

    /// The start-line, its CRLF taken off, how many tchars it begins with, and the word behind them: whether to go on.
    fn start(&mut self, line: &'b [u8], token: usize, word: Word) -> bool;

    /// A field line, with its number from 0: whether to go on.
    fn field(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool;
}

/// How far a plain section reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Octets, with the empty line.
    pub octets: usize,
    /// Field lines.
    pub lines: usize,
}

/// Reads the plain section that octets begin with: how far it reaches, and who was told its lines. Nothing when it is
/// not plain, not whole, or unwanted.
#[inline]
#[must_use]
pub fn plain<'b, L: Lines<'b>>(octets: &'b [u8], lines: L) -> Option<(Extent, L)> {
    choice::read(octets, lines)
}

/// How many tchars a plain section begins with, and the word behind them.
#[inline]
#[must_use]
pub fn words(octets: &[u8]) -> (usize, Word) {
    choice::words(octets)
}
