// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The Cookie field (RFC 6265bis, 4.2): read as user agents write it (5.8.3), written as servers want it (4.2.1).

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::{is_field_octet, is_space, is_token, trim};
use crate::grammar::pen::{Pen, Unwritable};

/// A cookie that a user agent returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookie<'b> {
    /// Its name, in which case matters; empty where there was no "=".
    pub name: &'b [u8],
    /// Its value; DQUOTEs around it are part of it.
    pub value: &'b [u8],
}

/// The cookies of a value, one at a time.
///
/// User agents return what they were given, and they take more than servers ought to give: names that are no tokens,
/// or none at all, and spaces and commas in values (RFC 6265bis, 5.6). So only a control character is refused, as
/// `Cookie`; [`is_valid`](Cookie::is_valid) says whether a cookie is what 4.2.1 says. A name may stand twice.
#[derive(Clone, Copy, Debug)]
pub struct Cookies<'b> {
    cursor: Cursor<'b>,
}

/// Reads Cookie.
#[must_use]
pub const fn cookies(value: &[u8]) -> Cookies<'_> {
    Cookies { cursor: Cursor::new(value) }
}

impl<'b> Cookies<'b> {
    /// What has not been taken yet; it can be read on its own.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// Octets taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.cursor.at()
    }

    /// The value of the first cookie with this name: the one with the longest path (RFC 6265bis, 5.8.3).
    #[must_use]
    pub fn find(&self, name: &[u8]) -> Option<&'b [u8]> {
        let mut all = *self;
        all.find_map(|cookie| cookie.ok().filter(|cookie| cookie.name == name).map(|cookie| cookie.value))
    }
}

impl<'b> Iterator for Cookies<'b> {
    type Item = Result<Cookie<'b>, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        self.cursor.take_while(|octet| is_space(octet) || octet == b';');
        if self.cursor.is_at_end() {
            return None;
        }
        let pair = self.cursor.take_while(|octet| is_field_octet(octet) && octet != b';');
        if !self.cursor.take(b';') && !self.cursor.is_at_end() {
            let refused = self.cursor.refuse(Violation::Cookie);
            self.cursor.skip(usize::MAX);
            return Some(Err(refused));
        }
        let (name, value) = name_and_value(pair);
        Some(Ok(Cookie { name, value }))
    }
}

impl core::iter::FusedIterator for Cookies<'_> {}

impl<'b> Cookie<'b> {
    /// The value without DQUOTEs around it, if there are two.
    #[must_use]
    pub const fn unquoted(&self) -> &'b [u8] {
        match self.value {
            [b'"', within @ .., b'"'] => within,
            value => value,
        }
    }

    /// Whether name and value are what a server ought to have given (RFC 6265bis, 4.1.1).
    #[must_use]
    pub fn is_valid(&self) -> bool {
        is_token(self.name) && self.unquoted().iter().copied().all(is_cookie_octet)
    }

    /// Writes it.
    ///
    /// # Errors
    /// `Value` unless it is [valid](Self::is_valid).
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if !self.is_valid() {
            return Err(Unwritable::Value);
        }
        pen.octets(self.name).octet(b'=').octets(self.value);
        Ok(())
    }
}

/// Writes cookies, "; " between two.
///
/// # Errors
/// As [`Cookie::write`].
pub fn write(pen: &mut Pen<'_>, cookies: &[Cookie<'_>]) -> Result<(), Unwritable> {
    let mut separator: &[u8] = b"";
    for cookie in cookies {
        cookie.write(pen.octets(separator))?;
        separator = b"; ";
    }
    Ok(())
}

/// What stands before the first "=" and behind it, without whitespace around; all is value where there is none
/// (RFC 6265bis, 5.6).
pub(super) fn name_and_value(pair: &[u8]) -> (&[u8], &[u8]) {
    let mut halves = pair.splitn(2, |octet| *octet == b'=');
    match (halves.next(), halves.next()) {
        (Some(name), Some(value)) => (trim(name), trim(value)),
        _ => (b"", trim(pair)),
    }
}

/// `cookie-octet` (RFC 6265bis, 4.1.1).
pub(super) const fn is_cookie_octet(octet: u8) -> bool {
    matches!(octet, b'!' | b'#'..=b'+' | b'-'..=b':' | b'<'..=b'[' | b']'..=b'~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Told = Vec<(String, String)>;

    fn read(value: &[u8]) -> Result<Told, usize> {
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let told = |cookie: Cookie<'_>| (text(cookie.name), text(cookie.value));
        cookies(value).map(|cookie| cookie.map(told).map_err(|refused| refused.at)).collect()
    }

    fn rewritten(value: &[u8]) -> Option<Vec<u8>> {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        let all: Vec<_> = cookies(value).collect::<Result<_, _>>().ok()?;
        write(&mut pen, &all).ok()?;
        Some(pen.written().unwrap().to_vec())
    }

    #[test]
    fn cookies_are_told_in_order() {
        for (value, expected) in [
            (&b"SID=31d4d96e407aad42; lang=en-US"[..], &[("SID", "31d4d96e407aad42"), ("lang", "en-US")][..]),
            (b"", &[]),
            (b" ;; \t", &[]),
            (b"a=b;c = d e,f ;=g;h", &[("a", "b"), ("c", "d e,f"), ("", "g"), ("", "h")]),
            (b"a=\"b\"; a=; a==", &[("a", "\"b\""), ("a", ""), ("a", "=")]),
            (b"\xe2\x82\xac=\xc3\xa9", &[("\u{20ac}", "\u{e9}")]),
        ] {
            let expected: Told = expected.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
            assert_eq!(read(value), Ok(expected));
        }
    }

    #[test]
    fn a_control_character_is_refused_and_ends_the_list() {
        let mut all = cookies(b"a=b; c=\0d; e=f");
        assert!(all.next().unwrap().is_ok());
        assert_eq!(all.next(), Some(Err(Refused::new(Violation::Cookie, 7))));
        assert_eq!(all.next(), None);
    }

    #[test]
    fn the_rest_can_be_read_on_its_own() {
        let mut all = cookies(b"a=b; c=d; e=f");
        all.next();
        assert_eq!((all.rest(), all.at()), (&b" c=d; e=f"[..], 4));
        assert_eq!(cookies(all.rest()).find(b"e"), Some(&b"f"[..]));
    }

    #[test]
    fn only_what_a_server_ought_to_give_is_written() {
        assert_eq!(rewritten(b"a=b;c=\"d\"; e=").as_deref(), Some(&b"a=b; c=\"d\"; e="[..]));
        for value in [&b"a b=c"[..], b"=c", b"a=b c", b"a=b,c", b"a=\"", b"a=b\\", b"a=\xe9"] {
            assert_eq!(rewritten(value), None, "{value:?}");
        }
        assert!(Cookie { name: b"a", value: b"b; c=d" }.write(&mut Pen::new(&mut [0; 16])).is_err());
        assert!(Cookie { name: b"a", value: b"b\r\nc" }.write(&mut Pen::new(&mut [0; 16])).is_err());
    }

    #[test]
    fn a_cookie_octet_is_what_the_clause_lists() {
        let listed = |octet| matches!(octet, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e);
        assert!((0..=255).all(|octet| is_cookie_octet(octet) == listed(octet)));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same_again(value in "[a-c=; \"]{0,20}") {
            if let Some(once) = rewritten(value.as_bytes()) {
                prop_assert_eq!(read(&once), read(value.as_bytes()));
                prop_assert_eq!(rewritten(&once), Some(once.clone()));
            }
        }
    }
}
