// SPDX-License-Identifier: MIT OR Apache-2.0
//! What servers are asked.

/// What wrk sends: one field line.
pub const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n\r\n";

/// A browser's: ten field lines, 674 octets.
pub const BROWSER: &[u8] = b"\
    GET /timetable/departures?from=Euston&to=Glasgow+Central HTTP/1.1\r\n\
    Host: www.transport-planner.example\r\n\
    User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 \
    Safari/537.36\r\n\
    Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n\
    Accept-Language: en-GB,en;q=0.9,cy;q=0.8\r\n\
    Accept-Encoding: gzip, deflate, br, zstd\r\n\
    Referer: https://www.transport-planner.example/timetable\r\n\
    Connection: keep-alive\r\n\
    Upgrade-Insecure-Requests: 1\r\n\
    Cookie: sid=s%3AqN4vY0m2cT7hXbJ9rLwE5zK1pUo8DaGf.Zk3VtQyH6sRnC0iMxBj4WlP2uFgOe7d5A9S1T8v; consent=necessary; \
    tz=Europe%2FLondon\r\n\
    If-None-Match: W/\"5e1f-198d3c02a40\"\r\n\
    \r\n";

/// With 1 KiB of content.
pub fn post() -> Vec<u8> {
    let head = "POST /notes HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: application/octet-stream\r\n";
    let mut post = format!("{head}Content-Length: 1024\r\n\r\n").into_bytes();
    post.resize(post.len() + 1024, b'c');
    post
}
