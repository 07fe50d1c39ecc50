// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a Digest response is computed from (RFC 7616, 3.4.1 to 3.4.4).

use md5::Md5;
use sha2::digest::Output;
use sha2::{Digest, Sha256, Sha512_256};

use crate::fields::digest::{Algorithm, Qop, is_digest};
use crate::grammar::number::Digits;
use crate::grammar::text::Text;

/// A digest: 32 or 64 digits, hexadecimal and in lower case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hash {
    digits: [u8; 64],
    len: usize,
}

impl Hash {
    /// The digits; none for an algorithm that is not known.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or(&[])
    }

    /// The digest that these digits are, as one that was kept; none if they are not 32 or 64, in lower case.
    #[must_use]
    pub fn of_digits(digits: &[u8]) -> Option<Self> {
        let mut hash = Hash { digits: [0; 64], len: digits.len() };
        for (place, digit) in hash.digits.iter_mut().zip(digits) {
            *place = *digit;
        }
        is_digest(Text::plain(digits)).then_some(hash)
    }

    fn new(octets: &[u8]) -> Self {
        let mut hash = Hash { digits: [0; 64], len: octets.len().saturating_mul(2).min(64) };
        let halves = octets.iter().flat_map(|octet| [octet >> 4, octet & 0x0f]);
        for (place, half) in hash.digits.iter_mut().zip(halves) {
            if let [digit] = Digits::hexadecimal(u64::from(half)).octets() {
                *place = *digit;
            }
        }
        hash
    }
}

impl core::fmt::Debug for Hash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(core::str::from_utf8(self.octets()).unwrap_or(""))
    }
}

/// `H(data)`, computed over octets as they come: that of content, say (RFC 7616, 3.4.3).
#[derive(Clone, Debug)]
pub struct Hasher {
    state: State,
}

#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "there is no heap to put the larger one on")]
enum State {
    Md5(Md5),
    Sha256(Sha256),
    Sha512Trunc256(Sha512_256),
    Unknown,
}

impl Hasher {
    /// Of no octets yet. The algorithms over a session hash as those without one do.
    #[must_use]
    pub fn new(algorithm: Algorithm) -> Self {
        let state = match algorithm {
            Algorithm::Md5 | Algorithm::Md5Sess => State::Md5(Md5::new()),
            Algorithm::Sha256 | Algorithm::Sha256Sess => State::Sha256(Sha256::new()),
            Algorithm::Sha512Trunc256 | Algorithm::Sha512Trunc256Sess => State::Sha512Trunc256(Sha512_256::new()),
            Algorithm::Unknown => State::Unknown,
        };
        Hasher { state }
    }

    /// Goes on with these octets.
    pub fn update(&mut self, octets: &[u8]) -> &mut Self {
        match &mut self.state {
            State::Md5(md5) => md5.update(octets),
            State::Sha256(sha) => sha.update(octets),
            State::Sha512Trunc256(sha) => sha.update(octets),
            State::Unknown => {}
        }
        self
    }

    /// The digest of all octets.
    #[must_use]
    pub fn finish(self) -> Hash {
        match self.state {
            State::Md5(md5) => Hash::new(&<Output<Md5>>::from(md5.finalize())),
            State::Sha256(sha) => Hash::new(&sha.finalize()),
            State::Sha512Trunc256(sha) => Hash::new(&sha.finalize()),
            State::Unknown => Hash::new(&[]),
        }
    }

    fn text(&mut self, text: Text<'_>) -> &mut Self {
        match text.in_place() {
            Some(octets) => self.update(octets),
            None => text.octets().fold(self, |hasher, octet| hasher.update(&[octet])),
        }
    }
}

/// The secret that a user's name and password make in a realm: `H(username ":" realm ":" password)`. A server can
/// keep it in place of the password (RFC 7616, 3.4.2).
#[must_use]
pub fn secret(algorithm: Algorithm, username: &[u8], realm: &[u8], password: &[u8]) -> Hash {
    let mut hasher = Hasher::new(algorithm);
    hasher.update(username).update(b":").update(realm).update(b":").update(password);
    hasher.finish()
}

/// The secret of a session: `H(secret ":" nonce ":" cnonce)`, of the nonces with which it began (RFC 7616, 3.4.2). For
/// an algorithm without sessions, the secret itself.
#[must_use]
pub fn session(algorithm: Algorithm, secret: &Hash, nonce: Text<'_>, cnonce: Text<'_>) -> Hash {
    if !algorithm.is_session() {
        return *secret;
    }
    // The inner digest counts by its digits, as all do who implement it.
    let mut hasher = Hasher::new(algorithm);
    hasher.update(secret.octets()).update(b":").text(nonce).update(b":").text(cnonce);
    hasher.finish()
}

/// The hash that stands for a user's name with `userhash` (RFC 7616, 3.4.4).
#[must_use]
pub fn user_hash(algorithm: Algorithm, username: &[u8], realm: &[u8]) -> Hash {
    let mut hasher = Hasher::new(algorithm);
    hasher.update(username).update(b":").update(realm);
    hasher.finish()
}

/// What a response is computed from.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'b> {
    /// MD5 where challenge and credentials name none.
    pub algorithm: Algorithm,
    /// The digits of [`secret`], or with an algorithm over a session those of [`session`].
    pub secret: &'b [u8],
    /// Of the challenge.
    pub nonce: Text<'b>,
    /// Of the client; not looked at without a qop.
    pub cnonce: Text<'b>,
    /// How often the client has used the nonce.
    pub nc: u32,
    /// None for the response of RFC 2069.
    pub qop: Option<Qop>,
    /// The method of the request; empty for `rspauth` (RFC 7616, 3.5).
    pub method: &'b [u8],
    /// The target of the request, as in the credentials.
    pub uri: Text<'b>,
    /// With `auth-int` the digits of [`Hasher`] over the content; else not looked at.
    pub content: &'b [u8],
}

/// The response to a challenge (RFC 7616, 3.4.1), and what proves a server's knowledge of the secret.
#[must_use]
pub fn response(parts: &Parts<'_>) -> Hash {
    let Parts { algorithm, secret, nonce, cnonce, qop, .. } = *parts;
    let mut request = Hasher::new(algorithm);
    request.update(parts.method).update(b":").text(parts.uri);
    if qop == Some(Qop::AuthInt) {
        request.update(b":").update(parts.content);
    }

    let mut all = Hasher::new(algorithm);
    all.update(secret).update(b":").text(nonce);
    if let Some(qop) = qop {
        let count = Hash::new(&parts.nc.to_be_bytes());
        all.update(b":").update(count.octets()).update(b":").text(cnonce).update(b":").update(qop.name());
    }
    all.update(b":").update(request.finish().octets());
    all.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::digest_credentials::digest;
    use crate::grammar::pen::Pen;

    /// The response to these credentials, computed anew from the password.
    fn computed(value: &str, username: &str, password: &str, method: &str, content: &[u8]) -> Hash {
        let read = digest(value.as_bytes()).unwrap();
        let algorithm = read.algorithm.unwrap_or(Algorithm::Md5);
        let realm: Vec<u8> = read.realm.octets().collect();
        let cnonce = read.cnonce.unwrap_or_default();
        let secret = secret(algorithm, username.as_bytes(), &realm, password.as_bytes());
        let mut hasher = Hasher::new(algorithm);
        hasher.update(content);
        response(&Parts {
            algorithm,
            secret: session(algorithm, &secret, read.nonce, cnonce).octets(),
            nonce: read.nonce,
            cnonce,
            nc: read.nc.unwrap_or(0),
            qop: read.qop,
            method: method.as_bytes(),
            uri: read.uri,
            content: hasher.finish().octets(),
        })
    }

    fn is_right(value: &str, username: &str, password: &str, method: &str, content: &[u8]) {
        let computed = computed(value, username, password, method, content);
        assert!(digest(value.as_bytes()).unwrap().response.is(computed.octets()), "{value}: {computed:?}");
    }

    const MUFASA: &str = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", \
        algorithm=ALGORITHM, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, \
        cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"RESPONSE\"";

    #[test]
    fn the_examples_of_rfc_7616_are_computed() {
        for (algorithm, response) in [
            ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
            ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
        ] {
            let value = MUFASA.replace("ALGORITHM", algorithm).replace("RESPONSE", response);
            is_right(&value, "Mufasa", "Circle of Life", "GET", b"");
        }
    }

    #[test]
    fn the_example_of_a_truncated_hash_is_computed_as_its_erratum_says() {
        // RFC 7616, 3.9.2 cuts SHA-512 short, which is not SHA-512/256: erratum 4897.
        let value = "Digest username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\", \
            realm=\"api@example.org\", uri=\"/doe.json\", algorithm=SHA-512-256, \
            nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", nc=00000001, \
            cnonce=\"NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v\", qop=auth, \
            response=\"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5\", userhash=true";
        let name = "J\u{e4}s\u{f8}n Doe";
        is_right(value, name, "Secret, or not?", "GET", b"");
        let read = digest(value.as_bytes()).unwrap();
        let hash = user_hash(Algorithm::Sha512Trunc256, name.as_bytes(), b"api@example.org");
        assert!(read.username.unwrap().is(hash.octets()));
    }

    #[test]
    fn the_examples_of_rfc_2617_and_rfc_2069_are_computed() {
        let value = "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", \
            nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", qop=auth, nc=00000001, \
            cnonce=\"0a4f113b\", response=\"6629fae49393a05397450978507c4ef1\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
        is_right(value, "Mufasa", "Circle Of Life", "GET", b"");
        // RFC 2069, 2.4, with its erratum 749.
        let value = "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", \
            nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", uri=\"/dir/index.html\", \
            response=\"1949323746fe6a43ef61f9606e7febea\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"";
        is_right(value, "Mufasa", "CircleOfLife", "GET", b"");
    }

    #[test]
    fn the_content_and_the_session_count_where_the_qop_and_the_algorithm_say_so() {
        // Computed by hand with Python's hashlib.
        for (algorithm, qop, response) in [
            ("MD5", "auth-int", "f2083b26e0b0dd9ecdc2da3fa9efa8c0"),
            ("MD5-sess", "auth", "9e3465d402d672d7b3c6a659201e5672"),
            ("SHA-256-sess", "auth-int", "c4a9386bf9fd3c9c5f9300910888ade250b09502adff4e4207a2dc9d1f772942"),
        ] {
            let value = MUFASA.replace("qop=auth", &format!("qop={qop}"));
            let value = value.replace("ALGORITHM", algorithm).replace("RESPONSE", response);
            is_right(&value, "Mufasa", "Circle of Life", "POST", b"q=1");
        }
    }

    #[test]
    fn quoting_does_not_matter() {
        let plain = MUFASA.replace("ALGORITHM", "MD5").replace("RESPONSE", &"0".repeat(32));
        let escaped = plain.replace("7ypf", "\\7y\\pf").replace("/dir", "\\/dir").replace("f2/w", "f\\2/w");
        let digests = [plain, escaped].map(|value| computed(&value, "Mufasa", "Circle of Life", "GET", b""));
        assert_eq!(digests[0], digests[1]);
    }

    #[test]
    fn what_is_not_known_has_no_digest() {
        assert_eq!(secret(Algorithm::Unknown, b"", b"", b"").octets(), b"");
        let mut room = [0; 8];
        assert!(Pen::new(&mut room).octets(Hasher::new(Algorithm::Unknown).finish().octets()).is_empty());
    }

    #[test]
    fn a_digest_can_be_kept_as_digits() {
        let hash = secret(Algorithm::Sha256, b"a", b"b", b"c");
        assert_eq!(Hash::of_digits(hash.octets()), Some(hash));
        assert_eq!(Hash::of_digits(&hash.octets().to_ascii_uppercase()), None);
        assert_eq!(Hash::of_digits(b"abc"), None);
    }
}
