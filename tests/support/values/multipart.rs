// SPDX-License-Identifier: MIT OR Apache-2.0
//! Bodies of several parts.

use oyez::error::{Refused, Violation};
use oyez::fields::media_type::media_type;
use oyez::fields::multipart::boundary::Boundary;
use oyez::fields::multipart::reader::{Event, Reader};
use oyez::grammar::text::Text;

use super::told::Told;

/// Octets of a part's head, and parts, at most.
const HEAD: usize = 512;
const PARTS: u32 = 64;

/// A line `Content-Type: VALUE`, an empty line, and a body: read whole, and octet by octet, to the same effect.
pub fn body(value: &[u8], told: &mut Told) {
    let end = value.windows(4).position(|octets| octets == b"\r\n\r\n").unwrap_or(value.len());
    let Some(line) = value[..end].strip_prefix(b"Content-Type: ") else {
        return told.refuse(Refused::new(Violation::MediaType, 0));
    };
    let before = end - line.len();
    let Some(read) = told.read(media_type(line).map_err(|refused| refused.after(before))) else { return };
    let Ok(boundary) = Boundary::new(read.boundary().unwrap_or(Text::plain(b""))) else {
        return told.refuse(Refused::new(Violation::MultipartBoundary, end));
    };
    let body = value.get(end + 4..).unwrap_or_default();
    let mut whole = pieces(body.chunks(body.len().max(1)), boundary);
    assert_eq!(whole, pieces(body.chunks(1), boundary), "octet by octet");
    if let Some(refused) = whole.refused.take() {
        whole.lines.pop();
        whole.refuse(refused.after((end + 4).min(value.len())));
    }
    *told = whole;
}

fn pieces<'b>(pieces: impl Iterator<Item = &'b [u8]>, boundary: Boundary) -> Told {
    let (mut told, mut data) = (Told::default(), Vec::new());
    let (mut reader, mut head) = (Reader::new(boundary, PARTS), vec![0; HEAD]);
    for mut piece in pieces {
        loop {
            match reader.next(&mut piece, &mut head) {
                Ok(None) => break,
                Ok(Some(Event::Part(part))) => {
                    let line = told.line().word("part");
                    if let Ok(form) = part.form() {
                        line.text("name", form.name)
                            .some_text("filename", form.filename)
                            .some_octets("content-type", form.content_type);
                    }
                    for field in part.fields() {
                        told.parameter().octets(&String::from_utf8_lossy(field.name), field.value);
                    }
                }
                Ok(Some(Event::Data(octets))) => data.extend(octets),
                Ok(Some(Event::PartEnd)) => {
                    told.line().octets("data", &data);
                    data.clear();
                }
                Ok(Some(Event::End)) => {
                    told.line().word("end");
                }
                Err(refused) => {
                    told.refuse(refused);
                    return told;
                }
            }
        }
    }
    if let Err(refused) = reader.finish() {
        told.refuse(refused);
    }
    told
}
