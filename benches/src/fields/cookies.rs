// SPDX-License-Identifier: MIT OR Apache-2.0
//! Cookies: cookie.

use std::hint::black_box;

use cookie::time::OffsetDateTime;
use oyez::fields::cookie::cookies;
use oyez::fields::set_cookie::{SameSite, SetCookie, set_cookie};
use oyez::grammar::pen::Pen;

use super::{Contest, length, text};

const SENT: [&str; 3] = [
    "SID=31d4d96e407aad42; lang=en-US",
    "session=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
    "_ga=GA1.2.1234567890.1600000000; _gid=GA1.2.987654321.1700000000; theme=dark; consent=yes; csrftoken=Yt0Xb3qLr9; \
     sessionid=k2v8hq0x9m3z7p1w5r4t6y8u0i2o4p6a; tz=Europe%2FBerlin; seen=12",
];

const SET: [&str; 4] = [
    "SID=31d4d96e407aad42; Path=/; Secure; HttpOnly",
    "lang=en-US; Path=/; Domain=site.example",
    "lang=en-US; Expires=Wed, 09 Jun 2021 10:18:14 GMT",
    "sessionid=k2v8hq0x9m3z7p1w5r4t6y8u0i2o4p6a; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax; Secure",
];

pub fn contests() -> Vec<Contest> {
    let rival = "cookie";
    vec![
        Contest::new("cookie_read", &SENT, read, (rival, read_by_cookie)),
        Contest::new("set_cookie_read", &SET, read_set, (rival, read_set_by_cookie)),
        Contest::new("set_cookie_write", &["a", "b", "c"], write_set, (rival, write_set_by_cookie)),
    ]
}

fn read(value: &[u8]) -> Option<u64> {
    cookies(value).try_fold(0, |found, cookie| {
        cookie.ok().map(|cookie| found * 31 + length(cookie.name) * 7 + length(cookie.value))
    })
}

fn read_by_cookie(value: &[u8]) -> Option<u64> {
    cookie::Cookie::split_parse(text(value)).try_fold(0, |found, cookie| {
        let cookie = cookie.ok()?;
        Some(found * 31 + length(cookie.name().as_bytes()) * 7 + length(cookie.value().as_bytes()))
    })
}

fn read_set(value: &[u8]) -> Option<u64> {
    let read = set_cookie(value).ok()?;
    let flags = u64::from(read.secure) + 2 * u64::from(read.http_only) + 4 * u64::from(read.same_site == SameSite::Lax);
    let texts = length(read.name)
        + 7 * length(read.value)
        + 31 * length(read.path.unwrap_or(b""))
        + length(read.domain.unwrap_or(b""));
    Some(texts + flags + read.expires.unwrap_or(0).cast_unsigned() + read.max_age.unwrap_or(0).cast_unsigned())
}

fn read_set_by_cookie(value: &[u8]) -> Option<u64> {
    let read = cookie::Cookie::parse(text(value)).ok()?;
    let flags = u64::from(read.secure() == Some(true))
        + 2 * u64::from(read.http_only() == Some(true))
        + 4 * u64::from(read.same_site() == Some(cookie::SameSite::Lax));
    let texts = length(read.name().as_bytes())
        + 7 * length(read.value().as_bytes())
        + 31 * length(read.path().unwrap_or("").as_bytes())
        + length(read.domain().unwrap_or("").as_bytes());
    let expires = read.expires_datetime().map_or(0, OffsetDateTime::unix_timestamp);
    Some(
        texts
            + flags
            + expires.cast_unsigned()
            + read.max_age().map_or(0, cookie::time::SignedDuration::whole_seconds).cast_unsigned(),
    )
}

fn write_set(value: &[u8]) -> Option<u64> {
    let cookie = SetCookie {
        name: b"sessionid",
        value,
        expires: None,
        max_age: Some(1_209_600),
        domain: Some(b"site.example"),
        path: Some(b"/"),
        secure: true,
        http_only: true,
        same_site: SameSite::Lax,
        partitioned: false,
    };
    let mut room = [0; 256];
    let mut pen = Pen::new(&mut room);
    cookie.write(&mut pen).ok()?;
    Some(length(black_box(pen.written().ok()?)))
}

fn write_set_by_cookie(value: &[u8]) -> Option<u64> {
    let cookie = cookie::Cookie::build(("sessionid", text(value)))
        .max_age(cookie::time::Duration::seconds(1_209_600))
        .domain("site.example")
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(cookie::SameSite::Lax)
        .build();
    Some(length(black_box(cookie.to_string()).as_bytes()))
}
