// SPDX-License-Identifier: MIT OR Apache-2.0
//! What intermediaries tell of a message: Via, Forwarded, X-Forwarded-For, Client-IP.

use oyez::error::Refused;
use oyez::fields::{self, address};
use oyez::grammar::pen::{Pen, Unwritable};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::hash::{Hash, Hasher};
use std::net::IpAddr;

use super::members::{Members, pull};
use super::parts::{Name, Octets, Parameters, Value, ascii, repr, repr_of_said, vec, written};
use super::verdict::OrRaise;

/// A recipient that passed a message on: a member of Via (RFC 9110, 7.6.3).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Recipient {
    /// The version of the protocol it received the message by.
    version: String,
    /// Its host, or a pseudonym for it; case does not matter.
    received_by: Name,
    /// Its port.
    port: Option<u16>,
    /// What it says of its software.
    comment: Option<Octets>,
    /// The name of the protocol; case does not matter.
    protocol: Name,
}

impl Recipient {
    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let recipient = fields::via::Recipient {
            protocol: self.protocol.octets(),
            version: self.version.as_bytes(),
            received_by: self.received_by.octets(),
            port: self.port,
            comment: self.comment.as_ref().map(Octets::text),
        };
        recipient.write(pen)
    }
}

impl From<fields::via::Recipient<'_>> for Recipient {
    fn from(read: fields::via::Recipient<'_>) -> Self {
        Recipient {
            version: ascii(read.version),
            received_by: read.received_by.into(),
            port: read.port,
            comment: read.comment.map(Octets::said),
            protocol: read.protocol.into(),
        }
    }
}

#[pymethods]
impl Recipient {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("version", "received_by");

    #[new]
    #[pyo3(signature = (version, received_by, port = None, comment = None, protocol = Name("HTTP".into())))]
    #[pyo3(text_signature = "(version, received_by, port=None, comment=None, protocol='HTTP')")]
    fn new(version: String, received_by: Name, port: Option<u16>, comment: Option<Octets>, protocol: Name) -> Self {
        Recipient { version, received_by, port, comment, protocol }
    }

    /// Writes it; of a protocol named HTTP only the version.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["version", "received_by", "port", "comment", "protocol"])
    }
}

/// Reads a Via, the first recipient first.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn via(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::via::via(rest), Recipient::from))
}

/// A client or a proxy, as far as somebody tells (RFC 7239, 6).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Node {
    /// An address, of IPv6 without its brackets; or "unknown"; or "_" and what stands for it.
    name: Name,
    /// One to five digits; or "_" and what stands for them.
    port: Option<String>,
}

impl Node {
    fn rust(&self) -> fields::node::Node<'_> {
        let (name, port) = (self.name.octets(), self.port.as_deref().map(str::as_bytes));
        fields::node::Node { name, address: address::read(name), port }
    }
}

impl From<fields::node::Node<'_>> for Node {
    fn from(node: fields::node::Node<'_>) -> Self {
        Node { name: node.name.into(), port: node.port.map(ascii) }
    }
}

#[pymethods]
impl Node {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("name", "port");

    #[new]
    #[pyo3(signature = (name, port = None))]
    fn new(name: Name, port: Option<String>) -> Self {
        Node { name, port }
    }

    /// The address, if the name is one.
    #[getter]
    fn address(&self) -> Option<IpAddr> {
        address::read(self.name.octets())
    }

    /// The number of its port, unless something else stands for it.
    #[getter]
    fn port_number(&self) -> Option<u16> {
        self.rust().port_number()
    }

    /// Nobody knows who it is.
    #[getter]
    fn is_unknown(&self) -> bool {
        self.rust().is_unknown()
    }

    /// Writes it as the value of a pair: in quotes where it is no token.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "port"])
    }
}

/// Reads a node identifier, its quoting undone.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn node(py: Python<'_>, value: Value<'_>) -> PyResult<Node> {
    fields::node::node(value.octets()).map(Node::from).or_raise(py)
}

/// What one proxy tells: a member of Forwarded (RFC 7239). Only what a proxy added that one trusts is to be believed.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Element {
    /// for: who made the request (RFC 7239, 5.2).
    client: Option<Node>,
    /// by: where the proxy received it (RFC 7239, 5.1).
    by: Option<Node>,
    /// The Host that the proxy received (RFC 7239, 5.3).
    host: Option<Name>,
    /// The scheme of the request (RFC 7239, 5.4); case does not matter.
    proto: Option<Name>,
    /// All other pairs (RFC 7239, 5.5).
    extensions: Parameters,
}

impl Element {
    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.extensions.lack(&["for", "by", "host", "proto"])?;
        let extensions = vec(|pen| self.extensions.write(b";", pen))?;
        let element = fields::forwarded::Element {
            client: self.client.as_ref().map(Node::rust),
            by: self.by.as_ref().map(Node::rust),
            host: self.host.as_ref().map(Name::octets),
            proto: self.proto.as_ref().map(Name::octets),
            extensions: fields::forwarded::Extensions::new(&extensions),
        };
        element.write(pen)
    }
}

impl From<fields::forwarded::Element<'_>> for Element {
    fn from(element: fields::forwarded::Element<'_>) -> Self {
        Element {
            client: element.client.map(Node::from),
            by: element.by.map(Node::from),
            host: element.host.map(Name::from),
            proto: element.proto.map(Name::from),
            extensions: Parameters::of(element.extensions),
        }
    }
}

#[pymethods]
impl Element {
    #[new]
    #[pyo3(signature = (client = None, *, by = None, host = None, proto = None, extensions = None))]
    #[pyo3(text_signature = "(client=None, *, by=None, host=None, proto=None, extensions=())")]
    fn new(
        client: Option<&Bound<'_, Node>>,
        by: Option<&Bound<'_, Node>>,
        host: Option<Name>,
        proto: Option<Name>,
        extensions: Option<Parameters>,
    ) -> Self {
        let node = |node: &Bound<'_, Node>| node.get().clone();
        let (client, by) = (client.map(node), by.map(node));
        Element { client, by, host, proto, extensions: extensions.unwrap_or_default() }
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr_of_said(slf, &["client", "by", "host", "proto", "extensions"])
    }
}

/// Reads a Forwarded, the first proxy's element first.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn forwarded(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::forwarded::forwarded(rest), Element::from))
}

/// Who made a request, as far as somebody tells: a member of X-Forwarded-For, or a Client-IP. Two are equal that have
/// the same address, however it was written; or the same text.
#[pyclass(frozen, eq, hash, module = "oyez.fields")]
#[derive(Clone, Eq)]
pub struct Hop {
    /// An address, with or without brackets, quotes and port; or "unknown", or a name, or anything.
    #[pyo3(get)]
    text: String,
}

impl Hop {
    fn rust(&self) -> Result<fields::x_forwarded_for::Hop<'_>, Refused> {
        fields::x_forwarded_for::client_ip(self.text.as_bytes())
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.rust().map_err(|_| Unwritable::Value)?.write(pen)
    }
}

impl From<fields::x_forwarded_for::Hop<'_>> for Hop {
    fn from(read: fields::x_forwarded_for::Hop<'_>) -> Self {
        Hop { text: ascii(read.text) }
    }
}

impl PartialEq for Hop {
    fn eq(&self, other: &Self) -> bool {
        self.rust() == other.rust()
    }
}

impl Hash for Hop {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.rust().map(|hop| (hop.address, hop.port)) {
            Ok((Some(address), port)) => (address, port).hash(state),
            _ => self.text.hash(state),
        }
    }
}

#[pymethods]
impl Hop {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("text",);

    #[new]
    fn new(text: String) -> Self {
        Hop { text }
    }

    /// The address, if the text is one.
    #[getter]
    fn address(&self) -> Option<IpAddr> {
        self.rust().ok()?.address
    }

    /// The port behind the address.
    #[getter]
    fn port(&self) -> Option<u16> {
        self.rust().ok()?.port
    }

    /// Writes the address, and the port if there is one; the text where there is no address.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["text"])
    }
}

/// Reads an X-Forwarded-For, the client first.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn x_forwarded_for(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| {
        pull(py, fields::x_forwarded_for::x_forwarded_for(rest), |hop| Hop { text: ascii(hop.text) })
    })
}

/// Reads a Client-IP, which has one member.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn client_ip(py: Python<'_>, value: Value<'_>) -> PyResult<Hop> {
    fields::x_forwarded_for::client_ip(value.octets()).map(|hop| Hop { text: ascii(hop.text) }).or_raise(py)
}

#[pymodule(submodule, gil_used = false)]
pub mod _forwarding {
    #[pymodule_export]
    use super::{Element, Hop, Node, Recipient, client_ip, forwarded, node, via, x_forwarded_for};
}
