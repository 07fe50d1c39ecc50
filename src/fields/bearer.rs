// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The Bearer scheme: its credentials, and its challenge (RFC 6750, 2.1 and 3).

use crate::error::{Refused, Violation};
use crate::fields::auth::{self, Known};
use crate::fields::challenge::Challenge;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A bearer token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer<'b> {
    /// `b64token`, which is not always base64.
    pub token: &'b [u8],
}

/// Reads a bearer token from Authorization or Proxy-Authorization.
///
/// # Errors
/// `Bearer` for another scheme, and for what is no b64token; `Credentials`.
pub fn bearer(value: &[u8]) -> Result<Bearer<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let start = cursor.at();
    let auth = auth::take_all(&mut cursor)?;
    if !auth.scheme.eq_ignore_ascii_case(b"Bearer") {
        return Err(Refused::new(Violation::Bearer, start));
    }
    Ok(Bearer { token: auth.token68.ok_or(Refused::new(Violation::Bearer, auth.at))? })
}

impl Bearer<'_> {
    /// Writes credentials.
    ///
    /// # Errors
    /// `Value` for what is no b64token.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        auth::write_token68(pen, b"Bearer", self.token)
    }
}

/// A challenge of the Bearer scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BearerChallenge<'b> {
    /// The protection space.
    pub realm: Option<Text<'b>>,
    /// The scope that a token needs: words with one space between two.
    pub scope: Option<Text<'b>>,
    /// Why the token was declined: `invalid_request`, `invalid_token`, `insufficient_scope` or another (RFC 6750, 3.1).
    pub error: Option<Text<'b>>,
    /// The same for a developer to read.
    pub error_description: Option<Text<'b>>,
    /// A page about it.
    pub error_uri: Option<Text<'b>>,
}

/// Reads what a challenge of the Bearer scheme says.
///
/// # Errors
/// `Challenge` for another scheme, for an attribute that stands twice, or holds an octet it must not (RFC 6750, 3).
pub fn bearer_challenge<'b>(challenge: &Challenge<'b>) -> Result<BearerChallenge<'b>, Refused> {
    let mut known = Known::new(challenge.parameters, Violation::Challenge);
    if !challenge.is(b"Bearer") {
        return Err(known.refuse());
    }
    let mut read = BearerChallenge::default();
    while let Some(parameter) = known.next() {
        let value = parameter.value;
        if parameter.is(b"realm") {
            known.keep(&mut read.realm, Some(value))?;
        } else if parameter.is(b"scope") {
            known.keep(&mut read.scope, is_scope(value).then_some(value))?;
        } else if parameter.is(b"error") {
            known.keep(&mut read.error, is_text(value).then_some(value))?;
        } else if parameter.is(b"error_description") {
            known.keep(&mut read.error_description, is_text(value).then_some(value))?;
        } else if parameter.is(b"error_uri") {
            known.keep(&mut read.error_uri, is_uri(value).then_some(value))?;
        }
    }
    Ok(read)
}

impl BearerChallenge<'_> {
    /// Writes it.
    ///
    /// # Errors
    /// `Value` for an octet that its attribute must not hold (RFC 6750, 3).
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let attributes: [Attribute<'_>; 5] = [
            (b"realm", self.realm, |_| true),
            (b"scope", self.scope, is_scope),
            (b"error", self.error, is_text),
            (b"error_description", self.error_description, is_text),
            (b"error_uri", self.error_uri, is_uri),
        ];
        pen.octets(b"Bearer");
        let mut separator: &[u8] = b" ";
        for (name, value, is_valid) in attributes {
            let Some(value) = value else { continue };
            if !is_valid(value) {
                return Err(Unwritable::Value);
            }
            pen.octets(separator).octets(name).octet(b'=').quoted(value.octets())?;
            separator = b", ";
        }
        Ok(())
    }
}

/// Its name, what it says, and whether it may.
type Attribute<'b> = (&'static [u8], Option<Text<'b>>, fn(Text<'_>) -> bool);

/// `scope-token *( SP scope-token )` (RFC 6749, 3.3).
fn is_scope(text: Text<'_>) -> bool {
    let mut after_space = true;
    let words = text.octets().all(|octet| {
        let is_space = octet == b' ';
        let fits = if is_space { !after_space } else { is_error_octet(octet) };
        after_space = is_space;
        fits
    });
    words && !after_space
}

/// `%x20-21 / %x23-5B / %x5D-7E` (RFC 6750, 3).
fn is_text(text: Text<'_>) -> bool {
    text.octets().all(is_error_octet)
}

const fn is_error_octet(octet: u8) -> bool {
    matches!(octet, b' ' | b'!' | b'#'..=b'[' | b']'..=b'~')
}

/// `%x21 / %x23-5B / %x5D-7E` (RFC 6750, 3).
fn is_uri(text: Text<'_>) -> bool {
    text.octets().all(|octet| is_error_octet(octet) && octet != b' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::challenge::challenges;

    #[test]
    fn the_example_is_read_and_written() {
        let read = bearer(b"Bearer mF_9.B5f-4.1JqM").unwrap();
        assert_eq!(read.token, b"mF_9.B5f-4.1JqM");
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        read.write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"Bearer mF_9.B5f-4.1JqM");
    }

    #[test]
    fn what_is_no_bearer_token_is_refused_where_it_breaks() {
        for (value, violation, at) in [
            ("Basic Og==", Violation::Bearer, 0),
            ("Bearer", Violation::Bearer, 6),
            ("Bearer a=b", Violation::Bearer, 7),
            ("Bearer a b", Violation::Credentials, 9),
            ("Bearer a\"", Violation::Credentials, 8),
        ] {
            assert_eq!(bearer(value.as_bytes()), Err(Refused::new(violation, at)), "{value}");
        }
        assert!(Bearer { token: b"a b" }.write(&mut Pen::new(&mut [0; 32])).is_err());
        assert!(Bearer { token: b"a\r\nb" }.write(&mut Pen::new(&mut [0; 32])).is_err());
    }

    #[test]
    fn the_challenge_of_the_clause_is_read_and_written() {
        let value =
            b"Bearer realm=\"example\", error=\"invalid_token\", error_description=\"The access token expired\"";
        let read = bearer_challenge(&challenges(value).next().unwrap().unwrap()).unwrap();
        assert!(read.error.unwrap().is(b"invalid_token") && read.scope.is_none());
        let mut room = [0; 128];
        let mut pen = Pen::new(&mut room);
        read.write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), value);
    }

    #[test]
    fn an_attribute_that_stands_twice_or_holds_what_it_must_not_is_refused() {
        for (value, at) in [
            ("Bearer error=a, error=b", 16),
            ("Bearer scope=\"a  b\"", 7),
            ("Bearer scope=\"\"", 7),
            ("Bearer a=b,error_uri=\"a b\"", 11),
            ("Bearer error_description=\"\\\"\"", 7),
        ] {
            let challenge = challenges(value.as_bytes()).next().unwrap().unwrap();
            assert_eq!(bearer_challenge(&challenge), Err(Refused::new(Violation::Challenge, at)), "{value}");
        }
    }
}
