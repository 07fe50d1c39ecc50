// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Percent-encoding undone and written (RFC 3986, 2.1), and paths made fit to name a file (RFC 3986, 5.2.4).

use crate::error::{Refused, Violation};
use crate::grammar::number::hex_digit;
use crate::grammar::octet::{is_unreserved_or_delim, run};
use crate::grammar::pen::Pen;

/// Octets free of percent-encoding, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Decoded<'b> {
    rest: &'b [u8],
    at: usize,
}

/// Undoes the percent-encoding of `octets`.
#[must_use]
pub const fn decoded(octets: &[u8]) -> Decoded<'_> {
    Decoded { rest: octets, at: 0 }
}

/// One octet, and whether it stood there in percent-encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Octet {
    /// Its value.
    pub octet: u8,
    /// It was written as `%` and two digits.
    pub encoded: bool,
    /// Where it stood.
    pub at: usize,
}

impl Iterator for Decoded<'_> {
    type Item = Result<Octet, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at;
        let (octet, encoded, rest) = match self.rest {
            [] => return None,
            [b'%', behind @ ..] => match pair(behind) {
                Some((octet, rest)) => (octet, true, rest),
                None => return Some(Err(self.stop())),
            },
            [octet, rest @ ..] => (*octet, false, rest),
        };
        self.at = at.saturating_add(if encoded { 3 } else { 1 });
        self.rest = rest;
        Some(Ok(Octet { octet, encoded, at }))
    }
}

impl Decoded<'_> {
    fn stop(&mut self) -> Refused {
        self.rest = &[];
        Refused::new(Violation::Percent, self.at)
    }
}

/// Writes what `octets` stand for.
///
/// # Errors
/// `PERCENT`, at a "%" without its two HEXDIG; what stands before it is written.
pub fn decode(octets: &[u8], pen: &mut Pen<'_>) -> Result<(), Refused> {
    let mut rest = octets;
    while !rest.is_empty() {
        let plain = run(rest, |octet| octet != b'%');
        let Some((before, encoded)) = rest.split_at_checked(plain) else { break };
        pen.octets(before);
        rest = encoded;
        while let [b'%', behind @ ..] = rest {
            let (octet, behind) =
                pair(behind).ok_or(Refused::new(Violation::Percent, octets.len().saturating_sub(rest.len())))?;
            pen.octet(octet);
            rest = behind;
        }
    }
    Ok(())
}

/// The octet that two digits are, and what stands behind them.
fn pair(octets: &[u8]) -> Option<(u8, &[u8])> {
    let [high, low, behind @ ..] = octets else { return None };
    Some((hex_digit(*high)? << 4 | hex_digit(*low)?, behind))
}

/// What octets are to be, and so which of them stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Data that may stand anywhere: only `unreserved` stays (RFC 3986, 2.3).
    Data,
    /// A segment of a path: `pchar` stays (RFC 3986, 3.3).
    Segment,
    /// A whole path: "/" stays too.
    Path,
    /// A whole query or fragment: "/" and "?" stay too (RFC 3986, 3.4 and 3.5).
    Query,
}

impl Part {
    /// Whether an octet stays as it is.
    #[must_use]
    pub const fn keeps(self, octet: u8) -> bool {
        let is_pchar = is_unreserved_or_delim(octet) || matches!(octet, b':' | b'@');
        match self {
            Part::Data => octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~'),
            Part::Segment => is_pchar,
            Part::Path => is_pchar || octet == b'/',
            Part::Query => is_pchar || matches!(octet, b'/' | b'?'),
        }
    }
}

/// Writes octets in percent-encoding, as far as the part they are to be wants it.
pub fn encode(octets: &[u8], part: Part, pen: &mut Pen<'_>) {
    for octet in octets {
        match part.keeps(*octet) {
            true => {
                pen.octet(*octet);
            }
            false => encode_octet(*octet, pen),
        }
    }
}

/// Writes `"%" HEXDIG HEXDIG`, in upper case as RFC 3986, 2.1, wants it.
pub fn encode_octet(octet: u8, pen: &mut Pen<'_>) {
    let digit = |half: u8| if half < 10 { b'0' | half } else { half.wrapping_add(b'A'.wrapping_sub(10)) };
    pen.octets(&[b'%', digit(octet >> 4), digit(octet & 0x0f)]);
}

/// The segments of a path, dot segments taken out as they come.
///
/// The walk is for whoever writes the result: a [`Piece::Up`] takes back the last segment written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// An octet of a segment, or the `/` before one.
    Octet(u8),
    /// Take back the last segment, and the `/` before it.
    Up,
}

/// Checks an absolute path and tells what it names: percent-encoding undone, `.` and `..` removed.
///
/// # Errors
/// `PERCENT`; `PATH_OCTET` for a hidden NUL, `/` or a control character; `PATH_CLIMBS`.
pub fn path(octets: &[u8], mut write: impl FnMut(Piece)) -> Result<(), Refused> {
    let mut depth = 0usize;
    let (mut at, relative) = octets.strip_prefix(b"/").map_or((0usize, octets), |relative| (1, relative));
    for segment in relative.split(|octet| *octet == b'/') {
        match dots(segment) {
            Some(1) => {}
            Some(_) => {
                depth = depth.checked_sub(1).ok_or(Refused::new(Violation::PathClimbs, at))?;
                write(Piece::Up);
            }
            None => {
                depth = depth.saturating_add(1);
                write(Piece::Octet(b'/'));
                for octet in decoded(segment) {
                    let octet = octet.map_err(|refused| refused.after(at))?;
                    if matches!(octet.octet, 0 | b'/') {
                        return Err(Refused::new(Violation::PathOctet, at.saturating_add(octet.at)));
                    }
                    write(Piece::Octet(octet.octet));
                }
            }
        }
        at = at.saturating_add(segment.len()).saturating_add(1);
    }
    // "/a/." and "/a/b/.." name the folder, so they end in "/" (RFC 3986, 5.2.4).
    let last = octets.rsplit(|octet| *octet == b'/').next().unwrap_or(&[]);
    if dots(last).is_some() {
        write(Piece::Octet(b'/'));
    }
    Ok(())
}

/// One or two dots, encoded or not, and nothing else.
fn dots(segment: &[u8]) -> Option<u8> {
    let mut count = 0u8;
    for octet in decoded(segment) {
        match octet {
            Ok(Octet { octet: b'.', .. }) if count < 2 => count = count.saturating_add(1),
            _ => return None,
        }
    }
    (count > 0).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(octets: &[u8]) -> Result<String, Violation> {
        let mut text = String::new();
        path(octets, |piece| match piece {
            Piece::Octet(octet) => text.push(char::from(octet)),
            Piece::Up => text.truncate(text.rfind('/').unwrap_or(0)),
        })
        .map(|()| text)
        .map_err(|refused| refused.violation)
    }

    #[test]
    fn what_is_encoded_is_decoded_again() {
        let octets: Vec<u8> = (0..=255).collect();
        for part in [Part::Data, Part::Segment, Part::Path, Part::Query] {
            let (mut room, mut more_room) = ([0; 768], [0; 256]);
            let mut pen = Pen::new(&mut room);
            encode(&octets, part, &mut pen);
            let mut back = Pen::new(&mut more_room);
            decode(pen.written().unwrap(), &mut back).unwrap();
            assert_eq!(back.written().unwrap(), octets);
        }
    }

    #[test]
    fn each_part_keeps_its_own_octets() {
        for (part, expected) in [
            (Part::Data, "a~%2F%3Fb%3D%26%3A%40%2B%25%20%C3%A9%23%22"),
            (Part::Segment, "a~%2F%3Fb=&:@+%25%20%C3%A9%23%22"),
            (Part::Path, "a~/%3Fb=&:@+%25%20%C3%A9%23%22"),
            (Part::Query, "a~/?b=&:@+%25%20%C3%A9%23%22"),
        ] {
            let mut room = [0; 64];
            let mut pen = Pen::new(&mut room);
            encode("a~/?b=&:@+% é#\"".as_bytes(), part, &mut pen);
            assert_eq!(pen.written().unwrap(), expected.as_bytes());
        }
    }

    #[test]
    fn dot_segments_are_removed_and_never_climb() {
        assert_eq!(named(b"/a/./b/%2e%2E/c").as_deref(), Ok("/a/c"));
        assert_eq!(named(b"/a/..").as_deref(), Ok("/"));
        assert_eq!(named(b"/a/b/.").as_deref(), Ok("/a/b/"));
        assert_eq!(named(b"/").as_deref(), Ok("/"));
        assert_eq!(named(b"/a/...").as_deref(), Ok("/a/..."));
        assert_eq!(named(b"/../etc"), Err(Violation::PathClimbs));
    }

    #[test]
    fn a_path_is_refused_at_the_segment_that_climbs_and_the_octet_that_hides() {
        let at = |octets: &[u8]| path(octets, |_| {}).unwrap_err().at;
        assert_eq!([at(b"/../a"), at(b"/a/%2e%2e/../b"), at(b"..")], [1, 10, 0]);
        assert_eq!([at(b"/a%2Fb"), at(b"/a/b%2"), at(b"a/%00")], [2, 4, 2]);
    }

    #[test]
    fn what_hides_in_percent_encoding_is_refused() {
        assert_eq!(named(b"/a%2Fb"), Err(Violation::PathOctet));
        assert_eq!(named(b"/a%00b"), Err(Violation::PathOctet));
        assert_eq!(named(b"/a%2"), Err(Violation::Percent));
        assert_eq!(named(b"/%41%zz"), Err(Violation::Percent));
    }
}
