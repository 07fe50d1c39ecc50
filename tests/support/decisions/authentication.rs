// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions about authentication.
//!
//! The cells: `asker` (`proxy`, else the origin server); what guards (`realm`, `key`, `tag`, `lifetime`, `algorithm`,
//! `qops`, `userhash`, `domain`); the user (`user`, `password` or `secret`); the request (`method`, `target`, `content`, of
//! which the digest is taken) and its fields; `now`. A nonce is `time` and `salt`.

use oyez::semantics::authentication::choice::{self, Choice, Sent, Willing};
use oyez::semantics::authentication::{Asker, Verdict, are_same, basic, space};

use super::Row;

pub const NAMES: &[&str] = &[
    "auth.basic",
    "auth.same",
    "auth.choose",
    "auth.next",
    "auth.space",
    "auth.challenge",
    "auth.check",
    "auth.info",
    "auth.answer",
    "auth.confirm",
];

/// What needs the feature `authentication`.
pub const HASHED: &[&str] = &["auth.challenge", "auth.check", "auth.info", "auth.answer", "auth.confirm"];

fn asker(row: &Row) -> Asker {
    if row.text("asker") == Some("proxy") { Asker::Proxy } else { Asker::Origin }
}

fn told(verdict: Verdict, asker: Asker) -> String {
    verdict.status(asker).map_or(format!("{verdict:?}"), |status| format!("{verdict:?} {status}"))
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.into()
}

pub fn ask(row: &Row) -> Option<String> {
    let fields = row.fields("");
    let asker = asker(row);
    let chosen = || {
        let has = |what| row.text("willing").is_none_or(|willing| willing.split(' ').any(|one| one == what));
        let willing =
            Willing { basic: has("basic"), md5: has("md5"), unprotected: has("unprotected"), content: has("content") };
        choice::choose(&fields[..], asker, willing)
    };
    Some(match &*row.decision {
        "auth.basic" => {
            let kept = oyez::fields::basic::Basic { user_id: row.octets("user"), password: row.octets("password") };
            told(basic::check(&fields[..], asker, &kept, &mut [0; 256]), asker)
        }
        "auth.same" => yes(are_same(row.octets("given"), row.octets("kept"))),
        "auth.choose" => match chosen() {
            None => "none".into(),
            Some(Choice::Basic(_)) => "Basic".into(),
            Some(Choice::Digest(digest)) => {
                let name = digest.algorithm.map_or(&b"MD5"[..], oyez::fields::digest::Algorithm::name);
                format!("Digest {}", String::from_utf8_lossy(name))
            }
        },
        "auth.next" => {
            let nonce = row.text("sent nonce").map(str::as_bytes);
            let before = u32::try_from(row.number("before").unwrap_or(0)).unwrap();
            let sent = row.text("sent realm").map(|realm| Sent { realm: realm.as_bytes(), nonce, before });
            chosen().map_or("none".into(), |chosen| format!("{:?}", choice::next(&chosen, sent.as_ref())))
        }
        "auth.space" => {
            let (taken, other) = (row.octets("taken"), row.octets("other"));
            let domain = row.text("domain").map(str::as_bytes);
            yes(match row.text("scheme") {
                Some("basic") => space::is_in_basic_space(taken, other),
                _ => space::is_in_digest_space(domain, taken, other),
            })
        }
        _ => return hashed::ask(row),
    })
}

#[cfg(not(feature = "authentication"))]
mod hashed {
    pub fn ask(_row: &super::Row) -> Option<String> {
        None
    }
}

#[cfg(feature = "authentication")]
mod hashed {
    use oyez::fields::authentication_info::authentication_info;
    use oyez::fields::digest::Algorithm;
    use oyez::fields::digest_response::{Hash, Hasher};
    use oyez::grammar::pen::{Pen, Unwritable};
    use oyez::semantics::authentication::choice::{self, Choice, Willing};
    use oyez::semantics::authentication::client::{self, Own};
    use oyez::semantics::authentication::nonce::{Maker, Nonce};
    use oyez::semantics::authentication::proof::{Asked, Proof, User};
    use oyez::semantics::authentication::server::{self, Guard};
    use oyez::semantics::authentication::window::Window;

    use super::{Row, asker, told};

    fn guard(row: &Row) -> Guard<'_> {
        let qops = row.text("qops").unwrap_or("auth");
        Guard {
            realm: row.octets("realm"),
            domain: row.text("domain").map(str::as_bytes),
            nonces: Maker { key: row.octets("key"), tag: row.octets("tag") },
            lifetime: u64::try_from(row.number("lifetime").unwrap_or(60)).unwrap(),
            algorithm: algorithm(row.text("algorithm").unwrap_or("MD5")),
            auth: qops.split(' ').any(|qop| qop == "auth"),
            auth_int: qops.split(' ').any(|qop| qop == "auth-int"),
            is_utf8: row.says("utf8"),
            userhash: row.says("userhash"),
        }
    }

    fn algorithm(name: &str) -> Algorithm {
        Algorithm::ALL.into_iter().find(|one| one.name() == name.as_bytes()).unwrap()
    }

    fn nonce(row: &Row) -> Nonce {
        let salt = u64::try_from(row.number("salt").unwrap_or(1)).unwrap();
        Nonce { time: row.number("time").unwrap_or(0), salt }
    }

    fn user(row: &Row) -> User<'_> {
        let proof = match row.text("secret") {
            Some(secret) => Proof::Secret(secret.as_bytes()),
            None => Proof::Password(row.octets("password")),
        };
        User { name: row.octets("user"), proof }
    }

    fn content(row: &Row, algorithm: Algorithm) -> Option<Hash> {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(row.text("content")?.as_bytes());
        Some(hasher.finish())
    }

    fn asked<'r>(row: &'r Row, content: Option<&'r Hash>) -> Asked<'r> {
        let method = row.text("method").unwrap_or("GET").as_bytes();
        Asked { method, target: row.octets("target"), content: content.map(Hash::octets) }
    }

    fn written(write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> String {
        let mut room = [0; 16384];
        let mut pen = Pen::new(&mut room);
        match write(&mut pen) {
            Ok(()) => pen.written().map_or("too long".into(), |octets| String::from_utf8_lossy(octets).into_owned()),
            Err(_) => "refused".into(),
        }
    }

    pub fn ask(row: &Row) -> Option<String> {
        let fields = row.fields("");
        let (asker, user) = (asker(row), user(row));
        let own = Own { cnonce: row.octets("cnonce"), nc: u32::try_from(row.number("nc").unwrap_or(1)).unwrap() };
        let all = Willing { basic: true, md5: true, unprotected: true, content: true };
        let challenge = match choice::choose(&fields[..], asker, all) {
            Some(Choice::Digest(challenge)) => Some(challenge),
            _ => None,
        };
        let of_challenge = challenge.and_then(|challenge| challenge.algorithm).unwrap_or(Algorithm::Md5);
        Some(match &*row.decision {
            "auth.challenge" => written(|pen| guard(row).write_challenge(nonce(row), row.says("stale"), pen)),
            "auth.check" => {
                let guard = guard(row);
                let content = content(row, guard.algorithm);
                let asked = asked(row, content.as_ref());
                let known = !row.says("unknown");
                let mut room = [0; 64];
                let mut window = Window::new(&mut room);
                let mut verdict = None;
                for _ in 0..row.number("times").unwrap_or(1) {
                    let moment = (row.number("now").unwrap_or(0), Some(&mut window));
                    verdict = Some(match server::presented(&fields[..], asker) {
                        Ok(credentials) => guard.check(&credentials, Some(&user).filter(|_| known), &asked, moment),
                        Err(verdict) => verdict,
                    });
                }
                told(verdict.unwrap(), asker)
            }
            "auth.info" => {
                let guard = guard(row);
                let content = content(row, guard.algorithm);
                let next = row.number("time").map(|_| nonce(row));
                let content = content.as_ref().map(Hash::octets);
                match server::presented(&fields[..], asker) {
                    Ok(credentials) => written(|pen| guard.write_info(&credentials, &user, content, next, pen)),
                    Err(_) => "refused".into(),
                }
            }
            "auth.answer" => {
                let content = content(row, of_challenge);
                let asked = asked(row, content.as_ref());
                let answer = |pen: &mut Pen<'_>| {
                    client::answer(challenge.as_ref().ok_or(Unwritable::Value)?, &user, &asked, &own, pen)
                };
                written(answer)
            }
            "auth.confirm" => {
                let content = content(row, of_challenge);
                let asked = asked(row, content.as_ref());
                let info = authentication_info(row.octets("info")).unwrap();
                let confirm = |challenge| client::confirm(&info, challenge, &user, &asked, &own).ok();
                challenge.as_ref().and_then(confirm).map_or("refused".into(), |told| format!("{told:?}"))
            }
            _ => return None,
        })
    }
}
