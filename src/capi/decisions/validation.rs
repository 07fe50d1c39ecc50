// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Caching: validation, update and invalidation
//!
//! What asks whether a stored response is still good, and what an answer makes
//! of what is stored (RFC 9111, 4.3 and 4.4).

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::decisions::caching::{
    SOURCES, both, caching, oyez_cache_request, oyez_cache_response, oyez_freshness,
};
use crate::capi::types::{oyez_bytes, oyez_field, oyez_fields, oyez_room};
use crate::capi::values::conditions::{OYEZ_TAG_WEAK, oyez_entity_tag};
use crate::capi::values::pass::{self, flag, lent};
use crate::error::Misuse;
use crate::fields::entity_tag::EntityTag;
use crate::semantics::caching::freshness::Freshness;
use crate::semantics::caching::head::{self, Freshening};
use crate::semantics::caching::invalidation;
use crate::semantics::caching::update::{self, Naming};
use crate::semantics::caching::validation;
use crate::semantics::caching::warned::{self, Failure};
use crate::syntax::field_line::Field;

/// In `oyez_stored_validators.flags`: there is an entity tag.
pub const OYEZ_VALIDATORS_TAG: u32 = 1 << 0;

/// How a 304 names a stored response (RFC 9111, 4.3.4).
#[repr(u32)]
pub enum oyez_naming {
    /// Not at all: it is about another.
    OYEZ_NAMING_NONE = 0,
    /// By a strong validator: all that it names so are updated.
    OYEZ_NAMING_STRONG = 1,
    /// By a weak one: of those, the one generated last is updated.
    OYEZ_NAMING_WEAK = 2,
    /// Neither has a validator: it is updated if there is no other.
    OYEZ_NAMING_BARE = 3,
    /// It has none, but the stored response has: where that alone was asked
    /// about, it answers, but stays as it is.
    OYEZ_NAMING_UNNAMED = 4,
}

/// What a response to HEAD does to a stored one (RFC 9111, 4.3.5).
#[repr(u32)]
pub enum oyez_freshening {
    /// Nothing.
    OYEZ_FRESHENING_NONE = 0,
    /// It is updated, as by a 304.
    OYEZ_FRESHENING_UPDATED = 1,
    /// It is stale from now on.
    OYEZ_FRESHENING_STALE = 2,
}

/// Why a response is reused though stale.
#[repr(u32)]
pub enum oyez_cache_failure {
    /// The origin server was not asked.
    OYEZ_CACHE_FAILURE_NONE = 0,
    /// It answered with an error.
    OYEZ_CACHE_FAILURE_FAILED = 1,
    /// It could not be reached.
    OYEZ_CACHE_FAILURE_DISCONNECTED = 2,
}

/// What a stored response can be validated by (RFC 9111, 4.3.1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_stored_validators {
    /// With OYEZ_VALIDATORS_TAG, what goes into If-None-Match.
    pub tag: oyez_entity_tag,
    /// What goes into If-Modified-Since as it is; a NULL `ptr` for nothing.
    pub last_modified: oyez_bytes,
    /// OYEZ_VALIDATORS_TAG, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// What a stored response can be validated by; false if by nothing
/// (RFC 9111, 4.3.1).
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_validators(fields: oyez_fields, validators: *mut oyez_stored_validators) -> bool {
    let section = boundary::section(&fields);
    let told = validation::validators(&section);
    let tag = told.tag.unwrap_or(EntityTag { weak: false, opaque: b"" });
    let told_to_c = oyez_stored_validators {
        tag: tag.into(),
        last_modified: pass::option(told.last_modified),
        flags: flag(told.tag.is_some(), OYEZ_VALIDATORS_TAG),
        reserved: 0,
    };
    boundary::write(validators, told_to_c).is_ok() && told.are_some()
}

/// Writes the If-None-Match of a request that validates stored responses: the
/// tags that the client listed, and these, of stored ones
/// (RFC 9111, 4.3.1 and 4.3.2).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX, where there would be none too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_if_none_match_write(
    request: oyez_fields,
    tags: *const oyez_entity_tag,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let tags = boundary::array(&tags, count)?;
        tags.iter().try_for_each(|tag| given(tag).map(|_| ()))?;
        let tags = tags.iter().flat_map(given);
        Ok(validation::write_if_none_match(&boundary::section(&request), tags, pen)?)
    })
}

/// Whether a field of the client's request goes into one that validates a
/// stored response (RFC 9111, 4.3.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_forwards_field(name: oyez_bytes) -> bool {
    lent(name).is_ok_and(validation::is_forwarded)
}

/// Whether a request that is answered by a stored response gets a 304 in its
/// place (RFC 9111, 4.3.2).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_is_not_modified(
    stored: *const oyez_cache_response,
    request: *const oyez_cache_request,
) -> bool {
    both(stored, request, &mut |stored, request| validation::is_not_modified(stored, request)).unwrap_or(false)
}

/// How a 304 names a stored response, an `oyez_naming` (RFC 9111, 4.3.4).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_cache_names(not_modified: oyez_fields, stored: oyez_fields) -> u32 {
    let naming = update::names(&boundary::section(&not_modified), &boundary::section(&stored));
    pass::number_of(&NAMINGS, &naming)
}

/// Whether a line of a stored response stays when a new one updates it
/// (RFC 9111, 3.2).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_keeps_line(cache: u32, line: oyez_field, new: oyez_fields) -> bool {
    let field = || Ok::<_, Misuse>(Field { name: lent(line.name)?, value: lent(line.value)? });
    field().is_ok_and(|field| update::is_kept(caching(cache), &field, &boundary::section(&new)))
}

/// Whether a field of a new response goes to the stored one that it updates
/// (RFC 9111, 3.2).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_updates_field(cache: u32, new: oyez_fields, name: oyez_bytes) -> bool {
    lent(name).is_ok_and(|name| update::updates(caching(cache), &boundary::section(&new), name))
}

/// What a response to HEAD does to a stored one to GET, an `oyez_freshening`
/// (RFC 9111, 4.3.5).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_cache_freshening(status: u32, head: oyez_fields, stored: oyez_fields) -> u32 {
    let status = u16::try_from(status).unwrap_or(0);
    let told = head::freshening(status, &boundary::section(&head), &boundary::section(&stored));
    pass::number_of(&[Freshening::None, Freshening::Updated, Freshening::Stale], &told)
}

/// Whether a response makes what is stored for the target URI invalid
/// (RFC 9111, 4.4).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_invalidates(method: oyez_bytes, status: u32) -> bool {
    u16::try_from(status).is_ok_and(|status| lent(method).is_ok_and(|method| invalidation::invalidates(method, status)))
}

/// Writes the URI that a Location or Content-Location of such a response
/// names, if what is stored for it is made invalid too; nothing for one of
/// another origin (RFC 9111, 4.4). `target` is the target URI, absolute.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_invalidates_also(
    target: oyez_bytes,
    value: oyez_bytes,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    let told = || {
        boundary::lendable(room)?;
        boundary::write(written, 0)?;
        match invalidation::also(lent(target)?, lent(value)?, boundary::room(room.ptr, room.len)) {
            Ok(told) => boundary::write(written, told.map_or(0, <[u8]>::len)),
            Err(unwritable) => {
                if let crate::grammar::pen::Unwritable::Room(len) = unwritable {
                    boundary::write(written, len)?;
                }
                Err(unwritable.into())
            }
        }
    };
    told().into()
}

/// Writes the Warning of a response that is reused, `failure` being an
/// `oyez_cache_failure` and `agent` the host or pseudonym of the cache;
/// nothing where there is none (RFC 7234, 5.5).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_warning_write(
    freshness: *const oyez_freshness,
    failure: u32,
    agent: oyez_bytes,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let own = boundary::read(freshness)?;
        let source = pass::of_number(&SOURCES, own.source)?;
        let failure = pass::of_number(&[Failure::None, Failure::Failed, Failure::Disconnected], failure)?;
        let freshness = Freshness { lifetime: own.lifetime, source, age: own.age };
        Ok(warned::write(freshness, failure, lent(agent)?, pen)?)
    })
}

fn given<'b>(tag: &oyez_entity_tag) -> Result<EntityTag<'b>, Misuse> {
    Ok(EntityTag { weak: tag.flags & OYEZ_TAG_WEAK != 0, opaque: lent(tag.opaque)? })
}

const NAMINGS: [Naming; 5] = [Naming::None, Naming::Strong, Naming::Weak, Naming::Bare, Naming::Unnamed];
