// SPDX-License-Identifier: MIT OR Apache-2.0
#![cfg_attr(not(any(test, feature = "std")), no_std)]
#![deny(unsafe_code)]
#![warn(missing_docs, clippy::pedantic)]
#![allow(clippy::module_name_repetitions)]

pub mod error;
pub mod exchange;
pub mod grammar;
pub mod messaging;
pub mod syntax;
