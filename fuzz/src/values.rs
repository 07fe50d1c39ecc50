// SPDX-License-Identifier: MIT OR Apache-2.0
//! Values of fields, a target a family: what is read lies within the value; what is written is read alike, and written
//! the same again.

use super::support::cases::quoted;
use super::support::values::told::Told;
use super::support::values::{COMPOSED, reader};

/// The fields and grammars of a family; the first octet of an input chooses one, the rest is its value.
type Names = [&'static str];

#[rustfmt::skip]
pub const FAMILIES: [(&str, &Names); 12] = [
    ("dates", &["Date", "Expires", "Retry-After", "Age", "Access-Control-Max-Age", "cookie-date"]),
    ("media", &["Content-Type", "Content-Encoding", "Content-Language", "Content-MD5", "Content-Disposition",
        "Content-Transfer-Encoding", "MIME-Version", "Content-Length", "ext-value", "file-name"]),
    ("preferences", &["Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "TE", "Accept-Ranges", "Vary"]),
    ("conditions", &["ETag", "If-Match", "If-Range", "Range", "Content-Range"]),
    ("caching", &["Cache-Control", "cache-policy", "Warning"]),
    ("credentials", &["WWW-Authenticate", "Authorization", "Authentication-Info", "basic-credentials", "basic-challenge",
        "digest-credentials", "digest-challenge", "digest-info", "bearer-credentials", "bearer-challenge"]),
    ("cookies", &["Cookie", "Set-Cookie", "Cookie2", "Set-Cookie2", "cookie-jar"]),
    ("routing", &["Host", "Via", "Forwarded", "X-Forwarded-For", "Client-IP", "Max-Forwards", "Connection", "Keep-Alive",
        "Upgrade", "Trailer", "Transfer-Encoding", "Expect", "From", "User-Agent", "Allow", "Title", "Link"]),
    ("cgi", &["cgi"]),
    ("structured", &["item", "list", "dictionary"]),
    ("targets", &["uri-reference", "absolute-uri", "Content-Location", "Referer", "normal-uri", "resolved-uri",
        "segments", "path", "percent", "query", "form", "version"]),
    ("multipart", &["multipart"]),
];

/// What is told of these tells more than is meant: how a name or an address was spelt, in which order parameters stood,
/// or what was passed over.
#[rustfmt::skip]
const REPHRASED: [&str; 19] = [
    "Accept", "Accept-Encoding", "basic-challenge", "bearer-challenge", "cache-policy", "Client-IP", "Content-Disposition",
    "Content-Encoding", "Content-Transfer-Encoding", "dictionary", "digest-challenge", "Forwarded", "item", "Link", "list",
    "Range", "TE", "Transfer-Encoding", "X-Forwarded-For",
];

pub fn dates(octets: &[u8]) {
    claim(0, octets);
}

pub fn media(octets: &[u8]) {
    claim(1, octets);
}

pub fn preferences(octets: &[u8]) {
    claim(2, octets);
}

pub fn conditions(octets: &[u8]) {
    claim(3, octets);
}

pub fn caching(octets: &[u8]) {
    claim(4, octets);
}

pub fn credentials(octets: &[u8]) {
    claim(5, octets);
}

pub fn cookies(octets: &[u8]) {
    claim(6, octets);
}

pub fn routing(octets: &[u8]) {
    claim(7, octets);
}

pub fn cgi(octets: &[u8]) {
    claim(8, octets);
}

pub fn structured(octets: &[u8]) {
    claim(9, octets);
}

pub fn targets(octets: &[u8]) {
    claim(10, octets);
}

pub fn multipart(octets: &[u8]) {
    claim(11, octets);
}

/// What is claimed of a value; the readers themselves claim more as they go.
fn claim(family: usize, octets: &[u8]) {
    let Some((first, value)) = octets.split_first() else { return };
    let names = FAMILIES[family].1;
    let name = names[usize::from(*first) % names.len()];
    let read = reader(name).expect("it has one");
    let told = Told::by(read, value);
    let Some(Ok(written)) = &told.written else { return };
    assert!(!written.iter().any(|octet| b"\r\n\0".contains(octet)), "{name}: {} has lines", quoted(written));
    if COMPOSED.contains(&name) {
        return;
    }
    let again = Told::by(read, written);
    assert_eq!(again.refused, None, "{name}: {} was written for {}", quoted(written), quoted(value));
    if !REPHRASED.contains(&name) {
        let lines = |told: &Told| told.lines.join("\n").to_ascii_lowercase();
        assert_eq!(lines(&again), lines(&told), "{name}: {} was written for {}", quoted(written), quoted(value));
    }
    assert_eq!(again.written, told.written, "{name}: {} was written for {}", quoted(written), quoted(value));
}
