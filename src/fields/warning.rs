// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Warning (RFC 7234, 5.5; RFC 2616, 14.46), with the two-digit codes of RFC 2068, 14.45. RFC 9111, 5.5, has made it
//! obsolete.

use crate::error::{Refused, Violation};
use crate::fields::date;
use crate::grammar::cursor::Cursor;
use crate::grammar::octet::{is_token, is_visible};
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;
use crate::syntax::authority;

/// A warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning<'b> {
    /// Its code, of three digits, or of two in older texts.
    pub code: u16,
    /// Who added it: a host, perhaps with a port, or a pseudonym.
    pub agent: &'b [u8],
    /// What it says to a human.
    pub text: Text<'b>,
    /// The Date of the message it was added to, in seconds since 1970-01-01 00:00:00 UTC.
    pub date: Option<i64>,
}

/// The warnings of a value, in order; empty members are passed over (RFC 9110, 5.6.1.2).
#[derive(Clone, Copy, Debug)]
pub struct Warnings<'b> {
    cursor: Cursor<'b>,
    now: i64,
}

/// Reads a Warning, `#( warn-code SP warn-agent SP warn-text [ SP warn-date ] )`, member by member. `now` is the present
/// time, in seconds since 1970-01-01 00:00:00 UTC, for the dates in it. A refusal is `Warning`, `QuotedString` or `Date`.
#[must_use]
pub const fn warnings(value: &[u8], now: i64) -> Warnings<'_> {
    Warnings { cursor: Cursor::new(value), now }
}

impl<'b> Warnings<'b> {
    /// What has not been taken yet: a list by itself.
    #[must_use]
    pub fn rest(&self) -> &'b [u8] {
        self.cursor.rest()
    }

    /// Octets taken.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.cursor.at()
    }

    fn pull(&mut self) -> Result<Option<Warning<'b>>, Refused> {
        if !self.cursor.next_member(Violation::Warning)? {
            return Ok(None);
        }
        let warning = take(&mut self.cursor, self.now)?;
        self.cursor.ows();
        match self.cursor.peek() {
            None | Some(b',') => Ok(Some(warning)),
            Some(_) => Err(self.cursor.refuse(Violation::Warning)),
        }
    }
}

impl<'b> Iterator for Warnings<'b> {
    type Item = Result<Warning<'b>, Refused>;

    fn next(&mut self) -> Option<Self::Item> {
        let pulled = self.pull().transpose();
        if matches!(pulled, Some(Err(_))) {
            self.cursor.skip(usize::MAX);
        }
        pulled
    }
}

impl core::iter::FusedIterator for Warnings<'_> {}

fn take<'b>(cursor: &mut Cursor<'b>, now: i64) -> Result<Warning<'b>, Refused> {
    let code = take_code(cursor)?;
    cursor.expect(b' ', Violation::Warning)?;
    let start = cursor.at();
    // The host of a URI might hold a comma; where lists are told apart by commas, it may not.
    let agent = cursor.take_while(|octet| is_visible(octet) && !matches!(octet, b'"' | b','));
    check_agent(agent).map_err(|at| Refused::new(Violation::Warning, start.saturating_add(at)))?;
    cursor.expect(b' ', Violation::Warning)?;
    let text = cursor.quoted()?;
    let date = if cursor.rest().starts_with(b" \"") { Some(take_date(cursor, now)?) } else { None };
    Ok(Warning { code, agent, text, date })
}

/// Two or three digits, the first of which is not 0.
fn take_code(cursor: &mut Cursor<'_>) -> Result<u16, Refused> {
    let start = *cursor;
    let digit = |octet: u8| u16::from(octet & 0x0f);
    match *cursor.take_while(|octet| octet.is_ascii_digit()) {
        [tens @ b'1'..=b'9', ones] => Ok(digit(tens).wrapping_mul(10).wrapping_add(digit(ones))),
        [hundreds @ b'1'..=b'9', tens, ones] => {
            let tens = digit(hundreds).wrapping_mul(10).wrapping_add(digit(tens));
            Ok(tens.wrapping_mul(10).wrapping_add(digit(ones)))
        }
        _ => Err(start.refuse(Violation::Warning)),
    }
}

/// `SP DQUOTE HTTP-date DQUOTE`
fn take_date(cursor: &mut Cursor<'_>, now: i64) -> Result<i64, Refused> {
    cursor.ows();
    let start = cursor.at().saturating_add(1);
    // A backslash belongs to no date.
    let date = cursor.quoted()?.raw();
    date::read(date, now).map_err(|refused| refused.after(start))
}

/// `( uri-host [ ":" port ] ) / pseudonym`; else where it breaks.
fn check_agent(agent: &[u8]) -> Result<(), usize> {
    if is_token(agent) {
        return Ok(());
    }
    match authority::read(agent)? {
        authority::Authority { host: [], .. } => Err(0),
        _ => Ok(()),
    }
}

impl Warning<'_> {
    /// The code of three digits that means the same (RFC 2616, 14.46); its own, if there is none other.
    #[must_use]
    pub const fn modern_code(&self) -> u16 {
        match self.code {
            // Response is stale.
            10 => 110,
            // Revalidation failed.
            11 => 111,
            // Disconnected operation.
            12 => 112,
            // Heuristic expiration.
            13 => 113,
            // Transformation applied.
            14 => 214,
            // Miscellaneous warning.
            99 => 199,
            code => code,
        }
    }

    /// Whether it is about the representation, so that it stays when a stored response is validated; one about its
    /// freshness goes (RFC 7234, 4.3.4).
    #[must_use]
    pub const fn persists(&self) -> bool {
        matches!(self.modern_code(), 200..=299)
    }

    /// Whether it was added to a message with this Date. If not, it is to be excluded (RFC 7234, 5.5).
    #[must_use]
    pub fn is_for(&self, date: i64) -> bool {
        self.date.is_none_or(|of_warning| of_warning == date)
    }

    /// Writes it. A list is made of them with ", " between two.
    ///
    /// # Errors
    /// `Value` for a code that has not two or three digits, an agent that is neither host nor token, a text that no
    /// quoted-string holds, or a date outside the years 0000 to 9999.
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        if !(10..=999).contains(&self.code) || self.agent.contains(&b',') || check_agent(self.agent).is_err() {
            return Err(Unwritable::Value);
        }
        pen.decimal(self.code.into()).octet(b' ').octets(self.agent).octet(b' ').quoted(self.text.octets())?;
        if let Some(date) = self.date {
            pen.octets(b" \"");
            date::write(date, pen)?;
            pen.octet(b'"');
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_345_967_800;

    fn all(value: &str) -> Result<Vec<Warning<'_>>, usize> {
        warnings(value.as_bytes(), NOW).map(|warning| warning.map_err(|refused| refused.at)).collect()
    }

    fn written(warning: &Warning<'_>) -> Result<String, Unwritable> {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        warning.write(&mut pen)?;
        Ok(String::from_utf8(pen.written()?.to_vec()).unwrap())
    }

    #[test]
    fn the_example_of_the_clause_is_read_and_written() {
        let value = "112 - \"network down\" \"Sat, 25 Aug 2012 23:34:45 GMT\"";
        let text = Text::plain(b"network down");
        let warning = Warning { code: 112, agent: b"-", text, date: Some(1_345_937_685) };
        assert_eq!(all(value), Ok(vec![warning]));
        assert_eq!(written(&warning).as_deref(), Ok(value));
        assert!(warning.is_for(1_345_937_685) && !warning.is_for(1_345_937_686) && !warning.persists());
    }

    #[test]
    fn several_warnings_stand_in_one_line() {
        let value = ", 110 cache.example:80 \"a, \\\"b\\\"\" ,, 214 [::1]:80 \"\",299 fred \"c\" \"Saturday, 25-Aug-12 23:34:45 GMT\"";
        let told = all(value).unwrap();
        let told: Vec<_> =
            told.iter().map(|warning| (warning.code, warning.agent, warning.date, warning.persists())).collect();
        let expected: [(u16, &[u8], Option<i64>, bool); 3] = [
            (110, b"cache.example:80", None, false),
            (214, b"[::1]:80", None, true),
            (299, b"fred", Some(1_345_937_685), true),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn codes_of_rfc_2068_have_two_digits() {
        for (code, modern) in [(10, 110), (11, 111), (12, 112), (13, 113), (14, 214), (99, 199), (50, 50), (110, 110)] {
            let value = format!("{code} www.example \"x\"");
            let warning = all(&value).unwrap()[0];
            assert_eq!((warning.code, warning.modern_code(), warning.persists()), (code, modern, modern == 214));
            assert_eq!(written(&warning), Ok(value.clone()));
        }
    }

    #[test]
    fn a_warning_is_refused_where_it_breaks() {
        for (value, at) in [
            ("1 - \"a\"", 0),
            ("012 - \"a\"", 0),
            ("1100 - \"a\"", 0),
            ("110", 3),
            ("110  \"a\"", 4),
            ("110 - a", 6),
            ("110 -", 5),
            ("110 a@b \"a\"", 5),
            ("110 :80 \"a\"", 4),
            ("110 a:b \"a\"", 6),
            ("110 - \"a", 8),
            ("110 - \"a\" x", 10),
            ("110 - \"a\" \"x\"", 11),
            ("110 - \"a\" \"Sat, 25 Aug 2012 23:34:45\"", 36),
            ("110 - \"a\" 110 - \"b\"", 10),
            ("110 - \"a\", 110 - b", 17),
        ] {
            assert_eq!(all(value), Err(at), "{value}");
        }
    }

    #[test]
    fn what_would_be_read_as_something_else_is_not_written() {
        let good = Warning { code: 110, agent: b"-", text: Text::plain(b"a"), date: None };
        for bad in [
            Warning { code: 9, ..good },
            Warning { code: 1000, ..good },
            Warning { agent: b"", ..good },
            Warning { agent: b"a b", ..good },
            Warning { agent: b"a,b", ..good },
            Warning { text: Text::plain(b"\r\n"), ..good },
            Warning { date: Some(i64::MAX), ..good },
        ] {
            assert_eq!(written(&bad), Err(Unwritable::Value), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same_ever_after(
            value in "([1-9][0-9]{1,2} [a-z:.0-9,]{1,4} \"[a-c ,\\\\\"]{0,5}\"( \"Sat, 25 Aug 2012 23:34:45 GMT\")?[ ,]{0,2}){0,3}"
        ) {
            let list = |value: &str| {
                let all: Result<Vec<_>, _> = all(value).map_err(|_| Unwritable::Value)?.iter().map(written).collect();
                all.map(|all| all.join(", "))
            };
            if let Ok(first) = list(&value) {
                prop_assert_eq!(list(&first), Ok(first.clone()));
            }
        }
    }
}
