// SPDX-License-Identifier: MIT OR Apache-2.0
//! Heads as they are met.

/// The least that HTTP/1.1 asks of a request: 27 octets, one field line.
pub const SMALLEST: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/// What picohttpparser's own benchmark reads, and everybody else's since: 703 octets, 9 field lines.
pub const CLASSIC: &[u8] = b"\
    GET /wp-content/uploads/2010/03/hello-kitty-darth-vader-pink.jpg HTTP/1.1\r\n\
    Host: www.kittyhell.com\r\n\
    User-Agent: Mozilla/5.0 (Macintosh; U; Intel Mac OS X 10.6; ja-JP-mac; rv:1.9.2.3) Gecko/20100401 \
    Firefox/3.6.3 Pathtraq/0.9\r\n\
    Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n\
    Accept-Language: ja,en-us;q=0.7,en;q=0.3\r\n\
    Accept-Encoding: gzip,deflate\r\n\
    Accept-Charset: Shift_JIS,utf-8;q=0.7,*;q=0.7\r\n\
    Keep-Alive: 115\r\n\
    Connection: keep-alive\r\n\
    Cookie: wp_ozh_wsa_visits=2; wp_ozh_wsa_visit_lasttime=xxxxxxxxxx; \
    __utma=xxxxxxxxx.xxxxxxxxxx.xxxxxxxxxx.xxxxxxxxxx.xxxxxxxxxx.x; \
    __utmz=xxxxxxxxx.xxxxxxxxxx.x.x.utmccn=(referral)|utmcsr=reader.livedoor.com|utmcct=/reader/|utmcmd=referral\
    \r\n\
    \r\n";

/// A page asked for by a browser with a session: 1,470 octets, 18 field lines, a long cookie.
pub const BROWSER: &[u8] = b"\
    GET /maps/tiles?layer=transit&zoom=14&bbox=-0.1420%2C51.4960%2C-0.0980%2C51.5230&lang=en-GB HTTP/1.1\r\n\
    Host: maps.transport-planner.example\r\n\
    Connection: keep-alive\r\n\
    sec-ch-ua: \"Not)A;Brand\";v=\"8\", \"Chromium\";v=\"138\", \"Google Chrome\";v=\"138\"\r\n\
    sec-ch-ua-mobile: ?0\r\n\
    sec-ch-ua-platform: \"Linux\"\r\n\
    Upgrade-Insecure-Requests: 1\r\n\
    DNT: 1\r\n\
    User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 \
    Safari/537.36\r\n\
    Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8\r\n\
    Sec-Fetch-Site: same-origin\r\n\
    Sec-Fetch-Mode: navigate\r\n\
    Sec-Fetch-User: ?1\r\n\
    Sec-Fetch-Dest: document\r\n\
    Referer: https://maps.transport-planner.example/journey?from=Euston&to=London+Bridge\r\n\
    Accept-Encoding: gzip, deflate, br, zstd\r\n\
    Accept-Language: en-GB,en;q=0.9,cy;q=0.8,fr;q=0.7\r\n\
    If-None-Match: W/\"5e1f-198d3c02a40\"\r\n\
    Cookie: sid=s%3AqN4vY0m2cT7hXbJ9rLwE5zK1pUo8DaGf.Zk3VtQyH6sRnC0iMxBj4WlP2uFgOe7d5A9S1T8v; \
    _visitor=3.2.884120957.1751362180; _visit=V1.2.884120957.1753710422.31.1.1753710988.0; \
    prefs=units%3Dmetric%26contrast%3Dauto%26step_free%3Dtrue; \
    token=v4.local.cmlkZXItNDA5Ng.gtD7fGUOv8fwNfBb0jXxUJR4QQAAabVVloZaXZxmCu1VShIqmArIntn9oX98WHgCtzC1uwB5FXZPf7\
    stg7NvlE3LaruSrjLnonWKTn9UGKzEesg61SHE_qaQQ0NV3vTH1lS6V6-o9jl8zSOwW_rXL-iuItEnuj-hlrWB8gpj7ktsjs0sW5uqSVZu9k\
    K1; recent=%5B%22EUS%22%2C%22LBG%22%2C%22KGX%22%2C%22WAT%22%2C%22VIC%22%5D; consent=necessary+statistics; \
    variant=map-canvas-b; tz=Europe%2FLondon\r\n\
    \r\n";

/// An answer by a server behind a proxy: 544 octets, 12 field lines.
pub const RESPONSE: &[u8] = b"\
    HTTP/1.1 200 OK\r\n\
    Date: Thu, 17 Jul 2025 09:21:44 GMT\r\n\
    Server: nginx\r\n\
    Content-Type: application/json; charset=utf-8\r\n\
    Content-Length: 126114\r\n\
    Connection: keep-alive\r\n\
    Cache-Control: private, max-age=60\r\n\
    Vary: Accept-Encoding, Accept-Language, Origin\r\n\
    ETag: W/\"6602-198d3c4e7f1\"\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Strict-Transport-Security: max-age=63072000; includeSubDomains; preload\r\n\
    traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n\
    Set-Cookie: sid=5d98065e5751f75143a5f61debc267b0; Path=/; Secure; HttpOnly; SameSite=Lax\r\n\
    \r\n";
