// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Who made a request, by what proxies tell that one trusts (RFC 7239, 5 and 8.1).

use crate::error::Refused;
use crate::fields::forwarded::Element;
use crate::fields::x_forwarded_for::Hop;
use crate::semantics::section::members;
use crate::syntax::field_line::Lines;

/// What the outermost of one's own proxies told by Forwarded, when so many stand before one: counted from the end, for
/// whatever stands before it, the client may have made up. None if it told nothing, or somebody broke the list on
/// purpose, so that nobody knows who wrote what.
pub fn told_by_forwarded<L: Lines + ?Sized>(fields: &L, proxies: usize) -> Option<Element<'_>> {
    from_end(|| members(fields, b"Forwarded"), proxies)
}

/// The same by X-Forwarded-For, to which each proxy adds who it received the request from.
pub fn told_by_x_forwarded_for<L: Lines + ?Sized>(fields: &L, proxies: usize) -> Option<Hop<'_>> {
    from_end(|| members(fields, b"X-Forwarded-For"), proxies)
}

/// The member that so many members end with, if all of those can be read.
fn from_end<M, I: Iterator<Item = Result<M, Refused>>>(members: impl Fn() -> I, count: usize) -> Option<M> {
    let before = members().count().checked_sub(count)?;
    let mut own = members().skip(before);
    let first = own.next()?.ok()?;
    // Behind what is invalid in a line, members are not told: the count is wrong then.
    own.all(|member| member.is_ok()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    fn told(lines: &[&str], proxies: usize) -> Option<String> {
        let fields: Vec<_> = lines.iter().map(|value| Field::new("Forwarded", value)).collect();
        let client = told_by_forwarded(fields.as_slice(), proxies)?.client?;
        Some(String::from_utf8(client.name.to_vec()).unwrap())
    }

    #[test]
    fn what_ones_own_proxies_told_is_counted_from_the_end() {
        let made_up = "for=192.0.2.66, for=192.0.2.1";
        assert_eq!(told(&[made_up], 1).unwrap(), "192.0.2.1");
        assert_eq!(told(&[made_up, "for=10.0.0.1"], 2).unwrap(), "192.0.2.1");
        assert_eq!(told(&[made_up], 0), None);
        assert_eq!(told(&["for=192.0.2.1"], 2), None);
        assert_eq!(told(&[], 1), None);
    }

    #[test]
    fn a_list_that_was_broken_on_purpose_tells_nothing() {
        assert_eq!(told(&["for=192.0.2.66, b r, for=192.0.2.1"], 1), None);
        assert_eq!(told(&["for=192.0.2.66, b r, for=192.0.2.1, for=10.0.0.1"], 2), None);
        assert_eq!(told(&["for=192.0.2.66, b r", "for=192.0.2.1"], 1).unwrap(), "192.0.2.1");
    }

    #[test]
    fn the_older_field_is_read_alike() {
        let fields =
            [Field::new("X-Forwarded-For", "192.0.2.66, 192.0.2.1"), Field::new("X-Forwarded-For", "10.0.0.1")];
        assert_eq!(told_by_x_forwarded_for(&fields, 2).unwrap().text, b"192.0.2.1");
        assert_eq!(told_by_x_forwarded_for(&fields, 4).map(|hop| hop.text), None);
    }
}
