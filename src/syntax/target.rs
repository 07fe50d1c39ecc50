// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! request-target and its four forms (RFC 9112, 3.2).

use crate::error::{Refused, Violation};
use crate::grammar::octet;
use crate::syntax::authority;

/// Which form a target has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `absolute-path [ "?" query ]` (RFC 9112, 3.2.1).
    Origin,
    /// `absolute-URI` (RFC 9112, 3.2.2).
    Absolute,
    /// `uri-host ":" port` (RFC 9112, 3.2.3).
    Authority,
    /// `"*"` (RFC 9112, 3.2.4).
    Asterisk,
}

/// A target in its parts, still encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target<'b> {
    /// Its form.
    pub form: Form,
    /// Host and port; empty in origin- and asterisk-form.
    pub authority: &'b [u8],
    /// The path; `*` in asterisk-form, empty in authority-form.
    pub path: &'b [u8],
    /// Without its `?`.
    pub query: Option<&'b [u8]>,
}

/// Reads a target, whose octets are known to be visible, as that of a method.
///
/// # Errors
/// `TARGET_ORIGIN`, `TARGET_ABSOLUTE`, `TARGET_AUTHORITY`, `TARGET_ASTERISK`, `TARGET_HOST`, `TARGET_USERINFO`.
pub fn read<'b>(method: &[u8], target: &'b [u8]) -> Result<Target<'b>, Refused> {
    match target {
        // 9110, 9.3.6: CONNECT's target is only host and port.
        _ if method == b"CONNECT" => authority_form(target),
        b"*" if method == b"OPTIONS" => Ok(Target { form: Form::Asterisk, authority: &[], path: target, query: None }),
        b"*" => Err(Refused::new(Violation::TargetAsterisk, 0)),
        [b'/', ..] => {
            let (path, query) = path_and_query(target, Violation::TargetOrigin)?;
            Ok(Target { form: Form::Origin, authority: &[], path, query })
        }
        _ => absolute_form(method, target),
    }
}

/// Reads a target whose first "?" is known, or that has none before its end, as nearly all are: in origin-form.
/// There is no "#" in it.
#[inline(always)]
#[allow(clippy::inline_always, reason = "it is some comparisons, in the path of every head")]
#[must_use]
pub fn plain<'b>(method: &[u8], target: &'b [u8], question: usize) -> Option<Target<'b>> {
    match target {
        [b'/', ..] if method.len() != 7 || method != b"CONNECT" => {
            let (path, query) = target.split_at_checked(question)?;
            let query = query.split_first().map(|(_, query)| query);
            Some(Target { form: Form::Origin, authority: &[], path, query })
        }
        _ => other(method, target),
    }
}

/// A target of any form but the usual.
#[cold]
#[inline(never)]
fn other<'b>(method: &[u8], target: &'b [u8]) -> Option<Target<'b>> {
    read(method, target).ok()
}

fn authority_form(target: &[u8]) -> Result<Target<'_>, Refused> {
    const REFUSED: Refused = Refused::new(Violation::TargetAuthority, 0);
    let parts = authority::read(target).map_err(|_| REFUSED)?;
    // 9110, 9.3.6: a server MUST reject a CONNECT that targets an empty or invalid port number.
    match (parts.host, parts.port) {
        ([_, ..], Some(port @ [_, ..])) if is_port(port) => {
            Ok(Target { form: Form::Authority, authority: target, path: &[], query: None })
        }
        _ => Err(REFUSED),
    }
}

/// A TCP port: 0 to 65535.
fn is_port(digits: &[u8]) -> bool {
    crate::grammar::number::decimal(digits).is_ok_and(|port| port <= 0xffff)
}

/// `scheme ":" hier-part [ "?" query ]` (RFC 3986, 4.3).
fn absolute_form<'b>(method: &[u8], target: &'b [u8]) -> Result<Target<'b>, Refused> {
    let count = octet::run(target, |octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'-' | b'.'));
    let Some((scheme @ [b'a'..=b'z' | b'A'..=b'Z', ..], [b':', rest @ ..])) = target.split_at_checked(count) else {
        // No scheme and no "/": a target of no form at all.
        return Err(Refused::new(Violation::TargetOrigin, 0));
    };
    let begin = count.saturating_add(1);
    let http = scheme.eq_ignore_ascii_case(b"http") || scheme.eq_ignore_ascii_case(b"https");
    let (authority, rest) = match rest {
        [b'/', b'/', rest @ ..] => {
            let end = rest.iter().position(|octet| matches!(octet, b'/' | b'?' | b'#')).unwrap_or(rest.len());
            rest.split_at_checked(end).unwrap_or((rest, &[]))
        }
        _ if http => return Err(Refused::new(Violation::TargetHost, 0)),
        _ => (&[][..], rest),
    };
    if http {
        // 9110, 4.2.4: a recipient ought to treat userinfo as an error, for it obscures the authority.
        if authority.contains(&b'@') {
            return Err(Refused::new(Violation::TargetUserinfo, 0));
        }
        // 9110, 4.2.1: a recipient MUST reject an http URI with an empty host.
        match authority::read(authority) {
            Ok(parts) if parts.host.is_empty() => return Err(Refused::new(Violation::TargetHost, 0)),
            Ok(_) => {}
            Err(at) => return Err(Refused::new(Violation::TargetAbsolute, begin.saturating_add(2).saturating_add(at))),
        }
    }
    let before = target.len().saturating_sub(rest.len());
    let (path, query) = path_and_query(rest, Violation::TargetAbsolute).map_err(|refused| refused.after(before))?;
    let path = match path {
        // 9112, 3.2.4 and 3.2.1: an empty path is "*" for OPTIONS, else "/".
        [] if http && method == b"OPTIONS" && query.is_none() => b"*",
        [] if http => b"/",
        _ => path,
    };
    Ok(Target { form: Form::Absolute, authority, path, query })
}

/// Splits at the first "?". Real clients send `"<>\^{|}` unencoded, so any visible octet passes; but a
/// fragment never belongs in a target (RFC 9112, 3.2.1).
fn path_and_query(rest: &[u8], violation: Violation) -> Result<(&[u8], Option<&[u8]>), Refused> {
    if let Some(at) = rest.iter().position(|octet| *octet == b'#') {
        return Err(Refused::new(violation, at));
    }
    let count = octet::run(rest, |octet| octet != b'?');
    match rest.split_at_checked(count) {
        Some((path, [b'?', query @ ..])) => Ok((path, Some(query))),
        _ => Ok((rest, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(method: &[u8], target: &[u8]) -> (Violation, usize) {
        let refused = read(method, target).unwrap_err();
        (refused.violation, refused.at)
    }

    #[test]
    fn the_four_forms_come_apart() {
        let origin = read(b"GET", b"/a?b?c").unwrap();
        assert_eq!((origin.form, origin.path, origin.query), (Form::Origin, &b"/a"[..], Some(&b"b?c"[..])));
        let absolute = read(b"GET", b"HTTP://h:1?q").unwrap();
        assert_eq!((absolute.form, absolute.authority, absolute.path), (Form::Absolute, &b"h:1"[..], &b"/"[..]));
        assert_eq!(read(b"CONNECT", b"[::1]:443").unwrap().form, Form::Authority);
        assert_eq!(read(b"OPTIONS", b"*").unwrap().form, Form::Asterisk);
        assert_eq!(read(b"OPTIONS", b"http://h").unwrap().path, b"*");
        assert_eq!(read(b"GET", b"urn:a:b").unwrap().path, b"a:b");
    }

    #[test]
    fn a_wrong_form_is_refused_by_its_own_rule() {
        assert_eq!(refusal(b"GET", b"*"), (Violation::TargetAsterisk, 0));
        assert_eq!(refusal(b"GET", b"foo"), (Violation::TargetOrigin, 0));
        assert_eq!(refusal(b"GET", b"/a#b"), (Violation::TargetOrigin, 2));
        assert_eq!(refusal(b"GET", b"http:///x"), (Violation::TargetHost, 0));
        assert_eq!(refusal(b"GET", b"http:x"), (Violation::TargetHost, 0));
        assert_eq!(refusal(b"GET", b"http://u@h/"), (Violation::TargetUserinfo, 0));
        assert_eq!(refusal(b"GET", b"http://h:x/"), (Violation::TargetAbsolute, 9));
        for target in [&b"a"[..], b"a:", b":80", b"/x", b"a:65536", b"http://a:80"] {
            assert_eq!(refusal(b"CONNECT", target), (Violation::TargetAuthority, 0));
        }
    }
}
