// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Expect (RFC 9110, 10.1.1).

use crate::error::{Refused, Violation};
use crate::grammar::list;

/// Reads an Expect, whose only member may be "100-continue"; whether there was one.
///
/// # Errors
/// `EXPECTATION`: a server that gets another one MAY answer 417.
pub fn read(value: &[u8]) -> Result<bool, Refused> {
    let mut expects = false;
    for member in list::members(value) {
        if !member.eq_ignore_ascii_case(b"100-continue") {
            return Err(Refused::new(Violation::Expectation, 0));
        }
        expects = true;
    }
    Ok(expects)
}
