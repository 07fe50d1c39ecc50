// SPDX-License-Identifier: MIT OR Apache-2.0
//! A server among simulated peers: everything that happens follows from a seed.

use std::sync::LazyLock;

use crate::dice::Dice;

pub mod answer;
pub mod fairness;
pub mod greeting;
pub mod network;
pub mod peer;
pub mod probe;
pub mod program;
pub mod scenario;
pub mod script;
pub mod takeover;
pub mod tunnel;
pub mod verdict;
pub mod wire;

/// A result, or what is wrong.
pub type Said<T> = Result<T, String>;

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
    /// The network forgets to tell that a peer has ended.
    HidesEnds,
    /// The network takes what is only looked at.
    TakesPeeked,
    /// The network drops an octet now and then that a peer sent behind the end of HTTP.
    DropsRaw,
    /// The program answers with the content of another.
    Confuses,
    /// The program forgets to answer.
    Forgets,
    /// The program forgets an event that was refused.
    ForgetsEvents,
    /// The program answers for every host.
    ServesAll,
    /// The server's clock stands still within a wait.
    StopsTime,
    /// The server's clock runs fast while it waits: it gives up what is not late.
    HastensTime,
}

/// Octets that do not repeat themselves; nothing is as long as they are.
static PATTERN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut dice = Dice(784_111_777);
    (0..SPAN + 100_000).map(|_| dice.below(256).to_le_bytes()[0]).collect()
});

/// Where in it contents begin.
const SPAN: usize = 5_003;

/// Content that tells whose it is.
pub fn content_of(whose: usize, len: usize) -> Vec<u8> {
    let from = whose * 97 % SPAN;
    PATTERN[from..from + len].to_vec()
}
