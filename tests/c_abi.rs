// SPDX-License-Identifier: MIT OR Apache-2.0
//! The ABI: symbols, numbers, sizes and offsets are those of bindings/c/abi.txt, and the shared library exports what
//! the header declares and nothing else.
//!
//! A change that is meant is accepted with `OYEZ_ACCEPT_ABI=1 cargo test --test c_abi`, and reviewed as a diff.

#![cfg(all(target_os = "linux", target_pointer_width = "64", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;

use std::fmt::Write as _;
use std::process::Command;

use c_library::{compiled, hosted, root, succeeds};

fn header() -> String {
    std::fs::read_to_string(root().join("include/oyez.h")).unwrap()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'_')
}

/// The lines of the header that are code.
fn code() -> Vec<String> {
    let header = header();
    header.lines().map(|line| line.trim().to_string()).filter(|line| !line.starts_with("//")).collect()
}

/// Functions declared, sorted.
fn functions() -> Vec<String> {
    let text = code().join(" ");
    let declared = text.split("extern \"C\" {").nth(1).unwrap().split("// extern \"C\"").next().unwrap();
    let mut names: Vec<String> = declared
        .split(['(', ' ', '*'])
        .zip(declared.split_inclusive(['(', ' ', '*']))
        .filter(|(name, with)| with.ends_with('(') && name.starts_with("oyez_") && is_name(name))
        .map(|(name, _)| name.to_string())
        .collect();
    names.retain(|name| !["oyez_text", "oyez_arg_len"].contains(&name.as_str()));
    names.sort();
    names.dedup();
    names
}

/// Enumerators, and object-like macros with a number.
fn numbers() -> Vec<String> {
    let mut names = Vec::new();
    for line in code() {
        let name = match line.strip_prefix("#define ").and_then(|rest| rest.split_once(' ')) {
            Some((name, _)) => name,
            None => line.split_once(" = ").map_or("", |(name, _)| name),
        };
        if name.starts_with("OYEZ_") && is_name(name) && name != "OYEZ_HOSTED" {
            names.push(name.to_string());
        }
    }
    names
}

/// The public structs and their members, in order.
fn structs() -> Vec<(String, Vec<String>)> {
    let (mut structs, mut members) = (Vec::new(), None::<Vec<String>>);
    for line in code() {
        if line == "typedef struct {" {
            members = Some(Vec::new());
        } else if let Some(name) = line.strip_prefix("} ") {
            structs.extend(members.take().map(|members| (name.trim_end_matches(';').to_string(), members)));
        } else if let (Some(members), Some(declared)) = (&mut members, line.strip_suffix(';')) {
            let name = declared.rsplit([' ', '*']).next().unwrap().split('[').next().unwrap();
            members.push(name.to_string());
        }
    }
    assert!(structs.len() >= 10, "the structs were found");
    structs
}

/// The ABI as this compiler and this header have it.
fn found() -> String {
    let mut body = String::new();
    for name in numbers() {
        let _ = writeln!(body, "    printf(\"number {name} %llu\\n\", (unsigned long long)({name}));");
    }
    for (name, members) in structs() {
        let _ = writeln!(body, "    printf(\"struct {name} %u\\n\", (unsigned)sizeof({name}));");
        for member in members {
            let place = format!("(unsigned)offsetof({name}, {member}), (unsigned)sizeof((({name} *)0)->{member})");
            let _ = writeln!(body, "    printf(\"    {member} at %u, %u\\n\", {place});");
        }
    }
    let source = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("abi.c");
    let program = format!("#include <oyez.h>\n#include <stdio.h>\nint main(void)\n{{\n{body}    return 0;\n}}\n");
    std::fs::write(&source, program).unwrap();
    let program = compiled("abi", hosted(), &[source.to_str().unwrap()], &[]);
    let told = String::from_utf8(succeeds(&mut Command::new(program)).stdout).unwrap();
    let symbols: String = functions().iter().map(|name| format!("symbol {name}\n")).collect();
    format!(
        "# The ABI of liboyez.so.0 where a pointer has 64 bits; tests/c_abi.rs compares. A line may be added, never changed.\n{symbols}{told}"
    )
}

#[test]
fn the_abi_is_the_one_that_was_reviewed() {
    let path = root().join("bindings/c/abi.txt");
    let found = found();
    if std::env::var_os("OYEZ_ACCEPT_ABI").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = |(a, b): &(&str, &str)| a != b;
    if found != reviewed {
        let first = reviewed.lines().zip(found.lines()).find(differs);
        panic!("the ABI is another, first at {first:?}: OYEZ_ACCEPT_ABI=1 cargo test --test c_abi accepts it");
    }
}

#[test]
fn the_shared_library_exports_the_header_and_nothing_else() {
    let library = hosted().join("liboyez_c.so");
    let output = succeeds(Command::new("nm").args(["-D", "--defined-only", "--format=posix"]).arg(&library));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut exported: Vec<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    exported.sort_unstable();
    assert_eq!(exported, functions());
    let output = succeeds(Command::new("readelf").arg("-d").arg(&library));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("soname: [liboyez.so.0]"), "{text}");
}
