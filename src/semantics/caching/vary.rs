// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Which requests a stored response was chosen for: secondary keys (RFC 9111, 4.1).

use crate::fields::vary::VaryName;
use crate::grammar::list;
use crate::semantics::section;
use crate::syntax::field_line::Lines;

/// Whether a stored response is selected by a presented request: every field that its Vary names is the same in the
/// request that it answered. `*` is never, and neither is a Vary that cannot be read: what it depends on is not known.
/// One of more than 1024 octets is not read: each of its names has to be looked up in both requests.
///
/// Fields are the same if they have the same members, with whatever whitespace and in however many lines; those of
/// Accept-Charset, Accept-Encoding and Accept-Language in any case. (Their order may be a preference.)
pub fn is_selected<R, Q, P>(stored: &R, answered: &Q, presented: &P) -> bool
where
    R: Lines + ?Sized,
    Q: Lines + ?Sized,
    P: Lines + ?Sized,
{
    let mut names = section::members::<VaryName<'_>, _>(stored, b"Vary");
    let octets = section::values(stored, b"Vary").map(<[u8]>::len).fold(0, usize::saturating_add);
    octets <= MOST_OCTETS
        && names.all(|name| name.is_ok_and(|name| !name.is_any() && is_same(name.name, answered, presented)))
}

/// Octets of Vary that are read.
const MOST_OCTETS: usize = 1024;

fn is_same<Q: Lines + ?Sized, P: Lines + ?Sized>(name: &[u8], answered: &Q, presented: &P) -> bool {
    let is_preference = [&b"Accept-Charset"[..], b"Accept-Encoding", b"Accept-Language"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name));
    // "If (after any normalization that might take place) a header field is absent from a request, it can only match
    // another request if it is also absent there."
    section::has(answered, name) == section::has(presented, name)
        && if is_preference {
            let octets = |one: u8| Some(one.to_ascii_lowercase()).filter(|octet| !matches!(octet, b' ' | b'\t'));
            let one = joined(answered, name).filter_map(octets);
            one.eq(joined(presented, name).filter_map(octets))
        } else {
            let members = section::values(answered, name).flat_map(list::members);
            members.eq(section::values(presented, name).flat_map(list::members))
        }
}

/// The octets of all members, a comma behind each.
fn joined<'l, L: Lines + ?Sized>(fields: &'l L, name: &'l [u8]) -> impl Iterator<Item = u8> {
    let members = section::values(fields, name).flat_map(list::members);
    members.flat_map(|member| member.iter().copied().chain([b',']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    #[test]
    fn a_response_is_selected_by_requests_that_are_alike() {
        for (vary, one, other, expected) in [
            ("", ("A", "1"), ("A", "2"), true),
            ("A", ("A", "1"), ("A", "1"), true),
            ("a", ("A", "1"), ("A", "2"), false),
            ("B", ("A", "1"), ("A", "2"), true),
            ("B", ("A", "1"), ("B", "2"), false),
            ("B", ("B", ""), ("C", ""), false),
            ("B, *", ("B", "1"), ("B", "1"), false),
            ("B, /", ("B", "1"), ("B", "1"), false),
            ("A", ("A", "1, 2"), ("A", "1,  2"), true),
            ("A", ("A", "1, 2"), ("A", "2, 1"), false),
            ("A", ("A", "x"), ("A", "X"), false),
            ("A", ("A", "x y"), ("A", "xy"), false),
            ("Accept-Language", ("Accept-Language", "en, de;q=0.5"), ("accept-language", "EN,de; q=0.5"), true),
            ("Accept-Language", ("Accept-Language", "en, de"), ("Accept-Language", "de, en"), false),
        ] {
            let [one, other] = [one, other].map(|(name, value)| [Field::new(name, value)]);
            assert_eq!(is_selected(&[Field::new("Vary", vary)], &one, &other), expected, "{vary}: {one:?} {other:?}");
        }
    }

    #[test]
    fn a_vary_is_read_as_far_as_it_may_be_long() {
        let selected = |count| {
            let vary = "a,".repeat(count);
            is_selected(&[Field::new("Vary", &vary)], &[Field::new("A", "1")], &[Field::new("A", "1")])
        };
        assert_eq!((selected(512), selected(513)), (true, false));
    }

    #[test]
    fn lines_are_joined() {
        let lines = [Field::new("A", "1"), Field::new("B", "x"), Field::new("A", "2")];
        assert!(is_selected(&[Field::new("Vary", "a")], &lines, &[Field::new("a", "1,2")]));
    }
}
