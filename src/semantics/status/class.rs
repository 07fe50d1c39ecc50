// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Classes of status codes, and what a code is taken for that nobody knows (RFC 9110, 15).

use crate::semantics::status::registry::find;

/// The class of a status code: its first digit (RFC 9110, 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// 1xx: the request was received, the process goes on (15.2).
    Informational,
    /// 2xx: the request was received, understood and accepted (15.3).
    Successful,
    /// 3xx: further action completes the request (15.4).
    Redirection,
    /// 4xx: the request cannot be fulfilled (15.5).
    ClientError,
    /// 5xx: the server failed to fulfil a request that is apparently valid (15.6).
    ServerError,
}

impl Class {
    /// The class of a code; none of a number that is no status code, which is to be taken as a 500 (RFC 9110, 15).
    #[must_use]
    pub const fn of(status: u16) -> Option<Class> {
        match status {
            100..=199 => Some(Class::Informational),
            200..=299 => Some(Class::Successful),
            300..=399 => Some(Class::Redirection),
            400..=499 => Some(Class::ClientError),
            500..=599 => Some(Class::ServerError),
            _ => None,
        }
    }
}

/// What a code is to be treated as: itself if it is registered; else the x00 of its class; and what is no status code,
/// as a 500 (RFC 9110, 15).
#[must_use]
pub fn treated_as(status: u16) -> u16 {
    match Class::of(status) {
        Some(_) if find(status).is_some() => status,
        Some(Class::Informational) => 100,
        Some(Class::Successful) => 200,
        Some(Class::Redirection) => 300,
        Some(Class::ClientError) => 400,
        Some(Class::ServerError) | None => 500,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_nobody_knows_is_the_first_of_its_class() {
        for (status, expected) in
            [(204, 204), (418, 418), (199, 100), (299, 200), (399, 300), (471, 400), (515, 500), (99, 500), (600, 500)]
        {
            assert_eq!(treated_as(status), expected, "{status}");
        }
    }
}
