// SPDX-License-Identifier: MIT OR Apache-2.0
//! Base64, percent-encoding and forms: `base64`, `base64ct`, `percent-encoding`, `form_urlencoded`.

use std::hint::black_box;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64ct::{Base64, Encoding};
use oyez::fields::basic::{Basic, basic};
use oyez::fields::form::{PlainPair, form, write};
use oyez::grammar::pen::Pen;
use oyez::grammar::percent::{Part, decode, encode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};

use super::{Contest, length, text};

const CREDENTIALS: [&str; 3] = [
    "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    "Basic d2VibWFzdGVyOnpycW1hNHY=",
    "Basic c29tZWJvZHlAZXhhbXBsZS5vcmc6VGgxcyBpcyBhIHBhc3NwaHJhc2UsIG5vdCBhIHBhc3N3b3Jk",
];

const FORMS: [&str; 3] = [
    "q=wahh&x=1",
    "name=John+Doe&email=john%40example.org&subject=Hello&message=This+is+a+message%2C+and+it+goes+on%0D%0Auntil+here",
    "utf8=%E2%9C%93&authenticity_token=k2v8hq0x9m3z7p1w5r4t6y8u0i2o4p6a&page=2&sort=price&order=asc&filter%5Bcolor%5D=red",
];

const ENCODED: [&str; 3] = [
    "/wiki/HTTP%2F1.1_%28protocol%29",
    "/index.html",
    "/search/%E6%97%A5%E6%9C%AC%E8%AA%9E/%D0%BA%D0%B8%D1%80%D0%B8%D0%BB%D0%BB%D0%B8%D1%86%D0%B0",
];

const PLAIN: [&str; 3] = ["index.html", "a name with spaces & more.txt", "100% sure? [yes/no]"];

pub fn contests() -> Vec<Contest> {
    let users: Vec<&str> = vec!["Aladdin", "webmaster", "somebody@example.org"];
    vec![
        Contest::new("basic_read", &CREDENTIALS, read_basic, ("base64", read_basic_by_base64)),
        Contest::new("basic_write", &users, write_basic, ("base64", write_basic_by_base64)),
        // The times of these two, as ours, do not depend on what a password is.
        Contest::new("basic_read_ct", &CREDENTIALS, read_basic, ("base64ct", read_basic_by_base64ct)),
        Contest::new("basic_write_ct", &users, write_basic, ("base64ct", write_basic_by_base64ct)),
        Contest::new("form_read", &FORMS, read_form, ("form_urlencoded", read_form_by_urlencoded)),
        Contest::new("form_write", &PLAIN, write_form, ("form_urlencoded", write_form_by_urlencoded)),
        Contest::new("percent_decode", &ENCODED, decoded, ("percent-encoding", decoded_by_crate)),
        Contest::new("percent_encode", &PLAIN, encoded, ("percent-encoding", encoded_by_crate)),
    ]
}

fn read_basic(value: &[u8]) -> Option<u64> {
    let mut room = [0; 128];
    let read = basic(value, &mut room).ok()?;
    Some(length(read.user_id) * 7 + length(read.password))
}

/// As frameworks write it around the crate.
fn read_basic_by_base64(value: &[u8]) -> Option<u64> {
    let mut room = [0; 128];
    let (scheme, encoded) = value.split_at_checked(6)?;
    if !scheme.eq_ignore_ascii_case(b"Basic ") {
        return None;
    }
    let count = STANDARD.decode_slice(encoded, &mut room).ok()?;
    let colon = room[..count].iter().position(|octet| *octet == b':')?;
    Some(colon as u64 * 7 + (count - colon - 1) as u64)
}

fn read_basic_by_base64ct(value: &[u8]) -> Option<u64> {
    let mut room = [0; 128];
    let (scheme, encoded) = value.split_at_checked(6)?;
    if !scheme.eq_ignore_ascii_case(b"Basic ") {
        return None;
    }
    let said = Base64::decode(encoded, &mut room).ok()?;
    let colon = said.iter().position(|octet| *octet == b':')?;
    Some(colon as u64 * 7 + (said.len() - colon - 1) as u64)
}

fn write_basic(user: &[u8]) -> Option<u64> {
    let mut room = [0; 128];
    let mut pen = Pen::new(&mut room);
    Basic { user_id: user, password: b"open sesame" }.write(&mut pen).ok()?;
    Some(length(black_box(pen.written().ok()?)))
}

fn write_basic_by_base64(user: &[u8]) -> Option<u64> {
    let (mut plain, mut room) = ([0; 96], [0; 128]);
    let end = user.len() + b":open sesame".len();
    plain[..user.len()].copy_from_slice(user);
    plain[user.len()..end].copy_from_slice(b":open sesame");
    room[..6].copy_from_slice(b"Basic ");
    let count = STANDARD.encode_slice(&plain[..end], &mut room[6..]).ok()?;
    Some(length(black_box(&room[..6 + count])))
}

fn write_basic_by_base64ct(user: &[u8]) -> Option<u64> {
    let (mut plain, mut room) = ([0; 96], [0; 128]);
    let end = user.len() + b":open sesame".len();
    plain[..user.len()].copy_from_slice(user);
    plain[user.len()..end].copy_from_slice(b":open sesame");
    room[..6].copy_from_slice(b"Basic ");
    let count = Base64::encode(&plain[..end], &mut room[6..]).ok()?.len();
    Some(length(black_box(&room[..6 + count])))
}

fn read_form(value: &[u8]) -> Option<u64> {
    form(value).try_fold(0, |found, pair| {
        let pair = pair.ok()?;
        let value = pair.value.map_or(0, |value| value.octets().map(u64::from).sum());
        Some(found * 3 + pair.name.octets().map(u64::from).sum::<u64>() + value)
    })
}

fn read_form_by_urlencoded(value: &[u8]) -> Option<u64> {
    let found = form_urlencoded::parse(value).fold(0, |found, (name, value)| {
        let sum = |text: &str| text.bytes().map(u64::from).sum::<u64>();
        found * 3 + sum(&name) + sum(&value)
    });
    Some(found)
}

fn write_form(value: &[u8]) -> Option<u64> {
    let mut room = [0; 256];
    let mut pen = Pen::new(&mut room);
    write(&[PlainPair { name: b"name", value: Some(value) }, PlainPair { name: b"x", value: Some(b"1") }], &mut pen)
        .ok()?;
    Some(length(black_box(pen.written().ok()?)))
}

fn write_form_by_urlencoded(value: &[u8]) -> Option<u64> {
    let mut form = form_urlencoded::Serializer::new(String::with_capacity(256));
    form.append_pair("name", text(value)).append_pair("x", "1");
    Some(length(black_box(form.finish()).as_bytes()))
}

fn decoded(value: &[u8]) -> Option<u64> {
    let mut room = [0; 128];
    let mut pen = Pen::new(&mut room);
    decode(value, &mut pen).ok()?;
    Some(length(black_box(pen.written().ok()?)))
}

/// Into an array, as its fastest users do.
fn decoded_by_crate(value: &[u8]) -> Option<u64> {
    let mut room = [0; 128];
    let mut count = 0;
    for (place, octet) in room.iter_mut().zip(percent_decode(value)) {
        *place = octet;
        count += 1;
    }
    Some(length(black_box(&room[..count])))
}

/// Only `unreserved` stays (RFC 3986, 2.3).
const DATA: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn encoded(value: &[u8]) -> Option<u64> {
    let mut room = [0; 256];
    let mut pen = Pen::new(&mut room);
    encode(value, Part::Data, &mut pen);
    Some(length(black_box(pen.written().ok()?)))
}

fn encoded_by_crate(value: &[u8]) -> Option<u64> {
    let mut room = [0; 256];
    let mut count = 0;
    for piece in percent_encode(value, DATA) {
        room[count..count + piece.len()].copy_from_slice(piece.as_bytes());
        count += piece.len();
    }
    Some(length(black_box(&room[..count])))
}
