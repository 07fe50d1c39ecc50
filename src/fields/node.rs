// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Node identifiers: `nodename [ ":" node-port ]` (RFC 7239, 6).

use core::net::IpAddr;

use crate::error::{Refused, Violation};
use crate::fields::address;
use crate::grammar::cursor::Cursor;
use crate::grammar::number::decimal;
use crate::grammar::pen::{Pen, Unwritable};

/// A client or a proxy, as far as somebody tells.
#[derive(Clone, Copy, Debug)]
pub struct Node<'b> {
    /// An address as received, an IPv6 address without its brackets; or `unknown`; or `_` and what stands for it.
    pub name: &'b [u8],
    /// The address, if the name is one.
    pub address: Option<IpAddr>,
    /// One to five digits; or `_` and what stands for them.
    pub port: Option<&'b [u8]>,
}

/// Reads a node identifier, its quoting undone.
///
/// # Errors
/// `ForwardedNode`, at the octet that does not fit; where the address or the port begins that is none.
pub fn node(octets: &[u8]) -> Result<Node<'_>, Refused> {
    let mut cursor = Cursor::new(octets);
    let refused = cursor.refuse(Violation::ForwardedNode);
    let (name, address) = if cursor.take(b'[') {
        let name = cursor.take_while(|octet| octet != b']');
        let address = IpAddr::V6(address::read_ipv6(name).ok_or(refused)?);
        cursor.expect(b']', Violation::ForwardedNode)?;
        (name, Some(address))
    } else {
        let name = cursor.take_while(|octet| octet != b':');
        let address = address::read_ipv4(name).map(IpAddr::V4);
        let is_name = address.is_some() || is_unknown(name) || is_obfuscated(name);
        (Some(name).filter(|_| is_name).ok_or(refused)?, address)
    };
    let port = match cursor.take(b':') {
        true => {
            let refused = cursor.refuse(Violation::ForwardedNode);
            Some(Some(cursor.skip(usize::MAX)).filter(|port| is_port(port)).ok_or(refused)?)
        }
        false => None,
    };
    cursor.end(Violation::ForwardedNode)?;
    Ok(Node { name, address, port })
}

const fn is_unknown(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"unknown")
}

/// `"_" 1*( ALPHA / DIGIT / "." / "_" / "-" )` (RFC 7239, 6.3).
fn is_obfuscated(name: &[u8]) -> bool {
    match name {
        [b'_', rest @ ..] => {
            !rest.is_empty()
                && rest.iter().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'.' | b'_' | b'-'))
        }
        _ => false,
    }
}

fn is_port(port: &[u8]) -> bool {
    is_obfuscated(port) || number(port).is_some()
}

fn number(port: &[u8]) -> Option<u16> {
    if port.len() > 5 { None } else { u16::try_from(decimal(port).ok()?).ok() }
}

impl Node<'_> {
    /// A node that nothing is known of.
    pub const UNKNOWN: Node<'static> = Node { name: b"unknown", address: None, port: None };

    /// A node with this address.
    #[must_use]
    pub const fn at(address: IpAddr) -> Self {
        Node { name: &[], address: Some(address), port: None }
    }

    /// The number of its port, unless something else stands for it.
    #[must_use]
    pub fn port_number(&self) -> Option<u16> {
        number(self.port?)
    }

    /// Whether nobody knows who it is.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.address.is_none() && is_unknown(self.name)
    }

    /// Writes the identifier as the value of a pair: in quotes where it is no token. An address is written from
    /// `address`, whatever the name is.
    ///
    /// # Errors
    /// `Value` for a name or a port that is none.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let is_ipv6 = matches!(self.address, Some(IpAddr::V6(_)));
        let quote: &[u8] = if is_ipv6 || self.port.is_some() { b"\"" } else { b"" };
        pen.octets(quote);
        match self.address {
            Some(address) => {
                pen.octets(if is_ipv6 { b"[" } else { b"" });
                address::write(address, pen);
                pen.octets(if is_ipv6 { b"]" } else { b"" });
            }
            None if is_unknown(self.name) => {
                pen.octets(b"unknown");
            }
            None if is_obfuscated(self.name) => {
                pen.octets(self.name);
            }
            None => return Err(Unwritable::Value),
        }
        match (self.port, self.port_number()) {
            (_, Some(number)) => {
                pen.octet(b':').decimal(u64::from(number));
            }
            (Some(port), None) if is_obfuscated(port) => {
                pen.octet(b':').octets(port);
            }
            (Some(_), None) => return Err(Unwritable::Value),
            (None, None) => {}
        }
        pen.octets(quote);
        Ok(())
    }
}

impl PartialEq for Node<'_> {
    /// Nodes are the same that have the same address, however it was written; or the same name.
    fn eq(&self, other: &Self) -> bool {
        let is_same_name = match self.address {
            Some(_) => true,
            None => self.name == other.name || (is_unknown(self.name) && is_unknown(other.name)),
        };
        let is_same_port = match self.port_number() {
            Some(_) => true,
            None => self.port == other.port,
        };
        self.address == other.address && self.port_number() == other.port_number() && is_same_name && is_same_port
    }
}

impl Eq for Node<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(node: Node<'_>) -> Result<String, Unwritable> {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        node.write(&mut pen)?;
        Ok(String::from_utf8(pen.written()?.to_vec()).unwrap())
    }

    #[test]
    fn the_examples_of_the_clause_are_read_and_written() {
        for (octets, expected) in [
            ("192.0.2.43:47011", "\"192.0.2.43:47011\""),
            ("[2001:db8:cafe::17]:47011", "\"[2001:db8:cafe::17]:47011\""),
            ("[2001:DB8:cafe:0::17]", "\"[2001:db8:cafe::17]\""),
            ("192.0.2.43", "192.0.2.43"),
            ("Unknown", "unknown"),
            ("_hidden", "_hidden"),
            ("_SEVKISEK:_x.1-", "\"_SEVKISEK:_x.1-\""),
            ("unknown:007", "\"unknown:7\""),
        ] {
            assert_eq!(written(node(octets.as_bytes()).unwrap()).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn a_node_is_refused_where_it_breaks() {
        for (octets, at) in [
            (&b""[..], 0),
            (b"2001:db8::1", 0),
            (b"[192.0.2.1]", 0),
            (b"[::1]x", 5),
            (b"[::1", 4),
            (b"192.0.2.256", 0),
            (b"example.org", 0),
            (b"_", 0),
            (b"_a b", 0),
            (b"192.0.2.1:", 10),
            (b"192.0.2.1:65536", 10),
            (b"192.0.2.1:000080", 10),
            (b"192.0.2.1:_", 10),
        ] {
            assert_eq!(node(octets), Err(Refused::new(Violation::ForwardedNode, at)), "{octets:?}");
        }
    }

    #[test]
    fn what_is_no_node_is_not_written() {
        for (name, port) in [(&b"a"[..], None), (b"_\"", None), (b"unknown", Some(&b"x"[..])), (b"", None)] {
            assert_eq!(written(Node { name, address: None, port }), Err(Unwritable::Value));
        }
    }

    proptest! {
        #[test]
        fn writing_is_stable(octets in "(_[a-z.-]{1,3}|unknown|\\[[0-9a-f:]{2,9}\\]|1\\.2\\.3\\.[0-9]{1,3})(:(_[a-z]{1,3}|[0-9]{1,5}))?") {
            if let Ok(read) = node(octets.as_bytes()) {
                let text = written(read).unwrap();
                prop_assert_eq!(node(text.trim_matches('"').as_bytes()), Ok(read));
            }
        }
    }
}
