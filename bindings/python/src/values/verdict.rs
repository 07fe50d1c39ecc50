// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is wrong with a value, as exceptions: the sender's InvalidValue, and the program's MisuseError.

use crate::errors;
use oyez::error::{Misuse, Reason, Refused, Violation};
use oyez::grammar::pen::Unwritable;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

/// A result whose error Python is told.
pub trait OrRaise<T> {
    /// What was got, or the exception for why not.
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
}

impl<T> OrRaise<T> for Result<T, Refused> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|refused| invalid(py, refused))
    }
}

impl<T> OrRaise<T> for Result<T, Violation> {
    /// Of what is refused as a whole, the offset is 0.
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|violation| invalid(py, Refused::new(violation, 0)))
    }
}

impl<T> OrRaise<T> for Result<T, Unwritable> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|unwritable| errors::misused(py, Misuse::FieldSyntax, &unwritable.to_string()))
    }
}

impl<T> OrRaise<T> for Result<T, Misuse> {
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|misuse| errors::misuse(py, misuse))
    }
}

fn invalid(py: Python<'_>, refused: Refused) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let reason = Reason::Violation(refused.violation);
    let said = (reason.text(), reason.number(), reason.name(), reason.clause(), refused.at);
    match CLASS.import(py, "oyez.fields._errors", "InvalidValue").and_then(|class| class.call1(said)) {
        Ok(error) => PyErr::from_value(error),
        Err(error) => error,
    }
}
