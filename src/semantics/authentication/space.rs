// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Where credentials may be sent unasked: protection spaces (RFC 9110, 11.5; RFC 7617, 2.2; RFC 7616, 3.3).
//!
//! Userinfo in a URI (RFC 9110, 4.2.4) makes no space: `fields::uri_reference` tells it, nothing here sends it, and
//! credentials of one origin go to no other.

use crate::fields::uri_reference::{UriReference, uri_reference};
use crate::semantics::caching::invalidation::is_same_origin;

/// Whether Basic credentials that were taken for one URI may be sent for another, unasked: one of the same origin, "at or
/// deeper than the depth of the last symbolic element in the path" (RFC 7617, 2.2). Both are absolute.
#[must_use]
pub fn is_in_basic_space(taken: &[u8], other: &[u8]) -> bool {
    let (Some(taken), Some(other)) = (absolute(taken), absolute(other)) else { return false };
    let end = taken.path.iter().rposition(|octet| *octet == b'/').map_or(0, |at| at.saturating_add(1));
    let folder = taken.path.get(..end).unwrap_or(&[]);
    is_same_origin(&taken, &other) && lies_within(folder, other.path)
}

/// Whether Digest credentials may be sent for a URI, unasked: one that has a URI of `domain` as a prefix, or without a
/// domain, or with an empty one, any of the origin that challenged (RFC 7616, 3.3). `challenged` is the URI of the request that was, and both
/// are absolute. A proxy's domain means nothing: give none.
#[must_use]
pub fn is_in_digest_space(domain: Option<&[u8]>, challenged: &[u8], other: &[u8]) -> bool {
    let (Some(challenged), Some(other)) = (absolute(challenged), absolute(other)) else { return false };
    // "If this directive is omitted or its value is empty".
    let Some(domain) = domain.filter(|domain| domain.iter().any(|octet| *octet != b' ')) else {
        return is_same_origin(&challenged, &other);
    };
    domain.split(|octet| *octet == b' ').filter(|uri| !uri.is_empty()).any(|uri| {
        let Ok(uri) = uri_reference(uri) else { return false };
        // "If a URI is a path, it is relative to the canonical root URL": a relative one names no path.
        let begins = uri.path.is_empty() || uri.path.starts_with(b"/");
        let origin = if uri.host.is_some() { uri } else { challenged };
        // The prefix is of paths, of one origin: http://a.example is none of http://a.example.evil.
        begins && is_same_origin(&origin, &other) && lies_within(uri.path, other.path)
    })
}

fn absolute(uri: &[u8]) -> Option<UriReference<'_>> {
    uri_reference(uri).ok().filter(|uri| uri.scheme.is_some() && uri.host.is_some())
}

/// Whether a path begins with another, and goes nowhere up.
fn lies_within(folder: &[u8], path: &[u8]) -> bool {
    let path = if path.is_empty() { b"/" } else { path };
    let is_up = |segment: &[u8]| {
        matches!(segment, b".." | b".%2e" | b".%2E" | b"%2e." | b"%2E.")
            || (segment.len() == 6 && segment.eq_ignore_ascii_case(b"%2e%2e"))
    };
    path.starts_with(folder) && !path.split(|octet| *octet == b'/').any(is_up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_credentials_go_as_deep_as_they_were_taken() {
        for (taken, other, expected) in [
            ("http://a.example/docs/index.html", "http://a.example/docs/", true),
            ("http://a.example/docs/index.html", "http://a.example/docs/test.doc", true),
            ("http://a.example/docs/index.html", "http://a.example/docs/?page=1", true),
            ("http://a.example/docs/index.html", "http://a.example/", false),
            ("http://a.example/docs/index.html", "http://a.example/docs", false),
            ("http://a.example/docs/", "http://a.example/docs/../x", false),
            ("http://a.example/docs/", "http://a.example/docs/%2E%2e/x", false),
            ("http://a.example/docs/", "https://a.example/docs/", false),
            ("http://a.example/docs/", "http://a.example:8080/docs/", false),
            ("http://a.example", "http://a.example/x", true),
            ("/docs/", "/docs/", false),
        ] {
            assert_eq!(is_in_basic_space(taken.as_bytes(), other.as_bytes()), expected, "{taken} {other}");
        }
    }

    #[test]
    fn digest_credentials_go_where_the_domain_says() {
        let base = b"http://a.example/x";
        for (domain, other, expected) in [
            (None, "http://a.example/y", true),
            (None, "http://b.example/y", false),
            (Some("/y"), "http://a.example/y/z", true),
            (Some("/y"), "http://a.example/x", false),
            (Some("/q http://b.example/y"), "http://b.example/y/z", true),
            (Some("http://b.example"), "http://b.example.evil/", false),
            (Some("http://b.example"), "http://b.example/", true),
            (Some("y"), "http://a.example/y", false),
            (Some(""), "http://a.example/y", true),
            (Some(" "), "http://b.example/y", false),
        ] {
            let told = is_in_digest_space(domain.map(str::as_bytes), base, other.as_bytes());
            assert_eq!(told, expected, "{domain:?} {other}");
        }
    }
}
