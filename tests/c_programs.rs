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

/// The functions of the header: their names, and the types of their parameters.
fn functions() -> Vec<(String, Vec<String>)> {
    let header = std::fs::read_to_string(root().join("include/oyez.h")).unwrap();
    let declared = header.split("extern \"C\" {").nth(1).unwrap().split("// extern \"C\"").next().unwrap().to_string();
    let mut functions = Vec::new();
    for paragraph in declared.split("\n\n") {
        let code = paragraph.lines().filter(|line| !line.starts_with("//") && !line.starts_with('#')).map(str::trim);
        let code = code.collect::<Vec<_>>().join(" ");
        let Some((before, parameters)) = code.strip_suffix(");").and_then(|code| code.split_once('(')) else {
            continue;
        };
        let name = before.rsplit([' ', '*']).next().unwrap().to_string();
        let of = |one: &str| one[..=one.rfind([' ', '*']).unwrap()].trim().to_string();
        let types = parameters.split(", ").filter(|one| *one != "void").map(of).collect();
        functions.push((name, types));
    }
    assert!(functions.len() > 250, "the functions were found");
    functions
}

#[test]
fn every_function_stands_nothing_at_all() {
    let mut body = String::new();
    for (name, types) in functions() {
        let null = |one: &String| if one.ends_with('*') { "NULL".to_string() } else { format!("({one}){{0}}") };
        body += &format!("    (void){name}({});\n", types.iter().map(null).collect::<Vec<_>>().join(", "));
        // Structs that are all zero are values, of which most say nothing; a handle that is all zero is none.
        if !types.iter().any(|one| one.contains("oyez_conn") || one.contains("oyez_server")) {
            let zero = |(at, one): (usize, &String)| match one.ends_with('*') {
                true => format!("({one})memset(zeros[{at}], 0, sizeof zeros[{at}])"),
                false => format!("({one}){{0}}"),
            };
            let zeros = types.iter().enumerate().map(zero).collect::<Vec<_>>().join(", ");
            body += &format!("    (void){name}({zeros});\n");
        }
    }
    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nothing.c");
    let program = format!(
        "#include <oyez.h>\n#include <string.h>\nint main(void)\n{{\n    static uint64_t zeros[8][64];\n{body}    return 0;\n}}\n"
    );
    std::fs::write(&source, program).unwrap();
    let program = compiled("nothing", hosted(), &[source.to_str().unwrap()], &SANITIZERS);
    succeeds(&mut Command::new(program));
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
fn a_board_holds_no_function_that_it_does_not_call() {
    let object = compiled("lean.o", Path::new(""), &["examples/firmware.c"], &["-c", "-ffreestanding", "-Os"]);
    let sources = ["bindings/c/tests/board.c", object.to_str().unwrap()];
    let board = compiled("lean", firmware(), &sources, &["-DOYEZ_NO_SERVER", "-Wl,--gc-sections"]);
    let told = String::from_utf8(succeeds(Command::new("nm").arg(board)).stdout).unwrap();
    let text = ["bindings/c/tests/board.c", "examples/firmware.c", "include/oyez.h"]
        .map(|name| std::fs::read_to_string(root().join(name)).unwrap());
    let [board, firmware, header] = text;
    let held = told.lines().filter_map(|line| line.split(" T ").nth(1)).filter(|name| name.starts_with("oyez_"));
    let held: Vec<_> = held.filter(|name| header.contains(&format!("{name}("))).collect();
    let needless: Vec<_> = held.iter().filter(|name| !board.contains(**name) && !firmware.contains(**name)).collect();
    assert!(held.len() > 5 && needless.is_empty(), "{needless:?}");
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
