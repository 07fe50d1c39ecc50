// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Members with keys, each key once: the last value, in the place of the first (RFC 9651, 4.2.2 and 4.2.3.2).
//!
//! Without a heap there is no map to keep keys in. So members are taken in blocks of [`PLACES`], whose keys are sorted on
//! the stack, and for each block there is one walk over all members: it finds those that stand in an earlier block, and
//! the last value of each. [`BLOCKS`] blocks are the most: a walk costs time in line with the length, and the number of
//! walks has a bound, which leaves twice as many members as a parser must take (RFC 9651, 3.2).

use crate::grammar::cursor::Cursor;
use crate::grammar::pen::Unwritable;

/// Keys sorted at a time.
pub const PLACES: usize = 32;

/// How often so many keys are sorted.
pub const BLOCKS: usize = 64;

/// A key of the block.
#[derive(Clone, Copy)]
struct Place<'b> {
    key: &'b [u8],
    /// Where the first with this key stands, in this block, and where the last of all does.
    first: usize,
    last: usize,
    /// An earlier block has it.
    is_known: bool,
}

/// Tells for each key, in order of its first member, the octets from its last member on. `take_key` takes a member, and
/// gives its key.
pub(super) fn each<'b>(
    octets: &'b [u8],
    take_key: impl Fn(&mut Cursor<'b>) -> Option<&'b [u8]>,
    mut tell: impl FnMut(&'b [u8]) -> Result<(), Unwritable>,
) -> Result<(), Unwritable> {
    let mut begin = Cursor::new(octets);
    if take_key(&mut begin).is_none() {
        return Ok(());
    }
    if begin.is_at_end() {
        // One alone, as most parameters are.
        return tell(octets);
    }
    begin = Cursor::new(octets);
    for _ in 0..BLOCKS {
        let mut places = [Place { key: &[], first: 0, last: 0, is_known: false }; PLACES];
        let mut end = begin;
        let count = fill(&mut places, &mut end, &take_key);
        let places = places.get_mut(..count).unwrap_or(&mut []);

        let mut walk = Cursor::new(octets);
        loop {
            let at = walk.at();
            let Some(key) = take_key(&mut walk) else { break };
            if let Some(place) = find(places, key) {
                place.is_known |= at < begin.at();
                place.last = at;
            }
        }
        while begin.at() < end.at() {
            let at = begin.at();
            let Some(key) = take_key(&mut begin) else { break };
            if let Some(place) = find(places, key).filter(|place| place.first == at && !place.is_known) {
                tell(octets.get(place.last..).unwrap_or(&[]))?;
            }
        }
        if begin.is_at_end() {
            return Ok(());
        }
    }
    Err(Unwritable::Value)
}

/// Takes keys as long as there are places, sorted, each once. How many those are.
fn fill<'b>(
    places: &mut [Place<'b>; PLACES],
    cursor: &mut Cursor<'b>,
    take_key: &impl Fn(&mut Cursor<'b>) -> Option<&'b [u8]>,
) -> usize {
    let mut count = 0usize;
    while count < PLACES {
        let at = cursor.at();
        let Some(key) = take_key(cursor) else { break };
        let known = places.get_mut(..count).unwrap_or(&mut []);
        if find(known, key).is_none()
            && let Some(place) = places.get_mut(count)
        {
            *place = Place { key, first: at, last: at, is_known: false };
            count = count.saturating_add(1);
            settle(places.get_mut(..count).unwrap_or(&mut []));
        }
    }
    count
}

/// Moves the last to where its key belongs among those before it, which are sorted.
fn settle(places: &mut [Place<'_>]) {
    let mut rest = places;
    while let [before @ .., last] = rest {
        match before.last_mut() {
            Some(previous) if last.key < previous.key => core::mem::swap(previous, last),
            _ => break,
        }
        rest = before;
    }
}

fn find<'p, 'b>(places: &'p mut [Place<'b>], key: &[u8]) -> Option<&'p mut Place<'b>> {
    let at = places.partition_point(|place| place.key < key);
    places.get_mut(at).filter(|place| place.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::structured::{dictionary, item};
    use crate::grammar::pen::Pen;

    fn length(value: &str) -> Option<usize> {
        let mut room = vec![0; value.len()];
        let mut pen = Pen::new(&mut room);
        dictionary(value.as_bytes()).unwrap().write(&mut pen).ok()?;
        Some(pen.len())
    }

    #[test]
    fn as_many_members_are_written_as_a_parser_must_take_and_no_more_than_the_bound() {
        let of = |count: usize| (0..count).map(|number| format!("k{number}")).collect::<Vec<_>>().join(", ");
        assert_eq!(length(&of(1024)), Some(of(1024).len()));
        assert_eq!(length(&of(PLACES * BLOCKS)), Some(of(PLACES * BLOCKS).len()));
        assert_eq!(length(&of(PLACES * BLOCKS + 1)), None);
    }

    #[test]
    fn a_key_that_stands_often_takes_one_place() {
        assert_eq!(length(&vec!["a"; 100_000].join(",")), Some(1));
        let pairs = vec!["a=1,b=2"; 10_000].join(",");
        assert_eq!(length(&pairs), Some("a=1, b=2".len()));
        let value = format!("a{}", ";x;y".repeat(50_000));
        let mut room = [0; 9];
        let mut pen = Pen::new(&mut room);
        item(value.as_bytes()).unwrap().write(&mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), b"a;x;y");
    }
}
