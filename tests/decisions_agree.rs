// SPDX-License-Identifier: MIT OR Apache-2.0
//! Rows thrown with dice, put to Rust, C and Python: whatever the answer, it is the same at every door.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;
#[path = "support/decisions/mod.rs"]
mod decisions;
#[path = "support/dice.rs"]
mod dice;

use decisions::Row;
use decisions::doors::Door;
use dice::Dice;

const METHODS: [&str; 10] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "BREW"];
const TARGETS: [&str; 12] = [
    "/",
    "/a?b",
    "*",
    "http://a.example/x",
    "http://a.example",
    "https://b.example:8443/?q",
    "a.example:443",
    "[::1]:80",
    "urn:a:b",
    "x",
    "http://u@h/",
    "//x",
];
const YES: [&str; 2] = ["yes", "no"];
const VERSIONS: [&str; 3] = ["9", "10", "11"];

/// A cell that may be there.
type Cell = (&'static str, &'static [&'static str]);

/// Each decision, the cells that its rows always have, and those that they may have.
const QUESTIONS: [(&str, &[Cell], &[Cell]); 10] = [
    (
        "method.decide",
        &[
            ("method", &METHODS),
            ("target", &TARGETS),
            ("allowed", &["", "GET", "GET, PUT, POST", "OPTIONS, BREW", "TRACE"]),
        ],
        &[("implemented", &["GET", "GET, BREW, TRACE", "PUT"]), ("traces", &YES)],
    ),
    (
        "status.check",
        &[
            (
                "status",
                &[
                    "99", "100", "101", "103", "200", "201", "204", "206", "301", "304", "401", "405", "426", "503",
                    "600",
                ],
            ),
            ("method", &METHODS),
            ("version", &VERSIONS),
        ],
        &[
            ("Location", &["/"]),
            ("Content-Length", &["0", "5"]),
            ("Content-Type", &["text/plain", "multipart/byteranges; boundary=a", "x"]),
            ("Content-Range", &["bytes 0-1/2"]),
            ("Upgrade", &["h2c"]),
        ],
    ),
    (
        "forwarding.fields",
        &[],
        &[
            ("Connection", &["close", "X-A, te", "Host", "x-b", "a b", "", "Trailer, keep-alive"]),
            ("Connection", &["x-a", "X-C", "Cookie"]),
            ("X-A", &["1"]),
            ("X-B", &["2", ""]),
            ("TE", &["trailers"]),
            ("Trailer", &["X-A"]),
            ("Host", &["a"]),
            ("Content-Length", &["3"]),
            ("Transfer-Encoding", &["chunked"]),
            ("Proxy-Authorization", &["Basic eA=="]),
            ("X-Forwarded-For", &["192.0.2.1"]),
            ("keep_length", &YES),
            ("keep_trailer", &YES),
            ("keep_proxy_credentials", &YES),
            ("drop_host", &YES),
            ("drop_told", &YES),
            ("strip_end_to_end", &YES),
        ],
    ),
    (
        "forwarding.route",
        &[("name", &["gate", "A.example"])],
        &[
            ("port", &["80", "8080"]),
            ("most", &["0", "1", "3"]),
            ("Via", &["1.1 gate", "1.0 a.example:8080, 1.1 b", "x", "1.1 gate (c) , HTTP/1.0 gate:80"]),
            ("Via", &["1.1 GATE", "1.1 b"]),
        ],
    ),
    (
        "forwarding.target",
        &[
            ("method", &METHODS),
            ("target", &TARGETS),
            ("host", &["h.example", "h:81", "", "a b"]),
            ("scheme", &["http", "https", "ftp"]),
            ("next", &["origin", "proxy"]),
        ],
        &[],
    ),
    (
        "forwarding.persists",
        &[("receiver", &["server", "proxy", "client"]), ("version", &VERSIONS)],
        &[("Connection", &["close", "keep-alive", "Keep-Alive, TE", "a b"]), ("Via", &["1.1 a"])],
    ),
    (
        "expectation.server",
        &[("version", &VERSIONS)],
        &[
            ("Expect", &["100-continue", "100-Continue, x", "a b", ""]),
            ("empty", &YES),
            ("begun", &YES),
            ("status", &["200", "413"]),
        ],
    ),
    (
        "expectation.proxy",
        &[("version", &VERSIONS)],
        &[("Expect", &["100-continue", "x", ""]), ("next", &VERSIONS), ("continues", &YES)],
    ),
    (
        "redirect.decide",
        &[
            ("status", &["200", "300", "301", "302", "303", "304", "305", "307", "308"]),
            ("method", &METHODS),
            ("uri", &["http://a.example/x/y?q", "https://a.example/#f", "/x", "http://[::1]:80/"]),
        ],
        &[
            (
                "Location",
                &["/z", "", "../../z#g", "https://a.example", "//b.example:1/", "ftp://x/", "a b", "http://u@h/", "?r"],
            ),
            ("Location", &["/z"]),
            ("before", &["0", "3", "20"]),
            ("most", &["1", "5"]),
            ("keep_post", &YES),
            ("follow_choices", &YES),
            ("ask_if_unsafe", &YES),
        ],
    ),
    (
        "retry.again",
        &[
            ("status", &["408", "413", "417", "421", "425", "429", "503", "500"]),
            ("method", &METHODS),
            ("patience", &["0", "60"]),
            ("now", &["0", "1000"]),
        ],
        &[
            ("Retry-After", &["0", "30", "61", "x", "Thu, 01 Jan 1970 00:17:00 GMT"]),
            ("before", &["0", "1"]),
            ("expected", &YES),
            ("early", &YES),
        ],
    ),
];

fn thrown(dice: &mut Dice) -> Row {
    let (decision, always, perhaps) = dice.pick(&QUESTIONS);
    let mut row = Row::new(decision);
    for (name, texts) in always {
        row = row.with(name, dice.pick(texts));
    }
    for (name, texts) in perhaps {
        if dice.below(2) == 1 {
            row = row.with(name, dice.pick(texts));
        }
    }
    row
}

#[test]
fn every_door_answers_alike() {
    let mut doors = Door::all();
    let mut dice = Dice(5);
    for _ in 0..10_000 {
        let row = thrown(&mut dice);
        let answers: Vec<_> = doors.iter_mut().map(|door| (door.language(), door.ask(&row))).collect();
        assert!(answers.iter().all(|(_, answer)| *answer == answers[0].1), "{row:?}\n{answers:?}");
    }
}
