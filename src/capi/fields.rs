// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Field sections: pure functions on a cursor.

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_field, oyez_fields};
use crate::error::Misuse;
use crate::messaging::reserved;
use crate::syntax::field_line::{self, Field};
use crate::syntax::field_name::Known;

/// A section made of an array: what asks for received lines takes these too.
///
/// Borrow: the array and its octets, as long as the section is used
/// Thread: any
/// Fails:  an empty section for NULL, and for more than 65,535 lines
#[unsafe(no_mangle)]
pub extern "C" fn oyez_fields_of(fields: *const oyez_field, count: usize) -> oyez_fields {
    match u16::try_from(count) {
        Ok(indexed) if !fields.is_null() => oyez_fields { index: fields.cast(), indexed, ..oyez_fields::NONE },
        _ => oyez_fields::NONE,
    }
}

/// Takes the next field line from `fields`.
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_fields_next(fields: *mut oyez_fields, field: *mut oyez_field) -> bool {
    // A loop over all lines calls this: nothing is caught, for nothing can happen (tests/no_panic.rs).
    let Ok(section) = boundary::read(fields) else { return false };
    if let Some(found) = boundary::next_indexed(&section) {
        let behind = oyez_fields { next: section.next.wrapping_add(1), ..section };
        return boundary::write(field, found.into()).is_ok() && boundary::write(fields, behind).is_ok();
    }
    let mut cursor = boundary::section(&section);
    match cursor.next() {
        Some(found) if boundary::write(field, found.into()).is_ok() => {
            boundary::write(fields, cursor.left(section)).is_ok()
        }
        _ => false,
    }
}

/// The value of the first field line so named, without regard to case.
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false when there is none (`*value` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_fields_find(fields: oyez_fields, name: oyez_bytes, value: *mut oyez_bytes) -> bool {
    boundary::enter(false, || {
        let Ok(name) = boundary::octets(&name) else { return false };
        found(boundary::section(&fields).find_next(name), value)
    })
}

/// Takes the value of the next field line so named, and stands behind it:
/// call until false for every line of that name.
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false when there is none left (`*value` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_fields_find_next(
    fields: *mut oyez_fields,
    name: oyez_bytes,
    value: *mut oyez_bytes,
) -> bool {
    boundary::enter(false, || {
        let (Ok(section), Ok(name)) = (boundary::read(fields), boundary::octets(&name)) else { return false };
        let mut cursor = boundary::section(&section);
        found(cursor.find_next(name), value) && boundary::write(fields, cursor.left(section)).is_ok()
    })
}

/// The value of the first field line of a name known by number, an
/// `oyez_known_field`.
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false when there is none, or no such number (`*value` is
///         untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_fields_find_known(fields: oyez_fields, field: u32, value: *mut oyez_bytes) -> bool {
    boundary::enter(false, || found(boundary::section(&fields).find_known(Known::from_number(field)), value))
}

/// The number of field lines left in `fields`.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_fields_count(fields: oyez_fields) -> u32 {
    boundary::enter(0, || u32::try_from(boundary::section(&fields).count()).unwrap_or(u32::MAX))
}

/// The field line at `position`, counted from 0 where `fields` stands.
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false beyond the end (`*field` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_fields_at(fields: oyez_fields, position: u32, field: *mut oyez_field) -> bool {
    boundary::enter(false, || {
        let Ok(position) = usize::try_from(position) else { return false };
        let line = boundary::section(&fields).nth(position);
        line.is_some_and(|line| boundary::write(field, line.into()).is_ok())
    })
}

/// Whether a field could be sent: its name a token, its value free of
/// control characters and of whitespace around it.
///
/// Thread: any
/// Fails:  FIELD_SYNTAX, FIELD_RESERVED
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_field_check(field: oyez_field) -> oyez_error {
    boundary::enter(oyez_error::OYEZ_ERR_BUG, || check(&field).into())
}

fn found(octets: Option<&[u8]>, value: *mut oyez_bytes) -> bool {
    octets.is_some_and(|octets| boundary::write(value, oyez_bytes::of(octets)).is_ok())
}

fn check(field: &oyez_field) -> Result<(), Misuse> {
    let field = Field { name: boundary::octets(&field.name)?, value: boundary::octets(&field.value)? };
    field_line::check(&field)?;
    if reserved::is_derived(Known::of(field.name), field.name) { Err(Misuse::FieldReserved) } else { Ok(()) }
}
