// SPDX-License-Identifier: MIT OR Apache-2.0
//! Routing: Host, Connection, Keep-Alive, Upgrade, Trailer, Expect.

use oyez::fields::{self, expect as expectations};
use oyez::grammar::pen::{Pen, Unwritable};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::net::IpAddr;

use super::members::{Members, pull};
use super::parts::{Name, Octets, Parameters, Value, ascii, repr, written};
use super::verdict::OrRaise;

/// A host, and its port: the value of Host (RFC 9110, 7.2).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Host {
    /// An IP-literal in its brackets, an IPv4 address or a registered name, still encoded; case does not matter. Empty
    /// where the target has no authority.
    host: Name,
    /// The port, unless it is the scheme's own.
    port: Option<u16>,
}

impl Host {
    fn rust(&self) -> fields::host::Host<'_> {
        fields::host::Host { host: self.host.octets(), port: self.port }
    }
}

#[pymethods]
impl Host {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("host", "port");

    #[new]
    #[pyo3(signature = (host, port = None))]
    fn new(host: Name, port: Option<u16>) -> Self {
        Host { host, port }
    }

    /// The address, if the host is one.
    #[getter]
    fn address(&self) -> Option<IpAddr> {
        self.rust().address()
    }

    /// Writes the host, and the port if there is one.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["host", "port"])
    }
}

/// Reads a Host.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn host(py: Python<'_>, value: Value<'_>) -> PyResult<Host> {
    fields::host::host(value.octets()).map(|read| Host { host: read.host.into(), port: read.port }).or_raise(py)
}

/// Reads a Connection: "close", "keep-alive" and names of fields (RFC 9110, 7.6.1), whose case does not matter.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn connection(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::connection::connection(rest), |option| ascii(option.name)))
}

/// Reads a Trailer: names of fields (RFC 9110, 6.6.2), whose case does not matter.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn trailer(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::trailer::trailer(rest), |field| ascii(field.name)))
}

/// What a Keep-Alive promises (RFC 2068, 19.7.1.1).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct KeepAlive {
    /// Seconds that an idle connection stays open.
    timeout: Option<u64>,
    /// Requests that will still be answered.
    max: Option<u64>,
}

#[pymethods]
impl KeepAlive {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("timeout", "max");

    #[new]
    #[pyo3(signature = (timeout = None, max = None))]
    fn new(timeout: Option<u64>, max: Option<u64>) -> Self {
        KeepAlive { timeout, max }
    }

    /// Writes the parameters there are.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let (timeout, max) = (self.timeout, self.max);
        written(py, |pen| fields::keep_alive::KeepAlive { timeout, max }.write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["timeout", "max"])
    }
}

/// Reads a Keep-Alive. Parameters of other names are passed over.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn keep_alive(py: Python<'_>, value: Value<'_>) -> PyResult<KeepAlive> {
    let read = fields::keep_alive::keep_alive(value.octets()).or_raise(py)?;
    Ok(KeepAlive { timeout: read.timeout, max: read.max })
}

/// A protocol: a member of Upgrade (RFC 9110, 7.8).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Protocol {
    /// Its name; case does not matter.
    name: Name,
    /// Its version.
    version: Option<String>,
}

impl Protocol {
    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let (name, version) = (self.name.octets(), self.version.as_deref().map(str::as_bytes));
        fields::upgrade::Protocol { name, version }.write(pen)
    }
}

#[pymethods]
impl Protocol {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("name", "version");

    #[new]
    #[pyo3(signature = (name, version = None))]
    fn new(name: Name, version: Option<String>) -> Self {
        Protocol { name, version }
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "version"])
    }
}

/// Reads an Upgrade, the best protocol first.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn upgrade(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| {
        pull(py, fields::upgrade::upgrade(rest), |read| Protocol {
            name: read.name.into(),
            version: read.version.map(ascii),
        })
    })
}

/// An expectation: a member of Expect (RFC 9110, 10.1.1).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Expectation {
    /// Its name; case does not matter.
    name: Name,
    /// What its value says.
    value: Option<Octets>,
    /// The parameters behind a value.
    parameters: Parameters,
}

impl Expectation {
    /// Without its parameters, as Rust sees it.
    fn rust(&self) -> expectations::Expectation<'_> {
        let value = self.value.as_ref().map(Octets::text);
        expectations::Expectation { name: self.name.octets(), value, ..expectations::Expectation::CONTINUE }
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if self.value.is_none() && !self.parameters.0.is_empty() {
            return Err(Unwritable::Value);
        }
        self.rust().write(pen)?;
        self.parameters.write(b"; ", pen)
    }
}

impl From<expectations::Expectation<'_>> for Expectation {
    fn from(read: expectations::Expectation<'_>) -> Self {
        let parameters = Parameters::of(read.parameters);
        Expectation { name: read.name.into(), value: read.value.map(Octets::said), parameters }
    }
}

#[pymethods]
impl Expectation {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("name", "value", "parameters");

    #[new]
    #[pyo3(signature = (name, value = None, parameters = None))]
    #[pyo3(text_signature = "(name, value=None, parameters=())")]
    fn new(name: Name, value: Option<Octets>, parameters: Option<Parameters>) -> Self {
        Expectation { name, value, parameters: parameters.unwrap_or_default() }
    }

    /// The client waits for a 100 before it sends its content.
    #[getter]
    fn is_continue(&self) -> bool {
        self.rust().is_continue()
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "value", "parameters"])
    }
}

/// Reads an Expect, member by member.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn expect(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, expectations::expect(rest), Expectation::from))
}

#[pymodule(submodule, gil_used = false)]
pub mod _routing {
    #[pymodule_export]
    use super::{Expectation, Host, KeepAlive, Protocol, connection, expect, host, keep_alive, trailer, upgrade};
}
