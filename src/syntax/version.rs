// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! HTTP-version (RFC 9112, 2.3): `"HTTP/" DIGIT "." DIGIT`.

use crate::error::{Refused, Violation};

/// A version, as 10 * major + minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u8);

impl Version {
    /// HTTP/0.9, which names no version (RFC 1945, 3.1).
    pub const HTTP_09: Version = Version(9);
    /// HTTP/1.0.
    pub const HTTP_10: Version = Version(10);
    /// HTTP/1.1.
    pub const HTTP_11: Version = Version(11);

    /// 10 * major + minor.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The version with that number.
    #[must_use]
    pub const fn from_number(number: u8) -> Self {
        Version(number)
    }
}

/// Reads a version that is all of `octets`.
///
/// # Errors
/// `VERSION`, and `VERSION_MAJOR` when the major version is not 1 (RFC 9110, 2.5).
pub fn read(octets: &[u8]) -> Result<Version, Refused> {
    // HTTP-name is case-sensitive, and the digits are one each: no 1.10, no 01.1.
    let [b'H', b'T', b'T', b'P', b'/', major @ b'0'..=b'9', b'.', minor @ b'0'..=b'9'] = octets else {
        return Err(Refused::new(Violation::Version, 0));
    };
    match major {
        b'1' => Ok(Version((minor & 0x0f).wrapping_add(10))),
        _ => Err(Refused::new(Violation::VersionMajor, 5)),
    }
}

/// A version that nearly all messages have: 1.1, or 1.0.
#[inline(always)]
#[allow(clippy::inline_always, reason = "it is some comparisons, in the path of every head")]
#[must_use]
pub const fn plain(octets: [u8; 8]) -> Option<Version> {
    const HTTP_10: u64 = u64::from_le_bytes(*b"HTTP/1.0");
    const HTTP_11: u64 = u64::from_le_bytes(*b"HTTP/1.1");
    match u64::from_le_bytes(octets) {
        HTTP_11 => Some(Version::HTTP_11),
        HTTP_10 => Some(Version::HTTP_10),
        _ => None,
    }
}

/// How a version is written.
#[must_use]
pub const fn written(version: Version) -> &'static [u8] {
    match version {
        Version::HTTP_10 => b"HTTP/1.0",
        _ => b"HTTP/1.1",
    }
}
