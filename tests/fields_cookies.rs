// SPDX-License-Identifier: MIT OR Apache-2.0
//! The cookies of other people's suites (`../shared/conformance/dev`), read in place. Where the folder is not there, the
//! tests say so and pass.

#[path = "support/corpus.rs"]
mod corpus;

use std::collections::BTreeSet;
use std::fs;

use oyez::fields::cookie::{self, Cookie, cookies};
use oyez::fields::cookie_jar::{CookieRequest, Jar, Limits, Site};
use oyez::fields::cookie_match::canonical_host;
use oyez::fields::set_cookie::{SameSite, SetCookie, set_cookie};
use oyez::fields::{cookie_date, date};
use oyez::grammar::base64::{self, Reading};
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::grammar::percent;
use serde_json::Value;

fn of_kind(source: &str, kind: &str) -> Vec<Value> {
    let Some(folder) = corpus::folder() else { return Vec::new() };
    let lines = fs::read_to_string(folder.join(source).with_extension("jsonl")).unwrap();
    let cases = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found: Vec<_> = cases.filter(|case| case["kind"] == kind).collect();
    assert!(!found.is_empty(), "{source} has {kind}");
    found
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Octets that a case holds as characters up to U+00FF.
fn octets(value: &Value) -> Vec<u8> {
    text(value).chars().map(|character| u8::try_from(character).unwrap()).collect()
}

fn written(write: impl FnOnce(&mut Pen<'_>) -> Result<(), Unwritable>) -> Option<String> {
    let mut room = vec![0; 10_000];
    let mut pen = Pen::new(&mut room);
    write(&mut pen).ok()?;
    Some(String::from_utf8(pen.written().unwrap().to_vec()).unwrap())
}

/// What a user agent sends in place of what a case says, and the clause for it.
const SENT: [(&str, Option<&str>, &str); 19] = [
    // These are of RFC 6265, which ignored a cookie without a name.
    ("0004", Some("foo"), "RFC 6265bis, 5.6"),
    ("0021", Some("a=b; x; c=d"), "RFC 6265bis, 5.6"),
    ("0024", Some("foo"), "RFC 6265bis, 5.6"),
    ("0025", Some("foo"), "RFC 6265bis, 5.6"),
    ("0027", Some("bar"), "RFC 6265bis, 5.6"),
    ("0028", Some("foo"), "RFC 6265bis, 5.6"),
    ("chromium0009", Some("BLAHHH"), "RFC 6265bis, 5.6"),
    ("chromium0010", Some("\"BLA\\\"HHH\""), "RFC 6265bis, 5.6"),
    ("chromium0012", Some("ABC"), "RFC 6265bis, 5.6"),
    ("mozilla0012", Some("test=\"fubar! = foo; five"), "RFC 6265bis, 5.6"),
    ("mozilla0014", Some("six"), "RFC 6265bis, 5.6"),
    ("mozilla0015", Some("seven"), "RFC 6265bis, 5.6"),
    ("mozilla0016", Some("eight"), "RFC 6265bis, 5.6"),
    ("name0017", Some("a=bar"), "RFC 6265bis, 5.6"),
    ("name0028", Some("a"), "RFC 6265bis, 5.6"),
    ("name0033", Some("aaa"), "RFC 6265bis, 5.6"),
    // What holds a control character is ignored whole, not cut.
    ("disabled-chromium0022", None, "RFC 6265bis, 5.6"),
    ("disabled-chromium0023", None, "RFC 6265bis, 5.6"),
    // Percent-encoding is not undone.
    ("disabled-path0029", None, "RFC 6265bis, 5.1.4"),
];

#[test]
fn a_jar_sends_what_the_working_group_says() {
    for case in of_kind("sem-cookies-httpstate", "cookie-jar") {
        let name = text(&case["id"]).rsplit('/').next().unwrap();
        let mut memory = vec![0; 100_000];
        let mut jar = Jar::new(&mut memory, Limits::TODAY);
        let home = request("http://home.example.org:8888/cookie-parser");
        for line in case["set_cookie"].as_array().unwrap() {
            let line = octets(line);
            if let Ok(cookie) = set_cookie(&line) {
                let is_public_suffix = cookie.domain == Some(b"org");
                jar.store(&cookie, &home.asked(), is_public_suffix, NOW).ok();
            }
        }
        let redirect = case["redirect"].get(0).map_or("/cookie-parser-result", text);
        let mut room = vec![0; 10_000];
        let mut pen = Pen::new(&mut room);
        jar.write(&mut pen, &request(redirect).asked(), NOW);
        let sent = pen.written().unwrap();
        let sent = (!sent.is_empty()).then(|| sent.to_vec());
        let expected = case["expect"]["cookie_header"].as_str().map(|_| octets(&case["expect"]["cookie_header"]));
        match SENT.iter().find(|(known, ..)| *known == name) {
            Some((_, deviates, clause)) => {
                assert_eq!(sent.as_deref(), deviates.map(str::as_bytes), "{name}, by {clause}");
                assert_ne!(sent, expected, "{name} deviates no more");
            }
            None => assert_eq!(
                sent.map(|sent| sent.escape_ascii().to_string()),
                expected.map(|sent| sent.escape_ascii().to_string()),
                "{name}"
            ),
        }
    }
}

/// 2011-01-01 00:00:00.
const NOW: i64 = 1_293_840_000;

struct Request {
    host: Vec<u8>,
    path: String,
}

fn request(uri: &str) -> Request {
    let uri = uri.split('?').next().unwrap();
    let (host, path) = match uri.strip_prefix("http://") {
        Some(behind) => behind.split_at(behind.find('/').unwrap()),
        None => ("home.example.org", uri),
    };
    let host = written(|pen| canonical_host(pen, host.trim_end_matches(":8888").as_bytes())).unwrap();
    Request { host: host.into_bytes(), path: path.into() }
}

impl Request {
    fn asked(&self) -> CookieRequest<'_> {
        let path = self.path.as_bytes();
        CookieRequest { host: &self.host, path, is_secure: false, is_http: true, site: Site::Same, partition: b"" }
    }
}

/// What is not read as Go reads it, and the clause for it.
const GO_READ: [(&str, &str); 4] = [
    // DQUOTEs around a value are part of it.
    ("read/4", "RFC 6265bis, 4.1.1"),
    ("read/5", "RFC 6265bis, 4.1.1"),
    ("read-set/12", "RFC 6265bis, 5.6"),
    ("read-set/14", "RFC 6265bis, 5.6"),
];

#[test]
fn cookies_are_read_as_go_does() {
    for case in of_kind("sem-cookie-go", "cookie") {
        let id = text(&case["id"]);
        let lines = case["header"]["Cookie"].as_array().unwrap().iter().map(text);
        let (mut told, mut unquoted) = (Vec::new(), Vec::new());
        for line in lines {
            for cookie in cookies(line.as_bytes()).map(Result::unwrap) {
                let name = String::from_utf8(cookie.name.to_vec()).unwrap();
                if case["filter"] == "" || case["filter"] == name.as_str() {
                    told.push((name.clone(), String::from_utf8(cookie.value.to_vec()).unwrap()));
                    unquoted.push((name, String::from_utf8(cookie.unquoted().to_vec()).unwrap()));
                }
            }
        }
        let expected: Vec<(String, String)> = serde_json::from_value(case["expect"]["cookies"].clone()).unwrap();
        assert_eq!(told != expected, GO_READ.iter().any(|(known, _)| id.ends_with(known)), "{id}");
        assert_eq!(unquoted, expected, "{id}");
    }
}

#[test]
fn set_cookies_are_read_as_go_does() {
    for case in of_kind("sem-cookie-go", "set-cookie") {
        let id = text(&case["id"]);
        let line = text(&case["header"]["Set-Cookie"][0]);
        let read = set_cookie(line.as_bytes()).unwrap();
        let expected = &case["expect"]["cookies"][0];
        let same_site = match expected["samesite"].as_i64() {
            Some(0 | 1) => SameSite::Default,
            Some(2) => SameSite::Lax,
            Some(3) => SameSite::Strict,
            _ => SameSite::None,
        };
        let expires = expected["expires"].as_i64().filter(|time| *time > -62_135_596_800);
        let cookie = SetCookie {
            name: text(&expected["name"]).as_bytes(),
            value: text(&expected["value"]).as_bytes(),
            expires,
            max_age: expected["max_age"].as_i64().filter(|age| *age != 0),
            domain: Some(text(&expected["domain"]).as_bytes()).filter(|domain| !domain.is_empty()),
            path: Some(text(&expected["path"]).as_bytes()).filter(|path| !path.is_empty()),
            secure: expected["secure"] == true,
            http_only: expected["httponly"] == true,
            same_site,
            partitioned: false,
        };
        let deviates = GO_READ.iter().any(|(known, _)| id.ends_with(known));
        assert_eq!(read != cookie, deviates, "{id}: {read:?}");
        let unquoted = Cookie { name: read.name, value: read.value }.unquoted();
        assert_eq!(SetCookie { value: unquoted, ..read }, cookie, "{id}");
    }
}

/// What is not written though Go does, and the clause for it.
const GO_WRITE: [(&str, &str); 9] = [
    // Go leaves out a domain that is none; it is refused.
    ("write/4", "RFC 6265bis, 4.1.1"),
    ("write/5", "RFC 6265bis, 4.1.1"),
    // Go puts DQUOTEs around space and comma, which do not help: no cookie-octet.
    ("write/16", "RFC 6265bis, 4.1.1"),
    ("write/17", "RFC 6265bis, 4.1.1"),
    ("write/18", "RFC 6265bis, 4.1.1"),
    ("write/19", "RFC 6265bis, 4.1.1"),
    ("write/20", "RFC 6265bis, 4.1.1"),
    ("write/21", "RFC 6265bis, 4.1.1"),
    ("write/22", "RFC 6265bis, 4.1.1"),
];

#[test]
fn set_cookies_are_written_as_go_does() {
    for case in of_kind("sem-cookie-go", "set-cookie-serialise") {
        let id = text(&case["id"]);
        let value: Vec<u8> =
            base64::decoded(text(&case["input_b64"]).as_bytes(), Reading::Strict).map(Result::unwrap).collect();
        let shown = text(&case["cookie"]);
        let member = |name: &str, next: &str| shown.split(name).nth(1).unwrap().split(next).next().unwrap();
        let is_set = |octets: &&str| !octets.is_empty();
        let same_site = match member("SameSite:", " Raw:") {
            "2" => SameSite::Lax,
            "3" => SameSite::Strict,
            "4" => SameSite::None,
            _ => SameSite::Default,
        };
        let expires = cookie_date::read(member("Expires:", " RawExpires:").as_bytes()).ok();
        let cookie = SetCookie {
            name: text(&case["name"]).as_bytes(),
            value: &value,
            expires: expires.or_else(|| iso(member("Expires:", " RawExpires:"))),
            max_age: member("MaxAge:", " ").parse().ok().filter(|age| *age != 0),
            domain: Some(member("Domain:", " ")).filter(is_set).map(str::as_bytes),
            path: Some(member("Path:", " ")).filter(is_set).map(str::as_bytes),
            secure: member(" Secure:", " ") == "true",
            http_only: member("HttpOnly:", " ") == "true",
            same_site,
            partitioned: false,
        };
        let told = written(|pen| cookie.write(pen)).unwrap_or_default();
        let expected = text(&case["expect"]["output"]);
        if GO_WRITE.iter().any(|(known, _)| id.ends_with(known)) {
            assert_eq!(told, "", "{id}");
        } else {
            assert_eq!(attributes(&told), attributes(expected), "{id}");
        }
    }
}

/// A time of "1601-01-01 01:01:01", but for the first year.
fn iso(time: &str) -> Option<i64> {
    let (date, rest) = time.split_once(' ')?;
    let mut date = date.split('-').map(|number| number.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let clock = rest.get(..8)?;
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.get(usize::try_from(month - 1).ok()?)?;
    cookie_date::read(format!("{day:02} {month} {year:04} {clock}").as_bytes()).ok().filter(|_| year > 1)
}

/// The cookie-pair, and the attributes in any order.
fn attributes(cookie: &str) -> (String, BTreeSet<String>) {
    let mut parts = cookie.split("; ").map(String::from);
    (parts.next().unwrap(), parts.collect())
}

/// What is not read as that library reads it, and the clause for it.
const JS_READ: [(&str, &str); 3] = [
    // It passes over what has no "=".
    ("should-ignore-cookies-without-value", "RFC 6265bis, 5.8.3"),
    ("should-ignore-cookies-without-value~2", "RFC 6265bis, 5.8.3"),
    // There is neither name nor value.
    ("should-return-empty-key-for-string-with-only-spaces", "RFC 6265bis, 5.6"),
];

fn js_deviates(id: &str) -> bool {
    JS_READ.iter().any(|(known, _)| id.ends_with(known))
}

/// That library undoes percent-encoding, which is no matter of cookies.
fn decoded(octets: &[u8], case: &Value) -> String {
    let raw = String::from_utf8(octets.to_vec()).unwrap();
    if case["args"].get(1).is_some() {
        // A function of the test's own undoes base64.
        let within = raw.trim_matches('"').as_bytes();
        let octets: Vec<u8> = base64::decoded(within, Reading::Strict).map(Result::unwrap).collect();
        return String::from_utf8(octets).unwrap();
    }
    let decoded: Result<Vec<u8>, _> = percent::decoded(octets).map(|octet| octet.map(|octet| octet.octet)).collect();
    decoded.ok().and_then(|octets| String::from_utf8(octets).ok()).unwrap_or(raw)
}

#[test]
fn cookies_are_read_as_javascript_does() {
    for case in of_kind("sem-js-cookie", "call:cookie.parseCookie") {
        let id = text(&case["id"]);
        let mut told = serde_json::Map::new();
        for cookie in cookies(text(&case["args"][0]).as_bytes()).map(Result::unwrap) {
            let name = String::from_utf8(cookie.name.to_vec()).unwrap();
            // The first of a name counts.
            told.entry(name).or_insert_with(|| decoded(cookie.value, &case).into());
        }
        assert_eq!(Value::Object(told) != case["expect"]["result"], js_deviates(id), "{id}");
    }
}

#[test]
fn set_cookies_are_read_as_javascript_does() {
    for case in of_kind("sem-js-cookie", "call:cookie.parseSetCookie") {
        let id = text(&case["id"]);
        let expected = &case["expect"]["result"];
        let Ok(read) = set_cookie(text(&case["args"][0]).as_bytes()) else {
            assert!(js_deviates(id), "{id} was refused");
            continue;
        };
        let is_text = |octets: &[u8], member: &str| octets == expected[member].as_str().unwrap_or("").as_bytes();
        assert!(is_text(read.name, "name"), "{id}");
        assert_eq!(decoded(read.value, &case), text(&expected["value"]), "{id}");
        assert!(is_text(read.path.unwrap_or(b""), "path"), "{id}");
        let domain = expected["domain"].as_str().unwrap_or("").trim_start_matches('.');
        assert_eq!(read.domain.unwrap_or(b""), domain.as_bytes(), "{id}");
        assert_eq!(read.max_age, expected["maxAge"].as_i64(), "{id}");
        let expires = expected["expires"]["$date"].as_str().and_then(|time| iso(&time.replace('T', " ")));
        assert_eq!(read.expires, expires, "{id}");
        assert_eq!(read.secure, expected["secure"] == true, "{id}");
        assert_eq!(read.http_only, expected["httpOnly"] == true, "{id}");
        assert_eq!(read.partitioned, expected["partitioned"] == true, "{id}");
        let same_site = expected["sameSite"].as_str().unwrap_or("").as_bytes();
        assert!(read.same_site.name().eq_ignore_ascii_case(same_site), "{id}");
    }
}

/// Percent-encodes as that library does: its default, which leaves cookie-octets but "%".
fn encoded(value: &str) -> String {
    let is_plain = |octet: u8| octet != b'%' && Cookie { name: b"a", value: &[octet] }.is_valid() && octet != b'"';
    let encode = |octet: u8| if is_plain(octet) { char::from(octet).into() } else { format!("%{octet:02X}") };
    value.bytes().map(encode).collect()
}

#[test]
fn cookies_are_written_as_javascript_does() {
    for case in of_kind("sem-js-cookie", "call:cookie.stringifyCookie") {
        let pairs = case["args"][0].as_object().unwrap().iter();
        let pairs: Vec<_> = pairs.filter_map(|(name, value)| Some((name, encoded(value.as_str()?)))).collect();
        let all: Vec<_> =
            pairs.iter().map(|(name, value)| Cookie { name: name.as_bytes(), value: value.as_bytes() }).collect();
        let told = written(|pen| cookie::write(pen, &all));
        assert_eq!(told.as_deref(), case["expect"]["result"].as_str(), "{}", case["id"]);
    }
}

#[test]
fn set_cookies_are_written_as_javascript_does() {
    let mut refused = 0;
    for case in of_kind("sem-js-cookie", "call:cookie.stringifySetCookie") {
        let id = text(&case["id"]);
        let args = &case["args"][0];
        let (name, expected) = (text(&args["name"]), case["expect"]["result"].as_str());
        // The functions of the tests that encode are not recorded, but what they made is.
        let made = expected.and_then(|expected| expected.split("; ").next()?.strip_prefix(&format!("{name}=")));
        let value = match case["args"].get(1) {
            Some(_) => made.unwrap_or(text(&args["value"])).to_string(),
            None => encoded(text(&args["value"])),
        };
        let cookie = SetCookie {
            name: name.as_bytes(),
            value: value.as_bytes(),
            domain: args["domain"].as_str().map(str::as_bytes),
            ..SetCookie::default()
        };
        let told = written(|pen| cookie.write(pen));
        // A dot before a domain says nothing (RFC 6265bis, 4.1.2.3).
        let plain = expected.map(|expected| expected.replace("Domain=.", "Domain="));
        // A name is a token, and a value made of cookie-octets (RFC 6265bis, 4.1.1), which that library does not ask for.
        if expected.is_some() && !(Cookie { name: cookie.name, value: cookie.value }).is_valid() {
            refused += 1;
            assert_eq!(told, None, "{id}");
        } else {
            assert_eq!(told, plain, "{id}");
        }
    }
    assert!(corpus::folder().is_none() || refused == 13, "{refused} were refused");
}

#[test]
fn a_date_that_a_cookie_expires_on_is_written_as_any_other() {
    let expires = Some(784_111_777);
    let cookie = SetCookie { name: b"a", value: b"b", expires, ..SetCookie::default() };
    let date = date::imf_fixdate(784_111_777).unwrap();
    assert_eq!(written(|pen| cookie.write(pen)).unwrap(), format!("a=b; Expires={}", String::from_utf8_lossy(&date)));
}
