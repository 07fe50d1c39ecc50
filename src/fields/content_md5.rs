// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Content-MD5: the base64 of sixteen octets (RFC 1864, 2; RFC 2616, 14.15).

use crate::error::{Refused, Violation};
use crate::grammar::base64::{self, Reading};
use crate::grammar::octet::{is_space, run, trim};
use crate::grammar::pen::Pen;

/// Octets of a digest.
pub const SIZE: usize = 16;

/// Reads a Content-MD5: the digest.
///
/// # Errors
/// `ContentMd5`, at the octet that is none of it, or the end where it is too short.
pub fn content_md5(value: &[u8]) -> Result<[u8; SIZE], Refused> {
    let before = run(value, is_space);
    let value = trim(value);
    let mut digest = [0; SIZE];
    let mut octets = base64::decoded(value, Reading::Strict);
    for place in &mut digest {
        let octet = octets.next().unwrap_or(Err(Refused::new(Violation::ContentMd5, value.len())));
        *place = octet.map_err(|refused| refuse(refused.at, before))?;
    }
    match octets.next() {
        None => Ok(digest),
        Some(Err(refused)) => Err(refuse(refused.at, before)),
        Some(Ok(_)) => Err(refuse(LENGTH, before)),
    }
}

const fn refuse(at: usize, before: usize) -> Refused {
    Refused::new(Violation::ContentMd5, at).after(before)
}

/// Digits that stand for a digest, before their padding.
const LENGTH: usize = 22;

/// Writes a Content-MD5.
pub fn write(pen: &mut Pen<'_>, digest: &[u8; SIZE]) {
    base64::encode(digest.iter().copied(), pen);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 1864, 2.
    const EXAMPLE: &[u8] = b"Q2hlY2sgSW50ZWdyaXR5IQ==";

    #[test]
    fn the_example_of_the_rfc_is_read_and_written() {
        let digest = content_md5(EXAMPLE).unwrap();
        assert_eq!(&digest, b"Check Integrity!");
        let mut room = [0; 24];
        let mut pen = Pen::new(&mut room);
        write(&mut pen, &digest);
        assert_eq!(pen.written().unwrap(), EXAMPLE);
        assert_eq!(content_md5(b"\tQ2hlY2sgSW50ZWdyaXR5IQ== "), Ok(digest));
    }

    #[test]
    fn what_is_no_digest_is_refused_where_it_breaks() {
        let table: [(&[u8], usize); 6] = [
            (b"", 0),
            (b"Q2hl", 4),
            (b"Q2hlY2sgSW50ZWdyaXR5IQ", 22),
            (b"Q2hlY2sgSW50ZWdyaXR5IQ==x", 24),
            (b" Q2hlY2sgSW50ZWdyaXR5ISE=", 23),
            (b"Q2h!Y2sgSW50ZWdyaXR5IQ==", 3),
        ];
        for (value, at) in table {
            assert_eq!(content_md5(value), Err(Refused::new(Violation::ContentMd5, at)), "{value:?}");
        }
    }
}
