// SPDX-License-Identifier: MIT OR Apache-2.0
//! Decisions: `tests/conformance/decisions/*.md` have the questions.

#![no_main]

libfuzzer_sys::fuzz_target!(|octets: &[u8]| oyez_fuzz::decisions(octets));
