// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Forms: application/x-www-form-urlencoded

use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Left};
use crate::capi::values::text::{oyez_encoding, oyez_members, oyez_word};
use crate::error::Misuse;
use crate::fields::form::{self, FormPair, FormText};
use crate::grammar::pen::Pen;

/// A name, and its value if there is a "=".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_form_pair {
    pub name: oyez_word,
    /// May be missing.
    pub value: oyez_word,
}

/// Takes the next pair of a form, or of a query as a form makes it; what they
/// say is told by `oyez_word_copy`.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: PERCENT,
///         FORM_ENCODING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_form_next(
    members: *mut oyez_members,
    pair: *mut oyez_form_pair,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::take(members, pair, verdict, |octets, _| {
        let mut left = form::form(octets);
        Left { member: left.next(), rest: left.rest(), at: left.at() }
    })
}

/// Writes a form: only letters, digits and "*-._" stay as they are.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for a pair with neither name nor value
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_form_write(
    pairs: *const oyez_form_pair,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        pass::separated(pairs, count, b"&", pen, &|pair, pen| {
            let start = pen.len();
            encode(pair.name, pen)?;
            if !pair.value.raw.ptr.is_null() {
                encode(pair.value, pen.octet(b'='))?;
            }
            if pen.len() > start { Ok(()) } else { Err(Misuse::FieldSyntax) }
        })
    })
}

impl From<FormText<'_>> for oyez_word {
    fn from(text: FormText<'_>) -> Self {
        let plain = text.in_place().is_some();
        let encoding = if plain { oyez_encoding::OYEZ_PLAIN } else { oyez_encoding::OYEZ_FORM_ENCODED };
        oyez_word::encoded(text.raw(), encoding)
    }
}

impl From<FormPair<'_>> for oyez_form_pair {
    fn from(pair: FormPair<'_>) -> Self {
        oyez_form_pair { name: pair.name.into(), value: pair.value.map_or(oyez_word::NONE, oyez_word::from) }
    }
}

/// Writes what a word says as a form has it.
fn encode(word: oyez_word, pen: &mut Pen<'_>) -> Result<(), Misuse> {
    word.each(&mut |octet| {
        form::write_text(core::iter::once(octet), pen);
        true
    })
    .map(|_| ())
}
