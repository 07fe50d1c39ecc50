// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Comments, written (RFC 9110, 5.6.5). They are read by [`Cursor::comment`](crate::grammar::cursor::Cursor::comment).

use crate::grammar::octet::is_field_octet;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// Writes a comment that says what `text` says. Parentheses in it stay as they are if they pair, as comments within
/// a comment do, else they are escaped.
///
/// # Errors
/// `Value` for octets that no field value holds.
pub fn write(text: Text<'_>, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    let pairs = are_paired(text);
    pen.octet(b'(');
    for octet in text.octets() {
        match octet {
            b'(' | b')' if pairs => pen.octet(octet),
            b'(' | b')' | b'\\' => pen.octets(&[b'\\', octet]),
            octet if is_field_octet(octet) => pen.octet(octet),
            _ => return Err(Unwritable::Value),
        };
    }
    pen.octet(b')');
    Ok(())
}

fn are_paired(text: Text<'_>) -> bool {
    let depth = text.octets().try_fold(0usize, |depth, octet| match octet {
        b'(' => depth.checked_add(1),
        b')' => depth.checked_sub(1),
        _ => Some(depth),
    });
    depth == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::cursor::Cursor;

    #[test]
    fn a_comment_is_written_so_that_it_says_the_same() {
        for (text, expected) in [
            (&b"a (b) c"[..], "(a (b) c)"),
            (b"a) (b", "(a\\) \\(b)"),
            (b":-)", "(:-\\))"),
            (b"\\", "(\\\\)"),
            (b"", "()"),
        ] {
            let mut room = [0; 32];
            let mut pen = Pen::new(&mut room);
            write(Text::plain(text), &mut pen).unwrap();
            let written = pen.written().unwrap();
            assert_eq!(written, expected.as_bytes());
            assert!(Cursor::new(written).comment().unwrap().is(text));
        }
        assert_eq!(write(Text::plain(b"\n"), &mut Pen::new(&mut [])), Err(Unwritable::Value));
    }
}
