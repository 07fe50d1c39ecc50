// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The Digest scheme: its names, and its challenge (RFC 7616, 3.3).

use crate::error::{Refused, Violation};
use crate::fields::auth::Known;
use crate::fields::challenge::Challenge;
use crate::grammar::list::members;
use crate::grammar::number::hex_digit;
use crate::grammar::octet::is_token;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// What computes digests (RFC 7616, 6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// MD5, which is what no algorithm at all means.
    Md5,
    /// MD5, over a session.
    Md5Sess,
    /// SHA-256.
    Sha256,
    /// SHA-256, over a session.
    Sha256Sess,
    /// SHA-512/256.
    Sha512Trunc256,
    /// SHA-512/256, over a session.
    Sha512Trunc256Sess,
    /// One not known here: the challenge is to be passed over (RFC 7616, 3.3).
    Unknown,
}

/// The quality of protection (RFC 7616, 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Qop {
    /// Of method and target.
    Auth,
    /// Of the content as well.
    AuthInt,
}

/// A challenge of the Digest scheme.
#[allow(clippy::struct_excessive_bools, reason = "each is a parameter or a qop of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigestChallenge<'b> {
    /// The protection space.
    pub realm: Text<'b>,
    /// URI-references with spaces between them, where the credentials are good for; none says all of the server.
    pub domain: Option<Text<'b>>,
    /// What the response is to be computed over.
    pub nonce: Text<'b>,
    /// What is to be sent back unchanged.
    pub opaque: Option<Text<'b>>,
    /// The nonce was too old, not the password wrong.
    pub stale: bool,
    /// None says MD5.
    pub algorithm: Option<Algorithm>,
    /// There is a qop; without one the challenge is of RFC 2069.
    pub has_qop: bool,
    /// A qop is `auth`.
    pub auth: bool,
    /// A qop is `auth-int`.
    pub auth_int: bool,
    /// Username and password are expected in UTF-8, normalised (RFC 7616, 4).
    pub is_utf8: bool,
    /// The server knows user names by their hashes (RFC 7616, 3.4.4).
    pub userhash: bool,
}

impl Algorithm {
    /// All that have a name.
    pub const ALL: [Algorithm; 6] = [
        Algorithm::Md5,
        Algorithm::Md5Sess,
        Algorithm::Sha256,
        Algorithm::Sha256Sess,
        Algorithm::Sha512Trunc256,
        Algorithm::Sha512Trunc256Sess,
    ];

    /// Its name; empty for one that is not known.
    #[must_use]
    pub const fn name(self) -> &'static [u8] {
        match self {
            Algorithm::Md5 => b"MD5",
            Algorithm::Md5Sess => b"MD5-sess",
            Algorithm::Sha256 => b"SHA-256",
            Algorithm::Sha256Sess => b"SHA-256-sess",
            Algorithm::Sha512Trunc256 => b"SHA-512-256",
            Algorithm::Sha512Trunc256Sess => b"SHA-512-256-sess",
            Algorithm::Unknown => b"",
        }
    }

    /// Whether the secret is bound to a session (RFC 7616, 3.4.2).
    #[must_use]
    pub const fn is_session(self) -> bool {
        matches!(self, Algorithm::Md5Sess | Algorithm::Sha256Sess | Algorithm::Sha512Trunc256Sess)
    }

    pub(super) fn read(name: Text<'_>) -> Algorithm {
        let is_named = |algorithm: &Algorithm| name.is_in_any_case(algorithm.name());
        Self::ALL.into_iter().find(is_named).unwrap_or(Algorithm::Unknown)
    }

    pub(super) fn write(self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.octets(b", algorithm=").token(self.name())?;
        Ok(())
    }
}

impl Qop {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static [u8] {
        match self {
            Qop::Auth => b"auth",
            Qop::AuthInt => b"auth-int",
        }
    }

    /// The one named, in any case.
    pub(super) fn read(name: Text<'_>) -> Option<Qop> {
        [Qop::Auth, Qop::AuthInt].into_iter().find(|qop| name.is_in_any_case(qop.name()))
    }
}

/// Reads what a challenge of the Digest scheme says.
///
/// # Errors
/// `Digest` for another scheme, without realm or nonce, and for a parameter that stands twice or is none.
pub fn digest_challenge<'b>(challenge: &Challenge<'b>) -> Result<DigestChallenge<'b>, Refused> {
    let mut known = Known::new(challenge.parameters, Violation::Digest);
    if !challenge.is(b"Digest") {
        return Err(known.refuse());
    }
    let (mut realm, mut domain, mut nonce, mut opaque, mut stale) = (None, None, None, None, None);
    let (mut algorithm, mut qop, mut charset, mut userhash) = (None, None, None, None);
    while let Some(parameter) = known.next() {
        let value = parameter.value;
        match Name::of(parameter.name) {
            Name::Realm => known.keep(&mut realm, Some(value))?,
            Name::Domain => known.keep(&mut domain, Some(value))?,
            Name::Nonce => known.keep(&mut nonce, Some(value))?,
            Name::Opaque => known.keep(&mut opaque, Some(value))?,
            // Any other value than true says that the nonce is not stale (RFC 7616, 3.3).
            Name::Stale => known.keep(&mut stale, Some(value.is_in_any_case(b"true")))?,
            Name::Algorithm => known.keep(&mut algorithm, Some(Algorithm::read(value)))?,
            Name::Qop => known.keep(&mut qop, qops(value))?,
            Name::Charset => known.keep(&mut charset, value.is_in_any_case(b"UTF-8").then_some(()))?,
            Name::Userhash => known.keep(&mut userhash, boolean(value))?,
            _ => {}
        }
    }
    let (auth, auth_int) = qop.unwrap_or((false, false));
    Ok(DigestChallenge {
        realm: realm.ok_or(known.refuse())?,
        domain,
        nonce: nonce.ok_or(known.refuse())?,
        opaque,
        stale: stale.unwrap_or(false),
        algorithm,
        has_qop: qop.is_some(),
        auth,
        auth_int,
        is_utf8: charset.is_some(),
        userhash: userhash.unwrap_or(false),
    })
}

impl DigestChallenge<'_> {
    /// Writes it, quoted as RFC 7616, 3.3 says.
    ///
    /// # Errors
    /// `Value` for an algorithm that is not known, and for a value that no quoted-string holds.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.octets(b"Digest realm=").quoted(self.realm.octets())?;
        quoted(b", domain=", self.domain, pen)?;
        if self.has_qop {
            pen.octets(match (self.auth, self.auth_int) {
                (true, true) => b", qop=\"auth, auth-int\"",
                (true, false) => b", qop=\"auth\"",
                (false, true) => b", qop=\"auth-int\"",
                // What qop it was is not known.
                (false, false) => return Err(Unwritable::Value),
            });
        }
        if let Some(algorithm) = self.algorithm {
            algorithm.write(pen)?;
        }
        quoted(b", nonce=", Some(self.nonce), pen)?;
        quoted(b", opaque=", self.opaque, pen)?;
        for (is_so, parameter) in [
            (self.stale, &b", stale=true"[..]),
            (self.is_utf8, b", charset=UTF-8"),
            (self.userhash, b", userhash=true"),
        ] {
            pen.octets(if is_so { parameter } else { b"" });
        }
        Ok(())
    }
}

/// The parameters of the scheme.
pub(super) enum Name {
    Algorithm,
    Charset,
    Cnonce,
    Domain,
    Nc,
    Nonce,
    Opaque,
    Qop,
    Realm,
    Response,
    Stale,
    Uri,
    Userhash,
    Username,
    UsernameExt,
    Other,
}

impl Name {
    pub(super) fn of(name: &[u8]) -> Name {
        let names: [(&[u8], Name); 15] = [
            (b"algorithm", Name::Algorithm),
            (b"charset", Name::Charset),
            (b"cnonce", Name::Cnonce),
            (b"domain", Name::Domain),
            (b"nc", Name::Nc),
            (b"nonce", Name::Nonce),
            (b"opaque", Name::Opaque),
            (b"qop", Name::Qop),
            (b"realm", Name::Realm),
            (b"response", Name::Response),
            (b"stale", Name::Stale),
            (b"uri", Name::Uri),
            (b"userhash", Name::Userhash),
            (b"username", Name::Username),
            (b"username*", Name::UsernameExt),
        ];
        names.into_iter().find_map(|(known, is)| known.eq_ignore_ascii_case(name).then_some(is)).unwrap_or(Name::Other)
    }
}

/// Writes a parameter as a quoted-string, if there is one.
pub(super) fn quoted(name: &[u8], value: Option<Text<'_>>, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    if let Some(value) = value {
        pen.octets(name).quoted(value.octets())?;
    }
    Ok(())
}

/// Writes `8LHEX`.
pub(super) fn write_nonce_count(count: u32, pen: &mut Pen<'_>) {
    for octet in count.to_be_bytes() {
        for half in [octet >> 4, octet & 0x0f] {
            pen.octet(if half < 10 { b'0' | half } else { (b'a'.wrapping_sub(10)).wrapping_add(half) });
        }
    }
}

/// `8LHEX`. The digits go into the digest, so that upper case is refused, where two counts could be one.
pub(super) fn nonce_count(text: Text<'_>) -> Option<u32> {
    let (mut count, mut digits) = (0u32, 0u8);
    for octet in text.octets() {
        let digit = hex_digit(octet).filter(|_| !octet.is_ascii_uppercase())?;
        count = count << 4 | u32::from(digit);
        digits = digits.checked_add(1).filter(|digits| *digits <= 8)?;
    }
    (digits == 8).then_some(count)
}

/// `32LHEX` or `64LHEX`.
pub(super) fn is_digest(text: Text<'_>) -> bool {
    let digits = text.octets().take(65).filter(|octet| matches!(octet, b'0'..=b'9' | b'a'..=b'f')).count();
    matches!(digits, 32 | 64) && text.octets().count() == digits
}

/// Which qops a list of them holds: auth and auth-int; others are passed over (RFC 7616, 3.3).
fn qops(list: Text<'_>) -> Option<(bool, bool)> {
    let list = list.in_place()?;
    let mut found = (false, false);
    for qop in members(list) {
        if !is_token(qop) {
            return None;
        }
        match Qop::read(Text::plain(qop)) {
            Some(Qop::Auth) => found.0 = true,
            Some(Qop::AuthInt) => found.1 = true,
            None => {}
        }
    }
    Some(found)
}

pub(super) fn boolean(text: Text<'_>) -> Option<bool> {
    match (text.is_in_any_case(b"true"), text.is_in_any_case(b"false")) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::challenge::challenges;
    use proptest::prelude::*;

    fn rewritten(value: &[u8]) -> Result<Vec<u8>, usize> {
        let mut room = [0; 512];
        let mut pen = Pen::new(&mut room);
        let challenge = challenges(value).next().unwrap().map_err(|refused| refused.at)?;
        let read = digest_challenge(&challenge).map_err(|refused| refused.at)?;
        read.write(&mut pen).map_err(|_| usize::MAX)?;
        Ok(pen.written().unwrap().to_vec())
    }

    #[test]
    fn the_challenges_of_the_rfc_are_read_and_written() {
        let sha = b"Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, \
            nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        assert_eq!(rewritten(sha).as_deref(), Ok(&sha[..]));
        let truncated = b"Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256, \
            nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", \
            charset=UTF-8, userhash=true";
        assert_eq!(rewritten(truncated).as_deref(), Ok(&truncated[..]));
        let old = b"Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"";
        assert_eq!(rewritten(old).as_deref(), Ok(&old[..]));
    }

    #[test]
    fn what_a_challenge_says_is_told() {
        let value = b"digest realm=r,nonce=n,stale=TRUE,qop=\"x,auth-int\",algorithm=md5-SESS,userhash=false";
        let read = digest_challenge(&challenges(value).next().unwrap().unwrap()).unwrap();
        assert_eq!(read.algorithm, Some(Algorithm::Md5Sess));
        assert!(read.stale && read.has_qop && read.auth_int && !read.auth && !read.userhash && !read.is_utf8);
    }

    #[test]
    fn a_challenge_is_refused_where_it_breaks() {
        for (value, at) in [
            ("Digest realm=r", 14),
            ("Digest nonce=n", 14),
            ("Digest realm=r, nonce=n, Nonce=m", 25),
            ("Digest realm=r, nonce=n, qop=\"a b\"", 25),
            ("Digest realm=r, nonce=n, charset=latin1", 25),
            ("Digest realm=r, nonce=n, userhash=1", 25),
            ("Basic realm=r", 6),
        ] {
            assert_eq!(rewritten(value.as_bytes()), Err(at), "{value}");
        }
        // An algorithm or qop that is not known is told, and cannot be written.
        assert_eq!(rewritten(b"Digest realm=r, nonce=n, algorithm=x"), Err(usize::MAX));
        assert_eq!(rewritten(b"Digest realm=r, nonce=n, qop=x"), Err(usize::MAX));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same_again(
            value in "Digest realm=r(, ?(nonce|qop|stale|opaque|algorithm|domain|userhash)=(auth|true|md5|\"[\\\\\"auth,]{1,6}\")){1,5}"
        ) {
            if let Ok(once) = rewritten(value.as_bytes()) {
                prop_assert_eq!(rewritten(&once), Ok(once.clone()));
            }
        }
    }
}
