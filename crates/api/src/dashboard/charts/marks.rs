//! The drawing of a series: ticks for promises, bars, arrows and diamonds for announcements, dots for what is computed. They
//! differ by shape as well as by colour. Points run in the direction of reading.

use serde::Deserialize;

use shahrak_messages::{Language, message};

use super::number::{short, steps};
use super::svg::{Anchor, Svg, WIDTH};

/// A point of the series: a year or a month.
pub(super) struct Mark {
    pub(super) label: String,
    pub(super) promised: Vec<f64>,
    pub(super) announced: Vec<Stated>,
    pub(super) computed: Option<f64>,
}

/// An announced figure.
pub(super) struct Stated {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) hedge: Option<Hedge>,
    /// The series uses it.
    pub(super) used: bool,
}

/// How a speaker qualified a number.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum Hedge {
    About,
    Over,
    Nearly,
    UpTo,
    Range,
}

const HEIGHT: f64 = 340.0;
/// Where the plot begins and ends.
const TOP: f64 = 56.0;
const BOTTOM: f64 = HEIGHT - 28.0;
const START: f64 = 76.0;
const END: f64 = WIDTH - 8.0;

pub(super) fn drawing(marks: &[Mark], language: Language) -> Svg {
    let mut svg = Svg::new(language, HEIGHT);
    let of = |mark: &Mark| {
        let said = mark.announced.iter().map(|stated| stated.high);
        said.chain(mark.promised.iter().copied()).chain(mark.computed).fold(0.0, f64::max)
    };
    let steps = steps(marks.iter().map(of).fold(0.0, f64::max));
    let top = steps.last().copied().unwrap_or(1.0);
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * value / top;
    legend(&mut svg, language);
    for step in &steps {
        svg.line("grid-line", &[(START, y(*step)), (END, y(*step))]);
        svg.text("tick", (START - 8.0, y(*step) + 4.0), Anchor::End, &short(*step, language));
    }
    let width = (END - START) / marks.len().max(1) as f64;
    let x = |place: usize| START + width * (place as f64 + 0.5);
    // As many labels as do not touch.
    let longest = marks.iter().map(|mark| mark.label.chars().count()).max().unwrap_or(0);
    let every = ((longest as f64 * 6.5 + 6.0) / width).ceil().max(1.0) as usize;
    let computed: Vec<_> =
        marks.iter().enumerate().filter_map(|(place, mark)| Some((x(place), y(mark.computed?)))).collect();
    if computed.len() > 1 {
        svg.line("computed-line", &computed);
    }
    for (place, mark) in marks.iter().enumerate() {
        let x = x(place);
        if (marks.len() - 1 - place).is_multiple_of(every) {
            svg.text("tick", (x, HEIGHT - 8.0), Anchor::Middle, &mark.label);
        }
        for value in &mark.promised {
            let reach = (width / 2.0).min(14.0);
            svg.line("promised", &[(x - reach, y(*value)), (x + reach, y(*value))]);
        }
        for stated in &mark.announced {
            announced(&mut svg, stated, x, (y(stated.low), y(stated.high)));
        }
        if let Some(value) = mark.computed {
            svg.circle("computed", (x, y(value)), 4.5);
        }
    }
    svg
}

/// A bar for a range, an arrow upwards for “over” and downwards for “nearly” and “up to”, a diamond otherwise, which is
/// hollow for “about”.
fn announced(svg: &mut Svg, stated: &Stated, x: f64, (bottom, top): (f64, f64)) {
    let class = match stated.hedge {
        _ if !stated.used => "announced other",
        Some(Hedge::About) => "announced about",
        _ => "announced",
    };
    let y = bottom;
    if stated.low < stated.high {
        return svg.shape(class, &[(x - 5.0, bottom), (x + 5.0, bottom), (x + 5.0, top), (x - 5.0, top)]);
    }
    match stated.hedge {
        Some(Hedge::Over) => svg.shape(class, &[(x - 6.0, y), (x + 6.0, y), (x, y - 12.0)]),
        Some(Hedge::Nearly | Hedge::UpTo) => svg.shape(class, &[(x - 6.0, y), (x + 6.0, y), (x, y + 12.0)]),
        _ => svg.shape(class, &[(x, y - 7.0), (x + 7.0, y), (x, y + 7.0), (x - 7.0, y)]),
    }
}

/// The marks and their meanings, in two lines.
fn legend(svg: &mut Svg, language: Language) {
    let stated = |low, high, hedge| Stated { low, high, hedge, used: true };
    svg.line("promised", &[(8.0, 14.0), (28.0, 14.0)]);
    svg.text("tick", (36.0, 18.0), Anchor::Start, &message!("page-promised").text(language));
    svg.circle("computed", (178.0, 14.0), 4.5);
    svg.text("tick", (190.0, 18.0), Anchor::Start, &message!("page-computed").text(language));
    announced(svg, &stated(1.0, 1.0, None), 18.0, (36.0, 36.0));
    svg.text("tick", (36.0, 40.0), Anchor::Start, &message!("page-announced").text(language));
    announced(svg, &stated(1.0, 1.0, Some(Hedge::Over)), 178.0, (42.0, 42.0));
    svg.text("tick", (190.0, 40.0), Anchor::Start, &message!("page-legend-over").text(language));
    announced(svg, &stated(1.0, 2.0, None), 330.0, (42.0, 30.0));
    svg.text("tick", (342.0, 40.0), Anchor::Start, &message!("page-legend-range").text(language));
}
