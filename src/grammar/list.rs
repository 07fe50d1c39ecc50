// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Comma-separated lists (RFC 9110, 5.6.1).

use crate::grammar::octet::trim;

/// The members of a list, without the OWS around them; empty ones are passed over, as a recipient must
/// (RFC 9110, 5.6.1.2). A comma within a quoted-string separates nothing.
#[derive(Clone, Copy, Debug)]
pub struct Members<'b> {
    rest: &'b [u8],
}

/// The members of `list`.
#[must_use]
pub const fn members(list: &[u8]) -> Members<'_> {
    Members { rest: list }
}

impl<'b> Members<'b> {
    /// What has not been taken yet.
    #[must_use]
    pub const fn rest(&self) -> &'b [u8] {
        self.rest
    }
}

impl<'b> Iterator for Members<'b> {
    type Item = &'b [u8];

    fn next(&mut self) -> Option<&'b [u8]> {
        while !self.rest.is_empty() {
            let end = member_end(self.rest);
            let (member, after) = self.rest.split_at_checked(end)?;
            self.rest = match after {
                [_, after @ ..] => after,
                [] => after,
            };
            let member = trim(member);
            if !member.is_empty() {
                return Some(member);
            }
        }
        None
    }
}

/// Where the first comma outside a quoted-string stands, else the end.
fn member_end(list: &[u8]) -> usize {
    let (mut quoted, mut escaped) = (false, false);
    for (at, octet) in list.iter().enumerate() {
        match octet {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => return at,
            _ => {}
        }
    }
    list.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_members_are_passed_over() {
        let found: Vec<&[u8]> = members(b" ,, a ,\t,b;q=\"x,\\\"y\" , ").collect();
        assert_eq!(found, [&b"a"[..], b"b;q=\"x,\\\"y\""]);
        assert_eq!(members(b" , ,").count(), 0);
    }
}
