// SPDX-License-Identifier: MIT OR Apache-2.0
//! Content-Disposition, and extended values of parameters.

use oyez::fields::disposition as dispositions;
use oyez::fields::ext_value as ext;
use oyez::fields::file_name::FileName;
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::grammar::percent;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::kinds::Enum;
use super::parts::{Name, Octets, Parameters, Value, repr, vec, written};
use super::verdict::OrRaise;

/// An extended value of a parameter (RFC 8187, 3.2.1). One is made of text, and is in UTF-8; those that are read may be
/// in another charset.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ExtValue {
    /// What it says; None in a charset that is not decoded here.
    text: Option<String>,
    /// The language tag; empty if there is none.
    language: Name,
    /// Which charset it is in.
    charset: Enum<ext::Charset>,
    /// The charset's name.
    charset_name: Name,
    /// What it says, in its charset.
    octets: Octets,
}

impl ExtValue {
    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let encoded = vec(|pen| {
            self.octets.0.iter().for_each(|octet| percent::encode_octet(*octet, pen));
            Ok(())
        })?;
        self.rust(&encoded).write(pen)
    }

    /// As Rust sees it, what it says being in percent-encoding.
    fn rust<'e>(&'e self, encoded: &'e [u8]) -> ext::ExtValue<'e> {
        let (charset_name, language) = (self.charset_name.octets(), self.language.octets());
        ext::ExtValue { charset: self.charset.0, charset_name, language, encoded }
    }
}

impl From<ext::ExtValue<'_>> for ExtValue {
    fn from(value: ext::ExtValue<'_>) -> Self {
        let is_known = value.charset != ext::Charset::Other;
        ExtValue {
            text: is_known.then(|| value.chars().filter_map(Result::ok).collect()),
            language: value.language.into(),
            charset: Enum(value.charset),
            charset_name: value.charset_name.into(),
            octets: Octets(value.octets().collect()),
        }
    }
}

#[pymethods]
impl ExtValue {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("text", "language");

    #[new]
    #[pyo3(signature = (text, language = Name(String::new())), text_signature = "(text, language='')")]
    fn new(text: String, language: Name) -> Self {
        let octets = Octets(text.clone().into_bytes());
        ExtValue {
            text: Some(text),
            language,
            charset: Enum(ext::Charset::Utf8),
            charset_name: Name("UTF-8".into()),
            octets,
        }
    }

    /// Writes it, with percent-encoding where it is needed.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        match slf.get().charset.0 {
            ext::Charset::Utf8 => repr(slf, &["text", "language"]),
            _ => repr(slf, &["text", "language", "charset_name", "octets"]),
        }
    }
}

/// Reads an extended value.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn ext_value(py: Python<'_>, value: Value<'_>) -> PyResult<ExtValue> {
    ext::ext_value(value.octets()).map(ExtValue::from).or_raise(py)
}

/// A Content-Disposition: whether content is to be shown or saved, and under which name (RFC 6266).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ContentDisposition {
    /// The type's name; case does not matter.
    type_name: Name,
    /// The parameter filename.
    plain_name: Option<Octets>,
    /// The parameter filename*.
    extended_name: Option<ExtValue>,
    /// All other parameters.
    parameters: Parameters,
}

impl ContentDisposition {
    /// What is made of it, as Rust sees it, without its other parameters.
    fn with<T>(&self, make: impl FnOnce(&dispositions::ContentDisposition<'_>) -> T) -> T {
        let octets = self.extended_name.as_ref().map_or(&[][..], |name| &name.octets.0);
        let encoded: Vec<u8> = octets.iter().flat_map(|octet| format!("%{octet:02X}").into_bytes()).collect();
        make(&dispositions::ContentDisposition {
            plain_name: self.plain_name.as_ref().map(Octets::text),
            extended_name: self.extended_name.as_ref().map(|name| name.rust(&encoded)),
            ..dispositions::ContentDisposition::named(self.type_name.octets())
        })
    }

    fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.parameters.lack(&["filename", "filename*"])?;
        let others = vec(|pen| {
            pen.token(self.type_name.octets())?;
            self.parameters.write(b";", pen)
        })?;
        let others = dispositions::content_disposition(&others).map_err(|_| Unwritable::Value)?;
        self.with(|names| dispositions::ContentDisposition { parameters: others.parameters, ..*names }.write(pen))
    }
}

impl From<dispositions::ContentDisposition<'_>> for ContentDisposition {
    fn from(read: dispositions::ContentDisposition<'_>) -> Self {
        let others = read.parameters.filter(|one| !one.is(b"filename") && !one.is(b"filename*"));
        ContentDisposition {
            type_name: read.type_name.into(),
            plain_name: read.plain_name.map(Octets::said),
            extended_name: read.extended_name.map(ExtValue::from),
            parameters: Parameters::of(others),
        }
    }
}

#[pymethods]
impl ContentDisposition {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str) =
        ("type_name", "plain_name", "extended_name", "parameters");

    #[new]
    #[pyo3(signature = (type_name, plain_name = None, extended_name = None, parameters = None))]
    #[pyo3(text_signature = "(type_name, plain_name=None, extended_name=None, parameters=())")]
    fn new(
        type_name: Name,
        plain_name: Option<Octets>,
        extended_name: Option<&Bound<'_, ExtValue>>,
        parameters: Option<Parameters>,
    ) -> Self {
        let extended_name = extended_name.map(|name| name.get().clone());
        ContentDisposition { type_name, plain_name, extended_name, parameters: parameters.unwrap_or_default() }
    }

    /// Which type it is.
    #[getter]
    fn disposition(&self) -> Enum<dispositions::Disposition> {
        Enum(dispositions::ContentDisposition::named(self.type_name.octets()).disposition)
    }

    /// Content is to be saved rather than shown: so it is with types that are not known (RFC 6266, 4.2).
    #[getter]
    fn is_to_be_saved(&self) -> bool {
        dispositions::ContentDisposition::named(self.type_name.octets()).is_to_be_saved()
    }

    /// The name that the sender gives the file (RFC 6266, 4.3). It may name anything: save by safe_file_name only.
    #[getter]
    fn file_name(&self) -> Option<String> {
        self.with(|read| read.file_name().map(|name| name.chars().collect()))
    }

    /// What of the name is safe to name a file in a folder: no separators, no dots at the front, no names of devices,
    /// no control characters; None if nothing is. Its length, and whether there is such a file, is for you to look
    /// after.
    #[getter]
    fn safe_file_name(&self) -> Option<String> {
        self.with(|read| read.file_name().as_ref().and_then(FileName::safe).map(Iterator::collect))
    }

    /// Writes it: the type, other parameters, filename in quotes, filename*.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["type_name", "plain_name", "extended_name", "parameters"])
    }
}

/// Reads a Content-Disposition.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn content_disposition(py: Python<'_>, value: Value<'_>) -> PyResult<ContentDisposition> {
    dispositions::content_disposition(value.octets()).map(ContentDisposition::from).or_raise(py)
}

/// Writes a Content-Disposition with a file name, in a way that every recipient understands (RFC 6266, D).
#[pyfunction]
#[pyo3(signature = (type_name, file_name = None, /))]
fn write_content_disposition<'py>(
    py: Python<'py>,
    type_name: &str,
    file_name: Option<&str>,
) -> PyResult<Bound<'py, PyBytes>> {
    written(py, |pen| dispositions::write(pen, type_name.as_bytes(), file_name))
}

#[pymodule(submodule, gil_used = false)]
pub mod _disposition {
    #[pymodule_export]
    use super::{ContentDisposition, ExtValue, content_disposition, ext_value, write_content_disposition};
}
