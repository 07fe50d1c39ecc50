// SPDX-License-Identifier: MIT OR Apache-2.0
//! A server among simulated peers, a scenario a seed: what goes wrong in one goes wrong in it every time.
//!
//! `SEEDS=n` tries so many; `SEED=n make simulate` tells what happens in one.
#![cfg(feature = "server")]

#[path = "support/dice.rs"]
mod dice;
#[path = "support/simulation/mod.rs"]
mod simulation;

use std::cell::RefCell;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::rc::Rc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use dice::Dice;
use oyez::exchange::{Config, NO_TIMEOUT};
use oyez::server::{Event, Server, ServerConfig};
use simulation::network::{Simulated, World};
use simulation::peer::Peer;
use simulation::{Plant, content_of, scenario};

/// Seeds tried where nothing else is said.
const SEEDS: u64 = 10_000;

const THREADS: u64 = 2;

/// Nothing takes so long for one seed.
const PATIENCE: Duration = Duration::from_secs(30);

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().filter(|value| !value.is_empty()).map(|value| value.parse().expect("a number"))
}

/// The file that the simulated program sends parts of: one for all, for to write it anew is to cut it first.
static FILE: LazyLock<File> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("simulation-{}", std::process::id()));
    std::fs::write(&path, content_of(0, 100_000)).unwrap();
    let file = File::open(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    file
});

fn fails(seed: u64, plant: Plant, tracing: bool) -> Option<String> {
    let ran = catch_unwind(AssertUnwindSafe(|| scenario::run(seed, plant, &FILE, tracing)));
    match ran {
        Ok(result) => result.err(),
        Err(panic) => Some(panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "a panic".into())),
    }
}

/// The seeds of a range that fail, with why; some threads share the work.
fn failing(seeds: u64, plant: Plant, most: usize) -> Vec<(u64, String)> {
    let shard = |first: u64| {
        let at = AtomicU64::new(first);
        let all = (first..seeds).step_by(usize::try_from(THREADS).unwrap());
        thread::scope(|scope| {
            let (done, wait) = std::sync::mpsc::channel::<()>();
            let seed = &at;
            scope.spawn(move || watch(seed, &wait));
            let found = all.filter_map(|seed| {
                at.store(seed, Ordering::Relaxed);
                fails(seed, plant, false).map(|why| (seed, why))
            });
            let found: Vec<_> = found.take(most).collect();
            drop(done);
            found
        })
    };
    let shard = &shard;
    thread::scope(|scope| {
        let threads: Vec<_> = (1..=THREADS).map(|first| scope.spawn(move || shard(first))).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    })
}

/// Says which seed does not end.
fn watch(at: &AtomicU64, done: &std::sync::mpsc::Receiver<()>) {
    loop {
        let before = at.load(Ordering::Relaxed);
        match done.recv_timeout(PATIENCE) {
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) if at.load(Ordering::Relaxed) == before => {
                eprintln!("seed {before} does not end: SEED={before} make simulate");
                std::process::abort();
            }
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {}
            _ => return,
        }
    }
}

#[test]
fn whatever_the_peers_do_nothing_is_lost_and_nothing_leaks() {
    if let Some(seed) = number("SEED") {
        let failed = fails(seed, Plant::Nothing, true);
        assert_eq!(failed, None, "SEED={seed} make simulate");
        return;
    }
    let seeds = number("SEEDS").unwrap_or(SEEDS);
    let failed = failing(seeds + 1, Plant::Nothing, 20);
    for (seed, why) in &failed {
        eprintln!("SEED={seed} make simulate: {why}");
    }
    assert!(failed.is_empty(), "{} of {seeds} seeds fail", failed.len());
    println!("{seeds} seeds");
}

/// A server of small buffers and short patience among peers made by hand.
fn among(peers: Vec<Peer>) -> (Simulated, Server<Simulated>) {
    let connection = Config { head_ms: 300, content_ms: 300, idle_ms: 300, send_ms: 1_000, ..Config::default() };
    let config = ServerConfig { input_size: 512, output_size: 512, connection, ..ServerConfig::default() };
    let world = World::new(Dice(1), Plant::Nothing, peers, 0, 0, false);
    let net = Simulated(Rc::new(RefCell::new(world)));
    let mut server = Server::new(net.clone(), &config).unwrap();
    server.listen("", 0).unwrap();
    (net, server)
}

/// Answers all with `content`, and says what was told of the first.
fn told(peers: Vec<Peer>, content: &[u8]) -> Vec<String> {
    let (net, mut server) = among(peers);
    let mut told = Vec::new();
    while !told.contains(&"Closed".to_string()) {
        net.0.borrow_mut().calls = 0;
        let Some(mut turn) = server.poll(-1).unwrap() else { continue };
        match turn.event {
            Event::More => continue,
            Event::Request(_) => turn.sender.reply(200, &[], content).unwrap(),
            _ => {}
        }
        told.push(format!("{:?}", turn.event).chars().take_while(char::is_ascii_alphabetic).collect());
    }
    told
}

#[test]
fn content_is_not_late_because_its_sender_reads_slowly() {
    // It is answered early, and takes two seconds to take that.
    let upload = [b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000\r\n\r\n", [b'u'; 3_000].as_slice()].concat();
    let peer = Peer::saying(&[&upload, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n".as_slice()].concat(), 30, 20);
    let told = told(vec![peer], &[b'x'; 3_000]);
    assert_eq!(told, ["Request", "Complete", "Sent", "Request", "Sent", "Complete", "Closed"]);
}

#[test]
fn a_large_reply_that_was_taken_is_not_told_to_have_room() {
    let peer = Peer::saying(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", usize::MAX, 0);
    assert_eq!(told(vec![peer], &[b'x'; 3_000]), ["Request", "Complete", "Sent", "Closed"]);
    let two = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2);
    let told = told(vec![Peer::saying(&two, usize::MAX, 0)], &[b'x'; 300]);
    assert!(!told.contains(&"Writable".to_string()), "{told:?}");
}

#[test]
fn a_drain_does_not_wait_for_an_idle_connection_that_is_paused() {
    let (_, mut server) = among(vec![Peer::saying(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", usize::MAX, 0)]);
    let mut idle = None;
    for _ in 0..20 {
        match server.poll(10).unwrap() {
            Some(mut turn) if matches!(turn.event, Event::Request(_)) => turn.sender.reply(200, &[], b"").unwrap(),
            Some(turn) if matches!(turn.event, Event::Sent) => idle = Some(turn.id),
            _ => {}
        }
    }
    server.pause(idle.unwrap(), true);
    server.drain(NO_TIMEOUT);
    assert!((0..20).any(|_| server.poll(10).unwrap().is_some_and(|turn| matches!(turn.event, Event::Drained))));
}

#[test]
fn what_is_broken_on_purpose_is_found() {
    let plants = [
        Plant::ForgetsRoom,
        Plant::ForgetsOctets,
        Plant::Garbles,
        Plant::HidesCuts,
        Plant::HidesEnds,
        Plant::TakesPeeked,
        Plant::DropsRaw,
        Plant::Confuses,
        Plant::Forgets,
        Plant::ForgetsEvents,
        Plant::ServesAll,
        Plant::StopsTime,
        Plant::HastensTime,
    ];
    for plant in plants {
        assert!(!failing(300, plant, 1).is_empty(), "{plant:?} is not found");
    }
}
