// SPDX-License-Identifier: MIT OR Apache-2.0
//! What status codes mean (RFC 9110, 15).

mod check;
mod class;
mod registry;

pub use check::{Answer, Finding, Findings, Force, check};
pub use class::{Class, treated_as};
pub use registry::{StatusEntry, all, allows_content, find, is_cacheable_by_default, is_never_stored};
