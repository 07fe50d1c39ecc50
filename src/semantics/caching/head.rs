// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a response to HEAD does to what is stored for GET (RFC 9111, 4.3.5).

use crate::semantics::section;
use crate::syntax::field_line::Lines;

/// What becomes of a stored response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Freshening {
    /// Nothing: it is not about the same.
    None,
    /// It is updated, as by a 304.
    Updated,
    /// It is stale from now on.
    Stale,
}

/// What a response to HEAD does to a stored response to GET that the same request could have got (RFC 9111, 4.3.5).
pub fn freshening<H, R>(status: u16, head: &H, stored: &R) -> Freshening
where
    H: Lines + ?Sized,
    R: Lines + ?Sized,
{
    if status != 200 {
        return Freshening::None;
    }
    // "matching values for any received validator fields", and of Content-Length, if there is one.
    let names: [&[u8]; 3] = [b"ETag", b"Last-Modified", b"Content-Length"];
    let same = |name: &&[u8]| match section::only(head, name) {
        None => !section::has(head, name),
        told => told == section::only(stored, name),
    };
    if names.iter().all(same) { Freshening::Updated } else { Freshening::Stale }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    #[test]
    fn a_head_updates_what_it_does_not_gainsay() {
        let stored = [Field::new("ETag", "\"a\""), Field::new("Content-Length", "5")];
        for (head, expected) in [
            (&[][..], Freshening::Updated),
            (&[Field::new("ETag", "\"a\""), Field::new("Content-Length", "5")], Freshening::Updated),
            (&[Field::new("ETag", "\"b\"")], Freshening::Stale),
            (&[Field::new("ETag", "\"a\""), Field::new("Content-Length", "6")], Freshening::Stale),
            (&[Field::new("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")], Freshening::Stale),
        ] {
            assert_eq!(freshening(200, head, &stored), expected, "{head:?}");
            assert_eq!(freshening(404, head, &stored), Freshening::None);
        }
    }
}
