// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Which counts of which nonces were used (RFC 7616, 3.4 and 5.5), in memory that is lent.

/// Octets that a nonce takes.
pub const SLOT: usize = 32;

/// What is remembered of nonces: of each the highest count used, and which of the 64 counts up to that. A client may
/// send requests in parallel, so that they come in another order.
///
/// Guards that share one have one lifetime: the shorter would forget nonces that are good for the longer.
#[derive(Debug)]
pub struct Window<'m> {
    room: &'m mut [u8],
}

/// Whether a count is used for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// It is.
    New,
    /// It is not, or is so far below the highest that nobody knows.
    Used,
    /// There is no room to remember it.
    Full,
}

/// What a slot holds: a nonce's time and salt, the highest count, and a bit for each of those up to it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Slot {
    id: (i64, u64),
    highest: u32,
    seen: u64,
}

impl<'m> Window<'m> {
    /// A window in this memory, which remembers a nonce in 32 octets. It is all zero at first, and kept from use to use.
    #[must_use]
    pub const fn new(room: &'m mut [u8]) -> Self {
        Window { room }
    }

    /// Uses a count of a nonce, which is its time and salt. Those older than `lifetime` are forgotten: they are stale.
    ///
    /// Linear in the memory.
    pub fn enter(&mut self, id: (i64, u64), count: u32, (now, lifetime): (i64, u64)) -> Count {
        if count == 0 {
            return Count::Used;
        }
        let is_over = |slot: &Slot| {
            let age = u64::try_from(now.saturating_sub(slot.id.0)).unwrap_or(0);
            slot.highest == 0 || age > lifetime
        };
        let (mut found, mut free) = (None, None);
        for place in self.room.chunks_exact_mut(SLOT) {
            let Some(slot) = place.first_chunk().map(Slot::read) else { continue };
            if slot.id == id && slot.highest != 0 {
                found = Some((place, slot));
                break;
            } else if free.is_none() && is_over(&slot) {
                free = Some((place, Slot { id, highest: 0, seen: 0 }));
            }
        }
        let Some((place, slot)) = found.or(free) else { return Count::Full };
        let Some(slot) = slot.with(count) else { return Count::Used };
        place.copy_from_slice(&slot.written());
        Count::New
    }
}

impl Slot {
    fn read(octets: &[u8; SLOT]) -> Slot {
        let [time, salt, seen, counts] = eights(octets);
        let highest = counts.first_chunk().copied().map_or(0, u32::from_be_bytes);
        Slot { id: (i64::from_be_bytes(time), u64::from_be_bytes(salt)), highest, seen: u64::from_be_bytes(seen) }
    }

    fn written(self) -> [u8; SLOT] {
        let [time, salt, seen] = [self.id.0.to_be_bytes(), self.id.1.to_be_bytes(), self.seen.to_be_bytes()];
        let mut octets = [0; SLOT];
        let all = time.into_iter().chain(salt).chain(seen).chain(self.highest.to_be_bytes());
        for (place, octet) in octets.iter_mut().zip(all) {
            *place = octet;
        }
        octets
    }

    /// The same with one more count; none if that was there.
    fn with(self, count: u32) -> Option<Slot> {
        match count.checked_sub(self.highest) {
            Some(0) => None,
            // Bit 0 is the highest.
            Some(more) => {
                let seen = self.seen.checked_shl(more).unwrap_or(0) | 1;
                Some(Slot { highest: count, seen, ..self })
            }
            None => {
                let bit = 1u64.checked_shl(self.highest.saturating_sub(count))?;
                (self.seen & bit == 0).then_some(Slot { seen: self.seen | bit, ..self })
            }
        }
    }
}

fn eights(octets: &[u8; SLOT]) -> [[u8; 8]; 4] {
    let mut all = [[0; 8]; 4];
    for (place, octets) in all.iter_mut().zip(octets.chunks_exact(8)) {
        place.copy_from_slice(octets);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: (i64, u64) = (0, 1000);

    #[test]
    fn each_count_is_used_once_in_whatever_order() {
        let mut room = [0; SLOT];
        let mut window = Window::new(&mut room);
        for (count, expected) in [
            (1, Count::New),
            (1, Count::Used),
            (3, Count::New),
            (2, Count::New),
            (2, Count::Used),
            (66, Count::New),
            (2, Count::Used),
            (3, Count::Used),
            (4, Count::New),
            (0, Count::Used),
            (u32::MAX, Count::New),
            (u32::MAX, Count::Used),
            (66, Count::Used),
        ] {
            assert_eq!(window.enter((0, 1), count, NEVER), expected, "{count}");
        }
    }

    #[test]
    fn what_is_remembered_fits_the_memory() {
        let mut room = [0; SLOT * 2 + 5];
        let mut window = Window::new(&mut room);
        assert_eq!(window.enter((0, 1), 1, NEVER), Count::New);
        assert_eq!(window.enter((5, 1), 1, NEVER), Count::New);
        assert_eq!(window.enter((5, 2), 1, NEVER), Count::Full);
        assert_eq!(window.enter((5, 1), 1, NEVER), Count::Used);
        // The first is stale by now, and its place is free.
        assert_eq!(window.enter((5, 2), 1, (1001, 1000)), Count::New);
        assert_eq!(window.enter((5, 2), 1, (1001, 1000)), Count::Used);
        assert_eq!(Window::new(&mut []).enter((0, 1), 1, NEVER), Count::Full);
    }
}
