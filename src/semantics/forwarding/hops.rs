// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Which field lines are passed on (RFC 9110, 7.6.1; RFC 2616, 13.5.1 and 14.10; RFC 1945, 10.12).

use crate::fields::connection::ConnectionOption;
use crate::fields::registry;
use crate::semantics::section::{has, members};
use crate::syntax::field_line::{Field, Lines};
use crate::syntax::field_name::Known;

/// What is passed on beside what always is, and what is not. By default, a message is to be framed anew, and is told
/// nothing of the connection that it came by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a rule by itself")]
pub struct Rules {
    /// Content-Length is passed on, unless there is a Transfer-Encoding (RFC 9112, 6.3): for those who frame messages
    /// by fields, and of a message that was received by an engine, which has refused two that differ. An engine that is
    /// told the length writes it by itself.
    pub keep_length: bool,
    /// Trailer is passed on, for so is the trailer section (RFC 9110, 6.6.2).
    pub keep_trailer: bool,
    /// Proxy-Authorization and Proxy-Authenticate are passed on, between proxies that trust each other
    /// (RFC 9110, 11.7.1 and 11.7.2).
    pub keep_proxy_credentials: bool,
    /// Expect is not: the expectation is met here (RFC 9110, 10.1.1).
    pub drop_expect: bool,
    /// Host is not: that of the target is written in its place (RFC 9112, 3.2.2).
    pub drop_host: bool,
    /// Max-Forwards is not: a lesser one is written in its place (RFC 9110, 7.6.2).
    pub drop_max_forwards: bool,
    /// What proxies tell of clients is not: it came from somebody who may have made it up (RFC 7239, 8.1).
    pub drop_told: bool,
    /// Content-Transfer-Encoding is not: the message comes from MIME, which HTTP is not (RFC 9112, B.5).
    pub from_mime: bool,
    /// A field that is for all recipients is not passed on if Connection names it, as the clause has it; by default,
    /// a message that says so is refused; and so is one that names the Content-Length that is passed on.
    pub strip_end_to_end: bool,
}

/// What no intermediary should pass on as it is: 400 for a request, 502 for a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abuse<'b> {
    /// Connection is no list of names, so that nobody knows what is to be stripped.
    NotAList,
    /// Connection names a field that is for all recipients, as a sender must not (RFC 9110, 7.6.1): who makes a proxy
    /// strip Authorization, X-Forwarded-For or Cookie is taken for somebody else behind it.
    EndToEnd(&'b [u8]),
    /// Connection names more fields than [`Hops::MOST`], and a line would be compared with all of them.
    TooMany,
}

/// What concerned the connection that a message came by.
#[derive(Clone, Copy, Debug)]
pub struct Hops<'b> {
    rules: Rules,
    coded: bool,
    names: [&'b [u8]; Hops::MOST],
}

impl<'b> Hops<'b> {
    /// The most names of fields, those that are stripped anyhow not counted, that a message's Connection may have.
    pub const MOST: usize = 32;

    /// Looks at what the Connection of a section names.
    ///
    /// # Errors
    /// The message is not to be passed on.
    pub fn of<L: Lines + ?Sized>(fields: &'b L, rules: Rules) -> Result<Self, Abuse<'b>> {
        let mut hops = Hops { rules, coded: has(fields, b"Transfer-Encoding"), names: [&[]; Hops::MOST] };
        let mut count = 0usize;
        for member in members::<ConnectionOption<'b>, _>(fields, b"Connection") {
            let name = member.map_err(|_| Abuse::NotAList)?.name;
            // Without its length, the content would be taken for another request (RFC 9112, 6.3).
            let delimits = rules.keep_length && Known::of(name) == Known::CONTENT_LENGTH;
            if is_end_to_end(name) && (delimits || !rules.strip_end_to_end) {
                return Err(Abuse::EndToEnd(name));
            }
            if hops.is_forwarded(name) {
                *hops.names.get_mut(count).ok_or(Abuse::TooMany)? = name;
                count = count.saturating_add(1);
            }
        }
        Ok(hops)
    }

    /// Whether a field of this name is passed on.
    #[must_use]
    pub fn is_forwarded(&self, name: &[u8]) -> bool {
        let named = self.names.iter().take_while(|named| !named.is_empty());
        self.rules.pass(name, self.coded) && !named.into_iter().any(|named| named.eq_ignore_ascii_case(name))
    }

    /// The lines of the section that are passed on, in their order.
    pub fn lines<'l, L: Lines + ?Sized>(&self, fields: &'l L) -> impl Iterator<Item = Field<'l>> {
        fields.lines().filter(|field| self.is_forwarded(field.name))
    }

    /// The names that Connection names, which need not be stripped anyhow.
    pub fn names(&self) -> impl Iterator<Item = &'b [u8]> + '_ {
        self.names.iter().copied().take_while(|named| !named.is_empty())
    }

    /// The same of names that were told before.
    pub(crate) fn again(rules: Rules, coded: bool, names: impl Iterator<Item = &'b [u8]>) -> Self {
        let mut hops = Hops { rules, coded, names: [&[]; Hops::MOST] };
        hops.names.iter_mut().zip(names).for_each(|(place, name)| *place = name);
        hops
    }

    /// Whether the section has a Transfer-Encoding, which overrides a Content-Length.
    pub(crate) const fn coded(&self) -> bool {
        self.coded
    }
}

impl Rules {
    /// Whether a field that Connection does not name is passed on.
    fn pass(&self, name: &[u8], coded: bool) -> bool {
        let is = |other: &str| other.as_bytes().eq_ignore_ascii_case(name);
        match Known::of(name) {
            Known::PROXY_AUTHORIZATION | Known::PROXY_AUTHENTICATE => self.keep_proxy_credentials,
            Known::TRAILER => self.keep_trailer,
            // A length beside a coding is not to be passed on (RFC 9112, 6.3).
            Known::CONTENT_LENGTH => self.keep_length && !coded,
            Known::EXPECT => !self.drop_expect,
            Known::HOST => !self.drop_host,
            Known::MAX_FORWARDS => !self.drop_max_forwards,
            _ if is("Proxy-Authentication-Info") => self.keep_proxy_credentials,
            // 9110, 7.6.1: intermediaries should remove these, whether Connection names them or not. RFC 9112, 9.6,
            // keeps "close" from being the name of a field.
            _ if is_hop_by_hop(name) || is("Close") => false,
            // It tells the methods of the server that one is connected to (RFC 2068, 14.35).
            _ if is("Public") => false,
            _ if is("Content-Transfer-Encoding") => !self.from_mime,
            _ if starts_with(name, b"X-Forwarded") || TOLD.iter().any(|told| is(told)) => !self.drop_told,
            // Whatever it means: Pragma (RFC 1945, 10.12), extension fields (RFC 9110, 5.1), MIME-Version.
            _ => true,
        }
    }
}

/// What proxies tell of clients, by custom, beside X-Forwarded-*.
const TOLD: [&str; 9] = [
    "Client-IP",
    "Forwarded",
    "True-Client-IP",
    "X-Client-IP",
    "X-Cluster-Client-IP",
    "X-Original-Host",
    "X-Original-URL",
    "X-Real-IP",
    "X-Rewrite-URL",
];

fn is_hop_by_hop(name: &[u8]) -> bool {
    registry::find(name).is_some_and(|entry| entry.hop_by_hop)
}

/// Whether it is known that a field is for all recipients.
fn is_end_to_end(name: &[u8]) -> bool {
    registry::find(name).is_some_and(|entry| !entry.hop_by_hop) || starts_with(name, b"X-Forwarded")
}

fn starts_with(name: &[u8], start: &[u8]) -> bool {
    name.get(..start.len()).is_some_and(|before| before.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forwarded(fields: &[Field<'_>], rules: Rules) -> String {
        let hops = Hops::of(fields, rules).unwrap();
        hops.lines(fields).map(|field| format!("{field:?}")).collect::<Vec<_>>().join("; ")
    }

    fn abuse(connection: &str) -> Option<Abuse<'_>> {
        let fields = [Field::new("Connection", connection)];
        Hops::of(Box::leak(Box::new(fields)), Rules::default()).err()
    }

    #[test]
    fn what_concerns_the_connection_stays_there() {
        let fields = [
            Field::new("Host", "a"),
            Field::new("Connection", "close, X-This"),
            Field::new("x-this", "1"),
            Field::new("Keep-Alive", "timeout=5"),
            Field::new("TE", "trailers"),
            Field::new("Transfer-Encoding", "chunked"),
            Field::new("Content-Length", "3"),
            Field::new("Upgrade", "h2c"),
            Field::new("Proxy-Connection", "keep-alive"),
            Field::new("Proxy-Authorization", "Basic eA=="),
            Field::new("Pragma", "no-cache"),
            Field::new("X-That", "2"),
        ];
        assert_eq!(forwarded(&fields, Rules::default()), "Host: a; Pragma: no-cache; X-That: 2");
        let keep = Rules { keep_length: true, keep_proxy_credentials: true, drop_host: true, ..Rules::default() };
        assert_eq!(forwarded(&fields, keep), "Proxy-Authorization: Basic eA==; Pragma: no-cache; X-That: 2");
        assert_eq!(forwarded(&fields[6..7], keep), "Content-Length: 3");
    }

    #[test]
    fn what_connection_names_goes_even_if_it_was_to_be_kept() {
        let fields = [Field::new("Connection", "trailer"), Field::new("Trailer", "A")];
        assert_eq!(forwarded(&fields, Rules { keep_trailer: true, ..Rules::default() }), "");
        assert_eq!(forwarded(&fields[1..], Rules { keep_trailer: true, ..Rules::default() }), "Trailer: A");
    }

    #[test]
    fn a_field_for_all_recipients_is_not_to_be_named() {
        for name in ["Host", "content-length", "Authorization", "X-Forwarded-For", "X-Forwarded-Any", "Cache-Control"] {
            assert_eq!(abuse(name), Some(Abuse::EndToEnd(name.as_bytes())), "{name}");
        }
        for connection in ["close", "keep-alive, Upgrade, HTTP2-Settings", "TE", "", "Keep-Alive, X-Private"] {
            assert_eq!(abuse(connection), None, "{connection}");
        }
        let fields = [Field::new("Connection", "Cookie"), Field::new("Cookie", "a=b"), Field::new("Host", "a")];
        assert_eq!(forwarded(&fields, Rules { strip_end_to_end: true, ..Rules::default() }), "Host: a");
    }

    #[test]
    fn what_would_cost_too_much_is_refused() {
        let names: Vec<String> = (0..=Hops::MOST).map(|number| format!("x{number}")).collect();
        assert_eq!(abuse(&names.join(",")).unwrap(), Abuse::TooMany);
        assert_eq!(abuse(&names[1..].join(",")), None);
        assert_eq!(abuse(&["x"; 1000].join(",")), None);
        assert_eq!(abuse("a b"), Some(Abuse::NotAList));
    }

    #[test]
    fn what_a_stranger_tells_is_not_believed_further_on() {
        let fields =
            [Field::new("Forwarded", "for=_a"), Field::new("X-Forwarded-Proto", "https"), Field::new("A", "b")];
        assert_eq!(forwarded(&fields, Rules { drop_told: true, ..Rules::default() }), "A: b");
        assert_eq!(Hops::of(&fields, Rules::default()).unwrap().lines(&fields).count(), 3);
    }
}
