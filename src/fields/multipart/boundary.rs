// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Boundaries: `0*69<bchars> bcharsnospace` (RFC 2046, 5.1.1).

use crate::error::{Refused, Violation};
use crate::grammar::number::Digits;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// Octets that a boundary has at most.
pub const SIZE: usize = 70;

/// A boundary.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Boundary {
    /// It, behind CRLF and two hyphens.
    delimiter: [u8; 4 + SIZE],
    len: usize,
}

impl Boundary {
    /// The boundary that the parameter of a Content-Type says.
    ///
    /// # Errors
    /// `MultipartBoundary`, at the octet that none may have, counted in what the text says; at its end if it is empty
    /// or ends in a space; at the 71st.
    pub fn new(text: Text<'_>) -> Result<Self, Refused> {
        let mut delimiter = [0; 4 + SIZE];
        let mut places = delimiter.iter_mut();
        for (octet, place) in b"\r\n--".iter().zip(places.by_ref()) {
            *place = *octet;
        }
        let (mut len, mut ends_in_space) = (0usize, true);
        for octet in text.octets() {
            let refused = Refused::new(Violation::MultipartBoundary, len);
            *places.next().filter(|_| is_bchar(octet)).ok_or(refused)? = octet;
            ends_in_space = octet == b' ';
            len = len.saturating_add(1);
        }
        if ends_in_space {
            return Err(Refused::new(Violation::MultipartBoundary, len));
        }
        Ok(Boundary { delimiter, len: len.saturating_add(4) })
    }

    /// A boundary that no content holds but by chance, made of sixteen random octets of the caller's.
    #[must_use]
    pub fn random(random: [u8; 16]) -> Self {
        let mut delimiter = [0; 4 + SIZE];
        let [high, low] = [random.first_chunk(), random.last_chunk()].map(|half| {
            // The highest bit, so that all have their sixteen digits.
            Digits::hexadecimal(half.map_or(0, |half| u64::from_be_bytes(*half)) | 1 << 63)
        });
        let pieces = b"\r\n--".iter().chain(high.octets()).chain(low.octets());
        let mut len = 0usize;
        for (place, octet) in delimiter.iter_mut().zip(pieces) {
            *place = *octet;
            len = len.saturating_add(1);
        }
        Boundary { delimiter, len }
    }

    /// Its octets.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.delimiter().get(4..).unwrap_or(&[])
    }

    /// `CRLF "--" boundary`.
    pub(super) fn delimiter(&self) -> &[u8] {
        self.delimiter.get(..self.len).unwrap_or(&[])
    }

    /// `"--" boundary`.
    pub(super) fn dash_boundary(&self) -> &[u8] {
        self.delimiter().get(2..).unwrap_or(&[])
    }

    /// Writes it as the parameter of a Content-Type: `boundary=`, in quotes if it has to be.
    ///
    /// # Errors
    /// None: whatever a boundary has, a quoted-string may hold.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.octets(b"boundary=").word(self.octets().iter().copied())?;
        Ok(())
    }
}

impl core::fmt::Debug for Boundary {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}", self.octets().escape_ascii())
    }
}

/// `bchars` (RFC 2046, 5.1.1).
const fn is_bchar(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(octet, b'\'' | b'(' | b')' | b'+'..=b'/' | b':' | b'=' | b'?' | b'_' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boundary_is_of_bchars_and_ends_in_none_that_is_a_space() {
        for (text, at) in [(&b""[..], 0), (b"a ", 2), (b"a\"", 1), (b"\xe2", 0), (b"a;b", 1), (&[b'x'; 71], 70)] {
            assert_eq!(Boundary::new(Text::plain(text)), Err(Refused::new(Violation::MultipartBoundary, at)));
        }
        for text in [&b"gc0pJq0M:08jU534c0p"[..], b"'()+_,-./:=? x", &[b'-'; 70]] {
            assert_eq!(Boundary::new(Text::plain(text)).unwrap().octets(), text);
        }
        assert_eq!(Boundary::new(Text::escaped(b"\\a\\ b")).unwrap().octets(), b"a b");
    }

    #[test]
    fn a_boundary_is_written_as_a_parameter() {
        let mut room = [0; 99];
        let mut pen = Pen::new(&mut room);
        Boundary::random([0x0f; 16]).write(&mut pen).unwrap();
        Boundary::new(Text::plain(b"a:b")).unwrap().write(pen.octet(b' ')).unwrap();
        assert_eq!(pen.written().unwrap(), b"boundary=8f0f0f0f0f0f0f0f8f0f0f0f0f0f0f0f boundary=\"a:b\"");
    }
}
