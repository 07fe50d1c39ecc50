// SPDX-License-Identifier: MIT OR Apache-2.0
//! The reader of chunks and a connection take the same out of every chunked body: those of the corpus, of
//! `tests/conformance`, and of both with octets thrown about; whole, octet by octet and at every split.
//!
//! The reader drops trailers, and does not name the field that breaks their grammar. Of a line that has not ended
//! it leaves all octets, where a connection keeps what it read of them.

#[path = "support/corpus.rs"]
mod corpus;
mod support;

use std::path::Path;

use oyez::error::{Reason, Violation};
use oyez::exchange::{Connection, Event, Role, Step};
use oyez::syntax::chunks::{Chunks, Position};
use support::cases;
use support::dice::Dice;

/// Content, octets that were read, and the violation, or whether the body ended.
type Taken = (Vec<u8>, usize, Result<bool, Violation>);

/// What a reader of chunks takes out of pieces.
fn taken<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> Taken {
    let (mut chunks, mut content, mut kept, mut total) = (Chunks::new(), Vec::new(), Vec::new(), 0);
    for piece in pieces {
        kept.extend_from_slice(piece);
        let mut rest = &kept[..];
        while let Some(span) = chunks.next(&mut rest) {
            content.extend_from_slice(span);
        }
        let read = kept.len() - rest.len();
        total += read;
        kept.drain(..read);
    }
    (content, total, chunks.violation().map_or(Ok(chunks.position() == Position::End), Err))
}

/// What a connection takes out of the same.
fn received(body: &[u8]) -> Taken {
    const HEAD: &[u8] = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    let (mut memory, mut output) = (vec![0; 65_535], [0; 512]);
    let mut conn = Connection::server(&mut memory, &mut output);
    let input = [HEAD, body].concat();
    conn.room()[..input.len()].copy_from_slice(&input);
    conn.filled(input.len()).unwrap();
    let mut content = Vec::new();
    let read = |offset| usize::try_from(offset).unwrap() - HEAD.len();
    loop {
        match conn.step() {
            Ok(Some(Step { event: Event::Content(octets), .. })) => content.extend_from_slice(octets),
            Ok(Some(Step { event: Event::Complete(_), .. })) => {
                return (content, read(conn.machine().offset()), Ok(true));
            }
            Ok(Some(_)) => {}
            Ok(None) => return (content, read(conn.machine().offset()), Ok(false)),
            Err(fault) => {
                let Reason::Violation(violation) = fault.reason else { panic!("{fault:?}") };
                return (content, read(fault.offset), Err(violation));
            }
        }
    }
}

fn conformance() -> Vec<(Role, Vec<u8>)> {
    let cases = cases::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance"));
    let role = |role| if role == cases::Role::Client { Role::Client } else { Role::Server };
    cases.into_iter().map(|case| (role(case.setup.role), case.input)).collect()
}

fn corpus() -> Vec<(Role, Vec<u8>)> {
    let Some(folder) = corpus::folder() else { return Vec::new() };
    corpus::all(&folder).into_iter().map(|case| (case.role, case.input)).collect()
}

fn bodies() -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> = Vec::new();
    for (_, input) in [conformance(), corpus()].concat() {
        let end = input.windows(4).position(|octets| octets == b"\r\n\r\n");
        let chunked = |head: &[u8]| head.to_ascii_lowercase().windows(7).any(|octets| octets == b"chunked");
        if let Some(end) = end.filter(|end| chunked(&input[..*end]) && input.len() < 32_768) {
            bodies.push(input[end + 4..].to_vec());
        }
    }
    bodies.push(b"3\r\nabc\r\n3\r\ndef\r\n03\r\nghi\r\n1;a=\"b\"\r\nj\r\n1\r\nk\r\n0\r\nA: b\r\nC: d\r\n\r\n".to_vec());
    bodies.push([&b"10\r\n0123456789abcdef\r\n".repeat(9)[..], b"11\r\n0123456789abcdefg\r\n0\r\n\r\n"].concat());
    bodies
}

/// Octets that a connection reads of a line that has not ended are left by the door.
fn same(door: &Taken, connection: &Taken) -> bool {
    let read = if connection.2 == Ok(false) { door.1 <= connection.1 } else { door.1 == connection.1 };
    read && (&door.0, door.2) == (&connection.0, connection.2)
}

#[test]
fn chunks_are_taken_as_a_connection_takes_them() {
    let bodies = bodies();
    assert!(bodies.len() > 40);
    for body in &bodies {
        let (door, connection) = (taken([&body[..]]), received(body));
        assert!(same(&door, &connection), "{}: {door:?}, not {connection:?}", body.escape_ascii());
        assert_eq!(taken(body.chunks(1)), door, "octet by octet: {}", body.escape_ascii());
        for at in corpus::splits(body) {
            assert_eq!(taken([&body[..at], &body[at..]]), door, "cut at {at}: {}", body.escape_ascii());
        }
    }
}

#[test]
fn chunks_are_refused_alike_where_octets_are_thrown_about() {
    const PIECES: [&[u8]; 20] = [
        b"\r\n",
        b"\n",
        b"\r",
        b" ",
        b";",
        b"=",
        b"\"",
        b"\0",
        b"\x80",
        b"0",
        b"3",
        b"f",
        b"F",
        b"g",
        b"0\r\n",
        b"3\r\nabc\r\n",
        b"3\r\nabc\r\n3\r\nabc\r\n",
        b"A: b\r\n",
        b";a=b",
        b"00000000",
    ];
    let mut bodies = bodies();
    bodies.retain(|body| body.len() < 512);
    let mut dice = Dice(0x6368_756e);
    for _ in 0..60_000 {
        let mut body = bodies[dice.below(bodies.len())].clone();
        for _ in 0..=dice.below(4) {
            let at = dice.below(body.len() + 1);
            let end = (at + dice.below(3)).min(body.len());
            body.splice(at..end, dice.pick(&PIECES).iter().copied());
        }
        let (door, connection) = (taken([&body[..]]), received(&body));
        assert!(same(&door, &connection), "{}: {door:?}, not {connection:?}", body.escape_ascii());
        assert_eq!(taken(body.chunks(1 + dice.below(9))), door, "{}", body.escape_ascii());
    }
}
