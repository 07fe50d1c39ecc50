// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Other fields of routing: Connection, Upgrade, Expect, User-Agent and more

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, Left, Written, flag, lent, numbered, option, optional};
use crate::capi::values::text::{oyez_members, oyez_parameters, oyez_word};
use crate::error::Misuse;
use crate::fields::allow::AllowedMethod;
use crate::fields::connection::ConnectionOption;
use crate::fields::expect::Expectation;
use crate::fields::from::{self, Mailbox};
use crate::fields::keep_alive::{self, KeepAlive};
use crate::fields::product::{self, Product, ProductPart};
use crate::fields::title::{self, Title};
use crate::fields::trailer::TrailerName;
use crate::fields::upgrade::Protocol;
use crate::grammar::pen::Pen;

/// In `oyez_keep_alive.flags`: `timeout` is told.
pub const OYEZ_KEEP_ALIVE_TIMEOUT: u32 = 1 << 0;

/// In `oyez_keep_alive.flags`: `max` is told.
pub const OYEZ_KEEP_ALIVE_MAX: u32 = 1 << 1;

/// What a Keep-Alive promises (RFC 2068, 19.7.1.1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_keep_alive {
    /// Seconds that an idle connection stays open.
    pub timeout: u64,
    /// Requests that will still be answered.
    pub max: u64,
    /// OYEZ_KEEP_ALIVE_TIMEOUT, OYEZ_KEEP_ALIVE_MAX.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// A protocol of Upgrade, or a product or comment of User-Agent and Server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_product {
    /// A token. A NULL `ptr`: it is a comment.
    pub name: oyez_bytes,
    /// A token; may be missing.
    pub version: oyez_bytes,
    /// What a comment says, those within it included.
    pub comment: oyez_word,
}

/// An expectation (RFC 9110, 10.1.1).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_expectation {
    /// A token; case does not matter.
    pub name: oyez_bytes,
    /// May be missing.
    pub value: oyez_word,
    /// Those behind a value.
    pub parameters: oyez_parameters,
}

/// A mailbox (RFC 9110, 10.1.2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_mailbox {
    /// The name of its owner; may be missing.
    pub display_name: oyez_word,
    /// What stands before the "@".
    pub local_part: oyez_word,
    /// What stands behind it: a name, or an address in brackets.
    pub domain: oyez_bytes,
}

/// Takes the next member of a Connection (RFC 9110, 7.6.1); case does not
/// matter.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: CONNECTION
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_connection_next(
    members: *mut oyez_members,
    option_name: *mut oyez_bytes,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<ConnectionOption<'_>, _>(members, option_name, verdict)
}

/// Writes a Connection. It is for tools: a connection derives its own.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_connection_write(
    options: *const oyez_bytes,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_names(options, count, room, written, &|name, pen| ConnectionOption { name }.write(pen))
}

/// Reads a Keep-Alive.
///
/// Thread: any
/// Fails:  ARGUMENT, KEEP_ALIVE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_keep_alive_read(
    value: oyez_bytes,
    keep_alive: *mut oyez_keep_alive,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, keep_alive, verdict, keep_alive::keep_alive)
}

/// Writes a Keep-Alive.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_keep_alive_write(
    keep_alive: *const oyez_keep_alive,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(keep_alive, room, written)
}

/// Takes the next protocol of an Upgrade, the best first (RFC 9110, 7.8).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: UPGRADE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_upgrade_next(
    members: *mut oyez_members,
    protocol: *mut oyez_product,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<Protocol<'_>, _>(members, protocol, verdict)
}

/// Writes an Upgrade.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_upgrade_write(
    protocols: *const oyez_product,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        pass::separated(protocols, count, b", ", pen, &|one, pen| {
            Ok(Protocol { name: lent(one.name)?, version: optional(one.version)? }.write(pen)?)
        })
    })
}

/// Takes the next field name of a Trailer (RFC 9110, 6.6.2).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: FIELD_NAMES
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_trailer_next(
    members: *mut oyez_members,
    name: *mut oyez_bytes,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<TrailerName<'_>, _>(members, name, verdict)
}

/// Writes a Trailer.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_trailer_write(
    names: *const oyez_bytes,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_names(names, count, room, written, &|name, pen| TrailerName { name }.write(pen))
}

/// Takes the next method of an Allow (RFC 9110, 10.2.1) or Public; case
/// matters.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: METHOD
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_allow_next(
    members: *mut oyez_members,
    method: *mut oyez_bytes,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<AllowedMethod<'_>, _>(members, method, verdict)
}

/// Writes an Allow or Public.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_allow_write(
    methods: *const oyez_bytes,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_names(methods, count, room, written, &|method, pen| AllowedMethod { method }.write(pen))
}

/// Takes the next member of an Expect.
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: EXPECT, PARAMETER,
///         QUOTED_STRING
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_expect_next(
    members: *mut oyez_members,
    expectation: *mut oyez_expectation,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::next::<Expectation<'_>, _>(members, expectation, verdict)
}

/// Writes an Expect.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_expect_write(
    expectations: *const oyez_expectation,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write_list(expectations, count, room, written)
}

/// Reads a From.
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, MAILBOX, QUOTED_STRING, COMMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_from_read(
    value: oyez_bytes,
    mailbox: *mut oyez_mailbox,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, mailbox, verdict, from::from)
}

/// Writes a From.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_from_write(
    mailbox: *const oyez_mailbox,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::write(mailbox, room, written)
}

/// Takes the next product or comment of a User-Agent or Server
/// (RFC 9110, 10.1.5).
///
/// Borrow: as `members`
/// Thread: any
/// Fails:  false at the end, and at a member that is none: PRODUCT, COMMENT
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_products_next(
    members: *mut oyez_members,
    product: *mut oyez_product,
    verdict: *mut oyez_verdict,
) -> bool {
    pass::take(members, product, verdict, |octets, before| {
        let mut left = if before == 0 { product::products(octets) } else { product::more_products(octets) };
        // Behind an empty value, which is none, there are no others either.
        Left { member: left.next(), rest: left.rest(), at: left.at().max(1) }
    })
}

/// Writes a User-Agent or Server; a product must be the first.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_products_write(
    products: *const oyez_product,
    count: usize,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| match boundary::array(&products, count)? {
        [oyez_product { name, .. }, ..] if !name.ptr.is_null() => {
            pass::separated(products, count, b" ", pen, &|part, pen| part.write(pen))
        }
        _ => Err(Misuse::FieldSyntax),
    })
}

/// Reads a Title, in ISO-8859-1 (RFC 1945, D.2.9).
///
/// Borrow: as `value`
/// Thread: any
/// Fails:  ARGUMENT, FIELD_VALUE
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_title_read(
    value: oyez_bytes,
    title: *mut oyez_bytes,
    verdict: *mut oyez_verdict,
) -> oyez_error {
    pass::read(value, title, verdict, title::title)
}

/// Writes a Title.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_title_write(title: oyez_bytes, room: oyez_room, written: *mut usize) -> oyez_error {
    pass::put(room, written, &|pen| Ok(Title { text: lent(title)? }.write(pen)?))
}

impl From<ConnectionOption<'_>> for oyez_bytes {
    fn from(own: ConnectionOption<'_>) -> Self {
        oyez_bytes::of(own.name)
    }
}

impl From<TrailerName<'_>> for oyez_bytes {
    fn from(own: TrailerName<'_>) -> Self {
        oyez_bytes::of(own.name)
    }
}

impl From<AllowedMethod<'_>> for oyez_bytes {
    fn from(own: AllowedMethod<'_>) -> Self {
        oyez_bytes::of(own.method)
    }
}

impl From<Title<'_>> for oyez_bytes {
    fn from(own: Title<'_>) -> Self {
        oyez_bytes::of(own.text)
    }
}

impl From<KeepAlive> for oyez_keep_alive {
    fn from(own: KeepAlive) -> Self {
        oyez_keep_alive {
            timeout: own.timeout.unwrap_or(0),
            max: own.max.unwrap_or(0),
            flags: flag(own.timeout.is_some(), OYEZ_KEEP_ALIVE_TIMEOUT) | flag(own.max.is_some(), OYEZ_KEEP_ALIVE_MAX),
            reserved: 0,
        }
    }
}

impl Written for oyez_keep_alive {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let timeout = numbered(self.flags, OYEZ_KEEP_ALIVE_TIMEOUT, self.timeout);
        let max = numbered(self.flags, OYEZ_KEEP_ALIVE_MAX, self.max);
        Ok(KeepAlive { timeout, max }.write(pen)?)
    }
}

impl From<Protocol<'_>> for oyez_product {
    fn from(own: Protocol<'_>) -> Self {
        oyez_product { name: oyez_bytes::of(own.name), version: option(own.version), comment: oyez_word::NONE }
    }
}

impl From<ProductPart<'_>> for oyez_product {
    fn from(own: ProductPart<'_>) -> Self {
        let none = oyez_product { name: oyez_bytes::NONE, version: oyez_bytes::NONE, comment: oyez_word::NONE };
        match own {
            ProductPart::Product(Product { name, version }) => {
                oyez_product { name: oyez_bytes::of(name), version: option(version), ..none }
            }
            ProductPart::Comment(comment) => oyez_product { comment: comment.into(), ..none },
        }
    }
}

impl Written for oyez_product {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let part = match optional(self.name)? {
            Some(name) => ProductPart::Product(Product { name, version: optional(self.version)? }),
            None => ProductPart::Comment(self.comment.text()?),
        };
        Ok(part.write(pen)?)
    }
}

impl From<Expectation<'_>> for oyez_expectation {
    fn from(own: Expectation<'_>) -> Self {
        oyez_expectation {
            name: oyez_bytes::of(own.name),
            value: oyez_word::option(own.value),
            parameters: own.parameters.into(),
        }
    }
}

impl Written for oyez_expectation {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let (value, parameters) = (self.value.optional()?, self.parameters.plain()?);
        Ok(Expectation { name: lent(self.name)?, value, parameters }.write(pen)?)
    }
}

impl From<Mailbox<'_>> for oyez_mailbox {
    fn from(own: Mailbox<'_>) -> Self {
        oyez_mailbox {
            display_name: oyez_word::option(own.display_name),
            local_part: own.local_part.into(),
            domain: oyez_bytes::of(own.domain),
        }
    }
}

impl Written for oyez_mailbox {
    fn write(&self, pen: &mut Pen<'_>) -> Result<(), Misuse> {
        let (display_name, local_part) = (self.display_name.optional()?, self.local_part.text()?);
        Ok(Mailbox { display_name, local_part, domain: lent(self.domain)? }.write(pen)?)
    }
}
