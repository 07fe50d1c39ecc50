// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a Digest response is made of, by client and server alike (RFC 7616, 3.4).

use crate::fields::digest::{Algorithm, Qop};
use crate::fields::digest_response::{Hash, Hasher, Parts, response, session};
use crate::grammar::text::Text;

/// A user, and what proves it.
#[derive(Clone, Copy, Debug)]
pub struct User<'u> {
    /// The name.
    pub name: &'u [u8],
    /// What is known of the user.
    pub proof: Proof<'u>,
}

/// What is known of a user.
#[derive(Clone, Copy, Debug)]
pub enum Proof<'u> {
    /// The password.
    Password(&'u [u8]),
    /// The digits of [`secret`](crate::fields::digest_response::secret), of the same algorithm and realm.
    Secret(&'u [u8]),
}

/// What credentials are given for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'r> {
    /// The method.
    pub method: &'r [u8],
    /// The request target, as it is sent.
    pub target: &'r [u8],
    /// The digits of [`Hasher`] over the content, where that is known; it is needed for `auth-int`.
    pub content: Option<&'r [u8]>,
}

/// The nonces, and how often the server's was used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nonces<'b> {
    pub nonce: Text<'b>,
    pub cnonce: Text<'b>,
    pub nc: u32,
}

/// The response of a user to a challenge. None where `auth-int` needs the content.
pub(super) fn made(
    user: &User<'_>,
    (algorithm, realm, qop): (Algorithm, Text<'_>, Option<Qop>),
    nonces: &Nonces<'_>,
    asked: (&[u8], Text<'_>, Option<&[u8]>),
) -> Option<Hash> {
    let (method, uri, content) = asked;
    let content = if qop == Some(Qop::AuthInt) { content? } else { b"" };
    let secret_of = |password: &[u8]| {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(user.name).update(b":");
        realm.octets().fold(&mut hasher, |hasher, octet| hasher.update(&[octet]));
        hasher.update(b":").update(password);
        hasher.finish()
    };
    let secret = match user.proof {
        Proof::Password(password) => secret_of(password),
        Proof::Secret(digits) => {
            // Else who has a secret is told by the time from who does not exist, and is checked by a password.
            core::hint::black_box(secret_of(b""));
            Hash::of_digits(digits)?
        }
    };
    let secret = session(algorithm, &secret, nonces.nonce, nonces.cnonce);
    Some(response(&Parts {
        algorithm,
        secret: secret.octets(),
        nonce: nonces.nonce,
        cnonce: nonces.cnonce,
        nc: nonces.nc,
        qop,
        method,
        uri,
        content,
    }))
}

/// Whether a digest that was given is the one that was made, in a time that does not say how much of it is.
pub(super) fn is_made(given: Text<'_>, made: &Hash) -> bool {
    let mut digits = [0; 64];
    let mut count = 0usize;
    for octet in given.octets() {
        if let Some(place) = digits.get_mut(count) {
            *place = octet;
        }
        count = count.saturating_add(1);
    }
    let given = digits.get(..count).unwrap_or(&[]);
    // What has no digits was made by an algorithm that is not known, and proves nothing.
    !made.octets().is_empty() && super::are_same(given, made.octets())
}
