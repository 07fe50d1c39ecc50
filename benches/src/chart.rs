// SPDX-License-Identifier: MIT OR Apache-2.0
//! The bar charts of the README, as SVG. They bring their own ground, so that they read the same on a light page and on
//! a dark one.

use std::fmt::Write;

pub struct Chart {
    pub title: &'static str,
    /// What is measured, and which way is better.
    pub unit: &'static str,
    /// Label and class of each kind of bar; none where the bars say it.
    pub legend: Vec<(&'static str, &'static str)>,
    pub groups: Vec<Group>,
    pub mark: Option<Mark>,
    /// Longer bars are cut off.
    pub most: Option<f64>,
    pub notes: Vec<String>,
}

pub struct Group {
    pub title: String,
    pub detail: String,
    pub bars: Vec<Bar>,
}

pub struct Bar {
    /// What it looks like: a class of the style below.
    pub class: &'static str,
    pub length: f64,
    /// What stands behind it.
    pub value: String,
}

/// A line through all bars.
pub struct Mark {
    pub at: f64,
    pub label: &'static str,
}

impl Chart {
    pub fn draw(&self) -> String {
        let mut svg = String::new();
        let mut tops = vec![TOP];
        for group in &self.groups {
            tops.push(tops[tops.len() - 1] + group.bars.len() * PITCH + GAP);
        }
        let end = tops[self.groups.len()];
        self.head(&mut svg, end + FOOT);
        self.legend(&mut svg);
        for (group, top) in self.groups.iter().zip(&tops) {
            self.bars(&mut svg, group, *top);
        }
        self.mark(&mut svg, end - GAP);
        for (group, top) in self.groups.iter().zip(&tops) {
            self.words(&mut svg, group, *top);
        }
        self.foot(&mut svg, end);
        svg.push_str("</svg>\n");
        svg
    }

    fn head(&self, svg: &mut String, height: usize) {
        let size = format!(r#"width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}""#);
        let (title, unit) = (self.title, self.unit);
        let (width, height) = (WIDTH - 1, height - 1);
        put(svg, format_args!(r#"<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">"#));
        put(svg, format_args!("<title>{title}: {unit}</title>"));
        put(svg, format_args!("<style>{STYLE}</style>"));
        put(svg, format_args!(r#"<rect class="ground" x="0.5" y="0.5" width="{width}" height="{height}" rx="8"/>"#));
        put(svg, format_args!(r#"<text class="title" x="{EDGE}" y="36">{title}</text>"#));
        put(svg, format_args!(r#"<text class="quiet" x="{EDGE}" y="57">{unit}</text>"#));
    }

    fn legend(&self, svg: &mut String) {
        let mut x = EDGE;
        for (label, class) in &self.legend {
            put(svg, format_args!(r#"<rect class="{class}" x="{x}" y="74" width="12" height="12" rx="2"/>"#));
            put(svg, format_args!(r#"<text class="label" x="{}" y="84">{label}</text>"#, x + 18));
            x += COLUMN;
        }
    }

    fn bars(&self, svg: &mut String, group: &Group, top: usize) {
        for (at, bar) in group.bars.iter().enumerate() {
            let (class, y, width) = (bar.class, top + at * PITCH, self.width(bar.length));
            put(
                svg,
                format_args!(r#"<rect class="{class}" x="{LEFT}" y="{y}" width="{width:.1}" height="{BAR}" rx="2"/>"#),
            );
            if self.most.is_some_and(|most| bar.length > most) {
                cut_off(svg, LEFT as f64 + width - 16.0, y);
            }
        }
    }

    fn words(&self, svg: &mut String, group: &Group, top: usize) {
        let middle = top + group.bars.len() * PITCH / 2;
        let (title, detail) = (&group.title, &group.detail);
        put(svg, format_args!(r#"<text class="name" x="{}" y="{}">{title}</text>"#, LEFT - 14, middle - 3));
        put(svg, format_args!(r#"<text class="detail" x="{}" y="{}">{detail}</text>"#, LEFT - 14, middle + 13));
        for (at, bar) in group.bars.iter().enumerate() {
            let (class, value) = (bar.class, &bar.value);
            let (x, y) = (LEFT as f64 + self.width(bar.length) + 6.0, top + at * PITCH + BAR - 3);
            put(svg, format_args!(r#"<text class="value {class}" x="{x:.1}" y="{y}">{value}</text>"#));
        }
    }

    fn mark(&self, svg: &mut String, end: usize) {
        let Some(mark) = &self.mark else { return };
        let (x, label) = (LEFT as f64 + self.width(mark.at), mark.label);
        let (top, text) = (TOP - 8, TOP - 14);
        put(svg, format_args!(r#"<line class="mark" x1="{x:.1}" x2="{x:.1}" y1="{top}" y2="{}"/>"#, end + 6));
        put(svg, format_args!(r#"<text class="middle" x="{x:.1}" y="{text}">{label}</text>"#));
    }

    fn foot(&self, svg: &mut String, end: usize) {
        for (at, line) in self.notes.iter().enumerate() {
            put(svg, format_args!(r#"<text class="note" x="{EDGE}" y="{}">{line}</text>"#, end + 18 + at * 16));
        }
    }

    /// How far a bar goes.
    fn width(&self, length: f64) -> f64 {
        let bars = self.groups.iter().flat_map(|group| &group.bars);
        let longest = bars.map(|bar| bar.length).fold(1.0, f64::max);
        let most = self.most.map_or(longest, |most| most.min(longest));
        // Where bars have names behind them, there is less room.
        let right = if self.legend.is_empty() { RIGHT - NAME } else { RIGHT };
        ((length / most).min(1.0) * (right - LEFT) as f64).max(1.0)
    }
}

/// A gap near the end of a bar: it would be longer.
fn cut_off(svg: &mut String, x: f64, y: usize) {
    let (top, bottom) = (y as f64 - 1.0, (y + BAR) as f64 + 1.0);
    put(svg, format_args!(r#"<path class="cut" d="M{:.1} {top}h4l-5 {height}h-4z"/>"#, x, height = bottom - top));
}

fn put(svg: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(svg, "{line}").expect("a String takes all");
}

/// 1470 as "1,470".
pub fn grouped(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

const WIDTH: usize = 860;
const EDGE: usize = 24;

/// Where bars begin, and how far the longest goes.
const LEFT: usize = 210;
const RIGHT: usize = 790;
const NAME: usize = 70;

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
.detail,.note{font-size:12px}.value{font-size:12px;paint-order:stroke;stroke:#fff;stroke-width:4px}text.fast{font-weight:600}
rect.httparse{fill:#b6bec7}rect.pico{fill:#818b98}rect.slow{fill:#8fc7b4}rect.fast{fill:#0a7d5c}
.mark{stroke:#59636e;stroke-dasharray:3 3}.middle{font-size:12px;fill:#59636e;text-anchor:middle}.cut{fill:#fff}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.ground{fill:#0d1117;stroke:#3d444d}
.quiet,.detail,.note,.middle{fill:#9198a1}.mark{stroke:#9198a1}.cut{fill:#0d1117}.value{stroke:#0d1117}
rect.httparse{fill:#4d5661}rect.pico{fill:#7d8792}rect.slow{fill:#2a6f59}
rect.fast{fill:#35c795}}
";
