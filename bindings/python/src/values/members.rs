// SPDX-License-Identifier: MIT OR Apache-2.0
//! Lists as iterators: each member is read when it is asked for.

use oyez::error::Refused;
use oyez::fields::members;
use pyo3::BoundObject;
use pyo3::prelude::*;

use super::parts::Value;
use super::time::Time;
use super::verdict::OrRaise;

/// A member, and how many octets of the rest it took; or where the rest is invalid.
pub type Pulled<'py> = Option<Result<(PyResult<Bound<'py, PyAny>>, usize), Refused>>;

/// Reads the next member of what is left of a list.
pub type Pull = for<'py> fn(Python<'py>, &[u8], Place) -> Pulled<'py>;

/// Where in a list a reader stands.
#[derive(Clone, Copy)]
pub struct Place {
    /// Octets taken.
    pub at: usize,
    /// When it was begun, in seconds since 1970.
    pub now: i64,
}

/// The members of a list. Behind one that raises there is none.
#[pyclass(module = "oyez.fields")]
pub struct Members {
    value: Vec<u8>,
    place: Place,
    pull: Pull,
}

impl Members {
    pub fn new(value: &Value<'_>, pull: Pull) -> Self {
        Members { value: value.octets().to_vec(), place: Place { at: 0, now: 0 }, pull }
    }

    /// Of values with dates in them.
    pub fn dated(value: &Value<'_>, now: Option<Time>, pull: Pull) -> Self {
        Members { value: value.octets().to_vec(), place: Place { at: 0, now: Time::or_now(now) }, pull }
    }
}

#[pymethods]
impl Members {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Place { at, .. } = self.place;
        let rest = self.value.get(at..).unwrap_or_default();
        let pulled = (self.pull)(py, rest, self.place).transpose();
        self.place.at = self.value.len();
        let Some((member, taken)) = pulled.map_err(|refused| refused.after(at)).or_raise(py)? else {
            return Ok(None);
        };
        self.place.at = at + taken;
        member.map(Some)
    }
}

/// The next member of a list, told as Python is to see it.
pub fn pull<'py, 'b, M, T>(py: Python<'py>, mut list: members::Members<'b, M>, tell: impl FnOnce(M) -> T) -> Pulled<'py>
where
    M: members::Member<'b>,
    T: IntoPyObject<'py>,
{
    let member = list.next()?;
    Some(member.map(|member| (told(py, tell(member)), list.at())))
}

/// A member as Python is to see it.
pub fn told<'py, T: IntoPyObject<'py>>(py: Python<'py>, member: T) -> PyResult<Bound<'py, PyAny>> {
    member.into_pyobject(py).map(|member| member.into_any().into_bound()).map_err(Into::into)
}
