// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a choice depends on, and Vary says (RFC 9110, 12.5.5).

use crate::fields::media_type::{MediaType, media_type};
use crate::grammar::pen::Pen;
use crate::semantics::negotiation::Variant;
use crate::semantics::negotiation::quality::Dimension;

/// Some of the dimensions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dimensions(u8);

impl Dimensions {
    /// None of them.
    pub const NONE: Dimensions = Dimensions(0);

    /// This one alone.
    #[must_use]
    pub const fn of(dimension: Dimension) -> Self {
        Dimensions(match dimension {
            Dimension::MediaType => 1 << 0,
            Dimension::Charset => 1 << 1,
            Dimension::Coding => 1 << 2,
            Dimension::Language => 1 << 3,
        })
    }

    /// Those that are in one or the other.
    #[must_use]
    pub const fn with(self, other: Dimensions) -> Self {
        Dimensions(self.0 | other.0)
    }

    /// Whether this one is among them.
    #[must_use]
    pub const fn has(self, dimension: Dimension) -> bool {
        self.0 & Dimensions::of(dimension).0 != 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Dimension> {
        Dimension::ALL.into_iter().filter(move |dimension| self.has(*dimension))
    }

    /// As a number: a bit for each, in the order of [`Dimension::ALL`].
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Those of a number.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Dimensions(bits & 0x0f)
    }

    /// Writes the Vary: the names of the fields; nothing for none.
    pub fn write(self, pen: &mut Pen<'_>) {
        let mut between: &[u8] = b"";
        for dimension in self.iter() {
            pen.octets(between).octets(dimension.field_name());
            between = b", ";
        }
    }
}

/// The dimensions in which variants differ: what does not tell them apart is not asked about, and a cache need not keep
/// an answer for each of its values.
pub fn varying<'v>(variants: impl Iterator<Item = Variant<'v>>) -> Dimensions {
    let mut variants = variants;
    let Some(first) = variants.next() else { return Dimensions::NONE };
    variants.fold(Dimensions::NONE, |all, variant| {
        let differing = Dimension::ALL.into_iter().filter(|dimension| differ(&first, &variant, *dimension));
        differing.fold(all, |all, dimension| all.with(Dimensions::of(dimension)))
    })
}

fn differ(one: &Variant<'_>, other: &Variant<'_>, dimension: Dimension) -> bool {
    let lower = |octet: u8| octet.to_ascii_lowercase();
    match dimension {
        Dimension::MediaType => match (one.content_type.map(media_type), other.content_type.map(media_type)) {
            (Some(Ok(one)), Some(Ok(other))) => differ_beside_charset(&one, &other),
            _ => one.content_type != other.content_type,
        },
        Dimension::Charset => match (one.charset(), other.charset()) {
            (Some(one), Some(other)) => !one.octets().map(lower).eq(other.octets().map(lower)),
            (None, None) => false,
            _ => true,
        },
        Dimension::Coding => differ_in_any_case(one.coding, other.coding),
        Dimension::Language => differ_in_any_case(one.language, other.language),
    }
}

fn differ_beside_charset(one: &MediaType<'_>, other: &MediaType<'_>) -> bool {
    let one_parameters = one.parameters.filter(|parameter| !parameter.is(b"charset"));
    let mut others = other.parameters.filter(|parameter| !parameter.is(b"charset"));
    let same = one_parameters.map(Some).chain([None]).all(|parameter| match (parameter, others.next()) {
        (Some(one), Some(other)) => one.is(other.name) && one.value == other.value,
        (None, None) => true,
        _ => false,
    });
    !same || !one.has_same_essence(other)
}

/// What is none is as what is empty.
fn differ_in_any_case(one: Option<&[u8]>, other: Option<&[u8]>) -> bool {
    !one.unwrap_or(b"").eq_ignore_ascii_case(other.unwrap_or(b""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let html = |content_type: &'static str, coding: &'static str| Variant {
            content_type: Some(content_type.as_bytes()),
            coding: Some(coding.as_bytes()),
            ..Variant::default()
        };
        let written = |variants: &[Variant<'static>]| {
            let mut room = [0; 60];
            let mut pen = Pen::new(&mut room);
            varying(variants.iter().copied()).write(&mut pen);
            String::from_utf8(pen.written().unwrap().to_vec()).unwrap()
        };
        assert_eq!(written(&[html("text/html", ""), html("Text/HTML", "gzip")]), "Accept-Encoding");
        assert_eq!(written(&[html("text/html;charset=utf-8", ""), html("text/html;charset=a", "")]), "Accept-Charset");
        assert_eq!(written(&[html("text/html;level=1", ""), html("text/html;level=2", "")]), "Accept");
        assert_eq!(written(&[html("text/html;level=1", ""), html("text/html", "")]), "Accept");
        assert_eq!(
            written(&[html("a/b", ""), Variant { language: Some(b"en"), ..html("c/d", "") }]),
            "Accept, Accept-Language"
        );
        assert_eq!(written(&[html("a/b", "")]), "");
        assert_eq!(written(&[]), "");
    }
}
