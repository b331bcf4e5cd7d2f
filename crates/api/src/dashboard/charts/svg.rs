//! Drawings as SVG, without a browser. They have attributes for the case that nobody else styles them, and classes by
//! which the pages style them, in the colours of the reader.

use std::fmt::Write as _;

use shahrak_messages::Language;

use crate::dashboard::route::{code, escaped};

/// The width of all drawings: that of a phone, so that letters stay legible there.
pub(super) const WIDTH: f64 = 480.0;

/// A point: from the side where reading starts, and from the top.
pub(super) type Point = (f64, f64);

/// Where a text is in relation to its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing. It begins at the side where reading starts: a Persian one is mirrored.
pub(super) struct Svg {
    language: Language,
    mirrored: bool,
    height: f64,
    body: String,
    /// It has links, so it is not one image for a screen reader.
    linked: bool,
}

impl Svg {
    /// An empty drawing of a height.
    pub(super) fn new(language: Language, height: f64) -> Svg {
        Svg { language, mirrored: language == Language::Persian, height, body: String::new(), linked: false }
    }

    /// The same, of places on a map: east stays on the right.
    pub(super) fn map(language: Language, height: f64) -> Svg {
        Svg { mirrored: false, ..Svg::new(language, height) }
    }

    fn x(&self, x: f64) -> f64 {
        if self.mirrored { WIDTH - x } else { x }
    }

    pub(super) fn line(&mut self, class: &str, points: &[Point]) {
        self.path(class, points, "");
    }

    pub(super) fn shape(&mut self, class: &str, corners: &[Point]) {
        self.path(class, corners, "z");
    }

    fn path(&mut self, class: &str, points: &[Point], end: &str) {
        let at = |(x, y): &Point| format!("{} {}", written(self.x(*x)), written(*y));
        let points: Vec<String> = points.iter().map(at).collect();
        self.add(&format!("<path {} d=\"M{}{end}\"/>", style(class), points.join("L")));
    }

    pub(super) fn circle(&mut self, class: &str, (x, y): Point, radius: f64) {
        let (x, y, radius) = (written(self.x(x)), written(y), written(radius));
        self.add(&format!("<circle {} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>", style(class)));
    }

    pub(super) fn rectangle(&mut self, class: &str, (x, y): Point, (width, height): Point) {
        let x = if self.mirrored { WIDTH - x - width } else { x };
        let [x, y, width, height] = [x, y, width, height].map(written);
        let style = style(class);
        self.add(&format!("<rect {style} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"));
    }

    pub(super) fn text(&mut self, class: &str, (x, y): Point, anchor: Anchor, text: &str) {
        // Start and end are those of the language, whatever side the drawing begins at.
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let (x, y, text) = (written(self.x(x)), written(y), escaped(text));
        self.add(&format!(
            "<text {} x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{text}</text>",
            style(class)
        ));
    }

    /// What is drawn by a function leads to an address.
    pub(super) fn link(&mut self, address: &str, draw: impl FnOnce(&mut Svg)) {
        self.linked = true;
        self.add(&format!("<a href=\"{}\">", escaped(address)));
        draw(self);
        self.add("</a>");
    }

    fn add(&mut self, element: &str) {
        self.body.push_str(element);
    }

    /// The file. `title` is read out; `lines` stand below the drawing, the first one as a heading.
    pub(super) fn file(mut self, title: &str, lines: &[String]) -> String {
        let drawn = self.height;
        self.mirrored = self.language == Language::Persian;
        let drawing = std::mem::take(&mut self.body);
        for (line, class) in lines.iter().zip(["heading"].into_iter().chain(std::iter::repeat("cite"))) {
            self.height += if class == "heading" { 26.0 } else { 16.0 };
            self.text(class, (8.0, self.height - 6.0), Anchor::Start, line);
        }
        let (language, height) = (code(self.language), written(self.height + 8.0));
        let direction = if self.language == Language::Persian { "rtl" } else { "ltr" };
        let role = if self.linked { "group" } else { "img" };
        let mut file = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(
            file,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" \
             height=\"{height}\" data-drawn=\"0 0 {WIDTH} {}\" xml:lang=\"{language}\" direction=\"{direction}\" \
             role=\"{role}\" font-family=\"Vazirmatn Variable, Vazirmatn, Tahoma, system-ui, sans-serif\">\
             <title>{}</title><rect class=\"ground\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\
             {drawing}<g class=\"about\">{}</g></svg>",
            written(drawn),
            escaped(title),
            self.body,
        );
        file
    }
}

/// A coordinate with at most one decimal.
fn written(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The attributes of a class.
fn style(class: &str) -> String {
    let look = match class {
        "grid-line" => "stroke=\"#dcdad2\"",
        "promised" => "fill=\"none\" stroke=\"#6a3d9a\" stroke-width=\"3\"",
        "announced" => "fill=\"#b34700\"",
        "announced about" => "fill=\"none\" stroke=\"#b34700\" stroke-width=\"2\"",
        "announced other" => "fill=\"#b34700\" fill-opacity=\"0.35\"",
        "computed" => "fill=\"#00679e\" stroke=\"#ffffff\" stroke-width=\"1.5\"",
        "computed-line" => "fill=\"none\" stroke=\"#00679e\" stroke-width=\"1.5\"",
        "bar" => "fill=\"#00679e\"",
        "bar-label" => "fill=\"#1b2224\" font-size=\"13\"",
        "tick" => "fill=\"#566064\" font-size=\"12\"",
        "tile step-0" => "fill=\"#e8f0f5\"",
        "tile step-1" => "fill=\"#c5dcea\"",
        "tile step-2" => "fill=\"#94c0da\"",
        "tile step-3" => "fill=\"#2f79a6\"",
        "tile step-4" => "fill=\"#084f7a\"",
        "tile-name on-light" => "fill=\"#10181b\" font-size=\"11\"",
        "tile-name on-dark" => "fill=\"#ffffff\" font-size=\"11\"",
        "tile-value on-light" => "fill=\"#10181b\" font-size=\"15\" font-weight=\"650\"",
        "tile-value on-dark" => "fill=\"#ffffff\" font-size=\"15\" font-weight=\"650\"",
        "heading" => "fill=\"#1b2224\" font-size=\"15\" font-weight=\"650\"",
        _ => "fill=\"#566064\" font-size=\"10\"",
    };
    format!("class=\"{class}\" {look}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persian_drawing_is_mirrored_and_a_map_is_not() {
        let drawn = |mut svg: Svg| {
            svg.rectangle("bar", (10.0, 0.0), (20.0, 5.0));
            svg.file("", &[])
        };
        assert!(drawn(Svg::new(Language::English, 9.0)).contains("x=\"10\""));
        assert!(drawn(Svg::new(Language::Persian, 9.0)).contains("x=\"450\""));
        assert!(drawn(Svg::map(Language::Persian, 9.0)).contains("x=\"10\""));
    }

    #[test]
    fn no_text_becomes_an_element() {
        let mut svg = Svg::new(Language::English, 9.0);
        svg.text("tick", (0.0, 0.0), Anchor::Start, "</text><script>");
        let file = svg.file("<b>", &["\"&".to_owned()]);
        assert!(
            !file.contains("<script>") && !file.contains("<b>") && file.contains("&quot;&amp;"),
            "{file}"
        );
    }
}
