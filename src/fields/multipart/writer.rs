// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! A multipart body, written: [`head`], the data of a part, [`PART_END`]; and so for each part; then [`end`]. How
//! much that will be, [`length`] tells before.
//!
//! Nothing of what was written before has to be remembered: the CRLF that belongs to a delimiter is written behind
//! the data that it ends.

use crate::fields::content_range::ContentRange;
use crate::fields::multipart::boundary::Boundary;
use crate::grammar::pen::{Pen, Unwritable};
use crate::syntax::field_line::{self, Field};

/// What stands behind the data of each part: the beginning of the next delimiter.
pub const PART_END: &[u8] = b"\r\n";

/// The fields of a part.
pub trait Fields {
    /// Writes the field lines, each with its CRLF.
    ///
    /// # Errors
    /// `Value` for a name or a value that no field line has.
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable>;
}

impl Fields for [Field<'_>] {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.iter().try_for_each(|field| {
            field_line::check(field).map_err(|_| Unwritable::Value)?;
            for piece in field_line::written(field) {
                pen.octets(piece);
            }
            Ok(())
        })
    }
}

impl<F: Fields + ?Sized> Fields for &F {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        (**self).write(pen)
    }
}

/// The fields of a part of a form (RFC 7578, 4.2 and 4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormFields<'b> {
    /// The name of the form's field.
    pub name: &'b [u8],
    /// The name of the file whose content it is.
    pub filename: Option<&'b [u8]>,
    /// Its media type; text/plain without.
    pub content_type: Option<&'b [u8]>,
}

impl Fields for FormFields<'_> {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.octets(b"Content-Disposition: form-data; name=").quoted(self.name.iter().copied())?;
        if let Some(filename) = self.filename {
            pen.octets(b"; filename=").quoted(filename.iter().copied())?;
        }
        pen.octets(b"\r\n");
        content_type(self.content_type, pen)
    }
}

/// The fields of a part that is a range (RFC 9110, 14.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeFields<'b> {
    /// The media type of the representation.
    pub content_type: Option<&'b [u8]>,
    /// The position of its first octet.
    pub first: u64,
    /// The position of its last octet.
    pub last: u64,
    /// Octets of the whole representation, if that is known.
    pub complete: Option<u64>,
}

impl Fields for RangeFields<'_> {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        content_type(self.content_type, pen)?;
        let range = Some((self.first, self.last));
        ContentRange { unit: b"bytes", range, complete: self.complete }.write(pen.octets(b"Content-Range: "))?;
        pen.octets(b"\r\n");
        Ok(())
    }
}

fn content_type(value: Option<&[u8]>, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    match value {
        Some(value) => [Field { name: b"Content-Type", value }].write(pen),
        None => Ok(()),
    }
}

/// Writes what stands before the data of a part: the delimiter's line, the fields, an empty line.
///
/// # Errors
/// As [`Fields::write`].
pub fn head<F: Fields + ?Sized>(boundary: &Boundary, fields: &F, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    pen.octets(boundary.dash_boundary()).octets(b"\r\n");
    fields.write(pen)?;
    pen.octets(b"\r\n");
    Ok(())
}

/// Writes what stands behind the last part.
pub fn end(boundary: &Boundary, pen: &mut Pen<'_>) {
    pen.octets(boundary.dash_boundary()).octets(b"--\r\n");
}

/// How many octets a body has of these parts: the fields of each, and octets of its data.
///
/// # Errors
/// As [`Fields::write`]; `Value` for more than 64 bits can hold.
pub fn length<F: Fields>(boundary: &Boundary, parts: &[(F, u64)]) -> Result<u64, Unwritable> {
    let mut length = Some(0u64);
    for (fields, data) in parts {
        let mut counter = Pen::new(&mut []);
        head(boundary, fields, &mut counter)?;
        let around = u64::try_from(counter.octets(PART_END).len()).ok();
        length = length.zip(around).and_then(|(length, around)| length.checked_add(around)?.checked_add(*data));
    }
    let mut counter = Pen::new(&mut []);
    end(boundary, &mut counter);
    let end = u64::try_from(counter.len()).ok();
    length.zip(end).and_then(|(length, end)| length.checked_add(end)).ok_or(Unwritable::Value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::content_range::content_range;
    use crate::fields::multipart::reader::{Event, Reader};
    use crate::grammar::text::Text;
    use proptest::prelude::*;

    fn boundary() -> Boundary {
        Boundary::new(Text::plain(b"THIS_STRING_SEPARATES")).unwrap()
    }

    fn body<F: Fields>(parts: &[(F, &[u8])]) -> Result<Vec<u8>, Unwritable> {
        let mut room = [0; 2048];
        let mut pen = Pen::new(&mut room);
        for (fields, data) in parts {
            head(&boundary(), fields, &mut pen)?;
            pen.octets(data).octets(PART_END);
        }
        end(&boundary(), &mut pen);
        let lengths: Vec<_> = parts.iter().map(|(fields, data)| (fields, data.len() as u64)).collect();
        assert_eq!(length(&boundary(), &lengths), Ok(pen.len() as u64));
        pen.written().map(<[u8]>::to_vec)
    }

    #[test]
    fn ranges_are_written_as_rfc_9110_shows_them() {
        let range =
            |first, last| RangeFields { content_type: Some(b"application/pdf"), first, last, complete: Some(8000) };
        let expected = b"--THIS_STRING_SEPARATES\r\nContent-Type: application/pdf\r\nContent-Range: bytes 500-999/8000\r\n\r\n\
            one\r\n--THIS_STRING_SEPARATES\r\nContent-Type: application/pdf\r\nContent-Range: bytes 7000-7999/8000\r\n\r\n\
            two\r\n--THIS_STRING_SEPARATES--\r\n";
        assert_eq!(body(&[(range(500, 999), b"one"), (range(7000, 7999), b"two")]).unwrap(), expected);
        assert_eq!(body(&[(range(9, 8), b"")]), Err(Unwritable::Value));
    }

    #[test]
    fn nothing_that_is_written_makes_a_line_of_its_own() {
        let form = FormFields { name: b"a\r\nb: c", filename: None, content_type: None };
        assert_eq!(body(&[(form, b"")]), Err(Unwritable::Value));
        assert_eq!(
            body(&[(FormFields { name: b"a", content_type: Some(b"b\r\n\r\n"), ..form }, b"")]),
            Err(Unwritable::Value)
        );
        assert_eq!(body(&[(&[Field::new("a:", "b")][..], b"")]), Err(Unwritable::Value));
        assert_eq!(length(&boundary(), &[(FormFields { name: b"", ..form }, u64::MAX)]), Err(Unwritable::Value));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(parts in proptest::collection::vec(("[ -~é]{0,6}", proptest::option::of("[ -~é]{0,6}"), "(\r\n|--|THIS_STRING|x|\r){0,6}"), 0..4)) {
            let given: Vec<_> = parts.iter().map(|(name, filename, data)| {
                let filename = filename.as_deref().map(str::as_bytes);
                (FormFields { name: name.as_bytes(), filename, content_type: None }, data.as_bytes())
            }).collect();
            let body = body(&given).unwrap();
            let (mut reader, mut head, mut input) = (Reader::new(boundary(), 9), [0; 256], &body[..]);
            let (mut names, mut data) = (Vec::new(), Vec::new());
            while let Some(event) = reader.next(&mut input, &mut head).unwrap() {
                match event {
                    Event::Part(head) => {
                        let form = head.form().unwrap();
                        names.push((form.name.octets().collect::<Vec<_>>(), form.filename.map(|name| name.octets().collect::<Vec<_>>())));
                        data.push(Vec::<u8>::new());
                    }
                    Event::Data(octets) => data.last_mut().unwrap().extend(octets),
                    _ => {}
                }
            }
            reader.finish().unwrap();
            let expected: Vec<_> = parts.iter().map(|(name, filename, _)| {
                (name.clone().into_bytes(), filename.clone().map(String::into_bytes))
            }).collect();
            prop_assert_eq!(names, expected);
            prop_assert!(data.iter().eq(parts.iter().map(|(.., data)| data.as_bytes())));
        }

        #[test]
        fn a_range_is_read_back(first in 0u64..1000, more in 0u64..1000, complete in proptest::option::of(2000u64..3000)) {
            let fields = RangeFields { content_type: None, first, last: first + more, complete };
            let mut room = [0; 128];
            let mut pen = Pen::new(&mut room);
            fields.write(&mut pen).unwrap();
            let field = field_line::read(pen.written().unwrap().strip_suffix(b"\r\n").unwrap()).unwrap();
            let expected = ContentRange { unit: b"bytes", range: Some((first, first + more)), complete };
            prop_assert_eq!(content_range(field.value), Ok(expected));
        }
    }
}
