// SPDX-License-Identifier: MIT OR Apache-2.0
//! Octets: classes, numbers, lists, percent-encoding, scanning (RFC 5234; RFC 9110, 5.6).
//!
//! Nothing here knows that HTTP has messages.

pub mod base64;
pub mod cursor;
pub mod list;
pub mod number;
pub mod octet;
pub mod pen;
pub mod percent;
pub mod query;
pub mod scan;
pub mod text;
