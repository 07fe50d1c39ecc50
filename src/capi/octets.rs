// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Octets: lists, comparisons, percent-encoding, paths, queries.

use crate::capi::boundary::{self, Overlap};
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room};
use crate::error::{Misuse, Reason, Refused};
use crate::fields::date;
use crate::grammar::list;
use crate::grammar::percent::{self, Piece};
use crate::grammar::query as form;
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
        let mut members = list::members(octets);
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
        decode(&octets, room, written, measured, |memory| write_decoded(memory, (0, octets.len), 0)).into()
    })
}

/// Undoes the percent-encoding of a path and removes its dot segments, so
/// that it may name a file. `room` may be the memory `path` lies in, and is
/// large enough when it is as large as `path`.
///
/// Thread: any
/// Fails:  PERCENT, PATH_OCTET (%00, %2F), PATH_CLIMBS, ARGUMENT when `path`
///         begins with no "/" or `room` is too small
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_path_decode(path: oyez_bytes, room: oyez_room, written: *mut usize) -> oyez_error {
    boundary::enter(oyez_error::OYEZ_ERR_BUG, || {
        decode(&path, room, written, measured_path, |memory| write_path(memory, &path)).into()
    })
}

/// Takes the next name "=" value from a query, still encoded. `*value` has a
/// NULL `ptr` where no '=' was.
///
/// Borrow: as `query`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_query_next(
    query: *mut oyez_bytes,
    name: *mut oyez_bytes,
    value: *mut oyez_bytes,
) -> bool {
    boundary::enter(false, || {
        let Ok(whole) = boundary::read(query) else { return false };
        let Ok(octets) = boundary::octets(&whole) else { return false };
        let mut pairs = form::pairs(octets);
        let Some((first, second)) = pairs.next() else { return false };
        boundary::writable(name)
            && boundary::writable(value)
            && boundary::write(name, oyez_bytes::of(first)).is_ok()
            && boundary::write(value, second.map_or(oyez_bytes::NONE, oyez_bytes::of)).is_ok()
            && boundary::write(query, oyez_bytes::of(pairs.rest())).is_ok()
    })
}

/// The registered reason phrase for a status code; empty for others.
///
/// Borrow: forever (static)
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_status_reason(status: u32) -> oyez_bytes {
    u16::try_from(status).map_or(oyez_bytes::NONE, |code| oyez_bytes::some(status::reason(code)))
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

/// Decodes in two passes, the first of which only looks: so a call that fails has changed nothing, though the
/// room be the memory that the octets lie in.
fn decode(
    octets: &oyez_bytes,
    room: oyez_room,
    written: *mut usize,
    size: impl FnOnce(&[u8]) -> Result<usize, Reason>,
    write: impl FnOnce(&Overlap) -> usize,
) -> Result<(), Reason> {
    let size = size(boundary::octets(octets)?)?;
    let memory = Overlap::new(*octets, room)?;
    if size > room.len || !boundary::writable(written) {
        return Err(Misuse::Argument.into());
    }
    Ok(boundary::write(written, write(&memory))?)
}

fn refused(refused: Refused) -> Reason {
    Reason::Violation(refused.violation)
}

/// How many octets are left when percent-encoding is undone.
fn measured(octets: &[u8]) -> Result<usize, Reason> {
    percent::decoded(octets).try_fold(0usize, |count, octet| octet.map(|_| count.saturating_add(1)).map_err(refused))
}

/// How many octets are written at most while a path is walked.
fn measured_path(path: &[u8]) -> Result<usize, Reason> {
    let mut count = 0usize;
    percent::path(path, |piece| count = count.saturating_add(usize::from(piece != Piece::Up))).map_err(refused)?;
    // Elsewhere the "/" put before the path would be written over what was not read yet.
    if path.starts_with(b"/") { Ok(count) } else { Err(Misuse::Argument.into()) }
}

/// Writes what is left of a range, from `end` on, and tells where that ends.
fn write_decoded(memory: &Overlap, range: (usize, usize), end: usize) -> usize {
    let ((mut at, stop), mut end) = (range, end);
    while at < stop {
        // Three octets at most make one, and are taken out before that is written.
        let piece = [0, 1, 2].map(|more| memory.read(at.saturating_add(more)).unwrap_or(0));
        let Some(Ok(octet)) = percent::decoded(&piece).next() else { break };
        memory.write(end, octet.octet);
        end = end.saturating_add(1);
        at = at.saturating_add(if octet.encoded { 3 } else { 1 });
    }
    end
}

/// Writes a path that was measured, segment by segment: each is read before anything is written over it.
fn write_path(memory: &Overlap, path: &oyez_bytes) -> usize {
    let (mut first, mut end) = (1usize, 0usize);
    loop {
        let mut stop = first;
        while memory.read(stop).is_some_and(|octet| octet != b'/') {
            stop = stop.saturating_add(1);
        }
        let segment = oyez_bytes { ptr: path.ptr.wrapping_add(first), len: stop.saturating_sub(first) };
        let last = stop >= path.len;
        let meaning = meaning(&segment);
        match meaning {
            Segment::Name => {
                memory.write(end, b'/');
                end = write_decoded(memory, (first, stop), end.saturating_add(1));
            }
            Segment::Here => {}
            Segment::Up => {
                while end > 0 {
                    end = end.saturating_sub(1);
                    if memory.written(end) == Some(b'/') {
                        break;
                    }
                }
            }
        }
        if last {
            // "/a/." and "/a/b/.." name the folder.
            if meaning != Segment::Name {
                memory.write(end, b'/');
                end = end.saturating_add(1);
            }
            return end;
        }
        first = stop.saturating_add(1);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Segment {
    Name,
    Here,
    Up,
}

/// What a segment means, asked of the grammar: alone, `..` climbs, and `.` is nothing but the folder's "/".
fn meaning(segment: &oyez_bytes) -> Segment {
    let octets = boundary::octets(segment).unwrap_or(&[]);
    let mut count = 0usize;
    match percent::path(octets, |_| count = count.saturating_add(1)) {
        Err(_) => Segment::Up,
        Ok(()) if count == 1 && !octets.is_empty() => Segment::Here,
        Ok(()) => Segment::Name,
    }
}
