// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Content-Disposition: whether content is to be shown or saved, and under which name (RFC 6266).

use crate::error::{Refused, Violation};
use crate::fields::ext_value::{self, Charset, ExtValue};
use crate::fields::file_name::FileName;
use crate::fields::spaced_parameters::{self, SpacedParameters};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// The disposition types that have a number here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disposition {
    /// A name that is none of these; it is to be handled as `attachment` (RFC 6266, 4.2).
    Other,
    /// To be shown.
    Inline,
    /// To be saved.
    Attachment,
    /// A part of a form (RFC 7578, 4.2).
    FormData,
}

/// A Content-Disposition: `disposition-type *( ";" disposition-parm )` (RFC 6266, 4.1).
#[derive(Clone, Copy, Debug)]
pub struct ContentDisposition<'b> {
    /// Which type it is.
    pub disposition: Disposition,
    /// The type's name, as received; case does not matter.
    pub type_name: &'b [u8],
    /// The parameter `filename`.
    pub plain_name: Option<Text<'b>>,
    /// The parameter `filename*`.
    pub extended_name: Option<ExtValue<'b>>,
    /// All parameters, these two among them.
    pub parameters: SpacedParameters<'b>,
}

/// Reads a Content-Disposition.
///
/// # Errors
/// `Disposition`, at the octet that broke the rule: at the value of a second `filename` or `filename*`, with which it
/// is invalid (RFC 6266, 4.1); `QuotedString`; in `filename*`, as [`ext_value`](ext_value::ext_value).
pub fn content_disposition(value: &[u8]) -> Result<ContentDisposition<'_>, Refused> {
    const REFUSED: Violation = Violation::Disposition;
    let mut cursor = Cursor::new(value);
    cursor.ows();
    let type_name = cursor.token(REFUSED)?;
    let start = cursor.at();
    let (mut plain_name, mut extended_name) = (None, None);
    spaced_parameters::skip_empty(&mut cursor);
    while let Some(parameter) = spaced_parameters::next(&mut cursor, REFUSED)? {
        let end = cursor.at();
        let quoted = cursor.since(end.saturating_sub(1)) == b"\"";
        let begin = end.saturating_sub(parameter.value.raw().len()).saturating_sub(if quoted { 2 } else { 0 });
        if parameter.is(b"filename") {
            once(plain_name.is_some(), begin)?;
            plain_name = Some(parameter.value);
        } else if parameter.is(b"filename*") {
            once(extended_name.is_some(), begin)?;
            // RFC 8187, 3.2.1: an ext-value is never quoted.
            let raw = if quoted { b"\"" } else { parameter.value.raw() };
            extended_name = Some(ext_value::ext_value(raw).map_err(|refused| refused.after(begin))?);
        }
        spaced_parameters::skip_empty(&mut cursor);
    }
    let parameters = SpacedParameters::since(&cursor, start);
    cursor.end(REFUSED)?;
    Ok(ContentDisposition { plain_name, extended_name, parameters, ..ContentDisposition::named(type_name) })
}

/// RFC 6266, 4.1: with two parameters of one name it is invalid.
const fn once(seen: bool, at: usize) -> Result<(), Refused> {
    if seen { Err(Refused::new(Violation::Disposition, at)) } else { Ok(()) }
}

impl<'b> ContentDisposition<'b> {
    /// A disposition of this type, without parameters.
    #[must_use]
    pub fn named(type_name: &'b [u8]) -> Self {
        let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(type_name));
        let disposition = known.map_or(Disposition::Other, |(_, disposition)| *disposition);
        let parameters = SpacedParameters::NONE;
        ContentDisposition { disposition, type_name, plain_name: None, extended_name: None, parameters }
    }

    /// Whether content is to be saved rather than shown: so it is with types that are not known (RFC 6266, 4.2).
    #[must_use]
    pub const fn is_to_be_saved(&self) -> bool {
        matches!(self.disposition, Disposition::Attachment | Disposition::Other)
    }

    /// The name to save content by: that of `filename*`, if its charset is known here, else that of `filename`
    /// (RFC 6266, 4.3). It is what the sender says: save by its [`safe`](FileName::safe) form only.
    #[must_use]
    pub fn file_name(&self) -> Option<FileName<'b>> {
        let extended = self.extended_name.filter(|name| name.charset != Charset::Other);
        extended.map(FileName::Extended).or(self.plain_name.map(FileName::Plain))
    }

    /// Writes it: the type, other parameters, `filename` in quotes, `filename*`.
    ///
    /// # Errors
    /// `Value` for parts that are none.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.type_name)?;
        let is_file_name =
            |name: &[u8]| name.eq_ignore_ascii_case(b"filename") || name.eq_ignore_ascii_case(b"filename*");
        for parameter in self.parameters.filter(|parameter| !is_file_name(parameter.name)) {
            parameter.write(pen.octets(b"; "))?;
        }
        if let Some(name) = self.plain_name {
            pen.octets(b"; filename=").quoted(name.octets())?;
        }
        match self.extended_name {
            Some(name) => name.write(pen.octets(b"; filename*=")),
            None => Ok(()),
        }
    }
}

/// Writes a Content-Disposition with a file name.
///
/// The name is written as `filename`; where that cannot say it to every recipient, `filename*` says it in UTF-8, and
/// in `filename` each character that is not plain ASCII, and each `"`, `\` and `%`, is `_` (RFC 6266, D).
///
/// # Errors
/// `Value` for a type that is no token, an empty name, or one that holds a control character.
pub fn write(pen: &mut Pen<'_>, type_name: &[u8], file_name: Option<&str>) -> Result<(), Unwritable> {
    pen.token(type_name)?;
    let Some(name) = file_name else { return Ok(()) };
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(Unwritable::Value);
    }
    let plain = |c: char| if is_plain(c) { u8::try_from(c).unwrap_or(b'_') } else { b'_' };
    pen.octets(b"; filename=").quoted(name.chars().map(plain))?;
    match name.chars().all(is_plain) {
        true => Ok(()),
        false => ext_value::write(pen.octets(b"; filename*="), b"", name),
    }
}

/// Whether recipients agree on what it means in a quoted `filename`.
const fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%')
}

const NAMES: [(&[u8], Disposition); 3] =
    [(b"attachment", Disposition::Attachment), (b"inline", Disposition::Inline), (b"form-data", Disposition::FormData)];

#[cfg(test)]
mod tests {
    use super::*;

    fn name(value: &[u8]) -> Option<String> {
        content_disposition(value).unwrap().file_name().map(|name| name.chars().collect())
    }

    fn written(file_name: Option<&str>) -> Result<String, Unwritable> {
        let mut room = [0; 96];
        let mut pen = Pen::new(&mut room);
        write(&mut pen, b"attachment", file_name)?;
        Ok(String::from_utf8(pen.written()?.to_vec()).unwrap())
    }

    #[test]
    fn the_examples_of_the_rfc_are_read() {
        // RFC 6266, 5.
        assert_eq!(name(b"Attachment; filename=example.html").as_deref(), Some("example.html"));
        assert_eq!(name(b"INLINE; FILENAME= \"an example.html\"").as_deref(), Some("an example.html"));
        assert_eq!(name(b"attachment; filename*= UTF-8''%e2%82%ac%20rates").as_deref(), Some("€ rates"));
        let both = b"attachment; filename=\"EURO rates\"; filename*=utf-8''%e2%82%ac%20rates";
        assert_eq!(name(both).as_deref(), Some("€ rates"));
        assert_eq!(name(b"attachment"), None);
    }

    #[test]
    fn types_are_known_in_any_case_and_unknown_ones_are_saved() {
        for (value, disposition, saved) in [
            (&b"INLINE"[..], Disposition::Inline, false),
            (b" attachment ;", Disposition::Attachment, true),
            (b"foobar; filename=x", Disposition::Other, true),
            (b"form-data; name=\"a\"", Disposition::FormData, false),
        ] {
            let read = content_disposition(value).unwrap();
            assert_eq!((read.disposition, read.is_to_be_saved()), (disposition, saved));
        }
    }

    #[test]
    fn a_plain_name_is_neither_percent_decoded_nor_guessed_at() {
        assert_eq!(name(b"attachment; filename=\"a%41\\\"\\b.txt\"").as_deref(), Some("a%41\"b.txt"));
        // RFC 6266, 4.3: octets beyond ASCII are ISO-8859-1.
        assert_eq!(name(b"attachment; filename=\"\xe4.txt\"").as_deref(), Some("ä.txt"));
        // RFC 8187, 3.2.1: a recipient may ignore a charset that it does not know.
        assert_eq!(name(b"attachment; filename=a; filename*=koi8-r''%c1").as_deref(), Some("a"));
    }

    #[test]
    fn a_disposition_is_refused_where_it_breaks() {
        use Violation::{Disposition, ExtValue, Percent, QuotedString};
        let table: [(&[u8], Violation, usize); 12] = [
            (b"", Disposition, 0),
            (b"\"attachment\"", Disposition, 0),
            (b"attachment filename=a", Disposition, 11),
            (b"attachment; filename", Disposition, 20),
            (b"attachment; filename=a b", Disposition, 23),
            (b"attachment; filename=", Disposition, 21),
            (b"attachment; filename=\"a", QuotedString, 23),
            (b"attachment; filename=a; filename=\"b\"", Disposition, 33),
            (b"attachment; filename*=UTF-8''a; FileName*=UTF-8''b", Disposition, 42),
            (b"attachment; filename*=\"UTF-8''a\"", ExtValue, 22),
            (b"attachment; filename*=a", ExtValue, 23),
            (b"attachment; filename*=UTF-8''%4", Percent, 29),
        ];
        for (value, violation, at) in table {
            assert_eq!(content_disposition(value).unwrap_err(), Refused::new(violation, at), "{value:?}");
        }
    }

    #[test]
    fn a_name_is_written_twice_where_one_will_not_do() {
        assert_eq!(written(None).unwrap(), "attachment");
        assert_eq!(written(Some("a b.txt")).unwrap(), "attachment; filename=\"a b.txt\"");
        let both = "attachment; filename=\"_ 100_.txt\"; filename*=UTF-8''%E2%82%AC%20100%25.txt";
        assert_eq!(written(Some("€ 100%.txt")).unwrap(), both);
        assert_eq!(name(both.as_bytes()).as_deref(), Some("€ 100%.txt"));
        for bad in ["", "a\r\nb", "a\0"] {
            assert_eq!(written(Some(bad)), Err(Unwritable::Value));
        }
    }

    #[test]
    fn what_was_read_is_written_in_one_order() {
        let mut room = [0; 96];
        let mut pen = Pen::new(&mut room);
        let value = b"Attachment;filename*=utf-8''%61 ; FILENAME = a;; size=\"1 2\"";
        content_disposition(value).unwrap().write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"Attachment; size=\"1 2\"; filename=\"a\"; filename*=UTF-8''a");
    }
}
