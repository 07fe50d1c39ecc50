// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Transfer-Encoding (RFC 9112, 6.1 and 7).

use crate::error::{Refused, Violation};
use crate::grammar::{list, octet};

/// The transfer codings of a message, as far as framing asks. All lines so named are one list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coding {
    /// No Transfer-Encoding.
    #[default]
    Absent,
    /// Chunked and nothing else.
    Chunked,
    /// Codings not known here, without chunked.
    Unknown,
    /// Codings not known here, and chunked last.
    UnknownChunked,
    /// Chunked, and something after it.
    ChunkedNotLast,
}

/// The codings, with those of one more line.
///
/// # Errors
/// `CODING_INVALID`, `CODING_CHUNKED_TWICE`.
pub fn read(before: Coding, value: &[u8]) -> Result<Coding, Refused> {
    const INVALID: Refused = Refused::new(Violation::CodingInvalid, 0);
    let mut coding = before;
    let mut count = 0usize;
    for member in list::members(value) {
        let length = octet::run(member, octet::is_tchar);
        let (name, parameters) = member.split_at_checked(length).ok_or(INVALID)?;
        if name.is_empty() || !is_parameters(parameters) {
            return Err(INVALID);
        }
        let chunked = name.eq_ignore_ascii_case(b"chunked");
        // 9112, 7.1: chunked has no parameters; their presence SHOULD be treated as an error.
        if chunked && !parameters.is_empty() {
            return Err(INVALID);
        }
        coding = after(coding, chunked)?;
        count = count.saturating_add(1);
    }
    if count == 0 { Err(INVALID) } else { Ok(coding) }
}

fn after(before: Coding, chunked: bool) -> Result<Coding, Refused> {
    match (before, chunked) {
        (Coding::Absent, true) => Ok(Coding::Chunked),
        (Coding::Absent | Coding::Unknown, false) => Ok(Coding::Unknown),
        (Coding::Unknown, true) => Ok(Coding::UnknownChunked),
        // 9112, 6.1: a sender MUST NOT apply chunked more than once.
        (_, true) => Err(Refused::new(Violation::CodingChunkedTwice, 0)),
        (_, false) => Ok(Coding::ChunkedNotLast),
    }
}

/// `*( OWS ";" OWS token BWS "=" BWS ( token / quoted-string ) )` (RFC 9112, 7).
fn is_parameters(octets: &[u8]) -> bool {
    let mut rest = octet::trim(octets);
    while let [b';', after @ ..] = rest {
        let after = octet::trim(after);
        let name = octet::run(after, octet::is_tchar);
        let Some(([_, ..], after)) = after.split_at_checked(name) else { return false };
        let [b'=', value @ ..] = octet::trim(after) else { return false };
        let value = octet::trim(value);
        let length = match value {
            [b'"', inside @ ..] => quoted(inside),
            _ => octet::run(value, octet::is_tchar),
        };
        let Some(([_, ..], after)) = value.split_at_checked(length) else { return false };
        rest = octet::trim(after);
    }
    rest.is_empty()
}

/// Octets of a quoted-string, its quotes counted, whose first quote is taken off; 0 when it does not end.
fn quoted(inside: &[u8]) -> usize {
    let mut escaped = false;
    for (at, octet) in inside.iter().enumerate() {
        match octet {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at.saturating_add(2),
            _ => {}
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_are_one_list() {
        assert_eq!(read(Coding::Absent, b", cHuNkEd"), Ok(Coding::Chunked));
        assert_eq!(read(Coding::Unknown, b"chunked"), Ok(Coding::UnknownChunked));
        assert_eq!(read(Coding::Chunked, b"identity"), Ok(Coding::ChunkedNotLast));
        assert_eq!(read(Coding::Absent, b"gzip;q=\"a,b\", chunked"), Ok(Coding::UnknownChunked));
    }

    #[test]
    fn what_is_no_coding_is_refused() {
        for value in ["", ",", "chunked\u{85}", "chunked;a=b", "x y", "x;", "x;a", "x;a=\"b"] {
            assert_eq!(
                read(Coding::Absent, value.as_bytes()).unwrap_err().violation,
                Violation::CodingInvalid,
                "{value}"
            );
        }
        assert_eq!(read(Coding::Absent, b"chunked, chunked").unwrap_err().violation, Violation::CodingChunkedTwice);
    }
}
