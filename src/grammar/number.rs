// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Numbers, read and written: 1*DIGIT and 1*HEXDIG (RFC 5234, B.1).

/// Why digits were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// There is no digit, or this octet is none.
    Octet(usize),
    /// The digit here takes it beyond 63 bits, which every language has.
    Overflow(usize),
}

/// Reads `1*DIGIT`, all of it, up to 63 bits.
///
/// # Errors
/// Where there is another octet, or too many digits.
pub fn decimal(octets: &[u8]) -> Result<u64, NotANumber> {
    let mut number = 0u64;
    for (at, octet) in octets.iter().enumerate() {
        if !octet.is_ascii_digit() {
            return Err(NotANumber::Octet(at));
        }
        number = next_digit(number, 10, octet & 0x0f).ok_or(NotANumber::Overflow(at))?;
    }
    if octets.is_empty() { Err(NotANumber::Octet(0)) } else { Ok(number) }
}

/// `number` with one more digit, unless 63 bits cannot hold it.
#[must_use]
pub fn next_digit(number: u64, base: u64, digit: u8) -> Option<u64> {
    let longer = number.checked_mul(base)?.checked_add(u64::from(digit))?;
    (longer >> 63 == 0).then_some(longer)
}

/// The value of a HEXDIG in either case.
#[must_use]
pub const fn hex_digit(octet: u8) -> Option<u8> {
    match octet {
        b'0'..=b'9' => Some(octet & 0x0f),
        b'a'..=b'f' | b'A'..=b'F' => Some((octet & 0x0f).wrapping_add(9)),
        _ => None,
    }
}

/// A number written out, without leading zeros.
#[derive(Clone, Copy, Debug)]
pub struct Digits {
    octets: [u8; 20],
    begin: usize,
}

impl Digits {
    /// Writes `1*DIGIT`.
    #[must_use]
    pub fn decimal(number: u64) -> Self {
        Self::write(number, 10)
    }

    /// Writes `1*HEXDIG`, lower case.
    #[must_use]
    pub fn hexadecimal(number: u64) -> Self {
        Self::write(number, 16)
    }

    fn write(number: u64, base: u64) -> Self {
        let mut digits = Digits { octets: [b'0'; 20], begin: 20 };
        let mut rest = number;
        for place in digits.octets.iter_mut().rev() {
            let digit = u8::try_from(rest.checked_rem(base).unwrap_or(0)).unwrap_or(0);
            *place = if digit < 10 { b'0' | digit } else { b'a'.wrapping_add(digit.wrapping_sub(10)) };
            digits.begin = digits.begin.saturating_sub(1);
            rest = rest.checked_div(base).unwrap_or(0);
            if rest == 0 {
                break;
            }
        }
        digits
    }

    /// The digits.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.octets.get(self.begin..).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for number in [0, 1, 9, 10, 15, 16, 255, 65_535, 1 << 40, u64::MAX >> 1] {
            assert_eq!(decimal(Digits::decimal(number).octets()), Ok(number));
            let hexadecimal = format!("{number:x}");
            assert_eq!(Digits::hexadecimal(number).octets(), hexadecimal.as_bytes());
        }
        assert_eq!(Digits::decimal(u64::MAX).octets(), u64::MAX.to_string().as_bytes());
    }

    #[test]
    fn a_number_beyond_63_bits_is_refused_at_its_digit() {
        assert_eq!(decimal(b"9223372036854775807"), Ok(u64::MAX >> 1));
        assert_eq!(decimal(b"9223372036854775808"), Err(NotANumber::Overflow(18)));
        assert_eq!(decimal(b"5x"), Err(NotANumber::Octet(1)));
        assert_eq!(decimal(b""), Err(NotANumber::Octet(0)));
    }
}
