// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Fields that are not the caller's to send, and fields that no trailer section may hold.

use crate::syntax::field_name::Known;

/// Fields derived here, never passed, so that they cannot contradict each other (RFC 9112, 6 and 9.6).
#[must_use]
pub fn is_derived(known: Known, name: &[u8]) -> bool {
    matches!(known, Known::CONTENT_LENGTH | Known::TRANSFER_ENCODING | Known::CONNECTION)
        || name.eq_ignore_ascii_case(b"Keep-Alive")
        || name.eq_ignore_ascii_case(b"Proxy-Connection")
}

/// Fields that must be known before the content: framing, routing, request modifiers, authentication,
/// response control data and how to process the content (RFC 9110, 6.5.1).
#[must_use]
pub fn is_barred_from_trailers(known: Known, name: &[u8]) -> bool {
    is_derived(known, name)
        || matches!(
            known,
            Known::HOST
                | Known::TE
                | Known::TRAILER
                | Known::UPGRADE
                | Known::EXPECT
                | Known::MAX_FORWARDS
                | Known::CACHE_CONTROL
                | Known::RANGE
                | Known::IF_MATCH
                | Known::IF_NONE_MATCH
                | Known::IF_MODIFIED_SINCE
                | Known::IF_UNMODIFIED_SINCE
                | Known::IF_RANGE
                | Known::AUTHORIZATION
                | Known::PROXY_AUTHORIZATION
                | Known::PROXY_AUTHENTICATE
                | Known::WWW_AUTHENTICATE
                | Known::COOKIE
                | Known::SET_COOKIE
                | Known::AGE
                | Known::DATE
                | Known::EXPIRES
                | Known::LOCATION
                | Known::RETRY_AFTER
                | Known::VARY
                | Known::CONTENT_ENCODING
                | Known::CONTENT_TYPE
                | Known::CONTENT_RANGE
        )
}
