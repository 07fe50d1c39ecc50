// SPDX-License-Identifier: MIT OR Apache-2.0
//! The proof that the core cannot panic: it links although its panic handler calls a symbol nobody defines.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// SHA-512 as boards compute it. With AVX2 the crate indexes its table of constants by a counter of which the optimiser
/// does not see that it stays within: a panic that cannot happen, but that a link cannot rule out.
const SOFTWARE: &str = "build.rustflags = ['--cfg', 'sha2_backend=\"soft\"']";

fn target() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    target.join("proof")
}

fn link(features: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/no_panic"))
        .args(["rustc", "--release", "--quiet", "--target-dir"])
        .arg(target())
        .args(["--features", &features.join(",")])
        .args(["--config", SOFTWARE])
        .args(["--", "-Clink-arg=-nostdlib", "-Clink-arg=-Wl,--no-undefined", "-Clink-arg=-lc"])
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs")
}

#[test]
fn the_core_links_without_a_way_to_panic() {
    let output = link(&[]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

#[test]
fn a_planted_panic_is_refused() {
    let output = link(&["planted"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && told.contains("the_core_can_panic"), "{told}");
}
