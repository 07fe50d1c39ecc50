// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! `ETag`, If-Match and If-None-Match: entity tags, alone and in lists (RFC 9110, 8.8.3, 13.1.1 and 13.1.2).

use crate::error::{Refused, Violation};
use crate::fields::members::{self, Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::trim;
use crate::grammar::pen::{Pen, Unwritable};

/// An entity tag: `[ "W/" ] DQUOTE *etagc DQUOTE`.
///
/// Two that are equal here are the same octet by octet. The comparisons of HTTP are [`strongly_matches`] and
/// [`weakly_matches`].
///
/// [`strongly_matches`]: EntityTag::strongly_matches
/// [`weakly_matches`]: EntityTag::weakly_matches
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityTag<'b> {
    /// It stands behind `W/`: representations that it names are equivalent, not the same.
    pub weak: bool,
    /// What stands between the quotes. A backslash is itself there: this is no quoted-string.
    pub opaque: &'b [u8],
}

/// The entity tags of a list.
pub type EntityTags<'b> = Members<'b, EntityTag<'b>>;

/// The value of If-Match or If-None-Match: `"*" / #entity-tag`.
#[derive(Clone, Copy, Debug)]
pub struct EntityTagList<'b> {
    /// It is `*`: any current representation there is. The list is empty then.
    pub any: bool,
    /// The list, member by member.
    pub tags: EntityTags<'b>,
}

/// Reads an `ETag`.
///
/// # Errors
/// `EntityTag`, at the octet that is none of it.
pub fn entity_tag(value: &[u8]) -> Result<EntityTag<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let tag = EntityTag::take(&mut cursor)?;
    cursor.end(Violation::EntityTag)?;
    Ok(tag)
}

/// Reads an If-Match or an If-None-Match.
///
/// A list that is none is found out as its members are taken: [`EntityTagList::check`] takes all of them.
#[must_use]
pub const fn entity_tag_list(value: &[u8]) -> EntityTagList<'_> {
    match trim(value) {
        b"*" => EntityTagList { any: true, tags: EntityTags::new(b"") },
        _ => EntityTagList { any: false, tags: EntityTags::new(value) },
    }
}

impl EntityTag<'_> {
    /// The strong comparison: both are not weak, and the same (RFC 9110, 8.8.3.2).
    #[must_use]
    pub fn strongly_matches(&self, other: &EntityTag<'_>) -> bool {
        !self.weak && !other.weak && self.opaque == other.opaque
    }

    /// The weak comparison: they are the same, be they weak or not (RFC 9110, 8.8.3.2).
    #[must_use]
    pub fn weakly_matches(&self, other: &EntityTag<'_>) -> bool {
        self.opaque == other.opaque
    }

    /// Writes it.
    ///
    /// # Errors
    /// `Value` for an octet that no entity tag holds: a DQUOTE, whitespace, a control character.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if !self.opaque.iter().copied().all(is_etagc) {
            return Err(Unwritable::Value);
        }
        pen.octets(if self.weak { b"W/\"" } else { b"\"" }).octets(self.opaque).octet(b'"');
        Ok(())
    }
}

impl EntityTagList<'_> {
    /// Takes all members.
    ///
    /// # Errors
    /// `EntityTag`, at the first octet that is none of the list.
    pub fn check(&self) -> Result<(), Refused> {
        let mut tags = self.tags;
        tags.find_map(Result::err).map_or(Ok(()), Err)
    }

    /// Whether it lists the tag by the strong comparison, as If-Match asks (RFC 9110, 13.1.1). `*` lists any.
    ///
    /// # Errors
    /// As [`check`](EntityTagList::check).
    pub fn lists_strongly(&self, tag: &EntityTag<'_>) -> Result<bool, Refused> {
        self.lists(|listed| listed.strongly_matches(tag))
    }

    /// Whether it lists the tag by the weak comparison, as If-None-Match asks (RFC 9110, 13.1.2). `*` lists any.
    ///
    /// # Errors
    /// As [`check`](EntityTagList::check).
    pub fn lists_weakly(&self, tag: &EntityTag<'_>) -> Result<bool, Refused> {
        self.lists(|listed| listed.weakly_matches(tag))
    }

    fn lists(&self, matches: impl Fn(&EntityTag<'_>) -> bool) -> Result<bool, Refused> {
        let mut listed = self.any;
        for tag in self.tags {
            listed |= matches(&tag?);
        }
        Ok(listed)
    }

    /// Writes `*` or the list.
    ///
    /// # Errors
    /// `Value` if a member is invalid.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if self.any {
            pen.octet(b'*');
            return Ok(());
        }
        self.tags.write(pen)
    }
}

/// Writes a list of entity tags.
///
/// # Errors
/// As [`EntityTag::write`].
pub fn write_list(pen: &mut Pen<'_>, tags: &[EntityTag<'_>]) -> Result<(), Unwritable> {
    members::write(pen, tags)
}

impl<'b> Member<'b> for EntityTag<'b> {
    const VIOLATION: Violation = Violation::EntityTag;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let weak = cursor.take(b'W');
        if weak {
            cursor.expect(b'/', Violation::EntityTag)?;
        }
        cursor.expect(b'"', Violation::EntityTag)?;
        let opaque = cursor.take_while(is_etagc);
        cursor.expect(b'"', Violation::EntityTag)?;
        Ok(EntityTag { weak, opaque })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

/// `etagc = %x21 / %x23-7E / obs-text` (RFC 9110, 8.8.3).
const fn is_etagc(octet: u8) -> bool {
    matches!(octet, b'!' | b'#'..=b'~' | 0x80..=0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_clause_are_read() {
        // RFC 9110, 8.8.3.
        let table: [(&[u8], bool, &[u8]); 4] = [
            (b"\"xyzzy\"", false, b"xyzzy"),
            (b"W/\"xyzzy\"", true, b"xyzzy"),
            (b"\"\"", false, b""),
            (b" \"a\\b,\xe9\" ", false, b"a\\b,\xe9"),
        ];
        for (value, weak, opaque) in table {
            assert_eq!(entity_tag(value), Ok(EntityTag { weak, opaque }), "{value:?}");
        }
    }

    #[test]
    fn the_table_of_comparisons_holds() {
        // RFC 9110, 8.8.3.2.
        let table: [(&[u8], &[u8], bool, bool); 4] = [
            (b"W/\"1\"", b"W/\"1\"", false, true),
            (b"W/\"1\"", b"W/\"2\"", false, false),
            (b"W/\"1\"", b"\"1\"", false, true),
            (b"\"1\"", b"\"1\"", true, true),
        ];
        for (one, other, strong, weak) in table {
            let (one, other) = (entity_tag(one).unwrap(), entity_tag(other).unwrap());
            assert_eq!((one.strongly_matches(&other), one.weakly_matches(&other)), (strong, weak));
        }
    }

    #[test]
    fn what_is_no_entity_tag_is_refused_where_it_breaks() {
        let table: [(&[u8], usize); 9] = [
            (b"", 0),
            (b"xyzzy", 0),
            (b"w/\"a\"", 0),
            (b"W\"a\"", 1),
            (b"W/a", 2),
            (b"\"a", 2),
            (b"\"a b\"", 2),
            (b"\"a\"b", 3),
            (b"\"a\", \"b\"", 3),
        ];
        for (value, at) in table {
            assert_eq!(entity_tag(value), Err(Refused::new(Violation::EntityTag, at)), "{value:?}");
        }
    }

    #[test]
    fn the_examples_of_the_lists_are_read() {
        // RFC 9110, 13.1.1 and 13.1.2.
        for (value, count) in [
            (&b"\"xyzzy\""[..], 1),
            (b"\"xyzzy\", \"r2d2xxxx\", \"c3piozzzz\"", 3),
            (b"W/\"xyzzy\",, W/\"r2d2xxxx\" ,W/\"c3,p\"", 3),
        ] {
            let list = entity_tag_list(value);
            assert_eq!((list.any, list.check(), list.tags.count()), (false, Ok(()), count), "{value:?}");
        }
        let list = entity_tag_list(b" * ");
        assert!(list.any && list.tags.count() == 0);
    }

    #[test]
    fn a_list_matches_strongly_or_weakly() {
        let list = entity_tag_list(b"\"a\", W/\"b\"");
        let b = EntityTag { weak: false, opaque: b"b" };
        assert_eq!((list.lists_strongly(&b), list.lists_weakly(&b)), (Ok(false), Ok(true)));
        assert_eq!(entity_tag_list(b"*").lists_strongly(&b), Ok(true));
        assert_eq!(entity_tag_list(b"*, \"b\"").lists_weakly(&b), Err(Refused::new(Violation::EntityTag, 0)));
        // An invalid list has no verdict, although it lists the tag.
        assert_eq!(entity_tag_list(b"\"b\", c").lists_weakly(&b), Err(Refused::new(Violation::EntityTag, 5)));
    }

    #[test]
    fn only_entity_tags_are_written() {
        let mut room = [0; 16];
        let mut pen = Pen::new(&mut room);
        write_list(&mut pen, &[EntityTag { weak: false, opaque: b"a" }, EntityTag { weak: true, opaque: b"b" }])
            .unwrap();
        assert_eq!(pen.written().unwrap(), b"\"a\", W/\"b\"");
        for opaque in [&b"a\""[..], b"a b", b"a\r\n"] {
            assert_eq!(EntityTag { weak: true, opaque }.write(&mut Pen::new(&mut [0; 9])), Err(Unwritable::Value));
        }
    }
}
