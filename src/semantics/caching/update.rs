// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Which stored responses a 304 updates (RFC 9111, 4.3.4), and what that makes of their fields (3.2).

use crate::fields::warning::warnings;
use crate::semantics::caching::Cache;
use crate::semantics::caching::store::{is_stored, is_withheld};
use crate::semantics::caching::validation::{Validators, validators};
use crate::semantics::section;
use crate::syntax::field_line::{Field, Lines};

/// How a 304 names a stored response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Naming {
    /// By a strong validator: all stored responses that it names so are updated.
    Strong,
    /// By a weak one: of those that it names so, the one generated last is updated.
    Weak,
    /// It has no validator, and neither has the stored response, which is updated if there is no other.
    Bare,
    /// It has no validator, though the stored response has one. Where that alone was asked about, it answers the request
    /// (4.3.3), but stays as it is.
    Unnamed,
    /// Not at all: it is about another.
    None,
}

/// How a 304 names a stored response (RFC 9111, 4.3.4). The arms are the list of that section, in its order.
///
/// A Last-Modified is taken for weak: that it is strong would have to be known of the server (RFC 9110, 8.8.2.2).
pub fn names<N, R>(not_modified: &N, stored: &R) -> Naming
where
    N: Lines + ?Sized,
    R: Lines + ?Sized,
{
    let (new, old) = (validators(not_modified), validators(stored));
    match (new, old) {
        (Validators { tag: Some(new), .. }, _) if !new.weak => match old.tag {
            Some(old) if old.strongly_matches(&new) => Naming::Strong,
            _ => Naming::None,
        },
        // "each of those validators": one that is another names another response.
        (Validators { tag: None, last_modified: None }, old) if !old.are_some() => Naming::Bare,
        (Validators { tag: None, last_modified: None }, _) => Naming::Unnamed,
        (new, old) => {
            let same_tag = new.tag.is_none_or(|new| old.tag.is_some_and(|old| old.weakly_matches(&new)));
            let same_time = new.last_modified.is_none() || new.last_modified == old.last_modified;
            if same_tag && same_time { Naming::Weak } else { Naming::None }
        }
    }
}

/// The field lines of a stored response that a 304, or a response to HEAD, has updated (RFC 9111, 3.2): those of the
/// stored response that the new one does not have, and those of the new one.
pub fn updated<'l, R, N>(cache: Cache, stored: &'l R, new: &'l N) -> impl Iterator<Item = Field<'l>>
where
    R: Lines + ?Sized,
    N: Lines + ?Sized,
{
    let kept = stored.lines().filter(move |field| is_kept(cache, field, new));
    kept.chain(new.lines().filter(move |field| updates(cache, new, field.name)))
}

/// Whether a line of the stored response stays. A Warning about freshness, of RFC 7234, 4.3.4, does not: it was about
/// what is no more.
pub fn is_kept<N: Lines + ?Sized>(cache: Cache, stored: &Field<'_>, new: &N) -> bool {
    let replaced = section::has(new, stored.name) && updates(cache, new, stored.name);
    let goes = stored.is(b"Warning") && !warnings(stored.value, 0).flatten().any(|warning| warning.persists());
    // 5.2.2.7: one user's field would be kept for all by its older value.
    !replaced && !goes && !is_withheld(cache, new, stored.name)
}

/// Whether a field of the new response goes to the stored one (RFC 9111, 3.2): one that is stored, and that says
/// nothing of the content that is stored.
pub fn updates<N: Lines + ?Sized>(cache: Cache, new: &N, name: &[u8]) -> bool {
    // Content-Range says which part is stored: "fields that the cache's stored response depends upon".
    let of_content: [&[u8]; 2] = [b"Content-Length", b"Content-Range"];
    !of_content.iter().any(|known| known.eq_ignore_ascii_case(name)) && is_stored(cache, new, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_304_names_what_has_its_validators() {
        let (strong, weak, other) =
            (Field::new("ETag", "\"a\""), Field::new("ETag", "W/\"a\""), Field::new("ETag", "\"b\""));
        let time = Field::new("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT");
        let later = Field::new("Last-Modified", "Sun, 06 Nov 1994 08:49:38 GMT");
        for (new, stored, expected) in [
            (&[strong][..], &[strong, time][..], Naming::Strong),
            (&[strong], &[other], Naming::None),
            (&[strong], &[weak], Naming::None),
            (&[strong], &[], Naming::None),
            (&[strong, later], &[strong, time], Naming::Strong),
            (&[weak], &[strong], Naming::Weak),
            (&[weak], &[other], Naming::None),
            (&[weak, time], &[weak, time], Naming::Weak),
            (&[weak, later], &[weak, time], Naming::None),
            (&[time], &[other, time], Naming::Weak),
            (&[time], &[], Naming::None),
            (&[], &[], Naming::Bare),
            (&[], &[time], Naming::Unnamed),
        ] {
            assert_eq!(names(new, stored), expected, "{new:?} {stored:?}");
        }
    }

    #[test]
    fn fields_of_a_304_replace_those_stored_but_for_the_content() {
        let stored = [
            Field::new("A", "1"),
            Field::new("B", "1"),
            Field::new("a", "2"),
            Field::new("Content-Length", "5"),
            Field::new("Warning", "110 - \"x\""),
            Field::new("Warning", "214 - \"x\""),
        ];
        let new = [
            Field::new("A", "3"),
            Field::new("Content-Length", "0"),
            Field::new("Connection", "c"),
            Field::new("C", "1"),
            Field::new("D", "1"),
        ];
        let told: Vec<_> = updated(Cache::SHARED, &stored, &new).map(|field| format!("{field:?}")).collect();
        assert_eq!(told, ["B: 1", "Content-Length: 5", "Warning: 214 - \\\"x\\\"", "A: 3", "D: 1"]);
    }
}
