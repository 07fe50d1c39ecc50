// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Trailer: the fields that a sender means to put behind the content (RFC 9110, 6.6.2).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A member of Trailer.
#[derive(Clone, Copy, Debug)]
pub struct TrailerName<'b> {
    /// The name of a field; case does not matter.
    pub name: &'b [u8],
}

/// The members of a Trailer.
pub type Trailer<'b> = Members<'b, TrailerName<'b>>;

/// Reads a Trailer, `#field-name`, member by member.
#[must_use]
pub const fn trailer(value: &[u8]) -> Trailer<'_> {
    Trailer::new(value)
}

impl TrailerName<'_> {
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

impl<'b> Member<'b> for TrailerName<'b> {
    const VIOLATION: Violation = Violation::FieldNames;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        Ok(TrailerName { name: cursor.token(Violation::FieldNames)? })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

impl PartialEq for TrailerName<'_> {
    /// Names of fields are the same in any case.
    fn eq(&self, other: &Self) -> bool {
        self.is(other.name)
    }
}

impl Eq for TrailerName<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_told_in_order() {
        let names: Vec<_> = trailer(b"Expires,, x-checksum").map(Result::unwrap).collect();
        assert_eq!(names, [TrailerName { name: b"expires" }, TrailerName { name: b"X-Checksum" }]);
    }

    #[test]
    fn what_is_no_field_name_is_refused_where_it_stands() {
        for (value, at) in [(&b"a b"[..], 2), (b"a:", 1), (b"a, (", 3)] {
            let refused = trailer(value).find_map(Result::err);
            assert_eq!(refused, Some(Refused::new(Violation::FieldNames, at)), "{value:?}");
        }
    }
}
