// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! request-line (RFC 9112, 3): `method SP request-target SP HTTP-version`.

use crate::error::{Refused, Violation};
use crate::grammar::octet;
use crate::grammar::scan::Word;
use crate::syntax::leniency::Leniencies;
use crate::syntax::version::{self, Version};

/// What a request-line says. What the target means is [`crate::syntax::target`]'s business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestLine<'b> {
    /// A token; case matters.
    pub method: &'b [u8],
    /// Visible octets, at least one.
    pub target: &'b [u8],
    /// As received.
    pub version: Version,
}

/// Reads a request-line, its line terminator taken off.
///
/// # Errors
/// `METHOD`, `TARGET_OCTET`, `VERSION`, `VERSION_MAJOR`, `VERSION_MISSING`, `BARE_CR`, else `REQUEST_LINE`.
pub fn read(line: &[u8], allow: Leniencies) -> Result<RequestLine<'_>, Refused> {
    let (method, target) = method(line)?;
    let begin = line.len().saturating_sub(target.len());
    let (target, version) = self::target(target).map_err(|refused| refused.after(begin))?;
    match version {
        Some(version) => {
            let begin = line.len().saturating_sub(version.len());
            let version = self::version(version).map_err(|refused| refused.after(begin))?;
            Ok(RequestLine { method, target, version })
        }
        // RFC 1945, 4.1: Simple-Request = "GET" SP Request-URI CRLF.
        None if allow.has(Leniencies::HTTP09) && method == b"GET" => {
            Ok(RequestLine { method, target, version: Version::HTTP_09 })
        }
        None => Err(Refused::new(Violation::VersionMissing, line.len())),
    }
}

/// Reads a request-line as nearly all are: `method SP request-target SP "HTTP/1.1"`, or 1.0. A scan has told how many
/// tchars it begins with, and the word behind.
#[inline(always)]
#[allow(clippy::inline_always, reason = "it is some comparisons, in the path of every head")]
#[must_use]
pub fn plain(line: &[u8], token: usize, word: Word) -> Option<RequestLine<'_>> {
    let (before, version) = line.split_last_chunk::<8>()?;
    let version = version::plain(*version)?;
    let [before @ .., b' '] = before else { return None };
    match before.split_at_checked(token)? {
        (method @ [_, ..], [b' ', target @ ..]) if word.end == before.len() && !target.is_empty() => {
            Some(RequestLine { method, target, version })
        }
        _ => None,
    }
}

/// Takes `method SP`.
fn method(line: &[u8]) -> Result<(&[u8], &[u8]), Refused> {
    let count = octet::tchars(line);
    match line.split_at_checked(count) {
        Some((method @ [_, ..], [b' ', rest @ ..])) => Ok((method, rest)),
        Some((_, [b'\r', ..])) => Err(Refused::new(Violation::BareCr, count)),
        Some((_, [] | [b' ' | b'\t', ..])) | None => Err(Refused::new(Violation::RequestLine, count)),
        Some(_) => Err(Refused::new(Violation::Method, count)),
    }
}

/// Takes `request-target`, and what follows the SP behind it.
fn target(rest: &[u8]) -> Result<(&[u8], Option<&[u8]>), Refused> {
    let count = octet::run(rest, octet::is_visible);
    match rest.split_at_checked(count) {
        Some(([], [] | [b' ' | b'\t', ..])) | None => Err(Refused::new(Violation::RequestLine, 0)),
        Some((target, [])) => Ok((target, None)),
        Some((target, [b' ', version @ ..])) => match version {
            // 9112, 3.2: no whitespace is allowed in the request-target.
            [before @ .., b' ', b'H', b'T', b'T', b'P', b'/', _, b'.', _]
                if octet::run(before, octet::is_space) == 0 && !before.is_empty() && version::read(before).is_err() =>
            {
                Err(Refused::new(Violation::TargetOctet, count))
            }
            _ => Ok((target, Some(version))),
        },
        Some((_, [b'\r', ..])) => Err(Refused::new(Violation::BareCr, count)),
        Some(_) => Err(Refused::new(Violation::TargetOctet, count)),
    }
}

/// Reads `HTTP-version` and nothing behind it.
fn version(octets: &[u8]) -> Result<Version, Refused> {
    version::read(octets).map_err(|refused| {
        let space = octets.iter().position(|octet| octet::is_space(*octet));
        let cr = octets.iter().position(|octet| *octet == b'\r');
        match (cr, space) {
            (Some(at), _) => Refused::new(Violation::BareCr, at),
            (None, Some(at)) => Refused::new(Violation::RequestLine, at),
            (None, None) if octets.is_empty() => Refused::new(Violation::RequestLine, 0),
            (None, None) => refused,
        }
    })
}

/// The pieces of a request-line to send; a 0.9 one ends behind its target.
#[must_use]
pub fn written<'b>(line: &RequestLine<'b>) -> [&'b [u8]; 6] {
    match line.version {
        Version::HTTP_09 => [line.method, b" ", line.target, b"", b"", b"\r\n"],
        version => [line.method, b" ", line.target, b" ", version::written(version), b"\r\n"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(line: &[u8]) -> (Violation, usize) {
        let refused = read(line, Leniencies::NONE).unwrap_err();
        (refused.violation, refused.at)
    }

    #[test]
    fn each_part_is_refused_by_its_own_rule() {
        assert_eq!(refusal(b""), (Violation::RequestLine, 0));
        assert_eq!(refusal(b"G(T / HTTP/1.1"), (Violation::Method, 1));
        assert_eq!(refusal(b"GET"), (Violation::RequestLine, 3));
        assert_eq!(refusal(b"GET  / HTTP/1.1"), (Violation::RequestLine, 4));
        assert_eq!(refusal(b"GET /a b HTTP/1.1"), (Violation::TargetOctet, 6));
        assert_eq!(refusal(b"GET /\x7f HTTP/1.1"), (Violation::TargetOctet, 5));
        assert_eq!(refusal(b"GET \xc6\x9e/ HTTP/1.1"), (Violation::TargetOctet, 4));
        assert_eq!(refusal(b"GET \t/ HTTP/1.1"), (Violation::RequestLine, 4));
        assert_eq!(refusal(b"GET / HTTP/1.1 "), (Violation::RequestLine, 14));
        assert_eq!(refusal(b"GET / HTTP/1.1 HTTP/1.1"), (Violation::RequestLine, 14));
        assert_eq!(refusal(b"GET / http/1.1"), (Violation::Version, 6));
        assert_eq!(refusal(b"GET / HTTP/1.10"), (Violation::Version, 6));
        assert_eq!(refusal(b"GET / HTTP/2.0"), (Violation::VersionMajor, 11));
        assert_eq!(refusal(b"GET /"), (Violation::VersionMissing, 5));
        assert_eq!(refusal(b"GET /\r HTTP/1.1"), (Violation::BareCr, 5));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for version in [Version::HTTP_09, Version::HTTP_10, Version::HTTP_11] {
            let line = RequestLine { method: b"GET", target: b"/x?y", version };
            let octets = written(&line).concat();
            assert_eq!(read(octets.strip_suffix(b"\r\n").unwrap(), Leniencies::ALL), Ok(line));
        }
    }
}
