// SPDX-License-Identifier: MIT OR Apache-2.0
//! The C library, built once for a test program, and C compiled against it.

#![allow(dead_code)] // Each test uses its part.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// Where the sources are.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where what is compiled goes.
fn scratch() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c");
    std::fs::create_dir_all(&folder).expect("a folder for C programs");
    folder
}

/// The folder of the library: hosted, or that of a board.
fn built(profile: &str, arguments: &[&str]) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a target folder");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root()).args(["build", "--quiet", "-p", "oyez-c", "--profile", profile]).args(arguments);
    succeeds(command.arg("--target-dir").arg(target));
    target.join(profile)
}

/// The folder of liboyez_c.a and liboyez_c.so with everything.
pub fn hosted() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| built("release", &[]))
}

/// The folder of liboyez_c.a without an operating system.
pub fn firmware() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| built("firmware", &["--no-default-features"]))
}

/// Runs a command that is to succeed.
pub fn succeeds(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {}\n{out}{error}", output.status);
    output
}

/// Compiles C with a library of `folder` into a program called `name`.
pub fn compiled(name: &str, folder: &Path, sources: &[&str], flags: &[&str]) -> PathBuf {
    let program = scratch().join(name);
    let mut command = Command::new("gcc");
    command.current_dir(root()).args(["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g", "-Iinclude"]);
    command.args(flags).args(sources);
    if !flags.contains(&"-c") {
        command.arg(folder.join("liboyez_c.a")).args(["-lpthread", "-ldl", "-lm"]);
    }
    succeeds(command.arg("-o").arg(&program));
    program
}

/// Whether a tool is there.
pub fn is_there(tool: &str) -> bool {
    Command::new(tool).arg("--version").output().is_ok_and(|output| output.status.success())
}
