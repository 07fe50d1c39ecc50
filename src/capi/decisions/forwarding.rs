// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Forwarding: what an intermediary passes on

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_field, oyez_fields, oyez_room};
use crate::capi::values::pass::{self, flag, lent, optional};
use crate::capi::values::{OYEZ_HAS_PORT, oyez_forwarded, oyez_hop, oyez_host};
use crate::error::Misuse;
use crate::semantics::forwarding::{self, Abuse, Connect, Forwards, Hops, Next, Received, Receiver, Route, Rules};
use crate::syntax::version::Version;

/// Content-Length is passed on, unless there is a Transfer-Encoding: for who
/// frames messages by fields (RFC 9112, 6.3).
pub const OYEZ_KEEP_LENGTH: u32 = 1 << 0;

/// Trailer is passed on, for so is the trailer section (RFC 9110, 6.6.2).
pub const OYEZ_KEEP_TRAILER: u32 = 1 << 1;

/// Proxy-Authorization and Proxy-Authenticate are passed on, between proxies
/// that trust each other (RFC 9110, 11.7).
pub const OYEZ_KEEP_PROXY_CREDENTIALS: u32 = 1 << 2;

/// Expect is not passed on: the expectation is met here.
pub const OYEZ_DROP_EXPECT: u32 = 1 << 3;

/// Host is not passed on: that of the target is written in its place.
pub const OYEZ_DROP_HOST: u32 = 1 << 4;

/// Max-Forwards is not passed on: a lesser one is written in its place.
pub const OYEZ_DROP_MAX_FORWARDS: u32 = 1 << 5;

/// What proxies tell of clients is not passed on: it came from somebody who
/// may have made it up (RFC 7239, 8.1).
pub const OYEZ_DROP_TOLD: u32 = 1 << 6;

/// Content-Transfer-Encoding is not passed on: the message comes from MIME
/// (RFC 9112, B.5).
pub const OYEZ_FROM_MIME: u32 = 1 << 7;

/// A field that is for all recipients is not passed on if Connection names
/// it; without this, a message that says so is refused.
pub const OYEZ_STRIP_END_TO_END: u32 = 1 << 8;

/// The most names that `oyez_hops` holds.
pub const OYEZ_HOPS_MOST: usize = 32;

/// Why a message is not to be passed on: 400 for a request, 502 for a
/// response.
#[repr(u32)]
pub enum oyez_abuse {
    /// It may be passed on.
    OYEZ_ABUSE_NONE = 0,
    /// Connection is no list of names.
    OYEZ_ABUSE_NOT_A_LIST = 1,
    /// Connection names a field that is for all recipients.
    OYEZ_ABUSE_END_TO_END = 2,
    /// Connection names more than OYEZ_HOPS_MOST fields.
    OYEZ_ABUSE_TOO_MANY = 3,
}

/// How far a request goes (RFC 9110, 7.6.2).
#[repr(u32)]
pub enum oyez_forwards {
    /// It is passed on, its Max-Forwards as it is if it has one.
    OYEZ_FORWARDS_UNLIMITED = 0,
    /// It is passed on with a lesser Max-Forwards.
    OYEZ_FORWARDS_LIMITED = 1,
    /// It is answered here, as by the final recipient.
    OYEZ_FORWARDS_ANSWER = 2,
}

/// Whom a request is passed on to.
#[repr(u32)]
pub enum oyez_next_hop {
    /// The origin server, or a gateway before it.
    OYEZ_NEXT_HOP_ORIGIN = 0,
    /// Another proxy.
    OYEZ_NEXT_HOP_PROXY = 1,
}

/// Who receives a message.
#[repr(u32)]
pub enum oyez_receiver {
    /// An origin server, or a gateway, a request.
    OYEZ_RECEIVER_SERVER = 0,
    /// A proxy a request.
    OYEZ_RECEIVER_PROXY = 1,
    /// Who sent the request, the response.
    OYEZ_RECEIVER_CLIENT = 2,
}

/// What a CONNECT gets (RFC 9110, 9.3.6).
#[repr(u32)]
pub enum oyez_connect {
    /// A tunnel.
    OYEZ_CONNECT_OPEN = 0,
    /// 400: its target is no host and port.
    OYEZ_CONNECT_BAD_TARGET = 1,
    /// 403: tunnels do not go to this port.
    OYEZ_CONNECT_PORT = 2,
}

const RECEIVERS: [Receiver; 3] = [Receiver::Server, Receiver::Proxy, Receiver::Client];

const NEXT: [Next; 2] = [Next::Origin, Next::Proxy];

/// What concerned the connection that a message came by: set by
/// `oyez_hops_of`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_hops {
    pub names: [oyez_bytes; OYEZ_HOPS_MOST],
    pub rules: u32,
    pub coded: u32,
}

/// Where a message has been.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_route {
    /// The recipients that Via names.
    pub recipients: u32,
    /// How often one of them was this one.
    pub here: u32,
}

/// A request as it was received.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_received {
    pub method: oyez_bytes,
    /// In any of its forms.
    pub target: oyez_bytes,
    /// Its Host; may be missing.
    pub host: oyez_bytes,
    /// The scheme of the connection that it came by: "http" or "https".
    pub scheme: oyez_bytes,
}

/// Looks at what the Connection of a section names (RFC 9110, 7.6.1): an
/// `oyez_abuse`, and then perhaps the name of the field. `rules` are
/// OYEZ_KEEP_LENGTH and the others.
///
/// Borrow: `*hops` and `*name` as `fields`
/// Thread: any
/// Fails:  as if it were no list, when there is no place for `*hops`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_hops_of(
    fields: oyez_fields,
    rules: u32,
    hops: *mut oyez_hops,
    name: *mut oyez_bytes,
) -> u32 {
    let section = boundary::section(&fields);
    match Hops::of(&section, rules_of(rules)) {
        Ok(found) => {
            let mut names = [oyez_bytes::NONE; OYEZ_HOPS_MOST];
            names.iter_mut().zip(found.names()).for_each(|(place, name)| *place = oyez_bytes::of(name));
            let told = boundary::write(hops, oyez_hops { names, rules, coded: flag(found.coded(), 1) });
            u32::from(told.is_err())
        }
        Err(Abuse::NotAList) => 1,
        Err(Abuse::EndToEnd(named)) => {
            let _ = boundary::write(name, oyez_bytes::of(named));
            2
        }
        Err(Abuse::TooMany) => 3,
    }
}

/// Whether a field of this name is passed on.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_hops_forward(hops: *const oyez_hops, name: oyez_bytes) -> bool {
    match (boundary::read(hops), lent(name)) {
        (Ok(hops), Ok(name)) => again(&hops).is_forwarded(name),
        _ => false,
    }
}

/// Takes the next field line that is passed on from `fields`.
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false at the end
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_hops_next(
    hops: *const oyez_hops,
    fields: *mut oyez_fields,
    field: *mut oyez_field,
) -> bool {
    let (Ok(hops), Ok(section)) = (boundary::read(hops), boundary::read(fields)) else { return false };
    let hops = again(&hops);
    let mut cursor = boundary::section(&section);
    let Some(found) = cursor.find(|field| hops.is_forwarded(field.name)) else { return false };
    boundary::write(field, found.into()).is_ok() && boundary::write(fields, cursor.left(section)).is_ok()
}

/// Looks in Via for a recipient, by the name and the port that it tells of
/// itself (RFC 9110, 7.6.3).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_route_of(fields: oyez_fields, here: *const oyez_host) -> oyez_route {
    let section = boundary::section(&fields);
    // Who has no name is nowhere, but the others count: a loop ends at `most`.
    let (name, port) = named(here).unwrap_or((&[], None));
    let route = forwarding::route(&section, name, port);
    oyez_route { recipients: route.recipients, here: route.here }
}

/// The status of a request that is not to be passed on, 508, for it was here
/// before, or has been received `most` times; else 0. A `most` of 0 allows
/// any number.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_route_status(route: oyez_route, most: u32) -> u32 {
    let route = Route { recipients: route.recipients, here: route.here };
    route.status(most).map_or(0, u32::from)
}

/// Writes the Via that a recipient adds, in a line behind the others: the
/// version by which it received the message, and its name, or a pseudonym
/// for it (RFC 9110, 7.6.3).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_route_write_via(
    received: u32,
    here: *const oyez_host,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let (name, port) = named(here)?;
        Ok(forwarding::recipient(version(received), name, port).write(pen)?)
    })
}

/// Decides by Max-Forwards whether a TRACE or an OPTIONS goes further, an
/// `oyez_forwards`; with OYEZ_FORWARDS_LIMITED, `*left` is the Max-Forwards
/// to send (RFC 9110, 7.6.2).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_forwards_decide(method: oyez_bytes, fields: oyez_fields, left: *mut u64) -> u32 {
    match forwarding::forwards(lent(method).unwrap_or(&[]), &boundary::section(&fields)) {
        Forwards::Unlimited => 0,
        Forwards::Limited(number) => {
            let _ = boundary::write(left, number);
            1
        }
        Forwards::Answer => 2,
    }
}

/// The Host of the request that is sent: that of the target, whatever Host
/// said, or else what Host said (RFC 9112, 3.2.2).
///
/// Borrow: as `received`
/// Thread: any
/// Fails:  false for what is no host
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_forward_host(received: *const oyez_received, host: *mut oyez_bytes) -> bool {
    let found = given(received).ok().and_then(|received| forwarding::authority(&received));
    found.is_some_and(|found| boundary::write(host, oyez_bytes::of(found)).is_ok())
}

/// Writes the target of the request that is sent; `next` is an
/// `oyez_next_hop`. To a proxy it is the target URI, but of CONNECT
/// (RFC 9112, 3.2).
///
/// Thread: any
/// Fails:  ARGUMENT; FIELD_SYNTAX when 400 is the answer: the target is none,
///         names no host and no Host does, is of a scheme that has no
///         origin-form, or asks an origin server for a tunnel
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_forward_target(
    received: *const oyez_received,
    next: u32,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        Ok(forwarding::write_target(&given(received)?, pass::of_number(&NEXT, next)?, pen)?)
    })
}

/// Whether the connection by which a message was received persists, if both
/// wish it; `receiver` is an `oyez_receiver` (RFC 9112, 9.3).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_forward_persists(receiver: u32, message_version: u32, fields: oyez_fields) -> bool {
    pass::of_number(&RECEIVERS, receiver)
        .is_ok_and(|receiver| forwarding::persists(receiver, version(message_version), &boundary::section(&fields)))
}

/// The version to send a message with: one's own, never that of the message
/// received (RFC 9112, 2.3). `peer` is that of who gets it, 0 if it is not
/// known; `misbehaves` says that it does not keep what a higher one promises.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_forward_version(own: u32, peer: u32, misbehaves: bool) -> u32 {
    forwarding::version_to_send(version(own), known_version(peer), misbehaves).number().into()
}

/// Decides what a CONNECT gets, an `oyez_connect`. Tunnels may go to
/// `ports`; if there are none, to 443.
///
/// Borrow: `*host` as `target`
/// Thread: any
/// Fails:  as a bad target, when `ports` cannot be read
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_connect_decide(
    target: oyez_bytes,
    ports: *const u16,
    count: usize,
    host: *mut oyez_host,
) -> u32 {
    let (Ok(target), Ok(ports)) = (lent(target), boundary::array(&ports, count)) else { return 1 };
    match forwarding::connect(target, ports) {
        Connect::Open { host: found, port } => {
            let told = oyez_host { host: oyez_bytes::of(found), port: port.into(), flags: OYEZ_HAS_PORT };
            let _ = boundary::write(host, told);
            0
        }
        Connect::BadTarget => 1,
        Connect::Port(_) => 2,
    }
}

/// Whether a client takes a trailer section: its TE says so, of this
/// connection (RFC 9110, 6.5.1 and 10.1.4).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_forward_takes_trailers(received: u32, fields: oyez_fields) -> bool {
    forwarding::takes_trailers(version(received), &boundary::section(&fields))
}

/// Whether a proxy may transform the content: nobody forbade it
/// (RFC 9110, 7.7).
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_forward_may_transform(fields: oyez_fields) -> bool {
    forwarding::may_transform(&boundary::section(&fields))
}

/// What the outermost of one's own proxies told by Forwarded, when so many
/// stand before one: counted from the end, for what stands before it, the
/// client may have made up (RFC 7239, 8.1).
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false if it told nothing, or the list is broken
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_forwarded_told(
    fields: oyez_fields,
    proxies: usize,
    forwarded: *mut oyez_forwarded,
) -> bool {
    let section = boundary::section(&fields);
    let told = forwarding::told_by_forwarded(&section, proxies);
    told.is_some_and(|told| boundary::write(forwarded, told.into()).is_ok())
}

/// The same by X-Forwarded-For, to which each proxy adds who it received the
/// request from.
///
/// Borrow: as `fields`
/// Thread: any
/// Fails:  false if it told nothing, or the list is broken
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_x_forwarded_for_told(fields: oyez_fields, proxies: usize, hop: *mut oyez_hop) -> bool {
    let section = boundary::section(&fields);
    let told = forwarding::told_by_x_forwarded_for(&section, proxies);
    told.is_some_and(|told| boundary::write(hop, told.into()).is_ok())
}

/// A version as C has it.
pub(super) fn version(number: u32) -> Version {
    Version::from_number(u8::try_from(number).unwrap_or(u8::MAX))
}

/// A version as C has it, 0 for none.
pub(super) fn known_version(number: u32) -> Option<Version> {
    (number != 0).then(|| version(number))
}

fn rules_of(bits: u32) -> Rules {
    let has = |bit| bits & bit != 0;
    Rules {
        keep_length: has(OYEZ_KEEP_LENGTH),
        keep_trailer: has(OYEZ_KEEP_TRAILER),
        keep_proxy_credentials: has(OYEZ_KEEP_PROXY_CREDENTIALS),
        drop_expect: has(OYEZ_DROP_EXPECT),
        drop_host: has(OYEZ_DROP_HOST),
        drop_max_forwards: has(OYEZ_DROP_MAX_FORWARDS),
        drop_told: has(OYEZ_DROP_TOLD),
        from_mime: has(OYEZ_FROM_MIME),
        strip_end_to_end: has(OYEZ_STRIP_END_TO_END),
    }
}

fn again<'b>(hops: &oyez_hops) -> Hops<'b> {
    let names = hops.names.iter().map_while(|name| optional(*name).ok().flatten());
    Hops::again(rules_of(hops.rules), hops.coded != 0, names)
}

fn named<'b>(here: *const oyez_host) -> Result<(&'b [u8], Option<u16>), Misuse> {
    let here = boundary::read(here)?;
    let port = match here.flags & OYEZ_HAS_PORT {
        0 => None,
        _ => Some(u16::try_from(here.port).map_err(|_| Misuse::FieldSyntax)?),
    };
    Ok((lent(here.host)?, port))
}

fn given<'b>(received: *const oyez_received) -> Result<Received<'b>, Misuse> {
    let received = boundary::read(received)?;
    let part = |part| Ok::<_, Misuse>(optional(part)?.unwrap_or(&[]));
    Ok(Received {
        method: part(received.method)?,
        target: part(received.target)?,
        host: part(received.host)?,
        scheme: part(received.scheme)?,
    })
}
