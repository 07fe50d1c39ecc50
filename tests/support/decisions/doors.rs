// SPDX-License-Identifier: MIT OR Apache-2.0
//! The three doors: functions of Rust, and processes of C and of Python that are asked line by line.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::Row;
use crate::c_library::{compiled, hosted, root};

/// Who answers.
pub enum Door {
    Rust,
    Other(Process),
}

/// A process that reads a question a line and writes an answer a line.
pub struct Process {
    pub language: &'static str,
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Door {
    /// C, with the sanitizers.
    pub fn c() -> Self {
        let folder = root().join("bindings/c/tests/decisions");
        let mut sources: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        sources.retain(|path| path.extension().is_some_and(|ending| ending == "c"));
        sources.sort();
        let sources: Vec<_> = sources.iter().map(|path| path.to_str().unwrap()).collect();
        let flags = ["-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
        let name = format!("decisions-{}", std::process::id());
        Door::Other(Process::begin("C", &mut Command::new(compiled(&name, hosted(), &sources, &flags))))
    }

    /// Python, where `OYEZ_PYTHON` names one that has the module.
    pub fn python() -> Option<Self> {
        let Some(python) = std::env::var_os("OYEZ_PYTHON") else {
            println!("OYEZ_PYTHON names no Python that has the module: not asked; make python-test asks it");
            return None;
        };
        let script = root().join("bindings/python/tests/decisions/__main__.py");
        Some(Door::Other(Process::begin("Python", Command::new(python).arg(script))))
    }

    /// All there are.
    pub fn all() -> Vec<Self> {
        [Some(Door::Rust), Some(Door::c()), Door::python()].into_iter().flatten().collect()
    }

    pub const fn language(&self) -> &'static str {
        match self {
            Door::Rust => "Rust",
            Door::Other(process) => process.language,
        }
    }

    pub fn ask(&mut self, row: &Row) -> String {
        match self {
            Door::Rust => super::ask(row).unwrap_or_else(|| panic!("nobody decides {row:?}")),
            Door::Other(process) => process.ask(row),
        }
    }
}

impl Process {
    fn begin(language: &'static str, command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the door opens");
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Process { language, child, to: Some(to), from }
    }

    fn ask(&mut self, row: &Row) -> String {
        let mut line = escaped(&row.decision);
        for (name, text) in &row.cells {
            let _ = write!(line, "\t{}\t{}", escaped(name), escaped(text));
        }
        writeln!(self.to.as_ref().unwrap(), "{line}").unwrap();
        let mut answer = Vec::new();
        self.from.read_until(b'\n', &mut answer).unwrap();
        assert_eq!(answer.pop(), Some(b'\n'), "{}: the door stays open: {row:?}", self.language);
        unescaped(&String::from_utf8(answer).unwrap())
    }
}

impl Drop for Process {
    /// Closes the door; the process has leaked nothing and met nothing undefined.
    fn drop(&mut self) {
        drop(self.to.take());
        let status = self.child.wait().unwrap();
        assert!(std::thread::panicking() || status.success(), "{}: {status}", self.language);
    }
}

/// Tabs, line feeds and backslashes as `\t`, `\n` and `\\`.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => out.push(match letters.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            }),
            (letter, _) => out.push(letter),
        }
    }
    out
}
