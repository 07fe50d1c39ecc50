// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Via: the recipients a message went through (RFC 9110, 7.6.3).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::fields::{comment, host};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::{is_space, is_token};
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;
use crate::syntax::authority::{self, Authority};

/// A recipient that passed the message on: `received-protocol RWS received-by [ RWS comment ]`.
#[derive(Clone, Copy, Debug)]
pub struct Recipient<'b> {
    /// The name of the protocol it received the message by, `HTTP` where none is told; case does not matter.
    pub protocol: &'b [u8],
    /// The protocol's version, a token.
    pub version: &'b [u8],
    /// The recipient's host, or a pseudonym for it; an IPv6 address in its brackets (RFC 7230, 5.7.1).
    pub received_by: &'b [u8],
    /// Its port.
    pub port: Option<u16>,
    /// What it says of its software.
    pub comment: Option<Text<'b>>,
}

/// The members of a Via, the first recipient first.
pub type Via<'b> = Members<'b, Recipient<'b>>;

/// Reads a Via, member by member.
#[must_use]
pub const fn via(value: &[u8]) -> Via<'_> {
    Via::new(value)
}

impl Recipient<'_> {
    /// Writes the member; of a protocol named HTTP only the version.
    ///
    /// # Errors
    /// `Value` if a part of it would be read as another.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if !self.protocol.eq_ignore_ascii_case(b"HTTP") {
            pen.token(self.protocol)?.octet(b'/');
        }
        pen.token(self.version)?.octet(b' ');
        if !is_token(self.received_by) && !is_literal(self.received_by) {
            return Err(Unwritable::Value);
        }
        pen.octets(self.received_by);
        if let Some(port) = self.port {
            pen.octet(b':').decimal(u64::from(port));
        }
        if let Some(said) = self.comment {
            comment::write(said, pen.octet(b' '))?;
        }
        Ok(())
    }
}

fn is_literal(octets: &[u8]) -> bool {
    matches!((octets, authority::read(octets)), ([b'[', ..], Ok(Authority { port: None, .. })))
}

impl<'b> Member<'b> for Recipient<'b> {
    const VIOLATION: Violation = Violation::Via;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let first = cursor.token(Violation::Via)?;
        let (protocol, version) = match cursor.take(b'/') {
            true => (first, cursor.token(Violation::Via)?),
            false => (&b"HTTP"[..], first),
        };
        rws(cursor)?;
        let received_by = match cursor.peek() {
            Some(b'[') => literal(cursor)?,
            _ => cursor.token(Violation::Via)?,
        };
        let port = match cursor.take(b':') {
            true => {
                let refused = cursor.refuse(Violation::Via);
                host::port(cursor.take_while(|octet| octet.is_ascii_digit())).map_err(|_| refused)?
            }
            false => None,
        };
        let behind = *cursor;
        let comment = if rws(cursor).is_ok() && cursor.peek() == Some(b'(') {
            Some(cursor.comment()?)
        } else {
            *cursor = behind;
            None
        };
        Ok(Recipient { protocol, version, received_by, port, comment })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

/// An IP-literal in its brackets.
fn literal<'b>(cursor: &mut Cursor<'b>) -> Result<&'b [u8], Refused> {
    let refused = cursor.refuse(Violation::Via);
    let start = cursor.at();
    cursor.take_while(|octet| octet != b']' && octet != b',' && !is_space(octet));
    cursor.expect(b']', Violation::Via)?;
    Some(cursor.since(start)).filter(|literal| is_literal(literal)).ok_or(refused)
}

/// `RWS` (RFC 9110, 5.6.3).
fn rws(cursor: &mut Cursor<'_>) -> Result<(), Refused> {
    match cursor.take_while(is_space) {
        [] => Err(cursor.refuse(Violation::Via)),
        _ => Ok(()),
    }
}

impl PartialEq for Recipient<'_> {
    /// Protocols and hosts are the same in any case.
    fn eq(&self, other: &Self) -> bool {
        self.protocol.eq_ignore_ascii_case(other.protocol)
            && self.version == other.version
            && self.received_by.eq_ignore_ascii_case(other.received_by)
            && (self.port, self.comment) == (other.port, other.comment)
    }
}

impl Eq for Recipient<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &[u8]) -> Option<Vec<u8>> {
        let mut room = [0; 128];
        let mut pen = Pen::new(&mut room);
        via(value).write(&mut pen).ok()?;
        pen.written().ok().map(<[u8]>::to_vec)
    }

    #[test]
    fn each_part_is_told() {
        let mut members = via(b"1.0 fred, HTTP/1.1 p.example.net:8080 (Apache/1.1 (x)), foo/bar [::1]:1");
        let fred = Recipient { protocol: b"http", version: b"1.0", received_by: b"fred", port: None, comment: None };
        assert_eq!(members.next(), Some(Ok(fred)));
        let proxy = members.next().unwrap().unwrap();
        assert_eq!((proxy.received_by, proxy.port), (&b"p.example.net"[..], Some(8080)));
        assert!(proxy.comment.unwrap().is(b"Apache/1.1 (x)"));
        let last = members.next().unwrap().unwrap();
        assert_eq!((last.protocol, last.version, last.received_by), (&b"foo"[..], &b"bar"[..], &b"[::1]"[..]));
        assert_eq!(members.next(), None);
    }

    #[test]
    fn a_via_is_refused_where_it_breaks() {
        for (value, at) in [
            (&b"1.1"[..], 3),
            (b"1.1 ", 4),
            (b"1.1 a b", 6),
            (b"1.1 a:x", 6),
            (b"1.1 a:65536", 6),
            (b"1.1 [::g]", 4),
            (b"1.1 a(b)", 5),
            (b"/1 a", 0),
        ] {
            assert_eq!(via(value).find_map(Result::err), Some(Refused::new(Violation::Via, at)), "{value:?}");
        }
        assert_eq!(via(b"1.1 a (b").find_map(Result::err), Some(Refused::new(Violation::Comment, 8)));
    }

    proptest! {
        #[test]
        fn writing_is_stable(value in "((HTTP/|x/)?1\\.[01] {1,2}([a-z.]{1,3}|\\[::1\\])(:[0-9]{0,3})?( \\([a-z()\\\\]{0,5}\\))? ?,){0,3}") {
            if let Some(first) = written(value.as_bytes()) {
                prop_assert_eq!(written(&first), Some(first.clone()));
                prop_assert!(via(&first).eq(via(value.as_bytes())));
            }
        }
    }
}
