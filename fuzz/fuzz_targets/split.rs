// SPDX-License-Identifier: MIT OR Apache-2.0
//! The same events, wherever the input is cut.

#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| oyez_fuzz::split(octets));
