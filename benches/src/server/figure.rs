// SPDX-License-Identifier: MIT OR Apache-2.0
//! The chart of servers.

use crate::chart::{Bar, Chart, Group, Mark};
use crate::machine;
use crate::measure::Samples;
use crate::server::contender::{ALONE, OYEZ, RAW};
use crate::server::row::Row;

pub fn draw(rows: &[(Row, Samples)]) -> String {
    let groups = rows.iter().map(|(row, samples)| group(row, samples)).collect();
    let processor = machine::processor();
    Chart {
        title: "Answering one request",
        unit: "server processor time a request, the kernel's included; a loop that parses nothing is 1, fewer are better",
        legend: Vec::new(),
        groups,
        mark: Some(Mark { at: 1.0, label: "raw epoll loop" }),
        most: Some(MOST),
        notes: vec![
            format!("Server on one core, load on the other, of a shared machine ({processor})."),
            "By turns in one run; medians of the ratios within a round. Who is missing left requests without an answer.".to_owned(),
            "nginx sends its mebibyte from a file. Drawn by make bench-server.".to_owned(),
        ],
    }
    .draw()
}

fn group(row: &Row, samples: &Samples) -> Group {
    let shown = samples.names().iter().copied().filter(|name| ![RAW, ALONE].contains(name));
    let bar = |name: &'static str| {
        let ratio = samples.ratio(name, RAW);
        let number = if ratio < 9.95 { format!("{ratio:.2}") } else { format!("{ratio:.0}") };
        let class = if name == OYEZ { "fast" } else { "httparse" };
        Bar { class, length: ratio, value: format!("{number} {name}") }
    };
    Group { title: row.title.to_owned(), detail: row.detail.to_owned(), bars: shown.map(bar).collect() }
}

/// Longer bars are cut off.
const MOST: f64 = 4.0;
