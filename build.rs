// SPDX-License-Identifier: MIT OR Apache-2.0
//! With the feature `header`, writes include/oyez.h; tests/header.rs includes this file to compare.

/// The files the header is written from, in the order of its chapters.
#[cfg(any(feature = "header", test))]
#[rustfmt::skip]
const SOURCES: [&str; 34] = [
    "codes", "types", "library", "life", "receiving", "sending", "fields", "octets", "door",
    "values/text", "values/registry", "values/dates", "values/media", "values/mime", "values/disposition",
    "values/preferences", "values/conditions", "values/ranges", "values/caching", "values/credentials",
    "values/digest", "values/digest_response", "values/cookies", "values/cookie_jar", "values/proxies",
    "values/routing", "values/links", "values/uris", "values/forms", "values/multipart", "values/cgi",
    "values/structured",
    "server_types", "server",
];

/// The header, as it is to be.
#[cfg(any(feature = "header", test))]
pub fn header(root: &std::path::Path) -> String {
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("cbindgen.toml is understood");
    let sources = SOURCES.map(|name| root.join("src/capi").join(name).with_extension("rs"));
    // Not every build has a server.
    let sources = sources.into_iter().filter(|path| path.exists());
    let builder = sources.fold(cbindgen::Builder::new().with_config(config), cbindgen::Builder::with_src);
    let mut text = Vec::new();
    builder.generate().expect("a header is made of src/capi").write(&mut text);
    let text = String::from_utf8(text).expect("the header is text");
    let mut paragraphs: Vec<String> = text.split("\n\n").map(String::from).collect();
    for name in SOURCES.iter().filter(|name| name.starts_with("values/")) {
        let path = root.join("src/capi").join(name).with_extension("rs");
        gather(&mut paragraphs, &std::fs::read_to_string(path).expect("a source of the header"));
    }
    paragraphs.join("\n\n")
}

/// Makes a chapter of what a source declares: what it says of itself, its constants and types, its functions.
#[cfg(any(feature = "header", test))]
fn gather(paragraphs: &mut Vec<String>, source: &str) {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let named = |line: &str, before: &str| line.strip_prefix(before)?.split(|c| !is_name(c)).next().map(String::from);
    let function = source.split("extern \"C\" fn ").nth(1).and_then(|rest| named(rest, "")).expect("a function");
    let declares = |paragraph: &String, start: &str, name: &str, end: &str| {
        let is_it = |line: &str| {
            line.strip_prefix(start).and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with(end))
        };
        paragraph.lines().any(is_it)
    };
    let rule = format!("// {}", "-".repeat(74));
    let said = source.lines().filter_map(|line| line.strip_prefix("//!")).map(|line| format!("//{line}"));
    let mut chapter = vec![std::iter::once(rule).chain(said).collect::<Vec<_>>().join("\n")];
    for line in source.lines() {
        let item = named(line, "pub const ").map(|name| ("#define ", name, " "));
        let item = item.or_else(|| named(line, "pub enum ").map(|name| ("enum ", name, "")));
        let item = item.or_else(|| named(line, "pub struct ").map(|name| ("} ", name, ";")));
        let found =
            item.and_then(|(start, name, end)| paragraphs.iter().position(|one| declares(one, start, &name, end)));
        chapter.extend(found.map(|at| paragraphs.remove(at)));
    }
    let is_first =
        |one: &String| one.lines().any(|line| !line.starts_with("//") && line.contains(&format!("{function}(")));
    let at = paragraphs.iter().position(is_first).expect("the function is declared");
    paragraphs.splice(at..at, chapter);
}

#[cfg_attr(test, allow(dead_code))]
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    #[cfg(feature = "header")]
    {
        println!("cargo:rerun-if-changed=src/capi");
        println!("cargo:rerun-if-changed=cbindgen.toml");
        let root = std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where it is"));
        let path = root.join("include/oyez.h");
        let text = header(&root);
        if std::fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
            std::fs::write(&path, text).expect("include/oyez.h is written");
        }
    }
}
