// SPDX-License-Identifier: MIT OR Apache-2.0
//! The walk over a plain section in blocks of 64 octets, whichever instructions look at a block.

#![allow(unsafe_code, reason = "octets are read without asking for their bounds again: see each SAFETY line")]
#![allow(clippy::as_conversions, clippy::cast_possible_truncation, reason = "places in 32 bits, bit numbers in 64")]
#![allow(clippy::arithmetic_side_effects, reason = "places that lie within the octets")]
#![allow(clippy::inline_always, reason = "a function without the instructions of its caller would not be inlined")]

use core::mem::MaybeUninit;
use core::slice;

use crate::grammar::octet;
use crate::grammar::scan::{Extent, Lines, Word};

/// Octets of a block.
pub(super) const BLOCK: usize = 64;

/// Octets that are looked at together behind the start of a line.
const WINDOW: usize = 32;

/// Octets that can be scanned at least.
const LEAST: usize = 16;

/// Lines whose ends are noted at most. A longer section is left to the reader.
const MOST: usize = 128;

/// What the instructions of one kind of processor say about octets; bit n is about octet n.
///
/// # Safety
/// Every function needs those instructions, and that all the octets it looks at can be read.
pub(super) unsafe trait Blocks {
    /// Which of the 64 octets at `at` are controls: below SP, or DEL.
    unsafe fn controls(at: *const u8) -> u64;

    /// Which of the 32 octets at `at` are no tchar. Rare tchars may be among them.
    unsafe fn others(at: *const u8) -> u32;

    /// Which of the 32 octets at `at` end a word: all but the visible ones, and "#". And which are "?".
    unsafe fn word_ends(at: *const u8) -> (u32, u32);

    /// All of these for 16 to 64 octets. Bits beyond the octets mean nothing.
    unsafe fn short(octets: &[u8]) -> Masks;

    /// Writes, from `places` on, `base` plus the number of each bit that is set, then what it likes: there is
    /// room for 64.
    #[inline(always)]
    unsafe fn note(places: *mut u32, base: u32, bits: u64) {
        // SAFETY: there is room for 64.
        unsafe { note(places, base, bits) };
    }
}

/// What is said of the octets of one block.
#[derive(Clone, Copy)]
pub(super) struct Masks {
    pub controls: u64,
    pub others: u64,
    pub word_ends: u64,
    pub questions: u64,
}

/// Two steps without a branch, for two lines seldom end in one block; then a loop.
#[inline(always)]
pub(super) unsafe fn note(places: *mut u32, base: u32, bits: u64) {
    let rest = bits & bits.wrapping_sub(1);
    // SAFETY: there is room for 64.
    unsafe { places.write(base.wrapping_add(bits.trailing_zeros())) };
    // SAFETY: there is room for 64.
    unsafe { places.add(1).write(base.wrapping_add(rest.trailing_zeros())) };
    let mut bits = rest & rest.wrapping_sub(1);
    let mut number = 2;
    while bits != 0 {
        // SAFETY: 64 bits are set at most.
        unsafe { places.add(number).write(base.wrapping_add(bits.trailing_zeros())) };
        bits &= bits.wrapping_sub(1);
        number += 1;
    }
}

/// Reads a plain section: how far it reaches, and who was told its lines.
///
/// # Safety
/// The processor has the instructions of `B`.
#[inline(always)]
pub(super) unsafe fn read<'b, B: Blocks, L: Lines<'b>>(octets: &'b [u8], mut lines: L) -> Option<(Extent, L)> {
    // A place takes 32 bits.
    let octets = octets.get(..u32::MAX as usize).unwrap_or(octets);
    let is_short = octets.len() <= BLOCK;
    let mut places = [const { MaybeUninit::<u32>::uninit() }; MOST + BLOCK];
    let places = places.as_mut_ptr().cast::<u32>();
    let (found, block) = match octets.len() {
        ..LEAST => return None,
        // SAFETY: the caller promises the instructions; there are 16 to 64 octets.
        LEAST..=BLOCK => unsafe { one_block::<B>(octets) },
        // SAFETY: the caller promises the instructions; there are more than 64 octets, and room for the most.
        _ => (unsafe { line_ends::<B>(octets, places) }?, NO_BLOCK),
    };
    let Found { end, count } = found;
    if count > MOST || !is_crlf(octets, end) {
        return None;
    }
    let mut start = 0;
    if L::START_LINE {
        let (line_end, token, word) = if is_short {
            let token = block.others.trailing_zeros() as usize;
            (block.ends.trailing_zeros() as usize, token, word_of_block(block, token + 1))
        } else {
            // SAFETY: there are more than 32 octets.
            let (token, word) = unsafe { words::<B>(octets) };
            // SAFETY: one end at least was noted.
            (unsafe { places.read() } as usize, token, word)
        };
        if count == 0 || !start_line(octets, token, word, line_end, &mut lines) {
            return None;
        }
        start = line_end + 1;
    }
    let all = if is_short {
        // SAFETY: the lines lie in the section, which a CRLF follows.
        unsafe { lines_of_block(octets, start, block, &mut lines) }
    } else {
        // SAFETY: so many ends were noted, and there are more than 64 octets.
        unsafe { noted_lines::<B, L>(octets, start, places, count, &mut lines) }
    };
    all.then_some((Extent { octets: end + 2, lines: count - usize::from(L::START_LINE) }, lines))
}

/// How a section was found to lie: where its empty line begins, and how many lines there are before.
#[derive(Clone, Copy)]
struct Found {
    end: usize,
    count: usize,
}

/// Where lines end in a section that fits one block, and its masks; they never leave their registers.
#[derive(Clone, Copy)]
struct Block {
    ends: u64,
    others: u64,
    word_ends: u64,
    questions: u64,
}

const NO_BLOCK: Block = Block { ends: 0, others: 0, word_ends: 0, questions: 0 };

/// No section, as more lines than there may be.
const NOWHERE: Found = Found { end: 0, count: usize::MAX };

/// Where lines end in 16 to 64 octets, and the section.
#[inline(always)]
unsafe fn one_block<B: Blocks>(octets: &[u8]) -> (Found, Block) {
    // SAFETY: the caller promises the instructions, and 16 to 64 octets.
    let Masks { controls, others, word_ends, questions } = unsafe { B::short(octets) };
    let controls = controls & (u64::MAX >> (BLOCK - octets.len()));
    let ends = controls & (controls << 1);
    let empty = (ends << 1 | 1) & controls;
    let section = empty.wrapping_sub(1) & !empty;
    let ends = ends & section;
    let count = ends.count_ones();
    let stray = empty == 0 || (controls & section).count_ones() != 2 * count;
    let found = Found { end: empty.trailing_zeros() as usize, count: count as usize };
    (if stray { NOWHERE } else { found }, Block { ends, others, word_ends, questions })
}

/// Tells the lines of one block, from `start` on.
#[inline(always)]
unsafe fn lines_of_block<'b, L: Lines<'b>>(octets: &'b [u8], start: usize, block: Block, lines: &mut L) -> bool {
    let first = octets.as_ptr();
    let mut start = start;
    let mut number = 0;
    let mut ends = if L::START_LINE { block.ends & block.ends.wrapping_sub(1) } else { block.ends };
    while ends != 0 {
        let line_end = ends.trailing_zeros() as usize;
        let token = (block.others >> start).trailing_zeros() as usize;
        // SAFETY: the line lies in the section, which a CRLF follows.
        let Some((name, value)) = (unsafe { plain_line(first.add(start), token, first.add(line_end)) }) else {
            return odd_lines(octets, start, Bits(ends), number, lines);
        };
        if !lines.field(number, name, value) {
            return false;
        }
        ends &= ends - 1;
        start = line_end + 1;
        number += 1;
    }
    true
}

/// Tells the lines whose ends were noted, from `start` on.
#[inline(always)]
unsafe fn noted_lines<'b, B: Blocks, L: Lines<'b>>(
    octets: &'b [u8],
    start: usize,
    places: *const u32,
    count: usize,
    lines: &mut L,
) -> bool {
    let first = octets.as_ptr();
    // SAFETY: the start lies within, and there are more than 32 octets.
    let (mut start, last) = unsafe { (first.add(start), first.add(octets.len() - WINDOW)) };
    let before = usize::from(L::START_LINE);
    let mut number = 0;
    while number + before < count {
        // SAFETY: so many ends were noted, all within.
        let line_end = unsafe { first.add(places.add(number + before).read() as usize) };
        let window = start.min(last);
        // SAFETY: 32 octets are there from the last window on.
        let others = unsafe { B::others(window) };
        // SAFETY: the window is at the start of the line, or before it.
        let token = (others >> unsafe { start.offset_from_unsigned(window) }).trailing_zeros();
        // SAFETY: the line lies in the section, which a CRLF follows.
        let Some((name, value)) = (unsafe { plain_line(start, token as usize, line_end) }) else {
            // SAFETY: so many ends were noted, all within.
            let ends = unsafe { slice::from_raw_parts(places, count) };
            // SAFETY: the line lies within.
            let begin = unsafe { start.offset_from_unsigned(first) };
            let ends = ends.get(number + before..).unwrap_or(&[]).iter().map(|end| *end as usize);
            return odd_lines(octets, begin, ends, number, lines);
        };
        if !lines.field(number, name, value) {
            return false;
        }
        // SAFETY: a CRLF follows.
        start = unsafe { line_end.add(1) };
        number += 1;
    }
    true
}

/// Tells lines the first of which is a little odd: the rest of them may be too. A call within a loop over plain lines
/// would cost each of them.
#[cold]
#[inline(never)]
fn odd_lines<'b, L: Lines<'b>>(
    octets: &'b [u8],
    begin: usize,
    ends: impl Iterator<Item = usize>,
    number: usize,
    lines: &mut L,
) -> bool {
    let mut begin = begin;
    ends.zip(number..).all(|(end, number)| {
        let line = octets.get(begin..=end).and_then(odd);
        begin = end + 1;
        line.is_some_and(|(name, value)| lines.field(number, name, value))
    })
}

/// The numbers of the bits that are set.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bits = self.0;
        self.0 = bits & bits.wrapping_sub(1);
        (bits != 0).then(|| bits.trailing_zeros() as usize)
    }
}

/// Notes where lines end, and finds where the section does. Every control before that belongs to one of them.
#[inline(always)]
unsafe fn line_ends<B: Blocks>(octets: &[u8], places: *mut u32) -> Option<Found> {
    let first = octets.as_ptr();
    let last = octets.len() - BLOCK;
    let (mut count, mut controls_seen) = (0, 0);
    let (mut control_before, mut line_starts) = (0, 1);
    let mut at = 0;
    let (controls, ends, empty) = loop {
        let controls = if at <= last {
            // SAFETY: 64 octets are left.
            unsafe { B::controls(first.add(at)) }
        } else if at < octets.len() {
            // SAFETY: there are more than 64 octets. The last ones are looked at, those known shifted out.
            unsafe { B::controls(first.add(last)) >> (at - last) }
        } else {
            return None;
        };
        let ends = controls & (controls << 1 | control_before);
        let empty = (ends << 1 | line_starts) & controls;
        if empty != 0 {
            break (controls, ends, empty);
        }
        // SAFETY: there is room for 64 behind the most.
        unsafe { B::note(places.add(count), at as u32, ends) };
        count += ends.count_ones() as usize;
        controls_seen += controls.count_ones() as usize;
        if count > MOST {
            return None;
        }
        control_before = controls >> 63;
        line_starts = ends >> 63;
        at += BLOCK;
    };
    let section = empty.wrapping_sub(1) & !empty;
    // SAFETY: there is room for 64 behind the most.
    unsafe { B::note(places.add(count), at as u32, ends & section) };
    count += (ends & section).count_ones() as usize;
    controls_seen += (controls & section).count_ones() as usize;
    let end = at + empty.trailing_zeros() as usize;
    (controls_seen == 2 * count).then_some(Found { end, count })
}

/// Whether a CRLF begins there.
#[inline(always)]
fn is_crlf(octets: &[u8], at: usize) -> bool {
    // SAFETY: two octets are there.
    at + 2 <= octets.len() && unsafe { octets.as_ptr().add(at).cast::<[u8; 2]>().read() } == *b"\r\n"
}

/// Tells the start-line, which begins with so many tchars and whose LF stands at `end`.
#[inline(always)]
fn start_line<'b, L: Lines<'b>>(octets: &'b [u8], token: usize, word: Word, end: usize, lines: &mut L) -> bool {
    let Some(line) = octets.get(..end - 1) else { return false };
    is_crlf(octets, end - 1) && lines.start(line, token, word)
}

/// The word that begins there in one block, at whose end a control ends every word.
#[inline(always)]
fn word_of_block(block: Block, begin: usize) -> Word {
    let from = u64::MAX << (begin & 63);
    let end = (block.word_ends & from).trailing_zeros() as usize;
    Word { end, question: (((block.questions & from).trailing_zeros()) as usize).min(end) }
}

/// How many tchars begin 32 octets or more, and the word behind them.
///
/// # Safety
/// The processor has the instructions of `B`; there are 32 octets.
#[inline(always)]
pub(super) unsafe fn words<B: Blocks>(octets: &[u8]) -> (usize, Word) {
    // SAFETY: there are 32 octets.
    let token = unsafe { B::others(octets.as_ptr()) }.trailing_zeros() as usize;
    // SAFETY: as the caller promises.
    (token, unsafe { word::<B>(octets, token + 1) })
}

/// The word that begins there: where it ends, and where its first "?" stands.
#[inline(always)]
unsafe fn word<B: Blocks>(octets: &[u8], begin: usize) -> Word {
    let last = octets.len() - WINDOW;
    let mut at = begin;
    let mut question = usize::MAX;
    loop {
        let window = at.min(last);
        // SAFETY: 32 octets are there from the last window on.
        let (ends, questions) = unsafe { B::word_ends(octets.as_ptr().add(window)) };
        let (ends, questions) = (ends >> ((at - window) & 31), questions >> ((at - window) & 31));
        if questions != 0 {
            question = question.min(at + questions.trailing_zeros() as usize);
        }
        if ends != 0 || at > last {
            let end = at + ends.trailing_zeros() as usize;
            return Word { end, question: question.min(end) };
        }
        at += WINDOW;
    }
}

/// Name and value of a field line that is plain; it begins with so many tchars, and its LF stands at `end`.
///
/// # Safety
/// One octet at least stands before the line's terminator, and two behind the line.
#[inline(always)]
unsafe fn plain_line<'b>(start: *const u8, token: usize, end: *const u8) -> Option<(&'b [u8], &'b [u8])> {
    // SAFETY: the tchars end before the terminator.
    let colon = unsafe { start.add(token) };
    // SAFETY: what ends the tchars is at most the terminator's first octet.
    let separator = unsafe { colon.cast::<[u8; 2]>().read() };
    // SAFETY: two octets follow the line.
    let visible = unsafe { colon.add(2).read() } > b' ';
    // SAFETY: an octet stands before the terminator.
    let [before, cr, lf] = unsafe { end.sub(2).cast::<[u8; 3]>().read() };
    if separator == *b": " && visible && [cr, lf] == *b"\r\n" && before > b' ' && token > 0 {
        // SAFETY: the octets of the tchars.
        let name = unsafe { slice::from_raw_parts(start, token) };
        // SAFETY: the value begins behind colon and SP, with an octet that is visible, so before the CR.
        let value = unsafe { slice::from_raw_parts(colon.add(2), end.sub(1).offset_from_unsigned(colon.add(2))) };
        Some((name, value))
    } else {
        None
    }
}

/// A line with a long name, a rare tchar, an empty value, or other white space than one SP before its value.
#[cold]
#[inline(never)]
fn odd(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let [line @ .., b'\r', b'\n'] = line else { return None };
    match line.split_at_checked(octet::tchars(line)) {
        Some((name @ [_, ..], [b':', value @ ..])) => Some((name, octet::trim(value))),
        _ => None,
    }
}
