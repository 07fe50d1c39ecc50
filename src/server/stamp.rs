// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a server adds to each final response: Date and Server (RFC 9110, 6.6.1 and 10.2.4).

use crate::fields::date as imf;
use crate::syntax::field_line::{Field, Lines};

/// The field lines that a server adds, written once a second.
pub(crate) struct Stamp {
    seconds: i64,
    lines: [u8; DATE_LINE + SERVER_LINE.len()],
}

/// `Date: `, the date, CRLF.
const DATE_LINE: usize = 6 + imf::SIZE + 2;

const SERVER_LINE: &[u8; 14] = b"Server: oyez\r\n";

impl Stamp {
    pub fn new(seconds: i64) -> Self {
        let date = imf::imf_fixdate(seconds).unwrap_or(*b"Thu, 01 Jan 1970 00:00:00 GMT");
        let octets = b"Date: ".iter().chain(&date).chain(b"\r\n").chain(SERVER_LINE);
        let mut lines = [0; DATE_LINE + SERVER_LINE.len()];
        for (place, octet) in lines.iter_mut().zip(octets) {
            *place = *octet;
        }
        Stamp { seconds, lines }
    }

    /// Another second may have begun.
    pub fn tell_time(&mut self, seconds: i64) {
        if seconds != self.seconds {
            *self = Self::new(seconds);
        }
    }

    /// Our lines.
    pub fn lines(&self) -> &[u8] {
        &self.lines
    }

    /// Our lines, but for those of whose names the caller has some.
    pub fn beside(&self, fields: &impl Lines) -> &[u8] {
        let (mut date, mut server) = (true, true);
        for field in fields.lines() {
            date &= !field.is(b"Date");
            server &= !field.is(b"Server");
        }
        let (date_line, server_line) = self.lines.split_at_checked(DATE_LINE).unwrap_or((&[], &[]));
        match (date, server) {
            (true, true) => &self.lines,
            (true, false) => date_line,
            (false, true) => server_line,
            (false, false) => &[],
        }
    }

    /// The caller's field lines, and ours before them.
    pub fn with<'s, L: Lines>(&'s self, fields: &'s L) -> Stamped<'s, L> {
        Stamped { ours: self.beside(fields), fields }
    }
}

/// Field lines with Date and Server before them.
pub(crate) struct Stamped<'s, L> {
    ours: &'s [u8],
    fields: &'s L,
}

impl<L: Lines> Lines for Stamped<'_, L> {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        self.fields.lines()
    }

    fn written(&self) -> &[u8] {
        self.ours
    }

    fn passed(&self) -> impl Iterator<Item = Field<'_>> {
        self.fields.passed()
    }
}
