// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What methods promise (RFC 9110, 9.2 and 9.3), and the registry of them (RFC 9110, 16.1.1).

/// What is known of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodEntry {
    /// Its name; case matters (RFC 9110, 9.1).
    pub name: &'static str,
    /// A client that sends it asks for no change, and is not to answer for one (RFC 9110, 9.2.1).
    pub safe: bool,
    /// Sent twice, it means what it means sent once (RFC 9110, 9.2.2).
    pub idempotent: bool,
    /// Whether a cache may store what answers it (RFC 9110, 9.2.3).
    pub cacheable: Cacheable,
    /// What content in a request of it means.
    pub content: Content,
    /// Where it is defined.
    pub clause: &'static str,
}

/// Whether a cache may store the responses to a method (RFC 9110, 9.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cacheable {
    /// Never.
    Never,
    /// If they say how long they are fresh, and their Content-Location is the target (RFC 9110, 9.3.3; RFC 5789, 2).
    IfExplicit,
    /// Whenever nothing speaks against it.
    Yes,
}

/// What content in a request means, by its method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// What the method is about, or may be: a sender without any says so by a length of 0 (RFC 9110, 8.6).
    Meant,
    /// Nothing that is generally defined; some refuse a request that has any, for it may be smuggled (RFC 9110, 9.3.1).
    Undefined,
    /// There is none: a client must not send any (RFC 9110, 9.3.8), or what follows is a tunnel's (RFC 9110, 9.3.6).
    Barred,
}

/// The method of this name, in this case.
#[must_use]
pub fn find(method: &[u8]) -> Option<&'static MethodEntry> {
    // There are forty, so this is bounded; most requests are among the first.
    ENTRIES.iter().find(|entry| entry.name.as_bytes() == method)
}

/// Every registered method; those of RFC 9110 first.
#[must_use]
pub fn all() -> &'static [MethodEntry] {
    &ENTRIES
}

/// Whether a method asks for no change; one that nobody knows is taken for unsafe.
#[must_use]
pub fn is_safe(method: &[u8]) -> bool {
    find(method).is_some_and(|entry| entry.safe)
}

/// Whether a request of this method may be repeated; one that nobody knows is taken for one that may not.
#[must_use]
pub fn is_idempotent(method: &[u8]) -> bool {
    find(method).is_some_and(|entry| entry.idempotent)
}

/// Whether a cache may store what answers a method; never, if nobody knows it.
#[must_use]
pub fn cacheable(method: &[u8]) -> Cacheable {
    find(method).map_or(Cacheable::Never, |entry| entry.cacheable)
}

/// What content means in a request of a method; of one that nobody knows, it may be what the method is about.
#[must_use]
pub fn content(method: &[u8]) -> Content {
    find(method).map_or(Content::Meant, |entry| entry.content)
}

/// Safe, and so idempotent.
const SAFE: (bool, bool) = (true, true);
const IDEMPOTENT: (bool, bool) = (false, true);
const NEITHER: (bool, bool) = (false, false);

const fn row(
    name: &'static str,
    promise: (bool, bool),
    cacheable: Cacheable,
    content: Content,
    clause: &'static str,
) -> MethodEntry {
    let (safe, idempotent) = promise;
    MethodEntry { name, safe, idempotent, cacheable, content, clause }
}

#[rustfmt::skip]
static ENTRIES: [MethodEntry; 40] = [
    row("GET", SAFE, Cacheable::Yes, Content::Undefined, "RFC 9110, 9.3.1"),
    row("HEAD", SAFE, Cacheable::Yes, Content::Undefined, "RFC 9110, 9.3.2"),
    row("POST", NEITHER, Cacheable::IfExplicit, Content::Meant, "RFC 9110, 9.3.3"),
    row("PUT", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 9110, 9.3.4"),
    row("DELETE", IDEMPOTENT, Cacheable::Never, Content::Undefined, "RFC 9110, 9.3.5"),
    row("CONNECT", NEITHER, Cacheable::Never, Content::Barred, "RFC 9110, 9.3.6"),
    row("OPTIONS", SAFE, Cacheable::Never, Content::Undefined, "RFC 9110, 9.3.7"),
    row("TRACE", SAFE, Cacheable::Never, Content::Barred, "RFC 9110, 9.3.8"),
    row("PATCH", NEITHER, Cacheable::IfExplicit, Content::Meant, "RFC 5789, 2"),
    row("QUERY", SAFE, Cacheable::Yes, Content::Meant, "draft-ietf-httpbis-safe-method-w-body, 2"),
    row("LINK", IDEMPOTENT, Cacheable::Never, Content::Undefined, "RFC 2068, 19.6.1.2"),
    row("UNLINK", IDEMPOTENT, Cacheable::Never, Content::Undefined, "RFC 2068, 19.6.1.3"),
    row("PROPFIND", SAFE, Cacheable::Never, Content::Meant, "RFC 4918, 9.1"),
    row("PROPPATCH", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 4918, 9.2"),
    row("MKCOL", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 4918, 9.3"),
    row("COPY", IDEMPOTENT, Cacheable::Never, Content::Undefined, "RFC 4918, 9.8"),
    row("MOVE", IDEMPOTENT, Cacheable::Never, Content::Undefined, "RFC 4918, 9.9"),
    row("LOCK", NEITHER, Cacheable::Never, Content::Meant, "RFC 4918, 9.10"),
    row("UNLOCK", IDEMPOTENT, Cacheable::Never, Content::Undefined, "RFC 4918, 9.11"),
    row("ACL", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3744, 8.1"),
    row("BASELINE-CONTROL", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 12.6"),
    row("BIND", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 5842, 4"),
    row("CHECKIN", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 4.4"),
    row("CHECKOUT", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 4.3"),
    row("LABEL", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 8.2"),
    row("MERGE", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 11.2"),
    row("MKACTIVITY", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 13.5"),
    row("MKCALENDAR", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 4791, 5.3.1"),
    row("MKREDIRECTREF", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 4437, 6"),
    row("MKWORKSPACE", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 6.3"),
    row("ORDERPATCH", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3648, 7"),
    row("PRI", SAFE, Cacheable::Never, Content::Barred, "RFC 9113, 3.4"),
    row("REBIND", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 5842, 6"),
    row("REPORT", SAFE, Cacheable::Never, Content::Meant, "RFC 3253, 3.6"),
    row("SEARCH", SAFE, Cacheable::Never, Content::Meant, "RFC 5323, 2"),
    row("UNBIND", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 5842, 5"),
    row("UNCHECKOUT", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 4.5"),
    row("UPDATE", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 7.1"),
    row("UPDATEREDIRECTREF", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 4437, 7"),
    row("VERSION-CONTROL", IDEMPOTENT, Cacheable::Never, Content::Meant, "RFC 3253, 3.5"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_stands_once_and_what_is_safe_is_idempotent() {
        for (at, entry) in ENTRIES.iter().enumerate() {
            assert_eq!(ENTRIES.iter().position(|other| other.name == entry.name), Some(at), "{}", entry.name);
            assert!(entry.idempotent || !entry.safe, "{}", entry.name);
            assert!(entry.safe || entry.cacheable != Cacheable::Yes, "{}", entry.name);
        }
    }

    #[test]
    fn case_matters_and_what_nobody_knows_promises_nothing() {
        for method in [&b"get"[..], b"BREW", b"", b"*"] {
            assert!(!is_safe(method) && !is_idempotent(method));
            assert_eq!((cacheable(method), content(method)), (Cacheable::Never, Content::Meant));
        }
        assert!(is_safe(b"GET") && is_idempotent(b"PUT") && !is_idempotent(b"PATCH"));
    }
}
