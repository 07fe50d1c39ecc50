// SPDX-License-Identifier: MIT OR Apache-2.0
//! What is read: four well-known heads, 512 different ones, and three chunked contents.

mod chunked;
mod known;
mod mix;
mod octets;

pub use octets::Octets;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Request,
    Response,
    /// Content in the chunked coding, with the number of chunks that are not empty.
    Chunked {
        chunks: usize,
    },
}

pub struct Input {
    /// As a line of output has it.
    pub name: &'static str,
    /// As a reader of the chart understands it.
    pub title: &'static str,
    pub kind: Kind,
    pub messages: Vec<Octets>,
}

/// Every input, always the same.
pub fn all() -> Vec<Input> {
    SOURCES.iter().flat_map(|source| source()).collect()
}

/// One input, and little work beside it.
pub fn named(name: &str) -> Option<Input> {
    SOURCES.iter().find_map(|source| source().into_iter().find(|input| input.name == name))
}

const SOURCES: [fn() -> Vec<Input>; 3] = [well_known, mixed, chunked];

fn well_known() -> Vec<Input> {
    vec![
        Input::one("request27", "smallest request", Kind::Request, known::SMALLEST),
        Input::one("request703", "classic request", Kind::Request, known::CLASSIC),
        Input::one("browser", "browser's request", Kind::Request, known::BROWSER),
        Input::one("response", "response", Kind::Response, known::RESPONSE),
    ]
}

fn mixed() -> Vec<Input> {
    let messages = mix::requests();
    vec![Input { name: "mix512", title: "512 different requests", kind: Kind::Request, messages }]
}

fn chunked() -> Vec<Input> {
    let input = |name, title, least, most| {
        let (octets, chunks) = chunked::content(least, most);
        Input::one(name, title, Kind::Chunked { chunks }, &octets)
    };
    vec![
        input("chunks4096", "1 MiB in chunks of 4 KiB", 4096, 4096),
        input("chunks16", "1 MiB in chunks of 16 octets", 16, 16),
        input("chunks_random", "1 MiB in chunks of 1 to 128 octets", 1, 128),
    ]
}

impl Input {
    fn one(name: &'static str, title: &'static str, kind: Kind, octets: &[u8]) -> Self {
        Input { name, title, kind, messages: vec![Octets::new(octets)] }
    }

    /// Octets of a message on average.
    pub fn length(&self) -> usize {
        self.messages.iter().map(|message| message.len()).sum::<usize>() / self.messages.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_well_known_have_their_lengths() {
        let lengths: Vec<usize> = all().iter().take(4).map(Input::length).collect();
        assert_eq!(lengths, [27, 703, 1470, 544]);
    }

    #[test]
    fn the_mix_is_512_requests_of_677_octets_on_average() {
        let mix = &all()[4];
        assert_eq!((mix.messages.len(), mix.length()), (512, 677));
    }

    #[test]
    fn the_inputs_never_change() {
        let first: Vec<Vec<u8>> = all().iter().flat_map(|input| &input.messages).map(|m| m.to_vec()).collect();
        let again: Vec<Vec<u8>> = all().iter().flat_map(|input| &input.messages).map(|m| m.to_vec()).collect();
        assert!(first == again);
    }
}
