// SPDX-License-Identifier: MIT OR Apache-2.0
//! Conditions: ETag, If-Match, If-None-Match, If-Range, Range, Content-Range.

use oyez::error::Violation;
use oyez::fields;
use oyez::grammar::pen::{Pen, Unwritable};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use super::parts::{Name, Octets, Value, ascii, each, repr, written};
use super::time::Time;
use super::verdict::OrRaise;

/// An entity tag (RFC 9110, 8.8.3). Two that are equal are the same octet by octet; HTTP compares them by
/// strongly_matches and weakly_matches.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EntityTag {
    /// What stands between the quotes; a backslash is itself there.
    opaque: Octets,
    /// It stands behind "W/": representations that it names are equivalent, not the same.
    weak: bool,
}

impl EntityTag {
    pub fn rust(&self) -> fields::entity_tag::EntityTag<'_> {
        fields::entity_tag::EntityTag { weak: self.weak, opaque: &self.opaque.0 }
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.rust().write(pen)
    }
}

impl From<fields::entity_tag::EntityTag<'_>> for EntityTag {
    fn from(tag: fields::entity_tag::EntityTag<'_>) -> Self {
        EntityTag { opaque: tag.opaque.into(), weak: tag.weak }
    }
}

#[pymethods]
impl EntityTag {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("opaque", "weak");

    #[new]
    #[pyo3(signature = (opaque, weak = false))]
    fn new(opaque: Octets, weak: bool) -> Self {
        EntityTag { opaque, weak }
    }

    /// The strong comparison: both are not weak, and the same (RFC 9110, 8.8.3.2).
    #[pyo3(signature = (other, /))]
    fn strongly_matches(&self, other: &EntityTag) -> bool {
        self.rust().strongly_matches(&other.rust())
    }

    /// The weak comparison: they are the same, be they weak or not (RFC 9110, 8.8.3.2).
    #[pyo3(signature = (other, /))]
    fn weakly_matches(&self, other: &EntityTag) -> bool {
        self.rust().weakly_matches(&other.rust())
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["opaque", "weak"])
    }
}

/// Reads an ETag.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn entity_tag(py: Python<'_>, value: Value<'_>) -> PyResult<EntityTag> {
    fields::entity_tag::entity_tag(value.octets()).map(EntityTag::from).or_raise(py)
}

/// The value of If-Match or If-None-Match: "*", or a list of entity tags.
#[pyclass(frozen, eq, hash, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EntityTagList {
    tags: Vec<EntityTag>,
    /// It is "*": any current representation there is.
    #[pyo3(get)]
    any: bool,
}

#[pymethods]
impl EntityTagList {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("tags", "any");

    #[new]
    #[pyo3(signature = (tags = None, any = false), text_signature = "(tags=(), any=False)")]
    fn new(tags: Option<&Bound<'_, PyAny>>, any: bool) -> PyResult<Self> {
        let tag = |tag: Bound<'_, PyAny>| Ok(tag.cast::<EntityTag>()?.get().clone());
        let tags = tags.map(|tags| each(tags, tag)).transpose()?;
        Ok(EntityTagList { tags: tags.unwrap_or_default(), any })
    }

    /// Its entity tags; none where it is "*".
    #[getter]
    fn tags<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.tags.clone())
    }

    /// Whether it lists the tag by the strong comparison, as If-Match asks (RFC 9110, 13.1.1). "*" lists any.
    #[pyo3(signature = (tag, /))]
    fn lists_strongly(&self, tag: &EntityTag) -> bool {
        self.any || self.tags.iter().any(|listed| listed.strongly_matches(tag))
    }

    /// Whether it lists the tag by the weak comparison, as If-None-Match asks (RFC 9110, 13.1.2). "*" lists any.
    #[pyo3(signature = (tag, /))]
    fn lists_weakly(&self, tag: &EntityTag) -> bool {
        self.any || self.tags.iter().any(|listed| listed.weakly_matches(tag))
    }

    /// Writes "*" or the list.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let tags: Vec<_> = self.tags.iter().map(EntityTag::rust).collect();
        match self.any {
            true if tags.is_empty() => Ok(PyBytes::new(py, b"*")),
            true => Err(Unwritable::Value).or_raise(py),
            false => written(py, |pen| fields::entity_tag::write_list(pen, &tags)),
        }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["tags", "any"])
    }
}

/// Reads an If-Match or an If-None-Match, all of it.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn entity_tag_list(py: Python<'_>, value: Value<'_>) -> PyResult<EntityTagList> {
    let list = fields::entity_tag::entity_tag_list(value.octets());
    let tags = list.tags.map(|tag| tag.map(EntityTag::from)).collect::<Result<_, _>>().or_raise(py)?;
    Ok(EntityTagList { tags, any: list.any })
}

/// Reads an If-Range: an entity tag or a time (RFC 9110, 13.1.5). now is as for date().
#[pyfunction]
#[pyo3(signature = (value, /, now = None))]
fn if_range<'py>(py: Python<'py>, value: Value<'_>, now: Option<Time>) -> PyResult<Bound<'py, PyAny>> {
    match fields::if_range::if_range(value.octets(), Time::or_now(now)).or_raise(py)? {
        fields::if_range::IfRange::Tag(tag) => EntityTag::from(tag).into_bound_py_any(py),
        fields::if_range::IfRange::Date(seconds) => {
            Time::told(seconds, Violation::IfRange).or_raise(py)?.into_pyobject(py)
        }
    }
}

/// Writes an If-Range. A client must not send a weak entity tag there.
#[pyfunction]
#[pyo3(signature = (condition, /))]
fn write_if_range<'py>(py: Python<'py>, condition: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let value = match condition.cast::<EntityTag>() {
        Ok(tag) => fields::if_range::IfRange::Tag(tag.get().rust()),
        Err(_) => fields::if_range::IfRange::Date(condition.extract::<Time>()?.0),
    };
    written(py, |pen| value.write(pen))
}

/// One range of octets that is asked for (RFC 9110, 14.1.1): first to last, that included; from first to the end; or
/// length octets at the end. Positions count from 0; one of more than 63 bits is told as the largest of 63.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeSpec {
    /// The first octet.
    first: Option<u64>,
    /// The last octet.
    last: Option<u64>,
    /// How many octets at the end.
    length: Option<u64>,
}

impl RangeSpec {
    fn rust(&self) -> Result<fields::range::RangeSpec, Unwritable> {
        match (self.first, self.last, self.length) {
            (Some(first), Some(last), None) => Ok(fields::range::RangeSpec::Between { first, last }),
            (Some(first), None, None) => Ok(fields::range::RangeSpec::From { first }),
            (None, None, Some(length)) => Ok(fields::range::RangeSpec::Suffix { length }),
            _ => Err(Unwritable::Value),
        }
    }
}

impl From<fields::range::RangeSpec> for RangeSpec {
    fn from(spec: fields::range::RangeSpec) -> Self {
        let (first, last, length) = match spec {
            fields::range::RangeSpec::Between { first, last } => (Some(first), Some(last), None),
            fields::range::RangeSpec::From { first } => (Some(first), None, None),
            fields::range::RangeSpec::Suffix { length } => (None, None, Some(length)),
        };
        RangeSpec { first, last, length }
    }
}

#[pymethods]
impl RangeSpec {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("first", "last", "length");

    #[new]
    #[pyo3(signature = (first = None, last = None, length = None))]
    fn new(first: Option<u64>, last: Option<u64>, length: Option<u64>) -> Self {
        RangeSpec { first, last, length }
    }

    /// The first and the last octet that it asks for in a representation of so many octets; None if it is
    /// unsatisfiable.
    #[pyo3(signature = (length, /))]
    fn resolve(&self, py: Python<'_>, length: u64) -> PyResult<Option<(u64, u64)>> {
        Ok(self.rust().or_raise(py)?.resolve(length))
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust()?.write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["first", "last", "length"])
    }
}

/// A Range (RFC 9110, 14.2).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Range {
    /// The unit; case does not matter.
    unit: Name,
    /// What stands behind the "=": for another unit than bytes, it is for those who know the unit.
    set: String,
}

impl Range {
    fn rust(&self) -> fields::range::Range<'_> {
        fields::range::Range { unit: self.unit.octets(), set: self.set.as_bytes() }
    }
}

#[pymethods]
impl Range {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("unit", "set");

    #[new]
    fn new(unit: Name, set: String) -> Self {
        Range { unit, set }
    }

    /// The unit is bytes.
    #[getter]
    fn is_bytes(&self) -> bool {
        self.rust().is_bytes()
    }

    /// The ranges, in order; none if the unit is not bytes.
    #[getter]
    fn specs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.rust().specs().map(RangeSpec::from).collect::<Vec<_>>())
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["unit", "set"])
    }
}

/// Reads a Range, and checks the whole of it: an invalid one is to be ignored as a whole (RFC 9110, 14.2).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn range(py: Python<'_>, value: Value<'_>) -> PyResult<Range> {
    let range = fields::range::range(value.octets()).or_raise(py)?;
    Ok(Range { unit: range.unit.into(), set: ascii(range.set) })
}

/// Writes a Range in bytes.
#[pyfunction]
#[pyo3(signature = (specs, /))]
fn write_range<'py>(py: Python<'py>, specs: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let specs = each(specs, |spec| spec.cast::<RangeSpec>()?.get().rust().or_raise(py))?;
    written(py, |pen: &mut Pen<'_>| fields::range::write(pen, &specs))
}

/// A Content-Range (RFC 9110, 14.4).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ContentRange {
    /// The first and the last octet enclosed; None of a range that was not satisfiable.
    range: Option<(u64, u64)>,
    /// How long the whole is; None where that is not known.
    complete: Option<u64>,
    /// The unit; case does not matter.
    unit: Name,
}

impl ContentRange {
    fn rust(&self) -> fields::content_range::ContentRange<'_> {
        let (range, complete) = (self.range, self.complete);
        fields::content_range::ContentRange { unit: self.unit.octets(), range, complete }
    }
}

#[pymethods]
impl ContentRange {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("range", "complete", "unit");

    #[new]
    #[pyo3(signature = (range, complete = None, unit = Name("bytes".into())))]
    #[pyo3(text_signature = "(range, complete=None, unit='bytes')")]
    fn new(range: Option<(u64, u64)>, complete: Option<u64>, unit: Name) -> Self {
        ContentRange { range, complete, unit }
    }

    /// The unit is bytes.
    #[getter]
    fn is_bytes(&self) -> bool {
        self.rust().is_bytes()
    }

    /// How many octets are enclosed; None without a range.
    #[getter]
    fn length(&self) -> Option<u64> {
        self.rust().len()
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["range", "complete", "unit"])
    }
}

impl From<fields::content_range::ContentRange<'_>> for ContentRange {
    fn from(told: fields::content_range::ContentRange<'_>) -> Self {
        ContentRange { range: told.range, complete: told.complete, unit: told.unit.into() }
    }
}

/// Reads a Content-Range.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn content_range(py: Python<'_>, value: Value<'_>) -> PyResult<ContentRange> {
    fields::content_range::content_range(value.octets()).map(ContentRange::from).or_raise(py)
}

#[pymodule(submodule, gil_used = false)]
pub mod _conditions {
    #[pymodule_export]
    use super::{
        ContentRange, EntityTag, EntityTagList, Range, RangeSpec, content_range, entity_tag, entity_tag_list, if_range,
        range, write_if_range, write_range,
    };
}
