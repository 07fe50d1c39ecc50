// SPDX-License-Identifier: MIT OR Apache-2.0
//! The bar chart of the README, as SVG. It brings its own ground, so that it reads the same on a light page and on a
//! dark one.

use std::fmt::Write;

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
}

/// Draws the rows that are heads.
pub fn draw(rows: &[Row], processor: &str) -> String {
    let mut rows: Vec<&Row> = rows.iter().filter(|row| row.is_head).collect();
    // The mix was measured last, and tells most.
    rows.rotate_right(1);
    let longest = rows.iter().flat_map(|row| row.bars()).map(|(_, _, time)| time).fold(1.0, f64::max);
    let count = rows.first().map_or(0, |row| row.bars().len());
    let group = count * PITCH + GAP;
    let end = TOP + rows.len() * group;
    let mut svg = String::new();
    head(&mut svg, end + FOOT);
    legend(&mut svg, &rows.first().map(|row| row.bars()).unwrap_or_default());
    for (at, row) in rows.iter().enumerate() {
        bars(&mut svg, row, TOP + at * group, longest);
    }
    foot(&mut svg, end, processor);
    svg.push_str("</svg>\n");
    svg
}

fn head(svg: &mut String, height: usize) {
    let title = "Reading one HTTP/1 head";
    let size = format!(r#"width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}""#);
    put(svg, format_args!(r#"<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">"#));
    put(svg, format_args!("<title>{title}: nanoseconds, fewer are better</title>"));
    put(svg, format_args!("<style>{STYLE}</style>"));
    put(
        svg,
        format_args!(r#"<rect class="ground" x="0.5" y="0.5" width="{}" height="{}" rx="8"/>"#, WIDTH - 1, height - 1),
    );
    put(svg, format_args!(r#"<text class="title" x="{EDGE}" y="36">{title}</text>"#));
    put(svg, format_args!(r#"<text class="quiet" x="{EDGE}" y="57">nanoseconds a head, fewer are better</text>"#));
}

fn legend(svg: &mut String, bars: &[(&str, &str, f64)]) {
    let mut x = EDGE;
    for (label, class, _) in bars {
        put(svg, format_args!(r#"<rect class="{class}" x="{x}" y="74" width="12" height="12" rx="2"/>"#));
        put(svg, format_args!(r#"<text class="label" x="{}" y="84">{label}</text>"#, x + 18));
        x += COLUMN;
    }
}

fn bars(svg: &mut String, row: &Row, top: usize, longest: f64) {
    let middle = top + row.bars().len() * PITCH / 2;
    put(svg, format_args!(r#"<text class="name" x="{}" y="{}">{}</text>"#, LEFT - 14, middle - 3, row.title));
    put(svg, format_args!(r#"<text class="detail" x="{}" y="{}">{}</text>"#, LEFT - 14, middle + 13, row.detail));
    for (at, (_, class, time)) in row.bars().into_iter().enumerate() {
        let (y, width) = (top + at * PITCH, (time / longest * (RIGHT - LEFT) as f64).max(1.0));
        let number = if time < 99.5 { format!("{time:.1}") } else { grouped(time.round() as usize) };
        put(
            svg,
            format_args!(r#"<rect class="{class}" x="{LEFT}" y="{y}" width="{width:.1}" height="{BAR}" rx="2"/>"#),
        );
        put(
            svg,
            format_args!(
                r#"<text class="value {class}" x="{:.1}" y="{}">{number}</text>"#,
                LEFT as f64 + width + 6.0,
                y + BAR - 3
            ),
        );
    }
}

fn foot(svg: &mut String, end: usize, processor: &str) {
    let lines = [
        format!(
            "One core of a shared machine ({processor}). All read the same octets into 64 fields through C function"
        ),
        "pointers, by turns in one run; medians. httparse 1.10 chooses its instructions at run time, picohttpparser is"
            .to_owned(),
        "built with SSE4.2. Drawn by make bench-parse.".to_owned(),
    ];
    for (at, line) in lines.iter().enumerate() {
        put(svg, format_args!(r#"<text class="note" x="{EDGE}" y="{}">{line}</text>"#, end + 18 + at * 16));
    }
}

fn put(svg: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(svg, "{line}").expect("a String takes all");
}

/// 1470 as "1,470".
fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

const WIDTH: usize = 860;
const EDGE: usize = 24;

/// Where bars begin, and how far the longest goes.
const LEFT: usize = 210;
const RIGHT: usize = 790;

const TOP: usize = 110;
const COLUMN: usize = 150;
const BAR: usize = 14;
const PITCH: usize = 17;
const GAP: usize = 20;
const FOOT: usize = 68;

const STYLE: &str = "
text{font-family:system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;fill:#1f2328}
.ground{fill:#fff;stroke:#d1d9e0}.title{font-size:20px;font-weight:600}.quiet,.detail,.note{fill:#59636e}
.quiet{font-size:14px}.label,.name{font-size:13px}.name,.detail{text-anchor:end}.name{font-weight:600}
.detail,.note{font-size:12px}.value{font-size:12px}text.fast{font-weight:600}
rect.httparse{fill:#b6bec7}rect.pico{fill:#818b98}rect.slow{fill:#8fc7b4}rect.fast{fill:#0a7d5c}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.ground{fill:#0d1117;stroke:#3d444d}
.quiet,.detail,.note{fill:#9198a1}rect.httparse{fill:#4d5661}rect.pico{fill:#7d8792}rect.slow{fill:#2a6f59}
rect.fast{fill:#35c795}}
";
