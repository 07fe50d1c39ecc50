// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Credentials of the Digest scheme (RFC 7616, 3.4).
//!
//! What the response is computed from is in `digest_response`, with feature `authentication`.

use crate::error::{Refused, Violation};
use crate::fields::auth::{self, Known};
use crate::fields::digest::{Algorithm, Name, Qop, boolean, is_digest, nonce_count, quoted, write_nonce_count};
use crate::fields::ext_value::{Charset, ExtValue, ext_value};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// Credentials of the Digest scheme. The number of times a nonce was used, and any response, are for you to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigestCredentials<'b> {
    /// The user's name, or with `userhash` its hash; unless there is a `username_ext`.
    pub username: Option<Text<'b>>,
    /// The user's name as an extended value in UTF-8.
    pub username_ext: Option<ExtValue<'b>>,
    /// As in the challenge.
    pub realm: Text<'b>,
    /// As in the challenge.
    pub nonce: Text<'b>,
    /// The target of the request.
    pub uri: Text<'b>,
    /// The digest: 32 or 64 digits, hexadecimal and in lower case.
    pub response: Text<'b>,
    /// As in the challenge; none says MD5.
    pub algorithm: Option<Algorithm>,
    /// The client's nonce; there is one with a qop.
    pub cnonce: Option<Text<'b>>,
    /// As in the challenge.
    pub opaque: Option<Text<'b>>,
    /// Without one, the response is computed as in RFC 2069.
    pub qop: Option<Qop>,
    /// How often the client has used the nonce, this time included; there is one with a qop.
    pub nc: Option<u32>,
    /// `username` is a hash.
    pub userhash: bool,
}

/// Reads Digest credentials from Authorization or Proxy-Authorization.
///
/// # Errors
/// `Digest` for another scheme, without a parameter that must be there, and for one that stands twice or is none;
/// `Credentials`, `QuotedString`.
pub fn digest(value: &[u8]) -> Result<DigestCredentials<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let start = cursor.at();
    let taken = auth::take_all(&mut cursor)?;
    if !taken.scheme.eq_ignore_ascii_case(b"Digest") {
        return Err(Refused::new(Violation::Digest, start));
    }
    let mut known = Known::new(taken.parameters, Violation::Digest);
    let (mut username, mut username_ext, mut userhash) = (None, None, None);
    let (mut realm, mut nonce, mut uri, mut opaque, mut cnonce) = (None, None, None, None, None);
    let (mut response, mut algorithm, mut qop, mut nc) = (None, None, None, None);
    while let Some(parameter) = known.next() {
        let value = parameter.value;
        match Name::of(parameter.name) {
            Name::Username => known.keep(&mut username, Some(value))?,
            Name::UsernameExt => known.keep(&mut username_ext, extended(value))?,
            Name::Realm => known.keep(&mut realm, Some(value))?,
            Name::Nonce => known.keep(&mut nonce, Some(value))?,
            Name::Uri => known.keep(&mut uri, Some(value))?,
            Name::Response => known.keep(&mut response, is_digest(value).then_some(value))?,
            Name::Algorithm => known.keep(&mut algorithm, Some(Algorithm::read(value)))?,
            Name::Cnonce => known.keep(&mut cnonce, Some(value))?,
            Name::Opaque => known.keep(&mut opaque, Some(value))?,
            Name::Qop => known.keep(&mut qop, Qop::read(value))?,
            Name::Nc => known.keep(&mut nc, nonce_count(value))?,
            Name::Userhash => known.keep(&mut userhash, boolean(value))?,
            _ => {}
        }
    }
    let lacks = known.refuse();
    let read = DigestCredentials {
        username,
        username_ext,
        realm: realm.ok_or(lacks)?,
        nonce: nonce.ok_or(lacks)?,
        uri: uri.ok_or(lacks)?,
        response: response.ok_or(lacks)?,
        algorithm,
        cnonce,
        opaque,
        qop,
        nc,
        userhash: userhash.unwrap_or(false),
    };
    if read.agrees() { Ok(read) } else { Err(lacks) }
}

impl DigestCredentials<'_> {
    /// Writes them, quoted as RFC 7616, 3.4 says.
    ///
    /// # Errors
    /// `Value` for an algorithm that is not known, for a value that no quoted-string holds, and where parameters do
    /// not agree: not just one of `username` and `username_ext`; a qop without nonces; a response that is no digest.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if !self.agrees() || !is_digest(self.response) {
            return Err(Unwritable::Value);
        }
        pen.octets(b"Digest ");
        quoted(b"username=", self.username, pen)?;
        if let Some(value) = self.username_ext {
            if value.charset != Charset::Utf8 {
                return Err(Unwritable::Value);
            }
            value.write(pen.octets(b"username*="))?;
        }
        quoted(b", realm=", Some(self.realm), pen)?;
        quoted(b", uri=", Some(self.uri), pen)?;
        if let Some(algorithm) = self.algorithm {
            algorithm.write(pen)?;
        }
        quoted(b", nonce=", Some(self.nonce), pen)?;
        if let Some(count) = self.nc {
            pen.octets(b", nc=");
            write_nonce_count(count, pen);
        }
        quoted(b", cnonce=", self.cnonce, pen)?;
        if let Some(qop) = self.qop {
            pen.octets(b", qop=").octets(qop.name());
        }
        quoted(b", response=", Some(self.response), pen)?;
        quoted(b", opaque=", self.opaque, pen)?;
        pen.octets(if self.userhash { b", userhash=true" } else { b"" });
        Ok(())
    }

    /// Writes the user's name, or with `userhash` its hash, whichever parameter says it.
    ///
    /// # Errors
    /// `Value` where neither does.
    pub fn write_username(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match (self.username, self.username_ext) {
            (Some(username), None) => username.octets().for_each(|octet| {
                pen.octet(octet);
            }),
            (None, Some(value)) => value.octets().for_each(|octet| {
                pen.octet(octet);
            }),
            _ => return Err(Unwritable::Value),
        }
        Ok(())
    }

    /// Whether what belongs together is there, and what does not is not (RFC 7616, 3.4).
    fn agrees(&self) -> bool {
        // A hash is no extended value (RFC 7616, 3.4.4).
        let named = match self.userhash {
            true => self.username.is_some() && self.username_ext.is_none(),
            false => self.username.is_some() != self.username_ext.is_some(),
        };
        let counted = self.qop.is_none() || (self.cnonce.is_some() && self.nc.is_some());
        let digits = match self.algorithm {
            None | Some(Algorithm::Md5 | Algorithm::Md5Sess) => Some(32),
            Some(Algorithm::Unknown) => None,
            Some(_) => Some(64),
        };
        named && counted && digits.is_none_or(|digits| self.response.octets().count() == digits)
    }
}

/// An extended value, which is in UTF-8 (RFC 7616, 3.4).
fn extended(text: Text<'_>) -> Option<ExtValue<'_>> {
    ext_value(text.in_place()?).ok().filter(|value| value.charset == Charset::Utf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rewritten(value: &[u8]) -> Result<Vec<u8>, usize> {
        let mut room = [0; 1024];
        let mut pen = Pen::new(&mut room);
        digest(value).map_err(|refused| refused.at)?.write(&mut pen).map_err(|_| usize::MAX)?;
        Ok(pen.written().unwrap().to_vec())
    }

    const MD5: &str = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", \
        algorithm=MD5, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, \
        cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, \
        response=\"8ca523f5e9506fed4657c9700eebdbec\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    #[test]
    fn the_credentials_of_the_rfc_are_read_and_written() {
        assert_eq!(rewritten(MD5.as_bytes()).as_deref(), Ok(MD5.as_bytes()));
        let hashed = "Digest username=\"488869477bf257147b804c45308cd62ac4e25eb717b12b298c79e62dcea254ec\", \
            realm=\"api@example.org\", uri=\"/doe.json\", algorithm=SHA-512-256, \
            nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", nc=00000001, \
            cnonce=\"NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v\", qop=auth, \
            response=\"ae66e67d6b427bd3f120414a82e4acff38e8ecd9101d6c861229025f607a79dd\", \
            opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", userhash=true";
        assert_eq!(rewritten(hashed.as_bytes()).as_deref(), Ok(hashed.as_bytes()));
    }

    #[test]
    fn old_credentials_lack_qop_and_some_quote_what_need_not_be() {
        let old =
            "Digest username=\"u\", realm=\"r\", uri=\"/\", nonce=\"n\", response=\"00000000000000000000000000000000\"";
        assert_eq!(rewritten(old.as_bytes()).as_deref(), Ok(old.as_bytes()));
        let quoted = MD5.replace("nc=00000001", "nc=\"00000001\"").replace("qop=auth", "qop=\"auth\"");
        assert_eq!(rewritten(quoted.as_bytes()).as_deref(), Ok(MD5.as_bytes()));
    }

    #[test]
    fn a_name_in_an_extended_value_is_decoded() {
        let value = MD5.replace("username=\"Mufasa\"", "username*=UTF-8''J%C3%A4s%C3%B8n%20Doe");
        let mut room = [0; 32];
        let mut pen = Pen::new(&mut room);
        digest(value.as_bytes()).unwrap().write_username(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), "J\u{e4}s\u{f8}n Doe".as_bytes());
        assert_eq!(rewritten(value.as_bytes()).as_deref(), Ok(value.as_bytes()));
    }

    #[test]
    fn credentials_are_refused_that_lack_or_repeat_a_parameter_or_hold_one_that_is_none() {
        let lacking = [
            ("username=\"Mufasa\", ", ""),
            ("uri=\"/dir/index.html\", ", ""),
            ("cnonce", "another"),
            ("algorithm=MD5", "algorithm=SHA-256"),
            ("username", "username*=UTF-8''a, username"),
            ("username", "userhash=true, username*=UTF-8''a, x"),
        ];
        for (from, to) in lacking {
            let value = MD5.replace(from, to);
            assert_eq!(rewritten(value.as_bytes()), Err(value.len()), "{from} {to}");
        }
        let broken = [
            ("Digest", "Basic"),
            ("nc=00000001", "nc=0000000A"),
            ("nc=00000001", "nc=000000001"),
            ("qop=auth", "qop=x"),
            ("response=\"8ca5", "response=\"8CA5"),
            ("opaque", "nonce"),
            ("username=\"Mufasa\"", "username*=UTF-8''%e"),
            ("username=\"Mufasa\"", "username*=latin1''e"),
        ];
        for (from, to) in broken {
            let value = MD5.replace(from, to);
            assert_eq!(rewritten(value.as_bytes()), Err(value.rfind(to).unwrap()), "{from} {to}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same_again(
            value in "Digest username=\"[\\\\\"u]{1,6}\"(, ?(realm|uri|nonce|cnonce)=\"[\\\\\"auth,]{1,6}\"){3,4}, response=\"[0a]{32}\""
        ) {
            if let Ok(once) = rewritten(value.as_bytes()) {
                prop_assert_eq!(rewritten(&once), Ok(once.clone()));
            }
        }
    }
}
