// SPDX-License-Identifier: MIT OR Apache-2.0
//! Conditional requests.

use oyez::semantics::conditional::{self, Condition, Decision, Recipient, Request, Rules};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::fields::Fields;
use crate::values::conditions::EntityTag;
use crate::values::kinds::{Enum, Enumerated, Members};
use crate::values::parts::{Value, repr};
use crate::values::time::Time;

/// What conditions come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Proceed,
    NotModified,
    Failed,
}

impl Enumerated for Outcome {
    const NAME: &'static str = "ConditionalOutcome";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Outcome::Proceed, Outcome::NotModified, Outcome::Failed];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Condition {
    const NAME: &'static str = "Condition";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const FIRST: usize = 1;
    const ALL: &'static [Self] =
        &[Condition::IfMatch, Condition::IfUnmodifiedSince, Condition::IfNoneMatch, Condition::IfModifiedSince];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// The validators of the selected representation (RFC 9110, 8.8).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Validators {
    /// Its ETag.
    tag: Option<EntityTag>,
    /// When it was last modified.
    modified: Option<Time>,
    /// It is known not to have changed twice in that second: is_strong_date.
    modified_is_strong: bool,
}

impl Validators {
    pub fn rust(&self) -> conditional::Validators<'_> {
        conditional::Validators {
            tag: self.tag.as_ref().map(EntityTag::rust),
            modified: self.modified.map(|time| time.0),
            modified_is_strong: self.modified_is_strong,
        }
    }
}

#[pymethods]
impl Validators {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("tag", "modified", "modified_is_strong");

    #[new]
    #[pyo3(signature = (tag = None, modified = None, modified_is_strong = false))]
    fn new(tag: Option<PyRef<'_, EntityTag>>, modified: Option<Time>, modified_is_strong: bool) -> Self {
        Validators { tag: tag.map(|tag| tag.clone()), modified, modified_is_strong }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["tag", "modified", "modified_is_strong"])
    }
}

/// What conditions come to, and why.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ConditionalDecision {
    /// What is done.
    outcome: Enum<Outcome>,
    /// 304 or 412; None where the method is performed.
    status: Option<u16>,
    /// The field whose condition was false.
    condition: Option<Enum<Condition>>,
    /// There is a Range, and If-Range does not forbid to heed it: decide_range says what it comes to.
    heeds_range: bool,
}

#[pymethods]
impl ConditionalDecision {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str) =
        ("outcome", "status", "condition", "heeds_range");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["outcome", "status", "condition", "heeds_range"])
    }
}

impl From<Decision> for ConditionalDecision {
    fn from(decision: Decision) -> Self {
        let (outcome, condition, heeds_range) = match decision {
            Decision::Proceed { heeds_range } => (Outcome::Proceed, None, heeds_range),
            Decision::NotModified(condition) => (Outcome::NotModified, Some(Enum(condition)), false),
            Decision::Failed(condition) => (Outcome::Failed, Some(Enum(condition)), false),
        };
        ConditionalDecision { outcome: Enum(outcome), status: decision.status(), condition, heeds_range }
    }
}

/// The request that a call is about.
pub fn request<'r>(
    (method, fields): (&'r Value<'_>, &'r Fields),
    (now, status): (Option<Time>, u16),
    (http10, cache): (bool, bool),
) -> Request<'r, Fields> {
    Request {
        method: method.octets(),
        fields,
        now: Time::or_now(now),
        status,
        recipient: if cache { Recipient::Cache } else { Recipient::Origin },
        rules: if http10 { Rules::Rfc1945 } else { Rules::Rfc9110 },
    }
}

/// Evaluates conditions in the order of RFC 9110, 13.2.2. current is None where the target has no representation; status
/// is that of the answer without conditions. http10 asks for the rules of RFC 1945, cache for those of a cache.
#[pyfunction]
#[pyo3(signature = (method, fields, current, /, *, now = None, status = 200, http10 = false, cache = false))]
fn decide_conditional(
    method: Value<'_>,
    fields: &Bound<'_, PyAny>,
    current: Option<PyRef<'_, Validators>>,
    now: Option<Time>,
    status: u16,
    http10: bool,
    cache: bool,
) -> PyResult<ConditionalDecision> {
    let fields = Fields::taken(fields)?;
    let request = request((&method, fields.get()), (now, status), (http10, cache));
    let current = current.as_ref().map(|current| current.rust());
    Ok(conditional::decide(&request, current.as_ref()).into())
}

/// Whether a date of Last-Modified is a strong validator, date being that of the message it came in
/// (RFC 9110, 8.8.2.2).
#[pyfunction]
#[pyo3(signature = (modified, date, /))]
fn is_strong_date(modified: Time, date: Time) -> bool {
    conditional::is_strong(modified.0, date.0)
}

/// The Last-Modified to send of what was modified at a time: none that is yet to come (RFC 9110, 8.8.2.1). now is as for
/// date().
#[pyfunction]
#[pyo3(signature = (modified, /, now = None))]
fn last_modified(modified: Time, now: Option<Time>) -> Time {
    Time(conditional::last_modified(modified.0, Time::or_now(now)))
}

/// Whether a 304 carries a field of the 200 that it stands for (RFC 9110, 15.4.5).
#[pyfunction]
#[pyo3(signature = (name, /))]
fn is_kept_in_304(name: &str) -> bool {
    conditional::is_kept_in_304(name.as_bytes())
}

/// The field lines of a 304, of those that the 200 would have. Last-Modified is kept where there is no ETag
/// (RFC 9110, 15.4.5).
#[pyfunction]
#[pyo3(signature = (fields, /))]
fn not_modified(fields: &Bound<'_, PyAny>) -> PyResult<Fields> {
    Ok(Fields::received(conditional::not_modified(Fields::taken(fields)?.get())))
}

#[pymodule(submodule, gil_used = false)]
pub mod _conditional {
    #[pymodule_export]
    use super::{
        ConditionalDecision, Validators, decide_conditional, is_kept_in_304, is_strong_date, last_modified,
        not_modified,
    };
}
