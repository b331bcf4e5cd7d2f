//! Lines of `metrics.csv`.

use shahrak_domain::announcement::Figure;
use shahrak_domain::import::FileKind;
use shahrak_domain::parse::{Parsed, coded, name, prose};
use shahrak_domain::province::Name;
use shahrak_domain::vocabulary::{Metric, Only, PartOf, Quotient};

use super::write::text;
use crate::cells::Cells;
use crate::file_row::FileRow;

/// A metric of announced figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricRow(pub Metric);

impl FileRow for MetricRow {
    const KIND: FileKind = FileKind::Metrics;

    fn parse(cells: &mut Cells<'_>) -> Option<MetricRow> {
        let code = cells.required("code", Figure::metric);
        let (name_en, name_fa) = (cells.required("name_en", name), cells.optional("name_fa", name));
        let meaning_en = cells.required("meaning_en", prose);
        let meaning_fa = cells.optional("meaning_fa", prose);
        let measure = cells.required("measure", coded);
        let unit = cells.required("unit", name);
        let direction = cells.required("direction", coded);
        let computation = cells.optional("computation", coded);
        let only = cells.optional("only", Only::parse);
        let part_of = cells.optional("part_of", |cell| list(cell, PartOf::parse));
        let quotient = cells.optional("quotient", Quotient::parse);
        let aliases = cells.optional("aliases", |cell| list(cell, Figure::metric));
        Some(MetricRow(Metric {
            code: code?,
            name: Name::english(name_en?, name_fa),
            meaning: Name::english(meaning_en?, meaning_fa),
            measure: measure?,
            unit: unit?,
            direction: direction?,
            computation,
            only,
            part_of: part_of.unwrap_or_default(),
            quotient,
            aliases: aliases.unwrap_or_default(),
        }))
    }

    fn cells(&self) -> Vec<String> {
        self.0.cells().iter().map(|cell| text(&**cell)).collect()
    }
}

fn list<T>(cell: &str, parse: impl Fn(&str) -> Parsed<T>) -> Parsed<Vec<T>> {
    cell.split(';').map(str::trim).filter(|item| !item.is_empty()).map(parse).collect()
}
