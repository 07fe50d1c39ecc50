// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Structured fields (RFC 9651)
//!
//! A field is read whole, its lines joined by ", ": one broken member spoils
//! all. Of a key that stands twice, the last counts: _find gives that one,
//! _next all of them, and _write leaves out what was superseded.

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Written, lent};
use crate::capi::values::text::{oyez_encoding, oyez_members, oyez_members_of, oyez_word};
use crate::error::Misuse;
use crate::fields::structured::{
    self, BareItem, Bytes, Decimal, Dictionary, DisplayString, Item, Items, List, Member, SfParameters, Writer,
};
use crate::grammar::pen::Pen;

/// What a bare item is (RFC 9651, 3.3).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_sf_kind {
    /// None: the member is an inner list.
    OYEZ_SF_INNER_LIST = 0,
    /// `number`, of fifteen digits at most.
    OYEZ_SF_INTEGER = 1,
    /// `number` is so many thousandths.
    OYEZ_SF_DECIMAL = 2,
    /// `text`, printable ASCII.
    OYEZ_SF_STRING = 3,
    /// `text`.
    OYEZ_SF_TOKEN = 4,
    /// `text`, any octets.
    OYEZ_SF_BYTES = 5,
    /// `number`: 1 or 0.
    OYEZ_SF_BOOLEAN = 6,
    /// `number`: seconds since 1970.
    OYEZ_SF_DATE = 7,
    /// `text`, in UTF-8.
    OYEZ_SF_DISPLAY_STRING = 8,
}

/// What stands in a field.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_sf_type {
    OYEZ_SF_ITEM = 0,
    OYEZ_SF_LIST = 1,
    OYEZ_SF_DICTIONARY = 2,
}

/// What is written next: `oyez_sf_write`.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_sf_step {
    /// The item `bare`: a member, or one of the inner list that is open.
    OYEZ_SF_PUT = 0,
    /// The key of the member that follows. One that none follows is true.
    OYEZ_SF_KEY = 1,
    /// A parameter, `key` and `bare`, of the item or inner list before it.
    OYEZ_SF_PARAMETER = 2,
    /// An inner list begins.
    OYEZ_SF_OPEN = 3,
    /// It ends; parameters that follow are its.
    OYEZ_SF_CLOSE = 4,
}

/// A bare item.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_sf_bare {
    /// What a String, Token, Byte Sequence or Display String says:
    /// `oyez_word_copy`.
    pub text: oyez_word,
    pub number: i64,
    /// An `oyez_sf_kind`.
    pub kind: u32,
    /// 0.
    pub reserved: u32,
}

/// An item, or an inner list: a member of a list or dictionary.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_sf_member {
    pub bare: oyez_sf_bare,
    /// Of an inner list: `oyez_sf_items_next`.
    pub items: oyez_members,
    /// `oyez_sf_parameters_next`.
    pub parameters: oyez_members,
}

/// A step in writing a field.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_sf_piece {
    pub key: oyez_bytes,
    pub bare: oyez_sf_bare,
    /// An `oyez_sf_step`.
    pub step: u32,
    /// 0.
    pub reserved: u32,
}

/// Reads a field that is an item (RFC 9651, 3.3).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, SF_*
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_item_read(
    value: oyez_bytes,
    item: *mut oyez_sf_member,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, item, verdict, structured::item)
}

/// Checks a field that is a list (RFC 9651, 3.1), and begins to read it. An
/// empty one is a list, too.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, SF_*
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_list_read(
    value: oyez_bytes,
    list: *mut oyez_members,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, list, verdict, structured::list)
}

/// Checks a field that is a dictionary (RFC 9651, 3.2), and begins to read it.
/// An empty one is a dictionary, too.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, SF_*
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_dictionary_read(
    value: oyez_bytes,
    dictionary: *mut oyez_members,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, dictionary, verdict, structured::dictionary)
}

/// Reads a bare item, alone.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, SF_*
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_bare_read(
    value: oyez_bytes,
    bare: *mut oyez_sf_bare,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, bare, verdict, structured::bare_item)
}

/// Takes the next member of a list that was checked.
///
/// Borrow: as `list`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_list_next(list: *mut oyez_members, member: *mut oyez_sf_member) -> bool {
    step(list, |octets| {
        let mut left = List::of_checked(octets);
        let found = left.next()?;
        boundary::write(member, found.into()).ok().map(|()| left.rest())
    })
}

/// Takes the next member of a dictionary that was checked.
///
/// Borrow: as `dictionary`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_dictionary_next(
    dictionary: *mut oyez_members,
    key: *mut oyez_bytes,
    member: *mut oyez_sf_member,
) -> bool {
    step(dictionary, |octets| {
        let mut left = Dictionary::of_checked(octets);
        let found = left.next().filter(|_| boundary::writable(member))?;
        boundary::write(key, oyez_bytes::of(found.key)).and(boundary::write(member, found.member.into())).ok()?;
        Some(left.rest())
    })
}

/// Takes the next item of an inner list.
///
/// Borrow: as `items`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_items_next(items: *mut oyez_members, item: *mut oyez_sf_member) -> bool {
    step(items, |octets| {
        let mut left = Items::of_checked(octets);
        let found = left.next()?;
        boundary::write(item, found.into()).ok().map(|()| left.rest())
    })
}

/// Takes the next parameter of an item or inner list.
///
/// Borrow: as `parameters`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_parameters_next(
    parameters: *mut oyez_members,
    key: *mut oyez_bytes,
    value: *mut oyez_sf_bare,
) -> bool {
    step(parameters, |octets| {
        let mut left = SfParameters::of_checked(octets);
        let found = left.next().filter(|_| boundary::writable(value))?;
        boundary::write(key, oyez_bytes::of(found.key)).and(boundary::write(value, found.value.into())).ok()?;
        Some(left.rest())
    })
}

/// The member of a dictionary with this key: the last, if there are several.
///
/// Borrow: as `dictionary`
/// Thread: any
/// Fails:  false when there is none (`*member` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_dictionary_find(
    dictionary: oyez_members,
    key: oyez_bytes,
    member: *mut oyez_sf_member,
) -> bool {
    let (Ok(octets), Ok(key)) = (lent(dictionary.rest), lent(key)) else { return false };
    Dictionary::of_checked(octets).find(key).is_some_and(|found| boundary::write(member, found.into()).is_ok())
}

/// The value of the parameter with this key: of the last, if there are several.
///
/// Borrow: as `parameters`
/// Thread: any
/// Fails:  false when there is none (`*value` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_parameters_find(
    parameters: oyez_members,
    key: oyez_bytes,
    value: *mut oyez_sf_bare,
) -> bool {
    let (Ok(octets), Ok(key)) = (lent(parameters.rest), lent(key)) else { return false };
    SfParameters::of_checked(octets).find(key).is_some_and(|found| boundary::write(value, found.into()).is_ok())
}

/// Writes a field of pieces, an `oyez_sf_type`, in the one way there is for
/// them (RFC 9651, 4.1). Give a key once. Of an empty list or dictionary
/// nothing is written: then there is to be no field.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for a piece that is out of place or range
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_write(
    sf_type: u32,
    pieces: *const oyez_sf_piece,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let mut writer = pass::of_number(&WRITERS, sf_type)?;
        for piece in boundary::array(&pieces, count)? {
            match pass::of_number(&STEPS, piece.step)? {
                oyez_sf_step::OYEZ_SF_PUT => writer.bare(pen, &piece.bare.given()?)?,
                oyez_sf_step::OYEZ_SF_KEY => writer.key(pen, lent(piece.key)?)?,
                oyez_sf_step::OYEZ_SF_PARAMETER => writer.parameter(pen, lent(piece.key)?, &piece.bare.given()?)?,
                oyez_sf_step::OYEZ_SF_OPEN => writer.open(pen)?,
                oyez_sf_step::OYEZ_SF_CLOSE => writer.close(pen)?,
            }
        }
        Ok(writer.finish()?)
    })
}

/// Writes a bare item.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_bare_write(
    bare: *const oyez_sf_bare,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(bare, room, written)
}

/// Writes an item as it was read.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_item_write(
    item: *const oyez_sf_member,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let item = boundary::read(item)?;
        let parameters = checked_parameters(lent(item.parameters.rest)?)?;
        Ok(Item { bare: item.bare.given()?, parameters }.write(pen)?)
    })
}

/// Writes the members of a list that are left.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_list_write(list: oyez_members, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::put(room, written, &|pen| {
        let list = structured::list(lent(list.rest)?).map_err(|_| Misuse::FieldSyntax)?;
        Ok(list.write(pen)?)
    })
}

/// Writes the members of a dictionary that are left.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_dictionary_write(
    dictionary: oyez_members,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let dictionary = structured::dictionary(lent(dictionary.rest)?).map_err(|_| Misuse::FieldSyntax)?;
        Ok(dictionary.write(pen)?)
    })
}

/// The thousandths next to `digits` with so many of them behind the point: 5
/// and 1 is 0.5; of two as near, the even one (RFC 9651, 4.1.5).
///
/// Thread: any
/// Fails:  false beyond the range of a Decimal (`*thousandths` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_sf_decimal(digits: i64, behind_point: u32, thousandths: *mut i64) -> bool {
    Decimal::rounded(digits, behind_point)
        .is_some_and(|decimal| boundary::write(thousandths, decimal.thousandths).is_ok())
}

/// Takes a step in what is left: what is left then.
fn step<'b>(members: *mut oyez_members, take: impl FnOnce(&'b [u8]) -> Option<&'b [u8]>) -> bool {
    let Ok(before) = boundary::read(members) else { return false };
    let Ok(octets) = lent(before.rest) else { return false };
    take(octets).is_some_and(|rest| {
        let at = before.at.saturating_add(octets.len().saturating_sub(rest.len()));
        boundary::write(members, oyez_members { rest: oyez_bytes::of(rest), at }).is_ok()
    })
}

/// Parameters that C gives.
fn checked_parameters(octets: &[u8]) -> Result<SfParameters<'_>, Misuse> {
    let mut left = SfParameters::of_checked(octets);
    loop {
        let before = left.rest();
        match left.next() {
            Some(_) => {}
            None if before.is_empty() => return Ok(SfParameters::of_checked(octets)),
            None => return Err(Misuse::FieldSyntax),
        }
    }
}

/// In the order of `oyez_sf_type`.
const WRITERS: [Writer; 3] = [Writer::ITEM, Writer::LIST, Writer::DICTIONARY];

/// In the order of their numbers.
const STEPS: [oyez_sf_step; 5] = [
    oyez_sf_step::OYEZ_SF_PUT,
    oyez_sf_step::OYEZ_SF_KEY,
    oyez_sf_step::OYEZ_SF_PARAMETER,
    oyez_sf_step::OYEZ_SF_OPEN,
    oyez_sf_step::OYEZ_SF_CLOSE,
];

/// In the order of their numbers.
const KINDS: [oyez_sf_kind; 9] = [
    oyez_sf_kind::OYEZ_SF_INNER_LIST,
    oyez_sf_kind::OYEZ_SF_INTEGER,
    oyez_sf_kind::OYEZ_SF_DECIMAL,
    oyez_sf_kind::OYEZ_SF_STRING,
    oyez_sf_kind::OYEZ_SF_TOKEN,
    oyez_sf_kind::OYEZ_SF_BYTES,
    oyez_sf_kind::OYEZ_SF_BOOLEAN,
    oyez_sf_kind::OYEZ_SF_DATE,
    oyez_sf_kind::OYEZ_SF_DISPLAY_STRING,
];

impl From<BareItem<'_>> for oyez_sf_bare {
    fn from(bare: BareItem<'_>) -> Self {
        let (kind, number, text) = match bare {
            BareItem::Integer(number) => (oyez_sf_kind::OYEZ_SF_INTEGER, number, oyez_word::NONE),
            BareItem::Decimal(decimal) => (oyez_sf_kind::OYEZ_SF_DECIMAL, decimal.thousandths, oyez_word::NONE),
            BareItem::String(text) => (oyez_sf_kind::OYEZ_SF_STRING, 0, text.into()),
            BareItem::Token(token) => {
                (oyez_sf_kind::OYEZ_SF_TOKEN, 0, oyez_word::encoded(token, oyez_encoding::OYEZ_PLAIN))
            }
            // What was read is encoded.
            BareItem::Bytes(bytes) => {
                (oyez_sf_kind::OYEZ_SF_BYTES, 0, oyez_word::encoded(bytes.raw(), oyez_encoding::OYEZ_BASE64))
            }
            BareItem::Boolean(is) => (oyez_sf_kind::OYEZ_SF_BOOLEAN, i64::from(is), oyez_word::NONE),
            BareItem::Date(seconds) => (oyez_sf_kind::OYEZ_SF_DATE, seconds, oyez_word::NONE),
            BareItem::DisplayString(text) => (
                oyez_sf_kind::OYEZ_SF_DISPLAY_STRING,
                0,
                oyez_word::encoded(text.raw(), oyez_encoding::OYEZ_PERCENT_ENCODED),
            ),
        };
        oyez_sf_bare { text, number, kind: pass::number_of(&KINDS, &kind), reserved: 0 }
    }
}

impl oyez_sf_bare {
    fn given<'b>(self) -> Result<BareItem<'b>, Misuse> {
        let encoded = |encoding| -> Result<(&'b [u8], bool), Misuse> {
            let raw = lent(self.text.raw)?;
            match self.text.encoding()? {
                oyez_encoding::OYEZ_PLAIN => Ok((raw, false)),
                own if own == encoding => self.text.check().map(|()| (raw, true)),
                _ => Err(Misuse::Argument),
            }
        };
        Ok(match pass::of_number(&KINDS, self.kind)? {
            oyez_sf_kind::OYEZ_SF_INNER_LIST => return Err(Misuse::Argument),
            oyez_sf_kind::OYEZ_SF_INTEGER => BareItem::Integer(self.number),
            oyez_sf_kind::OYEZ_SF_DECIMAL => BareItem::Decimal(Decimal { thousandths: self.number }),
            oyez_sf_kind::OYEZ_SF_STRING => BareItem::String(self.text.text()?),
            oyez_sf_kind::OYEZ_SF_TOKEN => BareItem::Token(lent(self.text.raw)?),
            oyez_sf_kind::OYEZ_SF_BYTES => BareItem::Bytes(match encoded(oyez_encoding::OYEZ_BASE64)? {
                (raw, true) => Bytes::of_checked(raw),
                (raw, false) => Bytes::plain(raw),
            }),
            oyez_sf_kind::OYEZ_SF_BOOLEAN => BareItem::Boolean(self.number != 0),
            oyez_sf_kind::OYEZ_SF_DATE => BareItem::Date(self.number),
            oyez_sf_kind::OYEZ_SF_DISPLAY_STRING => {
                BareItem::DisplayString(match encoded(oyez_encoding::OYEZ_PERCENT_ENCODED)? {
                    (raw, true) => DisplayString::of_checked(raw),
                    (raw, false) => DisplayString::plain(raw),
                })
            }
        })
    }
}

impl Written for oyez_sf_bare {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<Item<'_>> for oyez_sf_member {
    fn from(item: Item<'_>) -> Self {
        oyez_sf_member {
            bare: item.bare.into(),
            items: oyez_members_of(oyez_bytes::NONE),
            parameters: oyez_members_of(oyez_bytes::of(item.parameters.rest())),
        }
    }
}

impl From<Member<'_>> for oyez_sf_member {
    fn from(member: Member<'_>) -> Self {
        match member {
            Member::Item(item) => item.into(),
            Member::InnerList(list) => oyez_sf_member {
                bare: oyez_sf_bare { text: oyez_word::NONE, number: 0, kind: 0, reserved: 0 },
                items: oyez_members_of(oyez_bytes::of(list.items.rest())),
                parameters: oyez_members_of(oyez_bytes::of(list.parameters.rest())),
            },
        }
    }
}

impl From<List<'_>> for oyez_members {
    fn from(list: List<'_>) -> Self {
        oyez_members { rest: oyez_bytes::of(list.rest()), at: list.at() }
    }
}

impl From<Dictionary<'_>> for oyez_members {
    fn from(dictionary: Dictionary<'_>) -> Self {
        oyez_members { rest: oyez_bytes::of(dictionary.rest()), at: dictionary.at() }
    }
}
