// SPDX-License-Identifier: MIT OR Apache-2.0
//! Any sequence of calls, on any octets: every loop of steps ends, CLOSED comes once and last, what is pending does
//! not move, and a call that fails writes nothing.

mod support;

use std::path::Path;

use oyez::exchange::{Config, Connection, Event, Length, Role, Slices, Step, Wants};
use oyez::syntax::field_line::Field;
use oyez::syntax::leniency::Leniencies;
use support::cases;
use support::dice::Dice;

/// Inputs made of the cases', cut, joined and with octets changed.
fn mutated(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut octets = Vec::new();
    for _ in 0..=dice.below(3) {
        let seed = &seeds[dice.below(seeds.len())];
        let begin = if dice.below(4) == 0 { dice.below(seed.len()) } else { 0 };
        octets.extend(&seed[begin..]);
    }
    for _ in 0..dice.below(6).saturating_sub(3) {
        let at = dice.below(octets.len());
        if let Some(octet) = octets.get_mut(at) {
            *octet = b"\r\n \t:;0a\0\xff"[dice.below(10)];
        }
    }
    octets
}

struct Monkey<'m> {
    conn: Connection<Slices<'m>>,
    closed: bool,
    sent: Vec<u8>,
    told: usize,
}

impl Monkey<'_> {
    fn steps(&mut self, dice: &mut Dice) {
        for count in 0.. {
            assert!(count < 20_000, "a loop of steps ends");
            let before = self.conn.pending().to_vec();
            let told = match self.conn.step() {
                Ok(None) => false,
                Ok(Some(Step { event, .. })) => {
                    assert!(!self.closed, "CLOSED is the last");
                    self.closed = matches!(event, Event::Closed);
                    true
                }
                Err(_) => {
                    assert!(!self.closed, "CLOSED is the last");
                    true
                }
            };
            assert!(self.conn.pending().starts_with(&before) || self.closed || self.conn.pending().is_empty());
            if !told {
                assert!(!self.conn.interest().wants.has(Wants::STEP), "nothing is left");
                return;
            }
            self.told += 1;
            if dice.below(2) == 0 {
                self.call(dice);
            }
        }
    }

    fn call(&mut self, dice: &mut Dice) {
        let fields = [Field::new("Host", "a"), Field::new("X", "y"), Field::new("Upgrade", "p")];
        let some = &fields[..dice.below(4)];
        let content = vec![b'c'; dice.below(80)];
        let length =
            [Length::Exact(content.len() as u64), Length::Unknown, Length::None, Length::Exact(7)][dice.below(4)];
        let status = [200, 204, 304, 404, 101, 103, 600][dice.below(7)];
        let before = self.conn.pending().len();
        let mut sender = self.conn.sender();
        let result = match dice.below(14) {
            0..3 => sender.reply(status, some, &content),
            3 => sender.response(status, length, some),
            4 => sender.informational(status, some),
            5 => sender.request([&b"GET"[..], b"HEAD", b"CONNECT"][dice.below(3)], b"/", length, some),
            6 => sender.whole_content(&content),
            7 => {
                let _ = sender.content(&content);
                return;
            }
            8 | 9 => sender.end(&[]),
            10 => sender.content_filled(dice.below(20)),
            11 => sender.elsewhere(dice.below(9) as u64),
            12 => {
                let _ = self.conn.used(dice.below(10));
                self.conn.pause(dice.below(3) == 0);
                return;
            }
            _ => {
                if dice.below(20) == 0 {
                    sender.make_last();
                }
                if dice.below(60) == 0 {
                    self.conn.forget_head();
                }
                return;
            }
        };
        if result.is_err() {
            assert_eq!(self.conn.pending().len(), before, "a call that fails writes nothing");
        }
    }

    fn carry(&mut self, dice: &mut Dice) {
        let pending = self.conn.pending().len();
        let count = if dice.below(3) == 0 { dice.below(pending + 1) } else { pending };
        self.sent.extend(&self.conn.pending()[..count]);
        self.conn.sent(count).unwrap();
        let gap = self.conn.interest().elsewhere;
        if gap > 0 {
            self.sent.extend(vec![b'e'; usize::try_from(gap).unwrap()]);
            self.conn.sender().sent_elsewhere(gap).unwrap();
        }
    }
}

#[test]
fn every_sequence_of_calls_ends_well() {
    let cases = cases::all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance"));
    let seeds: Vec<Vec<u8>> =
        cases.into_iter().map(|case| case.input).filter(|input| (1..2000).contains(&input.len())).collect();
    let (mut told, mut sent) = (0, 0);
    for seed in 1..60_000u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let octets = mutated(&mut dice, &seeds);
        let (mut input, mut output) = (vec![0; 16 + dice.below(600)], vec![0; 16 + dice.below(600)]);
        let config = Config {
            role: if dice.below(3) == 0 { Role::Client } else { Role::Server },
            allow: Leniencies::from_bits(u32::try_from(dice.below(16)).unwrap()).unwrap(),
            max_content: dice.below(40) as u64,
            max_discard: u32::try_from(dice.below(40)).unwrap(),
            head_ms: 50,
            content_ms: 40,
            idle_ms: 60,
            send_ms: 70,
            ..Config::default()
        };
        let names = ["Cookie", "X"];
        let keep = (dice.below(4) == 0).then_some(&names as &dyn oyez::exchange::Names);
        let conn = Connection::with(&config, &mut input, &mut output, keep);
        let mut monkey = Monkey { conn, closed: false, sent: Vec::new(), told: 0 };
        let (mut rest, mut now) = (&octets[..], u32::MAX - 100);
        for _ in 0..200 {
            if monkey.closed {
                break;
            }
            let room = monkey.conn.room();
            let count = room.len().min(rest.len()).min(1 + dice.below(100));
            room[..count].copy_from_slice(&rest[..count]);
            monkey.conn.filled(count).unwrap();
            rest = &rest[count..];
            if rest.is_empty() && dice.below(5) == 0 {
                let _ = monkey.conn.ended();
            }
            monkey.steps(&mut dice);
            monkey.call(&mut dice);
            if dice.below(4) > 0 {
                monkey.carry(&mut dice);
            }
            now = now.wrapping_add(u32::try_from(dice.below(4)).unwrap());
            monkey.conn.tell_time(now);
        }
        // Whatever was going on: a cut ends it.
        monkey.conn.sender().abort();
        monkey.steps(&mut dice);
        assert!(monkey.closed, "seed {seed}");
        assert!(monkey.conn.pending().is_empty());
        (told, sent) = (told + monkey.told, sent + monkey.sent.len());
    }
    println!("{told} events, {sent} octets sent");
    assert!(told > 100_000 && sent > 300_000, "{told} {sent}");
}
