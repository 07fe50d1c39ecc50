// SPDX-License-Identifier: MIT OR Apache-2.0
//! Caching: Cache-Control, Pragma, Warning.

use oyez::fields;
use oyez::grammar::pen::{Pen, Unwritable};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use super::members::{Members, pull, told};
use super::parts::{Name, Octets, Value, ascii, repr, repr_of_said, written};
use super::time::Time;

/// A directive of Cache-Control or Pragma, known or not (RFC 9111, 5.2).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Directive {
    /// Its name; case does not matter.
    name: Name,
    /// What its argument says, if it has one.
    argument: Option<Octets>,
}

impl Directive {
    fn rust(&self) -> fields::cache_control::Directive<'_> {
        let argument = self.argument.as_ref().map(Octets::text);
        fields::cache_control::Directive { name: self.name.octets(), argument }
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.rust().write(pen)
    }
}

impl From<fields::cache_control::Directive<'_>> for Directive {
    fn from(directive: fields::cache_control::Directive<'_>) -> Self {
        Directive { name: directive.name.into(), argument: directive.argument.map(Octets::said) }
    }
}

#[pymethods]
impl Directive {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("name", "argument");

    #[new]
    #[pyo3(signature = (name, argument = None))]
    fn new(name: Name, argument: Option<Octets>) -> Self {
        Directive { name, argument }
    }

    /// Whether it has this name.
    #[pyo3(signature = (name, /))]
    fn is_(&self, name: &str) -> bool {
        self.rust().is(name.as_bytes())
    }

    /// The seconds that its argument says; more than 2^31 are told as that (RFC 9111, 1.2.2). None if it says none.
    #[getter]
    fn seconds(&self) -> Option<u64> {
        self.rust().seconds()
    }

    /// Whether its argument lists this field name, as those of no-cache and private do (RFC 9111, 5.2.2.4 and 5.2.2.7).
    #[pyo3(signature = (field_name, /))]
    fn lists(&self, field_name: &str) -> bool {
        self.rust().lists(field_name.as_bytes())
    }

    /// Writes it in lower case.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["name", "argument"])
    }
}

/// Reads a Cache-Control or a Pragma, directive by directive.
#[pyfunction]
#[pyo3(signature = (value, /))]
fn directives(value: Value<'_>) -> Members {
    Members::new(&value, |py, rest, _| pull(py, fields::cache_control::directives(rest), Directive::from))
}

/// What all directives of a Cache-Control come to (RFC 9111, 5.2). Seconds are at most 2^31.
///
/// Where the text leaves a choice, the most restrictive is taken, and doubtful is set: an argument that is no
/// delta-seconds, or the second of two that differ; an argument where none is defined; what is no directive.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each is a directive")]
pub struct CacheControl {
    /// Of a request or a response (5.2.1.1 and 5.2.2.1).
    max_age: Option<u64>,
    /// Of a response (5.2.2.10).
    s_maxage: Option<u64>,
    /// Of a request; 2^31 where it has no argument (5.2.1.2).
    max_stale: Option<u64>,
    /// Of a request (5.2.1.3).
    min_fresh: Option<u64>,
    /// Of a response (RFC 5861, 3).
    stale_while_revalidate: Option<u64>,
    /// RFC 5861, 4.
    stale_if_error: Option<u64>,
    /// Without an argument (5.2.1.4 and 5.2.2.4).
    no_cache: bool,
    /// no-cache for some field names, which Directive.lists tells.
    no_cache_fields: bool,
    /// 5.2.1.5 and 5.2.2.5.
    no_store: bool,
    /// 5.2.1.6 and 5.2.2.6.
    no_transform: bool,
    /// Of a request (5.2.1.7).
    only_if_cached: bool,
    /// Of a response (5.2.2.2).
    must_revalidate: bool,
    /// Of a response (5.2.2.3).
    must_understand: bool,
    /// Of a response, without an argument (5.2.2.7).
    private: bool,
    /// private for some field names, which Directive.lists tells.
    private_fields: bool,
    /// Of a response (5.2.2.8).
    proxy_revalidate: bool,
    /// Of a response (5.2.2.9).
    public: bool,
    /// Of a response (RFC 8246, 2).
    immutable: bool,
    /// Something was no directive, repeated with another argument, or had one that it cannot have.
    doubtful: bool,
}

impl CacheControl {
    fn rust(&self) -> fields::cache_control::CacheControl {
        fields::cache_control::CacheControl {
            max_age: self.max_age,
            s_maxage: self.s_maxage,
            max_stale: self.max_stale,
            min_fresh: self.min_fresh,
            stale_while_revalidate: self.stale_while_revalidate,
            stale_if_error: self.stale_if_error,
            no_cache: self.no_cache,
            no_cache_fields: self.no_cache_fields,
            no_store: self.no_store,
            no_transform: self.no_transform,
            only_if_cached: self.only_if_cached,
            must_revalidate: self.must_revalidate,
            must_understand: self.must_understand,
            private: self.private,
            private_fields: self.private_fields,
            proxy_revalidate: self.proxy_revalidate,
            public: self.public,
            immutable: self.immutable,
            doubtful: self.doubtful,
        }
    }
}

impl From<fields::cache_control::CacheControl> for CacheControl {
    fn from(all: fields::cache_control::CacheControl) -> Self {
        CacheControl {
            max_age: all.max_age,
            s_maxage: all.s_maxage,
            max_stale: all.max_stale,
            min_fresh: all.min_fresh,
            stale_while_revalidate: all.stale_while_revalidate,
            stale_if_error: all.stale_if_error,
            no_cache: all.no_cache,
            no_cache_fields: all.no_cache_fields,
            no_store: all.no_store,
            no_transform: all.no_transform,
            only_if_cached: all.only_if_cached,
            must_revalidate: all.must_revalidate,
            must_understand: all.must_understand,
            private: all.private,
            private_fields: all.private_fields,
            proxy_revalidate: all.proxy_revalidate,
            public: all.public,
            immutable: all.immutable,
            doubtful: all.doubtful,
        }
    }
}

#[pymethods]
impl CacheControl {
    #[new]
    #[pyo3(signature = (
        *, max_age = None, s_maxage = None, max_stale = None, min_fresh = None, stale_while_revalidate = None,
        stale_if_error = None, no_cache = false, no_cache_fields = false, no_store = false, no_transform = false,
        only_if_cached = false, must_revalidate = false, must_understand = false, private = false, private_fields =
        false, proxy_revalidate = false, public = false, immutable = false, doubtful = false
    ))]
    #[expect(clippy::too_many_arguments, clippy::fn_params_excessive_bools, reason = "each is a directive")]
    fn new(
        max_age: Option<u64>,
        s_maxage: Option<u64>,
        max_stale: Option<u64>,
        min_fresh: Option<u64>,
        stale_while_revalidate: Option<u64>,
        stale_if_error: Option<u64>,
        no_cache: bool,
        no_cache_fields: bool,
        no_store: bool,
        no_transform: bool,
        only_if_cached: bool,
        must_revalidate: bool,
        must_understand: bool,
        private: bool,
        private_fields: bool,
        proxy_revalidate: bool,
        public: bool,
        immutable: bool,
        doubtful: bool,
    ) -> Self {
        CacheControl {
            max_age,
            s_maxage,
            max_stale,
            min_fresh,
            stale_while_revalidate,
            stale_if_error,
            no_cache,
            no_cache_fields,
            no_store,
            no_transform,
            only_if_cached,
            must_revalidate,
            must_understand,
            private,
            private_fields,
            proxy_revalidate,
            public,
            immutable,
            doubtful,
        }
    }

    /// Writes the directives. A no-cache or private of field names, which are not kept, is written as a Directive.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let all = self.rust();
        written(py, |pen| all.write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr_of_said(
            slf,
            &[
                "max_age",
                "s_maxage",
                "max_stale",
                "min_fresh",
                "stale_while_revalidate",
                "stale_if_error",
                "no_cache",
                "no_cache_fields",
                "no_store",
                "no_transform",
                "only_if_cached",
                "must_revalidate",
                "must_understand",
                "private",
                "private_fields",
                "proxy_revalidate",
                "public",
                "immutable",
                "doubtful",
            ],
        )
    }
}

/// Reads a whole Cache-Control, of one field line or of several. It never fails: see CacheControl.
#[pyfunction]
#[pyo3(signature = (*values))]
fn cache_control(values: &Bound<'_, PyTuple>) -> PyResult<CacheControl> {
    let mut all = fields::cache_control::CacheControl::default();
    for value in values {
        all = fields::cache_control::gather(all, value.extract::<Value<'_>>()?.octets());
    }
    Ok(all.into())
}

/// Whether a Pragma says no-cache, which a request without a Cache-Control means by it (RFC 9111, 5.4).
#[pyfunction]
#[pyo3(signature = (value, /))]
fn pragma_says_no_cache(value: Value<'_>) -> bool {
    fields::cache_control::pragma_says_no_cache(value.octets())
}

/// A warning (RFC 7234, 5.5), which RFC 9111, 5.5, has made obsolete.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.fields")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Warning {
    /// Its code, of three digits, or of two in older texts.
    code: u16,
    /// Who added it: a host, perhaps with a port, or a pseudonym.
    agent: String,
    /// What it says to a human.
    text: Octets,
    /// The Date of the message it was added to.
    date: Option<Time>,
}

impl Warning {
    fn rust(&self) -> fields::warning::Warning<'_> {
        let (agent, text) = (self.agent.as_bytes(), self.text.text());
        fields::warning::Warning { code: self.code, agent, text, date: self.date.map(|date| date.0) }
    }

    pub fn put(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.rust().write(pen)
    }
}

impl From<fields::warning::Warning<'_>> for Warning {
    fn from(warning: fields::warning::Warning<'_>) -> Self {
        let fields::warning::Warning { code, agent, text, date } = warning;
        Warning { code, agent: ascii(agent), text: Octets::said(text), date: date.map(Time) }
    }
}

#[pymethods]
impl Warning {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str) = ("code", "agent", "text", "date");

    #[new]
    #[pyo3(signature = (code, agent, text, date = None))]
    fn new(code: u16, agent: String, text: Octets, date: Option<Time>) -> Self {
        Warning { code, agent, text, date }
    }

    /// The code of three digits that means the same (RFC 2616, 14.46); its own, if there is none other.
    #[getter]
    fn modern_code(&self) -> u16 {
        self.rust().modern_code()
    }

    /// It is about the representation, so that it stays when a stored response is validated (RFC 7234, 4.3.4).
    #[getter]
    fn persists(&self) -> bool {
        self.rust().persists()
    }

    /// Whether it was added to a message with this Date. If not, it is to be excluded (RFC 7234, 5.5).
    #[pyo3(signature = (date, /))]
    fn is_for(&self, date: Time) -> bool {
        self.rust().is_for(date.0)
    }

    /// Writes it.
    fn write<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        written(py, |pen| self.rust().write(pen))
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["code", "agent", "text", "date"])
    }
}

/// Reads a Warning, member by member. now is as for date().
#[pyfunction]
#[pyo3(signature = (value, /, now = None))]
fn warnings(value: Value<'_>, now: Option<Time>) -> Members {
    Members::dated(&value, now, |py, rest, place| {
        let mut list = fields::warning::warnings(rest, place.now);
        list.next().map(|warning| warning.map(|warning| (told(py, Warning::from(warning)), list.at())))
    })
}

#[pymodule(submodule, gil_used = false)]
pub mod _caching {
    #[pymodule_export]
    use super::{CacheControl, Directive, Warning, cache_control, directives, pragma_says_no_cache, warnings};
}
