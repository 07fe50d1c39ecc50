// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Byte Sequences (RFC 9651, 3.3.5).

use crate::error::{Refused, Violation};
use crate::grammar::base64::{self, Decoded, Reading};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::{alphanumeric, within};
use crate::grammar::pen::Pen;

/// What a Byte Sequence says: octets, as they are or in base64.
#[derive(Clone, Copy, Debug)]
pub struct Bytes<'b> {
    raw: &'b [u8],
    is_base64: bool,
}

impl<'b> Bytes<'b> {
    /// These octets.
    #[must_use]
    pub const fn plain(octets: &'b [u8]) -> Self {
        Bytes { raw: octets, is_base64: false }
    }

    /// What base64 says, which was found to be valid: as [`raw`](Self::raw) is of one that was read.
    #[must_use]
    pub const fn of_checked(base64: &'b [u8]) -> Self {
        Bytes { raw: base64, is_base64: true }
    }

    /// As given: as received, between the colons, or plain.
    #[must_use]
    pub const fn raw(&self) -> &'b [u8] {
        self.raw
    }

    /// The octets that it says.
    #[must_use]
    pub const fn octets(&self) -> Octets<'b> {
        match self.is_base64 {
            true => Octets { plain: &[], decoded: base64::decoded(self.raw, Reading::Lenient) },
            false => Octets { plain: self.raw, decoded: base64::decoded(&[], Reading::Lenient) },
        }
    }

    /// Writes the octets that it says, as they are.
    pub fn decode(&self, pen: &mut Pen<'_>) {
        match self.is_base64 {
            // It was found to be valid.
            true => drop(base64::decode(self.raw, Reading::Lenient, pen)),
            false => drop(pen.octets(self.raw)),
        }
    }

    /// `":" *( ALPHA / DIGIT / "+" / "/" / "=" ) ":"` (RFC 9651, 4.2.7). Padding may be missing, and the bits before it
    /// may be set, as parsers should allow.
    pub(super) fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        cursor.expect(b':', Violation::SfBytes)?;
        let start = cursor.at();
        let is = |octet, other| within(octet, other, other);
        let raw = cursor.take_many(|octet| alphanumeric(octet) | is(octet, b'+') | is(octet, b'/') | is(octet, b'='));
        cursor.expect(b':', Violation::SfBytes)?;
        match base64::decode(raw, Reading::Lenient, &mut Pen::new(&mut [])) {
            Err(refused) => Err(Refused::new(Violation::SfBytes, refused.at).after(start)),
            Ok(_) => Ok(Bytes { raw, is_base64: true }),
        }
    }

    /// Writes it (RFC 9651, 4.1.8).
    pub(super) fn write(&self, pen: &mut Pen<'_>) {
        pen.octet(b':');
        base64::encode(self.octets(), pen);
        pen.octet(b':');
    }
}

impl PartialEq for Bytes<'_> {
    /// Two are the same that say the same.
    fn eq(&self, other: &Self) -> bool {
        self.octets().eq(other.octets())
    }
}

impl Eq for Bytes<'_> {}

/// The octets of a Byte Sequence.
#[derive(Clone, Copy, Debug)]
pub struct Octets<'b> {
    plain: &'b [u8],
    decoded: Decoded<'b>,
}

impl Iterator for Octets<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        match self.plain.split_first() {
            Some((octet, rest)) => {
                self.plain = rest;
                Some(*octet)
            }
            None => self.decoded.next()?.ok(),
        }
    }
}
