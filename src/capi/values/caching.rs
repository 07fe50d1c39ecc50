// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Caching: Cache-Control, Pragma, Warning

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Left, Written, flag, lent, numbered};
use crate::capi::values::text::{oyez_members, oyez_word};
use crate::error::Misuse;
use crate::fields::cache_control::{self, CacheControl, Directive};
use crate::fields::warning::{self, Warning};
use crate::grammar::pen::Pen;
use crate::grammar::text::Text;

/// In `oyez_cache_control.flags`: max-age, whose seconds are `max_age`.
pub const OYEZ_CACHE_MAX_AGE: u32 = 1 << 0;

/// In `oyez_cache_control.flags`: s-maxage, whose seconds are `s_maxage`.
pub const OYEZ_CACHE_S_MAXAGE: u32 = 1 << 1;

/// In `oyez_cache_control.flags`: max-stale, whose seconds are `max_stale`.
pub const OYEZ_CACHE_MAX_STALE: u32 = 1 << 2;

/// In `oyez_cache_control.flags`: min-fresh, whose seconds are `min_fresh`.
pub const OYEZ_CACHE_MIN_FRESH: u32 = 1 << 3;

/// In `oyez_cache_control.flags`: stale-while-revalidate, whose seconds
/// are `stale_while_revalidate`.
pub const OYEZ_CACHE_STALE_WHILE_REVALIDATE: u32 = 1 << 4;

/// In `oyez_cache_control.flags`: stale-if-error, whose seconds
/// are `stale_if_error`.
pub const OYEZ_CACHE_STALE_IF_ERROR: u32 = 1 << 5;

/// no-cache without an argument (5.2.1.4 and 5.2.2.4).
pub const OYEZ_CACHE_NO_CACHE: u32 = 1 << 6;

/// no-cache for some field names: `oyez_cache_directive_lists`.
pub const OYEZ_CACHE_NO_CACHE_FIELDS: u32 = 1 << 7;

/// no-store (5.2.1.5 and 5.2.2.5).
pub const OYEZ_CACHE_NO_STORE: u32 = 1 << 8;

/// no-transform (5.2.1.6 and 5.2.2.6).
pub const OYEZ_CACHE_NO_TRANSFORM: u32 = 1 << 9;

/// only-if-cached, of a request (5.2.1.7).
pub const OYEZ_CACHE_ONLY_IF_CACHED: u32 = 1 << 10;

/// must-revalidate, of a response (5.2.2.2).
pub const OYEZ_CACHE_MUST_REVALIDATE: u32 = 1 << 11;

/// must-understand, of a response (5.2.2.3).
pub const OYEZ_CACHE_MUST_UNDERSTAND: u32 = 1 << 12;

/// private without an argument, of a response (5.2.2.7).
pub const OYEZ_CACHE_PRIVATE: u32 = 1 << 13;

/// private for some field names: `oyez_cache_directive_lists`.
pub const OYEZ_CACHE_PRIVATE_FIELDS: u32 = 1 << 14;

/// proxy-revalidate, of a response (5.2.2.8).
pub const OYEZ_CACHE_PROXY_REVALIDATE: u32 = 1 << 15;

/// public, of a response (5.2.2.9).
pub const OYEZ_CACHE_PUBLIC: u32 = 1 << 16;

/// immutable, of a response (RFC 8246, 2).
pub const OYEZ_CACHE_IMMUTABLE: u32 = 1 << 17;

/// Something was no directive, repeated with another argument, or had one
/// that it cannot have.
pub const OYEZ_CACHE_DOUBTFUL: u32 = 1 << 18;

/// In `oyez_warning.flags`: it has a date.
pub const OYEZ_WARNING_DATE: u32 = 1 << 0;

/// What the directives of a message come to (RFC 9111, 5.2). Seconds are at
/// most 2^31.
///
/// Where the text leaves a choice, the most restrictive is taken, and
/// OYEZ_CACHE_DOUBTFUL is set: an argument that is no delta-seconds, or the
/// second of two that differ, makes a response stale; a directive with an
/// argument though none is defined holds if it forbids something.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cache_control {
    /// max-age, of a request or a response (5.2.1.1 and 5.2.2.1).
    pub max_age: u64,
    /// s-maxage, of a response (5.2.2.10).
    pub s_maxage: u64,
    /// max-stale, of a request (5.2.1.2); 2^31 where it has no argument.
    pub max_stale: u64,
    /// min-fresh, of a request (5.2.1.3).
    pub min_fresh: u64,
    /// stale-while-revalidate, of a response (RFC 5861, 3).
    pub stale_while_revalidate: u64,
    /// stale-if-error (RFC 5861, 4).
    pub stale_if_error: u64,
    /// OYEZ_CACHE_* bits: which directives there are, those whose seconds
    /// stand above included.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// A directive, known or not.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cache_directive {
    /// A token; case does not matter.
    pub name: oyez_bytes,
    /// What its argument says, if it has one.
    pub argument: oyez_word,
}

/// A warning (RFC 7234, 5.5), obsolete.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_warning {
    /// Who added it: a host, perhaps with a port, or a pseudonym.
    pub agent: oyez_bytes,
    /// What it says to a human.
    pub text: oyez_word,
    /// The Date of the message it was added to, with OYEZ_WARNING_DATE.
    pub date: i64,
    /// Three digits, or in older texts two.
    pub code: u32,
    /// OYEZ_WARNING_DATE, or 0.
    pub flags: u32,
}

/// Reads a Cache-Control: what all directives of a message come to. Begin with
/// `*control` all zero, and call once for each field line.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_control_read(value: oyez_bytes, control: *mut oyez_cache_control) -> oyez_error {
    let gathered = lent(value).and_then(|octets| {
        let before = boundary::read(control)?.given();
        boundary::write(control, cache_control::gather(before, octets).into())
    });
    gathered.into()
}

/// Writes a Cache-Control. One for field names is written as directives.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX beyond 2^31 seconds, and for field names
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_control_write(
    control: *const oyez_cache_control,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(control, room, written)
}

/// Takes the next directive of a Cache-Control or Pragma.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: CACHE_DIRECTIVE,
///         QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_directives_next(
    members: *mut oyez_members,
    directive: *mut oyez_cache_directive,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<Directive<'_>, _>(members, directive, verdict)
}

/// Writes a Cache-Control of directives.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_directives_write(
    directives: *const oyez_cache_directive,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(directives, count, room, written)
}

/// The seconds that the argument of a directive says; more than 2^31 are told
/// as that.
///
/// Thread: any
/// Fails:  false if it says none (`*seconds` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_directive_seconds(
    directive: *const oyez_cache_directive,
    seconds: *mut u64,
) -> bool {
    let said = boundary::read(directive).and_then(oyez_cache_directive::given).ok().and_then(|own| own.seconds());
    said.is_some_and(|said| boundary::write(seconds, said).is_ok())
}

/// Whether the argument of a directive lists this field name, as those of
/// no-cache and private do (RFC 9111, 5.2.2.4).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cache_directive_lists(
    directive: *const oyez_cache_directive,
    field_name: oyez_bytes,
) -> bool {
    let directive = boundary::read(directive).and_then(oyez_cache_directive::given);
    matches!((directive, lent(field_name)), (Ok(own), Ok(field_name)) if own.lists(field_name))
}

/// Whether a Pragma says no-cache, which a request without a Cache-Control
/// means by it (RFC 9111, 5.4).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_pragma_says_no_cache(value: oyez_bytes) -> bool {
    lent(value).is_ok_and(cache_control::pragma_says_no_cache)
}

/// Takes the next warning of a Warning. `now`, in seconds since 1970, tells the
/// century of a year of two digits.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: WARNING,
///         QUOTED_STRING, DATE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_warnings_next(
    members: *mut oyez_members,
    now: i64,
    warning: *mut oyez_warning,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::take(members, warning, verdict, |octets, _| {
        let mut left = warning::warnings(octets, now);
        Left { member: left.next(), rest: left.rest(), at: left.at() }
    })
}

/// Writes a Warning.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_warnings_write(
    warnings: *const oyez_warning,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(warnings, count, room, written)
}

/// The code of three digits that means the same as one of two
/// (RFC 2616, 14.46); else the code.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_warning_modern_code(code: u32) -> u32 {
    about(code).map_or(code, |warning| u32::from(warning.modern_code()))
}

/// Whether a warning of this code stays when a stored response is validated
/// (RFC 7234, 4.3.4).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_warning_persists(code: u32) -> bool {
    about(code).is_ok_and(|warning| warning.persists())
}

/// A warning of which only the code is asked for.
fn about(code: u32) -> Result<Warning<'static>, Misuse> {
    let code = u16::try_from(code).map_err(|_| Misuse::FieldSyntax)?;
    Ok(Warning { code, agent: &[], text: Text::default(), date: None })
}

impl From<CacheControl> for oyez_cache_control {
    fn from(all: CacheControl) -> Self {
        let told = |seconds: Option<u64>, bit| flag(seconds.is_some(), bit);
        oyez_cache_control {
            max_age: all.max_age.unwrap_or(0),
            s_maxage: all.s_maxage.unwrap_or(0),
            max_stale: all.max_stale.unwrap_or(0),
            min_fresh: all.min_fresh.unwrap_or(0),
            stale_while_revalidate: all.stale_while_revalidate.unwrap_or(0),
            stale_if_error: all.stale_if_error.unwrap_or(0),
            flags: told(all.max_age, OYEZ_CACHE_MAX_AGE)
                | told(all.s_maxage, OYEZ_CACHE_S_MAXAGE)
                | told(all.max_stale, OYEZ_CACHE_MAX_STALE)
                | told(all.min_fresh, OYEZ_CACHE_MIN_FRESH)
                | told(all.stale_while_revalidate, OYEZ_CACHE_STALE_WHILE_REVALIDATE)
                | told(all.stale_if_error, OYEZ_CACHE_STALE_IF_ERROR)
                | flag(all.no_cache, OYEZ_CACHE_NO_CACHE)
                | flag(all.no_cache_fields, OYEZ_CACHE_NO_CACHE_FIELDS)
                | flag(all.no_store, OYEZ_CACHE_NO_STORE)
                | flag(all.no_transform, OYEZ_CACHE_NO_TRANSFORM)
                | flag(all.only_if_cached, OYEZ_CACHE_ONLY_IF_CACHED)
                | flag(all.must_revalidate, OYEZ_CACHE_MUST_REVALIDATE)
                | flag(all.must_understand, OYEZ_CACHE_MUST_UNDERSTAND)
                | flag(all.private, OYEZ_CACHE_PRIVATE)
                | flag(all.private_fields, OYEZ_CACHE_PRIVATE_FIELDS)
                | flag(all.proxy_revalidate, OYEZ_CACHE_PROXY_REVALIDATE)
                | flag(all.public, OYEZ_CACHE_PUBLIC)
                | flag(all.immutable, OYEZ_CACHE_IMMUTABLE)
                | flag(all.doubtful, OYEZ_CACHE_DOUBTFUL),
            reserved: 0,
        }
    }
}

impl oyez_cache_control {
    fn given(self) -> CacheControl {
        let has = |bit| self.flags & bit != 0;
        CacheControl {
            max_age: numbered(self.flags, OYEZ_CACHE_MAX_AGE, self.max_age),
            s_maxage: numbered(self.flags, OYEZ_CACHE_S_MAXAGE, self.s_maxage),
            max_stale: numbered(self.flags, OYEZ_CACHE_MAX_STALE, self.max_stale),
            min_fresh: numbered(self.flags, OYEZ_CACHE_MIN_FRESH, self.min_fresh),
            stale_while_revalidate: numbered(
                self.flags,
                OYEZ_CACHE_STALE_WHILE_REVALIDATE,
                self.stale_while_revalidate,
            ),
            stale_if_error: numbered(self.flags, OYEZ_CACHE_STALE_IF_ERROR, self.stale_if_error),
            no_cache: has(OYEZ_CACHE_NO_CACHE),
            no_cache_fields: has(OYEZ_CACHE_NO_CACHE_FIELDS),
            no_store: has(OYEZ_CACHE_NO_STORE),
            no_transform: has(OYEZ_CACHE_NO_TRANSFORM),
            only_if_cached: has(OYEZ_CACHE_ONLY_IF_CACHED),
            must_revalidate: has(OYEZ_CACHE_MUST_REVALIDATE),
            must_understand: has(OYEZ_CACHE_MUST_UNDERSTAND),
            private: has(OYEZ_CACHE_PRIVATE),
            private_fields: has(OYEZ_CACHE_PRIVATE_FIELDS),
            proxy_revalidate: has(OYEZ_CACHE_PROXY_REVALIDATE),
            public: has(OYEZ_CACHE_PUBLIC),
            immutable: has(OYEZ_CACHE_IMMUTABLE),
            doubtful: has(OYEZ_CACHE_DOUBTFUL),
        }
    }
}

impl Written for oyez_cache_control {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given().write(pen)?)
    }
}

impl From<Directive<'_>> for oyez_cache_directive {
    fn from(directive: Directive<'_>) -> Self {
        oyez_cache_directive { name: oyez_bytes::of(directive.name), argument: oyez_word::option(directive.argument) }
    }
}

impl oyez_cache_directive {
    fn given<'b>(self) -> Result<Directive<'b>, Misuse> {
        Ok(Directive { name: lent(self.name)?, argument: self.argument.optional()? })
    }
}

impl Written for oyez_cache_directive {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<Warning<'_>> for oyez_warning {
    fn from(warning: Warning<'_>) -> Self {
        oyez_warning {
            agent: oyez_bytes::of(warning.agent),
            text: warning.text.into(),
            date: warning.date.unwrap_or(0),
            code: u32::from(warning.code),
            flags: flag(warning.date.is_some(), OYEZ_WARNING_DATE),
        }
    }
}

impl Written for oyez_warning {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let date = if self.flags & OYEZ_WARNING_DATE == 0 { None } else { Some(self.date) };
        let (agent, text) = (lent(self.agent)?, self.text.text()?);
        Ok(Warning { agent, text, date, ..about(self.code)? }.write(pen)?)
    }
}
