// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Cache-Control, of requests and responses (RFC 9111, 5.2; RFC 5861; RFC 8246), and Pragma (RFC 9111, 5.4).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::fields::number::{self, MAX_SECONDS};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::is_space;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A directive, known or not.
#[derive(Clone, Copy, Debug)]
pub struct Directive<'b> {
    /// Its name, a token; case does not matter.
    pub name: &'b [u8],
    /// What its argument says, if it has one.
    pub argument: Option<Text<'b>>,
}

/// The directives of a Cache-Control or a Pragma.
pub type Directives<'b> = Members<'b, Directive<'b>>;

/// Reads a Cache-Control, `#( token [ "=" ( token / quoted-string ) ] )`, directive by directive; a Pragma is the same.
/// A refusal is `CacheDirective` or `QuotedString`.
#[must_use]
pub const fn directives(value: &[u8]) -> Directives<'_> {
    Directives::new(value)
}

impl Directive<'_> {
    /// Whether it has this name.
    #[must_use]
    pub const fn is(&self, name: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The seconds that its argument says, as token or quoted-string; more than 2^31 are told as that (RFC 9111, 1.2.2).
    /// `None` if it says none.
    #[must_use]
    pub fn seconds(&self) -> Option<u64> {
        number::digits(self.argument?.octets(), MAX_SECONDS).ok()
    }

    /// Whether its argument lists this field name, as those of no-cache and private do (RFC 9111, 5.2.2.4 and 5.2.2.7).
    #[must_use]
    pub fn lists(&self, field_name: &[u8]) -> bool {
        let Some(argument) = self.argument else { return false };
        // How much of the name was found in the member at hand, if it was nothing else.
        let mut found = Some(0usize);
        for octet in argument.octets().chain([b',']) {
            match octet {
                b',' if found == Some(field_name.len()) && !field_name.is_empty() => return true,
                b',' => found = Some(0),
                b' ' | b'\t' if found == Some(0) || found == Some(field_name.len()) => {}
                _ => {
                    let is_next =
                        |at: &usize| field_name.get(*at).is_some_and(|next| next.eq_ignore_ascii_case(&octet));
                    found = found.filter(is_next).map(|at| at.saturating_add(1));
                }
            }
        }
        false
    }

    /// Writes it in lower case, the argument as a token if it is one; that of no-cache and private as a quoted-string
    /// (RFC 9111, 5.2.2.4 and 5.2.2.7).
    ///
    /// # Errors
    /// `Value` for a name that is no token, or an argument that no quoted-string holds.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if !crate::grammar::octet::is_token(self.name) {
            return Err(Unwritable::Value);
        }
        for octet in self.name {
            pen.octet(octet.to_ascii_lowercase());
        }
        match self.argument {
            None => {}
            Some(argument) if self.is(b"no-cache") || self.is(b"private") => {
                pen.octet(b'=').quoted(argument.octets())?;
            }
            Some(argument) => {
                pen.octet(b'=').word(argument.octets())?;
            }
        }
        Ok(())
    }
}

impl PartialEq for Directive<'_> {
    /// Names of directives are the same in any case.
    fn eq(&self, other: &Self) -> bool {
        self.is(other.name) && self.argument == other.argument
    }
}

impl Eq for Directive<'_> {}

impl<'b> Member<'b> for Directive<'b> {
    const VIOLATION: Violation = Violation::CacheDirective;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let name = cursor.token(Violation::CacheDirective)?;
        let argument = if cursor.take(b'=') { Some(cursor.word(Violation::CacheDirective)?) } else { None };
        Ok(Directive { name, argument })
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

/// What all directives of a message come to. Seconds are at most 2^31.
///
/// Where the text leaves a choice, the most restrictive is taken (RFC 9111, 4.2.1), and `doubtful` is set:
/// * An argument that is no delta-seconds, or the second of two that differ, makes a response stale (`max-age` and
///   `s-maxage` 0), no staleness allowed (`max-stale`, `stale-*` 0), nothing fresh enough (`min-fresh` 2^31).
/// * A directive that has an argument though none is defined for it holds if it forbids something, and does not if it
///   allows something (`public`, `immutable`, `must-understand`).
/// * What is no directive is passed over up to the next comma; those behind it hold.
///
/// Directives that are in conflict, such as `max-age` and `no-cache`, are all told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a directive")]
pub struct CacheControl {
    /// `max-age`, of a request or a response (5.2.1.1 and 5.2.2.1).
    pub max_age: Option<u64>,
    /// `s-maxage`, of a response (5.2.2.10).
    pub s_maxage: Option<u64>,
    /// `max-stale`, of a request; 2^31, which no age exceeds, where it has no argument (5.2.1.2).
    pub max_stale: Option<u64>,
    /// `min-fresh`, of a request (5.2.1.3).
    pub min_fresh: Option<u64>,
    /// `stale-while-revalidate`, of a response (RFC 5861, 3).
    pub stale_while_revalidate: Option<u64>,
    /// `stale-if-error` (RFC 5861, 4).
    pub stale_if_error: Option<u64>,
    /// `no-cache` without an argument (5.2.1.4 and 5.2.2.4).
    pub no_cache: bool,
    /// `no-cache` for some field names, which [`Directive::lists`] tells.
    pub no_cache_fields: bool,
    /// `no-store` (5.2.1.5 and 5.2.2.5).
    pub no_store: bool,
    /// `no-transform` (5.2.1.6 and 5.2.2.6).
    pub no_transform: bool,
    /// `only-if-cached`, of a request (5.2.1.7).
    pub only_if_cached: bool,
    /// `must-revalidate`, of a response (5.2.2.2).
    pub must_revalidate: bool,
    /// `must-understand`, of a response (5.2.2.3).
    pub must_understand: bool,
    /// `private` without an argument, of a response (5.2.2.7).
    pub private: bool,
    /// `private` for some field names, which [`Directive::lists`] tells.
    pub private_fields: bool,
    /// `proxy-revalidate`, of a response (5.2.2.8).
    pub proxy_revalidate: bool,
    /// `public`, of a response (5.2.2.9).
    pub public: bool,
    /// `immutable`, of a response (RFC 8246, 2).
    pub immutable: bool,
    /// Something was no directive, repeated with another argument, or had one that it cannot have.
    pub doubtful: bool,
}

/// Reads a whole Cache-Control. For several lines, [`gather`] them.
#[must_use]
pub fn read(value: &[u8]) -> CacheControl {
    gather(CacheControl::default(), value)
}

/// What the directives of one more line come to, with those `before`. It never fails: see [`CacheControl`].
#[must_use]
pub fn gather(before: CacheControl, value: &[u8]) -> CacheControl {
    let (mut all, mut cursor) = (before, Cursor::new(value));
    loop {
        cursor.take_while(|octet| is_space(octet) || octet == b',');
        if cursor.is_at_end() {
            return all;
        }
        let start = cursor;
        let name = cursor.token(Violation::CacheDirective).unwrap_or(&[]);
        let argument = argument(&mut cursor);
        if argument == Argument::Bad {
            // A quoted-string that lacks its end hides no directive.
            cursor = start;
            cursor.take_while(|octet| octet != b',');
        }
        all.doubtful |= name.is_empty() || !all.add(name, argument);
    }
}

/// Whether a Pragma says no-cache, which a request without a Cache-Control means by it (RFC 9111, 5.4).
#[must_use]
pub fn pragma_says_no_cache(value: &[u8]) -> bool {
    read(value).no_cache
}

/// What stands behind the name of a directive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Argument<'b> {
    None,
    Some(Text<'b>),
    Bad,
}

fn argument<'b>(cursor: &mut Cursor<'b>) -> Argument<'b> {
    let argument = match cursor.take(b'=') {
        true => cursor.word(Violation::CacheDirective).map_or(Argument::Bad, Argument::Some),
        false => Argument::None,
    };
    cursor.ows();
    if matches!(cursor.peek(), None | Some(b',')) { argument } else { Argument::Bad }
}

/// What a directive does to a cache.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Forbids,
    Allows,
}

impl CacheControl {
    /// One more directive; whether it is as it should be. An unknown one is ignored (RFC 9111, 5.2.3).
    fn add(&mut self, name: &[u8], argument: Argument<'_>) -> bool {
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        if is(b"max-stale") && argument == Argument::None {
            return keep(&mut self.max_stale, Some(MAX_SECONDS), 0);
        }
        for (known, place, strictest) in self.seconds() {
            if is(known) {
                let seconds = match argument {
                    Argument::Some(text) => number::digits(text.octets(), MAX_SECONDS).ok(),
                    Argument::None | Argument::Bad => None,
                };
                return keep(place, seconds, strictest);
            }
        }
        match argument {
            Argument::Some(_) if is(b"no-cache") => self.no_cache_fields = true,
            Argument::Some(_) if is(b"private") => self.private_fields = true,
            _ => {
                for (known, place, sense) in self.flags() {
                    if is(known) {
                        *place |= argument == Argument::None || sense == Sense::Forbids;
                        return argument == Argument::None;
                    }
                }
            }
        }
        argument != Argument::Bad
    }

    /// The directives that say seconds, and the strictest that each can say.
    fn seconds(&mut self) -> [(&'static [u8], &mut Option<u64>, u64); 6] {
        [
            (b"max-age", &mut self.max_age, 0),
            (b"s-maxage", &mut self.s_maxage, 0),
            (b"max-stale", &mut self.max_stale, 0),
            (b"min-fresh", &mut self.min_fresh, MAX_SECONDS),
            (b"stale-while-revalidate", &mut self.stale_while_revalidate, 0),
            (b"stale-if-error", &mut self.stale_if_error, 0),
        ]
    }

    /// The directives that have no argument.
    fn flags(&mut self) -> [(&'static [u8], &mut bool, Sense); 10] {
        use Sense::{Allows, Forbids};
        [
            (b"no-cache", &mut self.no_cache, Forbids),
            (b"no-store", &mut self.no_store, Forbids),
            (b"no-transform", &mut self.no_transform, Forbids),
            (b"only-if-cached", &mut self.only_if_cached, Forbids),
            (b"must-revalidate", &mut self.must_revalidate, Forbids),
            // It lets a cache ignore no-store.
            (b"must-understand", &mut self.must_understand, Allows),
            (b"private", &mut self.private, Forbids),
            (b"proxy-revalidate", &mut self.proxy_revalidate, Forbids),
            (b"public", &mut self.public, Allows),
            (b"immutable", &mut self.immutable, Allows),
        ]
    }

    /// Writes the directives in the order of the members.
    ///
    /// # Errors
    /// `Value` for more than 2^31 seconds, and for a `no-cache` or `private` of field names, which are not kept: write
    /// them as [`Directive`]s.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if self.no_cache_fields || self.private_fields {
            return Err(Unwritable::Value);
        }
        let mut all = *self;
        let mut separator: &[u8] = b"";
        for (name, seconds, _) in all.seconds() {
            match *seconds {
                None => continue,
                Some(MAX_SECONDS) if name == b"max-stale" => pen.octets(separator).octets(name),
                Some(seconds @ 0..=MAX_SECONDS) => pen.octets(separator).octets(name).octet(b'=').decimal(seconds),
                Some(_) => return Err(Unwritable::Value),
            };
            separator = b", ";
        }
        for (name, _, _) in all.flags().into_iter().filter(|(_, flag, _)| **flag) {
            pen.octets(separator).octets(name);
            separator = b", ";
        }
        Ok(())
    }
}

/// Keeps seconds, or the strictest that there are if they are no number or not those kept before; whether they are.
fn keep(place: &mut Option<u64>, seconds: Option<u64>, strictest: u64) -> bool {
    let is_one = seconds.is_some() && place.is_none_or(|before| Some(before) == seconds);
    *place = if is_one { seconds } else { Some(strictest) };
    is_one
}

#[cfg(test)]
mod tests;
