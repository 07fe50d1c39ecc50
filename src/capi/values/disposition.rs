// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Content-Disposition, file names, extended values

use core::str;

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Written, lent, optional};
use crate::capi::values::text::{oyez_parameters, oyez_word};
use crate::error::Misuse;
use crate::fields::disposition::{self, ContentDisposition, Disposition};
use crate::fields::ext_value::{self, Charset, ExtValue};
use crate::grammar::pen::Pen;

/// The charsets that are decoded.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_charset {
    /// Another.
    OYEZ_CHARSET_OTHER = 0,
    OYEZ_CHARSET_UTF8 = 1,
    /// ISO-8859-1.
    OYEZ_CHARSET_LATIN1 = 2,
}

/// The disposition types that have a number (RFC 6266, 4.2).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_disposition {
    /// None of these; to be handled as OYEZ_DISPOSITION_ATTACHMENT.
    OYEZ_DISPOSITION_OTHER = 0,
    /// To be shown.
    OYEZ_DISPOSITION_INLINE = 1,
    /// To be saved.
    OYEZ_DISPOSITION_ATTACHMENT = 2,
    /// A part of a form (RFC 7578, 4.2).
    OYEZ_DISPOSITION_FORM_DATA = 3,
}

/// An extended value, in a charset of its own (RFC 8187, 3.2.1). A NULL
/// `encoded.ptr`: there is none.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_ext_value {
    /// As received. Written only where `charset` is 0.
    pub charset_name: oyez_bytes,
    /// A language tag; may be empty.
    pub language: oyez_bytes,
    /// What it says, percent-encoded.
    pub encoded: oyez_bytes,
    /// An `oyez_charset`.
    pub charset: u32,
    /// 0.
    pub reserved: u32,
}

/// A Content-Disposition (RFC 6266).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_content_disposition {
    /// As received; case does not matter.
    pub type_name: oyez_bytes,
    /// `filename`.
    pub plain_name: oyez_word,
    /// `filename*`.
    pub extended_name: oyez_ext_value,
    /// All of them, these two included; in writing, without them.
    pub parameters: oyez_parameters,
    /// An `oyez_disposition`; not looked at in writing.
    pub disposition: u32,
    /// 0.
    pub reserved: u32,
}

/// Reads a Content-Disposition.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, DISPOSITION, QUOTED_STRING, EXT_VALUE, PERCENT,
///         LANGUAGE_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_disposition_read(
    value: oyez_bytes,
    disposition: *mut oyez_content_disposition,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, disposition, verdict, disposition::content_disposition)
}

/// Writes a Content-Disposition of parts.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_disposition_write(
    disposition: *const oyez_content_disposition,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(disposition, room, written)
}

/// Writes a Content-Disposition with a file name in UTF-8. Where `filename`
/// cannot say it to every recipient, `filename*` says it too (RFC 6266, D).
/// A NULL `file_name.ptr`: no name.
///
/// Thread: any
/// Fails:  ARGUMENT when the name is no UTF-8, FIELD_SYNTAX for an empty one
///         or one with a control character
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_disposition_write_named(
    type_name: oyez_bytes,
    file_name: oyez_bytes,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let name = optional(file_name)?.map(str::from_utf8).transpose().map_err(|_| Misuse::Argument)?;
        Ok(disposition::write(pen, lent(type_name)?, name)?)
    })
}

/// Writes the name to save content by, in UTF-8, as the sender gave it: that of
/// `filename*`, if its charset is known, else that of `filename`
/// (RFC 6266, 4.3). It may name anything: save by `_safe_name` only.
///
/// Thread: any
/// Fails:  ARGUMENT; nothing is written when there is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_disposition_file_name(
    disposition: *const oyez_content_disposition,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let name = boundary::read(disposition)?.given()?.file_name();
        name.into_iter().flat_map(|name| name.chars()).for_each(|c| character(c, pen));
        Ok(())
    })
}

/// Writes what of that name is safe to name a file in a folder: of a path the
/// last segment, without control characters, dots in front, and names of
/// devices. How long it is, and whether such a file is there, is yours to see.
///
/// Thread: any
/// Fails:  ARGUMENT; nothing is written when nothing is safe
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_disposition_safe_name(
    disposition: *const oyez_content_disposition,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let name = boundary::read(disposition)?.given()?.file_name().and_then(|name| name.safe());
        name.into_iter().flatten().for_each(|c| character(c, pen));
        Ok(())
    })
}

/// Reads an extended value, as that of a parameter whose name ends in "*".
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, EXT_VALUE, PERCENT, LANGUAGE_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_ext_value_read(
    value: oyez_bytes,
    ext_value: *mut oyez_ext_value,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, ext_value, verdict, ext_value::ext_value)
}

/// Writes an extended value.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_ext_value_write(
    ext_value: *const oyez_ext_value,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(ext_value, room, written)
}

/// Writes a text, which is UTF-8, as an extended value; `language` may be
/// empty.
///
/// Thread: any
/// Fails:  ARGUMENT when it is no UTF-8, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_ext_value_write_text(
    language: oyez_bytes,
    utf8: oyez_bytes,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let text = str::from_utf8(lent(utf8)?).map_err(|_| Misuse::Argument)?;
        Ok(ext_value::write(pen, lent(language)?, text)?)
    })
}

/// Writes what an extended value says, in UTF-8; of a charset that is not
/// decoded, its octets.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_ext_value_copy(
    ext_value: *const oyez_ext_value,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let own = boundary::read(ext_value)?.given()?;
        match own.charset {
            Charset::Other => own.octets().for_each(|octet| {
                pen.octet(octet);
            }),
            Charset::Utf8 | Charset::Latin1 => own.chars().map_while(Result::ok).for_each(|c| character(c, pen)),
        }
        Ok(())
    })
}

/// Writes a character in UTF-8.
fn character(c: char, pen: &mut Pen<'_>) {
    pen.octets(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// In the order of their numbers.
const CHARSETS: [Charset; 3] = [Charset::Other, Charset::Utf8, Charset::Latin1];

/// In the order of their numbers.
const DISPOSITIONS: [Disposition; 4] =
    [Disposition::Other, Disposition::Inline, Disposition::Attachment, Disposition::FormData];

impl From<ExtValue<'_>> for oyez_ext_value {
    fn from(own: ExtValue<'_>) -> Self {
        oyez_ext_value {
            charset_name: oyez_bytes::of(own.charset_name),
            language: oyez_bytes::of(own.language),
            encoded: oyez_bytes::of(own.encoded),
            charset: pass::number_of(&CHARSETS, &own.charset),
            reserved: 0,
        }
    }
}

impl oyez_ext_value {
    /// There is none.
    pub(super) const NONE: oyez_ext_value = oyez_ext_value {
        charset_name: oyez_bytes::NONE,
        language: oyez_bytes::NONE,
        encoded: oyez_bytes::NONE,
        charset: 0,
        reserved: 0,
    };

    pub(super) fn option(own: Option<ExtValue<'_>>) -> Self {
        own.map_or(Self::NONE, Self::from)
    }

    fn given<'b>(self) -> Result<ExtValue<'b>, Misuse> {
        Ok(ExtValue {
            charset: pass::of_number(&CHARSETS, self.charset)?,
            charset_name: lent(self.charset_name)?,
            language: lent(self.language)?,
            encoded: lent(self.encoded)?,
        })
    }

    pub(super) fn optional<'b>(self) -> Result<Option<ExtValue<'b>>, Misuse> {
        if optional(self.encoded)?.is_some() { self.given().map(Some) } else { Ok(None) }
    }
}

impl Written for oyez_ext_value {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<ContentDisposition<'_>> for oyez_content_disposition {
    fn from(own: ContentDisposition<'_>) -> Self {
        oyez_content_disposition {
            type_name: oyez_bytes::of(own.type_name),
            plain_name: oyez_word::option(own.plain_name),
            extended_name: oyez_ext_value::option(own.extended_name),
            parameters: own.parameters.into(),
            disposition: pass::number_of(&DISPOSITIONS, &own.disposition),
            reserved: 0,
        }
    }
}

impl oyez_content_disposition {
    fn given<'b>(self) -> Result<ContentDisposition<'b>, Misuse> {
        Ok(ContentDisposition {
            plain_name: self.plain_name.optional()?,
            extended_name: self.extended_name.optional()?,
            parameters: self.parameters.spaced()?,
            ..ContentDisposition::named(lent(self.type_name)?)
        })
    }
}

impl Written for oyez_content_disposition {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}
