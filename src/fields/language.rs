// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Language tags and basic language ranges (RFC 9110, 8.5 and 12.5.4; RFC 5646, 2.1; RFC 4647, 2.1 and 3.3.1).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A language tag: subtags of one to eight letters or digits between hyphens, the first of letters only.
///
/// That much any tag has in common; whether subtags are registered is not asked (RFC 5646, 2.2.9: well-formed or not).
#[derive(Clone, Copy, Debug)]
pub struct LanguageTag<'b> {
    /// As received.
    pub tag: &'b [u8],
}

/// A basic language range: a tag, or `*`.
#[derive(Clone, Copy, Debug)]
pub struct LanguageRange<'b> {
    /// As received.
    pub range: &'b [u8],
}

/// The members of a Content-Language.
pub type ContentLanguage<'b> = Members<'b, LanguageTag<'b>>;

/// Reads a Content-Language, `#language-tag` (RFC 9110, 8.5), member by member.
#[must_use]
pub const fn content_language(value: &[u8]) -> ContentLanguage<'_> {
    ContentLanguage::new(value)
}

/// Reads a language tag.
///
/// # Errors
/// `LanguageTag`, at the octet that is none of a subtag.
pub fn language_tag(value: &[u8]) -> Result<LanguageTag<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let tag = LanguageTag::take(&mut cursor)?;
    cursor.end(Violation::LanguageTag)?;
    Ok(tag)
}

/// Reads a basic language range.
///
/// # Errors
/// `LanguageRange`, at the octet that is none of it.
pub fn language_range(value: &[u8]) -> Result<LanguageRange<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let range = take_range(&mut cursor)?;
    cursor.end(Violation::LanguageRange)?;
    Ok(range)
}

impl<'b> LanguageTag<'b> {
    /// The first subtag, which names the language.
    #[must_use]
    pub fn primary(&self) -> &'b [u8] {
        self.tag.split(|octet| *octet == b'-').next().unwrap_or(self.tag)
    }

    /// Writes the tag as it is.
    ///
    /// # Errors
    /// `Value` for what is no tag.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        language_tag(self.tag).map_err(|_| Unwritable::Value)?;
        pen.token(self.tag)?;
        Ok(())
    }
}

impl PartialEq for LanguageTag<'_> {
    /// Tags are the same in any case (RFC 5646, 2.1.1).
    fn eq(&self, other: &Self) -> bool {
        self.tag.eq_ignore_ascii_case(other.tag)
    }
}

impl Eq for LanguageTag<'_> {}

impl LanguageRange<'_> {
    /// Whether it is `*`.
    #[must_use]
    pub const fn is_any(&self) -> bool {
        matches!(self.range, b"*")
    }

    /// Whether the range matches a tag by basic filtering (RFC 4647, 3.3.1): it is the tag, or the tag goes on
    /// with a hyphen behind it.
    #[must_use]
    pub fn matches(&self, tag: &LanguageTag<'_>) -> bool {
        let same = |start: &[u8]| start.eq_ignore_ascii_case(self.range);
        self.is_any()
            || match tag.tag.split_at_checked(self.range.len()) {
                Some((start, [] | [b'-', ..])) => same(start),
                _ => false,
            }
    }

    /// Writes the range as it is.
    ///
    /// # Errors
    /// `Value` for what is no range.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        language_range(self.range).map_err(|_| Unwritable::Value)?;
        pen.token(self.range)?;
        Ok(())
    }
}

impl PartialEq for LanguageRange<'_> {
    /// Ranges are the same in any case (RFC 4647, 2).
    fn eq(&self, other: &Self) -> bool {
        self.range.eq_ignore_ascii_case(other.range)
    }
}

impl Eq for LanguageRange<'_> {}

impl<'b> Member<'b> for LanguageTag<'b> {
    const VIOLATION: Violation = Violation::LanguageTag;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        Ok(LanguageTag { tag: take_tag(cursor, Violation::LanguageTag)? })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

/// Takes a basic language range.
///
/// # Errors
/// `LanguageRange`, at the octet that is none of it.
pub fn take_range<'b>(cursor: &mut Cursor<'b>) -> Result<LanguageRange<'b>, Refused> {
    let start = cursor.at();
    if cursor.take(b'*') {
        return Ok(LanguageRange { range: cursor.since(start) });
    }
    Ok(LanguageRange { range: take_tag(cursor, Violation::LanguageRange)? })
}

/// Takes `1*8ALPHA *( "-" 1*8alphanum )` (RFC 4647, 2.1).
///
/// # Errors
/// `violation`, at the octet that is none of it.
pub fn take_tag<'b>(cursor: &mut Cursor<'b>, violation: Violation) -> Result<&'b [u8], Refused> {
    let start = cursor.at();
    take_subtag(cursor, violation, |octet| octet.is_ascii_alphabetic())?;
    while cursor.take(b'-') {
        take_subtag(cursor, violation, |octet| octet.is_ascii_alphanumeric())?;
    }
    Ok(cursor.since(start))
}

fn take_subtag(cursor: &mut Cursor<'_>, violation: Violation, class: fn(u8) -> bool) -> Result<(), Refused> {
    let start = cursor.at();
    match cursor.take_while(class).len() {
        0 => Err(cursor.refuse(violation)),
        1..=8 => Ok(()),
        _ => Err(Refused::new(violation, start.saturating_add(8))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tags_of_the_rfcs_are_read() {
        // RFC 9110, 8.5.1; RFC 2616, 3.10; RFC 5646, appendix A.
        for tag in [
            "fr",
            "en-US",
            "es-419",
            "az-Arab",
            "x-pig-latin",
            "man-Nkoo-GN",
            "i-cherokee",
            "zh-cmn-Hans-CN",
            "sl-IT-nedis",
            "de-CH-1901",
            "en-US-u-islamcal",
            "x-whatever",
            "ast",
            "qaa-Qaaa-QM-x-southern",
        ] {
            assert_eq!(language_tag(tag.as_bytes()).unwrap().tag, tag.as_bytes());
        }
        let list: Vec<_> = content_language(b"mi, en").map(|tag| tag.unwrap().primary()).collect();
        assert_eq!(list, [b"mi", b"en"]);
    }

    #[test]
    fn what_is_no_tag_is_refused_where_it_breaks() {
        let table: [(&[u8], usize); 9] = [
            (b"", 0),
            (b"*", 0),
            (b"-en", 0),
            (b"en-", 3),
            (b"en--us", 3),
            (b"4en", 0),
            (b"en_US", 2),
            (b"abcdefghi", 8),
            (b"en US", 3),
        ];
        for (value, at) in table {
            assert_eq!(language_tag(value), Err(Refused::new(Violation::LanguageTag, at)), "{value:?}");
        }
    }

    #[test]
    fn a_range_matches_whole_subtags_from_the_left() {
        // RFC 4647, 3.3.1.
        let matches = |range: &[u8], tag: &[u8]| language_range(range).unwrap().matches(&LanguageTag { tag });
        for tag in [&b"de-de"[..], b"DE-DE-1996", b"de-DE"] {
            assert!(matches(b"de-de", tag) && matches(b"*", tag) && matches(b"de", tag));
        }
        for tag in [&b"de-Deva"[..], b"de-Latn-DE", b"de", b"en"] {
            assert!(!matches(b"de-de", tag));
        }
        assert!(!matches(b"de", b"den"));
    }

    #[test]
    fn extended_ranges_are_no_basic_ones() {
        assert_eq!(language_range(b"de-*-DE"), Err(Refused::new(Violation::LanguageRange, 3)));
        assert_eq!(language_range(b"*-CH"), Err(Refused::new(Violation::LanguageRange, 1)));
    }

    #[test]
    fn only_tags_are_written() {
        let tag = LanguageTag { tag: b"en\r\nx" };
        assert_eq!(tag.write(&mut Pen::new(&mut [0; 9])), Err(Unwritable::Value));
    }
}
