// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Which challenge a client answers, and what it does when it is asked again (RFC 9110, 11.4 and 11.6.1).

use crate::fields::basic::{BasicChallenge, basic_challenge};
use crate::fields::challenge::Challenge;
use crate::fields::digest::{Algorithm, DigestChallenge, digest_challenge};
use crate::grammar::text::Text;
use crate::semantics::authentication::Asker;
use crate::semantics::section;
use crate::syntax::field_line::Lines;

/// What a client is willing to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "each is a thing of its own")]
pub struct Willing {
    /// Send the password itself, as Basic does: where nobody can listen (RFC 7617, 4).
    pub basic: bool,
    /// Answer Digest by MD5 (RFC 7616, 5.9).
    pub md5: bool,
    /// Answer a Digest challenge of RFC 2069, without a qop.
    pub unprotected: bool,
    /// Compute the digest of the content, for a challenge that has only `auth-int`.
    pub content: bool,
}

/// A challenge that a client can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice<'b> {
    /// Of the Basic scheme.
    Basic(BasicChallenge<'b>),
    /// Of the Digest scheme.
    Digest(DigestChallenge<'b>),
}

impl<'b> Choice<'b> {
    /// The protection space, of its origin.
    #[must_use]
    pub const fn realm(&self) -> Text<'b> {
        match self {
            Choice::Basic(basic) => basic.realm,
            Choice::Digest(digest) => digest.realm,
        }
    }
}

/// The strongest of the challenges that a client understands and is willing to answer (RFC 9110, 11.4); of those as
/// strong, the first. None if it cannot answer any. What is no challenge is passed over, with what stands behind it in
/// its line.
///
/// Whoever alters a response can take the stronger ones away (RFC 7616, 5.8): be willing to do no more than you need.
pub fn choose<L: Lines + ?Sized>(fields: &L, asker: Asker, willing: Willing) -> Option<Choice<'_>> {
    let mut best: Option<(u32, Choice<'_>)> = None;
    for challenge in section::members::<Challenge<'_>, _>(fields, asker.challenge_field()).flatten() {
        let Some(choice) = understood(&challenge) else { continue };
        let strength = strength(&choice, willing);
        if strength > best.map_or(0, |(strength, _)| strength) {
            best = Some((strength, choice));
        }
    }
    best.map(|(_, choice)| choice)
}

fn understood<'b>(challenge: &Challenge<'b>) -> Option<Choice<'b>> {
    let basic = basic_challenge(challenge).ok().map(Choice::Basic);
    basic.or_else(|| digest_challenge(challenge).ok().map(Choice::Digest))
}

/// How strong a challenge is; 0 for one that is not to be answered.
const fn strength(choice: &Choice<'_>, willing: Willing) -> u32 {
    let Choice::Digest(digest) = choice else { return if willing.basic { 1 } else { 0 } };
    let is_session = matches!(digest.algorithm, Some(algorithm) if algorithm.is_session());
    let is_answerable = match (digest.has_qop, digest.auth, digest.auth_int) {
        // No session begins without a qop (RFC 7616, 3.4.2).
        (false, ..) => willing.unprotected && !is_session,
        (_, auth, auth_int) => auth || (auth_int && willing.content),
    };
    match digest.algorithm {
        _ if !is_answerable => 0,
        Some(Algorithm::Sha512Trunc256 | Algorithm::Sha512Trunc256Sess) => 4,
        Some(Algorithm::Sha256 | Algorithm::Sha256Sess) => 3,
        None | Some(Algorithm::Md5 | Algorithm::Md5Sess) if willing.md5 => 2,
        _ => 0,
    }
}

/// What a client sent with the request that was challenged.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'b> {
    /// The realm that the credentials were for.
    pub realm: &'b [u8],
    /// The nonce that they were made of; none for Basic.
    pub nonce: Option<&'b [u8]>,
    /// How often the request was challenged and sent again before.
    pub before: u32,
}

impl Sent<'_> {
    /// The most times that a request is sent again: a server whose every nonce is stale, or whose every answer is of
    /// another realm, keeps a client busy for ever.
    pub const MOST: u32 = 4;
}

/// What a client does about a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Next {
    /// Answers it with the credentials of its realm.
    Answer,
    /// Repeats the request with the same credentials for the new nonce, and asks nobody.
    Repeat,
    /// Drops the credentials: they are wrong. The response is for the user (RFC 9110, 15.5.2).
    Drop,
}

/// What a client does about the challenge that it chose. Credentials that were refused are not sent again, unless the
/// server says that only the nonce was stale, and gives another (RFC 7616, 3.3); and no request is sent again more than
/// [`Sent::MOST`] times: so that no loop comes of it.
#[must_use]
pub fn next(choice: &Choice<'_>, sent: Option<&Sent<'_>>) -> Next {
    if sent.is_some_and(|sent| sent.before >= Sent::MOST) {
        return Next::Drop;
    }
    let Some(sent) = sent.filter(|sent| choice.realm().is(sent.realm)) else { return Next::Answer };
    match choice {
        Choice::Digest(digest) => match sent.nonce {
            Some(nonce) if digest.stale && !digest.nonce.is(nonce) => Next::Repeat,
            Some(_) => Next::Drop,
            // A stronger scheme than the one that was answered.
            None => Next::Answer,
        },
        Choice::Basic(_) => Next::Drop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    const ALL: Willing = Willing { basic: true, md5: true, unprotected: true, content: true };

    fn chosen(values: &[&'static str], willing: Willing) -> String {
        let fields: Vec<_> = values.iter().map(|value| Field::new("WWW-Authenticate", value)).collect();
        match choose(&fields[..], Asker::Origin, willing) {
            None => "none".into(),
            Some(Choice::Basic(_)) => "Basic".into(),
            Some(Choice::Digest(digest)) => format!("{:?}", digest.algorithm.unwrap_or(Algorithm::Md5)),
        }
    }

    #[test]
    fn the_strongest_challenge_is_chosen() {
        let (basic, md5) = ("Basic realm=a", "Digest realm=a, nonce=b, qop=\"auth\"");
        let sha = "Digest realm=a, nonce=b, qop=\"auth-int\", algorithm=SHA-256";
        let old = "Digest realm=a, nonce=b";
        let unknown = "Digest realm=a, nonce=b, qop=\"auth\", algorithm=X";
        assert_eq!(chosen(&[basic, md5, sha], ALL), "Sha256");
        assert_eq!(chosen(&[basic, md5, sha], Willing { content: false, ..ALL }), "Md5");
        assert_eq!(chosen(&[basic, md5], Willing { md5: false, ..ALL }), "Basic");
        assert_eq!(chosen(&[basic], Willing { basic: false, ..ALL }), "none");
        assert_eq!(chosen(&[old], ALL), "Md5");
        assert_eq!(chosen(&[old], Willing { unprotected: false, ..ALL }), "none");
        assert_eq!(chosen(&[unknown, "Negotiate, Basic realm=a"], ALL), "Basic");
        assert_eq!(chosen(&["Basic", "Digest realm=a"], ALL), "none");
    }

    #[test]
    fn refused_credentials_are_not_sent_again() {
        let told = |value: &'static str, sent: Option<Sent<'_>>| {
            let fields = [Field::new("WWW-Authenticate", value)];
            next(&choose(&fields, Asker::Origin, ALL).unwrap(), sent.as_ref())
        };
        let sent = |nonce| Some(Sent { realm: b"a", nonce, before: Sent::MOST - 1 });
        let digest = "Digest realm=a, nonce=c, qop=\"auth\"";
        let stale = "Digest realm=a, nonce=c, qop=\"auth\", stale=true";
        assert_eq!(told("Basic realm=a", None), Next::Answer);
        assert_eq!(told("Basic realm=a", sent(None)), Next::Drop);
        assert_eq!(told("Basic realm=b", sent(None)), Next::Answer);
        assert_eq!(told(digest, sent(None)), Next::Answer);
        assert_eq!(told(digest, sent(Some(b"b"))), Next::Drop);
        assert_eq!(told(stale, sent(Some(b"b"))), Next::Repeat);
        assert_eq!(told(stale, sent(Some(b"c"))), Next::Drop);
        for (challenge, nonce) in [(stale, Some(&b"b"[..])), (digest, None), ("Basic realm=b", None)] {
            let often = Sent { realm: b"a", nonce, before: Sent::MOST };
            assert_eq!(told(challenge, Some(often)), Next::Drop);
        }
    }
}
