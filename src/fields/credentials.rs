// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Credentials: Authorization and Proxy-Authorization (RFC 9110, 11.4, 11.6.2 and 11.7.2).

use crate::error::Refused;
use crate::fields::auth::{self, AuthParameters};
use crate::fields::parameters::Parameter;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// Credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credentials<'b> {
    /// The auth-scheme, a token; case does not matter.
    pub scheme: &'b [u8],
    /// What stands behind it in place of parameters.
    pub token68: Option<&'b [u8]>,
    /// Its parameters; none where there is a token68.
    pub parameters: AuthParameters<'b>,
}

/// Reads Authorization or Proxy-Authorization.
///
/// # Errors
/// `Credentials`, `QuotedString`.
pub fn credentials(value: &[u8]) -> Result<Credentials<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let auth = auth::take_all(&mut cursor)?;
    Ok(Credentials { scheme: auth.scheme, token68: auth.token68, parameters: auth.parameters })
}

impl Credentials<'_> {
    /// Whether they are of this scheme.
    #[must_use]
    pub const fn is(&self, scheme: &[u8]) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// Writes them: a realm as a quoted-string (RFC 9110, 11.5), other values as tokens where they can be.
    ///
    /// # Errors
    /// `Value` for what are no credentials.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match self.token68 {
            Some(token68) => auth::write_token68(pen, self.scheme, token68),
            None => auth::write_parameters(pen, self.scheme, self.parameters),
        }
    }
}

/// Writes credentials of parameters at hand; as [`Credentials::write`].
///
/// # Errors
/// `Value` for a scheme or name that is no token, and for a value that no quoted-string holds.
pub fn write(pen: &mut Pen<'_>, scheme: &[u8], parameters: &[Parameter<'_>]) -> Result<(), Unwritable> {
    auth::write_parameters(pen, scheme, parameters.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::text::Text;
    use proptest::prelude::*;

    fn rewritten(value: &[u8]) -> Result<Vec<u8>, usize> {
        let mut room = [0; 512];
        let mut pen = Pen::new(&mut room);
        credentials(value).map_err(|refused| refused.at)?.write(&mut pen).unwrap();
        Ok(pen.written().unwrap().to_vec())
    }

    #[test]
    fn credentials_are_a_scheme_and_a_token68_or_parameters() {
        let basic = credentials(b"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==").unwrap();
        assert!(basic.is(b"basic"));
        assert_eq!(basic.token68, Some(&b"QWxhZGRpbjpvcGVuIHNlc2FtZQ=="[..]));
        let digest = credentials(b"Digest username=\"Mufasa\", nc=00000001").unwrap();
        assert_eq!(digest.token68, None);
        assert_eq!(digest.parameters.find(b"NC"), Some(Text::plain(b"00000001")));
        assert_eq!(credentials(b"Negotiate").unwrap().parameters.count(), 0);
    }

    #[test]
    fn what_are_no_credentials_is_refused_where_it_breaks() {
        let refused: [(&[u8], usize); 7] = [
            (b"", 0),
            (b"Basic a b", 8),
            (b"a b=c, d", 7),
            (b"a b=c d=e", 6),
            (b"a, b", 3),
            (b"a b, c", 5),
            (b"a b=\xe9", 4),
        ];
        for (value, at) in refused {
            assert_eq!(rewritten(value), Err(at), "{}", String::from_utf8_lossy(value));
        }
    }

    #[test]
    fn credentials_are_written_of_parameters_at_hand() {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        let parameters = [(&b"realm"[..], &b"a"[..]), (b"b", b"c d")]
            .map(|(name, value)| Parameter { name, value: Text::plain(value) });
        write(&mut pen, b"New", &parameters).unwrap();
        assert_eq!(pen.written().unwrap(), b"New realm=\"a\", b=\"c d\"");
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same_again(value in "[a-b]{1,2} ([a-c]=[a-c\"]{0,2}|\"[a\\\\\"]{0,3}\"|[ ,=]){0,9}") {
            if let Ok(once) = rewritten(value.as_bytes()) {
                prop_assert_eq!(credentials(&once), credentials(value.as_bytes()));
                prop_assert_eq!(rewritten(&once), Ok(once.clone()));
            }
        }
    }
}
