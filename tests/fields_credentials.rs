// SPDX-License-Identifier: MIT OR Apache-2.0
//! Credentials and challenges: another's suite (`../shared/conformance/dev`), read in place, and the examples of the
//! RFCs. Where the folder is not there, its test says so and passes.

#[path = "support/corpus.rs"]
mod corpus;

use std::fs;

use oyez::fields::authentication_info::authentication_info;
use oyez::fields::basic::{Basic, basic, basic_challenge};
use oyez::fields::bearer::{bearer, bearer_challenge};
use oyez::fields::challenge::challenges;
use oyez::fields::credentials::credentials;
use oyez::fields::digest::digest_challenge;
use oyez::fields::digest_credentials::digest;
use oyez::grammar::pen::{Pen, Unwritable};
use serde_json::{Value, json};

fn of_kind(source: &str, kind: &str) -> Vec<Value> {
    let Some(folder) = corpus::folder() else { return Vec::new() };
    let lines = fs::read_to_string(folder.join(source).with_extension("jsonl")).unwrap();
    let cases = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found: Vec<_> = cases.filter(|case| case["kind"] == kind).collect();
    assert!(!found.is_empty(), "{source} has {kind}");
    found
}

fn written(write: impl FnOnce(&mut Pen<'_>) -> Result<(), Unwritable>) -> Option<String> {
    let mut room = [0; 1024];
    let mut pen = Pen::new(&mut room);
    write(&mut pen).ok()?;
    Some(String::from_utf8(pen.written().unwrap().to_vec()).unwrap())
}

#[test]
fn basic_credentials_are_read_as_javascript_does() {
    for case in of_kind("sem-js-basic-auth", "call:basic-auth.parse") {
        let value = case["args"].get(0).and_then(Value::as_str).unwrap_or("");
        let mut room = [0; 64];
        let told = basic(value.as_bytes(), &mut room).ok().map(|basic| {
            let text = |octets: &[u8]| String::from_utf8(octets.to_vec()).unwrap();
            json!({ "name": text(basic.user_id), "pass": text(basic.password) })
        });
        assert_eq!(told.unwrap_or(json!({ "$undefined": 1 })), case["expect"]["result"], "{}", case["id"]);
    }
}

#[test]
fn basic_credentials_are_written_as_javascript_does() {
    for case in of_kind("sem-js-basic-auth", "call:basic-auth.format") {
        let given = &case["args"][0];
        // What is no text at all is no matter of this door.
        let (Some(user_id), Some(password)) = (given["name"].as_str(), given["pass"].as_str()) else { continue };
        let basic = Basic { user_id: user_id.as_bytes(), password: password.as_bytes() };
        assert_eq!(written(|pen| basic.write(pen)).as_deref(), case["expect"]["result"].as_str(), "{}", case["id"]);
    }
}

/// The challenges that stand in RFC 9110, 7617, 6750, 7616 and 4559, each as it is written.
const CHALLENGES: [&str; 9] = [
    "Basic realm=\"simple\", Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\"",
    "Basic realm=\"WallyWorld\"",
    "Basic realm=\"foo\", charset=\"UTF-8\"",
    "Bearer realm=\"example\"",
    "Bearer realm=\"example\", error=\"invalid_token\", error_description=\"The access token expired\"",
    "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, \
     nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
    "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256, \
     nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", \
     charset=UTF-8, userhash=true",
    "Negotiate",
    "Negotiate a87421000492aa874209af8bc028",
];

#[test]
fn the_challenges_of_the_rfcs_are_read_and_written() {
    for value in CHALLENGES {
        let told = written(|pen| {
            for (number, challenge) in challenges(value.as_bytes()).enumerate() {
                let challenge = challenge.unwrap();
                pen.octets(if number > 0 { b", " } else { b"" });
                match challenge.scheme {
                    b"Basic" => basic_challenge(&challenge).unwrap().write(pen)?,
                    b"Bearer" => bearer_challenge(&challenge).unwrap().write(pen)?,
                    b"Digest" => digest_challenge(&challenge).unwrap().write(pen)?,
                    _ => challenge.write(pen)?,
                }
            }
            Ok(())
        });
        assert_eq!(told.as_deref(), Some(value));
    }
}

#[test]
fn all_challenges_may_stand_in_one_line() {
    let all = CHALLENGES.join(" ,, ");
    let count: usize = CHALLENGES.iter().map(|value| challenges(value.as_bytes()).count()).sum();
    assert_eq!(count, 10);
    assert_eq!(challenges(all.as_bytes()).filter(Result::is_ok).count(), count);
    assert_eq!(challenges(all.as_bytes()).filter(|challenge| challenge.unwrap().is(b"DIGEST")).count(), 2);
}

#[test]
fn the_credentials_of_the_rfcs_are_read_and_written() {
    let digest_md5 = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm=MD5, \
        nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, \
        cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"8ca523f5e9506fed4657c9700eebdbec\", \
        opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    for value in ["Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic dGVzdDoxMjPCow==", "Bearer mF_9.B5f-4.1JqM", digest_md5]
    {
        let octets = value.as_bytes();
        let told = written(|pen| match credentials(octets).unwrap().scheme {
            b"Basic" => basic(octets, &mut [0; 32]).unwrap().write(pen),
            b"Bearer" => bearer(octets).unwrap().write(pen),
            _ => digest(octets).unwrap().write(pen),
        });
        assert_eq!(told.as_deref(), Some(value));
    }
    assert!(credentials(b"Negotiate a87421000492aa874209af8bc028").unwrap().token68.is_some());
}

#[test]
fn the_info_behind_an_authentication_is_read_and_written() {
    // RFC 2617's credentials, answered as RFC 7616, 3.5 says.
    let value = "nextnonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", qop=auth, \
        rspauth=\"6629fae49393a05397450978507c4ef1\", cnonce=\"0a4f113b\", nc=00000001";
    let told = written(|pen| authentication_info(value.as_bytes()).unwrap().write(pen));
    assert_eq!(told.as_deref(), Some(value));
}

#[test]
fn reading_takes_time_in_line_with_the_length() {
    for piece in ["a", "a=", "a,", "a=b,", "a b,", "a =", " ", ",", "\"", "a=\"\\\"\","] {
        let count_of = |times: usize| challenges(format!("x {}", piece.repeat(times)).as_bytes()).count();
        let started = std::time::Instant::now();
        std::hint::black_box(count_of(300_000));
        assert!(started.elapsed().as_secs() < 5, "{piece:?} takes long");
    }
}
