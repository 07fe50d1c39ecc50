// SPDX-License-Identifier: MIT OR Apache-2.0
//! Times: seconds since 1970 in Rust, an aware `datetime` in Python. What it is given may be of any zone; what it gets
//! is of UTC.

use oyez::error::{Refused, Violation};
use oyez::fields::date::{Civil, civil};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use std::time::{SystemTime, UNIX_EPOCH};

use super::verdict::OrRaise;

/// A time, in seconds since 1970-01-01 00:00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

/// What Python's calendar is made of.
struct Calendar {
    datetime: Py<PyType>,
    utc: Py<PyAny>,
    epoch: Py<PyAny>,
}

impl Calendar {
    fn of(py: Python<'_>) -> PyResult<&Self> {
        static CALENDAR: PyOnceLock<Calendar> = PyOnceLock::new();
        CALENDAR.get_or_try_init(py, || {
            let module = py.import("datetime")?;
            let datetime = module.getattr("datetime")?.cast_into::<PyType>()?;
            let utc = module.getattr("timezone")?.getattr("utc")?;
            let epoch = datetime.call1((1970, 1, 1, 0, 0, 0, 0, &utc))?;
            Ok(Calendar { datetime: datetime.unbind(), utc: utc.unbind(), epoch: epoch.unbind() })
        })
    }
}

impl Time {
    /// The present time, unless another is given.
    pub fn or_now(time: Option<Time>) -> i64 {
        let now = || SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs().try_into().ok();
        time.map_or_else(|| now().unwrap_or(0), |time| time.0)
    }

    /// Whether Python's calendar has it: from the year 1 to the year 9999.
    pub fn is_told(self) -> bool {
        civil(self.0).is_some_and(|civil| civil.year > 0)
    }

    /// That Python's calendar has it.
    pub fn told(seconds: i64, violation: Violation) -> Result<Time, Refused> {
        Some(Time(seconds)).filter(|time| time.is_told()).ok_or(Refused::new(violation, 0))
    }
}

impl<'py> IntoPyObject<'py> for Time {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let civil = civil(self.0).ok_or(Refused::new(Violation::Date, 0)).or_raise(py)?;
        let Civil { year, month, day, hour, minute, second } = civil;
        let calendar = Calendar::of(py)?;
        calendar.datetime.bind(py).call1((year, month, day, hour, minute, second, 0, &calendar.utc))
    }
}

impl<'py> IntoPyObject<'py> for &Time {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        (*self).into_pyobject(py)
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Time {
    type Error = PyErr;

    /// A time without a zone is no time: Python takes none from one that has a zone, and says so.
    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let py = object.py();
        let since = object.sub(Calendar::of(py)?.epoch.bind(py))?;
        let (days, seconds) = (
            since.getattr(intern!(py, "days"))?.extract::<i64>()?,
            since.getattr(intern!(py, "seconds"))?.extract::<i64>()?,
        );
        Ok(Time(days * 86_400 + seconds))
    }
}
