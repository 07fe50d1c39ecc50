// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! The stateless door: heads, framing and chunks for those who only want
//! the parser.
//!
//! Nothing here catches a panic, for none can happen: `tests/no_panic.rs` proves it of every function.

use crate::capi::boundary::{self, Form, Given, Passed, Rows, Taking, Telling};
use crate::capi::codes::{oyez_error, oyez_target_form};
use crate::capi::types::{oyez_bytes, oyez_fault, oyez_field, oyez_request, oyez_response, oyez_verdict};
use crate::error::{Fault, Reason};
use crate::messaging::framing::{Asked, Framing, Message};
use crate::messaging::judge::{self, Objection, Place};
use crate::syntax::field_line::Lines;
use crate::syntax::head::{self, Table};
use crate::syntax::leniency::Leniencies;
use crate::syntax::request_line::RequestLine;
use crate::syntax::status_line::StatusLine;
use crate::syntax::target::Target;
use crate::syntax::version::Version;

/// For `oyez_framing_of`: a request. A response is its status code, with
/// these bits.
pub const OYEZ_MESSAGE_REQUEST: u32 = 0;

/// The response answers a HEAD.
pub const OYEZ_MESSAGE_TO_HEAD: u32 = 1 << 16;

/// The response answers a CONNECT.
pub const OYEZ_MESSAGE_TO_CONNECT: u32 = 1 << 17;

/// The message is of HTTP/1.0, whether request or response.
pub const OYEZ_MESSAGE_HTTP10: u32 = 1 << 18;

/// How a message's end is found (RFC 9112, 6.3).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_framing_form {
    /// No content.
    OYEZ_FRAMING_EMPTY = 0,
    /// As many octets as `length` says.
    OYEZ_FRAMING_LENGTH = 1,
    /// Chunks: `oyez_chunks_next`.
    OYEZ_FRAMING_CHUNKED = 2,
    /// All there is until the connection closes.
    OYEZ_FRAMING_UNTIL_CLOSE = 3,
    /// What follows is no longer HTTP.
    OYEZ_FRAMING_TUNNEL = 4,
}

/// Where in a chunked body a reader stands (RFC 9112, 7.1).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_chunks_position {
    OYEZ_CHUNKS_SIZE_LINE = 0,
    OYEZ_CHUNKS_DATA = 1,
    OYEZ_CHUNKS_DATA_END = 2,
    OYEZ_CHUNKS_TRAILER_SECTION = 3,
    OYEZ_CHUNKS_END = 4,
    OYEZ_CHUNKS_FAULT = 5,
}

/// Where a message body ends (RFC 9112, 6.3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_framing {
    /// An `oyez_framing_form`.
    pub form: u32,
    /// 0.
    pub reserved: u32,
    /// Octets of content, for OYEZ_FRAMING_LENGTH; else 0.
    pub length: u64,
}

/// A reader of chunks (RFC 9112, 7.1). All zero is the beginning.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_chunks {
    /// An `oyez_chunks_position`.
    pub position: u32,
    /// An `oyez_error`, in OYEZ_CHUNKS_FAULT.
    pub error: u32,
    /// `OYEZ_ALLOW_*` bits; yours to set. None there is today has a say
    /// here: chunks are framing.
    pub allow: u32,
    /// Octets of chunk extensions so far; in the trailer section, octets of
    /// its line that were looked at already.
    pub line: u32,
    /// Octets left of the chunk; in the trailer section, its lines so far.
    pub left: u64,
    /// The last size line, if it was short: most chunks are as long as the
    /// one before, and one comparison reads their lines. This and the three
    /// that follow are the library's.
    pub again: u64,
    pub again_size: u32,
    pub again_line: u16,
    pub again_others: u16,
}

/// Reads one request head from contiguous octets: only the grammar. Set
/// `*field_count` to the capacity of `fields`; it becomes the number of
/// field lines. `*consumed` is the length of the head, and of the up to 8
/// empty lines before it, which are passed over.
///
/// Set are `method`, `target`, `path`, `query`, `target_form`, `version` and
/// `authority`, that of the target only. `length`, `upgrade`, `flags` and
/// `dropped` stay as they are: they take a judgement. OYEZ_ALLOW_OBS_FOLD
/// and OYEZ_ALLOW_UNENDED_HEAD have no effect: `input` is not changed, and
/// its end is not known. What a call that fails has written is `*verdict`,
/// and in `*request` and `fields` perhaps; one that succeeds leaves
/// `*verdict` as it was.
///
/// Borrow: `*request` and `fields` as `input`
/// Thread: any
/// Fails:  INCOMPLETE (call again with more octets, from the beginning),
///         ARGUMENT, FIELD_COUNT (a server answers 431), and every violation
///         of 1000-1999 that the grammar knows: `*verdict` says more, but
///         after ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_read_request(
    input: oyez_bytes,
    allow: u32,
    request: *mut oyez_request,
    fields: *mut oyez_field,
    field_count: *mut usize,
    verdict: *mut oyez_verdict,
    consumed: *mut usize,
) -> oyez_error {
    let Some(allow) = Leniencies::from_bits(allow) else { return oyez_error::OYEZ_ERR_ARGUMENT };
    let passed = Passed { head: request, fields, field_count, verdict, consumed };
    let Ok((octets, rows, telling)) = passed.looked_at(input) else { return oyez_error::OYEZ_ERR_ARGUMENT };
    match &head::tell_request(octets, allow, Told { rows, form: telling.form() }) {
        Ok(extent) => {
            telling.tell(extent.lines, extent.octets);
            oyez_error::OYEZ_OK
        }
        Err(stop) => stopped(&telling, &|| stop.fault(octets)),
    }
}

/// Reads one response head, as `oyez_read_request` reads a request's, but
/// that no empty line may stand before it. Set are `reason`, `status` and
/// `version`.
///
/// Borrow: `*response` and `fields` as `input`
/// Thread: any
/// Fails:  as `oyez_read_request`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_read_response(
    input: oyez_bytes,
    allow: u32,
    response: *mut oyez_response,
    fields: *mut oyez_field,
    field_count: *mut usize,
    verdict: *mut oyez_verdict,
    consumed: *mut usize,
) -> oyez_error {
    let Some(allow) = Leniencies::from_bits(allow) else { return oyez_error::OYEZ_ERR_ARGUMENT };
    let passed = Passed { head: response, fields, field_count, verdict, consumed };
    let Ok((octets, rows, telling)) = passed.looked_at(input) else { return oyez_error::OYEZ_ERR_ARGUMENT };
    match &head::tell_response(octets, allow, Told { rows, form: telling.form() }) {
        Ok(extent) => {
            telling.tell(extent.lines, extent.octets);
            oyez_error::OYEZ_OK
        }
        // A response is not answered.
        Err(stop) => stopped(&telling, &|| Fault { status: 0, ..stop.fault(octets) }),
    }
}

/// Judges a request whose grammar is right, as `oyez_read_request` left it:
/// Host, framing, Connection, Expect, by its `version` and its fields. What
/// leaves the framing in doubt is told first; after any other violation
/// `verdict->flags` says whether the connection may go on.
///
/// `verdict->offset` is counted from the first octet of the method, and
/// tells something only where `fields` lie behind it as they were read. Where
/// the head as a whole is wrong, it is that of the end of the last field.
/// A call that succeeds leaves `*verdict` as it was.
///
/// Thread: any
/// Fails:  ARGUMENT, and the violations that a head as a whole can show:
///         `*verdict` says more, but after ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_judge_request(
    request: *const oyez_request,
    fields: *const oyez_field,
    field_count: usize,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    let (Ok(request), Ok(lines)) = (boundary::sized(request), Given::new(&fields, field_count)) else {
        return oyez_error::OYEZ_ERR_ARGUMENT;
    };
    let (Ok(version), Ok(method)) = (u8::try_from(request.version), boundary::octets(&request.method)) else {
        return oyez_error::OYEZ_ERR_ARGUMENT;
    };
    if version < Version::HTTP_09.number() || !boundary::writable(verdict) {
        return oyez_error::OYEZ_ERR_ARGUMENT;
    }
    match judge::judge(Version::from_number(version), &lines) {
        Ok(_) => oyez_error::OYEZ_OK,
        Err(objection) => objected(&objection, method, &lines, verdict),
    }
}

/// Where the body of a message ends (RFC 9112, 6.3), so that nobody reckons
/// it by hand. `message` is OYEZ_MESSAGE_REQUEST or a status code, with
/// `OYEZ_MESSAGE_*` bits.
///
/// Thread: any
/// Fails:  ARGUMENT, LENGTH_* and CODING_*
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_framing_of(
    fields: *const oyez_field,
    field_count: usize,
    message: u32,
    framing: *mut oyez_framing,
) -> oyez_error {
    let (Ok(lines), Some((message, version))) = (Given::new(&fields, field_count), asked(message)) else {
        return oyez_error::OYEZ_ERR_ARGUMENT;
    };
    if !boundary::writable(framing) {
        return oyez_error::OYEZ_ERR_ARGUMENT;
    }
    let found = judge::framing_of(message, version, &lines).map_err(Reason::from);
    found.and_then(|found| Ok(boundary::write(framing, found.into())?)).into()
}

/// Takes the next piece of content from chunked octets; `*input` becomes
/// what was not read. Lines of the trailer section are checked and dropped.
///
/// A line is read when it is whole: one that is not stays in `*input`. Of
/// size line and extension none takes more than 514 octets; how much a line
/// of the trailer section may take is yours to bound. At the end, `*input`
/// begins behind the message; at a fault, with the octet that broke a rule.
///
/// Borrow: `*content` as `*input`
/// Thread: any
/// Fails:  false when more octets are needed, at the end, and at a fault:
///         `chunks->position` says which. Put what is left of `*input`
///         before what comes next.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_chunks_next(
    chunks: *mut oyez_chunks,
    input: *mut oyez_bytes,
    content: *mut oyez_bytes,
) -> bool {
    let Some(taking) = Taking::new(chunks, input, content) else { return false };
    let like_before = taking.octets().and_then(|octets| taking.with(|chunks| chunks.same(octets)));
    match like_before {
        Some((found, rest)) => {
            taking.leave(rest);
            taking.give(found);
            true
        }
        None => next_other(chunks, input, content),
    }
}

/// The same where the chunk is not whole, or not like the one before. Apart, and of C's kind, so that the other way
/// is short: what it was given is given on as it is.
#[inline(never)]
extern "C" fn next_other(chunks: *mut oyez_chunks, input: *mut oyez_bytes, content: *mut oyez_bytes) -> bool {
    let Some(taking) = Taking::new(chunks, input, content) else { return false };
    let Some(octets) = taking.octets() else { return false };
    if let Some((found, rest)) = taking.with(|chunks| chunks.whole(octets)) {
        taking.leave(rest);
        taking.give(found);
        return true;
    }
    let mut rest = octets;
    let found = taking.with(|chunks| chunks.read(&mut rest)).map(|found| taking.give(found));
    taking.leave(rest);
    found.is_some()
}

#[cold]
#[inline(never)]
fn stopped<H: Copy>(telling: &Telling<H>, fault: &dyn Fn() -> Fault) -> oyez_error {
    let fault = fault();
    telling.refuse(oyez_fault::from(fault).verdict);
    fault.reason.into()
}

#[cold]
fn objected(objection: &Objection<'_>, method: &[u8], lines: &Given<'_>, verdict: *mut oyez_verdict) -> oyez_error {
    let offset = match objection.place {
        Place::Name(field) => head::offset_of(method, &field, None),
        Place::Value(field, at) => head::offset_of(method, &field, Some(at)),
        Place::End => lines.lines().last().map_or(0, |field| head::offset_of(method, &field, Some(field.value.len()))),
    };
    refused(objection.fault(u64::try_from(offset).unwrap_or(u64::MAX)), verdict)
}

/// The message and version that a number means, if it means one.
fn asked(message: u32) -> Option<(Message, Version)> {
    let has = |bit| message & bit != 0;
    let version = if has(OYEZ_MESSAGE_HTTP10) { Version::HTTP_10 } else { Version::HTTP_11 };
    let to = match (has(OYEZ_MESSAGE_TO_HEAD), has(OYEZ_MESSAGE_TO_CONNECT)) {
        (false, false) => Asked::Other,
        (true, false) => Asked::Head,
        (false, true) => Asked::Connect,
        (true, true) => return None,
    };
    let bits = OYEZ_MESSAGE_TO_HEAD | OYEZ_MESSAGE_TO_CONNECT | OYEZ_MESSAGE_HTTP10;
    match u16::try_from(message & !bits).ok()? {
        0 if to == Asked::Other => Some((Message::Request, version)),
        status @ 100..=599 => Some((Message::Response(status, to), version)),
        _ => None,
    }
}

impl From<Framing> for oyez_framing {
    fn from(framing: Framing) -> Self {
        let (form, length) = match framing {
            Framing::Empty => (oyez_framing_form::OYEZ_FRAMING_EMPTY, 0),
            Framing::Length(length) => (oyez_framing_form::OYEZ_FRAMING_LENGTH, length),
            Framing::Chunked => (oyez_framing_form::OYEZ_FRAMING_CHUNKED, 0),
            Framing::UntilClose => (oyez_framing_form::OYEZ_FRAMING_UNTIL_CLOSE, 0),
            Framing::Tunnel => (oyez_framing_form::OYEZ_FRAMING_TUNNEL, 0),
        };
        oyez_framing { form: form.number(), reserved: 0, length }
    }
}

impl oyez_framing_form {
    /// As it travels.
    #[allow(clippy::as_conversions, reason = "an enumerator is its number")]
    const fn number(self) -> u32 {
        self as u32
    }
}

#[cold]
fn refused(fault: Fault, verdict: *mut oyez_verdict) -> oyez_error {
    let _ = boundary::write(verdict, oyez_fault::from(fault).verdict);
    fault.reason.into()
}

/// Where a head goes while it is read: field lines to an array, the start-line to a struct.
#[derive(Clone, Copy)]
struct Told<H> {
    rows: Rows,
    form: Form<H>,
}

impl<'b> Table<'b> for Told<oyez_request> {
    #[inline]
    fn put(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool {
        self.rows.put(number, name, value)
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "else all that is told would go through memory")]
    fn request_line(&mut self, line: &RequestLine<'b>, target: &Target<'b>) {
        match self.form.whole() {
            Some(request) => set_request(request, line, target),
            None => set_shorter_request(self.form, *line, *target),
        }
    }
}

#[inline(always)]
#[allow(clippy::inline_always, reason = "as above")]
fn set_request(request: &mut oyez_request, line: &RequestLine<'_>, target: &Target<'_>) {
    request.method = oyez_bytes::of(line.method);
    request.target = oyez_bytes::of(line.target);
    request.path = oyez_bytes::some(target.path);
    request.query = target.query.map_or(oyez_bytes::NONE, oyez_bytes::of);
    request.authority = oyez_bytes::some(target.authority);
    request.target_form = oyez_target_form::from(target.form).number();
    request.version = u32::from(line.version.number());
}

#[cold]
#[inline(never)]
fn set_shorter_request(form: Form<oyez_request>, line: RequestLine<'_>, target: Target<'_>) {
    form.set_shorter(|request| set_request(request, &line, &target));
}

impl<'b> Table<'b> for Told<oyez_response> {
    #[inline]
    fn put(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool {
        self.rows.put(number, name, value)
    }

    #[inline(always)]
    #[allow(clippy::inline_always, reason = "else all that is told would go through memory")]
    fn status_line(&mut self, line: &StatusLine<'b>) {
        match self.form.whole() {
            Some(response) => set_response(response, line),
            None => set_shorter_response(self.form, *line),
        }
    }
}

#[inline(always)]
#[allow(clippy::inline_always, reason = "as above")]
fn set_response(response: &mut oyez_response, line: &StatusLine<'_>) {
    response.reason = oyez_bytes::some(line.reason);
    response.status = u32::from(line.status);
    response.version = u32::from(line.version.number());
}

#[cold]
#[inline(never)]
fn set_shorter_response(form: Form<oyez_response>, line: StatusLine<'_>) {
    form.set_shorter(|response| set_response(response, &line));
}
