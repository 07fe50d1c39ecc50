// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Host (RFC 9110, 7.2; RFC 9112, 3.2).

use crate::error::{Refused, Violation};
use crate::syntax::authority;

/// Checks a Host's value: `uri-host [ ":" port ]`, or nothing at all, which is what a client sends whose
/// target has no authority (RFC 9112, 3.2).
///
/// # Errors
/// `HOST_INVALID`, at the octet that does not fit.
pub fn check(value: &[u8]) -> Result<(), Refused> {
    match authority::read(value) {
        Ok(parts) if parts.host.is_empty() && parts.port.is_some() => Err(Refused::new(Violation::HostInvalid, 0)),
        Ok(_) => Ok(()),
        Err(at) => Err(Refused::new(Violation::HostInvalid, at)),
    }
}

/// Whether a Host names one of those served; the port does not matter, nor does case. What is no host names none.
#[must_use]
pub fn is_served(authority: &[u8], served: &[u8]) -> bool {
    match (authority::read(authority), authority::read(served)) {
        (Ok(asked), Ok(served)) => asked.host.eq_ignore_ascii_case(served.host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_octet_that_does_not_fit_is_told() {
        assert_eq!(check(b""), Ok(()));
        assert_eq!(check(b"a:80"), Ok(()));
        assert_eq!(check(b"a, b"), Err(Refused::new(Violation::HostInvalid, 2)));
        assert_eq!(check(b":80"), Err(Refused::new(Violation::HostInvalid, 0)));
    }

    #[test]
    fn a_host_is_served_whatever_its_case_and_port() {
        assert!(is_served(b"LocalHost:8080", b"localhost"));
        assert!(!is_served(b"evil.example", b"localhost"));
        assert!(is_served(b"[::1]:80", b"[::1]"));
    }

    #[test]
    fn what_is_no_host_serves_nobody() {
        for served in [&b"::1"[..], b"a b", b"http://a/"] {
            assert!(!is_served(b"", served) && !is_served(served, served));
        }
    }
}
