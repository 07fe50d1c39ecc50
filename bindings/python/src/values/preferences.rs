// SPDX-License-Identifier: MIT OR Apache-2.0
//! Preferences: Accept, Accept-Charset, Accept-Encoding, Accept-Language, Accept-Ranges, Vary.

use oyez::fields::language::{LanguageRange, LanguageTag};
use oyez::fields::{self, coding, weight as weights};
use oyez::grammar::pen::{Pen, Unwritable};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::kinds::Enum;
use super::media::{MediaType, write_type};
use super::members::{Members, pull};
use super::parts::{Name, Parameters, Value, ascii, repr, vec, written};
use super::verdict::OrRaise;

/// A member of Accept: a media range and its weight (RFC 9110, 12.5.1).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MediaRange {
    /// The type, or "*"; case does not matter.
    type_name: Name,
    /// The subtype, or "*"; case does not matter.
    subtype_name: Name,
    /// The parameters that a media type must have to be in the range.
    parameters: Parameters,
    /// In thousandths; 0 is "not acceptable".
    weight: u16,
}

impl MediaRange {
    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if self.type_name.0 == "*" && self.subtype_name.0 != "*" {
            return Err(Unwritable::Value);
        }
        self.parameters.lack(&["q"])?;
        write_type(&self.type_name, &self.subtype_name, &self.parameters, pen)?;
        weights::write(pen, self.weight)
    }

    /// What is made of it, as Rust sees it.
    fn with<T>(&self, make: impl FnOnce(&fields::accept::MediaRange<'_>) -> T) -> Result<T, Unwritable> {
        let octets = vec(|pen| self.put(pen))?;
        let range = fields::accept::accept(&octets).next().and_then(Result::ok);
        Ok(make(&range.ok_or(Unwritable::Value)?))
    }
}

impl From<fields::accept::MediaRange<'_>> for MediaRange {
    fn from(range: fields::accept::MediaRange<'_>) -> Self {
        MediaRange {
            type_name: range.type_name.into(),
            subtype_name: range.subtype_name.into(),
            parameters: Parameters::of(range.conditions()),
            weight: range.weight,
        }
    }
}

#[pymethods]
impl MediaRange {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str) =
        ("type_name", "subtype_name", "parameters", "weight");

    #[new]
    #[pyo3(signature = (type_name, subtype_name, parameters = None, weight = weights::FULL))]
    #[pyo3(text_signature = "(type_name, subtype_name, parameters=(), weight=1000)")]
    fn new(type_name: Name, subtype_name: Name, parameters: Option<Parameters>, weight: u16) -> Self {
        MediaRange { type_name, subtype_name, parameters: parameters.unwrap_or_default(), weight }
    }

    /// Whether a media type is in the range: with each parameter of the range, that of charset in any case.
    #[pyo3(signature = (media_type, /))]
    fn matches(&self, py: Python<'_>, media_type: &MediaType) -> PyResult<bool> {
        let matches = |range: &fields::accept::MediaRange<'_>| media_type.with(|media_type| range.matches(media_type));
        self.with(matches).or_raise(py)?.or_raise(py)
    }

    /// The range with the larger number decides about a media type that is in two (RFC 9110, 12.5.1).
    #[getter]
    fn specificity(&self, py: Python<'_>) -> PyResult<u32> {
        self.with(|range| range.specificity()).or_raise(py)
    }

    /// Writes it, the weight last, if it is not 1000.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["type_name", "subtype_name", "parameters", "weight"])
    }
}

/// Reads an Accept, member by member.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn accept(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::accept::accept(rest), MediaRange::from))
}

/// A member of Accept-Charset: the name of a charset, or "*", and its weight (RFC 9110, 12.5.2).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CharsetPreference {
    /// The name, or "*"; case does not matter.
    name: Name,
    /// In thousandths.
    weight: u16,
}

impl CharsetPreference {
    fn rust(&self) -> fields::accept::CharsetPreference<'_> {
        fields::accept::CharsetPreference { name: self.name.octets(), weight: self.weight }
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.rust().write(pen)
    }
}

impl From<fields::accept::CharsetPreference<'_>> for CharsetPreference {
    fn from(preference: fields::accept::CharsetPreference<'_>) -> Self {
        CharsetPreference { name: preference.name.into(), weight: preference.weight }
    }
}

#[pymethods]
impl CharsetPreference {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("name", "weight");

    #[new]
    #[pyo3(signature = (name, weight = weights::FULL), text_signature = "(name, weight=1000)")]
    fn new(name: Name, weight: u16) -> Self {
        CharsetPreference { name, weight }
    }

    /// It is for any charset that is not listed.
    #[getter]
    fn is_any(&self) -> bool {
        self.rust().is_any()
    }

    /// Whether it names this charset.
    #[pyo3(signature = (charset, /))]
    fn is_(&self, charset: &str) -> bool {
        self.rust().is(charset.as_bytes())
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "weight"])
    }
}

/// Reads an Accept-Charset, member by member.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn accept_charset(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::accept::accept_charset(rest), CharsetPreference::from))
}

/// A member of Accept-Encoding: a content coding, "identity" or "*", and its weight (RFC 9110, 12.5.3).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CodingPreference {
    /// The coding's name; case does not matter.
    name: Name,
    /// In thousandths.
    weight: u16,
}

impl CodingPreference {
    fn rust(&self) -> fields::accept::CodingPreference<'_> {
        let coding = coding::ContentCoding::named(self.name.octets());
        fields::accept::CodingPreference { coding, weight: self.weight }
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.rust().write(pen)
    }
}

impl From<fields::accept::CodingPreference<'_>> for CodingPreference {
    fn from(preference: fields::accept::CodingPreference<'_>) -> Self {
        CodingPreference { name: preference.coding.name.into(), weight: preference.weight }
    }
}

#[pymethods]
impl CodingPreference {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("name", "weight");

    #[new]
    #[pyo3(signature = (name, weight = weights::FULL), text_signature = "(name, weight=1000)")]
    fn new(name: Name, weight: u16) -> Self {
        CodingPreference { name, weight }
    }

    /// Which coding it is; an alias is told as what it stands for.
    #[getter]
    fn coding(&self) -> Enum<coding::Coding> {
        Enum(self.rust().coding.coding)
    }

    /// It is for any coding that is not listed.
    #[getter]
    fn is_any(&self) -> bool {
        self.rust().is_any()
    }

    /// Writes it; the name of the coding itself for an alias.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "weight"])
    }
}

/// Reads an Accept-Encoding, member by member.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn accept_encoding(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::accept::accept_encoding(rest), CodingPreference::from))
}

/// A member of Accept-Language: a basic language range and its weight (RFC 9110, 12.5.4).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LanguagePreference {
    /// The range: a tag, or "*"; case does not matter.
    range: Name,
    /// In thousandths.
    weight: u16,
}

impl LanguagePreference {
    fn rust(&self) -> fields::accept::LanguagePreference<'_> {
        let range = LanguageRange { range: self.range.octets() };
        fields::accept::LanguagePreference { range, weight: self.weight }
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.rust().write(pen)
    }
}

impl From<fields::accept::LanguagePreference<'_>> for LanguagePreference {
    fn from(preference: fields::accept::LanguagePreference<'_>) -> Self {
        LanguagePreference { range: preference.range.range.into(), weight: preference.weight }
    }
}

#[pymethods]
impl LanguagePreference {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("range", "weight");

    #[new]
    #[pyo3(signature = (range, weight = weights::FULL), text_signature = "(range, weight=1000)")]
    fn new(range: Name, weight: u16) -> Self {
        LanguagePreference { range, weight }
    }

    /// The range is "*".
    #[getter]
    fn is_any(&self) -> bool {
        self.rust().range.is_any()
    }

    /// Whether the range matches a tag by basic filtering (RFC 4647, 3.3.1): it is the tag, or the tag goes on behind
    /// it.
    #[pyo3(signature = (tag, /))]
    fn matches(&self, tag: &str) -> bool {
        self.rust().range.matches(&LanguageTag { tag: tag.as_bytes() })
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["range", "weight"])
    }
}

/// Reads an Accept-Language, member by member.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn accept_language(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::accept::accept_language(rest), LanguagePreference::from))
}

/// Reads an Accept-Ranges: the names of range units, or "none" (RFC 9110, 14.3).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn accept_ranges(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::accept::accept_ranges(rest), |unit| ascii(unit.name)))
}

/// Reads a Vary: the names of fields of the request, or "*" (RFC 9110, 12.5.5).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn vary(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::vary::vary(rest), |field| ascii(field.name)))
}

/// Reads a qvalue, in thousandths: from 0 (not acceptable) to 1000 (RFC 9110, 12.4.2).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn qvalue(py: Python<'_>, value: Value<'_>) -> PyResult<u16> {
    weights::qvalue(value.octets()).or_raise(py)
}

#[pymodule(submodule, gil_used = false)]
pub mod _preferences {
    #[pymodule_export]
    use super::{
        CharsetPreference, CodingPreference, LanguagePreference, MediaRange, accept, accept_charset, accept_encoding,
        accept_language, accept_ranges, qvalue, vary,
    };
}
