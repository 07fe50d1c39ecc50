// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! Paths free of dot segments (RFC 3986, 5.2.4), in linear time and without memory.
//!
//! From its end, a path is easy: a ".." takes away the next segment that was not taken away already, and nothing
//! that stands before can change that. So the segments that stay are told from the last to the first. A ".." that
//! finds nothing more to take away is at the root, and stays there.

use crate::grammar::percent::decoded;

/// Which segments are dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dots {
    /// None: every segment stays.
    Kept,
    /// "." and "..", as they stand (RFC 3986, 5.2.4).
    Plain,
    /// Those too that are percent-encoded, for "%2e" is the same as "." (RFC 3986, 6.2.2.2).
    Decoded,
}

impl Dots {
    /// Whether a segment is one dot or two, and nothing else.
    fn count(self, segment: &[u8]) -> Option<usize> {
        match (self, segment) {
            (Dots::Kept, _) => None,
            (_, b".") => Some(1),
            (_, b"..") => Some(2),
            (Dots::Plain, _) => None,
            (Dots::Decoded, _) => {
                let octets = || decoded(segment).take(3);
                let is_dots = octets().all(|octet| octet.is_ok_and(|octet| octet.octet == b'.'));
                Some(octets().count()).filter(|count| is_dots && matches!(count, 1 | 2))
            }
        }
    }
}

/// A segment that stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'b> {
    /// A "/" stands before it: always, but before the first of a path without a root.
    pub slash: bool,
    /// Its octets, still encoded.
    pub octets: &'b [u8],
}

/// The segments of a path that stay, from the last to the first.
#[derive(Clone, Copy, Debug)]
pub struct Segments<'b> {
    dots: Dots,
    /// What is left of the path, or of its second piece; none when all was read.
    rest: Option<&'b [u8]>,
    /// The first piece, without its last "/".
    before: Option<&'b [u8]>,
    /// Segments to be taken away.
    ups: usize,
    is_last: bool,
}

/// The segments that stay of a path that is two pieces, one behind the other: `folder` is empty, or ends in "/".
#[must_use]
pub fn kept<'b>(folder: &'b [u8], path: &'b [u8], dots: Dots) -> Segments<'b> {
    // 5.2.4, 2A: dots before a path without a root go with the "/" behind them.
    let folder = without_first_dots(folder, dots);
    let path = if folder.is_empty() { without_first_dots(path, dots) } else { path };
    Segments { dots, rest: Some(path), before: folder.strip_suffix(b"/"), ups: 0, is_last: true }
}

fn without_first_dots(path: &[u8], dots: Dots) -> &[u8] {
    let mut rest = path;
    while let Some(end) = rest.iter().position(|octet| *octet == b'/')
        && let Some((segment, [_, behind @ ..])) = rest.split_at_checked(end)
        && dots.count(segment).is_some()
    {
        rest = behind;
    }
    rest
}

impl<'b> Segments<'b> {
    /// Reads the segment before those that were read.
    fn read(&mut self) -> Option<Segment<'b>> {
        let rest = self.rest?;
        let slash = rest.iter().rposition(|octet| *octet == b'/');
        if let Some((earlier, octets)) = slash.and_then(|at| rest.split_at_checked(at)) {
            self.rest = Some(earlier);
            Some(Segment { slash: true, octets: octets.strip_prefix(b"/").unwrap_or(octets) })
        } else {
            self.rest = self.before.take();
            Some(Segment { slash: self.rest.is_some(), octets: rest })
        }
    }
}

impl<'b> Iterator for Segments<'b> {
    type Item = Segment<'b>;

    fn next(&mut self) -> Option<Segment<'b>> {
        loop {
            let segment = self.read()?;
            let is_last = core::mem::take(&mut self.is_last);
            match (segment.slash, self.dots.count(segment.octets)) {
                // The root, or 2D: a path that is only dots.
                (false, Some(_)) => return None,
                (false, None) if segment.octets.is_empty() => return None,
                // 2B and 2C: "/.", and "/.." too, leave a "/" at the end of a path.
                (true, Some(count)) => {
                    self.ups = self.ups.saturating_add(usize::from(count == 2));
                    if is_last {
                        return Some(Segment { slash: true, octets: &[] });
                    }
                }
                (_, None) => match self.ups.checked_sub(1) {
                    Some(ups) => self.ups = ups,
                    None => return Some(segment),
                },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn without_dots(folder: &str, path: &str, dots: Dots) -> String {
        let segments: Vec<_> = kept(folder.as_bytes(), path.as_bytes(), dots).collect();
        let text = |segment: &Segment<'_>| {
            format!("{}{}", if segment.slash { "/" } else { "" }, String::from_utf8_lossy(segment.octets))
        };
        segments.iter().rev().map(text).collect()
    }

    /// RFC 3986, 5.2.4, step by step, as it stands there.
    fn as_written(path: &str) -> String {
        let (mut input, mut output) = (path.to_string(), String::new());
        while !input.is_empty() {
            if let Some(rest) = input.strip_prefix("../").or_else(|| input.strip_prefix("./")) {
                input = rest.to_string();
            } else if let Some(rest) = input.strip_prefix("/./") {
                input = format!("/{rest}");
            } else if input == "/." {
                input = "/".to_string();
            } else if let Some(rest) =
                input.strip_prefix("/../").map(String::from).or((input == "/..").then(String::new))
            {
                input = format!("/{rest}");
                output.truncate(output.rfind('/').unwrap_or(0));
            } else if input == "." || input == ".." {
                input.clear();
            } else {
                let end = input.char_indices().skip(1).find(|(_, c)| *c == '/').map_or(input.len(), |(at, _)| at);
                output.push_str(&input[..end]);
                input.drain(..end);
            }
        }
        output
    }

    #[test]
    fn the_examples_of_the_clause_come_out() {
        assert_eq!(without_dots("", "/a/b/c/./../../g", Dots::Plain), "/a/g");
        assert_eq!(without_dots("", "mid/content=5/../6", Dots::Plain), "mid/6");
    }

    #[test]
    fn nothing_climbs_above_the_root() {
        assert_eq!(without_dots("/a/", "../../../../etc/passwd", Dots::Plain), "/etc/passwd");
        assert_eq!(without_dots("", "/%2e%2E/x/.%2e/y", Dots::Decoded), "/y");
        assert_eq!(without_dots("", "/%2e%2E/x", Dots::Plain), "/%2e%2E/x");
        assert_eq!(without_dots("", "/a/../b/.", Dots::Kept), "/a/../b/.");
        assert_eq!(without_dots("", "/...", Dots::Decoded), "/...");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn what_comes_out_is_what_the_steps_of_the_clause_give(folder in "(/?((a|\\.{0,3})/){0,4})?", path in "(/|(a|\\.{0,3})){0,7}") {
            let expected = as_written(&format!("{folder}{path}"));
            prop_assert_eq!(without_dots(&folder, &path, Dots::Plain), expected);
        }
    }
}
