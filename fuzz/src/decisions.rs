// SPDX-License-Identifier: MIT OR Apache-2.0
//! Decisions, whatever a peer says: the question is a row of the tables in `tests/conformance/decisions/`, with other
//! octets in its field lines. There is always an answer, the same each time.

use std::path::Path;
use std::sync::OnceLock;

use super::questions::{self, Row, tables};

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = if root.join("tests").exists() { root } else { root.parent().unwrap() };
        let cases = tables::all(&root.join("tests/conformance/decisions"));
        cases.into_iter().map(|case| case.row).collect()
    })
}

fn is_field(name: &str) -> bool {
    name.rsplit(' ').next().is_some_and(|name| name.starts_with(|letter: char| letter.is_ascii_uppercase()))
}

/// Which row, in two octets; then what its field lines say, a line each.
pub fn decisions(octets: &[u8]) {
    let [high, low, said @ ..] = octets else { return };
    let Some(row) = rows().get(usize::from(u16::from_be_bytes([*high, *low])) % rows().len().max(1)) else { return };
    let (mut row, mut said) = (row.clone(), said.split(|octet| *octet == b'\n'));
    for (_, text) in row.cells.iter_mut().filter(|(name, _)| is_field(name)) {
        if let Some(said) = said.next() {
            *text = String::from_utf8_lossy(said).replace('\r', "").trim().to_string();
        }
    }
    let answer = questions::ask(&row);
    assert!(answer.is_some(), "{row:?}");
    assert_eq!(answer, questions::ask(&row));
}

/// The question of a row, as this claim takes it.
pub fn question(number: u16) -> Option<(String, Vec<u8>)> {
    let row = rows().get(usize::from(number))?;
    let said = row.cells.iter().filter(|(name, _)| is_field(name)).map(|(_, text)| text.as_str());
    let said = said.collect::<Vec<_>>().join("\n");
    Some((row.decision.clone(), [&number.to_be_bytes(), said.as_bytes()].concat()))
}
