// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! field-line (RFC 9112, 5): `field-name ":" OWS field-value OWS`.

use crate::error::{Misuse, Refused, Violation};
use crate::grammar::octet;
use crate::grammar::scan;

/// One field line, received or to be sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Field<'b> {
    /// A token; compares without case.
    pub name: &'b [u8],
    /// Without OWS around it; may hold obs-text, so it need not be UTF-8.
    pub value: &'b [u8],
}

impl<'b> Field<'b> {
    /// A field line to send.
    #[must_use]
    pub const fn new(name: &'b str, value: &'b str) -> Self {
        Field { name: name.as_bytes(), value: value.as_bytes() }
    }

    /// Whether this is its name, without regard to case.
    #[must_use]
    pub const fn is(&self, name: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

impl core::fmt::Debug for Field<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {}", self.name.escape_ascii(), self.value.escape_ascii())
    }
}

/// Field lines to send, told in the same order as often as they are asked for.
pub trait Lines {
    /// The lines, in order.
    fn lines(&self) -> impl Iterator<Item = Field<'_>>;

    /// Whole lines that were written before, and come first; [`lines`](Lines::lines) does not tell them again.
    fn written(&self) -> &[u8] {
        &[]
    }

    /// Those among them that have to be checked before they are sent: all, but those the library adds.
    fn passed(&self) -> impl Iterator<Item = Field<'_>> {
        self.lines()
    }
}

impl Lines for [Field<'_>] {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        self.iter().copied()
    }
}

impl<const COUNT: usize> Lines for [Field<'_>; COUNT] {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        self.iter().copied()
    }
}

impl<L: Lines + ?Sized> Lines for &L {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        (**self).lines()
    }

    fn written(&self) -> &[u8] {
        (**self).written()
    }

    fn passed(&self) -> impl Iterator<Item = Field<'_>> {
        (**self).passed()
    }
}

/// One after the other.
impl<A: Lines, B: Lines> Lines for (A, B) {
    fn lines(&self) -> impl Iterator<Item = Field<'_>> {
        self.0.lines().chain(self.1.lines())
    }

    fn passed(&self) -> impl Iterator<Item = Field<'_>> {
        self.0.passed().chain(self.1.passed())
    }
}

/// Reads a field line, its line terminator taken off.
///
/// # Errors
/// `FIELD_NAME`, `FIELD_COLON`, `FIELD_COLON_SPACE`, `FIELD_VALUE`, `BARE_CR`.
pub fn read(line: &[u8]) -> Result<Field<'_>, Refused> {
    let count = octet::tchars(line);
    match line.split_at_checked(count) {
        Some((name @ [_, ..], [b':', value @ ..])) => {
            self::value(value).map_err(|refused| refused.after(count.saturating_add(1)))?;
            Ok(Field { name, value: octet::trim(value) })
        }
        Some((name, rest)) => Err(Refused::new(name_refused(name, rest), count)),
        None => Err(Refused::new(Violation::FieldColon, count)),
    }
}

/// Reads a field line with its line terminator, which must be CRLF: the lines of a trailer section are framing, of
/// which nothing is tolerated.
///
/// # Errors
/// As [`read`]; `BARE_LF`.
pub fn read_ended(line: &[u8]) -> Result<Field<'_>, Refused> {
    let (text, bare) = match line {
        [text @ .., b'\r', b'\n'] => (text, false),
        [text @ .., _] => (text, true),
        [] => (line, true),
    };
    match read(text) {
        Err(refused) if !bare || refused.at < text.len() => Err(refused),
        _ if bare => Err(Refused::new(Violation::BareLf, text.len())),
        read => read,
    }
}

/// Why a name that is followed by `rest` does not begin a field line.
fn name_refused(name: &[u8], rest: &[u8]) -> Violation {
    match (name, octet::trim(rest), rest) {
        (_, _, [b'\r', ..]) => Violation::BareCr,
        // 9112, 5.1: no whitespace is allowed between the field name and colon.
        ([_, ..], [b':', ..], [b' ' | b'\t', ..]) => Violation::FieldColonSpace,
        _ if scan::position(b':', rest).is_none() => Violation::FieldColon,
        _ => Violation::FieldName,
    }
}

/// Checks that all octets may stand in a field value (RFC 9110, 5.5).
fn value(octets: &[u8]) -> Result<(), Refused> {
    // No early exit, so that the compiler makes vectors of it.
    if octets.iter().fold(true, |fine, octet| fine & octet::is_field_octet(*octet)) {
        return Ok(());
    }
    let at = octet::run(octets, octet::is_field_octet);
    match octets.get(at) {
        Some(b'\r') => Err(Refused::new(Violation::BareCr, at)),
        _ => Err(Refused::new(Violation::FieldValue, at)),
    }
}

/// The name at the start of a line that may be wrong behind it.
#[must_use]
pub fn name_of(line: &[u8]) -> &[u8] {
    line.get(..octet::tchars(line)).unwrap_or(&[])
}

/// Whether a field could be sent: nothing in it can start a line of its own.
///
/// # Errors
/// `FIELD_SYNTAX`: the name is no token; the value has a control character, or white space around it.
pub fn check(field: &Field<'_>) -> Result<(), Misuse> {
    let fits = octet::is_token(field.name)
        && value(field.value).is_ok()
        && octet::trim(field.value).len() == field.value.len();
    if fits { Ok(()) } else { Err(Misuse::FieldSyntax) }
}

/// The pieces of a field line to send.
#[must_use]
pub const fn written<'b>(field: &Field<'b>) -> [&'b [u8]; 4] {
    [field.name, b": ", field.value, b"\r\n"]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(line: &[u8]) -> (Violation, usize) {
        let refused = read(line).unwrap_err();
        (refused.violation, refused.at)
    }

    #[test]
    fn each_part_is_refused_by_its_own_rule() {
        assert_eq!(refusal(b": x"), (Violation::FieldName, 0));
        assert_eq!(refusal(b"a b: x"), (Violation::FieldName, 1));
        assert_eq!(refusal(b"a(b: x"), (Violation::FieldName, 1));
        assert_eq!(refusal(b"ab"), (Violation::FieldColon, 2));
        assert_eq!(refusal(b"GET / HTTP/1.1"), (Violation::FieldColon, 3));
        assert_eq!(refusal(b"a \t: x"), (Violation::FieldColonSpace, 1));
        assert_eq!(refusal(b"a: x\x00"), (Violation::FieldValue, 4));
        assert_eq!(refusal(b"a: x\ry"), (Violation::BareCr, 4));
        assert_eq!(refusal(b"a\r: x"), (Violation::BareCr, 1));
    }

    #[test]
    fn what_may_be_sent_is_read_back() {
        for octet in 0..=255u8 {
            let value = [b'a', octet, b'b'];
            let field = Field { name: b"X", value: &value };
            let written = written(&field).concat();
            let read = read(written.strip_suffix(b"\r\n").unwrap());
            assert_eq!(check(&field).is_ok(), read == Ok(field), "{octet}");
        }
        assert!(check(&Field::new("X", " a")).is_err());
        assert!(check(&Field::new("X Y", "a")).is_err());
    }
}
