// SPDX-License-Identifier: MIT OR Apache-2.0
//! Numbers that are the same at every run (xorshift).

#![allow(dead_code)] // Each test uses its part.

/// A source of numbers, begun with any number but 0.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `bound`; 0 when there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap()
    }

    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    pub fn octets(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most + 1)).map(|_| u8::try_from(self.below(256)).unwrap()).collect()
    }
}
