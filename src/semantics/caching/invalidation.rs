// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What unsafe methods do to what is stored (RFC 9111, 4.4).

use crate::fields::uri;
use crate::fields::uri_reference::{UriReference, uri_reference};
use crate::grammar::pen::Unwritable;
use crate::semantics::method::is_safe;
use crate::semantics::redirect;

/// Whether a response makes what is stored for the target URI invalid: it answers an unsafe method, or one of which
/// nobody knows that it is safe, and is no error (RFC 9111, 4.4).
#[must_use]
pub fn invalidates(method: &[u8], status: u16) -> bool {
    !is_safe(method) && matches!(status, 200..=399)
}

/// The URI that a Location or Content-Location of such a response names, written into `room`, if what is stored for it
/// is made invalid too; none if it is of another origin, lest one server empty the cache of another's responses
/// (RFC 9111, 4.4). `target` is the target URI, absolute.
///
/// # Errors
/// `Room` if the URI does not fit; `Value` if `target` is no absolute URI.
pub fn also<'m>(target: &[u8], value: &[u8], room: &'m mut [u8]) -> Result<Option<&'m [u8]>, Unwritable> {
    let target = uri_reference(target).ok().filter(|target| target.scheme.is_some()).ok_or(Unwritable::Value)?;
    let Ok(value) = uri_reference(value) else { return Ok(None) };
    if !is_same_origin(&target, &value) {
        return Ok(None);
    }
    uri::resolve(&target, &UriReference { fragment: None, ..value }, room).map(Some)
}

/// Whether scheme, host and port are the same (RFC 9110, 4.3.1), where a relative reference has those of its base.
pub(in crate::semantics) fn is_same_origin(target: &UriReference<'_>, value: &UriReference<'_>) -> bool {
    let value = match (value.scheme, value.host) {
        (Some(_), _) => value,
        (None, Some(_)) => &UriReference { scheme: target.scheme, ..*value },
        (None, None) => target,
    };
    redirect::is_same_origin(target, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_something_invalidates() {
        for (method, status, expected) in [
            ("POST", 200, true),
            ("PUT", 201, true),
            ("DELETE", 302, true),
            ("M-SEARCH", 200, true),
            ("get", 200, true),
            ("GET", 200, false),
            ("PROPFIND", 207, false),
            ("POST", 404, false),
            ("POST", 500, false),
            ("POST", 103, false),
        ] {
            assert_eq!(invalidates(method.as_bytes(), status), expected, "{method} {status}");
        }
    }

    #[test]
    fn only_uris_of_the_same_origin_are_invalidated() {
        for (value, expected) in [
            ("/b", Some("http://a.example/b")),
            ("b#c", Some("http://a.example/x/b")),
            ("?q", Some("http://a.example/x/y?q")),
            ("HTTP://A.example:80/b", Some("HTTP://A.example:80/b")),
            ("//a.example/b", Some("http://a.example/b")),
            ("https://a.example/b", None),
            ("http://a.example:81/b", None),
            ("http://b.example/", None),
            ("//b.example/", None),
            ("http://b.example@a.example/", Some("http://b.example@a.example/")),
            ("%", None),
        ] {
            let mut room = [0; 64];
            let told = also(b"http://a.example/x/y", value.as_bytes(), &mut room).unwrap();
            assert_eq!(told.map(|uri| std::str::from_utf8(uri).unwrap()), expected, "{value}");
        }
        assert_eq!(also(b"/x", b"/y", &mut []), Err(Unwritable::Value));
    }
}
