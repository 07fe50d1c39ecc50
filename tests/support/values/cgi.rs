// SPDX-License-Identifier: MIT OR Apache-2.0
//! The variables of a request.

use oyez::error::{Reason, Refused};
use oyez::fields::cgi::{self, Authorization, Line, Request};
use oyez::grammar::pen::Pen;
use oyez::syntax::field_line::Field;
use oyez::syntax::head;
use oyez::syntax::leniency::Leniencies;

use super::told::Told;

/// A head with a target in origin-form, asked of `server.example` by 192.0.2.1: the script is named by the first two
/// segments of its path. Behind a folder `raw` the script itself authenticates.
pub fn variables(value: &[u8], told: &mut Told) {
    let mut table = vec![Field { name: &[], value: &[] }; 64];
    let read = match head::read_request(value, Leniencies::NONE, &mut table[..]) {
        Ok(read) => read,
        Err(stop) => {
            let fault = stop.fault(value);
            let Reason::Violation(violation) = fault.reason else { return };
            return told.refuse(Refused::new(violation, usize::try_from(fault.offset).unwrap_or(value.len())));
        }
    };
    let (path, query) = match read.line.target.iter().position(|octet| *octet == b'?') {
        Some(at) => (&read.line.target[..at], Some(&read.line.target[at + 1..])),
        None => (read.line.target, None),
    };
    let second = path.iter().skip(1).position(|octet| *octet == b'/').map_or(path.len(), |at| at + 1);
    let end = path[second..].iter().skip(1).position(|octet| *octet == b'/').map_or(path.len(), |at| second + 1 + at);
    let script_name = &path[..end];
    let Some(path_info) = cgi::path_info(path, script_name) else { panic!("a prefix of it") };
    if let Err(refused) = cgi::check_path(path) {
        let at = value.len().min(refused.at + read.line.method.len() + 1);
        return told.refuse(Refused::new(refused.violation, at));
    }
    let request = Request {
        method: read.line.method,
        script_name,
        path_info,
        query,
        version: read.line.version,
        content_length: None,
        server_name: b"server.example",
        server_port: 80,
        server_software: b"oyez",
        remote_addr: b"192.0.2.1",
        auth_type: None,
        remote_user: None,
        authorization: if path.starts_with(b"/raw/") { Authorization::Passed } else { Authorization::Withheld },
    };
    let mut lines = [Line::EMPTY; 64];
    for variable in cgi::variables(&request, table[..read.lines].iter().copied(), &mut lines).expect("they fit") {
        let mut room = vec![0; 2 * value.len() + 256];
        let mut pen = Pen::new(&mut room);
        variable.write_name(&mut pen);
        let name = String::from_utf8(pen.written().expect("it fits").to_vec()).expect("letters");
        let mut pen = Pen::new(&mut room);
        match variable.write_value(&mut pen) {
            Ok(()) => told.line().octets(&name, pen.written().expect("it fits")),
            Err(_) => told.line().word(name).word("none"),
        };
    }
}
