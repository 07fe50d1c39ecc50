// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about expectations.

use oyez::semantics::expectation::{self, Asked, Client, Got, Known, Server, TooOld};

use super::Row;
use super::methods::{version, yes};

pub const NAMES: &[&str] = &[
    "expectation.expected",
    "expectation.server",
    "expectation.proxy",
    "expectation.informational",
    "expectation.passes_back",
    "expectation.may_expect",
    "expectation.client",
];

pub fn ask(row: &Row) -> Option<String> {
    let (fields, received) = (row.fields(""), version(row, "version"));
    let fields = fields.as_slice();
    let number = |name| row.number(name).map(|number| u64::try_from(number).unwrap());
    let status = || number("status").map(|status| u16::try_from(status).unwrap());
    match &*row.decision {
        "expectation.expected" => Some(format!("{:?}", expectation::expected(received?, fields))),
        "expectation.server" => {
            let known = Known { empty: row.says("empty"), begun: row.says("begun"), status: status() };
            Some(match expectation::server(received?, fields, known) {
                Server::Proceed => "Proceed".into(),
                other => other.status()?.to_string(),
            })
        }
        "expectation.proxy" => {
            let too_old = if row.says("continues") { TooOld::Continue } else { TooOld::Refuse };
            Some(format!("{:?}", expectation::proxy(received?, fields, version(row, "next"), too_old)))
        }
        "expectation.informational" => {
            let before = u32::try_from(number("before").unwrap_or(0)).unwrap();
            let asked = Asked { continues: row.says("continues"), upgrades: row.says("upgrades"), before };
            Some(format!("{:?}", expectation::informational(status()?, asked)))
        }
        "expectation.passes_back" => yes(expectation::passes_back(status()?, received?, row.says("asked_by_proxy"))),
        "expectation.may_expect" => yes(expectation::may_expect(row.says("content"), received)),
        "expectation.client" => {
            let got = match status() {
                None => Got::Nothing,
                Some(100) => Got::Continue,
                Some(status) => Got::Final(status),
            };
            Some(match expectation::client(got, number("waited")?, number("most")?) {
                Client::Wait(left) => format!("Wait {left}"),
                other => format!("{other:?}"),
            })
        }
        _ => None,
    }
}
