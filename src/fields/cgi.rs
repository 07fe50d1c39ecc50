// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The variables that tell a script of a request: CGI/1.1 (RFC 3875, 4.1).
//!
//! Field lines of one name become one variable, so they have to be found. That is done in memory the caller lends, a
//! [`Line`] a field line, where they are sorted: no number of names makes it quadratic.

use core::cmp::Ordering;

use crate::error::{Misuse, Refused};
use crate::grammar::pen::{Pen, Unwritable};
use crate::grammar::percent;
use crate::syntax::field_line::Field;
use crate::syntax::version::Version;

/// A request, and who answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'b> {
    /// The method.
    pub method: &'b [u8],
    /// The beginning of the target's path that names the script, still encoded; may be empty.
    pub script_name: &'b [u8],
    /// The rest of the path, still encoded: empty, or from a "/" on.
    pub path_info: &'b [u8],
    /// The target's query.
    pub query: Option<&'b [u8]>,
    /// The version of HTTP.
    pub version: Version,
    /// Octets of content, if there is any and its length is known (RFC 3875, 4.1.2).
    pub content_length: Option<u64>,
    /// The host that the request is for: of the Host that was checked, or the server's own name.
    pub server_name: &'b [u8],
    /// The port it came in by.
    pub server_port: u16,
    /// What the server says of itself, as in Server.
    pub server_software: &'b [u8],
    /// The client's address, in text.
    pub remote_addr: &'b [u8],
    /// The scheme of the client's credentials, once they were found to be right.
    pub auth_type: Option<&'b [u8]>,
    /// The user they are of.
    pub remote_user: Option<&'b [u8]>,
    /// What becomes of the credentials themselves.
    pub authorization: Authorization,
}

/// Whether a script is told the Authorization of a request (RFC 3875, 4.1.18).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Authorization {
    /// It is not: the server is who authenticates.
    #[default]
    Withheld,
    /// It is: the script authenticates.
    Passed,
}

/// What is left of a path behind the name of a script: empty, or from a "/" on; none where it does not begin so.
#[must_use]
pub fn path_info<'b>(path: &'b [u8], script_name: &[u8]) -> Option<&'b [u8]> {
    path.strip_prefix(script_name).filter(|rest| matches!(rest, [] | [b'/', ..]))
}

/// Checks that a path can be told decoded, as `SCRIPT_NAME` and `PATH_INFO` are.
///
/// # Errors
/// `Percent`; `PathOctet` for an encoded NUL, which would end the variable, or "/", which would be taken for one that
/// divides (RFC 3875, 4.1.5); `PathClimbs` where dot segments lead out of it.
pub fn check_path(path: &[u8]) -> Result<(), Refused> {
    percent::path(path, |_| {})
}

/// A field line to be told: lent to [`variables`], which fills it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'b> {
    field: Field<'b>,
    number: usize,
}

impl Line<'_> {
    /// One that is not filled yet.
    pub const EMPTY: Line<'static> = Line { field: Field { name: &[], value: &[] }, number: 0 };

    /// By name, in any case; then as received.
    fn order(&self, other: &Line<'_>) -> Ordering {
        let own = self.field.name.iter().map(u8::to_ascii_uppercase);
        own.cmp(other.field.name.iter().map(u8::to_ascii_uppercase)).then(self.number.cmp(&other.number))
    }
}

/// The variables of a request, pulled one at a time.
#[derive(Clone, Copy, Debug)]
pub struct Variables<'s, 'b> {
    request: Request<'b>,
    /// Those that are no field's which were told.
    told: u8,
    lines: &'s [Line<'b>],
}

/// A variable.
#[derive(Clone, Copy, Debug)]
pub struct Variable<'s, 'b> {
    name: Name<'b>,
    value: Value<'s, 'b>,
}

#[derive(Clone, Copy, Debug)]
enum Name<'b> {
    Own(&'static [u8]),
    Field(&'b [u8]),
}

#[derive(Clone, Copy, Debug)]
enum Value<'s, 'b> {
    Octets(&'b [u8]),
    Path(&'b [u8]),
    Number(u64),
    Version(Version),
    Lines(&'s [Line<'b>]),
}

/// The variables of a request with these field lines.
///
/// Not told are fields whose names are not made of letters, digits and "-", for "_" could pose as "-"; Proxy, which
/// programs would take for their own `HTTP_PROXY`; what other variables tell; credentials; and what concerns the
/// connection alone.
///
/// # Errors
/// `FieldCount` when there are more lines to tell than were lent.
pub fn variables<'s, 'b>(
    request: &Request<'b>,
    fields: impl IntoIterator<Item = Field<'b>>,
    lines: &'s mut [Line<'b>],
) -> Result<Variables<'s, 'b>, Misuse> {
    let mut count = 0usize;
    for field in fields.into_iter().filter(|field| is_told(field, request.authorization)) {
        let place = lines.get_mut(count).ok_or(Misuse::FieldCount)?;
        *place = Line { field, number: count };
        count = count.saturating_add(1);
    }
    let lines = lines.get_mut(..count).ok_or(Misuse::FieldCount)?;
    sort(lines);
    Ok(Variables { request: *request, told: 0, lines })
}

fn is_told(field: &Field<'_>, authorization: Authorization) -> bool {
    const NEVER: [&[u8]; 10] = [
        b"Proxy",
        b"Proxy-Authorization",
        b"Content-Length",
        b"Connection",
        b"Keep-Alive",
        b"Proxy-Connection",
        b"TE",
        b"Trailer",
        b"Transfer-Encoding",
        b"Upgrade",
    ];
    field.name.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-')
        && !NEVER.into_iter().any(|name| field.is(name))
        && (authorization == Authorization::Passed || !field.is(b"Authorization"))
}

/// Heapsort: in place, and n log n for whatever a client sends. (The sorts of `core` may panic, as far as the
/// linker can tell.)
fn sort(lines: &mut [Line<'_>]) {
    for root in (0..lines.len()).rev() {
        sink(lines, root);
    }
    let mut unsorted = lines;
    while let [first, .., last] = unsorted {
        core::mem::swap(first, last);
        let [rest @ .., _] = unsorted else { break };
        unsorted = rest;
        sink(unsorted, 0);
    }
}

/// Lets a line sink below all that go behind it.
fn sink(lines: &mut [Line<'_>], root: usize) {
    let mut at = root;
    loop {
        let left = at.saturating_mul(2).saturating_add(1);
        let right = left.saturating_add(1);
        let goes_behind = |lines: &[Line<'_>], one: usize, another: usize| match (lines.get(one), lines.get(another)) {
            (Some(one), Some(another)) => one.order(another) == Ordering::Greater,
            _ => false,
        };
        let greater = if goes_behind(lines, right, left) { right } else { left };
        if !goes_behind(lines, greater, at) {
            break;
        }
        if let Some((head, tail)) = lines.split_at_mut_checked(greater)
            && let (Some(parent), Some(child)) = (head.get_mut(at), tail.first_mut())
        {
            core::mem::swap(parent, child);
        }
        at = greater;
    }
}

impl<'s, 'b> Variables<'s, 'b> {
    /// Goes on with what [`left`](Self::left) told.
    pub(crate) const fn resumed(request: Request<'b>, told: u8, lines: &'s [Line<'b>]) -> Self {
        Variables { request, told, lines }
    }

    /// How many of the variables that are no field's were told, and the lines that were not.
    pub(crate) const fn left(&self) -> (u8, &'s [Line<'b>]) {
        (self.told, self.lines)
    }

    /// The variable of this number that is no field's, if it is set; nothing behind the last.
    fn own(&self, number: u8) -> Option<(&'static [u8], Option<Value<'s, 'b>>)> {
        let Request { method, script_name, path_info, query, version, content_length, .. } = self.request;
        let Request { server_name, server_port, server_software, remote_addr, auth_type, remote_user, .. } =
            self.request;
        // The order of RFC 3875, 4.1.
        Some(match number {
            0 => (b"AUTH_TYPE", auth_type.map(Value::Octets)),
            1 => (b"CONTENT_LENGTH", content_length.map(Value::Number)),
            2 => (b"GATEWAY_INTERFACE", Some(Value::Octets(b"CGI/1.1"))),
            3 => (b"PATH_INFO", Some(Value::Path(path_info))),
            4 => (b"QUERY_STRING", Some(Value::Octets(query.unwrap_or_default()))),
            5 => (b"REMOTE_ADDR", Some(Value::Octets(remote_addr))),
            6 => (b"REMOTE_USER", remote_user.map(Value::Octets)),
            7 => (b"REQUEST_METHOD", Some(Value::Octets(method))),
            8 => (b"SCRIPT_NAME", Some(Value::Path(script_name))),
            9 => (b"SERVER_NAME", Some(Value::Octets(server_name))),
            10 => (b"SERVER_PORT", Some(Value::Number(u64::from(server_port)))),
            11 => (b"SERVER_PROTOCOL", Some(Value::Version(version))),
            12 => (b"SERVER_SOFTWARE", Some(Value::Octets(server_software))),
            _ => return None,
        })
    }
}

impl<'s, 'b> Iterator for Variables<'s, 'b> {
    type Item = Variable<'s, 'b>;

    fn next(&mut self) -> Option<Variable<'s, 'b>> {
        while let Some((name, value)) = self.own(self.told) {
            self.told = self.told.saturating_add(1);
            if let Some(value) = value {
                return Some(Variable { name: Name::Own(name), value });
            }
        }
        let field = self.lines.first()?.field;
        let count = self.lines.iter().take_while(|line| line.field.is(field.name)).count();
        let (same, rest) = self.lines.split_at_checked(count)?;
        self.lines = rest;
        let name = if field.is(b"Content-Type") { Name::Own(b"CONTENT_TYPE") } else { Name::Field(field.name) };
        Some(Variable { name, value: Value::Lines(same) })
    }
}

impl Variable<'_, '_> {
    /// Writes its name: letters in upper case, digits and `_`.
    pub fn write_name(&self, pen: &mut Pen<'_>) {
        match self.name {
            Name::Own(name) => {
                pen.octets(name);
            }
            Name::Field(name) => {
                pen.octets(b"HTTP_");
                for octet in name {
                    pen.octet(if *octet == b'-' { b'_' } else { octet.to_ascii_uppercase() });
                }
            }
        }
    }

    /// Writes its value: a path decoded; field lines of one name joined by ", ", those of Cookie by "; "
    /// (RFC 9110, 5.2; RFC 9113, 8.2.3).
    ///
    /// # Errors
    /// `Value` for a path that [`check_path`] refuses, or octets that hold a NUL.
    pub fn write_value(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        match self.value {
            Value::Octets(octets) => octets_without_nul(octets, pen)?,
            Value::Number(number) => {
                pen.decimal(number);
            }
            Value::Version(version) => {
                let number = version.number();
                let (major, minor) = (number.checked_div(10).unwrap_or(0), number.checked_rem(10).unwrap_or(0));
                pen.octets(b"HTTP/").decimal(u64::from(major)).octet(b'.').decimal(u64::from(minor));
            }
            Value::Path(path) => {
                check_path(path).and_then(|()| percent::decode(path, pen)).map_err(|_| Unwritable::Value)?;
            }
            Value::Lines(lines) => {
                let mut separator: &[u8] = b"";
                for line in lines {
                    octets_without_nul(line.field.value, pen.octets(separator))?;
                    separator = if line.field.is(b"Cookie") { b"; " } else { b", " };
                }
            }
        }
        Ok(())
    }

    /// Writes `name "=" value`, as an environment has it.
    ///
    /// # Errors
    /// As [`write_value`](Variable::write_value).
    pub fn write(&self, pen: &mut Pen<'_>) -> Result<(), Unwritable> {
        self.write_name(pen);
        self.write_value(pen.octet(b'='))
    }
}

fn octets_without_nul(octets: &[u8], pen: &mut Pen<'_>) -> Result<(), Unwritable> {
    if octets.contains(&0) {
        return Err(Unwritable::Value);
    }
    pen.octets(octets);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const REQUEST: Request<'static> = Request {
        method: b"GET",
        script_name: b"/cgi-bin/somescript",
        path_info: b"/this%2eis%2epath%3binfo",
        query: Some(b"a=%41"),
        version: Version::HTTP_11,
        content_length: None,
        server_name: b"somehost.com",
        server_port: 80,
        server_software: b"oyez/0.1",
        remote_addr: b"192.0.2.1",
        auth_type: None,
        remote_user: None,
        authorization: Authorization::Withheld,
    };

    fn environment(request: &Request<'_>, fields: &[(&str, &str)]) -> Result<Vec<String>, Unwritable> {
        let mut lines = [Line::EMPTY; 64];
        let fields = fields.iter().map(|(name, value)| Field::new(name, value));
        variables(request, fields, &mut lines)
            .unwrap()
            .map(|variable| {
                let mut room = [0; 256];
                let mut pen = Pen::new(&mut room);
                variable.write(&mut pen)?;
                pen.written().map(|text| String::from_utf8(text.to_vec()).unwrap())
            })
            .collect()
    }

    #[test]
    fn a_request_is_told_in_variables() {
        let request =
            Request { content_length: Some(3), auth_type: Some(b"Basic"), remote_user: Some(b"a"), ..REQUEST };
        let told = environment(&request, &[("Host", "somehost.com"), ("content-type", "a/b"), ("Content-Length", "3")]);
        assert_eq!(
            told.unwrap(),
            [
                "AUTH_TYPE=Basic",
                "CONTENT_LENGTH=3",
                "GATEWAY_INTERFACE=CGI/1.1",
                "PATH_INFO=/this.is.path;info",
                "QUERY_STRING=a=%41",
                "REMOTE_ADDR=192.0.2.1",
                "REMOTE_USER=a",
                "REQUEST_METHOD=GET",
                "SCRIPT_NAME=/cgi-bin/somescript",
                "SERVER_NAME=somehost.com",
                "SERVER_PORT=80",
                "SERVER_PROTOCOL=HTTP/1.1",
                "SERVER_SOFTWARE=oyez/0.1",
                "CONTENT_TYPE=a/b",
                "HTTP_HOST=somehost.com",
            ]
        );
    }

    fn of_fields(fields: &[(&str, &str)]) -> Vec<String> {
        environment(&REQUEST, fields).unwrap().split_off(10)
    }

    #[test]
    fn lines_of_one_name_are_one_variable() {
        let fields = [("Cookie", "a=b"), ("x-y", "1"), ("Accept", "c"), ("COOKIE", "d=e"), ("X-Y", ""), ("X-y", "2")];
        assert_eq!(of_fields(&fields), ["HTTP_ACCEPT=c", "HTTP_COOKIE=a=b; d=e", "HTTP_X_Y=1, , 2"]);
    }

    #[test]
    fn no_field_poses_as_another() {
        let fields = [
            ("X_Y", "1"),
            ("X.Y", "1"),
            ("Proxy", "http://evil/"),
            ("PROXY", "1"),
            ("Authorization", "Basic x"),
            ("Proxy-Authorization", "x"),
            ("Transfer-Encoding", "chunked"),
            ("Connection", "close"),
            ("TE", "trailers"),
        ];
        assert!(of_fields(&fields).is_empty());
        let asked = Request { authorization: Authorization::Passed, ..REQUEST };
        assert_eq!(environment(&asked, &fields).unwrap().last().unwrap(), "HTTP_AUTHORIZATION=Basic x");
    }

    #[test]
    fn a_path_that_hides_something_is_not_told() {
        for path_info in [&b"/a%2Fb"[..], b"/a%00b", b"/%4", b"/../x", b"/a/%2e%2e/.."] {
            assert!(check_path(path_info).is_err());
            assert_eq!(environment(&Request { path_info, ..REQUEST }, &[]), Err(Unwritable::Value));
        }
        assert_eq!(path_info(b"/a/b/c", b"/a/b"), Some(&b"/c"[..]));
        assert_eq!(path_info(b"/a/b", b"/a/b"), Some(&b""[..]));
        assert_eq!(path_info(b"/a/bc", b"/a/b"), None);
    }

    #[test]
    fn too_few_lines_lent_are_told() {
        let fields = [Field::new("A", "1"), Field::new("B", "2"), Field::new("_", "3")];
        assert_eq!(variables(&REQUEST, fields, &mut [Line::EMPTY; 1]).err(), Some(Misuse::FieldCount));
        assert!(variables(&REQUEST, fields, &mut [Line::EMPTY; 2]).is_ok());
    }

    proptest! {
        #[test]
        fn the_variables_are_what_a_map_would_hold(fields in proptest::collection::vec(("[a-cA-C-]{1,2}", "[x-z]{0,2}"), 0..40)) {
            let mut map = std::collections::BTreeMap::<String, Vec<&str>>::new();
            for (name, value) in &fields {
                map.entry(name.to_uppercase()).or_default().push(value);
            }
            let expected: Vec<_> = map.iter().map(|(name, values)| format!("HTTP_{}={}", name.replace('-', "_"), values.join(", "))).collect();
            let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
            prop_assert_eq!(of_fields(&fields), expected);
        }
    }
}
