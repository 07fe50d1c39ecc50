// SPDX-License-Identifier: MIT OR Apache-2.0
//! Lists, written (RFC 9110, 5.6.1).

use oyez::grammar::pen::{Pen, Unwritable};
use pyo3::PyClass;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::types::{PyBytes, PyString};
use std::cell::Cell;

use super::caching::{Directive, Warning};
use super::conditions::EntityTag;
use super::credentials::Challenge;
use super::forwarding::{Element, Hop, Recipient};
use super::media::{ContentCoding, TransferCoding};
use super::parts::{each, written};
use super::preferences::{CharsetPreference, CodingPreference, LanguagePreference, MediaRange};
use super::routing::{Expectation, Protocol};
use super::uris::Link;

/// Writes members of a list, a comma and a space between two: what a reader of a list tells. Names, such as those of
/// Vary and Allow, are tokens.
#[pyfunction]
#[pyo3(signature = (members, /))]
fn write_list<'py>(py: Python<'py>, members: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let members = each(members, Ok)?;
    let foreign = Cell::new(None);
    let list = written(py, |pen| {
        for (number, member) in members.iter().enumerate() {
            pen.octets(if number > 0 { b", " } else { b"" });
            put_any(member, pen).unwrap_or_else(|| {
                foreign.set(Some(member));
                Err(Unwritable::Value)
            })?;
        }
        Ok(())
    });
    match foreign.get() {
        Some(member) => Err(PyTypeError::new_err(format!("{} is no member of a list", member.get_type().name()?))),
        None => list,
    }
}

/// Writes a member of whichever class; nothing for what is none.
fn put_any(member: &Bound<'_, PyAny>, pen: &mut Pen<'_>) -> Option<Result<(), Unwritable>> {
    if let Ok(name) = member.cast::<PyString>() {
        return Some(name.to_str().map_or(Err(Unwritable::Value), |name| pen.token(name.as_bytes()).map(|_| ())));
    }
    put(member, pen, MediaRange::put)
        .or_else(|| put(member, pen, EntityTag::put))
        .or_else(|| put(member, pen, Directive::put))
        .or_else(|| put(member, pen, CharsetPreference::put))
        .or_else(|| put(member, pen, CodingPreference::put))
        .or_else(|| put(member, pen, LanguagePreference::put))
        .or_else(|| put(member, pen, Challenge::put))
        .or_else(|| put(member, pen, ContentCoding::put))
        .or_else(|| put(member, pen, Element::put))
        .or_else(|| put(member, pen, Expectation::put))
        .or_else(|| put(member, pen, Hop::put))
        .or_else(|| put(member, pen, Link::put))
        .or_else(|| put(member, pen, Protocol::put))
        .or_else(|| put(member, pen, Recipient::put))
        .or_else(|| put(member, pen, TransferCoding::put))
        .or_else(|| put(member, pen, Warning::put))
}

fn put<T: PyClass<Frozen = True> + Sync>(
    member: &Bound<'_, PyAny>,
    pen: &mut Pen<'_>,
    put: fn(&T, &mut Pen<'_>) -> Result<(), Unwritable>,
) -> Option<Result<(), Unwritable>> {
    Some(put(member.cast::<T>().ok()?.get(), pen))
}

#[pymodule(submodule, gil_used = false)]
pub mod _lists {
    #[pymodule_export]
    use super::write_list;
}
