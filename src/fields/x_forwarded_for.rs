// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! X-Forwarded-For and Client-IP: addresses as proxies write them, by custom and without a specification
//! (RFC 7239, 1 and 7.4).
//!
//! Anyone may have written them: only what a proxy added that one trusts is to be believed, counted from the end.

use core::net::IpAddr;

use crate::error::{Refused, Violation};
use crate::fields::address;
use crate::fields::host::port;
use crate::fields::members::{Member, Members};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::is_visible;
use crate::grammar::pen::{Pen, Unwritable};

/// Who made a request, as far as somebody tells.
#[derive(Clone, Copy, Debug)]
pub struct Hop<'b> {
    /// As received: an address, with or without brackets, quotes and port; or `unknown`, or a name, or anything.
    pub text: &'b [u8],
    /// The address, if the text is one.
    pub address: Option<IpAddr>,
    /// The port behind it.
    pub port: Option<u16>,
}

/// The members of an X-Forwarded-For, the client first.
pub type Hops<'b> = Members<'b, Hop<'b>>;

/// Reads an X-Forwarded-For, member by member; each is made of visible octets.
#[must_use]
pub const fn x_forwarded_for(value: &[u8]) -> Hops<'_> {
    Hops::new(value)
}

/// Reads a Client-IP, which has one member.
///
/// # Errors
/// `List`, at what is not visible, or a comma.
pub fn client_ip(value: &[u8]) -> Result<Hop<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let hop = Hop::take(&mut cursor)?;
    cursor.end(Violation::List)?;
    Ok(hop)
}

impl<'b> Hop<'b> {
    /// A client with this address.
    #[must_use]
    pub const fn at(address: IpAddr) -> Self {
        Hop { text: &[], address: Some(address), port: None }
    }

    fn new(text: &'b [u8]) -> Self {
        let bare = match text {
            [b'"', bare @ .., b'"'] => bare,
            _ => text,
        };
        let (address, port) = match address::read(bare) {
            Some(address) => (Some(address), None),
            None => with_port(bare).unzip(),
        };
        Hop { text, address, port: port.flatten() }
    }

    /// Writes the address, and the port if there is one; the text where there is no address.
    ///
    /// # Errors
    /// `Value` for a text that is no member of a list.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match (self.address, self.port) {
            (Some(address @ IpAddr::V6(_)), Some(port)) => {
                address::write(address, pen.octet(b'['));
                pen.octets(b"]:").decimal(u64::from(port));
            }
            (Some(address), Some(port)) => {
                address::write(address, pen);
                pen.octet(b':').decimal(u64::from(port));
            }
            (Some(address), None) => address::write(address, pen),
            (None, _) => {
                if self.text.is_empty() || !self.text.iter().copied().all(is_of_member) {
                    return Err(Unwritable::Value);
                }
                pen.octets(self.text);
            }
        }
        Ok(())
    }
}

/// An IPv6 address in brackets, or an IPv4 address and a port; either with a port.
fn with_port(text: &[u8]) -> Option<(IpAddr, Option<u16>)> {
    let end = text.iter().position(|octet| *octet == if text.first() == Some(&b'[') { b']' } else { b':' })?;
    let (host, behind) = text.split_at_checked(end)?;
    let (address, behind) = match (host, behind) {
        ([b'[', host @ ..], [b']', behind @ ..]) => (IpAddr::V6(address::read_ipv6(host)?), behind),
        _ => (IpAddr::V4(address::read_ipv4(host)?), behind),
    };
    match behind {
        [] => Some((address, None)),
        [b':', digits @ ..] => Some((address, port(digits).ok()?)),
        _ => None,
    }
}

fn is_of_member(octet: u8) -> bool {
    is_visible(octet) && octet != b','
}

impl<'b> Member<'b> for Hop<'b> {
    const VIOLATION: Violation = Violation::List;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        match cursor.take_while(is_of_member) {
            [] => Err(cursor.refuse(Violation::List)),
            text => Ok(Hop::new(text)),
        }
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

impl PartialEq for Hop<'_> {
    /// Hops are the same that have the same address, however it was written; or the same text.
    fn eq(&self, other: &Self) -> bool {
        (self.address, self.port) == (other.address, other.port) && (self.address.is_some() || self.text == other.text)
    }
}

impl Eq for Hop<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_told_as_they_are_found_in_the_wild() {
        for (text, address, port) in [
            ("192.0.2.43", "192.0.2.43", None),
            ("192.0.2.43:8080", "192.0.2.43", Some(8080)),
            ("2001:db8:cafe::17", "2001:db8:cafe::17", None),
            ("[2001:db8:cafe::17]", "2001:db8:cafe::17", None),
            ("[2001:db8:cafe::17]:4711", "2001:db8:cafe::17", Some(4711)),
            ("\"[::1]\"", "::1", None),
        ] {
            let hop = client_ip(text.as_bytes()).unwrap();
            assert_eq!((hop.address, hop.port), (address.parse().ok(), port), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_text() {
        for text in
            ["unknown", "_hidden", "example.org", "192.0.2.256", "::1:", "[::1", "[::1]x", "1.2.3.4:x", "[1.2.3.4]"]
        {
            let hop = client_ip(text.as_bytes()).unwrap();
            assert_eq!((hop.text, hop.address, hop.port), (text.as_bytes(), None, None));
        }
    }

    #[test]
    fn what_is_not_visible_is_refused() {
        for (value, at) in [(&b"1.2.3.4 x"[..], 8), (b"a\x00", 1), (b"\xe9", 0), (b"a, b\x7f", 4)] {
            assert_eq!(x_forwarded_for(value).find_map(Result::err), Some(Refused::new(Violation::List, at)));
        }
        assert_eq!(client_ip(b"a,b"), Err(Refused::new(Violation::List, 1)));
        assert_eq!(client_ip(b" "), Err(Refused::new(Violation::List, 1)));
    }

    proptest! {
        #[test]
        fn writing_is_stable(value in "((1\\.2\\.3\\.[0-9]{1,3}|\\[?[0-9a-f:]{2,6}\\]?|x)(:[0-9]{0,3})?, ?){0,4}") {
            let (mut first, mut second) = ([0; 256], [0; 256]);
            let mut pen = Pen::new(&mut first);
            x_forwarded_for(value.as_bytes()).write(&mut pen).unwrap();
            let first = pen.written().unwrap();
            let mut pen = Pen::new(&mut second);
            x_forwarded_for(first).write(&mut pen).unwrap();
            prop_assert_eq!(first, pen.written().unwrap());
            prop_assert!(x_forwarded_for(first).eq(x_forwarded_for(value.as_bytes())));
        }
    }
}
