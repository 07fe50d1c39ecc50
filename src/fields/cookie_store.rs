// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Cookies one behind the other in lent memory, in the order in which they are sent.
//!
//! There is no index and no list of free places: what is to be done with cookies is done in one walk over them.

use core::cell::Cell;

use crate::fields::cookie_match;
use crate::fields::set_cookie::SameSite;
use crate::grammar::pen::Pen;

/// A cookie as a user agent keeps it (RFC 6265bis, 5.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept<'m> {
    /// Its name; empty if it has none.
    pub name: &'m [u8],
    /// Its value.
    pub value: &'m [u8],
    /// The domain it is for, in lower case.
    pub domain: &'m [u8],
    /// The path it is for.
    pub path: &'m [u8],
    /// The site it is kept apart for; empty for all.
    pub partition: &'m [u8],
    /// When it expires, in seconds since 1970; none: with the session.
    pub expires: Option<i64>,
    /// When a cookie of its name, domain and path was set first.
    pub created: i64,
    /// When it was set or sent last.
    pub accessed: i64,
    /// Which in order of creation; no two have the same.
    pub sequence: u64,
    /// It is for no host below its domain.
    pub host_only: bool,
    /// It goes over secure connections only.
    pub secure: bool,
    /// It is not for scripts.
    pub http_only: bool,
    /// Which requests from another site it goes with.
    pub same_site: SameSite,
}

impl<'m> Kept<'m> {
    /// Whether the other takes its place.
    pub(super) fn is_same(&self, other: &Kept<'_>) -> bool {
        self.name == other.name
            && self.domain.eq_ignore_ascii_case(other.domain)
            && self.host_only == other.host_only
            && self.path == other.path
            && self.partition == other.partition
    }

    /// Octets of memory that it takes.
    pub(super) fn size(&self) -> usize {
        self.texts().iter().fold(HEAD, |size, text| size.saturating_add(text.len()))
    }

    const fn texts(&self) -> [&'m [u8]; 5] {
        [self.name, self.value, self.path, self.partition, self.domain]
    }

    /// Writes it into memory of its size. Nothing if it is too large to count.
    fn write(&self, memory: &mut [u8]) -> Option<()> {
        let mut pen = Pen::new(memory);
        for text in self.texts() {
            pen.octets(&u32::try_from(text.len()).ok()?.to_le_bytes());
        }
        pen.octets(&self.expires.unwrap_or(0).to_le_bytes()).octets(&self.created.to_le_bytes());
        pen.octets(&self.accessed.to_le_bytes()).octets(&self.sequence.to_le_bytes());
        let same_site = match self.same_site {
            SameSite::Default => 0,
            SameSite::None => 1,
            SameSite::Lax => 2,
            SameSite::Strict => 3,
        };
        let flags = [(self.expires.is_some(), 4), (self.host_only, 8), (self.secure, 16), (self.http_only, 32)];
        pen.octet(flags.iter().filter(|(is_set, _)| *is_set).fold(same_site, |all, (_, flag)| all | flag));
        pen.octets(self.name).octets(self.value).octets(self.path).octets(self.partition);
        for octet in self.domain {
            pen.octet(octet.to_ascii_lowercase());
        }
        pen.written().ok().map(|_| ())
    }

    /// The first in memory, and what stands behind it.
    fn read(memory: &'m [u8]) -> Option<(Self, &'m [u8])> {
        let mut rest = memory;
        let mut sizes = [0usize; 5];
        for size in &mut sizes {
            *size = usize::try_from(u32::from_le_bytes(take(&mut rest)?)).ok()?;
        }
        let expires = i64::from_le_bytes(take(&mut rest)?);
        let created = i64::from_le_bytes(take(&mut rest)?);
        let accessed = i64::from_le_bytes(take(&mut rest)?);
        let sequence = u64::from_le_bytes(take(&mut rest)?);
        let [flags] = take(&mut rest)?;
        let mut texts = [&[][..]; 5];
        for (text, size) in texts.iter_mut().zip(sizes) {
            (*text, rest) = rest.split_at_checked(size)?;
        }
        let [name, value, path, partition, domain] = texts;
        let same_site = match flags & 3 {
            0 => SameSite::Default,
            1 => SameSite::None,
            2 => SameSite::Lax,
            _ => SameSite::Strict,
        };
        let kept = Kept {
            name,
            value,
            domain,
            path,
            partition,
            expires: (flags & 4 != 0).then_some(expires),
            created,
            accessed,
            sequence,
            host_only: flags & 8 != 0,
            secure: flags & 16 != 0,
            http_only: flags & 32 != 0,
            same_site,
        };
        Some((kept, rest))
    }
}

/// Octets of a cookie in memory before its texts: five lengths, three times, its number and its flags.
pub(super) const HEAD: usize = 5 * 4 + 4 * 8 + 1;

/// Octets before the time of the last access.
const ACCESSED: usize = 5 * 4 + 2 * 8;

fn take<const SIZE: usize>(rest: &mut &[u8]) -> Option<[u8; SIZE]> {
    let (taken, behind) = rest.split_first_chunk()?;
    *rest = behind;
    Some(*taken)
}

/// The cookies in memory.
#[derive(Debug)]
pub(super) struct Store<'m> {
    memory: &'m mut [u8],
    used: usize,
}

/// The cookies that are kept, in the order in which they are sent.
#[derive(Clone, Copy, Debug)]
pub struct All<'s> {
    rest: &'s [u8],
}

impl<'s> All<'s> {
    /// Goes on with what [`rest`](Self::rest) was.
    #[must_use]
    pub const fn of(rest: &'s [u8]) -> Self {
        All { rest }
    }

    /// What has not been taken yet.
    #[must_use]
    pub const fn rest(&self) -> &'s [u8] {
        self.rest
    }
}

impl<'s> Iterator for All<'s> {
    type Item = Kept<'s>;

    fn next(&mut self) -> Option<Kept<'s>> {
        let (kept, rest) = Kept::read(self.rest)?;
        self.rest = rest;
        Some(kept)
    }
}

impl<'m> Store<'m> {
    pub const fn new(memory: &'m mut [u8]) -> Self {
        Store { memory, used: 0 }
    }

    pub fn resume(memory: &'m mut [u8], used: usize) -> Self {
        let used = used.min(memory.len());
        Store { memory, used }
    }

    pub const fn used(&self) -> usize {
        self.used
    }

    pub fn all(&self) -> All<'_> {
        All { rest: self.memory.get(..self.used).unwrap_or(&[]) }
    }

    /// Octets of memory, used or not.
    pub const fn size(&self) -> usize {
        self.memory.len()
    }

    /// Octets of memory that are not used.
    pub const fn free(&self) -> usize {
        self.memory.len().saturating_sub(self.used)
    }

    /// Puts a cookie where its order wants it. Whether there was room.
    pub fn insert(&mut self, new: &Kept<'_>) -> bool {
        let is_before = |kept: &Kept<'_>| {
            cookie_match::order(kept.path, kept.sequence, new.path, new.sequence) != core::cmp::Ordering::Greater
        };
        let before = self.all().take_while(is_before).fold(0usize, |at, kept| at.saturating_add(kept.size()));
        let (size, used) = (new.size(), self.used);
        let (Some(behind), Some(end)) = (before.checked_add(size), used.checked_add(size)) else { return false };
        let Some(octets) = self.memory.get_mut(..end) else { return false };
        let cells = Cell::from_mut(octets).as_slice_of_cells();
        if let (Some(into), Some(out_of)) = (cells.get(behind..), cells.get(before..used)) {
            for (place, octet) in into.iter().rev().zip(out_of.iter().rev()) {
                place.set(octet.get());
            }
        }
        let is_written = self.memory.get_mut(before..behind).is_some_and(|place| new.write(place).is_some());
        self.used = if is_written { end } else { before };
        is_written
    }

    /// Keeps some cookies, and moves them together.
    pub fn retain(&mut self, mut keeps: impl FnMut(&Kept<'_>) -> bool) {
        let (mut at, mut end) = (0usize, 0usize);
        while let Some((kept, _)) = self.memory.get(at..self.used).and_then(Kept::read) {
            let size = kept.size();
            if keeps(&kept) {
                self.slide(at, size, end);
                end = end.saturating_add(size);
            }
            at = at.saturating_add(size);
        }
        self.used = end;
    }

    /// Some cookies were accessed now.
    pub fn touch(&mut self, now: i64, mut is_accessed: impl FnMut(&Kept<'_>) -> bool) {
        let mut at = 0usize;
        while let Some((kept, _)) = self.memory.get(at..self.used).and_then(Kept::read) {
            let (size, is_accessed) = (kept.size(), is_accessed(&kept));
            let place = self.memory.get_mut(at.saturating_add(ACCESSED)..);
            if let Some(place) = place.filter(|_| is_accessed).and_then(<[u8]>::first_chunk_mut) {
                *place = now.to_le_bytes();
            }
            at = at.saturating_add(size);
        }
    }

    /// Moves octets down. As everywhere in the core by a loop, for `copy_within` keeps a path to a panic.
    fn slide(&mut self, from: usize, count: usize, target: usize) {
        if from == target {
            return;
        }
        let cells = Cell::from_mut(&mut *self.memory).as_slice_of_cells();
        if let (Some(into), Some(out_of)) = (cells.get(target..), cells.get(from..)) {
            for (place, octet) in into.iter().zip(out_of).take(count) {
                place.set(octet.get());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cookie<'m>(name: &'m [u8], path: &'m [u8], sequence: u64) -> Kept<'m> {
        Kept {
            name,
            value: b"value",
            domain: b"a.example",
            path,
            partition: b"",
            expires: (sequence.is_multiple_of(2)).then_some(-7),
            created: 3,
            accessed: 5,
            sequence,
            host_only: sequence.is_multiple_of(3),
            secure: sequence.is_multiple_of(5),
            http_only: sequence.is_multiple_of(7),
            same_site: SameSite::Lax,
        }
    }

    #[test]
    fn what_is_kept_is_told_the_same_in_lower_case() {
        let mut memory = [0; 100];
        let mut store = Store::new(&mut memory);
        let new = Kept { domain: b"A.Example", ..cookie(b"n", b"/", 210) };
        assert!(store.insert(&new));
        assert_eq!(store.all().collect::<Vec<_>>(), [Kept { domain: b"a.example", ..new }]);
        assert_eq!(store.free(), 100 - new.size());
        assert!(!store.insert(&cookie(b"m", b"/", 1)));
        assert_eq!(store.all().count(), 1);
    }

    #[test]
    fn an_access_is_noted() {
        let mut memory = [0; 300];
        let mut store = Store::new(&mut memory);
        assert!(store.insert(&cookie(b"a", b"/", 0)) && store.insert(&cookie(b"b", b"/", 1)));
        store.touch(9, |kept| kept.name == b"b");
        assert_eq!(store.all().map(|kept| kept.accessed).collect::<Vec<_>>(), [5, 9]);
    }

    proptest! {
        #[test]
        fn cookies_stand_in_order_whatever_comes_and_goes(
            steps in proptest::collection::vec((0usize..4, any::<bool>()), 1..30)
        ) {
            let mut memory = [0; 1000];
            let mut store = Store::new(&mut memory);
            let mut model: Vec<(usize, u64)> = Vec::new();
            for (sequence, (depth, goes)) in (0u64..).zip(steps) {
                if goes {
                    store.retain(|kept| kept.path.len() != depth + 1);
                    model.retain(|(length, _)| *length != depth + 1);
                } else if store.insert(&cookie(b"n", &b"/abc"[..=depth], sequence)) {
                    model.push((depth + 1, sequence));
                }
                model.sort_by_key(|(length, sequence)| (usize::MAX - length, *sequence));
                let told: Vec<_> = store.all().map(|kept| (kept.path.len(), kept.sequence)).collect();
                prop_assert_eq!(&told, &model);
                prop_assert_eq!(store.size() - store.free(), store.all().map(|kept| kept.size()).sum::<usize>());
            }
        }
    }
}
