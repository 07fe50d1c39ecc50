// SPDX-License-Identifier: MIT OR Apache-2.0
//! Octets and text, on their way in and out. Each is copied once, at the door.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView, PyString};

/// `bytes`, or anything else that the program may call octets, as `bytes`.
pub fn taken<'py>(octets: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    if let Ok(octets) = octets.cast::<PyBytes>() {
        return Ok(octets.clone());
    }
    if let Ok(octets) = octets.cast::<PyByteArray>() {
        return Ok(PyBytes::new(octets.py(), &octets.to_vec()));
    }
    if octets.is_instance_of::<PyMemoryView>() {
        // The buffer protocol is no part of the stable ABI of 3.10, but this method is.
        return Ok(octets.call_method0("tobytes")?.cast_into::<PyBytes>()?);
    }
    let kind = octets.get_type().name()?;
    Err(PyTypeError::new_err(format!("bytes, a bytearray or a memoryview is needed, not {kind}")))
}

/// Content: octets, or text that goes out as UTF-8; nothing for anything else.
pub fn content<'py>(content: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyBytes>>> {
    if let Ok(text) = content.cast::<PyString>() {
        return text.encode_utf8().map(Some);
    }
    let octets = content.is_instance_of::<PyBytes>()
        || content.is_instance_of::<PyByteArray>()
        || content.is_instance_of::<PyMemoryView>();
    if octets { taken(content).map(Some) } else { Ok(None) }
}

/// Octets as text. What the grammar confines to ASCII is ASCII here; anything else is read as ISO 8859-1.
pub fn text<'py>(py: Python<'py>, octets: &[u8]) -> Bound<'py, PyString> {
    match std::str::from_utf8(octets) {
        Ok(text) if text.is_ascii() => PyString::new(py, text),
        _ => PyString::new(py, &octets.iter().map(|octet| char::from(*octet)).collect::<String>()),
    }
}
