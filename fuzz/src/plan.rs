// SPDX-License-Identifier: MIT OR Apache-2.0
//! An input is a conformance case in octets: how the connection is made, where to cut, and what the peer sends.
//!
//! Any octets are a plan, so that the fuzzer is never refused; the cases of `tests/conformance/*.md` are plans too, so
//! that it begins where they end.

use super::support::cases::{Case, Reply, Role, Sent, Setup};

/// Octets of a plan before what the peer sends.
pub const HEAD: usize = 14;

/// The largest input buffer of a plan.
const LARGEST: u16 = 8192;

const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "DELETE", "CONNECT", "OPTIONS", "PUT", "TRACE"];
const TARGETS: [&str; 4] = ["/", "/1", "/2", "/3"];
const UPGRADE: &str = "websocket";
const KEPT: [&[&str]; 6] = [&[], &["Accept"], &["accept", "X"], &["Cookie"], &["Content-Type"], &["Checksum"]];

/// The case that octets stand for, and where to cut its input.
pub fn read(octets: &[u8]) -> Option<(Case, u16)> {
    let (head, input) = octets.split_first_chunk::<HEAD>()?;
    let [flags, allow, size, size_high, cut, cut_high, content, discard, keep, reply, sends @ ..] = *head;
    let flag = |bit: u8| flags >> bit & 1 == 1;
    let some = |count: u8| (count > 0).then(|| u64::from(count));
    let role = if flag(0) { Role::Client } else { Role::Server };
    let version = [11, 10, 9, 11][usize::from(allow >> 4 & 3)];
    let names = KEPT[usize::from(keep) % KEPT.len()];
    let mut setup = Setup {
        role,
        allow: u32::from(allow & 0xf),
        input: usize::from(u16::from_le_bytes([size, size_high]) % LARGEST) + 1,
        keep: (!names.is_empty()).then(|| names.iter().map(|name| name.to_string()).collect()),
        max_content: some(content),
        max_discard: some(discard),
        end: flag(1),
        last: flag(2),
        ..Setup::default()
    };
    if role == Role::Client {
        setup.version = version;
        setup.sends = sends.into_iter().take_while(|octet| *octet > 0).map(|octet| sent(octet, version)).collect();
        // What can be followed by nothing is the last.
        let over = |sent: &Sent| sent.method == "CONNECT" || sent.upgrade.is_some() || setup.last || version < 11;
        let last = setup.sends.iter().position(over).unwrap_or(setup.sends.len());
        setup.sends.truncate(last + 1);
    } else {
        setup.switch = flag(3).then(|| UPGRADE.into());
        setup.reply = match reply % 4 {
            0 => Reply::AtEnd(200),
            1 => Reply::AtHead,
            2 => Reply::Never,
            _ => Reply::AtEnd(405),
        };
    }
    Some((Case { setup, input: input.to_vec(), ..Case::default() }, u16::from_le_bytes([cut, cut_high])))
}

/// The octets of a case, if it can be said in them.
pub fn written(case: &Case) -> Option<Vec<u8>> {
    let setup = &case.setup;
    let flags = [setup.role == Role::Client, setup.end, setup.last, setup.switch.is_some()];
    let flags = (0..).zip(flags).map(|(bit, set)| u8::from(set) << bit).sum();
    let version = [11, 10, 9].iter().position(|version| *version == setup.version)?;
    let keep = KEPT.iter().position(|names| setup.keep.as_deref().unwrap_or_default() == *names)?;
    let reply = match setup.reply {
        Reply::AtEnd(405) => 3,
        Reply::AtEnd(_) => 0,
        Reply::AtHead => 1,
        Reply::Never => 2,
    };
    let [size, size_high] = u16::try_from(setup.input - 1).ok()?.to_le_bytes();
    let [cut, cut_high] = u16::try_from(case.input.len() / 2).ok()?.to_le_bytes();
    let some = |count: Option<u64>| u8::try_from(count.unwrap_or(0)).ok();
    let allow = setup.allow as u8 | (version as u8) << 4;
    let (content, discard) = (some(setup.max_content)?, some(setup.max_discard)?);
    let mut octets = vec![flags, allow, size, size_high, cut, cut_high, content, discard, keep as u8, reply];
    for sent in &setup.sends {
        let method = METHODS.iter().position(|method| *method == sent.method)?;
        let target = TARGETS.iter().position(|target| *target == sent.target).unwrap_or(0);
        octets.push(0x80 | method as u8 | (target as u8) << 3 | u8::from(sent.upgrade.is_some()) << 5);
    }
    octets.resize(octets.len().max(HEAD), 0);
    octets.extend(&case.input);
    read(&octets).filter(|(read, _)| (&read.setup, &read.input) == (setup, &case.input)).map(|_| octets)
}

fn sent(octet: u8, version: u32) -> Sent {
    let method = if version == 9 { METHODS[0] } else { METHODS[usize::from(octet & 7)] };
    let target = if method == "CONNECT" { "a:443" } else { TARGETS[usize::from(octet >> 3 & 3)] };
    let upgrade = (octet >> 5 & 1 == 1 && version == 11).then(|| UPGRADE.into());
    Sent { method: method.into(), target: target.into(), upgrade }
}
