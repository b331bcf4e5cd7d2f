//! Metrics as cells: in the file that ships, and in the register.

use super::{Computation, Direction, Metric, Only, PartOf, Quotient};
use crate::announcement::{Figure, Measure};
use crate::parse::{Parsed, coded, name, prose};
use crate::province::Name;

impl Metric {
    /// Parses a metric from its cells by column; an empty cell means none. Lists are separated by semicolons.
    ///
    /// # Errors
    /// The violation of the first cell that cannot be parsed.
    pub fn parse<'a>(cell: impl Fn(&str) -> &'a str) -> Parsed<Metric> {
        let names = |en: &str, fa: &str, parse: fn(&str) -> Parsed<String>| -> Parsed<Name> {
            Ok(Name { en: parse(cell(en))?, fa: optional(cell(fa), parse)? })
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
}

fn optional<T>(cell: &str, parse: impl Fn(&str) -> Parsed<T>) -> Parsed<Option<T>> {
    (!cell.is_empty()).then(|| parse(cell)).transpose()
}

fn list<T>(cell: &str, parse: impl Fn(&str) -> Parsed<T>) -> Parsed<Vec<T>> {
    cell.split(';').filter(|item| !item.is_empty()).map(parse).collect()
}
