// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! How far a message has come, and how far it may go: Via and Max-Forwards (RFC 9110, 7.6.2 and 7.6.3).

use crate::fields::number::{MAX, max_forwards};
use crate::fields::via::{Recipient, via};
use crate::grammar::octet::trim;
use crate::semantics::section::values;
use crate::syntax::field_line::Lines;
use crate::syntax::version::{self, Version};

/// Where a message has been.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The recipients that Via names.
    pub recipients: u32,
    /// How often one of them was this one.
    pub here: u32,
}

impl Route {
    /// The status of a request that is not to be passed on: 508 for one that was here before, or that has been received
    /// more than `most` times; 0 allows any number.
    #[must_use]
    pub const fn status(self, most: u32) -> Option<u16> {
        if self.here > 0 || (most > 0 && self.recipients >= most) { Some(508) } else { None }
    }

    fn with(self, is_here: bool) -> Self {
        Route { recipients: self.recipients.saturating_add(1), here: self.here.saturating_add(u32::from(is_here)) }
    }
}

/// Looks in Via for a recipient, by the name and the port that it tells of itself.
///
/// Who breaks a line on purpose, hoping that what a loop adds is joined to it (RFC 9110, 5.3), is found all the same: such
/// a line is taken apart at its commas, without regard to comments, and each piece counts, whatever it says.
pub fn route<L: Lines + ?Sized>(fields: &L, name: &[u8], port: Option<u16>) -> Route {
    let is_here = |recipient: Recipient<'_>| recipient.received_by.eq_ignore_ascii_case(name) && recipient.port == port;
    values(fields, b"Via").fold(Route::default(), |before, value| {
        let read = via(value).try_fold(before, |route, recipient| recipient.map(|read| route.with(is_here(read))));
        read.unwrap_or_else(|_| {
            let pieces = value.split(|octet| *octet == b',').filter(|piece| !trim(piece).is_empty());
            pieces.fold(before, |route, piece| {
                let told = piece.split(|octet| *octet == b'(').next().unwrap_or(piece);
                route.with(via(told).flatten().any(is_here))
            })
        })
    })
}

/// What a recipient adds to Via, in a line behind the others: the version by which it received the message, and its
/// name, or a pseudonym for it (RFC 9110, 7.6.3).
#[must_use]
pub fn recipient(received: Version, name: &[u8], port: Option<u16>) -> Recipient<'_> {
    let version = match received {
        Version::HTTP_09 => b"0.9",
        _ => version::written(received).strip_prefix(b"HTTP/").unwrap_or(b"1.1"),
    };
    Recipient { protocol: b"HTTP", version, received_by: name, port, comment: None }
}

/// Whether a request goes further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwards {
    /// It is passed on, its Max-Forwards as it is if it has one.
    Unlimited,
    /// It is passed on with this Max-Forwards in the place of its own.
    Limited(u64),
    /// It is answered here, as by the final recipient.
    Answer,
}

/// Decides by Max-Forwards whether a TRACE or an OPTIONS goes further; it says nothing of any other method
/// (RFC 9110, 7.6.2). A value that is none is ignored; of several, the least counts, so that a loop ends.
pub fn forwards<L: Lines + ?Sized>(method: &[u8], fields: &L) -> Forwards {
    if !matches!(method, b"TRACE" | b"OPTIONS") {
        return Forwards::Unlimited;
    }
    match values(fields, b"Max-Forwards").filter_map(|value| max_forwards(value).ok()).min() {
        None => Forwards::Unlimited,
        Some(left) => left.checked_sub(1).map_or(Forwards::Answer, |left| Forwards::Limited(left.min(MAX))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::pen::Pen;
    use crate::syntax::field_line::Field;

    #[test]
    fn a_message_that_was_here_before_is_found() {
        let fields = [Field::new("Via", "1.0 fred, 1.1 Gate:8080 (x)"), Field::new("Via", "1.1 gate")];
        assert_eq!(route(&fields, b"GATE", None), Route { recipients: 3, here: 1 });
        assert_eq!(route(&fields, b"gate", Some(8080)).here, 1);
        assert_eq!(route(&fields, b"gate", Some(80)).status(0), None);
        assert_eq!(route(&fields, b"gate", None).status(0), Some(508));
        assert_eq!((route(&fields, b"x", None).status(3), route(&fields, b"x", None).status(4)), (Some(508), None));
        assert_eq!(route(&[Field::new("Via", "1.1 a b, 1.1 x"), Field::new("Via", "1.1 x")], b"x", None).here, 2);
    }

    #[test]
    fn the_version_received_is_told() {
        for (version, expected) in
            [(Version::HTTP_09, "0.9 gate"), (Version::HTTP_10, "1.0 gate"), (Version::HTTP_11, "1.1 gate")]
        {
            let mut room = [0; 16];
            let mut pen = Pen::new(&mut room);
            recipient(version, b"gate", None).write(&mut pen).unwrap();
            assert_eq!(pen.written().unwrap(), expected.as_bytes());
        }
        assert!(recipient(Version::HTTP_11, b"a b", None).write(&mut Pen::new(&mut [0; 16])).is_err());
    }

    #[test]
    fn some_requests_go_so_far_and_no_further() {
        let one = |method: &str, value: &str| forwards(method.as_bytes(), &[Field::new("Max-Forwards", value)]);
        assert_eq!(one("TRACE", "0"), Forwards::Answer);
        assert_eq!(one("OPTIONS", "10"), Forwards::Limited(9));
        assert_eq!(one("GET", "0"), Forwards::Unlimited);
        assert_eq!(one("TRACE", "x"), Forwards::Unlimited);
        assert_eq!(one("TRACE", "99999999999999999999999"), Forwards::Limited(MAX - 1));
        let two = [Field::new("Max-Forwards", "5"), Field::new("Max-Forwards", "3")];
        assert_eq!(forwards(b"TRACE", &two), Forwards::Limited(2));
    }
}
