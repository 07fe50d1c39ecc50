// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the few fields that govern a connection mean (RFC 9112, 6 to 9; RFC 9110, 7 and 10.1.1): pure
//! functions, no buffer in sight.

pub mod content_length;
pub mod expectation;
pub mod framing;
pub mod governing;
pub mod host;
pub mod judge;
pub mod persistence;
pub mod reserved;
pub mod transfer_encoding;
pub mod upgrade;
