// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! IP addresses: `IPv4address` and `IPv6address` (RFC 3986, 3.2.2), written as RFC 5952, 4 and 5, recommends.
//!
//! Why not `str::parse`? It wants UTF-8 and may panic, as far as the linker can tell.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::grammar::number::{Digits, decimal, hex_digit};
use crate::grammar::pen::Pen;

/// Reads an IPv4 address, or an IPv6 address without brackets.
#[must_use]
pub fn read(octets: &[u8]) -> Option<IpAddr> {
    match read_ipv4(octets) {
        Some(address) => Some(IpAddr::V4(address)),
        None => read_ipv6(octets).map(IpAddr::V6),
    }
}

/// Reads four numbers from 0 to 255 without leading zeros.
#[must_use]
pub fn read_ipv4(octets: &[u8]) -> Option<Ipv4Addr> {
    let mut numbers = octets.split(|octet| *octet == b'.').map(dec_octet);
    let address = [numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then(|| Ipv4Addr::from(address))
}

fn dec_octet(digits: &[u8]) -> Option<u8> {
    match digits {
        [b'0', _, ..] | [_, _, _, _, ..] => None,
        _ => u8::try_from(decimal(digits).ok()?).ok(),
    }
}

/// Reads eight groups, or fewer around one "::"; the last two may be an IPv4 address.
#[must_use]
pub fn read_ipv6(octets: &[u8]) -> Option<Ipv6Addr> {
    let gap = octets.windows(2).position(|pair| pair == b"::");
    match gap.and_then(|at| Some((octets.get(..at)?, octets.get(at.checked_add(2)?..)?))) {
        None => {
            let (groups, count) = groups(octets, true)?;
            (count == 8).then(|| Ipv6Addr::from(groups))
        }
        Some((before, behind)) => {
            let (mut address, leading) = groups(before, false)?;
            let (last, trailing) = groups(behind, true)?;
            for (place, group) in address.iter_mut().rev().zip(last.iter().take(trailing).rev()) {
                *place = *group;
            }
            (leading.checked_add(trailing)? <= 7).then(|| Ipv6Addr::from(address))
        }
    }
}

/// Groups of 16 bits, and how many there are; none in no octets.
fn groups(octets: &[u8], may_end_in_ipv4: bool) -> Option<([u16; 8], usize)> {
    let mut groups = [0; 8];
    let mut count = 0usize;
    let mut places = groups.iter_mut();
    let mut pieces = octets.split(|octet| *octet == b':').take(if octets.is_empty() { 0 } else { 9 }).peekable();
    while let Some(piece) = pieces.next() {
        count = count.checked_add(1)?;
        if let Some(group) = h16(piece) {
            *places.next()? = group;
        } else if may_end_in_ipv4 && pieces.peek().is_none() {
            let [a, b, c, d] = read_ipv4(piece)?.octets();
            *places.next()? = u16::from_be_bytes([a, b]);
            *places.next()? = u16::from_be_bytes([c, d]);
            count = count.checked_add(1)?;
        } else {
            return None;
        }
    }
    Some((groups, count))
}

/// One to four HEXDIG.
fn h16(digits: &[u8]) -> Option<u16> {
    match digits {
        [] | [_, _, _, _, _, ..] => None,
        _ => digits.iter().try_fold(0u16, |number, digit| Some(number << 4 | u16::from(hex_digit(*digit)?))),
    }
}

/// Writes an address; an IPv6 address without brackets.
pub fn write(address: IpAddr, pen: &mut Pen<'_>) {
    match address {
        IpAddr::V4(address) => write_ipv4(address, pen),
        IpAddr::V6(address) => write_ipv6(address, pen),
    }
}

fn write_ipv4(address: Ipv4Addr, pen: &mut Pen<'_>) {
    let [a, b, c, d] = address.octets().map(u64::from);
    pen.decimal(a).octet(b'.').decimal(b).octet(b'.').decimal(c).octet(b'.').decimal(d);
}

fn write_ipv6(address: Ipv6Addr, pen: &mut Pen<'_>) {
    // RFC 5952, 5: an address with a known prefix of IPv4 ends as IPv4.
    if let [0, 0, 0, 0, 0, 0xffff, ..] = address.segments()
        && let [.., a, b, c, d] = address.octets()
    {
        pen.octets(b"::ffff:");
        return write_ipv4(Ipv4Addr::from([a, b, c, d]), pen);
    }
    let (begin, end) = longest_gap(address.segments());
    for (at, group) in address.segments().into_iter().enumerate() {
        if at == begin && begin < end {
            pen.octets(b"::");
        } else if at < begin || at >= end {
            if at > 0 && (at != end || begin == end) {
                pen.octet(b':');
            }
            pen.octets(Digits::hexadecimal(u64::from(group)).octets());
        }
    }
}

/// The first of the longest runs of two or more groups of zero: from, to (RFC 5952, 4.2).
fn longest_gap(groups: [u16; 8]) -> (usize, usize) {
    let mut longest = (0usize, 0usize);
    let mut begin = 0usize;
    for (at, group) in groups.into_iter().enumerate() {
        let end = at.saturating_add(1);
        if group != 0 {
            begin = end;
        } else if end.saturating_sub(begin) > longest.1.saturating_sub(longest.0).max(1) {
            longest = (begin, end);
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(address: IpAddr) -> String {
        let mut room = [0; 45];
        let mut pen = Pen::new(&mut room);
        write(address, &mut pen);
        String::from_utf8(pen.written().unwrap().to_vec()).unwrap()
    }

    #[test]
    fn addresses_are_written_as_rfc_5952_shows_them() {
        for (given, expected) in [
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("2001:DB8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:0db8:0:0:0:0:2:1", "2001:db8::2:1"),
            ("0:0:0:0:0:0:0:1", "::1"),
            ("0:0:0:0:0:0:0:0", "::"),
            ("1:0:0:0:0:0:0:0", "1::"),
            ("::ffff:c000:0201", "::ffff:192.0.2.1"),
            ("2001:db8::192.0.2.33", "2001:db8::c000:221"),
            ("192.0.2.43", "192.0.2.43"),
        ] {
            assert_eq!(written(read(given.as_bytes()).unwrap()), expected);
        }
    }

    proptest! {
        #[test]
        fn the_standard_library_reads_and_writes_the_same(text in "[0-9a-f:.]{0,16}|[0-9]{1,3}(\\.[0-9]{1,3}){3}|([0-9a-fA-F]{1,4}:){0,7}:?(:[0-9a-f]{0,4}){0,7}") {
            // The standard library takes "1.2.3.4::" as little as we do, and no zone.
            prop_assert_eq!(read(text.as_bytes()), text.parse().ok(), "{}", text);
        }

        #[test]
        fn what_is_written_is_read_back(groups in proptest::array::uniform8(prop_oneof![Just(0u16), any::<u16>()])) {
            let address = IpAddr::from(groups);
            prop_assert_eq!(written(address), address.to_string());
            prop_assert_eq!(read(written(address).as_bytes()), Some(address));
        }
    }
}
