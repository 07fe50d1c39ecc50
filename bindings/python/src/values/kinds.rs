// SPDX-License-Identifier: MIT OR Apache-2.0
//! Enumerations: those of Rust, told as the members of those made in Python (`oyez/fields/_kinds.py`).

use oyez::fields::coding::{Coding, Transfer};
use oyez::fields::cookie_jar::Site;
use oyez::fields::digest::{Algorithm, Qop};
use oyez::fields::disposition::Disposition;
use oyez::fields::ext_value::Charset;
use oyez::fields::mime::Mechanism;
use oyez::fields::registry::{Class, Shape};
use oyez::fields::set_cookie::SameSite;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// A Python enumeration, its members by their numbers.
pub struct Members(pub PyOnceLock<Vec<Py<PyAny>>>);

/// What has a Python enumeration; a number is a place among all.
pub trait Enumerated: Copy + PartialEq + 'static {
    const NAME: &'static str;
    const ALL: &'static [Self];
    /// The number of the first.
    const FIRST: usize = 0;
    /// Where it is made.
    const MODULE: &'static str = "oyez.fields._kinds";

    fn members() -> &'static Members;
}

/// A member of an enumeration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Enum<T>(pub T);

impl<T: Enumerated> Enum<T> {
    fn number(self) -> usize {
        T::ALL.iter().position(|one| *one == self.0).unwrap_or_default()
    }
}

impl<'py, T: Enumerated> IntoPyObject<'py> for Enum<T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let members = T::members().0.get_or_try_init(py, || {
            let class = py.import(T::MODULE)?.getattr(T::NAME)?;
            (0..T::ALL.len()).map(|number| Ok(class.call1((number + T::FIRST,))?.unbind())).collect::<PyResult<_>>()
        })?;
        members.get(self.number()).map_or_else(|| Ok(py.None().into_bound(py)), |member| Ok(member.bind(py).clone()))
    }
}

impl<'py, T: Enumerated> IntoPyObject<'py> for &Enum<T> {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        (*self).into_pyobject(py)
    }
}

impl<'a, 'py, T: Enumerated> FromPyObject<'a, 'py> for Enum<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let member = object.extract::<usize>()?.checked_sub(T::FIRST).and_then(|at| T::ALL.get(at)).copied();
        member.map(Enum).ok_or_else(|| PyValueError::new_err(format!("there is no such {}", T::NAME)))
    }
}

impl Enumerated for Coding {
    const NAME: &'static str = "Coding";
    const ALL: &'static [Self] =
        &[Coding::Other, Coding::Identity, Coding::Gzip, Coding::Compress, Coding::Deflate, Coding::Br, Coding::Zstd];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Transfer {
    const NAME: &'static str = "Transfer";
    const ALL: &'static [Self] = &[
        Transfer::Other,
        Transfer::Chunked,
        Transfer::Gzip,
        Transfer::Compress,
        Transfer::Deflate,
        Transfer::Trailers,
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Mechanism {
    const NAME: &'static str = "Mechanism";
    const ALL: &'static [Self] = &[
        Mechanism::Other,
        Mechanism::SevenBit,
        Mechanism::EightBit,
        Mechanism::Binary,
        Mechanism::QuotedPrintable,
        Mechanism::Base64,
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Disposition {
    const NAME: &'static str = "Disposition";
    const ALL: &'static [Self] =
        &[Disposition::Other, Disposition::Inline, Disposition::Attachment, Disposition::FormData];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Charset {
    const NAME: &'static str = "Charset";
    const ALL: &'static [Self] = &[Charset::Other, Charset::Utf8, Charset::Latin1];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for SameSite {
    const NAME: &'static str = "SameSite";
    const ALL: &'static [Self] = &[SameSite::Default, SameSite::None, SameSite::Lax, SameSite::Strict];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Site {
    const NAME: &'static str = "Site";
    const ALL: &'static [Self] = &[Site::Same, Site::SafeNavigation, Site::UnsafeNavigation, Site::Cross];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Algorithm {
    const NAME: &'static str = "Algorithm";
    const ALL: &'static [Self] = &[
        Algorithm::Md5,
        Algorithm::Md5Sess,
        Algorithm::Sha256,
        Algorithm::Sha256Sess,
        Algorithm::Sha512Trunc256,
        Algorithm::Sha512Trunc256Sess,
        Algorithm::Unknown,
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Qop {
    const NAME: &'static str = "Qop";
    const ALL: &'static [Self] = &[Qop::Auth, Qop::AuthInt];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Class {
    const NAME: &'static str = "FieldClass";
    const ALL: &'static [Self] = &[Class::General, Class::Request, Class::Response, Class::Entity, Class::Extension];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Shape {
    const NAME: &'static str = "Shape";
    const ALL: &'static [Self] = &[Shape::Singleton, Shape::List, Shape::Lines];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}
