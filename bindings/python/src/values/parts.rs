// SPDX-License-Identifier: MIT OR Apache-2.0
//! What values are made of: octets, names, parameters. Each is copied once, at the door.

use crate::{errors, octets};
use oyez::error::Misuse;
use oyez::fields::parameters::Parameter;
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::grammar::text::Text;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyInt, PyList, PyString, PyTuple};
use std::convert::Infallible;
use std::hash::{Hash, Hasher};

use super::verdict::OrRaise;

/// A field value to be read: octets, or text, which is read as `Fields.text()` tells it, as ISO 8859-1.
pub enum Value<'py> {
    Octets(Bound<'py, PyBytes>),
    Ascii(Bound<'py, PyString>),
}

impl Value<'_> {
    pub fn octets(&self) -> &[u8] {
        match self {
            Value::Octets(octets) => octets.as_bytes(),
            Value::Ascii(text) => text.to_str().map_or(&[], str::as_bytes),
        }
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Value<'py> {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        match object.cast::<PyString>() {
            Ok(text) if text.to_str().is_ok_and(str::is_ascii) => Ok(Value::Ascii(text.to_owned())),
            Ok(text) => Ok(Value::Octets(text.call_method1("encode", ("iso-8859-1",))?.cast_into()?)),
            Err(_) => Ok(Value::Octets(octets::taken(&object)?)),
        }
    }
}

/// Any octets: `bytes` in Python, which may give ASCII text for them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Octets(pub Vec<u8>);

impl Octets {
    /// What a text says.
    pub fn said(text: Text<'_>) -> Self {
        Octets(text.in_place().map_or_else(|| text.octets().collect(), <[u8]>::to_vec))
    }

    pub fn text(&self) -> Text<'_> {
        Text::plain(&self.0)
    }
}

impl From<&[u8]> for Octets {
    fn from(octets: &[u8]) -> Self {
        Octets(octets.to_vec())
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Octets {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        match object.cast::<PyString>() {
            Ok(text) if text.to_str().is_ok_and(str::is_ascii) => Ok(Octets(text.to_str()?.into())),
            Ok(_) => Err(errors::misuse(object.py(), Misuse::FieldSyntax)),
            Err(_) => Ok(Octets(octets::taken(&object)?.as_bytes().to_vec())),
        }
    }
}

impl<'py> IntoPyObject<'py> for &Octets {
    type Target = PyBytes;
    type Output = Bound<'py, PyBytes>;
    type Error = Infallible;

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Infallible> {
        Ok(PyBytes::new(py, &self.0))
    }
}

impl<'py> IntoPyObject<'py> for Octets {
    type Target = PyBytes;
    type Output = Bound<'py, PyBytes>;
    type Error = Infallible;

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Infallible> {
        (&self).into_pyobject(py)
    }
}

/// Octets that the grammar confines to ASCII.
pub fn ascii(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

/// A name that is the same in any case: `str` in Python, spelt as it was received or given.
#[derive(Clone, Debug, Eq)]
pub struct Name(pub String);

impl Name {
    pub fn octets(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl From<&[u8]> for Name {
    fn from(octets: &[u8]) -> Self {
        Name(ascii(octets))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for octet in self.octets() {
            state.write_u8(octet.to_ascii_lowercase());
        }
        state.write_u8(0xff);
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Name {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        object.extract().map(Name)
    }
}

impl<'py> IntoPyObject<'py> for &Name {
    type Target = PyString;
    type Output = Bound<'py, PyString>;
    type Error = Infallible;

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Infallible> {
        Ok(PyString::new(py, &self.0))
    }
}

/// Names and values, in order: a tuple of pairs in Python, which may give any pairs, or a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parameters(pub Vec<(Name, Octets)>);

impl Parameters {
    pub fn of<'b>(parameters: impl Iterator<Item = Parameter<'b>>) -> Self {
        Parameters(parameters.map(|one| (one.name.into(), Octets::said(one.value))).collect())
    }

    pub fn all(&self) -> Vec<Parameter<'_>> {
        self.0.iter().map(|(name, value)| Parameter { name: name.octets(), value: value.text() }).collect()
    }

    /// The value of the first with this name.
    pub fn find(&self, name: &str) -> Option<&Octets> {
        self.0.iter().find(|(known, _)| known.0.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// That none has one of these names, which mean something else where they stand.
    pub fn lack(&self, names: &[&str]) -> Result<(), Unwritable> {
        if names.iter().any(|name| self.find(name).is_some()) { Err(Unwritable::Value) } else { Ok(()) }
    }

    /// Writes all of them, this before each.
    pub fn write(&self, separator: &[u8], pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.all().iter().try_for_each(|one| one.write(pen.octets(separator)))
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Parameters {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        match object.cast::<PyDict>() {
            Ok(dict) => {
                dict.iter().map(|(name, value)| Ok((name.extract()?, value.extract()?))).collect::<PyResult<_>>()
            }
            Err(_) => pairs(&object, |pair| pair.extract()),
        }
        .map(Parameters)
    }
}

impl<'py> IntoPyObject<'py> for &Parameters {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        PyTuple::new(py, self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'py> IntoPyObject<'py> for Parameters {
    type Target = PyTuple;
    type Output = Bound<'py, PyTuple>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        (&self).into_pyobject(py)
    }
}

/// What is made of each thing in an iterable. (Rust would ask it first how many there are, which takes its time.)
pub fn each<'py, T>(
    all: &Bound<'py, PyAny>,
    mut take: impl FnMut(Bound<'py, PyAny>) -> PyResult<T>,
) -> PyResult<Vec<T>> {
    if let Ok(tuple) = all.cast::<PyTuple>() {
        return tuple.iter().map(take).collect();
    }
    if let Ok(list) = all.cast_exact::<PyList>() {
        return list.iter().map(take).collect();
    }
    let mut taken = Vec::new();
    for one in all.try_iter()? {
        taken.push(take(one?)?);
    }
    Ok(taken)
}

/// What is made of each of some pairs, or of those of a mapping.
pub fn pairs<'py, T>(all: &Bound<'py, PyAny>, take: impl FnMut(Bound<'py, PyAny>) -> PyResult<T>) -> PyResult<Vec<T>> {
    let is_mapping = !all.is_instance_of::<PyTuple>()
        && !all.is_instance_of::<PyList>()
        && all.hasattr(intern!(all.py(), "items"))?;
    if is_mapping { each(&all.call_method0("items")?, take) } else { each(all, take) }
}

/// What is written, as `bytes`.
pub fn written(py: Python<'_>, write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> PyResult<Bound<'_, PyBytes>> {
    let mut room = [0; 256];
    let mut pen = Pen::new(&mut room);
    write(&mut pen).or_raise(py)?;
    match pen.written() {
        Ok(octets) => Ok(PyBytes::new(py, octets)),
        Err(_) => Ok(PyBytes::new(py, &vec(write).or_raise(py)?)),
    }
}

/// What is written, as ASCII text.
pub fn written_text(
    py: Python<'_>,
    write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>,
) -> PyResult<Bound<'_, PyString>> {
    Ok(octets::text(py, &vec(write).or_raise(py)?))
}

/// What is written.
pub fn vec(write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> Result<Vec<u8>, Unwritable> {
    let mut counter = Pen::new(&mut []);
    write(&mut counter)?;
    let mut octets = vec![0; counter.len()];
    write(&mut Pen::new(&mut octets))?;
    Ok(octets)
}

/// `Name(member=value, ...)`, which Python reads as the same object again.
pub fn repr(object: &Bound<'_, PyAny>, members: &[&str]) -> PyResult<String> {
    let members = members.iter().map(|name| Ok((*name, object.getattr(*name)?)));
    shown(object, members.collect::<PyResult<_>>()?)
}

/// The same of the members that say something: not None, False or nothing.
pub fn repr_of_said(object: &Bound<'_, PyAny>, members: &[&str]) -> PyResult<String> {
    let mut said = Vec::new();
    for name in members {
        let member = object.getattr(*name)?;
        if member.is_truthy()? || member.is_exact_instance_of::<PyInt>() {
            said.push((*name, member));
        }
    }
    shown(object, said)
}

fn shown(object: &Bound<'_, PyAny>, members: Vec<(&str, Bound<'_, PyAny>)>) -> PyResult<String> {
    let member = |(name, member): (&str, Bound<'_, PyAny>)| Ok(format!("{name}={}", member.repr()?));
    let members = members.into_iter().map(member).collect::<PyResult<Vec<_>>>()?;
    Ok(format!("{}({})", object.get_type().name()?, members.join(", ")))
}
