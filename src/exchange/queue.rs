// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What was asked, in order: responses come in the same order (RFC 9112, 9.2).

use crate::messaging::framing::Asked;

/// Requests that may be under way at once.
pub(crate) const MOST: u32 = 8;

/// What has to be remembered of a request until its response is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    pub asked: Asked,
    /// It offered to upgrade.
    pub upgrade: bool,
}

/// At most eight entries, three bits each from the lowest; whether the last one asked said "close"; the count in the
/// top four bits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Queue(u32);

impl Queue {
    const CLOSE: u32 = 1 << 24;

    pub fn len(self) -> u32 {
        self.0 >> 28
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    pub fn front(self) -> Option<Entry> {
        let asked = match self.0 & 3 {
            1 => Asked::Head,
            2 => Asked::Connect,
            _ => Asked::Other,
        };
        (!self.is_empty()).then_some(Entry { asked, upgrade: self.0 & 4 != 0 })
    }

    /// Whether a request said "close", so that no other follows (RFC 9112, 9.6).
    pub fn said_close(self) -> bool {
        self.0 & Self::CLOSE != 0
    }

    pub fn say_close(&mut self) {
        self.0 |= Self::CLOSE;
    }

    /// Whether a CONNECT is under way: what is sent behind it might go through the tunnel.
    pub fn connects(self) -> bool {
        let mut rest = self;
        while let Some(entry) = rest.front() {
            if entry.asked == Asked::Connect {
                return true;
            }
            rest.pop();
        }
        false
    }

    /// Whether there was room.
    pub fn push(&mut self, entry: Entry) -> bool {
        let len = self.len();
        let asked = match entry.asked {
            Asked::Other => 0,
            Asked::Head => 1,
            Asked::Connect => 2,
        };
        let bits = asked | u32::from(entry.upgrade) << 2;
        let fits = len < MOST;
        if fits {
            let entries = self.0 & 0x01ff_ffff | bits << (len.wrapping_mul(3) & 31);
            self.0 = entries | len.wrapping_add(1) << 28;
        }
        fits
    }

    pub fn pop(&mut self) {
        self.0 = (self.0 & 0x00ff_ffff) >> 3 | self.0 & Self::CLOSE | self.len().saturating_sub(1) << 28;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_in_order() {
        let kinds = [Asked::Head, Asked::Other, Asked::Connect];
        let mut queue = Queue::default();
        for at in 0..8 {
            assert!(queue.push(Entry { asked: kinds[at % 3], upgrade: at % 2 == 0 }));
        }
        assert!(!queue.push(Entry::default()));
        for at in 0..8 {
            assert_eq!(queue.front(), Some(Entry { asked: kinds[at % 3], upgrade: at % 2 == 0 }));
            queue.pop();
        }
        assert_eq!(queue.front(), None);
    }
}
