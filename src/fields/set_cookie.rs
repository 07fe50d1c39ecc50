// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The Set-Cookie field: read as user agents must (RFC 6265bis, 5.6), written as servers should (4.1.1).

use crate::error::{Refused, Violation};
use crate::fields::cookie::{Cookie, name_and_value};
use crate::fields::cookie_date;
use crate::fields::date::imf_fixdate;
use crate::grammar::number::next_digit;
use crate::grammar::octet::{is_field_octet, run};
use crate::grammar::pen::{Pen, Unwritable};

/// A cookie that a server sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetCookie<'b> {
    /// Its name, in which case matters; it may be empty where the value is not.
    pub name: &'b [u8],
    /// Its value; DQUOTEs around it are part of it.
    pub value: &'b [u8],
    /// When it expires, in seconds since 1970, unless there is a `max_age`.
    pub expires: Option<i64>,
    /// In how many seconds it expires; at once if that is not more than zero.
    pub max_age: Option<i64>,
    /// The domain it is for, its first dot removed, in the case it came in; none if it is for the host alone.
    pub domain: Option<&'b [u8]>,
    /// The path it is for, from a "/" on; none for the default-path.
    pub path: Option<&'b [u8]>,
    /// It goes over secure connections only.
    pub secure: bool,
    /// It is not for scripts.
    pub http_only: bool,
    /// Whether it goes with requests that come from another site.
    pub same_site: SameSite,
    /// It is kept apart for each site that embeds the one that set it.
    pub partitioned: bool,
}

/// Which requests that come from another site a cookie goes with (RFC 6265bis, 5.6.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SameSite {
    /// Nothing was said, or nothing that is known: as `Lax`, or less strict.
    #[default]
    Default,
    /// With all requests.
    None,
    /// With those by which a user goes there, if the method is safe.
    Lax,
    /// With none.
    Strict,
}

impl SameSite {
    /// Its name; empty for the default.
    #[must_use]
    pub const fn name(self) -> &'static [u8] {
        match self {
            SameSite::Default => b"",
            SameSite::None => b"None",
            SameSite::Lax => b"Lax",
            SameSite::Strict => b"Strict",
        }
    }

    fn read(value: &[u8]) -> SameSite {
        let is_named = |same_site: &SameSite| same_site.name().eq_ignore_ascii_case(value);
        [SameSite::None, SameSite::Lax, SameSite::Strict].into_iter().find(is_named).unwrap_or_default()
    }
}

/// Reads Set-Cookie.
///
/// What is wrong with an attribute makes it be passed over, as in all user agents; so does an unknown name. Of two
/// attributes of a name the last counts. How large the cookie is is not looked at: see [`SetCookie::size`].
///
/// # Errors
/// `SetCookie` at a control character, and where there is neither name nor value.
pub fn set_cookie(value: &[u8]) -> Result<SetCookie<'_>, Refused> {
    let valid = run(value, is_field_octet);
    if valid < value.len() {
        return Err(Refused::new(Violation::SetCookie, valid));
    }
    let mut parts = value.split(|octet| *octet == b';');
    let pair = parts.next().unwrap_or(value);
    let (name, said) = name_and_value(pair);
    if name.is_empty() && said.is_empty() {
        return Err(Refused::new(Violation::SetCookie, pair.len()));
    }
    let mut read = SetCookie { name, value: said, ..SetCookie::default() };
    for part in parts {
        let (name, value) = match name_and_value(part) {
            (b"", _) if part.contains(&b'=') => continue,
            // Without "=", what stands there is the attribute's name.
            (b"", name) => (name, &b""[..]),
            both => both,
        };
        if value.len() <= ATTRIBUTE_SIZE {
            read.attribute(name, value);
        }
    }
    Ok(read)
}

/// Octets of an attribute's value at most; a longer one is passed over (RFC 6265bis, 5.6).
const ATTRIBUTE_SIZE: usize = 1024;

impl<'b> SetCookie<'b> {
    /// How many octets name and value have together, which user agents limit to 4096 (RFC 6265bis, 5.6).
    #[must_use]
    pub const fn size(&self) -> usize {
        self.name.len().saturating_add(self.value.len())
    }

    /// Whether it has what the prefix of its name promises (RFC 6265bis, 4.1.3 and 5.7): with `__Secure-`, Secure; with
    /// `__Host-`, Secure, Path=/ and no Domain. Prefixes are known in any case, and a value without a name that begins
    /// like one would be returned as one.
    #[must_use]
    pub fn keeps_promise(&self) -> bool {
        if self.name.is_empty() {
            return !has_prefix(self.value, b"__Secure-") && !has_prefix(self.value, b"__Host-");
        }
        if has_prefix(self.name, b"__Host-") {
            return self.secure && self.domain.is_none() && self.path == Some(b"/");
        }
        self.secure || !has_prefix(self.name, b"__Secure-")
    }

    /// Writes it: name and value, and then Path, Domain, Expires, Max-Age, Secure, `HttpOnly`, `SameSite` and Partitioned.
    ///
    /// That user agents take SameSite=None and Partitioned together with Secure only is not looked at.
    ///
    /// # Errors
    /// `Value` for what 4.1.1 does not allow: a name that is no token; a value with whitespace, comma, semicolon,
    /// backslash or DQUOTE within; a date with a year of more than four digits; a `max_age` below one, for which
    /// `expires: Some(0)` stands; a domain that is no host; a path that does not begin with "/" or holds a semicolon.
    /// And for a broken [promise](Self::keeps_promise).
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if !self.keeps_promise() {
            return Err(Unwritable::Value);
        }
        Cookie { name: self.name, value: self.value }.write(pen)?;
        if let Some(path) = self.path {
            if !is_path(path) {
                return Err(Unwritable::Value);
            }
            pen.octets(b"; Path=").octets(path);
        }
        if let Some(domain) = self.domain {
            // A dot before it says nothing (RFC 6265bis, 4.1.2.3).
            let domain = domain.strip_prefix(b".").unwrap_or(domain);
            if !is_subdomain(domain) {
                return Err(Unwritable::Value);
            }
            pen.octets(b"; Domain=").octets(domain);
        }
        if let Some(expires) = self.expires {
            pen.octets(b"; Expires=").octets(&imf_fixdate(expires).ok_or(Unwritable::Value)?);
        }
        if let Some(seconds) = self.max_age {
            let seconds = u64::try_from(seconds).ok().filter(|seconds| *seconds > 0).ok_or(Unwritable::Value)?;
            pen.octets(b"; Max-Age=").decimal(seconds);
        }
        pen.octets(if self.secure { b"; Secure" } else { b"" });
        pen.octets(if self.http_only { b"; HttpOnly" } else { b"" });
        if self.same_site != SameSite::Default {
            pen.octets(b"; SameSite=").octets(self.same_site.name());
        }
        pen.octets(if self.partitioned { b"; Partitioned" } else { b"" });
        Ok(())
    }

    /// Takes an attribute (RFC 6265bis, 5.6.1 to 5.6.7).
    fn attribute(&mut self, name: &[u8], value: &'b [u8]) {
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        if is(b"Expires") {
            self.expires = cookie_date::read(value).ok().or(self.expires);
        } else if is(b"Max-Age") {
            self.max_age = seconds(value).or(self.max_age);
        } else if is(b"Domain") {
            // An empty one counts as well: it says that there is none.
            self.domain = Some(value.strip_prefix(b".").unwrap_or(value)).filter(|domain| !domain.is_empty());
        } else if is(b"Path") {
            self.path = Some(value).filter(|path| path.starts_with(b"/"));
        } else if is(b"Secure") {
            self.secure = true;
        } else if is(b"HttpOnly") {
            self.http_only = true;
        } else if is(b"SameSite") {
            self.same_site = SameSite::read(value);
        } else if is(b"Partitioned") {
            self.partitioned = true;
        }
    }
}

/// `[ "-" ] 1*DIGIT` (RFC 6265bis, 5.6.2); what is too long is as much as there can be.
fn seconds(value: &[u8]) -> Option<i64> {
    let (is_negative, digits) = match value {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = digits.iter().try_fold(0, |number, digit| next_digit(number, 10, digit & 0x0f));
    let number = number.and_then(|number| i64::try_from(number).ok()).unwrap_or(i64::MAX);
    Some(if is_negative { number.saturating_neg() } else { number })
}

fn has_prefix(octets: &[u8], prefix: &[u8]) -> bool {
    octets.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// `av-octet`s from a "/" on; whitespace at the end would be cut off.
fn is_path(path: &[u8]) -> bool {
    let is_av = |octet: &u8| matches!(octet, b' '..=b':' | b'<'..=b'~');
    path.starts_with(b"/") && path.iter().all(is_av) && !path.ends_with(b" ") && path.len() <= ATTRIBUTE_SIZE
}

/// `<subdomain>` (RFC 1034, 3.5, as RFC 1123, 2.1 has it): labels of letters, digits and hyphens within.
fn is_subdomain(domain: &[u8]) -> bool {
    let is_label = |label: &[u8]| {
        let is_within = label.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-');
        is_within && label.len() <= 63 && !matches!(label, [] | [b'-', ..] | [.., b'-'])
    };
    domain.len() <= 253 && domain.split(|octet| *octet == b'.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rewritten(value: &[u8]) -> Result<String, Unwritable> {
        written(&set_cookie(value).unwrap())
    }

    fn written(cookie: &SetCookie<'_>) -> Result<String, Unwritable> {
        let mut room = [0; 512];
        let mut pen = Pen::new(&mut room);
        cookie.write(&mut pen)?;
        Ok(String::from_utf8(pen.written()?.to_vec()).unwrap())
    }

    #[test]
    fn the_examples_of_the_rfc_are_read_and_written() {
        for value in [
            "SID=31d4d96e407aad42",
            "SID=31d4d96e407aad42; Path=/; Domain=site.example",
            "SID=31d4d96e407aad42; Path=/; Secure; HttpOnly",
            "lang=en-US; Path=/; Domain=site.example",
            "lang=en-US; Expires=Wed, 09 Jun 2021 10:18:14 GMT",
            "lang=; Expires=Sun, 06 Nov 1994 08:49:37 GMT",
            "__Secure-SID=12345; Domain=site.example; Secure",
            "__Host-SID=12345; Path=/; Secure",
            "SID=1; Max-Age=10; SameSite=Lax; Partitioned",
        ] {
            assert_eq!(rewritten(value.as_bytes()).as_deref(), Ok(value));
        }
    }

    #[test]
    fn what_user_agents_pass_over_is_passed_over() {
        let plain = SetCookie { name: b"a", value: b"b", ..SetCookie::default() };
        for value in [
            " a = b ;;  ; =; =x; y; y=z; \"Secure\"",
            "a=b; Max-Age; Max-Age=; Max-Age=-; Max-Age=+1; Max-Age=1 2; Max-Age=1.5",
            "a=b; expires=never; path; path=a; domain; domain=.",
            "a=b; path=/; path=a; domain=c.d; domain=; samesite=lax; samesite=x",
        ] {
            assert_eq!(set_cookie(value.as_bytes()), Ok(plain), "{value}");
        }
        let long = format!("a=b; path=/{}", "x".repeat(1024));
        assert_eq!(set_cookie(long.as_bytes()), Ok(plain));
    }

    #[test]
    fn of_two_attributes_the_last_counts() {
        let value = b"a=b; max-age=1; Path=/c; MAX-AGE=-99999999999999999999; path=/d; domain=..E; samesite=STRICT; Partitioned=x";
        let read = set_cookie(value).unwrap();
        let expected = SetCookie {
            name: b"a",
            value: b"b",
            max_age: Some(-i64::MAX),
            path: Some(b"/d"),
            domain: Some(b".E"),
            same_site: SameSite::Strict,
            partitioned: true,
            ..SetCookie::default()
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn a_cookie_may_lack_its_name_or_its_value_but_not_both() {
        let pair = |value| set_cookie(value).map(|cookie| (cookie.name, cookie.value)).map_err(|refused| refused.at);
        assert_eq!(pair(b"a"), Ok((&b""[..], &b"a"[..])));
        assert_eq!(pair(b"=a=b"), Ok((&b""[..], &b"a=b"[..])));
        assert_eq!(pair(b"a="), Ok((&b"a"[..], &b""[..])));
        for (value, at) in [(&b""[..], 0), (b" = ; a=b", 3), (b"a=b; c=\x7f", 7), (b"a=\n", 2)] {
            assert_eq!(pair(value), Err(at));
        }
    }

    #[test]
    fn a_prefix_is_a_promise_in_any_case() {
        let kept = |value: &[u8]| set_cookie(value).unwrap().keeps_promise();
        for value in [
            &b"__Secure-a=b; secure"[..],
            b"__HOST-a=b; secure; path=/",
            b"__Host-a=b; secure; path=/; domain=",
            b"__Secur=b",
            b"__Hos",
        ] {
            assert!(kept(value), "{value:?}");
        }
        for value in [
            &b"__Secure-a=b"[..],
            b"__secure-a=b; path=/",
            b"__Host-a=b; secure",
            b"__host-a=b; path=/",
            b"__Host-a=b; secure; path=/c",
            b"__Host-a=b; secure; path=/; domain=c",
            b"=__Secure-a=b; secure",
            b"__host-a; secure; path=/",
        ] {
            assert!(!kept(value), "{value:?}");
        }
    }

    #[test]
    fn what_would_be_read_as_another_cookie_is_not_written() {
        let good = SetCookie { name: b"a", value: b"b", ..SetCookie::default() };
        let refused = [
            SetCookie { name: b"", ..good },
            SetCookie { name: b"a b", ..good },
            SetCookie { value: b"b;c", ..good },
            SetCookie { value: b"b\r\nc", ..good },
            SetCookie { value: b"\"", ..good },
            SetCookie { path: Some(b"c"), ..good },
            SetCookie { path: Some(b"/;c"), ..good },
            SetCookie { path: Some(b"/\n"), ..good },
            SetCookie { domain: Some(b""), ..good },
            SetCookie { domain: Some(b"a..b"), ..good },
            SetCookie { domain: Some(b"a; Secure"), ..good },
            SetCookie { domain: Some(b"-a"), ..good },
            SetCookie { max_age: Some(0), ..good },
            SetCookie { expires: Some(i64::MAX), ..good },
            SetCookie { name: b"__Secure-a", ..good },
        ];
        assert!(written(&good).is_ok());
        for cookie in refused {
            assert_eq!(written(&cookie), Err(Unwritable::Value), "{cookie:?}");
        }
        assert_eq!(written(&SetCookie { domain: Some(b".c"), ..good }).as_deref(), Ok("a=b; Domain=c"));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same_again(
            value in "a=b(; ?(Path=/?a|Domain=\\.?a|Max-Age=[0-9]|Secure|HttpOnly|SameSite=(Lax|none|x)|Expires=0[1-9] jan 20[0-9]{2} 1:2:3)){0,8}"
        ) {
            if let Ok(once) = rewritten(value.as_bytes()) {
                prop_assert_eq!(set_cookie(once.as_bytes()), set_cookie(value.as_bytes()));
                prop_assert_eq!(rewritten(once.as_bytes()), Ok(once.clone()));
            }
        }
    }
}
