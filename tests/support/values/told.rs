// SPDX-License-Identifier: MIT OR Apache-2.0
//! What reading a value tells, in lines of words.

use std::fmt::{Display, Write};

use oyez::error::{Reason, Refused, Violation};
use oyez::fields::members::{Member, Members};
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::grammar::text::Text;

use super::super::cases::quoted;

/// What was told of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// A line a member, and those of its parameters behind it; last, why it was refused.
    pub lines: Vec<String>,
    /// What it was refused for.
    pub refused: Option<Refused>,
    /// What was read, written: unless it was refused, or is never written.
    pub written: Option<Result<Vec<u8>, Unwritable>>,
}

impl Told {
    pub fn by(reader: super::Reader, value: &[u8]) -> Self {
        let mut told = Told::default();
        reader(value, &mut told);
        if let Some(refused) = told.refused {
            assert!(refused.at <= value.len(), "{refused:?} lies outside of {}", quoted(value));
            told.written = None;
        }
        told
    }

    /// Begins the line of a member.
    pub fn line(&mut self) -> Line<'_> {
        self.lines.push(String::new());
        Line(self.lines.last_mut().unwrap())
    }

    /// Begins the line of a parameter.
    pub fn parameter(&mut self) -> Line<'_> {
        self.lines.push(";".into());
        Line(self.lines.last_mut().unwrap())
    }

    /// What stands for a value that says no more than a number.
    pub fn number(&mut self, name: &str, number: impl Display) {
        self.line().number(name, number);
    }

    pub fn refuse(&mut self, refused: Refused) {
        let name = Reason::Violation(refused.violation).name();
        self.lines.push(format!("refused {name} at={}", refused.at));
        self.refused = Some(refused);
    }

    /// What was read, unless it was refused.
    pub fn read<T>(&mut self, result: Result<T, Refused>) -> Option<T> {
        result.map_err(|refused| self.refuse(refused)).ok()
    }

    /// Writes what was read, with as much room as it takes.
    pub fn write(&mut self, write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) {
        let mut counter = Pen::new(&mut []);
        let counted = write(&mut counter).map(|()| counter.len());
        self.written = Some(counted.and_then(|count| {
            let mut room = vec![0; count];
            let mut pen = Pen::new(&mut room);
            write(&mut pen)?;
            Ok(pen.written()?.to_vec())
        }));
    }

    /// Pulls a list: a line for each of its members.
    pub fn list<'b, M: Member<'b>>(&mut self, list: Members<'b, M>, line: impl Fn(&mut Told, &M)) {
        let pull = |at: &'b [u8]| Members::<M>::new(at).next();
        for member in checked(list, Members::rest, Members::at, pull) {
            match member {
                Ok(member) => line(self, &member),
                Err(refused) => self.refuse(refused),
            }
        }
        self.write(|pen| list.write(pen));
    }
}

/// The members of a list, held to what is promised of all lists: they count octets, what is left of one is a list that
/// has the same members, and behind a refusal there is none.
pub fn checked<'b, L, T>(
    mut list: L,
    rest: impl Fn(&L) -> &'b [u8],
    at: impl Fn(&L) -> usize,
    pull: impl Fn(&'b [u8]) -> Option<Result<T, Refused>>,
) -> Vec<Result<T, Refused>>
where
    L: Iterator<Item = Result<T, Refused>>,
{
    let mut members = Vec::new();
    let all = rest(&list).len() + at(&list);
    loop {
        let (before, left) = (at(&list), rest(&list));
        assert_eq!(before + left.len(), all, "octets taken and octets left");
        let (member, again) = (list.next(), pull(left));
        match (&member, again) {
            (Some(Ok(_)), Some(Ok(_))) | (None, None) => {}
            (Some(Err(refused)), Some(Err(again))) => assert_eq!(*refused, again.after(before)),
            _ => panic!("what is left of a list is another list"),
        }
        let Some(member) = member else { break };
        assert!(member.is_err() || at(&list) > before, "a member takes octets");
        let is_last = member.is_err();
        members.push(member);
        if is_last {
            assert!(list.next().is_none() && list.next().is_none(), "behind a refusal there is nothing");
            break;
        }
    }
    members
}

/// A line that is being made of words: `name=number`, `name="octets"`, `name`.
pub struct Line<'t>(&'t mut String);

impl Line<'_> {
    pub fn word(self, word: impl Display) -> Self {
        let space = if self.0.is_empty() { "" } else { " " };
        write!(self.0, "{space}{word}").unwrap();
        self
    }

    pub fn number(self, name: &str, number: impl Display) -> Self {
        self.word(format_args!("{name}={number}"))
    }

    pub fn octets(self, name: &str, octets: &[u8]) -> Self {
        self.word(format_args!("{name}={}", quoted(octets)))
    }

    /// What a text says.
    pub fn text(self, name: &str, text: Text<'_>) -> Self {
        self.octets(name, &text.octets().collect::<Vec<_>>())
    }

    pub fn some_number(self, name: &str, number: Option<impl Display>) -> Self {
        match number {
            Some(number) => self.number(name, number),
            None => self,
        }
    }

    pub fn some_octets(self, name: &str, octets: Option<&[u8]>) -> Self {
        match octets {
            Some(octets) => self.octets(name, octets),
            None => self,
        }
    }

    pub fn some_text(self, name: &str, text: Option<Text<'_>>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    pub fn flag(self, name: &str, holds: bool) -> Self {
        if holds { self.word(name) } else { self }
    }
}

/// A violation as cases name it.
pub fn name(violation: Violation) -> &'static str {
    Reason::Violation(violation).name()
}
