// SPDX-License-Identifier: MIT OR Apache-2.0
//! Peers that others wrote, where they are installed: curl, wrk, and nginx as a reverse proxy with keep-alive.
#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use c_library::{compiled, hosted, succeeds};
use oyez::server::{Event, Server, ServerConfig};

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Whether a program is here; if it is not, the test is not run, and says so.
fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap().status.success();
    if !found {
        println!("{program} is not here: not run");
    }
    found
}

/// examples/hello.c, and where it serves.
fn hello(name: &str) -> (Running, String) {
    let program = compiled(name, hosted(), &["examples/hello.c"], &["-O2"]);
    let mut child = Command::new(program).arg("0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
    let (_, url) = line.trim().split_once("serving on ").unwrap();
    (Running(child), url.to_string())
}

fn curl(arguments: &[&str]) -> String {
    let output = succeeds(Command::new("curl").args(["-sS", "--max-time", "20"]).args(arguments));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn curl_is_answered_in_every_way_it_asks() {
    if !has("curl") {
        return;
    }
    let (_running, url) = hello("curl-hello");
    let upload = Path::new(env!("CARGO_TARGET_TMPDIR")).join("curl-upload");
    std::fs::write(&upload, "an upload that nobody reads".repeat(1_000)).unwrap();
    let upload = format!("@{}", upload.display());
    let status = ["-o", "/dev/null", "-w", "%{http_code} %{num_connects}\n"];
    assert_eq!(curl(&[&url]), "Oyez!\n");
    assert_eq!(curl(&["--http1.0", &url]), "Oyez!\n");
    assert_eq!(curl(&[&url, &url, &url]), "Oyez!\n".repeat(3));
    let output = ["-o", "/dev/null"];
    assert_eq!(curl(&[&status[..], &[&url], &output, &[&url]].concat()), "200 1\n200 0\n");
    assert_eq!(curl(&[&status[..], &["-I", &url]].concat()), "200 1\n");
    assert_eq!(curl(&["--data-binary", &upload, &url]), "Oyez!\n");
    assert_eq!(curl(&["-H", "Expect: 100-continue", "--data-binary", &upload, &url]), "Oyez!\n");
    assert_eq!(curl(&["-H", "Transfer-Encoding: chunked", "--data-binary", &upload, &url]), "Oyez!\n");
    assert_eq!(curl(&[&status[..], &["-H", "Host:", &url]].concat()), "400 1\n");
    assert_eq!(curl(&[&status[..], &["--request-target", "a b", &url]].concat()), "400 1\n");
}

/// Asks as fast as it can for a second; how many answers came, all of them good.
fn wrk(url: &str) -> u64 {
    let output = succeeds(Command::new("wrk").args(["-t1", "-c40", "-d1", url]));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(!told.contains("Non-2xx") && !told.contains("Socket errors"), "{told}");
    let (before, _) = told.split_once(" requests in ").unwrap();
    before.rsplit(char::is_whitespace).next().unwrap().parse().unwrap()
}

#[test]
fn wrk_meets_no_error() {
    if !has("wrk") {
        return;
    }
    let (_running, url) = hello("wrk-hello");
    let answers = wrk(&url);
    assert!(answers > 500, "{answers}");
    println!("wrk: {answers} answers in a second");
}

/// nginx in front of a port, and where it serves.
fn nginx(port: u16) -> (Running, String) {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nginx");
    std::fs::create_dir_all(folder.join("logs")).unwrap();
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let places: String = kinds.iter().map(|kind| format!("{kind}_temp_path {kind};\n")).collect();
    let configuration = format!(
        "daemon off; master_process off; pid nginx.pid; error_log error.log;\n\
         events {{ worker_connections 256; }}\n\
         http {{ access_log off; keepalive_requests 1000000;\n{places}\
         upstream oyez {{ server 127.0.0.1:{port}; keepalive 64; keepalive_requests 1000000; }}\n\
         server {{ listen 127.0.0.1:{free}; location / {{ proxy_pass http://oyez; proxy_http_version 1.1;\n\
         proxy_set_header Connection \"\"; proxy_next_upstream off; }} }} }}\n"
    );
    std::fs::write(folder.join("nginx.conf"), configuration).unwrap();
    let folder = format!("{}/", folder.display());
    let mut command = Command::new("nginx");
    command.args(["-p", &folder, "-c", "nginx.conf", "-e", "error.log"]).stdout(Stdio::null()).stderr(Stdio::null());
    let child = command.spawn().unwrap();
    let running = Running(child);
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, free)).is_err() {
        assert!(started.elapsed() < Duration::from_secs(10), "nginx does not listen: see {folder}error.log");
        thread::sleep(Duration::from_millis(20));
    }
    (running, format!("http://127.0.0.1:{free}/"))
}

#[test]
fn nginx_keeps_its_connections_and_loses_no_answer() {
    if !has("nginx") || !has("curl") {
        return;
    }
    let config = ServerConfig::default();
    let mut server = Server::open(&config).unwrap();
    let (port, waker) = (server.listen("", 0).unwrap(), server.waker().unwrap());
    let served = thread::spawn(move || {
        loop {
            let Some(mut turn) = server.poll(-1).unwrap() else { return *server.stats() };
            if let Event::Request(_) = turn.event {
                turn.sender.reply(200, &[], b"Oyez!\n").unwrap();
            }
        }
    });
    let (_running, url) = nginx(port);
    for _ in 0..5 {
        assert_eq!(curl(&[&url, &url, &url]), "Oyez!\n".repeat(3));
    }
    assert_eq!(curl(&["--data-binary", "some content", &url]), "Oyez!\n");
    let answers = if has("wrk") { wrk(&url) } else { 0 };
    waker.wake();
    let stats = served.join().unwrap();
    assert_eq!(stats.violations, 0);
    assert!(stats.requests >= 16 + answers, "{stats:?}");
    assert!(stats.accepted * 20 < stats.requests + 400, "{stats:?}");
    println!("nginx: {} requests over {} connections", stats.requests, stats.accepted);
}
