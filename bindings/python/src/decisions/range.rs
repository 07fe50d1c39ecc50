// SPDX-License-Identifier: MIT OR Apache-2.0
//! Ranges.

use oyez::fields::multipart::boundary::Boundary;
use oyez::grammar::pen::Unwritable;
use oyez::semantics::range::byteranges;
use oyez::semantics::range::partial;
use oyez::semantics::range::{self, Decision, Limits, PART_OVERHEAD, Representation, Span, Whole};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyTuple};

use super::conditional::{Validators, request};
use crate::fields::Fields;
use crate::values::conditions::ContentRange;
use crate::values::kinds::{Enum, Enumerated, Members};
use crate::values::parts::{Octets, Value, each, repr, written};
use crate::values::time::Time;
use crate::values::verdict::OrRaise;

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Whole,
    Single,
    Multiple,
    Unsatisfiable,
}

impl Enumerated for Outcome {
    const NAME: &'static str = "RangeOutcome";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Outcome::Whole, Outcome::Single, Outcome::Multiple, Outcome::Unsatisfiable];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Whole {
    const NAME: &'static str = "RangeReason";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const FIRST: usize = 1;
    const ALL: &'static [Self] = &[
        Whole::NotAsked,
        Whole::NotDefined,
        Whole::Rules,
        Whole::Condition,
        Whole::Unit,
        Whole::Invalid,
        Whole::Empty,
        Whole::TooMany,
        Whole::Overlapping,
        Whole::Scattered,
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// What is sent, and why.
#[pyclass(frozen, eq, hash, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeDecision {
    /// What is sent.
    #[pyo3(get)]
    outcome: Enum<Outcome>,
    /// 200, 206 or 416.
    #[pyo3(get)]
    status: u16,
    /// Why all is sent; None where it is not.
    #[pyo3(get)]
    reason: Option<Enum<Whole>>,
    spans: Vec<Span>,
    /// The Content-Range of a single range, or of a 416.
    #[pyo3(get)]
    content_range: Option<ContentRange>,
}

#[pymethods]
impl RangeDecision {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str, &'static str) =
        ("outcome", "status", "reason", "spans", "content_range");

    /// The first and the last octet of each range that is sent, in the order in which they were asked for.
    #[getter]
    fn spans<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.spans.iter().map(|span| (span.first, span.last)))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["outcome", "status", "reason", "spans", "content_range"])
    }
}

/// Decides what is sent of a representation of so many octets, when the conditions of the request let it proceed
/// (RFC 9110, 14.2). Of more than so many ranges, so many that overlap, so many small ones out of order, none is heeded;
/// those with fewer octets than gap between them are sent as one, with None each as it was asked for.
#[pyfunction]
#[pyo3(signature = (method, fields, length, current = None, /, *, now = None, status = 200, http10 = false,
    ranges = 16, overlapping = 2, scattered = 4, gap = Some(PART_OVERHEAD)))]
#[pyo3(text_signature = "(method, fields, length, current=None, /, *, now=None, status=200, http10=False, \
    ranges=16, overlapping=2, scattered=4, gap=80)")]
#[allow(clippy::too_many_arguments, reason = "they have names")]
fn decide_range(
    method: Value<'_>,
    fields: &Bound<'_, PyAny>,
    length: u64,
    current: Option<PyRef<'_, Validators>>,
    now: Option<Time>,
    status: u16,
    http10: bool,
    ranges: u16,
    overlapping: u16,
    scattered: u16,
    gap: Option<u64>,
) -> PyResult<RangeDecision> {
    let fields = Fields::taken(fields)?;
    let request = request((&method, fields.get()), (now, status), (http10, false));
    let limits = Limits { ranges: ranges.into(), overlapping: overlapping.into(), scattered: scattered.into(), gap };
    let validators = current.as_ref().map(|current| current.rust()).unwrap_or_default();
    let mut chosen = vec![Span::VOID; limits.ranges];
    let decision = range::decide(&request, &Representation { validators, length }, &limits, &mut chosen);
    let (outcome, reason, spans) = match decision {
        Decision::Whole(whole) => (Outcome::Whole, Some(Enum(whole)), Vec::new()),
        Decision::Single(span) => (Outcome::Single, None, vec![span]),
        Decision::Multiple(spans) => (Outcome::Multiple, None, spans.to_vec()),
        Decision::Unsatisfiable => (Outcome::Unsatisfiable, None, Vec::new()),
    };
    let content_range = decision.content_range(length).map(ContentRange::from);
    Ok(RangeDecision { outcome: Enum(outcome), status: decision.status(), reason, spans, content_range })
}

/// A content of several ranges (RFC 9110, 14.6): for each head(), its octets, oyez.fields.multipart.PART_END; then end().
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Byteranges {
    /// What stands between the parts, and in none of them: oyez.fields.multipart.boundary().
    boundary: Octets,
    /// Octets of all of the representation.
    complete: u64,
    /// Its media type.
    content_type: Option<Octets>,
}

impl Byteranges {
    fn rust(&self) -> Result<byteranges::Byteranges<'_>, Unwritable> {
        Ok(byteranges::Byteranges {
            boundary: Boundary::new(self.boundary.text()).map_err(|_| Unwritable::Value)?,
            content_type: self.content_type.as_ref().map(|value| value.0.as_slice()),
            complete: self.complete,
        })
    }
}

#[pymethods]
impl Byteranges {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("boundary", "complete", "content_type");

    #[new]
    #[pyo3(signature = (boundary, complete, content_type = None))]
    fn new(boundary: Octets, complete: u64, content_type: Option<Octets>) -> Self {
        Byteranges { boundary, complete, content_type }
    }

    /// Writes the Content-Type of the answer.
    fn write_type<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust()?.write_type(pen))
    }

    /// Writes what stands before the octets of a range: of its first and its last octet.
    #[pyo3(signature = (span, /))]
    fn head<'py>(&self, py: Python<'py>, span: (u64, u64)) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust()?.head(Span { first: span.0, last: span.1 }, pen))
    }

    /// Writes what stands behind the last part.
    fn end<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| {
            self.rust()?.end(pen);
            Ok(())
        })
    }

    /// How many octets all of it has: the Content-Length of the answer.
    #[pyo3(signature = (spans, /))]
    fn length(&self, py: Python<'_>, spans: &Bound<'_, PyAny>) -> PyResult<u64> {
        let spans = each(spans, |span| span.extract().map(|(first, last)| Span { first, last }))?;
        self.rust().and_then(|parts| parts.length(&spans)).or_raise(py)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["boundary", "complete", "content_type"])
    }
}

/// What the content of a response is of what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Whole,
    Part,
    Parts,
    Unsatisfied,
    Unusable,
}

impl Enumerated for Kind {
    const NAME: &'static str = "EnclosedKind";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Kind::Whole, Kind::Part, Kind::Parts, Kind::Unsatisfied, Kind::Unusable];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// Which part of a representation a response holds.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Enclosed {
    /// What it is.
    kind: Enum<Kind>,
    /// The first and the last octet of a part.
    span: Option<(u64, u64)>,
    /// Octets of the whole, where they are told.
    complete: Option<u64>,
}

#[pymethods]
impl Enclosed {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("kind", "span", "complete");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["kind", "span", "complete"])
    }
}

/// Which part of a representation a response holds (RFC 9110, 15.3.7).
#[pyfunction]
#[pyo3(signature = (status, fields, /))]
fn enclosed(status: u16, fields: &Bound<'_, PyAny>) -> PyResult<Enclosed> {
    let (kind, span, complete) = match partial::enclosed(status, Fields::taken(fields)?.get()) {
        partial::Enclosed::Whole => (Kind::Whole, None, None),
        partial::Enclosed::Part(span, complete) => (Kind::Part, Some((span.first, span.last)), complete),
        partial::Enclosed::Parts => (Kind::Parts, None, None),
        partial::Enclosed::Unsatisfied(complete) => (Kind::Unsatisfied, None, complete),
        partial::Enclosed::Unusable => (Kind::Unusable, None, None),
    };
    Ok(Enclosed { kind: Enum(kind), span, complete })
}

/// Whether two responses hold parts of one representation: they share a strong validator (RFC 9110, 15.3.7.3).
#[pyfunction]
#[pyo3(signature = (one, other, /, *, now = None))]
fn may_combine(one: &Bound<'_, PyAny>, other: &Bound<'_, PyAny>, now: Option<Time>) -> PyResult<bool> {
    let (one, other) = (Fields::taken(one)?, Fields::taken(other)?);
    Ok(partial::may_combine(one.get(), other.get(), Time::or_now(now)))
}

/// Whether a server says that it serves ranges of octets; None where it says nothing, so that one may ask
/// (RFC 9110, 14.3).
#[pyfunction]
#[pyo3(signature = (fields, /))]
fn accepts_ranges(fields: &Bound<'_, PyAny>) -> PyResult<Option<bool>> {
    Ok(partial::accepts_ranges(Fields::taken(fields)?.get()))
}

/// Two ranges as one, if no octet is missing between them.
#[pyfunction]
#[pyo3(signature = (one, other, /))]
fn joined(one: (u64, u64), other: (u64, u64)) -> Option<(u64, u64)> {
    let span = |(first, last)| Span { first, last };
    span(one).joined(&span(other)).map(|span| (span.first, span.last))
}

#[pymodule(submodule, gil_used = false)]
pub mod _range {
    #[pymodule_export]
    use super::{Byteranges, Enclosed, RangeDecision, accepts_ranges, decide_range, enclosed, joined, may_combine};
}
