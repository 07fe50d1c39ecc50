// SPDX-License-Identifier: MIT OR Apache-2.0
//! The cases of `tests/conformance/values/*.md`: its README says how they are written. What is not understood is
//! refused with its file and line.

use std::path::Path;

use super::super::cases::{Line, files, octets};

/// A claim: how values are read, and how what was read is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub file: String,
    /// Where its first value stands.
    pub line: usize,
    pub title: String,
    /// The field, or the grammar.
    pub reader: String,
    /// The values, which are all read alike.
    pub values: Vec<Vec<u8>>,
    pub read: Vec<String>,
    /// What is written; if nothing is said of it, the value itself.
    pub written: Written,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    Same,
    Octets(Vec<u8>),
    /// It cannot be written.
    Never,
}

/// The cases of every file in `folder`.
pub fn all(folder: &Path) -> Vec<Case> {
    files(folder).iter().flat_map(|(file, text)| parse(file, text)).collect()
}

pub fn parse(file: &str, text: &str) -> Vec<Case> {
    let lines: Vec<_> = text.lines().zip(1..).map(|(text, number)| Line { file, number, text }).collect();
    let (mut cases, mut titles) = (Vec::<Case>::new(), Vec::<&str>::new());
    let (mut cited, mut is_open) = (true, false);
    let mut rest = &lines[..];
    while let [line, after @ ..] = rest {
        rest = after;
        if let Some(title) = line.text.strip_prefix("## ") {
            line.check(!titles.contains(&title), "this title stands twice");
            line.check(cited && !is_open, "a case before it without a clause, or without what is read");
            titles.push(title);
            cited = false;
        } else if let Some(name) = line.text.strip_prefix("```") {
            let end = after.iter().position(|line| line.text == "```").unwrap_or_else(|| line.refuse("no end"));
            let block = &after[..end];
            rest = &after[end + 1..];
            let Some(title) = titles.last() else { line.refuse("a block before any case") };
            if let Some(reader) = name.strip_prefix("value ") {
                let value = value(block);
                match cases.last_mut().filter(|_| is_open) {
                    Some(case) => {
                        line.check(case.reader == reader, "values of two fields are not read alike");
                        case.values.push(value);
                    }
                    None => cases.push(Case {
                        file: file.into(),
                        line: line.number,
                        title: (*title).into(),
                        reader: reader.into(),
                        values: vec![value],
                        read: Vec::new(),
                        written: Written::Same,
                    }),
                }
                is_open = true;
                continue;
            }
            let Some(case) = cases.last_mut().filter(|case| case.title == *title) else { line.refuse("no value") };
            let is_written = !is_open && case.written == Written::Same;
            match name {
                "read" if is_open => case.read = block.iter().map(|line| line.text.into()).collect(),
                "written" if is_written => case.written = Written::Octets(value(block)),
                "unwritten" if is_written && block.is_empty() => case.written = Written::Never,
                _ => line.refuse("a block that is not known here"),
            }
            is_open = false;
        } else {
            line.check(!line.text.starts_with('#') || line.number == 1, "a heading of another level");
            cited |= line.text.contains("RFC ");
        }
    }
    if let Some(line) = lines.last() {
        line.check(cited && !is_open, "the last case has no clause, or does not say what is read");
    }
    cases
}

/// Lines with CRLF between them.
fn value(block: &[Line<'_>]) -> Vec<u8> {
    let mut value = octets(block);
    if value.ends_with(b"\r\n") && block.last().is_some_and(|line| !line.text.ends_with("\\r\\n")) {
        value.truncate(value.len() - 2);
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = "# T\n\n## A claim\n\nRFC 1, 2: so.\n\n```value Age\n1\n```\n```value Age\n01\\x09\n```\n```read\n\
        seconds=1\n```\n```written\n1\n```\n```value Age\n```\n```read\nrefused X at=0\n```\n```unwritten\n```\n";

    #[test]
    fn a_case_has_values_that_are_read_alike() {
        let cases = parse("f", WHOLE);
        let [one, other] = &cases[..] else { panic!("{cases:?}") };
        assert_eq!((one.line, &*one.title, &*one.reader), (7, "A claim", "Age"));
        assert_eq!(one.values, [&b"1"[..], b"01\t"]);
        assert_eq!((&one.read[..], &one.written), (&["seconds=1".into()][..], &Written::Octets(b"1".into())));
        assert_eq!((&other.values[..], &other.written), (&[Vec::new()][..], &Written::Never));
    }

    #[test]
    fn what_is_not_understood_is_refused_where_it_stands() {
        for (from, to, place) in [
            ("## A claim", "# A claim", "f:3: "),
            ("RFC 1", "rfc 1", "f:"),
            ("```value Age\n01", "```value Via\n01", "f:10: "),
            ("```read", "```reed", "f:13: "),
            ("```written", "```unwritten", "f:16: "),
            ("```unwritten", "```written\n```\n```written", "f:"),
            ("```read\nrefused X at=0\n```\n```unwritten\n```\n", "", "f:"),
        ] {
            let text = WHOLE.replacen(from, to, 1);
            let refused = std::panic::catch_unwind(|| parse("f", &text)).expect_err(&text);
            let refusal = refused.downcast_ref::<String>().expect("a message");
            assert!(refusal.starts_with(place), "{to}: {refusal}");
        }
    }
}
