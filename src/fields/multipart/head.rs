// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What stands before the data of a part: field lines (RFC 2046, 5.1; RFC 7578, 4.2 to 4.8).

use crate::error::{Refused, Violation};
use crate::fields::disposition::{ContentDisposition, Disposition, content_disposition};
use crate::grammar::octet::{is_space, run};
use crate::grammar::scan;
use crate::grammar::text::Text;
use crate::syntax::field_line::{self, Field};

/// The head of a part that was found to be valid: field lines, and no empty one behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartHead<'e> {
    /// As received.
    pub octets: &'e [u8],
}

/// What a part of a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormPart<'e> {
    /// The name of the form's field.
    pub name: Text<'e>,
    /// The name of the file whose content it is; never to be trusted (RFC 7578, 4.2 and 7).
    pub filename: Option<Text<'e>>,
    /// Its media type, a Content-Type; text/plain where there is none (RFC 7578, 4.4).
    pub content_type: Option<&'e [u8]>,
}

impl<'e> PartHead<'e> {
    /// Its field lines, in order.
    #[must_use]
    pub const fn fields(&self) -> PartFields<'e> {
        PartFields { octets: self.octets, at: 0 }
    }

    /// The value of the first field line so named.
    #[must_use]
    pub fn find(&self, name: &[u8]) -> Option<&'e [u8]> {
        self.fields().find(|field| field.is(name)).map(|field| field.value)
    }

    /// Reads what a part of a form is: `Content-Disposition: form-data; name=...`. Of a `filename*` nothing is told: it
    /// must not be used here (RFC 7578, 4.2).
    ///
    /// # Errors
    /// `MultipartName` where there is no such line, or it has no name, or two; as [`content_disposition`]. Octets are
    /// counted from the start of the head.
    pub fn form(&self) -> Result<FormPart<'e>, Refused> {
        let mut lines = self.fields();
        let line = core::iter::from_fn(|| lines.read()).find(|(field, _)| field.is(b"Content-Disposition"));
        let (field, at) = line.ok_or(Refused::new(Violation::MultipartName, self.octets.len()))?;
        let read = content_disposition(field.value).map_err(|refused| refused.after(at))?;
        let ContentDisposition { disposition, plain_name, parameters, .. } = read;
        let mut names = parameters.filter(|parameter| parameter.is(b"name"));
        match (disposition, names.next(), names.next()) {
            (Disposition::FormData, Some(name), None) => {
                let content_type = self.find(b"Content-Type");
                Ok(FormPart { name: name.value, filename: plain_name, content_type })
            }
            _ => Err(Refused::new(Violation::MultipartName, at)),
        }
    }
}

/// The field lines of a part, in order.
#[derive(Clone, Copy, Debug)]
pub struct PartFields<'e> {
    octets: &'e [u8],
    /// Where the next line begins.
    at: usize,
}

impl<'e> PartFields<'e> {
    /// Octets of the head taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The next line, and where its value begins.
    fn read(&mut self) -> Option<(Field<'e>, usize)> {
        let rest = self.octets.get(self.at..)?;
        let (line, _) = rest.split_at_checked(scan::line_end(rest)?)?;
        let field = field_line::read_ended(line).ok()?;
        let before = field.name.len().saturating_add(1);
        let space = run(line.get(before..).unwrap_or(&[]), is_space);
        let value_at = self.at.saturating_add(before).saturating_add(space);
        self.at = self.at.saturating_add(line.len());
        Some((field, value_at))
    }
}

impl<'e> Iterator for PartFields<'e> {
    type Item = Field<'e>;

    fn next(&mut self) -> Option<Field<'e>> {
        self.read().map(|(field, _)| field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(octets: &[u8]) -> Result<FormPart<'_>, Refused> {
        PartHead { octets }.form()
    }

    #[test]
    fn a_part_of_a_form_has_a_name() {
        let head = b"content-type: text/plain\r\nContent-Disposition: form-data; name=\"a \\\"b\"; filename=\"\xe2\x82\xac.txt\"\r\n";
        let part = form(head).unwrap();
        assert!(part.name.is(b"a \"b") && part.filename.unwrap().is("€.txt".as_bytes()));
        assert_eq!(part.content_type, Some(&b"text/plain"[..]));
        assert_eq!(PartHead { octets: head }.fields().count(), 2);
    }

    #[test]
    fn a_part_without_one_name_is_refused() {
        for (head, violation, at) in [
            (&b""[..], Violation::MultipartName, 0),
            (b"A: b\r\n", Violation::MultipartName, 6),
            (b"Content-Disposition:  form-data\r\n", Violation::MultipartName, 22),
            (b"Content-Disposition: attachment; name=a\r\n", Violation::MultipartName, 21),
            (b"Content-Disposition: form-data; name=a; NAME=b\r\n", Violation::MultipartName, 21),
            (b"A: b\r\nContent-Disposition: form-data; name=\"\r\n", Violation::QuotedString, 44),
        ] {
            assert_eq!(form(head), Err(Refused::new(violation, at)), "{:?}", head.escape_ascii().to_string());
        }
    }
}
