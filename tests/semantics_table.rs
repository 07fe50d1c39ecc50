// SPDX-License-Identifier: MIT OR Apache-2.0
//! docs/semantics.md: every section is there, in order, and every function it names exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The tables of contents: a section, and how many sections it has. "" is the text itself.
const CONTENTS: [(&str, &str); 3] = [
    (
        "RFC 9110",
        "=18 1=4 2=5 3=9 4=3 4.2=5 4.3=5 5=6 5.6=7 5.6.1=2 6=6 6.4=2 6.5=2 6.6=2 7=8 7.3=3 7.6=3 8=8 8.3=3 8.4=1 8.4.1=3 \
         8.5=1 8.8=3 8.8.2=2 8.8.3=3 9=3 9.2=3 9.3=8 10=2 10.1=5 10.2=4 11=7 11.6=3 11.7=3 12=5 12.4=3 12.5=5 13=2 \
         13.1=5 13.2=2 14=6 14.1=2 15=6 15.2=2 15.3=7 15.3.7=3 15.4=9 15.5=22 15.6=6 16=7 16.1=2 16.2=2 16.3=2 16.3.2=2 \
         16.4=2 16.5=2 16.6=2 17=16 17.16=4 18=10",
    ),
    ("RFC 9111", "=8 1=2 1.2=2 3=5 4=4 4.2=4 4.3=5 5=5 5.2=4 5.2.1=7 5.2.2=10 7=3 8=3"),
    (
        "RFC 1945",
        "=12 1=4 2=2 3=7 3.2=2 3.6=2 4=3 5=2 5.1=2 6=2 6.1=1 7=2 7.2=2 8=3 9=5 10=16 11=1 12=5 A=0 B=0 C=5 D=2 D.1=4 D.2=10",
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document() -> String {
    fs::read_to_string(root().join("docs/semantics.md")).unwrap()
}

/// The sections of a text below one of them, in order.
fn sections(contents: &str, above: &str, found: &mut Vec<String>) {
    let count = |section: &str| {
        let told = contents.split_whitespace().filter_map(|part| part.split_once('='));
        told.filter(|(known, _)| *known == section).map(|(_, count)| count.parse::<u32>().unwrap()).next()
    };
    for number in 1..=count(above).unwrap_or(0) {
        let section = if above.is_empty() { number.to_string() } else { format!("{above}.{number}") };
        found.push(section.clone());
        sections(contents, &section, found);
    }
    if above.is_empty() {
        for appendix in ["A", "B", "C", "D"].into_iter().filter(|appendix| count(appendix).is_some()) {
            found.push(appendix.into());
            sections(contents, appendix, found);
        }
    }
}

#[test]
fn every_section_is_there_once_and_in_order() {
    let document = document();
    for (title, contents) in CONTENTS {
        let mut expected = Vec::new();
        sections(contents, "", &mut expected);
        let chapter = document.split("\n## ").find(|chapter| chapter.starts_with(title)).expect("a chapter");
        let rows = chapter.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| section"));
        let told: Vec<&str> = rows.map(|row| row.split('|').nth(1).unwrap().trim()).collect();
        assert_eq!(told, expected, "{title}");
    }
}

#[test]
fn every_section_says_who_implements_it_or_why_nobody_does() {
    for row in document().lines().filter(|line| line.starts_with("| ")) {
        assert!(row.split('|').nth(3).is_some_and(|cell| cell.trim().len() > 4 && !cell.contains('@')), "{row}");
    }
}

/// What stands between backticks in the table.
fn names() -> BTreeSet<String> {
    let rows: Vec<String> = document().lines().filter(|line| line.starts_with("| ")).map(String::from).collect();
    rows.iter().flat_map(|row| row.split('`').skip(1).step_by(2).map(String::from).collect::<Vec<_>>()).collect()
}

#[test]
fn every_function_of_rust_is_in_the_sources() {
    let missing: Vec<_> =
        names().into_iter().filter(|name| name.contains("::")).filter(|name| !is_declared(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Whether a path names an item: a module's, or a type's of a module.
fn is_declared(path: &str) -> bool {
    let parts: Vec<&str> = path.split("::").collect();
    let (item, modules) = parts.split_last().unwrap();
    let is_type = |name: &str| name.starts_with(|letter: char| letter.is_ascii_uppercase());
    let (class, modules) = match modules.split_last() {
        Some((class, modules)) if is_type(class) => (Some(*class), modules),
        _ => (None, modules),
    };
    let text = sources(modules);
    let declares = |kind: &str, name: &str| {
        text.match_indices(&format!("{kind} {name}")).any(|(at, found)| {
            !text[at + found.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_')
        })
    };
    let item_is_there = match is_type(item) && class.is_none() {
        true => ["pub struct", "pub enum", "pub type", "pub use", "pub trait"].iter().any(|kind| declares(kind, item)),
        false => ["pub fn", "pub const fn"].iter().any(|kind| declares(kind, item)),
    };
    item_is_there && class.is_none_or(|class| ["struct", "enum", "type"].iter().any(|kind| declares(kind, class)))
}

/// The text of a module: its file, or those of its folder.
fn sources(modules: &[&str]) -> String {
    let path: PathBuf = modules.iter().fold(root().join("src"), |path, module| path.join(module));
    let mut text = fs::read_to_string(path.with_extension("rs")).unwrap_or_default();
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        text += &fs::read_to_string(entry.path()).unwrap_or_default();
    }
    text
}

#[test]
fn every_function_of_c_is_in_the_header() {
    let header = fs::read_to_string(root().join("include/oyez.h")).unwrap();
    let missing: Vec<_> = names()
        .into_iter()
        .filter(|name| name.starts_with("oyez_"))
        .filter(|name| !header.contains(&format!("{name}(")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_decision_of_c_implements_some_section() {
    let (names, mut unnamed) = (names(), Vec::new());
    for entry in fs::read_dir(root().join("src/capi/decisions")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let functions = text.split("extern \"C\" fn ").skip(1).filter_map(|rest| rest.split('(').next());
        unnamed.extend(functions.filter(|name| !names.contains(*name)).map(String::from));
    }
    assert!(unnamed.is_empty(), "{unnamed:?}");
}

#[test]
fn every_function_of_python_is_in_the_stubs() {
    let folder = root().join("bindings/python/python/oyez");
    let stubs = ["", "fields", "semantics"].map(|package| {
        let files = fs::read_dir(folder.join(package)).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|end| end == "pyi" || end == "py"));
        (package, files.map(|path| fs::read_to_string(path).unwrap()).collect::<String>())
    });
    let is_there = |name: &str| {
        let parts: Vec<&str> = name.split('.').skip(1).collect();
        let package = if stubs.iter().any(|(package, _)| *package == parts[0]) { parts[0] } else { "" };
        let text = &stubs.iter().find(|(known, _)| *known == package).unwrap().1;
        let (item, within) = parts.split_last().unwrap();
        let declares = |name: &str| {
            [format!("def {name}("), format!("class {name}("), format!("class {name}:")]
                .iter()
                .any(|declared| text.contains(declared))
        };
        let classes = within.iter().filter(|part| part.starts_with(|letter: char| letter.is_ascii_uppercase()));
        (declares(item) || text.contains(&format!("def {item}(self")))
            && classes.into_iter().all(|class| declares(class))
    };
    let missing: Vec<_> = names().into_iter().filter(|name| name.starts_with("oyez.") && !is_there(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
