// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is claimed of any octets, a function a claim: it panics where the claim does not hold.
//!
//! The fuzz targets call these functions, and so does `tests/fuzz_corpus.rs`, on the stable toolchain, for each kept
//! input of `fuzz/corpus/`.

mod capi;
mod choices;
mod differential;
pub mod plan;
mod receive;
mod round_trip;
mod split;
#[path = "../../tests/support/mod.rs"]
pub mod support;

pub use capi::capi;
pub use differential::differential;
pub use receive::receive;
pub use round_trip::round_trip;
pub use split::split;

/// A target: its name, and the claim.
pub type Target = (&'static str, fn(&[u8]));

/// Every one.
pub const TARGETS: [Target; 5] = [
    ("receive", receive),
    ("split", split),
    ("round_trip", round_trip),
    ("differential", differential),
    ("capi", capi),
];
