// SPDX-License-Identifier: MIT OR Apache-2.0
//! With the feature `header`, writes include/oyez.h; tests/header.rs includes this file to compare.

/// The files the header is written from, in the order of its chapters.
#[cfg(any(feature = "header", test))]
const SOURCES: [&str; 11] =
    ["codes", "types", "library", "life", "receiving", "sending", "fields", "octets", "door", "server_types", "server"];

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
    String::from_utf8(text).expect("the header is text")
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
