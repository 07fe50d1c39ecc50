// SPDX-License-Identifier: MIT OR Apache-2.0
//! The Digest scheme (RFC 7616): its challenge, its credentials, and what they are computed from.

use oyez::fields::digest as rust;
use oyez::fields::digest_credentials as given;
use oyez::fields::digest_response::{self as rust_response, Hash, Hasher, Parts};
use oyez::grammar::pen::Unwritable;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::credentials::Challenge;
use super::disposition::ExtValue;
use super::kinds::Enum;
use super::parts::{Octets, Value, repr, repr_of_said, vec, written};
use super::verdict::OrRaise;
use crate::octets;

pub type Qop = Enum<rust::Qop>;
pub type Algorithm = Enum<rust::Algorithm>;

/// A challenge of the Digest scheme (RFC 7616, 3.3).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a parameter")]
pub struct DigestChallenge {
    /// The protection space.
    realm: Octets,
    /// What the response is to be computed over.
    nonce: Octets,
    /// URI-references with spaces between them, where the credentials are good for; None says all of the server.
    domain: Option<Octets>,
    /// What is to be sent back unchanged.
    opaque: Option<Octets>,
    /// The nonce was too old, not the password wrong.
    stale: bool,
    /// None says MD5.
    algorithm: Option<Algorithm>,
    /// There is a qop; without one the challenge is of RFC 2069.
    has_qop: bool,
    /// A qop is auth.
    auth: bool,
    /// A qop is auth-int.
    auth_int: bool,
    /// Username and password are expected in UTF-8, normalised (RFC 7616, 4).
    is_utf8: bool,
    /// The server knows user names by their hashes (RFC 7616, 3.4.4).
    userhash: bool,
}

#[pymethods]
impl DigestChallenge {
    #[new]
    #[pyo3(signature = (
        realm, nonce, *, domain = None, opaque = None, stale = false, algorithm = None, has_qop = true, auth = true,
        auth_int = false, is_utf8 = false, userhash = false
    ))]
    #[expect(clippy::too_many_arguments, clippy::fn_params_excessive_bools, reason = "each is a parameter")]
    fn new(
        realm: Octets,
        nonce: Octets,
        domain: Option<Octets>,
        opaque: Option<Octets>,
        stale: bool,
        algorithm: Option<Algorithm>,
        has_qop: bool,
        auth: bool,
        auth_int: bool,
        is_utf8: bool,
        userhash: bool,
    ) -> Self {
        DigestChallenge { realm, nonce, domain, opaque, stale, algorithm, has_qop, auth, auth_int, is_utf8, userhash }
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        const SAID: [&str; 6] = ["stale", "algorithm", "auth_int", "is_utf8", "userhash", "domain"];
        let always = repr(slf, &["realm", "nonce", "has_qop", "auth"])?;
        let more = repr_of_said(slf, &SAID)?;
        let more = more.trim_start_matches("DigestChallenge(").trim_end_matches(')');
        Ok(if more.is_empty() { always } else { format!("{}, {more})", always.trim_end_matches(')')) })
    }
}

impl DigestChallenge {
    pub fn rust(&self) -> rust::DigestChallenge<'_> {
        rust::DigestChallenge {
            realm: self.realm.text(),
            domain: self.domain.as_ref().map(Octets::text),
            nonce: self.nonce.text(),
            opaque: self.opaque.as_ref().map(Octets::text),
            stale: self.stale,
            algorithm: self.algorithm.map(|algorithm| algorithm.0),
            has_qop: self.has_qop,
            auth: self.auth,
            auth_int: self.auth_int,
            is_utf8: self.is_utf8,
            userhash: self.userhash,
        }
    }
}

impl From<rust::DigestChallenge<'_>> for DigestChallenge {
    fn from(read: rust::DigestChallenge<'_>) -> Self {
        DigestChallenge {
            realm: Octets::said(read.realm),
            nonce: Octets::said(read.nonce),
            domain: read.domain.map(Octets::said),
            opaque: read.opaque.map(Octets::said),
            stale: read.stale,
            algorithm: read.algorithm.map(Enum),
            has_qop: read.has_qop,
            auth: read.auth,
            auth_int: read.auth_int,
            is_utf8: read.is_utf8,
            userhash: read.userhash,
        }
    }
}

/// Reads what a challenge of the Digest scheme says.
#[pyfunction]
#[pyo3(signature = (challenge, /))]
fn digest_challenge(py: Python<'_>, challenge: &Challenge) -> PyResult<DigestChallenge> {
    challenge.read(py, |challenge| rust::digest_challenge(challenge).map(DigestChallenge::from))
}

/// Credentials of the Digest scheme (RFC 7616, 3.4). The number of times a nonce was used, and any response, are for
/// you to check.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DigestCredentials {
    /// The user's name, or with userhash its hash; unless there is a username_ext.
    username: Option<Octets>,
    /// As in the challenge.
    realm: Octets,
    /// As in the challenge.
    nonce: Octets,
    /// The target of the request.
    uri: Octets,
    /// The digest: 32 or 64 digits, hexadecimal and in lower case.
    response: Octets,
    /// The user's name as an extended value in UTF-8.
    username_ext: Option<ExtValue>,
    /// As in the challenge; None says MD5.
    algorithm: Option<Algorithm>,
    /// The client's nonce; there is one with a qop.
    cnonce: Option<Octets>,
    /// As in the challenge.
    opaque: Option<Octets>,
    /// Without one, the response is computed as in RFC 2069.
    qop: Option<Qop>,
    /// How often the client has used the nonce, this time included; there is one with a qop.
    nc: Option<u32>,
    /// username is a hash.
    userhash: bool,
}

#[pymethods]
impl DigestCredentials {
    #[new]
    #[pyo3(signature = (
        username, realm, nonce, uri, response, *, username_ext = None, algorithm = None, cnonce = None, opaque = None,
        qop = None, nc = None, userhash = false
    ))]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter")]
    fn new(
        username: Option<Octets>,
        realm: Octets,
        nonce: Octets,
        uri: Octets,
        response: Octets,
        username_ext: Option<&Bound<'_, ExtValue>>,
        algorithm: Option<Algorithm>,
        cnonce: Option<Octets>,
        opaque: Option<Octets>,
        qop: Option<Qop>,
        nc: Option<u32>,
        userhash: bool,
    ) -> Self {
        DigestCredentials {
            username,
            realm,
            nonce,
            uri,
            response,
            username_ext: username_ext.map(|name| name.get().clone()),
            algorithm,
            cnonce,
            opaque,
            qop,
            nc,
            userhash,
        }
    }

    /// Writes them.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let extended = self.username_ext.as_ref().map(|name| vec(|pen| name.put(pen))).transpose().or_raise(py)?;
        let extended = extended.as_deref().map(oyez::fields::ext_value::ext_value).transpose();
        let credentials = given::DigestCredentials {
            username: self.username.as_ref().map(Octets::text),
            username_ext: extended.map_err(|_| Unwritable::Value).or_raise(py)?,
            realm: self.realm.text(),
            nonce: self.nonce.text(),
            uri: self.uri.text(),
            response: self.response.text(),
            algorithm: self.algorithm.map(|algorithm| algorithm.0),
            cnonce: self.cnonce.as_ref().map(Octets::text),
            opaque: self.opaque.as_ref().map(Octets::text),
            qop: self.qop.map(|qop| qop.0),
            nc: self.nc,
            userhash: self.userhash,
        };
        written(py, |pen| credentials.write(pen))
    }

    /// The response is not shown.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let said = repr(slf, &["username", "realm", "uri", "nc"])?;
        Ok(format!("<DigestCredentials {}>", said.trim_start_matches("DigestCredentials")))
    }
}

/// Reads Digest credentials from Authorization or Proxy-Authorization.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn digest(py: Python<'_>, value: Value<'_>) -> PyResult<DigestCredentials> {
    let read = given::digest(value.octets()).or_raise(py)?;
    Ok(DigestCredentials {
        username: read.username.map(Octets::said),
        realm: Octets::said(read.realm),
        nonce: Octets::said(read.nonce),
        uri: Octets::said(read.uri),
        response: Octets::said(read.response),
        username_ext: read.username_ext.map(ExtValue::from),
        algorithm: read.algorithm.map(Enum),
        cnonce: read.cnonce.map(Octets::said),
        opaque: read.opaque.map(Octets::said),
        qop: read.qop.map(Enum),
        nc: read.nc,
        userhash: read.userhash,
    })
}

/// H(octets): a digest in digits, hexadecimal and in lower case; that of content, say (RFC 7616, 3.4.3).
#[pyfunction]
#[pyo3(signature = (algorithm, octets, /))]
fn digest_hash(py: Python<'_>, algorithm: Algorithm, octets: Octets) -> Bound<'_, PyString> {
    let mut hasher = Hasher::new(algorithm.0);
    hasher.update(&octets.0);
    digits(py, &hasher.finish())
}

/// The secret that a user's name and password make in a realm, which a server can keep in place of the password
/// (RFC 7616, 3.4.2).
#[pyfunction]
#[pyo3(signature = (algorithm, username, realm, password, /))]
fn digest_secret(
    py: Python<'_>,
    algorithm: Algorithm,
    username: Octets,
    realm: Octets,
    password: Octets,
) -> Bound<'_, PyString> {
    digits(py, &rust_response::secret(algorithm.0, &username.0, &realm.0, &password.0))
}

/// The hash that stands for a user's name with userhash (RFC 7616, 3.4.4).
#[pyfunction]
#[pyo3(signature = (algorithm, username, realm, /))]
fn digest_user_hash(py: Python<'_>, algorithm: Algorithm, username: Octets, realm: Octets) -> Bound<'_, PyString> {
    digits(py, &rust_response::user_hash(algorithm.0, &username.0, &realm.0))
}

/// The secret of a session, of the nonces with which it began (RFC 7616, 3.4.2); for an algorithm without sessions, the
/// secret itself.
#[pyfunction]
#[pyo3(signature = (algorithm, secret, nonce, cnonce, /))]
fn digest_session(
    py: Python<'_>,
    algorithm: Algorithm,
    secret: Octets,
    nonce: Octets,
    cnonce: Octets,
) -> PyResult<Bound<'_, PyString>> {
    let secret = Hash::of_digits(&secret.0).ok_or(Unwritable::Value).or_raise(py)?;
    Ok(digits(py, &rust_response::session(algorithm.0, &secret, nonce.text(), cnonce.text())))
}

/// The response to a challenge (RFC 7616, 3.4.1); with an empty method, what proves a server's knowledge of the secret.
///
/// secret is the digits of digest_secret, or with an algorithm over a session those of digest_session; content, with
/// auth-int, those of digest_hash over the content.
#[pyfunction]
#[pyo3(signature = (algorithm, secret, method, uri, nonce, *, qop = None, cnonce = None, nc = 0, content = None))]
#[expect(clippy::too_many_arguments, reason = "each is a part")]
fn digest_response<'py>(
    py: Python<'py>,
    algorithm: Algorithm,
    secret: Octets,
    method: &str,
    uri: Octets,
    nonce: Octets,
    qop: Option<Qop>,
    cnonce: Option<Octets>,
    nc: u32,
    content: Option<Octets>,
) -> Bound<'py, PyString> {
    let (cnonce, content) = (cnonce.unwrap_or_default(), content.unwrap_or_default());
    let parts = Parts {
        algorithm: algorithm.0,
        secret: &secret.0,
        nonce: nonce.text(),
        cnonce: cnonce.text(),
        nc,
        qop: qop.map(|qop| qop.0),
        method: method.as_bytes(),
        uri: uri.text(),
        content: &content.0,
    };
    digits(py, &rust_response::response(&parts))
}

fn digits<'py>(py: Python<'py>, hash: &Hash) -> Bound<'py, PyString> {
    octets::text(py, hash.octets())
}

#[pymodule(submodule, gil_used = false)]
pub mod _digest {
    #[pymodule_export]
    use super::{
        DigestChallenge, DigestCredentials, digest, digest_challenge, digest_hash, digest_response, digest_secret,
        digest_session, digest_user_hash,
    };
}
