// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Field names known by number (RFC 9110, 5.1), so that a field is searched for once, while it is read.

/// A field name known by number; 0 is any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known(u8);

#[rustfmt::skip]
impl Known {
    /// Any other name.
    pub const OTHER: Known = Known(0);
    /// `Accept`
    pub const ACCEPT: Known = Known(1);
    /// `Accept-Encoding`
    pub const ACCEPT_ENCODING: Known = Known(2);
    /// `Accept-Language`
    pub const ACCEPT_LANGUAGE: Known = Known(3);
    /// `Accept-Ranges`
    pub const ACCEPT_RANGES: Known = Known(4);
    /// `Age`
    pub const AGE: Known = Known(5);
    /// `Allow`
    pub const ALLOW: Known = Known(6);
    /// `Authorization`
    pub const AUTHORIZATION: Known = Known(7);
    /// `Cache-Control`
    pub const CACHE_CONTROL: Known = Known(8);
    /// `Connection`
    pub const CONNECTION: Known = Known(9);
    /// `Content-Encoding`
    pub const CONTENT_ENCODING: Known = Known(10);
    /// `Content-Language`
    pub const CONTENT_LANGUAGE: Known = Known(11);
    /// `Content-Length`
    pub const CONTENT_LENGTH: Known = Known(12);
    /// `Content-Location`
    pub const CONTENT_LOCATION: Known = Known(13);
    /// `Content-Range`
    pub const CONTENT_RANGE: Known = Known(14);
    /// `Content-Type`
    pub const CONTENT_TYPE: Known = Known(15);
    /// `Cookie`
    pub const COOKIE: Known = Known(16);
    /// `Date`
    pub const DATE: Known = Known(17);
    /// `ETag`
    pub const ETAG: Known = Known(18);
    /// `Expect`
    pub const EXPECT: Known = Known(19);
    /// `Expires`
    pub const EXPIRES: Known = Known(20);
    /// `Forwarded`
    pub const FORWARDED: Known = Known(21);
    /// `From`
    pub const FROM: Known = Known(22);
    /// `Host`
    pub const HOST: Known = Known(23);
    /// `If-Match`
    pub const IF_MATCH: Known = Known(24);
    /// `If-Modified-Since`
    pub const IF_MODIFIED_SINCE: Known = Known(25);
    /// `If-None-Match`
    pub const IF_NONE_MATCH: Known = Known(26);
    /// `If-Range`
    pub const IF_RANGE: Known = Known(27);
    /// `If-Unmodified-Since`
    pub const IF_UNMODIFIED_SINCE: Known = Known(28);
    /// `Last-Event-ID`
    pub const LAST_EVENT_ID: Known = Known(29);
    /// `Last-Modified`
    pub const LAST_MODIFIED: Known = Known(30);
    /// `Location`
    pub const LOCATION: Known = Known(31);
    /// `Max-Forwards`
    pub const MAX_FORWARDS: Known = Known(32);
    /// `Origin`
    pub const ORIGIN: Known = Known(33);
    /// `Proxy-Authenticate`
    pub const PROXY_AUTHENTICATE: Known = Known(34);
    /// `Proxy-Authorization`
    pub const PROXY_AUTHORIZATION: Known = Known(35);
    /// `Range`
    pub const RANGE: Known = Known(36);
    /// `Referer`
    pub const REFERER: Known = Known(37);
    /// `Retry-After`
    pub const RETRY_AFTER: Known = Known(38);
    /// `Server`
    pub const SERVER: Known = Known(39);
    /// `Set-Cookie`
    pub const SET_COOKIE: Known = Known(40);
    /// `TE`
    pub const TE: Known = Known(41);
    /// `Trailer`
    pub const TRAILER: Known = Known(42);
    /// `Transfer-Encoding`
    pub const TRANSFER_ENCODING: Known = Known(43);
    /// `Upgrade`
    pub const UPGRADE: Known = Known(44);
    /// `User-Agent`
    pub const USER_AGENT: Known = Known(45);
    /// `Vary`
    pub const VARY: Known = Known(46);
    /// `Via`
    pub const VIA: Known = Known(47);
    /// `WWW-Authenticate`
    pub const WWW_AUTHENTICATE: Known = Known(48);
}

impl Known {
    /// The number, as C has it.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The name with this number; `OTHER` for a number no name has.
    #[must_use]
    pub fn from_number(number: u32) -> Known {
        u8::try_from(number).map_or(Known::OTHER, |number| Known(if number < COUNT { number } else { 0 }))
    }

    /// How it is spelt by the clause that defines it; empty for `OTHER`.
    #[must_use]
    pub fn name(self) -> &'static [u8] {
        NAMES.get(usize::from(self.0)).copied().unwrap_or(&[])
    }

    /// The number of a name, without regard to case.
    ///
    /// Length and first letter leave at most three candidates, whose two ends are compared as words.
    #[must_use]
    #[inline]
    pub fn of(name: &[u8]) -> Known {
        let Some(ends) = ends(name) else { return Known::OTHER };
        let mut number = TABLES.0.get(key(name)).copied().unwrap_or(0);
        while let Some((spelling, len, next)) = TABLES.1.get(usize::from(number)).filter(|_| number > 0) {
            if *spelling == ends && usize::from(*len) == name.len() && (name.len() <= 16 || same_middle(name, number)) {
                break;
            }
            number = *next;
        }
        Known(number)
    }

    /// Whether the fields of this name govern the message or the connection, so that they are always understood.
    #[must_use]
    pub const fn governs(self) -> bool {
        matches!(
            self,
            Known::HOST
                | Known::CONTENT_LENGTH
                | Known::TRANSFER_ENCODING
                | Known::CONNECTION
                | Known::EXPECT
                | Known::UPGRADE
        )
    }
}

/// Octets of the longest name that governs: Transfer-Encoding.
pub const LONGEST_GOVERNING: usize = 17;

/// Numbers there are, 0 with them.
const COUNT: u8 = 49;

/// The names, in the order of their numbers.
#[rustfmt::skip]
static NAMES: [&[u8]; 49] = [
    b"",
    b"Accept",
    b"Accept-Encoding",
    b"Accept-Language",
    b"Accept-Ranges",
    b"Age",
    b"Allow",
    b"Authorization",
    b"Cache-Control",
    b"Connection",
    b"Content-Encoding",
    b"Content-Language",
    b"Content-Length",
    b"Content-Location",
    b"Content-Range",
    b"Content-Type",
    b"Cookie",
    b"Date",
    b"ETag",
    b"Expect",
    b"Expires",
    b"Forwarded",
    b"From",
    b"Host",
    b"If-Match",
    b"If-Modified-Since",
    b"If-None-Match",
    b"If-Range",
    b"If-Unmodified-Since",
    b"Last-Event-ID",
    b"Last-Modified",
    b"Location",
    b"Max-Forwards",
    b"Origin",
    b"Proxy-Authenticate",
    b"Proxy-Authorization",
    b"Range",
    b"Referer",
    b"Retry-After",
    b"Server",
    b"Set-Cookie",
    b"TE",
    b"Trailer",
    b"Transfer-Encoding",
    b"Upgrade",
    b"User-Agent",
    b"Vary",
    b"Via",
    b"WWW-Authenticate",
];

/// A number below 128 that at most three names share, of length and first letter.
#[inline]
#[allow(clippy::as_conversions, reason = "widening, in a function for tables too")]
const fn key(name: &[u8]) -> usize {
    match name {
        [first, ..] => name.len().wrapping_mul(120).wrapping_add((*first & 31) as usize) & 127,
        [] => 0,
    }
}

/// Both ends of a name of two octets or more in lower case, as words of up to eight; they overlap where it is short.
#[inline]
#[allow(clippy::as_conversions, reason = "widening, in a function for tables too")]
const fn ends(name: &[u8]) -> Option<[u64; 2]> {
    let [first, last] = match name.len() {
        8.. => match (name.first_chunk::<8>(), name.last_chunk::<8>()) {
            (Some(first), Some(last)) => [u64::from_le_bytes(*first), u64::from_le_bytes(*last)],
            _ => return None,
        },
        4..=7 => match (name.first_chunk::<4>(), name.last_chunk::<4>()) {
            (Some(first), Some(last)) => [u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64],
            _ => return None,
        },
        _ => match (name.first_chunk::<2>(), name.last_chunk::<2>()) {
            (Some(first), Some(last)) => [u16::from_le_bytes(*first) as u64, u16::from_le_bytes(*last) as u64],
            _ => return None,
        },
    };
    Some([lower(first), lower(last)])
}

/// Whether a name of more than 16 octets is this one between its ends.
fn same_middle(name: &[u8], number: u8) -> bool {
    let middle = |name: &'static [u8]| name.get(8..name.len().saturating_sub(8));
    let other = name.get(8..name.len().saturating_sub(8));
    middle(Known(number).name()).zip(other).is_some_and(|(spelt, other)| spelt.eq_ignore_ascii_case(other))
}

/// Each octet from 0x40 on in lower case: no octet but a letter becomes a letter, and a hyphen stays what it is.
#[inline]
const fn lower(word: u64) -> u64 {
    word | (word & 0x4040_4040_4040_4040) >> 1
}

/// A name's two ends, its length, and the number of the next name with its key.
type Spelling = ([u64; 2], u8, u8);

/// For each key the number of a name, 0 for none; and the spelling for each number.
static TABLES: ([u8; 128], [Spelling; 49]) = {
    let (mut first, mut spellings) = ([0; 128], [([0; 2], 0, 0); 49]);
    let mut number = COUNT.wrapping_sub(1);
    while number > 0 {
        #[allow(clippy::indexing_slicing, clippy::as_conversions, reason = "done while compiling")]
        #[allow(clippy::cast_possible_truncation, reason = "no name is longer than 255 octets")]
        {
            let name = NAMES[number as usize];
            if let Some(ends) = ends(name) {
                spellings[number as usize] = (ends, name.len() as u8, first[key(name)]);
                first[key(name)] = number;
            }
        }
        number = number.wrapping_sub(1);
    }
    (first, spellings)
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_name_and_every_name_its_number() {
        for number in 1..=48 {
            let known = Known::from_number(number);
            assert_eq!(u32::from(known.number()), number);
            assert_eq!(Known::of(&known.name().to_ascii_uppercase()), known);
            for at in 0..known.name().len() {
                for octet in 0..=255 {
                    let mut name = known.name().to_vec();
                    name[at] = octet;
                    let same = name.eq_ignore_ascii_case(known.name());
                    assert_eq!(Known::of(&name) == known, same, "{}", name.escape_ascii());
                }
            }
            assert!(!known.governs() || known.name().len() <= LONGEST_GOVERNING);
        }
        assert_eq!(Known::from_number(49), Known::OTHER);
        assert_eq!(Known::of(b"x-other"), Known::OTHER);
        assert_eq!(Known::of(b""), Known::OTHER);
    }
}
