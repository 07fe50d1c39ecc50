// SPDX-License-Identifier: MIT OR Apache-2.0
//! 512 requests of which no two are alike: one request again and again would be learnt by the branch predictor.

use std::io::Write;

use super::Octets;
use crate::random::Random;

const COUNT: usize = 512;

pub fn requests() -> Vec<Octets> {
    let mut random = Random::from_seed(SEED);
    (0..COUNT).map(|_| Octets::new(&request(&mut random))).collect()
}

fn request(random: &mut Random) -> Vec<u8> {
    let mut octets = Vec::new();
    write!(octets, "{} /", random.one_of(&METHODS)).expect("a Vec takes all");
    let most = if random.below(3) == 0 { 149 } else { 39 };
    let length = random.between(0, most);
    octets.extend((0..length).map(|_| letter(random)));
    write!(octets, " HTTP/1.1\r\nHost: {}\r\n", random.one_of(&HOSTS)).expect("a Vec takes all");
    for _ in 1..random.between(1, 16) {
        write!(octets, "{}: ", random.one_of(&NAMES)).expect("a Vec takes all");
        value(random, &mut octets);
        octets.extend(b"\r\n");
    }
    octets.extend(b"\r\n");
    octets
}

/// Half of the values are short, an eighth is as long as a cookie; one octet in twelve is a space.
fn value(random: &mut Random, octets: &mut Vec<u8>) {
    let length = match random.below(8) {
        0..=3 => random.between(1, 24),
        4..=6 => random.between(8, 144),
        _ => random.between(100, 399),
    };
    for at in 0..length {
        let inside = 0 < at && at < length - 1;
        octets.push(if inside && random.below(12) == 0 { b' ' } else { letter(random) });
    }
}

fn letter(random: &mut Random) -> u8 {
    LETTERS[random.below(LETTERS.len())]
}

const SEED: u64 = 38;

/// No "%", which would want two hexadecimal digits behind it in a target.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/=&;,:()+*?";

/// GET and POST a little more often than the others.
const METHODS: [&str; 8] = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "GET", "POST"];

const HOSTS: [&str; 5] =
    ["a", "localhost:8080", "example.org", "www.example-shop.co.uk", "api.eu-west.example.com:8443"];

/// None of them governs the connection, so that a server hears any value.
const NAMES: [&str; 29] = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Cache-Control",
    "Content-Type",
    "Cookie",
    "DNT",
    "Forwarded",
    "From",
    "If-None-Match",
    "Origin",
    "Pragma",
    "Priority",
    "Range",
    "Referer",
    "Sec-Fetch-Dest",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Site",
    "traceparent",
    "Upgrade-Insecure-Requests",
    "User-Agent",
    "Via",
    "X-B3-TraceId",
    "X-Forwarded-For",
    "X-Request-Id",
    "X-T",
    "sec-ch-ua",
    "sec-ch-ua-platform",
];
