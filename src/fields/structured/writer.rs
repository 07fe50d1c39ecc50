// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Structured fields written piece by piece (RFC 9651, 4.1).

use crate::fields::structured::bare::BareItem;
use crate::fields::structured::parameters::is_key;
use crate::grammar::pen::{Pen, Unwritable};

/// Writes a structured field, with what stands between its pieces: it knows where in the field the pen stands.
///
/// A key is to be given once: that it is not is only seen by who reads it, and takes the last.
///
/// ```
/// use oyez::fields::structured::{BareItem, Writer};
/// use oyez::grammar::pen::Pen;
///
/// let mut room = [0; 64];
/// let mut pen = Pen::new(&mut room);
/// let mut writer = Writer::DICTIONARY;
/// writer.key(&mut pen, b"u")?;
/// writer.bare(&mut pen, &BareItem::Integer(2))?;
/// writer.key(&mut pen, b"i")?;
/// writer.bare(&mut pen, &BareItem::Boolean(true))?;
/// writer.parameter(&mut pen, b"q", &BareItem::Token(b"w"))?;
/// writer.finish()?;
/// assert_eq!(pen.written()?, b"u=2, i;q=w");
/// # Ok::<(), oyez::grammar::pen::Unwritable>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    kind: Kind,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Item,
    List,
    Dictionary,
}

/// Where in the field the writer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    /// Behind a key, where a member stands or its parameters.
    Key,
    /// Behind a member, where its parameters stand.
    Member,
    /// Behind the "(" of an inner list.
    Open,
    /// Behind an item of an inner list.
    InnerItem,
}

impl Writer {
    /// For a field that is an item: `bare` is called once.
    pub const ITEM: Writer = Writer { kind: Kind::Item, place: Place::Start };

    /// For a field that is a list.
    pub const LIST: Writer = Writer { kind: Kind::List, place: Place::Start };

    /// For a field that is a dictionary: a key is written before each member.
    pub const DICTIONARY: Writer = Writer { kind: Kind::Dictionary, place: Place::Start };

    /// Writes the key of the member that follows. A key that none follows says ?1.
    ///
    /// # Errors
    /// `Value` for what is no key, or in another place.
    pub fn key(&mut self, pen: &mut Pen<'_>, key: &[u8]) -> Result<(), Unwritable> {
        let separator: &[u8] = match (self.kind, self.place) {
            (Kind::Dictionary, Place::Start) => b"",
            (Kind::Dictionary, Place::Key | Place::Member) => b", ",
            _ => return Err(Unwritable::Value),
        };
        if !is_key(key) {
            return Err(Unwritable::Value);
        }
        pen.octets(separator).octets(key);
        self.place = Place::Key;
        Ok(())
    }

    /// Writes an item: a member of the field, or of the inner list that is open.
    ///
    /// # Errors
    /// As [`BareItem::write`]; `Value` in another place.
    pub fn bare(&mut self, pen: &mut Pen<'_>, bare: &BareItem<'_>) -> Result<(), Unwritable> {
        // ?1 goes without saying behind a key (RFC 9651, 4.1.2).
        if self.place == Place::Key && *bare == BareItem::Boolean(true) {
            self.place = Place::Member;
            return Ok(());
        }
        let behind = self.begin(pen)?;
        bare.write(pen)?;
        self.place = behind;
        Ok(())
    }

    /// Writes a parameter of the item or inner list before it.
    ///
    /// # Errors
    /// As [`BareItem::write`]; `Value` for what is no key, or in another place.
    pub fn parameter(&mut self, pen: &mut Pen<'_>, key: &[u8], value: &BareItem<'_>) -> Result<(), Unwritable> {
        let behind = match self.place {
            Place::Key | Place::Member => Place::Member,
            Place::InnerItem => Place::InnerItem,
            Place::Start | Place::Open => return Err(Unwritable::Value),
        };
        if !is_key(key) {
            return Err(Unwritable::Value);
        }
        pen.octet(b';').octets(key);
        if *value != BareItem::Boolean(true) {
            value.write(pen.octet(b'='))?;
        }
        self.place = behind;
        Ok(())
    }

    /// Opens an inner list.
    ///
    /// # Errors
    /// `Value` in another place: one within another, too.
    pub fn open(&mut self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if self.kind == Kind::Item || self.begin(pen)? == Place::InnerItem {
            return Err(Unwritable::Value);
        }
        pen.octet(b'(');
        self.place = Place::Open;
        Ok(())
    }

    /// Closes the inner list that is open. Parameters that follow are the list's.
    ///
    /// # Errors
    /// `Value` if none is.
    pub fn close(&mut self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match self.place {
            Place::Open | Place::InnerItem => {
                pen.octet(b')');
                self.place = Place::Member;
                Ok(())
            }
            Place::Start | Place::Key | Place::Member => Err(Unwritable::Value),
        }
    }

    /// The field is whole.
    ///
    /// # Errors
    /// `Value` if an inner list is open, or there is no item.
    pub fn finish(self) -> Result<(), Unwritable> {
        match (self.kind, self.place) {
            (_, Place::Open | Place::InnerItem) | (Kind::Item, Place::Start) => Err(Unwritable::Value),
            _ => Ok(()),
        }
    }

    /// Writes what separates an item or inner list from what stands before; the place behind it.
    fn begin(&mut self, pen: &mut Pen<'_>) -> Result<Place, Unwritable> {
        let (separator, behind): (&[u8], Place) = match (self.kind, self.place) {
            (Kind::Item | Kind::List, Place::Start) => (b"", Place::Member),
            (Kind::List, Place::Member) => (b", ", Place::Member),
            (Kind::Dictionary, Place::Key) => (b"=", Place::Member),
            (_, Place::Open) => (b"", Place::InnerItem),
            (_, Place::InnerItem) => (b" ", Place::InnerItem),
            _ => return Err(Unwritable::Value),
        };
        pen.octets(separator);
        Ok(behind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUE: BareItem<'_> = BareItem::Boolean(true);
    const ONE: BareItem<'_> = BareItem::Integer(1);

    fn written(
        mut writer: Writer,
        write: impl FnOnce(&mut Writer, &mut Pen<'_>) -> Result<(), Unwritable>,
    ) -> Option<String> {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        write(&mut writer, &mut pen).ok()?;
        writer.finish().ok()?;
        Some(String::from_utf8(pen.written().unwrap().to_vec()).unwrap())
    }

    #[test]
    fn what_stands_between_pieces_is_written() {
        let list = written(Writer::LIST, |writer, pen| {
            writer.bare(pen, &ONE)?;
            writer.parameter(pen, b"a", &TRUE)?;
            writer.open(pen)?;
            writer.bare(pen, &TRUE)?;
            writer.parameter(pen, b"b", &ONE)?;
            writer.bare(pen, &ONE)?;
            writer.close(pen)?;
            writer.parameter(pen, b"c", &BareItem::Boolean(false))?;
            writer.open(pen)?;
            writer.close(pen)
        });
        assert_eq!(list.as_deref(), Some("1;a, (?1;b=1 1);c=?0, ()"));
        let dictionary = written(Writer::DICTIONARY, |writer, pen| {
            writer.key(pen, b"a")?;
            writer.key(pen, b"b")?;
            writer.parameter(pen, b"c", &ONE)?;
            writer.key(pen, b"d")?;
            writer.open(pen)?;
            writer.bare(pen, &TRUE)?;
            writer.close(pen)?;
            writer.key(pen, b"e")?;
            writer.bare(pen, &ONE)
        });
        assert_eq!(dictionary.as_deref(), Some("a, b;c=1, d=(?1), e=1"));
        assert_eq!(written(Writer::LIST, |_, _| Ok(())).as_deref(), Some(""));
    }

    #[test]
    fn what_has_no_place_is_not_written() {
        let twice =
            |writer: &mut Writer, pen: &mut Pen<'_>| writer.bare(pen, &ONE).and_then(|()| writer.bare(pen, &ONE));
        assert_eq!(written(Writer::ITEM, twice), None);
        assert_eq!(written(Writer::DICTIONARY, twice), None);
        assert_eq!(written(Writer::ITEM, |_, _| Ok(())), None);
        assert_eq!(written(Writer::ITEM, Writer::open), None);
        assert_eq!(written(Writer::LIST, Writer::open), None);
        assert_eq!(written(Writer::LIST, Writer::close), None);
        assert_eq!(written(Writer::LIST, |writer, pen| writer.key(pen, b"a")), None);
        assert_eq!(written(Writer::LIST, |writer, pen| writer.open(pen).and_then(|()| writer.open(pen))), None);
        assert_eq!(written(Writer::LIST, |writer, pen| writer.parameter(pen, b"a", &ONE)), None);
        for key in [&b""[..], b"A", b"1", b"a b", b"a=", b"\xe9"] {
            assert_eq!(written(Writer::DICTIONARY, |writer, pen| writer.key(pen, key)), None);
        }
    }
}
