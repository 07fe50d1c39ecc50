// SPDX-License-Identifier: MIT OR Apache-2.0
//! Questions of `semantics`, put to any of the three doors: a row of named cells goes in, a line comes out.

#![allow(dead_code)] // Each test uses its part.

#[cfg(feature = "server")]
pub mod agreement;
mod authentication;
mod caching;
mod clients;
mod conditions;
#[cfg(feature = "server")]
pub mod doors;
mod expectations;
mod forwarding;
mod methods;
mod negotiation;
mod ranges;
mod status;
pub mod tables;

use oyez::syntax::field_line::Field;

/// A question: which decision, and what it is to be made of.
///
/// A cell that begins with a capital is a field line, of the section that a word before it names: `Vary`, `stored Vary`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub decision: String,
    pub cells: Vec<(String, String)>,
}

impl Row {
    pub fn new(decision: &str) -> Self {
        Row { decision: decision.into(), cells: Vec::new() }
    }

    /// The same with one more cell.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl ToString) -> Self {
        self.cells.push((name.into(), text.to_string()));
        self
    }

    /// What the first cell so named says.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.cells.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// The same as octets; none where there is no such cell.
    pub fn octets(&self, name: &str) -> &[u8] {
        self.text(name).unwrap_or("").as_bytes()
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name).map(|text| text.parse().unwrap_or_else(|_| panic!("{name}: {text} is no number: {self:?}")))
    }

    /// Whether a cell says "yes"; no cell says no.
    pub fn says(&self, name: &str) -> bool {
        match self.text(name) {
            None | Some("no") => false,
            Some("yes") => true,
            Some(other) => panic!("{name} says {other}: {self:?}"),
        }
    }

    /// The field lines of a section: "" for those without a word before them.
    pub fn fields(&self, section: &str) -> Vec<Field<'_>> {
        let of = |name: &str| match name.rsplit_once(' ') {
            Some((before, name)) => (before == section).then_some(name.len()),
            None => section.is_empty().then_some(name.len()),
        };
        let line = |(name, text): &'_ (String, String)| {
            let len = of(name)?;
            name[name.len() - len..].starts_with(|first: char| first.is_ascii_uppercase()).then_some((len, text.len()))
        };
        let lines = self.cells.iter().filter_map(|cell| line(cell).map(|(len, _)| (cell, len)));
        lines.map(|((name, text), len)| Field::new(&name[name.len() - len..], text)).collect()
    }
}

/// What answers the questions of a family.
type Ask = fn(&Row) -> Option<String>;

const FAMILIES: [(&[&str], Ask); 10] = [
    (authentication::NAMES, authentication::ask),
    (caching::NAMES, caching::ask),
    (clients::NAMES, clients::ask),
    (conditions::NAMES, conditions::ask),
    (expectations::NAMES, expectations::ask),
    (forwarding::NAMES, forwarding::ask),
    (methods::NAMES, methods::ask),
    (negotiation::NAMES, negotiation::ask),
    (ranges::NAMES, ranges::ask),
    (status::NAMES, status::ask),
];

/// What the functions of Rust answer; nothing if the decision is none of theirs.
pub fn ask(row: &Row) -> Option<String> {
    let (_, ask) = FAMILIES.iter().find(|(names, _)| names.contains(&row.decision.as_str()))?;
    ask(row)
}

/// Whether Rust can decide it here: some need a feature that C and Python have, but that may be off.
pub fn is_built(decision: &str) -> bool {
    cfg!(feature = "authentication") || !authentication::HASHED.contains(&decision)
}

/// Every decision there is. Each has a table.
pub fn names() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().flat_map(|(names, _)| names.iter().copied())
}
