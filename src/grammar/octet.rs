// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Classes of octets (RFC 9110, 5.5 and 5.6.2; RFC 3986, 2), and runs of them.

/// `tchar` (RFC 9110, 5.6.2).
#[must_use]
pub const fn is_tchar(octet: u8) -> bool {
    matches!(octet, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'0'..=b'9' | b'A'..=b'Z' | b'^'..=b'z' | b'|' | b'~')
}

/// `field-vchar`, SP or HTAB (RFC 9110, 5.5).
#[must_use]
pub const fn is_field_octet(octet: u8) -> bool {
    matches!(octet, b'\t' | b' '..=b'~' | 0x80..=0xff)
}

/// `VCHAR` (RFC 5234, B.1): what a request-target may be made of at most.
#[must_use]
pub const fn is_visible(octet: u8) -> bool {
    matches!(octet, b'!'..=b'~')
}

/// SP or HTAB, the octets of OWS (RFC 9110, 5.6.3).
#[must_use]
pub const fn is_space(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t')
}

/// `unreserved / sub-delims` (RFC 3986, 2.2 and 2.3).
#[must_use]
pub const fn is_unreserved_or_delim(octet: u8) -> bool {
    matches!(octet, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~')
        || matches!(octet, b'!' | b'$' | b'&'..=b',' | b';' | b'=')
}

/// How many tchars there are at the start.
#[must_use]
pub fn tchars(octets: &[u8]) -> usize {
    run(octets, |octet| is(octet, TCHAR))
}

/// How many octets from the start are letters, digits, hyphens or dots: what most names of hosts are made of.
#[must_use]
pub fn host_run(octets: &[u8]) -> usize {
    run(octets, |octet| is(octet, OF_HOST))
}

fn is(octet: u8, class: u8) -> bool {
    CLASSES.get(usize::from(octet)).is_some_and(|classes| classes & class != 0)
}

const TCHAR: u8 = 1;
const OF_HOST: u8 = 1 << 1;

/// The classes that are asked for octet by octet.
static CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut rest: &mut [u8] = &mut table;
    let mut octet = 0u8;
    while let [classes, behind @ ..] = rest {
        let of_host = octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.');
        *classes = if is_tchar(octet) { TCHAR } else { 0 } | if of_host { OF_HOST } else { 0 };
        octet = octet.wrapping_add(1);
        rest = behind;
    }
    table
};

/// How many octets from the start are of a class.
pub fn run(octets: &[u8], class: impl Fn(u8) -> bool) -> usize {
    octets.iter().position(|octet| !class(*octet)).unwrap_or(octets.len())
}

/// The same, where many are likely: sixteen are asked at once, without a branch between, by vectors where there are any.
/// A class is told in bits, all of them or none, as [`within`] has them.
pub fn long_run(octets: &[u8], class: impl Fn(u8) -> u8) -> usize {
    let mut rest = octets;
    while let Some((block, behind)) = rest.split_first_chunk::<16>()
        && block.iter().fold(u8::MAX, |all, octet| all & class(*octet)) == u8::MAX
    {
        rest = behind;
    }
    octets.len().saturating_sub(rest.len()).saturating_add(run(rest, |octet| class(octet) != 0))
}

/// All bits if an octet lies between two others, else none.
#[must_use]
pub fn within(octet: u8, first: u8, last: u8) -> u8 {
    u8::from(octet.wrapping_sub(first) <= last.wrapping_sub(first)).wrapping_neg()
}

/// All bits for a letter or a digit, else none.
#[must_use]
pub fn alphanumeric(octet: u8) -> u8 {
    within(octet | 0x20, b'a', b'z') | within(octet, b'0', b'9')
}

/// Whether there is a control character (RFC 5234, B.1: CTL).
#[must_use]
pub fn has_control(octets: &[u8]) -> bool {
    octets.iter().fold(0, |any, octet| any | within(*octet, 0x00, 0x1f) | within(*octet, 0x7f, 0x7f)) != 0
}

/// For each half of an octet, low and high, the classes it may belong to: the octet is a tchar if its halves share
/// one. A table that fits the registers which look up sixteen octets at once.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
pub(super) const HALVES: ([u8; 16], [u8; 16]) = {
    // A class for each high half from 2 to 7.
    let high = [0, 0, 1, 2, 4, 8, 16, 32, 0, 0, 0, 0, 0, 0, 0, 0];
    let mut low = [0; 16];
    let mut half = 0u8;
    let mut rest: &mut [u8] = &mut low;
    while let [classes, behind @ ..] = rest {
        let mut class = 0u8;
        while class < 6 {
            if is_tchar(half | class.wrapping_add(2) << 4) {
                *classes |= 1 << class;
            }
            class = class.wrapping_add(1);
        }
        half = half.wrapping_add(1);
        rest = behind;
    }
    (low, high)
};

/// Whether there is a token and nothing else (RFC 9110, 5.6.2).
#[must_use]
pub fn is_token(octets: &[u8]) -> bool {
    !octets.is_empty() && tchars(octets) == octets.len()
}

/// Without the OWS around it (RFC 9110, 5.6.3).
#[must_use]
pub const fn trim(octets: &[u8]) -> &[u8] {
    let mut rest = octets;
    while let [b' ' | b'\t', after @ ..] = rest {
        rest = after;
    }
    while let [before @ .., b' ' | b'\t'] = rest {
        rest = before;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_what_rfc_9110_5_6_2_lists() {
        let listed = b"!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for octet in 0..=255 {
            assert_eq!(is_tchar(octet), listed.contains(&octet), "{octet}");
        }
    }

    #[test]
    fn only_sp_and_htab_are_trimmed() {
        assert_eq!(trim(b" \t\x0bx\xa0 "), b"\x0bx\xa0");
        assert_eq!(trim(b" \t "), b"");
    }
}
