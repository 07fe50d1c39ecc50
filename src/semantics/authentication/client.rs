// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! How a client answers a Digest challenge, and what it makes of the server's proof (RFC 7616, 3.4 and 3.5).

use crate::fields::authentication_info::AuthenticationInfo;
use crate::fields::digest::{Algorithm, DigestChallenge, Qop};
use crate::fields::digest_credentials::DigestCredentials;
use crate::fields::digest_response::{Hash, Hasher};
use crate::fields::ext_value::{self, ExtValue};
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;
use crate::semantics::authentication::proof::{Asked, Nonces, User, is_made, made};

/// What a client adds to a challenge.
#[derive(Clone, Copy, Debug)]
pub struct Own<'c> {
    /// Its nonce, which nobody can guess.
    pub cnonce: &'c [u8],
    /// How often it has used the server's nonce, this time included: from 1 on.
    pub nc: u32,
}

/// Which quality of protection a client gives, of those that a challenge offers: `auth`, if it is among them.
///
/// # Errors
/// `Value` for `auth-int` alone where the digest of the content is not known, and for a qop that is not known.
fn qop(challenge: &DigestChallenge<'_>, asked: &Asked<'_>) -> Result<Option<Qop>, Unwritable> {
    match (challenge.has_qop, challenge.auth, challenge.auth_int) {
        // A session begins with a cnonce, which is not sent without a qop (RFC 7616, 3.4.2).
        (false, ..) if !challenge.algorithm.is_some_and(Algorithm::is_session) => Ok(None),
        (_, true, _) => Ok(Some(Qop::Auth)),
        (_, _, true) if asked.content.is_some() => Ok(Some(Qop::AuthInt)),
        _ => Err(Unwritable::Value),
    }
}

/// Writes the credentials that answer a challenge.
///
/// # Errors
/// `Value` for an algorithm or qop that is not known, without a content that is needed, for a secret that is none, a
/// name that no quoted-string holds, and a count of 0.
pub fn answer(
    challenge: &DigestChallenge<'_>,
    user: &User<'_>,
    asked: &Asked<'_>,
    own: &Own<'_>,
    pen: &mut Pen<'_>,
) -> Result<(), Unwritable> {
    let algorithm = challenge.algorithm.unwrap_or(Algorithm::Md5);
    let qop = qop(challenge, asked)?;
    let response = proof(challenge, user, (asked.method, asked), own)?;
    let hash = challenge.userhash.then(|| user_hash(algorithm, user.name, challenge.realm));
    // RFC 7616, 3.4: what is not ASCII goes into username*, in UTF-8.
    let is_ext = hash.is_none() && !user.name.is_ascii();
    let mut room = [0; EXT_ROOM];
    let ext = if is_ext { Some(extended(user.name, &mut room)?) } else { None };
    let name = hash.as_ref().map_or(user.name, Hash::octets);
    let credentials = DigestCredentials {
        username: (!is_ext).then_some(Text::plain(name)),
        username_ext: ext,
        realm: challenge.realm,
        nonce: challenge.nonce,
        uri: Text::plain(asked.target),
        response: Text::plain(response.octets()),
        algorithm: challenge.algorithm,
        cnonce: qop.map(|_| Text::plain(own.cnonce)),
        opaque: challenge.opaque,
        qop,
        nc: qop.map(|_| own.nc),
        userhash: challenge.userhash,
    };
    if own.nc == 0 { Err(Unwritable::Value) } else { credentials.write(pen) }
}

/// What a server has proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Confirmation {
    /// It knows the secret.
    Right,
    /// It does not: somebody else answered, or altered the content.
    Wrong,
    /// It has not proved anything; it need not.
    Absent,
}

/// Checks what a server says of credentials that answered a challenge (RFC 7616, 3.5). `asked` is what they were given
/// for, but `content` is that of the response.
///
/// # Errors
/// As [`answer`].
pub fn confirm(
    info: &AuthenticationInfo<'_>,
    challenge: &DigestChallenge<'_>,
    user: &User<'_>,
    asked: &Asked<'_>,
    own: &Own<'_>,
) -> Result<Confirmation, Unwritable> {
    let Some(given) = info.rspauth else { return Ok(Confirmation::Absent) };
    let made = proof(challenge, user, (b"", asked), own)?;
    let agrees = info.cnonce.is_none_or(|cnonce| cnonce.is(own.cnonce)) && info.nc.is_none_or(|count| count == own.nc);
    Ok(if agrees && is_made(given, &made) { Confirmation::Right } else { Confirmation::Wrong })
}

fn proof(
    challenge: &DigestChallenge<'_>,
    user: &User<'_>,
    (method, asked): (&[u8], &Asked<'_>),
    own: &Own<'_>,
) -> Result<Hash, Unwritable> {
    let algorithm = challenge.algorithm.unwrap_or(Algorithm::Md5);
    let nonces = Nonces { nonce: challenge.nonce, cnonce: Text::plain(own.cnonce), nc: own.nc };
    let kind = (algorithm, challenge.realm, qop(challenge, asked)?);
    made(user, kind, &nonces, (method, Text::plain(asked.target), asked.content)).ok_or(Unwritable::Value)
}

fn user_hash(algorithm: Algorithm, name: &[u8], realm: Text<'_>) -> Hash {
    let mut hasher = Hasher::new(algorithm);
    hasher.update(name).update(b":");
    realm.octets().fold(&mut hasher, |hasher, octet| hasher.update(&[octet]));
    hasher.finish()
}

/// A name as an extended value, which is in UTF-8.
fn extended<'m>(name: &[u8], room: &'m mut [u8; EXT_ROOM]) -> Result<ExtValue<'m>, Unwritable> {
    let name = core::str::from_utf8(name).map_err(|_| Unwritable::Value)?;
    let mut pen = Pen::new(room);
    ext_value::write(&mut pen, b"", name)?;
    // A name that is longer than there is room for is none that anyone would type.
    let written = pen.written().map_err(|_| Unwritable::Value)?;
    ext_value::ext_value(written).map_err(|_| Unwritable::Value)
}

/// Octets of the longest name in percent-encoding.
const EXT_ROOM: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::authentication_info::authentication_info;
    use crate::fields::challenge::challenges;
    use crate::fields::digest::digest_challenge;
    use crate::fields::digest_credentials::digest;
    use crate::semantics::authentication::Verdict;
    use crate::semantics::authentication::nonce::{Maker, Nonce};
    use crate::semantics::authentication::proof::Proof;
    use crate::semantics::authentication::server::Guard;
    use crate::semantics::authentication::window::{SLOT, Window};

    const GUARD: Guard<'_> = Guard {
        realm: b"a \"realm\"",
        domain: None,
        nonces: Maker { key: b"secret", tag: b"" },
        lifetime: 60,
        algorithm: Algorithm::Sha256,
        auth: true,
        auth_int: false,
        is_utf8: true,
        userhash: false,
    };

    fn written(write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> Vec<u8> {
        let mut room = [0; 2048];
        let mut pen = Pen::new(&mut room);
        write(&mut pen).unwrap();
        pen.written().unwrap().to_vec()
    }

    #[test]
    fn a_target_that_looks_like_an_authority_is_a_path() {
        let challenge = written(|pen| GUARD.write_challenge(Nonce { time: 100, salt: 1 }, false, pen));
        let challenge = digest_challenge(&challenges(&challenge).next().unwrap().unwrap()).unwrap();
        let user = User { name: b"a", proof: Proof::Password(b"b") };
        let asked = Asked { method: b"GET", target: b"http://x/a", content: None };
        let value = written(|pen| answer(&challenge, &user, &asked, &Own { cnonce: b"c", nc: 1 }, pen));
        let credentials = digest(&value).unwrap();
        for (target, expected) in [
            (&b"http://x/a"[..], Verdict::Granted),
            (b"/a", Verdict::Granted),
            (b"//evil/a", Verdict::Elsewhere),
            (b"//x/a", Verdict::Elsewhere),
        ] {
            let asked = Asked { target, ..asked };
            assert_eq!(
                GUARD.check(&credentials, Some(&user), &asked, (100, None)),
                expected,
                "{}",
                target.escape_ascii()
            );
        }
    }

    #[test]
    fn what_a_client_answers_a_server_takes_once() {
        let ways = [(true, false, false), (false, true, false), (true, true, true), (false, false, false)];
        for (auth, auth_int, userhash) in ways {
            for algorithm in Algorithm::ALL {
                if algorithm.is_session() && !(auth || auth_int) {
                    continue;
                }
                for name in ["Mufasa", "J\u{e4}s\u{f8}n"] {
                    let guard = Guard { algorithm, auth, auth_int, userhash, ..GUARD };
                    let challenge = written(|pen| guard.write_challenge(Nonce { time: 100, salt: 1 }, false, pen));
                    let challenge = digest_challenge(&challenges(&challenge).next().unwrap().unwrap()).unwrap();
                    let user = User { name: name.as_bytes(), proof: Proof::Password(b"Circle of Life") };
                    let mut hasher = Hasher::new(algorithm);
                    hasher.update(b"content");
                    let content = hasher.finish();
                    let asked = Asked { method: b"PUT", target: b"/a?b", content: Some(content.octets()) };
                    let own = Own { cnonce: b"xyz", nc: 1 };
                    let value = written(|pen| answer(&challenge, &user, &asked, &own, pen));
                    let credentials = digest(&value).unwrap();
                    let mut room = [0; SLOT];
                    let mut window = Window::new(&mut room);
                    let mut check = |now| guard.check(&credentials, Some(&user), &asked, (now, Some(&mut window)));
                    let again = if auth || auth_int { Verdict::Replayed } else { Verdict::Granted };
                    assert_eq!((check(110), check(111), check(161)), (Verdict::Granted, again, Verdict::Stale));
                    let info = written(|pen| {
                        guard.write_info(&credentials, &user, asked.content, Some(Nonce { time: 110, salt: 2 }), pen)
                    });
                    let info = authentication_info(&info).unwrap();
                    assert_eq!(confirm(&info, &challenge, &user, &asked, &own), Ok(Confirmation::Right));
                    let other = User { proof: Proof::Password(b"x"), ..user };
                    assert_eq!(confirm(&info, &challenge, &other, &asked, &own), Ok(Confirmation::Wrong));
                    assert_eq!(guard.check(&credentials, Some(&other), &asked, (110, None)), Verdict::Wrong);
                    assert_eq!(guard.check(&credentials, None, &asked, (110, None)), Verdict::Wrong);
                    let elsewhere = Asked { target: b"/a?c", ..asked };
                    assert_eq!(guard.check(&credentials, Some(&user), &elsewhere, (110, None)), Verdict::Elsewhere);
                    let absolute = Asked { target: b"http://a.example/a?b", ..asked };
                    assert_eq!(guard.check(&credentials, Some(&user), &absolute, (110, None)), Verdict::Granted);
                    for other in [&b"//evil/a?b"[..], b"//a?b", b"http:a?b", b"http://a.example/a?b#c", b"a:/a?b"] {
                        let asked = Asked { target: other, ..asked };
                        assert_eq!(guard.check(&credentials, Some(&user), &asked, (110, None)), Verdict::Elsewhere);
                    }
                    let foreign = Guard { nonces: Maker { key: b"x", tag: b"" }, ..guard };
                    assert_eq!(foreign.check(&credentials, Some(&user), &asked, (110, None)), Verdict::Stale);
                    if auth_int && !auth {
                        let unread = Asked { content: None, ..asked };
                        assert_eq!(guard.check(&credentials, Some(&user), &unread, (110, None)), Verdict::Content);
                    }
                }
            }
        }
    }
}
