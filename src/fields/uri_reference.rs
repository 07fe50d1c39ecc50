// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! URI-reference, taken apart (RFC 3986, 4.1): the value of Location, and with less allowed of Content-Location,
//! Content-Base and Referer.

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::number::hex_digit;
use crate::grammar::octet::{is_space, is_unreserved_or_delim};
use crate::grammar::pen::{Pen, Unwritable};
use crate::syntax::authority;

/// A URI, or a reference relative to one, in its parts, still encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UriReference<'b> {
    /// What stands before the first ":", a letter first; none in a relative reference.
    pub scheme: Option<&'b [u8]>,
    /// What stands before the "@"; none without a host.
    pub userinfo: Option<&'b [u8]>,
    /// An IP-literal in its brackets, an IPv4 address or a registered name, perhaps empty; none where no "//" is.
    pub host: Option<&'b [u8]>,
    /// Digits, perhaps none; none without a host.
    pub port: Option<&'b [u8]>,
    /// The path; may be empty.
    pub path: &'b [u8],
    /// Without its "?".
    pub query: Option<&'b [u8]>,
    /// Without its "#".
    pub fragment: Option<&'b [u8]>,
}

/// Reads a URI-reference: a Location (RFC 9110, 10.2.2).
///
/// # Errors
/// `UriReference`, at the octet that does not fit; `Percent`, at a "%" without its two HEXDIG.
pub fn uri_reference(value: &[u8]) -> Result<UriReference<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let scheme = scheme(&mut cursor);
    let (userinfo, host, port) = match cursor.rest() {
        [b'/', b'/', ..] => {
            cursor.skip(2);
            let (userinfo, authority) = authority(&mut cursor)?;
            // 9110, 4.2.1 and 4.2.2: a recipient MUST reject an http or https URI with an empty host.
            if authority.host.is_empty() && is_http(scheme) {
                return Err(Refused::new(Violation::UriReference, cursor.at()));
            }
            (userinfo, Some(authority.host), authority.port)
        }
        _ => (None, None, None),
    };
    let start = cursor.at();
    if scheme.is_none() && host.is_none() {
        // path-noscheme: a ":" in the first segment would make a scheme of what stands before it.
        component(&mut cursor, |octet| is_pchar(octet) && octet != b':')?;
        if cursor.peek() == Some(b':') {
            return Err(cursor.refuse(Violation::UriReference));
        }
    }
    component(&mut cursor, is_of_path)?;
    let path = cursor.since(start);
    let query = match cursor.take(b'?') {
        true => Some(component(&mut cursor, is_of_query)?),
        false => None,
    };
    let fragment = match cursor.take(b'#') {
        true => Some(component(&mut cursor, is_of_query)?),
        false => None,
    };
    cursor.end(Violation::UriReference)?;
    Ok(UriReference { scheme, userinfo, host, port, path, query, fragment })
}

/// Reads an absolute-URI: a Content-Base (RFC 2068, 14.11).
///
/// # Errors
/// As [`uri_reference`]; `UriReference` for a relative reference, and at a fragment.
pub fn absolute_uri(value: &[u8]) -> Result<UriReference<'_>, Refused> {
    let read = without_fragment(value)?;
    let refused = Refused::new(Violation::UriReference, 0);
    read.scheme.map(|_| read).ok_or(refused)
}

/// Reads `absolute-URI / partial-URI`: a Content-Location (RFC 9110, 8.7).
///
/// # Errors
/// As [`uri_reference`]; `UriReference` at a fragment.
pub fn without_fragment(value: &[u8]) -> Result<UriReference<'_>, Refused> {
    let read = uri_reference(value)?;
    match read.fragment {
        Some(_) => Err(Refused::new(Violation::UriReference, first(value, b'#'))),
        None => Ok(read),
    }
}

/// Reads a Referer: `absolute-URI / partial-URI`, of nobody named (RFC 9110, 10.1.3).
///
/// # Errors
/// As [`uri_reference`]; `UriReference` at a fragment, or at the "@" behind userinfo.
pub fn referer(value: &[u8]) -> Result<UriReference<'_>, Refused> {
    let read = without_fragment(value)?;
    match read.userinfo {
        // A user agent MUST NOT include them.
        Some(_) => Err(Refused::new(Violation::UriReference, first(value, b'@'))),
        None => Ok(read),
    }
}

fn first(value: &[u8], octet: u8) -> usize {
    value.iter().position(|found| *found == octet).unwrap_or(value.len())
}

/// `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`, and the ":" behind it.
fn scheme<'b>(cursor: &mut Cursor<'b>) -> Option<&'b [u8]> {
    let before = *cursor;
    let scheme = cursor.take_while(is_of_scheme);
    match scheme {
        [octet, ..] if octet.is_ascii_alphabetic() && cursor.take(b':') => Some(scheme),
        _ => {
            *cursor = before;
            None
        }
    }
}

/// Whether these are URIs of HTTP (RFC 9110, 4.2).
fn is_http(scheme: Option<&[u8]>) -> bool {
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"http") || scheme.eq_ignore_ascii_case(b"https"))
}

fn is_of_scheme(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'-' | b'.')
}

/// `[ userinfo "@" ] host [ ":" port ]` (RFC 3986, 3.2).
fn authority<'b>(cursor: &mut Cursor<'b>) -> Result<(Option<&'b [u8]>, authority::Authority<'b>), Refused> {
    let is_of_it = |octet: u8| !matches!(octet, b'/' | b'?' | b'#') && !is_space(octet);
    let mut ahead = *cursor;
    let userinfo = match ahead.take_while(is_of_it).contains(&b'@') {
        true => {
            let userinfo = component(cursor, is_of_userinfo)?;
            cursor.expect(b'@', Violation::UriReference)?;
            Some(userinfo)
        }
        false => None,
    };
    let at = cursor.at();
    let read = authority::read(cursor.take_while(is_of_it));
    match read {
        Ok(authority) => Ok((userinfo, authority)),
        Err(count) => Err(Refused::new(Violation::UriReference, at.saturating_add(count))),
    }
}

/// Takes octets of a class and percent-encoded ones.
fn component<'b>(cursor: &mut Cursor<'b>, class: fn(u8) -> bool) -> Result<&'b [u8], Refused> {
    let start = cursor.at();
    loop {
        cursor.take_while(class);
        match cursor.rest() {
            [b'%', high, low, ..] if hex_digit(*high).and(hex_digit(*low)).is_some() => cursor.skip(3),
            [b'%', ..] => return Err(cursor.refuse(Violation::Percent)),
            _ => return Ok(cursor.since(start)),
        };
    }
}

fn is_of_userinfo(octet: u8) -> bool {
    is_unreserved_or_delim(octet) || octet == b':'
}

/// `pchar` that is not percent-encoded (RFC 3986, 3.3).
fn is_pchar(octet: u8) -> bool {
    is_unreserved_or_delim(octet) || matches!(octet, b':' | b'@')
}

fn is_of_path(octet: u8) -> bool {
    is_pchar(octet) || octet == b'/'
}

fn is_of_query(octet: u8) -> bool {
    is_pchar(octet) || matches!(octet, b'/' | b'?')
}

impl UriReference<'_> {
    /// Writes the reference (RFC 3986, 5.3).
    ///
    /// # Errors
    /// `Value` if a part of it is none, or would be read as another.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if !self.is_whole() {
            return Err(Unwritable::Value);
        }
        self.write_before_path(pen);
        pen.octets(self.path);
        self.write_behind_path(pen);
        Ok(())
    }

    /// Whether each part may stand where it would be written.
    pub(super) fn is_whole(&self) -> bool {
        let is_all = |octets: Option<&[u8]>, class| {
            octets.is_none_or(|octets| {
                let mut cursor = Cursor::new(octets);
                component(&mut cursor, class).is_ok() && cursor.is_at_end()
            })
        };
        let is_scheme = |scheme: &[u8]| {
            matches!(scheme, [octet, ..] if octet.is_ascii_alphabetic()) && scheme.iter().copied().all(is_of_scheme)
        };
        let is_host = |host: &[u8]| authority::read(host).is_ok_and(|read| read.port.is_none());
        self.scheme.is_none_or(is_scheme)
            && is_all(self.userinfo, is_of_userinfo)
            && self.host.is_none_or(|host| is_host(host) && !(host.is_empty() && is_http(self.scheme)))
            && self.port.is_none_or(|port| port.iter().all(u8::is_ascii_digit))
            && (self.host.is_some() || (self.userinfo.is_none() && self.port.is_none()))
            && is_all(Some(self.path), is_of_path)
            && self.may_have_path(self.path)
            && is_all(self.query, is_of_query)
            && is_all(self.fragment, is_of_query)
    }

    /// Whether nothing in this path would be read as another part (RFC 3986, 3.3).
    pub(super) fn may_have_path(&self, path: &[u8]) -> bool {
        match (self.host, path) {
            (Some(_), [] | [b'/', ..]) => true,
            (Some(_), _) | (None, [b'/', b'/', ..]) => false,
            (None, _) => {
                self.scheme.is_some() || !path.iter().take_while(|octet| **octet != b'/').any(|octet| *octet == b':')
            }
        }
    }

    pub(super) fn write_before_path(&self, pen: &mut Pen<'_>) {
        if let Some(scheme) = self.scheme {
            pen.octets(scheme).octet(b':');
        }
        if let Some(host) = self.host {
            pen.octets(b"//");
            if let Some(userinfo) = self.userinfo {
                pen.octets(userinfo).octet(b'@');
            }
            pen.octets(host);
            if let Some(port) = self.port {
                pen.octet(b':').octets(port);
            }
        }
    }

    pub(super) fn write_behind_path(&self, pen: &mut Pen<'_>) {
        if let Some(query) = self.query {
            pen.octet(b'?').octets(query);
        }
        if let Some(fragment) = self.fragment {
            pen.octet(b'#').octets(fragment);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(reference: &UriReference<'_>) -> Result<Vec<u8>, Unwritable> {
        let mut room = [0; 128];
        let mut pen = Pen::new(&mut room);
        reference.write(&mut pen)?;
        pen.written().map(<[u8]>::to_vec)
    }

    #[test]
    fn the_examples_of_rfc_3986_come_apart() {
        let read = uri_reference(b"foo://example.com:8042/over/there?name=ferret#nose").unwrap();
        let expected = UriReference {
            scheme: Some(b"foo"),
            userinfo: None,
            host: Some(b"example.com"),
            port: Some(b"8042"),
            path: b"/over/there",
            query: Some(b"name=ferret"),
            fragment: Some(b"nose"),
        };
        assert_eq!(read, expected);
        for value in [
            &b"ftp://ftp.is.co.za/rfc/rfc1808.txt"[..],
            b"http://www.ietf.org/rfc/rfc2396.txt",
            b"ldap://[2001:db8::7]/c=GB?objectClass?one",
            b"mailto:John.Doe@example.com",
            b"news:comp.infosystems.www.servers.unix",
            b"tel:+1-816-555-1212",
            b"telnet://192.0.2.16:80/",
            b"urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
            b"//u:p@h:?#",
            b"",
            b"a/b:c",
            b"./b:c",
            b"?x=%41/?",
        ] {
            let read = uri_reference(value).unwrap();
            assert_eq!(written(&read).unwrap(), value);
        }
    }

    #[test]
    fn what_is_no_reference_is_refused_where_it_breaks() {
        for (value, violation, at) in [
            (&b"a b"[..], Violation::UriReference, 2),
            (b"1a:b", Violation::UriReference, 2),
            (b":a", Violation::UriReference, 0),
            (b"/%4g", Violation::Percent, 1),
            (b"/a?%", Violation::Percent, 3),
            (b"http://[::1/", Violation::UriReference, 11),
            (b"http://a@b@c/", Violation::UriReference, 10),
            (b"http://a:b/", Violation::UriReference, 9),
            (b"http://a\\b", Violation::UriReference, 8),
            (b"/a#b#c", Violation::UriReference, 4),
            (b"/caf\xc3\xa9", Violation::UriReference, 4),
            (b"/a\n", Violation::UriReference, 2),
            (b"<a>", Violation::UriReference, 0),
            (b"http:///a", Violation::UriReference, 7),
            (b"HTTPS://a@:1/", Violation::UriReference, 12),
        ] {
            assert_eq!(uri_reference(value), Err(Refused::new(violation, at)), "{value:?}");
        }
    }

    #[test]
    fn a_referer_names_no_fragment_and_no_user() {
        assert!(referer(b"http://www.example.org/hypertext/Overview.html").is_ok());
        assert!(referer(b"about:blank").is_ok());
        assert!(referer(b"/a@b").is_ok());
        assert_eq!(referer(b"http://a/#b"), Err(Refused::new(Violation::UriReference, 9)));
        assert_eq!(referer(b"http://u@a/@"), Err(Refused::new(Violation::UriReference, 8)));
        assert_eq!(absolute_uri(b"/a"), Err(Refused::new(Violation::UriReference, 0)));
        assert_eq!(without_fragment(b"a#"), Err(Refused::new(Violation::UriReference, 1)));
    }

    #[test]
    fn what_would_be_read_as_another_is_not_written() {
        let none = UriReference::default();
        for reference in [
            UriReference { path: b"//a", ..none },
            UriReference { path: b"a:b", ..none },
            UriReference { host: Some(b"a"), path: b"b", ..none },
            UriReference { host: Some(b"a:1"), ..none },
            UriReference { userinfo: Some(b"a"), ..none },
            UriReference { path: b"a?b", ..none },
            UriReference { query: Some(b"#"), ..none },
            UriReference { fragment: Some(b"a\r\n"), ..none },
            UriReference { scheme: Some(b""), ..none },
            UriReference { path: b"%4", ..none },
            UriReference { scheme: Some(b"http"), host: Some(b""), ..none },
        ] {
            assert_eq!(written(&reference), Err(Unwritable::Value));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(value in "([a-z]:)?(//([a-z:]@)?([a-z]|\\[::1\\])?(:[0-9]{0,2})?)?[a-z/.:%41@]{0,6}(\\?[a-z/?%]{0,3})?(#[a-z]{0,2})?") {
            if let Ok(read) = uri_reference(value.as_bytes()) {
                prop_assert_eq!(written(&read).unwrap(), value.as_bytes());
            }
        }

        #[test]
        fn no_parts_are_written_that_would_be_read_as_others(
            scheme in proptest::option::of("[a-z:]{0,2}"), host in proptest::option::of("[a-z:/]{0,2}"),
            path in "[a-z:/?]{0,4}", query in proptest::option::of("[a-z?#]{0,2}"),
        ) {
            let reference = UriReference {
                scheme: scheme.as_deref().map(str::as_bytes),
                host: host.as_deref().map(str::as_bytes),
                path: path.as_bytes(),
                query: query.as_deref().map(str::as_bytes),
                ..UriReference::default()
            };
            if let Ok(octets) = written(&reference) {
                prop_assert_eq!(uri_reference(&octets), Ok(reference));
            }
        }
    }
}
