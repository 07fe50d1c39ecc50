// SPDX-License-Identifier: MIT OR Apache-2.0
//! Structured fields (RFC 9651), as what Python has: int, Decimal, str, bytes, bool, datetime; and a Token and a
//! DisplayString of their own.

use oyez::error::{Misuse, Violation};
use oyez::fields::structured::{self as rust, BareItem, Bytes, INTEGER_MAX, SfParameters, Writer};
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::grammar::text::Text;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyDict, PyInt, PyList, PyString, PyTuple, PyType};

use super::parts::{Octets, Value, ascii, each, repr, vec};
use super::time::Time;
use super::verdict::OrRaise;
use crate::errors;

/// A Token (RFC 9651, 3.3.4).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields.structured")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Token {
    /// A letter or "*", and then more.
    text: String,
}

#[pymethods]
impl Token {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("text",);

    #[new]
    fn new(text: String) -> Self {
        Token { text }
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["text"])
    }
}

/// A Display String (RFC 9651, 3.3.8), of all characters there are.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields.structured")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DisplayString {
    /// What it says.
    text: String,
}

#[pymethods]
impl DisplayString {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str,) = ("text",);

    #[new]
    fn new(text: String) -> Self {
        DisplayString { text }
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["text"])
    }
}

/// An item: a bare item and its parameters (RFC 9651, 3.3).
#[pyclass(frozen, get_all, module = "oyez.fields.structured")]
pub struct Item {
    /// The bare item.
    value: Py<PyAny>,
    /// Its parameters, in order.
    parameters: Py<PyDict>,
}

#[pymethods]
impl Item {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("value", "parameters");

    #[new]
    #[pyo3(signature = (value, parameters = None), text_signature = "(value, parameters={})")]
    fn new(value: Bound<'_, PyAny>, parameters: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let parameters = dict(value.py(), parameters)?;
        Ok(Item { value: value.unbind(), parameters })
    }

    /// Writes it in the one way there is for it (RFC 9651, 4.1.3).
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mut field = Writing { writer: Writer::ITEM, steps: Vec::new() };
        field.item(self.value.bind(py), Some(self.parameters.bind(py)))?;
        field.finish(py)
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let other = other.get();
        Ok(same(self.value.bind(py), other.value.bind(py))? && self.parameters.bind(py).eq(&other.parameters)?)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["value", "parameters"])
    }
}

/// An inner list: items, and parameters of all of it (RFC 9651, 3.1.1).
#[pyclass(frozen, get_all, module = "oyez.fields.structured")]
pub struct InnerList {
    /// The items.
    items: Py<PyTuple>,
    /// The parameters of the list, in order.
    parameters: Py<PyDict>,
}

#[pymethods]
impl InnerList {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("items", "parameters");

    #[new]
    #[pyo3(signature = (items, parameters = None), text_signature = "(items, parameters={})")]
    fn new(items: &Bound<'_, PyAny>, parameters: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let all = each(items, Ok)?;
        Ok(InnerList { items: PyTuple::new(items.py(), all)?.unbind(), parameters: dict(items.py(), parameters)? })
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let other = other.get();
        Ok(self.items.bind(py).eq(&other.items)? && self.parameters.bind(py).eq(&other.parameters)?)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["items", "parameters"])
    }
}

/// Whether two bare items are the same: True is not 1 here.
fn same(one: &Bound<'_, PyAny>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(one.get_type().is(other.get_type()) && one.eq(other)?)
}

/// Parameters, of a mapping or of pairs.
fn dict(py: Python<'_>, parameters: Option<&Bound<'_, PyAny>>) -> PyResult<Py<PyDict>> {
    let all = PyDict::new(py);
    if let Some(parameters) = parameters {
        all.call_method1("update", (parameters,))?;
    }
    Ok(all.unbind())
}

/// Reads a field that is an item (RFC 9651, 4.2).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn item(py: Python<'_>, value: Value<'_>) -> PyResult<Item> {
    told_item(py, rust::item(value.octets()).or_raise(py)?)
}

/// Reads a field that is a list (RFC 9651, 4.2.1): items and inner lists. An empty one is a list, too.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn list<'py>(py: Python<'py>, value: Value<'py>) -> PyResult<Bound<'py, PyList>> {
    let list = rust::list(value.octets()).or_raise(py)?;
    PyList::new(py, list.map(|member| told(py, member)).collect::<PyResult<Vec<_>>>()?)
}

/// Reads a field that is a dictionary (RFC 9651, 4.2.2). An empty one is a dictionary, too.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn dictionary<'py>(py: Python<'py>, value: Value<'py>) -> PyResult<Bound<'py, PyDict>> {
    let members = PyDict::new(py);
    for entry in rust::dictionary(value.octets()).or_raise(py)? {
        members.set_item(ascii(entry.key), told(py, entry.member)?)?;
    }
    Ok(members)
}

fn told<'py>(py: Python<'py>, member: rust::Member<'_>) -> PyResult<Bound<'py, PyAny>> {
    match member {
        rust::Member::Item(item) => told_item(py, item)?.into_bound_py_any(py),
        rust::Member::InnerList(list) => {
            let items = list.items.map(|item| told_item(py, item)).collect::<PyResult<Vec<_>>>()?;
            let items = PyTuple::new(py, items)?.unbind();
            InnerList { items, parameters: told_parameters(py, list.parameters)? }.into_bound_py_any(py)
        }
    }
}

fn told_item(py: Python<'_>, item: rust::Item<'_>) -> PyResult<Item> {
    Ok(Item { value: told_bare(py, item.bare)?.unbind(), parameters: told_parameters(py, item.parameters)? })
}

/// A key that stands twice has the last value, in the place of the first, as a dict that is filled in order.
fn told_parameters(py: Python<'_>, parameters: SfParameters<'_>) -> PyResult<Py<PyDict>> {
    let all = PyDict::new(py);
    for parameter in parameters {
        all.set_item(ascii(parameter.key), told_bare(py, parameter.value)?)?;
    }
    Ok(all.unbind())
}

fn told_bare<'py>(py: Python<'py>, bare: BareItem<'_>) -> PyResult<Bound<'py, PyAny>> {
    match bare {
        BareItem::Integer(number) => number.into_bound_py_any(py),
        BareItem::Decimal(_) => decimal_class(py)?.call1((ascii(&vec(|pen| bare.write(pen)).or_raise(py)?),)),
        BareItem::String(text) => ascii(&Octets::said(text).0).into_bound_py_any(py),
        BareItem::Token(token) => Token { text: ascii(token) }.into_bound_py_any(py),
        BareItem::Bytes(bytes) => PyBytes::new(py, &bytes.octets().collect::<Vec<_>>()).into_bound_py_any(py),
        BareItem::Boolean(is_true) => is_true.into_bound_py_any(py),
        BareItem::Date(seconds) => Time::told(seconds, Violation::SfDate).or_raise(py)?.into_pyobject(py),
        BareItem::DisplayString(text) => {
            let text = String::from_utf8_lossy(&text.octets().collect::<Vec<_>>()).into_owned();
            DisplayString { text }.into_bound_py_any(py)
        }
    }
}

fn decimal_class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "decimal", "Decimal")
}

/// Writes a list of items, inner lists and bare items (RFC 9651, 4.1.1). Of none, nothing is written: then there is to
/// be no field.
#[pyfunction]
#[pyo3(signature = (members, /))]
fn write_list<'py>(py: Python<'py>, members: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let mut field = Writing { writer: Writer::LIST, steps: Vec::new() };
    for member in members.try_iter()? {
        field.member(&member?)?;
    }
    field.finish(py)
}

/// Writes a dictionary of items, inner lists and bare items (RFC 9651, 4.1.2). Of none, nothing is written.
#[pyfunction]
#[pyo3(signature = (members, /))]
fn write_dictionary<'py>(py: Python<'py>, members: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let mut field = Writing { writer: Writer::DICTIONARY, steps: Vec::new() };
    for pair in members.call_method0("items")?.try_iter()? {
        let (key, member): (String, Bound<'_, PyAny>) = pair?.extract()?;
        field.steps.push(Step::Key(key));
        field.member(&member)?;
    }
    field.finish(py)
}

/// A field to be written: what Python gave, step by step.
struct Writing {
    writer: Writer,
    steps: Vec<Step>,
}

enum Step {
    Key(String),
    Bare(Bare),
    Parameter(String, Bare),
    Open,
    Close,
}

/// A bare item that owns what it says.
enum Bare {
    Plain(BareItem<'static>),
    String(String),
    Token(String),
    Bytes(Vec<u8>),
    Display(String),
}

impl Bare {
    fn rust(&self) -> BareItem<'_> {
        match self {
            Bare::Plain(bare) => *bare,
            Bare::String(text) => BareItem::String(Text::plain(text.as_bytes())),
            Bare::Token(token) => BareItem::Token(token.as_bytes()),
            Bare::Bytes(octets) => BareItem::Bytes(Bytes::plain(octets)),
            Bare::Display(text) => BareItem::DisplayString(rust::DisplayString::plain(text.as_bytes())),
        }
    }

    fn taken(value: &Bound<'_, PyAny>) -> PyResult<Bare> {
        let py = value.py();
        if value.is_instance_of::<PyBool>() {
            Ok(Bare::Plain(BareItem::Boolean(value.is_truthy()?)))
        } else if value.is_instance_of::<PyInt>() {
            // What is larger than any is refused as the largest is that is too large.
            Ok(Bare::Plain(BareItem::Integer(value.extract().unwrap_or(INTEGER_MAX + 1))))
        } else if let Ok(text) = value.cast::<PyString>() {
            Ok(Bare::String(text.to_cow()?.into_owned()))
        } else if let Ok(token) = value.cast::<Token>() {
            Ok(Bare::Token(token.get().text.clone()))
        } else if let Ok(text) = value.cast::<DisplayString>() {
            Ok(Bare::Display(text.get().text.clone()))
        } else if value.is_instance(decimal_class(py)?)? {
            decimal(value)
        } else if value.hasattr("tzinfo")? {
            Ok(Bare::Plain(BareItem::Date(value.extract::<Time>()?.0)))
        } else if let Ok(octets) = crate::octets::taken(value) {
            Ok(Bare::Bytes(octets.as_bytes().to_vec()))
        } else {
            Err(PyTypeError::new_err(format!("{} is no bare item", value.get_type().name()?)))
        }
    }
}

/// A Decimal, rounded to thousandths; of two as near, to the one whose last digit is even (RFC 9651, 4.1.5).
fn decimal(value: &Bound<'_, PyAny>) -> PyResult<Bare> {
    let py = value.py();
    let refused = || errors::misuse(py, Misuse::FieldSyntax);
    if !value.call_method0("is_finite")?.is_truthy()? {
        return Err(refused());
    }
    let module = py.import("decimal")?;
    let context = module.getattr("Context")?.call1((400,))?;
    let scaled = value.call_method1("scaleb", (3, &context)).map_err(|_| refused())?;
    let whole = scaled.call_method1("to_integral_value", (module.getattr("ROUND_HALF_EVEN")?, &context));
    let thousandths = whole.and_then(|whole| whole.call_method0("__int__")?.extract()).map_err(|_| refused())?;
    Ok(Bare::Plain(BareItem::Decimal(rust::Decimal { thousandths })))
}

impl Writing {
    fn member(&mut self, member: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = member.py();
        if let Ok(item) = member.cast::<Item>() {
            return self.item(item.get().value.bind(py), Some(item.get().parameters.bind(py)));
        }
        let Ok(list) = member.cast::<InnerList>() else { return self.item(member, None) };
        self.steps.push(Step::Open);
        for item in list.get().items.bind(py) {
            match item.cast::<Item>() {
                Ok(item) => self.item(item.get().value.bind(py), Some(item.get().parameters.bind(py)))?,
                Err(_) => self.item(&item, None)?,
            }
        }
        self.steps.push(Step::Close);
        self.parameters(list.get().parameters.bind(py))
    }

    fn item(&mut self, value: &Bound<'_, PyAny>, parameters: Option<&Bound<'_, PyDict>>) -> PyResult<()> {
        self.steps.push(Step::Bare(Bare::taken(value)?));
        parameters.map_or(Ok(()), |parameters| self.parameters(parameters))
    }

    fn parameters(&mut self, parameters: &Bound<'_, PyDict>) -> PyResult<()> {
        for (key, value) in parameters {
            self.steps.push(Step::Parameter(key.extract()?, Bare::taken(&value)?));
        }
        Ok(())
    }

    fn finish(self, py: Python<'_>) -> PyResult<Bound<'_, PyBytes>> {
        super::parts::written(py, |pen| self.put(pen))
    }

    fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let mut writer = self.writer;
        for step in &self.steps {
            match step {
                Step::Key(key) => writer.key(pen, key.as_bytes())?,
                Step::Bare(bare) => writer.bare(pen, &bare.rust())?,
                Step::Parameter(key, value) => writer.parameter(pen, key.as_bytes(), &value.rust())?,
                Step::Open => writer.open(pen)?,
                Step::Close => writer.close(pen)?,
            }
        }
        writer.finish()
    }
}

#[pymodule(submodule, gil_used = false)]
#[pyo3(name = "structured")]
pub mod module {
    #[pymodule_export]
    use super::{DisplayString, InnerList, Item, Token, dictionary, item, list, write_dictionary, write_list};
}
