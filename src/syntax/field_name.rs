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
    pub const fn from_number(number: u32) -> Known {
        match number {
            1 => Known::ACCEPT,
            2 => Known::ACCEPT_ENCODING,
            3 => Known::ACCEPT_LANGUAGE,
            4 => Known::ACCEPT_RANGES,
            5 => Known::AGE,
            6 => Known::ALLOW,
            7 => Known::AUTHORIZATION,
            8 => Known::CACHE_CONTROL,
            9 => Known::CONNECTION,
            10 => Known::CONTENT_ENCODING,
            11 => Known::CONTENT_LANGUAGE,
            12 => Known::CONTENT_LENGTH,
            13 => Known::CONTENT_LOCATION,
            14 => Known::CONTENT_RANGE,
            15 => Known::CONTENT_TYPE,
            16 => Known::COOKIE,
            17 => Known::DATE,
            18 => Known::ETAG,
            19 => Known::EXPECT,
            20 => Known::EXPIRES,
            21 => Known::FORWARDED,
            22 => Known::FROM,
            23 => Known::HOST,
            24 => Known::IF_MATCH,
            25 => Known::IF_MODIFIED_SINCE,
            26 => Known::IF_NONE_MATCH,
            27 => Known::IF_RANGE,
            28 => Known::IF_UNMODIFIED_SINCE,
            29 => Known::LAST_EVENT_ID,
            30 => Known::LAST_MODIFIED,
            31 => Known::LOCATION,
            32 => Known::MAX_FORWARDS,
            33 => Known::ORIGIN,
            34 => Known::PROXY_AUTHENTICATE,
            35 => Known::PROXY_AUTHORIZATION,
            36 => Known::RANGE,
            37 => Known::REFERER,
            38 => Known::RETRY_AFTER,
            39 => Known::SERVER,
            40 => Known::SET_COOKIE,
            41 => Known::TE,
            42 => Known::TRAILER,
            43 => Known::TRANSFER_ENCODING,
            44 => Known::UPGRADE,
            45 => Known::USER_AGENT,
            46 => Known::VARY,
            47 => Known::VIA,
            48 => Known::WWW_AUTHENTICATE,
            _ => Known::OTHER,
        }
    }

    /// How it is spelt by the clause that defines it; empty for `OTHER`.
    #[must_use]
    pub const fn name(self) -> &'static [u8] {
        match self {
            Known::ACCEPT => b"Accept",
            Known::ACCEPT_ENCODING => b"Accept-Encoding",
            Known::ACCEPT_LANGUAGE => b"Accept-Language",
            Known::ACCEPT_RANGES => b"Accept-Ranges",
            Known::AGE => b"Age",
            Known::ALLOW => b"Allow",
            Known::AUTHORIZATION => b"Authorization",
            Known::CACHE_CONTROL => b"Cache-Control",
            Known::CONNECTION => b"Connection",
            Known::CONTENT_ENCODING => b"Content-Encoding",
            Known::CONTENT_LANGUAGE => b"Content-Language",
            Known::CONTENT_LENGTH => b"Content-Length",
            Known::CONTENT_LOCATION => b"Content-Location",
            Known::CONTENT_RANGE => b"Content-Range",
            Known::CONTENT_TYPE => b"Content-Type",
            Known::COOKIE => b"Cookie",
            Known::DATE => b"Date",
            Known::ETAG => b"ETag",
            Known::EXPECT => b"Expect",
            Known::EXPIRES => b"Expires",
            Known::FORWARDED => b"Forwarded",
            Known::FROM => b"From",
            Known::HOST => b"Host",
            Known::IF_MATCH => b"If-Match",
            Known::IF_MODIFIED_SINCE => b"If-Modified-Since",
            Known::IF_NONE_MATCH => b"If-None-Match",
            Known::IF_RANGE => b"If-Range",
            Known::IF_UNMODIFIED_SINCE => b"If-Unmodified-Since",
            Known::LAST_EVENT_ID => b"Last-Event-ID",
            Known::LAST_MODIFIED => b"Last-Modified",
            Known::LOCATION => b"Location",
            Known::MAX_FORWARDS => b"Max-Forwards",
            Known::ORIGIN => b"Origin",
            Known::PROXY_AUTHENTICATE => b"Proxy-Authenticate",
            Known::PROXY_AUTHORIZATION => b"Proxy-Authorization",
            Known::RANGE => b"Range",
            Known::REFERER => b"Referer",
            Known::RETRY_AFTER => b"Retry-After",
            Known::SERVER => b"Server",
            Known::SET_COOKIE => b"Set-Cookie",
            Known::TE => b"TE",
            Known::TRAILER => b"Trailer",
            Known::TRANSFER_ENCODING => b"Transfer-Encoding",
            Known::UPGRADE => b"Upgrade",
            Known::USER_AGENT => b"User-Agent",
            Known::VARY => b"Vary",
            Known::VIA => b"Via",
            Known::WWW_AUTHENTICATE => b"WWW-Authenticate",
            _ => b"",
        }
    }

    /// The number of a name, without regard to case.
    #[must_use]
    pub fn of(name: &[u8]) -> Known {
        // Length and first letter leave at most three candidates.
        let [first, ..] = name else { return Known::OTHER };
        let candidates: &[Known] = match (name.len(), first | 0x20) {
            (2, b't') => &[Known::TE],
            (3, b'a') => &[Known::AGE],
            (3, b'v') => &[Known::VIA],
            (4, b'd') => &[Known::DATE],
            (4, b'e') => &[Known::ETAG],
            (4, b'f') => &[Known::FROM],
            (4, b'h') => &[Known::HOST],
            (4, b'v') => &[Known::VARY],
            (5, b'a') => &[Known::ALLOW],
            (5, b'r') => &[Known::RANGE],
            (6, b'a') => &[Known::ACCEPT],
            (6, b'c') => &[Known::COOKIE],
            (6, b'e') => &[Known::EXPECT],
            (6, b'o') => &[Known::ORIGIN],
            (6, b's') => &[Known::SERVER],
            (7, b'e') => &[Known::EXPIRES],
            (7, b'r') => &[Known::REFERER],
            (7, b't') => &[Known::TRAILER],
            (7, b'u') => &[Known::UPGRADE],
            (8, b'i') => &[Known::IF_MATCH, Known::IF_RANGE],
            (8, b'l') => &[Known::LOCATION],
            (9, b'f') => &[Known::FORWARDED],
            (10, b'c') => &[Known::CONNECTION],
            (10, b's') => &[Known::SET_COOKIE],
            (10, b'u') => &[Known::USER_AGENT],
            (11, b'r') => &[Known::RETRY_AFTER],
            (12, b'c') => &[Known::CONTENT_TYPE],
            (12, b'm') => &[Known::MAX_FORWARDS],
            (13, b'a') => &[Known::ACCEPT_RANGES, Known::AUTHORIZATION],
            (13, b'c') => &[Known::CACHE_CONTROL, Known::CONTENT_RANGE],
            (13, b'i') => &[Known::IF_NONE_MATCH],
            (13, b'l') => &[Known::LAST_EVENT_ID, Known::LAST_MODIFIED],
            (14, b'c') => &[Known::CONTENT_LENGTH],
            (15, b'a') => &[Known::ACCEPT_ENCODING, Known::ACCEPT_LANGUAGE],
            (16, b'c') => &[Known::CONTENT_ENCODING, Known::CONTENT_LANGUAGE, Known::CONTENT_LOCATION],
            (16, b'w') => &[Known::WWW_AUTHENTICATE],
            (17, b'i') => &[Known::IF_MODIFIED_SINCE],
            (17, b't') => &[Known::TRANSFER_ENCODING],
            (18, b'p') => &[Known::PROXY_AUTHENTICATE],
            (19, b'i') => &[Known::IF_UNMODIFIED_SINCE],
            (19, b'p') => &[Known::PROXY_AUTHORIZATION],
            _ => &[],
        };
        candidates.iter().copied().find(|known| name.eq_ignore_ascii_case(known.name())).unwrap_or(Known::OTHER)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_name_and_every_name_its_number() {
        for number in 1..=48 {
            let known = Known::from_number(number);
            assert_eq!(u32::from(known.number()), number);
            assert_eq!(Known::of(&known.name().to_ascii_uppercase()), known);
            assert!(!known.governs() || known.name().len() <= LONGEST_GOVERNING);
        }
        assert_eq!(Known::of(b"x-other"), Known::OTHER);
        assert_eq!(Known::of(b""), Known::OTHER);
    }
}
