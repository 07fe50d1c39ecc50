// SPDX-License-Identifier: MIT OR Apache-2.0
//! Heads, beside another reader of them: httparse.

#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| oyez_fuzz::differential(octets));
