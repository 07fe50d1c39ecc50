// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! Methods

use crate::capi::boundary;
use crate::capi::codes::oyez_error;
use crate::capi::decisions::forwarding::version;
use crate::capi::types::{oyez_bytes, oyez_fields, oyez_room};
use crate::capi::values::pass::{self, flag, lent};
use crate::error::Misuse;
use crate::semantics::method::{self, Cacheable, Content, Decision, MethodEntry, Resource, trace};
use crate::semantics::secrets::is_secret;

/// In `oyez_method.flags`: who sends it asks for no change
/// (RFC 9110, 9.2.1).
pub const OYEZ_METHOD_SAFE: u32 = 1 << 0;

/// In `oyez_method.flags`: sent twice, it means what it means sent once
/// (RFC 9110, 9.2.2).
pub const OYEZ_METHOD_IDEMPOTENT: u32 = 1 << 1;

/// In `oyez_resource.flags`: TRACE is answered. Else it is refused, whatever
/// the lists say.
pub const OYEZ_RESOURCE_TRACES: u32 = 1 << 0;

/// Whether a cache may store what answers a method (RFC 9110, 9.2.3).
#[repr(u32)]
pub enum oyez_method_cacheable {
    OYEZ_CACHEABLE_NEVER = 0,
    /// If it says how long it is fresh, and its Content-Location is the
    /// target.
    OYEZ_CACHEABLE_IF_EXPLICIT = 1,
    OYEZ_CACHEABLE_YES = 2,
}

/// What content in a request means, by its method.
#[repr(u32)]
pub enum oyez_method_content {
    /// What the method is about, or may be.
    OYEZ_METHOD_CONTENT_MEANT = 0,
    /// Nothing that is generally defined; some refuse a request that has any.
    OYEZ_METHOD_CONTENT_UNDEFINED = 1,
    /// There is none: a client must not send any, or what follows is a
    /// tunnel's.
    OYEZ_METHOD_CONTENT_BARRED = 2,
}

/// What is to be done about a method.
#[repr(u32)]
pub enum oyez_method_decision {
    /// The resource answers it.
    OYEZ_METHOD_PROCEED = 0,
    /// A HEAD: it is answered as a GET would be, without the content.
    OYEZ_METHOD_AS_GET = 1,
    /// An OPTIONS: 204, with Allow.
    OYEZ_METHOD_OPTIONS = 2,
    /// An OPTIONS for the server as a whole: 204, with Allow.
    OYEZ_METHOD_SERVER_OPTIONS = 3,
    /// A TRACE: 200, whose content `oyez_trace_write` makes.
    OYEZ_METHOD_TRACE = 4,
    /// 405, with Allow: some resource would answer it, not this one.
    OYEZ_METHOD_NOT_ALLOWED = 5,
    /// 501: no resource of this server would.
    OYEZ_METHOD_NOT_IMPLEMENTED = 6,
}

const CACHEABLE: [Cacheable; 3] = [Cacheable::Never, Cacheable::IfExplicit, Cacheable::Yes];

const CONTENTS: [Content; 3] = [Content::Meant, Content::Undefined, Content::Barred];

const DECISIONS: [Decision; 7] = [
    Decision::Proceed,
    Decision::AsGet,
    Decision::Options,
    Decision::ServerOptions,
    Decision::Trace,
    Decision::NotAllowed,
    Decision::NotImplemented,
];

/// What a method promises (RFC 9110, 9.2).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_method {
    /// Its name; case matters.
    pub name: oyez_bytes,
    /// Where it is defined.
    pub clause: oyez_bytes,
    /// OYEZ_METHOD_SAFE, OYEZ_METHOD_IDEMPOTENT.
    pub flags: u32,
    /// An `oyez_method_cacheable`.
    pub cacheable: u32,
    /// An `oyez_method_content`.
    pub content: u32,
    /// 0.
    pub reserved: u32,
}

/// What a resource answers, and its server. Methods are told as in an Allow:
/// "GET, PUT".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_resource {
    /// The methods that it answers by itself.
    pub allowed: oyez_bytes,
    /// The methods that the server answers for some resource or other; if
    /// there are none, every registered one.
    pub implemented: oyez_bytes,
    /// OYEZ_RESOURCE_TRACES, or 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// What a method promises. Of one that is not registered, `*method` says
/// what it is taken for: neither safe nor idempotent nor cacheable.
///
/// Borrow: forever (static); `method->name` as `name`
/// Thread: any
/// Fails:  false for a method that is not registered
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_method_find(name: oyez_bytes, method: *mut oyez_method) -> bool {
    let Ok(octets) = lent(name) else { return false };
    let found = method::find(octets);
    let unknown = oyez_method {
        name,
        clause: oyez_bytes::NONE,
        flags: 0,
        cacheable: pass::number_of(&CACHEABLE, &method::cacheable(octets)),
        content: pass::number_of(&CONTENTS, &method::content(octets)),
        reserved: 0,
    };
    boundary::write(method, found.map_or(unknown, oyez_method::from)).is_ok() && found.is_some()
}

/// A registered method by its place; the first is 0.
///
/// Borrow: forever (static)
/// Thread: any
/// Fails:  false beyond the last
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_method_at(at: usize, method: *mut oyez_method) -> bool {
    method::all().get(at).is_some_and(|found| boundary::write(method, found.into()).is_ok())
}

/// Decides what is to be done about a method, an `oyez_method_decision`.
/// `target` is the request's, as received.
///
/// Thread: any
/// Fails:  never; what cannot be read is not implemented
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_method_decide(
    resource: *const oyez_resource,
    method: oyez_bytes,
    target: oyez_bytes,
) -> u32 {
    let decided = || Ok::<_, Misuse>(method::decide(&given(resource)?, lent(method)?, lent(target)?));
    pass::number_of(&DECISIONS, &decided().unwrap_or(Decision::NotImplemented))
}

/// The status that an `oyez_method_decision` is answered with; 0 where the
/// resource says.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub extern "C" fn oyez_method_status(decision: u32) -> u32 {
    pass::of_number(&DECISIONS, decision).ok().and_then(Decision::status).map_or(0, u32::from)
}

/// Writes the Allow that an `oyez_method_decision` is answered with: the
/// methods of the resource, or those of the server.
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX when a list of methods is none
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_method_write_allow(
    resource: *const oyez_resource,
    decision: u32,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        let resource = given(resource)?;
        match pass::of_number(&DECISIONS, decision)? {
            Decision::ServerOptions => Ok(resource.write_server_allow(pen)?),
            _ => Ok(resource.write_allow(pen)?),
        }
    })
}

/// Writes the content that answers a TRACE, of the type message/http: its
/// request-line and its fields, without what is secret (RFC 9110, 9.3.8).
///
/// Thread: any
/// Fails:  ARGUMENT, FIELD_SYNTAX
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_trace_write(
    target: oyez_bytes,
    received: u32,
    fields: oyez_fields,
    room: oyez_room,
    written: *mut usize,
) -> oyez_error {
    pass::put(room, written, &|pen| {
        Ok(trace::write(lent(target)?, version(received), &boundary::section(&fields), pen)?)
    })
}

/// Whether a request field of this name is likely to be a secret between a
/// client and one origin: cookies, credentials, what stands for them.
///
/// Thread: any
/// Fails:  never
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_field_is_secret(name: oyez_bytes) -> bool {
    lent(name).is_ok_and(is_secret)
}

fn given<'b>(resource: *const oyez_resource) -> Result<Resource<'b>, Misuse> {
    let resource = boundary::read(resource)?;
    let list = |list| Ok::<_, Misuse>(pass::optional(list)?.unwrap_or(&[]));
    Ok(Resource {
        allowed: list(resource.allowed)?,
        implemented: list(resource.implemented)?,
        traces: resource.flags & OYEZ_RESOURCE_TRACES != 0,
    })
}

impl From<&'static MethodEntry> for oyez_method {
    fn from(found: &'static MethodEntry) -> Self {
        oyez_method {
            name: oyez_bytes::of(found.name.as_bytes()),
            clause: oyez_bytes::of(found.clause.as_bytes()),
            flags: flag(found.safe, OYEZ_METHOD_SAFE) | flag(found.idempotent, OYEZ_METHOD_IDEMPOTENT),
            cacheable: pass::number_of(&CACHEABLE, &found.cacheable),
            content: pass::number_of(&CONTENTS, &found.content),
            reserved: 0,
        }
    }
}
