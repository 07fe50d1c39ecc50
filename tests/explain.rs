// SPDX-License-Identifier: MIT OR Apache-2.0
//! `examples/explain.rs`, run: it points at the octet that broke a rule, and names the clause.

use std::io::Write;
use std::process::{Command, Stdio};

/// What it says of a message, and whether it finds it right.
fn explained(message: &[u8]) -> (String, bool) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["run", "--quiet", "--example", "explain"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(message).unwrap();
    let output = child.wait_with_output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.success())
}

/// The line that holds `text`, the one below it, and where the text begins, in columns.
fn found<'t>(told: &'t str, text: &str) -> (usize, Vec<&'t str>) {
    let lines: Vec<&str> = told.lines().collect();
    let at = lines.iter().position(|line| line.contains(text)).unwrap_or_else(|| panic!("no {text}:\n{told}"));
    (lines[at].find(text).unwrap(), lines[at..].to_vec())
}

#[test]
fn the_octet_that_broke_a_rule_has_a_caret_below_it() {
    let (told, right) = explained(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n");
    let (column, lines) = found(&told, "+5");
    assert_eq!(lines[1].find('^'), Some(column), "{told}");
    assert!(lines[1].ends_with("a Content-Length is not 1*DIGIT"), "{told}");
    assert!(lines[2].contains("RFC 9110, 8.6, at octet 41, in Content-Length"), "{told}");
    assert!(lines[3].contains("a server answers HTTP/1.1 400 Bad Request, and closes"), "{told}");
    assert!(!right && !told.contains('\x1b'), "no colours but on a terminal");
}

#[test]
fn each_line_is_named() {
    let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    let (told, right) = explained(format!("{head}5\r\nhello\r\n0\r\nX: y\r\n\r\n").as_bytes());
    let names: Vec<&str> = told.lines().filter_map(|line| line.get(..14)).map(str::trim_end).collect();
    let expected = ["request-line", "field line", "field line", "end of head", "", "chunk size", "content"];
    assert_eq!(names[..7], expected, "{told}");
    assert_eq!(names[7..11], ["end of chunk", "chunk size", "trailer", "end of chunks"], "{told}");
    assert!(right && told.contains("nothing is wrong with it"), "{told}");
}

#[test]
fn responses_show_themselves() {
    let (told, right) = explained(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");
    assert!(right && told.contains("= a response: 200; 2 octets of content; the connection goes on"), "{told}");
    let (told, _) = explained(b"HTTP/1.1 204 No Content\r\nContent-Length: 1\r\n\r\n");
    let (_, lines) = found(&told, "^ Content-Length stands in a 1xx or 204 response");
    assert!(told.starts_with("status-line   HTTP/1.1 204 No Content␍␊"), "{told}");
    assert!(lines[2].contains("no answer is called for"), "{told}");
}
