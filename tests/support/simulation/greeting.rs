// SPDX-License-Identifier: MIT OR Apache-2.0
//! What a connection begins with that comes through a proxy: a header that says whose it is (`HAProxy`'s
//! proxy-protocol.txt), or what is none.

use std::net::{Ipv6Addr, SocketAddr};

use crate::dice::Dice;

/// Whom it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Nobody: the socket's peer is the peer.
    #[default]
    Socket,
    /// A peer, as the server is to tell it.
    Peer(String),
    /// It is not such a header.
    Wrong,
    /// Such a header may begin so, and what is missing never comes.
    CutOff,
}

const SIGNATURE: &[u8] = b"\r\n\r\n\0\r\nQUIT\n";

/// Octets of the longest block of version 2 that a server must read: addresses and TLVs.
const BLOCK: usize = 216 + 1_024;

/// A header, and whom it names.
pub fn greet(dice: &mut Dice) -> (Vec<u8>, Names) {
    match dice.below(10) {
        0 => (wrong(dice), Names::Wrong),
        1 => {
            let (mut octets, _) = honest(dice);
            octets.truncate(dice.below(octets.len()));
            (octets, Names::CutOff)
        }
        _ => honest(dice),
    }
}

fn honest(dice: &mut Dice) -> (Vec<u8>, Names) {
    let (host, port) = (dice.below(256).to_le_bytes()[0], u16::try_from(dice.below(65_536)).unwrap());
    let four = SocketAddr::from(([203, 0, 113, host], port));
    let six = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, port, host.into());
    let name_of = |ip: Ipv6Addr| Names::Peer(SocketAddr::from((ip, port)).to_string());
    let to_80 = [port.to_be_bytes(), 80u16.to_be_bytes()].concat();
    let tlvs = dice.pick(&[0, 0, 7, 300, 1_024]);
    let tlvs = dice.octets(tlvs);
    match dice.below(9) {
        0 => (format!("PROXY TCP4 {} 192.0.2.1 {port} 80\r\n", four.ip()).into(), Names::Peer(four.to_string())),
        1 => (format!("PROXY TCP6 {six} 2001:db8::1 {port} 80\r\n").into(), name_of(six)),
        2 => (b"PROXY UNKNOWN\r\n".to_vec(), Names::Socket),
        3 => (format!("PROXY UNKNOWN {}\r\n", "x".repeat(dice.below(92))).into(), Names::Socket),
        4 => {
            let block = [&[203, 0, 113, host, 192, 0, 2, 1], &to_80[..], &tlvs].concat();
            (second(0x21, 0x11, &block), Names::Peer(four.to_string()))
        }
        5 => {
            let block = [&six.octets(), &[0; 16], &to_80[..], &tlvs].concat();
            (second(0x21, 0x21, &block), name_of(six))
        }
        // One that came by IPv4 is told by that address.
        6 => {
            let mapped = [&[0; 10][..], &[0xff, 0xff, 203, 0, 113, host]].concat();
            (second(0x21, 0x21, &[&mapped[..], &[0; 16], &to_80[..], &tlvs].concat()), Names::Peer(four.to_string()))
        }
        7 => (second(0x21, 0x31, &[&[b'/'; 216][..], &tlvs].concat()), Names::Peer("unix".to_string())),
        _ => (second(0x20, dice.pick(&[0, 0x11, 0x21, 0xff]), &tlvs), Names::Socket),
    }
}

/// What whoever has read it all knows to be no header.
fn wrong(dice: &mut Dice) -> Vec<u8> {
    let long = [b"PROXY UNKNOWN ", "x".repeat(120).as_bytes()].concat();
    let kinds = [
        b"GET / HTTP/1.1\r\n".to_vec(),
        b"PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\n".to_vec(),
        b"PROXY TCP4 203.0.113.7 192.0.2.1 01234 80\r\n".to_vec(),
        b"PROXY TCP4 203.0.113.7 192.0.2.1 1234 80 \r\n".to_vec(),
        b"PROXY TCP6 203.0.113.7 192.0.2.1 1234 80\r\n".to_vec(),
        b"PROXY UDP4 203.0.113.7 192.0.2.1 1234 80\r\n".to_vec(),
        b"\r\n\r\n\0\r\nQUIC".to_vec(),
        second(0x11, 0x11, &[0; 12]),
        second(0x22, 0x11, &[0; 12]),
        second(0x21, 0x41, &[0; 12]),
        second(0x21, 0x11, &[0; 11]),
        second(0x21, 0x21, &[0; 35]),
        second(0x20, 0x00, &[0; BLOCK + 1]),
        long,
    ];
    kinds[dice.below(kinds.len())].clone()
}

/// A header of version 2.
fn second(command: u8, family: u8, block: &[u8]) -> Vec<u8> {
    let len = u16::try_from(block.len()).unwrap().to_be_bytes();
    [SIGNATURE, &[command, family], &len, block].concat()
}
