// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What can go wrong: one table, read by Rust, C and Python alike.
//!
//! Three nouns, never mixed: a [`Violation`] is the peer's, a [`Misuse`] is the caller's, a [`Fault`] is
//! what ended a connection: a violation, or [`Trouble`] of the platform.

mod fault;
mod table;

use core::ffi::CStr;

pub use fault::{FIELD_SIZE, Fault, FieldName, Refused};
pub use table::{Misuse, Trouble, Violation};

use table::Row;

/// What a table row says, whichever of the three nouns it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The caller's.
    Misuse(Misuse),
    /// The platform's.
    Trouble(Trouble),
    /// The peer's.
    Violation(Violation),
}

impl Reason {
    const fn row(self) -> Row {
        match self {
            Reason::Misuse(misuse) => misuse.row(),
            Reason::Trouble(trouble) => trouble.row(),
            Reason::Violation(violation) => violation.row(),
        }
    }

    /// The number, the same in every language; never used again for another rule.
    #[must_use]
    pub fn number(self) -> u16 {
        match self {
            Reason::Misuse(misuse) => misuse.number(),
            Reason::Trouble(trouble) => trouble.number(),
            Reason::Violation(violation) => violation.number(),
        }
    }

    /// The reason with this number, if there is one.
    #[must_use]
    pub fn from_number(number: u32) -> Option<Reason> {
        let misuse = Misuse::ALL.iter().copied().map(Reason::Misuse);
        let trouble = Trouble::ALL.iter().copied().map(Reason::Trouble);
        let violation = Violation::ALL.iter().copied().map(Reason::Violation);
        misuse.chain(trouble).chain(violation).find(|reason| u32::from(reason.number()) == number)
    }

    /// The enumerator in C, such as `OYEZ_ERR_CHUNK_SIZE`.
    #[must_use]
    pub const fn c_name(self) -> &'static CStr {
        self.row().name
    }

    /// The sentence, ended by NUL.
    #[must_use]
    pub const fn c_text(self) -> &'static CStr {
        self.row().text
    }

    /// The clause, such as `RFC 9112, 7.1`, ended by NUL; empty when none was broken.
    #[must_use]
    pub const fn c_clause(self) -> &'static CStr {
        self.row().clause
    }

    /// The name, such as `CHUNK_SIZE`.
    #[must_use]
    pub fn name(self) -> &'static str {
        let name = text_of(self.row().name);
        name.strip_prefix("OYEZ_ERR_").unwrap_or(name)
    }

    /// One English sentence.
    #[must_use]
    pub fn text(self) -> &'static str {
        text_of(self.row().text)
    }

    /// The clause that was broken; empty when none was.
    #[must_use]
    pub fn clause(self) -> &'static str {
        text_of(self.row().clause)
    }
}

fn text_of(text: &'static CStr) -> &'static str {
    text.to_str().unwrap_or("")
}

impl core::fmt::Display for Reason {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.text())?;
        match self.clause() {
            "" => Ok(()),
            clause => write!(f, " ({clause})"),
        }
    }
}

impl From<Misuse> for Reason {
    fn from(misuse: Misuse) -> Self {
        Reason::Misuse(misuse)
    }
}

impl From<Trouble> for Reason {
    fn from(trouble: Trouble) -> Self {
        Reason::Trouble(trouble)
    }
}

impl From<Violation> for Reason {
    fn from(violation: Violation) -> Self {
        Reason::Violation(violation)
    }
}

impl core::error::Error for Reason {}
