// SPDX-License-Identifier: MIT OR Apache-2.0
//! What one end sends, the other receives: any message that a sender takes, in any pieces, in buffers of any size.

use std::collections::VecDeque;

use oyez::error::{Misuse, Reason, Violation};
use oyez::exchange::{Config, Connection, Event, Length, Role, Slices, Step, Wants};
use oyez::grammar::octet;
use oyez::syntax::field_line::Field;

use super::choices::Choices;

type Lines = Vec<(Vec<u8>, Vec<u8>)>;

/// Why a message that may be sent need not be taken: there is no room for it, or its Expect asks for what is not known.
const REFUSABLE: [Violation; 5] = [
    Violation::TargetTooLong,
    Violation::HeadTooLarge,
    Violation::FieldTooLarge,
    Violation::TrailerTooLarge,
    Violation::Expectation,
];

/// Plays up to four exchanges between two ends.
pub fn round_trip(octets: &[u8]) {
    let mut choices = Choices(octets);
    let version = choices.pick(&[11, 11, 11, 10]);
    let mut buffers: Vec<Vec<u8>> = (0..4).map(|_| vec![0; 64 + choices.below(1200)]).collect();
    let [a, b, c, d] = &mut buffers[..] else { unreachable!() };
    let config = Config { role: Role::Client, version, ..Config::default() };
    let mut client = End::new(Connection::with(&config, a, b, None));
    let mut server = End::new(Connection::server(c, d));
    for _ in 0..4 {
        let asked = request(&mut choices);
        let mut answered = response(&mut choices, &asked);
        if version == 10 {
            // Content until the close ends without trailers.
            answered.trailers.clear();
        }
        if exchange(&mut choices, &mut client, &mut server, asked, answered).is_none() {
            return;
        }
    }
}

/// One exchange; nothing when it is the last.
fn exchange(
    choices: &mut Choices<'_>,
    client: &mut End<'_>,
    server: &mut End<'_>,
    asked: Message,
    answered: Message,
) -> Option<()> {
    client.begin(asked);
    server.begin(answered);
    while !(client.complete && server.done) {
        client.say(choices)?;
        carry(choices, client, server);
        server.listen(client)?;
        if server.complete {
            server.say(choices)?;
        }
        carry(choices, server, client);
        client.listen(server)?;
        client.rounds += 1;
        assert!(client.rounds < 20_000, "no end: {:?} {:?}", client.said, server.said);
    }
    let bare = answered_without_content(&client.said, &server.said);
    assert_eq!(server.heard, client.said.as_heard(false), "what the server heard");
    assert_eq!(client.heard, server.said.as_heard(bare), "what the client heard");
    (!client.last && !server.last).then_some(())
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Message {
    method: Vec<u8>,
    target: Vec<u8>,
    status: u16,
    fields: Lines,
    content: Vec<u8>,
    is_measured: bool,
    trailers: Lines,
}

impl Message {
    /// What the peer is told of it.
    fn as_heard(&self, bare: bool) -> Message {
        let mut heard = self.clone();
        if bare {
            (heard.content, heard.trailers) = (Vec::new(), Vec::new());
        }
        heard.is_measured |= bare;
        heard
    }

    fn length(&self) -> Length {
        if self.is_measured { Length::Exact(self.content.len() as u64) } else { Length::Unknown }
    }
}

/// What is announced but not sent says nothing of how it would be framed.
fn answered_without_content(asked: &Message, answered: &Message) -> bool {
    asked.method == b"HEAD" || matches!(answered.status, 204 | 205 | 304)
}

fn request(choices: &mut Choices<'_>) -> Message {
    let methods: [&[u8]; 8] = [b"GET", b"HEAD", b"POST", b"PUT", b"OPTIONS", b"TRACE", b"X!", b"CONNECT"];
    let method = match choices.below(9) {
        8 => choices.octets(8),
        known => methods[known],
    };
    let targets: [&[u8]; 5] = [b"/", b"/a?b=c", b"http://h/x", b"*", b"a:443"];
    let target = match choices.below(6) {
        5 => choices.octets(40),
        known => targets[known],
    };
    let is_measured = choices.below(2) == 0;
    let mut fields = vec![(b"Host".to_vec(), b"h".to_vec())];
    fields.extend(lines(choices));
    let content = content(choices);
    let trailers = if is_measured { Lines::new() } else { lines(choices) };
    Message { method: method.into(), target: target.into(), status: 0, fields, content, is_measured, trailers }
}

fn response(choices: &mut Choices<'_>, asked: &Message) -> Message {
    let status = match choices.below(8) {
        7 => 200 + choices.below(400) as u16,
        known => [200, 201, 204, 205, 304, 404, 500][known],
    };
    // A tunnel would end this game.
    let status = if asked.method == b"CONNECT" && status < 300 { 404 } else { status };
    let is_measured = choices.below(2) == 0;
    let mut message = Message { status, fields: lines(choices), is_measured, ..Message::default() };
    if !answered_without_content(asked, &message) {
        message.content = content(choices);
        message.trailers = if is_measured { Lines::new() } else { lines(choices) };
    }
    message
}

fn content(choices: &mut Choices<'_>) -> Vec<u8> {
    let some = choices.octets(60);
    some.repeat(1 + choices.below(8))
}

fn lines(choices: &mut Choices<'_>) -> Lines {
    let names: [&[u8]; 8] = [b"X", b"Cookie", b"Upgrade", b"TE", b"Expect", b"Trailer", b"Date", b"Vary"];
    (0..choices.below(4))
        .map(|_| {
            let name = match choices.below(10) {
                8 => choices.octets(12),
                9 => choices.octets(280),
                known => names[known],
            };
            (name.to_vec(), octet::trim(choices.octets(60)).to_vec())
        })
        .collect()
}

fn sendable(lines: &Lines) -> Vec<Field<'_>> {
    lines.iter().map(|(name, value)| Field { name, value }).collect()
}

/// Lines as they were heard, without those that the sender derived.
fn owned<'f>(fields: impl Iterator<Item = Field<'f>>) -> Lines {
    let derived: [&[u8]; 3] = [b"Content-Length", b"Transfer-Encoding", b"Connection"];
    let passed = fields.filter(|field| !derived.iter().any(|name| field.is(name)));
    passed.map(|field| (field.name.to_vec(), field.value.to_vec())).collect()
}

/// One end: what it says in this exchange, how far it is, and what it heard.
struct End<'m> {
    conn: Connection<Slices<'m>>,
    said: Message,
    begun: bool,
    sent: usize,
    done: bool,
    /// What goes to the transport past the connection.
    gap: VecDeque<u8>,
    heard: Message,
    complete: bool,
    last: bool,
    ended: bool,
    rounds: usize,
}

impl<'m> End<'m> {
    fn new(conn: Connection<Slices<'m>>) -> Self {
        let nothing = Message::default;
        let (begun, sent, done, gap) = (false, 0, false, VecDeque::new());
        let (complete, last, ended, rounds) = (false, false, false, 0);
        End { conn, said: nothing(), begun, sent, done, gap, heard: nothing(), complete, last, ended, rounds }
    }

    fn begin(&mut self, message: Message) {
        (self.said, self.begun, self.sent, self.done) = (message, false, 0, false);
        (self.heard, self.complete, self.rounds) = (Message::default(), false, 0);
    }

    /// Sends on, as far as there is room; nothing when it cannot be sent at all.
    fn say(&mut self, choices: &mut Choices<'_>) -> Option<()> {
        if !self.begun {
            let before = self.conn.pending().len();
            match self.head() {
                Ok(()) => self.begun = true,
                Err(Reason::Misuse(Misuse::OutputFull)) => {}
                Err(_) if self.conn.pending().len() != before => panic!("a call that fails writes nothing"),
                Err(_) => return None,
            }
        }
        if self.begun && !self.done {
            self.content(choices);
        }
        if self.begun && !self.done && self.sent == self.said.content.len() {
            match self.conn.sender().end(sendable(&self.said.trailers).as_slice()) {
                Ok(()) => self.done = true,
                Err(Reason::Misuse(Misuse::OutputFull)) => {}
                // An end of a message that may have none, or lines that no trailer section holds.
                Err(_) if !self.said.trailers.is_empty() => self.said.trailers.clear(),
                Err(reason) => panic!("{reason}: {:?}", self.said),
            }
        }
        Some(())
    }

    fn head(&mut self) -> Result<(), Reason> {
        let (fields, length) = (sendable(&self.said.fields), self.said.length());
        let mut sender = self.conn.sender();
        match self.said.status {
            0 => sender.request(&self.said.method, &self.said.target, length, fields.as_slice()),
            304 => sender.response(304, Length::None, fields.as_slice()),
            status => sender.response(status, length, fields.as_slice()),
        }
    }

    /// Sends some content, one way or another.
    fn content(&mut self, choices: &mut Choices<'_>) {
        let rest = &self.said.content[self.sent..];
        let mut sender = self.conn.sender();
        match choices.below(4) {
            _ if rest.is_empty() => {}
            0 | 1 => self.sent += sender.content(rest).unwrap_or(0),
            2 => {
                let room = sender.content_room();
                let count = room.len().min(rest.len());
                room[..count].copy_from_slice(&rest[..count]);
                sender.content_filled(count).expect("it was put into the room");
                self.sent += count;
            }
            _ => {
                if sender.elsewhere(rest.len() as u64).is_ok() {
                    self.gap.extend(rest);
                    self.sent += rest.len();
                }
            }
        }
    }

    /// Takes what came; nothing when it was refused for a reason that may be.
    fn listen(&mut self, peer: &mut End<'_>) -> Option<()> {
        let over = peer.conn.pending().is_empty() && peer.gap.is_empty() && peer.done;
        let wants = peer.conn.interest().wants;
        if over && !self.ended && (wants.has(Wants::CLOSE) || wants.has(Wants::SHUTDOWN)) {
            self.ended = true;
            let _ = self.conn.ended();
        }
        loop {
            match self.conn.step() {
                Ok(None) => return Some(()),
                Ok(Some(Step { event, .. })) => match event {
                    Event::Request(request) => {
                        self.heard.method = request.method.to_vec();
                        self.heard.target = request.target.to_vec();
                        self.heard.is_measured = request.length.is_some();
                        self.heard.fields = owned(request.fields);
                        self.last |= request.last;
                    }
                    Event::Response(response) => {
                        self.heard.status = response.status;
                        self.heard.is_measured = response.length.is_some();
                        self.heard.fields = owned(response.fields);
                        self.last |= response.last;
                    }
                    Event::Content(octets) => self.heard.content.extend(octets),
                    Event::Complete(trailers) => {
                        self.heard.trailers = owned(trailers);
                        self.complete = true;
                    }
                    // What an Expect brought about.
                    Event::Informational(response) => assert_eq!(response.status, 100),
                    Event::Writable | Event::PeerEnded => {}
                    Event::Closed if self.complete => {}
                    other => panic!("{other:?} behind {:?}", peer.said),
                },
                Err(fault) => {
                    let Reason::Violation(violation) = fault.reason else { panic!("{fault}") };
                    assert!(REFUSABLE.contains(&violation), "{fault}: {:?}", peer.said);
                    return None;
                }
            }
        }
    }
}

/// Carries some of what is pending at one end to the other, and then what goes past its connection.
fn carry(choices: &mut Choices<'_>, from: &mut End<'_>, to: &mut End<'_>) {
    let most = if choices.are_over() { usize::MAX } else { 1 + choices.below(256) };
    let room = to.conn.room();
    let pending = from.conn.pending();
    let count = pending.len().min(room.len()).min(most);
    room[..count].copy_from_slice(&pending[..count]);
    to.conn.filled(count).expect("the room was that large");
    from.conn.sent(count).expect("it was pending");
    if from.conn.interest().elsewhere > 0 {
        let room = to.conn.room();
        let count = from.gap.len().min(room.len()).min(most);
        room.iter_mut().zip(from.gap.drain(..count)).for_each(|(place, octet)| *place = octet);
        to.conn.filled(count).expect("the room was that large");
        from.conn.sender().sent_elsewhere(count as u64).expect("the gap was that large");
    }
}
