// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The header that a proxy sends before the first octet of a connection, to say whose it is: the PROXY protocol,
//! versions 1 and 2 (`HAProxy`'s proxy-protocol.txt, 2.1 and 2.2).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Octets of the longest header understood: of version 2, with a kilooctet of TLVs.
pub(crate) const MOST: usize = FIXED + UNIX + TLVS;

/// Whom a header names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// Nobody: the proxy speaks for itself, or does not know. The socket's peer is the peer.
    Socket,
    /// A peer by its address.
    Ip(SocketAddr),
    /// A peer of a Unix socket.
    Unix,
}

/// A header, and how many octets it is long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub named: Named,
    pub len: usize,
}

/// Why there is no header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// More is needed.
    Incomplete,
    /// Whatever comes, it is none.
    Refused,
}

/// Takes the header from the start of what has come.
pub(crate) fn header(octets: &[u8]) -> Result<Header, Stop> {
    match octets {
        [] => Err(Stop::Incomplete),
        [b'P', ..] => version_1(octets),
        _ => version_2(octets),
    }
}

/// `PROXY TCP4 192.0.2.1 198.51.100.1 49152 80` and CRLF (2.1).
fn version_1(octets: &[u8]) -> Result<Header, Stop> {
    let rest = after(octets, b"PROXY ")?;
    let within = octets.get(..LINE).unwrap_or(octets);
    let Some(end) = within.iter().position(|octet| *octet == b'\n') else {
        return Err(if within.len() < LINE { Stop::Incomplete } else { Stop::Refused });
    };
    let len = end.saturating_add(1);
    let count = len.saturating_sub(octets.len().saturating_sub(rest.len()));
    let line = rest.get(..count).and_then(|line| line.strip_suffix(b"\r\n")).ok_or(Stop::Refused)?;
    let line = str::from_utf8(line).map_err(|_| Stop::Refused)?;
    let mut words = line.split(' ');
    let named = match words.next() {
        Some("TCP4") => Named::Ip(source::<Ipv4Addr>(words)?),
        Some("TCP6") => Named::Ip(source::<Ipv6Addr>(words)?),
        // "the receiver must ignore anything presented before the CRLF is found"
        Some("UNKNOWN") => Named::Socket,
        _ => return Err(Stop::Refused),
    };
    Ok(Header { named, len })
}

/// Source, destination, and the port of each; nothing more.
fn source<'w, A>(mut words: impl Iterator<Item = &'w str>) -> Result<SocketAddr, Stop>
where
    A: std::str::FromStr + Into<IpAddr>,
{
    let mut next = || words.next().ok_or(Stop::Refused);
    let address = |word: &str| word.parse::<A>().map_err(|_| Stop::Refused);
    let (from, _, port, _) = (address(next()?)?, address(next()?)?, number(next()?)?, number(next()?)?);
    if words.next().is_some() { Err(Stop::Refused) } else { Ok(SocketAddr::new(from.into(), port)) }
}

/// A port: "heading zeroes are not permitted".
fn number(word: &str) -> Result<u16, Stop> {
    let plain = word == "0" || !word.starts_with(['0', '+']);
    word.parse().ok().filter(|_| plain).ok_or(Stop::Refused)
}

/// Twelve octets that no line begins with, four that say what follows, addresses, TLVs (2.2).
fn version_2(octets: &[u8]) -> Result<Header, Stop> {
    let rest = after(octets, SIGNATURE)?;
    let [command, rest @ ..] = rest else { return Err(Stop::Incomplete) };
    let local = match command {
        0x20 => true,
        0x21 => false,
        _ => return Err(Stop::Refused),
    };
    let [family, rest @ ..] = rest else { return Err(Stop::Incomplete) };
    let needed = match family {
        // "discard the protocol block including the family which is ignored"
        _ if local => 0,
        &TCP4 => IPV4,
        &TCP6 => IPV6,
        &STREAM => UNIX,
        // Unspecified, or datagrams: it may be accepted, and names nobody.
        0x00..=0x02 | 0x10 | 0x12 | 0x20 | 0x22 | 0x30 | 0x32 => 0,
        _ => return Err(Stop::Refused),
    };
    let [high, low, rest @ ..] = rest else { return Err(Stop::Incomplete) };
    let count = usize::from(u16::from_be_bytes([*high, *low]));
    let len = FIXED.saturating_add(count);
    if count < needed || len > MOST {
        return Err(Stop::Refused);
    }
    let block = rest.get(..count).ok_or(Stop::Incomplete)?;
    let named = match (block, *family) {
        _ if local => Named::Socket,
        ([a, b, c, d, _, _, _, _, high, low, ..], TCP4) => {
            Named::Ip(SocketAddr::new(Ipv4Addr::new(*a, *b, *c, *d).into(), u16::from_be_bytes([*high, *low])))
        }
        (block, TCP6) => {
            let (address, behind) = block.split_first_chunk::<16>().ok_or(Stop::Refused)?;
            let [high, low] = *behind.get(16..).and_then(<[u8]>::first_chunk).ok_or(Stop::Refused)?;
            Named::Ip(SocketAddr::new(Ipv6Addr::from(*address).into(), u16::from_be_bytes([high, low])))
        }
        (_, STREAM) => Named::Unix,
        _ => Named::Socket,
    };
    Ok(Header { named, len })
}

/// What follows `start`, which may still be on its way.
fn after<'o>(octets: &'o [u8], start: &[u8]) -> Result<&'o [u8], Stop> {
    match octets.strip_prefix(start) {
        Some(rest) => Ok(rest),
        None if start.starts_with(octets) => Err(Stop::Incomplete),
        None => Err(Stop::Refused),
    }
}

/// Octets of the longest line of version 1, its CRLF among them.
const LINE: usize = 107;

const SIGNATURE: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";

/// Octets of a header of version 2 before the addresses.
const FIXED: usize = 16;

/// Families, each over a stream.
const TCP4: u8 = 0x11;
const TCP6: u8 = 0x21;
const STREAM: u8 = 0x31;

/// Octets of their addresses.
const IPV4: usize = 12;
const IPV6: usize = 36;
const UNIX: usize = 216;

/// Octets of what may follow the addresses, which is passed over: what a proxy knows of TLS, of the network.
const TLVS: usize = 1_024;

#[cfg(test)]
mod tests {
    use super::*;

    fn version_2_of(command: u8, family: u8, block: &[u8]) -> Vec<u8> {
        let len = u16::try_from(block.len()).unwrap().to_be_bytes();
        [SIGNATURE, &[command, family], &len, block].concat()
    }

    /// The block of a family, with addresses that tell source from destination, and a TLV.
    fn block(family: u8) -> Vec<u8> {
        let tlv: &[u8] = &[0x04, 0x00, 0x02, 0xff, 0xff];
        match family >> 4 {
            1 => [&[192, 0, 2, 1, 198, 51, 100, 1, 0xc0, 0x00, 0x00, 0x50], tlv].concat(),
            2 => {
                let ends: [Ipv6Addr; 2] = ["2001:db8::1", "2001:db8::2"].map(|end| end.parse().unwrap());
                [&ends[0].octets(), &ends[1].octets(), &[0xc0, 0x00, 0x00, 0x50][..], tlv].concat()
            }
            3 => [&[b'/'; 216], tlv].concat(),
            _ => tlv.to_vec(),
        }
    }

    /// Headers, and whom they name.
    fn good() -> Vec<(Vec<u8>, Named)> {
        let four = Named::Ip("192.0.2.1:49152".parse().unwrap());
        let six = Named::Ip("[2001:db8::1]:49152".parse().unwrap());
        let mut all: Vec<(Vec<u8>, Named)> = vec![
            (b"PROXY TCP4 192.0.2.1 198.51.100.1 49152 80\r\n".to_vec(), four),
            (b"PROXY TCP6 2001:db8::1 2001:db8::2 49152 0\r\n".to_vec(), six),
            (b"PROXY UNKNOWN\r\n".to_vec(), Named::Socket),
            (b"PROXY UNKNOWN ffff::1 what\rever 65535 x\r\n".to_vec(), Named::Socket),
            (version_2_of(0x21, TCP4, &block(TCP4)), four),
            (version_2_of(0x21, TCP6, &block(TCP6)), six),
            (version_2_of(0x21, STREAM, &block(STREAM)), Named::Unix),
            (version_2_of(0x20, 0xff, &[]), Named::Socket),
            (version_2_of(0x20, TCP4, &[1]), Named::Socket),
            (version_2_of(0x21, STREAM, &[0; UNIX + TLVS]), Named::Unix),
        ];
        for family in [0x00, 0x01, 0x02, 0x10, 0x12, 0x20, 0x22, 0x30, 0x32] {
            all.push((version_2_of(0x21, family, &block(family)), Named::Socket));
        }
        let widest = [b"PROXY UNKNOWN ".as_slice(), &[b'x'; LINE - 16], b"\r\n"].concat();
        all.push((widest, Named::Socket));
        all
    }

    #[test]
    fn a_header_names_the_peer_and_no_octet_behind_it_is_taken() {
        for (octets, named) in good() {
            let expected = Ok(Header { named, len: octets.len() });
            assert_eq!(header(&octets), expected, "{}", octets.escape_ascii());
            for behind in [&b"GET / HTTP/1.1\r\n\r\n"[..], b"\n", b"PROXY UNKNOWN\r\n", &[0; 2_000]] {
                assert_eq!(header(&[&octets, behind].concat()), expected, "{}", octets.escape_ascii());
            }
        }
    }

    #[test]
    fn a_header_in_pieces_is_waited_for_at_every_split() {
        for (octets, _) in good() {
            for count in 0..octets.len() {
                assert_eq!(header(&octets[..count]), Err(Stop::Incomplete), "{count} of {}", octets.escape_ascii());
            }
        }
    }

    #[test]
    fn what_is_no_header_is_refused_and_stays_so() {
        let mut wrong: Vec<Vec<u8>> = [
            &b"GET / HTTP/1.1\r\n"[..],
            b"PRI * HTTP/2.0\r\n",
            b"PROXY\r\n",
            b"PROXY \r\n",
            b"proxy UNKNOWN\r\n",
            b"PROXY UNKNOWNS\r\n",
            b"PROXY UNKNOWN\n",
            b"PROXY  UNKNOWN\r\n",
            b"PROXY TCP5 192.0.2.1 198.51.100.1 1 2\r\n",
            b"PROXY TCP4\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 1\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 1 2 \r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 1 2 3\r\n",
            b"PROXY TCP4  192.0.2.1 198.51.100.1 1 2\r\n",
            b"PROXY TCP4 192.0.2.01 198.51.100.1 1 2\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.256 1 2\r\n",
            b"PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n",
            b"PROXY TCP6 192.0.2.1 198.51.100.1 1 2\r\n",
            b"PROXY TCP6 fe80::1%eth0 fe80::2 1 2\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 01 2\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 +1 2\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 1 65536\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 1 -2\r\n",
            b"PROXY TCP4 192.0.2.1 198.51.100.1 1 \xb2\r\n",
            b"\r\nPROXY UNKNOWN\r\n",
        ]
        .map(<[u8]>::to_vec)
        .into();
        wrong.push([b"PROXY UNKNOWN ".as_slice(), &[b'x'; LINE - 15], b"\r\n"].concat());
        wrong.push(vec![b'P'; 2]);
        wrong.push([b"PROXY ".as_slice(), &[b'x'; LINE - 6]].concat());
        for (command, family, count) in [
            (0x11, TCP4, IPV4),
            (0x22, TCP4, IPV4),
            (0x31, TCP4, IPV4),
            (0x21, 0x41, IPV4),
            (0x21, 0x13, IPV4),
            (0x21, TCP4, IPV4 - 1),
            (0x21, TCP6, IPV6 - 1),
            (0x21, STREAM, UNIX - 1),
            (0x21, STREAM, UNIX + TLVS + 1),
            (0x20, 0x00, UNIX + TLVS + 1),
            (0x21, TCP4, 65_535),
        ] {
            wrong.push(version_2_of(command, family, &vec![0; count]));
        }
        for at in 0..SIGNATURE.len() {
            let mut octets = version_2_of(0x21, TCP4, &block(TCP4));
            octets[at] ^= 1;
            wrong.push(octets);
        }
        for octets in wrong {
            assert_eq!(header(&octets), Err(Stop::Refused), "{}", octets.escape_ascii());
            // Nothing that was refused is ever waited for again.
            let told: Vec<_> = (0..=octets.len()).map(|count| header(&octets[..count])).collect();
            assert!(told.is_sorted_by_key(|told| *told == Err(Stop::Refused)), "{}", octets.escape_ascii());
            assert!(told.iter().all(Result::is_err));
        }
    }

    #[test]
    fn a_length_too_great_is_refused_before_it_is_waited_for() {
        let octets = version_2_of(0x21, TCP4, &vec![0; 65_535]);
        assert_eq!(header(&octets[..FIXED - 1]), Err(Stop::Incomplete));
        assert_eq!(header(&octets[..FIXED]), Err(Stop::Refused));
    }

    #[test]
    fn no_octets_end_in_a_panic_or_a_length_that_is_not_there() {
        let mut seed = 0x2545_f491_4f6c_dd1d_u64;
        let mut draw = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed
        };
        let good = good();
        for _ in 0..50_000 {
            let mut octets = good[usize::try_from(draw()).unwrap() % good.len()].0.clone();
            for _ in 0..draw() % 4 {
                let at = usize::try_from(draw()).unwrap() % octets.len();
                octets[at] = draw().to_le_bytes()[0];
            }
            if let Ok(Header { len, .. }) = header(&octets) {
                assert!(len <= octets.len() && len <= MOST);
            }
        }
    }
}
