// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What answers a TRACE: the message received, as the content of a 200 (RFC 9110, 9.3.8; RFC 9112, 10.1).

use crate::grammar::octet::is_visible;
use crate::grammar::pen::{Pen, Unwritable};
use crate::semantics::secrets::is_secret;
use crate::syntax::field_line::{self, Lines};
use crate::syntax::version::{self, Version};

/// The Content-Type of the answer.
pub const CONTENT_TYPE: &str = "message/http";

/// Whether a field is told to who asked. A recipient should leave out those that are likely to be secret: an attacker
/// who makes a browser send a TRACE would read in its answer the cookies and credentials that scripts do not see.
#[must_use]
pub fn is_echoed(name: &[u8]) -> bool {
    !is_secret(name)
}

/// Writes the content: the request-line and the header section as received, without what is secret.
///
/// # Errors
/// `Value` for a target or a field line that could not have been received.
pub fn write<L: Lines + ?Sized>(
    target: &[u8],
    received: Version,
    fields: &L,
    pen: &mut Pen<'_>,
) -> Result<(), Unwritable> {
    if target.is_empty() || !target.iter().all(|octet| is_visible(*octet)) {
        return Err(Unwritable::Value);
    }
    pen.octets(b"TRACE ").octets(target).octet(b' ').octets(version::written(received)).octets(b"\r\n");
    for field in fields.lines().filter(|field| is_echoed(field.name)) {
        field_line::check(&field).map_err(|_| Unwritable::Value)?;
        for piece in field_line::written(&field) {
            pen.octets(piece);
        }
    }
    pen.octets(b"\r\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    fn echoed(target: &str, fields: &[Field<'_>]) -> Result<String, Unwritable> {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        write(target.as_bytes(), Version::HTTP_10, fields, &mut pen)?;
        Ok(String::from_utf8(pen.written()?.to_vec()).unwrap())
    }

    #[test]
    fn the_message_is_echoed_without_its_secrets() {
        let fields = [
            Field::new("Host", "a"),
            Field::new("cookie", "s=1"),
            Field::new("AUTHORIZATION", "Basic eA=="),
            Field::new("Proxy-Authorization", "Basic eA=="),
            Field::new("Via", "1.1 b"),
        ];
        assert_eq!(echoed("/x", &fields).unwrap(), "TRACE /x HTTP/1.0\r\nHost: a\r\nVia: 1.1 b\r\n\r\n");
    }

    #[test]
    fn no_line_is_smuggled_into_the_echo() {
        assert_eq!(echoed("/x", &[Field::new("A", "b\r\nC: d")]), Err(Unwritable::Value));
        assert_eq!(echoed("/x y", &[]), Err(Unwritable::Value));
        assert_eq!(echoed("", &[]), Err(Unwritable::Value));
    }
}
