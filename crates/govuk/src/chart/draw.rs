//! What every chart draws with: a canvas of SVG elements, text that is measured and wrapped, markers, and fills told apart without colour.
//!
//! Only presentation attributes are written. A strict content security policy refuses `style` attributes and `<style>` elements, and a
//! PDF writer knows neither the page's style sheet nor its fonts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maud::{Markup, Render as _, html};

/// Width of every drawing, in its own units. At this width text is about the size of body text in a two-thirds column.
pub(crate) const WIDTH: f64 = 560.0;
/// Size of ordinary text, in drawing units.
pub(crate) const SIZE: f64 = 15.0;
/// Distance between the baselines of wrapped lines.
pub(crate) const LINE: f64 = 18.0;

pub(crate) const INK: &str = "#0b0c0c";
pub(crate) const GREY: &str = "#505a5f";
pub(crate) const RULE: &str = "#b1b4b6";
pub(crate) const BLUE: &str = "#12436d";

/// The marks laid over the ground of a fill, so that two fills differ in black and white too.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mark {
    None,
    Diagonal,
    BackDiagonal,
    Cross,
    Dots,
    Level,
}

/// A fill told apart by shade and by pattern. `cell` is the side of the pattern's square.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fill {
    pub(crate) name: &'static str,
    pub(crate) ground: &'static str,
    pub(crate) ink: &'static str,
    pub(crate) mark: Mark,
    pub(crate) cell: f64,
}

const fn fill(name: &'static str, ground: &'static str, ink: &'static str, mark: Mark, cell: f64) -> Fill {
    Fill { name, ground, ink, mark, cell }
}

/// Fills for things that have no order (series). Each has an outline of its ink.
pub(crate) const SERIES: [Fill; 6] = [
    fill("solid", BLUE, BLUE, Mark::None, 8.0),
    fill("stripes", "#ffffff", BLUE, Mark::Diagonal, 6.0),
    fill("mid", "#28a197", "#0f5f58", Mark::None, 8.0),
    fill("dots", "#ffffff", "#801650", Mark::Dots, 6.0),
    fill("cross", "#fde3d6", "#8a3206", Mark::Cross, 8.0),
    fill("level", "#ffffff", "#3d3d3d", Mark::Level, 5.0),
];

/// The paler bar beside one that is emphasised.
pub(crate) const PALE: Fill = fill("pale", "#c9d8ea", BLUE, Mark::None, 8.0);

/// Fills for things in order, least first: darker and more densely hatched as the class rises.
pub(crate) const SHADES: [Fill; 5] = [
    fill("shade1", "#f3f6fa", "#7d95b0", Mark::Dots, 11.0),
    fill("shade2", "#d3dfec", "#5c7fa6", Mark::Diagonal, 11.0),
    fill("shade3", "#a3bdd9", "#2f5f93", Mark::BackDiagonal, 7.0),
    fill("shade4", "#6a97c6", "#12436d", Mark::Cross, 7.0),
    fill("shade5", BLUE, BLUE, Mark::None, 8.0),
];

/// Colour, dash and marker of one line, so that lines differ in black and white too.
pub(crate) struct Stroke {
    pub(crate) colour: &'static str,
    pub(crate) dash: Option<&'static str>,
    pub(crate) marker: Marker,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Marker {
    Dot,
    Square,
    Triangle,
    Diamond,
    Ring,
}

/// The stroke of series `index`. Fifteen series pass before one looks like another.
pub(crate) fn stroke(index: usize) -> Stroke {
    const COLOURS: [&str; 5] = [BLUE, "#801650", "#1f7f77", "#b8440c", "#3d3d3d"];
    const DASHES: [Option<&str>; 3] = [None, Some("8 4"), Some("2 4")];
    const MARKERS: [Marker; 5] = [Marker::Dot, Marker::Square, Marker::Triangle, Marker::Diamond, Marker::Ring];
    Stroke {
        colour: COLOURS.get(index % 5).copied().unwrap_or(BLUE),
        dash: DASHES.get(index % 3).copied().flatten(),
        marker: MARKERS.get(index % 5).copied().unwrap_or(Marker::Dot),
    }
}

/// Where text stands relative to its x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing under construction. Its height is whatever the elements reached.
pub struct Canvas {
    id: String,
    fills: BTreeMap<&'static str, Fill>,
    body: String,
    height: f64,
}

impl Canvas {
    pub(crate) fn new(id: &str) -> Self {
        Self { id: identifier(id), fills: BTreeMap::new(), body: String::new(), height: 0.0 }
    }

    /// Makes the drawing at least this tall.
    pub(crate) fn reach(&mut self, y: f64) {
        if y.is_finite() {
            self.height = self.height.max(y);
        }
    }

    pub(crate) fn height(&self) -> f64 {
        self.height
    }

    pub(crate) fn push(&mut self, element: &Markup) {
        self.body.push_str(&element.0);
    }

    /// Everything drawn by `inside` in one `<g>` named by `data-part`.
    pub(crate) fn group(&mut self, part: &str, inside: impl FnOnce(&mut Self)) {
        let _ = write!(self.body, "<g data-part=\"{part}\">");
        inside(self);
        self.body.push_str("</g>");
    }

    /// The `fill` attribute for a fill; its pattern is defined once, and only if used.
    pub(crate) fn paint(&mut self, fill: Fill) -> String {
        match fill.mark {
            Mark::None => fill.ground.to_owned(),
            _ => {
                self.fills.insert(fill.name, fill);
                format!("url(#{}-{})", self.id, fill.name)
            }
        }
    }

    pub(crate) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, fill: Fill) {
        let paint = self.paint(fill);
        self.reach(y + height + 1.0);
        self.push(&html! {
            rect x=(n(x)) y=(n(y)) width=(n(width.max(0.0))) height=(n(height)) fill=(paint) stroke=(fill.ink) stroke-width="1" {}
        });
    }

    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64, dash: Option<&str>) {
        self.reach(from.1.max(to.1));
        self.push(&html! {
            line x1=(n(from.0)) y1=(n(from.1)) x2=(n(to.0)) y2=(n(to.1)) stroke=(colour) stroke-width=(n(width)) stroke-dasharray=[dash] {}
        });
    }

    /// One unbroken line through points.
    pub(crate) fn polyline(&mut self, points: &[(f64, f64)], colour: &str, width: f64, dash: Option<&str>) {
        let mut list = String::new();
        for (x, y) in points {
            let _ = write!(list, "{}{},{}", if list.is_empty() { "" } else { " " }, n(*x), n(*y));
        }
        self.push(&html! {
            polyline points=(list) fill="none" stroke=(colour) stroke-width=(n(width)) stroke-dasharray=[dash] stroke-linejoin="round" {}
        });
    }

    pub(crate) fn marker(&mut self, marker: Marker, (x, y): (f64, f64), radius: f64, colour: &str) {
        let r = radius;
        self.push(&match marker {
            Marker::Dot => html! { circle cx=(n(x)) cy=(n(y)) r=(n(r)) fill=(colour) {} },
            Marker::Ring => html! { circle cx=(n(x)) cy=(n(y)) r=(n(r)) fill="#ffffff" stroke=(colour) stroke-width="2" {} },
            Marker::Square => html! { rect x=(n(x - r)) y=(n(y - r)) width=(n(2.0 * r)) height=(n(2.0 * r)) fill=(colour) {} },
            Marker::Triangle => {
                let path = format!("M{} {}L{} {}L{} {}Z", n(x), n(y - 1.2 * r), n(x + 1.2 * r), n(y + r), n(x - 1.2 * r), n(y + r));
                html! { path d=(path) fill=(colour) {} }
            }
            Marker::Diamond => {
                let s = 1.3 * r;
                let path = format!("M{} {}L{} {}L{} {}L{} {}Z", n(x), n(y - s), n(x + s), n(y), n(x), n(y + s), n(x - s), n(y));
                html! { path d=(path) fill=(colour) {} }
            }
        });
    }

    /// Wrapped text whose block begins at `top`.
    pub(crate) fn text(&mut self, x: f64, top: f64, anchor: Anchor, bold: bool, lines: &[String]) {
        self.text_in(x, top, anchor, bold, INK, lines);
    }

    pub(crate) fn text_in(&mut self, x: f64, top: f64, anchor: Anchor, bold: bool, colour: &str, lines: &[String]) {
        if lines.iter().all(String::is_empty) {
            return;
        }
        let anchor = match anchor {
            Anchor::Start => None,
            Anchor::Middle => Some("middle"),
            Anchor::End => Some("end"),
        };
        // The baseline of Arial lies about four fifths down its line.
        let baseline = |index: usize| n(top + 14.0 + LINE * index as f64);
        self.reach(top + block_height(lines) + 2.0);
        let weight = bold.then_some("bold");
        let fill = (colour != INK).then_some(colour);
        self.push(&match lines {
            [line] => html! { text x=(n(x)) y=(baseline(0)) text-anchor=[anchor] font-weight=[weight] fill=[fill] { (line) } },
            _ => html! {
                text text-anchor=[anchor] font-weight=[weight] fill=[fill] {
                    @for (index, line) in lines.iter().enumerate() { tspan x=(n(x)) y=(baseline(index)) { (line) } }
                }
            },
        });
    }

    /// Text with a white edge, legible over what was drawn before.
    pub(crate) fn halo(&mut self, x: f64, top: f64, anchor: Anchor, lines: &[String]) {
        self.body.push_str("<g stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\">");
        self.text(x, top, anchor, false, lines);
        self.body.push_str("</g>");
    }

    /// The whole drawing, named and described for people who do not see it.
    pub(crate) fn finish(self, title: &str, description: &str) -> String {
        let (id, height) = (&self.id, self.height.max(LINE).ceil());
        let mut defs = String::new();
        for fill in self.fills.values() {
            pattern(id, *fill).render_to(&mut defs);
        }
        html! {
            svg xmlns="http://www.w3.org/2000/svg" id=(id) viewBox={ "0 0 " (n(WIDTH)) " " (n(height)) } width="100%" role="img"
                aria-labelledby={ (id) "-title " (id) "-desc" } font-family="Arial, sans-serif" font-size=(n(SIZE)) fill=(INK) {
                title id={ (id) "-title" } { (clean(title)) }
                desc id={ (id) "-desc" } { (clean(description)) }
                @if !defs.is_empty() { defs { (maud::PreEscaped(defs)) } }
                (maud::PreEscaped(self.body))
            }
        }
        .into_string()
    }
}

fn pattern(id: &str, fill: Fill) -> Markup {
    let c = fill.cell;
    // Diagonals run past the corners, so that neighbouring cells join without a gap.
    let rising = format!("M-1 1L1 -1M0 {c}L{c} 0M{} {}L{} {}", n(c - 1.0), n(c + 1.0), n(c + 1.0), n(c - 1.0));
    let falling = format!("M-1 {}L1 {}M0 0L{c} {c}M{} -1L{} 1", n(c - 1.0), n(c + 1.0), n(c - 1.0), n(c + 1.0));
    let path = match fill.mark {
        Mark::Diagonal => rising,
        Mark::BackDiagonal => falling,
        Mark::Cross => format!("{rising}{falling}"),
        Mark::Level => format!("M0 {h}L{c} {h}", h = n(c / 2.0)),
        Mark::None | Mark::Dots => String::new(),
    };
    html! {
        pattern id={ (id) "-" (fill.name) } patternUnits="userSpaceOnUse" width=(n(c)) height=(n(c)) {
            rect width=(n(c)) height=(n(c)) fill=(fill.ground) {}
            @if path.is_empty() { circle cx=(n(c / 2.0)) cy=(n(c / 2.0)) r="1.5" fill=(fill.ink) {} }
            @else { path d=(path) stroke=(fill.ink) stroke-width="1.5" fill="none" {} }
        }
    }
}

/// A coordinate to one decimal place. Nothing that is not a number ever reaches a drawing.
pub(crate) fn n(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// The characters of `id` that are safe in an id, a selector and a `url(#…)`.
pub(crate) fn identifier(id: &str) -> String {
    let safe: String = id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    if safe.starts_with(|c: char| c.is_ascii_alphabetic()) { safe } else { format!("chart-{safe}") }
}

/// Without the characters that XML 1.0 cannot hold, even escaped.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(*c, '\u{fffe}' | '\u{ffff}'))).collect()
}

/// Height of a block of wrapped lines.
pub(crate) fn block_height(lines: &[String]) -> f64 {
    LINE * lines.len() as f64
}

/// The widest of some lines.
pub(crate) fn block_width(lines: &[String], bold: bool) -> f64 {
    lines.iter().map(|line| width(line, bold)).fold(0.0, f64::max)
}

/// How much wider than Arial a font may be that stands in for it: Noto Sans and Open Sans, the usual ones in PDF, are about a fourteenth wider.
const SPARE: f64 = 1.08;

/// Room for text at [`SIZE`], from the widths that Arial and its metric twins (Helvetica, Liberation Sans) share, with some to spare.
pub(crate) fn width(text: &str, bold: bool) -> f64 {
    let thousandths: f64 = text.chars().map(advance).sum();
    thousandths * SPARE * SIZE / 1000.0 * if bold { 1.09 } else { 1.0 }
}

fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' => 222.0,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | '[' | ']' | '\\' | 'I' | 'f' | 't' | '|' => 278.0,
        '(' | ')' | '-' | 'r' | '`' => 333.0,
        '"' | '*' | '{' | '}' | '^' => 400.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500.0,
        '+' | '<' | '=' | '>' | '~' => 584.0,
        'F' | 'T' | 'Z' => 611.0,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 667.0,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' => 722.0,
        'G' | 'O' | 'Q' => 778.0,
        'M' | 'm' => 833.0,
        '%' => 889.0,
        'W' => 944.0,
        '@' | '—' => 1000.0,
        c if (c as u32) < 0x2100 => 556.0,
        _ => 1000.0,
    }
}

/// Text in lines no wider than `limit`: broken between words, and within a word only where the word alone is too wide.
pub(crate) fn wrap(text: &str, bold: bool, limit: f64) -> Vec<String> {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, bold) <= limit {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if line.chars().count() > 1 && width(&line, bold) > limit {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}
