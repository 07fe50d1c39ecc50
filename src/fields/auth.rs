// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What challenges and credentials have in common: `auth-scheme [ 1*SP ( token68 / #auth-param ) ]`
//! (RFC 9110, 11.2 to 11.4).

use crate::error::{Refused, Violation};
use crate::fields::parameters::Parameter;
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::{alphanumeric, long_run, run, within};
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;

/// The parameters of a challenge or of credentials, in order; found to be valid before.
///
/// Names are told in the case they came in, which does not matter. A name that stands twice is told twice, though
/// each must occur once only (RFC 9110, 11.2): the readers of single schemes refuse it.
#[derive(Clone, Copy, Debug)]
pub struct AuthParameters<'b> {
    cursor: Cursor<'b>,
    base: usize,
}

impl<'b> AuthParameters<'b> {
    /// No parameters.
    pub const NONE: AuthParameters<'static> = AuthParameters { cursor: Cursor::new(&[]), base: 0 };

    /// Goes on with what [`rest`](Self::rest) was, before which so many octets of the field value stand.
    #[must_use]
    pub const fn of_checked(octets: &'b [u8], at: usize) -> Self {
        AuthParameters { cursor: Cursor::new(octets), base: at }
    }

    /// As received, from the next name on.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// Octets of the field value taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.base.saturating_add(self.cursor.at())
    }

    /// The value of the first with this name.
    #[must_use]
    pub fn find(&self, name: &[u8]) -> Option<Text<'b>> {
        let mut all = *self;
        all.find_map(|parameter| parameter.is(name).then_some(parameter.value))
    }
}

impl PartialEq for AuthParameters<'_> {
    /// The same parameters in the same order.
    fn eq(&self, other: &Self) -> bool {
        Iterator::eq(*self, *other)
    }
}

impl Eq for AuthParameters<'_> {}

impl<'b> Iterator for AuthParameters<'b> {
    type Item = Parameter<'b>;

    fn next(&mut self) -> Option<Parameter<'b>> {
        if self.cursor.is_at_end() {
            return None;
        }
        let taken = parameter(&mut self.cursor, Violation::Parameter).ok();
        self.cursor.take_while(is_gap);
        taken
    }
}

/// The parameters that a scheme knows, each read once: a second one of a name is refused (RFC 9110, 11.2).
pub(super) struct Known<'b> {
    parameters: AuthParameters<'b>,
    violation: Violation,
    at: usize,
}

impl<'b> Known<'b> {
    /// To read these; what breaks a rule of the scheme breaks `violation`.
    pub const fn new(parameters: AuthParameters<'b>, violation: Violation) -> Self {
        Known { at: parameters.at(), parameters, violation }
    }

    /// The next parameter.
    pub fn next(&mut self) -> Option<Parameter<'b>> {
        self.at = self.parameters.at();
        self.parameters.next()
    }

    /// The rule is broken by the parameter last taken; by the end, if none is left.
    pub const fn refuse(&self) -> Refused {
        Refused::new(self.violation, self.at)
    }

    /// Keeps what the parameter last taken says, if it is the first of its name and says something.
    pub fn keep<T>(&self, place: &mut Option<T>, value: Option<T>) -> Result<(), Refused> {
        match (&place, value) {
            (None, Some(value)) => *place = Some(value),
            _ => return Err(self.refuse()),
        }
        Ok(())
    }
}

/// What stands behind an auth-scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Auth<'b> {
    pub scheme: &'b [u8],
    pub token68: Option<&'b [u8]>,
    pub parameters: AuthParameters<'b>,
    /// Where the token68 stands, or what is there in its place.
    pub at: usize,
}

/// Takes an auth-scheme and what belongs to it.
///
/// Commas separate challenges, and also parameters: what stands behind one is a parameter if it is a token and "=",
/// else a challenge (RFC 9110, 11.6.1).
pub(super) fn take<'b>(cursor: &mut Cursor<'b>, violation: Violation) -> Result<Auth<'b>, Refused> {
    let scheme = cursor.token(violation)?;
    let behind = *cursor;
    let is_alone = cursor.take_while(|octet| octet == b' ').is_empty();
    let mut auth = Auth { scheme, token68: None, parameters: AuthParameters::NONE, at: cursor.at() };
    if is_alone {
        return Ok(auth);
    }
    let taken = token68(cursor.rest());
    if taken > 0 && (ends_at(cursor.rest(), taken) || !is_parameter(cursor.rest())) {
        auth.token68 = Some(cursor.skip(taken));
        return Ok(auth);
    }
    auth.parameters = take_parameters(cursor, violation)?;
    if auth.parameters.rest().is_empty() {
        *cursor = behind;
    }
    Ok(auth)
}

/// Takes credentials, which are all there is but for OWS and empty members.
pub(super) fn take_all<'b>(cursor: &mut Cursor<'b>) -> Result<Auth<'b>, Refused> {
    let auth = take(cursor, Violation::Credentials)?;
    cursor.ows();
    if cursor.peek() == Some(b',') {
        cursor.take_while(is_gap);
    }
    cursor.end(Violation::Credentials)?;
    Ok(auth)
}

/// Takes all parameters that stand next, with the OWS and commas before them.
pub(super) fn take_parameters<'b>(
    cursor: &mut Cursor<'b>,
    violation: Violation,
) -> Result<AuthParameters<'b>, Refused> {
    cursor.take_while(is_gap);
    let base = cursor.at();
    let mut behind = *cursor;
    while !cursor.is_at_end() && is_parameter(cursor.rest()) {
        parameter(cursor, violation)?;
        behind = *cursor;
        cursor.ows();
        if !matches!(cursor.peek(), None | Some(b',')) {
            return Err(cursor.refuse(violation));
        }
        cursor.take_while(is_gap);
    }
    *cursor = behind;
    Ok(AuthParameters { cursor: Cursor::new(cursor.since(base)), base })
}

/// Writes an auth-scheme and token68 (RFC 9110, 11.2).
///
/// # Errors
/// `Value` for a scheme that is no token, or no token68.
pub(super) fn write_token68(pen: &mut Pen<'_>, scheme: &[u8], token: &[u8]) -> Result<(), Unwritable> {
    if token.is_empty() || token68(token) != token.len() {
        return Err(Unwritable::Value);
    }
    pen.token(scheme)?.octet(b' ').octets(token);
    Ok(())
}

/// Writes an auth-scheme and parameters, a realm always as a quoted-string (RFC 9110, 11.5).
///
/// # Errors
/// `Value` for a scheme or name that is no token, and for a value that no quoted-string holds.
pub(super) fn write_parameters<'a, I>(pen: &mut Pen<'_>, scheme: &[u8], parameters: I) -> Result<(), Unwritable>
where
    I: IntoIterator<Item = Parameter<'a>>,
{
    pen.token(scheme)?;
    let mut separator: &[u8] = b" ";
    for parameter in parameters {
        pen.octets(separator);
        separator = b", ";
        match parameter.is(b"realm") {
            true => pen.token(parameter.name)?.octet(b'=').quoted(parameter.value.octets())?,
            false => pen.token(parameter.name)?.octet(b'=').word(parameter.value.octets())?,
        };
    }
    Ok(())
}

/// How many octets the token68 takes that stands here.
pub(super) fn token68(octets: &[u8]) -> usize {
    let is = |octet, other| within(octet, other, other);
    let digits = long_run(octets, |octet| {
        // "-", "." and "/" stand side by side.
        alphanumeric(octet) | within(octet, b'-', b'/') | is(octet, b'_') | is(octet, b'~') | is(octet, b'+')
    });
    match digits {
        0 => 0,
        digits => digits.saturating_add(run(octets.get(digits..).unwrap_or(&[]), |octet| octet == b'=')),
    }
}

/// Whether nothing but OWS stands behind so many octets before a comma or the end.
fn ends_at(octets: &[u8], count: usize) -> bool {
    let mut cursor = Cursor::new(octets);
    cursor.skip(count);
    cursor.ows();
    matches!(cursor.peek(), None | Some(b','))
}

/// `auth-param = token BWS "=" BWS ( token / quoted-string )`.
fn parameter<'b>(cursor: &mut Cursor<'b>, violation: Violation) -> Result<Parameter<'b>, Refused> {
    let name = cursor.token(violation)?;
    cursor.ows();
    cursor.expect(b'=', violation)?;
    cursor.ows();
    Ok(Parameter { name, value: cursor.word(violation)? })
}

/// Whether a name and "=" stand here.
fn is_parameter(octets: &[u8]) -> bool {
    let mut cursor = Cursor::new(octets);
    let named = cursor.token(Violation::Parameter).is_ok();
    cursor.ows();
    named && cursor.peek() == Some(b'=')
}

const fn is_gap(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b',')
}
