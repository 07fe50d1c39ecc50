// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Heads as nearly all are, read by the scan alone. What it does not take is left to [`crate::syntax::head`].

use crate::grammar::scan::{self, Lines, Word};
use crate::syntax::head::{Extent, Table};
use crate::syntax::leniency::Leniencies;
use crate::syntax::request_line;
use crate::syntax::status_line;
use crate::syntax::target;

/// Reads a plain request head.
#[inline]
pub(super) fn request<'b, T: Table<'b>>(input: &'b [u8], table: T) -> Option<Extent> {
    let (scan::Extent { octets, lines }, _) = scan::plain(input, Told::<T, true>(table))?;
    Some(Extent { lines, octets, used: Leniencies::NONE })
}

/// Reads a plain response head.
#[inline]
pub(super) fn response<'b, T: Table<'b>>(input: &'b [u8], table: T) -> Option<Extent> {
    let (scan::Extent { octets, lines }, _) = scan::plain(input, Told::<T, false>(table))?;
    Some(Extent { lines, octets, used: Leniencies::NONE })
}

/// Passes on what the scan tells of a request, or of a response.
struct Told<T, const REQUEST: bool>(T);

impl<'b, T: Table<'b>, const REQUEST: bool> Lines<'b> for Told<T, REQUEST> {
    const START_LINE: bool = true;

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "the scan calls it from two places, where a call would cost as much")]
    fn start(&mut self, line: &'b [u8], token: usize, word: Word) -> bool {
        let told = if REQUEST { self.request_line(line, token, word) } else { self.status_line(line) };
        told.is_some()
    }

    #[inline]
    fn field(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool {
        self.0.put(number, name, value)
    }
}

impl<T, const REQUEST: bool> Told<T, REQUEST> {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as above")]
    fn request_line<'b>(&mut self, line: &'b [u8], token: usize, word: Word) -> Option<()>
    where
        T: Table<'b>,
    {
        let line = request_line::plain(line, token, word)?;
        let target = target::plain(line.method, line.target, word.within(line.target.len()))?;
        self.0.request_line(&line, &target);
        Some(())
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as above")]
    fn status_line<'b>(&mut self, line: &'b [u8]) -> Option<()>
    where
        T: Table<'b>,
    {
        self.0.status_line(&status_line::plain(line)?);
        Some(())
    }
}
