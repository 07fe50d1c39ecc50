// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Status codes

use crate::capi::boundary;
use crate::capi::decisions::forwarding::version;
use crate::capi::types::{oyez_bytes, oyez_fields};
use crate::capi::values::pass::{self, flag, lent};
use crate::error::Misuse;
use crate::semantics::status::{self, Answer, Class, Finding, Force};

/// In `oyez_status.flags`: a cache may guess how long what has it is fresh
/// (RFC 9110, 15.1).
pub const OYEZ_STATUS_CACHEABLE: u32 = 1 << 0;

/// In `oyez_status.flags`: it is no longer sent, reserved for later, or was
/// never registered.
pub const OYEZ_STATUS_UNUSED: u32 = 1 << 1;

/// In `oyez_status.flags`: no cache stores what has it (RFC 6585, 3 to 6).
pub const OYEZ_STATUS_NEVER_STORED: u32 = 1 << 2;

/// The classes of status codes (RFC 9110, 15).
#[repr(u32)]
pub enum oyez_status_class {
    /// A number that is no status code, which is to be taken as a 500.
    OYEZ_CLASS_NONE = 0,
    /// 1xx: the request was received, the process goes on.
    OYEZ_CLASS_INFORMATIONAL = 1,
    /// 2xx: the request was received, understood and accepted.
    OYEZ_CLASS_SUCCESSFUL = 2,
    /// 3xx: further action completes the request.
    OYEZ_CLASS_REDIRECTION = 3,
    /// 4xx: the request cannot be fulfilled.
    OYEZ_CLASS_CLIENT_ERROR = 4,
    /// 5xx: the server failed to fulfil a request that is apparently valid.
    OYEZ_CLASS_SERVER_ERROR = 5,
}

/// What is wrong with a response that is about to be sent.
#[repr(u32)]
pub enum oyez_finding_kind {
    /// The status is no status code, and is taken for a 500.
    OYEZ_FINDING_NO_STATUS = 0,
    /// The status is no longer sent, reserved, or was never registered.
    OYEZ_FINDING_UNUSED = 1,
    /// A client of HTTP/1.0 takes a 1xx for the response.
    OYEZ_FINDING_INFORMATIONAL_TO_10 = 2,
    /// `field` is missing.
    OYEZ_FINDING_MISSING = 3,
    /// `field` is there, and ought not to be.
    OYEZ_FINDING_BARRED = 4,
}

/// How much a clause wants something.
#[repr(u32)]
pub enum oyez_force {
    OYEZ_FORCE_MUST = 0,
    OYEZ_FORCE_SHOULD = 1,
    OYEZ_FORCE_MAY = 2,
}

const FORCES: [Force; 3] = [Force::Must, Force::Should, Force::May];

/// What is known of a status code.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_status {
    /// Its reason phrase.
    pub reason: oyez_bytes,
    /// Where it is defined; empty if it is merely in use.
    pub clause: oyez_bytes,
    /// Three digits.
    pub status: u32,
    /// OYEZ_STATUS_CACHEABLE, OYEZ_STATUS_UNUSED, OYEZ_STATUS_NEVER_STORED.
    pub flags: u32,
}

/// A response that is about to be sent, but for its fields.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_answer {
    /// The method that it answers.
    pub method: oyez_bytes,
    /// Its status.
    pub status: u32,
    /// The version of the request, as `oyez_request.version`.
    pub version: u32,
}

/// What is wrong with a response that is about to be sent.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_finding {
    /// The name of the field that it is about; may be missing.
    pub field: oyez_bytes,
    /// The clause that says so.
    pub clause: oyez_bytes,
    /// An `oyez_finding_kind`.
    pub kind: u32,
    /// An `oyez_force`.
    pub force: u32,
}

const CLASSES: [Option<Class>; 6] = [
    None,
    Some(Class::Informational),
    Some(Class::Successful),
    Some(Class::Redirection),
    Some(Class::ClientError),
    Some(Class::ServerError),
];

/// The class of a status code, an `oyez_status_class`.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_status_class_of(status: u32) -> u32 {
    pass::number_of(&CLASSES, &u16::try_from(status).ok().and_then(Class::of))
}

/// What a status code is to be treated as: itself if it is registered; else
/// the x00 of its class; what is no status code, as a 500 (RFC 9110, 15).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_status_treated_as(status: u32) -> u32 {
    u16::try_from(status).map_or(500, status::treated_as).into()
}

/// What is known of a status code.
///
/// Borrow: forever (static)
/// Thread: any
/// Fails:  false for a code that nothing is known of
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_status_find(status: u32, known: *mut oyez_status) -> bool {
    let Some(found) = u16::try_from(status).ok().and_then(status::find) else { return false };
    let told = oyez_status {
        reason: oyez_bytes::of(found.reason()),
        clause: oyez_bytes::of(found.clause.as_bytes()),
        status,
        flags: flag(found.cacheable, OYEZ_STATUS_CACHEABLE)
            | flag(found.unused, OYEZ_STATUS_UNUSED)
            | flag(status::is_never_stored(found.status), OYEZ_STATUS_NEVER_STORED),
    };
    boundary::write(known, told).is_ok()
}

/// Whether the response with this status to a request of this method has
/// content (RFC 9110, 6.4.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_status_allows_content(method: oyez_bytes, status: u32) -> bool {
    status::allows_content(lent(method).unwrap_or(&[]), u16::try_from(status).unwrap_or(0))
}

/// Looks at a response before it is sent: takes the next thing that is
/// wrong. Set `*at` to 0 to begin. Date and Connection are not asked for:
/// who sends the response adds them.
///
/// Borrow: forever (static)
/// Thread: any
/// Fails:  false when there is nothing more
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_status_check(
    answer: *const oyez_answer,
    fields: oyez_fields,
    at: *mut usize,
    finding: *mut oyez_finding,
) -> bool {
    let next = || -> Result<bool, Misuse> {
        let (answer, before) = (boundary::read(answer)?, boundary::read(at)?);
        let answer = Answer {
            status: u16::try_from(answer.status).unwrap_or(0),
            method: lent(answer.method)?,
            version: version(answer.version),
        };
        let section = boundary::section(&fields);
        let mut findings = status::check(answer, &section).standing(before);
        let found = findings.next();
        boundary::write(at, findings.at())?;
        found.map_or(Ok(false), |found| boundary::write(finding, found.into()).map(|()| true))
    };
    next().unwrap_or(false)
}

impl From<Finding> for oyez_finding {
    fn from(found: Finding) -> Self {
        let kind = match found {
            Finding::NoStatus => 0,
            Finding::Unused(_) => 1,
            Finding::InformationalTo10 => 2,
            Finding::Missing { .. } => 3,
            Finding::Barred { .. } => 4,
        };
        oyez_finding {
            field: pass::option(found.field().map(str::as_bytes)),
            clause: oyez_bytes::of(found.clause().as_bytes()),
            kind,
            force: pass::number_of(&FORCES, &found.force()),
        }
    }
}
