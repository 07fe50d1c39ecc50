// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Dictionaries (RFC 9651, 3.2).

use crate::error::{Refused, Violation};
use crate::fields::structured::bare::BareItem;
use crate::fields::structured::distinct;
use crate::fields::structured::item::{Item, Member};
use crate::fields::structured::list::separator;
use crate::fields::structured::parameters::{SfParameters, spaces, take_key};
use crate::fields::structured::writer::Writer;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A member of a dictionary, with its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'b> {
    /// Its key, in lower case.
    pub key: &'b [u8],
    /// What it says; ?1 where nothing stands.
    pub member: Member<'b>,
}

/// The members of a dictionary that was found to be valid, in order, those included that a later one supersedes.
#[derive(Clone, Copy, Debug)]
pub struct Dictionary<'b> {
    cursor: Cursor<'b>,
}

/// Reads a field that is a dictionary (RFC 9651, 4.2.2). An empty one is a dictionary, too.
///
/// # Errors
/// `SfDictionary` for what is no comma behind a member, and for a comma behind the last; `SfKey`; as its items;
/// `SfInnerList`.
pub fn dictionary(value: &[u8]) -> Result<Dictionary<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    spaces(&mut cursor);
    let start = cursor;
    while !cursor.is_at_end() {
        Entry::take(&mut cursor)?;
    }
    Ok(Dictionary { cursor: start })
}

impl<'b> Entry<'b> {
    /// Takes a key and what it stands for, and what separates it from the next.
    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let key = take_key(cursor)?;
        let member = if cursor.take(b'=') {
            Member::take(cursor)?
        } else {
            Member::Item(Item { bare: BareItem::Boolean(true), parameters: SfParameters::take(cursor)? })
        };
        separator(cursor, Violation::SfDictionary)?;
        Ok(Entry { key, member })
    }
}

impl<'b> Dictionary<'b> {
    /// Goes on with what [`rest`](Self::rest) was.
    #[must_use]
    pub const fn of_checked(octets: &'b [u8]) -> Self {
        Dictionary { cursor: Cursor::new(octets) }
    }

    /// What has not been taken yet.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// Octets taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.cursor.at()
    }

    /// The member with this key: the last, if there are several. It takes a walk over all of them.
    #[must_use]
    pub fn find(&self, key: &[u8]) -> Option<Member<'b>> {
        self.filter(|entry| entry.key == key).last().map(|entry| entry.member)
    }

    /// Writes the members not taken yet, in the one way there is for them (RFC 9651, 4.1.2). Of none, nothing is
    /// written: then there is to be no field.
    ///
    /// # Errors
    /// `Value` for more members, or parameters of one, than [`distinct`](super::distinct) sorts.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let mut writer = Writer::DICTIONARY;
        let key = |cursor: &mut Cursor<'b>| match cursor.is_at_end() {
            true => None,
            false => Entry::take(cursor).ok().map(|entry| entry.key),
        };
        distinct::each(self.rest(), key, |octets| {
            let entry = Entry::take(&mut Cursor::new(octets)).map_err(|_| Unwritable::Value)?;
            writer.key(pen, entry.key)?;
            entry.member.write_to(&mut writer, pen)
        })?;
        writer.finish()
    }
}

impl<'b> Iterator for Dictionary<'b> {
    type Item = Entry<'b>;

    fn next(&mut self) -> Option<Entry<'b>> {
        if self.cursor.is_at_end() {
            return None;
        }
        Entry::take(&mut self.cursor).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rewritten(value: &[u8]) -> Result<String, Refused> {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        dictionary(value)?.write(&mut pen).unwrap();
        Ok(String::from_utf8(pen.written().unwrap().to_vec()).unwrap())
    }

    #[test]
    fn the_examples_of_the_rfc_are_read_and_written() {
        for value in [
            "en=\"Applepie\", da=:w4ZibGV0w6ZydGU=:",
            "a=?0, b, c;foo=bar",
            "rating=1.5, feelings=(joy sadness)",
            "a=(1 2), b=3, c=4;aa=bb, d=(5 6);valid",
            "",
        ] {
            assert_eq!(rewritten(value.as_bytes()).as_deref(), Ok(value));
        }
        assert_eq!(rewritten(b" a=?1;b , c=?1\t,d= 1"), Err(Refused::new(Violation::SfItem, 18)));
    }

    #[test]
    fn the_last_value_counts_in_the_place_of_the_first() {
        let value = b"a=1, b=2;x;y=1;x=3, a, c=?1, b, a=(4);z;z=?0";
        assert_eq!(rewritten(value).as_deref(), Ok("a=(4);z=?0, b, c"));
        let read = dictionary(value).unwrap();
        assert_eq!(read.count(), 6);
        assert!(matches!(read.find(b"b"), Some(Member::Item(Item { bare: BareItem::Boolean(true), .. }))));
        assert_eq!(read.find(b"d"), None);
    }

    #[test]
    fn what_is_no_dictionary_is_refused_where_it_breaks() {
        for (value, violation, at) in [
            ("A=1", Violation::SfKey, 0),
            ("1", Violation::SfKey, 0),
            ("a=1,", Violation::SfDictionary, 4),
            ("a=1 b", Violation::SfDictionary, 4),
            ("a =1", Violation::SfDictionary, 2),
            ("a=", Violation::SfItem, 2),
            ("a, ,b", Violation::SfKey, 3),
            ("a=(1", Violation::SfInnerList, 4),
        ] {
            assert_eq!(rewritten(value.as_bytes()), Err(Refused::new(violation, at)), "{value}");
        }
    }

    /// What a map makes of it.
    fn modelled(value: &[u8]) -> Vec<(Vec<u8>, Member<'_>)> {
        let mut all: Vec<(Vec<u8>, Member<'_>)> = Vec::new();
        for entry in dictionary(value).unwrap() {
            match all.iter_mut().find(|(key, _)| key == entry.key) {
                Some((_, member)) => *member = entry.member,
                None => all.push((entry.key.to_vec(), entry.member)),
            }
        }
        all
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_in_one_way(
            keys in proptest::collection::vec((0u16..400, 0u8..10), 0..200),
            few in any::<bool>()
        ) {
            let key = |key: u16| if few { key % 5 } else { key };
            let pairs: Vec<_> = keys.iter().map(|(number, value)| format!("k{}={value}", key(*number))).collect();
            let value = pairs.join(", ");
            let read = dictionary(value.as_bytes()).unwrap();
            let mut room = vec![0; 5000];
            let mut pen = Pen::new(&mut room);
            read.write(&mut pen).unwrap();
            let written = pen.written().unwrap();
            let told: Vec<_> =
                dictionary(written).unwrap().map(|entry| (entry.key.to_vec(), entry.member)).collect();
            prop_assert_eq!(told, modelled(value.as_bytes()));
        }
    }
}
