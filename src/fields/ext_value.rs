// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Extended values of parameters, in any charset: `charset "'" [ language ] "'" value-chars` (RFC 8187, 3.2.1).

use crate::error::{Refused, Violation};
use crate::fields::language;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::percent;

/// The charsets that are decoded here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charset {
    /// Another, whose characters are not known here.
    Other,
    /// UTF-8, the one that senders use (RFC 8187, 3.2.1).
    Utf8,
    /// ISO-8859-1, which RFC 5987 had beside it.
    Latin1,
}

/// An extended value that was found to be valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtValue<'b> {
    /// Which charset it is in.
    pub charset: Charset,
    /// The charset's name, as received.
    pub charset_name: &'b [u8],
    /// The language tag; empty if there is none.
    pub language: &'b [u8],
    /// What it says, in percent-encoding.
    pub encoded: &'b [u8],
}

/// Reads an extended value.
///
/// # Errors
/// `ExtValue`, at the octet that is none of it, or begins no character of UTF-8; `Percent`; `LanguageTag`.
pub fn ext_value(value: &[u8]) -> Result<ExtValue<'_>, Refused> {
    const REFUSED: Violation = Violation::ExtValue;
    let mut cursor = Cursor::new(value);
    let charset_name = cursor.take_while(is_charset_octet);
    if charset_name.is_empty() {
        return Err(cursor.refuse(REFUSED));
    }
    cursor.expect(b'\'', REFUSED)?;
    let language = match cursor.peek() {
        Some(b'\'') => b"",
        _ => language::take_tag(&mut cursor, Violation::LanguageTag)?,
    };
    cursor.expect(b'\'', REFUSED)?;
    let start = cursor.at();
    let encoded = cursor.take_while(|octet| is_attr_char(octet) || octet == b'%');
    if !cursor.is_at_end() {
        return Err(cursor.refuse(REFUSED));
    }
    let charset = match charset_name {
        name if name.eq_ignore_ascii_case(b"UTF-8") => Charset::Utf8,
        name if name.eq_ignore_ascii_case(b"ISO-8859-1") => Charset::Latin1,
        _ => Charset::Other,
    };
    let read = ExtValue { charset, charset_name, language, encoded };
    for octet in percent::decoded(encoded) {
        octet.map_err(|refused| refused.after(start))?;
    }
    match read.chars().find_map(Result::err) {
        Some(refused) => Err(refused.after(start)),
        None => Ok(read),
    }
}

impl<'b> ExtValue<'b> {
    /// What it says, as octets of its charset.
    #[must_use]
    pub const fn octets(&self) -> Octets<'b> {
        Octets { decoded: percent::decoded(self.encoded) }
    }

    /// What it says, character by character; nothing for a charset that is not decoded here.
    ///
    /// Each is `Err` where octets are no UTF-8, which a value that was read has not.
    #[must_use]
    pub const fn chars(&self) -> Chars<'b> {
        let encoded = match self.charset {
            Charset::Other => b"",
            Charset::Utf8 | Charset::Latin1 => self.encoded,
        };
        Chars { charset: self.charset, decoded: percent::decoded(encoded) }
    }

    /// Writes it, with percent-encoding where it is needed.
    ///
    /// # Errors
    /// `Value` for parts that are none.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let charset_name = match self.charset {
            Charset::Other => self.charset_name,
            Charset::Utf8 => b"UTF-8",
            Charset::Latin1 => b"ISO-8859-1",
        };
        let language =
            self.language.is_empty() || language::language_tag(self.language).is_ok_and(|tag| tag.tag == self.language);
        if charset_name.is_empty() || !charset_name.iter().copied().all(is_charset_octet) || !language {
            return Err(Unwritable::Value);
        }
        pen.octets(charset_name).octet(b'\'').octets(self.language).octet(b'\'');
        for octet in percent::decoded(self.encoded) {
            encode(pen, octet.map_err(|_| Unwritable::Value)?.octet);
        }
        Ok(())
    }
}

/// Writes a text as an extended value in UTF-8; `language` may be empty.
///
/// # Errors
/// `Value` for a language that is no tag.
pub fn write(pen: &mut Pen<'_>, language: &[u8], text: &str) -> Result<(), Unwritable> {
    ExtValue { charset: Charset::Utf8, charset_name: b"", language, encoded: b"" }.write(pen)?;
    text.bytes().for_each(|octet| encode(pen, octet));
    Ok(())
}

fn encode(pen: &mut Pen<'_>, octet: u8) {
    const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or(b'0');
    match is_attr_char(octet) {
        true => pen.octet(octet),
        false => pen.octets(&[b'%', digit(octet >> 4), digit(octet & 0x0f)]),
    };
}

/// The octets of an extended value.
#[derive(Clone, Copy, Debug)]
pub struct Octets<'b> {
    decoded: percent::Decoded<'b>,
}

impl Iterator for Octets<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        Some(self.decoded.next()?.ok()?.octet)
    }
}

/// The characters of an extended value.
#[derive(Clone, Copy, Debug)]
pub struct Chars<'b> {
    charset: Charset,
    decoded: percent::Decoded<'b>,
}

impl Iterator for Chars<'_> {
    type Item = Result<char, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let told = match self.decoded.next()? {
            Ok(first) if self.charset == Charset::Utf8 => self.utf8(first),
            Ok(octet) => Ok(char::from(octet.octet)),
            Err(refused) => Err(refused),
        };
        if told.is_err() {
            self.decoded = percent::decoded(b"");
        }
        Some(told)
    }
}

impl Chars<'_> {
    /// The character whose first octet this is (RFC 3629, 4).
    fn utf8(&mut self, first: percent::Octet) -> Result<char, Refused> {
        let refused = Refused::new(Violation::ExtValue, first.at);
        let len = match first.octet {
            0..=0x7f => 1,
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return Err(refused),
        };
        let mut octets = [first.octet, 0, 0, 0];
        let octets = octets.get_mut(..len).ok_or(refused)?;
        for place in octets.iter_mut().skip(1) {
            *place = self.decoded.next().ok_or(refused)??.octet;
        }
        core::str::from_utf8(octets).ok().and_then(|text| text.chars().next()).ok_or(refused)
    }
}

/// `mime-charsetc` (RFC 8187, 3.2.1).
const fn is_charset_octet(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(octet, b'!' | b'#'..=b'&' | b'+' | b'-' | b'^'..=b'`' | b'{' | b'}' | b'~')
}

/// `attr-char` (RFC 8187, 3.2.1).
const fn is_attr_char(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(octet, b'!' | b'#' | b'$' | b'&' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(value: &[u8]) -> (Charset, &[u8], String) {
        let read = ext_value(value).unwrap();
        (read.charset, read.language, read.chars().map(Result::unwrap).collect())
    }

    #[test]
    fn the_examples_of_the_rfc_are_read() {
        // RFC 8187, 3.2.2; RFC 5987, 3.2.2.
        assert_eq!(told(b"iso-8859-1'en'%A3%20rates"), (Charset::Latin1, &b"en"[..], "£ rates".into()));
        assert_eq!(told(b"UTF-8''%c2%a3%20and%20%e2%82%ac%20rates"), (Charset::Utf8, &b""[..], "£ and € rates".into()));
        assert_eq!(told(b"utf-8'de-CH'%F0%9F%98%80"), (Charset::Utf8, &b"de-CH"[..], "😀".into()));
        assert_eq!(told(b"UTF-8''"), (Charset::Utf8, &b""[..], String::new()));
    }

    #[test]
    fn octets_of_another_charset_are_kept() {
        let read = ext_value(b"koi8-r''%c1.txt").unwrap();
        assert_eq!((read.charset, read.chars().count()), (Charset::Other, 0));
        assert_eq!(read.octets().collect::<Vec<_>>(), b"\xc1.txt");
    }

    #[test]
    fn an_extended_value_is_refused_where_it_breaks() {
        use Violation::{ExtValue, LanguageTag, Percent};
        let table: [(&[u8], Violation, usize); 14] = [
            (b"", ExtValue, 0),
            (b"UTF-8", ExtValue, 5),
            (b"''a", ExtValue, 0),
            (b"UTF-8'en", ExtValue, 8),
            (b"UTF-8'4'a", LanguageTag, 6),
            (b"UTF-8''a'b", ExtValue, 8),
            (b"UTF-8''a b", ExtValue, 8),
            (b"UTF-8''\"a\"", ExtValue, 7),
            (b"UTF-8''a*", ExtValue, 8),
            (b"UTF-8''%4", Percent, 7),
            (b"UTF-8''a%gg", Percent, 8),
            (b"UTF-8''a%e2%82", ExtValue, 8),
            (b"UTF-8''%c0%af", ExtValue, 7),
            (b"UTF-8''%ed%a0%80", ExtValue, 7),
        ];
        for (value, violation, at) in table {
            assert_eq!(ext_value(value), Err(Refused::new(violation, at)), "{value:?}");
        }
    }

    #[test]
    fn a_text_is_written_in_utf_8() {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        write(&mut pen, b"en", "£'s 100%").unwrap();
        assert_eq!(pen.written().unwrap(), b"UTF-8'en'%C2%A3%27s%20100%25");
        assert_eq!(write(&mut Pen::new(&mut [0; 9]), b"e'n", ""), Err(Unwritable::Value));
    }

    #[test]
    fn what_was_read_is_written_as_it_is_best() {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        ext_value(b"utf-8''%61%c2%a3").unwrap().write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"UTF-8''a%C2%A3");
    }
}
