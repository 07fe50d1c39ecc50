// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What else an intermediary decides: versions, tunnels, trailers, transformations (RFC 9110, 2.5, 6.2, 6.5, 7.7 and
//! 9.3.6).

use crate::fields::cache_control::{CacheControl, gather};
use crate::fields::coding::{Transfer, TransferCoding};
use crate::fields::connection::ConnectionOption;
use crate::fields::host;
use crate::semantics::section::{members, values};
use crate::syntax::field_line::Lines;
use crate::syntax::target;
use crate::syntax::version::Version;

/// The version to send a message with: one's own, never that of the message received (RFC 9112, 2.3). `peer` is the
/// version of who gets it, where that is known; `misbehaves` says that it does not keep what a higher one promises.
#[must_use]
pub fn version_to_send(own: Version, peer: Option<Version>, misbehaves: bool) -> Version {
    match peer {
        // RFC 1945, 3.1: it understands Simple-Requests and Simple-Responses only.
        Some(Version::HTTP_09) => Version::HTTP_09,
        // 9110, 6.2: what the other is known not to keep is not claimed of it.
        Some(peer) if misbehaves => peer.min(own),
        // A peer of the same major version reads any minor one (RFC 9110, 2.5).
        _ => own,
    }
}

/// Whether a tunnel is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connect<'b> {
    /// To this host and port; an IPv6 address in its brackets.
    Open {
        /// The host.
        host: &'b [u8],
        /// The port.
        port: u16,
    },
    /// 400: the target is no host and port (RFC 9110, 9.3.6).
    BadTarget,
    /// 403: tunnels do not go to this port.
    Port(u16),
}

/// Decides what a CONNECT gets. `ports` are those that tunnels may go to; if there are none, 443.
///
/// A proxy should restrict them (RFC 9110, 9.3.6): else anyone sends mail by it, or looks about behind it.
#[must_use]
pub fn connect<'b>(target: &'b [u8], ports: &[u16]) -> Connect<'b> {
    let ports = if ports.is_empty() { &[443] } else { ports };
    let read = target::read(b"CONNECT", target).ok().and_then(|read| host::host(read.authority).ok());
    match read.map(|read| (read.host, read.port)) {
        Some((host, Some(port))) if ports.contains(&port) => Connect::Open { host, port },
        Some((_, Some(port))) => Connect::Port(port),
        _ => Connect::BadTarget,
    }
}

/// Whether a client takes a trailer section: its TE says so, of this connection (RFC 9110, 6.5.1 and 10.1.4).
pub fn takes_trailers<L: Lines + ?Sized>(version: Version, fields: &L) -> bool {
    let says = |coding: TransferCoding<'_>| coding.coding == Transfer::Trailers;
    // A TE that Connection does not name came from further away.
    version >= Version::HTTP_11
        && members::<TransferCoding<'_>, _>(fields, b"TE").flatten().any(says)
        && members::<ConnectionOption<'_>, _>(fields, b"Connection").flatten().any(|option| option.is(b"TE"))
}

/// Whether a proxy may transform the content: nobody forbade it (RFC 9110, 7.7).
pub fn may_transform<L: Lines + ?Sized>(fields: &L) -> bool {
    !values(fields, b"Cache-Control").fold(CacheControl::default(), gather).no_transform
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    #[test]
    fn the_version_sent_is_ones_own() {
        let (nine, ten, eleven) = (Version::HTTP_09, Version::HTTP_10, Version::HTTP_11);
        for (own, peer, misbehaves, expected) in [
            (eleven, None, false, eleven),
            (eleven, Some(ten), false, eleven),
            (eleven, Some(ten), true, ten),
            (eleven, Some(nine), false, nine),
            (ten, Some(eleven), true, ten),
            (ten, Some(eleven), false, ten),
        ] {
            assert_eq!(version_to_send(own, peer, misbehaves), expected);
        }
    }

    #[test]
    fn tunnels_go_where_they_may() {
        assert_eq!(connect(b"a:443", &[]), Connect::Open { host: b"a", port: 443 });
        assert_eq!(connect(b"[::1]:8443", &[443, 8443]), Connect::Open { host: b"[::1]", port: 8443 });
        assert_eq!(connect(b"a:25", &[]), Connect::Port(25));
        for target in [&b"a"[..], b"a:", b"/x", b"http://a:443/", b"a:65536", b""] {
            assert_eq!(connect(target, &[]), Connect::BadTarget);
        }
    }

    #[test]
    fn trailers_are_for_those_who_ask_for_them_here() {
        let fields = [Field::new("TE", "gzip, Trailers"), Field::new("Connection", "close, te")];
        assert!(takes_trailers(Version::HTTP_11, &fields));
        assert!(!takes_trailers(Version::HTTP_10, &fields) && !takes_trailers(Version::HTTP_11, &fields[..1]));
    }

    #[test]
    fn a_message_may_forbid_to_be_transformed() {
        assert!(may_transform(&[Field::new("Cache-Control", "no-cache")]));
        assert!(!may_transform(&[Field::new("Cache-Control", "a"), Field::new("cache-control", "No-Transform")]));
    }
}
