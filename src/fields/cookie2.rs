// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Set-Cookie2 and Cookie2 (RFC 2965, 3.2.2 and 3.3.5), which nobody sends any more: read, never written.

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::number::next_digit;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A cookie of Set-Cookie2. Of two attributes of a name the first counts (RFC 2965, 3.2.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetCookie2<'b> {
    /// Its name, in any case.
    pub name: &'b [u8],
    /// Its value, without DQUOTEs.
    pub value: Text<'b>,
    /// What it is for, in UTF-8.
    pub comment: Option<Text<'b>>,
    /// A page about what it is for.
    pub comment_url: Option<Text<'b>>,
    /// It ends with the session, whatever its age.
    pub discard: bool,
    /// The domain it is for.
    pub domain: Option<Text<'b>>,
    /// In how many seconds it expires.
    pub max_age: Option<u64>,
    /// The path it is for.
    pub path: Option<Text<'b>>,
    /// It is for some ports only: for that of the request, unless `ports` says which.
    pub has_port: bool,
    /// Port numbers with commas between them.
    pub ports: Option<Text<'b>>,
    /// It goes over secure connections only.
    pub secure: bool,
    /// Of the RFC: 1.
    pub version: u64,
}

/// The cookies of Set-Cookie2.
pub type SetCookies2<'b> = Members<'b, SetCookie2<'b>>;

/// Reads Set-Cookie2; a refusal is `CookieOld` or `QuotedString`.
#[must_use]
pub const fn set_cookies2(value: &[u8]) -> SetCookies2<'_> {
    Members::new(value)
}

/// Reads Cookie2: the version that a user agent knows.
///
/// # Errors
/// `CookieOld`, `QuotedString`.
pub fn cookie2(value: &[u8]) -> Result<u64, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let start = cursor.at();
    let (name, said, at) = attribute(&mut cursor)?;
    if !name.eq_ignore_ascii_case(b"$Version") {
        return Err(Refused::new(OLD, start));
    }
    cursor.end(OLD)?;
    said.and_then(number).ok_or(Refused::new(OLD, at))
}

const OLD: Violation = Violation::CookieOld;

impl<'b> Member<'b> for SetCookie2<'b> {
    const VIOLATION: Violation = OLD;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let (name, value, at) = attribute(cursor)?;
        let mut read = SetCookie2 { name, value: value.ok_or(Refused::new(OLD, at))?, ..SetCookie2::default() };
        let mut version = None;
        loop {
            let behind = *cursor;
            cursor.ows();
            if !cursor.take(b';') {
                *cursor = behind;
                break;
            }
            cursor.ows();
            if !matches!(cursor.peek(), None | Some(b';' | b',')) {
                let (name, value, at) = attribute(cursor)?;
                read.keep(&mut version, name, value).ok_or(Refused::new(OLD, at))?;
            }
        }
        read.version = version.ok_or(cursor.refuse(OLD))?;
        Ok(read)
    }

    /// Never: nobody should send it.
    fn write(&self, _: &mut Pen<'_>) -> Result<(), Unwritable> {
        Err(Unwritable::Value)
    }
}

impl<'b> SetCookie2<'b> {
    /// Keeps what an attribute says, if it is the first of its name. Nothing if it says nothing, or what it must not.
    fn keep(&mut self, version: &mut Option<u64>, name: &[u8], value: Option<Text<'b>>) -> Option<()> {
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        if is(b"Comment") {
            self.comment = self.comment.or(Some(value?));
        } else if is(b"CommentURL") {
            self.comment_url = self.comment_url.or(Some(value?));
        } else if is(b"Discard") {
            self.discard = true;
        } else if is(b"Domain") {
            self.domain = self.domain.or(Some(value?));
        } else if is(b"Max-Age") {
            self.max_age = self.max_age.or(Some(number(value?)?));
        } else if is(b"Path") {
            self.path = self.path.or(Some(value?));
        } else if is(b"Port") {
            self.ports = if self.has_port { self.ports } else { value };
            self.has_port = true;
        } else if is(b"Secure") {
            self.secure = true;
        } else if is(b"Version") {
            *version = version.or(Some(number(value?)?));
        }
        Some(())
    }
}

/// `attr [ "=" value ]`, with space around "=" as of old; and where it would have to say something.
fn attribute<'b>(cursor: &mut Cursor<'b>) -> Result<(&'b [u8], Option<Text<'b>>, usize), Refused> {
    let name = cursor.token(OLD)?;
    let behind = *cursor;
    cursor.ows();
    if !cursor.take(b'=') {
        *cursor = behind;
        return Ok((name, None, cursor.at()));
    }
    cursor.ows();
    let at = cursor.at();
    Ok((name, Some(cursor.word(OLD)?), at))
}

/// `1*DIGIT`.
fn number(text: Text<'_>) -> Option<u64> {
    let digit = |number, octet: u8| octet.is_ascii_digit().then(|| next_digit(number, 10, octet & 0x0f)).flatten();
    if text.is_empty() { None } else { text.octets().try_fold(0, digit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(value: &[u8]) -> Result<SetCookie2<'_>, usize> {
        set_cookies2(value).next().unwrap().map_err(|refused| refused.at)
    }

    #[test]
    fn the_examples_of_the_rfc_are_read() {
        let read = only(b"Customer=\"WILE_E_COYOTE\"; Version=\"1\"; Path=\"/acme\"").unwrap();
        assert!(read.value.is(b"WILE_E_COYOTE") && read.path.unwrap().is(b"/acme"));
        assert_eq!((read.name, read.version), (&b"Customer"[..], 1));
        assert_eq!(cookie2(b"$Version=\"1\""), Ok(1));
    }

    #[test]
    fn several_cookies_stand_in_one_line() {
        let value = b"a=b;Version=1;Port=\"80,8080\" ; Secure;;max-age=10;Discard, c = d; version=1; Port; port=\"1\"";
        let all: Vec<_> = set_cookies2(value).map(Result::unwrap).collect();
        assert_eq!(all.len(), 2);
        assert!(all[0].ports.unwrap().is(b"80,8080") && all[0].secure && all[0].discard);
        assert_eq!(all[0].max_age, Some(10));
        assert!(all[1].value.is(b"d") && all[1].has_port && all[1].ports.is_none());
    }

    #[test]
    fn of_two_attributes_the_first_counts_and_unknown_ones_are_passed_over() {
        let read = only(b"a=b; Version=1; Domain=.c; Domain=.d; x; y=z; Comment=\"\\\"\"").unwrap();
        assert!(read.domain.unwrap().is(b".c") && read.comment.unwrap().is(b"\""));
    }

    #[test]
    fn what_is_none_is_refused_where_it_breaks() {
        for (value, at) in [
            (&b"a"[..], 1),
            (b"a=", 2),
            (b"a=b", 3),
            (b"a=b; Version=x", 13),
            (b"a=b; Version=1; Path", 20),
            (b"a=b; Version=1; Path=/x", 21),
            (b"a=b; Version=1 c", 15),
            (b"a=b; Version=1; Max-Age=-1", 24),
            (b"a=\"b", 4),
        ] {
            assert_eq!(only(value), Err(at), "{value:?}");
        }
        for (value, at) in [(&b"1"[..], 0), (b"Version=1", 0), (b"$Version=", 9), (b"$Version=1; x", 10)] {
            assert_eq!(cookie2(value).map_err(|refused| refused.at), Err(at), "{value:?}");
        }
    }
}
