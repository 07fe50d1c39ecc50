// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Expectations: what servers, proxies and clients owe each other for a 100

use crate::capi::boundary;
use crate::capi::decisions::forwarding::{known_version, version};
use crate::capi::types::oyez_fields;
use crate::capi::values::pass;
use crate::semantics::expectation::{self, Asked, Client, Expected, Got, Informational, Known, Proxy, TooOld};

/// The framing says that there is no content.
pub const OYEZ_EXPECTATION_EMPTY: u32 = 1 << 0;

/// Some of the content has come already.
pub const OYEZ_EXPECTATION_BEGUN: u32 = 1 << 1;

/// The request expects a 100.
pub const OYEZ_ASKED_CONTINUE: u32 = 1 << 0;

/// The request offered an Upgrade.
pub const OYEZ_ASKED_UPGRADE: u32 = 1 << 1;

/// What a request expects (RFC 9110, 10.1.1).
#[repr(u32)]
pub enum oyez_expected {
    OYEZ_EXPECTED_NOTHING = 0,
    /// That a 100 answers its head, before its content is sent.
    OYEZ_EXPECTED_CONTINUE = 1,
    /// Something that nobody here knows.
    OYEZ_EXPECTED_UNKNOWN = 2,
}

/// What a proxy does about an expectation.
#[repr(u32)]
pub enum oyez_proxy_expectation {
    /// It passes the head on at once, its Expect with it if it has one, and
    /// passes a 100 back.
    OYEZ_EXPECTATION_FORWARD = 0,
    /// It passes the head on without Expect: in HTTP/1.0 there is none.
    OYEZ_EXPECTATION_FORWARD_WITHOUT = 1,
    /// It sends a 100 by itself, and passes the request on without Expect.
    OYEZ_EXPECTATION_CONTINUE = 2,
    /// It sends a 417 now, and passes nothing on.
    OYEZ_EXPECTATION_REFUSE = 3,
}

/// What becomes of a 1xx that a client received.
#[repr(u32)]
pub enum oyez_informational {
    /// A 100: the content may be sent.
    OYEZ_INFORMATIONAL_CONTINUE = 0,
    /// A 101: the connection is of another protocol from here on.
    OYEZ_INFORMATIONAL_SWITCH = 1,
    /// It may be used, or not; the final response is still to come.
    OYEZ_INFORMATIONAL_DISCARD = 2,
    /// It is no response to this request, or one too many: the connection is
    /// closed.
    OYEZ_INFORMATIONAL_REFUSE = 3,
}

/// What a client that expects a 100 does next.
#[repr(u32)]
pub enum oyez_client_expectation {
    /// It waits on.
    OYEZ_CLIENT_WAIT = 0,
    /// It sends the content.
    OYEZ_CLIENT_SEND = 1,
    /// It sends no content: that is answered already.
    OYEZ_CLIENT_STOP = 2,
    /// It sends the request again, without Expect.
    OYEZ_CLIENT_REPEAT = 3,
}

const EXPECTED: [Expected; 3] = [Expected::Nothing, Expected::Continue, Expected::Unknown];

const PROXY: [Proxy; 4] = [Proxy::Forward, Proxy::ForwardWithout, Proxy::Continue, Proxy::Refuse];

const INFORMATIONAL: [Informational; 4] =
    [Informational::Continue, Informational::Switch, Informational::Discard, Informational::Refuse];

/// What a request expects, an `oyez_expected`. Before HTTP/1.1, nothing.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_expectation_of(received: u32, fields: oyez_fields) -> u32 {
    pass::number_of(&EXPECTED, &expectation::expected(version(received), &boundary::section(&fields)))
}

/// Decides what a server does when it has the head of a request: the status
/// to send now, 100, 417 or `status`; 0 to read the content, if there is any.
/// `content` is OYEZ_EXPECTATION_EMPTY, OYEZ_EXPECTATION_BEGUN; `status` the final
/// status, if the head was enough to find it, else 0.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_expectation_server(received: u32, fields: oyez_fields, content: u32, status: u32) -> u32 {
    let known = Known {
        empty: content & OYEZ_EXPECTATION_EMPTY != 0,
        begun: content & OYEZ_EXPECTATION_BEGUN != 0,
        status: u16::try_from(status).ok().filter(|status| *status > 0),
    };
    let decided = expectation::server(version(received), &boundary::section(&fields), known);
    decided.status().map_or(0, u32::from)
}

/// Decides what a proxy does when it has the head of a request, an
/// `oyez_proxy_expectation`. `next` is the version of the next hop, 0 if it
/// is not known. What that is too old for is refused with a 417, or met by
/// the proxy if `continues`.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_expectation_proxy(received: u32, fields: oyez_fields, next: u32, continues: bool) -> u32 {
    let too_old = if continues { TooOld::Continue } else { TooOld::Refuse };
    let section = boundary::section(&fields);
    pass::number_of(&PROXY, &expectation::proxy(version(received), &section, known_version(next), too_old))
}

/// Decides what a client does about a 1xx, an `oyez_informational`. `asked`
/// is OYEZ_ASKED_CONTINUE, OYEZ_ASKED_UPGRADE; `before` counts the 1xx before
/// it, of which there may be 100.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_informational_decide(status: u32, asked: u32, before: u32) -> u32 {
    let asked =
        Asked { continues: asked & OYEZ_ASKED_CONTINUE != 0, upgrades: asked & OYEZ_ASKED_UPGRADE != 0, before };
    pass::number_of(&INFORMATIONAL, &expectation::informational(u16::try_from(status).unwrap_or(0), asked))
}

/// Whether a proxy passes a 1xx back to a client of this version: all, but
/// to HTTP/1.0, and a 100 or 101 that it asked for by itself (RFC 9110, 15.2).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_informational_passes_back(status: u32, client: u32, asked_by_proxy: bool) -> bool {
    u16::try_from(status).is_ok_and(|status| expectation::passes_back(status, version(client), asked_by_proxy))
}

/// Whether a client may expect a 100 of a server of this version, 0 if it is
/// not known: only with content.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_expectation_may_expect(has_content: bool, server: u32) -> bool {
    expectation::may_expect(has_content, known_version(server))
}

/// Decides what a client that expects a 100 does next, an
/// `oyez_client_expectation`, when it has got `status` (0 for none, and for
/// a 1xx that is no 100), has waited for so long, and will wait so long at
/// the most, in any unit of time; with OYEZ_CLIENT_WAIT, `*left` is how much
/// longer.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_expectation_client(status: u32, waited: u64, most: u64, left: *mut u64) -> u32 {
    let got = match u16::try_from(status) {
        Ok(100) => Got::Continue,
        Ok(0 | 101..=199) | Err(_) => Got::Nothing,
        Ok(status) => Got::Final(status),
    };
    match expectation::client(got, waited, most) {
        Client::Wait(longer) => {
            let _ = boundary::write(left, longer);
            0
        }
        Client::Send => 1,
        Client::Stop => 2,
        Client::Repeat => 3,
    }
}
