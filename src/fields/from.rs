// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! From: a mailbox, `[ display-name ] "<" addr-spec ">" / addr-spec` (RFC 9110, 10.1.2; RFC 5322, 3.4).
//!
//! Comments are passed over wherever RFC 5322 has CFWS, but not among the words of a name. A name is one
//! quoted-string, or atoms: not both. What RFC 5322 calls obsolete is refused, and so is what is not US-ASCII.

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::{is_space, trim};
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A mailbox.
#[derive(Clone, Copy, Debug)]
pub struct Mailbox<'b> {
    /// The name of its owner.
    pub display_name: Option<Text<'b>>,
    /// What the part before the "@" says.
    pub local_part: Text<'b>,
    /// The part behind the "@": a name, or an address in brackets; case does not matter.
    pub domain: &'b [u8],
}

/// Reads a From.
///
/// # Errors
/// `Mailbox`, at the octet that does not fit; `QuotedString`, `Comment`.
pub fn from(value: &[u8]) -> Result<Mailbox<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cfws(&mut cursor)?;
    let read = if is_addr_spec(cursor) {
        let (local_part, domain) = addr_spec(&mut cursor)?;
        Mailbox { display_name: None, local_part, domain }
    } else {
        let display_name = display_name(&mut cursor)?;
        cursor.expect(b'<', Violation::Mailbox)?;
        cfws(&mut cursor)?;
        let (local_part, domain) = addr_spec(&mut cursor)?;
        cursor.expect(b'>', Violation::Mailbox)?;
        cfws(&mut cursor)?;
        Mailbox { display_name, local_part, domain }
    };
    cursor.end(Violation::Mailbox)?;
    Ok(read)
}

/// Whether a local part and an "@" stand next.
fn is_addr_spec(mut ahead: Cursor<'_>) -> bool {
    local_part(&mut ahead).is_ok() && ahead.peek() == Some(b'@')
}

fn display_name<'b>(cursor: &mut Cursor<'b>) -> Result<Option<Text<'b>>, Refused> {
    let name = match cursor.peek() {
        Some(b'<') => None,
        Some(b'"') => Some(quoted(cursor)?),
        Some(octet) if is_atext(octet) => {
            Some(Text::plain(trim(cursor.take_while(|octet| is_atext(octet) || is_space(octet)))))
        }
        _ => return Err(cursor.refuse(Violation::Mailbox)),
    };
    cfws(cursor)?;
    Ok(name)
}

fn addr_spec<'b>(cursor: &mut Cursor<'b>) -> Result<(Text<'b>, &'b [u8]), Refused> {
    let local_part = local_part(cursor)?;
    cursor.expect(b'@', Violation::Mailbox)?;
    cfws(cursor)?;
    let domain = domain(cursor)?;
    cfws(cursor)?;
    Ok((local_part, domain))
}

/// `dot-atom / quoted-string`, and the CFWS behind it.
fn local_part<'b>(cursor: &mut Cursor<'b>) -> Result<Text<'b>, Refused> {
    let local_part = match cursor.peek() {
        Some(b'"') => quoted(cursor)?,
        _ => Text::plain(dot_atom(cursor)?),
    };
    cfws(cursor)?;
    Ok(local_part)
}

/// `dot-atom / domain-literal`.
fn domain<'b>(cursor: &mut Cursor<'b>) -> Result<&'b [u8], Refused> {
    match cursor.peek() {
        Some(b'[') => {
            let start = cursor.at();
            cursor.skip(1);
            // dtext.
            cursor.take_while(|octet| matches!(octet, b'!'..=b'Z' | b'^'..=b'~'));
            cursor.expect(b']', Violation::Mailbox)?;
            Ok(cursor.since(start))
        }
        _ => dot_atom(cursor),
    }
}

/// `1*atext *("." 1*atext)`.
fn dot_atom<'b>(cursor: &mut Cursor<'b>) -> Result<&'b [u8], Refused> {
    let start = cursor.at();
    loop {
        if cursor.take_while(is_atext).is_empty() {
            return Err(cursor.refuse(Violation::Mailbox));
        }
        if !cursor.take(b'.') {
            return Ok(cursor.since(start));
        }
    }
}

/// `atext` (RFC 5322, 3.2.3).
const fn is_atext(octet: u8) -> bool {
    octet.is_ascii_alphanumeric()
        || matches!(octet, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'/' | b'=' | b'?' | b'^'..=b'`' | b'{'..=b'~')
}

fn quoted<'b>(cursor: &mut Cursor<'b>) -> Result<Text<'b>, Refused> {
    let start = cursor.at();
    let text = cursor.quoted()?;
    only_ascii(text, start)?;
    Ok(text)
}

/// White space and comments, as much as there is.
fn cfws(cursor: &mut Cursor<'_>) -> Result<(), Refused> {
    cursor.ows();
    while cursor.peek() == Some(b'(') {
        let start = cursor.at();
        only_ascii(cursor.comment()?, start)?;
        cursor.ows();
    }
    Ok(())
}

/// What began at `start` with a DQUOTE or a parenthesis is US-ASCII, as all of RFC 5322.
fn only_ascii(text: Text<'_>, start: usize) -> Result<(), Refused> {
    match text.raw().iter().position(|octet| !octet.is_ascii()) {
        Some(at) => Err(Refused::new(Violation::Mailbox, start.saturating_add(1).saturating_add(at))),
        None => Ok(()),
    }
}

impl Mailbox<'_> {
    /// Writes the mailbox; names in quotes only where they have to be.
    ///
    /// # Errors
    /// `Value` for a domain that is none, or for octets that are not US-ASCII.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        let is_ascii = |text: Text<'_>| text.raw().is_ascii();
        let mut rest = Cursor::new(self.domain);
        let is_domain = domain(&mut rest).is_ok() && rest.is_at_end();
        if !is_domain || !is_ascii(self.local_part) || !self.display_name.is_none_or(is_ascii) {
            return Err(Unwritable::Value);
        }
        if let Some(name) = self.display_name {
            text(name, b' ', pen)?;
            pen.octets(b" <");
        }
        text(self.local_part, b'.', pen)?;
        pen.octet(b'@').octets(self.domain);
        if self.display_name.is_some() {
            pen.octet(b'>');
        }
        Ok(())
    }
}

/// Writes what a text says: as it is if that is atoms, one separator between them, else as a quoted-string.
fn text(text: Text<'_>, separator: u8, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    let mut is_behind_atom = false;
    let is_atoms = text.octets().all(|octet| {
        let fits = is_atext(octet) || (octet == separator && is_behind_atom);
        is_behind_atom = is_atext(octet);
        fits
    });
    match is_atoms && is_behind_atom {
        true => text.octets().for_each(|octet| {
            pen.octet(octet);
        }),
        false => {
            pen.quoted(text.octets())?;
        }
    }
    Ok(())
}

impl PartialEq for Mailbox<'_> {
    /// Domains are the same in any case; local parts are not, as far as a stranger knows.
    fn eq(&self, other: &Self) -> bool {
        self.domain.eq_ignore_ascii_case(other.domain)
            && (self.local_part, self.display_name) == (other.local_part, other.display_name)
    }
}

impl Eq for Mailbox<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(mailbox: Mailbox<'_>) -> Result<String, Unwritable> {
        let mut room = [0; 128];
        let mut pen = Pen::new(&mut room);
        mailbox.write(&mut pen)?;
        Ok(String::from_utf8(pen.written()?.to_vec()).unwrap())
    }

    #[test]
    fn the_examples_of_rfc_5322_are_read_and_written() {
        for (value, expected) in [
            ("webmaster@w3.org", "webmaster@w3.org"),
            ("Mary Smith <mary@x.test>", "Mary Smith <mary@x.test>"),
            ("\"Joe Q. Public\" <john.q.public@example.com>", "\"Joe Q. Public\" <john.q.public@example.com>"),
            ("Who? <one@y.test>", "Who? <one@y.test>"),
            ("<boss@nil.test>", "boss@nil.test"),
            (
                "\"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
                "\"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
            ),
            ("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", "Pete <pete@silly.test>"),
            ("a @ (b) [192.0.2.1] (c (d))", "a@[192.0.2.1]"),
            ("\"Mary\" <\"a\"@b>", "Mary <a@b>"),
            ("\"a b\"@c", "\"a b\"@c"),
            ("\"a..b\"@c", "\"a..b\"@c"),
        ] {
            assert_eq!(written(from(value.as_bytes()).unwrap()).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn what_is_no_mailbox_is_refused_where_it_breaks() {
        for (value, at) in [
            (&b""[..], 0),
            (b"a", 1),
            (b"a@", 2),
            (b"@b", 0),
            (b"a@b c", 4),
            (b"a@b, c@d", 3),
            (b"a <b@c", 6),
            (b"a <b>", 4),
            (b"a..b@c", 1),
            (b".a@b", 0),
            (b"a@b.", 4),
            (b"J. Doe <a@b>", 1),
            (b"a \"b\" <c@d>", 2),
            (b"<@a:b@c>", 1),
            (b"a@[b c]", 4),
            (b"caf\xe9 <a@b>", 3),
            (b"\"caf\xe9\" <a@b>", 4),
            (b"a@b (\xe9)", 5),
            (b"a. b@c", 1),
        ] {
            assert_eq!(
                from(value),
                Err(Refused::new(Violation::Mailbox, at)),
                "{:?}",
                value.escape_ascii().to_string()
            );
        }
        assert_eq!(from(b"a@b (c"), Err(Refused::new(Violation::Comment, 6)));
        assert_eq!(from(b"\"a@b"), Err(Refused::new(Violation::QuotedString, 4)));
    }

    #[test]
    fn what_would_be_read_as_another_is_not_written() {
        let (name, local) = (Text::plain(b"a\r\nb"), Text::plain(b"x"));
        assert_eq!(
            written(Mailbox { display_name: Some(name), local_part: local, domain: b"y" }),
            Err(Unwritable::Value)
        );
        assert_eq!(
            written(Mailbox { display_name: None, local_part: local, domain: b"y>, z" }),
            Err(Unwritable::Value)
        );
        assert_eq!(
            written(Mailbox { display_name: None, local_part: Text::plain(b"\xe9"), domain: b"y" }),
            Err(Unwritable::Value)
        );
    }

    proptest! {
        #[test]
        fn writing_is_stable(value in "([a-z ]{0,4}|\"[a-z. \\\\]{0,4}\") ?<?([a-z.]{1,4}|\"[a-z. ]{0,3}\")@(\\[[a-z]\\]|[a-z.]{1,3})>?(\\([a-z]?\\))?") {
            if let Ok(read) = from(value.as_bytes()) {
                let text = written(read).unwrap();
                // "<a@b>" without a name is written without the brackets.
                prop_assert_eq!(from(text.as_bytes()), Ok(read));
            }
        }
    }
}
