// SPDX-License-Identifier: MIT OR Apache-2.0
//! Where messages go and come from, and what is of one connection.

use std::net::IpAddr;

use oyez::error::Refused;
use oyez::fields::coding::{self, Transfer, TransferCoding};
use oyez::fields::node::Node;
use oyez::fields::product::{self, ProductPart, more_products};
use oyez::fields::x_forwarded_for::{self as addresses, Hop};
use oyez::fields::{
    allow, connection as options, expect as expectations, forwarded as proxies, from, host as hosts,
    keep_alive as keeping, link, number, title as titles, trailer as names, upgrade as protocols, via as recipients,
};

use super::media::{extended, parameters};
use super::told::{Line, Told, checked};

pub fn max_forwards(value: &[u8], told: &mut Told) {
    if let Some(count) = told.read(number::max_forwards(value)) {
        told.number("count", count);
        told.write(|pen| number::write(count, pen));
    }
}

/// The words for a transfer coding.
pub fn transfer_coded<'t>(line: Line<'t>, read: &TransferCoding<'_>) -> Line<'t> {
    let line = match read.coding {
        Transfer::Other => line,
        Transfer::Chunked => line.word("chunked"),
        Transfer::Gzip => line.word("gzip"),
        Transfer::Compress => line.word("compress"),
        Transfer::Deflate => line.word("deflate"),
        Transfer::Trailers => line.word("trailers"),
    };
    line.octets("name", read.name)
}

pub fn transfer_encoding(value: &[u8], told: &mut Told) {
    told.list(coding::transfer_encoding(value), |told, read| {
        transfer_coded(told.line(), &read.0);
        parameters(told, read.0.parameters);
    });
}

pub fn host(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(hosts::host(value)) {
        let line = told.line().octets("host", read.host).some_number("port", read.port);
        address(line, read.address());
        told.write(|pen| read.write(pen));
    }
}

fn address(line: Line<'_>, address: Option<IpAddr>) -> Line<'_> {
    line.some_number("address", address)
}

pub fn via(value: &[u8], told: &mut Told) {
    told.list(recipients::via(value), |told, read| {
        told.line()
            .octets("protocol", read.protocol)
            .octets("version", read.version)
            .octets("received-by", read.received_by)
            .some_number("port", read.port)
            .some_text("comment", read.comment);
    });
}

pub fn forwarded(value: &[u8], told: &mut Told) {
    told.list(proxies::forwarded(value), |told, read| {
        told.line().word("element").some_octets("host", read.host).some_octets("proto", read.proto);
        for (name, node) in [("for", read.client), ("by", read.by)] {
            if let Some(Node { name: is, address: at, port }) = node {
                address(told.parameter().octets(name, is).some_octets("port", port), at);
            }
        }
        parameters(told, read.extensions);
    });
}

fn hop(told: &mut Told, read: &Hop<'_>) {
    address(told.line().octets("text", read.text).some_number("port", read.port), read.address);
}

pub fn x_forwarded_for(value: &[u8], told: &mut Told) {
    told.list(addresses::x_forwarded_for(value), hop);
}

pub fn client_ip(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(addresses::client_ip(value)) {
        hop(told, &read);
        told.write(|pen| read.write(pen));
    }
}

pub fn connection(value: &[u8], told: &mut Told) {
    told.list(options::connection(value), |told, read| {
        told.line().octets("option", read.name);
    });
}

pub fn keep_alive(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(keeping::keep_alive(value)) {
        told.line().word("keep").some_number("timeout", read.timeout).some_number("max", read.max);
        told.write(|pen| read.write(pen));
    }
}

pub fn upgrade(value: &[u8], told: &mut Told) {
    told.list(protocols::upgrade(value), |told, read| {
        told.line().octets("protocol", read.name).some_octets("version", read.version);
    });
}

pub fn trailer(value: &[u8], told: &mut Told) {
    told.list(names::trailer(value), |told, read| {
        told.line().octets("name", read.name);
    });
}

pub fn expect(value: &[u8], told: &mut Told) {
    told.list(expectations::expect(value), |told, read| {
        let line = told.line().octets("name", read.name).some_text("value", read.value);
        line.flag("continue", read.is_continue());
        parameters(told, read.parameters);
    });
}

pub fn mailbox(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(from::from(value)) {
        let line = told.line().some_text("display-name", read.display_name);
        line.text("local-part", read.local_part).octets("domain", read.domain);
        told.write(|pen| read.write(pen));
    }
}

pub fn products(value: &[u8], told: &mut Told) {
    let list = product::products(value);
    for part in checked(list, |list| list.rest(), |list| list.at(), |rest| pull_product(rest, value.len())) {
        match told.read(part) {
            Some(ProductPart::Product(read)) => {
                told.line().octets("product", read.name).some_octets("version", read.version);
            }
            Some(ProductPart::Comment(text)) => {
                told.line().text("comment", text);
            }
            None => return,
        }
    }
    told.write(|pen| list.write(pen));
}

/// The next part of what is left of a value, once behind a part.
fn pull_product(rest: &[u8], all: usize) -> Option<Result<ProductPart<'_>, Refused>> {
    if rest.len() == all { product::products(rest).next() } else { more_products(rest).next() }
}

pub fn methods(value: &[u8], told: &mut Told) {
    told.list(allow::allow(value), |told, read| {
        told.line().octets("method", read.method);
    });
}

pub fn links(value: &[u8], told: &mut Told) {
    told.list(link::links(value), |told, read| {
        let relations = read.relations().map(|relation| relation.octets().collect::<Vec<_>>());
        let relations = relations.collect::<Vec<_>>().join(&b" "[..]);
        let line = told.line().octets("target", read.target);
        let line = line.some_octets("rel", Some(&relations[..]).filter(|_| read.rel.is_some()));
        let line = line.some_text("anchor", read.anchor).some_text("rev", read.rev).some_text("title", read.title);
        if let Some(title) = &read.extended_title {
            extended(line, "title*", title);
        }
        for parameter in read.parameters {
            let name = String::from_utf8_lossy(parameter.name);
            match parameter.value {
                Some(value) => told.parameter().text(&name, value),
                None => told.parameter().word(name),
            };
        }
    });
}

pub fn title(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(titles::title(value)) {
        told.line().octets("text", read.text);
        told.write(|pen| read.write(pen));
    }
}
