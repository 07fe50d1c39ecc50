// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Queries as forms write them: `name "=" value *( "&" name "=" value )`, still encoded (RFC 3986, 3.4, leaves
//! a query's inside to its scheme; this is the custom).

/// The name and value pairs of a query, in order; empty ones are passed over.
#[derive(Clone, Copy, Debug)]
pub struct Pairs<'b> {
    rest: &'b [u8],
}

/// A name, and the value behind its `=`, if it has one.
pub type Pair<'b> = (&'b [u8], Option<&'b [u8]>);

/// The pairs of `query`.
#[must_use]
pub const fn pairs(query: &[u8]) -> Pairs<'_> {
    Pairs { rest: query }
}

impl<'b> Pairs<'b> {
    /// What has not been taken yet.
    #[must_use]
    pub const fn rest(&self) -> &'b [u8] {
        self.rest
    }
}

impl<'b> Iterator for Pairs<'b> {
    type Item = Pair<'b>;

    fn next(&mut self) -> Option<Pair<'b>> {
        while !self.rest.is_empty() {
            let (pair, rest) = cut(self.rest, b'&');
            self.rest = rest.unwrap_or(&[]);
            if !pair.is_empty() {
                return Some(cut(pair, b'='));
            }
        }
        None
    }
}

/// What stands before the first such octet, and behind it.
fn cut(octets: &[u8], at: u8) -> Pair<'_> {
    let end = octets.iter().position(|octet| *octet == at).unwrap_or(octets.len());
    match octets.split_at_checked(end) {
        Some((before, [_, behind @ ..])) => (before, Some(behind)),
        _ => (octets, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_value_is_told_apart_from_an_empty_value() {
        let found: Vec<Pair<'_>> = pairs(b"&a=b=c&&d&e=&=f").collect();
        let expected: [Pair<'_>; 4] = [(b"a", Some(b"b=c")), (b"d", None), (b"e", Some(b"")), (b"", Some(b"f"))];
        assert_eq!(found, expected);
    }
}
