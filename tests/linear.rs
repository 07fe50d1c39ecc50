// SPDX-License-Identifier: MIT OR Apache-2.0
//! Receiving n octets takes a number of instructions in proportion to n, though they come one by one: a head in
//! pieces is never scanned twice. Counted by valgrind's callgrind, so that no clock matters.

use std::process::Command;

use oyez::exchange::{Config, Connection};
use oyez::syntax::leniency::Leniencies;

const SHAPES: [&str; 6] = ["lines", "line", "chunks", "pipeline", "folds", "spaces"];

fn input(shape: &str, octets: usize) -> Vec<u8> {
    let mut input = b"POST / HTTP/1.1\r\nHost: a\r\n".to_vec();
    let begin = input.len();
    match shape {
        "lines" => {
            while input.len() < begin + octets {
                input.extend(b"Some-Field: with a value of some length\r\n");
            }
        }
        "line" => {
            input.extend(b"Cookie: ");
            input.resize(begin + octets, b'c');
            input.extend(b"\r\n");
        }
        "folds" => {
            input.extend(b"X:");
            input.extend(b"\r\n \t".repeat(octets / 4));
            input.extend(b"\r\n");
        }
        "spaces" => {
            input.extend(b"X: y\r\n");
            input.resize(begin + octets, b' ');
            input.extend(b"\r\n");
        }
        "chunks" => {
            input.extend(b"Transfer-Encoding: chunked\r\n\r\n");
            while input.len() < begin + octets {
                input.extend(b"10\r\n0123456789abcdef\r\n");
            }
        }
        _ => {
            input = b"GET / HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n".repeat(octets / 40);
        }
    }
    input.extend(b"\r\n");
    input
}

/// The work that is counted; idle unless it is asked for.
#[test]
fn workload() {
    let (Ok(shape), Ok(octets)) = (std::env::var("OYEZ_SHAPE"), std::env::var("OYEZ_OCTETS")) else { return };
    let input = input(&shape, octets.parse().unwrap());
    let (mut memory, mut output) = (vec![0; 65_535], vec![0; 1024]);
    let config = Config { allow: Leniencies::OBS_FOLD, ..Config::default() };
    let mut conn = Connection::with(&config, &mut memory, &mut output, None);
    for octet in &input {
        conn.room()[0] = *octet;
        conn.filled(1).unwrap();
        while let Ok(Some(_)) = conn.step() {
            conn.sender().reply(200, &[], b"").ok();
            let count = conn.pending().len();
            conn.sent(count).unwrap();
        }
    }
}

fn instructions(shape: &str, octets: usize) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "workload", "--test-threads=1"])
        .env("OYEZ_SHAPE", shape)
        .env("OYEZ_OCTETS", octets.to_string())
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let count = told.lines().find_map(|line| line.split_once("Collected : ")).expect(&told).1;
    Some(count.trim().parse().unwrap())
}

#[test]
fn twice_the_octets_take_at_most_twice_the_instructions() {
    for shape in SHAPES {
        let Some(none) = instructions(shape, 0) else {
            println!("skipped: valgrind is not there");
            return;
        };
        let [once, twice] = [12_000, 24_000].map(|octets| instructions(shape, octets).unwrap() - none);
        println!("{shape}: {once} instructions for 12,000 octets one by one, {twice} for 24,000");
        assert!(twice * 10 <= once * 21, "{shape}: {once} {twice}");
    }
}
