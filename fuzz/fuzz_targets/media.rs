// SPDX-License-Identifier: MIT OR Apache-2.0
//! Values of the family `media`: `tests/conformance/values/media.md` has the seeds.

#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| oyez_fuzz::values::media(octets));
