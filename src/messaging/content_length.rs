// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Content-Length (RFC 9110, 8.6).

use crate::error::{Refused, Violation};
use crate::grammar::list;
use crate::grammar::number::{self, NotANumber};

/// Reads `1*DIGIT`.
///
/// # Errors
/// `LENGTH_INVALID`, `LENGTH_OVERFLOW`; `LENGTH_REPEATED` for a list of valid values: 9110, 8.6 lets a
/// recipient refuse even equal ones, and who sends them has lost count.
pub fn read(value: &[u8]) -> Result<u64, Refused> {
    match number::decimal(value) {
        Ok(length) => Ok(length),
        Err(NotANumber::Overflow(_)) => Err(Refused::new(Violation::LengthOverflow, 0)),
        Err(NotANumber::Octet(_)) => {
            let each = || value.split(|octet| *octet == b',').map(crate::grammar::octet::trim);
            let repeated = list::members(value).count() > 1 && each().all(|member| number::decimal(member).is_ok());
            Err(Refused::new(if repeated { Violation::LengthRepeated } else { Violation::LengthInvalid }, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_are_a_length() {
        assert_eq!(read(b"0000000005"), Ok(5));
        for value in ["", "+5", "-5", "0x5", "5 5", "5.0", "5,", "5x", "5,x"] {
            assert_eq!(read(value.as_bytes()).unwrap_err().violation, Violation::LengthInvalid, "{value}");
        }
        assert_eq!(read(b"5, 5").unwrap_err().violation, Violation::LengthRepeated);
        assert_eq!(read(b"9223372036854775808").unwrap_err().violation, Violation::LengthOverflow);
    }
}
