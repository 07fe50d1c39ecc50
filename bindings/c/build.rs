// SPDX-License-Identifier: MIT OR Apache-2.0
//! Names the shared library as its users are to find it, whatever its file was called.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let major = std::env::var("CARGO_PKG_VERSION_MAJOR").unwrap_or_default();
    match std::env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos" | "ios") => {
            println!("cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/liboyez.{major}.dylib");
        }
        Ok("windows" | "none") | Err(_) => {}
        Ok(_) => println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,liboyez.so.{major}"),
    }
}
