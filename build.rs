// SPDX-License-Identifier: MIT OR Apache-2.0
//! With the feature `header`, writes include/oyez.h; tests/header.rs includes this file to compare.

/// The files the header is written from, in the order of its chapters.
#[cfg(any(feature = "header", test))]
#[rustfmt::skip]
const SOURCES: [&str; 46] = [
    "codes", "types", "library", "life", "receiving", "sending", "fields", "octets", "door",
    "values/text", "values/registry", "values/dates", "values/media", "values/mime", "values/disposition",
    "values/preferences", "values/conditions", "values/ranges", "values/caching", "values/credentials",
    "values/digest", "values/digest_response", "values/cookies", "values/cookie_jar", "values/proxies",
    "values/routing", "values/links", "values/uris", "values/forms", "values/multipart", "values/cgi",
    "values/structured",
    "decisions/method", "decisions/status", "decisions/conditional", "decisions/range", "decisions/negotiation",
    "decisions/caching", "decisions/validation", "decisions/authentication", "decisions/digest", "decisions/forwarding", "decisions/expectation", "decisions/redirect",
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
    for name in SOURCES {
        let source = std::fs::read_to_string(root.join("src/capi").join(name).with_extension("rs"));
        if let Ok(source) = source {
            gather(&mut paragraphs, &source, name.contains('/'));
        }
    }
    paragraphs.join("\n\n")
}

/// Makes a chapter of the functions of a source, with what it says of itself, for C the first paragraph. A chapter of
/// a family holds all of that, and its constants and types.
#[cfg(any(feature = "header", test))]
fn gather(paragraphs: &mut Vec<String>, source: &str, of_family: bool) {
    let function = source.split("extern \"C\" fn ").nth(1).and_then(|rest| rest.split('(').next());
    // What is not called from C has no chapter.
    let Some(function) = function.map(|name| format!("{name}(")) else { return };
    let said = source.lines().filter_map(|line| line.strip_prefix("//!"));
    let said = said.take_while(|line| of_family || !line.is_empty()).map(|line| format!("//{line}"));
    let rule = std::iter::once(format!("// {}", "-".repeat(74)));
    let mut chapter = vec![rule.chain(said).collect::<Vec<_>>().join("\n")];
    for line in source.lines().filter(|_| of_family) {
        let named = |before| line.strip_prefix(before)?.split([':', ' ']).next().map(String::from);
        let constant = named("pub const ").map(|name| format!("#define {name} "));
        let declared = constant.or_else(|| named("pub enum ").map(|name| format!("enum {name}\n")));
        let declared = declared.or_else(|| named("pub struct ").map(|name| format!("}} {name};\n")));
        let is_it =
            |one: &String| declared.as_ref().is_some_and(|text| format!("\n{one}\n").contains(&format!("\n{text}")));
        let found = paragraphs.iter().position(is_it);
        chapter.extend(found.map(|at| paragraphs.remove(at)));
    }
    let is_first = |one: &String| one.lines().any(|line| !line.starts_with("//") && line.contains(&function));
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
