// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Values that are numbers: Content-Length (RFC 9110, 8.6), Max-Forwards (RFC 9110, 7.6.2) and delta-seconds
//! (RFC 9111, 1.2.2). Each is written as digits without leading zeros.

use crate::error::{Refused, Violation};
use crate::grammar::number::{self, NotANumber, next_digit};
use crate::grammar::octet::{is_space, run, trim};
use crate::grammar::pen::{Pen, Unwritable};
use crate::messaging;

/// The greatest number of seconds: 2^31. What is greater is taken for it (RFC 9111, 1.2.2).
pub const MAX_SECONDS: u64 = 1 << 31;

/// The greatest number that is read: 2^63 - 1, which every language has.
pub const MAX: u64 = u64::MAX >> 1;

/// Reads a Content-Length: octets, up to 63 bits of them.
///
/// # Errors
/// `LengthInvalid` at the octet that is no digit, `LengthOverflow` at the digit that is too many; `LengthRepeated` for
/// a list of lengths, equal or not, which 9110, 8.6 lets a recipient refuse.
pub fn content_length(value: &[u8]) -> Result<u64, Refused> {
    messaging::content_length::read(trim(value))
        .map_err(|refused| Refused::new(refused.violation, decimal(value).err().unwrap_or(0)))
}

/// Reads a Max-Forwards. One above [`MAX`] is told as that: an intermediary sends on the lesser of the number less one
/// and the greatest it supports (RFC 9110, 7.6.2).
///
/// # Errors
/// `MaxForwards`, at the octet that is no digit.
pub fn max_forwards(value: &[u8]) -> Result<u64, Refused> {
    capped(value, MAX, Violation::MaxForwards)
}

/// Reads delta-seconds. More than [`MAX_SECONDS`] are told as that.
///
/// # Errors
/// `DeltaSeconds`, at the octet that is no digit.
pub fn delta_seconds(value: &[u8]) -> Result<u64, Refused> {
    capped(value, MAX_SECONDS, Violation::DeltaSeconds)
}

/// Reads `1*DIGIT`, up to 63 bits.
///
/// # Errors
/// Where another octet stands, or the digit that is too many.
pub(in crate::fields) fn decimal(value: &[u8]) -> Result<u64, usize> {
    number::decimal(trim(value))
        .map_err(|(NotANumber::Octet(at) | NotANumber::Overflow(at))| at.saturating_add(leading(value)))
}

/// Writes a number.
///
/// # Errors
/// `Value` above [`MAX`], which not every recipient reads.
pub fn write(number: u64, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    if number > MAX {
        return Err(Unwritable::Value);
    }
    pen.decimal(number);
    Ok(())
}

/// `1*DIGIT`, whose number is at most `most`.
pub(in crate::fields) fn digits(digits: impl IntoIterator<Item = u8>, most: u64) -> Result<u64, usize> {
    let (mut number, mut count) = (None, 0usize);
    for octet in digits {
        if !octet.is_ascii_digit() {
            return Err(count);
        }
        number = Some(next_digit(number.unwrap_or(0), 10, octet & 0x0f).unwrap_or(most).min(most));
        count = count.saturating_add(1);
    }
    number.ok_or(count)
}

fn capped(value: &[u8], most: u64, violation: Violation) -> Result<u64, Refused> {
    digits(trim(value).iter().copied(), most).map_err(|at| Refused::new(violation, at.saturating_add(leading(value))))
}

/// The octets of OWS before a value.
fn leading(value: &[u8]) -> usize {
    run(value, is_space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits() {
        for (value, expected) in [("0", 0), ("17", 17), (" 0003\t", 3)] {
            for read in [content_length, max_forwards, delta_seconds] {
                assert_eq!(read(value.as_bytes()), Ok(expected), "{value}");
            }
        }
        for (value, at) in [("", 0), (" ", 1), ("-1", 0), ("+1", 0), ("1.5", 1), ("1 2", 1), (" 3x", 2), ("0x3", 1)] {
            for read in [content_length, max_forwards, delta_seconds] {
                assert_eq!(read(value.as_bytes()).map_err(|refused| refused.at), Err(at), "{value:?}");
            }
        }
    }

    #[test]
    fn seconds_and_forwards_have_a_greatest() {
        for (value, expected) in
            [("2147483647", MAX_SECONDS - 1), ("2147483648", MAX_SECONDS), ("2147483649", MAX_SECONDS)]
        {
            assert_eq!(delta_seconds(value.as_bytes()), Ok(expected), "{value}");
        }
        assert_eq!(delta_seconds(&[b'9'; 10_000]), Ok(MAX_SECONDS));
        assert_eq!(delta_seconds(b"99999999999999999999a").unwrap_err().at, 20);
        assert_eq!(max_forwards(b"9223372036854775807"), Ok(MAX));
        assert_eq!(max_forwards(&[b'9'; 100]), Ok(MAX));
    }

    #[test]
    fn a_length_has_no_greatest_but_what_fits() {
        assert_eq!(content_length(b"9223372036854775807"), Ok(MAX));
        let refused = content_length(b" 9223372036854775808").unwrap_err();
        assert_eq!(refused, Refused::new(Violation::LengthOverflow, 19));
        assert_eq!(content_length(b"5, 5"), Err(Refused::new(Violation::LengthRepeated, 1)));
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(number in 0..=MAX) {
            let mut room = [0; 20];
            let mut pen = Pen::new(&mut room);
            write(number, &mut pen).unwrap();
            let value = pen.written().unwrap();
            proptest::prop_assert_eq!(content_length(value), Ok(number));
            proptest::prop_assert_eq!(max_forwards(value), Ok(number));
            proptest::prop_assert_eq!(delta_seconds(value), Ok(number.min(MAX_SECONDS)));
        }
    }
}
