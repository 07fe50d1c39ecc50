// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! `uri-host [ ":" port ]` (RFC 9110, 4.2; RFC 3986, 3.2.2 and 3.2.3).

use crate::grammar::number::hex_digit;
use crate::grammar::octet::{host_run, is_unreserved_or_delim, run};

/// A host and its port, still encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authority<'b> {
    /// An IP-literal in its brackets, an IPv4 address or a registered name; may be empty.
    pub host: &'b [u8],
    /// Digits, perhaps none; `None` when there was no colon.
    pub port: Option<&'b [u8]>,
}

/// Reads an authority that is all of `octets` and names no user.
///
/// # Errors
/// Where the first octet stands that does not fit.
pub fn read(octets: &[u8]) -> Result<Authority<'_>, usize> {
    let end = match octets {
        [b'[', ..] => ip_literal(octets)?,
        _ => reg_name(octets)?,
    };
    let (host, rest) = octets.split_at_checked(end).ok_or(end)?;
    match rest {
        [] => Ok(Authority { host, port: None }),
        [b':', port @ ..] => match run(port, |octet| octet.is_ascii_digit()) {
            count if count == port.len() => Ok(Authority { host, port: Some(port) }),
            count => Err(end.saturating_add(1).saturating_add(count)),
        },
        _ => Err(end),
    }
}

/// `*( unreserved / pct-encoded / sub-delims )`: how long it is. An IPv4 address is one too.
fn reg_name(octets: &[u8]) -> Result<usize, usize> {
    let mut rest = octets.get(host_run(octets)..).unwrap_or(&[]);
    loop {
        let at = octets.len().saturating_sub(rest.len());
        match rest {
            [b'%', high, low, after @ ..] if hex_digit(*high).is_some() && hex_digit(*low).is_some() => rest = after,
            [b'%', ..] => return Err(at),
            [octet, after @ ..] if is_unreserved_or_delim(*octet) => rest = after,
            _ => return Ok(at),
        }
    }
}

/// `"[" ( IPv6address / IPvFuture ) "]"`: how long it is.
fn ip_literal(octets: &[u8]) -> Result<usize, usize> {
    let close = octets.iter().position(|octet| *octet == b']').ok_or(octets.len())?;
    let inside = octets.get(1..close).unwrap_or(&[]);
    let fits = match inside {
        [b'v' | b'V', rest @ ..] => is_future(rest),
        _ => is_ipv6(inside),
    };
    if fits { Ok(close.saturating_add(1)) } else { Err(1) }
}

/// `1*HEXDIG "." 1*( unreserved / sub-delims / ":" )`, behind the "v".
fn is_future(octets: &[u8]) -> bool {
    let digits = run(octets, |octet| octet.is_ascii_hexdigit());
    match octets.split_at_checked(digits) {
        Some(([_, ..], [b'.', rest @ ..])) => {
            !rest.is_empty() && rest.iter().all(|octet| is_unreserved_or_delim(*octet) || *octet == b':')
        }
        _ => false,
    }
}

/// `IPv6address` (RFC 3986, 3.2.2): eight groups, or fewer around one "::".
fn is_ipv6(octets: &[u8]) -> bool {
    let gap = octets.windows(2).position(|pair| pair == b"::");
    match gap.and_then(|at| Some((octets.get(..at)?, octets.get(at.saturating_add(2)..)?))) {
        None => groups(octets, true) == Some(8),
        Some((before, after)) => match (groups(before, false), groups(after, true)) {
            (Some(before), Some(after)) => before.saturating_add(after) <= 7,
            _ => false,
        },
    }
}

/// How many 16-bit groups these are; an IPv4 address at the end counts for two.
fn groups(octets: &[u8], last: bool) -> Option<usize> {
    if octets.is_empty() {
        return Some(0);
    }
    let mut count = 0usize;
    let mut pieces = octets.split(|octet| *octet == b':').peekable();
    while let Some(piece) = pieces.next() {
        let is_last = last && pieces.peek().is_none();
        count = count.saturating_add(match piece.len() {
            1..=4 if piece.iter().all(u8::is_ascii_hexdigit) => 1,
            _ if is_last && is_ipv4(piece) => 2,
            _ => return None,
        });
    }
    Some(count)
}

/// Four numbers from 0 to 255, without leading zeros.
fn is_ipv4(octets: &[u8]) -> bool {
    let numbers = || octets.split(|octet| *octet == b'.');
    numbers().count() == 4
        && numbers().all(|number| match number {
            [digit] => digit.is_ascii_digit(),
            [b'1'..=b'9', digit] => digit.is_ascii_digit(),
            [b'1', b, c] => b.is_ascii_digit() && c.is_ascii_digit(),
            [b'2', b'0'..=b'4', c] => c.is_ascii_digit(),
            [b'2', b'5', b'0'..=b'5'] => true,
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_ports_are_told_apart() {
        assert_eq!(read(b"a.b:80"), Ok(Authority { host: b"a.b", port: Some(b"80") }));
        assert_eq!(read(b"[::1]:8080"), Ok(Authority { host: b"[::1]", port: Some(b"8080") }));
        assert_eq!(read(b""), Ok(Authority { host: b"", port: None }));
        assert_eq!(read(b"a:"), Ok(Authority { host: b"a", port: Some(b"") }));
        assert_eq!(read(b"%41_x"), Ok(Authority { host: b"%41_x", port: None }));
    }

    #[test]
    fn the_first_octet_that_does_not_fit_is_told() {
        for (octets, at) in
            [(&b"a b"[..], 1), (b"a:8x", 3), (b"a/b", 1), (b"u@h", 1), (b"[::1", 4), (b"a%4", 1), (b"[::1]x", 5)]
        {
            assert_eq!(read(octets), Err(at), "{octets:?}");
        }
    }

    #[test]
    fn an_ipv6_address_has_eight_groups_or_a_gap() {
        for good in
            ["::", "::1", "1::", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1", "1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:7::"]
        {
            assert!(is_ipv6(good.as_bytes()), "{good}");
        }
        for bad in [
            "",
            ":",
            "1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            "12345::",
            "::1.2.3.256",
            "::1.2.3",
            "1.2.3.4::",
            "::g",
            ":::",
            "1:2:3:4:5:6:7:8::",
        ] {
            assert!(!is_ipv6(bad.as_bytes()), "{bad}");
        }
    }
}
