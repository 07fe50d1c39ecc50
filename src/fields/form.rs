// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! application/x-www-form-urlencoded, the content of forms and the queries that they make (RFC 1866, 8.2.1;
//! WHATWG URL, 5): `name "=" value *( "&" name "=" value )`, a "+" for each space, the rest in percent-encoding.

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::number::hex_digit;
use crate::grammar::octet::is_visible;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::percent::encode_octet;

/// What a name or a value says, still encoded; known to be well encoded.
#[derive(Clone, Copy, Debug, Default)]
pub struct FormText<'b> {
    raw: &'b [u8],
}

impl<'b> FormText<'b> {
    /// As received.
    #[must_use]
    pub const fn raw(&self) -> &'b [u8] {
        self.raw
    }

    /// What it says, if that lies in one piece: unless it holds a "+" or a "%".
    #[must_use]
    pub fn in_place(&self) -> Option<&'b [u8]> {
        if self.raw.iter().any(|octet| matches!(octet, b'+' | b'%')) { None } else { Some(self.raw) }
    }

    /// What it says, octet by octet.
    #[must_use]
    pub const fn octets(&self) -> FormOctets<'b> {
        FormOctets { rest: self.raw }
    }

    /// Whether it says just these octets.
    #[must_use]
    pub fn is(&self, octets: &[u8]) -> bool {
        self.octets().eq(octets.iter().copied())
    }

    /// Writes what it says.
    pub fn decode(&self, pen: &mut Pen<'_>) {
        self.octets().for_each(|octet| {
            pen.octet(octet);
        });
    }
}

impl PartialEq for FormText<'_> {
    /// Two texts are the same that say the same.
    fn eq(&self, other: &Self) -> bool {
        self.octets().eq(other.octets())
    }
}

impl Eq for FormText<'_> {}

/// What a text says, octet by octet.
#[derive(Clone, Copy, Debug)]
pub struct FormOctets<'b> {
    rest: &'b [u8],
}

impl Iterator for FormOctets<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let (octet, rest) = match self.rest {
            [] => return None,
            [b'+', rest @ ..] => (b' ', rest),
            [b'%', high, low, rest @ ..] => match hex_digit(*high).zip(hex_digit(*low)) {
                Some((high, low)) => (high << 4 | low, rest),
                // It was checked, so it is none.
                None => return None,
            },
            [octet, rest @ ..] => (*octet, rest),
        };
        self.rest = rest;
        Some(octet)
    }
}

/// A name, and its value if there is a "=".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormPair<'b> {
    /// What its name says.
    pub name: FormText<'b>,
    /// What its value says.
    pub value: Option<FormText<'b>>,
}

/// The pairs of a form, in order; empty ones are passed over. Behind an error there is none.
#[derive(Clone, Copy, Debug)]
pub struct FormPairs<'b> {
    cursor: Cursor<'b>,
}

/// Reads a form, or a query as a form makes it, pair by pair.
///
/// Any visible octet passes, though a form would have encoded some: those who write queries by hand do not. A pair
/// is `Err` with `Percent` at a "%" without its two HEXDIG, with `FormEncoding` at an octet that is not visible.
#[must_use]
pub const fn form(content: &[u8]) -> FormPairs<'_> {
    FormPairs { cursor: Cursor::new(content) }
}

impl<'b> FormPairs<'b> {
    /// What was not taken yet.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// Octets taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.cursor.at()
    }

    /// Writes the pairs that were not taken yet.
    ///
    /// # Errors
    /// `Value` if one of them is invalid.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let begin = pen.len();
        for pair in *self {
            let FormPair { name, value } = pair.map_err(|_| Unwritable::Value)?;
            separate(begin, pen);
            write_text(name.octets(), pen);
            if let Some(value) = value {
                write_text(value.octets(), pen.octet(b'='));
            }
        }
        Ok(())
    }

    fn pull(&mut self) -> Result<Option<FormPair<'b>>, Refused> {
        self.cursor.take_while(|octet| octet == b'&');
        if self.cursor.is_at_end() {
            return Ok(None);
        }
        let name = self.text(|octet| !matches!(octet, b'&' | b'='))?;
        let value = match self.cursor.take(b'=') {
            true => Some(self.text(|octet| octet != b'&')?),
            false => None,
        };
        Ok(Some(FormPair { name, value }))
    }

    fn text(&mut self, is_within: fn(u8) -> bool) -> Result<FormText<'b>, Refused> {
        let start = self.cursor.at();
        loop {
            self.cursor.take_while(|octet| is_visible(octet) && octet != b'%' && is_within(octet));
            match self.cursor.rest() {
                [b'%', high, low, ..] if hex_digit(*high).and(hex_digit(*low)).is_some() => self.cursor.skip(3),
                [b'%', ..] => return Err(self.cursor.refuse(Violation::Percent)),
                [octet, ..] if is_within(*octet) => return Err(self.cursor.refuse(Violation::FormEncoding)),
                _ => return Ok(FormText { raw: self.cursor.since(start) }),
            };
        }
    }
}

impl<'b> Iterator for FormPairs<'b> {
    type Item = Result<FormPair<'b>, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let pulled = self.pull().transpose();
        if matches!(pulled, Some(Err(_))) {
            self.cursor.skip(usize::MAX);
        }
        pulled
    }
}

impl core::iter::FusedIterator for FormPairs<'_> {}

/// A name and a value to be written, not encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainPair<'b> {
    /// Its name; any octets.
    pub name: &'b [u8],
    /// Its value, any octets; a name alone without.
    pub value: Option<&'b [u8]>,
}

/// Writes a form: only letters, digits and `*-._` stay as they are (WHATWG URL, 5.2).
///
/// # Errors
/// `Value` for a pair with neither a name nor a value, which would not be read.
pub fn write(pairs: &[PlainPair<'_>], pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    let begin = pen.len();
    for PlainPair { name, value } in pairs {
        if name.is_empty() && value.is_none() {
            return Err(Unwritable::Value);
        }
        separate(begin, pen);
        write_text(name.iter().copied(), pen);
        if let Some(value) = value {
            write_text(value.iter().copied(), pen.octet(b'='));
        }
    }
    Ok(())
}

fn separate(begin: usize, pen: &mut Pen<'_>) {
    if pen.len() > begin {
        pen.octet(b'&');
    }
}

/// Writes a name or a value.
pub(crate) fn write_text(octets: impl Iterator<Item = u8>, pen: &mut Pen<'_>) {
    for octet in octets {
        match octet {
            b' ' => {
                pen.octet(b'+');
            }
            b'*' | b'-' | b'.' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                pen.octet(octet);
            }
            _ => encode_octet(octet, pen),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Told = Vec<(Vec<u8>, Option<Vec<u8>>)>;

    fn told(content: &[u8]) -> Result<Told, Refused> {
        let plain = |text: FormText<'_>| text.octets().collect();
        form(content).map(|pair| pair.map(|pair| (plain(pair.name), pair.value.map(plain)))).collect()
    }

    fn written(pairs: &[PlainPair<'_>]) -> Result<Vec<u8>, Unwritable> {
        let mut room = [0; 512];
        let mut pen = Pen::new(&mut room);
        write(pairs, &mut pen)?;
        pen.written().map(<[u8]>::to_vec)
    }

    #[test]
    fn pairs_are_told_decoded() {
        let expected = vec![
            (b"q".to_vec(), Some(b"wahh".to_vec())),
            (b"x".to_vec(), Some(b"1=2".to_vec())),
            (b"a b".to_vec(), Some(b"+&\xe9".to_vec())),
            (b"".to_vec(), Some(b"".to_vec())),
            (b"y".to_vec(), None),
        ];
        assert_eq!(told(b"&q=wahh&x=1=2&&a+b=%2B%26%e9&=&y&").unwrap(), expected);
    }

    #[test]
    fn a_form_is_refused_where_it_breaks() {
        for (content, violation, at) in [
            (&b"a=%"[..], Violation::Percent, 2),
            (b"a&b%4x=", Violation::Percent, 3),
            (b"a=b c", Violation::FormEncoding, 3),
            (b"\xe9=", Violation::FormEncoding, 0),
            (b"a=\0", Violation::FormEncoding, 2),
        ] {
            assert_eq!(told(content), Err(Refused::new(violation, at)));
        }
    }

    #[test]
    fn a_pair_of_nothing_is_not_written() {
        assert_eq!(written(&[PlainPair { name: b"", value: None }]), Err(Unwritable::Value));
        let pairs = [PlainPair { name: b"", value: Some(b"") }, PlainPair { name: b"a*~", value: None }];
        assert_eq!(written(&pairs).unwrap(), b"=&a*%7E");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(pairs: Vec<(Vec<u8>, Option<Vec<u8>>)>) {
            let pairs: Told = pairs.into_iter().take(3).map(|(name, value)| {
                (name.into_iter().take(20).collect(), value.map(|value| value.into_iter().take(20).collect()))
            }).collect();
            let plain: Vec<_> = pairs.iter().map(|(name, value)| PlainPair { name, value: value.as_deref() }).collect();
            if let Ok(content) = written(&plain) {
                prop_assert_eq!(told(&content).unwrap(), pairs);
                let mut room = [0; 512];
                let mut pen = Pen::new(&mut room);
                form(&content).write(&mut pen).unwrap();
                prop_assert_eq!(pen.written().unwrap(), content);
            }
        }
    }
}
