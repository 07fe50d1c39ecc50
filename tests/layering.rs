// SPDX-License-Identifier: MIT OR Apache-2.0
//! Layers import downwards only; unsafe code keeps to its rooms; every source file says its licence.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, the lowest first. A module imports from its own layer and from those before it.
const LAYERS: [&str; 10] =
    ["error", "grammar", "syntax", "messaging", "exchange", "fields", "semantics", "server", "documents", "capi"];

/// Where `unsafe` may stand.
const ROOMS: [&str; 3] = ["src/grammar/scan/", "src/capi/", "src/server/"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && !["target", "build", "__pycache__"].contains(&&*name) {
            files(&path, endings, found);
        } else if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    files(&root().join("src"), &["rs"], &mut paths);
    assert!(paths.len() > 20, "the sources were found");
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The layer of a file below `src/`.
fn layer(name: &str) -> Option<usize> {
    let room = name.strip_prefix("src/")?.split(['/', '.']).next()?;
    LAYERS.iter().position(|layer| *layer == room)
}

/// The layers a line of code names: `crate::x`, and `super::super::x` from a file two deep.
fn named(line: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for path in ["crate::", "super::super::"] {
        for (at, _) in line.match_indices(path) {
            let rest = &line[at + path.len()..];
            let heads: Vec<&str> = match rest.strip_prefix('{') {
                Some(list) => list.split(',').map(|item| item.trim().split("::").next().unwrap_or("")).collect(),
                None => rest.split(|c: char| !c.is_alphanumeric() && c != '_').take(1).collect(),
            };
            found.extend(heads.iter().filter_map(|head| LAYERS.iter().position(|layer| layer == head)));
        }
    }
    found
}

#[test]
fn layers_import_downwards_only() {
    for (name, text) in sources() {
        let Some(own) = layer(&name) else { continue };
        for (number, line) in text.lines().enumerate() {
            let line = line.split("//").next().unwrap_or("");
            for other in named(line) {
                assert!(other <= own, "{name}:{}: {} may not know {}", number + 1, LAYERS[own], LAYERS[other]);
            }
        }
    }
}

#[test]
fn an_arrow_that_points_upwards_is_seen() {
    assert_eq!(named("use crate::{error, exchange::Machine};"), [0, 4]);
    assert_eq!(named("    crate::server::poll(super::super::capi::x)"), [7, 9]);
}

#[test]
fn unsafe_code_keeps_to_its_rooms() {
    for (name, text) in sources() {
        let room = ROOMS.iter().any(|room| name.starts_with(room));
        let leaf = !name.ends_with("/mod.rs") && name != "src/lib.rs";
        if !room {
            let word = text
                .lines()
                .map(|line| line.split("//").next().unwrap_or(""))
                .any(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "unsafe"));
            assert!(!word, "{name} says unsafe");
            assert!(!leaf || text.contains("#![forbid(unsafe_code)]"), "{name} does not forbid unsafe code");
        }
        if name.starts_with("src/capi/") && !name.starts_with("src/capi/boundary") {
            assert!(!text.contains("unsafe {"), "{name}: a pointer is made a reference in the boundary only");
        }
    }
}

#[test]
fn every_source_says_its_licence() {
    let mut paths = Vec::new();
    for folder in ["src", "tests", "bindings", "examples", "benches", "fuzz"] {
        files(&root().join(folder), &["rs", "c", "h", "hpp", "cpp", "py", "pyi", "sh"], &mut paths);
    }
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let said = text.lines().take(3).any(|line| line.contains("SPDX-License-Identifier: MIT OR Apache-2.0"));
        assert!(said, "{} does not say its licence", path.display());
    }
}
