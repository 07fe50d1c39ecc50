// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What the governing fields of one head said, gathered as its lines pass.

use crate::error::{Refused, Violation};
use crate::messaging::persistence::{self, Options};
use crate::messaging::transfer_encoding::{self, Coding};
use crate::messaging::{content_length, expectation, host};
use crate::syntax::field_line::Field;
use crate::syntax::field_name::Known;

/// What was said so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Governing {
    /// Content-Length, if there was one.
    pub length: Option<u64>,
    /// Transfer-Encoding.
    pub coding: Coding,
    /// Connection.
    pub options: Options,
    /// There was a Host.
    pub host: bool,
    /// There was an Upgrade.
    pub upgrade: bool,
    /// There was an Expect: 100-continue.
    pub expects: bool,
}

/// Whose head it is: some fields mean something in a request only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// A request's.
    Request,
    /// A response's.
    Response,
}

/// What was said, with one more field line.
///
/// # Errors
/// The violations of Content-Length, Transfer-Encoding, Connection, Host and Expect, counted from the start
/// of the value. `HOST_REPEATED` and `HOST_INVALID` and `EXPECTATION` leave the framing certain.
pub fn note(before: Governing, head: Head, known: Known, field: &Field<'_>) -> Result<Governing, Refused> {
    let value = field.value;
    match (known, head) {
        (Known::CONTENT_LENGTH, _) => match before.length {
            None => Ok(Governing { length: Some(content_length::read(value)?), ..before }),
            Some(_) => content_length::read(value).and(Err(Refused::new(Violation::LengthRepeated, 0))),
        },
        (Known::TRANSFER_ENCODING, _) => {
            Ok(Governing { coding: transfer_encoding::read(before.coding, value)?, ..before })
        }
        (Known::CONNECTION, _) => Ok(Governing { options: persistence::read(before.options, value)?, ..before }),
        // 9112, 3.2: a server MUST refuse a request with more than one Host.
        (Known::HOST, Head::Request) if before.host => Err(Refused::new(Violation::HostRepeated, 0)),
        (Known::HOST, Head::Request) => host::check(value).map(|()| Governing { host: true, ..before }),
        (Known::EXPECT, Head::Request) => {
            let expects = expectation::read(value)?;
            Ok(Governing { expects: before.expects || expects, ..before })
        }
        (Known::UPGRADE, _) => Ok(Governing { upgrade: true, ..before }),
        _ => Ok(before),
    }
}

/// Whether a violation leaves the framing certain, so that the connection may go on once it was answered.
#[must_use]
pub const fn leaves_framing_certain(violation: Violation) -> bool {
    matches!(
        violation,
        Violation::HostMissing
            | Violation::HostRepeated
            | Violation::HostInvalid
            | Violation::HostMisdirected
            | Violation::Expectation
            | Violation::TargetOrigin
            | Violation::TargetAbsolute
            | Violation::TargetAuthority
            | Violation::TargetAsterisk
            | Violation::TargetHost
            | Violation::TargetUserinfo
    )
}
