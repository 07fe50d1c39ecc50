// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Whether a connection persists, by who receives what (RFC 9112, 9.3 and C.2.2; RFC 2068, 19.7.1).

use crate::messaging::persistence::{Options, read};
use crate::semantics::section::{has, values};
use crate::syntax::field_line::Lines;
use crate::syntax::version::Version;

/// Who receives a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Receiver {
    /// An origin server, or a gateway, a request.
    Server,
    /// A proxy a request.
    Proxy,
    /// Whoever sent the request, the response.
    Client,
}

/// Whether the connection by which a message was received persists, if both wish it. The arms are the list of RFC 9112,
/// 9.3, in its order.
///
/// A relay of old passes on a Connection that it does not understand. It then waits for an end that does not come: so a
/// keep-alive of HTTP/1.0 is heeded only where no relay can have passed it on.
pub fn persists<L: Lines + ?Sized>(receiver: Receiver, version: Version, fields: &L) -> bool {
    let options = values(fields, b"Connection").try_fold(Options::default(), |before, value| read(before, value).ok());
    match (options, version, receiver) {
        // What is no list may have meant "close".
        (None, ..) => false,
        (Some(Options { close: true, .. }), ..) => false,
        (_, version, _) if version >= Version::HTTP_11 => true,
        // A proxy of HTTP/1.0 may stand behind it.
        (_, _, Receiver::Proxy) => false,
        (Some(Options { keep_alive: true, .. }), Version::HTTP_10, receiver) => {
            receiver == Receiver::Client || !(has(fields, b"Via") || has(fields, b"Proxy-Connection"))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    #[test]
    fn the_list_is_gone_through_in_its_order() {
        use Receiver::{Client, Proxy, Server};
        let (old, new) = (Version::HTTP_10, Version::HTTP_11);
        for (receiver, version, connection, expected) in [
            (Server, new, "", true),
            (Server, new, "close", false),
            (Server, new, "a b", false),
            (Server, old, "", false),
            (Server, old, "Keep-Alive", true),
            (Proxy, old, "keep-alive", false),
            (Client, old, "keep-alive", true),
            (Client, old, "keep-alive, close", false),
            (Proxy, new, "", true),
            (Server, Version::HTTP_09, "keep-alive", false),
        ] {
            let fields = [Field::new("Connection", connection)];
            assert_eq!(persists(receiver, version, &fields), expected, "{receiver:?} {version:?} {connection}");
        }
    }

    #[test]
    fn what_a_blind_relay_may_have_passed_on_is_not_heeded() {
        for relayed in [Field::new("Via", "1.0 a"), Field::new("Proxy-Connection", "keep-alive")] {
            let fields = [Field::new("Connection", "keep-alive"), relayed];
            assert!(!persists(Receiver::Server, Version::HTTP_10, &fields));
            assert!(persists(Receiver::Server, Version::HTTP_11, &fields));
        }
    }
}
