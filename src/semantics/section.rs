// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What the field lines of a message say together (RFC 9110, 5.2 and 5.3).

use crate::error::Refused;
use crate::fields::members::{Member, Members};
use crate::syntax::field_line::Lines;

/// The values of every line so named, in order, without regard to case.
pub fn values<'l, L: Lines + ?Sized>(fields: &'l L, name: &'l [u8]) -> impl Iterator<Item = &'l [u8]> {
    fields.lines().filter(|field| field.is(name)).map(|field| field.value)
}

/// The value of the first line so named.
pub fn first<'l, L: Lines + ?Sized>(fields: &'l L, name: &[u8]) -> Option<&'l [u8]> {
    fields.lines().find(|field| field.is(name)).map(|field| field.value)
}

/// Whether there is a line so named.
pub fn has<L: Lines + ?Sized>(fields: &L, name: &[u8]) -> bool {
    first(fields, name).is_some()
}

/// The value of a singleton (RFC 9110, 5.5); none where two lines say different things, of which neither can be trusted.
pub fn only<'l, L: Lines + ?Sized>(fields: &'l L, name: &'l [u8]) -> Option<&'l [u8]> {
    let mut values = values(fields, name);
    let value = values.next()?;
    values.all(|other| other == value).then_some(value)
}

/// The members of a list, of all its lines (RFC 9110, 5.3). A line that is invalid somewhere is told up to there, and
/// then what is wrong with it, counted from its start; the lines behind it go on.
pub fn members<'l, M: Member<'l>, L: Lines + ?Sized>(
    fields: &'l L,
    name: &'l [u8],
) -> impl Iterator<Item = Result<M, Refused>> {
    values(fields, name).flat_map(Members::<M>::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::vary::VaryName;
    use crate::syntax::field_line::Field;

    const FIELDS: [Field<'static>; 4] =
        [Field::new("Vary", "a, b c"), Field::new("ETag", "\"1\""), Field::new("vary", ""), Field::new("VARY", "d,e")];

    #[test]
    fn a_list_is_the_lists_of_all_its_lines() {
        let told = members::<VaryName<'_>, _>(&FIELDS, b"Vary").flatten().map(|member| member.name);
        assert_eq!(told.collect::<Vec<_>>(), [b"a", b"d", b"e"]);
        assert_eq!(values(&FIELDS, b"vary").count(), 3);
    }

    #[test]
    fn a_singleton_says_one_thing() {
        assert_eq!((only(&FIELDS, b"etag"), first(&FIELDS, b"etag")), (Some(&b"\"1\""[..]), Some(&b"\"1\""[..])));
        assert_eq!((only(&FIELDS, b"Vary"), only(&FIELDS, b"Date")), (None, None));
        assert_eq!(only(&[FIELDS[1], FIELDS[1]], b"ETag"), Some(&b"\"1\""[..]));
        assert!(has(&FIELDS, b"ETAG") && !has(&FIELDS, b"Age"));
    }
}
