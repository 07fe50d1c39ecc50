// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The target and the Host of a request that is passed on (RFC 9112, 3.2 and 3.3; RFC 9110, 7.1, 7.2 and 7.6).

use crate::grammar::octet::{is_visible, run};
use crate::grammar::pen::{Pen, Unwritable};
use crate::messaging::host;
use crate::syntax::target::{self, Form};

/// A request as it was received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Received<'b> {
    /// Its method.
    pub method: &'b [u8],
    /// Its target, in any of its forms.
    pub target: &'b [u8],
    /// Its Host; empty if it has none.
    pub host: &'b [u8],
    /// The scheme of the connection that it came by: `http` or `https`.
    pub scheme: &'b [u8],
}

/// Whom it is passed on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Next {
    /// The origin server, or a gateway before it.
    Origin,
    /// Another proxy.
    Proxy,
}

/// The Host of the request that is sent: that of the target, whatever Host said (RFC 9112, 3.2.2), or else what Host
/// said. None for what is no host; a request whose target and Host disagree is routed by the one and guarded by the
/// other.
#[must_use]
pub fn authority<'b>(received: &Received<'b>) -> Option<&'b [u8]> {
    let read = target::read(received.method, received.target).ok()?;
    let authority = match read.form {
        Form::Absolute | Form::Authority => read.authority,
        Form::Origin | Form::Asterisk => received.host,
    };
    host::check(authority).is_ok().then_some(authority)
}

/// Writes the target of the request that is sent. To a proxy it is the target URI, but of CONNECT.
///
/// # Errors
/// `Value` for a target that cannot be passed on: 400 answers it. It is none; it names no host, and no Host does; it
/// is of another scheme than http and https, which has no origin-form; or it asks an origin server for a tunnel, which
/// begins here.
pub fn write_target(received: &Received<'_>, next: Next, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    let read = target::read(received.method, received.target).map_err(|_| Unwritable::Value)?;
    if !received.target.iter().all(|octet| is_visible(*octet)) {
        return Err(Unwritable::Value);
    }
    match (read.form, next) {
        // 9112, 3.2.1: path and query are all that an origin server is told; nothing is changed in them.
        (Form::Origin | Form::Asterisk, Next::Origin) => pen.octets(received.target),
        (Form::Absolute, Next::Origin) if !is_http(received.target) => return Err(Unwritable::Value),
        // 9112, 3.2.4: the last proxy sends "*" for an OPTIONS of a URI without path and query.
        (Form::Absolute, Next::Origin) => match read.query {
            Some(query) => pen.octets(read.path).octet(b'?').octets(query),
            None => pen.octets(read.path),
        },
        (Form::Authority, Next::Origin) => return Err(Unwritable::Value),
        // 9112, 3.2.2 and 3.2.3: to a proxy, all but CONNECT send absolute-form.
        (Form::Origin, Next::Proxy) => base(received, pen)?.octets(received.target),
        (Form::Asterisk, Next::Proxy) => base(received, pen)?,
        (Form::Absolute | Form::Authority, Next::Proxy) => pen.octets(received.target),
    };
    Ok(())
}

/// `scheme "://" authority` of a request whose target has none (RFC 9112, 3.3).
fn base<'p, 'm>(received: &Received<'_>, pen: &'p mut Pen<'m>) -> Result<&'p mut Pen<'m>, Unwritable> {
    let Received { host, scheme, .. } = *received;
    let is_scheme = scheme.eq_ignore_ascii_case(b"http") || scheme.eq_ignore_ascii_case(b"https");
    if host.is_empty() || !is_scheme || host::check(host).is_err() {
        return Err(Unwritable::Value);
    }
    Ok(pen.octets(scheme).octets(b"://").octets(host))
}

fn is_http(uri: &[u8]) -> bool {
    let scheme = uri.get(..run(uri, |octet| octet != b':')).unwrap_or(uri);
    scheme.eq_ignore_ascii_case(b"http") || scheme.eq_ignore_ascii_case(b"https")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(method: &str, target: &str, next: Next) -> Option<String> {
        let (method, target) = (method.as_bytes(), target.as_bytes());
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        write_target(&Received { method, target, host: b"h:1", scheme: b"http" }, next, &mut pen).ok()?;
        Some(String::from_utf8(pen.written().unwrap().to_vec()).unwrap())
    }

    #[test]
    fn each_form_becomes_what_the_next_hop_reads() {
        for (method, target, origin, proxy) in [
            ("GET", "/a?b?c", Some("/a?b?c"), Some("http://h:1/a?b?c")),
            ("GET", "http://x/a", Some("/a"), Some("http://x/a")),
            ("GET", "HTTPS://x?q", Some("/?q"), Some("HTTPS://x?q")),
            ("GET", "http://x", Some("/"), Some("http://x")),
            ("OPTIONS", "*", Some("*"), Some("http://h:1")),
            ("OPTIONS", "http://x:8", Some("*"), Some("http://x:8")),
            ("OPTIONS", "http://x:8/", Some("/"), Some("http://x:8/")),
            ("CONNECT", "x:443", None, Some("x:443")),
            ("GET", "urn:a:b", None, Some("urn:a:b")),
            ("GET", "*", None, None),
            ("GET", "a", None, None),
        ] {
            assert_eq!(sent(method, target, Next::Origin).as_deref(), origin, "{method} {target} to an origin");
            assert_eq!(sent(method, target, Next::Proxy).as_deref(), proxy, "{method} {target} to a proxy");
        }
    }

    #[test]
    fn the_target_wins_over_the_host() {
        let host = |method, target, host| authority(&Received { method, target, host, scheme: b"http" });
        assert_eq!(host(b"GET", b"http://good/", b"evil"), Some(&b"good"[..]));
        assert_eq!(host(b"GET", b"/", b"h"), Some(&b"h"[..]));
        assert_eq!(host(b"CONNECT", b"x:443", b"y"), Some(&b"x:443"[..]));
        assert_eq!(host(b"GET", b"/", b"a b"), None);
        assert_eq!(host(b"GET", b"x", b"h"), None);
    }

    #[test]
    fn without_a_host_there_is_no_uri() {
        for (host, scheme) in
            [(&b""[..], &b"http"[..]), (b"a/b", b"http"), (b"u@h", b"http"), (b"h", b"a:b"), (b"h", b"")]
        {
            let received = Received { method: b"GET", target: b"/", host, scheme };
            assert_eq!(write_target(&received, Next::Proxy, &mut Pen::new(&mut [0; 64])), Err(Unwritable::Value));
        }
    }
}
