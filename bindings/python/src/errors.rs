// SPDX-License-Identifier: MIT OR Apache-2.0
//! Errors of the engine as exceptions. The classes are made in Python: the stable ABI of 3.10 cannot make them here.

use oyez::error::{Fault, Misuse, Reason, Trouble};
use pyo3::exceptions::{PyBrokenPipeError, PyMemoryError, PyOSError, PyRuntimeError, PyTimeoutError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};
use std::io;

/// What the program got wrong.
pub fn misuse(py: Python<'_>, misuse: Misuse) -> PyErr {
    misused(py, misuse, misuse.text())
}

/// The same, in words that fit better here.
pub fn misused(py: Python<'_>, misuse: Misuse, text: &str) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let made = CLASS.import(py, "oyez.errors", "MisuseError");
    match made.and_then(|class| class.call1((text, Reason::Misuse(misuse).name()))) {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}

/// Why a call that sends was refused.
pub fn refused(py: Python<'_>, reason: Reason) -> PyErr {
    match reason {
        Reason::Misuse(reason) => misuse(py, reason),
        Reason::Trouble(trouble) => troubled(trouble, 0),
        Reason::Violation(_) => fault(py, &Fault { reason, ..Fault::trouble(Trouble::PeerGone, 0) }),
    }
}

/// What ended a connection.
pub fn fault(py: Python<'_>, fault: &Fault) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let make = || -> PyResult<PyErr> {
        let said = PyDict::new(py);
        said.set_item("status", Some(fault.status).filter(|status| *status != 0))?;
        said.set_item("offset", fault.offset)?;
        let field = String::from_utf8_lossy(fault.field.octets());
        said.set_item("field", Some(field).filter(|field| !field.is_empty()))?;
        said.set_item("may_continue", fault.may_continue)?;
        let reason = fault.reason;
        let class = CLASS.import(py, "oyez.errors", "ProtocolError")?;
        Ok(PyErr::from_value(class.call((reason.text(), reason.name(), reason.clause()), Some(&said))?))
    };
    match fault.reason {
        Reason::Trouble(trouble) => troubled(trouble, fault.os_error),
        Reason::Misuse(reason) => misuse(py, reason),
        Reason::Violation(_) => make().unwrap_or_else(|error| error),
    }
}

/// What the platform could not do, as Python says it.
fn troubled(trouble: Trouble, os_error: i32) -> PyErr {
    match trouble {
        Trouble::OutOfMemory => PyMemoryError::new_err(trouble.text()),
        Trouble::PeerGone => PyBrokenPipeError::new_err(trouble.text()),
        Trouble::TimeoutHead | Trouble::TimeoutContent | Trouble::TimeoutRate | Trouble::TimeoutSend => {
            PyTimeoutError::new_err(trouble.text())
        }
        _ => os(&io::Error::from_raw_os_error(os_error)),
    }
}

/// What the system said. Python chooses the subclass by the number.
pub fn os(error: &io::Error) -> PyErr {
    match (error.kind(), error.raw_os_error()) {
        (_, Some(number)) => {
            let text = error.to_string();
            // Rust appends the number, which Python says itself.
            let text = text.split(" (os error").next().unwrap_or_default();
            PyOSError::new_err((number, text.to_owned()))
        }
        (io::ErrorKind::OutOfMemory, None) => PyMemoryError::new_err("the system's allocator gave no memory"),
        (_, None) => PyOSError::new_err(error.to_string()),
    }
}

/// A second thread came in.
pub fn entered(what: &str) -> PyErr {
    PyRuntimeError::new_err(format!("another thread is inside this {what}"))
}
