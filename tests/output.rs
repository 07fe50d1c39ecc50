// SPDX-License-Identifier: MIT OR Apache-2.0
//! Output that cannot be wrong: whatever calls are made, in whatever order, with whatever is passed in, what was sent
//! is a stream that our own receiver and `httparse` read alike; and a call that failed has written nothing.

use oyez::exchange::{Connection, Event, Length, Sender, Slices, Step};
use oyez::syntax::field_line::Field;
use proptest::prelude::*;

/// A call, with what is passed in.
#[derive(Clone, Debug)]
enum Call {
    Reply(u16, Vec<(String, Vec<u8>)>, Vec<u8>),
    Response(u16, Option<u64>, Vec<(String, Vec<u8>)>),
    Informational(u16, Vec<(String, Vec<u8>)>),
    Content(Vec<u8>),
    Whole(Vec<u8>),
    InPlace(usize),
    Elsewhere(u64),
    End(Vec<(String, Vec<u8>)>),
}

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z][A-Za-z0-9-]{0,10}",
        1 => Just("Upgrade".to_string()),
        1 => Just("Content-Length".to_string()),
        1 => Just("connection".to_string()),
        1 => "[ -~\r\n:]{0,6}",
    ]
}

fn values() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => "[!-~]([ -~]{0,10}[!-~])?".prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
        1 => Just(b"x\r\nContent-Length: 9".to_vec()),
    ]
}

fn fields() -> impl Strategy<Value = Vec<(String, Vec<u8>)>> {
    proptest::collection::vec((names(), values()), 0..3)
}

fn statuses() -> impl Strategy<Value = u16> {
    prop_oneof![6 => proptest::sample::select(vec![200, 200, 204, 205, 304, 404, 103, 101]), 1 => any::<u16>()]
}

fn contents() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..40)
}

fn calls() -> impl Strategy<Value = Call> {
    prop_oneof![
        4 => (statuses(), fields(), contents()).prop_map(|(status, fields, content)| Call::Reply(status, fields, content)),
        4 => (statuses(), proptest::option::of(0..60u64), fields())
            .prop_map(|(status, length, fields)| Call::Response(status, length, fields)),
        1 => (statuses(), fields()).prop_map(|(status, fields)| Call::Informational(status, fields)),
        4 => contents().prop_map(Call::Content),
        2 => contents().prop_map(Call::Whole),
        1 => (0..30usize).prop_map(Call::InPlace),
        1 => (0..30u64).prop_map(Call::Elsewhere),
        6 => fields().prop_map(Call::End),
    ]
}

fn lines(fields: &[(String, Vec<u8>)]) -> Vec<Field<'_>> {
    fields.iter().map(|(name, value)| Field { name: name.as_bytes(), value }).collect()
}

/// Makes a call; whether it succeeded.
fn call(sender: &mut Sender<'_>, call: &Call) -> bool {
    let length = |length: &Option<u64>| length.map_or(Length::Unknown, Length::Exact);
    match call {
        Call::Reply(status, fields, content) => sender.reply(*status, lines(fields).as_slice(), content).is_ok(),
        Call::Response(status, exact, fields) => {
            sender.response(*status, length(exact), lines(fields).as_slice()).is_ok()
        }
        Call::Informational(status, fields) => sender.informational(*status, lines(fields).as_slice()).is_ok(),
        Call::Content(content) => sender.content(content).is_ok(),
        Call::Whole(content) => sender.whole_content(content).is_ok(),
        Call::InPlace(count) => {
            let room = sender.content_room();
            let count = room.len().min(*count);
            room[..count].fill(b'p');
            sender.content_filled(count).is_ok()
        }
        Call::Elsewhere(count) => sender.elsewhere(*count).is_ok(),
        Call::End(trailers) => sender.end(lines(trailers).as_slice()).is_ok(),
    }
}

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "GET", "HEAD", "GET"];

/// What a server sends while it is called so.
fn served(calls: &[Call]) -> Vec<u8> {
    let (mut input, mut output) = ([0; 1024], [0; 300]);
    let mut conn = Connection::server(&mut input, &mut output);
    let requests: String = METHODS
        .iter()
        .map(|method| format!("{method} / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: p\r\n\r\n"))
        .collect();
    conn.room()[..requests.len()].copy_from_slice(requests.as_bytes());
    conn.filled(requests.len()).unwrap();
    let mut sent = Vec::new();
    for made in calls {
        while conn.step().expect("the requests are valid").is_some() {}
        let before = conn.pending().len();
        let succeeded = call(&mut conn.sender(), made);
        assert!(succeeded || conn.pending().len() == before, "{made:?} failed, and wrote");
        sent.extend(conn.pending());
        let count = conn.pending().len();
        conn.sent(count).unwrap();
        let gap = conn.interest().elsewhere;
        if gap > 0 {
            sent.extend(vec![b'e'; usize::try_from(gap).unwrap()]);
            conn.sender().sent_elsewhere(gap).unwrap();
        }
    }
    sent.extend(conn.pending());
    sent
}

/// Reads a head by `httparse`, and compares its fields.
fn agrees(head: &[u8], status: u16, fields: oyez::syntax::section::Fields<'_>) {
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut response = httparse::Response::new(&mut headers);
    let read = response.parse(head).expect("httparse reads it");
    assert_eq!(read, httparse::Status::Complete(head.len()));
    assert_eq!(response.code, Some(status));
    let theirs: Vec<(&[u8], &[u8])> =
        response.headers.iter().map(|header| (header.name.as_bytes(), header.value)).collect();
    let ours: Vec<(&[u8], &[u8])> = fields.map(|field| (field.name, field.value)).collect();
    assert_eq!(ours, theirs);
}

fn client<'m>(input: &'m mut [u8], output: &'m mut [u8]) -> Connection<Slices<'m>> {
    let mut conn = Connection::client(input, output);
    for method in METHODS {
        let fields = [Field::new("Host", "a"), Field::new("Upgrade", "p")];
        conn.sender().request(method.as_bytes(), b"/", Length::None, &fields).unwrap();
        conn.sender().end(&[]).unwrap();
    }
    conn
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_server_sends_is_read_back(calls in proptest::collection::vec(calls(), 1..30)) {
        let sent = served(&calls);
        let (mut input, mut output) = (vec![0; 8192], vec![0; 4096]);
        let mut conn = client(&mut input, &mut output);
        for octet in &sent {
            if conn.room().is_empty() {
                break;
            }
            conn.room()[0] = *octet;
            conn.filled(1).unwrap();
            loop {
                let step = conn.step().map_err(|fault| TestCaseError::fail(format!("{fault}")))?;
                let Some(Step { event, .. }) = step else { break };
                if let Event::Response(response) | Event::Informational(response) = event {
                    let status = response.status;
                    agrees(conn.head(), status, conn.response().unwrap().fields);
                }
            }
        }
    }

    #[test]
    fn whatever_a_client_sends_is_read_back(
        method in "[A-Z]{1,5}|[ -~\r\n]{0,4}",
        target in "/[a-z?%]{0,8}|[ -~\r\n]{0,8}",
        passed in fields(),
        length in proptest::option::of(0..9u64),
    ) {
        let (mut input, mut output) = ([0; 256], [0; 1024]);
        let mut conn = Connection::client(&mut input, &mut output);
        let mut fields = vec![Field::new("Host", "a")];
        fields.extend(lines(&passed));
        let length = length.map_or(Length::Unknown, Length::Exact);
        let sent = conn.sender().request(method.as_bytes(), target.as_bytes(), length, fields.as_slice());
        prop_assert!(sent.is_ok() || conn.pending().is_empty());
        if sent.is_ok() {
            let head = conn.pending().to_vec();
            let mut headers = [httparse::EMPTY_HEADER; 32];
            let mut theirs = httparse::Request::new(&mut headers);
            prop_assert_eq!(theirs.parse(&head), Ok(httparse::Status::Complete(head.len())));
            prop_assert_eq!((theirs.method, theirs.path), (Some(method.as_str()), Some(target.as_str())));
            let (mut back, mut out) = ([0; 2048], [0; 256]);
            let mut server = Connection::server(&mut back, &mut out);
            server.room()[..head.len()].copy_from_slice(&head);
            server.filled(head.len()).unwrap();
            match server.step() {
                Ok(Some(Step { event: Event::Request(request), .. })) => {
                    prop_assert_eq!((request.method, request.target), (method.as_bytes(), target.as_bytes()));
                    prop_assert_eq!(request.fields.count(), theirs.headers.len());
                }
                other => prop_assert!(false, "{:?}", other.map(|step| step.is_some())),
            }
        }
    }
}
