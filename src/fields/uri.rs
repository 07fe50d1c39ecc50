// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! URIs resolved, made normal and compared (RFC 3986, 5.2 and 6.2; RFC 9110, 4.2.3; RFC 1945, 3.2.3).

use crate::fields::dot_segments::{Dots, Segments, kept};
use crate::fields::uri_reference::UriReference;
use crate::grammar::number::hex_digit;
use crate::grammar::pen::{Pen, Unwritable};

/// Resolves a reference against a base, and writes the URI that it stands for (RFC 3986, 5.2.2 and 5.3).
///
/// # Errors
/// `Room`, with the octets it takes; `Value` for a base without a scheme, parts that no reference has, or a path
/// that would be read as an authority.
pub fn resolve<'m>(
    base: &UriReference<'_>,
    reference: &UriReference<'_>,
    room: &'m mut [u8],
) -> Result<&'m [u8], Unwritable> {
    if base.scheme.is_none() || !base.is_whole() || !reference.is_whole() {
        return Err(Unwritable::Value);
    }
    let UriReference { fragment, query, .. } = *reference;
    let plain = |path| kept(&[], path, Dots::Plain);
    let (target, path) = match (reference.scheme, reference.host, reference.path) {
        (Some(_), ..) => (*reference, plain(reference.path)),
        (None, Some(_), _) => (UriReference { scheme: base.scheme, ..*reference }, plain(reference.path)),
        (None, None, []) => {
            // The path of the base stays as it is.
            (UriReference { query: query.or(base.query), fragment, ..*base }, kept(&[], base.path, Dots::Kept))
        }
        (None, None, [b'/', ..]) => (UriReference { query, fragment, ..*base }, plain(reference.path)),
        (None, None, path) => (UriReference { query, fragment, ..*base }, kept(folder(base), path, Dots::Plain)),
    };
    if target.is_whole() { compose(&target, path, Form::Received, room) } else { Err(Unwritable::Value) }
}

/// What a relative path stands behind (RFC 3986, 5.2.3).
fn folder<'b>(base: &UriReference<'b>) -> &'b [u8] {
    match (base.host, base.path) {
        (Some(_), []) => b"/",
        (_, path) => {
            let end = path.iter().rposition(|octet| *octet == b'/').map_or(0, |at| at.saturating_add(1));
            path.get(..end).unwrap_or(&[])
        }
    }
}

/// Writes a URI in its normal form: scheme and host in lower case; no port that is the scheme's own, and none that
/// is empty; `/` for an empty path of http and https; no dot segments; no octet percent-encoded that need not be,
/// and those that are with digits in upper case.
///
/// Of a reference without a scheme that does not begin with "/", dot segments stay: they are what it means.
///
/// # Errors
/// `Room`, with the octets it takes; `Value` for parts that no reference has, or a path that would be read as an
/// authority.
pub fn normalise<'m>(uri: &UriReference<'_>, room: &'m mut [u8]) -> Result<&'m [u8], Unwritable> {
    if uri.is_whole() { compose(&with_normal_port(uri), path(uri), Form::Normal, room) } else { Err(Unwritable::Value) }
}

/// Whether two URIs have the same normal form, and so identify the same resource (RFC 9110, 4.2.3).
#[must_use]
pub fn are_equivalent(one: &UriReference<'_>, another: &UriReference<'_>) -> bool {
    let (one, another) = (&with_normal_port(one), &with_normal_port(another));
    let is_same = |one: Option<&[u8]>, another: Option<&[u8]>, form| match (one, another) {
        (Some(one), Some(another)) => octets(one, form).eq(octets(another, form)),
        (one, another) => one == another,
    };
    is_same(one.scheme, another.scheme, Form::LowerCase)
        && is_same(one.userinfo, another.userinfo, Form::Normal)
        && is_same(one.host, another.host, Form::LowerCase)
        && one.port == another.port
        && path(one).map(|segment| segment.slash).eq(path(another).map(|segment| segment.slash))
        && path(one)
            .zip(path(another))
            .all(|(one, another)| octets(one.octets, Form::Normal).eq(octets(another.octets, Form::Normal)))
        && is_same(one.query, another.query, Form::Normal)
        && is_same(one.fragment, another.fragment, Form::Normal)
}

/// The port of a scheme (RFC 9110, 4.2.1 and 4.2.2).
fn default_port(scheme: Option<&[u8]>) -> Option<&'static [u8]> {
    match scheme? {
        scheme if scheme.eq_ignore_ascii_case(b"http") => Some(b"80"),
        scheme if scheme.eq_ignore_ascii_case(b"https") => Some(b"443"),
        _ => None,
    }
}

fn with_normal_port<'b>(uri: &UriReference<'b>) -> UriReference<'b> {
    let port = uri.port.map(|digits| match digits.iter().position(|digit| *digit != b'0') {
        Some(zeros) => digits.get(zeros..).unwrap_or(digits),
        None => digits.get(..digits.len().min(1)).unwrap_or(digits),
    });
    UriReference { port: port.filter(|port| !port.is_empty() && default_port(uri.scheme) != Some(port)), ..*uri }
}

fn path<'b>(uri: &UriReference<'b>) -> Segments<'b> {
    match uri.path {
        [] if uri.host.is_some() && default_port(uri.scheme).is_some() => kept(&[], b"/", Dots::Kept),
        [b'/', ..] => kept(&[], uri.path, Dots::Decoded),
        _ if uri.scheme.is_some() => kept(&[], uri.path, Dots::Decoded),
        _ => kept(&[], uri.path, Dots::Kept),
    }
}

/// Writes the parts of a URI, another path in the place of theirs: what stands before the path, the path from its
/// end, what stands behind it.
fn compose<'m>(
    parts: &UriReference<'_>,
    path: Segments<'_>,
    form: Form,
    room: &'m mut [u8],
) -> Result<&'m [u8], Unwritable> {
    let mut pen = Pen::new(room);
    before_path(parts, form, &mut pen);
    let before = pen.len();
    let path_len = path.map(|segment| len(segment.octets, segment.slash, form)).fold(0, usize::saturating_add);
    let mut counter = Pen::new(&mut []);
    behind_path(parts, form, &mut counter);
    let whole = before.saturating_add(path_len).saturating_add(counter.len());

    let too_little = Unwritable::Room(whole);
    let room = room.get_mut(..whole).ok_or(too_little)?;
    let (_, rest) = room.split_at_mut_checked(before).ok_or(too_little)?;
    let (path_room, behind) = rest.split_at_mut_checked(path_len).ok_or(too_little)?;
    behind_path(parts, form, &mut Pen::new(behind));
    let mut left = &mut *path_room;
    for segment in path {
        let end = left.len().saturating_sub(len(segment.octets, segment.slash, form));
        let (earlier, place) = left.split_at_mut_checked(end).ok_or(too_little)?;
        let slash: &[u8] = if segment.slash { b"/" } else { b"" };
        for (place, octet) in place.iter_mut().zip(slash.iter().copied().chain(octets(segment.octets, form))) {
            *place = octet;
        }
        left = earlier;
    }
    if parts.may_have_path(path_room) { Ok(room) } else { Err(Unwritable::Value) }
}

fn len(segment: &[u8], slash: bool, form: Form) -> usize {
    octets(segment, form).count().saturating_add(usize::from(slash))
}

fn before_path(parts: &UriReference<'_>, form: Form, pen: &mut Pen<'_>) {
    let lower = if form == Form::Normal { Form::LowerCase } else { form };
    if let Some(scheme) = parts.scheme {
        write(scheme, lower, pen).octet(b':');
    }
    if let Some(host) = parts.host {
        pen.octets(b"//");
        if let Some(userinfo) = parts.userinfo {
            write(userinfo, form, pen).octet(b'@');
        }
        write(host, lower, pen);
        if let Some(port) = parts.port {
            pen.octet(b':').octets(port);
        }
    }
}

fn behind_path(parts: &UriReference<'_>, form: Form, pen: &mut Pen<'_>) {
    for (separator, part) in [(b'?', parts.query), (b'#', parts.fragment)] {
        if let Some(part) = part {
            write(part, form, pen.octet(separator));
        }
    }
}

fn write<'p, 'm>(part: &[u8], form: Form, pen: &'p mut Pen<'m>) -> &'p mut Pen<'m> {
    octets(part, form).for_each(|octet| {
        pen.octet(octet);
    });
    pen
}

/// How the octets of a part are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As they were received.
    Received,
    /// Percent-encoded only where they have to be, and in upper case (RFC 3986, 6.2.2.1 and 6.2.2.2).
    Normal,
    /// So, and letters in lower case.
    LowerCase,
}

#[derive(Clone, Copy)]
struct Octets<'b> {
    rest: &'b [u8],
    /// HEXDIGs of an octet that stays encoded.
    digits: &'b [u8],
    form: Form,
}

const fn octets(part: &[u8], form: Form) -> Octets<'_> {
    Octets { rest: part, digits: &[], form }
}

impl Iterator for Octets<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if let [digit, digits @ ..] = self.digits {
            self.digits = digits;
            return Some(digit.to_ascii_uppercase());
        }
        let (octet, rest) = self.rest.split_first()?;
        self.rest = rest;
        let octet = match rest.split_at_checked(2) {
            Some((digits @ [high, low], behind)) if *octet == b'%' && self.form != Form::Received => {
                let encoded = hex_digit(*high).zip(hex_digit(*low)).map(|(high, low)| high << 4 | low);
                self.rest = behind;
                match encoded {
                    Some(encoded) if is_unreserved(encoded) => encoded,
                    _ => {
                        self.digits = digits;
                        b'%'
                    }
                }
            }
            _ => *octet,
        };
        Some(if self.form == Form::LowerCase { octet.to_ascii_lowercase() } else { octet })
    }
}

/// `unreserved` (RFC 3986, 2.3).
const fn is_unreserved(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::uri_reference::uri_reference;
    use proptest::prelude::*;

    fn resolved(base: &str, reference: &str) -> Result<String, Unwritable> {
        let parts = |text: &'static str| uri_reference(text.as_bytes()).unwrap();
        let (base, reference) = (base.to_string().leak(), reference.to_string().leak());
        let mut room = [0; 128];
        resolve(&parts(base), &parts(reference), &mut room).map(|uri| String::from_utf8(uri.to_vec()).unwrap())
    }

    fn normal(uri: &str) -> Result<String, Unwritable> {
        let mut room = [0; 128];
        let uri = uri_reference(uri.as_bytes()).unwrap();
        normalise(&uri, &mut room).map(|uri| String::from_utf8(uri.to_vec()).unwrap())
    }

    #[test]
    fn the_uris_that_http_calls_equivalent_are() {
        let uris = [
            "http://example.com:80/~smith/home.html",
            "http://EXAMPLE.com/%7Esmith/home.html",
            "http://EXAMPLE.com:/%7esmith/home.html",
        ];
        for one in uris {
            for another in uris {
                let [one, another] = [one, another].map(|uri| uri_reference(uri.as_bytes()).unwrap());
                assert!(are_equivalent(&one, &another));
            }
            assert_eq!(normal(one).as_deref(), Ok("http://example.com/~smith/home.html"));
        }
    }

    #[test]
    fn a_uri_has_one_normal_form() {
        for (uri, expected) in [
            ("HTTP://A%41.B:0080", "http://aa.b/"),
            ("https://a:443?b", "https://a/?b"),
            ("https://a:80/%2f%c3%A9/../x", "https://a:80/x"),
            ("http://a/%2f%c3", "http://a/%2F%C3"),
            ("http://a/b/%2E%2e/c/.", "http://a/c/"),
            ("http://%C3%A9/", "http://%C3%A9/"),
            ("ftp://a", "ftp://a"),
            ("ftp://a:00", "ftp://a:0"),
            ("example://a/b/c/%7Bfoo%7D", "example://a/b/c/%7Bfoo%7D"),
            ("eXAMPLE://a/./b/../b/%63/%7bfoo%7d", "example://a/b/c/%7Bfoo%7D"),
            ("../a/%41", "../a/A"),
            ("/../a", "/a"),
            ("urn:A:%4a", "urn:A:J"),
        ] {
            assert_eq!(normal(uri).as_deref(), Ok(expected), "{uri}");
        }
    }

    #[test]
    fn what_would_name_a_host_is_not_written() {
        assert_eq!(normal("file:/.//etc"), Err(Unwritable::Value));
        assert_eq!(resolved("file:/a", "/.//b"), Err(Unwritable::Value));
        assert_eq!(resolved("http://a/", "/.//b").as_deref(), Ok("http://a//b"));
        assert_eq!(resolved("//a/", "b"), Err(Unwritable::Value));
        assert_eq!(resolved("http://a/", "//:80/b"), Err(Unwritable::Value));
    }

    #[test]
    fn too_little_room_is_told_with_what_it_takes() {
        let (base, reference) = (uri_reference(b"http://a/b/c?d").unwrap(), uri_reference(b"../e#f").unwrap());
        assert_eq!(resolve(&base, &reference, &mut [0; 11]), Err(Unwritable::Room(12)));
        assert_eq!(resolve(&base, &reference, &mut [0; 12]), Ok(&b"http://a/e#f"[..]));
    }

    const URI: &str = "([hH]ttps?:)?(//[A-Ba%41]{1,2}(:(0?80|443|)?)?)?(/|/?(a|%41|A|\\.|%2e|b%2f)(/(a|B|\\.\\.?|%2E)){0,3})?(\\?[a%6]?)?";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_normal_form_is_normal_and_equivalence_is_to_have_the_same(one in URI, another in URI) {
            let parts = |uri: &str| uri_reference(uri.to_string().leak().as_bytes());
            if let (Ok(one), Ok(another)) = (parts(&one), parts(&another)) {
                let (mut room, mut more_room) = ([0; 128], [0; 128]);
                if let (Ok(first), Ok(second)) = (normalise(&one, &mut room), normalise(&another, &mut more_room)) {
                    prop_assert_eq!(are_equivalent(&one, &another), first == second);
                    let again = uri_reference(first).unwrap();
                    prop_assert!(are_equivalent(&one, &again));
                    let mut room = [0; 128];
                    prop_assert_eq!(normalise(&again, &mut room), Ok(first));
                }
            }
        }

        #[test]
        fn what_is_resolved_resolves_to_itself(base in "(http://a)?(urn:)?[a/.]{0,6}", reference in URI) {
            if let (Ok(base), Ok(reference)) = (uri_reference(base.as_bytes()), uri_reference(reference.as_bytes())) {
                let mut room = [0; 128];
                if let Ok(uri) = resolve(&base, &reference, &mut room) {
                    let read = uri_reference(uri).unwrap();
                    prop_assert!(read.scheme.is_some());
                    // An empty path takes the base's, dots and all.
                    if reference.scheme.is_some() || reference.host.is_some() || !reference.path.is_empty() {
                        let mut room = [0; 128];
                        prop_assert_eq!(resolve(&base, &read, &mut room), Ok(uri));
                    }
                }
            }
        }
    }
}
