// SPDX-License-Identifier: MIT OR Apache-2.0
//! oyez, through its C ABI.

pub mod chunks;
pub mod connection;
pub mod door;
