// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Bare items (RFC 9651, 3.3): read as 4.2.3.1 says and written as 4.1.3.1 says.

use core::cmp::Ordering;

use crate::error::{Refused, Violation};
use crate::fields::structured::bytes::Bytes;
use crate::fields::structured::display::DisplayString;
use crate::grammar::cursor::Cursor;
use crate::grammar::number::{Digits, next_digit};
use crate::grammar::octet::is_tchar;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A bare item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareItem<'b> {
    /// Of fifteen digits at most.
    Integer(i64),
    /// Of twelve digits before the point at most, and three behind it.
    Decimal(Decimal),
    /// Of printable ASCII.
    String(Text<'b>),
    /// A letter or "*", and then tchars, ":" and "/".
    Token(&'b [u8]),
    /// Octets.
    Bytes(Bytes<'b>),
    /// ?1 or ?0.
    Boolean(bool),
    /// Seconds since 1970, of fifteen digits at most.
    Date(i64),
    /// Of all characters there are.
    DisplayString(DisplayString<'b>),
}

/// A Decimal, exactly (RFC 9651, 3.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    /// How many thousandths.
    pub thousandths: i64,
}

impl Decimal {
    /// The Decimal next to `digits` with so many of them behind the point; of two as near, the one whose last digit is
    /// even (RFC 9651, 4.1.5). None beyond its range.
    #[must_use]
    pub fn rounded(digits: i64, behind_point: u32) -> Option<Decimal> {
        let magnitude = digits.unsigned_abs();
        let rounded = match behind_point.checked_sub(3) {
            None | Some(0) => magnitude.checked_mul(10u64.checked_pow(3u32.checked_sub(behind_point)?)?)?,
            Some(excess) => {
                // Of a unit that 64 bits do not hold, no number has the half.
                let unit = 10u64.checked_pow(excess).unwrap_or(u64::MAX);
                let (quotient, remainder) = (magnitude.checked_div(unit)?, magnitude.checked_rem(unit)?);
                let is_odd = quotient & 1 != 0;
                match remainder.cmp(&unit.checked_sub(remainder)?) {
                    Ordering::Greater => quotient.checked_add(1)?,
                    Ordering::Equal if is_odd => quotient.checked_add(1)?,
                    _ => quotient,
                }
            }
        };
        let thousandths = i64::try_from(rounded).ok().filter(|thousandths| *thousandths <= INTEGER_MAX)?;
        Some(Decimal { thousandths: if digits < 0 { thousandths.saturating_neg() } else { thousandths } })
    }
}

/// The greatest Integer; a Decimal has as many thousandths at most.
pub const INTEGER_MAX: i64 = 999_999_999_999_999;

/// Takes a bare item (RFC 9651, 4.2.3.1).
///
/// # Errors
/// `SfItem` where none begins; `SfNumber`, `SfString`, `SfBytes`, `SfBoolean`, `SfDate`, `SfDisplay` where one breaks.
pub(super) fn take<'b>(cursor: &mut Cursor<'b>) -> Result<BareItem<'b>, Refused> {
    match cursor.peek() {
        Some(b'-' | b'0'..=b'9') => number(cursor),
        Some(b'"') => Ok(BareItem::String(string(cursor)?)),
        Some(b'A'..=b'Z' | b'a'..=b'z' | b'*') => Ok(BareItem::Token(cursor.take_while(is_token_octet))),
        Some(b':') => Ok(BareItem::Bytes(Bytes::take(cursor)?)),
        Some(b'?') => {
            cursor.skip(1);
            let is_true = cursor.take(b'1');
            if !is_true {
                cursor.expect(b'0', Violation::SfBoolean)?;
            }
            Ok(BareItem::Boolean(is_true))
        }
        Some(b'@') => {
            cursor.skip(1);
            match number(cursor) {
                Ok(BareItem::Integer(seconds)) if cursor.peek() != Some(b'.') => Ok(BareItem::Date(seconds)),
                Ok(_) => Err(cursor.refuse(Violation::SfDate)),
                Err(refused) => Err(Refused::new(Violation::SfDate, refused.at)),
            }
        }
        Some(b'%') => Ok(BareItem::DisplayString(DisplayString::take(cursor)?)),
        _ => Err(cursor.refuse(Violation::SfItem)),
    }
}

/// Reads a bare item, alone.
///
/// # Errors
/// As those of its kind; `SfItem` for what stands behind it.
pub fn bare_item(value: &[u8]) -> Result<BareItem<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    let bare = take(&mut cursor)?;
    if cursor.is_at_end() { Ok(bare) } else { Err(cursor.refuse(Violation::SfItem)) }
}

impl BareItem<'_> {
    /// Writes it in the one way there is for it.
    ///
    /// # Errors
    /// `Value` for a number out of range, a String that holds other than printable ASCII, a Token that is none, and a
    /// Display String that is no UTF-8.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match *self {
            BareItem::Integer(number) => write_integer(number, pen)?,
            BareItem::Decimal(decimal) => write_decimal(decimal, pen)?,
            BareItem::String(text) => {
                if !text.octets().all(|octet| matches!(octet, b' '..=b'~')) {
                    return Err(Unwritable::Value);
                }
                pen.quoted(text.octets())?;
            }
            BareItem::Token(token) => {
                let begins = matches!(token, [b'A'..=b'Z' | b'a'..=b'z' | b'*', ..]);
                if !begins || !token.iter().copied().all(is_token_octet) {
                    return Err(Unwritable::Value);
                }
                pen.octets(token);
            }
            BareItem::Bytes(bytes) => bytes.write(pen),
            BareItem::Boolean(is_true) => {
                pen.octets(if is_true { b"?1" } else { b"?0" });
            }
            BareItem::Date(seconds) => write_integer(seconds, pen.octet(b'@'))?,
            BareItem::DisplayString(text) => text.write(pen)?,
        }
        Ok(())
    }
}

/// An Integer or a Decimal (RFC 9651, 4.2.4).
fn number<'b>(cursor: &mut Cursor<'b>) -> Result<BareItem<'b>, Refused> {
    const REFUSED: Violation = Violation::SfNumber;
    let is_negative = cursor.take(b'-');
    let signed = |number: u64| {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        if is_negative { number.saturating_neg() } else { number }
    };
    let (whole, digits) = take_digits(cursor, 0, 15)?;
    if digits == 0 {
        return Err(cursor.refuse(REFUSED));
    }
    if cursor.peek() != Some(b'.') {
        return Ok(BareItem::Integer(signed(whole)));
    }
    if digits > 12 {
        return Err(cursor.refuse(REFUSED));
    }
    cursor.skip(1);
    let (number, digits) = take_digits(cursor, whole, 3)?;
    let unit = match digits {
        1 => 100,
        2 => 10,
        3 => 1,
        _ => return Err(cursor.refuse(REFUSED)),
    };
    Ok(BareItem::Decimal(Decimal { thousandths: signed(number.saturating_mul(unit)) }))
}

/// Takes digits behind those that make `number`, no more than `most`; how many those are.
fn take_digits(cursor: &mut Cursor<'_>, mut number: u64, most: u8) -> Result<(u64, u8), Refused> {
    let mut count = 0u8;
    while let Some(digit @ b'0'..=b'9') = cursor.peek() {
        if count == most {
            return Err(cursor.refuse(Violation::SfNumber));
        }
        number = next_digit(number, 10, digit & 0x0f).ok_or(cursor.refuse(Violation::SfNumber))?;
        count = count.saturating_add(1);
        cursor.skip(1);
    }
    Ok((number, count))
}

/// A String (RFC 9651, 4.2.5): unlike a quoted-string, of ASCII, and nothing but DQUOTE and backslash is escaped.
fn string<'b>(cursor: &mut Cursor<'b>) -> Result<Text<'b>, Refused> {
    cursor.expect(b'"', Violation::SfString)?;
    let start = cursor.at();
    let mut escaped = false;
    loop {
        cursor.take_while(|octet| matches!(octet, b' '..=b'~') && !matches!(octet, b'"' | b'\\'));
        match cursor.peek() {
            Some(b'"') => break,
            Some(b'\\') => {
                escaped = true;
                cursor.skip(1);
                if !matches!(cursor.peek(), Some(b'"' | b'\\')) {
                    return Err(cursor.refuse(Violation::SfString));
                }
                cursor.skip(1);
            }
            _ => return Err(cursor.refuse(Violation::SfString)),
        }
    }
    let within = cursor.since(start);
    cursor.skip(1);
    Ok(if escaped { Text::escaped(within) } else { Text::plain(within) })
}

const fn is_token_octet(octet: u8) -> bool {
    is_tchar(octet) || matches!(octet, b':' | b'/')
}

fn write_integer(number: i64, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    if number.unsigned_abs() > INTEGER_MAX.unsigned_abs() {
        return Err(Unwritable::Value);
    }
    pen.octets(if number < 0 { b"-" } else { b"" }).decimal(number.unsigned_abs());
    Ok(())
}

fn write_decimal(decimal: Decimal, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    let Decimal { thousandths } = decimal;
    let all = thousandths.unsigned_abs();
    if all > INTEGER_MAX.unsigned_abs() {
        return Err(Unwritable::Value);
    }
    pen.octets(if thousandths < 0 { b"-" } else { b"" }).decimal(all.checked_div(1000).unwrap_or(0)).octet(b'.');
    // With a digit before them, those behind the point keep their zeros in front.
    let digits = Digits::decimal(all.checked_rem(1000).unwrap_or(0).saturating_add(1000));
    let behind = digits.octets().get(1..).unwrap_or(b"0");
    pen.octets(match behind {
        [tenths, b'0', b'0'] => core::slice::from_ref(tenths),
        [behind @ .., b'0'] => behind,
        behind => behind,
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rewritten(value: &[u8]) -> Result<String, Refused> {
        let read = bare_item(value)?;
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        read.write(&mut pen).unwrap();
        let written = pen.written().unwrap();
        assert_eq!(bare_item(written), Ok(read));
        Ok(String::from_utf8(written.to_vec()).unwrap())
    }

    #[test]
    fn the_examples_of_the_rfc_are_read_and_written() {
        for (value, canonical) in [
            ("42", "42"),
            ("-0", "0"),
            ("00", "0"),
            ("-999999999999999", "-999999999999999"),
            ("4.5", "4.5"),
            ("-00.120", "-0.12"),
            ("999999999999.999", "999999999999.999"),
            ("1.0", "1.0"),
            ("-0.0", "0.0"),
            ("1.002", "1.002"),
            ("\"hello world\"", "\"hello world\""),
            ("\"\\\"\\\\\"", "\"\\\"\\\\\""),
            ("foo123/456", "foo123/456"),
            ("*a:b", "*a:b"),
            (":cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:", ":cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:"),
            (":Zh:", ":Zg==:"),
            ("?1", "?1"),
            ("@1659578233", "@1659578233"),
            ("@-1", "@-1"),
            ("%\"%c3%bc%25\"", "%\"%c3%bc%25\""),
        ] {
            assert_eq!(rewritten(value.as_bytes()).as_deref(), Ok(canonical));
        }
    }

    #[test]
    fn what_is_none_is_refused_where_it_breaks() {
        for (value, violation, at) in [
            ("", Violation::SfItem, 0),
            ("(", Violation::SfItem, 0),
            ("-", Violation::SfNumber, 1),
            ("-a", Violation::SfNumber, 1),
            ("1234567890123456", Violation::SfNumber, 15),
            ("1234567890123.1", Violation::SfNumber, 13),
            ("1.", Violation::SfNumber, 2),
            ("1.1234", Violation::SfNumber, 5),
            ("1a", Violation::SfItem, 1),
            ("\"a", Violation::SfString, 2),
            ("\"\\a\"", Violation::SfString, 2),
            ("\"\u{e9}\"", Violation::SfString, 1),
            ("\"\t\"", Violation::SfString, 1),
            (":Zg==", Violation::SfBytes, 5),
            (":Z:", Violation::SfBytes, 2),
            (":Z-:", Violation::SfBytes, 2),
            (":Zg=:", Violation::SfBytes, 4),
            ("?", Violation::SfBoolean, 1),
            ("?2", Violation::SfBoolean, 1),
            ("@1.5", Violation::SfDate, 4),
            ("@", Violation::SfDate, 1),
            ("%a", Violation::SfDisplay, 1),
        ] {
            assert_eq!(rewritten(value.as_bytes()), Err(Refused::new(violation, at)), "{value}");
        }
    }

    #[test]
    fn what_would_be_read_as_another_is_not_written() {
        for item in [
            BareItem::Integer(INTEGER_MAX + 1),
            BareItem::Integer(i64::MIN),
            BareItem::Decimal(Decimal { thousandths: -INTEGER_MAX - 1 }),
            BareItem::Date(i64::MAX),
            BareItem::String(Text::plain(b"a\nb")),
            BareItem::String(Text::plain("\u{e9}".as_bytes())),
            BareItem::Token(b""),
            BareItem::Token(b"1a"),
            BareItem::Token(b"a b"),
            BareItem::Token(b"a,b"),
            BareItem::DisplayString(DisplayString::plain(b"\xff")),
        ] {
            assert_eq!(item.write(&mut Pen::new(&mut [0; 64])), Err(Unwritable::Value), "{item:?}");
        }
    }

    #[test]
    fn a_decimal_is_rounded_to_the_even_one_of_two_as_near() {
        for (digits, behind_point, thousandths) in [
            (5, 0, 5000),
            (-15, 1, -1500),
            (15, 4, 2),
            (25, 4, 2),
            (-25, 4, -2),
            (-15, 4, -2),
            (251, 5, 3),
            (249, 5, 2),
            (9_223_372_036_854_775_807, 18, 9223),
            (9_223_372_036_854_775_807, 21, 9),
            (9_223_372_036_854_775_807, 22, 1),
            (9_223_372_036_854_775_807, 23, 0),
            (i64::MIN, 22, -1),
            (9_223_372_036_854_775_807, 40, 0),
        ] {
            assert_eq!(
                Decimal::rounded(digits, behind_point),
                Some(Decimal { thousandths }),
                "{digits} {behind_point}"
            );
        }
        assert_eq!(Decimal::rounded(1_000_000_000_000, 0), None);
        assert_eq!(Decimal::rounded(i64::MAX, 0), None);
        assert_eq!(Decimal::rounded(9_999_999_999_999_996, 4), None);
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_in_one_way(value in "-?[0-9]{1,4}(\\.[0-9]{1,3})?|\"([ -!#-\\[]|\\\\\"){0,9}\"|:[A-Za-z0-9]{0,9}=?:|[*a-z][a-z:/*]{0,5}|@-?[0-9]{1,9}") {
            if let Ok(once) = rewritten(value.as_bytes()) {
                prop_assert_eq!(rewritten(once.as_bytes()), Ok(once.clone()));
            }
        }

        #[test]
        fn every_number_is_written_and_read_back(number in -INTEGER_MAX..=INTEGER_MAX) {
            for item in [BareItem::Integer(number), BareItem::Decimal(Decimal { thousandths: number }), BareItem::Date(number)] {
                let mut room = [0; 32];
                let mut pen = Pen::new(&mut room);
                item.write(&mut pen).unwrap();
                prop_assert_eq!(bare_item(pen.written().unwrap()), Ok(item));
            }
        }
    }
}
