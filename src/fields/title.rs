// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Title: `*TEXT`, what a document is called (RFC 1945, D.2.9).

use crate::error::{Refused, Violation};
use crate::grammar::octet::{is_field_octet, run, trim};
use crate::grammar::pen::{Pen, Unwritable};

/// A title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title<'b> {
    /// Its text, as received; by RFC 1945, 2.2, in ISO-8859-1.
    pub text: &'b [u8],
}

/// Reads a Title.
///
/// # Errors
/// `FieldValue`, at an octet that no field value holds.
pub fn title(value: &[u8]) -> Result<Title<'_>, Refused> {
    match run(value, is_field_octet) {
        count if count == value.len() => Ok(Title { text: trim(value) }),
        at => Err(Refused::new(Violation::FieldValue, at)),
    }
}

impl Title<'_> {
    /// Writes the title.
    ///
    /// # Errors
    /// `Value` for an octet that no field value holds.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match title(self.text) {
            Ok(Title { text }) => {
                pen.octets(text);
                Ok(())
            }
            Err(_) => Err(Unwritable::Value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_any_text() {
        assert_eq!(title(b" \"Na, so was\", caf\xe9 ").unwrap().text, b"\"Na, so was\", caf\xe9");
        assert_eq!(title(b"a\rb"), Err(Refused::new(Violation::FieldValue, 1)));
        assert_eq!(Title { text: b"a\r\nb: c" }.write(&mut Pen::new(&mut [0; 9])), Err(Unwritable::Value));
    }
}
