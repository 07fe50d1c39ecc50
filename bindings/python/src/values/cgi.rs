// SPDX-License-Identifier: MIT OR Apache-2.0
//! The variables that tell a script of a request: CGI/1.1 (RFC 3875, 4.1).

use oyez::fields::cgi::{self as rust, Authorization, Line, Request};
use oyez::syntax::field_line::{Field, Lines};
use oyez::syntax::version::Version;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use super::parts::{Octets, Value, vec};
use super::verdict::OrRaise;
use crate::{fields, octets};

/// The variables of a request with these field lines, by name (RFC 3875, 4.1).
///
/// script_name and path_info are the path of the target, still encoded, and query is its query. server_name is the host
/// that was checked, or the server's own name; auth_type and remote_user are told once credentials were found to be
/// right, which are themselves not told unless pass_authorization is set.
///
/// Not told are fields whose names are not made of letters, digits and "-", for "_" could pose as "-"; Proxy; and what
/// concerns the connection alone.
#[pyfunction]
#[pyo3(signature = (
    fields, /, *, method, path_info, server_name, server_port, remote_addr, script_name = None, query = None,
    version = (1, 1), content_length = None, server_software = None, auth_type = None, remote_user = None,
    pass_authorization = false
))]
#[pyo3(text_signature = "(fields, /, *, method, path_info, server_name, server_port, remote_addr, script_name='', \
                         query=None, version=(1, 1), content_length=None, server_software='', auth_type=None, \
                         remote_user=None, pass_authorization=False)")]
#[expect(clippy::too_many_arguments, reason = "each is a variable")]
fn variables<'py>(
    py: Python<'py>,
    fields: &Bound<'py, PyAny>,
    method: Octets,
    path_info: Octets,
    server_name: Octets,
    server_port: u16,
    remote_addr: Octets,
    script_name: Option<Octets>,
    query: Option<Octets>,
    version: (u8, u8),
    content_length: Option<u64>,
    server_software: Option<Octets>,
    auth_type: Option<Octets>,
    remote_user: Option<Octets>,
    pass_authorization: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let (script_name, server_software) = (script_name.unwrap_or_default(), server_software.unwrap_or_default());
    let given = |octets: &'_ Option<Octets>| octets.as_ref().map(|octets| octets.0.clone());
    let (query, auth_type, remote_user) = (given(&query), given(&auth_type), given(&remote_user));
    let request = Request {
        method: &method.0,
        script_name: &script_name.0,
        path_info: &path_info.0,
        query: query.as_deref(),
        version: Version::from_number(version.0.saturating_mul(10).saturating_add(version.1)),
        content_length,
        server_name: &server_name.0,
        server_port,
        server_software: &server_software.0,
        remote_addr: &remote_addr.0,
        auth_type: auth_type.as_deref(),
        remote_user: remote_user.as_deref(),
        authorization: if pass_authorization { Authorization::Passed } else { Authorization::Withheld },
    };
    let fields = fields::Fields::taken(fields)?;
    let lines: Vec<Field<'_>> = Lines::lines(fields.get()).collect();
    let mut places = vec![Line::EMPTY; lines.len()];
    let all = PyDict::new(py);
    for variable in rust::variables(&request, lines.iter().copied(), &mut places).or_raise(py)? {
        let name = vec(|pen| {
            variable.write_name(pen);
            Ok(())
        });
        let value = vec(|pen| variable.write_value(pen)).or_raise(py)?;
        all.set_item(octets::text(py, &name.or_raise(py)?), PyBytes::new(py, &value))?;
    }
    Ok(all)
}

/// What is left of a path behind the name of a script: empty, or from a "/" on; None where it does not begin so.
#[pyfunction]
#[pyo3(signature = (path, script_name, /))]
fn path_info<'a>(path: &'a str, script_name: &str) -> Option<&'a str> {
    let rest = rust::path_info(path.as_bytes(), script_name.as_bytes())?;
    std::str::from_utf8(rest).ok()
}

/// Checks that a path can be told decoded, as SCRIPT_NAME and PATH_INFO are: without an encoded NUL or "/", and without
/// dot segments that lead out of it.
#[pyfunction]
#[pyo3(signature = (path, /))]
fn check_path(py: Python<'_>, path: Value<'_>) -> PyResult<()> {
    rust::check_path(path.octets()).or_raise(py)
}

#[pymodule(submodule, gil_used = false)]
#[pyo3(name = "cgi")]
pub mod module {
    #[pymodule_export]
    use super::{check_path, path_info, variables};
}
