// SPDX-License-Identifier: MIT OR Apache-2.0
//! The field lines of one section, as an immutable Mapping.

use crate::{errors, octets};
use oyez::error::Misuse;
use oyez::grammar::list;
use oyez::syntax::field_line::{self, Field, Lines};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyIterator, PyList, PyString, PyType};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Where a line lies in the octets.
struct Line {
    start: usize,
    name: usize,
    value: usize,
}

/// The field lines of one section, in order. Names compare without case; values are bytes.
///
/// As a Mapping it holds the first line of each name; `lines()` tells every one.
#[pyclass(frozen, mapping, module = "oyez")]
#[derive(Default)]
pub struct Fields {
    /// Names and values, one after the other; objects are made of them when they are asked for.
    octets: Vec<u8>,
    lines: Vec<Line>,
}

impl Lines for Fields {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        self.lines.iter().filter_map(|line| {
            let (name, value) = self.octets.get(line.start..)?.split_at_checked(line.name)?;
            Some(Field { name, value: value.get(..line.value)? })
        })
    }
}

impl Fields {
    /// A copy of lines received.
    pub fn received<'f>(lines: impl Iterator<Item = Field<'f>>) -> Self {
        let mut fields = Self::default();
        for line in lines {
            fields.push(line.name, line.value);
        }
        fields
    }

    fn push(&mut self, name: &[u8], value: &[u8]) {
        self.lines.push(Line { start: self.octets.len(), name: name.len(), value: value.len() });
        self.octets.extend_from_slice(name);
        self.octets.extend_from_slice(value);
    }

    /// Whatever a program may call fields: `Fields`, a mapping, or pairs.
    pub fn taken(lines: &Bound<'_, PyAny>) -> PyResult<Py<Self>> {
        let py = lines.py();
        if let Ok(fields) = lines.cast::<Self>() {
            return Ok(fields.clone().unbind());
        }
        let pairs = if lines.hasattr("items")? { lines.call_method0("items")? } else { lines.clone() };
        let mut fields = Self::default();
        for pair in pairs.try_iter()? {
            let (name, value): (Bound<'_, PyString>, Bound<'_, PyAny>) = pair?.extract()?;
            let name = name.to_cow()?;
            let value = match value.cast::<PyString>() {
                Ok(text) if text.to_cow()?.is_ascii() => text.encode_utf8()?,
                Ok(_) => return Err(errors::misuse(py, Misuse::FieldSyntax)),
                Err(_) => octets::taken(&value)?,
            };
            let field = Field { name: name.as_bytes(), value: value.as_bytes() };
            field_line::check(&field).map_err(|misuse| errors::misuse(py, misuse))?;
            fields.push(field.name, field.value);
        }
        Py::new(py, fields)
    }

    /// The value of the first line so named.
    pub fn find(&self, name: &str) -> Option<&[u8]> {
        let mut lines = Lines::lines(self);
        lines.find(|field| field.is(name.as_bytes())).map(|field| field.value)
    }

    fn same(&self, other: &Self) -> bool {
        let mut pairs = Lines::lines(self).zip(Lines::lines(other));
        self.lines.len() == other.lines.len() && pairs.all(|(a, b)| a.is(b.name) && a.value == b.value)
    }

    /// The first line of each name.
    fn firsts(&self) -> impl Iterator<Item = Field<'_>> {
        let mut seen: Vec<&[u8]> = Vec::new();
        Lines::lines(self).filter(move |field| {
            let new = !seen.iter().any(|name| field.is(name));
            if new {
                seen.push(field.name);
            }
            new
        })
    }

    /// A view of a mapping, which Python has ready-made.
    fn view<'py>(slf: &Bound<'py, Self>, class: &PyOnceLock<Py<PyType>>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        class.import(slf.py(), "collections.abc", name)?.call1((slf,))
    }
}

#[pymethods]
impl Fields {
    #[new]
    #[pyo3(signature = (lines = None), text_signature = "(lines=())")]
    fn new(py: Python<'_>, lines: Option<&Bound<'_, PyAny>>) -> PyResult<Py<Self>> {
        match lines {
            Some(lines) => Self::taken(lines),
            None => Py::new(py, Self::default()),
        }
    }

    fn __getitem__<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyBytes>> {
        let value = self.find(name).ok_or_else(|| PyKeyError::new_err(name.to_owned()))?;
        Ok(PyBytes::new(py, value))
    }

    fn __contains__(&self, name: &Bound<'_, PyAny>) -> bool {
        name.extract::<&str>().is_ok_and(|name| self.find(name).is_some())
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        PyList::new(py, self.firsts().map(|field| octets::text(py, field.name)).collect::<Vec<_>>())?.try_iter()
    }

    fn __len__(&self) -> usize {
        self.firsts().count()
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.same(other.get()))
    }

    pub fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for field in Lines::lines(self) {
            field.name.to_ascii_lowercase().hash(&mut hasher);
            field.value.hash(&mut hasher);
        }
        hasher.finish()
    }

    pub fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Fields({})", self.lines(py)?.repr()?))
    }

    #[pyo3(signature = (name, default = None, /))]
    fn get<'py>(&self, py: Python<'py>, name: &str, default: Option<Bound<'py, PyAny>>) -> Option<Bound<'py, PyAny>> {
        self.find(name).map(|value| PyBytes::new(py, value).into_any()).or(default)
    }

    fn keys<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        Self::view(slf, &CLASS, "KeysView")
    }

    fn values<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        Self::view(slf, &CLASS, "ValuesView")
    }

    fn items<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        Self::view(slf, &CLASS, "ItemsView")
    }

    /// Every field line, in order, its name as it was spelt.
    fn lines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let lines = Lines::lines(self).map(|field| (octets::text(py, field.name), PyBytes::new(py, field.value)));
        PyList::new(py, lines.collect::<Vec<_>>())
    }

    /// The value of every line so named.
    #[pyo3(signature = (name, /))]
    fn all<'py>(&self, py: Python<'py>, name: &str) -> Vec<Bound<'py, PyBytes>> {
        let lines = Lines::lines(self).filter(|field| field.is(name.as_bytes()));
        lines.map(|field| PyBytes::new(py, field.value)).collect()
    }

    /// The members of a comma-separated list, across all lines so named (RFC 9110, 5.6.1).
    #[pyo3(signature = (name, /))]
    fn members<'py>(&self, py: Python<'py>, name: &str) -> Vec<Bound<'py, PyBytes>> {
        let lines = Lines::lines(self).filter(|field| field.is(name.as_bytes()));
        lines.flat_map(|field| list::members(field.value)).map(|member| PyBytes::new(py, member)).collect()
    }

    /// The first value so named, decoded as ISO 8859-1.
    #[pyo3(signature = (name, /, default = ""))]
    fn text<'py>(&self, py: Python<'py>, name: &str, default: &str) -> Bound<'py, PyString> {
        self.find(name).map_or_else(|| PyString::new(py, default), |value| octets::text(py, value))
    }
}
