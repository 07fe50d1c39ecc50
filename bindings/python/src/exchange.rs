// SPDX-License-Identifier: MIT OR Apache-2.0
//! One request and its response, on a server.

use crate::events::Request;
use crate::fields::Fields;
use crate::server::{Server, WAIT_MS};
use crate::turns::{self, Came, Turn, Turns};
use crate::{errors, octets};
use oyez::error::{Misuse, Reason, Trouble};
use oyez::exchange::Length;
use oyez::server::{Sender, Sockets};
use oyez::syntax::field_line::Field;
use pyo3::exceptions::{PyBaseException, PyConnectionResetError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use pyo3::{PyTraverseError, PyVisit};
use std::collections::VecDeque;
use std::os::fd::IntoRawFd;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, PoisonError};

/// How far the response is.
const AWAITED: u8 = 0;
const BEGUN: u8 = 1;
/// HTTP ends.
const TUNNEL: u8 = 2;
const OVER: u8 = 3;

/// Turns made to let what was written go at once.
const FLUSH_TURNS: u32 = 16;

/// One request and its response, on a Server.
///
/// Leaving it as a context manager completes it: on a normal exit the response is ended, or 204 sent if none was
/// begun. On an exception before the head 500 is sent, after it the connection is cut; the exception goes on, unless
/// it is this exchange's peer who caused it: that ends the exchange, not the program.
///
/// Content waits unread, and the 100 (Continue) unsent, until it is read. An exchange that is let go unanswered is cut.
#[pyclass(frozen, module = "oyez")]
pub struct Exchange {
    server: Py<Server>,
    /// The connection's number; not used again for another.
    #[pyo3(get)]
    id: u64,
    serial: u64,
    /// The request head.
    #[pyo3(get)]
    request: Py<Request>,
    peer: String,
    stage: AtomicU8,
    kept: Mutex<Kept>,
}

/// What an exchange keeps for later.
#[derive(Default)]
struct Kept {
    /// What `read` was not asked for yet.
    rest: Option<(Py<PyBytes>, usize)>,
    trailers: Option<Py<Fields>>,
    /// The exception raised last that was the peer's doing.
    theirs: Option<Py<PyBaseException>>,
}

impl Exchange {
    pub fn new(server: Py<Server>, came: Came) -> Self {
        let Came { id, serial, request, peer } = came;
        let (stage, kept) = (AtomicU8::new(AWAITED), Mutex::new(Kept::default()));
        Exchange { server, id, serial, request, peer, stage, kept }
    }

    fn stage(&self) -> u8 {
        self.stage.load(Ordering::Acquire)
    }

    fn reach(&self, stage: u8) {
        self.stage.store(stage, Ordering::Release);
    }

    fn with<T>(&self, py: Python<'_>, act: impl FnOnce(&mut Turns) -> PyResult<T>) -> PyResult<T> {
        self.server.get().with(py, act)
    }

    /// Locked for moments only, and never while Python code runs.
    fn kept<T>(&self, act: impl FnOnce(&mut Kept) -> T) -> T {
        act(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// An exception that is the peer's doing, remembered.
    fn theirs(&self, py: Python<'_>, error: PyErr) -> PyErr {
        let value = error.value(py).clone().unbind();
        // What is replaced may run Python code when it goes, so it goes behind the lock.
        drop(self.kept(|kept| kept.theirs.replace(value)));
        error
    }

    fn refused(&self, py: Python<'_>, reason: Reason) -> PyErr {
        let error = errors::refused(py, reason);
        if matches!(reason, Reason::Misuse(_)) { error } else { self.theirs(py, error) }
    }

    /// Sends, waiting for room as long as the peer takes something.
    fn send<T>(
        &self,
        py: Python<'_>,
        mut send: impl FnMut(&mut Sender<'_, Sockets>) -> Result<T, Reason>,
    ) -> PyResult<T> {
        loop {
            let outcome = self.with(py, |turns| Ok(turns.send(self.id, self.serial, &mut send)))?;
            match outcome {
                Ok(Some(done)) => return Ok(done),
                Ok(None) => self.wait_for_room(py)?,
                Err(reason) => return Err(self.refused(py, reason)),
            }
        }
    }

    fn wait_for_room(&self, py: Python<'_>) -> PyResult<()> {
        while !self.with(py, |turns| Ok(turns.is_writable(self.id, self.serial)))? {
            self.server.get().turn(py, WAIT_MS)?;
        }
        Ok(())
    }

    /// Lets go what was written, as far as the socket takes it at once.
    fn flush(&self, py: Python<'_>) -> PyResult<()> {
        for _ in 0..FLUSH_TURNS {
            if self.server.get().turn(py, 0)? == Turn::Nothing {
                break;
            }
        }
        Ok(())
    }

    fn write_all(&self, py: Python<'_>, content: &[u8]) -> PyResult<()> {
        let mut rest = content;
        while !rest.is_empty() {
            let count = self.send(py, |sender| sender.content(rest))?;
            rest = rest.get(count..).unwrap_or_default();
        }
        Ok(())
    }

    fn begin_with(&self, py: Python<'_>, status: u16, length: Length, fields: &Fields) -> PyResult<()> {
        self.send(py, |sender| sender.response(status, length, fields))?;
        if self.switches(py, status)? {
            return self.complete(py, TUNNEL);
        }
        self.reach(BEGUN);
        Ok(())
    }

    fn end_with(&self, py: Python<'_>, trailers: &Fields) -> PyResult<()> {
        self.send(py, |sender| sender.end(trailers))?;
        self.complete(py, OVER)
    }

    /// The response is complete, or HTTP ends behind it.
    fn complete(&self, py: Python<'_>, stage: u8) -> PyResult<()> {
        self.reach(stage);
        self.with(py, |turns| {
            turns.answered(self.id, self.serial);
            Ok(())
        })
    }

    /// Whether HTTP ends behind a response: a 101, and a 2xx to CONNECT (RFC 9110, 7.8 and 9.3.6).
    fn switches(&self, py: Python<'_>, status: u16) -> PyResult<bool> {
        let connects = self.request.get().method_octets(py)? == b"CONNECT";
        Ok(status == 101 || connects && (200..=299).contains(&status))
    }

    /// A response whose content is at hand: at once if it fits, else as there is room.
    fn respond_whole(&self, py: Python<'_>, status: u16, content: &[u8], fields: &Fields) -> PyResult<()> {
        let sent = self
            .with(py, |turns| Ok(turns.send(self.id, self.serial, |sender| sender.reply(status, fields, content))))?;
        match sent {
            Ok(Some(())) => self.complete(py, if self.switches(py, status)? { TUNNEL } else { OVER }),
            Ok(None) | Err(Reason::Misuse(Misuse::OutputSize)) => {
                let length = Length::Exact(u64::try_from(content.len()).unwrap_or(u64::MAX));
                self.begin_with(py, status, length, fields)?;
                self.write_all(py, content)?;
                self.end_with(py, &Fields::default())
            }
            Err(reason) => Err(self.refused(py, reason)),
        }
    }

    /// The next piece of content; nothing at its end.
    fn piece<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        if self.kept(|kept| kept.trailers.is_some()) {
            return Ok(None);
        }
        if self.stage() >= TUNNEL {
            return Err(errors::misused(py, Misuse::State, "the content of a request that was answered is gone"));
        }
        loop {
            let read = self.with(py, |turns| Ok(self.look(py, turns)))?;
            match read {
                Read::Piece(octets) => return Ok(Some(PyBytes::new(py, &octets))),
                Read::End(trailers) => {
                    let trailers = Py::new(py, trailers)?;
                    self.kept(|kept| kept.trailers = Some(trailers));
                    return Ok(None);
                }
                Read::Failed(error) => return Err(self.theirs(py, error)),
                Read::Nothing => {
                    self.server.get().turn(py, WAIT_MS)?;
                }
            }
        }
    }

    /// What there is to read. The connection is paused again when there is something.
    fn look(&self, py: Python<'_>, turns: &mut Turns) -> Read {
        let Some(open) = turns.open(self.id, self.serial) else {
            return Read::Failed(PyConnectionResetError::new_err(Trouble::PeerGone.text()));
        };
        let read = if let Some(octets) = open.content.pop_front() {
            Read::Piece(octets)
        } else if let Some(fault) = &open.fault {
            return Read::Failed(errors::fault(py, fault));
        } else if let Some(trailers) = open.trailers.take() {
            Read::End(trailers)
        } else {
            Read::Nothing
        };
        turns.pause(self.id, matches!(read, Read::Piece(_)));
        read
    }

    fn take_rest<'py>(&self, py: Python<'py>, most: usize) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let (octets, from) = match self.kept(|kept| kept.rest.take()) {
            Some((octets, from)) => (octets.into_bound(py), from),
            None => match self.piece(py)? {
                Some(octets) => (octets, 0),
                None => return Ok(None),
            },
        };
        let rest = octets.as_bytes().get(from..).unwrap_or_default();
        if rest.len() <= most {
            return Ok(Some(if from == 0 { octets } else { PyBytes::new(py, rest) }));
        }
        let taken = PyBytes::new(py, rest.get(..most).unwrap_or_default());
        self.kept(|kept| kept.rest = Some((octets.unbind(), from + most)));
        Ok(Some(taken))
    }

    /// What an exception in a `with` block leaves to be done; whether it goes no further.
    fn fail(&self, py: Python<'_>, error: &Bound<'_, PyAny>) -> PyResult<bool> {
        let theirs = self.kept(|kept| kept.theirs.take()).is_some_and(|theirs| theirs.is(error));
        let done = match self.stage() {
            // The server answers what the peer did wrong.
            AWAITED if theirs => Ok(()),
            AWAITED => self.respond_whole(py, 500, b"", &Fields::default()),
            BEGUN | TUNNEL => self.abort(py),
            _ => Ok(()),
        };
        self.reach(OVER);
        // Whatever else goes wrong now matters less than the exception that goes on.
        done.or_else(|_| self.abort(py)).or(Ok(())).map(|()| theirs)
    }
}

/// What there was to read.
enum Read {
    Piece(Vec<u8>),
    End(Fields),
    Failed(PyErr),
    Nothing,
}

#[pymethods]
impl Exchange {
    /// The peer's address and port; a str for a Unix socket.
    #[getter]
    fn peer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self.peer.rsplit_once(':') {
            Some((host, port)) => {
                let port: u16 = port.parse().unwrap_or(0);
                Ok((host.trim_matches(['[', ']']), port).into_pyobject(py)?.into_any())
            }
            None => Ok(octets::text(py, self.peer.as_bytes()).into_any()),
        }
    }

    /// The request's trailer section, once its content is complete; empty before.
    #[getter]
    fn trailers(&self, py: Python<'_>) -> PyResult<Py<Fields>> {
        let trailers = self.kept(|kept| kept.trailers.as_ref().map(|trailers| trailers.clone_ref(py)));
        trailers.map_or_else(|| Py::new(py, Fields::default()), Ok)
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyBytes>>> {
        self.take_rest(py, usize::MAX)
    }

    /// Reads up to `size` octets of content, waiting for them, or all of it; empty at its end.
    ///
    /// Raises ProtocolError when the peer breaks the protocol, TimeoutError when it is too slow, and ConnectionError
    /// when it left. Requests of other connections that come meanwhile wait for the next poll.
    #[pyo3(signature = (size = -1, /), text_signature = "($self, size=-1, /)")]
    fn read<'py>(&self, py: Python<'py>, size: isize) -> PyResult<Bound<'py, PyBytes>> {
        if let Ok(size) = usize::try_from(size) {
            let none = || PyBytes::new(py, b"");
            return if size == 0 { Ok(none()) } else { Ok(self.take_rest(py, size)?.unwrap_or_else(none)) };
        }
        let mut pieces = VecDeque::new();
        while let Some(piece) = self.take_rest(py, usize::MAX)? {
            pieces.push_back(piece);
        }
        match pieces.len() {
            1 => Ok(pieces.pop_front().unwrap_or_else(|| PyBytes::new(py, b""))),
            _ => Ok(PyBytes::new(py, &pieces.iter().map(PyBytesMethods::as_bytes).collect::<Vec<_>>().concat())),
        }
    }

    /// Sends a 1xx head.
    #[pyo3(signature = (status, fields = None), text_signature = "($self, status, fields=())")]
    fn inform(&self, py: Python<'_>, status: u16, fields: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        let fields = fields.map_or_else(|| Py::new(py, Fields::default()), Fields::taken)?;
        self.send(py, |sender| sender.informational(status, fields.get()))?;
        if status == 101 {
            self.complete(py, TUNNEL)?;
        }
        self.flush(py)
    }

    /// Takes the socket out of the server, after a 101 was sent, or a 2xx to CONNECT; with what the peer has sent behind
    /// its request.
    fn upgrade<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyBytes>)> {
        if self.stage() != TUNNEL {
            return Err(errors::misused(
                py,
                Misuse::State,
                "HTTP has not ended: neither 101 nor 2xx to CONNECT was sent",
            ));
        }
        loop {
            match self.with(py, |turns| Ok(turns.release(self.id, self.serial)))? {
                Ok(Some((socket, surplus))) => {
                    self.reach(OVER);
                    let fileno = PyDict::new(py);
                    fileno.set_item("fileno", socket.into_raw_fd())?;
                    let socket = py.import("socket")?.getattr("socket")?.call((), Some(&fileno))?;
                    socket.call_method1("setblocking", (true,))?;
                    return Ok((socket, PyBytes::new(py, &surplus)));
                }
                Ok(None) => {
                    self.server.get().turn(py, WAIT_MS)?;
                }
                Err(reason) => return Err(self.refused(py, reason)),
            }
        }
    }

    /// Sends a whole response. str goes out as UTF-8; an iterable is sent piece by piece, its length unknown.
    #[pyo3(
        signature = (status, content = None, fields = None),
        text_signature = "($self, status, content=b'', fields=())"
    )]
    fn respond(
        &self,
        py: Python<'_>,
        status: u16,
        content: Option<&Bound<'_, PyAny>>,
        fields: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let fields = fields.map_or_else(|| Py::new(py, Fields::default()), Fields::taken)?;
        let Some(content) = content else { return self.respond_whole(py, status, b"", fields.get()) };
        if let Some(whole) = octets::content(content)? {
            return self.respond_whole(py, status, whole.as_bytes(), fields.get());
        }
        let pieces = content.try_iter()?;
        if self.switches(py, status)? {
            return Err(errors::misuse(py, Misuse::ContentLength));
        }
        self.begin_with(py, status, Length::Unknown, fields.get())?;
        for piece in pieces {
            self.write_all(py, octets::taken(&piece?)?.as_bytes())?;
            self.flush(py)?;
        }
        self.end_with(py, &Fields::default())
    }

    /// Sends a response head; `write` and `end` follow.
    #[pyo3(
        signature = (status, fields = None, *, content_length = None),
        text_signature = "($self, status, fields=(), *, content_length=None)"
    )]
    fn begin(
        &self,
        py: Python<'_>,
        status: u16,
        fields: Option<&Bound<'_, PyAny>>,
        content_length: Option<u64>,
    ) -> PyResult<()> {
        let fields = fields.map_or_else(|| Py::new(py, Fields::default()), Fields::taken)?;
        self.begin_with(py, status, turns::length(content_length), fields.get())
    }

    /// Sends some content, waiting until there is room for some of it, and says how much that was.
    #[pyo3(signature = (piece, /))]
    fn write(&self, py: Python<'_>, piece: &Bound<'_, PyAny>) -> PyResult<usize> {
        let piece = octets::taken(piece)?;
        let count = self.send(py, |sender| sender.content(piece.as_bytes()))?;
        self.flush(py)?;
        Ok(count)
    }

    /// Ends the response.
    #[pyo3(signature = (trailers = None), text_signature = "($self, trailers=())")]
    fn end(&self, py: Python<'_>, trailers: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        let trailers = trailers.map_or_else(|| Py::new(py, Fields::default()), Fields::taken)?;
        self.end_with(py, trailers.get())
    }

    /// Cuts the connection: a message broken off must look broken off.
    fn abort(&self, py: Python<'_>) -> PyResult<()> {
        self.reach(OVER);
        self.with(py, |turns| {
            turns.abandoned(self.id, self.serial);
            Ok(())
        })
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(signature = (kind, error, trace, /))]
    #[expect(unused_variables, reason = "Python passes them")]
    fn __exit__(
        &self,
        py: Python<'_>,
        kind: Option<&Bound<'_, PyAny>>,
        error: Option<&Bound<'_, PyAny>>,
        trace: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<bool> {
        if let Some(error) = error {
            return self.fail(py, error);
        }
        let no_fields: [Field<'_>; 0] = [];
        let done = match self.stage() {
            AWAITED => self.respond_whole(py, 204, b"", &Fields::default()),
            BEGUN => self.send(py, |sender| sender.end(&no_fields)).and_then(|()| self.complete(py, OVER)),
            // Nobody took the socket.
            TUNNEL => self.abort(py),
            _ => Ok(()),
        };
        match done {
            Ok(()) => Ok(false),
            // A peer that has left is no error of the program's.
            Err(error) if self.kept(|kept| kept.theirs.take()).is_some_and(|theirs| theirs.is(error.value(py))) => {
                self.reach(OVER);
                Ok(false)
            }
            Err(error) => {
                self.abort(py)?;
                Err(error)
            }
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.server)
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if self.stage() != OVER {
            self.server.get().abandon(self.id, self.serial);
        }
    }
}
