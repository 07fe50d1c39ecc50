// SPDX-License-Identifier: MIT OR Apache-2.0
//! Heads, beside another reader of them: httparse. Where both take a head they read the same; where they disagree, the
//! disagreement is one of two lists, and has a clause.

use std::fmt::Debug;

use oyez::error::{Reason, Violation};
use oyez::exchange::{Connection, Event, Length, Step};
use oyez::syntax::field_line::Field;
use oyez::syntax::section::Fields;

/// What httparse takes and we refuse, each by the clause of its row in the table of errors.
const STRICTER: &[Violation] = &[
    // httparse reads heads; what fields mean is left to its callers.
    Violation::HostMissing,
    Violation::HostRepeated,
    Violation::HostInvalid,
    Violation::LengthInvalid,
    Violation::LengthRepeated,
    Violation::LengthOverflow,
    Violation::LengthForbidden,
    Violation::LengthWithCoding,
    Violation::CodingInvalid,
    Violation::CodingUnknown,
    Violation::CodingChunkedNotLast,
    Violation::CodingChunkedTwice,
    Violation::CodingInHttp10,
    Violation::CodingForbidden,
    Violation::Connection,
    Violation::Expectation,
    Violation::SwitchUnasked,
    // So is what a target and a status code are.
    Violation::TargetOrigin,
    Violation::TargetAbsolute,
    Violation::TargetAuthority,
    Violation::TargetAsterisk,
    Violation::TargetHost,
    Violation::TargetUserinfo,
    Violation::StatusCode,
    // RFC 9112, 2.2: a recipient MAY recognise a single LF as a line terminator. It always does.
    Violation::BareLf,
];

/// Whether we may refuse what httparse takes.
fn stricter(octets: &[u8], violation: Violation) -> bool {
    // RFC 9112, 2.2: a server ignores "at least one" empty line before a request-line, here eight; no clause lets a
    // client ignore one before a status-line. httparse passes over any number of them.
    let empty_line = octets.starts_with(b"\n") || octets.starts_with(b"\r\n");
    // RFC 9112, 3.2: a target is a URI's, and a URI is of ASCII (RFC 3986, 2). httparse takes UTF-8 there.
    let line = octets.trim_ascii_start().split(|octet| *octet == b'\n').next().unwrap_or_default();
    STRICTER.contains(&violation)
        || (matches!(violation, Violation::Version | Violation::RequestLine) && empty_line)
        || (violation == Violation::TargetOctet && !line.is_ascii())
}

/// Whether we may take what httparse refuses.
fn laxer(octets: &[u8], ours: &Head, error: httparse::Error) -> bool {
    let folded = || octets.windows(3).any(|three| matches!(three, b"\r\n " | b"\r\n\t"));
    match error {
        // RFC 9110, 2.5: a minor version that is higher than known is processed as the highest that is.
        httparse::Error::Version => ours.version > 11,
        // RFC 9112, 5.2: a user agent MUST replace an obs-fold in a response.
        httparse::Error::HeaderName => ours.status > 0 && folded(),
        // No rule of HTTP: so many were given to it.
        httparse::Error::TooManyHeaders => true,
        _ => false,
    }
}

/// A head, as either reader tells it.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    method: Vec<u8>,
    target: Vec<u8>,
    version: u8,
    status: u16,
    reason: Vec<u8>,
    fields: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Compares both readings of a head: a response's when the first octet is odd, else a request's.
pub fn differential(octets: &[u8]) {
    let Some((kind, octets)) = octets.split_first() else { return };
    // Whatever it is, it has an end.
    let octets = [octets, b"\r\n\r\n"].concat();
    if kind & 1 == 1 {
        compare(&octets, our_response(&octets), their_response(&octets));
    } else {
        compare(&octets, our_request(&octets), their_request(&octets));
    }
}

type Theirs = Result<Option<Head>, httparse::Error>;

fn compare(octets: &[u8], ours: Result<Option<Head>, Violation>, theirs: Theirs) {
    let fails = |what: &dyn Debug| panic!("{}\n{what:?}", octets.escape_ascii());
    match (ours, theirs) {
        (Ok(Some(ours)), Ok(Some(theirs))) if ours == theirs => {}
        (Ok(Some(ours)), Err(error)) if laxer(octets, &ours, error) => {}
        (Err(violation), Ok(Some(_))) if stricter(octets, violation) => {}
        (Err(_), Ok(None) | Err(_)) | (Ok(None), Ok(None)) => {}
        different => fails(&different),
    }
}

fn our_request(octets: &[u8]) -> Result<Option<Head>, Violation> {
    let (mut input, mut output) = (room(octets), [0; 64]);
    heard(Connection::server(&mut input, &mut output), octets)
}

fn our_response(octets: &[u8]) -> Result<Option<Head>, Violation> {
    let (mut input, mut output) = (room(octets), [0; 64]);
    let mut conn = Connection::client(&mut input, &mut output);
    let mut sender = conn.sender();
    sender.request(b"GET", b"/", Length::None, &[Field::new("Host", "a")]).expect("the request is sent");
    sender.end(&[]).expect("the request ends");
    heard(conn, octets)
}

/// An input buffer in which any head fits: with its index, and the share of content.
fn room(octets: &[u8]) -> Vec<u8> {
    vec![0; 1024 + 8 * octets.len()]
}

fn heard(mut conn: Connection<oyez::exchange::Slices<'_>>, octets: &[u8]) -> Result<Option<Head>, Violation> {
    conn.room()[..octets.len()].copy_from_slice(octets);
    conn.filled(octets.len()).expect("the room was that large");
    match conn.step() {
        Ok(None) => Ok(None),
        Ok(Some(Step { event: Event::Request(request), .. })) => Ok(Some(Head {
            method: request.method.into(),
            target: request.target.into(),
            version: request.version.number(),
            status: 0,
            reason: Vec::new(),
            fields: owned(request.fields),
        })),
        Ok(Some(Step { event: Event::Response(response) | Event::Informational(response), .. })) => Ok(Some(Head {
            method: Vec::new(),
            target: Vec::new(),
            version: response.version.number(),
            status: response.status,
            // RFC 9112, 4: obs-text may stand in a reason phrase. httparse tells such a one as empty.
            reason: if response.reason.is_ascii() { response.reason.into() } else { Vec::new() },
            fields: owned(response.fields),
        })),
        Ok(Some(Step { event, .. })) => panic!("{event:?}"),
        Err(fault) => match fault.reason {
            Reason::Violation(violation) => Err(violation),
            reason => panic!("{reason}"),
        },
    }
}

fn owned(fields: Fields<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
    fields.map(|field| (field.name.to_vec(), field.value.to_vec())).collect()
}

/// How many field lines httparse is given room for.
const MOST: usize = 64;

fn their_request(octets: &[u8]) -> Theirs {
    let mut fields = [httparse::EMPTY_HEADER; MOST];
    let mut request = httparse::Request::new(&mut fields);
    if request.parse(octets)?.is_partial() {
        return Ok(None);
    }
    Ok(Some(Head {
        method: request.method.unwrap_or_default().into(),
        target: request.path.unwrap_or_default().into(),
        version: 10 + request.version.unwrap_or_default(),
        status: 0,
        reason: Vec::new(),
        fields: request.headers.iter().map(|field| (field.name.into(), field.value.into())).collect(),
    }))
}

fn their_response(octets: &[u8]) -> Theirs {
    let mut fields = [httparse::EMPTY_HEADER; MOST];
    let mut response = httparse::Response::new(&mut fields);
    if response.parse(octets)?.is_partial() {
        return Ok(None);
    }
    Ok(Some(Head {
        method: Vec::new(),
        target: Vec::new(),
        version: 10 + response.version.unwrap_or_default(),
        status: response.code.unwrap_or_default(),
        reason: response.reason.unwrap_or_default().into(),
        fields: response.headers.iter().map(|field| (field.name.into(), field.value.into())).collect(),
    }))
}
