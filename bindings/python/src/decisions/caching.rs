// SPDX-License-Identifier: MIT OR Apache-2.0
//! Caching.

use oyez::grammar::pen::Unwritable;
use oyez::semantics::caching::freshness::{self, Source};
use oyez::semantics::caching::head::{self, Freshening};
use oyez::semantics::caching::partial::{self, Coverage};
use oyez::semantics::caching::reuse::{self, Answer, Outcome, Reason};
use oyez::semantics::caching::store::{self, Storing};
use oyez::semantics::caching::targeted::{self, Targeted};
use oyez::semantics::caching::update::{self, Naming};
use oyez::semantics::caching::warned::{self, Failure};
use oyez::semantics::caching::{self as rust, Cookies, Kind, Requests, invalidation, validation, vary};
use oyez::syntax::field_line::Lines;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::caching_kinds::{AfterKind, CoverageKind};
use crate::fields::Fields;
use crate::values::conditions::EntityTag;
use crate::values::kinds::Enum;
use crate::values::parts::{Octets, Value, each, repr, written};
use crate::values::time::Time;
use crate::values::verdict::OrRaise;

/// What a cache is.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cache {
    /// It stores for many users, as that of a proxy; else for one.
    shared: bool,
    /// It knows Range and Content-Range, and stores partial content (RFC 9111, 3.3).
    ranges: bool,
    /// Whether it stores Set-Cookie, or only passes it on; None: if it is not shared.
    cookies: Option<bool>,
    /// It heeds the directives of requests, which are advice (RFC 9111, 5.2.1).
    heeds_requests: bool,
}

#[pymethods]
impl Cache {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str) =
        ("shared", "ranges", "cookies", "heeds_requests");

    #[new]
    #[pyo3(signature = (*, shared = false, ranges = false, cookies = None, heeds_requests = true))]
    fn new(shared: bool, ranges: bool, cookies: Option<bool>, heeds_requests: bool) -> Self {
        Cache { shared, ranges, cookies, heeds_requests }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["shared", "ranges", "cookies", "heeds_requests"])
    }
}

impl Cache {
    fn rust(&self) -> rust::Cache {
        rust::Cache {
            kind: if self.shared { Kind::Shared } else { Kind::Private },
            ranges: self.ranges,
            cookies: match self.cookies {
                None => Cookies::ByKind,
                Some(true) => Cookies::Stored,
                Some(false) => Cookies::Passed,
            },
            requests: if self.heeds_requests { Requests::Heeded } else { Requests::Ignored },
        }
    }
}

/// A response, and the request that it answers.
#[pyclass(frozen, get_all, module = "oyez.semantics")]
pub struct CacheResponse {
    /// The method of the request.
    method: String,
    /// The fields of the request; of a stored response, those that its Vary names are enough.
    request: Py<Fields>,
    /// The status code.
    status: u16,
    /// The header section.
    fields: Py<Fields>,
    /// When the request was made, by the cache's clock.
    request_time: Time,
    /// When the response was received, likewise.
    response_time: Time,
    /// So many octets of content came before the connection broke; None of a response that is complete.
    received: Option<u64>,
}

#[pymethods]
impl CacheResponse {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str, &'static str) =
        ("method", "request", "status", "fields");

    #[new]
    #[pyo3(signature = (method, request, status, fields, request_time, response_time = None, received = None))]
    fn new(
        method: String,
        request: &Bound<'_, PyAny>,
        status: u16,
        fields: &Bound<'_, PyAny>,
        request_time: Time,
        response_time: Option<Time>,
        received: Option<u64>,
    ) -> PyResult<Self> {
        let (request, fields) = (Fields::taken(request)?, Fields::taken(fields)?);
        let response_time = response_time.unwrap_or(request_time);
        Ok(CacheResponse { method, request, status, fields, request_time, response_time, received })
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["method", "request", "status", "fields", "request_time", "response_time", "received"])
    }
}

impl CacheResponse {
    fn rust(&self) -> rust::Response<'_, Fields, Fields> {
        rust::Response {
            method: self.method.as_bytes(),
            request: self.request.get(),
            status: self.status,
            fields: self.fields.get(),
            request_time: self.request_time.0,
            response_time: self.response_time.0,
            incomplete: self.received,
        }
    }
}

/// A request that is presented to a cache.
#[pyclass(frozen, get_all, module = "oyez.semantics")]
pub struct CacheRequest {
    method: String,
    /// Its header section.
    fields: Py<Fields>,
}

#[pymethods]
impl CacheRequest {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("method", "fields");

    #[new]
    #[pyo3(signature = (method, fields))]
    fn new(method: String, fields: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(CacheRequest { method, fields: Fields::taken(fields)? })
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["method", "fields"])
    }
}

impl CacheRequest {
    fn rust(&self) -> rust::Request<'_, Fields> {
        rust::Request { method: self.method.as_bytes(), fields: self.fields.get() }
    }
}

/// How long a response is fresh, and how old it is, in seconds (RFC 9111, 4.2).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Freshness {
    /// The freshness lifetime.
    lifetime: u64,
    /// What told it.
    source: Enum<Source>,
    /// The current age.
    age: u64,
}

impl From<freshness::Freshness> for Freshness {
    fn from(told: freshness::Freshness) -> Self {
        Freshness { lifetime: told.lifetime, source: Enum(told.source), age: told.age }
    }
}

impl Freshness {
    fn rust(self) -> freshness::Freshness {
        freshness::Freshness { lifetime: self.lifetime, source: self.source.0, age: self.age }
    }
}

#[pymethods]
impl Freshness {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("lifetime", "source", "age");

    #[new]
    #[pyo3(signature = (lifetime, source, age))]
    fn new(lifetime: u64, source: Enum<Source>, age: u64) -> Self {
        Freshness { lifetime, source, age }
    }

    /// It is not stale.
    #[getter]
    fn is_fresh(&self) -> bool {
        self.rust().is_fresh()
    }

    /// For how long it will be fresh yet.
    #[getter]
    fn remaining(&self) -> u64 {
        self.rust().remaining()
    }

    /// For how long it has been stale.
    #[getter]
    fn staleness(&self) -> u64 {
        self.rust().staleness()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["lifetime", "source", "age"])
    }
}

/// What a cache does with a request, and why.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Reuse {
    /// What it does.
    outcome: Enum<Outcome>,
    /// Why the stored response is not reused.
    reason: Enum<Reason>,
    /// Of the stored response; the Age of the answer says its age.
    freshness: Freshness,
}

#[pymethods]
impl Reuse {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("outcome", "reason", "freshness");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["outcome", "reason", "freshness"])
    }
}

/// What came of asking the origin server.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct After {
    /// What becomes of the stored response, and answers the request.
    outcome: Enum<AfterKind>,
    /// What the Age of a stale answer says.
    age: Option<u64>,
}

#[pymethods]
impl After {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("outcome", "age");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["outcome", "age"])
    }
}

/// The octets of a representation that are there.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Extent {
    /// The first.
    first: u64,
    /// The last.
    last: u64,
    /// How many the whole has, if that is known.
    complete: Option<u64>,
}

#[pymethods]
impl Extent {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("first", "last", "complete");

    /// It is the whole.
    #[getter]
    fn is_whole(&self) -> bool {
        partial::Extent { first: self.first, last: self.last, complete: self.complete }.is_whole()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["first", "last", "complete"])
    }
}

/// What a stored response can be validated by (RFC 9111, 4.3.1).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CacheValidators {
    /// What goes into If-None-Match.
    tag: Option<EntityTag>,
    /// What goes into If-Modified-Since as it is.
    last_modified: Option<Octets>,
}

#[pymethods]
impl CacheValidators {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("tag", "last_modified");

    fn __bool__(&self) -> bool {
        self.tag.is_some() || self.last_modified.is_some()
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr(slf, &["tag", "last_modified"])
    }
}

/// Whether a response may be stored (RFC 9111, 3).
#[pyfunction]
#[pyo3(signature = (cache, response, /))]
fn cache_may_store(cache: &Cache, response: &CacheResponse) -> Enum<Storing> {
    Enum(store::may_store(cache.rust(), &response.rust()))
}

/// The fields of a response that are to be stored with it (RFC 9111, 3.1).
#[pyfunction]
#[pyo3(signature = (cache, fields, /))]
fn cache_stored_fields(cache: &Cache, fields: &Bound<'_, PyAny>) -> PyResult<Fields> {
    let fields = Fields::taken(fields)?;
    Ok(Fields::received(store::stored(cache.rust(), fields.get())))
}

/// The fields of a response as a cache sees them that is a target of these, as of CDN-Cache-Control, the first the most
/// particular: the first that is valid and not empty stands in the place of Cache-Control and Expires (RFC 9213, 2.2).
#[pyfunction]
#[pyo3(signature = (fields, targets, /))]
fn cache_targeted_fields(fields: &Bound<'_, PyAny>, targets: &Bound<'_, PyAny>) -> PyResult<Fields> {
    let fields = Fields::taken(fields)?;
    let targets = each(targets, |target| target.extract::<String>())?;
    let governing = targeted::governing(fields.get(), targets.iter().map(String::as_bytes));
    Ok(Fields::received(Lines::lines(&Targeted { fields: fields.get(), governing })))
}

/// How long a response is fresh, and how old it is (RFC 9111, 4.2).
#[pyfunction]
#[pyo3(signature = (cache, response, /, now = None))]
fn cache_freshness(cache: &Cache, response: &CacheResponse, now: Option<Time>) -> Freshness {
    freshness::freshness(cache.rust(), &response.rust(), Time::or_now(now)).into()
}

/// When a response was generated: by its Date, or the time that it came. Of several that a request could get, the latest
/// is to be used (RFC 9111, 4).
#[pyfunction]
#[pyo3(signature = (response, /))]
fn cache_date(response: &CacheResponse) -> Time {
    Some(Time(freshness::date_value(&response.rust()))).filter(|time| time.is_told()).unwrap_or(response.response_time)
}

/// Whether a stored response is selected by a request: the fields that its Vary names are those of the request that it
/// answered (RFC 9111, 4.1).
#[pyfunction]
#[pyo3(signature = (stored, answered, presented, /))]
fn cache_selects(
    stored: &Bound<'_, PyAny>,
    answered: &Bound<'_, PyAny>,
    presented: &Bound<'_, PyAny>,
) -> PyResult<bool> {
    let (stored, answered, presented) = (Fields::taken(stored)?, Fields::taken(answered)?, Fields::taken(presented)?);
    Ok(vary::is_selected(stored.get(), answered.get(), presented.get()))
}

/// Whether the stored response answers the request (RFC 9111, 4). None: nothing is stored.
#[pyfunction]
#[pyo3(signature = (cache, stored, request, /, now = None))]
fn cache_reuse(cache: &Cache, stored: Option<&CacheResponse>, request: &CacheRequest, now: Option<Time>) -> Reuse {
    let stored = stored.map(CacheResponse::rust);
    let told = reuse::reuse(cache.rust(), stored.as_ref(), &request.rust(), Time::or_now(now));
    Reuse { outcome: Enum(told.outcome), reason: Enum(told.reason), freshness: told.freshness.into() }
}

/// What answers a request, the origin server having been asked about the stored response: with this status code, or not
/// at all (RFC 9111, 4.3.3; RFC 5861, 4).
#[pyfunction]
#[pyo3(signature = (cache, stored, request, status, /, now = None))]
fn cache_after(
    cache: &Cache,
    stored: &CacheResponse,
    request: &CacheRequest,
    status: Option<u16>,
    now: Option<Time>,
) -> After {
    let answer = status.map_or(Answer::None, Answer::Status);
    let told = reuse::after(cache.rust(), &stored.rust(), &request.rust(), (answer, Time::or_now(now)));
    let age = if let reuse::After::Stale(age) = told { Some(age) } else { None };
    After { outcome: Enum(told.into()), age }
}

/// Whether a request may wait for the answer to another one that is under way for the same target (RFC 9111, 4).
#[pyfunction]
#[pyo3(signature = (cache, under_way, request, /))]
fn cache_may_wait(cache: &Cache, under_way: &CacheRequest, request: &CacheRequest) -> bool {
    reuse::may_wait(cache.rust(), &under_way.rust(), &request.rust())
}

/// What a stored response has of what a request asks for (RFC 9111, 3.3), and which octets, if that is a part.
#[pyfunction]
#[pyo3(signature = (stored, request, /))]
fn cache_coverage(stored: &CacheResponse, request: &CacheRequest) -> (Enum<CoverageKind>, Option<Extent>) {
    let told = partial::coverage(&stored.rust(), &request.rust());
    let extent = match told {
        Coverage::Part { first, last, complete } => Some(Extent { first, last, complete }),
        Coverage::Whole | Coverage::None => None,
    };
    (Enum(told.into()), extent)
}

/// What two parts of a representation come to (RFC 9111, 3.4); None if they do not go together.
#[pyfunction]
#[pyo3(signature = (one, other, /))]
fn cache_combine(one: &CacheResponse, other: &CacheResponse) -> Option<Extent> {
    let told = partial::combine(&one.rust(), &other.rust())?;
    Some(Extent { first: told.first, last: told.last, complete: told.complete })
}

/// What a stored response can be validated by (RFC 9111, 4.3.1).
#[pyfunction]
#[pyo3(signature = (fields, /))]
fn cache_validators(fields: &Bound<'_, PyAny>) -> PyResult<CacheValidators> {
    let fields = Fields::taken(fields)?;
    let told = validation::validators(fields.get());
    Ok(CacheValidators { tag: told.tag.map(EntityTag::from), last_modified: told.last_modified.map(Octets::from) })
}

/// Writes the If-None-Match of a request that validates stored responses: the tags that the client listed, and these, of
/// stored ones (RFC 9111, 4.3.1 and 4.3.2). None where there would be none.
#[pyfunction]
#[pyo3(signature = (request, tags, /))]
fn write_cache_if_none_match<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyAny>,
    tags: &Bound<'py, PyAny>,
) -> PyResult<Option<Bound<'py, PyBytes>>> {
    let request = Fields::taken(request)?;
    let tags = each(tags, |tag| Ok(tag.cast::<EntityTag>()?.get().clone()))?;
    let write = |pen: &mut oyez::grammar::pen::Pen<'_>| {
        validation::write_if_none_match(request.get(), tags.iter().map(EntityTag::rust), pen)
    };
    match crate::values::parts::vec(write) {
        Ok(octets) => Ok(Some(PyBytes::new(py, &octets))),
        Err(Unwritable::Value) => Ok(None),
        Err(room) => Err(room).or_raise(py),
    }
}

/// Whether a field of the client's request goes into one that validates a stored response (RFC 9111, 4.3.1).
#[pyfunction]
#[pyo3(signature = (name, /))]
fn cache_forwards_field(name: &str) -> bool {
    validation::is_forwarded(name.as_bytes())
}

/// Whether a request that is answered by a stored response gets a 304 in its place (RFC 9111, 4.3.2).
#[pyfunction]
#[pyo3(signature = (stored, request, /))]
fn cache_is_not_modified(stored: &CacheResponse, request: &CacheRequest) -> bool {
    validation::is_not_modified(&stored.rust(), &request.rust())
}

/// How a 304 names a stored response (RFC 9111, 4.3.4).
#[pyfunction]
#[pyo3(signature = (not_modified, stored, /))]
fn cache_names(not_modified: &Bound<'_, PyAny>, stored: &Bound<'_, PyAny>) -> PyResult<Enum<Naming>> {
    let (new, stored) = (Fields::taken(not_modified)?, Fields::taken(stored)?);
    Ok(Enum(update::names(new.get(), stored.get())))
}

/// The fields of a stored response that a 304, or a response to HEAD, has updated (RFC 9111, 3.2).
#[pyfunction]
#[pyo3(signature = (cache, stored, new, /))]
fn cache_updated_fields(cache: &Cache, stored: &Bound<'_, PyAny>, new: &Bound<'_, PyAny>) -> PyResult<Fields> {
    let (stored, new) = (Fields::taken(stored)?, Fields::taken(new)?);
    Ok(Fields::received(update::updated(cache.rust(), stored.get(), new.get())))
}

/// What a response to HEAD does to a stored one to GET (RFC 9111, 4.3.5).
#[pyfunction]
#[pyo3(signature = (status, head, stored, /))]
fn cache_freshening(status: u16, head: &Bound<'_, PyAny>, stored: &Bound<'_, PyAny>) -> PyResult<Enum<Freshening>> {
    let (head, stored) = (Fields::taken(head)?, Fields::taken(stored)?);
    Ok(Enum(head::freshening(status, head.get(), stored.get())))
}

/// Whether a response makes what is stored for the target URI invalid (RFC 9111, 4.4).
#[pyfunction]
#[pyo3(signature = (method, status, /))]
fn cache_invalidates(method: &str, status: u16) -> bool {
    invalidation::invalidates(method.as_bytes(), status)
}

/// The URI that a Location or Content-Location of such a response names, if what is stored for it is made invalid too;
/// None if it is of another origin (RFC 9111, 4.4). target is the target URI, absolute.
#[pyfunction]
#[pyo3(signature = (target, value, /))]
fn cache_invalidates_also<'py>(
    py: Python<'py>,
    target: Value<'_>,
    value: Value<'_>,
) -> PyResult<Option<Bound<'py, PyBytes>>> {
    let mut room = vec![0; target.octets().len() + value.octets().len() + 3];
    let told = invalidation::also(target.octets(), value.octets(), &mut room).or_raise(py)?;
    Ok(told.map(|uri| PyBytes::new(py, uri)))
}

/// Writes the Warning of a response that is reused; agent is the host or the pseudonym of the cache
/// (RFC 7234, 5.5). It is empty where there is none.
#[pyfunction]
#[pyo3(signature = (freshness, failure, agent, /))]
fn write_cache_warning<'py>(
    py: Python<'py>,
    freshness: &Freshness,
    failure: Enum<Failure>,
    agent: Value<'_>,
) -> PyResult<Bound<'py, PyBytes>> {
    written(py, |pen| warned::write(freshness.rust(), failure.0, agent.octets(), pen))
}

#[pymodule(submodule, gil_used = false)]
pub mod _caching {
    #[pymodule_export]
    use super::{
        After, Cache, CacheRequest, CacheResponse, CacheValidators, Extent, Freshness, Reuse, cache_after,
        cache_combine, cache_coverage, cache_date, cache_forwards_field, cache_freshening, cache_freshness,
        cache_invalidates, cache_invalidates_also, cache_is_not_modified, cache_may_store, cache_may_wait, cache_names,
        cache_reuse, cache_selects, cache_stored_fields, cache_targeted_fields, cache_updated_fields, cache_validators,
        write_cache_if_none_match, write_cache_warning,
    };
}
