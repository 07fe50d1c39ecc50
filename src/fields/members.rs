// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Lists of typed members, pulled one at a time (RFC 9110, 5.6.1).

use core::marker::PhantomData;

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// What a list may be made of.
pub trait Member<'b>: Copy {
    /// The rule that is broken where something else than a comma stands behind a member.
    const VIOLATION: Violation;

    /// Takes a member from where the cursor stands, and no OWS or comma behind it.
    ///
    /// # Errors
    /// At the octet that is none of a member.
    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused>;

    /// Writes the member.
    ///
    /// # Errors
    /// `Value` for what would be read as another, or not at all.
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable>;
}

/// The members of a list, in order; empty ones are passed over (RFC 9110, 5.6.1.2).
///
/// Each is `Err` at the octet that broke the rule, counted from where reading began; behind an error there is none.
#[derive(Clone, Copy, Debug)]
pub struct Members<'b, M> {
    cursor: Cursor<'b>,
    members: PhantomData<M>,
}

impl<'b, M: Member<'b>> Members<'b, M> {
    /// The members of `list`, or of what is left of one.
    #[must_use]
    pub const fn new(list: &'b [u8]) -> Self {
        Members { cursor: Cursor::new(list), members: PhantomData }
    }

    /// What has not been taken yet: a list, which may be read on from [`new`](Members::new).
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// Octets taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.cursor.at()
    }

    /// Writes the members that have not been taken yet.
    ///
    /// # Errors
    /// `Value` if one of them is invalid.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let mut first = true;
        for member in *self {
            separated(pen, &mut first);
            member.map_err(|_| Unwritable::Value)?.write(pen)?;
        }
        Ok(())
    }

    fn pull(&mut self) -> Result<Option<M>, Refused> {
        if !self.cursor.next_member(M::VIOLATION)? {
            return Ok(None);
        }
        let member = M::take(&mut self.cursor)?;
        // A member is told when it has ended, so that what is left is a list by itself.
        self.cursor.ows();
        match self.cursor.peek() {
            None | Some(b',') => Ok(Some(member)),
            Some(_) => Err(self.cursor.refuse(M::VIOLATION)),
        }
    }
}

impl<'b, M: Member<'b>> Iterator for Members<'b, M> {
    type Item = Result<M, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let pulled = self.pull().transpose();
        if matches!(pulled, Some(Err(_))) {
            self.cursor.skip(usize::MAX);
        }
        pulled
    }
}

impl<'b, M: Member<'b>> core::iter::FusedIterator for Members<'b, M> {}

/// Writes members, a comma and a space between them.
///
/// # Errors
/// `Value` for a member that would be read as another, or not at all.
pub fn write<'b, M: Member<'b>>(pen: &mut Pen<'_>, members: &[M]) -> Result<(), Unwritable> {
    let mut first = true;
    for member in members {
        separated(pen, &mut first);
        member.write(pen)?;
    }
    Ok(())
}

fn separated(pen: &mut Pen<'_>, first: &mut bool) {
    if !core::mem::take(first) {
        pen.octets(b", ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::vary::VaryName;

    type Names<'b> = Members<'b, VaryName<'b>>;

    #[test]
    fn a_list_may_be_left_and_taken_up_again() {
        let mut list = Names::new(b" , a ,, b\t,c , ");
        let mut told = Vec::new();
        while let Some(Ok(member)) = list.next() {
            told.push(member.name);
            list = Names::new(list.rest());
        }
        assert_eq!(told, [b"a", b"b", b"c"]);
    }

    #[test]
    fn behind_an_error_there_is_nothing() {
        let mut list = Names::new(b"a, b c, d");
        assert_eq!(list.next().unwrap().unwrap().name, b"a");
        assert_eq!(list.next().unwrap().unwrap_err().at, 5);
        assert!(list.next().is_none());
        assert_eq!((list.rest(), list.at()), (&b""[..], 9));
    }

    #[test]
    fn a_list_is_written_with_one_comma_and_one_space() {
        let mut room = [0; 16];
        let mut pen = Pen::new(&mut room);
        Names::new(b",a  ,b,,").write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"a, b");
        assert_eq!(Names::new(b"a b").write(&mut Pen::new(&mut [0; 9])), Err(Unwritable::Value));
    }
}
