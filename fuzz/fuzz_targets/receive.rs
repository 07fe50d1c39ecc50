// SPDX-License-Identifier: MIT OR Apache-2.0
//! Any octets, either end: every loop of steps ends, and so does every connection.

#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| oyez_fuzz::receive(octets));
