// SPDX-License-Identifier: MIT OR Apache-2.0
//! Choices made by octets: the fuzzer's way to say which call comes next, and with what.

/// Octets that are used up by choosing. When there are no more, every choice is the first one.
pub struct Choices<'o>(pub &'o [u8]);

impl<'o> Choices<'o> {
    /// Whether every choice from here on is the first one.
    pub fn are_over(&self) -> bool {
        self.0.is_empty()
    }

    pub fn octet(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        let number = match bound {
            0..=256 => usize::from(self.octet()),
            _ => usize::from(u16::from_le_bytes([self.octet(), self.octet()])),
        };
        number % bound.max(1)
    }

    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// Up to `most` octets of the input itself.
    pub fn octets(&mut self, most: usize) -> &'o [u8] {
        let count = self.below(most + 1).min(self.0.len());
        let (first, rest) = self.0.split_at(count);
        self.0 = rest;
        first
    }
}
