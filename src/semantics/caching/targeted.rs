// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Cache-Control that is addressed to some caches, as CDN-Cache-Control is (RFC 9213).

use crate::fields::structured::{BareItem, Member, dictionary};
use crate::semantics::section;
use crate::syntax::field_line::{Field, Lines};

/// The field that tells a cache what to do, of those that it is a target of, the first the most particular: the first
/// that is a valid Dictionary, and not empty (RFC 9213, 2.2). None if Cache-Control does.
///
/// A directive of another type than its own (`max-age="60"`) makes a field invalid here: Cache-Control knows better.
pub fn governing<'t, L: Lines + ?Sized>(fields: &L, targets: impl IntoIterator<Item = &'t [u8]>) -> Option<&'t [u8]> {
    targets.into_iter().find(|name| {
        let mut values = section::values(fields, name).peekable();
        values.peek().is_some() && values.all(is_valid)
    })
}

/// A response as a cache sees it for which this field governs: in the place of Cache-Control and Expires, which are
/// ignored (RFC 9213, 2.2). What is stored and passed on has all of them.
#[derive(Clone, Copy, Debug)]
pub struct Targeted<'t, L: ?Sized> {
    /// The response.
    pub fields: &'t L,
    /// What [`governing`] told.
    pub governing: Option<&'t [u8]>,
}

impl<L: Lines + ?Sized> Lines for Targeted<'_, L> {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        self.fields.lines().filter_map(|field| seen(field, self.governing))
    }
}

/// A line as such a cache sees it; none that it ignores.
#[must_use]
pub fn seen<'b>(field: Field<'b>, governing: Option<&[u8]>) -> Option<Field<'b>> {
    let Some(governing) = governing else { return Some(field) };
    if field.is(governing) {
        Some(Field { name: b"Cache-Control", value: field.value })
    } else {
        Some(field).filter(|field| !field.is(b"Cache-Control") && !field.is(b"Expires"))
    }
}

/// Whether a line is a Dictionary of one member or more, each directive of its type (RFC 9213, 2.1).
fn is_valid(value: &[u8]) -> bool {
    let Ok(mut all) = dictionary(value) else { return false };
    let first = all.next();
    first.is_some()
        && first.into_iter().chain(all).all(|entry| {
            let seconds: [&[u8]; 4] = [b"max-age", b"s-maxage", b"stale-while-revalidate", b"stale-if-error"];
            let is_integer = matches!(&entry.member, Member::Item(item) if matches!(item.bare, BareItem::Integer(0..)));
            !seconds.contains(&entry.key) || is_integer
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TARGETS: [&[u8]; 2] = [b"Example-Cache-Control", b"CDN-Cache-Control"];

    #[test]
    fn the_first_valid_target_governs() {
        let fields = |values: [(&'static str, &'static str); 2]| values.map(|(name, value)| Field::new(name, value));
        let (own, cdn) = ("Example-Cache-Control", "cdn-cache-control");
        for (given, expected) in [
            ([(own, "max-age=60"), (cdn, "max-age=5")], Some(TARGETS[0])),
            ([(own, ""), (cdn, "max-age=5")], Some(TARGETS[1])),
            ([(own, "&"), (cdn, "max-age=5")], Some(TARGETS[1])),
            ([(own, "max-age=\"60\""), (cdn, "private")], Some(TARGETS[1])),
            ([(own, "max-age=5.5"), (cdn, "Max-Age=5")], None),
            ([(cdn, "max-age=5"), (cdn, "&")], None),
            ([("Cache-Control", "max-age=5"), ("A", "b")], None),
        ] {
            assert_eq!(governing(&fields(given), TARGETS), expected, "{given:?}");
        }
    }

    #[test]
    fn what_governs_stands_for_cache_control() {
        let fields = [
            Field::new("Cache-Control", "no-store"),
            Field::new("Expires", "0"),
            Field::new("CDN-Cache-Control", "max-age=5"),
            Field::new("A", "b"),
        ];
        let told = |governing| {
            let targeted = Targeted { fields: &fields, governing };
            targeted.lines().map(|field| format!("{field:?}")).collect::<Vec<_>>()
        };
        assert_eq!(told(governing(&fields, TARGETS)), ["Cache-Control: max-age=5", "A: b"]);
        assert_eq!(told(None).len(), 4);
    }
}
