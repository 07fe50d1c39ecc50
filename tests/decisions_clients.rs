// SPDX-License-Identifier: MIT OR Apache-2.0
//! What holds of every redirect that is followed and every request that is repeated, for answers thrown with dice.

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use oyez::fields::uri_reference::{UriReference, uri_reference};
use oyez::semantics::method::is_idempotent;
use oyez::semantics::redirect::{Answered, Decision, Follow, Policy, decide};
use oyez::semantics::retry::{Attempt, Lost, lost};
use oyez::syntax::field_line::Field;

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "BREW"];

/// Scheme, host and port, as they are compared.
fn origin(uri: &UriReference<'_>) -> (String, String, String) {
    let lower = |part: Option<&[u8]>| String::from_utf8(part.unwrap_or_default().to_vec()).unwrap().to_lowercase();
    let (scheme, host, port) = (lower(uri.scheme), lower(uri.host), lower(uri.port));
    let port = port.trim_start_matches('0').to_string();
    let port = if port.is_empty() { if scheme == "https" { "443".into() } else { "80".into() } } else { port };
    (scheme, host, port)
}

fn location(dice: &mut Dice) -> String {
    const PIECES: [&str; 26] = [
        "http:",
        "https:",
        "HTTP:",
        "file:",
        "//",
        "//",
        "/",
        "a.example",
        "A.EXAMPLE",
        "b.example",
        ":80",
        ":443",
        ":",
        ":8080",
        "u@",
        "u:p@",
        "..",
        ".",
        "?q",
        "#f",
        "%41",
        "%",
        "x",
        "[::1]",
        "\\",
        ";",
    ];
    (0..dice.below(7)).map(|_| dice.pick(&PIECES)).collect()
}

#[test]
fn no_secret_follows_a_redirect_to_another_origin() {
    let (mut dice, mut same, mut other, mut stopped) = (Dice(1), 0, 0, 0);
    for _ in 0..100_000 {
        let base = dice.pick(&[
            "http://a.example/x/y?q#f",
            "https://a.example:443/",
            "http://a.example:8080",
            "http://[::1]/",
        ]);
        let (status, method) = (dice.pick(&[300, 301, 302, 303, 307, 308]), dice.pick(&METHODS));
        let answered = Answered { status, method: method.as_bytes(), uri: base.as_bytes(), before: 0 };
        let location = location(&mut dice);
        let policy = Policy { follow_choices: true, keep_post: dice.below(2) == 1, ..Policy::default() };
        let mut room = [0; 256];
        match decide(&answered, &[Field::new("Location", &location)], policy, &mut room).unwrap() {
            Decision::Follow(follow) => {
                let told = uri_reference(follow.uri).unwrap();
                let (from, to) = (origin(&uri_reference(base.as_bytes()).unwrap()), origin(&told));
                assert!(["http", "https"].contains(&&*to.0) && told.userinfo.is_none(), "{location}");
                assert!(told.host.is_some_and(|host| !host.is_empty()), "{location}");
                assert_eq!(follow.same_origin, from == to, "{base} {location}");
                for name in ["Authorization", "Cookie", "Proxy-Authorization"] {
                    assert_eq!(follow.keeps(name.as_bytes()), from == to, "{base} {location}");
                }
                assert!(!(follow.becomes_get && follow.keeps_content));
                *(if follow.same_origin { &mut same } else { &mut other }) += 1;
            }
            Decision::Stop(_) => stopped += 1,
            Decision::Answer => panic!("{status} {location}"),
        }
    }
    assert!(same > 1_000 && other > 1_000 && stopped > 1_000, "{same} {other} {stopped}");
}

#[test]
fn a_chain_of_redirects_ends() {
    let (mut uri, mut before) = (b"http://a.example/".to_vec(), 0);
    loop {
        let answered = Answered { status: 302, method: b"GET", uri: &uri, before };
        let mut room = [0; 64];
        match decide(&answered, &[Field::new("Location", "?again")], Policy::default(), &mut room).unwrap() {
            Decision::Follow(Follow { uri: next, .. }) => uri = next.to_vec(),
            _ => break,
        }
        before += 1;
    }
    assert_eq!(before, Policy::MOST);
}

#[test]
fn what_is_not_idempotent_is_repeated_by_who_knows_better_only() {
    let mut dice = Dice(2);
    for _ in 0..10_000 {
        let method = dice.pick(&METHODS).as_bytes();
        let mut bit = || dice.below(2) == 1;
        let (idempotent, unsent, answering, spent, by_proxy) = (bit(), bit(), bit(), bit(), bit());
        let attempt = Attempt { method, before: u32::from(bit()), idempotent, unsent, answering, spent, by_proxy };
        if lost(&attempt) == Lost::Retry {
            assert!(is_idempotent(method) || unsent || (idempotent && !by_proxy), "{attempt:?}");
            assert!(!answering && !spent && attempt.before == 0, "{attempt:?}");
        }
    }
}
