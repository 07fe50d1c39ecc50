// SPDX-License-Identifier: MIT OR Apache-2.0
//! Cookies: Cookie, Set-Cookie, and those of RFC 2965; and which requests they go with.

use oyez::fields::cookie as rust;
use oyez::fields::set_cookie as set;
use oyez::fields::{self, cookie_match, cookie2 as old};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::kinds::Enum;
use super::members::{Members, pull, told};
use super::parts::{Name, Octets, Value, each, repr, repr_of_said, written};
use super::time::Time;
use super::verdict::OrRaise;

/// A cookie that a user agent returns (RFC 6265bis, 4.2).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cookie {
    /// Its name, in which case matters; empty where there was no "=".
    name: Octets,
    /// Its value; DQUOTEs around it are part of it.
    value: Octets,
}

impl Cookie {
    fn rust(&self) -> rust::Cookie<'_> {
        rust::Cookie { name: &self.name.0, value: &self.value.0 }
    }
}

impl From<rust::Cookie<'_>> for Cookie {
    fn from(cookie: rust::Cookie<'_>) -> Self {
        Cookie { name: cookie.name.into(), value: cookie.value.into() }
    }
}

#[pymethods]
impl Cookie {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("name", "value");

    #[new]
    fn new(name: Octets, value: Octets) -> Self {
        Cookie { name, value }
    }

    /// The value without DQUOTEs around it, if there are two.
    #[getter]
    fn unquoted<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.rust().unquoted())
    }

    /// Name and value are what a server ought to have given (RFC 6265bis, 4.1.1).
    #[getter]
    fn is_valid(&self) -> bool {
        self.rust().is_valid()
    }

    /// Writes it, if it is valid.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "value"])
    }
}

/// Reads a Cookie, one cookie at a time. A name may stand twice.
///
/// User agents return what they were given, and take more than servers ought to give: only a control character is
/// refused.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn cookies(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| {
        let mut list = rust::cookies(rest);
        list.next().map(|cookie| cookie.map(|cookie| (told(py, Cookie::from(cookie)), list.at())))
    })
}

/// The value of the first cookie with this name: the one with the longest path (RFC 6265bis, 5.8.3).
#[pyfunction]
#[pyo3(signature = (value, name, /))]
fn find_cookie<'py>(py: Python<'py>, value: Value<'py>, name: Octets) -> Option<Bound<'py, PyBytes>> {
    rust::cookies(value.octets()).find(&name.0).map(|found| PyBytes::new(py, found))
}

/// Writes cookies, "; " between two.
#[pyfunction]
#[pyo3(signature = (cookies, /))]
fn write_cookies<'py>(py: Python<'py>, cookies: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let all = each(cookies, |cookie| Ok(cookie.cast_into::<Cookie>()?))?;
    let all: Vec<_> = all.iter().map(|cookie| cookie.get().rust()).collect();
    written(py, |pen| rust::write(pen, &all))
}

/// A cookie that a server sets (RFC 6265bis, 4.1 and 5.6).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SetCookie {
    /// Its name, in which case matters; it may be empty where the value is not.
    name: Octets,
    /// Its value; DQUOTEs around it are part of it.
    value: Octets,
    /// When it expires, unless there is a max_age.
    expires: Option<Time>,
    /// In how many seconds it expires; at once if that is not more than zero.
    max_age: Option<i64>,
    /// The domain it is for, without a dot before it; None if it is for the host alone.
    domain: Option<Octets>,
    /// The path it is for, from a "/" on; None for the default-path.
    path: Option<Octets>,
    /// It goes over secure connections only.
    secure: bool,
    /// It is not for scripts.
    http_only: bool,
    /// Whether it goes with requests that come from another site.
    same_site: Enum<set::SameSite>,
    /// It is kept apart for each site that embeds the one that set it.
    partitioned: bool,
}

impl SetCookie {
    pub fn rust(&self) -> set::SetCookie<'_> {
        set::SetCookie {
            name: &self.name.0,
            value: &self.value.0,
            expires: self.expires.map(|time| time.0),
            max_age: self.max_age,
            domain: self.domain.as_ref().map(|domain| domain.0.as_slice()),
            path: self.path.as_ref().map(|path| path.0.as_slice()),
            secure: self.secure,
            http_only: self.http_only,
            same_site: self.same_site.0,
            partitioned: self.partitioned,
        }
    }
}

#[pymethods]
impl SetCookie {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("name", "value");

    #[new]
    #[pyo3(signature = (
        name, value, *, expires = None, max_age = None, domain = None, path = None, secure = false, http_only = false,
        same_site = None, partitioned = false
    ))]
    #[pyo3(text_signature = "(name, value, *, expires=None, max_age=None, domain=None, path=None, secure=False, \
                             http_only=False, same_site=SameSite.DEFAULT, partitioned=False)")]
    #[expect(clippy::too_many_arguments, reason = "each is an attribute")]
    fn new(
        name: Octets,
        value: Octets,
        expires: Option<Time>,
        max_age: Option<i64>,
        domain: Option<Octets>,
        path: Option<Octets>,
        secure: bool,
        http_only: bool,
        same_site: Option<Enum<set::SameSite>>,
        partitioned: bool,
    ) -> Self {
        let same_site = same_site.unwrap_or_default();
        SetCookie { name, value, expires, max_age, domain, path, secure, http_only, same_site, partitioned }
    }

    /// How many octets name and value have together, which user agents limit to 4096 (RFC 6265bis, 5.6).
    #[getter]
    fn size(&self) -> usize {
        self.rust().size()
    }

    /// It has what the prefix of its name promises, __Secure- or __Host- (RFC 6265bis, 4.1.3).
    #[getter]
    fn keeps_promise(&self) -> bool {
        self.rust().keeps_promise()
    }

    /// Writes it as servers should (RFC 6265bis, 4.1.1).
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let cookie = self.rust();
        written(py, |pen| cookie.write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        const SAID: [&str; 10] = [
            "name",
            "value",
            "expires",
            "max_age",
            "domain",
            "path",
            "secure",
            "http_only",
            "same_site",
            "partitioned",
        ];
        repr_of_said(slf, &SAID)
    }
}

/// Reads a Set-Cookie as user agents must (RFC 6265bis, 5.6): attributes that are wrong or not known are passed over.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn set_cookie(py: Python<'_>, value: Value<'_>) -> PyResult<SetCookie> {
    let read = set::set_cookie(value.octets()).or_raise(py)?;
    Ok(SetCookie {
        name: read.name.into(),
        value: read.value.into(),
        expires: read.expires.map(Time),
        max_age: read.max_age,
        domain: read.domain.map(Octets::from),
        path: read.path.map(Octets::from),
        secure: read.secure,
        http_only: read.http_only,
        same_site: Enum(read.same_site),
        partitioned: read.partitioned,
    })
}

/// A cookie of Set-Cookie2 (RFC 2965, 3.2.2), which nobody sends any more: read, never written.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SetCookie2 {
    /// Its name; case does not matter.
    name: Name,
    /// Its value, without DQUOTEs.
    value: Octets,
    /// What it is for, in UTF-8.
    comment: Option<Octets>,
    /// A page about what it is for.
    comment_url: Option<Octets>,
    /// It ends with the session, whatever its age.
    discard: bool,
    /// The domain it is for.
    domain: Option<Octets>,
    /// In how many seconds it expires.
    max_age: Option<u64>,
    /// The path it is for.
    path: Option<Octets>,
    /// It is for some ports only: for that of the request, unless ports says which.
    has_port: bool,
    /// Port numbers with commas between them.
    ports: Option<Octets>,
    /// It goes over secure connections only.
    secure: bool,
    /// Of the RFC: 1.
    version: u64,
}

impl From<old::SetCookie2<'_>> for SetCookie2 {
    fn from(read: old::SetCookie2<'_>) -> Self {
        SetCookie2 {
            name: read.name.into(),
            value: Octets::said(read.value),
            comment: read.comment.map(Octets::said),
            comment_url: read.comment_url.map(Octets::said),
            discard: read.discard,
            domain: read.domain.map(Octets::said),
            max_age: read.max_age,
            path: read.path.map(Octets::said),
            has_port: read.has_port,
            ports: read.ports.map(Octets::said),
            secure: read.secure,
            version: read.version,
        }
    }
}

#[pymethods]
impl SetCookie2 {
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["name", "value", "domain", "path"])?))
    }
}

/// Reads a Set-Cookie2, member by member.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn set_cookies2(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, old::set_cookies2(rest), SetCookie2::from))
}

/// Reads a Cookie2: the version that a user agent knows (RFC 2965, 3.3.5).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn cookie2(py: Python<'_>, value: Value<'_>) -> PyResult<u64> {
    old::cookie2(value.octets()).or_raise(py)
}

/// A host as cookies know it, in lower case (RFC 6265bis, 5.1.2). Names in other scripts are to be given as A-labels.
#[pyfunction]
#[pyo3(signature = (host, /))]
fn canonical_host(py: Python<'_>, host: Octets) -> PyResult<Bound<'_, PyBytes>> {
    written(py, |pen| cookie_match::canonical_host(pen, &host.0))
}

/// Whether a host domain-matches a domain (RFC 6265bis, 5.1.3).
#[pyfunction]
#[pyo3(signature = (host, domain, /))]
fn domain_matches(host: Octets, domain: Octets) -> bool {
    cookie_match::domain_matches(&host.0, &domain.0)
}

/// Whether the path of a request path-matches that of a cookie (RFC 6265bis, 5.1.4).
#[pyfunction]
#[pyo3(signature = (path, of_cookie, /))]
fn path_matches(path: Octets, of_cookie: Octets) -> bool {
    cookie_match::path_matches(&path.0, &of_cookie.0)
}

/// The path that a cookie is for which names none: that of the request up to its last "/" (RFC 6265bis, 5.1.4).
#[pyfunction]
#[pyo3(signature = (path, /))]
fn default_path(py: Python<'_>, path: Octets) -> Bound<'_, PyBytes> {
    PyBytes::new(py, fields::cookie_match::default_path(&path.0))
}

#[pymodule(submodule, gil_used = false)]
pub mod _cookies {
    #[pymodule_export]
    use super::{
        Cookie, SetCookie, SetCookie2, canonical_host, cookie2, cookies, default_path, domain_matches, find_cookie,
        path_matches, set_cookie, set_cookies2, write_cookies,
    };
    #[pymodule_export]
    use crate::values::jar::{CookieRequest, Jar, KeptCookie};
}
