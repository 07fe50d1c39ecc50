// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Keep-Alive: how long a server of HTTP/1.0 keeps a connection, as a hint (RFC 2068, 19.7.1.1).

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::number::{NotANumber, decimal};
use crate::grammar::pen::{Pen, Unwritable};

/// What a Keep-Alive promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeepAlive {
    /// Seconds that an idle connection stays open.
    pub timeout: Option<u64>,
    /// Requests that will still be answered.
    pub max: Option<u64>,
}

/// Reads a Keep-Alive, `#( token [ "=" ( token / quoted-string ) ] )`. Parameters of other names are passed over; so
/// is a bare number, which old clients send.
///
/// # Errors
/// `KeepAlive`, where something is no parameter, a number of `timeout` or `max` is none, or either stands twice.
pub fn keep_alive(value: &[u8]) -> Result<KeepAlive, Refused> {
    let mut cursor = Cursor::new(value);
    let mut read = KeepAlive::default();
    while cursor.next_member(Violation::KeepAlive)? {
        let refused = cursor.refuse(Violation::KeepAlive);
        let name = cursor.token(Violation::KeepAlive)?;
        let place = if name.eq_ignore_ascii_case(b"timeout") {
            Some(&mut read.timeout)
        } else if name.eq_ignore_ascii_case(b"max") {
            Some(&mut read.max)
        } else {
            None
        };
        match place {
            Some(Some(_)) => return Err(refused),
            Some(place) => {
                cursor.expect(b'=', Violation::KeepAlive)?;
                *place = Some(number(&mut cursor)?);
            }
            None if cursor.take(b'=') => {
                cursor.word(Violation::KeepAlive)?;
            }
            None => {}
        }
    }
    Ok(read)
}

fn number(cursor: &mut Cursor<'_>) -> Result<u64, Refused> {
    let start = cursor.at();
    decimal(cursor.take_while(|octet| octet.is_ascii_digit())).map_err(|error| match error {
        NotANumber::Octet(at) | NotANumber::Overflow(at) => {
            Refused::new(Violation::KeepAlive, start.saturating_add(at))
        }
    })
}

impl KeepAlive {
    /// Writes the parameters there are.
    ///
    /// # Errors
    /// `Value` for a number beyond 63 bits, which would not be read.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let begin = pen.len();
        for (name, value) in [(&b"timeout="[..], self.timeout), (b"max=", self.max)] {
            match value {
                Some(value) if i64::try_from(value).is_err() => return Err(Unwritable::Value),
                Some(value) => {
                    let separator: &[u8] = if pen.len() == begin { b"" } else { b", " };
                    pen.octets(separator).octets(name).decimal(value);
                }
                None => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn timeout_and_max_are_told() {
        assert_eq!(keep_alive(b"timeout=5, max=1000"), Ok(KeepAlive { timeout: Some(5), max: Some(1000) }));
        assert_eq!(keep_alive(b"Max=0,x=\"a,b\" , y"), Ok(KeepAlive { timeout: None, max: Some(0) }));
        assert_eq!(keep_alive(b"300"), Ok(KeepAlive::default()));
        assert_eq!(keep_alive(b""), Ok(KeepAlive::default()));
    }

    #[test]
    fn a_keep_alive_is_refused_where_it_breaks() {
        for (value, at) in [
            (&b"timeout"[..], 7),
            (b"timeout=", 8),
            (b"timeout=5s", 9),
            (b"timeout=-1", 8),
            (b"max=1, max=2", 7),
            (b"max=99999999999999999999", 22),
            (b"timeout=5; max=1", 9),
            (b"=5", 0),
            (b"timeout=5 max=1", 10),
        ] {
            assert_eq!(keep_alive(value), Err(Refused::new(Violation::KeepAlive, at)), "{value:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(timeout: Option<u32>, max: Option<u32>) {
            let value = KeepAlive { timeout: timeout.map(u64::from), max: max.map(u64::from) };
            let mut room = [0; 64];
            let mut pen = Pen::new(&mut room);
            value.write(&mut pen).unwrap();
            prop_assert_eq!(keep_alive(pen.written().unwrap()), Ok(value));
        }
    }
}
