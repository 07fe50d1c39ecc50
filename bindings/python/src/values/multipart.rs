// SPDX-License-Identifier: MIT OR Apache-2.0
//! multipart/form-data and multipart/byteranges: read as they arrive, written part by part.

use oyez::error::Refused;
use oyez::fields::multipart::boundary::Boundary;
use oyez::fields::multipart::head::PartHead;
use oyez::fields::multipart::{reader, writer};
use oyez::grammar::text::Text;
use oyez::syntax::field_line::{Field, Lines};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::parts::{Octets, Value, repr, written};
use super::verdict::OrRaise;
use crate::{fields, octets};

/// A part begins: its field lines.
#[pyclass(frozen, module = "oyez.fields.multipart")]
pub struct Part {
    /// Its field lines.
    #[pyo3(get)]
    fields: Py<fields::Fields>,
    head: Vec<u8>,
}

#[pymethods]
impl Part {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("fields",);

    /// Reads what a part of a form is: Content-Disposition: form-data; name=... (RFC 7578, 4.2). Octets are counted
    /// from the start of its head.
    fn form(&self, py: Python<'_>) -> PyResult<FormPart> {
        let read = PartHead { octets: &self.head }.form().or_raise(py)?;
        Ok(FormPart {
            name: Octets::said(read.name),
            filename: read.filename.map(Octets::said),
            content_type: read.content_type.map(Octets::from),
        })
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["fields"])?))
    }
}

/// What a part of a form is.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields.multipart")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FormPart {
    /// The name of the form's field.
    name: Octets,
    /// The name of the file whose content it is; never to be trusted (RFC 7578, 4.2 and 7).
    filename: Option<Octets>,
    /// Its media type, a Content-Type; text/plain where there is none (RFC 7578, 4.4).
    content_type: Option<Octets>,
}

#[pymethods]
impl FormPart {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("name", "filename", "content_type");

    #[new]
    #[pyo3(signature = (name, filename = None, content_type = None))]
    fn new(name: Octets, filename: Option<Octets>, content_type: Option<Octets>) -> Self {
        FormPart { name, filename, content_type }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "filename", "content_type"])
    }
}

/// Some of a part's data, in as many pieces as it takes.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields.multipart")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Data {
    /// The octets.
    octets: Octets,
}

#[pymethods]
impl Data {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("octets",);

    #[new]
    fn new(octets: Octets) -> Self {
        Data { octets }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["octets"])
    }
}

/// A part ends.
#[pyclass(frozen, eq, hash, module = "oyez.fields.multipart")]
#[derive(PartialEq, Eq, Hash)]
pub struct PartEnd;

#[pymethods]
impl PartEnd {
    #[new]
    fn new() -> Self {
        PartEnd
    }

    #[expect(clippy::unused_self, reason = "Python calls it on an instance")]
    fn __repr__(&self) -> &'static str {
        "PartEnd()"
    }
}

/// That was the last part. What comes behind it is passed over.
#[pyclass(frozen, eq, hash, module = "oyez.fields.multipart")]
#[derive(PartialEq, Eq, Hash)]
pub struct End;

#[pymethods]
impl End {
    #[new]
    fn new() -> Self {
        End
    }

    #[expect(clippy::unused_self, reason = "Python calls it on an instance")]
    fn __repr__(&self) -> &'static str {
        "End()"
    }
}

/// A reader of one multipart body (RFC 2046, 5.1.1): give it what arrives, and iterate over it for events until it
/// needs more.
///
/// A body with more than max_parts parts, or with a head of more than head_size octets, is refused. Offsets are counted
/// from the start of the body.
#[pyclass(module = "oyez.fields.multipart")]
pub struct Reader {
    rust: reader::Reader,
    head: Vec<u8>,
    input: Vec<u8>,
    /// Octets of the input taken.
    taken: usize,
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (boundary, *, max_parts = 1000, head_size = 8192))]
    fn new(py: Python<'_>, boundary: Octets, max_parts: u32, head_size: usize) -> PyResult<Self> {
        let rust = reader::Reader::new(of(&boundary).or_raise(py)?, max_parts);
        Ok(Reader { rust, head: vec![0; head_size], input: Vec::new(), taken: 0 })
    }

    /// Takes what arrived.
    #[pyo3(signature = (octets, /))]
    fn receive(&mut self, octets: Value<'_>) {
        self.input.drain(..self.taken);
        self.taken = 0;
        self.input.extend_from_slice(octets.octets());
    }

    /// There is no more. InvalidValue says that the body has not ended.
    fn receive_end(&self, py: Python<'_>) -> PyResult<()> {
        self.rust.finish().or_raise(py)
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let input = self.input.get(self.taken..).unwrap_or_default();
        let mut rest = input;
        let event = self.rust.next(&mut rest, &mut self.head).or_raise(py)?;
        self.taken += input.len() - rest.len();
        Ok(match event {
            Some(reader::Event::Part(head)) => {
                let fields = Py::new(py, fields::Fields::received(head.fields()))?;
                Some(Part { fields, head: head.octets.to_vec() }.into_bound_py_any(py)?)
            }
            Some(reader::Event::Data(octets)) => Some(Data { octets: octets.into() }.into_bound_py_any(py)?),
            Some(reader::Event::PartEnd) => Some(PartEnd.into_bound_py_any(py)?),
            Some(reader::Event::End) => Some(End.into_bound_py_any(py)?),
            None => None,
        })
    }
}

fn of(boundary: &Octets) -> Result<Boundary, Refused> {
    Boundary::new(Text::plain(&boundary.0))
}

/// A boundary that no content holds but by chance.
#[pyfunction]
fn boundary(py: Python<'_>) -> PyResult<Bound<'_, PyString>> {
    let random = py.import("os")?.call_method1("urandom", (16,))?.extract()?;
    Ok(octets::text(py, Boundary::random(random).octets()))
}

/// Writes a boundary as the parameter of a Content-Type: boundary=, in quotes if it has to be.
#[pyfunction]
#[pyo3(signature = (boundary, /))]
fn boundary_parameter(py: Python<'_>, boundary: Octets) -> PyResult<Bound<'_, PyBytes>> {
    let boundary = of(&boundary).or_raise(py)?;
    written(py, |pen| boundary.write(pen))
}

/// Writes what stands before the data of a part with these field lines. Behind the data stands PART_END.
#[pyfunction]
#[pyo3(signature = (boundary, fields, /))]
fn head<'py>(py: Python<'py>, boundary: Octets, fields: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let boundary = of(&boundary).or_raise(py)?;
    let fields = fields::Fields::taken(fields)?;
    let lines: Vec<Field<'_>> = Lines::lines(fields.get()).collect();
    written(py, |pen| writer::head(&boundary, lines.as_slice(), pen))
}

/// Writes what stands before the data of a part of a form (RFC 7578, 4.2 and 4.4).
#[pyfunction]
#[pyo3(signature = (boundary, part, /))]
fn form_head<'py>(py: Python<'py>, boundary: Octets, part: &FormPart) -> PyResult<Bound<'py, PyBytes>> {
    let boundary = of(&boundary).or_raise(py)?;
    let fields = writer::FormFields {
        name: &part.name.0,
        filename: part.filename.as_ref().map(|name| name.0.as_slice()),
        content_type: part.content_type.as_ref().map(|value| value.0.as_slice()),
    };
    written(py, |pen| writer::head(&boundary, &fields, pen))
}

/// Writes what stands before a part that is a range (RFC 9110, 14.6): its first and last position, the length of the
/// whole, and the media type of the whole.
#[pyfunction]
#[pyo3(signature = (boundary, first, last, complete = None, content_type = None, /))]
fn range_head(
    py: Python<'_>,
    boundary: Octets,
    first: u64,
    last: u64,
    complete: Option<u64>,
    content_type: Option<Octets>,
) -> PyResult<Bound<'_, PyBytes>> {
    let boundary = of(&boundary).or_raise(py)?;
    let content_type = content_type.as_ref().map(|value| value.0.as_slice());
    let fields = writer::RangeFields { content_type, first, last, complete };
    written(py, |pen| writer::head(&boundary, &fields, pen))
}

/// Writes what stands behind the last part.
#[pyfunction]
#[pyo3(signature = (boundary, /))]
fn end(py: Python<'_>, boundary: Octets) -> PyResult<Bound<'_, PyBytes>> {
    let boundary = of(&boundary).or_raise(py)?;
    written(py, |pen| {
        writer::end(&boundary, pen);
        Ok(())
    })
}

#[pymodule(submodule, gil_used = false)]
#[pyo3(name = "multipart")]
pub mod module {
    #[pymodule_export]
    use super::{Data, End, FormPart, Part, PartEnd, Reader};
    #[pymodule_export]
    use super::{boundary, boundary_parameter, end, form_head, head, range_head};

    use oyez::fields::multipart::writer;
    use pyo3::prelude::*;
    use pyo3::types::PyBytes;

    #[pymodule_init]
    fn constants(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("PART_END", PyBytes::new(module.py(), writer::PART_END))
    }
}
