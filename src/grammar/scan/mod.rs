// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Searching octets: where lines end.

use memchr::memchr;

/// Octets up to and with the first LF, if there is one.
#[must_use]
pub fn line_end(octets: &[u8]) -> Option<usize> {
    memchr(b'\n', octets).map(|at| at.saturating_add(1))
}

/// Where an octet first stands.
#[must_use]
pub fn position(octet: u8, octets: &[u8]) -> Option<usize> {
    memchr(octet, octets)
}
