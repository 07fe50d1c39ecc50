// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Where a message body ends (RFC 9112, 6.3).

use crate::error::Violation;
use crate::messaging::transfer_encoding::Coding;
use crate::syntax::version::Version;

/// How the end of a message is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// There is no content.
    Empty,
    /// That many octets of content follow.
    Length(u64),
    /// Chunks follow (RFC 9112, 7.1).
    Chunked,
    /// All there is until the connection closes.
    UntilClose,
    /// What follows is no longer HTTP.
    Tunnel,
}

/// What a response answers, as far as framing asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// Any other method.
    #[default]
    Other,
    /// HEAD: no content comes, whatever is announced.
    Head,
    /// CONNECT: a 2xx makes a tunnel.
    Connect,
}

impl Asked {
    /// What a method asks.
    #[must_use]
    pub fn of(method: &[u8]) -> Self {
        match method {
            b"HEAD" => Asked::Head,
            b"CONNECT" => Asked::Connect,
            _ => Asked::Other,
        }
    }
}

/// The message to be framed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    /// A request.
    Request,
    /// A response with this status, to such a request.
    Response(u16, Asked),
}

/// Determines where a message body ends (RFC 9112, 6.3).
///
/// The arms are the list of that section, in its order. Item 5, an invalid Content-Length, was refused when
/// the field was read.
///
/// # Errors
/// `LENGTH_WITH_CODING`, `LENGTH_FORBIDDEN`, `CODING_FORBIDDEN`, `CODING_IN_HTTP10`, `CODING_UNKNOWN`,
/// `CODING_CHUNKED_NOT_LAST`.
pub fn framing(message: Message, version: Version, coding: Coding, length: Option<u64>) -> Result<Framing, Violation> {
    use Message::{Request, Response};
    match (message, coding, length) {
        // 9110, 8.6 and 9112, 6.1: a server MUST NOT send either in a 1xx or 204. It would be the seam that
        // two readers split a stream at.
        // A length of 0 says nothing that item 1 does not, and too many servers send it.
        (Response(100..=199 | 204, _), Coding::Absent, None | Some(0)) => Ok(Framing::Empty),
        (Response(100..=199 | 204, _), Coding::Absent, Some(_)) => Err(Violation::LengthForbidden),
        (Response(100..=199 | 204, _), _, _) => Err(Violation::CodingForbidden),
        // 1.
        (Response(304, _) | Response(_, Asked::Head), _, _) => Ok(Framing::Empty),
        // 2. "A client MUST ignore any Content-Length or Transfer-Encoding header fields".
        (Response(200..=299, Asked::Connect), _, _) => Ok(Framing::Tunnel),
        // 9112, 6.1: Transfer-Encoding in HTTP/1.0 MUST be treated as faulty framing, even with a length.
        (_, Coding::Chunked | Coding::Unknown | Coding::UnknownChunked | Coding::ChunkedNotLast, _)
            if version < Version::HTTP_11 =>
        {
            Err(Violation::CodingInHttp10)
        }
        // 4, before 3: what cannot be framed at all is told first.
        (Request, Coding::ChunkedNotLast, _) => Err(Violation::CodingChunkedNotLast),
        (Request, Coding::Unknown | Coding::UnknownChunked, _) => Err(Violation::CodingUnknown),
        // 3. "ought to be handled as an error": a smuggler's signature.
        (_, Coding::Chunked | Coding::Unknown | Coding::UnknownChunked | Coding::ChunkedNotLast, Some(_)) => {
            Err(Violation::LengthWithCoding)
        }
        // 4. A coding we do not know leaves the content coded, but its end is certain.
        (_, Coding::Chunked, None) => Ok(Framing::Chunked),
        (Response(..), Coding::UnknownChunked, None) => Ok(Framing::Chunked),
        (Response(..), Coding::Unknown | Coding::ChunkedNotLast, None) => Ok(Framing::UntilClose),
        // 6.
        (_, Coding::Absent, Some(0)) => Ok(Framing::Empty),
        (_, Coding::Absent, Some(length)) => Ok(Framing::Length(length)),
        // 7.
        (Request, Coding::Absent, None) => Ok(Framing::Empty),
        // 8.
        (Response(..), Coding::Absent, None) => Ok(Framing::UntilClose),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const V: Version = Version::HTTP_11;

    #[test]
    fn a_length_beside_a_coding_is_refused() {
        for message in [Message::Request, Message::Response(200, Asked::Other)] {
            assert_eq!(framing(message, V, Coding::Chunked, Some(3)), Err(Violation::LengthWithCoding));
        }
    }

    #[test]
    fn a_head_response_has_no_content_whatever_it_announces() {
        let message = Message::Response(200, Asked::Head);
        assert_eq!(framing(message, V, Coding::Chunked, None), Ok(Framing::Empty));
        assert_eq!(framing(message, V, Coding::Absent, Some(9)), Ok(Framing::Empty));
    }

    #[test]
    fn a_coding_in_http_1_0_is_faulty() {
        for length in [None, Some(3)] {
            let told = framing(Message::Request, Version::HTTP_10, Coding::Chunked, length);
            assert_eq!(told, Err(Violation::CodingInHttp10));
        }
    }
}
