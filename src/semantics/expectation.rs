// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Expectations: what a server, a proxy and a client owe each other for 100-continue (RFC 9110, 10.1.1 and 15.2).

use crate::fields::expect::Expectation;
use crate::semantics::section::members;
use crate::syntax::field_line::Lines;
use crate::syntax::version::Version;

/// What a request expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    /// Nothing.
    Nothing,
    /// That a 100 answers its head, before its content is sent.
    Continue,
    /// Something that nobody here knows, or no expectation at all.
    Unknown,
}

/// What a request expects, by its Expect. In a request before HTTP/1.1, nothing: there it is ignored (RFC 9110, 10.1.1).
pub fn expected<L: Lines + ?Sized>(version: Version, fields: &L) -> Expected {
    if version < Version::HTTP_11 {
        return Expected::Nothing;
    }
    members::<Expectation<'_>, _>(fields, b"Expect").fold(Expected::Nothing, |expected, member| match member {
        Ok(member) if member.is_continue() && expected != Expected::Unknown => Expected::Continue,
        _ => Expected::Unknown,
    })
}

/// What is known of a request's content, and of what will answer it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The framing says that there is no content.
    pub empty: bool,
    /// Some of the content has come already.
    pub begun: bool,
    /// The final status, if the head was enough to find it.
    pub status: Option<u16>,
}

/// What a server does about an expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Server {
    /// Nothing: it reads the content, if there is any, and answers.
    Proceed,
    /// It sends a 100 now, not waiting for content, and a final response later.
    Continue,
    /// It sends the final response now, and says by Connection whether it will read the content.
    Answer(u16),
    /// It sends a 417 now: nobody here meets such an expectation.
    Refuse,
}

impl Server {
    /// The status of what is sent now.
    #[must_use]
    pub const fn status(self) -> Option<u16> {
        match self {
            Server::Proceed => None,
            Server::Continue => Some(100),
            Server::Answer(status) => Some(status),
            Server::Refuse => Some(417),
        }
    }
}

/// Decides what a server does when it has the head of a request. It never sends a 100 to a client of HTTP/1.0, nor to
/// one that did not ask.
pub fn server<L: Lines + ?Sized>(version: Version, fields: &L, known: Known) -> Server {
    match (expected(version, fields), known) {
        (_, Known { status: Some(status), .. }) => Server::Answer(status),
        (Expected::Unknown, _) => Server::Refuse,
        // A server MAY omit sending a 100 if it has received some of the content, or there is none.
        (Expected::Nothing, _) | (_, Known { empty: true, .. } | Known { begun: true, .. }) => Server::Proceed,
        (Expected::Continue, _) => Server::Continue,
    }
}

/// What a proxy does about an expectation, once it will not answer the request by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proxy {
    /// It passes the head on at once, its Expect with it if it has one, and passes a 100 back.
    Forward,
    /// It passes the head on without Expect: the request is of HTTP/1.0, where there is none.
    ForwardWithout,
    /// It sends a 100 by itself, and passes the request on without Expect.
    Continue,
    /// It sends a 417 now, and passes nothing on.
    Refuse,
}

/// What a proxy does with expectations that the next hop is too old for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TooOld {
    /// It refuses them (RFC 2616, 8.2.3): the client then learns that it has to repeat the request without.
    #[default]
    Refuse,
    /// It meets them by itself, as it may (RFC 9110, 10.1.1).
    Continue,
}

/// Decides what a proxy does when it has the head of a request. `next` is the version of the next hop, if that is known.
/// An expectation that the proxy does not know may be one that the origin server does.
pub fn proxy<L: Lines + ?Sized>(version: Version, fields: &L, next: Option<Version>, too_old: TooOld) -> Proxy {
    let next_is_old = next.is_some_and(|next| next < Version::HTTP_11);
    match (expected(version, fields), too_old) {
        // It would have the next hop send a 100 that nobody is to get.
        _ if version < Version::HTTP_11 => Proxy::ForwardWithout,
        (Expected::Nothing, _) => Proxy::Forward,
        _ if !next_is_old => Proxy::Forward,
        (Expected::Continue, TooOld::Continue) => Proxy::Continue,
        _ => Proxy::Refuse,
    }
}

/// What becomes of a 1xx that somebody received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Informational {
    /// A 100: the content may be sent.
    Continue,
    /// A 101: the connection is of another protocol from here on.
    Switch,
    /// Whatever it says may be used, or not; the final response is still to come. A 100 that nobody asked for is one
    /// (RFC 9110, 15.2.1).
    Discard,
    /// It is no response to this request, or one too many: the connection is closed.
    Refuse,
}

/// What a client said in a request, and how many 1xx answered it before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// It expects a 100.
    pub continues: bool,
    /// It offered an Upgrade.
    pub upgrades: bool,
    /// How many 1xx there were.
    pub before: u32,
}

impl Asked {
    /// The most 1xx to one request: a server that never ends to send them keeps a client waiting for ever.
    pub const MOST: u32 = 100;
}

/// Decides what a client does about a 1xx; it takes any, asked for or not (RFC 9110, 15.2).
#[must_use]
pub const fn informational(status: u16, asked: Asked) -> Informational {
    match (status, asked) {
        (_, Asked { before: Asked::MOST.., .. }) => Informational::Refuse,
        (100, Asked { continues: true, .. }) => Informational::Continue,
        (101, Asked { upgrades: true, .. }) => Informational::Switch,
        // 9110, 7.8: a server MUST NOT switch to a protocol that was not offered; what follows is nothing that is known.
        (101, _) => Informational::Refuse,
        (100..=199, _) => Informational::Discard,
        _ => Informational::Refuse,
    }
}

/// Whether a proxy passes a 1xx back: all, but to a client of HTTP/1.0, which takes it for the response, and a 100 or a
/// 101 that the proxy asked for by itself (RFC 9110, 15.2). Nobody asks for another.
#[must_use]
pub fn passes_back(status: u16, client: Version, asked_by_proxy: bool) -> bool {
    matches!(status, 100..=199) && client >= Version::HTTP_11 && !(asked_by_proxy && matches!(status, 100 | 101))
}

/// Whether a client may expect a 100 of a server: only with content, and of none that is known to be of HTTP/1.0.
#[must_use]
pub fn may_expect(has_content: bool, server: Option<Version>) -> bool {
    has_content && server.is_none_or(|server| server >= Version::HTTP_11)
}

/// What a client that expects a 100 has got of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Got {
    /// Nothing, or a 1xx that is no 100.
    Nothing,
    /// A 100.
    Continue,
    /// A final response, with this status.
    Final(u16),
}

/// What a client that expects a 100 does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Client {
    /// It waits this much longer, at most.
    Wait(u64),
    /// It sends the content.
    Send,
    /// It sends no content: that is answered already. The connection is fit for nothing else, unless the content was
    /// delimited and is sent after all.
    Stop,
    /// It sends the request again, without Expect: somebody on the way does not know it (RFC 9110, 10.1.1).
    Repeat,
}

/// Decides what a client that expects a 100 does when it has waited for so long, and will wait so long at the most; in
/// one unit of time, whichever. It does not wait for ever: the 100 cannot come through an intermediary of HTTP/1.0.
#[must_use]
pub const fn client(got: Got, waited: u64, most: u64) -> Client {
    match (got, most.checked_sub(waited)) {
        (Got::Final(417), _) => Client::Repeat,
        (Got::Final(_), _) => Client::Stop,
        (Got::Continue, _) => Client::Send,
        (Got::Nothing, None | Some(0)) => Client::Send,
        (Got::Nothing, Some(left)) => Client::Wait(left),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::field_line::Field;

    const CONTINUE: [Field<'static>; 1] = [Field::new("Expect", "100-Continue")];
    const ODD: [Field<'static>; 2] = [Field::new("Expect", "100-continue"), Field::new("Expect", "magic")];
    const OLD: Version = Version::HTTP_10;
    const NEW: Version = Version::HTTP_11;

    #[test]
    fn a_100_is_sent_to_those_who_ask_for_it_only() {
        let known = Known::default();
        assert_eq!(server(NEW, &CONTINUE, known), Server::Continue);
        assert_eq!(server(OLD, &CONTINUE, known), Server::Proceed);
        assert_eq!(server(NEW, &[], known), Server::Proceed);
        assert_eq!(server(NEW, &CONTINUE, Known { empty: true, ..known }), Server::Proceed);
        assert_eq!(server(NEW, &CONTINUE, Known { begun: true, ..known }), Server::Proceed);
        assert_eq!(server(NEW, &CONTINUE, Known { status: Some(413), ..known }), Server::Answer(413));
        assert_eq!(server(NEW, &ODD, known), Server::Refuse);
        assert_eq!(server(OLD, &ODD, known), Server::Proceed);
        assert_eq!(server(NEW, &[Field::new("Expect", "")], known), Server::Proceed);
        assert_eq!(server(NEW, &[Field::new("Expect", "a b")], known).status(), Some(417));
    }

    #[test]
    fn a_proxy_knows_who_is_too_old() {
        let refuse = TooOld::Refuse;
        assert_eq!(proxy(NEW, &CONTINUE, None, refuse), Proxy::Forward);
        assert_eq!(proxy(NEW, &CONTINUE, Some(NEW), refuse), Proxy::Forward);
        assert_eq!(proxy(NEW, &CONTINUE, Some(OLD), refuse), Proxy::Refuse);
        assert_eq!(proxy(NEW, &CONTINUE, Some(OLD), TooOld::Continue), Proxy::Continue);
        assert_eq!(proxy(NEW, &ODD, Some(OLD), TooOld::Continue), Proxy::Refuse);
        assert_eq!(proxy(NEW, &ODD, None, refuse), Proxy::Forward);
        assert_eq!(proxy(OLD, &CONTINUE, Some(NEW), refuse), Proxy::ForwardWithout);
        assert_eq!(proxy(NEW, &[], Some(OLD), refuse), Proxy::Forward);
    }

    #[test]
    fn a_1xx_nobody_asked_for_is_taken_but_for_another_protocol() {
        let asked = Asked::default();
        assert_eq!(informational(100, asked), Informational::Discard);
        assert_eq!(informational(100, Asked { continues: true, ..asked }), Informational::Continue);
        assert_eq!(informational(103, asked), Informational::Discard);
        assert_eq!(informational(101, asked), Informational::Refuse);
        assert_eq!(informational(101, Asked { upgrades: true, ..asked }), Informational::Switch);
        assert_eq!(informational(103, Asked { before: 99, ..asked }), Informational::Discard);
        assert_eq!(informational(103, Asked { before: 100, ..asked }), Informational::Refuse);
        assert_eq!(informational(200, asked), Informational::Refuse);
        assert!(passes_back(103, NEW, false) && !passes_back(103, OLD, false) && !passes_back(100, NEW, true));
    }

    #[test]
    fn a_client_waits_so_long_and_no_longer() {
        assert_eq!(client(Got::Nothing, 0, 1000), Client::Wait(1000));
        assert_eq!(client(Got::Nothing, 999, 1000), Client::Wait(1));
        assert_eq!(client(Got::Nothing, 1000, 1000), Client::Send);
        assert_eq!(client(Got::Nothing, u64::MAX, 1000), Client::Send);
        assert_eq!(client(Got::Continue, 0, 1000), Client::Send);
        assert_eq!(client(Got::Final(413), 0, 1000), Client::Stop);
        assert_eq!(client(Got::Final(417), 0, 1000), Client::Repeat);
        assert!(may_expect(true, None) && !may_expect(true, Some(OLD)) && !may_expect(false, Some(NEW)));
    }
}
