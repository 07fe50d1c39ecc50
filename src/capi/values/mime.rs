// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! What MIME has beside media types

use core::ptr;

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::media::oyez_coding_name;
use crate::capi::values::pass::{self, Written, lent};
use crate::error::Misuse;
use crate::fields::content_md5;
use crate::fields::mime::{self, ContentTransferEncoding, Mechanism, MimeVersion};
use crate::grammar::pen::Pen;

/// The mechanisms of Content-Transfer-Encoding (RFC 2045, 6.1).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_mechanism {
    /// A name that is none of these.
    OYEZ_MECHANISM_OTHER = 0,
    OYEZ_MECHANISM_7BIT = 1,
    OYEZ_MECHANISM_8BIT = 2,
    OYEZ_MECHANISM_BINARY = 3,
    OYEZ_MECHANISM_QUOTED_PRINTABLE = 4,
    OYEZ_MECHANISM_BASE64 = 5,
}

/// A MIME-Version.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_mime_version {
    pub major: u64,
    pub minor: u64,
}

/// Reads a Content-MD5 (RFC 1864): the sixteen octets of a digest into
/// `digest`.
///
/// Thread: any
/// Fails:  ARGUMENT when `digest` is too small, CONTENT_MD5
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_md5_read(
    value: oyez_bytes,
    digest: oyez_room,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    let place: *mut [u8; content_md5::SIZE] =
        if digest.len < content_md5::SIZE { ptr::null_mut() } else { digest.ptr.cast() };
    pass::read(value, place, verdict, content_md5::content_md5)
}

/// Writes a Content-MD5 of sixteen octets.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_md5_write(
    digest: oyez_bytes,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let digest = <&[u8; content_md5::SIZE]>::try_from(lent(digest)?).map_err(|_| Misuse::Argument)?;
        content_md5::write(pen, digest);
        Ok(())
    })
}

/// Reads a MIME-Version, over the comments in it (RFC 2045, 4).
///
/// Thread: any
/// Fails:  ARGUMENT, MIME_VERSION, NUMBER, COMMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_mime_version_read(
    value: oyez_bytes,
    version: *mut oyez_mime_version,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, version, verdict, mime::mime_version)
}

/// Writes a MIME-Version.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_mime_version_write(
    version: *const oyez_mime_version,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(version, room, written)
}

/// Reads a Content-Transfer-Encoding, which parts of a form and messages of
/// old gateways have (RFC 2045, 6).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, TOKEN, COMMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_transfer_encoding_read(
    value: oyez_bytes,
    encoding: *mut oyez_coding_name,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, encoding, verdict, mime::content_transfer_encoding)
}

/// Writes a Content-Transfer-Encoding.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_transfer_encoding_write(
    encoding: *const oyez_coding_name,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let encoding = boundary::read(encoding)?;
        let mechanism = pass::of_number(&MECHANISMS, encoding.coding)?;
        Ok(ContentTransferEncoding { mechanism, name: lent(encoding.name)? }.write(pen)?)
    })
}

/// In the order of their numbers.
const MECHANISMS: [Mechanism; 6] = [
    Mechanism::Other,
    Mechanism::SevenBit,
    Mechanism::EightBit,
    Mechanism::Binary,
    Mechanism::QuotedPrintable,
    Mechanism::Base64,
];

impl From<ContentTransferEncoding<'_>> for oyez_coding_name {
    fn from(encoding: ContentTransferEncoding<'_>) -> Self {
        let number = pass::number_of(&MECHANISMS, &encoding.mechanism);
        oyez_coding_name { name: oyez_bytes::of(encoding.name), coding: number, reserved: 0 }
    }
}

impl From<MimeVersion> for oyez_mime_version {
    fn from(version: MimeVersion) -> Self {
        oyez_mime_version { major: version.major, minor: version.minor }
    }
}

impl Written for oyez_mime_version {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(MimeVersion { major: self.major, minor: self.minor }.write(pen)?)
    }
}
