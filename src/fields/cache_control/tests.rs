// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! What directives are, and what they come to.

use proptest::prelude::*;

use super::*;

fn told(value: &str) -> Result<Vec<(String, Option<String>)>, usize> {
    let text = |octets: &[u8]| String::from_utf8(octets.to_vec()).unwrap();
    directives(value.as_bytes())
        .map(|directive| {
            let directive = directive.map_err(|refused| refused.at)?;
            let argument = directive.argument.map(|argument| text(&argument.octets().collect::<Vec<_>>()));
            Ok((text(directive.name), argument))
        })
        .collect()
}

fn directive<'b>(name: &'b str, argument: Option<&'b str>) -> Directive<'b> {
    Directive { name: name.as_bytes(), argument: argument.map(|argument| Text::plain(argument.as_bytes())) }
}

fn written(write: impl Fn(&mut Pen<'_>) -> Result<(), Unwritable>) -> Result<String, Unwritable> {
    let mut room = [0; 512];
    let mut pen = Pen::new(&mut room);
    write(&mut pen)?;
    Ok(String::from_utf8(pen.written()?.to_vec()).unwrap())
}

#[test]
fn directives_are_told_with_and_without_arguments_and_unknown_ones_are_kept() {
    let expected = [("private", None), ("community", Some("UCI")), ("Max-Age", Some("5")), ("no-cache", Some("a, b"))];
    let expected: Vec<_> = expected.map(|(name, argument)| (name.to_owned(), argument.map(str::to_owned))).into();
    assert_eq!(told(" ,private, community=\"UCI\",, Max-Age=5 , no-cache=\"a, b\","), Ok(expected));
    assert_eq!(told(""), Ok(vec![]));
}

#[test]
fn a_directive_is_refused_where_it_breaks() {
    for (value, at) in [
        ("max-age=", 8),
        ("max-age =5", 8),
        ("max-age= 5", 8),
        ("a=\"b", 4),
        ("a b", 2),
        ("=5", 0),
        ("a, @", 3),
        ("a;b", 1),
    ] {
        assert_eq!(told(value), Err(at), "{value}");
    }
}

#[test]
fn seconds_may_be_quoted_and_have_a_greatest() {
    for (argument, expected) in [
        ("5", Some(5)),
        ("007", Some(7)),
        ("99999999999999999999", Some(MAX_SECONDS)),
        ("-1", None),
        ("1.5", None),
        ("", None),
    ] {
        assert_eq!(directive("max-age", Some(argument)).seconds(), expected, "{argument}");
    }
    assert_eq!(directives(b"max-age=\"5\"").next().unwrap().unwrap().seconds(), Some(5));
    assert_eq!(directive("max-age", None).seconds(), None);
}

#[test]
fn a_qualified_directive_lists_field_names() {
    let lists = |argument: &'static str, name: &str| directive("private", Some(argument)).lists(name.as_bytes());
    for (argument, name) in [("Set-Cookie", "set-cookie"), (" a ,\tb , c", "b"), ("a,b", "a"), ("a, b ", "b")] {
        assert!(lists(argument, name), "{argument} {name}");
    }
    for (argument, name) in [("ab", "a"), ("a", "ab"), ("a b", "ab"), ("a b", "b"), ("a a", "a"), ("", "a"), (",", "")]
    {
        assert!(!lists(argument, name), "{argument} {name}");
    }
    assert!(!directive("private", None).lists(b"a"));
}

#[test]
fn a_directive_is_written_as_the_text_asks() {
    let known = |name, argument| written(|pen| directive(name, argument).write(pen));
    assert_eq!(known("Max-Age", Some("5")).as_deref(), Ok("max-age=5"));
    assert_eq!(known("private", Some("a")).as_deref(), Ok("private=\"a\""));
    assert_eq!(known("community", Some("U \"C\"")).as_deref(), Ok("community=\"U \\\"C\\\"\""));
    assert_eq!(known("no-store", None).as_deref(), Ok("no-store"));
    for (name, argument) in [("", None), ("a b", None), ("a", Some("\r\nb"))] {
        assert_eq!(known(name, argument), Err(Unwritable::Value), "{name}");
    }
}

#[test]
fn directives_of_several_lines_come_together() {
    let all = gather(read(b"Public, max-age=30, s-maxage=60"), b"NO-TRANSFORM, immutable, stale-if-error=\"9\", x=y");
    let expected = CacheControl {
        public: true,
        max_age: Some(30),
        s_maxage: Some(60),
        no_transform: true,
        immutable: true,
        stale_if_error: Some(9),
        ..CacheControl::default()
    };
    assert_eq!(all, expected);
    assert_eq!(
        written(|pen| all.write(pen)).as_deref(),
        Ok("max-age=30, s-maxage=60, stale-if-error=9, no-transform, public, immutable")
    );
}

#[test]
fn every_directive_is_known() {
    let value = b"max-age=1, s-maxage=2, max-stale=3, min-fresh=4, stale-while-revalidate=5, stale-if-error=6, no-cache, \
        no-store, no-transform, only-if-cached, must-revalidate, must-understand, private, proxy-revalidate, public, immutable";
    assert_eq!(written(|pen| read(value).write(pen)).unwrap().as_bytes(), value);
    let qualified = read(b"no-cache=\"set-cookie\", private=x");
    let expected = CacheControl { no_cache_fields: true, private_fields: true, ..CacheControl::default() };
    assert_eq!(qualified, expected);
    assert_eq!(written(|pen| qualified.write(pen)), Err(Unwritable::Value));
}

#[test]
fn max_stale_without_an_argument_is_any_staleness() {
    assert_eq!(read(b"max-stale").max_stale, Some(MAX_SECONDS));
    assert_eq!(written(|pen| read(b"max-stale").write(pen)).as_deref(), Ok("max-stale"));
    assert_eq!(written(|pen| read(b"max-stale=5").write(pen)).as_deref(), Ok("max-stale=5"));
}

#[test]
fn what_is_doubtful_is_read_as_the_most_restrictive() {
    let doubtful = CacheControl { doubtful: true, ..CacheControl::default() };
    let stale = CacheControl { max_age: Some(0), ..doubtful };
    for (value, expected) in [
        ("max-age", stale),
        ("max-age=", stale),
        ("max-age=-3600", stale),
        ("max-age=3600.5", stale),
        ("max-age=3600s", stale),
        ("max-age =3600", stale),
        ("max-age=\"3600", stale),
        ("max-age=3600 x", stale),
        ("max-age=3600, max-age=1", stale),
        ("max-age=a, max-age=3600", stale),
        ("min-fresh=soon", CacheControl { min_fresh: Some(MAX_SECONDS), ..doubtful }),
        ("max-stale, max-stale=5", CacheControl { max_stale: Some(0), ..doubtful }),
        ("no-store=1", CacheControl { no_store: true, ..doubtful }),
        ("no-cache=", CacheControl { no_cache: true, ..doubtful }),
        ("private=@", CacheControl { private: true, ..doubtful }),
        ("public=1", doubtful),
        ("must-understand=x, no-store", CacheControl { no_store: true, ..doubtful }),
        ("@, no-store", CacheControl { no_store: true, ..doubtful }),
        ("private=\"a, no-store", CacheControl { private: true, no_store: true, ..doubtful }),
        ("x=", doubtful),
        ("x y", doubtful),
    ] {
        assert_eq!(read(value.as_bytes()), expected, "{value}");
    }
    assert!(!read(b"max-age=5, max-age=5").doubtful);
}

#[test]
fn pragma_says_no_cache_or_something_else() {
    for (value, expected) in
        [("no-cache", true), ("x=y, No-Cache", true), ("", false), ("x=no-cache", false), ("no-cache=\"a\"", false)]
    {
        assert_eq!(pragma_says_no_cache(value.as_bytes()), expected, "{value}");
    }
}

proptest! {
    #[test]
    fn what_is_read_is_written_the_same_ever_after(value in "(([Mm]ax-[as]tale|[Mm]ax-age|no-cache|x|public)(=[0-9a]{1,3}|=\"[a-c ,\\\\\"]{0,5}\")?[ ,]{0,2}){0,5}") {
        if let Ok(first) = written(|pen| directives(value.as_bytes()).write(pen)) {
            let second = written(|pen| directives(first.as_bytes()).write(pen));
            prop_assert_eq!(second.as_ref(), Ok(&first));
            prop_assert_eq!(read(value.as_bytes()), read(first.as_bytes()));
        }
        if let Ok(first) = written(|pen| read(value.as_bytes()).write(pen)) {
            let again = CacheControl { doubtful: false, ..read(value.as_bytes()) };
            prop_assert_eq!(read(first.as_bytes()), again);
        }
    }

    #[test]
    fn whatever_is_gathered_is_no_panic(value: Vec<u8>) {
        let _ = read(&value);
        let _ = directives(&value).count();
    }
}
