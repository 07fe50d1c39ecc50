// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What is wrong, and where: a violation in octets at hand, and the fault that ends a connection.

use crate::error::{Reason, Trouble, Violation};

/// Octets of a field name that a fault keeps.
pub const FIELD_SIZE: usize = 40;

/// A violation found in octets at hand: which, and how many octets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The rule that was broken.
    pub violation: Violation,
    /// Octets from the start of what was read to the one that broke it.
    pub at: usize,
}

impl Refused {
    /// A violation at an octet.
    #[must_use]
    pub const fn new(violation: Violation, at: usize) -> Self {
        Refused { violation, at }
    }

    /// The same violation, counted from `before` octets earlier.
    #[must_use]
    pub const fn after(self, before: usize) -> Self {
        Refused { violation: self.violation, at: self.at.saturating_add(before) }
    }
}

/// The name of the field concerned, cut where it is too long.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FieldName {
    octets: [u8; FIELD_SIZE],
    len: u8,
}

impl FieldName {
    /// No field is concerned.
    pub const NONE: FieldName = FieldName { octets: [0; FIELD_SIZE], len: 0 };

    /// Copies a name, as much as there is room for.
    #[must_use]
    pub fn new(name: &[u8]) -> Self {
        let mut new = Self::NONE;
        for (place, octet) in new.octets.iter_mut().zip(name) {
            *place = *octet;
            new.len = new.len.saturating_add(1);
        }
        new
    }

    /// The octets of the name; empty when no field is concerned.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.octets.get(..usize::from(self.len)).unwrap_or(&[])
    }
}

impl core::fmt::Debug for FieldName {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(core::str::from_utf8(self.octets()).unwrap_or(""))
    }
}

/// What ended a connection, or would have: the verdict on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason} at octet {offset}")]
pub struct Fault {
    /// The violation or trouble.
    pub reason: Reason,
    /// The status to answer with; 0 when no answer is called for.
    pub status: u16,
    /// Framing is certain: once a final response is sent, the connection goes on.
    pub may_continue: bool,
    /// Octets from the beginning of the connection to the offending one.
    pub offset: u64,
    /// The name of the field concerned.
    pub field: FieldName,
    /// The operating system's number, with [`Trouble::Os`]; else 0.
    pub os_error: i32,
}

impl Fault {
    /// A violation at an offset of the stream, and the status that answers it.
    #[must_use]
    pub const fn violation(violation: Violation, offset: u64) -> Self {
        Fault {
            reason: Reason::Violation(violation),
            status: violation.status(),
            may_continue: false,
            offset,
            field: FieldName::NONE,
            os_error: 0,
        }
    }

    /// Trouble of the platform, at an offset of the stream.
    #[must_use]
    pub const fn trouble(trouble: Trouble, offset: u64) -> Self {
        Fault {
            reason: Reason::Trouble(trouble),
            status: trouble.status(),
            may_continue: false,
            offset,
            field: FieldName::NONE,
            os_error: 0,
        }
    }
}
