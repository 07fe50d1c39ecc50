// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Items and inner lists, of which lists and dictionaries are made (RFC 9651, 3.1.1 and 3.3).

use crate::error::{Refused, Violation};
use crate::fields::structured::bare::{self, BareItem};
use crate::fields::structured::parameters::{SfParameters, spaces};
use crate::fields::structured::writer::Writer;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// An item: a bare item and its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'b> {
    /// Without parameters.
    pub bare: BareItem<'b>,
    /// Its parameters.
    pub parameters: SfParameters<'b>,
}

/// An inner list: items, and parameters of all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InnerList<'b> {
    /// The items.
    pub items: Items<'b>,
    /// The parameters of the list.
    pub parameters: SfParameters<'b>,
}

/// A member of a list or of a dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Member<'b> {
    /// An item.
    Item(Item<'b>),
    /// An inner list.
    InnerList(InnerList<'b>),
}

/// Reads a field that is an item (RFC 9651, 4.2).
///
/// # Errors
/// `SfItem` where none begins, and for what stands behind it; as its bare item; `SfKey`.
pub fn item(value: &[u8]) -> Result<Item<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    spaces(&mut cursor);
    let item = Item::take(&mut cursor)?;
    spaces(&mut cursor);
    if cursor.is_at_end() { Ok(item) } else { Err(cursor.refuse(Violation::SfItem)) }
}

impl<'b> Item<'b> {
    /// An item without parameters.
    #[must_use]
    pub const fn plain(bare: BareItem<'b>) -> Self {
        Item { bare, parameters: SfParameters::NONE }
    }

    /// Writes it in the one way there is for it (RFC 9651, 4.1.3).
    ///
    /// # Errors
    /// As [`BareItem::write`]; `Value` for more parameters than [`distinct`](super::distinct) sorts.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let mut writer = Writer::ITEM;
        self.write_to(&mut writer, pen)?;
        writer.finish()
    }

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        Ok(Item { bare: bare::take(cursor)?, parameters: SfParameters::take(cursor)? })
    }

    fn write_to(&self, writer: &mut Writer, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        writer.bare(pen, &self.bare)?;
        self.parameters.write(writer, pen)
    }
}

impl<'b> Member<'b> {
    /// Its parameters.
    #[must_use]
    pub const fn parameters(&self) -> SfParameters<'b> {
        match self {
            Member::Item(item) => item.parameters,
            Member::InnerList(list) => list.parameters,
        }
    }

    /// Takes an item or an inner list (RFC 9651, 4.2.1.1).
    pub(super) fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        match cursor.peek() {
            Some(b'(') => Ok(Member::InnerList(InnerList::take(cursor)?)),
            _ => Ok(Member::Item(Item::take(cursor)?)),
        }
    }

    pub(super) fn write_to(&self, writer: &mut Writer, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match self {
            Member::Item(item) => item.write_to(writer, pen),
            Member::InnerList(list) => list.write_to(writer, pen),
        }
    }
}

impl<'b> InnerList<'b> {
    /// Takes an inner list (RFC 9651, 4.2.1.2).
    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        cursor.expect(b'(', Violation::SfInnerList)?;
        let start = cursor.at();
        loop {
            let separated = spaces(cursor) > 0 || cursor.at() == start;
            match cursor.peek() {
                Some(b')') => break,
                Some(_) if separated => Item::take(cursor)?,
                _ => return Err(cursor.refuse(Violation::SfInnerList)),
            };
        }
        let items = Items { cursor: Cursor::new(cursor.since(start)) };
        cursor.skip(1);
        Ok(InnerList { items, parameters: SfParameters::take(cursor)? })
    }

    fn write_to(&self, writer: &mut Writer, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        writer.open(pen)?;
        for item in self.items {
            item.write_to(writer, pen)?;
        }
        writer.close(pen)?;
        self.parameters.write(writer, pen)
    }
}

/// The items of an inner list that was found to be valid.
#[derive(Clone, Copy, Debug)]
pub struct Items<'b> {
    cursor: Cursor<'b>,
}

impl<'b> Items<'b> {
    /// Goes on with what [`rest`](Self::rest) was.
    #[must_use]
    pub const fn of_checked(octets: &'b [u8]) -> Self {
        Items { cursor: Cursor::new(octets) }
    }

    /// What has not been taken yet.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }
}

impl PartialEq for Items<'_> {
    /// The same in the same order.
    fn eq(&self, other: &Self) -> bool {
        Iterator::eq(*self, *other)
    }
}

impl Eq for Items<'_> {}

impl<'b> Iterator for Items<'b> {
    type Item = Item<'b>;

    fn next(&mut self) -> Option<Item<'b>> {
        spaces(&mut self.cursor);
        if self.cursor.is_at_end() {
            return None;
        }
        Item::take(&mut self.cursor).ok()
    }
}
