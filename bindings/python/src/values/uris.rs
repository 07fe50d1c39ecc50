// SPDX-License-Identifier: MIT OR Apache-2.0
//! URIs, percent-encoding and forms: Location, Content-Location, Content-Base, Referer; and Link.

use oyez::fields::{form as forms, link as rust_links, uri, uri_reference as references};
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::grammar::percent::{self, Piece};
use oyez::grammar::query::pairs as pairs_of_query;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

use super::disposition::ExtValue;
use super::members::{Members, pull, told};
use super::parts::{Name, Octets, Value, ascii, pairs, repr_of_said, written, written_text};
use super::verdict::OrRaise;
use crate::octets;

/// A URI, or a reference relative to one, in its parts, still encoded (RFC 3986, 4.1).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UriReference {
    /// What stands before the first ":"; None in a relative reference.
    scheme: Option<String>,
    /// What stands before the "@".
    userinfo: Option<String>,
    /// An IP-literal in its brackets, an IPv4 address or a registered name, perhaps empty; None where no "//" is.
    host: Option<String>,
    /// Digits, perhaps none.
    port: Option<String>,
    /// The path; may be empty.
    path: String,
    /// Without its "?".
    query: Option<String>,
    /// Without its "#".
    fragment: Option<String>,
}

impl UriReference {
    fn rust(&self) -> references::UriReference<'_> {
        references::UriReference {
            scheme: self.scheme.as_deref().map(str::as_bytes),
            userinfo: self.userinfo.as_deref().map(str::as_bytes),
            host: self.host.as_deref().map(str::as_bytes),
            port: self.port.as_deref().map(str::as_bytes),
            path: self.path.as_bytes(),
            query: self.query.as_deref().map(str::as_bytes),
            fragment: self.fragment.as_deref().map(str::as_bytes),
        }
    }
}

impl From<references::UriReference<'_>> for UriReference {
    fn from(read: references::UriReference<'_>) -> Self {
        UriReference {
            scheme: read.scheme.map(ascii),
            userinfo: read.userinfo.map(ascii),
            host: read.host.map(ascii),
            port: read.port.map(ascii),
            path: ascii(read.path),
            query: read.query.map(ascii),
            fragment: read.fragment.map(ascii),
        }
    }
}

#[pymethods]
impl UriReference {
    #[new]
    #[pyo3(signature = (
        *, scheme = None, userinfo = None, host = None, port = None, path = String::new(), query = None, fragment = None
    ))]
    #[pyo3(
        text_signature = "(*, scheme=None, userinfo=None, host=None, port=None, path='', query=None, fragment=None)"
    )]
    fn new(
        scheme: Option<String>,
        userinfo: Option<String>,
        host: Option<String>,
        port: Option<String>,
        path: String,
        query: Option<String>,
        fragment: Option<String>,
    ) -> Self {
        UriReference { scheme, userinfo, host, port, path, query, fragment }
    }

    /// Writes it (RFC 3986, 5.3).
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr_of_said(slf, &["scheme", "userinfo", "host", "port", "path", "query", "fragment"])
    }
}

/// Reads a URI-reference: a Location (RFC 9110, 10.2.2).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn uri_reference(py: Python<'_>, value: Value<'_>) -> PyResult<UriReference> {
    references::uri_reference(value.octets()).map(UriReference::from).or_raise(py)
}

/// Reads an absolute-URI: a Content-Base (RFC 2068, 14.11).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn absolute_uri(py: Python<'_>, value: Value<'_>) -> PyResult<UriReference> {
    references::absolute_uri(value.octets()).map(UriReference::from).or_raise(py)
}

/// Reads absolute-URI / partial-URI: a Content-Location (RFC 9110, 8.7).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn without_fragment(py: Python<'_>, value: Value<'_>) -> PyResult<UriReference> {
    references::without_fragment(value.octets()).map(UriReference::from).or_raise(py)
}

/// Reads a Referer (RFC 9110, 10.1.3).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn referer(py: Python<'_>, value: Value<'_>) -> PyResult<UriReference> {
    references::referer(value.octets()).map(UriReference::from).or_raise(py)
}

/// Resolves a reference against a base: the URI that it stands for (RFC 3986, 5.2.2 and 5.3).
#[pyfunction]
#[pyo3(signature = (base, reference, /))]
fn resolve<'py>(py: Python<'py>, base: &UriReference, reference: &UriReference) -> PyResult<Bound<'py, PyString>> {
    in_room(py, |room| uri::resolve(&base.rust(), &reference.rust(), room).map(<[u8]>::len))
}

/// The normal form of a URI (RFC 9110, 4.2.3): scheme and host in lower case, no default port, no dot segments, no
/// needless percent-encoding.
#[pyfunction]
#[pyo3(signature = (uri, /))]
fn normalise<'py>(py: Python<'py>, uri: &UriReference) -> PyResult<Bound<'py, PyString>> {
    let parts = uri.rust();
    in_room(py, |room| oyez::fields::uri::normalise(&parts, room).map(<[u8]>::len))
}

/// Whether two URIs have the same normal form, and so identify the same resource (RFC 9110, 4.2.3).
#[pyfunction]
#[pyo3(signature = (one, another, /))]
fn are_equivalent(one: &UriReference, another: &UriReference) -> bool {
    uri::are_equivalent(&one.rust(), &another.rust())
}

/// What is written into room of the size it takes; how many octets that are.
fn in_room(py: Python<'_>, write: impl Fn(&mut [u8]) -> Result<usize, Unwritable>) -> PyResult<Bound<'_, PyString>> {
    let mut room = vec![0; 256];
    let len = match write(&mut room) {
        Err(Unwritable::Room(size)) => {
            room.resize(size, 0);
            write(&mut room)
        }
        written => written,
    };
    let len = len.or_raise(py)?;
    Ok(octets::text(py, room.get(..len).unwrap_or_default()))
}

/// Percent-encodes octets (RFC 3986, 2.1), as far as the part of a URI wants it that they are to be: "data", of which
/// nothing stays that has a meaning anywhere, a "segment" of a path, a "path", or a "query".
#[pyfunction]
#[pyo3(signature = (octets, part = "data", /))]
fn percent_encode<'py>(py: Python<'py>, octets: Octets, part: &str) -> PyResult<Bound<'py, PyString>> {
    let part = match part {
        "data" => percent::Part::Data,
        "segment" => percent::Part::Segment,
        "path" => percent::Part::Path,
        "query" => percent::Part::Query,
        _ => return Err(Unwritable::Value).or_raise(py),
    };
    written_text(py, |pen| {
        percent::encode(&octets.0, part, pen);
        Ok(())
    })
}

/// Undoes percent-encoding (RFC 3986, 2.1); a "%" without its two HEXDIG is invalid.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn percent_decode<'py>(py: Python<'py>, value: Value<'py>) -> PyResult<Bound<'py, PyBytes>> {
    let octets = percent::decoded(value.octets()).map(|octet| octet.map(|octet| octet.octet));
    Ok(PyBytes::new(py, &octets.collect::<Result<Vec<_>, _>>().or_raise(py)?))
}

/// The pairs of a query as they stand, still encoded: a name, and what is behind its "=".
#[pyfunction]
#[pyo3(signature = (value, /))]
fn query<'py>(py: Python<'py>, value: Value<'py>) -> PyResult<Bound<'py, PyTuple>> {
    let pair = |(name, value): (&[u8], Option<&[u8]>)| (Octets::from(name), value.map(Octets::from));
    PyTuple::new(py, pairs_of_query(value.octets()).map(pair).collect::<Vec<_>>())
}

/// What an absolute path names: percent-encoding undone, "." and ".." removed. One that climbs above the root is
/// invalid, and so is one that hides a NUL or a "/".
#[pyfunction]
#[pyo3(signature = (path, /))]
fn decode_path<'py>(py: Python<'py>, path: Value<'py>) -> PyResult<Bound<'py, PyBytes>> {
    let mut decoded = Vec::new();
    let write = |piece| match piece {
        Piece::Octet(octet) => decoded.push(octet),
        Piece::Up => decoded.truncate(decoded.iter().rposition(|octet| *octet == b'/').unwrap_or_default()),
    };
    percent::path(path.octets(), write).or_raise(py)?;
    Ok(PyBytes::new(py, &decoded))
}

/// Reads a form, application/x-www-form-urlencoded, or a query as a form makes it, pair by pair: a name, and its value
/// if there is a "=", with their encoding undone.
#[pyfunction]
#[pyo3(signature = (content, /))]
fn form(content: Value<'_>) -> Members {
    Members::new(&content, |py, rest, _| {
        let mut list = forms::form(rest);
        let text = |text: forms::FormText<'_>| match text.in_place() {
            Some(octets) => PyBytes::new(py, octets),
            None => PyBytes::new(py, &text.octets().collect::<Vec<_>>()),
        };
        list.next().map(|pair| pair.map(|pair| (told(py, (text(pair.name), pair.value.map(text))), list.at())))
    })
}

/// Writes a form of names and values, where None is for a name alone. Text is written in UTF-8.
#[pyfunction]
#[pyo3(signature = (pairs_of, /), text_signature = "(pairs, /)")]
fn write_form<'py>(py: Python<'py>, pairs_of: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let taken = |text: &Bound<'py, PyAny>| match text.cast::<PyString>() {
        Ok(text) => text.encode_utf8(),
        Err(_) => octets::taken(text),
    };
    let all = pairs(pairs_of, |pair| {
        let (name, value): (Bound<'py, PyAny>, Option<Bound<'py, PyAny>>) = pair.extract()?;
        Ok((taken(&name)?, value.as_ref().map(taken).transpose()?))
    })?;
    let all: Vec<_> = all
        .iter()
        .map(|(name, value)| forms::PlainPair {
            name: name.as_bytes(),
            value: value.as_ref().map(PyBytesMethods::as_bytes),
        })
        .collect();
    written(py, |pen| forms::write(&all, pen))
}

/// A link: a member of Link (RFC 8288, 3). Of each parameter with a member of its own the first counts.
#[pyclass(frozen, eq, hash, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// What it points to, a URI-reference.
    #[pyo3(get)]
    target: String,
    /// How: relation types with spaces between them (RFC 8288, 3.3).
    #[pyo3(get)]
    rel: Option<Octets>,
    /// What it points from, a URI-reference; else the resource itself (RFC 8288, 3.2).
    #[pyo3(get)]
    anchor: Option<Octets>,
    /// How, the other way round (RFC 8288, 3.3).
    #[pyo3(get)]
    rev: Option<Octets>,
    /// What the target is called (RFC 8288, 3.4.1).
    #[pyo3(get)]
    title: Option<Octets>,
    /// title*: the same in any charset, which goes before title.
    #[pyo3(get)]
    extended_title: Option<ExtValue>,
    parameters: Vec<(Name, Option<Octets>)>,
}

/// Parameters with a member of their own.
const OWN: [&str; 5] = ["rel", "anchor", "rev", "title", "title*"];

impl Link {
    /// What is made of it, as Rust sees it, without its extended title and other parameters.
    fn rust(&self) -> rust_links::Link<'_> {
        rust_links::Link {
            target: self.target.as_bytes(),
            rel: self.rel.as_ref().map(Octets::text),
            anchor: self.anchor.as_ref().map(Octets::text),
            rev: self.rev.as_ref().map(Octets::text),
            title: self.title.as_ref().map(Octets::text),
            ..rust_links::Link::default()
        }
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.rust().write(pen)?;
        if let Some(title) = &self.extended_title {
            title.put(pen.octets(b"; title*="))?;
        }
        self.parameters.iter().try_for_each(|(name, value)| {
            if OWN.iter().any(|own| name.0.eq_ignore_ascii_case(own)) {
                return Err(Unwritable::Value);
            }
            let value = value.as_ref().map(Octets::text);
            rust_links::LinkParameter { name: name.octets(), value }.write(pen.octets(b"; "))
        })
    }
}

impl From<rust_links::Link<'_>> for Link {
    fn from(link: rust_links::Link<'_>) -> Self {
        let others = link.parameters.filter(|one| !OWN.iter().any(|own| one.is(own.as_bytes())));
        Link {
            target: ascii(link.target),
            rel: link.rel.map(Octets::said),
            anchor: link.anchor.map(Octets::said),
            rev: link.rev.map(Octets::said),
            title: link.title.map(Octets::said),
            extended_title: link.extended_title.map(ExtValue::from),
            parameters: others.map(|one| (one.name.into(), one.value.map(Octets::said))).collect(),
        }
    }
}

#[pymethods]
impl Link {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("target", "rel");

    #[new]
    #[pyo3(signature = (
        target, rel = None, *, anchor = None, rev = None, title = None, extended_title = None, parameters = None
    ))]
    #[pyo3(
        text_signature = "(target, rel=None, *, anchor=None, rev=None, title=None, extended_title=None, parameters=())"
    )]
    fn new(
        target: String,
        rel: Option<Octets>,
        anchor: Option<Octets>,
        rev: Option<Octets>,
        title: Option<Octets>,
        extended_title: Option<&Bound<'_, ExtValue>>,
        parameters: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let extended_title = extended_title.map(|title| title.get().clone());
        let all = parameters.map(|all| pairs(all, |pair| pair.extract())).transpose()?;
        Ok(Link { target, rel, anchor, rev, title, extended_title, parameters: all.unwrap_or_default() })
    }

    /// All other parameters, in order.
    #[getter]
    fn parameters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.parameters.iter().map(|(name, value)| (name, value)))
    }

    /// The relation types of rel, in order.
    #[getter]
    fn relations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.rust().relations().map(Octets::said).collect::<Vec<_>>())
    }

    /// Whether one of its relation types is this; case does not matter (RFC 8288, 2.1.1 and 2.1.2).
    #[pyo3(signature = (relation, /))]
    fn relates(&self, relation: &str) -> bool {
        self.rust().relates(relation.as_bytes())
    }

    /// Writes it: the target, the parameters with members of their own, all others.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr_of_said(slf, &["target", "rel", "anchor", "rev", "title", "extended_title", "parameters"])
    }
}

/// Reads a Link, member by member.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn links(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, rust_links::links(rest), Link::from))
}

#[pymodule(submodule, gil_used = false)]
pub mod _uris {
    #[pymodule_export]
    use super::{
        Link, UriReference, absolute_uri, are_equivalent, decode_path, form, links, normalise, percent_decode,
        percent_encode, query, referer, resolve, uri_reference, without_fragment, write_form,
    };
}
