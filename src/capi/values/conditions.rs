// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Conditions: entity tags, If-Match, If-None-Match, If-Range

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Left, Written, flag, lent};
use crate::capi::values::text::oyez_members;
use crate::error::Misuse;
use crate::fields::entity_tag::{self, EntityTag, entity_tag_list};
use crate::fields::if_range::{self, IfRange};
use crate::fields::members::Members;
use crate::grammar::pen::Pen;

/// In `oyez_entity_tag.flags`: it is weak; representations that it names are
/// equivalent, not the same.
pub const OYEZ_TAG_WEAK: u32 = 1 << 0;

/// In `oyez_entity_tag.flags`: the "*" of If-Match and If-None-Match, any
/// representation there is.
pub const OYEZ_TAG_ANY: u32 = 1 << 1;

/// In `oyez_if_range.flags`: it is a date.
pub const OYEZ_IF_RANGE_DATE: u32 = 1 << 0;

/// An entity tag (RFC 9110, 8.8.3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_entity_tag {
    /// What stands between the quotes. A backslash is itself there.
    pub opaque: oyez_bytes,
    /// OYEZ_TAG_WEAK, OYEZ_TAG_ANY.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// What must be true for a Range to be heeded (RFC 9110, 13.1.5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_if_range {
    /// It has this tag, by the strong comparison;
    pub tag: oyez_entity_tag,
    /// or, with OYEZ_IF_RANGE_DATE, was last modified at just this time.
    pub date: i64,
    /// OYEZ_IF_RANGE_DATE, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// Reads an ETag.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, ENTITY_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_entity_tag_read(
    value: oyez_bytes,
    tag: *mut oyez_entity_tag,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, tag, verdict, entity_tag::entity_tag)
}

/// Writes an ETag.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_entity_tag_write(
    tag: *const oyez_entity_tag,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(tag, room, written)
}

/// The strong comparison: both are not weak, and the same
/// (RFC 9110, 8.8.3.2).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_entity_tag_strongly_matches(
    tag: *const oyez_entity_tag,
    other: *const oyez_entity_tag,
) -> bool {
    matches!((given(tag), given(other)), (Ok(tag), Ok(other)) if tag.strongly_matches(&other))
}

/// The weak comparison: they are the same, be they weak or not
/// (RFC 9110, 8.8.3.2).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_entity_tag_weakly_matches(
    tag: *const oyez_entity_tag,
    other: *const oyez_entity_tag,
) -> bool {
    matches!((given(tag), given(other)), (Ok(tag), Ok(other)) if tag.weakly_matches(&other))
}

/// Takes the next member of an If-Match or If-None-Match (RFC 9110, 13.1.1).
/// A "*" is told as a tag of its own, with OYEZ_TAG_ANY.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: ENTITY_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_entity_tags_next(
    members: *mut oyez_members,
    tag: *mut oyez_entity_tag,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::take(members, tag, verdict, |octets, before| {
        let list = entity_tag_list(octets);
        if before == 0 && list.any {
            let any = oyez_entity_tag { opaque: oyez_bytes::NONE, flags: OYEZ_TAG_ANY, reserved: 0 };
            return Left { member: Some(Ok(any)), rest: &[], at: octets.len() };
        }
        let mut left = Members::<EntityTag<'_>>::new(octets);
        let member = left.next().map(|tag| tag.map(oyez_entity_tag::from));
        Left { member, rest: left.rest(), at: left.at() }
    })
}

/// Writes an If-Match or If-None-Match; "*" for one tag with OYEZ_TAG_ANY.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_entity_tags_write(
    tags: *const oyez_entity_tag,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| match boundary::array(&tags, count)? {
        [oyez_entity_tag { flags, .. }] if flags & OYEZ_TAG_ANY != 0 => {
            pen.octet(b'*');
            Ok(())
        }
        _ => pass::separated(tags, count, b", ", pen, &|tag, pen| tag.write(pen)),
    })
}

/// Whether a whole list has the tag by the strong comparison, as If-Match
/// asks (RFC 9110, 13.1.1). "*" has any.
///
/// Thread: any
/// Fails:  ARGUMENT, ENTITY_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_entity_tags_list_strongly(
    value: oyez_bytes,
    tag: *const oyez_entity_tag,
    listed: *mut bool,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    list(value, tag, listed, verdict, Comparison::Strong)
}

/// Whether a whole list has the tag by the weak comparison, as If-None-Match
/// asks (RFC 9110, 13.1.2). "*" has any.
///
/// Thread: any
/// Fails:  ARGUMENT, ENTITY_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_entity_tags_list_weakly(
    value: oyez_bytes,
    tag: *const oyez_entity_tag,
    listed: *mut bool,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    list(value, tag, listed, verdict, Comparison::Weak)
}

/// Reads an If-Range. `now`, in seconds since 1970, tells the century of a
/// year of two digits.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, IF_RANGE, ENTITY_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_if_range_read(
    value: oyez_bytes,
    now: i64,
    if_range: *mut oyez_if_range,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, if_range, verdict, |octets| if_range::if_range(octets, now))
}

/// Writes an If-Range.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX, for a weak tag too (RFC 9110, 13.1.5)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_if_range_write(
    if_range: *const oyez_if_range,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(if_range, room, written)
}

/// Which comparison (RFC 9110, 8.8.3.2).
#[derive(Clone, Copy)]
enum Comparison {
    Strong,
    Weak,
}

fn list(
    value: oyez_bytes,
    tag: *const oyez_entity_tag,
    listed: *mut bool,
    verdict: *mut oyez_verdict,
    comparison: Comparison,
) -> oyez_error {
    match given(tag) {
        Ok(tag) => pass::read(value, listed, verdict, |octets| match comparison {
            Comparison::Strong => entity_tag_list(octets).lists_strongly(&tag),
            Comparison::Weak => entity_tag_list(octets).lists_weakly(&tag),
        }),
        Err(misuse) => misuse.into(),
    }
}

fn given<'b>(tag: *const oyez_entity_tag) -> Result<EntityTag<'b>, Misuse> {
    let tag = boundary::read(tag)?;
    Ok(EntityTag { weak: tag.flags & OYEZ_TAG_WEAK != 0, opaque: lent(tag.opaque)? })
}

impl From<EntityTag<'_>> for oyez_entity_tag {
    fn from(tag: EntityTag<'_>) -> Self {
        oyez_entity_tag { opaque: oyez_bytes::of(tag.opaque), flags: flag(tag.weak, OYEZ_TAG_WEAK), reserved: 0 }
    }
}

impl Written for oyez_entity_tag {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        if self.flags & OYEZ_TAG_ANY == 0 { Ok(given(self)?.write(pen)?) } else { Err(Misuse::FieldSyntax) }
    }
}

impl From<IfRange<'_>> for oyez_if_range {
    fn from(if_range: IfRange<'_>) -> Self {
        let none = EntityTag { weak: false, opaque: &[] };
        let (tag, date, flags) = match if_range {
            IfRange::Tag(tag) => (tag, 0, 0),
            IfRange::Date(date) => (none, date, OYEZ_IF_RANGE_DATE),
        };
        oyez_if_range { tag: tag.into(), date, flags, reserved: 0 }
    }
}

impl Written for oyez_if_range {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let if_range = match self.flags & OYEZ_IF_RANGE_DATE {
            0 => IfRange::Tag(given(&raw const self.tag)?),
            _ => IfRange::Date(self.date),
        };
        Ok(if_range.write(pen)?)
    }
}
