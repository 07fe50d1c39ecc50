// SPDX-License-Identifier: MIT OR Apache-2.0
//! Fields that say where messages go and where they came from, by the very examples of their RFCs; and what other
//! people's suites (`../shared/conformance/dev`, read in place) say of lists of tokens and of URIs. Where the folder
//! is not there, those tests say so and pass.

#[path = "support/corpus.rs"]
mod corpus;

use std::fs;
use std::net::IpAddr;

use oyez::error::Refused;
use oyez::fields::allow::{allow, public};
use oyez::fields::cgi::{self, Authorization, Line, Request};
use oyez::fields::connection::{ConnectionOption, connection};
use oyez::fields::expect::expect;
use oyez::fields::forwarded::{Element, forwarded};
use oyez::fields::from::from;
use oyez::fields::host::host;
use oyez::fields::keep_alive::keep_alive;
use oyez::fields::link::links;
use oyez::fields::members::{Member, Members};
use oyez::fields::node::Node;
use oyez::fields::product::products;
use oyez::fields::title::title;
use oyez::fields::trailer::trailer;
use oyez::fields::upgrade::upgrade;
use oyez::fields::uri;
use oyez::fields::uri_reference::{self, UriReference, uri_reference};
use oyez::fields::via::via;
use oyez::fields::x_forwarded_for::{client_ip, x_forwarded_for};
use oyez::grammar::base64::{self, Reading};
use oyez::grammar::pen::{Pen, Unwritable};
use oyez::syntax::field_line::Field;
use oyez::syntax::version::Version;
use serde_json::Value;

fn written(write: impl FnOnce(&mut Pen<'_>) -> Result<(), Unwritable>) -> String {
    let mut room = [0; 1024];
    let mut pen = Pen::new(&mut room);
    write(&mut pen).expect("it is a value");
    String::from_utf8(pen.written().expect("it fits").to_vec()).expect("it is UTF-8")
}

/// A list as it is written, and how many members it has.
fn list<'b, M: Member<'b>>(members: Members<'b, M>) -> (usize, String) {
    let count = members.map(Result::unwrap).count();
    (count, written(|pen| members.write(pen)))
}

fn lists(rows: &[(&str, usize, &str)], read: impl Fn(&'static [u8]) -> (usize, String)) {
    for (value, count, expected) in rows {
        let expected = if expected.is_empty() { value } else { expected };
        assert_eq!(read(value.to_string().leak().as_bytes()), (*count, (*expected).to_string()), "{value}");
    }
}

#[test]
fn via_is_read_as_rfc_9110_7_6_3_shows_it() {
    lists(
        &[
            ("1.0 fred, 1.1 p.example.net", 2, ""),
            ("1.0 ricky, 1.1 ethel, 1.1 fred, 1.0 lucy", 4, ""),
            ("HTTP/1.1 GWA:80  (Apache/1.1)", 1, "1.1 GWA:80 (Apache/1.1)"),
        ],
        |value| list(via(value)),
    );
}

#[test]
fn forwarded_is_read_as_rfc_7239_shows_it() {
    lists(
        &[
            ("for=\"_gazonk\"", 1, "for=_gazonk"),
            ("For=\"[2001:db8:cafe::17]:4711\"", 1, "for=\"[2001:db8:cafe::17]:4711\""),
            ("for=192.0.2.60;proto=http;by=203.0.113.43", 1, "for=192.0.2.60;by=203.0.113.43;proto=http"),
            ("for=192.0.2.43, for=198.51.100.17", 2, ""),
            ("for=_hidden, for=_SEVKISEK", 2, ""),
            (
                "for=192.0.2.43,for=\"[2001:db8:cafe::17]\",for=unknown",
                3,
                "for=192.0.2.43, for=\"[2001:db8:cafe::17]\", for=unknown",
            ),
            ("for=\"192.0.2.43:47011\"", 1, ""),
            ("for=192.0.2.43;secret=\"a b\", ;;by=_x", 2, "for=192.0.2.43;secret=\"a b\", by=_x"),
        ],
        |value| list(forwarded(value)),
    );
}

/// RFC 7239, 7.4: X-Forwarded-For made a Forwarded.
#[test]
fn what_x_forwarded_for_tells_can_be_told_in_forwarded() {
    let hops = x_forwarded_for(b"192.0.2.43, 2001:db8:cafe::17");
    let elements: Vec<String> = hops
        .map(|hop| {
            let node = Node::at(hop.unwrap().address.unwrap());
            let element = Element { client: Some(node), ..Element::default() };
            written(|pen| element.write(pen))
        })
        .collect();
    assert_eq!(elements.join(", "), "for=192.0.2.43, for=\"[2001:db8:cafe::17]\"");
    assert_eq!(client_ip(b"192.0.2.43").unwrap().address, "192.0.2.43".parse::<IpAddr>().ok());
}

#[test]
fn lists_of_names_are_read_as_their_rfcs_show_them() {
    lists(&[("close", 1, ""), ("Keep-Alive", 1, ""), ("keep-alive ,,Upgrade", 2, "keep-alive, Upgrade")], |value| {
        list(connection(value))
    });
    lists(&[("GET, HEAD, PUT", 3, "")], |value| list(allow(value)));
    lists(&[("OPTIONS, MGET, MHEAD, GET, HEAD", 5, "")], |value| list(public(value)));
    lists(&[("Expires", 1, ""), ("Content-MD5,Checksum", 2, "Content-MD5, Checksum")], |value| list(trailer(value)));
    lists(&[("100-continue", 1, "")], |value| list(expect(value)));
    lists(&[("websocket", 1, ""), ("HTTP/2.0, SHTTP/1.3, IRC/6.9, RTA/x11", 4, "")], |value| list(upgrade(value)));
}

#[test]
fn links_are_read_as_rfc_8288_3_5_shows_them() {
    lists(
        &[
            ("<http://example.com/TheBook/chapter2>; rel=\"previous\"; title=\"previous chapter\"", 1, ""),
            ("</>; rel=\"http://example.net/foo\"", 1, ""),
            ("</terms>; rel=\"copyright\"; anchor=\"#foo\"", 1, ""),
            (
                "</TheBook/chapter2>; rel=\"previous\"; title*=UTF-8'de'letztes%20Kapitel, \
                 </TheBook/chapter4>; rel=\"next\"; title*=UTF-8'de'n%c3%a4chstes%20Kapitel",
                2,
                "</TheBook/chapter2>; rel=\"previous\"; title*=UTF-8'de'letztes%20Kapitel, \
                 </TheBook/chapter4>; rel=\"next\"; title*=UTF-8'de'n%C3%A4chstes%20Kapitel",
            ),
            ("<http://example.org/>; rel=\"start http://example.net/relation/other\"", 1, ""),
            ("<https://example.org/>; rel=\"start\", <https://example.org/index>; rel=\"index\"", 2, ""),
            // RFC 2068, 19.6.2.4.
            ("<mailto:timbl@w3.org>; rev=\"Made\"; title=\"Tim Berners-Lee\"", 1, ""),
        ],
        |value| list(links(value)),
    );
    let link =
        links(b"<http://example.org/>; rel=\"start http://example.net/relation/other\"").next().unwrap().unwrap();
    assert!(link.relates(b"START") && link.relates(b"http://example.net/relation/other"));
}

#[test]
fn singletons_are_read_as_their_rfcs_show_them() {
    assert_eq!(written(|pen| host(b"www.example.org").unwrap().write(pen)), "www.example.org");
    assert_eq!(written(|pen| keep_alive(b"timeout=10, max=5").unwrap().write(pen)), "timeout=10, max=5");
    assert_eq!(written(|pen| title(b"Hypertext Transfer Protocol").unwrap().write(pen)), "Hypertext Transfer Protocol");
    for mailbox in ["spider-admin@example.org", "webmaster@w3.org"] {
        assert_eq!(written(|pen| from(mailbox.as_bytes()).unwrap().write(pen)), mailbox);
    }
    for software in ["CERN-LineMode/2.15 libwww/2.17b3", "CERN/3.0 libwww/2.17"] {
        assert_eq!(products(software.as_bytes()).count(), 2);
        assert_eq!(written(|pen| products(software.as_bytes()).write(pen)), software);
    }
    for location in ["/People.html#tim", "http://www.example.net/index.html", "http://www.example.org/~tim"] {
        assert_eq!(written(|pen| uri_reference(location.as_bytes()).unwrap().write(pen)), location);
    }
    assert!(uri_reference::referer(b"http://www.example.org/hypertext/Overview.html").is_ok());
    assert!(uri_reference::absolute_uri(b"http://www.ics.uci.edu/pub/ietf/uri/").is_ok());
    assert!(uri_reference::without_fragment(b"/foo.en.html").is_ok());
}

/// RFC 3986, 5.4.1 and 5.4.2, all of them; "http:g" as for strict parsers.
#[test]
fn references_are_resolved_as_rfc_3986_5_4_shows_them() {
    let base = uri_reference(b"http://a/b/c/d;p?q").unwrap();
    for (reference, expected) in [
        ("g:h", "g:h"),
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"),
        ("g#s", "http://a/b/c/g#s"),
        ("g?y#s", "http://a/b/c/g?y#s"),
        (";x", "http://a/b/c/;x"),
        ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y#s"),
        ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../", "http://a/"),
        ("../../g", "http://a/g"),
        ("../../../g", "http://a/g"),
        ("../../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."),
        (".g", "http://a/b/c/.g"),
        ("g..", "http://a/b/c/g.."),
        ("..g", "http://a/b/c/..g"),
        ("./../g", "http://a/b/g"),
        ("./g/.", "http://a/b/c/g/"),
        ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"),
        ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/./x", "http://a/b/c/g?y/./x"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("g#s/./x", "http://a/b/c/g#s/./x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"),
        ("http:g", "http:g"),
    ] {
        let mut room = [0; 64];
        let resolved = uri::resolve(&base, &uri_reference(reference.as_bytes()).unwrap(), &mut room);
        assert_eq!(resolved, Ok(expected.as_bytes()), "{reference}");
    }
}

/// RFC 2068, 3.2.3, and RFC 9110, 4.2.3.
#[test]
fn uris_are_compared_as_their_rfcs_show_it() {
    for (one, another, same) in [
        ("http://abc.com:80/~smith/home.html", "http://ABC.com/%7Esmith/home.html", true),
        ("http://ABC.com:/%7esmith/home.html", "http://ABC.com/%7Esmith/home.html", true),
        ("http://example.com", "HTTP://example.com:80/", true),
        ("https://example.com:443/", "https://example.com", true),
        ("https://example.com/", "http://example.com/", false),
        ("http://example.com/a", "http://example.com/A", false),
        ("http://example.com/a%2Fb", "http://example.com/a/b", false),
        ("http://example.com/?", "http://example.com/", false),
    ] {
        let parts = |uri: &'static str| uri_reference(uri.as_bytes()).unwrap();
        assert_eq!(uri::are_equivalent(&parts(one), &parts(another)), same, "{one} {another}");
    }
}

/// RFC 3875, 4.1.5: a request for http://somehost.com/cgi-bin/somescript/this%2eis%2epath%3binfo.
#[test]
fn a_script_is_told_of_a_request_as_rfc_3875_says() {
    let path = b"/cgi-bin/somescript/this%2eis%2epath%3binfo";
    let request = Request {
        method: b"POST",
        script_name: b"/cgi-bin/somescript",
        path_info: cgi::path_info(path, b"/cgi-bin/somescript").unwrap(),
        query: None,
        version: Version::HTTP_10,
        content_length: Some(12),
        server_name: b"somehost.com",
        server_port: 80,
        server_software: b"oyez/0.1",
        remote_addr: b"2001:db8::1",
        auth_type: None,
        remote_user: None,
        authorization: Authorization::Withheld,
    };
    let fields = [
        Field::new("Host", "somehost.com"),
        Field::new("Cookie", "a=b"),
        Field::new("Content-Type", "text/plain"),
        Field::new("Content_Type", "text/evil"),
        Field::new("cookie", "c=d"),
        Field::new("Accept-Language", "da"),
        Field::new("Proxy", "http://evil/"),
        Field::new("accept-language", "en"),
    ];
    let mut lines = [Line::EMPTY; 8];
    let variables = cgi::variables(&request, fields, &mut lines).unwrap();
    let told: Vec<String> = variables.map(|variable| written(|pen| variable.write(pen))).collect();
    let expected = [
        "CONTENT_LENGTH=12",
        "GATEWAY_INTERFACE=CGI/1.1",
        "PATH_INFO=/this.is.path;info",
        "QUERY_STRING=",
        "REMOTE_ADDR=2001:db8::1",
        "REQUEST_METHOD=POST",
        "SCRIPT_NAME=/cgi-bin/somescript",
        "SERVER_NAME=somehost.com",
        "SERVER_PORT=80",
        "SERVER_PROTOCOL=HTTP/1.0",
        "SERVER_SOFTWARE=oyez/0.1",
        "HTTP_ACCEPT_LANGUAGE=da, en",
        "CONTENT_TYPE=text/plain",
        "HTTP_COOKIE=a=b; c=d",
        "HTTP_HOST=somehost.com",
    ];
    assert_eq!(told, expected);
}

/// Where what we read differs from what the case expects: its id, and the clause for it.
const DEVIATIONS: [(&str, &str); 12] = [
    // Those parsers know a fixed set of schemes or forms of targets. Any scheme is one, and "hostname:443" is a URI.
    ("llhttp/url/failing-on-broken-schema", "RFC 3986, 3.1"),
    ("http-parser/url/connect-request-but-not-connect", "RFC 3986, 4.1"),
    // port = *DIGIT; RFC 9110, 4.2.3, has "http://EXAMPLE.com:/" as an example.
    ("http-parser/url/proxy-empty-port", "RFC 3986, 3.2.3"),
    // reg-name has sub-delims.
    ("http-parser/url/proxy-in-hostname~2", "RFC 3986, 3.2.2"),
    ("http-parser/url/proxy-in-url", "RFC 3986, 3.2.2"),
    // IPv6address has no zone, which means something on one host only.
    ("llhttp/url/ipv6-address-with-zone-id", "RFC 3986, 3.2.2"),
    ("llhttp/url/ipv6-address-with-zone-id-but-is-not-percent-encoded", "RFC 3986, 3.2.2"),
    ("http-parser/url/ipv6-address-with-zone-id", "RFC 3986, 3.2.2"),
    ("http-parser/url/ipv6-address-with-zone-id-but-is-not-percent-encoded", "RFC 3986, 3.2.2"),
    // An empty reference is one to the same document; OWS around a value is none of it.
    ("http-parser/url/empty-url", "RFC 3986, 4.4"),
    ("http-parser/url/full-of-spaces-url", "RFC 9110, 5.5"),
    // A form feed may stand nowhere.
    ("http-parser/url/form-feed-in-url~2", "RFC 3986, 2"),
];

/// Asks each case of some files; those that disagree must be listed, and those listed must disagree.
fn judge(sources: &[&str], agrees: fn(&Value) -> Option<bool>) {
    let Some(folder) = corpus::folder() else { return };
    let (mut asked, mut wrong) = (0, Vec::new());
    for source in sources {
        let text = fs::read_to_string(folder.join(source).with_extension("jsonl")).unwrap();
        for line in text.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            if let Some(agreed) = agrees(&case) {
                asked += 1;
                wrong.extend((!agreed).then(|| case["id"].as_str().unwrap().to_string()));
            }
        }
    }
    let listed: Vec<_> =
        DEVIATIONS.iter().filter(|(id, _)| sources.iter().any(|source| id.starts_with(source))).collect();
    let unlisted: Vec<_> = wrong.iter().filter(|id| !listed.iter().any(|(known, _)| known == id)).collect();
    let needless: Vec<_> = listed.iter().filter(|(known, _)| !wrong.iter().any(|id| id == known)).collect();
    assert!(unlisted.is_empty() && needless.is_empty(), "unlisted {unlisted:#?}, needless {needless:#?}");
    assert!(asked > 10, "{asked} cases were asked");
    println!("{sources:?}: {asked} cases, {} deviations", wrong.len());
}

fn input(case: &Value) -> Vec<u8> {
    let text = case["input_b64"].as_str().unwrap();
    base64::decoded(text.as_bytes(), Reading::Strict).map(Result::unwrap).collect()
}

#[test]
fn tokens_are_found_in_lists_as_go_finds_them() {
    judge(&["sem-misc-go"], |case| {
        (case["kind"] == "token-list-contains").then(|| {
            let token = case["token"].as_str().unwrap().as_bytes();
            let input = input(case);
            let found = connection(&input).flatten().any(|option: ConnectionOption<'_>| option.is(token));
            found == case["expect"]["contains"].as_bool().unwrap()
        })
    });
}

#[test]
fn uris_come_apart_as_in_other_parsers() {
    judge(&["llhttp", "http-parser"], |case| {
        (case["kind"] == "url").then(|| {
            let input = input(case);
            match (uri_reference(&input), case["expect"]["verdict"] == "accept") {
                (Ok(read), true) => parts_agree(&input, &read, &case["expect"]),
                (Err(Refused { at, .. }), false) => at <= input.len(),
                _ => false,
            }
        })
    });
}

/// The parts that a case names are those that were read: as spans, or as fields.
fn parts_agree(input: &[u8], read: &UriReference<'_>, expect: &Value) -> bool {
    let authority = written(|pen| {
        let none = UriReference::default();
        UriReference { userinfo: read.userinfo, host: read.host, port: read.port, ..none }.write(pen)
    });
    let part = |name: &str| -> Option<Vec<u8>> {
        let text = |octets: Option<&[u8]>| octets.map(<[u8]>::to_vec);
        match name {
            "schema" | "url.schema" => text(read.scheme),
            "url.host" => authority.strip_prefix("//").map(|host| host.as_bytes().to_vec()),
            "host" => text(read.host.map(|host| match host {
                [b'[', host @ .., b']'] => host,
                _ => host,
            })),
            "port" => text(read.port),
            "userinfo" => text(read.userinfo),
            "path" | "url.path" => Some(read.path.to_vec()),
            "query" | "url.query" => text(read.query),
            "fragment" | "url.fragment" => text(read.fragment),
            _ => panic!("{name}"),
        }
    };
    let fields = expect["fields"].as_object().into_iter().flatten();
    let spans = expect["spans"].as_array().into_iter().flatten();
    fields.into_iter().all(|(name, value)| part(name).as_deref() == value.as_str().map(str::as_bytes))
        && spans.into_iter().all(|span| {
            let number = |at: usize| usize::try_from(span[at].as_u64().unwrap()).unwrap();
            part(span[2].as_str().unwrap()).as_deref() == input.get(number(0)..number(0) + number(1))
        })
}
