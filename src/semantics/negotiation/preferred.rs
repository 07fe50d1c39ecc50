// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Preferences in order: what a client lists, and what of some values it would have first (RFC 9110, 12.4).

use crate::fields::accept::{CharsetPreference, CodingPreference, LanguagePreference, MediaRange};
use crate::fields::coding::Coding;
use crate::fields::members::Member;
use crate::fields::weight::FULL;
use crate::semantics::negotiation::quality::{Dimension, Languages, each, is_heeded, lowest, quality};
use crate::syntax::field_line::Lines;

/// Preferences told at most by [`offered`], the first ones: it looks through the field once for each.
pub const MOST_OFFERED: usize = 32;

/// What a client lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preference<'b> {
    /// A media range without its parameters, the name of a charset or a coding, a language range.
    pub name: &'b [u8],
    /// In thousandths.
    pub weight: u16,
    /// Where it stands among the members.
    pub place: usize,
}

/// One of the values that were asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Ranked {
    /// Which, counted from 0.
    pub index: usize,
    /// The member that decides about it.
    pub place: usize,
    /// How exactly that matches.
    pub specificity: u32,
    /// In thousandths.
    pub weight: u16,
}

/// What a client accepts, by weight, and in its own order where that is the same. Without the field, anything.
///
/// `identity` follows, unless it is excluded or among them: it is acceptable unasked (RFC 9110, 12.5.3). Of a list that
/// is longer, the best [`MOST_OFFERED`] are told.
pub fn offered<L: Lines + ?Sized>(fields: &L, dimension: Dimension) -> impl Iterator<Item = Preference<'_>> {
    let mut before = None;
    let next = move || {
        let found = offered_next(fields, dimension, before)?;
        before = Some((found.weight, found.place));
        Some(found)
    };
    core::iter::from_fn(next).take(MOST_OFFERED)
}

/// The preference that follows the one with this weight at this place; the first without.
pub fn offered_next<L: Lines + ?Sized>(
    fields: &L,
    dimension: Dimension,
    before: Option<(u16, usize)>,
) -> Option<Preference<'_>> {
    match dimension {
        Dimension::MediaType => {
            let name = |range: &MediaRange<'_>| {
                range.type_name.len().saturating_add(range.subtype_name.len()).saturating_add(1)
            };
            next(fields, dimension, before, b"*/*", |range: &MediaRange<'_>| (name(range), range.weight))
        }
        Dimension::Charset => {
            next(fields, dimension, before, b"*", |one: &CharsetPreference<'_>| (one.name.len(), one.weight))
        }
        Dimension::Coding => {
            next(fields, dimension, before, b"*", |one: &CodingPreference<'_>| (one.coding.name.len(), one.weight))
        }
        Dimension::Language => {
            next(fields, dimension, before, b"*", |one: &LanguagePreference<'_>| (one.range.range.len(), one.weight))
        }
    }
}

fn next<'l, M: Member<'l>, L: Lines + ?Sized>(
    fields: &'l L,
    dimension: Dimension,
    before: Option<(u16, usize)>,
    any: &'static [u8],
    told: impl Fn(&M) -> (usize, u16),
) -> Option<Preference<'l>> {
    let is_heeded = is_heeded::<M, L>(fields, dimension);
    let listed = each::<M, L>(fields, dimension).filter_map(|(member, raw)| Some((member.ok()?, raw))).enumerate();
    let listed = listed.filter_map(|(place, (member, raw))| {
        let (length, weight) = told(&member);
        Some(Preference { name: raw.get(..length)?, weight, place })
    });
    let anything = Preference { name: any, weight: FULL, place: usize::MAX };
    let anything = Some(anything).filter(|_| !is_heeded);
    let identity = Some(dimension).filter(|of| *of == Dimension::Coding).and_then(|_| identity(fields));
    let order = |one: &Preference<'_>| (core::cmp::Reverse(one.weight), one.place);
    let follows = |one: &Preference<'_>| {
        let after = before.map(|(weight, place)| (core::cmp::Reverse(weight), place));
        one.weight > 0 && after.is_none_or(|after| order(one) > after)
    };
    let listed = listed.filter(|_| is_heeded);
    listed.chain(identity).chain(anything).filter(follows).min_by_key(order)
}

/// The coding that is acceptable unasked, behind all that are asked for.
fn identity<L: Lines + ?Sized>(fields: &L) -> Option<Preference<'static>> {
    let mut members = each::<CodingPreference<'_>, L>(fields, Dimension::Coding).filter_map(|(member, _)| member.ok());
    let is_listed = members.any(|member| member.is_any() || member.coding.coding == Coding::Identity);
    let place = usize::MAX.saturating_sub(1);
    (!is_listed).then(|| Preference { name: b"identity", weight: lowest(fields), place })
}

/// Which of some values a client accepts, in `ranked`, which is lent: by weight, then by how exactly they are matched,
/// then by their place in the field, then by that among the values. Where there is no room for all, the best are told.
pub fn preferred<'r, 'v, L: Lines + ?Sized>(
    fields: &L,
    (dimension, languages): (Dimension, Languages),
    values: impl IntoIterator<Item = &'v [u8]>,
    ranked: &'r mut [Ranked],
) -> &'r [Ranked] {
    let mut count = 0usize;
    for (index, value) in values.into_iter().enumerate() {
        if let Some(told) = quality(fields, dimension, value, languages).filter(|told| told.weight > 0) {
            let one = Ranked { index, place: told.place, specificity: told.specificity, weight: told.weight };
            count = insert(ranked, count, one);
        }
    }
    ranked.get(..count).unwrap_or(&[])
}

/// Puts one in its place among so many; how many there are then.
fn insert(ranked: &mut [Ranked], count: usize, one: Ranked) -> usize {
    use core::cmp::Reverse;
    let order = |one: &Ranked| (Reverse(one.weight), Reverse(one.specificity), one.place, one.index);
    let behind = |other: &Ranked| order(&one) < order(other);
    let position = ranked.iter().take(count).position(behind).unwrap_or(count);
    let mut carried = one;
    // What stands behind it moves on by one; what has no place left is dropped.
    for place in ranked.iter_mut().take(count.saturating_add(1)).skip(position) {
        core::mem::swap(place, &mut carried);
    }
    count.saturating_add(1).min(ranked.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    fn listed(dimension: Dimension, field: Option<&'static str>) -> Vec<String> {
        let line = |value: &'static str| Field { name: dimension.field_name(), value: value.as_bytes() };
        let fields: Vec<_> = field.into_iter().map(line).collect();
        offered(&fields[..], dimension).map(|one| String::from_utf8(one.name.to_vec()).unwrap()).collect()
    }

    fn order(dimension: Dimension, field: &'static str, values: &[&str], room: usize) -> Vec<usize> {
        let fields = [Field { name: dimension.field_name(), value: field.as_bytes() }];
        let mut ranked = vec![Ranked::default(); room];
        let values = values.iter().map(|value| value.as_bytes());
        let told = preferred(&fields, (dimension, Languages::Either), values, &mut ranked);
        told.iter().map(|one| one.index).collect()
    }

    #[test]
    fn what_is_listed_is_told_by_weight_and_then_in_order() {
        let accept = "text/plain;q=0.5, application/json;q=0, text/html;level=1, */*;q=0.1, image/png";
        assert_eq!(listed(Dimension::MediaType, Some(accept)), ["text/html", "image/png", "text/plain", "*/*"]);
        assert_eq!(listed(Dimension::Language, None), ["*"]);
        assert!(listed(Dimension::Charset, Some("")).is_empty());
        let many: &'static str = vec!["a"; 40].join(", ").leak();
        assert_eq!(listed(Dimension::Charset, Some(many)).len(), MOST_OFFERED);
    }

    #[test]
    fn identity_stands_behind_what_is_asked_for() {
        assert_eq!(listed(Dimension::Coding, Some("gzip, br;q=0.2")), ["gzip", "br", "identity"]);
        assert_eq!(listed(Dimension::Coding, Some("")), ["identity"]);
        assert_eq!(listed(Dimension::Coding, Some("identity;q=0, *;q=0")), [""; 0]);
        assert_eq!(listed(Dimension::Coding, Some("*;q=0.1, gzip")), ["gzip", "*"]);
        assert_eq!(listed(Dimension::Coding, None), ["identity", "*"]);
    }

    #[test]
    fn values_are_told_in_the_order_in_which_a_client_would_have_them() {
        let order = |field, values: &[&str]| order(Dimension::Language, field, values, 3);
        assert_eq!(order("en-US;q=0.8, es", &["en", "es", "en-US"]), [1, 2, 0]);
        assert_eq!(order("en", &["en-US", "de", "en"]), [2, 0]);
        assert_eq!(order("de, en", &["en", "de", "fr", "en"]), [1, 0, 3]);
    }

    #[test]
    fn the_best_are_told_where_there_is_little_room() {
        let fields = "a/a;q=0.1, a/b;q=0.2, a/c;q=0.3, a/d;q=0.2";
        let values = ["a/a", "a/b", "a/c", "a/d"];
        assert_eq!(order(Dimension::MediaType, fields, &values, 2), [2, 1]);
        assert_eq!(order(Dimension::MediaType, fields, &values, 9), [2, 1, 3, 0]);
        assert!(order(Dimension::MediaType, fields, &values, 0).is_empty());
    }
}
