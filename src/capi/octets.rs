// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Values: pure functions on octets.

use crate::capi::boundary::{self, Overlap};
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room};
use crate::error::{Misuse, Reason, Refused, Violation};
use crate::fields::date;
use crate::grammar::list;
use crate::grammar::percent::{self, Piece};
use crate::syntax::status;

/// Takes the next member of a comma-separated list (RFC 9110, 5.6.1).
///
/// Borrow: as `list`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_list_next(list: *mut oyez_bytes, member: *mut oyez_bytes) -> bool {
    boundary::enter(false, || {
        let Ok(whole) = boundary::read(list) else { return false };
        let Ok(octets) = boundary::octets(&whole) else { return false };
        let mut members = crate::grammar::list::members(octets);
        members.next().is_some_and(|found| {
            boundary::write(member, oyez_bytes::of(found)).is_ok()
                && boundary::write(list, oyez_bytes::of(members.rest())).is_ok()
        })
    })
}

/// Whether two runs of octets are the same.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_bytes_equal(a: oyez_bytes, b: oyez_bytes) -> bool {
    boundary::enter(false, || match (boundary::octets(&a), boundary::octets(&b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    })
}

/// Whether they are the same but for the case of ASCII letters, as field
/// names, codings and most tokens compare.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_bytes_equal_nocase(a: oyez_bytes, b: oyez_bytes) -> bool {
    boundary::enter(false, || match (boundary::octets(&a), boundary::octets(&b)) {
        (Ok(a), Ok(b)) => a.eq_ignore_ascii_case(b),
        _ => false,
    })
}

/// Undoes percent-encoding. `room` may be the memory `octets` lie in.
///
/// Thread: any
/// Fails:  PERCENT, ARGUMENT when `room` is too small
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_percent_decode(octets: oyez_bytes, room: oyez_room, written: *mut usize) -> oyez_error {
    boundary::enter(oyez_error::OYEZ_ERR_BUG, || {
        let decoded = measured(&octets).and_then(|size| fitting(octets, room, size)).map(|overlap| {
            let end = span(&overlap, (0, octets.len), 0);
            boundary::write(written, end)
        });
        decoded.and_then(|written| written.map_err(Reason::from)).into()
    })
}

/// Undoes the percent-encoding of a path and removes its dot segments, so
/// that it may name a file. `room` may be the memory `path` lies in.
///
/// Thread: any
/// Fails:  PERCENT, PATH_OCTET (%00, %2F), PATH_CLIMBS, ARGUMENT when `room`
///         is too small
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_path_decode(path: oyez_bytes, room: oyez_room, written: *mut usize) -> oyez_error {

}

/// Takes the next name "=" value from a query, still encoded. `*value` has a
/// NULL `ptr` where no '=' was.
///
/// Borrow: as `query`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_query_next(query: *mut oyez_bytes, name: *mut oyez_bytes, value: *mut oyez_bytes) -> bool {
    boundary::enter(false, || {
        let Ok(whole) = boundary::read(query) else { return false };
        let Ok(octets) = boundary::octets(&whole) else { return false };
        let Some((pair, rest)) = first_pair(octets) else { return false };
        let (first, second) = match pair.iter().position(|octet| *octet == b'=') {
            Some(at) => (pair.get(..at), pair.get(at.saturating_add(1)..).map_or(oyez_bytes::NONE, oyez_bytes::of)),
            None => (Some(pair), oyez_bytes::NONE),
        };
        boundary::writable(name)
            && boundary::writable(value)
            && boundary::write(name, oyez_bytes::of(first.unwrap_or(&[]))).is_ok()
            && boundary::write(value, second).is_ok()
            && boundary::write(query, oyez_bytes::of(rest)).is_ok()
    })
}

/// The registered reason phrase for a status code; empty for others.
///
/// Borrow: forever (static)
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_status_reason(status: u32) -> oyez_bytes {
    u16::try_from(status).map_or(oyez_bytes::NONE, |status| oyez_bytes::some(crate::syntax::status::reason(status)))
}

/// Writes an IMF-fixdate, 29 octets, for the Date field.
///
/// Thread: any
/// Fails:  ARGUMENT when `room` is too small or the year passes 9999
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_date_write(unix_seconds: i64, room: oyez_room) -> oyez_error {
    boundary::enter(oyez_error::OYEZ_ERR_BUG, || {
        let date = date::imf_fixdate(unix_seconds).filter(|_| room.len >= date::SIZE);
        date.ok_or(Misuse::Argument).and_then(|date| boundary::write(room.ptr.cast(), date)).into()
    })
}

