// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Vary: which fields of a request a response depends on (RFC 9110, 12.5.5).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A member of Vary.
#[derive(Clone, Copy, Debug)]
pub struct VaryName<'b> {
    /// The name of a field of the request, or `*`.
    pub name: &'b [u8],
}

/// The members of a Vary.
pub type Vary<'b> = Members<'b, VaryName<'b>>;

/// Reads a Vary, `#( "*" / field-name )`, member by member.
#[must_use]
pub const fn vary(value: &[u8]) -> Vary<'_> {
    Vary::new(value)
}

impl VaryName<'_> {
    /// Whether the response depends on anything at all in the request, or beside it: no later request is
    /// answered by it unasked (RFC 9110, 12.5.5).
    #[must_use]
    pub const fn is_any(&self) -> bool {
        matches!(self.name, b"*")
    }

    /// Whether it is this field.
    #[must_use]
    pub const fn is(&self, field_name: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(field_name)
    }

    /// Writes the name.
    ///
    /// # Errors
    /// `Value` for what is no token.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.name)?;
        Ok(())
    }
}

impl PartialEq for VaryName<'_> {
    /// Names of fields are the same in any case.
    fn eq(&self, other: &Self) -> bool {
        self.is(other.name)
    }
}

impl Eq for VaryName<'_> {}

impl<'b> Member<'b> for VaryName<'b> {
    const VIOLATION: Violation = Violation::Vary;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        // "*" is a tchar, so it is a token as well.
        Ok(VaryName { name: cursor.token(Violation::Vary)? })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_clause_is_read() {
        let names: Vec<_> = vary(b"accept-encoding, accept-language").map(Result::unwrap).collect();
        assert_eq!(names, [VaryName { name: b"Accept-Encoding" }, VaryName { name: b"Accept-Language" }]);
    }

    #[test]
    fn an_asterisk_among_names_is_told() {
        let any: Vec<_> = vary(b"Accept, *").map(|name| name.unwrap().is_any()).collect();
        assert_eq!(any, [false, true]);
    }

    #[test]
    fn what_is_no_field_name_is_refused_where_it_stands() {
        for (value, at) in [(&b"a b"[..], 2), (b"\"a\"", 0), (b"a:", 1), (b"a,\xe9", 2)] {
            let refused = vary(value).find_map(Result::err).unwrap();
            assert_eq!(refused, Refused::new(Violation::Vary, at), "{value:?}");
        }
    }
}
