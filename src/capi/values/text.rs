// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Field values
//!
//! Octets in, plain structs and slices out, and back; no connection is
//! needed. One rule for each kind of function:
//!
//!   _read   takes a value as it stands in a field line. OYEZ_OK, or the
//!           rule that was broken; then `*verdict` says that, and at which
//!           octet of the value. `verdict` may be NULL.
//!   _next   takes the next member of a list: `oyez_members_of(value)`.
//!           false at the end, where `verdict->error` is 0, and at a member
//!           that is none, behind which there are no others.
//!   _write  writes a value, in one way however it was read. FIELD_SYNTAX
//!           for what is no such value, or could be read as another.
//!           ARGUMENT when `room` is too small: `*written` is then what it
//!           takes. A list is written whole; one member is a list of one.
//!
//! A struct that is all zero says nothing, and what may be missing is: a
//! slice or a word by a NULL `ptr`, a number by a bit of `flags`. Slices of
//! what was read lie in the value, and are valid as long as it. A room must
//! not lie in what is written. examples/values.c shows all of it.
//!
//! First what they have in common: words, parameters, lists.

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room};
use crate::capi::values::pass::{self, lent, optional};
use crate::error::{Misuse, Refused, Violation};
use crate::fields::auth::AuthParameters;
use crate::fields::forwarded::{Extensions, forwarded};
use crate::fields::link::{LinkParameter, LinkParameters};
use crate::fields::parameters::{self, Parameter, Parameters};
use crate::fields::spaced_parameters::{self, SpacedParameters};
use crate::grammar::base64::{self, Reading};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::Pen;
use crate::grammar::percent;
use crate::grammar::text::Text;

/// How a word stands in a value.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_encoding {
    /// `raw` is what it says.
    OYEZ_PLAIN = 0,
    /// A backslash stands before some octets (RFC 9110, 5.6.4).
    OYEZ_QUOTED_PAIRS = 1,
    /// Percent-encoded, and "+" for a space, as in a form.
    OYEZ_FORM_ENCODED = 2,
    /// Percent-encoded.
    OYEZ_PERCENT_ENCODED = 3,
    /// In base64.
    OYEZ_BASE64 = 4,
}

/// What a token, a quoted-string or a comment says (RFC 9110, 5.6).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_word {
    /// As it stands there, without quotes or parentheses around it. A NULL
    /// `ptr`: there is none.
    pub raw: oyez_bytes,
    /// An `oyez_encoding`. If it is not OYEZ_PLAIN, `oyez_word_copy` tells
    /// what the word says.
    pub encoding: u32,
    /// 0.
    pub reserved: u32,
}

/// What is left of a list. A plain value: copy it to remember a place.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_members {
    pub rest: oyez_bytes,
    /// Octets of the value before `rest`.
    pub at: usize,
}

/// A parameter: name "=" value.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_parameter {
    /// A token; case does not matter.
    pub name: oyez_bytes,
    /// Of a link, it may be missing.
    pub value: oyez_word,
}

/// How parameters stand in a value.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum oyez_parameters_form {
    /// *( ";" name "=" value ), as of media types (RFC 9110, 5.6.6).
    OYEZ_PARAMETERS_PLAIN = 0,
    /// The same with whitespace about "=", as of transfer codings and
    /// Content-Disposition.
    OYEZ_PARAMETERS_SPACED = 1,
    /// #( name "=" value ), as of challenges (RFC 9110, 11.2).
    OYEZ_PARAMETERS_AUTH = 2,
    /// *( ";" name [ "=" value ] ), as of links (RFC 8288, 3).
    OYEZ_PARAMETERS_LINK = 3,
    /// Pairs of Forwarded that RFC 7239 gives no meaning.
    OYEZ_PARAMETERS_FORWARDED = 4,
}

/// What is left of parameters. A plain value: copy it to remember a place.
/// To write some of yours, put what `oyez_parameters_write` wrote there.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_parameters {
    pub rest: oyez_bytes,
    /// Octets of the value before `rest`, of challenges and credentials.
    pub at: usize,
    /// An `oyez_parameters_form`.
    pub form: u32,
    /// 0.
    pub reserved: u32,
}

/// Writes what a word says.
///
/// Thread: any
/// Fails:  ARGUMENT when `room` is too small (`*written` is then what it
///         takes), FIELD_SYNTAX when it is not so encoded
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_word_copy(word: oyez_word, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::put(room, written, &|pen| word.copy(pen))
}

/// Whether a word says just these octets.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_word_is(word: oyez_word, octets: oyez_bytes) -> bool {
    word.says(octets, |own, other| own == other)
}

/// The same, whatever the case of ASCII letters is.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_word_is_nocase(word: oyez_word, octets: oyez_bytes) -> bool {
    word.says(octets, |own, other| own.eq_ignore_ascii_case(&other))
}

/// A list before its first member is taken.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub const extern "C" fn oyez_members_of(value: oyez_bytes) -> oyez_members {
    oyez_members { rest: value, at: 0 }
}

/// Takes the next parameter.
///
/// Borrow: as `parameters`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_parameters_next(
    parameters: *mut oyez_parameters,
    parameter: *mut oyez_parameter,
) -> bool {
    let Ok(mut left) = boundary::read(parameters) else { return false };
    match left.next() {
        Some(found) => boundary::write(parameter, found).is_ok() && boundary::write(parameters, left).is_ok(),
        None => false,
    }
}

/// The value of the first parameter so named, without regard to case.
///
/// Borrow: as `parameters`
/// Thread: any
/// Fails:  false when there is none (`*value` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_parameters_find(
    parameters: oyez_parameters,
    name: oyez_bytes,
    value: *mut oyez_word,
) -> bool {
    let (Ok(name), mut left) = (lent(name), parameters) else { return false };
    while let Some(found) = left.next() {
        if lent(found.name).is_ok_and(|own| own.eq_ignore_ascii_case(name)) {
            return boundary::write(value, found.value).is_ok();
        }
    }
    false
}

/// Writes parameters as they stand in a value of this form, an
/// `oyez_parameters_form`: values in quotes where they are no tokens.
///
/// Thread: any
/// Fails:  ARGUMENT when `room` is too small (`*written` is then what it
///         takes), FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_parameters_write(
    parameters: *const oyez_parameter,
    count: usize,
    form: u32,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let form = pass::of_number(&FORMS, form)?;
        let (before, separator): (&[u8], &[u8]) = match form {
            oyez_parameters_form::OYEZ_PARAMETERS_AUTH => (b"", b", "),
            oyez_parameters_form::OYEZ_PARAMETERS_FORWARDED => (b"", b";"),
            _ => (b";", b""),
        };
        pass::separated(parameters, count, separator, pen, &|parameter, pen| {
            let (name, value) = (lent(parameter.name)?, parameter.value.optional()?);
            match (value, form) {
                (Some(value), _) => Ok(Parameter { name, value }.write(pen.octets(before))?),
                (None, oyez_parameters_form::OYEZ_PARAMETERS_LINK) => {
                    Ok(LinkParameter { name, value }.write(pen.octets(before))?)
                }
                (None, _) => Err(Misuse::FieldSyntax),
            }
        })
    })
}

/// In the order of their numbers.
const ENCODINGS: [oyez_encoding; 5] = [
    oyez_encoding::OYEZ_PLAIN,
    oyez_encoding::OYEZ_QUOTED_PAIRS,
    oyez_encoding::OYEZ_FORM_ENCODED,
    oyez_encoding::OYEZ_PERCENT_ENCODED,
    oyez_encoding::OYEZ_BASE64,
];

/// In the order of their numbers.
const FORMS: [oyez_parameters_form; 5] = [
    oyez_parameters_form::OYEZ_PARAMETERS_PLAIN,
    oyez_parameters_form::OYEZ_PARAMETERS_SPACED,
    oyez_parameters_form::OYEZ_PARAMETERS_AUTH,
    oyez_parameters_form::OYEZ_PARAMETERS_LINK,
    oyez_parameters_form::OYEZ_PARAMETERS_FORWARDED,
];

impl oyez_word {
    /// There is none.
    pub(super) const NONE: oyez_word = oyez_word { raw: oyez_bytes::NONE, encoding: 0, reserved: 0 };

    /// A word that stands in a value like this.
    pub(super) fn encoded(raw: &[u8], encoding: oyez_encoding) -> Self {
        oyez_word { raw: oyez_bytes::of(raw), encoding: pass::number_of(&ENCODINGS, &encoding), reserved: 0 }
    }

    /// A word that may be missing.
    pub(super) fn option(text: Option<Text<'_>>) -> Self {
        text.map_or(Self::NONE, Self::from)
    }

    /// As a text, of which there may be none.
    pub(super) fn optional<'b>(self) -> Result<Option<Text<'b>>, Misuse> {
        if optional(self.raw)?.is_some() { self.text().map(Some) } else { Ok(None) }
    }

    /// As a text, which is empty where there is none.
    pub(super) fn text<'b>(self) -> Result<Text<'b>, Misuse> {
        let raw = lent(self.raw)?;
        match pass::of_number(&ENCODINGS, self.encoding)? {
            oyez_encoding::OYEZ_PLAIN => Ok(Text::plain(raw)),
            oyez_encoding::OYEZ_QUOTED_PAIRS => Ok(Text::escaped(raw)),
            _ => Err(Misuse::Argument),
        }
    }

    /// How it stands in a value.
    pub(super) fn encoding(self) -> Result<oyez_encoding, Misuse> {
        pass::of_number(&ENCODINGS, self.encoding)
    }

    /// Whether it is so encoded.
    pub(super) fn check(self) -> Result<(), Misuse> {
        self.each(&mut |_| true).map(|_| ())
    }

    fn copy(self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        if self.encoding()? == oyez_encoding::OYEZ_PLAIN {
            pen.octets(lent(self.raw)?);
            return Ok(());
        }
        self.each(&mut |octet| {
            pen.octet(octet);
            true
        })
        .map(|_| ())
    }

    fn says(self, octets: oyez_bytes, same: fn(u8, u8) -> bool) -> bool {
        let Ok(mut left) = lent(octets).map(|octets| octets.iter()) else { return false };
        let says = self.each(&mut |own| left.next().is_some_and(|other| same(own, *other)));
        says == Ok(true) && left.next().is_none()
    }

    /// Gives what it says octet by octet, as long as they are taken; whether all were.
    pub(super) fn each(self, take: &mut dyn FnMut(u8) -> bool) -> Result<bool, Misuse> {
        let raw = lent(self.raw)?;
        let encoding = self.encoding()?;
        let octet = |octet: percent::Octet| match octet {
            percent::Octet { octet: b'+', encoded: false, .. } if encoding == oyez_encoding::OYEZ_FORM_ENCODED => b' ',
            octet => octet.octet,
        };
        match encoding {
            oyez_encoding::OYEZ_PLAIN => Ok(raw.iter().all(|octet| take(*octet))),
            oyez_encoding::OYEZ_QUOTED_PAIRS => Ok(Text::escaped(raw).octets().all(take)),
            oyez_encoding::OYEZ_FORM_ENCODED | oyez_encoding::OYEZ_PERCENT_ENCODED => {
                all(percent::decoded(raw).map(|one| one.map(octet)), take)
            }
            oyez_encoding::OYEZ_BASE64 => all(base64::decoded(raw, Reading::Lenient), take),
        }
    }
}

fn all(octets: impl Iterator<Item = Result<u8, Refused>>, take: &mut dyn FnMut(u8) -> bool) -> Result<bool, Misuse> {
    for octet in octets {
        if !take(octet.map_err(|_| Misuse::FieldSyntax)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

impl From<Text<'_>> for oyez_word {
    fn from(text: Text<'_>) -> Self {
        let plain = text.in_place().is_some();
        Self::encoded(text.raw(), if plain { oyez_encoding::OYEZ_PLAIN } else { oyez_encoding::OYEZ_QUOTED_PAIRS })
    }
}

impl From<Parameter<'_>> for oyez_parameter {
    fn from(parameter: Parameter<'_>) -> Self {
        oyez_parameter { name: oyez_bytes::of(parameter.name), value: parameter.value.into() }
    }
}

impl From<LinkParameter<'_>> for oyez_parameter {
    fn from(parameter: LinkParameter<'_>) -> Self {
        oyez_parameter { name: oyez_bytes::of(parameter.name), value: oyez_word::option(parameter.value) }
    }
}

impl oyez_parameters {
    /// There are none.
    pub(super) const NONE: oyez_parameters = oyez_parameters { rest: oyez_bytes::NONE, at: 0, form: 0, reserved: 0 };

    fn of(rest: &[u8], at: usize, form: oyez_parameters_form) -> Self {
        oyez_parameters { rest: oyez_bytes::of(rest), at, form: pass::number_of(&FORMS, &form), reserved: 0 }
    }

    /// Takes the next one.
    fn next(&mut self) -> Option<oyez_parameter> {
        let raw = lent(self.rest).ok()?;
        let mut cursor = Cursor::new(raw);
        let (found, rest): (oyez_parameter, _) = match pass::of_number(&FORMS, self.form).ok()? {
            oyez_parameters_form::OYEZ_PARAMETERS_PLAIN => {
                (parameters::next(&mut cursor, Violation::Parameter).ok()??.into(), cursor.rest())
            }
            oyez_parameters_form::OYEZ_PARAMETERS_SPACED => {
                spaced_parameters::skip_empty(&mut cursor);
                (spaced_parameters::next(&mut cursor, Violation::Parameter).ok()??.into(), cursor.rest())
            }
            oyez_parameters_form::OYEZ_PARAMETERS_AUTH => {
                let mut left = AuthParameters::of_checked(raw, 0);
                (left.next()?.into(), left.rest())
            }
            oyez_parameters_form::OYEZ_PARAMETERS_LINK => {
                let mut left = LinkParameters::new(raw);
                (left.next()?.into(), left.rest())
            }
            oyez_parameters_form::OYEZ_PARAMETERS_FORWARDED => {
                let mut left = Extensions::new(raw);
                (left.next()?.into(), left.rest())
            }
        };
        self.at = self.at.saturating_add(raw.len().saturating_sub(rest.len()));
        self.rest = oyez_bytes::of(rest);
        Some(found)
    }

    /// The octets of parameters to be written in this form, all of which are some.
    fn checked<'b>(self, form: oyez_parameters_form) -> Result<&'b [u8], Misuse> {
        let raw = lent(self.rest)?;
        let mut left = oyez_parameters { form: pass::number_of(&FORMS, &form), ..self };
        while left.next().is_some() {}
        let is_separator = |octet: &u8| matches!(octet, b' ' | b'\t' | b';' | b',');
        if lent(left.rest)?.iter().all(is_separator) { Ok(raw) } else { Err(Misuse::FieldSyntax) }
    }

    pub(super) fn plain<'b>(self) -> Result<Parameters<'b>, Misuse> {
        let raw = self.checked(oyez_parameters_form::OYEZ_PARAMETERS_PLAIN)?;
        parameters::take(&mut Cursor::new(raw), Violation::Parameter).map_err(|_| Misuse::FieldSyntax)
    }

    pub(super) fn spaced<'b>(self) -> Result<SpacedParameters<'b>, Misuse> {
        let mut cursor = Cursor::new(self.checked(oyez_parameters_form::OYEZ_PARAMETERS_SPACED)?);
        cursor.skip(usize::MAX);
        Ok(SpacedParameters::since(&cursor, 0))
    }

    pub(super) fn auth<'b>(self) -> Result<AuthParameters<'b>, Misuse> {
        let raw = self.checked(oyez_parameters_form::OYEZ_PARAMETERS_AUTH)?;
        Ok(AuthParameters::of_checked(raw, self.at))
    }

    pub(super) fn link<'b>(self) -> Result<LinkParameters<'b>, Misuse> {
        Ok(LinkParameters::new(self.checked(oyez_parameters_form::OYEZ_PARAMETERS_LINK)?))
    }

    pub(super) fn forwarded<'b>(self) -> Result<Extensions<'b>, Misuse> {
        // Those that have a meaning stand among them, and are passed over.
        let raw = lent(self.rest)?;
        let mut elements = forwarded(raw);
        match (elements.next(), elements.next()) {
            (None | Some(Ok(_)), None) => Ok(Extensions::new(raw)),
            _ => Err(Misuse::FieldSyntax),
        }
    }
}

impl From<Parameters<'_>> for oyez_parameters {
    fn from(parameters: Parameters<'_>) -> Self {
        Self::of(parameters.raw(), 0, oyez_parameters_form::OYEZ_PARAMETERS_PLAIN)
    }
}

impl From<SpacedParameters<'_>> for oyez_parameters {
    fn from(parameters: SpacedParameters<'_>) -> Self {
        Self::of(parameters.raw(), 0, oyez_parameters_form::OYEZ_PARAMETERS_SPACED)
    }
}

impl From<AuthParameters<'_>> for oyez_parameters {
    fn from(parameters: AuthParameters<'_>) -> Self {
        Self::of(parameters.rest(), parameters.at(), oyez_parameters_form::OYEZ_PARAMETERS_AUTH)
    }
}

impl From<LinkParameters<'_>> for oyez_parameters {
    fn from(parameters: LinkParameters<'_>) -> Self {
        Self::of(parameters.rest(), 0, oyez_parameters_form::OYEZ_PARAMETERS_LINK)
    }
}

impl From<Extensions<'_>> for oyez_parameters {
    fn from(extensions: Extensions<'_>) -> Self {
        Self::of(extensions.rest(), 0, oyez_parameters_form::OYEZ_PARAMETERS_FORWARDED)
    }
}
