// SPDX-License-Identifier: MIT OR Apache-2.0
//! The server under load, over real sockets, with peers in processes of their own. Every wait is bounded.
#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/crowd.rs"]
mod crowd;
#[path = "support/dice.rs"]
mod dice;

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crowd::{
    Crowd, GET, PATIENCE, connect, descriptors, limits, raise_limit, resident, response, set_limit, time_used,
};
use oyez::exchange::{Config, Length, NO_TIMEOUT};
use oyez::server::{Event, Server, ServerConfig, Sockets, Turn};

const ENTRY: &str = "a_crowd_is_gathered_from_here";

/// What is counted is of the whole process, so one test at a time.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn hello(turn: &mut Turn<'_, Sockets>) {
    if let Event::Request(_) = turn.event {
        turn.sender.reply(200, &[], b"hello").unwrap();
    }
}

/// Polls until something is so.
fn poll_until(
    server: &mut Server,
    mut handle: impl FnMut(&mut Turn<'_, Sockets>),
    mut is_so: impl FnMut(&Server) -> bool,
) {
    let started = Instant::now();
    while !is_so(server) {
        assert!(started.elapsed() < PATIENCE, "{:?}", server.stats());
        if let Some(mut turn) = server.poll(5).unwrap() {
            handle(&mut turn);
        }
    }
}

/// Polls while something else goes on in a thread, and gives what that gives.
fn poll_beside<T: Send + 'static>(server: &mut Server, work: impl FnOnce() -> T + Send + 'static) -> T {
    let work = thread::spawn(work);
    poll_until(server, hello, |_| work.is_finished());
    work.join().unwrap()
}

#[test]
fn a_crowd_is_gathered_from_here() {
    crowd::play();
}

/// So many connect, all but a hundred send an octet a second; the hundred are answered, and memory stays in bounds.
fn hold_many(most: usize, exchanges: impl Fn(usize) -> usize) -> (usize, usize) {
    let limit = raise_limit();
    let count = most.min(limit - 400);
    let slow = count - 100;
    let connection = Config { head_ms: 60_000, ..Config::default() };
    let exchanges = exchanges(count);
    let before = (resident(), descriptors());
    let config = ServerConfig {
        connections: count,
        exchanges,
        input_size: 2_048,
        output_size: 2_048,
        max_pending: 1 << 20,
        connection,
        ..ServerConfig::default()
    };
    let mut server = Server::open(&config).unwrap();
    let port = server.listen("", 0).unwrap();
    let halves = [slow / 2, slow - slow / 2];
    let crowds = poll_beside(&mut server, move || {
        let mut crowds = halves.map(|half| Crowd::gather(ENTRY, "slow", port, [half, 1]));
        crowds.iter_mut().for_each(|crowd| drop(crowd.says("ready")));
        crowds
    });
    poll_until(&mut server, hello, |server| server.count() == slow);
    // Five rounds: the slow ones send between them.
    let slowest = poll_beside(&mut server, move || {
        let mut honest: Vec<_> = (0..100).map(|_| (connect(port), Vec::new())).collect();
        let mut slowest = Duration::ZERO;
        for _ in 0..5 {
            for (stream, left) in &mut honest {
                let started = Instant::now();
                stream.write_all(GET).unwrap();
                assert_eq!(response(stream, left).unwrap(), b"hello");
                slowest = slowest.max(started.elapsed());
            }
            thread::sleep(Duration::from_millis(1_000));
        }
        slowest
    });
    let used = resident().saturating_sub(before.0);
    // What the configuration says, with 128 octets a slot and a machine beside each pair of buffers.
    let most = count * 128 + exchanges * (4_096 + 512) + (1 << 20);
    assert!(used < most + (4 << 20), "{used} octets are resident, of {most}");
    let stats = *server.stats();
    let open: usize = poll_beside(&mut server, move || crowds.map(|crowd| crowd.ends()[0]).iter().sum());
    poll_until(&mut server, |_| {}, |server| server.count() == 0);
    drop(server);
    // What a test before this one left to its threads may be gone by now.
    assert!(descriptors() <= before.1);
    println!(
        "{count} connections (limit {limit}), {exchanges} exchanges: {open} slow ones held, {} given up, the slowest answer \
         took {slowest:?}, {} KiB resident of {} KiB",
        stats.pool_refusals,
        used >> 10,
        most >> 10
    );
    (slow, open)
}

#[test]
fn ten_thousand_connections_are_held_while_honest_ones_are_answered() {
    let _alone = alone();
    let (slow, held) = hold_many(10_000, |count| count);
    assert_eq!(held, slow);
}

#[test]
fn honest_ones_are_answered_though_the_slow_want_all_buffers() {
    let _alone = alone();
    hold_many(2_000, |_| 200);
}

#[test]
fn a_hundred_thousand_requests_with_resets_leak_nothing() {
    let _alone = alone();
    raise_limit();
    let before = descriptors();
    let config = ServerConfig { connections: 16, exchanges: 4, max_pending: 65_536, ..ServerConfig::default() };
    let mut server = Server::open(&config).unwrap();
    let port = server.listen("", 0).unwrap();
    let open = descriptors();
    let started = Instant::now();
    let (saw, took) = poll_beside(&mut server, move || {
        let mut crowds = [1, 2].map(|seed| Crowd::gather(ENTRY, "rude", port, [50_000, seed]));
        crowds.iter_mut().for_each(|crowd| drop(crowd.says("ready")));
        (crowds.map(Crowd::ends), started.elapsed())
    });
    poll_until(&mut server, hello, |server| server.count() == 0);
    let stats = *server.stats();
    assert_eq!(descriptors(), open);
    assert!(stats.requests >= saw.iter().map(|saw| saw[0] as u64).sum());
    // All places, buffers and blocks are there.
    let asked = Arc::new(AtomicU64::new(0));
    let mut peers: Vec<_> = (0..16).map(|_| connect(port)).collect();
    peers.iter_mut().take(4).for_each(|peer| peer.write_all(GET).unwrap());
    let mut ids = Vec::new();
    let note = |turn: &mut Turn<'_, Sockets>| {
        if let Event::Request(_) = turn.event {
            ids.push(turn.id);
            asked.fetch_add(1, Ordering::Relaxed);
        }
    };
    poll_until(&mut server, note, |server| server.count() == 16 && asked.load(Ordering::Relaxed) == 4);
    assert!(server.sender(ids[0]).unwrap().reply(200, &[], &[b'x'; 65_536]).is_ok());
    drop((server, peers));
    assert!(descriptors() <= before);
    println!("{} requests over {} connections in {took:?}", stats.requests, stats.accepted);
}

/// An octet that tells where it stands.
fn octet_at(at: usize) -> u8 {
    (at ^ (at >> 8) ^ (at >> 16)).to_le_bytes()[0]
}

#[test]
fn a_slow_reader_of_a_large_reply_gets_all_and_holds_up_nobody() {
    const SIZE: usize = 24 << 20;
    let _alone = alone();
    let content: Arc<Vec<u8>> = Arc::new((0..SIZE).map(octet_at).collect());
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("load");
    std::fs::write(&path, &*content).unwrap();
    let file = File::open(path).unwrap();
    // From a file, from memory, and as it is made.
    let config = ServerConfig { max_pending: SIZE, ..ServerConfig::default() };
    let mut server = Server::open(&config).unwrap();
    let port = server.listen("", 0).unwrap();
    let done = Arc::new(AtomicU64::new(0));
    for target in ["/file", "/memory", "/made"] {
        let (content, done) = (Arc::clone(&content), Arc::clone(&done));
        thread::spawn(move || {
            let mut stream = connect(port);
            stream.write_all(format!("GET {target} HTTP/1.0\r\n\r\n").as_bytes()).unwrap();
            let (mut got, mut octets) = (Vec::new(), vec![0; 1 << 20]);
            loop {
                thread::sleep(Duration::from_millis(20));
                match stream.read(&mut octets).unwrap() {
                    0 => break,
                    count => got.extend_from_slice(&octets[..count]),
                }
            }
            assert!(got.ends_with(&content) && got.len() < content.len() + 500, "{target}");
            done.fetch_add(1, Ordering::Relaxed);
        });
    }
    let honest = {
        let done = Arc::clone(&done);
        thread::spawn(move || {
            let (mut stream, mut left, mut slowest) = (connect(port), Vec::new(), Duration::ZERO);
            while done.load(Ordering::Relaxed) < 3 {
                let started = Instant::now();
                stream.write_all(GET).unwrap();
                response(&mut stream, &mut left).unwrap();
                slowest = slowest.max(started.elapsed());
                thread::sleep(Duration::from_millis(5));
            }
            slowest
        })
    };
    let mut made = 0;
    let answer = |turn: &mut Turn<'_, Sockets>| match turn.event {
        Event::Request(request) => match request.target {
            b"/file" => {
                turn.sender.response(200, Length::Exact(SIZE as u64), &[]).unwrap();
                turn.sender.file(file.try_clone().unwrap(), 0, SIZE as u64).unwrap();
                turn.sender.end(&[]).unwrap();
            }
            b"/memory" => turn.sender.reply(200, &[], &content).unwrap(),
            b"/made" => {
                turn.sender.response(200, Length::Exact(SIZE as u64), &[]).unwrap();
                made += turn.sender.content(&content).unwrap();
            }
            _ => turn.sender.reply(200, &[], b"hello").unwrap(),
        },
        Event::Writable => {
            made += turn.sender.content(&content[made..]).unwrap_or(0);
            if made == SIZE {
                turn.sender.end(&[]).unwrap();
            }
        }
        _ => {}
    };
    poll_until(&mut server, answer, |_| honest.is_finished());
    let slowest = honest.join().unwrap();
    assert_eq!(done.load(Ordering::Relaxed), 3);
    println!("beside three slow readers of 24 MiB the slowest answer took {slowest:?}");
}

#[test]
fn a_drain_under_load_breaks_nothing_off() {
    let _alone = alone();
    let mut totals = [0; 4];
    for round in 0..5 {
        let mut server = Server::open(&ServerConfig::default()).unwrap();
        let port = server.listen("", 0).unwrap();
        let crowd = poll_beside(&mut server, move || {
            let mut crowd = Crowd::gather(ENTRY, "busy", port, [40, 1]);
            crowd.says("ready");
            thread::sleep(Duration::from_millis(150 + 37 * round));
            crowd
        });
        server.drain(NO_TIMEOUT);
        let drained = AtomicBool::new(false);
        let watch = |turn: &mut Turn<'_, Sockets>| {
            hello(turn);
            drained.fetch_or(matches!(turn.event, Event::Drained), Ordering::Relaxed);
        };
        poll_until(&mut server, watch, |_| drained.load(Ordering::Relaxed));
        let stats = *server.stats();
        let saw = crowd.ends();
        assert_eq!(stats.requests, stats.responses);
        assert_eq!(saw[0] as u64, stats.responses, "a response was lost: {saw:?}");
        assert_eq!(saw[3], 0, "a response was broken off");
        totals = std::array::from_fn(|at| totals[at] + saw[at]);
    }
    let [whole, ends, resets, _] = totals;
    println!("drained five times: {whole} responses, {ends} ends and {resets} resets before any octet of one");
}

#[test]
fn a_lack_of_descriptors_is_survived_without_spinning() {
    let _alone = alone();
    let hard = raise_limit();
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let port = server.listen("", 0).unwrap();
    let mut crowd = Crowd::gather(ENTRY, "waiting", port, [20, 1]);
    crowd.says("ready");
    let (soft, _) = limits();
    set_limit(descriptors() as libc::rlim_t + 5);
    let (used, started, mut polls) = (time_used(), Instant::now(), 0);
    let mut asked = Vec::new();
    while started.elapsed() < Duration::from_secs(1) {
        polls += 1;
        // Answered later, so that no descriptor is free again.
        if let Some(turn) = server.poll(100).unwrap()
            && matches!(turn.event, Event::Request(_))
        {
            asked.push(turn.id);
        }
    }
    let used = time_used() - used;
    set_limit(soft.min(hard as libc::rlim_t));
    assert!((1..20).contains(&asked.len()), "{}", asked.len());
    assert!(server.stats().survived > 2);
    assert!(polls < 200 && used < Duration::from_millis(200), "{polls} polls, {used:?}");
    for id in asked {
        server.sender(id).unwrap().reply(200, &[], b"hello").unwrap();
    }
    let saw = poll_beside(&mut server, move || crowd.ends());
    assert_eq!(saw, [20]);
    println!("a second without descriptors took {polls} polls and {used:?}");
}

#[test]
fn two_servers_live_in_one_process() {
    let _alone = alone();
    let stop = Arc::new(AtomicBool::new(false));
    let servers: Vec<_> = [b"one", b"two"]
        .into_iter()
        .map(|name| {
            let mut server = Server::open(&ServerConfig::default()).unwrap();
            let (port, waker, stop) = (server.listen("", 0).unwrap(), server.waker().unwrap(), Arc::clone(&stop));
            let thread = thread::spawn(move || {
                while !stop.load(Ordering::SeqCst) {
                    if let Some(mut turn) = server.poll(-1).unwrap()
                        && let Event::Request(_) = turn.event
                    {
                        turn.sender.reply(200, &[], name).unwrap();
                    }
                }
                server.stats().requests
            });
            (port, waker, thread, name)
        })
        .collect();
    let mut peers: Vec<_> = servers.iter().map(|(port, ..)| (connect(*port), Vec::new())).collect();
    for _ in 0..200 {
        for ((stream, left), (.., name)) in peers.iter_mut().zip(&servers) {
            stream.write_all(GET).unwrap();
            assert_eq!(response(stream, left).unwrap(), *name);
        }
    }
    stop.store(true, Ordering::SeqCst);
    for (_, waker, thread, _) in servers {
        waker.wake();
        assert_eq!(thread.join().unwrap(), 200);
    }
}

#[test]
fn no_wake_of_another_thread_is_lost() {
    const ROUNDS: u64 = 20_000;
    let _alone = alone();
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let port = server.listen("", 0).unwrap();
    let said = Arc::new([const { AtomicU64::new(0) }; 2]);
    let heard = Arc::new([const { AtomicU64::new(0) }; 2]);
    let wakers: Vec<_> = (0..2)
        .map(|which| {
            let (waker, said, heard) = (server.waker().unwrap(), Arc::clone(&said), Arc::clone(&heard));
            thread::spawn(move || {
                for round in 1..=ROUNDS {
                    said[which].store(round, Ordering::SeqCst);
                    waker.wake();
                    let started = Instant::now();
                    while heard[which].load(Ordering::SeqCst) < round {
                        assert!(started.elapsed() < PATIENCE, "wake {round} is lost");
                        thread::yield_now();
                    }
                }
            })
        })
        .collect();
    // Somebody asks meanwhile.
    let peer = thread::spawn(move || {
        let (mut stream, mut left) = (connect(port), Vec::new());
        for _ in 0..500 {
            stream.write_all(GET).unwrap();
            response(&mut stream, &mut left).unwrap();
        }
    });
    while heard.iter().any(|heard| heard.load(Ordering::SeqCst) < ROUNDS) || !peer.is_finished() {
        let wait = if peer.is_finished() { -1 } else { 20 };
        let wait = if heard.iter().all(|heard| heard.load(Ordering::SeqCst) == ROUNDS) { 20 } else { wait };
        match server.poll(wait).unwrap() {
            Some(mut turn) => hello(&mut turn),
            None => {
                for (said, heard) in said.iter().zip(&*heard) {
                    heard.store(said.load(Ordering::SeqCst), Ordering::SeqCst);
                }
            }
        }
    }
    wakers.into_iter().for_each(|waker| waker.join().unwrap());
    peer.join().unwrap();
}
