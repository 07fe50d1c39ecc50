// SPDX-License-Identifier: MIT OR Apache-2.0
//! Status codes.

use oyez::semantics::status::{self, Answer, Class, Force};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyTuple;

use super::method::version;
use crate::fields::Fields;
use crate::values::kinds::{Enum, Enumerated, Members};
use crate::values::parts::repr;

/// What is wrong with a response that is about to be sent.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    NoStatus,
    Unused,
    InformationalTo10,
    Missing,
    Barred,
}

impl Enumerated for Kind {
    const NAME: &'static str = "FindingKind";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Kind::NoStatus, Kind::Unused, Kind::InformationalTo10, Kind::Missing, Kind::Barred];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Force {
    const NAME: &'static str = "Force";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Force::Must, Force::Should, Force::May];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Class {
    const NAME: &'static str = "StatusClass";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const FIRST: usize = 1;
    const ALL: &'static [Self] =
        &[Class::Informational, Class::Successful, Class::Redirection, Class::ClientError, Class::ServerError];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// The class of a status code; None of a number that is no status code, which is to be taken as a 500
/// (RFC 9110, 15).
#[pyfunction]
#[pyo3(signature = (status, /))]
fn status_class(status: u16) -> Option<Enum<Class>> {
    Class::of(status).map(Enum)
}

/// What a status code is to be treated as: itself if it is registered; else the x00 of its class; what is no status
/// code, as a 500 (RFC 9110, 15).
#[pyfunction]
#[pyo3(signature = (status, /))]
fn status_treated_as(status: u16) -> u16 {
    status::treated_as(status)
}

/// What is known of a status code.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct StatusEntry {
    /// Three digits.
    status: u16,
    /// Its reason phrase.
    reason: String,
    /// A cache may guess how long what has it is fresh (RFC 9110, 15.1).
    cacheable: bool,
    /// It is no longer sent, reserved for later, or was never registered.
    unused: bool,
    /// No cache stores what has it (RFC 6585, 3 to 6).
    never_stored: bool,
    /// Where it is defined; empty if it is merely in use.
    clause: &'static str,
}

impl From<&status::StatusEntry> for StatusEntry {
    fn from(entry: &status::StatusEntry) -> Self {
        StatusEntry {
            status: entry.status,
            reason: crate::values::parts::ascii(entry.reason()),
            cacheable: entry.cacheable,
            unused: entry.unused,
            never_stored: status::is_never_stored(entry.status),
            clause: entry.clause,
        }
    }
}

#[pymethods]
impl StatusEntry {
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["status", "reason"])?))
    }
}

/// What is known of a status code; None of most of them.
#[pyfunction]
#[pyo3(signature = (status, /))]
fn find_status(status: u16) -> Option<StatusEntry> {
    status::find(status).map(StatusEntry::from)
}

/// Every status code of which something is known, in order.
#[pyfunction]
fn all_statuses(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, status::all().iter().map(StatusEntry::from))
}

/// Whether the response with this status to a request of this method has content (RFC 9110, 6.4.1).
#[pyfunction]
#[pyo3(signature = (method, status, /))]
fn status_allows_content(method: &str, status: u16) -> bool {
    status::allows_content(method.as_bytes(), status)
}

/// What is wrong with a response that is about to be sent.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// What kind of thing.
    kind: Enum<Kind>,
    /// How much the clause wants it otherwise.
    force: Enum<Force>,
    /// The name of the field that it is about.
    field: Option<&'static str>,
    /// The clause that says so.
    clause: &'static str,
}

impl From<status::Finding> for Finding {
    fn from(found: status::Finding) -> Self {
        let kind = match found {
            status::Finding::NoStatus => Kind::NoStatus,
            status::Finding::Unused(_) => Kind::Unused,
            status::Finding::InformationalTo10 => Kind::InformationalTo10,
            status::Finding::Missing { .. } => Kind::Missing,
            status::Finding::Barred { .. } => Kind::Barred,
        };
        Finding { kind: Enum(kind), force: Enum(found.force()), field: found.field(), clause: found.clause() }
    }
}

#[pymethods]
impl Finding {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str) = ("kind", "force", "field", "clause");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["kind", "force", "field", "clause"])?))
    }
}

/// Looks at a response before it is sent, to a request of this method and version: everything that is wrong with it.
/// Date and Connection are not asked for: who sends the response adds them.
#[pyfunction]
#[pyo3(signature = (status, fields, /, method = "GET", version = (1, 1)))]
#[pyo3(text_signature = "(status, fields, /, method='GET', version=(1, 1))")]
fn check_response<'py>(
    status: u16,
    fields: &Bound<'py, PyAny>,
    method: &str,
    version: (u8, u8),
) -> PyResult<Bound<'py, PyTuple>> {
    let answer = Answer { status, method: method.as_bytes(), version: self::version(version) };
    let taken = Fields::taken(fields)?;
    PyTuple::new(fields.py(), status::check(answer, taken.get()).map(Finding::from).collect::<Vec<_>>())
}

#[pymodule(submodule, gil_used = false)]
pub mod _status {
    #[pymodule_export]
    use super::{
        Finding, StatusEntry, all_statuses, check_response, find_status, status_allows_content, status_class,
        status_treated_as,
    };
}
