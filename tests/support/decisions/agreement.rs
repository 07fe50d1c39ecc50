// SPDX-License-Identifier: MIT OR Apache-2.0
//! Other people's suites, put to every door: who disagrees with them has to be listed, with the reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Row;
use super::doors::Door;

/// A case of a suite, as a question.
pub struct Asked {
    pub id: String,
    pub row: Row,
    pub expected: String,
    /// What the suite would call our answer.
    pub read: Box<dyn Fn(&str) -> String>,
}

/// Ids of cases, without the name of the suite, that decide otherwise for a reason.
pub type Deviations = &'static [(&'static str, &'static [&'static str])];

/// The cases of a suite; none, and a word about it, where the folder is not there.
pub fn cases(suite: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance/dev");
    let Ok(lines) = fs::read_to_string(folder.join(suite).with_extension("jsonl")) else {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    };
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Asks every door; a case decides otherwise if and only if it is listed.
pub fn check(asked: &[Asked], deviations: Deviations) {
    if asked.is_empty() {
        return;
    }
    let listed: BTreeSet<_> = deviations.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for mut door in Door::all() {
        for Asked { id, row, expected, read } in asked {
            let short = id.split_once('/').map_or(&**id, |(_, short)| short);
            let (language, answer) = (door.language(), read(&door.ask(row)));
            let is_listed = listed.contains(short);
            if is_listed {
                seen.insert(short);
            }
            if (answer == *expected) == is_listed {
                let why = if is_listed { "is listed, but agrees" } else { "is not listed" };
                wrong.push(format!("{short} {why} in {language}: {:?}\n  {answer}, not {expected}", row.cells));
            }
        }
    }
    wrong.extend(listed.difference(&seen).map(|id| format!("{id} is listed, but there is no such case")));
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), asked.len(), wrong.join("\n"));
}
