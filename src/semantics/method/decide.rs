// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Which methods a resource answers, and what answers the others (RFC 9110, 9.1 and 9.3; 15.5.6 and 15.6.2).

use crate::fields::allow::{AllowedMethod, allow};
use crate::grammar::pen::{Pen, Unwritable};
use crate::semantics::method::registry::find;

/// What a resource answers, and its server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resource<'b> {
    /// The methods that it answers by itself, as the value of an Allow: `GET, PUT`.
    pub allowed: &'b [u8],
    /// The methods that the server answers for some resource or other; if empty, every registered one.
    pub implemented: &'b [u8],
    /// Whether TRACE is answered. Else it is refused, whatever the lists say: a script in a browser could read by it
    /// what it is not to see.
    pub traces: bool,
}

/// What is to be done about a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// The resource answers it.
    Proceed,
    /// A HEAD: it is answered as a GET would be, without the content (RFC 9110, 9.3.2).
    AsGet,
    /// An OPTIONS: 204, with [`Resource::write_allow`] (RFC 9110, 9.3.7).
    Options,
    /// An OPTIONS for the server as a whole, "*": 204, with [`Resource::write_server_allow`] (RFC 9110, 9.3.7).
    ServerOptions,
    /// A TRACE: 200, whose content [`trace::write`](super::trace::write) makes (RFC 9110, 9.3.8).
    Trace,
    /// 405, with [`Resource::write_allow`]: some resource would answer it, not this one (RFC 9110, 15.5.6).
    NotAllowed,
    /// 501: no resource of this server would (RFC 9110, 15.6.2).
    NotImplemented,
}

impl Decision {
    /// The status to answer with; none where the resource says.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self {
            Decision::Proceed | Decision::AsGet => None,
            Decision::Options | Decision::ServerOptions => Some(204),
            Decision::Trace => Some(200),
            Decision::NotAllowed => Some(405),
            Decision::NotImplemented => Some(501),
        }
    }

    /// Whether the answer must carry an Allow.
    #[must_use]
    pub const fn needs_allow(self) -> bool {
        matches!(self, Decision::Options | Decision::ServerOptions | Decision::NotAllowed)
    }
}

/// Decides what is to be done about a method. `target` is the request's, as received.
#[must_use]
pub fn decide(resource: &Resource<'_>, method: &[u8], target: &[u8]) -> Decision {
    let is_allowed = |method| lists(resource.allowed, method);
    match method {
        // 9110, 9.3.7: "*" is no resource; what it asks about is the server.
        b"OPTIONS" if target == b"*" => Decision::ServerOptions,
        // Cross-site tracing: whoever can send one reads the fields of the one that sends it.
        b"TRACE" if !resource.traces => Decision::NotAllowed,
        b"TRACE" => Decision::Trace,
        _ if is_allowed(method) => Decision::Proceed,
        b"HEAD" if is_allowed(b"GET") => Decision::AsGet,
        b"OPTIONS" => Decision::Options,
        _ if resource.implements(method) => Decision::NotAllowed,
        _ => Decision::NotImplemented,
    }
}

impl Resource<'_> {
    fn implements(&self, method: &[u8]) -> bool {
        match (method, self.implemented) {
            // 9110, 9.1: all general-purpose servers MUST support the methods GET and HEAD.
            (b"GET" | b"HEAD", _) => true,
            // It opens connections of another version, and is the method of no request (RFC 9113, 3.4).
            (b"PRI", []) => false,
            (_, []) => find(method).is_some(),
            (_, implemented) => lists(implemented, method),
        }
    }

    /// Writes the Allow of this resource: the methods it answers, and those that are answered for it.
    ///
    /// # Errors
    /// `Value` if `allowed` is no list of methods.
    pub fn write_allow(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(&[self.allowed], pen)
    }

    /// Writes the Allow of the server as a whole: the methods that some resource answers, as far as they are told.
    ///
    /// # Errors
    /// `Value` if `allowed` or `implemented` is no list of methods.
    pub fn write_server_allow(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(&[b"GET", self.allowed, self.implemented], pen)
    }

    /// Writes each method of some lists once, and those that are answered without being listed.
    fn write(&self, lists: &[&[u8]], pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let listed = || lists.iter().flat_map(|list| allow(list));
        let automatic = [(&b"HEAD"[..], &b"GET"[..]), (b"OPTIONS", b""), (b"TRACE", b"")].map(|(method, with)| {
            let goes = with.is_empty() || listed().flatten().any(|listed| listed.method == with);
            goes.then_some(Ok(AllowedMethod { method }))
        });
        let mut separator: &[u8] = b"";
        for (at, member) in listed().chain(automatic.into_iter().flatten()).enumerate() {
            let member = member.map_err(|_| Unwritable::Value)?;
            let is_told = listed().flatten().take(at).any(|told| told == member);
            if is_told || (member.method == b"TRACE" && !self.traces) {
                continue;
            }
            member.write(pen.octets(separator))?;
            separator = b", ";
        }
        Ok(())
    }
}

/// Whether a list has a method. What is invalid in a list of ours is none.
fn lists(list: &[u8], method: &[u8]) -> bool {
    allow(list).flatten().any(|listed| listed.method == method)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Resource<'static> = Resource { allowed: b"GET, PUT", implemented: b"", traces: false };

    fn written(resource: &Resource<'_>, server: bool) -> String {
        let mut room = [0; 128];
        let mut pen = Pen::new(&mut room);
        let write = if server { Resource::write_server_allow } else { Resource::write_allow };
        write(resource, &mut pen).unwrap();
        String::from_utf8(pen.written().unwrap().to_vec()).unwrap()
    }

    #[test]
    fn what_is_listed_proceeds_and_the_rest_is_answered() {
        for (method, decision) in [
            ("GET", Decision::Proceed),
            ("HEAD", Decision::AsGet),
            ("OPTIONS", Decision::Options),
            ("TRACE", Decision::NotAllowed),
            ("DELETE", Decision::NotAllowed),
            ("get", Decision::NotImplemented),
            ("BREW", Decision::NotImplemented),
            ("PRI", Decision::NotImplemented),
        ] {
            assert_eq!(decide(&PAGE, method.as_bytes(), b"/"), decision, "{method}");
        }
        assert_eq!(decide(&PAGE, b"OPTIONS", b"*"), Decision::ServerOptions);
    }

    #[test]
    fn a_server_says_what_it_implements() {
        let resource = Resource { implemented: b"GET, BREW", ..PAGE };
        assert_eq!(decide(&resource, b"BREW", b"/"), Decision::NotAllowed);
        assert_eq!(decide(&resource, b"DELETE", b"/"), Decision::NotImplemented);
        assert_eq!(decide(&Resource { allowed: b"POST", ..resource }, b"HEAD", b"/"), Decision::NotAllowed);
    }

    #[test]
    fn trace_is_answered_where_it_is_enabled_only() {
        let listed = Resource { allowed: b"GET, TRACE", ..PAGE };
        assert_eq!(decide(&listed, b"TRACE", b"/"), Decision::NotAllowed);
        assert_eq!(written(&listed, false), "GET, HEAD, OPTIONS");
        let enabled = Resource { traces: true, ..PAGE };
        assert_eq!(decide(&enabled, b"TRACE", b"/"), Decision::Trace);
        assert_eq!(written(&enabled, false), "GET, PUT, HEAD, OPTIONS, TRACE");
    }

    #[test]
    fn an_allow_tells_each_method_once() {
        assert_eq!(written(&PAGE, false), "GET, PUT, HEAD, OPTIONS");
        assert_eq!(written(&Resource { allowed: b"HEAD, OPTIONS, HEAD,", ..PAGE }, false), "HEAD, OPTIONS");
        assert_eq!(written(&Resource::default(), false), "OPTIONS");
        assert_eq!(written(&Resource { implemented: b"PUT, BREW", ..PAGE }, true), "GET, PUT, BREW, HEAD, OPTIONS");
        let wrong = Resource { allowed: b"G ET", ..PAGE };
        assert_eq!(wrong.write_allow(&mut Pen::new(&mut [0; 32])), Err(Unwritable::Value));
    }
}
