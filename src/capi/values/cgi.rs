// SPDX-License-Identifier: MIT OR Apache-2.0
#![allow(unsafe_code)]
//! CGI: the variables of a request (RFC 3875)

use crate::capi::boundary::{self, Given};
use crate::capi::codes::oyez_error;
use crate::capi::types::{oyez_bytes, oyez_field, oyez_room, oyez_verdict};
use crate::capi::values::pass::{self, lent, numbered, optional};
use crate::error::Misuse;
use crate::fields::cgi::{self, Authorization, Request, Variables};
use crate::syntax::field_line::Field;
use crate::syntax::version::Version;

/// In `oyez_cgi_request.flags`: `content_length` is told.
pub const OYEZ_CGI_CONTENT_LENGTH: u32 = 1 << 0;

/// In `oyez_cgi_request.flags`: the script is told the Authorization, for it
/// is who authenticates (RFC 3875, 4.1.18).
pub const OYEZ_CGI_AUTHORIZATION: u32 = 1 << 1;

/// A request, and who answers it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cgi_request {
    pub method: oyez_bytes,
    /// The beginning of the target's path that names the script, still
    /// encoded; may be empty.
    pub script_name: oyez_bytes,
    /// The rest of the path: `oyez_cgi_path_info`.
    pub path_info: oyez_bytes,
    /// Without its "?"; may be missing.
    pub query: oyez_bytes,
    /// The host that the request is for.
    pub server_name: oyez_bytes,
    /// What the server says of itself, as in Server.
    pub server_software: oyez_bytes,
    /// The client's address, as text.
    pub remote_addr: oyez_bytes,
    /// The scheme of credentials that were right; may be missing.
    pub auth_type: oyez_bytes,
    /// The user they are of; may be missing.
    pub remote_user: oyez_bytes,
    /// Octets of content, with OYEZ_CGI_CONTENT_LENGTH.
    pub content_length: u64,
    /// The port it came in by.
    pub server_port: u32,
    /// As `oyez_request.version`.
    pub version: u32,
    /// OYEZ_CGI_CONTENT_LENGTH, OYEZ_CGI_AUTHORIZATION.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
}

/// Memory for a field line. Its members are the library's.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cgi_line {
    pub state: [usize; 5],
}

/// The variables of a request that are left. Its members are the library's.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct oyez_cgi {
    pub request: oyez_cgi_request,
    pub lines: *const oyez_cgi_line,
    pub line_count: usize,
    pub told: u32,
    pub reserved: u32,
}

/// Begins to tell the variables of a request with these field lines, in memory
/// of yours for as many lines as are to be told.
///
/// Not told are fields whose names are not made of letters, digits and "-", for
/// "_" could pose as "-"; Proxy, which programs would take for their own
/// HTTP_PROXY; credentials; and what concerns the connection alone.
///
/// Borrow: `*request`, `fields` and `lines` are the library's until the last
///         variable was told
/// Thread: any
/// Fails:  ARGUMENT, FIELD_COUNT when there are more lines to tell
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cgi_begin(
    cgi: *mut oyez_cgi,
    request: *const oyez_cgi_request,
    fields: *const oyez_field,
    field_count: usize,
    lines: *mut oyez_cgi_line,
    line_count: usize,
) -> oyez_error {
    let begun = || -> Result<(), Misuse> {
        // Every pointer is looked at.
        Given::new(&fields, field_count)?;
        let told = boundary::read(request)?;
        let given = boundary::array(&fields, field_count)?;
        let given = given
            .iter()
            .filter_map(|field| Some(Field { name: lent(field.name).ok()?, value: lent(field.value).ok()? }));
        let variables = cgi::variables(&told.given()?, given, boundary::cgi_lines(lines, line_count)?)?;
        boundary::write(cgi, left(told, &variables))
    };
    begun().into()
}

/// Writes the next variable, as an environment has it: NAME=value. Paths are
/// decoded; field lines of one name are joined by ", ", those of Cookie by "; ".
///
/// Thread: one at a time, on the same `cgi`
/// Fails:  OYEZ_OK with nothing written at the end; ARGUMENT when `room` is too
///         small (the same variable is next), FIELD_SYNTAX for a path that
///         `oyez_cgi_path_check` refuses, or a NUL (another one is next)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cgi_next(cgi: *mut oyez_cgi, room: oyez_room, written: *mut usize) -> oyez_error {
    let variables = || -> Result<(oyez_cgi, Variables<'_, '_>), Misuse> {
        let before = boundary::read(cgi)?;
        let lines = boundary::cgi_lines_filled(before.lines, before.line_count)?;
        let told = u8::try_from(before.told).map_err(|_| Misuse::Argument)?;
        Ok((before, Variables::resumed(before.request.given()?, told, lines)))
    };
    let (before, mut variables) = match variables() {
        Ok(variables) => variables,
        Err(misuse) => return misuse.into(),
    };
    let variable = variables.next();
    let error = pass::put(room, written, &|pen| match &variable {
        Some(variable) => Ok(variable.write(pen)?),
        None => Ok(()),
    });
    if error != oyez_error::OYEZ_ERR_ARGUMENT {
        let _ = boundary::write(cgi, left(before.request, &variables));
    }
    error
}

/// What is left of a path behind the name of a script: empty, or from a "/" on.
///
/// Borrow: as `path`
/// Thread: any
/// Fails:  false where it does not begin so (`*path_info` is untouched)
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cgi_path_info(
    path: oyez_bytes,
    script_name: oyez_bytes,
    path_info: *mut oyez_bytes,
) -> bool {
    let (Ok(path), Ok(script_name)) = (lent(path), lent(script_name)) else { return false };
    let found = cgi::path_info(path, script_name);
    found.is_some_and(|found| boundary::write(path_info, oyez_bytes::of(found)).is_ok())
}

/// Checks that a path can be told decoded, as SCRIPT_NAME and PATH_INFO are.
///
/// Thread: any
/// Fails:  ARGUMENT, PERCENT, PATH_OCTET, PATH_CLIMBS
#[unsafe(no_mangle)]
pub unsafe extern "C" fn oyez_cgi_path_check(path: oyez_bytes, verdict: *mut oyez_verdict) -> oyez_error {
    match lent(path).map(cgi::check_path) {
        Ok(Ok(())) => oyez_error::OYEZ_OK,
        Ok(Err(refused)) => pass::refuse(refused, 0, verdict),
        Err(misuse) => misuse.into(),
    }
}

/// What is left of variables.
fn left(request: oyez_cgi_request, variables: &Variables<'_, '_>) -> oyez_cgi {
    let (told, lines) = variables.left();
    oyez_cgi { request, lines: lines.as_ptr().cast(), line_count: lines.len(), told: u32::from(told), reserved: 0 }
}

impl oyez_cgi_request {
    fn given<'b>(self) -> Result<Request<'b>, Misuse> {
        let is_passed = self.flags & OYEZ_CGI_AUTHORIZATION != 0;
        Ok(Request {
            method: lent(self.method)?,
            script_name: lent(self.script_name)?,
            path_info: lent(self.path_info)?,
            query: optional(self.query)?,
            version: Version::from_number(u8::try_from(self.version).map_err(|_| Misuse::Argument)?),
            content_length: numbered(self.flags, OYEZ_CGI_CONTENT_LENGTH, self.content_length),
            server_name: lent(self.server_name)?,
            server_port: u16::try_from(self.server_port).map_err(|_| Misuse::Argument)?,
            server_software: lent(self.server_software)?,
            remote_addr: lent(self.remote_addr)?,
            auth_type: optional(self.auth_type)?,
            remote_user: optional(self.remote_user)?,
            authorization: if is_passed { Authorization::Passed } else { Authorization::Withheld },
        })
    }
}
