// SPDX-License-Identifier: MIT OR Apache-2.0
//! The parsers that oyez is compared with.

pub mod httparse;
pub mod pico;
