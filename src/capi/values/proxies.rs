// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Hosts and proxies: Host, Via, Forwarded, X-Forwarded-For
//!
//! Anyone may have written what proxies tell: only what a proxy added that
//! one trusts is to be believed (RFC 7239, 8.1).

use core::net::IpAddr;

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Written, flag, lent, option, optional};
use crate::capi::values::text::{oyez_members, oyez_parameters, oyez_word};
use crate::error::Misuse;
use crate::fields::address;
use crate::fields::forwarded::Element;
use crate::fields::host::{self, Host};
use crate::fields::node::{self, Node};
use crate::fields::via::Recipient;
use crate::fields::x_forwarded_for::{self, Hop};
use crate::grammar::pen::Pen;

/// In `.flags`: the port is told, as a number.
pub const OYEZ_HAS_PORT: u32 = 1 << 0;

/// An IP address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_address {
    /// 4, 6, or 0 for none.
    pub version: u32,
    /// In network order; of version 4, the first four.
    pub octets: [u8; 16],
}

/// A host, and its port (RFC 9110, 7.2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_host {
    /// An IP-literal in its brackets, an IPv4 address or a registered name,
    /// still encoded; case does not matter. May be empty.
    pub host: oyez_bytes,
    /// With OYEZ_HAS_PORT.
    pub port: u32,
    /// OYEZ_HAS_PORT, or 0.
    pub flags: u32,
}

/// A recipient that passed a message on (RFC 9110, 7.6.3).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_via {
    /// The protocol it received the message by, such as "HTTP".
    pub protocol: oyez_bytes,
    /// Its version, a token.
    pub version: oyez_bytes,
    /// The recipient's host, or a pseudonym for it.
    pub received_by: oyez_bytes,
    /// What it says of its software; may be missing.
    pub comment: oyez_word,
    /// With OYEZ_HAS_PORT.
    pub port: u32,
    /// OYEZ_HAS_PORT, or 0.
    pub flags: u32,
}

/// A client or a proxy, as far as somebody tells (RFC 7239, 6). A NULL
/// `name.ptr` and no address: there is none.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_node {
    /// An address as received, an IPv6 address without its brackets; or
    /// "unknown"; or "_" and what stands for it. Not written where there is
    /// an address.
    pub name: oyez_bytes,
    /// One to five digits; or "_" and what stands for them; may be missing.
    pub port: oyez_bytes,
    /// The address, if the name is one.
    pub address: oyez_address,
    /// The number of the port, with OYEZ_HAS_PORT; not written.
    pub port_number: u32,
    /// OYEZ_HAS_PORT, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// What one proxy tells (RFC 7239, 5); each of it may be missing.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_forwarded {
    /// `for`: who made the request.
    pub client: oyez_node,
    /// `by`: where the proxy received it.
    pub by: oyez_node,
    /// The Host that the proxy received.
    pub host: oyez_bytes,
    /// The scheme of the request; case does not matter.
    pub proto: oyez_bytes,
    /// All other pairs.
    pub extensions: oyez_parameters,
}

/// A member of X-Forwarded-For.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_hop {
    /// As received: an address, with or without brackets, quotes and port;
    /// or "unknown", or anything. Written where there is no address.
    pub text: oyez_bytes,
    /// The address, if the text is one.
    pub address: oyez_address,
    /// The port behind it, with OYEZ_HAS_PORT.
    pub port: u32,
    /// OYEZ_HAS_PORT, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// Reads an IPv4 address, or an IPv6 address without brackets.
///
/// Thread: any
/// Fails:  false for what is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_address_read(text: oyez_bytes, address: *mut oyez_address) -> bool {
    let read = lent(text).ok().and_then(address::read);
    read.is_some_and(|read| boundary::write(address, Some(read).into()).is_ok())
}

/// Writes an address, an IPv6 address as RFC 5952 recommends, without
/// brackets.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX for none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_address_write(
    address: *const oyez_address,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(address, room, written)
}

/// Reads a Host.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, HOST_INVALID
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_host_read(
    value: oyez_bytes,
    host: *mut oyez_host,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, host, verdict, host::host)
}

/// Writes a Host.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_host_write(host: *const oyez_host, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::write(host, room, written)
}

/// The address, if a host is one.
///
/// Thread: any
/// Fails:  false if it is none (`*address` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_host_address(host: *const oyez_host, address: *mut oyez_address) -> bool {
    let read = boundary::read(host).and_then(oyez_host::given).ok().and_then(|host| host.address());
    read.is_some_and(|read| boundary::write(address, Some(read).into()).is_ok())
}

/// Takes the next member of a Via, the first recipient first.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: VIA, COMMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_via_next(
    members: *mut oyez_members,
    recipient: *mut oyez_via,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<Recipient<'_>, _>(members, recipient, verdict)
}

/// Writes a Via; of a protocol named HTTP only the version.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_via_write(
    recipients: *const oyez_via,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(recipients, count, room, written)
}

/// Takes the next element of a Forwarded, the first proxy's first.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: FORWARDED,
///         FORWARDED_NODE, QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_forwarded_next(
    members: *mut oyez_members,
    element: *mut oyez_forwarded,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<Element<'_>, _>(members, element, verdict)
}

/// Writes a Forwarded.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_forwarded_write(
    elements: *const oyez_forwarded,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(elements, count, room, written)
}

/// Reads a node identifier, its quoting undone.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, FORWARDED_NODE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_node_read(
    value: oyez_bytes,
    node: *mut oyez_node,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, node, verdict, node::node)
}

/// Writes a node identifier, in quotes where it is no token.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_node_write(node: *const oyez_node, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::write(node, room, written)
}

/// Takes the next member of an X-Forwarded-For, the client first.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: LIST
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_x_forwarded_for_next(
    members: *mut oyez_members,
    hop: *mut oyez_hop,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<Hop<'_>, _>(members, hop, verdict)
}

/// Writes an X-Forwarded-For, or of one hop a Client-IP.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_x_forwarded_for_write(
    hops: *const oyez_hop,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(hops, count, room, written)
}

/// Reads a Client-IP, which has one member.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, LIST
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_client_ip_read(
    value: oyez_bytes,
    hop: *mut oyez_hop,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, hop, verdict, x_forwarded_for::client_ip)
}

impl From<Option<IpAddr>> for oyez_address {
    fn from(address: Option<IpAddr>) -> Self {
        let mut octets = [0; 16];
        let version = match address {
            None => 0,
            Some(IpAddr::V6(address)) => {
                octets = address.octets();
                6
            }
            Some(IpAddr::V4(address)) => {
                for (place, octet) in octets.iter_mut().zip(address.octets()) {
                    *place = octet;
                }
                4
            }
        };
        oyez_address { version, octets }
    }
}

impl oyez_address {
    fn given(self) -> Result<Option<IpAddr>, Misuse> {
        match (self.version, self.octets) {
            (0, _) => Ok(None),
            (4, [a, b, c, d, ..]) => Ok(Some(IpAddr::from([a, b, c, d]))),
            (6, octets) => Ok(Some(IpAddr::from(octets))),
            _ => Err(Misuse::Argument),
        }
    }
}

impl Written for oyez_address {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        address::write(self.given()?.ok_or(Misuse::FieldSyntax)?, pen);
        Ok(())
    }
}

/// A port that is there if its bit is set.
fn port(flags: u32, port: u32) -> Result<Option<u16>, Misuse> {
    match flags & OYEZ_HAS_PORT {
        0 => Ok(None),
        _ => u16::try_from(port).map(Some).map_err(|_| Misuse::FieldSyntax),
    }
}

impl From<Host<'_>> for oyez_host {
    fn from(own: Host<'_>) -> Self {
        oyez_host {
            host: oyez_bytes::of(own.host),
            port: own.port.map_or(0, u32::from),
            flags: flag(own.port.is_some(), OYEZ_HAS_PORT),
        }
    }
}

impl oyez_host {
    fn given<'b>(self) -> Result<Host<'b>, Misuse> {
        Ok(Host { host: lent(self.host)?, port: port(self.flags, self.port)? })
    }
}

impl Written for oyez_host {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<Recipient<'_>> for oyez_via {
    fn from(own: Recipient<'_>) -> Self {
        oyez_via {
            protocol: oyez_bytes::of(own.protocol),
            version: oyez_bytes::of(own.version),
            received_by: oyez_bytes::of(own.received_by),
            comment: oyez_word::option(own.comment),
            port: own.port.map_or(0, u32::from),
            flags: flag(own.port.is_some(), OYEZ_HAS_PORT),
        }
    }
}

impl Written for oyez_via {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let own = Recipient {
            protocol: lent(self.protocol)?,
            version: lent(self.version)?,
            received_by: lent(self.received_by)?,
            port: port(self.flags, self.port)?,
            comment: self.comment.optional()?,
        };
        Ok(own.write(pen)?)
    }
}

impl From<Node<'_>> for oyez_node {
    fn from(own: Node<'_>) -> Self {
        oyez_node {
            name: oyez_bytes::of(own.name),
            port: option(own.port),
            address: own.address.into(),
            port_number: own.port_number().map_or(0, u32::from),
            flags: flag(own.port_number().is_some(), OYEZ_HAS_PORT),
            reserved: 0,
        }
    }
}

impl oyez_node {
    /// There is none.
    const NONE: oyez_node = oyez_node {
        name: oyez_bytes::NONE,
        port: oyez_bytes::NONE,
        address: oyez_address { version: 0, octets: [0; 16] },
        port_number: 0,
        flags: 0,
        reserved: 0,
    };

    fn given<'b>(self) -> Result<Node<'b>, Misuse> {
        Ok(Node { name: lent(self.name)?, address: self.address.given()?, port: optional(self.port)? })
    }

    fn optional<'b>(self) -> Result<Option<Node<'b>>, Misuse> {
        let is_there = optional(self.name)?.is_some() || self.address.version != 0;
        if is_there { self.given().map(Some) } else { Ok(None) }
    }
}

impl Written for oyez_node {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        Ok(self.given()?.write(pen)?)
    }
}

impl From<Element<'_>> for oyez_forwarded {
    fn from(own: Element<'_>) -> Self {
        oyez_forwarded {
            client: own.client.map_or(oyez_node::NONE, oyez_node::from),
            by: own.by.map_or(oyez_node::NONE, oyez_node::from),
            host: option(own.host),
            proto: option(own.proto),
            extensions: own.extensions.into(),
        }
    }
}

impl Written for oyez_forwarded {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let own = Element {
            client: self.client.optional()?,
            by: self.by.optional()?,
            host: optional(self.host)?,
            proto: optional(self.proto)?,
            extensions: self.extensions.forwarded()?,
        };
        Ok(own.write(pen)?)
    }
}

impl From<Hop<'_>> for oyez_hop {
    fn from(own: Hop<'_>) -> Self {
        oyez_hop {
            text: oyez_bytes::of(own.text),
            address: own.address.into(),
            port: own.port.map_or(0, u32::from),
            flags: flag(own.port.is_some(), OYEZ_HAS_PORT),
            reserved: 0,
        }
    }
}

impl Written for oyez_hop {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let port = port(self.flags, self.port)?;
        Ok(Hop { text: lent(self.text)?, address: self.address.given()?, port }.write(pen)?)
    }
}
