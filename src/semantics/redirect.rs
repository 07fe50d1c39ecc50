// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Redirects: where a client goes next, with which method, and what it takes along (RFC 9110, 10.2.2 and 15.4).
//!
//! ```
//! use oyez::semantics::redirect::{Answered, Decision, Policy, decide};
//! use oyez::syntax::field_line::Field;
//!
//! let answered = Answered { status: 303, method: b"POST", uri: b"https://a.example/form", before: 0 };
//! let fields = [Field::new("Location", "//b.example/done")];
//! let mut room = [0; 64];
//! let Decision::Follow(next) = decide(&answered, &fields, Policy::default(), &mut room)? else { panic!() };
//! assert_eq!(next.uri, b"https://b.example/done");
//! assert!(next.becomes_get && !next.keeps(b"Cookie") && next.keeps(b"Accept"));
//! # Ok::<(), oyez::grammar::pen::Unwritable>(())
//! ```

use crate::fields::registry;
use crate::fields::uri;
use crate::fields::uri_reference::{UriReference, absolute_uri, uri_reference};
use crate::grammar::pen::Unwritable;
use crate::semantics::method::is_safe;
use crate::semantics::secrets::is_secret;
use crate::semantics::section::{has, only};
use crate::syntax::field_line::Lines;

/// A request that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered<'b> {
    /// The status of the answer.
    pub status: u16,
    /// The method of the request.
    pub method: &'b [u8],
    /// The URI that was asked for: an absolute one, with its fragment if the user gave one.
    pub uri: &'b [u8],
    /// How many redirects led to it.
    pub before: u32,
}

/// What a client makes of redirects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// How many it follows in a row; [`Policy::MOST`] if that is not said.
    pub most: Option<u32>,
    /// A POST stays one after a 301 or a 302, as a program that knows its server may have it. Else it becomes a GET, as
    /// in browsers (RFC 9110, 15.4.2 and 15.4.3, notes).
    pub keep_post: bool,
    /// A 300 that names what the server prefers is followed (RFC 9110, 15.4.1).
    pub follow_choices: bool,
    /// A redirect that would repeat an unsafe method is told to the user first (RFC 9110, 15.4; RFC 1945, 9.3).
    pub ask_if_unsafe: bool,
}

impl Policy {
    /// How many redirects are followed if nobody says more or less.
    pub const MOST: u32 = 20;
}

/// What a client does about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision<'m> {
    /// It is no redirect, or none that says where to: the answer is the answer.
    Answer,
    /// The request is made again.
    Follow(Follow<'m>),
    /// It is not followed, and the answer is told with the reason.
    Stop(Reason),
}

/// How a request is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follow<'m> {
    /// The URI to ask for, and behind it the fragment that is to be looked for in the answer.
    pub uri: &'m [u8],
    /// The method is GET from here on.
    pub becomes_get: bool,
    /// The content is sent again.
    pub keeps_content: bool,
    /// Scheme, host and port are the same.
    pub same_origin: bool,
}

/// Why a redirect is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Its Location is no reference, or there are several that differ.
    Location,
    /// It leads out of http and https: whoever can make a client open `file:` reads what that client can.
    Scheme,
    /// It names a user: an error, in what came from elsewhere (RFC 9110, 4.2.4).
    Userinfo,
    /// There were as many before as are followed; it may go round in a circle (RFC 9110, 15.4).
    TooMany,
    /// The user is to be asked, for the method is not safe.
    Unsafe,
}

/// Decides what a client does about an answer. `room` takes the URI.
///
/// # Errors
/// `Value` if the URI that was asked for is no absolute one; `Room`, with the octets that the next one takes.
pub fn decide<'m, L: Lines + ?Sized>(
    answered: &Answered<'_>,
    fields: &L,
    policy: Policy,
    room: &'m mut [u8],
) -> Result<Decision<'m>, Unwritable> {
    let (becomes_get, keeps_content) = match (answered.status, answered.method) {
        // 9.3.6: the proxy says so, in clear; who followed it would take its word for the origin's.
        (_, b"CONNECT") => return Ok(Decision::Answer),
        (300, _) if !policy.follow_choices => return Ok(Decision::Answer),
        (300 | 307 | 308, _) => (false, true),
        (301 | 302, b"POST") if !policy.keep_post => (true, false),
        (301 | 302, _) => (false, true),
        // 15.4.4: a GET or HEAD of what is named, whatever the method was.
        (303, b"GET" | b"HEAD") => (false, false),
        (303, _) => (true, false),
        // 304 is no redirect; 305 would make a proxy of whoever asks for it (RFC 9110, 15.4.6).
        _ => return Ok(Decision::Answer),
    };
    let base = readable_base(answered.uri)?;
    if !has(fields, b"Location") {
        return Ok(Decision::Answer);
    }
    let reference = match only(fields, b"Location").and_then(|value| uri_reference(value).ok()) {
        None => return Ok(Decision::Stop(Reason::Location)),
        Some(reference) if reference.userinfo.is_some() => return Ok(Decision::Stop(Reason::Userinfo)),
        Some(reference) => UriReference { fragment: reference.fragment.or(base.fragment), ..reference },
    };
    if reference.scheme.is_some() && !is_http(&reference) {
        return Ok(Decision::Stop(Reason::Scheme));
    }
    if answered.before >= policy.most.unwrap_or(Policy::MOST) {
        return Ok(Decision::Stop(Reason::TooMany));
    }
    if policy.ask_if_unsafe && !becomes_get && !is_safe(answered.method) {
        return Ok(Decision::Stop(Reason::Unsafe));
    }
    let uri = match uri::resolve(&base, &reference, room) {
        Ok(uri) => uri,
        Err(Unwritable::Value) => return Ok(Decision::Stop(Reason::Location)),
        Err(room) => return Err(room),
    };
    // 4.2.1: a URI of http without a host, as "http:x" is, is invalid; what one makes of it is not what another does.
    let Some(next) = uri_reference(uri).ok().filter(|next| next.host.is_some_and(|host| !host.is_empty())) else {
        return Ok(Decision::Stop(Reason::Location));
    };
    let same_origin = is_same_origin(&base, &next);
    Ok(Decision::Follow(Follow { uri, becomes_get, keeps_content, same_origin }))
}

/// The URI that was asked for; whom it named was for that request.
fn readable_base(uri: &[u8]) -> Result<UriReference<'_>, Unwritable> {
    let whole = uri_reference(uri).map_err(|_| Unwritable::Value)?;
    let without = uri.split(|octet| *octet == b'#').next().unwrap_or(uri);
    match absolute_uri(without) {
        Ok(_) if is_http(&whole) && whole.host.is_some() => Ok(UriReference { userinfo: None, ..whole }),
        _ => Err(Unwritable::Value),
    }
}

impl Follow<'_> {
    /// Whether a field of the request before goes into the next one as it is. What does not is left out, or written
    /// anew by who made it (RFC 9110, 15.4).
    #[must_use]
    pub fn keeps(&self, name: &[u8]) -> bool {
        let any = |others: &[&str]| others.iter().any(|other| other.as_bytes().eq_ignore_ascii_case(name));
        let is_hop_by_hop = registry::find(name).is_some_and(|entry| entry.hop_by_hop);
        let is_of_content = || starts_with(name, b"Content-") || any(&OF_CONTENT);
        // Of the connection, of the origin, of the resource: items 1 and 2 of the list there.
        let is_anew = (is_hop_by_hop && !is_secret(name)) || any(&OF_THE_TARGET);
        // Item 3: credentials are for who asked for them; another origin would take them and pass for the client.
        let is_for_another = !self.same_origin && is_secret(name);
        // Item 5, for whatever drops the content.
        !(is_anew || is_for_another || (!self.keeps_content && is_of_content()))
    }
}

/// What speaks of the target, or of a representation of it.
const OF_THE_TARGET: [&str; 9] = [
    "Host",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Max-Forwards",
    "Origin",
    "Referer",
];

/// What speaks of content, beside Content-*.
const OF_CONTENT: [&str; 5] = ["Digest", "Expect", "Last-Modified", "Repr-Digest", "Want-Content-Digest"];

fn starts_with(name: &[u8], start: &[u8]) -> bool {
    name.get(..start.len()).is_some_and(|before| before.eq_ignore_ascii_case(start))
}

fn is_http(uri: &UriReference<'_>) -> bool {
    is_scheme(uri, b"http") || is_scheme(uri, b"https")
}

fn is_scheme(uri: &UriReference<'_>, scheme: &[u8]) -> bool {
    uri.scheme.is_some_and(|spelt| spelt.eq_ignore_ascii_case(scheme))
}

/// Whether two URIs of HTTP have one origin: scheme, host and port, that of the scheme where none is told
/// (RFC 9110, 4.3.1).
#[must_use]
pub fn is_same_origin(one: &UriReference<'_>, another: &UriReference<'_>) -> bool {
    let has_origin = |uri: &UriReference<'_>| is_http(uri) && uri.host.is_some();
    has_origin(one) && has_origin(another) && uri::are_equivalent(&origin_of(one), &origin_of(another))
}

/// A URI without what is not its origin.
fn origin_of<'b>(uri: &UriReference<'b>) -> UriReference<'b> {
    UriReference { scheme: uri.scheme, host: uri.host, port: uri.port, ..UriReference::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    const BASE: Answered<'static> =
        Answered { status: 302, method: b"GET", uri: b"http://a.example/x/y?q#f", before: 0 };

    fn to(location: &str) -> String {
        let mut room = [0; 128];
        match decide(&BASE, &[Field::new("Location", location)], Policy::default(), &mut room).unwrap() {
            Decision::Follow(follow) => {
                let same = if follow.same_origin { "same" } else { "other" };
                format!("{same} {}", std::str::from_utf8(follow.uri).unwrap())
            }
            other => format!("{other:?}"),
        }
    }

    fn how(status: u16, method: &str, policy: Policy) -> String {
        let answered = Answered { status, method: method.as_bytes(), ..BASE };
        match decide(&answered, &[Field::new("Location", "/z")], policy, &mut [0; 64]).unwrap() {
            Decision::Follow(Follow { becomes_get, keeps_content, .. }) => format!("{becomes_get} {keeps_content}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_location_is_resolved_and_inherits_the_fragment() {
        for (location, expected) in [
            ("z", "same http://a.example/x/z#f"),
            ("/z#g", "same http://a.example/z#g"),
            ("//A.EXAMPLE:80/", "same http://A.EXAMPLE:80/#f"),
            ("https://a.example/", "other https://a.example/#f"),
            ("http://a.example:81/", "other http://a.example:81/#f"),
            ("http://b.example/", "other http://b.example/#f"),
            ("file:///etc/passwd", "Stop(Scheme)"),
            ("javascript:alert(1)", "Stop(Scheme)"),
            ("http://u:p@a.example/", "Stop(Userinfo)"),
            ("http://", "Stop(Location)"),
            ("http:z", "Stop(Location)"),
            ("https:/z", "Stop(Location)"),
            ("a b", "Stop(Location)"),
        ] {
            assert_eq!(to(location), expected, "{location}");
        }
    }

    #[test]
    fn the_status_says_what_becomes_of_the_method() {
        let policy = Policy::default();
        for (status, method, expected) in [
            (301, "POST", "true false"),
            (302, "POST", "true false"),
            (302, "PUT", "false true"),
            (303, "PUT", "true false"),
            (303, "HEAD", "false false"),
            (307, "POST", "false true"),
            (308, "POST", "false true"),
            (300, "GET", "Answer"),
            (304, "GET", "Answer"),
            (305, "GET", "Answer"),
            (200, "GET", "Answer"),
        ] {
            assert_eq!(how(status, method, policy), expected, "{status} {method}");
        }
        assert_eq!(how(301, "POST", Policy { keep_post: true, ..policy }), "false true");
        assert_eq!(how(300, "GET", Policy { follow_choices: true, ..policy }), "false true");
        assert_eq!(how(307, "POST", Policy { ask_if_unsafe: true, ..policy }), "Stop(Unsafe)");
        assert_eq!(how(303, "POST", Policy { ask_if_unsafe: true, ..policy }), "true false");
        assert_eq!(how(302, "GET", Policy { most: Some(0), ..policy }), "Stop(TooMany)");
    }

    #[test]
    fn what_is_a_secret_is_not_told_to_another_origin() {
        let follow = Follow { uri: b"", becomes_get: false, keeps_content: true, same_origin: true };
        for name in ["Authorization", "cookie", "X-Api-Key", "Proxy-Authorization"] {
            assert!(follow.keeps(name.as_bytes()), "{name}");
            assert!(!Follow { same_origin: false, ..follow }.keeps(name.as_bytes()), "{name}");
        }
        for name in ["Host", "Referer", "If-None-Match", "Connection"] {
            assert!(!follow.keeps(name.as_bytes()), "{name}");
        }
        for name in ["Content-Type", "content-length", "Digest"] {
            assert!(follow.keeps(name.as_bytes()), "{name}");
            assert!(!Follow { keeps_content: false, ..follow }.keeps(name.as_bytes()), "{name}");
        }
        assert!(follow.keeps(b"Accept") && follow.keeps(b"User-Agent"));
    }

    #[test]
    fn what_cannot_be_decided_is_said() {
        let location = [Field::new("Location", "/long-enough")];
        assert!(matches!(decide(&BASE, &location, Policy::default(), &mut [0; 4]), Err(Unwritable::Room(_))));
        let relative = Answered { uri: b"/x", ..BASE };
        assert_eq!(decide(&relative, &location, Policy::default(), &mut [0; 64]), Err(Unwritable::Value));
        assert_eq!(decide(&BASE, &[], Policy::default(), &mut [0; 64]), Ok(Decision::Answer));
        let two = [location[0], Field::new("Location", "/other")];
        assert_eq!(decide(&BASE, &two, Policy::default(), &mut [0; 64]), Ok(Decision::Stop(Reason::Location)));
    }
}
