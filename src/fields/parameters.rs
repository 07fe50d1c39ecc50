// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Parameters behind a value: `*( OWS ";" OWS [ name "=" value ] )` (RFC 9110, 5.6.6).

use crate::error::{Refused, Violation};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// A parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter<'b> {
    /// Its name, a token; case does not matter.
    pub name: &'b [u8],
    /// What its value says.
    pub value: Text<'b>,
}

impl Parameter<'_> {
    /// Whether it has this name.
    #[must_use]
    pub const fn is(&self, name: &[u8]) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Writes `name "=" value`, the value as a token if it is one.
    ///
    /// # Errors
    /// `Value` for a name that is no token, or a value that no quoted-string holds.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.name)?.octet(b'=').word(self.value.octets())?;
        Ok(())
    }
}

/// The parameters of a value that was found to be valid, in order.
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'b> {
    cursor: Cursor<'b>,
}

impl<'b> Parameters<'b> {
    /// No parameters.
    pub const NONE: Parameters<'static> = Parameters { cursor: Cursor::new(&[]) };

    /// As received, from the first ";" on.
    #[must_use]
    pub fn raw(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// The value of the first with this name.
    #[must_use]
    pub fn find(&self, name: &[u8]) -> Option<Text<'b>> {
        let mut all = *self;
        all.find_map(|parameter| parameter.is(name).then_some(parameter.value))
    }
}

impl<'b> Iterator for Parameters<'b> {
    type Item = Parameter<'b>;

    fn next(&mut self) -> Option<Parameter<'b>> {
        next(&mut self.cursor, Violation::Parameter).unwrap_or(None)
    }
}

/// Takes all parameters that stand next, and checks them.
///
/// # Errors
/// `violation`, where one is not `name "=" value`; `QuotedString`.
pub fn take<'b>(cursor: &mut Cursor<'b>, violation: Violation) -> Result<Parameters<'b>, Refused> {
    let start = cursor.at();
    while next(cursor, violation)?.is_some() {}
    Ok(Parameters { cursor: Cursor::new(cursor.since(start)) })
}

/// Takes the next parameter, over empty ones; nothing where no ";" stands next.
///
/// # Errors
/// As [`take`].
pub fn next<'b>(cursor: &mut Cursor<'b>, violation: Violation) -> Result<Option<Parameter<'b>>, Refused> {
    loop {
        let before = *cursor;
        cursor.ows();
        if !cursor.take(b';') {
            // OWS that no ";" follows belongs to what comes next.
            *cursor = before;
            return Ok(None);
        }
        cursor.ows();
        if matches!(cursor.peek(), None | Some(b';' | b',')) {
            continue;
        }
        let name = cursor.token(violation)?;
        cursor.expect(b'=', violation)?;
        return Ok(Some(Parameter { name, value: cursor.word(violation)? }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Told<'b> = Vec<(&'b [u8], Vec<u8>)>;

    fn all(octets: &[u8]) -> Result<Told<'_>, usize> {
        let mut cursor = Cursor::new(octets);
        let taken = take(&mut cursor, Violation::Parameter).map_err(|refused| refused.at)?;
        cursor.end(Violation::Parameter).map_err(|refused| refused.at)?;
        Ok(taken.map(|parameter| (parameter.name, parameter.value.octets().collect())).collect())
    }

    #[test]
    fn parameters_are_told_in_order_and_empty_ones_are_passed_over() {
        assert_eq!(all(b"; a=b ;;\tC=\"d;\\\"\" ; ").unwrap(), [(&b"a"[..], b"b".to_vec()), (b"C", b"d;\"".to_vec())]);
        assert!(all(b"").unwrap().is_empty());
    }

    #[test]
    fn a_parameter_is_refused_where_it_breaks() {
        for (octets, at) in [(&b"; a"[..], 3), (b";a =b", 2), (b";a=", 3), (b";a=\"b", 5), (b" x", 1), (b";=b", 1)] {
            assert_eq!(all(octets), Err(at), "{octets:?}");
        }
    }
}
