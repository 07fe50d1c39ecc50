// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A field value read from the left, one element after the other (RFC 9110, 5.6).

use crate::error::{Refused, Violation};
use crate::grammar::octet::{is_field_octet, is_space, long_run, run, tchars};
use crate::grammar::text::Text;

/// Octets, and how many of them were taken.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'b> {
    octets: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    /// At the start of `octets`.
    #[must_use]
    pub const fn new(octets: &'b [u8]) -> Self {
        Cursor { octets, at: 0 }
    }

    /// Octets taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// What is left.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.octets.get(self.at..).unwrap_or(&[])
    }

    /// Whether nothing is left.
    #[must_use]
    pub const fn is_at_end(&self) -> bool {
        self.at >= self.octets.len()
    }

    /// The next octet.
    #[must_use]
    pub fn peek(&self) -> Option<u8> {
        self.octets.get(self.at).copied()
    }

    /// What was taken since the cursor stood at `start`.
    #[must_use]
    pub fn since(&self, start: usize) -> &'b [u8] {
        self.octets.get(start..self.at).unwrap_or(&[])
    }

    /// This rule is broken at the next octet.
    #[must_use]
    pub const fn refuse(&self, violation: Violation) -> Refused {
        Refused::new(violation, self.at)
    }

    /// Takes `count` octets, or as many as there are.
    pub fn skip(&mut self, count: usize) -> &'b [u8] {
        let start = self.at;
        self.at = self.at.saturating_add(count).min(self.octets.len());
        self.since(start)
    }

    /// Takes this octet, if it is the next.
    pub fn take(&mut self, octet: u8) -> bool {
        let is_next = self.peek() == Some(octet);
        if is_next {
            self.at = self.at.saturating_add(1);
        }
        is_next
    }

    /// Takes this octet.
    ///
    /// # Errors
    /// `violation`, here, if another is the next, or none.
    pub fn expect(&mut self, octet: u8, violation: Violation) -> Result<(), Refused> {
        if self.take(octet) { Ok(()) } else { Err(self.refuse(violation)) }
    }

    /// Takes octets as long as they are of a class.
    pub fn take_while(&mut self, class: impl Fn(u8) -> bool) -> &'b [u8] {
        self.skip(run(self.rest(), class))
    }

    /// The same, of which there are likely to be many; a class as [`long_run`] has it.
    pub fn take_many(&mut self, class: impl Fn(u8) -> u8) -> &'b [u8] {
        self.skip(long_run(self.rest(), class))
    }

    /// Takes OWS (RFC 9110, 5.6.3).
    pub fn ows(&mut self) {
        self.take_while(is_space);
    }

    /// Takes a token (RFC 9110, 5.6.2).
    ///
    /// # Errors
    /// `violation`, here, if there is none.
    pub fn token(&mut self, violation: Violation) -> Result<&'b [u8], Refused> {
        match tchars(self.rest()) {
            0 => Err(self.refuse(violation)),
            count => Ok(self.skip(count)),
        }
    }

    /// Takes a quoted-string (RFC 9110, 5.6.4).
    ///
    /// # Errors
    /// `QuotedString`, at the octet that none may hold, or at the end that lacks its DQUOTE.
    pub fn quoted(&mut self) -> Result<Text<'b>, Refused> {
        self.expect(b'"', Violation::QuotedString)?;
        let start = self.at;
        let mut escaped = false;
        loop {
            // qdtext and the second octet of a quoted-pair are field octets.
            self.take_while(|octet| is_field_octet(octet) && octet != b'"' && octet != b'\\');
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.skip(1);
                    if !self.peek().is_some_and(is_field_octet) {
                        return Err(self.refuse(Violation::QuotedString));
                    }
                    self.skip(1);
                }
                _ => return Err(self.refuse(Violation::QuotedString)),
            }
        }
        let within = self.since(start);
        self.skip(1);
        Ok(if escaped { Text::escaped(within) } else { Text::plain(within) })
    }

    /// Takes a token or a quoted-string, as the values of parameters are (RFC 9110, 5.6.6).
    ///
    /// # Errors
    /// `violation`, here, if there is neither; as [`quoted`](Cursor::quoted).
    pub fn word(&mut self, violation: Violation) -> Result<Text<'b>, Refused> {
        match self.peek() {
            Some(b'"') => self.quoted(),
            _ => Ok(Text::plain(self.token(violation)?)),
        }
    }

    /// Takes a comment, with those within it; what stands between the outer parentheses (RFC 9110, 5.6.5).
    ///
    /// # Errors
    /// `Comment`, at the octet that none may hold, or at the end that lacks its ")".
    pub fn comment(&mut self) -> Result<Text<'b>, Refused> {
        self.expect(b'(', Violation::Comment)?;
        let start = self.at;
        let (mut depth, mut escaped) = (1usize, false);
        loop {
            self.take_while(|octet| is_field_octet(octet) && !matches!(octet, b'(' | b')' | b'\\'));
            match self.peek() {
                Some(b'(') => depth = depth.saturating_add(1),
                Some(b')') if depth == 1 => break,
                Some(b')') => depth = depth.saturating_sub(1),
                Some(b'\\') => {
                    escaped = true;
                    self.skip(1);
                    if !self.peek().is_some_and(is_field_octet) {
                        return Err(self.refuse(Violation::Comment));
                    }
                }
                _ => return Err(self.refuse(Violation::Comment)),
            }
            self.skip(1);
        }
        let within = self.since(start);
        self.skip(1);
        Ok(if escaped { Text::escaped(within) } else { Text::plain(within) })
    }

    /// Goes on to the next member of a list: over OWS, commas and empty members, as a recipient must
    /// (RFC 9110, 5.6.1.2). Whether there is one. Call it at the start of the list and behind each member.
    ///
    /// # Errors
    /// `violation`, where something else than a comma stands behind a member.
    pub fn next_member(&mut self, violation: Violation) -> Result<bool, Refused> {
        let first = self.at == 0;
        self.ows();
        let start = self.at;
        self.take_while(|octet| is_space(octet) || octet == b',');
        let separated = first || self.since(start).contains(&b',');
        match self.is_at_end() {
            true => Ok(false),
            false if separated => Ok(true),
            false => Err(self.refuse(violation)),
        }
    }

    /// OWS and then nothing.
    ///
    /// # Errors
    /// `violation`, at what is left.
    pub fn end(&mut self, violation: Violation) -> Result<(), Refused> {
        self.ows();
        if self.is_at_end() { Ok(()) } else { Err(self.refuse(violation)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(octets: &[u8]) -> Result<Vec<u8>, usize> {
        Cursor::new(octets).quoted().map(|text| text.octets().collect()).map_err(|refused| refused.at)
    }

    #[test]
    fn a_quoted_string_is_told_without_its_quoting() {
        assert_eq!(quoted(b"\"\"").unwrap(), b"");
        assert_eq!(quoted(b"\"a \\\"b\\\\\\c\xe9\" tail").unwrap(), b"a \"b\\c\xe9");
    }

    #[test]
    fn a_quoted_string_is_refused_where_it_breaks() {
        for (octets, at) in [(&b"a"[..], 0), (b"\"ab", 3), (b"\"ab\\", 4), (b"\"a\x00\"", 2), (b"\"a\\\x7f\"", 3)] {
            assert_eq!(quoted(octets), Err(at), "{octets:?}");
        }
    }

    #[test]
    fn comments_nest() {
        let mut cursor = Cursor::new(b"(a (b \\) c) d) e");
        assert_eq!(cursor.comment().unwrap().octets().collect::<Vec<_>>(), b"a (b ) c) d");
        assert_eq!(cursor.rest(), b" e");
        assert_eq!(Cursor::new(b"(a (b)").comment().unwrap_err().at, 6);
    }

    #[test]
    fn members_are_separated_by_commas_and_empty_ones_are_passed_over() {
        let mut cursor = Cursor::new(b" ,, a ,\t,b c");
        let mut member =
            || cursor.next_member(Violation::List).map(|more| more.then(|| cursor.token(Violation::Token)));
        assert_eq!(member().unwrap().unwrap().unwrap(), b"a");
        assert_eq!(member().unwrap().unwrap().unwrap(), b"b");
        assert_eq!(member().unwrap_err().at, 11);
        assert!(!Cursor::new(b", ,").next_member(Violation::List).unwrap());
    }
}
