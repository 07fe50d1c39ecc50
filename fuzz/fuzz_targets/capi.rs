// SPDX-License-Identifier: MIT OR Apache-2.0
//! Any sequence of C calls on a bare connection.

#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| oyez_fuzz::capi(octets));
