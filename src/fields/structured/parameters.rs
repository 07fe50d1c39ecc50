// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Parameters of items and inner lists, and keys (RFC 9651, 3.1.2).

use crate::error::{Refused, Violation};
use crate::fields::structured::bare::{self, BareItem};
use crate::fields::structured::distinct;
use crate::fields::structured::writer::Writer;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SfParameter<'b> {
    /// Its key, in lower case.
    pub key: &'b [u8],
    /// Its value; ?1 where none stands.
    pub value: BareItem<'b>,
}

/// Parameters that were found to be valid, in order, those included that a later one supersedes.
#[derive(Clone, Copy, Debug)]
pub struct SfParameters<'b> {
    cursor: Cursor<'b>,
}

impl<'b> SfParameters<'b> {
    /// No parameters.
    pub const NONE: SfParameters<'static> = SfParameters { cursor: Cursor::new(&[]) };

    /// Goes on with what [`rest`](Self::rest) was.
    #[must_use]
    pub const fn of_checked(octets: &'b [u8]) -> Self {
        SfParameters { cursor: Cursor::new(octets) }
    }

    /// What has not been taken yet.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// The value of the parameter with this key: of the last, if there are several.
    #[must_use]
    pub fn find(&self, key: &[u8]) -> Option<BareItem<'b>> {
        self.filter(|parameter| parameter.key == key).last().map(|parameter| parameter.value)
    }

    /// Takes all that stand next, and checks them (RFC 9651, 4.2.3.2).
    pub(super) fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let start = cursor.at();
        while next(cursor)?.is_some() {}
        Ok(SfParameters { cursor: Cursor::new(cursor.since(start)) })
    }

    pub(super) fn write(&self, writer: &mut Writer, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let key = |cursor: &mut Cursor<'b>| next(cursor).ok().flatten().map(|parameter| parameter.key);
        distinct::each(self.rest(), key, |octets| match next(&mut Cursor::new(octets)) {
            Ok(Some(parameter)) => writer.parameter(pen, parameter.key, &parameter.value),
            _ => Err(Unwritable::Value),
        })
    }
}

impl PartialEq for SfParameters<'_> {
    /// The same in the same order.
    fn eq(&self, other: &Self) -> bool {
        Iterator::eq(*self, *other)
    }
}

impl Eq for SfParameters<'_> {}

impl<'b> Iterator for SfParameters<'b> {
    type Item = SfParameter<'b>;

    fn next(&mut self) -> Option<SfParameter<'b>> {
        next(&mut self.cursor).ok().flatten()
    }
}

/// Takes `";" *SP key [ "=" bare-item ]`; nothing where no ";" stands next.
fn next<'b>(cursor: &mut Cursor<'b>) -> Result<Option<SfParameter<'b>>, Refused> {
    if !cursor.take(b';') {
        return Ok(None);
    }
    spaces(cursor);
    let key = take_key(cursor)?;
    let value = if cursor.take(b'=') { bare::take(cursor)? } else { BareItem::Boolean(true) };
    Ok(Some(SfParameter { key, value }))
}

/// Takes a key (RFC 9651, 4.2.3.3).
pub(super) fn take_key<'b>(cursor: &mut Cursor<'b>) -> Result<&'b [u8], Refused> {
    match cursor.peek() {
        Some(b'a'..=b'z' | b'*') => Ok(cursor.take_while(is_key_octet)),
        _ => Err(cursor.refuse(Violation::SfKey)),
    }
}

/// Whether this is a key.
pub(super) fn is_key(key: &[u8]) -> bool {
    matches!(key, [b'a'..=b'z' | b'*', ..]) && key.iter().copied().all(is_key_octet)
}

const fn is_key_octet(octet: u8) -> bool {
    matches!(octet, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b'*')
}

/// Takes SP, which is all the space there is within a member.
pub(super) fn spaces(cursor: &mut Cursor<'_>) -> usize {
    cursor.take_while(|octet| octet == b' ').len()
}
