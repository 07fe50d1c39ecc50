// SPDX-License-Identifier: MIT OR Apache-2.0
//! The chart of heads.

use crate::chart::{Bar, Chart, Group, grouped};
use crate::input::{Input, Kind};

/// What was measured of one input.
pub struct Row {
    title: &'static str,
    detail: String,
    is_head: bool,
    times: Vec<Times>,
}

/// What was measured of it on one path. Times of different paths were taken at different times, when the machine was
/// busier or less so; ratios were not.
pub struct Times {
    pub path: &'static str,
    /// Nanoseconds.
    pub pico: f64,
    pub httparse_to_pico: f64,
    pub oyez_to_pico: f64,
}

impl Row {
    pub fn new(input: &Input) -> Self {
        let average = if input.messages.len() > 1 { " on average" } else { "" };
        let detail = format!("{} octets{average}", grouped(input.length()));
        let is_head = !matches!(input.kind, Kind::Chunked { .. });
        Row { title: input.title, detail, is_head, times: Vec::new() }
    }

    pub fn add(&mut self, times: Times) {
        self.times.push(times);
    }

    /// Label, class and length of each bar: the rivals, the slowest of our paths and the fastest. They hang together by
    /// their ratios to the best time of picohttpparser.
    fn bars(&self) -> Vec<(&'static str, &'static str, f64)> {
        let Some(calm) = self.times.iter().min_by(|a, b| a.pico.total_cmp(&b.pico)) else { return Vec::new() };
        let mut bars =
            vec![("httparse", "httparse", calm.pico * calm.httparse_to_pico), ("picohttpparser", "pico", calm.pico)];
        if let [_, .., slowest] = &self.times[..] {
            bars.push((slowest.path, "slow", calm.pico * slowest.oyez_to_pico));
        }
        if let [fastest, ..] = &self.times[..] {
            bars.push((fastest.path, "fast", calm.pico * fastest.oyez_to_pico));
        }
        bars
    }

    fn group(&self) -> Group {
        let bar = |(_, class, time): (&str, &'static str, f64)| {
            let value = if time < 99.5 { format!("{time:.1}") } else { grouped(time.round() as usize) };
            Bar { class, length: time, value }
        };
        let bars = self.bars().into_iter().map(bar).collect();
        Group { title: self.title.to_owned(), detail: self.detail.clone(), bars }
    }
}

/// Draws the rows that are heads.
pub fn draw(rows: &[Row], processor: &str) -> String {
    let mut rows: Vec<&Row> = rows.iter().filter(|row| row.is_head).collect();
    // The mix was measured last, and tells most.
    rows.rotate_right(1);
    let bars = rows.first().map(|row| row.bars()).unwrap_or_default();
    Chart {
        title: "Reading one HTTP/1 head",
        unit: "nanoseconds a head, fewer are better",
        legend: bars.into_iter().map(|(label, class, _)| (label, class)).collect(),
        groups: rows.into_iter().map(Row::group).collect(),
        mark: None,
        most: None,
        notes: vec![
            format!(
                "One core of a shared machine ({processor}). All read the same octets into 64 fields through C function"
            ),
            "pointers, by turns in one run; medians. httparse 1.10 chooses its instructions at run time, picohttpparser is"
                .to_owned(),
            "built with SSE4.2. Drawn by make bench-parse.".to_owned(),
        ],
    }
    .draw()
}
