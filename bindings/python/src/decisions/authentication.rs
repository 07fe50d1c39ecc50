// SPDX-License-Identifier: MIT OR Apache-2.0
//! Authentication.

use std::sync::{Mutex, PoisonError};

use oyez::fields::basic::Basic;
use oyez::grammar::pen::Unwritable;
use oyez::semantics::authentication::choice::{self, Choice, Next, Sent, Willing};
use oyez::semantics::authentication::client::{self, Confirmation, Own};
use oyez::semantics::authentication::nonce::{Maker, Nonce};
use oyez::semantics::authentication::proof::{Asked, Proof, User};
use oyez::semantics::authentication::server;
use oyez::semantics::authentication::window::{SLOT, Window};
use oyez::semantics::authentication::{self as rust, Asker, Verdict, basic, space};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyBytes;

use crate::fields::Fields;
use crate::values::credentials::BasicChallenge;
use crate::values::digest::{Algorithm, DigestChallenge};
use crate::values::kinds::{Enum, Enumerated, Members};
use crate::values::parts::{Octets, Value, repr, written};
use crate::values::time::Time;
use crate::values::verdict::OrRaise;

/// A user, and what proves it: the password, or what digest_secret() told.
#[pyclass(frozen, eq, hash, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AuthUser {
    /// The name.
    #[pyo3(get)]
    name: Octets,
    password: Option<Octets>,
    secret: Option<Octets>,
}

#[pymethods]
impl AuthUser {
    #[new]
    #[pyo3(signature = (name, password = None, *, secret = None))]
    fn new(name: Octets, password: Option<Octets>, secret: Option<Octets>) -> PyResult<Self> {
        if password.is_some() == secret.is_some() {
            return Err(PyTypeError::new_err("a user has a password, or a secret"));
        }
        Ok(AuthUser { name, password, secret })
    }

    /// The password is not shown.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["name"])?))
    }
}

impl AuthUser {
    fn rust(&self) -> User<'_> {
        let proof = match (&self.secret, &self.password) {
            (Some(secret), _) => Proof::Secret(&secret.0),
            (None, password) => Proof::Password(password.as_ref().map_or(&[], |password| &password.0)),
        };
        User { name: &self.name.0, proof }
    }
}

/// What credentials are given for.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AuthAsked {
    /// The method.
    method: String,
    /// The request target, as it is sent.
    target: Octets,
    /// What digest_hash() told of the content, where that is known.
    content: Option<Octets>,
}

#[pymethods]
impl AuthAsked {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("method", "target", "content");

    #[new]
    #[pyo3(signature = (method, target, content = None))]
    fn new(method: String, target: Octets, content: Option<Octets>) -> Self {
        AuthAsked { method, target, content }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["method", "target", "content"])
    }
}

impl AuthAsked {
    fn rust(&self) -> Asked<'_> {
        let content = self.content.as_ref().map(|content| &*content.0);
        Asked { method: self.method.as_bytes(), target: &self.target.0, content }
    }
}

/// Memory for so many nonces: which of their counts were used (RFC 7616, 3.4).
#[pyclass(frozen, module = "oyez.semantics")]
pub struct NonceWindow {
    room: Mutex<Vec<u8>>,
}

#[pymethods]
impl NonceWindow {
    #[new]
    #[pyo3(signature = (nonces, /))]
    fn new(nonces: u32) -> PyResult<Self> {
        let mut room = Vec::new();
        let size = usize::try_from(nonces).unwrap_or(usize::MAX).saturating_mul(SLOT);
        room.try_reserve_exact(size).map_err(|_| pyo3::exceptions::PyMemoryError::new_err(()))?;
        room.resize(size, 0);
        Ok(NonceWindow { room: Mutex::new(room) })
    }
}

/// What stands guard over a protection space, by Digest (RFC 7616).
#[pyclass(frozen, eq, hash, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a parameter")]
pub struct DigestGuard {
    /// The protection space.
    #[pyo3(get)]
    realm: Octets,
    key: Octets,
    tag: Octets,
    domain: Option<Octets>,
    lifetime: u64,
    algorithm: Algorithm,
    auth: bool,
    auth_int: bool,
    is_utf8: bool,
    userhash: bool,
}

impl DigestGuard {
    fn rust(&self) -> server::Guard<'_> {
        server::Guard {
            realm: &self.realm.0,
            domain: self.domain.as_ref().map(|domain| &*domain.0),
            nonces: Maker { key: &self.key.0, tag: &self.tag.0 },
            lifetime: self.lifetime,
            algorithm: self.algorithm.0,
            auth: self.auth,
            auth_int: self.auth_int,
            is_utf8: self.is_utf8,
            userhash: self.userhash,
        }
    }
}

#[pymethods]
impl DigestGuard {
    #[new]
    #[pyo3(signature = (
        realm, key, algorithm, *, tag = None, domain = None, lifetime = 300, auth = true, auth_int = false,
        is_utf8 = true, userhash = false
    ))]
    #[expect(clippy::too_many_arguments, clippy::fn_params_excessive_bools, reason = "each is a parameter")]
    fn new(
        realm: Octets,
        key: Octets,
        algorithm: Algorithm,
        tag: Option<Octets>,
        domain: Option<Octets>,
        lifetime: u64,
        auth: bool,
        auth_int: bool,
        is_utf8: bool,
        userhash: bool,
    ) -> Self {
        let tag = tag.unwrap_or_default();
        DigestGuard { realm, key, tag, domain, lifetime, algorithm, auth, auth_int, is_utf8, userhash }
    }

    /// Writes a challenge, with a new nonce. No other nonce of that time may have its salt.
    #[pyo3(signature = (salt, time = None, *, stale = false))]
    fn write_challenge<'py>(
        &self,
        py: Python<'py>,
        salt: u64,
        time: Option<Time>,
        stale: bool,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let nonce = Nonce { time: Time::or_now(time), salt };
        written(py, |pen| self.rust().write_challenge(nonce, stale, pen))
    }

    /// Checks the Digest credentials of a request. user is the one that they name; None if there is no such user, which
    /// takes as long. Without a window, credentials are good as long as their nonce is.
    #[pyo3(signature = (fields, user, request, now = None, window = None, *, asker = Enum(Asker::Origin)))]
    fn check(
        &self,
        fields: &Bound<'_, PyAny>,
        user: Option<&AuthUser>,
        request: &AuthAsked,
        now: Option<Time>,
        window: Option<&NonceWindow>,
        asker: Enum<Asker>,
    ) -> PyResult<Enum<Verdict>> {
        let fields = Fields::taken(fields)?;
        let user = user.map(AuthUser::rust);
        let mut room = window.map(|window| window.room.lock().unwrap_or_else(PoisonError::into_inner));
        let mut window = room.as_deref_mut().map(|room| Window::new(room));
        Ok(Enum(match server::presented(fields.get(), asker.0) {
            Ok(credentials) => {
                let moment = (Time::or_now(now), window.as_mut());
                self.rust().check(&credentials, user.as_ref(), &request.rust(), moment)
            }
            Err(verdict) => verdict,
        }))
    }

    /// Writes the Authentication-Info of a response to credentials that were granted. content is what digest_hash() told
    /// of the response's; next_salt and time make the next nonce, if there is to be one.
    #[pyo3(signature = (fields, user, content = None, next_salt = None, time = None, *, asker = Enum(Asker::Origin)))]
    #[expect(clippy::too_many_arguments, reason = "each is a part of it")]
    fn write_info<'py>(
        &self,
        py: Python<'py>,
        fields: &Bound<'py, PyAny>,
        user: &AuthUser,
        content: Option<Octets>,
        next_salt: Option<u64>,
        time: Option<Time>,
        asker: Enum<Asker>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let fields = Fields::taken(fields)?;
        let next = next_salt.map(|salt| Nonce { time: Time::or_now(time), salt });
        let content = content.as_ref().map(|content| &*content.0);
        let credentials = server::presented(fields.get(), asker.0).map_err(|_| Unwritable::Value).or_raise(py)?;
        written(py, |pen| self.rust().write_info(&credentials, &user.rust(), content, next, pen))
    }

    /// The key is not shown.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["realm"])?))
    }
}

/// The status to answer a verdict with; None where the credentials are good.
#[pyfunction]
#[pyo3(signature = (verdict, asker = Enum(Asker::Origin), /))]
fn auth_status(verdict: Enum<Verdict>, asker: Enum<Asker>) -> Option<u16> {
    verdict.0.status(asker.0)
}

/// Whether a secret that was given is the one that is kept, in a time that does not say how much of it is right.
#[pyfunction]
#[pyo3(signature = (given, kept, /))]
fn auth_is_same(given: Octets, kept: Octets) -> bool {
    rust::are_same(&given.0, &kept.0)
}

/// Checks the Basic credentials of a request against those of the one user there is (RFC 7617).
#[pyfunction]
#[pyo3(signature = (fields, user_id, password, /, asker = Enum(Asker::Origin)))]
fn auth_check_basic(
    fields: &Bound<'_, PyAny>,
    user_id: Octets,
    password: Octets,
    asker: Enum<Asker>,
) -> PyResult<Enum<Verdict>> {
    use oyez::syntax::field_line::Lines;
    let fields = Fields::taken(fields)?;
    let size = Lines::lines(fields.get()).map(|line| line.value.len()).max().unwrap_or(0);
    let kept = Basic { user_id: &user_id.0, password: &password.0 };
    Ok(Enum(basic::check(fields.get(), asker.0, &kept, &mut vec![0; size])))
}

/// The strongest challenge that a client understands and is willing to answer (RFC 9110, 11.4): by Basic, which sends
/// the password itself; by MD5; by Digest without a qop; with the digest of the content, for auth-int.
#[pyfunction]
#[pyo3(signature = (
    fields, /, *, basic = false, md5 = false, unprotected = false, content = false, asker = Enum(Asker::Origin)
))]
#[expect(clippy::fn_params_excessive_bools, reason = "each is a thing of its own")]
fn auth_choose<'py>(
    py: Python<'py>,
    fields: &Bound<'py, PyAny>,
    basic: bool,
    md5: bool,
    unprotected: bool,
    content: bool,
    asker: Enum<Asker>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let fields = Fields::taken(fields)?;
    let willing = Willing { basic, md5, unprotected, content };
    match choice::choose(fields.get(), asker.0, willing) {
        Some(Choice::Basic(basic)) => BasicChallenge::from(basic).into_bound_py_any(py).map(Some),
        Some(Choice::Digest(digest)) => DigestChallenge::from(digest).into_bound_py_any(py).map(Some),
        None => Ok(None),
    }
}

/// What a client does about the challenge that it chose, having sent credentials for this realm, or none; and of this
/// nonce, if that was Digest; before is how often the request was challenged and sent again before that, which it is 4
/// times at most.
#[pyfunction]
#[pyo3(signature = (challenge, /, sent_realm = None, sent_nonce = None, before = 0))]
fn auth_next(
    challenge: &Bound<'_, PyAny>,
    sent_realm: Option<Octets>,
    sent_nonce: Option<Octets>,
    before: u32,
) -> PyResult<Enum<Next>> {
    let nonce = sent_nonce.as_ref().map(|nonce| &*nonce.0);
    let sent = sent_realm.as_ref().map(|realm| Sent { realm: &realm.0, nonce, before });
    let told = match challenge.cast::<BasicChallenge>() {
        Ok(basic) => choice::next(&Choice::Basic(basic.get().rust()), sent.as_ref()),
        Err(_) => choice::next(&Choice::Digest(challenge.cast::<DigestChallenge>()?.get().rust()), sent.as_ref()),
    };
    Ok(Enum(told))
}

/// Whether Basic credentials that were taken for one URI may be sent for another, unasked; both are absolute
/// (RFC 7617, 2.2).
#[pyfunction]
#[pyo3(signature = (taken, other, /))]
fn auth_in_basic_space(taken: Value<'_>, other: Value<'_>) -> bool {
    space::is_in_basic_space(taken.octets(), other.octets())
}

/// Whether Digest credentials may be sent for a URI, unasked, the request for another having been challenged with this
/// domain, or none; both are absolute (RFC 7616, 3.3).
#[pyfunction]
#[pyo3(signature = (domain, challenged, other, /))]
fn auth_in_digest_space(domain: Option<Octets>, challenged: Value<'_>, other: Value<'_>) -> bool {
    let domain = domain.as_ref().map(|domain| &*domain.0);
    space::is_in_digest_space(domain, challenged.octets(), other.octets())
}

/// Writes the credentials that answer a challenge. nc counts the uses of the server's nonce, this one included
/// (RFC 7616, 3.4).
#[pyfunction]
#[pyo3(signature = (challenge, user, request, cnonce, nc = 1, /))]
fn write_digest_answer<'py>(
    py: Python<'py>,
    challenge: &DigestChallenge,
    user: &AuthUser,
    request: &AuthAsked,
    cnonce: Octets,
    nc: u32,
) -> PyResult<Bound<'py, PyBytes>> {
    let own = Own { cnonce: &cnonce.0, nc };
    written(py, |pen| client::answer(&challenge.rust(), &user.rust(), &request.rust(), &own, pen))
}

/// Checks what a server says in Authentication-Info of credentials that answered a challenge. All is as it was for these,
/// but the content is that of the response (RFC 7616, 3.5).
#[pyfunction]
#[pyo3(signature = (info, challenge, user, request, cnonce, nc = 1, /))]
fn digest_confirm(
    py: Python<'_>,
    info: Value<'_>,
    challenge: &DigestChallenge,
    user: &AuthUser,
    request: &AuthAsked,
    cnonce: Octets,
    nc: u32,
) -> PyResult<Enum<Confirmation>> {
    let info = oyez::fields::authentication_info::authentication_info(info.octets()).or_raise(py)?;
    let own = Own { cnonce: &cnonce.0, nc };
    client::confirm(&info, &challenge.rust(), &user.rust(), &request.rust(), &own).or_raise(py).map(Enum)
}

impl Enumerated for Asker {
    const NAME: &'static str = "Asker";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Asker::Origin, Asker::Proxy];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Verdict {
    const NAME: &'static str = "AuthVerdict";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const FIRST: usize = 1;
    const ALL: &'static [Self] = &[
        Verdict::Granted,
        Verdict::Missing,
        Verdict::Wrong,
        Verdict::Stale,
        Verdict::Replayed,
        Verdict::Malformed,
        Verdict::Elsewhere,
        Verdict::Content,
        Verdict::Full,
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Next {
    const NAME: &'static str = "AuthNext";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Next::Answer, Next::Repeat, Next::Drop];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Confirmation {
    const NAME: &'static str = "AuthConfirmation";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const FIRST: usize = 1;
    const ALL: &'static [Self] = &[Confirmation::Right, Confirmation::Wrong, Confirmation::Absent];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

#[pymodule(submodule, gil_used = false)]
pub mod _authentication {
    #[pymodule_export]
    use super::{
        AuthAsked, AuthUser, DigestGuard, NonceWindow, auth_check_basic, auth_choose, auth_in_basic_space,
        auth_in_digest_space, auth_is_same, auth_next, auth_status, digest_confirm, write_digest_answer,
    };
}
