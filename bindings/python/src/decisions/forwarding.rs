// SPDX-License-Identifier: MIT OR Apache-2.0
//! Forwarding.

use oyez::semantics::forwarding::{self, Hops, Next, Received, Receiver, Rules};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use super::method::version;
use crate::fields::Fields;
use crate::values::forwarding::{Element, Hop, Recipient};
use crate::values::kinds::{Enum, Enumerated, Members};
use crate::values::parts::{ascii, each, repr, vec};

/// Why a message is not to be passed on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum AbuseKind {
    NotAList,
    EndToEnd,
    TooMany,
}

/// How far a request goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum ForwardsKind {
    Unlimited,
    Limited,
    Answer,
}

/// What a CONNECT gets.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum ConnectKind {
    Open,
    BadTarget,
    Port,
}

impl Enumerated for AbuseKind {
    const NAME: &'static str = "AbuseKind";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const FIRST: usize = 1;
    const ALL: &'static [Self] = &[AbuseKind::NotAList, AbuseKind::EndToEnd, AbuseKind::TooMany];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for ForwardsKind {
    const NAME: &'static str = "ForwardsKind";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[ForwardsKind::Unlimited, ForwardsKind::Limited, ForwardsKind::Answer];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for ConnectKind {
    const NAME: &'static str = "ConnectKind";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[ConnectKind::Open, ConnectKind::BadTarget, ConnectKind::Port];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Receiver {
    const NAME: &'static str = "Receiver";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Receiver::Server, Receiver::Proxy, Receiver::Client];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// Why a message is not to be passed on: 400 for a request, 502 for a response.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Abuse {
    /// Why.
    kind: Enum<AbuseKind>,
    /// The name of the field that is for all recipients.
    name: Option<String>,
}

impl From<forwarding::Abuse<'_>> for Abuse {
    fn from(abuse: forwarding::Abuse<'_>) -> Self {
        let (kind, name) = match abuse {
            forwarding::Abuse::NotAList => (AbuseKind::NotAList, None),
            forwarding::Abuse::EndToEnd(name) => (AbuseKind::EndToEnd, Some(ascii(name))),
            forwarding::Abuse::TooMany => (AbuseKind::TooMany, None),
        };
        Abuse { kind: Enum(kind), name }
    }
}

#[pymethods]
impl Abuse {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("kind", "name");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["kind", "name"])?))
    }
}

/// The field lines of a message that are passed on (RFC 9110, 7.6.1), or why it is not to be.
#[pyfunction]
#[pyo3(signature = (
    fields, /, *, keep_length = false, keep_trailer = false, keep_proxy_credentials = false, drop_expect = false,
    drop_host = false, drop_max_forwards = false, drop_told = false, from_mime = false, strip_end_to_end = false,
))]
#[allow(clippy::too_many_arguments, clippy::fn_params_excessive_bools, reason = "they are named")]
fn forwarded_fields<'py>(
    fields: &Bound<'py, PyAny>,
    keep_length: bool,
    keep_trailer: bool,
    keep_proxy_credentials: bool,
    drop_expect: bool,
    drop_host: bool,
    drop_max_forwards: bool,
    drop_told: bool,
    from_mime: bool,
    strip_end_to_end: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let rules = Rules {
        keep_length,
        keep_trailer,
        keep_proxy_credentials,
        drop_expect,
        drop_host,
        drop_max_forwards,
        drop_told,
        from_mime,
        strip_end_to_end,
    };
    let taken = Fields::taken(fields)?;
    match Hops::of(taken.get(), rules) {
        Ok(hops) => Fields::received(hops.lines(taken.get())).into_bound_py_any(fields.py()),
        Err(abuse) => Abuse::from(abuse).into_bound_py_any(fields.py()),
    }
}

/// Where a message has been (RFC 9110, 7.6.3).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Route {
    /// The recipients that Via names.
    recipients: u32,
    /// How often one of them was this one.
    here: u32,
}

#[pymethods]
impl Route {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("recipients", "here");

    /// The status of a request that is not to be passed on, 508, for it was here before, or has been received most
    /// times; else None. A most of 0 allows any number.
    #[pyo3(signature = (most = 0, /))]
    fn status(&self, most: u32) -> Option<u16> {
        forwarding::Route { recipients: self.recipients, here: self.here }.status(most)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["recipients", "here"])?))
    }
}

/// Looks in Via for a recipient, by the name and the port that it tells of itself.
#[pyfunction]
#[pyo3(signature = (fields, name, /, port = None))]
fn route(fields: &Bound<'_, PyAny>, name: &str, port: Option<u16>) -> PyResult<Route> {
    let found = forwarding::route(Fields::taken(fields)?.get(), name.as_bytes(), port);
    Ok(Route { recipients: found.recipients, here: found.here })
}

/// What a recipient adds to Via, in a line behind the others: the version by which it received the message, and its
/// name, or a pseudonym for it.
#[pyfunction]
#[pyo3(signature = (version, name, /, port = None))]
fn via_recipient(version: (u8, u8), name: &str, port: Option<u16>) -> Recipient {
    forwarding::recipient(self::version(version), name.as_bytes(), port).into()
}

/// How far a request goes (RFC 9110, 7.6.2).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Forwards {
    /// Whether it goes further.
    kind: Enum<ForwardsKind>,
    /// The Max-Forwards to send, where there is one.
    left: Option<u64>,
}

#[pymethods]
impl Forwards {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("kind", "left");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["kind", "left"])?))
    }
}

/// Decides by Max-Forwards whether a TRACE or an OPTIONS goes further; it says nothing of any other method.
#[pyfunction]
#[pyo3(signature = (method, fields, /))]
fn decide_forwards(method: &str, fields: &Bound<'_, PyAny>) -> PyResult<Forwards> {
    let (kind, left) = match forwarding::forwards(method.as_bytes(), Fields::taken(fields)?.get()) {
        forwarding::Forwards::Unlimited => (ForwardsKind::Unlimited, None),
        forwarding::Forwards::Limited(left) => (ForwardsKind::Limited, Some(left)),
        forwarding::Forwards::Answer => (ForwardsKind::Answer, None),
    };
    Ok(Forwards { kind: Enum(kind), left })
}

/// The target of the request that is sent on, to an origin server or to_proxy (RFC 9112, 3.2); None where 400 is the
/// answer. host is the Host received, scheme that of the connection it came by.
#[pyfunction]
#[pyo3(signature = (method, target, /, host = "", *, scheme = "http", to_proxy = false))]
fn forward_target(method: &str, target: &str, host: &str, scheme: &str, to_proxy: bool) -> Option<String> {
    let received = Received {
        method: method.as_bytes(),
        target: target.as_bytes(),
        host: host.as_bytes(),
        scheme: scheme.as_bytes(),
    };
    let next = if to_proxy { Next::Proxy } else { Next::Origin };
    vec(|pen| forwarding::write_target(&received, next, pen)).ok().map(|target| ascii(&target))
}

/// The Host of the request that is sent on: that of the target, whatever Host said, or else what Host said
/// (RFC 9112, 3.2.2); None for what is no host.
#[pyfunction]
#[pyo3(signature = (method, target, /, host = ""))]
fn forward_host(method: &str, target: &str, host: &str) -> Option<String> {
    let received =
        Received { method: method.as_bytes(), target: target.as_bytes(), host: host.as_bytes(), scheme: b"http" };
    forwarding::authority(&received).map(ascii)
}

/// Whether the connection by which a message was received persists, if both wish it (RFC 9112, 9.3).
#[pyfunction]
#[pyo3(signature = (receiver, version, fields, /))]
fn connection_persists(receiver: Enum<Receiver>, version: (u8, u8), fields: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(forwarding::persists(receiver.0, self::version(version), Fields::taken(fields)?.get()))
}

/// The version to send a message with: one's own, never that of the message received (RFC 9112, 2.3). misbehaves says
/// that who gets it does not keep what a version above its own promises.
#[pyfunction]
#[pyo3(signature = (own, peer = None, misbehaves = false))]
fn version_to_send(own: (u8, u8), peer: Option<(u8, u8)>, misbehaves: bool) -> (u8, u8) {
    let number = forwarding::version_to_send(version(own), peer.map(version), misbehaves).number();
    (number / 10, number % 10)
}

/// What a CONNECT gets (RFC 9110, 9.3.6).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Connect {
    /// Whether a tunnel is begun.
    kind: Enum<ConnectKind>,
    /// The host to connect to; an IPv6 address in its brackets.
    host: Option<String>,
    /// The port that was asked for.
    port: Option<u16>,
}

#[pymethods]
impl Connect {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("kind", "host", "port");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["kind", "host", "port"])?))
    }
}

/// Decides what a CONNECT gets. Tunnels go to some ports only; if none are told, to 443.
#[pyfunction]
#[pyo3(signature = (target, /, ports = None), text_signature = "(target, /, ports=())")]
fn decide_connect(target: &str, ports: Option<&Bound<'_, PyAny>>) -> PyResult<Connect> {
    let ports = ports.map(|ports| each(ports, |port| port.extract())).transpose()?.unwrap_or_default();
    let (kind, host, port) = match forwarding::connect(target.as_bytes(), &ports) {
        forwarding::Connect::Open { host, port } => (ConnectKind::Open, Some(ascii(host)), Some(port)),
        forwarding::Connect::BadTarget => (ConnectKind::BadTarget, None, None),
        forwarding::Connect::Port(port) => (ConnectKind::Port, None, Some(port)),
    };
    Ok(Connect { kind: Enum(kind), host, port })
}

/// Whether a client takes a trailer section: its TE says so, of this connection (RFC 9110, 6.5.1 and 10.1.4).
#[pyfunction]
#[pyo3(signature = (version, fields, /))]
fn takes_trailers(version: (u8, u8), fields: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(forwarding::takes_trailers(self::version(version), Fields::taken(fields)?.get()))
}

/// Whether a proxy may transform the content: nobody forbade it (RFC 9110, 7.7).
#[pyfunction]
#[pyo3(signature = (fields, /))]
fn may_transform(fields: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(forwarding::may_transform(Fields::taken(fields)?.get()))
}

/// What the outermost of one's own proxies told by Forwarded, when so many stand before one: counted from the end, for
/// whatever stands before it, the client may have made up (RFC 7239, 8.1). None if it told nothing, or the list is
/// broken.
#[pyfunction]
#[pyo3(signature = (fields, /, proxies = 1))]
fn told_by_forwarded(fields: &Bound<'_, PyAny>, proxies: usize) -> PyResult<Option<Element>> {
    Ok(forwarding::told_by_forwarded(Fields::taken(fields)?.get(), proxies).map(Element::from))
}

/// The same by X-Forwarded-For, to which each proxy adds who it received the request from.
#[pyfunction]
#[pyo3(signature = (fields, /, proxies = 1))]
fn told_by_x_forwarded_for(fields: &Bound<'_, PyAny>, proxies: usize) -> PyResult<Option<Hop>> {
    Ok(forwarding::told_by_x_forwarded_for(Fields::taken(fields)?.get(), proxies).map(Hop::from))
}

#[pymodule(submodule, gil_used = false)]
pub mod _forwarding {
    #[pymodule_export]
    use super::{
        Abuse, Connect, Forwards, Route, connection_persists, decide_connect, decide_forwards, forward_host,
        forward_target, forwarded_fields, may_transform, route, takes_trailers, told_by_forwarded,
        told_by_x_forwarded_for, version_to_send, via_recipient,
    };
}
