// SPDX-License-Identifier: MIT OR Apache-2.0
//! Blocks as 64-bit ARM looks at them: with NEON, which every such processor has.

#![allow(unsafe_code, reason = "vector instructions")]
#![allow(clippy::as_conversions, clippy::cast_possible_truncation, reason = "lower half of a mask")]
#![allow(clippy::arithmetic_side_effects, reason = "places within octets")]

use core::arch::aarch64::{
    uint8x16_t, vandq_u8, vceqq_u8, vcgtq_u8, vcltq_u8, vdupq_n_u8, vgetq_lane_u64, vld1q_u8, vorrq_u8, vpaddq_u8,
    vqtbl1q_u8, vreinterpretq_u64_u8, vshrq_n_u8, vtstq_u8,
};

use crate::grammar::octet;
use crate::grammar::scan::blocks::{self, Blocks, Masks};
use crate::grammar::scan::{Extent, Lines, Word};

/// Reads a plain section with NEON.
pub(super) fn neon<'b, L: Lines<'b>>(octets: &'b [u8], lines: L) -> Option<(Extent, L)> {
    // SAFETY: every 64-bit ARM has NEON.
    unsafe { blocks::read::<Neon, L>(octets, lines) }
}

/// What 32 octets or more begin with, with NEON.
///
/// # Safety
/// There are 32 octets.
pub(super) unsafe fn words(octets: &[u8]) -> (usize, Word) {
    // SAFETY: every 64-bit ARM has NEON; there are 32 octets.
    unsafe { blocks::words::<Neon>(octets) }
}

struct Neon;

/// The weight of each octet in the octet of a mask it belongs to.
static WEIGHTS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];
static LOW: [u8; 16] = octet::HALVES.0;
static HIGH: [u8; 16] = octet::HALVES.1;

#[target_feature(enable = "neon")]
#[inline]
unsafe fn load(at: *const u8) -> uint8x16_t {
    // SAFETY: the caller promises 16 octets.
    unsafe { vld1q_u8(at) }
}

/// One bit for each octet of four vectors, all of whose bits are alike: neighbours are added until eight are one.
#[target_feature(enable = "neon")]
#[inline]
fn mask([a, b, c, d]: [uint8x16_t; 4]) -> u64 {
    // SAFETY: the table has 16 octets.
    let weights = unsafe { load(WEIGHTS.as_ptr()) };
    let [a, b, c, d] = [vandq_u8(a, weights), vandq_u8(b, weights), vandq_u8(c, weights), vandq_u8(d, weights)];
    let sums = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
    vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)))
}

#[target_feature(enable = "neon")]
#[inline]
fn controls(octets: uint8x16_t) -> uint8x16_t {
    vorrq_u8(vcltq_u8(octets, vdupq_n_u8(b' ')), vceqq_u8(octets, vdupq_n_u8(0x7f)))
}

#[target_feature(enable = "neon")]
#[inline]
fn others(octets: uint8x16_t) -> uint8x16_t {
    // SAFETY: the table has 16 octets.
    let low = vqtbl1q_u8(unsafe { load(LOW.as_ptr()) }, vandq_u8(octets, vdupq_n_u8(15)));
    // SAFETY: the table has 16 octets.
    let high = vqtbl1q_u8(unsafe { load(HIGH.as_ptr()) }, vshrq_n_u8::<4>(octets));
    vceqq_u8(vtstq_u8(low, high), vdupq_n_u8(0))
}

#[target_feature(enable = "neon")]
#[inline]
fn word_ends(octets: uint8x16_t) -> uint8x16_t {
    let unseen = vorrq_u8(vcltq_u8(octets, vdupq_n_u8(b'!')), vcgtq_u8(octets, vdupq_n_u8(b'~')));
    vorrq_u8(unseen, vceqq_u8(octets, vdupq_n_u8(b'#')))
}

// SAFETY: every 64-bit ARM has NEON, and each function looks at no octet but those it says.
unsafe impl Blocks for Neon {
    #[target_feature(enable = "neon")]
    #[inline]
    unsafe fn controls(at: *const u8) -> u64 {
        // SAFETY: the caller promises 64 octets.
        mask([0, 16, 32, 48].map(|by| controls(unsafe { load(at.add(by)) })))
    }

    #[target_feature(enable = "neon")]
    #[inline]
    unsafe fn others(at: *const u8) -> u32 {
        // SAFETY: the caller promises 32 octets.
        let [a, b] = [0, 16].map(|by| others(unsafe { load(at.add(by)) }));
        let none = vdupq_n_u8(0);
        mask([a, b, none, none]) as u32
    }

    #[target_feature(enable = "neon")]
    #[inline]
    unsafe fn word_ends(at: *const u8) -> (u32, u32) {
        // SAFETY: the caller promises 32 octets.
        let [a, b] = [0, 16].map(|by| unsafe { load(at.add(by)) });
        let question = vdupq_n_u8(b'?');
        let both = mask([word_ends(a), word_ends(b), vceqq_u8(a, question), vceqq_u8(b, question)]);
        (both as u32, (both >> 32) as u32)
    }

    #[target_feature(enable = "neon")]
    #[inline]
    unsafe fn short(octets: &[u8]) -> Masks {
        let last = octets.len() - 16;
        let mut masks = Masks { controls: 0, others: 0, word_ends: 0, questions: 0 };
        let mut at = 0;
        loop {
            // The last 16 octets overlap those before.
            let place = at.min(last);
            // SAFETY: 16 octets are there from the last place on.
            let octets = unsafe { load(octets.as_ptr().add(place)) };
            let question = vceqq_u8(octets, vdupq_n_u8(b'?'));
            let all = mask([controls(octets), others(octets), word_ends(octets), question]);
            masks.controls |= (all & 0xffff) << place;
            masks.others |= (all >> 16 & 0xffff) << place;
            masks.word_ends |= (all >> 32 & 0xffff) << place;
            masks.questions |= (all >> 48) << place;
            at += 16;
            if at > last + 15 {
                return masks;
            }
        }
    }
}
