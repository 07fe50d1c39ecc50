// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Preferences: Accept, Accept-Charset, Accept-Encoding, Accept-Language (RFC 9110, 12.5), and Accept-Ranges
//! (RFC 9110, 14.3). TE stands with the codings it names.

use crate::error::{Refused, Violation};
use crate::fields::coding::{Coding, ContentCoding};
use crate::fields::language::{self, LanguageRange};
use crate::fields::media_type::{self, MediaType};
use crate::fields::members::{Member, Members};
use crate::fields::parameters::{self, Parameter, Parameters};
use crate::fields::weight;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A member of Accept: a media range and its weight (RFC 9110, 12.5.1).
#[derive(Clone, Copy, Debug)]
pub struct MediaRange<'b> {
    /// The type, or `*`.
    pub type_name: &'b [u8],
    /// The subtype, or `*`.
    pub subtype_name: &'b [u8],
    /// The parameters, the weight among them: [`conditions`](MediaRange::conditions) are those without it.
    pub parameters: Parameters<'b>,
    /// In thousandths; 0 is "not acceptable".
    pub weight: u16,
}

/// A member of Accept-Charset: the name of a charset, or `*`, and its weight (RFC 9110, 12.5.2).
#[derive(Clone, Copy, Debug)]
pub struct CharsetPreference<'b> {
    /// The name, or `*`.
    pub name: &'b [u8],
    /// In thousandths.
    pub weight: u16,
}

/// A member of Accept-Encoding: a content coding, `identity` or `*`, and its weight (RFC 9110, 12.5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodingPreference<'b> {
    /// The coding; one named `*` is any that is not listed.
    pub coding: ContentCoding<'b>,
    /// In thousandths.
    pub weight: u16,
}

/// A member of Accept-Language: a basic language range and its weight (RFC 9110, 12.5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanguagePreference<'b> {
    /// The range.
    pub range: LanguageRange<'b>,
    /// In thousandths.
    pub weight: u16,
}

/// A member of Accept-Ranges: a range unit, or `none` (RFC 9110, 14.3).
#[derive(Clone, Copy, Debug)]
pub struct RangeUnit<'b> {
    /// Its name.
    pub name: &'b [u8],
}

/// The members of an Accept.
pub type Accept<'b> = Members<'b, MediaRange<'b>>;
/// The members of an Accept-Charset.
pub type AcceptCharset<'b> = Members<'b, CharsetPreference<'b>>;
/// The members of an Accept-Encoding.
pub type AcceptEncoding<'b> = Members<'b, CodingPreference<'b>>;
/// The members of an Accept-Language.
pub type AcceptLanguage<'b> = Members<'b, LanguagePreference<'b>>;
/// The members of an Accept-Ranges.
pub type AcceptRanges<'b> = Members<'b, RangeUnit<'b>>;

/// Reads an Accept, `#( media-range [ weight ] )`, member by member.
#[must_use]
pub const fn accept(value: &[u8]) -> Accept<'_> {
    Accept::new(value)
}

/// Reads an Accept-Charset, `#( ( token / "*" ) [ weight ] )`, member by member.
#[must_use]
pub const fn accept_charset(value: &[u8]) -> AcceptCharset<'_> {
    AcceptCharset::new(value)
}

/// Reads an Accept-Encoding, `#( codings [ weight ] )`, member by member.
#[must_use]
pub const fn accept_encoding(value: &[u8]) -> AcceptEncoding<'_> {
    AcceptEncoding::new(value)
}

/// Reads an Accept-Language, `#( language-range [ weight ] )`, member by member.
#[must_use]
pub const fn accept_language(value: &[u8]) -> AcceptLanguage<'_> {
    AcceptLanguage::new(value)
}

/// Reads an Accept-Ranges, a list of range units, member by member.
#[must_use]
pub const fn accept_ranges(value: &[u8]) -> AcceptRanges<'_> {
    AcceptRanges::new(value)
}

impl<'b> MediaRange<'b> {
    /// The parameters that a media type must have to be in the range: all but the weight.
    pub fn conditions(&self) -> impl Iterator<Item = Parameter<'b>> + use<'b> {
        self.parameters.filter(|parameter| !parameter.is(b"q"))
    }

    /// Whether a media type is in the range (RFC 9110, 12.5.1).
    ///
    /// It has each parameter of the range with the same value, that of `charset` in any case.
    #[must_use]
    pub fn matches(&self, media_type: &MediaType<'_>) -> bool {
        let names = match (self.type_name, self.subtype_name) {
            (b"*", _) => true,
            (type_name, b"*") => type_name.eq_ignore_ascii_case(media_type.type_name),
            (type_name, subtype_name) => media_type.is(type_name, subtype_name),
        };
        names && self.conditions().all(|condition| has(media_type, condition))
    }

    /// How specific it is: the range with the larger number decides about a media type that is in two
    /// (RFC 9110, 12.5.1). 0 for `*/*`, 1 for `type/*`, 2 for a type with subtype; a parameter makes it more than
    /// any without.
    #[must_use]
    pub fn specificity(&self) -> u32 {
        let names = match (self.type_name, self.subtype_name) {
            (b"*", _) => 0,
            (_, b"*") => 1,
            (_, _) => 2,
        };
        self.conditions().fold(names, |before, _| before.saturating_add(3))
    }

    /// Writes it, the weight last, if it is not 1.
    ///
    /// # Errors
    /// `Value` for names that are none of a range, or a weight above 1000.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if self.type_name == b"*" && self.subtype_name != b"*" {
            return Err(Unwritable::Value);
        }
        media_type::write_all(pen, self.type_name, self.subtype_name, self.conditions())?;
        weight::write(pen, self.weight)
    }
}

fn has(media_type: &MediaType<'_>, condition: Parameter<'_>) -> bool {
    media_type.parameters.find(condition.name).is_some_and(|value| match condition.is(b"charset") {
        true => {
            value.octets().map(|o| o.to_ascii_lowercase()).eq(condition.value.octets().map(|o| o.to_ascii_lowercase()))
        }
        false => value == condition.value,
    })
}

impl<'b> Member<'b> for MediaRange<'b> {
    const VIOLATION: Violation = Violation::MediaRange;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let start = cursor.at();
        let (type_name, subtype_name) = media_type::take_names(cursor, Violation::MediaRange)?;
        if type_name == b"*" && subtype_name != b"*" {
            return Err(Refused::new(Violation::MediaRange, start.saturating_add(2)));
        }
        let behind_names = *cursor;
        let parameters = parameters::take(cursor, Violation::Parameter)?;
        let weight = if cursor.at() == behind_names.at() { weight::FULL } else { weight_among(behind_names)? };
        Ok(MediaRange { type_name, subtype_name, parameters, weight })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

/// The weight among the parameters that stand next.
///
/// RFC 9110, 12.5.1: any parameter named q is the weight, regardless of parameter ordering.
fn weight_among(mut cursor: Cursor<'_>) -> Result<u16, Refused> {
    let mut found = None;
    while let Some(parameter) = parameters::next(&mut cursor, Violation::Parameter)? {
        if parameter.is(b"q") {
            let raw = parameter.value.raw();
            let start = cursor.at().saturating_sub(raw.len());
            let quoted = cursor.since(cursor.at().saturating_sub(1)) == b"\"";
            found = match (found, quoted) {
                (None, false) => Some(weight::qvalue(raw).map_err(|refused| refused.after(start))?),
                // Two weights are none, and a quoted one is none.
                (Some(_), false) => return Err(Refused::new(Violation::Weight, start)),
                (_, true) => return Err(Refused::new(Violation::Weight, start.saturating_sub(2))),
            };
        }
    }
    Ok(found.unwrap_or(weight::FULL))
}

impl CharsetPreference<'_> {
    /// Whether it is for any charset that is not listed.
    #[must_use]
    pub const fn is_any(&self) -> bool {
        matches!(self.name, b"*")
    }

    /// Whether it names this charset.
    #[must_use]
    pub const fn is(&self, charset: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(charset)
    }

    /// Writes it, the weight if it is not 1.
    ///
    /// # Errors
    /// `Value` for a name that is no token, or a weight above 1000.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        weight::write(pen.token(self.name)?, self.weight)
    }
}

impl PartialEq for CharsetPreference<'_> {
    /// Names of charsets are the same in any case (RFC 9110, 8.3.2).
    fn eq(&self, other: &Self) -> bool {
        self.is(other.name) && self.weight == other.weight
    }
}

impl Eq for CharsetPreference<'_> {}

impl<'b> Member<'b> for CharsetPreference<'b> {
    const VIOLATION: Violation = Violation::Token;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let name = cursor.token(Violation::Token)?;
        Ok(CharsetPreference { name, weight: weight::take(cursor)? })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

impl CodingPreference<'_> {
    /// Whether it is for any coding that is not listed.
    #[must_use]
    pub const fn is_any(&self) -> bool {
        matches!(self.coding, ContentCoding { coding: Coding::Other, name: b"*" })
    }

    /// Writes it, the weight if it is not 1.
    ///
    /// # Errors
    /// `Value` for a name that is no token, or a weight above 1000.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.coding.write(pen)?;
        weight::write(pen, self.weight)
    }
}

impl<'b> Member<'b> for CodingPreference<'b> {
    const VIOLATION: Violation = Violation::ContentCoding;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let coding = ContentCoding::take(cursor)?;
        Ok(CodingPreference { coding, weight: weight::take(cursor)? })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

impl LanguagePreference<'_> {
    /// Writes it, the weight if it is not 1.
    ///
    /// # Errors
    /// `Value` for what is no range, or a weight above 1000.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.range.write(pen)?;
        weight::write(pen, self.weight)
    }
}

impl<'b> Member<'b> for LanguagePreference<'b> {
    const VIOLATION: Violation = Violation::LanguageRange;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let range = language::take_range(cursor)?;
        Ok(LanguagePreference { range, weight: weight::take(cursor)? })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

impl RangeUnit<'_> {
    /// Whether it is this unit.
    #[must_use]
    pub const fn is(&self, unit: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(unit)
    }

    /// Whether it says that no range is served (RFC 9110, 14.3).
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.is(b"none")
    }

    /// Writes it.
    ///
    /// # Errors
    /// `Value` for a name that is no token.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.name)?;
        Ok(())
    }
}

impl PartialEq for RangeUnit<'_> {
    /// Names of units are the same in any case (RFC 9110, 14.1).
    fn eq(&self, other: &Self) -> bool {
        self.is(other.name)
    }
}

impl Eq for RangeUnit<'_> {}

impl<'b> Member<'b> for RangeUnit<'b> {
    const VIOLATION: Violation = Violation::Token;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        Ok(RangeUnit { name: cursor.token(Violation::Token)? })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written<'b, M: Member<'b>>(list: &Members<'b, M>) -> String {
        let mut room = [0; 128];
        let mut pen = Pen::new(&mut room);
        list.write(&mut pen).unwrap();
        String::from_utf8(pen.written().unwrap().to_vec()).unwrap()
    }

    /// The weight that an Accept gives a media type.
    fn quality(value: &'static [u8], media_type: &[u8]) -> Option<u16> {
        let media_type = media_type::media_type(media_type).unwrap();
        let ranges = accept(value).map(Result::unwrap).filter(|range| range.matches(&media_type));
        ranges.max_by_key(MediaRange::specificity).map(|range| range.weight)
    }

    #[test]
    fn the_most_specific_range_decides_as_in_the_table_of_the_clause() {
        // RFC 9110, 12.5.1.
        let value =
            b"text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5";
        let table: [(&[u8], u16); 6] = [
            (b"text/plain;format=flowed", 1000),
            (b"text/plain", 700),
            (b"text/html", 300),
            (b"image/jpeg", 500),
            (b"text/plain;format=fixed", 400),
            (b"text/html;level=3", 300),
        ];
        for (media_type, weight) in table {
            assert_eq!(quality(value, media_type), Some(weight), "{media_type:?}");
        }
        assert_eq!(quality(b"audio/*; q=0.2, audio/basic", b"audio/basic"), Some(1000));
        assert_eq!(quality(b"text/html;CHARSET=UTF-8", b"Text/Html;charset=\"utf-8\""), Some(1000));
        assert_eq!(quality(b"text/html;level=1", b"text/html"), None);
    }

    #[test]
    fn a_weight_counts_wherever_it_stands() {
        let range = accept(b"text/html;level=2;Q=0.1 ;a=\"q=1\"").next().unwrap().unwrap();
        assert_eq!((range.weight, range.parameters.count(), range.conditions().count()), (100, 3, 2));
        assert_eq!(written(&accept(b"a/b ;q=0.10 ; c=\"d\",, */* ; q=1.000")), "a/b;c=d;q=0.1, */*");
    }

    #[test]
    fn an_accept_is_refused_where_it_breaks() {
        use Violation::{MediaRange, Parameter, Weight};
        let table: [(&[u8], Violation, usize); 10] = [
            (b"*", MediaRange, 1),
            (b"*/html", MediaRange, 2),
            (b"a/b, c", MediaRange, 6),
            (b"a/b c/d", MediaRange, 4),
            (b"a/b;q=2", Weight, 6),
            (b"a/b;q=.2", Weight, 6),
            (b"a/b;q=\"0.5\"", Weight, 6),
            (b"a/b;q=1;q=1", Weight, 10),
            (b"a/b;q", Parameter, 5),
            (b"x/y, a/b;q=", Parameter, 11),
        ];
        for (value, violation, at) in table {
            let refused = accept(value).find_map(Result::err).unwrap();
            assert_eq!(refused, Refused::new(violation, at), "{value:?}");
        }
    }

    #[test]
    fn the_examples_of_the_other_clauses_are_read() {
        // RFC 9110, 12.5.2 to 12.5.4, and 14.3.
        let charsets: Vec<_> = accept_charset(b"iso-8859-5, unicode-1-1;q=0.8").map(Result::unwrap).collect();
        assert!(charsets[0].is(b"ISO-8859-5") && charsets[0].weight == 1000 && charsets[1].weight == 800);
        for (value, weights) in [
            (&b"compress, gzip"[..], &[1000, 1000][..]),
            (b"", &[]),
            (b"*", &[1000]),
            (b"compress;q=0.5, gzip;q=1.0", &[500, 1000]),
            (b"gzip;q=1.0, identity; q=0.5, *;q=0", &[1000, 500, 0]),
        ] {
            assert!(accept_encoding(value).map(|one| one.unwrap().weight).eq(weights.iter().copied()));
        }
        assert!(accept_encoding(b"*;q=0").next().unwrap().unwrap().is_any());
        let languages: Vec<_> = accept_language(b"da, en-gb;q=0.8, en;q=0.7").map(|one| one.unwrap().weight).collect();
        assert_eq!(languages, [1000, 800, 700]);
        assert!(accept_ranges(b"Bytes").next().unwrap().unwrap().is(b"bytes"));
        assert!(accept_ranges(b"none").next().unwrap().unwrap().is_none());
    }

    #[test]
    fn a_charset_a_coding_or_a_language_has_no_parameter_but_its_weight() {
        assert_eq!(accept_charset(b"a;x=y").next().unwrap(), Err(Refused::new(Violation::Weight, 2)));
        assert_eq!(accept_encoding(b"gzip;q=1;x=y").next().unwrap(), Err(Refused::new(Violation::ContentCoding, 8)));
        assert_eq!(accept_language(b"en;q=1 x").next().unwrap(), Err(Refused::new(Violation::LanguageRange, 7)));
        assert_eq!(written(&accept_encoding(b"X-GZIP;q=0.500 , *; q=0")), "gzip;q=0.5, *;q=0");
        assert_eq!(written(&accept_language(b"en-GB ; q=1.0,*;q=0.001")), "en-GB, *;q=0.001");
    }
}
