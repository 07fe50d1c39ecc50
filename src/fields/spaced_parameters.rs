// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Parameters with whitespace about their "=": `*( OWS ";" OWS token BWS "=" BWS ( token / quoted-string ) )`, as
//! transfer codings (RFC 9110, 10.1.4) and Content-Disposition (RFC 6266, 4.1) have them.

use crate::error::{Refused, Violation};
use crate::fields::parameters::Parameter;
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::is_space;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// The parameters of a value that was found to be valid, in order.
#[derive(Clone, Copy, Debug)]
pub struct SpacedParameters<'b> {
    cursor: Cursor<'b>,
}

impl<'b> SpacedParameters<'b> {
    /// No parameters.
    pub const NONE: SpacedParameters<'static> = SpacedParameters { cursor: Cursor::new(&[]) };

    /// What the cursor took since `start`.
    pub(crate) fn since(cursor: &Cursor<'b>, start: usize) -> Self {
        SpacedParameters { cursor: Cursor::new(cursor.since(start)) }
    }

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

    /// Writes all of them, a ";" before each.
    ///
    /// # Errors
    /// As [`Parameter::write`].
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        for parameter in *self {
            parameter.write(pen.octet(b';'))?;
        }
        Ok(())
    }
}

impl<'b> Iterator for SpacedParameters<'b> {
    type Item = Parameter<'b>;

    fn next(&mut self) -> Option<Parameter<'b>> {
        skip_empty(&mut self.cursor);
        next(&mut self.cursor, Violation::Parameter).unwrap_or(None)
    }
}

/// Takes the next parameter; nothing where no ";" stands next.
///
/// # Errors
/// `violation`, where it is not `name "=" value`; `QuotedString`.
pub fn next<'b>(cursor: &mut Cursor<'b>, violation: Violation) -> Result<Option<Parameter<'b>>, Refused> {
    let before = *cursor;
    cursor.ows();
    if !cursor.take(b';') {
        // OWS that no ";" follows belongs to what comes next.
        *cursor = before;
        return Ok(None);
    }
    cursor.ows();
    let name = cursor.token(violation)?;
    cursor.ows();
    cursor.expect(b'=', violation)?;
    cursor.ows();
    Ok(Some(Parameter { name, value: cursor.word(violation)? }))
}

/// Takes each ";" that another one or the end follows.
pub fn skip_empty(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    loop {
        ahead.ows();
        match ahead.peek() {
            // Behind the last of several stands a parameter, and this one is its.
            Some(b';') if is_empty(&ahead) => {
                ahead.skip(1);
                *cursor = ahead;
            }
            _ => return,
        }
    }
}

/// Whether nothing stands between the ";" ahead and another one or the end.
fn is_empty(cursor: &Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.skip(1);
    ahead.take_while(is_space);
    matches!(ahead.peek(), None | Some(b';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Told<'b> = (&'b [u8], &'b [u8]);

    fn all(octets: &[u8]) -> Result<Vec<Told<'_>>, Refused> {
        let mut cursor = Cursor::new(octets);
        let mut told = Vec::new();
        skip_empty(&mut cursor);
        while let Some(parameter) = next(&mut cursor, Violation::Parameter)? {
            told.push((parameter.name, parameter.value.raw()));
            skip_empty(&mut cursor);
        }
        cursor.end(Violation::Parameter)?;
        let again = SpacedParameters::since(&cursor, 0).map(|parameter| (parameter.name, parameter.value.raw()));
        assert!(again.eq(told.iter().copied()));
        Ok(told)
    }

    #[test]
    fn bad_whitespace_is_passed_over() {
        let told: [Told<'_>; 2] = [(b"a", b"b"), (b"c", b"d;e")];
        assert_eq!(all(b" ;a = b\t; c= \"d;e\"").unwrap(), told);
        assert_eq!(all(b";; ; a=b;; c=\"d;e\" ; ;").unwrap(), told);
        assert!(all(b" ;; ").unwrap().is_empty());
    }

    #[test]
    fn a_parameter_is_refused_where_it_breaks() {
        for (octets, at) in [(&b"; a"[..], 3), (b";a=", 3), (b";a= ", 4), (b";a=\"b", 5), (b";=b", 1), (b" x", 1)] {
            assert_eq!(all(octets).unwrap_err().at, at, "{octets:?}");
        }
    }
}
