// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a connection tells, and what it sends: the same final classes, equal by value.

use crate::fields::Fields;
use crate::{errors, octets};
use oyez::error::Misuse;
use oyez::exchange;
use oyez::grammar::octet;
use oyez::syntax::target::{self, Form, Target};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyString, PyType};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The major and minor number of a version.
fn version(number: u8) -> (u8, u8) {
    (number / 10, number % 10)
}

fn hashed(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A length as an argument of a repr.
fn length_shown(length: Option<u64>) -> String {
    length.map_or("None".to_owned(), |length| length.to_string())
}

/// Methods are few: those of RFC 9110 are made once.
fn method_text<'py>(py: Python<'py>, method: &[u8]) -> Bound<'py, PyString> {
    match method {
        b"GET" => intern!(py, "GET").clone(),
        b"HEAD" => intern!(py, "HEAD").clone(),
        b"POST" => intern!(py, "POST").clone(),
        b"PUT" => intern!(py, "PUT").clone(),
        b"DELETE" => intern!(py, "DELETE").clone(),
        b"OPTIONS" => intern!(py, "OPTIONS").clone(),
        _ => octets::text(py, method),
    }
}

/// A request head. One that was received holds fields that belong to the framing, so it cannot be sent as it is.
#[pyclass(frozen, module = "oyez")]
pub struct Request {
    method: Py<PyString>,
    target: Py<PyString>,
    #[pyo3(get)]
    pub fields: Py<Fields>,
    version: u8,
    /// Octets of content to come; None when that is unknown: then it is chunked.
    #[pyo3(get)]
    pub content_length: Option<u64>,
    /// The peer waits for a 100 (Continue), which is sent by itself, before its content (RFC 9110, 10.1.1).
    #[pyo3(get)]
    expects_continue: bool,
    upgrade: Box<[u8]>,
    /// The connection ends after this exchange (RFC 9112, 9.3).
    #[pyo3(get)]
    last: bool,
    /// Field lines dropped because `keep` does not name them.
    #[pyo3(get)]
    dropped: u32,
}

impl Request {
    pub fn received(py: Python<'_>, request: &exchange::Request<'_>) -> PyResult<Py<Self>> {
        let received = Request {
            method: method_text(py, request.method).unbind(),
            target: octets::text(py, request.target).unbind(),
            fields: Py::new(py, Fields::received(request.fields))?,
            version: request.version.number(),
            content_length: request.length,
            expects_continue: request.expects_continue,
            upgrade: request.upgrade.into(),
            last: request.last,
            dropped: request.dropped,
        };
        Py::new(py, received)
    }

    pub fn method_octets<'p>(&'p self, py: Python<'p>) -> PyResult<&'p [u8]> {
        Ok(self.method.bind(py).to_str()?.as_bytes())
    }

    pub fn target_octets<'p>(&'p self, py: Python<'p>) -> PyResult<&'p [u8]> {
        Ok(self.target.bind(py).to_str()?.as_bytes())
    }

    /// The target in its parts. It was checked, so it has some.
    fn parts<'p>(&'p self, py: Python<'p>) -> PyResult<Target<'p>> {
        let read = target::read(self.method_octets(py)?, self.target_octets(py)?);
        read.map_err(|_| errors::misuse(py, Misuse::Argument))
    }

    fn key<'p>(&'p self, py: Python<'p>) -> PyResult<(&'p str, &'p str, u8, Option<u64>)> {
        Ok((self.method.bind(py).to_str()?, self.target.bind(py).to_str()?, self.version, self.content_length))
    }
}

#[pymethods]
impl Request {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("method", "target");

    #[new]
    #[pyo3(
        signature = (method, target, fields = None, *, content_length = Some(0)),
        text_signature = "(method, target, fields=(), *, content_length=0)"
    )]
    fn new(
        py: Python<'_>,
        method: Bound<'_, PyString>,
        target: Bound<'_, PyString>,
        fields: Option<&Bound<'_, PyAny>>,
        content_length: Option<u64>,
    ) -> PyResult<Self> {
        let made = Request {
            method: method.unbind(),
            target: target.unbind(),
            fields: fields.map_or_else(|| Py::new(py, Fields::default()), Fields::taken)?,
            version: 11,
            content_length,
            expects_continue: false,
            upgrade: Box::default(),
            last: false,
            dropped: 0,
        };
        let visible = made.target_octets(py)?.iter().all(|octet| octet::is_visible(*octet));
        if !octet::is_token(made.method_octets(py)?) || !visible || made.parts(py).is_err() {
            return Err(errors::misused(
                py,
                Misuse::Argument,
                "the method is no token, or the target no request-target",
            ));
        }
        Ok(made)
    }

    /// A token; case matters (RFC 9110, 9.1).
    #[getter]
    fn method(&self) -> &Py<PyString> {
        &self.method
    }

    /// As it stands in the request-line.
    #[getter]
    fn target(&self) -> &Py<PyString> {
        &self.target
    }

    /// Which form the target has (RFC 9112, 3.2).
    #[getter]
    fn target_form<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let number = match self.parts(py)?.form {
            Form::Origin => 0,
            Form::Absolute => 1,
            Form::Authority => 2,
            Form::Asterisk => 3,
        };
        CLASS.import(py, "oyez.kinds", "TargetForm")?.call1((number,))
    }

    /// The target's path, still encoded: "/" for an absolute-form without one, "*", or empty for CONNECT.
    #[getter]
    fn path<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        Ok(octets::text(py, self.parts(py)?.path))
    }

    /// What follows the "?"; None without one.
    #[getter]
    fn query<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        Ok(self.parts(py)?.query.map(|query| octets::text(py, query)))
    }

    /// From the target, else from Host (RFC 9112, 3.3).
    #[getter]
    fn authority<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        let authority = match self.parts(py)?.authority {
            [] => self.fields.get().find("host").unwrap_or_default(),
            authority => authority,
        };
        Ok(octets::text(py, authority))
    }

    /// As received.
    #[getter]
    fn version(&self) -> (u8, u8) {
        version(self.version)
    }

    /// The protocols offered; empty unless Connection names Upgrade and the version is 1.1 (RFC 9110, 7.8).
    #[getter]
    fn upgrade<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        octets::text(py, &self.upgrade)
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let fields = self.fields.bind(py).eq(other.get().fields.bind(py))?;
        Ok(fields && self.key(py)? == other.get().key(py)?)
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<u64> {
        Ok(hashed((self.key(py)?, self.fields.get().__hash__())))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (method, target) = (self.method.bind(py).repr()?, self.target.bind(py).repr()?);
        let (fields, length) = (self.fields.get().__repr__(py)?, length_shown(self.content_length));
        Ok(format!("Request({method}, {target}, {fields}, content_length={length})"))
    }
}

/// What the heads of final and informational responses have in common.
struct Head {
    status: u16,
    reason: Box<[u8]>,
    fields: Py<Fields>,
    version: u8,
    upgrade: Box<[u8]>,
    last: bool,
    dropped: u32,
}

impl Head {
    fn received(py: Python<'_>, response: &exchange::Response<'_>) -> PyResult<Self> {
        Ok(Head {
            status: response.status,
            reason: response.reason.into(),
            fields: Py::new(py, Fields::received(response.fields))?,
            version: response.version.number(),
            upgrade: response.upgrade.into(),
            last: response.last,
            dropped: response.dropped,
        })
    }

    fn made(py: Python<'_>, status: u16, fields: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let fields = fields.map_or_else(|| Py::new(py, Fields::default()), Fields::taken)?;
        let reason = oyez::syntax::status::reason(status).into();
        Ok(Head { status, reason, fields, version: 11, upgrade: Box::default(), last: false, dropped: 0 })
    }

    fn same(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        let key = |head: &Self| (head.status, head.version);
        Ok(key(self) == key(other) && self.reason == other.reason && self.fields.bind(py).eq(other.fields.bind(py))?)
    }

    fn hash(&self) -> u64 {
        hashed((self.status, self.version, &self.reason, self.fields.get().__hash__()))
    }
}

/// A final response head.
#[pyclass(frozen, module = "oyez")]
pub struct Response {
    head: Head,
    /// Octets of content to come; None when that is unknown: to be sent in chunks, or until the connection ends.
    #[pyo3(get)]
    pub content_length: Option<u64>,
    /// What Content-Length says, also where no content comes: to HEAD, and in a 304.
    #[pyo3(get)]
    announced: Option<u64>,
}

impl Response {
    pub fn received(py: Python<'_>, response: &exchange::Response<'_>) -> PyResult<Py<Self>> {
        let head = Head::received(py, response)?;
        Py::new(py, Response { head, content_length: response.length, announced: response.announced })
    }
}

#[pymethods]
impl Response {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("status",);

    #[new]
    #[pyo3(
        signature = (status, fields = None, *, content_length = None),
        text_signature = "(status, fields=(), *, content_length=None)"
    )]
    fn new(
        py: Python<'_>,
        status: u16,
        fields: Option<&Bound<'_, PyAny>>,
        content_length: Option<u64>,
    ) -> PyResult<Self> {
        if !(200..=599).contains(&status) {
            return Err(errors::misused(py, Misuse::Argument, "the status of a final response is 200 to 599"));
        }
        Ok(Response { head: Head::made(py, status, fields)?, content_length, announced: content_length })
    }

    /// From 200 to 599.
    #[getter]
    pub fn status(&self) -> u16 {
        self.head.status
    }

    /// For people only; may be empty. What is sent has the registered one.
    #[getter]
    fn reason<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.head.reason)
    }

    /// The header section.
    #[getter]
    pub fn fields(&self) -> &Py<Fields> {
        &self.head.fields
    }

    /// As received.
    #[getter]
    fn version(&self) -> (u8, u8) {
        version(self.head.version)
    }

    /// The protocols that a 426 offers.
    #[getter]
    fn upgrade<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        octets::text(py, &self.head.upgrade)
    }

    /// The connection ends after this exchange (RFC 9112, 9.3).
    #[getter]
    fn last(&self) -> bool {
        self.head.last
    }

    /// Field lines dropped because `keep` does not name them.
    #[getter]
    fn dropped(&self) -> u32 {
        self.head.dropped
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        Ok(self.content_length == other.get().content_length && self.head.same(py, &other.get().head)?)
    }

    fn __hash__(&self) -> u64 {
        hashed((self.head.hash(), self.content_length))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (fields, length) = (self.head.fields.get().__repr__(py)?, length_shown(self.content_length));
        Ok(format!("Response({}, {fields}, content_length={length})", self.head.status))
    }
}

/// A 1xx response head: another one follows, but behind a 101, which ends HTTP.
#[pyclass(frozen, module = "oyez")]
pub struct Informational(Head);

impl Informational {
    pub fn received(py: Python<'_>, response: &exchange::Response<'_>) -> PyResult<Py<Self>> {
        Py::new(py, Informational(Head::received(py, response)?))
    }
}

#[pymethods]
impl Informational {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("status",);

    #[new]
    #[pyo3(signature = (status, fields = None), text_signature = "(status, fields=())")]
    fn new(py: Python<'_>, status: u16, fields: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        if !(100..=199).contains(&status) {
            return Err(errors::misused(py, Misuse::Argument, "the status of an informational response is 100 to 199"));
        }
        Ok(Informational(Head::made(py, status, fields)?))
    }

    /// From 100 to 199.
    #[getter]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// For people only; may be empty.
    #[getter]
    fn reason<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.reason)
    }

    /// The header section.
    #[getter]
    pub fn fields(&self) -> &Py<Fields> {
        &self.0.fields
    }

    /// As received.
    #[getter]
    fn version(&self) -> (u8, u8) {
        version(self.0.version)
    }

    /// The protocols that a 101 switches to.
    #[getter]
    fn upgrade<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        octets::text(py, &self.0.upgrade)
    }

    /// The connection ends after this exchange.
    #[getter]
    fn last(&self) -> bool {
        self.0.last
    }

    /// Field lines dropped because `keep` does not name them.
    #[getter]
    fn dropped(&self) -> u32 {
        self.0.dropped
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        other.cast::<Self>().map_or(Ok(false), |other| self.0.same(py, &other.get().0))
    }

    fn __hash__(&self) -> u64 {
        self.0.hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Informational({}, {})", self.0.status, self.0.fields.get().__repr__(py)?))
    }
}
