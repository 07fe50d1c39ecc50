// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Link

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::disposition::oyez_ext_value;
use crate::capi::values::pass::{self, Written, lent};
use crate::capi::values::text::{oyez_members, oyez_parameters, oyez_word};
use crate::error::Misuse;
use crate::fields::link::Link;
use crate::grammar::pen::Pen;

/// A link (RFC 8288, 3). Of each parameter with a member the first counts;
/// each may be missing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_link {
    /// What it points to, a URI-reference.
    pub target: oyez_bytes,
    /// How: relation types with spaces between them.
    pub rel: oyez_word,
    /// What it points from; else the resource itself.
    pub anchor: oyez_word,
    /// How, the other way round.
    pub rev: oyez_word,
    pub title: oyez_word,
    /// `title*`, which goes before `title`.
    pub extended_title: oyez_ext_value,
    /// All of them, these included; in writing, without these.
    pub parameters: oyez_parameters,
}

/// Takes the next link of a Link.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: LINK,
///         URI_REFERENCE, PERCENT, QUOTED_STRING, EXT_VALUE, LANGUAGE_TAG
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_links_next(
    members: *mut oyez_members,
    link: *mut oyez_link,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<Link<'_>, _>(members, link, verdict)
}

/// Writes a Link.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_links_write(
    links: *const oyez_link,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(links, count, room, written)
}

/// Whether one of the relation types of a link is this, in any case.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_link_relates(link: *const oyez_link, relation: oyez_bytes) -> bool {
    let rel = boundary::read(link).and_then(|link| link.rel.optional());
    matches!((rel, lent(relation)), (Ok(rel), Ok(own)) if Link { rel, ..Link::default() }.relates(own))
}

/// Takes the next relation type from a `rel` or `rev`.
///
/// Borrow: as `rel`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_link_relations_next(rel: *mut oyez_word, relation: *mut oyez_word) -> bool {
    let Ok(before) = boundary::read(rel) else { return false };
    let Ok(own) = before.optional() else { return false };
    let mut left = Link { rel: own, ..Link::default() }.relations();
    let Some(found) = left.next() else { return false };
    let behind = oyez_word { raw: oyez_bytes::of(left.rest()), ..before };
    boundary::write(relation, found.into()).is_ok() && boundary::write(rel, behind).is_ok()
}

impl From<Link<'_>> for oyez_link {
    fn from(own: Link<'_>) -> Self {
        oyez_link {
            target: oyez_bytes::of(own.target),
            rel: oyez_word::option(own.rel),
            anchor: oyez_word::option(own.anchor),
            rev: oyez_word::option(own.rev),
            title: oyez_word::option(own.title),
            extended_title: oyez_ext_value::option(own.extended_title),
            parameters: own.parameters.into(),
        }
    }
}

impl Written for oyez_link {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let own = Link {
            target: lent(self.target)?,
            rel: self.rel.optional()?,
            anchor: self.anchor.optional()?,
            rev: self.rev.optional()?,
            title: self.title.optional()?,
            extended_title: self.extended_title.optional()?,
            parameters: self.parameters.link()?,
        };
        Ok(own.write(pen)?)
    }
}
