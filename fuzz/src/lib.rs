// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is claimed of any octets, a function a claim: it panics where the claim does not hold.
//!
//! The fuzz targets call these functions, and so does `tests/fuzz_corpus.rs`, on the stable toolchain, for each kept
//! input of `fuzz/corpus/`.

mod capi;
mod choices;
mod decisions;
mod differential;
pub mod plan;
#[path = "../../tests/support/decisions/mod.rs"]
pub mod questions;
mod receive;
mod round_trip;
mod split;
#[path = "../../tests/support/mod.rs"]
pub mod support;
pub mod values;

pub use capi::capi;
pub use decisions::{decisions, question};
pub use differential::differential;
pub use receive::receive;
pub use round_trip::round_trip;
pub use split::split;

/// A target: its name, and the claim.
pub type Target = (&'static str, fn(&[u8]));

/// Every one.
pub const TARGETS: [Target; 18] = [
    ("receive", receive),
    ("split", split),
    ("round_trip", round_trip),
    ("differential", differential),
    ("capi", capi),
    ("dates", values::dates),
    ("media", values::media),
    ("preferences", values::preferences),
    ("conditions", values::conditions),
    ("caching", values::caching),
    ("credentials", values::credentials),
    ("cookies", values::cookies),
    ("routing", values::routing),
    ("cgi", values::cgi),
    ("structured", values::structured),
    ("targets", values::targets),
    ("multipart", values::multipart),
    ("decisions", decisions),
];
