// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Multipart bodies: forms and byte ranges (RFC 2046, 5.1; RFC 7578)
//!
//! A body is written as: a head, the data of its part, CRLF; and so for each
//! part; then the end. For its length, add those up: a head or an end that
//! finds no room tells how much it takes.

use crate::capi::boundary::{self, Held};
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_field, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Left, lent, numbered, option, optional};
use crate::capi::values::ranges::{OYEZ_CONTENT_RANGE_COMPLETE, oyez_content_range};
use crate::capi::values::text::{oyez_members, oyez_word};
use crate::error::Misuse;
use crate::fields::multipart::boundary::Boundary;
use crate::fields::multipart::head::{FormPart, PartHead};
use crate::fields::multipart::reader::{Event, Reader};
use crate::fields::multipart::writer::{self, FormFields, RangeFields};
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;
use crate::syntax::field_line::Field;

/// What a reader of a multipart body tells.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_multipart_event {
    /// All octets were taken.
    OYEZ_MULTIPART_MORE = 0,
    /// A part begins: its head.
    OYEZ_MULTIPART_PART = 1,
    /// Some of its data.
    OYEZ_MULTIPART_DATA = 2,
    /// It ends.
    OYEZ_MULTIPART_PART_END = 3,
    /// That was the last part.
    OYEZ_MULTIPART_END = 4,
    /// A rule was broken; there is nothing behind it.
    OYEZ_MULTIPART_FAULT = 5,
}

/// A reader of a multipart body, made by `oyez_multipart_init`. Its members
/// are the library's; it owns nothing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_multipart {
    pub kind: u32,
    pub reserved: u32,
    pub state: [u64; 20],
}

/// What a part of a form is (RFC 7578, 4).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_form_part {
    /// The name of the form's field.
    pub name: oyez_word,
    /// The name of the file whose content it is; may be missing. It is never
    /// to be trusted: `oyez_content_disposition_safe_name`.
    pub filename: oyez_word,
    /// Its media type, a Content-Type; may be missing, for text/plain.
    pub content_type: oyez_bytes,
}

/// Makes a reader of a body with this boundary, the parameter of its
/// Content-Type, and at most so many parts.
///
/// Thread: any
/// Fails:  ARGUMENT, MULTIPART_BOUNDARY
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_multipart_init(
    reader: *mut oyez_multipart,
    boundary: oyez_word,
    parts: u32,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    match boundary.text().map(Boundary::new) {
        Ok(Ok(boundary)) => boundary::hold(reader, Reader::new(boundary, parts)).into(),
        Ok(Err(refused)) => pass::refuse(refused, 0, verdict),
        Err(misuse) => misuse.into(),
    }
}

/// Takes octets from `*input` up to the next event, an
/// `oyez_multipart_event`; `*input` becomes what was not read. `*piece` is the
/// head of a part, or some of its data.
///
/// `head` is where a part's head is put together, and no longer than that is
/// one allowed to be: lend the same room, as it was left, until the part has
/// begun. Offsets are counted from the start of the body.
///
/// Borrow: `*piece` as `*input`, `head` and `reader`, until the next call
/// Thread: one at a time, on the same reader
/// Fails:  OYEZ_MULTIPART_FAULT: ARGUMENT, MULTIPART_PART, MULTIPART_END,
///         MULTIPART_LIMIT, and what a field line can break
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_multipart_next(
    reader: *mut oyez_multipart,
    input: *mut oyez_bytes,
    head: oyez_room,
    piece: *mut oyez_bytes,
    verdict: *mut oyez_verdict,
) -> oyez_multipart_event {
    let looked_at = || -> Result<(&mut Reader, &[u8], &mut [u8]), Misuse> {
        boundary::lendable(head)?;
        boundary::write(piece, oyez_bytes::NONE)?;
        let octets = lent(boundary::read(input)?)?;
        Ok((boundary::held_in_place(reader)?, octets, boundary::room(head.ptr, head.len)))
    };
    let (reader, mut rest, room) = match looked_at() {
        Ok(found) => found,
        Err(misuse) => {
            pass::misused(misuse, verdict);
            return oyez_multipart_event::OYEZ_MULTIPART_FAULT;
        }
    };
    let told = reader.next(&mut rest, room);
    let _ = boundary::write(input, oyez_bytes::of(rest));
    let (event, octets): (_, &[u8]) = match told {
        Ok(None) => (oyez_multipart_event::OYEZ_MULTIPART_MORE, &[]),
        Ok(Some(Event::Part(head))) => (oyez_multipart_event::OYEZ_MULTIPART_PART, head.octets),
        Ok(Some(Event::Data(octets))) => (oyez_multipart_event::OYEZ_MULTIPART_DATA, octets),
        Ok(Some(Event::PartEnd)) => (oyez_multipart_event::OYEZ_MULTIPART_PART_END, &[]),
        Ok(Some(Event::End)) => (oyez_multipart_event::OYEZ_MULTIPART_END, &[]),
        Err(refused) => {
            pass::refuse(refused, 0, verdict);
            (oyez_multipart_event::OYEZ_MULTIPART_FAULT, &[])
        }
    };
    let _ = boundary::write(piece, oyez_bytes::of(octets));
    event
}

/// Whether the body may end here.
///
/// Thread: shared, on the same reader
/// Fails:  ARGUMENT, MULTIPART_END, and what was told as a fault
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_multipart_finish(
    reader: *const oyez_multipart,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    match boundary::held::<Reader>(reader).map(|reader| reader.finish()) {
        Ok(Ok(())) => oyez_error::OYEZ_OK,
        Ok(Err(refused)) => pass::refuse(refused, 0, verdict),
        Err(misuse) => misuse.into(),
    }
}

/// Takes the next field line of a part's head: `oyez_members_of(head)`.
///
/// Borrow: as `head`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_part_next(head: *mut oyez_members, field: *mut oyez_field) -> bool {
    pass::take(head, field, core::ptr::null_mut(), |octets, _| {
        let mut left = PartHead { octets }.fields();
        let member = left.next().map(Ok);
        Left { member, rest: octets.get(left.at()..).unwrap_or(&[]), at: left.at() }
    })
}

/// The value of the first field line so named in a part's head.
///
/// Borrow: as `head`
/// Thread: any
/// Fails:  false when there is none (`*value` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_part_find(head: oyez_bytes, name: oyez_bytes, value: *mut oyez_bytes) -> bool {
    let (Ok(octets), Ok(name)) = (lent(head), lent(name)) else { return false };
    PartHead { octets }.find(name).is_some_and(|found| boundary::write(value, oyez_bytes::of(found)).is_ok())
}

/// Reads what a part of a form is, from its head (RFC 7578, 4.2).
///
/// Borrow: as `head`
/// Thread: any
/// Fails:  ARGUMENT, MULTIPART_NAME, DISPOSITION, QUOTED_STRING, EXT_VALUE,
///         PERCENT, LANGUAGE_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_part_form(
    head: oyez_bytes,
    part: *mut oyez_form_part,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(head, part, verdict, |octets| PartHead { octets }.form())
}

/// Writes a boundary that no content holds but by chance, made of sixteen
/// random octets of yours.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_multipart_boundary_write(
    random: oyez_bytes,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let random = <[u8; 16]>::try_from(lent(random)?).map_err(|_| Misuse::Argument)?;
        pen.octets(Boundary::random(random).octets());
        Ok(())
    })
}

/// Writes what stands before the data of a part: a delimiter, its fields, an
/// empty line.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_multipart_head_write(
    boundary: oyez_bytes,
    fields: *const oyez_field,
    field_count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let fields = Lines(boundary::array(&fields, field_count)?);
        Ok(writer::head(&delimited(boundary)?, &fields, pen)?)
    })
}

/// The same for a part of a form, whose words are OYEZ_PLAIN.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_multipart_form_head_write(
    boundary: oyez_bytes,
    part: *const oyez_form_part,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let part = boundary::read(part)?;
        let in_place = |text: Text<'static>| text.in_place().ok_or(Misuse::Argument);
        let fields = FormFields {
            name: in_place(part.name.text()?)?,
            filename: part.filename.optional()?.map(in_place).transpose()?,
            content_type: optional(part.content_type)?,
        };
        Ok(writer::head(&delimited(boundary)?, &fields, pen)?)
    })
}

/// The same for a part that is a range of octets; `content_type` may be missing
/// (RFC 9110, 14.6).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_multipart_range_head_write(
    boundary: oyez_bytes,
    content_type: oyez_bytes,
    range: *const oyez_content_range,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let own = boundary::read(range)?;
        let complete = numbered(own.flags, OYEZ_CONTENT_RANGE_COMPLETE, own.complete);
        let fields = RangeFields { content_type: optional(content_type)?, first: own.first, last: own.last, complete };
        Ok(writer::head(&delimited(boundary)?, &fields, pen)?)
    })
}

/// Writes what stands behind the last part.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_multipart_end_write(
    boundary: oyez_bytes,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        writer::end(&delimited(boundary)?, pen);
        Ok(())
    })
}

impl Held for Reader {
    type Struct = oyez_multipart;
    const KIND: u32 = 0x6f79_6d70;
}

fn delimited(boundary: oyez_bytes) -> Result<Boundary, Misuse> {
    Boundary::new(Text::plain(lent(boundary)?)).map_err(|_| Misuse::FieldSyntax)
}

/// Field lines that C gives.
struct Lines<'l>(&'l [oyez_field]);

impl writer::Fields for Lines<'_> {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.0.iter().try_for_each(|field| {
            let (Ok(name), Ok(value)) = (lent(field.name), lent(field.value)) else { return Err(Unwritable::Value) };
            [Field { name, value }].write(pen)
        })
    }
}

impl From<FormPart<'_>> for oyez_form_part {
    fn from(own: FormPart<'_>) -> Self {
        oyez_form_part {
            name: own.name.into(),
            filename: oyez_word::option(own.filename),
            content_type: option(own.content_type),
        }
    }
}
