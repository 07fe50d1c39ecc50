// SPDX-License-Identifier: MIT OR Apache-2.0
//! Blocks as x86-64 looks at them: with SSE2, which every such processor has, AVX2, or AVX-512.

#![allow(unsafe_code, reason = "vector instructions")]
#![allow(clippy::as_conversions, clippy::cast_possible_wrap, reason = "octets and masks that the instructions sign")]
#![allow(clippy::cast_sign_loss, reason = "octets and masks that the instructions sign")]
#![allow(clippy::cast_possible_truncation, reason = "lengths below 64")]
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "tables, and places within octets")]

use core::arch::x86_64::{
    __m128i, __m256i, __m512i, _mm_add_epi8, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_loadu_si128, _mm_min_epu8,
    _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8, _mm_sub_epi8, _mm256_add_epi32, _mm256_and_si256,
    _mm256_broadcastsi128_si256, _mm256_castsi128_si256, _mm256_cmpeq_epi8, _mm256_cmpgt_epi8, _mm256_cvtepu8_epi32,
    _mm256_inserti128_si256, _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256,
    _mm256_set1_epi8, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi16,
    _mm256_storeu_si256, _mm256_testn_epi8_mask, _mm512_castsi512_si128, _mm512_cmpeq_epi8_mask,
    _mm512_cmplt_epi8_mask, _mm512_cmplt_epu8_mask, _mm512_loadu_si512, _mm512_maskz_compress_epi8,
    _mm512_maskz_loadu_epi8, _mm512_movepi8_mask, _mm512_or_si512, _mm512_permutex2var_epi8, _mm512_set1_epi8,
};

use crate::grammar::octet;
use crate::grammar::scan::blocks::{self, BLOCK, Blocks, Masks};
use crate::grammar::scan::{Extent, Lines, Word};

static LOW: [u8; 16] = octet::HALVES.0;
static HIGH: [u8; 16] = octet::HALVES.1;

/// One more than the last octet that is a control below SP, and the lowest visible octet.
const SP: u8 = b' ';
const FIRST_VISIBLE: i8 = b'!' as i8;
const DEL: i8 = 0x7f;

/// Reads a plain section with SSE2.
pub(super) fn sse2<'b, L: Lines<'b>>(octets: &'b [u8], lines: L) -> Option<(Extent, L)> {
    // SAFETY: every x86-64 has SSE2.
    unsafe { blocks::read::<Sse2, L>(octets, lines) }
}

/// Reads a plain section with AVX2.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn avx2<'b, L: Lines<'b>>(octets: &'b [u8], lines: L) -> Option<(Extent, L)> {
    // SAFETY: the caller of a function with these features promises them.
    unsafe { blocks::read::<Avx2, L>(octets, lines) }
}

/// Reads a plain section with AVX-512.
#[target_feature(enable = "avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn avx512<'b, L: Lines<'b>>(octets: &'b [u8], lines: L) -> Option<(Extent, L)> {
    // SAFETY: the caller of a function with these features promises them.
    unsafe { blocks::read::<Avx512, L>(octets, lines) }
}

/// What 32 octets or more begin with, with SSE2.
///
/// # Safety
/// There are 32 octets.
pub(super) unsafe fn words_sse2(octets: &[u8]) -> (usize, Word) {
    // SAFETY: every x86-64 has SSE2; there are 32 octets.
    unsafe { blocks::words::<Sse2>(octets) }
}

/// What 32 octets or more begin with, with AVX2.
///
/// # Safety
/// There are 32 octets.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) unsafe fn words_avx2(octets: &[u8]) -> (usize, Word) {
    // SAFETY: the caller of a function with these features promises them, and 32 octets.
    unsafe { blocks::words::<Avx2>(octets) }
}

struct Sse2;

#[target_feature(enable = "sse2")]
#[inline]
fn mask128(octets: __m128i) -> u64 {
    u64::from(_mm_movemask_epi8(octets).cast_unsigned())
}

#[target_feature(enable = "sse2")]
#[inline]
unsafe fn load128(at: *const u8) -> __m128i {
    // SAFETY: the caller promises 16 octets.
    unsafe { _mm_loadu_si128(at.cast()) }
}

#[target_feature(enable = "sse2")]
#[inline]
fn at_most128(octets: __m128i, most: u8) -> __m128i {
    _mm_cmpeq_epi8(_mm_min_epu8(octets, _mm_set1_epi8(most.cast_signed())), octets)
}

#[target_feature(enable = "sse2")]
#[inline]
fn controls128(octets: __m128i) -> u64 {
    mask128(_mm_or_si128(at_most128(octets, SP - 1), _mm_cmpeq_epi8(octets, _mm_set1_epi8(DEL))))
}

/// All but letters, digits, "-" and "_"; the other tchars are rare.
#[target_feature(enable = "sse2")]
#[inline]
fn others128(octets: __m128i) -> u64 {
    let lower = _mm_or_si128(octets, _mm_set1_epi8(0x20));
    let letter = at_most128(_mm_sub_epi8(lower, _mm_set1_epi8(b'a'.cast_signed())), 25);
    let digit = at_most128(_mm_sub_epi8(octets, _mm_set1_epi8(b'0'.cast_signed())), 9);
    let hyphen = _mm_cmpeq_epi8(octets, _mm_set1_epi8(b'-'.cast_signed()));
    let line = _mm_cmpeq_epi8(octets, _mm_set1_epi8(b'_'.cast_signed()));
    mask128(_mm_or_si128(_mm_or_si128(letter, digit), _mm_or_si128(hyphen, line))) ^ 0xffff
}

#[target_feature(enable = "sse2")]
#[inline]
fn word_ends128(octets: __m128i) -> (u64, u64) {
    // Octets from 0x80 on are negative. 0x7f plus one is too.
    let plus = _mm_add_epi8(octets, _mm_set1_epi8(1));
    let unseen = _mm_cmplt_epi8(plus, _mm_set1_epi8(FIRST_VISIBLE + 1));
    let hash = _mm_cmpeq_epi8(octets, _mm_set1_epi8(b'#'.cast_signed()));
    let question = _mm_cmpeq_epi8(octets, _mm_set1_epi8(b'?'.cast_signed()));
    (mask128(_mm_or_si128(unseen, hash)), mask128(question))
}

// SAFETY: every x86-64 has SSE2, and each function looks at no octet but those it says.
unsafe impl Blocks for Sse2 {
    #[target_feature(enable = "sse2")]
    #[inline]
    unsafe fn controls(at: *const u8) -> u64 {
        // SAFETY: the caller promises 64 octets.
        let [a, b, c, d] = [0, 16, 32, 48].map(|by| controls128(unsafe { load128(at.add(by)) }));
        a | b << 16 | (c | d << 16) << 32
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    unsafe fn others(at: *const u8) -> u32 {
        // SAFETY: the caller promises 32 octets.
        let [a, b] = [0, 16].map(|by| others128(unsafe { load128(at.add(by)) }));
        (a | b << 16) as u32
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    unsafe fn word_ends(at: *const u8) -> (u32, u32) {
        // SAFETY: the caller promises 32 octets.
        let [a, b] = [0, 16].map(|by| word_ends128(unsafe { load128(at.add(by)) }));
        ((a.0 | b.0 << 16) as u32, (a.1 | b.1 << 16) as u32)
    }

    #[target_feature(enable = "sse2")]
    #[inline]
    unsafe fn short(octets: &[u8]) -> Masks {
        let last = octets.len() - 16;
        let mut at = 0;
        let mut masks = Masks { controls: 0, others: 0, word_ends: 0, questions: 0 };
        loop {
            // The last 16 octets overlap those before.
            let place = at.min(last);
            // SAFETY: 16 octets are there from the last place on.
            let octets = unsafe { load128(octets.as_ptr().add(place)) };
            let (ends, questions) = word_ends128(octets);
            masks.controls |= controls128(octets) << place;
            masks.others |= others128(octets) << place;
            masks.word_ends |= ends << place;
            masks.questions |= questions << place;
            at += 16;
            if at > last + 15 {
                return masks;
            }
        }
    }
}

struct Avx2;

#[target_feature(enable = "avx2")]
#[inline]
unsafe fn load256(at: *const u8) -> __m256i {
    // SAFETY: the caller promises 32 octets.
    unsafe { _mm256_loadu_si256(at.cast()) }
}

#[target_feature(enable = "avx2")]
#[inline]
fn mask256(octets: __m256i) -> u32 {
    _mm256_movemask_epi8(octets).cast_unsigned()
}

#[target_feature(enable = "avx2")]
#[inline]
fn controls256(octets: __m256i) -> u32 {
    let below = _mm256_cmpeq_epi8(_mm256_min_epu8(octets, _mm256_set1_epi8((SP - 1).cast_signed())), octets);
    mask256(_mm256_or_si256(below, _mm256_cmpeq_epi8(octets, _mm256_set1_epi8(DEL))))
}

/// What the tables say of the two halves of each octet.
#[target_feature(enable = "avx2")]
#[inline]
fn halves256(octets: __m256i) -> (__m256i, __m256i) {
    // SAFETY: the table has 16 octets.
    let low = _mm256_broadcastsi128_si256(unsafe { load128(LOW.as_ptr()) });
    // SAFETY: the table has 16 octets.
    let high = _mm256_broadcastsi128_si256(unsafe { load128(HIGH.as_ptr()) });
    let above = _mm256_and_si256(_mm256_srli_epi16(octets, 4), _mm256_set1_epi8(15));
    // An octet from 0x80 on takes 0 from the first table.
    (_mm256_shuffle_epi8(low, octets), _mm256_shuffle_epi8(high, above))
}

#[target_feature(enable = "avx2")]
#[inline]
fn others256(octets: __m256i) -> u32 {
    let (low, high) = halves256(octets);
    mask256(_mm256_cmpeq_epi8(_mm256_and_si256(low, high), _mm256_setzero_si256()))
}

#[target_feature(enable = "avx2")]
#[inline]
fn word_ends256(octets: __m256i) -> (u32, u32) {
    // Octets from 0x80 on are negative. DEL ends words too.
    let unseen = _mm256_cmpgt_epi8(_mm256_set1_epi8(FIRST_VISIBLE), octets);
    let del = _mm256_cmpeq_epi8(octets, _mm256_set1_epi8(DEL));
    let hash = _mm256_cmpeq_epi8(octets, _mm256_set1_epi8(b'#'.cast_signed()));
    let question = _mm256_cmpeq_epi8(octets, _mm256_set1_epi8(b'?'.cast_signed()));
    (mask256(_mm256_or_si256(_mm256_or_si256(unseen, hash), del)), mask256(question))
}

// SAFETY: only functions that promise AVX2 use it, and each looks at no octet but those it says.
unsafe impl Blocks for Avx2 {
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline]
    unsafe fn controls(at: *const u8) -> u64 {
        // SAFETY: the caller promises 64 octets.
        let a = controls256(unsafe { load256(at) });
        // SAFETY: the caller promises 64 octets.
        let b = controls256(unsafe { load256(at.add(32)) });
        u64::from(a) | u64::from(b) << 32
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline]
    unsafe fn others(at: *const u8) -> u32 {
        // SAFETY: the caller promises 32 octets.
        others256(unsafe { load256(at) })
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline]
    unsafe fn word_ends(at: *const u8) -> (u32, u32) {
        // SAFETY: the caller promises 32 octets.
        word_ends256(unsafe { load256(at) })
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline]
    unsafe fn short(octets: &[u8]) -> Masks {
        let first = octets.as_ptr();
        let count = octets.len();
        if count < 32 {
            // SAFETY: there are 16 octets.
            let (a, b) = unsafe { (load128(first), load128(first.add(count - 16))) };
            let both = _mm256_inserti128_si256(_mm256_castsi128_si256(a), b, 1);
            let join = |mask: u32| u64::from(mask & 0xffff | mask >> 16 << (count - 16));
            let (ends, questions) = word_ends256(both);
            let (controls, others) = (join(controls256(both)), join(others256(both)));
            Masks { controls, others, word_ends: join(ends), questions: join(questions) }
        } else {
            // SAFETY: there are 32 octets.
            let (a, b) = unsafe { (load256(first), load256(first.add(count - 32))) };
            let join = |a: u32, b: u32| u64::from(a) | u64::from(b) << (count - 32);
            let (ends, more_ends) = (word_ends256(a), word_ends256(b));
            Masks {
                controls: join(controls256(a), controls256(b)),
                others: join(others256(a), others256(b)),
                word_ends: join(ends.0, more_ends.0),
                questions: join(ends.1, more_ends.1),
            }
        }
    }
}

struct Avx512;

/// Octets that begin where 64 bytes of memory do.
#[repr(align(64))]
struct Aligned<const COUNT: usize>([u8; COUNT]);

/// Their own numbers.
static NUMBERS: Aligned<BLOCK> = Aligned({
    let mut numbers = [0; BLOCK];
    let mut number = 0;
    while number < BLOCK {
        numbers[number] = number as u8;
        number += 1;
    }
    numbers
});

/// 0 for a tchar, else 0x80.
static OTHERS: Aligned<128> = Aligned({
    let mut others = [0x80; 128];
    let mut octet = 0u8;
    while octet < 128 {
        if octet::is_tchar(octet) {
            others[octet as usize] = 0;
        }
        octet += 1;
    }
    others
});

#[target_feature(enable = "avx512bw")]
#[inline]
fn controls512(octets: __m512i) -> u64 {
    _mm512_cmplt_epu8_mask(octets, _mm512_set1_epi8(SP.cast_signed()))
        | _mm512_cmpeq_epi8_mask(octets, _mm512_set1_epi8(DEL))
}

// SAFETY: only functions that promise AVX-512 use it, and each looks at no octet but those it says.
unsafe impl Blocks for Avx512 {
    #[target_feature(enable = "avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline]
    unsafe fn controls(at: *const u8) -> u64 {
        // SAFETY: the caller promises 64 octets.
        controls512(unsafe { _mm512_loadu_si512(at.cast()) })
    }

    #[target_feature(enable = "avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline]
    unsafe fn others(at: *const u8) -> u32 {
        // SAFETY: the caller promises 32 octets.
        let (low, high) = halves256(unsafe { load256(at) });
        _mm256_testn_epi8_mask(low, high)
    }

    #[target_feature(enable = "avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline]
    unsafe fn word_ends(at: *const u8) -> (u32, u32) {
        // SAFETY: the caller promises 32 octets.
        word_ends256(unsafe { load256(at) })
    }

    #[target_feature(enable = "avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline]
    unsafe fn short(octets: &[u8]) -> Masks {
        // SAFETY: the mask leaves no octet but those there are.
        let octets = unsafe { _mm512_maskz_loadu_epi8(u64::MAX >> (BLOCK - octets.len()), octets.as_ptr().cast()) };
        // SAFETY: the table has 128 octets.
        let low = unsafe { _mm512_loadu_si512(OTHERS.0.as_ptr().cast()) };
        // SAFETY: the table has 128 octets.
        let high = unsafe { _mm512_loadu_si512(OTHERS.0.as_ptr().add(BLOCK).cast()) };
        // An octet from 0x80 on has that bit itself.
        let others = _mm512_or_si512(_mm512_permutex2var_epi8(low, octets, high), octets);
        let unseen = _mm512_cmplt_epi8_mask(octets, _mm512_set1_epi8(FIRST_VISIBLE))
            | _mm512_cmpeq_epi8_mask(octets, _mm512_set1_epi8(DEL));
        Masks {
            controls: controls512(octets),
            others: _mm512_movepi8_mask(others),
            word_ends: unseen | _mm512_cmpeq_epi8_mask(octets, _mm512_set1_epi8(b'#'.cast_signed())),
            questions: _mm512_cmpeq_epi8_mask(octets, _mm512_set1_epi8(b'?'.cast_signed())),
        }
    }

    /// All at once: the numbers of the bits that are set, side by side.
    #[target_feature(enable = "avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline]
    unsafe fn note(places: *mut u32, base: u32, bits: u64) {
        // SAFETY: the table has 64 octets.
        let numbers = unsafe { _mm512_loadu_si512(NUMBERS.0.as_ptr().cast()) };
        let numbers = _mm512_castsi512_si128(_mm512_maskz_compress_epi8(bits, numbers));
        let base_all = _mm256_set1_epi32(base.cast_signed());
        // SAFETY: there is room for 64.
        unsafe { _mm256_storeu_si256(places.cast(), _mm256_add_epi32(base_all, _mm256_cvtepu8_epi32(numbers))) };
        if bits.count_ones() > 8 {
            // SAFETY: there is room for 64.
            unsafe { blocks::note(places, base, bits) };
        }
    }
}
