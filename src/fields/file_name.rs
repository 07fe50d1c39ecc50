// SPDX-License-Identifier: MIT OR Apache-2.0
#![forbid(unsafe_code)]
//! The name that a peer gives a file, and what of it is safe to save by (RFC 6266, 4.3).

use crate::fields::ext_value::{self, ExtValue};
use crate::grammar::text::{self, Text};

/// A file name, as the sender gave it. It may name anything: see [`safe`](FileName::safe).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileName<'b> {
    /// Octets, which are ISO-8859-1 (RFC 6266, 4.3).
    Plain(Text<'b>),
    /// An extended value.
    Extended(ExtValue<'b>),
}

/// The characters of a file name.
#[derive(Clone, Copy, Debug)]
pub enum Chars<'b> {
    /// Those of octets.
    Plain(text::Octets<'b>),
    /// Those of an extended value.
    Extended(ext_value::Chars<'b>),
}

/// The characters of a file name that is safe to save by.
#[derive(Clone, Copy, Debug)]
pub struct SafeChars<'b> {
    chars: Chars<'b>,
    /// Characters left, without the prefix.
    left: usize,
    /// An underscore comes first.
    prefixed: bool,
}

impl<'b> FileName<'b> {
    /// Its characters.
    #[must_use]
    pub const fn chars(&self) -> Chars<'b> {
        match self {
            FileName::Plain(text) => Chars::Plain(text.octets()),
            FileName::Extended(value) => Chars::Extended(value.chars()),
        }
    }

    /// What of it is safe to name a file in a folder; `None` if nothing is.
    ///
    /// RFC 6266, 4.3: of a path the last segment is left, be its separators `/` or `\`; of that, dots, spaces and `~`
    /// at the front and dots and spaces at the end are dropped, so that no `.`, `..` or hidden file comes of it. Control
    /// characters, those that change the direction of writing, and those that shells and file systems take for
    /// something else (`" * : < > ? |`) are `_`; names of devices (`CON`, `NUL.txt`) have an `_` put before them.
    ///
    /// Its length, and whether such a file is there already, is for the caller to look after.
    #[must_use]
    pub fn safe(&self) -> Option<SafeChars<'b>> {
        let (mut start, mut end) = (0usize, 0usize);
        for (at, c) in self.chars().enumerate() {
            let next = at.saturating_add(1);
            match c {
                '/' | '\\' => (start, end) = (next, next),
                '.' | ' ' | '~' if start == at => start = next,
                '.' | ' ' => {}
                _ => end = next,
            }
        }
        let left = end.checked_sub(start).filter(|left| *left > 0)?;
        let mut chars = self.chars();
        for _ in 0..start {
            chars.next();
        }
        Some(SafeChars { chars, left, prefixed: is_device(chars.take(left)) })
    }
}

impl Iterator for Chars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        match self {
            Chars::Plain(octets) => octets.next().map(char::from),
            Chars::Extended(chars) => chars.next()?.ok(),
        }
    }
}

impl Iterator for SafeChars<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if core::mem::take(&mut self.prefixed) {
            return Some('_');
        }
        self.left = self.left.checked_sub(1)?;
        self.chars.next().map(|c| if is_misread(c) { '_' } else { c })
    }
}

/// Whether a shell, a file system or a reader takes it for something else.
fn is_misread(c: char) -> bool {
    c.is_control()
        || matches!(c, '"' | '*' | ':' | '<' | '>' | '?' | '|')
        // Marks of direction, by which "exe.txt" is read where "txt.exe" stands; line and paragraph separators.
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether what stands before the first dot is a device of some system.
fn is_device(name: impl Iterator<Item = char>) -> bool {
    let mut stem = ['\0'; 8];
    let letters = name.take_while(|c| *c != '.').map(|c| c.to_ascii_lowercase());
    for (place, letter) in stem.iter_mut().zip(letters) {
        *place = letter;
    }
    // Spaces before the dot do not count there.
    for place in stem.iter_mut().rev() {
        match place {
            '\0' | ' ' => *place = '\0',
            _ => break,
        }
    }
    match stem {
        ['c', 'o', 'm', digit, '\0', ..] | ['l', 'p', 't', digit, '\0', ..] => {
            matches!(digit, '0'..='9' | '\u{b9}' | '\u{b2}' | '\u{b3}')
        }
        ['c', 'o', 'n', '\0', ..]
        | ['p', 'r', 'n', '\0', ..]
        | ['a', 'u', 'x', '\0', ..]
        | ['n', 'u', 'l', '\0', ..] => true,
        ['c', 'o', 'n', 'i', 'n', '$', '\0', ..] | ['c', 'o', 'n', 'o', 'u', 't', '$', '\0'] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::pen::Pen;

    fn safe(name: &str) -> Option<String> {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room);
        ext_value::write(&mut pen, b"", name).unwrap();
        let name = FileName::Extended(ext_value::ext_value(pen.written().unwrap()).unwrap());
        name.safe().map(Iterator::collect)
    }

    #[test]
    fn the_last_segment_is_left_of_a_path() {
        for path in ["/etc/passwd", "..\\..\\passwd", "C:\\passwd", "a/b\\passwd", "../passwd"] {
            assert_eq!(safe(path).as_deref(), Some("passwd"), "{path}");
        }
    }

    #[test]
    fn a_name_that_names_no_file_is_none() {
        for name in ["", ".", "..", "/", "a/", "a/..", "~", ". . ", "\\"] {
            assert_eq!(safe(name), None, "{name}");
        }
    }

    #[test]
    fn what_has_a_meaning_of_its_own_is_taken_out() {
        for (name, told) in [
            ("a b.txt", "a b.txt"),
            (".bashrc", "bashrc"),
            ("~root", "root"),
            ("a.txt. .", "a.txt"),
            ("a|b<c>:\"*?", "a_b_c_____"),
            ("a\nb\0", "a_b_"),
            ("ann\u{202e}txt.exe", "ann_txt.exe"),
            ("€ – ä", "€ – ä"),
        ] {
            assert_eq!(safe(name).as_deref(), Some(told), "{name:?}");
        }
    }

    #[test]
    fn devices_are_no_files() {
        for name in ["con", "NUL.txt", "com1", "LPT9.a.b", "aux .c", "CONIN$", "conout$.x"] {
            assert_eq!(safe(name), Some(format!("_{name}")));
        }
        for name in ["console", "com", "com10", "nul1", "conout$x", "a.con"] {
            assert_eq!(safe(name).as_deref(), Some(name));
        }
    }

    #[test]
    fn octets_are_latin_1() {
        let name = FileName::Plain(Text::plain(b"/\xe4\x85.txt"));
        assert_eq!(name.chars().collect::<String>(), "/ä\u{85}.txt");
        assert_eq!(name.safe().unwrap().collect::<String>(), "ä_.txt");
    }
}
