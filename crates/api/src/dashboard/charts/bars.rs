//! The drawing of groups: a bar for each, the longest first.

use shahrak_messages::{Language, message};

use super::number::short;
use super::svg::{Anchor, Svg, WIDTH};

/// A group.
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) value: Option<f64>,
}

const ROW: f64 = 24.0;
const LABELS: f64 = 190.0;
const NUMBERS: f64 = 90.0;
/// The most characters of a label.
const LONGEST: usize = 28;
/// The most bars; the table has all groups, whose number is `total`.
const MOST: usize = 40;

pub(super) fn drawing(bars: &[Bar], total: usize, language: Language) -> Svg {
    let shown = &bars[..bars.len().min(MOST)];
    let rest = total.saturating_sub(shown.len());
    let height = |rows: usize| ROW * rows as f64;
    let mut svg = Svg::new(language, height(shown.len().max(1) + usize::from(rest > 0)) + 8.0);
    let most = shown.iter().filter_map(|bar| bar.value).fold(0.0, f64::max);
    for (row, bar) in shown.iter().enumerate() {
        let y = height(row) + 4.0;
        svg.text("bar-label", (LABELS - 8.0, y + 16.0), Anchor::End, &shortened(&bar.label));
        let length = bar.value.filter(|_| most > 0.0).map_or(0.0, |value| value.max(0.0) / most);
        let length = length * (WIDTH - LABELS - NUMBERS);
        svg.rectangle("bar", (LABELS, y + 3.0), (length, ROW - 6.0));
        let number = bar.value.map_or("–".to_owned(), |value| short(value, language));
        svg.text("tick", (LABELS + length + 6.0, y + 16.0), Anchor::Start, &number);
    }
    if rest > 0 {
        let more = message!("page-more-groups", number = rest).text(language);
        svg.text("tick", (LABELS - 8.0, height(shown.len()) + 20.0), Anchor::End, &more);
    }
    svg
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST {
        return label.to_owned();
    }
    label.chars().take(LONGEST - 1).chain(['…']).collect()
}
