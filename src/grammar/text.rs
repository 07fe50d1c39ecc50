// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What a token, a quoted-string or a comment says (RFC 9110, 5.6.2, 5.6.4 and 5.6.5).

/// The text of a token, a quoted-string or a comment: octets that may hold quoted-pairs, which are read as the octet
/// behind the backslash.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'b> {
    raw: &'b [u8],
    has_pairs: bool,
}

impl<'b> Text<'b> {
    /// Octets that say what they are.
    #[must_use]
    pub const fn plain(raw: &'b [u8]) -> Self {
        Text { raw, has_pairs: false }
    }

    /// Octets that hold quoted-pairs.
    #[must_use]
    pub const fn escaped(raw: &'b [u8]) -> Self {
        Text { raw, has_pairs: true }
    }

    /// As received, without DQUOTE or parentheses around it, quoted-pairs and all.
    #[must_use]
    pub const fn raw(&self) -> &'b [u8] {
        self.raw
    }

    /// What it says, if that lies in one piece: unless it holds a quoted-pair.
    #[must_use]
    pub const fn in_place(&self) -> Option<&'b [u8]> {
        if self.has_pairs { None } else { Some(self.raw) }
    }

    /// What it says, octet by octet.
    #[must_use]
    pub const fn octets(&self) -> Octets<'b> {
        Octets { rest: self.raw, has_pairs: self.has_pairs }
    }

    /// Whether it says nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// Whether it says just these octets.
    #[must_use]
    pub fn is(&self, octets: &[u8]) -> bool {
        match self.in_place() {
            Some(raw) => raw == octets,
            None => self.octets().eq(octets.iter().copied()),
        }
    }

    /// The same, whatever the case of letters is.
    #[must_use]
    pub fn is_in_any_case(&self, octets: &[u8]) -> bool {
        let lower = |octet: u8| octet.to_ascii_lowercase();
        self.octets().map(lower).eq(octets.iter().copied().map(lower))
    }
}

impl PartialEq for Text<'_> {
    /// Two texts are the same that say the same.
    fn eq(&self, other: &Self) -> bool {
        self.octets().eq(other.octets())
    }
}

impl Eq for Text<'_> {}

/// What a text says, octet by octet.
#[derive(Clone, Copy, Debug)]
pub struct Octets<'b> {
    rest: &'b [u8],
    has_pairs: bool,
}

impl Iterator for Octets<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let (octet, rest) = match self.rest {
            [b'\\', octet, rest @ ..] if self.has_pairs => (*octet, rest),
            [octet, rest @ ..] => (*octet, rest),
            [] => return None,
        };
        self.rest = rest;
        Some(octet)
    }
}
