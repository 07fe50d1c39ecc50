// SPDX-License-Identifier: MIT OR Apache-2.0
//! What several tests share.

#![allow(dead_code)] // Each test uses its part.

pub mod cases;
pub mod dice;
pub mod door;
pub mod values;
