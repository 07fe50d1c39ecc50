// SPDX-License-Identifier: MIT OR Apache-2.0
//! The registry of fields: who is found, by which number, and what is said of it.

use std::collections::BTreeSet;

use oyez::fields::registry::{self, Class, Family, FieldEntry, Shape};
use oyez::messaging::reserved;
use oyez::syntax::field_name::Known;
use oyez::syntax::version::Version;

fn entry(name: &str) -> &'static FieldEntry {
    registry::find(name.as_bytes()).unwrap_or_else(|| panic!("{name} is not registered"))
}

/// The names of those that have it.
fn names(has: impl Fn(&FieldEntry) -> bool) -> BTreeSet<&'static str> {
    registry::all().iter().filter(|entry| has(entry)).map(|entry| entry.name).collect()
}

#[test]
fn every_name_is_found_in_any_case() {
    for entry in registry::all() {
        let mixed: Vec<u8> =
            (0u8..).zip(entry.name.bytes()).map(|(at, octet)| octet ^ (at & octet >> 1 & 0x20)).collect();
        let mixed = if mixed.eq_ignore_ascii_case(entry.name.as_bytes()) { mixed } else { entry.name.into() };
        for name in
            [entry.name.into(), entry.name.to_ascii_uppercase().into(), entry.name.to_ascii_lowercase().into(), mixed]
        {
            assert_eq!(registry::find(&name), Some(entry), "{}", name.escape_ascii());
        }
    }
}

#[test]
fn a_name_with_one_other_octet_is_not_found() {
    let known = names(|_| true).iter().map(|name| name.to_ascii_lowercase()).collect::<BTreeSet<_>>();
    let check = |name: &[u8]| {
        let is_known = std::str::from_utf8(name).is_ok_and(|name| known.contains(&name.to_ascii_lowercase()));
        assert_eq!(registry::find(name).is_some(), is_known, "{}", name.escape_ascii());
    };
    for entry in registry::all() {
        let name = entry.name.as_bytes();
        for at in 0..name.len() {
            for octet in 0..=255 {
                let mut other = name.to_vec();
                other[at] = octet;
                check(&other);
            }
            check(&name[at..]);
            check(&name[..at]);
        }
        check(&[name, b"x"].concat());
        check(&[b" ", name].concat());
    }
    for name in [&b""[..], b"x", &[b'x'; 70_000]] {
        check(name);
    }
}

#[test]
fn numbers_are_places_and_never_change() {
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for (place, entry) in registry::all().iter().enumerate() {
        assert_eq!(usize::from(entry.number), place + 1, "{}", entry.name);
        assert_eq!(registry::by_number(entry.number), Some(entry));
        // A new field comes behind these, which keep their numbers and names.
        if entry.number <= 315 {
            for octet in format!("{} {}\n", entry.number, entry.name).bytes() {
                digest = (digest ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    assert_eq!(digest, 11_432_005_160_543_882_420);
    assert_eq!((registry::by_number(0), registry::by_number(u16::MAX)), (None, None));
}

#[test]
fn the_numbers_of_the_parser_are_those_of_the_registry() {
    for number in 1..=u32::from(u8::MAX) {
        let known = Known::from_number(number);
        let of = registry::of(known);
        assert_eq!(of.map_or(&b""[..], |entry| entry.name.as_bytes()), known.name(), "{number}");
    }
    for entry in registry::all() {
        let known = Known::of(entry.name.as_bytes());
        assert!(known == Known::OTHER || u16::from(known.number()) == entry.number, "{}", entry.name);
    }
}

#[test]
fn what_is_reserved_and_what_is_barred_is_what_the_engine_says() {
    for entry in registry::all() {
        let name = entry.name.as_bytes();
        assert_eq!(entry.reserved, reserved::is_derived(Known::of(name), name), "{}", entry.name);
        assert_eq!(
            entry.barred_from_trailers,
            reserved::is_barred_from_trailers(Known::of(name), name),
            "{}",
            entry.name
        );
    }
}

#[test]
fn fields_are_sorted_as_rfc_2616_sorts_them() {
    // 4.5; and MIME-Version (19.4.1).
    let general = "Cache-Control Connection Date MIME-Version Pragma Trailer Transfer-Encoding Upgrade Via Warning";
    // 5.3.
    let request = "Accept Accept-Charset Accept-Encoding Accept-Language Authorization Expect From Host If-Match \
        If-Modified-Since If-None-Match If-Range If-Unmodified-Since Max-Forwards Proxy-Authorization Range Referer TE User-Agent";
    // 6.2; Content-Disposition (19.5.1); Public and Alternates (RFC 2068, 14.35 and 19.6.2.1).
    let response = "Accept-Ranges Age Alternates Content-Disposition ETag Location Proxy-Authenticate Public Retry-After \
        Server Vary WWW-Authenticate";
    // 7.1; of RFC 2068, 14.11 and 19.6.2; Title (RFC 1945, D.2.9).
    let entity = "Allow Content-Base Content-Encoding Content-Language Content-Length Content-Location Content-MD5 \
        Content-Range Content-Type Content-Version Derived-From Expires Last-Modified Link Title URI";
    for (class, listed) in
        [(Class::General, general), (Class::Request, request), (Class::Response, response), (Class::Entity, entity)]
    {
        assert_eq!(names(|entry| entry.class == class), listed.split_whitespace().collect(), "{class:?}");
    }
}

#[test]
fn an_unknown_field_is_of_the_entity_in_a_message_of_http_1_0() {
    for name in [&b"X-Unheard-Of"[..], b"X-Forwarded-For", b""] {
        assert_eq!(registry::class_of(name, Version::HTTP_11), Class::Extension);
        assert_eq!(registry::class_of(name, Version::HTTP_10), Class::Entity);
    }
    assert_eq!(registry::class_of(b"host", Version::HTTP_10), Class::Request);
    assert_eq!(registry::class_of(b"title", Version::HTTP_10), Class::Entity);
}

#[test]
fn fields_for_one_connection_are_those_of_the_clauses() {
    // RFC 2616, 13.5.1; RFC 9110, 7.6.1 and 11.7.3; RFC 7540, 3.2.1; RFC 2774, 4.2.
    let listed = "C-Ext C-Man C-Opt Connection HTTP2-Settings Keep-Alive Proxy-Authenticate Proxy-Authentication-Info \
        Proxy-Authorization Proxy-Connection TE Trailer Transfer-Encoding Upgrade";
    assert_eq!(names(|entry| entry.hop_by_hop), listed.split_whitespace().collect());
}

#[test]
fn no_field_that_the_library_is_to_read_is_missing() {
    let typed = "Date Expires Last-Modified If-Modified-Since If-Unmodified-Since Retry-After Age Content-Type \
        Content-Encoding Content-Language Content-Location Content-Base Content-Length Content-MD5 Content-Range \
        Content-Transfer-Encoding Content-Disposition MIME-Version Accept Accept-Charset Accept-Encoding Accept-Language TE \
        Accept-Ranges Vary ETag If-Match If-None-Match If-Range Range Cache-Control Pragma Warning WWW-Authenticate \
        Proxy-Authenticate Authorization Proxy-Authorization Authentication-Info Cookie Set-Cookie Cookie2 Set-Cookie2 Host \
        Via Forwarded X-Forwarded-For Client-IP Max-Forwards Connection Keep-Alive Upgrade Trailer Transfer-Encoding Expect \
        From Referer User-Agent Server Location Allow Public Title Link";
    for name in typed.split_whitespace() {
        assert_ne!(entry(name).family, Family::Text, "{name}");
    }
}

#[test]
fn every_row_says_what_it_should() {
    for entry in registry::all() {
        let name = entry.name;
        assert!(oyez::grammar::octet::is_token(name.as_bytes()), "{name}");
        assert!(entry.in_requests || entry.in_responses, "{name}");
        assert!(!entry.clause.starts_with("RFC ") || entry.clause.as_bytes()[4].is_ascii_digit(), "{name}");
        assert!(entry.class == Class::Extension || !entry.clause.is_empty(), "{name}");
        assert!(entry.class != Class::Request || entry.in_requests, "{name}");
        assert!(entry.class != Class::Response || entry.in_responses, "{name}");
        assert_eq!(entry.shape == Shape::Lines, name == "Set-Cookie");
    }
}
