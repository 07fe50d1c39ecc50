// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Negotiation

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_fields, oyez_room};
use crate::capi::values::pass::{self, lent, optional};
use crate::error::Misuse;
use crate::fields::weight::FULL;
use crate::semantics::negotiation::content::{self, Kind};
use crate::semantics::negotiation::preferred::{self, MOST_OFFERED, Ranked};
use crate::semantics::negotiation::quality::{self, Dimension, Languages};
use crate::semantics::negotiation::vary::Dimensions;
use crate::semantics::negotiation::{self, Choice, Outcome, Rules, Variant};

/// In the flags of `oyez_negotiation_choose`: a language that the client does
/// not list is not acceptable.
pub const OYEZ_NEGOTIATE_STRICT_LANGUAGES: u32 = 1 << 0;

/// In the same: where several variants are equally good, the client chooses:
/// 300 (RFC 9110, 12.2).
pub const OYEZ_NEGOTIATE_REACTIVE: u32 = 1 << 1;

/// What clients have preferences for (RFC 9110, 12.5).
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_dimension {
    /// The media type, by Accept.
    OYEZ_DIMENSION_MEDIA_TYPE = 0,
    /// The charset, by Accept-Charset.
    OYEZ_DIMENSION_CHARSET = 1,
    /// The content coding, by Accept-Encoding.
    OYEZ_DIMENSION_CODING = 2,
    /// The language, by Accept-Language.
    OYEZ_DIMENSION_LANGUAGE = 3,
}

/// How the ranges of Accept-Language match.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_languages {
    /// "en" matches "en-GB" (RFC 4647, 3.3.1).
    OYEZ_LANGUAGES_FILTERING = 0,
    /// "en-GB" matches "en" (RFC 4647, 3.4).
    OYEZ_LANGUAGES_LOOKUP = 1,
    /// Both: the same, then what lookup finds, then what filtering finds.
    OYEZ_LANGUAGES_EITHER = 2,
}

/// A representation that a resource has, by the fields that would describe
/// it. What is missing is acceptable whatever the client prefers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_variant {
    /// Its Content-Type.
    pub content_type: oyez_bytes,
    /// Its charset, if it is not the parameter of `content_type`.
    pub charset: oyez_bytes,
    /// Its Content-Encoding; missing for identity.
    pub coding: oyez_bytes,
    /// Its Content-Language.
    pub language: oyez_bytes,
    /// Where it is by itself, a URI-reference: for the list of a 300 or 406.
    pub location: oyez_bytes,
    /// How good it is as such, in thousandths; 0 means 1000.
    pub quality: u32,
    /// 0.
    pub reserved: u32,
}

/// Which variant is sent.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_choice_outcome {
    /// The one at `index`.
    OYEZ_CHOICE_CHOSEN = 0,
    /// 300 with a list of all: several are as good as the one at `index`.
    OYEZ_CHOICE_MULTIPLE = 1,
    /// 406 with a list of all: none is acceptable.
    OYEZ_CHOICE_NOT_ACCEPTABLE = 2,
}

/// What is sent.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_choice {
    /// An `oyez_choice_outcome`.
    pub outcome: u32,
    /// 300 or 406; 0 where the status is that of the variant.
    pub status: u32,
    /// Which of the variants.
    pub index: usize,
    /// What the choice depends on, for `oyez_negotiation_vary_write`: bit n
    /// for the `oyez_dimension` n.
    pub vary: u32,
    /// 0.
    pub reserved: u32,
}

/// What a client lists. Zero it to begin.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_offered {
    /// A media range without its parameters, the name of a charset or a
    /// coding, a language range.
    pub name: oyez_bytes,
    /// Where it stands among the members.
    pub place: usize,
    /// In thousandths.
    pub weight: u32,
    /// How many were told.
    pub told: u32,
}

/// One of the values that were asked about.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_ranked {
    /// Which.
    pub index: usize,
    /// The member that decides about it.
    pub place: usize,
    /// How exactly that matches.
    pub specificity: u32,
    /// In thousandths.
    pub weight: u16,
}

/// What becomes of a content.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_content_kind {
    /// It is of the pattern at `index`.
    OYEZ_CONTENT_TAKEN = 0,
    /// 415 with an Accept: of no such media type.
    OYEZ_CONTENT_OTHER_TYPE = 1,
    /// 415 with an Accept-Encoding: in a coding that is not known.
    OYEZ_CONTENT_OTHER_CODING = 2,
}

/// What becomes of a content.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_content_decision {
    /// An `oyez_content_kind`.
    pub kind: u32,
    /// 415, or 0.
    pub status: u32,
    /// Which of the patterns.
    pub index: usize,
}

const DIMENSIONS: [Dimension; 4] = Dimension::ALL;
const LANGUAGES: [Languages; 3] = [Languages::Filtering, Languages::Lookup, Languages::Either];

/// Chooses among the variants of a resource. `languages` is an
/// `oyez_languages`, `flags` are `OYEZ_NEGOTIATE_*` bits.
///
/// The best has the largest product of its own quality and the weights of
/// media type, charset and language; then the language that is matched more
/// exactly, then the one listed first; then the coding with the largest
/// weight, then the one that is listed; then the first place.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_negotiation_choose(
    fields: oyez_fields,
    variants: *const oyez_variant,
    count: usize,
    languages: u32,
    flags: u32,
    choice: *mut oyez_choice,
) -> oyez_error {
    let chosen = || {
        let variants = given(&variants, count)?;
        let rules = Rules {
            languages: pass::of_number(&LANGUAGES, languages)?,
            strict_languages: flags & OYEZ_NEGOTIATE_STRICT_LANGUAGES != 0,
            reactive: flags & OYEZ_NEGOTIATE_REACTIVE != 0,
        };
        boundary::write(choice, negotiation::choose(&boundary::section(&fields), variants, rules).into())
    };
    chosen().into()
}

/// Writes the Vary of an answer; nothing where it depends on nothing.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_negotiation_vary_write(vary: u32, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::put(room, written, &|pen| {
        Dimensions::from_bits(u8::try_from(vary).map_err(|_| Misuse::Argument)?).write(pen);
        Ok(())
    })
}

/// Writes links to the variants: a Link field for a 300 or 406, and a list
/// that a program can read for their content (RFC 9110, 15.4.1).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX, for a variant without a location too
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_negotiation_links_write(
    variants: *const oyez_variant,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| Ok(negotiation::write_links(given(&variants, count)?, pen)?))
}

/// What the request says of a value, such as "text/html;charset=utf-8",
/// "gzip" or "en-GB", in thousandths. `dimension` is an `oyez_dimension`,
/// `languages` an `oyez_languages`.
///
/// Thread: any
/// Fails:  0, which is not acceptable
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_negotiation_weight(
    fields: oyez_fields,
    dimension: u32,
    languages: u32,
    value: oyez_bytes,
) -> u32 {
    let told = || {
        let (dimension, languages) = asked(dimension, languages)?;
        Ok::<_, Misuse>(quality::quality(&boundary::section(&fields), dimension, lent(value)?, languages))
    };
    told().ok().flatten().map_or(0, |told| u32::from(told.weight))
}

/// Which of some values a client accepts, in `ranked`, which has room for
/// `room`: by weight, then by how exactly they are matched, then by their
/// place in the field, then by that among the values. Where there is no room
/// for all, the best are told.
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_negotiation_preferred(
    fields: oyez_fields,
    dimension: u32,
    languages: u32,
    values: *const oyez_bytes,
    count: usize,
    ranked: *mut oyez_ranked,
    room: *mut usize,
) -> oyez_error {
    let told = || {
        let values = octets(&values, count)?;
        let places = boundary::places::<Ranked>(ranked.cast(), boundary::read(room)?)?;
        let asked = asked(dimension, languages)?;
        let told = preferred::preferred(&boundary::section(&fields), asked, values, places);
        boundary::write(room, told.len())
    };
    told().into()
}

/// Takes the next of what a client accepts, by weight, and in its own order
/// where that is the same. Without the field, anything. "identity" follows
/// what is listed, unless it is excluded. 32 are told at most.
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_negotiation_offered_next(
    fields: oyez_fields,
    dimension: u32,
    offered: *mut oyez_offered,
) -> bool {
    let (Ok(own), Ok(dimension)) = (boundary::read(offered), pass::of_number(&DIMENSIONS, dimension)) else {
        return false;
    };
    let before = (own.told > 0).then(|| (u16::try_from(own.weight).unwrap_or(FULL), own.place));
    if usize::try_from(own.told).is_ok_and(|told| told >= MOST_OFFERED) {
        return false;
    }
    let section = boundary::section(&fields);
    let Some(found) = preferred::offered_next(&section, dimension, before) else { return false };
    let told = oyez_offered {
        name: oyez_bytes::of(found.name),
        place: found.place,
        weight: u32::from(found.weight),
        told: own.told.saturating_add(1),
    };
    boundary::write(offered, told).is_ok()
}

/// Which of some patterns a Content-Type is of first: "text/html"; "text/*",
/// "*/*"; "application/*+json", "+json". `*index` tells it.
///
/// Thread: any
/// Fails:  false if it is of none (`*index` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_type_is(
    value: oyez_bytes,
    patterns: *const oyez_bytes,
    count: usize,
    index: *mut usize,
) -> bool {
    let (Ok(value), Ok(patterns)) = (lent(value), octets(&patterns, count)) else { return false };
    content::type_is(value, patterns).is_some_and(|found| boundary::write(index, found).is_ok())
}

/// Decides about a request with content: its media type is of one of the
/// patterns, and each of its codings one of those known (RFC 9110, 15.5.16).
///
/// Thread: any
/// Fails:  ARGUMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_decide(
    fields: oyez_fields,
    patterns: *const oyez_bytes,
    pattern_count: usize,
    codings: *const oyez_bytes,
    coding_count: usize,
    decision: *mut oyez_content_decision,
) -> oyez_error {
    let decided = || {
        let (patterns, codings) = (octets(&patterns, pattern_count)?, octets(&codings, coding_count)?);
        let (kind, status, index) = match content::decide(&boundary::section(&fields), patterns, codings) {
            Kind::Taken(index) => (0, 0, index),
            Kind::OtherType => (1, 415, 0),
            Kind::OtherCoding => (2, 415, 0),
        };
        boundary::write(decision, oyez_content_decision { kind, status, index })
    };
    decided().into()
}

/// Writes what is taken: the Accept of a 415, an Accept-Patch or Accept-Post.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for a pattern that is no media range
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_content_accept_write(
    patterns: *const oyez_bytes,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| Ok(content::write_accept(octets(&patterns, count)?, pen)?))
}

fn asked(dimension: u32, languages: u32) -> Result<(Dimension, Languages), Misuse> {
    Ok((pass::of_number(&DIMENSIONS, dimension)?, pass::of_number(&LANGUAGES, languages)?))
}

/// Words of an array of which every pointer was looked at.
fn octets<'b>(first: &*const oyez_bytes, count: usize) -> Result<impl Iterator<Item = &'b [u8]> + Clone, Misuse> {
    let all = boundary::array(first, count)?;
    all.iter().try_for_each(|one| lent(*one).map(|_| ()))?;
    Ok(all.iter().filter_map(|one| lent(*one).ok()))
}

/// Variants of an array of which every pointer was looked at.
fn given<'b>(first: &*const oyez_variant, count: usize) -> Result<impl Iterator<Item = Variant<'b>> + Clone, Misuse> {
    let all = boundary::array(first, count)?;
    all.iter().try_for_each(|one| one.given().map(|_| ()))?;
    Ok(all.iter().filter_map(|one| one.given().ok()))
}

impl oyez_variant {
    fn given<'b>(&self) -> Result<Variant<'b>, Misuse> {
        Ok(Variant {
            content_type: optional(self.content_type)?,
            charset: optional(self.charset)?,
            coding: optional(self.coding)?,
            language: optional(self.language)?,
            location: optional(self.location)?,
            quality: match self.quality {
                0 => FULL,
                own => u16::try_from(own).map_err(|_| Misuse::Argument)?,
            },
        })
    }
}

impl From<Choice> for oyez_choice {
    fn from(choice: Choice) -> Self {
        let (outcome, index) = match choice.outcome {
            Outcome::Chosen(index) => (0, index),
            Outcome::Multiple(index) => (1, index),
            Outcome::NotAcceptable => (2, 0),
        };
        oyez_choice {
            outcome,
            status: u32::from(choice.outcome.status().unwrap_or(0)),
            index,
            vary: u32::from(choice.vary.bits()),
            reserved: 0,
        }
    }
}

const _: () = assert!(size_of::<Ranked>() == size_of::<oyez_ranked>());
