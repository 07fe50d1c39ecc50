// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A multipart body, read as its octets arrive (RFC 2046, 5.1.1).
//!
//! No octet is looked at twice but the few of a delimiter's beginning, and none is kept but those of a part's head:
//! what of a delimiter came at the end of a piece, and then turned out to be data, is what the delimiter says.

use crate::error::{Refused, Violation};
use crate::fields::multipart::boundary::Boundary;
use crate::fields::multipart::head::PartHead;
use crate::grammar::scan;
use crate::syntax::field_line;

/// What a reader tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'e> {
    /// A part begins.
    Part(PartHead<'e>),
    /// Some of its data, in as many pieces as it takes.
    Data(&'e [u8]),
    /// It ends.
    PartEnd,
    /// That was the last part. What comes behind it is passed over.
    End,
}

/// A reader of one multipart body: a plain value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    boundary: Boundary,
    place: Place,
    /// Parts that may still come.
    parts: u32,
    /// Octets taken.
    at: usize,
}

/// Where in a body a reader stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before the first delimiter, so many octets of which came.
    Preamble { matched: usize },
    /// Behind a delimiter.
    DelimiterEnd,
    /// Behind a delimiter and a hyphen.
    Hyphen,
    /// In the padding behind a delimiter.
    Padding,
    /// Behind the CR of a delimiter's line.
    LineEnd,
    /// In a head of which so many octets are held; the line that has not ended begins at the second number.
    Head { held: usize, line: usize },
    /// In data, behind so many octets that may be those of a delimiter; the first of them are none of the data's.
    Data { matched: usize, hidden: usize },
    /// In the padding behind the close-delimiter.
    ClosePadding,
    /// Behind the CR of its line.
    CloseLineEnd,
    /// Behind its line.
    Epilogue,
    /// A rule was broken.
    Fault(Refused),
}

/// What was found.
enum Found<'i> {
    Head(usize),
    Data(&'i [u8]),
    /// Octets of the delimiter, from and to.
    Held(usize, usize),
    PartEnd,
    End,
}

impl Reader {
    /// A reader of a body with this boundary, and at most so many parts.
    #[must_use]
    pub const fn new(boundary: Boundary, parts: u32) -> Self {
        // The first delimiter needs no CRLF where nothing stands before it.
        Reader { boundary, place: Place::Preamble { matched: 2 }, parts, at: 0 }
    }

    /// Octets taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Takes octets from `input` up to the next event; none when all of them were taken.
    ///
    /// `head` is where a part's head is put together, and no longer than that is one allowed to be: lend the same
    /// room, as it was left, until the part has begun.
    ///
    /// # Errors
    /// `MultipartPart`, where something else than padding stands behind a delimiter, and `MultipartEnd` behind the
    /// last; `MultipartLimit`, where a head or a part more would begin that is not allowed; `FieldName`, `FieldColon`,
    /// `FieldColonSpace`, `FieldValue`, `ObsFold`, `BareCr`, `BareLf`, at a field line that is none. Octets are counted
    /// from the start of the body; behind an error there is the same again.
    pub fn next<'e, 'i: 'e>(
        &'e mut self,
        input: &mut &'i [u8],
        head: &'e mut [u8],
    ) -> Result<Option<Event<'e>>, Refused> {
        let found = self.read(input, head).inspect_err(|refused| self.place = Place::Fault(*refused))?;
        Ok(found.map(|found| match found {
            Found::Head(len) => Event::Part(PartHead { octets: head.get(..len).unwrap_or(&[]) }),
            Found::Data(octets) => Event::Data(octets),
            Found::Held(from, to) => Event::Data(self.boundary.delimiter().get(from..to).unwrap_or(&[])),
            Found::PartEnd => Event::PartEnd,
            Found::End => Event::End,
        }))
    }

    /// Whether the body may end here.
    ///
    /// # Errors
    /// `MultipartEnd` where its close-delimiter has not come.
    pub const fn finish(&self) -> Result<(), Refused> {
        match self.place {
            Place::ClosePadding | Place::Epilogue => Ok(()),
            Place::Fault(refused) => Err(refused),
            _ => Err(Refused::new(Violation::MultipartEnd, self.at)),
        }
    }

    fn read<'i>(&mut self, input: &mut &'i [u8], head: &mut [u8]) -> Result<Option<Found<'i>>, Refused> {
        loop {
            let found = match (self.place, input.first()) {
                (Place::Fault(refused), _) => Err(refused),
                (_, None) => return Ok(None),
                (Place::Preamble { matched }, _) => {
                    self.data(input, matched, matched);
                    Ok(None)
                }
                (Place::Data { matched, hidden }, _) => Ok(self.data(input, matched, hidden)),
                (Place::Head { held, line }, _) => self.head(input, head, held, line),
                (Place::Epilogue, _) => {
                    self.take(input, input.len());
                    Ok(None)
                }
                (_, Some(octet)) => self.delimiter_end(*octet).inspect(|_| {
                    self.take(input, 1);
                }),
            }?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn take<'i>(&mut self, input: &mut &'i [u8], count: usize) -> &'i [u8] {
        let (taken, rest) = input.split_at_checked(count).unwrap_or((input, &[]));
        *input = rest;
        self.at = self.at.saturating_add(taken.len());
        taken
    }

    /// Takes data, or what may be a delimiter.
    fn data<'i>(&mut self, input: &mut &'i [u8], matched: usize, hidden: usize) -> Option<Found<'i>> {
        let delimiter = self.boundary.delimiter();
        let size = delimiter.len();
        let count = match matched {
            0 => free_of(delimiter, input),
            _ => common(delimiter.get(matched..).unwrap_or(&[]), input),
        };
        let taken = self.take(input, count);
        if matched == 0 && count > 0 {
            return Some(Found::Data(taken));
        }
        // Data that is free of a delimiter ends where one begins, if only with its first octet.
        let now = if matched == 0 { self.take(input, 1).len() } else { matched.saturating_add(count) };
        let (place, found) = if now == size {
            (Place::DelimiterEnd, Some(Found::PartEnd))
        } else if input.is_empty() || matched == 0 {
            (Place::Data { matched: now, hidden }, None)
        } else {
            (Place::Data { matched: 0, hidden: 0 }, (now > hidden).then_some(Found::Held(hidden, now)))
        };
        self.place = match (self.place, place) {
            (Place::Preamble { .. }, Place::Data { matched, .. }) => Place::Preamble { matched },
            _ => place,
        };
        found
    }

    /// Reads an octet of a delimiter's line.
    fn delimiter_end<'i>(&mut self, octet: u8) -> Result<Option<Found<'i>>, Refused> {
        let refused = |violation| Err(Refused::new(violation, self.at));
        let place = match (self.place, octet) {
            (Place::DelimiterEnd, b'-') => Place::Hyphen,
            (Place::Hyphen, b'-') => Place::ClosePadding,
            (Place::DelimiterEnd | Place::Padding, b' ' | b'\t') => Place::Padding,
            (Place::DelimiterEnd | Place::Padding, b'\r') => Place::LineEnd,
            (Place::LineEnd, b'\n') => match self.parts.checked_sub(1) {
                Some(parts) => {
                    self.parts = parts;
                    Place::Head { held: 0, line: 0 }
                }
                None => return refused(Violation::MultipartLimit),
            },
            (Place::ClosePadding, b' ' | b'\t') => Place::ClosePadding,
            (Place::ClosePadding, b'\r') => Place::CloseLineEnd,
            (Place::CloseLineEnd, b'\n') => Place::Epilogue,
            (Place::ClosePadding | Place::CloseLineEnd, _) => return refused(Violation::MultipartEnd),
            _ => return refused(Violation::MultipartPart),
        };
        let is_closed = self.place == Place::Hyphen;
        self.place = place;
        Ok(is_closed.then_some(Found::End))
    }

    /// Takes octets of a head, up to the end of a line.
    fn head<'i>(
        &mut self,
        input: &mut &'i [u8],
        room: &mut [u8],
        held: usize,
        line: usize,
    ) -> Result<Option<Found<'i>>, Refused> {
        let begin = self.at.saturating_sub(held);
        let taken = self.take(input, scan::line_end(input).unwrap_or(input.len()));
        let now = held.saturating_add(taken.len());
        let limit = Refused::new(Violation::MultipartLimit, begin.saturating_add(room.len()));
        for (place, octet) in room.get_mut(held..now).ok_or(limit)?.iter_mut().zip(taken) {
            *place = *octet;
        }
        let is_whole = taken.ends_with(b"\n");
        let (place, found) = match room.get(line..now).unwrap_or(&[]) {
            // Its CRLF may be that of a delimiter: then the part has no data.
            b"\r\n" if is_whole => (Place::Data { matched: 2, hidden: 2 }, Some(Found::Head(line))),
            whole if is_whole => {
                check(whole).map_err(|refused| refused.after(begin.saturating_add(line)))?;
                (Place::Head { held: now, line: now }, None)
            }
            _ => (Place::Head { held: now, line }, None),
        };
        self.place = place;
        Ok(found)
    }
}

/// Checks a field line. One that goes on in the next is refused: HTTP has none (RFC 9112, 5.2).
fn check(line: &[u8]) -> Result<(), Refused> {
    match line {
        [b' ' | b'\t', ..] => Err(Refused::new(Violation::ObsFold, 0)),
        _ => field_line::read_ended(line).map(|_| ()),
    }
}

/// How many octets from the start are the same.
fn common(delimiter: &[u8], octets: &[u8]) -> usize {
    delimiter.iter().zip(octets).take_while(|(one, another)| one == another).count()
}

/// How many octets there are before a delimiter, or before what may become one with octets to come. It has one CR,
/// the first of its octets, so where it does not go on no other can have begun.
fn free_of(delimiter: &[u8], octets: &[u8]) -> usize {
    let mut from = 0usize;
    while let Some(rest) = octets.get(from..)
        && let Some(cr) = scan::position(b'\r', rest)
    {
        let at = from.saturating_add(cr);
        let same = common(delimiter, octets.get(at..).unwrap_or(&[]));
        from = at.saturating_add(same);
        if same == delimiter.len() || from == octets.len() {
            return at;
        }
    }
    octets.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::text::Text;
    use proptest::prelude::*;

    /// What is told of a body that comes in these pieces, the data of a part in one.
    fn told(pieces: &[&[u8]], room: usize, parts: u32) -> (Vec<String>, Result<(), Refused>) {
        let mut reader = Reader::new(Boundary::new(Text::plain(b"b--")).unwrap(), parts);
        let (mut head, mut events, mut data) = (vec![0; room], Vec::new(), Vec::new());
        for mut piece in pieces.iter().copied() {
            loop {
                match reader.next(&mut piece, &mut head) {
                    Ok(None) => break,
                    Ok(Some(Event::Data(octets))) => {
                        assert!(!octets.is_empty());
                        data.extend(octets);
                    }
                    Ok(Some(Event::Part(head))) => events.push(format!("part {}", head.octets.escape_ascii())),
                    Ok(Some(Event::PartEnd)) => {
                        events.push(format!("data {}", data.escape_ascii()));
                        data.clear();
                    }
                    Ok(Some(Event::End)) => events.push("end".to_string()),
                    Err(refused) => {
                        assert_eq!(reader.next(&mut &b"x"[..], &mut head), Err(refused));
                        assert_eq!(reader.finish(), Err(refused));
                        events.push(format!("data {}", data.escape_ascii()));
                        return (events, Err(refused));
                    }
                }
            }
            assert!(piece.is_empty());
        }
        (events, reader.finish())
    }

    fn whole(body: &[u8]) -> (Vec<String>, Result<(), Refused>) {
        let expected = told(&[body], 32, 3);
        for at in 0..=body.len() {
            let (one, another) = body.split_at(at);
            assert_eq!(told(&[one, another], 32, 3), expected, "split at {at}");
        }
        let octets: Vec<_> = body.chunks(1).collect();
        assert_eq!(told(&octets, 32, 3), expected);
        expected
    }

    #[test]
    fn a_body_is_told_in_the_same_events_at_every_split() {
        let body = b"preamble\r\n--b\r\n\r\n--b-- \t\r\nA: b\r\nC: d\r\n\r\n1\r\n2\r\n--b-x\r\r\n--b--\r\n\r\n\r\n--b--\r\n\r\n--b----\r\nepilogue --b--";
        let (events, end) = whole(body);
        let expected =
            ["part A: b\\r\\nC: d\\r\\n", "data 1\\r\\n2\\r\\n--b-x\\r", "part ", "data ", "part ", "data ", "end"];
        assert_eq!(events, expected);
        assert_eq!(end, Ok(()));
    }

    #[test]
    fn a_delimiter_may_stand_first_and_be_all() {
        assert_eq!(whole(b"--b----"), (vec!["end".to_string()], Ok(())));
        assert_eq!(whole(b"\r\n--b---- \r\n"), (vec!["end".to_string()], Ok(())));
    }

    #[test]
    fn a_body_is_refused_where_it_breaks() {
        let part = b"--b--\r\nA: b\r\n\r\n";
        for (body, violation, at) in [
            (&b""[..], Violation::MultipartEnd, 0),
            (b"--b---", Violation::MultipartEnd, 6),
            (b"--b----\r", Violation::MultipartEnd, 8),
            (b"--b----x", Violation::MultipartEnd, 7),
            (b"--b--x", Violation::MultipartPart, 5),
            (b"--b--\n", Violation::MultipartPart, 5),
            (b"--b--\r\r", Violation::MultipartPart, 6),
            (b"--b---x", Violation::MultipartPart, 6),
            (b"--b-- \r\n--b--\r\n", Violation::FieldColon, 13),
            (b"--b--\r\nA: b\r\n c\r\n", Violation::ObsFold, 13),
            (b"--b--\r\nA: b\nC: d", Violation::BareLf, 11),
            (b"--b--\r\nA\x00: b\r\n", Violation::FieldName, 8),
            (b"--b--\r\nA: 012345678901234567890123456789", Violation::MultipartLimit, 39),
            (&part.repeat(4), Violation::MultipartLimit, 51),
            (&[&part[..], b"data\r\n--b--\r\n\r\n"].concat(), Violation::MultipartEnd, 30),
            (&[&part[..], b"\r\n--b--\r\n\r\n\r\n--b--\r\n\r\n\r\n--b--\r\n"].concat(), Violation::MultipartLimit, 45),
        ] {
            assert_eq!(whole(body).1, Err(Refused::new(violation, at)), "{:?}", body.escape_ascii().to_string());
        }
    }

    proptest! {
        #[test]
        fn nothing_depends_on_how_a_body_is_cut(
            body in "((\r\n--b--|--b--|\r\n|\r|--|-|a: b|x|\r\n\r\n| ){0,12}){0,3}", cuts in proptest::collection::vec(0usize..6, 0..40),
        ) {
            let mut rest = body.as_bytes();
            let mut pieces = Vec::new();
            for cut in cuts {
                let (piece, after) = rest.split_at(cut.min(rest.len()));
                pieces.push(piece);
                rest = after;
            }
            pieces.push(rest);
            prop_assert_eq!(told(&pieces, 16, 4), told(&[body.as_bytes()], 16, 4));
        }
    }
}
