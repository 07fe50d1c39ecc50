// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Preferences: Accept and what begins like it, TE, Vary
//!
//! A weight is told in thousandths: OYEZ_FULL_WEIGHT for a member without
//! one, 0 for what is not acceptable (RFC 9110, 12.4.2). Set it in writing.

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::media::{CODINGS, oyez_media_type, oyez_transfer_coding};
use crate::capi::values::pass::{self, Written, lent};
use crate::capi::values::text::{oyez_members, oyez_parameters};
use crate::error::Misuse;
use crate::fields::accept::{CharsetPreference, CodingPreference, LanguagePreference, MediaRange, RangeUnit};
use crate::fields::coding::{ContentCoding, TransferCoding};
use crate::fields::language::{LanguageRange, LanguageTag};
use crate::fields::vary::VaryName;
use crate::grammar::pen::Pen;

/// The weight of a member that has none.
pub const OYEZ_FULL_WEIGHT: u32 = 1000;

/// A member of Accept: which media types, and how much they are preferred.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_media_range {
    /// A type, or "*"; case does not matter.
    pub type_name: oyez_bytes,
    /// A subtype, or "*".
    pub subtype_name: oyez_bytes,
    /// All of them, the weight included. In writing, `weight` counts.
    pub parameters: oyez_parameters,
    /// In thousandths.
    pub weight: u32,
    /// 0.
    pub reserved: u32,
}

/// A member of Accept-Charset, Accept-Encoding or Accept-Language.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_preference {
    /// A charset, a content coding, a language range; "*" for any that is
    /// not listed. Case does not matter.
    pub name: oyez_bytes,
    /// In Accept-Encoding, an `oyez_coding`; else 0.
    pub coding: u32,
    /// In thousandths.
    pub weight: u32,
}

/// Takes the next member of an Accept (RFC 9110, 12.5.1).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: MEDIA_RANGE,
///         PARAMETER, QUOTED_STRING, WEIGHT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_next(
    members: *mut oyez_members,
    range: *mut oyez_media_range,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<MediaRange<'_>, _>(members, range, verdict)
}

/// Writes an Accept.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_write(
    ranges: *const oyez_media_range,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(ranges, count, room, written)
}

/// Whether a media type is in the range: it has each parameter of the range
/// with the same value, that of charset in any case (RFC 9110, 12.5.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_media_range_matches(
    range: *const oyez_media_range,
    media_type: *const oyez_media_type,
) -> bool {
    let media_type = boundary::read(media_type).and_then(oyez_media_type::given);
    let range = boundary::read(range).and_then(oyez_media_range::given);
    matches!((range, media_type), (Ok(range), Ok(media_type)) if range.matches(&media_type))
}

/// How specific a range is: the one with the larger number decides about a
/// media type that is in two (RFC 9110, 12.5.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_media_range_specificity(range: *const oyez_media_range) -> u32 {
    boundary::read(range).and_then(oyez_media_range::given).map_or(0, |range| range.specificity())
}

/// Takes the next member of an Accept-Charset (RFC 9110, 12.5.2).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: TOKEN, WEIGHT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_charset_next(
    members: *mut oyez_members,
    preference: *mut oyez_preference,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<CharsetPreference<'_>, _>(members, preference, verdict)
}

/// Writes an Accept-Charset.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_charset_write(
    preferences: *const oyez_preference,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    write_preferences(preferences, count, room, written, &|one, pen| {
        Ok(CharsetPreference { name: lent(one.name)?, weight: weight(one.weight)? }.write(pen)?)
    })
}

/// Takes the next member of an Accept-Encoding (RFC 9110, 12.5.3).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: CONTENT_CODING,
///         WEIGHT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_encoding_next(
    members: *mut oyez_members,
    preference: *mut oyez_preference,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<CodingPreference<'_>, _>(members, preference, verdict)
}

/// Writes an Accept-Encoding: a coding by the name of its number, if that is not
/// OYEZ_CODING_OTHER.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_encoding_write(
    preferences: *const oyez_preference,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    write_preferences(preferences, count, room, written, &|one, pen| {
        let coding = ContentCoding { coding: pass::of_number(&CODINGS, one.coding)?, name: lent(one.name)? };
        Ok(CodingPreference { coding, weight: weight(one.weight)? }.write(pen)?)
    })
}

/// Takes the next member of an Accept-Language (RFC 9110, 12.5.4).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: LANGUAGE_RANGE,
///         WEIGHT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_language_next(
    members: *mut oyez_members,
    preference: *mut oyez_preference,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<LanguagePreference<'_>, _>(members, preference, verdict)
}

/// Writes an Accept-Language.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_language_write(
    preferences: *const oyez_preference,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    write_preferences(preferences, count, room, written, &|one, pen| {
        let range = LanguageRange { range: lent(one.name)? };
        Ok(LanguagePreference { range, weight: weight(one.weight)? }.write(pen)?)
    })
}

/// Whether a language range matches a tag by basic filtering: it is "*", or
/// the tag, or the tag goes on with a hyphen behind it (RFC 4647, 3.3.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_language_range_matches(range: oyez_bytes, tag: oyez_bytes) -> bool {
    let (Ok(range), Ok(tag)) = (lent(range), lent(tag)) else { return false };
    LanguageRange { range }.matches(&LanguageTag { tag })
}

/// Takes the next member of an Accept-Ranges: a range unit, or "none"
/// (RFC 9110, 14.3).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: TOKEN
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_ranges_next(
    members: *mut oyez_members,
    unit: *mut oyez_bytes,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<RangeUnit<'_>, _>(members, unit, verdict)
}

/// Writes an Accept-Ranges.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_accept_ranges_write(
    units: *const oyez_bytes,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_names(units, count, room, written, &|name, pen| RangeUnit { name }.write(pen))
}

/// Takes the next member of a TE (RFC 9110, 10.1.4).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: TRANSFER_CODING,
///         QUOTED_STRING, WEIGHT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_te_next(
    members: *mut oyez_members,
    coding: *mut oyez_transfer_coding,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<TransferCoding<'_>, _>(members, coding, verdict)
}

/// Writes a TE, each member with its weight.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_te_write(
    codings: *const oyez_transfer_coding,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(codings, count, room, written)
}

/// Takes the next member of a Vary: the name of a field, or "*"
/// (RFC 9110, 12.5.5).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: VARY
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_vary_next(
    members: *mut oyez_members,
    name: *mut oyez_bytes,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<VaryName<'_>, _>(members, name, verdict)
}

/// Writes a Vary.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_vary_write(
    names: *const oyez_bytes,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_names(names, count, room, written, &|name, pen| VaryName { name }.write(pen))
}

fn write_preferences(
    first: *const oyez_preference,
    count: usize,
    room: oyez_room,
    written: *mut usize,
    write: &dyn Fn(&oyez_preference, &mut Pen<'_>) -> Result<(), Misuse>,
) -> oyez_error {
    pass::put(room, written, &|pen| pass::separated(first, count, b", ", pen, write))
}

/// A weight of C's; one beyond all weights stays that.
pub(super) fn weight(thousandths: u32) -> Result<u16, Misuse> {
    u16::try_from(thousandths).map_err(|_| Misuse::FieldSyntax)
}

impl From<MediaRange<'_>> for oyez_media_range {
    fn from(range: MediaRange<'_>) -> Self {
        oyez_media_range {
            type_name: oyez_bytes::of(range.type_name),
            subtype_name: oyez_bytes::of(range.subtype_name),
            parameters: range.parameters.into(),
            weight: u32::from(range.weight),
            reserved: 0,
        }
    }
}

impl oyez_media_range {
    fn given<'b>(self) -> Result<MediaRange<'b>, Misuse> {
        Ok(MediaRange {
            type_name: lent(self.type_name)?,
            subtype_name: lent(self.subtype_name)?,
            parameters: self.parameters.plain()?,
            weight: weight(self.weight)?,
        })
    }
}

impl Written for oyez_media_range {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<CharsetPreference<'_>> for oyez_preference {
    fn from(one: CharsetPreference<'_>) -> Self {
        oyez_preference { name: oyez_bytes::of(one.name), coding: 0, weight: u32::from(one.weight) }
    }
}

impl From<CodingPreference<'_>> for oyez_preference {
    fn from(one: CodingPreference<'_>) -> Self {
        let coding = pass::number_of(&CODINGS, &one.coding.coding);
        oyez_preference { name: oyez_bytes::of(one.coding.name), coding, weight: u32::from(one.weight) }
    }
}

impl From<LanguagePreference<'_>> for oyez_preference {
    fn from(one: LanguagePreference<'_>) -> Self {
        oyez_preference { name: oyez_bytes::of(one.range.range), coding: 0, weight: u32::from(one.weight) }
    }
}

impl From<RangeUnit<'_>> for oyez_bytes {
    fn from(unit: RangeUnit<'_>) -> Self {
        oyez_bytes::of(unit.name)
    }
}

impl From<VaryName<'_>> for oyez_bytes {
    fn from(name: VaryName<'_>) -> Self {
        oyez_bytes::of(name.name)
    }
}
