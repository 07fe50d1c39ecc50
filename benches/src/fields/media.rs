// SPDX-License-Identifier: MIT OR Apache-2.0
//! Media types: mime.

use std::hint::black_box;

use mime::Mime;
use oyez::fields::media_type::media_type;
use oyez::grammar::pen::Pen;

use super::{Contest, length, text};

const TYPES: [&str; 6] = [
    "text/html; charset=utf-8",
    "application/json",
    "text/html;charset=\"iso-8859-1\"",
    "image/svg+xml",
    "multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
    "application/x-www-form-urlencoded; charset=UTF-8",
];

pub fn contests() -> Vec<Contest> {
    vec![
        Contest::new("media_type_read", &TYPES, read, ("mime", read_by_mime)),
        Contest::new("media_type_read_and_write", &TYPES[..2], write, ("mime", write_by_mime)),
    ]
}

fn read(value: &[u8]) -> Option<u64> {
    let read = media_type(value).ok()?;
    let charset = read.charset().map_or(0, |charset| length(charset.raw()));
    Some(length(read.type_name) + 7 * length(read.subtype_name) + 31 * charset)
}

/// The subtype is all that stands behind the slash, as oyez has it.
fn read_by_mime(value: &[u8]) -> Option<u64> {
    let read: Mime = text(value).parse().ok()?;
    let charset = read.get_param("charset").map_or(0, |charset| length(charset.as_str().as_bytes()));
    let suffix = read.suffix().map_or(0, |suffix| length(suffix.as_str().as_bytes()) + 1);
    let subtype = length(read.subtype().as_str().as_bytes()) + suffix;
    Some(length(read.type_().as_str().as_bytes()) + 7 * subtype + 31 * charset)
}

fn write(value: &[u8]) -> Option<u64> {
    let mut room = [0; 64];
    let mut pen = Pen::new(&mut room);
    media_type(value).ok()?.write(&mut pen).ok()?;
    Some(u64::from(black_box(pen.written().ok()?)[0]))
}

fn write_by_mime(value: &[u8]) -> Option<u64> {
    let read: Mime = text(value).parse().ok()?;
    Some(u64::from(black_box(read.to_string()).as_bytes()[0]))
}
