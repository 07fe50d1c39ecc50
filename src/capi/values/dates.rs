// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Dates, numbers, versions
//!
//! A time is counted in seconds since 1970-01-01 00:00:00 UTC. `now` is the
//! present time: it says which century the two digits of an old date are of.

use core::cmp::Ordering;

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Written, lent};
use crate::error::Misuse;
use crate::fields::expires::{self, Expires};
use crate::fields::retry_after::{self, RetryAfter};
use crate::fields::version_number::{self, VersionNumber};
use crate::fields::{age, cookie_date, date, number};
use crate::grammar::pen::Pen;

/// In `oyez_retry_after.flags`: it is a time.
pub const OYEZ_RETRY_AT_TIME: u32 = 1 << 0;

/// How long to wait (RFC 9110, 10.2.3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_retry_after {
    /// So many seconds from when the response was received,
    pub seconds: u64,
    /// or, with OYEZ_RETRY_AT_TIME, until this time.
    pub time: i64,
    /// OYEZ_RETRY_AT_TIME, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// A version as RFC 1945, 3.1, reads it: two numbers of any width.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_version_number {
    /// Digits; read, without leading zeros.
    pub major: oyez_bytes,
    pub minor: oyez_bytes,
}

/// Reads a date in any of the three formats (RFC 9110, 5.6.7): Date,
/// Last-Modified, If-Modified-Since, If-Unmodified-Since. `oyez_date_write`
/// writes one.
///
/// Thread: any
/// Fails:  ARGUMENT, DATE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_date_read(
    value: oyez_bytes,
    now: i64,
    time: *mut i64,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, time, verdict, |octets| date::read(octets, now))
}

/// The same in upper or lower case, as caches should read a date
/// (RFC 9111, 4.2).
///
/// Thread: any
/// Fails:  ARGUMENT, DATE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_date_read_nocase(
    value: oyez_bytes,
    now: i64,
    time: *mut i64,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, time, verdict, |octets| date::read_in_any_case(octets, now))
}

/// Reads the Expires of a cookie, as user agents do (RFC 6265bis, 5.1.1).
///
/// Thread: any
/// Fails:  ARGUMENT, COOKIE_DATE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cookie_date_read(
    value: oyez_bytes,
    time: *mut i64,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, time, verdict, cookie_date::read)
}

/// Until when a response is fresh, by its Expires. A value that is no date,
/// "especially the value "0"", is told as the earliest time there is,
/// INT64_MIN: it lies in the past (RFC 9111, 5.3).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_expires_read(value: oyez_bytes, now: i64) -> i64 {
    match lent(value).map(|octets| expires::read(octets, now)) {
        Ok(Expires::Time(time)) => time,
        Ok(Expires::Expired) | Err(_) => i64::MIN,
    }
}

/// Reads a Retry-After (RFC 9110, 10.2.3).
///
/// Thread: any
/// Fails:  ARGUMENT, RETRY_AFTER, DATE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_retry_after_read(
    value: oyez_bytes,
    now: i64,
    retry_after: *mut oyez_retry_after,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, retry_after, verdict, |octets| retry_after::read(octets, now))
}

/// Writes a Retry-After.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX outside the years 0000 to 9999, or beyond
///         2^63 - 1 seconds
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_retry_after_write(
    retry_after: *const oyez_retry_after,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(retry_after, room, written)
}

/// Seconds to wait from `now`, when the response was received; 0 if the time
/// is past.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_retry_after_seconds(retry_after: *const oyez_retry_after, now: i64) -> u64 {
    boundary::read(retry_after).map_or(0, |retry_after| RetryAfter::from(retry_after).seconds(now))
}

/// Reads an Age; of a list, its first member. More than 2^31 seconds are
/// told as that (RFC 9111, 1.2.2 and 5.1).
///
/// Thread: any
/// Fails:  ARGUMENT, DELTA_SECONDS
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_age_read(value: oyez_bytes, seconds: *mut u64, verdict: *mut oyez_verdict) -> oyez_error {
    pass::read(value, seconds, verdict, age::read)
}

/// Reads delta-seconds. More than 2^31 are told as that (RFC 9111, 1.2.2).
///
/// Thread: any
/// Fails:  ARGUMENT, DELTA_SECONDS
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_delta_seconds_read(
    value: oyez_bytes,
    seconds: *mut u64,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, seconds, verdict, number::delta_seconds)
}

/// Reads a Content-Length (RFC 9110, 8.6).
///
/// Thread: any
/// Fails:  ARGUMENT, LENGTH_INVALID, LENGTH_OVERFLOW, LENGTH_REPEATED
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_length_read(
    value: oyez_bytes,
    length: *mut u64,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, length, verdict, number::content_length)
}

/// Reads a Max-Forwards. More than 2^63 - 1 are told as that
/// (RFC 9110, 7.6.2).
///
/// Thread: any
/// Fails:  ARGUMENT, MAX_FORWARDS
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_max_forwards_read(
    value: oyez_bytes,
    count: *mut u64,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, count, verdict, number::max_forwards)
}

/// Writes a number: an Age, delta-seconds, a Max-Forwards.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX beyond 2^63 - 1
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_number_write(number: u64, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::put(room, written, &|pen| Ok(number::write(number, pen)?))
}

/// Reads "HTTP/" and two numbers, for tools and intermediaries: a connection
/// knows single digits only.
///
/// Thread: any
/// Fails:  ARGUMENT, HTTP_VERSION
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_version_number_read(
    value: oyez_bytes,
    version: *mut oyez_version_number,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, version, verdict, version_number::read)
}

/// Writes a version.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_version_number_write(
    version: *const oyez_version_number,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(version, room, written)
}

/// Less than 0 if the first is the lower version, more if it is the higher,
/// 0 if they are the same: 2.4 is lower than 2.13 (RFC 1945, 3.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_version_number_compare(
    one: *const oyez_version_number,
    other: *const oyez_version_number,
) -> i32 {
    match (given(one), given(other)) {
        (Ok(one), Ok(other)) => match one.cmp(&other) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        },
        _ => 0,
    }
}

impl From<RetryAfter> for oyez_retry_after {
    fn from(retry_after: RetryAfter) -> Self {
        let (seconds, time, flags) = match retry_after {
            RetryAfter::Seconds(seconds) => (seconds, 0, 0),
            RetryAfter::Time(time) => (0, time, OYEZ_RETRY_AT_TIME),
        };
        oyez_retry_after { seconds, time, flags, reserved: 0 }
    }
}

impl From<oyez_retry_after> for RetryAfter {
    fn from(retry_after: oyez_retry_after) -> Self {
        match retry_after.flags & OYEZ_RETRY_AT_TIME {
            0 => RetryAfter::Seconds(retry_after.seconds),
            _ => RetryAfter::Time(retry_after.time),
        }
    }
}

impl Written for oyez_retry_after {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(RetryAfter::from(*self).write(pen)?)
    }
}

impl From<VersionNumber<'_>> for oyez_version_number {
    fn from(version: VersionNumber<'_>) -> Self {
        oyez_version_number { major: oyez_bytes::of(version.major), minor: oyez_bytes::of(version.minor) }
    }
}

fn given<'b>(version: *const oyez_version_number) -> Result<VersionNumber<'b>, Misuse> {
    let version = boundary::read(version)?;
    Ok(VersionNumber { major: lent(version.major)?, minor: lent(version.minor)? })
}

impl Written for oyez_version_number {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(given(self)?.write(pen)?)
    }
}
