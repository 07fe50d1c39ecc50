// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Host: `uri-host [ ":" port ]` (RFC 9110, 7.2).

use core::net::IpAddr;

use crate::error::{Refused, Violation};
use crate::fields::address;
use crate::grammar::cursor::Cursor;
use crate::grammar::number::{NotANumber, decimal};
use crate::grammar::octet::trim;
use crate::grammar::pen::{Pen, Unwritable};
use crate::messaging::host;
use crate::syntax::authority;

/// A host, and its port.
#[derive(Clone, Copy, Debug)]
pub struct Host<'b> {
    /// An IP-literal in its brackets, an IPv4 address or a registered name, still encoded; case does not matter.
    /// Empty where the target has no authority (RFC 9112, 3.2).
    pub host: &'b [u8],
    /// The port, unless it is the scheme's own.
    pub port: Option<u16>,
}

/// Reads a Host.
///
/// # Errors
/// `HostInvalid`, at the octet that does not fit; at the first digit of a port beyond 65535.
pub fn host(value: &[u8]) -> Result<Host<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let begin = cursor.at();
    let value = trim(value);
    host::check(value).map_err(|refused| refused.after(begin))?;
    let parts = authority::read(value).map_err(|at| Refused::new(Violation::HostInvalid, begin.saturating_add(at)))?;
    match parts.port.map(port) {
        Some(Err(_)) => {
            Err(Refused::new(Violation::HostInvalid, begin.saturating_add(parts.host.len()).saturating_add(1)))
        }
        Some(Ok(port)) => Ok(Host { host: parts.host, port }),
        None => Ok(Host { host: parts.host, port: None }),
    }
}

/// The number of a port that is digits, if there are any.
///
/// # Errors
/// It is none of TCP's.
pub(super) fn port(digits: &[u8]) -> Result<Option<u16>, NotANumber> {
    match digits {
        [] => Ok(None),
        _ => u16::try_from(decimal(digits)?).map(Some).map_err(|_| NotANumber::Overflow(0)),
    }
}

impl Host<'_> {
    /// The address, if the host is one.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        match self.host {
            [b'[', address @ .., b']'] => address::read_ipv6(address).map(IpAddr::V6),
            _ => address::read_ipv4(self.host).map(IpAddr::V4),
        }
    }

    /// Writes the host, and the port if there is one.
    ///
    /// # Errors
    /// `Value` for what is no uri-host, or a port without one.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match (authority::read(self.host), self.port) {
            (Ok(authority::Authority { host: [], .. }), Some(_)) => return Err(Unwritable::Value),
            (Ok(authority::Authority { port: None, .. }), _) => pen.octets(self.host),
            _ => return Err(Unwritable::Value),
        };
        if let Some(port) = self.port {
            pen.octet(b':').decimal(u64::from(port));
        }
        Ok(())
    }
}

impl PartialEq for Host<'_> {
    /// Hosts are the same in any case.
    fn eq(&self, other: &Self) -> bool {
        self.port == other.port && self.host.eq_ignore_ascii_case(other.host)
    }
}

impl Eq for Host<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_host_and_its_port_are_told_apart() {
        assert_eq!(host(b"www.Example.org"), Ok(Host { host: b"www.example.org", port: None }));
        assert_eq!(host(b" [::1]:8080\t"), Ok(Host { host: b"[::1]", port: Some(8080) }));
        assert_eq!(host(b"a:"), Ok(Host { host: b"a", port: None }));
        assert_eq!(host(b""), Ok(Host { host: b"", port: None }));
        assert_eq!(host(b"[::1]").unwrap().address(), Some(IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1])));
        assert_eq!(host(b"192.0.2.1:1").unwrap().address(), Some(IpAddr::from([192, 0, 2, 1])));
        assert_eq!(host(b"a.b").unwrap().address(), None);
    }

    #[test]
    fn what_is_no_host_is_refused_where_it_breaks() {
        for (value, at) in [(&b"a b"[..], 1), (b" a/", 2), (b"a:65536", 2), (b":80", 0), (b"u@h", 1), (b"a, b", 2)] {
            assert_eq!(host(value), Err(Refused::new(Violation::HostInvalid, at)), "{value:?}");
        }
    }

    #[test]
    fn a_host_that_would_be_read_as_another_is_not_written() {
        for (host, port) in [(&b"a:1"[..], None), (b"a\r\nb", None), (b"", Some(80)), (b"a/b", None)] {
            assert_eq!(Host { host, port }.write(&mut Pen::new(&mut [0; 32])), Err(Unwritable::Value));
        }
    }

    proptest! {
        #[test]
        fn writing_is_stable(value in "[a-z0-9.%\\[\\]:]{0,12}(:[0-9]{0,6})?") {
            if let Ok(read) = host(value.as_bytes()) {
                let mut room = [0; 32];
                let mut pen = Pen::new(&mut room);
                read.write(&mut pen).unwrap();
                prop_assert_eq!(host(pen.written().unwrap()), Ok(read));
            }
        }
    }
}
