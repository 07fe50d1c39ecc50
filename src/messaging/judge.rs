// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a head as a whole says: whether it may be so, where its message ends, whether the connection goes on
//! (RFC 9112, 3.2, 6.3 and 9.3; RFC 9110, 7.8 and 10.1.1).

use crate::error::{Fault, FieldName, Refused, Violation};
use crate::messaging::framing::{Framing, Message, framing};
use crate::messaging::governing::{self, Governing, Head, leaves_framing_certain};
use crate::messaging::{persistence, upgrade};
use crate::syntax::field_line::{Field, Lines};
use crate::syntax::field_name::Known;
use crate::syntax::version::Version;

/// What follows from a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conclusion {
    /// Where the message ends.
    pub framing: Framing,
    /// The connection ends after this exchange.
    pub last: bool,
    /// The sender waits for a 100 (Continue) before its content.
    pub expects: bool,
    /// There is an Upgrade, and it counts.
    pub upgrade: bool,
}

/// A request that may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged<'b> {
    /// What follows from it.
    pub conclusion: Conclusion,
    /// The value of Host; empty when there was none. The authority of a target, if it has one, goes before it.
    pub host: &'b [u8],
    /// The protocols offered; empty unless they count.
    pub upgrade: &'b [u8],
}

/// Why a request may not be answered as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Objection<'b> {
    /// The rule that was broken.
    pub violation: Violation,
    /// Where it was broken.
    pub place: Place<'b>,
    /// The name of the field concerned; empty when there is none.
    pub field: &'b [u8],
    /// The framing is certain: once a final response is sent, the connection goes on.
    pub may_continue: bool,
}

/// Where in a head a rule was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'b> {
    /// By a field line, which should not be there.
    Name(Field<'b>),
    /// So many octets into the value of a field line.
    Value(Field<'b>, usize),
    /// By the head as a whole: seen where it ends.
    End,
}

impl Objection<'_> {
    /// The verdict, at an offset that is reckoned by whoever knows where the octets lie.
    #[must_use]
    pub fn fault(&self, offset: u64) -> Fault {
        let field = FieldName::new(self.field);
        Fault { field, may_continue: self.may_continue, ..Fault::violation(self.violation, offset) }
    }
}

/// Judges a request whose grammar is right, by its version and its field lines.
///
/// # Errors
/// What its governing fields broke, the first that leaves the framing in doubt before all others; then
/// `HOST_MISSING`.
pub fn judge<L: Lines + ?Sized>(version: Version, lines: &L) -> Result<Judged<'_>, Objection<'_>> {
    let mut said = Governing::default();
    let mut refused = None;
    let (mut host, mut offered) = (None, None);
    for field in lines.lines() {
        let known = Known::of(field.name);
        if !known.governs() {
            continue;
        }
        match known {
            Known::HOST => host = host.or(Some(field.value)),
            Known::UPGRADE => offered = offered.or(Some(field.value)),
            _ => {}
        }
        said = match governing::note(said, Head::Request, known, &field) {
            Ok(said) => said,
            Err(Refused { violation, at }) if leaves_framing_certain(violation) => {
                refused.get_or_insert(match violation {
                    Violation::HostRepeated => (violation, Place::Name(field)),
                    _ => (violation, Place::Value(field, at)),
                });
                // A Host that is wrong was there: it is not missing too.
                Governing { host: said.host || known == Known::HOST, ..said }
            }
            Err(Refused { violation, at }) => {
                let place = Place::Value(field, at);
                return Err(Objection { violation, place, field: field.name, may_continue: false });
            }
        };
    }
    let conclusion = conclude(Message::Request, version, &said).map_err(|violation| {
        let field = concerned(violation).name();
        Objection { violation, place: Place::End, field, may_continue: false }
    })?;
    if lacks_host(Message::Request, version, &said) {
        refused.get_or_insert((Violation::HostMissing, Place::End));
    }
    match refused {
        None => {
            let upgrade = offered.filter(|_| conclusion.upgrade).unwrap_or(&[]);
            Ok(Judged { conclusion, host: host.unwrap_or(&[]), upgrade })
        }
        Some((violation, place)) => {
            let field = concerned(violation).name();
            Err(Objection { violation, place, field, may_continue: may_go_on(&conclusion) })
        }
    }
}

/// Where a message ends by what its field lines say of that; the others are not looked at.
///
/// # Errors
/// `LENGTH_*` and `CODING_*`.
pub fn framing_of<L: Lines + ?Sized>(message: Message, version: Version, lines: &L) -> Result<Framing, Violation> {
    let head = match message {
        Message::Request => Head::Request,
        Message::Response(..) => Head::Response,
    };
    let mut said = Governing::default();
    for field in lines.lines() {
        let known = Known::of(field.name);
        if matches!(known, Known::CONTENT_LENGTH | Known::TRANSFER_ENCODING) {
            said = governing::note(said, head, known, &field).map_err(|refused| refused.violation)?;
        }
    }
    framing(message, version, said.coding, said.length)
}

/// What follows from a head that is whole.
///
/// # Errors
/// As [`framing`].
pub fn conclude(message: Message, version: Version, said: &Governing) -> Result<Conclusion, Violation> {
    let framing = framing(message, version, said.coding, said.length)?;
    let closes = !persistence::persists(version, said.options) || framing == Framing::UntilClose;
    let informational = matches!(message, Message::Response(100..=199, _));
    // 9110, 10.1.1: a server MUST NOT send a 100 to an HTTP/1.0 client, and none without content to come.
    let expects = said.expects && version >= Version::HTTP_11 && framing != Framing::Empty;
    let upgrade = said.upgrade && upgrade::counts(version, said.options);
    Ok(Conclusion { framing, last: closes && !informational, expects, upgrade })
}

/// Whether a Host is missing: 9112, 3.2, a server MUST refuse an HTTP/1.1 request without one.
#[must_use]
pub fn lacks_host(message: Message, version: Version, said: &Governing) -> bool {
    message == Message::Request && version >= Version::HTTP_11 && !said.host
}

/// The field that a violation of the head as a whole is told with.
#[must_use]
pub const fn concerned(violation: Violation) -> Known {
    match violation {
        Violation::HostMissing | Violation::HostRepeated | Violation::HostInvalid => Known::HOST,
        Violation::Expectation => Known::EXPECT,
        Violation::LengthForbidden | Violation::ContentTooLarge => Known::CONTENT_LENGTH,
        Violation::LengthWithCoding
        | Violation::CodingUnknown
        | Violation::CodingChunkedNotLast
        | Violation::CodingInHttp10
        | Violation::CodingForbidden => Known::TRANSFER_ENCODING,
        _ => Known::OTHER,
    }
}

/// Whether the connection may go on behind a message that is refused but framed. It does not where the peer would
/// not, or may not send what it announced (RFC 9110, 10.1.1).
#[must_use]
pub const fn may_go_on(conclusion: &Conclusion) -> bool {
    !conclusion.last && !conclusion.expects
}

#[cfg(test)]
mod tests {
    use super::*;

    const V: Version = Version::HTTP_11;

    fn refusal(version: Version, lines: &[Field<'_>]) -> (Violation, Option<usize>, bool) {
        let objection = judge(version, lines).unwrap_err();
        let at = match objection.place {
            Place::Name(_) => Some(0),
            Place::Value(_, at) => Some(at),
            Place::End => None,
        };
        (objection.violation, at, objection.may_continue)
    }

    #[test]
    fn a_host_is_asked_of_http_1_1_only() {
        assert_eq!(refusal(V, &[]), (Violation::HostMissing, None, true));
        assert_eq!(judge(Version::HTTP_10, &[]).unwrap().host, b"");
        assert_eq!(judge(V, &[Field::new("host", "a:80")]).unwrap().host, b"a:80");
    }

    #[test]
    fn what_leaves_the_framing_in_doubt_is_told_first() {
        let lines = [("Host", "a b"), ("Expect", "x"), ("Content-Length", "3"), ("Transfer-Encoding", "chunked")];
        let lines = lines.map(|(name, value)| Field::new(name, value));
        assert_eq!(refusal(V, &lines), (Violation::LengthWithCoding, None, false));
        assert_eq!(refusal(V, &lines[..3]), (Violation::HostInvalid, Some(1), true));
        assert_eq!(refusal(V, &lines[1..2]), (Violation::Expectation, Some(0), true));
    }

    #[test]
    fn a_refused_message_that_may_not_come_ends_the_connection() {
        for (name, value) in [("Connection", "close"), ("Expect", "100-continue")] {
            let lines = [Field::new(name, value), Field::new("Content-Length", "3")];
            assert_eq!(refusal(V, &lines), (Violation::HostMissing, None, false));
        }
    }

    #[test]
    fn an_upgrade_counts_with_its_option_only() {
        let lines = [("Host", "a"), ("Upgrade", "p"), ("Connection", "upgrade")];
        let lines = lines.map(|(name, value)| Field::new(name, value));
        assert_eq!(judge(V, &lines).unwrap().upgrade, b"p");
        assert_eq!(judge(V, &lines[..2]).unwrap().upgrade, b"");
    }

    #[test]
    fn framing_looks_at_its_own_fields_only() {
        let lines = [Field::new("Connection", "?\u{7f}"), Field::new("Content-Length", "3")];
        assert_eq!(framing_of(Message::Request, V, &lines), Ok(Framing::Length(3)));
        let lines = [Field::new("Content-Length", "3"), Field::new("Content-Length", "3")];
        assert_eq!(framing_of(Message::Request, V, &lines), Err(Violation::LengthRepeated));
    }
}
