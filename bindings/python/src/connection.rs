// SPDX-License-Identifier: MIT OR Apache-2.0
//! One connection without input or output. It owns its buffers, so nothing borrowed shows.

use crate::config::{self, Kept};
use crate::events::{Informational, Request, Response};
use crate::fields::Fields;
use crate::pieces::{Closed, Complete, Content, PeerEnded, Tunnel};
use crate::{errors, octets};
use oyez::error::{Fault, Misuse, Reason};
use oyez::exchange::{self, Config, Event, Length, Lent, Memory, Sender, Wants};
use oyez::syntax::field_line::Field;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::VecDeque;
use std::mem;
use std::sync::{Mutex, MutexGuard, TryLockError};

/// Octets of the output buffer to begin with. Heads are composed in it, so it grows with the largest.
const OUTPUT: usize = 2048;

/// It grows no further: a head of this size is a mistake.
const MOST_OUTPUT: usize = 1 << 24;

/// The buffers of a connection.
struct Owned {
    input: Box<[u8]>,
    output: Box<[u8]>,
    keep: Option<Kept>,
}

impl Memory for Owned {
    fn lent(&mut self) -> Lent<'_> {
        let keep = self.keep.as_ref().map(|kept| kept as &dyn exchange::Names);
        Lent { input: &mut self.input, output: &mut self.output, keep }
    }

    fn input(&self) -> &[u8] {
        &self.input
    }

    fn output(&self) -> &[u8] {
        &self.output
    }
}

struct Inner {
    connection: exchange::Connection<Owned>,
    /// What was received and has no room yet, and how much of the first was taken.
    backlog: VecDeque<Py<PyBytes>>,
    taken: usize,
    ended: bool,
    end_told: bool,
    /// What was sent and not returned yet.
    out: Vec<u8>,
    request: Option<Py<Request>>,
    tunnel: bool,
}

impl Inner {
    /// Gives the engine as much of the backlog as it has room for; whether that was anything.
    fn feed(&mut self, py: Python<'_>) -> bool {
        let mut fed = false;
        while let Some(octets) = self.backlog.front() {
            let rest = octets.as_bytes(py).get(self.taken..).unwrap_or_default();
            let room = self.connection.room();
            let count = room.len().min(rest.len());
            if count == 0 && !rest.is_empty() {
                break;
            }
            room[..count].copy_from_slice(&rest[..count]);
            fed |= count > 0 && self.connection.filled(count).is_ok();
            self.taken += count;
            if count == rest.len() {
                self.backlog.pop_front();
                self.taken = 0;
            }
        }
        if self.ended && !self.end_told && self.backlog.is_empty() {
            self.end_told = true;
            fed |= self.connection.ended().is_ok();
        }
        fed
    }

    /// A connection that has sent everything, and only waits for the peer's end, need not be shown what the peer
    /// still sends. Whether there was any.
    fn forget(&mut self) -> bool {
        let waits = self.connection.interest().wants.has(Wants::SHUTDOWN);
        let forgets = waits && !self.tunnel && !self.backlog.is_empty() && self.connection.room().is_empty();
        if forgets {
            self.backlog.clear();
            self.taken = 0;
        }
        forgets
    }

    /// Takes over what is pending. To the engine it has left then.
    fn drain(&mut self) {
        let count = self.connection.pending().len();
        self.out.extend_from_slice(self.connection.pending());
        // All of it was pending, so all of it can be sent.
        let _ = self.connection.sent(count);
    }

    /// A call that composes, in an output buffer that is empty, and large enough at last.
    fn compose(&mut self, mut call: impl FnMut(&mut Sender<'_>) -> Result<(), Reason>) -> Result<(), Reason> {
        self.drain();
        loop {
            let result = call(&mut self.connection.sender());
            let (_, memory) = self.connection.parts();
            let size = memory.output.len();
            if result != Err(Reason::Misuse(Misuse::OutputSize)) || size >= MOST_OUTPUT {
                self.drain();
                return result;
            }
            memory.output = vec![0; size * 2].into();
        }
    }

    /// Sends content of any size: the engine frames it, and it goes past the output buffer.
    fn content(&mut self, content: &[u8]) -> Result<(), Reason> {
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        self.compose(|sender| sender.elsewhere(length))?;
        // There is no gap where content is announced and not sent.
        let gap = self.connection.interest().elsewhere;
        if gap > 0 {
            self.out.extend_from_slice(content);
            self.connection.sender().sent_elsewhere(gap)?;
            self.drain();
        }
        Ok(())
    }

    fn respond(&mut self, status: u16, fields: &Fields, content: &[u8]) -> Result<(), Reason> {
        if content.len() < OUTPUT {
            return self.compose(|sender| sender.reply(status, fields, content));
        }
        let length = Length::Exact(u64::try_from(content.len()).unwrap_or(u64::MAX));
        self.compose(|sender| sender.response(status, length, fields))?;
        self.content(content)?;
        let no_trailers: [Field<'_>; 0] = [];
        self.compose(|sender| sender.end(&no_trailers))
    }

    fn send(&mut self, py: Python<'_>, event: &Bound<'_, PyAny>) -> PyResult<Result<(), Reason>> {
        let exact = |length: Option<u64>| length.map_or(Length::Unknown, Length::Exact);
        Ok(if let Ok(content) = event.cast::<Content>() {
            self.content(content.get().octets.as_bytes(py))
        } else if let Ok(complete) = event.cast::<Complete>() {
            self.compose(|sender| sender.end(complete.get().trailers.get()))
        } else if let Ok(request) = event.cast::<Request>() {
            let request = request.get();
            let (method, target) = (request.method_octets(py)?, request.target_octets(py)?);
            let length = exact(request.content_length);
            self.compose(|sender| sender.request(method, target, length, request.fields.get()))
        } else if let Ok(response) = event.cast::<Response>() {
            let response = response.get();
            let length = exact(response.content_length);
            self.compose(|sender| sender.response(response.status(), length, response.fields().get()))
        } else if let Ok(response) = event.cast::<Informational>() {
            let response = response.get();
            self.compose(|sender| sender.informational(response.status(), response.fields().get()))
        } else {
            let kind = event.get_type().name()?;
            return Err(PyTypeError::new_err(format!("{kind} is nothing that can be sent")));
        })
    }

    /// The next event; nothing when more input is needed.
    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        loop {
            self.feed(py);
            let told = self.step(py);
            self.drain();
            match told? {
                Told::Event(event) => return Ok(Some(event)),
                Told::Again => {}
                // The step may have made room.
                Told::Nothing if self.feed(py) || self.forget() => {}
                Told::Nothing => return Ok(None),
            }
        }
    }

    fn step(&mut self, py: Python<'_>) -> PyResult<Told> {
        let step = match self.connection.step() {
            Ok(Some(step)) => step,
            Ok(None) => return Ok(Told::Nothing),
            Err(fault) => return Err(self.failed(py, &fault)),
        };
        let event = match step.event {
            Event::Request(request) => {
                let request = Request::received(py, &request)?;
                self.request = Some(request.clone_ref(py));
                request.into_any()
            }
            Event::Response(response) => Response::received(py, &response)?.into_any(),
            Event::Informational(response) => Informational::received(py, &response)?.into_any(),
            Event::Content(octets) => Py::new(py, Content { octets: PyBytes::new(py, octets).unbind() })?.into_any(),
            Event::Complete(trailers) => {
                Py::new(py, Complete { trailers: Py::new(py, Fields::received(trailers))? })?.into_any()
            }
            Event::Tunnel => {
                self.tunnel = true;
                Py::new(py, Tunnel)?.into_any()
            }
            Event::PeerEnded => Py::new(py, PeerEnded)?.into_any(),
            Event::Closed => {
                // What comes behind the end is nobody's.
                self.backlog.clear();
                Py::new(py, Closed)?.into_any()
            }
            // Output is always taken whole.
            _ => return Ok(Told::Again),
        };
        Ok(Told::Event(event))
    }

    fn failed(&mut self, py: Python<'_>, fault: &Fault) -> PyErr {
        self.request = None;
        errors::fault(py, fault)
    }
}

/// What a step told.
enum Told {
    Event(Py<PyAny>),
    /// Nothing for Python: step again.
    Again,
    Nothing,
}

/// One HTTP/1 connection, seen from one end, without input or output.
///
/// Give it what the transport received, iterate over it for events until it needs more, and write to the transport
/// what every sending method returns. One thread at a time: a second one inside it raises RuntimeError.
///
/// `input_size` bounds a head. `keep` names the fields to keep; all others are checked and dropped. Times are in
/// seconds, and matter only to those who `tell_time`.
#[pyclass(frozen, module = "oyez")]
pub struct Connection {
    inner: Mutex<Inner>,
}

impl Connection {
    fn enter(&self) -> PyResult<MutexGuard<'_, Inner>> {
        match self.inner.try_lock() {
            Ok(inner) => Ok(inner),
            Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => Err(errors::entered("Connection")),
        }
    }

    /// What there is to be written to the transport, if the call was good.
    fn sent<'py>(py: Python<'py>, inner: &mut Inner, result: Result<(), Reason>) -> PyResult<Bound<'py, PyBytes>> {
        result.map_err(|reason| errors::refused(py, reason))?;
        Ok(PyBytes::new(py, &mem::take(&mut inner.out)))
    }
}

#[pymethods]
impl Connection {
    #[new]
    #[pyo3(
        signature = (
            role = 0, *, version = (1, 1), input_size = 16_384, max_content = None, max_discard = 65_536, keep = None,
            allow_bare_lf = false, allow_obs_fold = false, allow_http09 = false, allow_unended_head = false,
            head_timeout = None, content_timeout = None, idle_timeout = None, min_rate = 0,
        ),
        text_signature = "(role=Role.SERVER, *, version=(1, 1), input_size=16384, max_content=None, max_discard=65536, \
            keep=None, allow_bare_lf=False, allow_obs_fold=False, allow_http09=False, allow_unended_head=False, \
            head_timeout=None, content_timeout=None, idle_timeout=None, min_rate=0)"
    )]
    #[expect(clippy::too_many_arguments, clippy::fn_params_excessive_bools, reason = "they are passed by keyword")]
    fn new(
        py: Python<'_>,
        role: u8,
        version: (u8, u8),
        input_size: usize,
        max_content: Option<u64>,
        max_discard: u32,
        keep: Option<&Bound<'_, PyAny>>,
        allow_bare_lf: bool,
        allow_obs_fold: bool,
        allow_http09: bool,
        allow_unended_head: bool,
        head_timeout: Option<f64>,
        content_timeout: Option<f64>,
        idle_timeout: Option<f64>,
        min_rate: u32,
    ) -> PyResult<Self> {
        let version = match version {
            (0, 9) => 9,
            (1, 0) => 10,
            (1, 1) => 11,
            _ => return Err(errors::misused(py, Misuse::Argument, "the version is (0, 9), (1, 0) or (1, 1)")),
        };
        config::check_bounds(py, max_content, max_discard, input_size)?;
        let config = Config {
            role: if role == 0 { exchange::Role::Server } else { exchange::Role::Client },
            version,
            allow: config::leniencies([allow_bare_lf, allow_obs_fold, allow_http09, allow_unended_head]),
            max_content: max_content.unwrap_or(0),
            max_discard,
            head_ms: config::milliseconds(py, head_timeout)?,
            content_ms: config::milliseconds(py, content_timeout)?,
            idle_ms: config::milliseconds(py, idle_timeout)?,
            min_rate,
            ..Config::default()
        };
        let keep = keep.map(config::names).transpose()?.map(Kept);
        let memory = Owned { input: vec![0; input_size].into(), output: vec![0; OUTPUT].into(), keep };
        let inner = Inner {
            connection: exchange::Connection::new(&config, memory),
            backlog: VecDeque::new(),
            taken: 0,
            ended: false,
            end_told: false,
            out: Vec::new(),
            request: None,
            tunnel: false,
        };
        Ok(Connection { inner: Mutex::new(inner) })
    }

    /// Takes octets that the transport received, all of them: events come by iteration.
    ///
    /// What there is no room for yet waits here. While `interest` does not want READ, receive no more.
    #[pyo3(signature = (octets, /))]
    fn receive(&self, py: Python<'_>, octets: &Bound<'_, PyAny>) -> PyResult<()> {
        let octets = octets::taken(octets)?;
        let mut inner = self.enter()?;
        if inner.ended {
            return Err(errors::misused(py, Misuse::State, "the end was received before"));
        }
        if inner.connection.interest().wants.has(Wants::CLOSE) {
            return Ok(());
        }
        inner.backlog.push_back(octets.unbind());
        inner.feed(py);
        Ok(())
    }

    /// Says that the peer will send no more.
    fn receive_end(&self, py: Python<'_>) -> PyResult<()> {
        let mut inner = self.enter()?;
        if mem::replace(&mut inner.ended, true) {
            return Err(errors::misused(py, Misuse::State, "the end was received before"));
        }
        inner.feed(py);
        Ok(())
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.enter()?.next(py)
    }

    /// Sends a head, some content or a message's end; returns the octets for the transport.
    #[pyo3(signature = (event, /))]
    fn send<'py>(&self, py: Python<'py>, event: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
        let mut inner = self.enter()?;
        let result = inner.send(py, event)?;
        Self::sent(py, &mut inner, result)
    }

    /// Sends a whole response; str content goes out as UTF-8. Returns the octets for the transport.
    #[pyo3(
        signature = (status, content = None, fields = None),
        text_signature = "($self, status, content=b'', fields=())"
    )]
    fn respond<'py>(
        &self,
        py: Python<'py>,
        status: u16,
        content: Option<&Bound<'py, PyAny>>,
        fields: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let fields = fields.map_or_else(|| Py::new(py, Fields::default()), Fields::taken)?;
        let content = match content {
            Some(content) => match octets::content(content)? {
                Some(content) => content,
                None => octets::taken(content)?,
            },
            None => PyBytes::new(py, b""),
        };
        let mut inner = self.enter()?;
        let result = inner.respond(status, fields.get(), content.as_bytes());
        Self::sent(py, &mut inner, result)
    }

    /// Sends a 1xx head: 100 to let content come, 103 for early hints, 101 to leave HTTP.
    #[pyo3(signature = (status, fields = None), text_signature = "($self, status, fields=())")]
    fn inform<'py>(
        &self,
        py: Python<'py>,
        status: u16,
        fields: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let fields = fields.map_or_else(|| Py::new(py, Fields::default()), Fields::taken)?;
        let mut inner = self.enter()?;
        let result = inner.compose(|sender| sender.informational(status, fields.get()));
        Self::sent(py, &mut inner, result)
    }

    /// What was sent by itself, a 100 (Continue), and has not been returned; a sending method returns it first.
    fn data_to_send<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let mut inner = self.enter()?;
        inner.drain();
        Self::sent(py, &mut inner, Ok(()))
    }

    /// Pauses or resumes: while paused it tells no content and sends no 100 (Continue) by itself.
    #[pyo3(signature = (paused = true, /))]
    fn pause(&self, paused: bool) -> PyResult<()> {
        self.enter()?.connection.pause(paused);
        Ok(())
    }

    /// Makes the message being sent, or the next, the last one.
    fn make_last(&self) -> PyResult<()> {
        self.enter()?.connection.sender().make_last();
        Ok(())
    }

    /// Cuts the connection: a message broken off must look broken off. Closed follows.
    fn abort(&self) -> PyResult<()> {
        let mut inner = self.enter()?;
        inner.connection.sender().abort();
        inner.out.clear();
        Ok(())
    }

    /// Tells the time, in seconds from any beginning, such as `time.monotonic()`.
    #[pyo3(signature = (seconds, /))]
    fn tell_time(&self, seconds: f64) -> PyResult<()> {
        self.enter()?.connection.tell_time(config::moment(seconds));
        Ok(())
    }

    /// What the connection waits for.
    fn interest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let inner = self.enter()?;
        let interest = inner.connection.interest();
        let mut wants = interest.wants.bits() & !(Wants::WRITE.bits());
        if !inner.backlog.is_empty() || inner.ended {
            wants &= !Wants::READ.bits();
        }
        if interest.wants.has(Wants::WRITE) || !inner.out.is_empty() {
            wants |= Wants::WRITE.bits();
        }
        config::interest(py, wants, interest)
    }

    /// Iteration may have something to tell without more input.
    #[getter]
    fn wants_step(&self) -> PyResult<bool> {
        Ok(self.enter()?.connection.interest().wants.has(Wants::STEP))
    }

    /// Closed was told: the transport is to be closed.
    #[getter]
    fn must_close(&self) -> PyResult<bool> {
        Ok(self.enter()?.connection.interest().wants.has(Wants::CLOSE))
    }

    /// The request of the present exchange, on a server end.
    #[getter]
    fn request(&self, py: Python<'_>) -> PyResult<Option<Py<Request>>> {
        let inner = self.enter()?;
        let present = inner.connection.request().is_some();
        Ok(inner.request.as_ref().filter(|_| present).map(|request| request.clone_ref(py)))
    }

    /// The leniencies that the message being received made use of.
    #[getter]
    fn leniencies<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        config::leniency(py, self.enter()?.connection.leniencies())
    }
}
