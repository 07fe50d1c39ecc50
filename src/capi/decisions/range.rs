// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Ranges: which octets an answer holds

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::decisions::conditional::{self, oyez_conditional, oyez_validators};
use crate::capi::types::{oyez_bytes, oyez_fields, oyez_room};
use crate::capi::values::oyez_content_range;
use crate::capi::values::pass::{self, flag, lent, optional};
use crate::error::Misuse;
use crate::fields::content_range::ContentRange;
use crate::fields::multipart::boundary::Boundary;
use crate::grammar::text::Text;
use crate::semantics::range::byteranges::Byteranges;
use crate::semantics::range::partial::{self, Enclosed};
use crate::semantics::range::{self, Decision, Limits, Representation, Span, Whole};

/// In `oyez_range_limits.flags`: each range is sent as it was asked for.
pub const OYEZ_RANGES_APART: u32 = 1 << 0;

/// In `oyez_range_enclosed_part.flags`: `complete` is known.
pub const OYEZ_ENCLOSED_COMPLETE: u32 = 1 << 0;

/// Octets that stand one after the other, `last` included. Positions count
/// from 0.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_span {
    pub first: u64,
    pub last: u64,
}

/// What a server does for a client that asks for ranges (RFC 9110, 14.2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_range_limits {
    /// How many may be asked for; 0 means 16.
    pub ranges: u32,
    /// How many of them may overlap another; 0 means 2.
    pub overlapping: u32,
    /// How many small ones may be out of order; 0 means 4.
    pub scattered: u32,
    /// OYEZ_RANGES_APART, or 0.
    pub flags: u32,
    /// Ranges are sent as one that have fewer octets than this between them;
    /// 0 means 80 (RFC 9110, 15.3.7.2).
    pub gap: u64,
}

/// What is sent.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_range_outcome {
    /// 200: all of it.
    OYEZ_RANGE_WHOLE = 0,
    /// 206 with a Content-Range: one range.
    OYEZ_RANGE_SINGLE = 1,
    /// 206 with a multipart/byteranges: several, in the order in which they
    /// were asked for.
    OYEZ_RANGE_MULTIPLE = 2,
    /// 416 with a Content-Range that tells the length.
    OYEZ_RANGE_UNSATISFIABLE = 3,
}

/// Why all is sent.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_range_reason {
    /// Not all is sent.
    OYEZ_RANGE_HEEDED = 0,
    /// There is no Range.
    OYEZ_RANGE_NOT_ASKED = 1,
    /// The method is not GET, or the answer is no 200 (RFC 9110, 14.2).
    OYEZ_RANGE_NOT_DEFINED = 2,
    /// By the rules of RFC 1945, the client knows no 206.
    OYEZ_RANGE_RULES = 3,
    /// If-Range is false (RFC 9110, 13.1.5).
    OYEZ_RANGE_CONDITION = 4,
    /// The unit is not bytes.
    OYEZ_RANGE_UNIT = 5,
    /// The Range is invalid, or there are two.
    OYEZ_RANGE_INVALID = 6,
    /// There is nothing to send a part of.
    OYEZ_RANGE_EMPTY = 7,
    /// More ranges than may be asked for, or than there is room for.
    OYEZ_RANGE_TOO_MANY = 8,
    /// More ranges that overlap than may.
    OYEZ_RANGE_OVERLAPPING = 9,
    /// More small ranges out of order than may be asked for.
    OYEZ_RANGE_SCATTERED = 10,
}

/// What is sent, and why.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_range_decision {
    /// An `oyez_range_outcome`.
    pub outcome: u32,
    /// 200, 206 or 416.
    pub status: u32,
    /// An `oyez_range_reason`.
    pub reason: u32,
    /// 0.
    pub reserved: u32,
    /// How many ranges were chosen.
    pub count: usize,
    /// The Content-Range of a single range, or of a 416; else its `flags`
    /// are 0.
    pub content_range: oyez_content_range,
}

/// A content of several ranges: for each a head, its octets, CR LF; then
/// `oyez_multipart_end_write`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_byteranges {
    /// What stands between the parts, and in none of them:
    /// `oyez_multipart_boundary_write`.
    pub boundary: oyez_bytes,
    /// The media type of the representation; may be missing.
    pub content_type: oyez_bytes,
    /// Octets of all of it.
    pub complete: u64,
}

/// What the content of a response is of what was asked for.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_range_enclosed_kind {
    /// All of a representation, or none: the status says which.
    OYEZ_ENCLOSED_WHOLE = 0,
    /// A part.
    OYEZ_ENCLOSED_PART = 1,
    /// A multipart/byteranges, whose parts say which they are.
    OYEZ_ENCLOSED_PARTS = 2,
    /// None: no range is there that was asked for.
    OYEZ_ENCLOSED_UNSATISFIED = 3,
    /// A part that must not be combined with another: its Content-Range is
    /// missing, invalid or not in bytes (RFC 9110, 14.4).
    OYEZ_ENCLOSED_UNUSABLE = 4,
}

/// Which part of a representation a response holds.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_range_enclosed_part {
    /// Of OYEZ_ENCLOSED_PART.
    pub span: oyez_span,
    /// Octets of the whole.
    pub complete: u64,
    /// An `oyez_range_enclosed_kind`.
    pub kind: u32,
    /// OYEZ_ENCLOSED_COMPLETE, or 0.
    pub flags: u32,
}

/// What a server says of ranges of octets.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_ranges_accepted {
    /// Nothing: one may ask.
    OYEZ_RANGES_UNTOLD = 0,
    /// It serves them.
    OYEZ_RANGES_ACCEPTED = 1,
    /// It serves none.
    OYEZ_RANGES_NOT_ACCEPTED = 2,
}

const REASONS: [Option<Whole>; 11] = [
    None,
    Some(Whole::NotAsked),
    Some(Whole::NotDefined),
    Some(Whole::Rules),
    Some(Whole::Condition),
    Some(Whole::Unit),
    Some(Whole::Invalid),
    Some(Whole::Empty),
    Some(Whole::TooMany),
    Some(Whole::Overlapping),
    Some(Whole::Scattered),
];

/// Decides what is sent of a representation of `length` octets, when the
/// conditions of the request let it proceed. Ranges are told in `chosen`, which
/// has room for `room`: one for each that may be asked for. NULL `limits` are
/// those that are 0. Time grows with the square of `room`: lend no more than
/// a few dozen.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_range_decide(
    request: *const oyez_conditional,
    current: *const oyez_validators,
    length: u64,
    limits: *const oyez_range_limits,
    chosen: *mut oyez_span,
    room: usize,
    decision: *mut oyez_range_decision,
) -> oyez_error {
    let decided = || {
        let own = boundary::read(request)?;
        let fields = boundary::section(&own.fields);
        let request = own.given(&fields)?;
        let representation = Representation { validators: conditional::given(current)?, length };
        let limits = if limits.is_null() { Limits::default() } else { boundary::read(limits)?.given()? };
        let chosen = boundary::places::<Span>(chosen.cast(), room)?;
        let told = range::decide(&request, &representation, &limits, chosen);
        boundary::write(decision, oyez_range_decision::of(&told, length))
    };
    decided().into()
}

/// Writes the Content-Type of an answer with several ranges.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_byteranges_type_write(
    parts: *const oyez_byteranges,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| Ok(boundary::read(parts)?.given()?.write_type(pen)?))
}

/// Writes what stands before the octets of a range.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_byteranges_head_write(
    parts: *const oyez_byteranges,
    span: *const oyez_span,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| Ok(boundary::read(parts)?.given()?.head(boundary::read(span)?.into(), pen)?))
}

/// How many octets all of a content of several ranges has: the
/// Content-Length of the answer.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_byteranges_length(
    parts: *const oyez_byteranges,
    spans: *const oyez_span,
    count: usize,
    length: *mut u64,
) -> oyez_error {
    let told = || {
        let spans = spans.cast::<Span>();
        let spans = boundary::array(&spans, count)?;
        boundary::write(length, boundary::read(parts)?.given()?.length(spans)?)
    };
    told().into()
}

/// Which part of a representation a response holds (RFC 9110, 15.3.7).
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_range_enclosed(
    status: u32,
    fields: oyez_fields,
    part: *mut oyez_range_enclosed_part,
) -> oyez_error {
    let status = u16::try_from(status).map_err(|_| Misuse::Argument);
    let told =
        status.and_then(|status| boundary::write(part, partial::enclosed(status, &boundary::section(&fields)).into()));
    told.into()
}

/// Whether two responses hold parts of one representation: they share a
/// strong validator (RFC 9110, 15.3.7.3). `now`, in seconds since 1970, tells
/// the century of a year of two digits.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_range_may_combine(one: oyez_fields, other: oyez_fields, now: i64) -> bool {
    partial::may_combine(&boundary::section(&one), &boundary::section(&other), now)
}

/// Whether a server says that it serves ranges of octets, an
/// `oyez_ranges_accepted` (RFC 9110, 14.3).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_range_accepted(fields: oyez_fields) -> u32 {
    pass::number_of(&[None, Some(true), Some(false)], &partial::accepts_ranges(&boundary::section(&fields)))
}

/// Two spans as one, if no octet is missing between them.
///
/// Thread: any
/// Fails:  false, and `*joined` is untouched
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_span_join(
    one: *const oyez_span,
    other: *const oyez_span,
    joined: *mut oyez_span,
) -> bool {
    let (Ok(one), Ok(other)) = (boundary::read(one), boundary::read(other)) else { return false };
    let found = Span::from(one).joined(&other.into());
    found.is_some_and(|found| boundary::write(joined, found.into()).is_ok())
}

impl oyez_range_limits {
    fn given(self) -> Result<Limits, Misuse> {
        let default = Limits::default();
        let count = |own: u32, default: usize| match own {
            0 => Ok(default),
            own => usize::try_from(own).map_err(|_| Misuse::Argument),
        };
        Ok(Limits {
            ranges: count(self.ranges, default.ranges)?,
            overlapping: count(self.overlapping, default.overlapping)?,
            scattered: count(self.scattered, default.scattered)?,
            gap: match (self.flags & OYEZ_RANGES_APART, self.gap) {
                (0, 0) => default.gap,
                (0, gap) => Some(gap),
                _ => None,
            },
        })
    }
}

impl oyez_range_decision {
    fn of(decision: &Decision<'_>, length: u64) -> Self {
        let (outcome, reason, count) = match decision {
            Decision::Whole(whole) => (0, Some(*whole), 0),
            Decision::Single(_) => (1, None, 1),
            Decision::Multiple(spans) => (2, None, spans.len()),
            Decision::Unsatisfiable => (3, None, 0),
        };
        let nothing = ContentRange { unit: b"", range: None, complete: None };
        oyez_range_decision {
            outcome,
            status: u32::from(decision.status()),
            reason: pass::number_of(&REASONS, &reason),
            reserved: 0,
            count,
            content_range: decision.content_range(length).unwrap_or(nothing).into(),
        }
    }
}

impl oyez_byteranges {
    fn given<'b>(self) -> Result<Byteranges<'b>, Misuse> {
        Ok(Byteranges {
            boundary: Boundary::new(Text::plain(lent(self.boundary)?)).map_err(|_| Misuse::FieldSyntax)?,
            content_type: optional(self.content_type)?,
            complete: self.complete,
        })
    }
}

impl From<Span> for oyez_span {
    fn from(span: Span) -> Self {
        oyez_span { first: span.first, last: span.last }
    }
}

impl From<oyez_span> for Span {
    fn from(span: oyez_span) -> Self {
        Span { first: span.first, last: span.last }
    }
}

impl From<Enclosed> for oyez_range_enclosed_part {
    fn from(enclosed: Enclosed) -> Self {
        let (kind, span, complete) = match enclosed {
            Enclosed::Whole => (0, Span::default(), None),
            Enclosed::Part(span, complete) => (1, span, complete),
            Enclosed::Parts => (2, Span::default(), None),
            Enclosed::Unsatisfied(complete) => (3, Span::default(), complete),
            Enclosed::Unusable => (4, Span::default(), None),
        };
        oyez_range_enclosed_part {
            span: span.into(),
            complete: complete.unwrap_or(0),
            kind,
            flags: flag(complete.is_some(), OYEZ_ENCLOSED_COMPLETE),
        }
    }
}

const _: () = assert!(size_of::<Span>() == size_of::<oyez_span>() && align_of::<Span>() == align_of::<oyez_span>());
