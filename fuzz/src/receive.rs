// SPDX-License-Identifier: MIT OR Apache-2.0
//! Any octets, either end: every loop of steps ends, CLOSED comes once and last, what is told is well formed, and
//! nothing waits for ever.

use oyez::error::{Fault, Reason};
use oyez::exchange::{Connection, Event, Length, Names, Sender, Slices, Step, Wants};
use oyez::grammar::octet;
use oyez::syntax::field_line::Field;
use oyez::syntax::section::Fields;

use super::plan;
use super::support::cases::{Case, Reply, Role};
use super::support::door;

/// Receives what a plan says, in pieces of the size its cut says.
pub fn receive(octets: &[u8]) {
    let Some((case, cut)) = plan::read(octets) else { return };
    // A plan keeps two fields at most.
    let names = case.setup.keep.as_deref().map(|names| [&*names[0], &*names[names.len() - 1]]);
    let keep = names.as_ref().map(|names| -> &dyn Names { names });
    let (mut input, mut output) = (vec![0; case.setup.input], vec![0; 256]);
    let conn = Connection::with(&door::config(&case), &mut input, &mut output, keep);
    let mut reader = Reader { case: &case, conn, fed: 0, left: None, content: 0, tunnel: false, closed: false };
    reader.begin();
    for piece in case.input.chunks(1 + usize::from(cut) % 512) {
        reader.feed(piece);
    }
    let _ = reader.conn.ended();
    reader.steps();
    // A server that answers, and a client that was answered or left, are over when the peer has ended.
    assert!(reader.closed || !reader.answers() || reader.tunnel, "it is not over: {case:#?}");
    reader.conn.sender().abort();
    reader.steps();
    assert!(reader.closed, "a cut ends everything");
    assert!(reader.conn.pending().is_empty(), "nothing is left to send");
}

struct Reader<'c, 'm> {
    case: &'c Case,
    conn: Connection<Slices<'m>>,
    /// Octets given so far.
    fed: u64,
    /// Octets of content that the head announced and that did not come yet.
    left: Option<u64>,
    /// Octets of content of this message.
    content: u64,
    tunnel: bool,
    closed: bool,
}

impl Reader<'_, '_> {
    fn begin(&mut self) {
        if self.case.setup.last {
            self.conn.sender().make_last();
        }
        for sent in &self.case.setup.sends {
            let host = Field::new("Host", "a");
            let upgrade = Field::new("Upgrade", sent.upgrade.as_deref().unwrap_or(""));
            let fields = match (&sent.upgrade, self.case.setup.version) {
                (_, 9) => &[][..],
                (None, _) => &[host],
                (Some(_), _) => &[host, upgrade],
            };
            let mut sender = self.conn.sender();
            let (method, target) = (sent.method.as_bytes(), sent.target.as_bytes());
            sender.request(method, target, Length::None, fields).expect("the request is sent");
            sender.end(&[]).expect("the request ends");
            self.flush();
        }
    }

    /// Whether every request is answered: one that offers no upgrade waits in vain for a 101.
    fn answers(&self) -> bool {
        self.case.setup.reply != Reply::Never && self.case.setup.switch.is_none()
    }

    fn feed(&mut self, piece: &[u8]) {
        let mut rest = piece;
        while !rest.is_empty() && !self.closed {
            let room = self.conn.room();
            let count = room.len().min(rest.len());
            room[..count].copy_from_slice(&rest[..count]);
            self.conn.filled(count).expect("the room was that large");
            rest = &rest[count..];
            self.fed += count as u64;
            self.steps();
            let waits = !self.answers();
            let reads = self.conn.interest().wants.has(Wants::READ);
            assert!(
                reads || self.closed || waits || self.tunnel,
                "{:?}, but does not read: {:#?}",
                self.conn.interest(),
                self.case
            );
            if count == 0 && !reads {
                return;
            }
        }
    }

    /// Steps until there is nothing left that needs no waiting, the transport taking all that is sent.
    fn steps(&mut self) {
        let bound = 1000 + 4 * self.case.input.len();
        for count in 0.. {
            assert!(count < bound, "a loop of steps ends: {:#?}", self.case);
            self.flush();
            let told = match self.conn.step() {
                Ok(None) => false,
                Ok(Some(step)) => {
                    assert!(!self.closed, "CLOSED is the last");
                    let Step { event, mut sender } = step;
                    match event {
                        Event::Request(request) => {
                            assert!(octet::is_token(request.method) && !request.target.is_empty());
                            well_formed(request.fields);
                            // What comes behind an early answer is discarded.
                            let early = self.case.setup.reply == Reply::AtHead;
                            (self.left, self.content) = (request.length.filter(|_| !early), 0);
                        }
                        Event::Response(response) | Event::Informational(response) => {
                            assert!((100..=599).contains(&response.status));
                            well_formed(response.fields);
                            (self.left, self.content) = (response.length, 0);
                        }
                        Event::Content(content) => {
                            assert!(!content.is_empty(), "content is never empty");
                            self.content += content.len() as u64;
                            let most = self.case.setup.max_content.unwrap_or(self.fed);
                            assert!(self.tunnel || self.content <= most.min(self.fed), "content is bounded");
                        }
                        Event::Complete(trailers) => {
                            well_formed(trailers);
                            assert!(self.tunnel || self.left.is_none_or(|left| left == self.content), "it is whole");
                        }
                        Event::Tunnel => self.tunnel = true,
                        Event::Closed => self.closed = true,
                        _ => {}
                    }
                    answer(self.case, &event, self.tunnel, &mut sender);
                    true
                }
                Err(fault) => {
                    assert!(!self.closed, "CLOSED is the last");
                    self.fault(&fault);
                    true
                }
            };
            if !told {
                assert!(!self.conn.interest().wants.has(Wants::STEP), "nothing is left");
                break;
            }
        }
        assert_eq!(self.conn.interest().wants.has(Wants::CLOSE), self.closed);
    }

    fn fault(&mut self, fault: &Fault) {
        assert!(fault.offset <= self.fed, "the octet was there: {fault:?} of {}", self.fed);
        assert!(fault.status == 0 || (400..=599).contains(&fault.status));
        assert!(matches!(fault.reason, Reason::Violation(_)) && !fault.reason.clause().is_empty(), "{fault:?}");
        if fault.status > 0 && self.case.setup.reply != Reply::Never && self.case.setup.role == Role::Server {
            self.conn.sender().reply(fault.status, &[], b"").expect("a fault can be answered");
        }
    }

    fn flush(&mut self) {
        let count = self.conn.pending().len();
        self.conn.sent(count).expect("it was pending");
    }
}

fn answer(case: &Case, event: &Event<'_>, tunnel: bool, sender: &mut Sender<'_>) {
    match (event, case.setup.reply, &case.setup.switch) {
        (Event::Request(_), Reply::AtHead, None) => {
            // A 2xx to CONNECT has no content.
            let whole = sender.reply(200, &[], b"Oyez!");
            whole.or_else(|_| sender.reply(200, &[], b"")).expect("a request can be answered");
        }
        (Event::Complete(_), ..) if tunnel => sender.end(&[]).expect("a tunnel ends"),
        (Event::Complete(_), _, Some(protocol)) => {
            let _ = sender.informational(101, &[Field::new("Upgrade", protocol)]);
        }
        (Event::Complete(_), Reply::AtEnd(status), None) => {
            let _ = sender.reply(status, &[], b"");
        }
        _ => {}
    }
}

/// What is told of a section can be sent again as it is.
fn well_formed(fields: Fields<'_>) {
    for field in fields {
        assert!(octet::is_token(field.name), "{field:?}");
        assert!(octet::run(field.value, octet::is_field_octet) == field.value.len(), "{field:?}");
        assert_eq!(octet::trim(field.value), field.value);
        assert!(fields.find(field.name).is_some());
    }
}
