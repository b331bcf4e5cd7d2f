//! Metrics as cells: in files, and in the register.

use super::{Computation, Direction, Metric, Only, PartOf, Quotient};
use crate::announcement::{Figure, Measure};
use crate::code::Coded;
use crate::parse::{Parsed, coded, name, prose};
use crate::province::Name;

impl Metric {
    /// The columns of its cells.
    pub const COLUMNS: [&'static str; 13] = [
        "code",
        "name_en",
        "name_fa",
        "meaning_en",
        "meaning_fa",
        "measure",
        "unit",
        "direction",
        "computation",
        "only",
        "part_of",
        "quotient",
        "aliases",
    ];

    /// Parses a metric from its cells by column; an empty cell means none. Lists are separated by semicolons.
    ///
    /// # Errors
    /// The violation of the first cell that cannot be parsed.
    pub fn parse<'a>(cell: impl Fn(&str) -> &'a str) -> Parsed<Metric> {
        let names = |en: &str, fa: &str, parse: fn(&str) -> Parsed<String>| -> Parsed<Name> {
            Ok(Name::english(parse(cell(en))?, optional(cell(fa), parse)?))
        };
        Ok(Metric {
            code: Figure::metric(cell("code"))?,
            name: names("name_en", "name_fa", name)?,
            meaning: names("meaning_en", "meaning_fa", prose)?,
            measure: coded::<Measure>(cell("measure"))?,
            unit: cell("unit").to_owned(),
            direction: coded::<Direction>(cell("direction"))?,
            computation: optional(cell("computation"), coded::<Computation>)?,
            only: optional(cell("only"), Only::parse)?,
            part_of: list(cell("part_of"), PartOf::parse)?,
            quotient: optional(cell("quotient"), Quotient::parse)?,
            aliases: list(cell("aliases"), Figure::metric)?,
        })
    }

    /// Its cells in the order of [`Metric::COLUMNS`], which [`Metric::parse`] reads.
    pub fn cells(&self) -> [String; 13] {
        let optional = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let text = |value: Option<&dyn ToString>| value.map(|it| it.to_string()).unwrap_or_default();
        let parts: Vec<String> = self.part_of.iter().map(ToString::to_string).collect();
        [
            self.code.clone(),
            optional(self.name.en.as_deref()),
            optional(self.name.fa.as_deref()),
            optional(self.meaning.en.as_deref()),
            optional(self.meaning.fa.as_deref()),
            self.measure.code().to_owned(),
            self.unit.clone(),
            self.direction.code().to_owned(),
            optional(self.computation.map(Coded::code)),
            text(self.only.as_ref().map(|it| it as &dyn ToString)),
            parts.join(";"),
            text(self.quotient.as_ref().map(|it| it as &dyn ToString)),
            self.aliases.join(";"),
        ]
    }
}

fn optional<T>(cell: &str, parse: impl Fn(&str) -> Parsed<T>) -> Parsed<Option<T>> {
    (!cell.is_empty()).then(|| parse(cell)).transpose()
}

fn list<T>(cell: &str, parse: impl Fn(&str) -> Parsed<T>) -> Parsed<Vec<T>> {
    cell.split(';').filter(|item| !item.is_empty()).map(parse).collect()
}
