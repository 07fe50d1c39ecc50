// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a response with some status must have, and must not (RFC 9110, 15), looked at before it is sent.

use crate::fields::media_type;
use crate::semantics::section::{first, has};
use crate::semantics::status::class::Class;
use crate::semantics::status::registry::find;
use crate::syntax::field_line::Lines;
use crate::syntax::version::Version;

/// A response that is about to be sent, but for its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer<'b> {
    /// Its status.
    pub status: u16,
    /// The method that it answers.
    pub method: &'b [u8],
    /// The version of the request that it answers.
    pub version: Version,
}

/// How much a clause wants something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Force {
    /// MUST, or MUST NOT.
    Must,
    /// SHOULD, or SHOULD NOT.
    Should,
    /// MAY: the response says less without.
    May,
}

/// What is wrong with a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The status is no status code, and is taken for a 500 (RFC 9110, 15).
    NoStatus,
    /// The status is no longer sent, reserved, or was never registered; and where that is said.
    Unused(&'static str),
    /// A client of HTTP/1.0 takes a 1xx for the response (RFC 9110, 15.2).
    InformationalTo10,
    /// A field is missing.
    Missing {
        /// Its name.
        field: &'static str,
        /// How much it is wanted.
        force: Force,
        /// By whom.
        clause: &'static str,
    },
    /// A field is there that ought not to be.
    Barred {
        /// Its name.
        field: &'static str,
        /// How much it is unwanted.
        force: Force,
        /// By whom.
        clause: &'static str,
    },
}

impl Finding {
    /// How much it matters.
    #[must_use]
    pub const fn force(&self) -> Force {
        match self {
            Finding::NoStatus | Finding::InformationalTo10 => Force::Must,
            Finding::Unused(_) => Force::Should,
            Finding::Missing { force, .. } | Finding::Barred { force, .. } => *force,
        }
    }

    /// The clause that says so.
    #[must_use]
    pub const fn clause(&self) -> &'static str {
        match self {
            Finding::NoStatus => "RFC 9110, 15",
            Finding::InformationalTo10 => "RFC 9110, 15.2",
            Finding::Unused(clause) => clause,
            Finding::Missing { clause, .. } | Finding::Barred { clause, .. } => clause,
        }
    }

    /// The field that it is about.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Finding::Missing { field, .. } | Finding::Barred { field, .. } => Some(field),
            _ => None,
        }
    }
}

/// Looks at a response before it is sent. Date and Connection are not asked for: whoever sends the response adds them.
pub const fn check<'l, L: Lines + ?Sized>(answer: Answer<'l>, fields: &'l L) -> Findings<'l, L> {
    Findings { answer, fields, next: 0 }
}

/// What is wrong with a response, one thing after the other.
#[derive(Debug)]
pub struct Findings<'l, L: ?Sized> {
    answer: Answer<'l>,
    fields: &'l L,
    next: usize,
}

impl<L: ?Sized> Findings<'_, L> {
    /// The same from a place where it stood.
    #[must_use]
    pub const fn standing(self, at: usize) -> Self {
        Findings { next: at, ..self }
    }

    /// Where it stands.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.next
    }
}

impl<L: Lines + ?Sized> Iterator for Findings<'_, L> {
    type Item = Finding;

    fn next(&mut self) -> Option<Finding> {
        loop {
            let at = self.next;
            self.next = at.saturating_add(1);
            let found = match at {
                0 => of_the_status(&self.answer),
                _ => RULES.get(at.saturating_sub(1))?.of(&self.answer, self.fields),
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

fn of_the_status(answer: &Answer<'_>) -> Option<Finding> {
    match (Class::of(answer.status), find(answer.status)) {
        (None, _) => Some(Finding::NoStatus),
        (Some(Class::Informational), _) if answer.version < Version::HTTP_11 => Some(Finding::InformationalTo10),
        (_, Some(entry)) if entry.unused => Some(Finding::Unused(entry.clause)),
        _ => None,
    }
}

/// Which responses a rule is about.
#[derive(Clone, Copy)]
enum Of {
    /// Those with this status.
    Status(u16),
    /// Those that have neither framing nor content: 1xx and 204, and the 2xx that begins a tunnel.
    Unframed,
    /// A 201 that answers a POST: else what was created is the target.
    CreatedByPost,
    /// A 206 of one part,
    OnePart,
    /// or of several.
    Parts,
}

struct Rule {
    of: Of,
    field: &'static str,
    missing: bool,
    force: Force,
    clause: &'static str,
}

impl Rule {
    fn of<L: Lines + ?Sized>(&self, answer: &Answer<'_>, fields: &L) -> Option<Finding> {
        let concerned = match self.of {
            Of::Status(status) => answer.status == status,
            Of::Unframed => {
                matches!(answer.status, 100..=199 | 204)
                    || (answer.method == b"CONNECT" && matches!(answer.status, 200..=299))
            }
            Of::CreatedByPost => answer.status == 201 && answer.method == b"POST",
            Of::OnePart => answer.status == 206 && !has_parts(fields),
            Of::Parts => answer.status == 206 && has_parts(fields),
        };
        let (field, force, clause) = (self.field, self.force, self.clause);
        match (has(fields, field.as_bytes()), self.missing) {
            (false, true) if concerned => Some(Finding::Missing { field, force, clause }),
            (true, false) if concerned => Some(Finding::Barred { field, force, clause }),
            _ => None,
        }
    }
}

/// Whether the content is multipart/byteranges.
fn has_parts<L: Lines + ?Sized>(fields: &L) -> bool {
    let media_type = first(fields, b"Content-Type").and_then(|value| media_type::media_type(value).ok());
    media_type.is_some_and(|media_type| media_type.is(b"multipart", b"byteranges"))
}

const fn needs(of: Of, field: &'static str, force: Force, clause: &'static str) -> Rule {
    Rule { of, field, missing: true, force, clause }
}

const fn bars(of: Of, field: &'static str, force: Force, clause: &'static str) -> Rule {
    Rule { of, field, missing: false, force, clause }
}

#[rustfmt::skip]
static RULES: [Rule; 26] = [
    bars(Of::Unframed, "Content-Length", Force::Must, "RFC 9110, 8.6"),
    bars(Of::Unframed, "Transfer-Encoding", Force::Must, "RFC 9112, 6.1"),
    needs(Of::Status(101), "Upgrade", Force::Must, "RFC 9110, 15.2.2"),
    needs(Of::CreatedByPost, "Location", Force::May, "RFC 9110, 15.3.2"),
    needs(Of::OnePart, "Content-Range", Force::Must, "RFC 9110, 15.3.7.1"),
    bars(Of::Parts, "Content-Range", Force::Must, "RFC 9110, 15.3.7.2"),
    needs(Of::Status(226), "IM", Force::Must, "RFC 3229, 10.4.1"),
    needs(Of::Status(301), "Location", Force::Should, "RFC 9110, 15.4.2"),
    needs(Of::Status(302), "Location", Force::Should, "RFC 9110, 15.4.3"),
    // It is what the status says: where else to look.
    needs(Of::Status(303), "Location", Force::Must, "RFC 9110, 15.4.4"),
    bars(Of::Status(304), "Content-Encoding", Force::Should, "RFC 9110, 15.4.5"),
    bars(Of::Status(304), "Content-Language", Force::Should, "RFC 9110, 15.4.5"),
    bars(Of::Status(304), "Content-Range", Force::Should, "RFC 9110, 15.4.5"),
    bars(Of::Status(304), "Content-Type", Force::Should, "RFC 9110, 15.4.5"),
    needs(Of::Status(305), "Location", Force::Must, "RFC 2616, 10.3.6"),
    needs(Of::Status(307), "Location", Force::Should, "RFC 9110, 15.4.8"),
    needs(Of::Status(308), "Location", Force::Should, "RFC 9110, 15.4.9"),
    needs(Of::Status(401), "WWW-Authenticate", Force::Must, "RFC 9110, 15.5.2"),
    needs(Of::Status(405), "Allow", Force::Must, "RFC 9110, 15.5.6"),
    needs(Of::Status(407), "Proxy-Authenticate", Force::Must, "RFC 9110, 15.5.8"),
    needs(Of::Status(416), "Content-Range", Force::Should, "RFC 9110, 15.5.17"),
    needs(Of::Status(426), "Upgrade", Force::Must, "RFC 9110, 15.5.22"),
    needs(Of::Status(429), "Retry-After", Force::May, "RFC 6585, 4"),
    needs(Of::Status(449), "MS-Echo-Request", Force::May, ""),
    needs(Of::Status(451), "Link", Force::Should, "RFC 7725, 4"),
    needs(Of::Status(503), "Retry-After", Force::May, "RFC 9110, 15.6.4"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    fn found(status: u16, method: &str, fields: &[Field<'_>]) -> Vec<Finding> {
        check(Answer { status, method: method.as_bytes(), version: Version::HTTP_11 }, fields).collect()
    }

    #[test]
    fn what_is_missing_is_named() {
        let findings = found(401, "GET", &[]);
        let [Finding::Missing { field: "WWW-Authenticate", force: Force::Must, .. }] = *findings else {
            panic!("{findings:?}");
        };
        assert_eq!(found(401, "GET", &[Field::new("www-authenticate", "Basic")]), []);
        assert_eq!(found(200, "GET", &[]), []);
        assert_eq!(found(201, "PUT", &[]), []);
        assert_eq!(found(201, "POST", &[])[0].field(), Some("Location"));
    }

    #[test]
    fn framing_where_there_is_none_is_refused() {
        let length = [Field::new("Content-Length", "0")];
        for (status, method) in [(103, "GET"), (204, "PUT"), (200, "CONNECT")] {
            assert_eq!(found(status, method, &length)[0].field(), Some("Content-Length"), "{status}");
        }
        assert_eq!(found(200, "GET", &length), []);
    }

    #[test]
    fn parts_have_ranges_of_their_own() {
        let range = Field::new("Content-Range", "bytes 0-1/2");
        let parts = Field::new("Content-Type", "Multipart/Byteranges; boundary=a");
        assert_eq!(found(206, "GET", &[range]), []);
        assert_eq!(found(206, "GET", &[parts]), []);
        assert!(matches!(found(206, "GET", &[])[..], [Finding::Missing { .. }]));
        assert!(matches!(found(206, "GET", &[range, parts])[..], [Finding::Barred { .. }]));
    }

    #[test]
    fn the_status_itself_may_be_wrong() {
        assert_eq!(found(600, "GET", &[]), [Finding::NoStatus]);
        assert_eq!(found(306, "GET", &[]), [Finding::Unused("RFC 9110, 15.4.7")]);
        let old = Answer { status: 103, method: b"GET", version: Version::HTTP_10 };
        assert!(check(old, &[]).eq([Finding::InformationalTo10]));
    }

    #[test]
    fn a_check_may_be_left_and_taken_up_again() {
        let fields = [Field::new("Content-Length", "0"), Field::new("Transfer-Encoding", "chunked")];
        let answer = Answer { status: 101, method: b"GET", version: Version::HTTP_11 };
        let mut findings = check(answer, &fields);
        let mut told = Vec::new();
        while let Some(finding) = findings.next() {
            told.push(finding.field().unwrap());
            findings = check(answer, &fields).standing(findings.at());
        }
        assert_eq!(told, ["Content-Length", "Transfer-Encoding", "Upgrade"]);
    }
}
