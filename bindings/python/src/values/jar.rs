// SPDX-License-Identifier: MIT OR Apache-2.0
//! A jar of cookies for a client.

use oyez::fields::cookie_jar::{self as rust, Limits, Site, Standing};
use oyez::fields::cookie_store::Kept;
use oyez::fields::set_cookie::SameSite;
use oyez::grammar::pen::Pen;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::cookies::SetCookie;
use super::kinds::Enum;
use super::parts::{Octets, repr_of_said};
use super::time::Time;
use super::verdict::OrRaise;

/// The request that cookies came with a response to, or that they are to go with.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CookieRequest {
    /// The host of its URI, as canonical_host has it.
    host: Octets,
    /// The path of its URI, without query.
    path: Octets,
    /// Its connection is secure.
    is_secure: bool,
    /// It is one of HTTP, not a script that asks.
    is_http: bool,
    /// Where it comes from.
    site: Enum<Site>,
    /// The site on top that embeds the one asked, for partitioned cookies; empty for one that keeps nothing apart.
    partition: Octets,
}

impl CookieRequest {
    fn rust(&self) -> rust::CookieRequest<'_> {
        rust::CookieRequest {
            host: &self.host.0,
            path: &self.path.0,
            is_secure: self.is_secure,
            is_http: self.is_http,
            site: self.site.0,
            partition: &self.partition.0,
        }
    }
}

#[pymethods]
impl CookieRequest {
    #[new]
    #[pyo3(signature = (host, path, *, is_secure, is_http = true, site = None, partition = None))]
    #[pyo3(text_signature = "(host, path, *, is_secure, is_http=True, site=Site.SAME, partition=b'')")]
    fn new(
        host: Octets,
        path: Octets,
        is_secure: bool,
        is_http: bool,
        site: Option<Enum<Site>>,
        partition: Option<Octets>,
    ) -> Self {
        let (site, partition) = (site.unwrap_or_default(), partition.unwrap_or_default());
        CookieRequest { host, path, is_secure, is_http, site, partition }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr_of_said(slf, &["host", "path", "is_secure", "is_http", "site", "partition"])
    }
}

/// A cookie as a user agent keeps it (RFC 6265bis, 5.7).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct KeptCookie {
    /// Its name; empty if it has none.
    name: Octets,
    /// Its value.
    value: Octets,
    /// The domain it is for, in lower case.
    domain: Octets,
    /// The path it is for.
    path: Octets,
    /// The site it is kept apart for; empty for all.
    partition: Octets,
    /// When it expires; None: with the session.
    expires: Option<Time>,
    /// When a cookie of its name, domain and path was set first.
    created: Time,
    /// When it was set or sent last.
    accessed: Time,
    /// It is for no host below its domain.
    host_only: bool,
    /// It goes over secure connections only.
    secure: bool,
    /// It is not for scripts.
    http_only: bool,
    /// Which requests from another site it goes with.
    same_site: Enum<SameSite>,
}

impl From<Kept<'_>> for KeptCookie {
    fn from(kept: Kept<'_>) -> Self {
        KeptCookie {
            name: kept.name.into(),
            value: kept.value.into(),
            domain: kept.domain.into(),
            path: kept.path.into(),
            partition: kept.partition.into(),
            expires: kept.expires.map(Time),
            created: Time(kept.created),
            accessed: Time(kept.accessed),
            host_only: kept.host_only,
            secure: kept.secure,
            http_only: kept.http_only,
            same_site: Enum(kept.same_site),
        }
    }
}

#[pymethods]
impl KeptCookie {
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr_of_said(slf, &["name", "value", "domain", "path", "expires"])?))
    }
}

/// A jar of cookies for a client (RFC 6265bis, 5.5, 5.7 and 5.8), in so many octets of memory. A cookie takes 53 octets
/// beside its texts: name, value, domain, path and partition.
#[pyclass(module = "oyez.fields")]
pub struct Jar {
    memory: Vec<u8>,
    limits: Limits,
    standing: Standing,
}

impl Jar {
    fn with<T>(&mut self, act: impl FnOnce(&mut rust::Jar<'_>) -> T) -> T {
        let mut jar = rust::Jar::resume(&mut self.memory, self.limits, self.standing);
        let told = act(&mut jar);
        self.standing = jar.standing();
        told
    }
}

#[pymethods]
impl Jar {
    #[new]
    #[pyo3(signature = (*, memory = 1_048_576, limits = None))]
    #[pyo3(text_signature = "(*, memory=1048576, limits=Limits())")]
    fn new(memory: usize, limits: Option<(usize, usize, usize)>) -> Self {
        let (cookie_size, per_domain, all) =
            limits.unwrap_or((Limits::TODAY.cookie_size, Limits::TODAY.per_domain, Limits::TODAY.all));
        let limits = Limits { cookie_size, per_domain, all };
        Jar { memory: vec![0; memory], limits, standing: Standing::default() }
    }

    /// Keeps a cookie, in place of one of the same name, domain and path; or forgets that one, if the new one has
    /// expired. Where there are too many, others go.
    ///
    /// is_public_suffix says whether the cookie's domain is one under which anybody may register: the list of those is
    /// yours. InvalidValue says by which rule the cookie is ignored; its offset is 0.
    #[pyo3(signature = (cookie, request, /, *, is_public_suffix = false, now = None))]
    fn store(
        &mut self,
        py: Python<'_>,
        cookie: &SetCookie,
        request: &CookieRequest,
        is_public_suffix: bool,
        now: Option<Time>,
    ) -> PyResult<()> {
        let stored = self.with(|jar| jar.store(&cookie.rust(), &request.rust(), is_public_suffix, Time::or_now(now)));
        stored.or_raise(py)
    }

    /// Writes the Cookie field that goes with a request; None when there is none to send.
    #[pyo3(signature = (request, /, *, now = None))]
    fn write<'py>(
        &mut self,
        py: Python<'py>,
        request: &CookieRequest,
        now: Option<Time>,
    ) -> Option<Bound<'py, PyBytes>> {
        let (request, now) = (request.rust(), Time::or_now(now));
        self.with(|jar| {
            let mut counter = Pen::new(&mut []);
            let count = jar.write(&mut counter, &request, now);
            let mut octets = vec![0; counter.len()];
            jar.write(&mut Pen::new(&mut octets), &request, now);
            (count > 0).then(|| PyBytes::new(py, &octets))
        })
    }

    /// The cookies, in the order in which they are sent.
    fn cookies(&mut self) -> Vec<KeptCookie> {
        self.with(|jar| jar.cookies().map(KeptCookie::from).collect())
    }

    /// Forgets the cookies that have expired.
    #[pyo3(signature = (now = None))]
    fn expire(&mut self, now: Option<Time>) {
        self.with(|jar| jar.expire(Time::or_now(now)));
    }

    /// The session is over: forgets the cookies that do not outlive it.
    fn end_session(&mut self) {
        self.with(|jar| jar.end_session());
    }

    /// Forgets the cookies of a domain; of all domains, without one.
    #[pyo3(signature = (domain = None))]
    fn clear(&mut self, domain: Option<Octets>) {
        self.with(|jar| jar.retain(|kept| domain.as_ref().is_some_and(|one| !one.0.eq_ignore_ascii_case(kept.domain))));
    }
}
