// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! URIs: Location, Content-Location, Content-Base, Referer

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Written, lent, option, optional};
use crate::error::Misuse;
use crate::fields::uri;
use crate::fields::uri_reference::{self, UriReference};
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::percent::{self, Part};

/// A URI, or a reference relative to one, in its parts, still encoded
/// (RFC 3986, 4.1). A NULL `ptr`: the part is not there.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_uri {
    /// What stands before the first ":".
    pub scheme: oyez_bytes,
    /// What stands before the "@".
    pub userinfo: oyez_bytes,
    /// An IP-literal in its brackets, an IPv4 address or a registered name,
    /// perhaps empty.
    pub host: oyez_bytes,
    /// Digits, perhaps none.
    pub port: oyez_bytes,
    /// Always there; may be empty.
    pub path: oyez_bytes,
    /// Without its "?".
    pub query: oyez_bytes,
    /// Without its "#".
    pub fragment: oyez_bytes,
}

/// What octets are to be: which of them stay as they are.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_uri_part {
    /// Data that may stand anywhere: only letters, digits and "-._~" stay.
    OYEZ_URI_DATA = 0,
    /// A segment of a path.
    OYEZ_URI_SEGMENT = 1,
    /// A whole path: "/" stays too.
    OYEZ_URI_PATH = 2,
    /// A whole query or fragment: "/" and "?" stay too.
    OYEZ_URI_QUERY = 3,
}

/// Reads a URI-reference: a Location (RFC 9110, 10.2.2).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, URI_REFERENCE, PERCENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_uri_read(
    value: oyez_bytes,
    uri: *mut oyez_uri,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, uri, verdict, uri_reference::uri_reference)
}

/// Reads an absolute-URI: a Content-Base (RFC 2068, 14.11).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, URI_REFERENCE for a relative one, and at a fragment,
///         PERCENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_uri_read_absolute(
    value: oyez_bytes,
    uri: *mut oyez_uri,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, uri, verdict, uri_reference::absolute_uri)
}

/// Reads a Content-Location: a URI-reference without a fragment
/// (RFC 9110, 8.7).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, URI_REFERENCE, PERCENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_location_read(
    value: oyez_bytes,
    uri: *mut oyez_uri,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, uri, verdict, uri_reference::without_fragment)
}

/// Reads a Referer: without a fragment, of nobody named
/// (RFC 9110, 10.1.3).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, URI_REFERENCE, PERCENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_referer_read(
    value: oyez_bytes,
    uri: *mut oyez_uri,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, uri, verdict, uri_reference::referer)
}

/// Writes a URI-reference of parts (RFC 3986, 5.3).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for a part that is none, or would be read
///         as another
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_uri_write(uri: *const oyez_uri, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::write(uri, room, written)
}

/// Resolves a reference against a base, and writes the URI that it stands for
/// (RFC 3986, 5.2).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for a base without a scheme, too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_uri_resolve(
    base: *const oyez_uri,
    reference: *const oyez_uri,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    whole(room, written, |room| {
        let (base, reference) = (boundary::read(base)?.given()?, boundary::read(reference)?.given()?);
        Ok(uri::resolve(&base, &reference, room).map(<[u8]>::len))
    })
}

/// Writes a URI in its normal form: scheme and host in lower case, no port that
/// is the scheme's own, "/" for an empty path of http, no dot segments, nothing
/// percent-encoded that need not be (RFC 3986, 6.2; RFC 1945, 3.2.3).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_uri_normalise(uri: *const oyez_uri, room: oyez_room, written: *mut usize) -> oyez_error {
    whole(room, written, |room| {
        let own = boundary::read(uri)?.given()?;
        Ok(uri::normalise(&own, room).map(<[u8]>::len))
    })
}

/// Whether two URIs have the same normal form, and so identify the same
/// resource (RFC 9110, 4.2.3).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_uri_equivalent(one: *const oyez_uri, other: *const oyez_uri) -> bool {
    let given = |uri| boundary::read(uri).and_then(oyez_uri::given);
    matches!((given(one), given(other)), (Ok(one), Ok(other)) if uri::are_equivalent(&one, &other))
}

/// Writes octets in percent-encoding, as far as the part they are to be, an
/// `oyez_uri_part`, wants it. `oyez_percent_decode` undoes it.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_percent_encode(
    octets: oyez_bytes,
    part: u32,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        percent::encode(lent(octets)?, pass::of_number(&PARTS, part)?, pen);
        Ok(())
    })
}

/// Writes what needs the room as a whole.
fn whole(
    room: oyez_room,
    written: *mut usize,
    write: impl FnOnce(&mut [u8]) -> Result<Result<usize, Unwritable>, Misuse>,
) -> oyez_error {
    if boundary::lendable(room).is_err() || boundary::write(written, 0).is_err() {
        return oyez_error::OYEZ_ERR_ARGUMENT;
    }
    match write(boundary::room(room.ptr, room.len)) {
        Ok(Ok(len)) => boundary::write(written, len).into(),
        Ok(Err(Unwritable::Room(len))) => boundary::write(written, len).and(Err(Misuse::Argument)).into(),
        Ok(Err(unwritable)) => Misuse::from(unwritable).into(),
        Err(misuse) => misuse.into(),
    }
}

/// In the order of `oyez_uri_part`.
const PARTS: [Part; 4] = [Part::Data, Part::Segment, Part::Path, Part::Query];

impl From<UriReference<'_>> for oyez_uri {
    fn from(own: UriReference<'_>) -> Self {
        oyez_uri {
            scheme: option(own.scheme),
            userinfo: option(own.userinfo),
            host: option(own.host),
            port: option(own.port),
            path: oyez_bytes::of(own.path),
            query: option(own.query),
            fragment: option(own.fragment),
        }
    }
}

impl oyez_uri {
    fn given<'b>(self) -> Result<UriReference<'b>, Misuse> {
        Ok(UriReference {
            scheme: optional(self.scheme)?,
            userinfo: optional(self.userinfo)?,
            host: optional(self.host)?,
            port: optional(self.port)?,
            path: lent(self.path)?,
            query: optional(self.query)?,
            fragment: optional(self.fragment)?,
        })
    }
}

impl Written for oyez_uri {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}
