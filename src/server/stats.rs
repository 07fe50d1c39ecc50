// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a server has counted since it was made.

use crate::error::{Reason, Trouble};

/// What a server has counted since it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Stats {
    /// Connections accepted or adopted.
    pub accepted: u64,
    /// Connections that were told closed.
    pub closed: u64,
    /// Requests told.
    pub requests: u64,
    /// Final responses that have left.
    pub responses: u64,
    /// Connections that faulted because of the peer.
    pub violations: u64,
    /// Connections that timed out, idle ones included.
    pub timeouts: u64,
    /// Heads refused because the pool was empty.
    pub pool_refusals: u64,
    /// Trouble of the platform that was survived: EMFILE, ECONNABORTED.
    pub survived: u64,
    /// Octets received.
    pub received: u64,
    /// Octets sent.
    pub sent: u64,
}

/// One more.
pub(crate) fn count(counter: &mut u64) {
    *counter = counter.wrapping_add(1);
}

impl Stats {
    pub(crate) fn add_sent(&mut self, sent: &std::io::Result<u64>) {
        self.sent = self.sent.wrapping_add(*sent.as_ref().unwrap_or(&0));
    }

    pub(crate) fn add_received(&mut self, octets: usize) {
        self.received = self.received.wrapping_add(u64::try_from(octets).unwrap_or(0));
    }

    pub(crate) fn add_fault(&mut self, reason: Reason) {
        match reason {
            Reason::Violation(_) => count(&mut self.violations),
            Reason::Trouble(
                Trouble::TimeoutHead | Trouble::TimeoutContent | Trouble::TimeoutRate | Trouble::TimeoutSend,
            ) => count(&mut self.timeouts),
            _ => {}
        }
    }
}
