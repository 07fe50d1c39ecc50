// SPDX-License-Identifier: MIT OR Apache-2.0
//! Cookies, and a jar of them.

use oyez::error::{Refused, Violation};
use oyez::fields::cookie::{self, Cookie};
use oyez::fields::cookie_jar::{CookieRequest, Jar, Limits, Site};
use oyez::fields::cookie2::{self as old, SetCookie2};
use oyez::fields::set_cookie::{self as setting, SameSite};
use oyez::fields::uri_reference::absolute_uri;
use oyez::grammar::pen::Pen;

use super::NOW;
use super::told::{Told, checked, name};

pub fn cookies(value: &[u8], told: &mut Told) {
    let mut all: Vec<Cookie<'_>> = Vec::new();
    let pull = |rest| cookie::cookies(rest).next();
    for cookie in checked(cookie::cookies(value), |list| list.rest(), |list| list.at(), pull) {
        let Some(cookie) = told.read(cookie) else { return };
        told.line().octets("name", cookie.name).octets("value", cookie.value).flag("invalid", !cookie.is_valid());
        all.push(cookie);
    }
    told.write(|pen| cookie::write(pen, &all));
}

pub fn set_cookie(value: &[u8], told: &mut Told) {
    if let Some(read) = told.read(setting::set_cookie(value)) {
        let line = told.line().octets("name", read.name).octets("value", read.value);
        let line = line.some_number("expires", read.expires).some_number("max-age", read.max_age);
        line.some_octets("domain", read.domain)
            .some_octets("path", read.path)
            .flag("secure", read.secure)
            .flag("http-only", read.http_only)
            .some_octets("same-site", Some(read.same_site.name()).filter(|_| read.same_site != SameSite::Default))
            .flag("partitioned", read.partitioned)
            .flag("breaks-promise", !read.keeps_promise());
        told.write(|pen| read.write(pen));
    }
}

pub fn cookie2(value: &[u8], told: &mut Told) {
    if let Some(version) = told.read(old::cookie2(value)) {
        told.number("version", version);
    }
}

pub fn set_cookies2(value: &[u8], told: &mut Told) {
    let list = old::set_cookies2(value);
    let pull = |rest| old::set_cookies2(rest).next();
    for member in checked(list, |list| list.rest(), |list| list.at(), pull) {
        let Some(read) = told.read::<SetCookie2<'_>>(member) else { return };
        told.line()
            .octets("name", read.name)
            .text("value", read.value)
            .number("version", read.version)
            .some_text("comment", read.comment)
            .some_text("comment-url", read.comment_url)
            .some_text("domain", read.domain)
            .some_number("max-age", read.max_age)
            .some_text("path", read.path)
            .flag("port", read.has_port)
            .some_text("ports", read.ports)
            .flag("discard", read.discard)
            .flag("secure", read.secure);
    }
}

/// A jar that lives through some exchanges: a line `URI` is a request, for which is told what Cookie says; a line
/// `URI Set-Cookie: VALUE` a response. Between two lines a second goes by.
pub fn jar(value: &[u8], told: &mut Told) {
    let mut memory = vec![0; 4096];
    let mut jar = Jar::new(&mut memory, Limits { per_domain: 4, all: 8, ..Limits::TODAY });
    let mut begin = 0;
    for (line, now) in value.split(|octet| *octet == b'\n').zip(NOW..) {
        let at = begin;
        begin += line.len() + 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let end = line.iter().position(|octet| *octet == b' ').unwrap_or(line.len());
        let (uri, response) = line.split_at(end);
        let request = match absolute_uri(uri) {
            Ok(uri) => CookieRequest {
                host: uri.host.unwrap_or_default(),
                path: uri.path,
                is_secure: uri.scheme == Some(b"https"),
                is_http: true,
                site: Site::Same,
                partition: b"",
            },
            Err(refused) => return told.refuse(refused.after(at)),
        };
        if let Some(value) = response.strip_prefix(b" Set-Cookie: ") {
            let kept = setting::set_cookie(value).map_err(|refused| refused.violation);
            match kept.and_then(|cookie| jar.store(&cookie, &request, false, now)) {
                Ok(()) => {}
                Err(violation) => {
                    told.line().word("ignored").word(name(violation));
                }
            }
        } else if response.is_empty() {
            let mut room = vec![0; 8192];
            let mut pen = Pen::new(&mut room);
            let count = jar.write(&mut pen, &request, now);
            told.line().number("count", count).octets("cookie", pen.written().expect("it fits"));
        } else {
            return told.refuse(Refused::new(Violation::SetCookie, at + end));
        }
    }
}
