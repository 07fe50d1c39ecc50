// SPDX-License-Identifier: MIT OR Apache-2.0
//! Whatever is read of media types, preferences, conditions and ranges is written so that it is read alike, and
//! written again as it was.

use std::fmt::Write;

use oyez::error::Refused;
use oyez::fields::members::{Member, Members};
use oyez::fields::parameters::Parameter;
use oyez::fields::{
    accept, coding, content_md5, content_range, disposition, entity_tag, ext_value, if_range, language, media_type,
    mime, range, vary, weight,
};
use oyez::grammar::pen::{Pen, Unwritable};
use proptest::prelude::*;

/// What a value says, and how it is written; `None` for what may be read and not be written.
type Read = Result<Option<(String, Vec<u8>)>, Refused>;

/// What the values of a family begin with, if it is not just anything, what they are made of, and how they are read.
type Family = (&'static str, &'static [&'static str], &'static [&'static str], fn(&[u8]) -> Read);

const FAMILIES: [Family; 20] = [
    ("Content-Type", &["text/html", "a/b;", ""], MEDIA, read_media_type),
    ("Accept", &["text/html;", "a/*", ""], MEDIA, |value| {
        read_list(accept::accept(value), |one| {
            let told = format!("{:?}/{:?} {}", one.type_name, one.subtype_name, one.weight);
            one.conditions().fold(told, tell_parameter)
        })
    }),
    ("Accept-Charset", ANY, WEIGHED, |value| read_list(accept::accept_charset(value), |one| format!("{one:?}"))),
    ("Accept-Encoding", ANY, WEIGHED, |value| {
        read_list(accept::accept_encoding(value), |one| format!("{} {}", tell_coding(&one.coding), one.weight))
    }),
    ("Accept-Language", ANY, WEIGHED, |value| read_list(accept::accept_language(value), |one| format!("{one:?}"))),
    ("Accept-Ranges", ANY, WEIGHED, |value| read_list(accept::accept_ranges(value), |one| format!("{one:?}"))),
    ("TE", ANY, WEIGHED, |value| read_list(coding::te(value), tell_transfer)),
    ("Transfer-Encoding", ANY, WEIGHED, |value| {
        read_list(coding::transfer_encoding(value), |one| tell_transfer(&one.0))
    }),
    ("Content-Encoding", ANY, WEIGHED, |value| read_list(coding::content_encoding(value), tell_coding)),
    ("Content-Language", ANY, WEIGHED, |value| read_list(language::content_language(value), |one| format!("{one:?}"))),
    ("Vary", ANY, WEIGHED, |value| read_list(vary::vary(value), |one| format!("{one:?}"))),
    ("ETag", ANY, TAGS, |value| {
        let read = entity_tag::entity_tag(value)?;
        Ok(Some((format!("{read:?}"), written(|pen| read.write(pen)))))
    }),
    ("If-None-Match", ANY, TAGS, |value| {
        let list = entity_tag::entity_tag_list(value);
        list.check()?;
        let told = list.tags.fold(list.any.to_string(), |told, tag| told + &format!("{tag:?}"));
        Ok(Some((told, written(|pen| list.write(pen)))))
    }),
    ("If-Range", ANY, TAGS, |value| {
        let read = if_range::if_range(value, 0)?;
        // A weak one is read, and must not be sent.
        let weak = matches!(read, if_range::IfRange::Tag(tag) if tag.weak);
        Ok((!weak).then(|| (format!("{read:?}"), written(|pen| read.write(pen)))))
    }),
    ("Range", &["bytes=", "pages=", ""], RANGES, |value| {
        let read = range::range(value)?;
        let told = read.specs().fold(format!("{:?}", read.unit), |told, spec| told + &format!("{spec:?}"));
        Ok(Some((told, written(|pen| read.write(pen)))))
    }),
    ("Content-Range", &["bytes 0-9/", "bytes */", "bytes ", ""], CONTENT_RANGES, |value| {
        let read = content_range::content_range(value)?;
        Ok(Some((format!("{read:?}"), written(|pen| read.write(pen)))))
    }),
    ("Content-Disposition", &["attachment", "x; filename=", ""], DISPOSITIONS, read_disposition),
    ("filename*", &["UTF-8''", "utf-8'en'", "iso-8859-1''", "koi8-r''", ""], DISPOSITIONS, |value| {
        let read = ext_value::ext_value(value)?;
        let told = format!("{:?} {:?} {:?}", read.charset, read.language, read.octets().collect::<Vec<_>>());
        Ok(Some((told, written(|pen| read.write(pen)))))
    }),
    ("MIME-Version", &["1.", "1", ""], VERSIONS, |value| {
        let read = mime::mime_version(value)?;
        Ok(Some((format!("{read:?}"), written(|pen| read.write(pen)))))
    }),
    ("Content-Transfer-Encoding", ANY, VERSIONS, |value| {
        let read = mime::content_transfer_encoding(value)?;
        Ok(Some((format!("{:?}", read.mechanism), written(|pen| read.write(pen)))))
    }),
];

const ANY: &[&str] = &[""];

const MEDIA: &[&str] = &[
    "text/html",
    "a/b",
    "*/*",
    "text/*",
    ";",
    "; ",
    " ;",
    "charset=utf-8",
    "q=0.5",
    "q=1",
    "Q=0.120",
    "a=\"b,\\\"c\"",
    "a=\"\"",
    "b=c",
    ",",
    " , ",
    " ",
    "\t",
    "\u{e9}",
    "*",
    "/",
    "=",
    "\"",
];

const WEIGHED: &[&str] = &[
    "gzip",
    "X-GZIP",
    "x-compress",
    "chunked",
    "trailers",
    "en-GB",
    "de",
    "*",
    "iso-8859-1",
    "utf-8",
    ";",
    " ; ",
    "q=0.5",
    "q=1.000",
    "Q=0",
    "q=0.001",
    "a=b",
    "a = \"b c\"",
    ",",
    ", ",
    " ",
    "\t",
    "=",
    "-",
    "abcdefghi",
];

const TAGS: &[&str] = &[
    "\"a\"",
    "W/\"b\"",
    "\"\"",
    "\"a,\\b\"",
    "W/",
    "\"",
    ",",
    ", ",
    " ,",
    "*",
    " ",
    "a",
    "\u{e9}",
    "w/",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
];

const RANGES: &[&str] = &[
    "bytes=",
    "bytes ",
    "pages=",
    "0-",
    "0-9",
    "-5",
    "1-18446744073709551616",
    "007-7",
    "9",
    "10",
    "-",
    "/",
    "*",
    ",",
    ", ",
    " ",
    "9223372036854775807",
    "a",
];

const CONTENT_RANGES: &[&str] =
    &["bytes ", "x ", "0-9", "7-007", "12-13", "/", "*", "10", "14", "/*", "9223372036854775807", " ", "-"];

const DISPOSITIONS: &[&str] = &[
    "attachment",
    "inline",
    "x",
    ";",
    "; ",
    " ;",
    "filename=",
    "filename*=",
    "FILENAME = ",
    "name=",
    "a*=",
    "UTF-8''",
    "utf-8'en'",
    "iso-8859-1''",
    "koi8-r''",
    "%e2%82%ac",
    "%a3",
    "%41",
    "%",
    "a.txt",
    "\"a \\\"b\"",
    "\"\u{e9}\"",
    " ",
];

const VERSIONS: &[&str] =
    &["1", "0", ".", "1.0", "(a (b) \\) c)", "(", ")", " ", "\t", "7bit", "Base64", "x-y", "99999999999999999999"];

fn written(write: impl FnOnce(&mut Pen<'_>) -> Result<(), Unwritable>) -> Vec<u8> {
    let mut room = [0; 4096];
    let mut pen = Pen::new(&mut room);
    write(&mut pen).expect("what was read can be written");
    pen.written().expect("room enough").to_vec()
}

fn read_list<'b, M: Member<'b>>(list: Members<'b, M>, tell: fn(&M) -> String) -> Read {
    let told = list.map(|one| one.map(|one| tell(&one))).collect::<Result<Vec<_>, _>>()?;
    let by_one = list.map(Result::unwrap).collect::<Vec<_>>();
    let together = written(|pen| list.write(pen));
    assert_eq!(together, written(|pen| oyez::fields::members::write(pen, &by_one)));
    Ok(Some((told.join(","), together)))
}

fn tell_parameter(mut told: String, parameter: Parameter<'_>) -> String {
    let value: Vec<u8> = parameter.value.octets().collect();
    write!(told, ";{:?}={value:?}", parameter.name).unwrap();
    told
}

fn tell_coding(one: &coding::ContentCoding<'_>) -> String {
    match one.coding {
        coding::Coding::Other => format!("{:?}", one.name),
        known => format!("{known:?}"),
    }
}

fn tell_transfer(one: &coding::TransferCoding<'_>) -> String {
    one.parameters.fold(format!("{:?} {}", one.coding, one.weight), tell_parameter)
}

fn read_media_type(value: &[u8]) -> Read {
    let read = media_type::media_type(value)?;
    let told = format!("{:?}/{:?}", read.type_name, read.subtype_name);
    Ok(Some((read.parameters.fold(told, tell_parameter), written(|pen| read.write(pen)))))
}

fn read_disposition(value: &[u8]) -> Read {
    let read = disposition::content_disposition(value)?;
    let is_file_name = |name: &[u8]| name.to_ascii_lowercase().starts_with(b"filename");
    let others = read.parameters.filter(|parameter| !is_file_name(parameter.name));
    let told = others.fold(format!("{:?} {:?}", read.type_name, read.plain_name.is_some()), tell_parameter);
    let name: Option<String> = read.file_name().map(|name| name.chars().collect());
    let safe: Option<String> = read.file_name().and_then(|name| name.safe()).map(Iterator::collect);
    if let Some(safe) = &safe {
        assert!(!safe.is_empty() && !safe.contains(['/', '\\', '\0', ':']) && !safe.starts_with('.'), "{safe:?}");
    }
    Ok(Some((format!("{told} {name:?} {safe:?}"), written(|pen| read.write(pen)))))
}

/// Pieces of a family joined, and now and then an octet that is of none.
fn values() -> impl Strategy<Value = (usize, Vec<u8>)> {
    (0..FAMILIES.len()).prop_flat_map(|family| {
        let begin = proptest::sample::select(FAMILIES[family].1);
        let piece = proptest::sample::select(FAMILIES[family].2).prop_map(|piece| piece.as_bytes().to_vec());
        let octet = any::<u8>().prop_map(|octet| vec![octet]);
        let pieces = proptest::collection::vec(prop_oneof![30 => piece, 1 => octet], 0..7);
        (Just(family), (begin, pieces).prop_map(|(begin, pieces)| [begin.as_bytes(), &pieces.concat()].concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_written_and_read_alike((family, value) in values()) {
        let (name, _, _, read) = FAMILIES[family];
        match read(&value) {
            Err(refused) => prop_assert!(refused.at <= value.len(), "{}: {:?}", name, refused),
            Ok(None) => {}
            Ok(Some((told, written))) => {
                prop_assert_eq!(read(&written).map(Option::unwrap), Ok((told, written.clone())), "{}", name);
                prop_assert!(!written.iter().any(|octet| matches!(octet, b'\r' | b'\n' | 0)), "{}", name);
            }
        }
    }

    #[test]
    fn any_name_is_written_so_that_it_is_read_back(name in ".{1,20}") {
        let mut room = [0; 512];
        let mut pen = Pen::new(&mut room);
        match disposition::write(&mut pen, b"attachment", Some(&name)) {
            Err(_) => prop_assert!(name.chars().any(char::is_control)),
            Ok(()) => {
                let read = disposition::content_disposition(pen.written().unwrap()).unwrap();
                prop_assert_eq!(read.file_name().unwrap().chars().collect::<String>(), name);
                prop_assert!(read.plain_name.unwrap().octets().all(|octet| octet.is_ascii_graphic() || octet == b' '));
            }
        }
    }

    #[test]
    fn numbers_are_written_so_that_they_are_read_back(thousandths in 0..=1000u16, digest: [u8; 16]) {
        let weight_written = written(|pen| weight::write_qvalue(pen, thousandths));
        prop_assert_eq!(weight::qvalue(&weight_written), Ok(thousandths));
        let digest_written = written(|pen| { content_md5::write(pen, &digest); Ok(()) });
        prop_assert_eq!(content_md5::content_md5(&digest_written), Ok(digest));
    }
}

#[test]
fn the_values_that_are_made_up_are_valid_often_enough() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut valid = [0; FAMILIES.len()];
    for _ in 0..20_000 {
        let (family, value) = proptest::strategy::ValueTree::current(&values().new_tree(&mut runner).unwrap());
        valid[family] += usize::from(!value.is_empty() && FAMILIES[family].3(&value).is_ok());
    }
    for ((name, ..), count) in FAMILIES.iter().zip(valid) {
        assert!(count >= 20, "{name}: {count}");
    }
}
