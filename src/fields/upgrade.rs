// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Upgrade: the protocols that one would rather speak, the best first (RFC 9110, 7.8).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A protocol: `protocol-name [ "/" protocol-version ]`.
#[derive(Clone, Copy, Debug)]
pub struct Protocol<'b> {
    /// Its name, a token; case does not matter.
    pub name: &'b [u8],
    /// Its version, a token.
    pub version: Option<&'b [u8]>,
}

/// The members of an Upgrade.
pub type Upgrade<'b> = Members<'b, Protocol<'b>>;

/// Reads an Upgrade, `#protocol`, member by member.
#[must_use]
pub const fn upgrade(value: &[u8]) -> Upgrade<'_> {
    Upgrade::new(value)
}

impl Protocol<'_> {
    /// Writes the protocol.
    ///
    /// # Errors
    /// `Value` for a name or a version that is no token.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.name)?;
        match self.version {
            Some(version) => pen.octet(b'/').token(version).map(|_| ()),
            None => Ok(()),
        }
    }
}

impl<'b> Member<'b> for Protocol<'b> {
    const VIOLATION: Violation = Violation::Upgrade;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let name = cursor.token(Violation::Upgrade)?;
        let version = match cursor.take(b'/') {
            true => Some(cursor.token(Violation::Upgrade)?),
            false => None,
        };
        Ok(Protocol { name, version })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

impl PartialEq for Protocol<'_> {
    /// Names of protocols are the same in any case (RFC 9110, 7.8).
    fn eq(&self, other: &Self) -> bool {
        self.name.eq_ignore_ascii_case(other.name) && self.version == other.version
    }
}

impl Eq for Protocol<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &[u8]) -> Option<Vec<u8>> {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        upgrade(value).write(&mut pen).ok()?;
        pen.written().ok().map(<[u8]>::to_vec)
    }

    #[test]
    fn names_and_versions_are_told_apart() {
        let protocols: Vec<_> = upgrade(b"WebSocket, HTTP/2.0").map(Result::unwrap).collect();
        let expected =
            [Protocol { name: b"websocket", version: None }, Protocol { name: b"HTTP", version: Some(b"2.0") }];
        assert_eq!(protocols, expected);
    }

    #[test]
    fn what_is_no_protocol_is_refused_where_it_breaks() {
        for (value, at) in [(&b"a/"[..], 2), (b"/1", 0), (b"a/1/2", 3), (b"a b", 2), (b"a /1", 2)] {
            assert_eq!(upgrade(value).find_map(Result::err), Some(Refused::new(Violation::Upgrade, at)), "{value:?}");
        }
    }

    proptest! {
        #[test]
        fn writing_is_stable(value in "([a-zA-Z]{1,3}(/[0-9.]{1,3})?[, ]{1,2}){0,4}") {
            if let Some(first) = written(value.as_bytes()) {
                prop_assert_eq!(written(&first), Some(first.clone()));
                prop_assert!(upgrade(&first).eq(upgrade(value.as_bytes())));
            }
        }
    }
}
