// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is true of credentials whoever makes them: they open once what they were made for, and nothing else.

#![cfg(feature = "authentication")]

use oyez::fields::challenge::challenges;
use oyez::fields::digest::{Algorithm, DigestChallenge, digest_challenge};
use oyez::fields::digest_credentials::digest;
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::semantics::authentication::Asker;
use oyez::semantics::authentication::client::{Own, answer};
use oyez::semantics::authentication::nonce::{Maker, Nonce};
use oyez::semantics::authentication::proof::{Asked, Proof, User};
use oyez::semantics::authentication::server::{Guard, presented};
use oyez::semantics::authentication::window::{Count, SLOT, Window};
use oyez::semantics::authentication::{Verdict, are_same};
use oyez::syntax::field_line::Field;
use proptest::prelude::*;
use proptest::sample::select;

fn guard<'g>(realm: &'g [u8], key: &'g [u8], algorithm: Algorithm) -> Guard<'g> {
    Guard {
        realm,
        domain: None,
        nonces: Maker { key, tag: b"" },
        lifetime: 60,
        algorithm,
        auth: true,
        auth_int: false,
        is_utf8: false,
        userhash: false,
    }
}

fn written(write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> Vec<u8> {
    let mut room = [0; 2048];
    let mut pen = Pen::new(&mut room);
    write(&mut pen).unwrap();
    pen.written().unwrap().to_vec()
}

fn read(value: &[u8]) -> DigestChallenge<'_> {
    digest_challenge(&challenges(value).next().unwrap().unwrap()).unwrap()
}

/// What a server makes of a value; whatever it is, it reads it as that of a request.
fn verdict(guard: &Guard<'_>, value: &[u8], user: &User<'_>, asked: &Asked<'_>, window: &mut Window<'_>) -> Verdict {
    let fields = [Field { name: b"Authorization", value }];
    match presented(&fields, Asker::Origin) {
        Ok(credentials) => guard.check(&credentials, Some(user), asked, (100, Some(window))),
        Err(verdict) => verdict,
    }
}

proptest! {
    #[test]
    fn credentials_open_once_what_they_were_made_for(
        realm in "[ -~]{0,9}",
        key: [u8; 32],
        algorithm in select(Algorithm::ALL.to_vec()),
        name in "[^\u{0}-\u{1f}\u{7f}]{0,9}",
        password: Vec<u8>,
        path in "[a-z/]{0,9}",
        cnonce in "[ -~]{1,9}",
        nc in 1..1000u32,
        salt: u64,
    ) {
        let guard = guard(realm.as_bytes(), &key, algorithm);
        let challenge = written(|pen| guard.write_challenge(Nonce { time: 90, salt }, false, pen));
        let target = format!("/{path}");
        let user = User { name: name.as_bytes(), proof: Proof::Password(&password) };
        let asked = Asked { method: b"GET", target: target.as_bytes(), content: None };
        let own = Own { cnonce: cnonce.as_bytes(), nc };
        let value = written(|pen| answer(&read(&challenge), &user, &asked, &own, pen));
        let mut room = [0; SLOT];
        let mut window = Window::new(&mut room);
        prop_assert_eq!(verdict(&guard, &value, &user, &asked, &mut window), Verdict::Granted);
        prop_assert_eq!(verdict(&guard, &value, &user, &asked, &mut window), Verdict::Replayed);
        let more = Own { nc: nc + 1, ..own };
        let value = written(|pen| answer(&read(&challenge), &user, &asked, &more, pen));
        prop_assert_eq!(verdict(&guard, &value, &user, &asked, &mut window), Verdict::Granted);
    }

    #[test]
    fn credentials_that_were_altered_open_nothing(at: prop::sample::Index, octet: u8) {
        let guard = guard(b"a b", b"key", Algorithm::Sha256);
        let challenge = written(|pen| guard.write_challenge(Nonce { time: 90, salt: 1 }, false, pen));
        let user = User { name: b"Mufasa", proof: Proof::Password(b"Circle of Life") };
        let asked = Asked { method: b"GET", target: b"/a?b=c", content: None };
        let value = written(|pen| answer(&read(&challenge), &user, &asked, &Own { cnonce: b"xyz", nc: 7 }, pen));
        let mut altered = value.clone();
        altered[at.index(value.len())] = octet;
        let mut room = [0; SLOT];
        if verdict(&guard, &altered, &user, &asked, &mut Window::new(&mut room)) == Verdict::Granted {
            // Whitespace and the case of names say nothing.
            prop_assert_eq!(digest(&altered).unwrap(), digest(&value).unwrap());
        }
    }

    #[test]
    fn a_count_is_new_once(counts in prop::collection::vec(1..200u32, 0..100)) {
        let mut room = [0; SLOT];
        let mut window = Window::new(&mut room);
        let mut seen = std::collections::BTreeSet::new();
        for count in counts {
            let told = window.enter((0, 1), count, (0, 60));
            let is_near = seen.last().is_none_or(|highest| count + 63 >= *highest);
            let expected = if is_near && !seen.contains(&count) { Count::New } else { Count::Used };
            prop_assert_eq!(told, expected);
            seen.insert(count);
        }
    }

    #[test]
    fn secrets_are_the_same_or_not(one: Vec<u8>, other: Vec<u8>) {
        prop_assert_eq!(are_same(&one, &other), one == other);
        prop_assert!(are_same(&one, &one));
    }
}
