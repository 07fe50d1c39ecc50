// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Conditional requests

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_field, oyez_fields};
use crate::capi::values::pass::{self, flag, lent, optional};
use crate::capi::values::{OYEZ_TAG_WEAK, oyez_entity_tag};
use crate::error::Misuse;
use crate::fields::entity_tag::EntityTag;
use crate::semantics::conditional::{self, Condition, Decision, Recipient, Request, Rules, Validators};
use crate::semantics::section;
use crate::syntax::field_line::Field;

/// In `oyez_conditional.flags`: by the rules of RFC 1945. HEAD is never
/// conditional, a date that is yet to come is invalid, no Range is heeded.
pub const OYEZ_CONDITIONAL_HTTP10: u32 = 1 << 0;

/// In `oyez_conditional.flags`: a cache asks, which If-Match and
/// If-Unmodified-Since are not for, nor any condition of another method than
/// GET and HEAD.
pub const OYEZ_CONDITIONAL_CACHE: u32 = 1 << 1;

/// In `oyez_validators.flags`: `modified` is known.
pub const OYEZ_VALIDATORS_MODIFIED: u32 = 1 << 0;

/// In `oyez_validators.flags`: `modified` is a strong validator:
/// `oyez_conditional_date_is_strong`.
pub const OYEZ_VALIDATORS_MODIFIED_STRONG: u32 = 1 << 1;

/// In `oyez_conditional_decision.flags`: there is a Range, and If-Range does
/// not forbid to heed it: `oyez_range_decide` says what it comes to.
pub const OYEZ_CONDITIONAL_HEEDS_RANGE: u32 = 1 << 0;

/// A request, and what it would be answered without its conditions.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_conditional {
    pub method: oyez_bytes,
    pub fields: oyez_fields,
    /// The present time, in seconds since 1970.
    pub now: i64,
    /// The status of the answer without conditions; 0 means 200. Of others
    /// than 2xx and 412, they change nothing (RFC 9110, 13.2.1).
    pub status: u32,
    /// `OYEZ_CONDITIONAL_*` bits.
    pub flags: u32,
}

/// The validators of the selected representation (RFC 9110, 8.8).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_validators {
    /// Its ETag; may be missing: a NULL `opaque.ptr`.
    pub tag: oyez_entity_tag,
    /// When it was last modified, in seconds since 1970.
    pub modified: i64,
    /// `OYEZ_VALIDATORS_*` bits.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// What conditions come to.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_conditional_outcome {
    /// The method is performed.
    OYEZ_CONDITIONAL_PROCEED = 0,
    /// 304: a representation that the client has is current.
    OYEZ_CONDITIONAL_NOT_MODIFIED = 1,
    /// 412: the method is not performed. Where the very change was made
    /// before, the answer may be that of success (RFC 9110, 13.1.1).
    OYEZ_CONDITIONAL_FAILED = 2,
}

/// The field that a condition stands in.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_condition {
    OYEZ_CONDITION_NONE = 0,
    OYEZ_CONDITION_IF_MATCH = 1,
    OYEZ_CONDITION_IF_UNMODIFIED_SINCE = 2,
    OYEZ_CONDITION_IF_NONE_MATCH = 3,
    OYEZ_CONDITION_IF_MODIFIED_SINCE = 4,
}

/// What conditions come to, and why.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_conditional_decision {
    /// An `oyez_conditional_outcome`.
    pub outcome: u32,
    /// 304 or 412; 0 where the method is performed.
    pub status: u32,
    /// An `oyez_condition`: the one that was false.
    pub condition: u32,
    /// OYEZ_CONDITIONAL_HEEDS_RANGE, or 0.
    pub flags: u32,
}

const CONDITIONS: [Option<Condition>; 5] = [
    None,
    Some(Condition::IfMatch),
    Some(Condition::IfUnmodifiedSince),
    Some(Condition::IfNoneMatch),
    Some(Condition::IfModifiedSince),
];

/// Evaluates conditions in the order of RFC 9110, 13.2.2. A NULL `current`:
/// the target has no representation.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conditional_decide(
    request: *const oyez_conditional,
    current: *const oyez_validators,
    decision: *mut oyez_conditional_decision,
) -> oyez_error {
    let decided = || {
        let own = boundary::read(request)?;
        let fields = boundary::section(&own.fields);
        let request = own.given(&fields)?;
        let current = if current.is_null() { None } else { Some(given(current)?) };
        boundary::write(decision, conditional::decide(&request, current.as_ref()).into())
    };
    decided().into()
}

/// Whether a date of Last-Modified is a strong validator, `date` being that
/// of the message it came in (RFC 9110, 8.8.2.2).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_conditional_date_is_strong(modified: i64, date: i64) -> bool {
    conditional::is_strong(modified, date)
}

/// The Last-Modified to send of what was modified at a time: none that is yet
/// to come (RFC 9110, 8.8.2.1).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_conditional_last_modified(modified: i64, now: i64) -> i64 {
    conditional::last_modified(modified, now)
}

/// Whether a 304 carries a field of the 200 that it stands for
/// (RFC 9110, 15.4.5).
///
/// Thread: any
/// Fails:  false
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conditional_keeps_in_304(name: oyez_bytes) -> bool {
    lent(name).is_ok_and(conditional::is_kept_in_304)
}

/// Takes the next field line of a 304 from `*rest`, which at first is a copy
/// of `fields`, those that the 200 would have. Last-Modified is kept where
/// there is no ETag (RFC 9110, 15.4.5).
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_conditional_304_next(
    fields: oyez_fields,
    rest: *mut oyez_fields,
    field: *mut oyez_field,
) -> bool {
    let Ok(before) = boundary::read(rest) else { return false };
    let tagged = section::has(&boundary::section(&fields), b"ETag");
    let mut cursor = boundary::section(&before);
    let kept = |line: &Field<'_>| conditional::is_kept_in_304(line.name) || (!tagged && line.is(b"Last-Modified"));
    let Some(found) = cursor.find(kept) else { return false };
    boundary::write(field, found.into()).is_ok() && boundary::write(rest, cursor.left(before)).is_ok()
}

impl oyez_conditional {
    pub(super) fn given<'r, L>(&self, fields: &'r L) -> Result<Request<'r, L>, Misuse> {
        let status = if self.status == 0 { 200 } else { self.status };
        let bit = |bit| self.flags & bit != 0;
        Ok(Request {
            method: lent(self.method)?,
            fields,
            now: self.now,
            status: u16::try_from(status).map_err(|_| Misuse::Argument)?,
            recipient: if bit(OYEZ_CONDITIONAL_CACHE) { Recipient::Cache } else { Recipient::Origin },
            rules: if bit(OYEZ_CONDITIONAL_HTTP10) { Rules::Rfc1945 } else { Rules::Rfc9110 },
        })
    }
}

/// The validators that C gives.
pub(super) fn given<'b>(validators: *const oyez_validators) -> Result<Validators<'b>, Misuse> {
    let own = boundary::read(validators)?;
    let weak = own.tag.flags & OYEZ_TAG_WEAK != 0;
    Ok(Validators {
        tag: optional(own.tag.opaque)?.map(|opaque| EntityTag { weak, opaque }),
        modified: (own.flags & OYEZ_VALIDATORS_MODIFIED != 0).then_some(own.modified),
        modified_is_strong: own.flags & OYEZ_VALIDATORS_MODIFIED_STRONG != 0,
    })
}

impl From<Decision> for oyez_conditional_decision {
    fn from(decision: Decision) -> Self {
        let (outcome, condition, heeds_range) = match decision {
            Decision::Proceed { heeds_range } => (0, None, heeds_range),
            Decision::NotModified(condition) => (1, Some(condition), false),
            Decision::Failed(condition) => (2, Some(condition), false),
        };
        oyez_conditional_decision {
            outcome,
            status: u32::from(decision.status().unwrap_or(0)),
            condition: pass::number_of(&CONDITIONS, &condition),
            flags: flag(heeds_range, OYEZ_CONDITIONAL_HEEDS_RANGE),
        }
    }
}
