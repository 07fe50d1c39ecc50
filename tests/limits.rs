// SPDX-License-Identifier: MIT OR Apache-2.0
//! Limits, one octet below and one above, and shapes that are hostile: in buffers of many sizes, in one piece, octet
//! by octet and by sevens, the same story each time.

mod support;

use std::iter;

use support::cases::{Case, Setup};
use support::door::{config, story_in};

const SIZES: [usize; 6] = [128, 255, 256, 257, 4096, 65_535];
const CHUNKED: &str = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
const LAST: &str = "0\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n";

/// What a server with so large an input buffer tells, the octets arriving in pieces of a length.
fn in_pieces(setup: &Setup, size: usize, input: &str, length: usize) -> Vec<String> {
    let case = Case { setup: setup.clone(), input: input.into(), ..Case::default() };
    let story = story_in(&case, case.input.chunks(length), size, &config(&case));
    let (contents, others): (Vec<_>, Vec<_>) = story.told.into_iter().partition(|line| line.starts_with("content "));
    let content = contents.iter().map(|line| line.len() - "content \"\"".len()).sum::<usize>();
    others.into_iter().chain([format!("{content} octets of content")]).collect()
}

/// The same, however they arrive.
fn told(setup: &Setup, size: usize, input: &str) -> Vec<String> {
    let [whole, each, sevens] = [input.len().max(1), 1, 7].map(|length| in_pieces(setup, size, input, length));
    assert_eq!(whole, each, "octet by octet in {size}");
    assert_eq!(whole, sevens, "by seven in {size}");
    whole
}

fn refusal(told: &[String]) -> Option<&str> {
    told.iter().find_map(|line| line.strip_prefix("fault "))
}

/// Up to `bound` octets are accepted, and one more is refused as said.
#[track_caller]
fn is_bound(setup: &Setup, size: usize, bound: usize, refused: &str, input: impl Fn(usize) -> String) {
    for length in [bound - 1, bound] {
        let input = input(length);
        let told =
            if length == bound { told(setup, size, &input) } else { in_pieces(setup, size, &input, input.len()) };
        assert_eq!(refusal(&told), None, "{length} in {size}");
    }
    for length in [bound + 1, bound + 2, 2 * bound + 100] {
        let input = input(length);
        let above = length == bound + 1;
        let told = if above { told(setup, size, &input) } else { in_pieces(setup, size, &input, input.len()) };
        let fault = refusal(&told).unwrap_or_else(|| panic!("{length} in {size} was accepted"));
        assert!(fault.starts_with(refused), "{length} in {size}: {fault}");
    }
}

/// `length` octets that begin and end as given.
fn filled(start: &str, length: usize, end: &str) -> String {
    format!("{start}{}{end}", "x".repeat(length - start.len() - end.len()))
}

#[test]
fn a_request_line_may_fill_the_buffer() {
    let simple = Setup { allow: 4, ..Setup::default() };
    for size in SIZES {
        is_bound(&simple, size, size, "TARGET_TOO_LONG", |length| filled("GET /", length, "\r\n"));
        // One that a head is to follow fits as a line, and its head does not.
        let full = filled("GET /", size, " HTTP/1.1\r\n") + "Host: a\r\n\r\n";
        assert!(refusal(&told(&Setup::default(), size, &full)).unwrap().starts_with("HEAD_TOO_LARGE"));
        let longer = filled("GET /", size + 1, " HTTP/1.1\r\n") + "Host: a\r\n\r\n";
        let refused = format!("TARGET_TOO_LONG offset={size} status=414");
        assert_eq!(refusal(&told(&Setup::default(), size, &longer)), Some(refused.as_str()));
    }
}

#[test]
fn a_field_line_may_take_what_the_head_leaves() {
    let start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    for size in SIZES {
        let input = |length| filled(start, length, "\r\n\r\n");
        is_bound(&Setup::default(), size, size, "HEAD_TOO_LARGE", input);
    }
}

#[test]
fn a_section_may_fill_the_buffer_whatever_its_lines_are() {
    let start = "GET / HTTP/1.1\r\nHost: a\r\n";
    for size in SIZES {
        for line in ["A:\r\n", "A: b\r\n", "Accept: text/plain\r\n"] {
            let input = |length: usize| {
                let lines = (length - start.len() - "X: \r\n\r\n".len()) / line.len();
                filled(&(start.to_owned() + &line.repeat(lines - 1) + "X:"), length, "\r\n\r\n")
            };
            is_bound(&Setup::default(), size, size, "HEAD_TOO_LARGE", input);
        }
    }
}

#[test]
fn a_line_that_nobody_subscribed_to_has_no_bound() {
    let setup = Setup { keep: Some(vec!["Accept".into()]), ..Setup::default() };
    for size in [128, 4096] {
        let input = filled("GET / HTTP/1.1\r\nHost: a\r\nX: ", 300_000, "\r\nAccept: b\r\n\r\n");
        let told = told(&setup, size, &input);
        assert_eq!(told[..3], ["request GET / 1.1 length=0 dropped=1", "field Host: a", "field Accept: b"]);
    }
}

#[test]
fn a_line_that_is_kept_is_bounded() {
    let setup = Setup { keep: Some(vec!["Accept".into()]), ..Setup::default() };
    for size in SIZES {
        let input = |length| filled("GET / HTTP/1.1\r\nHost: a\r\nAccept: ", length, "\r\n") + "\r\n";
        is_bound(&setup, size, size - "\r\n".len(), "", input);
        let told = told(&setup, size, &input(size + 1));
        let refused = format!("FIELD_TOO_LARGE offset={size} status=431 field=Accept");
        assert_eq!(refusal(&told), Some(refused.as_str()));
    }
}

#[test]
fn a_trailer_section_is_bounded_by_what_the_head_leaves() {
    for size in SIZES {
        let input = |length: usize| CHUNKED.to_owned() + "3\r\nabc\r\n0\r\n" + &filled("X: ", length, "\r\n\r\n");
        let fits = |length| refusal(&in_pieces(&Setup::default(), size, &input(length), usize::MAX)).is_none();
        // The bound is one place: found by halves, and checked about it.
        let (mut fitting, mut beyond) = (8, size + 8);
        while beyond - fitting > 1 {
            let middle = usize::midpoint(fitting, beyond);
            if fits(middle) { fitting = middle } else { beyond = middle }
        }
        is_bound(&Setup::default(), size, fitting, "TRAILER_TOO_LARGE", input);
    }
}

#[test]
fn a_chunk_has_256_octets_of_extensions_at_most() {
    for size in SIZES {
        let input = |length: usize| format!("{CHUNKED}3;{}\r\nabc\r\n{LAST}", "x".repeat(length - 1));
        is_bound(&Setup::default(), size, 256, "CHUNK_EXTENSION_TOO_LONG", input);
    }
}

#[test]
fn a_message_has_16_kib_of_extensions_at_most() {
    for size in [128, 4096] {
        let input = |length: usize| {
            let chunk = |length: usize| format!("3;{}\r\nabc\r\n", "x".repeat(length - 1));
            let rest = [length % 128].into_iter().filter(|rest| *rest > 0);
            let chunks: String = iter::repeat_n(128, length / 128).chain(rest).map(chunk).collect();
            CHUNKED.to_owned() + &chunks + LAST
        };
        is_bound(&Setup::default(), size, 16_384, "CHUNK_EXTENSION_TOO_LONG", input);
    }
}

#[test]
fn eight_empty_lines_may_stand_before_a_request_line() {
    for size in SIZES {
        let input = |count: usize| "\r\n".repeat(count) + "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        is_bound(&Setup::default(), size, 8, "REQUEST_LINE offset=16 status=400", input);
        // And eight again before the next one.
        let twice = input(8) + &input(8);
        assert_eq!(refusal(&told(&Setup::default(), size, &twice)), None);
    }
}

#[test]
fn a_length_has_63_bits() {
    let input = |digits: &str| format!("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {digits}\r\n\r\nabc");
    let padded = "0".repeat(30) + "5";
    for digits in ["4294967295", "4294967296", "4294967301", "9223372036854775807", &padded] {
        let told = told(&Setup::default(), 256, &input(digits));
        let length = digits.trim_start_matches('0');
        assert_eq!(told[0], format!("request POST / 1.1 length={length}"));
        assert_eq!(refusal(&told), None, "{digits}");
    }
    let long = "9".repeat(60);
    for digits in ["9223372036854775808", "18446744073709551615", "18446744073709551616", "18446744073709551621", &long]
    {
        let told = told(&Setup::default(), 256, &input(digits));
        assert!(refusal(&told).is_some_and(|fault| fault.starts_with("LENGTH_OVERFLOW ")), "{digits}: {told:?}");
    }
}

#[test]
fn a_chunk_size_has_63_bits() {
    let input = |digits: &str| format!("{CHUNKED}{digits}\r\nabc");
    let zeros = "0".repeat(255);
    for digits in ["ffffffff", "100000000", "7fffffffffffffff", &(zeros.clone() + "5")] {
        let told = told(&Setup::default(), 256, &input(digits));
        assert_eq!((refusal(&told), told.last().unwrap().as_str()), (None, "3 octets of content"), "{digits}");
    }
    let long = "f".repeat(60);
    let many = zeros + "00";
    for digits in ["8000000000000000", "ffffffffffffffff", "10000000000000000", "10000000000000005", &long, &many] {
        let told = told(&Setup::default(), 256, &input(digits));
        assert!(refusal(&told).is_some_and(|fault| fault.starts_with("CHUNK_SIZE_OVERFLOW ")), "{digits}: {told:?}");
    }
}

#[test]
fn sizes_that_add_up_to_more_than_the_bound_are_refused_however_great() {
    let setup = Setup { max_content: Some(i64::MAX as u64), ..Setup::default() };
    for digits in ["7fffffffffffffff", "7ffffffffffffffd"] {
        let told = told(&setup, 256, &format!("{CHUNKED}3\r\nabc\r\n{digits}\r\n"));
        assert!(refusal(&told).is_some_and(|fault| fault.starts_with("CONTENT_TOO_LARGE ")), "{digits}: {told:?}");
    }
    let told = told(&setup, 256, &format!("{CHUNKED}3\r\nabc\r\n7ffffffffffffffc\r\n"));
    assert_eq!(refusal(&told), None);
}

#[test]
fn content_is_bounded_where_the_caller_says_so() {
    let setup = Setup { max_content: Some(1000), ..Setup::default() };
    for size in [128, 4096] {
        let lengthy = |length: usize| {
            format!("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n{}", "x".repeat(length))
        };
        is_bound(&setup, size, 1000, "CONTENT_TOO_LARGE", lengthy);
        let chunked = |length: usize| CHUNKED.to_owned() + &"1\r\nx\r\n".repeat(length) + LAST;
        is_bound(&setup, size, 1000, "CONTENT_TOO_LARGE", chunked);
    }
}

#[test]
fn ten_thousand_tiny_chunks_are_ten_thousand_octets() {
    for size in [128, 4096] {
        let mut input = CHUNKED.to_owned();
        // As many extensions as a message may have, of two octets each.
        input += &"1;a\r\nx\r\n".repeat(8_192);
        input += &"1\r\nx\r\n".repeat(10_000 - 8_192);
        input += LAST;
        let told = told(&Setup::default(), size, &input);
        assert_eq!(told.last().unwrap(), "10000 octets of content");
        assert!(refusal(&told).is_none() && told.iter().any(|line| line.starts_with("request GET /next ")));
    }
}

#[test]
fn ten_thousand_small_requests_are_each_answered() {
    let input = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(10_000);
    let told = told(&Setup::default(), 128, &input);
    assert_eq!(told.iter().filter(|line| *line == "complete").count(), 10_000);
}
