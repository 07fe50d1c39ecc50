// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Fields that are a secret between a client and one origin: cookies, credentials, and what stands for them
//! (RFC 9110, 9.3.8 and 15.4).

/// Whether a request field of this name is likely to be a secret: who else learns it can pass for the client.
#[must_use]
pub fn is_secret(name: &[u8]) -> bool {
    SECRETS.iter().any(|secret| secret.as_bytes().eq_ignore_ascii_case(name))
}

const SECRETS: [&str; 10] = [
    "Authorization",
    "Cookie",
    "Cookie2",
    "DPoP",
    "Proxy-Authorization",
    "Sec-Token-Binding",
    "X-API-Key",
    "X-Auth-Token",
    "X-CSRF-Token",
    "X-XSRF-Token",
];
