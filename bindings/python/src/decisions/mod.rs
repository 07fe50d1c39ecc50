// SPDX-License-Identifier: MIT OR Apache-2.0
//! Decisions for Python: `oyez.semantics`, one family a file, as in `oyez::semantics`.

#![allow(clippy::needless_pass_by_value, reason = "what Python gives is made for the call, and handed over")]

mod authentication;
mod caching;
mod caching_kinds;
mod conditional;
mod expectation;
mod forwarding;
mod method;
mod negotiation;
mod range;
mod redirect;
mod status;

use pyo3::prelude::*;
use pyo3::wrap_pymodule;

use crate::values::publish;

/// Makes each family a module that `oyez.semantics` can import.
pub fn register(py: Python<'_>) -> PyResult<()> {
    let families = [
        wrap_pymodule!(authentication::_authentication)(py),
        wrap_pymodule!(caching::_caching)(py),
        wrap_pymodule!(conditional::_conditional)(py),
        wrap_pymodule!(expectation::_expectation)(py),
        wrap_pymodule!(forwarding::_forwarding)(py),
        wrap_pymodule!(method::_method)(py),
        wrap_pymodule!(negotiation::_negotiation)(py),
        wrap_pymodule!(range::_range)(py),
        wrap_pymodule!(redirect::_redirect)(py),
        wrap_pymodule!(status::_status)(py),
    ];
    publish(py, "oyez.semantics", &families)
}
