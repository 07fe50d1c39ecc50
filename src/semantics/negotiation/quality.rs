// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! How much a client prefers a media type, a charset, a coding or a language (RFC 9110, 12.4.2 and 12.5).
//!
//! A member of a list that is none is passed over, and the others count. A field of which no member is valid is ignored;
//! one that is empty lists nothing.

use crate::error::Refused;
use crate::fields::accept::{CharsetPreference, CodingPreference, LanguagePreference, MediaRange};
use crate::fields::coding::{Coding, ContentCoding};
use crate::fields::language::{LanguageRange, LanguageTag};
use crate::fields::media_type::media_type;
use crate::fields::members::{Member, Members};
use crate::fields::weight::FULL;
use crate::grammar::list;
use crate::semantics::section::{has, values};
use crate::syntax::field_line::Lines;

/// What clients have preferences for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// The media type, by Accept (RFC 9110, 12.5.1).
    MediaType,
    /// The charset, by Accept-Charset (RFC 9110, 12.5.2).
    Charset,
    /// The content coding, by Accept-Encoding (RFC 9110, 12.5.3).
    Coding,
    /// The language, by Accept-Language (RFC 9110, 12.5.4).
    Language,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Dimension; 4] = [Dimension::MediaType, Dimension::Charset, Dimension::Coding, Dimension::Language];

    /// The field of the request that tells of it.
    #[must_use]
    pub const fn field_name(self) -> &'static [u8] {
        match self {
            Dimension::MediaType => b"Accept",
            Dimension::Charset => b"Accept-Charset",
            Dimension::Coding => b"Accept-Encoding",
            Dimension::Language => b"Accept-Language",
        }
    }
}

/// How the ranges of Accept-Language match (RFC 9110, 12.5.4, leaves the choice).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Languages {
    /// Basic filtering (RFC 4647, 3.3.1): `en` matches `en-GB`. The longest range that matches decides.
    #[default]
    Filtering,
    /// Lookup (RFC 4647, 3.4): `en-GB` matches `en`. Of several languages, the longest is preferred.
    Lookup,
    /// Both: what is the same, then what lookup finds, then what filtering finds.
    Either,
}

/// What a field says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quality {
    /// In thousandths; 0 is "not acceptable".
    pub weight: u16,
    /// How exactly the member matches that decides: 0 for `*`, or no member at all. Only those of one dimension compare.
    pub specificity: u32,
    /// Which member that is, counted from 0.
    pub place: usize,
}

impl Quality {
    /// As good as anything.
    pub const ANY: Quality = Quality { weight: FULL, specificity: 0, place: 0 };
}

/// What the request says of a value, such as `text/html;charset=utf-8`, `utf-8`, `gzip`, `en-GB`; none where it lists
/// others only, so that this one is not acceptable. `identity` is the coding of what is not encoded.
pub fn quality<L>(fields: &L, dimension: Dimension, value: &[u8], languages: Languages) -> Option<Quality>
where
    L: Lines + ?Sized,
{
    match dimension {
        Dimension::MediaType => of_media_type(fields, value),
        Dimension::Charset => of_charset(fields, value),
        Dimension::Coding => of_coding(fields, &ContentCoding::named(value)),
        Dimension::Language => of_language(fields, &LanguageTag { tag: value }, languages),
    }
}

/// The members of a list one by one, those that are none among them.
pub(super) fn each<'l, M: Member<'l>, L: Lines + ?Sized>(
    fields: &'l L,
    dimension: Dimension,
) -> impl Iterator<Item = (Result<M, Refused>, &'l [u8])> {
    let members = values(fields, dimension.field_name()).flat_map(list::members);
    members.filter_map(|raw| Members::<M>::new(raw).next().map(|member| (member, raw)))
}

/// Whether a field is there, and lists something or nothing, but not merely what cannot be read.
pub(super) fn is_heeded<'l, M: Member<'l>, L: Lines + ?Sized>(fields: &'l L, dimension: Dimension) -> bool {
    let mut members = each::<M, L>(fields, dimension).map(|(member, _)| member).peekable();
    has(fields, dimension.field_name()) && (members.peek().is_none() || members.any(|member| member.is_ok()))
}

fn of_media_type<L: Lines + ?Sized>(fields: &L, value: &[u8]) -> Option<Quality> {
    if !is_heeded::<MediaRange<'_>, L>(fields, Dimension::MediaType) {
        return Some(Quality::ANY);
    }
    let value = media_type(value).ok()?;
    decided(fields, Dimension::MediaType, |range: &MediaRange<'_>| {
        let specificity = range.specificity();
        range.matches(&value).then_some(Rated { decides: specificity, specificity, weight: range.weight })
    })
}

fn of_charset<L: Lines + ?Sized>(fields: &L, value: &[u8]) -> Option<Quality> {
    if !is_heeded::<CharsetPreference<'_>, L>(fields, Dimension::Charset) {
        return Some(Quality::ANY);
    }
    decided(fields, Dimension::Charset, |one: &CharsetPreference<'_>| named(one.is(value), one.is_any(), one.weight))
}

/// The rules of RFC 9110, 12.5.3.
fn of_coding<L: Lines + ?Sized>(fields: &L, value: &ContentCoding<'_>) -> Option<Quality> {
    let is_identity = value.coding == Coding::Identity;
    // 1. Any is acceptable. Yet what is not encoded is what everybody can read.
    if !is_heeded::<CodingPreference<'_>, L>(fields, Dimension::Coding) {
        return Some(Quality { specificity: u32::from(is_identity), ..Quality::ANY });
    }
    let rate = |one: &CodingPreference<'_>| named(one.coding == *value, one.is_any(), one.weight);
    decided(fields, Dimension::Coding, rate)
        // 2. Without a coding, it is acceptable unless "identity;q=0" or "*;q=0" says otherwise.
        .or_else(|| is_identity.then_some(Quality { weight: lowest(fields), ..Quality::ANY }))
}

/// The lowest weight of a coding that is acceptable: what is not listed is preferred to none that is.
pub(super) fn lowest<L: Lines + ?Sized>(fields: &L) -> u16 {
    let members = each::<CodingPreference<'_>, L>(fields, Dimension::Coding).filter_map(|(member, _)| member.ok());
    members.map(|member| member.weight).filter(|weight| *weight > 0).min().unwrap_or(FULL)
}

fn of_language<L: Lines + ?Sized>(fields: &L, tag: &LanguageTag<'_>, languages: Languages) -> Option<Quality> {
    if !is_heeded::<LanguagePreference<'_>, L>(fields, Dimension::Language) {
        return Some(Quality::ANY);
    }
    decided(fields, Dimension::Language, |one: &LanguagePreference<'_>| {
        let length = |octets: &[u8]| u32::try_from(octets.len()).unwrap_or(CLASS).min(CLASS);
        let filters = languages != Languages::Lookup && one.range.matches(tag);
        // 12.4.2: what is not acceptable is that range. Lookup broadens what is asked for, not what is refused.
        let looks_up = languages != Languages::Filtering && one.weight > 0 && is_truncated(one.range, tag);
        let (class, depth) = match () {
            () if one.range.is_any() => (0, 0),
            () if one.range.range.eq_ignore_ascii_case(tag.tag) => (3, 0),
            () if looks_up => (2, length(tag.tag)),
            () if filters => (1, 0),
            () => return None,
        };
        let class = CLASS.saturating_mul(class);
        let decides = class.saturating_add(length(one.range.range));
        Some(Rated { decides, specificity: class.saturating_add(depth), weight: one.weight })
    })
}

/// More than a tag has octets.
const CLASS: u32 = 1 << 16;

/// Whether a range becomes the tag when subtags are cut off its end (RFC 4647, 3.4).
fn is_truncated(range: LanguageRange<'_>, tag: &LanguageTag<'_>) -> bool {
    LanguageRange { range: tag.tag }.matches(&LanguageTag { tag: range.range })
}

/// What a member says of a value that it matches.
struct Rated {
    /// The member with the largest number decides, the one with the largest weight among equals.
    decides: u32,
    specificity: u32,
    weight: u16,
}

fn named(is_named: bool, is_any: bool, weight: u16) -> Option<Rated> {
    let rated = |specificity| Rated { decides: specificity, specificity, weight };
    if is_named { Some(rated(1)) } else { is_any.then_some(rated(0)) }
}

/// What the member says that decides.
fn decided<'l, M: Member<'l>, L: Lines + ?Sized>(
    fields: &'l L,
    dimension: Dimension,
    rate: impl Fn(&M) -> Option<Rated>,
) -> Option<Quality> {
    let members = each::<M, L>(fields, dimension).filter_map(|(member, _)| member.ok()).enumerate();
    let rated = members.filter_map(|(place, member)| rate(&member).map(|rated| (rated, place)));
    let best = rated
        .min_by_key(|(rated, place)| (core::cmp::Reverse(rated.decides), core::cmp::Reverse(rated.weight), *place));
    best.map(|(Rated { specificity, weight, .. }, place)| Quality { weight, specificity, place })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    fn weight(dimension: Dimension, field: &'static str, value: &str, languages: Languages) -> Option<u16> {
        let fields = [Field { name: dimension.field_name(), value: field.as_bytes() }];
        quality(&fields, dimension, value.as_bytes(), languages).map(|quality| quality.weight)
    }

    #[test]
    fn the_most_specific_range_decides_about_a_media_type() {
        // RFC 9110, 12.5.1.
        let field =
            "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5";
        for (value, told) in [
            ("text/plain;format=flowed", 1000),
            ("text/plain", 700),
            ("text/html", 300),
            ("image/jpeg", 500),
            ("text/plain;format=fixed", 400),
            ("text/html;level=3", 300),
        ] {
            assert_eq!(weight(Dimension::MediaType, field, value, Languages::Filtering), Some(told), "{value}");
        }
    }

    #[test]
    fn identity_is_acceptable_unless_it_is_excluded() {
        // RFC 9110, 12.5.3.
        let told = |field, value| weight(Dimension::Coding, field, value, Languages::Filtering);
        assert_eq!([told("", "identity"), told("", "gzip")], [Some(1000), None]);
        assert_eq!([told("gzip;q=0.5", "identity"), told("gzip;q=0.5", "br")], [Some(500), None]);
        assert_eq!([told("identity;q=0", "identity"), told("*;q=0", "identity")], [Some(0), Some(0)]);
        assert_eq!([told("*;q=0, identity;q=0.1", "identity"), told("*;q=0.2", "br")], [Some(100), Some(200)]);
        assert_eq!(told("X-GZIP", "gzip"), Some(1000));
        assert_eq!(quality(&[], Dimension::Coding, b"br", Languages::Filtering), Some(Quality::ANY));
    }

    #[test]
    fn languages_are_filtered_or_looked_up() {
        use Languages::{Either, Filtering, Lookup};
        let told = |field, value, how| weight(Dimension::Language, field, value, how);
        for (field, value, filtered, looked_up) in [
            ("en;q=0.5", "en-GB", Some(500), None),
            ("en-GB;q=0.5", "en", None, Some(500)),
            ("en-GB;q=0.5", "en-gb", Some(500), Some(500)),
            ("en;q=0.5, en-GB;q=0.2", "en-GB", Some(200), Some(200)),
            ("de", "den", None, None),
            ("*;q=0.1", "den", Some(100), Some(100)),
        ] {
            assert_eq!(told(field, value, Filtering), filtered, "{field} {value}");
            assert_eq!(told(field, value, Lookup), looked_up, "{field} {value}");
            assert_eq!(told(field, value, Either), filtered.or(looked_up));
        }
    }

    #[test]
    fn what_is_no_member_is_passed_over_and_a_field_of_nothing_else_is_ignored() {
        let told = |field, value| weight(Dimension::MediaType, field, value, Languages::Filtering);
        // A client that is still about: "*" is no media range.
        let old = "text/html, image/gif, *; q=.2, */*; q=0.2";
        assert_eq!([told(old, "text/html"), told(old, "a/b")], [Some(1000), Some(200)]);
        assert_eq!([told("*", "a/b"), told("", "a/b")], [Some(1000), None]);
    }
}
