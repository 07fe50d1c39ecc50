// SPDX-License-Identifier: MIT OR Apache-2.0
//! Typed field values for Python: `oyez.fields`, one family a file, as in `oyez::fields`.
//!
//! An object holds copies of what was read. Names that are the same in any case compare so; what may hold any octet is
//! `bytes`.

#![allow(clippy::needless_pass_by_value, reason = "what Python gives is made for the call, and handed over")]
#![allow(clippy::redundant_closure_for_method_calls, reason = "a method is tied to one lifetime, a closure is not")]

pub mod caching;
mod cgi;
pub mod conditions;
mod cookies;
pub mod credentials;
mod dates;
pub mod digest;
mod disposition;
pub mod forwarding;
mod jar;
pub mod kinds;
mod lists;
pub mod media;
pub mod members;
mod multipart;
pub mod parts;
mod people;
pub mod preferences;
mod registry;
pub mod routing;
mod structured;
pub mod time;
mod uris;
pub mod verdict;

use pyo3::prelude::*;
use pyo3::wrap_pymodule;

/// Makes each family a module that `oyez.fields` can import.
pub fn register(py: Python<'_>) -> PyResult<()> {
    let families = [
        wrap_pymodule!(caching::_caching)(py),
        wrap_pymodule!(cgi::module)(py),
        wrap_pymodule!(conditions::_conditions)(py),
        wrap_pymodule!(cookies::_cookies)(py),
        wrap_pymodule!(credentials::_credentials)(py),
        wrap_pymodule!(dates::_dates)(py),
        wrap_pymodule!(digest::_digest)(py),
        wrap_pymodule!(disposition::_disposition)(py),
        wrap_pymodule!(forwarding::_forwarding)(py),
        wrap_pymodule!(lists::_lists)(py),
        wrap_pymodule!(media::_media)(py),
        wrap_pymodule!(multipart::module)(py),
        wrap_pymodule!(people::_people)(py),
        wrap_pymodule!(preferences::_preferences)(py),
        wrap_pymodule!(registry::module)(py),
        wrap_pymodule!(routing::_routing)(py),
        wrap_pymodule!(structured::module)(py),
        wrap_pymodule!(uris::_uris)(py),
    ];
    publish(py, "oyez.fields", &families)
}

/// Lets Python import modules as those of a package.
pub fn publish(py: Python<'_>, package: &str, families: &[Py<PyModule>]) -> PyResult<()> {
    let modules = py.import("sys")?.getattr("modules")?;
    for module in families {
        let module = module.bind(py);
        let name = format!("{package}.{}", module.name()?);
        module.setattr("__name__", &name)?;
        modules.set_item(name, module)?;
    }
    Ok(())
}
