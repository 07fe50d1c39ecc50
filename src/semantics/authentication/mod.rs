// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Authentication (RFC 9110, 11): what a server makes of credentials, and a client of challenges, by the schemes Basic
//! (RFC 7617) and Digest (RFC 7616).
//!
//! Digest needs hashes, and so the feature `authentication`.

pub mod basic;
pub mod choice;
#[cfg(feature = "authentication")]
pub mod client;
#[cfg(feature = "authentication")]
pub mod nonce;
#[cfg(feature = "authentication")]
pub mod proof;
#[cfg(feature = "authentication")]
pub mod server;
pub mod space;
pub mod window;

/// Who wants to know who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Asker {
    /// The origin server (RFC 9110, 11.6).
    #[default]
    Origin,
    /// A proxy (RFC 9110, 11.7).
    Proxy,
}

impl Asker {
    /// The status with which it asks: 401, or 407.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Asker::Origin => 401,
            Asker::Proxy => 407,
        }
    }

    /// The field of its challenges.
    #[must_use]
    pub const fn challenge_field(self) -> &'static [u8] {
        match self {
            Asker::Origin => b"WWW-Authenticate",
            Asker::Proxy => b"Proxy-Authenticate",
        }
    }

    /// The field of the credentials that it is given.
    #[must_use]
    pub const fn credentials_field(self) -> &'static [u8] {
        match self {
            Asker::Origin => b"Authorization",
            Asker::Proxy => b"Proxy-Authorization",
        }
    }

    /// The field in which it says something about credentials that it took (RFC 7615).
    #[must_use]
    pub const fn info_field(self) -> &'static [u8] {
        match self {
            Asker::Origin => b"Authentication-Info",
            Asker::Proxy => b"Proxy-Authentication-Info",
        }
    }
}

/// What a server makes of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// They are good.
    Granted,
    /// There are none, or of another scheme.
    Missing,
    /// They are wrong: the user, the password, or what they were made for.
    Wrong,
    /// They are right, but for a nonce that is too old or not the server's: the client makes others of a new one, and
    /// asks nobody (RFC 7616, 3.3: `stale=true`).
    Stale,
    /// They are right, but were used before, or so long ago that nobody knows: as [`Stale`](Verdict::Stale), lest a
    /// request that was overheard be made again (RFC 7616, 5.5).
    Replayed,
    /// They cannot be read, or lack what their scheme demands (RFC 7616, 3.4).
    Malformed,
    /// They are for another target than that of the request (RFC 7616, 3.4.6).
    Elsewhere,
    /// They cover the content (`auth-int`), whose digest was not given: ask again when it was read.
    Content,
    /// They are right, but the memory to remember them is full.
    Full,
}

impl Verdict {
    /// The status to answer with; none where the credentials are good. What covers the content is not good yet: whoever
    /// does not read it to ask again refuses.
    #[must_use]
    pub const fn status(self, asker: Asker) -> Option<u16> {
        match self {
            Verdict::Granted => None,
            Verdict::Missing | Verdict::Wrong | Verdict::Stale | Verdict::Replayed | Verdict::Content => {
                Some(asker.status())
            }
            Verdict::Malformed | Verdict::Elsewhere => Some(400),
            Verdict::Full => Some(503),
        }
    }

    /// Whether the challenge of that answer says `stale=true`.
    #[must_use]
    pub const fn is_stale(self) -> bool {
        matches!(self, Verdict::Stale | Verdict::Replayed)
    }
}

/// Whether a secret that was given is the one that is kept. It takes the time that the given one is long, however much
/// of it is right: guesses cannot be told apart by the time they take.
#[must_use]
pub fn are_same(given: &[u8], kept: &[u8]) -> bool {
    let kept_octets = kept.iter().copied().chain(core::iter::repeat(0));
    let differ =
        given.iter().zip(kept_octets).fold(0u8, |all, (one, other)| core::hint::black_box(all | (one ^ other)));
    let lengths = given.len() ^ kept.len();
    core::hint::black_box(differ) == 0 && core::hint::black_box(lengths) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_the_same_to_the_last_octet() {
        for (given, kept, expected) in [
            ("abc", "abc", true),
            ("", "", true),
            ("abc", "abd", false),
            ("ab", "abc", false),
            ("abc", "ab", false),
            ("a\0", "a", false),
        ] {
            assert_eq!(are_same(given.as_bytes(), kept.as_bytes()), expected, "{given} {kept}");
        }
    }

    #[test]
    fn a_verdict_has_a_status() {
        assert_eq!(Verdict::Wrong.status(Asker::Origin), Some(401));
        assert_eq!(Verdict::Missing.status(Asker::Proxy), Some(407));
        assert_eq!(Verdict::Elsewhere.status(Asker::Proxy), Some(400));
        assert_eq!(Verdict::Granted.status(Asker::Origin), None);
        assert_eq!(Verdict::Content.status(Asker::Origin), Some(401));
    }
}
