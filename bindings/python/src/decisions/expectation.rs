// SPDX-License-Identifier: MIT OR Apache-2.0
//! Expectations.

use oyez::semantics::expectation::{self, Asked, Client, Expected, Got, Informational, Known, Proxy, TooOld};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

use super::method::version;
use crate::fields::Fields;
use crate::values::kinds::{Enum, Enumerated, Members};

/// What a client that expects a 100 does next.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Next {
    Wait,
    Send,
    Stop,
    Repeat,
}

impl Enumerated for Expected {
    const NAME: &'static str = "Expected";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Expected::Nothing, Expected::Continue, Expected::Unknown];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Proxy {
    const NAME: &'static str = "ProxyExpectation";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Proxy::Forward, Proxy::ForwardWithout, Proxy::Continue, Proxy::Refuse];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Informational {
    const NAME: &'static str = "Informational";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] =
        &[Informational::Continue, Informational::Switch, Informational::Discard, Informational::Refuse];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

impl Enumerated for Next {
    const NAME: &'static str = "ClientExpectation";
    const MODULE: &'static str = "oyez.semantics._kinds";
    const ALL: &'static [Self] = &[Next::Wait, Next::Send, Next::Stop, Next::Repeat];

    fn members() -> &'static Members {
        static MEMBERS: Members = Members(PyOnceLock::new());
        &MEMBERS
    }
}

/// What a request expects (RFC 9110, 10.1.1). Before HTTP/1.1, nothing.
#[pyfunction]
#[pyo3(signature = (version, fields, /))]
fn expectation_of(version: (u8, u8), fields: &Bound<'_, PyAny>) -> PyResult<Enum<Expected>> {
    Ok(Enum(expectation::expected(self::version(version), Fields::taken(fields)?.get())))
}

/// Decides what a server does when it has the head of a request: the status to send now, which is 100, 417 or status;
/// None to read the content, if there is any. empty says that there is none, begun that some of it has come; status is
/// the final one, if the head was enough to find it.
#[pyfunction]
#[pyo3(signature = (version, fields, /, *, empty = false, begun = false, status = None))]
fn decide_server_expectation(
    version: (u8, u8),
    fields: &Bound<'_, PyAny>,
    empty: bool,
    begun: bool,
    status: Option<u16>,
) -> PyResult<Option<u16>> {
    let known = Known { empty, begun, status };
    Ok(expectation::server(self::version(version), Fields::taken(fields)?.get(), known).status())
}

/// Decides what a proxy does when it has the head of a request. next is the version of the next hop, if that is known;
/// what it is too old for is refused with a 417, or met by the proxy if continues.
#[pyfunction]
#[pyo3(signature = (version, fields, /, next = None, *, continues = false))]
fn decide_proxy_expectation(
    version: (u8, u8),
    fields: &Bound<'_, PyAny>,
    next: Option<(u8, u8)>,
    continues: bool,
) -> PyResult<Enum<Proxy>> {
    let too_old = if continues { TooOld::Continue } else { TooOld::Refuse };
    let taken = Fields::taken(fields)?;
    Ok(Enum(expectation::proxy(self::version(version), taken.get(), next.map(self::version), too_old)))
}

/// Decides what a client does about a 1xx: whether it expects a 100, whether it offered an Upgrade, and how many 1xx
/// there were before, of which there may be 100.
#[pyfunction]
#[pyo3(signature = (status, /, *, continues = false, upgrades = false, before = 0))]
fn decide_informational(status: u16, continues: bool, upgrades: bool, before: u32) -> Enum<Informational> {
    Enum(expectation::informational(status, Asked { continues, upgrades, before }))
}

/// Whether a proxy passes a 1xx back to a client of this version: all, but to HTTP/1.0, and a 100 that it asked for by
/// itself (RFC 9110, 15.2).
#[pyfunction]
#[pyo3(signature = (status, client, /, *, asked_by_proxy = false))]
fn passes_back(status: u16, client: (u8, u8), asked_by_proxy: bool) -> bool {
    expectation::passes_back(status, version(client), asked_by_proxy)
}

/// Whether a client may expect a 100 of a server of this version: only with content, and of none that is too old.
#[pyfunction]
#[pyo3(signature = (has_content, /, server = None))]
fn may_expect(has_content: bool, server: Option<(u8, u8)>) -> bool {
    expectation::may_expect(has_content, server.map(version))
}

/// Decides what a client that expects a 100 does next, when it has got status (None for nothing, or a 1xx that is no
/// 100), has waited for so long, and will wait so long at the most; both in one unit of time, whichever.
#[pyfunction]
#[pyo3(signature = (status, waited, most, /))]
fn decide_client_expectation(status: Option<u16>, waited: u64, most: u64) -> Enum<Next> {
    let got = match status {
        Some(100) => Got::Continue,
        None | Some(0..=199) => Got::Nothing,
        Some(status) => Got::Final(status),
    };
    Enum(match expectation::client(got, waited, most) {
        Client::Wait(_) => Next::Wait,
        Client::Send => Next::Send,
        Client::Stop => Next::Stop,
        Client::Repeat => Next::Repeat,
    })
}

#[pymodule(submodule, gil_used = false)]
pub mod _expectation {
    #[pymodule_export]
    use super::{
        decide_client_expectation, decide_informational, decide_proxy_expectation, decide_server_expectation,
        expectation_of, may_expect, passes_back,
    };
}
