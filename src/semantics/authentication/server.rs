// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a server makes of Digest credentials (RFC 7616, 3.3 to 3.5).

use crate::fields::authentication_info::AuthenticationInfo;
use crate::fields::credentials::credentials;
use crate::fields::digest::{Algorithm, DigestChallenge, Qop};
use crate::fields::digest_credentials::{DigestCredentials, digest};
use crate::fields::digest_response::user_hash;
use crate::fields::uri_reference::{UriReference, uri_reference};
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;
use crate::semantics::authentication::nonce::{Maker, Nonce, SIZE};
use crate::semantics::authentication::proof::{Asked, Nonces, User, is_made, made};
use crate::semantics::authentication::window::{Count, Window};
use crate::semantics::authentication::{Asker, Verdict};
use crate::semantics::section;
use crate::syntax::field_line::Lines;

/// What stands guard over a protection space. For several algorithms, have several guards, and write their challenges
/// with the strongest first (RFC 7616, 3.7).
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a parameter of the challenge")]
pub struct Guard<'g> {
    /// The protection space.
    pub realm: &'g [u8],
    /// URIs with spaces between them, where the credentials are good for; none says all of the server.
    pub domain: Option<&'g [u8]>,
    /// What makes the nonces.
    pub nonces: Maker<'g>,
    /// For how long a nonce is good, in seconds.
    pub lifetime: u64,
    /// What computes digests. A session is that of the nonces of each request, as clients have it: one that goes on with
    /// the cnonce of its first (RFC 7616, 3.4.2) sends that again.
    pub algorithm: Algorithm,
    /// `auth` is offered.
    pub auth: bool,
    /// `auth-int` is offered. Without either, the challenge is of RFC 2069, whose credentials can be used again and again
    /// while the nonce is good.
    pub auth_int: bool,
    /// Names and passwords are in UTF-8.
    pub is_utf8: bool,
    /// Users may send a hash of their name (RFC 7616, 3.4.4).
    pub userhash: bool,
}

/// Reads the Digest credentials of a request.
///
/// # Errors
/// `Missing` without any, or of another scheme; `Malformed` where two lines differ, and for what cannot be read.
pub fn presented<L: Lines + ?Sized>(fields: &L, asker: Asker) -> Result<DigestCredentials<'_>, Verdict> {
    let name = asker.credentials_field();
    let value = section::only(fields, name);
    let value = value.ok_or(if section::has(fields, name) { Verdict::Malformed } else { Verdict::Missing })?;
    if credentials(value).is_ok_and(|credentials| !credentials.is(b"Digest")) {
        return Err(Verdict::Missing);
    }
    digest(value).map_err(|_| Verdict::Malformed)
}

impl Guard<'_> {
    /// Writes the challenge, with a new nonce.
    ///
    /// # Errors
    /// `Value` for a realm or domain that no quoted-string holds, for an algorithm that is not known, for one over a
    /// session without a qop, and for a key that is empty.
    pub fn write_challenge(&self, nonce: Nonce, stale: bool, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        // A session begins with a cnonce, which is not sent without a qop (3.4.2).
        if (self.algorithm.is_session() && !(self.auth || self.auth_int)) || self.nonces.key.is_empty() {
            return Err(Unwritable::Value);
        }
        let mut text = [0; SIZE];
        self.nonces.write(nonce, &mut Pen::new(&mut text));
        let challenge = DigestChallenge {
            realm: Text::plain(self.realm),
            domain: self.domain.map(Text::plain),
            nonce: Text::plain(&text),
            opaque: None,
            stale,
            algorithm: Some(self.algorithm),
            has_qop: self.auth || self.auth_int,
            auth: self.auth,
            auth_int: self.auth_int,
            is_utf8: self.is_utf8,
            userhash: self.userhash,
        };
        challenge.write(pen)
    }

    /// Whether credentials name this user, by name or by its hash. To find the user among many, keep those hashes.
    #[must_use]
    pub fn is_user(&self, credentials: &DigestCredentials<'_>, name: &[u8]) -> bool {
        match (credentials.username, credentials.username_ext) {
            (Some(hash), _) if credentials.userhash => {
                self.userhash && hash.is(user_hash(self.algorithm, name, self.realm).octets())
            }
            (Some(given), _) => given.is(name),
            (None, Some(given)) => given.octets().eq(name.iter().copied()),
            (None, None) => false,
        }
    }

    /// Checks credentials. `user` is the one that they name; none, if there is no such user: that takes as long.
    ///
    /// The window remembers what was used; without one, credentials are good as long as their nonce is.
    #[must_use]
    pub fn check(
        &self,
        credentials: &DigestCredentials<'_>,
        user: Option<&User<'_>>,
        asked: &Asked<'_>,
        (now, window): (i64, Option<&mut Window<'_>>),
    ) -> Verdict {
        let offered = match credentials.qop {
            Some(Qop::Auth) => self.auth,
            Some(Qop::AuthInt) => self.auth_int,
            // RFC 7616, 3.4: qop MUST be used if the server sent it. Without it, nothing would be counted.
            None => !(self.auth || self.auth_int),
        };
        if !offered
            || credentials.algorithm.unwrap_or(Algorithm::Md5) != self.algorithm
            || !credentials.realm.is(self.realm)
        {
            return Verdict::Wrong;
        }
        // Else credentials for one target, overheard, would open another (3.4.6).
        if !is_target(credentials.uri, asked.target) {
            return Verdict::Elsewhere;
        }
        if credentials.qop == Some(Qop::AuthInt) && asked.content.is_none() {
            return Verdict::Content;
        }
        let nobody = User { name: b"", proof: super::proof::Proof::Password(b"") };
        let named = self.is_user(credentials, user.unwrap_or(&nobody).name) & user.is_some();
        let uri = (asked.method, credentials.uri, asked.content);
        let made = made(user.unwrap_or(&nobody), self.of(credentials), &nonces(credentials), uri);
        let is_right = made.is_some_and(|made| is_made(credentials.response, &made)) & named;
        let known = self.nonces.read(credentials.nonce);
        let age = known.map(|nonce| u64::try_from(now.saturating_sub(nonce.time)).unwrap_or(0));
        match (known, age, window) {
            _ if !is_right => Verdict::Wrong,
            // "stale ... only if it receives a request for which the nonce is invalid" and whose digest is right (3.3).
            (Some(nonce), Some(age), window) if age <= self.lifetime => match (credentials.nc, window) {
                // Only who knows a password takes up memory.
                (Some(count), Some(window)) => {
                    match window.enter((nonce.time, nonce.salt), count, (now, self.lifetime)) {
                        Count::New => Verdict::Granted,
                        Count::Used => Verdict::Replayed,
                        Count::Full => Verdict::Full,
                    }
                }
                _ => Verdict::Granted,
            },
            _ => Verdict::Stale,
        }
    }

    /// Writes the Authentication-Info of a response to credentials that were granted: the proof that this server knows
    /// the secret too, over the content of the response for `auth-int`, and the next nonce, if there is to be one
    /// (RFC 7616, 3.5).
    ///
    /// # Errors
    /// `Value` where `auth-int` lacks the digest of the content, or the secret is none of the algorithm.
    pub fn write_info(
        &self,
        credentials: &DigestCredentials<'_>,
        user: &User<'_>,
        content: Option<&[u8]>,
        next: Option<Nonce>,
        pen: &mut Pen<'_>,
    ) -> Result<(), Unwritable> {
        let uri = (&b""[..], credentials.uri, content);
        let made = made(user, self.of(credentials), &nonces(credentials), uri).ok_or(Unwritable::Value)?;
        let mut text = [0; SIZE];
        if let Some(next) = next {
            self.nonces.write(next, &mut Pen::new(&mut text));
        }
        let info = AuthenticationInfo {
            next_nonce: next.map(|_| Text::plain(&text)),
            qop: credentials.qop,
            rspauth: Some(Text::plain(made.octets())),
            cnonce: credentials.cnonce,
            nc: credentials.nc,
        };
        info.write(pen)
    }

    const fn of<'c>(&self, credentials: &DigestCredentials<'c>) -> (Algorithm, Text<'c>, Option<Qop>) {
        (self.algorithm, credentials.realm, credentials.qop)
    }
}

fn nonces<'c>(credentials: &DigestCredentials<'c>) -> Nonces<'c> {
    Nonces { nonce: credentials.nonce, cnonce: credentials.cnonce.unwrap_or_default(), nc: credentials.nc.unwrap_or(0) }
}

/// Whether the uri of credentials is the target of the request; either may be in absolute-form, which a proxy may have
/// changed (RFC 7616, 3.4.6).
fn is_target(uri: Text<'_>, target: &[u8]) -> bool {
    if uri.is(target) {
        return true;
    }
    let Some(uri) = uri.in_place() else { return false };
    // With two of one form, the octets would have to agree. An origin-form may begin with "//", and names no host then.
    match (uri, target) {
        ([b'/', ..], [b'/', ..]) => false,
        (origin @ [b'/', ..], absolute) | (absolute, origin @ [b'/', ..]) => {
            path_and_query(absolute) == Some(parted(origin))
        }
        _ => false,
    }
}

fn parted(origin: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut parts = origin.splitn(2, |octet| *octet == b'?');
    (parts.next().unwrap_or(&[]), parts.next())
}

/// Path and query of an absolute-form.
fn path_and_query(absolute: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    let uri = uri_reference(absolute).ok()?;
    let is_whole = uri.scheme.is_some() && uri.host.is_some() && uri.fragment.is_none();
    is_whole.then(|| (path_of(&uri), uri.query))
}

/// The path; "/" of an absolute-form without one (RFC 9112, 3.2.1).
const fn path_of<'b>(uri: &UriReference<'b>) -> &'b [u8] {
    if uri.path.is_empty() { b"/" } else { uri.path }
}
