// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! status-line (RFC 9112, 4): `HTTP-version SP status-code SP [ reason-phrase ]`.

use crate::error::{Refused, Violation};
use crate::grammar::octet;
use crate::syntax::status;
use crate::syntax::version::{self, Version};

/// What a status-line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusLine<'b> {
    /// As received.
    pub version: Version,
    /// 100 to 599.
    pub status: u16,
    /// For people only; may be empty.
    pub reason: &'b [u8],
}

/// Reads a status-line, its line terminator taken off.
///
/// The SP behind the status code may be missing when there is no reason phrase: too many servers leave it
/// out, and nothing else could be meant.
///
/// # Errors
/// `VERSION`, `VERSION_MAJOR`, `STATUS_LINE`, `STATUS_CODE`, `REASON`, `BARE_CR`.
pub fn read(line: &[u8]) -> Result<StatusLine<'_>, Refused> {
    let count = octet::run(line, octet::is_visible);
    let (version, rest) = line.split_at_checked(count).unwrap_or((line, &[]));
    let version = version::read(version)?;
    let (code, reason) = match rest {
        [b' ', code @ ..] => code.split_at_checked(octet::run(code, octet::is_visible)).unwrap_or((code, &[])),
        _ => return Err(Refused::new(Violation::StatusLine, count)),
    };
    let begin = count.saturating_add(1);
    let status = self::code(code).map_err(|refused| refused.after(begin))?;
    let begin = begin.saturating_add(code.len());
    let reason = self::reason(reason).map_err(|refused| refused.after(begin))?;
    Ok(StatusLine { version, status, reason })
}

/// Reads a status-line as nearly all are: `"HTTP/1.1" SP status-code SP [ reason-phrase ]`, or 1.0. A scan has told
/// that there is no control in it.
#[inline(always)]
#[allow(clippy::inline_always, reason = "it is some comparisons, in the path of every head")]
#[must_use]
pub fn plain(line: &[u8]) -> Option<StatusLine<'_>> {
    let (version, rest) = line.split_first_chunk::<8>()?;
    let version = version::plain(*version)?;
    let [b' ', code @ ..] = rest else { return None };
    let (code, [b' ', reason @ ..]) = code.split_at_checked(3)? else { return None };
    Some(StatusLine { version, status: self::code(code).ok()?, reason })
}

/// Reads `3DIGIT` from 100 to 599 (RFC 9110, 15).
fn code(octets: &[u8]) -> Result<u16, Refused> {
    match octets {
        [] => Err(Refused::new(Violation::StatusLine, 0)),
        [a @ b'1'..=b'5', b @ b'0'..=b'9', c @ b'0'..=b'9'] => {
            let [a, b, c] = [a, b, c].map(|digit| u16::from(digit & 0x0f));
            Ok(a.wrapping_mul(100).wrapping_add(b.wrapping_mul(10)).wrapping_add(c))
        }
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] => Err(Refused::new(Violation::StatusCode, 3)),
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9', ..] => Err(Refused::new(Violation::StatusLine, 3)),
        [b'1'..=b'5', rest @ ..] => {
            let digits = octet::run(rest, |octet| octet.is_ascii_digit());
            Err(Refused::new(Violation::StatusCode, digits.saturating_add(1)))
        }
        _ => Err(Refused::new(Violation::StatusCode, 0)),
    }
}

/// Reads `[ SP reason-phrase ]`.
fn reason(rest: &[u8]) -> Result<&[u8], Refused> {
    let reason = match rest {
        [] => rest,
        [b' ', reason @ ..] => reason,
        [b'\r', ..] => return Err(Refused::new(Violation::BareCr, 0)),
        _ => return Err(Refused::new(Violation::StatusLine, 0)),
    };
    let count = octet::run(reason, octet::is_field_octet);
    match reason.get(count) {
        None => Ok(reason),
        Some(b'\r') => Err(Refused::new(Violation::BareCr, count.saturating_add(1))),
        Some(_) => Err(Refused::new(Violation::Reason, count.saturating_add(1))),
    }
}

/// A status-line to send, without its CRLF: always HTTP/1.1, the version we conform to (RFC 9110, 2.5), and the
/// registered reason phrase.
#[inline]
#[must_use]
pub fn written(status: u16) -> ([u8; 13], &'static [u8]) {
    let digit = |by: u16| b'0' | u8::try_from(status.checked_div(by).unwrap_or(0) % 10).unwrap_or(0);
    let line = [b'H', b'T', b'T', b'P', b'/', b'1', b'.', b'1', b' ', digit(100), digit(10), digit(1), b' '];
    (line, status::reason(status))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(line: &[u8]) -> (Violation, usize) {
        let refused = read(line).unwrap_err();
        (refused.violation, refused.at)
    }

    #[test]
    fn each_part_is_refused_by_its_own_rule() {
        assert_eq!(refusal(b"HTTP/1.1"), (Violation::StatusLine, 8));
        assert_eq!(refusal(b"HTTP/1.1 20 OK"), (Violation::StatusCode, 11));
        assert_eq!(refusal(b"HTTP/1.1 099 x"), (Violation::StatusCode, 9));
        assert_eq!(refusal(b"HTTP/1.1  200"), (Violation::StatusLine, 9));
        assert_eq!(refusal(b"HTTP/1.1 200 a\x01"), (Violation::Reason, 14));
        assert_eq!(refusal(b"HTTP/2.0 200 OK"), (Violation::VersionMajor, 5));
        assert_eq!(refusal(b"ICY 200 OK"), (Violation::Version, 0));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for status in 100..=599 {
            let (line, reason) = written(status);
            let line = [&line, reason].concat();
            let expected = StatusLine { version: Version::HTTP_11, status, reason };
            assert_eq!((read(&line), plain(&line)), (Ok(expected), Some(expected)));
        }
    }

    #[test]
    fn the_reason_phrase_is_optional() {
        assert_eq!(read(b"HTTP/1.1 200 ").unwrap().reason, b"");
        assert_eq!(read(b"HTTP/1.0 404").unwrap().status, 404);
        assert_eq!(read(b"HTTP/1.1 200 \xe9t\xe9").unwrap().reason, b"\xe9t\xe9");
    }
}
