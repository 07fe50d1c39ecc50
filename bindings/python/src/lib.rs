// SPDX-License-Identifier: MIT OR Apache-2.0
//! oyez for Python: objects over the engine, and no policy.

#![forbid(unsafe_code)]
#![warn(clippy::pedantic)]
// Comments on what Python sees are its docstrings, which know no backticks.
#![allow(clippy::doc_markdown)]

mod config;
mod connection;
mod decisions;
mod errors;
mod events;
mod exchange;
mod fields;
mod octets;
mod pieces;
mod server;
mod stats;
mod turns;
mod values;

use pyo3::prelude::*;

/// What is written in Rust.
#[pymodule(gil_used = false)]
mod _oyez {
    #[pymodule_export]
    use crate::connection::Connection;
    #[pymodule_export]
    use crate::events::{Informational, Request, Response};
    #[pymodule_export]
    use crate::exchange::Exchange;
    #[pymodule_export]
    use crate::fields::Fields;
    #[pymodule_export]
    use crate::pieces::{Closed, Complete, Content, PeerEnded, Tunnel};
    #[pymodule_export]
    use crate::server::Server;
    #[pymodule_export]
    use crate::stats::Stats;

    use crate::{errors, octets};
    use oyez::error::{Misuse, Reason};
    use oyez::fields::date::imf_fixdate;
    use oyez::grammar::percent;
    use oyez::syntax::status;
    use pyo3::prelude::*;
    use pyo3::types::{PyBytes, PyString};
    use std::time::{SystemTime, UNIX_EPOCH};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");

    /// Brings the families of `oyez.fields` and `oyez.semantics` along.
    #[pymodule_init]
    fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
        crate::values::register(module.py())?;
        crate::decisions::register(module.py())
    }

    /// Writes a time, in seconds since 1970, as an HTTP-date (RFC 9110, 5.6.7); None is now.
    #[pyfunction]
    #[pyo3(signature = (seconds = None, /))]
    fn date(py: Python<'_>, seconds: Option<f64>) -> PyResult<Bound<'_, PyString>> {
        let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |time| time.as_secs_f64());
        // What is out of range is brought to its ends, which no date has.
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
        let seconds = seconds.unwrap_or_else(now).floor() as i64;
        match imf_fixdate(seconds) {
            Some(date) => Ok(octets::text(py, &date)),
            None => Err(errors::misused(py, Misuse::Argument, "the year of a date is 0000 to 9999")),
        }
    }

    /// Undoes percent-encoding (RFC 3986, 2.1). A "%" without its two HEXDIG raises MisuseError.
    #[pyfunction]
    #[pyo3(signature = (text, /))]
    fn percent_decode<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyBytes>> {
        let decoded = percent::decoded(text.as_bytes()).map(|octet| octet.map(|octet| octet.octet));
        let decoded = decoded.collect::<Result<Vec<u8>, _>>();
        let refused = |violation| errors::misused(py, Misuse::Argument, &Reason::Violation(violation).to_string());
        Ok(PyBytes::new(py, &decoded.map_err(|stop| refused(stop.violation))?))
    }

    /// The registered reason phrase; empty for a code that has none.
    #[pyfunction]
    #[pyo3(signature = (status, /))]
    fn reason(py: Python<'_>, status: u16) -> Bound<'_, PyString> {
        octets::text(py, status::reason(status))
    }
}
