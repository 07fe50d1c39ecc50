// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every refusal explained: the table of violations, printed to `docs/violations.md` with a case of
//! `tests/conformance/*.md` for each. `OYEZ_WRITE=1 cargo test --test violations` writes it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use oyez::error::{Reason, Violation};

/// A case, as far as it explains a refusal.
struct Case {
    file: String,
    title: String,
    /// The clauses that its prose cites, as the table writes them.
    cited: Vec<String>,
    /// The names of the violations that its events show.
    shown: Vec<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cases() -> Vec<Case> {
    let listing = fs::read_dir(root().join("tests/conformance")).unwrap();
    let mut paths: Vec<PathBuf> = listing.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "md") && !path.ends_with("README.md"));
    paths.sort();
    paths.iter().flat_map(|path| cases_of(path)).collect()
}

fn cases_of(path: &Path) -> Vec<Case> {
    let (mut cases, mut block) = (Vec::<Case>::new(), None);
    for line in fs::read_to_string(path).unwrap().lines() {
        match (line.strip_prefix("```"), line.strip_prefix("## "), cases.last_mut()) {
            (Some(name), ..) => block = Some(name.to_owned()).filter(|name| !name.is_empty()),
            (None, Some(title), _) if block.is_none() => {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                cases.push(Case { file, title: title.into(), cited: Vec::new(), shown: Vec::new() });
            }
            (.., Some(case)) => match (block.as_deref(), line.strip_prefix("fault ")) {
                (None, _) => case.cited.extend(citations(line)),
                (Some("events"), Some(fault)) => case.shown.extend(fault.split(' ').next().map(String::from)),
                _ => {}
            },
            _ => {}
        }
    }
    cases
}

/// `RFC 9112, 2.2 and 7.1`, one by one.
fn citations(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in line.split("RFC ").skip(1) {
        let Some((rfc, rest)) = part.split_once(',').filter(|(rfc, _)| rfc.parse::<u16>().is_ok()) else { continue };
        for word in rest.split(' ').map(|word| word.trim_matches(|c: char| !c.is_ascii_digit())) {
            let is_section = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.');
            found.extend(is_section.then(|| format!("RFC {rfc}, {word}")));
        }
    }
    found
}

fn name(violation: Violation) -> &'static str {
    Reason::Violation(violation).name()
}

/// What a message can break, as opposed to the value of a field that a program reads.
fn is_of_a_message(violation: Violation) -> bool {
    (1000..1200).contains(&violation.number())
}

/// The cases that show each violation, those first that cite its clause.
fn examples(cases: &[Case]) -> BTreeMap<&'static str, Vec<&Case>> {
    let mut examples = BTreeMap::new();
    for violation in Violation::ALL {
        let mut shown: Vec<_> = cases.iter().filter(|case| case.shown.iter().any(|n| n == name(*violation))).collect();
        shown.sort_by_key(|case| !case.cited.iter().any(|cited| cited == violation.clause()));
        examples.insert(name(*violation), shown);
    }
    examples
}

fn printed(cases: &[Case]) -> String {
    let mut text = String::from(
        "# What a peer can get wrong\n\nPrinted from `src/error/table.rs` and `tests/conformance/` by `tests/violations.rs`; do not edit.\n\
         A number stands for one rule in every language and is never used again. In C the name begins with `OYEZ_ERR_`. The status is\n\
         what a server answers with; without one, the violation is of a field's value, and what it means is the program's to say.\n\n\
         | number | name | what is wrong | clause | status | for example |\n|---|---|---|---|---|---|\n",
    );
    let examples = examples(cases);
    for violation in Violation::ALL {
        let status = Some(violation.status()).filter(|status| *status > 0).map_or(String::new(), |s| s.to_string());
        let example = match (violation, examples[name(*violation)].first()) {
            (Violation::HostMisdirected, _) => "[a server's `hosts`](../tests/server.rs)".into(),
            (_, Some(case)) => format!("[{}](../tests/conformance/{}#{})", case.title, case.file, anchor(&case.title)),
            (_, None) => String::new(),
        };
        let (number, sentence, clause) = (violation.number(), violation.text().replace('|', "\\|"), violation.clause());
        let _ = writeln!(text, "| {number} | `{}` | {sentence} | {clause} | {status} | {example} |", name(*violation));
    }
    text
}

/// How a heading is linked to.
fn anchor(title: &str) -> String {
    let kept = title.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}

#[test]
fn the_table_in_the_documentation_is_the_one_that_is_told() {
    let (path, printed) = (root().join("docs/violations.md"), printed(&cases()));
    if std::env::var_os("OYEZ_WRITE").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == printed, "stale: run it with OYEZ_WRITE=1");
}

#[test]
fn every_violation_of_a_message_has_a_case_that_cites_its_clause() {
    let cases = cases();
    let (examples, mut missing) = (examples(&cases), String::new());
    for violation in Violation::ALL.iter().filter(|violation| is_of_a_message(**violation)) {
        match examples[name(*violation)].first() {
            // A server's configuration decides, no message by itself: the next test.
            _ if *violation == Violation::HostMisdirected => {}
            None => drop(writeln!(missing, "{}: no case", name(*violation))),
            Some(case) if !case.cited.iter().any(|cited| cited == violation.clause()) => {
                let _ = writeln!(missing, "{}: no case of it cites {}", name(*violation), violation.clause());
            }
            Some(_) => {}
        }
    }
    assert!(missing.is_empty(), "{missing}");
}

#[test]
fn a_misdirected_request_has_its_case_among_the_servers() {
    let tests = fs::read_to_string(root().join("tests/server.rs")).unwrap();
    assert!(tests.contains(&Violation::HostMisdirected.status().to_string()), "no case is answered with 421");
}

#[test]
fn no_case_shows_a_violation_that_the_table_lacks() {
    for case in cases() {
        for shown in &case.shown {
            let known = Violation::ALL.iter().any(|violation| name(*violation) == shown);
            assert!(known, "{}: {}: {shown}", case.file, case.title);
        }
    }
}

#[test]
fn citations_are_read_one_by_one() {
    let cited = citations("As RFC 9112, 2.2 and 7.1 say (RFC 9110, 8.6), and RFC 3986 too, five times.");
    assert_eq!(cited, ["RFC 9112, 2.2", "RFC 9112, 7.1", "RFC 9110, 8.6"]);
}
