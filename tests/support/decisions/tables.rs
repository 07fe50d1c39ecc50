// SPDX-License-Identifier: MIT OR Apache-2.0
//! Decision tables, read from `tests/conformance/decisions/*.md`; its README says how they are written.

use std::fs;
use std::path::Path;

use super::Row;

/// A row of a table: a question, and the answer.
#[derive(Clone, Debug)]
pub struct Case {
    pub file: String,
    pub line: usize,
    pub row: Row,
    pub answer: String,
}

/// The cases of every file of a folder.
pub fn all(folder: &Path) -> Vec<Case> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("README.md"));
    paths.sort();
    paths
        .iter()
        .flat_map(|path| read(&path.file_name().unwrap().to_string_lossy(), &fs::read_to_string(path).unwrap()))
        .collect()
}

/// The cases of a file. What is not understood is refused: a case that is skipped unseen proves nothing.
pub fn read(file: &str, text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let (mut decision, mut given, mut columns) = (String::new(), Vec::new(), Vec::new());
    for (line, text) in (1..).zip(text.lines()) {
        let refused = |why: &str| -> ! { panic!("{file}:{line}: {why}: {text}") };
        if let Some(name) = text.strip_prefix("Decides ") {
            decision = unquoted(name.trim_end_matches([':', '.'])).into();
            given = Vec::new();
            columns = Vec::new();
        } else if let Some(cell) = text.strip_prefix("Given ") {
            let cell = unquoted(cell.trim_end_matches([',', '.']));
            let Some((name, text)) = cell.split_once(": ") else { refused("a cell is `name: text`") };
            given.push((name.to_string(), text.to_string()));
        } else if text.starts_with('|') {
            let cells = cells(text);
            if columns.is_empty() {
                if cells.last().map(String::as_str) != Some("answer") || decision.is_empty() {
                    refused("a table has a decision, and its last column is the answer");
                }
                columns = cells;
            } else if !text.starts_with("|--") {
                if cells.len() != columns.len() {
                    refused("a row has as many cells as the table has columns");
                }
                let mut row = Row { decision: decision.clone(), cells: given.clone() };
                let answer = cells.last().cloned().unwrap();
                let named = columns.iter().zip(cells).take(columns.len() - 1).filter(|(_, text)| !text.is_empty());
                row.cells.extend(named.map(|(name, text)| (name.clone(), unquoted(&text).to_string())));
                cases.push(Case { file: file.into(), line, row, answer: unquoted(&answer).into() });
            }
        } else {
            columns = Vec::new();
        }
    }
    cases
}

/// The cells of a line, without the spaces around them. A bar that is no border is written `\|`.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|').replace("\\|", "\u{1}");
    let line = line.strip_suffix('|').unwrap_or(&line);
    line.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
}

/// What stands between backticks, if the whole does. An empty text is written as two of them.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('`').and_then(|text| text.strip_suffix('`')).unwrap_or(text)
}
