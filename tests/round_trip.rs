// SPDX-License-Identifier: MIT OR Apache-2.0
//! What one end sends, the other receives: any message, any pieces, buffers of any size.

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use oyez::exchange::{Connection, Event, Length, Slices, Step};
use oyez::syntax::field_line::Field;

fn some_fields(dice: &mut Dice) -> Vec<(String, String)> {
    (0..dice.below(4))
        .map(|at| {
            let letters = (0..dice.below(12)).map(|_| char::from(b'!' + u8::try_from(dice.below(90)).unwrap()));
            (format!("X-{at}"), letters.collect())
        })
        .collect()
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Message {
    start: String,
    fields: Vec<(String, String)>,
    content: Vec<u8>,
    chunked: bool,
    trailers: Vec<(String, String)>,
}

fn lines(fields: &[(String, String)]) -> Vec<Field<'_>> {
    fields.iter().map(|(name, value)| Field::new(name, value)).collect()
}

fn request(dice: &mut Dice) -> Message {
    let method = dice.pick(&["GET", "HEAD", "POST", "PUT", "DELETE", "X!"]);
    let target = dice.pick(&["/", "/a?b=c", "http://h/x", "/%41;p"]);
    let chunked = dice.below(3) == 0;
    let content = if dice.below(2) == 0 { dice.octets(300) } else { Vec::new() };
    let trailers = if chunked { some_fields(dice) } else { Vec::new() };
    let mut fields = vec![("Host".to_string(), "h".to_string())];
    fields.extend(some_fields(dice));
    Message { start: format!("{method} {target}"), fields, content, chunked, trailers }
}

fn response(dice: &mut Dice, method: &str) -> Message {
    let status = dice.pick(&[200, 201, 204, 304, 404, 500]);
    let chunked = dice.below(3) == 0;
    let bare = matches!(status, 204 | 304) || method == "HEAD";
    let content = if bare { Vec::new() } else { dice.octets(300) };
    let trailers = if chunked && !bare { some_fields(dice) } else { Vec::new() };
    Message { start: status.to_string(), fields: some_fields(dice), content, chunked, trailers }
}

/// One end, sending one message as room allows, receiving another.
struct End<'m> {
    conn: Connection<Slices<'m>>,
    sent: usize,
    done: bool,
    begun: bool,
    heard: Option<Message>,
    complete: bool,
}

fn owned<'f>(fields: impl Iterator<Item = Field<'f>>) -> Vec<(String, String)> {
    let text = |octets: &[u8]| String::from_utf8(octets.to_vec()).unwrap();
    let derived = ["Content-Length", "Transfer-Encoding", "Connection"];
    fields
        .filter(|field| !derived.iter().any(|name| field.is(name.as_bytes())))
        .map(|field| (text(field.name), text(field.value)))
        .collect()
}

impl<'m> End<'m> {
    fn new(conn: Connection<Slices<'m>>) -> Self {
        End { conn, sent: 0, done: false, begun: false, heard: None, complete: false }
    }

    fn next(&mut self) {
        (self.sent, self.done, self.begun, self.heard, self.complete) = (0, false, false, None, false);
    }

    fn listen(&mut self) {
        while let Some(Step { event, .. }) = self.conn.step().expect("what was sent is valid") {
            let heard = |start: String, fields| Message {
                start,
                fields,
                content: Vec::new(),
                chunked: false,
                trailers: Vec::new(),
            };
            match event {
                Event::Request(request) => {
                    let start = [request.method, b" ", request.target].concat();
                    let chunked = request.length.is_none();
                    let fields = owned(request.fields);
                    self.heard = Some(Message { chunked, ..heard(String::from_utf8(start).unwrap(), fields) });
                }
                Event::Response(response) => {
                    let chunked = response.length.is_none();
                    self.heard =
                        Some(Message { chunked, ..heard(response.status.to_string(), owned(response.fields)) });
                }
                Event::Content(octets) => self.heard.as_mut().unwrap().content.extend(octets),
                Event::Complete(trailers) => {
                    self.heard.as_mut().unwrap().trailers = owned(trailers);
                    self.complete = true;
                    return;
                }
                Event::Writable => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// Sends on, as far as there is room.
    fn say(&mut self, message: &Message) {
        let fields = lines(&message.fields);
        let length = if message.chunked { Length::Unknown } else { Length::Exact(message.content.len() as u64) };
        let mut sender = self.conn.sender();
        if !self.begun {
            let head = match message.start.split_once(' ') {
                Some((method, target)) => {
                    sender.request(method.as_bytes(), target.as_bytes(), length, fields.as_slice())
                }
                None => {
                    let status = message.start.parse().unwrap();
                    let length = if status == 304 { Length::None } else { length };
                    sender.response(status, length, fields.as_slice())
                }
            };
            self.begun = head.is_ok();
        }
        if self.begun && !self.done {
            let rest = &message.content[self.sent..];
            self.sent += sender.content(rest).unwrap_or(0);
            if self.sent == message.content.len() {
                self.done = sender.end(lines(&message.trailers).as_slice()).is_ok();
            }
        }
    }
}

/// Carries some of what is pending at one end to the other.
fn carry(from: &mut End<'_>, to: &mut End<'_>, most: usize) {
    let count = from.conn.pending().len().min(to.conn.room().len()).min(most);
    let octets = from.conn.pending()[..count].to_vec();
    to.conn.room()[..count].copy_from_slice(&octets);
    to.conn.filled(count).unwrap();
    from.conn.sent(count).unwrap();
}

fn play(seed: u64, exchanges: usize) {
    let mut dice = Dice(seed | 1);
    let sizes: Vec<usize> = (0..4).map(|_| 256 + dice.below(1200)).collect();
    let mut buffers: Vec<Vec<u8>> = sizes.iter().map(|size| vec![0; *size]).collect();
    let [a, b, c, d] = &mut buffers[..] else { unreachable!() };
    let mut client = End::new(Connection::client(a, b));
    let mut server = End::new(Connection::server(c, d));
    for exchange in 0..exchanges {
        let asked = request(&mut dice);
        let method = asked.start.split(' ').next().unwrap().to_string();
        let answered = response(&mut dice, &method);
        client.next();
        server.next();
        for round in 0.. {
            assert!(round < 100_000, "seed {seed}, exchange {exchange}: no end of {asked:?} {answered:?}");
            if !client.done {
                client.say(&asked);
            }
            carry(&mut client, &mut server, 1 + dice.below(400));
            if !server.complete {
                server.listen();
            }
            if server.complete && !server.done {
                server.say(&answered);
            }
            carry(&mut server, &mut client, 1 + dice.below(400));
            client.listen();
            if client.complete && server.done {
                break;
            }
        }
        assert_eq!(server.heard.as_ref(), Some(&asked), "seed {seed}");
        // What is announced but not sent says nothing of how it would be framed.
        let bare = method == "HEAD" || matches!(answered.start.as_str(), "204" | "304");
        let expected = Message { chunked: answered.chunked && !bare, ..answered };
        assert_eq!(client.heard.as_ref(), Some(&expected), "seed {seed}");
    }
}

#[test]
fn every_message_arrives_as_it_was_sent() {
    for seed in 1..400u64 {
        play(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), 6);
    }
}
