// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Lists (RFC 9651, 3.1).

use crate::error::{Refused, Violation};
use crate::fields::structured::item::Member;
use crate::fields::structured::parameters::spaces;
use crate::fields::structured::writer::Writer;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// The members of a list that was found to be valid.
#[derive(Clone, Copy, Debug)]
pub struct List<'b> {
    cursor: Cursor<'b>,
}

/// Reads a field that is a list (RFC 9651, 4.2.1). An empty one is a list, too.
///
/// # Errors
/// `SfList` for what is no comma behind a member, and for a comma behind the last; as its items; `SfInnerList`.
pub fn list(value: &[u8]) -> Result<List<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    spaces(&mut cursor);
    let start = cursor;
    while !cursor.is_at_end() {
        Member::take(&mut cursor)?;
        separator(&mut cursor, Violation::SfList)?;
    }
    Ok(List { cursor: start })
}

impl<'b> List<'b> {
    /// Goes on with what [`rest`](Self::rest) was.
    #[must_use]
    pub const fn of_checked(octets: &'b [u8]) -> Self {
        List { cursor: Cursor::new(octets) }
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

    /// Writes the members not taken yet, in the one way there is for them (RFC 9651, 4.1.1). Of none, nothing is
    /// written: then there is to be no field.
    ///
    /// # Errors
    /// `Value` for more parameters of a member than [`distinct`](super::distinct) sorts.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let mut writer = Writer::LIST;
        for member in *self {
            member.write_to(&mut writer, pen)?;
        }
        writer.finish()
    }
}

impl<'b> Iterator for List<'b> {
    type Item = Member<'b>;

    fn next(&mut self) -> Option<Member<'b>> {
        if self.cursor.is_at_end() {
            return None;
        }
        let member = Member::take(&mut self.cursor).ok()?;
        separator(&mut self.cursor, Violation::SfList).ok()?;
        Some(member)
    }
}

/// Takes what stands between two members, or spaces at the end of the field. A comma must have a member behind it.
pub(super) fn separator(cursor: &mut Cursor<'_>, violation: Violation) -> Result<(), Refused> {
    let behind = *cursor;
    spaces(cursor);
    if cursor.is_at_end() {
        return Ok(());
    }
    *cursor = behind;
    cursor.ows();
    cursor.expect(b',', violation)?;
    cursor.ows();
    if cursor.is_at_end() { Err(cursor.refuse(violation)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rewritten(value: &[u8]) -> Result<String, Refused> {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        list(value)?.write(&mut pen).unwrap();
        Ok(String::from_utf8(pen.written().unwrap().to_vec()).unwrap())
    }

    #[test]
    fn the_examples_of_the_rfc_are_read_and_written() {
        for value in [
            "sugar, tea, rum",
            "(\"foo\" \"bar\"), (\"baz\"), (\"bat\" \"one\"), ()",
            "(\"foo\";a=1;b=2);lvl=5, (\"bar\" \"baz\");lvl=1",
            "abc;a=1;b=2;cde_456, (ghi;jk=4 l);q=\"9\";r=w",
            "",
        ] {
            assert_eq!(rewritten(value.as_bytes()).as_deref(), Ok(value));
        }
        assert_eq!(rewritten(b"  a;  b=?1\t,\t( c   d );e=?0;e  ").as_deref(), Ok("a;b, (c d);e"));
    }

    #[test]
    fn what_is_no_list_is_refused_where_it_breaks() {
        for (value, violation, at) in [
            ("a,", Violation::SfList, 2),
            ("a, ", Violation::SfList, 3),
            ("a b", Violation::SfList, 2),
            ("a\t", Violation::SfList, 2),
            ("\ta", Violation::SfItem, 0),
            (",a", Violation::SfItem, 0),
            ("a,,b", Violation::SfItem, 2),
            ("(a", Violation::SfInnerList, 2),
            ("(a\tb)", Violation::SfInnerList, 2),
            ("(a\"b\")", Violation::SfInnerList, 2),
            ("(a,b)", Violation::SfInnerList, 2),
            ("((a))", Violation::SfItem, 1),
            ("a;", Violation::SfKey, 2),
            ("a;B", Violation::SfKey, 2),
            ("a;b=", Violation::SfItem, 4),
            ("a ;b", Violation::SfList, 2),
            ("a;b =1", Violation::SfList, 4),
            ("a;b=(c)", Violation::SfItem, 4),
        ] {
            assert_eq!(rewritten(value.as_bytes()), Err(Refused::new(violation, at)), "{value}");
        }
    }

    #[test]
    fn members_are_pulled_and_may_be_gone_on_with() {
        let mut all = list(b"a;x, (b c;y);z, 1").unwrap();
        assert!(all.next().unwrap().parameters().find(b"x").is_some());
        assert_eq!((all.rest(), all.at()), (&b"(b c;y);z, 1"[..], 5));
        let mut all = List::of_checked(all.rest());
        let Some(Member::InnerList(inner)) = all.next() else { panic!("no inner list") };
        assert_eq!((inner.items.count(), inner.parameters.count(), all.count()), (2, 1, 1));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_in_one_way(value in "([a-b]|\\(|\\)| |;[a-b]|;[a-b]=[0-9?]1|, ?){0,16}") {
            if let Ok(once) = rewritten(value.as_bytes()) {
                prop_assert_eq!(rewritten(once.as_bytes()), Ok(once.clone()));
            }
        }
    }
}
