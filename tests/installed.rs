// SPDX-License-Identifier: MIT OR Apache-2.0
//! What `make install` puts somewhere is found by pkg-config and by CMake, and works: as shared and as static library.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use c_library::{is_there, root, succeeds};

/// Where it was installed, once.
fn prefix() -> &'static Path {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let (prefix, build) = (scratch.join("installed"), scratch.join("build"));
        let target = scratch.parent().expect("a target folder");
        let mut make = Command::new("make");
        make.current_dir(root()).env("CARGO_TARGET_DIR", target).args(["--silent", "install"]);
        succeeds(make.arg(format!("PREFIX={}", prefix.display())).arg(format!("BUILD={}", build.display())));
        prefix
    })
}

fn said_by(command: &mut Command) -> String {
    String::from_utf8(succeeds(command).stdout).unwrap()
}

/// A program of examples/parse.c reads a request.
fn works(program: &Path) {
    let mut command = Command::new(program);
    command.env("LD_LIBRARY_PATH", prefix().join("lib")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"GET /a?b HTTP/1.1\r\nHost: c\r\n\r\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("/a"), "{output:?}");
}

#[test]
fn pkg_config_finds_what_was_installed() {
    if !is_there("pkg-config") {
        println!("pkg-config is not here: not run");
        return;
    }
    for (kind, library) in [("--shared", "-loyez"), ("--static", "-l:liboyez.a")] {
        let mut asked = Command::new("pkg-config");
        asked.env("PKG_CONFIG_PATH", prefix().join("lib/pkgconfig")).args([kind, "--cflags", "--libs", "oyez"]);
        let flags = said_by(&mut asked).replace("-loyez", library);
        let program = prefix().join(format!("parse{kind}"));
        let mut compiler = Command::new("gcc");
        compiler.current_dir(root()).args(["-std=c11", "examples/parse.c", "-o"]).arg(&program);
        succeeds(compiler.args(flags.split_whitespace()));
        works(&program);
    }
    let mut asked = Command::new("pkg-config");
    asked.env("PKG_CONFIG_PATH", prefix().join("lib/pkgconfig")).args(["--modversion", "oyez"]);
    assert_eq!(said_by(&mut asked).trim(), env!("CARGO_PKG_VERSION"));
}

#[test]
fn cmake_finds_what_was_installed() {
    if !is_there("cmake") {
        println!("cmake is not here: not run");
        return;
    }
    let (project, built) = (prefix().join("project"), prefix().join("project/built"));
    std::fs::create_dir_all(&project).unwrap();
    let lists = format!(
        "cmake_minimum_required(VERSION 3.16)\nproject(asks C)\nfind_package(oyez {} REQUIRED)\n\
         add_executable(shared {source})\ntarget_link_libraries(shared oyez::oyez)\n\
         add_executable(static {source})\ntarget_link_libraries(static oyez::oyez_static)\n",
        env!("CARGO_PKG_VERSION"),
        source = root().join("examples/parse.c").display()
    );
    std::fs::write(project.join("CMakeLists.txt"), lists).unwrap();
    let found = format!("-DCMAKE_PREFIX_PATH={}", prefix().display());
    succeeds(Command::new("cmake").arg("-S").arg(&project).arg("-B").arg(&built).arg(found));
    succeeds(Command::new("cmake").arg("--build").arg(&built));
    works(&built.join("shared"));
    works(&built.join("static"));
}
