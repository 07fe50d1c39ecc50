// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C programs of bindings/c/tests and of examples/: compiled against the static library, run plainly, under
//! valgrind, and with the sanitizers of the compiler.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use c_library::{compiled, firmware, hosted, is_there, root, succeeds};

const SANITIZERS: [&str; 2] = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

/// The programs that are claims: all but those another test runs.
fn claims() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("bindings/c/tests")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.ends_with(".c") && !["doors.c", "board.c"].contains(&name.as_str()));
    names.sort();
    assert!(names.len() >= 10);
    names
}

/// Runs each claim, compiled with these flags, by a command that takes the program last.
fn each(kind: &str, flags: &[&str], by: &[&str]) {
    for name in claims() {
        let source = format!("bindings/c/tests/{name}");
        let program = compiled(&format!("{kind}-{}", name.trim_end_matches(".c")), hosted(), &[&source], flags);
        let mut command = by.iter().copied().map(Into::into).chain([program.into_os_string()]);
        succeeds(Command::new(command.next().unwrap()).args(command).current_dir(root()));
    }
}

#[test]
fn every_claim_holds() {
    each("plain", &[], &[]);
}

#[test]
fn every_claim_holds_when_optimised() {
    each("optimised", &["-O2", "-flto"], &[]);
}

#[test]
fn every_claim_holds_under_the_sanitizers() {
    each("sanitized", &SANITIZERS, &[]);
}

#[test]
fn every_claim_holds_under_valgrind() {
    if is_there("valgrind") {
        each("valgrind", &["-O1"], &["valgrind", "-q", "--error-exitcode=99", "--leak-check=full"]);
    } else {
        println!("valgrind is not here: not run");
    }
}

#[test]
fn the_board_serves_without_a_heap() {
    let object = compiled("firmware.o", Path::new(""), &["examples/firmware.c"], &["-c", "-ffreestanding", "-Os"]);
    let object = object.to_str().unwrap();
    let board = compiled("board", firmware(), &["bindings/c/tests/board.c", object], &["-DOYEZ_NO_SERVER"]);
    succeeds(&mut Command::new(board));
    let board =
        compiled("board-sanitized", firmware(), &["bindings/c/tests/board.c", "examples/firmware.c"], &SANITIZERS);
    succeeds(&mut Command::new(board));
}

#[test]
fn a_loop_of_ones_own_serves_curl() {
    let program = compiled("bring_your_own_loop", hosted(), &["examples/bring_your_own_loop.c"], &SANITIZERS);
    let mut server = Command::new(program).arg("0").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = format!("http://127.0.0.1:{}", line.rsplit(' ').next().unwrap().trim());
    let asked = std::panic::catch_unwind(|| {
        if !is_there("curl") {
            println!("curl is not here: not run");
            return;
        }
        let curl = |arguments: &[&str]| {
            let output = succeeds(Command::new("curl").args(["-sS", "--max-time", "20"]).args(arguments));
            String::from_utf8(output.stdout).unwrap()
        };
        assert_eq!(curl(&[&url]), "Oyez!\n");
        assert_eq!(curl(&[&url, &url]), "Oyez!\nOyez!\n");
        assert_eq!(curl(&["--http1.0", &url]), "Oyez!\n");
        assert_eq!(curl(&["-o", "/dev/null", "-w", "%{http_code}", "-I", &url]), "200");
        let content = "an upload that comes back".repeat(10_000);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("upload");
        std::fs::write(&path, &content).unwrap();
        let upload = format!("@{}", path.display());
        assert_eq!(curl(&["--data-binary", &upload, &format!("{url}/echo")]), content);
        let chunked = ["-H", "Transfer-Encoding: chunked", "--data-binary", &upload];
        assert_eq!(curl(&[&chunked[..], &[&format!("{url}/echo")]].concat()), content);
        assert_eq!(curl(&["-o", "/dev/null", "-w", "%{http_code}", &format!("{url}/nowhere")]), "404");
        assert_eq!(curl(&["-o", "/dev/null", "-w", "%{http_code}", "-H", "Host:", &url]), "400");
    });
    server.kill().unwrap();
    server.wait().unwrap();
    asked.unwrap();
}
