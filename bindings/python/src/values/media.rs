// SPDX-License-Identifier: MIT OR Apache-2.0
//! What content is: media types, codings, languages, and what MIME has beside.

use oyez::error::Misuse;
use oyez::fields::{self, language, media_type as types, weight as weights};
use oyez::grammar::pen::{Pen, Unwritable};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::kinds::Enum;
use super::members::{Members, pull};
use super::parts::{Name, Octets, Parameters, Value, ascii, repr, vec, written};
use super::verdict::OrRaise;
use crate::errors;

/// A media type: the value of Content-Type (RFC 9110, 8.3.1).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MediaType {
    /// The type; case does not matter.
    type_name: Name,
    /// The subtype; case does not matter.
    subtype_name: Name,
    /// The parameters. Of those with one name the first counts.
    parameters: Parameters,
}

impl MediaType {
    /// Without its parameters, as Rust sees it.
    fn rust(&self) -> types::MediaType<'_> {
        let parameters = fields::parameters::Parameters::NONE;
        types::MediaType { type_name: self.type_name.octets(), subtype_name: self.subtype_name.octets(), parameters }
    }

    fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        write_type(&self.type_name, &self.subtype_name, &self.parameters, pen)
    }

    /// What is made of it, as Rust sees it.
    pub fn with<T>(&self, make: impl FnOnce(&types::MediaType<'_>) -> T) -> Result<T, Unwritable> {
        if self.parameters.0.is_empty() {
            return Ok(make(&self.rust()));
        }
        let octets = vec(|pen| self.put(pen))?;
        types::media_type(&octets).map_or(Err(Unwritable::Value), |media_type| Ok(make(&media_type)))
    }
}

impl From<types::MediaType<'_>> for MediaType {
    fn from(media_type: types::MediaType<'_>) -> Self {
        let parameters = Parameters::of(media_type.parameters);
        MediaType { type_name: media_type.type_name.into(), subtype_name: media_type.subtype_name.into(), parameters }
    }
}

/// Writes a media type, or a media range without its weight.
pub fn write_type(
    type_name: &Name,
    subtype_name: &Name,
    parameters: &Parameters,
    pen: &mut Pen<'_>,
) -> Result<(), Unwritable> {
    types::write(pen, type_name.octets(), subtype_name.octets(), &parameters.all())
}

#[pymethods]
impl MediaType {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("type_name", "subtype_name", "parameters");

    #[new]
    #[pyo3(signature = (type_name, subtype_name, parameters = None))]
    #[pyo3(text_signature = "(type_name, subtype_name, parameters=())")]
    fn new(type_name: Name, subtype_name: Name, parameters: Option<Parameters>) -> Self {
        MediaType { type_name, subtype_name, parameters: parameters.unwrap_or_default() }
    }

    /// Whether it is this type and subtype, whatever its parameters.
    #[pyo3(signature = (type_name, subtype_name, /))]
    fn is_(&self, type_name: &str, subtype_name: &str) -> bool {
        self.rust().is(type_name.as_bytes(), subtype_name.as_bytes())
    }

    /// Whether type and subtype are those of the other.
    #[pyo3(signature = (other, /))]
    fn has_same_essence(&self, other: &MediaType) -> bool {
        self.rust().has_same_essence(&other.rust())
    }

    /// The value of the first parameter with this name.
    #[pyo3(signature = (name, /))]
    fn find(&self, name: &str) -> Option<&Octets> {
        self.parameters.find(name)
    }

    /// What stands behind the last "+" of the subtype (RFC 6838, 4.2.8): "xml" of image/svg+xml.
    #[getter]
    fn suffix(&self) -> Option<String> {
        self.rust().suffix().map(ascii)
    }

    /// The charset, if it is named (RFC 9110, 8.3.2); its case does not matter.
    #[getter]
    fn charset(&self) -> Option<&Octets> {
        self.parameters.find("charset")
    }

    /// The charset by the rule of HTTP/1.0: text without one is in ISO-8859-1 (RFC 1945, 3.6.1). RFC 9110 dropped that.
    #[getter]
    fn charset_in_http10(&self) -> Option<Octets> {
        self.charset().cloned().or_else(|| self.rust().charset_in_http10().map(Octets::said))
    }

    /// The boundary between the parts of a multipart type (RFC 2046, 5.1.1).
    #[getter]
    fn boundary(&self) -> Option<&Octets> {
        self.parameters.find("boundary")
    }

    /// Writes it, with no whitespace, and quotes only where they are needed.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["type_name", "subtype_name", "parameters"])
    }
}

/// Reads a Content-Type.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn media_type(py: Python<'_>, value: Value<'_>) -> PyResult<MediaType> {
    types::media_type(value.octets()).map(MediaType::from).or_raise(py)
}

/// Writes a Content-Type of its parts.
#[pyfunction]
#[pyo3(signature = (type_name, subtype_name, parameters = None, /))]
#[pyo3(text_signature = "(type_name, subtype_name, parameters=(), /)")]
fn write_media_type(
    py: Python<'_>,
    type_name: Name,
    subtype_name: Name,
    parameters: Option<Parameters>,
) -> PyResult<Bound<'_, PyBytes>> {
    let parameters = parameters.unwrap_or_default();
    written(py, |pen| write_type(&type_name, &subtype_name, &parameters, pen))
}

/// A content coding (RFC 9110, 8.4.1). Two are equal that are the same coding: an alias is what it stands for.
#[pyclass(frozen, eq, hash, module = "oyez.fields")]
#[derive(Clone, Eq)]
pub struct ContentCoding {
    /// Its name; case does not matter.
    #[pyo3(get)]
    name: Name,
}

impl ContentCoding {
    fn rust(&self) -> fields::coding::ContentCoding<'_> {
        fields::coding::ContentCoding::named(self.name.octets())
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.rust().write(pen)
    }
}

impl PartialEq for ContentCoding {
    fn eq(&self, other: &Self) -> bool {
        self.rust() == other.rust()
    }
}

impl std::hash::Hash for ContentCoding {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        match self.rust().coding {
            fields::coding::Coding::Other => self.name.hash(state),
            known => known.hash(state),
        }
    }
}

#[pymethods]
impl ContentCoding {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("name",);

    #[new]
    fn new(name: Name) -> Self {
        ContentCoding { name }
    }

    /// Which it is; an alias is told as what it stands for.
    #[getter]
    fn coding(&self) -> Enum<fields::coding::Coding> {
        Enum(self.rust().coding)
    }

    /// Writes the name; that of the coding itself for an alias.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name"])
    }
}

/// Reads a Content-Encoding (RFC 9110, 8.4), in the order in which the codings were applied.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn content_encoding(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| {
        pull(py, fields::coding::content_encoding(rest), |coding| ContentCoding { name: coding.name.into() })
    })
}

/// A transfer coding, as a member of Transfer-Encoding or of TE (RFC 9112, 7; RFC 9110, 10.1.4).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TransferCoding {
    /// Its name; case does not matter.
    name: Name,
    /// The parameters before the weight.
    parameters: Parameters,
    /// In TE, its weight in thousandths; in Transfer-Encoding always 1000.
    weight: u16,
}

impl TransferCoding {
    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.parameters.lack(&["q"])?;
        fields::coding::TransferCoding::named(self.name.octets()).write(pen)?;
        self.parameters.write(b";", pen)?;
        weights::write(pen, self.weight)
    }
}

impl From<fields::coding::TransferCoding<'_>> for TransferCoding {
    fn from(coding: fields::coding::TransferCoding<'_>) -> Self {
        let parameters = Parameters::of(coding.parameters);
        TransferCoding { name: coding.name.into(), parameters, weight: coding.weight }
    }
}

#[pymethods]
impl TransferCoding {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("name", "parameters", "weight");

    #[new]
    #[pyo3(signature = (name, parameters = None, weight = weights::FULL))]
    #[pyo3(text_signature = "(name, parameters=(), weight=1000)")]
    fn new(name: Name, parameters: Option<Parameters>, weight: u16) -> Self {
        TransferCoding { name, parameters: parameters.unwrap_or_default(), weight }
    }

    /// Which it is; an alias is told as what it stands for.
    #[getter]
    fn coding(&self) -> Enum<fields::coding::Transfer> {
        Enum(fields::coding::TransferCoding::named(self.name.octets()).coding)
    }

    /// Writes it; the name of the coding itself for an alias.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.put(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "parameters", "weight"])
    }
}

/// Reads a Transfer-Encoding (RFC 9112, 6.1), in the order in which the codings were applied.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn transfer_encoding(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| {
        pull(py, fields::coding::transfer_encoding(rest), |applied| TransferCoding::from(applied.0))
    })
}

/// Reads a TE (RFC 9110, 10.1.4), member by member.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn te(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::coding::te(rest), TransferCoding::from))
}

/// Reads a Content-Language: language tags (RFC 9110, 8.5), whose case does not matter.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn content_language(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, language::content_language(rest), |tag| ascii(tag.tag)))
}

/// Writes a Content-Language.
#[pyfunction]
#[pyo3(signature = (tags, /))]
fn write_content_language(py: Python<'_>, tags: Vec<String>) -> PyResult<Bound<'_, PyBytes>> {
    let tags: Vec<_> = tags.iter().map(|tag| language::LanguageTag { tag: tag.as_bytes() }).collect();
    written(py, |pen| fields::members::write(pen, &tags))
}

/// Reads a Content-MD5: sixteen octets (RFC 1864, 2).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn content_md5<'py>(py: Python<'py>, value: Value<'py>) -> PyResult<Bound<'py, PyBytes>> {
    Ok(PyBytes::new(py, &fields::content_md5::content_md5(value.octets()).or_raise(py)?))
}

/// Writes a Content-MD5 of sixteen octets.
#[pyfunction]
#[pyo3(signature = (digest, /))]
fn write_content_md5(py: Python<'_>, digest: Octets) -> PyResult<Bound<'_, PyBytes>> {
    let digest = <[u8; fields::content_md5::SIZE]>::try_from(digest.0);
    let digest = digest.map_err(|_| errors::misused(py, Misuse::Argument, "a digest has sixteen octets"))?;
    written(py, |pen| {
        fields::content_md5::write(pen, &digest);
        Ok(())
    })
}

/// Reads a MIME-Version, over the comments in it: the numbers before the point and behind it (RFC 2045, 4).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn mime_version(py: Python<'_>, value: Value<'_>) -> PyResult<(u64, u64)> {
    fields::mime::mime_version(value.octets()).map(|version| (version.major, version.minor)).or_raise(py)
}

/// Writes a MIME-Version.
#[pyfunction]
#[pyo3(signature = (major, minor, /))]
fn write_mime_version(py: Python<'_>, major: u64, minor: u64) -> PyResult<Bound<'_, PyBytes>> {
    written(py, |pen| fields::mime::MimeVersion { major, minor }.write(pen))
}

/// A Content-Transfer-Encoding (RFC 2045, 6). HTTP has none; parts of a form and messages of old gateways do.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ContentTransferEncoding {
    /// Its name; case does not matter.
    name: Name,
}

impl ContentTransferEncoding {
    fn rust(&self) -> fields::mime::ContentTransferEncoding<'_> {
        fields::mime::ContentTransferEncoding::named(self.name.octets())
    }
}

#[pymethods]
impl ContentTransferEncoding {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("name",);

    #[new]
    fn new(name: Name) -> Self {
        ContentTransferEncoding { name }
    }

    /// Which mechanism it is.
    #[getter]
    fn mechanism(&self) -> Enum<fields::mime::Mechanism> {
        Enum(self.rust().mechanism)
    }

    /// Writes the name; for a mechanism with a number, its own.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name"])
    }
}

/// Reads a Content-Transfer-Encoding, over comments about it.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn content_transfer_encoding(py: Python<'_>, value: Value<'_>) -> PyResult<ContentTransferEncoding> {
    let read = fields::mime::content_transfer_encoding(value.octets()).or_raise(py)?;
    Ok(ContentTransferEncoding { name: read.name.into() })
}

#[pymodule(submodule, gil_used = false)]
pub mod _media {
    #[pymodule_export]
    use super::{
        ContentCoding, ContentTransferEncoding, MediaType, TransferCoding, content_encoding, content_language,
        content_md5, content_transfer_encoding, media_type, mime_version, te, transfer_encoding,
        write_content_language, write_content_md5, write_media_type, write_mime_version,
    };
}
