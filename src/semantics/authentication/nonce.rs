// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Nonces that a server knows again without keeping them (RFC 7616, 3.3 and 5.4): the time, a number that makes each
//! another, and an HMAC of both (RFC 2104) by a key that only the server has.

use sha2::digest::Output;
use sha2::{Digest, Sha256};

use crate::grammar::number::{Digits, hex_digit};
use crate::grammar::pen::Pen;
use crate::grammar::text::Text;
use crate::semantics::authentication::are_same;

/// What a nonce says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Nonce {
    /// When it was made, in seconds since 1970-01-01 00:00:00 UTC.
    pub time: i64,
    /// What no other nonce of that time has: a count, or a random number. Two clients that get the same nonce get into
    /// each other's way, for each request of the one seems to be a replay of the other's.
    pub salt: u64,
}

/// Digits of a nonce: eight octets of time, eight of salt, sixteen of the HMAC.
pub const SIZE: usize = 64;

/// Who makes nonces.
#[derive(Clone, Copy, Debug)]
pub struct Maker<'k> {
    /// The server's secret, of 32 octets or more that nobody can guess. Servers that share it know each other's nonces. An
    /// empty one is no secret: anyone would make nonces by it, of times to come, so none is known.
    pub key: &'k [u8],
    /// What the nonces are for, if they are not for everything: a realm, an address of a client, an entity tag.
    pub tag: &'k [u8],
}

impl Maker<'_> {
    /// Writes a nonce.
    pub fn write(&self, nonce: Nonce, pen: &mut Pen<'_>) {
        let [time, salt] = halves(nonce);
        for octet in time.into_iter().chain(salt).chain(self.proof(nonce)) {
            for half in [octet >> 4, octet & 0x0f] {
                pen.octets(Digits::hexadecimal(u64::from(half)).octets());
            }
        }
    }

    /// What a nonce says; none if it is not of this maker.
    #[must_use]
    pub fn read(&self, text: Text<'_>) -> Option<Nonce> {
        if self.key.is_empty() {
            return None;
        }
        let mut octets = [0; 32];
        let mut digits = text.octets();
        for place in &mut octets {
            let (high, low) = (hex_digit(digits.next()?)?, hex_digit(digits.next()?)?);
            *place = (high << 4) | low;
        }
        let (time, rest) = octets.split_first_chunk()?;
        let (salt, proof) = rest.split_first_chunk()?;
        let nonce = Nonce { time: i64::from_be_bytes(*time), salt: u64::from_be_bytes(*salt) };
        let is_whole = digits.next().is_none();
        (is_whole && are_same(proof, &self.proof(nonce))).then_some(nonce)
    }

    /// The first half of the HMAC-SHA-256.
    fn proof(&self, nonce: Nonce) -> [u8; 16] {
        let [time, salt] = halves(nonce);
        let whole = hmac(self.key, &[&time, &salt, self.tag]);
        whole.first_chunk().copied().unwrap_or([0; 16])
    }
}

const fn halves(nonce: Nonce) -> [[u8; 8]; 2] {
    [nonce.time.to_be_bytes(), nonce.salt.to_be_bytes()]
}

/// HMAC-SHA-256 (RFC 2104, 2).
fn hmac(key: &[u8], pieces: &[&[u8]]) -> [u8; 32] {
    let mut block = [0u8; 64];
    let hashed: [u8; 32];
    let short = if key.len() > block.len() {
        hashed = <Output<Sha256>>::from(Sha256::digest(key)).into();
        &hashed[..]
    } else {
        key
    };
    for (place, octet) in block.iter_mut().zip(short) {
        *place = *octet;
    }
    let pad = |with: u8| block.map(|octet| octet ^ with);
    let mut inner = Sha256::new();
    inner.update(pad(0x36));
    for piece in pieces {
        inner.update(piece);
    }
    let mut outer = Sha256::new();
    outer.update(pad(0x5c));
    outer.update(inner.finalize());
    outer.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hmac_is_that_of_rfc_4231() {
        let hex = |octets: &[u8]| octets.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().concat();
        let told = hmac(&[0x0b; 20], &[b"Hi ", b"There"]);
        assert_eq!(hex(&told), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        let told = hmac(&[0xaa; 131], &[b"Test Using Larger Than Block-Size Key - Hash Key First"]);
        assert_eq!(hex(&told), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    #[test]
    fn a_nonce_is_known_again_by_its_maker_alone() {
        let maker = Maker { key: b"secret", tag: b"a" };
        let nonce = Nonce { time: 784_111_777, salt: 5 };
        let mut room = [0; SIZE];
        maker.write(nonce, &mut Pen::new(&mut room));
        assert_eq!(maker.read(Text::plain(&room)), Some(nonce));
        assert_eq!(Maker { tag: b"b", ..maker }.read(Text::plain(&room)), None);
        assert_eq!(Maker { key: b"other", ..maker }.read(Text::plain(&room)), None);
        for at in 0..SIZE {
            let mut altered = room;
            altered[at] = if altered[at] == b'0' { b'1' } else { b'0' };
            assert_eq!(maker.read(Text::plain(&altered)), None, "{at}");
        }
        assert_eq!(maker.read(Text::plain(&room[1..])), None);
        let anyone = Maker { key: b"", ..maker };
        anyone.write(nonce, &mut Pen::new(&mut room));
        assert_eq!(anyone.read(Text::plain(&room)), None);
        maker.write(nonce, &mut Pen::new(&mut room));
        assert_eq!(maker.read(Text::plain(&[&room[..], b"0"].concat())), None);
    }
}
