// SPDX-License-Identifier: MIT OR Apache-2.0
//! Methods.

use oyez::fields::allow::AllowedMethod;
use oyez::semantics::method::{self, Cacheable, Content, Decision, Resource, trace};
use oyez::semantics::secrets;
use oyez::syntax::version::Version;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyString, PyTuple};

use crate::fields::Fields;
use crate::values::kinds::{Enum, Enumerated, Members};
use crate::values::parts::{Octets, each, repr, vec, written};
use crate::values::verdict::OrRaise;

impl Enumerated for Cacheable {
    const NAME: &'static str = "Cacheable";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Cacheable::Never, Cacheable::IfExplicit, Cacheable::Yes];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Content {
    const NAME: &'static str = "ContentMeaning";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Content::Meant, Content::Undefined, Content::Barred];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Decision {
    const NAME: &'static str = "MethodAction";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[
        Decision::Proceed,
        Decision::AsGet,
        Decision::Options,
        Decision::ServerOptions,
        Decision::Trace,
        Decision::NotAllowed,
        Decision::NotImplemented,
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// The major and minor number of a version, as one.
pub fn version((major, minor): (u8, u8)) -> Version {
    Version::from_number(major.saturating_mul(10).saturating_add(minor))
}

/// What a method promises (RFC 9110, 9.2).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MethodEntry {
    /// Its name; case matters.
    name: String,
    /// Who sends it asks for no change.
    safe: bool,
    /// Sent twice, it means what it means sent once.
    idempotent: bool,
    /// Whether a cache may store what answers it.
    cacheable: Enum<Cacheable>,
    /// What content in a request of it means.
    content: Enum<Content>,
    /// Where it is defined; None of one that is not registered, which promises nothing.
    clause: Option<&'static str>,
}

#[pymethods]
impl MethodEntry {
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["name"])?))
    }
}

/// What a method promises; one that is not registered promises nothing.
#[pyfunction]
#[pyo3(signature = (method, /))]
fn method_entry(method: &str) -> MethodEntry {
    let octets = method.as_bytes();
    MethodEntry {
        name: method.into(),
        safe: method::is_safe(octets),
        idempotent: method::is_idempotent(octets),
        cacheable: Enum(method::cacheable(octets)),
        content: Enum(method::content(octets)),
        clause: method::find(octets).map(|entry| entry.clause),
    }
}

/// Every registered method; those of RFC 9110 first.
#[pyfunction]
fn all_methods(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, method::all().iter().map(|entry| method_entry(entry.name)))
}

/// What is to be done about a method.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MethodDecision {
    /// What.
    action: Enum<Decision>,
    /// The status to answer with; None where the resource says.
    status: Option<u16>,
    /// The Allow of the answer, if it must carry one.
    allow: Option<Octets>,
}

#[pymethods]
impl MethodDecision {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("action", "status", "allow");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["action", "status", "allow"])?))
    }
}

/// Methods as the value of an Allow: that, or each by itself.
fn list(methods: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(list) = methods.cast::<PyString>() {
        return Ok(list.to_str()?.into());
    }
    let py = methods.py();
    let methods = each(methods, |method| method.extract::<String>())?;
    let members: Vec<_> = methods.iter().map(|method| AllowedMethod { method: method.as_bytes() }).collect();
    vec(|pen| oyez::fields::members::write(pen, &members)).or_raise(py)
}

/// Decides what is to be done about a method: whether the resource answers it, or what does. Methods are told as in an
/// Allow, or one by one; without implemented, the server answers every registered one for some resource or other.
/// TRACE is refused unless traces.
#[pyfunction]
#[pyo3(signature = (method, target, *, allowed, implemented = None, traces = false))]
#[pyo3(text_signature = "(method, target, *, allowed, implemented=(), traces=False)")]
fn decide_method(
    py: Python<'_>,
    method: &str,
    target: &str,
    allowed: &Bound<'_, PyAny>,
    implemented: Option<&Bound<'_, PyAny>>,
    traces: bool,
) -> PyResult<MethodDecision> {
    let (allowed, implemented) = (list(allowed)?, implemented.map(list).transpose()?.unwrap_or_default());
    let resource = Resource { allowed: &allowed, implemented: &implemented, traces };
    let decision = method::decide(&resource, method.as_bytes(), target.as_bytes());
    let allow = match decision {
        Decision::ServerOptions => Some(vec(|pen| resource.write_server_allow(pen)).or_raise(py)?),
        _ if decision.needs_allow() => Some(vec(|pen| resource.write_allow(pen)).or_raise(py)?),
        _ => None,
    };
    Ok(MethodDecision { action: Enum(decision), status: decision.status(), allow: allow.map(Octets) })
}

/// Writes the content that answers a TRACE, of the type message/http: its request-line and its fields, without what is
/// secret (RFC 9110, 9.3.8).
#[pyfunction]
#[pyo3(signature = (target, version, fields, /))]
fn write_trace<'py>(
    py: Python<'py>,
    target: &str,
    version: (u8, u8),
    fields: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyBytes>> {
    let fields = Fields::taken(fields)?;
    written(py, |pen| trace::write(target.as_bytes(), self::version(version), fields.get(), pen))
}

/// Whether a request field of this name is likely to be a secret between a client and one origin: cookies, credentials,
/// what stands for them.
#[pyfunction]
#[pyo3(signature = (name, /))]
fn is_secret_field(name: &str) -> bool {
    secrets::is_secret(name.as_bytes())
}

#[pymodule(submodule, gil_used = false)]
pub mod _method {
    #[pymodule_export]
    use super::{MethodDecision, MethodEntry, all_methods, decide_method, is_secret_field, method_entry, write_trace};
}
