// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Field values written into lent room (RFC 9110, 5.6).

use crate::grammar::number::Digits;
use crate::grammar::octet::{is_field_octet, is_token};

/// Writes into room that is lent, and goes on counting when that is full.
#[derive(Debug)]
pub struct Pen<'m> {
    room: &'m mut [u8],
    len: usize,
}

/// Why a value was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// The room is smaller than these octets.
    #[error("the value takes {0} octets, which is more than there is room for")]
    Room(usize),
    /// What was given to write is no such value: it would be read as another, or as none.
    #[error("what was given to write is no value of this field")]
    Value,
}

impl<'m> Pen<'m> {
    /// At the start of `room`.
    #[must_use]
    pub const fn new(room: &'m mut [u8]) -> Self {
        Pen { room, len: 0 }
    }

    /// Octets written, those included for which there was no room.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What was written.
    ///
    /// # Errors
    /// `Room` when not all of it found room.
    pub fn written(self) -> Result<&'m [u8], Unwritable> {
        let Pen { room, len } = self;
        room.get(..len).ok_or(Unwritable::Room(len))
    }

    /// Writes these octets.
    pub fn octets(&mut self, octets: &[u8]) -> &mut Self {
        let place = self.room.get_mut(self.len..).and_then(|room| room.split_at_mut_checked(octets.len()));
        if let Some((place, _)) = place {
            place.copy_from_slice(octets);
        }
        self.len = self.len.saturating_add(octets.len());
        self
    }

    /// Writes one octet.
    pub fn octet(&mut self, octet: u8) -> &mut Self {
        self.octets(&[octet])
    }

    /// Writes a number.
    pub fn decimal(&mut self, number: u64) -> &mut Self {
        self.octets(Digits::decimal(number).octets())
    }

    /// Writes a token (RFC 9110, 5.6.2).
    ///
    /// # Errors
    /// `Value` for what is none.
    pub fn token(&mut self, token: &[u8]) -> Result<&mut Self, Unwritable> {
        if is_token(token) { Ok(self.octets(token)) } else { Err(Unwritable::Value) }
    }

    /// Writes a quoted-string that says these octets (RFC 9110, 5.6.4): only DQUOTE and backslash are escaped.
    ///
    /// # Errors
    /// `Value` for octets that no field value holds.
    pub fn quoted(&mut self, octets: impl IntoIterator<Item = u8>) -> Result<&mut Self, Unwritable> {
        self.octet(b'"');
        for octet in octets {
            match octet {
                b'"' | b'\\' => self.octets(&[b'\\', octet]),
                octet if is_field_octet(octet) => self.octet(octet),
                _ => return Err(Unwritable::Value),
            };
        }
        Ok(self.octet(b'"'))
    }

    /// Writes octets as a token if they are one, else as a quoted-string: the value of a parameter (RFC 9110, 5.6.6).
    ///
    /// # Errors
    /// As [`quoted`](Pen::quoted).
    pub fn word<I>(&mut self, octets: I) -> Result<&mut Self, Unwritable>
    where
        I: IntoIterator<Item = u8> + Clone,
    {
        use crate::grammar::octet::is_tchar;
        let mut seen = octets.clone().into_iter().peekable();
        if seen.peek().is_some() && seen.all(is_tchar) {
            octets.into_iter().for_each(|octet| {
                self.octet(octet);
            });
            return Ok(self);
        }
        self.quoted(octets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pen_says_how_much_room_it_takes() {
        let mut room = [0; 4];
        let mut pen = Pen::new(&mut room);
        pen.octets(b"abc").decimal(10);
        assert_eq!(pen.written(), Err(Unwritable::Room(5)));
    }

    #[test]
    fn a_word_is_a_token_where_it_can_be() {
        let mut room = [0; 32];
        let mut pen = Pen::new(&mut room);
        pen.word(b"a-b".iter().copied()).unwrap().octet(b' ').word(b"a \"b\\".iter().copied()).unwrap();
        pen.octet(b' ').word(core::iter::empty()).unwrap();
        assert_eq!(pen.written().unwrap(), b"a-b \"a \\\"b\\\\\" \"\"");
        assert!(Pen::new(&mut [0; 9]).word([b'\n']).is_err());
    }
}
