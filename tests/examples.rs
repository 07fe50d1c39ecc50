// SPDX-License-Identifier: MIT OR Apache-2.0
//! The examples do what they say: the same server in C and in Rust, content both ways, the other end, several threads,
//! another's loop, sockets of systemd's.

#![cfg(all(target_os = "linux", feature = "server"))]

#[path = "support/c_library.rs"]
mod c_library;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use c_library::{compiled, hosted, root, succeeds};

/// A server that runs, and is ended with the test.
struct Served {
    child: Child,
    port: u16,
}

impl Served {
    fn start(command: &mut Command) -> Served {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        // What it prints of requests is read, so that it never waits for a reader.
        std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
        let digits = line.trim_end().trim_end_matches('/').rsplit(':').next().unwrap();
        let port = digits.parse().unwrap_or(0);
        assert!(port > 0 || line.contains("systemd"), "{line}");
        Served { child, port }
    }

    /// Sends octets, and gives back all that comes until the server closes, or nothing more does.
    fn talk(&self, octets: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(octets).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut told = Vec::new();
        stream.read_to_end(&mut told).unwrap();
        String::from_utf8(told).unwrap()
    }

    /// Asks it to stop, as systemd does, and waits until it has; what it said on its diagnostic output.
    fn stop(self) -> String {
        succeeds(Command::new("kill").args(["-TERM", &self.child.id().to_string()]));
        let output = self.child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{}: {said}", output.status);
        said
    }

    /// Ends it; what it said on its diagnostic output.
    fn end(mut self) -> String {
        self.child.kill().unwrap();
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        self.child.wait().unwrap();
        said
    }
}

/// An example compiled for one test: a program that runs cannot be written anew by another.
fn c_program(name: &str, test: &str) -> PathBuf {
    let source = format!("examples/{name}.c");
    compiled(&format!("example-{name}-{test}"), hosted(), &[&source], &["-fsanitize=address,undefined"])
}

const FOUR: &[u8] = b"GET /1 HTTP/1.1\r\nHost: a\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: a\r\n\r\n\
    POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=\"y\"\r\nhello\r\n0\r\nT: u\r\n\r\n\
    GET /4 HTTP/1.1\r\nHost : a\r\n\r\n";

/// Pipelined requests, HEAD, a chunked upload, and a malformed request: 400, with the clause told.
fn answers_four(server: Served) {
    let told = server.talk(FOUR);
    assert_eq!(told.matches("HTTP/1.1 200 OK\r\n").count(), 3, "{told}");
    assert_eq!(told.matches("\r\n\r\nOyez!\n").count(), 2, "{told}");
    assert_eq!(told.matches("Content-Length: 6\r\n").count(), 3, "{told}");
    let last = told.rsplit("HTTP/1.1 ").next().unwrap();
    assert!(last.starts_with("400 Bad Request\r\n") && last.contains("Connection: close"), "{told}");
    let said = server.end();
    assert!(said.contains("RFC 9112, 5.1") && said.contains("whitespace"), "{said}");
}

#[test]
fn hello_in_c_answers() {
    answers_four(Served::start(Command::new(c_program("hello", "hello_in_c_answers")).arg("0")));
}

#[test]
fn hello_in_rust_answers() {
    let target = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(root()).args(["build", "--quiet", "--example", "hello", "--target-dir"]).arg(target);
    succeeds(&mut build);
    answers_four(Served::start(Command::new(target.join("debug/examples/hello")).arg("0")));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(c_program("hello", "a_port_that_is_taken_is_told")).arg(&port).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains(&port) && said.contains("taken"), "{said}");
}

#[test]
fn echo_sends_back_what_it_is_sent() {
    let server = Served::start(Command::new(c_program("echo", "echo_sends_back_what_it_is_sent")).arg("0"));
    let content = "there and back. ".repeat(20_000);
    let request =
        format!("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", content.len());
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut half = stream.try_clone().unwrap();
    let sent = content.clone();
    let writer = std::thread::spawn(move || {
        half.write_all(request.as_bytes()).unwrap();
        half.write_all(sent.as_bytes()).unwrap();
    });
    let mut told = Vec::new();
    stream.read_to_end(&mut told).unwrap();
    writer.join().unwrap();
    let told = String::from_utf8(told).unwrap();
    let (head, body) = told.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let unchunked = |body: &str| {
        let (mut rest, mut whole) = (body, String::new());
        while let Some((size, after)) = rest.split_once("\r\n") {
            let size = usize::from_str_radix(size, 16).unwrap();
            whole += &after[..size];
            rest = &after[size + 2..];
        }
        whole
    };
    let back = if head.contains("chunked") { unchunked(body) } else { body.to_string() };
    assert!(back == content, "{} octets came back of {}", back.len(), content.len());
    server.end();
}

#[test]
fn the_client_asks_twice_on_one_connection() {
    let server = Served::start(Command::new(c_program("hello", "the_client_asks_twice_on_one_connection")).arg("0"));
    let output = succeeds(Command::new(c_program("client", "the_client_asks_twice_on_one_connection")).args([
        "127.0.0.1",
        &server.port.to_string(),
        "/",
        "/other",
    ]));
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!((told.matches("200 OK").count(), told.matches("Oyez!").count()), (2, 2), "{told}");
    server.end();
}

#[test]
fn the_parser_alone_reads_one_request_behind_another() {
    let mut program = Command::new(c_program("parse", "the_parser_alone_reads_one_request_behind_another"));
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(FOUR).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let expected = "GET /1\n  Host = a\nHEAD /2\n  Host = a\nPOST /3\n  Host = a\n  Transfer-Encoding = chunked\n  chunk hello\n\
        whitespace stands between a field name and its colon (RFC 9112, 5.1) at octet";
    assert!(said.starts_with(expected) && !output.status.success(), "{said}");
}

/// The content of each answer to `count` requests on as many connections at once.
fn asked_at_once(server: &Served, count: usize, target: &str) -> Vec<String> {
    let request = format!("GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
    let mut streams: Vec<TcpStream> =
        (0..count).map(|_| TcpStream::connect(("127.0.0.1", server.port)).unwrap()).collect();
    for stream in &mut streams {
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
    }
    let mut content = Vec::new();
    for stream in &mut streams {
        let mut told = String::new();
        stream.read_to_string(&mut told).unwrap();
        assert!(told.starts_with("HTTP/1.1 200 OK\r\n"), "{told}");
        content.push(told.split_once("\r\n\r\n").unwrap().1.to_string());
    }
    content
}

#[test]
fn each_thread_has_a_server_and_all_of_them_stop() {
    let server = Served::start(Command::new(c_program("threads", "each_thread_has_a_server")).args(["0", "4"]));
    for _ in 0..3 {
        assert!(asked_at_once(&server, 40, "/").iter().all(|content| content == "Oyez!\n"));
    }
    // One that says nothing does not keep it from stopping.
    let _idle = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    let said = server.stop();
    let counts: Vec<u32> = said
        .lines()
        .map(|line| line.split(' ').nth(2).and_then(|count| count.parse().ok()).unwrap_or_else(|| panic!("{said}")))
        .collect();
    assert_eq!((counts.len(), counts.iter().sum::<u32>()), (4, 120), "{said}");
    assert!(counts.iter().all(|count| *count > 0), "{said}");
}

#[test]
fn libevent_waits_for_the_server() {
    let mut header = Command::new("gcc");
    if !header.args(["-E", "-xc", "-include", "event2/event.h", "/dev/null"]).output().unwrap().status.success() {
        println!("libevent is not here: not run. On Debian: apt-get install libevent-dev");
        return;
    }
    let sources = ["examples/libevent.c", "-levent_core"];
    let program = compiled("example-libevent", hosted(), &sources, &["-fsanitize=address,undefined"]);
    let server = Served::start(Command::new(program).arg("0"));
    assert!(asked_at_once(&server, 50, "/").iter().all(|content| content == "Oyez!\n"));
    // An answer out of another event of the loop leaves at once.
    let start = std::time::Instant::now();
    assert!(asked_at_once(&server, 10, "/later").iter().all(|content| content == "later\n"));
    let passed = start.elapsed();
    assert!((Duration::from_millis(490)..Duration::from_secs(5)).contains(&passed), "{passed:?}");
    // More on one connection than is read at once.
    let told = server.talk(&b"GET /many HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000));
    assert_eq!(told.matches("\r\n\r\nOyez!\n").count(), 2_000);
    assert_eq!(server.stop(), "");
}

/// Runs the example as systemd would: with a socket of ours as descriptor 3, and the variables that say so.
fn activated(listener: &std::net::TcpListener, test: &str, argument: &str) -> Served {
    let program =
        compiled(&format!("example-systemd-{test}"), hosted(), &["examples/systemd/hello.c"], &["-fsanitize=address"]);
    let script = "export LISTEN_PID=$$ LISTEN_FDS=1; exec \"$@\" 3<&0 </dev/null";
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh"]).arg(program).args((!argument.is_empty()).then_some(argument));
    let socket = std::os::fd::OwnedFd::from(listener.try_clone().unwrap());
    let mut server = Served::start(command.stdin(Stdio::from(socket)));
    server.port = listener.local_addr().unwrap().port();
    server
}

#[test]
fn a_socket_of_systemds_is_served_and_outlives_the_service() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let test = "a_socket_of_systemds_is_served";
    let server = activated(&listener, test, "");
    assert!(asked_at_once(&server, 5, "/").iter().all(|content| content.starts_with("127.0.0.1:")));
    server.stop();
    // Who comes while nobody serves waits, and is answered by the next.
    let mut waiting = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    waiting.write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
    let server = activated(&listener, test, "");
    let mut told = String::new();
    waiting.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    waiting.read_to_string(&mut told).unwrap();
    assert!(told.starts_with("HTTP/1.1 200 OK\r\n"), "{told}");
    server.stop();
}

#[test]
fn a_proxy_before_systemds_socket_says_whose_a_connection_is() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let server = activated(&listener, "a_proxy_before_systemds_socket", "proxy");
    let told = server.talk(b"PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\r\nGET / HTTP/1.0\r\n\r\n");
    assert!(told.ends_with("\r\n\r\n203.0.113.7:1234"), "{told}");
    server.stop();
}

#[test]
fn sockets_that_were_passed_to_another_process_are_not_taken() {
    let program = compiled("example-systemd-refuses", hosted(), &["examples/systemd/hello.c"], &[]);
    for (pid, count) in [("1", "1"), ("", "1"), ("1", "")] {
        let mut command = Command::new(&program);
        let output = command.env("LISTEN_PID", pid).env("LISTEN_FDS", count).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains("no socket was passed"), "{said}");
    }
}

#[test]
fn values_are_read_written_and_refused() {
    let program = c_program("values", "values_are_read_written_and_refused");
    let told = String::from_utf8(succeeds(&mut Command::new(&program)).stdout).unwrap();
    for line in [
        "Last-Modified: 784111777",
        "Content-Type: html in UTF-8",
        "Cookie: SID is 31d4d96e407aad42",
        "Set-Cookie: SID=31d4d96e407aad42; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax",
        "Cache-Control: max-age=60, private",
        "Set-Cookie: nothing is written",
        "Accept: text/*, weight 300",
    ] {
        assert!(told.lines().any(|own| own == line), "{line}: {told}");
    }
    let output = Command::new(&program).arg("text/html, text").output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success() && told.contains("(RFC 9110, 12.5.1) at octet 15"), "{told}");
}

/// A resource with variants, entity tags and ranges, asked in all ways that it answers differently.
fn answers_conditionally(server: Served) {
    let ask = |method: &str, fields: &str| {
        let told =
            server.talk(format!("{method} / HTTP/1.1\r\nHost: a\r\n{fields}Connection: close\r\n\r\n").as_bytes());
        let (head, content) = told.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{fields}: {told}"));
        let status = head.split(' ').nth(1).unwrap().to_string();
        let length = head.split_once("Content-Length: ").map(|(_, rest)| rest.lines().next().unwrap().to_string());
        assert!(method == "HEAD" || status == "304" || length == Some(content.len().to_string()), "{fields}: {head}");
        (status, head.to_string(), content.to_string())
    };
    let (status, head, whole) = ask("GET", "");
    assert_eq!(status, "200");
    assert!(head.contains("ETag: \"en-1\"") && head.contains("Vary: Accept-Language"), "{head}");
    assert!(whole.starts_with("Oyez!") && head.contains("Accept-Ranges: bytes"), "{head}");
    let (status, head, german) = ask("GET", "Accept-Language: de-CH, de;q=0.5\r\n");
    assert!(status == "200" && german.starts_with("Hört!") && head.contains("Content-Language: de"), "{head}");
    // A length is told of what is not sent.
    let (status, head, content) = ask("HEAD", "");
    assert!(
        status == "200" && content.is_empty() && head.contains(&format!("Content-Length: {}", whole.len())),
        "{head}"
    );

    let (status, head, content) = ask("GET", "If-None-Match: \"de-1\", \"en-1\"\r\nRange: bytes=0-0\r\n");
    assert!(status == "304" && content.is_empty(), "{head}");
    assert!(head.contains("ETag: \"en-1\"") && head.contains("Vary: ") && !head.contains("Content-Type"), "{head}");
    assert_eq!(ask("GET", "If-None-Match: \"de-1\"\r\n").0, "200");
    assert_eq!(ask("GET", "If-Match: \"de-1\"\r\n").0, "412");

    let (status, head, content) = ask("GET", "Range: bytes=6-10\r\nIf-Range: \"en-1\"\r\n");
    assert!(status == "206" && content == whole[6..11], "{head}: {content}");
    assert!(head.contains(&format!("Content-Range: bytes 6-10/{}", whole.len())), "{head}");
    assert_eq!(ask("GET", "Range: bytes=6-10\r\nIf-Range: \"en-0\"\r\n").2, whole);
    let (status, head, content) = ask("GET", "Range: bytes=0-4, -5\r\n");
    assert!(status == "206" && head.contains("Content-Type: multipart/byteranges; boundary="), "{head}");
    let boundary = head.split_once("boundary=").unwrap().1.lines().next().unwrap();
    let parts: Vec<_> = content.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 4, "{content}");
    for (part, text) in [(parts[1], &whole[..5]), (parts[2], &whole[whole.len() - 5..])] {
        let (head, octets) = part.split_once("\r\n\r\n").unwrap();
        assert!(octets == format!("{text}\r\n") && head.contains("Content-Type: text/plain"), "{content}");
    }
    assert_eq!(parts[3], "--\r\n");
    let (status, head, _) = ask("GET", "Range: bytes=999999-\r\n");
    assert!(status == "416" && head.contains(&format!("Content-Range: bytes */{}", whole.len())), "{head}");
    assert_eq!(ask("GET", "Range: lines=0-1\r\n").0, "200");

    let (status, head, content) = ask("GET", "Accept: image/png\r\n");
    assert!(status == "406" && head.contains("Vary: Accept, Accept-Language"), "{head}");
    assert!(content.starts_with("</en>; rel=\"alternate\"") && content.contains("hreflang=de"), "{content}");
    let (status, head, _) = ask("PUT", "Content-Length: 0\r\n");
    assert!(status == "405" && head.contains("Allow: GET, HEAD"), "{head}");
    // HTTP/1.0 knows no 206.
    assert!(server.talk(b"GET / HTTP/1.0\r\nRange: bytes=0-0\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
    assert_eq!(server.end(), "");
}

#[test]
fn a_resource_in_c_has_variants_tags_and_ranges() {
    answers_conditionally(Served::start(Command::new(c_program("conditional", "a_resource_in_c")).arg("0")));
}

#[test]
fn a_resource_in_rust_has_variants_tags_and_ranges() {
    let target = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(root()).args(["build", "--quiet", "--example", "conditional", "--target-dir"]).arg(target);
    succeeds(&mut build);
    answers_conditionally(Served::start(Command::new(target.join("debug/examples/conditional")).arg("0")));
}

#[test]
fn a_resource_in_python_has_variants_tags_and_ranges() {
    let Some(python) = std::env::var_os("OYEZ_PYTHON") else {
        println!("OYEZ_PYTHON names no Python that has the module: not run; make python-test runs it");
        return;
    };
    let script = root().join("examples/conditional.py");
    answers_conditionally(Served::start(Command::new(python).arg(script).arg("0")));
}
