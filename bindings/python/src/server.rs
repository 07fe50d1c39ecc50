// SPDX-License-Identifier: MIT OR Apache-2.0
//! A server: sockets, and an exchange for each request.

use crate::exchange::Exchange;
use crate::stats::Stats;
use crate::turns::{Turn, Turns};
use crate::{config, errors};
use oyez::error::Misuse;
use oyez::exchange::{Config, NO_TIMEOUT, Wants};
use oyez::server::{Server as Engine, ServerConfig, Waker};
use pyo3::prelude::*;
use pyo3::{PyTraverseError, PyVisit};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

/// Milliseconds of one wait. Signals are seen in between, so this is how long Ctrl-C takes at most.
pub const WAIT_MS: i32 = 200;

/// Turns made to let go what was sent, before a server is closed.
const LAST_TURNS: u32 = 1024;

/// Where a server listens.
#[derive(Clone, FromPyObject, IntoPyObject)]
enum Address {
    Ip(String, u16),
    #[pyo3(transparent)]
    Unix(String),
}

/// Sockets, and a connection for each peer. One thread at a time, but for `wake` and `drain`.
///
/// `hosts` is an allow-list for Host, against DNS rebinding; others get a 421. `on_error` is called with each
/// ProtocolError, which is answered by itself; what it raises comes out of the poll. Times are in seconds; None is none.
///
/// `proxy` requires the PROXY protocol: each exchange's `peer` is then whom the proxy names, and a connection without its
/// header is closed. `reuse_port` lets several servers that say so listen on one port.
///
/// `exchanges` bounds how many may be under way at once, with buffers each; 0: as many as connections. With
/// `retry_after`, whoever finds all connections taken is answered 503 and asked to come again after so many seconds;
/// without, it waits until one is free.
#[pyclass(frozen, module = "oyez")]
pub struct Server {
    /// None when it is closed.
    turns: Mutex<Option<Turns>>,
    waker: Waker,
    woken: AtomicBool,
    address: Address,
    on_error: Option<Py<PyAny>>,
    /// A drain that was asked for, and how many milliseconds it may take.
    draining: Mutex<Option<u32>>,
    /// Exchanges that nobody can answer any more.
    abandoned: Mutex<Vec<(u64, u64)>>,
}

/// A lock that is held for a moment only, so it is waited for.
fn brief<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    /// Does something with the engine, if no other thread is doing so.
    pub fn with<T>(&self, py: Python<'_>, act: impl FnOnce(&mut Turns) -> PyResult<T>) -> PyResult<T> {
        let mut turns = match self.turns.try_lock() {
            Ok(turns) => turns,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(errors::entered("Server")),
        };
        match turns.as_mut() {
            Some(turns) => act(turns),
            None => Err(errors::misused(py, Misuse::State, "the server is closed")),
        }
    }

    /// Takes one event. Signal handlers and `on_error` run afterwards, when they may call the server.
    pub fn turn(&self, py: Python<'_>, wait_ms: i32) -> PyResult<Turn> {
        let (turn, faults) = self.with(py, |turns| {
            if let Some(within) = brief(&self.draining).take() {
                turns.server.drain(within);
            }
            for (id, serial) in brief(&self.abandoned).drain(..) {
                turns.abandoned(id, serial);
            }
            let turn = turns.turn(py, wait_ms)?;
            Ok((turn, std::mem::take(&mut turns.faults)))
        })?;
        for fault in &faults {
            if let Some(on_error) = &self.on_error {
                on_error.call1(py, (errors::fault(py, fault).into_value(py),))?;
            }
        }
        if turn == Turn::Nothing || wait_ms > 0 {
            py.check_signals()?;
        }
        Ok(turn)
    }

    /// An exchange that its last holder let go of.
    pub fn abandon(&self, id: u64, serial: u64) {
        brief(&self.abandoned).push((id, serial));
    }

    fn next(slf: &Bound<'_, Self>, until: Option<Instant>) -> PyResult<Option<Exchange>> {
        let (py, server) = (slf.py(), slf.get());
        loop {
            let (came, over) = server.with(py, |turns| Ok((turns.next(py), turns.drained)))?;
            if let Some(came) = came {
                return Ok(Some(Exchange::new(slf.clone().unbind(), came)));
            }
            if over || server.woken.swap(false, Ordering::AcqRel) {
                return Ok(None);
            }
            let left = until.map_or(Duration::MAX, |until| until.saturating_duration_since(Instant::now()));
            let wait_ms = left.as_micros().div_ceil(1000);
            let wait_ms = i32::try_from(wait_ms).unwrap_or(i32::MAX).min(WAIT_MS);
            if server.turn(py, wait_ms)? == Turn::Nothing && left.is_zero() {
                return Ok(None);
            }
        }
    }
}

#[pymethods]
impl Server {
    #[new]
    #[pyo3(
        signature = (
            address = None, *, connections = 64, input_size = 16_384, output_size = 16_384, max_content = None,
            max_discard = 65_536, max_pending = 2_097_152, hosts = None, allow_bare_lf = false,
            allow_obs_fold = false, allow_http09 = false, allow_unended_head = false, head_timeout = Some(10.0),
            content_timeout = Some(30.0), idle_timeout = Some(60.0), send_timeout = Some(30.0), min_rate = 0,
            proxy = false, reuse_port = false, exchanges = 0, retry_after = 0, on_error = None,
        ),
        text_signature = "(address=('127.0.0.1', 0), *, connections=64, input_size=16384, output_size=16384, \
            max_content=None, max_discard=65536, max_pending=2097152, hosts=(), allow_bare_lf=False, \
            allow_obs_fold=False, allow_http09=False, allow_unended_head=False, head_timeout=10.0, \
            content_timeout=30.0, idle_timeout=60.0, send_timeout=30.0, min_rate=0, \
            proxy=False, reuse_port=False, exchanges=0, retry_after=0, on_error=None)"
    )]
    #[expect(clippy::too_many_arguments, clippy::fn_params_excessive_bools, reason = "they are passed by keyword")]
    fn new(
        py: Python<'_>,
        address: Option<Address>,
        connections: usize,
        input_size: usize,
        output_size: usize,
        max_content: Option<u64>,
        max_discard: u32,
        max_pending: usize,
        hosts: Option<&Bound<'_, PyAny>>,
        allow_bare_lf: bool,
        allow_obs_fold: bool,
        allow_http09: bool,
        allow_unended_head: bool,
        head_timeout: Option<f64>,
        content_timeout: Option<f64>,
        idle_timeout: Option<f64>,
        send_timeout: Option<f64>,
        min_rate: u32,
        proxy: bool,
        reuse_port: bool,
        exchanges: usize,
        retry_after: u32,
        on_error: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        config::check_bounds(py, max_content, max_discard, input_size)?;
        let hosts = hosts.map_or(Ok(Vec::new()), config::names)?;
        let hosts: Vec<&[u8]> = hosts.iter().map(String::as_bytes).collect();
        let config = ServerConfig {
            connections,
            max_pending,
            input_size,
            output_size,
            connection: Config {
                allow: config::leniencies([allow_bare_lf, allow_obs_fold, allow_http09, allow_unended_head]),
                max_content: max_content.unwrap_or(0),
                max_discard,
                head_ms: config::milliseconds(py, head_timeout)?,
                content_ms: config::milliseconds(py, content_timeout)?,
                idle_ms: config::milliseconds(py, idle_timeout)?,
                send_ms: config::milliseconds(py, send_timeout)?,
                min_rate,
                ..Config::default()
            },
            hosts: &hosts,
            reuse_port,
            exchanges,
            retry_after,
            ..ServerConfig::default()
        };
        let wrong = |what: &'static str| {
            move |error: io::Error| match error.kind() {
                io::ErrorKind::InvalidInput if error.raw_os_error().is_none() => {
                    errors::misused(py, Misuse::Argument, what)
                }
                _ => errors::os(&error),
            }
        };
        let mut engine = Engine::open(&config).map_err(wrong("one of the hosts is no host"))?;
        let mut listen = |address: &Address| -> io::Result<(Waker, Address)> {
            let address = match address {
                Address::Ip(host, port) => Address::Ip(host.clone(), engine.listen(host, *port)?),
                Address::Unix(path) => {
                    engine.listen_unix(path.as_bytes())?;
                    Address::Unix(path.clone())
                }
            };
            if proxy {
                // The one it has.
                let _ = engine.require_proxy(0);
            }
            let waker = engine.waker()?;
            Ok((waker, address))
        };
        let address = address.unwrap_or(Address::Ip("127.0.0.1".to_owned(), 0));
        let (waker, address) = listen(&address).map_err(wrong("the address to listen on is not numeric"))?;
        Ok(Server {
            turns: Mutex::new(Some(Turns::new(engine))),
            waker,
            woken: AtomicBool::new(false),
            address,
            on_error,
            draining: Mutex::new(None),
            abandoned: Mutex::new(Vec::new()),
        })
    }

    /// Where it listens: the host and the real port, or a Unix socket's path.
    #[getter]
    fn address(&self) -> Address {
        self.address.clone()
    }

    /// Waits for a request, up to `timeout` seconds; None: for ever.
    ///
    /// None comes when the time is over, when somebody woke the server, and when a drain is over.
    #[pyo3(signature = (timeout = None))]
    fn poll(slf: &Bound<'_, Self>, timeout: Option<f64>) -> PyResult<Option<Exchange>> {
        let wait_ms = config::milliseconds(slf.py(), timeout.filter(|timeout| *timeout > 0.0))?;
        let wait = match timeout {
            None => None,
            Some(timeout) if timeout > 0.0 => Some(Duration::from_millis(wait_ms.into())),
            Some(_) => Some(Duration::ZERO),
        };
        Self::next(slf, wait.and_then(|wait| Instant::now().checked_add(wait)))
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(slf: &Bound<'_, Self>) -> PyResult<Option<Exchange>> {
        loop {
            let next = Self::next(slf, None)?;
            // A wake is for those who poll; iteration ends with a drain.
            if next.is_some() || slf.get().with(slf.py(), |turns| Ok(turns.drained))? {
                return Ok(next);
            }
        }
    }

    /// Makes the poll in progress, or the next one, return None. From any thread, and from signal handlers.
    fn wake(&self) {
        self.woken.store(true, Ordering::Release);
        self.waker.wake();
    }

    /// Stops listening, lets exchanges in progress finish for so many seconds, then cuts. Iteration then ends.
    ///
    /// From any thread, and from signal handlers.
    #[pyo3(signature = (within = None))]
    fn drain(&self, py: Python<'_>, within: Option<f64>) -> PyResult<()> {
        let within = match within {
            None => NO_TIMEOUT,
            within => config::milliseconds(py, within)?,
        };
        match self.turns.try_lock() {
            Ok(mut turns) => {
                if let Some(turns) = turns.as_mut() {
                    turns.server.drain(within);
                }
            }
            // Somebody polls, here below a signal handler or in another thread: the next turn begins it.
            Err(_) => *brief(&self.draining) = Some(within),
        }
        self.waker.wake();
        Ok(())
    }

    /// Closes every socket, at once, when what was sent has been given to the system as far as it takes it.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        let mut turns = match self.turns.try_lock() {
            Ok(turns) => turns,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(errors::entered("Server")),
        };
        if let Some(mut turns) = turns.take() {
            for _ in 0..LAST_TURNS {
                if !matches!(turns.turn(py, 0), Ok(Turn::Told)) {
                    break;
                }
            }
        }
        Ok(())
    }

    /// One descriptor to wait on, under a loop of your own: poll when it is readable, or `interest` says so.
    fn fileno(&self, py: Python<'_>) -> PyResult<i32> {
        self.with(py, |turns| Ok(turns.server.fd()))
    }

    /// What was counted since the server was made.
    #[getter]
    fn stats(&self, py: Python<'_>) -> PyResult<Stats> {
        self.with(py, |turns| Stats::new(py, &turns.server))
    }

    /// What the server waits for; due now, a `wait` of 0, until a poll gave None.
    fn interest<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (mut interest, came) = self.with(py, |turns| Ok((turns.server.interest(), turns.waits())))?;
        let mut wants = interest.wants.bits();
        // A request that came while another was read, or an exchange that was let go.
        if came || !brief(&self.abandoned).is_empty() {
            (wants, interest.wait_ms) = (wants | Wants::STEP.bits(), 0);
        }
        config::interest(py, wants, interest)
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
    ) -> PyResult<()> {
        self.close(py)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.on_error)
    }
}
