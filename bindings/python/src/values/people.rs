// SPDX-License-Identifier: MIT OR Apache-2.0
//! Who and what: From, User-Agent and Server, Title, Allow and Public, versions.

use oyez::fields::{self, from as mailboxes, product as products_of, version_number as versions};
use oyez::grammar::text::Text;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::members::{Members, pull};
use super::parts::{Name, Octets, Value, ascii, each, repr, vec, written};
use super::verdict::OrRaise;

/// A mailbox: the value of From (RFC 9110, 10.1.2; RFC 5322, 3.4), all in US-ASCII.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Mailbox {
    /// What the part before the "@" says.
    local_part: String,
    /// The part behind the "@": a name, or an address in brackets; case does not matter.
    domain: Name,
    /// The name of its owner.
    display_name: Option<String>,
}

#[pymethods]
impl Mailbox {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("local_part", "domain", "display_name");

    #[new]
    #[pyo3(signature = (local_part, domain, display_name = None))]
    fn new(local_part: String, domain: Name, display_name: Option<String>) -> Self {
        Mailbox { local_part, domain, display_name }
    }

    /// Writes it; names in quotes only where they have to be.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mailbox = mailboxes::Mailbox {
            display_name: self.display_name.as_ref().map(|name| Text::plain(name.as_bytes())),
            local_part: Text::plain(self.local_part.as_bytes()),
            domain: self.domain.octets(),
        };
        written(py, |pen| mailbox.write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["local_part", "domain", "display_name"])
    }
}

/// Reads a From.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn from_(py: Python<'_>, value: Value<'_>) -> PyResult<Mailbox> {
    let read = mailboxes::from(value.octets()).or_raise(py)?;
    let text = |text| ascii(&Octets::said(text).0);
    let display_name = read.display_name.map(text);
    Ok(Mailbox { local_part: text(read.local_part), domain: read.domain.into(), display_name })
}

/// A product of User-Agent or Server (RFC 9110, 10.1.5).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Product {
    /// Its name.
    name: String,
    /// Its version.
    version: Option<String>,
}

impl Product {
    fn rust(&self) -> products_of::Product<'_> {
        products_of::Product { name: self.name.as_bytes(), version: self.version.as_deref().map(str::as_bytes) }
    }
}

#[pymethods]
impl Product {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("name", "version");

    #[new]
    #[pyo3(signature = (name, version = None))]
    fn new(name: String, version: Option<String>) -> Self {
        Product { name, version }
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "version"])
    }
}

/// A comment on the product before it (RFC 9110, 5.6.5).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Comment {
    /// What it says, comments within it included.
    text: Octets,
}

#[pymethods]
impl Comment {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("text",);

    #[new]
    fn new(text: Octets) -> Self {
        Comment { text }
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| products_of::ProductPart::Comment(self.text.text()).write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["text"])
    }
}

/// Reads a User-Agent or a Server: products, and comments on them, the most significant first.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn products(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, place| {
        let begin = if place.at == 0 { products_of::products } else { products_of::more_products };
        let mut list = begin(rest);
        let told = |part| match part {
            products_of::ProductPart::Product(read) => {
                Product { name: ascii(read.name), version: read.version.map(ascii) }.into_bound_py_any(py)
            }
            products_of::ProductPart::Comment(text) => Comment { text: Octets::said(text) }.into_bound_py_any(py),
        };
        list.next().map(|part| part.map(|part| (told(part), list.at())))
    })
}

/// Writes products and comments, a space between them.
#[pyfunction]
#[pyo3(signature = (parts, /))]
fn write_products<'py>(py: Python<'py>, parts: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let parts = each(parts, Ok)?;
    let parts = parts.iter().map(part).collect::<PyResult<Vec<_>>>()?;
    written(py, |pen| products_of::write(&parts, pen))
}

fn part<'p>(part: &'p Bound<'_, PyAny>) -> PyResult<products_of::ProductPart<'p>> {
    match part.cast::<Comment>() {
        Ok(comment) => Ok(products_of::ProductPart::Comment(comment.get().text.text())),
        Err(_) => Ok(products_of::ProductPart::Product(part.cast::<Product>()?.get().rust())),
    }
}

/// Reads a Title: what a document is called (RFC 1945, D.2.9).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn title<'py>(py: Python<'py>, value: Value<'py>) -> PyResult<Bound<'py, PyBytes>> {
    Ok(PyBytes::new(py, fields::title::title(value.octets()).or_raise(py)?.text))
}

/// Writes a Title.
#[pyfunction]
#[pyo3(signature = (text, /))]
fn write_title(py: Python<'_>, text: Octets) -> PyResult<Bound<'_, PyBytes>> {
    written(py, |pen| fields::title::Title { text: &text.0 }.write(pen))
}

/// Reads an Allow: methods of the target resource, perhaps none; case matters (RFC 9110, 10.2.1).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn allow(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::allow::allow(rest), |allowed| ascii(allowed.method)))
}

/// Reads a Public: methods of the server (RFC 2068, 14.35).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn public(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::allow::public(rest), |allowed| ascii(allowed.method)))
}

/// A version as RFC 1945, 3.1, reads it: two numbers of any width, whose leading zeros say nothing. 2.4 is lower than
/// 2.13.
#[pyclass(frozen, eq, ord, hash, module = "oyez.fields")]
#[derive(Clone, Eq)]
pub struct VersionNumber {
    /// The digits of the major version.
    #[pyo3(get)]
    major: String,
    /// The digits of the minor version.
    #[pyo3(get)]
    minor: String,
}

impl VersionNumber {
    fn rust(&self) -> versions::VersionNumber<'_> {
        versions::VersionNumber { major: self.major.as_bytes(), minor: self.minor.as_bytes() }
    }
}

impl From<versions::VersionNumber<'_>> for VersionNumber {
    fn from(read: versions::VersionNumber<'_>) -> Self {
        VersionNumber { major: ascii(read.major), minor: ascii(read.minor) }
    }
}

impl PartialEq for VersionNumber {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for VersionNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.rust().partial_cmp(&other.rust())
    }
}

impl Hash for VersionNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.major, &self.minor).hash(state);
    }
}

#[pymethods]
impl VersionNumber {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("major", "minor");

    #[new]
    fn new(py: Python<'_>, major: String, minor: String) -> PyResult<Self> {
        // Told as it would be read, so that two that are equal have the same digits.
        let octets = vec(|pen| VersionNumber { major: major.clone(), minor: minor.clone() }.rust().write(pen));
        versions::read(&octets.or_raise(py)?).map(VersionNumber::from).or_raise(py)
    }

    /// Writes it behind "HTTP/", without leading zeros.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["major", "minor"])
    }
}

/// Reads a version behind "HTTP/", in any case.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn version_number(py: Python<'_>, value: Value<'_>) -> PyResult<VersionNumber> {
    versions::read(value.octets()).map(VersionNumber::from).or_raise(py)
}

#[pymodule(submodule, gil_used = false)]
pub mod _people {
    #[pymodule_export]
    use super::{
        Comment, Mailbox, Product, VersionNumber, allow, from_, products, public, title, version_number,
        write_products, write_title,
    };
}
