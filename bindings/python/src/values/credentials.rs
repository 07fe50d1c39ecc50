// SPDX-License-Identifier: MIT OR Apache-2.0
//! Credentials and challenges: WWW-Authenticate, Authorization, Authentication-Info; Basic and Bearer.

use oyez::error::Refused;
use oyez::fields;
use oyez::fields::auth::AuthParameters;
use oyez::fields::basic::Unread;
use oyez::fields::challenge as rust;
use oyez::grammar::pen::{Pen, Unwritable};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::hash::{Hash, Hasher};

use super::digest::Qop;
use super::members::{Members, told};
use super::parts::{Name, Octets, Parameters, Value, ascii, repr, repr_of_said, vec, written};
use super::verdict::OrRaise;

/// A challenge (RFC 9110, 11.3): what its scheme asks is read by basic_challenge, bearer_challenge and
/// digest_challenge.
#[pyclass(frozen, eq, hash, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Challenge {
    /// The auth-scheme; case does not matter.
    #[pyo3(get)]
    scheme: Name,
    /// Its parameters; none where there is a token68.
    #[pyo3(get)]
    parameters: Parameters,
    /// What stands behind the scheme in place of parameters.
    #[pyo3(get)]
    token68: Option<String>,
    origin: Origin,
}

/// The octets that a challenge was read from, and where in the value they stand: so that its parameters are refused
/// where they break a rule. It makes no challenge another one.
#[derive(Clone, Default)]
struct Origin {
    octets: Vec<u8>,
    at: usize,
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

impl Hash for Origin {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Challenge {
    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        put(&self.scheme, &self.parameters, self.token68.as_deref(), pen)
    }

    /// What its scheme makes of it.
    pub fn read<T>(
        &self,
        py: Python<'_>,
        read: impl FnOnce(&rust::Challenge<'_>) -> Result<T, Refused>,
    ) -> PyResult<T> {
        let given;
        let octets = match self.origin.octets.as_slice() {
            [] => {
                given = vec(|pen| self.put(pen)).or_raise(py)?;
                given.as_slice()
            }
            octets => octets,
        };
        let challenge = rust::challenges(octets).next().and_then(Result::ok).ok_or(Unwritable::Value).or_raise(py)?;
        read(&challenge).map_err(|refused| refused.after(self.origin.at)).or_raise(py)
    }
}

/// Writes a scheme and what belongs to it.
fn put(scheme: &Name, parameters: &Parameters, token68: Option<&str>, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    match token68 {
        Some(_) if !parameters.0.is_empty() => Err(Unwritable::Value),
        Some(token68) => {
            let (scheme, token68) = (scheme.octets(), Some(token68.as_bytes()));
            rust::Challenge { scheme, token68, parameters: AuthParameters::NONE }.write(pen)
        }
        None => rust::write(pen, scheme.octets(), &parameters.all()),
    }
}

#[pymethods]
impl Challenge {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("scheme", "parameters", "token68");

    #[new]
    #[pyo3(signature = (scheme, parameters = None, token68 = None))]
    #[pyo3(text_signature = "(scheme, parameters=(), token68=None)")]
    fn new(scheme: Name, parameters: Option<Parameters>, token68: Option<String>) -> Self {
        Challenge { scheme, parameters: parameters.unwrap_or_default(), token68, origin: Origin::default() }
    }

    /// Whether it is of this scheme.
    #[pyo3(signature = (scheme, /))]
    fn is_(&self, scheme: &str) -> bool {
        self.scheme.0.eq_ignore_ascii_case(scheme)
    }

    /// The value of the first parameter with this name.
    #[pyo3(signature = (name, /))]
    fn find(&self, name: &str) -> Option<&Octets> {
        self.parameters.find(name)
    }

    /// Writes it: a realm as a quoted-string, other values as tokens where they can be.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["scheme", "parameters", "token68"])
    }
}

/// Reads WWW-Authenticate or Proxy-Authenticate, challenge by challenge.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn challenges(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, place| {
        let mut list = rust::challenges(rest);
        let challenge = list.next()?.map(|challenge| Challenge {
            scheme: challenge.scheme.into(),
            parameters: Parameters::of(challenge.parameters),
            token68: challenge.token68.map(ascii),
            origin: Origin { octets: rest.get(..list.at()).unwrap_or_default().to_vec(), at: place.at },
        });
        Some(challenge.map(|challenge| (told(py, challenge), list.at())))
    })
}

/// Credentials (RFC 9110, 11.4): those of a scheme are read by basic, bearer and digest.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Credentials {
    /// The auth-scheme; case does not matter.
    scheme: Name,
    /// Their parameters; none where there is a token68.
    parameters: Parameters,
    /// What stands behind the scheme in place of parameters.
    token68: Option<String>,
}

#[pymethods]
impl Credentials {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("scheme", "parameters", "token68");

    #[new]
    #[pyo3(signature = (scheme, parameters = None, token68 = None))]
    #[pyo3(text_signature = "(scheme, parameters=(), token68=None)")]
    fn new(scheme: Name, parameters: Option<Parameters>, token68: Option<String>) -> Self {
        Credentials { scheme, parameters: parameters.unwrap_or_default(), token68 }
    }

    /// Whether they are of this scheme.
    #[pyo3(signature = (scheme, /))]
    fn is_(&self, scheme: &str) -> bool {
        self.scheme.0.eq_ignore_ascii_case(scheme)
    }

    /// The value of the first parameter with this name.
    #[pyo3(signature = (name, /))]
    fn find(&self, name: &str) -> Option<&Octets> {
        self.parameters.find(name)
    }

    /// Writes them.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| put(&self.scheme, &self.parameters, self.token68.as_deref(), pen))
    }

    /// Secrets are not shown.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<Credentials {}>", repr(slf, &["scheme"])?.trim_start_matches("Credentials")))
    }
}

/// Reads Authorization or Proxy-Authorization.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn credentials(py: Python<'_>, value: Value<'_>) -> PyResult<Credentials> {
    let read = fields::credentials::credentials(value.octets()).or_raise(py)?;
    let parameters = Parameters::of(read.parameters);
    Ok(Credentials { scheme: read.scheme.into(), parameters, token68: read.token68.map(ascii) })
}

/// A user-id and a password (RFC 7617, 2), as octets; the challenge says in which charset, if it does.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Basic {
    /// Without a colon.
    user_id: Octets,
    /// What stands behind the first colon.
    password: Octets,
}

#[pymethods]
impl Basic {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("user_id", "password");

    #[new]
    fn new(user_id: Octets, password: Octets) -> Self {
        Basic { user_id, password }
    }

    /// Writes credentials.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let (user_id, password) = (&self.user_id.0, &self.password.0);
        written(py, |pen| fields::basic::Basic { user_id, password }.write(pen))
    }

    /// The password is not shown.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<Basic {}>", repr(slf, &["user_id"])?.trim_start_matches("Basic")))
    }
}

/// Reads Basic credentials from Authorization or Proxy-Authorization.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn basic(py: Python<'_>, value: Value<'_>) -> PyResult<Basic> {
    let mut room = vec![0; value.octets().len()];
    match fields::basic::basic(value.octets(), &mut room) {
        Ok(read) => Ok(Basic { user_id: read.user_id.into(), password: read.password.into() }),
        Err(Unread::Refused(refused)) => Err(refused).or_raise(py),
        Err(Unread::Room(size)) => Err(Unwritable::Room(size)).or_raise(py),
    }
}

/// A challenge of the Basic scheme (RFC 7617, 2).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BasicChallenge {
    /// The protection space.
    realm: Octets,
    /// User-id and password are expected in UTF-8, normalised.
    is_utf8: bool,
}

#[pymethods]
impl BasicChallenge {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("realm", "is_utf8");

    #[new]
    #[pyo3(signature = (realm, is_utf8 = false))]
    fn new(realm: Octets, is_utf8: bool) -> Self {
        BasicChallenge { realm, is_utf8 }
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["realm", "is_utf8"])
    }
}

impl BasicChallenge {
    pub fn rust(&self) -> fields::basic::BasicChallenge<'_> {
        fields::basic::BasicChallenge { realm: self.realm.text(), is_utf8: self.is_utf8 }
    }
}

impl From<fields::basic::BasicChallenge<'_>> for BasicChallenge {
    fn from(read: fields::basic::BasicChallenge<'_>) -> Self {
        BasicChallenge { realm: Octets::said(read.realm), is_utf8: read.is_utf8 }
    }
}

/// Reads what a challenge of the Basic scheme says.
#[pyfunction]
#[pyo3(signature = (challenge, /))]
fn basic_challenge(py: Python<'_>, challenge: &Challenge) -> PyResult<BasicChallenge> {
    challenge.read(py, |challenge| fields::basic::basic_challenge(challenge).map(BasicChallenge::from))
}

/// A bearer token (RFC 6750, 2.1).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Bearer {
    /// It is not always base64.
    token: String,
}

#[pymethods]
impl Bearer {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("token",);

    #[new]
    fn new(token: String) -> Self {
        Bearer { token }
    }

    /// Writes credentials.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| fields::bearer::Bearer { token: self.token.as_bytes() }.write(pen))
    }

    /// The token is not shown.
    #[expect(clippy::unused_self, reason = "Python calls it on an instance")]
    fn __repr__(&self) -> &'static str {
        "<Bearer>"
    }
}

/// Reads a bearer token from Authorization or Proxy-Authorization.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn bearer(py: Python<'_>, value: Value<'_>) -> PyResult<Bearer> {
    fields::bearer::bearer(value.octets()).map(|read| Bearer { token: ascii(read.token) }).or_raise(py)
}

/// A challenge of the Bearer scheme (RFC 6750, 3).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BearerChallenge {
    /// The protection space.
    realm: Option<Octets>,
    /// The scope that a token needs: words with one space between two.
    scope: Option<Octets>,
    /// Why the token was declined (RFC 6750, 3.1).
    error: Option<Octets>,
    /// The same for a developer to read.
    error_description: Option<Octets>,
    /// A page about it.
    error_uri: Option<Octets>,
}

#[pymethods]
impl BearerChallenge {
    #[new]
    #[pyo3(signature = (realm = None, *, scope = None, error = None, error_description = None, error_uri = None))]
    fn new(
        realm: Option<Octets>,
        scope: Option<Octets>,
        error: Option<Octets>,
        error_description: Option<Octets>,
        error_uri: Option<Octets>,
    ) -> Self {
        BearerChallenge { realm, scope, error, error_description, error_uri }
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let challenge = fields::bearer::BearerChallenge {
            realm: self.realm.as_ref().map(Octets::text),
            scope: self.scope.as_ref().map(Octets::text),
            error: self.error.as_ref().map(Octets::text),
            error_description: self.error_description.as_ref().map(Octets::text),
            error_uri: self.error_uri.as_ref().map(Octets::text),
        };
        written(py, |pen| challenge.write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr_of_said(slf, &["realm", "scope", "error", "error_description", "error_uri"])
    }
}

/// Reads what a challenge of the Bearer scheme says.
#[pyfunction]
#[pyo3(signature = (challenge, /))]
fn bearer_challenge(py: Python<'_>, challenge: &Challenge) -> PyResult<BearerChallenge> {
    challenge.read(py, |challenge| {
        let read = fields::bearer::bearer_challenge(challenge)?;
        Ok(BearerChallenge {
            realm: read.realm.map(Octets::said),
            scope: read.scope.map(Octets::said),
            error: read.error.map(Octets::said),
            error_description: read.error_description.map(Octets::said),
            error_uri: read.error_uri.map(Octets::said),
        })
    })
}

/// What a server says about Digest credentials that it took: Authentication-Info (RFC 7615; RFC 7616, 3.5).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AuthenticationInfo {
    /// The nonce to use from now on.
    next_nonce: Option<Octets>,
    /// As in the credentials.
    qop: Option<Qop>,
    /// The digest by which the server proves that it knows the secret.
    rspauth: Option<Octets>,
    /// As in the credentials.
    cnonce: Option<Octets>,
    /// As in the credentials.
    nc: Option<u32>,
}

#[pymethods]
impl AuthenticationInfo {
    #[new]
    #[pyo3(signature = (*, next_nonce = None, qop = None, rspauth = None, cnonce = None, nc = None))]
    fn new(
        next_nonce: Option<Octets>,
        qop: Option<Qop>,
        rspauth: Option<Octets>,
        cnonce: Option<Octets>,
        nc: Option<u32>,
    ) -> Self {
        AuthenticationInfo { next_nonce, qop, rspauth, cnonce, nc }
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let info = fields::authentication_info::AuthenticationInfo {
            next_nonce: self.next_nonce.as_ref().map(Octets::text),
            qop: self.qop.map(|qop| qop.0),
            rspauth: self.rspauth.as_ref().map(Octets::text),
            cnonce: self.cnonce.as_ref().map(Octets::text),
            nc: self.nc,
        };
        written(py, |pen| info.write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr_of_said(slf, &["next_nonce", "qop", "rspauth", "cnonce", "nc"])
    }
}

/// Reads Authentication-Info or Proxy-Authentication-Info of the Digest scheme.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn authentication_info(py: Python<'_>, value: Value<'_>) -> PyResult<AuthenticationInfo> {
    let read = fields::authentication_info::authentication_info(value.octets()).or_raise(py)?;
    Ok(AuthenticationInfo {
        next_nonce: read.next_nonce.map(Octets::said),
        qop: read.qop.map(super::kinds::Enum),
        rspauth: read.rspauth.map(Octets::said),
        cnonce: read.cnonce.map(Octets::said),
        nc: read.nc,
    })
}

/// Reads the parameters of Authentication-Info or Proxy-Authentication-Info, of whatever scheme (RFC 7615, 3).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn authentication_info_parameters(py: Python<'_>, value: Value<'_>) -> PyResult<Parameters> {
    let read = fields::authentication_info::authentication_info_parameters(value.octets());
    read.map(Parameters::of).or_raise(py)
}

#[pymodule(submodule, gil_used = false)]
pub mod _credentials {
    #[pymodule_export]
    use super::{
        AuthenticationInfo, Basic, BasicChallenge, Bearer, BearerChallenge, Challenge, Credentials,
        authentication_info, authentication_info_parameters, basic, basic_challenge, bearer, bearer_challenge,
        challenges, credentials,
    };
}
