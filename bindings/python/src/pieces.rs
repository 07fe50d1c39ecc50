// SPDX-License-Identifier: MIT OR Apache-2.0
//! The events that follow a head: content, its end, and the end of everything.

use crate::fields::Fields;
use crate::octets;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// Some content, free of transfer coding; never empty when received. After Tunnel, raw octets.
#[pyclass(frozen, module = "oyez")]
pub struct Content {
    /// A copy, yours to keep.
    #[pyo3(get)]
    pub octets: Py<PyBytes>,
}

#[pymethods]
impl Content {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("octets",);

    #[new]
    fn new(octets: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Content { octets: octets::taken(octets)?.unbind() })
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.octets.as_bytes(py) == other.get().octets.as_bytes(py))
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.octets.bind(py).hash()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Content({})", self.octets.bind(py).repr()?))
    }
}

/// A message is complete. After Tunnel, the peer's end.
#[pyclass(frozen, module = "oyez")]
pub struct Complete {
    /// The trailer section of chunked content.
    #[pyo3(get)]
    pub trailers: Py<Fields>,
}

#[pymethods]
impl Complete {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("trailers",);

    #[new]
    #[pyo3(signature = (trailers = None), text_signature = "(trailers=())")]
    fn new(py: Python<'_>, trailers: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let trailers = trailers.map_or_else(|| Py::new(py, Fields::default()), Fields::taken)?;
        Ok(Complete { trailers })
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        other.cast::<Self>().map_or(Ok(false), |other| self.trailers.bind(py).eq(other.get().trailers.bind(py)))
    }

    fn __hash__(&self) -> u64 {
        self.trailers.get().__hash__()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Complete({})", self.trailers.get().__repr__(py)?))
    }
}

/// What follows is no longer HTTP: it is told as Content, Content is sent raw, and Complete is either end's end.
#[pyclass(frozen, eq, hash, module = "oyez")]
#[derive(PartialEq, Eq, Hash)]
pub struct Tunnel;

#[pymethods]
impl Tunnel {
    #[new]
    fn new() -> Self {
        Tunnel
    }

    #[expect(clippy::unused_self, reason = "Python calls it on an instance")]
    fn __repr__(&self) -> &'static str {
        "Tunnel()"
    }
}

/// The peer sends no more, though an answer is owed: it may still read.
#[pyclass(frozen, eq, hash, module = "oyez")]
#[derive(PartialEq, Eq, Hash)]
pub struct PeerEnded;

#[pymethods]
impl PeerEnded {
    #[new]
    fn new() -> Self {
        PeerEnded
    }

    #[expect(clippy::unused_self, reason = "Python calls it on an instance")]
    fn __repr__(&self) -> &'static str {
        "PeerEnded()"
    }
}

/// The connection is over: told once, last.
#[pyclass(frozen, eq, hash, module = "oyez")]
#[derive(PartialEq, Eq, Hash)]
pub struct Closed;

#[pymethods]
impl Closed {
    #[new]
    fn new() -> Self {
        Closed
    }

    #[expect(clippy::unused_self, reason = "Python calls it on an instance")]
    fn __repr__(&self) -> &'static str {
        "Closed()"
    }
}
