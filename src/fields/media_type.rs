// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Content-Type: media types (RFC 9110, 8.3).

use crate::error::{Refused, Violation};
use crate::fields::parameters::{self, Parameter, Parameters};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A media type: `type "/" subtype parameters` (RFC 9110, 8.3.1).
#[derive(Clone, Copy, Debug)]
pub struct MediaType<'b> {
    /// The type, as received; case does not matter.
    pub type_name: &'b [u8],
    /// The subtype, as received; case does not matter.
    pub subtype_name: &'b [u8],
    /// The parameters, which were found to be valid. Of those with one name the first counts.
    pub parameters: Parameters<'b>,
}

/// Reads a Content-Type.
///
/// # Errors
/// `MediaType`, `Parameter`, `QuotedString`, at the octet that broke the rule.
pub fn media_type(value: &[u8]) -> Result<MediaType<'_>, Refused> {
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let (type_name, subtype_name) = take_names(&mut cursor, Violation::MediaType)?;
    let parameters = parameters::take(&mut cursor, Violation::Parameter)?;
    cursor.end(Violation::MediaType)?;
    Ok(MediaType { type_name, subtype_name, parameters })
}

/// Takes `token "/" token`.
///
/// # Errors
/// `violation`, at the octet that is none of it.
pub fn take_names<'b>(cursor: &mut Cursor<'b>, violation: Violation) -> Result<(&'b [u8], &'b [u8]), Refused> {
    let type_name = cursor.token(violation)?;
    cursor.expect(b'/', violation)?;
    Ok((type_name, cursor.token(violation)?))
}

impl<'b> MediaType<'b> {
    /// Whether it is this type and subtype, whatever its parameters.
    #[must_use]
    pub const fn is(&self, type_name: &[u8], subtype_name: &[u8]) -> bool {
        self.type_name.eq_ignore_ascii_case(type_name) && self.subtype_name.eq_ignore_ascii_case(subtype_name)
    }

    /// Whether type and subtype are those of the other.
    #[must_use]
    pub const fn has_same_essence(&self, other: &MediaType<'_>) -> bool {
        self.is(other.type_name, other.subtype_name)
    }

    /// What stands behind the last "+" of the subtype, which names the syntax it is written in (RFC 6838, 4.2.8):
    /// `xml` of `image/svg+xml`.
    #[must_use]
    pub fn suffix(&self) -> Option<&'b [u8]> {
        let plus = self.subtype_name.iter().rposition(|octet| *octet == b'+')?;
        self.subtype_name.get(plus.saturating_add(1)..)
    }

    /// The charset, if it is named (RFC 9110, 8.3.2); compare it with [`Text::is_in_any_case`].
    #[must_use]
    pub fn charset(&self) -> Option<Text<'b>> {
        self.parameters.find(b"charset")
    }

    /// The charset by the rule of HTTP/1.0: text without one is in ISO-8859-1 (RFC 1945, 3.6.1).
    ///
    /// RFC 9110 dropped that default: ask for it only where the old rule is known to be meant.
    #[must_use]
    pub fn charset_in_http10(&self) -> Option<Text<'b>> {
        let default = self.type_name.eq_ignore_ascii_case(b"text").then_some(Text::plain(b"ISO-8859-1"));
        self.charset().or(default)
    }

    /// The boundary between the parts of a multipart type (RFC 2046, 5.1.1).
    #[must_use]
    pub fn boundary(&self) -> Option<Text<'b>> {
        self.parameters.find(b"boundary")
    }

    /// Writes it, with no whitespace, and quotes only where they are needed.
    ///
    /// # Errors
    /// `Value` for a type, subtype or parameter that is none.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        write_all(pen, self.type_name, self.subtype_name, self.parameters)
    }
}

/// Writes a media type of parts.
///
/// # Errors
/// `Value` for a type or subtype that is no token, or a parameter that is none.
pub fn write(
    pen: &mut Pen<'_>,
    type_name: &[u8],
    subtype_name: &[u8],
    parameters: &[Parameter<'_>],
) -> Result<(), Unwritable> {
    write_all(pen, type_name, subtype_name, parameters.iter().copied())
}

pub(super) fn write_all<'p>(
    pen: &mut Pen<'_>,
    type_name: &[u8],
    subtype_name: &[u8],
    parameters: impl Iterator<Item = Parameter<'p>>,
) -> Result<(), Unwritable> {
    pen.token(type_name)?.octet(b'/').token(subtype_name)?;
    for parameter in parameters {
        parameter.write(pen.octet(b';'))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_spellings_of_the_clause_are_one_media_type() {
        for value in [
            &b"text/html;charset=utf-8"[..],
            b"Text/HTML;Charset=\"utf-8\"",
            b"text/html; charset=\"utf-8\"",
            b"text/html;charset=UTF-8",
        ] {
            let media_type = media_type(value).unwrap();
            assert!(media_type.is(b"text", b"html"));
            assert!(media_type.charset().unwrap().is_in_any_case(b"UTF-8"));
        }
    }

    #[test]
    fn the_charset_of_text_has_a_default_in_http_1_0_alone() {
        let old = |value| media_type(value).unwrap().charset_in_http10();
        assert!(old(b"text/plain").unwrap().is(b"ISO-8859-1"));
        assert!(old(b"TEXT/plain;charset=koi8-r").unwrap().is(b"koi8-r"));
        assert_eq!(old(b"image/gif"), None);
        assert_eq!(media_type(b"text/plain").unwrap().charset(), None);
    }

    #[test]
    fn parameters_are_told_unquoted_and_the_first_of_a_name_counts() {
        let read = media_type(b"multipart/form-data; boundary=\"a\\\"b\"; BOUNDARY=c").unwrap();
        assert!(read.boundary().unwrap().is(b"a\"b"));
        assert_eq!(read.parameters.count(), 2);
        assert_eq!(media_type(b"image/svg+xml").unwrap().suffix(), Some(&b"xml"[..]));
        assert_eq!(media_type(b"image/png").unwrap().suffix(), None);
    }

    #[test]
    fn a_media_type_is_refused_where_it_breaks() {
        use Violation::{MediaType, Parameter, QuotedString};
        let table: [(&[u8], Violation, usize); 12] = [
            (b"", MediaType, 0),
            (b"text", MediaType, 4),
            (b"text/", MediaType, 5),
            (b"/html", MediaType, 0),
            (b"text /html", MediaType, 4),
            (b"text/html/x", MediaType, 9),
            (b"text/html, text/plain", MediaType, 9),
            (b"text/html charset=x", MediaType, 10),
            (b"text/html; charset", Parameter, 18),
            (b"text/html; charset =x", Parameter, 18),
            (b"text/html; charset=x y", MediaType, 21),
            (b"text/html; charset=\"x", QuotedString, 21),
        ];
        for (value, violation, at) in table {
            assert_eq!(media_type(value).unwrap_err(), Refused::new(violation, at), "{value:?}");
        }
    }

    #[test]
    fn a_media_type_is_written_as_the_clause_prefers() {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        media_type(b" text/html ; ;charset=\"utf-8\" ; x=\"a b\"").unwrap().write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"text/html;charset=utf-8;x=\"a b\"");
        let bad = Parameter { name: b"a", value: Text::plain(b"x\r\ny") };
        for (subtype_name, parameters) in [(&b"html\r\n"[..], &[][..]), (b"html", &[bad])] {
            let written = write(&mut Pen::new(&mut [0; 64]), b"text", subtype_name, parameters);
            assert_eq!(written, Err(Unwritable::Value));
        }
    }
}
