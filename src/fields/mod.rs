// SPDX-License-Identifier: MIT OR Apache-2.0
//! Typed field values, one family a file, read and written side by side.

pub mod date;
