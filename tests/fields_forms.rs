// SPDX-License-Identifier: MIT OR Apache-2.0
//! Content of forms and of ranges, by the examples of their RFCs, cut at every octet; and such content in requests
//! of other people's suites (`../shared/conformance/dev`, read in place). Where the folder is not there, those tests
//! say so and pass.

#[path = "support/corpus.rs"]
mod corpus;

use std::fs;
use std::time::Instant;

use oyez::error::{Refused, Violation};
use oyez::fields::content_range::content_range;
use oyez::fields::form::form;
use oyez::fields::media_type::media_type;
use oyez::fields::multipart::boundary::Boundary;
use oyez::fields::multipart::reader::{Event, Reader};
use oyez::grammar::base64::{self, Reading};
use oyez::grammar::pen::Pen;
use oyez::grammar::percent::{self, Part};
use oyez::grammar::text::Text;
use serde_json::Value;

/// A part: its field lines, and its data.
type Told = Vec<(Vec<u8>, Vec<u8>)>;

fn boundary(text: &[u8]) -> Boundary {
    Boundary::new(Text::plain(text)).unwrap()
}

/// The parts of a body that comes in these pieces.
fn told<'i>(boundary: Boundary, pieces: impl IntoIterator<Item = &'i [u8]>) -> Result<Told, Refused> {
    let mut reader = Reader::new(boundary, 16);
    let (mut room, mut parts, mut open) = ([0; 512], Told::new(), false);
    for mut piece in pieces {
        while let Some(event) = reader.next(&mut piece, &mut room)? {
            match event {
                Event::Part(head) => {
                    assert!(!std::mem::replace(&mut open, true));
                    parts.push((head.octets.to_vec(), Vec::new()));
                }
                Event::Data(octets) => parts.last_mut().unwrap().1.extend(octets),
                Event::PartEnd => assert!(std::mem::take(&mut open)),
                Event::End => assert!(!open),
            }
        }
        assert!(piece.is_empty());
    }
    reader.finish().map(|()| parts)
}

/// The parts of a body, which are the same however it is cut in one, two or three, or octet by octet.
fn parts(text: &[u8], body: &[u8]) -> Result<Told, Refused> {
    let boundary = boundary(text);
    let whole = told(boundary, [body]);
    assert_eq!(told(boundary, body.chunks(1)), whole);
    for first in 0..=body.len() {
        let (one, rest) = body.split_at(first);
        assert_eq!(told(boundary, [one, rest]), whole, "cut at {first}");
        for more in [1, 2, text.len(), text.len() + 4] {
            let (another, rest) = rest.split_at(more.min(rest.len()));
            assert_eq!(told(boundary, [one, another, rest]), whole, "cut at {first} and {more} behind");
        }
    }
    whole
}

/// RFC 2046, 5.1.1: the first part has no fields, the second ends in a line break of its own.
#[test]
fn the_body_of_rfc_2046_is_told() {
    let body = b"This is the preamble.  It is to be ignored, though it\r\nis a handy place for composition agents.\r\n\
        --simple boundary\r\n\r\nThis is implicitly typed plain US-ASCII text.\r\nIt does NOT end with a linebreak.\r\n\
        --simple boundary\r\nContent-type: text/plain; charset=us-ascii\r\n\r\nThis is explicitly typed.\r\n\
        It DOES end with a linebreak.\r\n\r\n--simple boundary--\r\n\r\nThis is the epilogue.  It is also to be ignored.\r\n";
    let told = parts(b"simple boundary", body).unwrap();
    assert_eq!(told.len(), 2);
    assert!(told[0].0.is_empty() && told[0].1.ends_with(b"linebreak."));
    assert_eq!(told[1].0, b"Content-type: text/plain; charset=us-ascii\r\n");
    assert!(told[1].1.ends_with(b"linebreak.\r\n"));
}

/// RFC 9110, 14.6.
#[test]
fn the_ranges_of_rfc_9110_are_told() {
    let body = b"--THIS_STRING_SEPARATES\r\nContent-Type: application/pdf\r\nContent-Range: bytes 500-999/8000\r\n\r\n\
        ...the first range...\r\n--THIS_STRING_SEPARATES\r\nContent-Type: application/pdf\r\n\
        Content-Range: bytes 7000-7999/8000\r\n\r\n...the second range\r\n--THIS_STRING_SEPARATES--\r\n";
    let told = parts(b"THIS_STRING_SEPARATES", body).unwrap();
    let ranges: Vec<_> = told
        .iter()
        .map(|(octets, _)| {
            let head = oyez::fields::multipart::head::PartHead { octets };
            content_range(head.find(b"content-range").unwrap()).unwrap().range.unwrap()
        })
        .collect();
    assert_eq!(ranges, [(500, 999), (7000, 7999)]);
    assert_eq!(told[1].1, b"...the second range");
}

/// RFC 1867, 6, and RFC 7578, 4.2 and 5.1.
#[test]
fn the_forms_of_the_rfcs_are_told() {
    let body = b"--AaB03x\r\ncontent-disposition: form-data; name=\"field1\"\r\n\r\nJoe Blow\r\n--AaB03x\r\n\
        content-disposition: form-data; name=\"pics\"; filename=\"file1.txt\"\r\nContent-Type: text/plain\r\n\r\n\
        ... contents of file1.txt ...\r\n--AaB03x\r\ncontent-disposition: form-data; name=\"_charset_\"\r\n\r\n\
        iso-8859-1\r\n--AaB03x--\r\n";
    let told = parts(b"AaB03x", body).unwrap();
    let mut forms = told.iter().map(|(octets, data)| {
        let part = oyez::fields::multipart::head::PartHead { octets }.form().unwrap();
        let filename = part.filename.map(|name| name.octets().collect::<Vec<_>>());
        (part.name.octets().collect::<Vec<_>>(), filename, part.content_type, &data[..])
    });
    assert_eq!(forms.next().unwrap(), (b"field1".to_vec(), None, None, &b"Joe Blow"[..]));
    let file = (
        b"pics".to_vec(),
        Some(b"file1.txt".to_vec()),
        Some(&b"text/plain"[..]),
        &b"... contents of file1.txt ..."[..],
    );
    assert_eq!(forms.next().unwrap(), file);
    assert_eq!(forms.next().unwrap(), (b"_charset_".to_vec(), None, None, &b"iso-8859-1"[..]));
}

#[test]
fn what_is_nearly_a_delimiter_is_data() {
    let data = b"\r\r\n\r\n-\r\n--\r\n--x\r\n--xX\n--xXx\r\n --xXx\r--xXx--\r\n--xX\r";
    let body = [b"--xXx \t\r\n\r\n", &data[..], b"\r\n--xXx-- "].concat();
    assert_eq!(parts(b"xXx", &body), Ok(vec![(Vec::new(), data.to_vec())]));
}

#[test]
fn a_body_is_refused_at_the_same_octet_at_every_split() {
    let long = [b"--xXx\r\nA: ", &[b'a'; 600][..]].concat();
    let many = [b"--xXx\r\n\r\n\r\n".repeat(17), b"--xXx--".to_vec()].concat();
    for (body, violation, at) in [
        (&b"--xXx\r\n\r\ndata\r\n--xXx-"[..], Violation::MultipartEnd, 21),
        // 2046, 5.1.1: it is sufficient that the boundary appears in its entirety.
        (b"--xXx\r\n\r\ndata\r\n--xXxx\r\n", Violation::MultipartPart, 20),
        (b"--xXx\r\nA b\r\n\r\n", Violation::FieldColon, 8),
        (b"--xXx\r\nA: b\r\n\tc\r\n\r\n", Violation::ObsFold, 13),
        (&long, Violation::MultipartLimit, 7 + 512),
        (&many, Violation::MultipartLimit, 16 * 11 + 6),
    ] {
        assert_eq!(parts(b"xXx", body), Err(Refused::new(violation, at)));
    }
}

/// Twice the octets, and not four times the work: a generous bound, for clocks are no counters.
#[test]
fn what_looks_like_delimiters_all_the_way_takes_linear_time() {
    let time = |octets: usize| {
        let pieces = [&b"\r\n--xXxxXxxXx"[..], b"\r", b"\r\n-", b"&%41+=", b"a"];
        let bodies = pieces.map(|piece| [b"--xXxxXxxXxx\r\n\r\n", &piece.repeat(octets / piece.len())[..]].concat());
        let start = Instant::now();
        for body in &bodies {
            let _ = told(boundary(b"xXxxXxxXxx"), body.chunks(7));
            let _ = form(body.get(16..).unwrap()).count();
        }
        start.elapsed()
    };
    let (small, large) = (time(100_000), time(1_600_000));
    assert!(large < small * 100 + std::time::Duration::from_millis(200), "{small:?} {large:?}");
}

fn pairs(content: &[u8]) -> Result<Vec<(String, Option<String>)>, Refused> {
    let text = |octets: Vec<u8>| String::from_utf8(octets).unwrap();
    form(content)
        .map(|pair| {
            let pair = pair?;
            Ok((text(pair.name.octets().collect()), pair.value.map(|value| text(value.octets().collect()))))
        })
        .collect()
}

#[test]
fn queries_and_forms_are_told_decoded() {
    let pair = |name: &str, value: Option<&str>| (name.to_string(), value.map(str::to_string));
    for (content, expected) in [
        (&b"q=wahh&x=1"[..], vec![pair("q", Some("wahh")), pair("x", Some("1"))]),
        (
            b"name=Joe+Blow&pics=%2Ftmp%2ffile1.txt",
            vec![pair("name", Some("Joe Blow")), pair("pics", Some("/tmp/file1.txt"))],
        ),
        (b"%E2%82%ac=%2B%26%3d&a=b=c", vec![pair("€", Some("+&=")), pair("a", Some("b=c"))]),
        (b"isindex+words", vec![pair("isindex words", None)]),
        (b"a[]=1&a[]=2", vec![pair("a[]", Some("1")), pair("a[]", Some("2"))]),
        (b"&&", vec![]),
    ] {
        assert_eq!(pairs(content), Ok(expected));
    }
    assert_eq!(pairs(b"a=b&c=100%"), Err(Refused::new(Violation::Percent, 9)));
    assert_eq!(pairs(b"a=b\r\nc"), Err(Refused::new(Violation::FormEncoding, 3)));
}

/// RFC 3986, 2.1 to 2.4, and 6.2.2.2.
#[test]
fn octets_are_put_in_percent_encoding_only_where_they_have_to_be() {
    for (part, expected) in [
        (Part::Data, "100%25%2F%C3%A0%20la~carte%3F"),
        (Part::Segment, "100%25%2F%C3%A0%20la~carte%3F"),
        (Part::Path, "100%25/%C3%A0%20la~carte%3F"),
        (Part::Query, "100%25/%C3%A0%20la~carte?"),
    ] {
        let (mut room, mut back) = ([0; 64], [0; 64]);
        let mut pen = Pen::new(&mut room);
        percent::encode("100%/à la~carte?".as_bytes(), part, &mut pen);
        let encoded = pen.written().unwrap();
        assert_eq!(encoded, expected.as_bytes());
        let mut pen = Pen::new(&mut back);
        percent::decode(encoded, &mut pen).unwrap();
        assert_eq!(pen.written().unwrap(), "100%/à la~carte?".as_bytes());
    }
}

/// Requests of a suite, their Content-Type and content.
fn content(source: &str) -> Vec<(String, Vec<u8>, Vec<u8>)> {
    let Some(folder) = corpus::folder() else { return Vec::new() };
    let text = fs::read_to_string(folder.join(source).with_extension("jsonl")).unwrap();
    let cases = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    cases
        .filter_map(|case| {
            let encoded = case["input_b64"].as_str()?;
            let input: Vec<u8> = base64::decoded(encoded.as_bytes(), Reading::Strict).map(Result::unwrap).collect();
            let end = input.windows(4).position(|octets| octets == b"\r\n\r\n")?;
            let (head, content) = (&input[..end], &input[end + 4..]);
            let line = head.split(|octet| *octet == b'\n').find_map(|line| line.strip_prefix(b"Content-Type:"))?;
            Some((case["id"].as_str()?.to_string(), line.trim_ascii().to_vec(), content.to_vec()))
        })
        .collect()
}

#[test]
fn forms_in_requests_of_twisted_are_read() {
    let mut read = Vec::new();
    for (id, content_type, content) in content("twisted") {
        let media_type = media_type(&content_type);
        let Some(text) = media_type.ok().and_then(|media_type| media_type.boundary()) else { continue };
        match Boundary::new(text) {
            Ok(boundary) => {
                let parts = told(boundary, [&content[..]]).unwrap();
                let head = oyez::fields::multipart::head::PartHead { octets: &parts[0].0 };
                let name: Vec<u8> = head.form().unwrap().name.octets().collect();
                read.push((id, name, parts[0].1.clone()));
            }
            // It has an octet that is no bchar: that suite answers 400 as well.
            Err(refused) => assert_eq!(refused, Refused::new(Violation::MultipartBoundary, 0), "{id}"),
        }
    }
    let data = b"abasdfg".to_vec();
    let expected = [
        ("twisted/test_http/test_multipartFormData".to_string(), b"text".to_vec(), data.clone()),
        ("twisted/test_http/test_multipartFileData".to_string(), b"uploadedfile".to_vec(), data),
    ];
    assert!(read.is_empty() || read == expected, "{read:?}");
}
