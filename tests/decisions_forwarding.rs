// SPDX-License-Identifier: MIT OR Apache-2.0
//! What holds of every message that is passed on, for sections thrown with dice.

#[path = "support/dice.rs"]
mod dice;

use dice::Dice;
use oyez::fields::registry;
use oyez::grammar::pen::Pen;
use oyez::semantics::forwarding::{Abuse, Hops, Next, Received, Rules, write_target};
use oyez::syntax::field_line::Field;

const NAMES: [&str; 30] = [
    "Host",
    "Connection",
    "connection",
    "Keep-Alive",
    "Proxy-Connection",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "HTTP2-Settings",
    "Proxy-Authorization",
    "Proxy-Authenticate",
    "Proxy-Authentication-Info",
    "C-Man",
    "Close",
    "Content-Length",
    "Content-Type",
    "Max-Forwards",
    "Expect",
    "Via",
    "Forwarded",
    "X-Forwarded-For",
    "Cache-Control",
    "Pragma",
    "MIME-Version",
    "Content-Transfer-Encoding",
    "X-A",
    "x-b",
    "X-C",
    "X-Real-IP",
];

/// A Connection, now and then no list of names.
fn connection(dice: &mut Dice) -> String {
    const ODD: [&str; 4] = ["", " ", "a b", "\"x-a\""];
    const OPTIONS: [&str; 8] = ["close", "keep-alive", "Upgrade", "te", "X-a", "X-B", "x-c", "x-absent"];
    let members = (0..dice.below(5)).map(|_| match dice.below(20) {
        0 => dice.pick(&NAMES),
        1 => dice.pick(&ODD),
        _ => dice.pick(&OPTIONS),
    });
    members.collect::<Vec<_>>().join(", ")
}

fn rules(dice: &mut Dice) -> Rules {
    let mut bit = || dice.below(2) == 1;
    Rules {
        keep_length: bit(),
        keep_trailer: bit(),
        keep_proxy_credentials: bit(),
        drop_expect: bit(),
        drop_host: bit(),
        drop_max_forwards: bit(),
        drop_told: bit(),
        from_mime: bit(),
        strip_end_to_end: bit(),
    }
}

fn section(dice: &mut Dice) -> Vec<(String, String)> {
    let line = |dice: &mut Dice| {
        let name = dice.pick(&NAMES);
        let value = if name.eq_ignore_ascii_case("Connection") { connection(dice) } else { "1".into() };
        (name.to_string(), value.trim().to_string())
    };
    (0..dice.below(12)).map(|_| line(dice)).collect()
}

fn lines(section: &[(String, String)]) -> Vec<Field<'_>> {
    section.iter().map(|(name, value)| Field::new(name, value)).collect()
}

/// What Connection names, found by hand.
fn named(fields: &[Field<'_>]) -> Vec<String> {
    let values = fields.iter().filter(|field| field.is(b"Connection")).map(|field| field.value);
    let lists = values.map(|value| String::from_utf8(value.to_vec()).unwrap().to_lowercase());
    lists.flat_map(|list| list.split(',').map(|name| name.trim().to_string()).collect::<Vec<_>>()).collect()
}

#[test]
fn a_forwarded_message_never_carries_what_concerned_one_connection() {
    let (mut dice, mut forwarded, mut refused) = (Dice(1), 0, 0);
    for _ in 0..100_000 {
        let (section, rules) = (section(&mut dice), rules(&mut dice));
        let fields = lines(&section);
        let hops = match Hops::of(fields.as_slice(), rules) {
            Ok(hops) => hops,
            Err(abuse) => {
                let is_length = matches!(abuse, Abuse::EndToEnd(name) if name.eq_ignore_ascii_case(b"Content-Length"));
                let stays = rules.keep_length && is_length;
                assert!(!rules.strip_end_to_end || abuse == Abuse::NotAList || stays, "{fields:?}");
                refused += 1;
                continue;
            }
        };
        forwarded += 1;
        let named = named(&fields);
        let has = |name: &str| fields.iter().any(|field| field.is(name.as_bytes()));
        let delimited = rules.keep_length && has("Content-Length") && !has("Transfer-Encoding");
        assert!(!delimited || hops.is_forwarded(b"Content-Length"), "{fields:?} loses its length");
        for field in hops.lines(fields.as_slice()) {
            let name = String::from_utf8(field.name.to_vec()).unwrap().to_lowercase();
            assert!(!named.contains(&name), "{fields:?} passes {name} on");
            let kept = match &*name {
                "trailer" => rules.keep_trailer,
                "proxy-authorization" | "proxy-authenticate" | "proxy-authentication-info" => {
                    rules.keep_proxy_credentials
                }
                _ => false,
            };
            let is_hop_by_hop = registry::find(field.name).is_some_and(|entry| entry.hop_by_hop);
            assert!(kept || !is_hop_by_hop, "{fields:?} passes {name} on");
        }
    }
    assert!(forwarded > 10_000 && refused > 1_000, "{forwarded} {refused}");
}

#[test]
fn forwarding_twice_is_forwarding_once() {
    let mut dice = Dice(2);
    for _ in 0..100_000 {
        let (section, rules) = (section(&mut dice), rules(&mut dice));
        let fields = lines(&section);
        let Ok(hops) = Hops::of(fields.as_slice(), rules) else { continue };
        let once: Vec<_> = hops.lines(fields.as_slice()).collect();
        let again = Hops::of(once.as_slice(), rules).unwrap();
        assert!(again.lines(once.as_slice()).eq(once.iter().copied()), "{fields:?}");
    }
}

#[test]
fn what_is_passed_on_keeps_its_order_and_loses_nothing_else() {
    let mut dice = Dice(3);
    for _ in 0..20_000 {
        let section = section(&mut dice);
        let fields = lines(&section);
        let Ok(hops) = Hops::of(fields.as_slice(), Rules { keep_length: true, ..Rules::default() }) else { continue };
        let plain = |field: &Field<'_>| registry::find(field.name).is_none_or(|entry| !entry.hop_by_hop);
        let named = named(&fields);
        let coded = fields.iter().any(|field| field.is(b"Transfer-Encoding"));
        let expected = fields.iter().filter(|field| {
            let name = String::from_utf8(field.name.to_vec()).unwrap().to_lowercase();
            plain(field) && name != "close" && !named.contains(&name) && !(coded && name == "content-length")
        });
        assert!(hops.lines(fields.as_slice()).eq(expected.copied()), "{fields:?}");
    }
}

#[test]
fn a_target_comes_through_a_proxy_as_it_was() {
    let mut dice = Dice(4);
    let sent = |target: &str, next| {
        let mut room = [0; 256];
        let mut pen = Pen::new(&mut room);
        let received = Received { method: b"GET", target: target.as_bytes(), host: b"h.example", scheme: b"http" };
        write_target(&received, next, &mut pen).unwrap();
        String::from_utf8(pen.written().unwrap().to_vec()).unwrap()
    };
    for _ in 0..10_000 {
        let octets = (0..dice.below(12)).map(|_| dice.pick(b"ab/.?%2;=&:@"));
        let target = format!("/{}", octets.map(char::from).collect::<String>());
        let absolute = sent(&target, Next::Proxy);
        assert_eq!(absolute, format!("http://h.example{target}"));
        assert_eq!(sent(&absolute, Next::Proxy), absolute);
        assert_eq!(sent(&absolute, Next::Origin), target);
        assert_eq!(sent(&target, Next::Origin), target);
    }
}
