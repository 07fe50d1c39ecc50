// SPDX-License-Identifier: MIT OR Apache-2.0
//! Targets, forms and versions.

use oyez::fields::dot_segments::{Dots, kept};
use oyez::fields::uri::{normalise, resolve};
use oyez::fields::uri_reference::{self as uris, UriReference};
use oyez::fields::{form as forms, version_number};
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::grammar::percent::{self, Part, Piece};
use oyez::grammar::query as queries;

use super::told::{Told, checked};

fn uri(told: &mut Told, read: &UriReference<'_>) {
    told.line()
        .some_octets("scheme", read.scheme)
        .some_octets("userinfo", read.userinfo)
        .some_octets("host", read.host)
        .some_octets("port", read.port)
        .octets("path", read.path)
        .some_octets("query", read.query)
        .some_octets("fragment", read.fragment);
    told.write(|pen| read.write(pen));
}

pub fn uri_reference(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(uris::uri_reference(value)) {
        uri(told, &read);
    }
}

pub fn absolute_uri(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(uris::absolute_uri(value)) {
        uri(told, &read);
    }
}

/// A reference without a fragment, as Content-Location wants one.
pub fn partial_uri(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(uris::without_fragment(value)) {
        uri(told, &read);
    }
}

pub fn referer(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(uris::referer(value)) {
        uri(told, &read);
    }
}

/// Octets written in a room that is as large as they say it has to be.
fn in_room(
    told: &mut Told,
    write: impl for<'m> Fn(&'m mut [u8]) -> Result<&'m [u8], Unwritable>,
) -> Result<Vec<u8>, Unwritable> {
    let written = match write(&mut []) {
        Err(Unwritable::Room(size)) => write(&mut vec![0; size]).map(<[u8]>::to_vec),
        other => other.map(<[u8]>::to_vec),
    };
    assert!(!matches!(written, Err(Unwritable::Room(_))), "it was told how much room");
    told.written = Some(written.clone());
    written
}

pub fn normal_uri(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(uris::uri_reference(value)) {
        match in_room(told, |room| normalise(&read, room)) {
            Ok(written) => told.line().octets("uri", &written),
            Err(_) => told.line().word("none"),
        };
    }
}

/// Two lines: a base, and what is to be resolved against it.
pub fn resolved_uri(value: &[u8], told: &mut Told) {
    let end = value.windows(2).position(|octets| octets == b"\r\n").unwrap_or(value.len());
    let reference = value.get(end + 2..).unwrap_or_default();
    let Some(base) = told.read(uris::uri_reference(&value[..end])) else { return };
    let reference = uris::uri_reference(reference).map_err(|refused| refused.after((end + 2).min(value.len())));
    if let Some(reference) = told.read(reference) {
        match in_room(told, |room| resolve(&base, &reference, room)) {
            Ok(written) => told.line().octets("uri", &written),
            Err(_) => told.line().word("none"),
        };
        // It is another value than was read.
        told.written = None;
    }
}

/// The segments of a path that stay, from the last to the first.
pub fn segments(value: &[u8], told: &mut Told) {
    for segment in kept(b"", value, Dots::Decoded) {
        told.line().octets("segment", segment.octets).flag("slash", segment.slash);
    }
}

/// What a path names in a tree of folders.
pub fn path(value: &[u8], told: &mut Told) {
    let mut names: Vec<u8> = Vec::new();
    let read = percent::path(value, |piece| match piece {
        Piece::Octet(octet) => names.push(octet),
        Piece::Up => names.truncate(names.iter().rposition(|octet| *octet == b'/').expect("it has a segment")),
    });
    if told.read(read).is_some() {
        told.line().octets("path", &names);
    }
}

pub fn percent(value: &[u8], told: &mut Told) {
    let mut room = vec![0; value.len()];
    let mut pen = Pen::new(&mut room);
    if told.read(percent::decode(value, &mut pen)).is_some() {
        let octets = pen.written().expect("it fits").to_vec();
        told.line().octets("octets", &octets);
        told.write(|pen| {
            percent::encode(&octets, Part::Data, pen);
            Ok(())
        });
    }
}

/// The pairs of a query, still encoded.
pub fn query(value: &[u8], told: &mut Told) {
    for (name, value) in queries::pairs(value) {
        told.line().octets("name", name).some_octets("value", value);
    }
}

pub fn form(value: &[u8], told: &mut Told) {
    let pairs = forms::form(value);
    let pull = |rest| forms::form(rest).next();
    for pair in checked(pairs, |pairs| pairs.rest(), |pairs| pairs.at(), pull) {
        let Some(pair) = told.read(pair) else { return };
        let value: Option<Vec<u8>> = pair.value.map(|value| value.octets().collect());
        let name = pair.name.octets().collect::<Vec<_>>();
        told.line().octets("name", &name).some_octets("value", value.as_deref());
    }
    told.write(|pen| pairs.write(pen));
}

pub fn version(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(version_number::read(value)) {
        told.line().octets("major", read.major).octets("minor", read.minor);
        told.write(|pen| read.write(pen));
    }
}
