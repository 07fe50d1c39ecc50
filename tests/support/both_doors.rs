// SPDX-License-Identifier: MIT OR Apache-2.0
//! The two doors of field values, side by side: what Rust tells of a value, and what C does.

#![allow(dead_code)] // Each test uses its part.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;

use oyez::capi::*;
use oyez::error::{Reason, Refused};
use oyez::fields::members::{Member, Members};
use oyez::grammar::base64::{self, Reading};
use oyez::grammar::pen::{Pen, Unwritable};
use serde_json::Value;

use crate::corpus;

/// Values that are looked at where there is no folder, too.
const OWN: [&str; 35] = [
    "",
    "*",
    "text/html;level=1;q=0.4, */*",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Basic realm=\"simple\", Newauth realm=\"apps\", type=1",
    "Basic d2VibWFzdGVyOnpycW1hNHY=",
    "W/\"a\", \"b\"",
    "bytes=0-499, -500",
    "bytes 0-499/1234",
    "a=b; c=\"d\"",
    "SID=31d4d96e; Path=/; Domain=example.com; Expires=Wed, 09 Jun 2021 10:18:14 GMT",
    "max-age=60, no-cache=\"Set-Cookie\"",
    "110 anderson/1.3.37 \"Response is stale\" \"Sun, 06 Nov 1994 08:49:37 GMT\"",
    "attachment; filename=\"EURO rates\"; filename*=utf-8''%e2%82%ac%20rates",
    "1.1 p.example.net:80 (Apache/1.1)",
    "for=\"[2001:db8:cafe::17]:4711\";proto=http;by=203.0.113.43",
    "<http://example.com/TheBook/chapter2>; rel=\"previous\"; title*=UTF-8'de'n%c3%a4chstes",
    "CERN-LineMode/2.15 libwww/2.17b3 (a (b))",
    "Webmaster <webmaster@example.org>",
    "http://a@b:80/c%20d?e#f",
    "a=(1 2;x);y, b, c=:aGVsbG8=:, d=%\"f%c3%bc\"",
    "q=wahh&x=1+%26",
    "12, 13",
    "gzip;q=0.5, trailers",
    "Digest username=\"a\", realm=\"b\", nonce=\"c\", uri=\"/\", nc=00000001, cnonce=\"d\", qop=auth, \
     response=\"8ca523f5e9506fed4657c9700eebdbec\"",
    "nextnonce=\"a\", qop=auth, nc=00000001, cnonce=\"b\"",
    "Bearer mF_9.B5f-4.1JqM",
    "Q2hlY2sgSW50ZWdyaXR5IQ==",
    "timeout=5, max=100",
    "HTTP/1.13",
    "A=\"b\"; Version=\"1\"; Max-Age=\"7\", c=d;Version=1",
    "$Version=\"1\"",
    "100-continue, a=b;c=d",
    "example.com:8080",
    "120",
];

/// What a door tells of a value, line by line.
pub type Story = Vec<String>;

pub fn octets(value: &[u8]) -> oyez_bytes {
    oyez_bytes { ptr: value.as_ptr(), len: value.len() }
}

pub fn nothing<T>() -> T {
    // SAFETY: the structs of the header are numbers and pointers, for which zeros are a value.
    unsafe { std::mem::zeroed() }
}

pub fn refused(refused: Refused) -> Story {
    vec![format!("{} at {}", Reason::from(refused.violation).number(), refused.at)]
}

/// What was wrong, as C is told.
pub fn told(error: oyez_error, verdict: &oyez_verdict) -> Story {
    assert_eq!(number_of(error), verdict.error);
    vec![format!("{} at {}", verdict.error, verdict.offset)]
}

pub fn number_of(error: oyez_error) -> u32 {
    error as u32
}

pub fn written(write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> String {
    let mut room = [0; 4096];
    let mut pen = Pen::new(&mut room);
    match write(&mut pen) {
        Ok(()) => format!("{}", pen.written().unwrap().escape_ascii()),
        Err(_) => "unwritable".into(),
    }
}

/// The same in C; a room that is too small is not written beyond, and the call says how much it takes.
pub fn put(write: impl Fn(oyez_room, *mut usize) -> oyez_error) -> String {
    let (mut room, mut len) = ([0u8; 4096], usize::MAX);
    match write(oyez_room { ptr: room.as_mut_ptr(), len: room.len() }, &raw mut len) {
        oyez_error::OYEZ_OK => {
            let (mut small, mut needed) = (vec![0u8; len.saturating_sub(1)], 0);
            let error = write(oyez_room { ptr: small.as_mut_ptr(), len: small.len() }, &raw mut needed);
            let expected = if len == 0 { oyez_error::OYEZ_OK } else { oyez_error::OYEZ_ERR_ARGUMENT };
            assert_eq!((error, needed), (expected, len));
            format!("{}", room[..len].escape_ascii())
        }
        oyez_error::OYEZ_ERR_FIELD_SYNTAX => "unwritable".into(),
        error => panic!("{error:?}"),
    }
}

pub type Read<T> = unsafe extern "C" fn(oyez_bytes, *mut T, *mut oyez_verdict) -> oyez_error;
pub type Write<T> = unsafe extern "C" fn(*const T, oyez_room, *mut usize) -> oyez_error;
pub type Next<T> = unsafe extern "C" fn(*mut oyez_members, *mut T, *mut oyez_verdict) -> bool;
pub type WriteAll<T> = unsafe extern "C" fn(*const T, usize, oyez_room, *mut usize) -> oyez_error;

/// A value that is one, read and written by C.
pub fn one<T>(
    value: &[u8],
    read: impl Fn(oyez_bytes, *mut T, *mut oyez_verdict) -> oyez_error,
    write: Write<T>,
) -> Story {
    shown(value, read, |own| put(|room, len| unsafe { write(own, room, len) }))
}

pub fn shown<T>(
    value: &[u8],
    read: impl Fn(oyez_bytes, *mut T, *mut oyez_verdict) -> oyez_error,
    show: impl Fn(&T) -> String,
) -> Story {
    let (mut own, mut verdict) = (nothing(), nothing());
    match read(octets(value), &raw mut own, &raw mut verdict) {
        oyez_error::OYEZ_OK => vec![show(&own)],
        error => told(error, &verdict),
    }
}

pub fn safe<T>(read: Read<T>) -> impl Fn(oyez_bytes, *mut T, *mut oyez_verdict) -> oyez_error {
    // SAFETY: every pointer is to a value that lives, and octets lie in the value that is read.
    move |value, own, verdict| unsafe { read(value, own, verdict) }
}

/// The same in Rust.
pub fn read<T>(value: Result<T, Refused>, show: impl Fn(&T) -> String) -> Story {
    value.map_or_else(refused, |own| vec![show(&own)])
}

/// A list, member by member: what each is written as, and where the next begins.
pub fn list<T>(
    value: &[u8],
    next: impl Fn(*mut oyez_members, *mut T, *mut oyez_verdict) -> bool,
    show: impl Fn(&T) -> String,
) -> Story {
    let (mut members, mut own, mut story) = (oyez_members_of(octets(value)), nothing(), Vec::new());
    let mut verdict = oyez_verdict { error: 99, ..nothing() };
    while next(&raw mut members, &raw mut own, &raw mut verdict) {
        story.push(format!("{} {}", members.at, show(&own)));
        assert_eq!(members.rest.len + members.at, value.len());
    }
    if verdict.error != 0 {
        story.push(format!("{} at {}", verdict.error, verdict.offset));
        assert!(!next(&raw mut members, &raw mut own, &raw mut verdict) && verdict.error == 0);
    }
    story
}

pub fn members<T>(value: &[u8], next: Next<T>, write: WriteAll<T>) -> Story {
    // SAFETY: as above.
    list(
        value,
        |left, own, verdict| unsafe { next(left, own, verdict) },
        |own| put(|room, len| unsafe { write(own, 1, room, len) }),
    )
}

pub fn each<'b, M: Member<'b>>(value: &'b [u8]) -> Story {
    let mut members = Members::<M>::new(value);
    pulled(|| members.next().map(|one| (one, members.at())), |one| written(|pen| one.write(pen)))
}

pub fn pulled<T>(mut next: impl FnMut() -> Option<(Result<T, Refused>, usize)>, show: impl Fn(&T) -> String) -> Story {
    let mut story = Vec::new();
    while let Some((one, at)) = next() {
        match one {
            Ok(one) => story.push(format!("{at} {}", show(&one))),
            Err(one) => story.extend(refused(one)),
        }
    }
    story
}

/// A reader, by its two doors.
pub struct Doors {
    pub name: &'static str,
    pub in_rust: fn(&[u8]) -> Story,
    pub in_c: fn(&[u8]) -> Story,
}

pub fn debug<T: Debug>(own: &T) -> String {
    format!("{own:?}")
}

/// Every text in a case: arguments, fields, results, names of members.
pub fn texts(value: &Value, found: &mut BTreeSet<Vec<u8>>) {
    let of = |text: &str| -> Vec<u8> {
        // Octets that a suite wrote as characters, one each.
        let octets: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
        octets.unwrap_or_else(|| text.as_bytes().to_vec())
    };
    match value {
        Value::String(text) => {
            found.insert(of(text));
        }
        Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
        Value::Object(all) => {
            for (name, value) in all.iter().filter(|(name, _)| !["id", "source", "note"].contains(&name.as_str())) {
                found.insert(of(name));
                match value.as_str().filter(|_| name == "input_b64") {
                    Some(encoded) => {
                        found
                            .insert(base64::decoded(encoded.as_bytes(), Reading::Strict).map(Result::unwrap).collect());
                    }
                    None => texts(value, found),
                }
            }
        }
        _ => {}
    }
}

pub fn values() -> BTreeSet<Vec<u8>> {
    let mut found: BTreeSet<Vec<u8>> = OWN.iter().map(|value| value.as_bytes().to_vec()).collect();
    let Some(folder) = corpus::folder() else { return found };
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if (name.starts_with("sem-") || name == "wpt.jsonl") && name != "sem-cache-tests.jsonl" {
            let text = fs::read_to_string(path).unwrap();
            text.lines().for_each(|line| texts(&serde_json::from_str(line).unwrap(), &mut found));
        }
    }
    assert!(found.len() > 3000, "{} values", found.len());
    found.retain(|value| value.len() < 1000);
    found
}

pub fn agree(readers: &[Doors]) {
    let values = values();
    for reader in readers {
        let mut read = 0;
        for value in &values {
            let (in_rust, in_c) = ((reader.in_rust)(value), (reader.in_c)(value));
            assert_eq!(in_c, in_rust, "{}: {}", reader.name, value.escape_ascii());
            read += usize::from(in_rust.iter().all(|line| !line.contains(" at ")));
        }
        assert!(read > 0, "{} was read", reader.name);
        println!("{}: {read} of {} values are some", reader.name, values.len());
    }
}
