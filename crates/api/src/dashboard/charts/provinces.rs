//! The chart of the provinces: a tile for each, about where it lies, in the order of a map. It needs nobody's geometry.

use serde::Deserialize;

use shahrak_exchange::table::Held;
use shahrak_messages::{Argument, Language, Message, message};

use super::chart::{Chart, Column, Named, Origin};
use super::number::plain;
use super::svg::{Anchor, Svg, WIDTH};
use crate::dashboard::route::code;

/// The answer to the question of the page.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    register_info: Origin,
    report: Report,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    year: Year,
    by_province: Vec<Row>,
}

#[derive(Deserialize)]
struct Year {
    number: i32,
}

#[derive(Deserialize)]
struct Row {
    province: Named,
    commissioned: Flow,
    revived: Flow,
    stock: Stock,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Flow {
    units: u32,
    jobs: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stock {
    operating: u32,
    idle_share: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    metric: String,
    in_force: Option<Revision>,
    progress: Progress,
}

#[derive(Deserialize)]
struct Revision {
    value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Progress {
    of_in_force: Option<f64>,
}

/// The rows from north to south, by the digits of the codes; two dots are no province.
const MAP: [[&str; 7]; 6] = [
    ["04", "03", "24", "..", "..", "..", ".."],
    ["12", "19", "01", "..", "02", "27", "28"],
    ["05", "13", "26", "30", "23", "20", "09"],
    ["16", "15", "00", "25", "10", "21", "29"],
    ["..", "06", "14", "17", "07", "08", "11"],
    ["..", "..", "..", "18", "..", "22", ".."],
];
const TILE: f64 = WIDTH / 7.0;
/// The most characters of a line in a tile.
const LINE: usize = 11;

impl Answer {
    /// The chart of what the address asks to show. Without targets, progress towards them is the number of revived units.
    pub(super) fn chart(&self, show: &str, language: Language) -> Chart {
        let targets = self.report.by_province.iter().any(|row| row.revivals().is_some());
        let show = if targets || show != "progress" { show } else { "revived" };
        let year = self.report.year.number;
        Chart {
            title: message!("page-provinces-in-year", what = what(show), year),
            columns: columns(),
            rows: self.report.by_province.iter().map(Row::cells).collect(),
            drawing: self.drawing(show, language),
            synthetic: self.register_info.is_synthetic(),
        }
    }

    fn drawing(&self, show: &str, language: Language) -> Svg {
        let mut svg = Svg::map(language, TILE * MAP.len() as f64);
        let rows = &self.report.by_province;
        let most = rows.iter().filter_map(|row| row.shown(show)).fold(0.0, f64::max);
        for (line, codes) in MAP.iter().enumerate() {
            for (column, digits) in codes.iter().enumerate() {
                let of = |row: &&Row| row.province.code.strip_prefix("IR-") == Some(*digits);
                let Some(row) = rows.iter().find(of) else { continue };
                let corner = (TILE * column as f64, TILE * line as f64);
                let address = format!(
                    "/{}/{}/provinces/{}",
                    code(language),
                    self.report.year.number,
                    row.province.code
                );
                svg.link(&address, |svg| row.tile(svg, corner, (row.shown(show), most, show), language));
            }
        }
        svg
    }
}

impl Row {
    fn revivals(&self) -> Option<&Target> {
        self.targets.iter().find(|target| target.metric == "UNITS_REVIVED")
    }

    fn shown(&self, show: &str) -> Option<f64> {
        match show {
            "progress" => self.revivals()?.progress.of_in_force,
            "revived" => Some(self.revived.units.into()),
            "commissioned" => Some(self.commissioned.units.into()),
            _ => self.stock.idle_share,
        }
    }

    /// A tile in one of five steps; the number is in it as well.
    fn tile(
        &self,
        svg: &mut Svg,
        (x, y): (f64, f64),
        (value, most, show): (Option<f64>, f64, &str),
        language: Language,
    ) {
        let step = value.filter(|_| most > 0.0).map_or(0, |value| ((value / most * 5.0) as u8).min(4));
        let ink = if step < 3 { "on-light" } else { "on-dark" };
        svg.rectangle(&format!("tile step-{step}"), (x + 1.5, y + 1.5), (TILE - 3.0, TILE - 3.0));
        let lines = lines(self.province.name.of(language));
        let mut below = y + TILE / 2.0 - 6.0 * lines.len() as f64 + 4.0;
        for line in &lines {
            svg.text(&format!("tile-name {ink}"), (x + TILE / 2.0, below), Anchor::Middle, line);
            below += 12.0;
        }
        let text = match value {
            None => "–".to_owned(),
            Some(share) if show == "progress" || show == "idle" => {
                message!("page-share", number = Argument::Text(plain(share * 100.0, language))).text(language)
            }
            Some(number) => plain(number, language),
        };
        svg.text(&format!("tile-value {ink}"), (x + TILE / 2.0, below + 5.0), Anchor::Middle, &text);
    }

    fn cells(&self) -> Vec<String> {
        let target = self.revivals();
        let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
        vec![
            self.province.code.clone(),
            self.province.name.of(Language::English).to_owned(),
            self.province.name.of(Language::Persian).to_owned(),
            self.commissioned.units.to_string(),
            text(&self.commissioned.jobs),
            self.revived.units.to_string(),
            text(&self.revived.jobs),
            target.and_then(|it| it.in_force.as_ref()).map_or_else(String::new, |it| it.value.clone()),
            number(target.and_then(|it| it.progress.of_in_force)),
            self.stock.operating.to_string(),
            number(self.stock.idle_share),
        ]
    }
}

fn text(number: &serde_json::Value) -> String {
    number.as_str().map_or_else(|| number.to_string(), str::to_owned)
}

/// A name in lines of a tile, between its words.
fn lines(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn what(show: &str) -> Message {
    match show {
        "progress" => message!("page-provinces-progress"),
        "revived" => message!("page-provinces-revived"),
        "commissioned" => message!("page-provinces-commissioned"),
        _ => message!("page-provinces-idle"),
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("province", message!("page-code"), Held::Text),
        Column::new("name_en", message!("page-name-en"), Held::Text),
        Column::new("name_fa", message!("page-name-fa"), Held::Text),
        Column::new("units_commissioned", message!("page-figure-units-commissioned"), Held::Number),
        Column::new("jobs_commissioned", message!("page-figure-jobs-commissioned"), Held::Number),
        Column::new("units_revived", message!("page-figure-units-revived"), Held::Number),
        Column::new("jobs_revived", message!("page-figure-jobs-revived"), Held::Number),
        Column::new("revival_target", message!("page-revival-target"), Held::Number),
        Column::new("revival_progress", message!("page-provinces-progress"), Held::Number),
        Column::new("operating", message!("page-operating"), Held::Number),
        Column::new("idle_share", message!("page-figure-idle"), Held::Number),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_have_lines() {
        assert_eq!(lines("Sistan and Baluchestan"), ["Sistan and", "Baluchestan"]);
        assert_eq!(lines("آذربایجان شرقی"), ["آذربایجان", "شرقی"]);
    }

    #[test]
    fn every_province_has_one_tile() {
        let mut codes: Vec<_> = MAP.iter().flatten().filter(|digits| **digits != "..").collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 31);
    }
}
