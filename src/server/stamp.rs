// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a server adds to each final response: Date and Server (RFC 9110, 6.6.1 and 10.2.4).

use crate::fields::date::imf_fixdate;
use crate::syntax::field_line::{Field, Lines};

/// The Date of this second.
pub(crate) struct Stamp {
    seconds: i64,
    date: [u8; 29],
}

impl Stamp {
    pub fn new(seconds: i64) -> Self {
        Stamp { seconds, date: written(seconds) }
    }

    /// Another second may have begun.
    pub fn tell_time(&mut self, seconds: i64) {
        if seconds != self.seconds {
            *self = Self::new(seconds);
        }
    }

    /// The value of Date.
    pub fn date(&self) -> &[u8] {
        &self.date
    }

    /// The caller's field lines, and ours where the caller has none of that name.
    pub fn with<'s, L: Lines>(&'s self, fields: &'s L) -> Stamped<'s, L> {
        let (mut date, mut server) = (true, true);
        for field in fields.lines() {
            date &= !field.is(b"Date");
            server &= !field.is(b"Server");
        }
        Stamped {
            date: date.then_some(Field { name: b"Date", value: &self.date }),
            server: server.then_some(Field::new("Server", "oyez")),
            fields,
        }
    }
}

fn written(seconds: i64) -> [u8; 29] {
    imf_fixdate(seconds).unwrap_or(*b"Thu, 01 Jan 1970 00:00:00 GMT")
}

/// Field lines with Date and Server before them.
pub(crate) struct Stamped<'s, L> {
    date: Option<Field<'s>>,
    server: Option<Field<'s>>,
    fields: &'s L,
}

impl<L: Lines> Lines for Stamped<'_, L> {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        self.date.into_iter().chain(self.server).chain(self.fields.lines())
    }

    fn passed(&self) -> impl Iterator<Item = Field<'_>> {
        self.fields.passed()
    }
}
