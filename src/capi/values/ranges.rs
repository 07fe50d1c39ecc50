// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Range and Content-Range

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Written, flag, lent, numbered};
use crate::error::Misuse;
use crate::fields::content_range::{self, ContentRange};
use crate::fields::range::{self, Range, RangeSpec};
use crate::grammar::pen::Pen;

/// In `oyez_range.flags`: the unit is bytes.
pub const OYEZ_RANGE_BYTES: u32 = 1 << 0;

/// In `oyez_content_range.flags`: `first` and `last` are told; else it is
/// "*", of a range that was not satisfiable.
pub const OYEZ_CONTENT_RANGE_RANGE: u32 = 1 << 0;

/// In `oyez_content_range.flags`: `complete` is told.
pub const OYEZ_CONTENT_RANGE_COMPLETE: u32 = 1 << 1;

/// A Range (RFC 9110, 14.2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_range {
    /// The unit, as received; case does not matter.
    pub unit: oyez_bytes,
    /// What stands behind the "=". If the unit is bytes,
    /// `oyez_range_next` takes ranges from it.
    pub set: oyez_bytes,
    /// OYEZ_RANGE_BYTES, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// The forms of a range of octets (RFC 9110, 14.1.1).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_range_form {
    /// From `first` to `last`, which is included.
    OYEZ_RANGE_BETWEEN = 0,
    /// From `first` to the end.
    OYEZ_RANGE_FROM = 1,
    /// `length` octets at the end.
    OYEZ_RANGE_SUFFIX = 2,
}

/// A range of octets that is asked for. Positions count from 0; one of more
/// than 63 bits is told as the largest of 63.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_range_spec {
    pub first: u64,
    pub last: u64,
    pub length: u64,
    /// An `oyez_range_form`: the members it does not name are 0.
    pub form: u32,
    /// 0.
    pub reserved: u32,
}

/// A Content-Range (RFC 9110, 14.4).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_content_range {
    /// The unit, as received; case does not matter.
    pub unit: oyez_bytes,
    /// The first octet enclosed, and the last.
    pub first: u64,
    pub last: u64,
    /// Octets of the whole.
    pub complete: u64,
    /// OYEZ_CONTENT_RANGE_RANGE, OYEZ_CONTENT_RANGE_COMPLETE.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// Reads a Range, and checks the whole of it: an invalid one is to be ignored
/// as a whole (RFC 9110, 14.2).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, RANGE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_range_read(
    value: oyez_bytes,
    range: *mut oyez_range,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, range, verdict, range::range)
}

/// Takes the next range from `range->set`.
///
/// Thread: any
/// Fails:  false at the end, and if the unit is not bytes
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_range_next(range: *mut oyez_range, spec: *mut oyez_range_spec) -> bool {
    let Ok(before) = boundary::read(range) else { return false };
    let (Ok(unit), Ok(set)) = (lent(before.unit), lent(before.set)) else { return false };
    let mut left = Range { unit, set }.specs();
    let Some(found) = left.next() else { return false };
    boundary::write(spec, found.into()).is_ok()
        && boundary::write(range, oyez_range { set: oyez_bytes::of(left.rest()), ..before }).is_ok()
}

/// Writes a Range as it was read.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_range_write(
    range: *const oyez_range,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(range, room, written)
}

/// Writes a Range in bytes; there must be one at least.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_range_specs_write(
    specs: *const oyez_range_spec,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let before = pen.octets(b"bytes=").len();
        pass::separated(specs, count, b",", pen, &|spec, pen| Ok(spec.given()?.write(pen)?))?;
        if pen.len() > before { Ok(()) } else { Err(Misuse::FieldSyntax) }
    })
}

/// The first and the last octet that a range asks for in a representation of
/// `length` octets.
///
/// Thread: any
/// Fails:  false if it is unsatisfiable (RFC 9110, 14.1.2), and for an empty
///         representation
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_range_spec_resolve(
    spec: *const oyez_range_spec,
    length: u64,
    first: *mut u64,
    last: *mut u64,
) -> bool {
    let resolved = boundary::read(spec).and_then(oyez_range_spec::given).ok().and_then(|spec| spec.resolve(length));
    resolved.is_some_and(|(begin, end)| {
        boundary::writable(last) && boundary::write(first, begin).is_ok() && boundary::write(last, end).is_ok()
    })
}

/// Reads a Content-Range.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, CONTENT_RANGE, NUMBER
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_range_read(
    value: oyez_bytes,
    content_range: *mut oyez_content_range,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, content_range, verdict, content_range::content_range)
}

/// Writes a Content-Range.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_range_write(
    content_range: *const oyez_content_range,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(content_range, room, written)
}

impl From<Range<'_>> for oyez_range {
    fn from(range: Range<'_>) -> Self {
        oyez_range {
            unit: oyez_bytes::of(range.unit),
            set: oyez_bytes::of(range.set),
            flags: flag(range.is_bytes(), OYEZ_RANGE_BYTES),
            reserved: 0,
        }
    }
}

impl Written for oyez_range {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(Range { unit: lent(self.unit)?, set: lent(self.set)? }.write(pen)?)
    }
}

impl From<RangeSpec> for oyez_range_spec {
    fn from(spec: RangeSpec) -> Self {
        let (first, last, length, form) = match spec {
            RangeSpec::Between { first, last } => (first, last, 0, 0),
            RangeSpec::From { first } => (first, 0, 0, 1),
            RangeSpec::Suffix { length } => (0, 0, length, 2),
        };
        oyez_range_spec { first, last, length, form, reserved: 0 }
    }
}

impl oyez_range_spec {
    fn given(self) -> Result<RangeSpec, Misuse> {
        match self.form {
            0 => Ok(RangeSpec::Between { first: self.first, last: self.last }),
            1 => Ok(RangeSpec::From { first: self.first }),
            2 => Ok(RangeSpec::Suffix { length: self.length }),
            _ => Err(Misuse::Argument),
        }
    }
}

impl From<ContentRange<'_>> for oyez_content_range {
    fn from(content_range: ContentRange<'_>) -> Self {
        let (first, last) = content_range.range.unwrap_or((0, 0));
        oyez_content_range {
            unit: oyez_bytes::of(content_range.unit),
            first,
            last,
            complete: content_range.complete.unwrap_or(0),
            flags: flag(content_range.range.is_some(), OYEZ_CONTENT_RANGE_RANGE)
                | flag(content_range.complete.is_some(), OYEZ_CONTENT_RANGE_COMPLETE),
            reserved: 0,
        }
    }
}

impl Written for oyez_content_range {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let range = if self.flags & OYEZ_CONTENT_RANGE_RANGE == 0 { None } else { Some((self.first, self.last)) };
        let complete = numbered(self.flags, OYEZ_CONTENT_RANGE_COMPLETE, self.complete);
        Ok(ContentRange { unit: lent(self.unit)?, range, complete }.write(pen)?)
    }
}
