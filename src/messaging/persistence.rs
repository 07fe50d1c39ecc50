// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Connection, and whether it persists (RFC 9110, 7.6.1; RFC 9112, 9.3).

use crate::error::{Refused, Violation};
use crate::grammar::{list, octet};
use crate::syntax::version::Version;

/// The connection options that matter here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// "close" (RFC 9112, 9.6).
    pub close: bool,
    /// "keep-alive" (RFC 9112, 9.3).
    pub keep_alive: bool,
    /// "upgrade" (RFC 9110, 7.8).
    pub upgrade: bool,
}

/// The options, with those of one more Connection line.
///
/// # Errors
/// `CONNECTION`: it is not a list of tokens.
pub fn read(before: Options, value: &[u8]) -> Result<Options, Refused> {
    // Nearly all say one word.
    match value {
        b"keep-alive" | b"Keep-Alive" => return Ok(Options { keep_alive: true, ..before }),
        b"close" => return Ok(Options { close: true, ..before }),
        _ => {}
    }
    let mut options = before;
    for member in list::members(value) {
        if !octet::is_token(member) {
            return Err(Refused::new(Violation::Connection, 0));
        }
        options.close |= member.eq_ignore_ascii_case(b"close");
        options.keep_alive |= member.eq_ignore_ascii_case(b"keep-alive");
        options.upgrade |= member.eq_ignore_ascii_case(b"upgrade");
    }
    Ok(options)
}

/// Whether the connection persists after this message. The arms are the list of RFC 9112, 9.3, in its order.
#[must_use]
pub fn persists(version: Version, options: Options) -> bool {
    match (options, version) {
        (Options { close: true, .. }, _) => false,
        (_, version) if version >= Version::HTTP_11 => true,
        (Options { keep_alive: true, .. }, Version::HTTP_10) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_wins_over_keep_alive() {
        let options = read(Options::default(), b"keep-alive, Close").unwrap();
        assert!(!persists(Version::HTTP_11, options) && !persists(Version::HTTP_10, options));
        assert!(read(Options::default(), b"a b").is_err());
    }

    #[test]
    fn http_1_0_persists_only_by_consent() {
        let keep_alive = read(Options::default(), b"Keep-Alive").unwrap();
        assert!(persists(Version::HTTP_10, keep_alive) && !persists(Version::HTTP_10, Options::default()));
        assert!(!persists(Version::HTTP_09, keep_alive));
    }
}
