// SPDX-License-Identifier: MIT OR Apache-2.0
//! A server among simulated peers: everything that happens follows from a seed.

pub mod network;
pub mod peer;
pub mod probe;
pub mod program;
pub mod scenario;
pub mod script;
pub mod verdict;

/// What is broken on purpose, to show that it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    /// Nothing.
    Nothing,
    /// The network forgets to tell that a socket has room again.
    ForgetsRoom,
    /// The network forgets to tell that octets have come.
    ForgetsOctets,
    /// The network turns over an octet now and then.
    Garbles,
    /// The network ends in order what was to be cut.
    HidesCuts,
    /// The program answers with the content of another.
    Confuses,
    /// The program forgets to answer.
    Forgets,
    /// The server's clock stands still within a wait.
    StopsTime,
}

/// An octet of content that tells whose it is and where it stands.
pub fn octet_of(whose: usize, at: usize) -> u8 {
    let mixed = at.wrapping_mul(31).wrapping_add(at >> 8).wrapping_add(whose.wrapping_mul(97));
    mixed.to_le_bytes()[0]
}

/// Content that tells whose it is.
pub fn content_of(whose: usize, len: usize) -> Vec<u8> {
    (0..len).map(|at| octet_of(whose, at)).collect()
}
