// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The Basic scheme: its credentials, and its challenge (RFC 7617, 2).

use crate::error::{Refused, Violation};
use crate::fields::auth::{self, Known};
use crate::fields::challenge::Challenge;
use crate::grammar::base64::{self, Reading};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::has_control;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A user-id and a password, as octets; the challenge says in which charset, if it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basic<'m> {
    /// Without a colon.
    pub user_id: &'m [u8],
    /// What stands behind the first colon.
    pub password: &'m [u8],
}

/// Why Basic credentials were not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// They broke a rule.
    Refused(Refused),
    /// The room is smaller than these octets.
    Room(usize),
}

impl From<Refused> for Unread {
    fn from(refused: Refused) -> Self {
        Unread::Refused(refused)
    }
}

/// Reads Basic credentials from Authorization or Proxy-Authorization into `room`. As much room as `value` has octets
/// is always enough.
///
/// # Errors
/// `Basic` for another scheme, without a colon, and at a control character; `Base64`; `Credentials`. `Room` if what
/// they say does not fit.
pub fn basic<'m>(value: &[u8], room: &'m mut [u8]) -> Result<Basic<'m>, Unread> {
    let (digits, at, len) = if let Some((digits, len)) = at_once(value, room) {
        (digits, b"Basic ".len(), len)
    } else {
        let (token68, at) = taken(value)?;
        let len = base64::decode(token68, Reading::Strict, &mut Pen::new(room));
        (token68.len(), at, len.map_err(|refused| refused.after(at))?)
    };
    let said: &'m [u8] = room.get(..len).ok_or(Unread::Room(len))?;
    if has_control(said) {
        // Both MUST NOT contain any control characters (RFC 7617, 2).
        let place = said.iter().position(u8::is_ascii_control).unwrap_or(0);
        return Err(Refused::new(Violation::Basic, digit_of(place)).after(at).into());
    }
    let end = Refused::new(Violation::Basic, at.saturating_add(digits));
    let colon = said.iter().position(|octet| *octet == b':').ok_or(end)?;
    let (user_id, behind) = said.split_at_checked(colon).unwrap_or((said, &[]));
    Ok(Basic { user_id, password: behind.strip_prefix(b":").unwrap_or(behind) })
}

/// Decodes what stands behind one space, if that is valid and all there is: how many digits and octets it has.
fn at_once(value: &[u8], room: &mut [u8]) -> Option<(usize, usize)> {
    let [b'B' | b'b', b'a' | b'A', b's' | b'S', b'i' | b'I', b'c' | b'C', b' ', digits @ ..] = value else {
        return None;
    };
    let len = base64::decode(digits, Reading::Strict, &mut Pen::new(room)).ok()?;
    (len > 0).then_some((digits.len(), len))
}

/// The token68 of credentials, and where it stands.
fn taken(value: &[u8]) -> Result<(&[u8], usize), Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let start = cursor.at();
    let auth = auth::take_all(&mut cursor)?;
    if !auth.scheme.eq_ignore_ascii_case(b"Basic") {
        return Err(Refused::new(Violation::Basic, start));
    }
    Ok((auth.token68.ok_or(Refused::new(Violation::Basic, auth.at))?, auth.at))
}

/// The digit of base64 that completes the octet at a place: three octets are four digits.
const fn digit_of(place: usize) -> usize {
    (place / 3).saturating_mul(4).saturating_add(place % 3).saturating_add(1)
}

impl Basic<'_> {
    /// Writes credentials.
    ///
    /// # Errors
    /// `Value` for a colon in the user-id, and for control characters.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if self.user_id.contains(&b':') || has_control(self.user_id) || has_control(self.password) {
            return Err(Unwritable::Value);
        }
        base64::encode_pieces(&[self.user_id, b":", self.password], pen.octets(b"Basic "));
        Ok(())
    }
}

/// A challenge of the Basic scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicChallenge<'b> {
    /// The protection space.
    pub realm: Text<'b>,
    /// User-id and password are expected in UTF-8, normalised (RFC 7617, 2.1); if not, the charset is the server's
    /// secret.
    pub is_utf8: bool,
}

/// Reads what a challenge of the Basic scheme says.
///
/// # Errors
/// `Challenge` for another scheme, without a realm, with a second one, or with a charset other than UTF-8, which is
/// the only one allowed (RFC 7617, 2.1).
pub fn basic_challenge<'b>(challenge: &Challenge<'b>) -> Result<BasicChallenge<'b>, Refused> {
    let mut known = Known::new(challenge.parameters, Violation::Challenge);
    if !challenge.is(b"Basic") {
        return Err(known.refuse());
    }
    let (mut realm, mut charset) = (None, None);
    while let Some(parameter) = known.next() {
        if parameter.is(b"realm") {
            known.keep(&mut realm, Some(parameter.value))?;
        } else if parameter.is(b"charset") {
            known.keep(&mut charset, parameter.value.is_in_any_case(b"UTF-8").then_some(()))?;
        }
    }
    Ok(BasicChallenge { realm: realm.ok_or(known.refuse())?, is_utf8: charset.is_some() })
}

impl BasicChallenge<'_> {
    /// Writes it.
    ///
    /// # Errors
    /// `Value` for a realm that no quoted-string holds.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.octets(b"Basic realm=").quoted(self.realm.octets())?;
        if self.is_utf8 {
            pen.octets(b", charset=\"UTF-8\"");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::challenge::challenges;
    use proptest::prelude::*;

    fn read(value: &[u8]) -> Result<(Vec<u8>, Vec<u8>), Unread> {
        let mut room = [0; 256];
        basic(value, &mut room).map(|basic| (basic.user_id.to_vec(), basic.password.to_vec()))
    }

    fn written(user_id: &[u8], password: &[u8]) -> Result<Vec<u8>, Unwritable> {
        let mut room = [0; 512];
        let mut pen = Pen::new(&mut room);
        Basic { user_id, password }.write(&mut pen)?;
        pen.written().map(<[u8]>::to_vec)
    }

    #[test]
    fn the_examples_are_read_and_written() {
        let examples: [(&str, &str, &str); 7] = [
            ("Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
            ("test", "123\u{a3}", "Basic dGVzdDoxMjPCow=="),
            ("webmaster", "zrqma4v", "Basic d2VibWFzdGVyOnpycW1hNHY="),
            ("webmaster", "zrma4v", "Basic d2VibWFzdGVyOnpybWE0dg=="),
            ("", "", "Basic Og=="),
            ("foo", "a:b", "Basic Zm9vOmE6Yg=="),
            ("", "pass", "Basic OnBhc3M="),
        ];
        for (user_id, password, value) in examples {
            assert_eq!(read(value.as_bytes()), Ok((user_id.into(), password.into())));
            assert_eq!(written(user_id.as_bytes(), password.as_bytes()).unwrap(), value.as_bytes());
        }
    }

    #[test]
    fn what_are_no_basic_credentials_is_refused_where_it_breaks() {
        let refused = [
            ("Bearer Og==", Violation::Basic, 0),
            ("Basic", Violation::Basic, 5),
            ("Basic  realm=\"a\"", Violation::Basic, 7),
            ("Basic QUJD", Violation::Basic, 10),
            ("Basic Og", Violation::Base64, 8),
            ("Basic Og=", Violation::Base64, 9),
            ("Basic -A==", Violation::Base64, 6),
            ("Basic OgA=", Violation::Basic, 8),
            ("Basic Og== x", Violation::Credentials, 9),
        ];
        for (value, violation, at) in refused {
            assert_eq!(read(value.as_bytes()), Err(Unread::Refused(Refused::new(violation, at))), "{value}");
        }
    }

    #[test]
    fn whitespace_around_and_an_empty_member_behind_are_passed_over() {
        for value in [&b"\tbasic   Zm9vOmJhcg==  "[..], b"BASIC Zm9vOmJhcg==, ,"] {
            assert_eq!(read(value), Ok((b"foo".into(), b"bar".into())));
        }
        let refused = Refused::new(Violation::Basic, 13);
        assert_eq!(read(b"Basic  Zm9vOgA="), Err(Unread::Refused(refused)));
    }

    #[test]
    fn room_that_is_too_small_is_told() {
        assert_eq!(basic(b"Basic Zm9vOmJhcg==", &mut [0; 6]), Err(Unread::Room(7)));
        assert!(basic(b"Basic Zm9vOmJhcg==", &mut [0; 7]).is_ok());
    }

    #[test]
    fn what_would_be_read_as_other_credentials_is_not_written() {
        for (user_id, password) in [(&b"a:b"[..], &b"c"[..]), (b"a\n", b"c"), (b"a", b"c\x7f")] {
            assert_eq!(written(user_id, password), Err(Unwritable::Value));
        }
    }

    #[test]
    fn a_challenge_says_its_realm_and_charset() {
        let read = |value: &'static str| basic_challenge(&challenges(value.as_bytes()).next().unwrap().unwrap());
        let foo = read("basic realm=\"foo\", charset=utf-8").unwrap();
        assert!(foo.realm.is(b"foo") && foo.is_utf8);
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        foo.write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"Basic realm=\"foo\", charset=\"UTF-8\"");
        for (value, at) in [("Basic a=b", 9), ("Basic realm=a,realm=b", 14), ("Basic realm=a, charset=x", 15)] {
            assert_eq!(read(value), Err(Refused::new(Violation::Challenge, at)));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(user_id in "[^:\u{0}-\u{1f}\u{7f}]{0,9}", password in "[^\u{0}-\u{1f}\u{7f}]{0,9}") {
            let value = written(user_id.as_bytes(), password.as_bytes()).unwrap();
            prop_assert_eq!(read(&value), Ok((user_id.into_bytes(), password.into_bytes())));
        }
    }
}
