// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! If-Range: `entity-tag / HTTP-date` (RFC 9110, 13.1.5).

use crate::error::{Refused, Violation};
use crate::fields::date;
use crate::fields::entity_tag::{self, EntityTag};
use crate::grammar::octet::{is_space, run, trim};
use crate::grammar::pen::{Pen, Unwritable};

/// What must be true of the representation for a Range to be heeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfRange<'b> {
    /// Its entity tag is this one, by the strong comparison: a weak one never is (RFC 9110, 13.1.5).
    Tag(EntityTag<'b>),
    /// It was last modified at exactly this time, in seconds since 1970.
    Date(i64),
}

/// Reads an If-Range; `now`, in seconds since 1970, tells the century of a year of two digits.
///
/// # Errors
/// `EntityTag` for what begins as one; else `IfRange`, at the octet that is none of a date.
pub fn if_range(value: &[u8], now: i64) -> Result<IfRange<'_>, Refused> {
    let before = run(value, is_space);
    let refuse = |refused: Refused| Refused::new(Violation::IfRange, refused.at).after(before);
    // 13.1.5: the first three octets tell, for an entity tag has a DQUOTE among them.
    match trim(value) {
        [b'"', ..] | [b'W', b'/', ..] => entity_tag::entity_tag(value).map(IfRange::Tag),
        date => date::read(date, now).map(IfRange::Date).map_err(refuse),
    }
}

impl IfRange<'_> {
    /// Writes it.
    ///
    /// # Errors
    /// `Value` for a weak entity tag, which a client must not send (RFC 9110, 13.1.5), an invalid one, or a year
    /// that has not four digits.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match self {
            IfRange::Tag(EntityTag { weak: true, .. }) => Err(Unwritable::Value),
            IfRange::Tag(tag) => tag.write(pen),
            IfRange::Date(seconds) => date::write(*seconds, pen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_and_a_date_are_told_apart() {
        let tag = |weak| IfRange::Tag(EntityTag { weak, opaque: b"xyzzy" });
        assert_eq!(if_range(b"\"xyzzy\"", 0), Ok(tag(false)));
        assert_eq!(if_range(b" W/\"xyzzy\"", 0), Ok(tag(true)));
        assert_eq!(if_range(b"Sat, 29 Oct 1994 19:43:31 GMT", 0), Ok(IfRange::Date(783_459_811)));
        assert_eq!(if_range(b"Wed Nov  9 08:49:37 1994", 0), Ok(IfRange::Date(784_370_977)));
    }

    #[test]
    fn what_is_neither_is_refused() {
        let table: [(&[u8], Violation, usize); 4] = [
            (b"\"a\", \"b\"", Violation::EntityTag, 3),
            (b"W/a", Violation::EntityTag, 2),
            (b"xyzzy", Violation::IfRange, 0),
            (b"", Violation::IfRange, 0),
        ];
        for (value, violation, at) in table {
            assert_eq!(if_range(value, 0), Err(Refused::new(violation, at)), "{value:?}");
        }
    }

    #[test]
    fn a_weak_tag_is_not_written() {
        let mut room = [0; 40];
        let mut pen = Pen::new(&mut room);
        IfRange::Date(784_111_777).write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"Sun, 06 Nov 1994 08:49:37 GMT");
        let weak = IfRange::Tag(EntityTag { weak: true, opaque: b"a" });
        assert_eq!(weak.write(&mut Pen::new(&mut [0; 9])), Err(Unwritable::Value));
    }
}
