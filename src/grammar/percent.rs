// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Percent-encoding undone (RFC 3986, 2.1), and paths made fit to name a file (RFC 3986, 5.2.4).

use crate::error::{Refused, Violation};
use crate::grammar::number::hex_digit;

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
            [b'%', high, low, rest @ ..] => match (hex_digit(*high), hex_digit(*low)) {
                (Some(high), Some(low)) => ((high << 4) | low, true, rest),
                _ => return Some(Err(self.stop())),
            },
            [b'%', ..] => return Some(Err(self.stop())),
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
    let mut at = 0usize;
    for segment in octets.strip_prefix(b"/").unwrap_or(octets).split(|octet| *octet == b'/') {
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
    fn dot_segments_are_removed_and_never_climb() {
        assert_eq!(named(b"/a/./b/%2e%2E/c").as_deref(), Ok("/a/c"));
        assert_eq!(named(b"/a/..").as_deref(), Ok("/"));
        assert_eq!(named(b"/a/b/.").as_deref(), Ok("/a/b/"));
        assert_eq!(named(b"/").as_deref(), Ok("/"));
        assert_eq!(named(b"/a/...").as_deref(), Ok("/a/..."));
        assert_eq!(named(b"/../etc"), Err(Violation::PathClimbs));
    }

    #[test]
    fn what_hides_in_percent_encoding_is_refused() {
        assert_eq!(named(b"/a%2Fb"), Err(Violation::PathOctet));
        assert_eq!(named(b"/a%00b"), Err(Violation::PathOctet));
        assert_eq!(named(b"/a%2"), Err(Violation::Percent));
        assert_eq!(named(b"/%41%zz"), Err(Violation::Percent));
    }
}
