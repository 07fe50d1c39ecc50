// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the engine's server tells, one event of one connection at a time, sorted by exchange.

use crate::errors;
use crate::events::Request;
use crate::fields::Fields;
use oyez::error::{Fault, Misuse, Reason, Trouble};
use oyez::exchange::Length;
use oyez::server::{Event, Sender, Server, Sockets};
use pyo3::prelude::*;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::os::fd::OwnedFd;

/// An exchange that was told and is not over.
pub struct Open {
    /// Tells the exchanges of one connection apart.
    serial: u64,
    request: Py<Request>,
    /// Content told and not read.
    pub content: VecDeque<Vec<u8>>,
    /// The trailer section, once the request is complete.
    pub trailers: Option<Fields>,
    pub fault: Option<Fault>,
    /// It tells no content.
    paused: bool,
    /// What was refused for lack of room would fit now.
    writable: bool,
    /// HTTP has ended.
    tunnel: bool,
}

/// A request that came, and waits to be polled.
pub struct Came {
    pub id: u64,
    pub serial: u64,
    pub request: Py<Request>,
    pub peer: String,
}

/// Octets that an input buffer can hold.
const MOST_SURPLUS: usize = 65_535;

/// What a turn told, as far as it is not noted down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Something.
    Told,
    /// Nothing that needs no waiting.
    Nothing,
}

/// An event, without what it lends.
enum Heard {
    Request(u64),
    Content(u64, Vec<u8>),
    Complete(u64, Fields),
    Tunnel(u64),
    Writable(u64),
    Fault(u64, Fault),
    Closed(u64),
    Drained,
    Other,
    Nothing,
}

/// Takes the next event. No object of Python is touched, so this may wait without the GIL.
fn hear(server: &mut Server, timeout_ms: i32) -> io::Result<Heard> {
    let Some(turn) = server.poll(timeout_ms)? else { return Ok(Heard::Nothing) };
    let id = turn.id;
    Ok(match turn.event {
        Event::Request(_) => Heard::Request(id),
        Event::Content(octets) => Heard::Content(id, octets.to_vec()),
        Event::Complete(trailers) => Heard::Complete(id, Fields::received(trailers)),
        Event::Tunnel => Heard::Tunnel(id),
        Event::Writable => Heard::Writable(id),
        Event::Fault(fault) => Heard::Fault(id, fault),
        Event::Closed => Heard::Closed(id),
        Event::Drained => Heard::Drained,
        _ => Heard::Other,
    })
}

/// The engine's server, and what it told.
pub struct Turns {
    pub server: Server,
    open: HashMap<u64, Open>,
    /// The requests that nobody has polled yet.
    came: VecDeque<(u64, u64)>,
    serials: u64,
    /// The peers' violations that were not reported yet.
    pub faults: Vec<Fault>,
    pub drained: bool,
}

impl Turns {
    pub fn new(server: Server) -> Self {
        let (open, came) = (HashMap::new(), VecDeque::new());
        Turns { server, open, came, serials: 0, faults: Vec::new(), drained: false }
    }

    /// Takes one event and notes it down; waits for it, without the GIL, if there is none at once.
    pub fn turn(&mut self, py: Python<'_>, wait_ms: i32) -> PyResult<Turn> {
        let server = &mut self.server;
        let heard = match hear(server, 0) {
            Ok(Heard::Nothing) if wait_ms > 0 => py.detach(|| hear(server, wait_ms)),
            heard => heard,
        };
        match heard.map_err(|error| errors::os(&error))? {
            Heard::Nothing => return Ok(Turn::Nothing),
            Heard::Request(id) => self.requested(py, id)?,
            Heard::Fault(id, fault) => {
                if matches!(fault.reason, Reason::Violation(_)) {
                    self.faults.push(fault);
                }
                self.note(id, |open| open.fault = Some(fault));
            }
            Heard::Content(id, octets) => self.note(id, |open| open.content.push_back(octets)),
            Heard::Complete(id, trailers) => self.note(id, |open| open.trailers = Some(trailers)),
            Heard::Tunnel(id) => {
                self.note(id, |open| open.tunnel = true);
                // What follows is for whoever takes the socket.
                self.pause(id, true);
            }
            Heard::Writable(id) => self.note(id, |open| open.writable = true),
            Heard::Closed(id) => {
                self.open.remove(&id);
            }
            Heard::Drained => self.drained = true,
            Heard::Other => {}
        }
        Ok(Turn::Told)
    }

    fn note(&mut self, id: u64, note: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.get_mut(&id) {
            note(open);
        }
    }

    fn requested(&mut self, py: Python<'_>, id: u64) -> PyResult<()> {
        let Some(request) = self.server.request(id) else { return Ok(()) };
        let complete = request.length == Some(0);
        let request = Request::received(py, &request)?;
        self.serials += 1;
        let open = Open {
            serial: self.serials,
            request,
            content: VecDeque::new(),
            trailers: complete.then(Fields::default),
            fault: None,
            paused: !complete,
            writable: false,
            tunnel: false,
        };
        if open.paused {
            // Content comes, and a 100 (Continue) goes, when somebody reads.
            self.server.pause(id, true);
        }
        self.open.insert(id, open);
        self.came.push_back((id, self.serials));
        Ok(())
    }

    /// The next request that waits to be polled. Those whose peer has left are passed over.
    pub fn next(&mut self, py: Python<'_>) -> Option<Came> {
        while let Some((id, serial)) = self.came.pop_front() {
            if let Some(open) = self.open(id, serial) {
                let request = open.request.clone_ref(py);
                let peer = self.server.peer(id).unwrap_or_default().to_owned();
                return Some(Came { id, serial, request, peer });
            }
        }
        None
    }

    /// Whether a request waits to be polled.
    pub fn waits(&self) -> bool {
        !self.came.is_empty()
    }

    /// An exchange that is not over.
    pub fn open(&mut self, id: u64, serial: u64) -> Option<&mut Open> {
        self.open.get_mut(&id).filter(|open| open.serial == serial)
    }

    /// Pauses or resumes, if it is not so already.
    pub fn pause(&mut self, id: u64, paused: bool) {
        if let Some(open) = self.open.get_mut(&id)
            && open.paused != paused
        {
            open.paused = paused;
            self.server.pause(id, paused);
        }
    }

    /// Sends on an exchange; nothing when there is no room for it now.
    pub fn send<T>(
        &mut self,
        id: u64,
        serial: u64,
        send: impl FnOnce(&mut Sender<'_, Sockets>) -> Result<T, Reason>,
    ) -> Result<Option<T>, Reason> {
        let Some(open) = self.open(id, serial) else { return Err(Trouble::PeerGone.into()) };
        open.writable = false;
        let Some(mut sender) = self.server.sender(id) else { return Err(Trouble::PeerGone.into()) };
        match send(&mut sender) {
            Ok(done) => Ok(Some(done)),
            Err(Reason::Misuse(Misuse::OutputFull)) => Ok(None),
            Err(reason) => Err(reason),
        }
    }

    /// Whether it is worth trying again what had no room. A peer that left is found out by trying.
    pub fn is_writable(&mut self, id: u64, serial: u64) -> bool {
        self.open(id, serial).is_none_or(|open| open.writable || open.fault.is_some())
    }

    /// The response is complete, so the rest of the request is nobody's.
    pub fn answered(&mut self, id: u64, serial: u64) {
        if self.open(id, serial).is_some() {
            self.pause(id, false);
        }
    }

    /// Takes the socket of a connection on which HTTP has ended, and what was received behind it; nothing while
    /// something is to be sent before.
    pub fn release(&mut self, id: u64, serial: u64) -> Result<Option<(OwnedFd, Vec<u8>)>, Reason> {
        let Some(open) = self.open(id, serial) else { return Err(Trouble::PeerGone.into()) };
        if !open.tunnel {
            return Ok(None);
        }
        let mut surplus = vec![0; MOST_SURPLUS];
        match self.server.release(id, &mut surplus) {
            Ok((socket, count)) => {
                surplus.truncate(count);
                self.open.remove(&id);
                Ok(Some((socket, surplus)))
            }
            Err(Reason::Misuse(Misuse::State)) => Ok(None),
            Err(reason) => Err(reason),
        }
    }

    /// Nobody is left who could answer: what is not answered must not be waited for.
    pub fn abandoned(&mut self, id: u64, serial: u64) {
        if self.open(id, serial).is_some()
            && let Some(mut sender) = self.server.sender(id)
        {
            sender.abort();
        }
    }
}

/// How much content a response is to have.
pub fn length(content_length: Option<u64>) -> Length {
    content_length.map_or(Length::Unknown, Length::Exact)
}
