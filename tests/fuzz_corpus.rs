// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every kept input of `fuzz/corpus/` through the claim it was kept for: what fuzzing has found stays found.
//!
//! `OYEZ_SEED_CORPUS=1 cargo test --test fuzz_corpus` writes the seeds anew from `tests/conformance/*.md` and
//! those of its folders.

#[path = "support/c_library.rs"]
mod c_library;
#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, panic};

use fuzz::plan;
use fuzz::support::{cases, door, values};
use fuzz::values::FAMILIES;

fn corpus(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target)
}

/// The smallest case of each kind: which events and faults it tells, at which end.
fn seeds() -> BTreeMap<String, Vec<u8>> {
    let mut seeds: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for case in cases::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")) {
        let Some(octets) = plan::written(&case) else { continue };
        let (story, mut words) = (door::story(&case, [&case.input[..]]), Vec::new());
        for line in &story.told {
            let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
            let word = if kind == "fault" { rest.split(' ').next().unwrap_or("") } else { kind };
            if !["field", "closed", "complete"].contains(&word) && !words.contains(&word) {
                words.push(word);
            }
        }
        let name = format!("{:?}-{}", case.setup.role, words.join("-")).to_lowercase();
        if seeds.get(&name).is_none_or(|seed| seed.len() > octets.len()) {
            seeds.insert(name, octets);
        }
    }
    seeds.retain(|_, octets| octets.len() < 1000);
    seeds
}

/// Of the values of a field, by how many lines are told of them, the longest; and for each refusal the shortest. The
/// name's number stands first.
fn seeds_of_values(names: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let mut seeds: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for case in values::cases::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/values")) {
        let last = case.read.last().map_or("", |line| line.as_str());
        let refused = last.strip_prefix("refused ").and_then(|refusal| refusal.split(' ').next());
        // A field that has a case is in a family, by its own name or by that of another with its reader.
        let alike = |name: &str| values::reader(name).map(|reader| reader as usize);
        let number = names.iter().position(|name| alike(name) == alike(&case.reader));
        let Some(number) = number.and_then(|number| u8::try_from(number).ok()) else { continue };
        for value in &case.values {
            let name = refused.map_or(format!("read-{}", case.read.len()), str::to_lowercase);
            let name = format!("{number:02}-{name}");
            let better = |seed: &Vec<u8>| match refused {
                Some(_) => value.len() + 1 < seed.len(),
                None => value.len() + 1 > seed.len(),
            };
            if seeds.get(&name).is_none_or(better) {
                seeds.insert(name, [&[number], &value[..]].concat());
            }
        }
    }
    seeds
}

fn write(target: &str, name: &str, octets: &[u8]) {
    let folder = corpus(target);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("seed-{name}")), octets).unwrap();
}

#[test]
fn seeds_are_written_when_asked_for() {
    if std::env::var_os("OYEZ_SEED_CORPUS").is_none() {
        return;
    }
    for (name, octets) in seeds() {
        write("receive", &name, &octets);
        write("split", &name, &octets);
        // A head alone, which end it is of first.
        write("differential", &name, &[&octets[..1], &octets[plan::HEAD..]].concat());
    }
    for (target, names) in FAMILIES {
        for (name, octets) in seeds_of_values(names) {
            write(target, &name, &octets);
        }
    }
    let mut longest: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (decision, octets) in (0..).map_while(fuzz::question) {
        let known = longest.entry(decision).or_default();
        if octets.len() > known.len() {
            *known = octets;
        }
    }
    longest.into_iter().for_each(|(decision, octets)| write("decisions", &decision, &octets));
}

#[test]
fn every_kept_input_holds_its_claim() {
    for (target, claim) in fuzz::TARGETS {
        let mut paths: Vec<_> = fs::read_dir(corpus(target)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        assert!(paths.len() >= 6, "{target}: half a dozen inputs at least");
        for path in paths {
            let octets = fs::read(&path).unwrap();
            let held = panic::catch_unwind(|| claim(&octets));
            assert!(held.is_ok(), "{}", path.display());
        }
    }
}
