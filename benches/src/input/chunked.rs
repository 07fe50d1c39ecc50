// SPDX-License-Identifier: MIT OR Apache-2.0
//! One mebibyte in the chunked transfer coding (RFC 9112, 7.1).

use std::io::Write;

use crate::random::Random;

pub const CONTENT: usize = 1 << 20;

/// The octets, in chunks of `least` to `most`, and the number of chunks that are not empty.
pub fn content(least: usize, most: usize) -> (Vec<u8>, usize) {
    let mut random = Random::from_seed(9112);
    let letters = (b'a'..=b'z').cycle();
    let (mut octets, mut left, mut chunks) = (Vec::new(), CONTENT, 0);
    while left > 0 {
        let size = random.between(least, most).min(left);
        write!(octets, "{size:x}\r\n").expect("a Vec takes all");
        octets.extend(letters.clone().take(size));
        octets.extend(b"\r\n");
        left -= size;
        chunks += 1;
    }
    octets.extend(b"0\r\n\r\n");
    (octets, chunks)
}
