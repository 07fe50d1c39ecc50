// SPDX-License-Identifier: MIT OR Apache-2.0
//! Decisions as pure functions: what a request says and what a resource is go in; a decision comes out, with the status
//! and the fields that the answer must carry.
//!
//! Field lines go in as [`Lines`](crate::syntax::field_line::Lines): those that a connection received, an array, or
//! whatever else tells them in order. What is invalid in them is ignored, or decides, as its clause says: a decision
//! never fails because of what a peer sent.

pub mod authentication;
pub mod caching;
pub mod conditional;
pub mod expectation;
pub mod forwarding;
pub mod method;
pub mod negotiation;
pub mod range;
pub mod redirect;
pub mod retry;
pub mod secrets;
pub mod section;
pub mod status;
