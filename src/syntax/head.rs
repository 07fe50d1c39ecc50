// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A head that lies in one piece (RFC 9112, 2.1): `start-line CRLF *( field-line CRLF ) CRLF`, read at once.
//!
//! This is the door for those who only want the grammar: no buffer, no state, no connection. What the head means
//! is [`crate::messaging::judge`]'s business. Lines are judged when they are whole, each by the reader of its own
//! production, as a connection does.
//!
//! Two leniencies have no effect here: an obs-fold cannot be replaced, for the octets are not ours to change, and
//! whether a head will not be ended nobody can tell from its octets.

use crate::error::{Fault, FieldName, Misuse, Reason, Refused, Violation};
use crate::grammar::scan;
use crate::syntax::field_line::{self, Field};
use crate::syntax::leniency::Leniencies;
use crate::syntax::plain_head;
use crate::syntax::request_line::{self, RequestLine};
use crate::syntax::status_line::{self, StatusLine};
use crate::syntax::target::{self, Target};
use crate::syntax::version::Version;

/// Who is told what a head says while it is read. It counts once the whole head was read.
pub trait Table<'b> {
    /// Takes the field line with a number, counted from 0; whether there was room for it.
    fn put(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool;

    /// Takes the request-line, and its target in parts.
    fn request_line(&mut self, _line: &RequestLine<'b>, _target: &Target<'b>) {}

    /// Takes the status-line.
    fn status_line(&mut self, _line: &StatusLine<'b>) {}
}

impl<'b, T: Table<'b> + ?Sized> Table<'b> for &mut T {
    #[inline]
    fn put(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool {
        (**self).put(number, name, value)
    }

    #[inline]
    fn request_line(&mut self, line: &RequestLine<'b>, target: &Target<'b>) {
        (**self).request_line(line, target);
    }

    #[inline]
    fn status_line(&mut self, line: &StatusLine<'b>) {
        (**self).status_line(line);
    }
}

impl<'b> Table<'b> for [Field<'b>] {
    fn put(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool {
        self.get_mut(number).map(|place| *place = Field { name, value }).is_some()
    }
}

/// A table, and the start-line kept beside it.
struct Kept<'t, T: ?Sized, S> {
    table: &'t mut T,
    said: Option<S>,
}

impl<'b, T: Table<'b> + ?Sized> Table<'b> for Kept<'_, T, (RequestLine<'b>, Target<'b>)> {
    #[inline]
    fn put(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool {
        self.table.put(number, name, value)
    }

    #[inline]
    fn request_line(&mut self, line: &RequestLine<'b>, target: &Target<'b>) {
        self.said = Some((*line, *target));
    }
}

impl<'b, T: Table<'b> + ?Sized> Table<'b> for Kept<'_, T, StatusLine<'b>> {
    #[inline]
    fn put(&mut self, number: usize, name: &'b [u8], value: &'b [u8]) -> bool {
        self.table.put(number, name, value)
    }

    #[inline]
    fn status_line(&mut self, line: &StatusLine<'b>) {
        self.said = Some(*line);
    }
}

/// How far a head reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// How many field lines there were.
    pub lines: usize,
    /// Octets of the head, with the empty lines before and behind it.
    pub octets: usize,
    /// The leniencies it made use of.
    pub used: Leniencies,
}

/// A request's head, as the grammar has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestHead<'b> {
    /// The request-line.
    pub line: RequestLine<'b>,
    /// Its target in parts.
    pub target: Target<'b>,
    /// How many field lines there were.
    pub lines: usize,
    /// Octets of the head, with the empty lines before and behind it.
    pub octets: usize,
    /// The leniencies it made use of.
    pub used: Leniencies,
}

/// A response's head, as the grammar has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseHead<'b> {
    /// The status-line.
    pub line: StatusLine<'b>,
    /// How many field lines there were.
    pub lines: usize,
    /// Octets of the head, with the empty line behind it.
    pub octets: usize,
    /// The leniencies it made use of.
    pub used: Leniencies,
}

/// Why there is no head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop<'b> {
    /// It is not whole, and nothing is wrong so far.
    Incomplete,
    /// The table has no room for the field line that begins there.
    Full(usize),
    /// A rule was broken, so many octets into the input.
    Refused {
        /// Which, and where.
        refused: Refused,
        /// The field's name, if it is to be told.
        field: &'b [u8],
    },
}

impl From<Refused> for Stop<'_> {
    fn from(refused: Refused) -> Self {
        Stop::Refused { refused, field: &[] }
    }
}

impl Stop<'_> {
    /// The verdict on `input`, with the status that answers a request; a response is not answered.
    #[cold]
    #[must_use]
    pub fn fault(&self, input: &[u8]) -> Fault {
        let (reason, status, at, field) = match *self {
            Stop::Incomplete => (Reason::Misuse(Misuse::Incomplete), 0, input.len(), &[][..]),
            Stop::Full(at) => (Reason::Misuse(Misuse::FieldCount), 0, at, &[][..]),
            Stop::Refused { refused: Refused { violation, at }, field } => {
                (Reason::Violation(violation), violation.status(), at, field)
            }
        };
        let offset = u64::try_from(at).unwrap_or(u64::MAX);
        Fault { reason, status, may_continue: false, offset, field: FieldName::new(field), os_error: 0 }
    }
}

/// Reads a request's head. Up to eight empty lines may stand before it (RFC 9112, 2.2).
///
/// A target of no form that its method may have is refused when the field lines were read, as by a connection,
/// which could pass over the message and go on.
///
/// # Errors
/// Every violation of request-line, target and field lines; `Incomplete` and `Full`.
pub fn read_request<'b, T: Table<'b> + ?Sized>(
    input: &'b [u8],
    allow: Leniencies,
    table: &mut T,
) -> Result<RequestHead<'b>, Stop<'b>> {
    request_head(table, |kept| match plain_head::request(input, &mut *kept) {
        Some(extent) => Ok(extent),
        None => request(input, allow, kept),
    })
}

/// Reads a response's head.
///
/// # Errors
/// Every violation of status-line and field lines; `Incomplete` and `Full`.
pub fn read_response<'b, T: Table<'b> + ?Sized>(
    input: &'b [u8],
    allow: Leniencies,
    table: &mut T,
) -> Result<ResponseHead<'b>, Stop<'b>> {
    response_head(table, |kept| match plain_head::response(input, &mut *kept) {
        Some(extent) => Ok(extent),
        None => response(input, allow, kept),
    })
}

/// The same as [`read_request`], always line by line: what the scan is tested against.
///
/// # Errors
/// As [`read_request`].
#[doc(hidden)]
pub fn read_request_by_line<'b, T: Table<'b> + ?Sized>(
    input: &'b [u8],
    allow: Leniencies,
    table: &mut T,
) -> Result<RequestHead<'b>, Stop<'b>> {
    request_head(table, |kept| request(input, allow, kept))
}

/// The same as [`read_response`], always line by line.
///
/// # Errors
/// As [`read_response`].
#[doc(hidden)]
pub fn read_response_by_line<'b, T: Table<'b> + ?Sized>(
    input: &'b [u8],
    allow: Leniencies,
    table: &mut T,
) -> Result<ResponseHead<'b>, Stop<'b>> {
    response_head(table, |kept| response(input, allow, kept))
}

/// Reads a request's head, and tells its request-line to the table too. A table that is a plain value is kept in
/// registers meanwhile.
///
/// # Errors
/// As [`read_request`].
#[inline]
pub fn tell_request<'b, T: Table<'b> + Copy>(input: &'b [u8], allow: Leniencies, table: T) -> Result<Extent, Stop<'b>> {
    match plain_head::request(input, table) {
        Some(extent) => Ok(extent),
        None => request(input, allow, &mut { table }),
    }
}

/// Reads a response's head, and tells its status-line to the table too.
///
/// # Errors
/// As [`read_response`].
#[inline]
pub fn tell_response<'b, T: Table<'b> + Copy>(
    input: &'b [u8],
    allow: Leniencies,
    table: T,
) -> Result<Extent, Stop<'b>> {
    match plain_head::response(input, table) {
        Some(extent) => Ok(extent),
        None => response(input, allow, &mut { table }),
    }
}

fn request_head<'b, T: ?Sized>(
    table: &mut T,
    read: impl FnOnce(&mut Kept<'_, T, (RequestLine<'b>, Target<'b>)>) -> Result<Extent, Stop<'b>>,
) -> Result<RequestHead<'b>, Stop<'b>> {
    let mut kept = Kept { table, said: None };
    let Extent { lines, octets, used } = read(&mut kept)?;
    let (line, target) = kept.said.ok_or(Stop::Incomplete)?;
    Ok(RequestHead { line, target, lines, octets, used })
}

fn response_head<'b, T: ?Sized>(
    table: &mut T,
    read: impl FnOnce(&mut Kept<'_, T, StatusLine<'b>>) -> Result<Extent, Stop<'b>>,
) -> Result<ResponseHead<'b>, Stop<'b>> {
    let mut kept = Kept { table, said: None };
    let Extent { lines, octets, used } = read(&mut kept)?;
    Ok(ResponseHead { line: kept.said.ok_or(Stop::Incomplete)?, lines, octets, used })
}

/// Where a field line begins that was read out of the octets that begin with `start`; or so many octets into its
/// value. A value that is empty begins behind its colon.
#[must_use]
pub fn offset_of(start: &[u8], field: &Field<'_>, value: Option<usize>) -> usize {
    let name = field.name.as_ptr().addr();
    let at = match (value, field.value) {
        (None, _) => name,
        (Some(at), []) => name.saturating_add(field.name.len()).saturating_add(1).saturating_add(at),
        (Some(at), octets) => octets.as_ptr().addr().saturating_add(at),
    };
    at.saturating_sub(start.as_ptr().addr())
}

#[cold]
#[inline(never)]
fn request<'b, T: Table<'b> + ?Sized>(input: &'b [u8], allow: Leniencies, table: &mut T) -> Result<Extent, Stop<'b>> {
    let mut reader = Reader { input, at: 0, allow, used: Leniencies::NONE };
    reader.empty_lines()?;
    let start = reader.at;
    let line = reader.line()?;
    let read = request_line::read(line.text, allow).and_then(|said| {
        let begin = said.method.len().saturating_add(1);
        match target::read(said.method, said.target).map_err(|refused| refused.after(begin)) {
            // 0.9 knows no other form, and no field line follows.
            Err(refused) if said.version == Version::HTTP_09 => Err(refused),
            target => Ok((said, target)),
        }
    });
    let (said, target) = reader.take(read, &line)?;
    let lines = match said.version {
        // RFC 1945, 4.1: a Simple-Request is its line.
        Version::HTTP_09 => {
            reader.used = reader.used.with(Leniencies::HTTP09);
            0
        }
        _ => reader.section(table)?,
    };
    let target = target.map_err(|refused| refused.after(start))?;
    table.request_line(&said, &target);
    Ok(Extent { lines, octets: reader.at, used: reader.used })
}

#[cold]
#[inline(never)]
fn response<'b, T: Table<'b> + ?Sized>(input: &'b [u8], allow: Leniencies, table: &mut T) -> Result<Extent, Stop<'b>> {
    let mut reader = Reader { input, at: 0, allow, used: Leniencies::NONE };
    let line = reader.line()?;
    let said = reader.take(status_line::read(line.text), &line)?;
    let lines = reader.section(table)?;
    table.status_line(&said);
    Ok(Extent { lines, octets: reader.at, used: reader.used })
}

/// A line, its terminator taken off.
struct Line<'b> {
    text: &'b [u8],
    /// The terminator was a bare LF.
    bare: bool,
    /// Octets with the terminator.
    count: usize,
}

/// Octets, and how far they are understood.
struct Reader<'b> {
    input: &'b [u8],
    at: usize,
    allow: Leniencies,
    used: Leniencies,
}

impl<'b> Reader<'b> {
    fn rest(&self) -> &'b [u8] {
        self.input.get(self.at..).unwrap_or(&[])
    }

    fn line(&self) -> Result<Line<'b>, Stop<'b>> {
        let rest = self.rest();
        let count = scan::line_end(rest).ok_or(Stop::Incomplete)?;
        let line = rest.get(..count).unwrap_or(rest);
        Ok(match line {
            [text @ .., b'\r', b'\n'] => Line { text, bare: false, count },
            [text @ .., b'\n'] => Line { text, bare: true, count },
            text => Line { text, bare: false, count },
        })
    }

    /// Takes what was read of a line, if its terminator may stand there.
    fn take<V>(&mut self, read: Result<V, Refused>, line: &Line<'b>) -> Result<V, Refused> {
        let end = line.text.len();
        match read {
            Err(refused) if !line.bare || refused.at < end => Err(refused.after(self.at)),
            // 9112, 2.2: a recipient MAY recognise a single LF as a line terminator; we do if allowed.
            _ if line.bare && !self.allow.has(Leniencies::BARE_LF) => {
                Err(Refused::new(Violation::BareLf, end).after(self.at))
            }
            Err(refused) => Err(refused.after(self.at)),
            Ok(value) => {
                if line.bare {
                    self.used = self.used.with(Leniencies::BARE_LF);
                }
                self.at = self.at.saturating_add(line.count);
                Ok(value)
            }
        }
    }

    /// Passes over empty lines before a request-line (RFC 9112, 2.2: a server SHOULD ignore at least one).
    fn empty_lines(&mut self) -> Result<(), Stop<'b>> {
        for count in 0u8..=EMPTY_LINES {
            let line = match self.rest() {
                text @ [b'\r', b'\n', ..] => Line { text: text.get(..0).unwrap_or(&[]), bare: false, count: 2 },
                text @ [b'\n', ..] => Line { text: text.get(..0).unwrap_or(&[]), bare: true, count: 1 },
                [] | [b'\r'] => return Err(Stop::Incomplete),
                _ => return Ok(()),
            };
            let read = if count < EMPTY_LINES { Ok(()) } else { Err(Refused::new(Violation::RequestLine, 0)) };
            self.take(read, &line)?;
        }
        Ok(())
    }

    /// Reads field lines up to the empty line, and counts them.
    fn section<T: Table<'b> + ?Sized>(&mut self, table: &mut T) -> Result<usize, Stop<'b>> {
        let mut lines = 0usize;
        loop {
            if let [b' ' | b'\t', ..] = self.rest() {
                let violation = if lines == 0 { Violation::SpaceBeforeFields } else { Violation::ObsFold };
                return Err(Refused::new(violation, self.at).into());
            }
            let line = self.line()?;
            if line.text.is_empty() {
                self.take(Ok(()), &line)?;
                return Ok(lines);
            }
            let start = self.at;
            let field = self.take(field_line::read(line.text), &line).map_err(|refused| named(refused, line.text))?;
            if !table.put(lines, field.name, field.value) {
                return Err(Stop::Full(start));
            }
            lines = lines.saturating_add(1);
        }
    }
}

/// A violation in a field line, with the field's name where it can be read.
fn named(refused: Refused, line: &[u8]) -> Stop<'_> {
    let field = match refused.violation {
        Violation::FieldValue | Violation::FieldColonSpace => field_line::name_of(line),
        _ => &[],
    };
    Stop::Refused { refused, field }
}

/// Empty lines that may stand before a request-line (RFC 9112, 2.2: "at least one"), here and on a connection.
pub(crate) const EMPTY_LINES: u8 = 8;

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Leniencies = Leniencies::NONE;

    fn table() -> [Field<'static>; 4] {
        [Field { name: &[], value: &[] }; 4]
    }

    fn refusal(input: &[u8], allow: Leniencies) -> (Violation, usize) {
        match read_request(input, allow, &mut table()[..]).unwrap_err() {
            Stop::Refused { refused, .. } => (refused.violation, refused.at),
            stop => panic!("{stop:?}"),
        }
    }

    #[test]
    fn a_head_is_read_and_what_follows_is_left() {
        let input = b"\r\n\r\nGET /a?b HTTP/1.1\r\nHost: a\r\nX:\r\n\r\nGET";
        let mut table = table();
        let head = read_request(input, NONE, &mut table[..]).unwrap();
        assert_eq!((head.line.method, head.target.path, head.target.query), (&b"GET"[..], &b"/a"[..], Some(&b"b"[..])));
        assert_eq!((head.lines, head.octets, head.used), (2, input.len() - 3, NONE));
        assert_eq!(table[..2], [Field::new("Host", "a"), Field::new("X", "")]);
        assert_eq!([0, 1].map(|line| offset_of(input, &table[line], None)), [23, 32]);
        assert_eq!([0, 1].map(|line| offset_of(input, &table[line], Some(0))), [29, 34]);
    }

    #[test]
    fn every_beginning_of_a_head_is_incomplete() {
        let request = b"\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
        let response = b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n";
        for at in 0..request.len() {
            assert_eq!(read_request(&request[..at], NONE, &mut table()[..]), Err(Stop::Incomplete), "{at}");
        }
        for at in 0..response.len() {
            assert_eq!(read_response(&response[..at], NONE, &mut table()[..]), Err(Stop::Incomplete), "{at}");
        }
        assert_eq!(read_response(response, NONE, &mut table()[..]).map(|head| head.octets), Ok(response.len()));
    }

    #[test]
    fn a_line_that_is_whole_is_judged_though_the_head_is_not() {
        assert_eq!(refusal(b"GET / HTTP/3.0\r\n", NONE), (Violation::VersionMajor, 11));
        assert_eq!(refusal(b"GET / HTTP/1.1\r\n ", NONE), (Violation::SpaceBeforeFields, 16));
        assert_eq!(refusal(b"GET / HTTP/1.1\r\nA: b\r\n\t", NONE), (Violation::ObsFold, 22));
        assert_eq!(refusal(b"GET / HTTP/1.1\r\nA: b\r\nB : c\r\n", NONE), (Violation::FieldColonSpace, 23));
        assert_eq!(refusal(&b"\r\n".repeat(9), NONE), (Violation::RequestLine, 16));
    }

    #[test]
    fn a_target_is_refused_behind_the_field_lines() {
        assert_eq!(refusal(b"GET * HTTP/1.1\r\nA\r\n\r\n", NONE), (Violation::FieldColon, 17));
        assert_eq!(refusal(b"\r\nGET * HTTP/1.1\r\nA: b\r\n\r\n", NONE), (Violation::TargetAsterisk, 6));
    }

    #[test]
    fn a_table_that_is_full_is_told() {
        let input = b"GET / HTTP/1.1\r\nA: b\r\nC: d\r\n\r\n";
        assert_eq!(read_request(input, NONE, &mut table()[..1]), Err(Stop::Full(22)));
        assert_eq!(read_request(input, NONE, &mut table()[..2]).map(|head| head.lines), Ok(2));
    }

    #[test]
    fn what_is_tolerated_is_told() {
        let input = b"\nGET / HTTP/1.1\nA: b\n\n";
        let head = read_request(input, Leniencies::BARE_LF, &mut table()[..]).unwrap();
        assert_eq!((head.lines, head.octets, head.used), (1, input.len(), Leniencies::BARE_LF));
        assert_eq!(refusal(input, NONE), (Violation::BareLf, 0));
        let head = read_request(b"GET /\r\nGET", Leniencies::HTTP09, &mut table()[..]).unwrap();
        assert_eq!((head.octets, head.used, head.line.version), (7, Leniencies::HTTP09, Version::HTTP_09));
        assert_eq!(refusal(b"GET *\r\n", Leniencies::HTTP09), (Violation::TargetAsterisk, 4));
    }

    #[test]
    fn neither_folds_nor_missing_ends_are_tolerated() {
        let allow = Leniencies::OBS_FOLD.with(Leniencies::UNENDED_HEAD);
        assert_eq!(refusal(b"GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", allow), (Violation::ObsFold, 22));
        assert_eq!(read_request(b"GET / HTTP/1.1\r\n", allow, &mut table()[..]), Err(Stop::Incomplete));
    }
}
