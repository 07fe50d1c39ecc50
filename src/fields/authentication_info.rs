// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Authentication-Info and Proxy-Authentication-Info (RFC 7615), as the Digest scheme uses them (RFC 7616, 3.5).

use crate::error::{Refused, Violation};
use crate::fields::auth::{self, AuthParameters, Known};
use crate::fields::digest::{Qop, is_digest, nonce_count, quoted, write_nonce_count};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::is_space;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// What a server says about credentials that it took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuthenticationInfo<'b> {
    /// The nonce to use from now on.
    pub next_nonce: Option<Text<'b>>,
    /// As in the credentials.
    pub qop: Option<Qop>,
    /// The digest by which the server proves that it knows the secret: 32 or 64 digits, hexadecimal and in lower case.
    pub rspauth: Option<Text<'b>>,
    /// As in the credentials.
    pub cnonce: Option<Text<'b>>,
    /// As in the credentials.
    pub nc: Option<u32>,
}

/// Reads the parameters of Authentication-Info or Proxy-Authentication-Info, of whatever scheme (RFC 7615, 3).
///
/// # Errors
/// `Parameter`, `QuotedString`.
pub fn authentication_info_parameters(value: &[u8]) -> Result<AuthParameters<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    let parameters = auth::take_parameters(&mut cursor, Violation::Parameter)?;
    // Empty members may stand behind the last.
    cursor.take_while(|octet| is_space(octet) || octet == b',');
    cursor.end(Violation::Parameter)?;
    Ok(parameters)
}

/// Reads Authentication-Info or Proxy-Authentication-Info of the Digest scheme.
///
/// # Errors
/// `Digest` for a parameter that stands twice or is none; `Parameter`, `QuotedString`.
pub fn authentication_info(value: &[u8]) -> Result<AuthenticationInfo<'_>, Refused> {
    let mut known = Known::new(authentication_info_parameters(value)?, Violation::Digest);
    let mut read = AuthenticationInfo::default();
    while let Some(parameter) = known.next() {
        let value = parameter.value;
        if parameter.is(b"nextnonce") {
            known.keep(&mut read.next_nonce, Some(value))?;
        } else if parameter.is(b"qop") {
            known.keep(&mut read.qop, Qop::read(value))?;
        } else if parameter.is(b"rspauth") {
            known.keep(&mut read.rspauth, is_digest(value).then_some(value))?;
        } else if parameter.is(b"cnonce") {
            known.keep(&mut read.cnonce, Some(value))?;
        } else if parameter.is(b"nc") {
            known.keep(&mut read.nc, nonce_count(value))?;
        }
    }
    Ok(read)
}

impl AuthenticationInfo<'_> {
    /// Writes it, quoted as RFC 7616, 3.5 says.
    ///
    /// # Errors
    /// `Value` where it says nothing, for a value that no quoted-string holds, and an rspauth that is no digest.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if *self == AuthenticationInfo::default() || self.rspauth.is_some_and(|digest| !is_digest(digest)) {
            return Err(Unwritable::Value);
        }
        let mut separator: &[u8] = b"";
        let mut next = |is_there: bool, pen: &mut Pen<'_>| {
            if is_there {
                pen.octets(separator);
                separator = b", ";
            }
        };
        next(self.next_nonce.is_some(), pen);
        quoted(b"nextnonce=", self.next_nonce, pen)?;
        next(self.qop.is_some(), pen);
        if let Some(qop) = self.qop {
            pen.octets(b"qop=").octets(qop.name());
        }
        next(self.rspauth.is_some(), pen);
        quoted(b"rspauth=", self.rspauth, pen)?;
        next(self.cnonce.is_some(), pen);
        quoted(b"cnonce=", self.cnonce, pen)?;
        next(self.nc.is_some(), pen);
        if let Some(count) = self.nc {
            pen.octets(b"nc=");
            write_nonce_count(count, pen);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(value: &[u8]) -> Result<Vec<u8>, usize> {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        authentication_info(value).map_err(|refused| refused.at)?.write(&mut pen).unwrap();
        Ok(pen.written().unwrap().to_vec())
    }

    #[test]
    fn what_a_server_says_is_read_and_written() {
        let value = b"nextnonce=\"47364c23432d2e131a5fb210812c\", qop=auth, \
            rspauth=\"6629fae49393a05397450978507c4ef1\", cnonce=\"a\", nc=0000000a";
        assert_eq!(rewritten(value).as_deref(), Ok(&value[..]));
        assert_eq!(authentication_info(value).unwrap().nc, Some(10));
        assert_eq!(rewritten(b" , NC = \"00000001\" ,x=y").as_deref(), Ok(&b"nc=00000001"[..]));
    }

    #[test]
    fn what_is_none_is_refused_where_it_breaks() {
        for (value, at) in
            [("nc=1", 0), ("qop=x", 0), ("cnonce=a, cnonce=b", 10), ("rspauth=ab", 0), ("a b", 0), ("a=b c=d", 4)]
        {
            assert_eq!(rewritten(value.as_bytes()), Err(at), "{value}");
        }
        assert!(AuthenticationInfo::default().write(&mut Pen::new(&mut [0; 9])).is_err());
    }
}
