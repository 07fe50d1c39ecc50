// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Upgrade (RFC 9110, 7.8).

use crate::messaging::persistence::Options;
use crate::syntax::version::Version;

/// Whether an Upgrade field that is there counts. A server MUST ignore one in an HTTP/1.0 request; and it
/// is hop-by-hop, so without its connection option it came from somebody else (RFC 9110, 7.6.1).
#[must_use]
pub fn counts(version: Version, options: Options) -> bool {
    options.upgrade && version >= Version::HTTP_11
}
