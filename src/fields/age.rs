// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Age (RFC 9111, 5.1): the seconds since a response was generated or validated. It is written as a
//! [`number`](crate::fields::number::write).

use crate::error::Refused;
use crate::fields::number;

/// Reads an Age, in seconds; more than 2^31 are told as that (RFC 9111, 1.2.2). Of a list, the first member is read and
/// the others are discarded, as a cache should (5.1).
///
/// # Errors
/// `DeltaSeconds`, at the octet that is no digit; a cache should then ignore the field.
pub fn read(value: &[u8]) -> Result<u64, Refused> {
    let first = value.split(|octet| *octet == b',').next().unwrap_or(value);
    number::delta_seconds(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_several_ages_counts() {
        for (value, expected) in [
            ("0", Ok(0)),
            (" 7200 ", Ok(7200)),
            ("7200, 0", Ok(7200)),
            ("7200,a", Ok(7200)),
            ("99999999999", Ok(number::MAX_SECONDS)),
            ("", Err(0)),
            ("a, 7200", Err(0)),
            ("7200a, 1", Err(4)),
            ("-1", Err(0)),
            ("1.5", Err(1)),
        ] {
            assert_eq!(read(value.as_bytes()).map_err(|refused| refused.at), expected, "{value}");
        }
    }
}
