// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about forwarding.

use oyez::semantics::forwarding::{self, Abuse, Connect, Forwards, Hops, Next, Received, Receiver, Rules};

use super::Row;
use super::methods::{version, written, yes};

pub const NAMES: &[&str] = &[
    "forwarding.fields",
    "forwarding.route",
    "forwarding.via",
    "forwarding.max_forwards",
    "forwarding.target",
    "forwarding.host",
    "forwarding.persists",
    "forwarding.version",
    "forwarding.connect",
    "forwarding.trailers",
    "forwarding.transform",
    "forwarding.told",
    "forwarding.told_by_custom",
];

pub fn ask(row: &Row) -> Option<String> {
    let fields = row.fields("");
    let fields = fields.as_slice();
    let (name, port) = (row.octets("name"), row.number("port").map(|port| u16::try_from(port).unwrap()));
    let proxies = || row.number("proxies").unwrap().try_into().unwrap();
    match &*row.decision {
        "forwarding.fields" => Some(match Hops::of(fields, rules(row)) {
            Ok(hops) => {
                let line = |field| format!("{field:?}");
                let lines: Vec<_> = hops.lines(fields).map(line).collect();
                if lines.is_empty() { "nothing".into() } else { lines.join("; ") }
            }
            Err(Abuse::EndToEnd(name)) => format!("refused EndToEnd {}", name.escape_ascii()),
            Err(abuse) => format!("refused {abuse:?}"),
        }),
        "forwarding.route" => {
            let route = forwarding::route(fields, name, port);
            let most = row.number("most").unwrap_or(0).try_into().unwrap();
            let status = route.status(most).unwrap_or(0);
            Some(format!("{} {} {status}", route.recipients, route.here))
        }
        "forwarding.via" => {
            let version = version(row, "version").unwrap();
            Some(written(|pen| forwarding::recipient(version, name, port).write(pen)))
        }
        "forwarding.max_forwards" => Some(match forwarding::forwards(row.octets("method"), fields) {
            Forwards::Limited(left) => format!("Limited {left}"),
            other => format!("{other:?}"),
        }),
        "forwarding.target" => {
            let next = if row.text("next") == Some("proxy") { Next::Proxy } else { Next::Origin };
            Some(written(|pen| forwarding::write_target(&received(row), next, pen)))
        }
        "forwarding.host" => {
            Some(forwarding::authority(&received(row)).map_or("none".into(), |host| host.escape_ascii().to_string()))
        }
        "forwarding.persists" => {
            let receiver = match row.text("receiver") {
                Some("server") => Receiver::Server,
                Some("proxy") => Receiver::Proxy,
                _ => Receiver::Client,
            };
            yes(forwarding::persists(receiver, version(row, "version").unwrap(), fields))
        }
        "forwarding.version" => {
            let own = version(row, "own").unwrap();
            let sent = forwarding::version_to_send(own, version(row, "peer"), row.says("misbehaves"));
            Some(sent.number().to_string())
        }
        "forwarding.connect" => {
            let ports: Vec<u16> = row
                .text("ports")
                .into_iter()
                .flat_map(|ports| ports.split(' '))
                .map(|port| port.parse().unwrap())
                .collect();
            Some(match forwarding::connect(row.octets("target"), &ports) {
                Connect::Open { host, port } => format!("{} {port}", host.escape_ascii()),
                Connect::BadTarget => "BadTarget".into(),
                Connect::Port(_) => "Port".into(),
            })
        }
        "forwarding.trailers" => yes(forwarding::takes_trailers(version(row, "version").unwrap(), fields)),
        "forwarding.told" => {
            let told = forwarding::told_by_forwarded(fields, proxies()).and_then(|element| element.client);
            Some(told.map_or("nobody".into(), |node| node.name.escape_ascii().to_string()))
        }
        "forwarding.told_by_custom" => {
            let told = forwarding::told_by_x_forwarded_for(fields, proxies());
            Some(told.map_or("nobody".into(), |hop| hop.text.escape_ascii().to_string()))
        }
        "forwarding.transform" => yes(forwarding::may_transform(fields)),
        _ => None,
    }
}

fn rules(row: &Row) -> Rules {
    Rules {
        keep_length: row.says("keep_length"),
        keep_trailer: row.says("keep_trailer"),
        keep_proxy_credentials: row.says("keep_proxy_credentials"),
        drop_expect: row.says("drop_expect"),
        drop_host: row.says("drop_host"),
        drop_max_forwards: row.says("drop_max_forwards"),
        drop_told: row.says("drop_told"),
        from_mime: row.says("from_mime"),
        strip_end_to_end: row.says("strip_end_to_end"),
    }
}

fn received(row: &Row) -> Received<'_> {
    let (method, target) = (row.octets("method"), row.octets("target"));
    Received { method, target, host: row.octets("host"), scheme: row.octets("scheme") }
}
