// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Expect: what a client wants of a server before it goes on (RFC 9110, 10.1.1).

use crate::error::{Refused, Violation};
use crate::fields::members::{Member, Members};
use crate::fields::parameters::{self, Parameters};
use crate::grammar::cursor::Cursor;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// An expectation: `token [ "=" ( token / quoted-string ) parameters ]`.
#[derive(Clone, Copy, Debug)]
pub struct Expectation<'b> {
    /// Its name, a token; case does not matter.
    pub name: &'b [u8],
    /// What its value says.
    pub value: Option<Text<'b>>,
    /// The parameters behind a value.
    pub parameters: Parameters<'b>,
}

/// The members of an Expect.
pub type Expect<'b> = Members<'b, Expectation<'b>>;

/// Reads an Expect, `#expectation`, member by member.
#[must_use]
pub const fn expect(value: &[u8]) -> Expect<'_> {
    Expect::new(value)
}

impl Expectation<'_> {
    /// The only one that RFC 9110 knows.
    pub const CONTINUE: Expectation<'static> =
        Expectation { name: b"100-continue", value: None, parameters: Parameters::NONE };

    /// Whether the client waits for a 100 before it sends its content.
    #[must_use]
    pub const fn is_continue(&self) -> bool {
        self.name.eq_ignore_ascii_case(b"100-continue") && self.value.is_none()
    }

    /// Writes the expectation.
    ///
    /// # Errors
    /// `Value` for a name that is no token, a value that no quoted-string holds, or parameters without a value.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        pen.token(self.name)?;
        match self.value {
            Some(value) => {
                pen.octet(b'=').word(value.octets())?;
            }
            None if { self.parameters }.next().is_some() => return Err(Unwritable::Value),
            None => {}
        }
        for parameter in self.parameters {
            parameter.write(pen.octets(b"; "))?;
        }
        Ok(())
    }
}

impl<'b> Member<'b> for Expectation<'b> {
    const VIOLATION: Violation = Violation::Expect;

    fn take(cursor: &mut Cursor<'b>) -> Result<Self, Refused> {
        let name = cursor.token(Violation::Expect)?;
        match cursor.take(b'=') {
            true => {
                let value = Some(cursor.word(Violation::Expect)?);
                Ok(Expectation { name, value, parameters: parameters::take(cursor, Violation::Expect)? })
            }
            false => Ok(Expectation { name, value: None, parameters: Parameters::NONE }),
        }
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write(pen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &[u8]) -> Option<Vec<u8>> {
        let mut room = [0; 128];
        let mut pen = Pen::new(&mut room);
        expect(value).write(&mut pen).ok()?;
        pen.written().ok().map(<[u8]>::to_vec)
    }

    #[test]
    fn the_known_expectation_is_told_in_any_case() {
        assert!(expect(b"100-Continue").next().unwrap().unwrap().is_continue());
        assert!(!expect(b"100-continue=x").next().unwrap().unwrap().is_continue());
        assert!(!expect(b"200-ok").next().unwrap().unwrap().is_continue());
    }

    #[test]
    fn a_value_and_its_parameters_are_told() {
        let member = expect(b"a=\"b c\" ; d=e").next().unwrap().unwrap();
        assert!(member.value.unwrap().is(b"b c"));
        assert!(member.parameters.find(b"D").unwrap().is(b"e"));
        assert_eq!(written(b"a=\"b\" ;c=\"d\", 100-continue").unwrap(), b"a=b; c=d, 100-continue");
    }

    #[test]
    fn what_is_no_expectation_is_refused_where_it_breaks() {
        for (value, at) in [(&b"a="[..], 2), (b"=", 0), (b"a;b=c", 1), (b"a=b;c", 5), (b"a b", 2)] {
            assert_eq!(expect(value).find_map(Result::err), Some(Refused::new(Violation::Expect, at)), "{value:?}");
        }
    }

    proptest! {
        #[test]
        fn writing_is_stable(value in "([a-z]{1,3}(=([a-z]|\"[a-z ,\\\\]{0,3}\")( ?; ?(x=\"y;\")?)?)?, ?){0,4}") {
            if let Some(first) = written(value.as_bytes()) {
                prop_assert_eq!(written(&first), Some(first.clone()));
            }
        }
    }
}
