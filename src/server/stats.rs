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
    /// Connections answered 503 because all were taken.
    pub turned_away: u64,
}

/// How many faults had each reason: those of messages, then those of the platform, by their numbers.
pub(crate) struct Faults([u64; VIOLATIONS + TROUBLES]);

/// The numbers of what a message can break, from 1000 on, and of what the platform could not do, from 200 on.
const VIOLATIONS: usize = 128;
const TROUBLES: usize = 8;

impl Default for Faults {
    fn default() -> Self {
        Faults([0; VIOLATIONS + TROUBLES])
    }
}

impl Faults {
    fn place(reason: Reason) -> Option<usize> {
        let number = usize::from(reason.number());
        match reason {
            Reason::Violation(_) => number.checked_sub(1000).filter(|place| *place < VIOLATIONS),
            Reason::Trouble(_) => number.checked_sub(200).filter(|place| *place < TROUBLES)?.checked_add(VIOLATIONS),
            Reason::Misuse(_) => None,
        }
    }

    pub fn of(&self, reason: Reason) -> u64 {
        Self::place(reason).and_then(|place| self.0.get(place)).copied().unwrap_or(0)
    }

    pub fn add(&mut self, reason: Reason) {
        if let Some(counter) = Self::place(reason).and_then(|place| self.0.get_mut(place)) {
            count(counter);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Violation;

    #[test]
    fn every_fault_of_a_message_and_of_the_platform_is_counted_by_its_number() {
        let mut faults = Faults::default();
        let violations = Violation::ALL.iter().filter(|violation| violation.number() < 2000);
        let all = violations.map(|violation| Reason::Violation(*violation));
        let all: Vec<_> = all.chain(Trouble::ALL.iter().map(|trouble| Reason::Trouble(*trouble))).collect();
        for reason in &all {
            faults.add(*reason);
        }
        assert!(all.iter().all(|reason| faults.of(*reason) == 1));
    }
}
