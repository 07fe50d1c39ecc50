// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a server has counted.

use oyez::error::{Reason, Trouble, Violation};
use oyez::server;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// What a server has counted since it was made.
#[pyclass(frozen, get_all, module = "oyez")]
pub struct Stats {
    /// Connections accepted.
    accepted: u64,
    /// Connections that are over.
    closed: u64,
    /// Requests received.
    requests: u64,
    /// Final responses that have left.
    responses: u64,
    /// Connections that faulted because of the peer.
    violations: u64,
    /// Connections that timed out, idle ones included.
    timeouts: u64,
    /// Heads refused because all buffers were lent.
    pool_refusals: u64,
    /// Trouble of the platform that was survived.
    survived: u64,
    /// Octets received.
    received: u64,
    /// Octets sent.
    sent: u64,
    /// Connections answered 503 because all were taken.
    turned_away: u64,
    /// How many faults had each reason, by its name.
    faults: Py<PyDict>,
}

impl Stats {
    pub fn new(py: Python<'_>, server: &server::Server) -> PyResult<Self> {
        let server::Stats { accepted, closed, requests, responses, violations, .. } = *server.stats();
        let server::Stats { timeouts, pool_refusals, survived, received, sent, turned_away, .. } = *server.stats();
        let faults = PyDict::new(py);
        let violations_known = Violation::ALL.iter().copied().map(Reason::Violation);
        for reason in violations_known.chain(Trouble::ALL.iter().copied().map(Reason::Trouble)) {
            let count = server.faults(reason);
            if count > 0 {
                faults.set_item(reason.name(), count)?;
            }
        }
        let faults = faults.unbind();
        Ok(Stats {
            accepted,
            closed,
            requests,
            responses,
            violations,
            timeouts,
            pool_refusals,
            survived,
            received,
            sent,
            turned_away,
            faults,
        })
    }
}
