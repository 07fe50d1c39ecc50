// SPDX-License-Identifier: MIT OR Apache-2.0
//! The ways into a server over real sockets: behind a proxy that says whose a connection is, by a port that several
//! servers share.
#![cfg(feature = "server")]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::process::Command;
use std::time::Duration;

use oyez::error::Misuse;
use oyez::server::{Event, Server, ServerConfig};
use oyez::syntax::field_line::Field;

const NONE: [Field; 0] = [];
const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

fn served() -> (Server, u16) {
    let mut server = Server::open(&ServerConfig::default()).unwrap();
    let port = server.listen("", 0).unwrap();
    (server, port)
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// Polls until so many clients have come and nobody is connected any more, and answers each request with its peer's
/// address.
fn serve(server: &mut Server, clients: u64) {
    let start = std::time::Instant::now();
    while server.stats().accepted < clients || server.count() > 0 {
        assert!(start.elapsed() < Duration::from_secs(20), "it never ends");
        let Some(turn) = server.poll(100).unwrap() else { continue };
        if let (id, Event::Request(_)) = (turn.id, turn.event) {
            let peer = server.peer(id).unwrap().to_owned();
            server.sender(id).unwrap().reply(200, &NONE, peer.as_bytes()).unwrap();
        }
    }
}

/// All that comes, until the server closes or resets.
fn all_of(mut stream: impl Read) -> String {
    let mut octets = Vec::new();
    if let Err(error) = stream.read_to_end(&mut octets) {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    }
    String::from_utf8(octets).unwrap()
}

/// What a client gets that sends these pieces, one a segment, of a server that requires the PROXY protocol.
fn proxied(pieces: &[&[u8]]) -> String {
    let (mut server, port) = served();
    server.require_proxy(0).unwrap();
    let mut stream = connect(port);
    let pieces: Vec<Vec<u8>> = pieces.iter().map(|piece| piece.to_vec()).collect();
    let client = std::thread::spawn(move || {
        for piece in pieces {
            // A server that has refused what came before takes no more.
            let _ = stream.write_all(&piece);
            std::thread::sleep(Duration::from_millis(2));
        }
        let _ = stream.shutdown(Shutdown::Write);
        all_of(stream)
    });
    serve(&mut server, 1);
    client.join().unwrap()
}

/// A header of version 2.
fn second(command: u8, family: u8, block: &[u8]) -> Vec<u8> {
    let len = u16::try_from(block.len()).unwrap().to_be_bytes();
    [b"\r\n\r\n\0\r\nQUIT\n", &[command, family][..], &len, block].concat()
}

#[test]
fn the_peer_is_whom_the_proxy_names() {
    let four = second(0x21, 0x11, &[203, 0, 113, 7, 192, 0, 2, 1, 0x04, 0xd2, 0, 80]);
    let six = [&[0x20, 0x01, 0x0d, 0xb8][..], &[0; 11], &[9], &[0; 16], &[0x04, 0xd2, 0, 80]].concat();
    for (header, peer) in [
        (b"PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\r\n".to_vec(), "203.0.113.7:1234"),
        (b"PROXY TCP6 2001:db8::9 ::1 1234 80\r\n".to_vec(), "[2001:db8::9]:1234"),
        (four, "203.0.113.7:1234"),
        (second(0x21, 0x21, &six), "[2001:db8::9]:1234"),
        (second(0x21, 0x31, &[b'/'; 216]), "unix"),
        (b"PROXY UNKNOWN\r\n".to_vec(), "127.0.0.1:"),
        (second(0x20, 0x00, &[]), "127.0.0.1:"),
    ] {
        let answer = proxied(&[&header, GET]);
        assert!(answer.split("\r\n\r\n").nth(1).unwrap().starts_with(peer), "{answer}");
        // In one segment, and in pieces.
        assert!(proxied(&[&[&header, GET].concat()]).contains(peer));
        let (first, last) = header.split_at(header.len() / 2);
        assert!(proxied(&[first, last, &GET[..9], &GET[9..]]).contains(peer));
        assert!(proxied(&[first, &[last, GET].concat()]).contains(peer));
    }
}

#[test]
fn a_connection_without_a_header_is_closed_where_one_is_required() {
    for octets in [GET, b"PROXY TCP4 here there 1 2\r\n", &second(0x2f, 0x11, &[0; 12]), b"\r\nGET / HTTP/1.1\r\n"] {
        assert_eq!(proxied(&[octets, GET]), "");
    }
}

#[test]
fn curl_speaks_for_a_proxy() {
    if !Command::new("curl").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("curl is not here: not run");
        return;
    }
    let (mut server, port) = served();
    server.require_proxy(0).unwrap();
    let url = format!("http://127.0.0.1:{port}/");
    let mut curl = Command::new("curl");
    curl.args(["-sS", "--max-time", "20", "--haproxy-protocol", "-w", " from port %{local_port}", &url, &url]);
    let client = std::thread::spawn(move || curl.output().unwrap());
    serve(&mut server, 1);
    let output = client.join().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let port = said.rsplit(' ').next().unwrap();
    // One connection, one header, two requests.
    assert_eq!(said, format!("127.0.0.1:{port} from port {port}").repeat(2), "{output:?}");
    assert_eq!((server.stats().accepted, server.stats().requests), (1, 2));
}

#[test]
fn a_header_that_is_not_expected_is_a_broken_request_line() {
    for header in [b"PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\r\n".to_vec(), second(0x20, 0, &[])] {
        let (mut server, port) = served();
        let mut stream = connect(port);
        stream.write_all(&[&header, GET].concat()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        serve(&mut server, 1);
        assert!(all_of(stream).starts_with("HTTP/1.1 400 "));
        assert_eq!((server.stats().requests, server.stats().violations), (0, 1));
    }
}

#[test]
fn each_listener_has_its_own_rule() {
    let path = std::env::temp_dir().join(format!("oyez-proxied-{}", std::process::id()));
    let (mut server, port) = served();
    server.listen_unix(path.to_str().unwrap().as_bytes()).unwrap();
    let adopted = TcpListener::bind("127.0.0.1:0").unwrap();
    let third = server.adopt(adopted.into()).unwrap();
    server.require_proxy(1).unwrap();
    server.require_proxy(2).unwrap();
    assert_eq!(server.require_proxy(3), Err(Misuse::Argument));
    let header = b"PROXY TCP4 203.0.113.7 192.0.2.1 1234 80\r\n";
    let (mut plain, mut unix) = (connect(port), UnixStream::connect(&path).unwrap());
    let mut other = connect(third);
    plain.write_all(GET).unwrap();
    unix.write_all(&[&header[..], GET].concat()).unwrap();
    other.write_all(&[&header[..], GET].concat()).unwrap();
    for stream in [&plain, &other] {
        stream.shutdown(Shutdown::Write).unwrap();
    }
    unix.shutdown(Shutdown::Write).unwrap();
    serve(&mut server, 3);
    assert!(all_of(plain).contains("\r\n\r\n127.0.0.1:"));
    assert!(all_of(unix).ends_with("\r\n\r\n203.0.113.7:1234"));
    assert!(all_of(other).ends_with("\r\n\r\n203.0.113.7:1234"));
    std::fs::remove_file(path).unwrap();
}

#[test]
fn what_follows_the_header_is_http_from_its_first_octet() {
    // Offsets count from there, and HTTP/1.0 with all it may do is as it is without a proxy.
    let (mut server, port) = served();
    server.require_proxy(0).unwrap();
    let mut stream = connect(port);
    stream.write_all(b"PROXY UNKNOWN\r\nGET / HTTP/1.1\r\nHost : a\r\n\r\n").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut offset = None;
    while offset.is_none() || server.count() > 0 {
        if let Some(Event::Fault(fault)) = server.poll(1_000).unwrap().map(|turn| turn.event) {
            offset = Some(fault.offset);
        }
    }
    assert_eq!(offset, Some(20));
}

/// The status that a server of these hosts gives to a head.
fn status(hosts: &[&[u8]], head: &str) -> String {
    let mut server = Server::open(&ServerConfig { hosts, ..ServerConfig::default() }).unwrap();
    let port = server.listen("", 0).unwrap();
    let mut stream = connect(port);
    stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    serve(&mut server, 1);
    let answer = all_of(stream);
    answer.split(' ').nth(1).unwrap_or_else(|| panic!("{head}")).to_string()
}

#[test]
fn only_the_hosts_that_are_served_are_answered() {
    let hosts: [&[u8]; 2] = [b"localhost", b"[::1]"];
    for (head, expected) in [
        ("GET / HTTP/1.1\r\nHost: localhost\r\n", "200"),
        ("GET / HTTP/1.1\r\nHost: LOCALHOST:8080\r\n", "200"),
        ("GET / HTTP/1.0\r\nHost: [::1]:8080\r\n", "200"),
        ("GET / HTTP/1.1\r\nHost: localhost.\r\n", "421"),
        ("GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n", "421"),
        ("GET / HTTP/1.1\r\nHost: [::2]\r\n", "421"),
        ("GET / HTTP/1.1\r\nHost: \r\n", "421"),
        // One that names none is not one of them.
        ("GET / HTTP/1.0\r\n", "421"),
        // RFC 9112, 3.2.2: the target in absolute-form decides, and Host is ignored.
        ("GET http://localhost/ HTTP/1.1\r\nHost: evil.example\r\n", "200"),
        ("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n", "421"),
        ("CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n", "421"),
        ("OPTIONS * HTTP/1.1\r\nHost: evil.example\r\n", "421"),
        // Broken comes before misdirected.
        ("GET / HTTP/1.1\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a b\r\n", "400"),
    ] {
        assert_eq!(status(&hosts, head), expected, "{head}");
        if expected == "421" && !head.starts_with("CONNECT") {
            assert_eq!(status(&[], head), "200", "none given means all: {head}");
        }
    }
}

#[test]
fn a_host_to_be_served_is_a_host() {
    for wrong in ["::1", "a b", "http://localhost/", "localhost/"] {
        let hosts: [&[u8]; 2] = [b"localhost", wrong.as_bytes()];
        let refused = Server::open(&ServerConfig { hosts: &hosts, ..ServerConfig::default() });
        assert_eq!(refused.err().map(|error| error.kind()), Some(ErrorKind::InvalidInput), "{wrong}");
    }
}

#[test]
fn several_servers_share_a_port_where_all_say_so() {
    let config = ServerConfig { reuse_port: true, ..ServerConfig::default() };
    let mut servers: Vec<Server> = (0..3).map(|_| Server::open(&config).unwrap()).collect();
    let port = servers[0].listen("", 0).unwrap();
    for server in &mut servers[1..] {
        assert_eq!(server.listen("", port).unwrap(), port);
    }
    let mut alone = Server::open(&ServerConfig::default()).unwrap();
    assert_eq!(alone.listen("", port).unwrap_err().kind(), ErrorKind::AddrInUse);
    let mut streams: Vec<TcpStream> = (0..60).map(|_| connect(port)).collect();
    for stream in &mut streams {
        stream.write_all(GET).unwrap();
    }
    let start = std::time::Instant::now();
    while servers.iter().map(|server| server.stats().responses).sum::<u64>() < 60 {
        assert!(start.elapsed() < Duration::from_secs(20));
        for server in &mut servers {
            if let Some(mut turn) = server.poll(1).unwrap()
                && let Event::Request(_) = turn.event
            {
                turn.sender.reply(200, &NONE, b"shared").unwrap();
            }
        }
    }
    for server in &mut servers {
        // Which it is, the system chooses; that one of three gets none of sixty, it does not.
        assert!(server.stats().accepted > 0);
    }
}
