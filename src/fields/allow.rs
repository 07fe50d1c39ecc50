// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Allow and Public: lists of methods (RFC 9110, 10.2.1; RFC 2068, 14.35).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A member of Allow or Public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllowedMethod<'b> {
    /// The method; case matters.
    pub method: &'b [u8],
}

/// The members of an Allow or a Public.
pub type Methods<'b> = Members<'b, AllowedMethod<'b>>;

/// Reads an Allow, `#method`: the methods of the target resource, perhaps none.
#[must_use]
pub const fn allow(value: &[u8]) -> Methods<'_> {
    Methods::new(value)
}

/// Reads a Public, `1#method`: the methods of the server (RFC 2068, 14.35).
#[must_use]
pub const fn public(value: &[u8]) -> Methods<'_> {
    Methods::new(value)
}

impl AllowedMethod<'_> {
    /// Writes the method.
    ///
    /// # Errors
    /// `Value` for what is no token.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.method)?;
        Ok(())
    }
}

impl<'b> Member<'b> for AllowedMethod<'b> {
    const VIOLATION: Violation = Violation::Token;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        Ok(AllowedMethod { method: cursor.token(Violation::Token)? })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_told_in_order_and_their_case_matters() {
        let methods: Vec<_> = allow(b"GET, HEAD, PUT").map(Result::unwrap).collect();
        assert_eq!(methods.first(), Some(&AllowedMethod { method: b"GET" }));
        assert!(!methods.contains(&AllowedMethod { method: b"head" }));
        assert_eq!(allow(b"").count(), 0);
    }

    #[test]
    fn what_is_no_method_is_refused_where_it_stands() {
        for (value, at) in [(&b"GET HEAD"[..], 4), (b"GET; HEAD", 3), (b"G(", 1)] {
            assert_eq!(public(value).find_map(Result::err), Some(Refused::new(Violation::Token, at)), "{value:?}");
        }
    }
}
