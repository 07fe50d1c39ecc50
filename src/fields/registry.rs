// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The registry of fields: every one that the texts of HTTP name, from RFC 1945 on, and those in common use
//! (RFC 9110, 16.3.1).

mod rows;

use crate::syntax::field_name::Known;
use crate::syntax::version::Version;

use rows::{COUNT, ENTRIES};

/// What is known of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a column of a table")]
pub struct FieldEntry {
    /// Its number, which never changes; up to 48 that of the parser ([`Known`]).
    pub number: u16,
    /// How it is spelt by the text that defines it; case does not matter.
    pub name: &'static str,
    /// How RFC 2616 sorts it, or an older text that it did without.
    pub class: Class,
    /// What several field lines of it come to.
    pub shape: Shape,
    /// Requests have it.
    pub in_requests: bool,
    /// Responses have it.
    pub in_responses: bool,
    /// It is for one connection only: an intermediary does not forward it (RFC 9110, 7.6.1; RFC 2616, 13.5.1).
    pub hop_by_hop: bool,
    /// No trailer section has it (RFC 9110, 6.5.1).
    pub barred_from_trailers: bool,
    /// It is derived by the engine, never passed: framing and persistence.
    pub reserved: bool,
    /// The registry of IANA, or its own text, calls it deprecated, obsolete or historic.
    pub deprecated: bool,
    /// Where it is defined, such as `RFC 9110, 12.5.1`; empty if it is merely in use.
    pub clause: &'static str,
    /// How its value is read and written.
    pub family: Family,
}

/// What a field is about, as RFC 2616 sorts fields: 4.5, 5.3, 6.2 and 7.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// The message, in either direction (4.5).
    General,
    /// The request, or the client (5.3).
    Request,
    /// The response, or the server (6.2).
    Response,
    /// The entity: the content, or what it represents (7.1).
    Entity,
    /// None of those texts sorts it.
    Extension,
}

/// What several field lines of one name come to (RFC 9110, 5.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// There is to be one only (5.5).
    Singleton,
    /// One list: the lines joined by commas (5.6.1).
    List,
    /// Each is a value by itself, which no comma may join: Set-Cookie.
    Lines,
}

/// How the value of a field is read and written: each but `Text` has a reader of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is named for its first field, or for what its value is")]
pub enum Family {
    /// Taken as it is.
    Text,
    // Dates and numbers.
    Date,
    Expires,
    RetryAfter,
    Age,
    DeltaSeconds,
    ContentLength,
    MaxForwards,
    // Media types.
    MediaType,
    ContentEncoding,
    ContentLanguage,
    ContentMd5,
    ContentRange,
    ContentDisposition,
    ContentTransferEncoding,
    MimeVersion,
    // Preferences.
    Accept,
    AcceptCharset,
    AcceptEncoding,
    AcceptLanguage,
    AcceptRanges,
    Te,
    Vary,
    // Conditions.
    EntityTag,
    EntityTags,
    IfRange,
    Range,
    // Caching; also Pragma.
    CacheControl,
    Warning,
    // Credentials.
    Challenges,
    Credentials,
    AuthenticationInfo,
    // Cookies.
    Cookie,
    SetCookie,
    Cookie2,
    SetCookie2,
    // Routing.
    Host,
    Via,
    Forwarded,
    ForwardedFor,
    Address,
    Connection,
    KeepAlive,
    Upgrade,
    FieldNames,
    TransferEncoding,
    Expect,
    Mailbox,
    Products,
    Methods,
    UriReference,
    Link,
    Title,
    // Structured fields.
    Item,
    List,
    Dictionary,
}

/// The field with this name, in any case.
#[must_use]
pub fn find(name: &[u8]) -> Option<&'static FieldEntry> {
    if name.len() > LONGEST {
        return None;
    }
    let hash = hash(name);
    let displacement = *PLACES.displacements.get(usize::try_from(bucket(hash)).ok()?)?;
    let number = *PLACES.numbers.get(usize::try_from(slot(hash, displacement)).ok()?)?;
    by_number(number).filter(|entry| entry.name.as_bytes().eq_ignore_ascii_case(name))
}

/// The field with this number.
#[must_use]
pub fn by_number(number: u16) -> Option<&'static FieldEntry> {
    ENTRIES.get(usize::from(number.checked_sub(1)?))
}

/// The field that the parser knows by this number; none for `OTHER`.
#[must_use]
pub fn of(known: Known) -> Option<&'static FieldEntry> {
    by_number(known.number().into())
}

/// Every field, in the order of their numbers.
#[must_use]
pub fn all() -> &'static [FieldEntry] {
    &ENTRIES
}

/// The class of a field of this name in a message of this version. One that none of the texts sorts is an extension
/// field, and in an HTTP/1.0 message an entity field (RFC 1945, 7.1).
#[must_use]
pub fn class_of(name: &[u8], version: Version) -> Class {
    match find(name).map_or(Class::Extension, |entry| entry.class) {
        Class::Extension if version < Version::HTTP_11 => Class::Entity,
        class => class,
    }
}

// A perfect hash. The names that share a bucket share a displacement, which was chosen so that the slot of none is that
// of another.

const BUCKETS: usize = 128;
const SLOTS: usize = 512;

struct Places {
    /// For each bucket.
    displacements: [u8; BUCKETS],
    /// For each slot the number of the field whose name is there; 0 for none.
    numbers: [u16; SLOTS],
}

static PLACES: Places = places();

/// FNV-1a of a name in lower case. No other octet of a name becomes a letter.
const fn hash(name: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5u32;
    let mut rest = name;
    while let [octet, after @ ..] = rest {
        #[allow(clippy::as_conversions, reason = "widening, in a function for tables too")]
        let octet = (*octet | 0x20) as u32;
        hash = (hash ^ octet).wrapping_mul(0x0100_0193);
        rest = after;
    }
    hash
}

const fn bucket(hash: u32) -> u32 {
    hash & 127
}

#[allow(clippy::as_conversions, reason = "widening, in a function for tables too")]
const fn slot(hash: u32, displacement: u8) -> u32 {
    // An odd step, so that all slots are tried.
    let step = hash >> 7 | 1;
    (hash >> 20).wrapping_add(step.wrapping_mul(displacement as u32)) & 511
}

/// Octets of the longest name.
const LONGEST: usize = {
    let (mut longest, mut rest) = (0, ENTRIES.as_slice());
    while let [entry, after @ ..] = rest {
        longest = if entry.name.len() > longest { entry.name.len() } else { longest };
        rest = after;
    }
    longest
};

/// Chooses the displacements, those of the fullest buckets first.
#[allow(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "done while compiling"
)]
#[allow(clippy::cast_possible_truncation, reason = "numbers have sixteen bits")]
const fn places() -> Places {
    let mut places = Places { displacements: [0; BUCKETS], numbers: [0; SLOTS] };
    let mut hashes = [0; COUNT];
    let mut sizes = [0; BUCKETS];
    let mut at = 0;
    while at < COUNT {
        hashes[at] = hash(ENTRIES[at].name.as_bytes());
        sizes[bucket(hashes[at]) as usize] += 1;
        at += 1;
    }
    let mut size = COUNT;
    while size > 0 {
        let mut of = 0;
        while of < BUCKETS {
            let mut displacement = 0;
            while sizes[of] == size && !place(&mut places.numbers, &hashes, of, displacement) {
                displacement += 1;
            }
            places.displacements[of] = if sizes[of] == size { displacement } else { places.displacements[of] };
            of += 1;
        }
        size -= 1;
    }
    places
}

/// Puts the names of a bucket where this displacement has them, unless a slot is taken; whether it did.
#[allow(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    reason = "done while compiling"
)]
#[allow(clippy::cast_possible_truncation, reason = "numbers have sixteen bits")]
const fn place(numbers: &mut [u16; SLOTS], hashes: &[u32; COUNT], of: usize, displacement: u8) -> bool {
    let before = *numbers;
    let mut at = 0;
    while at < COUNT {
        if bucket(hashes[at]) as usize == of {
            let slot = slot(hashes[at], displacement) as usize;
            if numbers[slot] != 0 {
                *numbers = before;
                return false;
            }
            numbers[slot] = at as u16 + 1;
        }
        at += 1;
    }
    true
}
