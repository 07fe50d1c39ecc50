// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What peers that read slowly have not taken yet of large replies: blocks of a bounded store.

use std::io::IoSlice;

use crate::server::pool::{self, OutOfMemory};
use crate::server::slots::NONE;

/// Octets of a block.
pub(crate) const BLOCK: usize = 16_384;

/// The store.
pub(crate) struct Spill {
    memory: Box<[u8]>,
    /// For each block, the next of its chain, or the next free one.
    next: Vec<u32>,
    free: u32,
    left: usize,
    /// Somebody found no room.
    pub refused: bool,
}

/// Blocks that hold one connection's octets, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chain {
    first: u32,
    last: u32,
    /// Octets of the first block that have left.
    start: usize,
    len: usize,
}

impl Chain {
    pub const EMPTY: Chain = Chain { first: NONE, last: NONE, start: 0, len: 0 };

    pub fn len(&self) -> usize {
        self.len
    }
}

impl Spill {
    pub fn new(octets: usize) -> Result<Self, OutOfMemory> {
        let count = octets.div_ceil(BLOCK);
        let mut next = Vec::new();
        next.try_reserve_exact(count)?;
        for block in 1..=count {
            next.push(if block == count { NONE } else { u32::try_from(block).unwrap_or(NONE) });
        }
        let memory = pool::zeroed(count.checked_mul(BLOCK).ok_or(OutOfMemory)?)?;
        Ok(Spill { memory, next, free: if count == 0 { NONE } else { 0 }, left: count, refused: false })
    }

    /// Octets that can be put into a new chain now.
    pub fn room(&self) -> usize {
        self.left.saturating_mul(BLOCK)
    }

    /// Octets there are in all.
    pub fn size(&self) -> usize {
        self.memory.len()
    }

    fn block(&self, at: u32) -> &[u8] {
        let start = usize::try_from(at).unwrap_or(usize::MAX).saturating_mul(BLOCK);
        self.memory.get(start..).and_then(|rest| rest.get(..BLOCK)).unwrap_or(&[])
    }

    fn block_mut(&mut self, at: u32) -> &mut [u8] {
        let start = usize::try_from(at).unwrap_or(usize::MAX).saturating_mul(BLOCK);
        self.memory.get_mut(start..).and_then(|rest| rest.get_mut(..BLOCK)).unwrap_or(&mut [])
    }

    fn next(&self, at: u32) -> u32 {
        usize::try_from(at).ok().and_then(|at| self.next.get(at)).copied().unwrap_or(NONE)
    }

    fn link(&mut self, at: u32, to: u32) {
        if let Some(next) = usize::try_from(at).ok().and_then(|at| self.next.get_mut(at)) {
            *next = to;
        }
    }

    /// Copies octets that were found to fit into a chain that is empty.
    pub fn put(&mut self, chain: &mut Chain, octets: &[u8]) {
        for piece in octets.chunks(BLOCK) {
            let at = self.free;
            self.free = self.next(at);
            self.left = self.left.saturating_sub(1);
            self.link(at, NONE);
            if let Some(place) = self.block_mut(at).get_mut(..piece.len()) {
                place.copy_from_slice(piece);
            }
            if chain.first == NONE {
                chain.first = at;
            } else {
                self.link(chain.last, at);
            }
            chain.last = at;
            chain.len = chain.len.saturating_add(piece.len());
        }
    }

    /// The octets of a chain, as many pieces as there are places; how many.
    pub fn pieces<'s>(&'s self, chain: &Chain, places: &mut [IoSlice<'s>]) -> usize {
        let (mut at, mut start, mut len, mut count) = (chain.first, chain.start, chain.len, 0usize);
        for place in places {
            if len == 0 {
                break;
            }
            let block = self.block(at).get(start..).unwrap_or(&[]);
            let piece = block.get(..len.min(block.len())).unwrap_or(block);
            *place = IoSlice::new(piece);
            len = len.saturating_sub(piece.len());
            (at, start, count) = (self.next(at), 0, count.saturating_add(1));
        }
        count
    }

    /// The first `count` octets of a chain have left.
    pub fn sent(&mut self, chain: &mut Chain, count: usize) {
        chain.len = chain.len.saturating_sub(count);
        chain.start = chain.start.saturating_add(count);
        while chain.first != NONE && (chain.start >= BLOCK || chain.len == 0) {
            let at = chain.first;
            chain.first = self.next(at);
            chain.start = chain.start.saturating_sub(BLOCK);
            self.link(at, self.free);
            self.free = at;
            self.left = self.left.saturating_add(1);
        }
        if chain.first == NONE {
            *chain = Chain::EMPTY;
        }
    }

    /// Forgets a chain.
    pub fn clear(&mut self, chain: &mut Chain) {
        self.sent(chain, chain.len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn octets(spill: &Spill, chain: &Chain) -> Vec<u8> {
        let mut places = [IoSlice::new(&[]); 64];
        let count = spill.pieces(chain, &mut places);
        places.iter().take(count).flat_map(|piece| piece.iter().copied()).collect()
    }

    #[test]
    fn what_goes_in_comes_out_whatever_is_taken_at_a_time() {
        let content: Vec<u8> = (0..70_000u32).map(|at| at.to_le_bytes()[0] ^ at.to_le_bytes()[1]).collect();
        for taken in [1_000, BLOCK - 1, BLOCK, BLOCK + 1, 40_000, 70_000] {
            let mut spill = Spill::new(128 << 10).unwrap();
            let (room, mut chain, mut seen) = (spill.room(), Chain::EMPTY, Vec::new());
            spill.put(&mut chain, &content);
            assert_eq!(spill.room(), room - 5 * BLOCK);
            while chain.len() > 0 {
                let ahead = octets(&spill, &chain);
                let count = taken.min(ahead.len());
                seen.extend_from_slice(&ahead[..count]);
                spill.sent(&mut chain, count);
            }
            assert_eq!(seen, content);
            assert_eq!(spill.room(), room);
        }
    }

    #[test]
    fn two_chains_share_the_store() {
        let mut spill = Spill::new(4 * BLOCK).unwrap();
        let (mut a, mut b) = (Chain::EMPTY, Chain::EMPTY);
        spill.put(&mut a, &vec![1; BLOCK + 1]);
        spill.put(&mut b, &vec![2; BLOCK + 1]);
        assert_eq!(spill.room(), 0);
        spill.clear(&mut a);
        assert_eq!(spill.room(), 2 * BLOCK);
        assert_eq!(octets(&spill, &b), vec![2; BLOCK + 1]);
        spill.put(&mut a, &vec![3; 2 * BLOCK]);
        assert_eq!(octets(&spill, &a), vec![3; 2 * BLOCK]);
        assert_eq!(octets(&spill, &b), vec![2; BLOCK + 1]);
    }
}
