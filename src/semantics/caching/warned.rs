// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Warnings about a response that was reused (RFC 7234, 5.5; RFC 2616, 14.46): for those who still look at them.
//! RFC 9111, 5.5, has made Warning obsolete; none has to be sent.

use crate::fields::warning::Warning;
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::text::Text;
use crate::semantics::caching::freshness::{Freshness, Source};

/// Why a response is reused though stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The origin server was not asked.
    #[default]
    None,
    /// It answered with an error.
    Failed,
    /// It could not be reached.
    Disconnected,
}

/// The warnings that a reused response gets, in the order of their codes: 110 if it is stale; 111 if its validation
/// failed; 112 if nobody could be asked; 113 if its lifetime was guessed, and both that and its age are over a day.
/// `agent` is the host or the pseudonym of the cache.
pub fn warnings(freshness: Freshness, failure: Failure, agent: &[u8]) -> impl Iterator<Item = Warning<'_>> {
    const DAY: u64 = 24 * 60 * 60;
    let guessed = freshness.source == Source::Heuristic && freshness.lifetime > DAY && freshness.age > DAY;
    let all: [(bool, u16, &'static [u8]); 4] = [
        (!freshness.is_fresh(), 110, b"Response is Stale"),
        (failure != Failure::None, 111, b"Revalidation Failed"),
        (failure == Failure::Disconnected, 112, b"Disconnected Operation"),
        (guessed, 113, b"Heuristic Expiration"),
    ];
    all.into_iter().filter(|(given, ..)| *given).map(move |(_, code, text)| Warning {
        code,
        agent,
        text: Text::plain(text),
        date: None,
    })
}

/// Writes the value of a Warning that says them; nothing where there is none.
///
/// # Errors
/// `Value` for an agent that is neither host nor token.
pub fn write(freshness: Freshness, failure: Failure, agent: &[u8], pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    let mut separator: &[u8] = b"";
    for warning in warnings(freshness, failure, agent) {
        warning.write(pen.octets(separator))?;
        separator = b", ";
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_say_why_a_response_is_not_fresh() {
        let codes = |lifetime, source, age, failure| -> Vec<u16> {
            warnings(Freshness { lifetime, source, age }, failure, b"-").map(|warning| warning.code).collect()
        };
        assert_eq!(codes(10, Source::MaxAge, 5, Failure::None), []);
        assert_eq!(codes(10, Source::MaxAge, 15, Failure::None), [110]);
        assert_eq!(codes(10, Source::MaxAge, 15, Failure::Failed), [110, 111]);
        assert_eq!(codes(10, Source::MaxAge, 15, Failure::Disconnected), [110, 111, 112]);
        assert_eq!(codes(90_000, Source::Heuristic, 86_401, Failure::None), [113]);
        assert_eq!(codes(90_000, Source::MaxAge, 86_401, Failure::None), []);
    }
}
