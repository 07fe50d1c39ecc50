// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A chunked body (RFC 9112, 7.1), taken apart where it lies: `*chunk last-chunk trailer-section CRLF`.
//!
//! This is for those who have the octets: a plain value that says where it stands, and spans of content out of what
//! it is shown. Lines are read whole, so one that has not ended is left to be shown again.

use core::mem::offset_of;

use crate::error::{Reason, Refused, Violation};
use crate::grammar::scan;
use crate::syntax::chunk::{self, Line, Place};
use crate::syntax::field_line;

/// Where in a chunked body a reader stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before the line of a chunk.
    SizeLine,
    /// In a chunk's data.
    Data,
    /// Before the CRLF behind a chunk's data.
    DataEnd,
    /// In the trailer section.
    TrailerSection,
    /// Behind the body.
    End,
    /// A rule was broken by the octet that is left first.
    Fault,
}

/// A reader of chunks. The default is the beginning; whatever it holds, reading on with it is safe.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chunks {
    position: u32,
    error: u32,
    allow: u32,
    /// Octets of extension so far; in the trailer section, octets of its line that were searched in vain.
    line: u32,
    /// Octets left of the chunk; in the trailer section, its lines so far.
    left: u64,
    /// The last line of nothing but a size that fits eight octets, ...
    again: u64,
    /// ... its size, ...
    again_size: u32,
    /// ... its length, ...
    again_line: u16,
    /// ... and the bits of the eight octets that are not of it.
    again_others: u16,
}

const SIZE_LINE: u32 = 0;
const DATA: u32 = 1;
const DATA_END: u32 = 2;
const TRAILER_SECTION: u32 = 3;
const END: u32 = 4;
const FAULT: u32 = 5;

impl Chunks {
    /// Where `left` and `again` stand in it: as in C.
    pub(crate) const LEFT: usize = offset_of!(Chunks, left);
    pub(crate) const AGAIN: usize = offset_of!(Chunks, again);

    /// The beginning of a body.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where it stands.
    #[must_use]
    pub const fn position(&self) -> Position {
        match self.position {
            SIZE_LINE => Position::SizeLine,
            DATA => Position::Data,
            DATA_END => Position::DataEnd,
            TRAILER_SECTION => Position::TrailerSection,
            END => Position::End,
            _ => Position::Fault,
        }
    }

    /// The rule that was broken, if one was.
    #[must_use]
    pub fn violation(&self) -> Option<Violation> {
        match Reason::from_number(self.error) {
            Some(Reason::Violation(violation)) if self.position == FAULT => Some(violation),
            _ => None,
        }
    }

    /// Takes the next span of content; `input` becomes what was not read, and is to be put before what comes next.
    ///
    /// There is none when more octets are needed, at the end, and at a fault: [`Chunks::position`] says which. What
    /// is left begins behind the body then, or with the octet that broke a rule.
    #[inline]
    pub fn next<'b>(&mut self, input: &mut &'b [u8]) -> Option<&'b [u8]> {
        match self.same(input).or_else(|| self.whole(input)) {
            Some((data, rest)) => {
                *input = rest;
                Some(data)
            }
            None => self.read(input),
        }
    }

    /// Senders make chunks of one size: tries the line of the chunk before, where a whole one is shown.
    #[inline]
    pub(crate) fn same<'b>(&self, input: &'b [u8]) -> Option<(&'b [u8], &'b [u8])> {
        let line = u64::from_le_bytes(*input.first_chunk()?);
        // The bits of the line are the lowest.
        if self.position != SIZE_LINE || (line ^ self.again).wrapping_shl(u32::from(self.again_others)) != 0 {
            return None;
        }
        whole(input, self.again_line, self.again_size)
    }

    /// A chunk of another size, whose line is plain, and of which all is shown.
    #[inline]
    pub(crate) fn whole<'b>(&mut self, input: &'b [u8]) -> Option<(&'b [u8], &'b [u8])> {
        if self.position != SIZE_LINE {
            return None;
        }
        let (count, size) = self.remember(input, chunk::plain(input).filter(|(size, _)| *size > 0)?)?;
        whole(input, count, size)
    }

    /// Takes the next span of whatever stands there.
    #[inline(never)]
    pub(crate) fn read<'b>(&mut self, input: &mut &'b [u8]) -> Option<&'b [u8]> {
        loop {
            let read = match self.position {
                SIZE_LINE => self.size_line(input),
                DATA if self.left > 0 => return self.data(input),
                DATA | DATA_END => self.data_end(input),
                TRAILER_SECTION => self.trailer_section(input),
                _ => return None,
            };
            match read {
                Ok(true) => {}
                Ok(false) => return None,
                Err(Refused { violation, at }) => {
                    (self.position, self.error) = (FAULT, u32::from(violation.number()));
                    *input = input.get(at..).unwrap_or(&[]);
                    return None;
                }
            }
        }
    }

    /// Reads the line of a chunk; whether it was whole.
    fn size_line(&mut self, input: &mut &[u8]) -> Result<bool, Refused> {
        let (size, count) = match chunk::plain(input) {
            Some(line) => line,
            None => match self.line(input)? {
                Some(line) => line,
                None => return Ok(false),
            },
        };
        *input = input.get(count..).unwrap_or(&[]);
        self.left = size;
        if size > 0 {
            self.position = DATA;
        } else {
            (self.position, self.line) = (TRAILER_SECTION, 0);
        }
        Ok(true)
    }

    /// Remembers a line that fits, to compare the next one with.
    fn remember(&mut self, input: &[u8], (size, count): (u64, usize)) -> Option<(u16, u32)> {
        let line = u64::from_le_bytes(*input.first_chunk()?);
        let (size, count) = (u32::try_from(size).ok()?, u16::try_from(count).ok()?);
        let others = 64u16.checked_sub(count.checked_mul(8)?)?;
        (self.again, self.again_size) = (line, size);
        (self.again_line, self.again_others) = (count, others);
        Some((count, size))
    }

    /// Reads a line with extensions, or one that is not whole, from its start: its size and length.
    #[cold]
    fn line(&mut self, input: &[u8]) -> Result<Option<(u64, usize)>, Refused> {
        let mut line = Line::new(u16::try_from(self.line).unwrap_or(u16::MAX));
        for (at, octet) in input.iter().enumerate() {
            line = line.after(*octet).map_err(|violation| {
                // A bare CR is seen at the octet behind it, but it is the CR that is wrong.
                let before = usize::from(violation == Violation::BareCr);
                Refused::new(violation, at.saturating_sub(before))
            })?;
            if line.place == Place::Past {
                self.line = u32::from(line.extensions);
                return Ok(Some((line.size, at.saturating_add(1))));
            }
        }
        Ok(None)
    }

    /// Takes as much of a chunk's data as is shown, and the CRLF behind it if all of that is.
    fn data<'b>(&mut self, input: &mut &'b [u8]) -> Option<&'b [u8]> {
        let whole = usize::try_from(self.left).unwrap_or(usize::MAX);
        let (data, rest) = input.split_at_checked(whole).unwrap_or((input, &[]));
        if data.is_empty() {
            return None;
        }
        self.left = self.left.saturating_sub(u64::try_from(data.len()).unwrap_or(u64::MAX));
        *input = rest;
        if self.left == 0 {
            self.position = DATA_END;
            if let [b'\r', b'\n', rest @ ..] = rest {
                (self.position, *input) = (SIZE_LINE, rest);
            }
        }
        Some(data)
    }

    /// Reads the CRLF behind a chunk's data; whether it was whole.
    fn data_end(&mut self, input: &mut &[u8]) -> Result<bool, Refused> {
        self.position = DATA_END;
        match *input {
            [b'\r', b'\n', rest @ ..] => {
                (self.position, *input) = (SIZE_LINE, rest);
                Ok(true)
            }
            [] | [b'\r'] => Ok(false),
            [b'\r', ..] => Err(Refused::new(Violation::ChunkEnd, 1)),
            _ => Err(Refused::new(Violation::ChunkEnd, 0)),
        }
    }

    /// Reads a line of the trailer section; whether it was whole.
    #[cold]
    fn trailer_section(&mut self, input: &mut &[u8]) -> Result<bool, Refused> {
        if let [b' ' | b'\t', ..] = *input {
            let violation = if self.left == 0 { Violation::Trailer } else { Violation::ObsFold };
            return Err(Refused::new(violation, 0));
        }
        let searched = usize::try_from(self.line).unwrap_or(usize::MAX);
        let Some(end) = scan::line_end(input.get(searched..).unwrap_or(&[])) else {
            self.line = u32::try_from(input.len()).unwrap_or(u32::MAX);
            return Ok(false);
        };
        let (line, rest) = input.split_at_checked(searched.saturating_add(end)).unwrap_or((input, &[]));
        if line == b"\r\n" {
            (self.position, *input) = (END, rest);
            return Ok(true);
        }
        field_line::read_ended(line)?;
        (self.line, *input) = (0, rest);
        self.left = self.left.saturating_add(1);
        Ok(true)
    }
}

/// Data and rest of a chunk, if all of it is shown: its line, its data, CRLF.
#[inline]
fn whole(input: &[u8], line: u16, size: u32) -> Option<(&[u8], &[u8])> {
    let (begin, size) = (usize::from(line), usize::try_from(size).ok()?);
    let end = begin.checked_add(size)?;
    let (chunk, rest) = input.split_at_checked(end.checked_add(2)?)?;
    let data = chunk.get(begin..end)?;
    (chunk.last_chunk() == Some(b"\r\n")).then_some((data, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads octets that come in pieces: the content, how many octets were read, and how it stands.
    fn read<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> (Vec<u8>, usize, Chunks) {
        let (mut chunks, mut content, mut kept, mut total) = (Chunks::new(), Vec::new(), Vec::new(), 0);
        for piece in pieces {
            kept.extend_from_slice(piece);
            let mut input = &kept[..];
            while let Some(span) = chunks.next(&mut input) {
                assert!(!span.is_empty());
                content.extend_from_slice(span);
            }
            let left = input.len();
            total += kept.len() - left;
            kept.drain(..kept.len() - left);
        }
        (content, total, chunks)
    }

    /// The same whole, octet by octet and cut anywhere: one story.
    fn story(input: &[u8]) -> (Vec<u8>, usize, Position, Option<Violation>) {
        let told = |(content, total, chunks): (_, _, Chunks)| (content, total, chunks.position(), chunks.violation());
        let whole = told(read([input]));
        assert_eq!(told(read(input.chunks(1))), whole);
        for at in 1..input.len() {
            assert_eq!(told(read([&input[..at], &input[at..]])), whole, "cut at {at}");
        }
        whole
    }

    #[test]
    fn chunks_are_taken_out_of_their_lines() {
        let body =
            b"3\r\nabc\r\n3\r\ndef\r\n003\r\nghi\r\n10;x=\"y\"\r\n0123456789abcdef\r\n3\r\njkl\r\n0\r\nT: u\r\n\r\nGET";
        let content = b"abcdefghi0123456789abcdefjkl".to_vec();
        assert_eq!(story(body), (content, body.len() - 3, Position::End, None));
    }

    #[test]
    fn the_octet_that_broke_a_rule_is_left_first() {
        let cases: [(&[u8], usize, Violation); 11] = [
            (b"\r\n", 0, Violation::ChunkSize),
            (b"1\r\na\r\n1\r\nb\r\nx\r\n", 12, Violation::ChunkSize),
            (b"1\r\nab", 4, Violation::ChunkEnd),
            (b"1\r\na\rb", 5, Violation::ChunkEnd),
            (b"1\r\na\r\n1\r\nb\n", 10, Violation::ChunkEnd),
            (b"1\rx", 1, Violation::BareCr),
            (b"1\n", 1, Violation::BareLf),
            (b"8000000000000000", 15, Violation::ChunkSizeOverflow),
            (b"0\r\n a", 3, Violation::Trailer),
            (b"0\r\na: b\r\n c", 9, Violation::ObsFold),
            (b"0\r\na: b\n\r\n", 7, Violation::BareLf),
        ];
        for (input, at, violation) in cases {
            let (_, total, position, told) = story(input);
            assert_eq!((total, position, told), (at, Position::Fault, Some(violation)), "{input:?}");
        }
    }

    #[test]
    fn extensions_are_bounded_in_a_message() {
        let chunk = [b"1;", &[b'a'; 255][..], b"\r\na\r\n"].concat();
        let (content, total, chunks) = read([&chunk.repeat(64)[..]]);
        assert_eq!((content.len(), total, chunks.position()), (64, 64 * chunk.len(), Position::SizeLine));
        let (_, total, chunks) = read([&chunk.repeat(65)[..]]);
        assert_eq!((total, chunks.violation()), (64 * chunk.len() + 1, Some(Violation::ChunkExtensionTooLong)));
    }

    #[test]
    fn a_large_chunk_comes_in_the_pieces_shown() {
        let mut chunks = Chunks::new();
        assert_eq!(chunks.next(&mut &b"7fffffffffffffff\r\n"[..]), None);
        for _ in 0..3 {
            assert_eq!(chunks.next(&mut &b"0\r\n\r\n"[..]), Some(&b"0\r\n\r\n"[..]));
        }
        assert_eq!(chunks.position(), Position::Data);
    }

    #[test]
    fn whatever_it_holds_it_can_be_read_on_with() {
        let inputs: [&[u8]; 4] = [b"", b"\0\0\0\0\0\0\0\0\r\n", b"5\r\nabcde\r\n0\r\n\r\n", b"\r\n\r\n\r\n\r\n\r\n"];
        for (position, number) in (0..8).flat_map(|position| [0, 1, 7, 64, u32::MAX].map(|number| (position, number))) {
            for input in inputs {
                let again = u64::from_le_bytes(*b"5\r\nabcde");
                let mut chunks = Chunks { position, line: number, left: number.into(), ..Chunks::new() };
                let short = u16::try_from(number).unwrap_or(u16::MAX);
                (chunks.again, chunks.again_size) = (again, number);
                (chunks.again_line, chunks.again_others) = (short, short.wrapping_mul(7));
                let mut rest = input;
                for _ in 0..20 {
                    chunks.next(&mut rest);
                }
                assert!(rest.len() <= input.len());
            }
        }
    }
}
