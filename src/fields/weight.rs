// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Weights of preferences: `OWS ";" OWS "q=" qvalue` (RFC 9110, 12.4.2). They are told in thousandths.

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::is_tchar;
use crate::grammar::pen::{Pen, Unwritable};

/// The weight 1, which is that of a member without one.
pub const FULL: u16 = 1000;

/// Reads a qvalue: from 0 (not acceptable) to 1000.
///
/// # Errors
/// `Weight`, at the octet that is none of a qvalue.
pub fn qvalue(value: &[u8]) -> Result<u16, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let weight = take_qvalue(&mut cursor)?;
    cursor.end(Violation::Weight)?;
    Ok(weight)
}

/// Takes a weight if one stands next; without one it is 1000.
///
/// # Errors
/// `Weight`, where a ";" is followed by something else.
pub fn take(cursor: &mut Cursor<'_>) -> Result<u16, Refused> {
    let before = *cursor;
    cursor.ows();
    if !cursor.take(b';') {
        *cursor = before;
        return Ok(FULL);
    }
    cursor.ows();
    if !cursor.take(b'q') {
        cursor.expect(b'Q', Violation::Weight)?;
    }
    cursor.expect(b'=', Violation::Weight)?;
    take_qvalue(cursor)
}

/// Takes `( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )`.
///
/// # Errors
/// `Weight`, at the octet that is none of it.
pub fn take_qvalue(cursor: &mut Cursor<'_>) -> Result<u16, Refused> {
    let one = cursor.take(b'1');
    if !one {
        cursor.expect(b'0', Violation::Weight)?;
    }
    let mut weight = if one { FULL } else { 0 };
    if cursor.take(b'.') {
        for place in [100u16, 10, 1] {
            let Some(digit @ b'0'..=b'9') = cursor.peek() else { break };
            if one && digit != b'0' {
                return Err(cursor.refuse(Violation::Weight));
            }
            weight = weight.saturating_add(place.saturating_mul(u16::from(digit & 0x0f)));
            cursor.skip(1);
        }
    }
    match cursor.peek() {
        // A fourth digit, or what else makes the token longer.
        Some(octet) if is_tchar(octet) => Err(cursor.refuse(Violation::Weight)),
        _ => Ok(weight),
    }
}

/// Writes a qvalue without needless zeros.
///
/// # Errors
/// `Value` above 1000.
pub fn write_qvalue(pen: &mut Pen<'_>, weight: u16) -> Result<(), Unwritable> {
    match weight {
        0 => pen.octet(b'0'),
        FULL => pen.octet(b'1'),
        1..FULL => {
            pen.octets(b"0.");
            let mut rest = weight;
            for place in [100u16, 10, 1] {
                if rest > 0 {
                    pen.decimal(u64::from(rest.checked_div(place).unwrap_or(0)));
                    rest = rest.checked_rem(place).unwrap_or(0);
                }
            }
            pen
        }
        _ => return Err(Unwritable::Value),
    };
    Ok(())
}

/// Writes `;q=` and the weight behind a member; nothing for 1000.
///
/// # Errors
/// `Value` above 1000.
pub fn write(pen: &mut Pen<'_>, weight: u16) -> Result<(), Unwritable> {
    match weight {
        FULL => Ok(()),
        _ => write_qvalue(pen.octets(b";q="), weight),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(weight: u16) -> Result<String, Unwritable> {
        let mut room = [0; 8];
        let mut pen = Pen::new(&mut room);
        write_qvalue(&mut pen, weight)?;
        Ok(String::from_utf8(pen.written()?.to_vec()).unwrap())
    }

    #[test]
    fn a_weight_is_told_in_thousandths() {
        let table: [(&[u8], u16); 11] = [
            (b"0", 0),
            (b"0.", 0),
            (b"0.000", 0),
            (b"0.001", 1),
            (b"0.5", 500),
            (b"0.80", 800),
            (b"0.999", 999),
            (b"1", 1000),
            (b"1.", 1000),
            (b"1.000", 1000),
            (b" 0.07 ", 70),
        ];
        for (value, weight) in table {
            assert_eq!(qvalue(value), Ok(weight), "{value:?}");
        }
    }

    #[test]
    fn what_is_no_weight_is_refused_where_it_breaks() {
        let table: [(&[u8], usize); 12] = [
            (b"", 0),
            (b".5", 0),
            (b"2", 0),
            (b"-1", 0),
            (b"00", 1),
            (b"1.1", 2),
            (b"1.001", 4),
            (b"1.0000", 5),
            (b"0.1234", 5),
            (b"0.5e1", 3),
            (b"0,5", 1),
            (b"\"0.5\"", 0),
        ];
        for (value, at) in table {
            assert_eq!(qvalue(value), Err(Refused::new(Violation::Weight, at)), "{value:?}");
        }
    }

    #[test]
    fn every_weight_is_written_and_read_back() {
        for weight in 0..=1000 {
            assert_eq!(qvalue(written(weight).unwrap().as_bytes()), Ok(weight));
        }
        assert_eq!(
            [1, 10, 70, 500, 805].map(|weight| written(weight).unwrap()),
            ["0.001", "0.01", "0.07", "0.5", "0.805"]
        );
        assert_eq!(written(1001), Err(Unwritable::Value));
    }

    #[test]
    fn a_member_without_a_weight_has_the_full_one() {
        let mut cursor = Cursor::new(b" ,x");
        assert_eq!((take(&mut cursor), cursor.at()), (Ok(FULL), 0));
        let mut cursor = Cursor::new(b" ; Q=0.3,x");
        assert_eq!((take(&mut cursor), cursor.at()), (Ok(300), 8));
        assert_eq!(take(&mut Cursor::new(b";level=1")), Err(Refused::new(Violation::Weight, 1)));
        assert_eq!(take(&mut Cursor::new(b";q =1")), Err(Refused::new(Violation::Weight, 2)));
    }
}
