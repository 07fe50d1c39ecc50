// SPDX-License-Identifier: MIT OR Apache-2.0
//! The registry of fields (RFC 9110, 16.3.1).

use oyez::fields::registry as rust;
use oyez::syntax::version::Version;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::kinds::Enum;
use super::parts::repr;

/// What is known of a field.
#[pyclass(frozen, eq, hash, module = "oyez.fields.registry")]
#[derive(Clone)]
pub struct FieldEntry(&'static rust::FieldEntry);

impl PartialEq for FieldEntry {
    fn eq(&self, other: &Self) -> bool {
        self.0.number == other.0.number
    }
}

impl std::hash::Hash for FieldEntry {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.number.hash(state);
    }
}

#[pymethods]
impl FieldEntry {
    /// Its number, which never changes.
    #[getter]
    fn number(&self) -> u16 {
        self.0.number
    }

    /// How it is spelt by the text that defines it; case does not matter.
    #[getter]
    fn name(&self) -> &'static str {
        self.0.name
    }

    /// How RFC 2616 sorts it, or an older text that it did without.
    #[getter]
    fn field_class(&self) -> Enum<rust::Class> {
        Enum(self.0.class)
    }

    /// What several field lines of it come to.
    #[getter]
    fn shape(&self) -> Enum<rust::Shape> {
        Enum(self.0.shape)
    }

    /// Requests have it.
    #[getter]
    fn in_requests(&self) -> bool {
        self.0.in_requests
    }

    /// Responses have it.
    #[getter]
    fn in_responses(&self) -> bool {
        self.0.in_responses
    }

    /// It is for one connection only: an intermediary does not forward it (RFC 9110, 7.6.1).
    #[getter]
    fn hop_by_hop(&self) -> bool {
        self.0.hop_by_hop
    }

    /// No trailer section has it (RFC 9110, 6.5.1).
    #[getter]
    fn barred_from_trailers(&self) -> bool {
        self.0.barred_from_trailers
    }

    /// It is derived by the engine, never passed: framing and persistence.
    #[getter]
    fn reserved(&self) -> bool {
        self.0.reserved
    }

    /// The registry of IANA, or its own text, calls it deprecated, obsolete or historic.
    #[getter]
    fn deprecated(&self) -> bool {
        self.0.deprecated
    }

    /// Where it is defined, such as "RFC 9110, 12.5.1"; empty if it is merely in use.
    #[getter]
    fn clause(&self) -> &'static str {
        self.0.clause
    }

    /// How its value is read and written, such as "MediaType"; "Text" is taken as it is.
    #[getter]
    fn family(&self) -> String {
        format!("{:?}", self.0.family)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["number", "name"])?))
    }
}

/// The field with this name, in any case; None for one that is not known.
#[pyfunction]
#[pyo3(signature = (name, /))]
fn find(name: &str) -> Option<FieldEntry> {
    rust::find(name.as_bytes()).map(FieldEntry)
}

/// The field with this number.
#[pyfunction]
#[pyo3(signature = (number, /))]
fn by_number(number: u16) -> Option<FieldEntry> {
    rust::by_number(number).map(FieldEntry)
}

/// Every field, in the order of their numbers.
#[pyfunction]
fn all_fields(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, rust::all().iter().map(FieldEntry))
}

/// The class of a field of this name in a message of this version. One that no text sorts is an extension field, and in
/// an HTTP/1.0 message an entity field (RFC 1945, 7.1).
#[pyfunction]
#[pyo3(signature = (name, version = (1, 1), /), text_signature = "(name, version=(1, 1), /)")]
fn class_of(name: &str, version: (u8, u8)) -> Enum<rust::Class> {
    let number = version.0.saturating_mul(10).saturating_add(version.1);
    Enum(rust::class_of(name.as_bytes(), Version::from_number(number)))
}

#[pymodule(submodule, gil_used = false)]
#[pyo3(name = "registry")]
pub mod module {
    #[pymodule_export]
    use super::{FieldEntry, all_fields, by_number, class_of, find};
}
