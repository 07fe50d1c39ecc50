// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Connection: what concerns this connection only (RFC 9110, 7.6.1).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A member of Connection.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionOption<'b> {
    /// `close`, `keep-alive` or the name of a field; case does not matter.
    pub name: &'b [u8],
}

/// The members of a Connection.
pub type Connection<'b> = Members<'b, ConnectionOption<'b>>;

/// Reads a Connection, `#connection-option`, member by member.
#[must_use]
pub const fn connection(value: &[u8]) -> Connection<'_> {
    Connection::new(value)
}

impl ConnectionOption<'_> {
    /// Whether it is this option.
    #[must_use]
    pub const fn is(&self, option: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(option)
    }

    /// Writes the option.
    ///
    /// # Errors
    /// `Value` for what is no token.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.name)?;
        Ok(())
    }
}

impl<'b> Member<'b> for ConnectionOption<'b> {
    const VIOLATION: Violation = Violation::Connection;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        Ok(ConnectionOption { name: cursor.token(Violation::Connection)? })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

impl PartialEq for ConnectionOption<'_> {
    /// Options are the same in any case.
    fn eq(&self, other: &Self) -> bool {
        self.is(other.name)
    }
}

impl Eq for ConnectionOption<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_in_any_case() {
        let holds = |value: &'static [u8], option: &[u8]| connection(value).flatten().any(|member| member.is(option));
        assert!(holds(b"Keep-Alive, TE ,close", b"Close"));
        assert!(!holds(b"closed, not-close", b"close"));
    }

    #[test]
    fn what_is_no_token_is_refused_where_it_stands() {
        for (value, at) in [(&b"a b"[..], 2), (b"close;q=1", 5), (b"a,\"b\"", 2)] {
            let refused = connection(value).find_map(Result::err);
            assert_eq!(refused, Some(Refused::new(Violation::Connection, at)), "{value:?}");
        }
    }
}
