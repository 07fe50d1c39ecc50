// SPDX-License-Identifier: MIT OR Apache-2.0
//! Dates and numbers: Date and its like, Retry-After, Age, Content-Length, Max-Forwards.

use oyez::error::Violation;
use oyez::fields::expires::Expires;
use oyez::fields::retry_after::RetryAfter;
use oyez::fields::{self, number};
use oyez::grammar::pen::Unwritable;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::parts::{Value, written};
use super::time::Time;
use super::verdict::OrRaise;

/// Reads an HTTP-date in any of its three formats (RFC 9110, 5.6.7): Date, Last-Modified, If-Modified-Since,
/// If-Unmodified-Since.
///
/// `now` says which century the two digits of an rfc850-date are of; without it, it is the present time. Caches should
/// not heed the case of letters (RFC 9111, 4.2).
#[pyfunction]
#[pyo3(signature = (value, /, now = None, *, any_case = false))]
fn date(py: Python<'_>, value: Value<'_>, now: Option<Time>, any_case: bool) -> PyResult<Time> {
    let read = if any_case { fields::date::read_in_any_case } else { fields::date::read };
    let read = read(value.octets(), Time::or_now(now)).and_then(|seconds| Time::told(seconds, Violation::Date));
    read.or_raise(py)
}

/// Writes a time as an IMF-fixdate (RFC 9110, 5.6.7).
#[pyfunction]
#[pyo3(signature = (time, /))]
fn write_date(py: Python<'_>, time: Time) -> PyResult<Bound<'_, PyBytes>> {
    let date = fields::date::imf_fixdate(time.0).ok_or(Unwritable::Value).or_raise(py)?;
    Ok(PyBytes::new(py, &date))
}

/// Reads a cookie-date, as user agents do (RFC 6265bis, 5.1.1): the first time, day, month and year, wherever they
/// stand.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn cookie_date(py: Python<'_>, value: Value<'_>) -> PyResult<Time> {
    fields::cookie_date::read(value.octets()).map(Time).or_raise(py)
}

/// Reads an Expires; None is for what is no date, which lies in the past (RFC 9111, 5.3).
#[pyfunction]
#[pyo3(signature = (value, /, now = None))]
fn expires(value: Value<'_>, now: Option<Time>) -> Option<Time> {
    match fields::expires::read(value.octets(), Time::or_now(now)) {
        Expires::Time(seconds) => Some(Time(seconds)).filter(|time| time.is_told()),
        Expires::Expired => None,
    }
}

/// Reads a Retry-After: seconds to wait, or the time until when (RFC 9110, 10.2.3).
#[pyfunction]
#[pyo3(signature = (value, /, now = None))]
fn retry_after<'py>(py: Python<'py>, value: Value<'_>, now: Option<Time>) -> PyResult<Bound<'py, PyAny>> {
    match fields::retry_after::read(value.octets(), Time::or_now(now)).or_raise(py)? {
        RetryAfter::Seconds(seconds) => seconds.into_bound_py_any(py),
        RetryAfter::Time(seconds) => Time::told(seconds, Violation::Date).or_raise(py)?.into_pyobject(py),
    }
}

/// Writes a Retry-After.
#[pyfunction]
#[pyo3(signature = (wait, /))]
fn write_retry_after<'py>(py: Python<'py>, wait: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let value = match wait.extract::<u64>() {
        Ok(seconds) => RetryAfter::Seconds(seconds),
        Err(_) => RetryAfter::Time(wait.extract::<Time>()?.0),
    };
    written(py, |pen| value.write(pen))
}

/// Reads an Age, in seconds; more than 2^31 are told as that (RFC 9111, 5.1). Of a list, the first member is read.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn age(py: Python<'_>, value: Value<'_>) -> PyResult<u64> {
    fields::age::read(value.octets()).or_raise(py)
}

/// Reads delta-seconds; more than 2^31 are told as that (RFC 9111, 1.2.2).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn delta_seconds(py: Python<'_>, value: Value<'_>) -> PyResult<u64> {
    number::delta_seconds(value.octets()).or_raise(py)
}

/// Reads a Content-Length (RFC 9110, 8.6), up to 2^63 - 1.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn content_length(py: Python<'_>, value: Value<'_>) -> PyResult<u64> {
    number::content_length(value.octets()).or_raise(py)
}

/// Reads a Max-Forwards (RFC 9110, 7.6.2); more than 2^63 - 1 are told as that.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn max_forwards(py: Python<'_>, value: Value<'_>) -> PyResult<u64> {
    number::max_forwards(value.octets()).or_raise(py)
}

/// Writes a number: an Age, a Content-Length, a Max-Forwards.
#[pyfunction]
#[pyo3(signature = (number, /))]
fn write_number(py: Python<'_>, number: u64) -> PyResult<Bound<'_, PyBytes>> {
    written(py, |pen| number::write(number, pen))
}

#[pymodule(submodule, gil_used = false)]
pub mod _dates {
    #[pymodule_export]
    use super::{
        age, content_length, cookie_date, date, delta_seconds, expires, max_forwards, retry_after, write_date,
        write_number, write_retry_after,
    };
}
