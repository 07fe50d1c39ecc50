// SPDX-License-Identifier: MIT OR Apache-2.0
//! What one end sends, the other receives.

#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| oyez_fuzz::round_trip(octets));
