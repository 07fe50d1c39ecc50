// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Which requests a cookie goes with: hosts, domains and paths (RFC 6265bis, 5.1.2 to 5.1.4), and in which order
//! (5.8.3).

use core::cmp::Ordering;

use crate::grammar::pen::{Pen, Unwritable};

/// Writes a host as cookies know it: in lower case (RFC 6265bis, 5.1.2). Without port; an IPv6 address with its
/// brackets.
///
/// # Errors
/// `Value` for a host that holds other octets than US-ASCII may: names in other scripts are to be given as A-labels
/// (RFC 5890, 2.3.2.1), which is not for a core without tables to make.
pub fn canonical_host(pen: &mut Pen<'_>, host: &[u8]) -> Result<(), Unwritable> {
    let is_host =
        |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b':' | b'[' | b']');
    if host.is_empty() || !host.iter().all(is_host) {
        return Err(Unwritable::Value);
    }
    for octet in host {
        pen.octet(octet.to_ascii_lowercase());
    }
    Ok(())
}

/// Whether a host domain-matches a domain: it is the same, or ends in a dot and the domain, and is no IP address
/// (RFC 6265bis, 5.1.3). In any case.
#[must_use]
pub fn domain_matches(host: &[u8], domain: &[u8]) -> bool {
    if host.eq_ignore_ascii_case(domain) {
        return true;
    }
    let split = host.len().checked_sub(domain.len()).and_then(|before| host.split_at_checked(before));
    match split {
        Some(([.., b'.'], end)) => !domain.is_empty() && end.eq_ignore_ascii_case(domain) && !is_ip_address(host),
        _ => false,
    }
}

/// Whether a host is an IP address: with a colon or brackets, or with a number behind its last dot, for no domain at
/// the top is a number (RFC 3696, 2).
#[must_use]
pub fn is_ip_address(host: &[u8]) -> bool {
    let last = host.rsplit(|octet| *octet == b'.').next().unwrap_or(host);
    let is_number = !last.is_empty() && last.iter().all(u8::is_ascii_digit);
    is_number || host.contains(&b':') || host.starts_with(b"[")
}

/// Whether the path of a request path-matches that of a cookie (RFC 6265bis, 5.1.4): it is the same, or goes on behind
/// a "/". As octets, without undoing any percent-encoding.
#[must_use]
pub fn path_matches(path: &[u8], of_cookie: &[u8]) -> bool {
    match path.strip_prefix(of_cookie) {
        Some([] | [b'/', ..]) => true,
        Some(_) => of_cookie.ends_with(b"/"),
        None => false,
    }
}

/// The path that a cookie is for which names none: that of the request up to its last "/" (RFC 6265bis, 5.1.4).
///
/// `path` is that of the request's URI, without query.
#[must_use]
pub fn default_path(path: &[u8]) -> &[u8] {
    match path.iter().rposition(|octet| *octet == b'/') {
        Some(last) if last > 0 && path.starts_with(b"/") => path.get(..last).unwrap_or(b"/"),
        _ => b"/",
    }
}

/// Which of two cookies goes first: the one with the longer path; of two paths as long, the cookie that was created
/// first (RFC 6265bis, 5.8.3).
#[must_use]
pub fn order(path: &[u8], created: u64, other_path: &[u8], other_created: u64) -> Ordering {
    other_path.len().cmp(&path.len()).then(created.cmp(&other_created))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_matches_itself_and_what_is_below_it() {
        for (host, domain, matches) in [
            ("example.com", "example.com", true),
            ("www.example.com", "example.com", true),
            ("www.Example.com", "eXample.com", true),
            ("wwwexample.com", "example.com", false),
            ("example.com", "www.example.com", false),
            ("example.com.", "example.com", false),
            ("example.com", "", false),
            ("example.", "", false),
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "0.0.1", false),
            ("[::1]", "[::1]", true),
        ] {
            assert_eq!(domain_matches(host.as_bytes(), domain.as_bytes()), matches, "{host} {domain}");
        }
    }

    #[test]
    fn a_path_matches_itself_and_what_is_below_it() {
        for (path, of_cookie, matches) in [
            ("/", "/", true),
            ("/a", "/", true),
            ("/a", "/a", true),
            ("/a/b", "/a", true),
            ("/a/b", "/a/", true),
            ("/a/", "/a/", true),
            ("/ab", "/a", false),
            ("/a", "/a/", false),
            ("/A", "/a", false),
            ("/b", "/a", false),
        ] {
            assert_eq!(path_matches(path.as_bytes(), of_cookie.as_bytes()), matches, "{path} {of_cookie}");
        }
    }

    #[test]
    fn the_default_path_ends_before_the_last_slash() {
        for (path, default) in [
            ("", "/"),
            ("a/b", "/"),
            ("/", "/"),
            ("/a", "/"),
            ("/a/", "/a"),
            ("/a/b", "/a"),
            ("/a/b/", "/a/b"),
            ("//", "/"),
        ] {
            assert_eq!(default_path(path.as_bytes()), default.as_bytes(), "{path}");
        }
    }

    #[test]
    fn longer_paths_go_first_and_then_older_cookies() {
        assert_eq!(order(b"/a", 2, b"/", 1), Ordering::Less);
        assert_eq!(order(b"/a", 2, b"/b", 1), Ordering::Greater);
        assert_eq!(order(b"/a", 1, b"/b", 1), Ordering::Equal);
    }

    #[test]
    fn a_host_is_known_in_lower_case() {
        let mut room = [0; 16];
        let mut pen = Pen::new(&mut room);
        canonical_host(&mut pen, b"WWW.Example.ORG").unwrap();
        assert_eq!(pen.written().unwrap(), b"www.example.org");
        for host in [&b""[..], b"a b", b"\xe9", b"a/b", b"a\0"] {
            assert_eq!(canonical_host(&mut Pen::new(&mut [0; 16]), host), Err(Unwritable::Value));
        }
    }
}
