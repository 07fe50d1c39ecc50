// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! The registry of fields

use crate::capi::boundary;
use crate::capi::types::oyez_bytes;
use crate::capi::values::pass::{self, flag, lent};
use crate::fields::registry::{self, Class, Family, FieldEntry, Shape};
use crate::syntax::version::Version;

/// Requests have it.
pub const OYEZ_FIELD_IN_REQUESTS: u32 = 1 << 0;

/// Responses have it.
pub const OYEZ_FIELD_IN_RESPONSES: u32 = 1 << 1;

/// It is for one connection only: an intermediary does not forward it
/// (RFC 9110, 7.6.1).
pub const OYEZ_FIELD_HOP_BY_HOP: u32 = 1 << 2;

/// No trailer section has it (RFC 9110, 6.5.1).
pub const OYEZ_FIELD_BARRED_FROM_TRAILERS: u32 = 1 << 3;

/// It is derived by the library, never passed: framing and persistence.
pub const OYEZ_FIELD_IS_RESERVED: u32 = 1 << 4;

/// It is deprecated, obsolete or historic.
pub const OYEZ_FIELD_IS_DEPRECATED: u32 = 1 << 5;

/// What a field is about, as RFC 2616 sorts fields: 4.5, 5.3, 6.2 and 7.1.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_field_class {
    OYEZ_CLASS_GENERAL = 0,
    OYEZ_CLASS_REQUEST = 1,
    OYEZ_CLASS_RESPONSE = 2,
    OYEZ_CLASS_ENTITY = 3,
    /// None of those texts sorts it.
    OYEZ_CLASS_EXTENSION = 4,
}

/// What several field lines of one name come to (RFC 9110, 5.3).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_field_shape {
    /// There is to be one only.
    OYEZ_SHAPE_SINGLETON = 0,
    /// One list: the lines joined by commas.
    OYEZ_SHAPE_LIST = 1,
    /// Each is a value by itself, which no comma may join: Set-Cookie.
    OYEZ_SHAPE_LINES = 2,
}

/// How the value of a field is read and written: each but OYEZ_FAMILY_TEXT
/// has functions of its own.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_field_family {
    OYEZ_FAMILY_TEXT = 0,
    OYEZ_FAMILY_DATE = 1,
    OYEZ_FAMILY_EXPIRES = 2,
    OYEZ_FAMILY_RETRY_AFTER = 3,
    OYEZ_FAMILY_AGE = 4,
    OYEZ_FAMILY_DELTA_SECONDS = 5,
    OYEZ_FAMILY_CONTENT_LENGTH = 6,
    OYEZ_FAMILY_MAX_FORWARDS = 7,
    OYEZ_FAMILY_MEDIA_TYPE = 8,
    OYEZ_FAMILY_CONTENT_ENCODING = 9,
    OYEZ_FAMILY_CONTENT_LANGUAGE = 10,
    OYEZ_FAMILY_CONTENT_MD5 = 11,
    OYEZ_FAMILY_CONTENT_RANGE = 12,
    OYEZ_FAMILY_CONTENT_DISPOSITION = 13,
    OYEZ_FAMILY_CONTENT_TRANSFER_ENCODING = 14,
    OYEZ_FAMILY_MIME_VERSION = 15,
    OYEZ_FAMILY_ACCEPT = 16,
    OYEZ_FAMILY_ACCEPT_CHARSET = 17,
    OYEZ_FAMILY_ACCEPT_ENCODING = 18,
    OYEZ_FAMILY_ACCEPT_LANGUAGE = 19,
    OYEZ_FAMILY_ACCEPT_RANGES = 20,
    OYEZ_FAMILY_TE = 21,
    OYEZ_FAMILY_VARY = 22,
    OYEZ_FAMILY_ENTITY_TAG = 23,
    OYEZ_FAMILY_ENTITY_TAGS = 24,
    OYEZ_FAMILY_IF_RANGE = 25,
    OYEZ_FAMILY_RANGE = 26,
    OYEZ_FAMILY_CACHE_CONTROL = 27,
    OYEZ_FAMILY_WARNING = 28,
    OYEZ_FAMILY_CHALLENGES = 29,
    OYEZ_FAMILY_CREDENTIALS = 30,
    OYEZ_FAMILY_AUTHENTICATION_INFO = 31,
    OYEZ_FAMILY_COOKIE = 32,
    OYEZ_FAMILY_SET_COOKIE = 33,
    OYEZ_FAMILY_COOKIE2 = 34,
    OYEZ_FAMILY_SET_COOKIE2 = 35,
    OYEZ_FAMILY_HOST = 36,
    OYEZ_FAMILY_VIA = 37,
    OYEZ_FAMILY_FORWARDED = 38,
    OYEZ_FAMILY_FORWARDED_FOR = 39,
    OYEZ_FAMILY_ADDRESS = 40,
    OYEZ_FAMILY_CONNECTION = 41,
    OYEZ_FAMILY_KEEP_ALIVE = 42,
    OYEZ_FAMILY_UPGRADE = 43,
    OYEZ_FAMILY_FIELD_NAMES = 44,
    OYEZ_FAMILY_TRANSFER_ENCODING = 45,
    OYEZ_FAMILY_EXPECT = 46,
    OYEZ_FAMILY_MAILBOX = 47,
    OYEZ_FAMILY_PRODUCTS = 48,
    OYEZ_FAMILY_METHODS = 49,
    OYEZ_FAMILY_URI_REFERENCE = 50,
    OYEZ_FAMILY_LINK = 51,
    OYEZ_FAMILY_TITLE = 52,
    OYEZ_FAMILY_ITEM = 53,
    OYEZ_FAMILY_LIST = 54,
    OYEZ_FAMILY_DICTIONARY = 55,
}

/// What is known of a field.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_field_entry {
    /// How it is spelt by the text that defines it; case does not matter.
    pub name: oyez_bytes,
    /// Where it is defined, such as "RFC 9110, 12.5.1"; empty if it is
    /// merely in use.
    pub clause: oyez_bytes,
    /// It never changes; up to 48 it is an `oyez_known_field`.
    pub number: u32,
    /// An `oyez_field_class`.
    pub field_class: u32,
    /// An `oyez_field_shape`.
    pub shape: u32,
    /// An `oyez_field_family`.
    pub family: u32,
    /// OYEZ_FIELD_IN_REQUESTS and the others.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// The field with this name, in any case.
///
/// Borrow: forever (static)
/// Thread: any
/// Fails:  false for a name that is not known
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_registry_find(name: oyez_bytes, entry: *mut oyez_field_entry) -> bool {
    lent(name).is_ok_and(|name| told(registry::find(name), entry))
}

/// The field with this number; the first is 1.
///
/// Borrow: forever (static)
/// Thread: any
/// Fails:  false beyond the last
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_registry_at(number: u32, entry: *mut oyez_field_entry) -> bool {
    u16::try_from(number).is_ok_and(|number| told(registry::by_number(number), entry))
}

/// The class, an `oyez_field_class`, of a field of this name in a message of
/// this version, as `oyez_request.version`. What none of the texts sorts is
/// an extension field, and in HTTP/1.0 an entity field (RFC 1945, 7.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_registry_class(name: oyez_bytes, version: u32) -> u32 {
    let version = Version::from_number(u8::try_from(version).unwrap_or(u8::MAX));
    pass::number_of(&CLASSES, &registry::class_of(lent(name).unwrap_or(&[]), version))
}

fn told(found: Option<&FieldEntry>, entry: *mut oyez_field_entry) -> bool {
    found.is_some_and(|found| boundary::write(entry, found.into()).is_ok())
}

impl From<&FieldEntry> for oyez_field_entry {
    fn from(found: &FieldEntry) -> Self {
        oyez_field_entry {
            name: oyez_bytes::of(found.name.as_bytes()),
            clause: oyez_bytes::of(found.clause.as_bytes()),
            number: u32::from(found.number),
            field_class: pass::number_of(&CLASSES, &found.class),
            shape: pass::number_of(&SHAPES, &found.shape),
            family: pass::number_of(&FAMILIES, &found.family),
            flags: flag(found.in_requests, OYEZ_FIELD_IN_REQUESTS)
                | flag(found.in_responses, OYEZ_FIELD_IN_RESPONSES)
                | flag(found.hop_by_hop, OYEZ_FIELD_HOP_BY_HOP)
                | flag(found.barred_from_trailers, OYEZ_FIELD_BARRED_FROM_TRAILERS)
                | flag(found.reserved, OYEZ_FIELD_IS_RESERVED)
                | flag(found.deprecated, OYEZ_FIELD_IS_DEPRECATED),
            reserved: 0,
        }
    }
}

/// In the order of their numbers.
const CLASSES: [Class; 5] = [Class::General, Class::Request, Class::Response, Class::Entity, Class::Extension];

/// In the order of their numbers.
const SHAPES: [Shape; 3] = [Shape::Singleton, Shape::List, Shape::Lines];

/// In the order of their numbers.
#[rustfmt::skip]
const FAMILIES: [Family; 56] = [
    Family::Text, Family::Date, Family::Expires, Family::RetryAfter, Family::Age, Family::DeltaSeconds,
    Family::ContentLength, Family::MaxForwards, Family::MediaType, Family::ContentEncoding, Family::ContentLanguage,
    Family::ContentMd5, Family::ContentRange, Family::ContentDisposition, Family::ContentTransferEncoding,
    Family::MimeVersion, Family::Accept, Family::AcceptCharset, Family::AcceptEncoding, Family::AcceptLanguage,
    Family::AcceptRanges, Family::Te, Family::Vary, Family::EntityTag, Family::EntityTags, Family::IfRange,
    Family::Range, Family::CacheControl, Family::Warning, Family::Challenges, Family::Credentials,
    Family::AuthenticationInfo, Family::Cookie, Family::SetCookie, Family::Cookie2, Family::SetCookie2, Family::Host,
    Family::Via, Family::Forwarded, Family::ForwardedFor, Family::Address, Family::Connection, Family::KeepAlive,
    Family::Upgrade, Family::FieldNames, Family::TransferEncoding, Family::Expect, Family::Mailbox, Family::Products,
    Family::Methods, Family::UriReference, Family::Link, Family::Title, Family::Item, Family::List,
    Family::Dictionary,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_has_the_number_of_its_name() {
        let source = include_str!("registry.rs");
        let upper = |name: String| name.to_uppercase().replace('_', "");
        let body = source.split("pub enum oyez_field_family {\n").nth(1).unwrap().split('}').next().unwrap();
        let rows = body.lines().filter_map(|line| line.trim().trim_end_matches(',').split_once(" = "));
        let told: Vec<_> = rows.map(|(name, number)| (upper(name.into()), number.parse().unwrap())).collect();
        let known = FAMILIES.map(|family| {
            let name = upper(format!("OYEZ_FAMILY_{family:?}"));
            (name, pass::number_of(&FAMILIES, &family))
        });
        assert_eq!(told, known);
        assert!(registry::all().iter().all(|entry| FAMILIES.contains(&entry.family)));
    }
}
