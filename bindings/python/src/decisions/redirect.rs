// SPDX-License-Identifier: MIT OR Apache-2.0
//! Redirects and retries.

use oyez::grammar::pen::Unwritable;
use oyez::semantics::redirect::{self, Decision, Follow, Policy, Reason};
use oyez::semantics::retry::{self, Attempt, Lost};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use crate::fields::Fields;
use crate::values::kinds::{Enum, Enumerated, Members};
use crate::values::parts::{ascii, repr};
use crate::values::time::Time;
use crate::values::verdict::OrRaise;

/// What a client does about an answer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Answer,
    Follow,
    Location,
    Scheme,
    Userinfo,
    TooMany,
    Unsafe,
}

/// What becomes of a request that was answered.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum AgainKind {
    No,
    After,
    OtherConnection,
    WithoutExpect,
    WithoutEarlyData,
}

impl Enumerated for Kind {
    const NAME: &'static str = "RedirectKind";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] =
        &[Kind::Answer, Kind::Follow, Kind::Location, Kind::Scheme, Kind::Userinfo, Kind::TooMany, Kind::Unsafe];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Lost {
    const NAME: &'static str = "Lost";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Lost::Retry, Lost::Tried, Lost::Answering, Lost::Spent, Lost::NotIdempotent];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for AgainKind {
    const NAME: &'static str = "AgainKind";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[
        AgainKind::No,
        AgainKind::After,
        AgainKind::OtherConnection,
        AgainKind::WithoutExpect,
        AgainKind::WithoutEarlyData,
    ];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// What a client does about an answer (RFC 9110, 15.4).
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Redirect {
    /// Whether it is followed, and why not.
    kind: Enum<Kind>,
    /// The URI to ask for, and behind it the fragment to look for in the answer.
    uri: Option<String>,
    /// The method of the next request.
    method: Option<String>,
    /// The content is sent again.
    keeps_content: bool,
    /// Scheme, host and port are the same.
    same_origin: bool,
}

#[pymethods]
impl Redirect {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str, &'static str) = ("kind", "uri", "method");

    /// Whether a field of the request before goes into the next one as it is. What does not is left out, or written
    /// anew by who made it.
    #[pyo3(signature = (name, /))]
    fn keeps(&self, name: &str) -> bool {
        let (keeps_content, same_origin) = (self.keeps_content, self.same_origin);
        Follow { uri: &[], becomes_get: false, keeps_content, same_origin }.keeps(name.as_bytes())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["kind", "uri", "method", "keeps_content", "same_origin"])?))
    }
}

/// Decides what a client does about an answer with this status and these fields, to a request of this method for this
/// absolute URI, to which so many redirects led before, of which at most so many are followed.
///
/// keep_post: a POST stays one after a 301 or a 302. follow_choices: a 300 that names what the server prefers is
/// followed. ask_if_unsafe: a redirect that would repeat an unsafe method is told to the user first.
#[pyfunction]
#[pyo3(signature = (
    status, method, uri, fields, /, *, before = 0, most = Policy::MOST, keep_post = false, follow_choices = false,
    ask_if_unsafe = false,
))]
#[pyo3(text_signature = "(status, method, uri, fields, /, *, before=0, most=20, keep_post=False, \
    follow_choices=False, ask_if_unsafe=False)")]
#[allow(clippy::too_many_arguments, clippy::fn_params_excessive_bools, reason = "they are named")]
fn decide_redirect(
    status: u16,
    method: &str,
    uri: &str,
    fields: &Bound<'_, PyAny>,
    before: u32,
    most: u32,
    keep_post: bool,
    follow_choices: bool,
    ask_if_unsafe: bool,
) -> PyResult<Redirect> {
    let answered = redirect::Answered { status, method: method.as_bytes(), uri: uri.as_bytes(), before };
    let policy = Policy { most: Some(most), keep_post, follow_choices, ask_if_unsafe };
    let taken = Fields::taken(fields)?;
    let mut room = vec![0; 512];
    if let Err(Unwritable::Room(len)) = redirect::decide(&answered, taken.get(), policy, &mut room) {
        room = vec![0; len];
    }
    let decision = redirect::decide(&answered, taken.get(), policy, &mut room).or_raise(fields.py())?;
    let none = |kind| Redirect { kind: Enum(kind), uri: None, method: None, keeps_content: false, same_origin: false };
    Ok(match decision {
        Decision::Answer => none(Kind::Answer),
        Decision::Follow(Follow { uri, becomes_get, keeps_content, same_origin }) => {
            let method = if becomes_get { "GET" } else { method };
            Redirect {
                uri: Some(ascii(uri)),
                method: Some(method.into()),
                keeps_content,
                same_origin,
                ..none(Kind::Follow)
            }
        }
        Decision::Stop(Reason::Location) => none(Kind::Location),
        Decision::Stop(Reason::Scheme) => none(Kind::Scheme),
        Decision::Stop(Reason::Userinfo) => none(Kind::Userinfo),
        Decision::Stop(Reason::TooMany) => none(Kind::TooMany),
        Decision::Stop(Reason::Unsafe) => none(Kind::Unsafe),
    })
}

/// Decides whether a request whose connection was lost is sent again, without asking anybody (RFC 9110, 9.2.2).
///
/// before: how often it was sent again. idempotent: the client knows that it may be repeated. unsent: nothing of it was
/// sent. answering: something of a response was received. spent: its content cannot be sent once more. by_proxy: it is
/// a proxy's.
#[pyfunction]
#[pyo3(signature = (
    method, /, *, before = 0, idempotent = false, unsent = false, answering = false, spent = false, by_proxy = false,
))]
#[allow(clippy::fn_params_excessive_bools, reason = "they are named")]
fn decide_lost(
    method: &str,
    before: u32,
    idempotent: bool,
    unsent: bool,
    answering: bool,
    spent: bool,
    by_proxy: bool,
) -> Enum<Lost> {
    let method = method.as_bytes();
    Enum(retry::lost(&Attempt { method, before, idempotent, unsent, answering, spent, by_proxy }))
}

/// What becomes of a request that was answered by a status that may ask for it once more.
#[pyclass(frozen, eq, hash, get_all, module = "oyez.semantics")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Again {
    /// Whether it is sent again, and how.
    kind: Enum<AgainKind>,
    /// How long to wait, where that is said.
    seconds: Option<u64>,
}

#[pymethods]
impl Again {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const MATCH_ARGS: (&'static str, &'static str) = ("kind", "seconds");

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("<{}>", repr(slf, &["kind", "seconds"])?))
    }
}

/// Decides whether a request of this method is sent again that was answered by this status and these fields.
///
/// before: how often it was sent again. patience: the longest time to wait, in seconds. expected: it expected a 100.
/// early: it was sent as early data of TLS. now: when the answer was received, the present time unless told.
#[pyfunction]
#[pyo3(signature = (
    status, method, fields, /, *, before = 0, patience = 0, expected = false, early = false, now = None,
))]
#[allow(clippy::too_many_arguments, reason = "they are named")]
fn decide_again(
    status: u16,
    method: &str,
    fields: &Bound<'_, PyAny>,
    before: u32,
    patience: u64,
    expected: bool,
    early: bool,
    now: Option<Time>,
) -> PyResult<Again> {
    let answered = retry::Answered { status, method: method.as_bytes(), before, patience, expected, early };
    let (kind, seconds) = match retry::again(&answered, Fields::taken(fields)?.get(), Time::or_now(now)) {
        retry::Again::No => (AgainKind::No, None),
        retry::Again::After(seconds) => (AgainKind::After, Some(seconds)),
        retry::Again::OtherConnection => (AgainKind::OtherConnection, None),
        retry::Again::WithoutExpect => (AgainKind::WithoutExpect, None),
        retry::Again::WithoutEarlyData => (AgainKind::WithoutEarlyData, None),
    };
    Ok(Again { kind: Enum(kind), seconds })
}

#[pymodule(submodule, gil_used = false)]
pub mod _redirect {
    #[pymodule_export]
    use super::{Again, Redirect, decide_again, decide_lost, decide_redirect};
}
