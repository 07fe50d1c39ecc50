// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Challenges: WWW-Authenticate and Proxy-Authenticate (RFC 9110, 11.3, 11.6.1 and 11.7.1).

use crate::error::{Refused, Violation};
use crate::fields::auth::{self, AuthParameters};
use crate::fields::members::{Member, Members};
use crate::fields::parameters::Parameter;
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};

/// A challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge<'b> {
    /// The auth-scheme, a token; case does not matter.
    pub scheme: &'b [u8],
    /// What stands behind it in place of parameters.
    pub token68: Option<&'b [u8]>,
    /// Its parameters; none where there is a token68.
    pub parameters: AuthParameters<'b>,
}

/// The challenges of a value.
pub type Challenges<'b> = Members<'b, Challenge<'b>>;

/// Reads WWW-Authenticate or Proxy-Authenticate; a refusal is `Challenge` or `QuotedString`.
#[must_use]
pub const fn challenges(value: &[u8]) -> Challenges<'_> {
    Members::new(value)
}

impl Challenge<'_> {
    /// Whether it is of this scheme.
    #[must_use]
    pub const fn is(&self, scheme: &[u8]) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    /// Writes it: a realm as a quoted-string (RFC 9110, 11.5), other values as tokens where they can be.
    ///
    /// # Errors
    /// `Value` for what is no challenge.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match self.token68 {
            Some(token68) => auth::write_token68(pen, self.scheme, token68),
            None => auth::write_parameters(pen, self.scheme, self.parameters),
        }
    }
}

impl<'b> Member<'b> for Challenge<'b> {
    const VIOLATION: Violation = Violation::Challenge;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let auth = auth::take(cursor, Violation::Challenge)?;
        Ok(Challenge { scheme: auth.scheme, token68: auth.token68, parameters: auth.parameters })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        Challenge::write(self, pen)
    }
}

/// Writes a challenge of parameters at hand; as [`Challenge::write`].
///
/// # Errors
/// `Value` for a scheme or name that is no token, and for a value that no quoted-string holds.
pub fn write(pen: &mut Pen<'_>, scheme: &[u8], parameters: &[Parameter<'_>]) -> Result<(), Unwritable> {
    auth::write_parameters(pen, scheme, parameters.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(value: &[u8]) -> Result<Vec<String>, usize> {
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let tell = |challenge: Challenge<'_>| {
            let mut told = text(challenge.scheme);
            told.extend(challenge.token68.map(|token68| format!(" [{}]", text(token68))));
            for Parameter { name, value } in challenge.parameters {
                told.extend([" ", &text(name), "=", &text(&value.octets().collect::<Vec<_>>())]);
            }
            told
        };
        challenges(value).map(|challenge| challenge.map(tell).map_err(|refused| refused.at)).collect()
    }

    fn rewritten(value: &[u8]) -> Option<Vec<u8>> {
        let mut room = [0; 512];
        let mut pen = Pen::new(&mut room);
        challenges(value).write(&mut pen).ok()?;
        Some(pen.written().unwrap().to_vec())
    }

    #[test]
    fn several_challenges_stand_in_one_line() {
        let read: [(&[u8], &[&str]); 9] = [
            (
                b"Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\"",
                &["Basic realm=simple", "Newauth realm=apps type=1 title=Login to \"apps\""],
            ),
            (b"Negotiate , NTLM abc==, Digest a = \"b\" ,c=d", &["Negotiate", "NTLM [abc==]", "Digest a=b c=d"]),
            (b", ,Basic realm=a,,b=c, , Other ,", &["Basic realm=a b=c", "Other"]),
            (b"a b", &["a [b]"]),
            (b"a b=", &["a [b=]"]),
            (b"a b=c", &["a b=c"]),
            (b"a b==, c d/e+~, f", &["a [b==]", "c [d/e+~]", "f"]),
            (b"a ,b=c", &["a b=c"]),
            (b" ", &[]),
        ];
        for (value, expected) in read {
            assert_eq!(told(value).as_deref(), Ok(&expected.iter().map(ToString::to_string).collect::<Vec<_>>()[..]));
        }
    }

    #[test]
    fn what_is_no_challenge_is_refused_where_it_breaks() {
        let refused: [(&[u8], usize); 13] = [
            (b"a, b, c=", 7),
            (b"=", 0),
            (b"a\tb=c", 2),
            (b"a b c", 4),
            (b"a b=c d=e", 6),
            (b"a b=c, d=", 9),
            (b"a b=\"c", 6),
            (b"a b =", 5),
            (b"a, b=c", 4),
            (b"a b=, c=d", 7),
            (b"a b=\"c\"d", 7),
            (b"Basic realm=\"a\" Digest", 16),
            (b"Basic \"a\"", 6),
        ];
        for (value, at) in refused {
            assert_eq!(told(value), Err(at), "{}", String::from_utf8_lossy(value));
        }
    }

    #[test]
    fn nothing_is_told_behind_a_refusal() {
        let mut all = challenges(b"a b c, d");
        assert!(all.next().unwrap().is_err());
        assert_eq!(all.next(), None);
    }

    #[test]
    fn the_rest_can_be_read_on_its_own() {
        let value = b"a b=c, d, e f=g";
        let mut all = challenges(value);
        while let Some(challenge) = all.next() {
            challenge.unwrap();
            assert_eq!(challenges(all.rest()).count(), all.count());
        }
    }

    #[test]
    fn a_realm_is_written_as_a_quoted_string() {
        let written = rewritten(b"Basic Realm=simple ,x = \"y\", A b=, C").unwrap();
        assert_eq!(written, b"Basic Realm=\"simple\", x=y, A b=, C");
        assert!(
            Challenge { scheme: b"a b", token68: None, parameters: AuthParameters::NONE }
                .write(&mut Pen::new(&mut [0; 9]))
                .is_err()
        );
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_and_read_the_same(value in "([a-c]{1,2} ?|[a-c]=[a-c\"]{0,2}|\"[a\\\\\"]{0,3}\"|[ ,=]){0,12}") {
            if let Some(once) = rewritten(value.as_bytes()) {
                let names = |value| told(value).unwrap();
                prop_assert_eq!(names(value.as_bytes()), names(&once));
                prop_assert_eq!(rewritten(&once), Some(once.clone()));
            }
        }
    }
}
