// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Media types, codings, languages

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Written, lent, option};
use crate::capi::values::preferences::{OYEZ_FULL_WEIGHT, weight};
use crate::capi::values::text::{oyez_members, oyez_parameters, oyez_word};
use crate::error::Misuse;
use crate::fields::coding::{AppliedCoding, Coding, ContentCoding, Transfer, TransferCoding};
use crate::fields::language::LanguageTag;
use crate::fields::media_type::{self, MediaType};
use crate::grammar::pen::Pen;
use crate::grammar::text::Text;

/// A media type (RFC 9110, 8.3.1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_media_type {
    /// As received; case does not matter.
    pub type_name: oyez_bytes,
    pub subtype_name: oyez_bytes,
    /// Of those with one name the first counts.
    pub parameters: oyez_parameters,
}

/// The content codings that have a number (RFC 9110, 8.4.1).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_coding {
    /// A name that is none of these.
    OYEZ_CODING_OTHER = 0,
    /// No coding; in Accept-Encoding only.
    OYEZ_CODING_IDENTITY = 1,
    /// "gzip" or "x-gzip".
    OYEZ_CODING_GZIP = 2,
    /// "compress" or "x-compress".
    OYEZ_CODING_COMPRESS = 3,
    /// The zlib format.
    OYEZ_CODING_DEFLATE = 4,
    OYEZ_CODING_BR = 5,
    OYEZ_CODING_ZSTD = 6,
}

/// The transfer codings that have a number (RFC 9112, 7).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_transfer {
    /// A name that is none of these.
    OYEZ_TRANSFER_OTHER = 0,
    OYEZ_TRANSFER_CHUNKED = 1,
    /// "gzip" or "x-gzip".
    OYEZ_TRANSFER_GZIP = 2,
    /// "compress" or "x-compress".
    OYEZ_TRANSFER_COMPRESS = 3,
    OYEZ_TRANSFER_DEFLATE = 4,
    /// In TE: the client keeps trailer fields (RFC 9110, 10.1.4).
    OYEZ_TRANSFER_TRAILERS = 5,
}

/// A coding or a mechanism, by its name.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_coding_name {
    /// As received; case does not matter. Written only where `coding` is 0.
    pub name: oyez_bytes,
    /// An `oyez_coding` or `oyez_mechanism`.
    pub coding: u32,
    /// 0.
    pub reserved: u32,
}

/// A transfer coding, a member of Transfer-Encoding or TE.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_transfer_coding {
    /// As received; case does not matter. Written only where `coding` is 0.
    pub name: oyez_bytes,
    /// Those before the weight.
    pub parameters: oyez_parameters,
    /// An `oyez_transfer`.
    pub coding: u32,
    /// In thousandths; of Transfer-Encoding always 1000, and not looked at.
    pub weight: u32,
}

/// Reads a Content-Type (RFC 9110, 8.3).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, MEDIA_TYPE, PARAMETER, QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_media_type_read(
    value: oyez_bytes,
    media_type: *mut oyez_media_type,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, media_type, verdict, media_type::media_type)
}

/// Writes a media type without whitespace, with quotes only where they are
/// needed.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_media_type_write(
    media_type: *const oyez_media_type,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(media_type, room, written)
}

/// Whether it is this type and subtype, whatever its parameters.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_media_type_is(
    media_type: *const oyez_media_type,
    type_name: oyez_bytes,
    subtype_name: oyez_bytes,
) -> bool {
    let Ok(own) = boundary::read(media_type) else { return false };
    let same = |own, other| matches!((lent(own), lent(other)), (Ok(own), Ok(other)) if own.eq_ignore_ascii_case(other));
    same(own.type_name, type_name) && same(own.subtype_name, subtype_name)
}

/// What stands behind the last "+" of the subtype, and names the syntax it is
/// written in: "xml" of image/svg+xml (RFC 6838, 4.2.8).
///
/// Borrow: as `media_type`
/// Thread: any
/// Fails:  empty, `ptr` NULL, when there is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_media_type_suffix(media_type: *const oyez_media_type) -> oyez_bytes {
    let names = boundary::read(media_type).map(|own| oyez_media_type { parameters: oyez_parameters::NONE, ..own });
    option(names.and_then(oyez_media_type::given).ok().and_then(|own| own.suffix()))
}

/// The charset, if it is named (RFC 9110, 8.3.2): `oyez_word_is_nocase`.
///
/// Borrow: as `media_type`
/// Thread: any
/// Fails:  false when it is not (`*charset` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_media_type_charset(media_type: *const oyez_media_type, charset: *mut oyez_word) -> bool {
    charset_by(media_type, charset, |own| own.charset())
}

/// The same by the rule of HTTP/1.0: text without a charset is in ISO-8859-1
/// (RFC 1945, 3.6.1). RFC 9110 dropped that default.
///
/// Borrow: as `media_type`
/// Thread: any
/// Fails:  false when there is none (`*charset` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_media_type_charset_http10(
    media_type: *const oyez_media_type,
    charset: *mut oyez_word,
) -> bool {
    charset_by(media_type, charset, |own| own.charset_in_http10())
}

/// Takes the next member of a Content-Encoding, in the order in which they
/// were applied (RFC 9110, 8.4).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: CONTENT_CODING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_encoding_next(
    members: *mut oyez_members,
    coding: *mut oyez_coding_name,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<ContentCoding<'_>, _>(members, coding, verdict)
}

/// Writes a Content-Encoding.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_encoding_write(
    codings: *const oyez_coding_name,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(codings, count, room, written)
}

/// Takes the next member of a Transfer-Encoding, in the order in which they
/// were applied (RFC 9112, 6.1). It is for tools: `oyez_framing_of` judges.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: TRANSFER_CODING,
///         QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_transfer_encoding_next(
    members: *mut oyez_members,
    coding: *mut oyez_transfer_coding,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<AppliedCoding<'_>, _>(members, coding, verdict)
}

/// Writes a Transfer-Encoding, members without their weights.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_transfer_encoding_write(
    codings: *const oyez_transfer_coding,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        pass::separated(codings, count, b", ", pen, &|coding, pen| {
            Ok(oyez_transfer_coding { weight: OYEZ_FULL_WEIGHT, ..*coding }.given()?.write(pen)?)
        })
    })
}

/// Takes the next member of a Content-Language: a language tag
/// (RFC 9110, 8.5).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: LANGUAGE_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_language_next(
    members: *mut oyez_members,
    tag: *mut oyez_bytes,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<LanguageTag<'_>, _>(members, tag, verdict)
}

/// Writes a Content-Language.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_language_write(
    tags: *const oyez_bytes,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_names(tags, count, room, written, &|tag, pen| LanguageTag { tag }.write(pen))
}

fn charset_by(
    media_type: *const oyez_media_type,
    charset: *mut oyez_word,
    find: for<'b> fn(&MediaType<'b>) -> Option<Text<'b>>,
) -> bool {
    let found = boundary::read(media_type).and_then(oyez_media_type::given).ok().and_then(|own| find(&own));
    found.is_some_and(|found| boundary::write(charset, found.into()).is_ok())
}

/// In the order of their numbers.
pub(super) const CODINGS: [Coding; 7] =
    [Coding::Other, Coding::Identity, Coding::Gzip, Coding::Compress, Coding::Deflate, Coding::Br, Coding::Zstd];

/// In the order of their numbers.
const TRANSFERS: [Transfer; 6] =
    [Transfer::Other, Transfer::Chunked, Transfer::Gzip, Transfer::Compress, Transfer::Deflate, Transfer::Trailers];

impl From<MediaType<'_>> for oyez_media_type {
    fn from(media_type: MediaType<'_>) -> Self {
        oyez_media_type {
            type_name: oyez_bytes::of(media_type.type_name),
            subtype_name: oyez_bytes::of(media_type.subtype_name),
            parameters: media_type.parameters.into(),
        }
    }
}

impl oyez_media_type {
    pub(super) fn given<'b>(self) -> Result<MediaType<'b>, Misuse> {
        Ok(MediaType {
            type_name: lent(self.type_name)?,
            subtype_name: lent(self.subtype_name)?,
            parameters: self.parameters.plain()?,
        })
    }
}

impl Written for oyez_media_type {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<ContentCoding<'_>> for oyez_coding_name {
    fn from(coding: ContentCoding<'_>) -> Self {
        let number = pass::number_of(&CODINGS, &coding.coding);
        oyez_coding_name { name: oyez_bytes::of(coding.name), coding: number, reserved: 0 }
    }
}

impl Written for oyez_coding_name {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let coding = pass::of_number(&CODINGS, self.coding)?;
        Ok(ContentCoding { coding, name: lent(self.name)? }.write(pen)?)
    }
}

impl From<TransferCoding<'_>> for oyez_transfer_coding {
    fn from(coding: TransferCoding<'_>) -> Self {
        oyez_transfer_coding {
            name: oyez_bytes::of(coding.name),
            parameters: coding.parameters.into(),
            coding: pass::number_of(&TRANSFERS, &coding.coding),
            weight: u32::from(coding.weight),
        }
    }
}

impl From<AppliedCoding<'_>> for oyez_transfer_coding {
    fn from(coding: AppliedCoding<'_>) -> Self {
        coding.0.into()
    }
}

impl oyez_transfer_coding {
    fn given<'b>(self) -> Result<TransferCoding<'b>, Misuse> {
        Ok(TransferCoding {
            coding: pass::of_number(&TRANSFERS, self.coding)?,
            name: lent(self.name)?,
            parameters: self.parameters.spaced()?,
            weight: weight(self.weight)?,
        })
    }
}

impl Written for oyez_transfer_coding {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<LanguageTag<'_>> for oyez_bytes {
    fn from(tag: LanguageTag<'_>) -> Self {
        oyez_bytes::of(tag.tag)
    }
}
