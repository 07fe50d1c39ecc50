// SPDX-License-Identifier: MIT OR Apache-2.0
//! Decisions, one family a file: what stands between C's structs and those of `semantics`.

mod authentication;
mod caching;
mod conditional;
#[cfg(feature = "authentication")]
mod digest;
mod expectation;
mod forwarding;
mod method;
mod negotiation;
mod range;
mod redirect;
mod status;
mod validation;

pub use authentication::*;
pub use caching::*;
pub use conditional::*;
#[cfg(feature = "authentication")]
pub use digest::*;
pub use expectation::*;
pub use forwarding::*;
pub use method::*;
pub use negotiation::*;
pub use range::*;
pub use redirect::*;
pub use status::*;
pub use validation::*;
