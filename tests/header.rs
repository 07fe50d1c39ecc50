// SPDX-License-Identifier: MIT OR Apache-2.0
//! include/oyez.h: it is what src/capi says, every function says its contract, and every dialect of C takes it.

#[path = "../build.rs"]
#[allow(dead_code)]
mod build;

use std::path::Path;
use std::process::{Command, Stdio};

const C: [&str; 4] = ["c99", "c11", "c17", "c2x"];
const CPP: [&str; 4] = ["c++11", "c++14", "c++17", "c++20"];
const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn header() -> String {
    std::fs::read_to_string(root().join("include/oyez.h")).expect("include/oyez.h")
}

/// A function of the header: its name, its result, its parameters, and its comment.
struct Function {
    name: String,
    result: String,
    parameters: String,
    comment: Vec<String>,
}

fn functions() -> Vec<Function> {
    let header = header();
    let declared = header.split("extern \"C\" {").nth(1).unwrap().split("#ifdef __cplusplus").next().unwrap();
    let mut functions = Vec::new();
    for paragraph in declared.split("\n\n") {
        let lines = || paragraph.lines().filter(|line| !line.starts_with('#'));
        let comment = lines().filter_map(|line| line.strip_prefix("//")).map(|line| line.trim_start().to_string());
        let code = lines().filter(|line| !line.starts_with("//")).map(str::trim).collect::<Vec<_>>().join(" ");
        // Types stand among the functions that need them.
        let Some((before, parameters)) = code.strip_suffix(");").and_then(|whole| whole.split_once('(')) else {
            continue;
        };
        let at = before.rfind([' ', '*']).unwrap() + 1;
        let (result, name) = before.split_at(at);
        let (name, result, parameters) = (name.into(), result.trim().into(), parameters.into());
        functions.push(Function { name, result, parameters, comment: comment.collect() });
    }
    assert!(functions.len() > 250, "the functions were found");
    functions
}

fn accepts(compiler: &str, language: &str, arguments: &[&str], program: &str) {
    let mut command = Command::new(compiler);
    command.current_dir(root()).args(["-x", language, "-Iinclude", "-fsyntax-only"]).args(WARNINGS).args(arguments);
    let mut child = command.arg("-").stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect(compiler);
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), program.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
}

/// Uses of all macros and inline functions.
const PROGRAM: &str = r#"
#include <oyez.h>
#include <oyez.h>
#include <stdio.h>
static const oyez_field table[] = {{OYEZ_BYTES("Content-Type"), OYEZ_BYTES("text/plain")}};
static uint64_t memory[OYEZ_CONN_WORDS(1024, 256)];
int main(void);
int main(void)
{
    oyez_config config = oyez_config_default();
    oyez_bytes octets = OYEZ_TEXT("octets");
    oyez_request request = oyez_request_empty();
    oyez_response response = oyez_response_empty();
    printf("%.*s %u\n", OYEZ_ARG(octets), (unsigned)(OYEZ_VERSION + config.role + request.flags + response.flags));
    return table[0].name.len + memory[0] + oyez_word_of(octets).encoding == OYEZ_CONN_SIZE(1024, 256) && OYEZ_ERR_BUG == 99;
}
"#;

#[test]
fn the_header_is_what_the_sources_say() {
    assert!(header() == build::header(root()), "include/oyez.h is stale: cargo build --features header");
}

#[test]
fn every_function_says_its_contract_in_order() {
    const LABELS: [&str; 4] = ["Borrow:", "Owner:", "Thread:", "Fails:"];
    for Function { name, result, parameters, comment } in functions() {
        let label = |line: &String| LABELS.iter().position(|label| line.starts_with(label));
        let found: Vec<usize> = comment.iter().filter_map(label).collect();
        assert!(found.is_sorted_by(|a, b| a < b), "{name}: the labels stand in another order");
        assert!(found.contains(&2) && found.contains(&3), "{name}: Thread or Fails is missing");
        let made = parameters.starts_with("oyez_conn **") || parameters.starts_with("oyez_server **");
        let lends = result.ends_with('*') || ["oyez_bytes", "oyez_room", "oyez_fields"].contains(&result.as_str());
        // A pointer of the caller's own comes back as it was given.
        let theirs = ["oyez_conn_user", "oyez_server_user"].contains(&name.as_str());
        assert!(!(made || lends) || theirs || found.iter().any(|label| *label < 2), "{name}: until when, or whose?");
        let thread = comment.iter().find_map(|line| line.strip_prefix("Thread:")).unwrap().trim();
        let known = ["any", "shared", "one at a time"].iter().any(|word| thread.starts_with(word));
        assert!(known, "{name}: {thread}");
        assert!(
            !comment.first().is_none_or(|line| line.is_empty() || label(line).is_some()),
            "{name}: what does it do?"
        );
    }
}

#[test]
fn there_is_no_function_pointer() {
    let code: String =
        header().lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    assert!(!code.contains("(*"), "there are no callbacks");
    for Function { name, parameters, .. } in functions() {
        assert!(!parameters.contains('('), "{name}");
    }
}

#[test]
fn every_dialect_of_c_takes_it() {
    for standard in C.map(|standard| format!("-std={standard}")) {
        for compiler in ["gcc", "clang"] {
            if Command::new(compiler).arg("--version").output().is_err() {
                println!("{compiler} is not here: not run");
                continue;
            }
            let warnings = ["-Wconversion", "-Wshadow", "-Wstrict-prototypes", &standard];
            accepts(compiler, "c", &warnings, PROGRAM);
            accepts(compiler, "c", &[&warnings[..], &["-DOYEZ_NO_SERVER"]].concat(), PROGRAM);
            accepts(compiler, "c", &[&warnings[..], &["-DOYEZ_NO_AUTHENTICATION"]].concat(), PROGRAM);
        }
        let board = PROGRAM.replace("#include <stdio.h>", "").replace("printf(\"%.*s %u\\n\",", "(void)(0, ");
        let board = board.replace("OYEZ_ARG(octets)", "octets.ptr");
        accepts("gcc", "c", &["-ffreestanding", "-DOYEZ_NO_SERVER", "-Wno-unused-value", &standard], &board);
        accepts(
            "gcc",
            "c",
            &["-ffreestanding", "-fshort-enums", "-DOYEZ_NO_SERVER", "-Wno-unused-value", &standard],
            &board,
        );
    }
}

#[test]
fn every_dialect_of_cpp_takes_it() {
    for standard in CPP.map(|standard| format!("-std={standard}")) {
        accepts("g++", "c++", &[&standard], PROGRAM);
        accepts("g++", "c++", &[&standard, "-DOYEZ_NO_SERVER"], PROGRAM);
    }
}

#[test]
fn an_enumeration_is_four_octets_whatever_the_flags() {
    let program = "#include <oyez.h>\n\
        typedef char as_wide[sizeof(oyez_error) == 4 && sizeof(oyez_event) == 4 && sizeof(oyez_role) == 4 ? 1 : -1];\n";
    for flag in ["-fshort-enums", "-fno-short-enums"] {
        accepts("gcc", "c", &["-std=c11", flag], program);
        accepts("gcc", "c", &["-std=c2x", flag], program);
        accepts("g++", "c++", &["-std=c++11", flag], program);
    }
}
