// SPDX-License-Identifier: MIT OR Apache-2.0
//! Wrong calls return their misuse and change nothing.

use oyez::error::{Misuse, Reason, Trouble};
use oyez::exchange::{Config, Connection, Event, Length, Role, Sender, Slices, Step};
use oyez::syntax::field_line::Field;

type Conn<'m> = Connection<Slices<'m>>;

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

fn feed(conn: &mut Conn<'_>, octets: &[u8]) {
    conn.room()[..octets.len()].copy_from_slice(octets);
    conn.filled(octets.len()).unwrap();
}

fn step(conn: &mut Conn<'_>) -> &'static str {
    match conn.step() {
        Ok(None) => "nothing",
        Ok(Some(Step { event, .. })) => match event {
            Event::Request(_) => "request",
            Event::Response(_) => "response",
            Event::Content(_) => "content",
            Event::Complete(_) => "complete",
            Event::Writable => "writable",
            Event::PeerEnded => "peer-ended",
            Event::Closed => "closed",
            _ => "other",
        },
        Err(_) => "fault",
    }
}

/// Makes a call that must fail, and sees that nothing is pending that was not before.
fn refused(conn: &mut Conn<'_>, reason: impl Into<Reason>, call: impl FnOnce(&mut Sender<'_>) -> Result<(), Reason>) {
    let before = conn.pending().to_vec();
    assert_eq!(call(&mut conn.sender()), Err(reason.into()));
    assert_eq!(conn.pending(), before);
}

#[test]
fn an_answer_needs_a_request() {
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::server(&mut input, &mut output);
    refused(&mut conn, Misuse::State, |sender| sender.reply(200, &[], b""));
    refused(&mut conn, Misuse::State, |sender| sender.content(b"x").map(|_| ()));
    refused(&mut conn, Misuse::State, |sender| sender.end(&[]));
    refused(&mut conn, Misuse::Role, |sender| sender.request(b"GET", b"/", Length::None, &[]));
    feed(&mut conn, GET);
    assert_eq!(step(&mut conn), "request");
    conn.sender().reply(200, &[], b"ok").unwrap();
    refused(&mut conn, Misuse::Answered, |sender| sender.reply(200, &[], b""));
    refused(&mut conn, Misuse::Answered, |sender| sender.informational(103, &[]));
    assert_eq!(conn.pending(), b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

#[test]
fn nothing_passed_in_can_start_a_line_of_its_own() {
    let (mut input, mut output) = ([0; 256], [0; 512]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, GET);
    assert_eq!(step(&mut conn), "request");
    for (name, value) in
        [("X\r\nY", "z"), ("X", "y\r\nZ: z"), ("X", "y\n"), ("X", "\0"), ("", "y"), ("X Y", "z"), ("X", " y")]
    {
        refused(&mut conn, Misuse::FieldSyntax, |sender| sender.reply(200, &[Field::new(name, value)], b""));
    }
    for name in ["Content-Length", "transfer-encoding", "CONNECTION", "Keep-Alive"] {
        refused(&mut conn, Misuse::FieldReserved, |sender| sender.reply(200, &[Field::new(name, "1")], b""));
    }
    for status in [0, 99, 100, 199, 600, 1000] {
        refused(&mut conn, Misuse::Argument, |sender| sender.reply(status, &[], b""));
    }
    conn.sender().reply(200, &[], b"").unwrap();
}

#[test]
fn more_content_than_announced_is_refused_and_less_too() {
    let (mut input, mut output) = ([0; 256], [0; 512]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, GET);
    assert_eq!(step(&mut conn), "request");
    conn.sender().response(200, Length::Exact(3), &[]).unwrap();
    refused(&mut conn, Misuse::ContentLength, |sender| sender.whole_content(b"abcd"));
    refused(&mut conn, Misuse::ContentLength, |sender| sender.end(&[]));
    conn.sender().whole_content(b"abc").unwrap();
    conn.sender().end(&[]).unwrap();
}

#[test]
fn a_response_that_has_no_content_is_given_none() {
    let (mut input, mut output) = ([0; 256], [0; 512]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_eq!(step(&mut conn), "request");
    refused(&mut conn, Misuse::ContentLength, |sender| sender.reply(204, &[], b"no"));
    conn.sender().reply(200, &[], b"not sent").unwrap();
    assert_eq!(conn.pending(), b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n");
    let count = conn.pending().len();
    conn.sent(count).unwrap();
    assert_eq!((step(&mut conn), step(&mut conn)), ("complete", "request"));
    conn.sender().reply(304, &[], b"").unwrap();
    assert_eq!(conn.pending(), b"HTTP/1.1 304 Not Modified\r\n\r\n");
}

#[test]
fn a_1_0_peer_gets_no_1xx_and_no_chunks() {
    let (mut input, mut output) = ([0; 256], [0; 512]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    assert_eq!(step(&mut conn), "request");
    refused(&mut conn, Misuse::State, |sender| sender.informational(103, &[]));
    conn.sender().response(200, Length::Unknown, &[]).unwrap();
    conn.sender().whole_content(b"abc").unwrap();
    conn.sender().end(&[]).unwrap();
    assert_eq!(conn.pending(), b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc");
}

#[test]
fn what_never_fits_is_told_apart_from_what_does_not_fit_now() {
    let (mut input, mut output) = ([0; 256], [0; 64]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, GET);
    assert_eq!(step(&mut conn), "request");
    refused(&mut conn, Misuse::OutputSize, |sender| sender.reply(200, &[], &[b'x'; 64]));
    conn.sender().response(200, Length::Exact(60), &[]).unwrap();
    assert_eq!(conn.sender().content(&[b'x'; 60]), Ok(25));
    refused(&mut conn, Misuse::OutputFull, |sender| sender.content(b"x").map(|_| ()));
    assert_eq!((step(&mut conn), step(&mut conn)), ("complete", "nothing"));
    let count = conn.pending().len();
    conn.sent(count).unwrap();
    assert_eq!((step(&mut conn), step(&mut conn)), ("writable", "nothing"));
    assert_eq!(conn.sender().content(&[b'x'; 35]), Ok(35));
}

#[test]
fn a_request_needs_one_host_and_a_target_that_is_one() {
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::client(&mut input, &mut output);
    let host = [Field::new("Host", "a")];
    refused(&mut conn, Misuse::HostNeeded, |sender| sender.request(b"GET", b"/", Length::None, &[]));
    let hosts = [host[0], host[0]];
    refused(&mut conn, Misuse::HostNeeded, |sender| sender.request(b"GET", b"/", Length::None, &hosts));
    for (method, target) in
        [("GE T", "/"), ("", "/"), ("GET", ""), ("GET", "/ b"), ("GET", "*"), ("GET", "/\r\nX: y"), ("CONNECT", "/")]
    {
        refused(&mut conn, Misuse::Argument, |sender| {
            sender.request(method.as_bytes(), target.as_bytes(), Length::None, &host)
        });
    }
    refused(&mut conn, Misuse::Role, |sender| sender.reply(200, &[], b""));
    conn.sender().request(b"GET", b"/", Length::None, &host).unwrap();
    refused(&mut conn, Misuse::State, |sender| sender.request(b"GET", b"/", Length::None, &host));
}

#[test]
fn a_client_pipelines_eight_requests_and_no_more() {
    let (mut input, mut output) = ([0; 256], [0; 4096]);
    let mut conn = Connection::client(&mut input, &mut output);
    let host = [Field::new("Host", "a")];
    for _ in 0..8 {
        conn.sender().request(b"GET", b"/", Length::None, &host).unwrap();
        conn.sender().end(&[]).unwrap();
    }
    refused(&mut conn, Misuse::State, |sender| sender.request(b"GET", b"/", Length::None, &host));
}

#[test]
fn counts_beyond_what_there_is_are_refused() {
    let (mut input, mut output) = ([0; 128], [0; 128]);
    let mut conn = Connection::server(&mut input, &mut output);
    let room = conn.room().len();
    assert_eq!(conn.filled(room + 1), Err(Misuse::Argument));
    assert_eq!(conn.used(1), Err(Misuse::State));
    assert_eq!(conn.sent(1), Err(Misuse::Argument));
    assert_eq!(conn.sender().sent_elsewhere(1), Err(Misuse::Argument));
    assert_eq!(conn.ended(), Ok(()));
    assert_eq!(conn.ended(), Err(Misuse::State));
    assert_eq!((step(&mut conn), step(&mut conn)), ("closed", "nothing"));
    refused(&mut conn, Trouble::PeerGone, |sender| sender.reply(200, &[], b""));
}

#[test]
fn content_that_was_not_used_is_told_again() {
    let (mut input, mut output) = ([0; 256], [0; 128]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
    assert_eq!((step(&mut conn), step(&mut conn)), ("request", "content"));
    assert_eq!(conn.used(6), Err(Misuse::Argument));
    conn.used(2).unwrap();
    assert_eq!(step(&mut conn), "content");
    assert_eq!(conn.content(), b"llo");
    conn.used(0).unwrap();
    assert_eq!(step(&mut conn), "content");
    assert_eq!(conn.content(), b"llo");
    assert_eq!(step(&mut conn), "complete");
}

#[test]
fn a_paused_connection_tells_no_content_but_its_end() {
    let (mut input, mut output) = ([0; 256], [0; 128]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    assert_eq!(step(&mut conn), "request");
    conn.pause(true);
    assert_eq!((step(&mut conn), conn.pending()), ("nothing", &b""[..]));
    assert!(!conn.interest().wants.has(oyez::exchange::Wants::READ));
    conn.pause(false);
    assert_eq!(step(&mut conn), "nothing");
    assert_eq!(conn.pending(), b"HTTP/1.1 100 Continue\r\n\r\n");
    feed(&mut conn, b"he");
    conn.pause(true);
    assert_eq!(step(&mut conn), "nothing");
    conn.abort_and_see();
}

trait Abort {
    fn abort_and_see(&mut self);
}

impl Abort for Conn<'_> {
    fn abort_and_see(&mut self) {
        self.sender().abort();
        assert_eq!((step(self), step(self)), ("closed", "nothing"));
        assert!(self.pending().is_empty());
    }
}

#[test]
fn a_gap_is_closed_before_anything_else_is_sent() {
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, GET);
    assert_eq!(step(&mut conn), "request");
    conn.sender().response(200, Length::Unknown, &[]).unwrap();
    conn.sender().elsewhere(1000).unwrap();
    refused(&mut conn, Misuse::OutputFull, |sender| sender.whole_content(b"x"));
    conn.sender().end(&[]).unwrap();
    assert!(conn.pending().ends_with(b"\r\n\r\n3e8\r\n"));
    assert_eq!(conn.sender().sent_elsewhere(1), Err(Misuse::State));
    let count = conn.pending().len();
    conn.sent(count).unwrap();
    assert_eq!(conn.interest().elsewhere, 1000);
    conn.sender().sent_elsewhere(400).unwrap();
    assert_eq!(conn.sender().sent_elsewhere(601), Err(Misuse::Argument));
    conn.sender().sent_elsewhere(600).unwrap();
    assert_eq!(conn.pending(), b"\r\n0\r\n\r\n");
}

#[test]
fn content_generated_in_place_is_framed() {
    let (mut input, mut output) = ([0; 256], [0; 300]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, GET);
    assert_eq!(step(&mut conn), "request");
    conn.sender().response(200, Length::Unknown, &[]).unwrap();
    let mut sender = conn.sender();
    sender.content_room()[..3].copy_from_slice(b"abc");
    let room = sender.content_room().len();
    assert_eq!(sender.content_filled(room + 1), Err(Misuse::Argument.into()));
    sender.content_filled(3).unwrap();
    sender.end(&[Field::new("Digest", "x")]).unwrap();
    assert!(conn.pending().ends_with(b"03\r\nabc\r\n0\r\nDigest: x\r\n\r\n"), "{:?}", conn.pending());
}

#[test]
fn deadlines_are_told_apart() {
    let config = Config { head_ms: 100, content_ms: 200, idle_ms: 300, send_ms: 400, ..Config::default() };
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::with(&config, &mut input, &mut output, None);
    conn.tell_time(u32::MAX - 10);
    feed(&mut conn, b"GET / HT");
    assert_eq!(step(&mut conn), "nothing");
    assert_eq!(conn.interest().wait_ms, 100);
    conn.tell_time(80);
    assert_eq!((step(&mut conn), conn.interest().wait_ms), ("nothing", 9));
    conn.tell_time(89);
    assert_eq!(conn.step().map(|_| ()).unwrap_err().reason, Trouble::TimeoutHead.into());
    conn.reset();
    feed(&mut conn, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
    assert_eq!((step(&mut conn), step(&mut conn)), ("request", "nothing"));
    conn.tell_time(289);
    assert_eq!(conn.step().map(|_| ()).unwrap_err().reason, Trouble::TimeoutContent.into());
    conn.reset();
    feed(&mut conn, GET);
    assert_eq!((step(&mut conn), step(&mut conn)), ("request", "complete"));
    conn.sender().reply(200, &[], b"").unwrap();
    // The program took its time: what it sent waits from now on.
    conn.tell_time(689);
    assert_eq!((step(&mut conn), conn.interest().wait_ms), ("nothing", 400));
    conn.tell_time(1089);
    assert_eq!(conn.step().map(|_| ()).unwrap_err().reason, Trouble::TimeoutSend.into());
    assert_eq!((step(&mut conn), step(&mut conn)), ("closed", "nothing"));
    conn.reset();
    feed(&mut conn, GET);
    assert_eq!((step(&mut conn), step(&mut conn)), ("request", "complete"));
    conn.sender().reply(200, &[], b"").unwrap();
    let count = conn.pending().len();
    conn.sent(count).unwrap();
    assert_eq!(step(&mut conn), "nothing");
    conn.tell_time(1389);
    assert_eq!(step(&mut conn), "closed");
}

#[test]
fn a_peer_that_keeps_its_pace_is_not_slow() {
    let config = Config { min_rate: 10, content_ms: 1000, ..Config::default() };
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::with(&config, &mut input, &mut output, None);
    feed(&mut conn, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n");
    assert_eq!((step(&mut conn), step(&mut conn)), ("request", "nothing"));
    let mut now = 0;
    for _ in 0..20 {
        now += 100;
        conn.tell_time(now);
        feed(&mut conn, b"x");
        assert_eq!((step(&mut conn), step(&mut conn)), ("content", "nothing"));
    }
    // A third of the pace: after 1.5 s it lags by a second.
    let told = (0..20).find_map(|_| {
        now += 300;
        conn.tell_time(now);
        let fault = conn.step().err();
        if fault.is_none() {
            feed(&mut conn, b"x");
            step(&mut conn);
        }
        fault
    });
    assert_eq!(told.map(|fault| fault.reason), Some(Trouble::TimeoutRate.into()));
}

#[test]
fn a_client_end_behaves_as_its_role_says() {
    let config = Config { role: Role::Client, version: 10, ..Config::default() };
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::with(&config, &mut input, &mut output, None);
    let host = [Field::new("Host", "a")];
    refused(&mut conn, Misuse::Argument, |sender| sender.request(b"POST", b"/", Length::Unknown, &host));
    conn.sender().request(b"GET", b"/", Length::None, &host).unwrap();
    conn.sender().end(&[]).unwrap();
    assert_eq!(conn.pending(), b"GET / HTTP/1.0\r\nHost: a\r\nConnection: close\r\n\r\n");
}

#[test]
fn a_head_that_is_forgotten_makes_room_for_content() {
    let (mut input, mut output) = ([0; 128], [0; 128]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, b"POST / HTTP/1.1\r\nHost: a\r\nCookie: 01234567890123456789\r\nContent-Length: 500\r\n\r\n");
    assert_eq!((step(&mut conn), step(&mut conn)), ("request", "nothing"));
    let beside = conn.room().len();
    conn.forget_head();
    assert!(conn.request().is_none());
    assert_eq!(step(&mut conn), "nothing");
    assert!(conn.room().len() > beside + 70, "{} {beside}", conn.room().len());
}

#[test]
fn content_until_the_close_keeps_within_its_bound() {
    let config = Config { role: Role::Client, max_content: 5, ..Config::default() };
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::with(&config, &mut input, &mut output, None);
    conn.sender().request(b"GET", b"/", Length::None, &[Field::new("Host", "a")]).unwrap();
    conn.sender().end(&[]).unwrap();
    feed(&mut conn, b"HTTP/1.1 200 OK\r\n\r\nhello!");
    assert_eq!((step(&mut conn), step(&mut conn)), ("response", "content"));
    assert_eq!(conn.content(), b"hello");
    let fault = conn.step().map(|_| ()).unwrap_err();
    assert_eq!((fault.reason, fault.offset), (oyez::error::Violation::ContentTooLarge.into(), 24));
}

#[test]
fn a_tunnel_is_ended_only_after_it_was_told() {
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\nhello");
    assert_eq!((step(&mut conn), step(&mut conn)), ("request", "complete"));
    conn.sender().response(200, Length::None, &[]).unwrap();
    conn.sender().end(&[]).unwrap();
    assert_eq!((step(&mut conn), step(&mut conn)), ("other", "content"));
    conn.sender().whole_content(b"raw").unwrap();
    assert!(conn.pending().ends_with(b"\r\n\r\nraw"));
    conn.sender().end(&[]).unwrap();
    let count = conn.pending().len();
    conn.sent(count).unwrap();
    assert!(conn.interest().wants.has(oyez::exchange::Wants::SHUTDOWN));
    conn.ended().unwrap();
    assert_eq!((step(&mut conn), step(&mut conn)), ("complete", "closed"));
}

#[test]
fn what_comes_while_a_connection_lingers_is_dropped() {
    let (mut input, mut output) = ([0; 64], [0; 128]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, &[b'x'; 62]);
    feed(&mut conn, b" /");
    assert_eq!(step(&mut conn), "fault");
    conn.sender().reply(414, &[], b"").unwrap();
    let count = conn.pending().len();
    conn.sent(count).unwrap();
    for _ in 0..10 {
        assert_eq!(step(&mut conn), "nothing");
        assert!(conn.interest().wants.has(oyez::exchange::Wants::READ));
        let room = conn.room().len();
        conn.filled(room).unwrap();
    }
    conn.ended().unwrap();
    assert_eq!(step(&mut conn), "closed");
}

#[test]
fn a_client_says_close_with_its_last_request_and_hears_every_response() {
    let (mut input, mut output) = ([0; 512], [0; 512]);
    let mut conn = Connection::client(&mut input, &mut output);
    let host = [Field::new("Host", "a")];
    conn.sender().request(b"GET", b"/1", Length::None, &host).unwrap();
    conn.sender().end(&[]).unwrap();
    conn.sender().make_last();
    conn.sender().request(b"GET", b"/2", Length::None, &host).unwrap();
    conn.sender().end(&[]).unwrap();
    refused(&mut conn, Misuse::State, |sender| sender.request(b"GET", b"/3", Length::None, &host));
    assert_eq!(conn.pending().windows(17).filter(|octets| octets == b"Connection: close").count(), 1);
    let count = conn.pending().len();
    conn.sent(count).unwrap();
    feed(&mut conn, &b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na".repeat(2));
    let told: Vec<_> = std::iter::from_fn(|| Some(step(&mut conn)).filter(|told| *told != "nothing")).collect();
    assert_eq!(told, ["response", "content", "complete", "response", "content", "complete", "closed"]);
}

#[test]
fn nothing_is_sent_behind_a_connect() {
    let (mut input, mut output) = ([0; 512], [0; 512]);
    let mut conn = Connection::client(&mut input, &mut output);
    let host = [Field::new("Host", "a")];
    conn.sender().request(b"CONNECT", b"a:1", Length::None, &host).unwrap();
    conn.sender().end(&[]).unwrap();
    refused(&mut conn, Misuse::State, |sender| sender.request(b"GET", b"/secret", Length::None, &host));
}

#[test]
fn an_answer_to_a_fault_waits_for_room() {
    let (mut input, mut output) = ([0; 512], [0; 128]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, b"GET / HTTP/1.1\r\nHost: a\r\n\r\ngarbage\r\n\r\n");
    assert_eq!(step(&mut conn), "request");
    conn.sender().reply(200, &[], &[b'x'; 70]).unwrap();
    assert_eq!((step(&mut conn), step(&mut conn)), ("complete", "fault"));
    refused(&mut conn, Misuse::OutputFull, |sender| sender.reply(400, &[], b""));
    assert_eq!(step(&mut conn), "nothing");
    let count = conn.pending().len();
    conn.sent(count).unwrap();
    assert_eq!(step(&mut conn), "writable");
    conn.sender().reply(400, &[], b"").unwrap();
}

#[test]
fn what_is_here_is_not_late() {
    let config = Config { head_ms: 100, ..Config::default() };
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::with(&config, &mut input, &mut output, None);
    conn.tell_time(1);
    feed(&mut conn, GET);
    conn.tell_time(200);
    assert_eq!((step(&mut conn), step(&mut conn)), ("request", "complete"));
    conn.sender().reply(200, &[], b"").unwrap();
    feed(&mut conn, b"GET / HT");
    step(&mut conn);
    conn.pause(true);
    conn.tell_time(900);
    assert_eq!(step(&mut conn), "nothing", "a caller that reads nothing cannot say that the peer is late");
}

#[test]
fn content_finds_room_behind_a_head_of_many_lines() {
    for lines in 0..60 {
        let (mut input, mut output) = ([0; 512], [0; 256]);
        let mut conn = Connection::server(&mut input, &mut output);
        let mut octets = format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(37)).into_bytes();
        octets.extend(b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n");
        octets.extend(b"a:\r\n".repeat(lines));
        octets.extend(b"\r\n");
        if octets.len() > 450 {
            break;
        }
        feed(&mut conn, &octets);
        assert_eq!(step(&mut conn), "request");
        conn.sender().reply(200, &[], b"").unwrap();
        while step(&mut conn) != "nothing" {}
        assert!(!conn.room().is_empty(), "{lines}");
    }
}

#[test]
fn a_paused_connection_goes_on_once_it_is_answered() {
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n");
    assert_eq!(step(&mut conn), "request");
    conn.pause(true);
    conn.sender().reply(200, &[], b"").unwrap();
    assert_eq!(step(&mut conn), "nothing");
    feed(&mut conn, b"abcGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_eq!((step(&mut conn), step(&mut conn)), ("complete", "request"));
}

#[test]
fn a_length_no_reader_can_hold_is_refused() {
    let (mut input, mut output) = ([0; 256], [0; 256]);
    let mut conn = Connection::server(&mut input, &mut output);
    feed(&mut conn, GET);
    assert_eq!(step(&mut conn), "request");
    refused(&mut conn, Misuse::Argument, |sender| sender.response(200, Length::Exact(1 << 63), &[]));
}
