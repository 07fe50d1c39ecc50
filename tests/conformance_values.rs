// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every case of `tests/conformance/values/*.md`: values of fields, read and written.

mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use oyez::grammar::pen::Unwritable;
use support::cases::quoted;
use support::values::cases::{self, Case, Written};
use support::values::told::Told;
use support::values::{COMPOSED, GRAMMARS, Reader, reader};

fn all() -> Vec<Case> {
    cases::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/values"))
}

fn reader_of(case: &Case) -> Reader {
    reader(&case.reader).unwrap_or_else(|| panic!("{}:{}: {} has no reader", case.file, case.line, case.reader))
}

/// How what a value tells differs from what the case says.
fn difference(case: &Case, value: &[u8]) -> Option<String> {
    let told = Told::by(reader_of(case), value);
    let written = match (&case.written, &told.written) {
        (Written::Same, Some(Ok(octets))) => octets == value,
        (Written::Octets(expected), Some(Ok(octets))) => octets == expected,
        (Written::Never, Some(Err(Unwritable::Value))) | (Written::Same, None) => true,
        _ => false,
    };
    if told.lines == case.read && written {
        return None;
    }
    let written = told.written.map(|written| written.map(|octets| quoted(&octets)));
    let lines = told.lines.join("\n");
    Some(format!("{}:{}: {}\n{}\n{lines}\nwritten {written:?}", case.file, case.line, case.title, quoted(value)))
}

#[test]
fn every_value_is_read_and_written_as_its_case_says() {
    let cases = all();
    let failures: Vec<String> =
        cases.iter().flat_map(|case| case.values.iter().filter_map(|value| difference(case, value))).collect();
    assert!(failures.is_empty(), "{} differ:\n\n{}", failures.len(), failures.join("\n\n"));
    assert!(cases.len() > 200, "{} cases", cases.len());
}

#[test]
fn what_is_written_is_read_alike_and_written_the_same() {
    for case in all().iter().filter(|case| !COMPOSED.contains(&&*case.reader)) {
        for value in &case.values {
            let told = Told::by(reader_of(case), value);
            let Some(Ok(written)) = &told.written else { continue };
            let again = Told::by(reader_of(case), written);
            assert_eq!(again.written, Some(Ok(written.clone())), "{}:{}", case.file, case.line);
        }
    }
}

/// What is expected to be there: every field of the lists of RFC 1945, RFC 2616 and RFC 9110, and those in use beside.
const FIELDS: &str = "Date Expires Last-Modified If-Modified-Since If-Unmodified-Since Retry-After Age Content-Type \
    Content-Encoding Content-Language Content-Location Content-Base Content-Length Content-MD5 Content-Range \
    Content-Transfer-Encoding Content-Disposition MIME-Version Accept Accept-Charset Accept-Encoding Accept-Language TE \
    Accept-Ranges Vary ETag If-Match If-None-Match If-Range Range Cache-Control Pragma Warning WWW-Authenticate \
    Proxy-Authenticate Authorization Proxy-Authorization Authentication-Info Cookie Set-Cookie Cookie2 Set-Cookie2 Host \
    Via Forwarded X-Forwarded-For Client-IP Max-Forwards Connection Keep-Alive Upgrade Trailer Transfer-Encoding Expect \
    From Referer User-Agent Server Location Allow Public Title Link";

#[test]
fn every_field_and_every_grammar_has_a_case_that_is_read_and_one_that_is_refused() {
    // Whatever they are given, they make something of it.
    let never_refuse = "Expires cache-policy file-name query segments";
    let cases = all();
    let mut missing = Vec::new();
    for name in FIELDS.split_whitespace().chain(GRAMMARS.iter().map(|(name, _)| *name)) {
        let of: Vec<&Case> = cases.iter().filter(|case| case.reader == name).collect();
        let is_refused = |case: &&Case| case.read.iter().any(|line| line.starts_with("refused "));
        if !of.iter().any(|case| !is_refused(case)) {
            missing.push(format!("{name}: read"));
        }
        // Those with the reader of another are refused there.
        let family = |name: &str| reader(name).map(|reader| reader as usize);
        let alike = cases.iter().filter(|case| family(&case.reader) == family(name));
        if !never_refuse.split(' ').any(|known| known == name) && !alike.clone().any(|case| is_refused(&case)) {
            missing.push(format!("{name}: refused"));
        }
    }
    assert!(missing.is_empty(), "no case:\n{}", missing.join("\n"));
}

/// 32 KiB take milliseconds without optimisation where they are read once, and many seconds where they are read once
/// for each of their members.
#[test]
fn long_values_are_read_in_linear_time() {
    let mut slow = Vec::new();
    for case in all() {
        if ["cookie-jar", "cgi", "multipart"].contains(&&*case.reader) {
            continue;
        }
        for value in &case.values {
            for between in [", ", "; ", " ", "&", "/", ""] {
                let unit = [value.as_slice(), between.as_bytes()].concat();
                let long = unit.repeat((1 << 15) / unit.len().max(1));
                let begun = Instant::now();
                Told::by(reader_of(&case), &long);
                if begun.elapsed() > Duration::from_secs(1) {
                    slow.push(format!("{}:{}: {:?} {:?}", case.file, case.line, between, begun.elapsed()));
                }
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
